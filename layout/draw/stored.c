#include "stored.h"

#include <zlib.h>

static _Thread_local int is_stored;

void
bx_stored_begin (void)
{
  is_stored = 1;
}

void
bx_stored_end (void)
{
  is_stored = 0;
}

/* What zlib's macro deflateInit() calls. */
__attribute__ ((visibility ("default"))) int
deflateInit_ (z_streamp stream, int level, const char *version, int stream_size)
{
  return deflateInit2_ (stream, is_stored ? Z_NO_COMPRESSION : level, Z_DEFLATED, MAX_WBITS, 8,
                        Z_DEFAULT_STRATEGY, version, stream_size);
}
