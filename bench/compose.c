/* What a line costs and how good it is: 400 paragraphs at 18 em by total fit and by first fit, and
 * the speed of shaping and of composing. Prints a table; nothing passes or fails. */
#include "corpus.h"
#include "look.h"
#include "quality.h"

#include <stdlib.h>

#define MEASURE_EM 18
#define INDENT_EM 2
#define N_PARAGRAPHS 400

static Look *look;

typedef struct {
  BxFontset *fonts;
  Corpus *corpus;
  GPtrArray *shaped;
} Bench;

static BxComposed *
total_fit (const BxShaped *shaped, const BxColumn *column)
{
  return bx_compose_divided (shaped, column, look->hyphenator);
}

static void
measure_quality (const Bench *bench, const char *name, Breaker breaker)
{
  Quality *q = quality_new (bench->shaped, N_PARAGRAPHS, MEASURE_EM, INDENT_EM, breaker);

  g_print ("  %-10s %9.4f %7.3f %7.3f %9.1f%% %7.1f%% %6d %9d %8d %9d\n", name,
           quality_get_mean (q), quality_get_permille (q, 990), quality_get_permille (q, 1000),
           100.0 * q->squeezed / q->n_lines, 100.0 * q->jumps / q->n_pairs, q->lone, q->overfull,
           q->divided, q->variants);
  quality_free (q);
}

static double
shape_all (Bench *bench)
{
  const BxTextStyle *type = &look->spec->text[BX_TEXT_BODY];
  gint64 start;

  g_ptr_array_set_size (bench->shaped, 0);
  start = g_get_monotonic_time ();
  for (int i = 0; i < bench->corpus->n_paragraphs; i++)
    g_ptr_array_add (bench->shaped, bx_shape (bench->fonts, look->spec, type, bench->corpus->text,
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
  Bench bench = { .fonts = look_open_fonts (look, lang),
                  .shaped = g_ptr_array_new_with_free_func ((GDestroyNotify) bx_shaped_free) };
  double shape_speed = 0, speed = 0;

  look->spec->house[lang] = house;
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
}

int
main (int argc, char **argv)
{
  int n_chars = argc > 1 ? atoi (argv[1]) : 100000;

  look = look_new ();
  for (CorpusParts parts = CORPUS_PROSE; parts <= CORPUS_ARTICLE; parts++) {
    run (BX_HOUSE_CN, BX_LANG_HANS, parts, n_chars);
    run (BX_HOUSE_HK, BX_LANG_HANT_HK, parts, n_chars);
    run (BX_HOUSE_TWC, BX_LANG_HANT_TW, parts, n_chars);
    run (BX_HOUSE_TW, BX_LANG_HANT_TW, parts, n_chars);
  }
  look_free (look);
  return 0;
}
