/* Widths of marks: half-width , . ? ! : ; ( ) of Chinese text become full width; figures, times,
 * addresses and Latin phrases keep theirs. Full-width letters and digits become plain ones.
 *
 * A mark belongs to the text on whose line it stands: it is Chinese if the nearest character on
 * either side, quotation marks and blanks looked through, is Chinese, and if it does not close a
 * phrase that is Latin throughout. */
#include "line.h"

#include <string.h>

typedef enum { NOTHING, LATIN, CHINESE } Side;

typedef struct {
  Side *right;        /* by cell: what comes after it */
  int *partner;       /* by cell: the other bracket of its pair, or -1 */
  int *n_chinese;     /* by cell: Chinese characters before it in the line */
  gboolean *is_address; /* by cell: part of a URL */
} Context;

static const struct {
  gunichar half;
  gunichar full;
} widths[] = {
  { ',', 0xFF0C }, { '.', 0x3002 }, { '?', 0xFF1F }, { '!', 0xFF01 }, { ':', 0xFF1A },
  { ';', 0xFF1B }, { '(', 0xFF08 }, { ')', 0xFF09 },
};

static gunichar
full_width_of (gunichar c)
{
  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    if (widths[i].half == c)
      return widths[i].full;
  return 0;
}

static gboolean
is_open (gunichar c)
{
  return c == '(' || c == 0xFF08;
}

static gboolean
is_close (gunichar c)
{
  return c == ')' || c == 0xFF09;
}

/* Marks that say nothing about the text on their sides. */
static gboolean
is_looked_through (gunichar c)
{
  return bx_is_blank (c) || bx_is_quote_mark (c) || c == '?' || c == '!' || c == '(' || c == ')';
}

static Side
side_of (gunichar c)
{
  if (bx_is_han (c) || bx_is_chinese_mark (c) || (c >= 0x300A && c <= 0x300F))
    return CHINESE;
  return LATIN;
}

/* Half-width forms of Chinese marks, and full-width forms of Latin letters and digits. */
static void
settle_forms (BxLine *line)
{
  static const gunichar half_forms[] = { 0x3002, 0x300C, 0x300D, 0x3001, 0x30FB };

  for (int i = 0; i < line->n_cells; i++) {
    gunichar c = line->cells[i].c;

    if (c >= 0xFF61 && c <= 0xFF65)
      bx_cell_change (&line->cells[i], half_forms[c - 0xFF61], BX_EDIT_WIDTH);
    else if (c > 0xFF00 && c <= 0xFF5E && g_unichar_isalnum (c))
      bx_cell_change (&line->cells[i], c - 0xFEE0, BX_EDIT_WIDTH);
  }
}

static gboolean
starts_address (const BxLine *line, int i)
{
  static const char *const starts[] = { "http://", "https://", "www." };

  for (gsize k = 0; k < G_N_ELEMENTS (starts); k++) {
    int n = 0;

    while (starts[k][n] != '\0' && bx_line_at (line, i + n) == (guchar) starts[k][n])
      n++;
    if (starts[k][n] == '\0')
      return TRUE;
  }
  return FALSE;
}

/* An address runs over printable ASCII; a mark at its very end is not a part of it. */
static void
find_addresses (const BxLine *line, Context *context)
{
  for (int i = 0; i < line->n_cells; i++) {
    int end = i;

    if (!starts_address (line, i))
      continue;
    while (bx_line_at (line, end) > ' ' && bx_line_at (line, end) < 0x7F
           && bx_line_at (line, end) != '"')
      end++;
    while (end > i && full_width_of (line->cells[end - 1].c) != 0)
      end--;
    for (; i < end; i++)
      context->is_address[i] = TRUE;
  }
}

static void
pair_brackets (const BxLine *line, Context *context)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; i < line->n_cells; i++) {
    context->partner[i] = -1;
    if (context->is_address[i])
      continue;
    if (is_open (line->cells[i].c))
      g_array_append_val (open, i);
    else if (is_close (line->cells[i].c) && open->len > 0) {
      int start = g_array_index (open, int, open->len - 1);

      g_array_set_size (open, open->len - 1);
      context->partner[start] = i;
      context->partner[i] = start;
    }
  }
}

static void
look_right (const BxLine *line, Context *context)
{
  Side side = NOTHING;

  for (int i = line->n_cells - 1; i >= 0; i--) {
    gunichar c = line->cells[i].c;

    context->right[i] = side;
    if (!is_looked_through (c))
      side = side_of (c);
  }
  for (int i = 0; i < line->n_cells; i++)
    context->n_chinese[i + 1]
        = context->n_chinese[i] + (side_of (line->cells[i].c) == CHINESE);
}

/* A bracket that belongs to a Latin word or a number: f(x), (010)1234. */
static gboolean
is_latin_bracket (const BxLine *line, int open, int close)
{
  gunichar before = bx_line_at (line, open - 1);

  if (bx_is_digit (bx_line_at (line, open + 1)) && bx_is_digit (bx_line_at (line, close + 1)))
    return TRUE;
  return bx_is_latin_letter (before) && g_unichar_islower (before)
         && !bx_is_latin (bx_line_at (line, open - 2)) && close - open == 2;
}

/* Both brackets of a pair get the same width, decided by what is in them and around them. */
static void
settle_brackets (BxLine *line, const Context *context)
{
  Side left = NOTHING;

  for (int i = 0; i < line->n_cells; i++) {
    int close = context->partner[i];
    gboolean is_chinese;

    if (close > i) {
      is_chinese = context->n_chinese[close] > context->n_chinese[i + 1] || left == CHINESE
                   || context->right[close] == CHINESE || line->cells[i].c == 0xFF08
                   || line->cells[close].c == 0xFF09;
      if (is_chinese && !is_latin_bracket (line, i, close)) {
        bx_cell_change (&line->cells[i], 0xFF08, BX_EDIT_WIDTH);
        bx_cell_change (&line->cells[close], 0xFF09, BX_EDIT_WIDTH);
      }
    } else if (close < 0 && (line->cells[i].c == '(' || line->cells[i].c == ')')
               && !context->is_address[i] && left == CHINESE)
      bx_cell_change (&line->cells[i], full_width_of (line->cells[i].c), BX_EDIT_WIDTH);
    if (!is_looked_through (line->cells[i].c))
      left = side_of (line->cells[i].c);
  }
}

/* The word that a full stop ends is an abbreviation: Dr. Inc. U.S. */
static gboolean
ends_abbreviation (const BxLine *line, int stop)
{
  static const char *const words[]
      = { "Dr", "Mr", "Mrs", "Ms", "Prof", "Inc", "Ltd", "Co", "Corp", "Jr", "Sr", "St", "No",
          "vs", "etc", "al", "Vol", "Fig" };
  char word[8];
  int n = 0;
  int start = stop;

  while (start > 0 && stop - start < 6 && bx_is_latin_letter (line->cells[start - 1].c))
    start--;
  for (int i = start; i < stop; i++)
    word[n++] = line->cells[i].c < 0x80 ? (char) line->cells[i].c : '?';
  word[n] = '\0';
  if (n == 1 && g_ascii_isupper (word[0]))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i], word) == 0)
      return TRUE;
  return FALSE;
}

/* "1." at the start of a line numbers it. */
static gboolean
ends_line_number (const BxLine *line, int stop)
{
  for (int i = 0; i < stop; i++)
    if (!bx_is_digit (line->cells[i].c))
      return FALSE;
  return stop > 0 && stop <= 3;
}

/* One of three dots or more, which somebody wants as they are. */
static gboolean
is_in_dots (const BxLine *line, int i)
{
  int start = i;
  int end = i;

  while (bx_line_at (line, start - 1) == '.')
    start--;
  while (bx_line_at (line, end) == '.')
    end++;
  return end - start >= 3;
}

/* A mark inside of a figure, a time, an address or a word. */
static gboolean
is_inside_word (const BxLine *line, int i)
{
  gunichar c = line->cells[i].c;
  gunichar before = bx_line_at (line, i - 1);
  gunichar after = bx_line_at (line, i + 1);

  if (bx_is_digit (before) && bx_is_digit (after))
    return TRUE;
  if (c == ':' && after == '/')
    return TRUE;
  if (c == '.' && (bx_is_latin (after) || after == '.') && !bx_is_han (before))
    return TRUE;
  if (c != '.')
    return FALSE;
  if (bx_line_at (line, i - 1) == '.' || bx_line_at (line, i + 1) == '.')
    return is_in_dots (line, i);
  return ends_line_number (line, i) || (bx_is_latin (before) && ends_abbreviation (line, i));
}

/* What a mark needs to know of the text before it. */
typedef struct {
  Side left;
  int phrase;          /* cell at which the sentence, or the quotation, began */
  gboolean is_quoted;  /* the phrase began with a quotation mark */
  gboolean has_blank;  /* there is a blank in the phrase */
} Before;

static gboolean
is_chinese_here (const BxLine *line, const Context *context, const Before *before, int i)
{
  gboolean has_chinese = context->n_chinese[i] > context->n_chinese[before->phrase];

  if (context->is_address[i] || is_inside_word (line, i))
    return FALSE;
  if (before->is_quoted && before->has_blank && !has_chinese)
    return FALSE; /* “Children, go.” */
  if (before->left == CHINESE)
    return TRUE;
  if (before->left == NOTHING)
    return FALSE;
  return context->right[i] == CHINESE || (context->right[i] == NOTHING && has_chinese);
}

static void
step (Before *before, const BxLine *line, int i)
{
  gunichar c = line->cells[i].c;
  gboolean is_quote = c == '"' || (c >= 0x2018 && c <= 0x201F);
  gboolean ends = c == 0x3002 || c == 0xFF1F || c == 0xFF01 || c == 0xFF1B;

  if (is_quote || ends) {
    before->phrase = i + 1;
    before->is_quoted = is_quote;
    before->has_blank = FALSE;
  }
  before->has_blank |= bx_is_blank (c);
  if (!is_looked_through (c))
    before->left = side_of (c);
}

static void
settle_marks (BxLine *line, const Context *context)
{
  Before before = { NOTHING, 0, FALSE, FALSE };

  for (int i = 0; i < line->n_cells; i++) {
    gunichar full = full_width_of (line->cells[i].c);

    if (full != 0 && !is_open (line->cells[i].c) && !is_close (line->cells[i].c)
        && is_chinese_here (line, context, &before, i))
      bx_cell_change (&line->cells[i], full, BX_EDIT_WIDTH);
    step (&before, line, i);
  }
}

void
bx_clean_widths (BxDraft *draft, BxLine *line)
{
  Context context = {
    .right = g_new0 (Side, line->n_cells),
    .partner = g_new0 (int, line->n_cells),
    .n_chinese = g_new0 (int, line->n_cells + 1),
    .is_address = g_new0 (gboolean, line->n_cells),
  };

  if (bx_mends (draft, BX_MEND_DIGITS))
    settle_forms (line);
  if (bx_mends (draft, BX_MEND_WIDTHS)) {
    find_addresses (line, &context);
    pair_brackets (line, &context);
    look_right (line, &context);
    settle_brackets (line, &context);
    look_right (line, &context); /* again: brackets have changed */
    settle_marks (line, &context);
  }
  g_free (context.right);
  g_free (context.partner);
  g_free (context.n_chinese);
  g_free (context.is_address);
}
