/* Smaller pictures for a newsletter, for the press. */
#ifndef BX_SMALL_H
#define BX_SMALL_H

#include "pages.h"
#include "press.h"

/* One for each picture of the pages, as the press counts them; one without bytes stays as it is. */
typedef struct {
  GArray *pictures; /* of BxPressPicture */
} BxSmallPictures;

/* Those with more than `ppi` pixels to the inch are made smaller; 0: none is. Errors:
 * BX_ERROR_INPUT for a picture that is broken where its header did not show it. */
gboolean bx_small_pictures_init (BxSmallPictures *small, const BxPages *pages, int ppi,
                                 GError **error);
void bx_small_pictures_clear (BxSmallPictures *small);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BxSmallPictures, bx_small_pictures_clear)

#endif
