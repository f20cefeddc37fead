/* A file on its way into the archive copy. */
#ifndef BX_PACKED_H
#define BX_PACKED_H

#include "press-private.h"

struct _BxPacked {
  guchar *deflated;
  gsize deflated_size;
  gsize size;   /* of the file itself */
  char *digest; /* SHA-256 of it, in hexadecimal */
};

#endif
