/* How near a box stands to the sentence that it repeats. A pull quote is a teaser: best some way
 * before its source, on the same page or spread, but not seen in the same glance
 * (layout-algorithms §3.1 rule 4). Where text goes is not decided here.
 *
 * On one page the distance is taken in lines. Across pages it is a sum of one part that the page
 * of the box knows and one that the page of the source knows, so that the search need not remember
 * where a box or a source stood: costs that add up along the text keep the optimum within reach
 * (layout-algorithms §2, Plass). */
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
static gboolean
is_echo (const BxRect *rect, int distance, int line)
{
  int margin = distance == 0 ? BX_ECHO_LINES : 0;

  return ABS (distance) <= 1 && line >= rect->top - margin
         && line < rect->top + rect->lines + margin;
}

gint64
bx_distance_same_page (const BxGalley *galley, const BxRect *rect, int column, int line,
                       gboolean *echo)
{
  int distance = column_distance (rect, column);
  int middle = rect->top + rect->lines / 2;

  *echo = bx_kind_get (galley->boxes[rect->box].kind)->is_amid && is_echo (rect, distance, line);
  if (distance < 0 || (distance == 0 && line < rect->top))
    return bx_points (BX_COST_AFTER_COLUMN) * MAX (1, -distance);
  return price_before (distance * galley->column_lines + line - middle, galley->column_lines);
}

/* At the end of a page: its boxes whose source is still to come, earlier boxes that wait even
 * longer, and sources passed whose box comes on a later page. */
gint64
bx_distance_page_end (const BxGalley *galley, const BxLayout *layout, int page, int n_passed)
{
  gint64 points = MAX (0, layout->from_box - n_passed) * bx_points (BX_COST_BEFORE_TURN);

  for (int r = 0; r < layout->n_rects; r++) {
    const BxRect *rect = &layout->rects[r];

    if (rect->box < n_passed)
      continue;
    points += (galley->columns - rect->column - rect->span) * bx_points (BX_COST_BETWEEN_COLUMN);
    if (bx_is_turn (page))
      points += bx_points (BX_COST_BEFORE_SPREAD);
  }
  if (bx_is_turn (page))
    points += MAX (0, n_passed - layout->next_box) * bx_points (BX_COST_AFTER_SPREAD);
  return points;
}

/* At the start of a page: its boxes, and later ones, whose source stands on an earlier page. */
gint64
bx_distance_page_start (const BxGalley *galley, const BxLayout *layout, int n_passed)
{
  int columns = MAX (0, n_passed - layout->next_box) * galley->columns;

  for (int r = 0; r < layout->n_rects; r++)
    if (layout->rects[r].box < n_passed)
      columns += layout->rects[r].column;
  return columns * bx_points (BX_COST_AFTER_COLUMN);
}

/* A source in this column whose box stands on another page. */
gint64
bx_distance_other_page (const BxGalley *galley, const BxLayout *layout, int box, int column)
{
  if (box < layout->from_box)
    return column * bx_points (BX_COST_BETWEEN_COLUMN);
  if (box >= layout->next_box)
    return (galley->columns - column) * bx_points (BX_COST_AFTER_COLUMN);
  return 0; /* The box is left out. */
}
