/* Plan + lines → pages: turns grid places into absolute ones and lines into runs of glyphs. Nothing
 * is decided here that could have been decided before. */
#include "decorate.h"
#include "links.h"
#include "reading.h"

#include <string.h>

#define NOTE_RULE_EM 5 /* the rule over notes, in ems of the body */

typedef struct {
  BxPages *pages;
  BxFeature *feature;
  const BxSpec *spec;
  int page;
  BxLen left; /* of the type area on this page */
} Maker;

void
bx_pages_free (BxPages *pages)
{
  if (pages == NULL)
    return;
  g_array_unref (pages->items);
  g_array_unref (pages->glyphs);
  g_array_unref (pages->pictures);
  g_array_unref (pages->links);
  g_array_unref (pages->link_places);
  g_array_unref (pages->lines);
  g_array_unref (pages->boxes);
  g_free (pages->pages);
  g_free (pages);
}

/* --- items ---------------------------------------------------------------------------------- */

static void
add_rect (Maker *maker, int ink, BxLen x, BxLen y, BxLen width, BxLen height)
{
  BxDrawItem item = { .kind = BX_DRAW_RECT,
                      .ink = ink,
                      .block = -1,
                      .pull = -1,
                      .x = x,
                      .y = y,
                      .width = width,
                      .height = height };

  g_array_append_val (maker->pages->items, item);
}

static void
add_glyphs (Maker *maker, const BxShaped *shaped, const BxCluster *c, BxLen x, BxLen baseline)
{
  for (int i = 0; i < c->n_glyphs; i++) {
    const BxGlyph *glyph = &shaped->glyphs[c->glyph + i];
    BxPlacedGlyph placed = { glyph->id, bx_len_add (x, glyph->x), bx_len_sub (baseline, glyph->y),
                             glyph->text };

    g_array_append_val (maker->pages->glyphs, placed);
  }
}

/* The last item of the page, where a cluster of the line can go on with it: the same type, and the
 * next characters of the same text. Lines of a paragraph are one item then, which costs cairo less
 * than many. */
static BxDrawItem *
find_open_item (const Maker *maker, const BxFrameLine *line, const BxCluster *c, int ink,
                int link)
{
  GArray *items = maker->pages->items;
  BxDrawItem *last;

  if ((int) items->len <= maker->pages->pages[maker->page].first_item)
    return NULL;
  last = &g_array_index (items, BxDrawItem, items->len - 1);
  if (last->kind != BX_DRAW_GLYPHS || (c->flags & BX_CLUSTER_ORNAMENT) != 0 || last->face != c->face
      || last->size.u != bx_cluster_get_size (line->shaped, c).u || last->ink != ink
      || last->role != line->role || last->text != line->shaped->text
      || last->slice.end != c->text.start || last->link != link)
    return NULL;
  return last;
}

/* A hyphen is no character of the article: as a shape, nobody takes it for one who looks for the word
 * or copies it. */
static void
add_hyphen (Maker *maker, const BxFrameLine *line, BxLen x)
{
  const BxShaped *shaped = line->shaped;
  const BxCluster *c = &shaped->clusters[line->line->last - 1];
  BxDrawItem item
      = g_array_index (maker->pages->items, BxDrawItem, maker->pages->items->len - 1);
  BxPlacedGlyph glyph = { bx_shaped_find_hyphen (shaped, c->face)->glyph,
                          bx_len_add (bx_len_add (line->x, x), c->body), line->baseline, 0 };

  item.kind = BX_DRAW_ORNAMENT;
  item.block = -1;
  item.link = 0;
  item.first_glyph = (int) maker->pages->glyphs->len;
  item.n_glyphs = 1;
  g_array_append_val (maker->pages->glyphs, glyph);
  g_array_append_val (maker->pages->items, item);
}

/* One item for each stretch of text in one face. */
static void
add_line_items (Maker *maker, const BxFrameLine *line, int ink)
{
  const BxShaped *shaped = line->shaped;
  int n = line->line->last - line->line->first;
  g_autofree BxLen *x = g_new (BxLen, (gsize) MAX (n, 1));
  BxSlice label = line->block >= 0 ? maker->feature->article->blocks[line->block].label
                                   : bx_slice (0, 0);

  bx_line_place (shaped, line->line, x);
  for (int i = 0; i < n; i++) {
    const BxCluster *c = &shaped->clusters[line->line->first + i];
    gboolean is_ornament = (c->flags & BX_CLUSTER_ORNAMENT) != 0;
    int link = bx_links_at (maker->pages, line, c->text.start);
    int own_ink = c->text.end <= label.end ? maker->spec->text[BX_TEXT_LABEL].ink : ink;
    BxDrawItem *item = find_open_item (maker, line, c, own_ink, link + 1);

    if (item == NULL) {
      BxDrawItem next = { .kind = is_ornament ? BX_DRAW_ORNAMENT : BX_DRAW_GLYPHS,
                          .role = line->role,
                          .ink = is_ornament ? maker->spec->accent_ink : own_ink,
                          .block = is_ornament ? -1 : line->block,
                          .pull = line->pull,
                          .link = link + 1,
                          .face = c->face,
                          .size = bx_cluster_get_size (shaped, c),
                          .first_glyph = (int) maker->pages->glyphs->len,
                          .text = shaped->text,
                          .slice = c->text };

      g_array_append_val (maker->pages->items, next);
      item = &g_array_index (maker->pages->items, BxDrawItem, maker->pages->items->len - 1);
    }
    add_glyphs (maker, shaped, c, bx_len_add (line->x, x[i]), line->baseline);
    if (link >= 0)
      bx_links_place (maker->pages, line, link, bx_len_add (line->x, x[i]), c->body);
    item->n_glyphs += c->n_glyphs;
    item->slice.end = c->text.end;
  }
  if (line->line->is_hyphenated)
    add_hyphen (maker, line, x[n - 1]);
}

static void
add_line (Maker *maker, const BxFrameLine *line, int ink)
{
  g_array_append_val (maker->pages->lines, *line);
  add_line_items (maker, line, ink);
  bx_decorate_line (maker->pages, line, ink);
}

/* The headline block has the page to itself. */
static gboolean
is_poster (const Maker *maker)
{
  const BxGalley *galley = &maker->feature->galley;

  return maker->page == 0 && galley->opening_lines >= galley->column_lines;
}

/* Stretches a rectangle over the edges of the page. */
static void
bleed_over (const Maker *maker, BxBleed bleed, BxLen *x, BxLen *y, BxLen *width, BxLen *height)
{
  const BxSpec *spec = maker->spec;

  if ((bleed & BX_BLEED_SIDES) != 0) {
    *x = bx_len (-spec->bleed.u);
    *width = bx_len (spec->page_width.u + 2 * spec->bleed.u);
  }
  if ((bleed & BX_BLEED_HEAD) != 0) {
    *height = bx_len (y->u + height->u + spec->bleed.u);
    *y = bx_len (-spec->bleed.u);
  }
  if ((bleed & BX_BLEED_FOOT) != 0 && is_poster (maker))
    *height = bx_len (spec->page_height.u + spec->bleed.u - y->u);
}

static void
add_panel_rects (Maker *maker, const BxPanel *panel, BxLen x, BxLen y)
{
  for (guint i = 0; i < panel->rects->len; i++) {
    const BxPanelRect *r = &g_array_index (panel->rects, BxPanelRect, i);
    BxLen left = bx_len_add (x, r->x);
    BxLen top = bx_len_add (y, r->y);
    BxLen width = r->width;
    BxLen height = r->height;

    bleed_over (maker, r->bleed, &left, &top, &width, &height);
    add_rect (maker, r->ink, left, top, width, height);
  }
}

/* The picture covers its place, in its own proportions. */
static BxPlacedPicture
cover (const BxPanelPicture *picture, const BxDrawItem *place)
{
  const BxImage *image = picture->image;
  BxPlacedPicture whole = { .image = image, .figure = picture->figure,
                            .is_round = picture->is_round, .x = place->x, .y = place->y,
                            .width = place->width, .height = place->height };
  gint64 wide = (gint64) image->width * place->height.u;
  gint64 high = (gint64) image->height * place->width.u;

  if (wide > high)
    whole.width = bx_len ((int32_t) (wide / image->height));
  else
    whole.height = bx_len ((int32_t) (high / image->width));
  whole.x.u -= (whole.width.u - place->width.u) / 2;
  whole.y.u -= (whole.height.u - place->height.u) / 3;
  return whole;
}

static void
add_panel_picture (Maker *maker, const BxPanelPicture *picture, BxLen x, BxLen y)
{
  const BxArticle *article = maker->feature->article;
  int block = picture->figure < 0 ? -1 : article->figures[picture->figure].block;
  BxDrawItem item = { .kind = BX_DRAW_IMAGE,
                      .block = block,
                      .pull = -1,
                      .x = bx_len_add (x, picture->x),
                      .y = bx_len_add (y, picture->y),
                      .width = picture->width,
                      .height = picture->height,
                      .picture = (int) maker->pages->pictures->len };
  BxPlacedPicture placed;

  bleed_over (maker, picture->bleed, &item.x, &item.y, &item.width, &item.height);
  placed = cover (picture, &item);
  g_array_append_val (maker->pages->pictures, placed);
  g_array_append_val (maker->pages->items, item);
  bx_feature_check_resolution (maker->feature, placed.image, placed.width,
                               block < 0 ? -1 : article->blocks[block].text.start);
}

static void
add_panel (Maker *maker, const BxPanel *panel, BxLen x, BxLen y)
{
  add_panel_rects (maker, panel, x, y);
  for (guint i = 0; panel->pictures != NULL && i < panel->pictures->len; i++)
    add_panel_picture (maker, &g_array_index (panel->pictures, BxPanelPicture, i), x, y);
  for (guint i = 0; i < panel->ornaments->len; i++) {
    const BxPanelOrnament *o = &g_array_index (panel->ornaments, BxPanelOrnament, i);
    BxDrawItem item = { .kind = BX_DRAW_ORNAMENT,
                        .ink = o->ink,
                        .block = -1,
                        .pull = -1,
                        .face = o->face,
                        .size = o->size,
                        .n_glyphs = 1,
                        .first_glyph = (int) maker->pages->glyphs->len };
    BxPlacedGlyph glyph = { o->glyph, bx_len_add (x, o->x), bx_len_add (y, o->baseline), 0 };

    g_array_append_val (maker->pages->glyphs, glyph);
    g_array_append_val (maker->pages->items, item);
  }
  for (guint i = 0; i < panel->lines->len; i++) {
    const BxPanelLine *p = &g_array_index (panel->lines, BxPanelLine, i);
    BxFrameLine line = { .page = maker->page,
                         .column = -1,
                         .grid_line = -1,
                         .role = p->role,
                         .block = p->block,
                         .pull = p->pull,
                         .shaped = p->shaped,
                         .line = p->line };

    line.x = bx_len_add (x, p->x);
    line.baseline = bx_len_add (y, p->baseline);
    add_line (maker, &line, p->ink);
  }
}

/* --- places --------------------------------------------------------------------------------- */

static BxLen
column_x (const Maker *maker, int column)
{
  return bx_len_add (maker->left, bx_len (bx_spec_get_column_pitch (maker->spec).u * column));
}

static BxLen
grid_y (const Maker *maker, int grid_line)
{
  return bx_len_add (maker->spec->margin_top,
                     bx_len_from_lines (bx_lines (grid_line), maker->spec->leading));
}

/* Odd pages are rectos: binding at the left. */
static void
turn_to (Maker *maker, int page)
{
  maker->page = page;
  maker->left = page % 2 == 0 ? maker->spec->margin_inner : maker->spec->margin_outer;
}

/* The drop cap's baseline stands so that its face ends level with the face of its last line. */
static void
add_dropcap (Maker *maker, const BxFlowBlock *block, int column, int top)
{
  const BxSpec *spec = maker->spec;
  BxLen size = block->dropcap->size;
  BxLen body = spec->text[BX_TEXT_BODY].size;
  BxLen last = bx_baseline_in (grid_y (maker, top + spec->dropcap_lines - 1), spec->leading, body);
  BxFrameLine line = { .page = maker->page,
                       .column = column,
                       .grid_line = -1,
                       .role = BX_TEXT_DROPCAP,
                       .block = block->block,
                       .pull = -1,
                       .x = column_x (maker, column),
                       .shaped = block->dropcap,
                       .line = block->dropcap_line };

  /* The face reaches 0.08 em under the baseline: the larger character sits higher by the
   * difference. */
  line.baseline = bx_len_sub (last, bx_len_from_em (bx_em (82), bx_len_sub (size, body)));
  add_line (maker, &line, spec->text[BX_TEXT_DROPCAP].ink);
}

/* The ornament of a crosshead whose first line stands at grid line `top`. */
static void
add_crosshead (Maker *maker, int column, int top, int n_lines)
{
  const BxSpec *spec = maker->spec;
  const BxCrossheadStyle *style = &spec->crosshead;
  int ink = bx_spec_get_ink (spec, style->ink);
  BxLen x = column_x (maker, column);
  BxLen size = spec->text[BX_TEXT_CROSSHEAD].size;
  int gap = (spec->leading.u - size.u) / 2;
  /* In the middle of the white above. */
  BxLen rule_y = bx_len (grid_y (maker, top).u - spec->leading.u / 4 - style->rule.u);

  switch (style->design) {
  case BX_CROSSHEAD_RULE_ABOVE:
    add_rect (maker, ink, x, rule_y, bx_spec_get_measure (spec), style->rule);
    break;
  case BX_CROSSHEAD_SHORT_RULE:
    add_rect (maker, ink, x, rule_y, bx_len (2 * size.u), style->rule);
    break;
  case BX_CROSSHEAD_SIDE_BAR:
    add_rect (maker, ink, x, bx_len (grid_y (maker, top).u + gap), style->rule,
              bx_len (n_lines * spec->leading.u - 2 * gap));
    break;
  default:
    break;
  }
}

/* Where a line starts in its column: crossheads are aligned here, paragraphs by their composer. */
static BxLen
flow_x (const Maker *maker, const BxFlowBlock *block, const BxLine *line)
{
  BxLen inset = bx_crosshead_get_inset (maker->spec);

  if (block->role != BX_TEXT_CROSSHEAD)
    return line->x;
  if (maker->spec->text[block->role].align == BX_ALIGN_CENTRE)
    return bx_len ((bx_spec_get_measure (maker->spec).u - line->natural.u) / 2);
  return inset;
}

const BxComposed *
bx_pages_get_composed (const BxPages *pages, int item)
{
  const BxWrap *wrap = &pages->plan->wraps[item];

  return wrap->measure > 0 ? bx_feature_get_wrapped (pages->feature, item, wrap)
                           : pages->feature->blocks[item].composed;
}

/* A line at the right of a box that cuts into its column starts behind it. */
static BxLen
wrap_shift (const Maker *maker, const BxPlacedLines *placed, int line)
{
  const BxPlan *plan = maker->pages->plan;
  const BxWrap *wrap = &plan->wraps[placed->item];

  for (int i = 0; wrap->measure > 0 && i < plan->n_boxes; i++) {
    const BxPlacedBox *b = &plan->boxes[i];
    const BxBoxSize *size = &maker->feature->galley.boxes[b->box].sizes[b->size];

    if (size->measure > 0 && b->page == placed->page && b->column + 1 == placed->column
        && line >= wrap->first && line < wrap->end)
      return bx_len_from_em (maker->spec->quote.cut, maker->spec->text[BX_TEXT_BODY].size);
  }
  return bx_len (0);
}

static void
add_flow_lines (Maker *maker, const BxPlacedLines *placed)
{
  const BxFlowBlock *block = &maker->feature->blocks[placed->item];
  const BxTextStyle *type = &maker->spec->text[block->role];
  const BxComposed *composed = bx_pages_get_composed (maker->pages, placed->item);
  const BxSetting *setting = &composed->settings[maker->pages->plan->variants[placed->item]];

  if (placed->first == 0 && block->dropcap_clusters > 0)
    add_dropcap (maker, block, placed->column, placed->top);
  if (placed->first == 0 && block->role == BX_TEXT_CROSSHEAD)
    add_crosshead (maker, placed->column, placed->top, placed->n);
  for (int i = 0; i < placed->n; i++) {
    int grid_line = placed->top + i; /* white before a head is in top already */
    BxFrameLine line = { .page = maker->page,
                         .column = placed->column,
                         .grid_line = grid_line,
                         .role = block->role,
                         .block = block->block,
                         .pull = -1,
                         .shaped = composed->shaped,
                         .line = &setting->lines[placed->first + i] };

    line.x = bx_len_add (column_x (maker, placed->column), flow_x (maker, block, line.line));
    line.x = bx_len_add (line.x, wrap_shift (maker, placed, placed->first + i));
    line.baseline = bx_baseline_in (grid_y (maker, grid_line), maker->spec->leading,
                                    maker->spec->text[BX_TEXT_BODY].size);
    add_line (maker, &line, type->ink);
  }
}

/* How much of the spare white of a panel in a place of so many lines stands over it. At the head of a
 * column there is none, so that it stands level with the lines beside it; at the foot all. */
static BxLen
spare_above (const Maker *maker, const BxPlacedBox *placed, const BxPanel *panel, int lines)
{
  const BxGalley *galley = &maker->feature->galley;
  const BxPlan *plan = maker->pages->plan;
  gboolean is_last = maker->page == plan->n_pages - 1;
  int head = maker->page == 0 ? galley->opening_lines : 0;
  int foot = is_last ? head + plan->balanced_lines : galley->column_lines;
  int spare = panel->spare.u + (lines - panel->n_lines_grid) * maker->spec->leading.u;

  if (placed->top == head)
    return bx_len (0);
  return bx_len (placed->top + lines >= foot ? spare : spare / 2);
}

static void
add_box (Maker *maker, const BxPlacedBox *placed)
{
  const BxFeatureBox *made = &maker->feature->boxes[placed->box];
  const BxBox *box = &maker->feature->galley.boxes[placed->box];
  const BxBoxSize *size = &box->sizes[placed->size];
  const BxPanel *panel = made->sizes[placed->size];
  BxFrameBox frame = { maker->page, box->kind,   made->subject, placed->column,
                       size->span,  placed->top, size->lines,   column_x (maker, placed->column),
                       panel->width };

  if (size->measure > 0)
    frame.x.u += bx_spec_get_measure_beside (maker->spec).u
                 + bx_straddle_get_clearance (maker->spec).u;
  frame.cuts_in = size->measure > 0;
  add_panel (maker, panel, frame.x,
             bx_len_add (grid_y (maker, placed->top), spare_above (maker, placed, panel, size->lines)));
  g_array_append_val (maker->pages->boxes, frame);
}

/* The notes of a column: under a short rule, their last line on the column's last. */
static void
add_notes (Maker *maker, const BxPlacedNotes *placed)
{
  const BxSpec *spec = maker->spec;
  const BxTextStyle *type = &spec->text[BX_TEXT_NOTE];
  const BxFeatureNote *notes = &g_array_index (maker->feature->notes, BxFeatureNote, placed->first);
  BxPanel *panel = bx_panel_new (bx_spec_get_measure (spec));
  BxLen y = bx_note_get_space (spec);
  BxLen top = grid_y (maker, placed->top + placed->lines);

  bx_panel_add_rect (panel, type->ink, bx_len (0), bx_len (y.u / 2),
                     bx_len (NOTE_RULE_EM * spec->text[BX_TEXT_BODY].size.u),
                     bx_len (BX_UNITS_PER_PT / 2));
  for (int i = 0; i < placed->n; i++)
    y = bx_panel_add_text (panel, notes[i].shaped, notes[i].setting, type, BX_TEXT_NOTE,
                           notes[i].block, bx_len (0), y, panel->width);
  add_panel (maker, panel, column_x (maker, placed->column), bx_len_sub (top, y));
  bx_panel_free (panel);
}

/* --- furniture ------------------------------------------------------------------------------ */

/* The furniture's kind of page. */
static const BxFurniture *
furniture_of (const Maker *maker)
{
  return &maker->spec->furniture[maker->page == 0 ? BX_PAGE_OPENING : BX_PAGE_INNER];
}

static BxLen
side_x (const Maker *maker, BxSide side, BxLen width)
{
  int rest = bx_spec_get_span (maker->spec, maker->spec->columns).u - width.u;
  gboolean is_recto = maker->page % 2 == 0;

  if (side == BX_SIDE_CENTRE)
    return bx_len (maker->left.u + rest / 2);
  return bx_len (maker->left.u + ((side == BX_SIDE_OUTER) == is_recto ? rest : 0));
}

static void
add_furniture_line (Maker *maker, BxTextRole role, const BxShaped *shaped, BxSide side, BxLen y)
{
  const BxTextStyle *type = &maker->spec->text[role];
  const BxSetting *setting = bx_feature_set_line (maker->feature, shaped);
  BxFrameLine line = { .page = maker->page,
                       .column = -1,
                       .grid_line = -1,
                       .role = role,
                       .block = -1,
                       .pull = -1,
                       .shaped = shaped };

  if (setting->n_lines == 0
      || setting->lines[0].natural.u > bx_spec_get_span (maker->spec, maker->spec->columns).u)
    return;
  line.line = &setting->lines[0];
  line.x = side_x (maker, side, line.line->natural);
  line.baseline = bx_baseline_in (y, maker->spec->leading, type->size);
  add_line (maker, &line, type->ink);
}

static int
natural_width (const BxShaped *shaped)
{
  return shaped != NULL ? bx_compose_line (shaped).natural.u : 0;
}

/* Where there is no room for both, the headline goes: the opening page has it. */
static gboolean
is_room_for_both (const Maker *maker)
{
  return natural_width (maker->feature->running_headline)
             + natural_width (maker->feature->running_publication)
             + 2 * maker->spec->text[BX_TEXT_RUNNING_HEAD].size.u
         <= bx_spec_get_span (maker->spec, maker->spec->columns).u;
}

/* 書眉: CL-PAG-14. Returns whether there is one. */
static gboolean
add_running_heads (Maker *maker, BxLen y)
{
  const BxFurniture *f = furniture_of (maker);
  gboolean is_both = f->running_head == BX_HEAD_BOTH;
  const BxShaped *headline = maker->feature->running_headline;
  const BxShaped *publication = maker->feature->running_publication;

  if (f->running_head == BX_HEAD_PUBLICATION || (is_both && !is_room_for_both (maker)))
    headline = NULL;
  if (f->running_head == BX_HEAD_HEADLINE)
    publication = NULL;
  if (f->running_head == BX_HEAD_NONE || (headline == NULL && publication == NULL))
    return FALSE;
  if (headline != NULL)
    add_furniture_line (maker, BX_TEXT_RUNNING_HEAD, headline,
                        is_both ? BX_SIDE_INNER : f->running_head_side, y);
  if (publication != NULL)
    add_furniture_line (maker, BX_TEXT_RUNNING_HEAD, publication,
                        is_both ? BX_SIDE_OUTER : f->running_head_side, y);
  return TRUE;
}

/* A field of colour that reaches over the foot of the page, where the folio would stand. */
static gboolean
has_poster_field (const Maker *maker)
{
  const GArray *rects = maker->feature->opening->rects;

  return rects->len > 0 && (g_array_index (rects, BxPanelRect, 0).bleed & BX_BLEED_FOOT) != 0;
}

/* 頁碼 */
static void
add_folio (Maker *maker, BxLen head_y)
{
  const BxFurniture *f = furniture_of (maker);
  g_auto (GStrv) around = g_strsplit (f->folio_form, "%", 2);
  g_autofree char *number = g_strdup_printf ("%s%d%s", around[0], maker->page + 1, around[1]);
  const char *folio = g_intern_string (
      number); /* lives as long as the program: runs point into it */

  if (f->folio == BX_FOLIO_NONE || (is_poster (maker) && has_poster_field (maker)))
    return;
  add_furniture_line (
      maker, BX_TEXT_FOLIO,
      bx_feature_shape (maker->feature, BX_TEXT_FOLIO, folio, bx_slice (0, (int) strlen (folio))),
      f->folio_side, f->folio == BX_FOLIO_HEAD ? head_y : grid_y (maker, maker->spec->lines + 1));
}

static void
add_furniture (Maker *maker)
{
  const BxSpec *spec = maker->spec;
  const BxFurniture *f = furniture_of (maker);
  BxLen y = bx_len_sub (spec->margin_top, bx_len (spec->leading.u * 2));

  if (add_running_heads (maker, y) && f->rule.u > 0) {
    GArray *items = maker->pages->items;

    add_rect (maker, spec->text[BX_TEXT_RUNNING_HEAD].ink, maker->left,
              bx_len_add (y, spec->leading), bx_spec_get_span (spec, spec->columns), f->rule);
    g_array_index (items, BxDrawItem, items->len - 1).role = BX_TEXT_RUNNING_HEAD;
  }
  add_folio (maker, y);
}

/* What lies under everything: the paper's tint, and a band along the head. */
static void
add_ground (Maker *maker)
{
  const BxSpec *spec = maker->spec;
  const BxFurniture *f = furniture_of (maker);
  int over = spec->bleed.u;
  BxLen edge = bx_len (-over);
  BxLen width = bx_len (spec->page_width.u + 2 * over);

  if (spec->paper_ink >= 0)
    add_rect (maker, spec->paper_ink, edge, edge, width, bx_len (spec->page_height.u + 2 * over));
  if (f->band.u > 0)
    add_rect (maker, f->band_ink, edge, edge, width, bx_len (f->band.u + over));
}

/* The grid lines of a page between which a gutter shows a rule: those with text at both sides. */
static gboolean
is_gutter_free (const Maker *maker, int gutter, int grid_line)
{
  const BxPlan *plan = maker->pages->plan;

  for (int i = 0; i < plan->n_boxes; i++) {
    const BxPlacedBox *b = &plan->boxes[i];
    const BxBoxSize *size = &maker->feature->galley.boxes[b->box].sizes[b->size];

    if (b->page == maker->page && b->column <= gutter && gutter < b->column + size->span - 1
        && b->top <= grid_line && grid_line < b->top + size->lines)
      return FALSE;
  }
  return TRUE;
}

/* The grid line under the last thing in a column of the page, or 0. */
static int
column_foot (const Maker *maker, int column)
{
  const BxPlan *plan = maker->pages->plan;
  int foot = 0;

  for (int i = 0; i < plan->n_lines; i++)
    if (plan->lines[i].page == maker->page && plan->lines[i].column == column)
      foot = MAX (foot, plan->lines[i].top + plan->lines[i].n);
  for (int i = 0; i < plan->n_notes; i++)
    if (plan->notes[i].page == maker->page && plan->notes[i].column == column)
      foot = MAX (foot, plan->notes[i].top + plan->notes[i].lines);
  for (int i = 0; i < plan->n_boxes; i++) {
    const BxPlacedBox *b = &plan->boxes[i];
    const BxBoxSize *size = &maker->feature->galley.boxes[b->box].sizes[b->size];

    if (b->page == maker->page && b->column <= column && column < b->column + size->span)
      foot = MAX (foot, b->top + size->lines);
  }
  return foot;
}

static int
last_column (const Maker *maker)
{
  const BxPlan *plan = maker->pages->plan;
  int last = 0;

  for (int i = 0; i < plan->n_lines; i++)
    if (plan->lines[i].page == maker->page)
      last = MAX (last, plan->lines[i].column);
  return last;
}

static void
add_column_rules (Maker *maker)
{
  const BxSpec *spec = maker->spec;
  int n_gutters = last_column (maker);
  int head = maker->page == 0 ? maker->feature->galley.opening_lines : 0;
  BxLen half_gutter = bx_len (bx_spec_get_gutter (spec).u / 2 + spec->column_rule.u / 2);

  if (spec->column_rule.u == 0)
    return;
  for (int gutter = 0; gutter < n_gutters; gutter++) {
    int foot = MAX (column_foot (maker, gutter), column_foot (maker, gutter + 1));

    for (int first = head, last; first < foot; first = last + 1) {
      for (last = first; last < foot && is_gutter_free (maker, gutter, last); last++)
        ;
      if (last > first)
        add_rect (
            maker, spec->column_rule_ink, bx_len_sub (column_x (maker, gutter + 1), half_gutter),
            bx_len_add (grid_y (maker, first), bx_len (spec->leading.u / 4)), spec->column_rule,
            bx_len ((last - first) * spec->leading.u - spec->leading.u / 2));
    }
  }
}

/* Each cell of a table is a thing of its own, and so is each running head. */
static gboolean
is_border (const BxArticle *article, const BxDrawItem *a, const BxDrawItem *b)
{
  gboolean is_parted = a->block < 0 ? a->role == BX_TEXT_RUNNING_HEAD
                                    : article->blocks[a->block].kind == BX_BLOCK_TABLE;

  return is_parted && a->slice.end != b->slice.start;
}

static gboolean
is_same_slot (const BxDrawItem *a, const BxDrawItem *b)
{
  return a->kind == b->kind && a->role == b->role && a->ink == b->ink && a->block == b->block
         && a->pull == b->pull && a->link == b->link && a->kind != BX_DRAW_IMAGE;
}

static void
number_slots (BxPages *pages, const BxPage *page)
{
  int slot = 0;

  for (int i = 0; i < page->n_items; i++) {
    BxDrawItem *item = &g_array_index (pages->items, BxDrawItem, page->first_item + i);

    if (i > 0
        && (!is_same_slot (item - 1, item)
            || is_border (pages->feature->article, item - 1, item)))
      slot++;
    item->slot = slot;
  }
}

/* The fine print stands at the page's foot; where much of the page is left white, right under the
 * text, and the white stays in one piece. */
static int
closing_top (const Maker *maker)
{
  int height = maker->feature->closing->n_lines_grid;
  int foot = maker->spec->lines - height;
  int text = 0;

  for (int column = 0; column < maker->spec->columns; column++)
    text = MAX (text, column_foot (maker, column));
  return foot - text > maker->spec->lines / 5 ? text + 2 : foot;
}

/* What is not the flow. */
static void
add_company (Maker *maker)
{
  const BxPlan *plan = maker->pages->plan;
  const BxFeature *feature = maker->feature;
  int page = maker->page;

  for (int i = 0; i < plan->n_notes; i++)
    if (plan->notes[i].page == page)
      add_notes (maker, &plan->notes[i]);
  if (page == plan->n_pages - 1 && feature->closing != NULL)
    add_panel (maker, feature->closing, maker->left,
               grid_y (maker, closing_top (maker)));
  for (int i = 0; i < plan->n_boxes; i++)
    if (plan->boxes[i].page == page)
      add_box (maker, &plan->boxes[i]);
  add_furniture (maker);
}

/* The block whose lines stand before and behind a line of the plan, or -1. */
static int
find_parted (const Maker *maker, int line)
{
  const BxPlan *plan = maker->pages->plan;

  if (line == 0 || line == plan->n_lines || plan->lines[line - 1].item != plan->lines[line].item)
    return -1;
  return maker->feature->blocks[plan->lines[line].item].block;
}

static void
make_page (Maker *maker, int page)
{
  const BxPlan *plan = maker->pages->plan;
  BxPage *made = &maker->pages->pages[page];
  guint first_line = maker->pages->lines->len;
  int first, end;

  turn_to (maker, page);
  made->first_item = (int) maker->pages->items->len;
  for (first = 0; first < plan->n_lines && plan->lines[first].page < page; first++)
    ;
  for (end = first; end < plan->n_lines && plan->lines[end].page == page; end++)
    ;
  add_ground (maker);
  if (page == 0)
    add_panel (maker, maker->feature->opening, maker->left, maker->spec->margin_top);
  add_column_rules (maker);
  for (int i = first; i < end; i++)
    add_flow_lines (maker, &plan->lines[i]);
  add_company (maker);
  made->n_items = (int) maker->pages->items->len - made->first_item;
  bx_pages_sort_last (maker->pages, made, first_line, find_parted (maker, first),
                      find_parted (maker, end));
  number_slots (maker->pages, made);
}

BxPages *
bx_pages_new (BxFeature *feature, const BxPlan *plan)
{
  BxPages *pages = g_new0 (BxPages, 1);
  Maker maker = { .pages = pages, .feature = feature, .spec = feature->spec };

  pages->feature = feature;
  pages->plan = plan;
  pages->n_pages = MAX (1, plan->n_pages);
  pages->pages = g_new0 (BxPage, (gsize) pages->n_pages);
  pages->items = g_array_new (FALSE, FALSE, sizeof (BxDrawItem));
  pages->glyphs = g_array_new (FALSE, FALSE, sizeof (BxPlacedGlyph));
  pages->pictures = g_array_new (FALSE, FALSE, sizeof (BxPlacedPicture));
  pages->links = bx_links_find (feature->article);
  pages->link_places = g_array_new (FALSE, FALSE, sizeof (BxPlacedLink));
  pages->lines = g_array_new (FALSE, FALSE, sizeof (BxFrameLine));
  pages->boxes = g_array_new (FALSE, FALSE, sizeof (BxFrameBox));
  for (int page = 0; page < pages->n_pages; page++)
    make_page (&maker, page);
  return pages;
}
