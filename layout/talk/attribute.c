/* Says which quotations are speech and whose: the attribution grammar of layout-algorithms §5.3. The rules
 * stand in lead.c, tail.c and follow.c; the order in which they are asked, and what blocks the weaker ones, is
 * in attribute_span. Names are known beforehand; who is the subject of a clause is found in subject.c. */
#include "rules.h"

#include <string.h>

#define MAX_FINDINGS 40
#define MIN_SPEECH_HAN 7
#define MIN_WORDS_HAN 4    /* of speech without a mark at its end, right after a cue */
#define MIN_TAIL_HAN 3     /* before 她說 */
#define MIN_CITED_HAN 6    /* of what a body is cited with */
#define MIN_REPORTED_HAN 5 /* 評價他「比系統好用」 */

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
           || is_rest (talk, span) || (lead->is_reported && span->n_han >= MIN_REPORTED_HAN)
           || (span->n_han >= MIN_TAIL_HAN && begins_sentence (talk, span));
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

/* 「…」修女一邊說一邊笑，笑完嘆了口氣，「…」: where the words between two halves name nobody else, and nothing
 * in them is known to speak, the second half is of whom the first is. */
static BxFrame
frame_of_first_half (const BxTalk *talk, int index)
{
  const BxSpan *self = bx_talk_span (talk, index);
  const BxSpan *half = self->last_speech >= 0 ? bx_talk_span (talk, self->last_speech) : NULL;
  BxSlice between;

  if (half == NULL || !is_rest (talk, self) || half->quote.speaker < 0 || half->quote.confidence < 2
      || strcmp (half->quote.rule, "A3") != 0)
    return bx_frame_blocked;
  between = bx_slice (half->quote.outer.end, self->quote.outer.start);
  if (bx_names_another (talk, between, half->quote.speaker) || bx_names_asker (talk, between)
      || bx_find_pronoun (talk, between) >= 0 || bx_talk_holds (talk, BX_WORDS_LISTEN, between))
    return bx_frame_blocked;
  return (BxFrame){ .person = half->quote.speaker, .rule = "C2", .confidence = 2 };
}

/* The words around it first, then what stands before; a cue without any subject last. */
static BxFrame
find_frame (const BxTalk *talk, int index, const BxFrame *lead, const BxFrame *tail)
{
  typedef BxFrame (*Rule) (const BxTalk *, int);
  static const Rule rules[] = { bx_follow_open, bx_follow_in_paragraph, bx_follow_sentence,
                                bx_follow_paragraph, bx_follow_topic, bx_follow_sole_person };
  BxFrame frame = bx_is_open_question (lead) ? *tail : *lead;

  if (lead->is_blocked && !bx_talk_span (talk, index)->is_turn)
    frame = frame_of_first_half (talk, index);
  if (bx_is_open_question (&frame) && lead->is_direct && lead->is_plain
      && !bx_names_another (talk, bx_talk_span (talk, index)->lead, -1))
    frame = bx_frame_of_omitted (talk, index);
  for (gsize i = 0; i < G_N_ELEMENTS (rules) && bx_is_open_question (&frame); i++)
    frame = rules[i](talk, index);
  return frame;
}

/* What a body is cited with in passing may be the words of anybody in it, or a term: a guess where it ends
 * the sentence. */
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
  BxFrame lead, frame, tail = bx_no_frame;

  lead = signature != NULL ? read_signature (talk, signature)
         : span->is_turn   ? read_label (talk, index)
                           : bx_read_lead (talk, index);
  if (bx_is_open_question (&lead) && !span->is_turn)
    tail = bx_read_tail (talk, index);
  if (signature == NULL && !is_speech (talk, span, &lead, &tail))
    return;
  span->quote.kind = BX_QUOTE_SPEECH;
  frame = find_frame (talk, index, &lead, &tail);
  if (is_phrase_of_body (talk, span, &frame)) {
    if (span->n_han < MIN_CITED_HAN
        || !bx_is_sentence_end (bx_talk_char (talk, span->quote.outer.end)))
      return;
    frame.confidence = 1;
  }
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
