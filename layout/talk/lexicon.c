/* Where words of every day begin and end, as ICU's dictionary has it: a name is what is left between them.
 * Loading the dictionary and asking it costs more than all tables of words, so that only what is about to
 * become a person is asked about. */
#include "talk-private.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#define MAX_CHARS_BEFORE 10
#define MAX_CHARS_AFTER 6

struct _BxLexicon {
  UBreakIterator *words; /* NULL where ICU has no dictionary */
};

static BxLexicon *
open_lexicon (void)
{
  BxLexicon *lexicon = g_new0 (BxLexicon, 1);
  UErrorCode status = U_ZERO_ERROR;

  lexicon->words = ubrk_open (UBRK_WORD, "zh", NULL, 0, &status);
  return lexicon;
}

void
bx_close_lexicon (BxLexicon *lexicon)
{
  if (lexicon != NULL && lexicon->words != NULL)
    ubrk_close (lexicon->words);
  g_free (lexicon);
}

/* The ideographs around a name, as many as tell how it is parted. */
static BxSlice
find_surroundings (const BxTalk *talk, BxSlice name)
{
  BxSlice around = name;

  for (int n = 0; n < MAX_CHARS_BEFORE && bx_is_han (bx_talk_char_before (talk, 0, around.start)); n++)
    around.start = bx_talk_prev (talk, around.start);
  for (int n = 0; n < MAX_CHARS_AFTER && around.end < talk->article->text_len
                  && bx_is_han (bx_talk_char (talk, around.end)); n++)
    around.end = bx_talk_next (talk, around.end);
  return around;
}

BxParting
bx_part_words (BxTalk *talk, BxSlice name)
{
  BxSlice around = find_surroundings (talk, name);
  BxParting parting = { .begins = around.start == name.start };
  UText text = UTEXT_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  int last = around.start;

  if (talk->lexicon == NULL)
    talk->lexicon = open_lexicon ();
  utext_openUTF8 (&text, talk->text + around.start, bx_slice_len (around), &status);
  if (talk->lexicon->words != NULL)
    ubrk_setUText (talk->lexicon->words, &text, &status);
  if (talk->lexicon->words == NULL || U_FAILURE (status))
    return (BxParting){ TRUE, TRUE, 1 };
  for (int at = ubrk_next (talk->lexicon->words); at != UBRK_DONE;
       at = ubrk_next (talk->lexicon->words)) {
    at += around.start;
    parting.begins |= at == name.start;
    parting.ends |= at == name.end;
    if (last >= name.start && at <= name.end)
      parting.longest = MAX (parting.longest, (at - last) / 3);
    last = at;
  }
  utext_close (&text);
  return parting;
}
