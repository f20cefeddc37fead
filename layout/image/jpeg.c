/* JPEG by libjpeg: the header, the pixels, and pixels as JPEG again. Its errors jump back to where
 * a function of this file was entered; what must be freed then stands in a structure outside. */
#include "image-private.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

/* A picture from a camera or a program has some ten scans; hundreds of them are made to take time.
 */
#define MAX_SCANS 100
#define MAX_DECODER_MEMORY (512l * 1024 * 1024)
#define EXIF "Exif\0\0"
#define EXIF_LENGTH 6
#define END_OF_IMAGE 0xD9

typedef struct {
  struct jpeg_error_mgr base; /* first: libjpeg gives it back as this */
  jmp_buf back;
  char message[JMSG_LENGTH_MAX];
} Failure;

static void
jump_back (j_common_ptr codec)
{
  Failure *failure = (Failure *) (void *) codec->err;

  codec->err->format_message (codec, failure->message);
  longjmp (failure->back, 1);
}

/* libjpeg would print. */
static void
keep_silent (j_common_ptr codec, int level)
{
  if (level < 0)
    codec->err->num_warnings++;
}

static void
init_failure (Failure *failure)
{
  jpeg_std_error (&failure->base);
  failure->base.error_exit = jump_back;
  failure->base.emit_message = keep_silent;
}

static void
fail_broken (const BxImage *image, const Failure *failure, GError **error)
{
  bx_error_at (error, BX_ERROR_INPUT, image->file, 0, 0,
               "is a broken JPEG (%s); export the picture again", failure->message);
}

/* --- header --------------------------------------------------------------------------------- */

/* The file's own resolution, where it is square. */
static int
find_ppi (const struct jpeg_decompress_struct *codec)
{
  if (!codec->saw_JFIF_marker || codec->X_density != codec->Y_density)
    return 0;
  switch (codec->density_unit) {
  case 1:
    return codec->X_density;
  case 2: /* to a centimetre */
    return (codec->X_density * 254 + 50) / 100;
  default:
    return 0;
  }
}

static void
read_markers (BxImage *image, const struct jpeg_decompress_struct *codec)
{
  for (jpeg_saved_marker_ptr m = codec->marker_list; m != NULL; m = m->next) {
    if (m->marker == JPEG_APP0 + 1 && m->data_length > EXIF_LENGTH
        && memcmp (m->data, EXIF, EXIF_LENGTH) == 0)
      image->orientation = bx_exif_get_orientation (m->data + EXIF_LENGTH,
                                                    m->data_length - EXIF_LENGTH);
    if (m->marker == JPEG_APP0 + 2 && m->data_length > 12
        && memcmp (m->data, "ICC_PROFILE", 12) == 0)
      image->has_profile = TRUE;
  }
}

/* What a PDF reader could not show must not be passed on to it. */
static const char *
find_unusable (const struct jpeg_decompress_struct *codec)
{
  if (codec->num_components != 1 && codec->num_components != 3 && codec->num_components != 4)
    return "has a number of colours that no picture has; save it as RGB";
  if (codec->data_precision != 8)
    return "has more than 8 bits to a colour; save it with 8";
  if (codec->arith_code)
    return "is coded in a way that PDF readers do not know; save it as baseline JPEG";
  return NULL;
}

/* Every picture ends in this marker; in the data before it the two bytes cannot meet. */
static gboolean
has_end (const guint8 *data, gsize size)
{
  for (gsize i = size; i >= 2; i--)
    if (data[i - 2] == 0xFF && data[i - 1] == END_OF_IMAGE)
      return TRUE;
  return FALSE;
}

static void
copy_header (BxImage *image, const struct jpeg_decompress_struct *codec)
{
  image->kind = BX_IMAGE_JPEG;
  image->stored_width = (int) codec->image_width;
  image->stored_height = (int) codec->image_height;
  image->n_components = codec->num_components;
  image->bits = codec->data_precision;
  image->space = codec->num_components == 1   ? BX_COLOUR_GREY
                 : codec->num_components == 4 ? BX_COLOUR_CMYK
                                              : BX_COLOUR_RGB;
  image->is_inverted = image->space == BX_COLOUR_CMYK && codec->saw_Adobe_marker;
  image->ppi = find_ppi (codec);
  read_markers (image, codec);
}

static gboolean
check_header (const BxImage *image, const struct jpeg_decompress_struct *codec, GError **error)
{
  const char *unusable = find_unusable (codec);

  if (unusable != NULL) {
    bx_image_fail (image, error, unusable);
    return FALSE;
  }
  if (!has_end (codec->src->next_input_byte, codec->src->bytes_in_buffer)) {
    bx_image_fail (image, error, "is cut off before its end; copy or export the picture again");
    return FALSE;
  }
  return bx_image_check_size (image, BX_IMAGE_MAX_JPEG_MEGAPIXELS, error);
}

gboolean
bx_jpeg_read_header (BxImage *image, const guint8 *data, gsize size, GError **error)
{
  struct jpeg_decompress_struct codec = { 0 };
  Failure failure;
  gboolean is_good;

  init_failure (&failure);
  codec.err = &failure.base;
  if (setjmp (failure.back) != 0) {
    jpeg_destroy_decompress (&codec);
    fail_broken (image, &failure, error);
    return FALSE;
  }
  jpeg_create_decompress (&codec);
  jpeg_save_markers (&codec, JPEG_APP0 + 1, 0xFFFF);
  jpeg_save_markers (&codec, JPEG_APP0 + 2, 32);
  jpeg_mem_src (&codec, data, (unsigned long) size);
  jpeg_read_header (&codec, TRUE);
  copy_header (image, &codec);
  is_good = check_header (image, &codec, error);
  jpeg_destroy_decompress (&codec);
  return is_good;
}

/* --- profile -------------------------------------------------------------------------------- */

/* A profile's head: its own length, the colours it is for, and its mark (ICC.1:2010, 7.2). */
static gboolean
is_profile_for (const guint8 *data, guint size, BxColourSpace space)
{
  static const char *const names[] = {
    [BX_COLOUR_GREY] = "GRAY", [BX_COLOUR_RGB] = "RGB ", [BX_COLOUR_CMYK] = "CMYK"
  };

  return size >= 128 && data[8] <= 4 && memcmp (data + 16, names[space], 4) == 0
         && memcmp (data + 36, "acsp", 4) == 0
         && ((guint) data[0] << 24 | (guint) data[1] << 16 | (guint) data[2] << 8 | data[3])
                == size;
}

/* By the name that all of them have in their description. */
static gboolean
is_srgb (const guint8 *data, guint size)
{
  for (guint i = 128; i + 4 <= size; i++)
    if (memcmp (data + i, "sRGB", 4) == 0)
      return TRUE;
  return FALSE;
}

GBytes *
bx_jpeg_read_profile (const BxImage *image)
{
  struct jpeg_decompress_struct codec = { 0 };
  Failure failure;
  JOCTET *data = NULL;
  unsigned size = 0;
  gsize n;
  const guint8 *bytes = g_bytes_get_data (image->bytes, &n);

  if (image->kind != BX_IMAGE_JPEG || !image->has_profile)
    return NULL;
  init_failure (&failure);
  codec.err = &failure.base;
  if (setjmp (failure.back) != 0) {
    jpeg_destroy_decompress (&codec);
    return NULL;
  }
  jpeg_create_decompress (&codec);
  jpeg_save_markers (&codec, JPEG_APP0 + 2, 0xFFFF);
  jpeg_mem_src (&codec, bytes, (unsigned long) n);
  jpeg_read_header (&codec, TRUE);
  jpeg_read_icc_profile (&codec, &data, &size);
  jpeg_destroy_decompress (&codec);
  if (data != NULL && is_profile_for (data, size, image->space) && !is_srgb (data, size))
    return g_bytes_new_with_free_func (data, size, free, data);
  free (data);
  return NULL;
}

/* --- decoding ------------------------------------------------------------------------------- */

typedef struct _Decoder Decoder;

struct _Decoder {
  struct jpeg_decompress_struct codec;
  struct jpeg_progress_mgr progress;
  Failure failure;
  guint8 *row;
  /* What is done with the samples of each row. */
  void (*take) (Decoder *decoder, const BxImage *image, int y);
  BxPixels *pixels;
  guint most_ink; /* of four, each up to 255 */
};

static void
count_scans (j_common_ptr codec)
{
  Decoder *decoder = codec->client_data;

  if (decoder->codec.input_scan_number <= MAX_SCANS)
    return;
  g_strlcpy (decoder->failure.message, "too many scans", sizeof decoder->failure.message);
  longjmp (decoder->failure.back, 1);
}

/* Pixels of one row from samples of one, three or four components. CMYK is shown without a profile:
 * ink by ink, as readers do. */
static void
pack_row (const BxImage *image, const guint8 *sample, guint32 *row, int width)
{
  guint flip = image->is_inverted ? 0 : 255;

  for (int x = 0; x < width; x++, sample += image->n_components)
    switch (image->space) {
    case BX_COLOUR_GREY:
      row[x] = bx_pixel (sample[0], sample[0], sample[0]);
      break;
    case BX_COLOUR_RGB:
      row[x] = bx_pixel (sample[0], sample[1], sample[2]);
      break;
    case BX_COLOUR_CMYK: {
      guint k = sample[3] ^ flip;

      row[x] = bx_pixel ((sample[0] ^ flip) * k / 255, (sample[1] ^ flip) * k / 255,
                         (sample[2] ^ flip) * k / 255);
      break;
    }
    }
}

static void
take_pixels (Decoder *decoder, const BxImage *image, int y)
{
  int width = (int) decoder->codec.output_width;

  if (decoder->pixels == NULL)
    decoder->pixels = bx_pixels_new (width, (int) decoder->codec.output_height);
  pack_row (image, decoder->row, decoder->pixels->pixels + (gsize) y * (gsize) width, width);
}

static void
take_ink (Decoder *decoder, const BxImage *image, int y)
{
  const guint8 *sample = decoder->row;
  guint flip = image->is_inverted ? 255 : 0;

  for (guint x = 0; x < decoder->codec.output_width; x++, sample += 4)
    decoder->most_ink = MAX (decoder->most_ink, (sample[0] ^ flip) + (sample[1] ^ flip)
                                                    + (sample[2] ^ flip) + (sample[3] ^ flip));
}

static void
choose_output (const BxImage *image, struct jpeg_decompress_struct *codec, int width, int height)
{
  static const J_COLOR_SPACE spaces[] = {
    [BX_COLOUR_GREY] = JCS_GRAYSCALE, [BX_COLOUR_RGB] = JCS_RGB, [BX_COLOUR_CMYK] = JCS_CMYK
  };

  codec->out_color_space = spaces[image->space];
  codec->dct_method = JDCT_ISLOW;
  codec->scale_num = 1;
  codec->scale_denom = 1;
  while (width > 0 && height > 0 && codec->scale_denom < 8
         && image->stored_width / (int) (codec->scale_denom * 2) >= width
         && image->stored_height / (int) (codec->scale_denom * 2) >= height)
    codec->scale_denom *= 2;
}

static void
decode (const BxImage *image, Decoder *decoder, int width, int height)
{
  struct jpeg_decompress_struct *codec = &decoder->codec;
  gsize size;
  const guint8 *data = g_bytes_get_data (image->bytes, &size);

  jpeg_create_decompress (codec);
  codec->client_data = decoder;
  codec->mem->max_memory_to_use = MAX_DECODER_MEMORY;
  decoder->progress.progress_monitor = count_scans;
  codec->progress = &decoder->progress;
  jpeg_mem_src (codec, data, (unsigned long) size);
  jpeg_read_header (codec, TRUE);
  choose_output (image, codec, width, height);
  jpeg_start_decompress (codec);
  decoder->row = g_malloc ((gsize) codec->output_width * (gsize) codec->output_components);
  while (codec->output_scanline < codec->output_height) {
    int y = (int) codec->output_scanline;
    JSAMPROW row = decoder->row;

    jpeg_read_scanlines (codec, &row, 1);
    decoder->take (decoder, image, y);
  }
  jpeg_finish_decompress (codec);
}

/* FALSE where the file is broken, and nothing that was taken is worth anything. */
static gboolean
try_decoding (const BxImage *image, Decoder *decoder, int width, int height, GError **error)
{
  volatile gboolean is_good = FALSE;

  init_failure (&decoder->failure);
  decoder->codec.err = &decoder->failure.base;
  if (setjmp (decoder->failure.back) == 0) {
    decode (image, decoder, width, height);
    is_good = TRUE;
  } else
    fail_broken (image, &decoder->failure, error);
  jpeg_destroy_decompress (&decoder->codec);
  g_free (decoder->row);
  return is_good;
}

BxPixels *
bx_jpeg_decode (const BxImage *image, int width, int height, GError **error)
{
  g_autofree Decoder *decoder = g_new0 (Decoder, 1);

  decoder->take = take_pixels;
  if (!try_decoding (image, decoder, width, height, error))
    g_clear_pointer (&decoder->pixels, bx_pixels_free);
  return decoder->pixels;
}

int
bx_jpeg_find_most_ink (const BxImage *image)
{
  g_autofree Decoder *decoder = g_new0 (Decoder, 1);

  decoder->take = take_ink;
  return try_decoding (image, decoder, 1, 1, NULL) ? (int) decoder->most_ink * 1000 / 255 : 0;
}

/* --- encoding ------------------------------------------------------------------------------- */

static void
unpack_row (const guint32 *row, int width, gboolean is_grey, guint8 *sample)
{
  for (int x = 0; x < width; x++) {
    if (!is_grey) {
      *sample++ = (guint8) (row[x] >> 16);
      *sample++ = (guint8) (row[x] >> 8);
    }
    *sample++ = (guint8) row[x];
  }
}

/* Nothing but memory can fail here, and then libjpeg's own way out is right. */
GBytes *
bx_jpeg_encode (const BxPixels *pixels, gboolean is_grey, int quality, GBytes *profile)
{
  struct jpeg_compress_struct codec = { 0 };
  struct jpeg_error_mgr failure;
  int n_components = is_grey ? 1 : 3;
  g_autofree guint8 *samples = g_malloc ((gsize) pixels->width * (gsize) n_components);
  unsigned char *data = NULL;
  unsigned long size = 0;

  codec.err = jpeg_std_error (&failure);
  jpeg_create_compress (&codec);
  jpeg_mem_dest (&codec, &data, &size);
  codec.image_width = (JDIMENSION) pixels->width;
  codec.image_height = (JDIMENSION) pixels->height;
  codec.input_components = n_components;
  codec.in_color_space = is_grey ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults (&codec);
  jpeg_set_quality (&codec, quality, TRUE);
  codec.optimize_coding = TRUE;
  codec.dct_method = JDCT_ISLOW;
  jpeg_start_compress (&codec, TRUE);
  if (profile != NULL)
    jpeg_write_icc_profile (&codec, g_bytes_get_data (profile, NULL),
                            (unsigned) g_bytes_get_size (profile));
  while (codec.next_scanline < codec.image_height) {
    JSAMPROW row = samples;

    unpack_row (pixels->pixels + (gsize) codec.next_scanline * (gsize) pixels->width, pixels->width,
                is_grey, samples);
    jpeg_write_scanlines (&codec, &row, 1);
  }
  jpeg_finish_compress (&codec);
  jpeg_destroy_compress (&codec);
  return g_bytes_new_with_free_func (data, size, free, data);
}
