/* How high the headline block is: the one height on the pages that is free. The pages are arranged
 * with its usual one; then it takes lines that the last page has to spare, gives some where a page
 * would be begun for a few, and looks for a height where no rule must be relaxed. */
#include "feature.h"

/* A last page of so few lines is thin. */
#define THIN_PAGE 8
/* States of the paginator after which no other height is tried: for the white on the last page and
 * for a quote; and for the sake of a rule, of which one place is the less the more pages there are. */
#define MAX_STATES_FOR_COMFORT 40000
#define MAX_STATES_BY_PAGES 600000
/* However many those were: heights that are tried so that a page is not begun for a few lines. */
#define TRIES_FOR_THIN_PAGE 6
/* What pages may cost more for a height that is wanted for itself: some faults that a reader sees. */
#define MOST_FOR_HEIGHT 500
/* For the sake of a rule the block may be higher by so many lines, as long as so many are left to the
 * text. */
#define GROWTH_FOR_RULE 4
#define LEAST_TEXT 6

typedef struct {
  BxFeature *feature;
  BxPlan *best;
  int best_growth;
  gint64 states;
} Arranger;

static void
set_growth (BxFeature *feature, int growth)
{
  bx_panel_stretch (feature->opening, growth, feature->spec->leading);
  feature->galley.opening_lines = MIN (feature->opening->n_lines_grid, feature->spec->lines);
}

/* Whether a plan breaks a rule where another breaks none. */
static gboolean
breaks_rule_anew (const BxPlan *plan, const BxPlan *other)
{
  return plan->relaxed != 0 && other->relaxed == 0;
}

/* Arranges the pages with another height, and keeps what is better: never more pages than
 * `n_pages`, less of a broken rule, or as little where the height is wanted for itself: then no rule
 * is broken for it. */
static gboolean
try_growth (Arranger *arranger, int growth, int n_pages, gboolean is_wanted)
{
  BxGalley *galley = &arranger->feature->galley;
  gint64 cost_below = arranger->best->cost + (is_wanted ? MOST_FOR_HEIGHT : 1 - BX_RULE_POINTS);
  BxPlan *plan;

  if (cost_below <= 0)
    return FALSE;
  set_growth (arranger->feature, growth);
  galley->cost_below = cost_below;
  plan = bx_paginate (galley);
  galley->cost_below = 0;
  arranger->states += plan->states;
  if (plan->n_pages == 0 || plan->n_pages > n_pages
      || (is_wanted && breaks_rule_anew (plan, arranger->best))) {
    bx_plan_free (plan);
    return FALSE;
  }
  bx_plan_free (arranger->best);
  arranger->best = plan;
  arranger->best_growth = growth;
  return TRUE;
}

/* Lines of the last page's columns that nothing stands in. */
static int
count_free (const Arranger *arranger)
{
  const BxGalley *galley = &arranger->feature->galley;
  const BxPlan *plan = arranger->best;
  int opening = plan->n_pages == 1 ? galley->opening_lines : 0;

  return galley->column_lines - galley->closing_lines - opening - plan->balanced_lines;
}

/* How much higher the block may be for what the last page has to spare: a third of an opening page is
 * left to the text. */
static int
find_growth (const Arranger *arranger)
{
  const BxGalley *galley = &arranger->feature->galley;
  int spare = count_free (arranger);

  if (arranger->best->n_pages > 1)
    spare = MIN (spare, galley->column_lines * 2 / 3 - galley->opening_lines);
  return MIN (arranger->best_growth + spare, bx_panel_get_growth (arranger->feature->opening));
}

static gboolean
has_thin_page (const Arranger *arranger)
{
  return arranger->best->n_pages > 1 && bx_plan_find_last_foot (&arranger->feature->galley, arranger->best) <= THIN_PAGE;
}

/* The spare lines are counted in even columns, and quotes make them uneven: so less is tried too. */
static void
take_white (Arranger *arranger)
{
  int base = arranger->best_growth;
  int n_pages = arranger->best->n_pages;
  int tries = has_thin_page (arranger) ? TRIES_FOR_THIN_PAGE : 0;
  int most;

  set_growth (arranger->feature, base);
  most = find_growth (arranger);
  for (int growth = most;
       growth > base && (arranger->states < MAX_STATES_FOR_COMFORT || growth > most - tries); growth--)
    if (try_growth (arranger, growth, n_pages, TRUE))
      return;
}

/* A last page that is mostly white gives the hero the whole first page, where it can fill that. */
static void
take_page (Arranger *arranger)
{
  const BxFeature *feature = arranger->feature;
  int growth;

  set_growth (arranger->feature, 0);
  growth = feature->spec->lines + feature->spec->headline_space_lines
           - feature->opening->n_lines_grid;
  if (feature->hero >= 0 && growth > 0 && arranger->best->n_pages > 1 && arranger->best_growth == 0
      && count_free (arranger) * 2 > feature->galley.column_lines
      && growth <= bx_panel_get_growth (feature->opening)
      && arranger->states < MAX_STATES_FOR_COMFORT)
    try_growth (arranger, growth, arranger->best->n_pages, TRUE);
}

/* Where the block can give the lines that stand on the last page, it gives no more than it must; a thin
 * last page also as many as it can. */
static void
give_lines (Arranger *arranger, int least)
{
  int n_pages = arranger->best->n_pages;
  int last = bx_plan_find_last_foot (&arranger->feature->galley, arranger->best);
  int most = MAX (least, -last);

  if (n_pages < 2 || (last > THIN_PAGE && last > -least))
    return;
  for (int growth = most; growth >= least && growth < 0 && arranger->states < MAX_STATES_FOR_COMFORT;
       growth--)
    if (try_growth (arranger, growth, n_pages - 1, TRUE))
      return;
}

/* Whether another height is tried for the sake of a rule, or of pages so poor that it would pay as much. That
 * the pages are not as many as were asked for is none: no height is cheaper by that. */
static gboolean
has_rule_to_mend (const Arranger *arranger)
{
  const BxPlan *plan = arranger->best;
  unsigned relaxed = plan->relaxed & ~(unsigned) BX_RELAX_PAGES;
  unsigned visible = ~(unsigned) (BX_RELAX_CUT | BX_RELAX_QUOTE);

  return (relaxed != 0 || plan->cost > BX_RULE_POINTS)
         && arranger->states < (relaxed & visible ? MAX_STATES_BY_PAGES / plan->n_pages
                                                  : MAX (MAX_STATES_FOR_COMFORT, 240000 / plan->n_pages));
}

/* The nearest height that helps, where a rule is broken. */
static void
keep_rules (Arranger *arranger, int least, int n_pages)
{
  const BxFeature *feature = arranger->feature;
  int most;

  set_growth (arranger->feature, 0);
  most = MIN (feature->galley.column_lines - LEAST_TEXT - feature->galley.opening_lines,
              GROWTH_FOR_RULE);
  most = MIN (MAX (most, find_growth (arranger)), bx_panel_get_growth (feature->opening));
  for (int step = 1; step <= MAX (most, -least); step++) {
    if (step <= most && has_rule_to_mend (arranger))
      try_growth (arranger, step, n_pages, FALSE);
    if (-step >= least && has_rule_to_mend (arranger))
      try_growth (arranger, -step, n_pages, FALSE);
  }
}

static void
arrange (Arranger *arranger)
{
  int least = -bx_panel_get_shrinkage (arranger->feature->opening);
  int n_pages;

  give_lines (arranger, least);
  n_pages = arranger->best->n_pages;
  take_white (arranger);
  take_page (arranger);
  keep_rules (arranger, least, n_pages);
}

BxPlan *
bx_feature_paginate (BxFeature *feature)
{
  Arranger arranger = { .feature = feature };

  if (feature->is_first_fit)
    return bx_paginate_first_fit (&feature->galley);
  arranger.best = bx_paginate (&feature->galley);
  arranger.states = arranger.best->states;
  if (feature->opening->elastics != NULL) {
    arrange (&arranger);
    set_growth (feature, arranger.best_growth);
  }
  return arranger.best;
}
