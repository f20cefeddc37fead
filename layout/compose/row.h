/* What body lines have in common, however their breaks are chosen. */
#ifndef BX_ROW_H
#define BX_ROW_H

#include "tiers.h"

gboolean bx_row_may_break_before (const BxShaped *shaped, int position);

/* Whether a line that ends with cluster `last` - 1 ends with a hyphen. */
gboolean bx_row_is_hyphenated (const BxShaped *shaped, int last);

/* The last cluster of a line that ends before `position`: blanks at its end are left out. */
int bx_row_last (const BxShaped *shaped, int first, int position);

/* Where a line of a column starts, and the width it has from there. */
BxLen bx_column_get_line (const BxColumn *column, int line, BxLen *width);

/* The line number `number` of a paragraph, from the cluster `first` to the break before `position`,
 * adjusted to its measure. */
void bx_row_set_line (const BxSum *sums, const BxShaped *shaped, const BxColumn *column, int number,
                      int first, int position, BxLine *line);

#endif
