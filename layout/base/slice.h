/* A piece of a text, as byte offsets. Products refer to their text by slices, never by copies. */
#ifndef BX_SLICE_H
#define BX_SLICE_H

#include <glib.h>

typedef struct {
  int start;
  int end; /* one past the last byte */
} BxSlice;

static inline BxSlice bx_slice (int start, int end) { return (BxSlice){ start, end }; }
static inline int bx_slice_len (BxSlice s) { return s.end - s.start; }
static inline gboolean bx_slice_is_empty (BxSlice s) { return s.end <= s.start; }

static inline gboolean bx_slice_contains (BxSlice outer, BxSlice inner)
{
  return outer.start <= inner.start && inner.end <= outer.end;
}

/* The characters of a slice as a string of its own. (transfer full) */
static inline char *
bx_slice_dup (const char *text, BxSlice s)
{
  return g_strndup (text + s.start, (gsize) bx_slice_len (s));
}

#endif
