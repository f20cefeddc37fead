/* The fine print, and notes that stand under no column: small type in the columns of the page, level, at
 * the foot of the last page. */
#include "feature.h"

/* Notes and fine print alike: that has no number. */
typedef BxFeatureNote Paragraph;

static Paragraph
compose_paragraph (BxFeature *feature, int block)
{
  const BxArticle *article = feature->article;
  const BxTextStyle *type = &feature->spec->text[BX_TEXT_FINE];
  BxColumn column = { .measure = bx_spec_get_measure (feature->spec) };
  Paragraph p = { .block = block };
  BxComposed *composed;

  if (article->blocks[block].kind == BX_BLOCK_NOTE)
    return bx_feature_compose_note (feature, BX_TEXT_FINE, block);
  /* Whole ems of the small type too, so that its Han stand solid. */
  column.measure.u -= column.measure.u % type->size.u;
  p.shaped = bx_feature_shape (feature, BX_TEXT_FINE, article->text, article->blocks[block].text);
  composed = bx_compose (p.shaped, &column);
  g_ptr_array_add (feature->composed, composed);
  p.setting = &composed->settings[0];
  return p;
}

static GArray *
compose_fine (BxFeature *feature, int *n_lines)
{
  const BxArticle *article = feature->article;
  GArray *paragraphs = g_array_new (FALSE, FALSE, sizeof (Paragraph));

  for (int i = 0; i < article->n_blocks; i++) {
    Paragraph p;

    if (article->blocks[i].kind != BX_BLOCK_FINE
        && (article->blocks[i].kind != BX_BLOCK_NOTE || bx_feature_has_note (feature, i)))
      continue;
    p = compose_paragraph (feature, i);
    *n_lines += p.setting->n_lines;
    g_array_append_val (paragraphs, p);
  }
  return paragraphs;
}

/* Columns that the paragraphs take when none is cut and a column holds `depth` lines; more than any
 * page has where one is longer. */
static int
count_columns (const GArray *paragraphs, int depth)
{
  int columns = 1;
  int used = 0;

  for (guint i = 0; i < paragraphs->len; i++) {
    int n = g_array_index (paragraphs, Paragraph, i).setting->n_lines;

    if (n > depth)
      return G_MAXINT;
    if (used + n > depth) {
      columns++;
      used = 0;
    }
    used += n;
  }
  return columns;
}

/* So many lines are no height to speak of. */
#define FEW_LINES 5

/* Lines of the deepest column: as few as keep every paragraph whole, unless that makes fine print of more
 * than a few lines half as high again as it must be. */
static int
find_depth (const GArray *paragraphs, int n_lines, int columns, gboolean *is_whole)
{
  int least = (n_lines + columns - 1) / columns;

  *is_whole = TRUE;
  for (int depth = least; 2 * depth <= 3 * least + 1 || depth <= FEW_LINES; depth++)
    if (count_columns (paragraphs, depth) <= columns)
      return depth;
  *is_whole = FALSE;
  return least;
}

typedef struct {
  BxFeature *feature;
  BxPanel *panel;
  BxLen top;
  int depth;
  int column;
  int used; /* lines of the column */
} Fine;

static void
add_text (Fine *fine, const Paragraph *p, const BxShaped *shaped, const BxSetting *setting,
          BxLen hang)
{
  const BxSpec *spec = fine->feature->spec;
  const BxTextStyle *type = &spec->text[BX_TEXT_FINE];

  bx_panel_add_text (fine->panel, shaped, setting, type, BX_TEXT_FINE, p->block,
                     bx_len (fine->column * bx_spec_get_column_pitch (spec).u + hang.u),
                     bx_len (fine->top.u + fine->used * type->leading.u),
                     bx_spec_get_measure (spec));
}

static void
add_fine_line (Fine *fine, const Paragraph *p, int line)
{
  BxSetting one = { .lines = &p->setting->lines[line], .n_lines = 1 };

  if (fine->used == fine->depth) {
    fine->column++;
    fine->used = 0;
  }
  if (line == 0 && p->number != NULL)
    add_text (fine, p, p->number, p->number_line, bx_len (0));
  add_text (fine, p, p->shaped, &one, p->hang);
  fine->used++;
}

static void
add_fine (Fine *fine, const GArray *paragraphs, gboolean is_whole)
{
  for (guint i = 0; i < paragraphs->len; i++) {
    const Paragraph *p = &g_array_index (paragraphs, Paragraph, i);

    if (is_whole && fine->used + p->setting->n_lines > fine->depth)
      fine->used = fine->depth; /* closes the column */
    for (int line = 0; line < p->setting->n_lines; line++)
      add_fine_line (fine, p, line);
  }
}

BxPanel *
bx_closing_new (BxFeature *feature)
{
  const BxSpec *spec = feature->spec;
  const BxTextStyle *type = &spec->text[BX_TEXT_FINE];
  int n_lines = 0;
  gboolean is_whole;
  g_autoptr (GArray) paragraphs = compose_fine (feature, &n_lines);
  Fine fine = { .feature = feature };
  BxLen height;

  if (n_lines == 0)
    return NULL;
  fine.depth = find_depth (paragraphs, n_lines, spec->columns, &is_whole);
  height = bx_len (fine.depth * type->leading.u + spec->leading.u / 2);
  if (bx_lines_for (height, spec->leading).n + 1 > spec->lines)
    bx_report_add (feature->report, BX_FAULT, "fine-print-too-long", 0, 0,
                   "the fine print is longer than a page; shorten it");
  fine.panel = bx_panel_new (bx_spec_get_span (spec, spec->columns));
  fine.panel->n_lines_grid = bx_lines_for (height, spec->leading).n + 1;
  fine.top = bx_len (fine.panel->n_lines_grid * spec->leading.u - fine.depth * type->leading.u);
  bx_panel_add_rect (fine.panel, type->ink, bx_len (0),
                     bx_len (fine.top.u - spec->leading.u / 2), fine.panel->width,
                     bx_len (BX_UNITS_PER_PT / 2));
  add_fine (&fine, paragraphs, is_whole);
  return fine.panel;
}
