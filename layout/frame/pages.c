/* Plan + lines → pages: turns grid places into absolute ones and lines into runs of glyphs. Nothing
 * is decided here that could have been decided before. */
#include "pages.h"

#include <string.h>

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
  g_array_unref (pages->lines);
  g_array_unref (pages->boxes);
  g_free (pages->pages);
  g_free (pages);
}

/* --- items ---------------------------------------------------------------------------------- */

static void
add_rect (Maker *maker, int ink, BxLen x, BxLen y, BxLen width, BxLen height)
{
  BxDrawItem item = { .kind = BX_DRAW_RECT, .ink = ink, .block = -1, .pull = -1, .x = x, .y = y,
                      .width = width, .height = height };

  g_array_append_val (maker->pages->items, item);
}

static void
add_glyphs (Maker *maker, const BxShaped *shaped, const BxCluster *c, BxLen x, BxLen baseline)
{
  for (int i = 0; i < c->n_glyphs; i++) {
    const BxGlyph *glyph = &shaped->glyphs[c->glyph + i];
    BxPlacedGlyph placed = { glyph->id, bx_len_add (x, glyph->x),
                             bx_len_sub (baseline, glyph->y), glyph->text };

    g_array_append_val (maker->pages->glyphs, placed);
  }
}

/* The last item of the page, where a cluster of the line can go on with it: the same type, and the
 * next characters of the same text. Lines of a paragraph are one item then, which costs cairo less
 * than many. */
static BxDrawItem *
find_open_item (const Maker *maker, const BxFrameLine *line, const BxCluster *c, int ink)
{
  GArray *items = maker->pages->items;
  BxDrawItem *last;

  if ((int) items->len <= maker->pages->pages[maker->page].first_item)
    return NULL;
  last = &g_array_index (items, BxDrawItem, items->len - 1);
  if (last->kind != BX_DRAW_GLYPHS || (c->flags & BX_CLUSTER_ORNAMENT) != 0
      || last->face != c->face || last->size.u != bx_cluster_get_size (line->shaped, c).u
      || last->ink != ink
      || last->role != line->role || last->text != line->shaped->text
      || last->slice.end != c->text.start)
    return NULL;
  return last;
}

/* One item for each stretch of text in one face. */
static void
add_line_items (Maker *maker, const BxFrameLine *line, int ink)
{
  const BxShaped *shaped = line->shaped;
  int n = line->line->last - line->line->first;
  g_autofree BxLen *x = g_new (BxLen, (gsize) MAX (n, 1));

  bx_line_place (shaped, line->line, x);
  for (int i = 0; i < n; i++) {
    const BxCluster *c = &shaped->clusters[line->line->first + i];
    gboolean is_ornament = (c->flags & BX_CLUSTER_ORNAMENT) != 0;
    BxDrawItem *item = find_open_item (maker, line, c, ink);

    if (item == NULL) {
      BxDrawItem next = { .kind = is_ornament ? BX_DRAW_ORNAMENT : BX_DRAW_GLYPHS,
                          .role = line->role,
                          .ink = is_ornament ? maker->spec->accent_ink : ink,
                          .block = is_ornament ? -1 : line->block,
                          .pull = line->pull,
                          .face = c->face,
                          .size = bx_cluster_get_size (shaped, c),
                          .first_glyph = (int) maker->pages->glyphs->len,
                          .text = shaped->text,
                          .slice = c->text };

      g_array_append_val (maker->pages->items, next);
      item = &g_array_index (maker->pages->items, BxDrawItem, maker->pages->items->len - 1);
    }
    add_glyphs (maker, shaped, c, bx_len_add (line->x, x[i]), line->baseline);
    item->n_glyphs += c->n_glyphs;
    item->slice.end = c->text.end;
  }
}

static void
add_line (Maker *maker, const BxFrameLine *line, int ink)
{
  g_array_append_val (maker->pages->lines, *line);
  add_line_items (maker, line, ink);
}

static void
add_panel_rects (Maker *maker, const BxPanel *panel, BxLen x, BxLen y)
{
  const BxSpec *spec = maker->spec;

  for (guint i = 0; i < panel->rects->len; i++) {
    const BxPanelRect *r = &g_array_index (panel->rects, BxPanelRect, i);
    BxLen left = bx_len_add (x, r->x);
    BxLen top = bx_len_add (y, r->y);
    BxLen over = spec->bleed;

    if (r->is_bleed)
      add_rect (maker, r->ink, bx_len (-over.u), bx_len (-over.u),
                bx_len (spec->page_width.u + 2 * over.u),
                bx_len (top.u + r->height.u + over.u));
    else
      add_rect (maker, r->ink, left, top, r->width, r->height);
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
  const BxSpec *spec = maker->spec;
  BxDrawItem item = { .kind = BX_DRAW_IMAGE,
                      .block = picture->figure < 0
                                   ? -1
                                   : maker->feature->article->figures[picture->figure].block,
                      .pull = -1,
                      .x = bx_len_add (x, picture->x),
                      .y = bx_len_add (y, picture->y),
                      .width = picture->width,
                      .height = picture->height,
                      .picture = (int) maker->pages->pictures->len };
  BxPlacedPicture placed;

  if (picture->is_bleed) {
    item.height.u += item.y.u + spec->bleed.u;
    item.width.u = spec->page_width.u + 2 * spec->bleed.u;
    item.x = item.y = bx_len (-spec->bleed.u);
  }
  placed = cover (picture, &item);
  g_array_append_val (maker->pages->pictures, placed);
  g_array_append_val (maker->pages->items, item);
}

static void
add_panel (Maker *maker, const BxPanel *panel, BxLen x, BxLen y)
{
  add_panel_rects (maker, panel, x, y);
  for (guint i = 0; panel->pictures != NULL && i < panel->pictures->len; i++)
    add_panel_picture (maker, &g_array_index (panel->pictures, BxPanelPicture, i), x, y);
  for (guint i = 0; i < panel->ornaments->len; i++) {
    const BxPanelOrnament *o = &g_array_index (panel->ornaments, BxPanelOrnament, i);
    BxDrawItem item = { .kind = BX_DRAW_ORNAMENT, .ink = o->ink, .block = -1, .pull = -1, .face = o->face,
                        .size = o->size, .n_glyphs = 1,
                        .first_glyph = (int) maker->pages->glyphs->len };
    BxPlacedGlyph glyph = { o->glyph, bx_len_add (x, o->x), bx_len_add (y, o->baseline), 0 };

    g_array_append_val (maker->pages->glyphs, glyph);
    g_array_append_val (maker->pages->items, item);
  }
  for (guint i = 0; i < panel->lines->len; i++) {
    const BxPanelLine *p = &g_array_index (panel->lines, BxPanelLine, i);
    BxFrameLine line = { .page = maker->page, .column = -1, .grid_line = -1, .role = p->role,
                         .block = p->block, .pull = p->pull, .shaped = p->shaped,
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
  BxFrameLine line = { .page = maker->page, .column = column, .grid_line = -1,
                       .role = BX_TEXT_DROPCAP, .block = block->block, .pull = -1,
                       .x = column_x (maker, column), .shaped = block->dropcap,
                       .line = block->dropcap_line };

  /* The face reaches 0.08 em under the baseline: the larger character sits higher by the
   * difference. */
  line.baseline = bx_len_sub (last, bx_len_from_em (bx_em (82), bx_len_sub (size, body)));
  add_line (maker, &line, spec->text[BX_TEXT_DROPCAP].ink);
}

static void
add_flow_lines (Maker *maker, const BxPlacedLines *placed)
{
  const BxFlowBlock *block = &maker->feature->blocks[placed->item];
  const BxTextStyle *type = &maker->spec->text[block->role];
  int variant = maker->pages->plan->variants[placed->item];
  const BxSetting *setting = &block->composed->settings[variant];

  if (placed->first == 0 && block->dropcap_clusters > 0)
    add_dropcap (maker, block, placed->column, placed->top);
  for (int i = 0; i < placed->n; i++) {
    int grid_line = placed->top + i; /* white before a head is in top already */
    BxFrameLine line = { .page = maker->page, .column = placed->column,
                         .grid_line = grid_line, .role = block->role, .block = block->block,
                         .pull = -1, .shaped = block->shaped,
                         .line = &setting->lines[placed->first + i] };

    line.x = bx_len_add (column_x (maker, placed->column), line.line->x);
    line.baseline = bx_baseline_in (grid_y (maker, grid_line), maker->spec->leading,
                                    maker->spec->text[BX_TEXT_BODY].size);
    add_line (maker, &line, type->ink);
  }
}

static void
add_box (Maker *maker, const BxPlacedBox *placed)
{
  const BxFeatureBox *made = &maker->feature->boxes[placed->box];
  const BxBox *box = &maker->feature->galley.boxes[placed->box];
  const BxBoxSize *size = &box->sizes[placed->size];
  BxFrameBox frame = { maker->page, box->kind, made->subject, placed->column, size->span,
                       placed->top, size->lines };

  add_panel (maker, made->sizes[placed->size], column_x (maker, placed->column),
             grid_y (maker, placed->top));
  g_array_append_val (maker->pages->boxes, frame);
}

/* --- furniture ------------------------------------------------------------------------------ */

static void
add_furniture_line (Maker *maker, BxTextRole role, const BxShaped *shaped, BxAlign align, BxLen y)
{
  const BxTextStyle *type = &maker->spec->text[role];
  const BxSetting *setting = bx_feature_set_line (maker->feature, shaped);
  BxLen width = bx_spec_get_span (maker->spec, maker->spec->columns);
  BxFrameLine line = { .page = maker->page, .column = -1, .grid_line = -1, .role = role,
                       .block = -1, .pull = -1, .shaped = shaped };

  if (setting->n_lines == 0 || setting->lines[0].natural.u > width.u)
    return;
  line.line = &setting->lines[0];
  line.x = maker->left;
  if (align == BX_ALIGN_END)
    line.x.u += width.u - line.line->natural.u;
  line.baseline = bx_baseline_in (y, maker->spec->leading, type->size);
  add_line (maker, &line, type->ink);
}

static int
natural_width (const BxShaped *shaped)
{
  return shaped != NULL ? bx_compose_line (shaped).natural.u : 0;
}

/* 書眉: headline at the inner side, publication at the outer one; not on the opening page, whose
 * headline says it all. CL-PAG-14. */
static void
add_running_heads (Maker *maker, BxAlign inner, BxAlign outer)
{
  const BxFeature *feature = maker->feature;
  const BxSpec *spec = maker->spec;
  BxLen y = bx_len_sub (spec->margin_top, bx_len (spec->leading.u * 2));

  if (feature->running_headline == NULL && feature->running_publication == NULL)
    return;
  /* Where there is no room for both, the headline goes: the opening page has it. */
  if (feature->running_headline != NULL
      && natural_width (feature->running_headline) + natural_width (feature->running_publication)
                 + 2 * spec->text[BX_TEXT_RUNNING_HEAD].size.u
             <= bx_spec_get_span (spec, spec->columns).u)
    add_furniture_line (maker, BX_TEXT_RUNNING_HEAD, feature->running_headline, inner, y);
  if (feature->running_publication != NULL)
    add_furniture_line (maker, BX_TEXT_RUNNING_HEAD, feature->running_publication, outer, y);
  add_rect (maker, spec->text[BX_TEXT_RUNNING_HEAD].ink, maker->left,
            bx_len_add (y, spec->leading), bx_spec_get_span (spec, spec->columns),
            bx_len (BX_UNITS_PER_PT / 2));
}

/* 頁碼 stands at the foot, outside. */
static void
add_furniture (Maker *maker)
{
  gboolean is_recto = maker->page % 2 == 0;
  BxAlign outer = is_recto ? BX_ALIGN_END : BX_ALIGN_START;
  char number[16];
  const char *folio;

  if (maker->page > 0)
    add_running_heads (maker, is_recto ? BX_ALIGN_START : BX_ALIGN_END, outer);
  g_snprintf (number, sizeof number, "%d", maker->page + 1);
  folio = g_intern_string (number); /* lives as long as the program: runs point into it */
  add_furniture_line (maker, BX_TEXT_FOLIO,
                      bx_feature_shape (maker->feature, BX_TEXT_FOLIO, folio,
                                        bx_slice (0, (int) strlen (folio))),
                      outer, grid_y (maker, maker->spec->lines + 1));
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
        add_rect (maker, spec->column_rule_ink,
                  bx_len_sub (column_x (maker, gutter + 1), half_gutter),
                  bx_len_add (grid_y (maker, first), bx_len (spec->leading.u / 4)),
                  spec->column_rule,
                  bx_len ((last - first) * spec->leading.u - spec->leading.u / 2));
    }
  }
}

static gboolean
is_same_slot (const BxDrawItem *a, const BxDrawItem *b)
{
  return a->kind == b->kind && a->role == b->role && a->ink == b->ink && a->block == b->block
         && a->pull == b->pull && a->kind != BX_DRAW_IMAGE;
}

static void
number_slots (BxPages *pages, const BxPage *page)
{
  int slot = 0;

  for (int i = 0; i < page->n_items; i++) {
    BxDrawItem *item = &g_array_index (pages->items, BxDrawItem, page->first_item + i);

    if (i > 0 && !is_same_slot (item - 1, item))
      slot++;
    item->slot = slot;
  }
}

static void
make_page (Maker *maker, int page)
{
  const BxPlan *plan = maker->pages->plan;
  BxFeature *feature = maker->feature;
  BxPage *made = &maker->pages->pages[page];

  turn_to (maker, page);
  made->first_item = (int) maker->pages->items->len;
  if (page == 0)
    add_panel (maker, feature->opening, maker->left, maker->spec->margin_top);
  add_column_rules (maker);
  for (int i = 0; i < plan->n_lines; i++)
    if (plan->lines[i].page == page)
      add_flow_lines (maker, &plan->lines[i]);
  if (page == plan->n_pages - 1 && feature->closing != NULL)
    add_panel (maker, feature->closing, maker->left,
               grid_y (maker, maker->spec->lines - feature->closing->n_lines_grid));
  for (int i = 0; i < plan->n_boxes; i++)
    if (plan->boxes[i].page == page)
      add_box (maker, &plan->boxes[i]);
  add_furniture (maker);
  made->n_items = (int) maker->pages->items->len - made->first_item;
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
  pages->lines = g_array_new (FALSE, FALSE, sizeof (BxFrameLine));
  pages->boxes = g_array_new (FALSE, FALSE, sizeof (BxFrameBox));
  for (int page = 0; page < pages->n_pages; page++)
    make_page (&maker, page);
  return pages;
}
