/* The judge: what a finished plan costs, read off the painted pages. Written from the rules
 * (galley.h, the cost table) and not from the search: it knows nothing of runs to come, states or
 * bounds, only where lines and boxes stand. */
#include "page-test.h"

#include <string.h>

enum { EMPTY = -1, BOX = -2, NOTE = -3 };

typedef struct {
  int item; /* or EMPTY or BOX */
  int line; /* of the item's variant; of a box: its index in the plan */
  const BxPlacedBox *cutter; /* cuts in here */
} Square;

typedef struct {
  int page;
  int column;
  int line;
} Place;

typedef struct {
  const BxGalley *galley;
  const BxPlan *plan;
  Square *squares;
  int *first_page; /* of each item */
  Place last;    /* of the text */
  unsigned relaxed;
  gint64 cost;
  char **complaint;
} Judge;

#define CHECK(judge, condition, ...)                          \
  G_STMT_START                                                \
  {                                                           \
    if (!(condition)) {                                       \
      if (*(judge)->complaint == NULL)                        \
        *(judge)->complaint = g_strdup_printf (__VA_ARGS__);  \
      return;                                                 \
    }                                                         \
  }                                                           \
  G_STMT_END

static Square *
square (const Judge *judge, int page, int column, int line)
{
  const BxGalley *g = judge->galley;

  return &judge->squares[(page * g->columns + column) * g->column_lines + line];
}

static void
charge (Judge *judge, BxCostId id, gint64 times, unsigned relaxed)
{
  judge->cost += times * bx_costs[id].points;
  if (times > 0)
    judge->relaxed |= relaxed;
}

static gboolean
is_last_page (const Judge *judge, int page)
{
  return page == judge->plan->n_pages - 1;
}

static BxArea
area_of (const Judge *judge, int page)
{
  return make_area (judge->galley, page,
                    is_last_page (judge, page) ? judge->plan->balanced_lines : -1);
}

static gboolean
is_turn_after (const Judge *judge, int page)
{
  return (page % 2 == 1) == !!judge->galley->opens_left;
}

static int
lines_of (const Judge *judge, int item)
{
  return galley_get_variant (judge->galley, judge->plan, item).lines;
}

static gboolean
is_loosened (const Judge *judge, int item)
{
  return galley_get_variant (judge->galley, judge->plan, item).cost > 0;
}

static const BxBoxSize *
size_of (const Judge *judge, const BxPlacedBox *placed)
{
  return &judge->galley->boxes[placed->box].sizes[placed->size];
}

static const BxKind *
kind_of (const Judge *judge, const BxPlacedBox *placed)
{
  return bx_kind_get (judge->galley->boxes[placed->box].kind);
}

static int
order_of (const Place *place, const BxGalley *g)
{
  return (place->page * g->columns + place->column) * g->column_lines + place->line;
}

/* --- painting ------------------------------------------------------------------------------- */

static void
paint_box (Judge *judge, int b)
{
  const BxPlacedBox *placed = &judge->plan->boxes[b];
  const BxBoxSize *size = size_of (judge, placed);
  BxArea area = area_of (judge, placed->page);

  for (int o = 0; o < judge->plan->n_boxes; o++) {
    const BxPlacedBox *other = &judge->plan->boxes[o];

    if (other->box >= placed->box
        || is_teaser (judge->galley, other->box) != is_teaser (judge->galley, placed->box))
      continue;
    CHECK (judge, other->page < placed->page
                      || (other->page == placed->page
                          && (!is_teaser (judge->galley, other->box)
                              || other->column + size_of (judge, other)->span
                                     <= placed->column)),
           "box %d stands before the one before it", placed->box);
  }
  CHECK (judge, placed->column >= 0 && placed->column + size->span <= area.columns
                    && placed->top >= area.top && placed->top + size->lines <= area.bottom,
         "box %d outside its page", b);
  for (int c = 0; c < size->span; c++)
    for (int l = 0; l < size->lines; l++) {
      Square *s = square (judge, placed->page, placed->column + c, placed->top + l);

      CHECK (judge, s->item == EMPTY && s->cutter == NULL, "box %d on another", b);
      if (size->measure == 0)
        *s = (Square){ .item = BOX, .line = b };
      else
        s->cutter = placed;
    }
}

/* Whether a line of an item that stands so many lines under the top of a box, or beside none, was set
 * for that. */
static gboolean
is_set_for (const Judge *judge, int item, int line, const BxPlacedBox *cutter, int under)
{
  const BxWrap *wrap = &judge->plan->wraps[item];

  if (cutter == NULL)
    return wrap->measure == 0 || line < wrap->first || line >= wrap->end;
  return wrap->measure == size_of (judge, cutter)->measure
         && wrap->first == MAX (0, line - under)
         && wrap->end == line - under + size_of (judge, cutter)->lines;
}

/* A paragraph that wraps does so on the page where it begins; a head and its white never do. */
static void
check_beside (Judge *judge, const BxPlacedLines *lines)
{
  gboolean is_head = judge->galley->items[lines->item].kind == BX_ITEM_HEAD;

  for (int l = -lines->space; l < lines->n; l++) {
    const Square *s = square (judge, lines->page, lines->column, lines->top + l);

    CHECK (judge, !is_head || s->cutter == NULL, "head %d beside a box", lines->item);
    if (l < 0)
      continue;
    CHECK (judge,
           is_set_for (judge, lines->item, lines->first + l, s->cutter,
                       s->cutter != NULL ? lines->top + l - s->cutter->top : 0),
           "item %d line %d in the wrong measure", lines->item, lines->first + l);
    CHECK (judge, s->cutter == NULL || judge->first_page[lines->item] == lines->page,
           "item %d beside a box on its second page", lines->item);
  }
}

static void
paint_lines (Judge *judge, const BxPlacedLines *lines)
{
  BxArea area = area_of (judge, lines->page);

  CHECK (judge, lines->n >= 1 && lines->page < judge->plan->n_pages && lines->column >= 0
                    && lines->column < area.columns && lines->top >= area.top
                    && lines->top + lines->n <= area.bottom,
         "item %d outside its page", lines->item);
  for (int l = 0; l < lines->n; l++) {
    Square *s = square (judge, lines->page, lines->column, lines->top + l);

    CHECK (judge, s->item == EMPTY, "item %d on something else", lines->item);
    s->item = lines->item;
    s->line = lines->first + l;
  }
  if (lines->first == 0)
    judge->first_page[lines->item] = lines->page;
  check_beside (judge, lines);
}

static Place
find_line (const Judge *judge, int item, int line)
{
  for (int i = 0; i < judge->plan->n_lines; i++) {
    const BxPlacedLines *l = &judge->plan->lines[i];

    if (l->item == item && line >= l->first && line < l->first + l->n)
      return (Place){ l->page, l->column, l->top + line - l->first };
  }
  g_assert_not_reached ();
}

/* Notes stand at the feet of the columns of their marks, each once and in order. */
static void
check_notes (Judge *judge)
{
  const BxGalley *g = judge->galley;
  int next = 0;

  for (int i = 0; i < judge->plan->n_notes; i++) {
    const BxPlacedNotes *notes = &judge->plan->notes[i];
    int end = notes->top + notes->lines;
    BxArea area = area_of (judge, notes->page);

    CHECK (judge, notes->first == next && notes->n > 0
                      && notes->lines == galley_measure_notes (g, next, next + notes->n),
           "notes %d to %d where %d is due", notes->first, notes->first + notes->n, next);
    next += notes->n;
    /* The rival closes pages early. */
    CHECK (judge, end == area.bottom || (judge->plan->relaxed & BX_RELAX_FOOT) != 0
                      || (end < area.bottom
                          && square (judge, notes->page, notes->column, end)->item == BOX),
           "note %d not at a foot", notes->first);
    for (int n = notes->first; n < next; n++) {
      int line = 0;
      Place mark;

      while (galley_count_notes (g, judge->plan, g->notes[n].item, line + 1) <= n)
        line++;
      mark = find_line (judge, g->notes[n].item, line);
      CHECK (judge, mark.page == notes->page && mark.column == notes->column,
             "note %d not under its mark", n);
    }
    for (int y = notes->top; y < end; y++) {
      Square *s = square (judge, notes->page, notes->column, y);

      CHECK (judge, s->item == EMPTY && s->cutter == NULL, "note %d on something", notes->first);
      s->item = NOTE;
    }
  }
  CHECK (judge, next == g->n_notes, "%d of %d notes", next, g->n_notes);
}

/* Every line once, in reading order; heads have their white. */
static void
check_order (Judge *judge)
{
  int item = 0;
  int line = 0;
  int before = -1;

  for (int i = 0; i < judge->plan->n_lines; i++) {
    const BxPlacedLines *lines = &judge->plan->lines[i];
    Place place = { lines->page, lines->column, lines->top };
    gboolean is_run_head = lines->top == area_of (judge, lines->page).top
        || square (judge, lines->page, lines->column, lines->top - 1)->item == BOX;
    int space = lines->first == 0 && !is_run_head ? judge->galley->items[lines->item].space : 0;

    CHECK (judge, lines->item == item && lines->first == line,
           "item %d line %d where item %d line %d is due", lines->item, lines->first, item, line);
    CHECK (judge, order_of (&place, judge->galley) > before, "item %d out of order", item);
    CHECK (judge, lines->space == space, "item %d has %d lines of white, not %d", item,
           lines->space, space);
    place.line += lines->n - 1;
    before = order_of (&place, judge->galley);
    judge->last = place;
    line += lines->n;
    if (line == lines_of (judge, item)) {
      item++;
      line = 0;
    }
  }
  CHECK (judge, item == judge->galley->n_items && line == 0, "text ends at item %d line %d", item,
         line);
}

/* --- text ----------------------------------------------------------------------------------- */

static void
judge_paragraph_start (Judge *judge, int page, int column, int line, int run_end, int item)
{
  const BxItem *it = &judge->galley->items[item];
  int n = 0;

  while (line + n < run_end && square (judge, page, column, line + n)->item == item)
    n++;
  if (n == lines_of (judge, item))
    return;
  if (it->kind == BX_ITEM_HEAD)
    charge (judge, BX_COST_HEAD_ALONE, 1, BX_RELAX_ORPHAN);
  else if (n < MAX (2, it->min_first))
    charge (judge, BX_COST_ORPHAN, 1, BX_RELAX_ORPHAN);
}

/* The first text of its page. */
static gboolean
is_page_head (const Judge *judge, int page, int column, int line)
{
  for (int y = area_of (judge, page).top; y < line; y++)
    if (square (judge, page, column, y)->item != BOX)
      return FALSE;
  return column == 0;
}

static gboolean
is_teaser_at (const Judge *judge, int page, int column, int line)
{
  const Square *s = square (judge, page, column, line);

  return s->item == BOX && is_teaser (judge->galley, judge->plan->boxes[s->line].box);
}

/* A teaser, or notes over one. */
static gboolean
is_over_teaser (const Judge *judge, int page, int column, int line)
{
  while (line < area_of (judge, page).bottom - 1
         && square (judge, page, column, line)->item == NOTE)
    line++;
  return is_teaser_at (judge, page, column, line);
}

static gboolean
has_teaser_above (const Judge *judge, int page, int column, int line)
{
  for (int y = area_of (judge, page).top; y < line; y++)
    if (is_teaser_at (judge, page, column, y))
      return TRUE;
  return FALSE;
}

/* The column goes on under a box. */
static gboolean
is_cut (const Judge *judge, int page, int column, int line)
{
  for (int y = line; y < area_of (judge, page).bottom; y++)
    if (square (judge, page, column, y)->item != BOX
        && square (judge, page, column, y)->item != NOTE)
      return TRUE;
  return FALSE;
}

/* One run of a column between heads, boxes and feet. */
static void
judge_run (Judge *judge, int page, int column, int top, int end, gboolean is_under,
           gboolean is_over, gboolean is_final)
{
  const Square *last = NULL;
  int used = 0;
  int due = 0; /* lines after a head */
  int white;

  for (int y = top; y < end; y++) {
    const Square *s = square (judge, page, column, y);

    if (s->item < 0)
      continue;
    used = y + 1 - top;
    due = judge->galley->items[s->item].kind == BX_ITEM_HEAD
              ? (judge->galley->items[s->item].min_after > 0 ? judge->galley->items[s->item].min_after
                                                             : 2)
              : MAX (0, due - 1);
    if (s->line == 0)
      judge_paragraph_start (judge, page, column, y, end, s->item);
    if (judge->galley->items[s->item].kind == BX_ITEM_HEAD
        && s->line == lines_of (judge, s->item) - 1 && end - (y + 1) < 4)
      charge (judge, BX_COST_HEAD_LOW, 1, 0);
    if (y == top && s->line > 0 && s->line == lines_of (judge, s->item) - 1)
      charge (judge,
              is_page_head (judge, page, column, y) ? BX_COST_WIDOW_PAGE : BX_COST_WIDOW_COLUMN, 1,
              BX_RELAX_WIDOW);
    last = s;
  }
  /* Columns after the end of the text may have nothing but blocks. */
  if ((is_under || is_over)
      && !(is_final && used == 0 && !has_teaser_above (judge, page, column, top)))
    CHECK (judge, used >= BX_BOX_TEXT_LINES, "page %d column %d: %d lines beside a box", page,
           column, used);
  CHECK (judge, !is_final || !is_over || used == end - top
                    || !is_over_teaser (judge, page, column, end),
         "the text ends short of a box");
  if (is_final)
    return;
  white = end - top - used;
  if (is_last_page (judge, page) && !is_over && white <= BX_UNEVEN_LINES)
    charge (judge, BX_COST_LAST_UNEVEN, white * white, 0);
  else
    charge (judge,
            is_over                       ? BX_COST_CUT_SHORT
            : judge->galley->columns == 1 ? BX_COST_PAGE_SHORT
                                          : BX_COST_FOOT_SHORT,
          white <= 4 ? white * white : 16 + 8 * (white - 4),
          is_over ? BX_RELAX_CUT : BX_RELAX_FOOT);
  if (last == NULL || last->line != lines_of (judge, last->item) - 1)
    return;
  charge (judge, BX_COST_HEAD_ALONE, due > 0, BX_RELAX_ORPHAN);
  /* A cut has the column's text on both sides. */
  if (is_over && is_cut (judge, page, column, end))
    charge (judge, BX_COST_CUT_BETWEEN, 1, 0);
}

/* What cuts into a column has text beside it all the way down. */
static void
check_notch (Judge *judge, int page, int column)
{
  BxArea area = area_of (judge, page);

  for (int y = area.top; y < area.bottom; y++) {
    const Square *s = square (judge, page, column, y);

    if (s->cutter == NULL)
      continue;
    CHECK (judge, s->item != EMPTY, "page %d column %d line %d: white beside a box", page, column,
           y);
  }
}

static void
judge_column (Judge *judge, int page, int column)
{
  BxArea area = area_of (judge, page);
  gboolean is_under = FALSE;
  int loosened = 0;

  for (int y = area.top; y < area.bottom;) {
    int end = y;
    int text_end;
    Place end_place = { page, column, 0 };
    gboolean is_final;

    while (end < area.bottom && square (judge, page, column, end)->item != BOX)
      end++;
    end_place.line = end;
    is_final = order_of (&end_place, judge->galley) > order_of (&judge->last, judge->galley);
    text_end = end;
    while (text_end > y && square (judge, page, column, text_end - 1)->item == NOTE)
      text_end--;
    if (end > y)
      judge_run (judge, page, column, y, text_end, is_under, end < area.bottom, is_final);
    for (y = end; y < area.bottom && square (judge, page, column, y)->item == BOX; y++)
      is_under = TRUE;
  }
  for (int y = area.top; y < area.bottom; y++) {
    const Square *s = square (judge, page, column, y);

    loosened += s->item >= 0 && s->line == 0 && is_loosened (judge, s->item);
  }
  charge (judge, BX_COST_TWO_LOOSENED, MAX (0, loosened - 1), 0);
  check_notch (judge, page, column);
}

static void
judge_last_page (Judge *judge)
{
  const BxGalley *g = judge->galley;
  BxArea area = area_of (judge, judge->plan->n_pages - 1);
  int room = g->column_lines - MIN (g->closing_lines, g->column_lines - 2) - area.top;
  int depth = area.bottom - area.top;
  int missing = -(area.columns - 1);

  CHECK (judge, depth <= room, "the last page has %d lines of %d", depth, room);
  CHECK (judge, judge->last.page == judge->plan->n_pages - 1, "the last page has no text");
  for (int c = judge->last.column; c < area.columns; c++)
    for (int y = c == judge->last.column ? judge->last.line + 1 : area.top; y < area.bottom; y++)
      missing += square (judge, judge->last.page, c, y)->item == EMPTY;
  charge (judge, BX_COST_LAST_SHORT, MAX (0, missing), 0);
  depth -= (missing + area.columns - 1) / area.columns;
  if (8 * depth < room)
    charge (judge, BX_COST_LAST_SCRAP, 1, 0);
  else if (3 * depth < room)
    charge (judge, BX_COST_LAST_THIN, 1, 0);
  else if (2 * depth < room)
    charge (judge, BX_COST_LAST_HALF, 1, 0);
}

/* --- boxes ---------------------------------------------------------------------------------- */

gint64
judge_top (const BxArea *area, const BxBoxSize *size, Ends ends, int top, int spread,
           int near, gboolean *is_off)
{
  static const int numerator[] = { 1, 1, 1 };
  static const int denominator[] = { 3, 2, 4 };
  int depth = area->bottom - area->top;
  int lowest = area->bottom - ends.foot - BX_BOX_TEXT_LINES - size->lines;
  int highest = area->top + ends.head + BX_BOX_TEXT_LINES;
  gboolean is_wide = size->span > 1 && size->measure == 0;
  int n = !is_wide ? 3 : size->span < area->columns ? 2 : 0;
  gint64 best = -1;

  *is_off = TRUE;
  for (int p = 0; p < n && highest <= lowest; p++) {
    int wanted = area->top
                 + (2 * depth * numerator[p] + denominator[p]) / (2 * denominator[p]);
    int held = CLAMP (wanted, highest, lowest);
    gint64 cost = bx_costs[BX_COST_TOP_OFF].points * ABS (top - wanted);

    if (top < highest || top > lowest || ABS (top - held) > spread)
      continue;
    best = best < 0 ? cost : MIN (best, cost);
    *is_off = *is_off && ABS (top - held) > near;
  }
  if (is_wide && depth >= size->lines + BX_BOX_TEXT_LINES + ends.head + ends.foot) {
    gboolean is_head = top == area->top && ends.head == 0;
    gboolean is_foot = top == area->bottom - size->lines && ends.foot == 0;

    if (is_head)
      best = bx_costs[BX_COST_AT_HEAD].points
             + (area->is_opening ? bx_costs[BX_COST_OPENING_HEAD].points : 0);
    else if (is_foot)
      best = bx_costs[BX_COST_AT_FOOT].points;
    if (is_head || is_foot)
      *is_off = FALSE;
  }
  if (best >= 0 && area->is_opening && 3 * (top - area->top) + 2 < depth)
    best += bx_costs[BX_COST_OPENING_THIRD].points;
  return best;
}

/* What blocks take from the columns of a teaser. */
static Ends
ends_of (const Judge *judge, const BxPlacedBox *placed)
{
  BxArea area = area_of (judge, placed->page);
  Ends ends = { 0, 0 };

  for (int b = 0; b < judge->plan->n_boxes; b++) {
    const BxPlacedBox *other = &judge->plan->boxes[b];
    const BxBoxSize *size = size_of (judge, other);

    if (is_teaser (judge->galley, other->box) || other->page != placed->page
        || other->column >= placed->column + size_of (judge, placed)->span
        || placed->column >= other->column + size->span)
      continue;
    if (other->top == area.top)
      ends.head = MAX (ends.head, size->lines);
    else
      ends.foot = MAX (ends.foot, size->lines);
  }
  return ends;
}

static gint64
judge_block_slot (Judge *judge, const BxPlacedBox *placed, const BxArea *area)
{
  gboolean is_before_text = area->begins_text && placed->column == 0;

  if (placed->top == area->top)
    return bx_costs[kind_of (judge, placed)->at_head].points
           + (is_before_text ? bx_costs[BX_COST_BLOCK_BEFORE_TEXT].points : 0);
  if (placed->top + size_of (judge, placed)->lines == area->bottom)
    return bx_costs[kind_of (judge, placed)->at_foot].points;
  return -1;
}

static void
judge_slot (Judge *judge, int b)
{
  const BxPlacedBox *placed = &judge->plan->boxes[b];
  const BxBoxSize *size = size_of (judge, placed);
  BxArea area = area_of (judge, placed->page);
  gboolean is_off;
  gint64 top = is_teaser (judge->galley, placed->box)
                   ? judge_top (&area, size, ends_of (judge, placed), placed->top, G_MAXINT, 0, &is_off)
                   : judge_block_slot (judge, placed, &area);

  CHECK (judge, top >= 0, "box %d at a forbidden height", placed->box);
  judge->cost += top + size->cost + judge->galley->boxes[placed->box].cost;
  if (size->span == 1 && placed->column > 0 && placed->column < area.columns - 1)
    charge (judge, BX_COST_INNER_COLUMN, 1, 0);
}

static gboolean
is_same_height (const BxPlacedBox *a, const BxPlacedBox *b)
{
  return ABS (a->top - b->top) <= BX_HEIGHT_LINES;
}

static void
judge_company (Judge *judge, int b)
{
  const BxPlacedBox *placed = &judge->plan->boxes[b];
  const BxBox *boxes = judge->galley->boxes;
  gboolean is_same_slot = FALSE;
  gboolean is_facing = FALSE;
  const BxPlacedBox *last = NULL;

  for (int o = 0; o < b; o++) {
    const BxPlacedBox *other = &judge->plan->boxes[o];
    int end = other->column + size_of (judge, other)->span;

    if (!is_teaser (judge->galley, other->box))
      continue;
    last = other;
    if (other->page == placed->page && end == placed->column
        && other->top < placed->top + size_of (judge, placed)->lines
        && placed->top < other->top + size_of (judge, other)->lines)
      charge (judge, BX_COST_SIDE_BY_SIDE, 1, 0);
    if (other->page == placed->page && is_same_height (other, placed)) {
      CHECK (judge, end != placed->column, "boxes %d and %d side by side", other->box,
             placed->box);
      charge (judge, BX_COST_SAME_HEIGHT, 1, 0);
    }
    if (other->page != placed->page - 1 || !is_same_height (other, placed))
      continue;
    if (other->column == placed->column
        && size_of (judge, other)->span == size_of (judge, placed)->span)
      is_same_slot = TRUE;
    else if (!is_turn_after (judge, placed->page - 1))
      is_facing = TRUE;
  }
  charge (judge, BX_COST_SAME_SLOT, is_same_slot, 0);
  charge (judge, BX_COST_SAME_HEIGHT, !is_same_slot && is_facing, 0);
  if (last == NULL || last->page != placed->page)
    return;
  charge (judge, BX_COST_ANOTHER_BOX, 1, 0);
  charge (judge, BX_COST_SAME_SPEAKER, boxes[last->box].speaker == boxes[placed->box].speaker, 0);
}

static void
judge_crowd (Judge *judge, int page)
{
  int n_blocks = 0;
  int n_teasers = 0;

  for (int b = 0; b < judge->plan->n_boxes; b++)
    if (judge->plan->boxes[b].page == page) {
      n_blocks += !is_teaser (judge->galley, judge->plan->boxes[b].box);
      n_teasers += is_teaser (judge->galley, judge->plan->boxes[b].box);
    }
  if (n_blocks > 0)
    charge (judge, BX_COST_CROWD, n_blocks - 1 + (n_teasers > 0), 0);
}

/* White lines are the boxes' own: what lies between two of one column is text. */
static void
judge_close (Judge *judge, const BxPlacedBox *teaser)
{
  for (int b = 0; b < judge->plan->n_boxes; b++) {
    const BxPlacedBox *block = &judge->plan->boxes[b];
    int end = block->column + size_of (judge, block)->span;
    int over = teaser->top - block->top - size_of (judge, block)->lines;
    int under = block->top - teaser->top - size_of (judge, teaser)->lines;

    if (!is_teaser (judge->galley, block->box) && block->page == teaser->page
        && block->column < teaser->column + size_of (judge, teaser)->span && teaser->column < end)
      charge (judge, BX_COST_CLOSE, MAX (0, 6 - MAX (over, under)), 0);
  }
}

static gboolean
is_source_before (const BxGalley *galley, int a, int b)
{
  const BxBox *x = &galley->boxes[a];
  const BxBox *y = &galley->boxes[b];

  if (x->item != y->item)
    return x->item < y->item;
  return x->line_permille != y->line_permille ? x->line_permille < y->line_permille : a < b;
}

static void
judge_disorder (Judge *judge, const BxPlacedBox *block)
{
  for (int b = 0; b < judge->plan->n_boxes; b++) {
    const BxPlacedBox *other = &judge->plan->boxes[b];

    if (other->page == block->page && other->column > block->column
        && judge->galley->boxes[other->box].kind == judge->galley->boxes[block->box].kind
        && is_source_before (judge->galley, other->box, block->box))
      charge (judge, BX_COST_DISORDER, 1, 0);
  }
}

/* Six lines a column, or as many as the headline leaves. */
static void
judge_opening (Judge *judge)
{
  BxArea area = area_of (judge, 0);
  int depth = area.bottom - area.top;
  int free = area.columns * depth;
  gboolean has_box = FALSE;

  for (int b = 0; b < judge->plan->n_boxes; b++) {
    const BxBoxSize *size = size_of (judge, &judge->plan->boxes[b]);

    if (judge->plan->boxes[b].page > 0)
      continue;
    has_box = TRUE;
    free -= size->measure == 0 ? size->span * size->lines : 0;
  }
  if (has_box && area.is_opening && !is_last_page (judge, 0))
    charge (judge, BX_COST_OPENING_STARVED, MAX (0, area.columns * MIN (6, depth) - free), 0);
}

/* Lines of a quote's source that are read together with it. */
static int
count_echoes (const Judge *judge, const BxPlacedBox *placed)
{
  const BxBox *box = &judge->galley->boxes[placed->box];
  const BxBoxSize *size = size_of (judge, placed);
  BxLineRange source = galley_get_source (judge->galley, placed->box, lines_of (judge, box->item));
  int n = 0;

  for (int line = source.first; line < source.end; line++) {
    Place place = find_line (judge, box->item, line);
    int beside = place.column < placed->column ? placed->column - place.column
                 : place.column >= placed->column + size->span
                     ? place.column - placed->column - size->span + 1
                     : 0;
    int gap = place.line < placed->top ? placed->top - place.line - 1
              : place.line >= placed->top + size->lines
                  ? place.line - placed->top - size->lines
                  : -1;

    n += place.page == placed->page
         && ((beside == 0 && gap < BX_ECHO_LINES) || (beside == 1 && gap < 0));
  }
  return n;
}

static void
judge_same_page (Judge *judge, const BxPlacedBox *placed, const Place *source)
{
  const BxBoxSize *size = size_of (judge, placed);
  int height = judge->galley->column_lines;
  int first = placed->column;
  int last = placed->column + size->span - 1;
  gboolean is_in = source->column >= first && source->column <= last;
  int lines;

  if (source->column < first || (is_in && source->line < placed->top)) {
    charge (judge, BX_COST_AFTER_COLUMN, is_in ? 1 : first - source->column, 0);
    return;
  }
  lines = (is_in ? 0 : source->column - last) * height + source->line
          - (placed->top + size->lines / 2);
  if (10 * lines < 7 * height)
    judge->cost += bx_costs[BX_COST_NEAR].points * (7 * height - 10 * lines) / (7 * height);
  else if (lines > 2 * height)
    judge->cost += bx_costs[BX_COST_FAR_COLUMN].points * (lines - 2 * height) / height;
}

/* Columns passed from a source to a box on a later page. */
static int
columns_between (const Judge *judge, const Place *source, const BxPlacedBox *placed)
{
  int columns = placed->column - source->column;

  for (int page = source->page; page < placed->page; page++)
    columns += area_of (judge, page).columns;
  return columns;
}

static void
judge_block_distance (Judge *judge, const BxPlacedBox *placed, const Place *source)
{
  const BxKind *kind = kind_of (judge, placed);
  int last = placed->column + size_of (judge, placed)->span - 1;

  charge (judge, kind->after_column, MAX (0, placed->column - source->column), 0);
  charge (judge, kind->before_column, MAX (0, source->column - last), 0);
}

static void
judge_source (Judge *judge, const BxPlacedBox *placed)
{
  const BxBox *box = &judge->galley->boxes[placed->box];
  const BxKind *kind = kind_of (judge, placed);
  int columns = area_of (judge, placed->page).columns;
  int lines = lines_of (judge, box->item);
  Place source = find_line (judge, box->item,
                            galley_get_source (judge->galley, placed->box, lines).first);
  int last = placed->column + size_of (judge, placed)->span - 1;

  if (is_teaser (judge->galley, placed->box)) {
    charge (judge, BX_COST_ECHO, count_echoes (judge, placed), BX_RELAX_ECHO);
    if (ABS (source.page - placed->page) > 1)
      judge->relaxed |= BX_RELAX_FAR;
  }
  if (source.page == placed->page && is_teaser (judge->galley, placed->box)) {
    judge_same_page (judge, placed, &source);
  } else if (source.page == placed->page) {
    judge_block_distance (judge, placed, &source);
  } else if (source.page > placed->page) {
    charge (judge, kind->before_column, columns - 1 - last + source.column, 0);
    charge (judge, kind->before_spread, is_turn_after (judge, placed->page), 0);
    charge (judge, kind->before_page, source.page - placed->page - 1, 0);
  } else if (is_teaser (judge->galley, placed->box)) {
    charge (judge, kind->after_column, placed->column + 1, 0);
    charge (judge, kind->after_spread, is_turn_after (judge, source.page), 0);
  } else {
    charge (judge, kind->after_column, columns_between (judge, &source, placed), 0);
    for (int page = source.page; page < placed->page; page++)
      charge (judge, kind->after_spread, is_turn_after (judge, page), 0);
  }
}

static int
best_lines (const BxItem *item)
{
  int best = 0;

  for (int v = 1; v < item->n_variants; v++)
    if (item->variants[v].cost < item->variants[best].cost)
      best = v;
  return item->variants[best].lines;
}

/* How much of the text stands before a box, in lines of the best variants. */
static void
judge_lateness (Judge *judge, const BxPlacedBox *placed)
{
  Place at = { placed->page, placed->column, placed->top };
  gint64 before = 0;
  gboolean cuts_in = size_of (judge, placed)->measure > 0;
  gint64 total = 0;

  for (int i = 0; i < judge->galley->n_items; i++)
    total += best_lines (&judge->galley->items[i]);
  if (cuts_in) /* it parts no lines: what counts is where its column begins */
    at.line = area_of (judge, placed->page).top;
  for (int i = 0; i < judge->plan->n_lines; i++) {
    const BxPlacedLines *l = &judge->plan->lines[i];
    Place place = { l->page, l->column, l->top };
    int best = best_lines (&judge->galley->items[l->item]);
    int set = l->first + l->n;

    if (order_of (&place, judge->galley) >= order_of (&at, judge->galley))
      break;
    before += (set == lines_of (judge, l->item) ? best : MIN (set, best)) - MIN (l->first, best);
  }
  charge (judge, BX_COST_LATE, 5 * before >= 4 * total, 0);
}

static gboolean
is_grey (const Judge *judge, int page)
{
  if (is_last_page (judge, page) || (page == 0 && judge->galley->opening_lines > 0))
    return FALSE;
  for (int b = 0; b < judge->plan->n_boxes; b++)
    if (judge->plan->boxes[b].page == page)
      return FALSE;
  return TRUE;
}

static gboolean
is_placed (const Judge *judge, int box)
{
  for (int b = 0; b < judge->plan->n_boxes; b++)
    if (judge->plan->boxes[b].box == box)
      return TRUE;
  return FALSE;
}

/* Of a group one box is set, or all are left out, which counts once. */
static void
judge_left_out (Judge *judge, int box)
{
  const BxBox *b = &judge->galley->boxes[box];
  int n_set = is_placed (judge, box);

  for (int o = 0; b->group != 0 && o < judge->galley->n_boxes; o++)
    if (o != box && judge->galley->boxes[o].group == b->group) {
      if (o < box)
        return; /* counted already */
      n_set += is_placed (judge, o);
    }
  CHECK (judge, n_set <= 1, "%d boxes of one group", n_set);
  if (n_set > 0)
    return;
  if (b->kind != BX_BOX_QUOTE) {
    charge (judge, BX_COST_AFTER_TEXT, 1, BX_RELAX_BOX);
    return;
  }
  charge (judge, BX_COST_LEFT_OUT, 1, BX_RELAX_QUOTE);
  charge (judge, BX_COST_LEFT_OUT_NEEDED, b->is_needed, 0);
  charge (judge, BX_COST_LEFT_OUT_ASKED, b->is_asked, 0);
}

static void
judge_boxes (Judge *judge)
{
  for (int b = 0; b < judge->plan->n_boxes; b++) {
    const BxPlacedBox *placed = &judge->plan->boxes[b];

    judge_slot (judge, b);
    judge_source (judge, placed);
    if (!is_teaser (judge->galley, placed->box)) {
      judge_disorder (judge, placed);
      continue;
    }
    judge_company (judge, b);
    judge_close (judge, placed);
    judge_lateness (judge, placed);
  }
  for (int page = 0; page < judge->plan->n_pages && judge->galley->n_boxes > 0; page++) {
    judge_crowd (judge, page);
    charge (judge, BX_COST_NO_BOX, is_grey (judge, page), 0);
    charge (judge, BX_COST_NO_BOX_AGAIN,
            page > 0 && is_grey (judge, page) && is_grey (judge, page - 1), 0);
  }
  judge_opening (judge);
  for (int b = 0; b < judge->galley->n_boxes; b++)
    judge_left_out (judge, b);
}

/* --- the sum -------------------------------------------------------------------------------- */

static void
judge_text (Judge *judge)
{
  for (int i = 0; i < judge->galley->n_items; i++)
    judge->cost += galley_get_variant (judge->galley, judge->plan, i).cost;
  for (int page = 0; page < judge->plan->n_pages; page++)
    for (int column = 0; column < area_of (judge, page).columns; column++)
      judge_column (judge, page, column);
}

gint64
judge_plan (const BxGalley *galley, const BxPlan *plan, unsigned *relaxed, char **complaint)
{
  int n = plan->n_pages * galley->columns * galley->column_lines;
  g_autofree Square *squares = g_new (Square, n + 1);
  g_autofree int *first_page = g_new0 (int, galley->n_items + 1);
  Judge judge = { .galley = galley, .plan = plan, .squares = squares, .first_page = first_page,
                  .complaint = complaint };

  *complaint = NULL;
  for (int i = 0; i < n; i++)
    squares[i] = (Square){ .item = EMPTY };
  for (int b = 0; b < plan->n_boxes && *complaint == NULL; b++)
    paint_box (&judge, b);
  for (int i = 0; i < plan->n_lines && *complaint == NULL; i++)
    paint_lines (&judge, &plan->lines[i]);
  if (*complaint == NULL)
    check_order (&judge);
  if (*complaint == NULL)
    check_notes (&judge);
  if (*complaint == NULL && galley->n_items > 0) {
    judge_text (&judge);
    judge_last_page (&judge);
    judge_boxes (&judge);
  }
  if (relaxed)
    *relaxed = judge.relaxed;
  return *complaint ? -1 : judge.cost;
}
