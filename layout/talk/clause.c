/* The words around a quotation: the sentence that leads to it, the sentence after it, clauses, and
 * the cue that governs a clause. Who is meant by a clause is found elsewhere. */
#include "talk-private.h"

#include <string.h>

#define MAX_LEAD_CHARS 80
#define MAX_TAIL_CHARS 60
#define MAX_CLAUSE_CHARS 50
#define MAX_DATELINE_BYTES 120
#define MAX_LISTENER_CHARS 18
#define MAX_LISTENER_BYTES (3 * MAX_LISTENER_CHARS)

/* Behind the bracket that opens at an offset and closes soon; the offset itself where there is none. */
static int
skip_bracket (const BxTalk *talk, int at, int end)
{
  static const char *const pairs[][2] = { { "【", "】" }, { "〔", "〕" }, { "（", "）" } };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++) {
    const char *close = bx_talk_starts_with (talk, at, pairs[i][0])
                                ? g_strstr_len (talk->text + at, MIN (end - at, MAX_DATELINE_BYTES),
                                                pairs[i][1])
                                : NULL;

    if (close != NULL)
      return (int) (close - talk->text) + 3;
  }
  return at;
}

int
bx_text_start (const BxTalk *talk, int block)
{
  static const char *const words[] = { "记者", "讯】", "讯〕", "讯）", "报道", "报导", "组】" };
  BxSlice text = talk->article->blocks[block].text;
  int reach = MIN (bx_slice_len (text), MAX_DATELINE_BYTES);
  const char *wire = g_strstr_len (talk->text + text.start, reach, "日电");
  int end = skip_bracket (talk, text.start, text.end);

  if (end == text.start && wire != NULL) {
    end = (int) (wire - talk->text) + 6;
    return skip_bracket (talk, end, text.end);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (words) && end > text.start; i++)
    if (g_strstr_len (talk->text + text.start, end - text.start, words[i]) != NULL)
      return end;
  return text.start;
}

static gboolean
may_be_speech (const BxSpan *span)
{
  return span->has_final || span->n_han >= 7;
}

/* End of the quotation before a span that is long enough to be speech; terms are read over. Nothing
 * farther away than a lead can reach is looked at. */
static int
end_of_speech_before (const BxTalk *talk, int span)
{
  const BxQuote *self = &bx_talk_span (talk, span)->quote;
  int start = bx_text_start (talk, self->block);
  int reach = MAX (start, self->outer.start - 4 * MAX_LEAD_CHARS);

  for (int i = span - 1; i >= 0 && bx_talk_span (talk, i)->quote.outer.end > reach; i--)
    if (may_be_speech (bx_talk_span (talk, i)))
      return bx_talk_span (talk, i)->quote.outer.end;
  return start;
}

/* Start of the quotation after a span that may be speech, or the end of the paragraph. */
static int
start_of_speech_after (const BxTalk *talk, int span)
{
  const BxQuote *self = &bx_talk_span (talk, span)->quote;
  int end = talk->article->blocks[self->block].text.end;
  int reach = MIN (end, self->outer.end + 4 * MAX_TAIL_CHARS);

  for (int i = span + 1;
       i < (int) talk->spans->len && bx_talk_span (talk, i)->quote.outer.start < reach; i++)
    if (may_be_speech (bx_talk_span (talk, i)))
      return bx_talk_span (talk, i)->quote.outer.start;
  return end;
}

/* Where the lead of a span ends: before it, or, where it is a paragraph of its own, behind the
 * colon that ends the paragraph before. *limit gets how far back it may reach. */
static int
end_of_lead (const BxTalk *talk, int span, int *limit)
{
  const BxSpan *self = bx_talk_span (talk, span);
  int block = talk->block_before[self->quote.block];

  if (self->begins && block >= 0) {
    BxSlice text = talk->article->blocks[block].text;

    if (bx_talk_char_before (talk, text.start, text.end) == 0xFF1A) {
      *limit = text.start;
      return text.end;
    }
  }
  *limit = end_of_speech_before (talk, span);
  return self->quote.outer.start;
}

/* The text before a quotation, back to the sentence end before it. It keeps its last mark. */
BxSlice
bx_lead_of (const BxTalk *talk, int span)
{
  int limit;
  int end = end_of_lead (talk, span, &limit);
  int start = end;

  for (int n = 0; start > limit && n < MAX_LEAD_CHARS; n++) {
    int before = bx_talk_prev (talk, start);
    gunichar c = bx_talk_char (talk, before);

    if (start < end && (bx_is_sentence_end (c) || c == 0xFF1B))
      break;
    start = before;
  }
  return bx_slice (start, end);
}

/* The text after a quotation, up to and with the mark that ends the sentence, or to the next
 * speech. */
BxSlice
bx_tail_of (const BxTalk *talk, int span)
{
  const BxSpan *self = bx_talk_span (talk, span);
  int limit = start_of_speech_after (talk, span);
  int end = self->quote.outer.end;

  for (int n = 0; end < limit && n < MAX_TAIL_CHARS; n++) {
    gunichar c = bx_talk_char (talk, end);

    end = bx_talk_next (talk, end);
    if ((bx_is_sentence_end (c) && n > 0) || c == 0xFF1B)
      break;
  }
  return bx_slice (self->quote.outer.end, end);
}

BxSlice
bx_last_clause (const BxTalk *talk, BxSlice text, BxSlice *rest)
{
  int start = text.end;

  while (start > text.start) {
    int before = bx_talk_prev (talk, start);
    gunichar c = bx_talk_char (talk, before);

    if (bx_is_clause_end (c) || c == 0xFF1A) {
      *rest = bx_slice (text.start, before);
      return bx_slice (start, text.end);
    }
    start = before;
  }
  *rest = bx_slice (text.start, text.start);
  return text;
}

BxSlice
bx_first_clause (const BxTalk *talk, BxSlice text)
{
  int end = text.start;

  while (end < text.end && !bx_is_clause_end (bx_talk_char (talk, end))
         && bx_talk_char (talk, end) != 0xFF1A)
    end = bx_talk_next (talk, end);
  return bx_slice (text.start, end);
}

/* --- cues ------------------------------------------------------------------------------------ */

/* The cue of len bytes at an offset is a part of another word: 小說 據說 稱為. */
static gboolean
is_in_other_word (const BxTalk *talk, int start, int at, int len, int end)
{
  int from = at;

  for (int n = 0; n < 4 && from >= start; n++) {
    int word = bx_talk_word_at (talk, BX_WORDS_FALSE_CUE, from, end);

    if (from + word >= at + len)
      return TRUE;
    if (from <= start)
      return FALSE;
    from = bx_talk_prev (talk, from);
  }
  return FALSE;
}

int
bx_cue_at (const BxTalk *talk, int start, int at, int end, gboolean *is_strong)
{
  int strong = bx_talk_word_at (talk, BX_WORDS_CUE, at, end);
  int weak = bx_talk_word_at (talk, BX_WORDS_WEAK_CUE, at, end);
  int len = MAX (strong, weak);

  *is_strong = strong >= weak && strong > 0;
  return len > 0 && !is_in_other_word (talk, start, at, len, end) ? len : 0;
}

/* What may follow a cue before the quotation: a particle, and the one spoken to. */
static gboolean
is_complement (const BxTalk *talk, BxSlice rest, gboolean is_strong, BxCuePlace place)
{
  int len;

  if (place == BX_CUE_AFTER && bx_talk_word_at (talk, BX_WORDS_AFTER_CUE, rest.start, rest.end) > 0)
    return TRUE;
  while ((len = bx_talk_word_at (talk, BX_WORDS_PARTICLE, rest.start, rest.end)) > 0)
    rest.start += len;
  if (rest.start >= rest.end)
    return TRUE;
  if (bx_slice_len (rest) > MAX_LISTENER_BYTES)
    return FALSE;
  if (bx_talk_holds (talk, BX_WORDS_LISTENER, rest))
    return is_strong || place == BX_CUE_COLON;
  if (is_strong && (place == BX_CUE_COLON || place == BX_CUE_REPORT))
    return TRUE;
  /* 告訴陳芳, 問老張 */
  for (int i = bx_first_mention (talk, rest.start); i < (int) talk->mentions->len; i++) {
    BxSlice name = bx_talk_mention (talk, i)->text;

    if (name.end > rest.end)
      break;
    if (name.start == rest.start && rest.end - name.end <= 6)
      return TRUE;
  }
  return FALSE;
}

/* 警告說, 發文稱: a cue that another one leads to begins with that; 道 in 答道 is its end. */
static int
start_of_cue (const BxTalk *talk, int start, int at, int len)
{
  gboolean is_strong;
  int longest = bx_talk_word_before (talk, BX_WORDS_CUE, start, at + len);
  int before;

  at = MIN (at, at + len - longest);
  before = bx_talk_word_before (talk, BX_WORDS_CUE, start, at);
  return before >= 6 && bx_cue_at (talk, start, at - before, at, &is_strong) == before ? at - before
                                                                                       : at;
}

/* 外界的質疑: what is called a 質疑 is none that is made here. 激動的說 is written for 激動地說. */
static gboolean
is_noun (const BxTalk *talk, int start, int at, int len)
{
  return bx_talk_char_before (talk, start, at) == 0x7684 /* 的 */
         && bx_talk_word_at (talk, BX_WORDS_PLAIN, at, at + len) == 0;
}

BxSlice
bx_find_cue (const BxTalk *talk, BxSlice clause, BxCuePlace place)
{
  int at = clause.end;

  for (int n = 0; at > clause.start && n < MAX_CLAUSE_CHARS; n++) {
    gboolean is_strong;
    int len;

    at = bx_talk_prev (talk, at);
    len = bx_cue_at (talk, clause.start, at, clause.end, &is_strong);
    if (len > 0 && !is_noun (talk, clause.start, at, len) && (is_strong || place != BX_CUE_REPORT)
        && is_complement (talk, bx_slice (at + len, clause.end), is_strong, place))
      return bx_slice (start_of_cue (talk, clause.start, at, len), at + len);
  }
  return bx_slice (clause.end, clause.end);
}

gboolean
bx_holds_gesture (const BxTalk *talk, BxSlice text)
{
  gunichar first = 0;
  gunichar second = 0;

  for (int i = text.start; i < text.end; i = bx_talk_next (talk, i)) {
    gunichar c = bx_talk_char (talk, i);

    if (bx_is_han (c)
        && ((second == 0x4E86 && c == first) /* 攤了攤, 攤攤手 */
            || (first == second && g_utf8_strchr ("手头嘴肩", -1, c) != NULL)))
      return TRUE;
    first = second;
    second = c;
  }
  return bx_talk_holds (talk, BX_WORDS_GESTURE, text);
}
