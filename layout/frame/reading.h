/* The order in which a page is drawn: that in which it is read. Readers that know nothing of tags give
 * the text as it is drawn (most of them, and those who copy from a page). */
#ifndef BX_READING_H
#define BX_READING_H

#include "pages.h"

/* Puts the last page of `pages` in order, whose first line in pages->lines is `first_line`. `begun` is
 * the block that the page before has begun, `carried` the one that the next page goes on with; -1 for
 * none. */
void bx_pages_sort_last (BxPages *pages, const BxPage *page, guint first_line, int begun, int carried);

#endif
