/* Files that appear whole or not at all. */
#ifndef BX_OUTPUT_H
#define BX_OUTPUT_H

#include "base.h"

/* Files that belong together. Each is written apart from its place, and all are put there when they are
 * whole: older files survive every failure before that, such as a disk that is full after the first.
 */
typedef struct _BxOutputs BxOutputs;

BxOutputs *bx_outputs_new (void);
/* Removes what is not in its place. */
void bx_outputs_free (BxOutputs *outputs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxOutputs, bx_outputs_free)

/* A symbolic link to a file is followed; a pipe or device is written to at once, as it is. Errors:
 * BX_ERROR_MACHINE; so below. */
gboolean bx_outputs_add (BxOutputs *outputs, const char *path, GBytes *bytes, GError **error);
gboolean bx_outputs_commit (BxOutputs *outputs, GError **error);

/* The same for one file. */
gboolean bx_output_write (const char *path, GBytes *bytes, GError **error);

/* Whether two paths lead to the same file or folder. */
gboolean bx_output_is_same_file (const char *a, const char *b);

#endif
