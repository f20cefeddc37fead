/* clreq's ordered adjustment: which blank gives in which step, and how a line's slack is spread.
 * What a slack costs is decided in paragraph.c. */
#include "tiers.h"

#include <string.h>

#define HALF_EM 512
#define QUARTER_EM 256
#define EIGHTH_EM 128
#define HAN_LATIN_MAX 341 /* 1/3 em, the usual limit of houses (CL-JST-10) */

/* The step in which the blanks of a class shrink (CL-JST-04 … 08); -1 for none. */
static const signed char blank_tier[BX_N_CLASSES] = {
  [BX_CLASS_HAN] = -1,
  [BX_CLASS_OPEN] = BX_TIER_SHRINK_BRACKET,
  [BX_CLASS_CLOSE] = BX_TIER_SHRINK_BRACKET,
  [BX_CLASS_COMMA] = BX_TIER_SHRINK_COMMA,
  [BX_CLASS_STOP] = BX_TIER_SHRINK_STOP,
  [BX_CLASS_COLON] = BX_TIER_SHRINK_COMMA,
  [BX_CLASS_EXCLAIM] = BX_TIER_SHRINK_STOP,
  [BX_CLASS_DASH] = -1,
  [BX_CLASS_ELLIPSIS] = -1,
  [BX_CLASS_CONNECTOR] = -1,
  [BX_CLASS_MIDDLE] = BX_TIER_SHRINK_MIDDLE,
  [BX_CLASS_SOLIDUS] = -1,
  [BX_CLASS_NUMBER] = -1,
  [BX_CLASS_LATIN] = -1,
  [BX_CLASS_SPACE] = -1,
  [BX_CLASS_BLANK] = -1,
};

static int
em (const BxShaped *shaped, int em1024)
{
  return bx_len_from_em (bx_em (em1024), shaped->size).u;
}

static int
space_room (const BxShaped *shaped, const BxCluster *c, BxTier tier)
{
  if (c->class != BX_CLASS_SPACE)
    return 0;
  if (tier == BX_TIER_SHRINK_SPACE)
    return MAX (0, c->body.u - em (shaped, QUARTER_EM));
  return MAX (0, em (shaped, HALF_EM) - c->body.u);
}

BxRoom
bx_cluster_room (const BxShaped *shaped, int i, BxTier tier)
{
  const BxCluster *c = &shaped->clusters[i];
  BxRoom room = { 0, 0, 0 };
  gboolean is_han_latin = (c->flags & BX_CLUSTER_HAN_LATIN_AFTER) != 0;

  switch (tier) {
  case BX_TIER_SHRINK_SPACE:
  case BX_TIER_STRETCH_SPACE:
    room.gap = space_room (shaped, c, tier);
    break;
  case BX_TIER_SHRINK_HAN_LATIN:
    room.gap = is_han_latin ? MAX (0, c->gap.u - em (shaped, EIGHTH_EM)) : 0;
    break;
  case BX_TIER_STRETCH_HAN_LATIN:
    room.gap = is_han_latin ? MAX (0, em (shaped, HAN_LATIN_MAX) - c->gap.u) : 0;
    break;
  case BX_TIER_STRETCH_TRACKING:
    room.gap = (c->flags & BX_CLUSTER_NO_STRETCH_AFTER) == 0;
    break;
  default:
    if (blank_tier[c->class] == (int) tier && shaped->house != BX_HOUSE_TW) {
      room.before = c->before.u;
      room.after = c->after.u;
    }
    break;
  }
  return room;
}

void
bx_sums_init (BxSums *sums, const BxShaped *shaped)
{
  int n = shaped->n_clusters;
  int *block = g_new0 (int, (gsize) (n + 1) * (3 + BX_N_TIERS));

  sums->n = n;
  sums->natural = block;
  sums->han = block + (n + 1);
  sums->words = block + 2 * (n + 1);
  for (int t = 0; t < BX_N_TIERS; t++)
    sums->tier[t] = block + (3 + t) * (n + 1);
  for (int i = 0; i < n; i++) {
    const BxCluster *c = &shaped->clusters[i];

    sums->natural[i + 1] = sums->natural[i] + bx_cluster_get_advance (c).u + c->gap.u;
    sums->han[i + 1] = sums->han[i] + (c->class == BX_CLASS_HAN);
    sums->words[i + 1] = sums->words[i]
                         + (c->class == BX_CLASS_LATIN || c->class == BX_CLASS_NUMBER);
    for (int t = 0; t < BX_N_TIERS; t++) {
      BxRoom room = bx_cluster_room (shaped, i, (BxTier) t);

      sums->tier[t][i + 1] = sums->tier[t][i] + room.before + room.after + room.gap;
    }
  }
}

void
bx_sums_clear (BxSums *sums)
{
  g_free (sums->natural);
}

static BxLen
edge_trim (const BxShaped *shaped, const BxCluster *c, gboolean is_start)
{
  /* Blanks that neighbours have already taken cannot go twice: the trim is what is left. */
  BxMarkWidths left = { c->before.u, c->body.u, c->after.u };

  return bx_len (is_start ? bx_line_start_trim ((BxClass) c->class, shaped->house, left)
                          : bx_line_end_trim ((BxClass) c->class, shaped->house, left));
}

void
bx_sums_fit (const BxSums *sums, const BxShaped *shaped, int first, int last, BxFit *fit)
{
  const BxCluster *head = &shaped->clusters[first];
  const BxCluster *tail = &shaped->clusters[last - 1];

  fit->trim_start = edge_trim (shaped, head, TRUE);
  fit->trim_end = edge_trim (shaped, tail, FALSE);
  fit->natural = bx_len (sums->natural[last] - sums->natural[first] - tail->gap.u
                         - fit->trim_start.u - fit->trim_end.u);
  for (int t = 0; t < BX_N_TIERS; t++)
    fit->room[t] = sums->tier[t][last] - sums->tier[t][first]
                   - bx_cluster_room (shaped, last - 1, (BxTier) t).gap;
  if (blank_tier[head->class] >= 0 && shaped->house != BX_HOUSE_TW)
    fit->room[blank_tier[head->class]] -= fit->trim_start.u;
  if (blank_tier[tail->class] >= 0 && shaped->house != BX_HOUSE_TW)
    fit->room[blank_tier[tail->class]] -= fit->trim_end.u;
}

int
bx_fit_adjust (const BxFit *fit, int slack, BxLen *used)
{
  int from = slack < 0 ? 0 : BX_N_SHRINK_TIERS;
  int to = slack < 0 ? BX_N_SHRINK_TIERS : BX_TIER_STRETCH_TRACKING;
  int rest = ABS (slack);

  memset (used, 0, sizeof (BxLen) * BX_N_TIERS);
  for (int t = from; t < to && rest > 0; t++) {
    used[t] = bx_len (MIN (rest, fit->room[t]));
    rest -= used[t].u;
  }
  if (slack > 0 && fit->room[BX_TIER_STRETCH_TRACKING] > 0) {
    used[BX_TIER_STRETCH_TRACKING] = bx_len (rest);
    rest = 0;
  }
  return slack < 0 ? -rest : rest;
}
