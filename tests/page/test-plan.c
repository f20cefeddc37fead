/* Plans of whole features: what must hold of every one, whatever the galley; extreme galleys; and
 * the same plan every time. */
#include "page-test.h"

#include <string.h>

typedef struct {
  const char *name;
  int n_cases;
  guint32 seed;
  GalleyKind kind;
} Series;

static const Series series[] = {
  { "magazine", 400, 11,
    { 20, 60, 18, 30, 6, 3, 3, 40, 50, 20, 6, .boxes_to = 5, .box_from = 6, .box_to = 12,
      .sizes_to = 3 } },
  { "columns", 300, 12,
    { 1, 40, 14, 30, 8, 1, 5, 20, 45, 12, 8, .boxes_to = 4, .box_from = 5, .box_to = 10,
      .sizes_to = 2 } },
  { "small", 300, 13,
    { 0, 20, 9, 20, 10, 1, 4, 5, 16, 6, 5, .boxes_to = 3, .box_from = 2, .box_to = 8,
      .sizes_to = 2 } },
  { "illustrated", 100, 15,
    { 20, 60, 18, 30, 6, 3, 3, 40, 50, 20, 6, .boxes_to = 4, .box_from = 6, .box_to = 12,
      .sizes_to = 3, .blocks_to = 4, .opening_columns_percent = 20 } },
  { "cutting", 60, 16,
    { 15, 40, 12, 30, 6, 2, 3, 38, 46, 20, 6, .boxes_to = 3, .box_from = 8, .box_to = 13,
      .sizes_to = 2, .blocks_to = 1, .cutting_percent = 70 } },
  { "noted", 60, 17,
    { 15, 50, 14, 30, 6, 1, 3, 36, 46, 20, 6, .boxes_to = 3, .box_from = 6, .box_to = 12,
      .sizes_to = 2, .blocks_to = 1, .notes_to = 6 } },
  { "long", 60, 14,
    { 150, 250, 18, 30, 5, 3, 3, 44, 48, 20, 6, .boxes_to = 0, .box_from = 1, .box_to = 1,
      .sizes_to = 1 } },
};

/* Boxes that found no place stand on pages of their own after the text, which the judge does not
 * know. None of them is lost. */
static gboolean
has_appendix (const BxGalley *galley, const BxPlan *plan)
{
  int n_blocks = 0;

  for (int b = 0; b < galley->n_boxes; b++)
    n_blocks += !is_teaser (galley, b);
  for (int i = 0; i < plan->n_boxes; i++)
    n_blocks -= !is_teaser (galley, plan->boxes[i].box);
  g_assert_cmpint (n_blocks, ==, 0);
  return plan->n_lines > 0 && plan->lines[plan->n_lines - 1].page < plan->n_pages - 1;
}

/* A quote that fits no column is none, so that pages without it are not grey. */
static gboolean
has_lost_quote (const BxGalley *galley)
{
  g_autoptr (BxFlow) flow = bx_flow_new (galley, FALSE);

  return flow->n_left_out[BX_TEASERS] > 0;
}

/* The rules of galley.h and the sums; complains with a picture. Where an unsure rule is broken,
 * sums may differ: a box that is left out late has been counted as waiting, and the rival measures
 * heights on a page that it closes early. */
static void
check_plan (const BxGalley *galley, const BxPlan *plan, unsigned unsure, const char *name)
{
  g_autofree char *complaint = NULL;
  unsigned relaxed = 0;
  gint64 cost;

  if (has_appendix (galley, plan))
    return;
  cost = judge_plan (galley, plan, &relaxed, &complaint);
  if (cost < 0 || relaxed != plan->relaxed
      || (cost != plan->cost && !(relaxed & unsure))) {
    g_autofree char *picture = draw_plan (galley, plan);

    g_error ("%s: %s; cost %ld, judged %ld; relaxed %x, judged %x\n%s", name,
             complaint ? complaint : "sums differ", (long) plan->cost, (long) cost,
             plan->relaxed, relaxed, picture);
  }
}

/* Each rule that text breaks has a place. */
static void
check_broken (const BxPlan *plan)
{
  unsigned rules = 0;

  for (int i = 0; i < plan->n_broken; i++) {
    g_assert_cmpint (plan->broken[i].page, <, plan->n_pages);
    rules |= plan->broken[i].rule;
  }
  g_assert_cmphex (rules, ==, plan->relaxed & ~(unsigned) (BX_RELAX_BOX | BX_RELAX_QUOTE));
}

/* A proven plan is its own bound; the bound of a search that was stopped is none too high. */
static void
check_bound (const BxGalley *galley, const BxPlan *plan)
{
  BxGalley hurried = *galley;
  g_autoptr (BxPlan) stopped = NULL;

  hurried.max_work = 4000;
  stopped = bx_paginate (&hurried);
  g_assert_true (!plan->is_optimal || plan->bound == plan->cost);
  g_assert_cmpint (plan->bound, <=, plan->cost);
  g_assert_cmpint (stopped->bound, <=, stopped->cost);
  if (plan->is_optimal && stopped->relaxed == plan->relaxed)
    g_assert_cmpint (stopped->bound, <=, plan->cost);
}

/* What is found under a limit costs less; just over the cost of a plan that breaks no rule, that plan is,
 * or by another rung a cheaper one. */
static void
check_limit (const BxGalley *galley, const BxPlan *plan)
{
  BxGalley limited = *galley;
  g_autoptr (BxPlan) found = NULL;
  g_autoptr (BxPlan) less = NULL;

  limited.cost_below = plan->cost + 1;
  found = bx_paginate (&limited);
  g_assert_true (found->n_pages == 0 || found->cost <= plan->cost);
  g_assert_true (found->n_pages > 0 || plan->relaxed != 0 || !plan->is_optimal);
  if (plan->cost == 0)
    return;
  limited.cost_below = plan->cost;
  less = bx_paginate (&limited);
  g_assert_true (less->n_pages == 0 || less->cost < plan->cost);
}

static void
check_case (const Series *s, guint32 seed, int *n_strict, int *n_optimal)
{
  Dice dice = { seed };
  g_autoptr (BxGalley) galley = galley_random (&s->kind, &dice);
  g_autoptr (BxPlan) plan = bx_paginate (galley);
  g_autoptr (BxPlan) rival = bx_paginate_first_fit (galley);
  g_autofree char *name = g_strdup_printf ("%s seed %u", s->name, seed);
  g_autofree char *rival_name = g_strdup_printf ("%s seed %u first-fit", s->name, seed);

  check_plan (galley, plan, BX_RELAX_BOX | (has_lost_quote (galley) ? BX_RELAX_QUOTE : 0), name);
  check_plan (galley, rival, BX_RELAX_BOX | BX_RELAX_FOOT | BX_RELAX_FAR
                                 | (has_lost_quote (galley) ? BX_RELAX_QUOTE : 0),
              rival_name);
  check_broken (plan);
  check_bound (galley, plan);
  if (seed % 8 == 0)
    check_limit (galley, plan);
  /* A rival that breaks no more rules may not be cheaper. */
  if ((rival->relaxed & ~plan->relaxed) == 0 && plan->is_optimal)
    g_assert_cmpint (plan->cost, <=, rival->cost);
  *n_strict += plan->relaxed == 0;
  *n_optimal += plan->is_optimal;
}

static void
test_series (const void *data)
{
  const Series *s = data;
  int n_strict = 0;
  int n_optimal = 0;
  gint64 worst = 0;

  for (int i = 0; i < s->n_cases; i++) {
    gint64 start = g_get_monotonic_time ();
    gint64 time;

    check_case (s, s->seed * 100000 + (guint32) i, &n_strict, &n_optimal);
    time = g_get_monotonic_time () - start;
    if (time > 500000)
      g_test_message ("case %d took %ld ms", i, (long) time / 1000);
    worst = MAX (worst, time);
  }
  g_test_message ("%d galleys, %d without a broken rule, %d proven; the slowest took %ld ms",
                  s->n_cases, n_strict, n_optimal, (long) worst / 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (series); i++) {
    g_autofree char *path = g_strdup_printf ("/page/plan/%s", series[i].name);

    g_test_add_data_func (path, &series[i], test_series);
  }
  return g_test_run ();
}
