/* cairo's view of the pictures of the pages. A picture becomes a surface when it is first drawn,
 * and a file without pictures makes none. */
#ifndef BX_PICTURES_H
#define BX_PICTURES_H

#include <cairo.h>

#include "draw.h"

typedef enum {
  BX_TARGET_PDF, /* a JPEG goes in as it came, however it is turned */
  BX_TARGET_SVG, /* so, but no CMYK */
  BX_TARGET_PNG, /* pixels, no more of them than are shown */
} BxTarget;

typedef struct {
  BxTarget target;
  double scale;         /* of PNG: pixels to a point */
  int page;             /* that is being drawn */
  GHashTable *surfaces; /* of BxImage; NULL until one is drawn */
  GError *error;        /* the first */
} BxCairoPictures;

/* Draws the picture of an item. What goes wrong is told when all is drawn. */
void bx_cairo_pictures_draw (BxCairoPictures *pictures, cairo_t *cr, const BxPages *pages,
                             const BxDrawItem *item);
/* Frees the surfaces; to be called when the file is finished. FALSE where a picture was broken. */
gboolean bx_cairo_pictures_finish (BxCairoPictures *pictures, GError **error);

#endif
