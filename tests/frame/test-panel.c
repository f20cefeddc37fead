/* Panels that become higher or lower: what stands over the place keeps where it is. */
#include "panel.h"

#define LEADING bx_len (16 * BX_UNITS_PER_PT)

/* A quotation mark's ink stands at `top`; its baseline is far below. */
static void
add_mark (BxPanel *panel, int top)
{
  BxPanelOrnament mark = { .top = bx_len (top), .baseline = bx_len (top + 8 * LEADING.u) };

  g_array_append_val (panel->ornaments, mark);
}

static const BxPanelOrnament *
get_mark (const BxPanel *panel, int i)
{
  return &g_array_index (panel->ornaments, BxPanelOrnament, i);
}

static void
test_mark_over_white (void)
{
  static const int heights[] = { 3, -1, 0 };
  BxPanel *panel = bx_panel_new (bx_len (100 * LEADING.u));
  int white = 2 * LEADING.u; /* one line high, before the second mark */

  add_mark (panel, LEADING.u);
  add_mark (panel, 3 * LEADING.u);
  bx_panel_add_elastic (panel, bx_len (white), 3, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (heights); i++) {
    bx_panel_stretch (panel, heights[i], LEADING);
    g_assert_cmpint (get_mark (panel, 0)->top.u, ==, LEADING.u);
    g_assert_cmpint (get_mark (panel, 0)->baseline.u, ==, 9 * LEADING.u);
    g_assert_cmpint (get_mark (panel, 1)->top.u, ==, (3 + heights[i]) * LEADING.u);
    g_assert_cmpint (get_mark (panel, 1)->baseline.u, ==, (11 + heights[i]) * LEADING.u);
  }
  bx_panel_free (panel);
}

static void
test_shift (void)
{
  BxPanel *panel = bx_panel_new (LEADING);

  add_mark (panel, 0);
  bx_panel_shift (panel, LEADING);
  g_assert_cmpint (get_mark (panel, 0)->top.u, ==, LEADING.u);
  g_assert_cmpint (get_mark (panel, 0)->baseline.u, ==, 9 * LEADING.u);
  bx_panel_free (panel);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/panel/mark-over-white", test_mark_over_white);
  g_test_add_func ("/panel/shift", test_shift);
  return g_test_run ();
}
