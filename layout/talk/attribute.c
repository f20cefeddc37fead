/* Says which quotations are speech and whose: the attribution grammar A1–A7, B1, B2, C1, C2 of
 * layout-algorithms §5.3. Each rule stands in a function of its own; the order in which they are
 * asked, and what blocks the weaker ones, is in attribute_span. Names are known beforehand. */
#include "talk-private.h"

#include <string.h>

#define MAX_CLAUSES_BACK 3
#define MAX_FINDINGS 40
#define MIN_SPEECH_HAN 7
#define MIN_WORDS_HAN 4 /* of speech without a mark at its end, right after a cue */

/* What the words around a quotation say. */
typedef struct {
  int person;          /* or -1 */
  const char *rule;
  int confidence;
  gboolean is_blocked; /* somebody speaks, but nobody we know: no weaker rule may guess */
  gboolean is_direct;  /* cue or colon right before the quotation */
} Frame;

static const Frame no_frame = { .person = -1, .rule = "" };

static int
last_byte_of_char (const BxTalk *talk, int end)
{
  return (int) (g_utf8_prev_char (talk->text + end) - talk->text);
}

static gboolean
starts_with (const BxTalk *talk, int at, const char *word)
{
  return strncmp (talk->text + at, word, strlen (word)) == 0;
}

/* --- who ------------------------------------------------------------------------------------- */

static Frame
frame_of_mention (const BxTalk *talk, int index, const char *rule, int confidence)
{
  const BxMention *mention = bx_talk_mention (talk, index);
  const BxPerson *person = bx_talk_person (talk, mention->person);
  Frame frame = { mention->person, rule, confidence, FALSE, TRUE };

  if (person->is_asker)
    return (Frame){ .person = -1, .rule = "", .is_blocked = TRUE, .is_direct = TRUE };
  if (!mention->is_full) { /* B2: 王教授, 老張 */
    frame.rule = "B2";
    frame.confidence = MIN (confidence, 2);
  }
  if (!person->is_sure)
    frame.confidence--;
  return frame;
}

static gboolean
is_inside_speech (const BxTalk *talk, int first_span, int offset)
{
  for (int i = first_span; i < (int) talk->spans->len; i++) {
    const BxSpan *span = bx_talk_span (talk, i);

    if (span->quote.outer.start > offset)
      return FALSE;
    if (offset < span->quote.outer.end && span->has_final)
      return TRUE;
  }
  return FALSE;
}

/* The first span from which a block two paragraphs back can be seen. */
static int
first_span_since (const BxTalk *talk, int span, int block)
{
  while (span > 0 && bx_talk_span (talk, span - 1)->quote.block >= block)
    span--;
  return span;
}

/* The last person who was a subject between a block and an offset, -1 for none. */
static int
last_subject (const BxTalk *talk, int span, int block, int offset, gboolean *is_only)
{
  int start = talk->article->blocks[block].text.start;
  int first = first_span_since (talk, span, block);
  int person = -1;

  *is_only = TRUE;
  for (int i = bx_first_mention (talk, start); i < (int) talk->mentions->len; i++) {
    const BxMention *mention = bx_talk_mention (talk, i);

    if (mention->text.start >= offset)
      break;
    if (is_inside_speech (talk, first, mention->text.start)
        || bx_talk_person (talk, mention->person)->is_asker)
      continue;
    *is_only &= person < 0 || person == mention->person;
    if (bx_find_subject (talk, mention->text) == i)
      person = mention->person;
  }
  for (int i = first; i < span && person < 0; i++)
    person = bx_talk_span (talk, i)->quote.speaker;
  return person;
}

/* B1. He or she is the last subject of the paragraph, or else of the two before it; sure only where
 * nobody else came up there. */
static Frame
frame_of_pronoun (const BxTalk *talk, int span, int offset)
{
  int block = bx_talk_span (talk, span)->quote.block;
  gboolean is_only;
  int person = last_subject (talk, span, block, offset, &is_only);

  if (person < 0)
    person = last_subject (talk, span, MAX (0, block - 2), offset, &is_only);
  if (person < 0)
    return (Frame){ .person = -1, .rule = "", .is_blocked = TRUE, .is_direct = TRUE };
  return (Frame){ person, "B1", is_only && bx_talk_person (talk, person)->is_sure ? 2 : 1, FALSE,
                  TRUE };
}

/* --- before the quotation -------------------------------------------------------------------- */

/* A subject that is a common noun: 有网友說, 村里的老人說. */
static gboolean
names_somebody (const BxTalk *talk, BxSlice region)
{
  static const char nouns[] = "人者友士员方们家民众司府局院委会部媒报告文书男女友孩";
  gunichar last = bx_talk_char_before (talk, region.start, region.end);

  return last != 0 && g_utf8_strchr (nouns, -1, last) != NULL;
}

/* Words before a cue that leave its subject to an earlier clause: nothing, an adverb, a phrase. */
static gboolean
omits_subject (const BxTalk *talk, BxSlice region)
{
  const char *start = talk->text + region.start;
  const char *end = talk->text + region.end;

  if (names_somebody (talk, region))
    return FALSE;
  return bx_count_han (start, (int) (end - start)) <= 2 || bx_follower_at (start, end) > 0
         || bx_talk_char_before (talk, region.start, region.end) == 0x5730; /* 地 */
}

/* Who is the subject of a cue, in its clause or, where that leaves it out, in those before. */
static Frame
find_speaker (const BxTalk *talk, int span, BxSlice region, BxSlice before, const char *rule)
{
  for (int n = 0; n <= MAX_CLAUSES_BACK; n++) {
    int mention = bx_find_subject (talk, region);
    int pronoun;

    if (mention >= 0)
      return frame_of_mention (talk, mention, rule, 3);
    pronoun = bx_find_pronoun (talk, region);
    if (pronoun >= 0)
      return frame_of_pronoun (talk, span, pronoun);
    if (n == 0 && !omits_subject (talk, region))
      return (Frame){ .person = -1, .rule = "", .is_blocked = TRUE, .is_direct = TRUE };
    if (bx_slice_is_empty (before))
      break;
    region = bx_last_clause (talk, before, &before);
  }
  return (Frame){ .person = -1, .rule = "", .is_direct = TRUE };
}

/* A6. 在張三看來, 用張三的話說, 按張三的說法. */
static int
find_view_holder (const BxTalk *talk, BxSlice clause)
{
  static const char *const openings[] = { "在", "用", "按", "照", "依", "按照", NULL };
  static const char *const endings[]
      = { "看来", "的话说", "的话来说", "的说法", "眼中", "眼里", "的话讲", NULL };
  int mention;

  if (!bx_word_at (talk->text + clause.start, talk->text + clause.end, openings))
    return -1;
  mention = bx_first_mention (talk, clause.start);
  if (mention >= (int) talk->mentions->len
      || bx_talk_mention (talk, mention)->text.end > clause.end)
    return -1;
  for (int i = 0; endings[i] != NULL; i++)
    if (starts_with (talk, clause.end - (int) MIN ((gsize) bx_slice_len (clause),
                                                  strlen (endings[i])), endings[i]))
      return mention;
  return -1;
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
  if (name.end != clause.end
      && name.end + bx_title_at (talk->text + name.end, talk->text + clause.end) != clause.end)
    return -1;
  if (name.start != clause.start
      && bx_title_before (talk->text + clause.start, talk->text + name.start) == 0)
    return -1;
  return mention;
}

/* A1, A2, A6, A7: what leads to the quotation. */
static Frame
read_lead (const BxTalk *talk, int span)
{
  BxSlice lead = bx_lead_of (talk, span);
  gunichar mark = bx_talk_char_before (talk, lead.start, lead.end);
  gboolean has_colon = mark == 0xFF1A;
  BxSlice before, clause, cue;
  int mention;

  if (mark == 0 || bx_is_sentence_end (mark) || mark == 0xFF1B)
    return no_frame;
  if (has_colon || mark == 0xFF0C)
    lead.end = last_byte_of_char (talk, lead.end);
  clause = bx_last_clause (talk, lead, &before);
  if ((mention = find_view_holder (talk, clause)) >= 0)
    return frame_of_mention (talk, mention, "A6", 3);
  if (has_colon && (mention = find_label_holder (talk, clause, before)) >= 0)
    return frame_of_mention (talk, mention, "A7", 3);
  cue = bx_find_cue (talk, clause, has_colon);
  if (bx_slice_is_empty (cue))
    return no_frame;
  return find_speaker (talk, span, bx_slice (clause.start, cue.start), before,
                       has_colon ? "A1" : "A2");
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

/* A5. 這是張三的評價. */
static Frame
read_verdict (const BxTalk *talk, BxSlice tail)
{
  static const char *const nouns[]
      = { "评价", "看法", "回忆", "感受", "说法", "总结", "判断", "观点", "感慨", NULL };
  int mention = bx_first_mention (talk, tail.start);

  if (!starts_with (talk, tail.start, "这是") && !starts_with (talk, tail.start, "，这是"))
    return no_frame;
  if (mention >= (int) talk->mentions->len || bx_talk_mention (talk, mention)->text.end > tail.end)
    return no_frame;
  for (int i = 0; nouns[i] != NULL; i++)
    if (bx_holds_word (talk->text + tail.start, talk->text + tail.end, nouns[i]))
      return frame_of_mention (talk, mention, "A5", 2);
  return no_frame;
}

/* The clause at the start of a slice. */
static BxSlice
first_clause (const BxTalk *talk, BxSlice text)
{
  int end = text.start;

  while (end < text.end && !bx_is_clause_end (bx_talk_char (talk, end))
         && bx_talk_char (talk, end) != 0xFF1A)
    end = (int) (g_utf8_next_char (talk->text + end) - talk->text);
  return bx_slice (text.start, end);
}

/* A3: …，”張三說。 A clause of circumstances may stand before the one that has the cue. */
static Frame
read_tail (const BxTalk *talk, int span)
{
  const BxSpan *self = bx_talk_span (talk, span);
  BxSlice tail = bx_tail_of (talk, span);
  gunichar inner_last
      = bx_talk_char_before (talk, self->quote.inner.start, self->quote.inner.end);
  BxSlice before = { 0, 0 };
  Frame frame = read_verdict (talk, tail);

  if (frame.person >= 0 || bx_talk_char_before (talk, tail.start, tail.end) == 0xFF1A)
    return frame;
  if (starts_with (talk, tail.start, "，"))
    tail.start += 3;
  before.start = before.end = tail.start;
  for (int n = 0; n < 2 && tail.start < tail.end; n++) {
    BxSlice clause = first_clause (talk, tail);
    BxSlice cue = bx_find_cue (talk, clause, FALSE);
    gunichar mark = bx_talk_char (talk, clause.end);
    gboolean is_last = clause.end == tail.end || clause.end + 3 >= tail.end;

    if (!bx_slice_is_empty (cue)) {
      if (!is_last && inner_last != 0xFF0C && !(n == 0 && is_plain_saying (talk, clause)))
        return no_frame;
      frame = find_speaker (talk, span, bx_slice (clause.start, cue.start), before, "A3");
      frame.is_direct = FALSE;
      if (!is_last && inner_last != 0xFF0C)
        frame.confidence = MIN (frame.confidence, 2);
      return frame;
    }
    if (mark != 0xFF0C)
      break;
    before.end = clause.end;
    tail.start = clause.end + 3;
  }
  return no_frame;
}

/* --- without words of its own ---------------------------------------------------------------- */

/* A person other than `person` is named in a slice. */
static gboolean
names_another (const BxTalk *talk, BxSlice text, int person)
{
  for (int i = bx_first_mention (talk, text.start); i < (int) talk->mentions->len; i++) {
    const BxMention *mention = bx_talk_mention (talk, i);

    if (mention->text.end > text.end)
      break;
    if (mention->person != person)
      return TRUE;
  }
  return FALSE;
}

/* The speech before a span, if it stands in the same paragraph or the one before. */
static int
previous_speech (const BxTalk *talk, int span)
{
  int last = bx_talk_span (talk, span)->last_speech;

  if (last < 0
      || bx_talk_span (talk, last)->quote.block < bx_talk_span (talk, span)->quote.block - 1)
    return -1;
  return last;
}

/* C2. A second quotation in a paragraph, after an attributed one. */
static Frame
follow_in_paragraph (const BxTalk *talk, int span)
{
  int last = previous_speech (talk, span);
  const BxQuote *quote;
  BxSlice between;

  if (last < 0)
    return no_frame;
  quote = &bx_talk_span (talk, last)->quote;
  if (quote->block != bx_talk_span (talk, span)->quote.block || quote->speaker < 0)
    return no_frame;
  between = bx_slice (quote->outer.end, bx_talk_span (talk, span)->quote.outer.start);
  if (names_another (talk, between, quote->speaker))
    return no_frame;
  return (Frame){ quote->speaker, "C2", MIN (2, quote->confidence), FALSE, FALSE };
}

/* C2 as well: the sentence before gives the speaker's view in other words. */
static Frame
follow_sentence (const BxTalk *talk, int span)
{
  const BxQuote *quote = &bx_talk_span (talk, span)->quote;
  int start = talk->article->blocks[quote->block].text.start;
  BxSlice sentence = { quote->outer.start, quote->outer.start };
  BxSlice before = { 0, 0 };
  Frame frame = no_frame;

  if (!bx_is_sentence_end (bx_talk_char_before (talk, start, sentence.end)))
    return no_frame;
  sentence.end = sentence.start = last_byte_of_char (talk, sentence.end);
  for (int n = 0; n < 120 && sentence.start > start; n++) {
    int at = last_byte_of_char (talk, sentence.start);

    if (bx_is_sentence_end (bx_talk_char (talk, at)))
      break;
    sentence.start = at;
  }
  before.start = before.end = sentence.start;
  for (int n = 0; n < 3 && sentence.start < sentence.end && frame.person < 0; n++) {
    BxSlice clause = first_clause (talk, sentence);
    int holder = find_view_holder (talk, clause);
    BxSlice cue = bx_find_cue (talk, clause, FALSE);

    if (holder >= 0)
      frame = frame_of_mention (talk, holder, "C2", 2);
    else if (!bx_slice_is_empty (cue))
      frame = find_speaker (talk, span, bx_slice (clause.start, cue.start), before, "C2");
    before.end = clause.end;
    sentence.start = MIN (clause.end + 3, sentence.end);
  }
  frame.confidence = MIN (frame.confidence, 2);
  frame.is_direct = FALSE;
  return frame;
}

/* The speech of several paragraphs goes on. */
static Frame
follow_open (const BxTalk *talk, int span)
{
  const BxSpan *last = span > 0 ? bx_talk_span (talk, span - 1) : NULL;

  if (last == NULL || !last->is_open || last->quote.block != bx_talk_span (talk, span)->quote.block - 1)
    return no_frame;
  return (Frame){ last->quote.speaker, "C1", MIN (2, last->quote.confidence), FALSE, FALSE };
}

/* A turn in an interview belongs to its label. */
static Frame
read_label (const BxTalk *talk, int span)
{
  BxSlice label = bx_talk_span (talk, span)->label;
  int mention = bx_find_subject (talk, label);

  if (mention >= 0 && !bx_is_asker (talk->text + label.start, bx_slice_len (label)))
    return frame_of_mention (talk, mention, "A7", 3);
  return (Frame){ .person = -1, .rule = "", .is_blocked = TRUE };
}

/* --- speech or term -------------------------------------------------------------------------- */

static gboolean
is_speech (const BxTalk *talk, const BxSpan *span, const Frame *lead, const Frame *tail)
{
  gunichar after = bx_talk_char (talk, span->quote.outer.end);
  gboolean has_words = lead->is_direct || tail->person >= 0 || tail->is_blocked;

  if (span->is_label || span->is_open)
    return TRUE;
  if (span->has_final)
    return span->n_han >= MIN_SPEECH_HAN || has_words || span->is_whole;
  if (bx_is_sentence_end (after) && lead->is_direct)
    return span->n_han >= MIN_WORDS_HAN;
  return lead->is_direct && span->n_han >= MIN_SPEECH_HAN;
}

static void
take_frame (BxTalk *talk, int span, const Frame *frame)
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
  const BxQuote *quote = &bx_talk_span (talk, span)->quote;
  int last = previous_speech (talk, span);
  const BxQuote *half;

  if (last < 0)
    return FALSE;
  half = &bx_talk_span (talk, last)->quote;
  return half->block == quote->block && half->speaker == quote->speaker
         && (strcmp (half->rule, "A3") == 0 || strcmp (half->rule, "B1") == 0)
         && bx_lead_of (talk, span).start <= half->outer.end + 3;
}

static void
attribute_span (BxTalk *talk, int index)
{
  BxSpan *span = bx_talk_span (talk, index);
  Frame frame, tail = no_frame;

  if (!span->has_final && span->n_han < MIN_WORDS_HAN && !span->is_label && !span->is_open)
    return; /* a term whatever leads to it */
  frame = span->is_label ? read_label (talk, index) : read_lead (talk, index);
  if (frame.person < 0 && !frame.is_blocked && !span->is_label)
    tail = read_tail (talk, index);
  if (!is_speech (talk, span, &frame, &tail))
    return;
  span->quote.kind = BX_QUOTE_SPEECH;
  if (frame.person < 0 && !frame.is_blocked)
    frame = tail;
  if (frame.person < 0 && !frame.is_blocked)
    frame = follow_open (talk, index);
  if (frame.person < 0 && !frame.is_blocked)
    frame = follow_in_paragraph (talk, index);
  if (frame.person < 0 && !frame.is_blocked)
    frame = follow_sentence (talk, index);
  take_frame (talk, index, &frame);
  if (span->quote.speaker < 0)
    return;
  if (strcmp (frame.rule, "C1") == 0)
    span->quote.continues = index - 1;
  else if (is_second_half (talk, index)) {
    span->quote.continues = previous_speech (talk, index);
    span->quote.rule = "A4";
  }
}

/* --- runs of whole paragraphs ---------------------------------------------------------------- */

/* A paragraph that is one quotation and has nobody's words around it. */
static gboolean
is_bare (const BxTalk *talk, int span)
{
  const BxSpan *self = bx_talk_span (talk, span);

  return self->quote.kind == BX_QUOTE_SPEECH && self->is_whole && !self->is_label
         && self->quote.speaker < 0;
}

/* The subject of the last paragraph before a run, if it is told and not quoted. */
static int
find_topic (const BxTalk *talk, int span)
{
  int block = bx_talk_span (talk, span)->quote.block - 1;
  BxSlice text;

  if (block < 0 || talk->article->blocks[block].kind != BX_BLOCK_PARAGRAPH)
    return -1;
  text = talk->article->blocks[block].text;
  for (int n = 0; n < 2 && text.start < text.end; n++) {
    BxSlice clause = first_clause (talk, text);
    int mention = bx_find_subject (talk, clause);

    if (mention >= 0)
      return bx_talk_mention (talk, mention)->person;
    text.start = MIN (clause.end + 3, text.end);
  }
  return -1;
}

/* C1. The run from `first` to before `end` is bare. Its speaker is the one named after the closing
 * mark of the paragraph that ends it, if that is also whom the text was about before; otherwise who
 * spoke last before it. */
static void
attribute_run (BxTalk *talk, int first, int end)
{
  int last = previous_speech (talk, first);
  const BxSpan *before = last >= 0 ? bx_talk_span (talk, last) : NULL;
  const BxSpan *after = end < (int) talk->spans->len ? bx_talk_span (talk, end) : NULL;
  int topic = find_topic (talk, first);
  int named = -1;
  Frame frame = { .person = -1, .rule = "C1", .confidence = 1 };

  if (before != NULL && before->quote.block == bx_talk_span (talk, first)->quote.block - 1)
    frame.person = before->quote.speaker;
  if (after != NULL && after->begins && after->quote.speaker >= 0
      && strcmp (after->quote.rule, "A3") == 0
      && after->quote.block == bx_talk_span (talk, end - 1)->quote.block + 1)
    named = after->quote.speaker;
  if (named >= 0 && (named == topic || named == frame.person)) {
    frame.person = named;
    frame.confidence = 2;
  } else if (frame.person < 0)
    frame.person = named >= 0 ? named : topic;
  if (frame.person >= 0 && bx_talk_person (talk, frame.person)->is_asker)
    frame.person = -1;
  for (int i = first; i < end; i++)
    take_frame (talk, i, &frame);
}

static void
attribute_runs (BxTalk *talk)
{
  int n = (int) talk->spans->len;

  for (int first = 0, end; first < n; first = end) {
    end = first + 1;
    if (!is_bare (talk, first))
      continue;
    while (end < n && is_bare (talk, end)
           && bx_talk_span (talk, end)->quote.block
                  == bx_talk_span (talk, end - 1)->quote.block + 1)
      end++;
    attribute_run (talk, first, end);
  }
}

static void
report_doubts (BxTalk *talk)
{
  int n = 0;

  for (int i = 0; i < (int) talk->spans->len && n < MAX_FINDINGS; i++) {
    const BxSpan *span = bx_talk_span (talk, i);
    int line, column;

    if (span->quote.kind != BX_QUOTE_SPEECH || span->quote.confidence >= 2)
      continue;
    if (span->is_label && bx_is_asker (talk->text + span->label.start, bx_slice_len (span->label)))
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
    bx_talk_span (talk, i)->last_speech = last_speech;
    attribute_span (talk, i);
    if (bx_talk_span (talk, i)->quote.kind == BX_QUOTE_SPEECH)
      last_speech = i;
  }
  attribute_runs (talk);
  report_doubts (talk);
}
