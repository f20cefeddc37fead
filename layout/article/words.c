/* The words of a pull quote: a slice of the text, or what somebody said in two halves, joined. */
#include "article.h"

#include <string.h>

static const char *const closing_marks[] = { "”", "」", "’", "』", "\"" };
static const char *const opening_marks[] = { "“", "「", "‘", "『", "\"" };

char *
bx_article_dup_words (const BxArticle *article, const BxPull *pull)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (bx_slice_is_empty (pull->gap))
    return bx_slice_dup (article->text, pull->text);
  first = bx_slice_dup (article->text, bx_slice (pull->text.start, pull->gap.start));
  second = bx_slice_dup (article->text, bx_slice (pull->gap.end, pull->text.end));
  return g_strconcat (first, second, NULL);
}

static gboolean
starts_with (const char *p, const char *end, const char *words)
{
  gsize len = strlen (words);

  return (gsize) (end - p) >= len && strncmp (p, words, len) == 0;
}

static gboolean
is_closing_mark (const char *p, const char *end)
{
  for (gsize i = 0; i < G_N_ELEMENTS (closing_marks); i++)
    if (starts_with (p, end, closing_marks[i]))
      return TRUE;
  return FALSE;
}

/* Behind the first opening mark, or NULL. */
static const char *
find_speech (const char *p, const char *end)
{
  const char *first = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (opening_marks); i++) {
    const char *found = g_strstr_len (p, end - p, opening_marks[i]);

    if (found != NULL && (first == NULL || found < first))
      first = found;
  }
  return first != NULL ? g_utf8_next_char (first) : NULL;
}

/* What a paragraph and the words have in common from p on. */
static const char *
skip_common (const char *p, const char *end, const char **words)
{
  while (p < end && **words != '\0' && g_utf8_get_char (p) == g_utf8_get_char (*words)) {
    p = g_utf8_next_char (p);
    *words = g_utf8_next_char (*words);
  }
  return p;
}

/* The words begin at p. Behind a closing mark they may go on with the next speech, once. */
static gboolean
match (const char *text, const char *p, const char *end, const char *words, BxPull *pull)
{
  const char *start = p;
  const char *second;

  p = skip_common (p, end, &words);
  pull->text = bx_slice ((int) (start - text), (int) (p - text));
  pull->gap = bx_slice (0, 0);
  if (*words == '\0')
    return TRUE;
  if (p == start || !is_closing_mark (p, end))
    return FALSE;
  second = find_speech (g_utf8_next_char (p), end);
  if (second == NULL || !starts_with (second, end, words))
    return FALSE;
  pull->gap = bx_slice ((int) (p - text), (int) (second - text));
  pull->text.end = (int) (second - text) + (int) strlen (words);
  return TRUE;
}

gboolean
bx_article_find_words (const BxArticle *article, BxSlice words, BxPull *pull)
{
  g_autofree char *wanted = bx_slice_dup (article->text, words);

  for (int i = 0; i < article->n_blocks && *wanted != '\0'; i++) {
    const char *p = article->text + article->blocks[i].text.start;
    const char *end = article->text + article->blocks[i].text.end;

    for (; article->blocks[i].kind == BX_BLOCK_PARAGRAPH && p < end; p = g_utf8_next_char (p))
      if (match (article->text, p, end, wanted, pull))
        return TRUE;
  }
  return FALSE;
}
