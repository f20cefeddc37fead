/* A paragraph is one node, wherever its lines stand: reading order is that of the article. What
 * repeats the article (pull quotes) or only adorns it is no part of the tree. */
#include "tags.h"

static const BxTag tag_of_kind[BX_N_BLOCK_KINDS] = {
  [BX_BLOCK_UNKNOWN] = BX_TAG_P,       [BX_BLOCK_PUBLICATION] = BX_TAG_P,
  [BX_BLOCK_TIME] = BX_TAG_P,          [BX_BLOCK_KICKER] = BX_TAG_P,
  [BX_BLOCK_HEADLINE] = BX_TAG_H1,     [BX_BLOCK_DECK] = BX_TAG_P,
  [BX_BLOCK_BYLINE] = BX_TAG_P,        [BX_BLOCK_PARAGRAPH] = BX_TAG_P,
  [BX_BLOCK_CROSSHEAD] = BX_TAG_H2,    [BX_BLOCK_FINE] = BX_TAG_P,
  [BX_BLOCK_CAPTION] = BX_TAG_CAPTION, [BX_BLOCK_TABLE] = BX_TAG_TABLE,
  [BX_BLOCK_NOTE] = BX_TAG_NOTE,       [BX_BLOCK_DATA] = BX_TAG_P,
};

/* Nodes of a block; -1 where it has none. */
typedef struct {
  gboolean is_drawn;
  gboolean has_picture; /* that says something */
  gboolean is_grid;     /* a table that found room; others are set as text */
  int text;             /* of a table: its own, and those of its rows and cells behind it */
  int figure;
} BlockNodes;

typedef struct {
  BxTags *tags;
  const BxPages *pages;
  const BxArticle *article;
  BlockNodes *nodes;
  int *links;  /* node of each; -1 until it is drawn */
  int sidebar; /* the last one met, and its node */
  int section;
} Tagger;

static gboolean
is_read (const BxDrawItem *item)
{
  return item->kind == BX_DRAW_GLYPHS && item->block >= 0 && item->pull < 0;
}

/* What a picture tells those who do not see it; NULL for one that only adorns. */
static const char *
get_alternative (const Tagger *tagger, const BxDrawItem *item)
{
  int figure;
  const char *words;

  if (item->kind != BX_DRAW_IMAGE)
    return NULL;
  figure = g_array_index (tagger->pages->pictures, BxPlacedPicture, item->picture).figure;
  words = figure >= 0 ? tagger->article->figures[figure].alternative : NULL;
  return words != NULL && words[0] != '\0' ? words : NULL;
}

static int
add_node (Tagger *tagger, BxTag tag, int parent)
{
  BxPressNode node = { .tag = tag, .parent = parent };

  g_array_append_val (tagger->tags->nodes, node);
  return (int) tagger->tags->nodes->len - 1;
}

static void
mark_drawn (Tagger *tagger)
{
  for (int i = 0; i < tagger->article->n_blocks; i++)
    tagger->nodes[i] = (BlockNodes){ .text = -1, .figure = -1 };
  for (guint i = 0; i < tagger->pages->items->len; i++) {
    const BxDrawItem *item = &g_array_index (tagger->pages->items, BxDrawItem, i);

    if (is_read (item)) {
      tagger->nodes[item->block].is_drawn = TRUE;
      tagger->nodes[item->block].is_grid
          |= item->role == BX_TEXT_TABLE || item->role == BX_TEXT_TABLE_HEAD;
    }
    if (get_alternative (tagger, item) != NULL)
      tagger->nodes[item->block].has_picture = TRUE;
  }
}

static const BxTable *
find_table (const BxArticle *article, int block)
{
  for (int i = 0; i < article->n_tables; i++)
    if (article->tables[i].block == block)
      return &article->tables[i];
  return NULL;
}

static void
add_cells (Tagger *tagger, const BxTable *table, int parent)
{
  for (int r = 0; r < table->n_rows; r++) {
    int row = add_node (tagger, BX_TAG_TR, parent);

    for (int c = 0; c < table->n_columns; c++)
      add_node (tagger, table->has_head && r == 0 ? BX_TAG_TH : BX_TAG_TD, row);
  }
}

/* The node of the cell that an item belongs to: they follow their table's, row by row. */
static int
find_cell (const Tagger *tagger, const BxDrawItem *item)
{
  const BxTable *table = find_table (tagger->article, item->block);

  for (int i = 0; i < table->n_rows * table->n_columns; i++)
    if (bx_slice_contains (table->cells[i], item->slice))
      return tagger->nodes[item->block].text + 1 + i / table->n_columns * (table->n_columns + 1) + 1
             + i % table->n_columns;
  return -1;
}

/* The box-out that a block stands in, as a node; -1 for the main text. Its blocks follow each
 * other. */
static int
find_section (Tagger *tagger, int block)
{
  int sidebar = tagger->article->blocks[block].sidebar;

  if (sidebar == 0)
    return -1;
  if (tagger->sidebar != sidebar) {
    tagger->sidebar = sidebar;
    tagger->section = add_node (tagger, BX_TAG_SECT, -1);
  }
  return tagger->section;
}

/* A picture and its caption stand together; heads may skip no rank (PDF/UA-1 7.4.2), so without a
 * headline crossheads are the first. */
static void
add_block (Tagger *tagger, int block, gboolean has_headline)
{
  BlockNodes *nodes = &tagger->nodes[block];
  BxTag tag = tag_of_kind[tagger->article->blocks[block].kind];
  int parent = find_section (tagger, block);

  if (nodes->has_picture) {
    parent = add_node (tagger, BX_TAG_DIV, parent);
    nodes->figure = add_node (tagger, BX_TAG_FIGURE, parent);
  }
  if (!nodes->is_drawn)
    return;
  if (tag == BX_TAG_H2 && !has_headline)
    tag = BX_TAG_H1;
  if ((tag == BX_TAG_CAPTION && !nodes->has_picture) || (tag == BX_TAG_TABLE && !nodes->is_grid))
    tag = BX_TAG_P;
  nodes->text = add_node (tagger, tag, parent);
  if (tag == BX_TAG_TABLE)
    add_cells (tagger, find_table (tagger->article, block), nodes->text);
}

static void
add_nodes (Tagger *tagger)
{
  const BxArticle *article = tagger->article;
  const BxBlock *headline = bx_article_find_block (article, BX_BLOCK_HEADLINE);
  gboolean has_headline = headline != NULL && tagger->nodes[headline - article->blocks].is_drawn;

  for (int i = 0; i < article->n_blocks; i++)
    add_block (tagger, i, has_headline);
}

static BxArtifact
artifact_of (const BxDrawItem *item)
{
  return item->role == BX_TEXT_RUNNING_HEAD ? BX_ARTIFACT_HEADER
         : item->role == BX_TEXT_FOLIO      ? BX_ARTIFACT_FOOTER
                                            : BX_ARTIFACT_LAYOUT;
}

static const BxPageLink *
get_link (const Tagger *tagger, int link)
{
  return &g_array_index (tagger->pages->links, BxPageLink, link);
}

/* Where the text of a link that begins at a byte first stands on a page; NULL where it does not. */
static const BxPlacedLink *
find_link_place (const Tagger *tagger, int start)
{
  const GArray *places = tagger->pages->link_places;

  for (guint i = 0; i < places->len; i++) {
    const BxPlacedLink *place = &g_array_index (places, BxPlacedLink, i);

    if (get_link (tagger, place->link)->text.start == start)
      return place;
  }
  return NULL;
}

static gboolean
leads_somewhere (const Tagger *tagger, int link)
{
  const BxPageLink *l = get_link (tagger, link);

  return l->address != NULL || find_link_place (tagger, l->target) != NULL;
}

/* A link between a mark and its note stands in the element that says which of them it is. */
static int
find_link_node (Tagger *tagger, const BxDrawItem *item, int parent)
{
  int link = item->link - 1;
  gboolean is_in_note = tagger->article->blocks[item->block].kind == BX_BLOCK_NOTE;

  if (tagger->links[link] < 0 && get_link (tagger, link)->address == NULL)
    parent = add_node (tagger, is_in_note ? BX_TAG_LBL : BX_TAG_REFERENCE, parent);
  if (tagger->links[link] < 0)
    tagger->links[link] = add_node (tagger, BX_TAG_LINK, parent);
  return tagger->links[link];
}

static int
find_text_node (Tagger *tagger, const BxDrawItem *item)
{
  const BlockNodes *nodes = &tagger->nodes[item->block];
  int node = nodes->is_grid ? find_cell (tagger, item) : nodes->text;

  return item->link > 0 && node >= 0 && leads_somewhere (tagger, item->link - 1)
             ? find_link_node (tagger, item, node)
             : node;
}

static BxPressSlot
make_slot (Tagger *tagger, const BxDrawItem *item)
{
  BxPressSlot slot = { .ink = item->ink,
                       .node = -1,
                       .artifact = artifact_of (item),
                       .is_picture = item->kind == BX_DRAW_IMAGE,
                       .picture = item->kind == BX_DRAW_IMAGE ? item->picture : -1 };
  const char *alternative = get_alternative (tagger, item);

  if (is_read (item))
    slot.node = find_text_node (tagger, item);
  if (alternative != NULL) {
    slot.node = tagger->nodes[item->block].figure;
    g_array_index (tagger->tags->nodes, BxPressNode, slot.node).alternative = alternative;
  }
  return slot;
}

static void
add_slots (Tagger *tagger)
{
  const BxPages *pages = tagger->pages;
  GArray *slots = tagger->tags->slots;

  for (int page = 0; page < pages->n_pages; page++) {
    const BxPage *p = &pages->pages[page];
    guint first = slots->len;

    for (int i = 0; i < p->n_items; i++) {
      const BxDrawItem *item = &g_array_index (pages->items, BxDrawItem, p->first_item + i);
      BxPressSlot slot = make_slot (tagger, item);

      if (item->slot == (int) (slots->len - first))
        g_array_append_val (slots, slot);
    }
    tagger->tags->pages[page].n_slots = (int) (slots->len - first);
  }
  for (int page = 0, first = 0; page < pages->n_pages; page++) {
    tagger->tags->pages[page].slots = &g_array_index (slots, BxPressSlot, first);
    first += tagger->tags->pages[page].n_slots;
  }
}

/* The mark of a note is small: a finger finds a place that is as wide as high. */
static void
aim_at_target (const Tagger *tagger, const BxPageLink *from, BxPressLink *link)
{
  const BxPlacedLink *to = find_link_place (tagger, from->target);
  int more = MAX (0, link->height.u - link->width.u);

  link->to_page = to->page;
  link->to_top = to->y;
  link->x.u -= more / 2;
  link->width.u += more;
}

static void
add_links (Tagger *tagger)
{
  const GArray *places = tagger->pages->link_places;

  for (guint i = 0; i < places->len; i++) {
    const BxPlacedLink *place = &g_array_index (places, BxPlacedLink, i);
    const BxPageLink *from = get_link (tagger, place->link);
    BxPressLink link = { .page = place->page,
                         .node = tagger->links[place->link],
                         .x = place->x,
                         .y = place->y,
                         .width = place->width,
                         .height = place->height,
                         .uri = from->address,
                         .description = from->description };

    if (link.node < 0)
      continue;
    if (from->address == NULL)
      aim_at_target (tagger, from, &link);
    g_array_append_val (tagger->tags->links, link);
  }
}

static void
add_inks (BxTags *tags, const BxSpec *spec)
{
  tags->inks = g_new0 (BxPressInk, (gsize) spec->n_inks);
  tags->n_inks = spec->n_inks;
  for (int i = 0; i < spec->n_inks; i++) {
    tags->inks[i].name = spec->inks[i].name;
    tags->inks[i].rgb = spec->inks[i].rgb;
    tags->inks[i].spot = spec->inks[i].spot[0] != '\0' ? spec->inks[i].spot : NULL;
    for (int k = 0; k < 4; k++)
      tags->inks[i].cmyk_permille[k] = spec->inks[i].cmyk_permille[k];
  }
}

void
bx_tags_init (BxTags *tags, const BxPages *pages)
{
  const BxArticle *article = pages->feature->article;
  g_autofree BlockNodes *nodes = g_new (BlockNodes, (gsize) MAX (article->n_blocks, 1));
  g_autofree int *links = g_new (int, MAX (pages->links->len, 1));
  Tagger tagger = {
    .tags = tags, .pages = pages, .article = article, .nodes = nodes, .links = links
  };

  tags->nodes = g_array_new (FALSE, FALSE, sizeof (BxPressNode));
  tags->slots = g_array_new (FALSE, FALSE, sizeof (BxPressSlot));
  tags->pages = g_new0 (BxPressPage, (gsize) pages->n_pages);
  tags->links = g_array_new (FALSE, FALSE, sizeof (BxPressLink));
  for (guint i = 0; i < pages->links->len; i++)
    links[i] = -1;
  mark_drawn (&tagger);
  add_nodes (&tagger);
  add_slots (&tagger);
  add_links (&tagger);
  add_inks (tags, pages->feature->spec);
}

void
bx_tags_clear (BxTags *tags)
{
  g_clear_pointer (&tags->nodes, g_array_unref);
  g_clear_pointer (&tags->slots, g_array_unref);
  g_clear_pointer (&tags->links, g_array_unref);
  g_clear_pointer (&tags->pages, g_free);
  g_clear_pointer (&tags->inks, g_free);
}

void
bx_tags_fill (const BxTags *tags, BxPressJob *job)
{
  job->inks = tags->inks;
  job->n_inks = tags->n_inks;
  job->pages = tags->pages;
  job->nodes = (const BxPressNode *) (const void *) tags->nodes->data;
  job->n_nodes = (int) tags->nodes->len;
  job->links = (const BxPressLink *) (const void *) tags->links->data;
  job->n_links = (int) tags->links->len;
}
