/* Which speakers are certain enough that their words may be pulled: a wrong name under a quotation in large type
 * is worse than a quotation less. What cannot be told here is left to the confidence of the rules. */
#include "talk-private.h"

/* What only a pronoun gives to somebody, or what follows on that, is pulled where the paragraph names that
 * person: of the wrong speakers that unknown texts gave nearly all came over from another paragraph. */
static gboolean
is_named_beside (const BxTalk *talk, int index)
{
  static const char *const followers[] = { "B1", "A4", "C2" };
  const BxQuote *quote = &bx_talk_span (talk, index)->quote;
  BxSlice paragraph = talk->article->blocks[quote->block].text;
  gboolean follows = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (followers); i++)
    follows |= g_str_equal (quote->rule, followers[i]);
  if (!follows)
    return TRUE;
  for (int i = bx_first_mention (talk, paragraph.start); i < (int) talk->mentions->len; i++) {
    BxSlice name = bx_talk_mention (talk, i)->text;

    if (name.end > paragraph.end)
      return FALSE;
    if (bx_talk_mention (talk, i)->person == quote->speaker
        && bx_quotation_at (talk, name.start) < 0)
      return TRUE;
  }
  return FALSE;
}

/* The last place before a quotation where its paragraph, and nobody quoted in it, names a person; empty where
 * there is none. */
static BxSlice
find_name_before (const BxTalk *talk, int block, int offset, int person)
{
  BxSlice found = { offset, offset };

  for (int i = bx_first_mention (talk, talk->article->blocks[block].text.start);
       i < (int) talk->mentions->len && bx_talk_mention (talk, i)->text.end <= offset; i++)
    if (bx_talk_mention (talk, i)->person == person
        && bx_quotation_at (talk, bx_talk_mention (talk, i)->text.start) < 0)
      found = bx_talk_mention (talk, i)->text;
  return found;
}

/* Words for people stand in a clause where its subject does: nothing before them governs them, speaks, or is the
 * subject itself. Who asks is no rival. */
static gboolean
has_unnamed_subject (const BxTalk *talk, BxSlice clause)
{
  static const BxWords nouns[] = { BX_WORDS_NOBODY, BX_WORDS_TITLE, BX_WORDS_KIN };
  gboolean is_strong;

  for (int i = clause.start; i < clause.end; i = bx_talk_next (talk, i)) {
    if (bx_is_char_of (BX_CHARS_OBJECT | BX_CHARS_DURING, bx_talk_char (talk, i))
        || bx_talk_word_at (talk, BX_WORDS_PRONOUN, i, clause.end) > 0
        || bx_cue_at (talk, clause.start, i, clause.end, &is_strong) > 0)
      return FALSE;
    if (bx_talk_word_at (talk, BX_WORDS_ASKER, i, clause.end) > 0)
      return FALSE;
    for (gsize n = 0; n < G_N_ELEMENTS (nouns); n++) {
      int len = bx_talk_word_at (talk, nouns[n], i, clause.end);
      gunichar after = len > 0 && i + len < clause.end ? bx_talk_char (talk, i + len) : 0;

      if (len >= 6 && bx_is_han (after) && after != 0x7684) /* 的 */
        return TRUE;
    }
  }
  return FALSE;
}

/* 長子解釋，父親一輩子沒有搭過船，常掛在嘴邊，「…」: between the name and the words somebody else, who has none, has
 * become the subject. */
static gboolean
has_rival (const BxTalk *talk, int index)
{
  static const char *const leads[] = { "A1", "A2", "B1", "B2", "C2" };
  const BxQuote *quote = &bx_talk_span (talk, index)->quote;
  BxSlice between = find_name_before (talk, quote->block, quote->outer.start, quote->speaker);
  gboolean is_lead = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (leads); i++)
    is_lead |= g_str_equal (quote->rule, leads[i]);
  between.start = MIN (bx_first_clause (talk, bx_slice (between.end, quote->outer.start)).end + 3,
                       quote->outer.start);
  between.end = quote->outer.start;
  while (is_lead && between.start < between.end) {
    BxSlice clause = bx_first_clause (talk, between);

    if (has_unnamed_subject (talk, clause))
      return TRUE;
    between.start = MIN (clause.end + 3, between.end);
  }
  return FALSE;
}

/* Who speaks in an exchange without a word around it is told by whose turn it is, which one line that is told
 * wrongly turns round. And of names that are told by their use alone one in three of a stranger's text is none. */
static gboolean
is_inferred (const BxTalk *talk, int index)
{
  const BxQuote *quote = &bx_talk_span (talk, index)->quote;
  const BxPerson *person = bx_talk_person (talk, quote->speaker);

  return g_str_equal (quote->rule, "C1")
         || (!person->is_sure && bx_surname_of (talk, person->name) == 0);
}

gboolean
bx_is_trusted (const BxTalk *talk, int index)
{
  return !is_inferred (talk, index) && is_named_beside (talk, index) && !has_rival (talk, index);
}
