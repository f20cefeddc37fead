/* The fine print: small type in the columns of the page, level, at the foot of the last page. */
#include "feature.h"

typedef struct {
  const BxShaped *shaped;
  const BxSetting *setting;
  int block;
} Paragraph;

static GArray *
compose_fine (BxFeature *feature, int *n_lines)
{
  const BxArticle *article = feature->article;
  const BxTextStyle *type = &feature->spec->text[BX_TEXT_FINE];
  GArray *paragraphs = g_array_new (FALSE, FALSE, sizeof (Paragraph));
  BxColumn column = { .measure = bx_spec_get_measure (feature->spec) };

  /* Whole ems of the small type too, so that its Han stand solid. */
  column.measure.u -= column.measure.u % type->size.u;
  for (int i = 0; i < article->n_blocks; i++) {
    Paragraph p = { .block = i };
    BxComposed *composed;

    if (article->blocks[i].kind != BX_BLOCK_FINE)
      continue;
    p.shaped = bx_feature_shape (feature, BX_TEXT_FINE, article->text, article->blocks[i].text);
    composed = bx_compose (p.shaped, &column);
    g_ptr_array_add (feature->composed, composed);
    p.setting = &composed->settings[0];
    *n_lines += p.setting->n_lines;
    g_array_append_val (paragraphs, p);
  }
  return paragraphs;
}

BxPanel *
bx_closing_new (BxFeature *feature)
{
  const BxSpec *spec = feature->spec;
  const BxTextStyle *type = &spec->text[BX_TEXT_FINE];
  int n_lines = 0;
  g_autoptr (GArray) paragraphs = compose_fine (feature, &n_lines);
  int per_column = (n_lines + spec->columns - 1) / spec->columns;
  BxLen height = bx_len (per_column * type->leading.u + spec->leading.u / 2);
  BxPanel *panel;
  BxLen top;
  int k = 0;

  if (n_lines == 0)
    return NULL;
  panel = bx_panel_new (bx_spec_get_span (spec, spec->columns));
  panel->n_lines_grid = bx_lines_for (height, spec->leading).n + 1;
  top = bx_len (panel->n_lines_grid * spec->leading.u - per_column * type->leading.u);
  bx_panel_add_rect (panel, type->ink, bx_len (0), bx_len (top.u - spec->leading.u / 2),
                     panel->width, bx_len (BX_UNITS_PER_PT / 2));
  for (guint i = 0; i < paragraphs->len; i++) {
    const Paragraph *p = &g_array_index (paragraphs, Paragraph, i);

    for (int line = 0; line < p->setting->n_lines; line++, k++) {
      BxSetting one = { .lines = &p->setting->lines[line], .n_lines = 1 };
      int column = k / per_column;

      bx_panel_add_text (panel, p->shaped, &one, type, BX_TEXT_FINE, p->block,
                         bx_len (column * bx_spec_get_column_pitch (spec).u),
                         bx_len (top.u + k % per_column * type->leading.u),
                         bx_spec_get_measure (spec));
    }
  }
  return panel;
}
