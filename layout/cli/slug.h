/* What stands beside the printed pages. */
#ifndef BX_SLUG_H
#define BX_SLUG_H

#include "press.h"
#include "road.h"

/* A PDF with a page for each of the road's, which says what it is of: the title; then its number,
 * what it is printed for, style, date and file. Errors: those of draw. (transfer full) */
GBytes *bx_slug_draw (BxRoad *road, const BxPressJob *job, GError **error);

#endif
