/* The rival: what a text system without foresight does. Each page takes the next box in the first
 * slot that holds, columns are filled with the best variants and cut where they end, the last page
 * is as deep as the rest needs. Costs are counted as for the true search: both can be compared. */
#include "page-private.h"

static const BxRules first_fit_rules = {
  .relax = BX_RELAX_QUOTE | BX_RELAX_CUT | BX_RELAX_ECHO | BX_RELAX_FOOT | BX_RELAX_ORPHAN
           | BX_RELAX_WIDOW | BX_RELAX_BOX,
  .free_breaks = TRUE,
  .is_first_fit = TRUE,
};

static gint64
price_short_page (const BxGalley *galley, BxArea area)
{
  return area.columns
         * bx_short_points (bx_foot_cost (galley), galley->column_lines - area.bottom);
}

/* The cheapest end that is not this one, or NULL. Only notes and boxes that cut in leave several. */
static const BxCell *
find_end (const BxCell *ends, int n, int not_at)
{
  const BxCell *best = NULL;

  for (int e = 0; e < n; e++)
    if (ends[e].position != not_at && (best == NULL || ends[e].cost < best->cost))
      best = &ends[e];
  return best;
}

/* Fills the page with a layout of so many blocks and teasers, the first of its set that holds. */
static gboolean
fit_page (const BxFlow *flow, BxFill *fill, const GPtrArray *set, int n_blocks, int n_teasers,
          const BxState *previous, BxState *state)
{
  for (guint l = 0; l < set->len; l++) {
    const BxLayout *layout = set->pdata[l];
    const BxLayout *before = previous ? previous->layout : NULL;
    gint64 points = layout->points
                    + bx_layout_neighbour_points (flow, before, layout, state->page);
    const BxCell *ends, *best;
    int n;

    if (layout->n_teasers != n_teasers || layout->n_rects != n_teasers + n_blocks)
      continue;
    if (!layout->area.is_last)
      points += price_short_page (&flow->galley, layout->area);
    ends = bx_fill_page (fill, layout, BX_NO_BOUND, &n);
    best = find_end (ends, n, previous && n_blocks == 0 ? previous->position : -1);
    if (best == NULL)
      continue;
    state->cost = best->cost + (points << BX_COST_SHIFT) + (previous ? previous->cost : 0);
    state->position = best->position;
    state->layout = layout;
    return TRUE;
  }
  return FALSE;
}

/* One box of each stream, or of one of them, or none. */
static gboolean
fit_area (const BxFlow *flow, BxFill *fill, BxTemplates *templates, BxArea area,
          const BxState *previous, BxState *state)
{
  static const int none[BX_N_STREAMS];
  const int *from = previous ? previous->layout->next : none;
  const GPtrArray *set = bx_templates_get (templates, area, from,
                                           flow->streams[BX_TEASERS].n_units);

  for (int blocks = from[BX_BLOCKS] < flow->streams[BX_BLOCKS].n_units; blocks >= 0; blocks--)
    for (int n = from[BX_TEASERS] < flow->streams[BX_TEASERS].n_units; n >= 0; n--)
      if (fit_page (flow, fill, set, blocks, n, previous, state))
        return TRUE;
  return FALSE;
}

/* The last page if the rest fits there, else a full one; where the rest fits on it, but not over
 * the fine print, a shorter one. Returns whether the text goes on. */
static gboolean
fit_next (const BxFlow *flow, BxFill *fill, BxTemplates *templates, const BxState *previous,
          BxState *state)
{
  const BxGalley *galley = &flow->galley;
  int room = bx_area_get_last_room (galley, state->page);
  BxArea area = bx_area_for (galley, state->page, -1);
  BxPageStart start = { .page = state->page,
                        .position = previous ? previous->position : 0,
                        .may_wait = TRUE };

  if (previous != NULL)
    start.n_pending = bx_layout_list_pending (flow, previous->layout, previous->position,
                                              start.pending);
  bx_fill_start_page (fill, &start);
  for (int lines = 1; lines <= room; lines++)
    if (area.columns * lines >= flow->positions[start.position].rest_min
        && fit_area (flow, fill, templates, bx_area_for (galley, state->page, lines), previous,
                     state))
      return FALSE;
  while (!fit_area (flow, fill, templates, area, previous, state))
    area.bottom--;
  return TRUE;
}

static void
fit_text (BxFlow *flow, BxTemplates *templates, BxPath *path)
{
  g_autoptr (BxFill) fill = bx_fill_new (flow, &first_fit_rules);
  GArray *pages = g_array_new (FALSE, TRUE, sizeof (BxState));
  gboolean goes_on = TRUE;

  while (goes_on) {
    BxState state = { .page = (int) pages->len };
    BxState *previous = pages->len > 0 ? &g_array_index (pages, BxState, pages->len - 1) : NULL;

    goes_on = fit_next (flow, fill, templates, previous, &state);
    g_array_append_val (pages, state);
  }
  *path = (BxPath){ .n_pages = (int) pages->len };
  path->pages = (BxState *) (void *) g_array_free (pages, FALSE);
}

/* The same galley; quotes that can be set in no way are left out. */
static BxFlow *
make_flow_without_quotes (const BxGalley *galley)
{
  BxGalley bare = *galley;
  g_autofree BxBox *boxes = g_memdup2 (galley->boxes, sizeof (BxBox) * (gsize) galley->n_boxes);

  bare.boxes = boxes;
  for (int b = 0; b < bare.n_boxes; b++)
    if (boxes[b].kind == BX_BOX_QUOTE)
      boxes[b].n_sizes = 0;
  return bx_flow_new (&bare, FALSE);
}

gint64
bx_first_fit_points (const BxGalley *galley, const BxFlow *flow)
{
  g_autoptr (BxFlow) bare = make_flow_without_quotes (galley);
  g_autoptr (BxTemplates) templates = bx_templates_new (bare, &first_fit_rules, BX_NO_BOUND);
  gint64 points;
  BxPath path;

  if (bare->galley.n_items == 0)
    return 0;
  fit_text (bare, templates, &path);
  points = path.pages[path.n_pages - 1].cost >> BX_COST_SHIFT;
  points += path.n_pages * (bx_points (BX_COST_NO_BOX) + bx_points (BX_COST_NO_BOX_AGAIN));
  g_free (path.pages);
  return points + bare->left_out_points - flow->left_out_points;
}

/* The page of a quote's source, as the plan has it. */
static int
find_source_page (const BxFlow *flow, const BxPlan *plan, int box)
{
  int item = flow->galley.boxes[box].item;
  int line = bx_flow_source_lines (flow, box, plan->variants[item]).first;

  for (int i = 0; i < plan->n_lines; i++)
    if (plan->lines[i].item == item && line < plan->lines[i].first + plan->lines[i].n)
      return plan->lines[i].page;
  return 0;
}

/* The rival sets quotes where there is room, however far from their sources. */
static gboolean
has_far_quote (const BxFlow *flow, const BxPlan *plan)
{
  for (int i = 0; i < plan->n_boxes; i++)
    for (int b = flow->streams[BX_TEASERS].first; b < flow->streams[BX_TEASERS].end; b++)
      if (flow->box_ids[b] == plan->boxes[i].box
          && ABS (find_source_page (flow, plan, b) - plan->boxes[i].page) > 1)
        return TRUE;
  return FALSE;
}

BxPlan *
bx_paginate_first_fit (const BxGalley *galley)
{
  g_autoptr (BxFlow) flow = bx_flow_new (galley, FALSE);
  g_autoptr (BxTemplates) templates = bx_templates_new (flow, &first_fit_rules, BX_NO_BOUND);
  BxPath path;
  BxPlan *plan;

  if (flow->galley.n_items == 0)
    return bx_paginate (galley);
  fit_text (flow, templates, &path);
  plan = bx_plan_from_path (flow, &first_fit_rules, &path);
  for (int page = 0; page < path.n_pages - 1; page++)
    if (price_short_page (&flow->galley, path.pages[page].layout->area) > 0)
      plan->relaxed |= BX_RELAX_FOOT;
  if (has_far_quote (flow, plan))
    plan->relaxed |= BX_RELAX_FAR;
  bx_plan_append_boxes (plan, galley);
  g_free (path.pages);
  return plan;
}
