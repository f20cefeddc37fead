/* The targets: reading each format, cleaning what was read, finding who speaks, loading a style. */
#define _GNU_SOURCE /* memfd_create */
#include "fuzz.h"

#include "clean.h"
#include "read.h"
#include "spec.h"
#include "talk.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static BxArticle *
make_article (const char *name, const char *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BxReport) report = bx_report_new ();
  BxReading how = { .report = report };
  g_autoptr (BxRaw) raw = bx_read_bytes_as (name, bytes, length, &how, &error);
  BxArticle *article;

  g_assert_true ((raw == NULL) == (error != NULL));
  if (raw == NULL)
    return NULL;
  article = bx_clean (raw, BX_LANG_AUTO, report);
  g_assert_true (bx_article_check_edits (article));
  g_assert_true (g_utf8_validate (article->text, article->text_len, NULL));
  for (int i = 0; i < article->n_markups; i++)
    g_assert_cmpint (article->markups[i].text.end, <=, article->text_len);
  return article;
}

static void
run_text (const char *bytes, gsize length)
{
  bx_article_free (make_article ("case.txt", bytes, length));
}

/* What is written is read again. */
static void
run_markdown (const char *bytes, gsize length)
{
  g_autoptr (BxArticle) article = make_article ("case.md", bytes, length);
  g_autoptr (BxArticle) again = NULL;
  g_autofree char *text = NULL;

  if (article == NULL)
    return;
  text = bx_write_manuscript (article);
  again = make_article ("case.md", text, strlen (text));
}

static void
run_html (const char *bytes, gsize length)
{
  g_autoptr (GString) page = g_string_new ("<html>");

  g_string_append_len (page, bytes, (gssize)length);
  bx_article_free (make_article ("case.html", page->str, page->len));
}

static void
run_talk (const char *bytes, gsize length)
{
  g_autoptr (BxArticle) article = make_article ("case.md", bytes, length);
  g_autoptr (BxReport) report = bx_report_new ();

  if (article == NULL)
    return;
  bx_talk (article, 5, report);
  for (int i = 0; i < article->n_pulls; i++)
    g_assert_cmpint (article->pulls[i].text.end, <=, article->text_len);
}

static void
run_style (const char *bytes, gsize length)
{
  int fd = memfd_create ("style", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (GError) error = NULL;
  g_autoptr (BxSpec) spec = NULL;

  if (write (fd, bytes, length) == (gssize)length) {
    spec = bx_spec_load (path, ".", &error);
    g_assert_true ((spec == NULL) == (error != NULL));
  }
  close (fd);
}

const BxFuzzTarget bx_fuzz_targets[] = {
  { "text", run_text },   { "markdown", run_markdown }, { "html", run_html },
  { "style", run_style }, { "talk", run_talk },
};
const int bx_n_fuzz_targets = G_N_ELEMENTS (bx_fuzz_targets);
