/* A layout of a page: the area that its boxes stand in, the runs of text that they leave, and what
 * it costs beside the page before. Which layouts there are is decided in template.c. */
#include "page-private.h"

/* --- areas ---------------------------------------------------------------------------------- */

BxArea
bx_area_for (const BxGalley *galley, int page, int last_lines)
{
  gboolean is_poster = galley->opening_lines >= galley->column_lines;
  BxArea area = { .top = page == 0 ? galley->opening_lines : 0,
                  .bottom = galley->column_lines,
                  .columns = page == 0 ? galley->opening_columns : galley->columns,
                  .is_opening = page == 0 && galley->opening_lines > 0,
                  .begins_text = page == (is_poster ? 1 : 0) && galley->opening_lines > 0,
                  .is_last = last_lines >= 0 };

  if (area.is_last)
    area.bottom = area.top + last_lines;
  return area;
}

/* Lines that a column of the last page can have. */
int
bx_area_get_last_room (const BxGalley *galley, int page)
{
  return galley->column_lines - galley->closing_lines - bx_area_for (galley, page, -1).top;
}

gint64
bx_price_last_page (const BxGalley *galley, int page, int lines)
{
  int room = bx_area_get_last_room (galley, page);
  int columns = bx_area_for (galley, page, 0).columns;
  int depth = (lines + columns - 1) / columns;

  if (BX_SCRAP_PART * depth < room)
    return bx_points (BX_COST_LAST_SCRAP);
  if (3 * depth < room)
    return bx_points (BX_COST_LAST_THIN);
  return 2 * depth < room ? bx_points (BX_COST_LAST_HALF) : 0;
}

/* --- segments ------------------------------------------------------------------------------- */

static gboolean
touches (const BxRect *rect, int column)
{
  return column >= rect->column && column < rect->column + rect->span;
}

/* A box that cuts into a column leaves its lines to the text. */
static gboolean
covers (const BxRect *rect, int column)
{
  return rect->measure == 0 && touches (rect, column);
}

/* The boxes of a column from the top. */
static int
list_rects (const BxLayout *layout, int column, const BxRect *rects[3])
{
  int n = 0;

  for (int r = 0; r < layout->n_rects; r++) {
    const BxRect *rect = &layout->rects[r];
    int at = n;

    if (!covers (rect, column))
      continue;
    for (; at > 0 && rects[at - 1]->top > rect->top; at--)
      rects[at] = rects[at - 1];
    rects[at] = rect;
    n++;
  }
  return n;
}

static gboolean
is_teaser (const BxFlow *flow, const BxRect *rect)
{
  return bx_flow_kind (flow, rect->box)->stream == BX_TEASERS;
}

/* A teaser's place in the text is where the run over it ends, or the one under it begins. */
static void
judge_teaser (const BxFlow *flow, const BxRect *rect, int column, BxSegment *over,
              BxSegment *under)
{
  if (rect->column != column || !is_teaser (flow, rect))
    return;
  if (over != NULL)
    over->is_judged_at_end = TRUE;
  else if (under != NULL)
    under->is_judged_at_start = TRUE;
}

/* A run's lines beside a box that cuts into its column. */
static void
cut_notch (const BxRect *rect, int column, BxSegment *segment)
{
  if (rect->measure == 0 || !touches (rect, column) || rect->top < segment->top
      || rect->top >= segment->top + segment->lines)
    return;
  segment->measure = rect->measure;
  segment->notch = rect->top - segment->top;
  segment->notch_end = segment->notch + rect->lines;
  segment->is_judged_at_start |= rect->column == column;
}

int
bx_layout_cut_column (const BxFlow *flow, const BxLayout *layout, int column,
                      BxSegment segments[BX_MAX_SEGMENTS])
{
  const BxRect *rects[3];
  int n_rects = list_rects (layout, column, rects);
  int top = layout->area.top;
  int n = 0;

  for (int r = 0; r <= n_rects; r++) {
    int end = r < n_rects ? rects[r]->top : layout->area.bottom;

    if (end > top)
      segments[n++] = (BxSegment){ .column = column, .top = top, .lines = end - top,
                                   .touches_box = n_rects > 0, .over_box = r < n_rects,
                                   .over_teaser = r < n_rects && is_teaser (flow, rects[r]) };
    if (r < n_rects)
      top = rects[r]->top + rects[r]->lines;
  }
  for (int i = 0; i < n; i++) {
    segments[i].ends_column = i == n - 1;
    segments[i].is_cut = i < n - 1;
  }
  for (int r = 0; r < n_rects; r++) {
    int i = 0;

    while (i < n && segments[i].top < rects[r]->top)
      i++;
    judge_teaser (flow, rects[r], column, i > 0 ? &segments[i - 1] : NULL,
                  i < n ? &segments[i] : NULL);
  }
  for (int r = 0; r < layout->n_rects; r++)
    for (int i = 0; i < n; i++)
      cut_notch (&layout->rects[r], column, &segments[i]);
  return n;
}

int
bx_layout_count_free (const BxLayout *layout, int column)
{
  int lines = layout->area.bottom - layout->area.top;

  for (int r = 0; r < layout->n_rects; r++)
    if (covers (&layout->rects[r], column))
      lines -= layout->rects[r].lines;
  return lines;
}

int
bx_layout_count_beside (const BxLayout *layout)
{
  int lines = 0;

  for (int r = 0; r < layout->n_rects; r++)
    if (layout->rects[r].measure > 0)
      lines += layout->rects[r].span * layout->rects[r].lines;
  return lines;
}

int
bx_layout_list_pending (const BxFlow *flow, const BxLayout *layout, int position,
                        int boxes[BX_MAX_COLUMNS])
{
  int passed = flow->positions[position].passed[BX_TEASERS];
  int n = 0;

  for (int r = 0; layout != NULL && r < layout->n_rects; r++)
    if (is_teaser (flow, &layout->rects[r]) && layout->rects[r].box >= passed)
      boxes[n++] = layout->rects[r].box;
  return n;
}

/* --- neighbours ----------------------------------------------------------------------------- */

/* The headline block and the fine print break the grey of their pages. */
static gboolean
is_grey (const BxLayout *layout)
{
  return layout->n_rects == 0 && !layout->area.is_opening && !layout->area.is_last;
}

static gint64
price_rect_after (const BxFlow *flow, const BxLayout *previous, const BxRect *rect, int page)
{
  gint64 points = 0;

  for (int r = 0; r < previous->n_rects; r++) {
    const BxRect *other = &previous->rects[r];

    if (ABS (other->top - rect->top) > BX_HEIGHT_LINES || !is_teaser (flow, other))
      continue;
    if (other->column == rect->column && other->span == rect->span)
      points = MAX (points, bx_points (BX_COST_SAME_SLOT));
    else if (!bx_is_turn (&flow->galley, page - 1))
      points = MAX (points, bx_points (BX_COST_SAME_HEIGHT));
  }
  return points;
}

gint64
bx_layout_neighbour_points (const BxFlow *flow, const BxLayout *previous, const BxLayout *layout,
                            int page)
{
  gint64 points = 0;

  if (flow->galley.n_boxes == 0)
    return 0;
  if (is_grey (layout))
    points += bx_points (BX_COST_NO_BOX)
              + (previous && is_grey (previous) ? bx_points (BX_COST_NO_BOX_AGAIN) : 0);
  for (int r = 0; previous && layout->n_teasers > 0 && r < layout->n_rects; r++)
    if (is_teaser (flow, &layout->rects[r]))
      points += price_rect_after (flow, previous, &layout->rects[r], page);
  return points;
}
