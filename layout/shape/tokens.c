/* Text → tokens: what is one unbreakable unit, and of which class. Does not know fonts. */
#include "tokens.h"

/* Latin tokens that are longer (addresses, identifiers) are cut where a reader expects it. */
#define LONG_TOKEN_CHARS 20
#define SHORTEST_PIECE_CHARS 4

/* How far a quotation mark is judged by what stands around it. */
#define CONTEXT_CHARS 16
#define QUOTATION_CHARS 400

gboolean
bx_token_is_latin (const BxToken *token)
{
  return token->class == BX_CLASS_LATIN || token->class == BX_CLASS_NUMBER
         || token->class == BX_CLASS_SPACE || token->is_latin_mark;
}

static gunichar
char_at (const char *p, const char *end)
{
  return p < end ? g_utf8_get_char (p) : 0;
}

/* Whether a mark between a and b holds a word or number together: 3.14, 12:30, GPT-4, don’t,
 * a@b.cn, https://. */
static gboolean
joins (gunichar a, gunichar mark, gunichar b)
{
  gboolean digits = bx_is_digit (a) && bx_is_digit (b);

  switch (mark) {
  case ',':
  case ':':
    return digits || (mark == ':' && b == '/');
  case 0x2019:
    return bx_is_latin_letter (a) && bx_is_latin_letter (b);
  case '/':
    return (bx_is_latin (a) || a == ':' || a == '/') && (bx_is_latin (b) || b == '/');
  case '.': case '-': case '\'': case '@': case '_': case '&': case '+': case '=': case '?':
  case '#': case '%': case '~':
    return bx_is_latin (a) && bx_is_latin (b);
  default:
    return FALSE;
  }
}

/* The end of the word or number that begins at p, however long. */
static const char *
whole_word_end (const char *p, const char *end, int *n_chars)
{
  gunichar before = g_utf8_get_char (p);

  p = g_utf8_next_char (p);
  for (*n_chars = 1; p < end; ++*n_chars) {
    gunichar c = g_utf8_get_char (p);

    if (!bx_is_latin (c) && !joins (before, c, char_at (g_utf8_next_char (p), end)))
      break;
    p = g_utf8_next_char (p);
    before = c;
  }
  for (; p < end && bx_is_digit (before) && bx_is_number_suffix (g_utf8_get_char (p)); ++*n_chars)
    p = g_utf8_next_char (p);
  return p;
}

gboolean
bx_is_joiner (gunichar c)
{
  return g_unichar_ismark (c) || c == 0x200D;
}

/* Where a long token (an address, a path) may be cut: behind a mark that is not a point, and not
 * within a number. */
static gboolean
may_cut_after (gunichar before, gunichar mark, gunichar after)
{
  if (bx_is_latin (mark) || mark == '.' || mark == 0x2019 || mark == '\'')
    return FALSE;
  return !(bx_is_digit (before) && bx_is_digit (after)) && bx_is_latin (after);
}

/* The end of the token that begins at p: of the word, or where a long one is cut. `*long_end` is
 * the end of the long word that pieces are being cut from. */
static const char *
word_end (const char *p, const char *end, const char **long_end, gboolean *is_cut)
{
  int n_chars = 0;
  const char *word = p < *long_end ? *long_end : whole_word_end (p, end, &n_chars);
  gunichar before = 0;
  int n = 0;

  if (p >= *long_end && n_chars <= LONG_TOKEN_CHARS)
    return word;
  *long_end = word;
  for (; p < word; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    const char *next = g_utf8_next_char (p);

    *is_cut = next < word
              && ((++n >= SHORTEST_PIECE_CHARS && may_cut_after (before, c, g_utf8_get_char (next)))
                  || (n >= 2 * LONG_TOKEN_CHARS && bx_is_latin (g_utf8_get_char (next))
                      && !bx_is_joiner (g_utf8_get_char (next))));
    if (*is_cut)
      return next;
    before = c;
  }
  return word;
}

/* The nearest character to one side that is no blank, ASCII mark or curly quote; 0 where there is
 * none near by. */
static gunichar
find_context (const char *p, const char *start, const char *end, gboolean is_backward)
{
  for (int n = 0; n < CONTEXT_CHARS && (is_backward ? p > start : p < end); n++) {
    gunichar c;

    if (is_backward)
      p = g_utf8_prev_char (p);
    c = g_utf8_get_char (p);
    if (bx_is_latin (c) || (c >= 0x80 && !(c >= 0x2018 && c <= 0x201D)))
      return c;
    if (!is_backward)
      p = g_utf8_next_char (p);
  }
  return 0;
}

/* The other mark of a pair of curly quotes, or NULL where it is not in sight. */
static const char *
find_partner (const char *p, const char *start, const char *end)
{
  gunichar c = g_utf8_get_char (p);
  gboolean is_opening = c == 0x201C || c == 0x2018;
  gunichar wanted = is_opening ? c + 1 : c - 1;

  if (is_opening) {
    p = g_utf8_next_char (p);
    for (int n = 0; n < QUOTATION_CHARS && p < end; n++, p = g_utf8_next_char (p))
      if (g_utf8_get_char (p) == wanted)
        return p;
    return NULL;
  }
  for (int n = 0; n < QUOTATION_CHARS && p > start; n++) {
    p = g_utf8_prev_char (p);
    if (g_utf8_get_char (p) == wanted)
      return p;
  }
  return NULL;
}

static gboolean
is_latin_context (gunichar c)
{
  return c != 0 && (bx_is_latin (c) || c < 0x250);
}

/* CL-CLS-02: curly quotes are Latin where letters stand inside and Latin stands outside; the two of
 * a pair are judged together. At the edge of the text the other side decides. */
static gboolean
is_latin_quote (const char *p, const char *start, const char *end)
{
  gunichar c = g_utf8_get_char (p);
  const char *partner, *open, *close;
  gunichar left, right;

  if (c != 0x201C && c != 0x201D && c != 0x2018 && c != 0x2019)
    return FALSE;
  left = find_context (p, start, end, TRUE);
  right = find_context (g_utf8_next_char (p), start, end, FALSE);
  /* Most quotes have an ideograph at one side or the other, and need no second look. */
  if ((left != 0 && !is_latin_context (left)) || (right != 0 && !is_latin_context (right)))
    return FALSE;
  partner = find_partner (p, start, end);
  if (partner == NULL)
    return left != 0 && right != 0;
  open = MIN (p, partner);
  close = MAX (p, partner);
  left = find_context (open, start, end, TRUE);
  right = find_context (g_utf8_next_char (close), start, end, FALSE);
  return (left == 0 || is_latin_context (left)) && (right == 0 || is_latin_context (right))
         && is_latin_context (find_context (g_utf8_next_char (open), start, end, FALSE))
         && is_latin_context (find_context (close, start, end, TRUE));
}

static const char *
skip_joiners (const char *p, const char *end)
{
  while (p < end && bx_is_joiner (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

const char *
bx_token_read (const char *p, const char *start, const char *text_end, const char *end,
               const char **long_end, BxToken *token)
{
  gunichar c = g_utf8_get_char (p);
  const char *next = g_utf8_next_char (p);

  token->c = c;
  token->is_single = TRUE;
  token->is_latin_mark = c < 0x80 || is_latin_quote (p, start, text_end);
  if (bx_is_latin (c) || (bx_is_number_prefix (c) && bx_is_digit (char_at (next, end)))) {
    gunichar first = bx_is_latin (c) ? c : char_at (next, end);

    token->class = bx_is_digit (first) ? BX_CLASS_NUMBER : BX_CLASS_LATIN;
    token->is_single = FALSE;
    return word_end (p, end, long_end, &token->is_cut);
  }
  token->class = bx_class_of (c);
  if ((c == 0x2014 || c == 0x2015 || token->class == BX_CLASS_ELLIPSIS)
      && char_at (next, end) == c) {
    token->class = token->class == BX_CLASS_ELLIPSIS ? BX_CLASS_ELLIPSIS : BX_CLASS_DASH;
    token->is_single = FALSE;
    return g_utf8_next_char (next);
  }
  token->is_single = skip_joiners (next, end) == next;
  return skip_joiners (next, end);
}
