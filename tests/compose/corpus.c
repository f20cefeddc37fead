/* See corpus.h. */
#include "corpus.h"

#include "clean.h"
#include "read.h"

#include <string.h>

#define SEED 20240222

char *
corpus_get_data_path (const char *name)
{
  return g_build_filename (g_getenv ("BANXIN_DATA"), name, NULL);
}

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static gboolean
ends_sentence (gunichar c)
{
  return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x2026;
}

static gboolean
follows_sentence (gunichar c)
{
  return ends_sentence (c) || c == 0x201D || c == 0x2019 || c == 0x300D || c == 0x300F
         || c == 0xFF09;
}

/* Cuts a paragraph behind its stops and what closes after them. */
static void
add_sentences (GPtrArray *sentences, const char *start, const char *end)
{
  const char *p = start;

  while (p < end) {
    gboolean is_end = ends_sentence (g_utf8_get_char (p));

    p = g_utf8_next_char (p);
    while (is_end && p < end && follows_sentence (g_utf8_get_char (p)))
      p = g_utf8_next_char (p);
    if (is_end || p == end) {
      g_ptr_array_add (sentences, g_strndup (start, (gsize) (p - start)));
      start = p;
    }
  }
}

static void
add_article (GPtrArray *sentences, const char *path)
{
  g_autoptr (BxRaw) raw = bx_read_file (path, NULL);
  g_autoptr (BxReport) report = bx_report_new ();
  g_autoptr (BxArticle) article = NULL;

  g_assert_nonnull (raw);
  article = bx_clean (raw, BX_LANG_AUTO, report);
  for (int i = 0; i < article->n_blocks; i++)
    if (article->blocks[i].kind == BX_BLOCK_PARAGRAPH)
      add_sentences (sentences, article->text + article->blocks[i].text.start,
                     article->text + article->blocks[i].text.end);
}

/* Every article of samples/, in the order of their names. */
static void
add_samples (GPtrArray *sentences)
{
  static const char *const files[] = { "article.md", "article.txt" };
  g_autofree char *folder = corpus_get_data_path ("samples");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    for (gsize k = 0; k < G_N_ELEMENTS (files); k++) {
      g_autofree char *path
          = g_build_filename (folder, g_ptr_array_index (names, i), files[k], NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        add_article (sentences, path);
    }
}

static void
add_file (GPtrArray *sentences, const char *name)
{
  g_autofree char *path = corpus_get_data_path (name);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (int i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      g_ptr_array_add (sentences, g_strdup (lines[i]));
}

/* Three dice make lengths that gather about the middle, as those of real paragraphs do. */
static int
draw_length (GRand *rand)
{
  return g_rand_int_range (rand, 10, 93) + g_rand_int_range (rand, 10, 93)
         + g_rand_int_range (rand, 10, 94);
}

Corpus *
corpus_new (BxLang lang, CorpusParts parts, int n_chars)
{
  Corpus *corpus = g_new0 (Corpus, 1);
  GRand *rand = g_rand_new_with_seed (SEED);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  GArray *paragraphs = g_array_new (FALSE, FALSE, sizeof (BxSlice));
  GString *text = g_string_new (NULL);

  if (parts & CORPUS_SAMPLES)
    add_samples (sentences);
  else
    add_file (sentences, lang == BX_LANG_HANS ? "tests/compose/text-hans.txt"
                                              : "tests/compose/text-hant.txt");
  if (parts & CORPUS_ARTICLE) {
    g_autofree char *path = corpus_get_data_path ("samples/sora/article.txt");

    add_article (sentences, path);
  }
  if (parts & CORPUS_MARKS)
    add_file (sentences, "tests/compose/text-marks.txt");
  while (corpus->n_chars < n_chars) {
    int wanted = draw_length (rand);
    BxSlice slice = bx_slice ((int) text->len, 0);

    while (wanted > 0) {
      const char *sentence
          = g_ptr_array_index (sentences, g_rand_int_range (rand, 0, (int) sentences->len));
      int length = (int) g_utf8_strlen (sentence, -1);

      g_string_append (text, sentence);
      wanted -= length;
      corpus->n_chars += length;
    }
    slice.end = (int) text->len;
    g_string_append_c (text, '\n');
    g_array_append_val (paragraphs, slice);
  }
  g_rand_free (rand);
  corpus->text = g_string_free (text, FALSE);
  corpus->n_paragraphs = (int) paragraphs->len;
  corpus->paragraphs = (BxSlice *) (void *) g_array_free (paragraphs, FALSE);
  return corpus;
}

void
corpus_free (Corpus *corpus)
{
  g_free (corpus->paragraphs);
  g_free (corpus->text);
  g_free (corpus);
}
