/* The ladder: the search runs with all rules, and where no arrangement keeps them, with one rule
 * fewer each time. All plans are priced on one scale: where even leaving out quotes was not enough,
 * a further rung is also tried where the plan so far costs more than the least break of the rule
 * that the rung gives up. The rungs are data. */
#include "page-private.h"

/* The tops of a page's only teaser are limited by the text over and under it alone. */
#define ANY_TOP 64
#define MOST_SKIPPED 2
/* Of the work that is left: what a rung gets that may find no plan. */
#define VAIN_PART 8

/* A plan of first-fit without quotes is one of the last rung's, and so bounds every search, but for
 * the heights of boxes on a page that it closes early, which it measures otherwise. */
#define FIRST_FIT_SLACK 2000

/* The usual work, some milliseconds of it for every feature; and as much more for one of a single page as
 * is shared by the pages of a longer one: there every line is seen. */
#define USUAL_WORK 50000
#define SHORT_WORK 360000

#define CUT BX_RELAX_CUT
#define QUOTE (CUT | BX_RELAX_QUOTE)
#define ECHO (QUOTE | BX_RELAX_ECHO)
#define FOOT (ECHO | BX_RELAX_FOOT)
#define LONE (FOOT | BX_RELAX_ORPHAN | BX_RELAX_WIDOW)

/* From the least visible break to the worst. */
static const BxRules ladder[] = {
  { .relax = BX_RELAX_NONE, .top_spread = 1 },
  { .relax = QUOTE, .top_spread = ANY_TOP, .company_spread = 1, .most_skipped = MOST_SKIPPED,
    .cut_short = 1, .is_for_boxes = TRUE },
  { .relax = QUOTE | BX_RELAX_FOOT, .top_spread = ANY_TOP, .most_skipped = MOST_SKIPPED,
    .cut_short = 1, .foot_short = 1, .is_for_one_column = TRUE, .least = BX_COST_PAGE_SHORT,
    .least_times = 1 },
  { .relax = ECHO, .top_spread = ANY_TOP, .company_spread = 1, .most_skipped = MOST_SKIPPED,
    .cut_short = 1, .is_for_asked = TRUE, .least = BX_COST_LEFT_OUT_ASKED, .least_times = 1 },
  { .relax = FOOT, .top_spread = 1, .most_skipped = MOST_SKIPPED, .cut_short = 1, .foot_short = 2,
    .least = BX_COST_FOOT_SHORT, .least_times = 1 },
  { .relax = FOOT | BX_RELAX_ORPHAN, .most_skipped = MOST_SKIPPED, .cut_short = 1, .foot_short = 3,
    .least = BX_COST_ORPHAN, .least_times = 1 },
  { .relax = LONE, .most_skipped = MOST_SKIPPED, .cut_short = 1, .foot_short = 3,
    .least = BX_COST_WIDOW_COLUMN, .least_times = 1 },
  { .relax = LONE, .most_skipped = MOST_SKIPPED, .cut_short = 1, .foot_short = 3,
    .free_tail = TRUE, .least = BX_COST_FOOT_SHORT, .least_times = 4 * 4 },
  { .relax = LONE | BX_RELAX_BOX, .most_skipped = MOST_SKIPPED, .cut_short = 1, .foot_short = 3,
    .free_tail = TRUE, .is_for_boxes = TRUE, .least = BX_COST_AFTER_TEXT, .least_times = 1 },
  /* It can do more than this price tells, but nothing that one would want. */
  { .relax = LONE | BX_RELAX_BOX, .most_skipped = MOST_SKIPPED, .cut_short = 1,
    .free_breaks = TRUE, .least = BX_COST_AFTER_TEXT, .least_times = 1 },
};

/* Rungs up to this one serve a request for pages. */
#define LAST_ASKED 4

/* Work on one galley. */
typedef struct {
  const BxGalley *galley;
  BxFlow *flow;   /* with all choices */
  BxFlow *simple; /* with the best of each: what to leave out is a question of its own */
  gboolean has_choices;
  BxPlan *plan; /* the best so far, or NULL */
  gint64 points;
  gint64 visited;
  gint64 work;
  gboolean is_exact;
  gint64 bound; /* of the last search, which had the widest rules and all choices */
} Climb;

static gboolean
has_asked_box (const BxGalley *galley)
{
  for (int b = 0; b < galley->n_boxes; b++)
    if (galley->boxes[b].is_asked)
      return TRUE;
  return FALSE;
}

/* For a last page of a few lines more is given up than for a poor one: a quote that is not needed, or a line
 * at the foot of a page of one column. */
static gboolean
ends_in_scrap (const Climb *climb)
{
  const BxPlan *plan = climb->plan;

  return plan->n_pages > 1
         && BX_SCRAP_PART * bx_plan_find_last_foot (&climb->flow->galley, plan)
                < bx_area_get_last_room (&climb->flow->galley, plan->n_pages - 1);
}

/* Whether a rung can better the plan so far. */
static gboolean
is_worth_trying (const Climb *climb, const BxRules *rules)
{
  if ((rules->is_for_boxes && climb->flow->galley.n_boxes == 0)
      || (rules->is_for_one_column && climb->flow->galley.columns > 1)
      || (rules->is_for_asked && !has_asked_box (&climb->flow->galley)))
    return FALSE;
  if (climb->plan == NULL)
    return climb->galley->cost_below <= 0
           || climb->points > bx_points (rules->least) * rules->least_times;
  /* Nothing that a reader sees is broken for comfort, however long the text; but where its pages
   * are poor, a line of white over a box is not too much. */
  if ((climb->plan->relaxed & ~(unsigned) QUOTE) == 0
      && climb->points < bx_points (BX_COST_LEFT_OUT_ASKED))
    return ends_in_scrap (climb)
               ? rules->relax == QUOTE || rules->is_for_one_column
               : climb->plan->relaxed == 0 && rules->relax == QUOTE
                     && climb->points > climb->plan->n_pages * bx_points (BX_COST_CUT_SHORT);
  return rules->least_times > 0
         && climb->points > bx_points (rules->least) * rules->least_times;
}

static gboolean
is_out_of_work (const Climb *climb)
{
  return climb->galley->max_work > 0 && climb->work >= climb->galley->max_work;
}

/* What a search may cost. As long as there is no plan, rungs that may find none leave most of the
 * work to that which leaves quotes out. */
static void
share_work (const Climb *climb, const BxRules *rules, BxWish *wish)
{
  gint64 left = MAX (1, climb->galley->max_work - climb->work);

  if (climb->galley->max_work == 0)
    return;
  wish->max_work = wish->max_vain_work = left;
  if (climb->plan == NULL && (rules->relax & BX_RELAX_QUOTE) == 0)
    wish->max_vain_work = MAX (1, left / VAIN_PART);
}

static void
search_rung (Climb *climb, BxFlow *flow, const BxRules *rules, BxWish wish)
{
  g_autoptr (BxTemplates) templates = bx_templates_new (flow, rules, climb->points);
  BxPath path;

  wish.below = climb->points;
  share_work (climb, rules, &wish);
  bx_search (flow, rules, templates, &wish, &path);
  climb->visited += path.visited;
  climb->work += path.work;
  climb->is_exact = climb->is_exact && path.is_exact;
  climb->bound = path.bound;
  if (path.n_pages == 0)
    return;
  climb->points = path.pages[path.n_pages - 1].cost >> BX_COST_SHIFT;
  bx_plan_free (climb->plan);
  climb->plan = bx_plan_from_path (flow, rules, &path);
  g_free (path.pages);
}

/* The best of each choice first: it is soon searched, and its plan bounds the search with all. */
static void
try_rung (Climb *climb, const BxRules *rules, BxWish wish)
{
  if (!is_worth_trying (climb, rules))
    return;
  if (climb->plan != NULL && is_out_of_work (climb)) {
    climb->is_exact = FALSE;
    return;
  }
  search_rung (climb, climb->simple, rules, wish);
  if (!climb->has_choices || (rules->relax & BX_RELAX_BOX) != 0)
    return; /* There the question is whether there is a plan at all. */
  if (!is_out_of_work (climb)) {
    search_rung (climb, climb->flow, rules, wish);
  } else {
    climb->is_exact = FALSE;
    climb->bound = 0;
  }
}

/* What a plan must cost less than. */
static gint64
limit_points (const Climb *climb, gint64 points)
{
  gint64 wanted = climb->galley->cost_below;

  return wanted > 0 ? MIN (wanted - climb->flow->left_out_points, points) : points;
}

/* The number of pages that was asked for, unless it takes more than short columns and a quote. */
static void
climb_as_asked (Climb *climb)
{
  BxWish wish = { .n_pages = climb->galley->pages_wanted,
                  .is_even = climb->galley->is_even_wanted };

  if (wish.n_pages <= 0 && !wish.is_even)
    return;
  climb->points = limit_points (climb, BX_NO_BOUND >> BX_COST_SHIFT);
  for (gsize r = 0; r <= LAST_ASKED; r++)
    try_rung (climb, &ladder[r], wish);
}

static void
climb_all (Climb *climb)
{
  climb->points = limit_points (climb, bx_first_fit_points (climb->galley, climb->simple)
                                         + FIRST_FIT_SLACK);
  for (gsize r = 0; r < G_N_ELEMENTS (ladder); r++)
    try_rung (climb, &ladder[r], (BxWish){ 0 });
  if (climb->plan == NULL && climb->galley->cost_below <= 0)
    climb->plan = bx_paginate_first_fit (climb->galley);
}

gint64
bx_paginate_get_usual_work (const BxGalley *galley)
{
  int lines = 0;

  for (int i = 0; i < galley->n_items; i++)
    lines += galley->items[i].variants[0].lines;
  return USUAL_WORK + SHORT_WORK / (1 + lines / (galley->columns * galley->column_lines));
}

BxPlan *
bx_paginate (const BxGalley *galley)
{
  g_autoptr (BxFlow) flow = bx_flow_new (galley, TRUE);
  g_autoptr (BxFlow) simple = bx_flow_new (galley, FALSE);
  Climb climb = { .galley = galley, .flow = flow, .simple = simple, .is_exact = TRUE };

  climb.has_choices = flow->galley.n_boxes > simple->galley.n_boxes;
  climb_as_asked (&climb);
  if (climb.plan == NULL) {
    climb.work = 0; /* A request that is not met is no reason to search less. */
    climb_all (&climb);
    if (climb.plan == NULL)
      climb.plan = g_new0 (BxPlan, 1);
    else if (galley->pages_wanted > 0 || galley->is_even_wanted)
      climb.plan->relaxed |= BX_RELAX_PAGES;
  }
  if (climb.plan->n_pages > 0)
    bx_plan_append_boxes (climb.plan, galley);
  climb.plan->states = climb.visited;
  climb.plan->is_optimal = climb.is_exact;
  climb.plan->bound = climb.is_exact ? climb.plan->cost : MIN (climb.bound, climb.plan->cost);
  return climb.plan;
}
