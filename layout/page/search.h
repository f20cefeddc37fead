/* Between the search over pages (search.c) and the states of one page (layer.c). */
#ifndef BX_SEARCH_H
#define BX_SEARCH_H

#include "page-private.h"

/* How much of a page a run keeps: states, for each number of boxes, and layouts tried of those with as
 * many boxes. */
typedef struct {
  int states;  /* 0: all */
  int layouts; /* of those that are ranked */
} BxWidth;

typedef struct {
  const BxFlow *flow; /* its positions move when a page is filled */
  const BxRules *rules;
  BxTemplates *templates;
  BxFill *fill;
  GArray *states;  /* of all pages */
  GArray *layer;   /* int: states of the page at hand */
  int *table;      /* hash of the next page's states */
  int table_size;
  int n_table;
  int first_of_next;
  int page;
  const BxWidth *width;
  gboolean is_cut; /* a state was dropped that might have been needed */
  const BxWish *wish;
  BxBounds bounds;
  gint64 max_work; /* of this rung; 0: no limit but ours */
  gint64 limit;    /* given from outside */
  gint64 bound;    /* the same, or the cost of the best plan so far */
  gint64 proven;   /* no plan is as cheap as this or cheaper, but for the best one */
  BxState best;    /* the last page of the best plan; cost is G_MAXINT64 before there is one */
} BxSearch;

/* States of the layer from which pages are filled in the same way. */
typedef struct {
  int first; /* state of the layer */
  int n;
} BxGroup;

static inline BxState *
bx_search_get_state (const BxSearch *search, int index)
{
  return &g_array_index (search->states, BxState, index);
}

/* Empties the hash of the next page's states, which has room for so many. */
void bx_search_clear_table (BxSearch *search, int size);
/* Whether a way to a state is better than the one known: by cost, then the earlier path of layouts. */
gboolean bx_search_is_better (const BxSearch *search, gint64 cost, int previous,
                              const BxState *than);
/* Adds a state of the next page, or the better way to one that is there, unless it is hopeless. */
void bx_search_add_state (BxSearch *search, const BxState *state);
/* Makes the states that were added the layer: as many as the run keeps, without those that others beat
 * however the pages go on; in groups, the cheapest state first in each. */
void bx_search_sort_layer (BxSearch *search, int page);
/* Of BxGroup: the most promising first. (transfer full) */
GArray *bx_search_list_groups (BxSearch *search);

#endif
