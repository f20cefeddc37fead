/* pages → cairo: the same items as PDF, PNG and SVG. Floating point begins here. */
#ifndef BX_DRAW_H
#define BX_DRAW_H

#include "pages.h"

/* All pages as one PDF, as cairo writes it: fonts embedded and subset, nothing at document level
 * (that is press/'s). (transfer full). Errors: BX_ERROR_MACHINE. */
GBytes *bx_draw_pdf (const BxPages *pages, GError **error);

/* One page, from 0, as a picture. (transfer full). Errors: BX_ERROR_MACHINE. */
GBytes *bx_draw_png (const BxPages *pages, int page, int dpi, GError **error);
GBytes *bx_draw_svg (const BxPages *pages, int page, GError **error);

#endif
