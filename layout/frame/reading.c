#include "reading.h"

#include <string.h>

/* What comes first is under what comes later, where they overlap: shapes are under all text. Nothing
 * comes between the halves of a paragraph that goes on over the page. */
typedef enum { SHAPE, BEGUN, ARTICLE, PULL, FURNITURE, CARRIED } Rank;

typedef struct {
  Rank rank;
  int block; /* the order within ARTICLE */
  guint index;
} Place;

static Rank
find_rank (int block, int pull, int begun, int carried)
{
  if (pull >= 0)
    return PULL;
  if (block < 0)
    return FURNITURE;
  return block == begun ? BEGUN : block == carried ? CARRIED : ARTICLE;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *one = a, *other = b;

  if (one->rank != other->rank)
    return (int) one->rank - (int) other->rank;
  if (one->rank == ARTICLE && one->block != other->block)
    return one->block - other->block;
  return one->index < other->index ? -1 : one->index > other->index;
}

/* Moves the elements from `first` on to their places. */
static void
apply (GArray *array, guint first, GArray *places)
{
  gsize size = g_array_get_element_size (array);
  char *start = array->data + first * size;
  g_autofree char *before = g_memdup2 (start, size * places->len);

  g_array_sort (places, compare_places);
  for (guint i = 0; i < places->len; i++)
    memcpy (start + i * size, before + g_array_index (places, Place, i).index * size, size);
}

static void
sort_items (BxPages *pages, const BxPage *page, int begun, int carried)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));

  for (int i = 0; i < page->n_items; i++) {
    const BxDrawItem *item = &g_array_index (pages->items, BxDrawItem, page->first_item + i);
    Place place = { .rank = SHAPE, .block = item->block, .index = (guint) i };

    if (item->kind == BX_DRAW_GLYPHS)
      place.rank = find_rank (item->block, item->pull, begun, carried);
    g_array_append_val (places, place);
  }
  apply (pages->items, (guint) page->first_item, places);
}

static void
sort_lines (BxPages *pages, guint first, int begun, int carried)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));

  for (guint i = first; i < pages->lines->len; i++) {
    const BxFrameLine *line = &g_array_index (pages->lines, BxFrameLine, i);
    Place place = { .rank = find_rank (line->block, line->pull, begun, carried),
                    .block = line->block,
                    .index = i - first };

    g_array_append_val (places, place);
  }
  apply (pages->lines, first, places);
}

void
bx_pages_sort_last (BxPages *pages, const BxPage *page, guint first_line, int begun, int carried)
{
  sort_items (pages, page, begun, carried);
  sort_lines (pages, first_line, begun, carried);
}
