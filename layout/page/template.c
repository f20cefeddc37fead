/* Where boxes may stand on a page, by rule: which columns, which heights, which sizes, how many,
 * and the runs of text that they leave. The templates of a page are all arrangements of its slots;
 * which one a page gets is the search's decision.
 *
 * A teaser of one column stands about a quarter, a third or a half down, never at head or foot; a
 * wider one may also stand there, and one that is as wide as the page nowhere else
 * (layout-algorithms §3.1, CL-PAG-08). Blocks stand at the heads and feet of
 * their columns, one at each end. */
#include "page-private.h"

#include <string.h>

#define MAX_LAYOUTS 2000 /* of one page; beyond, pages with several boxes get fewer choices */
#define MAX_RECTS (2 * BX_MAX_COLUMNS) /* as many of either stream as there are columns */
#define MAX_SLOTS 64     /* of one box in one column: tops about the preferred ones, head, foot */
#define CHUNK_SIZE 65536

/* What is given up, step by step, where a page has too many layouts. */
enum {
  ALL,               /* every size, top and choice */
  ONE_SIZE_LATER,    /* one size for all teasers of a page but the first */
  ONE_SIZE,          /* one size and no choice for all teasers */
  ONE_TOP,           /* and one top */
  ONE_BLOCK_SIZE,    /* and one size for all blocks but the first */
  ALL_BLOCKS_SIMPLE, /* and for the first */
};

struct _BxTemplates {
  const BxFlow *flow;
  const BxRules *rules;
  GHashTable *sets;  /* of GPtrArray */
  GPtrArray *chunks; /* hold the layouts */
  gsize chunk_left;
  int n_layouts;
  gint64 below; /* layouts that cost so much are not made */
  int boxes_per_page[BX_N_STREAMS];
};

/* Work on one set. */
typedef struct {
  BxTemplates *templates;
  GPtrArray *set;
  BxArea area;
  int from[BX_N_STREAMS];
  int next_teaser; /* a unit */
  int until;       /* the first teaser that is too early for the page */
  gint64 points;
  int n_blocks; /* the first rects */
  int n_rects;
  BxRect rects[MAX_RECTS];
  int head[BX_MAX_COLUMNS]; /* lines that blocks take from the ends of each column */
  int foot[BX_MAX_COLUMNS];
  gboolean is_off_top; /* the teaser stands far beside its preferred tops: it stands alone */
  int thrift;
} Maker;

BxArea
bx_area_for (const BxGalley *galley, int page, int last_lines)
{
  BxArea area = { .top = page == 0 ? galley->opening_lines : 0,
                  .bottom = galley->column_lines,
                  .columns = page == 0 ? galley->opening_columns : galley->columns,
                  .is_opening = page == 0 && galley->opening_lines > 0,
                  .is_last = last_lines >= 0 };

  if (area.is_last)
    area.bottom = area.top + last_lines;
  return area;
}

/* Lines that a column of the last page can have. */
int
bx_area_get_last_room (const BxGalley *galley, int page)
{
  return galley->column_lines - galley->closing_lines - bx_area_for (galley, page, -1).top;
}

/* How full the last page looks. */
gint64
bx_area_depth_points (const BxGalley *galley, int page, BxArea area)
{
  int room = bx_area_get_last_room (galley, page);
  int lines = area.bottom - area.top;

  if (3 * lines < room)
    return bx_points (BX_COST_LAST_THIN);
  return 2 * lines < room ? bx_points (BX_COST_LAST_HALF) : 0;
}

/* Pages that text and blocks need at least. */
static int
count_least_pages (const BxFlow *flow)
{
  const BxGalley *galley = &flow->galley;
  int page_lines = galley->columns * galley->column_lines;
  int lines = flow->positions[0].rest_min
              + galley->opening_columns * galley->opening_lines
              + (galley->columns - galley->opening_columns) * galley->column_lines
              + galley->columns * galley->closing_lines;

  for (int b = flow->streams[BX_BLOCKS].first; b < flow->streams[BX_BLOCKS].end; b++) {
    int least = G_MAXINT;

    for (int s = 0; s < galley->boxes[b].n_sizes; s++)
      if (galley->boxes[b].sizes[s].span > 0)
        least = MIN (least, galley->boxes[b].sizes[s].span * galley->boxes[b].sizes[s].lines);
    lines += least;
  }
  return MAX (1, (lines + page_lines - 1) / page_lines);
}

/* One box a page is the aim; where pages are few, as many as needed and one more for choice. */
int
bx_boxes_per_page (const BxFlow *flow, BxStreamId stream)
{
  int n = flow->streams[stream].n_units;
  int pages = n > 0 ? count_least_pages (flow) : 1;
  int needed = (n + pages - 1) / pages;

  return MIN (n > 1 ? MAX (2, needed + 1) : n, flow->galley.columns);
}

/* --- segments ------------------------------------------------------------------------------- */

static gboolean
touches (const BxRect *rect, int column)
{
  return column >= rect->column && column < rect->column + rect->span;
}

/* A box that cuts into a column leaves its lines to the text. */
static gboolean
covers (const BxRect *rect, int column)
{
  return rect->measure == 0 && touches (rect, column);
}

/* The boxes of a column from the top. */
static int
list_rects (const BxLayout *layout, int column, const BxRect *rects[3])
{
  int n = 0;

  for (int r = 0; r < layout->n_rects; r++) {
    const BxRect *rect = &layout->rects[r];
    int at = n;

    if (!covers (rect, column))
      continue;
    for (; at > 0 && rects[at - 1]->top > rect->top; at--)
      rects[at] = rects[at - 1];
    rects[at] = rect;
    n++;
  }
  return n;
}

static gboolean
is_teaser (const BxFlow *flow, const BxRect *rect)
{
  return bx_flow_kind (flow, rect->box)->stream == BX_TEASERS;
}

/* A teaser's place in the text is where the run over it ends, or the one under it begins. */
static void
judge_teaser (const BxFlow *flow, const BxRect *rect, int column, BxSegment *over,
              BxSegment *under)
{
  if (rect->column != column || !is_teaser (flow, rect))
    return;
  if (over != NULL)
    over->is_judged_at_end = TRUE;
  else if (under != NULL)
    under->is_judged_at_start = TRUE;
}

/* A run's lines beside a box that cuts into its column. */
static void
cut_notch (const BxRect *rect, int column, BxSegment *segment)
{
  if (rect->measure == 0 || !touches (rect, column) || rect->top < segment->top
      || rect->top >= segment->top + segment->lines)
    return;
  segment->measure = rect->measure;
  segment->notch = rect->top - segment->top;
  segment->notch_end = segment->notch + rect->lines;
  segment->is_judged_at_start |= rect->column == column;
}

int
bx_layout_cut_column (const BxFlow *flow, const BxLayout *layout, int column,
                      BxSegment segments[BX_MAX_SEGMENTS])
{
  const BxRect *rects[3];
  int n_rects = list_rects (layout, column, rects);
  int top = layout->area.top;
  int n = 0;

  for (int r = 0; r <= n_rects; r++) {
    int end = r < n_rects ? rects[r]->top : layout->area.bottom;

    if (end > top)
      segments[n++] = (BxSegment){ .column = column, .top = top, .lines = end - top,
                                   .touches_box = n_rects > 0, .over_box = r < n_rects,
                                   .over_teaser = r < n_rects && is_teaser (flow, rects[r]) };
    if (r < n_rects)
      top = rects[r]->top + rects[r]->lines;
  }
  for (int i = 0; i < n; i++) {
    segments[i].ends_column = i == n - 1;
    segments[i].is_cut = i < n - 1;
  }
  for (int r = 0; r < n_rects; r++) {
    int i = 0;

    while (i < n && segments[i].top < rects[r]->top)
      i++;
    judge_teaser (flow, rects[r], column, i > 0 ? &segments[i - 1] : NULL,
                  i < n ? &segments[i] : NULL);
  }
  for (int r = 0; r < layout->n_rects; r++)
    for (int i = 0; i < n; i++)
      cut_notch (&layout->rects[r], column, &segments[i]);
  return n;
}

int
bx_layout_count_free (const BxLayout *layout, int column)
{
  int lines = layout->area.bottom - layout->area.top;

  for (int r = 0; r < layout->n_rects; r++)
    if (covers (&layout->rects[r], column))
      lines -= layout->rects[r].lines;
  return lines;
}

int
bx_layout_count_beside (const BxLayout *layout)
{
  int lines = 0;

  for (int r = 0; r < layout->n_rects; r++)
    if (layout->rects[r].measure > 0)
      lines += layout->rects[r].span * layout->rects[r].lines;
  return lines;
}

int
bx_layout_list_pending (const BxFlow *flow, const BxLayout *layout, int position,
                        int boxes[BX_MAX_COLUMNS])
{
  int passed = flow->positions[position].passed[BX_TEASERS];
  int n = 0;

  for (int r = 0; layout != NULL && r < layout->n_rects; r++)
    if (is_teaser (flow, &layout->rects[r]) && layout->rects[r].box >= passed)
      boxes[n++] = layout->rects[r].box;
  return n;
}

/* --- layouts -------------------------------------------------------------------------------- */

static const BxBox *
get_box (const Maker *maker, int box)
{
  return &maker->templates->flow->galley.boxes[box];
}

static gboolean
may_leave_out (const Maker *maker, BxStreamId stream)
{
  BxRelax rule = stream == BX_TEASERS ? BX_RELAX_QUOTE : BX_RELAX_BOX;

  return (maker->templates->rules->relax & rule) != 0;
}

static BxLayout *
new_layout (BxTemplates *templates, gsize size)
{
  guint8 *chunk;

  size = (size + 15) & ~(gsize) 15;
  if (templates->chunk_left < size) {
    g_ptr_array_add (templates->chunks, g_malloc (CHUNK_SIZE));
    templates->chunk_left = CHUNK_SIZE;
  }
  chunk = templates->chunks->pdata[templates->chunks->len - 1];
  templates->chunk_left -= size;
  return (BxLayout *) (void *) (chunk + templates->chunk_left);
}

static gboolean
is_before (const BxRect *a, const BxRect *b)
{
  return a->column != b->column ? a->column < b->column : a->top < b->top;
}

static void
copy_rects (const Maker *maker, BxRect *to)
{
  for (int r = 0; r < maker->n_rects; r++) {
    int at = r;

    for (; at > 0 && is_before (&maker->rects[r], &to[at - 1]); at--)
      to[at] = to[at - 1];
    to[at] = maker->rects[r];
  }
}

static void
keep_layout (Maker *maker)
{
  const BxFlow *flow = maker->templates->flow;
  int placed[BX_N_STREAMS] = { maker->next_teaser, maker->from[BX_BLOCKS] + maker->n_blocks };
  BxLayout *layout
      = new_layout (maker->templates, sizeof (BxLayout) + sizeof (BxRect) * (gsize) maker->n_rects);

  *layout = (BxLayout){ .id = maker->templates->n_layouts++,
                        .area = maker->area,
                        .points = maker->points,
                        .rank = BX_UNRANKED,
                        .n_teasers = maker->n_rects - maker->n_blocks,
                        .n_rects = maker->n_rects };
  for (int s = 0; s < BX_N_STREAMS; s++) {
    int end = flow->streams[s].n_units;

    layout->from[s] = maker->from[s];
    layout->next[s] = maker->area.is_last ? end : placed[s];
    layout->points += bx_flow_price_left_out (flow, s, placed[s], layout->next[s]);
  }
  copy_rects (maker, layout->rects);
  g_ptr_array_add (maker->set, layout);
}

/* The last page has all boxes that are left. */
static gboolean
is_layout (const Maker *maker)
{
  const BxStream *streams = maker->templates->flow->streams;

  if (!maker->area.is_last)
    return TRUE;
  return (maker->next_teaser == streams[BX_TEASERS].n_units || may_leave_out (maker, BX_TEASERS))
         && (maker->from[BX_BLOCKS] + maker->n_blocks == streams[BX_BLOCKS].n_units
             || may_leave_out (maker, BX_BLOCKS));
}

/* Skimming eyes keep to the outer edges. */
static gint64
price_column (const Maker *maker, const BxBoxSize *size, int column)
{
  gboolean is_inner = size->span == 1 && column > 0 && column < maker->area.columns - 1;

  return is_inner ? bx_points (BX_COST_INNER_COLUMN) : 0;
}

/* --- teasers -------------------------------------------------------------------------------- */

typedef struct {
  int top;
  gboolean is_off; /* too far beside a preferred top for company */
  gint64 points;
} Slot;

typedef struct {
  int n;
  Slot slots[MAX_SLOTS];
} SlotList;

static void
add_slot (SlotList *list, const BxArea *area, int top, gboolean is_off, gint64 points)
{
  int depth = area->bottom - area->top;

  /* Rounding to the grid must not push a third down into the first third. */
  if (area->is_opening && 3 * (top - area->top) + 2 < depth)
    points += bx_points (BX_COST_OPENING_THIRD);
  for (int i = 0; i < list->n; i++)
    if (list->slots[i].top == top) {
      list->slots[i].is_off &= is_off;
      return;
    }
  if (list->n < MAX_SLOTS)
    list->slots[list->n++] = (Slot){ .top = top, .is_off = is_off, .points = points };
}

/* A box that covers several columns. */
static gboolean
is_wide (const BxBoxSize *size)
{
  return size->span > 1 && size->measure == 0;
}

/* CL-PAG-08: text is not read on past a box that parts all columns. */
static gboolean
is_across (const BxArea *area, const BxBoxSize *size)
{
  return is_wide (size) && size->span == area->columns;
}

/* Preferred tops; a wide box has two of them, and the head and the foot besides. */
static int
list_tops (const BxArea *area, const BxBoxSize *size, int tops[3])
{
  static const int parts[][2] = { { 1, 3 }, { 1, 2 }, { 1, 4 } };
  int depth = area->bottom - area->top;
  int n = is_across (area, size) ? 0 : is_wide (size) ? 2 : 3;

  for (int p = 0; p < n; p++)
    tops[p] = area->top + (2 * depth * parts[p][0] + parts[p][1]) / (2 * parts[p][1]);
  return n;
}

static gint64
price_top (int top, const int *tops, int n)
{
  int least = G_MAXINT;

  for (int p = 0; p < n; p++)
    least = MIN (least, ABS (top - tops[p]));
  return bx_points (BX_COST_TOP_OFF) * least;
}

/* Lines that blocks take from the ends of some columns, at most. */
static int
find_most (const int *lines, int column, int span)
{
  int most = 0;

  for (int c = column; c < column + span; c++)
    most = MAX (most, lines[c]);
  return most;
}

/* Tops around the preferred ones, as far as the rung allows, and at least where the box has text
 * enough over and under it. */
static void
list_slots (const Maker *maker, const BxBoxSize *size, int column, SlotList *list)
{
  const BxArea *area = &maker->area;
  int head = find_most (maker->head, column, size->span);
  int foot = find_most (maker->foot, column, size->span);
  int low = area->top + head + BX_BOX_TEXT_LINES;
  int high = area->bottom - foot - BX_BOX_TEXT_LINES - size->lines;
  int near = maker->templates->rules->company_spread;
  int spread = maker->n_rects > 0 ? near : maker->templates->rules->top_spread;
  int tops[3];
  int n = list_tops (area, size, tops);

  list->n = 0;
  for (int p = 0; p < (maker->thrift >= ONE_TOP ? 1 : n) && low <= high; p++) {
    int centre = CLAMP (tops[p], low, high);

    for (int top = MAX (low, centre - spread); top <= MIN (high, centre + spread); top++)
      add_slot (list, area, top, ABS (top - centre) > near, price_top (top, tops, n));
  }
  if (is_wide (size) && head == 0 && area->top <= high)
    add_slot (list, area, area->top, FALSE, bx_points (BX_COST_AT_HEAD));
  if (is_wide (size) && foot == 0 && low <= area->bottom - size->lines)
    add_slot (list, area, area->bottom - size->lines, FALSE, bx_points (BX_COST_AT_FOOT));
}

/* What a teaser costs beside the others of its page; < 0 where it cannot stand. */
static gint64
price_company (const Maker *maker, const BxRect *rect)
{
  const BxRect *last;
  gint64 points = bx_points (BX_COST_ANOTHER_BOX);

  if (maker->n_rects == maker->n_blocks)
    return maker->n_blocks > 0 ? bx_points (BX_COST_CROWD) : 0;
  last = &maker->rects[maker->n_rects - 1];
  for (int r = maker->n_blocks; r < maker->n_rects; r++)
    if (ABS (maker->rects[r].top - rect->top) <= BX_HEIGHT_LINES)
      points += bx_points (BX_COST_SAME_HEIGHT);
  if (last->column + last->span == rect->column) {
    if (ABS (last->top - rect->top) <= BX_HEIGHT_LINES)
      return -1;
    if (last->top < rect->top + rect->lines && rect->top < last->top + last->lines)
      points += bx_points (BX_COST_SIDE_BY_SIDE);
  }
  if (get_box (maker, last->box)->speaker == get_box (maker, rect->box)->speaker)
    points += bx_points (BX_COST_SAME_SPEAKER);
  return points;
}

static void add_teasers (Maker *maker, int column);

static void
add_teaser_of_size (Maker *maker, int box, int s, int from_column)
{
  const BxBoxSize *size = &get_box (maker, box)->sizes[s];
  gint64 points = maker->points;
  SlotList list;

  for (int column = from_column; column + size->span <= maker->area.columns; column++) {
    list_slots (maker, size, column, &list);
    for (int i = 0; i < list.n; i++) {
      const Slot *slot = &list.slots[i];
      BxRect rect = { .box = box, .size = s, .column = column, .span = size->span,
                      .top = slot->top, .lines = size->lines, .measure = size->measure };
      gint64 company = price_company (maker, &rect);

      if (company < 0)
        continue;
      maker->points = points + company + slot->points + size->cost + get_box (maker, box)->cost
                      + price_column (maker, size, column);
      if (maker->points >= maker->templates->below)
        continue;
      maker->is_off_top = slot->is_off;
      maker->rects[maker->n_rects++] = rect;
      add_teasers (maker, column + size->span);
      maker->n_rects--;
    }
  }
  maker->is_off_top = FALSE;
  maker->points = points;
}

static void
add_teaser (Maker *maker, int box, int column)
{
  gboolean is_first = maker->n_rects == maker->n_blocks;

  for (int s = 0; s < get_box (maker, box)->n_sizes; s++) {
    if (get_box (maker, box)->sizes[s].span == 0)
      continue;
    add_teaser_of_size (maker, box, s, column);
    if (maker->thrift >= (is_first ? ONE_SIZE : ONE_SIZE_LATER))
      break;
  }
}

/* Beside blocks there is room for fewer. */
static int
count_most_teasers (const Maker *maker)
{
  return MAX (1, maker->templates->boxes_per_page[BX_TEASERS] - maker->n_blocks);
}

static gboolean
is_best_of (const Maker *maker, const BxUnit *unit, int box)
{
  for (int b = unit->first_box; b < unit->first_box + unit->n; b++)
    if (get_box (maker, b)->cost < get_box (maker, box)->cost)
      return FALSE;
  return TRUE;
}

/* The boxes of a unit at or after a column. */
static void
add_unit (Maker *maker, int index, int column)
{
  const BxUnit *unit = &maker->templates->flow->streams[BX_TEASERS].units[index];
  int next = maker->next_teaser;

  maker->next_teaser = index + 1;
  for (int box = unit->first_box; box < unit->first_box + unit->n; box++)
    if (maker->thrift < ONE_SIZE || is_best_of (maker, unit, box))
      add_teaser (maker, box, column);
  maker->next_teaser = next;
}

/* Keeps the layout as it stands, then tries a further teaser at or after a column. Others may be left
 * out before it; leaving out teasers without setting a later one can wait for a later page. */
static void
add_teasers (Maker *maker, int column)
{
  const BxFlow *flow = maker->templates->flow;
  int n_teasers = maker->n_rects - maker->n_blocks;
  int most = may_leave_out (maker, BX_TEASERS) ? maker->templates->rules->most_skipped : 0;
  gint64 points = maker->points;
  gboolean is_off_top = maker->is_off_top;

  if (is_layout (maker))
    keep_layout (maker);
  if (n_teasers >= count_most_teasers (maker) || (n_teasers > 0 && is_off_top)
      || maker->set->len > MAX_LAYOUTS)
    return;
  for (int skipped = 0; skipped <= most; skipped++) {
    int index = maker->next_teaser + skipped;

    if (index >= maker->until)
      break;
    maker->points
        = points + bx_flow_price_left_out (flow, BX_TEASERS, maker->next_teaser, index);
    if (maker->points < maker->templates->below)
      add_unit (maker, index, column);
  }
  maker->points = points;
}

/* --- blocks --------------------------------------------------------------------------------- */

static void add_blocks (Maker *maker);

/* Whether a block of so many lines leaves its columns empty or with text enough. */
static gboolean
has_room (const Maker *maker, const int *ends, int column, const BxBoxSize *size)
{
  for (int c = column; c < column + size->span; c++) {
    int left = maker->area.bottom - maker->area.top - maker->head[c] - maker->foot[c]
               - size->lines;

    if (ends[c] > 0 || (left < BX_BOX_TEXT_LINES && left != 0))
      return FALSE;
  }
  return TRUE;
}

static void
add_block_at (Maker *maker, int box, int s, int column, int *ends, int top, BxCostId end)
{
  const BxBoxSize *size = &get_box (maker, box)->sizes[s];
  gint64 points = maker->points;

  if (!has_room (maker, ends, column, size))
    return;
  maker->points += bx_points (end) + size->cost + get_box (maker, box)->cost
                   + price_column (maker, size, column);
  if (maker->n_blocks > 0)
    maker->points += bx_points (BX_COST_CROWD);
  for (int c = column; c < column + size->span; c++)
    ends[c] = size->lines;
  maker->rects[maker->n_rects++] = (BxRect){ .box = box, .size = s, .column = column,
                                             .span = size->span, .top = top,
                                             .lines = size->lines };
  maker->n_blocks++;
  add_blocks (maker);
  maker->n_blocks--;
  maker->n_rects--;
  for (int c = column; c < column + size->span; c++)
    ends[c] = 0;
  maker->points = points;
}

static void
add_block (Maker *maker, int box)
{
  const BxBox *b = get_box (maker, box);
  const BxKind *kind = bx_kind_get (b->kind);
  int depth = maker->area.bottom - maker->area.top;

  for (int s = 0; s < b->n_sizes; s++) {
    const BxBoxSize *size = &b->sizes[s];

    if (size->span == 0)
      continue;
    for (int column = 0; column + size->span <= maker->area.columns; column++) {
      add_block_at (maker, box, s, column, maker->head, maker->area.top, kind->at_head);
      if (size->lines < depth)
        add_block_at (maker, box, s, column, maker->foot, maker->area.bottom - size->lines,
                      kind->at_foot);
    }
    if (maker->thrift >= (maker->n_blocks == 0 ? ALL_BLOCKS_SIMPLE : ONE_BLOCK_SIZE))
      break;
  }
}

/* The teasers that go with the blocks so far, then a further block. */
static void
add_blocks (Maker *maker)
{
  const BxStream *stream = &maker->templates->flow->streams[BX_BLOCKS];
  int unit = maker->from[BX_BLOCKS] + maker->n_blocks;

  add_teasers (maker, 0);
  if (unit < stream->n_units && maker->n_blocks < maker->templates->boxes_per_page[BX_BLOCKS]
      && maker->set->len <= MAX_LAYOUTS)
    add_block (maker, stream->units[unit].first_box);
}

/* --- sets ----------------------------------------------------------------------------------- */

/* Ranks the layouts with the cheapest slots among those with as many boxes: the search tries them
 * first. The set stays in the order of making, in which neighbours have columns in common that need
 * not be filled again. */
static void
rank_layouts (GPtrArray *set)
{
  BxLayout *first[MAX_RECTS + 1][BX_UNRANKED];
  int n[MAX_RECTS + 1] = { 0 };

  for (guint l = 0; l < set->len; l++) {
    BxLayout *layout = set->pdata[l];
    BxLayout **list = first[layout->n_rects];
    int at = n[layout->n_rects];

    if (at == BX_UNRANKED && list[at - 1]->points <= layout->points)
      continue;
    if (at == BX_UNRANKED)
      at--;
    else
      n[layout->n_rects]++;
    for (; at > 0 && list[at - 1]->points > layout->points; at--)
      list[at] = list[at - 1];
    list[at] = layout;
  }
  for (int r = 0; r <= MAX_RECTS; r++)
    for (int i = 0; i < n[r]; i++)
      first[r][i]->rank = i;
}

static GPtrArray *
make_set (BxTemplates *templates, BxArea area, const int from[BX_N_STREAMS], int until)
{
  GPtrArray *set = g_ptr_array_new ();
  Maker maker = { .templates = templates, .set = set, .area = area, .until = until };
  int n_before = templates->n_layouts;

  memcpy (maker.from, from, sizeof maker.from);
  maker.next_teaser = from[BX_TEASERS];
  if (templates->rules->relax & BX_RELAX_BOX)
    maker.thrift = ONE_SIZE; /* What to leave out is the question here, not the finer points. */
  do {
    g_ptr_array_set_size (set, 0);
    templates->n_layouts = n_before;
    add_blocks (&maker);
  } while (set->len > MAX_LAYOUTS && ++maker.thrift <= ALL_BLOCKS_SIMPLE);
  rank_layouts (set);
  return set;
}

const GPtrArray *
bx_templates_get (BxTemplates *templates, BxArea area, const int from[BX_N_STREAMS], int until)
{
  const BxFlow *flow = templates->flow;
  gint64 height = flow->galley.column_lines + 1;
  gint64 key = area.top * height + area.bottom;
  GPtrArray *set;

  key = ((key * (BX_MAX_COLUMNS + 1) + area.columns) * 2 + area.is_opening) * 2 + area.is_last;
  for (int s = 0; s < BX_N_STREAMS; s++)
    key = key * (flow->streams[s].n_units + 1) + from[s];
  key = key * (flow->streams[BX_TEASERS].n_units + 1) + until;
  set = g_hash_table_lookup (templates->sets, &key);
  if (set == NULL) {
    set = make_set (templates, area, from, until);
    g_hash_table_insert (templates->sets, g_memdup2 (&key, sizeof key), set);
  }
  return set;
}

BxTemplates *
bx_templates_new (const BxFlow *flow, const BxRules *rules, gint64 below)
{
  BxTemplates *templates = g_new0 (BxTemplates, 1);

  templates->flow = flow;
  templates->rules = rules;
  templates->below = below;
  templates->sets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                           (GDestroyNotify) g_ptr_array_unref);
  templates->chunks = g_ptr_array_new_with_free_func (g_free);
  for (int s = 0; s < BX_N_STREAMS; s++)
    templates->boxes_per_page[s] = bx_boxes_per_page (flow, s);
  return templates;
}

void
bx_templates_free (BxTemplates *templates)
{
  if (templates == NULL)
    return;
  g_hash_table_unref (templates->sets);
  g_ptr_array_unref (templates->chunks);
  g_free (templates);
}

/* --- neighbours ----------------------------------------------------------------------------- */

/* The headline block and the fine print break the grey of their pages. */
static gboolean
is_grey (const BxLayout *layout)
{
  return layout->n_rects == 0 && !layout->area.is_opening && !layout->area.is_last;
}

static gint64
price_rect_after (const BxFlow *flow, const BxLayout *previous, const BxRect *rect, int page)
{
  gint64 points = 0;

  for (int r = 0; r < previous->n_rects; r++) {
    const BxRect *other = &previous->rects[r];

    if (ABS (other->top - rect->top) > BX_HEIGHT_LINES || !is_teaser (flow, other))
      continue;
    if (other->column == rect->column && other->span == rect->span)
      points = MAX (points, bx_points (BX_COST_SAME_SLOT));
    else if (!bx_is_turn (&flow->galley, page - 1))
      points = MAX (points, bx_points (BX_COST_SAME_HEIGHT));
  }
  return points;
}

gint64
bx_layout_neighbour_points (const BxFlow *flow, const BxLayout *previous, const BxLayout *layout,
                            int page)
{
  gint64 points = 0;

  if (flow->galley.n_boxes == 0)
    return 0;
  if (is_grey (layout))
    points += bx_points (BX_COST_NO_BOX)
              + (previous && is_grey (previous) ? bx_points (BX_COST_NO_BOX_AGAIN) : 0);
  for (int r = 0; previous && layout->n_teasers > 0 && r < layout->n_rects; r++)
    if (is_teaser (flow, &layout->rects[r]))
      points += price_rect_after (flow, previous, &layout->rects[r], page);
  return points;
}
