/* All plans that keep a rung's rules, one after the other, each priced by the judge. For small
 * galleys only; the proof that the search finds the least of them. */
#include "page-test.h"

typedef struct {
  int column;
  int top;
  int end;
  gboolean is_under; /* a box */
  gboolean is_over;
} Run;

typedef struct {
  const BxGalley *galley;
  const BxRules *rules;
  BxPlan plan; /* the one being made */
  gint64 best;
  gint64 n_plans;
  gint64 limit;
  int boxes_per_page;
} Work;

typedef struct {
  int page;
  BxArea area;
  int first_box; /* of the page, in the plan */
  int n_runs;
  Run runs[2 * BX_MAX_COLUMNS];
} Page;

static void start_page (Work *work, int page, int item, int line);

static gboolean
may (const Work *work, BxRelax rule)
{
  return (work->rules->relax & rule) != 0;
}

static int
lines_of (const Work *work, int item)
{
  return work->galley->items[item].variants[work->plan.variants[item]].lines;
}

static void
finish (Work *work, const Page *page, const Run *run, int used)
{
  g_autofree char *complaint = NULL;
  int columns = work->galley->columns;
  int missing = run->end - run->top - used
                + (columns - 1 - run->column) * (page->area.bottom - page->area.top);
  gint64 cost;

  if (work->plan.n_boxes > page->first_box && missing - (columns - 1) > columns)
    return;
  work->plan.n_pages = page->page + 1;
  work->plan.balanced_lines = page->area.bottom - page->area.top;
  cost = judge_plan (work->galley, &work->plan, NULL, &complaint);
  work->n_plans++;
  if (cost >= 0 && (work->best < 0 || cost < work->best))
    work->best = cost;
}

static gboolean
is_too_short (const Work *work, const Run *run, int used)
{
  int missing = run->end - run->top - used;
  int most = !may (work, BX_RELAX_FOOT) ? 0
             : run->is_over             ? work->rules->cut_short
                                        : work->rules->foot_short;

  return missing > most || ((run->is_over || run->is_under) && used < BX_BOX_TEXT_LINES);
}

/* Whether an item may be cut after a number of lines in this run. */
static gboolean
may_cut (const Work *work, int item, int line, int n)
{
  const BxItem *it = &work->galley->items[item];

  if (it->kind == BX_ITEM_HEAD)
    return FALSE;
  if (line == 0 && n < MAX (2, it->min_first)
      && (!may (work, BX_RELAX_ORPHAN) || it->min_first > 2))
    return FALSE;
  return lines_of (work, item) - line - n != 1 || may (work, BX_RELAX_WIDOW);
}

/* Whether the lines just set stand too near to their own quotation. */
static gboolean
is_echo (const Work *work, const Page *page, const BxPlacedLines *lines)
{
  const BxGalley *g = work->galley;

  for (int b = page->first_box; b < work->plan.n_boxes && !may (work, BX_RELAX_ECHO); b++) {
    const BxPlacedBox *placed = &work->plan.boxes[b];
    const BxBox *box = &g->boxes[placed->box];
    int n = lines_of (work, lines->item);
    int line = MIN (n * box->line_permille / 1000, n - 1);
    int last = placed->column + box->sizes[placed->size].span - 1;
    int foot = placed->top + box->sizes[placed->size].lines;
    int y = lines->top + line - lines->first;
    int margin = 0;

    if (box->item != lines->item || line < lines->first || line >= lines->first + lines->n
        || lines->column < placed->column - 1 || lines->column > last + 1)
      continue;
    if (lines->column >= placed->column && lines->column <= last)
      margin = BX_ECHO_LINES;
    if (y >= placed->top - margin && y < foot + margin)
      return TRUE;
  }
  return FALSE;
}

static void fill_run (Work *work, const Page *page, int run, int used, int item, int line);

static void
end_run (Work *work, const Page *page, int run, int used, int item, int line)
{
  if (is_too_short (work, &page->runs[run], used))
    return;
  if (run + 1 < page->n_runs)
    fill_run (work, page, run + 1, 0, item, line);
  else if (!page->area.is_last)
    start_page (work, page->page + 1, item, line);
}

/* Sets the next n lines of an item, then goes on in every way. */
static void
set_lines (Work *work, const Page *page, int r, int used, int item, int line, int n)
{
  const Run *run = &page->runs[r];
  int space = line == 0 && used > 0 ? work->galley->items[item].space : 0;
  BxPlacedLines *lines = &work->plan.lines[work->plan.n_lines];

  *lines = (BxPlacedLines){ .page = page->page, .column = run->column,
                            .top = run->top + used + space, .item = item, .first = line,
                            .n = n, .space = space };
  if (is_echo (work, page, lines))
    return;
  work->plan.n_lines++;
  if (line + n == lines_of (work, item))
    fill_run (work, page, r, used + space + n, item + 1, 0);
  else if (may_cut (work, item, line, n))
    end_run (work, page, r, used + space + n, item, line + n);
  work->plan.n_lines--;
}

static void
fill_run (Work *work, const Page *page, int r, int used, int item, int line)
{
  const Run *run = &page->runs[r];
  gboolean is_after_head;
  int space;

  if (work->n_plans > work->limit)
    return;
  if (item == work->galley->n_items) {
    if (page->area.is_last)
      finish (work, page, run, used);
    return;
  }
  is_after_head = used > 0 && work->galley->items[item - 1].kind == BX_ITEM_HEAD;
  if (line == 0 && (!is_after_head || may (work, BX_RELAX_ORPHAN)))
    end_run (work, page, r, used, item, 0);
  space = line == 0 && used > 0 ? work->galley->items[item].space : 0;
  for (int n = 1; n <= lines_of (work, item) - line; n++)
    if (used + space + n <= run->end - run->top)
      set_lines (work, page, r, used, item, line, n);
}

static void
find_runs (const Work *work, Page *page)
{
  page->n_runs = 0;
  for (int column = 0; column < work->galley->columns; column++) {
    int top = page->area.top;
    gboolean is_under = FALSE;

    for (int b = page->first_box; b < work->plan.n_boxes; b++) {
      const BxPlacedBox *placed = &work->plan.boxes[b];
      const BxBoxSize *size = &work->galley->boxes[placed->box].sizes[placed->size];

      if (column < placed->column || column >= placed->column + size->span)
        continue;
      if (placed->top > top)
        page->runs[page->n_runs++] = (Run){ column, top, placed->top, FALSE, TRUE };
      top = placed->top + size->lines;
      is_under = TRUE;
    }
    if (page->area.bottom > top)
      page->runs[page->n_runs++] = (Run){ column, top, page->area.bottom, is_under, FALSE };
  }
}

static void
fill_page (Work *work, Page *page, int item, int line)
{
  find_runs (work, page);
  if (page->n_runs > 0)
    fill_run (work, page, 0, 0, item, line);
  else if (!page->area.is_last)
    start_page (work, page->page + 1, item, line);
}

static gboolean
has_neighbour (const Work *work, const Page *page, const BxPlacedBox *placed)
{
  for (int b = page->first_box; b < work->plan.n_boxes; b++) {
    const BxPlacedBox *other = &work->plan.boxes[b];

    if (other->column + work->galley->boxes[other->box].sizes[other->size].span == placed->column
        && ABS (other->top - placed->top) <= BX_HEIGHT_LINES)
      return TRUE;
  }
  return FALSE;
}

/* The page as it is, then with one more box in every place from a column on. */
static void
place_boxes (Work *work, Page *page, int from_column, gboolean is_off, int item, int line)
{
  const BxGalley *g = work->galley;
  int next = work->plan.n_boxes;
  int on_page = next - page->first_box;

  if (!page->area.is_last || next == g->n_boxes)
    fill_page (work, page, item, line);
  if (next == g->n_boxes || on_page == work->boxes_per_page || is_off)
    return;
  for (int s = 0; s < g->boxes[next].n_sizes; s++)
    for (int column = from_column; column + g->boxes[next].sizes[s].span <= g->columns; column++)
      for (int top = page->area.top; top < page->area.bottom; top++) {
        BxPlacedBox placed = { page->page, column, top, next, s };
        gboolean is_off_here;

        if (judge_top (&page->area, &g->boxes[next].sizes[s], top,
                       on_page > 0 ? 0 : work->rules->top_spread, &is_off_here) < 0
            || has_neighbour (work, page, &placed))
          continue;
        work->plan.boxes[work->plan.n_boxes++] = placed;
        place_boxes (work, page, column + g->boxes[next].sizes[s].span, is_off_here, item, line);
        work->plan.n_boxes--;
      }
}

static void
start_page (Work *work, int page, int item, int line)
{
  const BxGalley *g = work->galley;
  int top = page == 0 ? g->opening_lines : 0;
  Page p = { .page = page, .first_box = work->plan.n_boxes };

  for (int depth = 1; depth <= g->column_lines - g->closing_lines - top; depth++) {
    p.area = (BxArea){ top, top + depth, page == 0 && top > 0, TRUE };
    place_boxes (work, &p, 0, FALSE, item, line);
  }
  p.area = (BxArea){ top, g->column_lines, page == 0 && top > 0, FALSE };
  place_boxes (work, &p, 0, FALSE, item, line);
}

static void
choose_variants (Work *work, int item)
{
  if (item == work->galley->n_items) {
    start_page (work, 0, 0, 0);
    return;
  }
  for (int v = 0; v < work->galley->items[item].n_variants; v++) {
    work->plan.variants[item] = v;
    choose_variants (work, item + 1);
  }
}

static int
count_lines (const BxGalley *g)
{
  int lines = 0;

  for (int i = 0; i < g->n_items; i++) {
    int least = g->items[i].variants[0].lines;

    for (int v = 1; v < g->items[i].n_variants; v++)
      least = MIN (least, g->items[i].variants[v].lines);
    lines += least;
  }
  return lines;
}

gint64
enumerate_plans (const BxGalley *galley, const BxRules *rules, gint64 *n_plans)
{
  Work work = { .galley = galley, .rules = rules, .best = -1, .limit = *n_plans };
  int page_lines = galley->columns * galley->column_lines;
  int lines = count_lines (galley)
              + galley->columns * (galley->opening_lines + galley->closing_lines);
  int pages = MAX (1, (lines + page_lines - 1) / page_lines);
  int wanted = galley->n_boxes > 1
                   ? MAX (2, (galley->n_boxes + pages - 1) / pages + 1)
                   : galley->n_boxes;

  work.boxes_per_page = MIN (wanted, galley->columns);
  work.plan.variants = g_new0 (int, galley->n_items + 1);
  work.plan.lines = g_new0 (BxPlacedLines, 1000);
  work.plan.boxes = g_new0 (BxPlacedBox, galley->n_boxes + 1);
  choose_variants (&work, 0);
  g_free (work.plan.variants);
  g_free (work.plan.lines);
  g_free (work.plan.boxes);
  *n_plans = work.n_plans;
  return work.best;
}
