/* The one thing EXIF says that a page must know: which way up the camera was held (EXIF 2.3, tag
 * 0x0112 of the first directory of a TIFF structure). */
#include "image-private.h"

#include <string.h>

#define TAG_ORIENTATION 0x0112
#define TYPE_SHORT 3
#define ENTRY_SIZE 12

typedef struct {
  const guint8 *data;
  gsize size;
  gboolean is_big_endian;
} Tiff;

/* 0 outside the data. */
static guint32
read_number (const Tiff *tiff, gsize offset, int n_bytes)
{
  guint32 value = 0;

  if (offset > tiff->size || tiff->size - offset < (gsize) n_bytes)
    return 0;
  for (int i = 0; i < n_bytes; i++)
    value = value << 8 | tiff->data[offset + (gsize) (tiff->is_big_endian ? i : n_bytes - 1 - i)];
  return value;
}

int
bx_exif_get_orientation (const guint8 *data, gsize size)
{
  Tiff tiff = { data, size, size > 1 && data[0] == 'M' };
  gsize directory;
  guint32 n_entries;

  if (size < 8 || (memcmp (data, "MM\0*", 4) != 0 && memcmp (data, "II*\0", 4) != 0))
    return 1;
  directory = read_number (&tiff, 4, 4);
  n_entries = read_number (&tiff, directory, 2);
  for (guint32 i = 0; i < n_entries; i++) {
    gsize entry = directory + 2 + (gsize) i * ENTRY_SIZE;
    guint32 value = read_number (&tiff, entry + 8, 2);

    if (read_number (&tiff, entry, 2) == TAG_ORIENTATION
        && read_number (&tiff, entry + 2, 2) == TYPE_SHORT)
      return value >= 1 && value <= 8 ? (int) value : 1;
  }
  return 1;
}
