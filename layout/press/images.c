/* Images: what their samples mean. cairo hands on the bytes of a JPEG and says nothing of the ICC
 * profile in them, nor that Adobe's CMYK has its samples the other way round (pdf-export §1.1). */
#include "press-private.h"

#include <stdlib.h>
#include <string.h>

/* What the markers of a JPEG say. */
typedef struct {
  gboolean is_adobe;
  GByteArray *profile; /* NULL for none */
} Jpeg;

static void
clear_jpeg (Jpeg *jpeg)
{
  if (jpeg->profile != NULL)
    g_byte_array_unref (jpeg->profile);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Jpeg, clear_jpeg)

/* A profile is cut into numbered chunks (ICC.1, annex B), which stand in order in every file that
 * was not made to confuse; one of any other order is no profile to us. */
static void
read_chunk (Jpeg *jpeg, const guint8 *data, gsize size, int *n_chunks)
{
  static const char signature[] = "ICC_PROFILE"; /* with the zero that ends it */

  if (size < sizeof signature + 2 || memcmp (data, signature, sizeof signature) != 0)
    return;
  if (jpeg->profile == NULL)
    jpeg->profile = g_byte_array_new ();
  if (data[sizeof signature] == ++*n_chunks)
    g_byte_array_append (jpeg->profile, data + sizeof signature + 2,
                         (guint) (size - sizeof signature - 2));
}

/* Up to the first scan, each segment names its length. */
static void
read_jpeg (Jpeg *jpeg, const guint8 *data, gsize size)
{
  int n_chunks = 0;

  for (gsize at = 2; at + 4 <= size && data[at] == 0xFF && data[at + 1] != 0xDA;) {
    gsize length = (gsize) data[at + 2] << 8 | data[at + 3];

    if (length < 2 || at + 2 + length > size)
      return;
    if (data[at + 1] == 0xEE && length >= 14 && memcmp (data + at + 4, "Adobe", 5) == 0)
      jpeg->is_adobe = TRUE;
    if (data[at + 1] == 0xE2)
      read_chunk (jpeg, data + at + 4, length - 2, &n_chunks);
    at += 2 + length;
  }
}

/* Only what PDF/A takes (ISO 19005-3, 6.2.4.2): the right kind of colours, a known version, whole.
 */
static gboolean
is_good_profile (const GByteArray *profile, int n_components)
{
  static const char *const spaces[] = { NULL, "GRAY", NULL, "RGB ", "CMYK" };
  static const char *const classes[] = { "scnr", "mntr", "prtr", "spac" };
  const guint8 *data;

  if (profile == NULL || profile->len < 132)
    return FALSE;
  data = profile->data;
  if (memcmp (data + 36, "acsp", 4) != 0 || data[8] > 4 || data[8] < 2
      || ((guint) data[0] << 24 | (guint) data[1] << 16 | (guint) data[2] << 8 | data[3])
             != profile->len
      || memcmp (data + 16, spaces[n_components], 4) != 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    if (memcmp (data + 12, classes[i], 4) == 0)
      return TRUE;
  return FALSE;
}

static qpdf_oh
new_icc_space (qpdf_data qpdf, qpdf_oh profile)
{
  qpdf_oh space = qpdf_oh_new_array (qpdf);

  qpdf_oh_append_item (qpdf, space, qpdf_oh_new_name (qpdf, "/ICCBased"));
  qpdf_oh_append_item (qpdf, space, profile);
  return space;
}

static int
count_components (qpdf_data qpdf, qpdf_oh space)
{
  return qpdf_oh_is_name_and_equals (qpdf, space, "/DeviceCMYK")   ? 4
         : qpdf_oh_is_name_and_equals (qpdf, space, "/DeviceRGB")  ? 3
         : qpdf_oh_is_name_and_equals (qpdf, space, "/DeviceGray") ? 1
                                                                   : 0;
}

/* Numbers of the press stay as they are where a press prints them; elsewhere a profile says what
 * they look like. RGB without a profile is sRGB, which a press must be told and a screen assumes.
 */
static void
set_colours (qpdf_data qpdf, qpdf_oh dictionary, const BxPressJob *job, const BxProfileRow *row,
             const Jpeg *jpeg)
{
  int n = count_components (qpdf, qpdf_oh_get_key (qpdf, dictionary, "/ColorSpace"));
  qpdf_oh profile = 0;

  if (n == 4 && jpeg->is_adobe)
    qpdf_oh_replace_key (qpdf, dictionary, "/Decode", qpdf_oh_parse (qpdf, "[ 1 0 1 0 1 0 1 0 ]"));
  if (n == 0 || (n == 4 && row->is_cmyk))
    return;
  if (is_good_profile (jpeg->profile, n))
    profile = bx_press_new_profile (qpdf, jpeg->profile->data, jpeg->profile->len, n);
  else if (n == 3 && row->is_cmyk)
    profile = bx_press_new_srgb (qpdf);
  else if (n == 4 && row->intent != NULL)
    profile = bx_press_new_press_profile (qpdf, job);
  else
    return;
  qpdf_oh_replace_key (qpdf, dictionary, "/ColorSpace", new_icc_space (qpdf, profile));
}

static void
mend_image (qpdf_data qpdf, qpdf_oh image, const BxPressJob *job, const BxProfileRow *row)
{
  qpdf_oh dictionary = qpdf_oh_get_dict (qpdf, image);
  qpdf_oh filter = qpdf_oh_get_key (qpdf, dictionary, "/Filter");
  g_auto (Jpeg) jpeg = { FALSE, NULL };
  unsigned char *bytes = NULL;
  size_t size = 0;

  qpdf_oh_remove_key (qpdf, dictionary, "/Interpolate");
  if (qpdf_oh_is_name_and_equals (qpdf, filter, "/DCTDecode")
      && qpdf_oh_get_stream_data (qpdf, image, qpdf_dl_none, NULL, &bytes, &size) == QPDF_SUCCESS)
    read_jpeg (&jpeg, bytes, size);
  free (bytes);
  set_colours (qpdf, dictionary, job, row, &jpeg);
}

static void
set_number (qpdf_data qpdf, qpdf_oh dictionary, const char *key, int number)
{
  qpdf_oh_replace_key (qpdf, dictionary, key, qpdf_oh_new_integer (qpdf, number));
}

/* PNG's rows tell their predictor each (ISO 32000-1, 7.4.4.4). */
static qpdf_oh
new_parameters (qpdf_data qpdf, int width, gboolean is_grey)
{
  g_autofree char *text = g_strdup_printf (
      "<< /Predictor 15 /Colors %d /BitsPerComponent 8 /Columns %d >>", is_grey ? 1 : 3, width);

  return qpdf_oh_parse (qpdf, text);
}

static void
replace_samples (qpdf_data qpdf, qpdf_oh image, const BxPressPicture *picture, GBytes *samples,
                 gboolean is_grey)
{
  qpdf_oh dictionary = qpdf_oh_get_dict (qpdf, image);
  gsize size;
  const unsigned char *bytes = g_bytes_get_data (samples, &size);

  if (picture->is_rows)
    qpdf_oh_replace_stream_data (qpdf, image, bytes, size, qpdf_oh_new_name (qpdf, "/FlateDecode"),
                                 new_parameters (qpdf, picture->width, is_grey));
  else
    qpdf_oh_replace_stream_data (qpdf, image, bytes, size, qpdf_oh_new_name (qpdf, "/DCTDecode"),
                                 qpdf_oh_new_null (qpdf));
  set_number (qpdf, dictionary, "/Width", picture->width);
  set_number (qpdf, dictionary, "/Height", picture->height);
  set_number (qpdf, dictionary, "/BitsPerComponent", 8);
  qpdf_oh_replace_key (qpdf, dictionary, "/ColorSpace",
                       qpdf_oh_new_name (qpdf, is_grey ? "/DeviceGray" : "/DeviceRGB"));
}

static gsize
get_length (qpdf_data qpdf, qpdf_oh stream)
{
  qpdf_oh length = qpdf_oh_get_key (qpdf, qpdf_oh_get_dict (qpdf, stream), "/Length");

  return (gsize) qpdf_oh_get_int_value (qpdf, length);
}

static void
replace_image (qpdf_data qpdf, qpdf_oh image, const BxPressPicture *picture)
{
  qpdf_oh mask = qpdf_oh_get_key (qpdf, qpdf_oh_get_dict (qpdf, image), "/SMask");
  gboolean has_mask = qpdf_oh_is_stream (qpdf, mask);
  gsize drawn = get_length (qpdf, image) + (has_mask ? get_length (qpdf, mask) : 0);
  gsize small = g_bytes_get_size (picture->bytes)
                + (has_mask && picture->alpha != NULL ? g_bytes_get_size (picture->alpha) : 0);

  if (small >= drawn)
    return;
  replace_samples (qpdf, image, picture, picture->bytes, picture->is_grey);
  if (has_mask && picture->alpha != NULL)
    replace_samples (qpdf, mask, picture, picture->alpha, TRUE);
}

static qpdf_oh
get_objects (qpdf_data qpdf, qpdf_oh page)
{
  return qpdf_oh_get_key_if_dict (qpdf, qpdf_oh_get_key (qpdf, page, "/Resources"), "/XObject");
}

/* An image that is drawn in several places is replaced at the first of them. */
static void
replace_images (qpdf_data qpdf, qpdf_oh objects, const BxPressJob *job, const GArray *images)
{
  for (guint i = 0; i < images->len; i++) {
    const BxContentImage *image = &g_array_index (images, BxContentImage, i);

    if (image->picture >= 0 && image->picture < job->n_pictures
        && job->pictures[image->picture].bytes != NULL
        && qpdf_oh_has_key (qpdf, objects, image->name))
      replace_image (qpdf, qpdf_oh_get_key (qpdf, objects, image->name),
                     &job->pictures[image->picture]);
  }
}

void
bx_press_mend_images (qpdf_data qpdf, qpdf_oh page, const BxPressJob *job, const BxProfileRow *row,
                      const GArray *images)
{
  qpdf_oh objects = get_objects (qpdf, page);
  g_autoptr (GPtrArray) keys = bx_press_list_keys (qpdf, objects);

  if (keys->len == 0)
    return;
  replace_images (qpdf, objects, job, images);
  for (guint i = 0; i < keys->len; i++) {
    qpdf_oh object = qpdf_oh_get_key (qpdf, objects, keys->pdata[i]);

    if (qpdf_oh_is_name_and_equals (
            qpdf, qpdf_oh_get_key (qpdf, qpdf_oh_get_dict (qpdf, object), "/Subtype"), "/Image"))
      mend_image (qpdf, object, job, row);
  }
}
