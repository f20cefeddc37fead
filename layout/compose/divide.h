/* Dividing Latin words: private to this room. */
#ifndef BX_DIVIDE_H
#define BX_DIVIDE_H

#include "compose.h"

#define BX_LONGEST_DIVIDED 64 /* bytes */

/* Byte offsets in `word` behind which it may be divided: `points` has room for BX_LONGEST_DIVIDED.
 * Opens the patterns where they are not open yet. Returns how many. */
int bx_hyphenator_find (BxHyphenator *hyphenator, const char *word, int length, int *points);

/* The same text with the words that may be divided in pieces: clusters that a line may end after with
 * a hyphen. NULL where there is none. (transfer full) */
BxShaped *bx_divide (const BxShaped *shaped, BxHyphenator *hyphenator);

#endif
