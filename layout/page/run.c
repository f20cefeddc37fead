/* Filling a run of lines in one column, from places where it may start to all places where it can end:
 * dynamic programming over (item, lines used). Where a column may end is decided here: clreq's rules on lines
 * left alone, heads kept with their text, full columns flush at the foot, boxes with text on both
 * sides. */
#include "fill.h"

/* A part of an item to be placed. */
typedef struct {
  int item;
  int variant;
  int first; /* line */
  int used;  /* lines of the run already filled */
  int space;
  BxCell from;
} Part;

static gboolean
may_relax (const BxFill *fill, BxRelax rule)
{
  return (fill->rules->relax & rule) != 0;
}

/* --- cells ---------------------------------------------------------------------------------- */

void
bx_cells_add (BxCellList *list, const BxCell *cell)
{
  if (list->n == list->size) {
    list->size = MAX (64, 2 * list->size);
    list->cells = g_renew (BxCell, list->cells, list->size);
  }
  list->cells[list->n++] = *cell;
}

static void
row_add (BxFill *fill, BxCellRow *row, int used, const BxCell *cell)
{
  int index = CELLS_PER_LINE * used + 2 * cell->due + cell->loose;

  if (cell->cost > fill->most)
    return;
  fill->visited++;
  if (row->cells[index].cost == G_MAXINT64)
    row->live[row->n_live++] = index;
  else if (row->cells[index].cost <= cell->cost)
    return;
  row->cells[index] = *cell;
}

static void
row_clear (BxCellRow *row)
{
  for (int i = 0; i < row->n_live; i++)
    row->cells[row->live[i]].cost = G_MAXINT64;
  row->n_live = 0;
}

static void
row_init (BxCellRow *row, int lines)
{
  row->cells = g_new (BxCell, CELLS_PER_LINE * (lines + 1));
  row->live = g_new (int, CELLS_PER_LINE * (lines + 1));
  row->n_live = 0;
  for (int i = 0; i < CELLS_PER_LINE * (lines + 1); i++)
    row->cells[i].cost = G_MAXINT64;
}

static void
grow_end_index (BxFill *fill)
{
  int n = fill->n_end_index;

  fill->n_end_index = 2 * MAX (fill->flow->n_positions, fill->flow->size);
  fill->end_index = g_renew (int, fill->end_index, fill->n_end_index);
  for (int i = n; i < fill->n_end_index; i++)
    fill->end_index[i] = -1;
}

void
bx_fill_init_runs (BxFill *fill, int lines)
{
  grow_end_index (fill);
  row_init (&fill->row, lines);
  row_init (&fill->next_row, lines);
}

void
bx_fill_add_end (BxFill *fill, const BxCell *end)
{
  int *index;

  if (end->cost > fill->most)
    return;
  if (2 * end->position >= fill->n_end_index)
    grow_end_index (fill);
  index = &fill->end_index[2 * end->position + end->loose];
  fill->visited++;
  if (*index < 0) {
    *index = fill->ends.n;
    bx_cells_add (&fill->ends, end);
  } else if (end->cost < fill->ends.cells[*index].cost) {
    fill->ends.cells[*index] = *end;
  }
}

/* Remembers a piece of text, when a path is wanted and not only its cost. */
static int
add_node (BxFill *fill, const Part *part, int n, unsigned relaxed)
{
  BxNode node = { .parent = part->from.node, .variant = part->variant, .relaxed = relaxed };

  if (!fill->start.is_recorded)
    return -1;
  node.lines = (BxPlacedLines){ .page = fill->start.page,
                                .column = fill->segment->column,
                                .top = fill->segment->top + part->used + part->space,
                                .item = part->item,
                                .first = part->first,
                                .n = n,
                                .space = part->space };
  g_array_append_val (fill->nodes, node);
  return (int) fill->nodes->len - 1;
}

/* A rule broken between two pieces of text belongs to the last one. */
static void
add_relaxed (BxFill *fill, BxCell *cell, unsigned relaxed)
{
  BxNode node;

  if (!fill->start.is_recorded || relaxed == 0)
    return;
  if (cell->node < 0) {
    node = (BxNode){ .parent = -1, .relaxed = relaxed };
  } else {
    node = g_array_index (fill->nodes, BxNode, cell->node);
    node.relaxed |= relaxed;
  }
  g_array_append_val (fill->nodes, node);
  cell->node = (int) fill->nodes->len - 1;
}

/* --- sources of boxes ----------------------------------------------------------------------- */

/* A box's source begins at this line of this run. */
static gint64
price_source (const BxFill *fill, int box, int line)
{
  int column = fill->segment->column;
  const BxRect *rect = bx_fill_find_box (fill->layout, box);

  return rect != NULL ? bx_distance_same_page (fill->flow, rect, column, line)
                      : bx_distance_other_page (fill->flow, &fill->start, fill->layout, box, column);
}

/* Of n lines of a quote's source, from this line of this run on, those that are too near to it; -1
 * where the rules forbid that. */
static gint64
price_echo (const BxFill *fill, int box, int line, int n, unsigned *relaxed)
{
  const BxRect *rect = bx_fill_find_box (fill->layout, box);
  int echoes = 0;

  if (rect == NULL || bx_flow_kind (fill->flow, box)->stream != BX_TEASERS)
    return 0;
  for (int i = 0; i < n; i++)
    echoes += bx_distance_is_echo (rect, fill->segment->column, line + i);
  if (echoes > 0 && !may_relax (fill, BX_RELAX_ECHO))
    return -1;
  if (echoes > 0)
    *relaxed |= BX_RELAX_ECHO;
  return echoes * bx_points (BX_COST_ECHO);
}

static gint64
price_stream_sources (BxFill *fill, BxStreamId stream, const Part *part, int n, unsigned *relaxed)
{
  const int *item_box = fill->flow->streams[stream].item_box;
  gint64 points = 0;
  int top = fill->segment->top + part->used + part->space;

  for (int b = item_box[part->item]; b < item_box[part->item + 1]; b++) {
    BxLineRange source = bx_flow_source_lines (fill->flow, b, part->variant);
    int first = MAX (source.first, part->first);
    int end = MIN (source.end, part->first + n);
    gint64 price;

    if (first >= end)
      continue;
    fill->first_source[stream] = MIN (fill->first_source[stream], b);
    fill->end_source[stream] = MAX (fill->end_source[stream], b + 1);
    price = price_echo (fill, b, top + first - part->first, end - first, relaxed);
    if (price < 0)
      return -1;
    points += price;
    if (first == source.first)
      points += price_source (fill, b, top + first - part->first);
  }
  return points;
}

static gint64
price_sources (BxFill *fill, const Part *part, int n, unsigned *relaxed)
{
  gint64 points = 0;

  for (int s = 0; s < BX_N_STREAMS; s++) {
    gint64 price = price_stream_sources (fill, s, part, n, relaxed);

    if (price < 0)
      return -1;
    points += price;
  }
  return points;
}

/* --- ends of runs --------------------------------------------------------------------------- */

static gboolean
ends_page (const BxFill *fill)
{
  return fill->segment->ends_column && fill->segment->column == fill->last_column;
}

/* White lines that the rung allows at the end of a run. */
static int
count_most_short (const BxFill *fill, const BxSegment *segment)
{
  int most = fill->layout->area.is_last ? BX_UNEVEN_LINES : 0;

  if (segment->over_box)
    return may_relax (fill, BX_RELAX_CUT) ? fill->rules->cut_short : 0;
  if (!may_relax (fill, BX_RELAX_FOOT))
    return most;
  return fill->has_free_feet ? segment->lines : MAX (most, fill->rules->foot_short);
}

/* A column of the last page may end a little above the others. */
static gboolean
is_uneven (const BxFill *fill, int lines)
{
  return fill->layout->area.is_last && !fill->segment->over_box && lines <= BX_UNEVEN_LINES;
}

/* White lines at the end of a run that is not the end of the text; -1 where forbidden. */
static gint64
price_short (const BxFill *fill, int lines)
{
  const BxSegment *segment = fill->segment;

  if (lines == 0)
    return 0;
  if (lines > count_most_short (fill, segment))
    return -1;
  if (is_uneven (fill, lines))
    return bx_short_points (BX_COST_LAST_UNEVEN, lines);
  if (segment->over_box)
    return bx_short_points (BX_COST_CUT_SHORT, lines);
  return bx_short_points (bx_foot_cost (fill->galley), lines);
}

/* Ends the run before a position, with so many of its lines used. */
static void
end_run (BxFill *fill, int position, int used, const BxCell *from, unsigned relaxed)
{
  const BxSegment *segment = fill->segment;
  BxCell end = *from;
  gint64 points = price_short (fill, segment->lines - used);
  gint64 page_points = 0;

  if (points < 0 || (segment->touches_box && used < BX_BOX_TEXT_LINES)
      || used < segment->notch_end
      || (segment->ends_column && fill->flow->positions[position].notes != fill->note_end)
      || (ends_page (fill) && fill->layout->area.is_last))
    return;
  if (points > 0 && !is_uneven (fill, segment->lines - used))
    relaxed |= segment->over_box ? BX_RELAX_CUT : BX_RELAX_FOOT;
  if (segment->is_cut && fill->flow->positions[position].line == 0)
    points += bx_points (BX_COST_CUT_BETWEEN);
  if (segment->is_judged_at_end && bx_flow_is_late (fill->flow, position))
    points += bx_points (BX_COST_LATE);
  if (ends_page (fill))
    page_points = bx_distance_page_end (fill->flow, &fill->start, fill->layout,
                                        fill->flow->positions[position].passed);
  if (page_points < 0)
    return;
  if (segment->ends_column)
    end.loose = 0;
  end.due = 0;
  end.position = position;
  end.cost += bx_cost_of (points + page_points);
  add_relaxed (fill, &end, relaxed);
  bx_fill_add_end (fill, &end);
}

static int
first_teaser_column (const BxFill *fill)
{
  for (int r = 0; r < fill->layout->n_rects; r++)
    if (bx_fill_is_teaser (fill, &fill->layout->rects[r]))
      return fill->layout->rects[r].column;
  return BX_MAX_COLUMNS;
}

/* The text ends in this run. Columns of the last page have the same depth; what is missing in the
 * last ones is free as far as rounding up explains it (clreq). A teaser has text over it, and must
 * not make it much more. */
static void
end_text (BxFill *fill, int used, const BxCell *from)
{
  const BxSegment *segment = fill->segment;
  const BxLayout *layout = fill->layout;
  int columns = layout->area.columns;
  int unfilled = segment->lines - used + fill->later_free;
  int missing = unfilled - (columns - 1);
  int filled = columns * (layout->area.bottom - layout->area.top) - unfilled;
  BxCell end = *from;
  gint64 points;

  fill->may_end = TRUE;
  if (!layout->area.is_last || segment->is_cut
      || (segment->touches_box && used < BX_BOX_TEXT_LINES)
      || (segment->over_teaser && used < segment->lines) || used < segment->notch_end
      || fill->note_end != fill->galley->n_notes)
    return;
  if (layout->n_teasers > 0 && first_teaser_column (fill) <= segment->column && missing > columns
      && !fill->rules->free_breaks)
    return;
  points = bx_points (BX_COST_LAST_SHORT) * MAX (0, missing)
           + bx_price_last_page (fill->galley, fill->start.page, filled);
  if (segment->is_judged_at_end)
    points += bx_points (BX_COST_LATE);
  end.loose = 0;
  end.position = fill->flow->n_fixed - 1;
  end.cost += bx_cost_of (points);
  if (end.cost < fill->text_end.cost)
    fill->text_end = end;
}

/* --- placing -------------------------------------------------------------------------------- */

/* Whether those of n lines of a part that stand beside a box are those of its wrap. No head stands
 * there, nor its white. */
static gboolean
fits_notch (const BxFill *fill, const Part *part, int n)
{
  const BxSegment *segment = fill->segment;
  const BxWrapped *wrapped = bx_flow_wrapped (fill->flow, part->variant);
  BxWrap wrap = wrapped != NULL ? wrapped->wrap : (BxWrap){ 0 };
  int last = part->first + n;
  int head = part->first - part->used - part->space; /* the line that would be the run's first */
  int first = MAX (part->first, head + segment->notch);
  int end = MIN (last, head + segment->notch_end);
  int wrap_first = MAX (part->first, wrap.first);
  int wrap_end = MIN (last, wrap.end);

  if (fill->galley->items[part->item].kind == BX_ITEM_HEAD)
    return part->used >= segment->notch_end || part->used + part->space + n <= segment->notch;
  if (first >= end)
    return wrap_first >= wrap_end;
  return wrap.measure == segment->measure && wrap_first == first && wrap_end == end;
}

/* Sets n lines of a part and charges what they cost by themselves. */
static gboolean
set_lines (BxFill *fill, const Part *part, int n, BxCell *to)
{
  unsigned relaxed = 0;
  gint64 points;

  if ((fill->segment->measure > 0 || part->variant >= BX_MAX_VARIANTS)
      && !fits_notch (fill, part, n))
    return FALSE;
  points = price_sources (fill, part, n, &relaxed);
  if (points < 0)
    return FALSE;
  *to = part->from;
  to->cost += bx_cost_of (points);
  to->node = add_node (fill, part, n, relaxed);
  return TRUE;
}

/* What it costs to cut an item after its first `after` lines; -1 where forbidden. `kept` of them
 * stand in this run. */
static gint64
price_cut (const BxFill *fill, const Part *part, int kept, unsigned *relaxed)
{
  const BxItem *item = &fill->galley->items[part->item];
  int left = bx_flow_variant (fill->flow, part->item, part->variant)->lines - part->first - kept;
  gint64 points = 0;

  if (item->kind == BX_ITEM_HEAD) {
    if (!fill->rules->free_breaks)
      return -1;
    points += bx_points (BX_COST_HEAD_ALONE);
    *relaxed |= BX_RELAX_ORPHAN;
  } else if (part->first == 0 && kept < item->min_first) {
    if (!may_relax (fill, BX_RELAX_ORPHAN) || (item->min_first > 2 && !fill->rules->free_breaks))
      return -1;
    points += bx_points (BX_COST_ORPHAN);
    *relaxed |= BX_RELAX_ORPHAN;
  }
  if (left == 1) {
    if (!may_relax (fill, BX_RELAX_WIDOW))
      return -1;
    points += bx_points (ends_page (fill) ? BX_COST_WIDOW_PAGE : BX_COST_WIDOW_COLUMN);
    *relaxed |= BX_RELAX_WIDOW;
  }
  return points;
}

/* The ways to end the run inside a part. */
static void
cut_part (BxFill *fill, const Part *part, int lines)
{
  int room = fill->segment->lines - part->used - part->space;
  int most = MIN (room, lines - 1);
  int least = fill->rules->is_first_fit ? MAX (1, room - fill->flow->most_note_lines) : 1;

  for (int n = most; n >= least; n--) {
    unsigned relaxed = 0;
    gint64 points;
    BxCell to;

    if (price_short (fill, room - n) < 0)
      break;
    points = price_cut (fill, part, n, &relaxed);
    if (points < 0 || !set_lines (fill, part, n, &to))
      continue;
    to.cost += bx_cost_of (points);
    end_run (fill,
             bx_flow_position (fill->flow, part->item, part->variant, part->first + n),
             part->used + part->space + n, &to, relaxed);
    if (fill->rules->is_first_fit && fill->flow->most_note_lines == 0)
      break;
  }
}

/* Places what is left of an item from `first` on, whole or cut by the end of the run. */
static void
place_part (BxFill *fill, const Part *part)
{
  const BxItem *item = &fill->galley->items[part->item];
  int lines = bx_flow_variant (fill->flow, part->item, part->variant)->lines - part->first;
  int end = part->used + part->space + lines;
  BxCell to;

  if (end <= fill->segment->lines) {
    if (!set_lines (fill, part, lines, &to))
      return;
    to.due = item->kind == BX_ITEM_HEAD ? item->min_after : MAX (0, to.due - lines);
    if (item->kind == BX_ITEM_HEAD && fill->segment->lines - end < 4)
      to.cost += bx_cost_of (bx_points (BX_COST_HEAD_LOW));
    row_add (fill, &fill->next_row, end, &to);
  }
  if (fill->rules->is_first_fit
      && (end <= fill->segment->lines || (item->kind == BX_ITEM_HEAD && part->used > 0)))
    return;
  cut_part (fill, part, lines);
}

static void
begin_item (BxFill *fill, int index, int variant, int used, const BxCell *from)
{
  const BxItem *item = &fill->galley->items[index];
  gint64 points = bx_flow_variant (fill->flow, index, variant)->cost;
  Part part = { .item = index, .variant = variant, .used = used, .from = *from };

  if (used > 0)
    part.space = item->space;
  if (points > 0) {
    if (from->loose)
      points += bx_points (BX_COST_TWO_LOOSENED);
    part.from.loose = 1;
    part.from.cost += 1; /* one more loosened paragraph: settles ties */
  }
  part.from.cost += bx_cost_of (points);
  place_part (fill, &part);
}

/* Where an item that starts after so many lines of this run next meets a box on its page: its first
 * line beside the box, < 0 where it starts beside it, and how many lines sooner that may be for
 * white at the ends of runs between. Returns the run, or NULL. */
static const BxSegment *
find_notch (const BxFill *fill, int used, int *line, int *sooner)
{
  int ahead = -used;
  int r = 0;

  *sooner = 0;
  while (fill->runs[r].column != fill->segment->column || fill->runs[r].top != fill->segment->top)
    r++;
  for (; r < fill->n_runs; r++) {
    *line = ahead + fill->runs[r].notch;
    if (fill->runs[r].measure > 0 && ahead + fill->runs[r].notch_end > 0)
      return &fill->runs[r];
    ahead += fill->runs[r].lines;
    *sooner += fill->galley->n_notes > 0 ? fill->runs[r].lines
                                         : count_most_short (fill, &fill->runs[r]);
  }
  return NULL;
}

static void
begin_wrapped (BxFill *fill, int index, BxWrap wrap, int used, const BxCell *from)
{
  const BxWrapped *wrapped = bx_flow_wrap (fill->flow, index, wrap);
  int n = fill->rules->is_first_fit ? MIN (1, wrapped->n_variants) : wrapped->n_variants;

  for (int v = 0; v < n; v++)
    begin_item (fill, index, BX_MAX_VARIANTS * (wrapped->id + 1) + v, used, from);
}

/* The ways to set an item that comes to stand beside a box. */
static void
begin_beside_box (BxFill *fill, int index, int used, const BxCell *from)
{
  const BxItem *item = &fill->galley->items[index];
  int most = item->variants[0].lines;
  int line, sooner;
  const BxSegment *run = find_notch (fill, used, &line, &sooner);

  if (run == NULL || item->kind == BX_ITEM_HEAD)
    return;
  for (int v = 1; v < item->n_variants; v++)
    most = MAX (most, item->variants[v].lines);
  /* One that starts in another run has a line there. */
  for (int first = line, least = sooner > 0 ? MAX (1, line - sooner) : line; first >= least; first--)
    if (first < most)
      begin_wrapped (fill, index,
                     (BxWrap){ run->measure, MAX (first, 0), first + run->notch_end - run->notch },
                     used, from);
}

/* First-fit leaves lines empty only where a head does not fit, or a mark's notes. */
static gboolean
is_first_fit_end (const BxFill *fill, int index, int used)
{
  const BxItem *item = &fill->galley->items[index];
  int end = used + item->space + item->variants[fill->flow->best[index]].lines;

  if (used >= fill->segment->lines - fill->flow->most_note_lines)
    return TRUE;
  return item->kind == BX_ITEM_HEAD && used > 0 && end > fill->segment->lines;
}

/* Ends the run between two items, if no text must follow a head. */
static void
end_before_item (BxFill *fill, int index, int used, const BxCell *from)
{
  BxCell end = *from;

  if (fill->rules->is_first_fit && !is_first_fit_end (fill, index, used))
    return;
  if (from->due > 0) {
    if (!may_relax (fill, BX_RELAX_ORPHAN))
      return;
    end.cost += bx_cost_of (bx_points (BX_COST_HEAD_ALONE));
  }
  end_run (fill, fill->flow->item_position[index], used, &end,
           from->due > 0 ? BX_RELAX_ORPHAN : 0);
}

/* --- a run ---------------------------------------------------------------------------------- */

static void
start_part (BxFill *fill, const BxCell *start)
{
  const BxPosition *position = &fill->flow->positions[start->position];
  BxCell from = *start;
  Part part;

  if (fill->segment->is_judged_at_start && bx_flow_is_late (fill->flow, start->position))
    from.cost += bx_cost_of (bx_points (BX_COST_LATE));
  if (position->line == 0) {
    row_add (fill, &fill->row, 0, &from);
    return;
  }
  part = (Part){ .item = position->item, .variant = position->variant, .first = position->line,
                 .from = from };
  place_part (fill, &part);
}

static void
try_item (BxFill *fill, int index)
{
  for (int i = 0; i < fill->row.n_live; i++) {
    int used = fill->row.live[i] / CELLS_PER_LINE;
    BxCell from = fill->row.cells[fill->row.live[i]];

    if (index == fill->galley->n_items) {
      end_text (fill, used, &from);
      continue;
    }
    end_before_item (fill, index, used, &from);
    if (fill->n_runs > 0)
      begin_beside_box (fill, index, used, &from);
    if (fill->rules->is_first_fit) {
      begin_item (fill, index, fill->flow->best[index], used, &from);
      continue;
    }
    for (int v = 0; v < fill->galley->items[index].n_variants; v++)
      begin_item (fill, index, v, used, &from);
  }
}

void
bx_fill_turn_ends (BxFill *fill)
{
  BxCellList list = fill->starts;

  for (int i = 0; i < fill->ends.n; i++)
    fill->end_index[2 * fill->ends.cells[i].position + fill->ends.cells[i].loose] = -1;
  fill->starts = fill->ends;
  fill->ends = list;
  fill->ends.n = 0;
}

/* Starts come in the order of their items, because ends are made item by item. */
void
bx_fill_run (BxFill *fill)
{
  int s = 0;
  int index = 0;

  while (s < fill->starts.n || fill->row.n_live > 0) {
    BxCellRow row;

    if (fill->row.n_live == 0)
      index = fill->flow->positions[fill->starts.cells[s].position].item;
    while (s < fill->starts.n
           && fill->flow->positions[fill->starts.cells[s].position].item == index)
      start_part (fill, &fill->starts.cells[s++]);
    try_item (fill, index++);
    row_clear (&fill->row);
    row = fill->row;
    fill->row = fill->next_row;
    fill->next_row = row;
  }
  bx_fill_turn_ends (fill);
}
