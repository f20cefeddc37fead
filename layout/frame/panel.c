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
bx_panel_set_growth (BxPanel *panel, BxLen y, BxLines growth, BxLines shrinkage)
{
  if (panel->growth.n > 0)
    return;
  panel->growth_at = y;
  panel->growth = growth;
  panel->shrinkage = shrinkage;
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
    BxLen *baseline = &g_array_index (panel->ornaments, BxPanelOrnament, i).baseline;

    baseline->u += baseline->u > y ? by : 0;
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
    else if (picture->y.u + picture->height.u >= y)
      picture->height.u += by;
  }
}

void
bx_panel_shift (BxPanel *panel, BxLen by)
{
  move_from (panel, G_MININT32, by.u);
}

void
bx_panel_grow (BxPanel *panel, int lines, BxLen leading)
{
  move_from (panel, panel->growth_at.u, lines * leading.u);
  panel->n_lines_grid += lines;
}
