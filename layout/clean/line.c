/* Lines of cells: taking in, changing, taking out. What ought to change is decided by the passes. */
#include "line.h"

#include <string.h>

static void
add_cell (BxLine *line, gunichar c, BxSlice from, BxEditKind kind)
{
  line->cells[line->n_cells++] = (BxCell){ .c = c, .from = from.start, .kind = (guint8) kind,
                                           .len = (guint8) bx_slice_len (from), .times = 1 };
}

/* Whether an edit comes next at a place of a block. At the block's end only one that stands for a
 * character of it does. */
static gboolean
is_next (const BxRawEdit *edit, int at, int end)
{
  return edit->from.start <= at && (at < end || (bx_slice_is_empty (edit->from) && edit->to != 0));
}

/* A cell for every character that the block says; *edit goes on to the first edit after it. */
static void
fill_line (BxDraft *draft, BxLine *line, const BxRawBlock *block, int *edit)
{
  const BxRaw *raw = draft->raw;
  const char *source = raw->source;
  int first = *edit;
  int at = block->text.start;

  while (first < raw->n_edits && raw->edits[first].from.start < at)
    first++;
  for (*edit = first; *edit < raw->n_edits && raw->edits[*edit].from.start <= block->text.end;)
    (*edit)++;
  line->number = block->line;
  line->kind = block->kind;
  line->start = at;
  line->cells = g_new (BxCell, g_utf8_strlen (source + at, bx_slice_len (block->text))
                                   + (*edit - first) + 1);
  for (*edit = first;;) {
    const BxRawEdit *next = *edit < raw->n_edits ? &raw->edits[*edit] : NULL;

    if (next != NULL && is_next (next, at, block->text.end)) {
      if (next->to != 0)
        add_cell (line, next->to, next->from, next->kind);
      at = MAX (at, next->from.end);
      (*edit)++;
    } else if (at < block->text.end) {
      int end = (int) (g_utf8_next_char (source + at) - source);

      add_cell (line, g_utf8_get_char (source + at), bx_slice (at, end), 0);
      at = end;
    } else
      break;
  }
}

BxDraft *
bx_draft_new (const BxRaw *raw, const BxCleaning *how)
{
  BxDraft *draft = g_new0 (BxDraft, 1);
  int edit = 0;

  draft->raw = raw;
  draft->how = how;
  draft->rubies = g_array_new (FALSE, FALSE, sizeof (BxMarkup));
  draft->why = g_malloc ((gsize) raw->source_len + 1);
  memset (draft->why, BX_EDIT_BREAK, (gsize) raw->source_len + 1);
  for (int i = 0; i < raw->n_edits; i++)
    memset (draft->why + raw->edits[i].from.start, raw->edits[i].kind,
            (gsize) bx_slice_len (raw->edits[i].from));
  draft->n_lines = raw->n_blocks;
  draft->lines = g_new0 (BxLine, raw->n_blocks);
  for (int i = 0; i < raw->n_blocks; i++)
    fill_line (draft, &draft->lines[i], &raw->blocks[i], &edit);
  return draft;
}

void
bx_draft_free (BxDraft *draft)
{
  if (draft == NULL)
    return;
  for (int i = 0; i < draft->n_lines; i++)
    g_free (draft->lines[i].cells);
  for (guint i = 0; i < draft->rubies->len; i++)
    g_free (g_array_index (draft->rubies, BxMarkup, i).value);
  g_array_unref (draft->rubies);
  g_free (draft->lines);
  g_free (draft->why);
  g_free (draft);
}

void
bx_cell_change (BxCell *cell, gunichar c, BxEditKind kind)
{
  if (cell->c == c)
    return;
  cell->c = c;
  cell->kind = (guint8) kind;
}

void
bx_cell_remove (BxCell *cell, BxEditKind kind)
{
  cell->c = 0;
  cell->kind = (guint8) kind;
}

void
bx_line_close_up (BxDraft *draft, BxLine *line)
{
  int kept = 0;

  while (kept < line->n_cells && line->cells[kept].c != 0)
    kept++;
  for (int i = kept; i < line->n_cells; i++) {
    const BxCell *cell = &line->cells[i];

    if (cell->c == 0)
      memset (draft->why + cell->from, cell->kind, cell->len);
    else
      line->cells[kept++] = *cell;
  }
  line->n_cells = kept;
}

char *
bx_line_to_text (const BxLine *line)
{
  GString *text = g_string_sized_new (3 * (gsize) line->n_cells);

  for (int i = 0; i < line->n_cells; i++)
    for (int k = 0; k < line->cells[i].times; k++)
      g_string_append_unichar (text, line->cells[i].c);
  return g_string_free (text, FALSE);
}

gboolean
bx_is_blank (gunichar c)
{
  return c != 0 && g_unichar_isspace (c);
}

gboolean
bx_is_chinese_mark (gunichar c)
{
  switch (c) {
  case 0x2014: /* — */
  case 0x2026: /* … */
  case 0x3001: /* 、 */
  case 0x3002: /* 。 */
  case 0xFF01: /* ！ */
  case 0xFF0C: /* ， */
  case 0xFF1A: /* ： */
  case 0xFF1B: /* ； */
  case 0xFF1F: /* ？ */
    return TRUE;
  default: /* （） and 〈 to 】 */
    return c == 0xFF08 || c == 0xFF09 || (c >= 0x3008 && c <= 0x3011);
  }
}

gboolean
bx_is_quote_mark (gunichar c)
{
  return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201F);
}
