/* See quality.h. */
#include "quality.h"

#define JUMP 51 /* 0.05 em */

static int
compare_int (const void *a, const void *b)
{
  return *(const int *) a - *(const int *) b;
}

static gboolean
is_lone (const BxShaped *shaped, const BxLine *line)
{
  int han = 0;
  int words = 0;

  for (int i = line->first; i < line->last; i++) {
    han += shaped->clusters[i].class == BX_CLASS_HAN;
    words += bx_cluster_is_word (&shaped->clusters[i]);
  }
  return han <= 1 && words == 0;
}

static void
add_line (Quality *quality, const BxShaped *shaped, const BxSetting *setting, int i)
{
  const BxLine *line = &setting->lines[i];
  gboolean is_squeezed = FALSE;

  for (int t = BX_TIER_SHRINK_MIDDLE; t < BX_N_SHRINK_TIERS; t++)
    is_squeezed |= t != BX_TIER_SHRINK_HAN_LATIN && line->used[t].u > 0;
  quality->n_lines++;
  quality->squeezed += is_squeezed;
  quality->divided += line->is_hyphenated;
  quality->overfull += line->is_overfull;
  if (line->is_last) {
    quality->lone += i > 0 && is_lone (shaped, line);
    return;
  }
  g_array_append_val (quality->tracking, line->tracking.m);
  if (i > 0) {
    quality->n_pairs++;
    quality->jumps += ABS (line->tracking.m - line[-1].tracking.m) > JUMP;
  }
}

Quality *
quality_new (const GPtrArray *shaped, int n_paragraphs, int measure, int indent, Breaker breaker)
{
  Quality *quality = g_new0 (Quality, 1);

  quality->tracking = g_array_new (FALSE, FALSE, sizeof (int));
  for (int i = 0; i < MIN ((int) shaped->len, n_paragraphs); i++) {
    const BxShaped *paragraph = g_ptr_array_index (shaped, i);
    BxColumn column = { .measure = bx_len (measure * paragraph->size.u),
                        .indent = bx_len (indent * paragraph->size.u) };
    g_autoptr (BxComposed) composed = breaker (paragraph, &column);

    for (int k = 0; k < composed->settings[0].n_lines; k++)
      add_line (quality, composed->shaped, &composed->settings[0], k);
    quality->variants += composed->n_settings - 1;
  }
  g_array_sort (quality->tracking, compare_int);
  return quality;
}

void
quality_free (Quality *quality)
{
  g_array_unref (quality->tracking);
  g_free (quality);
}

double
quality_get_mean (const Quality *quality)
{
  gint64 sum = 0;

  for (guint i = 0; i < quality->tracking->len; i++)
    sum += g_array_index (quality->tracking, int, i);
  return (double) sum / 1024 / MAX (1, quality->tracking->len);
}

double
quality_get_permille (const Quality *quality, int permille)
{
  guint n = quality->tracking->len;

  return n == 0 ? 0
               : g_array_index (quality->tracking, int, MIN (n - 1, n * (guint) permille / 1000))
                     / 1024.0;
}
