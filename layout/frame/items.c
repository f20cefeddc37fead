/* Lines, rectangles, pictures and panels → what is drawn of them, one after the other. */
#include "decorate.h"
#include "links.h"
#include "pages-private.h"

void
bx_maker_add_rect (Maker *maker, int ink, BxLen x, BxLen y, BxLen width, BxLen height)
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

void
bx_maker_add_line (Maker *maker, const BxFrameLine *line, int ink)
{
  g_array_append_val (maker->pages->lines, *line);
  add_line_items (maker, line, ink);
  bx_decorate_line (maker->pages, line, ink);
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
  if ((bleed & BX_BLEED_FOOT) != 0 && bx_maker_is_poster (maker))
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
    bx_maker_add_rect (maker, r->ink, left, top, width, height);
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

void
bx_maker_add_panel (Maker *maker, const BxPanel *panel, BxLen x, BxLen y)
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
    bx_maker_add_line (maker, &line, p->ink);
  }
}
