/* What the paginator is told of a feature: its flow as items, its panels as boxes with their
 * sources. How a panel looks is decided where it is made; where it stands is decided in the page
 * room. */
#include "feature.h"

#include <string.h>

/* --- boxes ---------------------------------------------------------------------------------- */

/* The galley item that holds a place of the text, or the next one (the deck's are before all). */
static int
item_at (const BxFeature *feature, int offset)
{
  for (int i = 0; i < feature->n_blocks; i++)
    if (feature->article->blocks[feature->blocks[i].block].text.end > offset)
      return i;
  return MAX (0, feature->n_blocks - 1);
}

int
bx_feature_add_box (BxFeature *feature, BxBoxKind kind, int subject, int offset)
{
  BxGalley *galley = &feature->galley;
  int index = galley->n_boxes++;
  BxBox *box;

  galley->boxes = g_renew (BxBox, galley->boxes, galley->n_boxes);
  feature->boxes = g_renew (BxFeatureBox, feature->boxes, galley->n_boxes);
  feature->boxes[index] = (BxFeatureBox){ .subject = subject };
  box = &galley->boxes[index];
  *box = (BxBox){ .kind = kind,
                  .item = item_at (feature, offset),
                  .speaker = kind == BX_BOX_CARD ? subject : -1,
                  .is_needed = kind != BX_BOX_QUOTE };
  if (feature->n_blocks > 0) {
    BxSlice block = feature->article->blocks[feature->blocks[box->item].block].text;

    if (offset >= block.start && offset < block.end)
      box->line_permille = (offset - block.start) * 1000 / bx_slice_len (block);
  }
  return index;
}

gboolean
bx_feature_add_size (BxFeature *feature, int box, BxPanel *panel, int span, int cost)
{
  BxBox *b = &feature->galley.boxes[box];

  if (b->n_sizes == BX_MAX_BOX_SIZES || span > feature->spec->columns) {
    bx_panel_free (panel);
    return FALSE;
  }
  feature->boxes[box].sizes[b->n_sizes] = panel;
  b->sizes[b->n_sizes++] = (BxBoxSize){ span, panel->n_lines_grid, cost };
  return TRUE;
}

/* --- pull quotes ---------------------------------------------------------------------------- */

/* A narrower quote holds so many characters at least. */
#define LEAST_QUOTE_EM 9

static void
add_quote_size (BxFeature *feature, int box, int span, BxLen size, int cost)
{
  if (span <= feature->spec->columns)
    bx_feature_add_size (feature, box,
                         bx_quote_panel_new (feature, feature->boxes[box].subject, span, size),
                         span, cost);
}

/* Makes the last size of a box one line higher; the white is shared above and below. */
static void
pad_last_size (BxFeature *feature, int index)
{
  BxBox *box = &feature->galley.boxes[index];
  BxPanel *panel = feature->boxes[index].sizes[box->n_sizes - 1];

  bx_panel_shift (panel, bx_len (feature->spec->leading.u / 2));
  panel->n_lines_grid++;
  box->sizes[box->n_sizes - 1].lines++;
}

static void
add_quote (BxFeature *feature, int pull, guint64 *heard)
{
  const BxArticle *article = feature->article;
  const BxPull *p = &article->pulls[pull];
  int index = bx_feature_add_box (feature, BX_BOX_QUOTE, pull, p->text.start);
  BxBox *box = &feature->galley.boxes[index];
  BxLen size = feature->spec->text[BX_TEXT_QUOTE].size;
  int span = feature->spec->quote.span_columns;

  box->speaker = p->speaker;
  box->is_needed = article->speakers[p->speaker].is_main && p->speaker < 64
                   && (*heard & G_GUINT64_CONSTANT (1) << p->speaker) == 0;
  if (p->speaker < 64)
    *heard |= G_GUINT64_CONSTANT (1) << p->speaker;
  add_quote_size (feature, index, span, size, 0);
  /* Another width lets the paginator choose. Wider boxes carry larger words; narrower ones smaller
   * words, and a style that wants wide quotes has them only where there is no room. Smaller words in
   * the first width help where lines are scarce. */
  if (span < feature->spec->columns)
    add_quote_size (feature, index, span + 1, bx_len (size.u * 5 / 4), 15);
  else if (span > 1
           && bx_spec_get_span (feature->spec, span - 1).u >= LEAST_QUOTE_EM * size.u * 3 / 4)
    add_quote_size (feature, index, span - 1, bx_len (size.u * 3 / 4), 60);
  add_quote_size (feature, index, span, bx_len (size.u * 7 / 8), 30);
  /* A line more of white may be what a column lacks at its foot. */
  if (bx_feature_add_size (feature, index, bx_quote_panel_new (feature, pull, span, size), span, 8))
    pad_last_size (feature, index);
}

void
bx_feature_add_quotes (BxFeature *feature)
{
  const BxArticle *article = feature->article;
  guint64 heard = 0;

  for (int i = 0; i < article->n_pulls && feature->n_blocks > 0; i++)
    if (article->pulls[i].is_chosen)
      add_quote (feature, i, &heard);
}

/* --- the flow ------------------------------------------------------------------------------- */

static void
fill_item (const BxFeature *feature, const BxFlowBlock *block, BxItem *item)
{
  item->kind = block->role == BX_TEXT_CROSSHEAD ? BX_ITEM_HEAD : BX_ITEM_PARAGRAPH;
  item->space = item->kind == BX_ITEM_HEAD ? feature->spec->crosshead.space.n : 0;
  item->min_first = block->dropcap_clusters > 0 ? feature->spec->dropcap_lines : 0;
  for (int i = 0; i < block->composed->n_settings; i++) {
    item->variants[i].lines = block->composed->settings[i].n_lines;
    item->variants[i].cost = block->composed->settings[i].cost;
    item->n_variants++;
  }
}

void
bx_feature_fill_galley (BxFeature *feature)
{
  BxGalley *galley = &feature->galley;

  galley->columns = feature->spec->columns;
  galley->column_lines = feature->spec->lines;
  galley->opening_lines = feature->opening->n_lines_grid;
  galley->closing_lines = feature->closing != NULL ? feature->closing->n_lines_grid : 0;
  galley->items = g_new0 (BxItem, (gsize) feature->n_blocks + 1);
  for (int i = 0; i < feature->n_blocks; i++)
    fill_item (feature, &feature->blocks[i], &galley->items[galley->n_items++]);
}
