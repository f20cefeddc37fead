/* What the parts of the metrics share: layout-algorithms §7. */
#ifndef BX_METRICS_H
#define BX_METRICS_H

#include "pages.h"

/* A line of the flow in a column, not of a box or a note. */
static inline gboolean
bx_frame_is_body (const BxFrameLine *frame)
{
  return (frame->role == BX_TEXT_BODY || frame->role == BX_TEXT_QUESTION) && frame->grid_line >= 0;
}

/* The keys about pull quotes, into an open object (quote-metrics.c). */
void bx_pages_dump_quotes (const BxPages *pages, JsonBuilder *dump);

#endif
