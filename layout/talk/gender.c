/* Who is a woman or a man, where the text tells: by words for them, or by pronouns. */
#include "talk-private.h"

#define MAX_CLAUSE_BYTES 60 /* that say what somebody is */

BxGender
bx_gender_of_words (const BxTalk *talk, BxSlice text)
{
  if (bx_talk_holds (talk, BX_WORDS_WOMAN, text))
    return BX_GENDER_WOMAN;
  return bx_talk_holds (talk, BX_WORDS_MAN, text) ? BX_GENDER_MAN : BX_GENDER_UNKNOWN;
}

BxGender
bx_gender_of_pronoun (const BxTalk *talk, int at)
{
  gunichar c = bx_talk_char (talk, at);

  return c == 0x5979 ? BX_GENDER_WOMAN : c == 0x4ED6 ? BX_GENDER_MAN : BX_GENDER_UNKNOWN;
}

/* The first 他 or 她 behind a mention, before anybody else is named in the paragraph. */
static BxGender
gender_after (const BxTalk *talk, int index)
{
  const BxMention *mention = bx_talk_mention (talk, index);
  int block = bx_article_get_block_at (talk->article, mention->text.start);
  int end = talk->article->blocks[MAX (0, block)].text.end;

  if (index > 0
      && bx_article_get_block_at (talk->article, bx_talk_mention (talk, index - 1)->text.start)
             == block
      && bx_talk_mention (talk, index - 1)->person != mention->person)
    return BX_GENDER_UNKNOWN; /* it may be the other */
  if (index + 1 < (int) talk->mentions->len)
    end = MIN (end, bx_talk_mention (talk, index + 1)->text.start);
  for (int i = mention->text.end; i < end; i = bx_talk_next (talk, i)) {
    gunichar c = bx_talk_char (talk, i);

    if (bx_close_of (c) != 0) { /* what is quoted may speak of others */
      while (i < end && bx_talk_char (talk, i) != bx_close_of (c))
        i = bx_talk_next (talk, i);
      if (i >= end)
        return BX_GENDER_UNKNOWN;
      continue;
    }
    if (bx_gender_of_pronoun (talk, i) != BX_GENDER_UNKNOWN
        && !bx_talk_starts_with (talk, bx_talk_next (talk, i), "们")
        && bx_talk_char_before (talk, mention->text.end, i) != 0x5176) /* 其他 */
      return bx_gender_of_pronoun (talk, i);
  }
  return BX_GENDER_UNKNOWN;
}

/* 張三是李四的表妹 */
static BxSlice
clause_after (const BxTalk *talk, int at)
{
  return bx_first_clause (talk,
                          bx_slice (at, MIN (at + MAX_CLAUSE_BYTES, talk->article->text_len)));
}

/* By a title at the name, which is sure, or else by the pronouns that follow it. */
void
bx_tell_genders (BxTalk *talk)
{
  g_autofree int *votes = g_new0 (int, (gsize) talk->people->len *BX_N_GENDERS);

  for (int i = 0; i < (int) talk->mentions->len; i++) {
    const BxMention *mention = bx_talk_mention (talk, i);
    BxGender gender = BX_GENDER_UNKNOWN;
    int before, after;

    if (bx_talk_person (talk, mention->person)->is_stranger)
      continue;
    before = bx_talk_word_before (talk, BX_WORDS_TITLE, 0, mention->text.start);
    after = bx_talk_word_at (talk, BX_WORDS_TITLE, mention->text.end, talk->article->text_len);
    gender = bx_gender_of_words (
        talk,
        bx_slice (mention->text.start - before,
                  mention->is_full && before == 0 ? mention->text.end + after : mention->text.end));
    if (gender == BX_GENDER_UNKNOWN && bx_talk_starts_with (talk, mention->text.end, "是"))
      gender = bx_gender_of_words (talk, clause_after (talk, mention->text.end));
    if (gender != BX_GENDER_UNKNOWN)
      votes[mention->person * BX_N_GENDERS + (int) gender] += 4;
    else
      votes[mention->person * BX_N_GENDERS + (int) gender_after (talk, i)]++;
  }
  for (int i = BX_N_GENDERS; i < (int) talk->people->len; i++) {
    int *own = &votes[i * BX_N_GENDERS];
    BxSlice name = bx_talk_person (talk, i)->name;

    if (own[BX_GENDER_WOMAN] == own[BX_GENDER_MAN]
        && bx_is_char_of (BX_CHARS_WOMAN, bx_talk_char_before (talk, name.start, name.end)))
      own[BX_GENDER_WOMAN]++; /* 秀娥 */

    if (own[BX_GENDER_WOMAN] != own[BX_GENDER_MAN])
      bx_talk_person (talk, i)->gender = own[BX_GENDER_WOMAN] > own[BX_GENDER_MAN] ? BX_GENDER_WOMAN
                                                                                   : BX_GENDER_MAN;
  }
}
