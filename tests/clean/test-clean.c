/* Cleaning: single lines against tables, whole texts against their parts, and the law that source
 * and edit log give the text, on the sample and on damaged copies of it. */
#include "case-files.h"
#include "clean.h"
#include "read.h"

#include <string.h>

static BxArticle *
clean_text (const char *text, BxReport *report)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BxReport) own = bx_report_new ();
  g_autoptr (BxRaw) raw = bx_read_bytes ("case", text, strlen (text), &error);

  g_assert_no_error (error);
  return bx_clean (raw, BX_LANG_AUTO, report != NULL ? report : own);
}

static char *
read_sample (void)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("BANXIN_DATA"), "samples", "sora", "article.txt", NULL);

  return case_file_read (path);
}

static char *
block_text (const BxArticle *article, int block)
{
  return bx_slice_dup (article->text, article->blocks[block].text);
}

/* --- lines ----------------------------------------------------------------------------------- */

/* The line stands between paragraphs, so that it is one. */
static void
check_line (const char *line, const char *expected, gboolean has_glosses)
{
  const char *body = "這是一段足夠長的正文，用來告訴程序這裡不是標題，也不是署名，而是一篇文章裡的普通段落。";
  g_autofree char *text = g_strdup_printf ("%s%s\n%s\n%s\n", body, has_glosses ? "經(jīng)" : "",
                                           line, body);
  g_autoptr (BxArticle) article = clean_text (text, NULL);
  g_autofree char *actual = NULL;

  g_assert_cmpint (article->n_blocks, ==, 3);
  actual = block_text (article, 1);
  g_assert_cmpstr (actual, ==, expected);
  g_assert_true (bx_article_check_edits (article));
}

static void
test_lines (gconstpointer data)
{
  g_autofree char *text = case_file_read (data);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  const char *input = NULL;
  gboolean has_glosses = FALSE;
  int n = 0;

  for (int i = 0; lines[i] != NULL; i++) {
    has_glosses |= strcmp (lines[i], "! glosses") == 0;
    if (g_str_has_prefix (lines[i], "> "))
      input = lines[i] + 2;
    else if (g_str_has_prefix (lines[i], "= ")) {
      check_line (input, lines[i] + 2, has_glosses);
      n++;
    }
  }
  g_assert_cmpint (n, >, 0);
}

/* --- parts ----------------------------------------------------------------------------------- */

static void
check_part (const BxArticle *article, int block, const char *expected)
{
  g_auto (GStrv) fields = g_strsplit (expected, "|", 2);
  g_autofree char *text = NULL;

  g_assert_cmpint (block, <, article->n_blocks);
  text = block_text (article, block);
  g_assert_cmpstr (bx_block_kind_name (article->blocks[block].kind), ==, fields[0]);
  if (!g_str_has_prefix (text, fields[1]))
    g_assert_cmpstr (text, ==, fields[1]);
}

static void
check_credit (const BxArticle *article, int credit, const char *expected)
{
  g_autofree char *role = NULL;
  g_autofree char *name = NULL;
  g_autofree char *actual = NULL;

  g_assert_cmpint (credit, <, article->n_credits);
  role = bx_slice_dup (article->text, article->credits[credit].role);
  name = bx_slice_dup (article->text, article->credits[credit].name);
  actual = g_strdup_printf ("%s|%s", role, name);
  g_assert_cmpstr (actual, ==, expected);
}

static void
test_parts (gconstpointer data)
{
  g_autofree char *text = case_file_read (data);
  char *expected = strstr (text, "---\n");
  g_auto (GStrv) lines = g_strsplit (expected + 4, "\n", -1);
  g_autoptr (BxArticle) article = NULL;
  int block = 0;
  int credit = 0;

  *expected = '\0';
  article = clean_text (text, NULL);
  for (int i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    if (g_str_has_prefix (lines[i], "credit "))
      check_credit (article, credit++, lines[i] + strlen ("credit "));
    else
      check_part (article, block++, lines[i]);
  g_assert_cmpint (block, ==, article->n_blocks);
  g_assert_cmpint (credit, ==, article->n_credits);
  g_assert_true (bx_article_check_edits (article));
}

/* --- the sample ------------------------------------------------------------------------------ */

/* Rebuilds the text from source and log alone. */
static char *
apply_edits (const BxArticle *article)
{
  GString *text = g_string_new (NULL);
  int at = 0;

  for (int i = 0; i < article->n_edits; i++) {
    const BxEdit *edit = &article->edits[i];

    g_string_append_len (text, article->source + at, edit->from.start - at);
    g_string_append_len (text, article->text + edit->to.start, bx_slice_len (edit->to));
    at = edit->from.end;
  }
  g_string_append_len (text, article->source + at, article->source_len - at);
  return g_string_free (text, FALSE);
}

static void
test_sample (void)
{
  static const BxBlockKind front[] = { BX_BLOCK_PUBLICATION, BX_BLOCK_TIME, BX_BLOCK_HEADLINE,
                                       BX_BLOCK_BYLINE };
  g_autofree char *source = read_sample ();
  g_autoptr (BxReport) report = bx_report_new ();
  g_autoptr (BxArticle) article = clean_text (source, report);
  g_autofree char *rebuilt = apply_edits (article);
  int counts[BX_N_EDIT_KINDS] = { 0 };

  for (int i = 0; i < article->n_edits; i++)
    counts[article->edits[i].kind]++;
  g_assert_cmpstr (rebuilt, ==, article->text);
  g_assert_true (bx_article_check_edits (article));
  g_assert_cmpint (counts[BX_EDIT_GLOSS], ==, 261);
  g_assert_cmpint (counts[BX_EDIT_SPACE], ==, 3);
  g_assert_cmpint (article->n_blocks, ==, 36);
  for (int i = 0; i < article->n_blocks; i++)
    g_assert_cmpint (article->blocks[i].kind, ==,
                     i < 4 ? front[i] : i < 30 ? BX_BLOCK_PARAGRAPH : BX_BLOCK_FINE);
  g_assert_null (strpbrk (article->text, ",?!;()"));
  check_credit (article, 0, "每經記者|謝陶");
  check_credit (article, 1, "每經編輯|唐元");
  g_assert_cmpint (article->n_credits, ==, 2);
  g_assert_cmpint (article->lang, ==, BX_LANG_HANT_TW);
  g_assert_cmpint (bx_report_get_count (report, BX_WARNING), ==, 0);
  g_assert_cmpint (bx_report_get_count (report, BX_NOTE), ==, 1); /* why the glosses went */
}

/* Line and column of an edit are those of its first byte in the source. */
static void
test_edit_places (void)
{
  g_autofree char *source = read_sample ();
  g_autoptr (BxArticle) article = clean_text (source, NULL);

  for (int i = 0; i < article->n_edits; i++) {
    const BxEdit *edit = &article->edits[i];
    const char *start = article->source;
    int line = 1;

    for (const char *p = article->source; p < article->source + edit->from.start; p++)
      if (*p == '\n') {
        line++;
        start = p + 1;
      }
    g_assert_cmpint (edit->line, ==, line);
    g_assert_cmpint (edit->column, ==,
                     g_utf8_strlen (start, article->source + edit->from.start - start) + 1);
  }
}

/* --- damaged copies -------------------------------------------------------------------------- */

/* Replaces, drops and inserts characters at random, the troublesome ones above all. */
static char *
damage (const char *source, GRand *random)
{
  static const char *const troubles[]
      = { "\"", "'", "“", "”", "‘", "(", ")", "（", " ", "　", "\n", "\r\n", "\r", ",", ".", "...",
          "--", "—", "…", "\xE2\x80\x8B", "\xEF\xBB\xBF", "\t", "A", "1", "好", "(jīng)", "(men)",
          "http://", "2024-01-01", "記者", "。。。", "１", "𠀀" };
  GString *text = g_string_new (NULL);

  for (const char *p = source; *p != '\0'; p = g_utf8_next_char (p)) {
    int dice = g_rand_int_range (random, 0, 60);

    if (dice == 0)
      g_string_append (text,
                       troubles[g_rand_int_range (random, 0, G_N_ELEMENTS (troubles))]);
    if (dice != 1)
      g_string_append_len (text, p, g_utf8_next_char (p) - p);
  }
  return g_string_free (text, FALSE);
}

static void
check_article (const BxArticle *article)
{
  g_autofree char *rebuilt = apply_edits (article);
  int at = 0;

  g_assert_true (bx_article_check_edits (article));
  g_assert_cmpstr (rebuilt, ==, article->text);
  for (int i = 0; i < article->n_blocks; i++) {
    BxSlice text = article->blocks[i].text;

    g_assert_cmpint (article->blocks[i].kind, !=, BX_BLOCK_UNKNOWN);
    g_assert_cmpint (text.start, ==, at);
    g_assert_false (bx_slice_is_empty (text));
    g_assert_cmpint (article->text[text.end], ==, '\n');
    at = text.end + 1;
  }
  g_assert_cmpint (at, ==, article->text_len);
  g_assert_true (g_utf8_validate (article->text, article->text_len, NULL));
}

static void
test_damaged (void)
{
  g_autofree char *source = read_sample ();
  g_autoptr (GRand) random = g_rand_new_with_seed (20240222);

  for (int i = 0; i < 60; i++) {
    g_autofree char *text = damage (source, random);
    g_autoptr (BxArticle) article = clean_text (text, NULL);

    check_article (article);
  }
}

/* Cleaning what is clean changes nothing but line ends and blanks between parts. */
static void
test_is_stable (void)
{
  g_autofree char *source = read_sample ();
  g_autoptr (BxArticle) once = clean_text (source, NULL);
  g_autoptr (BxArticle) twice = clean_text (once->text, NULL);

  g_assert_cmpstr (twice->text, ==, once->text);
  g_assert_cmpint (twice->n_edits, ==, 0);
}

/* --- findings and language ------------------------------------------------------------------- */

static void
test_unpaired (void)
{
  static const struct {
    const char *text;
    int n;
    int line;
    int column;
  } cases[] = {
    { "標題\n他說：“好。\n她說：“也好。”\n", 1, 2, 4 },
    { "標題\n他說：“好。\n“也好。”\n", 0, 0, 0 }, /* a speech of two paragraphs */
    { "標題\n好。”他說。\n", 1, 2, 3 },
    { "標題\n他說:\"好。\n", 1, 2, 4 },
    { "標題\n「他說『好』。」\n", 0, 0, 0 },
    { "標題\nIt’s a children’s book。\n", 0, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (BxReport) report = bx_report_new ();
    g_autoptr (BxArticle) article = clean_text (cases[i].text, report);
    int n;
    const BxFinding *findings = bx_report_get_findings (report, &n);

    g_assert_cmpint (n, ==, cases[i].n);
    if (n == 0)
      continue;
    g_assert_cmpstr (findings[0].code, ==, "unpaired-quote");
    g_assert_cmpint (findings[0].severity, ==, BX_WARNING);
    g_assert_cmpint (findings[0].line, ==, cases[i].line);
    g_assert_cmpint (findings[0].column, ==, cases[i].column);
  }
}

static void
test_language (void)
{
  static const struct {
    const char *text;
    BxLang lang;
  } cases[] = {
    { "这个国家的时间过得很快，我们都变了。", BX_LANG_HANS },
    { "這個國家的時間過得很快，我們都變了。", BX_LANG_HANT_TW },
    { "佢喺香港住咗好耐，佢哋嘅時間過得好快。", BX_LANG_HANT_HK },
    { "人工智能", BX_LANG_HANS },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (BxReport) report = bx_report_new ();
  g_autoptr (BxRaw) raw = bx_read_bytes ("x", cases[0].text, strlen (cases[0].text), &error);
  g_autoptr (BxArticle) told = bx_clean (raw, BX_LANG_HANT_HK, report);

  g_assert_cmpint (told->lang, ==, BX_LANG_HANT_HK);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (BxArticle) article = clean_text (cases[i].text, NULL);

    g_assert_cmpint (article->lang, ==, cases[i].lang);
  }
}

/* What becomes of one gloss in a text, and of many. */
static void
test_glosses (void)
{
  static const char rare[] = "桌上擺著饕(tāo)餮(tiè)紋的銅器。";
  static const struct {
    BxGlosses asked;
    gboolean is_long; /* so that two glosses are few */
    const char *text;
    int n_rubies;
  } cases[] = {
    { BX_GLOSSES_AUTO, FALSE, "桌上擺著饕餮紋的銅器。", 0 },
    { BX_GLOSSES_AUTO, TRUE, "桌上擺著饕餮紋的銅器。", 2 },
    { BX_GLOSSES_DROP, TRUE, "桌上擺著饕餮紋的銅器。", 0 },
    { BX_GLOSSES_RUBY, FALSE, "桌上擺著饕餮紋的銅器。", 2 },
    { BX_GLOSSES_KEEP, FALSE, "桌上擺著饕（tāo）餮（tiè）紋的銅器。", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (BxReport) report = bx_report_new ();
    g_autoptr (GString) text = g_string_new ("標題\n");
    g_autoptr (BxRaw) raw = NULL;
    g_autoptr (BxArticle) article = NULL;
    g_autofree char *block = NULL;
    BxCleaning how = { .lang = BX_LANG_AUTO, .glosses = cases[i].asked };

    g_string_append_printf (text, "%s\n", rare);
    for (int k = 0; cases[i].is_long && k < 40; k++)
      g_string_append (text, "這是一段足夠長的正文，用來告訴程序這是文章。\n");
    raw = bx_read_bytes ("case", text->str, text->len, NULL);
    article = bx_clean_as (raw, &how, report, NULL);
    block = block_text (article, 1);
    g_assert_cmpstr (block, ==, cases[i].text);
    g_assert_true (bx_article_check_edits (article));
    g_assert_cmpint (article->n_markups, ==, cases[i].n_rubies);
    g_assert_cmpint (bx_report_get_count (report, BX_NOTE), ==, cases[i].asked == BX_GLOSSES_AUTO);
    for (int k = 0; k < article->n_markups; k++) {
      g_autofree char *base = bx_slice_dup (article->text, article->markups[k].text);

      g_assert_cmpint (article->markups[k].kind, ==, BX_MARKUP_RUBY);
      g_assert_cmpstr (base, ==, k == 0 ? "饕" : "餮");
      g_assert_cmpstr (article->markups[k].value, ==, k == 0 ? "tāo" : "tiè");
    }
  }
}

/* What each switch does to a line of a text in one script. */
static void
test_switches (void)
{
  static const struct {
    BxCleaning how;
    const char *line;
    const char *expected;
  } cases[] = {
    { { .kept = 0 }, "他,,来了,,!说:\"好\"...走--了１２。。", "他，来了，！说：“好”……走——了12。" },
    { { .kept = 1u << BX_MEND_WIDTHS }, "他来了,!１", "他来了,!1" },
    { { .kept = 1u << BX_MEND_DIGITS }, "他来了,１２", "他来了，１２" },
    { { .kept = 1u << BX_MEND_SPACES }, "用 Sora 做,的", "用 Sora 做，的" },
    { { .kept = 1u << BX_MEND_QUOTES }, "他说,\"好\"的", "他说，\"好\"的" },
    { { .kept = 1u << BX_MEND_DOTS }, "他...走--了", "他...走——了" },
    { { .kept = 1u << BX_MEND_DASHES }, "他...走--了", "他……走--了" },
    { { .kept = 1u << BX_MEND_DOUBLED }, "他，，来了", "他，，来了" },
    { { .marks = BX_QUOTE_MARKS_CORNER }, "他说“好‘的’”，It’s", "他说「好『的』」，It’s" },
    { { .marks = BX_QUOTE_MARKS_CURLY }, "他说「好『的』」", "他说“好‘的’”" },
    { { .marks = BX_QUOTE_MARKS_LOCALE }, "他说「好『的』」", "他说“好‘的’”" },
    { { .script = BX_SCRIPT_HANT_TW }, "用鼠标运行ABC里的打印机，软件", "用滑鼠執行ABC裡的印表機，軟體" },
    { { .script = BX_SCRIPT_HANT_HK }, "他们说“好”", "他們説“好”" },
    { { .script = BX_SCRIPT_HANS }, "他们说好", "他们说好" },
  };
  static const char body[] = "这是一段足够长的正文，用来告诉程序这里不是标题，而是一篇文章里的普通段落。";

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("%s\n%s\n%s\n", body, cases[i].line, body);
    g_autoptr (BxReport) report = bx_report_new ();
    g_autoptr (BxRaw) raw = bx_read_bytes ("case", text, strlen (text), NULL);
    g_autoptr (GError) error = NULL;
    BxCleaning how = cases[i].how;
    g_autoptr (BxArticle) article = NULL;
    g_autofree char *block = NULL;

    how.lang = BX_LANG_AUTO;
    article = bx_clean_as (raw, &how, report, &error);
    g_assert_no_error (error);
    block = block_text (article, 1);
    g_assert_cmpstr (block, ==, cases[i].expected);
    check_article (article);
  }
}

/* A text that is traditional but for some characters, and words that are to stay. */
static void
test_script (void)
{
  static const char text[] = "那么，這個軟體裏的周總說：「幹杯。」\n";
  static const char *const protected_words[] = { "周總", NULL };
  g_autoptr (BxReport) report = bx_report_new ();
  g_autoptr (BxRaw) raw = bx_read_bytes ("case", text, strlen (text), NULL);
  BxCleaning how = { .lang = BX_LANG_AUTO, .script = BX_SCRIPT_HANS,
                     .protected_words = (char **)protected_words };
  g_autoptr (BxArticle) article = bx_clean_as (raw, &how, report, NULL);
  g_autofree char *block = block_text (article, 0);

  g_assert_cmpstr (block, ==, "那么，这个软件里的周總说：「干杯。」");
  g_assert_cmpint (article->lang, ==, BX_LANG_HANS);
  check_article (article);
}

/* Lines that were broken are joined; indents, blank lines and short lines end paragraphs. */
static void
test_breaks (void)
{
  static const char text[]
      = "山裡的圖書館\n\n圖書館建在山裡，是兩位老師用四年時間蓋\n起來的，書比人多，灰塵比書多，後來孩子\n"
        "們發現了這個地方，父母也都來了，他們坐\n在窗邊。\n　　林素英說，下雨天這裡最暖和，孩子們\n"
        "不肯回家，父母就到這裡來找他們，把 the\nbook 放在架上，把門打開，她把燈點亮以後\n就走了\n"
        "冬天的時候，山路上結了冰，來的人少了，\n可是燈還是每天點著。\n";
  g_autoptr (BxArticle) article = clean_text (text, NULL);
  g_autofree char *last = block_text (article, 2);

  g_assert_cmpint (article->n_blocks, ==, 4);
  g_assert_cmpstr (last, ==, "林素英說，下雨天這裡最暖和，孩子們不肯回家，父母就到這裡來找他們，把the book"
                             "放在架上，把門打開，她把燈點亮以後就走了");
  check_article (article);
}

static void
test_boilerplate (void)
{
  static const char text[] = "標題\n這是一段足夠長的正文，用來告訴程序這是一篇文章裡的普通段落，它有很多字。\n"
                             "點擊關注我們\n未經授權，不得轉載。\n";
  g_autoptr (BxReport) report = bx_report_new ();
  g_autoptr (BxRaw) raw = bx_read_bytes ("case", text, strlen (text), NULL);
  BxCleaning how = { .lang = BX_LANG_AUTO, .has_no_boilerplate = TRUE };
  g_autoptr (BxArticle) article = bx_clean_as (raw, &how, report, NULL);
  g_autoptr (BxArticle) kept = clean_text (text, NULL);

  g_assert_cmpint (article->n_blocks, ==, 2);
  g_assert_cmpint (kept->n_blocks, ==, 4);
  g_assert_cmpint (kept->blocks[2].kind, ==, BX_BLOCK_FINE);
  check_article (article);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  case_files_add_tests ("clean/lines", "/clean/lines", test_lines);
  case_files_add_tests ("clean/parts", "/clean/parts", test_parts);
  g_test_add_func ("/clean/sample", test_sample);
  g_test_add_func ("/clean/edit-places", test_edit_places);
  g_test_add_func ("/clean/damaged", test_damaged);
  g_test_add_func ("/clean/stable", test_is_stable);
  g_test_add_func ("/clean/unpaired", test_unpaired);
  g_test_add_func ("/clean/language", test_language);
  g_test_add_func ("/clean/glosses", test_glosses);
  g_test_add_func ("/clean/switches", test_switches);
  g_test_add_func ("/clean/script", test_script);
  g_test_add_func ("/clean/breaks", test_breaks);
  g_test_add_func ("/clean/boilerplate", test_boilerplate);
  return g_test_run ();
}
