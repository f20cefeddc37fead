/* Proposes names that begin with no surname that we know: 恰腊八, 娜四恒, and given names alone: 秀枝. What they are
 * told by is their place, behind a title or before a cue, and that the text comes back to them; that they
 * are no words of every day is asked in names.c. */
#include "forms.h"

#define MAX_UNKNOWN_CHARS 3
#define MIN_LED 2   /* times that a name behind a title is met */

/* A word begins there that is no name. */
static gboolean
begins_word (const BxTalk *talk, int at, int end)
{
  static const BxWords words[] = { BX_WORDS_COMMON, BX_WORDS_FOLLOWER, BX_WORDS_BUT,   BX_WORDS_TITLE,
                                   BX_WORDS_CUE,    BX_WORDS_GESTURE,  BX_WORDS_HUMAN, BX_WORDS_NOBODY,
                                   BX_WORDS_KIN,    BX_WORDS_PRONOUN,  BX_WORDS_SOMEBODY,
                                   BX_WORDS_ABOUT,  BX_WORDS_VIEW_START };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (bx_talk_word_at (talk, words[i], at, end) > 0)
      return TRUE;
  return !bx_is_char_of (BX_CHARS_CALL, bx_talk_char (talk, at))
         && bx_talk_word_at (talk, BX_WORDS_NO_GIVEN, at, end) > 0;
}

static gboolean
ends_in_noun (const BxTalk *talk, BxSlice name)
{
  gunichar last = bx_talk_char_before (talk, name.start, name.end);

  return (!bx_is_char_of (BX_CHARS_ELDER, last)
          && bx_talk_word_before (talk, BX_WORDS_NO_GIVEN, name.start, name.end) > 0)
         || bx_talk_word_before (talk, BX_WORDS_TITLE, name.start, name.end) > 0
         || bx_talk_word_before (talk, BX_WORDS_NOBODY, name.start, name.end) > 0
         || bx_talk_word_before (talk, BX_WORDS_KIN, name.start, name.end) > 0
         || bx_is_char_of (BX_CHARS_NOUN_END, last);
}

/* How a place leads to a name: not at all, as any clause does, or by a title. */
typedef enum { NOT_LED, LED_BY_START, LED_BY_TITLE } Leading;

static Leading
leading_to (const BxTalk *talk, BxSlice block, int at)
{
  gunichar before = bx_talk_char_before (talk, block.start, at);

  if (!bx_is_han (before))
    return LED_BY_START;
  if (bx_talk_word_before (talk, BX_WORDS_TITLE, block.start, at) >= 6)
    return LED_BY_TITLE;
  return bx_is_char_of (BX_CHARS_POST_END, before) ? LED_BY_START : NOT_LED;
}

/* A clause begins with it, and goes on to anything: no more is asked of its place before it has begun many. */
static gboolean
is_met_rarely (BxForm *form)
{
  form->n++;
  form->n_starts++;
  return form->n_starts < BX_MIN_STARTS;
}

/* Two characters are a given name, three a whole one. */
static void
propose_of_length (BxNameSearch *search, BxSlice name, Leading leading, BxProposal *proposal)
{
  const BxTalk *talk = search->talk;
  gboolean is_short = bx_slice_len (name) == 6;
  gboolean is_led
      = leading == LED_BY_TITLE || (is_short && bx_is_aged (talk, name.end, search->block.end));
  gboolean is_rare
      = !is_short && bx_is_char_of (BX_CHARS_RARE_SURNAME, bx_talk_char (talk, name.start));
  gboolean acts = !is_led && bx_is_followed_by_act (talk, name.end, search->block.end);
  BxForm *form;

  if ((is_short && !is_led && !acts) || ends_in_noun (talk, name)
      || (is_led && !bx_can_follow_name (talk, name.end, search->block.end)))
    return;
  form = bx_get_form (search, name);
  if (is_led ? bx_count_form (talk, form) < MIN_LED : !acts && is_met_rarely (form))
    return;
  form->is_unknown = !is_rare;
  form->is_rare = is_rare;
  form->is_led |= is_led;
  form->is_given = form->is_call = is_short;
  form->surname_len = is_short ? 0 : 3;
  bx_add_variant (search, proposal, form, name);
}

/* The ends of as many characters as a name may have from an offset on; returns how many. */
static int
find_ends (const BxNameSearch *search, int at, int *ends)
{
  const BxTalk *talk = search->talk;
  int n = 0;

  ends[0] = at;
  while (n < MAX_UNKNOWN_CHARS && ends[n] < search->block.end) {
    gunichar c = bx_talk_char (talk, ends[n]);

    if (!bx_is_han (c) || bx_is_char_of (BX_CHARS_FUNCTION | BX_CHARS_SOFT, c))
      break;
    ends[n + 1] = bx_talk_next (talk, ends[n]);
    n++;
  }
  return n;
}

void
bx_propose_unknown (BxNameSearch *search, int at, BxProposal *proposal)
{
  const BxTalk *talk = search->talk;
  gunichar first = bx_talk_char (talk, at);
  int ends[MAX_UNKNOWN_CHARS + 1];
  Leading leading;
  int n;

  if (search->is_label /* 南窗週刊：; who else has one is told in names.c */
      || (bx_is_char_of (BX_CHARS_SURNAME, first) && !bx_is_char_of (BX_CHARS_RARE_SURNAME, first)))
    return;
  n = find_ends (search, at, ends);
  leading = n < 2 ? NOT_LED : leading_to (talk, search->block, at);
  if (n < 2 || (leading == NOT_LED && !bx_is_aged (talk, at + 6, search->block.end))
      || begins_word (talk, at, search->block.end))
    return;
  for (; n >= 2; n--)
    propose_of_length (search, bx_slice (at, ends[n]), leading, proposal);
}
