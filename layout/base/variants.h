/* Looking up Chinese words in either script with one lexicon, written in simplified characters. */
#ifndef BX_VARIANTS_H
#define BX_VARIANTS_H

#include <glib.h>

/* A copy of len bytes of UTF-8 with traditional characters in their simplified forms. It has the
 * same length, and every character stands at the offset that it had. (transfer full) */
char *bx_fold_variants (const char *text, int len);

#endif
