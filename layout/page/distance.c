/* How near a box stands to what it belongs to. A pull quote is a teaser: best some way before its
 * source, on the same page or spread, but not seen in the same glance (layout-algorithms §3.1 rule
 * 4). Where text goes is not decided here.
 *
 * On one page the distance is taken in lines. Across pages it is a sum of one part that the page
 * of the box knows and one that the page of the source knows, so that the search need not remember
 * where a box or a source stood: costs that add up along the text keep the optimum within reach
 * (layout-algorithms §2, Plass). A teaser stands on its source's page or one that touches it; where
 * it comes later, how far back its source stands does not count. */
#include "page-private.h"

/* Columns from the box to its source in reading order; 0 within the columns that it covers. */
static int
column_distance (const BxRect *rect, int column)
{
  if (column < rect->column)
    return column - rect->column;
  return MAX (0, column - (rect->column + rect->span - 1));
}

/* The source comes `lines` after the middle of the box. No cost from 0.7 to 2 columns on. */
static gint64
price_before (int lines, int column_lines)
{
  gint64 near = 7 * column_lines - 10 * lines;
  gint64 far = lines - 2 * column_lines;

  if (near > 0)
    return bx_points (BX_COST_NEAR) * near / (7 * column_lines);
  if (far > 0)
    return bx_points (BX_COST_FAR_COLUMN) * far / column_lines;
  return 0;
}

/* Read together: within a few lines in one column, or side by side in two. */
gboolean
bx_distance_is_echo (const BxRect *rect, int column, int line)
{
  int distance = column_distance (rect, column);
  int margin = distance == 0 ? BX_ECHO_LINES : 0;

  return ABS (distance) <= 1 && line >= rect->top - margin
         && line < rect->top + rect->lines + margin;
}

static gint64
price_teaser (const BxFlow *flow, const BxRect *rect, int column, int line)
{
  int distance = column_distance (rect, column);
  int column_lines = flow->galley.column_lines;

  if (distance < 0 || (distance == 0 && line < rect->top))
    return bx_points (BX_COST_AFTER_COLUMN) * MAX (1, -distance);
  return price_before (distance * column_lines + line - (rect->top + rect->lines / 2),
                       column_lines);
}

gint64
bx_distance_same_page (const BxFlow *flow, const BxRect *rect, int column, int line)
{
  const BxKind *kind = bx_flow_kind (flow, rect->box);
  int distance = column_distance (rect, column);

  if (kind->stream == BX_TEASERS)
    return price_teaser (flow, rect, column, line);
  return distance < 0 ? -distance * bx_points (kind->after_column)
                      : distance * bx_points (kind->before_column);
}

static gboolean
is_pending (const BxPageStart *start, int box)
{
  for (int i = 0; i < start->n_pending; i++)
    if (start->pending[i] == box)
      return TRUE;
  return FALSE;
}

/* Earlier blocks that wait for their sources, and sources passed whose block comes on a later page. */
static gint64
price_blocks_end (const BxFlow *flow, const BxLayout *layout, int passed, gboolean is_turn)
{
  const BxStream *stream = &flow->streams[BX_BLOCKS];
  int unit = bx_flow_unit (flow, BX_BLOCKS, passed);
  int from = layout->from[BX_BLOCKS];
  int next = layout->next[BX_BLOCKS];

  if (unit < from)
    return stream->before_page[from] - stream->before_page[unit];
  return unit > next && is_turn ? stream->after_spread[unit] - stream->after_spread[next] : 0;
}

gint64
bx_distance_page_end (const BxFlow *flow, const BxPageStart *start, const BxLayout *layout,
                      const int passed[BX_N_STREAMS])
{
  gboolean is_turn = bx_is_turn (&flow->galley, start->page);
  gint64 points = price_blocks_end (flow, layout, passed[BX_BLOCKS], is_turn);

  for (int i = 0; i < start->n_pending && !start->may_wait; i++)
    if (start->pending[i] >= passed[BX_TEASERS])
      return -1;
  for (int r = 0; r < layout->n_rects; r++) {
    const BxRect *rect = &layout->rects[r];
    const BxKind *kind = bx_flow_kind (flow, rect->box);

    if (rect->box < passed[kind->stream])
      continue;
    points += (layout->area.columns - rect->column - rect->span) * bx_points (kind->before_column);
    if (is_turn)
      points += bx_points (kind->before_spread);
  }
  return points;
}

/* A teaser whose source stands somewhere on the page before. */
static gint64
price_after_page (const BxFlow *flow, const BxKind *kind, int page)
{
  return bx_points (kind->after_column)
         + (bx_is_turn (&flow->galley, page - 1) ? bx_points (kind->after_spread) : 0);
}

/* At the start of a page: its boxes, and later ones, whose source stands on an earlier page. */
gint64
bx_distance_page_start (const BxFlow *flow, const BxPageStart *start, const BxLayout *layout)
{
  const int *passed = flow->positions[start->position].passed;
  const BxStream *blocks = &flow->streams[BX_BLOCKS];
  int next = layout->next[BX_BLOCKS];
  int unit = MAX (bx_flow_unit (flow, BX_BLOCKS, passed[BX_BLOCKS]), next);
  gint64 points = (blocks->after_column[unit] - blocks->after_column[next]) * layout->area.columns;

  for (int r = 0; r < layout->n_rects; r++) {
    const BxRect *rect = &layout->rects[r];
    const BxKind *kind = bx_flow_kind (flow, rect->box);

    if (rect->box >= passed[kind->stream])
      continue;
    points += rect->column * bx_points (kind->after_column);
    if (kind->stream == BX_TEASERS)
      points += price_after_page (flow, kind, start->page);
  }
  return points;
}

/* A source in this column whose box stands on another page. */
gint64
bx_distance_other_page (const BxFlow *flow, const BxPageStart *start, const BxLayout *layout,
                        int box, int column)
{
  const BxKind *kind = bx_flow_kind (flow, box);
  int unit = flow->unit_of[box];

  if (kind->stream == BX_TEASERS)
    return is_pending (start, box) ? column * bx_points (kind->before_column) : 0;
  if (unit < layout->from[BX_BLOCKS])
    return column * bx_points (kind->before_column);
  if (unit >= layout->next[BX_BLOCKS])
    return (layout->area.columns - column) * bx_points (kind->after_column);
  return 0; /* The box is left out. */
}
