/* Where a Latin word may be divided: the patterns of libhyphen. Does not know lines. */
#include "divide.h"

#include <hyphen.h>
#include <stdio.h>
#include <string.h>

/* Where Debian, Fedora and others keep the patterns. */
#define PATTERNS "/usr/share/hyphen"

/* Letters that stay on either side, whatever the patterns allow: less looks torn. */
#define LEAST_LETTERS 2
#define LEAST_LETTERS_AFTER 3

/* A dictionary has some ten thousand patterns, and reading them takes as long as composing twenty pages.
 * Few apply to the words of an article: only those whose letters stand there as neighbours. That is
 * told by threes, of the letters a … z and the ends of a word. */
#define N_SIGNS 27
#define N_TRIPLES (N_SIGNS * N_SIGNS * N_SIGNS)

typedef struct {
  HyphenDict *dictionary; /* NULL where there are none */
  gboolean is_open;
} Patterns;

struct _BxHyphenator {
  char *language;
  guint8 is_foreseen[N_TRIPLES]; /* whether three signs are neighbours in a word */
  GMutex lock; /* of what follows: paragraphs are composed in several threads */
  Patterns some; /* those that may apply to words of foreseen neighbours alone */
  Patterns all;
};

BxHyphenator *
bx_hyphenator_new (const char *language)
{
  BxHyphenator *hyphenator = g_new0 (BxHyphenator, 1);

  g_mutex_init (&hyphenator->lock);
  hyphenator->language = g_strdup (language);
  return hyphenator;
}

static void
close_patterns (Patterns *patterns)
{
  if (patterns->dictionary != NULL)
    hnj_hyphen_free (patterns->dictionary);
}

void
bx_hyphenator_free (BxHyphenator *hyphenator)
{
  if (hyphenator == NULL)
    return;
  close_patterns (&hyphenator->some);
  close_patterns (&hyphenator->all);
  g_mutex_clear (&hyphenator->lock);
  g_free (hyphenator->language);
  g_free (hyphenator);
}

/* --- neighbours ----------------------------------------------------------------------------- */

typedef struct {
  int number; /* of the last three signs */
  int n;      /* signs in a row */
} Triple;

/* TRUE where there are three. What is neither a … z nor an end, as é, is in no triple. */
static gboolean
add_sign (Triple *triple, char c)
{
  int sign = c == '.' ? 0 : c - 'a' + 1;

  if (c != '.' && !g_ascii_islower (c)) {
    triple->n = 0;
    return FALSE;
  }
  triple->number = (triple->number * N_SIGNS + sign) % N_TRIPLES;
  return ++triple->n >= 3;
}

/* A word in small letters, with its ends: ".word." (transfer full) */
static char *
dup_with_ends (const char *word, int length)
{
  g_autofree char *lower = g_ascii_strdown (word, length);

  return g_strconcat (".", lower, ".", NULL);
}

static void
foresee_word (BxHyphenator *hyphenator, const char *word, int length)
{
  g_autofree char *signs = dup_with_ends (word, length);
  Triple triple = { 0 };

  for (const char *p = signs; *p != '\0'; p++)
    if (add_sign (&triple, *p))
      hyphenator->is_foreseen[triple.number] = TRUE;
}

void
bx_hyphenator_foresee (BxHyphenator *hyphenator, const char *text, int len)
{
  const char *word = text;

  for (const char *p = text; p <= text + len; p = g_utf8_next_char (p)) {
    if (p < text + len && bx_is_latin_letter (g_utf8_get_char (p)))
      continue;
    if (p - word >= BX_SHORTEST_DIVIDED)
      foresee_word (hyphenator, word, (int) (p - word));
    word = g_utf8_next_char (p);
  }
}

/* Of a word with its ends, or of a line of a dictionary to its end: the digits of a pattern stand between
 * its letters, and behind a stroke it says how a word is spelled when it is divided. */
static gboolean
has_foreseen_neighbours (const BxHyphenator *hyphenator, const char *signs, const char *end)
{
  Triple triple = { 0 };

  for (const char *p = signs; p < end && *p != '/'; p++)
    if (!g_ascii_isdigit (*p) && add_sign (&triple, *p) && !hyphenator->is_foreseen[triple.number])
      return FALSE;
  return TRUE;
}

/* --- patterns ------------------------------------------------------------------------------- */

/* The lines of a dictionary that are wanted; its first one says how it is encoded. What is no pattern is
 * written in capitals, and kept. (transfer full) */
static GString *
narrow (const BxHyphenator *hyphenator, const char *lines, gsize length)
{
  GString *narrowed = g_string_new (NULL);
  const char *end = lines + length;

  for (const char *line = lines, *next; line < end; line = next) {
    const char *stop = memchr (line, '\n', (gsize) (end - line));

    next = stop != NULL ? stop + 1 : end;
    if (line == lines || has_foreseen_neighbours (hyphenator, line, next))
      g_string_append_len (narrowed, line, next - line);
  }
  return narrowed;
}

/* NULL where there is none. (transfer full) */
static char *
find_dictionary (const BxHyphenator *hyphenator)
{
  static const char letters[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_";
  g_autofree char *name = g_strdup_printf ("hyph_%s.dic", hyphenator->language);

  if (strspn (hyphenator->language, letters) < strlen (hyphenator->language))
    return NULL;
  return g_build_filename (PATTERNS, g_strdelimit (name, "-", '_'), NULL);
}

static HyphenDict *
load_some (const BxHyphenator *hyphenator, const char *path)
{
  g_autoptr (GString) narrowed = NULL;
  g_autofree char *lines = NULL;
  gsize length;
  FILE *file;
  HyphenDict *dictionary;

  if (!g_file_get_contents (path, &lines, &length, NULL))
    return NULL;
  narrowed = narrow (hyphenator, lines, length);
  file = fmemopen (narrowed->str, narrowed->len, "r");
  if (file == NULL)
    return NULL;
  dictionary = hnj_hyphen_load_file (file);
  fclose (file);
  return dictionary;
}

/* Opened when the first word asks for them; NULL where there are none. */
static HyphenDict *
open_patterns (BxHyphenator *hyphenator, gboolean needs_all)
{
  Patterns *patterns = needs_all ? &hyphenator->all : &hyphenator->some;

  g_mutex_lock (&hyphenator->lock);
  if (!patterns->is_open) {
    g_autofree char *path = find_dictionary (hyphenator);

    if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
      patterns->dictionary = needs_all ? hnj_hyphen_load (path) : load_some (hyphenator, path);
    patterns->is_open = TRUE;
  }
  g_mutex_unlock (&hyphenator->lock);
  return patterns->dictionary;
}

gboolean
bx_hyphenator_is_missing (const BxHyphenator *hyphenator)
{
  return (hyphenator->some.is_open && hyphenator->some.dictionary == NULL)
         || (hyphenator->all.is_open && hyphenator->all.dictionary == NULL);
}

/* --- words --------------------------------------------------------------------------------- */

/* Patterns know common words: not GPT-4, DeepMind and UNESCO. */
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
find_by_patterns (HyphenDict *patterns, const char *word, int length, int *points)
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
  if (hnj_hyphen_hyphenate3 (patterns, lower, length, marks, NULL, &replacements, &positions, &cuts,
                             LEAST_LETTERS, LEAST_LETTERS_AFTER, LEAST_LETTERS,
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

/* Whether a word goes on as another one at p: DeepMind, on-call; not GPT-4 and X-ray. */
static gboolean
is_seam (const char *word, const char *p, const char *end)
{
  gunichar before = p > word ? g_utf8_get_char (g_utf8_prev_char (p)) : 0;
  gunichar c = g_utf8_get_char (p);
  int least = before == '-' ? LEAST_LETTERS + 1 : LEAST_LETTERS;

  if (before == '-' ? !bx_is_latin_letter (c) : !g_unichar_islower (before) || !g_unichar_isupper (c))
    return FALSE;
  return g_utf8_strlen (word, p - word) >= least && g_utf8_strlen (p, end - p) >= LEAST_LETTERS;
}

static int
find_seams (const char *word, int length, int *points)
{
  const char *end = word + length;
  int n = 0;

  if (g_utf8_strlen (word, length) < BX_SHORTEST_DIVIDED)
    return 0;
  for (const char *p = word; p < end; p = g_utf8_next_char (p))
    if (is_seam (word, p, end))
      points[n++] = (int) (p - word);
  return n;
}

int
bx_hyphenator_find (BxHyphenator *hyphenator, const char *word, int length, int *points)
{
  g_autofree char *signs = NULL;
  gboolean is_foreseen;
  HyphenDict *patterns;

  if (length > BX_LONGEST_DIVIDED)
    return 0;
  if (!is_common_word (word, length))
    return find_seams (word, length, points);
  signs = dup_with_ends (word, length);
  is_foreseen = has_foreseen_neighbours (hyphenator, signs, signs + length + 2);
  patterns = open_patterns (hyphenator, !is_foreseen);
  return patterns != NULL ? find_by_patterns (patterns, word, length, points) : 0;
}
