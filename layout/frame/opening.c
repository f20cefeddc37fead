/* The headline block: the rows of the style one under the other, on a field of colour where it has
 * one. White and rules belong to the row of text that they follow, and go where it is missing. */
#include "caption.h"

/* How high the hero may be: `lines`, 0 where the style says; whether it is to fill them. What the rest
 * does for it. */
typedef struct {
  int lines;
  gboolean fills;
  gboolean is_plain; /* the headline is not enlarged */
} HeroRoom;

typedef struct {
  BxFeature *feature;
  const BxSpec *spec;
  BxPanel *panel;
  int deck; /* block that is set as deck, or -1 */
  BxLen y;
  BxLen field; /* height of the field of colour; 0 until it ends */
  HeroRoom room;
  int hero_lines; /* that it takes */
  BxCaption caption; /* of the hero */
  BxLen caption_x;
  BxLen caption_y; /* 0 where it has none */
} Opening;

/* Where a row stands: its own width, aligned within the columns. */
typedef struct {
  BxLen x;
  BxLen width;
} Place;

static Place
place_of (const Opening *opening, const BxOpeningRow *row)
{
  BxLen all = opening->panel->width;
  BxLen width = bx_len_from_em (row->width, opening->spec->text[BX_TEXT_BODY].size);
  int rest;

  if (width.u == 0 || width.u > all.u)
    return (Place){ bx_len (0), all };
  rest = all.u - width.u;
  return (Place){ bx_len (row->align == BX_ALIGN_CENTRE ? rest / 2
                          : row->align == BX_ALIGN_END  ? rest
                                                        : 0),
                  width };
}

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

/* --- rows of text --------------------------------------------------------------------------- */

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
 * another line: a short headline may be as wide as a long one. */
static BxTextStyle
fit_headline (Opening *opening, const BxOpeningRow *row, const BxBlock *block, Place place)
{
  BxFeature *feature = opening->feature;
  BxTextStyle type = opening->spec->text[BX_TEXT_HEADLINE];
  const BxShaped *shaped;
  const BxSetting *setting;
  gint64 widest = 1, size, most;

  if (row->size.u <= type.size.u || opening->room.is_plain)
    return type;
  shaped = bx_feature_shape_type (feature, &type, feature->article->text, block->text);
  setting = bx_feature_set_display (feature, shaped, place.width);
  /* With the blank of a last mark: no frame stands out of the type area, though no ink would. */
  for (int i = 0; i < setting->n_lines; i++)
    widest = MAX (widest, setting->lines[i].natural.u + setting->lines[i].trim_end.u);
  /* A hair less than would just fit, so that rounding breaks no line. */
  most = (gint64) type.size.u * place.width.u / widest - BX_UNITS_PER_PT / 8;
  size = MIN (most, row->size.u) / (BX_UNITS_PER_PT / 4) * (BX_UNITS_PER_PT / 4);
  if (size <= type.size.u)
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

static BxLen
add_credits (Opening *opening, const BxBlock *block, BxLen y, Place place)
{
  const BxTextStyle *type = &opening->spec->text[BX_TEXT_BYLINE];
  BxFeature *feature = opening->feature;
  g_autoptr (GArray) lines = split_byline (feature->article, block);

  for (guint i = 0; i < lines->len; i++) {
    const BxShaped *shaped = bx_feature_shape (feature, BX_TEXT_BYLINE, feature->article->text,
                                               g_array_index (lines, BxSlice, i));

    y = bx_panel_add_text (opening->panel, shaped,
                           bx_feature_set_display (feature, shaped, place.width), type,
                           BX_TEXT_BYLINE, block_index (opening, block), place.x, y, place.width);
  }
  return y;
}

/* Who wrote it, a credit to a line, from the first byline on: writer and photographer may have a
 * block each. Returns the y under the last. */
static BxLen
add_byline (Opening *opening, const BxBlock *first, BxLen y, Place place)
{
  const BxArticle *article = opening->feature->article;

  for (const BxBlock *block = first; block < article->blocks + article->n_blocks; block++)
    if (block->kind == BX_BLOCK_BYLINE)
      y = add_credits (opening, block, y, place);
  return y;
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
  BxLen foot = add_byline (opening, byline, opening->y, last_column);
  guint n_after = panel->lines->len;

  place.width.u = MIN (place.width.u, bx_spec_get_span (spec, last).u);
  add_display (opening, BX_TEXT_DECK, &spec->text[BX_TEXT_DECK], deck, place);
  for (guint i = n_before; i < n_after; i++)
    g_array_index (panel->lines, BxPanelLine, i).baseline.u += MAX (0, opening->y.u - foot.u);
  opening->y = bx_len_max (opening->y, foot);
}

static gboolean
add_deck_and_byline (Opening *opening, const BxBlock *deck, const BxBlock *byline, Place place)
{
  if (deck != NULL && byline != NULL && opening->spec->columns >= 3) {
    add_shared_row (opening, deck, byline, place);
    return TRUE;
  }
  if (byline != NULL)
    opening->y = add_byline (opening, byline, opening->y, place);
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

/* The picture, with room for its words; those come last of all, because they are read last. */
static gboolean
add_hero (Opening *opening, const BxOpeningRow *row, Place place)
{
  BxFeature *feature = opening->feature;
  const BxSpec *spec = opening->spec;
  int lines = row->size.u > 0 ? row->size.u / spec->leading.u : spec->lines / 2;

  BxLen y = opening->y.u > 0 ? bx_len_add (opening->y, spec->leading) : opening->y;

  if (opening->room.lines > 0)
    lines = opening->room.fills ? opening->room.lines : MIN (lines, opening->room.lines);
  if (feature->hero >= 0)
    opening->hero_lines = bx_feature_add_hero (feature, opening->panel, place.x, y, place.width,
                                               lines, opening->room.fills);
  if (opening->hero_lines == 0) {
    feature->hero = -1;
    return FALSE;
  }
  opening->y = bx_len (y.u + opening->hero_lines * spec->leading.u);
  bx_caption_set (&opening->caption, feature, feature->hero, place.width);
  opening->caption_x = place.x;
  opening->caption_y = opening->y;
  opening->y = bx_len_add (opening->y, bx_caption_get_height (&opening->caption));
  return TRUE;
}

/* On a field of colour in the ink of what else stands there. */
static void
add_hero_caption (Opening *opening)
{
  const BxSpec *spec = opening->spec;
  gboolean has_field = spec->opening_field_ink >= 0
                       && (opening->field.u == 0 || opening->field.u > opening->caption_y.u);

  if (opening->feature->hero >= 0)
    bx_caption_add (&opening->caption, opening->panel, opening->caption_x, opening->caption_y,
                    has_field ? spec->text[BX_TEXT_BYLINE].ink : -1);
}

/* Whether the article has what the row shows; then it stands there. */
static gboolean
add_text_row (Opening *opening, const BxOpeningRow *row)
{
  const BxBlock *blocks = opening->feature->article->blocks;
  const BxBlock *deck = opening->deck >= 0 ? &blocks[opening->deck] : NULL;
  const BxBlock *byline = find_block (opening, BX_BLOCK_BYLINE);
  Place place = place_of (opening, row);

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
    return add_deck_and_byline (opening, deck, NULL, place);
  case BX_OPENING_BYLINE:
    return add_deck_and_byline (opening, NULL, byline, place);
  case BX_OPENING_DECK_AND_BYLINE:
    return add_deck_and_byline (opening, deck, byline, place);
  case BX_OPENING_PICTURE:
    return add_hero (opening, row, place);
  default:
    return FALSE;
  }
}

/* --- what goes with them -------------------------------------------------------------------- */

static gboolean
is_ornament (BxOpeningPart part)
{
  return part >= BX_OPENING_MARK;
}

static void
add_ornament_row (Opening *opening, const BxOpeningRow *row)
{
  Place place = place_of (opening, row);
  int ink = bx_spec_get_ink (opening->spec, row->ink);

  switch (row->part) {
  case BX_OPENING_MARK:
    opening->y = bx_feature_add_mark (opening->feature, opening->panel, ink, row->size, place.x,
                                      opening->y);
    break;
  case BX_OPENING_RULE:
    bx_panel_add_rect (opening->panel, ink, place.x, opening->y, place.width, row->size);
    opening->y = bx_len_add (opening->y, row->size);
    break;
  case BX_OPENING_SPACE:
    opening->y = bx_len_add (opening->y, row->size);
    break;
  case BX_OPENING_FIELD_END:
    opening->field = opening->y;
    break;
  case BX_OPENING_GROW:
    bx_panel_add_elastic (opening->panel, opening->y,
                          MAX (0, row->size.u / opening->spec->leading.u - row->usual.n),
                          row->usual.n);
    opening->y = bx_len_add (opening->y, bx_len_from_lines (row->usual, opening->spec->leading));
    break;
  default:
    break;
  }
}

/* The field reaches over the page's edges and lies under everything. */
static void
add_field (Opening *opening)
{
  BxPanelRect field = { .ink = opening->spec->opening_field_ink,
                        .bleed = BX_BLEED_SIDES | BX_BLEED_HEAD };

  if (field.ink < 0)
    return;
  field.width = opening->panel->width;
  if (opening->field.u == 0)
    field.bleed |= BX_BLEED_FOOT;
  field.height = opening->field.u > 0 ? opening->field : opening->y;
  g_array_prepend_val (opening->panel->rects, field);
}

/* The rows, from the top down. A row without its text takes the ornaments after it along, a missing
 * picture only white. */
static gboolean
add_rows (Opening *opening)
{
  const BxOpeningStyle *style = &opening->spec->opening;
  gboolean has_text = FALSE;
  gboolean shows = TRUE; /* the row of text that ornaments now belong to is there */
  gboolean lacks_picture = FALSE;

  for (int i = 0; i < style->n_rows; i++) {
    const BxOpeningRow *row = &style->rows[i];

    if (is_ornament (row->part)) {
      lacks_picture = lacks_picture && row->part == BX_OPENING_SPACE;
      if ((shows && !lacks_picture) || row->part == BX_OPENING_FIELD_END
          || row->part == BX_OPENING_GROW)
        add_ornament_row (opening, row);
      continue;
    }
    lacks_picture = !add_text_row (opening, row);
    has_text |= !lacks_picture;
    if (row->part != BX_OPENING_PICTURE || !lacks_picture)
      shows = !lacks_picture;
    lacks_picture = lacks_picture && row->part == BX_OPENING_PICTURE;
  }
  return has_text;
}

static BxPanel *
make_panel (BxFeature *feature, int deck_block, HeroRoom room, int *hero_lines)
{
  const BxSpec *spec = feature->spec;
  Opening opening = { .feature = feature, .spec = spec, .deck = deck_block, .room = room };

  opening.panel = bx_panel_new (bx_spec_get_span (spec, spec->columns));
  if (!add_rows (&opening)) {
    bx_panel_free (opening.panel);
    return bx_panel_new (bx_spec_get_span (spec, spec->columns));
  }
  add_field (&opening);
  add_hero_caption (&opening);
  opening.panel->n_lines_grid = bx_lines_for (opening.y, spec->leading).n
                                + spec->headline_space_lines;
  *hero_lines = opening.hero_lines;
  return opening.panel;
}

/* Makes the block, and makes it once more where a hero must be of another height. */
static BxPanel *
make_in_room (BxFeature *feature, int deck_block, HeroRoom room)
{
  const BxSpec *spec = feature->spec;
  int most = spec->lines * 3 / 4;
  int hero_lines = 0, others;
  BxPanel *panel = make_panel (feature, deck_block, room, &hero_lines);

  if (feature->hero < 0 || panel->n_lines_grid <= most)
    return panel;
  others = panel->n_lines_grid - hero_lines;
  room.lines = MAX (1, (room.fills ? spec->lines + spec->headline_space_lines : most) - others);
  bx_panel_free (panel);
  panel = make_panel (feature, deck_block, room, &hero_lines);
  if (room.fills && feature->hero >= 0) {
    panel->n_lines_grid = MIN (panel->n_lines_grid, spec->lines);
    g_clear_pointer (&panel->elastics, g_array_unref);
  }
  return panel;
}

/* With a hero the block leaves a quarter of the page to the text; for that, the headline is not
 * enlarged, if need be. Where the picture shows too little even then, the two have the page to
 * themselves, and the text begins on the next. */
BxPanel *
bx_opening_new (BxFeature *feature, int deck_block)
{
  static const HeroRoom rooms[] = { { 0, FALSE, FALSE }, { 0, FALSE, TRUE }, { 0, TRUE, FALSE } };
  int hero = feature->hero;
  BxPanel *panel = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rooms); i++) {
    bx_panel_free (panel);
    feature->hero = hero;
    panel = make_in_room (feature, deck_block, rooms[i]);
    if (feature->hero >= 0 || hero < 0)
      break;
  }
  return panel;
}
