/* What a line costs and how good it is: 400 paragraphs at 18 em by total fit and by first fit, and
 * the speed of shaping and of composing. Prints a table; nothing passes or fails. */
#include "compose.h"
#include "corpus.h"

#include <stdlib.h>

#define MEASURE_EM 18
#define INDENT_EM 2
#define N_PARAGRAPHS 400
#define JUMP 51 /* 0.05 em */

static BxHyphenator *hyphenator;

typedef BxComposed *(*Breaker) (const BxShaped *shaped, const BxColumn *column);

typedef struct {
  GArray *tracking; /* of int, of every line but the last ones */
  int n_lines;
  int squeezed;
  int jumps;
  int n_pairs;
  int lone;         /* last lines of one ideograph */
  int overfull;
  int divided; /* lines that end with a hyphen */
  int variants;
} Quality;

typedef struct {
  BxSpec *spec;
  BxFontRoles *roles;
  BxFontset *fonts;
  Corpus *corpus;
  GPtrArray *shaped;
} Bench;

static BxComposed *
total_fit (const BxShaped *shaped, const BxColumn *column)
{
  return bx_compose_divided (shaped, column, hyphenator);
}

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
    words += shaped->clusters[i].class == BX_CLASS_LATIN
             || shaped->clusters[i].class == BX_CLASS_NUMBER;
  }
  return han <= 1 && words == 0;
}

static void
add_setting (Quality *quality, const BxShaped *shaped, const BxSetting *setting)
{
  for (int i = 0; i < setting->n_lines; i++) {
    const BxLine *line = &setting->lines[i];
    gboolean is_squeezed = FALSE;

    for (int t = 0; t < BX_N_SHRINK_TIERS; t++)
      is_squeezed |= line->used[t].u > 0;
    quality->n_lines++;
    quality->squeezed += is_squeezed;
    quality->divided += line->is_hyphenated;
    quality->overfull += line->is_overfull;
    if (line->is_last) {
      quality->lone += i > 0 && is_lone (shaped, line);
      continue;
    }
    g_array_append_val (quality->tracking, line->tracking.m);
    if (i > 0) {
      quality->n_pairs++;
      quality->jumps += ABS (line->tracking.m - line[-1].tracking.m) > JUMP;
    }
  }
}

static void
measure_quality (const Bench *bench, const char *name, Breaker breaker)
{
  Quality quality = { .tracking = g_array_new (FALSE, FALSE, sizeof (int)) };
  gint64 sum = 0;
  int n;

  for (guint i = 0; i < MIN (bench->shaped->len, N_PARAGRAPHS); i++) {
    const BxShaped *shaped = g_ptr_array_index (bench->shaped, i);
    BxColumn column = { .measure = bx_len (MEASURE_EM * shaped->size.u),
                        .indent = bx_len (INDENT_EM * shaped->size.u) };
    g_autoptr (BxComposed) composed = breaker (shaped, &column);

    add_setting (&quality, composed->shaped, &composed->settings[0]);
    quality.variants += composed->n_settings - 1;
  }
  n = (int) quality.tracking->len;
  g_array_sort (quality.tracking, compare_int);
  for (int i = 0; i < n; i++)
    sum += g_array_index (quality.tracking, int, i);
  g_print ("  %-10s %9.4f %7.3f %7.3f %9.1f%% %7.1f%% %6d %9d %8d %9d\n", name, sum / 1024.0 / n,
           g_array_index (quality.tracking, int, n * 99 / 100) / 1024.0,
           g_array_index (quality.tracking, int, n - 1) / 1024.0,
           100.0 * quality.squeezed / quality.n_lines, 100.0 * quality.jumps / quality.n_pairs,
           quality.lone, quality.overfull, quality.divided, quality.variants);
  g_array_unref (quality.tracking);
}

static double
shape_all (Bench *bench)
{
  const BxTextStyle *type = &bench->spec->text[BX_TEXT_BODY];
  gint64 start;

  g_ptr_array_set_size (bench->shaped, 0);
  start = g_get_monotonic_time ();
  for (int i = 0; i < bench->corpus->n_paragraphs; i++)
    g_ptr_array_add (bench->shaped, bx_shape (bench->fonts, bench->spec, type, bench->corpus->text,
                                              bench->corpus->paragraphs[i], NULL, NULL));
  return bench->corpus->n_chars / (double) (g_get_monotonic_time () - start);
}

static double
compose_all (const Bench *bench, Breaker breaker)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < bench->shaped->len; i++) {
    const BxShaped *shaped = g_ptr_array_index (bench->shaped, i);
    BxColumn column = { .measure = bx_len (MEASURE_EM * shaped->size.u),
                        .indent = bx_len (INDENT_EM * shaped->size.u) };

    bx_composed_free (breaker (shaped, &column));
  }
  return bench->corpus->n_chars / (double) (g_get_monotonic_time () - start);
}

static void
run (BxHouse house, BxLang lang, CorpusParts parts, int n_chars)
{
  g_autofree char *style = corpus_get_data_path ("tests/clreq/clreq.yaml");
  g_autofree char *roles = corpus_get_data_path ("fonts/roles.yaml");
  g_autofree char *conf = corpus_get_data_path ("fonts/fonts.conf");
  Bench bench = { .spec = bx_spec_load (style, ".", NULL),
                  .roles = bx_font_roles_load (roles, NULL),
                  .shaped = g_ptr_array_new_with_free_func ((GDestroyNotify) bx_shaped_free) };
  double shape_speed = 0, speed = 0;

  bench.spec->house[lang] = house;
  bench.fonts = bx_fontset_new (conf, bench.roles, lang, NULL);
  bench.corpus = corpus_new (lang, parts, n_chars);
  for (int i = 0; i < 3; i++)
    shape_speed = MAX (shape_speed, shape_all (&bench));
  for (int i = 0; i < 5; i++)
    speed = MAX (speed, compose_all (&bench, total_fit));
  g_print ("%s, %s: %d characters in %d paragraphs; a second: shaped %.2f, composed %.2f million\n",
           bx_house_name (house), parts & CORPUS_ARTICLE ? "with the sample" : "prose", bench.corpus->n_chars, bench.corpus->n_paragraphs, shape_speed,
           speed);
  g_print ("  %-10s %9s %7s %7s %10s %8s %6s %9s %8s %9s\n", "", "tracking", "p99", "max", "squeezed",
           "jumps", "lone", "overfull", "divided", "variants");
  measure_quality (&bench, "total fit", total_fit);
  measure_quality (&bench, "first fit", bx_compose_first_fit);
  g_ptr_array_unref (bench.shaped);
  corpus_free (bench.corpus);
  bx_fontset_free (bench.fonts);
  bx_font_roles_free (bench.roles);
  bx_spec_free (bench.spec);
}

int
main (int argc, char **argv)
{
  int n_chars = argc > 1 ? atoi (argv[1]) : 100000;

  hyphenator = bx_hyphenator_new ("en-US");
  for (CorpusParts parts = CORPUS_PROSE; parts <= CORPUS_ARTICLE; parts++) {
    run (BX_HOUSE_CN, BX_LANG_HANS, parts, n_chars);
    run (BX_HOUSE_HK, BX_LANG_HANT_HK, parts, n_chars);
    run (BX_HOUSE_TWC, BX_LANG_HANT_TW, parts, n_chars);
    run (BX_HOUSE_TW, BX_LANG_HANT_TW, parts, n_chars);
  }
  bx_hyphenator_free (hyphenator);
  return 0;
}
