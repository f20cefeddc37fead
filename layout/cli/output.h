/* Files that appear whole or not at all. */
#ifndef BX_OUTPUT_H
#define BX_OUTPUT_H

#include "base.h"

/* Writes a file beside its final place and renames it there, so that an older file survives every
 * failure. A symbolic link to a file is followed; a pipe or device is written to as it is. Errors:
 * BX_ERROR_MACHINE. */
gboolean bx_output_write (const char *path, GBytes *bytes, GError **error);

/* Whether two paths lead to the same file or folder. */
gboolean bx_output_is_same_file (const char *a, const char *b);

#endif
