/* Between filling a page (fill.c) and filling a run of lines (run.c). */
#ifndef BX_FILL_H
#define BX_FILL_H

#include "page-private.h"

typedef struct {
  BxCell *cells;
  int n;
  int size;
} BxCellList;

/* Between two items of a run: cells by lines used, what is due and looseness, and the list of those
 * alive. */
typedef struct {
  BxCell *cells;
  int *live;
  int n_live;
} BxCellRow;

#define CELLS_PER_LINE 6 /* none, one or two lines due; loosened or not */

/* What stands at the head of a column. Pages tried one after another often have their first columns
 * in common; those are not filled again. */
typedef struct {
  BxCellList starts;
  gint64 most;     /* ways that cost more were not followed */
  int free_lines;  /* of this column and later ones; 0: the text of the page ends before */
  gboolean may_end; /* the text may end in the columns before */
  BxCell text_end; /* of a text that ends in the column before */
  int first_source[BX_N_STREAMS]; /* boxes whose sources stand in the columns before: from … */
  int end_source[BX_N_STREAMS];   /* … up to this */
} BxColumnHead;

struct _BxFill {
  BxFlow *flow; /* gets wraps */
  const BxGalley *galley;
  const BxRules *rules;
  BxPageStart start;
  const BxLayout *layout;
  gint64 most; /* ways that cost more are not followed */
  const BxSegment *segment;
  BxSegment runs[BX_MAX_COLUMNS * BX_MAX_SEGMENTS]; /* of a page whose boxes cut into columns */
  int n_runs;                                       /* 0: none does */
  gboolean has_free_feet;
  BxCellList starts; /* of this run */
  BxCellList ends;   /* of this run: the starts of the next */
  BxCellList heads_all; /* of a column that may have notes: all starts, … */
  BxCellList feet;      /* … and the ends with one number of notes and another */
  int note_end;       /* notes whose marks stand before the end of the column */
  BxCell text_end; /* of a text that ends in this column; cost G_MAXINT64 if it does not */
  int *end_index;  /* by position and looseness, into ends; -1 elsewhere */
  int n_end_index;
  BxCellRow row;         /* before the item at hand */
  BxCellRow next_row;
  BxColumnHead heads[BX_MAX_COLUMNS]; /* [0] is not used */
  int first_source[BX_N_STREAMS];
  int end_source[BX_N_STREAMS];
  int n_heads;
  int last_column;  /* with text; -1 where the page has none */
  int later_free;   /* lines of the columns after the one at hand */
  gboolean may_end; /* the text may end in the columns so far */
  GArray *nodes;
  gint64 visited;  /* cells made */
  gint64 n_pages;  /* filled */
};

static inline gint64
bx_cost_of (gint64 points)
{
  return points * (1 << BX_COST_SHIFT);
}

static inline const BxRect *
bx_fill_find_box (const BxLayout *layout, int box)
{
  for (int r = 0; r < layout->n_rects; r++)
    if (layout->rects[r].box == box)
      return &layout->rects[r];
  return NULL;
}

static inline gboolean
bx_fill_is_teaser (const BxFill *fill, const BxRect *rect)
{
  return bx_flow_kind (fill->flow, rect->box)->stream == BX_TEASERS;
}

/* --- cells ---------------------------------------------------------------------------------- */

void bx_cells_add (BxCellList *list, const BxCell *cell);
/* Makes room for runs of so many lines. */
void bx_fill_init_runs (BxFill *fill, int lines);

/* --- a run (run.c) -------------------------------------------------------------------------- */

/* Fills fill->segment from fill->starts, which come in the order of their items; its ends are the starts
 * of the next one then. */
void bx_fill_run (BxFill *fill);
/* The run ends before this position. */
void bx_fill_add_end (BxFill *fill, const BxCell *end);
/* Makes the ends the starts. */
void bx_fill_turn_ends (BxFill *fill);

#endif
