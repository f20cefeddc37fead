/* What the search for pages takes: features of three pages, and of twelve with eleven quotes and six
 * pictures, as far as the program searches them without --best. Prints a table; nothing passes or
 * fails. */
#include "page-test.h"

#include <sys/resource.h>

#define N_FEATURES 20

static const struct {
  const char *name;
  int n_quotes, n_figures;
  GalleyKind kind;
} sizes[] = {
  { "3 pages, 3 quotes, 1 picture", 3, 1,
    { 38, 42, 18, 25, 6, 3, 3, 48, 48, 20, 5, .boxes_to = 3, .box_from = 10, .box_to = 14,
      .sizes_to = 3, .blocks_to = 1 } },
  { "12 pages, 11 quotes, 6 pictures", 11, 6,
    { 158, 162, 18, 25, 6, 3, 3, 48, 48, 20, 5, .boxes_to = 11, .box_from = 10, .box_to = 14,
      .sizes_to = 3, .blocks_to = 6 } },
};

static gboolean
has_all_boxes (const BxGalley *galley, int n_quotes, int n_figures)
{
  int n = 0;

  for (int b = 0; b < galley->n_boxes; b++)
    n += galley->boxes[b].kind == BX_BOX_QUOTE;
  return n == n_quotes && galley->n_boxes - n == n_figures;
}

static int
compare_times (const void *a, const void *b)
{
  const gint64 *x = a;
  const gint64 *y = b;

  return *x < *y ? -1 : *x > *y;
}

int
main (void)
{
  struct rusage usage;

  for (gsize s = 0; s < G_N_ELEMENTS (sizes); s++) {
    gint64 times[N_FEATURES];
    int n = 0, n_optimal = 0, n_pages = 0;

    for (guint32 seed = 1; n < N_FEATURES; seed++) {
      Dice dice = { seed };
      g_autoptr (BxGalley) galley = galley_random (&sizes[s].kind, &dice);
      g_autoptr (BxPlan) plan = NULL;
      gint64 start = g_get_monotonic_time ();

      if (!has_all_boxes (galley, sizes[s].n_quotes, sizes[s].n_figures))
        continue;
      galley->max_work = bx_paginate_get_usual_work (galley);
      plan = bx_paginate (galley);
      times[n++] = g_get_monotonic_time () - start;
      n_optimal += plan->is_optimal;
      n_pages += plan->n_pages;
    }
    qsort (times, N_FEATURES, sizeof times[0], compare_times);
    g_print ("%-32s %5.1f pages, median %6.1f ms, most %6.1f ms, %d of %d proven best\n",
             sizes[s].name, (double) n_pages / N_FEATURES, (double) times[N_FEATURES / 2] / 1000,
             (double) times[N_FEATURES - 1] / 1000, n_optimal, N_FEATURES);
  }
  getrusage (RUSAGE_SELF, &usage);
  g_print ("memory, at most %28.1f MB\n", (double) usage.ru_maxrss / 1024);
  return 0;
}
