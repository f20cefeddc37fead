/* See tagged.h. */
#include "tagged.h"

#include <stdlib.h>
#include <string.h>

static BxMarkup
read_tag (const char *tag)
{
  g_auto (GStrv) words = g_strsplit (tag, " ", 2);

  for (int kind = 0; kind < BX_N_MARKUP_KINDS; kind++)
    if (g_str_equal (words[0], bx_markup_kind_name ((BxMarkupKind) kind)))
      return (BxMarkup){ .kind = (BxMarkupKind) kind, .value = g_strdup (words[1]), .block = -1 };
  g_printerr ("“%s” is no markup\n", tag);
  exit (1);
}

/* Takes a tag at p and returns what follows it. */
static const char *
take_tag (const char *p, GArray *markups, int at)
{
  const char *end = strchr (p, '>');
  g_autofree char *tag = g_strndup (p + 1, (gsize) (end - p - 1));

  if (!g_str_equal (tag, "/")) {
    BxMarkup markup = read_tag (tag);

    markup.text = bx_slice (at, -1);
    g_array_append_val (markups, markup);
    return end + 1;
  }
  for (guint i = markups->len; i > 0; i--)
    if (g_array_index (markups, BxMarkup, i - 1).text.end < 0) {
      g_array_index (markups, BxMarkup, i - 1).text.end = at;
      break;
    }
  return end + 1;
}

BxArticle *
tagged_new (const char *tagged)
{
  BxArticle *article = g_new0 (BxArticle, 1);
  GArray *markups = g_array_new (FALSE, FALSE, sizeof (BxMarkup));
  GString *text = g_string_new (NULL);

  for (const char *p = tagged; *p != '\0';)
    if (*p == '<')
      p = take_tag (p, markups, (int) text->len);
    else
      g_string_append_c (text, *p++);
  article->blocks = g_new0 (BxBlock, 1);
  article->blocks[0] = (BxBlock){ .kind = BX_BLOCK_PARAGRAPH, .text = bx_slice (0, (int) text->len) };
  article->n_blocks = 1;
  article->text_len = (int) text->len;
  article->text = g_string_free (text, FALSE);
  article->n_markups = (int) markups->len;
  article->markups = (BxMarkup *) (void *) g_array_free (markups, FALSE);
  return article;
}
