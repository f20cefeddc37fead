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
} GalleyKind;

BxGalley *galley_random (const GalleyKind *kind, Dice *dice);
void galley_free (BxGalley *galley);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxGalley, galley_free)

/* --- the judge --- */

/* The cost of a finished plan, or -1 with a complaint if it is no plan: lines lost, doubled or
 * out of order, overlaps, text outside its column, boxes out of order. */
gint64 judge_plan (const BxGalley *galley, const BxPlan *plan, unsigned *relaxed, char **complaint);

/* Cost of a box's top in an area, -1 where the rules allow none. */
gint64 judge_top (const BxArea *area, const BxBoxSize *size, int top, int spread, gboolean *is_off);

/* --- the enumerator --- */

/* The least cost of all plans that keep a rung's rules; -1 if there is none. */
gint64 enumerate_plans (const BxGalley *galley, const BxRules *rules, gint64 *n_plans);

/* --- pictures --- */

char *draw_plan (const BxGalley *galley, const BxPlan *plan);

#endif
