/* A table of facts: a simple grid, as wide as its words ask for, hairlines between its rows. */
#include "insert.h"

#include <string.h>

/* White between columns and a column's least width, in ems of the table's type. */
#define GUTTER 1
#define LEAST 3
/* A table over all columns that is higher than a page in its type has it smaller, by eighths down to … */
#define WHOLE 8
#define SMALLEST 6
/* Where there is no room even for columns so narrow and so near, in 1/2 em, the type is made smaller. */
#define NARROWEST 4
#define NEAREST 1
#define WIDER_COST 15

typedef struct {
  BxInsert *insert;
  const BxTable *table;
  const BxShaped **cells; /* NULL where one is empty */
  int *widths;            /* of the columns, 1/1024 pt */
  gboolean *is_number;
  gboolean is_broken;
  BxTextStyle cell; /* types of the cells: smaller where so many columns have no room otherwise */
  BxTextStyle head;
  int gutter; /* 1/1024 pt */
} Grid;

static BxTextRole
role_of (const BxTable *table, int row)
{
  return row == 0 && table->has_head ? BX_TEXT_TABLE_HEAD : BX_TEXT_TABLE;
}

static const BxTextStyle *
type_of (const Grid *grid, int row)
{
  return role_of (grid->table, row) == BX_TEXT_TABLE_HEAD ? &grid->head : &grid->cell;
}

static gboolean
is_number (const BxArticle *article, BxSlice cell)
{
  for (int i = cell.start; i < cell.end; i++)
    if (strchr ("0123456789.,%+- ", article->text[i]) == NULL)
      return FALSE;
  return TRUE;
}

static void
scale_type (BxTextStyle *type, int size, int of)
{
  type->leading = bx_len ((int32_t) ((gint64) type->leading.u * size / of));
  type->size = bx_len ((int32_t) ((gint64) type->size.u * size / of));
}

static void
choose_types (Grid *grid, int eighths)
{
  const BxTextStyle *text = grid->insert->spec->text;
  int n = grid->table->n_columns;
  int room = grid->insert->width.u;
  int em = text[BX_TEXT_TABLE].size.u * eighths / WHOLE;
  int fitting = 2 * room / (n * NARROWEST + (n - 1) * NEAREST);

  grid->cell = text[BX_TEXT_TABLE];
  grid->head = text[BX_TEXT_TABLE_HEAD];
  scale_type (&grid->cell, eighths, WHOLE);
  scale_type (&grid->head, eighths, WHOLE);
  grid->gutter = GUTTER * em;
  if (fitting >= em && (n * LEAST + (n - 1) * GUTTER) * em <= room)
    return;
  grid->gutter = NEAREST * MIN (em, fitting) / 2;
  if (fitting < em) {
    scale_type (&grid->cell, fitting, em);
    scale_type (&grid->head, fitting, em);
  }
}

/* Shapes the cells and finds how wide each column would like to be. */
static void
shape_cells (Grid *grid)
{
  const BxTable *table = grid->table;
  BxFeature *feature = grid->insert->feature;

  for (int i = 0; i < table->n_columns * table->n_rows; i++) {
    int row = i / table->n_columns;
    int column = i % table->n_columns;

    if (row >= table->has_head)
      grid->is_number[column] &= is_number (feature->article, table->cells[i]);
    if (bx_slice_is_empty (table->cells[i]))
      continue;
    grid->cells[i] = bx_feature_shape_type (feature, type_of (grid, row), feature->article->text,
                                            table->cells[i]);
    grid->widths[column] = MAX (grid->widths[column], bx_compose_line (grid->cells[i]).natural.u);
  }
}

static gint64
sum_widths (const Grid *grid, int most)
{
  gint64 sum = 0;

  for (int i = 0; i < grid->table->n_columns; i++)
    sum += MIN (grid->widths[i], most);
  return sum;
}

/* Where the columns are wider together than there is room, the widest give way; where they are
 * narrower, all take a share of the rest. */
static void
fit_columns (Grid *grid)
{
  int n = grid->table->n_columns;
  int em = grid->cell.size.u;
  int room = grid->insert->width.u - (n - 1) * grid->gutter;
  int most = room;

  grid->is_broken = sum_widths (grid, G_MAXINT) > room;
  while (sum_widths (grid, most) > room && most > em)
    most -= em / 4;
  for (int i = 0; i < n; i++)
    grid->widths[i] = MIN (grid->widths[i], most);
  room -= (int) sum_widths (grid, most);
  for (int i = 0; i < n; i++)
    grid->widths[i] += MAX (0, room) / n;
}

/* One row from y on; returns the y under it. */
static BxLen
add_row (Grid *grid, int row, int block, BxLen y)
{
  const BxTable *table = grid->table;
  BxInsert *insert = grid->insert;
  BxTextRole role = role_of (table, row);
  BxTextStyle type = *type_of (grid, row);
  BxLen foot = bx_len_add (y, type.leading);
  int x = insert->x.u;

  for (int i = 0; i < table->n_columns; i++) {
    const BxShaped *shaped = grid->cells[row * table->n_columns + i];
    BxLen width = bx_len (grid->widths[i]);

    type.align = grid->is_number[i] && i > 0 ? BX_ALIGN_END : BX_ALIGN_START;
    if (shaped != NULL)
      foot = bx_len_max (foot,
                         bx_panel_add_text (insert->panel, shaped,
                                            bx_feature_set_display (insert->feature, shaped, width),
                                            &type, role, block, bx_len (x), y, width));
    x += grid->widths[i] + grid->gutter;
  }
  return foot;
}

/* In the ink of captions: lines are quieter than what stands between them. */
static void
add_line (BxInsert *insert, BxLen y, int thickness)
{
  bx_panel_add_rect (insert->panel, insert->spec->text[BX_TEXT_CAPTION].ink, insert->x, y,
                     insert->width, bx_len (thickness));
}

static gboolean
insert_table (BxInsert *insert, int index, int eighths)
{
  const BxTable *table = &insert->feature->article->tables[index];
  gsize n_cells = (gsize) table->n_columns * (gsize) table->n_rows;
  g_autofree const BxShaped **cells = g_new0 (const BxShaped *, n_cells + 1);
  g_autofree int *widths = g_new0 (int, (gsize) table->n_columns + 1);
  g_autofree gboolean *numbers = g_new0 (gboolean, (gsize) table->n_columns + 1);
  Grid grid = {
    .insert = insert, .table = table, .cells = cells, .widths = widths, .is_number = numbers
  };
  int gap = insert->spec->text[BX_TEXT_TABLE].leading.u / 5;

  for (int i = 0; i < table->n_columns; i++)
    numbers[i] = TRUE;
  choose_types (&grid, eighths);
  shape_cells (&grid);
  fit_columns (&grid);
  for (int row = 0; row < table->n_rows; row++) {
    if (row > 0) {
      insert->y.u += gap;
      add_line (insert, insert->y, BX_UNITS_PER_PT / (row == 1 && table->has_head ? 1 : 4));
      insert->y.u += gap;
    }
    insert->y = add_row (&grid, row, table->block, insert->y);
  }
  return !grid.is_broken;
}

gboolean
bx_insert_add_table (BxInsert *insert, int index)
{
  return insert_table (insert, index, WHOLE);
}

static gboolean
is_room (const BxFeature *feature, const BxTable *table, int span)
{
  int em = feature->spec->text[BX_TEXT_TABLE].size.u;

  return bx_insert_get_width (feature->spec, span).u >= table->n_columns * (LEAST + GUTTER) * em;
}

static BxPanel *
make_panel (BxFeature *feature, int index, int span, gboolean *is_whole)
{
  int smallest = span == feature->spec->columns ? SMALLEST : WHOLE;
  BxPanel *panel = NULL;

  for (int eighths = WHOLE; eighths >= smallest; eighths--) {
    BxInsert insert = bx_insert_begin (feature, span);

    g_clear_pointer (&panel, bx_panel_free);
    *is_whole = insert_table (&insert, index, eighths);
    panel = bx_insert_end (&insert);
    if (panel->n_lines_grid <= bx_insert_get_max_lines (feature->spec))
      break;
  }
  return panel;
}

gboolean
bx_table_is_box (BxFeature *feature, int index)
{
  gboolean is_whole;
  BxPanel *panel = make_panel (feature, index, feature->spec->columns, &is_whole);
  int lines = panel->n_lines_grid;

  bx_panel_free (panel);
  return lines <= bx_insert_get_max_lines (feature->spec);
}

static void
add_table (BxFeature *feature, int index)
{
  const BxTable *table = &feature->article->tables[index];
  int box = bx_feature_add_box (feature, BX_BOX_TABLE, index,
                                feature->article->blocks[table->block].text.start);
  int columns = feature->spec->columns;
  int wider = 0;

  for (int span = 1; span <= columns; span++) {
    gboolean is_whole;
    BxPanel *panel;

    if (span < columns && !is_room (feature, table, span))
      continue;
    panel = make_panel (feature, index, span, &is_whole);
    if (panel->n_lines_grid > bx_insert_get_max_lines (feature->spec) && span < columns) {
      bx_panel_free (panel);
      continue;
    }
    if (!bx_feature_add_size (feature, box, panel, span,
                              (is_whole ? 0 : BX_INSERT_BROKEN_COST) + wider * WIDER_COST))
      return;
    wider++;
  }
}

void
bx_feature_add_tables (BxFeature *feature)
{
  const BxArticle *article = feature->article;

  for (int i = 0; i < article->n_tables; i++)
    if (feature->is_boxed[article->tables[i].block]
        && article->blocks[article->tables[i].block].sidebar == 0)
      add_table (feature, i);
}
