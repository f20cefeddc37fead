/* Finishing: it decides what stands at document level and how the file is written. */
#include "work.h"

#include <string.h>

/* 9999-12-31 23:59:59: a date in a PDF has four digits for the year. */
#define LAST_SECOND G_GINT64_CONSTANT (253402300799)

static const BxProfileRow profiles[BX_N_PROFILES] = {
  [BX_PROFILE_NEWSLETTER] = { "newsletter", "1.7", qpdf_o_generate, .is_linear = TRUE,
                              .is_tagged = TRUE, .claims = bx_claims_ua },
  /* PDF/X-4 ends with PDF 1.6. */
  [BX_PROFILE_PRINT] = { "print", "1.6", qpdf_o_disable, .is_cmyk = TRUE, .is_checked = TRUE,
                         .intent = "/GTS_PDFX", .claims = bx_claims_x4 },
  [BX_PROFILE_ARCHIVE] = { "archive", "1.7", qpdf_o_generate, .is_tagged = TRUE, .has_files = TRUE,
                           .is_checked = TRUE, .intent = "/GTS_PDFA1", .claims = bx_claims_a3_ua },
};

const BxProfileRow *
bx_press_get_row (BxProfile profile)
{
  return &profiles[profile];
}

const char *
bx_profile_name (BxProfile profile)
{
  return profiles[profile].name;
}

gboolean
bx_profile_from_name (const char *name, BxProfile *profile)
{
  for (int i = 0; i < BX_N_PROFILES; i++)
    if (g_str_equal (name, profiles[i].name)) {
      *profile = (BxProfile) i;
      return TRUE;
    }
  return FALSE;
}

char *
bx_press_clean_text (const char *text)
{
  GString *clean;

  if (text == NULL)
    return NULL;
  clean = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    /* U+FFFE and U+FFFF are the two others that XML 1.0 has no place for. */
    g_string_append_unichar (clean, g_unichar_iscntrl (c) || (c | 1) == 0xffff ? ' ' : c);
  }
  g_strstrip (clean->str);
  return g_string_free (clean, clean->str[0] == '\0');
}

char *
bx_press_format_date (const BxPressJob *job, const char *format)
{
  g_autoptr (GDateTime)
      created = g_date_time_new_from_unix_utc (CLAMP (job->created, 0, LAST_SECOND));

  return g_date_time_format (created, format);
}

/* What qpdf has to say against the file, or NULL. Borrowed. */
static const char *
find_fault (qpdf_data qpdf)
{
  qpdf_error why = NULL;

  if (qpdf_has_error (qpdf))
    why = qpdf_get_error (qpdf);
  else if (qpdf_more_warnings (qpdf))
    why = qpdf_next_warning (qpdf);
  return why != NULL ? qpdf_get_error_full_text (qpdf, why) : NULL;
}

gboolean
bx_press_check (qpdf_data qpdf, GError **error)
{
  const char *fault = find_fault (qpdf);

  if (fault == NULL)
    return TRUE;
  g_set_error (error, BX_ERROR, BX_ERROR_MACHINE,
               "the PDF cannot be finished: %s; this is a fault of the program", fault);
  return FALSE;
}

gboolean
bx_press_check_foreign (qpdf_data qpdf, GError **error)
{
  const char *fault = find_fault (qpdf);

  if (fault == NULL)
    return TRUE;
  g_set_error (error, BX_ERROR, BX_ERROR_INPUT,
               "this is no PDF, or it is damaged (%s); take it from where it came once more", fault);
  return FALSE;
}

void
bx_press_set_text (qpdf_data qpdf, qpdf_oh dictionary, const char *key, const char *value)
{
  g_autofree char *text = bx_press_clean_text (value);

  if (text != NULL)
    qpdf_oh_replace_key (qpdf, dictionary, key, qpdf_oh_new_unicode_string (qpdf, text));
}

/* An own document information dictionary in the place of cairo's. */
static void
set_info (qpdf_data qpdf, const BxPressJob *job, const BxProfileRow *row)
{
  g_autofree char *date = bx_press_format_date (job, "D:%Y%m%d%H%M%SZ");
  qpdf_oh info = qpdf_make_indirect_object (qpdf, qpdf_oh_new_dictionary (qpdf));

  bx_press_set_text (qpdf, info, "/Title", job->title);
  bx_press_set_text (qpdf, info, "/Author", job->author);
  bx_press_set_text (qpdf, info, "/Subject", job->subject);
  bx_press_set_text (qpdf, info, "/Creator", BX_CREATOR);
  bx_press_set_text (qpdf, info, "/Producer", BX_PRODUCER);
  bx_press_set_text (qpdf, info, "/CreationDate", date);
  bx_press_set_text (qpdf, info, "/ModDate", date);
  if (row->is_cmyk) /* nobody has laid inks over each other yet where they meet */
    qpdf_oh_replace_key (qpdf, info, "/Trapped", qpdf_oh_new_name (qpdf, "/False"));
  qpdf_oh_replace_key (qpdf, qpdf_get_trailer (qpdf), "/Info", info);
}

/* A name for the document that follows from its streams, so that it is the same in every run. */
static char *
make_document_id (const BxWorks *works)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);
  const char *sum;

  for (guint i = 0; i < works->works->len; i++) {
    const BxWork *work = g_ptr_array_index (works->works, i);

    g_checksum_update (checksum, work->packed, (gssize) work->packed_size);
  }
  sum = g_checksum_get_string (checksum);
  return g_strdup_printf ("uuid:%.8s-%.4s-%.4s-%.4s-%.12s", sum, sum + 8, sum + 12, sum + 16,
                          sum + 20);
}

static void
set_xmp (qpdf_data qpdf, const BxPressJob *job, const BxProfileRow *row, const BxWorks *works)
{
  g_autofree char *id = make_document_id (works);
  g_autoptr (GPtrArray) fonts = row->has_files ? bx_press_record_fonts (qpdf) : NULL;
  g_autofree char *xmp = bx_press_make_xmp (job, row, fonts, id);
  qpdf_oh stream = qpdf_oh_new_stream (qpdf);
  qpdf_oh dictionary = qpdf_oh_get_dict (qpdf, stream);

  qpdf_oh_replace_key (qpdf, dictionary, "/Type", qpdf_oh_new_name (qpdf, "/Metadata"));
  qpdf_oh_replace_key (qpdf, dictionary, "/Subtype", qpdf_oh_new_name (qpdf, "/XML"));
  qpdf_oh_replace_stream_data (qpdf, stream, (const unsigned char *) xmp, strlen (xmp),
                               qpdf_oh_new_null (qpdf), qpdf_oh_new_null (qpdf));
  qpdf_oh_replace_key (qpdf, qpdf_get_root (qpdf), "/Metadata", stream);
}

/* Leaves only the page tree of what cairo put there. */
static void
clear_catalog (qpdf_data qpdf, qpdf_oh catalog)
{
  g_autoptr (GPtrArray) keys = bx_press_list_keys (qpdf, catalog);

  for (guint i = 0; i < keys->len; i++)
    if (!g_str_equal (keys->pdata[i], "/Type") && !g_str_equal (keys->pdata[i], "/Pages"))
      qpdf_oh_remove_key (qpdf, catalog, keys->pdata[i]);
}

static void
set_catalog (qpdf_data qpdf, const BxPressJob *job, const BxProfileRow *row)
{
  qpdf_oh catalog = qpdf_get_root (qpdf);

  clear_catalog (qpdf, catalog);
  bx_press_set_text (qpdf, catalog, "/Lang", job->language);
  qpdf_oh_replace_key (qpdf, catalog, "/PageMode", qpdf_oh_new_name (qpdf, "/UseNone"));
  if (job->title != NULL && job->title[0] != '\0')
    qpdf_oh_replace_key (qpdf, catalog, "/ViewerPreferences",
                         qpdf_oh_parse (qpdf, "<< /DisplayDocTitle true >>"));
  if (job->first_folio > 0 && !(row->is_cmyk && job->is_booklet)) {
    g_autofree char *labels = g_strdup_printf ("<< /Nums [ 0 << /S /D /St %d >> ] >>",
                                               job->first_folio);

    qpdf_oh_replace_key (qpdf, catalog, "/PageLabels", qpdf_oh_parse (qpdf, labels));
  }
}

static GBytes *
write_bytes (qpdf_data qpdf, const BxProfileRow *row, GError **error)
{
  qpdf_init_write_memory (qpdf);
  qpdf_set_object_stream_mode (qpdf, row->object_streams);
  qpdf_set_minimum_pdf_version (qpdf, row->version);
  qpdf_set_linearization (qpdf, row->is_linear);
  qpdf_set_newline_before_endstream (qpdf, QPDF_TRUE);
  qpdf_set_deterministic_ID (qpdf, QPDF_TRUE);
  qpdf_write (qpdf);
  if (!bx_press_check (qpdf, error))
    return NULL;
  return g_bytes_new (qpdf_get_buffer (qpdf), qpdf_get_buffer_length (qpdf));
}

void
bx_press_open (qpdf_data qpdf, GBytes *file)
{
  gsize size;
  const char *bytes = g_bytes_get_data (file, &size);

  qpdf_silence_errors (qpdf);
  qpdf_set_suppress_warnings (qpdf, QPDF_TRUE);
  qpdf_set_attempt_recovery (qpdf, QPDF_FALSE);
  qpdf_read_memory (qpdf, "file", bytes, size, NULL);
}

void
bx_press_close (qpdf_data *qpdf)
{
  find_fault (*qpdf);
  qpdf_cleanup (qpdf);
}

/* All that asks nothing of the packed streams, beside the threads that pack them. */
static void
add_to_document (qpdf_data qpdf, const BxPressJob *job, const BxProfileRow *row, BxWorks *works)
{
  set_catalog (qpdf, job, row);
  if (job->pages != NULL && row->is_tagged)
    bx_press_add_tree (qpdf, job, works);
  if (!row->is_cmyk) /* nobody turns the pages of a print file */
    bx_press_add_outline (qpdf, job);
  if (row->intent != NULL)
    bx_press_add_intent (qpdf, job, row);
  if (row->has_files)
    bx_press_add_files (qpdf, job);
  set_info (qpdf, job, row);
}

/* What becomes of the pages of a print file. */
static gboolean
lay_out_sheets (qpdf_data qpdf, const BxPressJob *job, const BxProfileRow *row, BxWorks *works,
                GError **error)
{
  if (job->pages == NULL || !row->is_cmyk)
    return TRUE;
  if (job->is_booklet)
    bx_press_impose (qpdf, job, works);
  return job->slug == NULL || bx_press_add_slugs (qpdf, job, error);
}

static GBytes *
finish (qpdf_data qpdf, GBytes *drawn, const BxPressJob *job, GError **error)
{
  const BxProfileRow *row = &profiles[job->profile];
  g_autoptr (BxWorks) works = NULL;

  bx_press_open (qpdf, drawn);
  if (!bx_press_check (qpdf, error))
    return NULL;
  qpdf_push_inherited_attributes_to_page (qpdf);
  for (int i = 0; i < job->n_outline; i++)
    g_assert (job->outline[i].page >= 0 && job->outline[i].page < qpdf_get_num_pages (qpdf));
  works = bx_press_begin_streams (qpdf, job, row, error);
  if (works == NULL)
    return NULL;
  add_to_document (qpdf, job, row, works);
  if (!bx_press_take_streams (qpdf, job, row, works, error)
      || !lay_out_sheets (qpdf, job, row, works, error))
    return NULL;
  set_xmp (qpdf, job, row, works);
  if (!bx_press_check (qpdf, error))
    return NULL;
  return write_bytes (qpdf, row, error);
}

GBytes *
bx_press_finish (GBytes *drawn, const BxPressJob *job, GError **error)
{
  qpdf_data qpdf = qpdf_init ();
  GBytes *finished = finish (qpdf, drawn, job, error);

  bx_press_close (&qpdf);
  if (finished == NULL || job->pages == NULL || !profiles[job->profile].is_checked
      || bx_press_check_file (finished, job->profile, error))
    return finished;
  g_prefix_error (error, "the PDF is not as it should be: ");
  if (error != NULL && *error != NULL)
    (*error)->code = BX_ERROR_MACHINE;
  g_bytes_unref (finished);
  return NULL;
}
