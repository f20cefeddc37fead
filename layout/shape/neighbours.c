/* What two neighbours do to each other: compression, gap, break, stretch. Knows nothing of glyphs;
 * the classes and their table are marks.c. */
#include "neighbours.h"

#include <stdlib.h>
#include <string.h>

#define QUARTER_EM 256

/* Signs of units that a number keeps beside it (CL-UNB-05), sorted. Units that are words (5 people)
 * are not among them. */
static const char *const units[] = {
  "A", "B", "Bq", "C", "F", "GB", "GHz", "GW", "Gbps", "Hz", "J", "K", "KB", "L", "MB", "MHz", "MPa",
  "MW", "Mbps", "N", "PB", "Pa", "TB", "V", "W", "bit", "bps", "cd", "cm", "dB", "dpi", "eV", "fps",
  "ft", "g", "h", "ha", "hPa", "in", "kB", "kHz", "kJ", "kN", "kPa", "kV", "kW", "kWh", "kbps",
  "kcal", "kg", "km", "km/h", "l", "lb", "m", "m/s", "mA", "mL", "mg", "min", "ml", "mm", "mol",
  "mph", "ms", "nm", "ns", "oz", "px", "rpm", "s", "t",
};

typedef struct {
  BxShaped *shaped;
  const BxToken *tokens;
  const BxSpec *spec;
} Row;

static gboolean
is_word (BxClass class)
{
  return class == BX_CLASS_LATIN || class == BX_CLASS_NUMBER;
}

/* --- characters ----------------------------------------------------------------------------- */

static gboolean
is_number_prefix (gunichar c)
{
  return bx_is_number_prefix (c) && c != '-';
}

/* Raised and lowered characters belong to what stands before them. */
static gboolean
is_script_mark (gunichar c)
{
  return c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x2070 && c <= 0x209C);
}

static gboolean
is_wide_digit (gunichar c)
{
  return c >= 0xFF10 && c <= 0xFF19;
}

static gboolean
is_han_numeral (gunichar c)
{
  static const gunichar numerals[] = {
    0x3007, 0x4E00, 0x4E03, 0x4E07, 0x4E09, 0x4E24, 0x4E5D, 0x4E8C, 0x4E94, 0x4EBF, 0x5104, 0x5169,
    0x516B, 0x516D, 0x5341, 0x5343, 0x534A, 0x56DB, 0x767E, 0x842C, 0x96F6,
  }; /* 〇一七万三两九二五亿億兩八六十千半四百萬零 */

  for (gsize i = 0; i < G_N_ELEMENTS (numerals); i++)
    if (numerals[i] == c)
      return TRUE;
  return FALSE;
}

static gunichar
last_char (const Row *row, const BxToken *token)
{
  return g_utf8_get_char (g_utf8_prev_char (row->shaped->text + token->text.end));
}

/* --- gaps ----------------------------------------------------------------------------------- */

/* Whether a character at the edge of a Latin token is one that Han keeps away from (CL-SPC-01);
 * quotation marks and raised figures are not (CL-SPC-03, 04). */
static gboolean
keeps_distance (gunichar c)
{
  return c != '"' && c != '\'' && !is_script_mark (c);
}

static gboolean
meet_as_han_and_latin (const Row *row, const BxToken *left, const BxToken *right)
{
  if (left->is_raised || right->is_raised) /* CL-SPC-04 */
    return FALSE;
  if (left->class == BX_CLASS_HAN && is_word (right->class))
    return keeps_distance (right->c);
  return is_word (left->class) && right->class == BX_CLASS_HAN
         && keeps_distance (last_char (row, left));
}

static void
set_han_latin_gap (Row *row, int i)
{
  BxCluster *c = &row->shaped->clusters[i];

  c->gap = bx_len_from_em (row->spec->han_latin_gap, row->shaped->size);
  c->flags |= BX_CLUSTER_HAN_LATIN_AFTER;
}

static int
compare_unit (const void *unit, const void *entry)
{
  return strcmp (unit, *(const char *const *) entry);
}

static gboolean
is_unit (const Row *row, const BxToken *token)
{
  char sign[8] = "";
  int len = bx_slice_len (token->text);

  if (token->class != BX_CLASS_LATIN || len >= (int) sizeof sign)
    return FALSE;
  memcpy (sign, row->shaped->text + token->text.start, (gsize) len);
  return bsearch (sign, units, G_N_ELEMENTS (units), sizeof *units, compare_unit) != NULL;
}

/* A space between two others: the Han–Latin gap already (CL-TXT-02), or what holds a number and its
 * unit together (CL-UNB-05). */
static void
settle_space (Row *row, int i)
{
  const BxToken *left = &row->tokens[i - 1];
  const BxToken *right = &row->tokens[i + 1];
  BxCluster *space = &row->shaped->clusters[i];

  if (meet_as_han_and_latin (row, left, right)) {
    space->body = bx_len (0);
    space[-1].flags |= BX_CLUSTER_NO_STRETCH_AFTER;
    set_han_latin_gap (row, i);
  } else if (left->class == BX_CLASS_NUMBER && is_unit (row, right)) {
    space->class = BX_CLASS_LATIN; /* it takes no part in what word spaces do */
    space->body = bx_len_min (space->body,
                              bx_len_from_em (bx_em (QUARTER_EM), row->shaped->size));
    space->flags |= BX_CLUSTER_NO_BREAK_AFTER | BX_CLUSTER_NO_STRETCH_AFTER;
  } else if (row->tokens[i].c == 0xA0) {
    space->flags |= BX_CLUSTER_NO_BREAK_AFTER;
  }
}

/* --- character grid ------------------------------------------------------------------------- */

/* CL-SPC-07: a Latin run takes whole ems, with some white at both sides, at most half an em. What
 * stood between it and Han is in that white. */
static void
pad_run (Row *row, int first, int last)
{
  BxCluster *clusters = row->shaped->clusters;
  int em = row->shaped->size.u;
  int width = 0;
  int pad;

  for (int i = first; i < last; i++)
    width += bx_cluster_get_advance (&clusters[i]).u + (i + 1 < last ? clusters[i].gap.u : 0);
  pad = em - width % em;
  clusters[first].before.u += pad / 2;
  clusters[first].full_before = clusters[first].before;
  clusters[last - 1].after.u += pad - pad / 2;
  for (int i = MAX (0, first - 1); i < last; i++) {
    clusters[i].flags &= (guint8) ~BX_CLUSTER_HAN_LATIN_AFTER;
    if (i == first - 1 || i == last - 1)
      clusters[i].gap = bx_len (0);
  }
}

static void
pad_runs (Row *row)
{
  int n = row->shaped->n_clusters;

  for (int first = 0, last; first < n; first = last) {
    last = first + 1;
    if (!bx_token_is_latin (&row->tokens[first]) || row->tokens[first].is_raised)
      continue;
    while (last < n && bx_token_is_latin (&row->tokens[last]) && !row->tokens[last].is_raised)
      last++;
    pad_run (row, first, last);
  }
}

/* --- blanks --------------------------------------------------------------------------------- */

static void
compress_pair (Row *row, BxCluster *left, BxCluster *right)
{
  BxLen cut = bx_len_from_em (
      bx_em (bx_pair_compression (left->class, right->class, row->shaped->house)),
      row->shaped->size);
  BxLen from_left = bx_len_min (cut, left->after);
  BxLen from_right = bx_len_min (bx_len_sub (cut, from_left), right->before);

  left->after = bx_len_sub (left->after, from_left);
  right->before = bx_len_sub (right->before, from_right);
}

/* CL-UNB-06, GB/T 15834 5.1.5: two marks share the room of one character, three that of two. */
static void
compress_chain (Row *row, int first, int last)
{
  if (last - first < 2 || row->shaped->house != BX_HOUSE_CN)
    return;
  for (int i = first; i < last; i++) {
    BxCluster *c = &row->shaped->clusters[i];

    if (i < last - 1 || (last - first) % 2 == 0)
      c->after = bx_len (0);
    if (i < last - 1)
      c->flags |= BX_CLUSTER_NO_STRETCH_AFTER;
  }
}

static void
compress_chains (Row *row)
{
  int n = row->shaped->n_clusters;

  for (int first = 0, last; first < n; first = last) {
    last = first + 1;
    if (row->tokens[first].class != BX_CLASS_EXCLAIM || row->tokens[first].is_latin_mark)
      continue;
    while (last < n && row->tokens[last].class == BX_CLASS_EXCLAIM
           && !row->tokens[last].is_latin_mark)
      last++;
    compress_chain (row, first, last);
  }
}

/* --- breaks and stretch --------------------------------------------------------------------- */

/* CL-UNB-08: 〔1〕 and [1] after a text are notes to it. */
static gboolean
is_note (const Row *row, int i)
{
  const BxToken *t = &row->tokens[i];

  return i + 2 < row->shaped->n_clusters && (t[0].c == 0x3014 || t[0].c == '[')
         && t[1].class == BX_CLASS_NUMBER && t[2].class == BX_CLASS_CLOSE;
}

/* Pairs that hold together although their classes would let them part. */
static gboolean
holds_together (const Row *row, int i)
{
  const BxToken *left = &row->tokens[i];
  const BxToken *right = left + 1;

  if (is_wide_digit (left->c) && is_wide_digit (right->c)) /* CL-UNB-04 */
    return TRUE;
  if (left->is_single && is_number_prefix (left->c)) /* CL-UNB-03 */
    return TRUE;
  if (bx_is_number_suffix (right->c) && (is_han_numeral (left->c) || is_wide_digit (left->c)))
    return TRUE;
  if (right->is_raised || is_script_mark (right->c) || is_note (row, i + 1)) /* CL-UNB-08 */
    return TRUE;
  if (left->is_raised)
    return FALSE;
  /* Inside Latin text a line breaks at its spaces. */
  return bx_token_is_latin (left) && bx_token_is_latin (right) && left->class != BX_CLASS_SPACE
         && right->class != BX_CLASS_SPACE && left->class != BX_CLASS_CONNECTOR;
}

static gboolean
may_stretch_between (const BxToken *left, const BxToken *right)
{
  if (right->is_raised)
    return FALSE;
  /* CL-JST-12 */
  if (left->class == BX_CLASS_CONNECTOR || left->class == BX_CLASS_SOLIDUS
      || right->class == BX_CLASS_CONNECTOR || right->class == BX_CLASS_SOLIDUS)
    return FALSE;
  if (left->class == right->class
      && (left->class == BX_CLASS_DASH || left->class == BX_CLASS_ELLIPSIS))
    return FALSE;
  /* The spaces of Latin text have a step of their own. */
  return !(bx_token_is_latin (left) && bx_token_is_latin (right));
}

static void
settle_pair (Row *row, int i)
{
  const BxToken *left = &row->tokens[i];
  const BxToken *right = left + 1;
  BxCluster *c = &row->shaped->clusters[i];

  compress_pair (row, c, c + 1);
  if (meet_as_han_and_latin (row, left, right))
    set_han_latin_gap (row, i);
  if (!bx_may_break_between (left->class, right->class, row->spec->line_edges)
      || holds_together (row, i))
    c->flags |= BX_CLUSTER_NO_BREAK_AFTER;
  /* A word may begin a line where the last one was cut, and behind the mark of a note. */
  if (left->is_cut || (left->is_raised && !right->is_raised && is_word (right->class)))
    c->flags &= (guint8) ~BX_CLUSTER_NO_BREAK_AFTER;
  if (!may_stretch_between (left, right))
    c->flags |= BX_CLUSTER_NO_STRETCH_AFTER;
}

void
bx_settle_neighbours (BxShaped *shaped, const BxToken *tokens, const BxSpec *spec, BxEm tracking)
{
  Row row = { shaped, tokens, spec };
  BxLen added = bx_len_from_em (tracking, shaped->size);
  int n = shaped->n_clusters;

  for (int i = 0; i + 1 < n; i++)
    settle_pair (&row, i);
  compress_chains (&row);
  for (int i = 1; i + 1 < n; i++)
    if (tokens[i].class == BX_CLASS_SPACE)
      settle_space (&row, i);
  if (spec->is_on_grid)
    pad_runs (&row);
  for (int i = 0; i + 1 < n; i++)
    shaped->clusters[i].gap = bx_len_add (shaped->clusters[i].gap, added);
}
