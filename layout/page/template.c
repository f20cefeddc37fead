/* Which boxes stand on a page, and where, by rule: how many, in which columns, at which ends. The
 * templates of a page are all arrangements of its boxes; which one a page gets is the search's
 * decision. Blocks stand at the heads and feet of their columns, one at each end; where teasers go
 * beside them is said in teaser.c. */
#include "template.h"

#include <string.h>

#define CHUNK_SIZE 65536

/* --- boxes of a page ------------------------------------------------------------------------ */

/* Pages that text and blocks need at least. */
static int
count_least_pages (const BxFlow *flow)
{
  const BxGalley *galley = &flow->galley;
  int page_lines = galley->columns * galley->column_lines;
  int lines = flow->positions[0].rest_min
              + galley->opening_columns * galley->opening_lines
              + (galley->columns - galley->opening_columns) * galley->column_lines
              + galley->columns * galley->closing_lines;

  for (int b = flow->streams[BX_BLOCKS].first; b < flow->streams[BX_BLOCKS].end; b++) {
    int least = G_MAXINT;

    for (int s = 0; s < galley->boxes[b].n_sizes; s++)
      if (galley->boxes[b].sizes[s].span > 0)
        least = MIN (least, galley->boxes[b].sizes[s].span * galley->boxes[b].sizes[s].lines);
    lines += least;
  }
  return MAX (1, (lines + page_lines - 1) / page_lines);
}

/* One box a page is the aim; where pages are few, as many as needed and one more for choice. */
int
bx_boxes_per_page (const BxFlow *flow, BxStreamId stream)
{
  int n = flow->streams[stream].n_units;
  int pages = n > 0 ? count_least_pages (flow) : 1;
  int needed = (n + pages - 1) / pages;

  return MIN (n > 1 ? MAX (2, needed + 1) : n, flow->galley.columns);
}

/* --- layouts -------------------------------------------------------------------------------- */

static BxLayout *
new_layout (BxTemplates *templates, gsize size)
{
  guint8 *chunk;

  size = (size + 15) & ~(gsize) 15;
  if (templates->chunk_left < size) {
    g_ptr_array_add (templates->chunks, g_malloc (CHUNK_SIZE));
    templates->chunk_left = CHUNK_SIZE;
  }
  chunk = templates->chunks->pdata[templates->chunks->len - 1];
  templates->chunk_left -= size;
  return (BxLayout *) (void *) (chunk + templates->chunk_left);
}

static gboolean
is_before (const BxRect *a, const BxRect *b)
{
  return a->column != b->column ? a->column < b->column : a->top < b->top;
}

static void
copy_rects (const BxMaker *maker, BxRect *to)
{
  for (int r = 0; r < maker->n_rects; r++) {
    int at = r;

    for (; at > 0 && is_before (&maker->rects[r], &to[at - 1]); at--)
      to[at] = to[at - 1];
    to[at] = maker->rects[r];
  }
}

/* A last page has no units to come: those that it does not place are left out. */
static void
add_layout (BxMaker *maker)
{
  const BxFlow *flow = maker->templates->flow;
  int placed[BX_N_STREAMS] = { maker->next_teaser, maker->from[BX_BLOCKS] + maker->n_blocks };
  gint64 points = maker->points + bx_maker_price_crowd (maker);
  BxLayout *layout;

  for (int s = 0; maker->area.is_last && s < BX_N_STREAMS; s++)
    points += bx_flow_price_left_out (flow, s, placed[s], flow->streams[s].n_units);
  if (points >= maker->templates->below)
    return;
  layout = new_layout (maker->templates,
                       sizeof (BxLayout) + sizeof (BxRect) * (gsize) maker->n_rects);
  *layout = (BxLayout){ .id = maker->templates->n_layouts++,
                        .area = maker->area,
                        .points = points,
                        .rank = BX_UNRANKED,
                        .n_teasers = maker->n_rects - maker->n_blocks,
                        .n_rects = maker->n_rects };
  for (int s = 0; s < BX_N_STREAMS; s++) {
    layout->from[s] = maker->from[s];
    layout->next[s] = maker->area.is_last ? flow->streams[s].n_units : placed[s];
  }
  copy_rects (maker, layout->rects);
  g_ptr_array_add (maker->set, layout);
}

/* The last page has all boxes that are left. */
static gboolean
is_layout (const BxMaker *maker)
{
  const BxStream *streams = maker->templates->flow->streams;

  if (!maker->area.is_last)
    return TRUE;
  return (maker->next_teaser == streams[BX_TEASERS].n_units
          || bx_maker_may_leave_out (maker, BX_TEASERS))
         && (maker->from[BX_BLOCKS] + maker->n_blocks == streams[BX_BLOCKS].n_units
             || bx_maker_may_leave_out (maker, BX_BLOCKS));
}

void
bx_maker_keep_layout (BxMaker *maker)
{
  if (is_layout (maker))
    add_layout (maker);
}

/* --- blocks --------------------------------------------------------------------------------- */

static void add_blocks (BxMaker *maker);

/* Whether a block of so many lines leaves its columns empty or with text enough. */
static gboolean
has_room (const BxMaker *maker, const int *ends, int column, const BxBoxSize *size)
{
  for (int c = column; c < column + size->span; c++) {
    int left = maker->area.bottom - maker->area.top - maker->head[c] - maker->foot[c]
               - size->lines;

    if (ends[c] > 0 || (left < BX_BOX_TEXT_LINES && left != 0))
      return FALSE;
  }
  return TRUE;
}

/* The text of a feature begins at the left under its headline, or at the head of its first page. */
static gint64
price_before_text (const BxMaker *maker, int column, const int *ends)
{
  gboolean is_before = maker->area.begins_text && ends == maker->head && column == 0;

  return is_before ? bx_points (BX_COST_BLOCK_BEFORE_TEXT) : 0;
}

static void
add_block_at (BxMaker *maker, int box, int s, int column, int *ends, int top, BxCostId end)
{
  const BxBoxSize *size = &bx_maker_get_box (maker, box)->sizes[s];
  gint64 points = maker->points;

  if (!has_room (maker, ends, column, size))
    return;
  maker->points += bx_points (end) + size->cost + bx_maker_get_box (maker, box)->cost
                   + bx_maker_price_column (maker, size, column)
                   + price_before_text (maker, column, ends);
  if (maker->n_blocks > 0)
    maker->points += bx_points (BX_COST_CROWD);
  for (int c = column; c < column + size->span; c++)
    ends[c] = size->lines;
  maker->rects[maker->n_rects++] = (BxRect){ .box = box, .size = s, .column = column,
                                             .span = size->span, .top = top,
                                             .lines = size->lines };
  maker->n_blocks++;
  add_blocks (maker);
  maker->n_blocks--;
  maker->n_rects--;
  for (int c = column; c < column + size->span; c++)
    ends[c] = 0;
  maker->points = points;
}

static void
add_block (BxMaker *maker, int box)
{
  const BxBox *b = bx_maker_get_box (maker, box);
  const BxKind *kind = bx_kind_get (b->kind);
  int depth = maker->area.bottom - maker->area.top;

  for (int s = 0; s < b->n_sizes; s++) {
    const BxBoxSize *size = &b->sizes[s];

    if (size->span == 0)
      continue;
    for (int column = 0; column + size->span <= maker->area.columns; column++) {
      add_block_at (maker, box, s, column, maker->head, maker->area.top, kind->at_head);
      if (size->lines < depth)
        add_block_at (maker, box, s, column, maker->foot, maker->area.bottom - size->lines,
                      kind->at_foot);
    }
    if (maker->thrift
        >= (maker->n_blocks == 0 ? BX_THRIFT_ALL_BLOCKS_SIMPLE : BX_THRIFT_ONE_BLOCK_SIZE))
      break;
  }
}

/* The teasers that go with the blocks so far, then a further block. */
static void
add_blocks (BxMaker *maker)
{
  const BxStream *stream = &maker->templates->flow->streams[BX_BLOCKS];
  int unit = maker->from[BX_BLOCKS] + maker->n_blocks;

  bx_maker_add_teasers (maker, 0);
  if (unit < stream->n_units && maker->n_blocks < maker->templates->boxes_per_page[BX_BLOCKS]
      && !bx_maker_has_too_many (maker))
    add_block (maker, stream->units[unit].first_box);
}

/* --- sets ----------------------------------------------------------------------------------- */

/* Ranks the layouts with the cheapest slots among those with as many boxes: the search tries them
 * first. The set stays in the order of making, in which neighbours have columns in common that need
 * not be filled again. */
static void
rank_layouts (GPtrArray *set)
{
  BxLayout *first[BX_MAX_RECTS + 1][BX_UNRANKED];
  int n[BX_MAX_RECTS + 1] = { 0 };

  for (guint l = 0; l < set->len; l++) {
    BxLayout *layout = set->pdata[l];
    BxLayout **list = first[layout->n_rects];
    int at = n[layout->n_rects];

    if (at == BX_UNRANKED && list[at - 1]->points <= layout->points)
      continue;
    if (at == BX_UNRANKED)
      at--;
    else
      n[layout->n_rects]++;
    for (; at > 0 && list[at - 1]->points > layout->points; at--)
      list[at] = list[at - 1];
    list[at] = layout;
  }
  for (int r = 0; r <= BX_MAX_RECTS; r++)
    for (int i = 0; i < n[r]; i++)
      first[r][i]->rank = i;
}

static GPtrArray *
make_set (BxTemplates *templates, BxArea area, const int from[BX_N_STREAMS], int until)
{
  GPtrArray *set = g_ptr_array_new ();
  BxMaker maker = { .templates = templates, .set = set, .area = area, .until = until };
  int n_before = templates->n_layouts;

  memcpy (maker.from, from, sizeof maker.from);
  maker.next_teaser = from[BX_TEASERS];
  if (templates->rules->relax & BX_RELAX_BOX)
    maker.thrift = BX_THRIFT_ONE_SIZE; /* the question is what to leave out, not the finer points */
  do {
    g_ptr_array_set_size (set, 0);
    maker.n_tried = 0;
    templates->n_layouts = n_before;
    add_blocks (&maker);
  } while (bx_maker_has_too_many (&maker) && ++maker.thrift <= BX_THRIFT_ALL_BLOCKS_SIMPLE);
  rank_layouts (set);
  return set;
}

const GPtrArray *
bx_templates_get (BxTemplates *templates, BxArea area, const int from[BX_N_STREAMS], int until)
{
  const BxFlow *flow = templates->flow;
  gint64 height = flow->galley.column_lines + 1;
  gint64 key = area.top * height + area.bottom;
  GPtrArray *set;

  key = (key * (BX_MAX_COLUMNS + 1) + area.columns) * 8 + area.is_opening * 4
        + area.begins_text * 2 + area.is_last;
  for (int s = 0; s < BX_N_STREAMS; s++)
    key = key * (flow->streams[s].n_units + 1) + from[s];
  key = key * (flow->streams[BX_TEASERS].n_units + 1) + until;
  set = g_hash_table_lookup (templates->sets, &key);
  if (set == NULL) {
    set = make_set (templates, area, from, until);
    g_hash_table_insert (templates->sets, g_memdup2 (&key, sizeof key), set);
  }
  return set;
}

BxTemplates *
bx_templates_new (const BxFlow *flow, const BxRules *rules, gint64 below)
{
  BxTemplates *templates = g_new0 (BxTemplates, 1);

  templates->flow = flow;
  templates->rules = rules;
  templates->below = below;
  templates->sets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                           (GDestroyNotify) g_ptr_array_unref);
  templates->chunks = g_ptr_array_new_with_free_func (g_free);
  for (int s = 0; s < BX_N_STREAMS; s++)
    templates->boxes_per_page[s] = bx_boxes_per_page (flow, s);
  return templates;
}

void
bx_templates_free (BxTemplates *templates)
{
  if (templates == NULL)
    return;
  g_hash_table_unref (templates->sets);
  g_ptr_array_unref (templates->chunks);
  g_free (templates);
}
