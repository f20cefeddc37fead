/* What may be pulled: candidates from sure quotations that can stand alone, scored by what readers
 * are known to stop at (layout-algorithms §5.4). Words are never changed; a candidate is a slice of
 * the text, or a sentence that the article parts to say whose it is, joined again. Which of them are chosen is decided in choice.c, where a pull stands on the page by
 * page/, which may fall back on the candidates that were not chosen. */
#include "talk-private.h"

#include <string.h>

#define PULL_SCORE 3000 /* of any words that may be pulled */
#define MIN_HAN 10
#define MAX_UNITS 45
#define BEST_MIN_UNITS 18
#define BEST_MAX_UNITS 30
#define RESERVE 4     /* candidates kept for each speaker at least */
#define PLAIN_LATIN 3 /* letters: AI reads like a word */
#define MAX_CANDIDATES 96
#define MAX_WANT 24
#define MAX_BIGRAMS 128
#define MAX_STRIPPED 3 /* words left out at the start of a sentence */
#define MAX_GAP_HAN 16 /* between two sentences: more may tell what was said meanwhile */

typedef struct {
  int n;
  guint64 of[MAX_BIGRAMS]; /* sorted */
} Bigrams;

typedef struct {
  const BxTalk *talk;
  Bigrams display; /* of headline, deck and crossheads, which a pull must not repeat */
  BxSlice body;
  GArray *candidates;
} Pulls;

/* A thought that turns, where the turn needs two words. */
static const struct {
  const char *first;
  const char *second;
} turns[] = {
  { "不是", "而是" }, { "不是", "，是" }, { "不仅", "更" },     { "没有", "就没有" },
  { "越", "越" },     { "与其", "不如" }, { "不在于", "在于" }, { "只要", "就" },
  { "如果", "就" },   { "宁", "也不" },   { "再", "也" },
};

/* --- likeness -------------------------------------------------------------------------------- */

static int
compare_bigrams (const void *a, const void *b)
{
  guint64 one = *(const guint64 *) a;
  guint64 other = *(const guint64 *) b;

  return (one > other) - (one < other);
}

static void
add_bigrams (Bigrams *bigrams, const char *p, const char *end)
{
  gunichar last = 0;

  for (; p < end; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!bx_is_han (c) && !bx_is_latin (c))
      continue;
    if (last != 0 && bigrams->n < MAX_BIGRAMS)
      bigrams->of[bigrams->n++] = (guint64) last << 32 | c;
    last = c;
  }
  qsort (bigrams->of, (gsize) bigrams->n, sizeof (guint64), compare_bigrams);
}

/* Jaccard's measure in 1/1000: what two texts share of what they have. */
static int
likeness (const Bigrams *a, const Bigrams *b)
{
  int shared = 0;
  int i = 0;
  int k = 0;

  while (i < a->n && k < b->n) {
    int order = compare_bigrams (&a->of[i], &b->of[k]);

    shared += order == 0;
    i += order <= 0;
    k += order >= 0;
  }
  return a->n + b->n > shared ? 1000 * shared / (a->n + b->n - shared) : 0;
}

/* --- score ----------------------------------------------------------------------------------- */

static gboolean
holds_turn (const char *p, const char *end)
{
  for (gsize i = 0; i < G_N_ELEMENTS (turns); i++) {
    const char *first = g_strstr_len (p, end - p, turns[i].first);

    if (first != NULL) {
      first += strlen (turns[i].first);
      if (g_strstr_len (first, end - first, turns[i].second) != NULL)
        return TRUE;
    }
  }
  return FALSE;
}

/* The words of a candidate, as the tables know them. */
typedef struct {
  const char *p;
  const char *end;
  char *joined; /* owned; NULL for a slice of the text */
} Words;

static Words
get_words (const BxTalk *talk, BxSlice text, BxSlice gap)
{
  Words words = { talk->text + text.start, talk->text + text.end, NULL };

  if (bx_slice_is_empty (gap))
    return words;
  words.joined = g_strdup_printf ("%.*s%.*s", gap.start - text.start, words.p, text.end - gap.end,
                                  talk->text + gap.end);
  words.p = words.joined;
  words.end = words.p + strlen (words.p);
  return words;
}

/* What a candidate is made of. */
typedef struct {
  int n_han;
  int n_latin;
  int n_digits;
  int n_listed;   /* 、 */
  int n_brackets; /* （《 */
  int n_quoted;   /* marks of quotations inside */
  int n_broken;   /* … */
} Counts;

static Counts
count_chars (const Words *words)
{
  Counts counts = { 0 };

  for (const char *p = words->p; p < words->end; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    counts.n_han += bx_is_han (c);
    counts.n_latin += bx_is_latin_letter (c);
    counts.n_digits += bx_is_digit (c);
    counts.n_listed += c == 0x3001;
    counts.n_brackets += c == 0xFF08 || c == 0x300A;
    counts.n_quoted += bx_close_of (c) != 0;
    counts.n_broken += c == 0x2026;
  }
  return counts;
}

/* Length in em, as the eye counts: a Latin letter is half of one. */
static int
count_units (Counts counts)
{
  return counts.n_han + (counts.n_latin + counts.n_digits + 1) / 2;
}

/* 50 · |d|^1.2, for a candidate d em shorter or longer than the best lengths. A short one lacks
 * what it speaks of, so its distance counts double. */
static int
length_penalty (int length)
{
  static const int penalties[] = {
    0,   50,   115,  187,  264,  345,  429,  516,  606,  698,  792,  888,
    987, 1086, 1187, 1290, 1393, 1498, 1605, 1712, 1821, 1930, 2041, 2153,
  };
  int d = MAX (2 * (BEST_MIN_UNITS - length), length - BEST_MAX_UNITS);

  return penalties[CLAMP (d, 0, (int) G_N_ELEMENTS (penalties) - 1)];
}

/* What makes a sentence worth stopping at. */
static int
score_attraction (const Words *words, guint64 tables, Counts counts)
{
  gunichar last = g_utf8_get_char (g_utf8_prev_char (words->end));
  int score = 0;

  score += (tables & bx_table_bit (BX_WORDS_VOICE)) != 0 ? 1500 : 0;
  score += (tables & bx_table_bit (BX_WORDS_TURN)) != 0 ? 700 : 0;
  score += holds_turn (words->p, words->end) ? 1200 : 0;
  score += last == 0xFF1F || last == 0xFF01 ? 600 : 0;
  score += 300 * MIN (2, bx_count_words (BX_WORDS_IS, words->p, words->end)); /* says what things are */
  score += (tables & bx_table_bit (BX_WORDS_DENIAL)) != 0 ? 300 : 0;
  score += counts.n_latin <= PLAIN_LATIN && counts.n_digits == 0 ? 600 : 0;
  return score;
}

/* What makes it dull or hard to read alone. */
static int
score_faults (guint64 tables, Counts counts)
{
  int score = 0;

  score -= counts.n_digits > 0 ? 500 : 0;
  score -= counts.n_latin > PLAIN_LATIN ? 500 : 0;
  score -= 40 * MAX (0, counts.n_latin - 8); /* a line of product names */
  score -= (tables & bx_table_bit (BX_WORDS_ORG)) != 0 ? 400 : 0;
  score -= counts.n_digits > 0 && (tables & bx_table_bit (BX_WORDS_UNIT)) != 0 ? 300 : 0;
  score -= 400 * MIN (2, counts.n_brackets);
  score -= MIN (1200, 300 * MAX (0, counts.n_listed - 1));
  score -= 300 * MIN (2, counts.n_broken);
  score -= 200 * MIN (2, counts.n_quoted);
  score -= (tables & bx_table_bit (BX_WORDS_LISTING)) != 0 ? 500 : 0;
  score -= (tables & bx_table_bit (BX_WORDS_FILLER)) != 0 ? 900 : 0;
  return score;
}

/* Somebody in the first clause of whom nothing was said yet: 後來他走了. */
static int
score_dangling (const BxTalk *talk, BxSlice text)
{
  BxSlice clause = bx_first_clause (talk, text);

  return bx_talk_holds (talk, BX_WORDS_PRONOUN, clause)
                 || bx_talk_holds (talk, BX_WORDS_DANGLER, clause)
             ? -700
             : 0;
}

/* What front matter says does not count. */
BxSlice
bx_find_body (const BxArticle *article)
{
  BxSlice body = { 0, article->text_len };
  gboolean is_first = TRUE;

  for (int i = 0; i < article->n_blocks; i++) {
    if (article->blocks[i].kind != BX_BLOCK_PARAGRAPH)
      continue;
    if (is_first)
      body.start = article->blocks[i].text.start;
    is_first = FALSE;
    body.end = article->blocks[i].text.end;
  }
  return body;
}

/* Flat over the first three quarters of the article, nothing from nine tenths on. */
static int
score_position (const Pulls *pulls, int offset)
{
  int place = (int) ((gint64) (offset - pulls->body.start) * 1000
                     / MAX (1, bx_slice_len (pulls->body)));

  return 500 - 500 * (CLAMP (place, 750, 900) - 750) / 150;
}

/* The tables that count for or against a candidate. */
static guint64
get_scored_tables (void)
{
  return bx_table_bit (BX_WORDS_VOICE) | bx_table_bit (BX_WORDS_TURN)
         | bx_table_bit (BX_WORDS_DENIAL) | bx_table_bit (BX_WORDS_ORG)
         | bx_table_bit (BX_WORDS_UNIT) | bx_table_bit (BX_WORDS_LISTING)
         | bx_table_bit (BX_WORDS_FILLER);
}

/* Who is surely the speaker has no better words for it, and is surer once the manuscript names all: so what
 * is chosen would change when it is imported. */
static int
score_text (const Pulls *pulls, BxSlice text, const Words *words, Counts counts)
{
  guint64 tables = bx_tables_in (get_scored_tables (), words->p, words->end);
  Bigrams own = { 0 };

  add_bigrams (&own, words->p, words->end);
  return PULL_SCORE + score_attraction (words, tables, counts)
         + score_faults (tables, counts) + score_dangling (pulls->talk, text)
         - length_penalty (count_units (counts)) + score_position (pulls, text.start)
         - 2 * likeness (&own, &pulls->display);
}

/* --- candidates ------------------------------------------------------------------------------ */

/* A text that starts in the middle of something, or speaks of what was said before. */
static gboolean
is_tied (const BxTalk *talk, BxSlice text)
{
  static const BxWords ties[] = { BX_WORDS_TIE, BX_WORDS_FRAGMENT, BX_WORDS_DANGLER };
  int longest = 0;

  if (!bx_is_han (bx_talk_char (talk, text.start)) && !bx_is_latin (bx_talk_char (talk, text.start))
      && bx_close_of (bx_talk_char (talk, text.start)) == 0)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (ties); i++)
    longest = MAX (longest, bx_talk_word_at (talk, ties[i], text.start, text.end));
  return longest > 0 && bx_talk_word_at (talk, BX_WORDS_SOUND, text.start, text.end) < longest;
}

/* Quotations inside are whole or not there. */
static gboolean
is_balanced (const Words *words)
{
  int depth = 0;

  for (const char *p = words->p; p < words->end; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    depth += bx_close_of (c) != 0 || c == 0xFF08;
    depth -= c == 0x201D || c == 0x2019 || c == 0x300D || c == 0x300F || c == 0xFF09;
    if (depth < 0)
      return FALSE;
  }
  return depth == 0;
}

static void
offer_parted (Pulls *pulls, int index, BxSlice text, BxSlice gap, int extra)
{
  const BxTalk *talk = pulls->talk;
  Words words = get_words (talk, text, gap);
  Counts counts = count_chars (&words);
  BxCandidate candidate = { .text = text,
                            .gap = gap,
                            .quote = index,
                            .speaker = talk->article->quotes[index].speaker };

  if (counts.n_han >= MIN_HAN && count_units (counts) <= MAX_UNITS && !is_tied (talk, text)
      && is_balanced (&words)) {
    candidate.score = score_text (pulls, text, &words, counts) + extra;
    g_array_append_val (pulls->candidates, candidate);
  }
  g_free (words.joined);
}

static void
offer (Pulls *pulls, int index, BxSlice text, int extra)
{
  offer_parted (pulls, index, text, bx_slice (0, 0), extra);
}

static gboolean
is_close (gunichar c)
{
  return c == 0x201D || c == 0x2019 || c == 0x300D || c == 0x300F;
}

/* The sentence that begins at an offset, with its closing marks; what is quoted inside does not end
 * it unless it ends with it. A comma before the closing mark of the quotation is left out. */
static BxSlice
sentence_at (const BxTalk *talk, BxSlice inner, int start)
{
  int end = start;
  int depth = 0;

  while (end < inner.end) {
    gunichar c = bx_talk_char (talk, end);
    gboolean is_end = bx_is_sentence_end (c);

    end = bx_talk_next (talk, end);
    depth += bx_close_of (c) != 0;
    while (
        is_end && end < inner.end
        && (bx_is_sentence_end (bx_talk_char (talk, end)) || is_close (bx_talk_char (talk, end)))) {
      depth -= is_close (bx_talk_char (talk, end));
      end = bx_talk_next (talk, end);
    }
    depth -= is_close (c);
    if (is_end && depth <= 0)
      break;
  }
  if (end == inner.end && bx_talk_char_before (talk, start, end) == 0xFF0C)
    end -= 3;
  return bx_slice (start, end);
}

/* Clauses at the end of a sentence that can stand alone: after a semicolon, or with a subject of
 * their own; not where what is left out sets a condition. */
static void
offer_clauses (Pulls *pulls, int quote, BxSlice sentence)
{
  const BxTalk *talk = pulls->talk;

  for (int i = sentence.start; i < sentence.end;) {
    gunichar c = bx_talk_char (talk, i);

    if (bx_talk_word_at (talk, BX_WORDS_CONDITION, i, sentence.end) > 0)
      return;
    i = bx_talk_next (talk, i);
    if (c != 0xFF0C && c != 0xFF1B)
      continue;
    if (bx_talk_word_at (talk, BX_WORDS_RESULT, i, sentence.end) > 0
        || bx_talk_word_at (talk, BX_WORDS_CONDITION, i, sentence.end) > 0)
      continue;
    if (bx_talk_word_at (talk, BX_WORDS_STARTER, i, sentence.end) > 0)
      offer (pulls, quote, bx_slice (i, sentence.end), c == 0xFF1B ? -500 : -1800);
  }
}

/* The sentence, or without the words that tied it to the one before. */
static void
offer_sentence (Pulls *pulls, int quote, BxSlice sentence)
{
  const BxTalk *talk = pulls->talk;

  offer (pulls, quote, sentence, 0);
  for (int n = 0; n < MAX_STRIPPED; n++) {
    int len = bx_talk_word_at (talk, BX_WORDS_DROPPABLE, sentence.start, sentence.end);

    if (len == 0)
      break;
    sentence.start += len;
    if (bx_talk_starts_with (talk, sentence.start, "，"))
      sentence.start += 3;
    if (bx_talk_word_at (talk, BX_WORDS_RESULT, sentence.start, sentence.end) == 0)
      offer (pulls, quote, sentence, -200);
  }
}

/* The quotation begins a sentence: nothing of it stands outside. */
static gboolean
begins_sentence (const BxTalk *talk, const BxQuote *quote)
{
  int start = talk->article->blocks[quote->block].text.start;
  gunichar before = bx_talk_char_before (talk, start, quote->outer.start);

  return before == 0 || !bx_is_han (before) || quote->outer.start == quote->inner.start;
}

/* The quotation goes on with a sentence that its first half began. */
static gboolean
goes_on (const BxTalk *talk, const BxQuote *quote)
{
  const BxQuote *half = quote->continues >= 0 ? &talk->article->quotes[quote->continues] : NULL;

  return half != NULL && bx_talk_char_before (talk, half->inner.start, half->inner.end) == 0xFF0C;
}

/* 是讓人願意走路: an answer that leans on its question. */
static gboolean
leans_on_question (const BxTalk *talk, const BxQuote *quote, BxSlice sentence)
{
  static const char starts[] = "是不对会有没因当可在从把想也都主为被";

  if (bx_talk_starts_with (talk, sentence.start, "是"))
    return TRUE;
  return quote->outer.start == quote->inner.start && sentence.start == quote->inner.start
         && g_utf8_strchr (starts, -1, bx_talk_char (talk, sentence.start)) != NULL;
}

/* The quotation that goes on in the same paragraph with what this one leaves open, by the same speaker; NULL
 * where there is none that may be pulled. */
static const BxQuote *
other_half (const BxTalk *talk, int index)
{
  const BxQuote *quote = &talk->article->quotes[index];
  const BxQuote *next = index + 1 < talk->article->n_quotes ? quote + 1 : NULL;

  return next != NULL && next->continues == index && next->block == quote->block
                 && next->speaker == quote->speaker && next->confidence >= BX_PULL_CONFIDENCE
                 && bx_is_trusted (talk, index + 1)
             ? next
             : NULL;
}

/* The last sentence of a quotation with what the other half goes on with: to the end of the sentence, or
 * one more where the first half has ended its own. */
static void
offer_joined (Pulls *pulls, int index, BxSlice sentence)
{
  const BxTalk *talk = pulls->talk;
  const BxQuote *first = &talk->article->quotes[index];
  const BxQuote *half = other_half (talk, index);
  gunichar mark = bx_talk_char_before (talk, sentence.start, first->inner.end);
  BxSlice gap;
  BxSlice rest;

  if (half == NULL || !bx_is_clause_end (mark))
    return;
  gap = bx_slice (first->inner.end, half->inner.start);
  rest = sentence_at (talk, half->inner, half->inner.start);
  if (rest.end < half->inner.end && bx_talk_char (talk, rest.end) == 0xFF0C)
    return; /* it goes on once more */
  if (!bx_is_sentence_end (mark))
    offer_parted (pulls, index, bx_slice (sentence.start, rest.end), gap, 0);
  else if (bx_count_han (talk->text + gap.start, bx_slice_len (gap)) <= MAX_GAP_HAN)
    offer_parted (pulls, index, bx_slice (sentence.start, rest.end), gap, -200);
}

static void
offer_quote (Pulls *pulls, int index)
{
  const BxTalk *talk = pulls->talk;
  const BxQuote *quote = &talk->article->quotes[index];
  gboolean is_rest = goes_on (talk, quote);
  BxSlice last = { 0, 0 };

  if (!begins_sentence (talk, quote))
    return;
  for (int at = quote->inner.start; at < quote->inner.end;) {
    BxSlice sentence = sentence_at (talk, quote->inner, at);
    gboolean has_comma = sentence.end < quote->inner.end
                         && bx_talk_char (talk, sentence.end) == 0xFF0C;
    gboolean may_begin = !is_rest && !leans_on_question (talk, quote, sentence);

    at = MAX (sentence.end, at + 1);
    if (may_begin && (has_comma || at == quote->inner.end))
      offer_joined (pulls, index, sentence);
    if (has_comma && index + 1 < talk->article->n_quotes
        && talk->article->quotes[index + 1].continues == index)
      break; /* its end stands in the other half */
    if (may_begin) {
      offer_sentence (pulls, index, sentence);
      offer_clauses (pulls, index, sentence);
    }
    if (!bx_slice_is_empty (last))
      offer (pulls, index, bx_slice (last.start, sentence.end), -200);
    last = may_begin ? sentence : (BxSlice){ 0, 0 };
    is_rest = FALSE;
    if (has_comma)
      break;
  }
}

static int
compare_score (const void *a, const void *b)
{
  const BxCandidate *one = a;
  const BxCandidate *other = b;

  if (one->is_given != other->is_given)
    return other->is_given - one->is_given;
  return one->score != other->score ? (one->score < other->score) - (one->score > other->score)
                                    : one->text.start - other->text.start;
}

static int
compare_place (const void *a, const void *b)
{
  return ((const BxCandidate *) a)->text.start - ((const BxCandidate *) b)->text.start;
}

static void
add_candidate_bigrams (Bigrams *bigrams, const Pulls *pulls, const BxCandidate *candidate)
{
  Words words = get_words (pulls->talk, candidate->text, candidate->gap);

  add_bigrams (bigrams, words.p, words.end);
  g_free (words.joined);
}

static gboolean
repeats (const Pulls *pulls, const BxCandidate *candidate, const GArray *kept,
         const Bigrams *bigrams)
{
  Bigrams own = { 0 };

  if (candidate->is_given)
    return FALSE;
  for (guint i = 0; i < kept->len; i++) {
    BxSlice other = g_array_index (kept, BxCandidate, i).text;

    if (other.start < candidate->text.end && candidate->text.start < other.end)
      return TRUE;
  }
  add_candidate_bigrams (&own, pulls, candidate);
  for (guint i = 0; i < kept->len; i++)
    if (likeness (&own, &bigrams[i]) > 500)
      return TRUE;
  return FALSE;
}

/* The best candidates of every speaker, none of them like another, in the order of the text. */
static GArray *
keep_best (Pulls *pulls, int per_speaker)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (BxCandidate));
  g_autofree Bigrams *bigrams = g_new0 (Bigrams, MAX_CANDIDATES);
  g_autofree int *n_kept = g_new0 (int, pulls->talk->article->n_speakers + 1);

  g_array_sort (pulls->candidates, compare_score);
  for (guint i = 0; i < pulls->candidates->len && kept->len < MAX_CANDIDATES; i++) {
    const BxCandidate *candidate = &g_array_index (pulls->candidates, BxCandidate, i);

    if ((!candidate->is_given && n_kept[candidate->speaker] >= per_speaker)
        || repeats (pulls, candidate, kept, bigrams))
      continue;
    add_candidate_bigrams (&bigrams[kept->len], pulls, candidate);
    n_kept[candidate->speaker]++;
    g_array_append_val (kept, *candidate);
  }
  g_array_sort (kept, compare_place);
  return kept;
}

/* --- all of them ----------------------------------------------------------------------------- */

static void
collect_display_text (Pulls *pulls)
{
  const BxArticle *article = pulls->talk->article;

  for (int i = 0; i < article->n_blocks; i++)
    if (article->blocks[i].kind == BX_BLOCK_HEADLINE || article->blocks[i].kind == BX_BLOCK_DECK
        || article->blocks[i].kind == BX_BLOCK_CROSSHEAD)
      add_bigrams (&pulls->display, pulls->talk->text + article->blocks[i].text.start,
                   pulls->talk->text + article->blocks[i].text.end);
}

/* Given pulls first; those that cannot be set have no part. Returns how many there are. */
static int
offer_given (Pulls *pulls)
{
  const BxArticle *article = pulls->talk->article;
  int n_given = 0;

  for (int i = 0; i < article->n_pulls; i++) {
    const BxPull *pull = &article->pulls[i];
    BxCandidate candidate = { .text = pull->text,
                              .gap = pull->gap,
                              .quote = pull->quote,
                              .speaker = pull->speaker,
                              .score = pull->score,
                              .is_given = TRUE };

    if (!pull->is_chosen)
      continue;
    g_array_append_val (pulls->candidates, candidate);
    n_given++;
  }
  return n_given;
}

static void
write_pulls (BxArticle *article, const GArray *kept, const gboolean *is_chosen)
{
  article->n_pulls = (int) kept->len;
  article->pulls = g_renew (BxPull, article->pulls, kept->len + 1);
  for (int i = 0; i < article->n_pulls; i++) {
    const BxCandidate *candidate = &g_array_index (kept, BxCandidate, i);

    article->pulls[i] = (BxPull){ .text = candidate->text,
                                  .gap = candidate->gap,
                                  .quote = candidate->quote,
                                  .speaker = candidate->speaker,
                                  .score = candidate->score,
                                  .is_chosen = is_chosen[i],
                                  .is_given = candidate->is_given };
  }
}

void
bx_choose_pulls (BxTalk *talk, int want)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (BxCandidate));
  g_autoptr (GArray) kept = NULL;
  g_autofree gboolean *is_chosen = NULL;
  Pulls pulls = { .talk = talk, .candidates = candidates, .body = bx_find_body (talk->article) };
  int n_given = offer_given (&pulls);

  /* An editor's list is the whole of it: what was taken off it must not come back. */
  want = n_given > 0 ? MIN (n_given, MAX_CANDIDATES) : CLAMP (want, 0, MAX_WANT);
  collect_display_text (&pulls);
  for (int i = 0; i < talk->article->n_quotes && n_given == 0; i++) {
    const BxQuote *quote = &talk->article->quotes[i];

    if (quote->kind == BX_QUOTE_SPEECH && quote->speaker >= 0
        && quote->confidence >= BX_PULL_CONFIDENCE && bx_is_trusted (talk, i))
      offer_quote (&pulls, i);
  }
  kept = keep_best (&pulls, MAX (RESERVE, want));
  is_chosen = g_new0 (gboolean, kept->len + 1);
  bx_choose_candidates (talk, kept, want, is_chosen);
  write_pulls (talk->article, kept, is_chosen);
}
