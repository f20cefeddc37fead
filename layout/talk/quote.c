/* Finds the quotations of the text: pairs of outer marks, speeches that run over several paragraphs,
 * and the labelled paragraphs of an interview. Decides what shape a quotation has, not yet whether it
 * is speech, nor whose (layout-algorithms §5.2). */
#include "talk-private.h"

#include <string.h>

#define MAX_LABEL_CHARS 8
#define MIN_LABELS 3

static const struct {
  gunichar open;
  gunichar close;
} marks[] = {
  { 0x201C, 0x201D }, /* “ ” */
  { 0x300C, 0x300D }, /* 「 」 */
  { 0x2018, 0x2019 }, /* ‘ ’ */
  { 0x300E, 0x300F }, /* 『 』 */
};

gboolean
bx_is_sentence_end (gunichar c)
{
  return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x2026;
}

gboolean
bx_is_clause_end (gunichar c)
{
  return bx_is_sentence_end (c) || c == 0xFF0C || c == 0xFF1B;
}

static gunichar
close_of (gunichar open)
{
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (marks[i].open == open)
      return marks[i].close;
  return 0;
}

static void
add_span (BxTalk *talk, int block, BxSlice outer, BxSlice inner, gboolean is_open)
{
  BxSlice paragraph = talk->article->blocks[block].text;
  gunichar last = bx_talk_char_before (talk, inner.start, inner.end);
  BxSpan span = {
    .quote = { .kind = BX_QUOTE_TERM, .outer = outer, .inner = inner, .block = block,
               .speaker = -1, .rule = "", .continues = -1 },
    .n_han = bx_count_han (talk->text + inner.start, bx_slice_len (inner)),
    .is_whole = outer.start == paragraph.start && outer.end == paragraph.end,
    .begins = outer.start == paragraph.start,
    .has_final = bx_is_clause_end (last) || last == 0x2014,
    .is_open = is_open,
  };

  g_array_append_val (talk->spans, span);
}

/* The next paragraph goes on with the same opening mark. */
static gboolean
goes_on (const BxTalk *talk, int block, gunichar open)
{
  const BxArticle *article = talk->article;

  return block + 1 < article->n_blocks
         && bx_talk_char (talk, article->blocks[block + 1].text.start) == open;
}

/* Quotations of one paragraph. Marks of the same kind nest by count, other marks inside are no
 * matter. A quotation without an end is one only where the next paragraph goes on with it. */
static void
find_marked (BxTalk *talk, int block)
{
  BxSlice text = talk->article->blocks[block].text;
  gunichar open = 0;
  int depth = 0;
  int start = 0;
  int inner = 0;

  for (int i = text.start; i < text.end;) {
    gunichar c = bx_talk_char (talk, i);
    int next = (int) (g_utf8_next_char (talk->text + i) - talk->text);

    if (depth == 0 && close_of (c) != 0) {
      open = c;
      depth = 1;
      start = i;
      inner = next;
    } else if (depth > 0 && c == open)
      depth++;
    else if (depth > 0 && c == close_of (open) && --depth == 0)
      add_span (talk, block, bx_slice (start, next), bx_slice (inner, i), FALSE);
    i = next;
  }
  if (depth > 0 && goes_on (talk, block, open))
    add_span (talk, block, bx_slice (start, text.end), bx_slice (inner, text.end), TRUE);
}

/* --- interviews ----------------------------------------------------------------------------- */

/* The label that a paragraph begins with, empty if none: 張三： 問：. */
static BxSlice
find_label (const BxTalk *talk, int block)
{
  BxSlice text = talk->article->blocks[block].text;
  int i = text.start;

  for (int n = 0; i < text.end && n <= MAX_LABEL_CHARS; n++) {
    gunichar c = bx_talk_char (talk, i);

    if (c == 0xFF1A)
      return bx_slice (text.start, n > 0 ? i : text.start);
    if (!bx_is_han (c) && !bx_is_latin_letter (c) && c != 0x00B7 && c != ' ')
      break;
    i = (int) (g_utf8_next_char (talk->text + i) - talk->text);
  }
  return bx_slice (text.start, text.start);
}

/* How often every label occurs. (transfer full) */
static GHashTable *
count_labels (const BxTalk *talk)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < talk->article->n_blocks; i++) {
    BxSlice label = find_label (talk, i);
    char *key;

    if (talk->article->blocks[i].kind != BX_BLOCK_PARAGRAPH || bx_slice_is_empty (label))
      continue;
    key = bx_slice_dup (talk->text, label);
    g_hash_table_insert (counts, key, GINT_TO_POINTER (1 + GPOINTER_TO_INT (
                                          g_hash_table_lookup (counts, key))));
  }
  return counts;
}

static gboolean
is_dialogue (GHashTable *counts)
{
  GHashTableIter iter;
  void *count;
  int n = 0;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    if (GPOINTER_TO_INT (count) >= 2)
      n += GPOINTER_TO_INT (count);
  return n >= MIN_LABELS;
}

/* What follows the label of a turn is speech; quotations in it are the speaker's own business. */
static gboolean
take_turn (BxTalk *talk, int block, GHashTable *counts)
{
  BxSlice text = talk->article->blocks[block].text;
  BxSlice label = find_label (talk, block);
  g_autofree char *key = bx_slice_dup (talk->text, label);
  BxSpan *span;

  if (bx_slice_is_empty (label) || GPOINTER_TO_INT (g_hash_table_lookup (counts, key)) < 2)
    return FALSE;
  text.start = label.end + 3; /* the colon */
  if (bx_slice_is_empty (text))
    return FALSE;
  if (close_of (bx_talk_char (talk, text.start)) != 0)
    return FALSE; /* 張三：“…” is found by its marks */
  add_span (talk, block, text, text, FALSE);
  span = bx_talk_span (talk, (int) talk->spans->len - 1);
  span->is_label = TRUE;
  span->label = label;
  return TRUE;
}

void
bx_find_spans (BxTalk *talk)
{
  g_autoptr (GHashTable) counts = count_labels (talk);
  gboolean has_turns = is_dialogue (counts);

  for (int i = 0; i < talk->article->n_blocks; i++) {
    if (talk->article->blocks[i].kind != BX_BLOCK_PARAGRAPH)
      continue;
    if (!has_turns || !take_turn (talk, i, counts))
      find_marked (talk, i);
  }
}
