/* The fonts and the style that cases are tried with. */
#include "clreq.h"

char *
bench_get_data_path (const char *name)
{
  return g_build_filename (g_getenv ("BANXIN_DATA"), name, NULL);
}

BxLang
bench_get_lang (BxHouse house)
{
  static const BxLang langs[BX_N_HOUSES] = {
    [BX_HOUSE_CN] = BX_LANG_HANS,
    [BX_HOUSE_HK] = BX_LANG_HANT_HK,
    [BX_HOUSE_TW] = BX_LANG_HANT_TW,
    [BX_HOUSE_TWC] = BX_LANG_HANT_TW,
  };

  return langs[house];
}

Bench *
bench_new (void)
{
  Bench *bench = g_new0 (Bench, 1);
  g_autofree char *style = bench_get_data_path ("tests/clreq/clreq.yaml");
  g_autofree char *roles = bench_get_data_path ("fonts/roles.yaml");
  g_autofree char *conf = bench_get_data_path ("fonts/fonts.conf");
  g_autoptr (GError) error = NULL;

  bench->spec = bx_spec_load (style, ".", &error);
  g_assert_no_error (error);
  bench->roles = bx_font_roles_load (roles, &error);
  g_assert_no_error (error);
  for (int i = 0; i < BX_N_LANGS; i++) {
    bench->fonts[i] = bx_fontset_new (conf, bench->roles, (BxLang) i, &error);
    g_assert_no_error (error);
  }
  bench->hyphenator = bx_hyphenator_new ("en-US");
  return bench;
}

void
bench_free (Bench *bench)
{
  for (int i = 0; i < BX_N_LANGS; i++)
    bx_fontset_free (bench->fonts[i]);
  bx_hyphenator_free (bench->hyphenator);
  bx_font_roles_free (bench->roles);
  bx_spec_free (bench->spec);
  g_free (bench);
}
