/* Total fit: which breaks a justified paragraph takes. Knuth & Plass, "Breaking paragraphs into
 * lines" (1981), without glue: slack is measured by the ordered steps of tiers.c, and the best path
 * is kept for every line count, so that the paginator can ask for one line more or less.
 */
#include "row.h"

#include <string.h>

/* Badness of 100 is a clearly visible fault. Demerits are b (b + EASY): in proportion while a line is
 * good, so that two slight faults are no better than one, by the square where it shows. */
#define EASY 50
#define STRETCH_FAULT 51         /* 1/1024 em of tracking that count as one visible fault … */
#define STRETCH_ANY 20           /* … and so much in proportion, beside the cube */
#define SQUEEZE_ANY 15           /* of marks narrower than in the lines around, however little */
#define JUMP 51                  /* neighbouring lines that differ by more look unlike */
#define JUMP_PENALTY 100
#define HYPHEN_PENALTY 40        /* badness of a divided word: less than a visible fault */
#define NAME_PENALTY 400         /* of a divided name: as much as a line tracked by 0.08 em */
#define HYPHENS_PENALTY 160      /* of a word under another, or on the last line but one */
#define LONE_CHARACTER 200000000 /* demerits: dearer than a line tracked by 1/4 em (CL-ORP-01) */
#define SHORT_LAST 5000          /* demerits: fewer than three ideographs */
#define VARIANT_TRACKING 64      /* 1/16 em: the most that a variant may need */
#define SHORT_LINE_EM 2          /* a line may fall short by this, however loose that makes it */
#define WORST 50000000           /* badness of a line that nothing else can be done about */
#define WINDOW 4                 /* line counts kept at one break */
#define N_MOODS 3                /* even, open, loose: neighbours should match */

/* What a step's full use costs, as badness: later steps are more visible. */
static const int step_badness[BX_TIER_STRETCH_TRACKING] = { 4, 6, 9, 12, 15, 22, 5, 10, 20 };

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
  bx_shaped_free (composed->own);
  g_free (composed);
}

/* Tracking, 1/1024 em, of the places that a line is stretched by beyond its gaps. Where it has only
 * word spaces, that is what these take beyond their limit. */
static int
measure_tracking (const Breaker *b, const BxFit *fit, const BxLen *used)
{
  int size = b->shaped->size.u;
  int beyond = used[BX_TIER_STRETCH_SPACE].u - fit->room[BX_TIER_STRETCH_SPACE];

  if (beyond > 0)
    return (int) ((gint64) beyond * 1024 / MAX (size, 4 * fit->room[BX_TIER_STRETCH_SPACE]));
  if (used[BX_TIER_STRETCH_TRACKING].u == 0)
    return 0;
  return (int) ((gint64) used[BX_TIER_STRETCH_TRACKING].u * 1024
                / ((gint64) fit->room[BX_TIER_STRETCH_TRACKING] * size));
}

/* Whether the blanks of marks inside the line gave something. */
static gboolean
are_marks_squeezed (const BxLen *used)
{
  return used[BX_TIER_SHRINK_MIDDLE].u > 0 || used[BX_TIER_SHRINK_BRACKET].u > 0
         || used[BX_TIER_SHRINK_COMMA].u > 0 || used[BX_TIER_SHRINK_STOP].u > 0;
}

/* Badness of a slack; WORST where the line cannot be set. */
static int
measure_badness (const Breaker *b, const BxFit *fit, int slack, int *tracking)
{
  BxLen used[BX_N_TIERS];
  gint64 badness = 0;
  gint64 t;

  *tracking = 0;
  if (bx_fit_adjust (fit, slack, used) != 0)
    return WORST;
  for (int i = 0; i < BX_TIER_STRETCH_TRACKING; i++)
    if (used[i].u > 0)
      badness += (gint64) step_badness[i] * used[i].u / fit->room[i];
  if (slack <= 0)
    return (int) badness + (are_marks_squeezed (used) ? SQUEEZE_ANY : 0);
  *tracking = measure_tracking (b, fit, used);
  t = MIN (*tracking, 4 * 1024);
  badness += 100 * t * t * t / (STRETCH_FAULT * STRETCH_FAULT * STRETCH_FAULT);
  badness += STRETCH_ANY * t / STRETCH_FAULT;
  return (int) MIN (badness, WORST - 1);
}

/* The first end at which a line from `first` fills `width` when it is stretched to the emergency,
 * or falls short of it by no more than SHORT_LINE_EM: sums grow, so halving finds it. */
static int
find_first_end (const Breaker *b, int first, int width)
{
  const BxSum *sums = b->sums;
  int near = width - SHORT_LINE_EM * b->shaped->size.u;
  int low = first + 1;
  int high = b->shaped->n_clusters;

  while (low < high) {
    int middle = low + (high - low) / 2;

    if (sums[middle].widest - sums[first].widest >= width
        || sums[middle].natural - sums[first].natural >= near)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

/* The ends from `from` on at which a line may end, up to the last that fits. Those that would be
 * looser than an emergency are wanted only where there is no other. */
static void
measure_ends (Breaker *b, int first, int from, int width, gboolean is_emergency)
{
  const BxShaped *shaped = b->shaped;
  int n = shaped->n_clusters;
  int short_line = SHORT_LINE_EM * shaped->size.u;

  for (int end = from; end <= n; end++) {
    Candidate c = { .end = end };
    BxFit fit;
    int slack;

    if (!bx_row_may_break_before (shaped, end))
      continue;
    slack = bx_sums_fit_width (b->sums, shaped, first, bx_row_last (shaped, first, end), width,
                               &fit);
    if (end < n || slack < 0)
      c.badness = measure_badness (b, &fit, slack, &c.tracking);
    if (c.badness == WORST && slack < 0)
      break;
    if (is_emergency || c.tracking <= BX_EMERGENCY_TRACKING || slack <= short_line)
      g_array_append_val (b->candidates, c);
  }
}

/* The first break after `first`: a unit that is wider than the measure. */
static int
find_first_break (const Breaker *b, int first)
{
  int end = first + 1;

  while (!bx_row_may_break_before (b->shaped, end))
    end++;
  return end;
}

/* All sensible ends of a line that starts at `first` with a width of `width`; at least one. */
static void
find_candidates (Breaker *b, int first, int width)
{
  g_array_set_size (b->candidates, 0);
  measure_ends (b, first, find_first_end (b, first, width), width, FALSE);
  if (b->candidates->len == 0)
    measure_ends (b, first, first + 1, width, TRUE);
  if (b->candidates->len == 0) {
    Candidate c = { .end = find_first_break (b, first), .badness = WORST };

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

/* A name like DeepMind is divided before a capital. */
static gboolean
is_name_divided (const BxShaped *shaped, int end)
{
  return g_unichar_isupper (g_utf8_get_char (shaped->text + shaped->clusters[end].text.start));
}

/* What a line from `first` to `end` costs for the word that it divides. */
static int
hyphen_penalty (const Breaker *b, int first, int end)
{
  gboolean is_second = bx_row_is_hyphenated (b->shaped, first);

  if (end == b->shaped->n_clusters)
    return is_second ? HYPHENS_PENALTY : 0;
  if (!bx_row_is_hyphenated (b->shaped, end))
    return 0;
  if (is_second)
    return HYPHENS_PENALTY;
  return is_name_divided (b->shaped, end) ? NAME_PENALTY : HYPHEN_PENALTY;
}

static void
extend_node (Breaker *b, int index)
{
  for (guint k = 0; k < b->candidates->len; k++) {
    const Candidate *c = &g_array_index (b->candidates, Candidate, k);
    const Node *from = &g_array_index (b->nodes, Node, index);
    gint64 badness = c->badness;
    Node node = { .position = c->end, .lines = from->lines + 1, .tracking = c->tracking,
                  .mood = mood_of (c->tracking), .previous = index };

    if (c->end < b->shaped->n_clusters && from->lines > 0
        && ABS (c->tracking - from->tracking) > JUMP)
      badness += JUMP_PENALTY;
    if (b->shaped->is_divided)
      badness += hyphen_penalty (b, from->position, c->end);
    node.demerits = from->demerits + badness * (badness + EASY) + 1;
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
      BxLen wanted;

      bx_column_get_line (b->column, g_array_index (b->nodes, Node, i).lines, &wanted);
      if (wanted.u != width)
        find_candidates (b, position, width = wanted.u);
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

/* A setting that costs so much more than another is no choice for any page. */
static gboolean
is_spoilt (gint64 demerits, gint64 than)
{
  return demerits - than >= LONE_CHARACTER / 2;
}

gboolean
bx_composed_is_spoilt (const BxComposed *composed, const BxComposed *than)
{
  return composed->n_settings > 0 && than->n_settings > 0
         && is_spoilt (composed->settings[0].demerits, than->settings[0].demerits);
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

    if (ABS (nodes[i].lines - nodes[best].lines) != 1
        || is_spoilt (nodes[i].demerits, nodes[best].demerits)
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

  composed->shaped = shaped;
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
