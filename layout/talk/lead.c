/* What leads to a quotation, and to whom it gives the words: A1, A2, A5, A6, A7 of
 * layout-algorithms §5.3. */
#include "rules.h"

#define MIN_TOLD_HAN 8
#define MAX_VERDICT_LEAD 3 /* characters: 他的獲獎感言 */

static gboolean
is_view (const BxTalk *talk, BxSlice clause)
{
  return bx_talk_word_at (talk, BX_WORDS_VIEW_START, clause.start, clause.end) > 0
         && bx_talk_word_before (talk, BX_WORDS_VIEW_END, clause.start, clause.end) > 0;
}

/* A6. 在張三看來, 用張三的話說, 按張三的說法. */
int
bx_find_view_holder (const BxTalk *talk, BxSlice clause)
{
  int mention = bx_first_mention (talk, clause.start);

  if (!is_view (talk, clause))
    return -1;
  if (mention >= (int) talk->mentions->len
      || bx_talk_mention (talk, mention)->text.end > clause.end)
    return -1;
  return mention;
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
  if (name.end + bx_talk_word_at (talk, BX_WORDS_TITLE, name.end, clause.end) != clause.end)
    return -1;
  if (name.start != clause.start
      && bx_talk_word_before (talk, BX_WORDS_TITLE, clause.start, name.start) == 0)
    return -1;
  return mention;
}

/* A5. 張三的回答是：, 這是張三的評價. */
int
bx_find_verdict_holder (const BxTalk *talk, BxSlice clause)
{
  int mention = bx_first_mention (talk, clause.start);
  BxSlice name;

  if (mention >= (int) talk->mentions->len || !bx_talk_holds (talk, BX_WORDS_VERDICT, clause))
    return -1;
  name = bx_talk_mention (talk, mention)->text;
  return name.end < clause.end
                 && bx_talk_word_at (talk, BX_WORDS_KIN, name.end, clause.end) == 0 /* 張三父親留下的 */
                 && bx_talk_holds (talk, BX_WORDS_VERDICT, bx_slice (name.end, clause.end))
             ? mention
             : -1;
}

/* A5 as well: 他的回答只有四個字：, 宋佳音的回答更簡單：, 她對新款的評價是：: a verdict, or words of its owner, that begins
 * a few characters behind 的. Gives where its owner stands: a name or a pronoun; empty for none. */
static BxSlice
find_verdict_owner (const BxTalk *talk, BxSlice clause)
{
  int mention = bx_first_mention (talk, clause.start);
  int pronoun = bx_talk_word_at (talk, BX_WORDS_PRONOUN, clause.start, clause.end);
  BxSlice owner = { clause.start, clause.start + pronoun };
  const char *of;

  if (pronoun == 0 && mention < (int) talk->mentions->len
      && bx_talk_mention (talk, mention)->text.start == clause.start)
    owner = bx_talk_mention (talk, mention)->text;
  of = g_strstr_len (talk->text + owner.end, MAX (0, clause.end - owner.end), "的");
  if (bx_slice_is_empty (owner) || owner.end > clause.end || of == NULL
      || (of != talk->text + owner.end && !bx_talk_starts_with (talk, owner.end, "对")
          && !bx_talk_starts_with (talk, owner.end, "接下来的")))
    return bx_slice (clause.start, clause.start);
  for (int at = (int) (of + 3 - talk->text), n = 0; n <= MAX_VERDICT_LEAD && at < clause.end;
       n++, at = bx_talk_next (talk, at))
    if (bx_talk_word_at (talk, BX_WORDS_VERDICT, at, clause.end) > 0)
      return owner;
  return bx_slice (clause.start, clause.start);
}

static BxFrame
read_owned_verdict (const BxTalk *talk, int span, BxSlice clause)
{
  BxSlice owner = find_verdict_owner (talk, clause);

  if (bx_slice_is_empty (owner))
    return bx_no_frame;
  if (bx_gender_of_pronoun (talk, owner.start) != BX_GENDER_UNKNOWN)
    return bx_frame_of_pronoun (talk, span, owner.start, bx_gender_of_pronoun (talk, owner.start));
  return bx_frame_of_mention (talk, bx_first_mention (talk, owner.start), "A5", 2);
}

/* Words written down by somebody who is named: 他留下一張紙條：. */
static BxFrame
read_writing (const BxTalk *talk, int span, BxSlice lead)
{
  BxSlice before = { lead.start, lead.start };

  while (lead.start < lead.end) {
    BxSlice clause = bx_first_clause (talk, lead);

    if (bx_talk_holds (talk, BX_WORDS_WRITE, clause)) {
      BxFrame frame = bx_find_actor (talk, span, clause, before, "A1");

      frame.confidence = MIN (frame.confidence, 2);
      return frame.person >= 0 ? frame : bx_frame_blocked;
    }
    before.end = clause.end;
    lead.start = MIN (clause.end + 3, lead.end);
  }
  return bx_no_frame;
}

/* What stands behind a cue leads to words; in 買家開始要求水產品附上履歷 it is itself a part of what is
 * reported. */
static gboolean
leads_to_words (const BxTalk *talk, BxSlice rest)
{
  return bx_slice_is_empty (rest) || bx_talk_holds (talk, BX_WORDS_LISTENER, rest);
}

/* 在張三看來, 在他看來, 按照他的說法: whose view it is that the words give. */
static BxFrame
read_view (const BxTalk *talk, int span, BxSlice clause)
{
  int mention = bx_find_view_holder (talk, clause);
  int holder = clause.start
               + bx_talk_word_at (talk, BX_WORDS_VIEW_START, clause.start, clause.end);

  if (mention >= 0)
    return bx_frame_of_mention (talk, mention, "A6", 3);
  if (is_view (talk, clause) && bx_talk_word_at (talk, BX_WORDS_PRONOUN, holder, clause.end) > 0)
    return bx_frame_of_pronoun (talk, span, holder, bx_gender_of_pronoun (talk, holder));
  return bx_no_frame;
}

/* 校長給記者算了一筆賬：全校有一千名學生，「…」: what an account holds is the words of whoever gives it. */
static gboolean
begins_account (const BxTalk *talk, BxSlice clause)
{
  return bx_talk_char (talk, clause.end) == 0xFF1A
         && (bx_talk_holds (talk, BX_WORDS_LISTENER, clause) || bx_holds_gesture (talk, clause));
}

/* A cue in an earlier clause of the sentence governs what follows: 她說，望遠鏡不會走，「…」. */
static BxFrame
read_reported (const BxTalk *talk, int span, BxSlice lead)
{
  BxSlice before = { lead.start, lead.start };
  BxFrame frame = bx_no_frame;

  while (lead.start < lead.end) {
    BxSlice clause = bx_first_clause (talk, lead);
    BxSlice cue = bx_find_cue (talk, clause, BX_CUE_REPORT);
    BxFrame view = read_view (talk, span, clause);

    if (view.person >= 0)
      frame = view;
    else if (bx_slice_is_empty (cue) && begins_account (talk, clause))
      frame = bx_find_actor (talk, span, clause, before, "A2");
    if (!bx_slice_is_empty (cue)) {
      BxFrame said = bx_find_speaker (talk, span, bx_slice (clause.start, cue.start), before, "A2");

      if (said.person >= 0 || frame.person < 0
          || leads_to_words (talk, bx_slice (cue.end, clause.end)))
        frame = said;
    }
    before.end = clause.end;
    lead.start = MIN (clause.end + 3, lead.end);
  }
  frame.confidence = MIN (frame.confidence, 2);
  frame.is_direct = FALSE;
  frame.is_reported = frame.person >= 0 || frame.is_blocked;
  return frame;
}

/* 自治會會長認為，搬家不是末日。他看過三塊地，最好的一塊在安南，「停車位多兩百個」。: nobody but the one whose view the
 * paragraph begins with is named in it up to words that end a sentence. */
static BxFrame
read_governed (const BxTalk *talk, int span)
{
  const BxSpan *self = bx_talk_span (talk, span);
  BxSlice told = { bx_text_start (talk, self->quote.block), self->quote.outer.start };
  BxSlice clause = bx_first_clause (talk, told);
  BxSlice cue = bx_find_cue (talk, clause, BX_CUE_REPORT);
  BxFrame frame;

  if (bx_slice_is_empty (cue) || bx_tells_of_asker (talk, told))
    return bx_no_frame;
  frame = bx_find_speaker (talk, span, bx_slice (clause.start, cue.start),
                           bx_slice (clause.start, clause.start), "A2");
  if (frame.person < 0 || bx_names_another (talk, told, frame.person))
    return bx_no_frame;
  frame.confidence = 1;
  frame.is_direct = FALSE;
  frame.is_reported = TRUE;
  return frame;
}

/* A sentence of its subject ends in words that speak of "me": 她調好鬧鐘，「反正我們要起來的」。 */
static BxFrame
read_told (const BxTalk *talk, int span, BxSlice clause, BxSlice before)
{
  const BxSpan *self = bx_talk_span (talk, span);
  gunichar after = bx_talk_char (talk, self->quote.outer.end);
  BxFrame frame = bx_no_frame;

  if (self->n_han < MIN_TOLD_HAN || (!self->has_final && !bx_is_sentence_end (after)))
    return bx_no_frame;
  if (!bx_talk_holds (talk, BX_WORDS_VOICE, self->quote.inner))
    return read_governed (talk, span);
  frame = bx_find_actor (talk, span, clause, before, "A2");
  frame.confidence = MIN (frame.confidence, 2);
  frame.is_direct = FALSE;
  frame.is_reported = frame.person >= 0;
  frame.is_blocked = FALSE;
  return frame;
}

/* 聽完, but not 旁聽席. */
static gboolean
holds_listening (const BxTalk *talk, BxSlice text)
{
  for (int i = text.start; i < text.end; i = bx_talk_next (talk, i))
    if (bx_talk_word_at (talk, BX_WORDS_LISTEN, i, text.end) > 0
        && g_utf8_strchr ("旁打收", -1, bx_talk_char_before (talk, text.start, i)) == NULL)
      return TRUE;
  return FALSE;
}

/* Whatever somebody did before a colon, what follows in the paragraph is said: 穿不進去，笑一聲：. */
static BxFrame
read_actor (const BxTalk *talk, int span, BxSlice clause, BxSlice before)
{
  BxFrame frame;

  /* 她接到母親的電話，只有一句話：, 她記得最後一條： */
  if (holds_listening (talk, bx_slice (before.start, clause.end)))
    return bx_frame_blocked;
  frame = bx_find_actor (talk, span, clause, before, "A1");
  frame.confidence = MIN (frame.confidence, 2);
  if (frame.person >= 0
      && bx_names_another (talk, bx_slice (before.start, clause.end), frame.person))
    frame.confidence = 1;
  return frame;
}

/* 張三清了清嗓子，說聲音…，「…」: long enough to be said by whoever does something before it, if it is not reported
 * of somebody else: 吳敏回憶，郭蕙掏出一沓紙，「我以為是藥方」. */
static gboolean
completes_act (const BxTalk *talk, int span, BxSlice lead, int actor)
{
  BxFrame reported;

  if (actor < 0 || bx_talk_span (talk, span)->n_han < MIN_TOLD_HAN)
    return FALSE;
  reported = read_reported (talk, span, lead);
  return reported.person < 0 ? !reported.is_blocked : reported.person == actor;
}

/* A lead without a cue right before the quotation: an act of its subject, something written or
 * read, a statement that the quotation completes. */
static BxFrame
read_indirect (const BxTalk *talk, int span, BxSlice lead, gboolean has_colon, gboolean has_comma)
{
  BxSlice before;
  BxSlice clause = bx_last_clause (talk, lead, &before);
  BxFrame frame = bx_no_frame;
  int mention;

  if (has_colon && (mention = bx_find_verdict_holder (talk, clause)) >= 0)
    return bx_frame_of_mention (talk, mention, "A5", 2);
  if (has_colon)
    frame = read_writing (talk, span, lead);
  if (frame.person >= 0 || frame.is_blocked)
    return frame;
  if (bx_talk_holds (talk, BX_WORDS_INSCRIBED, clause))
    return has_colon   ? bx_frame_blocked
           : has_comma ? read_reported (talk, span, lead) /* 他說，短信發出了，「…」 */
                       : bx_no_frame;
  if (has_comma && bx_talk_starts_with (talk, lead.start, "据")) /* 據隊長說，翻譯聲音都在抖，「…」 */
    frame = read_reported (talk, span, lead);
  if (bx_is_open_question (&frame) && (has_colon || has_comma) && bx_holds_gesture (talk, clause)) {
    frame = bx_find_actor (talk, span, clause, before, has_colon ? "A1" : "A2");
    frame.confidence = MIN (frame.confidence, 2);
    frame.is_reported = has_comma && completes_act (talk, span, lead, frame.person);
  }
  if (frame.person < 0 && !frame.is_blocked)
    frame = read_reported (talk, span, lead);
  if (frame.person < 0 && !frame.is_blocked && has_comma)
    return read_told (talk, span, clause, before);
  if (has_colon && bx_is_open_question (&frame) && !bx_talk_span (talk, span)->begins)
    frame = read_actor (talk, span, clause, before);
  frame.is_direct = has_colon;
  frame.is_plain = has_colon;
  return frame;
}

/* 曉玟學起母親的腔調，: what follows are that one's words. */
static gboolean
imitates (const BxTalk *talk, BxSlice clause)
{
  static const char *const manners[] = { "腔调", "口气", "口吻", "语气" };
  gboolean is_other = FALSE;

  for (int i = clause.start; i < clause.end; i = bx_talk_next (talk, i)) {
    is_other |= bx_talk_starts_with (talk, i, "学") || bx_talk_starts_with (talk, i, "模仿");
    for (gsize k = 0; k < G_N_ELEMENTS (manners) && is_other; k++)
      if (bx_talk_starts_with (talk, i, manners[k]))
        return TRUE;
  }
  return FALSE;
}

/* What a cue says of the words that it leads to. */
static void
tell_kind_of_cue (const BxTalk *talk, BxSlice cue, gunichar mark, BxFrame *frame)
{
  frame->is_naming
      = mark != 0xFF1A
        && bx_talk_word_at (talk, BX_WORDS_NAMING, cue.start, cue.end) == bx_slice_len (cue);
  frame->is_plain
      = mark == 0xFF1A
        || (mark == 0xFF0C && bx_talk_word_before (talk, BX_WORDS_PLAIN, cue.start, cue.end) > 0);
}

/* 他引用了母親的一句話：, 她喜歡鄉親的說法：: words that are told of somebody who has no name. */
static gboolean
passes_on_words (const BxTalk *talk, BxSlice clause)
{
  static const char *const verbs[] = { "引用", "引述", "转述", "喜欢", "想起", "记起", "复述", "套用" };
  static const BxWords nouns[] = { BX_WORDS_KIN, BX_WORDS_NOBODY, BX_WORDS_TITLE };
  const char *verb = NULL;

  if (bx_talk_word_before (talk, BX_WORDS_VERDICT, clause.start, clause.end) == 0
      && !bx_talk_starts_with (talk, clause.end - 3, "话"))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (verbs) && verb == NULL; i++)
    verb = g_strstr_len (talk->text + clause.start, bx_slice_len (clause), verbs[i]);
  for (int at = verb != NULL ? (int) (verb - talk->text) + 6 : clause.end; at < clause.end;
       at = bx_talk_next (talk, at))
    for (gsize i = 0; i < G_N_ELEMENTS (nouns); i++)
      if (bx_talk_word_at (talk, nouns[i], at, clause.end) >= 6
          && bx_talk_word_at (talk, BX_WORDS_VERDICT, at, clause.end) == 0)
        return TRUE;
  return FALSE;
}

/* A1, A2, A5, A6, A7: what leads to the quotation. */
BxFrame
bx_read_lead (const BxTalk *talk, int span)
{
  BxSlice lead = bx_talk_span (talk, span)->lead;
  gunichar mark = bx_talk_char_before (talk, lead.start, lead.end);
  gboolean has_colon = mark == 0xFF1A;
  gboolean has_comma = mark == 0xFF0C;
  BxSlice before, clause, cue;
  BxFrame frame;
  int mention;

  if (mark == 0 || bx_is_sentence_end (mark) || mark == 0xFF1B)
    return bx_no_frame;
  if (has_colon || has_comma)
    lead.end = bx_talk_prev (talk, lead.end);
  clause = bx_last_clause (talk, lead, &before);
  if (has_colon ? passes_on_words (talk, clause) : imitates (talk, clause))
    return bx_frame_blocked;
  frame = read_view (talk, span, clause);
  if (!bx_is_open_question (&frame))
    return frame;
  if (has_colon || bx_talk_char_before (talk, clause.start, clause.end) == 0x662F) { /* 是 */
    frame = read_owned_verdict (talk, span, clause);
    if (!bx_is_open_question (&frame))
      return frame;
  }
  if (has_colon && (mention = find_label_holder (talk, clause, before)) >= 0)
    return bx_frame_of_mention (talk, mention, "A7", 3);
  cue = bx_find_cue (talk, clause, has_colon ? BX_CUE_COLON : BX_CUE_PLAIN);
  if (bx_slice_is_empty (cue))
    return read_indirect (talk, span, lead, has_colon, has_comma);
  frame = bx_find_speaker (talk, span, bx_slice (clause.start, cue.start), before,
                           has_colon ? "A1" : "A2");
  if (has_comma && frame.is_blocked && bx_talk_word_at (talk, BX_WORDS_CUE, cue.start, cue.end) == 0) {
    BxFrame reported = read_reported (talk, span, lead);

    if (reported.person >= 0) /* 張三指出，這樣一來魚就不叫了，「…」 */
      return reported;
  }
  tell_kind_of_cue (talk, cue, mark, &frame);
  return frame;
}
