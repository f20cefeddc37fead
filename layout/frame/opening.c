/* The headline block: the rows of the style one under the other, on a field of colour where it has
 * one. White and rules belong to the row of text that they follow, and go where it is missing. */
#include "opening.h"

/* A place of some width, where the row is aligned to. */
static Place
aligned_place (const Opening *opening, const BxOpeningRow *row, BxLen width)
{
  int rest = opening->panel->width.u - width.u;

  return (Place){ bx_len (row->align == BX_ALIGN_CENTRE ? rest / 2
                          : row->align == BX_ALIGN_END  ? rest
                                                        : 0),
                  width };
}

static Place
place_of (const Opening *opening, const BxOpeningRow *row)
{
  BxLen all = opening->panel->width;
  BxLen width = bx_len_from_em (row->width, opening->spec->text[BX_TEXT_BODY].size);

  return aligned_place (opening, row, width.u == 0 || width.u > all.u ? all : width);
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

/* The one speaker who has a portrait, or -1: two would want a place each. */
static int
find_portrayed (BxFeature *feature)
{
  const BxArticle *article = feature->article;
  int found = -1;

  for (int i = 0; i < article->n_speakers; i++) {
    const BxSpeaker *speaker = &article->speakers[i];

    if (speaker->portrait == NULL
        || bx_feature_get_image (feature, speaker->portrait, speaker->name.start) == NULL)
      continue;
    if (found >= 0)
      return -1;
    found = i;
  }
  return found;
}

static gboolean
add_portrait (Opening *opening, const BxOpeningRow *row)
{
  BxFeature *feature = opening->feature;
  int speaker = find_portrayed (feature);

  if (speaker < 0
      || !bx_feature_add_portrait (feature, opening->panel, speaker,
                                   aligned_place (opening, row, row->size).x, opening->y, row->size,
                                   FALSE))
    return FALSE;
  feature->opening_speaker = speaker;
  opening->y = bx_len_add (opening->y, row->size);
  return TRUE;
}

/* Whether the article has what the row shows; then it stands there. */
static gboolean
add_content_row (Opening *opening, const BxOpeningRow *row)
{
  switch (row->part) {
  case BX_OPENING_PICTURE:
    return add_hero (opening, row, place_of (opening, row));
  case BX_OPENING_PORTRAIT:
    return add_portrait (opening, row);
  default:
    return bx_opening_add_text (opening, row, place_of (opening, row));
  }
}

/* --- what goes with them -------------------------------------------------------------------- */

static gboolean
is_ornament (BxOpeningPart part)
{
  return part >= BX_OPENING_MARK;
}

static gboolean
is_picture (BxOpeningPart part)
{
  return part == BX_OPENING_PICTURE || part == BX_OPENING_PORTRAIT;
}

static void
add_ornament_row (Opening *opening, const BxOpeningRow *row)
{
  Place place = place_of (opening, row);
  int ink = bx_spec_get_ink (opening->spec, row->ink);
  BxLen foot;

  switch (row->part) {
  case BX_OPENING_MARK:
    foot = bx_feature_add_mark (opening->feature, opening->panel, ink, row->size,
                                aligned_place (opening, row, row->size).x, opening->y);
    opening->y = row->is_behind ? opening->y : foot;
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

static gboolean
is_wanted (const Opening *opening, const BxOpeningRow *row)
{
  switch (row->when) {
  case BX_WHEN_PICTURE:
    return opening->feature->hero >= 0;
  case BX_WHEN_NO_PICTURE:
    return opening->feature->hero < 0;
  case BX_WHEN_PORTRAIT:
    return find_portrayed (opening->feature) >= 0;
  case BX_WHEN_NO_PORTRAIT:
    return find_portrayed (opening->feature) < 0;
  default:
    return TRUE;
  }
}

/* White between the last row on a field of colour and its foot. */
static gboolean
is_foot_of_field (const BxOpeningStyle *style, int row)
{
  return style->rows[row].part == BX_OPENING_SPACE
         && (row + 1 == style->n_rows || style->rows[row + 1].part == BX_OPENING_FIELD_END);
}

/* The rows, from the top down. A row without its text takes the ornaments after it along, a missing
 * picture only white. What a field has at its foot, and what follows it, stays. */
static gboolean
add_rows (Opening *opening)
{
  const BxOpeningStyle *style = &opening->spec->opening;
  gboolean has_text = FALSE;
  gboolean shows = TRUE; /* the row of text that ornaments now belong to is there */
  gboolean lacks_picture = FALSE;

  for (int i = 0; i < style->n_rows; i++) {
    const BxOpeningRow *row = &style->rows[i];

    if (!is_wanted (opening, row))
      continue;
    if (is_ornament (row->part)) {
      /* White that stands for a missing picture is not the picture's. */
      lacks_picture = lacks_picture && row->part == BX_OPENING_SPACE && row->when == BX_WHEN_ALWAYS;
      shows |= row->part == BX_OPENING_FIELD_END;
      if ((shows && !lacks_picture) || row->part == BX_OPENING_GROW || is_foot_of_field (style, i))
        add_ornament_row (opening, row);
      continue;
    }
    lacks_picture = !add_content_row (opening, row);
    has_text |= !lacks_picture;
    if (!is_picture (row->part) || !lacks_picture)
      shows = !lacks_picture;
    lacks_picture = lacks_picture && is_picture (row->part);
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
  for (guint i = 0; room.fills && panel->elastics != NULL && i < panel->elastics->len; i++)
    g_array_index (panel->elastics, BxElastic, i).growth = 0; /* it has the whole page already */
  return panel;
}

/* Without a hero. A head that is higher than the page is made smaller. */
static BxPanel *
make_alone (BxFeature *feature, int deck_block)
{
  BxPanel *panel = make_in_room (feature, deck_block, (HeroRoom){ 0, FALSE, FALSE, 0 });

  for (int percent = 90; percent >= 20 && bx_opening_is_too_high (feature, panel); percent -= 10) {
    bx_panel_free (panel);
    panel = make_in_room (feature, deck_block, (HeroRoom){ 0, FALSE, FALSE, percent });
  }
  return panel;
}

gboolean
bx_opening_is_too_high (const BxFeature *feature, const BxPanel *panel)
{
  const BxSpec *spec = feature->spec;

  return panel->n_lines_grid - spec->headline_space_lines > spec->lines;
}

/* With a hero the block leaves a quarter of the page to the text; for that, the headline is not
 * enlarged, if need be. Where the picture shows too little even then, the two have the page to
 * themselves, and the text begins on the next. */
BxPanel *
bx_opening_new (BxFeature *feature, int deck_block)
{
  static const HeroRoom rooms[] = {
    { 0, FALSE, FALSE, 0 }, { 0, FALSE, TRUE, 0 }, { 0, TRUE, FALSE, 0 }, { 0, TRUE, TRUE, 0 }
  };
  int hero = feature->hero;
  BxPanel *panel;

  for (gsize i = 0; i < G_N_ELEMENTS (rooms) && hero >= 0; i++) {
    feature->hero = hero;
    panel = make_in_room (feature, deck_block, rooms[i]);
    if (feature->hero >= 0)
      return panel;
    bx_panel_free (panel);
  }
  return make_alone (feature, deck_block);
}
