/* What two tokens that stand side by side do to each other. Private to this room. */
#ifndef BX_NEIGHBOURS_H
#define BX_NEIGHBOURS_H

#include "tokens.h"

/* Settles gaps, breaks and the blanks that marks give up, on the finished row: a change of font or
 * emphasis between two neighbours makes no difference (CL-PWA-13). */
void bx_settle_neighbours (BxShaped *shaped, const BxToken *tokens, const BxSpec *spec,
                           BxEm tracking);

#endif
