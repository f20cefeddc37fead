/* 註: notes at the feet of columns. Which notes a column has hangs only on where in the text it starts
 * and ends, so no state of the search is added: a column is filled once for every number of notes that
 * it may have, with that much less room, and only ends that have passed just their marks are kept
 * (fill.c). Here stands what notes take and where they come to stand. */
#include "page-private.h"

#define LINE 1024 /* of a height, to the grid line */
/* Lines that the notes of one item leave of a column at least, and one of the last page's, or the text
 * might come to no end. Otherwise the galley is set without notes: whoever makes it puts long ones
 * elsewhere. */
#define LEAST_TEXT 4
#define LEAST_LAST_TEXT 1

static int
round_up (gint64 height)
{
  return (int) ((height + LINE - 1) / LINE);
}

int
bx_flow_count_note_lines (const BxFlow *flow, int first, int end)
{
  gint64 height = flow->note_heights[end] - flow->note_heights[first];

  return first < end ? round_up (height + flow->galley.note_space) : 0;
}

int
bx_flow_count_most_note_lines (const BxFlow *flow, int first)
{
  return flow->note_lines[flow->galley.n_notes] - flow->note_lines[first];
}

int
bx_flow_mark_line (const BxFlow *flow, int note, int variant)
{
  const BxGalley *galley = &flow->galley;
  int item = galley->notes[note].item;
  const BxWrapped *wrapped = bx_flow_wrapped (flow, variant);
  int line = galley->find_mark (galley->data, note, wrapped != NULL ? &wrapped->wrap : NULL,
                                wrapped != NULL ? wrapped->numbers[variant % BX_MAX_VARIANTS]
                                                : variant);

  return CLAMP (line, 0, bx_flow_variant (flow, item, variant)->lines - 1);
}

int
bx_flow_count_notes (const BxFlow *flow, int item, int variant, int line)
{
  int note = flow->item_note[item];

  while (note < flow->item_note[item + 1] && bx_flow_mark_line (flow, note, variant) < line)
    note++;
  return note;
}

static gboolean
may_have_notes (const BxGalley *galley, const BxGalley *from)
{
  int room = MIN (galley->column_lines - LEAST_TEXT,
                  galley->column_lines - galley->closing_lines - LEAST_LAST_TEXT);
  gint64 height = 0;

  if (from->find_mark == NULL)
    return FALSE;
  for (int n = 0; n < from->n_notes; n++) {
    const BxNote *note = &from->notes[n];
    gboolean is_same_item = n > 0 && note->item == note[-1].item;

    if (note->item < 0 || note->item >= galley->n_items
        || (n > 0 && note->item < note[-1].item))
      return FALSE;
    height = (is_same_item ? height : from->note_space) + MAX (0, note->height);
    if (round_up (height) > room)
      return FALSE;
  }
  return TRUE;
}

void
bx_flow_clean_notes (BxFlow *flow, const BxGalley *from)
{
  BxGalley *galley = &flow->galley;
  int note = 0;

  galley->n_notes = from->n_notes > 0 && may_have_notes (galley, from) ? from->n_notes : 0;
  galley->notes = from->notes; /* borrowed */
  galley->note_space = MAX (0, from->note_space);
  flow->item_note = g_new0 (int, galley->n_items + 2);
  flow->note_heights = g_new0 (gint64, galley->n_notes + 1);
  flow->note_lines = g_new0 (int, galley->n_notes + 1);
  for (int n = 0; n < galley->n_notes; n++) {
    flow->note_heights[n + 1] = flow->note_heights[n] + MAX (0, galley->notes[n].height);
    flow->note_lines[n + 1]
        = flow->note_lines[n] + round_up (MAX (0, galley->notes[n].height) + galley->note_space);
  }
  for (int i = 0; i <= galley->n_items; i++) {
    while (note < galley->n_notes && galley->notes[note].item < i)
      note++;
    flow->item_note[i] = note;
  }
  for (int i = 0; i < galley->n_items; i++)
    flow->most_note_lines
        = MAX (flow->most_note_lines,
               bx_flow_count_note_lines (flow, flow->item_note[i], flow->item_note[i + 1]));
}

/* The notes whose marks stand in a column: adds them to those found so far. */
static void
count_marks (const BxFlow *flow, const BxPlacedLines *lines, int variant, BxPlacedNotes *notes)
{
  for (int n = flow->item_note[lines->item]; n < flow->item_note[lines->item + 1]; n++) {
    int line = bx_flow_mark_line (flow, n, variant);

    if (line < lines->first || line >= lines->first + lines->n)
      continue;
    if (notes->n++ == 0)
      notes->first = n;
  }
}

void
bx_layout_place_notes (const BxFlow *flow, const BxLayout *layout, int page, const GArray *lines,
                       const int *variants, GArray *notes)
{
  guint first = lines->len;

  while (first > 0 && g_array_index (lines, BxPlacedLines, first - 1).page == page)
    first--;
  for (int column = 0; flow->galley.n_notes > 0 && column < layout->area.columns; column++) {
    BxSegment segments[BX_MAX_SEGMENTS];
    int n = bx_layout_cut_column (flow, layout, column, segments);
    BxPlacedNotes placed = { .page = page, .column = column };

    for (guint i = first; i < lines->len; i++) {
      const BxPlacedLines *l = &g_array_index (lines, BxPlacedLines, i);

      if (l->column == column)
        count_marks (flow, l, variants[l->item], &placed);
    }
    if (placed.n == 0)
      continue;
    placed.lines = bx_flow_count_note_lines (flow, placed.first, placed.first + placed.n);
    placed.top = segments[n - 1].top + segments[n - 1].lines - placed.lines;
    g_array_append_val (notes, placed);
  }
}
