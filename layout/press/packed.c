#include "packed.h"

#include <zlib.h>

guchar *
bx_press_deflate (const void *bytes, gsize n_bytes, int level, gsize *size)
{
  uLongf room = compressBound (n_bytes);
  guchar *deflated = g_malloc (room);

  if (compress2 (deflated, &room, bytes, n_bytes, level) != Z_OK)
    g_clear_pointer (&deflated, g_free);
  *size = room;
  return deflated;
}

BxPacked *
bx_packed_new (GBytes *bytes)
{
  BxPacked *packed = g_new0 (BxPacked, 1);
  const void *data = g_bytes_get_data (bytes, &packed->size);

  packed->deflated = bx_press_deflate (data, packed->size, Z_DEFAULT_COMPRESSION,
                                       &packed->deflated_size);
  packed->digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (packed->deflated == NULL)
    g_clear_pointer (&packed, bx_packed_free);
  return packed;
}

void
bx_packed_free (BxPacked *packed)
{
  if (packed == NULL)
    return;
  g_free (packed->deflated);
  g_free (packed->digest);
  g_free (packed);
}
