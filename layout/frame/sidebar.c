/* 邊欄: a box-out with its own text, in columns of its own where it is wide. */
#include "advice.h"
#include "insert.h"

/* Wider lines of small type are not read; columns in a box stand this far apart: ems of its type.
 */
#define MAX_MEASURE 30
#define GUTTER 2
/* Points against a size that is not the narrowest. */
#define WIDER_COST 20

typedef struct {
  const BxShaped *shaped;
  const BxLine *line;
  int block;
} Row;

typedef struct {
  BxInsert insert;
  const BxTextStyle *type;
  GArray *rows; /* of Row */
  int n_columns;
  BxLen measure;
} Sidebar;

static void
set_columns (Sidebar *sidebar)
{
  int em = sidebar->type->size.u;
  int width = sidebar->insert.width.u;

  while (width > (sidebar->n_columns * (MAX_MEASURE + GUTTER) - GUTTER) * em)
    sidebar->n_columns++;
  width = (width - (sidebar->n_columns - 1) * GUTTER * em) / sidebar->n_columns;
  sidebar->measure = bx_len (width - width % em);
}

static void
set_paragraph (Sidebar *sidebar, int block)
{
  BxFeature *feature = sidebar->insert.feature;
  const BxArticle *article = feature->article;
  BxTextRole role = article->blocks[block].kind == BX_BLOCK_CROSSHEAD ? BX_TEXT_SIDEBAR_HEAD
                                                                      : BX_TEXT_SIDEBAR;
  const BxShaped *shaped = bx_feature_shape (feature, BX_TEXT_SIDEBAR, article->text,
                                             article->blocks[block].text);
  BxColumn column = { .measure = sidebar->measure };
  BxComposed *composed;

  if (role == BX_TEXT_SIDEBAR)
    column.indent = bx_len_from_em (sidebar->type->indent, sidebar->type->size);
  composed = bx_compose (shaped, &column);
  g_ptr_array_add (feature->composed, composed);
  for (int i = 0; i < composed->settings[0].n_lines; i++) {
    Row row = { shaped, &composed->settings[0].lines[i], block };

    g_array_append_val (sidebar->rows, row);
  }
}

/* The rows in columns as even as they go. */
static void
place_rows (Sidebar *sidebar)
{
  BxInsert *insert = &sidebar->insert;
  int n = (int) sidebar->rows->len;
  int depth = (n + sidebar->n_columns - 1) / sidebar->n_columns;
  int pitch = sidebar->measure.u + GUTTER * sidebar->type->size.u;

  for (int i = 0; i < n; i++) {
    const Row *row = &g_array_index (sidebar->rows, Row, i);
    BxSetting one = { .lines = (BxLine *) row->line, .n_lines = 1 };

    bx_panel_add_text (insert->panel, row->shaped, &one, sidebar->type, BX_TEXT_SIDEBAR, row->block,
                       bx_len (insert->x.u + i / depth * pitch),
                       bx_len (insert->y.u + i % depth * sidebar->type->leading.u),
                       sidebar->measure);
  }
  insert->y.u += depth * sidebar->type->leading.u;
}

/* Whether a block of a sidebar is its text; pictures have boxes of their own. */
static gboolean
is_text (const BxBlock *block)
{
  return block->kind != BX_BLOCK_CAPTION && block->kind != BX_BLOCK_TABLE
         && block->kind != BX_BLOCK_NOTE && block->kind != BX_BLOCK_DATA;
}

/* Tables stand under the text, over all columns of the box. Returns whether all their cells
 * are whole. */
static gboolean
add_tables (BxInsert *insert, int number)
{
  const BxArticle *article = insert->feature->article;
  gboolean is_whole = TRUE;

  for (int i = 0; i < article->n_tables; i++)
    if (article->blocks[article->tables[i].block].sidebar == number) {
      insert->y.u += insert->spec->text[BX_TEXT_TABLE].leading.u / 2;
      is_whole &= bx_insert_add_table (insert, i);
    }
  return is_whole;
}

static BxPanel *
make_panel (BxFeature *feature, int first, int number, int span, gboolean *is_whole)
{
  const BxArticle *article = feature->article;
  Sidebar sidebar = { .insert = bx_insert_begin (feature, span),
                      .type = &feature->spec->text[BX_TEXT_SIDEBAR],
                      .rows = g_array_new (FALSE, FALSE, sizeof (Row)),
                      .n_columns = 1 };
  BxInsert *insert = &sidebar.insert;
  int i = first;

  set_columns (&sidebar);
  if (article->blocks[i].kind == BX_BLOCK_CROSSHEAD) {
    insert->y = bx_insert_add_display (insert, BX_TEXT_SIDEBAR_HEAD, article->blocks[i].text, i,
                                       insert->x, insert->y, insert->width);
    insert->y.u += sidebar.type->leading.u / 4;
    i++;
  }
  for (; i < article->n_blocks && article->blocks[i].sidebar == number; i++)
    if (is_text (&article->blocks[i]))
      set_paragraph (&sidebar, i);
  place_rows (&sidebar);
  *is_whole = add_tables (insert, number);
  g_array_unref (sidebar.rows);
  return bx_insert_end (insert);
}

/* The place in the text that a sidebar belongs to: where the block before it ends. */
static int
anchor_of (const BxArticle *article, int first)
{
  return first > 0 ? MAX (0, article->blocks[first - 1].text.end - 1) : 0;
}

static void
add_sidebar (BxFeature *feature, int first, int number)
{
  int box = bx_feature_add_box (feature, BX_BOX_SIDEBAR, number,
                                anchor_of (feature->article, first));
  int cost = 0;

  for (int span = 1; span <= feature->spec->columns; span++) {
    gboolean is_whole;
    BxPanel *panel = make_panel (feature, first, number, span, &is_whole);

    /* In a narrow column a long text is a tower: where it can be wider it is. */
    if (panel->n_lines_grid > bx_insert_get_max_lines (feature->spec)
        && span < feature->spec->columns) {
      bx_panel_free (panel);
      continue;
    }
    if (!bx_feature_add_size (feature, box, panel, span,
                              cost + (is_whole ? 0 : BX_INSERT_BROKEN_COST)))
      return;
    cost += WIDER_COST;
  }
}

/* The first block of each sidebar, one after the other from `from` on; n_blocks after the last. */
static int
find_sidebar (const BxArticle *article, int from)
{
  int i = from;

  while (i < article->n_blocks
         && (article->blocks[i].sidebar == 0
             || (i > 0 && article->blocks[i - 1].sidebar == article->blocks[i].sidebar)))
    i++;
  return i;
}

/* A sidebar that has no room in a column, even in its widest size, flows with the text. */
static gboolean
is_box (BxFeature *feature, int first, int number)
{
  gboolean is_whole;
  BxPanel *panel = make_panel (feature, first, number, feature->spec->columns, &is_whole);
  int lines = panel->n_lines_grid;

  bx_panel_free (panel);
  return lines <= bx_insert_get_max_lines (feature->spec);
}

void
bx_feature_find_boxed (BxFeature *feature)
{
  const BxArticle *article = feature->article;

  feature->is_boxed = g_new0 (gboolean, (gsize) article->n_blocks + 1);
  for (int i = 0; i < article->n_tables; i++) {
    int block = article->tables[i].block;

    feature->is_boxed[block] = bx_table_is_box (feature, i);
    if (!feature->is_boxed[block])
      bx_advice_add (feature, BX_WARNING, "table-as-text", article->blocks[block].text.start,
                     "the table is higher than three quarters of a page and is set as a paragraph; part it in two, "
                     "or take a style with wider columns");
  }
  for (int i = find_sidebar (article, 0); i < article->n_blocks;
       i = find_sidebar (article, i + 1)) {
    int number = article->blocks[i].sidebar;
    gboolean boxed = is_box (feature, i, number);

    for (int k = i; k < article->n_blocks && article->blocks[k].sidebar == number; k++)
      feature->is_boxed[k] = boxed;
  }
}

void
bx_feature_add_sidebars (BxFeature *feature)
{
  const BxArticle *article = feature->article;

  for (int i = find_sidebar (article, 0); i < article->n_blocks; i = find_sidebar (article, i + 1))
    if (feature->is_boxed[i])
      add_sidebar (feature, i, article->blocks[i].sidebar);
}
