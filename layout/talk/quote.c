/* Finds the quotations of the text: pairs of outer marks, and speeches that run over several
 * paragraphs. Decides what shape a quotation has, not yet whether it is speech, nor whose
 * (layout-algorithms §5.2). */
#include "talk-private.h"

#define MAX_DEPTH 16

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

gunichar
bx_close_of (gunichar open)
{
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (marks[i].open == open)
      return marks[i].close;
  return 0;
}

void
bx_add_span (BxTalk *talk, int block, BxSlice outer, BxSlice inner, gboolean is_open)
{
  BxSlice paragraph = talk->article->blocks[block].text;
  gunichar last = bx_talk_char_before (talk, inner.start, inner.end);
  BxSpan span = {
    .quote = { .kind = BX_QUOTE_TERM,
               .outer = outer,
               .inner = inner,
               .block = block,
               .speaker = -1,
               .rule = "",
               .continues = -1 },
    .n_han = bx_count_han (talk->text + inner.start, bx_slice_len (inner)),
    .is_whole = outer.start == paragraph.start && outer.end == paragraph.end,
    .begins = outer.start == bx_text_start (talk, block),
    .has_final = bx_is_clause_end (last) || last == 0x2014,
    .is_open = is_open,
  };

  g_array_append_val (talk->spans, span);
}

/* The paragraph after goes on with the same opening mark. */
static gboolean
goes_on (const BxTalk *talk, int block, gunichar open)
{
  const BxArticle *article = talk->article;

  for (int next = block + 1; next < article->n_blocks; next++)
    if (talk->block_before[next] == block && article->blocks[next].kind == BX_BLOCK_PARAGRAPH)
      return bx_talk_char (talk, article->blocks[next].text.start) == open;
    else if (article->blocks[next].kind == BX_BLOCK_CROSSHEAD)
      break;
  return FALSE;
}

typedef struct {
  int start;
  int end; /* behind the closing mark; -1 while that is not found */
} Pair;

/* Closes the last open pair of a kind; what was opened inside it and not closed is given up. */
static void
close_pair (const BxTalk *talk, GArray *pairs, GArray *open, int at, gunichar close)
{
  for (int i = (int) open->len - 1; i >= 0; i--) {
    Pair *pair = &g_array_index (pairs, Pair, g_array_index (open, int, i));

    if (bx_close_of (bx_talk_char (talk, pair->start)) != close)
      continue;
    pair->end = bx_talk_next (talk, at);
    g_array_set_size (open, (guint)i);
    return;
  }
}

/* The pairs of marks in a paragraph, in the order of their opening. (transfer full) */
static GArray *
find_pairs (const BxTalk *talk, BxSlice text)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = text.start; i < text.end; i = bx_talk_next (talk, i)) {
    gunichar c = bx_talk_char (talk, i);
    Pair pair = { i, -1 };
    int index = (int) pairs->len;

    if (c != 0x2018 && c != 0x2019 && c != 0x201C && c != 0x201D && (c < 0x300C || c > 0x300F))
      continue;
    if (bx_close_of (c) == 0)
      close_pair (talk, pairs, open, i, c);
    else if (open->len < MAX_DEPTH) {
      g_array_append_val (pairs, pair);
      g_array_append_val (open, index);
    }
  }
  return pairs;
}

/* Quotations of one paragraph: the outermost pairs. One without an end is a quotation only where
 * the next paragraph goes on with it; otherwise what it holds is read as if its mark were not
 * there. */
static void
find_marked (BxTalk *talk, int block)
{
  BxSlice text = talk->article->blocks[block].text;
  g_autoptr (GArray) pairs = find_pairs (talk, text);
  int end = text.start;

  for (guint i = 0; i < pairs->len; i++) {
    const Pair *pair = &g_array_index (pairs, Pair, i);
    int inner = bx_talk_next (talk, pair->start);

    if (pair->start < end)
      continue;
    if (pair->end > 0) {
      bx_add_span (talk, block, bx_slice (pair->start, pair->end),
                   bx_slice (inner, bx_talk_prev (talk, pair->end)), FALSE);
      end = pair->end;
    } else if (goes_on (talk, block, bx_talk_char (talk, pair->start))) {
      bx_add_span (talk, block, bx_slice (pair->start, text.end), bx_slice (inner, text.end), TRUE);
      return;
    }
  }
}

void
bx_find_spans (BxTalk *talk)
{
  for (int i = 0; i < talk->article->n_blocks; i++)
    if (talk->article->blocks[i].kind == BX_BLOCK_PARAGRAPH && !bx_take_turn (talk, i)
        && !bx_take_signed (talk, i))
      find_marked (talk, i);
}

int
bx_quotation_at (const BxTalk *talk, int offset)
{
  int low = 0;
  int high = (int) talk->spans->len;

  while (low < high) {
    int middle = (low + high) / 2;

    if (bx_talk_span (talk, middle)->quote.outer.end <= offset)
      low = middle + 1;
    else
      high = middle;
  }
  return low < (int) talk->spans->len && bx_talk_span (talk, low)->quote.outer.start <= offset ? low
                                                                                              : -1;
}
