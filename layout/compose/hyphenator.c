/* Where a Latin word may be divided: the patterns of libhyphen. Does not know lines. */
#include "divide.h"

#include <hyphen.h>
#include <string.h>

/* Where Debian, Fedora and others keep the patterns. */
#define PATTERNS "/usr/share/hyphen"

/* Letters that stay on either side, whatever the patterns allow: less looks torn. */
#define LEAST_LETTERS 2
#define LEAST_LETTERS_AFTER 3

struct _BxHyphenator {
  GMutex lock;          /* of what follows: paragraphs are composed in several threads */
  char *language;
  GThread *opening;     /* under way; NULL where nobody foresaw a word, and when joined */
  HyphenDict *patterns; /* NULL before the first word, and where there are none */
  gboolean is_open;
};

BxHyphenator *
bx_hyphenator_new (const char *language)
{
  BxHyphenator *hyphenator = g_new0 (BxHyphenator, 1);

  g_mutex_init (&hyphenator->lock);
  hyphenator->language = g_strdup (language);
  return hyphenator;
}

void
bx_hyphenator_free (BxHyphenator *hyphenator)
{
  if (hyphenator == NULL)
    return;
  if (hyphenator->opening != NULL)
    g_thread_join (hyphenator->opening);
  if (hyphenator->patterns != NULL)
    hnj_hyphen_free (hyphenator->patterns);
  g_mutex_clear (&hyphenator->lock);
  g_free (hyphenator->language);
  g_free (hyphenator);
}

static void *
load_patterns (void *data)
{
  BxHyphenator *hyphenator = data;
  static const char letters[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_";
  g_autofree char *name = g_strdup_printf ("hyph_%s.dic", hyphenator->language);
  g_autofree char *path = g_build_filename (PATTERNS, g_strdelimit (name, "-", '_'), NULL);

  if (strspn (hyphenator->language, letters) == strlen (hyphenator->language)
      && g_file_test (path, G_FILE_TEST_EXISTS))
    hyphenator->patterns = hnj_hyphen_load (path);
  return NULL;
}

static void
open_patterns (BxHyphenator *hyphenator)
{
  g_mutex_lock (&hyphenator->lock);
  if (hyphenator->opening != NULL)
    g_thread_join (g_steal_pointer (&hyphenator->opening));
  else if (!hyphenator->is_open)
    load_patterns (hyphenator);
  hyphenator->is_open = TRUE;
  g_mutex_unlock (&hyphenator->lock);
}

/* Opening them takes as long as composing twenty pages, and shaping can go on meanwhile. */
void
bx_hyphenator_foresee (BxHyphenator *hyphenator, const char *text, int len)
{
  int n_letters = 0;

  for (const char *p = text; p < text + len && n_letters < BX_SHORTEST_DIVIDED; p++)
    n_letters = g_ascii_islower (*p) ? n_letters + 1 : 0;
  if (n_letters == BX_SHORTEST_DIVIDED && !hyphenator->is_open && hyphenator->opening == NULL)
    hyphenator->opening = g_thread_new ("patterns", load_patterns, hyphenator);
}

gboolean
bx_hyphenator_is_missing (const BxHyphenator *hyphenator)
{
  return hyphenator->is_open && hyphenator->patterns == NULL;
}

/* Only common words are divided: no names like GPT-4, DeepMind and UNESCO. */
static gboolean
is_common_word (const char *word, int length)
{
  for (const char *p = word; p < word + length; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!bx_is_latin_letter (c) || (p > word && g_unichar_isupper (c)))
      return FALSE;
  }
  return g_utf8_strlen (word, length) >= BX_SHORTEST_DIVIDED;
}

static int
find_by_patterns (const BxHyphenator *hyphenator, const char *word, int length, int *points)
{
  g_autofree char *lower = NULL;
  g_autofree char *marks = NULL;
  char **replacements = NULL;
  int *positions = NULL;
  int *cuts = NULL;
  int n = 0;

  lower = g_utf8_strdown (word, length);
  if ((int) strlen (lower) != length) /* the odd letter whose small form is longer */
    return 0;
  marks = g_malloc0 ((gsize) length + 8);
  if (hnj_hyphen_hyphenate3 (hyphenator->patterns, lower, length, marks, NULL, &replacements,
                             &positions, &cuts, LEAST_LETTERS, LEAST_LETTERS_AFTER, LEAST_LETTERS,
                             LEAST_LETTERS_AFTER)
      == 0) {
    const char *p = word;

    /* One mark for each character: odd where the word may part behind it. Points that would spell
     * the word another way are left alone. */
    for (int i = 0; p < word + length; i++) {
      p = g_utf8_next_char (p);
      if ((marks[i] & 1) != 0 && p < word + length
          && (replacements == NULL || replacements[i] == NULL))
        points[n++] = (int) (p - word);
    }
  }
  if (replacements != NULL)
    for (int i = 0; i < length; i++)
      free (replacements[i]);
  free (replacements);
  free (positions);
  free (cuts);
  return n;
}

int
bx_hyphenator_find (BxHyphenator *hyphenator, const char *word, int length, int *points)
{
  if (length > BX_LONGEST_DIVIDED || !is_common_word (word, length))
    return 0;
  open_patterns (hyphenator);
  return hyphenator->patterns != NULL ? find_by_patterns (hyphenator, word, length, points) : 0;
}
