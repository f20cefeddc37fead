/* Inside the page room: the text as positions, pages as templates, filling, searching. */
#ifndef BX_PAGE_PRIVATE_H
#define BX_PAGE_PRIVATE_H

#include "cost.h"
#include "galley.h"

#define BX_ECHO_LINES 8     /* between a box and its source in one column */
#define BX_BOX_TEXT_LINES 3 /* of text over and under a box in its column */
#define BX_HEIGHT_LINES 3   /* tops that differ by no more look the same */

/* --- kinds of boxes (kind.c) ------------------------------------------------------------------ */

typedef struct {
  const char *name;
  gboolean is_amid;      /* stands amid the text, and off its source */
  gboolean at_edge;      /* at the head or foot of its columns */
  gboolean wide_at_edge; /* the same, where it is wider than one */
} BxKind;

const BxKind *bx_kind_get (BxBoxKind kind);

/* --- rules: one rung of the ladder (ladder.c) ------------------------------------------------ */

typedef struct {
  unsigned relax;        /* BxRelax: what may be broken, at its price */
  int foot_short;        /* lines that a column may be short */
  int cut_short;         /* lines that the text over a box may be short */
  gboolean free_tail;    /* columns may be short by any number of lines on a page that could take
                            all the rest, were it not for the fine print */
  gboolean free_breaks;  /* everywhere; and drop caps and heads may be cut */
  int top_spread;        /* lines that a box may stand off a preferred top */
  gboolean is_for_boxes; /* says nothing new where there are none */
  BxCostId least;        /* no plan that needs this rung costs less than this … */
  int least_times;       /* … so many times; 0: it is only tried where there is no plan yet */
  gboolean is_first_fit; /* no choice at all: best variants, cut where the column ends */
} BxRules;

/* --- flow: the galley, made safe, as numbered positions (flow.c) ------------------------------ */

/* A place where a column can end: before an item, or after `line` lines of one of its variants. */
typedef struct {
  int item;
  int variant;
  int line;
  int n_passed;     /* boxes whose source stands before */
  int lines_before; /* of the best variants */
  int rest_min;     /* lines still to come, at least and at most */
  int rest_max;
} BxPosition;

typedef struct {
  BxGalley galley;       /* numbers clamped, boxes that fit no column removed */
  int *box_ids;          /* of the boxes kept, in the caller's galley */
  int *best;             /* cheapest variant of each item */
  int *item_box;         /* first box of each item and later ones; [n_items] is the end */
  int *item_position;    /* of each item's start; [n_items] is the end of the text */
  BxPosition *positions;
  int n_positions;
  int n_left_out;        /* boxes removed */
  gint64 left_out_points;
} BxFlow;

BxFlow *bx_flow_new (const BxGalley *galley);
void bx_flow_free (BxFlow *flow);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxFlow, bx_flow_free)

int bx_flow_position (const BxFlow *flow, int item, int variant, int line);
int bx_flow_source_line (const BxFlow *flow, int box, int variant);
gint64 bx_flow_left_out_points (const BxBox *box);
gboolean bx_flow_is_late (const BxFlow *flow, int position);

/* --- templates: where boxes stand on a page (template.c) -------------------------------------- */

typedef struct {
  int box;
  int size;
  int column; /* leftmost */
  int span;
  int top;
  int lines;
} BxRect;

/* A run of grid lines in one column that text fills, in reading order. */
typedef struct {
  int column;
  int top;
  int lines;
  gboolean touches_box; /* over or under one */
  gboolean over_box;
  gboolean is_cut;      /* the column goes on under the box */
  gboolean ends_column;
  gboolean is_judged_at_start; /* a box's place in the text is where this run starts, or ends */
  gboolean is_judged_at_end;
} BxSegment;

/* The text area of a page's columns. */
typedef struct {
  int top;
  int bottom;
  gboolean is_opening;
  gboolean is_last;
} BxArea;

typedef struct {
  int id;         /* in the order of making; breaks ties */
  BxArea area;
  int from_box;   /* next box before the page */
  int first_box;  /* of the page; boxes from_box … first_box - 1 are left out */
  int next_box;   /* next box after the page */
  gint64 points;  /* of slots, sizes and boxes left out */
  int n_rects;
  BxRect rects[];
} BxLayout;


typedef struct _BxTemplates BxTemplates;

BxTemplates *bx_templates_new (const BxFlow *flow, const BxRules *rules);
void bx_templates_free (BxTemplates *templates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxTemplates, bx_templates_free)

BxArea bx_area_for (const BxGalley *galley, int page, int last_lines);
int bx_area_get_last_room (const BxGalley *galley, int page);
gint64 bx_area_depth_points (const BxGalley *galley, int page, BxArea area);
int bx_boxes_per_page (const BxFlow *flow);
/* Borrowed: the layouts of an area for boxes from `box` on, cheapest slots first; last pages have all
 * that are left. */
const GPtrArray *bx_templates_get (BxTemplates *templates, BxArea area, int box);
/* The runs of text that a layout leaves in a column: none, one or two. */
int bx_layout_cut_column (const BxLayout *layout, int column, BxSegment segments[2]);
/* What a page costs because of the page before it. */
gint64 bx_layout_neighbour_points (const BxFlow *flow, const BxLayout *previous,
                                   const BxLayout *layout, int page);

/* --- a box and its source (distance.c) ------------------------------------------------------- */

gint64 bx_distance_same_page (const BxGalley *galley, const BxRect *rect, int column, int line,
                              gboolean *is_echo);
gint64 bx_distance_other_page (const BxGalley *galley, const BxLayout *layout, int box, int column);
gint64 bx_distance_page_start (const BxGalley *galley, const BxLayout *layout, int n_passed);
gint64 bx_distance_page_end (const BxGalley *galley, const BxLayout *layout, int page,
                             int n_passed);
static inline gboolean
bx_is_turn (int page) /* between this page and the next one; (0, 1), (2, 3) … are spreads */
{
  return page % 2 == 1;
}

/* --- filling a page (fill.c) ----------------------------------------------------------------- */

/* Costs in the search: points, and in the low bits the number of loosened paragraphs, so that one
 * comparison settles both. */
#define BX_COST_SHIFT 16
#define BX_NO_BOUND (G_MAXINT64 / 4)

typedef struct {
  BxPlacedLines lines;
  int variant;
  int parent;
  unsigned relaxed;
} BxNode;

typedef struct {
  gint64 cost;
  int position;
  int loose; /* a loosened paragraph started in this column */
  int node;
} BxCell;

typedef struct _BxFill BxFill;

/* What pages that are tried from one place in the text have in common. */
typedef struct {
  int page;
  int position; /* where the page starts */
  gint64 bound; /* ways that cost more are not followed */
  gboolean is_recorded;
} BxPageStart;

BxFill *bx_fill_new (const BxFlow *flow, const BxRules *rules);
void bx_fill_free (BxFill *fill);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxFill, bx_fill_free)

void bx_fill_start_page (BxFill *fill, const BxPageStart *start);
/* The ends that the page can have; on a last page none or one, the end of the text. Borrowed until
 * the next call; costs count from the start of the page. */
const BxCell *bx_fill_page (BxFill *fill, const BxLayout *layout, int *n);
const BxNode *bx_fill_get_node (const BxFill *fill, int node);
gint64 bx_fill_get_visited (const BxFill *fill);
gint64 bx_fill_get_work (const BxFill *fill); /* the same, with what every page costs */

/* --- the search over pages (search.c) and what it finds (plan.c) ------------------------------ */

typedef struct {
  gint64 cost;
  int position;            /* at the end of its page */
  const BxLayout *layout;  /* of its page */
  int previous;            /* state; -1 on the first page */
  int page;
  int rank;                /* of its path of layouts among those of its page */
} BxState;

typedef struct {
  BxState *pages; /* from the first page to the last */
  int n_pages;    /* 0: no arrangement keeps the rules */
  gboolean is_exact;
  gint64 visited;
  gint64 work; /* what it cost to find: cells looked at, and what every page costs besides */
} BxPath;

/* The cheapest path of fewer points than `below`; with max_work > 0, the best that so much work
 * finds, but a path wherever the narrowest run has one. */
void bx_search (const BxFlow *flow, const BxRules *rules, BxTemplates *templates, gint64 below,
                gint64 max_work, BxPath *path);
BxPlan *bx_plan_from_path (const BxFlow *flow, const BxRules *rules,
                           const BxPath *path);
/* Puts boxes that must be set and are not on pages of their own after the text. */
void bx_plan_append_boxes (BxPlan *plan, const BxGalley *galley);

/* --- the rival (firstfit.c) ------------------------------------------------------------------- */

gint64 bx_first_fit_points (const BxFlow *flow);

#endif
