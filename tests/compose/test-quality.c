/* 400 paragraphs at 18 em, as a magazine sets them: what total fit must reach, and what first fit
 * reaches beside it. Names in Latin letters make lines that nothing can mend, and where marks keep
 * their width (TW) every mark that may not start a line costs a tracked one: there only what must
 * never be is asked. */
#include "corpus.h"
#include "quality.h"

#define N_PARAGRAPHS 400
#define N_CHARS 76000

static BxSpec *spec;
static BxFontRoles *roles;
static BxHyphenator *hyphenator;

typedef struct {
  const char *name;
  BxHouse house;
  BxLang lang;
  CorpusParts parts;
  gboolean is_prose; /* whose lines can all be good */
} Setting;

static const Setting settings[] = {
  { "CN", BX_HOUSE_CN, BX_LANG_HANS, CORPUS_PROSE, TRUE },
  { "HK", BX_HOUSE_HK, BX_LANG_HANT_HK, CORPUS_PROSE, TRUE },
  { "TWc", BX_HOUSE_TWC, BX_LANG_HANT_TW, CORPUS_PROSE, TRUE },
  { "TW", BX_HOUSE_TW, BX_LANG_HANT_TW, CORPUS_PROSE, FALSE },
  { "CN-names", BX_HOUSE_CN, BX_LANG_HANS, CORPUS_ARTICLE, FALSE },
  { "TWc-names", BX_HOUSE_TWC, BX_LANG_HANT_TW, CORPUS_ARTICLE, FALSE },
};

static BxComposed *
total_fit (const BxShaped *shaped, const BxColumn *column)
{
  return bx_compose_divided (shaped, column, hyphenator);
}

static GPtrArray *
shape_all (const Setting *setting, BxFontset *fonts, const Corpus *corpus)
{
  GPtrArray *shaped = g_ptr_array_new_with_free_func ((GDestroyNotify) bx_shaped_free);

  spec->house[setting->lang] = setting->house;
  for (int i = 0; i < MIN (N_PARAGRAPHS, corpus->n_paragraphs); i++)
    g_ptr_array_add (shaped, bx_shape (fonts, spec, &spec->text[BX_TEXT_BODY], corpus->text,
                                       corpus->paragraphs[i], NULL, NULL));
  return shaped;
}

static void
print (const char *name, const Quality *q)
{
  g_test_message ("%s: tracking %.4f em, p99 %.3f, squeezed %.1f %%, jumps %.1f %%, lone %d", name,
                  quality_get_mean (q), quality_get_permille (q, 990),
                  100.0 * q->squeezed / q->n_lines, 100.0 * q->jumps / q->n_pairs, q->lone);
}

static void
test_quality (const void *data)
{
  const Setting *setting = data;
  g_autofree char *conf = corpus_get_data_path ("fonts/fonts.conf");
  g_autoptr (BxFontset) fonts = bx_fontset_new (conf, roles, setting->lang, NULL);
  Corpus *corpus = corpus_new (setting->lang, setting->parts, N_CHARS);
  g_autoptr (GPtrArray) shaped = shape_all (setting, fonts, corpus);
  Quality *total = quality_new (shaped, N_PARAGRAPHS, 18, 2, total_fit);
  Quality *first = quality_new (shaped, N_PARAGRAPHS, 18, 2, bx_compose_first_fit);

  print ("total fit", total);
  print ("first fit", first);
  g_assert_cmpint (shaped->len, ==, N_PARAGRAPHS);
  g_assert_cmpint (total->lone, ==, 0);
  g_assert_cmpint (first->lone, >, 0);
  g_assert_cmpint (total->overfull, ==, 0);
  g_assert_cmpint (total->jumps * first->n_pairs, <, first->jumps * total->n_pairs);
  if (setting->is_prose) {
    g_assert_cmpfloat (quality_get_mean (total), <=, 0.004);
    g_assert_cmpfloat (quality_get_permille (total, 990), <=, 0.06);
    g_assert_cmpint (total->squeezed * 100, <=, 25 * total->n_lines);
    g_assert_cmpint (total->jumps * 1000, <=, 15 * total->n_pairs);
  }
  quality_free (first);
  quality_free (total);
  corpus_free (corpus);
}

int
main (int argc, char **argv)
{
  g_autofree char *style = NULL;
  g_autofree char *roles_file = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  style = corpus_get_data_path ("tests/clreq/clreq.yaml");
  roles_file = corpus_get_data_path ("fonts/roles.yaml");
  spec = bx_spec_load (style, ".", NULL);
  roles = bx_font_roles_load (roles_file, NULL);
  hyphenator = bx_hyphenator_new ("en-US");
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++) {
    g_autofree char *path = g_strdup_printf ("/quality/%s", settings[i].name);

    g_test_add_data_func (path, &settings[i], test_quality);
  }
  status = g_test_run ();
  bx_hyphenator_free (hyphenator);
  bx_font_roles_free (roles);
  bx_spec_free (spec);
  return status;
}
