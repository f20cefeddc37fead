/* Lines of cells: taking in, changing, taking out. What ought to change is decided by the passes. */
#include "line.h"

#include <string.h>

static void
fill_line (BxLine *line, const BxRaw *raw, const BxRawBlock *block)
{
  const char *text = raw->source + block->text.start;
  const char *end = raw->source + block->text.end;
  int i = 0;

  line->number = block->line;
  line->kind = block->kind;
  line->n_cells = (int) g_utf8_strlen (text, end - text);
  line->cells = g_new0 (BxCell, line->n_cells);
  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    line->cells[i++] = (BxCell){ .c = g_utf8_get_char (p), .from = (int) (p - raw->source),
                                 .len = (guint8) (g_utf8_next_char (p) - p), .times = 1 };
}

BxDraft *
bx_draft_new (const BxRaw *raw)
{
  BxDraft *draft = g_new0 (BxDraft, 1);

  draft->raw = raw;
  draft->why = g_malloc ((gsize) raw->source_len + 1);
  memset (draft->why, BX_EDIT_BREAK, (gsize) raw->source_len + 1);
  draft->n_lines = raw->n_blocks;
  draft->lines = g_new0 (BxLine, raw->n_blocks);
  for (int i = 0; i < raw->n_blocks; i++)
    fill_line (&draft->lines[i], raw, &raw->blocks[i]);
  return draft;
}

void
bx_draft_free (BxDraft *draft)
{
  if (draft == NULL)
    return;
  for (int i = 0; i < draft->n_lines; i++)
    g_free (draft->lines[i].cells);
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

  for (int i = 0; i < line->n_cells; i++) {
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
