/* What front matter says about speakers and pulls: it always wins. Given speakers are people before
 * any are looked for; given pulls are found in the text and never measured. */
#include "talk-private.h"

#include <string.h>

/* A Han name of two to four characters begins with a surname. */
int
bx_surname_of (const BxTalk *talk, BxSlice name)
{
  int n_han = bx_count_han (talk->text + name.start, bx_slice_len (name));
  int compound = bx_talk_word_at (talk, BX_WORDS_SURNAME, name.start, name.end);

  if (3 * n_han != bx_slice_len (name) || n_han < 2 || n_han > 4)
    return 0;
  if (compound > 0 && compound < bx_slice_len (name))
    return compound;
  return bx_is_char_of (BX_CHARS_SURNAME, bx_talk_char (talk, name.start)) ? 3 : 0;
}

void
bx_take_given_speakers (BxTalk *talk)
{
  for (int i = 0; i < talk->article->n_speakers; i++) {
    const BxSpeaker *speaker = &talk->article->speakers[i];
    BxPerson person = { .name = speaker->name,
                        .given = i,
                        .surname_len = bx_surname_of (talk, speaker->name),
                        .is_sure = !speaker->is_unsure };

    g_array_append_val (talk->people, person);
  }
}

/* --- pulls ----------------------------------------------------------------------------------- */

static int
quote_at (const BxArticle *article, const BxPull *pull)
{
  int end = bx_slice_is_empty (pull->gap) ? pull->text.end : pull->gap.start;

  for (int i = 0; i < article->n_quotes; i++)
    if (bx_slice_contains (article->quotes[i].inner, bx_slice (pull->text.start, end)))
      return i;
  return -1;
}

static void
report_pull (const BxTalk *talk, const char *code, BxSlice text, const char *message)
{
  int line, column;

  bx_article_get_source_place (talk->article, text.start, &line, &column);
  bx_report_add (talk->report, BX_WARNING, code, line, column, "%s", message);
}

/* A pull that the manuscript asks for is set as it is. Its speaker is the given one, or else
 * whoever says it in the text. */
static void
place_pull (BxTalk *talk, BxPull *pull)
{
  BxArticle *article = talk->article;

  if (pull->quote < 0)
    pull->quote = quote_at (article, pull);
  if (pull->speaker < 0 && pull->quote >= 0)
    pull->speaker = article->quotes[pull->quote].speaker;
  pull->is_chosen = pull->speaker >= 0;
  if (pull->speaker < 0)
    report_pull (talk, "pull-without-speaker", pull->text,
                 "nobody could be found who says this; name the speaker to have it set");
  else if (pull->quote >= 0 && article->quotes[pull->quote].speaker >= 0
           && article->quotes[pull->quote].speaker != pull->speaker)
    report_pull (talk, "pull-of-other-speaker", pull->text,
                 "the text seems to give these words to somebody else");
}

void
bx_place_given_pulls (BxTalk *talk)
{
  for (int i = 0; i < talk->article->n_pulls; i++)
    place_pull (talk, &talk->article->pulls[i]);
}
