#include "panel.h"

/* Top of the ideographic em box over the baseline, 1/1024 em: 0.88 em in the CJK fonts of our
 * roles, and the convention of OpenType's ideographic baseline at -0.12 em. */
#define EM_BOX_TOP 901

BxPanel *
bx_panel_new (BxLen width)
{
  BxPanel *panel = g_new0 (BxPanel, 1);

  panel->width = width;
  panel->rects = g_array_new (FALSE, FALSE, sizeof (BxPanelRect));
  panel->ornaments = g_array_new (FALSE, FALSE, sizeof (BxPanelOrnament));
  panel->lines = g_array_new (FALSE, FALSE, sizeof (BxPanelLine));
  return panel;
}

void
bx_panel_free (BxPanel *panel)
{
  if (panel == NULL)
    return;
  g_array_unref (panel->rects);
  g_clear_pointer (&panel->pictures, g_array_unref);
  g_clear_pointer (&panel->elastics, g_array_unref);
  g_array_unref (panel->ornaments);
  g_array_unref (panel->lines);
  g_free (panel);
}

BxLen
bx_baseline_in (BxLen y, BxLen leading, BxLen size)
{
  BxLen half_gap = bx_len ((leading.u - size.u) / 2);

  return bx_len_add (bx_len_add (y, half_gap), bx_len_from_em (bx_em (EM_BOX_TOP), size));
}

static BxLen
aligned_x (const BxTextStyle *type, const BxLine *line, BxLen width)
{
  BxLen rest = bx_len_sub (width, line->natural);

  switch (type->align) {
  case BX_ALIGN_CENTRE:
    return bx_len (rest.u / 2);
  case BX_ALIGN_END:
    return rest;
  default:
    return line->x;
  }
}

BxLen
bx_panel_add_text (BxPanel *panel, const BxShaped *shaped, const BxSetting *setting,
                   const BxTextStyle *type, BxTextRole role, int block, BxLen x, BxLen y,
                   BxLen width)
{
  for (int i = 0; i < setting->n_lines; i++) {
    BxPanelLine line = {
      .shaped = shaped,
      .line = &setting->lines[i],
      .role = role,
      .ink = type->ink,
      .block = block,
      .pull = -1,
      .x = bx_len_add (x, aligned_x (type, &setting->lines[i], width)),
      .baseline = bx_baseline_in (y, type->leading, type->size),
    };

    g_array_append_val (panel->lines, line);
    y = bx_len_add (y, type->leading);
  }
  return y;
}

void
bx_panel_add_rect (BxPanel *panel, int ink, BxLen x, BxLen y, BxLen width, BxLen height)
{
  BxPanelRect rect = { .ink = ink, .x = x, .y = y, .width = width, .height = height };

  g_array_append_val (panel->rects, rect);
}

void
bx_panel_add_picture (BxPanel *panel, const BxPanelPicture *picture)
{
  if (panel->pictures == NULL)
    panel->pictures = g_array_new (FALSE, FALSE, sizeof (BxPanelPicture));
  g_array_append_vals (panel->pictures, picture, 1);
}

void
bx_panel_add_elastic (BxPanel *panel, BxLen y, int growth, int shrinkage)
{
  BxElastic elastic = { .y = y, .growth = growth, .shrinkage = shrinkage };

  if (panel->elastics == NULL)
    panel->elastics = g_array_new (FALSE, FALSE, sizeof (BxElastic));
  g_array_append_val (panel->elastics, elastic);
}

static int
count_elastics (const BxPanel *panel)
{
  return panel->elastics != NULL ? (int) panel->elastics->len : 0;
}

static BxElastic *
get_elastic (const BxPanel *panel, int i)
{
  return &g_array_index (panel->elastics, BxElastic, i);
}

int
bx_panel_get_growth (const BxPanel *panel)
{
  int growth = 0;

  for (int i = 0; i < count_elastics (panel); i++)
    growth += get_elastic (panel, i)->growth;
  return growth;
}

int
bx_panel_get_shrinkage (const BxPanel *panel)
{
  int shrinkage = 0;

  for (int i = 0; i < count_elastics (panel); i++)
    shrinkage += get_elastic (panel, i)->shrinkage;
  return shrinkage;
}

/* Moves what stands at y or under it, and stretches what reaches over it. */
static void
move_from (BxPanel *panel, int y, int by)
{
  for (guint i = 0; i < panel->lines->len; i++) {
    BxLen *baseline = &g_array_index (panel->lines, BxPanelLine, i).baseline;

    baseline->u += baseline->u > y ? by : 0;
  }
  for (guint i = 0; i < panel->ornaments->len; i++) {
    BxPanelOrnament *ornament = &g_array_index (panel->ornaments, BxPanelOrnament, i);

    if (ornament->top.u < y)
      continue;
    ornament->top.u += by;
    ornament->baseline.u += by;
  }
  for (guint i = 0; i < panel->rects->len; i++) {
    BxPanelRect *rect = &g_array_index (panel->rects, BxPanelRect, i);

    if (rect->y.u >= y && (rect->bleed & BX_BLEED_HEAD) == 0)
      rect->y.u += by;
    else if (rect->y.u + rect->height.u > y)
      rect->height.u += by;
  }
  for (guint i = 0; panel->pictures != NULL && i < panel->pictures->len; i++) {
    BxPanelPicture *picture = &g_array_index (panel->pictures, BxPanelPicture, i);

    if (picture->y.u >= y)
      picture->y.u += by;
    else if (picture->y.u + picture->height.u > y)
      picture->height.u += by;
  }
}

void
bx_panel_shift (BxPanel *panel, BxLen by)
{
  move_from (panel, G_MININT32, by.u);
}

static void
stretch_at (BxPanel *panel, int i, int taken, BxLen leading)
{
  int by = taken - get_elastic (panel, i)->taken;

  move_from (panel, get_elastic (panel, i)->y.u, by * leading.u);
  for (int j = i + 1; j < count_elastics (panel); j++)
    get_elastic (panel, j)->y.u += by * leading.u;
  get_elastic (panel, i)->taken = taken;
  panel->n_lines_grid += by;
}

void
bx_panel_stretch (BxPanel *panel, int lines, BxLen leading)
{
  int n = count_elastics (panel);
  int more = MAX (lines, 0), less = MAX (-lines, 0);

  for (int i = 0; i < n; i++) {
    int taken = MIN (more, get_elastic (panel, i)->growth);

    stretch_at (panel, i, taken, leading);
    more -= taken;
  }
  for (int i = n - 1; i >= 0 && less > 0; i--) {
    int given = MIN (less, get_elastic (panel, i)->shrinkage);

    stretch_at (panel, i, -given, leading);
    less -= given;
  }
}
