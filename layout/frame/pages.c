/* Plan + lines → pages: turns grid places into absolute ones and lines into runs of glyphs. Nothing
 * is decided here that could have been decided before. */
#include "links.h"
#include "pages-private.h"
#include "reading.h"

#define NOTE_RULE_EM 5 /* the rule over notes, in ems of the body */

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

/* --- places --------------------------------------------------------------------------------- */

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
  BxLen last = bx_baseline_in (bx_maker_get_grid_y (maker, top + spec->dropcap_lines - 1), spec->leading, body);
  BxFrameLine line = { .page = maker->page,
                       .column = column,
                       .grid_line = -1,
                       .role = BX_TEXT_DROPCAP,
                       .block = block->block,
                       .pull = -1,
                       .x = bx_maker_get_column_x (maker, column),
                       .shaped = block->dropcap,
                       .line = block->dropcap_line };

  /* The face reaches 0.08 em under the baseline: the larger character sits higher by the
   * difference. */
  line.baseline = bx_len_sub (last, bx_len_from_em (bx_em (82), bx_len_sub (size, body)));
  bx_maker_add_line (maker, &line, spec->text[BX_TEXT_DROPCAP].ink);
}

/* The ornament of a crosshead. A rule stands in the white above it: where that falls away, at the head of a
 * column and under a box, it would stick out of the type area. */
static void
add_crosshead (Maker *maker, const BxPlacedLines *placed)
{
  const BxSpec *spec = maker->spec;
  int top = placed->top;
  const BxCrossheadStyle *style = &spec->crosshead;
  int ink = bx_spec_get_ink (spec, style->ink);
  BxLen x = bx_maker_get_column_x (maker, placed->column);
  BxLen size = spec->text[BX_TEXT_CROSSHEAD].size;
  int gap = (spec->leading.u - size.u) / 2;
  /* In the middle of the white above. */
  BxLen rule_y = bx_len (bx_maker_get_grid_y (maker, top).u - spec->leading.u / 4 - style->rule.u);

  switch (style->design) {
  case BX_CROSSHEAD_RULE_ABOVE:
    if (placed->space > 0)
      bx_maker_add_rect (maker, ink, x, rule_y, bx_spec_get_measure (spec), style->rule);
    break;
  case BX_CROSSHEAD_SHORT_RULE:
    if (placed->space > 0)
      bx_maker_add_rect (maker, ink, x, rule_y, bx_len (2 * size.u), style->rule);
    break;
  case BX_CROSSHEAD_SIDE_BAR:
    bx_maker_add_rect (maker, ink, x, bx_len (bx_maker_get_grid_y (maker, top).u + gap), style->rule,
              bx_len (placed->n * spec->leading.u - 2 * gap));
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
    add_crosshead (maker, placed);
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

    line.x = bx_len_add (bx_maker_get_column_x (maker, placed->column), flow_x (maker, block, line.line));
    line.x = bx_len_add (line.x, wrap_shift (maker, placed, placed->first + i));
    line.baseline = bx_baseline_in (bx_maker_get_grid_y (maker, grid_line), maker->spec->leading,
                                    maker->spec->text[BX_TEXT_BODY].size);
    bx_maker_add_line (maker, &line, type->ink);
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
                       size->span,  placed->top, size->lines,   bx_maker_get_column_x (maker, placed->column),
                       panel->width };

  if (size->measure > 0)
    frame.x.u += bx_spec_get_measure_beside (maker->spec).u
                 + bx_straddle_get_clearance (maker->spec).u;
  frame.cuts_in = size->measure > 0;
  bx_maker_add_panel (maker, panel, frame.x,
             bx_len_add (bx_maker_get_grid_y (maker, placed->top), spare_above (maker, placed, panel, size->lines)));
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
  BxLen top = bx_maker_get_grid_y (maker, placed->top + placed->lines);

  bx_panel_add_rect (panel, type->ink, bx_len (0), bx_len (y.u / 2),
                     bx_len (NOTE_RULE_EM * spec->text[BX_TEXT_BODY].size.u),
                     bx_len (BX_UNITS_PER_PT / 2));
  for (int i = 0; i < placed->n; i++) {
    bx_panel_add_text (panel, notes[i].number, notes[i].number_line, type, BX_TEXT_NOTE,
                       notes[i].block, bx_len (0), y, panel->width);
    y = bx_panel_add_text (panel, notes[i].shaped, notes[i].setting, type, BX_TEXT_NOTE,
                           notes[i].block, notes[i].hang, y, panel->width);
  }
  bx_maker_add_panel (maker, panel, bx_maker_get_column_x (maker, placed->column), bx_len_sub (top, y));
  bx_panel_free (panel);
}

/* --- pages ---------------------------------------------------------------------------------- */

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
    text = MAX (text, bx_maker_find_column_foot (maker, column));
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
    bx_maker_add_panel (maker, feature->closing, maker->left,
               bx_maker_get_grid_y (maker, closing_top (maker)));
  for (int i = 0; i < plan->n_boxes; i++)
    if (plan->boxes[i].page == page)
      add_box (maker, &plan->boxes[i]);
  bx_maker_add_furniture (maker);
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
  bx_maker_add_ground (maker);
  if (page == 0)
    bx_maker_add_panel (maker, maker->feature->opening, maker->left, maker->spec->margin_top);
  bx_maker_add_column_rules (maker);
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
