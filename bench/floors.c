/* What no choice of breaks can beat: over all sets of breaks of 400 paragraphs at 18 em, the least that
 * each measure of quality can be alone, and whether any set keeps to all targets at once.
 *
 * All are shares, of lines or of pairs of lines. A share of c in n is no more than t where c - t n is no
 * more than nothing, which is a sum over lines; so the best set of breaks is a shortest path, and a
 * share's least value is found by setting t to the last path's share until it falls no more (Dinkelbach
 * 1967). For several targets the sums are weighed: where even the least weighted sum is more than
 * nothing, no set of breaks keeps to all of them. Weights that show it are looked for step by step.
 *
 * Prints a table; nothing passes or fails. */
#include "corpus.h"
#include "divide.h"
#include "look.h"
#include "row.h"

#include <math.h>
#include <string.h>

#define MEASURE_EM 18
#define INDENT_EM 2
#define N_PARAGRAPHS 400
#define N_CHARS 76000
#define LOOSEST_EM 8    /* a line falls short by no more, unless nothing else can be done */
#define SHOWS 61        /* 0.06 em of tracking */
#define JUMP 51         /* 0.05 em between neighbours */
#define N_STEPS 100

typedef enum { TRACKING, LOOSE, SQUEEZED, JUMPS, N_SHARES } Share;

static const char *const share_names[N_SHARES]
    = { "tracking", "over 0.06", "squeezed", "jumps" };
static const double targets[N_SHARES] = { 0.004, 0.01, 0.25, 0.015 };

typedef struct {
  double of[N_SHARES];    /* what is counted */
  double among[N_SHARES]; /* in how many */
} Count;

/* A line between two breaks, and the best way to come to it. */
typedef struct {
  int start;
  int end;
  int tracking;
  gboolean is_squeezed;
  gboolean is_last;
  gboolean is_lone;
  double cost;
  int previous; /* edge, or -1 */
} Edge;

typedef struct {
  GPtrArray *edges; /* for each paragraph a GArray of Edge, by start */
  GPtrArray *heads; /* for each, by cluster: the edges that end before it; a GArray of int or NULL */
} Graph;

static Look *look;

/* --- lines ---------------------------------------------------------------------------------- */

static gboolean
has_squeezed_marks (const BxLen *used)
{
  return used[BX_TIER_SHRINK_MIDDLE].u > 0 || used[BX_TIER_SHRINK_BRACKET].u > 0
         || used[BX_TIER_SHRINK_COMMA].u > 0 || used[BX_TIER_SHRINK_STOP].u > 0;
}

/* The line from `start` to the break before `end`; FALSE where it cannot be so short. */
static gboolean
make_edge (const BxSum *sums, const BxShaped *shaped, int start, int end, Edge *edge)
{
  int n = shaped->n_clusters;
  int width = (start == 0 ? MEASURE_EM - INDENT_EM : MEASURE_EM) * shaped->size.u;
  BxLen used[BX_N_TIERS];
  BxFit fit;
  int slack = bx_sums_fit_width (sums, shaped, start, bx_row_last (shaped, start, end), width, &fit);
  int places = fit.room[BX_TIER_STRETCH_TRACKING];

  *edge = (Edge){ .start = start, .end = end, .is_last = end == n, .previous = -1 };
  if (bx_fit_adjust (&fit, slack, used) < 0)
    return FALSE;
  edge->is_squeezed = has_squeezed_marks (used);
  if (edge->is_last && start > 0)
    edge->is_lone = sums[n].words == sums[start].words && sums[n].han - sums[start].han <= 1;
  if (!edge->is_last && places > 0)
    edge->tracking = (int) ((gint64) used[BX_TIER_STRETCH_TRACKING].u * 1024
                            / ((gint64) places * shaped->size.u));
  return TRUE;
}

/* All lines that start at a cluster; where each falls short of the measure by more than `loosest`,
 * there are none. */
static int
add_edges (GArray *edges, const BxSum *sums, const BxShaped *shaped, int start, int loosest)
{
  int width = (start == 0 ? MEASURE_EM - INDENT_EM : MEASURE_EM) * shaped->size.u;
  int n = 0;

  for (int end = start + 1; end <= shaped->n_clusters; end++) {
    Edge edge;

    if (!bx_row_may_break_before (shaped, end))
      continue;
    if (!make_edge (sums, shaped, start, end, &edge))
      break;
    if (!edge.is_last && sums[end].natural - sums[start].natural < width - loosest)
      continue;
    g_array_append_val (edges, edge);
    n++;
  }
  return n;
}

static void
add_paragraph (Graph *graph, const BxShaped *shaped)
{
  g_autofree BxSum *sums = bx_sums_new (shaped);
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  GArray **heads = g_new0 (GArray *, shaped->n_clusters + 1);

  for (int start = 0; start < shaped->n_clusters; start++) {
    int first = (int) edges->len;

    if (start > 0 && heads[start] == NULL)
      continue;
    if (add_edges (edges, sums, shaped, start, LOOSEST_EM * shaped->size.u) == 0)
      add_edges (edges, sums, shaped, start, G_MAXINT / 2);
    for (int i = first; i < (int) edges->len; i++) {
      int end = g_array_index (edges, Edge, i).end;

      if (heads[end] == NULL)
        heads[end] = g_array_new (FALSE, FALSE, sizeof (int));
      g_array_append_val (heads[end], i);
    }
  }
  g_ptr_array_add (graph->edges, edges);
  g_ptr_array_add (graph->heads, heads);
}

/* --- the best breaks for some weights --------------------------------------------------------- */

static void
count_edge (const Edge *edge, const Edge *previous, Count *count)
{
  count->of[SQUEEZED] += edge->is_squeezed;
  count->among[SQUEEZED]++;
  if (edge->is_last)
    return;
  count->of[TRACKING] += edge->tracking / 1024.0;
  count->among[TRACKING]++;
  count->of[LOOSE] += edge->tracking > SHOWS;
  count->among[LOOSE]++;
  if (previous != NULL) {
    count->of[JUMPS] += ABS (edge->tracking - previous->tracking) > JUMP;
    count->among[JUMPS]++;
  }
}

static double
price_edge (const Edge *edge, const Edge *previous, const double *weights, const double *at)
{
  Count count = { 0 };
  double cost = edge->is_lone ? 1e6 : 0;

  count_edge (edge, previous, &count);
  for (int s = 0; s < N_SHARES; s++)
    cost += weights[s] * (count.of[s] - at[s] * count.among[s]);
  return cost;
}

static void
solve_paragraph (GArray *edges, GArray **heads, const double *weights, const double *at,
                 Count *count)
{
  Edge *all = (Edge *) (void *) edges->data;
  int best = -1;

  for (guint i = 0; i < edges->len; i++) {
    Edge *edge = &all[i];
    const GArray *before = heads[edge->start];

    edge->cost = price_edge (edge, NULL, weights, at);
    for (guint k = 0; edge->start > 0 && k < before->len; k++) {
      int from = g_array_index (before, int, k);
      double cost = all[from].cost + price_edge (edge, &all[from], weights, at);

      if (k == 0 || cost < edge->cost) {
        edge->cost = cost;
        edge->previous = from;
      }
    }
    if (edge->is_last && (best < 0 || edge->cost < all[best].cost))
      best = (int) i;
  }
  for (int i = best; i >= 0; i = all[i].previous)
    count_edge (&all[i], all[i].previous >= 0 ? &all[all[i].previous] : NULL, count);
}

static Count
solve (const Graph *graph, const double *weights, const double *at)
{
  Count count = { 0 };

  for (guint i = 0; i < graph->edges->len; i++)
    solve_paragraph (graph->edges->pdata[i], graph->heads->pdata[i], weights, at, &count);
  return count;
}

static double
least_share (const Graph *graph, Share share)
{
  double weights[N_SHARES] = { 0 };
  double at[N_SHARES] = { 0 };

  weights[share] = 1;
  for (at[share] = 1;;) {
    Count count = solve (graph, weights, at);
    double found = count.of[share] / count.among[share];

    if (found >= at[share] - 1e-9)
      return found;
    at[share] = found;
  }
}

/* Raises the weights of targets that are missed, and lowers the others. */
static void
judge_all (const Graph *graph)
{
  double weights[N_SHARES] = { 100, 1, 1, 1 };

  for (int step = 0; step < N_STEPS; step++) {
    Count count = solve (graph, weights, targets);
    double least = 0;
    gboolean are_kept = TRUE;

    for (int s = 0; s < N_SHARES; s++) {
      double excess = count.of[s] - targets[s] * count.among[s];

      least += weights[s] * excess;
      are_kept = are_kept && excess <= 0;
    }
    if (are_kept || least > 1e-6) {
      g_print (are_kept ? "  some breaks keep all targets:" : "  none keep all targets; the nearest:");
      for (int s = 0; s < N_SHARES; s++)
        g_print (" %.4f", count.of[s] / count.among[s]);
      g_print ("\n");
      return;
    }
    for (int s = 0; s < N_SHARES; s++)
      weights[s] *= exp (CLAMP (count.of[s] / (targets[s] * count.among[s]) - 1, -2, 2)
                         / (2 * sqrt (step + 1)));
  }
  g_print ("  not settled after %d steps\n", N_STEPS);
}

/* --- texts ---------------------------------------------------------------------------------- */

/* With `divides`, lines may end within every word and name that may be divided. */
static void
run (const char *name, BxHouse house, BxLang lang, CorpusParts parts, gboolean divides)
{
  BxFontset *fonts = look_open_fonts (look, lang);
  Corpus *corpus = corpus_new (lang, parts, N_CHARS);
  Graph graph = { g_ptr_array_new (), g_ptr_array_new () };

  look->spec->house[lang] = house;
  for (int i = 0; i < MIN (N_PARAGRAPHS, corpus->n_paragraphs); i++) {
    g_autoptr (BxShaped) shaped = bx_shape (fonts, look->spec, &look->spec->text[BX_TEXT_BODY],
                                            corpus->text, corpus->paragraphs[i], NULL, NULL);
    g_autoptr (BxShaped) divided = divides ? bx_divide (shaped, look->hyphenator) : NULL;

    add_paragraph (&graph, divided != NULL ? divided : shaped);
  }
  g_print ("%s: the least", name);
  for (int s = 0; s < N_SHARES; s++)
    g_print (" %s %.4f%s", share_names[s], least_share (&graph, (Share) s),
             s + 1 < N_SHARES ? "," : "\n");
  judge_all (&graph);
}

int
main (void)
{
  look = look_new ();
  run ("CN, prose", BX_HOUSE_CN, BX_LANG_HANS, CORPUS_PROSE, TRUE);
  run ("CN, samples", BX_HOUSE_CN, BX_LANG_HANS, CORPUS_SAMPLES, TRUE);
  run ("TWc, samples", BX_HOUSE_TWC, BX_LANG_HANT_TW, CORPUS_SAMPLES, TRUE);
  run ("TW, prose", BX_HOUSE_TW, BX_LANG_HANT_TW, CORPUS_PROSE, TRUE);
  run ("CN, names", BX_HOUSE_CN, BX_LANG_HANS, CORPUS_ARTICLE, TRUE);
  run ("TWc, names", BX_HOUSE_TWC, BX_LANG_HANT_TW, CORPUS_ARTICLE, TRUE);
  run ("CN, names left whole", BX_HOUSE_CN, BX_LANG_HANS, CORPUS_ARTICLE, FALSE);
  run ("TWc, names left whole", BX_HOUSE_TWC, BX_LANG_HANT_TW, CORPUS_ARTICLE, FALSE);
  look_free (look);
  return 0;
}
