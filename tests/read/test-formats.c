/* Markdown and HTML: manuscripts against what they become, one file each: the manuscript, a line of
 * =====, and the blocks, markups, figures, tables, speakers and findings in their order. For all of them the
 * source with the edit log applied is the text. */
#include "case-files.h"
#include "clean.h"
#include "read.h"

#include <string.h>

typedef struct {
  BxArticle *article;
  BxReport *report;
  GString *says;
} Case;

static char *
slice (const Case *c, BxSlice slice)
{
  return bx_slice_dup (c->article->text, slice);
}

static void
say_blocks (Case *c)
{
  static const char *const turns[] = { "", " question ", " answer " };

  for (int i = 0; i < c->article->n_blocks; i++) {
    const BxBlock *block = &c->article->blocks[i];
    g_autofree char *text = slice (c, block->text);
    g_autofree char *label = slice (c, block->label);

    g_string_append (c->says, bx_block_kind_name (block->kind));
    if (block->sidebar > 0)
      g_string_append_printf (c->says, " %d", block->sidebar);
    g_string_append_printf (c->says, "%s%s|%s\n", turns[block->turn], label, text);
  }
}

static void
say_markups (Case *c)
{
  for (int i = 0; i < c->article->n_markups; i++) {
    const BxMarkup *markup = &c->article->markups[i];
    g_autofree char *text = slice (c, markup->text);

    g_string_append_printf (c->says, "markup %s|%s|%s\n", bx_markup_kind_name (markup->kind), text,
                            markup->value != NULL ? markup->value : "");
    g_assert_cmpint (bx_article_get_block_at (c->article, markup->text.start), ==,
                     bx_article_get_block_at (c->article, markup->text.end - 1));
    if (markup->kind == BX_MARKUP_NOTE)
      g_assert_cmpint (c->article->blocks[markup->block].kind, ==, BX_BLOCK_NOTE);
  }
}

static void
say_figures (Case *c)
{
  for (int i = 0; i < c->article->n_figures; i++) {
    const BxFigure *figure = &c->article->figures[i];
    g_autofree char *credit = slice (c, figure->credit);

    g_assert_cmpint (c->article->blocks[figure->block].kind, ==, BX_BLOCK_CAPTION);
    g_string_append_printf (c->says, "figure %s%s|%s|%s\n", figure->is_hero ? "hero " : "",
                            figure->file, figure->alternative, credit);
  }
}

static void
say_tables (Case *c)
{
  for (int i = 0; i < c->article->n_tables; i++) {
    const BxTable *table = &c->article->tables[i];

    g_assert_cmpint (c->article->blocks[table->block].kind, ==, BX_BLOCK_TABLE);
    g_string_append_printf (c->says, "table %dx%d ", table->n_columns, table->n_rows);
    for (int k = 0; k < table->n_columns * table->n_rows; k++) {
      g_autofree char *cell = slice (c, table->cells[k]);

      g_string_append_printf (c->says, "%s%s", k > 0 ? "/" : "", cell);
    }
    g_string_append_c (c->says, '\n');
  }
}

static void
say_speakers (Case *c)
{
  for (int i = 0; i < c->article->n_speakers; i++) {
    const BxSpeaker *speaker = &c->article->speakers[i];
    g_autofree char *name = slice (c, speaker->name);
    g_autofree char *description = slice (c, speaker->description);

    g_assert_true (speaker->is_given);
    g_string_append_printf (c->says, "speaker %s|%s|", name, description);
    for (int k = 0; k < speaker->n_aliases; k++) {
      g_autofree char *alias = slice (c, speaker->aliases[k]);

      g_string_append_printf (c->says, "%s%s", k > 0 ? "/" : "", alias);
    }
    g_string_append_printf (c->says, "|%s\n", speaker->colour != NULL ? speaker->colour : "");
  }
  for (int i = 0; i < c->article->n_pulls; i++) {
    const BxPull *pull = &c->article->pulls[i];
    g_autofree char *text = slice (c, pull->text);
    g_autofree char *name
        = pull->speaker >= 0 ? slice (c, c->article->speakers[pull->speaker].name) : NULL;

    g_assert_true (pull->is_given);
    g_assert_cmpint (c->article->blocks[bx_article_get_block_at (c->article, pull->text.start)].kind,
                     ==, BX_BLOCK_PARAGRAPH);
    g_string_append_printf (c->says, "pull %s|%s\n", name != NULL ? name : "", text);
  }
}

static void
say_findings (Case *c)
{
  int n;
  const BxFinding *findings = bx_report_get_findings (c->report, &n);

  for (int i = 0; i < n; i++)
    g_string_append_printf (c->says, "finding %s %d:%d\n", findings[i].code, findings[i].line,
                            findings[i].column);
}

static void
check_manuscript (const char *manuscript, const char *line_end, const char *expected)
{
  g_auto (GStrv) lines = g_strsplit (manuscript, "\n", -1);
  g_autofree char *text = g_strjoinv (line_end, lines);
  g_autoptr (BxReport) report = bx_report_new ();
  g_autoptr (GString) says = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  BxReading how = { .report = report };
  g_autoptr (BxRaw) raw = bx_read_bytes_as ("case.md", text, strlen (text), &how, &error);
  g_autoptr (BxArticle) article = NULL;
  Case c = { .report = report, .says = says };

  g_assert_no_error (error);
  article = c.article = bx_clean (raw, BX_LANG_AUTO, report);
  g_assert_true (bx_article_check_edits (article));
  say_blocks (&c);
  say_markups (&c);
  say_figures (&c);
  say_tables (&c);
  say_speakers (&c);
  if (strstr (expected, "\nlang ") != NULL)
    g_string_append_printf (says, "lang %s\n", bx_lang_name (article->lang));
  say_findings (&c);
  if (strcmp (says->str, expected) != 0)
    g_printerr ("%s\n=== but expected\n%s\n", says->str, expected);
  g_assert_true (strcmp (says->str, expected) == 0);
}

static void
test_case (gconstpointer data)
{
  g_autofree char *text = case_file_read (data);
  char *divider = strstr (text, "=====\n");

  g_assert_nonnull (divider);
  *divider = '\0';
  /* All three ways of ending a line. A lone carriage return is no line of its own to the log. */
  check_manuscript (text, "\n", divider + strlen ("=====\n"));
  check_manuscript (text, "\r\n", divider + strlen ("=====\n"));
}

static void
test_errors (void)
{
  static const struct {
    const char *text;
    const char *says;
  } cases[] = {
    { "---\nspeakers:\n  - name: 甲\n    unsure: perhaps\n---\n一。\n", "case:4:13: " },
    { "---\nheadline: a: b\n---\n文\n", "case:2:12: not good YAML" },
    { "---\nheadline: [甲\n---\n文\n", "case:" },
    { "---\nspeakers: 林\n---\n文\n", "case:2:11: “speakers” is a list" },
    { "---\nspeakers:\n  - description: 館長\n---\n文\n", "case:3:5: a speaker has no name" },
    { "---\nlang: 中文\n---\n文\n", "case:2:7: the language “中文” is not known" },
    { "---\npages: 很多\n---\n文\n", "case:2:8: “pages” is “很多”" },
    { "---\n- 甲\n---\n文\n", "case:2:1: front matter is a list of keys" },
    { "---\nheadline: {a: b}\n---\n文\n", "case:2:11: “headline” is a list or a map" },
    { "---\npulls:\n  - speaker: 林\n---\n文\n", "case:3:5: a pull quote has no words" },
    { "---\n---\n", "case: is empty" },
    { "---\nheadline: 甲\n\n文\n", "case:1:1: the front matter is never closed" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (BxRaw) raw
        = bx_read_bytes ("case", cases[i].text, strlen (cases[i].text), &error);

    g_assert_null (raw);
    g_assert_error (error, BX_ERROR, BX_ERROR_INPUT);
    g_assert_true (g_str_has_prefix (error->message, cases[i].says));
    g_assert_nonnull (strstr (error->message, "; "));
  }
}

/* What is told to be Markdown by its content, whatever its name is. */
static void
test_is_told (void)
{
  static const struct {
    const char *text;
    gboolean is_markdown;
  } cases[] = {
    { "---\nheadline: 題\n---\n文\n", TRUE },
    { "# 題\n文\n", TRUE },
    { "文\n\n![圖](a.jpg)\n", TRUE },
    { "文裡有[連結](https://example.org)。\n", TRUE },
    { "#話題#\n文\n", FALSE },
    { "文*星*號\n——一\n---\n", FALSE },
    { "[1] 註 (a)\n", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (BxRaw) raw = bx_read_bytes ("case", cases[i].text, strlen (cases[i].text), NULL);

    g_assert_nonnull (raw);
    g_assert_cmpint (raw->n_edits > 0, ==, cases[i].is_markdown);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  case_files_add_tests ("read/markdown", "/markdown", test_case);
  case_files_add_tests ("read/html", "/html", test_case);
  g_test_add_func ("/markdown/errors", test_errors);
  g_test_add_func ("/markdown/is-told", test_is_told);
  return g_test_run ();
}
