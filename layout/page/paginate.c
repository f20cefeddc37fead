/* The ladder: the search runs with all rules, and where no arrangement keeps them, with one rule
 * fewer each time. All plans are priced on one scale: a further rung is also tried where the plan
 * so far costs more than the least break of the rule that the rung gives up. The rungs are data. */
#include "page-private.h"

#define SOFT (BX_RELAX_ECHO | BX_RELAX_FOOT)
#define LONE (SOFT | BX_RELAX_ORPHAN | BX_RELAX_WIDOW)

/* First-fit's plan is one of the last rung's, and so bounds every search, but for the heights of
 * boxes on a page that it closes early, which it measures otherwise. */
#define FIRST_FIT_SLACK 2000

static const BxRules ladder[] = {
  { .relax = BX_RELAX_NONE, .top_spread = 1 },
  { .relax = BX_RELAX_NONE, .top_spread = 4, .is_for_boxes = TRUE },
  { .relax = BX_RELAX_ECHO, .top_spread = 1, .is_for_boxes = TRUE,
    .least = BX_COST_ECHO, .least_times = 1 },
  { .relax = SOFT, .foot_short = 2, .cut_short = 1, .top_spread = 1,
    .least = BX_COST_CUT_SHORT, .least_times = 1 },
  { .relax = SOFT | BX_RELAX_ORPHAN, .foot_short = 3, .cut_short = 1,
    .least = BX_COST_ORPHAN, .least_times = 1 },
  { .relax = LONE, .foot_short = 3, .cut_short = 1,
    .least = BX_COST_WIDOW_COLUMN, .least_times = 1 },
  { .relax = LONE, .foot_short = 3, .cut_short = 1, .free_tail = TRUE,
    .least = BX_COST_FOOT_SHORT, .least_times = 4 * 4 },
  { .relax = LONE | BX_RELAX_BOX, .foot_short = 3, .cut_short = 1, .free_tail = TRUE,
    .is_for_boxes = TRUE, .least = BX_COST_LEFT_OUT, .least_times = 1 },
  /* It can do more than this price tells, but nothing that one would want. */
  { .relax = LONE | BX_RELAX_BOX, .cut_short = 1, .free_breaks = TRUE,
    .least = BX_COST_LEFT_OUT, .least_times = 1 },
};

/* Whether a rung can better the plan so far. */
static gboolean
is_worth_trying (const BxRules *rules, const BxFlow *flow, const BxPlan *plan, gint64 points)
{
  if (rules->is_for_boxes && flow->galley.n_boxes == 0)
    return FALSE;
  if (plan == NULL)
    return TRUE;
  return rules->least_times > 0 && points > bx_points (rules->least) * rules->least_times;
}

BxPlan *
bx_paginate (const BxGalley *galley)
{
  g_autoptr (BxFlow) flow = bx_flow_new (galley);
  BxPlan *plan = NULL;
  gint64 points = bx_first_fit_points (flow) + FIRST_FIT_SLACK;
  gint64 visited = 0;
  gint64 work = 0;
  gboolean is_exact = TRUE;

  for (gsize r = 0; r < G_N_ELEMENTS (ladder); r++) {
    g_autoptr (BxTemplates) templates = NULL;
    BxPath path;

    if (!is_worth_trying (&ladder[r], flow, plan, points))
      continue;
    if (plan != NULL && galley->max_work > 0 && work >= galley->max_work) {
      is_exact = FALSE;
      break;
    }
    templates = bx_templates_new (flow, &ladder[r]);
    bx_search (flow, &ladder[r], templates, points,
               galley->max_work > 0 ? MAX (1, galley->max_work - work) : 0, &path);
    visited += path.visited;
    work += path.work;
    is_exact = is_exact && path.is_exact;
    if (path.n_pages == 0)
      continue;
    points = path.pages[path.n_pages - 1].cost >> BX_COST_SHIFT;
    bx_plan_free (plan);
    plan = bx_plan_from_path (flow, &ladder[r], &path);
    g_free (path.pages);
  }
  g_assert (plan != NULL); /* The last rung lets every column end anywhere. */
  bx_plan_append_boxes (plan, galley);
  plan->states = visited;
  plan->is_optimal = is_exact;
  return plan;
}
