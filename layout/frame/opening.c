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

/* The byline's lines: one for each credit, with what follows it up to the next; the whole block
 * where its parts are not known. (transfer full), of BxSlice. */
static GArray *
split_byline (const BxArticle *article, const BxBlock *block)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (BxSlice));
  BxSlice line = block->text;

  for (int i = 0; i < article->n_credits; i++) {
    const BxCredit *credit = &article->credits[i];
    int start = bx_slice_is_empty (credit->role) ? credit->name.start : credit->role.start;

    if (start <= line.start || start >= block->text.end)
      continue;
    line.end = start;
    g_array_append_val (lines, line);
    line = bx_slice (start, block->text.end);
  }
  g_array_append_val (lines, line);
  return lines;
}

/* Who wrote it, a credit to a line; returns the y under the last. */
static BxLen
add_byline (Opening *opening, const BxBlock *block, BxLen x, BxLen y, BxLen width)
{
  g_autoptr (GArray) lines = split_byline (opening->feature->article, block);

  for (guint i = 0; i < lines->len; i++) {
    const BxShaped *shaped
        = bx_feature_shape (opening->feature, BX_TEXT_BYLINE, opening->feature->article->text,
                            g_array_index (lines, BxSlice, i));

    y = bx_panel_add_text (opening->panel, shaped,
                           bx_feature_set_display (opening->feature, shaped, width),
                           &opening->spec->text[BX_TEXT_BYLINE], BX_TEXT_BYLINE,
                           block_index (opening, block), x, y, width);
  }
  return y;
}

/* Deck and byline share a row: the byline stands in the last column, its foot level with the deck's.
 * It is added first, because it comes first in the text. */
static void
add_shared_row (Opening *opening, const BxBlock *deck, const BxBlock *byline)
{
  const BxSpec *spec = opening->spec;
  int last = spec->columns - 1;
  BxLen width = bx_spec_get_span (spec, last);
  BxLen top = opening->y;
  guint n_before = opening->panel->lines->len;
  BxLen foot = add_byline (opening, byline, bx_len (bx_spec_get_column_pitch (spec).u * last), top,
                           bx_spec_get_measure (spec));
  guint n_byline = opening->panel->lines->len - n_before;
  BxPanel *panel = opening->panel;

  add_display (opening, BX_TEXT_DECK, deck, width);
  for (guint i = n_before; i < n_before + n_byline; i++)
    g_array_index (panel->lines, BxPanelLine, i).baseline.u += MAX (0, opening->y.u - foot.u);
  opening->y = bx_len_max (opening->y, foot);
}

static void
add_deck_and_byline (Opening *opening, const BxBlock *deck, const BxBlock *byline)
{
  if (deck != NULL && byline != NULL && opening->spec->columns >= 3) {
    add_shared_row (opening, deck, byline);
    return;
  }
  if (byline != NULL)
    opening->y = add_byline (opening, byline, bx_len (0), opening->y, opening->panel->width);
  if (deck != NULL) {
    skip_lines (opening, byline != NULL ? 1 : 0);
    add_display (opening, BX_TEXT_DECK, deck, opening->panel->width);
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
