/* galley → plan. Whole numbers only; no text, no fonts: the paginator can be fuzzed and compared
 * with brute force on its own.
 *
 * The galley is the feature as lines: paragraphs with one or more variants (line counts), heads,
 * and boxes that want a place. A box is whole columns wide and whole lines high, so line breaks do
 * not depend on pagination and dynamic programming finds the true optimum (layout-algorithms §6).
 * Some boxes stand over a gutter and cut into both its columns: then the lines beside them have
 * another measure, and the galley's owner is asked in how many lines a paragraph can be set so.
 *
 * Notes stand at the foot of their mark's column, in any operation.
 *
 * Hard in normal operation: no widow, no orphan, full columns flush at the foot, a head followed by
 * two lines, boxes in the order of their sources; no quote within ECHO lines of its source in the
 * same column, beside it in the next one, or more than a page from it; no one-column box at the head of a column, at least 3 lines of text over and under a box
 * in its column. Where no such arrangement exists, rules are relaxed one by one and the plan says
 * which (BxPlan.relaxed).
 */
#ifndef BX_GALLEY_H
#define BX_GALLEY_H

#include "len.h"
#include <glib.h>

#define BX_MAX_VARIANTS 3
#define BX_MAX_COLUMNS 8
#define BX_MAX_BOX_SIZES 6

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
  int min_after; /* lines of text that follow a head in its column; 0 means the usual 2 (a question
                    may have an answer of one line) */
} BxItem;

/* 繞排: lines of a paragraph that have a measure of their own. */
typedef struct {
  int measure; /* its number, as the galley's owner counts them from 1; 0: all lines are alike */
  int first;   /* lines [first, end) of the paragraph have it, as far as it has so many */
  int end;
} BxWrap;

/* Lines [first, end) of an item. */
typedef struct {
  int first;
  int end;
} BxLineRange;

/* One way to set a box. */
typedef struct {
  int span;  /* columns */
  int lines; /* height, white included */
  int cost;
  int measure; /* > 0, with a span of 2, of a quote: it takes no columns but stands over the gutter,
                  cuts into both of them, and lines beside it have this measure (CL-PUL-04). No head
                  stands beside it. Only a paragraph that begins on its page does, and no paragraph
                  does so twice */
} BxBoxSize;

/* What a box is decides where it may stand and what its distance from its source costs (kind.c). */
typedef enum {
  BX_BOX_QUOTE,   /* 拉引文: amid the text, near its source but not beside it */
  BX_BOX_FIGURE,  /* 圖片 with its caption: near its reference, at a head or a foot */
  BX_BOX_CARD,    /* 人物小傳: on the page or spread where the speaker first speaks */
  BX_BOX_SIDEBAR, /* 邊欄: a box-out as a whole, at a head or a foot */
  BX_BOX_TABLE,   /* as a figure */
} BxBoxKind;
#define BX_N_BOX_KINDS (BX_BOX_TABLE + 1)

const char *bx_box_kind_name (BxBoxKind kind); /* "quote" */

/* A rectangle of whole columns and whole lines. Of one kind, boxes keep the order of their sources. */
typedef struct {
  BxBoxKind kind;
  int item;           /* index of the item that holds its source */
  int line_permille;  /* where in that item its source begins, 0 … 1000 of its lines; and ends, … */
  int end_permille;   /* … if that is later. This is the order of boxes, and where their owner does
                         not know better (find_source) the lines */
  int speaker;        /* of a quote or a card; -1 for none */
  gboolean is_needed; /* a quote: the first of a main speaker, left out last. All other kinds are
                         always set, if need be on pages of their own after the text */
  gboolean is_asked;  /* a quote that the manuscript asks for: rather beside its source than left out */
  int group;          /* quotes with the same number are alternatives, of which one is set; 0: alone.
                         The members of one group stand together in the order of the sources */
  int cost;           /* of choosing this one of its group; 0 for the best */
  BxBoxSize sizes[BX_MAX_BOX_SIZES];
  int n_sizes;
} BxBox;

/* 註: at the foot of the column in which its mark stands, whole. Notes of one item that would leave less
 * than four lines of a column, or none of the last page's, make the galley be set without any. */
typedef struct {
  int item;   /* that has the mark; notes come in the order of their marks */
  int height; /* 1/1024 grid lines */
} BxNote;

typedef struct {
  BxItem *items;
  int n_items;
  BxBox *boxes; /* in any order */
  int n_boxes;
  BxNote *notes;
  int n_notes;
  int note_space; /* 1/1024 grid lines: the rule over a column's notes, and white */
  int columns;
  int column_lines;  /* grid lines in a full column */
  int opening_lines; /* grid lines that the headline block takes from the head of every column of
                        the first page; at most all of them: then the text begins on the second */
  int opening_columns; /* text columns of the first page, from the left and of the same measure; 0
                          for as many as the others have */
  int closing_lines; /* grid lines that the fine print takes from the foot of every column of the
                        last page; at least two are left to the text */
  gboolean opens_left; /* the first page is a left-hand one: it faces the second. Otherwise the
                          second and third face each other, and so on */
  int pages_wanted;  /* a request: so many pages; 0 for none */
  gboolean is_even_wanted; /* a request: an even number of pages */
  /* Sets an item whose lines have two measures: fills `variants`, best first, and returns how many
   * there are; 0 where it cannot be. Passed over are those that the wrap does not reach, that are
   * shorter than the item's own variants, or longer by more than the lines of the wrap. Asked once
   * for every case that the search meets. May be NULL where no size has a measure. */
  int (*wrap) (void *data, int item, const BxWrap *wrap, BxVariant variants[BX_MAX_VARIANTS]);
  /* The line with a note's mark in a variant of its item; `wrap` is NULL for the item's own. May be
   * NULL where there are no notes. */
  int (*find_mark) (void *data, int note, const BxWrap *wrap, int variant);
  /* The lines of a box's source in a variant of its item; `wrap` is NULL for the item's own. May be
   * NULL. */
  BxLineRange (*find_source) (void *data, int box, const BxWrap *wrap, int variant);
  void *data;
  gint64 max_work;   /* ways of ending a column to look at before the best plan so far is taken,
                        some ten million to the second; 0: until there is proven to be no better */
  gint64 cost_below; /* > 0: only a plan that costs less is wanted */
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

/* Notes [first, first + n) under a column. */
typedef struct {
  int page;
  int column;
  int top;
  int lines;
  int first;
  int n;
} BxPlacedNotes;

typedef enum {
  BX_RELAX_NONE = 0,
  BX_RELAX_CUT = 1 << 0,    /* a line of white over a box */
  BX_RELAX_QUOTE = 1 << 1,  /* a quote left out */
  BX_RELAX_ECHO = 1 << 2,   /* a quote nearer to its source than the rule */
  BX_RELAX_FAR = 1 << 3,    /* a quote two pages from its source; only first-fit does that */
  BX_RELAX_FOOT = 1 << 4,   /* a column short at its foot */
  BX_RELAX_ORPHAN = 1 << 5, /* a first line alone at a column foot */
  BX_RELAX_WIDOW = 1 << 6,  /* a last line alone at a column head */
  BX_RELAX_BOX = 1 << 7,    /* another box than a quote on a page after the text */
  BX_RELAX_PAGES = 1 << 8,  /* not the number of pages that was asked for */
} BxRelax;

/* One place of the text where a rule is relaxed. */
typedef struct {
  BxRelax rule;
  int page;
  int column; /* -1 where it is no column's */
  int item;   /* at which it breaks; -1 where there is no text */
} BxBroken;

typedef struct {
  int *variants;         /* chosen variant of each item: of its own, or of its wrap's */
  BxWrap *wraps;         /* of each item */
  BxPlacedLines *lines;  /* in reading order */
  int n_lines;
  BxPlacedBox *boxes;
  int n_boxes;
  BxPlacedNotes *notes;
  int n_notes;
  int n_pages;
  int balanced_lines;    /* grid lines of the last page's columns */
  unsigned relaxed;      /* BxRelax flags */
  BxBroken *broken;      /* where text breaks a rule, page by page */
  int n_broken;
  gint64 cost;
  gint64 states;         /* visited */
  gint64 bound;          /* no plan costs less that breaks no other rules; the cost, where it is the
                            proven best */
  gboolean is_optimal;   /* proven; FALSE where the search was stopped at its limit */
} BxPlan;

/* A plan that costs so much more breaks a rule more. */
#define BX_RULE_POINTS 1400

/* The cheapest plan (cost.h has the prices). It has no pages where none costs less than `cost_below`;
 * without that it never fails, as the last step of the ladder sets any galley. */
BxPlan *bx_paginate (const BxGalley *galley);
/* A max_work that is soon done: more for the pages of a short feature, for there every line is seen. */
gint64 bx_paginate_get_usual_work (const BxGalley *galley);
/* What a system without foresight would do, for comparison. Never fails. */
BxPlan *bx_paginate_first_fit (const BxGalley *galley);
/* Grid lines down to which text or a box stands on the last page. */
int bx_plan_find_last_foot (const BxGalley *galley, const BxPlan *plan);
/* Whether a box of the galley stands on a page. */
gboolean bx_plan_has_box (const BxPlan *plan, int box);
/* 字數盈缺: lines by which text and boxes of the plan are more than so many pages hold; negative for
 * lines that stay free. */
int bx_plan_count_over (const BxGalley *galley, const BxPlan *plan, int n_pages);
void bx_plan_free (BxPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxPlan, bx_plan_free)

#endif
