/* The tokenizer of content streams (ISO 32000-1, 7.8.2). It knows how tokens end and not what they mean.
 * Brackets and dictionaries need no nesting: each of their signs is an operand by itself. */
#ifndef BX_TOKEN_H
#define BX_TOKEN_H

#include <glib.h>

typedef enum { BX_TOKEN_END, BX_TOKEN_OPERAND, BX_TOKEN_OPERATOR, BX_TOKEN_BROKEN } BxTokenKind;

/* Points into the stream. */
typedef struct {
  BxTokenKind kind;
  const char *start;
  const char *end;
} BxToken;

/* The first token at p or behind it; BX_TOKEN_BROKEN for one that does not end before `end`. */
BxToken bx_token_next (const char *p, const char *end);
gboolean bx_token_is (const BxToken *token, const char *name);

#endif
