/* How near a box stands to the sentence that it repeats. A pull quote is a teaser: best some way
 * before its source, on the same page or spread, but not seen in the same glance
 * (layout-algorithms §3.1 rule 4). This file prices one pair; where text goes is not decided here. */
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

  *echo = is_echo (rect, distance, line);
  if (distance < 0 || (distance == 0 && line < rect->top))
    return bx_points (BX_COST_AFTER_COLUMN) * MAX (1, -distance);
  return price_before (distance * galley->column_lines + line - middle, galley->column_lines);
}

gint64
bx_distance_next_page (const BxGalley *galley, const BxRect *rect, int box_page, int column,
                       int line)
{
  int distance = galley->columns + column - (rect->column + rect->span - 1);
  int middle = rect->top + rect->lines / 2;

  return price_before (distance * galley->column_lines + line - middle, galley->column_lines)
         + (bx_is_turn (box_page) ? bx_points (BX_COST_BEFORE_SPREAD) : 0);
}
