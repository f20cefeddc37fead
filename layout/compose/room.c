/* clreq's seven steps of shrinking and three of stretching as a table: which blank or gap gives in
 * which step, and how much. How a line's slack is spread over the steps is tiers.c. */
#include "tiers.h"

#define HALF_EM 512
#define QUARTER_EM 256
#define EIGHTH_EM 128
#define HAN_LATIN_MAX 341 /* 1/3 em, the usual limit of houses (CL-JST-10) … */
#define HAN_LATIN_WIDEST 512 /* … and 1/2 em, clreq's own */

/* CL-JST-04 … 08; a class that is not named has no blank that shrinks. */
static const guint8 blank_tier[BX_N_CLASSES] = {
  [BX_CLASS_HAN] = BX_N_TIERS,
  [BX_CLASS_OPEN] = BX_TIER_SHRINK_BRACKET,
  [BX_CLASS_CLOSE] = BX_TIER_SHRINK_BRACKET,
  [BX_CLASS_COMMA] = BX_TIER_SHRINK_COMMA,
  [BX_CLASS_STOP] = BX_TIER_SHRINK_STOP,
  [BX_CLASS_COLON] = BX_TIER_SHRINK_COMMA,
  [BX_CLASS_EXCLAIM] = BX_TIER_SHRINK_STOP,
  [BX_CLASS_DASH] = BX_N_TIERS,
  [BX_CLASS_ELLIPSIS] = BX_N_TIERS,
  [BX_CLASS_CONNECTOR] = BX_N_TIERS,
  [BX_CLASS_MIDDLE] = BX_TIER_SHRINK_MIDDLE,
  [BX_CLASS_SOLIDUS] = BX_N_TIERS,
  [BX_CLASS_NUMBER] = BX_N_TIERS,
  [BX_CLASS_LATIN] = BX_N_TIERS,
  [BX_CLASS_SPACE] = BX_N_TIERS,
  [BX_CLASS_BLANK] = BX_N_TIERS,
};

static int
em (const BxShaped *shaped, int em1024)
{
  return bx_len_from_em (bx_em (em1024), shaped->size).u;
}

BxTier
bx_cluster_blank_tier (const BxShaped *shaped, int i)
{
  const BxCluster *c = &shaped->clusters[i];

  /* CL-PWA-09: in Taiwan marks keep their width. The blank before an ornament is its distance. */
  if (shaped->house == BX_HOUSE_TW || (c->flags & BX_CLUSTER_ORNAMENT) != 0)
    return BX_N_TIERS;
  if (shaped->keeps_stops && blank_tier[c->class] == BX_TIER_SHRINK_STOP)
    return BX_N_TIERS;
  return (BxTier) blank_tier[c->class];
}

BxRoom
bx_cluster_room (const BxShaped *shaped, int i, BxTier tier)
{
  const BxCluster *c = &shaped->clusters[i];
  BxRoom room = { 0, 0, 0 };

  switch (tier) {
  case BX_TIER_SHRINK_SPACE:
    if (c->class == BX_CLASS_SPACE)
      room.gap = MAX (0, c->body.u - em (shaped, QUARTER_EM));
    break;
  case BX_TIER_STRETCH_SPACE:
    if (c->class == BX_CLASS_SPACE && (c->flags & BX_CLUSTER_HAN_LATIN_AFTER) == 0)
      room.gap = MAX (0, em (shaped, HALF_EM) - c->body.u);
    break;
  case BX_TIER_SHRINK_HAN_LATIN:
    if (c->flags & BX_CLUSTER_HAN_LATIN_AFTER)
      room.gap = MAX (0, c->gap.u - em (shaped, EIGHTH_EM));
    break;
  case BX_TIER_STRETCH_HAN_LATIN:
    if (c->flags & BX_CLUSTER_HAN_LATIN_AFTER)
      room.gap = MAX (0, em (shaped, HAN_LATIN_MAX) - c->gap.u);
    break;
  case BX_TIER_STRETCH_WIDE:
    if (c->flags & BX_CLUSTER_HAN_LATIN_AFTER)
      room.gap = em (shaped, HAN_LATIN_WIDEST) - MAX (c->gap.u, em (shaped, HAN_LATIN_MAX));
    break;
  case BX_TIER_STRETCH_TRACKING:
    room.gap = (c->flags & BX_CLUSTER_NO_STRETCH_AFTER) == 0;
    break;
  default:
    if (bx_cluster_blank_tier (shaped, i) == tier) {
      room.before = c->before.u;
      room.after = c->after.u;
    }
    break;
  }
  return room;
}
