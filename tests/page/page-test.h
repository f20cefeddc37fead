/* What the tests of the page room share: random galleys, a judge of finished plans that was written
 * from the rules and shares no code with the search, an enumerator of all plans, and pictures. */
#ifndef BX_PAGE_TEST_H
#define BX_PAGE_TEST_H

#include "page-private.h"

/* --- galleys --- */

typedef struct {
  guint32 seed;
} Dice;

int dice_roll (Dice *dice, int from, int to); /* both included */

typedef struct {
  int items_from, items_to;
  int lines_to;       /* of a paragraph */
  int varied_percent; /* of paragraphs with a second variant */
  int head_percent;
  int columns_from, columns_to;
  int column_from, column_to; /* lines */
  int opening_to, closing_to;
  int boxes_to;
  int box_from, box_to; /* lines */
  int sizes_to;
  int blocks_to;      /* figures, cards and the like */
  int choice_percent; /* of quotes that are an alternative to the one before */
  int opening_columns_percent; /* of galleys whose first page has fewer columns */
  int cutting_percent; /* of the sizes of quotes that cut into two columns */
  int notes_to;
} GalleyKind;

/* Numbers of the ways to set an item beside a box that galley.h admits. Returns how many. */
int galley_list_wrapped (const BxGalley *galley, int item, const BxWrap *wrap,
                         int numbers[BX_MAX_VARIANTS]);
/* Notes with marks before a line of an item, as the plan has it; grid lines of some of them. */
int galley_count_notes (const BxGalley *galley, const BxPlan *plan, int item, int line);
int galley_measure_notes (const BxGalley *galley, int first, int end);
/* The lines of a box's source in an item of so many. */
BxLineRange galley_get_source (const BxGalley *galley, int box, int lines);
/* What the plan makes of an item. */
BxVariant galley_get_variant (const BxGalley *galley, const BxPlan *plan, int item);

BxGalley *galley_random (const GalleyKind *kind, Dice *dice);
void galley_free (BxGalley *galley);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxGalley, galley_free)

/* --- the judge --- */

/* The cost of a finished plan, or -1 with a complaint if it is no plan: lines lost, doubled or
 * out of order, overlaps, text outside its column, boxes out of order. */
gint64 judge_plan (const BxGalley *galley, const BxPlan *plan, unsigned *relaxed, char **complaint);

/* Lines that blocks take from the head and the foot of the columns that a teaser covers. */
typedef struct {
  int head;
  int foot;
} Ends;

/* Cost of a teaser's top in an area, -1 where the rules allow none: at most `spread` lines off a
 * preferred one. Off: more than `near` lines. */
gint64 judge_top (const BxArea *area, const BxBoxSize *size, Ends ends, int top, int spread,
                  int near, gboolean *is_off);

static inline gboolean
is_teaser (const BxGalley *galley, int box)
{
  return galley->boxes[box].kind == BX_BOX_QUOTE;
}

/* The area of a page in the room's words; `lines` of the last one, else -1. */
static inline BxArea
make_area (const BxGalley *galley, int page, int lines)
{
  int top = page == 0 ? galley->opening_lines : 0;
  int columns = page == 0 && galley->opening_columns > 0 ? galley->opening_columns
                                                         : galley->columns;

  return (BxArea){ .top = top, .bottom = lines >= 0 ? top + lines : galley->column_lines,
                   .columns = columns, .is_opening = page == 0 && top > 0,
                   .begins_text = galley->opening_lines > 0
                                  && page == (galley->opening_lines < galley->column_lines ? 0 : 1),
                   .is_last = lines >= 0 };
}

/* --- the enumerator --- */

/* The least cost of all plans that keep a rung's rules; -1 if there is none. */
gint64 enumerate_plans (const BxGalley *galley, const BxRules *rules, gint64 *n_plans);

/* --- pictures --- */

char *draw_plan (const BxGalley *galley, const BxPlan *plan);

#endif
