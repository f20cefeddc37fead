/* Blanks: none beside Chinese characters, because the composer makes the gap between Han and Latin
 * itself (CL-TXT-02); one U+0020 between Latin words. In masthead, byline, display lines and fine
 * print a blank between Han is a mark of its own and stays, as one U+0020. Behind a strong term that begins a
 * paragraph (燈質　每座燈塔有…) it parts the term from what is said of it, as one U+3000. The blanks between
 * the cells of a table are read/'s, and stay. */
#include "line.h"

#define MAX_TERM 16 /* characters */

static gboolean
keeps_separators (BxBlockKind kind)
{
  return kind != BX_BLOCK_PARAGRAPH && kind != BX_BLOCK_DECK && kind != BX_BLOCK_NOTE
         && kind != BX_BLOCK_TABLE;
}

/* Stands for the mark or the line end between two cells. */
static gboolean
is_divider (const BxLine *line, int i)
{
  return line->kind == BX_BLOCK_TABLE && bx_line_at (line, i) == ' '
         && (line->cells[i].kind == BX_EDIT_MARKUP || line->cells[i].kind == BX_EDIT_BREAK);
}

static gboolean
is_chinese (const BxLine *line, int i)
{
  gunichar c = bx_line_at (line, i);

  if (c == 0 || is_divider (line, i))
    return TRUE; /* nothing stands at the edges of a line or a cell */
  if ((c >= 0x2018 && c <= 0x201F) || (c >= 0x300C && c <= 0x300F))
    return line->cells[i].is_chinese || c >= 0x300C;
  return bx_is_han (c) || bx_is_chinese_mark (c);
}

/* Blanks that only stand for the end of a line in the source separate nothing. */
static gboolean
is_line_end (const BxLine *line, int start, int end)
{
  for (int i = start; i < end; i++)
    if (line->cells[i].kind == BX_EDIT_BREAK)
      return TRUE;
  return FALSE;
}

/* What stands before a cell is strong, from the start of the line on. */
static gboolean
is_behind_term (const BxDraft *draft, const BxLine *line, int i)
{
  const BxRaw *raw = draft->raw;
  const BxCell *last = &line->cells[MAX (0, i - 1)];

  for (int m = 0; m < raw->n_markups && i > 0 && i <= MAX_TERM; m++)
    if (raw->markups[m].kind == BX_MARKUP_STRONG
        && raw->markups[m].text.start <= line->cells[0].from
        && raw->markups[m].text.end == last->from + last->len)
      return TRUE;
  return FALSE;
}

static void
settle_run (const BxDraft *draft, BxLine *line, int start, int end, BxBlockKind kind)
{
  gunichar before = bx_line_at (line, start - 1);
  gunichar after = bx_line_at (line, end);
  gboolean is_meant = line->cells[start].c == 0x3000
                      || (is_chinese (line, start - 1) && is_chinese (line, end));
  gboolean is_of_term = kind == BX_BLOCK_PARAGRAPH && is_meant && after != 0
                        && !bx_is_chinese_mark (before) && is_behind_term (draft, line, start);
  gboolean is_separator = keeps_separators (kind) && !is_line_end (line, start, end) && before != 0 && after != 0
                          && !bx_is_chinese_mark (before) && !bx_is_chinese_mark (after);

  if (is_of_term) {
    if (line->cells[start].c != 0x3000)
      bx_cell_change (&line->cells[start], 0x3000, BX_EDIT_SPACE);
    start++;
  } else if (is_separator || (!is_chinese (line, start - 1) && !is_chinese (line, end)))
    bx_cell_change (&line->cells[start++], ' ', BX_EDIT_SPACE);
  for (int i = start; i < end; i++)
    bx_cell_remove (&line->cells[i],
                    line->cells[i].kind == BX_EDIT_BREAK ? BX_EDIT_BREAK : BX_EDIT_SPACE);
}

/* What stands between masthead and time is the break between two blocks. */
static void
clear_cut (BxLine *line, int cut)
{
  for (int i = cut - 1; i >= 0 && bx_is_blank (line->cells[i].c); i--)
    bx_cell_remove (&line->cells[i], BX_EDIT_BREAK);
}

static int
moved_cut (const BxLine *line, int old)
{
  int cut = 0;

  for (int i = 0; i < old; i++)
    cut += line->cells[i].c != 0;
  return cut;
}

/* Of the part of a line that a cell stands in. */
static BxBlockKind
kind_at (const BxLine *line, int cell)
{
  BxBlockKind kind = line->kind;

  for (int i = 0; i < BX_MAX_CUTS && line->cuts[i] > 0 && cell >= line->cuts[i]; i++)
    kind = line->kinds_after[i];
  return kind;
}

static gboolean
is_space (const BxLine *line, int i)
{
  return bx_is_blank (bx_line_at (line, i)) && !is_divider (line, i);
}

void
bx_clean_spaces (BxDraft *draft, BxLine *line)
{
  for (int i = 0; i < BX_MAX_CUTS; i++)
    clear_cut (line, line->cuts[i]);
  for (int start = 0, end; start < line->n_cells; start = end) {
    end = start + 1;
    if (!is_space (line, start)
        || (!bx_mends (draft, BX_MEND_SPACES) && line->cells[start].kind != BX_EDIT_BREAK))
      continue;
    while (is_space (line, end))
      end++;
    settle_run (draft, line, start, end, kind_at (line, start));
  }
  for (int i = 0; i < BX_MAX_CUTS; i++)
    line->cuts[i] = moved_cut (line, line->cuts[i]);
  bx_line_close_up (draft, line);
}
