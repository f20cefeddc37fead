/* PNG: the header by its chunks, which are plain to read, and the pixels by libpng. */
#include "image-private.h"

#include <string.h>

#include <png.h>

#define SIGNATURE 8
#define CHUNK_EDGES 12 /* length, name and checksum */
#define COLOUR_TYPE_PALETTE 3
#define COLOUR_TYPE_ALPHA 4 /* a flag */

typedef struct {
  const char *name; /* four letters, not ended */
  const guint8 *data;
  guint32 size;
} Chunk;

static guint32
read_32 (const guint8 *data)
{
  return (guint32) data[0] << 24 | (guint32) data[1] << 16 | (guint32) data[2] << 8 | data[3];
}

/* Steps to the chunk at `offset`; FALSE where the file ends before it does. */
static gboolean
next_chunk (const guint8 *data, gsize size, gsize *offset, Chunk *chunk)
{
  if (size - *offset < CHUNK_EDGES)
    return FALSE;
  chunk->size = read_32 (data + *offset);
  chunk->name = (const char *) data + *offset + 4;
  chunk->data = data + *offset + 8;
  if (chunk->size > size - *offset - CHUNK_EDGES)
    return FALSE;
  *offset += CHUNK_EDGES + chunk->size;
  return TRUE;
}

static gboolean
is_chunk (const Chunk *chunk, const char *name, guint32 least)
{
  return memcmp (chunk->name, name, 4) == 0 && chunk->size >= least;
}

static void
read_main (BxImage *image, const guint8 *data)
{
  static const guint8 n_components[] = { [0] = 1, [2] = 3, [3] = 3, [4] = 2, [6] = 4 };
  guint colour_type = MIN (data[9], 6);

  image->kind = BX_IMAGE_PNG;
  /* Numbers of 31 bits; more is refused by the check of sizes. */
  image->stored_width = (int) MIN (read_32 (data), G_MAXINT32);
  image->stored_height = (int) MIN (read_32 (data + 4), G_MAXINT32);
  image->bits = colour_type == COLOUR_TYPE_PALETTE ? 8 : data[8];
  image->n_components = n_components[colour_type];
  image->has_alpha = (colour_type & COLOUR_TYPE_ALPHA) != 0;
  image->space = image->n_components >= 3 ? BX_COLOUR_RGB : BX_COLOUR_GREY;
}

/* Pixels to a metre, where the pixel is square. */
static int
find_ppi (const guint8 *data)
{
  guint32 x = read_32 (data);

  return data[8] == 1 && x == read_32 (data + 4) && x < 1000000 ? (int) ((x * 254 + 5000) / 10000)
                                                                : 0;
}

static void
read_chunk (BxImage *image, const Chunk *chunk)
{
  if (is_chunk (chunk, "IHDR", 13)) {
    read_main (image, chunk->data);
  } else if (is_chunk (chunk, "tRNS", 1) && !image->has_alpha) {
    image->has_alpha = TRUE;
    image->n_components++;
  } else if (is_chunk (chunk, "pHYs", 9)) {
    image->ppi = find_ppi (chunk->data);
  } else if (is_chunk (chunk, "iCCP", 1)) {
    image->has_profile = TRUE;
  } else if (is_chunk (chunk, "eXIf", 8)) {
    image->orientation = bx_exif_get_orientation (chunk->data, chunk->size);
  }
}

gboolean
bx_png_read_header (BxImage *image, const guint8 *data, gsize size, GError **error)
{
  Chunk chunk = { "" };
  gsize offset = SIGNATURE;
  gboolean is_whole = FALSE;

  while (!is_whole && next_chunk (data, size, &offset, &chunk)) {
    read_chunk (image, &chunk);
    is_whole = is_chunk (&chunk, "IEND", 0);
  }
  if (!is_whole) {
    bx_image_fail (image, error, "is cut off before its end; copy or export the picture again");
    return FALSE;
  }
  return bx_image_check_size (image, BX_IMAGE_MAX_PNG_MEGAPIXELS, error);
}

/* --- decoding ------------------------------------------------------------------------------- */

/* libpng gives red, green, blue, alpha as bytes; the same memory becomes pixels. */
static void
multiply_alpha (BxPixels *pixels)
{
  gsize n = (gsize) pixels->width * (gsize) pixels->height;

  for (gsize i = 0; i < n; i++) {
    const guint8 *b = (const guint8 *) &pixels->pixels[i];
    guint red = b[0], green = b[1], blue = b[2], alpha = b[3];

    if (alpha < 255) {
      red = (red * alpha + 127) / 255;
      green = (green * alpha + 127) / 255;
      blue = (blue * alpha + 127) / 255;
    }
    pixels->pixels[i] = alpha << 24 | red << 16 | green << 8 | blue;
  }
}

BxPixels *
bx_png_decode (const BxImage *image, GError **error)
{
  png_image decoder = { .version = PNG_IMAGE_VERSION };
  g_autoptr (BxPixels) pixels = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (image->bytes, &size);
  gboolean is_begun = png_image_begin_read_from_memory (&decoder, data, size) != 0;

  /* The sizes are those that were checked, or the file has two minds about them. */
  if (is_begun && (int) decoder.width == image->stored_width
      && (int) decoder.height == image->stored_height) {
    decoder.format = PNG_FORMAT_RGBA;
    decoder.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
    pixels = bx_pixels_new (image->stored_width, image->stored_height);
    if (png_image_finish_read (&decoder, NULL, pixels->pixels, 0, NULL) != 0) {
      png_image_free (&decoder);
      multiply_alpha (pixels);
      return g_steal_pointer (&pixels);
    }
  }
  bx_error_at (error, BX_ERROR_INPUT, image->file, 0, 0,
               "is a broken PNG (%s); export the picture again", decoder.message);
  png_image_free (&decoder);
  return NULL;
}

/* --- encoding ------------------------------------------------------------------------------- */

/* What a file says besides its rows is left behind: they stand in IDAT, in pieces. */
static GBytes *
take_rows (const guint8 *data, gsize size)
{
  g_autoptr (GByteArray) rows = g_byte_array_new ();
  Chunk chunk = { "" };
  gsize offset = SIGNATURE;

  while (next_chunk (data, size, &offset, &chunk))
    if (is_chunk (&chunk, "IDAT", 0))
      g_byte_array_append (rows, chunk.data, chunk.size);
  return g_byte_array_free_to_bytes (g_steal_pointer (&rows));
}

GBytes *
bx_png_encode_rows (const guint8 *samples, int width, int height, gboolean is_grey)
{
  png_image encoder = { .version = PNG_IMAGE_VERSION,
                        .width = (png_uint_32) width,
                        .height = (png_uint_32) height,
                        .format = is_grey ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB,
                        .flags = PNG_IMAGE_FLAG_FAST };
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX (encoder);
  g_autofree guint8 *data = g_malloc (size);

  /* Nothing but memory can fail here, and that has been taken. */
  if (png_image_write_to_memory (&encoder, data, &size, 0, samples, 0, NULL) == 0)
    g_error ("libpng: %s", encoder.message);
  return take_rows (data, size);
}
