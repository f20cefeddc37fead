/* Where boxes may stand on a page, by rule: which columns, which heights, which sizes, how many,
 * and the runs of text that they leave. The templates of a page are all arrangements of its slots;
 * which one a page gets is the search's decision.
 *
 * A box of one column stands about a quarter, a third or a half down, never at head or foot; a
 * wider one may also stand there (layout-algorithms §3.1). */
#include "page-private.h"

#include <string.h>

#define MAX_LAYOUTS 1000 /* of one page; beyond, pages with several boxes get fewer choices */

struct _BxTemplates {
  const BxFlow *flow;
  const BxRules *rules;
  GHashTable *sets; /* of GPtrArray */
  int n_layouts;
  int boxes_per_page;
};

/* Work on one set. */
typedef struct {
  BxTemplates *templates;
  GPtrArray *set;
  BxArea area;
  int from_box;
  int first_box;
  gint64 points;
  int n_rects;
  BxRect rects[BX_MAX_COLUMNS];
  gboolean is_off_top; /* the first box stands beside its preferred tops: it stands alone */
  int thrift; /* 0: all sizes and tops; 1: one size for all boxes of a page but the first; 2: one
                 size for all; 3: and one top */
} Maker;

BxArea
bx_area_for (const BxGalley *galley, int page, int last_lines)
{
  BxArea area = { .top = page == 0 ? galley->opening_lines : 0,
                  .bottom = galley->column_lines,
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

/* Pages that the text needs at least. */
static int
count_least_pages (const BxFlow *flow)
{
  const BxGalley *galley = &flow->galley;
  int page_lines = galley->columns * galley->column_lines;
  int lines = flow->positions[0].rest_min
              + galley->columns * (galley->opening_lines + galley->closing_lines);

  return MAX (1, (lines + page_lines - 1) / page_lines);
}

/* One box a page is the aim; where pages are few, as many as needed and one more for choice. */
int
bx_boxes_per_page (const BxFlow *flow)
{
  int n = flow->galley.n_boxes;
  int pages = count_least_pages (flow);
  int needed = (n + pages - 1) / pages;

  return MIN (n > 1 ? MAX (2, needed + 1) : n, flow->galley.columns);
}

/* --- segments ------------------------------------------------------------------------------- */

static const BxRect *
find_rect (const BxLayout *layout, int column)
{
  for (int r = 0; r < layout->n_rects; r++)
    if (column >= layout->rects[r].column
        && column < layout->rects[r].column + layout->rects[r].span)
      return &layout->rects[r];
  return NULL;
}

int
bx_layout_cut_column (const BxLayout *layout, int column, BxSegment segments[2])
{
  const BxArea *area = &layout->area;
  const BxRect *rect = find_rect (layout, column);
  gboolean is_judge = rect && rect->column == column;
  int over = (rect ? rect->top : area->bottom) - area->top;
  int under = rect ? area->bottom - rect->top - rect->lines : 0;
  int n = 0;

  if (over > 0)
    segments[n++] = (BxSegment){ .column = column, .top = area->top, .lines = over,
                                 .touches_box = rect != NULL, .over_box = rect != NULL,
                                 .is_cut = under > 0, .ends_column = under <= 0,
                                 .is_judged_at_end = is_judge };
  if (under > 0)
    segments[n++] = (BxSegment){ .column = column, .top = area->bottom - under, .lines = under,
                                 .touches_box = TRUE, .ends_column = TRUE,
                                 .is_judged_at_start = is_judge && over <= 0 };
  return n;
}

/* --- slots ---------------------------------------------------------------------------------- */

typedef struct {
  int top;
  gboolean is_off; /* beside a preferred top */
  gint64 points;
} Slot;

static gint64
price_column (const Maker *maker, const BxBoxSize *size, int column)
{
  gboolean is_inner = size->span == 1 && column > 0
                      && column < maker->templates->flow->galley.columns - 1;

  return is_inner ? bx_points (BX_COST_INNER_COLUMN) : 0;
}

static void
add_slot (GArray *slots, const BxArea *area, int top, gboolean is_off, gint64 points)
{
  int depth = area->bottom - area->top;
  Slot slot = { .top = top, .is_off = is_off, .points = points };

  /* Rounding to the grid must not push a third down into the first third. */
  if (area->is_opening && 3 * (top - area->top) + 2 < depth)
    slot.points += bx_points (BX_COST_OPENING_THIRD);
  for (guint i = 0; i < slots->len; i++) {
    Slot *known = &g_array_index (slots, Slot, i);

    if (known->top == top) {
      known->is_off &= is_off;
      return;
    }
  }
  g_array_append_val (slots, slot);
}

/* Preferred tops; a wide box has two of them, and the head and the foot besides. */
static int
list_tops (const BxArea *area, const BxBoxSize *size, int tops[3])
{
  static const int parts[][2] = { { 1, 3 }, { 1, 2 }, { 1, 4 } };
  int depth = area->bottom - area->top;
  int n = size->span > 1 ? 2 : 3;

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

/* Tops around the preferred ones, as far as the rung allows, and at least where the box has text
 * enough over and under it. */
static GArray *
list_slots (const Maker *maker, const BxKind *kind, const BxBoxSize *size)
{
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  const BxArea *area = &maker->area;
  int low = area->top + BX_BOX_TEXT_LINES;
  int high = area->bottom - BX_BOX_TEXT_LINES - size->lines;
  int spread = maker->n_rects > 0 ? 0 : maker->templates->rules->top_spread;
  int tops[3];
  int n = list_tops (area, size, tops);

  for (int p = 0; kind->is_amid && p < (maker->thrift >= 3 ? 1 : n) && low <= high; p++) {
    int centre = CLAMP (tops[p], low, high);

    for (int top = MAX (low, centre - spread); top <= MIN (high, centre + spread); top++)
      add_slot (slots, area, top, top != centre, price_top (top, tops, n));
  }
  if ((size->span > 1 ? kind->wide_at_edge : kind->at_edge) && low <= area->bottom - size->lines) {
    add_slot (slots, area, area->top, FALSE, bx_points (BX_COST_AT_HEAD));
    add_slot (slots, area, area->bottom - size->lines, FALSE, bx_points (BX_COST_AT_FOOT));
  }
  return slots;
}

/* --- layouts -------------------------------------------------------------------------------- */

static gint64
price_left_out (const BxFlow *flow, int from, int to)
{
  gint64 points = 0;

  for (int b = from; b < to; b++)
    points += bx_flow_left_out_points (&flow->galley.boxes[b]);
  return points;
}

static void
keep_layout (Maker *maker, int next_box)
{
  const BxFlow *flow = maker->templates->flow;
  int placed = maker->first_box + maker->n_rects;
  gsize rects_size = sizeof (BxRect) * (gsize) maker->n_rects;
  BxLayout *layout = g_malloc0 (sizeof (BxLayout) + rects_size);

  layout->id = maker->templates->n_layouts++;
  layout->area = maker->area;
  layout->from_box = maker->from_box;
  layout->first_box = maker->first_box;
  layout->next_box = next_box;
  layout->points = maker->points + price_left_out (flow, maker->from_box, maker->first_box)
                   + price_left_out (flow, placed, next_box);
  layout->n_rects = maker->n_rects;
  memcpy (layout->rects, maker->rects, rects_size);
  g_ptr_array_add (maker->set, layout);
}

/* What a rect costs beside the others of its page; < 0 where it cannot stand. */
static gint64
price_company (const Maker *maker, const BxRect *rect)
{
  const BxBox *boxes = maker->templates->flow->galley.boxes;
  const BxRect *last = maker->n_rects > 0 ? &maker->rects[maker->n_rects - 1] : NULL;
  gint64 points;

  if (last == NULL)
    return 0;
  points = bx_points (BX_COST_ANOTHER_BOX);
  for (int r = 0; r < maker->n_rects; r++)
    if (ABS (maker->rects[r].top - rect->top) <= BX_HEIGHT_LINES)
      points += bx_points (BX_COST_SAME_HEIGHT);
  if (last->column + last->span == rect->column
      && ABS (last->top - rect->top) <= BX_HEIGHT_LINES)
    return -1;
  if (boxes[last->box].speaker == boxes[rect->box].speaker)
    points += bx_points (BX_COST_SAME_SPEAKER);
  return points;
}

static void add_boxes (Maker *maker, int column);

static void
add_box_of_size (Maker *maker, int box, int s, int from_column)
{
  const BxGalley *galley = &maker->templates->flow->galley;
  const BxBoxSize *size = &galley->boxes[box].sizes[s];
  g_autoptr (GArray) slots = list_slots (maker, bx_kind_get (galley->boxes[box].kind), size);
  gint64 points = maker->points;

  for (int column = from_column; column + size->span <= galley->columns; column++)
    for (guint i = 0; i < slots->len; i++) {
      const Slot *slot = &g_array_index (slots, Slot, i);
      BxRect rect = { .box = box, .size = s, .column = column, .span = size->span,
                      .top = slot->top, .lines = size->lines };
      gint64 company = price_company (maker, &rect);

      if (company < 0)
        continue;
      maker->points = points + company + slot->points + size->cost
                      + price_column (maker, size, column);
      maker->is_off_top = slot->is_off;
      maker->rects[maker->n_rects++] = rect;
      add_boxes (maker, column + size->span);
      maker->n_rects--;
    }
  maker->points = points;
}

/* Keeps the layout as it stands, then tries a further box at or after a column. */
static void
add_boxes (Maker *maker, int column)
{
  const BxGalley *galley = &maker->templates->flow->galley;
  gboolean may_leave_out = maker->templates->rules->relax & BX_RELAX_BOX;
  int box = maker->first_box + maker->n_rects;
  int next_box = maker->area.is_last && may_leave_out ? galley->n_boxes : box;

  /* Leaving boxes out without setting a later one on this page can wait for a later page. */
  if ((maker->n_rects > 0 || maker->first_box == maker->from_box)
      && (!maker->area.is_last || next_box == galley->n_boxes))
    keep_layout (maker, next_box);
  if (box >= galley->n_boxes || maker->n_rects >= maker->templates->boxes_per_page
      || (maker->n_rects > 0 && maker->is_off_top)
      || maker->set->len > MAX_LAYOUTS)
    return;
  for (int s = 0; s < galley->boxes[box].n_sizes; s++) {
    if (galley->boxes[box].sizes[s].span == 0)
      continue;
    add_box_of_size (maker, box, s, column);
    if (maker->thrift >= (maker->n_rects > 0 ? 1 : 2))
      break;
  }
}

static int
compare_layouts (const void *a, const void *b)
{
  const BxLayout *x = *(const BxLayout *const *) a;
  const BxLayout *y = *(const BxLayout *const *) b;

  if (x->points != y->points)
    return x->points < y->points ? -1 : 1;
  return x->id - y->id;
}

static GPtrArray *
make_set (BxTemplates *templates, BxArea area, int box)
{
  GPtrArray *set = g_ptr_array_new_with_free_func (g_free);
  Maker maker = { .templates = templates, .set = set, .area = area, .from_box = box };
  int last = templates->rules->relax & BX_RELAX_BOX ? templates->flow->galley.n_boxes : box;
  int n_before = templates->n_layouts;

  if (templates->rules->relax & BX_RELAX_BOX)
    maker.thrift = 2; /* What to leave out is the question here, not the finer points. */

  do {
    g_ptr_array_set_size (set, 0);
    templates->n_layouts = n_before;
    for (maker.first_box = box; maker.first_box <= last; maker.first_box++)
      add_boxes (&maker, 0);
  } while (set->len > MAX_LAYOUTS && ++maker.thrift <= 3);
  g_ptr_array_sort (set, compare_layouts);
  return set;
}

const GPtrArray *
bx_templates_get (BxTemplates *templates, BxArea area, int box)
{
  const BxGalley *galley = &templates->flow->galley;
  gint64 height = galley->column_lines + 1;
  gint64 key = ((area.top * height + area.bottom) * 4 + area.is_opening * 2 + area.is_last)
                   * (galley->n_boxes + 1) + box;
  GPtrArray *set = g_hash_table_lookup (templates->sets, &key);

  if (set == NULL) {
    set = make_set (templates, area, box);
    g_hash_table_insert (templates->sets, g_memdup2 (&key, sizeof key), set);
  }
  return set;
}

BxTemplates *
bx_templates_new (const BxFlow *flow, const BxRules *rules)
{
  BxTemplates *templates = g_new0 (BxTemplates, 1);

  templates->flow = flow;
  templates->rules = rules;
  templates->sets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                           (GDestroyNotify) g_ptr_array_unref);
  templates->boxes_per_page = bx_boxes_per_page (flow);
  return templates;
}

void
bx_templates_free (BxTemplates *templates)
{
  if (templates == NULL)
    return;
  g_hash_table_unref (templates->sets);
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
price_rect_after (const BxLayout *previous, const BxRect *rect, int page)
{
  gint64 points = 0;

  for (int r = 0; r < previous->n_rects; r++) {
    const BxRect *other = &previous->rects[r];

    if (ABS (other->top - rect->top) > BX_HEIGHT_LINES)
      continue;
    if (other->column == rect->column && other->span == rect->span)
      points = MAX (points, bx_points (BX_COST_SAME_SLOT));
    else if (!bx_is_turn (page - 1))
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
  for (int r = 0; previous && r < layout->n_rects; r++)
    points += price_rect_after (previous, &layout->rects[r], page);
  return points;
}
