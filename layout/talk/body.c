/* Proposes the names of bodies that speak as one: 東區足球會, 合議庭; not where one of their people speaks for them. */
#include "forms.h"

#include <string.h>

#define MAX_BODY_CHARS 14
#define MAX_BODY_CLAUSE 120 /* bytes */

/* A cue follows, and nobody of the body speaks for it: 署方發言人, 局裡一位副局長. */
static gboolean
speaks_as_one (const BxTalk *talk, int at, int end)
{
  static const char *const ways[] = { "发表", "发布", "发出", "在官方", "通报", "通告", "公告", "声明",
                                      "赛后在官方" }; /* its own words and places */
  BxSlice clause, cue;
  const char *place;

  if (bx_talk_starts_with (talk, at, "（")) { /* （ICES） */
    const char *close = g_strstr_len (talk->text + at, MIN (end - at, MAX_BODY_CLAUSE), "）");

    at = close != NULL ? (int) (close - talk->text) + 3 : at;
  }
  clause = bx_first_clause (talk, bx_slice (at, MIN (end, at + MAX_BODY_CLAUSE)));
  cue = bx_find_cue (talk, clause, BX_CUE_COLON);
  place = bx_talk_starts_with (talk, at, "在")
                          ? g_strstr_len (talk->text + at, cue.start - at, "中")
                          : NULL;

  if (place != NULL)
    at = (int) (place - talk->text); /* 在一份聲明中 */
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    if (bx_talk_starts_with (talk, at, ways[i]))
      at = cue.start;
  return !bx_slice_is_empty (cue)
         && bx_tables_in (bx_table_bit (BX_WORDS_TITLE) | bx_table_bit (BX_WORDS_NOBODY)
                              | bx_table_bit (BX_WORDS_SOMEBODY) | bx_table_bit (BX_WORDS_KIN),
                          talk->text + MIN (at, cue.start), talk->text + cue.start)
                == 0;
}

/* 有個公司, but not 有限公司. */
static gboolean
speaks_of_somebody (const BxTalk *talk, BxSlice name)
{
  for (int i = name.start; i < name.end; i = bx_talk_next (talk, i))
    if (bx_talk_word_at (talk, BX_WORDS_SOMEBODY, i, name.end) > 0
        && !bx_talk_starts_with (talk, i, "有限"))
      return TRUE;
  return FALSE;
}

/* 許明達倒是給教務處, 楊科維奇後來在機場: a clause that leads to a body, and not the name of one. */
static gboolean
is_clause (const BxTalk *talk, BxSlice name)
{
  static const char *const words[] = { "在", "给", "把", "被", "却", "曾", "后来", "倒是", "已经", "去了" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strstr_len (talk->text + name.start, bx_slice_len (name), words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* 東區足球會發文： the name of a body that begins a clause and governs a cue. */
void
bx_propose_body (BxNameSearch *search, int at, BxProposal *proposal)
{
  const BxTalk *talk = search->talk;
  BxSlice name = { at, at };
  BxForm *form;
  int ending = 0;

  if (bx_is_han (bx_talk_char_before (talk, search->block.start, at))
      && !bx_talk_starts_with (talk, MAX (at - 3, search->block.start), "的"))
    return;
  for (int n = 1; n <= MAX_BODY_CHARS && name.end < search->block.end; n++) {
    if (!bx_is_han (bx_talk_char (talk, name.end)) || bx_talk_starts_with (talk, name.end, "的"))
      return;
    name.end = bx_talk_next (talk, name.end);
    ending = bx_talk_word_before (talk, BX_WORDS_BODY, at, name.end);
    if (ending > 0
        && (bx_slice_len (name) >= MAX (ending + 6, 9)
            || bx_talk_starts_with (talk, at, "合议庭")) /* complete by itself */
        && bx_can_follow_name (talk, name.end, search->block.end)
        && speaks_as_one (talk, name.end, search->block.end))
      break;
    ending = 0;
  }
  if (ending == 0 || speaks_of_somebody (talk, name) || is_clause (talk, name)
      || bx_talk_word_at (talk, BX_WORDS_PRONOUN, at, name.end) > 0
      || bx_talk_word_at (talk, BX_WORDS_VIEW_START, at, name.end) > 0
      || bx_talk_word_at (talk, BX_WORDS_POST_LEAD, at, name.end) > 0
      || !bx_slice_is_empty (bx_find_cue (talk, name, BX_CUE_COLON)))
    return;
  form = bx_get_form (search, name);
  form->is_body = TRUE;
  bx_add_variant (search, proposal, form, name);
}
