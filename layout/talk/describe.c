/* Says in the text's own words who a speaker is: the shortest post or appositive near the name
 * (layout-algorithms §5.3, item 6). A post of today comes before a former one, and a former one
 * keeps the word that says so. */
#include "talk-private.h"

#include <string.h>

#define MAX_COLUMNS 36 /* half-width columns: 18 Han */
#define MAX_MENTIONS 24
#define MIN_BYTES 6
#define SIGNATURE_WORTH 9 /* more than any other */
#define MAX_PROFESSION 24 /* bytes */

typedef struct {
  BxSlice text;
  int worth; /* 0: none yet */
} Description;

static int
count_columns (const BxTalk *talk, BxSlice text)
{
  int columns = 0;

  for (int i = text.start; i < text.end; i = bx_talk_next (talk, i))
    columns += (guchar) talk->text[i] < 0x80 ? 1 : 2;
  return columns;
}

static gboolean
is_post_end (gunichar c)
{
  return c == 0 || c == '\n' || c == 0x3001 || bx_is_clause_end (c) || c == 0xFF08 || c == 0xFF09
         || c == 0xFF1A || (c >= 0x2018 && c <= 0x201D) || (c >= 0x300A && c <= 0x300F)
         || c == 0x2014;
}

/* A word that only looks like a verb stands around an offset: 有限 in 有限公司. */
static gboolean
is_safe (const BxTalk *talk, BxSlice text, int at, int len)
{
  int from = at;

  for (int n = 0; n < 3; n++) {
    int safe = bx_talk_word_at (talk, BX_WORDS_POST_SAFE, from, text.end);

    if (from + safe >= at + len)
      return TRUE;
    if (from <= text.start)
      return FALSE;
    from = bx_talk_prev (talk, from);
  }
  return FALSE;
}

/* 在院子里幫忙的大學生: a phrase that belongs to the noun after its 的. */
static gboolean
is_phrase (const BxTalk *talk, BxSlice text)
{
  static const char *const starts[] = { "在", "从" };
  const char *of = g_strrstr_len (talk->text + text.start, bx_slice_len (text), "的");

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (bx_talk_starts_with (talk, text.start, starts[i]) && of != NULL
        && talk->text + text.end - of >= 9 && count_columns (talk, text) <= MAX_COLUMNS)
      return TRUE;
  return FALSE;
}

/* 這次會診的省醫院主任: the post stands behind the first 的. */
static BxSlice
after_of (const BxTalk *talk, BxSlice text)
{
  const char *of = g_strstr_len (talk->text + text.start, bx_slice_len (text), "的");

  return of != NULL ? bx_slice ((int) (of + 3 - talk->text), text.end) : text;
}

/* 替客人包床單的售貨員: what somebody does for others is no part of the post. */
static gboolean
is_helper_before (const BxTalk *talk, int at)
{
  gunichar c = bx_talk_char_before (talk, 0, at);

  return c != 0 && g_utf8_strchr ("替帮陪", -1, c) != NULL;
}

/* Leaves out words that lead to the post, and clauses that end in it: 走出去的人里有 詩人. */
static BxSlice
trim_start (const BxTalk *talk, BxSlice text)
{
  int len;

  for (int n = 0; n < 4 && !is_phrase (talk, text)
                  && (len = bx_talk_word_at (talk, BX_WORDS_POST_LEAD, text.start, text.end)) > 0
                  && !is_safe (talk, text, text.start, len);
       n++)
    text.start += len;
  if (is_phrase (talk, text))
    return text;
  for (int i = text.start; i < text.end;) {
    gboolean is_strong;

    len = MAX (bx_talk_word_at (talk, BX_WORDS_POST_VERB, i, text.end),
               bx_cue_at (talk, text.start, i, text.end, &is_strong));
    if (bx_gender_of_pronoun (talk, i) != BX_GENDER_UNKNOWN)
      len = 3;
    if (len > 0 && text.end - i - len >= MIN_BYTES && !is_safe (talk, text, i, len))
      text.start = i = i + len;
    else
      i = bx_talk_next (talk, i);
  }
  if (bx_talk_starts_with (talk, text.start, "的"))
    text.start += 3;
  if (is_helper_before (talk, text.start) || bx_talk_starts_with (talk, text.start, "这次")
      || bx_talk_starts_with (talk, text.start, "此次"))
    text = after_of (talk, text);
  return text;
}

/* The post that begins at an offset: up to the next mark, and to its last title. Where a verb says
 * that a post follows, the ending of a profession does as well. */
static BxSlice
post_from (const BxTalk *talk, int start, gboolean is_post)
{
  int end = start;
  int cut = start;

  while (!is_post_end (bx_talk_char (talk, end))) {
    end = bx_talk_next (talk, end);
    if (bx_talk_word_before (talk, BX_WORDS_TITLE, start, end) > 0)
      cut = end;
  }
  if (is_post && bx_is_char_of (BX_CHARS_POST_END, bx_talk_char_before (talk, start, end)))
    cut = end;
  return bx_slice (start, cut);
}

/* A closing mark that ends at an offset has the end of a clause in front of it. */
static gboolean
ends_speech (const BxTalk *talk, int limit, int at)
{
  return bx_is_clause_end (bx_talk_char_before (talk, limit, bx_talk_prev (talk, at)));
}

/* The post that ends at an offset: back to the mark before it, over what is quoted inside, without
 * words that lead to it. */
static BxSlice
post_until (const BxTalk *talk, int limit, int end)
{
  int start = end;
  gunichar open = 0; /* of the quotation that is read over */

  while (start > limit) {
    gunichar c = bx_talk_char (talk, bx_talk_prev (talk, start));

    if (open == 0 && (c == 0x201D || c == 0x300D) && start < end
        && !ends_speech (talk, limit, start))
      open = c - 1;
    else if (open == 0 && is_post_end (c))
      break;
    else if (c == open)
      open = 0;
    start = bx_talk_prev (talk, start);
  }
  return trim_start (talk, bx_slice (start, end));
}

static void
offer (const BxTalk *talk, Description *best, BxSlice text, int worth)
{
  if (worth <= best->worth || bx_slice_len (text) < MIN_BYTES
      || count_columns (talk, text) > MAX_COLUMNS)
    return;
  *best = (Description){ text, worth };
}

/* 作為……的創始人，張三: the clause in front is said of the name after it. */
static gboolean
is_said_of_next (const BxTalk *talk, BxSlice paragraph, int at)
{
  while (at > paragraph.start
         && !bx_is_clause_end (bx_talk_char_before (talk, paragraph.start, at)))
    at = bx_talk_prev (talk, at);
  return bx_talk_starts_with (talk, at, "作为") || bx_talk_starts_with (talk, at, "身为");
}

/* A word that ends like a profession stands alone before the name: 窯主孫兆祥. */
static gboolean
is_profession (const BxTalk *talk, BxSlice post)
{
  gunichar last = bx_talk_char_before (talk, post.start, post.end);

  return bx_slice_len (post) <= MAX_PROFESSION
         && bx_is_char_of (BX_CHARS_POST_END | BX_CHARS_NOUN_END, last);
}

/* 北京大學教授張三, 調解員叫張三, and 作為咕咚的創始人，張三. A title alone — 教授張三 — says
 * little. */
static void
look_before (const BxTalk *talk, Description *best, BxSlice paragraph, BxSlice name)
{
  static const char *const links[] = { "名叫", "叫做", "叫", "，" };
  int end = name.start;
  gboolean is_apart = FALSE;
  gboolean is_linked = FALSE;
  BxSlice post;
  int title;

  for (gsize i = 0; i < G_N_ELEMENTS (links) && end == name.start; i++) {
    int len = (int) strlen (links[i]);

    if (end - len < paragraph.start || !bx_talk_starts_with (talk, end - len, links[i]))
      continue;
    end -= len;
    is_apart = bx_talk_char (talk, end) == 0xFF0C;
    is_linked = !is_apart;
  }
  title = bx_talk_word_before (talk, BX_WORDS_TITLE, paragraph.start, end);
  post = post_until (talk, paragraph.start, end);
  if (title == 0 && (is_apart || !is_profession (talk, post)))
    return;
  if (is_apart && !is_said_of_next (talk, paragraph, post.start))
    return;
  offer (talk, best, post, is_linked ? 2 : bx_slice_len (post) > title + 3 && title > 0 ? 5 : 1);
}

/* ——林素英，館長: the line that names who speaks says outright who that is. */
static void
look_at_signatures (const BxTalk *talk, Description *best, int block, BxSlice name)
{
  const int blocks[] = { block, MAX (0, talk->block_before[block]) };

  for (gsize i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (talk->signatures[blocks[i]].name.start == name.start)
      offer (talk, best, talk->signatures[blocks[i]].description, SIGNATURE_WORTH);
}

static int
piece_end (const BxTalk *talk, int at)
{
  while (!is_post_end (bx_talk_char (talk, at)))
    at = bx_talk_next (talk, at);
  return at;
}

/* ，四十三歲， */
static gboolean
is_age (const BxTalk *talk, int at)
{
  int end = piece_end (talk, at);

  return bx_talk_char (talk, end) == 0xFF0C && bx_talk_char_before (talk, at, end) == 0x5C81;
}

/* 張三，某公司CEO， — an appositive between two marks. */
static void
look_for_appositive (const BxTalk *talk, Description *best, int at)
{
  BxSlice post;

  if (bx_talk_char (talk, at) != 0xFF0C && bx_talk_char (talk, at) != 0xFF08)
    return;
  post = post_from (talk, at + 3, TRUE);
  if (bx_slice_is_empty (post) && is_age (talk, at + 3))
    post = post_from (talk, piece_end (talk, at + 3) + 3, TRUE);
  if (bx_slice_is_empty (post) || !is_post_end (bx_talk_char (talk, post.end)))
    return;
  offer (talk, best, trim_start (talk, post), 4);
}

/* Posts told in the sentence that begins with the name. */
static void
look_after (const BxTalk *talk, Description *best, BxSlice paragraph, int at)
{
  static const struct {
    const char *word;
    int worth;
    gboolean keeps_word;
  } verbs[] = {
    { "现任", 6, FALSE },     { "现为", 6, FALSE },   { "现在是", 6, FALSE },
    { "目前担任", 6, FALSE }, { "如今是", 6, FALSE }, { "是一名", 3, FALSE },
    { "是一位", 3, FALSE },   { "担任", 3, FALSE },   { "曾任", 2, TRUE },
    { "曾担任", 2, TRUE },    { "曾是", 2, TRUE },    { "原任", 2, TRUE },
    { "是另", 0, FALSE },     { "是这", 0, FALSE },   { "是那", 0, FALSE },
    { "是个", 3, FALSE },     { "是一个", 3, FALSE }, { "是", 3, FALSE },
  };

  for (int i = at; i < paragraph.end; i = bx_talk_next (talk, i)) {
    gunichar c = bx_talk_char (talk, i);

    if (bx_is_sentence_end (c) || c == 0x201C || c == 0x300C)
      return;
    if (i != at && !bx_is_clause_end (bx_talk_char_before (talk, at, i)))
      continue;
    for (gsize k = 0; k < G_N_ELEMENTS (verbs); k++) {
      BxSlice post;

      if (!bx_talk_starts_with (talk, i, verbs[k].word))
        continue;
      post = post_from (talk, i + (int) strlen (verbs[k].word), strcmp (verbs[k].word, "是") != 0);
      if (!bx_slice_is_empty (post))
        offer (talk, best, verbs[k].keeps_word ? bx_slice (i, post.end) : trim_start (talk, post),
               verbs[k].worth);
      break;
    }
  }
}

/* Behind the name, and behind another name in brackets. */
static int
skip_bracket (const BxTalk *talk, int at)
{
  const char *close;

  if (!bx_talk_starts_with (talk, at, "（"))
    return at;
  close = g_strstr_len (talk->text + at, 48, "）");
  return close != NULL ? (int) (close + 3 - talk->text) : at;
}

BxSlice
bx_describe (const BxTalk *talk, int person)
{
  Description best = { { 0, 0 }, 0 };
  int seen = 0;

  for (int i = 0; i < (int) talk->mentions->len && seen < MAX_MENTIONS; i++) {
    const BxMention *mention = bx_talk_mention (talk, i);
    int block, at, quotation;
    BxSlice paragraph;

    if (mention->person != person || !mention->is_full)
      continue;
    block = bx_article_get_block_at (talk->article, mention->text.start);
    quotation = bx_quotation_at (talk, mention->text.start);
    if (quotation >= 0 && bx_talk_span (talk, quotation)->quote.kind == BX_QUOTE_SPEECH)
      continue; /* 感謝我的合作者張三: in somebody's words */
    if (block < 0 || talk->article->blocks[block].kind == BX_BLOCK_HEADLINE)
      continue;
    paragraph = talk->article->blocks[block].text;
    look_at_signatures (talk, &best, block, mention->text);
    at = skip_bracket (talk, mention->text.end);
    look_before (talk, &best, paragraph, mention->text);
    look_for_appositive (talk, &best, mention->text.end);
    if (at != mention->text.end)
      look_for_appositive (talk, &best, at);
    look_after (talk, &best, paragraph, bx_talk_char (talk, at) == 0xFF0C ? at + 3 : at);
    seen++;
  }
  return best.text;
}
