/* The outline: a tree of linked items (ISO 32000-1, 12.3.3). Every item is open, so its /Count is
 * the number of all items below it. */
#include "press-private.h"

typedef struct {
  qpdf_data qpdf;
  const BxOutlineEntry *entries;
  int n_entries;
  int next; /* entry to add */
} Outline;

qpdf_oh
bx_press_new_destination (qpdf_data qpdf, int page, BxLen top)
{
  qpdf_oh object = qpdf_get_page_n (qpdf, (size_t) page);
  double y = bx_press_get_top (qpdf, object) - bx_len_to_pt (top);
  qpdf_oh destination = qpdf_oh_new_array (qpdf);

  /* A null leaves the reader's own left edge or magnification as it is. */
  qpdf_oh_append_item (qpdf, destination, object);
  qpdf_oh_append_item (qpdf, destination, qpdf_oh_new_name (qpdf, "/XYZ"));
  qpdf_oh_append_item (qpdf, destination, qpdf_oh_new_null (qpdf));
  qpdf_oh_append_item (qpdf, destination, qpdf_oh_new_real_from_double (qpdf, y, 3));
  qpdf_oh_append_item (qpdf, destination, qpdf_oh_new_null (qpdf));
  return destination;
}

static qpdf_oh
new_item (qpdf_data qpdf, const BxOutlineEntry *entry, qpdf_oh parent)
{
  qpdf_oh item = qpdf_make_indirect_object (qpdf, qpdf_oh_new_dictionary (qpdf));
  g_autofree char *title = bx_press_clean_text (entry->title);

  qpdf_oh_replace_key (qpdf, item, "/Title",
                       qpdf_oh_new_unicode_string (qpdf, title != NULL ? title : ""));
  qpdf_oh_replace_key (qpdf, item, "/Parent", parent);
  qpdf_oh_replace_key (qpdf, item, "/Dest",
                       bx_press_new_destination (qpdf, entry->page, entry->top));
  return item;
}

/* Adds the coming entries of `level` and deeper under a parent. Returns how many. */
static int
add_items (Outline *outline, qpdf_oh parent, int level)
{
  qpdf_data qpdf = outline->qpdf;
  qpdf_oh last = 0;
  int count = 0;

  while (outline->next < outline->n_entries && outline->entries[outline->next].level >= level) {
    const BxOutlineEntry *entry = &outline->entries[outline->next++];
    qpdf_oh item = new_item (qpdf, entry, parent);

    if (count == 0) {
      qpdf_oh_replace_key (qpdf, parent, "/First", item);
    } else {
      qpdf_oh_replace_key (qpdf, item, "/Prev", last);
      qpdf_oh_replace_key (qpdf, last, "/Next", item);
    }
    last = item;
    count += 1 + add_items (outline, item, entry->level + 1);
  }
  if (count > 0) {
    qpdf_oh_replace_key (qpdf, parent, "/Last", last);
    qpdf_oh_replace_key (qpdf, parent, "/Count", qpdf_oh_new_integer (qpdf, count));
  }
  return count;
}

void
bx_press_add_outline (qpdf_data qpdf, const BxPressJob *job)
{
  Outline outline = { qpdf, job->outline, job->n_outline, 0 };
  qpdf_oh root;

  if (job->n_outline == 0)
    return;
  root = qpdf_make_indirect_object (qpdf, qpdf_oh_new_dictionary (qpdf));
  qpdf_oh_replace_key (qpdf, root, "/Type", qpdf_oh_new_name (qpdf, "/Outlines"));
  add_items (&outline, root, 0);
  qpdf_oh_replace_key (qpdf, qpdf_get_root (qpdf), "/Outlines", root);
}
