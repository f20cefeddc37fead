/* What the kinds of boxes are to the paginator, as a table: where they stand and what their distance
 * from their sources costs. Prices are in cost.c. */
#include "page-private.h"

#define BLOCK                                                                                      \
  .stream = BX_BLOCKS, .before_column = BX_COST_BLOCK_BEFORE_COLUMN,                               \
  .before_spread = BX_COST_BLOCK_BEFORE_SPREAD, .before_page = BX_COST_BLOCK_BEFORE_PAGE,          \
  .after_column = BX_COST_BLOCK_AFTER_COLUMN, .after_spread = BX_COST_BLOCK_AFTER_SPREAD

static const BxKind kinds[BX_N_BOX_KINDS] = {
  [BX_BOX_QUOTE] = { .name = "quote",
                     .stream = BX_TEASERS,
                     .at_head = BX_COST_AT_HEAD,
                     .at_foot = BX_COST_AT_FOOT,
                     .before_column = BX_COST_BETWEEN_COLUMN,
                     .before_spread = BX_COST_BEFORE_SPREAD,
                     .before_page = BX_COST_BEFORE_TURN,
                     .after_column = BX_COST_AFTER_COLUMN,
                     .after_spread = BX_COST_AFTER_SPREAD },
  [BX_BOX_FIGURE] = { .name = "figure", BLOCK, .at_head = BX_COST_BLOCK_AT_HEAD,
                      .at_foot = BX_COST_BLOCK_AT_FOOT },
  [BX_BOX_CARD] = { .name = "card",
                    .stream = BX_BLOCKS,
                    .at_head = BX_COST_CARD_AT_HEAD,
                    .at_foot = BX_COST_CARD_AT_FOOT,
                    .before_column = BX_COST_CARD_COLUMN,
                    .before_spread = BX_COST_CARD_SPREAD,
                    .before_page = BX_COST_CARD_PAGE,
                    .after_column = BX_COST_CARD_COLUMN,
                    .after_spread = BX_COST_CARD_SPREAD },
  [BX_BOX_SIDEBAR] = { .name = "sidebar", BLOCK, .at_head = BX_COST_BLOCK_AT_HEAD,
                       .at_foot = BX_COST_BLOCK_AT_HEAD },
  [BX_BOX_TABLE] = { .name = "table", BLOCK, .at_head = BX_COST_BLOCK_AT_HEAD,
                     .at_foot = BX_COST_BLOCK_AT_FOOT },
};

const BxKind *
bx_kind_get (BxBoxKind kind)
{
  return &kinds[kind];
}

const char *
bx_box_kind_name (BxBoxKind kind)
{
  return kinds[kind].name;
}
