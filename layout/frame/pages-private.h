/* A page while it is made: what its parts are put on it by. Private to pages.c, items.c and furniture.c. */
#ifndef BX_PAGES_PRIVATE_H
#define BX_PAGES_PRIVATE_H

#include "pages.h"

typedef struct {
  BxPages *pages;
  BxFeature *feature;
  const BxSpec *spec;
  int page;
  BxLen left; /* of the type area on this page */
} Maker;

/* The left edge of a column, and the head of a grid line's box. */
static inline BxLen
bx_maker_get_column_x (const Maker *maker, int column)
{
  return bx_len_add (maker->left, bx_len (bx_spec_get_column_pitch (maker->spec).u * column));
}

static inline BxLen
bx_maker_get_grid_y (const Maker *maker, int grid_line)
{
  return bx_len_add (maker->spec->margin_top,
                     bx_len_from_lines (bx_lines (grid_line), maker->spec->leading));
}

/* The headline block has the page to itself. */
static inline gboolean
bx_maker_is_poster (const Maker *maker)
{
  const BxGalley *galley = &maker->feature->galley;

  return maker->page == 0 && galley->opening_lines >= galley->column_lines;
}

/* Items, in drawing order (items.c). */
void bx_maker_add_rect (Maker *maker, int ink, BxLen x, BxLen y, BxLen width, BxLen height);
/* A set line, with the marks between the lines that belong to it. */
void bx_maker_add_line (Maker *maker, const BxFrameLine *line, int ink);
void bx_maker_add_panel (Maker *maker, const BxPanel *panel, BxLen x, BxLen y);

/* What is not the feature's own (furniture.c): the paper's tint and the band, which lie under
 * everything; the rules in the gutters; running heads and the folio. */
void bx_maker_add_ground (Maker *maker);
void bx_maker_add_column_rules (Maker *maker);
void bx_maker_add_furniture (Maker *maker);
/* The grid line under the last thing in a column of the page, or 0. */
int bx_maker_find_column_foot (const Maker *maker, int column);

#endif
