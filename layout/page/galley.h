/* galley → plan. Whole numbers only; no text, no fonts: the paginator can be fuzzed and compared
 * with brute force on its own.
 *
 * The galley is the feature as lines: paragraphs with one or more variants (line counts), heads,
 * and boxes that want a place. A box is whole columns wide and whole lines high, so line breaks do
 * not depend on pagination and dynamic programming finds the true optimum (layout-algorithms §6).
 *
 * Hard in normal operation: no widow, no orphan, full columns flush at the foot, a head followed by
 * two lines, boxes in the order of their sources, none within ECHO lines of its source in the same
 * column, no one-column box at the head of a column, at least 3 lines of text over and under a box
 * in its column. Where no such arrangement exists, rules are relaxed one by one and the plan says
 * which (BxPlan.relaxed).
 */
#ifndef BX_GALLEY_H
#define BX_GALLEY_H

#include "len.h"
#include <glib.h>

#define BX_MAX_VARIANTS 3
#define BX_MAX_COLUMNS 8
#define BX_MAX_BOX_SIZES 3

typedef enum {
  BX_ITEM_PARAGRAPH,
  BX_ITEM_HEAD, /* crosshead: kept whole, needs two lines after it, loses `space` at a column head
                   and under a box */
} BxItemKind;

typedef struct {
  int lines; /* of the grid; >= 1 */
  int cost;  /* 0 for the best */
} BxVariant;

typedef struct {
  BxItemKind kind;
  BxVariant variants[BX_MAX_VARIANTS];
  int n_variants;
  int space;     /* grid lines of white before a head */
  int min_first; /* lines that must stay together at its start; 0 means the usual 2 (a drop cap
                    asks for its height) */
} BxItem;

/* One way to set a box. */
typedef struct {
  int span;  /* columns */
  int lines; /* height, white included */
  int cost;
} BxBoxSize;

/* A pull quote: stands where the cost is least, near its source but not beside it. */
typedef struct {
  int item;           /* index of the paragraph that holds its source */
  int line_permille;  /* where in that paragraph its source begins, 0 … 1000 of its lines */
  int speaker;
  gboolean is_needed; /* the first quote of a main speaker */
  BxBoxSize sizes[BX_MAX_BOX_SIZES];
  int n_sizes;
} BxBox;

typedef struct {
  BxItem *items;
  int n_items;
  BxBox *boxes; /* in the order of their sources */
  int n_boxes;
  int columns;
  int column_lines;  /* grid lines in a full column */
  int opening_lines; /* grid lines that the headline block takes from the head of every column of
                        the first page; at most all of them: then the text begins on the second */
  int closing_lines; /* grid lines that the fine print takes from the foot of every column of the
                        last page; at least two are left to the text */
  gint64 max_work;   /* ways of ending a column to look at before the best plan so far is taken,
                        some ten million to the second; 0: until there is proven to be no better */
} BxGalley;

/* --- plan ----------------------------------------------------------------------------------- */

/* Lines [first, first + n) of an item's chosen variant, from grid line `top` of a column down. */
typedef struct {
  int page;
  int column;
  int top;   /* grid line in the type area, from 0 */
  int item;
  int first;
  int n;
  int space; /* white lines before a head, already counted in top */
} BxPlacedLines;

typedef struct {
  int page;
  int column; /* leftmost */
  int top;
  int box;
  int size;   /* index into its sizes */
} BxPlacedBox;

typedef enum {
  BX_RELAX_NONE = 0,
  BX_RELAX_ECHO = 1 << 0,   /* a box nearer to its source than the rule */
  BX_RELAX_FOOT = 1 << 1,   /* a column short at its foot */
  BX_RELAX_ORPHAN = 1 << 2, /* a first line alone at a column foot */
  BX_RELAX_WIDOW = 1 << 3,  /* a last line alone at a column head */
  BX_RELAX_BOX = 1 << 4,    /* a box left out */
} BxRelax;

typedef struct {
  int *variants;         /* chosen variant of each item */
  BxPlacedLines *lines;  /* in reading order */
  int n_lines;
  BxPlacedBox *boxes;
  int n_boxes;
  int n_pages;
  int balanced_lines;    /* grid lines of the last page's columns */
  unsigned relaxed;      /* BxRelax flags */
  gint64 cost;
  gint64 states;         /* visited */
  gboolean is_optimal;   /* proven; FALSE where the search was stopped at its limit */
} BxPlan;

/* The cheapest plan (cost.h has the prices). Never fails: the last step of the ladder sets any
 * galley. */
BxPlan *bx_paginate (const BxGalley *galley);
/* What a system without foresight would do, for comparison. Never fails. */
BxPlan *bx_paginate_first_fit (const BxGalley *galley);
void bx_plan_free (BxPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxPlan, bx_plan_free)

#endif
