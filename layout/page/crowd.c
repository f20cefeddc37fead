/* What the boxes of a page do to each other and to its text together, whichever slots they have. */
#include "template.h"

/* Lines of text between a teaser and a block in one column that keep them apart for the eye. */
#define APART_LINES 6
/* Lines of text that make the opening page one that is read, in each column. */
#define OPENING_TEXT_LINES 6

static gboolean
share_column (const BxRect *a, const BxRect *b)
{
  return a->column < b->column + b->span && b->column < a->column + a->span;
}

static int
count_between (const BxRect *a, const BxRect *b)
{
  return a->top < b->top ? b->top - a->top - a->lines : a->top - b->top - b->lines;
}

static gint64
price_close (const BxMaker *maker)
{
  int missing = 0;

  for (int t = maker->n_blocks; t < maker->n_rects; t++)
    for (int b = 0; b < maker->n_blocks; b++)
      if (share_column (&maker->rects[t], &maker->rects[b]))
        missing += MAX (0, APART_LINES - count_between (&maker->rects[t], &maker->rects[b]));
  return missing * bx_points (BX_COST_CLOSE);
}

/* Blocks come in the order of their sources. */
static gint64
price_disorder (const BxMaker *maker)
{
  int n = 0;

  for (int b = 1; b < maker->n_blocks; b++)
    for (int a = 0; a < b; a++)
      n += bx_maker_get_box (maker, maker->rects[a].box)->kind
               == bx_maker_get_box (maker, maker->rects[b].box)->kind
           && maker->rects[b].column < maker->rects[a].column;
  return n * bx_points (BX_COST_DISORDER);
}

/* On a last page stands all the text that is left. */
static gint64
price_opening (const BxMaker *maker)
{
  const BxArea *area = &maker->area;
  int all = area->columns * (area->bottom - area->top);
  int wanted = MIN (all, area->columns * OPENING_TEXT_LINES);

  if (!area->is_opening || area->is_last)
    return 0;
  for (int r = 0; r < maker->n_rects; r++)
    all -= maker->rects[r].measure > 0 ? 0 : maker->rects[r].span * maker->rects[r].lines;
  return MAX (0, wanted - all) * bx_points (BX_COST_OPENING_STARVED);
}

gint64
bx_maker_price_crowd (const BxMaker *maker)
{
  return maker->n_rects > 0 ? price_close (maker) + price_disorder (maker) + price_opening (maker) : 0;
}
