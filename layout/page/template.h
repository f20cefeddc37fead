/* Between the layouts of a page (template.c) and the teasers that stand on it (teaser.c). */
#ifndef BX_TEMPLATE_H
#define BX_TEMPLATE_H

#include "page-private.h"

#define BX_MAX_LAYOUTS 2000 /* of one page; beyond, pages with several boxes get fewer choices */
#define BX_MAX_TRIED (2 * BX_MAX_LAYOUTS) /* the same for those that are not kept */
#define BX_MAX_RECTS (2 * BX_MAX_COLUMNS) /* as many of either stream as there are columns */

/* What is given up, step by step, where a page has too many layouts. */
typedef enum {
  BX_THRIFT_NONE,              /* every size, top and choice */
  BX_THRIFT_ONE_SIZE_LATER,    /* one size for all teasers of a page but the first */
  BX_THRIFT_ONE_SIZE,          /* one size and no choice for all teasers */
  BX_THRIFT_ONE_TOP,           /* and one top */
  BX_THRIFT_ONE_BLOCK_SIZE,    /* and one size for all blocks but the first */
  BX_THRIFT_ALL_BLOCKS_SIMPLE, /* and for the first */
} BxThrift;

struct _BxTemplates {
  const BxFlow *flow;
  const BxRules *rules;
  GHashTable *sets;  /* of GPtrArray */
  GPtrArray *chunks; /* hold the layouts */
  gsize chunk_left;
  int n_layouts;
  gint64 below; /* layouts that cost so much are not made */
  int boxes_per_page[BX_N_STREAMS];
};

/* Work on one set. */
typedef struct {
  BxTemplates *templates;
  GPtrArray *set;
  BxArea area;
  int from[BX_N_STREAMS];
  int next_teaser; /* a unit */
  int until;       /* the first teaser that is too early for the page */
  gint64 points;
  int n_tried;  /* layouts, kept or not */
  int n_blocks; /* the first rects */
  int n_rects;
  BxRect rects[BX_MAX_RECTS];
  int head[BX_MAX_COLUMNS]; /* lines that blocks take from the ends of each column */
  int foot[BX_MAX_COLUMNS];
  gboolean is_off_top; /* the teaser stands far beside its preferred tops: it stands alone */
  int thrift; /* BxThrift */
} BxMaker;

static inline const BxBox *
bx_maker_get_box (const BxMaker *maker, int box)
{
  return &maker->templates->flow->galley.boxes[box];
}

static inline gboolean
bx_maker_has_too_many (const BxMaker *maker)
{
  return maker->set->len > BX_MAX_LAYOUTS || maker->n_tried > BX_MAX_TRIED;
}

static inline gboolean
bx_maker_may_leave_out (const BxMaker *maker, BxStreamId stream)
{
  BxRelax rule = stream == BX_TEASERS ? BX_RELAX_QUOTE : BX_RELAX_BOX;

  return (maker->templates->rules->relax & rule) != 0;
}

/* Skimming eyes keep to the outer edges. */
static inline gint64
bx_maker_price_column (const BxMaker *maker, const BxBoxSize *size, int column)
{
  gboolean is_inner = size->span == 1 && column > 0 && column < maker->area.columns - 1;

  return is_inner ? bx_points (BX_COST_INNER_COLUMN) : 0;
}

/* crowd.c: what its boxes cost together. */
gint64 bx_maker_price_crowd (const BxMaker *maker);
/* Keeps the layout as it stands, if it is one. */
void bx_maker_keep_layout (BxMaker *maker);
/* Keeps the layouts with the blocks and teasers so far, and with further teasers from a column
 * on. */
void bx_maker_add_teasers (BxMaker *maker, int column);

#endif
