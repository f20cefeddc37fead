/* Whom 他 and 她 mean (layout-algorithms §5.3, B1): the text before is read once more, clause by
 * clause, and every pronoun in it gets somebody. A pronoun goes on with the one before unless
 * somebody else became a subject in between; in a clause that has a subject it is not that one; and
 * women and men are kept apart where the text tells them apart. */
#include "subject.h"

#include <string.h>

#define NEAR_PARAGRAPHS 2
#define FAR_PARAGRAPHS 5
#define MAX_SEEN 12
#define NEVER (-1)
#define MAX_DESCRIPTION 45 /* bytes, behind 這位 */
#define PROTAGONIST 3 /* times as often named as anybody else */

typedef struct {
  int person;
  int confidence;
  gboolean is_near; /* told of in the paragraph itself */
} Referent;

/* Somebody of whom the text before told. */
typedef struct {
  int person;
  int subject_at; /* where last as a subject, or NEVER */
  int confidence; /* that it was this person */
  gboolean is_near;
} Seen;

typedef struct {
  const BxTalk *talk;
  int own_paragraph; /* where the last paragraph begins */
  Seen seen[MAX_SEEN];
  int n_seen;
  int clause_subject;          /* or -1 */
  gboolean is_reported; /* what is read now is what somebody says: 媽媽糾正他，忠叔不是醫生 */
  Referent last[BX_N_GENDERS]; /* of each pronoun */
  int last_at[BX_N_GENDERS];
  int subject_at; /* where anybody was named as a subject last */
  gboolean has_absent[BX_N_GENDERS]; /* a pronoun meant somebody who was named before all that is read */
} Discourse;

static BxGender
gender_of (const BxTalk *talk, int person)
{
  return bx_talk_person (talk, person)->gender;
}

static gboolean
may_be (const BxTalk *talk, int person, BxGender gender)
{
  BxGender own = gender_of (talk, person);

  if (bx_talk_person (talk, person)->is_body && gender != BX_GENDER_UNKNOWN)
    return FALSE;
  return gender == BX_GENDER_UNKNOWN || own == BX_GENDER_UNKNOWN || own == gender;
}

static Seen *
see (Discourse *discourse, int person)
{
  for (int i = 0; i < discourse->n_seen; i++)
    if (discourse->seen[i].person == person)
      return &discourse->seen[i];
  if (discourse->n_seen == MAX_SEEN)
    return NULL;
  discourse->seen[discourse->n_seen] = (Seen){ .person = person, .subject_at = NEVER };
  return &discourse->seen[discourse->n_seen++];
}

static gboolean
is_known_to_be (const BxTalk *talk, int person, BxGender gender)
{
  return gender != BX_GENDER_UNKNOWN && gender_of (talk, person) == gender;
}

/* A subject of the paragraph itself comes before those of others, one who is known to be a woman,
 * or a man, before one of whom that is not known, and then the later. */
static gboolean
is_better (const Discourse *discourse, const Seen *seen, const Seen *best, BxGender gender)
{
  gboolean is_own = seen->subject_at >= discourse->own_paragraph;
  gboolean is_known = is_known_to_be (discourse->talk, seen->person, gender);

  if (best == NULL)
    return TRUE;
  if (!is_own && best->subject_at < discourse->own_paragraph
      && is_known != is_known_to_be (discourse->talk, best->person, gender))
    return is_known;
  return seen->subject_at > best->subject_at;
}

/* The last subject that can be meant; sure where nobody else can, or nobody else in the paragraph.
 */
static Referent
find_last_subject (const Discourse *discourse, BxGender gender, int except)
{
  const Seen *best = NULL;
  int n_possible = 0;
  int n_near = 0;

  for (int i = 0; i < discourse->n_seen; i++) {
    const Seen *seen = &discourse->seen[i];

    if (seen->person == except || !may_be (discourse->talk, seen->person, gender))
      continue;
    n_possible++;
    if (seen->subject_at == NEVER)
      continue;
    n_near += seen->subject_at >= discourse->own_paragraph;
    if (is_better (discourse, seen, best, gender))
      best = seen;
  }
  if (best == NULL
      || (discourse->has_absent[gender] && !is_known_to_be (discourse->talk, best->person, gender)))
    return (Referent){ .person = -1 };
  if (n_possible == 1 || (n_near == 1 && best->subject_at >= discourse->own_paragraph))
    return (Referent){ best->person, MIN (2, best->confidence), best->is_near };
  return (Referent){ best->person, 1, best->is_near };
}

static Referent
resolve (const Discourse *discourse, BxGender gender, int except)
{
  Referent last = discourse->last[gender];

  if (gender != BX_GENDER_UNKNOWN && last.person >= 0 && last.person != except
      && discourse->last_at[gender] > discourse->subject_at)
    return last;
  return find_last_subject (discourse, gender, except);
}

/* A subject, or one who is asked, or who owns the subject that begins a clause. */
static gboolean
is_topic (const BxTalk *talk, BxSlice clause, BxSlice name)
{
  return bx_is_subject (talk, clause, name, TRUE)
         || (bx_talk_starts_with (talk, clause.start, "是") /* 負責分析的，是教授張三。 */
             && bx_is_sentence_end (bx_talk_char (talk, name.end)))
         || (bx_talk_char_before (talk, clause.start, name.start) == 0x5BF9 /* 對張三而言 */
             && (bx_talk_starts_with (talk, name.end, "而言") || bx_talk_starts_with (talk, name.end, "来")))
         || bx_names_asker (talk, bx_slice (clause.start, name.start)) /* 我把話告訴了張三 */
         || bx_talk_word_before (talk, BX_WORDS_ASK, clause.start, name.start) > 0
         || (bx_talk_starts_with (talk, name.end, "的")
             && bx_talk_word_at (talk, BX_WORDS_KIN, name.end + 3, clause.end) == 0
             && bx_talk_word_at (talk, BX_WORDS_TITLE, name.end + 3, clause.end) == 0
             && !bx_is_char_of (BX_CHARS_OBJECT | BX_CHARS_DURING,
                                bx_talk_char_before (talk, clause.start, name.start))
             && bx_talk_char_before (talk, clause.start, name.start) != 0x662F /* 是張三的牌友 */
             && (bx_slice_len (bx_slice (clause.start, name.start)) <= 12
                 || bx_is_char_of (BX_CHARS_POST_END,
                                   bx_talk_char_before (talk, clause.start, name.start))
                 || bx_talk_word_before (talk, BX_WORDS_TITLE, clause.start, name.start) > 3));
}

/* 有人, 媒體, 幾名學生: nobody in particular, whom no 他 means later. */
static gboolean
is_anybody (const BxTalk *talk, const BxMention *mention)
{
  static const char *const several[] = { "有人", "有的", "有些", "多", "几", "两", "三", "不少", "许多",
                                         "很多", "一些", "部分", "大多", "一群", "全体" };
  static const char *const bodies[] = { "媒体", "网友", "网民", "记者", "观众", "读者", "官方", "公司",
                                        "学校", "医院", "部门", "法院", "消费者", "用户", "人士" };
  BxSlice text = mention->text;

  if (!bx_talk_person (talk, mention->person)->is_stranger)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (several); i++)
    if (bx_talk_starts_with (talk, text.start, several[i]))
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    if (bx_slice_len (text) >= (int) strlen (bodies[i])
        && bx_talk_starts_with (talk, text.end - (int) strlen (bodies[i]), bodies[i]))
      return TRUE;
  return FALSE;
}

static void
read_mention (Discourse *discourse, int index, BxSlice clause)
{
  const BxMention *mention = bx_talk_mention (discourse->talk, index);
  Seen *seen;

  if (bx_talk_person (discourse->talk, mention->person)->is_asker
      || is_anybody (discourse->talk, mention))
    return;
  seen = see (discourse, mention->person);
  if (seen == NULL || !is_topic (discourse->talk, clause, mention->text))
    return;
  if (discourse->is_reported) {
    discourse->clause_subject = mention->person;
    return;
  }
  seen->subject_at = mention->text.start;
  seen->confidence = 3;
  seen->is_near = mention->text.start >= discourse->own_paragraph;
  discourse->subject_at = mention->text.start;
  discourse->clause_subject = mention->person;
}

/* 老胡子遞給他一瓶: the subject of the clause may be meant by the next pronoun rather than the object; not
 * where the object is told or asked something: 店長要她寫報告，她…. */
static gboolean
has_rival (const Discourse *discourse, int at, BxGender gender)
{
  int subject = discourse->clause_subject;

  if (g_utf8_strchr ("要让叫请劝催求教问", -1, bx_talk_char_before (discourse->talk, 0, at)) != NULL)
    return FALSE;
  return subject >= 0 && !bx_talk_person (discourse->talk, subject)->is_stranger
         && may_be (discourse->talk, subject, gender);
}

static void
read_pronoun (Discourse *discourse, int at, BxSlice clause)
{
  const BxTalk *talk = discourse->talk;
  BxGender gender = bx_gender_of_pronoun (talk, at);
  BxSlice word = { at, at + 3 };
  Referent referent = resolve (discourse, gender, discourse->clause_subject);
  Seen *seen;

  if (bx_talk_starts_with (talk, word.end, "们")
      || bx_talk_char_before (talk, clause.start, at) == 0x5176) /* 其他 */
    return;
  if (referent.person < 0) {
    discourse->has_absent[gender] = TRUE;
    return;
  }
  if (!has_rival (discourse, at, gender)) {
    discourse->last[gender] = referent;
    discourse->last_at[gender] = at;
  }
  seen = see (discourse, referent.person);
  if (seen != NULL && discourse->clause_subject < 0 && bx_is_subject (talk, clause, word, FALSE)) {
    seen->subject_at = at;
    seen->confidence = referent.confidence;
    seen->is_near = referent.is_near;
    discourse->clause_subject = referent.person;
  }
}

/* The subject of a clause tells what others do in those that follow it: 他告訴記者，. */
static gboolean
reports (const Discourse *discourse, BxSlice clause)
{
  return !bx_slice_is_empty (bx_find_cue (discourse->talk, clause, BX_CUE_REPORT));
}

/* A mark ends a clause, and the next one begins at `at`: behind a comma what is reported goes on. */
static void
end_clause (Discourse *discourse, BxSlice *clause, gunichar mark, int at)
{
  discourse->is_reported
      = mark == 0xFF0C
        && (discourse->is_reported || reports (discourse, bx_slice (clause->start, at - 3)));
  clause->start = at;
  discourse->clause_subject = -1;
}

/* Reads what is told, and not said, from one offset to another. */
static void
read_on (Discourse *discourse, int span, int start, int end)
{
  const BxTalk *talk = discourse->talk;
  int mention = bx_first_mention (talk, start);
  int next_span = span;
  BxSlice clause = { start, end };

  while (next_span > 0 && bx_talk_span (talk, next_span - 1)->quote.outer.end > start)
    next_span--;
  for (int i = start; i < end;) {
    gunichar c = bx_talk_char (talk, i);

    for (;
         next_span < (int) talk->spans->len && bx_talk_span (talk, next_span)->quote.outer.end <= i;
         next_span++)
      ;
    while (mention < (int) talk->mentions->len && bx_talk_mention (talk, mention)->text.start < i)
      mention++;
    if (next_span < (int) talk->spans->len && bx_talk_span (talk, next_span)->quote.outer.start == i
        && (bx_talk_span (talk, next_span)->has_final
            || bx_talk_span (talk, next_span)->n_han >= 7)) {
      i = bx_talk_span (talk, next_span)->quote.outer.end;
      clause.start = i;
      discourse->clause_subject = -1;
      discourse->is_reported = FALSE;
      continue;
    }
    if (mention < (int) talk->mentions->len && bx_talk_mention (talk, mention)->text.start == i) {
      read_mention (discourse, mention, clause);
      i = bx_talk_mention (talk, mention)->text.end;
      continue;
    }
    if (bx_gender_of_pronoun (talk, i) != BX_GENDER_UNKNOWN)
      read_pronoun (discourse, i, clause);
    i = bx_talk_next (talk, i);
    if (bx_is_clause_end (c) || c == '\n' || c == 0xFF1A)
      end_clause (discourse, &clause, c, i);
  }
}

/* Who spoke last, where nobody was told of. */
static Referent
find_last_speaker (const BxTalk *talk, int span, int block, BxGender gender)
{
  for (int i = span - 1; i >= 0 && bx_talk_span (talk, i)->quote.block >= block; i--) {
    const BxQuote *quote = &bx_talk_span (talk, i)->quote;

    if (quote->speaker >= 0 && may_be (talk, quote->speaker, gender))
      return (Referent){ .person = quote->speaker,
                         .confidence = MIN (gender_of (talk, quote->speaker) == gender ? 2 : 1,
                                            quote->confidence) };
  }
  return (Referent){ .person = -1 };
}

/* The paragraph that stands some before a block in the same part of the article. */
static int
paragraphs_back (const BxTalk *talk, int block, int n)
{
  const BxBlock *blocks = talk->article->blocks;
  int found = block;

  for (int i = block - 1; i >= 0 && n > 0 && blocks[i].sidebar == blocks[block].sidebar; i--)
    if (blocks[i].kind == BX_BLOCK_PARAGRAPH) {
      found = i;
      n--;
    }
  return found;
}

/* The paragraph that a place before a quotation stands in: mostly that of the quotation. */
static int
block_of (const BxTalk *talk, int span, int offset)
{
  int block = bx_talk_span (talk, span)->quote.block;

  return offset >= talk->article->blocks[block].text.start
             ? block
             : bx_article_get_block_at (talk->article, offset);
}

static Referent
read_from (const BxTalk *talk, int span, int n_paragraphs, int offset, BxGender gender)
{
  int own = block_of (talk, span, offset);
  int block = paragraphs_back (talk, own, n_paragraphs);
  Discourse discourse = { .talk = talk,
                          .own_paragraph = talk->article->blocks[own].text.start,
                          .clause_subject = -1,
                          .subject_at = NEVER };
  Referent referent;

  for (int g = 0; g < BX_N_GENDERS; g++)
    discourse.last[g] = (Referent){ .person = -1 };
  read_on (&discourse, span, talk->article->blocks[block].text.start, offset);
  referent = resolve (&discourse, gender, discourse.clause_subject);
  return referent.person >= 0 ? referent : find_last_speaker (talk, span, block, gender);
}

/* Whoever was told of in the paragraph itself; otherwise more is read, so that somebody else who
 * may be meant is not overlooked. */
static Referent
find_referent (const BxTalk *talk, int span, int offset, BxGender gender)
{
  Referent near = read_from (talk, span, NEAR_PARAGRAPHS, offset, gender);
  Referent far;

  if (near.is_near && !bx_talk_person (talk, near.person)->is_stranger)
    return near;
  far = read_from (talk, span, FAR_PARAGRAPHS, offset, gender);
  if (far.person >= 0 && bx_talk_person (talk, far.person)->is_stranger && near.person >= 0
      && !bx_talk_person (talk, near.person)->is_stranger)
    return (Referent){ near.person, MIN (1, near.confidence), near.is_near };
  return far.person >= 0 ? far : near;
}

/* The last speech is this person's, and since the paragraph in which it stands began nobody else
 * was named. */
static gboolean
has_the_word (const BxTalk *talk, int span, int offset, int person)
{
  const BxSpan *self = bx_talk_span (talk, span);
  const BxQuote *last = self->last_speech >= 0 ? &bx_talk_span (talk, self->last_speech)->quote
                                               : NULL;

  return last != NULL && last->speaker == person && last->confidence >= 2
         && last->block >= paragraphs_back (talk, self->quote.block, 1)
         && !bx_names_another (
             talk, bx_slice (talk->article->blocks[last->block].text.start, offset), person);
}

/* An article may be about one person; a name or two more are of passers-by. */
static gboolean
is_protagonist (const BxTalk *talk, int person)
{
  int own = bx_talk_person (talk, person)->n_mentions;

  for (int i = BX_N_GENDERS; i < (int) talk->people->len; i++)
    if (i != person && bx_talk_person (talk, i)->n_mentions * PROTAGONIST > own)
      return FALSE;
  return own >= PROTAGONIST;
}

/* 裁判以為她不舒服: somebody without a name, in a sentence that speaks of "her", leaves her the topic. */
static gboolean
yields_to_pronoun (const BxTalk *talk, const BxMention *mention, BxGender gender)
{
  if (!bx_talk_person (talk, mention->person)->is_stranger || gender == BX_GENDER_UNKNOWN)
    return FALSE;
  for (int i = mention->text.end; i < talk->article->text_len; i = bx_talk_next (talk, i)) {
    gunichar c = bx_talk_char (talk, i);

    if (bx_gender_of_pronoun (talk, i) == gender)
      return TRUE;
    if (bx_is_sentence_end (c) || c == '\n' || bx_close_of (c) != 0)
      break;
  }
  return FALSE;
}

/* Where several may be meant, it is the one of whom the paragraph itself tells, or who was named last, in
 * the two before: a name in between makes it anybody's guess, unless it is the one that all is about. */
static gboolean
has_the_floor (const BxTalk *talk, int span, int offset, BxGender gender, const Referent *referent)
{
  int last = bx_first_mention (talk, offset) - 1;
  int before = paragraphs_back (talk, block_of (talk, span, offset), NEAR_PARAGRAPHS);
  int speech = bx_talk_span (talk, span)->last_speech;

  while (last >= 0
         && (bx_quotation_at (talk, bx_talk_mention (talk, last)->text.start) >= 0 /* said of anybody */
             || is_anybody (talk, bx_talk_mention (talk, last))
             || yields_to_pronoun (talk, bx_talk_mention (talk, last), gender)
             || !may_be (talk, bx_talk_mention (talk, last)->person, gender)))
    last--;
  return referent->is_near
         || (is_protagonist (talk, referent->person)
             && (speech < 0 || bx_talk_span (talk, speech)->quote.speaker == referent->person))
         || (last >= 0 && bx_talk_mention (talk, last)->person == referent->person
             && bx_talk_mention (talk, last)->text.start >= talk->article->blocks[before].text.start);
}

/* 那位年輕的軍官 is somebody farther away than 這位: not who is named last, unless that one bears the title. */
static gboolean
is_called_otherwise (const BxTalk *talk, int offset, int person)
{
  BxSlice clause = bx_first_clause (talk, bx_slice (offset, MIN (offset + MAX_DESCRIPTION,
                                                                talk->article->text_len)));

  if (!bx_talk_starts_with (talk, offset, "那位"))
    return FALSE;
  for (int i = clause.start + 6; i < clause.end; i = bx_talk_next (talk, i)) {
    int title = bx_talk_word_at (talk, BX_WORDS_TITLE, i, clause.end);

    if (title > 3)
      return !bx_bears_title (talk, person, bx_slice (i, i + title));
  }
  return FALSE;
}

/* 這位名將: whoever was named last, in the paragraph or in the one before. */
static BxFrame
frame_of_this_one (const BxTalk *talk, int span, int offset)
{
  int last = bx_first_mention (talk, offset) - 1;
  int before = paragraphs_back (talk, bx_talk_span (talk, span)->quote.block, 1);
  BxFrame frame;

  while (last >= 0 && bx_talk_person (talk, bx_talk_mention (talk, last)->person)->is_body)
    last--;
  if (last < 0
      || bx_talk_mention (talk, last)->text.start < talk->article->blocks[before].text.start
      || is_called_otherwise (talk, offset, bx_talk_mention (talk, last)->person))
    return bx_frame_blocked;
  frame = bx_frame_of_mention (talk, last, "B1", 2);
  frame.rule = "B1";
  return frame;
}

/* 訪問結束時已是傍晚。, 為什麼要留？: a sentence that tells when it was, or that asks. */
static gboolean
sets_scene (const BxTalk *talk, BxSlice text)
{
  static const char *const words[] = { "结束", "傍晚", "清晨", "早上", "下午", "夜里", "那天", "这天", "去年",
                                       "今年", "年前", "以后", "之后", "那晚", "当晚", "后来" };

  for (int i = text.start; i < text.end; i = bx_talk_next (talk, i)) {
    gunichar c = bx_talk_char (talk, i);

    if (bx_is_sentence_end (c))
      return c == 0xFF1F;
    for (gsize k = 0; k < G_N_ELEMENTS (words); k++)
      if (bx_talk_starts_with (talk, i, words[k]))
        return TRUE;
  }
  return FALSE;
}

/* 蒙田在書裡嘲笑過這種人。他回答: the paragraph begins with a sentence of which neither a pronoun nor anybody whom we
 * know is the subject. */
static gboolean
tells_of_unknown (const BxTalk *talk, int span, int offset, BxGender gender)
{
  static const char *const nobody[] = { "没有", "没人", "全场", "现场", "台下", "屋里", "众人", "大家",
                                        "一时", "过了", "沉默" }; /* 全場安靜了幾秒 */
  int start = bx_text_start (talk, block_of (talk, span, offset));
  int first = bx_first_mention (talk, start);

  if (gender == BX_GENDER_UNKNOWN || bx_close_of (bx_talk_char (talk, start)) != 0
      || (first < (int) talk->mentions->len && bx_talk_mention (talk, first)->text.start < offset))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (nobody); i++)
    if (bx_talk_starts_with (talk, start, nobody[i]))
      return FALSE;
  if (sets_scene (talk, bx_slice (start, offset)))
    return FALSE;
  for (int i = start; i < offset; i = bx_talk_next (talk, i)) {
    if (bx_talk_word_at (talk, BX_WORDS_PRONOUN, i, offset) > 0)
      return FALSE;
    if (bx_is_sentence_end (bx_talk_char (talk, i)))
      return TRUE;
  }
  return FALSE;
}

BxFrame
bx_frame_of_pronoun (const BxTalk *talk, int span, int offset, BxGender gender)
{
  static const char *const these[] = { "这位", "那位", "该名" };
  const BxPerson *person;
  Referent referent;

  for (gsize i = 0; i < G_N_ELEMENTS (these); i++)
    if (bx_talk_starts_with (talk, offset, these[i]))
      return frame_of_this_one (talk, span, offset);
  referent = find_referent (talk, span, offset, gender);
  if (referent.person < 0)
    return bx_frame_blocked;
  if (!referent.is_near && tells_of_unknown (talk, span, offset, gender))
    return bx_frame_blocked;
  person = bx_talk_person (talk, referent.person);
  if (referent.confidence == 1 && (gender == BX_GENDER_UNKNOWN || person->gender == gender)
      && has_the_word (talk, span, offset, referent.person))
    referent.confidence = 2;
  if (person->is_stranger || person->is_asker || person->is_doubtful
      || (referent.confidence <= 1 && !has_the_floor (talk, span, offset, gender, &referent)))
    return bx_frame_blocked;
  return (BxFrame){ .person = referent.person,
                    .rule = "B1",
                    .is_direct = TRUE,
                    .confidence = person->is_sure ? referent.confidence
                                                  : MIN (1, referent.confidence) };
}
