/* Tells pictures from other files and knows their limits; jpeg.c and png.c know the formats. */
#include "image-private.h"
#include "path.h"

#include <string.h>

typedef struct {
  gsize offset;
  const char *bytes;
  gsize n_bytes;
  const char *name;
  gboolean (*read_header) (BxImage *image, const guint8 *data, gsize size, GError **error);
} Signature;

#define BYTES(text) text, sizeof (text) - 1

/* What comes under a picture's name. */
static const Signature signatures[] = {
  { 0, BYTES ("\xFF\xD8\xFF"), "JPEG", bx_jpeg_read_header },
  { 0, BYTES ("\x89PNG\r\n\x1a\n"), "PNG", bx_png_read_header },
  { 8, BYTES ("WEBP"), "WebP", NULL },
  { 0, BYTES ("GIF8"), "GIF", NULL },
  { 0, BYTES ("II*\0"), "TIFF", NULL },
  { 0, BYTES ("MM\0*"), "TIFF", NULL },
  { 4, BYTES ("ftypavif"), "AVIF", NULL },
  { 4, BYTES ("ftyp"), "HEIF", NULL },
  { 0, BYTES ("8BPS"), "Photoshop", NULL },
  { 0, BYTES ("%PDF-"), "PDF", NULL },
  { 0, BYTES ("\0\0\0\x0CjP  "), "JPEG 2000", NULL },
  { 0, BYTES ("<svg"), "SVG", NULL },
  { 0, BYTES ("<?xml"), "SVG", NULL },
  { 0, BYTES ("BM"), "BMP", NULL },
};

void
bx_image_free (BxImage *image)
{
  if (image == NULL)
    return;
  g_clear_pointer (&image->bytes, g_bytes_unref);
  g_free (image->file);
  g_free (image);
}

void
bx_image_fail (const BxImage *image, GError **error, const char *message)
{
  bx_error_at (error, BX_ERROR_INPUT, image->file, 0, 0, "%s", message);
}

gboolean
bx_image_check_size (const BxImage *image, int max_megapixels, GError **error)
{
  int width = image->stored_width;
  int height = image->stored_height;

  if (width < 1 || height < 1) {
    bx_image_fail (image, error, "has no pixels; export the picture again");
    return FALSE;
  }
  if (width <= BX_IMAGE_MAX_SIDE && height <= BX_IMAGE_MAX_SIDE
      && (gint64) width * height <= (gint64) max_megapixels * 1000 * 1000)
    return TRUE;
  bx_error_at (error, BX_ERROR_INPUT, image->file, 0, 0,
               "has %d × %d pixels, more than %d million or %d on a side; save it smaller", width,
               height, max_megapixels, BX_IMAGE_MAX_SIDE);
  return FALSE;
}

static const Signature *
find_signature (const guint8 *data, gsize size)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signatures); i++) {
    const Signature *s = &signatures[i];

    if (size >= s->offset + s->n_bytes && memcmp (data + s->offset, s->bytes, s->n_bytes) == 0)
      return s;
  }
  return NULL;
}

static void
turn (BxImage *image)
{
  gboolean lies = image->orientation >= 5;

  image->width = lies ? image->stored_height : image->stored_width;
  image->height = lies ? image->stored_width : image->stored_height;
}

BxImage *
bx_image_new (const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (BxImage) image = g_new0 (BxImage, 1);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const Signature *signature = find_signature (data, size);

  image->file = g_strdup (name);
  image->bytes = g_bytes_ref (bytes);
  image->orientation = 1;
  if (size == 0) {
    bx_image_fail (image, error, "is empty; export the picture again");
    return NULL;
  }
  if (signature == NULL || signature->read_header == NULL) {
    bx_error_at (error, BX_ERROR_INPUT, name, 0, 0, "is %s%s; save it as JPEG or PNG",
                 signature != NULL ? signature->name : "not a picture",
                 signature != NULL ? ", which is not read" : "");
    return NULL;
  }
  if (!signature->read_header (image, data, size, error))
    return NULL;
  turn (image);
  return g_steal_pointer (&image);
}

BxImage *
bx_image_open (const char *folder, const char *file, GError **error)
{
  g_autoptr (GBytes) bytes = bx_image_read_file (folder, file, error);

  return bytes != NULL ? bx_image_new (file, bytes, error) : NULL;
}

/* --- pixels --------------------------------------------------------------------------------- */

BxPixels *
bx_pixels_new (int width, int height)
{
  BxPixels *pixels = g_new0 (BxPixels, 1);

  pixels->width = width;
  pixels->height = height;
  pixels->pixels = g_new (guint32, (gsize) width * (gsize) height);
  return pixels;
}

void
bx_pixels_free (BxPixels *pixels)
{
  if (pixels == NULL)
    return;
  g_free (pixels->pixels);
  g_free (pixels);
}

BxPixels *
bx_image_decode (const BxImage *image, int width, int height, GError **error)
{
  return image->kind == BX_IMAGE_JPEG ? bx_jpeg_decode (image, width, height, error)
                                      : bx_png_decode (image, error);
}

int
bx_image_find_most_ink (const BxImage *image)
{
  return image->space == BX_COLOUR_CMYK ? bx_jpeg_find_most_ink (image) : 0;
}

const char *
bx_image_kind_name (BxImageKind kind)
{
  static const char *const names[] = { "jpeg", "png" };

  return names[kind];
}

const char *
bx_colour_space_name (BxColourSpace space)
{
  static const char *const names[] = { "grey", "rgb", "cmyk" };

  return names[space];
}
