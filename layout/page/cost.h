/* What a fault of a page costs: one table, so that tuning never touches code.
 *
 * 100 points are one fault that a reader sees. Rules that hold in normal operation (see galley.h)
 * have prices a thousand times higher: when a rung of the ladder permits to break them, that is never
 * traded for comfort, nor to keep a quote, which costs something between. The starting values come from layout-algorithms §6.2.
 */
#ifndef BX_COST_H
#define BX_COST_H

#include <glib.h>

typedef enum {
  /* Hard in normal operation. */
  BX_COST_CUT_SHORT,
  BX_COST_LEFT_OUT,
  BX_COST_LEFT_OUT_NEEDED,
  BX_COST_ECHO,
  BX_COST_PAGE_SHORT,
  BX_COST_FOOT_SHORT,
  BX_COST_ORPHAN,
  BX_COST_HEAD_ALONE,
  BX_COST_LEFT_OUT_ASKED,
  BX_COST_WIDOW_COLUMN,
  BX_COST_WIDOW_PAGE,
  BX_COST_AFTER_TEXT,
  /* Text. */
  BX_COST_TWO_LOOSENED,
  BX_COST_HEAD_LOW,
  BX_COST_CUT_BETWEEN,
  BX_COST_LAST_SHORT,
  BX_COST_LAST_UNEVEN,
  BX_COST_LAST_SCRAP,
  BX_COST_LAST_THIN,
  BX_COST_LAST_HALF,
  /* A quote and its source. */
  BX_COST_NEAR,
  BX_COST_FAR_COLUMN,
  BX_COST_BETWEEN_COLUMN,
  BX_COST_BEFORE_SPREAD,
  BX_COST_BEFORE_TURN,
  BX_COST_AFTER_COLUMN,
  BX_COST_AFTER_SPREAD,
  /* Another box and what it belongs to. */
  BX_COST_BLOCK_BEFORE_COLUMN,
  BX_COST_BLOCK_BEFORE_SPREAD,
  BX_COST_BLOCK_BEFORE_PAGE,
  BX_COST_BLOCK_AFTER_COLUMN,
  BX_COST_BLOCK_AFTER_SPREAD,
  BX_COST_CARD_COLUMN,
  BX_COST_CARD_SPREAD,
  BX_COST_CARD_PAGE,
  /* A box and its slot. */
  BX_COST_TOP_OFF,
  BX_COST_AT_HEAD,
  BX_COST_AT_FOOT,
  BX_COST_INNER_COLUMN,
  BX_COST_OPENING_THIRD,
  BX_COST_OPENING_HEAD,
  BX_COST_OPENING_STARVED,
  BX_COST_CLOSE,
  BX_COST_DISORDER,
  BX_COST_LATE,
  BX_COST_SAME_SLOT,
  BX_COST_SAME_HEIGHT,
  BX_COST_ANOTHER_BOX,
  BX_COST_SIDE_BY_SIDE,
  BX_COST_SAME_SPEAKER,
  BX_COST_BLOCK_AT_HEAD,
  BX_COST_BLOCK_BEFORE_TEXT,
  BX_COST_BLOCK_AT_FOOT,
  BX_COST_CARD_AT_HEAD,
  BX_COST_CARD_AT_FOOT,
  BX_COST_CROWD,
  BX_COST_NO_BOX,
  BX_COST_NO_BOX_AGAIN,
  BX_N_COSTS,
} BxCostId;

typedef struct {
  const char *name; /* in kebab case, stable for dumps */
  gint64 points;
} BxCostRow;

extern const BxCostRow bx_costs[BX_N_COSTS];

static inline gint64
bx_points (BxCostId id)
{
  return bx_costs[id].points;
}

/* White at the end of a run counts by its square, and on from four lines by the tangent, so that a
 * page that must be closed early does not outweigh everything else. */
static inline gint64
bx_short_points (BxCostId id, gint64 lines)
{
  return bx_points (id) * (lines <= 4 ? lines * lines : 8 * lines - 16);
}

#endif
