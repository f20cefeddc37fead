/* A smaller copy of a picture for a stated resolution: means over areas, weighed in whole numbers,
 * so that the same picture gives the same bytes everywhere. */
#include "image-private.h"

/* How much of each source pixel a target pixel covers is counted in so many parts. */
#define PARTS 256

typedef struct {
  guint64 sum[4]; /* alpha, red, green, blue */
  guint64 weight;
} Mean;

static void
add_pixel (Mean *mean, guint32 pixel, guint64 weight)
{
  for (int i = 0; i < 4; i++)
    mean->sum[i] += weight * (pixel >> (24 - 8 * i) & 0xFF);
  mean->weight += weight;
}

/* The part of source pixel `i` that lies in [start, end), both in parts. */
static guint64
cover (gint64 i, gint64 start, gint64 end)
{
  return (guint64) MAX (0, MIN (end, (i + 1) * PARTS) - MAX (start, i * PARTS));
}

static guint32
mean_over (const BxPixels *from, gint64 left, gint64 right, gint64 top, gint64 bottom)
{
  Mean mean = { { 0 }, 0 };
  guint32 pixel = 0;

  for (gint64 y = top / PARTS; y * PARTS < bottom; y++)
    for (gint64 x = left / PARTS; x * PARTS < right; x++)
      add_pixel (&mean, from->pixels[y * from->width + x],
                 cover (x, left, right) * cover (y, top, bottom));
  for (int i = 0; i < 4; i++)
    pixel = pixel << 8 | (guint32) ((mean.sum[i] + mean.weight / 2) / mean.weight);
  return pixel;
}

/* Edge `i` of `n` target pixels, in parts of the source's. */
static gint64
edge (int i, int n, int n_from)
{
  return (gint64) n_from * PARTS * i / n;
}

static BxPixels *
scale_down (const BxPixels *from, int width, int height)
{
  BxPixels *to = bx_pixels_new (width, height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      to->pixels[y * width + x] = mean_over (
          from, edge (x, width, from->width), edge (x + 1, width, from->width),
          edge (y, height, from->height), edge (y + 1, height, from->height));
  return to;
}

/* Pixels that a length needs at a resolution, rounded up. */
static int
pixels_for (BxLen length, int ppi)
{
  return (int) (((gint64) length.u * ppi + 72 * BX_UNITS_PER_PT - 1) / (72 * BX_UNITS_PER_PT));
}

BxPixels *
bx_image_scale (const BxImage *image, BxLen width, BxLen height, int ppi, GError **error)
{
  gboolean lies = image->orientation >= 5;
  int wide = MAX (1, pixels_for (lies ? height : width, ppi));
  int high = MAX (1, pixels_for (lies ? width : height, ppi));
  g_autoptr (BxPixels) whole = NULL;

  if (wide >= image->stored_width || high >= image->stored_height)
    return NULL;
  whole = bx_image_decode (image, wide, high, error);
  return whole != NULL ? scale_down (whole, wide, high) : NULL;
}

GBytes *
bx_image_shrink (const BxImage *image, BxLen width, BxLen height, int ppi, int quality,
                 GError **error)
{
  g_autoptr (BxPixels) small
      = image->has_alpha ? NULL : bx_image_scale (image, width, height, ppi, error);

  return small != NULL ? bx_image_encode_jpeg (image, small, quality) : NULL;
}

GBytes *
bx_image_encode_jpeg (const BxImage *image, const BxPixels *small, int quality)
{
  g_autoptr (GBytes) profile = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (image->has_alpha)
    return NULL;
  if (image->kind == BX_IMAGE_JPEG && image->space != BX_COLOUR_CMYK)
    profile = bx_jpeg_read_profile (image);
  bytes = bx_jpeg_encode (small, image->space == BX_COLOUR_GREY, quality, profile);
  return g_bytes_get_size (bytes) < g_bytes_get_size (image->bytes) ? g_steal_pointer (&bytes)
                                                                    : NULL;
}

/* --- without loss --------------------------------------------------------------------------- */

/* A colour as it was before alpha was multiplied in. */
static guint8
divide_alpha (guint32 pixel, int shift)
{
  guint alpha = pixel >> 24;
  guint colour = pixel >> shift & 0xFF;

  if (alpha == 255 || alpha == 0)
    return (guint8) colour;
  return (guint8) MIN (255, (colour * 255 + alpha / 2) / alpha);
}

static GBytes *
encode_colours (const BxPixels *pixels, gboolean is_grey)
{
  gsize n_pixels = (gsize) pixels->width * (gsize) pixels->height;
  g_autofree guint8 *samples = g_malloc (n_pixels * 3);
  guint8 *sample = samples;

  for (gsize i = 0; i < n_pixels; i++) {
    for (int shift = 16; shift >= 0 && !is_grey; shift -= 8)
      *sample++ = divide_alpha (pixels->pixels[i], shift);
    if (is_grey)
      *sample++ = divide_alpha (pixels->pixels[i], 0);
  }
  return bx_png_encode_rows (samples, pixels->width, pixels->height, is_grey);
}

static GBytes *
encode_alpha (const BxPixels *pixels)
{
  gsize n_pixels = (gsize) pixels->width * (gsize) pixels->height;
  g_autofree guint8 *samples = g_malloc (n_pixels);

  for (gsize i = 0; i < n_pixels; i++)
    samples[i] = (guint8) (pixels->pixels[i] >> 24);
  return bx_png_encode_rows (samples, pixels->width, pixels->height, TRUE);
}

void
bx_image_encode_rows (const BxImage *image, const BxPixels *small, BxRows *rows)
{
  gboolean is_grey = image->space == BX_COLOUR_GREY;

  *rows = (BxRows){ .is_grey = is_grey,
                    .colours = encode_colours (small, is_grey),
                    .alpha = image->has_alpha ? encode_alpha (small) : NULL };
}

void
bx_rows_clear (BxRows *rows)
{
  g_clear_pointer (&rows->colours, g_bytes_unref);
  g_clear_pointer (&rows->alpha, g_bytes_unref);
}
