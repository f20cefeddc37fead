/* Rows of text of the headline block: what the article says in each, in the type of its role. */
#include "opening.h"

/* White between the credits of a row, 1/1024 em. */
#define CREDIT_GAP 1536
/* Smaller no headline is made, whatever its length. */
#define LEAST_HEADLINE (8 * BX_UNITS_PER_PT)

static int
block_index (const Opening *opening, const BxBlock *block)
{
  return (int) (block - opening->feature->article->blocks);
}

static const BxBlock *
find_block (const Opening *opening, BxBlockKind kind)
{
  return bx_article_find_block (opening->feature->article, kind);
}

/* Balanced lines under what stands there already. */
static void
add_display (Opening *opening, BxTextRole role, const BxTextStyle *type, const BxBlock *block,
             Place place)
{
  BxFeature *feature = opening->feature;
  const BxShaped *shaped = bx_feature_shape_type (feature, type, feature->article->text,
                                                  block->text);

  opening->y = bx_panel_add_text (opening->panel, shaped,
                                  bx_feature_set_display (feature, shaped, place.width), type, role,
                                  block_index (opening, block), place.x, opening->y, place.width);
}

/* One line of one grid line's height. */
static void
add_single (Opening *opening, BxTextRole role, const BxBlock *block, BxAlign align, Place place)
{
  BxFeature *feature = opening->feature;
  BxTextStyle type = opening->spec->text[role];
  const BxShaped *shaped = bx_feature_shape (feature, role, feature->article->text, block->text);

  type.align = align;
  type.leading = bx_len_max (opening->spec->leading, type.leading);
  bx_panel_add_text (opening->panel, shaped, bx_feature_set_line (feature, shaped), &type, role,
                     block_index (opening, block), place.x, opening->y, place.width);
}

/* 刊名 at the left and the date at the right of one row. */
static gboolean
add_masthead (Opening *opening, Place place)
{
  const BxBlock *publication = find_block (opening, BX_BLOCK_PUBLICATION);
  const BxBlock *time = find_block (opening, BX_BLOCK_TIME);
  BxLen height = opening->spec->leading;

  if (publication != NULL) {
    add_single (opening, BX_TEXT_MASTHEAD, publication, BX_ALIGN_START, place);
    height = bx_len_max (height, opening->spec->text[BX_TEXT_MASTHEAD].leading);
  }
  if (time != NULL) {
    BxLen top = opening->y;

    /* Feet level: the date is the smaller of the two. */
    opening->y.u += height.u - opening->spec->leading.u;
    add_single (opening, BX_TEXT_BYLINE, time, publication != NULL ? BX_ALIGN_END : BX_ALIGN_START,
                place);
    opening->y = top;
  }
  if (publication == NULL && time == NULL)
    return FALSE;
  opening->y = bx_len_add (opening->y, height);
  return TRUE;
}

/* The type of a headline that is enlarged to fill its lines, as far as the row permits and without
 * another line: a short headline may be as wide as a long one. One with a word that is wider than the
 * place is made smaller. */
static BxTextStyle
fit_headline (Opening *opening, const BxOpeningRow *row, const BxBlock *block, Place place)
{
  BxFeature *feature = opening->feature;
  BxTextStyle type = opening->spec->text[BX_TEXT_HEADLINE];
  const BxShaped *shaped;
  const BxSetting *setting;
  gint64 widest = 1, size, most;

  shaped = bx_feature_shape_type (feature, &type, feature->article->text, block->text);
  setting = bx_feature_set_display (feature, shaped, place.width);
  /* With the blank of a last mark: no frame stands out of the type area, though no ink would. */
  for (int i = 0; i < setting->n_lines; i++)
    widest = MAX (widest, setting->lines[i].natural.u + setting->lines[i].trim_end.u);
  /* A hair less than would just fit, so that rounding breaks no line. */
  most = (gint64) type.size.u * place.width.u / widest - BX_UNITS_PER_PT / 8;
  size = MAX (row->size.u, type.size.u);
  if (opening->room.is_plain)
    size = type.size.u;
  size = MIN (most, size) / (BX_UNITS_PER_PT / 4) * (BX_UNITS_PER_PT / 4);
  if (opening->room.percent > 0)
    size = MAX (MIN (size, type.size.u) * opening->room.percent / 100, LEAST_HEADLINE);
  else if (size <= type.size.u && widest <= place.width.u)
    return type;
  type.leading = bx_len ((int32_t) (size * type.leading.u / type.size.u));
  type.size = bx_len ((int32_t) size);
  return type;
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

/* Credits from (x, y) of a place on. */
typedef struct {
  Opening *opening;
  const BxBlock *block;
  BxTextStyle type;
  Place place;
  BxCredits form;
  int first_line; /* of the panel: of the row that is being filled */
  BxLen x;        /* where that ends; 0 where it is empty */
  BxLen y;
} Credits;

/* The row is full: it takes its place in the measure. */
static void
end_row (Credits *credits)
{
  GArray *lines = credits->opening->panel->lines;
  int rest = credits->place.width.u - credits->x.u;

  if (credits->x.u == 0)
    return;
  for (guint i = (guint) credits->first_line; i < lines->len; i++)
    g_array_index (lines, BxPanelLine, i).x.u += credits->type.align == BX_ALIGN_CENTRE ? rest / 2
                                                 : credits->type.align == BX_ALIGN_END  ? rest
                                                                                        : 0;
  credits->x.u = 0;
  credits->y = bx_len_add (credits->y, credits->type.leading);
}

/* Puts a credit behind those of the row; FALSE where it is wider than any row. */
static gboolean
add_to_row (Credits *credits, const BxShaped *shaped)
{
  Opening *opening = credits->opening;
  const BxSetting *setting = bx_feature_set_line (opening->feature, shaped);
  int width = setting->n_lines == 1 ? setting->lines[0].natural.u : G_MAXINT;
  int gap = bx_len_from_em (bx_em (CREDIT_GAP), credits->type.size).u;
  BxTextStyle type = credits->type;

  if (width > credits->place.width.u)
    return FALSE;
  if (credits->x.u + gap + width > credits->place.width.u)
    end_row (credits);
  if (credits->x.u == 0)
    credits->first_line = (int) opening->panel->lines->len;
  else
    credits->x.u += gap;
  type.align = BX_ALIGN_START;
  bx_panel_add_text (opening->panel, shaped, setting, &type, BX_TEXT_BYLINE,
                     block_index (opening, credits->block),
                     bx_len_add (credits->place.x, credits->x), credits->y, bx_len (width));
  credits->x.u += width;
  return TRUE;
}

static void
add_credits (Credits *credits)
{
  Opening *opening = credits->opening;
  BxFeature *feature = opening->feature;
  g_autoptr (GArray) parts = split_byline (feature->article, credits->block);

  for (guint i = 0; i < parts->len; i++) {
    const BxShaped *shaped = bx_feature_shape (feature, BX_TEXT_BYLINE, feature->article->text,
                                               g_array_index (parts, BxSlice, i));

    if (credits->form == BX_CREDITS_ROW && add_to_row (credits, shaped))
      continue;
    end_row (credits);
    credits->y = bx_panel_add_text (
        opening->panel, shaped, bx_feature_set_display (feature, shaped, credits->place.width),
        &credits->type, BX_TEXT_BYLINE, block_index (opening, credits->block), credits->place.x,
        credits->y, credits->place.width);
  }
}

/* Who wrote it, from the first byline on: writer and photographer may have a block each. Returns the y
 * under the last. */
static BxLen
add_byline (Opening *opening, const BxBlock *first, BxCredits form, BxLen y, Place place)
{
  const BxArticle *article = opening->feature->article;
  Credits credits = { .opening = opening, .type = opening->spec->text[BX_TEXT_BYLINE],
                      .place = place, .form = form, .y = y };

  for (credits.block = first; credits.block < article->blocks + article->n_blocks; credits.block++)
    if (credits.block->kind == BX_BLOCK_BYLINE)
      add_credits (&credits);
  end_row (&credits);
  return credits.y;
}

/* Deck and byline share a row: the byline stands in the last column, its foot level with the
 * deck's. It is added first, because it comes first in the text. */
static void
add_shared_row (Opening *opening, const BxBlock *deck, const BxBlock *byline, Place place)
{
  const BxSpec *spec = opening->spec;
  BxPanel *panel = opening->panel;
  int last = spec->columns - 1;
  Place last_column = { bx_len (bx_spec_get_column_pitch (spec).u * last),
                        bx_spec_get_measure (spec) };
  guint n_before = panel->lines->len;
  BxLen foot = add_byline (opening, byline, BX_CREDITS_LINES, opening->y, last_column);
  guint n_after = panel->lines->len;

  place.width.u = MIN (place.width.u, bx_spec_get_span (spec, last).u);
  add_display (opening, BX_TEXT_DECK, &spec->text[BX_TEXT_DECK], deck, place);
  for (guint i = n_before; i < n_after; i++)
    g_array_index (panel->lines, BxPanelLine, i).baseline.u += MAX (0, opening->y.u - foot.u);
  opening->y = bx_len_max (opening->y, foot);
}

static gboolean
add_deck_and_byline (Opening *opening, const BxBlock *deck, const BxBlock *byline, BxCredits form,
                     Place place)
{
  if (deck != NULL && byline != NULL && opening->spec->columns >= 3) {
    add_shared_row (opening, deck, byline, place);
    return TRUE;
  }
  if (byline != NULL)
    opening->y = add_byline (opening, byline, form, opening->y, place);
  if (deck != NULL && byline != NULL)
    opening->y.u += opening->spec->leading.u / 2;
  if (deck != NULL)
    add_display (opening, BX_TEXT_DECK, &opening->spec->text[BX_TEXT_DECK], deck, place);
  return deck != NULL || byline != NULL;
}

static gboolean
add_block (Opening *opening, BxTextRole role, BxBlockKind kind, Place place)
{
  const BxBlock *block = find_block (opening, kind);

  if (block == NULL)
    return FALSE;
  add_display (opening, role, &opening->spec->text[role], block, place);
  return TRUE;
}

static gboolean
add_headline (Opening *opening, const BxOpeningRow *row, Place place)
{
  const BxBlock *block = find_block (opening, BX_BLOCK_HEADLINE);
  BxTextStyle type;

  if (block == NULL)
    return FALSE;
  type = fit_headline (opening, row, block, place);
  add_display (opening, BX_TEXT_HEADLINE, &type, block, place);
  return TRUE;
}

gboolean
bx_opening_add_text (Opening *opening, const BxOpeningRow *row, Place place)
{
  const BxBlock *blocks = opening->feature->article->blocks;
  const BxBlock *deck = opening->deck >= 0 ? &blocks[opening->deck] : NULL;
  const BxBlock *byline = find_block (opening, BX_BLOCK_BYLINE);

  switch (row->part) {
  case BX_OPENING_MASTHEAD:
    return add_masthead (opening, place);
  case BX_OPENING_PUBLICATION:
    return add_block (opening, BX_TEXT_MASTHEAD, BX_BLOCK_PUBLICATION, place);
  case BX_OPENING_TIME:
    return add_block (opening, BX_TEXT_BYLINE, BX_BLOCK_TIME, place);
  case BX_OPENING_KICKER:
    return add_block (opening, BX_TEXT_KICKER, BX_BLOCK_KICKER, place);
  case BX_OPENING_HEADLINE:
    return add_headline (opening, row, place);
  case BX_OPENING_DECK:
    return add_deck_and_byline (opening, deck, NULL, row->credits, place);
  case BX_OPENING_BYLINE:
    return add_deck_and_byline (opening, NULL, byline, row->credits, place);
  case BX_OPENING_DECK_AND_BYLINE:
    return add_deck_and_byline (opening, deck, byline, row->credits, place);
  default:
    return FALSE;
  }
}
