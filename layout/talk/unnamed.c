/* People whom the text gives no name where it speaks of them: strangers, and the old who were named
 * before. */
#include "talk-private.h"

#include <string.h>

#define MAX_STRANGER_BYTES 60
#define MAX_AGE_BYTES 60 /* between a name and its bearer's age */
/* Instead of a person. */
#define SEVERAL (-1)
#define NOBODY (-2)

/* --- strangers ------------------------------------------------------------------------------- */

/* 替樓上的老人: a word before makes an object of what follows. */
static gboolean
is_object (const BxTalk *talk, BxSlice before)
{
  for (int i = before.start; i < before.end; i = bx_talk_next (talk, i))
    if (bx_is_char_of (BX_CHARS_OBJECT, bx_talk_char (talk, i)))
      return TRUE;
  return FALSE;
}

/* 有三十二人: so many are nobody who speaks. */
static gboolean
is_counted (const BxTalk *talk, int at)
{
  gunichar before = bx_talk_char_before (talk, 0, at);

  return g_unichar_isdigit (before)
         || (before != 0 && g_utf8_strchr ("二三四五六七八九十百千万亿两多余几名", -1, before) != NULL);
}

/* 像在等一個人, 扮演一個警察: words stand before it that are no time or place, and nothing makes whoever it is the
 * topic, as meeting and asking do. */
static gboolean
is_governed (const BxTalk *talk, int start, int from)
{
  gunichar before = bx_talk_char_before (talk, start, from);

  return bx_is_han (before)
         && g_utf8_strchr ("时后前里上中下年天日次地候间晚夜午边旁头处的有了另和与但而过", -1, before) == NULL
         && bx_talk_word_before (talk, BX_WORDS_ASK, start, from) == 0
         && bx_talk_word_before (talk, BX_WORDS_BUT, start, from) == 0;
}

/* 已有一天沒收到兒子的匯款: 有 is the verb of the clause. */
static gboolean
is_adverb_of_having (gunichar c)
{
  return c != 0 && g_utf8_strchr ("已还只就也都曾所拥富具持", -1, c) != NULL;
}

/* A noun for somebody; bytes, 0 for none. */
static int
noun_at (const BxTalk *talk, int at, int end)
{
  static const BxWords tables[] = { BX_WORDS_NOBODY, BX_WORDS_TITLE, BX_WORDS_KIN };
  const guint64 bits = bx_table_bit (BX_WORDS_NOBODY) | bx_table_bit (BX_WORDS_TITLE)
                       | bx_table_bit (BX_WORDS_KIN);
  int longest = 0;

  if (!bx_may_begin (bits, talk->text + at))
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    longest = MAX (longest, bx_talk_word_at (talk, tables[i], at, end));
  if (at + longest < end && longest > 0
      && g_utf8_strchr ("圈群会证节院", -1, bx_talk_char (talk, at + longest)) != NULL)
    return 0; /* 朋友圈, 家長群 */
  return longest > 3 || (bx_talk_starts_with (talk, at, "人") && !is_counted (talk, at)) ? longest : 0;
}

/* A cue follows, perhaps behind an adverb, or an act of people: 總說, 轉身. */
static gboolean
does_something (const BxTalk *talk, int at, int end)
{
  gboolean is_strong;
  int adverb = bx_talk_word_at (talk, BX_WORDS_BUT, at, end);

  return bx_cue_at (talk, at, at, end, &is_strong) > 0
         || bx_talk_word_at (talk, BX_WORDS_GESTURE, at, end) > 0
         || bx_talk_word_at (talk, BX_WORDS_HUMAN, at, end) > 0
         || (adverb > 0 && bx_cue_at (talk, at + adverb, at + adverb, end, &is_strong) > 0);
}

/* The clause goes on to say something of a noun. */
static gboolean
is_spoken_of (const BxTalk *talk, BxSlice block, BxSlice noun)
{
  gunichar after = noun.end < block.end ? bx_talk_char (talk, noun.end) : 0;

  return bx_is_han (after) && g_utf8_strchr ("的们和与兼之", -1, after) == NULL;
}

/* 媽媽倒是擔心, 屏幕裡的女兒也: kin at the head of a clause are its subject, whatever they do. */
static gboolean
heads_clause (const BxTalk *talk, BxSlice block, BxSlice noun)
{
  gunichar before = bx_talk_char_before (talk, block.start, noun.start);

  return (!bx_is_han (before) || before == 0x7684) && is_spoken_of (talk, block, noun) /* 的 */
         && bx_talk_word_at (talk, BX_WORDS_KIN, noun.start, noun.end) == bx_slice_len (noun);
}

/* 有網友, 一位不願具名的官員, 他的父親: somebody without a name as the subject of a clause. `start`
 * is where the clause begins, or where its last mention ends. */
int
bx_find_stranger (const BxTalk *talk, BxSlice block, int start, int at, BxMention *mention)
{
  int len = noun_at (talk, at, block.end);
  int from = MAX (start, at - MAX_STRANGER_BYTES);
  gboolean is_led = FALSE;

  if (len == 0 || is_object (talk, bx_slice (start, at)))
    return 0;
  while (from > start && ((guchar) talk->text[from] & 0xC0) == 0x80)
    from--;
  for (int i = from; i < at && !is_led; i = bx_talk_next (talk, i))
    if (bx_talk_word_at (talk, BX_WORDS_SOMEBODY, i, at) > 0) {
      gunichar before = bx_talk_char_before (talk, start, i);

      is_led = before != 0x662F && before != 0x4E3A && before != 0x5F53 /* 是为当 */
               && before != 0x6CA1 /* 没有人 */
               && !(bx_talk_starts_with (talk, i, "有") && is_adverb_of_having (before));
      from = i;
      if (!is_led || (bx_talk_starts_with (talk, i, "一") && is_governed (talk, start, i)))
        return 0;
    }
  if (!is_led && bx_is_han (bx_talk_char_before (talk, block.start, at))
      && !bx_talk_starts_with (talk, at - 3, "的"))
    return 0;
  if (!is_led && !does_something (talk, at + len, block.end)
      && !heads_clause (talk, block, bx_slice (at, at + len)))
    return 0;
  *mention = (BxMention){ bx_slice (is_led ? from : at, at + len), BX_GENDER_UNKNOWN, TRUE };
  mention->person = (int) bx_gender_of_words (talk, bx_slice (MAX (block.start, at - 3), at + len));
  return len;
}

/* --- the old --------------------------------------------------------------------------------- */

/* 七十二岁, 72岁: the number that ends at an offset is sixty or more, and less than a hundred. */
static gboolean
ends_great_age (const BxTalk *talk, int start, int at)
{
  int tens = at;

  if (at - start >= 2 && g_ascii_isdigit (talk->text[at - 1]))
    return talk->text[at - 2] >= '6' && g_ascii_isdigit (talk->text[at - 2])
           && (at - start < 3 || !g_ascii_isdigit (talk->text[at - 3]));
  while (tens > start && !bx_talk_starts_with (talk, tens, "十") && at - tens <= 6)
    tens = bx_talk_prev (talk, tens);
  return tens > start && bx_talk_starts_with (talk, tens, "十")
         && g_utf8_strchr ("六七八九", -1, bx_talk_char_before (talk, start, tens)) != NULL;
}

/* 今年八十三, without 岁: the age that begins at an offset is sixty or more. */
static gboolean
begins_great_age (const BxTalk *talk, int at, int end)
{
  BxSlice clause = bx_first_clause (talk, bx_slice (at, end));

  return (bx_slice_len (clause) == 9 && bx_talk_starts_with (talk, at + 3, "十")
          && g_utf8_strchr ("六七八九", -1, bx_talk_char (talk, at)) != NULL)
         || (bx_slice_len (clause) == 2 && talk->text[at] >= '6' && talk->text[at] <= '9');
}

/* 韓大爺, 珍婆 */
static gboolean
is_called_old (const BxTalk *talk, BxSlice name)
{
  static const char *const words[] = { "大爷", "大妈", "大娘", "老汉", "婆婆", "奶奶", "爷爷", "婆", "伯" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (bx_slice_len (name) > (int) strlen (words[i])
        && bx_talk_starts_with (talk, name.end - (int) strlen (words[i]), words[i]))
      return TRUE;
  return FALSE;
}

/* The clauses around a mention say that its bearer is old: 七十二歲的冯善良, 冯善良今年七十二歲. */
static gboolean
is_said_to_be_old (const BxTalk *talk, int index)
{
  const BxMention *mention = bx_talk_mention (talk, index);
  BxSlice block
      = talk->article->blocks[bx_article_get_block_at (talk->article, mention->text.start)].text;
  int start = MAX (block.start, mention->text.start - MAX_AGE_BYTES);
  int end = MIN (block.end, mention->text.end + MAX_AGE_BYTES);
  const char *now = g_strstr_len (talk->text + mention->text.end, end - mention->text.end, "今年");

  if (bx_talk_person (talk, mention->person)->is_call && is_called_old (talk, mention->text))
    return TRUE;
  if (now != NULL && begins_great_age (talk, (int) (now - talk->text) + 6, block.end))
    return TRUE;
  for (const char *p = talk->text + start;
       (p = g_strstr_len (p, talk->text + end - p, "岁")) != NULL; p += 3) {
    int at = (int) (p - talk->text);
    BxSlice between = at < mention->text.start ? bx_slice (at, mention->text.start)
                                               : bx_slice (mention->text.end, at);

    if (ends_great_age (talk, block.start, at) && !bx_names_another (talk, between, mention->person)
        && g_strstr_len (talk->text + between.start, bx_slice_len (between), "。") == NULL)
      return TRUE;
  }
  return FALSE;
}

/* A daughter without a name is not who is called 老人. */
static gboolean
is_young (const BxTalk *talk, const BxMention *mention)
{
  static const char *const words[] = { "女儿", "儿子", "孙子", "孙女", "孩子", "女婿", "儿媳", "徒弟", "学生" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (bx_talk_person (talk, mention->person)->is_stranger
        && bx_talk_starts_with (talk, MAX (0, mention->text.end - 6), words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_old (const BxTalk *talk, int person)
{
  for (int i = 0; i < (int) talk->mentions->len; i++)
    if (bx_talk_mention (talk, i)->person == person && is_said_to_be_old (talk, i))
      return TRUE;
  return FALSE;
}

/* The one old person of whom is told from an offset on; NOBODY where there is none, SEVERAL where there
 * may be several. */
static int
find_sole_elder (const BxTalk *talk, int offset)
{
  int person = NOBODY;

  for (int i = bx_first_mention (talk, offset); i < (int) talk->mentions->len; i++) {
    const BxMention *mention = bx_talk_mention (talk, i);
    gboolean is_stranger = bx_talk_person (talk, mention->person)->is_stranger;

    if (bx_quotation_at (talk, mention->text.start) >= 0 /* whoever speaks may tell of others */
        || (is_stranger ? is_young (talk, mention) : !is_old (talk, mention->person)))
      continue;
    if (is_stranger || (person != NOBODY && mention->person != person))
      return SEVERAL;
    person = mention->person;
  }
  return person;
}

static int
start_of_paragraph_before (const BxTalk *talk, BxSlice block)
{
  int before = talk->block_before[bx_article_get_block_at (talk->article, block.start)];

  return before >= 0 ? talk->article->blocks[before].text.start : block.start;
}

/* 老人說: the one person named in the paragraph, or else in the one before, of whom the text says how old
 * that is. */
gboolean
bx_find_elder (const BxTalk *talk, BxSlice block, int at, BxMention *mention)
{
  int len = bx_talk_word_at (talk, BX_WORDS_OLD, at, block.end);
  int person;

  if (len == 0 || bx_is_han (bx_talk_char_before (talk, block.start, at))
      || !is_spoken_of (talk, block, bx_slice (at, at + len)))
    return FALSE;
  person = find_sole_elder (talk, block.start);
  if (person == NOBODY)
    person = find_sole_elder (talk, start_of_paragraph_before (talk, block));
  if (person < BX_N_GENDERS)
    return FALSE;
  *mention = (BxMention){ bx_slice (at, at + len), person, FALSE };
  return TRUE;
}
