/* Fonts ahead of the article: while that is cleaned, another thread opens the fonts for the language
 * that the text seems to be in, and begins to prepare for drawing what its characters will need. A wrong
 * guess costs time and nothing else. */
#ifndef BX_AHEAD_H
#define BX_AHEAD_H

#include "road.h"

typedef struct _BxAhead BxAhead;

/* `raw` and `spec` must live until it ends. NULL where nothing can be known ahead: where the script is
 * changed. (transfer full) */
BxAhead *bx_ahead_begin (const BxRaw *raw, const BxSpec *spec, const BxWalk *walk);
/* Waits for the fonts and gives them to the road, if they are those for `lang`. FALSE where they are
 * not, or could not be opened: the road opens them itself then, and says what is wrong. */
gboolean bx_ahead_take (BxAhead *ahead, BxLang lang, BxRoad *road);
void bx_ahead_free (BxAhead *ahead);

#endif
