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
  int *first_page; /* of each item */
  guint left_out;  /* a bit for each box that is not set, nor another of its group */
  gint64 best;
  gint64 n_plans;
  gint64 limit;
  int blocks_per_page;
  int teasers_per_page;
} Work;

typedef struct {
  int page;
  BxArea area;
  int first_box; /* of the page, in the plan */
  int n_runs;
  Run runs[2 * BX_MAX_COLUMNS];
  int note_end; /* notes with marks before the end of the column at hand */
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
  return galley_get_variant (work->galley, &work->plan, item).lines;
}

/* The box that cuts into a column at a line, or NULL. */
static const BxPlacedBox *
cutter_at (const Work *work, const Page *page, int column, int line)
{
  for (int b = page->first_box; b < work->plan.n_boxes; b++) {
    const BxPlacedBox *placed = &work->plan.boxes[b];
    const BxBoxSize *size = &work->galley->boxes[placed->box].sizes[placed->size];

    if (size->measure > 0 && column >= placed->column && column < placed->column + size->span
        && line >= placed->top && line < placed->top + size->lines)
      return placed;
  }
  return NULL;
}

/* What an item is to a box whose first line stands beside its line `first`. */
static BxWrap
make_wrap (const Work *work, const BxPlacedBox *placed, int first)
{
  const BxBoxSize *size = &work->galley->boxes[placed->box].sizes[placed->size];

  return (BxWrap){ size->measure, MAX (first, 0), first + size->lines };
}

/* Whether lines and the white before them have the measures of their places. */
static gboolean
is_in_measure (const Work *work, const Page *page, const BxPlacedLines *lines)
{
  const BxWrap *wrap = &work->plan.wraps[lines->item];

  for (int l = -lines->space; l < lines->n; l++) {
    const BxPlacedBox *cutter = cutter_at (work, page, lines->column, lines->top + l);
    int line = lines->first + l;
    gboolean is_wrapped = l >= 0 && wrap->measure > 0 && line >= wrap->first && line < wrap->end;
    BxWrap due;

    if ((cutter != NULL) != is_wrapped)
      return FALSE;
    if (cutter == NULL)
      continue;
    due = make_wrap (work, cutter, line - (lines->top + l - cutter->top));
    if (work->galley->items[lines->item].kind == BX_ITEM_HEAD || due.measure != wrap->measure
        || due.first != wrap->first || due.end != wrap->end
        || work->first_page[lines->item] != lines->page)
      return FALSE;
  }
  return TRUE;
}

/* Whether there is nothing to stand beside a box from a line of a run on. */
static gboolean
leaves_notch (const Work *work, const Page *page, const Run *run, int used)
{
  for (int y = run->top + used; y < run->end; y++)
    if (cutter_at (work, page, run->column, y) != NULL)
      return TRUE;
  return FALSE;
}

static int
count_teasers (const Work *work, const Page *page)
{
  int n = 0;

  for (int b = page->first_box; b < work->plan.n_boxes; b++)
    n += is_teaser (work->galley, work->plan.boxes[b].box);
  return n;
}

static void
finish (Work *work, const Page *page, const Run *run, int used)
{
  g_autofree char *complaint = NULL;
  int columns = page->area.columns;
  int missing = run->end - run->top - used;
  unsigned relaxed;
  gint64 cost;

  for (int r = 0; r < page->n_runs; r++)
    if (page->runs[r].column > run->column)
      missing += page->runs[r].end - page->runs[r].top;
  if (page->note_end != work->galley->n_notes
      || (count_teasers (work, page) > 0 && missing - (columns - 1) > columns)
      || leaves_notch (work, page, run, used))
    return;
  work->plan.n_pages = page->page + 1;
  work->plan.balanced_lines = page->area.bottom - page->area.top;
  cost = judge_plan (work->galley, &work->plan, &relaxed, &complaint);
  work->n_plans++;
  if (cost >= 0 && !(relaxed & ~work->rules->relax) && (work->best < 0 || cost < work->best))
    work->best = cost;
}

static gboolean
is_too_short (const Work *work, const Page *page, const Run *run, int used)
{
  int missing = run->end - run->top - used;
  int most = run->is_over ? work->rules->cut_short : work->rules->foot_short;

  if (!may (work, run->is_over ? BX_RELAX_CUT : BX_RELAX_FOOT))
    most = 0;
  if (page->area.is_last && !run->is_over)
    most = MAX (most, BX_UNEVEN_LINES);
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
    BxLineRange source = galley_get_source (g, placed->box, lines_of (work, box->item));
    int last = placed->column + box->sizes[placed->size].span - 1;
    int foot = placed->top + box->sizes[placed->size].lines;
    int margin = 0;

    if (box->kind != BX_BOX_QUOTE || box->item != lines->item
        || lines->column < placed->column - 1 || lines->column > last + 1)
      continue;
    if (lines->column >= placed->column && lines->column <= last)
      margin = BX_ECHO_LINES;
    for (int l = MAX (source.first, lines->first);
         l < MIN (source.end, lines->first + lines->n); l++) {
      int y = lines->top + l - lines->first;

      if (y >= placed->top - margin && y < foot + margin)
        return TRUE;
    }
  }
  return FALSE;
}

static void fill_run (Work *work, const Page *page, int run, int used, int item, int line);
static void set_lines (Work *work, const Page *page, int r, int used, int item, int line, int n);

static gboolean
ends_column (const Page *page, int run)
{
  return run + 1 == page->n_runs || page->runs[run + 1].column != page->runs[run].column;
}

/* Begins a run; a column with any number of notes at its foot. */
static void
enter_run (Work *work, const Page *page, int run, int item, int line)
{
  int first = galley_count_notes (work->galley, &work->plan, item, line);
  int last = run;

  if (work->galley->n_notes == 0
      || (run > 0 && page->runs[run - 1].column == page->runs[run].column)) {
    fill_run (work, page, run, 0, item, line);
    return;
  }
  while (!ends_column (page, last))
    last++;
  for (int end = first; end <= work->galley->n_notes; end++) {
    Page noted = *page;

    noted.note_end = end;
    noted.runs[last].end -= galley_measure_notes (work->galley, first, end);
    if (noted.runs[last].end <= noted.runs[last].top)
      continue;
    work->plan.notes[work->plan.n_notes]
        = (BxPlacedNotes){ .page = page->page, .column = page->runs[run].column,
                           .top = noted.runs[last].end,
                           .lines = page->runs[last].end - noted.runs[last].end, .first = first,
                           .n = end - first };
    work->plan.n_notes += end > first;
    fill_run (work, &noted, run, 0, item, line);
    work->plan.n_notes -= end > first;
  }
}

static void
end_run (Work *work, const Page *page, int run, int used, int item, int line)
{
  if (is_too_short (work, page, &page->runs[run], used)
      || leaves_notch (work, page, &page->runs[run], used))
    return;
  if (ends_column (page, run)
      && galley_count_notes (work->galley, &work->plan, item, line) != page->note_end)
    return;
  if (run + 1 < page->n_runs)
    enter_run (work, page, run + 1, item, line);
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
  if (line == 0)
    work->first_page[item] = page->page;
  if (is_echo (work, page, lines) || !is_in_measure (work, page, lines))
    return;
  work->plan.n_lines++;
  if (line + n == lines_of (work, item))
    fill_run (work, page, r, used + space + n, item + 1, 0);
  else if (may_cut (work, item, line, n))
    end_run (work, page, r, used + space + n, item, line + n);
  work->plan.n_lines--;
}

/* Whether a head among so many lines over an item's start has less text under it than it needs. */
static gboolean
lacks_text (const Work *work, int used, int item)
{
  int after = 0;

  for (int i = item - 1; i >= 0 && after < used && after < 2; i--) {
    const BxItem *it = &work->galley->items[i];

    if (it->kind == BX_ITEM_HEAD)
      return after < (it->min_after > 0 ? it->min_after : 2);
    after += lines_of (work, i);
  }
  return FALSE;
}

/* Sets one line of an item, or two, or … */
static void
set_item (Work *work, const Page *page, int r, int used, int item, int line)
{
  const Run *run = &page->runs[r];
  int space = line == 0 && used > 0 ? work->galley->items[item].space : 0;

  for (int n = 1; n <= lines_of (work, item) - line; n++)
    if (used + space + n <= run->end - run->top)
      set_lines (work, page, r, used, item, line, n);
}

/* Every way to set an item that meets a box of the page at some line of its own. */
static void
wrap_item (Work *work, const Page *page, int r, int used, int item)
{
  int most = work->galley->items[item].variants[0].lines + 2;

  for (int b = page->first_box; b < work->plan.n_boxes; b++) {
    const BxPlacedBox *placed = &work->plan.boxes[b];
    const BxBoxSize *size = &work->galley->boxes[placed->box].sizes[placed->size];

    for (int first = 1 - size->lines; size->measure > 0 && first < most; first++) {
      BxWrap wrap = make_wrap (work, placed, first);
      int numbers[BX_MAX_VARIANTS];
      int n = galley_list_wrapped (work->galley, item, &wrap, numbers);

      for (int v = 0; v < n; v++) {
        work->plan.wraps[item] = wrap;
        work->plan.variants[item] = numbers[v];
        set_item (work, page, r, used, item, 0);
      }
    }
  }
  work->plan.wraps[item] = (BxWrap){ 0 };
  work->plan.variants[item] = 0;
}

static void
fill_run (Work *work, const Page *page, int r, int used, int item, int line)
{
  if (work->n_plans > work->limit)
    return;
  if (item == work->galley->n_items) {
    if (page->area.is_last)
      finish (work, page, &page->runs[r], used);
    return;
  }
  if (line == 0 && (!lacks_text (work, used, item) || may (work, BX_RELAX_ORPHAN)))
    end_run (work, page, r, used, item, 0);
  set_item (work, page, r, used, item, line);
  if (line == 0 && work->plan.variants[item] == 0) /* once for all its own variants */
    wrap_item (work, page, r, used, item);
}

/* What stands at a square of the page: a placed box, or NULL. */
static const BxPlacedBox *
box_at (const Work *work, const Page *page, int column, int line)
{
  for (int b = page->first_box; b < work->plan.n_boxes; b++) {
    const BxPlacedBox *placed = &work->plan.boxes[b];
    const BxBoxSize *size = &work->galley->boxes[placed->box].sizes[placed->size];

    if (size->measure == 0 && column >= placed->column && column < placed->column + size->span
        && line >= placed->top && line < placed->top + size->lines)
      return placed;
  }
  return NULL;
}

static void
find_runs (const Work *work, Page *page)
{
  page->n_runs = 0;
  for (int column = 0; column < page->area.columns; column++) {
    int first = page->n_runs;
    gboolean has_box = FALSE;

    for (int y = page->area.top; y < page->area.bottom; y++) {
      Run *run = page->n_runs > first ? &page->runs[page->n_runs - 1] : NULL;

      if (box_at (work, page, column, y) != NULL) {
        has_box = TRUE;
        if (run != NULL && run->end == y)
          run->is_over = TRUE;
      } else if (run != NULL && run->end == y) {
        run->end++;
      } else {
        page->runs[page->n_runs++] = (Run){ column, y, y + 1, FALSE, FALSE };
      }
    }
    for (int r = first; r < page->n_runs; r++)
      page->runs[r].is_under = has_box;
  }
}

static void
fill_page (Work *work, Page *page, int item, int line)
{
  find_runs (work, page);
  if (page->n_runs > 0)
    enter_run (work, page, 0, item, line);
  else if (!page->area.is_last)
    start_page (work, page->page + 1, item, line);
}

static gboolean
has_neighbour (const Work *work, const Page *page, const BxPlacedBox *placed)
{
  for (int b = page->first_box; b < work->plan.n_boxes; b++) {
    const BxPlacedBox *other = &work->plan.boxes[b];

    if (is_teaser (work->galley, other->box)
        && other->column + work->galley->boxes[other->box].sizes[other->size].span
               == placed->column
        && ABS (other->top - placed->top) <= BX_HEIGHT_LINES)
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_group (const Work *work, int group)
{
  for (int b = 0; b < work->plan.n_boxes; b++)
    if (work->galley->boxes[work->plan.boxes[b].box].group == group)
      return TRUE;
  return FALSE;
}

static gboolean
is_block_at (const Work *work, const Page *page, int column, int line)
{
  const BxPlacedBox *placed = box_at (work, page, column, line);

  return placed != NULL && !is_teaser (work->galley, placed->box);
}

static void place_teasers (Work *work, Page *page, int from_column, gboolean is_off, int item,
                           int line);

/* The next box of a stream, or the end; one group is one step. */
static int
next_box (const Work *work, gboolean teasers)
{
  const BxGalley *g = work->galley;
  int next = 0;

  for (int b = 0; b < work->plan.n_boxes; b++)
    if (is_teaser (g, work->plan.boxes[b].box) == teasers)
      next = MAX (next, work->plan.boxes[b].box + 1);
  while (next < g->n_boxes
         && (is_teaser (g, next) != teasers || (work->left_out >> next & 1) != 0
             || (g->boxes[next].group != 0 && has_group (work, g->boxes[next].group))))
    next++;
  return next;
}

/* Lines that blocks take from the ends of some columns. */
static Ends
find_ends (const Work *work, const Page *page, int column, int span)
{
  Ends most = { 0, 0 };

  for (int c = column; c < column + span; c++) {
    Ends ends = { 0, 0 };

    while (page->area.top + ends.head < page->area.bottom
           && is_block_at (work, page, c, page->area.top + ends.head))
      ends.head++;
    while (page->area.bottom - ends.foot > page->area.top
           && is_block_at (work, page, c, page->area.bottom - 1 - ends.foot))
      ends.foot++;
    most.head = MAX (most.head, ends.head);
    most.foot = MAX (most.foot, ends.foot);
  }
  return most;
}

static void
place_teaser (Work *work, Page *page, int box, int from_column, int item, int line)
{
  const BxGalley *g = work->galley;
  gboolean is_alone = work->plan.n_boxes == page->first_box;

  for (int s = 0; s < g->boxes[box].n_sizes; s++)
    for (int column = from_column; column + g->boxes[box].sizes[s].span <= page->area.columns;
         column++)
      for (int top = page->area.top; top < page->area.bottom; top++) {
        const BxBoxSize *size = &g->boxes[box].sizes[s];
        BxPlacedBox placed = { page->page, column, top, box, s };
        gboolean is_off;

        if (judge_top (&page->area, size, find_ends (work, page, column, size->span), top,
                       is_alone ? work->rules->top_spread : work->rules->company_spread,
                       work->rules->company_spread, &is_off) < 0
            || has_neighbour (work, page, &placed))
          continue;
        work->plan.boxes[work->plan.n_boxes++] = placed;
        place_teasers (work, page, column + size->span, is_off, item, line);
        work->plan.n_boxes--;
      }
}

/* The page as it is, then with one more teaser in every place from a column on. */
static void
place_teasers (Work *work, Page *page, int from_column, gboolean is_off, int item, int line)
{
  const BxGalley *g = work->galley;
  int next = next_box (work, TRUE);
  int n_teasers = count_teasers (work, page);
  int n_blocks = work->plan.n_boxes - page->first_box - n_teasers;

  if (!page->area.is_last || next == g->n_boxes)
    fill_page (work, page, item, line);
  if (next == g->n_boxes || is_off || n_teasers == MAX (1, work->teasers_per_page - n_blocks))
    return;
  for (int box = next; box < g->n_boxes; box++) {
    if (!is_teaser (g, box) || (work->left_out >> box & 1) != 0)
      continue;
    if (box > next && (g->boxes[next].group == 0 || g->boxes[box].group != g->boxes[next].group))
      break;
    place_teaser (work, page, box, from_column, item, line);
  }
}

/* A block leaves its columns full or with text enough; no other one stands where it stands. */
static gboolean
may_stand (const Work *work, const Page *page, const BxPlacedBox *placed)
{
  const BxBoxSize *size = &work->galley->boxes[placed->box].sizes[placed->size];

  if (placed->top < page->area.top || placed->column + size->span > page->area.columns
      || placed->top + size->lines > page->area.bottom)
    return FALSE;
  for (int c = placed->column; c < placed->column + size->span; c++) {
    int left = 0;

    for (int y = page->area.top; y < page->area.bottom; y++) {
      gboolean is_here = y >= placed->top && y < placed->top + size->lines;

      if (is_here && box_at (work, page, c, y) != NULL)
        return FALSE;
      left += !is_here && box_at (work, page, c, y) == NULL;
    }
    if (left > 0 && left < BX_BOX_TEXT_LINES)
      return FALSE;
  }
  return TRUE;
}

/* The page with the blocks that it has, then with one more at every head and foot. */
static void
place_blocks (Work *work, Page *page, int item, int line)
{
  const BxGalley *g = work->galley;
  int next = next_box (work, FALSE);

  if (!page->area.is_last || next == g->n_boxes)
    place_teasers (work, page, 0, FALSE, item, line);
  if (next == g->n_boxes || work->plan.n_boxes - page->first_box == work->blocks_per_page)
    return;
  for (int s = 0; s < g->boxes[next].n_sizes; s++)
    for (int column = 0; column < page->area.columns; column++)
      for (int end = 0; end < 2; end++) {
        int foot = page->area.bottom - g->boxes[next].sizes[s].lines;
        BxPlacedBox placed = { page->page, column, end == 0 ? page->area.top : foot, next, s };

        if (!may_stand (work, page, &placed) || (end > 0 && foot == page->area.top))
          continue;
        work->plan.boxes[work->plan.n_boxes++] = placed;
        place_blocks (work, page, item, line);
        work->plan.n_boxes--;
      }
}

static void
start_page (Work *work, int page, int item, int line)
{
  const BxGalley *g = work->galley;
  Page p = { .page = page, .first_box = work->plan.n_boxes };
  int room = g->column_lines - g->closing_lines - make_area (g, page, -1).top;

  for (int depth = 1; depth <= room; depth++) {
    p.area = make_area (g, page, depth);
    place_blocks (work, &p, item, line);
  }
  p.area = make_area (g, page, -1);
  place_blocks (work, &p, item, line);
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

static gboolean
is_in_group_before (const BxGalley *g, int box)
{
  for (int o = 0; o < box; o++)
    if (g->boxes[o].group == g->boxes[box].group)
      return TRUE;
  return FALSE;
}

static int
least_area (const BxBox *box)
{
  int least = G_MAXINT;

  for (int s = 0; s < box->n_sizes; s++)
    least = MIN (least, box->sizes[s].span * box->sizes[s].lines);
  return least;
}

static int
per_page (int n, int pages, int columns)
{
  return MIN (n > 1 ? MAX (2, (n + pages - 1) / pages + 1) : n, columns);
}

/* Boxes of a page at most. */
static void
count_per_page (Work *work)
{
  const BxGalley *g = work->galley;
  int page_lines = g->columns * g->column_lines;
  int opening_columns = make_area (g, 0, -1).columns;
  int lines = count_lines (g) + opening_columns * g->opening_lines
              + (g->columns - opening_columns) * g->column_lines + g->columns * g->closing_lines;
  int n_blocks = 0;
  int n_teasers = 0;
  int pages;

  for (int b = 0; b < g->n_boxes; b++) {
    gboolean goes_on = b > 0 && g->boxes[b].group != 0 && is_in_group_before (g, b);

    if (is_teaser (g, b))
      n_teasers += !goes_on;
    else
      lines += least_area (&g->boxes[b]);
    n_blocks += !is_teaser (g, b);
  }
  pages = MAX (1, (lines + page_lines - 1) / page_lines);
  work->blocks_per_page = per_page (n_blocks, pages, g->columns);
  work->teasers_per_page = per_page (n_teasers, pages, g->columns);
}

/* Whether whole groups of quotes are left out, where that is allowed. */
static gboolean
may_leave_out (const Work *work)
{
  const BxGalley *g = work->galley;

  if (work->left_out != 0 && !may (work, BX_RELAX_QUOTE))
    return FALSE;
  for (int b = 0; b < g->n_boxes; b++) {
    if ((work->left_out >> b & 1) == 0)
      continue;
    if (!is_teaser (g, b))
      return FALSE;
    for (int o = 0; g->boxes[b].group != 0 && o < g->n_boxes; o++)
      if (g->boxes[o].group == g->boxes[b].group && (work->left_out >> o & 1) == 0)
        return FALSE;
  }
  return TRUE;
}

gint64
enumerate_plans (const BxGalley *galley, const BxRules *rules, gint64 *n_plans)
{
  Work work = { .galley = galley, .rules = rules, .best = -1, .limit = *n_plans };

  count_per_page (&work);
  work.plan.variants = g_new0 (int, galley->n_items + 1);
  work.plan.wraps = g_new0 (BxWrap, galley->n_items + 1);
  work.plan.notes = g_new0 (BxPlacedNotes, galley->n_notes + 1);
  work.first_page = g_new0 (int, galley->n_items + 1);
  work.plan.lines = g_new0 (BxPlacedLines, 1000);
  work.plan.boxes = g_new0 (BxPlacedBox, galley->n_boxes + 1);
  for (work.left_out = 0; work.left_out < 1u << galley->n_boxes; work.left_out++)
    if (may_leave_out (&work))
      choose_variants (&work, 0);
  g_free (work.plan.variants);
  g_free (work.plan.wraps);
  g_free (work.plan.notes);
  g_free (work.first_page);
  g_free (work.plan.lines);
  g_free (work.plan.boxes);
  *n_plans = work.n_plans;
  return work.best;
}
