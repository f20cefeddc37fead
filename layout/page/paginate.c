/* The ladder: the search runs with all rules, and where no arrangement keeps them, with one rule
 * fewer each time, until one is found. The rungs are data. */
#include "page-private.h"

#define SOFT (BX_RELAX_ECHO | BX_RELAX_FOOT)
#define LONE (SOFT | BX_RELAX_ORPHAN | BX_RELAX_WIDOW)

static const BxRules ladder[] = {
  { .relax = BX_RELAX_NONE, .top_spread = 1 },
  { .relax = BX_RELAX_NONE, .top_spread = 4 },
  { .relax = BX_RELAX_ECHO, .top_spread = 1 },
  { .relax = SOFT, .foot_short = 2, .cut_short = 1, .top_spread = 1 },
  { .relax = SOFT, .foot_short = 3, .cut_short = 1, .free_tail = TRUE, .top_spread = 1 },
  { .relax = SOFT | BX_RELAX_ORPHAN, .foot_short = 3, .cut_short = 1, .free_tail = TRUE },
  { .relax = LONE, .foot_short = 3, .cut_short = 1, .free_tail = TRUE },
  { .relax = LONE | BX_RELAX_BOX, .foot_short = 3, .cut_short = 1, .free_tail = TRUE },
  { .relax = LONE | BX_RELAX_BOX, .cut_short = 1, .free_breaks = TRUE },
};

const BxRules *
bx_ladder_get (int *n_rungs)
{
  *n_rungs = G_N_ELEMENTS (ladder);
  return ladder;
}

/* A rung that only relaxes rules on boxes says nothing new where there are none. */
static gboolean
is_rung_for (const BxRules *rules, const BxFlow *flow)
{
  gboolean is_about_text = rules->relax & (unsigned) ~(BX_RELAX_ECHO | BX_RELAX_BOX);

  return rules == ladder || flow->galley.n_boxes > 0
         || (is_about_text && rules->relax != (LONE | BX_RELAX_BOX)) || rules->free_breaks;
}

BxPlan *
bx_paginate (const BxGalley *galley)
{
  g_autoptr (BxFlow) flow = bx_flow_new (galley);
  gint64 visited = 0;

  for (gsize r = 0; r < G_N_ELEMENTS (ladder); r++) {
    g_autoptr (BxTemplates) templates = NULL;
    BxPath path;
    BxPlan *plan;

    if (!is_rung_for (&ladder[r], flow))
      continue;
    templates = bx_templates_new (flow, &ladder[r]);
    bx_search (flow, &ladder[r], templates, &path);
    visited += path.visited;
    if (path.n_pages == 0)
      continue;
    path.visited = visited;
    plan = bx_plan_from_path (flow, &ladder[r], &path);
    g_free (path.pages);
    return plan;
  }
  g_assert_not_reached (); /* The last rung lets every column end anywhere. */
}
