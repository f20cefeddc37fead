/* A smaller copy of a picture for a stated resolution: means over areas, weighed in whole numbers,
 * so that the same picture gives the same bytes everywhere. */
#include "image-private.h"

/* How much of each source pixel a target pixel covers is counted in so many parts. */
#define PARTS 256

typedef struct {
  guint64 sum[3];
  guint64 weight;
} Mean;

static void
add_pixel (Mean *mean, guint32 pixel, guint64 weight)
{
  mean->sum[0] += weight * (pixel >> 16 & 0xFF);
  mean->sum[1] += weight * (pixel >> 8 & 0xFF);
  mean->sum[2] += weight * (pixel & 0xFF);
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
  guint64 half;

  for (gint64 y = top / PARTS; y * PARTS < bottom; y++)
    for (gint64 x = left / PARTS; x * PARTS < right; x++)
      add_pixel (&mean, from->pixels[y * from->width + x],
                 cover (x, left, right) * cover (y, top, bottom));
  half = mean.weight / 2;
  return bx_pixel ((guint) ((mean.sum[0] + half) / mean.weight),
                   (guint) ((mean.sum[1] + half) / mean.weight),
                   (guint) ((mean.sum[2] + half) / mean.weight));
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

GBytes *
bx_image_shrink (const BxImage *image, BxLen width, BxLen height, int ppi, int quality,
                 GError **error)
{
  gboolean lies = image->orientation >= 5;
  int wide = MAX (1, pixels_for (lies ? height : width, ppi));
  int high = MAX (1, pixels_for (lies ? width : height, ppi));
  g_autoptr (BxPixels) whole = NULL;
  g_autoptr (BxPixels) small = NULL;
  g_autoptr (GBytes) profile = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (image->has_alpha || wide >= image->stored_width || high >= image->stored_height)
    return NULL;
  whole = bx_image_decode (image, wide, high, error);
  if (whole == NULL)
    return NULL;
  small = scale_down (whole, wide, high);
  if (image->kind == BX_IMAGE_JPEG && image->space != BX_COLOUR_CMYK)
    profile = bx_jpeg_read_profile (image);
  bytes = bx_jpeg_encode (small, image->space == BX_COLOUR_GREY, quality, profile);
  return g_bytes_get_size (bytes) < g_bytes_get_size (image->bytes) ? g_steal_pointer (&bytes)
                                                                    : NULL;
}
