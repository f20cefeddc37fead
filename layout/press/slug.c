/* The slug: lines that name a page, drawn as a PDF of their own, put beside the pages of the file.
 * They are in the registration colour, so that every plate says what it is of. */
#include "press-private.h"

#include <stdlib.h>
#include <string.h>

/* From the left edge of a page, where a crop mark stands, or a register mark over the fold. */
#define INDENT 12.0

/* Lines of a slug have one colour, in one slot. */
static const BxPressInk registration
    = { .name = "registration", .spot = "All", .cmyk_permille = { 1000, 1000, 1000, 1000 } };
static const BxPressSlot slot = { .node = -1, .picture = -1 };

/* The content of a slug's page as a form. */
static qpdf_oh
new_form (qpdf_data qpdf, qpdf_data slugs, qpdf_oh page, const GString *content)
{
  const BxPressJob job = { .inks = &registration, .n_inks = 1 };
  qpdf_oh form = qpdf_oh_new_stream (qpdf);
  qpdf_oh dictionary = qpdf_oh_get_dict (qpdf, form);
  qpdf_oh box = qpdf_make_indirect_object (slugs, qpdf_oh_get_key (slugs, page, "/MediaBox"));
  qpdf_oh resources
      = qpdf_make_indirect_object (slugs, qpdf_oh_get_key (slugs, page, "/Resources"));

  qpdf_oh_replace_stream_data (qpdf, form, (const unsigned char *) content->str, content->len,
                               qpdf_oh_new_null (qpdf), qpdf_oh_new_null (qpdf));
  qpdf_oh_replace_key (qpdf, dictionary, "/Type", qpdf_oh_new_name (qpdf, "/XObject"));
  qpdf_oh_replace_key (qpdf, dictionary, "/Subtype", qpdf_oh_new_name (qpdf, "/Form"));
  qpdf_oh_replace_key (qpdf, dictionary, "/BBox", qpdf_oh_copy_foreign_object (qpdf, slugs, box));
  qpdf_oh_replace_key (qpdf, dictionary, "/Resources",
                       qpdf_oh_copy_foreign_object (qpdf, slugs, resources));
  bx_press_add_print_resources (qpdf, dictionary, &job);
  return form;
}

/* The slug of a page of the article. FALSE with an error where it cannot be read. */
static gboolean
make_form (qpdf_data qpdf, qpdf_data slugs, int number, qpdf_oh *form, GError **error)
{
  const BxContentJob job = { .inks = &registration, .page = { &slot, 1 }, .is_cmyk = TRUE };
  g_auto (BxContent) content = { NULL };
  qpdf_oh page = qpdf_get_page_n (slugs, (size_t) number);
  unsigned char *bytes = NULL;
  size_t size = 0;
  gboolean is_done;

  if (qpdf_oh_get_page_content_data (slugs, page, &bytes, &size) != QPDF_SUCCESS) {
    free (bytes);
    return bx_press_check (slugs, error);
  }
  is_done = bx_content_rewrite ((const char *) bytes, size, &job, &content, error);
  free (bytes);
  if (!is_done)
    return FALSE;
  *form = new_form (qpdf, slugs, page, content.text);
  return TRUE;
}

/* Draws a form on a finished page, outside of the bleed at its head. */
static void
put_form (qpdf_data qpdf, qpdf_oh page, qpdf_oh form, double left)
{
  qpdf_oh objects = bx_press_get_resources (qpdf, page, "/XObject");
  qpdf_oh drawn = qpdf_oh_get_key (qpdf, page, "/Contents");
  /* An array where the page has its first slug. */
  qpdf_oh contents
      = qpdf_oh_is_array (qpdf, drawn) ? drawn : qpdf_oh_wrap_in_array (qpdf, drawn);
  qpdf_oh stream = qpdf_oh_new_stream (qpdf);
  g_autofree char *name = g_strdup_printf ("/BxSlug%.0f", left);
  g_autofree char *text = g_strdup_printf (
      "q 1 0 0 1 %.3f %.3f cm %s Do Q\n", left + INDENT,
      bx_press_get_corner (qpdf, page, "/BleedBox", 3) + BX_MARK_GAP, name);

  qpdf_oh_replace_stream_data (qpdf, stream, (const unsigned char *) text, strlen (text),
                               qpdf_oh_new_null (qpdf), qpdf_oh_new_null (qpdf));
  qpdf_oh_append_item (qpdf, contents, stream);
  qpdf_oh_replace_key (qpdf, page, "/Contents", contents);
  qpdf_oh_replace_key (qpdf, objects, name, form);
}

/* A side of a booklet's sheet has the slugs of both its pages. */
static gboolean
put_slugs (qpdf_data qpdf, const BxPressJob *job, qpdf_data slugs, int side, GError **error)
{
  int n_slugs = qpdf_get_num_pages (slugs);
  int pair[2] = { side, -1 };
  qpdf_oh page = qpdf_get_page_n (qpdf, (size_t) side);
  double left = bx_press_get_corner (qpdf, page, "/TrimBox", 0);
  double half = (bx_press_get_corner (qpdf, page, "/TrimBox", 2) - left) / 2;

  if (job->is_booklet)
    bx_press_find_pair (side, qpdf_get_num_pages (qpdf) * 2, pair);
  for (int i = 0; i < 2; i++) {
    qpdf_oh form = 0;

    if (pair[i] < 0 || pair[i] >= n_slugs)
      continue;
    if (!make_form (qpdf, slugs, pair[i], &form, error))
      return FALSE;
    put_form (qpdf, page, form, left + i * half);
  }
  return TRUE;
}

gboolean
bx_press_add_slugs (qpdf_data qpdf, const BxPressJob *job, GError **error)
{
  qpdf_data slugs = qpdf_init ();
  gboolean is_done;

  bx_press_open (slugs, job->slug);
  is_done = bx_press_check (slugs, error);
  if (is_done) {
    qpdf_push_inherited_attributes_to_page (slugs);
    bx_press_mend_fonts (slugs);
  }
  for (int side = 0; side < qpdf_get_num_pages (qpdf) && is_done; side++)
    is_done = put_slugs (qpdf, job, slugs, side, error);
  bx_press_close (&slugs);
  return is_done;
}
