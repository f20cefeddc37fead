/* The search against the enumerator: on small galleys the cost that it finds is the least that any
 * plan has, for every rung without free feet, and where it finds none there is none. */
#include "page-test.h"

#define NO_LIMIT (G_GINT64_CONSTANT (1) << 40) /* points */
#define MAX_PLANS 100000 /* of one galley; others are passed over */

typedef struct {
  const char *name;
  BxRules rules;
  int n_cases; /* at least, of enumerated galleys */
  guint32 seed;
  GalleyKind kind;
} Series;

#define SHORT (BX_RELAX_CUT | BX_RELAX_FOOT)
#define SMALL_PAGE .columns_from = 2, .columns_to = 3, .box_from = 2, .box_to = 4, .sizes_to = 2

static const Series series[] = {
  { "strict", { .top_spread = 0 }, 1000, 1,
    { 1, 6, 14, 50, 15, .column_from = 9, .column_to = 16, .opening_to = 5, .closing_to = 4,
      .boxes_to = 2, SMALL_PAGE } },
  { "strict-text", { .top_spread = 0 }, 500, 2,
    { 2, 6, 9, 60, 20, .column_from = 4, .column_to = 8, .opening_to = 2, .closing_to = 2,
      .boxes_to = 0, SMALL_PAGE } },
  { "spread", { .top_spread = 2 }, 400, 3,
    { 2, 6, 12, 40, 10, .column_from = 10, .column_to = 16, .opening_to = 4, .closing_to = 4,
      .boxes_to = 2, SMALL_PAGE } },
  { "echo", { .relax = BX_RELAX_ECHO }, 500, 4,
    { 1, 6, 12, 40, 15, .column_from = 9, .column_to = 14, .opening_to = 4, .closing_to = 4,
      .boxes_to = 2, SMALL_PAGE } },
  { "three-boxes", { .relax = BX_RELAX_ECHO }, 200, 5,
    { 4, 6, 14, 20, 0, .column_from = 9, .column_to = 12, .opening_to = 3, .closing_to = 3,
      .boxes_to = 3, SMALL_PAGE } },
  { "neighbours", { .relax = BX_RELAX_ECHO, .top_spread = 1 }, 300, 9,
    { 5, 7, 16, 20, 0, .columns_from = 2, .columns_to = 2, .column_from = 10, .column_to = 13,
      .opening_to = 3, .closing_to = 3, .boxes_to = 4, .box_from = 2, .box_to = 3,
      .sizes_to = 1 } },
  { "company", { .relax = BX_RELAX_ECHO, .top_spread = 2, .company_spread = 1 }, 200, 15,
    { 4, 6, 14, 20, 0, .columns_from = 2, .columns_to = 2, .column_from = 10, .column_to = 12,
      .opening_to = 3, .closing_to = 3, .boxes_to = 3, .box_from = 2, .box_to = 3, .sizes_to = 1,
      .blocks_to = 1 } },
  { "foot", { .relax = BX_RELAX_ECHO | SHORT, .foot_short = 2, .cut_short = 1 }, 400, 6,
    { 1, 5, 10, 20, 15, .column_from = 6, .column_to = 12, .opening_to = 3, .closing_to = 3,
      .boxes_to = 1, SMALL_PAGE } },
  { "orphan", { .relax = BX_RELAX_ECHO | SHORT | BX_RELAX_ORPHAN, .foot_short = 1,
                .cut_short = 1 }, 300, 7,
    { 1, 5, 9, 20, 15, .column_from = 5, .column_to = 11, .opening_to = 3, .closing_to = 3,
      .boxes_to = 1, SMALL_PAGE } },
  { "left-out", { .relax = BX_RELAX_QUOTE, .top_spread = 1, .most_skipped = 8 }, 300, 22,
    { 2, 6, 12, 20, 10, .column_from = 9, .column_to = 13, .opening_to = 3, .closing_to = 3,
      .boxes_to = 3, SMALL_PAGE } },
  { "left-out-one-column", { .relax = BX_RELAX_QUOTE, .top_spread = 8, .most_skipped = 8 }, 400, 23,
    { 4, 9, 12, 10, 10, .columns_from = 1, .columns_to = 1, .column_from = 10, .column_to = 18,
      .opening_to = 6, .closing_to = 4, .boxes_to = 5, .box_from = 2, .box_to = 4, .sizes_to = 1,
      .choice_percent = 30 } },
  { "left-out-choices-and-blocks",
    { .relax = BX_RELAX_QUOTE | SHORT, .most_skipped = 8, .cut_short = 1, .foot_short = 1 }, 200, 24,
    { 2, 5, 12, 20, 10, .column_from = 8, .column_to = 11, .opening_to = 2, .closing_to = 2,
      .boxes_to = 3, SMALL_PAGE, .blocks_to = 1, .choice_percent = 60 } },
  { "blocks", { .relax = BX_RELAX_ECHO }, 500, 10,
    { 1, 6, 12, 30, 10, .column_from = 8, .column_to = 12, .opening_to = 3, .closing_to = 3,
      .boxes_to = 1, SMALL_PAGE, .blocks_to = 2 } },
  { "only-blocks", { .relax = BX_RELAX_ECHO | SHORT, .foot_short = 1, .cut_short = 1 }, 300,
    11, { 1, 6, 12, 30, 10, .column_from = 6, .column_to = 10, .opening_to = 3, .closing_to = 3,
          SMALL_PAGE, .blocks_to = 3 } },
  { "choices", { .relax = BX_RELAX_ECHO }, 500, 12,
    { 2, 7, 12, 30, 10, .column_from = 9, .column_to = 13, .opening_to = 3, .closing_to = 3,
      .boxes_to = 4, SMALL_PAGE, .choice_percent = 60 } },
  { "choices-and-blocks", { .relax = BX_RELAX_ECHO }, 200, 13,
    { 2, 6, 12, 20, 10, .column_from = 8, .column_to = 11, .opening_to = 2, .closing_to = 2,
      .boxes_to = 3, SMALL_PAGE, .blocks_to = 1, .choice_percent = 70 } },
  { "opening-columns", { .relax = BX_RELAX_ECHO }, 300, 14,
    { 2, 6, 12, 20, 10, .column_from = 8, .column_to = 11, .opening_to = 2, .closing_to = 2,
      .boxes_to = 2, SMALL_PAGE, .blocks_to = 1, .opening_columns_percent = 80 } },
  { "cutting", { .relax = BX_RELAX_ECHO, .top_spread = 1 }, 600, 16,
    { 2, 6, 12, 20, 10, .columns_from = 2, .columns_to = 3, .column_from = 10, .column_to = 14,
      .opening_to = 3, .closing_to = 3, .boxes_to = 2, .box_from = 2, .box_to = 4, .sizes_to = 2,
      .cutting_percent = 80 } },
  { "cutting-and-blocks", { .relax = BX_RELAX_ECHO }, 200, 17,
    { 2, 5, 12, 20, 10, .columns_from = 2, .columns_to = 3, .column_from = 10, .column_to = 13,
      .opening_to = 2, .closing_to = 2, .boxes_to = 2, .box_from = 2, .box_to = 4, .sizes_to = 1,
      .blocks_to = 1, .choice_percent = 30, .cutting_percent = 100 } },
  { "cutting-foot", { .relax = BX_RELAX_ECHO | SHORT, .foot_short = 2, .cut_short = 1 }, 300,
    18, { 1, 5, 11, 20, 15, .columns_from = 2, .columns_to = 3, .column_from = 9, .column_to = 12,
          .opening_to = 3, .closing_to = 3, .boxes_to = 1, .box_from = 2, .box_to = 3,
          .sizes_to = 2, .cutting_percent = 80 } },
  { "notes", { .relax = BX_RELAX_ECHO }, 500, 19,
    { 1, 6, 12, 40, 10, .columns_from = 1, .columns_to = 3, .column_from = 9, .column_to = 14,
      .opening_to = 3, .closing_to = 3, .boxes_to = 1, .box_from = 2, .box_to = 3, .sizes_to = 1,
      .notes_to = 3 } },
  { "notes-foot", { .relax = BX_RELAX_ECHO | SHORT, .foot_short = 2, .cut_short = 1 }, 300,
    20, { 1, 5, 10, 20, 15, .columns_from = 1, .columns_to = 3, .column_from = 8, .column_to = 12,
          .opening_to = 3, .closing_to = 3, .boxes_to = 1, .box_from = 2, .box_to = 3,
          .sizes_to = 1, .blocks_to = 1, .notes_to = 3 } },
  { "notes-and-cutting", { .relax = BX_RELAX_ECHO }, 200, 21,
    { 2, 5, 11, 20, 10, .columns_from = 2, .columns_to = 3, .column_from = 10, .column_to = 13,
      .opening_to = 2, .closing_to = 2, .boxes_to = 1, .box_from = 2, .box_to = 3, .sizes_to = 2,
      .cutting_percent = 100, .notes_to = 3 } },
  { "widow", { .relax = BX_RELAX_ECHO | SHORT | BX_RELAX_ORPHAN | BX_RELAX_WIDOW,
               .foot_short = 1, .cut_short = 1 }, 300, 8,
    { 1, 5, 9, 20, 15, .column_from = 5, .column_to = 11, .opening_to = 3, .closing_to = 3,
      .boxes_to = 1, SMALL_PAGE } },
};

/* What the search finds: its plan, or NULL. */
static BxPlan *
search_rung (const BxGalley *galley, const BxRules *rules)
{
  g_autoptr (BxFlow) flow = bx_flow_new (galley, TRUE);
  g_autoptr (BxTemplates) templates = bx_templates_new (flow, rules, NO_LIMIT);
  BxWish wish = { .below = NO_LIMIT };
  BxPath path;
  BxPlan *plan = NULL;

  g_assert_cmpint (flow->n_left_out[BX_TEASERS] + flow->n_left_out[BX_BLOCKS], ==, 0);
  bx_search (flow, rules, templates, &wish, &path);
  g_assert_true (path.is_exact);
  if (path.n_pages > 0)
    plan = bx_plan_from_path (flow, rules, &path);
  g_free (path.pages);
  return plan;
}

/* Sizes and notes that fit no column are taken out of the galley by bx_flow_new(); here they do not
 * occur. */
static gboolean
has_lost_box (const BxGalley *galley)
{
  g_autoptr (BxFlow) flow = bx_flow_new (galley, TRUE);

  return flow->galley.n_boxes < galley->n_boxes || flow->galley.n_notes < galley->n_notes;
}

static gboolean
compare_case (const Series *s, guint32 seed, int *n_feasible, int *n_boxes)
{
  Dice dice = { seed };
  g_autoptr (BxGalley) galley = galley_random (&s->kind, &dice);
  g_autoptr (BxPlan) plan = NULL;
  g_autofree char *complaint = NULL;
  gint64 n_plans = MAX_PLANS;
  unsigned relaxed = 0;
  gint64 least;

  if (has_lost_box (galley))
    return FALSE;
  least = enumerate_plans (galley, &s->rules, &n_plans);
  if (n_plans > MAX_PLANS)
    return FALSE;
  plan = search_rung (galley, &s->rules);
  if (plan == NULL && least >= 0)
    g_error ("%s seed %u: no plan found, but one costs %ld", s->name, seed, (long) least);
  if (plan == NULL)
    return TRUE;
  if (judge_plan (galley, plan, &relaxed, &complaint) != plan->cost || plan->cost != least
      || relaxed != plan->relaxed) {
    g_autofree char *picture = draw_plan (galley, plan);

    g_error ("%s seed %u: cost %ld, judged %ld, least of %ld plans %ld; relaxed %x, judged %x;"
             " %s\n%s",
             s->name, seed, (long) plan->cost,
             (long) judge_plan (galley, plan, NULL, &complaint), (long) n_plans, (long) least,
             plan->relaxed, relaxed, complaint ? complaint : "", picture);
  }
  ++*n_feasible;
  *n_boxes += plan->n_boxes;
  return TRUE;
}

static void
test_series (const void *data)
{
  const Series *s = data;
  int n_compared = 0;
  int n_feasible = 0;
  int n_boxes = 0;

  for (guint32 i = 0; n_compared < s->n_cases; i++) {
    g_assert_cmpint ((int) i, <, 20 * s->n_cases);
    n_compared += compare_case (s, s->seed * 100000 + i, &n_feasible, &n_boxes);
  }
  g_test_message ("%d galleys compared, %d with a plan, %d boxes set", n_compared, n_feasible,
                  n_boxes);
  g_assert_cmpint (4 * n_feasible, >, n_compared);
  g_assert_true (s->kind.boxes_to == 0 || 5 * n_boxes > n_feasible);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (series); i++) {
    g_autofree char *path = g_strdup_printf ("/page/exact/%s", series[i].name);

    g_test_add_data_func (path, &series[i], test_series);
  }
  return g_test_run ();
}
