/* What part the people whom a clause names have in it: which of them can be its subject, whether anybody else
 * is named, whose a title is. The places themselves are found in mention.c. */
#include "talk-private.h"

#include <string.h>

int
bx_first_mention (const BxTalk *talk, int offset)
{
  int low = 0;
  int high = (int) talk->mentions->len;

  while (low < high) {
    int middle = (low + high) / 2;

    if (bx_talk_mention (talk, middle)->text.start < offset)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* 看着張三 makes an object of him, 門口坐着張三 does not. */
static gboolean
is_done_to (const BxTalk *talk, int start, int at)
{
  gunichar verb = bx_talk_char_before (talk, start, at - 3);

  return verb == 0 || g_utf8_strchr ("坐站住躺蹲立跪", -1, verb) == NULL;
}

/* 她身後的一名教師, 老鄧身邊的孫子 */
static gboolean
is_place_of (const BxTalk *talk, BxSlice rest)
{
  static const char *const words[] = { "身后", "身边", "身旁", "旁边", "面前", "对面", "背后", "后面" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (bx_talk_starts_with (talk, rest.start, words[i]))
      return bx_talk_starts_with (talk, rest.start + 6, "的");
  return FALSE;
}

/* Whether what stands at a place can be the subject of its clause: 對他 is no subject, and neither
 * is the owner in 他的朋友 and 他父親. */
gboolean
bx_is_subject (const BxTalk *talk, BxSlice clause, BxSlice word, gboolean is_name)
{
  int title = is_name ? bx_talk_word_before (talk, BX_WORDS_TITLE, clause.start, word.start) : 0;
  gunichar before = bx_talk_char_before (talk, clause.start, word.start);

  if (bx_is_char_of (BX_CHARS_OBJECT, before)
      || bx_is_char_of (BX_CHARS_OBJECT,
                        bx_talk_char_before (talk, clause.start, word.start - title)))
    return FALSE; /* 對張三, 由翻譯袁立 */
  if (bx_talk_starts_with (talk, word.end, "的"))
    return bx_talk_word_at (talk, BX_WORDS_GESTURE, word.end + 3, clause.end) >= 6 /* 她的眼圈 */
           || (word.start == clause.start && bx_talk_starts_with (talk, word.end + 3, "手")
               && bx_talk_word_at (talk, BX_WORDS_COMMON, word.end + 3, clause.end) == 0);
  if (bx_talk_starts_with (talk, word.end, "们") || is_place_of (talk, bx_slice (word.end, clause.end)))
    return FALSE;
  if (is_name && word.start > clause.start && g_utf8_strchr ("住见", -1, before) != NULL)
    return FALSE; /* 攔住, 遇見 */
  if (is_name && bx_is_char_of (BX_CHARS_DURING, before) && is_done_to (talk, clause.start, word.start))
    return FALSE;
  if (is_name)
    return bx_talk_word_at (talk, BX_WORDS_KIN, word.end, clause.end) == 0
           || bx_talk_word_at (talk, BX_WORDS_CALL, word.end, clause.end) > 0;
  return bx_talk_word_at (talk, BX_WORDS_KIN, word.end, clause.end) == 0
         && bx_talk_word_at (talk, BX_WORDS_TITLE, word.end, clause.end) <= 3; /* 他總 is no title */
}

int
bx_find_subject (const BxTalk *talk, BxSlice clause)
{
  int found = -1;

  for (int i = bx_first_mention (talk, clause.start); i < (int) talk->mentions->len; i++) {
    const BxMention *mention = bx_talk_mention (talk, i);

    if (mention->text.end > clause.end)
      break;
    if (bx_is_subject (talk, clause, mention->text, TRUE))
      found = i;
  }
  return found;
}

int
bx_find_pronoun (const BxTalk *talk, BxSlice clause)
{
  for (int i = clause.start; i < clause.end; i = bx_talk_next (talk, i)) {
    int len = bx_talk_word_at (talk, BX_WORDS_PRONOUN, i, clause.end);

    if (len > 0 && bx_is_subject (talk, clause, bx_slice (i, i + len), FALSE)
        && bx_talk_char_before (talk, clause.start, i) != 0x5176) /* 其他 */
      return i;
  }
  return -1;
}

gboolean
bx_names_another (const BxTalk *talk, BxSlice text, int person)
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

gboolean
bx_bears_title (const BxTalk *talk, int person, BxSlice title)
{
  BxSlice name = bx_talk_person (talk, person)->name;
  int block = MAX (0, bx_article_get_block_at (talk->article, name.start));
  BxSlice text = talk->article->blocks[block].text;
  int before = bx_talk_word_before (talk, BX_WORDS_TITLE, text.start, name.start);
  int after = bx_talk_word_at (talk, BX_WORDS_TITLE, name.end, text.end);
  const char *word = talk->text + title.start;
  g_autofree char *own = before > 0 ? g_strndup (talk->text + name.start - before, (gsize) before)
                                    : g_strndup (talk->text + name.end, (gsize) after);
  g_autofree char *asked = g_strndup (word, (gsize) bx_slice_len (title));

  return *own != '\0' && (strstr (own, asked) != NULL || strstr (asked, own) != NULL);
}

static gboolean
has_surname (const BxTalk *talk, int person, const char *surname, int len)
{
  const BxPerson *self = bx_talk_person (talk, person);

  return !self->is_call && self->surname_len == len
         && memcmp (talk->text + self->name.start, surname, (gsize) len) == 0;
}

/* Of several people with a surname, the one who bears the title. */
int
bx_choose_bearer (const BxTalk *talk, BxSlice surname, BxSlice title)
{
  int found = -1;

  for (int i = BX_N_GENDERS; i < (int) talk->people->len; i++) {
    if (!has_surname (talk, i, talk->text + surname.start, bx_slice_len (surname))
        || !bx_bears_title (talk, i, title))
      continue;
    if (found >= 0)
      return -1;
    found = i;
  }
  return found;
}
