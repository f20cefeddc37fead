/* A row of clusters between two breaks → an adjusted line. Does not choose breaks. */
#include "row.h"

#include <string.h>

gboolean
bx_row_may_break_before (const BxShaped *shaped, int position)
{
  return position == shaped->n_clusters
         || (shaped->clusters[position - 1].flags & BX_CLUSTER_NO_BREAK_AFTER) == 0;
}

gboolean
bx_row_is_hyphenated (const BxShaped *shaped, int last)
{
  return last > 0 && (shaped->clusters[last - 1].flags & BX_CLUSTER_HYPHEN_AFTER) != 0;
}

int
bx_row_last (const BxShaped *shaped, int first, int position)
{
  while (position > first + 1
         && (shaped->clusters[position - 1].class == BX_CLASS_SPACE
             || shaped->clusters[position - 1].class == BX_CLASS_BLANK))
    position--;
  return position;
}

BxLen
bx_column_get_line (const BxColumn *column, int line, BxLen *width)
{
  BxLen start = bx_len (0);

  *width = column->measure;
  for (int i = column->n_intrusions - 1; i >= 0; i--) {
    const BxIntrusion *intrusion = &column->intrusions[i];

    if (line >= intrusion->first_line && line - intrusion->first_line < intrusion->n_lines) {
      start = intrusion->start;
      *width = intrusion->measure;
    }
  }
  if (line == 0) {
    start = bx_len_add (start, column->indent);
    *width = bx_len_sub (*width, column->indent);
  }
  return start;
}

void
bx_row_set_line (const BxSum *sums, const BxShaped *shaped, const BxColumn *column, int number,
                 int first, int position, BxLine *line)
{
  BxFit fit;
  int places;
  int slack;

  memset (line, 0, sizeof *line);
  line->first = first;
  line->last = bx_row_last (shaped, first, position);
  line->is_last = position == shaped->n_clusters;
  line->is_hyphenated = bx_row_is_hyphenated (shaped, line->last);
  line->x = bx_column_get_line (column, number, &line->measure);
  slack = bx_sums_fit_width (sums, shaped, line->first, line->last, line->measure.u, &fit);
  line->natural = fit.natural;
  line->trim_start = fit.trim_start;
  line->trim_end = fit.trim_end;
  line->hang = fit.hang;
  if (line->is_last && slack >= 0) /* CL-JST-13 */
    return;
  line->is_overfull = bx_fit_adjust (&fit, slack, line->used) < 0;
  places = fit.room[BX_TIER_STRETCH_TRACKING];
  if (places > 0)
    line->tracking = bx_em ((int) ((gint64) line->used[BX_TIER_STRETCH_TRACKING].u * 1024
                                   / ((gint64) places * shaped->size.u)));
}
