/* Filling the columns of one page, with a given layout, from a given place in the text: all places
 * where the page can end, each with its least cost. Within a run of lines the work is dynamic
 * programming over (item, lines used); runs are joined by the positions where one ends and the
 * next begins. Which layout a page gets, and which end it takes, is decided in search.c.
 *
 * Where a column may end is decided here: clreq's rules on lines left alone, heads kept with their
 * text, full columns flush at the foot, boxes with text on both sides. */
#include "page-private.h"

typedef struct {
  BxCell *cells;
  int n;
  int size;
} CellList;

/* Between two items of a run: cells by lines used and looseness, and the list of those alive. */
typedef struct {
  BxCell *cells;
  int *live;
  int n_live;
} Row;

struct _BxFill {
  const BxFlow *flow;
  const BxGalley *galley;
  const BxRules *rules;
  const BxPageTask *task;
  BxCut cut;
  const BxSegment *segment;
  gboolean has_free_feet;
  CellList starts; /* of this run */
  CellList ends;   /* of this run: the starts of the next */
  int *end_index;  /* by position and looseness, into ends; -1 elsewhere */
  Row row;         /* before the item at hand */
  Row next_row;
  GArray *nodes;
  gboolean is_recorded;
  gint64 visited;
};

/* A part of an item to be placed. */
typedef struct {
  int item;
  int variant;
  int first; /* line */
  int used;  /* lines of the run already filled */
  int space;
  BxCell from;
} Part;

static gint64
cost_of (gint64 points)
{
  return points * (1 << BX_COST_SHIFT);
}

static gboolean
may_relax (const BxFill *fill, BxRelax rule)
{
  return (fill->rules->relax & rule) != 0;
}

/* --- cells ---------------------------------------------------------------------------------- */

static void
list_add (CellList *list, const BxCell *cell)
{
  if (list->n == list->size) {
    list->size = MAX (64, 2 * list->size);
    list->cells = g_renew (BxCell, list->cells, list->size);
  }
  list->cells[list->n++] = *cell;
}

static void
row_add (BxFill *fill, Row *row, int used, const BxCell *cell)
{
  int index = 2 * used + cell->loose;

  if (cell->cost > fill->task->bound)
    return;
  fill->visited++;
  if (row->cells[index].cost == G_MAXINT64)
    row->live[row->n_live++] = index;
  else if (row->cells[index].cost <= cell->cost)
    return;
  row->cells[index] = *cell;
}

static void
row_clear (Row *row)
{
  for (int i = 0; i < row->n_live; i++)
    row->cells[row->live[i]].cost = G_MAXINT64;
  row->n_live = 0;
}

static void
row_init (Row *row, int lines)
{
  row->cells = g_new (BxCell, 2 * (lines + 1));
  row->live = g_new (int, 2 * (lines + 1));
  row->n_live = 0;
  for (int i = 0; i < 2 * (lines + 1); i++)
    row->cells[i].cost = G_MAXINT64;
}

/* The run ends before this position. */
static void
add_end (BxFill *fill, const BxCell *end)
{
  int *index = &fill->end_index[2 * end->position + end->loose];

  if (end->cost > fill->task->bound)
    return;
  fill->visited++;
  if (*index < 0) {
    *index = fill->ends.n;
    list_add (&fill->ends, end);
  } else if (end->cost < fill->ends.cells[*index].cost) {
    fill->ends.cells[*index] = *end;
  }
}

/* Remembers a piece of text, when a path is wanted and not only its cost. */
static int
add_node (BxFill *fill, const Part *part, int n, unsigned relaxed)
{
  BxNode node = { .parent = part->from.node, .variant = part->variant, .relaxed = relaxed };

  if (!fill->is_recorded)
    return -1;
  node.lines = (BxPlacedLines){ .page = fill->task->page,
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

  if (!fill->is_recorded || relaxed == 0)
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

static const BxRect *
find_box (const BxLayout *layout, int box)
{
  if (layout == NULL || box < layout->first_box || box >= layout->first_box + layout->n_rects)
    return NULL;
  return &layout->rects[box - layout->first_box];
}

/* A box's source is set at this line of this run; -1 where the rules forbid it. */
static gint64
price_source (BxFill *fill, int box, int line, unsigned *relaxed)
{
  const BxPageTask *task = fill->task;
  int column = fill->segment->column;
  const BxRect *rect = find_box (task->layout, box);
  gboolean is_echo = FALSE;
  gint64 points;

  if (rect) {
    points = bx_distance_same_page (fill->galley, rect, column, line, &is_echo);
    if (!is_echo)
      return points;
    *relaxed |= BX_RELAX_ECHO;
    return may_relax (fill, BX_RELAX_ECHO) ? points + bx_points (BX_COST_ECHO) : -1;
  }
  if (box >= task->layout->next_box) /* It will stand on a later page: the columns until then. */
    return bx_points (BX_COST_AFTER_COLUMN) * (fill->galley->columns - column);
  rect = find_box (task->previous, box);
  return rect ? bx_distance_next_page (fill->galley, rect, task->page - 1, column, line) : 0;
}

static gint64
price_sources (BxFill *fill, const Part *part, int n, unsigned *relaxed)
{
  gint64 points = 0;
  int top = fill->segment->top + part->used + part->space;

  for (int b = fill->flow->item_box[part->item]; b < fill->flow->item_box[part->item + 1]; b++) {
    int line = bx_flow_source_line (fill->flow, b, part->variant);
    gint64 price;

    if (line < part->first || line >= part->first + n)
      continue;
    price = price_source (fill, b, top + line - part->first, relaxed);
    if (price < 0)
      return -1;
    points += price;
  }
  return points;
}

/* --- ends of runs --------------------------------------------------------------------------- */

/* At the end of a page: boxes whose source stands here or earlier and that wait for a later page,
 * and boxes of the page before whose source is still to come. */
static gint64
price_page_end (const BxFill *fill, int position)
{
  const BxPageTask *task = fill->task;
  const BxLayout *previous = task->previous;
  int passed = fill->flow->positions[position].n_passed;
  gint64 points = 0;

  if (bx_is_turn (task->page) && passed > task->layout->next_box)
    points += (passed - task->layout->next_box) * bx_points (BX_COST_AFTER_SPREAD);
  if (previous && previous->first_box + previous->n_rects > passed)
    points += (previous->first_box + previous->n_rects - MAX (passed, previous->first_box))
              * bx_points (BX_COST_BEFORE_TURN);
  return points;
}

/* Boxes of this page or later whose source stands on an earlier page; see price_source. */
static gint64
price_page_start (const BxFill *fill)
{
  const BxPageTask *task = fill->task;
  int passed = fill->flow->positions[task->position].n_passed;
  int columns = 0;

  for (int r = 0; r < task->layout->n_rects; r++)
    if (task->layout->rects[r].box < passed)
      columns += task->layout->rects[r].column;
  columns += MAX (0, passed - task->layout->next_box) * fill->galley->columns;
  return columns * bx_points (BX_COST_AFTER_COLUMN);
}

/* White lines at the end of a run that is not the end of the text; -1 where forbidden. */
static gint64
price_short (const BxFill *fill, int lines)
{
  const BxSegment *segment = fill->segment;
  gboolean is_foot = !segment->over_box;
  int most = is_foot ? fill->rules->foot_short : fill->rules->cut_short;

  if (lines == 0)
    return 0;
  if (fill->has_free_feet && is_foot)
    most = lines;
  if (!may_relax (fill, BX_RELAX_FOOT) || lines > most)
    return -1;
  return bx_points (is_foot ? BX_COST_FOOT_SHORT : BX_COST_CUT_SHORT) * lines * lines;
}

/* Ends the run before a position, with so many of its lines used. */
static void
end_run (BxFill *fill, int position, int used, const BxCell *from, unsigned relaxed)
{
  const BxSegment *segment = fill->segment;
  BxCell end = *from;
  gint64 points = price_short (fill, segment->lines - used);

  if (points < 0 || (segment->touches_box && used < BX_BOX_TEXT_LINES)
      || (segment->ends_page && fill->task->layout->area.is_last))
    return;
  if (points > 0)
    relaxed |= BX_RELAX_FOOT;
  if (segment->is_cut && fill->flow->positions[position].line == 0)
    points += bx_points (BX_COST_CUT_BETWEEN);
  if (segment->judged_at_end && bx_flow_is_late (fill->flow, position))
    points += bx_points (BX_COST_LATE);
  if (segment->ends_page)
    points += price_page_end (fill, position);
  if (segment->ends_column)
    end.loose = 0;
  end.position = position;
  end.cost += cost_of (points);
  add_relaxed (fill, &end, relaxed);
  add_end (fill, &end);
}

/* The text ends in this run. Columns of the last page have the same depth; what is missing in the
 * last one is free as far as rounding up explains it (clreq). */
static void
end_text (BxFill *fill, int used, const BxCell *from)
{
  const BxSegment *segment = fill->segment;
  int end_position = fill->flow->n_positions - 1;
  int missing = segment->lines - used + segment->rest_lines;
  BxCell end = *from;
  gint64 points;

  if (!fill->task->layout->area.is_last || segment->rest_touches
      || (segment->touches_box && used < BX_BOX_TEXT_LINES)
      || (segment->over_box && used < segment->lines))
    return;
  points = bx_points (BX_COST_LAST_SHORT) * MAX (0, missing - (fill->galley->columns - 1));
  if (segment->judged_at_end)
    points += bx_points (BX_COST_LATE);
  end.loose = 0;
  end.position = end_position;
  end.cost += cost_of (points);
  add_end (fill, &end);
}

/* --- placing -------------------------------------------------------------------------------- */

/* Sets n lines of a part and charges what they cost by themselves. */
static gboolean
set_lines (BxFill *fill, const Part *part, int n, BxCell *to)
{
  unsigned relaxed = 0;
  gint64 points = price_sources (fill, part, n, &relaxed);

  if (points < 0)
    return FALSE;
  *to = part->from;
  to->cost += cost_of (points);
  to->node = add_node (fill, part, n, relaxed);
  return TRUE;
}

/* What it costs to cut an item after its first `after` lines; -1 where forbidden. `kept` of them
 * stand in this run. */
static gint64
price_cut (const BxFill *fill, const Part *part, int kept, unsigned *relaxed)
{
  const BxItem *item = &fill->galley->items[part->item];
  int left = item->variants[part->variant].lines - part->first - kept;
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
    points += bx_points (fill->segment->ends_page ? BX_COST_WIDOW_PAGE : BX_COST_WIDOW_COLUMN);
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

  for (int n = most; n >= 1; n--) {
    unsigned relaxed = 0;
    gint64 points;
    BxCell to;

    if (price_short (fill, room - n) < 0)
      break;
    points = price_cut (fill, part, n, &relaxed);
    if (points < 0 || !set_lines (fill, part, n, &to))
      continue;
    to.cost += cost_of (points);
    end_run (fill,
             bx_flow_position (fill->flow, part->item, part->variant, part->first + n),
             part->used + part->space + n, &to, relaxed);
    if (fill->rules->is_first_fit)
      break;
  }
}

/* Places what is left of an item from `first` on, whole or cut by the end of the run. */
static void
place_part (BxFill *fill, const Part *part)
{
  const BxItem *item = &fill->galley->items[part->item];
  int lines = item->variants[part->variant].lines - part->first;
  int end = part->used + part->space + lines;
  BxCell to;

  if (end <= fill->segment->lines) {
    if (!set_lines (fill, part, lines, &to))
      return;
    if (item->kind == BX_ITEM_HEAD && fill->segment->lines - end < 4)
      to.cost += cost_of (bx_points (BX_COST_HEAD_LOW));
    row_add (fill, &fill->next_row, end, &to);
  }
  if (fill->rules->is_first_fit && (end <= fill->segment->lines || item->kind == BX_ITEM_HEAD))
    return;
  cut_part (fill, part, lines);
}

static void
begin_item (BxFill *fill, int index, int variant, int used, const BxCell *from)
{
  const BxItem *item = &fill->galley->items[index];
  gint64 points = item->variants[variant].cost;
  Part part = { .item = index, .variant = variant, .used = used, .from = *from };

  if (used > 0)
    part.space = item->space;
  if (points > 0) {
    if (from->loose)
      points += bx_points (BX_COST_TWO_LOOSENED);
    part.from.loose = 1;
    part.from.cost += 1; /* one more loosened paragraph: settles ties */
  }
  part.from.cost += cost_of (points);
  place_part (fill, &part);
}

/* First-fit leaves lines empty only where a head does not fit. */
static gboolean
is_first_fit_end (const BxFill *fill, int index, int used)
{
  const BxItem *item = &fill->galley->items[index];
  int space = used > 0 ? item->space : 0;

  if (used == fill->segment->lines)
    return TRUE;
  return item->kind == BX_ITEM_HEAD
         && used + space + item->variants[fill->flow->best[index]].lines > fill->segment->lines;
}

/* Ends the run between two items, if the first is not a head. */
static void
end_before_item (BxFill *fill, int index, int used, const BxCell *from)
{
  gboolean is_after_head = used > 0 && fill->galley->items[index - 1].kind == BX_ITEM_HEAD;
  BxCell end = *from;

  if (fill->rules->is_first_fit && !is_first_fit_end (fill, index, used))
    return;
  if (is_after_head) {
    if (!may_relax (fill, BX_RELAX_ORPHAN))
      return;
    end.cost += cost_of (bx_points (BX_COST_HEAD_ALONE));
  }
  end_run (fill, fill->flow->item_position[index], used, &end,
           is_after_head ? BX_RELAX_ORPHAN : 0);
}

/* --- a run ---------------------------------------------------------------------------------- */

static void
start_part (BxFill *fill, const BxCell *start)
{
  const BxPosition *position = &fill->flow->positions[start->position];
  BxCell from = *start;
  Part part;

  if (fill->segment->judged_at_start && bx_flow_is_late (fill->flow, start->position))
    from.cost += cost_of (bx_points (BX_COST_LATE));
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
    int used = fill->row.live[i] / 2;
    BxCell from = fill->row.cells[fill->row.live[i]];

    if (index == fill->galley->n_items) {
      end_text (fill, used, &from);
      continue;
    }
    end_before_item (fill, index, used, &from);
    if (fill->rules->is_first_fit) {
      begin_item (fill, index, fill->flow->best[index], used, &from);
      continue;
    }
    for (int v = 0; v < fill->galley->items[index].n_variants; v++)
      begin_item (fill, index, v, used, &from);
  }
}

/* Starts come in the order of their items, because ends are made item by item. */
static void
fill_run (BxFill *fill)
{
  int s = 0;
  int index = 0;

  while (s < fill->starts.n || fill->row.n_live > 0) {
    Row row;

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
}

static void
swap_ends (BxFill *fill)
{
  CellList list = fill->starts;

  for (int i = 0; i < fill->ends.n; i++)
    fill->end_index[2 * fill->ends.cells[i].position + fill->ends.cells[i].loose] = -1;
  fill->starts = fill->ends;
  fill->ends = list;
  fill->ends.n = 0;
}

/* The text may end in any run: its end is kept aside. Ends come in the order of their items, so it
 * is the last. */
static void
take_text_end (BxFill *fill, BxCell *best)
{
  const BxCell *last = &fill->starts.cells[fill->starts.n - 1];

  if (fill->starts.n == 0 || last->position != fill->flow->n_positions - 1)
    return;
  if (last->cost < best->cost)
    *best = *last;
  fill->starts.n--;
}

const BxCell *
bx_fill_page (BxFill *fill, const BxPageTask *task, gboolean is_recorded, int *n)
{
  BxCell start = { .position = task->position, .node = -1 };
  BxCell text_end = { .cost = G_MAXINT64 };
  gint64 page_lines = (gint64) fill->galley->columns * fill->galley->column_lines;

  fill->task = task;
  fill->is_recorded = is_recorded;
  fill->has_free_feet = fill->rules->free_breaks
      || (fill->rules->free_tail
          && fill->flow->positions[task->position].rest_min <= 2 * page_lines);
  g_array_set_size (fill->nodes, 0);
  bx_layout_cut (task->layout, fill->galley->columns, &fill->cut);
  start.cost = task->cost + cost_of (price_page_start (fill));
  fill->starts.n = 0;
  if (start.cost <= task->bound)
    list_add (&fill->starts, &start);
  for (int s = 0; s < fill->cut.n_segments && fill->starts.n > 0; s++) {
    fill->segment = &fill->cut.segments[s];
    fill_run (fill);
    swap_ends (fill);
    if (task->layout->area.is_last)
      take_text_end (fill, &text_end);
  }
  if (task->layout->area.is_last) {
    fill->starts.n = 0;
    if (text_end.cost < G_MAXINT64)
      list_add (&fill->starts, &text_end);
  }
  *n = fill->starts.n;
  return fill->starts.cells;
}

const BxNode *
bx_fill_get_node (const BxFill *fill, int node)
{
  return node < 0 ? NULL : &g_array_index (fill->nodes, BxNode, node);
}

gint64
bx_fill_get_visited (const BxFill *fill)
{
  return fill->visited;
}

BxFill *
bx_fill_new (const BxFlow *flow, const BxRules *rules)
{
  BxFill *fill = g_new0 (BxFill, 1);

  fill->flow = flow;
  fill->galley = &flow->galley;
  fill->rules = rules;
  fill->nodes = g_array_new (FALSE, FALSE, sizeof (BxNode));
  fill->end_index = g_new (int, 2 * flow->n_positions);
  for (int i = 0; i < 2 * flow->n_positions; i++)
    fill->end_index[i] = -1;
  row_init (&fill->row, flow->galley.column_lines);
  row_init (&fill->next_row, flow->galley.column_lines);
  return fill;
}

void
bx_fill_free (BxFill *fill)
{
  if (fill == NULL)
    return;
  g_array_unref (fill->nodes);
  g_free (fill->starts.cells);
  g_free (fill->ends.cells);
  g_free (fill->end_index);
  g_free (fill->row.cells);
  g_free (fill->row.live);
  g_free (fill->next_row.cells);
  g_free (fill->next_row.live);
  g_free (fill);
}
