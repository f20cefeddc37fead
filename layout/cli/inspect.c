/* banxin inspect, fonts, styles: what the program sees, for people and scripts. */
#include "commands.h"

#include <stdio.h>

static gboolean
find_stage (const char *name, BxStage *stage, GError **error)
{
  for (int i = 0; i < BX_N_STAGES; i++)
    if (name != NULL && g_str_equal (name, bx_stage_name ((BxStage) i))) {
      *stage = (BxStage) i;
      return TRUE;
    }
  g_set_error (error, BX_ERROR, BX_ERROR_USAGE,
               "--stage %s; use article, talk, galley, plan, frames or metrics",
               name != NULL ? name : "is missing");
  return FALSE;
}

static gboolean
print_text (const char *text, GError **error)
{
  if (fputs (text, stdout) >= 0 && fflush (stdout) == 0)
    return TRUE;
  g_set_error (error, BX_ERROR, BX_ERROR_MACHINE, "cannot write to standard output");
  return FALSE;
}

gboolean
bx_command_inspect (int argc, char **argv, int *status, GError **error)
{
  g_autofree char *stage_name = NULL;
  g_autofree char *style = NULL;
  g_autofree char *pages = NULL;
  g_auto (BxTextOptions) options = { 0 };
  g_autofree char *input = NULL;
  g_autofree char *text = NULL;
  g_autoptr (BxRoad) road = NULL;
  g_autoptr (JsonBuilder) dump = json_builder_new ();
  BxWalk walk = { 0 };
  const GOptionEntry entries[] = {
    { "stage", 0, 0, G_OPTION_ARG_STRING, &stage_name,
      "article, talk, galley, plan, frames or metrics", "STAGE" },
    { "style", 's', 0, G_OPTION_ARG_STRING, &style, "A style by name or file", "NAME|FILE" },
    { "pages", 0, 0, G_OPTION_ARG_STRING, &pages, "So many pages, or an even number of them",
      "N|even" },
    { "first-fit", 0, 0, G_OPTION_ARG_NONE, &walk.is_first_fit,
      "Do not search: break lines and fill pages as they come, to compare with", NULL },
    { NULL },
  };

  if (!bx_options_parse_text ("inspect", "Prints what a stage makes of an article, as JSON.",
                              entries, &options, argc, argv, &input, error)
      || !find_stage (stage_name, &walk.last, error)
      || !bx_text_options_get (&options, &walk, error)
      || !bx_options_get_pages (pages, &walk.pages, error))
    return FALSE;
  walk.style = style;
  road = bx_road_walk (input, &walk, error);
  if (road == NULL)
    return FALSE;
  bx_road_dump (road, walk.last, dump);
  text = bx_dump_to_text (dump);
  return print_text (text, error);
}

/* How many of the most frequent characters a face lacks: fonts of the wrong script show here. */
static int
count_missing (const BxFace *face, BxLang lang)
{
  /* Common characters whose forms differ between the scripts, and all marks of the class table. */
  static const char *const probes[BX_N_LANGS] = {
    "的一是了我不人在他有这上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感，。、；：？！“”‘’（）《》——……·",
    "的一是了我不人在他有這上們來到時大地為子中你說生國年著就那和要她出也得裏後自以會家可下而過天去能對小多然於心學麼之都好看起發當沒成只如事把還用第樣道想作種開美總從無情己面最女但現前些所同日手又行意動方期它頭經長兒回位分愛老因很給名法間斯知世什兩次使身者被高已親其進此話常與活正感，。、；：？！「」『』（）《》——……·",
    "的一是了我不人在他有這上們來到時大地為子中你說生國年着就那和要她出也得裏後自以會家可下而過天去能對小多然於心學麼之都好看起發當沒成只如事把還用第樣道想作種開美總從無情己面最女但現前些所同日手又行意動方期它頭經長兒回位分愛老因很給名法間斯知世什兩次使身者被高已親其進此話常與活正感，。、；：？！「」『』（）《》——……·",
  };
  int missing = 0;

  for (const char *p = probes[lang]; *p != '\0'; p = g_utf8_next_char (p)) {
    hb_codepoint_t glyph;

    missing += !hb_font_get_nominal_glyph (face->hb_font, g_utf8_get_char (p), &glyph);
  }
  return missing;
}

/* Regular, bold and black: what there is between them is found by the nearest. */
static const int shown_weights[] = { 400, 700, 900 };

/* FALSE where no family of the role is installed: that is said in its line. */
static gboolean
print_role (BxRoad *road, BxFontRole role, BxLang lang, GString *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shown_weights); i++) {
    g_autoptr (GError) lack = NULL;
    int face = bx_fontset_get_face (road->fonts, role, shown_weights[i], &lack);
    const BxFace *f;
    int missing;

    if (face < 0) {
      g_string_append_printf (text, "%s\n", lack->message);
      return FALSE;
    }
    f = bx_fontset_peek_face (road->fonts, face);
    missing = count_missing (f, lang);
    g_string_append_printf (text, "%-11s %-5s %d  %s (%d), %s#%d", bx_lang_name (lang),
                            bx_font_role_name (role), shown_weights[i], f->family, f->weight,
                            f->file, f->index);
    if (missing > 0)
      g_string_append_printf (text, "; lacks %d common characters", missing);
    g_string_append_c (text, '\n');
  }
  return TRUE;
}

gboolean
bx_command_fonts (int argc, char **argv, int *status, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!bx_options_parse ("fonts", "Says which file answers each font role, and what it lacks.",
                         NULL, argc, argv, 0, NULL, error))
    return FALSE;
  for (int lang = 0; lang < BX_N_LANGS; lang++) {
    g_autoptr (BxRoad) road = bx_road_new ();

    if (!bx_road_open_fonts (road, (BxLang) lang, error))
      return FALSE;
    for (int role = 0; role < BX_N_FONT_ROLES; role++)
      if (!print_role (road, (BxFontRole) role, (BxLang) lang, text))
        *status = BX_ERROR_MACHINE;
  }
  return print_text (text->str, error);
}

gboolean
bx_command_styles (int argc, char **argv, int *status, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *folder = g_build_filename (bx_data_dir (), "styles", NULL);
  g_auto (GStrv) names = NULL;

  if (!bx_options_parse ("styles", "Lists the styles.", NULL, argc, argv, 0, NULL, error))
    return FALSE;
  names = bx_spec_list (folder, error);
  if (names == NULL)
    return FALSE;
  for (int i = 0; names[i] != NULL; i++) {
    g_autoptr (BxSpec) spec = bx_spec_load (names[i], folder, error);

    if (spec == NULL)
      return FALSE;
    g_string_append_printf (text, "%-12s %s\n", names[i], spec->title);
  }
  return print_text (text->str, error);
}
