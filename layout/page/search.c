/* The search for the cheapest plan: dynamic programming over pages. A state is the end of a page:
 * how far the text has come, and the page's layout, which tells how many boxes have been placed and
 * which slots the next page should not repeat (layout-algorithms §6.2).
 *
 * The search runs several times. A narrow run keeps few states of each page and finds a plan soon.
 * Then bounds are guessed: a full search for a cheaper plan than so many points looks at little, and
 * what it finds is the best. Where guesses take too long, wider runs find a better plan, whose
 * cost bounds the last run, which drops nothing but what provably cannot be better. */
#include "page-private.h"

#include <string.h>

/* Work of one rung, in cells, after which the best plan so far is taken; less if there is none. */
#define MAX_WORK (40 * 1000 * 1000)
#define MAX_VAIN_WORK (6 * 1000 * 1000)

/* Runs from the narrowest to the one that drops nothing: states kept of a page, for each number of
 * boxes, and layouts tried of those with as many boxes. */
typedef struct {
  int states;  /* 0: all */
  int layouts; /* of those that are ranked */
} Width;

static const Width widths[] = {
  { 2, 6 }, { 8, BX_UNRANKED }, { 60, G_MAXINT }, { 400, G_MAXINT }, { 0, G_MAXINT }
};
#define N_WIDTHS ((int) G_N_ELEMENTS (widths))

/* The bounds that are guessed: the first, by the pages that the text needs, and how they grow. */
#define GUESS_POINTS 250
#define GUESS_PAGE_POINTS 125
#define GUESS_GROWTH 3
#define GUESS_MOST 20000

typedef struct {
  const BxFlow *flow; /* its positions move when a page is filled */
  const BxRules *rules;
  BxTemplates *templates;
  BxFill *fill;
  GArray *states;  /* of all pages */
  GArray *layer;   /* int: states of the page at hand */
  int *table;      /* hash of the next page's states */
  int table_size;
  int n_table;
  int first_of_next;
  int page;
  const Width *width;
  gboolean is_cut; /* a state was dropped that might have been needed */
  const BxWish *wish;
  BxBounds bounds;
  gint64 max_work; /* of this rung; 0: no limit but ours */
  gint64 limit;    /* given from outside */
  gint64 bound;    /* the same, or the cost of the best plan so far */
  gint64 proven;   /* no plan is as cheap as this or cheaper, but for the best one */
  BxState best;    /* the last page of the best plan; cost is G_MAXINT64 before there is one */
} Search;

static BxState *
get_state (const Search *search, int index)
{
  return &g_array_index (search->states, BxState, index);
}

/* Boxes set, or left out, up to the end of a page. */
static int
count_boxes (const BxState *state)
{
  return state->next[BX_TEASERS] + state->next[BX_BLOCKS];
}

/* Whether the number of pages asked for can still be met after a page. */
static gboolean
is_hopeless (const Search *search, const BxState *state)
{
  int left = search->wish->n_pages - state->page - 1;

  return search->wish->n_pages > 0
         && (left < bx_bounds_count_least_pages (&search->bounds, state->position)
             || left > bx_bounds_count_most_pages (&search->bounds, state->position, state->next));
}

/* --- states --------------------------------------------------------------------------------- */

static gboolean
is_same_state (const BxState *a, const BxState *b)
{
  return a->position == b->position && a->layout == b->layout
         && a->first_teaser == b->first_teaser;
}

static guint
hash_state (const BxState *state)
{
  guint64 key = ((guint64) (guint) state->position << 32) | (guint) state->layout->id;

  key += (guint64) (guint) state->first_teaser << 24;
  return (guint) ((key * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15)) >> 32);
}

static int *
find_state (Search *search, const BxState *state)
{
  int mask = search->table_size - 1;
  int i = (int) (hash_state (state) & (guint) mask);

  while (search->table[i] >= 0 && !is_same_state (get_state (search, search->table[i]), state))
    i = (i + 1) & mask;
  return &search->table[i];
}

static void
clear_table (Search *search, int size)
{
  if (size != search->table_size) {
    search->table_size = size;
    search->table = g_renew (int, search->table, size);
  }
  memset (search->table, 0xff, sizeof (int) * (gsize) size);
  search->n_table = 0;
}

static void
grow_table (Search *search)
{
  int n = (int) search->states->len;

  clear_table (search, 2 * search->table_size);
  for (int i = search->first_of_next; i < n; i++) {
    *find_state (search, get_state (search, i)) = i;
    search->n_table++;
  }
}

/* Cost, then the earlier path of layouts. */
static gboolean
is_better (const Search *search, gint64 cost, int previous, const BxState *than)
{
  if (cost != than->cost)
    return cost < than->cost;
  if (previous < 0 || than->previous < 0)
    return FALSE;
  return get_state (search, previous)->rank < get_state (search, than->previous)->rank;
}

static void
add_state (Search *search, const BxState *state)
{
  int *place;

  if (state->cost + bx_bounds_price_rest (&search->bounds, state->position, state->next)
              + bx_bounds_price_end (&search->bounds, state->page,
                           search->flow->positions[state->position].rest_max
                               + bx_bounds_count_most_lines (&search->bounds, state->next))
          > search->bound
      || is_hopeless (search, state))
    return;
  place = find_state (search, state);
  if (*place >= 0) {
    BxState *known = get_state (search, *place);

    if (is_better (search, state->cost, state->previous, known))
      *known = *state;
    return;
  }
  *place = (int) search->states->len;
  g_array_append_val (search->states, *state);
  if (2 * ++search->n_table > search->table_size)
    grow_table (search);
}

/* --- layers --------------------------------------------------------------------------------- */

static int
compare_paths (const void *a, const void *b, void *data)
{
  const Search *search = data;
  const BxState *x = get_state (search, *(const int *) a);
  const BxState *y = get_state (search, *(const int *) b);
  int rank_x = x->previous < 0 ? 0 : get_state (search, x->previous)->rank;
  int rank_y = y->previous < 0 ? 0 : get_state (search, y->previous)->rank;

  return rank_x != rank_y ? rank_x - rank_y : x->layout->id - y->layout->id;
}

static void
rank_layer (Search *search)
{
  int *layer = (int *) (void *) search->layer->data;

  g_qsort_with_data (layer, (int) search->layer->len, sizeof (int), compare_paths, search);
  for (guint i = 0; i < search->layer->len; i++) {
    BxState *state = get_state (search, layer[i]);

    state->rank = (int) i;
    if (i > 0 && compare_paths (&layer[i - 1], &layer[i], search) == 0)
      state->rank = get_state (search, layer[i - 1])->rank;
  }
}

/* By cost, with what is still to come at least. */
static int
compare_promise (const void *a, const void *b, void *data)
{
  const Search *search = data;
  const BxState *x = get_state (search, *(const int *) a);
  const BxState *y = get_state (search, *(const int *) b);
  gint64 cost_x = x->cost + bx_bounds_price_rest (&search->bounds, x->position, x->next);
  gint64 cost_y = y->cost + bx_bounds_price_rest (&search->bounds, y->position, y->next);

  if (cost_x != cost_y)
    return cost_x < cost_y ? -1 : 1;
  return x->rank != y->rank ? x->rank - y->rank : x->position - y->position;
}

/* So much more is a page that may still have teasers to look at than one of text alone. */
#define WITH_TEASERS 8

/* Keeps the most promising states for each number of boxes placed. Where boxes may be left out, these
 * numbers are many and say little: there it is those for each place in the text. */
static void
narrow_layer (Search *search)
{
  const Width *width = search->width;
  int *layer = (int *) (void *) search->layer->data;
  g_autofree int *n_with = g_new0 (int, search->flow->galley.n_boxes + 1); /* so many boxes set */
  g_autofree int *n_at = g_new0 (int, search->flow->n_positions);
  gboolean by_boxes = !bx_bounds_may_leave_out (&search->bounds, BX_TEASERS);
  int budget = by_boxes ? G_MAXINT : WITH_TEASERS * 3 * width->states;
  int kept = 0;

  if ((int) search->layer->len <= width->states)
    return;
  g_qsort_with_data (layer, (int) search->layer->len, sizeof (int), compare_promise, search);
  for (guint i = 0; i < search->layer->len && budget > 0; i++) {
    const BxState *state = get_state (search, layer[i]);

    if (by_boxes ? n_with[count_boxes (state)] < width->states
                 : n_at[state->position] < MAX (1, width->states / 8)) {
      n_with[count_boxes (state)]++;
      n_at[state->position]++;
      layer[kept++] = layer[i];
      budget -= state->next[BX_TEASERS] < search->flow->streams[BX_TEASERS].n_units ? WITH_TEASERS
                                                                                   : 1;
    }
  }
  search->is_cut |= kept < (int) search->layer->len;
  g_array_set_size (search->layer, (guint) kept);
}

static int
compare_pending (const Search *search, const BxState *x, const BxState *y)
{
  int boxes_x[BX_MAX_COLUMNS];
  int boxes_y[BX_MAX_COLUMNS];
  int n_x, n_y;

  if (search->flow->streams[BX_TEASERS].n_units == 0)
    return 0;
  n_x = bx_layout_list_pending (search->flow, x->layout, x->position, boxes_x);
  n_y = bx_layout_list_pending (search->flow, y->layout, y->position, boxes_y);
  for (int i = 0; i < n_x && i < n_y; i++)
    if (boxes_x[i] != boxes_y[i])
      return boxes_x[i] - boxes_y[i];
  return n_x - n_y;
}

/* States from which pages are filled in the same way stand together: the same place in the text,
 * the same boxes to come, the same sources that must come. */
static int
compare_groups (const void *a, const void *b, void *data)
{
  const Search *search = data;
  const BxState *x = get_state (search, *(const int *) a);
  const BxState *y = get_state (search, *(const int *) b);
  if (x->position != y->position)
    return x->position - y->position;
  if (x->first_teaser != y->first_teaser)
    return x->first_teaser - y->first_teaser;
  if (x->next[BX_BLOCKS] != y->next[BX_BLOCKS])
    return x->next[BX_BLOCKS] - y->next[BX_BLOCKS];
  return compare_pending (search, x, y);
}

static int
compare_in_groups (const void *a, const void *b, void *data)
{
  const BxState *x = get_state (data, *(const int *) a);
  const BxState *y = get_state (data, *(const int *) b);
  int order = compare_groups (a, b, data);

  if (order != 0)
    return order;
  return x->cost != y->cost ? (x->cost < y->cost ? -1 : 1) : *(const int *) a - *(const int *) b;
}

/* What the next page may cost a state more than another one of its group: slots that it must not
 * repeat, a second page of grey. */
static gint64
bound_handicap (const Search *search, const BxState *state, int page)
{
  int n = state->layout->n_teasers;
  int most = search->bounds.boxes_per_page[BX_TEASERS];
  gint64 points = MIN (n, most) * bx_points (BX_COST_SAME_SLOT);

  if (state->layout->n_rects == 0)
    points = bx_points (BX_COST_NO_BOX_AGAIN);
  else if (!bx_is_turn (&search->flow->galley, page))
    points += MAX (0, most - n) * bx_points (BX_COST_SAME_HEIGHT);
  return points << BX_COST_SHIFT;
}

/* Drops states that another one of their group beats however the pages go on. Leaves the layer in
 * groups, the cheapest state first in each. */
static void
drop_beaten (Search *search, int page)
{
  int *layer = (int *) (void *) search->layer->data;
  gint64 limit = 0;
  int kept = 0;

  g_qsort_with_data (layer, (int) search->layer->len, sizeof (int), compare_in_groups, search);
  for (guint i = 0; i < search->layer->len; i++) {
    const BxState *state = get_state (search, layer[i]);
    gint64 own = state->cost + bound_handicap (search, state, page);

    if (kept == 0 || compare_groups (&layer[kept - 1], &layer[i], search) != 0)
      limit = own;
    else if (state->cost > limit)
      continue;
    limit = MIN (limit, own);
    layer[kept++] = layer[i];
  }
  g_array_set_size (search->layer, (guint) kept);
}

static void
sort_layer (Search *search, int page)
{
  g_array_set_size (search->layer, 0);
  for (int i = search->first_of_next; i < (int) search->states->len; i++)
    g_array_append_val (search->layer, i);
  rank_layer (search);
  if (search->width->states > 0)
    narrow_layer (search);
  drop_beaten (search, page);
}

/* --- pages ---------------------------------------------------------------------------------- */

/* The cheapest way into a layout from a group of states. */
static BxState
enter_layout (const Search *search, const int *group, int n, const BxLayout *layout, int page)
{
  BxState entry = { .cost = G_MAXINT64, .layout = layout, .page = page, .previous = -1 };

  for (int i = 0; i < n; i++) {
    const BxState *from = get_state (search, group[i]);
    gint64 points = layout->points
                    + bx_layout_neighbour_points (search->flow, from->layout, layout, page);
    gint64 cost = from->cost + (points << BX_COST_SHIFT);

    if (entry.previous < 0 || is_better (search, cost, group[i], &entry)) {
      entry.cost = cost;
      entry.previous = group[i];
    }
  }
  return entry;
}

/* Teasers whose sources stand before the page and that are not set on it at the latest are too late:
 * they are left out. FALSE where that must not be. */
static gboolean
leave_out_late (const Search *search, int start, BxState *state)
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
has_late_teaser (const Search *search, const BxState *from, const BxLayout *layout)
{
  for (int r = 0; layout->n_teasers > 0 && r < layout->n_rects; r++)
    if (layout->rects[r].box < from->first_teaser
        && bx_flow_kind (search->flow, layout->rects[r].box)->stream == BX_TEASERS)
      return TRUE;
  return FALSE;
}

/* Whether the rest of the text cannot fill the page, or leaves too little to the last one. */
static gboolean
is_too_roomy (const Search *search, const BxLayout *layout, int start, gint64 cost)
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
is_out_of_work (const Search *search)
{
  gint64 most = search->bound < search->limit ? MAX_WORK : MAX_VAIN_WORK;

  if (search->max_work > 0)
    most = MIN (most, search->max_work);
  return search->width != &widths[0] && bx_fill_get_work (search->fill) > most;
}

static void
try_layout (Search *search, const int *group, int n, const BxLayout *layout, int page)
{
  BxState state = enter_layout (search, group, n, layout, page);
  int start = get_state (search, group[0])->position;
  const BxCell *ends;
  gint64 cost;
  int n_ends;

  if (has_late_teaser (search, get_state (search, group[0]), layout)
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
    add_state (search, &state);
  }
}

/* Narrow runs only want a plan soon. */
static gboolean
is_tried_later (Search *search, const BxLayout *layout)
{
  if (layout->rank < search->width->layouts)
    return FALSE;
  search->is_cut = TRUE;
  return TRUE;
}

/* The first unit whose source cannot stand on the page that starts here, nor on the next one: the
 * text before it has more lines than both hold. */
static int
find_too_early (const Search *search, int start, BxArea area)
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
try_page (Search *search, const int *group, int n, int page)
{
  BxArea area = bx_area_for (&search->flow->galley, page, -1);
  const GPtrArray *set;

  if (search->wish->n_pages > 0 && page + 1 >= search->wish->n_pages)
    return;
  set = bx_templates_get (search->templates, area, get_state (search, group[0])->next,
                          find_too_early (search, get_state (search, group[0])->position, area));
  for (guint l = 0; l < set->len && !is_out_of_work (search); l++)
    if (!is_tried_later (search, set->pdata[l]))
      try_layout (search, group, n, set->pdata[l], page);
}

static void
try_last_layout (Search *search, const int *group, int n, const BxLayout *layout, int page)
{
  BxState state = enter_layout (search, group, n, layout, page);
  const BxCell *end;
  int n_ends;

  state.cost += bx_area_depth_points (&search->flow->galley, page, layout->area) << BX_COST_SHIFT;
  if (state.cost > search->bound
      || has_late_teaser (search, get_state (search, group[0]), layout))
    return;
  end = bx_fill_page (search->fill, layout, search->bound - state.cost, &n_ends);
  if (n_ends == 0 || state.cost + end->cost > search->bound)
    return;
  state.cost += end->cost;
  state.position = end->position;
  if (search->best.cost < G_MAXINT64
      && !is_better (search, state.cost, state.previous, &search->best))
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
try_last_page (Search *search, const int *group, int n, int page)
{
  const BxGalley *galley = &search->flow->galley;
  const BxState *from = get_state (search, group[0]);
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
start_group (Search *search, const int *group, int page)
{
  const BxState *from = get_state (search, group[0]);
  BxPageStart start = { .page = page,
                        .position = from->position };

  start.n_pending
      = bx_layout_list_pending (search->flow, from->layout, from->position, start.pending);
  bx_fill_start_page (search->fill, &start);
}

typedef struct {
  int first; /* state of the layer */
  int n;
} Group;

/* The most promising first: a good plan found early bounds the others. */
static int
compare_group_costs (const void *a, const void *b, void *data)
{
  const Search *search = data;
  const Group *x = a;
  const Group *y = b;
  const int *layer = (const int *) (void *) search->layer->data;
  int order = compare_promise (&layer[x->first], &layer[y->first], data);

  return order != 0 ? order : x->first - y->first;
}

static GArray *
list_groups (Search *search)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (Group));
  const int *layer = (const int *) (void *) search->layer->data;
  int n = (int) search->layer->len;
  Group group = { 0 };

  for (; group.first < n; group.first += group.n) {
    group.n = 1;
    while (group.first + group.n < n
           && compare_groups (&layer[group.first], &layer[group.first + group.n], search) == 0)
      group.n++;
    g_array_append_val (groups, group);
  }
  g_array_sort_with_data (groups, compare_group_costs, search);
  return groups;
}

static void
expand_layer (Search *search, int page)
{
  g_autoptr (GArray) groups = list_groups (search);
  const int *layer = (const int *) (void *) search->layer->data;

  for (guint g = 0; g < groups->len; g++) {
    const Group *group = &g_array_index (groups, Group, g);

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
run (Search *search, const Width *width)
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
    clear_table (search, search->table_size);
    expand_layer (search, page);
    if (is_out_of_work (search)) {
      search->is_cut = TRUE;
      return;
    }
    sort_layer (search, page);
  }
}

static void
keep_path (const Search *search, BxPath *path)
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
    state = get_state (search, state->previous);
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
has_no_work_left (const Search *search)
{
  return search->max_work > 0 && bx_fill_get_work (search->fill) > search->max_work;
}

/* Full searches under guessed bounds. Whether one of them came to
 * its end and so has the best plan, or the proof that there is none. */
static gboolean
prove (Search *search, BxPath *path)
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
  Search search = { .flow = flow, .rules = rules, .templates = templates, .wish = wish,
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
  clear_table (&search, 256);
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
