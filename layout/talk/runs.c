/* Paragraphs that are nothing but quotations, with nobody's words around them: a speech of several
 * paragraphs, and what two say to each other in turns (layout-algorithms §5.3, C1). */
#include "rules.h"

#include <string.h>

#define MAX_EXCHANGE_HAN 60 /* of one turn to which no words lead */
#define MIN_ALONE_HAN 10 /* of words that go on without a lead: fewer may be another's answer */
#define MAX_CLAUSES 5 /* of a sentence that leads to words behind it */
#define MAX_TALK_HAN 30 /* of what two say to each other in turns */

/* A paragraph that is one quotation and has nobody's words around it. */
static gboolean
is_bare (const BxTalk *talk, int span)
{
  const BxSpan *self = bx_talk_span (talk, span);

  return self->quote.kind == BX_QUOTE_SPEECH && !self->is_blocked
         && (self->is_whole || (self->is_open && self->begins)) && !self->is_turn
         && self->quote.speaker < 0;
}

/* The subject of the last paragraph before a run, if it is told and not quoted. */
static int
find_topic (const BxTalk *talk, int span)
{
  int block = talk->block_before[bx_talk_span (talk, span)->quote.block];
  BxSlice text;

  if (block < 0)
    return -1;
  text = talk->article->blocks[block].text;
  for (int n = 0; n < 2 && text.start < text.end; n++) {
    BxSlice clause = bx_first_clause (talk, text);
    int asked = bx_first_mention (talk, clause.start);
    int mention = bx_find_subject (talk, clause);

    if (mention < 0 && asked < (int) talk->mentions->len
        && bx_talk_mention (talk, asked)->text.end <= clause.end
        && bx_talk_word_before (talk, BX_WORDS_ASK, clause.start,
                                bx_talk_mention (talk, asked)->text.start)
               > 0)
      mention = asked; /* 我問梓軒長大想做什麼 */
    if (mention >= 0)
      return bx_talk_mention (talk, mention)->person;
    text.start = MIN (clause.end + 3, text.end);
  }
  return -1;
}

/* Who is asked something in a clause, 審判長問她: a mention, or the place of a pronoun; -1 for neither. */
static BxFrame
frame_of_asked (const BxTalk *talk, int span, BxSlice clause, BxSlice before)
{
  for (int i = clause.start; i < clause.end; i = bx_talk_next (talk, i)) {
    int asks = bx_talk_word_at (talk, BX_WORDS_ASK, i, clause.end);
    int mention = asks > 0 ? bx_first_mention (talk, i + asks) : 0;

    if (asks == 0)
      continue;
    if (bx_gender_of_pronoun (talk, i + asks) != BX_GENDER_UNKNOWN)
      return bx_frame_of_pronoun (talk, span, i + asks, bx_gender_of_pronoun (talk, i + asks));
    if (mention < (int) talk->mentions->len
        && bx_talk_mention (talk, mention)->text.start == i + asks)
      return bx_frame_of_mention (talk, mention, "C1", 1);
  }
  return (BxFrame){ .person = -1, .rule = "" };
}

/* Who does in a clause what people do before they speak, or whose answer it tells of: 她想了很久, 張三的回答更短. */
static BxFrame
frame_of_preparing (const BxTalk *talk, int span, BxSlice clause, BxSlice before)
{
  int holder = bx_find_verdict_holder (talk, clause);

  if (holder >= 0)
    return bx_frame_of_mention (talk, holder, "C1", 1);
  if (!bx_holds_gesture (talk, clause)
      && bx_slice_is_empty (bx_find_cue (talk, clause, BX_CUE_COLON)))
    return bx_no_frame;
  return bx_find_actor (talk, span, clause, before, "C1");
}

/* The first frame that the clauses of a sentence give, the last clause first. */
static BxFrame
ask_clauses (const BxTalk *talk, int span, BxSlice sentence,
             BxFrame (*ask) (const BxTalk *, int, BxSlice, BxSlice))
{
  BxFrame frame = bx_no_frame;

  for (int n = 0; n < MAX_CLAUSES && sentence.end > sentence.start && bx_is_open_question (&frame); n++) {
    BxSlice before;
    BxSlice clause = bx_last_clause (talk, sentence, &before);

    frame = ask (talk, span, clause, before);
    sentence = before;
  }
  return frame;
}

/* The last sentence of a paragraph, without its mark; empty where that ends in a quotation. */
static BxSlice
last_sentence_of (const BxTalk *talk, int block)
{
  BxSlice text = talk->article->blocks[block].text;

  if (bx_quotation_at (talk, bx_talk_prev (talk, text.end)) >= 0)
    return bx_slice (text.end, text.end);
  text.end = bx_talk_prev (talk, text.end);
  for (int at = text.end; at > text.start; at = bx_talk_prev (talk, at))
    if (bx_is_sentence_end (bx_talk_char_before (talk, text.start, at)))
      return bx_slice (at, text.end);
  return text;
}

/* Words in a paragraph of their own are of whom the last sentence before asks, 問她什麼時候下山, or who is about to
 * speak in it. */
static BxFrame
frame_of_last_sentence (const BxTalk *talk, int span)
{
  int block = talk->block_before[bx_talk_span (talk, span)->quote.block];
  BxSlice sentence;
  BxFrame frame;

  if (block < 0)
    return bx_no_frame;
  sentence = last_sentence_of (talk, block);
  frame = ask_clauses (talk, span, sentence, frame_of_asked);
  if (bx_is_open_question (&frame))
    frame = ask_clauses (talk, span, sentence, frame_of_preparing);
  frame.rule = frame.person >= 0 ? "C1" : "";
  frame.confidence = 1;
  return frame;
}

/* Whoever the last sentence before tells of goes before whom the paragraph began with: …。錄到第四天，苟懷仁把醒木一摔。 */
static int
find_last_subject (const BxTalk *talk, int span, int person)
{
  int block = talk->block_before[bx_talk_span (talk, span)->quote.block];
  BxSlice sentence;

  if (block < 0
      || !bx_is_sentence_end (bx_talk_char_before (talk, 0, talk->article->blocks[block].text.end)))
    return person; /* 陶玉琴能背出來： */
  sentence = last_sentence_of (talk, block);
  while (sentence.start < sentence.end) {
    BxSlice clause = bx_first_clause (talk, sentence);
    int subject = bx_find_subject (talk, clause);

    if (subject >= 0)
      return bx_talk_mention (talk, subject)->person;
    sentence.start = MIN (clause.end + 3, sentence.end);
  }
  return person;
}

static gboolean
ends_in_question (const BxTalk *talk, const BxSpan *span)
{
  return bx_talk_char_before (talk, span->quote.inner.start, span->quote.inner.end) == 0xFF1F;
}

/* Nobody but `person` has a part in the paragraph before a run, which ends with what that person
 * says; and the run is one paragraph that does not answer a question. */
static gboolean
goes_on_alone (const BxTalk *talk, int first, int end, int person)
{
  const BxSpan *self = bx_talk_span (talk, first);
  int block = talk->block_before[self->quote.block];
  int last = bx_previous_speech (talk, first);

  if (block < 0 || last < 0 || end - first > 2
      || ends_in_question (talk, bx_talk_span (talk, last)))
    return FALSE;
  for (int i = first; i < end; i++)
    if (ends_in_question (talk, bx_talk_span (talk, i)))
      return FALSE;
  if (bx_names_another (talk, talk->article->blocks[block].text, person)
      || bx_names_asker (talk, bx_slice (bx_talk_span (talk, last)->quote.outer.end,
                                         talk->article->blocks[block].text.end)))
    return FALSE;
  return bx_talk_span (talk, last)->quote.confidence >= 2
         && bx_talk_span (talk, last)->tail.end == talk->article->blocks[block].text.end;
}

/* A speech of several paragraphs to which nothing leads is of whom the text told last. */
static BxFrame
frame_of_opening (const BxTalk *talk, int first)
{
  BxFrame frame = bx_frame_of_pronoun (talk, first, bx_talk_span (talk, first)->quote.outer.start,
                                       BX_GENDER_UNKNOWN);

  frame.rule = "C1";
  return frame;
}

/* The speech in the paragraph before the one of another that begins its own, if somebody else made it:
 * two who talk take turns. -1 where there is no such pair, or where what they say is long. */
static int
find_partner (const BxTalk *talk, int first, int last)
{
  const BxSpan *answer = bx_talk_span (talk, last);
  int asked = last;

  while (asked >= 0 && bx_talk_span (talk, asked)->quote.block == answer->quote.block)
    asked = bx_talk_span (talk, asked)->last_speech;
  if (asked < 0 || (!answer->begins && !ends_in_question (talk, answer))
      || bx_talk_span (talk, asked)->quote.speaker < 0
      || bx_talk_span (talk, asked)->quote.speaker == answer->quote.speaker
      || bx_talk_span (talk, asked)->quote.block != talk->block_before[answer->quote.block])
    return -1;
  for (int i = asked; i <= first; i++)
    if (bx_talk_span (talk, i)->n_han > MAX_TALK_HAN)
      return -1;
  return asked;
}

/* Short turns, some of which ask: no one person's speech of several paragraphs. */
static gboolean
is_exchange (const BxTalk *talk, int first, int end)
{
  gboolean asks = FALSE;

  for (int i = first; i < end; i++) {
    if (bx_talk_span (talk, i)->n_han > MAX_TALK_HAN || bx_talk_span (talk, i)->is_open)
      return FALSE;
    asks |= i + 1 < end && ends_in_question (talk, bx_talk_span (talk, i));
  }
  return asks;
}

/* The one or two persons of whom a paragraph tells, in the order in which it names them; -1 for one whom it
 * does not. FALSE where it tells of more, of who asks, or ends in words that one of them says. */
static gboolean
find_told (const BxTalk *talk, int block, int told[2])
{
  BxSlice text = talk->article->blocks[block].text;
  int n = 0;

  told[0] = told[1] = -1;
  if (bx_quotation_at (talk, bx_talk_prev (talk, text.end)) >= 0 || bx_tells_of_asker (talk, text))
    return FALSE;
  for (int i = bx_first_mention (talk, text.start);
       i < (int) talk->mentions->len && bx_talk_mention (talk, i)->text.end <= text.end; i++) {
    int person = bx_talk_mention (talk, i)->person;

    if (bx_quotation_at (talk, bx_talk_mention (talk, i)->text.start) >= 0 || person == told[0]
        || person == told[1] || bx_talk_person (talk, person)->is_body)
      continue;
    if (n == 2 || bx_talk_person (talk, person)->is_stranger)
      return FALSE;
    told[n++] = person;
  }
  return n > 0;
}

/* The two who have the word behind a paragraph that ends in what one of them says, and tells of nobody but the
 * other beside: that one first. */
static gboolean
find_pair (const BxTalk *talk, int first, int told[2])
{
  int last = bx_previous_speech (talk, first);
  const BxQuote *quote = last >= 0 ? &bx_talk_span (talk, last)->quote : NULL;
  BxSlice text;

  if (quote == NULL || quote->speaker < 0 || quote->confidence < 2
      || quote->block != talk->block_before[bx_talk_span (talk, first)->quote.block])
    return FALSE;
  text = talk->article->blocks[quote->block].text;
  told[0] = -1;
  told[1] = quote->speaker;
  for (int i = bx_first_mention (talk, text.start);
       i < (int) talk->mentions->len && bx_talk_mention (talk, i)->text.end <= text.end; i++) {
    int person = bx_talk_mention (talk, i)->person;

    if (person == told[0] || person == told[1]
        || bx_quotation_at (talk, bx_talk_mention (talk, i)->text.start) >= 0)
      continue;
    if (told[0] >= 0 || bx_talk_person (talk, person)->is_stranger
        || bx_talk_person (talk, person)->is_body || bx_talk_person (talk, person)->is_asker)
      return FALSE;
    told[0] = person;
  }
  return told[0] >= 0 && quote->outer.end == text.end && !bx_tells_of_asker (talk, text);
}

/* An exchange to which a paragraph leads is begun by the one of whom that tells first: 她跑去找葉美娟。. No
 * more than a guess. */
static void
attribute_led_exchange (BxTalk *talk, int first, int end)
{
  int block = talk->block_before[bx_talk_span (talk, first)->quote.block];
  int told[2];

  if (block < 0 || !(find_told (talk, block, told) || find_pair (talk, first, told)))
    return;
  for (int i = first; i < end; i++) {
    BxFrame frame = { .person = told[(i - first) % 2], .rule = "C1", .confidence = 1 };

    bx_take_frame (talk, i, &frame);
  }
}

/* Who is named behind the closing mark of the paragraph that ends a run; -1 for none. */
static int
find_named_after (const BxTalk *talk, int end)
{
  const BxSpan *after = end < (int) talk->spans->len ? bx_talk_span (talk, end) : NULL;

  return after != NULL && after->begins && strcmp (after->quote.rule, "A3") == 0
                 && talk->block_before[after->quote.block] == bx_talk_span (talk, end - 1)->quote.block
             ? after->quote.speaker
             : -1;
}

/* What the speeches before and behind a run, and the topic of the paragraph before, say of whose it is. */
static BxFrame
frame_of_neighbours (const BxTalk *talk, int first, int end)
{
  int last = bx_previous_speech (talk, first);
  const BxSpan *before = last >= 0 ? bx_talk_span (talk, last) : NULL;
  int topic = find_topic (talk, first);
  int partner = last >= 0 && end == first + 1 ? find_partner (talk, first, last) : -1;
  int named = find_named_after (talk, end);
  gboolean is_short = bx_talk_span (talk, first)->n_han < MIN_ALONE_HAN;
  BxFrame frame = { .person = -1, .rule = "C1", .confidence = 1 };

  if (before != NULL && !ends_in_question (talk, before)) /* who asks does not answer */
    frame.person = before->quote.speaker;
  if (named >= 0
      && (named == topic || named == frame.person || bx_talk_span (talk, end - 1)->is_open)) {
    frame.person = named;
    frame.confidence = 2;
  } else if (partner >= 0) {
    frame.person = bx_talk_span (talk, partner)->quote.speaker;
    frame.confidence = MIN (2, MIN (before->quote.confidence,
                                    bx_talk_span (talk, partner)->quote.confidence));
  } else if (frame.person >= 0 && !is_short && goes_on_alone (talk, first, end, frame.person))
    frame.confidence = 2;
  else if (frame.person < 0)
    frame.person = named >= 0 ? named : topic;
  if (frame.confidence == 1 && is_short)
    frame.person = -1;
  return frame;
}

/* C1. The run from `first` to before `end` is bare. Its speaker is the one named after the closing
 * mark of the paragraph that ends it, if that is also whom the text was about before; otherwise who
 * spoke last before it, or to whom the sentence before leads. */
static void
attribute_run (BxTalk *talk, int first, int end)
{
  BxFrame frame = frame_of_neighbours (talk, first, end);

  if (end == first + 1 && frame.confidence < 2) {
    BxFrame told = frame_of_last_sentence (talk, first);

    if (told.person >= 0)
      frame = told;
    else if (frame.person >= 0)
      frame.person = find_last_subject (talk, first, frame.person);
  }
  if (frame.person < 0 && bx_talk_span (talk, first)->is_open)
    frame = frame_of_opening (talk, first);
  if (frame.person >= 0
      && (bx_talk_person (talk, frame.person)->is_asker
          || bx_talk_person (talk, frame.person)->is_stranger
          || bx_talk_person (talk, frame.person)->is_body))
    frame.person = -1;
  for (int i = first; i < end; i++)
    bx_take_frame (talk, i, &frame);
}

/* --- two who talk ---------------------------------------------------------------------------- */

#define NOBODY (-1)
#define ASKER (-2)
#define STRANGER (-3)

/* The first quotation of the paragraph after that of a span, if that begins with it; -1 otherwise. */
static int
next_head (const BxTalk *talk, int span)
{
  int block = bx_talk_span (talk, span)->quote.block;
  int next = span + 1;

  while (next < (int) talk->spans->len && bx_talk_span (talk, next)->quote.block == block)
    next++;
  if (next == (int) talk->spans->len || !bx_talk_span (talk, next)->begins
      || talk->block_before[bx_talk_span (talk, next)->quote.block] != block)
    return -1;
  return next;
}

/* Whose a paragraph is as far as its own words tell. */
static int
party_of (const BxTalk *talk, int span)
{
  const BxSpan *self = bx_talk_span (talk, span);

  if (self->quote.kind != BX_QUOTE_SPEECH || self->is_turn || self->is_open)
    return STRANGER;
  if (self->is_asked)
    return ASKER;
  if (is_bare (talk, span))
    return self->n_han <= MAX_EXCHANGE_HAN ? NOBODY : STRANGER;
  return self->quote.speaker >= 0 ? self->quote.speaker : STRANGER;
}

/* The two who take turns in paragraphs from `first` to `last`, the one who begins first; FALSE where
 * they are not known, or do not. */
static gboolean
find_parties (const BxTalk *talk, int first, int last, int parties[2])
{
  int turn = 0;

  parties[0] = parties[1] = NOBODY;
  for (int i = first;; i = next_head (talk, i), turn = !turn) {
    int party = party_of (talk, i);

    if (party != NOBODY && parties[turn] != NOBODY && parties[turn] != party)
      return FALSE;
    if (party != NOBODY)
      parties[turn] = party;
    if (i == last)
      break;
  }
  return parties[0] != NOBODY && parties[1] != NOBODY && parties[0] != parties[1];
}

/* C1: two who are named somewhere in an exchange take turns; returns the last of its paragraphs. */
static int
attribute_exchange (BxTalk *talk, int first)
{
  int last = first;
  int turn = 0;
  int parties[2];

  for (int next = first; next >= 0 && party_of (talk, next) != STRANGER; next = next_head (talk, next))
    last = next;
  if (!find_parties (talk, first, last, parties))
    return last;
  for (int i = first;; i = next_head (talk, i), turn = !turn) {
    BxFrame frame = { .person = MAX (parties[turn], -1), .rule = "C1", .confidence = 2 };

    if (is_bare (talk, i)) {
      bx_take_frame (talk, i, &frame);
      bx_talk_span (talk, i)->is_blocked = frame.person < 0;
    }
    if (i == last)
      return last;
  }
}

static void
attribute_exchanges (BxTalk *talk)
{
  for (int i = 0; i < (int) talk->spans->len; i++)
    if (bx_talk_span (talk, i)->begins && party_of (talk, i) != STRANGER)
      i = attribute_exchange (talk, i);
}

void
bx_attribute_runs (BxTalk *talk)
{
  int n = (int) talk->spans->len;

  attribute_exchanges (talk);
  for (int first = 0, end; first < n; first = end) {
    end = first + 1;
    if (!is_bare (talk, first))
      continue;
    while (end < n && is_bare (talk, end)
           && talk->block_before[bx_talk_span (talk, end)->quote.block]
                  == bx_talk_span (talk, end - 1)->quote.block)
      end++;
    if (is_exchange (talk, first, end))
      attribute_led_exchange (talk, first, end);
    else
      attribute_run (talk, first, end);
  }
}
