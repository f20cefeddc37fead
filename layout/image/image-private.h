/* The two formats, and what they share. Private to this room. */
#ifndef BX_IMAGE_PRIVATE_H
#define BX_IMAGE_PRIVATE_H

#include "image.h"

/* Fill in everything but file and bytes. `data` has more than the format's signature. */
gboolean bx_jpeg_read_header (BxImage *image, const guint8 *data, gsize size, GError **error);
gboolean bx_png_read_header (BxImage *image, const guint8 *data, gsize size, GError **error);

BxPixels *bx_jpeg_decode (const BxImage *image, int width, int height, GError **error);
BxPixels *bx_png_decode (const BxImage *image, GError **error);

/* As bx_image_find_most_ink, of a JPEG. */
int bx_jpeg_find_most_ink (const BxImage *image);

/* Opaque pixels as JPEG, grey ones as grey, with a profile or NULL. (transfer full) */
GBytes *bx_jpeg_encode (const BxPixels *pixels, gboolean is_grey, int quality, GBytes *profile);
/* Samples of a byte, one or three to a pixel, as the rows of a PNG. (transfer full) */
GBytes *bx_png_encode_rows (const guint8 *samples, int width, int height, gboolean is_grey);
/* The ICC profile in a JPEG; NULL where it has none, none for its own kind of colours, or sRGB,
 * which is meant without one too. (transfer full) */
GBytes *bx_jpeg_read_profile (const BxImage *image);

BxPixels *bx_pixels_new (int width, int height);

static inline guint32
bx_pixel (guint red, guint green, guint blue)
{
  return 0xFF000000u | red << 16 | green << 8 | blue;
}

/* The orientation in a TIFF structure as EXIF has it: 1 where it says none, or nonsense. */
int bx_exif_get_orientation (const guint8 *data, gsize size);

/* Refuses sides and sizes over the limits. */
gboolean bx_image_check_size (const BxImage *image, int max_megapixels, GError **error);
/* Sets an error that reads "file: message". */
void bx_image_fail (const BxImage *image, GError **error, const char *message);

#endif
