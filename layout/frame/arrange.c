/* How high the headline block is: the one height on the pages that is free. The pages are arranged
 * with its usual one; then it takes lines that the last page has to spare, gives some where a page
 * would be begun for a few, and looks for a height where no rule must be relaxed. */
#include "feature.h"

/* A last page of so few lines is thin. */
#define THIN_PAGE 8
/* Heights near the one wanted: the spare lines are counted in even columns, and quotes make them
 * uneven. */
#define NEAR_HEIGHTS 3
/* States of the paginator after which no other height is tried: for the white on the last page,
 * which is the less of a feature the longer that is, and for the sake of a rule. */
#define MAX_STATES_FOR_WHITE 40000
#define MAX_STATES 400000

typedef struct {
  BxFeature *feature;
  BxPlan *best;
  int best_growth;
  int growth; /* of the block as it stands */
  gint64 states;
} Arranger;

static void
set_growth (Arranger *arranger, int growth)
{
  BxFeature *feature = arranger->feature;

  bx_panel_grow (feature->opening, growth - arranger->growth, feature->spec->leading);
  feature->galley.opening_lines = feature->opening->n_lines_grid;
  arranger->growth = growth;
}

/* Arranges the pages with another height, and keeps what is better: never more pages than
 * `n_pages`, fewer relaxed rules, or as few where the height is wanted for itself. */
static void
try_growth (Arranger *arranger, int growth, int n_pages, gboolean is_wanted)
{
  BxPlan *plan, *worse;
  gboolean is_better;

  set_growth (arranger, growth);
  plan = bx_paginate (&arranger->feature->galley);
  arranger->states += plan->states;
  is_better = plan->n_pages <= n_pages
              && (plan->relaxed < arranger->best->relaxed
                  || (is_wanted && plan->relaxed == arranger->best->relaxed));
  worse = is_better ? arranger->best : plan;
  if (is_better) {
    arranger->best = plan;
    arranger->best_growth = growth;
  }
  bx_plan_free (worse);
}

/* Lines of the last page's columns that nothing stands in, as far as the block may take them: half
 * of an opening page is left to the text. */
static int
count_spare (const Arranger *arranger)
{
  const BxGalley *galley = &arranger->feature->galley;
  const BxPlan *plan = arranger->best;
  int opening = plan->n_pages == 1 ? galley->opening_lines : 0;
  int spare = galley->column_lines - galley->closing_lines - opening - plan->balanced_lines;

  if (plan->n_pages > 1)
    spare = MIN (spare, galley->column_lines / 2 - galley->opening_lines);
  return MIN (spare, arranger->feature->opening->growth.n);
}

static void
arrange (Arranger *arranger)
{
  int n_pages = arranger->best->n_pages;
  int least = -arranger->feature->opening->shrinkage.n;
  int most = count_spare (arranger);

  if (n_pages > 1 && least < 0 && arranger->best->balanced_lines <= THIN_PAGE)
    try_growth (arranger, least, n_pages - 1, TRUE);
  for (int growth = most; growth > 0 && growth > most - NEAR_HEIGHTS && arranger->best_growth == 0
                          && arranger->states < MAX_STATES_FOR_WHITE;
       growth--)
    try_growth (arranger, growth, n_pages, TRUE);
  for (int growth = MAX (most, 0);
       growth >= least && arranger->best->relaxed != 0 && arranger->states < MAX_STATES; growth--)
    try_growth (arranger, growth, n_pages, FALSE);
}

BxPlan *
bx_feature_paginate (BxFeature *feature)
{
  Arranger arranger = { .feature = feature };

  if (feature->is_first_fit)
    return bx_paginate_first_fit (&feature->galley);
  arranger.best = bx_paginate (&feature->galley);
  arranger.states = arranger.best->states;
  if (feature->opening->growth.n > 0 || feature->opening->shrinkage.n > 0) {
    arrange (&arranger);
    set_growth (&arranger, arranger.best_growth);
  }
  return arranger.best;
}
