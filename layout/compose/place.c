/* A chosen line → where every cluster stands. Within a step all places give the same, until one has
 * no more; rounding is carried along, so the last glyph lands exactly on the measure. */
#include "tiers.h"

typedef struct {
  const BxShaped *shaped;
  const BxLine *line;
  BxLen *before; /* blanks and gaps as they come to stand, by cluster of the line */
  BxLen *after;
  BxLen *gap;
} Row;

static void
start_row (Row *row)
{
  int n = row->line->last - row->line->first;

  for (int i = 0; i < n; i++) {
    const BxCluster *c = &row->shaped->clusters[row->line->first + i];

    row->before[i] = c->before;
    row->after[i] = c->after;
    row->gap[i] = c->gap;
  }
  row->before[0] = bx_len_sub (row->before[0], row->line->trim_start);
  row->after[n - 1] = bx_len_sub (row->after[n - 1], row->line->trim_end);
  row->gap[n - 1] = bx_len (0);
}

/* Room of a place in this row, whose edges have been trimmed. */
static BxRoom
room_in_row (const Row *row, int i, BxTier tier)
{
  int n = row->line->last - row->line->first;
  const BxCluster *c = &row->shaped->clusters[row->line->first + i];
  BxRoom room = bx_cluster_room (row->shaped, row->line->first + i, tier);

  if (i == 0)
    room.before = MIN (room.before, c->before.u - row->line->trim_start.u);
  if (i == n - 1) {
    room.after = MIN (room.after, c->after.u - row->line->trim_end.u);
    room.gap = 0;
  }
  return room;
}

/* The level up to which every place gives min (room, level) so that all give `total`. */
static int
find_level (const Row *row, BxTier tier, int total)
{
  int n = row->line->last - row->line->first;
  int low = 0;
  int high = total;

  while (low < high) {
    int level = low + (high - low + 1) / 2;
    gint64 given = 0;

    for (int i = 0; i < n; i++) {
      BxRoom room = room_in_row (row, i, tier);

      given += MIN (room.before, level) + MIN (room.after, level) + MIN (room.gap, level);
    }
    if (given <= total)
      low = level;
    else
      high = level - 1;
  }
  return low;
}

static void
take (BxLen *blank, int room, int level, int sign, int *rest)
{
  int share = MIN (room, level);

  *rest -= share;
  blank->u += sign * share;
}

/* What word spaces take beyond their limit, in a line that has no other place. */
static void
widen_spaces (Row *row, int rest)
{
  int n = row->line->last - row->line->first;
  int n_spaces = 0;
  int k = 0;

  for (int i = 0; i < n; i++)
    n_spaces += room_in_row (row, i, BX_TIER_STRETCH_SPACE).gap > 0;
  for (int i = 0; i < n; i++)
    if (room_in_row (row, i, BX_TIER_STRETCH_SPACE).gap > 0) {
      row->gap[i].u += (int) ((gint64) rest * (k + 1) / n_spaces - (gint64) rest * k / n_spaces);
      k++;
    }
}

/* What rounding left goes one unit at a time to the places that still have room. */
static void
take_one (BxLen *blank, int room, int level, int sign, int *rest)
{
  if (*rest > 0 && room > level)
    take (blank, 1, 1, sign, rest);
}

static void
serve_tier (Row *row, BxTier tier)
{
  int n = row->line->last - row->line->first;
  int sign = (int) tier < BX_N_SHRINK_TIERS ? -1 : 1;
  int rest = row->line->used[tier].u;
  int level;

  if (rest == 0)
    return;
  level = find_level (row, tier, rest);
  for (int i = 0; i < n; i++) {
    BxRoom room = room_in_row (row, i, tier);

    take (&row->before[i], room.before, level, sign, &rest);
    take (&row->after[i], room.after, level, sign, &rest);
    take (&row->gap[i], room.gap, level, sign, &rest);
  }
  for (int i = 0; i < n && rest > 0; i++) {
    BxRoom room = room_in_row (row, i, tier);

    take_one (&row->before[i], room.before, level, sign, &rest);
    take_one (&row->after[i], room.after, level, sign, &rest);
    take_one (&row->gap[i], room.gap, level, sign, &rest);
  }
  if (rest > 0 && tier == BX_TIER_STRETCH_SPACE)
    widen_spaces (row, rest);
}

/* Step 3: total * (k + 1) / places - total * k / places spreads to the unit. */
static void
serve_tracking (Row *row)
{
  int n = row->line->last - row->line->first;
  gint64 total = row->line->used[BX_TIER_STRETCH_TRACKING].u;
  int places = 0;
  int k = 0;

  if (total == 0)
    return;
  n -= row->line->hang.u > 0; /* nothing before a mark that hangs */
  for (int i = 0; i < n - 1; i++)
    places += room_in_row (row, i, BX_TIER_STRETCH_TRACKING).gap;
  for (int i = 0; i < n - 1; i++)
    if (room_in_row (row, i, BX_TIER_STRETCH_TRACKING).gap > 0) {
      row->gap[i].u += (int) (total * (k + 1) / places - total * k / places);
      k++;
    }
}

void
bx_line_adjust (const BxShaped *shaped, const BxLine *line, BxLen *before, BxLen *after,
                BxLen *gap)
{
  Row row = { shaped, line, before, after, gap };

  start_row (&row);
  for (int t = 0; t < BX_TIER_STRETCH_TRACKING; t++)
    serve_tier (&row, (BxTier) t);
  serve_tracking (&row);
}

BxLen
bx_line_place (const BxShaped *shaped, const BxLine *line, BxLen *x)
{
  int n = line->last - line->first;
  g_autofree BxLen *before = g_new (BxLen, 3 * (gsize) MAX (n, 1));
  BxLen *after = before + n;
  BxLen *gap = after + n;
  int pen = 0;

  if (n == 0)
    return bx_len (0);
  bx_line_adjust (shaped, line, before, after, gap);
  for (int i = 0; i < n; i++) {
    const BxCluster *c = &shaped->clusters[line->first + i];

    /* Glyphs count from a frame with its full before-blank: what is gone shifts the ink. */
    x[i] = bx_len (pen - (c->full_before.u - before[i].u));
    pen += before[i].u + c->body.u + after[i].u + gap[i].u;
  }
  return bx_len (pen - line->hang.u);
}

BxLine
bx_compose_line (const BxShaped *shaped)
{
  BxLine line = { .last = shaped->n_clusters, .is_last = TRUE };

  for (int i = 0; i < shaped->n_clusters; i++) {
    const BxCluster *c = &shaped->clusters[i];

    line.natural = bx_len_add (line.natural, bx_cluster_get_advance (c));
    if (i + 1 < shaped->n_clusters)
      line.natural = bx_len_add (line.natural, c->gap);
  }
  line.measure = line.natural;
  return line;
}
