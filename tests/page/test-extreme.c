/* Galleys at the edge: each gets a plan that sets all its lines, and the same one every time. */
#include "page-test.h"

#include <string.h>

/* So many paragraphs of so many lines, so many boxes of a height. */
typedef struct {
  const char *name;
  int n_items, lines;
  int n_boxes, span, box_lines;
  int columns, column_lines, opening_lines, closing_lines;
  int n_pages;      /* 0: any number */
  unsigned relaxed; /* exactly */
} Extreme;

static const Extreme extremes[] = {
  { "nothing", 0, 0, 0, 0, 0, 3, 46, 18, 5, 1, 0 },
  { "nothing-but-a-box", 0, 0, 1, 1, 10, 3, 46, 18, 5, 1, BX_RELAX_QUOTE },
  { "nothing-and-no-room", 0, 0, 0, 0, 0, 3, 20, 18, 5, 2, 0 },
  { "one-line", 1, 1, 0, 0, 0, 3, 46, 18, 5, 1, 0 },
  { "one-line-one-column", 1, 1, 0, 0, 0, 1, 1, 0, 0, 1, 0 },
  { "one-line-under-a-full-headline", 1, 1, 0, 0, 0, 3, 46, 46, 5, 2, 0 },
  { "headline-higher-than-the-page", 4, 9, 0, 0, 0, 3, 46, 99, 5, 2, 0 },
  { "fine-print-higher-than-the-page", 6, 9, 0, 0, 0, 3, 30, 0, 99, 0, BX_RELAX_FOOT },
  { "five-hundred-lines", 1, 500, 0, 0, 0, 3, 46, 18, 5, 5, 0 },
  { "box-higher-than-a-column", 20, 12, 1, 1, 60, 3, 46, 18, 5, 3, BX_RELAX_QUOTE },
  { "box-wider-than-the-page", 20, 12, 1, 4, 10, 3, 46, 18, 5, 3, BX_RELAX_QUOTE },
  { "box-with-no-text-to-stand-in", 1, 2, 1, 1, 10, 3, 46, 18, 5, 1, BX_RELAX_QUOTE },
  { "more-boxes-than-columns", 9, 9, 6, 1, 6, 3, 46, 18, 5, 2, BX_RELAX_QUOTE },
  { "columns-of-one-line", 5, 3, 0, 0, 0, 3, 1, 0, 0, 0, BX_RELAX_ORPHAN | BX_RELAX_WIDOW },
  { "columns-of-two-lines", 5, 3, 0, 0, 0, 2, 2, 0, 0, 0,
    BX_RELAX_FOOT | BX_RELAX_ORPHAN },
  { "eight-columns", 60, 7, 3, 2, 8, 8, 60, 20, 8, 2, 0 },
  { "single-lines", 200, 1, 0, 0, 0, 4, 30, 5, 3, 2, 0 },
};

static BxGalley *
make_galley (const Extreme *e)
{
  BxGalley *galley = g_new0 (BxGalley, 1);

  *galley = (BxGalley){ .n_items = e->n_items, .n_boxes = e->n_boxes, .columns = e->columns,
                        .column_lines = e->column_lines, .opening_lines = e->opening_lines,
                        .closing_lines = e->closing_lines };
  galley->items = g_new0 (BxItem, e->n_items + 1);
  galley->boxes = g_new0 (BxBox, e->n_boxes + 1);
  for (int i = 0; i < e->n_items; i++) {
    galley->items[i].variants[0].lines = e->lines;
    galley->items[i].n_variants = 1;
  }
  for (int b = 0; b < e->n_boxes; b++) {
    galley->boxes[b].item = (2 * b + 1) * e->n_items / (2 * e->n_boxes);
    galley->boxes[b].speaker = b;
    galley->boxes[b].sizes[0] = (BxBoxSize){ e->span, e->box_lines, 0 };
    galley->boxes[b].n_sizes = 1;
  }
  return galley;
}

static int
find_first_line (void *data, int note, const BxWrap *wrap, int variant)
{
  (void) data, (void) note, (void) wrap, (void) variant;
  return 0;
}

static void
test_extreme (const void *data)
{
  const Extreme *e = data;
  g_autoptr (BxGalley) galley = make_galley (e);
  g_autoptr (BxPlan) plan = bx_paginate (galley);
  g_autoptr (BxPlan) rival = bx_paginate_first_fit (galley);
  g_autofree char *picture = draw_plan (galley, plan);
  g_autofree char *complaint = NULL;
  int lines = 0;

  g_test_message ("%s", picture);
  for (int i = 0; i < plan->n_lines; i++)
    lines += plan->lines[i].n;
  g_assert_cmpint (lines, ==, e->n_items * e->lines);
  g_assert_cmphex (plan->relaxed, ==, e->relaxed);
  if (e->n_pages > 0)
    g_assert_cmpint (plan->n_pages, ==, e->n_pages);
  /* The judge knows no headline block that is higher than its page. */
  if (e->opening_lines > e->column_lines)
    return;
  judge_plan (galley, plan, NULL, &complaint);
  g_assert_cmpstr (complaint, ==, NULL);
  judge_plan (galley, rival, NULL, &complaint);
  g_assert_cmpstr (complaint, ==, NULL);
}

/* A note under fine print that leaves two lines: no page could end with both. */
static void
test_notes_and_fine_print (void)
{
  const Extreme e = { "", 6, 4, 0, 0, 0, 1, 19, 0, 31, 0, 0 };
  g_autoptr (BxGalley) galley = make_galley (&e);
  g_autoptr (BxPlan) plan = NULL;

  galley->notes = g_new0 (BxNote, 1);
  galley->n_notes = 1;
  galley->notes[0] = (BxNote){ .item = 5, .height = 2048 };
  galley->find_mark = find_first_line;
  plan = bx_paginate (galley);
  g_assert_cmpint (plan->n_notes, ==, 0);
  galley->closing_lines = 16;
  bx_plan_free (plan);
  plan = bx_paginate (galley);
  g_assert_cmpint (plan->n_notes, ==, 1);
}

/* Boxes in any order, with the ids of the caller. */
static void
test_unsorted_boxes (void)
{
  const Extreme e = { "", 40, 9, 3, 1, 9, 3, 46, 18, 5, 3, 0 };
  g_autoptr (BxGalley) galley = make_galley (&e);
  g_autoptr (BxPlan) sorted = bx_paginate (galley);
  g_autoptr (BxPlan) plan = NULL;
  BxBox first = galley->boxes[0];

  galley->boxes[0] = galley->boxes[2];
  galley->boxes[2] = first;
  plan = bx_paginate (galley);
  g_assert_cmpint (plan->n_boxes, ==, 3);
  g_assert_cmpint (plan->cost, ==, sorted->cost);
  for (int b = 0; b < 3; b++) {
    g_assert_cmpint (plan->boxes[b].box, ==, 2 - b);
    g_assert_cmpint (plan->boxes[b].page, ==, sorted->boxes[b].page);
    g_assert_cmpint (plan->boxes[b].top, ==, sorted->boxes[b].top);
  }
}

/* A size that fits no column is passed over; the index is still the caller's. */
static void
test_lost_size (void)
{
  const Extreme e = { "", 40, 9, 1, 1, 60, 3, 46, 18, 5, 0, 0 };
  g_autoptr (BxGalley) galley = make_galley (&e);
  g_autoptr (BxPlan) plan = NULL;

  galley->boxes[0].n_sizes = 2;
  galley->boxes[0].sizes[1] = (BxBoxSize){ 2, 8, 30 };
  plan = bx_paginate (galley);
  g_assert_cmpint (plan->n_boxes, ==, 1);
  g_assert_cmpint (plan->boxes[0].size, ==, 1);
  g_assert_cmphex (plan->relaxed & BX_RELAX_QUOTE, ==, 0);
}

/* The needed quote stays where one of two must go. */
static void
test_needed_box (void)
{
  const Extreme e = { "", 4, 8, 2, 1, 6, 1, 40, 0, 0, 1, BX_RELAX_QUOTE };

  for (int needed = 0; needed < 2; needed++) {
    g_autoptr (BxGalley) galley = make_galley (&e);
    g_autoptr (BxPlan) plan = NULL;

    galley->boxes[needed].is_needed = TRUE;
    plan = bx_paginate (galley);
    g_assert_cmphex (plan->relaxed & BX_RELAX_QUOTE, ==, BX_RELAX_QUOTE);
    g_assert_cmpint (plan->n_boxes, ==, 1);
    g_assert_cmpint (plan->boxes[0].box, ==, needed);
  }
}

/* A number of pages that was asked for, where text and boxes can be brought to it. */
static void
test_pages_wanted (void)
{
  static const struct {
    int n_items; /* of 12 lines */
    int wanted;
    gboolean is_even;
    int n_pages;
    gboolean is_met;
    int over; /* lines more than the pages asked for hold */
  } cases[] = {
    { 20, 3, FALSE, 3, TRUE, 240 - 345 },
    { 20, 2, FALSE, 3, FALSE, 240 - 207 },
    { 20, 0, TRUE, 3, FALSE, 0 },
    { 30, 0, TRUE, 4, TRUE, 0 },
    { 30, 4, FALSE, 4, TRUE, 360 - 483 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Extreme e = { "", cases[i].n_items, 12, 0, 0, 0, 3, 46, 18, 5, 0, 0 };
    g_autoptr (BxGalley) galley = make_galley (&e);
    g_autoptr (BxPlan) plan = NULL;

    galley->pages_wanted = cases[i].wanted;
    galley->is_even_wanted = cases[i].is_even;
    plan = bx_paginate (galley);
    g_assert_cmpint (plan->n_pages, ==, cases[i].n_pages);
    g_assert_cmphex (plan->relaxed & BX_RELAX_PAGES, ==, cases[i].is_met ? 0 : BX_RELAX_PAGES);
    if (cases[i].wanted > 0)
      g_assert_cmpint (bx_plan_count_over (galley, plan, cases[i].wanted), ==, cases[i].over);
  }
}

/* A figure that fits no page of the text comes after it; one that is higher than a page, too. */
static void
test_no_box_is_lost (void)
{
  const Extreme e = { "", 1, 2, 4, 2, 40, 2, 46, 10, 5, 0, 0 };
  g_autoptr (BxGalley) galley = make_galley (&e);
  g_autoptr (BxPlan) plan = NULL;

  for (int b = 0; b < galley->n_boxes; b++)
    galley->boxes[b].kind = (BxBoxKind) (BX_BOX_FIGURE + b);
  galley->boxes[3].sizes[0].lines = 60;
  plan = bx_paginate (galley);
  g_assert_cmpint (plan->n_boxes, ==, 4);
  g_assert_cmphex (plan->relaxed & BX_RELAX_BOX, ==, BX_RELAX_BOX);
}

/* Both plans, line for line. */
static void
assert_same_plan (const BxPlan *a, const BxPlan *b, int n_items)
{
  g_assert_cmpint (a->cost, ==, b->cost);
  g_assert_cmpint (a->states, ==, b->states);
  g_assert_cmpint (a->n_pages, ==, b->n_pages);
  g_assert_cmpmem (a->variants, sizeof (int) * (gsize) n_items, b->variants,
                   sizeof (int) * (gsize) n_items);
  g_assert_cmpmem (a->lines, sizeof (BxPlacedLines) * (gsize) a->n_lines, b->lines,
                   sizeof (BxPlacedLines) * (gsize) b->n_lines);
  g_assert_cmpmem (a->boxes, sizeof (BxPlacedBox) * (gsize) a->n_boxes, b->boxes,
                   sizeof (BxPlacedBox) * (gsize) b->n_boxes);
}

static void
test_same_again (void)
{
  static const GalleyKind kind = { 20, 40, 16, 40, 6, 2, 4, 30, 46, 18, 5, .boxes_to = 4,
                                   .box_from = 5, .box_to = 10, .sizes_to = 3 };
  Dice dice = { 77 };

  for (int i = 0; i < 60; i++) {
    g_autoptr (BxGalley) galley = galley_random (&kind, &dice);
    g_autoptr (BxPlan) plan = bx_paginate (galley);
    g_autofree char *noise = g_malloc (4096 + 64 * (gsize) i); /* addresses must not matter */
    g_autoptr (BxPlan) again = bx_paginate (galley);

    memset (noise, i, 4096);
    assert_same_plan (plan, again, galley->n_items);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (extremes); i++) {
    g_autofree char *path = g_strdup_printf ("/page/extreme/%s", extremes[i].name);

    g_test_add_data_func (path, &extremes[i], test_extreme);
  }
  g_test_add_func ("/page/extreme/unsorted-boxes", test_unsorted_boxes);
  g_test_add_func ("/page/extreme/notes-and-fine-print", test_notes_and_fine_print);
  g_test_add_func ("/page/extreme/lost-size", test_lost_size);
  g_test_add_func ("/page/extreme/needed-box", test_needed_box);
  g_test_add_func ("/page/extreme/pages-wanted", test_pages_wanted);
  g_test_add_func ("/page/extreme/no-box-is-lost", test_no_box_is_lost);
  g_test_add_func ("/page/extreme/same-again", test_same_again);
  return g_test_run ();
}
