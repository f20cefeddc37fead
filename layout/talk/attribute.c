/* Says which quotations are speech and whose: the attribution grammar A1–A7, B1, B2, C1, C2 of
 * layout-algorithms §5.3. Each rule stands in a function of its own; the order in which they are
 * asked, and what blocks the weaker ones, is in attribute_span. Names are known beforehand; who is
 * the subject of a clause is found in subject.c. */
#include "subject.h"

#include <string.h>

#define MAX_FINDINGS 40
#define MIN_SPEECH_HAN 7
#define MIN_WORDS_HAN 4    /* of speech without a mark at its end, right after a cue */
#define MIN_TAIL_HAN 3     /* before 她說 */
#define MIN_REPORTED_HAN 5 /* 評價他「比系統好用」 */
#define MIN_TOLD_HAN 8
#define MAX_SENTENCE_CHARS 120
#define MAX_CLEFT_BYTES 15 /* 說這話 */

static const BxFrame no_frame = { .person = -1, .rule = "" };

static gboolean
is_open_question (const BxFrame *frame)
{
  return frame->person < 0 && !frame->is_blocked;
}

/* --- before the quotation -------------------------------------------------------------------- */

static gboolean
is_view (const BxTalk *talk, BxSlice clause)
{
  return bx_talk_word_at (talk, BX_WORDS_VIEW_START, clause.start, clause.end) > 0
         && bx_talk_word_before (talk, BX_WORDS_VIEW_END, clause.start, clause.end) > 0;
}

/* A6. 在張三看來, 用張三的話說, 按張三的說法. */
static int
find_view_holder (const BxTalk *talk, BxSlice clause)
{
  int mention = bx_first_mention (talk, clause.start);

  if (!is_view (talk, clause))
    return -1;
  if (mention >= (int) talk->mentions->len
      || bx_talk_mention (talk, mention)->text.end > clause.end)
    return -1;
  return mention;
}

/* A7. The whole lead is a name and a colon, perhaps with a title. */
static int
find_label_holder (const BxTalk *talk, BxSlice clause, BxSlice before)
{
  int mention = bx_find_subject (talk, clause);
  BxSlice name;

  if (mention < 0 || !bx_slice_is_empty (before))
    return -1;
  name = bx_talk_mention (talk, mention)->text;
  if (name.end + bx_talk_word_at (talk, BX_WORDS_TITLE, name.end, clause.end) != clause.end)
    return -1;
  if (name.start != clause.start
      && bx_talk_word_before (talk, BX_WORDS_TITLE, clause.start, name.start) == 0)
    return -1;
  return mention;
}

/* A5. 張三的回答是：, 這是張三的評價. */
static int
find_verdict_holder (const BxTalk *talk, BxSlice clause)
{
  int mention = bx_first_mention (talk, clause.start);
  BxSlice name;

  if (mention >= (int) talk->mentions->len || !bx_talk_holds (talk, BX_WORDS_VERDICT, clause))
    return -1;
  name = bx_talk_mention (talk, mention)->text;
  return name.end < clause.end
                 && bx_talk_holds (talk, BX_WORDS_VERDICT, bx_slice (name.end, clause.end))
             ? mention
             : -1;
}

/* A5 as well: 他的回答只有四個字：. */
static gboolean
owns_verdict (const BxTalk *talk, BxSlice clause)
{
  int pronoun = bx_talk_word_at (talk, BX_WORDS_PRONOUN, clause.start, clause.end);

  return pronoun > 0 && bx_talk_starts_with (talk, clause.start + pronoun, "的")
         && bx_talk_word_at (talk, BX_WORDS_VERDICT, clause.start + pronoun + 3, clause.end) > 0;
}

/* Words written down by somebody who is named: 他留下一張紙條：. */
static BxFrame
read_writing (const BxTalk *talk, int span, BxSlice lead)
{
  BxSlice before = { lead.start, lead.start };

  while (lead.start < lead.end) {
    BxSlice clause = bx_first_clause (talk, lead);

    if (bx_talk_holds (talk, BX_WORDS_WRITE, clause)) {
      BxFrame frame = bx_find_actor (talk, span, clause, before, "A1");

      frame.confidence = MIN (frame.confidence, 2);
      return frame.person >= 0 ? frame : bx_frame_blocked;
    }
    before.end = clause.end;
    lead.start = MIN (clause.end + 3, lead.end);
  }
  return no_frame;
}

/* What stands behind a cue leads to words; in 買家開始要求水產品附上履歷 it is itself a part of what is
 * reported. */
static gboolean
leads_to_words (const BxTalk *talk, BxSlice rest)
{
  return bx_slice_is_empty (rest) || bx_talk_holds (talk, BX_WORDS_LISTENER, rest);
}

/* 在張三看來, 在他看來: whose view it is that the words give. */
static BxFrame
read_view (const BxTalk *talk, int span, BxSlice clause)
{
  int mention = find_view_holder (talk, clause);

  if (mention >= 0)
    return bx_frame_of_mention (talk, mention, "A6", 3);
  if (is_view (talk, clause)
      && bx_talk_word_at (talk, BX_WORDS_PRONOUN, clause.start + 3, clause.end) > 0)
    return bx_frame_of_pronoun (talk, span, clause.start + 3,
                                bx_gender_of_pronoun (talk, clause.start + 3));
  return no_frame;
}

/* 校長給記者算了一筆賬：全校有一千名學生，「…」: what an account holds is the words of whoever gives it. */
static gboolean
begins_account (const BxTalk *talk, BxSlice clause)
{
  return bx_talk_char (talk, clause.end) == 0xFF1A
         && (bx_talk_holds (talk, BX_WORDS_LISTENER, clause) || bx_holds_gesture (talk, clause));
}

/* A cue in an earlier clause of the sentence governs what follows: 她說，望遠鏡不會走，「…」. */
static BxFrame
read_reported (const BxTalk *talk, int span, BxSlice lead)
{
  BxSlice before = { lead.start, lead.start };
  BxFrame frame = no_frame;

  while (lead.start < lead.end) {
    BxSlice clause = bx_first_clause (talk, lead);
    BxSlice cue = bx_find_cue (talk, clause, BX_CUE_REPORT);
    BxFrame view = read_view (talk, span, clause);

    if (view.person >= 0)
      frame = view;
    else if (bx_slice_is_empty (cue) && begins_account (talk, clause))
      frame = bx_find_actor (talk, span, clause, before, "A2");
    if (!bx_slice_is_empty (cue)) {
      BxFrame said = bx_find_speaker (talk, span, bx_slice (clause.start, cue.start), before, "A2");

      if (said.person >= 0 || frame.person < 0
          || leads_to_words (talk, bx_slice (cue.end, clause.end)))
        frame = said;
    }
    before.end = clause.end;
    lead.start = MIN (clause.end + 3, lead.end);
  }
  frame.confidence = MIN (frame.confidence, 2);
  frame.is_direct = FALSE;
  frame.is_reported = frame.person >= 0 || frame.is_blocked;
  return frame;
}

/* A sentence of its subject ends in words that speak of "me": 她調好鬧鐘，「反正我們要起來的」。 */
static BxFrame
read_told (const BxTalk *talk, int span, BxSlice clause, BxSlice before)
{
  const BxSpan *self = bx_talk_span (talk, span);
  gunichar after = bx_talk_char (talk, self->quote.outer.end);
  BxFrame frame = no_frame;

  if (self->n_han < MIN_TOLD_HAN || !bx_talk_holds (talk, BX_WORDS_VOICE, self->quote.inner)
      || (!self->has_final && !bx_is_sentence_end (after)))
    return no_frame;
  frame = bx_find_actor (talk, span, clause, before, "A2");
  frame.confidence = MIN (frame.confidence, 2);
  frame.is_direct = FALSE;
  frame.is_reported = frame.person >= 0;
  frame.is_blocked = FALSE;
  return frame;
}

/* Whatever somebody did before a colon, what follows in the paragraph is said: 穿不進去，笑一聲：. */
static BxFrame
read_actor (const BxTalk *talk, int span, BxSlice clause, BxSlice before)
{
  BxFrame frame;

  /* 她接到母親的電話，只有一句話：, 她記得最後一條： */
  if (bx_talk_holds (talk, BX_WORDS_LISTEN, bx_slice (before.start, clause.end)))
    return bx_frame_blocked;
  frame = bx_find_actor (talk, span, clause, before, "A1");
  frame.confidence = MIN (frame.confidence, 2);
  if (frame.person >= 0
      && bx_names_another (talk, bx_slice (before.start, clause.end), frame.person))
    frame.confidence = 1;
  return frame;
}

/* A lead without a cue right before the quotation: an act of its subject, something written or
 * read, a statement that the quotation completes. */
static BxFrame
read_indirect (const BxTalk *talk, int span, BxSlice lead, gboolean has_colon, gboolean has_comma)
{
  BxSlice before;
  BxSlice clause = bx_last_clause (talk, lead, &before);
  BxFrame frame = no_frame;
  int mention;

  if (has_colon && (mention = find_verdict_holder (talk, clause)) >= 0)
    return bx_frame_of_mention (talk, mention, "A5", 2);
  if (has_colon)
    frame = read_writing (talk, span, lead);
  if (frame.person >= 0 || frame.is_blocked)
    return frame;
  if (bx_talk_holds (talk, BX_WORDS_INSCRIBED, clause))
    return has_colon   ? bx_frame_blocked
           : has_comma ? read_reported (talk, span, lead) /* 他說，短信發出了，「…」 */
                       : no_frame;
  if ((has_colon || has_comma) && bx_holds_gesture (talk, clause)) {
    frame = bx_find_actor (talk, span, clause, before, has_colon ? "A1" : "A2");
    frame.confidence = MIN (frame.confidence, 2);
  }
  if (frame.person < 0 && !frame.is_blocked)
    frame = read_reported (talk, span, lead);
  if (frame.person < 0 && !frame.is_blocked && has_comma)
    return read_told (talk, span, clause, before);
  if (has_colon && is_open_question (&frame) && !bx_talk_span (talk, span)->begins)
    frame = read_actor (talk, span, clause, before);
  frame.is_direct = has_colon;
  frame.is_plain = has_colon;
  return frame;
}

/* A1, A2, A5, A6, A7: what leads to the quotation. */
static BxFrame
read_lead (const BxTalk *talk, int span)
{
  BxSlice lead = bx_talk_span (talk, span)->lead;
  gunichar mark = bx_talk_char_before (talk, lead.start, lead.end);
  gboolean has_colon = mark == 0xFF1A;
  gboolean has_comma = mark == 0xFF0C;
  BxSlice before, clause, cue;
  BxFrame frame;
  int mention;

  if (mark == 0 || bx_is_sentence_end (mark) || mark == 0xFF1B)
    return no_frame;
  if (has_colon || has_comma)
    lead.end = bx_talk_prev (talk, lead.end);
  clause = bx_last_clause (talk, lead, &before);
  frame = read_view (talk, span, clause);
  if (!is_open_question (&frame))
    return frame;
  if (has_colon && owns_verdict (talk, clause))
    return bx_frame_of_pronoun (talk, span, clause.start, bx_gender_of_pronoun (talk, clause.start));
  if (has_colon && (mention = find_label_holder (talk, clause, before)) >= 0)
    return bx_frame_of_mention (talk, mention, "A7", 3);
  cue = bx_find_cue (talk, clause, has_colon ? BX_CUE_COLON : BX_CUE_PLAIN);
  if (bx_slice_is_empty (cue))
    return read_indirect (talk, span, lead, has_colon, has_comma);
  frame = bx_find_speaker (talk, span, bx_slice (clause.start, cue.start), before,
                           has_colon ? "A1" : "A2");
  frame.is_naming = !has_colon
                    && bx_talk_word_at (talk, BX_WORDS_NAMING, cue.start, cue.end)
                           == bx_slice_len (cue);
  frame.is_plain = has_colon
                   || (has_comma
                       && bx_talk_word_before (talk, BX_WORDS_PLAIN, cue.start, cue.end) > 0);
  return frame;
}

/* --- after the quotation --------------------------------------------------------------------- */

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
    return no_frame;
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
  mention = find_verdict_holder (talk, tail);
  return mention >= 0 ? bx_frame_of_mention (talk, mention, "A5", 2) : no_frame;
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
  BxFrame frame = no_frame;

  for (int n = 0; n < 2 && tail.start < tail.end && is_open_question (&frame); n++) {
    BxSlice clause = bx_first_clause (talk, tail);

    frame = bx_find_actor (talk, span, clause, none, "A3");
    if (bx_talk_char (talk, clause.end) != 0xFF0C)
      break;
    tail.start = clause.end + 3;
  }
  return frame;
}

/* Somebody else does something in the words; 給葛老漢繫上 and 阿勇的堂姐 name only what it is done to. */
static gboolean
has_other_subject (const BxTalk *talk, BxSlice text, int person)
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
    return no_frame;
  frame = find_actor_after (talk, span, tail);
  if (frame.person < 0 || frame.confidence < 2 || has_other_subject (talk, tail, frame.person))
    return no_frame;
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
    return no_frame;
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
static BxFrame
read_tail (const BxTalk *talk, int span)
{
  BxSlice tail = bx_talk_span (talk, span)->tail;
  BxSlice before = { 0, 0 };
  BxFrame frame = read_verdict (talk, span, tail);

  if (!is_open_question (&frame) || bx_talk_char_before (talk, tail.start, tail.end) == 0xFF1A)
    return frame;
  if (bx_talk_starts_with (talk, tail.start, "，"))
    tail.start += 3;
  before.start = before.end = tail.start;
  for (int n = 0; n < 2 && tail.start < tail.end; n++) {
    BxSlice clause = bx_first_clause (talk, tail);
    BxSlice cue = bx_find_cue (talk, clause, BX_CUE_AFTER);
    gboolean is_last = clause.end == tail.end || clause.end + 3 >= tail.end;
    int trust;

    if (!bx_slice_is_empty (cue)) {
      trust = trust_tail (talk, span, clause, is_last, n == 0);
      if (trust == 0)
        return is_said_by_stranger (talk, clause) ? bx_frame_blocked : no_frame;
      frame = bx_find_speaker (talk, span, bx_slice (clause.start, cue.start), before, "A3");
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

/* --- without words of its own ---------------------------------------------------------------- */

/* The speech before a span, if it stands in the same paragraph or the one before. */
int
bx_previous_speech (const BxTalk *talk, int span)
{
  int last = bx_talk_span (talk, span)->last_speech;
  int block = bx_talk_span (talk, span)->quote.block;
  int other;

  if (last < 0)
    return -1;
  other = bx_talk_span (talk, last)->quote.block;
  return other == block || other == talk->block_before[block] ? last : -1;
}

/* C2. A second quotation in a paragraph, after an attributed one. */
static BxFrame
follow_in_paragraph (const BxTalk *talk, int span)
{
  const BxSpan *self = bx_talk_span (talk, span);
  int last = bx_previous_speech (talk, span);
  const BxQuote *quote;
  BxSlice between;
  int confidence = 2;

  if (last < 0)
    return no_frame;
  quote = &bx_talk_span (talk, last)->quote;
  if (quote->block != self->quote.block || quote->speaker < 0)
    return no_frame;
  between = bx_slice (quote->outer.end, self->quote.outer.start);
  if (has_other_subject (talk, between, quote->speaker))
    return no_frame;
  if (bx_names_another (talk, between, quote->speaker) || bx_names_asker (talk, between)
      || bx_talk_holds (talk, BX_WORDS_INSCRIBED, between))
    confidence = 1;
  /* Told as part of a sentence, it may be anybody's. */
  if (!bx_slice_is_empty (self->lead)
      && !bx_is_sentence_end (bx_talk_char_before (talk, self->lead.start, self->lead.end))
      && bx_find_pronoun (talk, self->lead) < 0 && self->lead.start > quote->outer.end + 3)
    confidence = 1;
  return (BxFrame){ .person = quote->speaker,
                    .rule = "C2",
                    .confidence = MIN (confidence, quote->confidence) };
}

/* The sentence that ends right before a span; empty where none does. */
static BxSlice
sentence_before (const BxTalk *talk, int span)
{
  const BxQuote *quote = &bx_talk_span (talk, span)->quote;
  int start = bx_text_start (talk, quote->block);
  BxSlice sentence = { quote->outer.start, quote->outer.start };
  gunichar mark = bx_talk_char_before (talk, start, sentence.end);

  if (!bx_is_sentence_end (mark) && mark != 0xFF1B)
    return sentence;
  sentence.end = sentence.start = bx_talk_prev (talk, sentence.end);
  for (int n = 0; n < MAX_SENTENCE_CHARS && sentence.start > start; n++) {
    int at = bx_talk_prev (talk, sentence.start);

    if (bx_is_sentence_end (bx_talk_char (talk, at)))
      break;
    sentence.start = at;
  }
  return sentence;
}

/* C2 as well: the sentence before gives the speaker's view in other words, or what the speaker did
 * before opening the mouth. */
static BxFrame
follow_sentence (const BxTalk *talk, int span)
{
  BxSlice sentence = sentence_before (talk, span);
  BxSlice whole = sentence;
  BxSlice before = { sentence.start, sentence.start };
  BxFrame frame = no_frame;

  for (int n = 0; n < 4 && sentence.start < sentence.end && frame.person < 0; n++) {
    BxSlice clause = bx_first_clause (talk, sentence);
    int holder = find_view_holder (talk, clause);
    BxSlice cue = bx_find_cue (talk, clause, BX_CUE_PLAIN);

    if (bx_slice_is_empty (cue))
      cue = bx_find_cue (talk, clause, BX_CUE_REPORT);
    if (bx_talk_word_at (talk, BX_WORDS_ABOUT, clause.start, clause.end) > 0)
      cue = bx_slice (clause.end, clause.end); /* 至於張三為什麼說“是我” */
    if (holder < 0 && bx_talk_holds (talk, BX_WORDS_IS, clause)) /* 阿水嬸的看法是兒子太乖了。「…」 */
      holder = find_verdict_holder (talk, clause);
    if (holder >= 0)
      frame = bx_frame_of_mention (talk, holder, "C2", 2);
    else if (!bx_slice_is_empty (cue))
      frame = bx_find_speaker (talk, span, bx_slice (clause.start, cue.start), before, "C2");
    else if (bx_holds_gesture (talk, clause))
      frame = bx_find_actor (talk, span, clause, before, "C2");
    before.end = clause.end;
    sentence.start = MIN (clause.end + 3, sentence.end);
  }
  if (frame.person >= 0 && bx_names_another (talk, bx_slice (before.end, whole.end), frame.person))
    frame.confidence = 1;
  frame.confidence = MIN (frame.confidence, 2);
  frame.is_direct = FALSE;
  return frame;
}

/* C2: the paragraph gives the view of nobody but one, sentence after sentence, and then the words. */
static BxFrame
follow_paragraph (const BxTalk *talk, int span)
{
  const BxSpan *self = bx_talk_span (talk, span);
  BxSlice told = talk->article->blocks[self->quote.block].text;
  BxSlice clause, cue, none;
  BxFrame frame;

  told.end = self->quote.outer.start;
  if (!self->has_final
      || (self->last_speech >= 0
          && bx_talk_span (talk, self->last_speech)->quote.block == self->quote.block)
      || !bx_is_sentence_end (bx_talk_char_before (talk, told.start, told.end)))
    return no_frame;
  clause = bx_first_clause (talk, told);
  cue = bx_find_cue (talk, clause, BX_CUE_REPORT);
  none = bx_slice (clause.start, clause.start);
  if (bx_slice_is_empty (cue) || bx_names_asker (talk, told))
    return no_frame;
  frame = bx_find_speaker (talk, span, bx_slice (clause.start, cue.start), none, "C2");
  if (frame.person < 0 || bx_names_another (talk, told, frame.person))
    return no_frame;
  frame.confidence = MIN (frame.confidence, 2);
  frame.is_direct = FALSE;
  return frame;
}

/* C2 where the sentence before tells of somebody who then speaks: sure where the paragraph tells of
 * nobody else, or of "me". */
static BxFrame
follow_topic (const BxTalk *talk, int span)
{
  const BxSpan *self = bx_talk_span (talk, span);
  BxSlice sentence = sentence_before (talk, span);
  BxSlice none = { sentence.start, sentence.start };
  BxSlice clause = bx_first_clause (talk, sentence);
  BxSlice told, before;
  BxFrame frame;

  if (bx_slice_is_empty (sentence) || bx_names_asker (talk, sentence)
      || bx_talk_holds (talk, BX_WORDS_INSCRIBED, sentence))
    return no_frame;
  frame = bx_find_actor (talk, span, clause, none, "C2");
  for (int n = 0; n < 2 && is_open_question (&frame) && clause.end + 3 < sentence.end; n++) {
    clause = bx_first_clause (talk, bx_slice (clause.end + 3, sentence.end));
    frame = bx_find_actor (talk, span, clause, none, "C2"); /* 頭一個星期，她踩到過兩個學生的手。 */
  }
  if (frame.person < 0) /* 有人提議夜捕，單場長沒有同意。 */
    frame = bx_find_actor (talk, span, bx_last_clause (talk, sentence, &before), none, "C2");
  if (frame.person < 0)
    return no_frame;
  told = bx_slice (talk->article->blocks[self->quote.block].text.start, self->quote.outer.start);
  frame.rule = "C2";
  frame.confidence = MIN (frame.confidence, 2);
  if (bx_names_another (talk, told, frame.person)
      && (bx_names_another (talk, sentence, frame.person)
          || !bx_talk_holds (talk, BX_WORDS_VOICE, self->quote.inner)))
    frame.confidence = 1;
  return frame;
}

/* The speech of several paragraphs goes on. */
static BxFrame
follow_open (const BxTalk *talk, int span)
{
  const BxSpan *last = span > 0 ? bx_talk_span (talk, span - 1) : NULL;
  const BxSpan *self = bx_talk_span (talk, span);

  if (last == NULL || !last->is_open || !self->begins
      || last->quote.block != talk->block_before[self->quote.block])
    return no_frame;
  return (BxFrame){ .person = last->quote.speaker,
                    .rule = "C1",
                    .confidence = MIN (2, last->quote.confidence) };
}

/* --- turns ----------------------------------------------------------------------------------- */

/* Whose answers 答： are: the one person that an interview is about. */
static int
find_interviewee (const BxTalk *talk)
{
  int most = -1;
  int next = 0;

  for (int i = BX_N_GENDERS; i < (int) talk->people->len; i++) {
    const BxPerson *person = bx_talk_person (talk, i);

    if (person->is_asker || !person->is_sure)
      continue;
    if (most < 0 || person->n_mentions > bx_talk_person (talk, most)->n_mentions) {
      next = most < 0 ? 0 : bx_talk_person (talk, most)->n_mentions;
      most = i;
    } else
      next = MAX (next, person->n_mentions);
  }
  return most >= 0 && bx_talk_person (talk, most)->n_mentions > next ? most : -1;
}

/* The one person with the surname that is the whole label. */
static int
find_by_surname (const BxTalk *talk, BxSlice label)
{
  int found = -1;

  for (int i = BX_N_GENDERS; i < (int) talk->people->len; i++) {
    const BxPerson *person = bx_talk_person (talk, i);

    if (person->surname_len != bx_slice_len (label) || person->is_asker
        || memcmp (talk->text + person->name.start, talk->text + label.start,
                   (gsize) person->surname_len)
               != 0)
      continue;
    if (found >= 0)
      return -1;
    found = i;
  }
  return found;
}

/* A7 as well: the name stands under the words. */
static BxFrame
read_signature (const BxTalk *talk, const BxSignature *signature)
{
  int mention = bx_first_mention (talk, signature->name.start);

  if (mention >= (int) talk->mentions->len
      || bx_talk_mention (talk, mention)->text.start != signature->name.start)
    return bx_frame_blocked;
  return bx_frame_of_mention (talk, mention, "A7", 3);
}

/* A turn in an interview belongs to its label. */
static BxFrame
read_label (const BxTalk *talk, int span)
{
  const BxSpan *self = bx_talk_span (talk, span);
  int mention = bx_find_subject (talk, self->label);
  int person;

  if (self->is_question)
    return bx_frame_blocked;
  if (mention >= 0)
    return bx_frame_of_mention (talk, mention, "A7", 3);
  person = find_by_surname (talk, self->label);
  if (person < 0
      && (bx_talk_starts_with (talk, self->label.start, "答") || bx_slice_len (self->label) == 1))
    person = find_interviewee (talk);
  if (person < 0)
    return bx_frame_blocked;
  return (BxFrame){ .person = person, .rule = "A7", .confidence = 3 };
}

/* --- speech or term -------------------------------------------------------------------------- */

/* The quotation begins a sentence of its own. */
static gboolean
begins_sentence (const BxTalk *talk, const BxSpan *span)
{
  gunichar before = bx_talk_char_before (talk, span->lead.start, span->lead.end);

  return before == 0 || bx_is_sentence_end (before);
}

/* The words between a speech and this quotation are what its speaker did meanwhile. */
static gboolean
is_rest (const BxTalk *talk, const BxSpan *span)
{
  return span->last_speech >= 0
         && bx_talk_span (talk, span->last_speech)->tail.end == span->quote.outer.start;
}

static gboolean
is_speech (const BxTalk *talk, const BxSpan *span, const BxFrame *lead, const BxFrame *tail)
{
  gunichar after = bx_talk_char (talk, span->quote.outer.end);
  gboolean has_tail = tail->person >= 0 || tail->is_blocked;
  int least = lead->is_naming ? MIN_REPORTED_HAN : MIN_WORDS_HAN;

  if (span->is_turn || span->is_open)
    return TRUE;
  if (span->has_final)
    return span->n_han >= MIN_SPEECH_HAN || lead->is_direct || has_tail || span->is_whole
           || is_rest (talk, span) || (span->n_han >= MIN_TAIL_HAN && begins_sentence (talk, span));
  if (has_tail && begins_sentence (talk, span))
    return span->n_han >= MIN_TAIL_HAN;
  if (has_tail && after == 0xFF0C) /* …，「因為船長記不住」，他說 */
    return span->n_han >= MIN_SPEECH_HAN;
  if (lead->is_reported)
    return span->n_han >= MIN_REPORTED_HAN;
  if (!lead->is_direct)
    return FALSE;
  if (bx_is_sentence_end (after) || after == '\n')
    return span->n_han >= (lead->is_plain ? 1 : least);
  return span->n_han >= MIN_SPEECH_HAN;
}

/* --- the order of the rules ------------------------------------------------------------------ */

void
bx_take_frame (BxTalk *talk, int span, const BxFrame *frame)
{
  BxQuote *quote = &bx_talk_span (talk, span)->quote;

  quote->speaker = frame->person;
  quote->rule = frame->person >= 0 ? frame->rule : "";
  quote->confidence = frame->person >= 0 ? MAX (frame->confidence, 0) : 0;
}

/* A4: the cue stands between two halves, of which the first was attributed by it. */
static gboolean
is_second_half (const BxTalk *talk, int span)
{
  const BxSpan *self = bx_talk_span (talk, span);
  int last = bx_previous_speech (talk, span);
  const BxSpan *half;

  if (last < 0)
    return FALSE;
  half = bx_talk_span (talk, last);
  return half->quote.block == self->quote.block && half->quote.speaker == self->quote.speaker
         && (strcmp (half->quote.rule, "A3") == 0 || strcmp (half->quote.rule, "B1") == 0
             || strcmp (half->quote.rule, "B2") == 0)
         && half->tail.end == self->quote.outer.start;
}

/* The words around it first, then what stands before; a cue without any subject last. */
static BxFrame
find_frame (const BxTalk *talk, int index, const BxFrame *lead, const BxFrame *tail)
{
  typedef BxFrame (*Rule) (const BxTalk *, int);
  static const Rule rules[] = { follow_open, follow_in_paragraph, follow_sentence, follow_paragraph,
                                follow_topic };
  BxFrame frame = is_open_question (lead) ? *tail : *lead;

  if (is_open_question (&frame) && lead->is_direct && lead->is_plain
      && !bx_names_another (talk, bx_talk_span (talk, index)->lead, -1))
    frame = bx_frame_of_omitted (talk, index);
  for (gsize i = 0; i < G_N_ELEMENTS (rules) && is_open_question (&frame); i++)
    frame = rules[i](talk, index);
  return frame;
}

/* What a body is cited with in passing may be the words of anybody in it. */
static gboolean
is_phrase_of_body (const BxTalk *talk, const BxSpan *span, const BxFrame *frame)
{
  return frame->person >= 0 && bx_talk_person (talk, frame->person)->is_body && !span->has_final;
}

static void
attribute_span (BxTalk *talk, int index)
{
  BxSpan *span = bx_talk_span (talk, index);
  const BxSignature *signature = bx_signature_of (talk, index);
  BxFrame lead, frame, tail = no_frame;

  lead = signature != NULL ? read_signature (talk, signature)
         : span->is_turn   ? read_label (talk, index)
                           : read_lead (talk, index);
  if (is_open_question (&lead) && !span->is_turn)
    tail = read_tail (talk, index);
  if (signature == NULL && !is_speech (talk, span, &lead, &tail))
    return;
  span->quote.kind = BX_QUOTE_SPEECH;
  frame = find_frame (talk, index, &lead, &tail);
  if (is_phrase_of_body (talk, span, &frame))
    return;
  bx_take_frame (talk, index, &frame);
  span->is_blocked = frame.is_blocked;
  span->is_asked = frame.is_blocked && bx_names_asker (talk, bx_first_clause (talk, span->tail));
  if (span->quote.speaker < 0)
    return;
  if (strcmp (frame.rule, "C1") == 0)
    span->quote.continues = index - 1;
  else if (is_second_half (talk, index)) {
    span->quote.continues = bx_previous_speech (talk, index);
    span->quote.rule = "A4";
  }
}

static void
report_doubts (BxTalk *talk)
{
  int n = 0;

  for (int i = 0; i < (int) talk->spans->len && n < MAX_FINDINGS; i++) {
    const BxSpan *span = bx_talk_span (talk, i);
    int line, column;

    if (span->quote.kind != BX_QUOTE_SPEECH || span->quote.confidence >= BX_PULL_CONFIDENCE
        || span->is_question)
      continue;
    bx_article_get_source_place (talk->article, span->quote.outer.start, &line, &column);
    if (span->quote.speaker < 0)
      bx_report_add (talk->report, BX_WARNING, "unknown-speaker", line, column,
                     "nobody could be found who says this");
    else {
      g_autofree char *name = bx_slice_dup (talk->article->text,
                                            bx_talk_person (talk, span->quote.speaker)->name);

      bx_report_add (talk->report, BX_WARNING, "uncertain-speaker", line, column,
                     "perhaps %s says this (rule %s); it is not used as a pull quote", name,
                     span->quote.rule);
    }
    n++;
  }
}

void
bx_attribute (BxTalk *talk)
{
  int last_speech = -1;

  for (int i = 0; i < (int) talk->spans->len; i++) {
    bx_talk_span (talk, i)->lead = bx_lead_of (talk, i);
    bx_talk_span (talk, i)->tail = bx_tail_of (talk, i);
  }
  for (int i = 0; i < (int) talk->spans->len; i++) {
    bx_talk_span (talk, i)->last_speech = last_speech;
    attribute_span (talk, i);
    if (bx_talk_span (talk, i)->quote.kind == BX_QUOTE_SPEECH)
      last_speech = i;
  }
  bx_attribute_runs (talk);
  report_doubts (talk);
}
