/* An archive copy read back: what is inside, and whether it is what its record says. */
#include "press-private.h"

#include <stdlib.h>

/* More than any article has; a stranger's file may say anything. */
#define MAX_FILES 1000
#define MAX_DEPTH 4

static void
clear_file (gpointer file)
{
  g_free (((BxArchivedFile *) file)->name);
  g_bytes_unref (((BxArchivedFile *) file)->bytes);
}

static BxArchive *
new_archive (void)
{
  BxArchive *archive = g_new0 (BxArchive, 1);

  archive->files = g_array_new (FALSE, FALSE, sizeof (BxArchivedFile));
  g_array_set_clear_func (archive->files, clear_file);
  archive->file_records = g_ptr_array_new_with_free_func (g_free);
  archive->font_records = g_ptr_array_new_with_free_func (g_free);
  return archive;
}

void
bx_archive_free (BxArchive *archive)
{
  if (archive == NULL)
    return;
  g_free (archive->program);
  g_free (archive->arguments);
  g_free (archive->created);
  g_array_unref (archive->files);
  g_ptr_array_unref (archive->file_records);
  g_ptr_array_unref (archive->font_records);
  g_free (archive);
}

/* --- its record ----------------------------------------------------------------------------- */

typedef struct {
  BxArchive *archive;
  GPtrArray *list; /* that items go to; NULL outside of lists */
  GString *text;
} Reader;

static void
start_element (GMarkupParseContext *context, const char *name, const char **names,
               const char **values, gpointer data, GError **error)
{
  Reader *reader = data;

  g_string_truncate (reader->text, 0);
  if (g_str_equal (name, "banxin:files"))
    reader->list = reader->archive->file_records;
  else if (g_str_equal (name, "banxin:fonts"))
    reader->list = reader->archive->font_records;
}

static void
end_element (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  Reader *reader = data;
  BxArchive *archive = reader->archive;
  const struct {
    const char *name;
    char **value;
  } properties[] = {
    { "banxin:program", &archive->program },
    { "banxin:arguments", &archive->arguments },
    { "xmp:CreateDate", &archive->created },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++)
    if (g_str_equal (name, properties[i].name) && *properties[i].value == NULL)
      *properties[i].value = g_strdup (reader->text->str);
  if (g_str_equal (name, "rdf:li") && reader->list != NULL)
    g_ptr_array_add (reader->list, g_strdup (reader->text->str));
  else if (g_str_has_prefix (name, "banxin:"))
    reader->list = NULL;
}

static void
add_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data,
          GError **error)
{
  g_string_append_len (((Reader *) data)->text, text, (gssize) length);
}

static gboolean
read_record (BxArchive *archive, const char *xmp, gsize length, GError **error)
{
  const GMarkupParser parser = { .start_element = start_element,
                                 .end_element = end_element,
                                 .text = add_text };
  Reader reader = { archive, NULL, g_string_new (NULL) };
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, &reader, NULL);
  gboolean is_read = g_markup_parse_context_parse (context, xmp, (gssize) length, error)
                     && g_markup_parse_context_end_parse (context, error);

  g_markup_parse_context_free (context);
  g_string_free (reader.text, TRUE);
  return is_read;
}

static GBytes *
get_stream (qpdf_data qpdf, qpdf_oh stream)
{
  unsigned char *bytes = NULL;
  size_t size = 0;

  if (qpdf_oh_is_stream (qpdf, stream)
      && qpdf_oh_get_stream_data (qpdf, stream, qpdf_dl_generalized, NULL, &bytes, &size)
             == QPDF_SUCCESS)
    return g_bytes_new_with_free_func (bytes, size, free, bytes);
  free (bytes); /* where it fails, it may have had some */
  return NULL;
}

static gboolean
read_metadata (qpdf_data qpdf, BxArchive *archive, GError **error)
{
  g_autoptr (GBytes)
      xmp = get_stream (qpdf, qpdf_oh_get_key_if_dict (qpdf, qpdf_get_root (qpdf), "/Metadata"));
  g_autoptr (GError) why = NULL;
  gsize size;
  const char *text = xmp != NULL ? g_bytes_get_data (xmp, &size) : NULL;

  if (text != NULL && read_record (archive, text, size, &why) && archive->program != NULL
      && archive->file_records->len > 0)
    return TRUE;
  if (!bx_press_check_foreign (qpdf, error))
    return FALSE;
  g_set_error (error, BX_ERROR, BX_ERROR_INPUT,
               "there is no record of what it was made from; is it an archive copy of banxin?");
  return FALSE;
}

/* --- its files ------------------------------------------------------------------------------ */

static gboolean
has_record (const GPtrArray *records, const char *record)
{
  for (guint i = 0; i < records->len; i++)
    if (g_str_equal (records->pdata[i], record))
      return TRUE;
  return FALSE;
}

static gboolean
has_name (const GPtrArray *records, const char *name)
{
  g_autofree char *start = g_strconcat (name, " sha256:", NULL);

  for (guint i = 0; i < records->len; i++)
    if (g_str_has_prefix (records->pdata[i], start))
      return TRUE;
  return FALSE;
}

typedef struct {
  qpdf_data qpdf;
  BxArchive *archive;
  GHashTable *seen; /* numbers of their specifications */
} Files;

/* One that is not there is told by its record. */
static void
read_file (Files *files, qpdf_oh specification)
{
  qpdf_data qpdf = files->qpdf;
  BxArchive *archive = files->archive;
  qpdf_oh embedded = qpdf_oh_get_key_if_dict (qpdf, specification, "/EF");
  qpdf_oh name = qpdf_oh_get_key_if_dict (qpdf, specification, "/UF");
  BxArchivedFile file = { .bytes = NULL };

  if (archive->files->len >= MAX_FILES
      || !g_hash_table_add (files->seen,
                            GINT_TO_POINTER (qpdf_oh_get_object_id (qpdf, specification))))
    return;
  file.bytes = get_stream (qpdf, qpdf_oh_get_key_if_dict (qpdf, embedded, "/F"));
  if (file.bytes == NULL)
    return;
  file.name = g_strdup (qpdf_oh_get_utf8_value (qpdf, name));
  file.is_recorded = has_name (archive->file_records, file.name);
  if (file.is_recorded) {
    g_autofree char *record = bx_press_record_bytes (file.name, file.bytes);

    file.is_intact = has_record (archive->file_records, record);
  }
  g_array_append_val (archive->files, file);
}

/* The name tree is what readers show (ISO 32000-1, 7.9.6). */
static void
read_names (Files *files, qpdf_oh node, int depth)
{
  qpdf_data qpdf = files->qpdf;
  qpdf_oh names = qpdf_oh_get_key_if_dict (qpdf, node, "/Names");
  qpdf_oh kids = qpdf_oh_get_key_if_dict (qpdf, node, "/Kids");
  int n_names = qpdf_oh_is_array (qpdf, names) ? qpdf_oh_get_array_n_items (qpdf, names) : 0;
  int n_kids = qpdf_oh_is_array (qpdf, kids) ? qpdf_oh_get_array_n_items (qpdf, kids) : 0;

  for (int i = 1; i < MIN (n_names, 2 * MAX_FILES); i += 2)
    read_file (files, qpdf_oh_get_array_item (qpdf, names, i));
  for (int i = 0; i < MIN (n_kids, MAX_FILES) && depth < MAX_DEPTH; i++)
    read_names (files, qpdf_oh_get_array_item (qpdf, kids, i), depth + 1);
}

static void
read_files (qpdf_data qpdf, BxArchive *archive)
{
  qpdf_oh root = qpdf_get_root (qpdf);
  qpdf_oh list = qpdf_oh_get_key_if_dict (qpdf, root, "/AF");
  qpdf_oh names = qpdf_oh_get_key_if_dict (qpdf, root, "/Names");
  int n = qpdf_oh_is_array (qpdf, list) ? qpdf_oh_get_array_n_items (qpdf, list) : 0;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Files files = { qpdf, archive, seen };

  for (int i = 0; i < MIN (n, MAX_FILES); i++)
    read_file (&files, qpdf_oh_get_array_item (qpdf, list, i));
  read_names (&files, qpdf_oh_get_key_if_dict (qpdf, names, "/EmbeddedFiles"), 0);
}

static gboolean
compare_fonts (qpdf_data qpdf, const BxArchive *archive)
{
  g_autoptr (GPtrArray) found = bx_press_record_fonts (qpdf);

  if (found->len != archive->font_records->len)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    if (!has_record (archive->font_records, found->pdata[i]))
      return FALSE;
  return TRUE;
}

static gboolean
read_archive (qpdf_data qpdf, GBytes *pdf, BxArchive *archive, GError **error)
{
  bx_press_open (qpdf, pdf);
  if (!bx_press_check_foreign (qpdf, error) || !read_metadata (qpdf, archive, error))
    return FALSE;
  read_files (qpdf, archive);
  archive->has_same_fonts = compare_fonts (qpdf, archive);
  return bx_press_check_foreign (qpdf, error);
}

BxArchive *
bx_archive_open (GBytes *pdf, GError **error)
{
  g_autoptr (BxArchive) archive = new_archive ();
  qpdf_data qpdf = qpdf_init ();
  gboolean is_read = read_archive (qpdf, pdf, archive, error);

  bx_press_close (&qpdf);
  return is_read ? g_steal_pointer (&archive) : NULL;
}

/* --- pages ---------------------------------------------------------------------------------- */

/* What is drawn on a page: its operators, its size, and the images that it draws. */
static char *
sum_page (qpdf_data qpdf, int number)
{
  qpdf_oh page = qpdf_get_page_n (qpdf, (size_t) number);
  qpdf_oh resources = qpdf_oh_get_key (qpdf, page, "/Resources");
  qpdf_oh objects = qpdf_oh_get_key_if_dict (qpdf, resources, "/XObject");
  g_autoptr (GPtrArray) keys = bx_press_list_keys (qpdf, objects);
  GChecksum *sum = g_checksum_new (G_CHECKSUM_SHA256);
  unsigned char *bytes = NULL;
  size_t size = 0;
  char *text;

  if (qpdf_oh_get_page_content_data (qpdf, page, &bytes, &size) == QPDF_SUCCESS)
    g_checksum_update (sum, bytes, (gssize) size);
  free (bytes);
  text = (char *) qpdf_oh_unparse (qpdf, qpdf_oh_get_key (qpdf, page, "/MediaBox"));
  g_checksum_update (sum, (const guchar *) text, -1);
  for (guint i = 0; i < keys->len; i++) {
    unsigned char *raw = NULL;

    if (qpdf_oh_get_stream_data (qpdf, qpdf_oh_get_key (qpdf, objects, keys->pdata[i]),
                                 qpdf_dl_none, NULL, &raw, &size)
        == QPDF_SUCCESS)
      g_checksum_update (sum, raw, (gssize) size);
    free (raw);
  }
  text = g_strdup (g_checksum_get_string (sum));
  g_checksum_free (sum);
  return text;
}

static GPtrArray *
sum_pages (GBytes *pdf, GError **error)
{
  g_autoptr (GPtrArray) sums = g_ptr_array_new_with_free_func (g_free);
  qpdf_data qpdf = qpdf_init ();
  gboolean is_read;

  bx_press_open (qpdf, pdf);
  is_read = bx_press_check_foreign (qpdf, error);
  for (int i = 0; is_read && i < qpdf_get_num_pages (qpdf); i++)
    g_ptr_array_add (sums, sum_page (qpdf, i));
  is_read = is_read && bx_press_check_foreign (qpdf, error);
  bx_press_close (&qpdf);
  return is_read ? g_steal_pointer (&sums) : NULL;
}

GArray *
bx_press_compare_pages (GBytes *a, GBytes *b, GError **error)
{
  g_autoptr (GPtrArray) one = sum_pages (a, error);
  g_autoptr (GPtrArray) other = one != NULL ? sum_pages (b, error) : NULL;
  GArray *differ;

  if (other == NULL)
    return NULL;
  differ = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; i < MAX (one->len, other->len); i++)
    if (i >= one->len || i >= other->len || !g_str_equal (one->pdata[i], other->pdata[i])) {
      int page = (int) i;

      g_array_append_val (differ, page);
    }
  return differ;
}
