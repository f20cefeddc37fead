/* What the words beside a place say of whether a name stands there: what may come before and behind a
 * name, titles, cues, what only people do (layout-algorithms §5.3). */
#include "forms.h"

#include <string.h>

#define MAX_TAKEN_UP 120 /* bytes */
#define MAX_AGE 15
#define MAX_POST_CHARS 12

/* What follows is a cue or an act of people. */
gboolean
bx_is_followed_by_act (const BxTalk *talk, int at, int end)
{
  gboolean is_strong;

  return bx_talk_word_at (talk, BX_WORDS_GESTURE, at, end) > 0
         || bx_cue_at (talk, at, at, end, &is_strong) > 0;
}

/* 陳玉蘭十六歲嫁過來 */
static gboolean
begins_age (const BxTalk *talk, int at, int end)
{
  for (int n = 0; n < 4 && at < end; n++, at = bx_talk_next (talk, at)) {
    if (n > 0 && bx_talk_starts_with (talk, at, "岁"))
      return TRUE;
    if (!g_unichar_isdigit (bx_talk_char (talk, at))
        && g_utf8_strchr ("一二三四五六七八九十百两几", -1, bx_talk_char (talk, at)) == NULL)
      return FALSE;
  }
  return FALSE;
}

gboolean
bx_can_follow_name (const BxTalk *talk, int at, int end)
{
  return at >= end || talk->text[at] == '\n' || !bx_is_han (bx_talk_char (talk, at))
         || bx_talk_word_at (talk, BX_WORDS_FOLLOWER, at, end) > 0
         || bx_talk_word_at (talk, BX_WORDS_TITLE, at, end) > 0
         || bx_talk_word_at (talk, BX_WORDS_CALL, at, end) > 3
         || bx_talk_word_at (talk, BX_WORDS_BUT, at, end) > 3
         || bx_is_followed_by_act (talk, at, end) || begins_age (talk, at, end);
}

/* A place inside a word for people: 師|傅. */
gboolean
bx_is_inside_title (const BxTalk *talk, int start, int at)
{
  int from = at > start ? bx_talk_prev (talk, at) : at;

  return from < at
         && (from + bx_talk_word_at (talk, BX_WORDS_TITLE, from, talk->article->text_len) > at
             || from + bx_talk_word_at (talk, BX_WORDS_NOBODY, from, talk->article->text_len) > at);
}

gboolean
bx_can_precede_name (const BxTalk *talk, int start, int at)
{
  return (at <= start || !bx_is_han (bx_talk_char_before (talk, start, at))
          || bx_is_char_of (BX_CHARS_POST_END, bx_talk_char_before (talk, start, at))
          || bx_talk_word_before (talk, BX_WORDS_LEADER, start, at) > 0
          || bx_talk_word_before (talk, BX_WORDS_TITLE, start, at) > 0
          || bx_talk_word_before (talk, BX_WORDS_KIN, start, at) > 3)
         && !bx_is_inside_title (talk, start, at);
}

gboolean
bx_is_followed_surely (const BxTalk *talk, int at, int end)
{
  return at >= end || !bx_is_han (bx_talk_char (talk, at))
         || bx_talk_word_at (talk, BX_WORDS_FOLLOWER, at, end) > 3
         || bx_talk_word_at (talk, BX_WORDS_TITLE, at, end) > 0
         || bx_is_followed_by_act (talk, at, end);
}

int
bx_count_in_text (const BxTalk *talk, BxSlice text)
{
  int count = 0;
  g_autofree char *key = bx_slice_dup (talk->text, text);

  for (const char *p = talk->text; (p = strstr (p, key)) != NULL;
       p += bx_slice_len (text))
    count++;
  return count;
}

int
bx_count_form (const BxTalk *talk, BxForm *form)
{
  int start = (int) (form->text - talk->text);

  if (form->n_text == 0)
    form->n_text = bx_count_in_text (talk, bx_slice (start, start + form->len));
  return form->n_text;
}

gboolean
bx_has_cue_after (const BxTalk *talk, int at, int end)
{
  BxSlice clause = bx_first_clause (talk, bx_slice (at, MIN (end, at + 120)));
  gunichar mark = clause.end < end ? bx_talk_char (talk, clause.end) : 0;

  return !bx_slice_is_empty (
      bx_find_cue (talk, clause, mark == 0xFF1A ? BX_CUE_COLON : BX_CUE_PLAIN));
}

gboolean
bx_is_of_post (const BxTalk *talk, int start, int at)
{
  static const char *const words[] = { "身为", "作为", "担任", "曾任", "当了", "做了" };
  int title = bx_talk_char_before (talk, start, at) == 0x7684 /* 的 */
                  ? bx_talk_word_before (talk, BX_WORDS_TITLE, start, at - 3)
                  : 0;

  for (int from = at - 3 - title, n = 0; title > 3 && n < MAX_POST_CHARS && from > start; n++) {
    for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
      if (bx_talk_starts_with (talk, from, words[i]))
        return TRUE;
    from = bx_talk_prev (talk, from);
    if (!bx_is_han (bx_talk_char (talk, from)))
      return FALSE;
  }
  return FALSE;
}

/* 全名郭滿倉, 叫: a name follows. */
static gboolean
is_called_so (const BxTalk *talk, int start, int at)
{
  static const char *const words[] = { "叫", "全名", "本名", "原名", "大名", "真名", "名为", "化名" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    int len = (int) strlen (words[i]);

    if (at - len >= start && bx_talk_starts_with (talk, at - len, words[i]))
      return TRUE;
  }
  return FALSE;
}

/* A title, a profession or 叫 in front of a name. */
static gboolean
has_title_before (const BxTalk *talk, int start, int at)
{
  return bx_talk_word_before (talk, BX_WORDS_TITLE, start, at) > 0
         || bx_talk_word_before (talk, BX_WORDS_NOBODY, start, at) > 3
         || bx_is_char_of (BX_CHARS_POST_END, bx_talk_char_before (talk, start, at))
         || is_called_so (talk, start, at) || bx_is_of_post (talk, start, at)
         || (at - start > 6
             && (bx_talk_starts_with (talk, at - 6, "岁的") || bx_talk_starts_with (talk, at - 6, "级的"))
             && !bx_is_char_of (BX_CHARS_RARE_SURNAME, bx_talk_char (talk, at)));
}

/* ，十七歲 behind a name, or a clause that goes on with 他 or 她. */
static gboolean
is_taken_up (const BxTalk *talk, int at, int end)
{
  int limit = MIN (end, at + MAX_TAKEN_UP);

  for (int i = at; i < limit; i = bx_talk_next (talk, i)) {
    BxGender gender = bx_gender_of_pronoun (talk, i);

    if (bx_talk_starts_with (talk, i, "岁") && i - at <= MAX_AGE)
      return TRUE;
    if (gender != BX_GENDER_UNKNOWN && !bx_is_han (bx_talk_char_before (talk, at, i))
        && !bx_talk_starts_with (talk, bx_talk_next (talk, i), "们"))
      return TRUE;
    if (bx_close_of (bx_talk_char (talk, i)) != 0)
      return FALSE;
  }
  return FALSE;
}

gboolean
bx_is_said_to_be_somebody (const BxTalk *talk, int at, int end)
{
  BxSlice clause;

  if (!bx_talk_starts_with (talk, at, "是"))
    return FALSE;
  clause = bx_first_clause (talk, bx_slice (at, MIN (end, at + MAX_TAKEN_UP)));
  return bx_talk_word_before (talk, BX_WORDS_TITLE, clause.start, clause.end) > 3
         || bx_talk_word_before (talk, BX_WORDS_KIN, clause.start, clause.end) > 3;
}

gboolean
bx_is_aged (const BxTalk *talk, int at, int end)
{
  gboolean has_bracket;

  if (at >= end || (guchar) talk->text[at] != 0xEF) /* of both marks */
    return FALSE;
  has_bracket = bx_talk_starts_with (talk, at, "（");
  if (!has_bracket && !bx_talk_starts_with (talk, at, "，"))
    return FALSE;
  at += 3;
  while (at < end && g_ascii_isdigit (talk->text[at]))
    at++;
  return (has_bracket && bx_talk_starts_with (talk, at, "岁")) || bx_talk_starts_with (talk, at, "年生")
         || bx_talk_starts_with (talk, at, "年出生");
}

/* One Latin word may be a brand, which may state, but never say. */
static gboolean
is_followed_by_saying (const BxTalk *talk, int at, int end)
{
  int cue = bx_talk_word_at (talk, BX_WORDS_CUE, at, end); /* 補充 in 補充說 */

  return bx_talk_word_at (talk, BX_WORDS_GESTURE, at, end) > 0
         || bx_talk_word_at (talk, BX_WORDS_PLAIN, at, end) > 0
         || (cue > 0 && bx_talk_word_at (talk, BX_WORDS_PLAIN, at + cue, end) > 0);
}

/* …。”張三: whoever is named behind a quotation that ends a sentence, or a clause, speaks. */
static gboolean
is_behind_speech (const BxTalk *talk, int start, int at)
{
  gunichar mark = bx_talk_char_before (talk, start, at);

  return (mark == 0x201D || mark == 0x300D)
         && bx_is_clause_end (bx_talk_char_before (talk, start, at - 3));
}

/* A name that begins a clause, or comes behind 是 and the like. */
static gboolean
is_introduced (const BxTalk *talk, int start, int at)
{
  gunichar before = bx_talk_char_before (talk, start, at);

  return !bx_is_han (before) || before == 0x662F || before == 0x7684
         || before == 0x95EE; /* 是的问 */
}

/* 陳姓居民 and 陳某 have no other name, and are nobody else. */
gboolean
bx_is_anonymous_form (const BxForm *form)
{
  const char *behind = form->text + form->surname_len;

  return form->is_call && form->surname_len > 0
         && (memcmp (behind, "某", 3) == 0
             || (form->len > form->surname_len + 3 && memcmp (behind, "姓", 3) == 0));
}

/* 【記者吳曉萍／花蓮報導】, 本報訊（記者 樂意）, 本報特派記者 曲一舟: who writes, in the brackets at the head of a
 * paragraph. */
static gboolean
is_byline (const BxTalk *talk, int start, int at)
{
  static const char *const words[] = { "记者", "通讯员" };

  while (at > start && talk->text[at - 1] == ' ')
    at--;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    int len = (int) strlen (words[i]);

    if (at - len >= start && bx_talk_starts_with (talk, at - len, words[i]))
      return at - len == start || !bx_is_han (bx_talk_char_before (talk, start, at - len))
             || bx_talk_starts_with (talk, start, "本报") || bx_talk_starts_with (talk, start, "本刊");
  }
  return FALSE;
}

void
bx_weigh_form (BxNameSearch *search, BxForm *form, BxSlice name)
{
  const BxTalk *talk = search->talk;
  int end = search->block.end;

  form->n++;
  form->n_starts += !bx_is_han (bx_talk_char_before (talk, search->block.start, name.start));
  form->is_byline |= is_byline (talk, search->block.start, name.start);
  form->is_label |= search->is_label || form->is_pseudonym;
  form->n_titles += bx_is_anonymous_form (form)
                    || has_title_before (talk, search->block.start, name.start)
                    || bx_talk_word_at (talk, BX_WORDS_CALL, name.end, end) > 3;
  form->n_titles += bx_is_said_to_be_somebody (talk, name.end, end);
  form->n_human += bx_talk_word_at (talk, BX_WORDS_HUMAN, name.end, end) > 0
                   || bx_talk_word_at (talk, BX_WORDS_VIEW_END, name.end, end) > 0
                   || bx_is_aged (talk, name.end, end)
                   || (form->len >= 9 && form->surname_len > 0
                       && is_introduced (talk, search->block.start, name.start)
                       && is_taken_up (talk, name.end, end));
  form->n_cues += form->is_common ? is_followed_by_saying (talk, name.end, end)
                                  : is_behind_speech (talk, search->block.start, name.start)
                                        || bx_is_followed_by_act (talk, name.end, end)
                                        || bx_has_cue_after (talk, name.end, end);
}
