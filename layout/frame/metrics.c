/* Quality in numbers, from the finished frames alone: layout-algorithms §7. The keys that must be 0
 * come first. */
#include "metrics.h"
#include "rivers.h"

#include <stdlib.h>

#define JUMP 51      /* 0.05 em: neighbours that differ by more look unlike */
#define EMERGENCY 102 /* 0.10 em */

typedef struct {
  int forbidden_breaks;
  int overfull_lines;
  int unjustified_lines;
  int emergency_lines;
  int widows;
  int orphans;
  int lone_char_last_lines;
  int short_last_lines;
  int squeezed_lines;
  int offgrid;
  int n_lines;      /* of body text */
  int n_full_lines; /* not the last of a paragraph */
  int jumps;
  GArray *tracking; /* of int, full lines */
} Tally;

static gboolean
is_first_of_block (const BxFrameLine *frame)
{
  return frame->line->first == 0
         || frame->shaped->clusters[frame->line->first].text.start
                == frame->shaped->clusters[0].text.start;
}

static void
count_edges (Tally *tally, const BxFrameLine *frame)
{
  const BxCluster *clusters = frame->shaped->clusters;
  const BxLine *line = frame->line;

  if (line->first > 0 && !bx_may_start_line ((BxClass) clusters[line->first].class))
    tally->forbidden_breaks++;
  if (!line->is_last && !bx_may_end_line ((BxClass) clusters[line->last - 1].class))
    tally->forbidden_breaks++;
  tally->overfull_lines += line->is_overfull;
}

/* Whether marks of the line gave up blank: narrower spaces and gaps beside Latin are no squeeze. */
static gboolean
has_inner_squeeze (const BxLine *line)
{
  for (int t = BX_TIER_SHRINK_MIDDLE; t < BX_N_SHRINK_TIERS; t++)
    if (t != BX_TIER_SHRINK_HAN_LATIN && line->used[t].u > 0)
      return TRUE;
  return FALSE;
}

/* A line that is not the last must end exactly on the measure. */
static gboolean
is_unjustified (const BxFrameLine *frame)
{
  const BxLine *line = frame->line;
  g_autofree BxLen *x = g_new (BxLen, (gsize) (line->last - line->first) + 1);

  return !line->is_last && bx_line_place (frame->shaped, line, x).u != line->measure.u;
}

static void
count_last_line (Tally *tally, const BxFrameLine *frame)
{
  const BxLine *line = frame->line;
  int han = 0;
  int words = 0;

  for (int i = line->first; i < line->last; i++) {
    const BxCluster *c = &frame->shaped->clusters[i];

    han += c->class == BX_CLASS_HAN;
    words += bx_cluster_is_word (c);
  }
  if (line->first == 0 || words > 0)
    return;
  tally->lone_char_last_lines += han <= 1;
  tally->short_last_lines += han < 3;
}

static void
count_line (Tally *tally, const BxFrameLine *frame, const BxFrameLine *previous,
            const BxFrameLine *next)
{
  gboolean is_head = previous == NULL || previous->page != frame->page
                     || previous->column != frame->column;
  gboolean is_foot = next == NULL || next->page != frame->page || next->column != frame->column;
  gboolean is_only = is_first_of_block (frame) && frame->line->is_last;

  tally->n_lines++;
  count_edges (tally, frame);
  tally->unjustified_lines += is_unjustified (frame);
  tally->squeezed_lines += has_inner_squeeze (frame->line);
  tally->widows += is_head && frame->line->is_last && !is_only;
  tally->orphans += is_foot && is_first_of_block (frame) && !is_only;
  if (frame->line->is_last) {
    count_last_line (tally, frame);
    return;
  }
  tally->n_full_lines++;
  tally->emergency_lines += frame->line->tracking.m > EMERGENCY;
  g_array_append_val (tally->tracking, frame->line->tracking.m);
  if (previous != NULL && previous->block == frame->block && !previous->line->is_last
      && abs (previous->line->tracking.m - frame->line->tracking.m) > JUMP)
    tally->jumps++;
}

static int
compare_ints (const void *a, const void *b)
{
  return *(const int *) a - *(const int *) b;
}

static void
dump_tracking (JsonBuilder *dump, Tally *tally)
{
  int n = (int) tally->tracking->len;
  const int *values = (const int *) (void *) tally->tracking->data;
  double sum = 0;
  double squares = 0;

  g_array_sort (tally->tracking, compare_ints);
  for (int i = 0; i < n; i++) {
    sum += values[i];
    squares += (double) values[i] * values[i];
  }
  bx_dump_double (dump, "tracking_mean", n > 0 ? sum / n / 1024 : 0);
  bx_dump_double (dump, "tracking_p99", n > 0 ? values[(n - 1) * 99 / 100] / 1024.0 : 0);
  bx_dump_double (dump, "tracking_max", n > 0 ? values[n - 1] / 1024.0 : 0);
  bx_dump_double (dump, "tracking_var",
                  n > 0 ? (squares / n - sum / n * sum / n) / (1024 * 1024) : 0);
  bx_dump_double (dump, "tracking_jump", n > 0 ? (double) tally->jumps / n : 0);
  bx_dump_double (dump, "squeezed_lines",
                  tally->n_lines > 0 ? (double) tally->squeezed_lines / tally->n_lines : 0);
}

/* Paragraphs that are set in another number of lines than their best, and what that costs. */
static void
dump_variants (const BxPages *pages, JsonBuilder *dump)
{
  const BxFeature *feature = pages->feature;
  int n = 0;
  int cost = 0;

  for (int i = 0; i < feature->n_blocks; i++) {
    int variant = pages->plan->variants[i];

    n += variant > 0;
    cost += bx_pages_get_composed (pages, i)->settings[variant].cost;
  }
  bx_dump_int (dump, "loosened_paragraphs", n);
  bx_dump_int (dump, "loosened_cost", cost);
}

/* Bytes of the article that the frames draw, each once; and those drawn more than once. */
static void
dump_coverage (const BxPages *pages, JsonBuilder *dump)
{
  const BxArticle *article = pages->feature->article;
  g_autofree guint8 *drawn = g_new0 (guint8, (gsize) article->text_len + 1);
  int all = 0;
  int missing = 0;
  int doubled = 0;

  for (guint i = 0; i < pages->lines->len; i++) {
    const BxFrameLine *frame = &g_array_index (pages->lines, BxFrameLine, i);

    if (frame->block < 0 || frame->shaped->text != article->text)
      continue;
    for (int k = frame->line->first; k < frame->line->last; k++)
      for (int b = frame->shaped->clusters[k].text.start;
           b < frame->shaped->clusters[k].text.end; b++)
        drawn[b]++;
  }
  for (int block = 0; block < article->n_blocks; block++)
    for (int i = article->blocks[block].text.start; i < article->blocks[block].text.end; i++) {
      gboolean is_due = article->blocks[block].kind != BX_BLOCK_DATA
                        && !g_ascii_isspace (article->text[i]);

      all += is_due;
      missing += is_due && drawn[i] == 0;
      doubled += drawn[i] > 1;
    }
  bx_dump_double (dump, "text_coverage", all > 0 ? (double) (all - missing) / all : 1);
  bx_dump_int (dump, "missing_bytes", missing);
  bx_dump_int (dump, "doubled_bytes", doubled);
}

/* Lines that reach into a box that text runs around. */
static int
count_reaching (const BxPages *pages, const BxFrameBox *box)
{
  int reaching = 0;

  for (guint i = 0; i < pages->lines->len; i++) {
    const BxFrameLine *frame = &g_array_index (pages->lines, BxFrameLine, i);
    int end = frame->x.u + frame->line->measure.u;

    reaching += frame->page == box->page && frame->column >= 0 && frame->grid_line >= box->top
                && frame->grid_line < box->top + box->lines && frame->x.u < box->x.u + box->width.u
                && end > box->x.u;
  }
  return reaching;
}

/* Lines that stand where another line or a box stands already. */
static int
count_overlaps (const BxPages *pages)
{
  const BxSpec *spec = pages->feature->spec;
  gsize n_cells = (gsize) pages->n_pages * (gsize) spec->columns * (gsize) spec->lines;
  g_autofree guint8 *taken = g_new0 (guint8, n_cells + 1);
  int overlaps = 0;

  for (guint i = 0; i < pages->boxes->len; i++) {
    const BxFrameBox *box = &g_array_index (pages->boxes, BxFrameBox, i);

    if (box->cuts_in) {
      overlaps += count_reaching (pages, box);
      continue;
    }
    for (int c = box->column; c < box->column + box->span; c++)
      for (int line = box->top; line < box->top + box->lines; line++)
        overlaps += taken[(box->page * spec->columns + c) * spec->lines + line]++ > 0;
  }
  for (int i = 0; i < pages->plan->n_notes; i++) {
    const BxPlacedNotes *notes = &pages->plan->notes[i];

    for (int line = notes->top; line < notes->top + notes->lines; line++)
      overlaps += taken[(notes->page * spec->columns + notes->column) * spec->lines + line]++ > 0;
  }
  for (guint i = 0; i < pages->lines->len; i++) {
    const BxFrameLine *frame = &g_array_index (pages->lines, BxFrameLine, i);

    if (frame->grid_line >= 0 && frame->grid_line < spec->lines)
      overlaps += taken[(frame->page * spec->columns + frame->column) * spec->lines
                        + frame->grid_line]++
                  > 0;
  }
  return overlaps;
}

/* How evenly the columns of a page end, boxes included, and how full the last page is. */
static void
dump_feet (const BxPages *pages, JsonBuilder *dump)
{
  const BxSpec *spec = pages->feature->spec;
  int worst = 0, last_spread = 0, last_fill = 0;

  for (int page = 0; page < pages->n_pages; page++) {
    g_autofree int *foot = g_new0 (int, (gsize) spec->columns);
    int n_columns = page == 0 && spec->opening_columns > 0 ? spec->opening_columns : spec->columns;
    int low = G_MAXINT, high = 0;

    for (guint i = 0; i < pages->lines->len; i++) {
      const BxFrameLine *frame = &g_array_index (pages->lines, BxFrameLine, i);

      if (frame->page == page && frame->column >= 0)
        foot[frame->column] = MAX (foot[frame->column], frame->grid_line + 1);
    }
    for (guint i = 0; i < pages->boxes->len; i++) {
      const BxFrameBox *box = &g_array_index (pages->boxes, BxFrameBox, i);

      for (int c = box->column; box->page == page && c < box->column + box->span; c++)
        foot[c] = MAX (foot[c], box->top + box->lines);
    }
    for (int i = 0; i < pages->plan->n_notes; i++) {
      const BxPlacedNotes *notes = &pages->plan->notes[i];

      if (notes->page == page)
        foot[notes->column] = MAX (foot[notes->column], notes->top + notes->lines);
    }
    for (int c = 0; c < n_columns; c++) {
      low = MIN (low, foot[c]);
      high = MAX (high, foot[c]);
    }
    if (page < pages->n_pages - 1)
      worst = MAX (worst, high - low);
    else
      last_spread = high - low, last_fill = high;
  }
  bx_dump_int (dump, "column_bottom_ragged", worst);
  bx_dump_int (dump, "last_page_balance", last_spread);
  bx_dump_double (dump, "last_page_fill", (double) last_fill / spec->lines);
}

static void
count_lines (const BxPages *pages, Tally *tally)
{
  const BxSpec *spec = pages->feature->spec;
  const BxFrameLine *lines = (const BxFrameLine *) (void *) pages->lines->data;
  const BxFrameLine *previous = NULL;
  int n = (int) pages->lines->len;

  for (int i = 0; i < n; i++) {
    const BxFrameLine *next = NULL;
    BxLen origin = bx_baseline_in (spec->margin_top, spec->leading, spec->text[BX_TEXT_BODY].size);

    if (!bx_frame_is_body (&lines[i]))
      continue;
    for (int k = i + 1; k < n && next == NULL; k++)
      if (bx_frame_is_body (&lines[k]))
        next = &lines[k];
    tally->offgrid += (lines[i].baseline.u - origin.u) % spec->leading.u != 0;
    count_line (tally, &lines[i], previous, next);
    previous = &lines[i];
  }
}

/* Crossheads that fewer than two lines of their text follow in their column: they head nothing there.
 * One whose text is a single line has it all. */
static int
count_lone_heads (const BxPages *pages)
{
  const BxFrameLine *lines = (const BxFrameLine *) (void *) pages->lines->data;
  int n = (int) pages->lines->len;
  int lone = 0;

  for (int i = 0; i < n; i++) {
    int below = 0, due = 0;

    if (lines[i].role != BX_TEXT_CROSSHEAD || lines[i].grid_line < 0)
      continue;
    for (int k = i + 1; k < n && due < 2 && lines[k].role != BX_TEXT_CROSSHEAD; k++) {
      due += bx_frame_is_body (&lines[k]);
      below += bx_frame_is_body (&lines[k]) && lines[k].page == lines[i].page
               && lines[k].column == lines[i].column;
    }
    lone += below < due;
  }
  return lone;
}

void
bx_pages_dump_metrics (const BxPages *pages, JsonBuilder *dump)
{
  Tally tally = { .tracking = g_array_new (FALSE, FALSE, sizeof (int)) };

  count_lines (pages, &tally);
  bx_dump_open (dump, NULL);
  bx_dump_int (dump, "forbidden_breaks", tally.forbidden_breaks);
  bx_dump_int (dump, "overfull_lines", tally.overfull_lines);
  bx_dump_int (dump, "unjustified_lines", tally.unjustified_lines);
  bx_dump_int (dump, "emergency_lines", tally.emergency_lines);
  bx_dump_int (dump, "widows", tally.widows);
  bx_dump_int (dump, "orphans", tally.orphans);
  bx_dump_int (dump, "lone_heads", count_lone_heads (pages));
  bx_dump_int (dump, "lone_char_last_lines", tally.lone_char_last_lines);
  bx_dump_int (dump, "offgrid", tally.offgrid);
  bx_dump_int (dump, "overlaps", count_overlaps (pages));
  dump_coverage (pages, dump);
  bx_dump_int (dump, "relaxed", (gint64) pages->plan->relaxed);
  bx_dump_int (dump, "pages", pages->n_pages);
  bx_dump_bool (dump, "pages_requested_ok", (pages->plan->relaxed & BX_RELAX_PAGES) == 0);
  bx_dump_int (dump, "body_lines", tally.n_lines);
  bx_dump_int (dump, "short_last_lines", tally.short_last_lines);
  dump_tracking (dump, &tally);
  bx_dump_int (dump, "rivers", bx_count_rivers (pages));
  dump_variants (pages, dump);
  bx_pages_dump_quotes (pages, dump);
  dump_feet (pages, dump);
  bx_dump_close (dump);
  g_array_unref (tally.tracking);
}
