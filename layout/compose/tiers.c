/* clreq's ordered adjustment: candidate lines measured in O(1), and a line's slack spread over the
 * steps. Which blank gives in which step is room.c; what a slack costs is decided in paragraph.c. */
#include "tiers.h"

#include <string.h>

static int
edge_trim (const BxShaped *shaped, const BxCluster *c, gboolean is_start)
{
  /* Blanks that neighbours have already taken cannot go twice: the trim is what is left. */
  BxMarkWidths left = { c->before.u, c->body.u, c->after.u };

  return is_start ? bx_line_start_trim ((BxClass) c->class, shaped->house, left)
                  : bx_line_end_trim ((BxClass) c->class, shaped->house, left);
}

/* Most clusters are ideographs beside ideographs, and give room in the last step alone. */
static int
first_tier (const BxCluster *c)
{
  return c->class == BX_CLASS_HAN && (c->flags & BX_CLUSTER_HAN_LATIN_AFTER) == 0
             ? BX_TIER_STRETCH_TRACKING
             : 0;
}

BxSum *
bx_sums_new (const BxShaped *shaped)
{
  int n = shaped->n_clusters;
  BxSum *sums = g_new (BxSum, (gsize) n + 1);
  int emergency = bx_len_from_em (bx_em (BX_EMERGENCY_TRACKING), shaped->size).u;

  sums[0] = (BxSum){ 0 };
  for (int i = 0; i < n; i++) {
    const BxCluster *c = &shaped->clusters[i];
    BxSum *sum = &sums[i + 1];
    int advance = bx_cluster_get_advance (c).u + c->gap.u;

    *sum = sums[i];
    for (int t = first_tier (c); t < BX_N_TIERS; t++) {
      BxRoom room = bx_cluster_room (shaped, i, (BxTier) t);

      sum->room[t] += room.before + room.after + room.gap;
    }
    sum->natural += advance;
    sum->widest = sum->natural + sum->room[BX_TIER_STRETCH_SPACE]
                  + sum->room[BX_TIER_STRETCH_HAN_LATIN] + sum->room[BX_TIER_STRETCH_WIDE]
                  + sum->room[BX_TIER_STRETCH_TRACKING] * emergency;
    sum->han += c->class == BX_CLASS_HAN;
    sum->words += bx_cluster_is_word (c);
    sums[i].trim_start = edge_trim (shaped, c, TRUE);
    sum->trim_end = (c->flags & BX_CLUSTER_HYPHEN_AFTER) != 0
                        ? -bx_shaped_find_hyphen (shaped, c->face)->advance.u
                        : edge_trim (shaped, c, FALSE);
    sum->gap = c->gap.u;
  }
  return sums;
}

static const BxTier gap_tiers[]
    = { BX_TIER_SHRINK_HAN_LATIN, BX_TIER_STRETCH_HAN_LATIN, BX_TIER_STRETCH_WIDE };

void
bx_sums_fit (const BxSum *sums, const BxShaped *shaped, int first, int last, BxFit *fit)
{
  const BxSum *head = &sums[first];
  const BxSum *tail = &sums[last];
  guint8 flags = shaped->clusters[last - 1].flags;
  BxTier tier;

  fit->trim_start = bx_len (head->trim_start);
  fit->trim_end = bx_len (tail->trim_end);
  fit->hang = bx_len (0);
  fit->natural = bx_len (tail->natural - head->natural - tail->gap - head->trim_start
                         - tail->trim_end);
  fit->plain_tracking = bx_len_from_em (bx_em (BX_PLAIN_TRACKING), shaped->size);
  for (int t = 0; t < BX_N_TIERS; t++)
    fit->room[t] = tail->room[t] - head->room[t];
  /* Nothing comes after the last cluster, and what the edges have lost is lost. */
  fit->room[BX_TIER_STRETCH_TRACKING] -= (flags & BX_CLUSTER_NO_STRETCH_AFTER) == 0;
  if (flags & BX_CLUSTER_HAN_LATIN_AFTER)
    for (gsize i = 0; i < G_N_ELEMENTS (gap_tiers); i++)
      fit->room[gap_tiers[i]] -= bx_cluster_room (shaped, last - 1, gap_tiers[i]).gap;
  if (head->trim_start > 0 && (tier = bx_cluster_blank_tier (shaped, first)) < BX_N_TIERS)
    fit->room[tier] -= head->trim_start;
  if (tail->trim_end > 0 && (tier = bx_cluster_blank_tier (shaped, last - 1)) < BX_N_TIERS)
    fit->room[tier] -= tail->trim_end;
}

static gboolean
is_hanging_class (const BxShaped *shaped, BxClass class)
{
  if (class == BX_CLASS_COMMA || class == BX_CLASS_STOP)
    return shaped->hanging != BX_HANGING_OFF;
  return shaped->hanging == BX_HANGING_ALL
         && (class == BX_CLASS_COLON || class == BX_CLASS_EXCLAIM);
}

/* CL-HNG-02 … 05: exactly one pause, in the corner of its frame, after a character. */
static gboolean
may_hang (const BxShaped *shaped, int first, int last)
{
  const BxCluster *tail = &shaped->clusters[last - 1];

  if (shaped->house != BX_HOUSE_CN || last - first < 2 || tail->full_before.u != 0
      || !is_hanging_class (shaped, (BxClass) tail->class))
    return FALSE;
  return shaped->clusters[last - 2].class == BX_CLASS_HAN
         && (last == shaped->n_clusters || bx_may_start_line (shaped->clusters[last].class));
}

int
bx_sums_fit_width (const BxSum *sums, const BxShaped *shaped, int first, int last, int width,
                   BxFit *fit)
{
  bx_sums_fit (sums, shaped, first, last, fit);
  if (fit->natural.u > width && may_hang (shaped, first, last)) {
    const BxCluster *tail = &shaped->clusters[last - 1];

    fit->hang = bx_len (bx_cluster_get_advance (tail).u - fit->trim_end.u);
    fit->natural = bx_len_sub (fit->natural, fit->hang);
    /* It hangs at its place: nothing is put in before it. */
    fit->room[BX_TIER_STRETCH_TRACKING]--;
  }
  return width - fit->natural.u;
}

int
bx_fit_adjust (const BxFit *fit, int slack, BxLen *used)
{
  int from = slack < 0 ? 0 : BX_N_SHRINK_TIERS;
  int to = slack < 0 ? BX_N_SHRINK_TIERS : BX_TIER_STRETCH_WIDE;
  int rest = ABS (slack);
  int plain = fit->room[BX_TIER_STRETCH_TRACKING] * fit->plain_tracking.u;

  memset (used, 0, sizeof (BxLen) * BX_N_TIERS);
  for (int t = from; t < to && rest > 0; t++) {
    used[t] = bx_len (MIN (rest, fit->room[t]));
    rest -= used[t].u;
  }
  if (slack > 0 && rest > plain) {
    used[BX_TIER_STRETCH_WIDE] = bx_len (MIN (rest - plain, fit->room[BX_TIER_STRETCH_WIDE]));
    rest -= used[BX_TIER_STRETCH_WIDE].u;
  }
  if (slack > 0 && rest > 0) {
    /* A line of nothing but Latin words has only its spaces, however wide they get. */
    BxTier last = fit->room[BX_TIER_STRETCH_TRACKING] > 0 ? BX_TIER_STRETCH_TRACKING
                                                         : BX_TIER_STRETCH_SPACE;

    if (fit->room[last] > 0) {
      used[last].u += rest;
      rest = 0;
    }
  }
  return slack < 0 ? -rest : rest;
}
