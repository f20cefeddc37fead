/* Files inside the archive copy (ISO 19005-3, 6.8), and the record of what they are. */
#include "packed.h"

#include <stdlib.h>

static const char *const relation_names[BX_N_RELATIONS] = {
  [BX_RELATION_SOURCE] = "/Source",
  [BX_RELATION_ALTERNATIVE] = "/Alternative",
  [BX_RELATION_DATA] = "/Data",
  [BX_RELATION_SUPPLEMENT] = "/Supplement",
};

static qpdf_oh
new_stream (qpdf_data qpdf, const BxPressJob *job, const BxPressFile *file)
{
  const BxPacked *content = file->content;
  g_autofree char *date = bx_press_format_date (job, "D:%Y%m%d%H%M%SZ");
  g_autofree char *type = g_strconcat ("/", file->mime, NULL);
  qpdf_oh stream = qpdf_oh_new_stream (qpdf);
  qpdf_oh dictionary = qpdf_oh_get_dict (qpdf, stream);
  qpdf_oh parameters = qpdf_oh_new_dictionary (qpdf);

  qpdf_oh_replace_stream_data (qpdf, stream, content->deflated, content->deflated_size,
                               qpdf_oh_new_name (qpdf, "/FlateDecode"), qpdf_oh_new_null (qpdf));
  qpdf_oh_replace_key (qpdf, parameters, "/Size",
                       qpdf_oh_new_integer (qpdf, (gint64) content->size));
  bx_press_set_text (qpdf, parameters, "/ModDate", date);
  qpdf_oh_replace_key (qpdf, dictionary, "/Type", qpdf_oh_new_name (qpdf, "/EmbeddedFile"));
  qpdf_oh_replace_key (qpdf, dictionary, "/Subtype", qpdf_oh_new_name (qpdf, type));
  qpdf_oh_replace_key (qpdf, dictionary, "/Params", parameters);
  return stream;
}

static qpdf_oh
new_specification (qpdf_data qpdf, const BxPressJob *job, const BxPressFile *file)
{
  qpdf_oh specification = qpdf_make_indirect_object (qpdf, qpdf_oh_new_dictionary (qpdf));
  qpdf_oh embedded = qpdf_oh_new_dictionary (qpdf);
  qpdf_oh stream = new_stream (qpdf, job, file);

  qpdf_oh_replace_key (qpdf, embedded, "/F", stream);
  qpdf_oh_replace_key (qpdf, embedded, "/UF", stream);
  qpdf_oh_replace_key (qpdf, specification, "/Type", qpdf_oh_new_name (qpdf, "/Filespec"));
  bx_press_set_text (qpdf, specification, "/F", file->name);
  bx_press_set_text (qpdf, specification, "/UF", file->name);
  bx_press_set_text (qpdf, specification, "/Desc", file->description);
  qpdf_oh_replace_key (qpdf, specification, "/EF", embedded);
  qpdf_oh_replace_key (qpdf, specification, "/AFRelationship",
                       qpdf_oh_new_name (qpdf, relation_names[file->relation]));
  return specification;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(const BxPressFile *const *) a)->name,
                    (*(const BxPressFile *const *) b)->name);
}

void
bx_press_add_files (qpdf_data qpdf, const BxPressJob *job)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  qpdf_oh associated = qpdf_oh_new_array (qpdf);
  qpdf_oh names = qpdf_oh_new_array (qpdf);
  qpdf_oh tree = qpdf_oh_parse (qpdf, "<< /EmbeddedFiles << >> >>");

  if (job->n_files == 0)
    return;
  for (int i = 0; i < job->n_files; i++)
    g_ptr_array_add (sorted, (void *) &job->files[i]);
  g_ptr_array_sort (sorted, compare_names); /* a name tree is in order */
  for (guint i = 0; i < sorted->len; i++) {
    const BxPressFile *file = sorted->pdata[i];
    qpdf_oh specification = new_specification (qpdf, job, file);

    qpdf_oh_append_item (qpdf, names, qpdf_oh_new_unicode_string (qpdf, file->name));
    qpdf_oh_append_item (qpdf, names, specification);
    qpdf_oh_append_item (qpdf, associated, specification);
  }
  qpdf_oh_replace_key (qpdf, qpdf_oh_get_key (qpdf, tree, "/EmbeddedFiles"), "/Names", names);
  qpdf_oh_replace_key (qpdf, qpdf_get_root (qpdf), "/Names", tree);
  qpdf_oh_replace_key (qpdf, qpdf_get_root (qpdf), "/AF", associated);
}

/* --- digests -------------------------------------------------------------------------------- */

static char *
make_record (const char *name, const char *digest)
{
  return g_strdup_printf ("%s sha256:%s", name, digest);
}

char *
bx_press_record_bytes (const char *name, GBytes *bytes)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return make_record (name, digest);
}

GPtrArray *
bx_press_record_files (const BxPressJob *job)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < job->n_files; i++)
    g_ptr_array_add (records, make_record (job->files[i].name, job->files[i].content->digest));
  return records;
}

/* The descriptor holds the font program under one of three keys. */
static void
record_font (qpdf_data qpdf, qpdf_oh font, GPtrArray *records)
{
  static const char *const keys[] = { "/FontFile", "/FontFile2", "/FontFile3" };
  qpdf_oh below = qpdf_oh_get_key_if_dict (qpdf, font, "/DescendantFonts");
  qpdf_oh holder = qpdf_oh_is_array (qpdf, below) ? qpdf_oh_get_array_item (qpdf, below, 0) : font;
  qpdf_oh descriptor = qpdf_oh_get_key_if_dict (qpdf, holder, "/FontDescriptor");
  const char *name = qpdf_oh_get_name (qpdf,
                                       qpdf_oh_get_key_if_dict (qpdf, descriptor, "/FontName"));

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    qpdf_oh program = qpdf_oh_get_key_if_dict (qpdf, descriptor, keys[i]);
    unsigned char *bytes = NULL;
    size_t size = 0;

    if (qpdf_oh_is_stream (qpdf, program)
        && qpdf_oh_get_stream_data (qpdf, program, qpdf_dl_generalized, NULL, &bytes, &size)
               == QPDF_SUCCESS) {
      g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, size);

      g_ptr_array_add (records, make_record (name + 1, digest));
    }
    free (bytes);
  }
}

static int
compare_records (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
bx_press_record_fonts (qpdf_data qpdf)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  int n_pages = qpdf_get_num_pages (qpdf);

  for (int i = 0; i < n_pages; i++) {
    qpdf_oh resources = qpdf_oh_get_key (qpdf, qpdf_get_page_n (qpdf, (size_t) i), "/Resources");
    qpdf_oh fonts = qpdf_oh_get_key_if_dict (qpdf, resources, "/Font");
    g_autoptr (GPtrArray) keys = bx_press_list_keys (qpdf, fonts);

    for (guint k = 0; k < keys->len; k++) {
      qpdf_oh font = qpdf_oh_get_key (qpdf, fonts, keys->pdata[k]);

      if (g_hash_table_add (seen, GINT_TO_POINTER (qpdf_oh_get_object_id (qpdf, font))))
        record_font (qpdf, font, records);
    }
  }
  g_ptr_array_sort (records, compare_records);
  return records;
}
