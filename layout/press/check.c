/* A finished file, opened again: does it keep the cheap half of what it claims? What is expensive
 * to know is veraPDF's (tests/conformance). */
#include "press-private.h"

#include <stdlib.h>
#include <string.h>

static gboolean
fail (GError **error, int page, const char *what)
{
  if (page >= 0)
    g_set_error (error, BX_ERROR, BX_ERROR_INPUT, "page %d %s", page + 1, what);
  else
    g_set_error (error, BX_ERROR, BX_ERROR_INPUT, "the file %s", what);
  return FALSE;
}

static gboolean
check_content (const BxContentFacts *facts, const BxProfileRow *row, int page, GError **error)
{
  if (!facts->is_balanced)
    return fail (error, page, "has marks that do not match");
  if (row->is_tagged && facts->n_unmarked > 0)
    return fail (error, page, "has content that is neither tagged nor an artifact");
  if (row->is_cmyk && facts->n_rgb > 0)
    return fail (error, page, "has a colour in RGB");
  return TRUE;
}

/* Each marked content has an owner, and no owner is without one. */
static gboolean
check_parents (qpdf_data qpdf, qpdf_oh page, int number, const BxContentFacts *facts,
               GError **error)
{
  qpdf_oh tree = qpdf_oh_get_key_if_dict (qpdf, qpdf_get_root (qpdf), "/StructTreeRoot");
  qpdf_oh parents = qpdf_oh_get_key_if_dict (qpdf, tree, "/ParentTree");
  qpdf_oh numbers = qpdf_oh_get_key_if_dict (qpdf, parents, "/Nums");
  int key = qpdf_oh_get_int_value_as_int (qpdf, qpdf_oh_get_key (qpdf, page, "/StructParents"));

  /* Our pages come first, in order. */
  if (!qpdf_oh_is_array (qpdf, numbers) || 2 * key + 1 >= qpdf_oh_get_array_n_items (qpdf, numbers)
      || qpdf_oh_get_array_n_items (qpdf, qpdf_oh_get_array_item (qpdf, numbers, 2 * key + 1))
             != facts->n_numbered)
    return fail (error, number, "is not told in the structure tree");
  return TRUE;
}

double
bx_press_get_corner (qpdf_data qpdf, qpdf_oh page, const char *key, int corner)
{
  qpdf_oh box = qpdf_oh_get_key (qpdf, page, key);

  return qpdf_oh_is_array (qpdf, box)
             ? qpdf_oh_get_numeric_value (qpdf, qpdf_oh_get_array_item (qpdf, box, corner))
             : -1;
}

static gboolean
check_boxes (qpdf_data qpdf, qpdf_oh page, int number, GError **error)
{
  static const char *const inner[] = { "/TrimBox", "/BleedBox" };
  static const char *const outer[] = { "/BleedBox", "/MediaBox" };

  for (int i = 0; i < 2; i++)
    for (int corner = 0; corner < 4; corner++) {
      double by = bx_press_get_corner (qpdf, page, inner[i], corner)
                  - bx_press_get_corner (qpdf, page, outer[i], corner);

      if ((corner < 2 ? by : -by) < 0 || bx_press_get_corner (qpdf, page, inner[i], 2) <= 0)
        return fail (error, number, "has boxes that do not lie in each other");
    }
  return TRUE;
}

static gboolean
check_page (qpdf_data qpdf, const BxProfileRow *row, int number, GError **error)
{
  qpdf_oh page = qpdf_get_page_n (qpdf, (size_t) number);
  BxContentFacts facts;
  unsigned char *bytes = NULL;
  size_t size = 0;

  if (qpdf_oh_get_page_content_data (qpdf, page, &bytes, &size) != QPDF_SUCCESS) {
    free (bytes);
    return bx_press_check_foreign (qpdf, error);
  }
  facts = bx_content_inspect ((const char *) bytes, size);
  free (bytes);
  return check_content (&facts, row, number, error)
         && (!row->is_tagged || check_parents (qpdf, page, number, &facts, error))
         && (!row->is_cmyk || check_boxes (qpdf, page, number, error));
}

static gboolean
check_document (qpdf_data qpdf, const BxProfileRow *row, GError **error)
{
  qpdf_oh root = qpdf_get_root (qpdf);

  if (row->intent != NULL
      && !qpdf_oh_is_array (qpdf, qpdf_oh_get_key (qpdf, root, "/OutputIntents")))
    return fail (error, -1, "does not say what its colours are meant for");
  if (row->is_tagged && !qpdf_oh_has_key (qpdf, root, "/Lang"))
    return fail (error, -1, "does not say its language");
  if (row->is_tagged
      && !qpdf_oh_get_bool_value (
          qpdf,
          qpdf_oh_get_key_if_dict (qpdf, qpdf_oh_get_key (qpdf, root, "/MarkInfo"), "/Marked")))
    return fail (error, -1, "is not tagged");
  if (row->has_files && !qpdf_oh_is_array (qpdf, qpdf_oh_get_key (qpdf, root, "/AF")))
    return fail (error, -1, "has lost what it was made from");
  for (int i = 0; i < qpdf_get_num_pages (qpdf); i++)
    if (!check_page (qpdf, row, i, error))
      return FALSE;
  return bx_press_check_foreign (qpdf, error);
}

gboolean
bx_press_check_file (GBytes *file, BxProfile profile, GError **error)
{
  qpdf_data qpdf = qpdf_init ();
  gboolean is_good;

  bx_press_open (qpdf, file);
  is_good = bx_press_check_foreign (qpdf, error)
            && check_document (qpdf, bx_press_get_row (profile), error);
  bx_press_close (&qpdf);
  return is_good;
}
