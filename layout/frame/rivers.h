/* Rivers of white in body text: layout-algorithms §7. */
#ifndef BX_RIVERS_H
#define BX_RIVERS_H

#include "pages.h"

/* Chains of whites of 0.4 em and more that lie under each other on three lines or more. */
int bx_count_rivers (const BxPages *pages);

#endif
