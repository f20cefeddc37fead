/* The model: lookups, places in the source, and the law of conservation. */
#include "article.h"

#include <string.h>

/* 甲(jiǎ)乙,丙⏎丁 → 甲乙，丙⏎丁⏎: a gloss, a width, and the line end that closes the last block. */
#define SOURCE "甲(jia)乙,丙\n丁"
#define TEXT "甲乙，丙\n丁\n"

static BxArticle *
make_article (void)
{
  static const BxBlock blocks[] = {
    { BX_BLOCK_HEADLINE, { 0, 12 }, 1 },
    { BX_BLOCK_PARAGRAPH, { 13, 16 }, 2 },
  };
  static const BxEdit edits[] = {
    { BX_EDIT_GLOSS, { 3, 8 }, { 3, 3 }, 1, 2 },
    { BX_EDIT_WIDTH, { 11, 12 }, { 6, 9 }, 1, 8 },
    { BX_EDIT_BREAK, { 19, 19 }, { 16, 17 }, 2, 2 },
  };
  BxArticle *article = g_new0 (BxArticle, 1);

  article->source = g_strdup (SOURCE);
  article->source_len = (int) strlen (SOURCE);
  article->text = g_strdup (TEXT);
  article->text_len = (int) strlen (TEXT);
  article->blocks = g_memdup2 (blocks, sizeof blocks);
  article->n_blocks = G_N_ELEMENTS (blocks);
  article->edits = g_memdup2 (edits, sizeof edits);
  article->n_edits = G_N_ELEMENTS (edits);
  return article;
}

static void
test_conservation (void)
{
  g_autoptr (BxArticle) article = make_article ();

  g_assert_true (bx_article_check_edits (article));
  article->text[article->text_len - 2] ^= 1; /* a character that no edit explains */
  g_assert_false (bx_article_check_edits (article));
  article->text[article->text_len - 2] ^= 1;
  article->n_edits--; /* a change that was not logged */
  g_assert_false (bx_article_check_edits (article));
  article->n_edits++;
  article->edits[1].from.start--; /* an edit in the wrong place */
  g_assert_false (bx_article_check_edits (article));
}

static void
test_source_places (void)
{
  static const struct {
    int offset, line, column;
  } cases[] = {
    { 0, 1, 1 },  /* 甲 */
    { 3, 1, 7 },  /* 乙, behind the gloss */
    { 6, 1, 8 },  /* ， that was a comma */
    { 9, 1, 9 },  /* 丙 */
    { 13, 2, 1 }, /* 丁 */
  };
  g_autoptr (BxArticle) article = make_article ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    int line, column;

    bx_article_get_source_place (article, cases[i].offset, &line, &column);
    g_assert_cmpint (line, ==, cases[i].line);
    g_assert_cmpint (column, ==, cases[i].column);
  }
}

/* Only what must be is quoted (RFC 4180). */
static void
test_edit_log (void)
{
  g_autoptr (BxArticle) article = make_article ();
  g_autofree char *log = NULL;
  g_autofree char *quoted = NULL;

  log = bx_article_write_edits (article);
  g_assert_cmpstr (log, ==,
                   "kind,line,column,start,end,from,to\r\n"
                   "gloss,1,2,3,8,(jia),\r\n"
                   "width,1,8,11,12,\",\",，\r\n"
                   "break,2,2,19,19,,\"\n\"\r\n");
  article->source[4] = '"';
  quoted = bx_article_write_edits (article);
  g_assert_nonnull (strstr (quoted, "gloss,1,2,3,8,\"(\"\"ia)\",\r\n"));
}

static void
test_blocks (void)
{
  g_autoptr (BxArticle) article = make_article ();

  g_assert_cmpint (bx_article_get_block_at (article, 0), ==, 0);
  g_assert_cmpint (bx_article_get_block_at (article, 11), ==, 0);
  g_assert_cmpint (bx_article_get_block_at (article, 12), ==, -1); /* the line feed between */
  g_assert_cmpint (bx_article_get_block_at (article, 13), ==, 1);
  g_assert_cmpint (bx_article_get_block_at (article, 16), ==, -1);
  g_assert_true (bx_article_find_block (article, BX_BLOCK_PARAGRAPH) == &article->blocks[1]);
  g_assert_null (bx_article_find_block (article, BX_BLOCK_DECK));
}

static void
test_languages (void)
{
  BxLang lang;

  for (int i = 0; i < BX_N_LANGS; i++) {
    g_assert_true (bx_lang_from_name (bx_lang_name ((BxLang) i), &lang));
    g_assert_cmpint (lang, ==, i);
  }
  g_assert_false (bx_lang_from_name ("zh-Hant", &lang)); /* which of the two is for the user to say */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/article/conservation", test_conservation);
  g_test_add_func ("/article/source-places", test_source_places);
  g_test_add_func ("/article/edit-log", test_edit_log);
  g_test_add_func ("/article/blocks", test_blocks);
  g_test_add_func ("/article/languages", test_languages);
  return g_test_run ();
}
