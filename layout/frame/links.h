/* Links of an article, as its pages show them. */
#ifndef BX_LINKS_H
#define BX_LINKS_H

#include "pages.h"

/* The links of an article, as BxPageLink by their start; the array clears them. (transfer full) */
GArray *bx_links_find (const BxArticle *article);

/* Index of the link that a byte of a line's text belongs to, or -1. */
int bx_links_at (const BxPages *pages, const BxFrameLine *line, int offset);

/* Notes where a cluster of a link stands on the page. */
void bx_links_place (BxPages *pages, const BxFrameLine *line, int link, BxLen x, BxLen width);

#endif
