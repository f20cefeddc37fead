/* The states of a page: each once, with the cheapest way to it; which of them a run keeps, and in which
 * order the next page is tried from them. What a state is is said in search.c. */
#include "search.h"

#include <string.h>

/* Boxes set, or left out, up to the end of a page. */
static int
count_boxes (const BxState *state)
{
  return state->next[BX_TEASERS] + state->next[BX_BLOCKS];
}

/* Whether the number of pages asked for can still be met after a page. */
static gboolean
is_hopeless (const BxSearch *search, const BxState *state)
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
find_state (BxSearch *search, const BxState *state)
{
  int mask = search->table_size - 1;
  int i = (int) (hash_state (state) & (guint) mask);

  while (search->table[i] >= 0
         && !is_same_state (bx_search_get_state (search, search->table[i]), state))
    i = (i + 1) & mask;
  return &search->table[i];
}

void
bx_search_clear_table (BxSearch *search, int size)
{
  if (size != search->table_size) {
    search->table_size = size;
    search->table = g_renew (int, search->table, size);
  }
  memset (search->table, 0xff, sizeof (int) * (gsize) size);
  search->n_table = 0;
}

static void
grow_table (BxSearch *search)
{
  int n = (int) search->states->len;

  bx_search_clear_table (search, 2 * search->table_size);
  for (int i = search->first_of_next; i < n; i++) {
    *find_state (search, bx_search_get_state (search, i)) = i;
    search->n_table++;
  }
}

/* Cost, then the earlier path of layouts. */
gboolean
bx_search_is_better (const BxSearch *search, gint64 cost, int previous, const BxState *than)
{
  if (cost != than->cost)
    return cost < than->cost;
  if (previous < 0 || than->previous < 0)
    return FALSE;
  return bx_search_get_state (search, previous)->rank
         < bx_search_get_state (search, than->previous)->rank;
}

void
bx_search_add_state (BxSearch *search, const BxState *state)
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
    BxState *known = bx_search_get_state (search, *place);

    if (bx_search_is_better (search, state->cost, state->previous, known))
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
  const BxSearch *search = data;
  const BxState *x = bx_search_get_state (search, *(const int *) a);
  const BxState *y = bx_search_get_state (search, *(const int *) b);
  int rank_x = x->previous < 0 ? 0 : bx_search_get_state (search, x->previous)->rank;
  int rank_y = y->previous < 0 ? 0 : bx_search_get_state (search, y->previous)->rank;

  return rank_x != rank_y ? rank_x - rank_y : x->layout->id - y->layout->id;
}

static void
rank_layer (BxSearch *search)
{
  int *layer = (int *) (void *) search->layer->data;

  g_qsort_with_data (layer, (int) search->layer->len, sizeof (int), compare_paths, search);
  for (guint i = 0; i < search->layer->len; i++) {
    BxState *state = bx_search_get_state (search, layer[i]);

    state->rank = (int) i;
    if (i > 0 && compare_paths (&layer[i - 1], &layer[i], search) == 0)
      state->rank = bx_search_get_state (search, layer[i - 1])->rank;
  }
}

/* By cost, with what is still to come at least. */
static int
compare_promise (const void *a, const void *b, void *data)
{
  const BxSearch *search = data;
  const BxState *x = bx_search_get_state (search, *(const int *) a);
  const BxState *y = bx_search_get_state (search, *(const int *) b);
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
narrow_layer (BxSearch *search)
{
  const BxWidth *width = search->width;
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
    const BxState *state = bx_search_get_state (search, layer[i]);

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
compare_pending (const BxSearch *search, const BxState *x, const BxState *y)
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
  const BxSearch *search = data;
  const BxState *x = bx_search_get_state (search, *(const int *) a);
  const BxState *y = bx_search_get_state (search, *(const int *) b);
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
  const BxState *x = bx_search_get_state (data, *(const int *) a);
  const BxState *y = bx_search_get_state (data, *(const int *) b);
  int order = compare_groups (a, b, data);

  if (order != 0)
    return order;
  return x->cost != y->cost ? (x->cost < y->cost ? -1 : 1) : *(const int *) a - *(const int *) b;
}

/* What the next page may cost a state more than another one of its group: slots that it must not
 * repeat, a second page of grey. */
static gint64
bound_handicap (const BxSearch *search, const BxState *state, int page)
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
drop_beaten (BxSearch *search, int page)
{
  int *layer = (int *) (void *) search->layer->data;
  gint64 limit = 0;
  int kept = 0;

  g_qsort_with_data (layer, (int) search->layer->len, sizeof (int), compare_in_groups, search);
  for (guint i = 0; i < search->layer->len; i++) {
    const BxState *state = bx_search_get_state (search, layer[i]);
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

void
bx_search_sort_layer (BxSearch *search, int page)
{
  g_array_set_size (search->layer, 0);
  for (int i = search->first_of_next; i < (int) search->states->len; i++)
    g_array_append_val (search->layer, i);
  rank_layer (search);
  if (search->width->states > 0)
    narrow_layer (search);
  drop_beaten (search, page);
}

/* The most promising first: a good plan found early bounds the others. */
static int
compare_group_costs (const void *a, const void *b, void *data)
{
  const BxSearch *search = data;
  const BxGroup *x = a;
  const BxGroup *y = b;
  const int *layer = (const int *) (void *) search->layer->data;
  int order = compare_promise (&layer[x->first], &layer[y->first], data);

  return order != 0 ? order : x->first - y->first;
}

GArray *
bx_search_list_groups (BxSearch *search)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (BxGroup));
  const int *layer = (const int *) (void *) search->layer->data;
  int n = (int) search->layer->len;
  BxGroup group = { 0 };

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
