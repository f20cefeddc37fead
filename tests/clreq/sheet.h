/* Whole pages: a manuscript of paragraphs of given lengths, set by all rooms up to frame in the
 * bench's style with some of its keys laid over. */
#ifndef SHEET_H
#define SHEET_H

#include "clreq.h"

typedef struct _Sheet Sheet;

/* `items` with blanks between: 6 is a paragraph of six lines in the style's own measure, 6q one that
 * has a pull quote in it, h a crosshead. `overlay` is YAML. `measure` in em. NULL where the style is
 * refused. (transfer full) */
Sheet *sheet_new (Bench *bench, BxHouse house, const char *items, const char *overlay);
/* The same in a style that is shipped. */
Sheet *sheet_new_in_style (Bench *bench, BxHouse house, const char *items, const char *style);
void sheet_free (Sheet *sheet);

/* What stands in each column, from its head down: 4+2 for lines of two paragraphs that touch, _ for a
 * white line of the grid, h for a head, [5] for a box. Columns are joined by /, pages by |.
 * (transfer full) */
char *sheet_dup_columns (const Sheet *sheet);

/* Of a line of the body counted from 0, or of the pages as a whole; FALSE for an unknown name. Lengths
 * in em of the body. */
gboolean sheet_get (const Sheet *sheet, int line, const char *property, double *value);

#endif
