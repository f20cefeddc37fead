/* Paragraphs that were broken into lines, as mail and old files are (TXT-01): the lines are joined
 * again. A text is one of those where most of its lines are as long as the longest, and end within a
 * sentence; which of them end a paragraph is told by what is shorter, and by blank lines and indents
 * after it. */
#include "line.h"

#include <string.h>

#define LEAST_LINES 8
#define MAX_WIDTH 120 /* of a broken line, in half ems: nobody breaks later */
#define MIN_WIDTH 30
#define SLACK 4 /* a line may be short by two Han for the sake of a mark or a word */

/* With the indent before it, which is no part of the text. */
static int
width_of (const BxDraft *draft, const BxLine *line)
{
  const char *source = draft->raw->source;
  int width = 0;

  for (int at = line->start; at > 0 && strchr ("\r\n", source[at - 1]) == NULL;) {
    at = (int)(g_utf8_prev_char (source + at) - source);
    width += (guchar)source[at] < 0x80 ? 1 : 2;
  }
  for (int i = 0; i < line->n_cells; i++)
    width += line->cells[i].c < 0x2000 ? 1 : 2;
  return width;
}

/* What stands between a line and the next in the source. */
static BxSlice
gap_after (const BxDraft *draft, int i)
{
  return bx_slice (draft->raw->blocks[i].text.end, draft->raw->blocks[i + 1].text.start);
}

/* One line end and no indent: the next line may go on with the paragraph. */
static gboolean
may_go_on (const BxDraft *draft, int i)
{
  BxSlice gap = gap_after (draft, i);
  const char *source = draft->raw->source;
  int n_ends = 0;

  for (int at = gap.start; at < gap.end; at++)
    n_ends += source[at] == '\n' || (source[at] == '\r' && source[at + 1] != '\n');
  return n_ends == 1 && (source[gap.end - 1] == '\n' || source[gap.end - 1] == '\r');
}

static gboolean
ends_sentence (const BxLine *line)
{
  gunichar last = bx_line_at (line, line->n_cells - 1);

  return g_utf8_strchr ("。！？…”’」』）!?.", -1, last) != NULL;
}

/* The width at which the text was broken, 0 where it was not. */
static int
find_width (const BxDraft *draft, const int *widths)
{
  int most = 0;
  int n_full = 0;

  for (int i = 0; i < draft->n_lines; i++)
    most = MAX (most, widths[i]);
  for (int i = 0; i < draft->n_lines; i++)
    n_full += widths[i] >= most - SLACK && !ends_sentence (&draft->lines[i]);
  return draft->n_lines >= LEAST_LINES && most <= MAX_WIDTH && most >= MIN_WIDTH
                 && n_full * 2 > draft->n_lines
             ? most
             : 0;
}

/* The line end becomes a blank, which later goes between Han and stays between words. */
static void
join (BxDraft *draft, BxLine *line, BxLine *next, BxSlice gap)
{
  const char *source = draft->raw->source;
  int end = gap.start + (int) strcspn (source + gap.start, "\r\n");
  BxCell blank = { .c = ' ', .from = end, .times = 1, .kind = BX_EDIT_BREAK,
                   .len = strncmp (source + end, "\r\n", 2) == 0 ? 2 : 1 };

  line->cells = g_renew (BxCell, line->cells, line->n_cells + next->n_cells + 1);
  line->cells[line->n_cells] = blank;
  memcpy (line->cells + line->n_cells + 1, next->cells, (gsize)next->n_cells * sizeof (BxCell));
  line->n_cells += next->n_cells + 1;
  g_free (next->cells);
}

void
bx_clean_breaks (BxDraft *draft, BxReport *report)
{
  g_autofree int *widths = g_new (int, draft->n_lines + 1);
  int n_lines = draft->n_lines;
  int last = 0;
  int width;

  for (int i = 0; i < n_lines; i++)
    widths[i] = width_of (draft, &draft->lines[i]);
  width = find_width (draft, widths);
  if (width == 0)
    return;
  for (int i = 1; i < n_lines; i++)
    if (widths[i - 1] >= width - SLACK && may_go_on (draft, i - 1))
      join (draft, &draft->lines[last], &draft->lines[i], gap_after (draft, i - 1));
    else
      draft->lines[++last] = draft->lines[i];
  draft->n_lines = last + 1;
  if (draft->n_lines < n_lines)
    bx_report_add (report, BX_NOTE, "lines-joined", 0, 0,
                   "%d lines of one width are joined to %d paragraphs; --keep breaks leaves them",
                   n_lines, draft->n_lines);
}
