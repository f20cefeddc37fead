/* Runs the stages of talk/ and writes their results into the article. The stages: turns of a
 * conversation, lines that name who speaks, quotations by shape, people by name, attribution, descriptions, pulls. */
#include "talk-private.h"

#include <string.h>

/* By the first mention; two readings of one name may begin at the same place. */
static gboolean
comes_before (const BxTalk *talk, int a, int b)
{
  int start_a = bx_talk_person (talk, a)->name.start;
  int start_b = bx_talk_person (talk, b)->name.start;

  return start_a != start_b ? start_a < start_b : a < b;
}

/* Speakers are those that front matter gives, in its order, and then the people to whom a quotation
 * is attributed, in the order of their first mention. The array gives the speaker of each person,
 * -1 for none. (transfer full) */
static int *
number_speakers (const BxTalk *talk, int *n_speakers)
{
  int n_people = (int) talk->people->len;
  int *numbers = g_new (int, n_people + 1);
  int n_given = talk->article->n_speakers;

  *n_speakers = n_given;
  for (int i = 0; i <= n_people; i++)
    numbers[i] = -1;
  for (int i = 0; i < (int) talk->spans->len; i++)
    if (bx_talk_span (talk, i)->quote.speaker >= 0)
      numbers[bx_talk_span (talk, i)->quote.speaker] = n_given;
  for (int i = 0; i < n_people; i++) {
    int given = bx_talk_person (talk, i)->given;
    int rank = n_given;

    if (given >= 0)
      numbers[i] = given;
    if (given >= 0 || numbers[i] < 0)
      continue;
    for (int k = 0; k < n_people; k++)
      rank += numbers[k] >= 0 && bx_talk_person (talk, k)->given < 0 && comes_before (talk, k, i);
    numbers[i] = rank;
    (*n_speakers)++;
  }
  return numbers;
}

/* A surname alone, or 老人, means somebody only where it stands. */
static gboolean
is_alias (const BxTalk *talk, BxSlice text)
{
  return bx_slice_len (text) > 3
         && bx_talk_word_at (talk, BX_WORDS_OLD, text.start, text.end) < bx_slice_len (text);
}

/* The other ways in which the text names a person, each as it occurs first. */
static void
collect_aliases (const BxTalk *talk, int person, BxSpeaker *speaker)
{
  GArray *aliases = g_array_new (FALSE, FALSE, sizeof (BxSlice));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (seen, bx_slice_dup (talk->text, speaker->name));
  for (int i = 0; i < (int) talk->mentions->len; i++) {
    const BxMention *mention = bx_talk_mention (talk, i);

    if (mention->person == person && is_alias (talk, mention->text)
        && g_hash_table_add (seen, bx_slice_dup (talk->text, mention->text)))
      g_array_append_val (aliases, mention->text);
  }
  speaker->n_aliases = (int) aliases->len;
  speaker->aliases = (BxSlice *) (void *) g_array_free (aliases, FALSE);
}

/* What is given stays as it is; only what is not said is filled in. */
static void
write_speakers (BxTalk *talk, const int *numbers, int n_speakers)
{
  BxArticle *article = talk->article;
  int n_given = article->n_speakers;

  article->speakers = g_renew (BxSpeaker, article->speakers, n_speakers + 1);
  memset (article->speakers + n_given, 0, (gsize) (n_speakers + 1 - n_given) * sizeof (BxSpeaker));
  article->n_speakers = n_speakers;
  for (int i = 0; i < (int) talk->people->len; i++) {
    BxSpeaker *speaker;

    if (numbers[i] < 0)
      continue;
    speaker = &article->speakers[numbers[i]];
    speaker->name = bx_talk_person (talk, i)->name;
    speaker->n_mentions = bx_talk_person (talk, i)->n_mentions;
    speaker->is_unsure = !bx_talk_person (talk, i)->is_sure;
    if (bx_slice_is_empty (speaker->description))
      speaker->description = bx_describe (talk, i);
    if (speaker->aliases == NULL)
      collect_aliases (talk, i, speaker);
  }
}

static void
write_quotes (BxTalk *talk, const int *numbers)
{
  BxArticle *article = talk->article;

  article->n_quotes = (int) talk->spans->len;
  article->quotes = g_new0 (BxQuote, article->n_quotes);
  for (int i = 0; i < article->n_quotes; i++) {
    BxQuote *quote = &article->quotes[i];

    *quote = bx_talk_span (talk, i)->quote;
    if (quote->speaker < 0)
      continue;
    quote->speaker = numbers[quote->speaker];
    if (quote->confidence >= 2)
      article->speakers[quote->speaker].n_quotes++;
  }
}

/* Main is who speaks at least twice, or nobody less than whom: with one quotation each, all are.
 * Returns how many there are. */
static int
mark_main_speakers (BxArticle *article)
{
  int most = 1;
  int n_main = 0;

  for (int i = 0; i < article->n_speakers; i++)
    most = MAX (most, article->speakers[i].n_quotes);
  for (int i = 0; i < article->n_speakers; i++) {
    article->speakers[i].is_main = article->speakers[i].n_quotes >= MIN (most, 2);
    n_main += article->speakers[i].is_main;
  }
  return n_main;
}

/* The paragraph before each block of the same part of the article. (transfer full) */
static int *
link_paragraphs (const BxArticle *article)
{
  int *before = g_new (int, article->n_blocks + 1);
  int last = -1;

  for (int i = 0; i < article->n_blocks; i++) {
    const BxBlock *block = &article->blocks[i];

    if (block->kind == BX_BLOCK_CROSSHEAD
        || (last >= 0 && article->blocks[last].sidebar != block->sidebar))
      last = -1;
    before[i] = last;
    if (block->kind == BX_BLOCK_PARAGRAPH)
      last = i;
  }
  return before;
}

static void
find_people (BxTalk *talk)
{
  for (int i = 0; i < BX_N_GENDERS; i++) {
    BxPerson stranger = { .given = -1, .is_stranger = TRUE, .gender = (BxGender) i };

    g_array_append_val (talk->people, stranger);
  }
  bx_take_given_speakers (talk);
  bx_find_names (talk);
  bx_find_mentions (talk);
}

void
bx_talk_turns (BxArticle *article)
{
  g_autofree char *text = bx_fold_variants (article->text, article->text_len);
  g_autofree int *turns = g_new (int, article->n_blocks + 1);
  g_autofree int *block_before = link_paragraphs (article);
  BxTalk talk = {
    .article = article, .text = text, .turns = turns, .block_before = block_before
  };

  bx_find_turns (&talk);
}

void
bx_talk (BxArticle *article, int want, BxReport *report)
{
  g_autofree char *text = bx_fold_variants (article->text, article->text_len);
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (BxSpan));
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (BxPerson));
  g_autoptr (GArray) mentions = g_array_new (FALSE, FALSE, sizeof (BxMention));
  g_autofree int *turns = g_new (int, article->n_blocks + 1);
  g_autofree int *block_before = link_paragraphs (article);
  g_autofree int *numbers = NULL;
  g_autofree BxSignature *signatures = g_new0 (BxSignature, article->n_blocks + 1);
  BxTalk talk = { article,  report, text,         spans,     people,
                  mentions, turns,  block_before, signatures, NULL };
  int n_speakers, n_main;

  g_return_if_fail (article->quotes == NULL);
  bx_find_turns (&talk);
  bx_find_signatures (&talk);
  bx_find_spans (&talk);
  find_people (&talk);
  bx_close_lexicon (g_steal_pointer (&talk.lexicon));
  bx_attribute (&talk);
  numbers = number_speakers (&talk, &n_speakers);
  write_speakers (&talk, numbers, n_speakers);
  write_quotes (&talk, numbers);
  n_main = mark_main_speakers (article);
  bx_place_given_pulls (&talk);
  bx_choose_pulls (&talk, want > 0 ? MAX (want, n_main) : 0);
}
