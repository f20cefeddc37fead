/* Tokens, and what two that stand side by side do to each other. Private to this room. */
#ifndef BX_NEIGHBOURS_H
#define BX_NEIGHBOURS_H

#include "shape.h"

typedef struct {
  BxSlice text;
  BxClass class;
  gunichar c;             /* its first character */
  int face;
  gboolean is_latin_mark; /* a mark of a Latin run: width of the font, no frame */
  gboolean is_single;     /* one character */
  gboolean is_cut;        /* the word goes on: a line may break here (addresses, identifiers) */
  gboolean is_raised;     /* the mark of a note; its class is that of a number */
} BxToken;

gboolean bx_token_is_latin (const BxToken *token);

/* Settles gaps, breaks and the blanks that marks give up, on the finished row: a change of font or
 * emphasis between two neighbours makes no difference (CL-PWA-13). */
void bx_settle_neighbours (BxShaped *shaped, const BxToken *tokens, const BxSpec *spec,
                           BxEm tracking);

#endif
