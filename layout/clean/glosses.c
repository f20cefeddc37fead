/* Pinyin glosses: 經(jīng)濟(jì) → 經濟, 陶瓷（táo cí） → 陶瓷.
 *
 * A gloss is a bracket that holds pinyin and nothing else: one syllable after a Han character, or several,
 * apart or together, after as many characters. A tone mark makes it certain; of several syllables each
 * has one, but for the last of a word (péngyou). 陶瓷(taoci) is left alone: 中國(China) reads as pinyin
 * as well. A single syllable in the neutral tone — 們(men) — is one only where it is
 * known to occur in that tone and the article has certain glosses elsewhere, because a bracket like
 * (he) may be a part of the text.
 *
 * A page that was scraped is full of them, and they go. Where an author glosses a rare character now
 * and then, the reading is wanted, and is set over it as ruby. */
#include "line.h"

#include <string.h>

#define MAX_LETTERS 48 /* of a gloss, with tone marks of their own */
#define MAX_SYLLABLE 6 /* letters: zhuang */
/* Glosses are an author's own where there are no more than one for so many Han. */
#define RARE_HAN 300

/* The syllables of Mandarin: an initial and the finals that go with it; v is ü. */
static const struct {
  const char *initial;
  const char *finals;
} syllables[] = {
  { "zh", " a e i u ai ei ao ou an en ang eng ong ua uo uai ui uan un uang " },
  { "ch", " a e i u ai ao ou an en ang eng ong ua uo uai ui uan un uang " },
  { "sh", " a e i u ai ei ao ou an en ang eng ua uo uai ui uan un uang " },
  { "b", " a o ai ei ao an en ang eng i ie iao ian in ing u " },
  { "p", " a o ai ei ao ou an en ang eng i ie iao ian in ing u " },
  { "m", " a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u " },
  { "f", " a o ei ou an en ang eng u " },
  { "d", " a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un " },
  { "t", " a e ai ei ao ou an ang eng ong i ie iao ian ing u uo ui uan un " },
  { "n", " a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan un v ve ue " },
  { "l", " a o e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un v ve ue " },
  { "g", " a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang " },
  { "k", " a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang " },
  { "h", " a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang " },
  { "j", " i ia ie iao iu ian in iang ing iong u ue uan un v ve van vn " },
  { "q", " i ia ie iao iu ian in iang ing iong u ue uan un v ve van vn " },
  { "x", " i ia ie iao iu ian in iang ing iong u ue uan un v ve van vn " },
  { "r", " e i ao ou an en ang eng ong u ua uo ui uan un " },
  { "z", " a e i ai ei ao ou an en ang eng ong u uo ui uan un " },
  { "c", " a e i ai ei ao ou an en ang eng ong u uo ui uan un " },
  { "s", " a e i ai ao ou an en ang eng ong u uo ui uan un " },
  { "y", " a o e ao ou an ang i in ing ong u ue uan un ai " },
  { "w", " a o ai ei an en ang eng u " },
  { "", " a o e ai ei ao ou an en ang eng er n ng " },
};

/* Syllables that occur in the neutral tone and are glossed without a mark. */
static const char neutral_syllables[]
    = " men de le ne ma ba zi me zhe a ya la wa lo lou tou bo guo ge bian shang xia li mian qi lai ";

/* Vowels with tone marks, and look-alikes that scraped pages carry. */
static const struct {
  gunichar marked;
  char plain;
  gboolean is_toned;
} letters[] = {
  { 0x0101, 'a', TRUE },  { 0x00E1, 'a', TRUE },  { 0x01CE, 'a', TRUE },  { 0x00E0, 'a', TRUE },
  { 0x0103, 'a', TRUE },  { 0x0113, 'e', TRUE },  { 0x00E9, 'e', TRUE },  { 0x011B, 'e', TRUE },
  { 0x00E8, 'e', TRUE },  { 0x0115, 'e', TRUE },  { 0x012B, 'i', TRUE },  { 0x00ED, 'i', TRUE },
  { 0x01D0, 'i', TRUE },  { 0x00EC, 'i', TRUE },  { 0x012D, 'i', TRUE },  { 0x014D, 'o', TRUE },
  { 0x00F3, 'o', TRUE },  { 0x01D2, 'o', TRUE },  { 0x00F2, 'o', TRUE },  { 0x014F, 'o', TRUE },
  { 0x016B, 'u', TRUE },  { 0x00FA, 'u', TRUE },  { 0x01D4, 'u', TRUE },  { 0x00F9, 'u', TRUE },
  { 0x016D, 'u', TRUE },  { 0x01D6, 'v', TRUE },  { 0x01D8, 'v', TRUE },  { 0x01DA, 'v', TRUE },
  { 0x01DC, 'v', TRUE },  { 0x00FC, 'v', FALSE }, { 0x0144, 'n', TRUE },  { 0x0148, 'n', TRUE },
  { 0x01F9, 'n', TRUE },  { 0x1E3F, 'm', TRUE },  { 0x0251, 'a', FALSE }, { 0x0261, 'g', FALSE },
};

/* Combining marks of the four tones, and the diaeresis. */
static gboolean
is_tone_mark (gunichar c)
{
  return c == 0x0304 || c == 0x0301 || c == 0x030C || c == 0x0300 || c == 0x0306;
}

/* Whether a list with blanks around its words has this one. */
static gboolean
is_in (const char *list, const char *word)
{
  gsize len = strlen (word);

  if (len == 0)
    return FALSE;
  for (const char *found = strstr (list, word); found != NULL; found = strstr (found + 1, word))
    if (found > list && found[-1] == ' ' && found[len] == ' ')
      return TRUE;
  return FALSE;
}

static gboolean
is_syllable (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (syllables); i++)
    if ((syllables[i].initial[0] == word[0] || syllables[i].initial[0] == '\0')
        && g_str_has_prefix (word, syllables[i].initial)
        && is_in (syllables[i].finals, word + strlen (syllables[i].initial)))
      return TRUE;
  return FALSE;
}

/* What stands in a bracket, in plain letters; a blank parts syllables. */
typedef struct {
  char letters[MAX_LETTERS + 1];
  int n_letters;
  guint64 tones; /* a bit for each letter that has one */
} Word;

G_STATIC_ASSERT (MAX_LETTERS < 64);

static guint64
tone_bits (int start, int end)
{
  return ((G_GUINT64_CONSTANT (1) << end) - 1) & ~((G_GUINT64_CONSTANT (1) << start) - 1);
}

/* The letters from one index to another are one syllable, with its tone or at the end of a word. */
static gboolean
is_syllable_of (const Word *word, int start, int end)
{
  char piece[MAX_SYLLABLE + 1] = { 0 };
  guint64 tones = word->tones & tone_bits (start, end);
  char next = word->letters[end];

  if ((tones & (tones - 1)) != 0 || (tones == 0 && next != '\0' && next != ' '))
    return FALSE;
  memcpy (piece, word->letters + start, (gsize) (end - start));
  return strchr (piece, ' ') == NULL && is_syllable (piece);
}

/* The least number of syllables that a word is, 0 where it is none. */
static int
count_syllables (const Word *word)
{
  int least[MAX_LETTERS + 2] = { 0 }; /* plus one, to each index; 0: not reached */

  least[0] = 1;
  for (int i = 0; i < word->n_letters; i++) {
    if (least[i] == 0)
      continue;
    if (word->letters[i] == ' ' && (least[i + 1] == 0 || least[i] < least[i + 1]))
      least[i + 1] = least[i];
    for (int end = i + 1; end <= MIN (i + MAX_SYLLABLE, word->n_letters); end++)
      if (is_syllable_of (word, i, end) && (least[end] == 0 || least[i] + 1 < least[end]))
        least[end] = least[i] + 1;
  }
  return MAX (0, least[word->n_letters] - 1);
}

/* Adds a letter in its plain form. FALSE where it is none of pinyin. */
static gboolean
add_letter (Word *word, gunichar c)
{
  c = g_unichar_tolower (c);
  if (c >= 'a' && c <= 'z') {
    word->letters[word->n_letters++] = (char) c;
    return TRUE;
  }
  if (is_tone_mark (c) && word->n_letters > 0) {
    word->tones |= tone_bits (word->n_letters - 1, word->n_letters);
    return TRUE;
  }
  if ((c == ' ' || c == '\'' || c == 0x2019) && word->n_letters > 0) {
    word->letters[word->n_letters++] = ' ';
    return TRUE;
  }
  if (c == 0x0308 && word->n_letters > 0 && word->letters[word->n_letters - 1] == 'u') {
    word->letters[word->n_letters - 1] = 'v';
    return TRUE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].marked == c) {
      word->letters[word->n_letters++] = letters[i].plain;
      if (letters[i].is_toned)
        word->tones |= tone_bits (word->n_letters - 1, word->n_letters);
      return TRUE;
    }
  return FALSE;
}

typedef enum { NO_GLOSS, NEUTRAL, TONED } Gloss;

/* As many Han characters stand right before an index. */
static gboolean
follows_han (const BxLine *line, int index, int n)
{
  for (int i = 1; i <= n; i++)
    if (index < i || !bx_is_han (line->cells[index - i].c))
      return FALSE;
  return TRUE;
}

/* Whether a gloss opens at an index; *end gets the index after its closing bracket, *n_syllables how many
 * characters it is of. */
static Gloss
find_gloss (const BxLine *line, int open, int *end, int *n_syllables)
{
  Word word = { 0 };
  int i;

  if (bx_line_at (line, open) != '(' && bx_line_at (line, open) != 0xFF08)
    return NO_GLOSS;
  for (i = open + 1; word.n_letters < MAX_LETTERS; i++)
    if (!add_letter (&word, bx_line_at (line, i)))
      break;
  if (bx_line_at (line, i) != ')' && bx_line_at (line, i) != 0xFF09)
    return NO_GLOSS;
  *end = i + 1;
  *n_syllables = count_syllables (&word);
  if (*n_syllables == 0 || !follows_han (line, open, *n_syllables))
    return NO_GLOSS;
  if (word.tones != 0)
    return TONED;
  return *n_syllables == 1 && is_in (neutral_syllables, word.letters) ? NEUTRAL : NO_GLOSS;
}

gboolean
bx_clean_has_glosses (const BxLine *line)
{
  int end, n;

  for (int i = 1; i < line->n_cells; i++)
    if (bx_is_han (line->cells[i - 1].c) && find_gloss (line, i, &end, &n) == TONED)
      return TRUE;
  return FALSE;
}

static void
count_glosses (const BxDraft *draft, int *n_glosses, int *n_han)
{
  for (int i = 0; i < draft->n_lines; i++) {
    const BxLine *line = &draft->lines[i];

    for (int k = 0; k < line->n_cells; k++) {
      gboolean is_han = bx_is_han (line->cells[k].c);
      int end, n;

      *n_han += is_han;
      *n_glosses += is_han && find_gloss (line, k + 1, &end, &n) == TONED;
    }
  }
}

void
bx_clean_choose_glosses (BxDraft *draft, BxReport *report)
{
  int n_glosses = 0;
  int n_han = 0;
  gboolean are_rare;

  draft->glosses = draft->how->glosses;
  if (draft->glosses != BX_GLOSSES_AUTO)
    return;
  draft->glosses = BX_GLOSSES_DROP;
  if (!draft->has_glosses)
    return;
  count_glosses (draft, &n_glosses, &n_han);
  are_rare = n_glosses * RARE_HAN <= n_han;
  draft->glosses = are_rare ? BX_GLOSSES_RUBY : BX_GLOSSES_DROP;
  bx_report_add (report, BX_NOTE, are_rare ? "glosses-as-ruby" : "glosses-dropped", 0, 0,
                 are_rare ? "%d pinyin glosses in %d Han are few: they are set as ruby; "
                            "--glosses drop leaves them out"
                          : "%d pinyin glosses in %d Han are many: they are left out; "
                            "--glosses ruby sets them over the characters",
                 n_glosses, n_han);
}

/* The reading that a gloss gives to the characters before it. */
static void
add_ruby (BxDraft *draft, const BxLine *line, int open, int end, int n_base)
{
  const BxCell *first = &line->cells[open - n_base];
  const BxCell *last = &line->cells[open - 1];
  g_autoptr (GString) reading = g_string_new (NULL);
  BxMarkup ruby = { .kind = BX_MARKUP_RUBY, .block = -1,
                    .text = bx_slice (first->from, last->from + last->len) };

  for (int i = open + 1; i < end - 1; i++)
    g_string_append_unichar (reading, line->cells[i].c);
  ruby.value = g_string_free (g_steal_pointer (&reading), FALSE);
  g_array_append_val (draft->rubies, ruby);
}

void
bx_clean_glosses (BxDraft *draft, BxLine *line)
{
  for (int i = 1; i < line->n_cells; i++) {
    int end, n_syllables;
    Gloss gloss;

    if (!bx_is_han (line->cells[i - 1].c))
      continue;
    gloss = find_gloss (line, i, &end, &n_syllables);
    if (gloss == NO_GLOSS || (gloss == NEUTRAL && !draft->has_glosses))
      continue;
    if (draft->glosses == BX_GLOSSES_RUBY)
      add_ruby (draft, line, i, end, n_syllables);
    for (int k = i; k < end; k++)
      bx_cell_remove (&line->cells[k], BX_EDIT_GLOSS);
    i = end;
  }
  bx_line_close_up (draft, line);
}
