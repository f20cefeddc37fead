/* Quotation marks: pairs ASCII " and ' of Chinese text and curls them, tells which marks belong to
 * Chinese text (CL-CLS-02), and reports what stays without a partner. Says nothing about who speaks. */
#include "line.h"

typedef struct {
  int at;
  gunichar open;
} OpenMark;

static const struct {
  gunichar open;
  gunichar close;
} pairs[] = {
  { 0x201C, 0x201D }, /* “ ” */
  { 0x2018, 0x2019 }, /* ‘ ’ */
  { 0x300C, 0x300D }, /* 「 」 */
  { 0x300E, 0x300F }, /* 『 』 */
};

static gunichar
opener_of (gunichar close)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (pairs[i].close == close)
      return pairs[i].open;
  return 0;
}

static gboolean
is_opener (gunichar c)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (pairs[i].open == c)
      return TRUE;
  return FALSE;
}

static gboolean
is_chinese (gunichar c)
{
  return bx_is_han (c) || bx_is_chinese_mark (c);
}

/* An apostrophe, a mark of feet or of omitted letters: no quotation mark. */
static gboolean
is_apostrophe (const BxLine *line, int i)
{
  gunichar c = line->cells[i].c;

  if (c != '\'' && c != 0x2019)
    return FALSE;
  return bx_is_latin (bx_line_at (line, i - 1)) && bx_is_latin (bx_line_at (line, i + 1));
}

/* Index of the first character that is no blank, in a direction. */
static int
skip_blanks (const BxLine *line, int i, int step)
{
  while (bx_is_blank (bx_line_at (line, i)))
    i += step;
  return i;
}

/* A pair is Chinese if there is Han on its outside or just inside, or a Chinese mark. */
static gboolean
is_chinese_pair (const BxLine *line, const int *n_han_before, int open, int close)
{
  if (n_han_before[close] > n_han_before[open])
    return TRUE;
  return is_chinese (bx_line_at (line, skip_blanks (line, open - 1, -1)))
         || is_chinese (bx_line_at (line, skip_blanks (line, close + 1, 1)));
}

/* One finding for a paragraph is enough: the marks after it may only be out of step with it. */
static void
report_unpaired (BxDraft *draft, BxLine *line, int at, BxReport *report)
{
  const char *place = draft->raw->source + line->cells[at].from;
  const char *start = place;
  char mark[7] = "";

  if (line->has_unpaired)
    return;
  line->has_unpaired = TRUE;
  while (start > draft->raw->source && start[-1] != '\n' && start[-1] != '\r')
    start--;
  mark[g_unichar_to_utf8 (line->cells[at].c, mark)] = '\0';
  bx_report_add (report, BX_WARNING, "unpaired-quote", line->number,
                 (int) g_utf8_strlen (start, place - start) + 1,
                 "the quotation mark %s has no partner in its paragraph; add it, or take this one out",
                 mark);
}

static void
join (const BxDraft *draft, BxLine *line, const int *n_han_before, int open, int close)
{
  gunichar c = line->cells[open].c;
  gboolean is_ascii = (c == '"' || c == '\'') && bx_mends (draft, BX_MEND_QUOTES);

  if (!is_chinese_pair (line, n_han_before, open, close))
    return;
  line->cells[open].is_chinese = TRUE;
  line->cells[close].is_chinese = TRUE;
  if (is_ascii) {
    bx_cell_change (&line->cells[open], c == '"' ? 0x201C : 0x2018, BX_EDIT_QUOTE_MARK);
    bx_cell_change (&line->cells[close], c == '"' ? 0x201D : 0x2019, BX_EDIT_QUOTE_MARK);
  }
}

/* An ASCII mark can only open after a colon or at the start of the line. */
static gboolean
must_open (const BxLine *line, int i)
{
  gunichar before = bx_line_at (line, skip_blanks (line, i - 1, -1));

  return before == 0 || before == ':' || before == 0xFF1A;
}

/* Index in the stack of the mark that a mark closes, or -1. */
static int
find_partner (const BxLine *line, const GArray *open, int i)
{
  gunichar c = line->cells[i].c;
  gunichar wanted = c == '"' || c == '\'' ? c : opener_of (c);

  if (wanted == 0 || (wanted == c && must_open (line, i)))
    return -1;
  for (int k = (int) open->len - 1; k >= MAX (0, (int) open->len - 4); k--)
    if (g_array_index (open, OpenMark, k).open == wanted)
      return k;
  return -1;
}

/* The speech goes on: the next paragraph opens with the same mark, as the rule for quotations of
 * several paragraphs asks. */
static gboolean
goes_on (BxDraft *draft, int index, gunichar mark)
{
  return index + 1 < draft->n_lines && bx_line_at (&draft->lines[index + 1], 0) == mark;
}

/* An ASCII mark left open in a speech that goes on is still an opening one. */
static void
settle_open (BxDraft *draft, int index, OpenMark mark, BxReport *report)
{
  BxLine *line = &draft->lines[index];

  if (!goes_on (draft, index, mark.open)) {
    report_unpaired (draft, line, mark.at, report);
    return;
  }
  line->cells[mark.at].is_chinese = TRUE;
  if (mark.open == '"' && bx_mends (draft, BX_MEND_QUOTES))
    bx_cell_change (&line->cells[mark.at], 0x201C, BX_EDIT_QUOTE_MARK);
}

static void
pair_marks (BxDraft *draft, int index, const int *n_han_before, BxReport *report)
{
  BxLine *line = &draft->lines[index];
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (OpenMark));

  for (int i = 0; i < line->n_cells; i++) {
    gunichar c = line->cells[i].c;
    gboolean is_ascii = c == '"' || c == '\'';
    OpenMark mark = { i, c };
    int partner;

    if ((!is_ascii && !is_opener (c) && opener_of (c) == 0) || is_apostrophe (line, i))
      continue;
    partner = find_partner (line, open, i);
    if (partner >= 0) {
      for (int k = partner + 1; k < (int) open->len; k++)
        report_unpaired (draft, line, g_array_index (open, OpenMark, k).at, report);
      join (draft, line, n_han_before, g_array_index (open, OpenMark, partner).at, i);
      g_array_set_size (open, (guint) partner);
    } else if (is_opener (c) || (is_ascii && !bx_is_digit (bx_line_at (line, i - 1))))
      g_array_append_val (open, mark);
    else if (!is_ascii) /* after a digit it may stand for inches */
      report_unpaired (draft, line, i, report);
  }
  for (int k = 0; k < (int) open->len; k++)
    settle_open (draft, index, g_array_index (open, OpenMark, k), report);
}

void
bx_clean_quotes (BxDraft *draft, int index, BxReport *report)
{
  BxLine *line = &draft->lines[index];
  g_autofree int *n_han_before = g_new0 (int, line->n_cells + 1);

  for (int i = 0; i < line->n_cells; i++)
    n_han_before[i + 1] = n_han_before[i] + bx_is_han (line->cells[i].c);
  pair_marks (draft, index, n_han_before, report);
}

/* “ ‘ and 「 『 stand for each other: the outer and the inner pair of each style. */
void
bx_clean_quote_style (BxDraft *draft, BxLine *line, BxLang lang)
{
  static const gunichar curly[] = { 0x201C, 0x201D, 0x2018, 0x2019 };
  static const gunichar corner[] = { 0x300C, 0x300D, 0x300E, 0x300F };
  BxQuoteMarks marks = draft->how->marks;
  const gunichar *from, *to;

  if (marks == BX_QUOTE_MARKS_LOCALE)
    marks = lang == BX_LANG_HANS ? BX_QUOTE_MARKS_CURLY : BX_QUOTE_MARKS_CORNER;
  from = marks == BX_QUOTE_MARKS_CORNER ? curly : corner;
  to = marks == BX_QUOTE_MARKS_CORNER ? corner : curly;
  for (int i = 0; i < line->n_cells && marks != BX_QUOTE_MARKS_KEEP; i++)
    for (gsize k = 0; k < G_N_ELEMENTS (curly); k++)
      if (line->cells[i].c == from[k] && (from == corner || line->cells[i].is_chinese)) {
        bx_cell_change (&line->cells[i], to[k], BX_EDIT_QUOTE_MARK);
        line->cells[i].is_chinese = TRUE;
        break;
      }
}
