/* What kinds of boxes may do: where they may stand, as a table. Prices are in cost.c. */
#include "page-private.h"

static const BxKind kinds[BX_N_BOX_KINDS] = {
  [BX_BOX_QUOTE] = { .name = "quote", .is_amid = TRUE, .wide_at_edge = TRUE },
  [BX_BOX_FIGURE] = { .name = "figure", .at_edge = TRUE, .wide_at_edge = TRUE },
  [BX_BOX_CARD] = { .name = "card", .at_edge = TRUE, .wide_at_edge = TRUE },
  [BX_BOX_SIDEBAR] = { .name = "sidebar", .at_edge = TRUE, .wide_at_edge = TRUE },
  [BX_BOX_TABLE] = { .name = "table", .at_edge = TRUE, .wide_at_edge = TRUE },
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
