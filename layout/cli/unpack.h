/* The files of an archive copy, for a while, in a folder of their own. */
#ifndef BX_UNPACK_H
#define BX_UNPACK_H

#include "press.h"

typedef struct {
  char *folder;
  GPtrArray *made; /* paths, the folders before what is in them */
} BxUnpacked;

/* Writes them. A name that leads out of the folder is an error. Errors: BX_ERROR_INPUT,
 * BX_ERROR_MACHINE. The result must be cleared in either case, which takes everything away again.
 */
gboolean bx_unpack (BxUnpacked *unpacked, const BxArchive *archive, GError **error);
void bx_unpacked_clear (BxUnpacked *unpacked);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BxUnpacked, bx_unpacked_clear)

#endif
