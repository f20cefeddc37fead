/* The galley as the search sees it: numbers clamped to what can be set, boxes that fit no column
 * taken out, and every place where a column could end numbered in reading order. It decides no
 * break; it only makes "where in the text are we" one small integer. */
#include "page-private.h"

#include <string.h>

#define MAX_ITEM_LINES 100000 /* a limit for memory, far beyond any paragraph */

static void
clean_item (BxItem *item)
{
  item->n_variants = CLAMP (item->n_variants, 1, BX_MAX_VARIANTS);
  for (int v = 0; v < item->n_variants; v++) {
    item->variants[v].lines = CLAMP (item->variants[v].lines, 1, MAX_ITEM_LINES);
    item->variants[v].cost = MAX (item->variants[v].cost, 0);
  }
  item->space = item->kind == BX_ITEM_HEAD ? MAX (item->space, 0) : 0;
  item->min_first = MAX (item->min_first, 2);
  item->min_after = item->kind == BX_ITEM_HEAD ? CLAMP (item->min_after, 0, 2) : 0;
  if (item->kind == BX_ITEM_HEAD && item->min_after == 0)
    item->min_after = 2;
}

static int
find_best_variant (const BxItem *item)
{
  int best = 0;

  for (int v = 1; v < item->n_variants; v++)
    if (item->variants[v].cost < item->variants[best].cost)
      best = v;
  return best;
}

/* Lines of a column that a box cannot take: a teaser has text over it and under it; a block may fill
 * its columns. */
static int
least_text (const BxBox *box, const BxBoxSize *size)
{
  if (bx_kind_get (box->kind)->stream == BX_BLOCKS)
    return 0;
  return size->span == 1 || size->measure > 0 ? 2 * BX_BOX_TEXT_LINES : BX_BOX_TEXT_LINES;
}

/* A size that fits no column gets no span. Returns whether one is left. */
static gboolean
clean_sizes (BxBox *box, const BxGalley *galley)
{
  gboolean has_size = FALSE;

  box->n_sizes = CLAMP (box->n_sizes, 0, BX_MAX_BOX_SIZES);
  for (int s = 0; s < box->n_sizes; s++) {
    BxBoxSize *size = &box->sizes[s];

    if (size->span < 1 || size->span > galley->columns || size->lines < 1
        || size->lines > galley->column_lines - least_text (box, size)
        || (size->measure > 0
            && (size->span != 2 || box->kind != BX_BOX_QUOTE || galley->wrap == NULL)))
      size->span = 0;
    else
      has_size = TRUE;
    size->cost = MAX (size->cost, 0);
    size->measure = MAX (size->measure, 0);
  }
  return has_size;
}

/* By stream, then in the order of the sources. */
static int
compare_boxes (const void *a, const void *b, void *data)
{
  const BxBox *boxes = data;
  const int *x = a;
  const int *y = b;
  BxStreamId stream_x = bx_kind_get (boxes[*x].kind)->stream;
  BxStreamId stream_y = bx_kind_get (boxes[*y].kind)->stream;

  if (stream_x != stream_y)
    return stream_x < stream_y ? -1 : 1;
  if (boxes[*x].item != boxes[*y].item)
    return boxes[*x].item - boxes[*y].item;
  if (boxes[*x].line_permille != boxes[*y].line_permille)
    return boxes[*x].line_permille - boxes[*y].line_permille;
  return *x - *y;
}

/* Whether another box of the group is better. */
static gboolean
is_reserve (const BxGalley *from, int box)
{
  const BxBox *b = &from->boxes[box];

  for (int o = 0; b->group != 0 && o < from->n_boxes; o++)
    if (o != box && from->boxes[o].group == b->group
        && (from->boxes[o].cost < b->cost || (from->boxes[o].cost == b->cost && o < box)))
      return TRUE;
  return FALSE;
}

static void
add_clean_box (BxFlow *flow, const BxGalley *from, int id, gboolean has_choices)
{
  BxGalley *galley = &flow->galley;
  BxBox box = from->boxes[id];

  if (!has_choices && is_reserve (from, id))
    return;
  box.item = CLAMP (box.item, 0, MAX (galley->n_items - 1, 0));
  box.line_permille = CLAMP (box.line_permille, 0, 1000);
  box.end_permille = CLAMP (box.end_permille, box.line_permille, 1000);
  box.cost = MAX (box.cost, 0);
  if (box.kind != BX_BOX_QUOTE || !has_choices)
    box.group = 0;
  if (galley->n_items > 0 && clean_sizes (&box, galley)) {
    flow->box_ids[galley->n_boxes] = id;
    galley->boxes[galley->n_boxes++] = box;
  } else if (!is_reserve (from, id)) {
    flow->n_left_out[bx_kind_get (box.kind)->stream]++;
    flow->left_out_points += bx_flow_left_out_points (&box);
  }
}

static void
clean_boxes (BxFlow *flow, const BxGalley *from, gboolean has_choices)
{
  int n = MAX (from->n_boxes, 0);
  g_autofree int *ids = g_new (int, (gsize) n + 1);

  flow->galley.boxes = g_new0 (BxBox, (gsize) n + 1);
  flow->galley.n_boxes = 0;
  flow->box_ids = g_new0 (int, (gsize) n + 1);
  for (int b = 0; b < n; b++)
    ids[b] = b;
  if (n > 1)
    g_qsort_with_data (ids, n, sizeof (int), compare_boxes, from->boxes);
  for (int b = 0; b < n; b++)
    add_clean_box (flow, from, ids[b], has_choices);
}

static void
clean_galley (BxFlow *flow, const BxGalley *from, gboolean has_choices)
{
  BxGalley *galley = &flow->galley;

  galley->columns = CLAMP (from->columns, 1, BX_MAX_COLUMNS);
  galley->column_lines = MAX (from->column_lines, 1);
  /* A headline block may fill its page; the fine print must leave two lines to the text. */
  galley->opening_lines = CLAMP (from->opening_lines, 0, galley->column_lines);
  galley->closing_lines = CLAMP (from->closing_lines, 0, MAX (galley->column_lines - 2, 0));
  galley->opens_left = from->opens_left != FALSE;
  galley->wrap = from->wrap;
  galley->find_mark = from->find_mark;
  galley->find_source = from->find_source;
  galley->data = from->data;
  galley->opening_columns = CLAMP (from->opening_columns, 0, galley->columns);
  if (galley->opening_columns == 0)
    galley->opening_columns = galley->columns;
  galley->n_items = MAX (from->n_items, 0);
  galley->items = g_new0 (BxItem, galley->n_items + 1);
  flow->best = g_new0 (int, galley->n_items + 1);
  for (int i = 0; i < galley->n_items; i++) {
    galley->items[i] = from->items[i];
    clean_item (&galley->items[i]);
    flow->best[i] = find_best_variant (&galley->items[i]);
  }
  clean_boxes (flow, from, has_choices);
  bx_flow_clean_notes (flow, from);
}

/* --- sources -------------------------------------------------------------------------------- */

static BxLineRange
find_source_lines (const BxFlow *flow, int box, int variant)
{
  const BxGalley *galley = &flow->galley;
  const BxBox *b = &galley->boxes[box];
  const BxWrapped *wrapped = bx_flow_wrapped (flow, variant);
  int last = bx_flow_variant (flow, b->item, variant)->lines - 1;
  BxLineRange range = { MIN ((last + 1) * b->line_permille / 1000, last),
                        MIN ((last + 1) * b->end_permille / 1000, last) + 1 };

  if (galley->find_source != NULL)
    range = galley->find_source (galley->data, flow->box_ids[box],
                                 wrapped != NULL ? &wrapped->wrap : NULL,
                                 wrapped != NULL ? wrapped->numbers[variant % BX_MAX_VARIANTS]
                                                 : variant);
  range.first = CLAMP (range.first, 0, last);
  range.end = CLAMP (range.end, range.first + 1, last + 1);
  return range;
}

/* Those of the items' own variants. */
static void
find_sources (BxFlow *flow)
{
  const BxGalley *galley = &flow->galley;

  flow->sources = g_new0 (BxLineRange, BX_MAX_VARIANTS * (gsize) galley->n_boxes + 1);
  for (int b = 0; b < galley->n_boxes; b++)
    for (int v = 0; v < galley->items[galley->boxes[b].item].n_variants; v++)
      flow->sources[BX_MAX_VARIANTS * b + v] = find_source_lines (flow, b, v);
}

/* --- streams -------------------------------------------------------------------------------- */

static void
index_items (const BxFlow *flow, BxStream *stream)
{
  const BxGalley *galley = &flow->galley;
  int b = stream->first;

  stream->item_box = g_new0 (int, galley->n_items + 1);
  for (int i = 0; i <= galley->n_items; i++) {
    while (b < stream->end && galley->boxes[b].item < i)
      b++;
    stream->item_box[i] = b;
  }
}

static void
make_units (BxFlow *flow, BxStream *stream)
{
  const BxBox *boxes = flow->galley.boxes;

  stream->units = g_new0 (BxUnit, stream->end - stream->first + 1);
  for (int b = stream->first; b < stream->end; b++) {
    gboolean goes_on = b > stream->first && boxes[b].group != 0
                       && boxes[b].group == boxes[b - 1].group;

    if (goes_on)
      stream->units[stream->n_units - 1].n++;
    else
      stream->units[stream->n_units++] = (BxUnit){ .first_box = b, .n = 1 };
    flow->unit_of[b] = stream->n_units - 1;
  }
  stream->units[stream->n_units].first_box = stream->end;
}

static void
sum_units (const BxFlow *flow, BxStream *stream)
{
  gsize n = (gsize) stream->n_units + 1;

  stream->left_out = g_new0 (gint64, n);
  stream->before_page = g_new0 (gint64, n);
  stream->after_column = g_new0 (gint64, n);
  stream->after_spread = g_new0 (gint64, n);
  for (int u = 0; u < stream->n_units; u++) {
    const BxUnit *unit = &stream->units[u];
    const BxKind *kind = bx_flow_kind (flow, unit->first_box);

    stream->left_out[u + 1] = stream->left_out[u]
                              + bx_flow_left_out_points (&flow->galley.boxes[unit->first_box]);
    stream->before_page[u + 1] = stream->before_page[u] + bx_points (kind->before_page);
    stream->after_column[u + 1] = stream->after_column[u] + bx_points (kind->after_column);
    stream->after_spread[u + 1] = stream->after_spread[u] + bx_points (kind->after_spread);
  }
}

static void
make_streams (BxFlow *flow)
{
  int b = 0;

  flow->unit_of = g_new0 (int, flow->galley.n_boxes + 1);
  for (int s = 0; s < BX_N_STREAMS; s++) {
    BxStream *stream = &flow->streams[s];

    stream->first = b;
    while (b < flow->galley.n_boxes && bx_flow_kind (flow, b)->stream == (BxStreamId) s)
      b++;
    stream->end = b;
    index_items (flow, stream);
    make_units (flow, stream);
    sum_units (flow, stream);
  }
}

static void
count_passed (const BxFlow *flow, BxPosition *position)
{
  for (int s = 0; s < BX_N_STREAMS; s++) {
    const int *item_box = flow->streams[s].item_box;
    int box = item_box[position->item];

    while (position->line > 0 && box < item_box[position->item + 1]
           && bx_flow_source_lines (flow, box, position->variant).first < position->line)
      box++;
    position->passed[s] = box;
  }
}

/* Notes to come may take lines too. */
static void
count_notes (const BxFlow *flow, BxPosition *position, const BxPosition *next)
{
  position->notes = next->notes;
  if (flow->item_note[position->item] == flow->item_note[position->item + 1])
    return;
  position->notes = bx_flow_count_notes (flow, position->item, position->variant, position->line);
  position->rest_max += bx_flow_count_most_note_lines (flow, position->notes)
                        - bx_flow_count_most_note_lines (flow, next->notes);
}

static void
add_position (BxFlow *flow, int item, int variant, int line, const BxPosition *next)
{
  int best = flow->galley.items[item].variants[flow->best[item]].lines;
  int rest = bx_flow_variant (flow, item, variant)->lines - line;
  BxPosition *position = &flow->positions[flow->n_positions++];

  *position = (BxPosition){ .item = item, .variant = variant, .line = line };
  count_passed (flow, position);
  position->lines_before = next->lines_before - best + MIN (line, best);
  position->rest_min = next->rest_min + rest;
  position->rest_max = next->rest_max + rest;
  count_notes (flow, position, next);
}

void
bx_flow_add_position (BxFlow *flow, int item, int variant, int line)
{
  BxPosition next = flow->positions[flow->item_position[item + 1]];

  if (flow->n_positions >= flow->size) {
    flow->size = 2 * flow->n_positions;
    flow->positions = g_renew (BxPosition, flow->positions, flow->size);
  }
  add_position (flow, item, variant, line, &next);
}

/* What the end of each item leaves to come; [i] is the start of item i. */
static BxPosition *
measure_items (const BxFlow *flow)
{
  int n = flow->galley.n_items;
  BxPosition *starts = g_new0 (BxPosition, (guint) n + 1);

  for (int i = n - 1; i >= 0; i--) {
    const BxItem *item = &flow->galley.items[i];
    int least = item->variants[0].lines;
    int most = least;

    for (int v = 1; v < item->n_variants; v++) {
      least = MIN (least, item->variants[v].lines);
      most = MAX (most, item->variants[v].lines);
    }
    starts[i].rest_min = starts[i + 1].rest_min + least;
    starts[i].rest_max = starts[i + 1].rest_max + most + item->space;
  }
  for (int i = 0; i < n; i++)
    starts[i + 1].lines_before
        = starts[i].lines_before + flow->galley.items[i].variants[flow->best[i]].lines;
  for (int i = 0; i <= n && flow->galley.n_notes > 0; i++) {
    starts[i].notes = flow->item_note[i];
    starts[i].rest_max += bx_flow_count_most_note_lines (flow, starts[i].notes);
  }
  return starts;
}

static void
number_positions (BxFlow *flow)
{
  int n = flow->galley.n_items;
  g_autofree BxPosition *starts = measure_items (flow);
  int count = n + 1;

  for (int i = 0; i < n; i++)
    for (int v = 0; v < flow->galley.items[i].n_variants; v++)
      count += flow->galley.items[i].variants[v].lines - 1;
  flow->positions = g_new0 (BxPosition, count);
  flow->item_position = g_new0 (int, n + 1);
  for (int i = 0; i <= n; i++) {
    BxPosition *start = &flow->positions[flow->n_positions];

    flow->item_position[i] = flow->n_positions++;
    *start = starts[i];
    start->item = i;
    count_passed (flow, start);
    for (int v = 0; i < n && v < flow->galley.items[i].n_variants; v++)
      for (int line = 1; line < flow->galley.items[i].variants[v].lines; line++)
        add_position (flow, i, v, line, &starts[i + 1]);
  }
  flow->n_fixed = flow->n_positions;
}

BxFlow *
bx_flow_new (const BxGalley *galley, gboolean has_choices)
{
  BxFlow *flow = g_new0 (BxFlow, 1);

  clean_galley (flow, galley, has_choices);
  find_sources (flow);
  make_streams (flow);
  number_positions (flow);
  return flow;
}

void
bx_flow_free (BxFlow *flow)
{
  if (flow == NULL)
    return;
  g_free (flow->galley.items);
  g_free (flow->galley.boxes);
  g_free (flow->box_ids);
  g_free (flow->sources);
  g_free (flow->best);
  g_free (flow->unit_of);
  for (int s = 0; s < BX_N_STREAMS; s++) {
    g_free (flow->streams[s].units);
    g_free (flow->streams[s].item_box);
    g_free (flow->streams[s].left_out);
    g_free (flow->streams[s].before_page);
    g_free (flow->streams[s].after_column);
    g_free (flow->streams[s].after_spread);
  }
  g_clear_pointer (&flow->wrap_table, g_hash_table_unref);
  g_clear_pointer (&flow->wrapped, g_ptr_array_unref);
  g_free (flow->item_note);
  g_free (flow->note_heights);
  g_free (flow->note_lines);
  g_free (flow->item_position);
  g_free (flow->positions);
  g_free (flow);
}

int
bx_flow_position (const BxFlow *flow, int item, int variant, int line)
{
  int position = flow->item_position[item];

  if (line == 0)
    return position;
  if (variant >= BX_MAX_VARIANTS)
    return bx_flow_wrapped (flow, variant)->positions[variant % BX_MAX_VARIANTS] + line - 1;
  for (int v = 0; v < variant; v++)
    position += flow->galley.items[item].variants[v].lines - 1;
  return position + line;
}

BxLineRange
bx_flow_source_lines (const BxFlow *flow, int box, int variant)
{
  return variant < BX_MAX_VARIANTS ? flow->sources[BX_MAX_VARIANTS * box + variant]
                                   : find_source_lines (flow, box, variant);
}

gint64
bx_flow_left_out_points (const BxBox *box)
{
  if (box->kind != BX_BOX_QUOTE)
    return bx_points (BX_COST_AFTER_TEXT);
  return bx_points (BX_COST_LEFT_OUT)
         + (box->is_needed ? bx_points (BX_COST_LEFT_OUT_NEEDED) : 0)
         + (box->is_asked ? bx_points (BX_COST_LEFT_OUT_ASKED) : 0);
}

gint64
bx_flow_price_left_out (const BxFlow *flow, BxStreamId stream, int from, int to)
{
  const gint64 *sums = flow->streams[stream].left_out;

  return from < to ? sums[to] - sums[from] : 0;
}

/* In the last fifth of the text. */
gboolean
bx_flow_is_late (const BxFlow *flow, int position)
{
  gint64 total = flow->positions[flow->n_fixed - 1].lines_before;

  return (gint64) flow->positions[position].lines_before * 5 >= total * 4;
}
