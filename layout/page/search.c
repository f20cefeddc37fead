/* The search for the cheapest plan: dynamic programming over pages. A state is the end of a page:
 * how far the text has come, and the page's layout, which tells how many boxes have been placed and
 * which slots the next page should not repeat (layout-algorithms §6.2).
 *
 * The search runs several times. A narrow run keeps few states of each page and finds a plan soon.
 * Then bounds are guessed: a full search for a cheaper plan than so many points looks at little, and
 * what it finds is the best. Where guesses take too long, wider runs find a better plan, whose
 * cost bounds the last run, which drops nothing but what provably cannot be better. */
#include "search.h"

#include <string.h>

/* Work of one rung, in cells, after which the best plan so far is taken; less if there is none. */
#define MAX_WORK (40 * 1000 * 1000)
#define MAX_VAIN_WORK (6 * 1000 * 1000)

/* Runs from the narrowest to the one that drops nothing. */
static const BxWidth widths[] = {
  { 2, 6 }, { 8, BX_UNRANKED }, { 60, G_MAXINT }, { 400, G_MAXINT }, { 0, G_MAXINT }
};
#define N_WIDTHS ((int) G_N_ELEMENTS (widths))

/* The bounds that are guessed: the first, by the pages that the text needs, and how they grow. */
#define GUESS_POINTS 250
#define GUESS_PAGE_POINTS 125
#define GUESS_GROWTH 3
#define GUESS_MOST 20000

/* --- pages ---------------------------------------------------------------------------------- */

/* The cheapest way into a layout from a group of states. */
static BxState
enter_layout (const BxSearch *search, const int *group, int n, const BxLayout *layout, int page)
{
  BxState entry = { .cost = G_MAXINT64, .layout = layout, .page = page, .previous = -1 };

  for (int i = 0; i < n; i++) {
    const BxState *from = bx_search_get_state (search, group[i]);
    gint64 points = layout->points
                    + bx_layout_neighbour_points (search->flow, from->layout, layout, page);
    gint64 cost = from->cost + (points << BX_COST_SHIFT);

    if (entry.previous < 0 || bx_search_is_better (search, cost, group[i], &entry)) {
      entry.cost = cost;
      entry.previous = group[i];
    }
  }
  return entry;
}

/* Teasers whose sources stand before the page and that are not set on it at the latest are too late:
 * they are left out. FALSE where that must not be. */
static gboolean
leave_out_late (const BxSearch *search, int start, BxState *state)
{
  const BxFlow *flow = search->flow;
  const BxUnit *units = flow->streams[BX_TEASERS].units;
  int passed = flow->positions[start].passed[BX_TEASERS];
  int next = state->layout->next[BX_TEASERS];

  memcpy (state->next, state->layout->next, sizeof state->next);
  state->first_teaser = MAX (passed, units[next].first_box);
  state->next[BX_TEASERS] = bx_flow_unit (flow, BX_TEASERS, state->first_teaser);
  if (state->next[BX_TEASERS] == next)
    return TRUE;
  state->cost += bx_flow_price_left_out (flow, BX_TEASERS, next, state->next[BX_TEASERS])
                 << BX_COST_SHIFT;
  return bx_bounds_may_leave_out (&search->bounds, BX_TEASERS);
}

/* Whether a teaser of the layout is too late: another of its choice is not. */
static gboolean
has_late_teaser (const BxSearch *search, const BxState *from, const BxLayout *layout)
{
  for (int r = 0; layout->n_teasers > 0 && r < layout->n_rects; r++)
    if (layout->rects[r].box < from->first_teaser
        && bx_flow_kind (search->flow, layout->rects[r].box)->stream == BX_TEASERS)
      return TRUE;
  return FALSE;
}

/* Whether the rest of the text cannot fill the page, or leaves too little to the last one. */
static gboolean
is_too_roomy (const BxSearch *search, const BxLayout *layout, int start, gint64 cost)
{
  const BxRules *rules = search->rules;
  int left = search->flow->positions[start].rest_max
             + layout->n_rects * BX_MAX_COLUMNS * rules->cut_short
             + bx_layout_count_beside (layout);

  if (rules->free_breaks || rules->free_tail)
    return FALSE;
  for (int c = 0; c < layout->area.columns; c++)
    left -= bx_layout_count_free (layout, c) - rules->foot_short;
  if (left <= 0)
    return TRUE;
  left += bx_bounds_count_most_lines (&search->bounds, layout->next);
  return cost + bx_bounds_price_end (&search->bounds, search->page, left) > search->bound;
}

/* The narrowest run always comes to its end, so that there is a plan if it finds one. */
static gboolean
is_out_of_work (const BxSearch *search)
{
  gint64 most = search->bound < search->limit ? MAX_WORK : MAX_VAIN_WORK;

  if (search->max_work > 0)
    most = MIN (most, search->max_work);
  return search->width != &widths[0] && bx_fill_get_work (search->fill) > most;
}

static void
try_layout (BxSearch *search, const int *group, int n, const BxLayout *layout, int page)
{
  BxState state = enter_layout (search, group, n, layout, page);
  int start = bx_search_get_state (search, group[0])->position;
  const BxCell *ends;
  gint64 cost;
  int n_ends;

  if (has_late_teaser (search, bx_search_get_state (search, group[0]), layout)
      || !leave_out_late (search, start, &state) || state.cost > search->bound
      || is_too_roomy (search, layout, start, state.cost))
    return;
  cost = state.cost;
  ends = bx_fill_page (search->fill, layout, search->bound - cost, &n_ends);
  for (int e = 0; e < n_ends; e++) {
    if (page > 0 && layout->n_rects == 0 && ends[e].position == start)
      continue; /* Free feet must not make empty pages. */
    state.cost = cost + ends[e].cost;
    state.position = ends[e].position;
    bx_search_add_state (search, &state);
  }
}

/* Narrow runs only want a plan soon. */
static gboolean
is_tried_later (BxSearch *search, const BxLayout *layout)
{
  if (layout->rank < search->width->layouts)
    return FALSE;
  search->is_cut = TRUE;
  return TRUE;
}

/* The first unit whose source cannot stand on the page that starts here, nor on the next one: the
 * text before it has more lines than both hold. */
static int
find_too_early (const BxSearch *search, int start, BxArea area)
{
  const BxFlow *flow = search->flow;
  const BxStream *teasers = &flow->streams[BX_TEASERS];
  int room = area.columns * (area.bottom - area.top)
             + flow->galley.columns * flow->galley.column_lines;
  int least = flow->positions[start].rest_min - room;
  int unit = bx_flow_unit (flow, BX_TEASERS, flow->positions[start].passed[BX_TEASERS]);

  for (; unit < teasers->n_units; unit++) {
    int item = flow->galley.boxes[teasers->units[unit].first_box].item;

    if (flow->positions[flow->item_position[item]].rest_min <= least)
      break;
  }
  return unit;
}

static void
try_page (BxSearch *search, const int *group, int n, int page)
{
  BxArea area = bx_area_for (&search->flow->galley, page, -1);
  const BxState *from = bx_search_get_state (search, group[0]);
  const GPtrArray *set;

  if (search->wish->n_pages > 0 && page + 1 >= search->wish->n_pages)
    return;
  set = bx_templates_get (search->templates, area, from->next,
                          find_too_early (search, from->position, area));
  for (guint l = 0; l < set->len && !is_out_of_work (search); l++)
    if (!is_tried_later (search, set->pdata[l]))
      try_layout (search, group, n, set->pdata[l], page);
}

static void
try_last_layout (BxSearch *search, const int *group, int n, const BxLayout *layout, int page)
{
  BxState state = enter_layout (search, group, n, layout, page);
  const BxCell *end;
  int n_ends;

  if (state.cost > search->bound
      || has_late_teaser (search, bx_search_get_state (search, group[0]), layout))
    return;
  end = bx_fill_page (search->fill, layout, search->bound - state.cost, &n_ends);
  if (n_ends == 0 || state.cost + end->cost > search->bound)
    return;
  state.cost += end->cost;
  state.position = end->position;
  if (search->best.cost < G_MAXINT64
      && !bx_search_is_better (search, state.cost, state.previous, &search->best))
    return;
  search->best = state;
  search->bound = state.cost;
}

static int
count_box_lines (const BxLayout *layout)
{
  int lines = 0;

  for (int c = 0; c < layout->area.columns; c++)
    lines += layout->area.bottom - layout->area.top - bx_layout_count_free (layout, c);
  return lines;
}

/* All depths of the last page at which the rest of the text can end there, from the least on. */
static void
try_last_page (BxSearch *search, const int *group, int n, int page)
{
  const BxGalley *galley = &search->flow->galley;
  const BxState *from = bx_search_get_state (search, group[0]);
  const BxPosition at = search->flow->positions[from->position];
  const int *next = from->next;
  int room = bx_area_get_last_room (galley, page);
  int columns = bx_area_for (galley, page, 0).columns;
  int fewest = at.rest_min + search->bounds.unit_fewest[BX_TEASERS][next[BX_TEASERS]]
               + search->bounds.unit_fewest[BX_BLOCKS][next[BX_BLOCKS]];

  if ((search->wish->n_pages > 0 && page + 1 != search->wish->n_pages)
      || (search->wish->is_even && page % 2 == 0))
    return;
  for (int lines = MAX (1, (fewest + columns - 1) / columns); lines <= room; lines++) {
    const GPtrArray *set;
    int too_deep = columns * lines - bx_bounds_count_most_lines (&search->bounds, next) - at.rest_max
                   - (columns - 1);

    /* Deeper columns than the rest can fill, whatever the boxes take: each further line costs. */
    if (from->cost + ((bx_points (BX_COST_LAST_SHORT) * MAX (0, too_deep)) << BX_COST_SHIFT)
        > search->bound)
      break;
    set = bx_templates_get (search->templates, bx_area_for (galley, page, lines), next,
                            search->flow->streams[BX_TEASERS].n_units);
    for (guint l = 0; l < set->len; l++) {
      int text_lines = columns * lines - count_box_lines (set->pdata[l]);
      gint64 missing = text_lines - at.rest_max - bx_layout_count_beside (set->pdata[l])
                       - (columns - 1);

      if (text_lines < at.rest_min
          || from->cost + ((bx_points (BX_COST_LAST_SHORT) * MAX (0, missing)) << BX_COST_SHIFT)
                 > search->bound)
        continue;
      try_last_layout (search, group, n, set->pdata[l], page);
    }
  }
}

static void
start_group (BxSearch *search, const int *group, int page)
{
  const BxState *from = bx_search_get_state (search, group[0]);
  BxPageStart start = { .page = page,
                        .position = from->position };

  start.n_pending
      = bx_layout_list_pending (search->flow, from->layout, from->position, start.pending);
  bx_fill_start_page (search->fill, &start);
}

static void
expand_layer (BxSearch *search, int page)
{
  g_autoptr (GArray) groups = bx_search_list_groups (search);
  const int *layer = (const int *) (void *) search->layer->data;

  for (guint g = 0; g < groups->len; g++) {
    const BxGroup *group = &g_array_index (groups, BxGroup, g);

    if (is_out_of_work (search)) {
      search->is_cut = TRUE;
      return;
    }
    start_group (search, layer + group->first, page);
    try_last_page (search, layer + group->first, group->n, page);
    try_page (search, layer + group->first, group->n, page);
  }
}

/* One run over all pages; the bound comes from the run before. */
static void
run (BxSearch *search, const BxWidth *width)
{
  BxState start = { .previous = -1, .page = -1 };
  int first = 0;

  search->width = width;
  search->is_cut = FALSE;
  search->best.cost = G_MAXINT64;
  g_array_set_size (search->states, 0);
  g_array_append_val (search->states, start);
  g_array_set_size (search->layer, 0);
  g_array_append_val (search->layer, first);
  for (int page = 0; search->layer->len > 0; page++) {
    search->first_of_next = (int) search->states->len;
    search->page = page;
    bx_search_clear_table (search, search->table_size);
    expand_layer (search, page);
    if (is_out_of_work (search)) {
      search->is_cut = TRUE;
      return;
    }
    bx_search_sort_layer (search, page);
  }
}

static void
keep_path (const BxSearch *search, BxPath *path)
{
  int page = search->best.page;
  const BxState *state = &search->best;

  if (search->best.cost == G_MAXINT64)
    return;
  g_free (path->pages);
  path->n_pages = page + 1;
  path->pages = g_new0 (BxState, path->n_pages);
  for (; page >= 0; page--) {
    path->pages[page] = *state;
    state = bx_search_get_state (search, state->previous);
  }
}

/* No text: one page, or a second one if the fine print does not fit under the headline block. */
static void
set_empty_path (const BxFlow *flow, BxTemplates *templates, BxPath *path)
{
  static const int none[BX_N_STREAMS];

  path->n_pages = bx_area_get_last_room (&flow->galley, 0) >= 0 ? 1 : 2;
  path->pages = g_new0 (BxState, path->n_pages);
  path->is_exact = TRUE;
  for (int page = 0; page < path->n_pages; page++) {
    BxArea area = bx_area_for (&flow->galley, page, page == path->n_pages - 1 ? 0 : -1);

    path->pages[page].layout = bx_templates_get (templates, area, none, 0)->pdata[0];
    path->pages[page].page = page;
  }
}

/* The narrowest run may have taken it all. */
static gboolean
has_no_work_left (const BxSearch *search)
{
  return search->max_work > 0 && bx_fill_get_work (search->fill) > search->max_work;
}

/* Full searches under guessed bounds. Whether one of them came to
 * its end and so has the best plan, or the proof that there is none. */
static gboolean
prove (BxSearch *search, BxPath *path)
{
  gint64 known = search->bound;
  gint64 most = search->max_work;
  gint64 points
      = GUESS_POINTS + GUESS_PAGE_POINTS * bx_bounds_count_least_pages (&search->bounds, 0);
  gint64 done = bx_fill_get_work (search->fill);
  gboolean is_proven = FALSE;

  /* Where the narrow run found nothing, half of the work is left to wider ones. */
  if (most == 0)
    search->max_work = done + MAX_VAIN_WORK;
  else if (path->n_pages == 0)
    search->max_work = done + MAX (1, (most - done) / 2);
  for (gboolean is_last = FALSE; !is_last && !is_proven; points *= GUESS_GROWTH) {
    gboolean is_found;

    is_last = points > GUESS_MOST || (points << BX_COST_SHIFT) >= known;
    search->bound = is_last ? known : points << BX_COST_SHIFT;
    run (search, &widths[N_WIDTHS - 1]);
    is_found = search->best.cost < G_MAXINT64;
    keep_path (search, path);
    if (is_found)
      known = search->best.cost;
    if (search->is_cut)
      break;
    if (!is_found)
      search->proven = search->bound;
    is_proven = is_found || is_last;
  }
  search->bound = known;
  search->max_work = most;
  return is_proven;
}

void
bx_search (BxFlow *flow, const BxRules *rules, BxTemplates *templates, const BxWish *wish,
           BxPath *path)
{
  BxSearch search = { .flow = flow, .rules = rules, .templates = templates, .wish = wish,
                    .max_work = wish->max_vain_work };
  gboolean is_done = FALSE;

  *path = (BxPath){ 0 };
  if (flow->galley.n_items == 0) {
    set_empty_path (flow, templates, path);
    return;
  }
  search.bound = search.limit = (wish->below << BX_COST_SHIFT) - 1;
  search.fill = bx_fill_new (flow, rules);
  search.states = g_array_new (FALSE, FALSE, sizeof (BxState));
  search.layer = g_array_new (FALSE, FALSE, sizeof (int));
  bx_bounds_init (&search.bounds, flow, rules);
  bx_search_clear_table (&search, 256);
  for (int w = 0; w < N_WIDTHS && !is_done; w++) {
    gboolean is_first_plan = path->n_pages == 0;

    run (&search, &widths[w]);
    keep_path (&search, path);
    if (path->n_pages > 0)
      search.max_work = wish->max_work;
    is_done = !search.is_cut || has_no_work_left (&search);
    if (!is_done && is_first_plan && path->n_pages > 0)
      is_done = prove (&search, path);
  }
  path->is_exact = !search.is_cut;
  path->bound = (search.is_cut ? search.proven : search.bound) >> BX_COST_SHIFT;
  path->visited = bx_fill_get_visited (search.fill);
  path->work = bx_fill_get_work (search.fill);
  bx_fill_free (search.fill);
  g_array_unref (search.states);
  g_array_unref (search.layer);
  g_free (search.table);
  bx_bounds_clear (&search.bounds);
}
