/* What must hold for every line of every paragraph at every measure from 8 to 40 em in half ems:
 * no forbidden edge, no split unit, nothing lost, and every line that is not the last exactly on
 * its measure. `-m slow` sets 200 000 characters instead of 8 000.
 *
 * The rules are written here again, on code points, so that a mistake in the tables of shape is
 * seen. */
#include "corpus.h"
#include "divide.h"
#include "look.h"

#include <string.h>

static Look *look;

typedef struct {
  const char *name;
  BxHouse house;
  BxLang lang;
  BxFontRole font;
} Setting;

static const Setting settings[] = {
  { "CN", BX_HOUSE_CN, BX_LANG_HANS, BX_FONT_MING },
  { "HK", BX_HOUSE_HK, BX_LANG_HANT_HK, BX_FONT_MING },
  { "TW", BX_HOUSE_TW, BX_LANG_HANT_TW, BX_FONT_MING },
  { "TWc", BX_HOUSE_TWC, BX_LANG_HANT_TW, BX_FONT_MING },
  { "CN-kai", BX_HOUSE_CN, BX_LANG_HANS, BX_FONT_KAI },
};

/* What was found, with the first place of each. */
typedef struct {
  int n_lines;
  int n_exempt; /* lines with no place at all where a slack could go */
  int forbidden;
  int split;
  int overfull;
  int lost;
  int off_measure;
  int misplaced;
  int n_divided;
  char *example;
} Findings;

/* --- edges of lines, on code points --------------------------------------------------------- */

static const char forbidden_start[] = "，。、；：？！）〕］｝〉》」』】〗”’·・‧–～—／";
static const char forbidden_end[] = "（〔［｛〈《「『【〖“‘";

static gboolean
is_in (gunichar c, const char *set)
{
  return c != 0 && g_utf8_strchr (set, -1, c) != NULL;
}

static gunichar
char_at (const char *text, int offset, int end)
{
  return offset < end ? g_utf8_get_char (text + offset) : 0;
}

static gunichar
char_before (const char *text, int offset, int start)
{
  return offset > start ? g_utf8_get_char (g_utf8_prev_char (text + offset)) : 0;
}

/* A letter or figure of a Latin word, quotation marks of Latin text left out. */
static gboolean
is_alnum (gunichar c)
{
  return c < 0x250 && g_unichar_isalnum (c);
}

/* How many times c stands directly before an offset. */
static int
count_before (const char *text, int offset, int start, gunichar c)
{
  int n = 0;

  while (char_before (text, offset, start) == c) {
    offset = (int)(g_utf8_prev_char (text + offset) - text);
    n++;
  }
  return n;
}

/* The Latin run without blanks around an offset is an address or path: these may break at marks. */
static gboolean
is_long_run (const char *text, int offset)
{
  int n = 0;

  for (const char *p = text + offset; p > text && p[-1] > ' ' && (guchar)p[-1] < 0x80; p--)
    n++;
  for (const char *p = text + offset; *p > ' ' && (guchar)*p < 0x80; p++)
    n++;
  return n > 20;
}

static gboolean
is_split (const char *text, int offset, int start, int end)
{
  gunichar before = char_before (text, offset, start);
  gunichar after = char_at (text, offset, end);

  if ((before == 0x2014 || before == 0x2026 || before == 0x22EF) && before == after)
    return count_before (text, offset, start, before) % 2 == 1;
  if (is_alnum (before) && is_alnum (after))
    return !is_long_run (text, offset);
  if (g_unichar_isdigit (before) && g_unichar_isdigit (after))
    return TRUE;
  if (g_unichar_isdigit (before) && is_in (after, "%％‰℃°."))
    return TRUE;
  if (is_in (before, "￥＄€№$") && g_unichar_isdigit (after))
    return TRUE;
  return is_in (before, "！？") && is_in (after, "！？");
}

/* An opening or closing curly quote of Latin text, which stands beside blanks and ASCII. */
static gboolean
is_latin_edge (gunichar c, gunichar inside)
{
  return (c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x2018) && inside < 0x250;
}

/* --- lines ---------------------------------------------------------------------------------- */

static void
note (Findings *findings, int *count, const BxShaped *shaped, const BxLine *line, const char *what)
{
  ++*count;
  if (findings->example == NULL) {
    BxSlice slice = bx_slice (shaped->clusters[line->first].text.start,
                              shaped->clusters[line->last - 1].text.end);
    g_autofree char *text = bx_slice_dup (shaped->text, slice);

    findings->example =
        g_strdup_printf ("%s at %.1f em: %s", what, (double)line->measure.u / shaped->size.u, text);
  }
}

static gboolean
has_place (const BxShaped *shaped, const BxLine *line)
{
  for (int i = line->first; i < line->last - 1; i++)
    if ((shaped->clusters[i].flags & BX_CLUSTER_NO_STRETCH_AFTER) == 0
        || shaped->clusters[i].class == BX_CLASS_SPACE)
      return TRUE;
  return FALSE;
}

/* Whether the line could have ended earlier. */
static gboolean
has_break (const BxShaped *shaped, const BxLine *line)
{
  for (int i = line->first; i < line->last - 1; i++)
    if ((shaped->clusters[i].flags & BX_CLUSTER_NO_BREAK_AFTER) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_divided (const BxShaped *shaped, int i)
{
  return (shaped->clusters[i - 1].flags & BX_CLUSTER_HYPHEN_AFTER) != 0;
}

/* A word of letters, two of them left behind and three taken along; or a name before a capital in its
 * middle, that takes two. */
static gboolean
is_divided_well (const char *text, int offset)
{
  const char *p = text + offset;

  return g_ascii_isalpha (p[-2]) && g_ascii_islower (p[-1]) && g_ascii_isalpha (p[0])
         && g_ascii_isalpha (p[1]) && (g_ascii_isupper (p[0]) || g_ascii_isalpha (p[2]));
}

static void
check_edges (Findings *findings, const BxShaped *shaped, const BxLine *line)
{
  int start = shaped->clusters[0].text.start;
  int end = shaped->clusters[shaped->n_clusters - 1].text.end;
  int at = shaped->clusters[line->first].text.start;
  int to = shaped->clusters[line->last - 1].text.end;
  gunichar first = char_at (shaped->text, at, end);
  gunichar last = char_before (shaped->text, to, start);

  if (line->first > 0 && is_in (first, forbidden_start) && !is_latin_edge (first, 0)
      && !(first == 0x2014 && char_at (shaped->text, at + 3, end) == 0x2014))
    note (findings, &findings->forbidden, shaped, line, "starts a line");
  if (!line->is_last && is_in (last, forbidden_end) && !is_latin_edge (last, 0x4E00))
    note (findings, &findings->forbidden, shaped, line, "ends a line");
  if (line->first > 0 && is_divided (shaped, line->first)) {
    if (!is_divided_well (shaped->text, at))
      note (findings, &findings->split, shaped, line, "divided badly before");
  } else if (line->first > 0 && is_split (shaped->text, at, start, end))
    note (findings, &findings->split, shaped, line, "split before");
}

static void
check_line (Findings *findings, const BxShaped *shaped, const BxLine *line, BxLen *x)
{
  BxLen width = bx_line_place (shaped, line, x);

  findings->n_lines++;
  check_edges (findings, shaped, line);
  if (line->is_overfull && has_break (shaped, line))
    note (findings, &findings->overfull, shaped, line, "overfull");
  if (line->is_overfull)
    return;
  if (width.u > line->measure.u)
    note (findings, &findings->overfull, shaped, line, "too wide");
  if (line->is_last || width.u == line->measure.u)
    return;
  if (has_place (shaped, line))
    note (findings, &findings->off_measure, shaped, line, "short");
  else
    findings->n_exempt++;
}

static gboolean
is_blank (const BxShaped *shaped, int i)
{
  return shaped->clusters[i].class == BX_CLASS_SPACE || shaped->clusters[i].class == BX_CLASS_BLANK;
}

/* Every cluster in one line, in order; between lines only blanks. */
static void
check_order (Findings *findings, const BxShaped *shaped, const BxSetting *setting)
{
  int next = 0;

  for (int i = 0; i < setting->n_lines; i++) {
    const BxLine *line = &setting->lines[i];

    while (next < line->first && is_blank (shaped, next))
      next++;
    if (next != line->first || line->last <= line->first)
      note (findings, &findings->lost, shaped, line, "lost before");
    next = line->last;
  }
  while (next < shaped->n_clusters && is_blank (shaped, next))
    next++;
  findings->lost += next != shaped->n_clusters;
}

/* Every byte in one cluster, in order. */
static void
check_clusters (Findings *findings, const BxShaped *shaped, BxSlice slice)
{
  int next = slice.start;

  for (int i = 0; i < shaped->n_clusters; i++) {
    findings->lost += shaped->clusters[i].text.start != next;
    next = shaped->clusters[i].text.end;
  }
  findings->lost += next != slice.end;
}

/* Every line stands where the column has it, beside what stands in its way. */
static void
check_place (Findings *findings, const BxShaped *shaped, const BxColumn *column, int number,
             const BxLine *line)
{
  const BxIntrusion *beside = column->intrusions;
  gboolean is_beside = column->n_intrusions > 0 && number >= beside->first_line
                       && number < beside->first_line + beside->n_lines;
  int indent = number == 0 ? column->indent.u : 0;
  int start = (is_beside ? beside->start.u : 0) + indent;
  int measure = (is_beside ? beside->measure.u : column->measure.u) - indent;

  if (line->x.u != start || line->measure.u != measure)
    note (findings, &findings->misplaced, shaped, line, "misplaced");
}

static void
check_setting (Findings *findings, const BxShaped *shaped, const BxColumn *column,
               const BxSetting *setting)
{
  g_autofree BxLen *x = g_new (BxLen, (gsize) shaped->n_clusters);

  check_order (findings, shaped, setting);
  for (int i = 0; i < setting->n_lines; i++) {
    check_line (findings, shaped, &setting->lines[i], x);
    check_place (findings, shaped, column, i, &setting->lines[i]);
    findings->n_divided += setting->lines[i].is_hyphenated;
  }
}

static void
check_paragraph (Findings *findings, const BxShaped *shaped, int half_ems)
{
  int em = shaped->size.u;
  /* Every other measure meets a picture at its left or right, in one place or another. */
  BxIntrusion beside = { .first_line = half_ems % 7 - 2,
                         .n_lines = half_ems % 5,
                         .start = bx_len (half_ems % 3 * em),
                         .measure = bx_len ((half_ems / 2 - 2 - half_ems % 3) * em) };
  BxColumn column = { .measure = bx_len (half_ems * em / 2),
                      .indent = bx_len (2 * em),
                      .intrusions = &beside,
                      .n_intrusions = half_ems % 2 };
  g_autoptr (BxComposed) composed = bx_compose_divided (shaped, &column, look->hyphenator);
  g_autoptr (BxComposed) first_fit = bx_compose_first_fit (shaped, &column);

  for (int k = 0; k < composed->n_settings; k++)
    check_setting (findings, composed->shaped, &column, &composed->settings[k]);
  check_setting (findings, shaped, &column, &first_fit->settings[0]);
}

static void
test_lines (const void *data)
{
  const Setting *setting = data;
  BxFontset *fonts = look_open_fonts (look, setting->lang);
  Corpus *corpus =
      corpus_new (setting->lang, CORPUS_ARTICLE | CORPUS_MARKS, g_test_slow () ? 200000 : 8000);
  BxTextStyle type = look->spec->text[BX_TEXT_BODY];
  Findings findings = { 0 };

  type.font = setting->font;
  look->spec->house[setting->lang] = setting->house;
  for (int i = 0; i < corpus->n_paragraphs; i++) {
    g_autoptr (BxShaped) shaped =
        bx_shape (fonts, look->spec, &type, corpus->text, corpus->paragraphs[i], NULL, NULL);

    check_clusters (&findings, shaped, corpus->paragraphs[i]);
    for (int half_ems = 16; half_ems <= 80; half_ems++)
      check_paragraph (&findings, shaped, half_ems);
  }
  g_test_message ("%d characters, %d lines, %d without any place for slack, %d with a hyphen",
                  corpus->n_chars, findings.n_lines, findings.n_exempt, findings.n_divided);
  if (findings.example != NULL)
    g_test_message ("%s", findings.example);
  g_assert_cmpint (findings.forbidden, ==, 0);
  g_assert_cmpint (findings.split, ==, 0);
  g_assert_cmpint (findings.overfull, ==, 0);
  g_assert_cmpint (findings.lost, ==, 0);
  g_assert_cmpint (findings.off_measure, ==, 0);
  g_assert_cmpint (findings.misplaced, ==, 0);
  g_assert_cmpint (findings.n_lines, >, corpus->n_chars);
  g_assert_cmpint (findings.n_divided, >, 0);
  g_free (findings.example);
  corpus_free (corpus);
  bx_fontset_free (fonts);
}

/* The measures count line by line, as many as there are, before the lines are chosen: nine em, then
 * four and six beside two pictures, then nine again. */
static void
test_beside (void)
{
  static const char text[] = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳";
  static const int han[] = { 9, 4, 4, 6, 9 };
  static const int x[] = { 0, 3, 3, 0, 0 };
  g_autoptr (BxFontset) fonts = look_open_fonts (look, BX_LANG_HANS);
  g_autoptr (BxShaped) shaped = bx_shape (fonts, look->spec, &look->spec->text[BX_TEXT_BODY], text,
                                          bx_slice (0, (int)strlen (text)), NULL, NULL);
  int em = shaped->size.u;
  BxIntrusion beside[] = { { 1, 2, bx_len (3 * em), bx_len (4 * em) },
                           { 3, 1, bx_len (0), bx_len (6 * em) } };
  BxColumn column = { .measure = bx_len (9 * em),
                      .intrusions = beside,
                      .n_intrusions = G_N_ELEMENTS (beside) };
  g_autoptr (BxComposed) composed = bx_compose (shaped, &column);
  const BxSetting *setting = &composed->settings[0];

  g_assert_cmpint (setting->n_lines, ==, G_N_ELEMENTS (han));
  for (int i = 0; i < setting->n_lines; i++) {
    g_assert_cmpint (setting->lines[i].last - setting->lines[i].first, ==, han[i]);
    g_assert_cmpint (setting->lines[i].x.u, ==, x[i] * em);
    g_assert_cmpint (setting->lines[i].tracking.m, ==, 0);
  }
}

/* Of the patterns only those are read that may apply to the words that were foreseen: a word is divided
 * as by all of them, foreseen or not. */
static void
test_foreseen_words (void)
{
  static const char *const words[] = {
    "hyphenation", "algorithm", "typography", "punctuation", "associate", "present",
    "Artificial",  "record",    "language",   "naïvety",     "therapist", "xylophone",
  };
  g_autoptr (BxHyphenator) whole = bx_hyphenator_new ("en-US");
  int n_points = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *text = g_strdup_printf ("文字%s，%s", words[i], words[(i + 1) % G_N_ELEMENTS (words)]);
    g_autoptr (BxHyphenator) narrowed = bx_hyphenator_new ("en-US");

    bx_hyphenator_foresee (narrowed, text, (int) strlen (text));
    for (gsize k = 0; k < G_N_ELEMENTS (words); k++) {
      int expected[BX_LONGEST_DIVIDED], points[BX_LONGEST_DIVIDED];
      int length = (int) strlen (words[k]);
      int n = bx_hyphenator_find (whole, words[k], length, expected);

      n_points += n;
      g_assert_cmpint (bx_hyphenator_find (narrowed, words[k], length, points), ==, n);
      g_assert_cmpmem (points, (gsize) n * sizeof *points, expected, (gsize) n * sizeof *points);
    }
  }
  g_assert_cmpint (n_points, >, 200);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  look = look_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++) {
    g_autofree char *path = g_strdup_printf ("/lines/%s", settings[i].name);

    g_test_add_data_func (path, &settings[i], test_lines);
  }
  g_test_add_func ("/lines/beside", test_beside);
  g_test_add_func ("/lines/foreseen-words", test_foreseen_words);
  status = g_test_run ();
  look_free (look);
  return status;
}
