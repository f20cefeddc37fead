/* Inside the page room: the text as positions, pages as templates, filling, searching. */
#ifndef BX_PAGE_PRIVATE_H
#define BX_PAGE_PRIVATE_H

#include "cost.h"
#include "galley.h"

#define BX_ECHO_LINES 8     /* between a box and its source in one column */
#define BX_BOX_TEXT_LINES 3 /* of text over and under a box in its column */
#define BX_UNEVEN_LINES 2   /* that a column of the last page may be short */
#define BX_SCRAP_PART 8     /* a last page that is filled to less than this part is a scrap */
#define BX_HEIGHT_LINES 3   /* tops that differ by no more look the same */

/* --- kinds of boxes (kind.c) ------------------------------------------------------------------ */

/* Boxes come in two streams. Each keeps the order of its sources; they may overtake one another. */
typedef enum {
  BX_TEASERS, /* stand amid the text and off their sources; wide ones also at head or foot */
  BX_BLOCKS,  /* stand at the head or foot of their columns */
} BxStreamId;
#define BX_N_STREAMS (BX_BLOCKS + 1)

typedef struct {
  const char *name;
  BxStreamId stream;
  BxCostId at_head;
  BxCostId at_foot;
  BxCostId before_column; /* each column between the box and a later source */
  BxCostId before_spread; /* a leaf to turn on the way to it */
  BxCostId before_page;   /* each page that lies between */
  BxCostId after_column;  /* the same for an earlier source */
  BxCostId after_spread;
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
  int top_spread;        /* lines that a teaser may stand off a preferred top, … */
  int company_spread;    /* … and where another box stands on its page */
  int most_skipped;      /* quotes that may be left out before one that is set on the same page */
  gboolean is_for_boxes; /* says nothing new where there are none */
  gboolean is_for_one_column;
  gboolean is_for_asked; /* quotes that the manuscript asks for */
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
  int passed[BX_N_STREAMS]; /* the first box of each stream whose source does not stand before */
  int notes;        /* whose marks stand before */
  int lines_before; /* of the best variants */
  int rest_min;     /* lines still to come, at least and at most */
  int rest_max;
} BxPosition;

/* What is set in one place: a box, or one of several. */
typedef struct {
  int first_box;
  int n;
} BxUnit;

/* The boxes from `first` to `end` of the clean galley. Sums are over the units before one, of blocks:
 * a teaser stands on a page next to its source's, so of these nothing must be summed. */
typedef struct {
  int first;
  int end;
  BxUnit *units;
  int n_units;
  int *item_box;  /* first box of each item and later ones; [n_items] is the end */
  gint64 *left_out;
  gint64 *before_page;
  gint64 *after_column;
  gint64 *after_spread;
} BxStream;

/* An item in two measures: further variants of it. */
typedef struct {
  int item;
  BxWrap wrap;
  int id; /* its variants have the numbers from BX_MAX_VARIANTS * (id + 1) on */
  BxVariant variants[BX_MAX_VARIANTS];
  int n_variants;
  int numbers[BX_MAX_VARIANTS];   /* of each as its owner counts them */
  int positions[BX_MAX_VARIANTS]; /* of the end of the first line of each; the others follow */
} BxWrapped;

typedef struct {
  BxGalley galley;       /* numbers clamped, boxes sorted, those that fit no column removed */
  BxStream streams[BX_N_STREAMS];
  int *unit_of;          /* of each box */
  int *box_ids;          /* of the boxes kept, in the caller's galley */
  BxLineRange *sources;  /* of each box in each variant of its item's own */
  int *best;             /* cheapest variant of each item */
  int *item_position;    /* of each item's start; [n_items] is the end of the text */
  BxPosition *positions; /* moves when a wrap is made */
  int n_positions;
  int size;              /* there is room for so many; 0: for no more than there are */
  int n_fixed;           /* those of the items' own variants: they run with the text; the end of the
                            text is the last */
  int *item_note;        /* first note of each item and later ones; [n_items] is the end */
  gint64 *note_heights;  /* of all notes before one */
  int *note_lines;       /* likewise, as if each stood alone under its column */
  int most_note_lines;   /* that one item's notes take */
  GPtrArray *wrapped;    /* of BxWrapped: a memo that grows in the search */
  GHashTable *wrap_table; /* of the same; NULL as long as there are none */
  int n_left_out[BX_N_STREAMS]; /* units removed */
  gint64 left_out_points;
} BxFlow;

/* Without choices, of every group only the best box is kept. */
BxFlow *bx_flow_new (const BxGalley *galley, gboolean has_choices);
void bx_flow_free (BxFlow *flow);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxFlow, bx_flow_free)

/* The line of a note's mark in a variant of its item. */
int bx_flow_mark_line (const BxFlow *flow, int note, int variant);
/* Grid lines that notes [first, end) take at a column's foot. */
int bx_flow_count_note_lines (const BxFlow *flow, int first, int end);
/* The item in two measures; it may have no variants. Borrowed. */
const BxWrapped *bx_flow_wrap (BxFlow *flow, int item, BxWrap wrap);
void bx_flow_add_position (BxFlow *flow, int item, int variant, int line);
int bx_flow_position (const BxFlow *flow, int item, int variant, int line);
/* The lines of its item's variant that hold a box's source; at least one. */
BxLineRange bx_flow_source_lines (const BxFlow *flow, int box, int variant);
gint64 bx_flow_left_out_points (const BxBox *box);
/* The same for units [from, to) of a stream. */
gint64 bx_flow_price_left_out (const BxFlow *flow, BxStreamId stream, int from, int to);
gboolean bx_flow_is_late (const BxFlow *flow, int position);

/* NULL for an item's own variants. */
static inline const BxWrapped *
bx_flow_wrapped (const BxFlow *flow, int variant)
{
  return variant < BX_MAX_VARIANTS ? NULL
                                   : flow->wrapped->pdata[variant / BX_MAX_VARIANTS - 1];
}

static inline const BxVariant *
bx_flow_variant (const BxFlow *flow, int item, int variant)
{
  return variant < BX_MAX_VARIANTS
             ? &flow->galley.items[item].variants[variant]
             : &bx_flow_wrapped (flow, variant)->variants[variant % BX_MAX_VARIANTS];
}

static inline const BxKind *
bx_flow_kind (const BxFlow *flow, int box)
{
  return bx_kind_get (flow->galley.boxes[box].kind);
}

/* The unit of a stream that a box belongs to; the end of the units for the end of the boxes. */
static inline int
bx_flow_unit (const BxFlow *flow, BxStreamId stream, int box)
{
  return box < flow->streams[stream].end ? flow->unit_of[box] : flow->streams[stream].n_units;
}

static inline const BxUnit *
bx_flow_unit_of (const BxFlow *flow, int box)
{
  return &flow->streams[bx_flow_kind (flow, box)->stream].units[flow->unit_of[box]];
}

/* --- notes (note.c) -------------------------------------------------------------------------- */

void bx_flow_clean_notes (BxFlow *flow, const BxGalley *from);
/* Notes whose marks stand before a line of a variant of an item. */
int bx_flow_count_notes (const BxFlow *flow, int item, int variant, int line);
/* Grid lines that notes from one on take at most. */
int bx_flow_count_most_note_lines (const BxFlow *flow, int first);

/* --- templates: where boxes stand on a page (template.c, teaser.c, layout.c) ------------------ */

typedef struct {
  int box;
  int size;
  int column; /* leftmost */
  int span;
  int top;
  int lines;
  int measure; /* > 0: cuts into its columns */
} BxRect;

/* A run of grid lines in one column that text fills, in reading order. */
typedef struct {
  int column;
  int top;
  int lines;
  gboolean touches_box; /* over or under one */
  gboolean over_box;
  gboolean over_teaser;
  gboolean is_cut;      /* the column goes on under the box */
  gboolean ends_column;
  gboolean is_judged_at_start; /* a box's place in the text is where this run starts, or ends */
  gboolean is_judged_at_end;
  int measure; /* > 0: lines of the run from notch on, and before notch_end, have this one, */
  int notch;   /* for they stand beside a box */
  int notch_end;
} BxSegment;

#define BX_MAX_SEGMENTS 2 /* of a column: blocks stand at its ends, and one teaser amid the rest */

/* The text area of a page's columns. */
typedef struct {
  int top;
  int bottom;
  int columns;
  gboolean is_opening;
  gboolean begins_text; /* the first words stand on it: the opening page, or the one behind a headline block that
                           fills that */
  gboolean is_last;
} BxArea;

#define BX_UNRANKED 24

typedef struct {
  int id;         /* in the order of making; breaks ties */
  BxArea area;
  int from[BX_N_STREAMS]; /* next unit before the page */
  int next[BX_N_STREAMS]; /* next unit after the page; those between that have no rect are left out */
  gint64 points;  /* of slots, sizes and boxes left out */
  int n_teasers;
  int rank;       /* among those with as many boxes, from the cheapest; BX_UNRANKED for most */
  int n_rects;
  BxRect rects[]; /* by column, then from the top */
} BxLayout;

typedef struct _BxTemplates BxTemplates;

/* Layouts whose boxes alone cost `below` or more are not made. */
BxTemplates *bx_templates_new (const BxFlow *flow, const BxRules *rules, gint64 below);
void bx_templates_free (BxTemplates *templates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxTemplates, bx_templates_free)

BxArea bx_area_for (const BxGalley *galley, int page, int last_lines);
int bx_area_get_last_room (const BxGalley *galley, int page);
/* How full the last page looks, with so many lines of its columns filled by text and boxes. */
gint64 bx_price_last_page (const BxGalley *galley, int page, int lines);
/* Boxes of a stream that a page has at most. */
int bx_boxes_per_page (const BxFlow *flow, BxStreamId stream);
/* Borrowed: the layouts of an area for the units from `from` on, of teasers those before `until`; last
 * pages have all that are left. */
const GPtrArray *bx_templates_get (BxTemplates *templates, BxArea area,
                                   const int from[BX_N_STREAMS], int until);
/* The runs of text that a layout leaves in a column. */
int bx_layout_cut_column (const BxFlow *flow, const BxLayout *layout, int column,
                          BxSegment segments[BX_MAX_SEGMENTS]);
/* Notes of a page under the columns whose lines (BxPlacedLines, by variants of the flow) have their
 * marks: adds BxPlacedNotes (note.c). */
void bx_layout_place_notes (const BxFlow *flow, const BxLayout *layout, int page,
                            const GArray *lines, const int *variants, GArray *notes);
/* Lines of a column that its boxes leave to the text; those beside a box are whole ones. */
int bx_layout_count_free (const BxLayout *layout, int column);
/* Lines beside boxes: a text has at most so many more for them. */
int bx_layout_count_beside (const BxLayout *layout);
/* Teasers of a page, which ends at a position, whose sources are still to come: on the next page.
 * `layout` may be NULL. Returns their number. */
int bx_layout_list_pending (const BxFlow *flow, const BxLayout *layout, int position,
                            int boxes[BX_MAX_COLUMNS]);
/* What a page costs because of the page before it. */
gint64 bx_layout_neighbour_points (const BxFlow *flow, const BxLayout *previous,
                                   const BxLayout *layout, int page);

/* --- a box and its source (distance.c) ------------------------------------------------------- */

/* What pages that are tried from one place in the text have in common. */
typedef struct {
  int page;
  int position; /* where the page starts */
  gboolean is_recorded;
  int pending[BX_MAX_COLUMNS]; /* teasers of the page before whose sources must come here */
  int n_pending;
  gboolean may_wait; /* they may also come later */
} BxPageStart;

gint64 bx_distance_same_page (const BxFlow *flow, const BxRect *rect, int column, int line);
/* Whether a line of a teaser's source is read together with it. */
gboolean bx_distance_is_echo (const BxRect *rect, int column, int line);
gint64 bx_distance_other_page (const BxFlow *flow, const BxPageStart *start,
                               const BxLayout *layout, int box, int column);
gint64 bx_distance_page_start (const BxFlow *flow, const BxPageStart *start,
                               const BxLayout *layout);
/* -1 where a source that must come here has not come. */
gint64 bx_distance_page_end (const BxFlow *flow, const BxPageStart *start, const BxLayout *layout,
                             const int passed[BX_N_STREAMS]);
/* What the price of a short foot is. */
static inline BxCostId
bx_foot_cost (const BxGalley *galley)
{
  return galley->columns > 1 ? BX_COST_FOOT_SHORT : BX_COST_PAGE_SHORT;
}

/* Whether the reader turns a leaf between this page and the next one. */
static inline gboolean
bx_is_turn (const BxGalley *galley, int page)
{
  return page % 2 == (galley->opens_left ? 1 : 0);
}

/* --- filling a page (fill.c, run.c) ---------------------------------------------------------- */

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
  int due;   /* lines of text that must follow a head before the run ends */
  int node;
} BxCell;

typedef struct _BxFill BxFill;

BxFill *bx_fill_new (BxFlow *flow, const BxRules *rules);
void bx_fill_free (BxFill *fill);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxFill, bx_fill_free)

void bx_fill_start_page (BxFill *fill, const BxPageStart *start);
/* The ends that the page can have for at most so much (some that cost more may be among them); on a
 * last page none or one, the end of the text. Borrowed until the next call; costs count from the
 * start of the page. */
const BxCell *bx_fill_page (BxFill *fill, const BxLayout *layout, gint64 most, int *n);
const BxNode *bx_fill_get_node (const BxFill *fill, int node);
gint64 bx_fill_get_visited (const BxFill *fill);
gint64 bx_fill_get_work (const BxFill *fill); /* the same, with what every page costs */

/* --- what is still to come, at least (bound.c) ------------------------------------------------- */

/* Sums over the units from one on, of each stream. */
typedef struct {
  const BxFlow *flow; /* its positions move when a page is filled */
  const BxRules *rules;
  int boxes_per_page[BX_N_STREAMS];
  gint64 *unit_points[BX_N_STREAMS]; /* their least cost */
  int *unit_most[BX_N_STREAMS];      /* most lines of column that they can take … */
  int *unit_fewest[BX_N_STREAMS];    /* … and fewest, if none is left out */
} BxBounds;

void bx_bounds_init (BxBounds *bounds, const BxFlow *flow, const BxRules *rules);
void bx_bounds_clear (BxBounds *bounds);
gboolean bx_bounds_may_leave_out (const BxBounds *bounds, BxStreamId stream);
/* Lines of column that the units to come can take at most. */
int bx_bounds_count_most_lines (const BxBounds *bounds, const int next[BX_N_STREAMS]);
/* Pages that the rest can fill at most, and at least. */
int bx_bounds_count_most_pages (const BxBounds *bounds, int position, const int next[BX_N_STREAMS]);
int bx_bounds_count_least_pages (const BxBounds *bounds, int position);
/* What the last page costs at least after a page that leaves so few lines at most, if these fill none. */
gint64 bx_bounds_price_end (const BxBounds *bounds, int page, int lines);
/* More boxes than pages, or more pages than boxes, cost something in any arrangement. */
gint64 bx_bounds_price_rest (const BxBounds *bounds, int position, const int next[BX_N_STREAMS]);

/* --- the search over pages (search.c, layer.c) and what it finds (plan.c)------------------------ */

typedef struct {
  gint64 cost;
  int position;            /* at the end of its page */
  const BxLayout *layout;  /* of its page */
  int next[BX_N_STREAMS];  /* units to come: the layout's, but for teasers that are too late now */
  int first_teaser;        /* boxes before it are set, or too late for the next page */
  int previous;            /* state; -1 on the first page */
  int page;
  int rank;                /* of its path of layouts among those of its page */
} BxState;

typedef struct {
  BxState *pages; /* from the first page to the last */
  int n_pages;    /* 0: no arrangement keeps the rules */
  gboolean is_exact;
  gint64 bound; /* points: no path with the rung's rules costs less */
  gint64 visited;
  gint64 work; /* what it cost to find: cells looked at, and what every page costs besides */
} BxPath;

/* What a path must be. */
typedef struct {
  gint64 below;     /* cheaper than so many points */
  gint64 max_work;  /* > 0: the best that so much work finds, but a path wherever the narrowest run
                       has one */
  gint64 max_vain_work; /* > 0: the same, as long as there is no path */
  int n_pages;      /* > 0: so many pages */
  gboolean is_even; /* an even number of pages */
} BxWish;

void bx_search (BxFlow *flow, const BxRules *rules, BxTemplates *templates,
                const BxWish *wish, BxPath *path);
BxPlan *bx_plan_from_path (BxFlow *flow, const BxRules *rules,
                           const BxPath *path);
/* Puts boxes that must be set and are not on pages of their own after the text. */
void bx_plan_append_boxes (BxPlan *plan, const BxGalley *galley);

/* --- the rival (firstfit.c) ------------------------------------------------------------------- */

/* What the rival's plan without quotes costs, those of the flow left out. */
gint64 bx_first_fit_points (const BxGalley *galley, const BxFlow *flow);

#endif
