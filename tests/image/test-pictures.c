#include "test-pictures.h"

#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>

static const guint8 quarters[4][3] = {
  { 255, 0, 0 }, { 0, 255, 0 }, { 0, 0, 255 }, { 255, 255, 255 }
};

static int
quarter_of (int x, int y, int width, int height)
{
  return (y * 2 >= height) * 2 + (x * 2 >= width);
}

/* --- JPEG ----------------------------------------------------------------------------------- */

static void
put_sample (const guint8 *rgb, const BxTestJpeg *jpeg, guint8 *sample)
{
  switch (jpeg->n_components) {
  case 1:
    *sample = (guint8) ((rgb[0] * 77 + rgb[1] * 150 + rgb[2] * 29) >> 8);
    break;
  case 3:
    memcpy (sample, rgb, 3);
    break;
  default: /* Adobe: 255 is no ink; black is not needed */
    for (int i = 0; i < 3; i++)
      sample[i] = jpeg->is_heavy ? rgb[i] / 4 : rgb[i];
    sample[3] = jpeg->is_heavy ? 0 : 255;
    break;
  }
}

static void
write_exif (j_compress_ptr codec, int orientation)
{
  guint8 exif[] = "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0?\0\0\0\0\0\0";

  *(guint8 *) memchr (exif, '?', sizeof exif) = (guint8) orientation;
  jpeg_write_marker (codec, JPEG_APP0 + 1, exif, sizeof exif - 1);
}

/* The head of a profile, and words where its description would be. */
static void
write_profile (j_compress_ptr codec, const char *words)
{
  guint8 data[160] = { 0, 0, 0, sizeof data, [8] = 2 };

  memcpy (data + 12, "mntr", 4);
  memcpy (data + 16, codec->in_color_space == JCS_GRAYSCALE ? "GRAY" : "RGB ", 4);
  memcpy (data + 36, "acsp", 4);
  g_strlcpy ((char *) data + 132, words, 28);
  jpeg_write_icc_profile (codec, data, sizeof data);
}

static void
set_up (j_compress_ptr codec, const BxTestJpeg *jpeg)
{
  codec->image_width = (JDIMENSION) jpeg->width;
  codec->image_height = (JDIMENSION) jpeg->height;
  codec->input_components = jpeg->n_components;
  codec->in_color_space = jpeg->n_components == 1   ? JCS_GRAYSCALE
                          : jpeg->n_components == 3 ? JCS_RGB
                                                    : JCS_CMYK;
  jpeg_set_defaults (codec);
  if (jpeg->n_components == 4)
    jpeg_set_colorspace (codec, JCS_YCCK); /* libjpeg adds Adobe's marker */
  if (jpeg->is_progressive)
    jpeg_simple_progression (codec);
  jpeg_set_quality (codec, 95, TRUE);
  codec->density_unit = jpeg->ppi > 0;
  codec->X_density = codec->Y_density = (UINT16) MAX (jpeg->ppi, 1);
}

GBytes *
bx_test_jpeg (const BxTestJpeg *jpeg)
{
  struct jpeg_compress_struct codec;
  struct jpeg_error_mgr failure;
  g_autofree guint8 *row = g_malloc ((gsize) (jpeg->width * jpeg->n_components));
  unsigned char *data = NULL;
  unsigned long size = 0;

  codec.err = jpeg_std_error (&failure);
  jpeg_create_compress (&codec);
  jpeg_mem_dest (&codec, &data, &size);
  set_up (&codec, jpeg);
  jpeg_start_compress (&codec, TRUE);
  if (jpeg->orientation > 0)
    write_exif (&codec, jpeg->orientation);
  if (jpeg->profile != NULL)
    write_profile (&codec, jpeg->profile);
  for (int y = 0; y < jpeg->height; y++) {
    JSAMPROW rows = row;

    for (int x = 0; x < jpeg->width; x++)
      put_sample (quarters[quarter_of (x, y, jpeg->width, jpeg->height)], jpeg,
                  row + x * jpeg->n_components);
    jpeg_write_scanlines (&codec, &rows, 1);
  }
  jpeg_finish_compress (&codec);
  jpeg_destroy_compress (&codec);
  return g_bytes_new_with_free_func (data, size, free, data);
}

/* The size stands behind the marker of the frame, which is sought from the start. */
GBytes *
bx_test_jpeg_bomb (int width, int height)
{
  g_autoptr (GBytes) small = bx_test_jpeg (&(BxTestJpeg){ 16, 16, 3, 0, 0, FALSE });
  gsize size;
  guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&small), &size);

  for (gsize i = 0; i + 9 < size; i++)
    if (data[i] == 0xFF && data[i + 1] == 0xC0) {
      data[i + 5] = (guint8) (height >> 8);
      data[i + 6] = (guint8) height;
      data[i + 7] = (guint8) (width >> 8);
      data[i + 8] = (guint8) width;
      break;
    }
  return g_bytes_new_take (data, size);
}

/* --- PNG ------------------------------------------------------------------------------------ */

static void
fill_row (const BxTestPng *png, int y, int n_components, guint8 *row)
{
  int n_bytes = png->bits / 8;

  for (int x = 0; x < png->width; x++) {
    int quarter = quarter_of (x, y, png->width, png->height);

    for (int c = 0; c < n_components; c++) {
      gboolean is_alpha = png->has_alpha && c == n_components - 1;
      guint8 value = is_alpha ? (quarter == 3 ? 0 : 255) : quarters[quarter][png->is_grey ? 1 : c];

      memset (row + (x * n_components + c) * n_bytes, value, (gsize) n_bytes);
    }
  }
}

static void
append (png_structp codec, png_bytep data, size_t size)
{
  g_byte_array_append (png_get_io_ptr (codec), data, (guint) size);
}

GBytes *
bx_test_png (const BxTestPng *png)
{
  GByteArray *bytes = g_byte_array_new ();
  png_structp codec = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (codec);
  int n_components = (png->is_grey ? 1 : 3) + png->has_alpha;
  g_autofree guint8 *row = g_malloc ((gsize) (png->width * n_components * png->bits / 8));

  png_set_write_fn (codec, bytes, append, NULL);
  png_set_IHDR (codec, info, (guint32) png->width, (guint32) png->height, png->bits,
                (png->is_grey ? 0 : PNG_COLOR_MASK_COLOR)
                    | (png->has_alpha ? PNG_COLOR_MASK_ALPHA : 0),
                PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
  png_write_info (codec, info);
  for (int y = 0; y < png->height; y++) {
    fill_row (png, y, n_components, row);
    png_write_row (codec, row);
  }
  png_write_end (codec, info);
  png_destroy_write_struct (&codec, &info);
  return g_byte_array_free_to_bytes (bytes);
}

static guint32
checksum (const guint8 *data, gsize size)
{
  guint32 sum = 0xFFFFFFFF;

  for (gsize i = 0; i < size; i++) {
    sum ^= data[i];
    for (int bit = 0; bit < 8; bit++)
      sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320 : 0);
  }
  return ~sum;
}

static void
put_32 (guint8 *data, guint32 value)
{
  for (int i = 0; i < 4; i++)
    data[i] = (guint8) (value >> (24 - 8 * i));
}

GBytes *
bx_test_png_bomb (int width, int height)
{
  g_autoptr (GBytes) small = bx_test_png (&(BxTestPng){ 16, 16, 8, FALSE, FALSE });
  gsize size;
  guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&small), &size);

  put_32 (data + 16, (guint32) width);
  put_32 (data + 20, (guint32) height);
  put_32 (data + 29, checksum (data + 12, 17));
  return g_bytes_new_take (data, size);
}
