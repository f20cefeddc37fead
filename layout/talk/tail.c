/* What stands behind a quotation, and to whom it gives the words: A3, A5 of layout-algorithms §5.3, and what
 * somebody does who has just spoken. */
#include "rules.h"

#include <string.h>

#define MAX_CLEFT_BYTES 15 /* 說這話 */

/* 說 and its kin may be followed by what the speaker does meanwhile; 表示 would begin another
 * statement. */
static gboolean
is_plain_saying (const BxTalk *talk, BxSlice clause)
{
  gunichar last = bx_talk_char_before (talk, clause.start, clause.end);

  return last == 0x8BF4 || last == 0x9053 || last == 0x95EE || last == 0x7B11; /* 说道问笑 */
}

/* The paragraph after that of a quotation which is one itself; empty where there is none. */
static BxSlice
paragraph_after (const BxTalk *talk, int span)
{
  const BxSpan *self = bx_talk_span (talk, span);
  int next = self->quote.block + 1;

  if (!self->is_whole || next >= talk->article->n_blocks
      || talk->block_before[next] != self->quote.block)
    return bx_slice (self->quote.outer.end, self->quote.outer.end);
  return talk->article->blocks[next].text;
}

static gboolean
is_talking (const BxTalk *talk, BxSlice clause)
{
  static const char *const words[] = { "说话", "发话", "搭话", "开口", "发言" };
  gboolean is_strong;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (bx_talk_starts_with (talk, clause.start, words[i]))
      return TRUE;
  return bx_cue_at (talk, clause.start, clause.start, clause.end, &is_strong) > 0
         || bx_talk_word_at (talk, BX_WORDS_GESTURE, clause.start, clause.end) > 0;
}

/* A3: 說這話的是村支書韋國慶, also in the next paragraph: 接話的是陳品妤，二十七歲. */
static BxFrame
read_cleft (const BxTalk *talk, int span, BxSlice tail)
{
  const char *is = g_strstr_len (talk->text + tail.start, bx_slice_len (tail), "的是");
  BxSlice clause = { tail.start, is != NULL ? (int) (is - talk->text) : tail.start };
  int mention;

  if (is == NULL || bx_slice_len (clause) > MAX_CLEFT_BYTES || !is_talking (talk, clause))
    return bx_no_frame;
  clause = bx_first_clause (talk, bx_slice (clause.end + 6, tail.end));
  mention = bx_find_subject (talk, clause);
  if (mention < 0 || bx_talk_mention (talk, mention)->text.end != clause.end)
    return bx_frame_blocked;
  return bx_frame_of_mention (talk, mention, "A3", 3);
}

/* A5. 這是張三的評價, 這是他的第一句話. */
static BxFrame
read_verdict (const BxTalk *talk, int span, BxSlice tail)
{
  int mention;

  if (bx_talk_starts_with (talk, tail.start, "，"))
    tail.start += 3;
  if (!bx_talk_starts_with (talk, tail.start, "这是"))
    return read_cleft (talk, span, bx_slice_is_empty (tail) ? paragraph_after (talk, span) : tail);
  if (bx_talk_word_at (talk, BX_WORDS_PRONOUN, tail.start + 6, tail.end) > 0
      && bx_talk_holds (talk, BX_WORDS_VERDICT, bx_first_clause (talk, tail)))
    return bx_frame_of_pronoun (talk, span, tail.start + 6,
                                bx_gender_of_pronoun (talk, tail.start + 6));
  mention = bx_find_verdict_holder (talk, tail);
  return mention >= 0 ? bx_frame_of_mention (talk, mention, "A5", 2) : bx_no_frame;
}

/* The speech goes on behind the tail. */
static gboolean
is_between_halves (const BxTalk *talk, int span)
{
  const BxSpan *self = bx_talk_span (talk, span);
  const BxSpan *next = span + 1 < (int) talk->spans->len ? bx_talk_span (talk, span + 1) : NULL;

  return next != NULL && next->quote.outer.start == self->tail.end;
}

/* The subject of the words behind a quotation; a circumstance may stand before it: 告別時，扎西…. */
static BxFrame
find_actor_after (const BxTalk *talk, int span, BxSlice tail)
{
  BxSlice none = { tail.start, tail.start };
  BxFrame frame = bx_no_frame;

  for (int n = 0; n < 2 && tail.start < tail.end && bx_is_open_question (&frame); n++) {
    BxSlice clause = bx_first_clause (talk, tail);

    frame = bx_find_actor (talk, span, clause, none, "A3");
    if (bx_talk_char (talk, clause.end) != 0xFF0C)
      break;
    tail.start = clause.end + 3;
  }
  return frame;
}

/* Somebody else does something in the words; 給葛老漢繫上 and 阿勇的堂姐 name only what it is done to. */
gboolean
bx_has_other_subject (const BxTalk *talk, BxSlice text, int person)
{
  while (text.start < text.end) {
    BxSlice clause = bx_first_clause (talk, text);
    int subject = bx_find_subject (talk, clause);

    if (subject >= 0 && bx_talk_mention (talk, subject)->person != person
        && !bx_is_char_of (BX_CHARS_OBJECT, bx_talk_char (talk, clause.start)))
      return TRUE;
    text.start = MIN (clause.end + 3, text.end);
  }
  return FALSE;
}

/* 「你揸車揸了廿一年。」被告點頭。: who nods at words about "you" has heard them. */
static gboolean
is_nodded_at (const BxTalk *talk, BxSlice words, BxSlice tail)
{
  static const char *const nods[] = { "点头", "点了点头", "点点头", "摇头", "摇了摇头", "摇摇头" };
  BxSlice clause = bx_first_clause (talk, tail);
  gboolean has_nod = FALSE;
  gboolean is_to_you = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (nods); i++)
    has_nod |= bx_slice_len (clause) >= (int) strlen (nods[i])
               && bx_talk_starts_with (talk, clause.end - (int) strlen (nods[i]), nods[i]);
  for (int i = words.start; i < words.end && has_nod; i = bx_talk_next (talk, i))
    is_to_you |= bx_talk_starts_with (talk, i, "你") || bx_talk_starts_with (talk, i, "您");
  return is_to_you;
}

/* …。” and then what somebody does, at the head of a paragraph: 王有財從筐裡撿起一只. Who listens, or
 * answers a question, has not said it. */
static BxFrame
read_act_after (const BxTalk *talk, int span, BxSlice tail)
{
  const BxSpan *self = bx_talk_span (talk, span);
  gunichar last = bx_talk_char_before (talk, self->quote.inner.start, self->quote.inner.end);
  BxFrame frame;

  if (!self->begins || !bx_is_sentence_end (last) || last == 0xFF1F
      || bx_talk_holds (talk, BX_WORDS_LISTEN, tail) || bx_names_asker (talk, tail)
      || is_nodded_at (talk, self->quote.inner, tail))
    return bx_no_frame;
  frame = find_actor_after (talk, span, tail);
  if (frame.person < 0 || frame.confidence < 2 || bx_has_other_subject (talk, tail, frame.person))
    return bx_no_frame;
  frame.confidence = 2;
  frame.is_direct = FALSE;
  return frame;
}

/* Words between two quotations lead to the second where they end in a comma, and both are of their subject;
 * not where the first asks, which may be asked of it: 「累嗎？」老張摸出煙，「不累。」 */
static gboolean
is_first_half (const BxTalk *talk, int span)
{
  const BxSpan *self = bx_talk_span (talk, span);
  gunichar last = bx_talk_char_before (talk, self->quote.inner.start, self->quote.inner.end);

  if (!is_between_halves (talk, span))
    return FALSE;
  return last == 0xFF0C
         || (bx_talk_char_before (talk, self->tail.start, self->tail.end) == 0xFF0C
             && (last != 0xFF1F || bx_talk_holds (talk, BX_WORDS_VOICE, self->quote.inner)));
}

/* 張三停了一下, between two halves or behind the last of a paragraph. */
static BxFrame
read_gesture_after (const BxTalk *talk, int span, BxSlice tail)
{
  const BxSpan *self = bx_talk_span (talk, span);
  BxSlice clause = bx_first_clause (talk, tail);
  int end = talk->article->blocks[self->quote.block].text.end;
  gboolean is_last = is_between_halves (talk, span) || self->tail.end >= end;
  BxFrame frame;

  if (is_nodded_at (talk, self->quote.inner, tail))
    return bx_no_frame;
  if (!is_first_half (talk, span) && !(is_last && bx_holds_gesture (talk, clause)))
    return read_act_after (talk, span, tail);
  frame = find_actor_after (talk, span, tail);
  frame.confidence = MIN (frame.confidence, 2);
  frame.is_blocked = FALSE;
  frame.is_direct = FALSE;
  return frame;
}

/* How far a tail with a cue can be trusted: fully where the sentence ends with it or the quotation
 * leans on it by a comma; not at all where another statement begins and something led to this one.
 */
static int
trust_tail (const BxTalk *talk, int span, BxSlice clause, gboolean is_last, gboolean is_first)
{
  const BxSpan *self = bx_talk_span (talk, span);
  gunichar inner_last = bx_talk_char_before (talk, self->quote.inner.start, self->quote.inner.end);

  if (is_between_halves (talk, span))
    return inner_last == 0xFF0C ? 3 : 2;
  if (is_last || inner_last == 0xFF0C || bx_talk_starts_with (talk, self->quote.outer.end, "，"))
    return 3;
  return (is_first && is_plain_saying (talk, clause)) || self->begins ? 2 : 0;
}

/* 顧客說著，把燈關了: somebody without a name has said it, and nobody who was named before. */
static gboolean
is_said_by_stranger (const BxTalk *talk, BxSlice clause)
{
  int subject = bx_find_subject (talk, clause);

  return subject >= 0
         && bx_talk_person (talk, bx_talk_mention (talk, subject)->person)->is_stranger;
}

/* A3: …，”張三說。 A clause of circumstances may stand before the one that has the cue. */
BxFrame
bx_read_tail (const BxTalk *talk, int span)
{
  BxSlice tail = bx_talk_span (talk, span)->tail;
  BxSlice before = { 0, 0 };
  BxFrame frame = read_verdict (talk, span, tail);

  if (!bx_is_open_question (&frame) || bx_talk_char_before (talk, tail.start, tail.end) == 0xFF1A)
    return frame;
  if (bx_talk_starts_with (talk, tail.start, "，"))
    tail.start += 3;
  before.start = before.end = tail.start;
  for (int n = 0; n < 2 && tail.start < tail.end; n++) {
    BxSlice clause = bx_first_clause (talk, tail);
    gboolean is_about = bx_talk_word_at (talk, BX_WORDS_ABOUT, clause.start, clause.end) > 0;
    BxSlice cue = bx_find_cue (talk, is_about ? bx_slice (clause.end, clause.end) : clause,
                               BX_CUE_AFTER); /* 被問到有沒有反映， */
    gboolean is_last = clause.end == tail.end || clause.end + 3 >= tail.end;
    int trust;

    if (!bx_slice_is_empty (cue)) {
      trust = trust_tail (talk, span, clause, is_last, n == 0);
      if (trust == 0)
        return is_said_by_stranger (talk, clause) ? bx_frame_blocked : bx_no_frame;
      frame = bx_find_speaker (talk, span, bx_slice (clause.start, cue.start), before, "A3");
      if (frame.is_blocked && n > 0 && cue.start > clause.start
          && !bx_names_another (talk, clause, -1)) /* 說話仍像在喊， */
        return read_gesture_after (talk, span, bx_slice (before.start, tail.end));
      frame.confidence = MIN (frame.confidence, trust);
      frame.is_direct = FALSE;
      return frame;
    }
    if (bx_talk_char (talk, clause.end) != 0xFF0C)
      break;
    before.end = clause.end;
    tail.start = clause.end + 3;
  }
  return read_gesture_after (talk, span,
                             bx_slice (before.start, bx_talk_span (talk, span)->tail.end));
}
