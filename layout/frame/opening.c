/* The headline block: masthead row, kicker, headline, deck and byline over all columns, on a field
 * of colour where the style has one. */
#include "feature.h"

typedef struct {
  BxFeature *feature;
  const BxSpec *spec;
  BxPanel *panel;
  BxLen y;
} Opening;

static void
skip_lines (Opening *opening, int halves)
{
  opening->y = bx_len_add (opening->y, bx_len (opening->spec->leading.u * halves / 2));
}

static int
block_index (const Opening *opening, const BxBlock *block)
{
  return (int) (block - opening->feature->article->blocks);
}

static const BxShaped *
shape_block (Opening *opening, BxTextRole role, const BxBlock *block)
{
  return bx_feature_shape (opening->feature, role, opening->feature->article->text, block->text);
}

/* One line, aligned within the full width. */
static void
add_single (Opening *opening, BxTextRole role, const BxBlock *block, BxAlign align)
{
  BxTextStyle type = opening->spec->text[role];
  const BxShaped *shaped = shape_block (opening, role, block);

  type.align = align;
  type.leading = opening->spec->leading;
  bx_panel_add_text (opening->panel, shaped, bx_feature_set_line (opening->feature, shaped), &type,
                     role, block_index (opening, block), bx_len (0), opening->y,
                     opening->panel->width);
}

/* Balanced lines under what stands there already. */
static void
add_display (Opening *opening, BxTextRole role, const BxBlock *block, BxLen width)
{
  const BxShaped *shaped = shape_block (opening, role, block);

  opening->y = bx_panel_add_text (
      opening->panel, shaped, bx_feature_set_display (opening->feature, shaped, width),
      &opening->spec->text[role], role, block_index (opening, block), bx_len (0), opening->y,
      width);
}

/* 刊名 at the left and the date at the right of one row, with a rule under them. */
static void
add_masthead (Opening *opening)
{
  const BxArticle *article = opening->feature->article;
  const BxBlock *publication = bx_article_find_block (article, BX_BLOCK_PUBLICATION);
  const BxBlock *time = bx_article_find_block (article, BX_BLOCK_TIME);

  if (publication == NULL && time == NULL)
    return;
  if (publication != NULL)
    add_single (opening, BX_TEXT_KICKER, publication, BX_ALIGN_START);
  if (time != NULL)
    add_single (opening, BX_TEXT_BYLINE, time,
                publication != NULL ? BX_ALIGN_END : BX_ALIGN_START);
  skip_lines (opening, 2);
  bx_panel_add_rect (opening->panel, opening->spec->text[BX_TEXT_KICKER].ink, bx_len (0),
                     bx_len_add (opening->y, bx_len (opening->spec->leading.u / 8)),
                     opening->panel->width, bx_len (BX_UNITS_PER_PT * 3 / 4));
  skip_lines (opening, 3);
}

static int
count_byline_lines (const Opening *opening)
{
  return MAX (opening->feature->article->n_credits, 1);
}

/* Who wrote it: a credit to a line, in a measure of its own; the whole block where its parts are
 * not known. */
static void
add_byline (Opening *opening, const BxBlock *block, BxLen x, BxLen y, BxLen width)
{
  const BxArticle *article = opening->feature->article;
  const BxTextStyle *type = &opening->spec->text[BX_TEXT_BYLINE];
  int n_lines = count_byline_lines (opening);

  for (int i = 0; i < n_lines; i++) {
    BxSlice slice = block->text;
    const BxShaped *shaped;

    if (article->n_credits > 0) {
      const BxCredit *credit = &article->credits[i];

      slice = bx_slice (bx_slice_is_empty (credit->role) ? credit->name.start
                                                         : credit->role.start,
                        credit->name.end);
    }
    shaped = bx_feature_shape (opening->feature, BX_TEXT_BYLINE, article->text, slice);
    y = bx_panel_add_text (opening->panel, shaped,
                           bx_feature_set_display (opening->feature, shaped, width), type,
                           BX_TEXT_BYLINE, block_index (opening, block), x, y, width);
  }
}

/* Deck and byline share a row where there are three columns or more: the byline stands in the last
 * column, its foot level with the deck's. The byline is drawn first: it comes first in the text. */
static void
add_deck_and_byline (Opening *opening, const BxBlock *deck, const BxBlock *byline)
{
  const BxSpec *spec = opening->spec;
  int columns = spec->columns;
  gboolean is_shared = deck != NULL && byline != NULL && columns >= 3;
  BxLen deck_width = is_shared ? bx_spec_get_span (spec, columns - 1) : opening->panel->width;
  BxLen leading = spec->text[BX_TEXT_BYLINE].leading;
  BxLen byline_height = bx_len (leading.u * count_byline_lines (opening));

  if (is_shared) {
    const BxShaped *shaped = shape_block (opening, BX_TEXT_DECK, deck);
    const BxSetting *setting = bx_feature_set_display (opening->feature, shaped, deck_width);
    int deck_height = setting->n_lines * spec->text[BX_TEXT_DECK].leading.u;
    BxLen top = bx_len (opening->y.u + MAX (0, deck_height - byline_height.u));

    add_byline (opening, byline, bx_len (bx_spec_get_column_pitch (spec).u * (columns - 1)), top,
                bx_spec_get_measure (spec));
    opening->y = bx_panel_add_text (opening->panel, shaped, setting, &spec->text[BX_TEXT_DECK],
                                    BX_TEXT_DECK, block_index (opening, deck), bx_len (0),
                                    opening->y, deck_width);
    opening->y = bx_len_max (opening->y, bx_len_add (top, byline_height));
    return;
  }
  if (byline != NULL) {
    add_byline (opening, byline, bx_len (0), opening->y, opening->panel->width);
    opening->y = bx_len_add (opening->y, byline_height);
  }
  if (deck != NULL) {
    skip_lines (opening, byline != NULL ? 1 : 0);
    add_display (opening, BX_TEXT_DECK, deck, deck_width);
  }
}

/* The field reaches over the page's edges and lies under everything. */
static void
add_field (Opening *opening)
{
  BxPanelRect field = { .ink = opening->spec->opening_field_ink, .is_bleed = TRUE };

  field.width = opening->panel->width;
  field.height = opening->y;
  g_array_prepend_val (opening->panel->rects, field);
}

BxPanel *
bx_opening_new (BxFeature *feature, int deck_block)
{
  const BxArticle *article = feature->article;
  const BxSpec *spec = feature->spec;
  const BxBlock *kicker = bx_article_find_block (article, BX_BLOCK_KICKER);
  const BxBlock *headline = bx_article_find_block (article, BX_BLOCK_HEADLINE);
  const BxBlock *byline = bx_article_find_block (article, BX_BLOCK_BYLINE);
  const BxBlock *deck = deck_block >= 0 ? &article->blocks[deck_block] : NULL;
  Opening opening = { .feature = feature, .spec = spec };

  opening.panel = bx_panel_new (bx_spec_get_span (spec, spec->columns));
  add_masthead (&opening);
  if (kicker != NULL)
    add_display (&opening, BX_TEXT_KICKER, kicker, opening.panel->width);
  if (headline != NULL) {
    add_display (&opening, BX_TEXT_HEADLINE, headline, opening.panel->width);
    skip_lines (&opening, deck != NULL || byline != NULL ? 2 : 0);
  }
  add_deck_and_byline (&opening, deck, byline);
  if (opening.y.u == 0)
    return opening.panel;
  if (spec->opening_field_ink >= 0) {
    skip_lines (&opening, 2);
    add_field (&opening);
  }
  opening.panel->n_lines_grid
      = bx_lines_for (opening.y, spec->leading).n + spec->headline_space_lines;
  return opening.panel;
}
