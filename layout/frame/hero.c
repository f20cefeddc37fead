/* 主圖: the picture that opens the feature, as a row of the headline block. As its first row, and
 * as wide as the columns, it reaches over the edges of the page. */
#include "feature.h"

/* How far a picture may be cut to suit the page: what shows of it is at least half of its height, two
 * thirds of its width, and three fifths of the height at which it was set first. */
#define LEAST_HEIGHT(whole) (((whole) + 1) / 2)
#define MOST_HEIGHT(whole) ((whole) *3 / 2)
#define LEAST_OF_USUAL(lines) (((lines) *3 + 4) / 5)

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

/* Grid lines under which a picture opens nothing: a sixth of the page, what it has over the type area
 * included. */
static int
least_height (const BxSpec *spec, gboolean bleeds)
{
  int above = bleeds ? spec->margin_top.u / spec->leading.u : 0;

  return MAX (2, MAX (4, spec->lines / 6) - above);
}

/* The height at which all of it shows. */
static gint64
whole_height (const BxSpec *spec, const BxImage *image, const BxPanelPicture *picture)
{
  gboolean bleeds = picture->bleed != BX_BLEED_NONE;
  gint64 width = bleeds ? spec->page_width.u : picture->width.u;

  return width * image->height / image->width - (bleeds ? spec->margin_top.u : 0);
}

/* With it the block becomes higher or lower with the pages. */
static void
add_elastic (BxPanel *panel, const BxSpec *spec, BxLen y, int height, int whole)
{
  int least = MIN (height, MAX (LEAST_HEIGHT (whole), LEAST_OF_USUAL (height)));

  /* A hair over where it may end at the lowest: what reaches over a place is stretched. */
  bx_panel_add_elastic (panel, bx_len (y.u + least * spec->leading.u - 1),
                        MAX (0, MOST_HEIGHT (whole) - height), height - least);
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
  int whole, height;

  if (y.u == 0 && width.u == panel->width.u)
    picture.bleed = BX_BLEED_SIDES | BX_BLEED_HEAD;
  whole = (int) MIN (whole_height (spec, image, &picture) / spec->leading.u, 2 * spec->lines);
  height = MIN (lines, fills ? MOST_HEIGHT (whole) : whole);
  /* A band of an upright picture would show less than half of it. */
  if (height < least_height (spec, picture.bleed != BX_BLEED_NONE) || LEAST_HEIGHT (whole) > height)
    return 0;
  picture.height = bx_len (height * spec->leading.u);
  bx_panel_add_picture (panel, &picture);
  add_elastic (panel, spec, y, height, whole);
  return height;
}
