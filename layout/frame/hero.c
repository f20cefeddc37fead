/* 主圖: the picture that opens the feature, as a row of the headline block. As its first row, and
 * as wide as the columns, it reaches over the edges of the page. */
#include "feature.h"

/* What it takes of lines that the last page has to spare. */
#define GROWTH 6

int
bx_feature_find_hero (BxFeature *feature)
{
  const BxArticle *article = feature->article;
  gboolean has_row = FALSE;

  for (int i = 0; i < feature->spec->opening.n_rows; i++)
    has_row |= feature->spec->opening.rows[i].part == BX_OPENING_PICTURE;
  for (int i = 0; has_row && i < article->n_figures; i++) {
    const BxFigure *figure = &article->figures[i];

    if (figure->is_hero
        && bx_feature_get_image (feature, figure->file, article->blocks[figure->block].text.start)
               != NULL)
      return i;
  }
  return -1;
}

/* The height at which all of it shows. */
static gint64
whole_height (const BxSpec *spec, const BxImage *image, const BxPanelPicture *picture)
{
  gboolean bleeds = picture->bleed != BX_BLEED_NONE;
  gint64 width = bleeds ? spec->page_width.u : picture->width.u;

  return width * image->height / image->width - (bleeds ? spec->margin_top.u : 0);
}

int
bx_feature_add_hero (BxFeature *feature, BxPanel *panel, BxLen x, BxLen y, BxLen width, int lines,
                     gboolean fills)
{
  const BxSpec *spec = feature->spec;
  const BxImage *image = bx_feature_get_image (feature,
                                               feature->article->figures[feature->hero].file, 0);
  BxPanelPicture picture = {
    .image = image, .x = x, .y = y, .width = width, .figure = feature->hero
  };
  gint64 whole;
  int height;

  if (y.u == 0 && width.u == panel->width.u)
    picture.bleed = BX_BLEED_SIDES | BX_BLEED_HEAD;
  whole = whole_height (spec, image, &picture) / spec->leading.u;
  height = (int) (fills ? MIN (lines, 2 * whole) : MIN (lines, whole));
  /* A band of an upright picture would show less than half of it. */
  if (height < bx_hero_get_least (spec) || whole > 2 * height)
    return 0;
  picture.height = bx_len (height * spec->leading.u);
  bx_panel_add_picture (panel, &picture);
  if (!fills)
    bx_panel_set_growth (panel, bx_len_add (y, picture.height), bx_lines (GROWTH), bx_lines (0));
  return height;
}
