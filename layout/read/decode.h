/* Encodings: bytes → UTF-8. Private to read/. */
#ifndef BX_DECODE_H
#define BX_DECODE_H

#include "read.h"

/* The text of the bytes, without a byte order mark; *encoding gets a static IANA name, or the one
 * that was asked for (NULL for none). NULL and an error where the bytes are no text:
 * BX_ERROR_INPUT, or BX_ERROR_USAGE for an encoding that nobody knows. (transfer full) */
char *bx_decode (const char *name, const char *asked, const char *bytes, gsize length,
                 const char **encoding, GError **error);

#endif
