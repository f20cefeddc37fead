/* Ruby: readings, and the room that they need beside or over their base. Private to this room. */
#ifndef BX_RUBY_H
#define BX_RUBY_H

#include "shape.h"

/* Sets the readings of the spans, and widens what is narrower than its reading (CL-RUB-02) or, with
 * bopomofo anywhere in the text, everything (CL-RUB-06). To be called after neighbours are settled. */
void bx_shaped_add_rubies (BxShaped *shaped, BxFontset *fonts, const BxTextStyle *type);

#endif
