/* Quotations without words of their own around them: C1 and C2 of layout-algorithms §5.3. They follow an
 * attributed one, or a sentence that tells of somebody. Paragraphs that are nothing but quotations: runs.c. */
#include "rules.h"

#define MAX_SENTENCE_CHARS 120

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

/* Somebody else who has a name is named in words. */
static gboolean
names_other_person (const BxTalk *talk, BxSlice text, int person)
{
  for (int i = bx_first_mention (talk, text.start);
       i < (int) talk->mentions->len && bx_talk_mention (talk, i)->text.end <= text.end; i++) {
    int other = bx_talk_mention (talk, i)->person;

    if (other != person && !bx_talk_person (talk, other)->is_stranger)
      return TRUE;
  }
  return FALSE;
}

/* C2. A second quotation in a paragraph, after an attributed one. */
BxFrame
bx_follow_in_paragraph (const BxTalk *talk, int span)
{
  const BxSpan *self = bx_talk_span (talk, span);
  int last = bx_previous_speech (talk, span);
  const BxQuote *quote;
  BxSlice between;
  int confidence = 2;

  if (last < 0)
    return bx_no_frame;
  quote = &bx_talk_span (talk, last)->quote;
  if (quote->block != self->quote.block || quote->speaker < 0)
    return bx_no_frame;
  between = bx_slice (quote->outer.end, self->quote.outer.start);
  if (bx_has_other_subject (talk, between, quote->speaker)) {
    /* 「…」卜凡今年二十六歲，父母也在這裡，「…」 */
    if (names_other_person (talk, between, quote->speaker)
        || bx_talk_span (talk, last)->tail.end != self->quote.outer.start)
      return bx_no_frame;
    confidence = 1;
  }
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
BxFrame
bx_follow_sentence (const BxTalk *talk, int span)
{
  BxSlice sentence = sentence_before (talk, span);
  BxSlice whole = sentence;
  BxSlice before = { sentence.start, sentence.start };
  BxFrame frame = bx_no_frame;

  for (int n = 0; n < 4 && sentence.start < sentence.end && frame.person < 0; n++) {
    BxSlice clause = bx_first_clause (talk, sentence);
    int holder = bx_find_view_holder (talk, clause);
    BxSlice cue = bx_find_cue (talk, clause, BX_CUE_PLAIN);

    if (bx_slice_is_empty (cue))
      cue = bx_find_cue (talk, clause, BX_CUE_REPORT);
    if (bx_talk_word_at (talk, BX_WORDS_ABOUT, clause.start, clause.end) > 0)
      cue = bx_slice (clause.end, clause.end); /* 至於張三為什麼說“是我” */
    if (holder < 0 && bx_talk_holds (talk, BX_WORDS_IS, clause)) /* 阿水嬸的看法是兒子太乖了。「…」 */
      holder = bx_find_verdict_holder (talk, clause);
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
BxFrame
bx_follow_paragraph (const BxTalk *talk, int span)
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
    return bx_no_frame;
  clause = bx_first_clause (talk, told);
  cue = bx_find_cue (talk, clause, BX_CUE_REPORT);
  none = bx_slice (clause.start, clause.start);
  if (bx_slice_is_empty (cue) || bx_names_asker (talk, told))
    return bx_no_frame;
  frame = bx_find_speaker (talk, span, bx_slice (clause.start, cue.start), none, "C2");
  if (frame.person < 0 || bx_names_another (talk, told, frame.person))
    return bx_no_frame;
  frame.confidence = MIN (frame.confidence, 2);
  frame.is_direct = FALSE;
  return frame;
}

/* C2 where the sentence before tells of somebody who then speaks: sure where the paragraph tells of
 * nobody else, or of "me". */
BxFrame
bx_follow_topic (const BxTalk *talk, int span)
{
  const BxSpan *self = bx_talk_span (talk, span);
  BxSlice sentence = sentence_before (talk, span);
  BxSlice none = { sentence.start, sentence.start };
  BxSlice clause = bx_first_clause (talk, sentence);
  BxSlice told, before;
  BxFrame frame;

  if (bx_slice_is_empty (sentence) || bx_names_asker (talk, sentence)
      || bx_talk_holds (talk, BX_WORDS_INSCRIBED, sentence))
    return bx_no_frame;
  frame = bx_find_actor (talk, span, clause, none, "C2");
  for (int n = 0; n < 2 && bx_is_open_question (&frame) && clause.end + 3 < sentence.end; n++) {
    clause = bx_first_clause (talk, bx_slice (clause.end + 3, sentence.end));
    frame = bx_find_actor (talk, span, clause, none, "C2"); /* 頭一個星期，她踩到過兩個學生的手。 */
  }
  if (frame.person < 0) /* 有人提議夜捕，單場長沒有同意。 */
    frame = bx_find_actor (talk, span, bx_last_clause (talk, sentence, &before), none, "C2");
  if (frame.person < 0)
    return bx_no_frame;
  told = bx_slice (talk->article->blocks[self->quote.block].text.start, self->quote.outer.start);
  frame.rule = "C2";
  frame.confidence = MIN (frame.confidence, 2);
  if (bx_names_another (talk, told, frame.person)
      && (bx_names_another (talk, sentence, frame.person)
          || !bx_talk_holds (talk, BX_WORDS_VOICE, self->quote.inner)))
    frame.confidence = 1;
  return frame;
}

/* The one person of whom words tell, and who is the first subject of their clauses; -1 where there is none. Who
 * has no name does not count: 有人出兩千塊要收，他沒賣。 */
static int
find_sole_person (const BxTalk *talk, BxSlice whole)
{
  BxSlice told = whole;

  while (told.start < told.end) {
    BxSlice clause = bx_first_clause (talk, told);
    int subject = bx_find_subject (talk, clause);
    int person = subject >= 0 ? bx_talk_mention (talk, subject)->person : -1;

    if (subject >= 0)
      return bx_talk_person (talk, person)->is_stranger || names_other_person (talk, whole, person)
                 ? -1
                 : person;
    told.start = MIN (clause.end + 3, told.end);
  }
  return -1;
}

/* C2 at its weakest: a sentence of words in a paragraph that has told of one person alone. */
BxFrame
bx_follow_sole_person (const BxTalk *talk, int span)
{
  const BxSpan *self = bx_talk_span (talk, span);
  BxSlice told = { bx_text_start (talk, self->quote.block), self->quote.outer.start };
  int person;

  if (!self->has_final || bx_slice_is_empty (sentence_before (talk, span))
      || (self->last_speech >= 0
          && bx_talk_span (talk, self->last_speech)->quote.block == self->quote.block)
      || bx_tells_of_asker (talk, told)
      || bx_talk_holds (talk, BX_WORDS_INSCRIBED, sentence_before (talk, span)))
    return bx_no_frame;
  person = find_sole_person (talk, told);
  if (person < 0 || bx_talk_person (talk, person)->is_body
      || bx_talk_person (talk, person)->is_doubtful)
    return bx_no_frame;
  return (BxFrame){ .person = person, .rule = "C2", .confidence = 1 };
}

/* The speech of several paragraphs goes on. */
BxFrame
bx_follow_open (const BxTalk *talk, int span)
{
  const BxSpan *last = span > 0 ? bx_talk_span (talk, span - 1) : NULL;
  const BxSpan *self = bx_talk_span (talk, span);

  if (last == NULL || !last->is_open || !self->begins
      || last->quote.block != talk->block_before[self->quote.block])
    return bx_no_frame;
  return (BxFrame){ .person = last->quote.speaker,
                    .rule = "C1",
                    .confidence = MIN (2, last->quote.confidence) };
}
