/* The end of a drawing, shared by those who begin one. */
#ifndef BX_SURFACE_H
#define BX_SURFACE_H

#include "pictures.h"

/* A cairo_write_func_t for a GByteArray. */
cairo_status_t bx_surface_append (void *closure, const unsigned char *data, unsigned length);

/* Takes surface, context and bytes. cairo's status is sticky, so it is asked once, when all is drawn:
 * of the context for what was drawn, of the surface for what was written. Errors: as in draw.h.
 * (transfer full) */
GBytes *bx_surface_finish (cairo_surface_t *surface, cairo_t *cr, GByteArray *bytes,
                           BxCairoPictures *pictures, GError **error);

#endif
