/* 拼版: pages side by side, so that sheets printed on both sides, folded and stapled in the middle
 * read in order. */
#include "work.h"

void
bx_press_find_pair (int side, int n_places, int pair[2])
{
  int low = side, high = n_places - 1 - side;

  /* Odd sides are the backs: the lower page stands at the left there. */
  pair[0] = side % 2 == 0 ? high : low;
  pair[1] = side % 2 == 0 ? low : high;
}

static qpdf_oh
new_box (qpdf_data qpdf, double left, double bottom, double right, double top)
{
  const double numbers[4] = { left, bottom, right, top };
  qpdf_oh box = qpdf_oh_new_array (qpdf);

  for (int i = 0; i < 4; i++)
    qpdf_oh_append_item (qpdf, box, qpdf_oh_new_real_from_double (qpdf, numbers[i], 3));
  return box;
}

/* The page as a drawing of its own, cut at the fold. */
static qpdf_oh
new_form (qpdf_data qpdf, qpdf_oh page, const GString *content, const BxSheet *sheet,
          gboolean is_right)
{
  double width = sheet->width / 2;
  double bleed = sheet->bleed;
  qpdf_oh form = qpdf_oh_new_stream (qpdf);
  qpdf_oh dictionary = qpdf_oh_get_dict (qpdf, form);

  qpdf_oh_replace_stream_data (qpdf, form, (const unsigned char *) content->str,
                               content->len, qpdf_oh_new_null (qpdf),
                               qpdf_oh_new_null (qpdf));
  qpdf_oh_replace_key (qpdf, dictionary, "/Type", qpdf_oh_new_name (qpdf, "/XObject"));
  qpdf_oh_replace_key (qpdf, dictionary, "/Subtype", qpdf_oh_new_name (qpdf, "/Form"));
  qpdf_oh_replace_key (qpdf, dictionary, "/BBox",
                       new_box (qpdf, is_right ? 0 : -bleed, -bleed,
                                is_right ? width + bleed : width, sheet->height + bleed));
  qpdf_oh_replace_key (qpdf, dictionary, "/Resources", qpdf_oh_get_key (qpdf, page, "/Resources"));
  if (qpdf_oh_has_key (qpdf, page, "/Group"))
    qpdf_oh_replace_key (qpdf, dictionary, "/Group", qpdf_oh_get_key (qpdf, page, "/Group"));
  return form;
}

static qpdf_oh
new_side (qpdf_data qpdf, const BxPressJob *job, const BxSheet *sheet, const qpdf_oh forms[2],
          const gboolean is_there[2])
{
  qpdf_oh page = qpdf_make_indirect_object (
      qpdf, qpdf_oh_parse (qpdf, "<< /Type /Page /Resources << /XObject << >> >> >>"));
  qpdf_oh objects = qpdf_oh_get_key (qpdf, qpdf_oh_get_key (qpdf, page, "/Resources"), "/XObject");
  g_autofree char *marks = bx_press_draw_marks (sheet, job->marks);
  g_autoptr (GString) content = g_string_new (NULL);
  qpdf_oh stream = qpdf_oh_new_stream (qpdf);

  for (int i = 0; i < 2; i++) {
    char name[] = { '/', 'P', (char) ('0' + i), '\0' };

    if (!is_there[i])
      continue;
    qpdf_oh_replace_key (qpdf, objects, name, forms[i]);
    g_string_append_printf (content, "q 1 0 0 1 %.3f %.3f cm %s Do Q\n",
                            sheet->margin + i * sheet->width / 2, sheet->margin, name);
  }
  g_string_append (content, marks);
  qpdf_oh_replace_stream_data (qpdf, stream, (const unsigned char *) content->str, content->len,
                               qpdf_oh_new_null (qpdf), qpdf_oh_new_null (qpdf));
  qpdf_oh_replace_key (qpdf, page, "/Contents", stream);
  bx_press_set_boxes (qpdf, page, sheet);
  bx_press_add_print_resources (qpdf, page, job);
  return page;
}

void
bx_press_impose (qpdf_data qpdf, const BxPressJob *job, BxWorks *works)
{
  int n_pages = works->n_pages;
  int n_places = (n_pages + 3) / 4 * 4;
  BxSheet sheet = bx_press_get_sheet (qpdf, job, qpdf_get_page_n (qpdf, 0), 2);
  g_autofree qpdf_oh *pages = g_new (qpdf_oh, (gsize) n_pages);

  for (int i = 0; i < n_pages; i++)
    pages[i] = qpdf_get_page_n (qpdf, (size_t) i);
  for (int side = 0; side < n_places / 2; side++) {
    int pair[2];
    qpdf_oh forms[2];
    gboolean is_there[2];

    bx_press_find_pair (side, n_places, pair);
    for (int i = 0; i < 2; i++) {
      is_there[i] = pair[i] < n_pages;
      if (is_there[i])
        forms[i] = new_form (qpdf, pages[pair[i]], bx_works_get (works, pair[i])->content.text,
                             &sheet, i == 1);
    }
    qpdf_add_page (qpdf, qpdf, new_side (qpdf, job, &sheet, forms, is_there), QPDF_FALSE);
  }
  for (int i = 0; i < n_pages; i++)
    qpdf_remove_page (qpdf, pages[i]);
}
