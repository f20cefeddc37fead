/* Says in the text's own words who a speaker is: the shortest post or appositive near the name
 * (layout-algorithms §5.3, item 6). A post of today comes before a former one, and a former one
 * keeps the word that says so. */
#include "talk-private.h"

#include <string.h>

#define MAX_COLUMNS 36 /* half-width columns: 18 Han */
#define MAX_MENTIONS 24

typedef struct {
  BxSlice text;
  int worth; /* 0: none yet */
} Description;

static int
count_columns (const BxTalk *talk, BxSlice text)
{
  int columns = 0;

  for (const char *p = talk->text + text.start; p < talk->text + text.end;
       p = g_utf8_next_char (p))
    columns += (guchar) *p < 0x80 ? 1 : 2;
  return columns;
}

static gboolean
is_post_end (gunichar c)
{
  return c == 0 || c == '\n' || c == 0x3001 || bx_is_clause_end (c) || c == 0xFF08 || c == 0xFF1A
         || c == 0x201C || c == 0x201D || c == 0x300C || c == 0x300D || c == 0x2014;
}

/* The post that begins at an offset: up to the next mark, and to its last title. Where a verb says
 * that a post follows, the ending of a profession does as well. */
static BxSlice
post_from (const BxTalk *talk, int start, gboolean is_post)
{
  static const char endings[] = "师员长家者手匠官";
  int end = start;
  int cut = start;

  while (!is_post_end (bx_talk_char (talk, end))) {
    end = (int) (g_utf8_next_char (talk->text + end) - talk->text);
    if (bx_title_before (talk->text + start, talk->text + end) > 0)
      cut = end;
  }
  if (is_post && g_utf8_strchr (endings, -1, bx_talk_char_before (talk, start, end)) != NULL)
    cut = end;
  return bx_slice (start, cut);
}

/* The post that ends at an offset: back to the mark before it, without words that lead to it. */
static BxSlice
post_until (const BxTalk *talk, int limit, int end)
{
  static const char *const leading[]
      = { "作为", "身为", "来自", "据", "在", "对", "而", "但", "和", "与", "以及", "如今", "正如",
          "现任", "时任", "今年", "当时", "他是", "她是", "原来", "于是", NULL };
  int start = end;

  while (start > limit) {
    int before = (int) (g_utf8_prev_char (talk->text + start) - talk->text);

    if (is_post_end (bx_talk_char (talk, before)))
      break;
    start = before;
  }
  for (int i = 0; leading[i] != NULL; i++) {
    int len = (int) strlen (leading[i]);

    if (end - start > len && strncmp (talk->text + start, leading[i], (gsize) len) == 0) {
      start += len;
      i = -1;
    }
  }
  return bx_slice (start, end);
}

static void
offer (const BxTalk *talk, Description *best, BxSlice text, int worth)
{
  if (worth <= best->worth || bx_slice_len (text) < 6 || count_columns (talk, text) > MAX_COLUMNS)
    return;
  *best = (Description){ text, worth };
}

/* 北京大學教授張三, and 作為咕咚的創始人，張三. A title alone — 教授張三 — says little. */
static void
look_before (const BxTalk *talk, Description *best, BxSlice paragraph, BxSlice name)
{
  const char *start = talk->text + paragraph.start;
  gunichar before = bx_talk_char_before (talk, paragraph.start, name.start);
  int end = name.start;
  int title;

  if (before == 0xFF0C)
    end -= 3;
  title = bx_title_before (start, talk->text + end);
  if (title > 0) {
    BxSlice post = post_until (talk, paragraph.start, end);
    gboolean is_apart = before == 0xFF0C;
    int sentence = post.start;

    /* 作為…——…的創始人，: the clause must be said of the name after it. */
    while (is_apart && sentence > paragraph.start
           && !bx_is_clause_end (bx_talk_char_before (talk, paragraph.start, sentence)))
      sentence = (int) (g_utf8_prev_char (talk->text + sentence) - talk->text);
    if (is_apart && strncmp (talk->text + sentence, "作为", 6) != 0
        && strncmp (talk->text + sentence, "身为", 6) != 0)
      return;
    offer (talk, best, post, bx_slice_len (post) > title + 3 ? 5 : 1);
  }
}

/* 張三，某公司CEO， — an appositive between two marks. */
static void
look_for_appositive (const BxTalk *talk, Description *best, int at)
{
  BxSlice post;

  if (bx_talk_char (talk, at) != 0xFF0C && bx_talk_char (talk, at) != 0xFF08)
    return;
  post = post_from (talk, at + 3, FALSE);
  if (!bx_slice_is_empty (post) && is_post_end (bx_talk_char (talk, post.end)))
    offer (talk, best, post, 4);
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
    { "现任", 6, FALSE }, { "现为", 6, FALSE }, { "现在是", 6, FALSE }, { "目前担任", 6, FALSE },
    { "如今是", 6, FALSE }, { "是一名", 3, FALSE }, { "是一位", 3, FALSE }, { "担任", 3, FALSE },
    { "曾任", 2, TRUE },  { "曾担任", 2, TRUE }, { "曾是", 2, TRUE },  { "原任", 2, TRUE },
    { "是另", 0, FALSE }, { "是这", 0, FALSE }, { "是那", 0, FALSE },  { "是", 3, FALSE },
  };

  for (int i = at; i < paragraph.end;) {
    gunichar c = bx_talk_char (talk, i);

    if (bx_is_sentence_end (c) || c == 0x201C || c == 0x300C)
      return;
    for (gsize k = 0; k < G_N_ELEMENTS (verbs); k++) {
      int len = (int) strlen (verbs[k].word);
      gboolean is_start = i == at || bx_is_clause_end (bx_talk_char_before (talk, at, i));
      BxSlice post;

      if (!is_start || strncmp (talk->text + i, verbs[k].word, (gsize) len) != 0)
        continue;
      post = post_from (talk, i + len, strcmp (verbs[k].word, "是") != 0);
      if (!bx_slice_is_empty (post))
        offer (talk, best, bx_slice (verbs[k].keeps_word ? i : post.start, post.end),
               verbs[k].worth);
      break;
    }
    i = (int) (g_utf8_next_char (talk->text + i) - talk->text);
  }
}

/* Behind the name, and behind another name in brackets. */
static int
skip_bracket (const BxTalk *talk, int at)
{
  const char *close;

  if (strncmp (talk->text + at, "（", 3) != 0)
    return at;
  close = g_strstr_len (talk->text + at, 48, "）");
  return close != NULL ? (int) (close + 3 - talk->text) : at;
}

BxSlice
bx_describe (const BxTalk *talk, int person)
{
  Description best = { { 0, 0 }, 0 };
  int seen = 0;

  for (int i = bx_first_mention (talk, bx_talk_person (talk, person)->name.start);
       i < (int) talk->mentions->len && seen < MAX_MENTIONS; i++) {
    const BxMention *mention = bx_talk_mention (talk, i);
    int block = bx_article_get_block_at (talk->article, mention->text.start);
    BxSlice paragraph;
    int at;

    if (mention->person != person || !mention->is_full || block < 0
        || talk->article->blocks[block].kind != BX_BLOCK_PARAGRAPH)
      continue;
    paragraph = talk->article->blocks[block].text;
    at = skip_bracket (talk, mention->text.end);
    look_before (talk, &best, paragraph, mention->text);
    look_for_appositive (talk, &best, at);
    if (bx_talk_char (talk, at) == 0xFF0C)
      at += 3;
    look_after (talk, &best, paragraph, at);
    seen++;
  }
  return best.text;
}
