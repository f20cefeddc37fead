/* 行間標注: dots, lines and readings of a line as items of its page. */
#ifndef BX_DECORATE_H
#define BX_DECORATE_H

#include "pages.h"

/* Adds what stands between the lines beside this one; nothing where its text has no such mark. */
void bx_decorate_line (BxPages *pages, const BxFrameLine *line, int ink);

/* Whether what stands between the lines has room there: CL-DEC-05 wants a gap of 1/2 em for marks at
 * one side of the line, 5/8 em for both. Says so in the report where it has not. */
gboolean bx_check_line_gap (BxReport *report, const BxShaped *shaped, const BxTextStyle *type);

#endif
