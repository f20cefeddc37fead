/* The options that say how an article is read and cleaned, and what they ask for. */
#include "commands.h"

gboolean
bx_options_parse_text (const char *command, const char *summary, const GOptionEntry *entries,
                       BxTextOptions *text, int argc, char **argv, char **input, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("INPUT");
  const GOptionEntry text_entries[] = {
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &text->encoding,
      "Of INPUT, where the bytes do not tell it rightly", "NAME" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &text->lang,
      "zh-Hans, zh-Hant-TW or zh-Hant-HK; the default asks the text", "LANG" },
    { "glosses", 0, 0, G_OPTION_ARG_STRING, &text->glosses,
      "Pinyin in brackets: drop, ruby or keep; the default asks the text", "WHAT" },
    { "quotes", 0, 0, G_OPTION_ARG_STRING, &text->quotes,
      "Quotation marks: keep, curly, corner or locale; the default is keep", "STYLE" },
    { "script", 0, 0, G_OPTION_ARG_STRING, &text->script,
      "Characters: keep, hans, hant-tw or hant-hk; the default is keep", "SCRIPT" },
    { "protect", 0, 0, G_OPTION_ARG_STRING, &text->protect,
      "Words that --script leaves alone, with commas between", "WORD,…" },
    { "boilerplate", 0, 0, G_OPTION_ARG_STRING, &text->boilerplate,
      "Legal lines at the end: fine print, or drop; the default is fine", "WHAT" },
    { "keep", 0, 0, G_OPTION_ARG_STRING, &text->keep,
      "What is not mended: widths, digits, spaces, quotes, dots, dashes, doubled, invisible, breaks",
      "KIND,…" },
    { NULL },
  };

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, text_entries, NULL);
  return bx_options_parse_context (context, command, summary, argc, argv, 1, input, error);
}

void
bx_text_options_clear (BxTextOptions *options)
{
  g_free (options->encoding);
  g_free (options->lang);
  g_free (options->glosses);
  g_free (options->quotes);
  g_free (options->script);
  g_free (options->protect);
  g_free (options->boilerplate);
  g_free (options->keep);
  g_strfreev (options->words);
}

static gboolean
fail (GError **error, const char *option, const char *value, const char *known)
{
  g_set_error (error, BX_ERROR, BX_ERROR_USAGE, "%s %s is not known; use %s", option, value, known);
  return FALSE;
}

static gboolean
get_kept (const char *list, guint *kept, GError **error)
{
  g_auto (GStrv) names = g_strsplit (list, ",", -1);

  for (int i = 0; names[i] != NULL; i++) {
    BxMend mend;

    if (!bx_mend_from_name (names[i], &mend))
      return fail (error, "--keep", names[i],
                   "widths, digits, spaces, quotes, dots, dashes, doubled, invisible or breaks");
    *kept |= 1u << mend;
  }
  return TRUE;
}

gboolean
bx_text_options_get (BxTextOptions *options, BxWalk *walk, GError **error)
{
  BxCleaning *how = &walk->cleaning;

  walk->encoding = options->encoding;
  *how = (BxCleaning){ .lang = BX_LANG_AUTO };
  if (options->lang != NULL && !bx_lang_from_name (options->lang, &how->lang))
    return fail (error, "--lang", options->lang, "zh-Hans, zh-Hant-TW or zh-Hant-HK");
  if (options->glosses != NULL && !bx_glosses_from_name (options->glosses, &how->glosses))
    return fail (error, "--glosses", options->glosses, "auto, drop, ruby or keep");
  if (options->quotes != NULL && !bx_quote_marks_from_name (options->quotes, &how->marks))
    return fail (error, "--quotes", options->quotes, "keep, curly, corner or locale");
  if (options->script != NULL && !bx_script_from_name (options->script, &how->script))
    return fail (error, "--script", options->script, "keep, hans, hant-tw or hant-hk");
  if (options->boilerplate != NULL && !g_str_equal (options->boilerplate, "fine")
      && !g_str_equal (options->boilerplate, "drop"))
    return fail (error, "--boilerplate", options->boilerplate, "fine or drop");
  how->has_no_boilerplate
      = options->boilerplate != NULL && g_str_equal (options->boilerplate, "drop");
  if (options->protect != NULL && options->words == NULL)
    options->words = g_strsplit (options->protect, ",", -1);
  how->protected_words = options->words;
  return options->keep == NULL || get_kept (options->keep, &how->kept, error);
}
