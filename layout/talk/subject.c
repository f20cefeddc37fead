/* Who is meant by the words around a quotation: names, pronouns, subjects left out, and what tells
 * that somebody else is meant (layout-algorithms §5.3, B1 and B2). */
#include "subject.h"

#include <string.h>

#define MAX_CLAUSES_BACK 4
#define MAX_HEAD_BYTES 6  /* too short to name somebody and what he does */
#define GOVERNED_BYTES 24 /* an object word reaches so far: 向《…》记者 */

static const BxFrame nobody = { .person = -1, .rule = "", .is_direct = TRUE };
const BxFrame bx_frame_blocked = {
  .person = -1, .rule = "", .is_blocked = TRUE, .is_direct = TRUE
};

BxFrame
bx_frame_of_mention (const BxTalk *talk, int index, const char *rule, int confidence)
{
  const BxMention *mention = bx_talk_mention (talk, index);
  const BxPerson *person = bx_talk_person (talk, mention->person);
  BxFrame frame = {
    .person = mention->person, .rule = rule, .confidence = confidence, .is_direct = TRUE
  };

  if (person->is_asker || person->is_stranger || person->is_doubtful)
    return bx_frame_blocked;
  if (!mention->is_full) { /* B2: 王教授, 老張 */
    frame.rule = "B2";
    frame.confidence = MIN (confidence, 2);
  }
  if (!person->is_sure)
    frame.confidence--;
  return frame;
}

static gboolean omits_subject (const BxTalk *talk, BxSlice region);

BxFrame
bx_frame_of_omitted (const BxTalk *talk, int span)
{
  BxSlice lead = bx_talk_span (talk, span)->lead;
  BxSlice before, clause;
  BxFrame frame;

  if (bx_slice_is_empty (lead))
    return nobody;
  lead.end = bx_talk_prev (talk, lead.end); /* its mark */
  clause = bx_last_clause (talk, lead, &before);
  clause.end = bx_find_cue (talk, clause, BX_CUE_COLON).start;
  if (!omits_subject (talk, clause)) /* 銀幕週刊： */
    return bx_frame_blocked;
  frame = bx_frame_of_pronoun (talk, span, bx_talk_span (talk, span)->lead.start, BX_GENDER_UNKNOWN);
  return frame.confidence < 2 ? bx_frame_blocked : frame; /* 對講機又響了： */
}

/* --- subjects -------------------------------------------------------------------------------- */

/* An object word governs the noun that ends at the end of a slice: 對客人. */
static gboolean
is_governed (const BxTalk *talk, BxSlice text)
{
  for (int i = text.start; i < text.end; i = bx_talk_next (talk, i)) {
    gunichar c = bx_talk_char (talk, i);

    if (bx_is_char_of (BX_CHARS_OBJECT | BX_CHARS_DURING, c) || g_utf8_strchr ("和用以在", -1, c) != NULL
        || bx_talk_starts_with (talk, i, "透过") || bx_talk_starts_with (talk, i, "通过"))
      return TRUE;
  }
  return FALSE;
}

/* 告訴記者, 接受記者採訪: the one who asks is an object. */
static gboolean
governs_asker (gunichar c)
{
  return bx_is_char_of (BX_CHARS_OBJECT, c)
         || (c != 0 && g_utf8_strchr ("诉受和着带应答复送教帮拉领", -1, c) != NULL);
}

gboolean
bx_names_asker (const BxTalk *talk, BxSlice text)
{
  int governed_until = -1;

  for (int i = text.start; i < text.end;) {
    gunichar c = bx_talk_char (talk, i);
    int len = c == 0x6211 ? 3 : bx_talk_word_at (talk, BX_WORDS_ASKER, i, text.end); /* 我 */

    if (c != 0x6211 && len < 6) {
      if (governs_asker (c))
        governed_until = i + GOVERNED_BYTES;
      i = bx_talk_next (talk, i);
      continue;
    }
    if (i > governed_until && !bx_talk_starts_with (talk, i + len, "的"))
      return TRUE;
    i += len;
  }
  return FALSE;
}

gboolean
bx_tells_of_asker (const BxTalk *talk, BxSlice text)
{
  for (int i = 0; i < (int) talk->spans->len && text.start < text.end; i++) {
    BxSlice outer = bx_talk_span (talk, i)->quote.outer;

    if (outer.end <= text.start)
      continue;
    if (bx_names_asker (talk, bx_slice (text.start, CLAMP (outer.start, text.start, text.end))))
      return TRUE;
    text.start = outer.end;
  }
  return text.start < text.end && bx_names_asker (talk, text);
}

/* Words that end in a noun for people, which no other word governs: 有網友說, 村里的老人說. */
static gboolean
ends_with_somebody (const BxTalk *talk, BxSlice text)
{
  gunichar last = bx_talk_char_before (talk, text.start, text.end);
  int noun = MAX (bx_talk_word_before (talk, BX_WORDS_TITLE, text.start, text.end),
                  MAX (bx_talk_word_before (talk, BX_WORDS_NOBODY, text.start, text.end),
                       bx_talk_word_before (talk, BX_WORDS_KIN, text.start, text.end)));

  if (noun == 0 && !bx_is_char_of (BX_CHARS_NOUN_END, last))
    return FALSE;
  return !is_governed (talk, bx_slice (text.start, text.end - MAX (noun, 3)));
}

/* 在門口, 對客人: a phrase, of which the words say nothing about who is the subject. */
static gboolean
is_phrase (const BxTalk *talk, BxSlice text)
{
  gunichar c = bx_talk_char (talk, text.start);

  return c != 0 && g_utf8_strchr ("在对向跟给从于用以带", -1, c) != NULL;
}

/* 探出頭來喊, 齜着牙說, 衝着幾個球迷喊: it begins with a verb, as the particle behind its first character or two
 * tells, and not with whoever does it. */
static gboolean
begins_with_verb (const BxTalk *talk, BxSlice region)
{
  static const BxWords nouns[] = { BX_WORDS_TITLE, BX_WORDS_NOBODY, BX_WORDS_KIN, BX_WORDS_PRONOUN,
                                   BX_WORDS_SOMEBODY };
  int at = region.start;

  for (gsize i = 0; i < G_N_ELEMENTS (nouns); i++)
    if (bx_talk_word_at (talk, nouns[i], region.start, region.end) > 0)
      return FALSE;
  for (int n = 0; n <= 2 && at < region.end; n++, at = bx_talk_next (talk, at)) {
    gunichar c = bx_talk_char (talk, at);

    if (n > 0 && (bx_is_char_of (BX_CHARS_DURING, c) || g_utf8_strchr ("出起过了", -1, c) != NULL))
      return TRUE;
  }
  return FALSE;
}

/* Words before a cue that leave its subject to an earlier clause: nothing, adverbs, a phrase, an
 * act that it governs as well. */
static gboolean
omits_subject (const BxTalk *talk, BxSlice region)
{
  int len;

  if (bx_slice_is_empty (region))
    return TRUE;
  if (ends_with_somebody (talk, region) || bx_names_asker (talk, region))
    return FALSE;
  if (bx_talk_char_before (talk, region.start, region.end) == 0x5730) /* 地 */
    return TRUE;
  if (bx_talk_starts_with (talk, region.start, "一") /* 一進門就 */
      && bx_talk_char_before (talk, region.start, region.end) == 0x5C31)
    return TRUE;
  while (region.start < region.end && !is_phrase (talk, region)) {
    len = bx_talk_word_at (talk, BX_WORDS_BUT, region.start, region.end);
    if (len == 0)
      return bx_talk_word_at (talk, BX_WORDS_GESTURE, region.start, region.end) > 0
             || begins_with_verb (talk, region);
    region.start += len;
  }
  return TRUE;
}

/* Between a subject and its cue nobody else comes in. The subject's own title does not count. */
static gboolean
is_clear (const BxTalk *talk, BxSlice gap, gboolean is_body)
{
  if (is_body
      && (bx_talk_word_at (talk, BX_WORDS_TITLE, gap.start, gap.end) > 0
          || bx_talk_word_at (talk, BX_WORDS_NOBODY, gap.start, gap.end) > 0))
    return FALSE; /* 房屋署發言人 */
  gap.start += bx_talk_word_at (talk, BX_WORDS_TITLE, gap.start, gap.end);
  if (gap.end - gap.start >= 6 && bx_talk_starts_with (talk, gap.start, "本人"))
    gap.start += 6;
  return bx_slice_is_empty (gap)
         || (!ends_with_somebody (talk, gap) && !bx_names_asker (talk, gap));
}

/* 張三和李四, 張三、李四: two say it. */
static gboolean
is_joint (const BxTalk *talk, int index)
{
  const BxMention *mention = bx_talk_mention (talk, index);
  const BxMention *before = index > 0 ? bx_talk_mention (talk, index - 1) : NULL;
  gunichar c = bx_talk_char_before (talk, 0, mention->text.start);

  return before != NULL && before->person != mention->person
         && before->text.end == mention->text.start - 3
         && (c == 0x548C || c == 0x4E0E || c == 0x3001 || c == 0x53CA); /* 和与、及 */
}

/* Words before a pronoun that leave it the subject of its clause: adverbs, when and where it was.
 * 房東聽說她找花 has another. */
static gboolean
heads_clause (const BxTalk *talk, BxSlice before)
{
  gunichar last = bx_talk_char_before (talk, before.start, before.end);

  return bx_slice_len (before) <= MAX_HEAD_BYTES || is_phrase (talk, before)
         || g_utf8_strchr ("时后前里上中下年天日次候地是而但间晚夜午了过的", -1, last) != NULL
         || omits_subject (talk, before) || bx_names_asker (talk, before);
}

/* 卜凡是留下來的五個人之一: who heads a clause in which nothing is said is its subject, and not somebody without a
 * name further on. */
static int
find_head (const BxTalk *talk, BxSlice region)
{
  int last = bx_find_subject (talk, region);
  int first = bx_first_mention (talk, region.start);

  return last > first && bx_talk_mention (talk, first)->text.start == region.start
                 && bx_talk_person (talk, bx_talk_mention (talk, last)->person)->is_stranger
                 && bx_is_subject (talk, region, bx_talk_mention (talk, first)->text, TRUE)
             ? first
             : last;
}

/* The subject in one clause: whichever of name and pronoun stands nearer to its end; where nothing is
 * said in it, the one that heads it: 婆婆把一桶米推到她面前, 他等袁立翻譯完. */
static BxFrame
find_in_clause (const BxTalk *talk, int span, BxSlice region, gboolean is_before_cue,
                const char *rule)
{
  int mention = is_before_cue ? bx_find_subject (talk, region) : find_head (talk, region);
  int pronoun = bx_find_pronoun (talk, region);
  int end = mention >= 0 ? bx_talk_mention (talk, mention)->text.end : 0;
  gboolean heads = mention >= 0 && !is_before_cue
                   && bx_talk_mention (talk, mention)->text.start == region.start;
  gboolean is_pronoun = pronoun >= 0
                        && (mention < 0 || (pronoun > end && !heads)
                            || (!is_before_cue && pronoun == region.start));

  if (mention < 0 && pronoun < 0)
    return nobody;
  if (is_pronoun && mention < 0 && !heads_clause (talk, bx_slice (region.start, pronoun)))
    return bx_frame_blocked;
  if (is_pronoun) {
    int after = pronoun + bx_talk_word_at (talk, BX_WORDS_PRONOUN, pronoun, region.end);

    if (is_before_cue && !is_clear (talk, bx_slice (after, region.end), FALSE))
      return bx_frame_blocked;
    return bx_frame_of_pronoun (talk, span, pronoun, bx_gender_of_pronoun (talk, pronoun));
  }
  if (is_joint (talk, mention)
      || (is_before_cue
          && !is_clear (talk, bx_slice (end, region.end),
                        bx_talk_person (talk, bx_talk_mention (talk, mention)->person)->is_body)))
    return bx_frame_blocked;
  return bx_frame_of_mention (talk, mention, rule, 3);
}

/* 他給鄂春生打電話，那頭只問了一句：: who is called is at the other end. */
static BxFrame
frame_of_called (const BxTalk *talk, BxSlice region, BxSlice before)
{
  static const char *const ends[] = { "那头", "那边", "那端", "电话那头", "电话里" };
  static const char *const calls[] = { "给", "打给", "拨通", "拨通了", "致电", "接通了" };
  gboolean is_there = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    is_there |= bx_talk_starts_with (talk, region.start, ends[i]);
  for (int i = bx_first_mention (talk, before.start);
       is_there && i < (int) talk->mentions->len && bx_talk_mention (talk, i)->text.end <= before.end;
       i++) {
    int start = bx_talk_mention (talk, i)->text.start;

    for (gsize k = 0; k < G_N_ELEMENTS (calls); k++)
      if (bx_talk_starts_with (talk, MAX (before.start, start - (int) strlen (calls[k])), calls[k]))
        return bx_frame_of_mention (talk, i, "B2", 1);
  }
  return nobody;
}

BxFrame
bx_find_speaker (const BxTalk *talk, int span, BxSlice region, BxSlice before, const char *rule)
{
  BxFrame called = frame_of_called (talk, region, before);

  if (called.person >= 0)
    return called;
  for (int n = 0; n <= MAX_CLAUSES_BACK; n++) {
    BxFrame frame = find_in_clause (talk, span, region, n == 0, rule);

    if (frame.person >= 0 || frame.is_blocked)
      return frame;
    if (n == 0 && !omits_subject (talk, region))
      return bx_frame_blocked;
    if (bx_slice_is_empty (before))
      return omits_subject (talk, region) ? nobody : bx_frame_blocked; /* whom we do not know */
    region = bx_last_clause (talk, before, &before);
  }
  return nobody;
}

BxFrame
bx_find_actor (const BxTalk *talk, int span, BxSlice clause, BxSlice before, const char *rule)
{
  for (int n = 0; n <= MAX_CLAUSES_BACK; n++) {
    BxFrame frame = find_in_clause (talk, span, clause, FALSE, rule);

    if (frame.person >= 0 || frame.is_blocked)
      return frame;
    if (bx_names_asker (talk, clause))
      break;
    if (bx_slice_is_empty (before))
      return bx_talk_char (talk, clause.end) == 0xFF0C && n > 0 && !omits_subject (talk, clause)
                 ? bx_frame_blocked /* 大奎念完，把紙還給他 */
                 : nobody;
    clause = bx_last_clause (talk, before, &before);
  }
  return nobody;
}
