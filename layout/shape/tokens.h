/* Tokens: the units that a text is made of, before it has glyphs. Private to this room. */
#ifndef BX_TOKENS_H
#define BX_TOKENS_H

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

/* What is nothing without the character before it: combining marks, selectors of variants, and what
 * joins two characters to one. */
gboolean bx_is_joiner (gunichar c);

/* The token that begins at `p` and ends before the run does, at `end`; returns its end. What it is
 * for its neighbours is told by all of the text, from `start` to `text_end`. `*long_end` is the end
 * of the long word that pieces are being cut from, at first anything not behind `p`. Fills all but
 * text, face and is_raised. */
const char *bx_token_read (const char *p, const char *start, const char *text_end, const char *end,
                           const char **long_end, BxToken *token);

#endif
