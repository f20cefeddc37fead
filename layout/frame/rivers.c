/* 白流: whites of one line after another that run into each other. Counted on finished lines. */
#include "rivers.h"

#include <stdlib.h>

#define WIDE 410  /* 1/1024 em: 0.4 em, what a reader sees as a hole */
#define LONG 3    /* lines that make a river */

typedef struct {
  BxLen start; /* on the page */
  BxLen end;
  int length;  /* lines that it has run through */
} White;

/* Whites between the bodies of neighbouring clusters: blanks, spaces and gaps together. */
static GArray *
find_whites (const BxFrameLine *frame)
{
  const BxShaped *shaped = frame->shaped;
  const BxLine *line = frame->line;
  int n = line->last - line->first;
  g_autofree BxLen *before = g_new (BxLen, 3 * (gsize) MAX (n, 1));
  BxLen *after = before + n;
  BxLen *gap = after + n;
  GArray *whites = g_array_new (FALSE, FALSE, sizeof (White));
  int pen = frame->x.u;
  int open = -1; /* where the white began; -1 before the first body */

  if (n > 0)
    bx_line_adjust (shaped, line, before, after, gap);
  for (int i = 0; i < n; i++) {
    const BxCluster *c = &shaped->clusters[line->first + i];
    gboolean is_blank = c->class == BX_CLASS_SPACE || c->class == BX_CLASS_BLANK;
    White white = { bx_len (open), bx_len (pen + before[i].u), 1 };

    pen = white.end.u + c->body.u;
    if (!is_blank) {
      if (open >= 0 && white.end.u - open >= bx_len_from_em (bx_em (WIDE), shaped->size).u)
        g_array_append_val (whites, white);
      open = pen;
    }
    pen += after[i].u + gap[i].u;
  }
  return whites;
}

/* Whether a white goes on with the one over it: half of the narrower lies under the other. */
static gboolean
goes_on (const White *above, const White *below)
{
  int common = MIN (above->end.u, below->end.u) - MAX (above->start.u, below->start.u);

  return 2 * common >= MIN (above->end.u - above->start.u, below->end.u - below->start.u);
}

/* Rivers that reach their length in `whites`, which lie under `above`. */
static int
join (const GArray *above, GArray *whites)
{
  int n = 0;

  for (guint i = 0; i < whites->len; i++) {
    White *white = &g_array_index (whites, White, i);

    for (guint k = 0; k < above->len; k++) {
      const White *over = &g_array_index (above, White, k);

      if (goes_on (over, white))
        white->length = MAX (white->length, over->length + 1);
    }
    n += white->length == LONG;
  }
  return n;
}

int
bx_count_rivers (const BxPages *pages)
{
  const BxFrameLine *above = NULL;
  GArray *whites = g_array_new (FALSE, FALSE, sizeof (White));
  int n = 0;

  for (guint i = 0; i < pages->lines->len; i++) {
    const BxFrameLine *frame = &g_array_index (pages->lines, BxFrameLine, i);
    GArray *found;

    if (frame->role != BX_TEXT_BODY || frame->grid_line < 0)
      continue;
    found = find_whites (frame);
    if (above != NULL && above->page == frame->page && above->column == frame->column
        && above->grid_line + 1 == frame->grid_line)
      n += join (whites, found);
    g_array_unref (whites);
    whites = found;
    above = frame;
  }
  g_array_unref (whites);
  return n;
}
