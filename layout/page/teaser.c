/* Where teasers may stand on a page beside its blocks: columns, tops and sizes, and what others of
 * their page make of them.
 *
 * A teaser of one column stands about a quarter, a third or a half down, never at head or foot; a
 * wider one may also stand there, and one that is as wide as the page nowhere else
 * (layout-algorithms §3.1, CL-PAG-08). */
#include "template.h"

#define MAX_SLOTS 64 /* of one box in one column: tops about the preferred ones, head, foot */

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
list_slots (const BxMaker *maker, const BxBoxSize *size, int column, SlotList *list)
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
  for (int p = 0; p < (maker->thrift >= BX_THRIFT_ONE_TOP ? 1 : n) && low <= high; p++) {
    int centre = CLAMP (tops[p], low, high);

    for (int top = MAX (low, centre - spread); top <= MIN (high, centre + spread); top++)
      add_slot (list, area, top, ABS (top - centre) > near, price_top (top, tops, n));
  }
  if (is_wide (size) && head == 0 && area->top <= high)
    add_slot (list, area, area->top, FALSE,
              bx_points (BX_COST_AT_HEAD) + (area->is_opening ? bx_points (BX_COST_OPENING_HEAD) : 0));
  if (is_wide (size) && foot == 0 && low <= area->bottom - size->lines)
    add_slot (list, area, area->bottom - size->lines, FALSE, bx_points (BX_COST_AT_FOOT));
}

/* What a teaser costs beside the others of its page; < 0 where it cannot stand. */
static gint64
price_company (const BxMaker *maker, const BxRect *rect)
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
  if (bx_maker_get_box (maker, last->box)->speaker == bx_maker_get_box (maker, rect->box)->speaker)
    points += bx_points (BX_COST_SAME_SPEAKER);
  return points;
}

static void
add_teaser_of_size (BxMaker *maker, int box, int s, int from_column)
{
  const BxBoxSize *size = &bx_maker_get_box (maker, box)->sizes[s];
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
      maker->points = points + company + slot->points + size->cost
                      + bx_maker_get_box (maker, box)->cost
                      + bx_maker_price_column (maker, size, column);
      if (maker->points >= maker->templates->below)
        continue;
      maker->is_off_top = slot->is_off;
      maker->rects[maker->n_rects++] = rect;
      bx_maker_add_teasers (maker, column + size->span);
      maker->n_rects--;
    }
  }
  maker->is_off_top = FALSE;
  maker->points = points;
}

static void
add_teaser (BxMaker *maker, int box, int column)
{
  gboolean is_first = maker->n_rects == maker->n_blocks;

  for (int s = 0; s < bx_maker_get_box (maker, box)->n_sizes; s++) {
    if (bx_maker_get_box (maker, box)->sizes[s].span == 0)
      continue;
    add_teaser_of_size (maker, box, s, column);
    if (maker->thrift >= (is_first ? BX_THRIFT_ONE_SIZE : BX_THRIFT_ONE_SIZE_LATER))
      break;
  }
}

/* Beside blocks there is room for fewer. */
static int
count_most_teasers (const BxMaker *maker)
{
  return MAX (1, maker->templates->boxes_per_page[BX_TEASERS] - maker->n_blocks);
}

static gboolean
is_best_of (const BxMaker *maker, const BxUnit *unit, int box)
{
  for (int b = unit->first_box; b < unit->first_box + unit->n; b++)
    if (bx_maker_get_box (maker, b)->cost < bx_maker_get_box (maker, box)->cost)
      return FALSE;
  return TRUE;
}

/* The boxes of a unit at or after a column. */
static void
add_unit (BxMaker *maker, int index, int column)
{
  const BxUnit *unit = &maker->templates->flow->streams[BX_TEASERS].units[index];
  int next = maker->next_teaser;

  maker->next_teaser = index + 1;
  for (int box = unit->first_box; box < unit->first_box + unit->n; box++)
    if (maker->thrift < BX_THRIFT_ONE_SIZE || is_best_of (maker, unit, box))
      add_teaser (maker, box, column);
  maker->next_teaser = next;
}

/* How many teasers can still be added at or after a column. */
static int
count_more (const BxMaker *maker, int column)
{
  int n_teasers = maker->n_rects - maker->n_blocks;

  if (n_teasers > 0 && maker->is_off_top)
    return 0;
  return MAX (0, MIN (count_most_teasers (maker) - n_teasers, maker->area.columns - column));
}

/* What those cost at least that must be left out on a last page, however many are added. */
static gint64
bound_left_out (const BxMaker *maker, int more)
{
  int rest = maker->templates->flow->streams[BX_TEASERS].n_units - maker->next_teaser - more;

  return maker->area.is_last ? MAX (0, rest) * bx_points (BX_COST_LEFT_OUT) : 0;
}

/* Others may be left out before a further teaser; leaving out teasers without setting a later one can
 * wait for a later page. */
void
bx_maker_add_teasers (BxMaker *maker, int column)
{
  const BxFlow *flow = maker->templates->flow;
  int more = count_more (maker, column);
  int most = bx_maker_may_leave_out (maker, BX_TEASERS) ? maker->templates->rules->most_skipped : 0;
  gint64 points = maker->points;

  if (points + bound_left_out (maker, more) >= maker->templates->below)
    return;
  maker->n_tried++;
  bx_maker_keep_layout (maker);
  if (more == 0 || bx_maker_has_too_many (maker))
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
