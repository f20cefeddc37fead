/* Output intents and ICC profiles (ISO 32000-1, 14.11.5; ICC.1:2001-04): what the colours of a file
 * are meant for. Of a printer's profile the header is read, no more: what is in its tables is his.
 */
#include "press-private.h"
#include "profiles.h"

#include <string.h>

#define HEADER_SIZE 128
#define MAX_ICC_BYTES (16 * 1024 * 1024)

gboolean
bx_press_check_icc (const char *file, GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const char *wrong = NULL;

  if (size < HEADER_SIZE || memcmp (data + 36, "acsp", 4) != 0)
    wrong = "is no ICC profile";
  else if (size > MAX_ICC_BYTES)
    wrong = "is larger than a profile can be (16 MB)";
  else if (((gsize) data[0] << 24 | (gsize) data[1] << 16 | (gsize) data[2] << 8 | data[3]) != size)
    wrong = "is a damaged ICC profile: its length is not what it says";
  else if (memcmp (data + 12, "prtr", 4) != 0)
    wrong = "is the ICC profile of a screen, a camera or a colour space, not of a press";
  else if (memcmp (data + 16, "CMYK", 4) != 0)
    wrong = "is the ICC profile of a press without CMYK";
  else if (data[8] > 4)
    wrong = "is an ICC profile of a version that PDF/X-4 does not know";
  if (wrong == NULL)
    return TRUE;
  bx_error_at (error, BX_ERROR_INPUT, file, 0, 0,
               "%s; ask the printer for the CMYK output profile of the press", wrong);
  return FALSE;
}

qpdf_oh
bx_press_new_profile (qpdf_data qpdf, const void *bytes, gsize size, int n_components)
{
  qpdf_oh stream = qpdf_oh_new_stream (qpdf);

  qpdf_oh_replace_stream_data (qpdf, stream, bytes, size, qpdf_oh_new_null (qpdf),
                               qpdf_oh_new_null (qpdf));
  qpdf_oh_replace_key (qpdf, qpdf_oh_get_dict (qpdf, stream), "/N",
                       qpdf_oh_new_integer (qpdf, n_components));
  return stream;
}

qpdf_oh
bx_press_new_srgb (qpdf_data qpdf)
{
  return bx_press_new_profile (qpdf, bx_icc_srgb, bx_icc_srgb_size, 3);
}

qpdf_oh
bx_press_new_press_profile (qpdf_data qpdf, const BxPressJob *job)
{
  gsize size = bx_icc_coated_size;
  const void *bytes = bx_icc_coated;

  if (job->output_icc != NULL)
    bytes = g_bytes_get_data (job->output_icc, &size);
  return bx_press_new_profile (qpdf, bytes, size, 4);
}

static const char *
name_condition (const BxPressJob *job)
{
  if (job->output_condition != NULL)
    return job->output_condition;
  return job->output_icc != NULL ? "Custom" : BX_ICC_COATED_CONDITION;
}

void
bx_press_add_intent (qpdf_data qpdf, const BxPressJob *job, const BxProfileRow *row)
{
  qpdf_oh intent = qpdf_make_indirect_object (qpdf, qpdf_oh_new_dictionary (qpdf));
  const char *condition = row->is_cmyk ? name_condition (job) : "sRGB IEC61966-2.1";

  qpdf_oh_replace_key (qpdf, intent, "/Type", qpdf_oh_new_name (qpdf, "/OutputIntent"));
  qpdf_oh_replace_key (qpdf, intent, "/S", qpdf_oh_new_name (qpdf, row->intent));
  bx_press_set_text (qpdf, intent, "/OutputConditionIdentifier", condition);
  bx_press_set_text (qpdf, intent, "/Info", condition);
  qpdf_oh_replace_key (qpdf, intent, "/DestOutputProfile",
                       row->is_cmyk ? bx_press_new_press_profile (qpdf, job)
                                    : bx_press_new_srgb (qpdf));
  qpdf_oh_replace_key (qpdf, qpdf_get_root (qpdf), "/OutputIntents",
                       qpdf_oh_wrap_in_array (qpdf, intent));
}
