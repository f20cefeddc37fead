/* First fit: every line takes the longest prefix that fits when it is squeezed as far as it goes
 * (CL-BRK-12), and never looks further. The measure of what total fit in paragraph.c is worth, and
 * the breaking that the rules on line edges are written for. */
#include "row.h"

/* The last break of a line that starts at `first`; the first break there is where nothing fits. */
static int
find_break (const BxSum *sums, const BxShaped *shaped, int first, int width)
{
  int n = shaped->n_clusters;
  int best = -1;

  for (int end = first + 1; end <= n; end++) {
    BxLen used[BX_N_TIERS];
    BxFit fit;
    int slack;

    if (!bx_row_may_break_before (shaped, end))
      continue;
    slack = bx_sums_fit_width (sums, shaped, first, bx_row_last (shaped, first, end), width, &fit);
    if (slack < 0 && bx_fit_adjust (&fit, slack, used) < 0)
      return best > 0 ? best : end;
    best = end;
  }
  return best > 0 ? best : n;
}

BxComposed *
bx_compose_first_fit (const BxShaped *shaped, const BxColumn *column)
{
  BxComposed *composed = g_new0 (BxComposed, 1);
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (BxLine));
  g_autofree BxSum *sums = bx_sums_new (shaped);
  int n = shaped->n_clusters;

  composed->shaped = shaped;
  for (int first = column->first, number = 0; first < n; number++) {
    BxLen width;
    BxLine line;
    int end;

    bx_column_get_line (column, number, &width);
    end = find_break (sums, shaped, first, width.u);
    bx_row_set_line (sums, shaped, column, number, first, end, &line);
    g_array_append_val (lines, line);
    first = end;
  }
  composed->n_settings = lines->len > 0;
  composed->settings[0].n_lines = (int) lines->len;
  composed->settings[0].lines = (BxLine *) (void *) g_array_free (lines, FALSE);
  return composed;
}
