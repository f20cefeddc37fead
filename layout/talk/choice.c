/* Which candidates to choose: the best set in the order of the text, in which every main speaker
 * has a voice before anyone has a second, and sources do not crowd each other (layout-algorithms
 * §5.4). What a candidate is worth by itself is decided in pull.c. */
#include "talk-private.h"

#define MAX_MAIN 8
#define GIVEN 1000000000 /* points for what the manuscript asks for: above all else */
#define COVERAGE 1000000 /* for a main speaker's first voice: above all but that */
#define SECOND_VOICE 1500
#define SAME_QUOTE 1600
#define CROWDING 800

/* Best way to have chosen k candidates of which the last is `last`, where the main speakers have
 * the voices that `mask` counts. */
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
  State *states; /* by mask, k and last */
} Choice;

static gsize
n_ways (const Choice *choice)
{
  return (gsize) choice->n_masks * (gsize) (choice->want + 1);
}

/* The states of all k and masks after `last`. */
static State *
states_after (const Choice *choice, int last)
{
  return choice->states + (gsize) last * n_ways (choice);
}

static State *
state_at (const Choice *choice, int mask, int k, int last)
{
  return states_after (choice, last) + (gsize) k * (gsize) choice->n_masks + (gsize) mask;
}

static const BxCandidate *
candidate_at (const Choice *choice, int i)
{
  return &g_array_index (choice->kept, BxCandidate, i);
}

static gboolean
is_same_quote (const Choice *choice, int one, int other)
{
  int quote = candidate_at (choice, one)->quote;

  return quote >= 0 && quote == candidate_at (choice, other)->quote;
}

static int
crowding (const Choice *choice, int one, int other)
{
  int distance = candidate_at (choice, other)->text.start - candidate_at (choice, one)->text.end;

  if (is_same_quote (choice, one, other))
    return SAME_QUOTE;
  if (distance >= choice->near_distance)
    return 0;
  return CROWDING - CROWDING * MAX (0, distance) / choice->near_distance;
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
  const BxCandidate *candidate = candidate_at (choice, i);
  gint64 score = candidate->score + (candidate->is_given ? GIVEN : 0);

  if (choice->main_shift[candidate->speaker] < 0)
    return score;
  return score + voices_worth[count_voices (choice, mask, candidate->speaker)];
}

static void
improve (State *state, gint64 score, int mask, int last)
{
  if (score > state->score)
    *state = (State){ score, mask, last };
}

/* Goes on from the states after one candidate, or from the best after several. */
static void
extend (const Choice *choice, const State *from, int last, int next)
{
  int speaker = candidate_at (choice, next)->speaker;
  int cost = last >= 0 ? crowding (choice, last, next) : 0;

  for (int k = 1; k < choice->want; k++)
    for (int mask = 0; mask < choice->n_masks; mask++) {
      const State *state = &from[k * choice->n_masks + mask];

      if (state->score != G_MININT64)
        improve (state_at (choice, add_voice (choice, mask, speaker), k + 1, next),
                 state->score + worth (choice, next, mask) - cost, mask,
                 last >= 0 ? last : state->last);
    }
}

/* Candidates that are too far away to crowd `next` are asked all at once: `far` has the best of
 * them, with the candidate itself as `last`. */
static void
fill_states (const Choice *choice)
{
  gsize n_states = n_ways (choice) * (gsize) choice->n;
  g_autofree State *far = g_new (State, n_ways (choice));
  int n_far = 0;

  for (gsize i = 0; i < n_states; i++)
    choice->states[i] = (State){ G_MININT64, 0, -1 };
  for (gsize i = 0; i < n_ways (choice); i++)
    far[i] = (State){ G_MININT64, 0, -1 };
  for (int next = 0; next < choice->n; next++) {
    improve (
        state_at (choice, add_voice (choice, 0, candidate_at (choice, next)->speaker), 1, next),
        worth (choice, next, 0), 0, -1);
    for (; n_far < next && crowding (choice, n_far, next) == 0; n_far++)
      for (gsize i = 0; i < n_ways (choice); i++)
        improve (&far[i], states_after (choice, n_far)[i].score, 0, n_far);
    extend (choice, far, -1, next);
    for (int last = n_far; last < next; last++)
      extend (choice, states_after (choice, last), last, next);
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
    choice->main_shift[i] = talk->article->speakers[i].is_main && n < n_main ? choice->bits * n++
                                                                             : -1;
}

static void
choose_best (const BxTalk *talk, const GArray *kept, int want, gboolean *is_chosen)
{
  g_autofree int *main_shift = g_new0 (int, talk->article->n_speakers + 1);
  BxSlice body = bx_find_body (talk->article);
  Choice choice = { .kept = kept,
                    .n = (int) kept->len,
                    .want = MIN (want, (int) kept->len),
                    .near_distance = MAX (1, bx_slice_len (body) / (4 * MAX (1, want))),
                    .main_shift = main_shift };

  if (choice.want <= 0)
    return;
  count_main_speakers (talk, &choice);
  choice.states = g_new (State,
                         (gsize) choice.n_masks * (gsize) (choice.want + 1) * (gsize) choice.n);
  fill_states (&choice);
  trace_choice (&choice, is_chosen);
  g_free (choice.states);
}

static int
count_chosen (const GArray *kept, const gboolean *is_chosen, int speaker)
{
  int n = 0;

  for (guint i = 0; i < kept->len; i++)
    n += is_chosen[i] && g_array_index (kept, BxCandidate, i).speaker == speaker;
  return n;
}

/* The chosen candidate that can best be missed: the least of those whose speaker is not main or has
 * another one; -1 for none. */
static int
find_spare (const BxTalk *talk, const GArray *kept, const gboolean *is_chosen)
{
  int spare = -1;

  for (guint i = 0; i < kept->len; i++) {
    const BxCandidate *c = &g_array_index (kept, BxCandidate, i);

    if (is_chosen[i]
        && (!talk->article->speakers[c->speaker].is_main
            || count_chosen (kept, is_chosen, c->speaker) > 1)
        && (spare < 0 || c->score < g_array_index (kept, BxCandidate, spare).score))
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
      if (g_array_index (kept, BxCandidate, i).speaker == s
          && (best < 0
              || g_array_index (kept, BxCandidate, i).score
                     > g_array_index (kept, BxCandidate, best).score))
        best = (int) i;
    spare = find_spare (talk, kept, is_chosen);
    if (best < 0 || spare < 0)
      continue;
    is_chosen[spare] = FALSE;
    is_chosen[best] = TRUE;
  }
}

void
bx_choose_candidates (const BxTalk *talk, const GArray *candidates, int want, gboolean *is_chosen)
{
  if (want <= 0)
    return;
  choose_best (talk, candidates, want, is_chosen);
  cover_main_speakers (talk, candidates, is_chosen);
}
