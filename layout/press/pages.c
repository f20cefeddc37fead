/* What is done to the pages themselves: their content is written anew, and what cairo leaves out of
 * its fonts is put in. */
#include "press-private.h"

#include <stdlib.h>

double
bx_press_get_top (qpdf_data qpdf, qpdf_oh page)
{
  qpdf_oh box = qpdf_oh_get_key (qpdf, page, "/MediaBox");

  return qpdf_oh_get_numeric_value (qpdf, qpdf_oh_get_array_item (qpdf, box, 3));
}

GPtrArray *
bx_press_list_keys (qpdf_data qpdf, qpdf_oh dictionary)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  if (!qpdf_oh_is_dictionary (qpdf, dictionary))
    return keys;
  qpdf_oh_begin_dict_key_iter (qpdf, dictionary);
  while (qpdf_oh_dict_more_keys (qpdf))
    g_ptr_array_add (keys, g_strdup (qpdf_oh_dict_next_key (qpdf)));
  return keys;
}

/* cairo leaves out that glyphs of a TrueType font are numbered as they stand in it, which PDF/A and
 * PDF/UA want said (pdf-export §1.1). */
static void
mend_font (qpdf_data qpdf, qpdf_oh font)
{
  qpdf_oh below = qpdf_oh_get_key_if_dict (qpdf, font, "/DescendantFonts");

  if (!qpdf_oh_is_array (qpdf, below))
    return;
  below = qpdf_oh_get_array_item (qpdf, below, 0);
  if (qpdf_oh_is_name_and_equals (qpdf, qpdf_oh_get_key (qpdf, below, "/Subtype"), "/CIDFontType2"))
    qpdf_oh_replace_key (qpdf, below, "/CIDToGIDMap", qpdf_oh_new_name (qpdf, "/Identity"));
}

static void
mend_fonts (qpdf_data qpdf, qpdf_oh page)
{
  qpdf_oh resources = qpdf_oh_get_key (qpdf, page, "/Resources");
  qpdf_oh fonts = qpdf_oh_get_key_if_dict (qpdf, resources, "/Font");
  g_autoptr (GPtrArray) keys = bx_press_list_keys (qpdf, fonts);

  for (guint i = 0; i < keys->len; i++)
    mend_font (qpdf, qpdf_oh_get_key (qpdf, fonts, keys->pdata[i]));
}

static gboolean
rewrite_page (qpdf_data qpdf, const BxPressJob *job, const BxProfileRow *row, int number,
              GArray **nodes, GError **error)
{
  qpdf_oh page = qpdf_get_page_n (qpdf, (size_t)number);
  const BxContentJob content_job = { .inks = job->inks,
                                     .page = job->pages[number],
                                     .nodes = job->nodes,
                                     .is_cmyk = row->is_cmyk,
                                     .is_tagged = row->is_tagged };
  g_auto (BxContent) content = { NULL, NULL };
  unsigned char *bytes = NULL;
  size_t size = 0;
  gboolean is_done;

  if (qpdf_oh_get_page_content_data (qpdf, page, &bytes, &size) != QPDF_SUCCESS)
    return bx_press_check (qpdf, error);
  is_done = bx_content_rewrite ((const char *)bytes, size, &content_job, &content, error);
  free (bytes);
  if (!is_done)
    return FALSE;
  qpdf_oh_replace_stream_data (qpdf, qpdf_oh_get_key (qpdf, page, "/Contents"),
                               (const unsigned char *)content.text->str, content.text->len,
                               qpdf_oh_new_null (qpdf), qpdf_oh_new_null (qpdf));
  *nodes = g_steal_pointer (&content.nodes);
  return TRUE;
}

GPtrArray *
bx_press_rewrite_pages (qpdf_data qpdf, const BxPressJob *job, const BxProfileRow *row,
                        GError **error)
{
  g_autoptr (GPtrArray) marked = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  int n_pages = qpdf_get_num_pages (qpdf);

  for (int i = 0; i < n_pages; i++) {
    GArray *nodes = NULL;

    mend_fonts (qpdf, qpdf_get_page_n (qpdf, (size_t)i));
    if (!rewrite_page (qpdf, job, row, i, &nodes, error))
      return NULL;
    g_ptr_array_add (marked, nodes);
  }
  return g_steal_pointer (&marked);
}
