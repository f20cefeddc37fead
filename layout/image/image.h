/* 圖片: a picture file → what the page needs to know of it, and its pixels where someone asks.
 *
 * What a file is, is told by its first bytes, whatever its name says. A JPEG goes into a PDF as it
 * came, so that nothing is decoded and nothing lost; pixels are made for screens, for PNG and to
 * make a picture smaller. A picture's folder is the article's: nothing outside it is opened.
 */
#ifndef BX_IMAGE_H
#define BX_IMAGE_H

#include "base.h"

/* A file or a picture over these is refused before it costs memory. */
#define BX_IMAGE_MAX_BYTES (64 * 1024 * 1024)
#define BX_IMAGE_MAX_SIDE 32000          /* pixels: what cairo can hold */
#define BX_IMAGE_MAX_JPEG_MEGAPIXELS 128 /* mostly never decoded */
#define BX_IMAGE_MAX_PNG_MEGAPIXELS 40   /* 160 MB as pixels */

typedef enum { BX_IMAGE_JPEG, BX_IMAGE_PNG } BxImageKind;

typedef enum { BX_COLOUR_GREY, BX_COLOUR_RGB, BX_COLOUR_CMYK } BxColourSpace;

typedef struct {
  char *file; /* as the article names it */
  BxImageKind kind;
  int width; /* pixels, as the picture is to be seen */
  int height;
  int stored_width; /* as they stand in the file */
  int stored_height;
  int orientation; /* of EXIF: 1 upright, 2 … 8 turned or mirrored; 5 and more lie on their side */
  int ppi;         /* that the file claims; 0 where it does not */
  BxColourSpace space;
  int n_components; /* samples of a pixel, alpha included */
  int bits;         /* of a sample */
  gboolean has_alpha;
  gboolean is_inverted; /* CMYK as Adobe writes it: 255 is no ink */
  gboolean has_profile; /* an ICC profile of its own */
  GBytes *bytes;        /* the whole file */
} BxImage;

/* Opens a picture. `file` is relative to `folder` and stays inside it, whatever links there are.
 * The header is read and the end looked for; no pixel is decoded. Errors: BX_ERROR_INPUT as
 * "file: what is wrong; what to do", BX_ERROR_MACHINE where an existing file cannot be read. */
BxImage *bx_image_open (const char *folder, const char *file, GError **error);
/* The same for bytes that are at hand; `name` stands in messages. */
BxImage *bx_image_new (const char *name, GBytes *bytes, GError **error);
void bx_image_free (BxImage *image);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxImage, bx_image_free)

const char *bx_image_kind_name (BxImageKind kind);      /* "jpeg" */
const char *bx_colour_space_name (BxColourSpace space); /* "cmyk" */

/* sRGB pixels in the order of the file, not yet turned: 0xAARRGGBB with alpha multiplied in, rows
 * without gaps. */
typedef struct {
  int width;
  int height;
  guint32 *pixels;
} BxPixels;

/* Decodes. A JPEG may come at a half, a quarter or an eighth of its size, as long as it stays at
 * least `width` × `height` (as stored); 0 for the whole. Errors: BX_ERROR_INPUT for a file that is
 * broken where its header did not show it. */
BxPixels *bx_image_decode (const BxImage *image, int width, int height, GError **error);
void bx_pixels_free (BxPixels *pixels);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxPixels, bx_pixels_free)

/* The most ink that a picture in CMYK lays on the paper, of all four together, in permille: 4000 is
 * solid. As a densitometer sees it, over areas of eight pixels by eight. 0 for other pictures, and for
 * one that cannot be decoded. */
int bx_image_find_most_ink (const BxImage *image);

/* A smaller JPEG of the picture for a place of `width` × `height` on the page: at `ppi` there, at
 * the quality of libjpeg's scale, in the colours of the original or in sRGB for CMYK, standing in
 * the file as the original does (so that it can take its place in a PDF). NULL without an error
 * where that gives nothing: the picture has no more pixels than that, has alpha, or would not
 * become smaller. (transfer full). Errors: as above. */
GBytes *bx_image_shrink (const BxImage *image, BxLen width, BxLen height, int ppi, int quality,
                         GError **error);

/* Its three steps, for a picture that may be coded in two ways: the pixels for that place, NULL
 * without an error where the picture has no more (transfer full); a JPEG of them, NULL where they have
 * alpha or the original is smaller (transfer full); and rows of bytes as PNG and PDF store them, each
 * behind its predictor, deflated, without loss. */
BxPixels *bx_image_scale (const BxImage *image, BxLen width, BxLen height, int ppi, GError **error);
GBytes *bx_image_encode_jpeg (const BxImage *image, const BxPixels *small, int quality);

typedef struct {
  gboolean is_grey; /* one sample to a pixel, not three */
  GBytes *colours;
  GBytes *alpha; /* grey rows; NULL for an opaque picture */
} BxRows;

void bx_image_encode_rows (const BxImage *image, const BxPixels *small, BxRows *rows);
void bx_rows_clear (BxRows *rows);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BxRows, bx_rows_clear)

/* Pixels to an inch at which a side of so many pixels stands on the page. */
static inline int
bx_image_get_ppi (int pixels, BxLen length)
{
  return length.u > 0 ? (int) ((gint64) pixels * 72 * BX_UNITS_PER_PT / length.u) : 0;
}

#endif
