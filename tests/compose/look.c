/* See look.h. */
#include "look.h"

#include "corpus.h"

Look *
look_new (void)
{
  Look *look = g_new0 (Look, 1);
  g_autofree char *style = corpus_get_data_path ("tests/clreq/clreq.yaml");
  g_autofree char *roles = corpus_get_data_path ("fonts/roles.yaml");
  g_autoptr (GError) error = NULL;

  look->spec = bx_spec_load (style, ".", &error);
  g_assert_no_error (error);
  look->roles = bx_font_roles_load (roles, &error);
  g_assert_no_error (error);
  look->hyphenator = bx_hyphenator_new ("en-US");
  return look;
}

void
look_free (Look *look)
{
  bx_hyphenator_free (look->hyphenator);
  bx_font_roles_free (look->roles);
  bx_spec_free (look->spec);
  g_free (look);
}

BxFontset *
look_open_fonts (const Look *look, BxLang lang)
{
  g_autofree char *conf = corpus_get_data_path ("fonts/fonts.conf");
  g_autoptr (GError) error = NULL;
  BxFontset *fonts = bx_fontset_new (conf, look->roles, lang, &error);

  g_assert_no_error (error);
  return fonts;
}
