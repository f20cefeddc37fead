/* Lines of display type: few, of balanced length, broken between words. Words come from ICU's
 * dictionary; where no word break fits the measure, any legal break will do. */
#include "row.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

/* Costs in squares of 1/16 em, as the ragged edge is measured. */
#define PARTICLE_COST (12 * 16 * 16) /* a line that begins with 的 or the like */
#define NO_PAUSE_COST (6 * 16 * 16)  /* a line that ends without a mark of punctuation: sense before shape */
#define LONE_COST (100 * 16 * 16)    /* a lone last character */

/* Particles lean on the word before them. */
static const gunichar particles[] = {
  0x7684, 0x5730, 0x5F97, 0x4E86, 0x8457, 0x7740, 0x904E, 0x8FC7, 0x55CE, 0x5417,
  0x5462, 0x5427, 0x554A, 0x5011, 0x4EEC, 0x4E4B,
}; /* 的地得了著着過过嗎吗呢吧啊們们之 */

typedef struct {
  const BxShaped *shaped;
  const BxSum *sums;
  const gboolean *may_break; /* before cluster i */
  int measure;
  int target;
} Balance;

typedef struct {
  gint64 cost;
  int previous;
} Best;

static void
mark_word_breaks (const BxShaped *shaped, gboolean *is_word_start)
{
  UErrorCode status = U_ZERO_ERROR;
  int start = shaped->clusters[0].text.start;
  int end = shaped->clusters[shaped->n_clusters - 1].text.end;
  UText *text = utext_openUTF8 (NULL, shaped->text + start, end - start, &status);
  UBreakIterator *words = ubrk_open (UBRK_WORD, "zh", NULL, 0, &status);
  int k = 0;

  ubrk_setUText (words, text, &status);
  if (U_SUCCESS (status))
    for (int at = ubrk_first (words); at != UBRK_DONE; at = ubrk_next (words)) {
      while (k < shaped->n_clusters && shaped->clusters[k].text.start - start < at)
        k++;
      if (k < shaped->n_clusters && shaped->clusters[k].text.start - start == at)
        is_word_start[k] = TRUE;
    }
  ubrk_close (words);
  utext_close (text);
}

static gboolean
is_inside (int offset, const BxSlice *keep, int n_keep)
{
  for (int i = 0; i < n_keep; i++)
    if (offset > keep[i].start && offset < keep[i].end)
      return TRUE;
  return FALSE;
}

static void
find_breaks (const BxShaped *shaped, const BxSlice *keep, int n_keep, gboolean only_words,
             gboolean *may_break)
{
  g_autofree gboolean *is_word_start = g_new0 (gboolean, shaped->n_clusters + 1);

  if (only_words)
    mark_word_breaks (shaped, is_word_start);
  for (int i = 1; i < shaped->n_clusters; i++)
    may_break[i] = (shaped->clusters[i - 1].flags & BX_CLUSTER_NO_BREAK_AFTER) == 0
                   && (!only_words
                       || (is_word_start[i]
                           && !is_inside (shaped->clusters[i].text.start, keep, n_keep)));
  may_break[shaped->n_clusters] = TRUE;
}

static int
line_width (const Balance *b, int first, int end)
{
  BxFit fit;

  bx_sums_fit (b->sums, b->shaped, first, bx_row_last (b->shaped, first, end), &fit);
  return fit.natural.u;
}

static gboolean
starts_with_particle (const BxShaped *shaped, int i)
{
  gunichar c = g_utf8_get_char (shaped->text + shaped->clusters[i].text.start);

  for (gsize k = 0; k < G_N_ELEMENTS (particles); k++)
    if (c == particles[k])
      return TRUE;
  return FALSE;
}

static gboolean
ends_with_pause (const BxShaped *shaped, int end)
{
  int class = shaped->clusters[end - 1].class;

  return class == BX_CLASS_COMMA || class == BX_CLASS_STOP || class == BX_CLASS_COLON
         || class == BX_CLASS_EXCLAIM || class == BX_CLASS_CLOSE || class == BX_CLASS_DASH;
}

static gint64
line_cost (const Balance *b, int first, int end)
{
  const BxShaped *shaped = b->shaped;
  gint64 off = (gint64) (line_width (b, first, end) - b->target) * 16 / shaped->size.u;
  gint64 cost = off * off;
  int n = shaped->n_clusters;

  if (end == n) {
    if (first > 0 && b->sums[n].han - b->sums[first].han < 2
        && b->sums[n].words == b->sums[first].words)
      cost += LONE_COST;
    return cost;
  }
  if (starts_with_particle (shaped, end))
    cost += PARTICLE_COST;
  if (!ends_with_pause (shaped, end))
    cost += NO_PAUSE_COST;
  return cost;
}

/* Fewest lines that hold the text, or 0 where some piece is wider than the measure. */
static int
fewest_lines (const Balance *b)
{
  int n = b->shaped->n_clusters;
  int lines = 0;

  for (int first = 0; first < n; lines++) {
    int end = -1;

    for (int i = first + 1; i <= n && line_width (b, first, i) <= b->measure; i++)
      if (b->may_break[i])
        end = i;
    if (end < 0)
      return 0;
    first = end;
  }
  return lines;
}

static void
add_line (const Balance *b, int first, int end, BxLine *line)
{
  BxFit fit;

  memset (line, 0, sizeof *line);
  line->first = first;
  line->last = bx_row_last (b->shaped, first, end);
  line->is_last = end == b->shaped->n_clusters;
  bx_sums_fit (b->sums, b->shaped, line->first, line->last, &fit);
  line->natural = fit.natural;
  line->measure = bx_len (b->measure);
  line->trim_start = fit.trim_start;
  line->trim_end = fit.trim_end;
  line->is_overfull = fit.natural.u > b->measure;
}

/* The cheapest way to set the text in exactly n_lines; FALSE where there is none. */
static gboolean
balance (const Balance *b, int n_lines, BxSetting *setting)
{
  int n = b->shaped->n_clusters;
  gsize n_cells = (gsize) (n + 1) * (gsize) (n_lines + 1);
  g_autofree Best *best = g_new (Best, n_cells);

  g_return_val_if_fail (n_lines > 0, FALSE);
  for (gsize i = 0; i < n_cells; i++)
    best[i] = (Best){ G_MAXINT64, -1 };
  best[0].cost = 0;
  for (int k = 0; k < n_lines; k++)
    for (int first = 0; first < n; first++) {
      const Best *from = &best[k * (n + 1) + first];

      if (from->cost == G_MAXINT64)
        continue;
      for (int end = first + 1; end <= n && line_width (b, first, end) <= b->measure; end++) {
        Best *to = &best[(k + 1) * (n + 1) + end];
        gint64 cost;

        if (!b->may_break[end])
          continue;
        cost = from->cost + line_cost (b, first, end);
        if (cost < to->cost)
          *to = (Best){ cost, first };
      }
    }
  if (best[n_lines * (n + 1) + n].cost == G_MAXINT64)
    return FALSE;
  setting->n_lines = n_lines;
  setting->demerits = best[n_lines * (n + 1) + n].cost;
  setting->lines = g_new (BxLine, (gsize) n_lines);
  for (int k = n_lines, end = n; k > 0; k--) {
    int first = best[k * (n + 1) + end].previous;

    add_line (b, first, end, &setting->lines[k - 1]);
    end = first;
  }
  return TRUE;
}

static void
add_one_line (const Balance *b, BxSetting *setting)
{
  setting->lines = g_new (BxLine, 1);
  setting->n_lines = 1;
  add_line (b, 0, b->shaped->n_clusters, &setting->lines[0]);
}

BxComposed *
bx_compose_display (const BxShaped *shaped, BxLen measure, const BxSlice *keep, int n_keep)
{
  BxComposed *composed = g_new0 (BxComposed, 1);
  int n = shaped->n_clusters;
  g_autofree gboolean *may_break = g_new0 (gboolean, n + 1);
  g_autofree BxSum *sums = bx_sums_new (shaped);
  Balance b = { .shaped = shaped, .sums = sums, .may_break = may_break, .measure = measure.u };
  int n_lines;

  composed->shaped = shaped;
  if (n == 0)
    return composed;
  composed->n_settings = 1;
  if (line_width (&b, 0, n) <= measure.u) { /* names and the like: no word need be looked up */
    add_one_line (&b, &composed->settings[0]);
    return composed;
  }
  find_breaks (shaped, keep, n_keep, TRUE, may_break);
  n_lines = fewest_lines (&b);
  if (n_lines == 0) {
    find_breaks (shaped, NULL, 0, FALSE, may_break);
    n_lines = fewest_lines (&b);
  }
  if (n_lines == 0) { /* a single unit is too wide: one overfull line, which the caller reports */
    add_one_line (&b, &composed->settings[0]);
    return composed;
  }
  b.target = line_width (&b, 0, n) / n_lines;
  balance (&b, n_lines, &composed->settings[0]);
  return composed;
}
