/* 主圖: the picture that opens the feature, as a row of the headline block. As its first row, and
 * as wide as the columns, it reaches over the edges of the page. */
#include "feature.h"

/* What of its usual height a picture keeps where the pages ask for lines. */
#define LEAST_OF_USUAL(lines) (((lines) *3 + 4) / 5)

/* Heights that suit a picture in its place, in grid lines of the type area. It may be cut: what shows
 * of it is at least half of its height and two thirds of its width. */
typedef struct {
  int least; /* under which it would be cut too much, or open nothing: a sixth of the page */
  int whole; /* at which all of it shows */
  int most;
} Heights;

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

static Heights
find_heights (const BxSpec *spec, const BxImage *image, const BxPanelPicture *picture)
{
  gboolean bleeds = picture->bleed != BX_BLEED_NONE;
  gint64 width = bleeds ? spec->page_width.u : picture->width.u;
  gint64 all = width * image->height / image->width;
  gint64 above = bleeds ? spec->margin_top.u : 0;
  gint64 line = spec->leading.u;
  int opens = MAX (2, MAX (4, spec->lines / 6) - (int) (above / line));
  Heights heights = { .whole = (int) MIN ((all - above) / line, spec->lines * 2),
                      .most = (int) MIN ((all * 3 / 2 - above) / line, spec->lines * 3) };

  heights.least = (int) MIN (MAX (all / 2 - above + line - 1, 0) / line, spec->lines);
  heights.least = MAX (heights.least, opens);
  heights.whole = MAX (heights.whole, MIN (heights.least, heights.most));
  return heights;
}

/* With it the block becomes higher or lower with the pages. */
static void
add_elastic (BxPanel *panel, const BxSpec *spec, BxLen y, int height, const Heights *heights)
{
  int least = MIN (height, MAX (heights->least, LEAST_OF_USUAL (height)));

  /* A hair over where it may end at the lowest: what reaches over a place is stretched. */
  bx_panel_add_elastic (panel, bx_len (y.u + least * spec->leading.u - 1),
                        MAX (0, heights->most - height), height - least);
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
  Heights heights;
  int height;

  if (2 * bx_image_get_ppi (image->width, width) < spec->min_ppi)
    return 0; /* it would be more blur than picture */
  if (y.u == 0 && width.u == panel->width.u)
    picture.bleed = BX_BLEED_SIDES | BX_BLEED_HEAD;
  heights = find_heights (spec, image, &picture);
  height = MIN (lines, fills ? heights.most : heights.whole);
  if (height < heights.least)
    return 0;
  picture.height = bx_len (height * spec->leading.u);
  bx_panel_add_picture (panel, &picture);
  add_elastic (panel, spec, y, height, &heights);
  return height;
}
