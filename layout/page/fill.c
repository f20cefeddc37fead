/* Filling the columns of one page, with a given layout, from a given place in the text: all places
 * where the page can end, each with its least cost. Within a run of lines the work is dynamic
 * programming over (item, lines used); runs are joined by the positions where one ends and the
 * next begins. Which layout a page gets, and which end it takes, is decided in search.c.
 *
 * Where a column may end is decided here: clreq's rules on lines left alone, heads kept with their
 * text, full columns flush at the foot, boxes with text on both sides. */
#include "page-private.h"

#include <string.h>

typedef struct {
  BxCell *cells;
  int n;
  int size;
} CellList;

/* Between two items of a run: cells by lines used, what is due and looseness, and the list of those
 * alive. */
typedef struct {
  BxCell *cells;
  int *live;
  int n_live;
} Row;

#define CELLS_PER_LINE 6 /* none, one or two lines due; loosened or not */

/* What stands at the head of a column. Pages tried one after another often have their first columns
 * in common; those are not filled again. */
typedef struct {
  CellList starts;
  gint64 most;     /* ways that cost more were not followed */
  int free_lines;  /* of this column and later ones; 0: the text of the page ends before */
  gboolean may_end; /* the text may end in the columns before */
  BxCell text_end; /* of a text that ends in the column before */
  int first_source[BX_N_STREAMS]; /* boxes whose sources stand in the columns before: from … */
  int end_source[BX_N_STREAMS];   /* … up to this */
} Head;

struct _BxFill {
  BxFlow *flow; /* gets wraps */
  const BxGalley *galley;
  const BxRules *rules;
  BxPageStart start;
  const BxLayout *layout;
  gint64 most; /* ways that cost more are not followed */
  const BxSegment *segment;
  BxSegment runs[BX_MAX_COLUMNS * BX_MAX_SEGMENTS]; /* of a page whose boxes cut into columns */
  int n_runs;                                       /* 0: none does */
  gboolean has_free_feet;
  CellList starts; /* of this run */
  CellList ends;   /* of this run: the starts of the next */
  CellList heads_all; /* of a column that may have notes: all starts, … */
  CellList feet;      /* … and the ends with one number of notes and another */
  int note_end;       /* notes whose marks stand before the end of the column */
  BxCell text_end; /* of a text that ends in this column; cost G_MAXINT64 if it does not */
  int *end_index;  /* by position and looseness, into ends; -1 elsewhere */
  int n_end_index;
  Row row;         /* before the item at hand */
  Row next_row;
  Head heads[BX_MAX_COLUMNS]; /* [0] is not used */
  int first_source[BX_N_STREAMS];
  int end_source[BX_N_STREAMS];
  int n_heads;
  int last_column;  /* with text; -1 where the page has none */
  int later_free;   /* lines of the columns after the one at hand */
  gboolean may_end; /* the text may end in the columns so far */
  GArray *nodes;
  gint64 visited;  /* cells made */
  gint64 n_pages;  /* filled */
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
row_clear (Row *row)
{
  for (int i = 0; i < row->n_live; i++)
    row->cells[row->live[i]].cost = G_MAXINT64;
  row->n_live = 0;
}

static void
row_init (Row *row, int lines)
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

/* The run ends before this position. */
static void
add_end (BxFill *fill, const BxCell *end)
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

static const BxRect *
find_box (const BxLayout *layout, int box)
{
  for (int r = 0; r < layout->n_rects; r++)
    if (layout->rects[r].box == box)
      return &layout->rects[r];
  return NULL;
}

/* A box's source begins at this line of this run. */
static gint64
price_source (const BxFill *fill, int box, int line)
{
  int column = fill->segment->column;
  const BxRect *rect = find_box (fill->layout, box);

  return rect != NULL ? bx_distance_same_page (fill->flow, rect, column, line)
                      : bx_distance_other_page (fill->flow, &fill->start, fill->layout, box, column);
}

/* Of n lines of a quote's source, from this line of this run on, those that are too near to it; -1
 * where the rules forbid that. */
static gint64
price_echo (const BxFill *fill, int box, int line, int n, unsigned *relaxed)
{
  const BxRect *rect = find_box (fill->layout, box);
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
  end.cost += cost_of (points + page_points);
  add_relaxed (fill, &end, relaxed);
  add_end (fill, &end);
}

static gboolean
is_teaser (const BxFill *fill, const BxRect *rect)
{
  return bx_flow_kind (fill->flow, rect->box)->stream == BX_TEASERS;
}

static int
first_teaser_column (const BxFill *fill)
{
  for (int r = 0; r < fill->layout->n_rects; r++)
    if (is_teaser (fill, &fill->layout->rects[r]))
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
  int missing = segment->lines - used + fill->later_free - (columns - 1);
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
  points = bx_points (BX_COST_LAST_SHORT) * MAX (0, missing);
  if (segment->is_judged_at_end)
    points += bx_points (BX_COST_LATE);
  end.loose = 0;
  end.position = fill->flow->n_fixed - 1;
  end.cost += cost_of (points);
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
    to.cost += cost_of (points);
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
      to.cost += cost_of (bx_points (BX_COST_HEAD_LOW));
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
  part.from.cost += cost_of (points);
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
    end.cost += cost_of (bx_points (BX_COST_HEAD_ALONE));
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

/* --- a page --------------------------------------------------------------------------------- */

static void
copy_list (CellList *to, const CellList *from)
{
  to->n = 0;
  for (int i = 0; i < from->n; i++)
    list_add (to, &from->cells[i]);
}

/* Lines that a layout leaves to the text from a column on. */
static int
count_free_from (const BxLayout *layout, int column)
{
  int lines = 0;

  for (; column < layout->area.columns; column++)
    lines += bx_layout_count_free (layout, column);
  return lines;
}

static void
save_head (BxFill *fill, int column)
{
  Head *head = &fill->heads[column];

  copy_list (&head->starts, &fill->starts);
  head->most = fill->most;
  head->free_lines = count_free_from (fill->layout, column);
  head->may_end = fill->may_end;
  head->text_end = fill->text_end;
  memcpy (head->first_source, fill->first_source, sizeof head->first_source);
  memcpy (head->end_source, fill->end_source, sizeof head->end_source);
}

/* Whether sources set in the columns before cost the same with the new layout as with the last. */
static gboolean
has_same_sources (const BxFill *fill, const Head *head, const BxLayout *layout, BxStreamId s)
{
  for (int b = head->first_source[s]; b < head->end_source[s]; b++) {
    const BxRect *now = find_box (layout, b);
    const BxRect *then = find_box (fill->layout, b);
    int unit = fill->flow->unit_of[b];

    if ((now == NULL) != (then == NULL) || (now && memcmp (now, then, sizeof *now) != 0)
        || (s == BX_BLOCKS && (unit >= layout->next[s]) != (unit >= fill->layout->next[s])))
      return FALSE;
  }
  return TRUE;
}

/* Whether the columns before took what is still to come for the same: where the page ends, and how
 * many lines a last page would lack; and whether they followed all ways that may pay now. */
static gboolean
has_same_rest (const BxFill *fill, const Head *head, const BxLayout *layout, int column)
{
  int free_lines = count_free_from (layout, column);

  return head->most >= fill->most
         && (layout->area.is_last && head->may_end
                 ? head->free_lines == free_lines
                 : (head->free_lines > 0) == (free_lines > 0));
}

/* The first column that must be filled again. */
static int
find_new_column (const BxFill *fill, const BxLayout *layout)
{
  const BxLayout *last = fill->layout;
  int column = fill->n_heads - 1;
  int r = 0;

  /* Where a box cuts in, paragraphs of earlier columns know of it. */
  if (last == NULL || memcmp (&last->area, &layout->area, sizeof (BxArea)) != 0
      || bx_layout_count_beside (last) > 0 || bx_layout_count_beside (layout) > 0)
    return 0;
  while (r < last->n_rects && r < layout->n_rects
         && memcmp (&last->rects[r], &layout->rects[r], sizeof (BxRect)) == 0)
    r++;
  if (r < last->n_rects)
    column = MIN (column, last->rects[r].column);
  if (r < layout->n_rects)
    column = MIN (column, layout->rects[r].column);
  for (int s = 0; s < BX_N_STREAMS; s++)
    while (column > 0 && !has_same_sources (fill, &fill->heads[column], layout, s))
      column--;
  while (column > 0 && !has_same_rest (fill, &fill->heads[column], layout, column))
    column--;
  return column;
}

static void
begin_page (BxFill *fill)
{
  BxCell start = { .position = fill->start.position, .node = -1 };

  fill->starts.n = 0;
  fill->may_end = FALSE;
  list_add (&fill->starts, &start);
  for (int s = 0; s < BX_N_STREAMS; s++) {
    fill->first_source[s] = G_MAXINT;
    fill->end_source[s] = 0;
  }
}

static void
begin_column (BxFill *fill, int column)
{
  const Head *head = &fill->heads[column];

  copy_list (&fill->starts, &head->starts);
  fill->text_end = head->text_end;
  fill->may_end = head->may_end;
  memcpy (fill->first_source, head->first_source, sizeof head->first_source);
  memcpy (fill->end_source, head->end_source, sizeof head->end_source);
}

static void
fill_runs (BxFill *fill, const BxSegment *segments, int n)
{
  for (int s = 0; s < n; s++) {
    fill->segment = &segments[s];
    fill_run (fill);
    swap_ends (fill);
  }
}

/* The starts of a column that so many notes stand before. Returns whether there are any. */
static gboolean
take_starts (BxFill *fill, int notes)
{
  fill->starts.n = 0;
  for (int i = 0; i < fill->heads_all.n; i++)
    if (fill->flow->positions[fill->heads_all.cells[i].position].notes == notes)
      list_add (&fill->starts, &fill->heads_all.cells[i]);
  return fill->starts.n > 0;
}

/* Fills a column that has the notes [first, fill->note_end), with that much less room; keeps the ends
 * that have passed just their marks. */
static void
fill_over_notes (BxFill *fill, int first, const BxSegment *segments, int n)
{
  BxSegment own[BX_MAX_SEGMENTS];

  memcpy (own, segments, sizeof (BxSegment) * (gsize) n);
  own[n - 1].lines -= bx_flow_count_note_lines (fill->flow, first, fill->note_end);
  if (own[n - 1].lines <= 0 || !take_starts (fill, first))
    return;
  fill_runs (fill, own, n);
  for (int i = 0; i < fill->starts.n; i++)
    list_add (&fill->feet, &fill->starts.cells[i]);
}

/* Whether the mark of a note may stand in a column with so many lines that starts after `notes`. */
static gboolean
may_reach_mark (const BxFill *fill, int notes, int note, int lines)
{
  const BxFlow *flow = fill->flow;
  int start = flow->item_position[fill->galley->notes[note].item];
  int most = 0;

  for (int i = 0; i < fill->heads_all.n; i++) {
    const BxPosition *at = &flow->positions[fill->heads_all.cells[i].position];

    if (at->notes == notes && at->item <= flow->positions[start].item)
      most = MAX (most, lines - (at->rest_min - flow->positions[start].rest_min));
  }
  return most > 0;
}

static int
compare_items (const void *a, const void *b, void *data)
{
  const BxPosition *positions = data;
  const BxCell *x = a;
  const BxCell *y = b;

  return positions[x->position].item - positions[y->position].item;
}

/* All ends with some number of notes, as the starts of the next column: in the order of their items,
 * and the cheapest of those that end at one place. */
static void
merge_feet (BxFill *fill)
{
  if (fill->feet.n > 1)
    g_qsort_with_data (fill->feet.cells, fill->feet.n, sizeof (BxCell), compare_items,
                       fill->flow->positions);
  for (int i = 0; i < fill->feet.n; i++)
    add_end (fill, &fill->feet.cells[i]);
  swap_ends (fill);
}

/* A column is filled for each number of notes before it, and each that it may have. */
static void
fill_noted_column (BxFill *fill, const BxSegment *segments, int n)
{
  int lines = 0;

  for (int s = 0; s < n; s++)
    lines += segments[s].lines;
  copy_list (&fill->heads_all, &fill->starts);
  fill->feet.n = 0;
  for (int first = 0; first <= fill->galley->n_notes; first++) {
    if (!take_starts (fill, first))
      continue;
    for (fill->note_end = first; fill->note_end <= fill->galley->n_notes; fill->note_end++) {
      if (fill->note_end > first && !may_reach_mark (fill, first, fill->note_end - 1, lines))
        break;
      fill_over_notes (fill, first, segments, n);
    }
  }
  fill->note_end = 0;
  merge_feet (fill);
}

static void
fill_column (BxFill *fill, int column)
{
  BxSegment segments[BX_MAX_SEGMENTS];
  int n = bx_layout_cut_column (fill->flow, fill->layout, column, segments);

  fill->text_end.cost = G_MAXINT64;
  fill->later_free = count_free_from (fill->layout, column + 1);
  if (fill->galley->n_notes > 0 && n > 0)
    fill_noted_column (fill, segments, n);
  else
    fill_runs (fill, segments, n);
}

/* The cheapest end of the text, not before the last teaser. */
static void
find_text_end (BxFill *fill)
{
  const BxLayout *layout = fill->layout;
  BxCell best = fill->text_end;
  int first = 0;

  for (int r = 0; r < layout->n_rects; r++)
    if (is_teaser (fill, &layout->rects[r]))
      first = layout->rects[r].column + layout->rects[r].span - 1;
  for (int c = first; c < fill->n_heads - 1; c++)
    if (fill->heads[c + 1].text_end.cost <= best.cost)
      best = fill->heads[c + 1].text_end;
  fill->starts.n = 0;
  if (best.cost < G_MAXINT64)
    list_add (&fill->starts, &best);
}

static void
list_runs (BxFill *fill)
{
  fill->n_runs = 0;
  if (bx_layout_count_beside (fill->layout) == 0)
    return;
  for (int column = 0; column < fill->layout->area.columns; column++)
    fill->n_runs += bx_layout_cut_column (fill->flow, fill->layout, column,
                                          &fill->runs[fill->n_runs]);
}

static void
find_last_column (BxFill *fill)
{
  fill->last_column = fill->layout->area.columns - 1;
  while (fill->last_column >= 0
         && bx_layout_count_free (fill->layout, fill->last_column) == 0)
    fill->last_column--;
}

/* A page without text ends where it starts. */
static void
end_empty_page (BxFill *fill)
{
  BxCell end = { .position = fill->start.position, .node = -1 };
  gint64 points = bx_distance_page_end (fill->flow, &fill->start, fill->layout,
                                        fill->flow->positions[end.position].passed);

  fill->starts.n = 0;
  if (points < 0 || fill->layout->area.is_last)
    return;
  end.cost = cost_of (points);
  list_add (&fill->starts, &end);
}

void
bx_fill_start_page (BxFill *fill, const BxPageStart *start)
{
  BxArea area = bx_area_for (fill->galley, start->page, -1);
  gint64 page_lines = (gint64) area.columns * (area.bottom - area.top);

  fill->start = *start;
  fill->layout = NULL;
  fill->n_heads = 0;
  fill->has_free_feet = fill->rules->free_breaks
      || (fill->rules->free_tail
          && fill->flow->positions[start->position].rest_min <= page_lines);
  g_array_set_size (fill->nodes, 0);
}

/* In steps, so that one page's columns serve the next one's. */
static gint64
round_up (gint64 cost)
{
  gint64 step = cost_of (64);

  return (cost + step) / step * step;
}

static void
fill_columns (BxFill *fill, int column)
{
  if (column > 0)
    begin_column (fill, column);
  else
    begin_page (fill);
  for (; column < fill->layout->area.columns; column++) {
    if (column > 0)
      save_head (fill, column);
    fill->n_heads = column + 1;
    fill_column (fill, column);
  }
}

const BxCell *
bx_fill_page (BxFill *fill, const BxLayout *layout, gint64 most, int *n)
{
  gint64 points = bx_distance_page_start (fill->flow, &fill->start, layout);
  int column;

  *n = 0;
  if (most < cost_of (points))
    return NULL;
  fill->most = round_up (most - cost_of (points));
  column = find_new_column (fill, layout);
  fill->layout = layout;
  fill->n_pages++;
  find_last_column (fill);
  list_runs (fill);
  fill_columns (fill, column);
  if (fill->last_column < 0)
    end_empty_page (fill);
  else if (layout->area.is_last)
    find_text_end (fill);
  for (int i = 0; i < fill->starts.n; i++)
    fill->starts.cells[i].cost += cost_of (points);
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

gint64
bx_fill_get_work (const BxFill *fill)
{
  return fill->visited + 16 * fill->n_pages;
}

BxFill *
bx_fill_new (BxFlow *flow, const BxRules *rules)
{
  BxFill *fill = g_new0 (BxFill, 1);

  fill->flow = flow;
  fill->galley = &flow->galley;
  fill->rules = rules;
  fill->nodes = g_array_new (FALSE, FALSE, sizeof (BxNode));
  grow_end_index (fill);
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
  for (int c = 0; c < BX_MAX_COLUMNS; c++)
    g_free (fill->heads[c].starts.cells);
  g_free (fill->starts.cells);
  g_free (fill->ends.cells);
  g_free (fill->heads_all.cells);
  g_free (fill->feet.cells);
  g_free (fill->end_index);
  g_free (fill->row.cells);
  g_free (fill->row.live);
  g_free (fill->next_row.cells);
  g_free (fill->next_row.live);
  g_free (fill);
}
