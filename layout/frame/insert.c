#include "insert.h"

/* White between the edge of a field and what stands on it, and under the rule at the head, 1/1024
 * em of the body. */
#define INSET 1024
#define HEAD_GAP 512

static BxLen
em_of (const BxSpec *spec, int em1024)
{
  return bx_len_from_em (bx_em (em1024), spec->text[BX_TEXT_BODY].size);
}

static BxLen
inset_of (const BxSpec *spec)
{
  return spec->panel.field_ink >= 0 ? em_of (spec, INSET) : bx_len (0);
}

/* From the grid's line down to the head of the faces in it, so that edges are level with text. */
static BxLen
top_of (const BxSpec *spec)
{
  return bx_len ((spec->leading.u - spec->text[BX_TEXT_BODY].size.u) / 2);
}

BxLen
bx_insert_get_width (const BxSpec *spec, int span)
{
  return bx_len (bx_spec_get_span (spec, span).u - 2 * inset_of (spec).u);
}

int
bx_insert_get_max_lines (const BxSpec *spec)
{
  return spec->lines * 3 / 4;
}

BxInsert
bx_insert_begin (BxFeature *feature, int span)
{
  const BxSpec *spec = feature->spec;
  BxInsert insert = { .feature = feature,
                      .spec = spec,
                      .panel = bx_panel_new (bx_spec_get_span (spec, span)),
                      .x = inset_of (spec),
                      .width = bx_insert_get_width (spec, span),
                      .y = top_of (spec) };

  bx_panel_add_rect (insert.panel, bx_spec_get_ink (spec, spec->panel.ink), bx_len (0), insert.y,
                     insert.panel->width, spec->panel.rule);
  insert.y = bx_len (insert.y.u + spec->panel.rule.u
                     + em_of (spec, spec->panel.field_ink >= 0 ? INSET : HEAD_GAP).u);
  return insert;
}

BxLen
bx_insert_add_display (BxInsert *insert, BxTextRole role, BxSlice text, int block, BxLen x, BxLen y,
                       BxLen width)
{
  BxFeature *feature = insert->feature;
  BxTextStyle type = insert->spec->text[role];
  const BxShaped *shaped;

  if (bx_slice_is_empty (text))
    return y;
  if (insert->is_flush)
    type.align = BX_ALIGN_START;
  shaped = bx_feature_shape (feature, role, feature->article->text, text);
  return bx_panel_add_text (insert->panel, shaped, bx_feature_set_display (feature, shaped, width),
                            &type, role, block, x, y, width);
}

BxPanel *
bx_insert_end (BxInsert *insert)
{
  const BxSpec *spec = insert->spec;
  BxPanel *panel = insert->panel;
  gboolean has_field = spec->panel.field_ink >= 0;
  BxLen foot = bx_len_add (insert->y, em_of (spec, has_field ? INSET : HEAD_GAP));
  BxPanelRect field = { .ink = spec->panel.field_ink, .y = top_of (spec), .width = panel->width };

  field.height = bx_len_sub (foot, field.y);
  if (has_field)
    g_array_prepend_val (panel->rects, field);
  else
    bx_panel_add_rect (panel, bx_spec_get_ink (spec, spec->panel.ink), bx_len (0), foot,
                       panel->width, bx_len (BX_UNITS_PER_PT / 2));
  /* A line of white between it and the text, and what the grid asks for. */
  panel->n_lines_grid = bx_lines_for (bx_len_add (foot, top_of (spec)), spec->leading).n + 1;
  panel->spare = bx_len (panel->n_lines_grid * spec->leading.u - foot.u - top_of (spec).u);
  return panel;
}
