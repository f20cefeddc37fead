/* A figure as a panel: the picture and its words under it. The panel is whole lines high and the
 * picture gives way, by half a line at most: so type beside it stays on the grid, and the picture's
 * head and the last line of its words stand level with it. */
#include "caption.h"

/* A picture is at least this high, in grid lines, and at most this part of a column, so that it
 * shows something and leaves room for text. */
#define MIN_LINES 4
#define MAX_PART(lines) ((lines) *3 / 4)
/* Points against a size: it is not the one that suits the picture best; the picture is soft in it.
 */
#define OTHER_COST 15
#define SOFT_COST 60
/* So many figures may choose among sizes. Of more of them each has the one that suits it: all ways of
 * placing them would take seconds to look through, or a minute. */
#define MANY 12

typedef struct {
  const BxSpec *spec;
  BxPanel *panel;
  BxCaption caption;
} Figure;

/* From the grid's line down to the head of the faces in it. */
static BxLen
inset_of (const BxSpec *spec)
{
  return bx_len ((spec->leading.u - spec->text[BX_TEXT_BODY].size.u) / 2);
}

/* From the foot of the words to that of the panel, so that their last baseline is the grid's; where
 * there are none the picture ends with the faces of the line. */
static BxLen
foot_of (const Figure *figure)
{
  const BxTextStyle *body = &figure->spec->text[BX_TEXT_BODY];
  const BxTextStyle *last = bx_caption_get_last_type (&figure->caption);
  int under_body = body->leading.u - bx_baseline_in (bx_len (0), body->leading, body->size).u;
  int under_last;

  if (last == NULL)
    return inset_of (figure->spec);
  under_last = last->leading.u - bx_baseline_in (bx_len (0), last->leading, last->size).u;
  return bx_len (MAX (0, under_body - under_last));
}

/* The lines that the panel would have for a picture of this height, within the limits. */
static int
count_lines (const BxSpec *spec, gint64 height)
{
  int lines = (int) MIN ((height + spec->leading.u / 2) / spec->leading.u, spec->lines);

  return CLAMP (lines, MIN (MIN_LINES + 2, spec->lines), MAX_PART (spec->lines));
}

static void
add_picture (Figure *figure, const BxImage *image, int index)
{
  const BxSpec *spec = figure->spec;
  BxPanel *panel = figure->panel;
  BxPanelPicture picture = {
    .image = image, .y = inset_of (spec), .width = panel->width, .figure = index
  };
  int rest = picture.y.u + bx_caption_get_height (&figure->caption).u + foot_of (figure).u
             + panel->spare.u;
  int least = rest + MIN_LINES * spec->leading.u;

  panel->n_lines_grid = MAX (
      count_lines (spec, (gint64) panel->width.u * image->height / image->width + rest),
      bx_lines_for (bx_len (least), spec->leading).n);
  picture.height = bx_len (panel->n_lines_grid * spec->leading.u - rest);
  bx_panel_add_picture (panel, &picture);
  bx_caption_add (&figure->caption, panel, bx_len (0), bx_len_add (picture.y, picture.height), -1);
}

/* What is left of a figure whose picture is not there: its words, under a rule. */
static void
add_words_alone (Figure *figure)
{
  const BxSpec *spec = figure->spec;
  BxPanel *panel = figure->panel;
  BxLen inset = inset_of (spec);
  BxLen height = bx_len (inset.u + bx_caption_get_height (&figure->caption).u + foot_of (figure).u
                         + panel->spare.u);

  panel->n_lines_grid = bx_lines_for (height, spec->leading).n;
  bx_panel_add_rect (panel, spec->text[BX_TEXT_CAPTION].ink, bx_len (0), inset, panel->width,
                     bx_len (BX_UNITS_PER_PT / 2));
  bx_caption_add (&figure->caption, panel, bx_len (0), inset, -1);
}

/* The picture may be NULL. */
static BxPanel *
make_panel (BxFeature *feature, int index, const BxImage *image, int span)
{
  Figure figure = { .spec = feature->spec,
                    .panel = bx_panel_new (bx_spec_get_span (feature->spec, span)) };

  figure.panel->spare = feature->spec->leading;
  bx_caption_set (&figure.caption, feature, index, figure.panel->width);
  if (image != NULL)
    add_picture (&figure, image, index);
  else
    add_words_alone (&figure);
  return figure.panel;
}

/* --- sizes ---------------------------------------------------------------------------------- */

/* How wide a picture likes to be: one that lies, more than half of the columns; an upright one, a
 * third of them. */
static int
best_span (const BxSpec *spec, const BxImage *image)
{
  if (image == NULL)
    return 1;
  return image->width * 6 >= image->height * 7 ? spec->columns / 2 + 1 : (spec->columns + 2) / 3;
}

/* Whether so much must be cut off that the picture is better set smaller. */
static gboolean
is_too_high (const BxSpec *spec, const BxImage *image, const BxPanel *panel)
{
  const BxPanelPicture *picture = &g_array_index (panel->pictures, BxPanelPicture, 0);
  gint64 height = (gint64) panel->width.u * image->height / image->width;

  return height - picture->height.u > spec->leading.u / 2 + 1;
}

/* What is added to a size's cost where the picture has too few pixels for it; -1 where it has not half
 * of them: then it is not set so. One column is always good enough. */
static int
find_softness (const BxSpec *spec, const BxImage *image, int span)
{
  int ppi;

  if (image == NULL || span == 1)
    return 0;
  ppi = bx_image_get_ppi (image->width, bx_spec_get_span (spec, span));
  if (2 * ppi < spec->min_ppi)
    return -1;
  return ppi < spec->min_ppi ? SOFT_COST : 0;
}

static void
add_size (BxFeature *feature, int box, const BxImage *image, int span, int cost)
{
  int softness = find_softness (feature->spec, image, span);
  BxPanel *panel;

  if (span < 1 || span > feature->spec->columns || softness < 0)
    return;
  panel = make_panel (feature, feature->boxes[box].subject, image, span);
  if (span > 1 && image != NULL && is_too_high (feature->spec, image, panel)) {
    bx_panel_free (panel);
    return;
  }
  bx_feature_add_size (feature, box, panel, span, cost + softness);
}

static void
add_figure (BxFeature *feature, int index)
{
  const BxArticle *article = feature->article;
  const BxFigure *figure = &article->figures[index];
  BxSlice caption = article->blocks[figure->block].text;
  const BxImage *image = bx_feature_get_image (feature, figure->file, caption.start);
  int best = best_span (feature->spec, image);
  int box;

  if (image == NULL && bx_slice_is_empty (caption))
    return;
  box = bx_feature_add_box (feature, BX_BOX_FIGURE, index, caption.start);
  add_size (feature, box, image, best, 0);
  if (image == NULL)
    return;
  if (article->n_figures <= MANY) {
    add_size (feature, box, image, best > 1 ? best - 1 : 2, OTHER_COST);
    if (best > 1)
      add_size (feature, box, image, best + 1, 2 * OTHER_COST);
  }
  if (feature->galley.boxes[box].n_sizes == 0)
    add_size (feature, box, image, 1, 0);
}

void
bx_feature_add_figures (BxFeature *feature)
{
  for (int i = 0; i < feature->article->n_figures; i++)
    if (i != feature->hero)
      add_figure (feature, i);
}
