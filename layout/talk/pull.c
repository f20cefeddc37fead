/* Which sentences to pull: candidates from sure quotations, scored by what readers are known to stop
 * at (layout-algorithms §5.4), and a choice that gives every main speaker a voice. Words are never
 * changed; a candidate is a slice of the text. Where a pull stands on the page is decided by page/,
 * which may fall back on the candidates that were not chosen. */
#include "talk-private.h"

#include <string.h>

#define MIN_HAN 10
#define MAX_UNITS 45
#define BEST_UNITS 22
#define RESERVE 4        /* candidates kept for each speaker at least */
#define PLAIN_LATIN 3    /* letters: AI reads like a word */
#define MAX_CANDIDATES 96
#define MAX_WANT 24
#define MAX_MAIN 8
#define MAX_BIGRAMS 128
#define COVERAGE 1000000 /* points for a main speaker's first voice: above all else */
#define SECOND_VOICE 1500

typedef struct {
  int n;
  guint64 of[MAX_BIGRAMS]; /* sorted */
} Bigrams;

typedef struct {
  BxSlice text;
  int quote;
  int speaker;
  int score;
} Candidate;

typedef struct {
  const BxTalk *talk;
  Bigrams display; /* of headline, deck and crossheads, which a pull must not repeat */
  GArray *candidates;
} Pulls;

/* Words that tie a sentence to the one before. */
static const char *const connectives[] = {
  "但", "而", "因此", "所以", "然而", "此外", "同时，", "其中", "那么", "另外", "例如", "比如", "不过",
  "并且", "而且", "于是", "因而", "再者", "其次，", "首先，", "总之", "当然，", "可是", "只是",
  "甚至", "特别是", "尤其", "另一", "一方面", "再往后", "然后", "后来", "接着", "最后，", NULL,
};

/* Of those, what may be left out at the start of a sentence without loss to what it says. */
static const char *const droppable[] = {
  "另外", "另外，", "此外", "此外，", "同时，", "因此", "因此，", "所以", "所以，", "总之，", "当然，",
  "其次，", "首先，", "最后，", "不过", "不过，", "而且", "而且，", "并且", "可是", "但是", "然而，",
  NULL,
};

/* Words for something that was said before. */
static const char *const danglers[] = { "他", "她", "它", "其", "该", "此", "上述", "这", "那", "前者",
                                        "后者", NULL };

/* A start from the middle of a thought, or an editor's insertion. */
static const char *const fragments[] = { "也", "还", "则", "并", "又", "就", "以及", "包括", "同样",
                                         "或者", "即", "（", "从而", "才", "都", "却", "再", NULL };

/* Sound starts that begin like one of the former. */
static const char *const sound_starts[] = {
  "也许", "并不", "并非", "就像", "就是", "就算", "即使", "即便", "都市", "再好", "再也", "再多",
  "还是", "才能", "其实", "其他", "这个时代", "这个世界", "这一代", "这辈子", "那一代", NULL,
};

/* Words that a clause may begin with and still stand alone. */
static const char *const starters[] = {
  "我", "咱们", "你", "人", "如果", "只要", "只有", "没有", "不是", "与其", "真正", "最重要", "关键",
  "必须", "所有", "每", "谁", "什么", "为什么", "怎么", "大家", "永远", "一个", "有时候", "生活",
  "世界", NULL,
};

/* A thought that turns; two words where the turn needs both. */
static const struct {
  const char *first;
  const char *second;
} turns[] = {
  { "不是", "而是" },   { "不仅", "还" },     { "不仅", "更" }, { "没有", "就没有" },
  { "如果", "就" },     { "越", "越" },       { "与其", "不如" }, { "而不", NULL },
  { "不在于", "在于" }, { "其实", NULL },     { "恰恰", NULL }, { "必须", NULL },
  { "永远", NULL },     { "从来", NULL },     { "最重要", NULL }, { "本质", NULL },
  { "真正", NULL },     { "只有", "才" },     { "宁可", NULL }, { "意味着", NULL },
  { "关键", NULL },     { "一下子", NULL },   { "不适合", NULL }, { "最", NULL },
};

static const char *const voices[] = { "我", "咱们", "你", NULL };
static const char *const org_ends[] = { "公司", "集团", "大学", "研究所", "研究院", "委员会", "协会",
                                        "基金会", "出版社", "有限", NULL };
static const char *const units[] = { "％", "%", "元", "美元", "公里", "万", "亿", "￥", "$", NULL };

/* --- likeness -------------------------------------------------------------------------------- */

static int
compare_bigrams (const void *a, const void *b)
{
  guint64 one = *(const guint64 *) a;
  guint64 other = *(const guint64 *) b;

  return (one > other) - (one < other);
}

static void
add_bigrams (Bigrams *bigrams, const BxTalk *talk, BxSlice text)
{
  gunichar last = 0;

  for (const char *p = talk->text + text.start; p < talk->text + text.end;
       p = g_utf8_next_char (p)) {
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
holds_any (const char *p, const char *end, const char *const *words)
{
  for (int i = 0; words[i] != NULL; i++)
    if (bx_holds_word (p, end, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
holds_turn (const char *p, const char *end)
{
  for (gsize i = 0; i < G_N_ELEMENTS (turns); i++) {
    const char *first = g_strstr_len (p, end - p, turns[i].first);

    if (first != NULL
        && (turns[i].second == NULL
            || bx_holds_word (first + strlen (turns[i].first), end, turns[i].second)))
      return TRUE;
  }
  return FALSE;
}

static int
count_char (const char *p, const char *end, const char *mark)
{
  int count = 0;

  while ((p = g_strstr_len (p, end - p, mark)) != NULL) {
    p += strlen (mark);
    count++;
  }
  return count;
}

typedef struct {
  int n_han;
  int n_latin;
  int n_digits;
} Counts;

static Counts
count_chars (const char *p, const char *end)
{
  Counts counts = { 0, 0, 0 };

  for (; p < end; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    counts.n_han += bx_is_han (c);
    counts.n_latin += bx_is_latin_letter (c);
    counts.n_digits += bx_is_digit (c);
  }
  return counts;
}

/* Length in em, as the eye counts: a Latin letter is half of one. */
static int
count_units (Counts counts)
{
  return counts.n_han + (counts.n_latin + counts.n_digits + 1) / 2;
}

/* 50 · |d|^1.2, for a candidate d em longer than the best length. A short one lacks what it speaks
 * of, so its distance counts double. */
static int
length_penalty (int length)
{
  static const int penalties[] = {
    0,    50,   115,  187,  264,  345,  429,  516,  606,  698,  792,  888,
    987,  1086, 1187, 1290, 1393, 1498, 1605, 1712, 1821, 1930, 2041, 2153,
  };

  int d = length < BEST_UNITS ? 2 * (BEST_UNITS - length) : length - BEST_UNITS;

  return penalties[MIN (d, (int) G_N_ELEMENTS (penalties) - 1)];
}

/* What makes a sentence worth stopping at. */
static int
score_attraction (const char *p, const char *end, Counts counts)
{
  int score = 0;
  gunichar last = g_utf8_get_char (g_utf8_prev_char (end));

  score += holds_any (p, end, voices) ? 1500 : 0;
  score += holds_turn (p, end) ? 1200 : 0;
  score += last == 0xFF1F || last == 0xFF01 ? 800 : 0;
  score += 300 * MIN (3, count_char (p, end, "是")); /* says what things are */
  score += bx_holds_word (p, end, "不") || bx_holds_word (p, end, "没") ? 300 : 0;
  score += counts.n_latin <= PLAIN_LATIN && counts.n_digits == 0 ? 600 : 0;
  return score;
}

/* What makes it dull or hard to read alone. */
static int
score_faults (const char *p, const char *end, Counts counts)
{
  int score = 0;

  score -= counts.n_digits > 0 ? 500 : 0;
  score -= counts.n_latin > PLAIN_LATIN ? 500 : 0;
  score -= 40 * MAX (0, counts.n_latin - 8); /* a line of product names */
  score -= holds_any (p, end, org_ends) ? 400 : 0;
  score -= bx_holds_word (p, end, "《") ? 300 : 0;
  score -= counts.n_digits > 0 && holds_any (p, end, units) ? 300 : 0;
  score -= bx_holds_word (p, end, "（") ? 400 : 0;
  score -= MIN (1200, 300 * MAX (0, count_char (p, end, "、") - 1));
  score -= bx_holds_word (p, end, "等等") || bx_holds_word (p, end, "之类") ? 400 : 0;
  score -= bx_holds_word (p, end, "一方面") && count_char (p, end, "一方面") == 1 ? 800 : 0;
  score -= bx_holds_word (p, end, "例如") || bx_holds_word (p, end, "比如") ? 600 : 0;
  if (bx_word_at (p, end, sound_starts))
    return score;
  if (bx_word_at (p, end, connectives))
    score -= 1000;
  else if (bx_word_at (p, end, danglers))
    score -= 1500;
  return score;
}

/* Flat over the first three quarters of the article, nothing from nine tenths on. */
static int
score_position (const BxTalk *talk, int offset)
{
  int place = (int) ((gint64) offset * 1000 / MAX (1, talk->article->text_len));

  return 500 - 500 * (CLAMP (place, 750, 900) - 750) / 150;
}

static int
score_text (const Pulls *pulls, BxSlice text, int confidence)
{
  const char *p = pulls->talk->text + text.start;
  const char *end = pulls->talk->text + text.end;
  Counts counts = count_chars (p, end);
  Bigrams own = { 0 };

  add_bigrams (&own, pulls->talk, text);
  return (confidence >= 3 ? 3000 : 1500) + score_attraction (p, end, counts)
         + score_faults (p, end, counts) - length_penalty (count_units (counts))
         + score_position (pulls->talk, text.start) - 2 * likeness (&own, &pulls->display);
}

/* --- candidates ------------------------------------------------------------------------------ */

/* Whether a text starts in the middle of something. */
static gboolean
is_fragment (const BxTalk *talk, BxSlice text)
{
  const char *p = talk->text + text.start;
  const char *end = talk->text + text.end;

  return bx_word_at (p, end, fragments) > 0 && bx_word_at (p, end, sound_starts) == 0;
}

static void
offer (Pulls *pulls, int index, BxSlice text, int extra)
{
  const BxTalk *talk = pulls->talk;
  const BxQuote *quote = &talk->article->quotes[index];
  Counts counts = count_chars (talk->text + text.start, talk->text + text.end);
  Candidate candidate = { text, index, quote->speaker, 0 };

  if (is_fragment (talk, text))
    return;
  if (counts.n_han < MIN_HAN || count_units (counts) > MAX_UNITS)
    return;
  candidate.score = score_text (pulls, text, quote->confidence) + extra;
  g_array_append_val (pulls->candidates, candidate);
}

/* The sentence that begins at an offset, with its closing marks. A comma before the closing mark of
 * the quotation is left out. */
static BxSlice
sentence_at (const BxTalk *talk, BxSlice inner, int start)
{
  int end = start;

  while (end < inner.end) {
    gunichar c = bx_talk_char (talk, end);

    end = (int) (g_utf8_next_char (talk->text + end) - talk->text);
    if (!bx_is_sentence_end (c))
      continue;
    while (end < inner.end
           && (bx_is_sentence_end (bx_talk_char (talk, end)) || bx_talk_char (talk, end) == 0x201D
               || bx_talk_char (talk, end) == 0x2019 || bx_talk_char (talk, end) == 0x300F))
      end = (int) (g_utf8_next_char (talk->text + end) - talk->text);
    break;
  }
  if (end == inner.end && bx_talk_char_before (talk, start, end) == 0xFF0C)
    end -= 3;
  return bx_slice (start, end);
}

/* Clauses at the end of a sentence that can stand alone: after a semicolon, or with a subject of
 * their own. */
static void
offer_clauses (Pulls *pulls, int quote, BxSlice sentence)
{
  const BxTalk *talk = pulls->talk;
  const char *end = talk->text + sentence.end;

  for (int i = sentence.start; i < sentence.end;) {
    gunichar c = bx_talk_char (talk, i);
    const char *p;

    i = (int) (g_utf8_next_char (talk->text + i) - talk->text);
    p = talk->text + i;
    if (c != 0xFF0C && c != 0xFF1B)
      continue;
    if (bx_word_at (p, end, danglers) || bx_word_at (p, end, connectives))
      continue;
    if (c == 0xFF1B || bx_word_at (p, end, starters))
      offer (pulls, quote, bx_slice (i, sentence.end), -1200);
  }
}

/* The sentence without the connective that tied it to the one before. */
static void
offer_untied (Pulls *pulls, int quote, BxSlice sentence)
{
  const BxTalk *talk = pulls->talk;
  const char *end = talk->text + sentence.end;
  int len = bx_word_at (talk->text + sentence.start, end, droppable);

  if (len > 0)
    offer (pulls, quote, bx_slice (sentence.start + len, sentence.end), -200);
}

static void
offer_quote (Pulls *pulls, int index)
{
  const BxTalk *talk = pulls->talk;
  const BxQuote *quote = &talk->article->quotes[index];
  BxSlice last = { 0, 0 };

  for (int at = quote->inner.start; at < quote->inner.end;) {
    BxSlice sentence = sentence_at (talk, quote->inner, at);

    offer (pulls, index, sentence, 0);
    offer_untied (pulls, index, sentence);
    offer_clauses (pulls, index, sentence);
    if (!bx_slice_is_empty (last))
      offer (pulls, index, bx_slice (last.start, sentence.end), -200);
    last = sentence;
    at = MAX (sentence.end, at + 1);
    if (sentence.end < quote->inner.end && bx_talk_char (talk, sentence.end) == 0xFF0C)
      break; /* the comma left out */
  }
}

static int
compare_score (const void *a, const void *b)
{
  const Candidate *one = a;
  const Candidate *other = b;

  return one->score != other->score ? (one->score < other->score) - (one->score > other->score)
                                    : one->text.start - other->text.start;
}

static int
compare_place (const void *a, const void *b)
{
  return ((const Candidate *) a)->text.start - ((const Candidate *) b)->text.start;
}

static gboolean
repeats (const Pulls *pulls, const Candidate *candidate, const GArray *kept, const Bigrams *bigrams)
{
  Bigrams own = { 0 };

  for (int i = 0; i < (int) kept->len; i++) {
    BxSlice other = g_array_index (kept, Candidate, i).text;

    if (other.start < candidate->text.end && candidate->text.start < other.end)
      return TRUE;
  }
  add_bigrams (&own, pulls->talk, candidate->text);
  for (int i = 0; i < (int) kept->len; i++)
    if (likeness (&own, &bigrams[i]) > 500)
      return TRUE;
  return FALSE;
}

/* The best candidates of every speaker, none of them like another, in the order of the text. */
static GArray *
keep_best (Pulls *pulls, int per_speaker)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autofree Bigrams *bigrams = g_new0 (Bigrams, MAX_CANDIDATES);
  g_autofree int *n_kept = g_new0 (int, pulls->talk->article->n_speakers + 1);

  g_array_sort (pulls->candidates, compare_score);
  for (int i = 0; i < (int) pulls->candidates->len && kept->len < MAX_CANDIDATES; i++) {
    const Candidate *candidate = &g_array_index (pulls->candidates, Candidate, i);

    if (n_kept[candidate->speaker] >= per_speaker || repeats (pulls, candidate, kept, bigrams))
      continue;
    add_bigrams (&bigrams[kept->len], pulls->talk, candidate->text);
    n_kept[candidate->speaker]++;
    g_array_append_val (kept, *candidate);
  }
  g_array_sort (kept, compare_place);
  return kept;
}

/* --- choice ---------------------------------------------------------------------------------- */

/* Best way to have chosen k candidates of which the last is `last`, where the main speakers have the
 * voices that `mask` counts. */
typedef struct {
  gint64 score;
  int last_mask;
  int last; /* -1: none before */
} State;

typedef struct {
  const GArray *kept;
  int n;
  int want;
  int near_distance; /* bytes: sources closer than that crowd each other on the page */
  int *main_shift;   /* by speaker: where the mask counts a main speaker's voices, -1 for others */
  int bits;          /* of a count: two for up to four main speakers, else one */
  int n_masks;
  State *states;     /* by mask, k and last */
} Choice;

static State *
state_at (const Choice *choice, int mask, int k, int last)
{
  return &choice->states[((gsize) mask * (gsize) (choice->want + 1) + (gsize) k)
                             * (gsize) choice->n
                         + (gsize) last];
}

static const Candidate *
candidate_at (const Choice *choice, int i)
{
  return &g_array_index (choice->kept, Candidate, i);
}

static int
crowding (const Choice *choice, int one, int other)
{
  int distance = candidate_at (choice, other)->text.start - candidate_at (choice, one)->text.end;

  if (candidate_at (choice, one)->quote == candidate_at (choice, other)->quote)
    return 1600;
  if (distance >= choice->near_distance)
    return 0;
  return 800 - 800 * MAX (0, distance) / choice->near_distance;
}

static int
count_voices (const Choice *choice, int mask, int speaker)
{
  return mask >> choice->main_shift[speaker] & ((1 << choice->bits) - 1);
}

/* The mask with one voice more for the speaker of a candidate; counts stop at their greatest. */
static int
add_voice (const Choice *choice, int mask, int speaker)
{
  if (choice->main_shift[speaker] < 0
      || count_voices (choice, mask, speaker) == (1 << choice->bits) - 1)
    return mask;
  return mask + (1 << choice->main_shift[speaker]);
}

/* A candidate's score and what its speaker's voice adds to those already heard. */
static gint64
worth (const Choice *choice, int i, int mask)
{
  static const int voices_worth[] = { COVERAGE, SECOND_VOICE, 0, -SECOND_VOICE / 2 };
  const Candidate *candidate = candidate_at (choice, i);

  if (choice->main_shift[candidate->speaker] < 0)
    return candidate->score;
  return candidate->score + voices_worth[count_voices (choice, mask, candidate->speaker)];
}

static void
improve (State *state, gint64 score, int mask, int last)
{
  if (score > state->score)
    *state = (State){ score, mask, last };
}

static void
fill_states (Choice *choice)
{
  for (gsize i = 0; i < (gsize) choice->n_masks * (gsize) (choice->want + 1) * (gsize) choice->n; i++)
    choice->states[i] = (State){ G_MININT64, 0, -1 };
  for (int next = 0; next < choice->n; next++) {
    int speaker = candidate_at (choice, next)->speaker;

    improve (state_at (choice, add_voice (choice, 0, speaker), 1, next), worth (choice, next, 0), 0, -1);
    for (int last = 0; last < next; last++)
      for (int mask = 0; mask < choice->n_masks; mask++)
        for (int k = 1; k < choice->want; k++) {
          const State *state = state_at (choice, mask, k, last);

          if (state->score != G_MININT64)
            improve (state_at (choice, add_voice (choice, mask, speaker), k + 1, next),
                     state->score + worth (choice, next, mask) - crowding (choice, last, next),
                     mask, last);
        }
  }
}

/* Marks the best choice, which has as many as can be had. */
static void
trace_choice (const Choice *choice, gboolean *is_chosen)
{
  int k = MIN (choice->want, choice->n);
  const State *best = NULL;
  int at = -1;

  for (int mask = 0; mask < choice->n_masks; mask++)
    for (int last = 0; last < choice->n; last++) {
      const State *state = state_at (choice, mask, k, last);

      if (state->score != G_MININT64 && (best == NULL || state->score > best->score)) {
        best = state;
        at = last;
      }
    }
  while (at >= 0) {
    int mask = best->last_mask;
    int last = best->last;

    is_chosen[at] = TRUE;
    k--;
    best = last >= 0 ? state_at (choice, mask, k, last) : NULL;
    at = last;
  }
}

/* Gives the main speakers their places in the mask. */
static void
count_main_speakers (const BxTalk *talk, Choice *choice)
{
  int n_main = 0;

  for (int i = 0; i < talk->article->n_speakers; i++)
    n_main += talk->article->speakers[i].is_main;
  n_main = MIN (n_main, MAX_MAIN);
  choice->bits = n_main <= MAX_MAIN / 2 ? 2 : 1;
  choice->n_masks = 1 << choice->bits * n_main;
  for (int i = 0, n = 0; i < talk->article->n_speakers; i++)
    choice->main_shift[i]
        = talk->article->speakers[i].is_main && n < n_main ? choice->bits * n++ : -1;
}

static void
choose (const BxTalk *talk, const GArray *kept, int want, gboolean *is_chosen)
{
  g_autofree int *main_shift = g_new0 (int, talk->article->n_speakers + 1);
  Choice choice = { .kept = kept, .n = (int) kept->len, .want = MIN (want, (int) kept->len),
                    .near_distance = MAX (1, talk->article->text_len / (2 * MAX (1, want))),
                    .main_shift = main_shift };

  if (choice.want <= 0)
    return;
  count_main_speakers (talk, &choice);
  choice.states = g_new (State, (gsize) choice.n_masks * (gsize) (choice.want + 1)
                                    * (gsize) choice.n);
  fill_states (&choice);
  trace_choice (&choice, is_chosen);
  g_free (choice.states);
}

static int
count_chosen (const GArray *kept, const gboolean *is_chosen, int speaker)
{
  int n = 0;

  for (guint i = 0; i < kept->len; i++)
    n += is_chosen[i] && g_array_index (kept, Candidate, i).speaker == speaker;
  return n;
}

/* The chosen candidate that can best be missed: the least of those whose speaker is not main or has
 * another one; -1 for none. */
static int
find_spare (const BxTalk *talk, const GArray *kept, const gboolean *is_chosen)
{
  int spare = -1;

  for (guint i = 0; i < kept->len; i++) {
    const Candidate *c = &g_array_index (kept, Candidate, i);

    if (is_chosen[i]
        && (!talk->article->speakers[c->speaker].is_main
            || count_chosen (kept, is_chosen, c->speaker) > 1)
        && (spare < 0 || c->score < g_array_index (kept, Candidate, spare).score))
      spare = (int) i;
  }
  return spare;
}

/* With more main speakers than the choice can count, some may still be without a voice: each takes
 * the place of one that can be missed. */
static void
cover_main_speakers (const BxTalk *talk, const GArray *kept, gboolean *is_chosen)
{
  for (int s = 0; s < talk->article->n_speakers; s++) {
    int spare, best = -1;

    if (!talk->article->speakers[s].is_main || count_chosen (kept, is_chosen, s) > 0)
      continue;
    for (guint i = 0; i < kept->len; i++)
      if (g_array_index (kept, Candidate, i).speaker == s
          && (best < 0
              || g_array_index (kept, Candidate, i).score
                     > g_array_index (kept, Candidate, best).score))
        best = (int) i;
    spare = find_spare (talk, kept, is_chosen);
    if (best < 0 || spare < 0)
      continue;
    is_chosen[spare] = FALSE;
    is_chosen[best] = TRUE;
  }
}

static void
write_pulls (BxArticle *article, const GArray *kept, const gboolean *is_chosen)
{
  article->n_pulls = (int) kept->len;
  article->pulls = g_new0 (BxPull, article->n_pulls);
  for (int i = 0; i < article->n_pulls; i++) {
    const Candidate *candidate = &g_array_index (kept, Candidate, i);

    article->pulls[i] = (BxPull){ candidate->text, candidate->quote, candidate->speaker,
                                  candidate->score, is_chosen[i] };
  }
}

static void
collect_display_text (Pulls *pulls)
{
  const BxArticle *article = pulls->talk->article;

  for (int i = 0; i < article->n_blocks; i++)
    if (article->blocks[i].kind == BX_BLOCK_HEADLINE || article->blocks[i].kind == BX_BLOCK_DECK
        || article->blocks[i].kind == BX_BLOCK_CROSSHEAD)
      add_bigrams (&pulls->display, pulls->talk, article->blocks[i].text);
}

void
bx_choose_pulls (BxTalk *talk, int want)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GArray) kept = NULL;
  g_autofree gboolean *is_chosen = NULL;
  Pulls pulls = { .talk = talk, .candidates = candidates };

  want = CLAMP (want, 0, MAX_WANT);
  collect_display_text (&pulls);
  for (int i = 0; i < talk->article->n_quotes; i++) {
    const BxQuote *quote = &talk->article->quotes[i];

    if (quote->kind == BX_QUOTE_SPEECH && quote->speaker >= 0 && quote->confidence >= 2)
      offer_quote (&pulls, i);
  }
  kept = keep_best (&pulls, MAX (RESERVE, want));
  is_chosen = g_new0 (gboolean, kept->len + 1);
  choose (talk, kept, want, is_chosen);
  if (want > 0)
    cover_main_speakers (talk, kept, is_chosen);
  write_pulls (talk->article, kept, is_chosen);
}
