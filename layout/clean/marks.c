/* Characters that do not belong in a text, and marks that were typed for want of a better one:
 * invisible characters out, ... and 。。。 to ……, -- to ——, ，， to ，. Widths and quotation marks have passes of
 * their own. */
#include "line.h"

static gboolean
is_invisible (gunichar c)
{
  if (c == '\t')
    return FALSE;
  switch (g_unichar_type (c)) {
  case G_UNICODE_CONTROL:
  case G_UNICODE_FORMAT: /* zero width, soft hyphen, bidi controls, byte order mark */
    return TRUE;
  default:
    return c == 0xFFFC || (c >= 0xFE00 && c <= 0xFE0F);
  }
}

static void
remove_invisibles (BxDraft *draft, BxLine *line)
{
  for (int i = 0; i < line->n_cells; i++)
    if (is_invisible (line->cells[i].c))
      bx_cell_remove (&line->cells[i], BX_EDIT_MARK);
  bx_line_close_up (draft, line);
}

/* Makes a run of marks one double mark. */
static void
fold_run (BxLine *line, int start, int end, gunichar mark)
{
  if (end - start == 1) {
    line->cells[start].times = 2;
    line->cells[start].kind = BX_EDIT_MARK;
    return;
  }
  bx_cell_change (&line->cells[start], mark, BX_EDIT_MARK);
  bx_cell_change (&line->cells[start + 1], mark, BX_EDIT_MARK);
  for (int i = start + 2; i < end; i++)
    bx_cell_remove (&line->cells[i], BX_EDIT_MARK);
}

static gboolean
is_chinese (gunichar c)
{
  return bx_is_han (c) || bx_is_chinese_mark (c) || (c >= 0x2018 && c <= 0x201F);
}

/* The double mark that a run of one character stands for, or 0. */
static gunichar
meant_by (const BxDraft *draft, gunichar c, int length, gboolean beside_han)
{
  gboolean mends_dots = bx_mends (draft, BX_MEND_DOTS);

  if (mends_dots && c == 0x3002 && length >= 3)
    return 0x2026;
  if (!beside_han)
    return 0;
  if (mends_dots && ((c == '.' && length >= 3) || (c == 0x2026 && length != 2)))
    return 0x2026;
  if (!bx_mends (draft, BX_MEND_DASHES))
    return 0;
  if ((c == '-' && length >= 2) || (c == 0x2014 && length != 2) || (c == 0x2500 && length >= 2))
    return 0x2014;
  return 0;
}

void
bx_clean_marks (BxDraft *draft, BxLine *line)
{
  if (bx_mends (draft, BX_MEND_INVISIBLE))
    remove_invisibles (draft, line);
  for (int start = 0, end; start < line->n_cells; start = end) {
    gunichar c = line->cells[start].c;
    gboolean beside_han;
    gunichar mark;

    for (end = start + 1; bx_line_at (line, end) == c; end++)
      ;
    beside_han = is_chinese (bx_line_at (line, start - 1)) || is_chinese (bx_line_at (line, end));
    mark = meant_by (draft, c, end - start, beside_han);
    if (mark != 0)
      fold_run (line, start, end, mark);
  }
  bx_line_close_up (draft, line);
}

/* A pause that was typed twice. ！！ and ？？ may be meant. */
static gboolean
is_single (gunichar c)
{
  return c == 0xFF0C || c == 0x3001 || c == 0x3002 || c == 0xFF1B || c == 0xFF1A;
}

void
bx_clean_doubled (BxDraft *draft, BxLine *line)
{
  gboolean has_doubled = FALSE;

  if (!bx_mends (draft, BX_MEND_DOUBLED))
    return;
  for (int i = 1; i < line->n_cells; i++)
    if (is_single (line->cells[i].c) && line->cells[i - 1].c == line->cells[i].c) {
      gunichar c = line->cells[i].c;

      has_doubled = TRUE;
      for (; bx_line_at (line, i) == c; i++)
        bx_cell_remove (&line->cells[i], BX_EDIT_MARK);
    }
  if (has_doubled)
    bx_line_close_up (draft, line);
}
