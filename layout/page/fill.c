/* Filling the columns of one page, with a given layout, from a given place in the text: all places
 * where the page can end, each with its least cost. Runs of lines are joined by the positions where
 * one ends and the next begins. Which layout a page gets, and which end it takes, is decided in search.c. */
#include "fill.h"

#include <string.h>

static void
copy_list (BxCellList *to, const BxCellList *from)
{
  to->n = 0;
  for (int i = 0; i < from->n; i++)
    bx_cells_add (to, &from->cells[i]);
}

/* Lines that a layout leaves to the text from a column on. */
static int
count_free_from (const BxLayout *layout, int column)
{
  int lines = 0;

  for (; column < layout->area.columns; column++)
    lines += bx_layout_count_free (layout, column);
  return lines;
}

static void
save_head (BxFill *fill, int column)
{
  BxColumnHead *head = &fill->heads[column];

  copy_list (&head->starts, &fill->starts);
  head->most = fill->most;
  head->free_lines = count_free_from (fill->layout, column);
  head->may_end = fill->may_end;
  head->text_end = fill->text_end;
  memcpy (head->first_source, fill->first_source, sizeof head->first_source);
  memcpy (head->end_source, fill->end_source, sizeof head->end_source);
}

/* Whether sources set in the columns before cost the same with the new layout as with the last. */
static gboolean
has_same_sources (const BxFill *fill, const BxColumnHead *head, const BxLayout *layout, BxStreamId s)
{
  for (int b = head->first_source[s]; b < head->end_source[s]; b++) {
    const BxRect *now = bx_fill_find_box (layout, b);
    const BxRect *then = bx_fill_find_box (fill->layout, b);
    int unit = fill->flow->unit_of[b];

    if ((now == NULL) != (then == NULL) || (now && memcmp (now, then, sizeof *now) != 0)
        || (s == BX_BLOCKS && (unit >= layout->next[s]) != (unit >= fill->layout->next[s])))
      return FALSE;
  }
  return TRUE;
}

/* Whether the columns before took what is still to come for the same: where the page ends, and how
 * many lines a last page would lack; and whether they followed all ways that may pay now. */
static gboolean
has_same_rest (const BxFill *fill, const BxColumnHead *head, const BxLayout *layout, int column)
{
  int free_lines = count_free_from (layout, column);

  return head->most >= fill->most
         && (layout->area.is_last && head->may_end
                 ? head->free_lines == free_lines
                 : (head->free_lines > 0) == (free_lines > 0));
}

/* The first column that must be filled again. */
static int
find_new_column (const BxFill *fill, const BxLayout *layout)
{
  const BxLayout *last = fill->layout;
  int column = fill->n_heads - 1;
  int r = 0;

  /* Where a box cuts in, paragraphs of earlier columns know of it. */
  if (last == NULL || memcmp (&last->area, &layout->area, sizeof (BxArea)) != 0
      || bx_layout_count_beside (last) > 0 || bx_layout_count_beside (layout) > 0)
    return 0;
  while (r < last->n_rects && r < layout->n_rects
         && memcmp (&last->rects[r], &layout->rects[r], sizeof (BxRect)) == 0)
    r++;
  if (r < last->n_rects)
    column = MIN (column, last->rects[r].column);
  if (r < layout->n_rects)
    column = MIN (column, layout->rects[r].column);
  for (int s = 0; s < BX_N_STREAMS; s++)
    while (column > 0 && !has_same_sources (fill, &fill->heads[column], layout, s))
      column--;
  while (column > 0 && !has_same_rest (fill, &fill->heads[column], layout, column))
    column--;
  return column;
}

static void
begin_page (BxFill *fill)
{
  BxCell start = { .position = fill->start.position, .node = -1 };

  fill->starts.n = 0;
  fill->may_end = FALSE;
  bx_cells_add (&fill->starts, &start);
  for (int s = 0; s < BX_N_STREAMS; s++) {
    fill->first_source[s] = G_MAXINT;
    fill->end_source[s] = 0;
  }
}

static void
begin_column (BxFill *fill, int column)
{
  const BxColumnHead *head = &fill->heads[column];

  copy_list (&fill->starts, &head->starts);
  fill->text_end = head->text_end;
  fill->may_end = head->may_end;
  memcpy (fill->first_source, head->first_source, sizeof head->first_source);
  memcpy (fill->end_source, head->end_source, sizeof head->end_source);
}

static void
fill_runs (BxFill *fill, const BxSegment *segments, int n)
{
  for (int s = 0; s < n; s++) {
    fill->segment = &segments[s];
    bx_fill_run (fill);
  }
}

/* The starts of a column that so many notes stand before. Returns whether there are any. */
static gboolean
take_starts (BxFill *fill, int notes)
{
  fill->starts.n = 0;
  for (int i = 0; i < fill->heads_all.n; i++)
    if (fill->flow->positions[fill->heads_all.cells[i].position].notes == notes)
      bx_cells_add (&fill->starts, &fill->heads_all.cells[i]);
  return fill->starts.n > 0;
}

/* Fills a column that has the notes [first, fill->note_end), with that much less room; keeps the ends
 * that have passed just their marks. */
static void
fill_over_notes (BxFill *fill, int first, const BxSegment *segments, int n)
{
  BxSegment own[BX_MAX_SEGMENTS];

  memcpy (own, segments, sizeof (BxSegment) * (gsize) n);
  own[n - 1].lines -= bx_flow_count_note_lines (fill->flow, first, fill->note_end);
  if (own[n - 1].lines <= 0 || !take_starts (fill, first))
    return;
  fill_runs (fill, own, n);
  for (int i = 0; i < fill->starts.n; i++)
    bx_cells_add (&fill->feet, &fill->starts.cells[i]);
}

/* Whether the mark of a note may stand in a column with so many lines that starts after `notes`. */
static gboolean
may_reach_mark (const BxFill *fill, int notes, int note, int lines)
{
  const BxFlow *flow = fill->flow;
  int start = flow->item_position[fill->galley->notes[note].item];
  int most = 0;

  for (int i = 0; i < fill->heads_all.n; i++) {
    const BxPosition *at = &flow->positions[fill->heads_all.cells[i].position];

    if (at->notes == notes && at->item <= flow->positions[start].item)
      most = MAX (most, lines - (at->rest_min - flow->positions[start].rest_min));
  }
  return most > 0;
}

static int
compare_items (const void *a, const void *b, void *data)
{
  const BxPosition *positions = data;
  const BxCell *x = a;
  const BxCell *y = b;

  return positions[x->position].item - positions[y->position].item;
}

/* All ends with some number of notes, as the starts of the next column: in the order of their items,
 * and the cheapest of those that end at one place. */
static void
merge_feet (BxFill *fill)
{
  if (fill->feet.n > 1)
    g_qsort_with_data (fill->feet.cells, fill->feet.n, sizeof (BxCell), compare_items,
                       fill->flow->positions);
  for (int i = 0; i < fill->feet.n; i++)
    bx_fill_add_end (fill, &fill->feet.cells[i]);
  bx_fill_turn_ends (fill);
}

/* The fewest and the most notes that stand before a start of the column. */
static void
find_notes_before (const BxFill *fill, int *fewest, int *most)
{
  *fewest = fill->galley->n_notes;
  *most = 0;
  for (int i = 0; i < fill->heads_all.n; i++) {
    int notes = fill->flow->positions[fill->heads_all.cells[i].position].notes;

    *fewest = MIN (*fewest, notes);
    *most = MAX (*most, notes);
  }
}

/* A column is filled for each number of notes before it, and each that it may have. */
static void
fill_noted_column (BxFill *fill, const BxSegment *segments, int n)
{
  int lines = 0;
  int fewest, most;

  for (int s = 0; s < n; s++)
    lines += segments[s].lines;
  copy_list (&fill->heads_all, &fill->starts);
  fill->feet.n = 0;
  find_notes_before (fill, &fewest, &most);
  for (int first = fewest; first <= most; first++) {
    if (!take_starts (fill, first))
      continue;
    for (fill->note_end = first; fill->note_end <= fill->galley->n_notes; fill->note_end++) {
      if (fill->note_end > first && !may_reach_mark (fill, first, fill->note_end - 1, lines))
        break;
      fill_over_notes (fill, first, segments, n);
    }
  }
  fill->note_end = 0;
  merge_feet (fill);
}

static void
fill_column (BxFill *fill, int column)
{
  BxSegment segments[BX_MAX_SEGMENTS];
  int n = bx_layout_cut_column (fill->flow, fill->layout, column, segments);

  fill->text_end.cost = G_MAXINT64;
  fill->later_free = count_free_from (fill->layout, column + 1);
  if (fill->galley->n_notes > 0 && n > 0)
    fill_noted_column (fill, segments, n);
  else
    fill_runs (fill, segments, n);
}

/* The cheapest end of the text, not before the last teaser. */
static void
find_text_end (BxFill *fill)
{
  const BxLayout *layout = fill->layout;
  BxCell best = fill->text_end;
  int first = 0;

  for (int r = 0; r < layout->n_rects; r++)
    if (bx_fill_is_teaser (fill, &layout->rects[r]))
      first = layout->rects[r].column + layout->rects[r].span - 1;
  for (int c = first; c < fill->n_heads - 1; c++)
    if (fill->heads[c + 1].text_end.cost <= best.cost)
      best = fill->heads[c + 1].text_end;
  fill->starts.n = 0;
  if (best.cost < G_MAXINT64)
    bx_cells_add (&fill->starts, &best);
}

static void
list_runs (BxFill *fill)
{
  fill->n_runs = 0;
  if (bx_layout_count_beside (fill->layout) == 0)
    return;
  for (int column = 0; column < fill->layout->area.columns; column++)
    fill->n_runs += bx_layout_cut_column (fill->flow, fill->layout, column,
                                          &fill->runs[fill->n_runs]);
}

static void
find_last_column (BxFill *fill)
{
  fill->last_column = fill->layout->area.columns - 1;
  while (fill->last_column >= 0
         && bx_layout_count_free (fill->layout, fill->last_column) == 0)
    fill->last_column--;
}

/* A page without text ends where it starts. */
static void
end_empty_page (BxFill *fill)
{
  BxCell end = { .position = fill->start.position, .node = -1 };
  gint64 points = bx_distance_page_end (fill->flow, &fill->start, fill->layout,
                                        fill->flow->positions[end.position].passed);

  fill->starts.n = 0;
  if (points < 0 || fill->layout->area.is_last)
    return;
  end.cost = bx_cost_of (points);
  bx_cells_add (&fill->starts, &end);
}

void
bx_fill_start_page (BxFill *fill, const BxPageStart *start)
{
  BxArea area = bx_area_for (fill->galley, start->page, -1);
  gint64 page_lines = (gint64) area.columns * (area.bottom - area.top);

  fill->start = *start;
  fill->layout = NULL;
  fill->n_heads = 0;
  fill->has_free_feet = fill->rules->free_breaks
      || (fill->rules->free_tail
          && fill->flow->positions[start->position].rest_min <= page_lines);
  g_array_set_size (fill->nodes, 0);
}

/* In steps, so that one page's columns serve the next one's. */
static gint64
round_up (gint64 cost)
{
  gint64 step = bx_cost_of (64);

  return (cost + step) / step * step;
}

static void
fill_columns (BxFill *fill, int column)
{
  if (column > 0)
    begin_column (fill, column);
  else
    begin_page (fill);
  for (; column < fill->layout->area.columns; column++) {
    if (column > 0)
      save_head (fill, column);
    fill->n_heads = column + 1;
    fill_column (fill, column);
  }
}

const BxCell *
bx_fill_page (BxFill *fill, const BxLayout *layout, gint64 most, int *n)
{
  gint64 points = bx_distance_page_start (fill->flow, &fill->start, layout);
  int column;

  *n = 0;
  if (most < bx_cost_of (points))
    return NULL;
  fill->most = round_up (most - bx_cost_of (points));
  column = find_new_column (fill, layout);
  fill->layout = layout;
  fill->n_pages++;
  find_last_column (fill);
  list_runs (fill);
  fill_columns (fill, column);
  if (fill->last_column < 0)
    end_empty_page (fill);
  else if (layout->area.is_last)
    find_text_end (fill);
  for (int i = 0; i < fill->starts.n; i++)
    fill->starts.cells[i].cost += bx_cost_of (points);
  *n = fill->starts.n;
  return fill->starts.cells;
}

const BxNode *
bx_fill_get_node (const BxFill *fill, int node)
{
  return node < 0 ? NULL : &g_array_index (fill->nodes, BxNode, node);
}

gint64
bx_fill_get_visited (const BxFill *fill)
{
  return fill->visited;
}

gint64
bx_fill_get_work (const BxFill *fill)
{
  return fill->visited + 16 * fill->n_pages;
}

BxFill *
bx_fill_new (BxFlow *flow, const BxRules *rules)
{
  BxFill *fill = g_new0 (BxFill, 1);

  fill->flow = flow;
  fill->galley = &flow->galley;
  fill->rules = rules;
  fill->nodes = g_array_new (FALSE, FALSE, sizeof (BxNode));
  bx_fill_init_runs (fill, flow->galley.column_lines);
  return fill;
}

void
bx_fill_free (BxFill *fill)
{
  if (fill == NULL)
    return;
  g_array_unref (fill->nodes);
  for (int c = 0; c < BX_MAX_COLUMNS; c++)
    g_free (fill->heads[c].starts.cells);
  g_free (fill->starts.cells);
  g_free (fill->ends.cells);
  g_free (fill->heads_all.cells);
  g_free (fill->feet.cells);
  g_free (fill->end_index);
  g_free (fill->row.cells);
  g_free (fill->row.live);
  g_free (fill->next_row.cells);
  g_free (fill->next_row.live);
  g_free (fill);
}
