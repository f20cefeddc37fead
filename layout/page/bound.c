/* Bounds from below: what every path of the search must still cost and hold after a page. They let it drop
 * states that cannot become the cheapest plan. */
#include "page-private.h"

gboolean
bx_bounds_may_leave_out (const BxBounds *bounds, BxStreamId stream)
{
  return (bounds->rules->relax & (stream == BX_TEASERS ? BX_RELAX_QUOTE : BX_RELAX_BOX)) != 0;
}

/* The cheapest way to set a unit, or to leave it out, and the largest. */
static void
measure_unit (const BxBounds *bounds, BxStreamId stream, const BxUnit *unit, gint64 *least,
              int *most, int *fewest)
{
  *least = bx_bounds_may_leave_out (bounds, stream)
               ? bx_flow_left_out_points (&bounds->flow->galley.boxes[unit->first_box])
               : G_MAXINT64;
  *most = 0;
  *fewest = bx_bounds_may_leave_out (bounds, stream) ? 0 : G_MAXINT;
  for (int b = unit->first_box; b < unit->first_box + unit->n; b++) {
    const BxBox *box = &bounds->flow->galley.boxes[b];

    for (int s = 0; s < box->n_sizes; s++) {
      if (box->sizes[s].span == 0)
        continue;
      *least = MIN (*least, (gint64) box->cost + box->sizes[s].cost);
      *most = MAX (*most,
                   box->sizes[s].span * (box->sizes[s].lines + bounds->rules->cut_short));
      *fewest = MIN (*fewest,
                     box->sizes[s].measure > 0 ? 0 : box->sizes[s].span * box->sizes[s].lines);
    }
  }
}

void
bx_bounds_init (BxBounds *bounds, const BxFlow *flow, const BxRules *rules)
{
  bounds->flow = flow;
  bounds->rules = rules;
  for (int s = 0; s < BX_N_STREAMS; s++) {
    const BxStream *stream = &bounds->flow->streams[s];

    bounds->boxes_per_page[s] = bx_boxes_per_page (bounds->flow, s);
    bounds->unit_points[s] = g_new0 (gint64, stream->n_units + 1);
    bounds->unit_most[s] = g_new0 (int, stream->n_units + 1);
    bounds->unit_fewest[s] = g_new0 (int, stream->n_units + 1);
    for (int u = stream->n_units - 1; u >= 0; u--) {
      gint64 least;
      int most, fewest;

      measure_unit (bounds, s, &stream->units[u], &least, &most, &fewest);
      bounds->unit_fewest[s][u] = bounds->unit_fewest[s][u + 1] + fewest;
      bounds->unit_points[s][u] = bounds->unit_points[s][u + 1] + least;
      bounds->unit_most[s][u] = bounds->unit_most[s][u + 1] + most;
    }
  }
}

void
bx_bounds_clear (BxBounds *bounds)
{
  for (int s = 0; s < BX_N_STREAMS; s++) {
    g_free (bounds->unit_points[s]);
    g_free (bounds->unit_most[s]);
    g_free (bounds->unit_fewest[s]);
  }
}

int
bx_bounds_count_most_lines (const BxBounds *bounds, const int next[BX_N_STREAMS])
{
  return bounds->unit_most[BX_TEASERS][next[BX_TEASERS]]
         + bounds->unit_most[BX_BLOCKS][next[BX_BLOCKS]];
}

int
bx_bounds_count_most_pages (const BxBounds *bounds, int position, const int next[BX_N_STREAMS])
{
  const BxGalley *galley = &bounds->flow->galley;
  int full_lines = galley->columns * (galley->column_lines - bounds->rules->foot_short);

  if (full_lines <= 0 || bounds->rules->free_breaks)
    return G_MAXINT / BX_MAX_COLUMNS;
  return (bounds->flow->positions[position].rest_max + bx_bounds_count_most_lines (bounds, next))
             / full_lines
         + 1 + (bounds->rules->free_tail ? 2 : 0);
}

int
bx_bounds_count_least_pages (const BxBounds *bounds, int position)
{
  const BxGalley *galley = &bounds->flow->galley;
  int page_lines = galley->columns * galley->column_lines;
  int last_lines = galley->columns * (galley->column_lines - galley->closing_lines);
  int rest = bounds->flow->positions[position].rest_min;

  return 1 + (MAX (0, rest - last_lines) + page_lines - 1) / page_lines;
}

/* What a last page of so many lines at most costs at least. White above uneven feet makes it look fuller,
 * at its price. */
static gint64
bound_last (const BxBounds *bounds, int page, int lines)
{
  const BxGalley *galley = &bounds->flow->galley;
  int most_white = (bx_area_for (galley, page, 0).columns - 1)
                   * MAX (BX_UNEVEN_LINES, bounds->rules->foot_short);
  gint64 least = G_MAXINT64;

  for (int white = 0; white <= most_white; white++)
    least = MIN (least, bx_price_last_page (galley, page, lines + white)
                            + white * bx_points (BX_COST_LAST_UNEVEN));
  return least;
}

gint64
bx_bounds_price_end (const BxBounds *bounds, int page, int lines)
{
  const BxGalley *galley = &bounds->flow->galley;

  if (bounds->rules->free_breaks || bounds->rules->free_tail
      || lines >= galley->columns * (galley->column_lines - bounds->rules->foot_short))
    return 0;
  return bound_last (bounds, page + 1, lines) << BX_COST_SHIFT;
}

gint64
bx_bounds_price_rest (const BxBounds *bounds, int position, const int next[BX_N_STREAMS])
{
  int full_pages = bx_bounds_count_least_pages (bounds, position) - 1;
  int most_pages = bx_bounds_count_most_pages (bounds, position, next);
  int n_boxes = 0;
  gint64 points = 0;

  if (bounds->flow->galley.n_boxes == 0 || position == 0)
    return 0;
  for (int s = 0; s < BX_N_STREAMS; s++) {
    int n = bounds->flow->streams[s].n_units - next[s];
    int too_many = n - MIN (most_pages, G_MAXINT / BX_MAX_COLUMNS) * bounds->boxes_per_page[s];

    if (too_many > 0 && !bx_bounds_may_leave_out (bounds, s))
      return BX_NO_BOUND;
    points += bounds->unit_points[s][next[s]];
    if (s == BX_TEASERS)
      points += MAX (0, n - most_pages) * bx_points (BX_COST_ANOTHER_BOX);
    n_boxes += n;
  }
  points += MAX (0, full_pages - n_boxes) * bx_points (BX_COST_NO_BOX);
  return points << BX_COST_SHIFT;
}
