/* Total fit: which breaks a justified paragraph takes. Knuth & Plass, "Breaking paragraphs into
 * lines" (1981), without glue: slack is measured by the ordered steps of tiers.c, and the best path
 * is kept for every line count, so that the paginator can ask for one line more or less.
 */
#include "row.h"

#include <string.h>

/* Badness of 100 is a clearly visible fault; demerits are (1 + badness + penalty)². */
#define STRETCH_FAULT 51         /* 1/1024 em of tracking that count as one visible fault */
#define JUMP 51                  /* neighbouring lines that differ by more look unlike */
#define JUMP_PENALTY 100
#define LONE_CHARACTER 200000000 /* demerits: dearer than a line tracked by 1/4 em (CL-ORP-01) */
#define SHORT_LAST 2500          /* demerits: fewer than three ideographs */
#define VARIANT_TRACKING 64      /* 1/16 em: the most that a variant may need */
#define WINDOW 4                 /* line counts kept at one break */
#define N_MOODS 3                /* even, open, loose: neighbours should match */

/* What a step's full use costs, as badness: later steps are more visible. */
static const int shrink_badness[BX_N_SHRINK_TIERS] = { 5, 8, 12, 16, 20, 30 };
static const int stretch_space_badness = 5;
static const int stretch_han_latin_badness = 10;

typedef struct {
  gint64 demerits;
  int position; /* cluster that starts the next line */
  int lines;    /* before it */
  int tracking; /* of the line that ended here */
  int mood;
  int previous; /* node, or -1 */
  int next;     /* node at the same position, or -1 */
} Node;

typedef struct {
  int end;      /* cluster that starts the next line */
  int badness;
  int tracking;
} Candidate;

typedef struct {
  const BxShaped *shaped;
  const BxColumn *column;
  BxSum *sums;
  GArray *nodes;      /* of Node */
  int *first_node;    /* by position, or -1 */
  GArray *candidates; /* of Candidate: scratch */
} Breaker;

void
bx_composed_free (BxComposed *composed)
{
  if (composed == NULL)
    return;
  for (int i = 0; i < composed->n_settings; i++)
    g_free (composed->settings[i].lines);
  g_free (composed);
}

/* Badness of a slack; G_MAXINT where the line cannot be set. */
static int
measure_badness (const Breaker *b, const BxFit *fit, int slack, BxLen *used, int *tracking)
{
  gint64 badness = 0;
  gint64 t;

  *tracking = 0;
  if (bx_fit_adjust (fit, slack, used) != 0)
    return G_MAXINT;
  for (int i = 0; i < BX_N_SHRINK_TIERS; i++)
    if (used[i].u > 0)
      badness += (gint64) shrink_badness[i] * used[i].u / fit->room[i];
  if (used[BX_TIER_STRETCH_SPACE].u > 0)
    badness += stretch_space_badness;
  if (used[BX_TIER_STRETCH_HAN_LATIN].u > 0)
    badness += (gint64) stretch_han_latin_badness * used[BX_TIER_STRETCH_HAN_LATIN].u
               / fit->room[BX_TIER_STRETCH_HAN_LATIN];
  if (used[BX_TIER_STRETCH_TRACKING].u == 0)
    return (int) badness;
  t = (gint64) used[BX_TIER_STRETCH_TRACKING].u * 1024
      / ((gint64) fit->room[BX_TIER_STRETCH_TRACKING] * b->shaped->size.u);
  *tracking = (int) t;
  t = MIN (t, 4 * 1024);
  badness += 100 * t * t * t / (STRETCH_FAULT * STRETCH_FAULT * STRETCH_FAULT);
  return (int) MIN (badness, 50000000);
}

/* All sensible ends of a line that starts at `first` with a width of `width`. Where nothing fits
 * well, the fullest line that does fit; where nothing fits at all, the first break there is. */
static void
find_candidates (Breaker *b, int first, int width)
{
  const BxShaped *shaped = b->shaped;
  int n = shaped->n_clusters;
  int fullest = -1;
  int first_break = -1;

  g_array_set_size (b->candidates, 0);
  for (int end = first + 1; end <= n; end++) {
    int last = bx_row_last (shaped, first, end);
    BxLen used[BX_N_TIERS];
    Candidate c = { .end = end };
    BxFit fit;
    int slack;

    /* Lines less than half full are never worth measuring. */
    if (end < n && b->sums[end].natural - b->sums[first].natural < width / 2 && end - first > 1) {
      if (bx_row_may_break_before (shaped, end))
        first_break = first_break < 0 ? end : first_break;
      continue;
    }
    if (!bx_row_may_break_before (shaped, end))
      continue;
    first_break = first_break < 0 ? end : first_break;
    slack = bx_sums_fit_width (b->sums, shaped, first, last, width, &fit);
    if (end == n && slack >= 0) {
      g_array_append_val (b->candidates, c);
      break;
    }
    c.badness = measure_badness (b, &fit, slack, used, &c.tracking);
    if (c.badness == G_MAXINT && slack < 0)
      break;
    fullest = end;
    if (c.badness != G_MAXINT && c.tracking <= 1024 / 4)
      g_array_append_val (b->candidates, c);
  }
  if (b->candidates->len == 0) {
    Candidate c = { .end = fullest > 0 ? fullest : first_break, .badness = 50000000 };

    c.end = c.end < 0 ? n : c.end;
    g_array_append_val (b->candidates, c);
  }
}

static int
mood_of (int tracking)
{
  return tracking <= JUMP / 2 ? 0 : tracking <= 3 * JUMP / 2 ? 1 : 2;
}

/* What the end of the paragraph costs beyond its line: CL-ORP-01. */
static gint64
last_line_demerits (const Breaker *b, int first, int lines)
{
  int n = b->shaped->n_clusters;
  int han = b->sums[n].han - b->sums[first].han;

  if (lines == 0 || b->sums[n].words > b->sums[first].words)
    return 0;
  return han <= 1 ? LONE_CHARACTER : han < 3 ? SHORT_LAST : 0;
}

static void
add_node (Breaker *b, const Node *node)
{
  Node *nodes = (Node *) (void *) b->nodes->data;
  int index = (int) b->nodes->len;
  int fewest = node->lines;

  for (int i = b->first_node[node->position]; i >= 0; i = nodes[i].next) {
    if (nodes[i].lines == node->lines && nodes[i].mood == node->mood) {
      if (node->demerits < nodes[i].demerits) {
        int next = nodes[i].next;

        nodes[i] = *node;
        nodes[i].next = next;
      }
      return;
    }
    fewest = MIN (fewest, nodes[i].lines);
  }
  if (node->lines > fewest + WINDOW)
    return;
  g_array_append_val (b->nodes, *node);
  g_array_index (b->nodes, Node, index).next = b->first_node[node->position];
  b->first_node[node->position] = index;
}

static void
extend_node (Breaker *b, int index)
{
  for (guint k = 0; k < b->candidates->len; k++) {
    const Candidate *c = &g_array_index (b->candidates, Candidate, k);
    const Node *from = &g_array_index (b->nodes, Node, index);
    gint64 badness = 1 + c->badness;
    Node node = { .position = c->end, .lines = from->lines + 1, .tracking = c->tracking,
                  .mood = mood_of (c->tracking), .previous = index };

    if (c->end < b->shaped->n_clusters && from->lines > 0
        && ABS (c->tracking - from->tracking) > JUMP)
      badness += JUMP_PENALTY;
    node.demerits = from->demerits + badness * badness;
    if (c->end == b->shaped->n_clusters) {
      node.mood = 0;
      node.demerits += last_line_demerits (b, from->position, from->lines);
    }
    add_node (b, &node);
  }
}

static void
break_paragraph (Breaker *b)
{
  int n = b->shaped->n_clusters;
  Node start = { .position = b->column->first, .previous = -1, .next = -1 };

  add_node (b, &start);
  for (int position = start.position; position < n; position++) {
    int width = -1;

    for (int i = b->first_node[position]; i >= 0; i = g_array_index (b->nodes, Node, i).next) {
      int lines = g_array_index (b->nodes, Node, i).lines;
      int wanted = b->column->measure.u - bx_column_get_start (b->column, lines);

      if (wanted != width)
        find_candidates (b, position, width = wanted);
      extend_node (b, i);
    }
  }
}

static void
make_setting (const Breaker *b, int end, BxSetting *setting)
{
  const Node *nodes = (const Node *) (const void *) b->nodes->data;

  setting->n_lines = nodes[end].lines;
  setting->demerits = nodes[end].demerits;
  setting->lines = g_new (BxLine, (gsize) setting->n_lines);
  for (int i = end, k = setting->n_lines - 1; k >= 0; i = nodes[i].previous, k--)
    bx_row_set_line (b->sums, b->shaped, b->column, k, nodes[nodes[i].previous].position,
                     nodes[i].position, &setting->lines[k]);
}

static int
max_tracking (const BxSetting *setting)
{
  int most = 0;

  for (int i = 0; i < setting->n_lines; i++)
    most = MAX (most, setting->lines[i].tracking.m);
  return most;
}

/* The best end, then the ends with a line more and a line less where they read as well. */
static void
choose_settings (const Breaker *b, BxComposed *composed)
{
  const Node *nodes = (const Node *) (const void *) b->nodes->data;
  const BxSetting *best_setting = &composed->settings[0];
  int best = -1;

  for (int i = b->first_node[b->shaped->n_clusters]; i >= 0; i = nodes[i].next)
    if (best < 0 || nodes[i].demerits < nodes[best].demerits
        || (nodes[i].demerits == nodes[best].demerits && nodes[i].lines < nodes[best].lines))
      best = i;
  make_setting (b, best, &composed->settings[composed->n_settings++]);
  for (int i = b->first_node[b->shaped->n_clusters]; i >= 0; i = nodes[i].next) {
    BxSetting *setting = &composed->settings[composed->n_settings];
    gint64 excess = nodes[i].demerits - nodes[best].demerits;

    if (ABS (nodes[i].lines - nodes[best].lines) != 1 || excess >= LONE_CHARACTER / 2
        || composed->n_settings == BX_MAX_SETTINGS)
      continue;
    make_setting (b, i, setting);
    if (max_tracking (setting) > MAX (VARIANT_TRACKING, max_tracking (best_setting))) {
      g_free (setting->lines);
      continue;
    }
    setting->cost = 40 + (int) MIN (400, excess / (60 * best_setting->n_lines));
    composed->n_settings++;
  }
}

BxComposed *
bx_compose (const BxShaped *shaped, const BxColumn *column)
{
  BxComposed *composed = g_new0 (BxComposed, 1);
  Breaker b = { .shaped = shaped, .column = column };

  if (shaped->n_clusters <= column->first)
    return composed;
  b.sums = bx_sums_new (shaped);
  b.nodes = g_array_sized_new (FALSE, FALSE, sizeof (Node), (guint) shaped->n_clusters * 2);
  b.candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  b.first_node = g_new (int, shaped->n_clusters + 1);
  memset (b.first_node, 0xFF, sizeof (int) * (gsize) (shaped->n_clusters + 1));

  break_paragraph (&b);
  choose_settings (&b, composed);

  g_free (b.first_node);
  g_array_unref (b.candidates);
  g_array_unref (b.nodes);
  g_free (b.sums);
  return composed;
}
