/* What is done to the pages themselves: their content is written anew, and what cairo leaves out of
 * its fonts is put in. */
#include "press-private.h"

#include <stdlib.h>
#include <zlib.h>

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

void
bx_press_mend_fonts (qpdf_data qpdf, qpdf_oh page)
{
  qpdf_oh resources = qpdf_oh_get_key (qpdf, page, "/Resources");
  qpdf_oh fonts = qpdf_oh_get_key_if_dict (qpdf, resources, "/Font");
  g_autoptr (GPtrArray) keys = bx_press_list_keys (qpdf, fonts);

  for (guint i = 0; i < keys->len; i++)
    mend_font (qpdf, qpdf_oh_get_key (qpdf, fonts, keys->pdata[i]));
}

/* --- printed pages -------------------------------------------------------------------------- */

/* A colour space of one plate; `cmyk` is what shows it where there is no such plate. */
static qpdf_oh
new_separation (qpdf_data qpdf, const char *plate, const int cmyk_permille[4])
{
  qpdf_oh space = qpdf_oh_new_array (qpdf);
  g_autofree char *name = g_strconcat ("/", plate, NULL);
  g_autofree char *function = g_strdup_printf (
      "<< /FunctionType 2 /Domain [ 0 1 ] /N 1 /C0 [ 0 0 0 0 ] /C1 [ %d.%03d %d.%03d %d.%03d "
      "%d.%03d ] >>",
      cmyk_permille[0] / 1000, cmyk_permille[0] % 1000, cmyk_permille[1] / 1000,
      cmyk_permille[1] % 1000, cmyk_permille[2] / 1000, cmyk_permille[2] % 1000,
      cmyk_permille[3] / 1000, cmyk_permille[3] % 1000);

  qpdf_oh_append_item (qpdf, space, qpdf_oh_new_name (qpdf, "/Separation"));
  qpdf_oh_append_item (qpdf, space, qpdf_oh_new_name (qpdf, name));
  qpdf_oh_append_item (qpdf, space, qpdf_oh_new_name (qpdf, "/DeviceCMYK"));
  qpdf_oh_append_item (qpdf, space, qpdf_oh_parse (qpdf, function));
  return space;
}

qpdf_oh
bx_press_get_resources (qpdf_data qpdf, qpdf_oh page, const char *kind)
{
  qpdf_oh resources = qpdf_oh_get_key (qpdf, page, "/Resources");

  if (!qpdf_oh_has_key (qpdf, resources, kind))
    qpdf_oh_replace_key (qpdf, resources, kind, qpdf_oh_new_dictionary (qpdf));
  return qpdf_oh_get_key (qpdf, resources, kind);
}

/* What the content of a printed page names: see content.h. OPM 1: a plate that the black does not
 * ask for keeps what stands there. */
void
bx_press_add_print_resources (qpdf_data qpdf, qpdf_oh page, const BxPressJob *job)
{
  static const int all[4] = { 1000, 1000, 1000, 1000 };
  qpdf_oh states = bx_press_get_resources (qpdf, page, "/ExtGState");
  qpdf_oh spaces = bx_press_get_resources (qpdf, page, "/ColorSpace");

  qpdf_oh_replace_key (qpdf, states, BX_STATE_OVERPRINT,
                       qpdf_oh_parse (qpdf, "<< /op true /OP true /OPM 1 >>"));
  qpdf_oh_replace_key (qpdf, states, BX_STATE_KNOCKOUT,
                       qpdf_oh_parse (qpdf, "<< /op false /OP false /OPM 0 >>"));
  qpdf_oh_replace_key (qpdf, spaces, BX_SPACE_ALL, new_separation (qpdf, "All", all));
  for (int i = 0; i < job->n_inks; i++)
    if (job->inks[i].spot != NULL) {
      g_autofree char *name = g_strdup_printf (BX_SPACE_SPOT, i);

      qpdf_oh_replace_key (qpdf, spaces, name,
                           new_separation (qpdf, job->inks[i].spot, job->inks[i].cmyk_permille));
    }
}

/* The page in the middle of its sheet, the marks around it. */
static void
put_on_sheet (qpdf_data qpdf, qpdf_oh page, const BxPressJob *job, GString *content)
{
  BxSheet sheet = bx_press_get_sheet (qpdf, job, page, 1);
  g_autofree char *marks = bx_press_draw_marks (&sheet, job->marks);
  g_autofree char *place = g_strdup_printf ("q 1 0 0 1 %.3f %.3f cm\n", sheet.margin, sheet.margin);

  g_string_prepend (content, place);
  g_string_append (content, "Q\n");
  g_string_append (content, marks);
  bx_press_set_boxes (qpdf, page, &sheet);
}

static void
prepare_print (qpdf_data qpdf, qpdf_oh page, const BxPressJob *job, GString *content)
{
  bx_press_add_print_resources (qpdf, page, job);
  qpdf_oh_replace_key (qpdf, qpdf_oh_get_key (qpdf, page, "/Group"), "/CS",
                       qpdf_oh_new_name (qpdf, "/DeviceCMYK"));
  if (!job->is_booklet)
    put_on_sheet (qpdf, page, job, content);
}

/* --- all of it ------------------------------------------------------------------------------ */

static gboolean
rewrite_page (qpdf_data qpdf, const BxPressJob *job, const BxProfileRow *row, int number,
              BxContent *content, GError **error)
{
  qpdf_oh page = qpdf_get_page_n (qpdf, (size_t) number);
  const BxContentJob content_job = { .inks = job->inks,
                                     .page = job->pages[number],
                                     .nodes = job->nodes,
                                     .is_cmyk = row->is_cmyk,
                                     .is_tagged = row->is_tagged };
  unsigned char *bytes = NULL;
  size_t size = 0;
  gboolean is_done;

  if (qpdf_oh_get_page_content_data (qpdf, page, &bytes, &size) != QPDF_SUCCESS)
    return bx_press_check (qpdf, error);
  is_done = bx_content_rewrite ((const char *) bytes, size, &content_job, content, error);
  free (bytes);
  if (!is_done)
    return FALSE;
  bx_press_mend_fonts (qpdf, page);
  bx_press_mend_images (qpdf, page, job, row, content->images);
  if (row->is_cmyk)
    prepare_print (qpdf, page, job, content->text);
  return TRUE;
}

/* A content on its way through a thread. */
typedef struct {
  const GString *text;
  unsigned char *packed;
  uLongf size; /* 0 where zlib failed */
} Packing;

static void
pack (void *data, void *unused)
{
  Packing *packing = data;

  packing->size = compressBound (packing->text->len);
  packing->packed = g_malloc (packing->size);
  if (compress2 (packing->packed, &packing->size, (const Bytef *) packing->text->str,
                 packing->text->len, Z_DEFAULT_COMPRESSION)
      != Z_OK)
    packing->size = 0;
}

/* libqpdf would deflate the contents one after another, and twice where the file is linearized:
 * that was the most of finishing. */
static gboolean
put_contents (qpdf_data qpdf, const GPtrArray *contents, GError **error)
{
  g_autofree Packing *packings = g_new0 (Packing, contents->len + 1);
  GThreadPool *pool = g_thread_pool_new (pack, NULL, (int) g_get_num_processors (), FALSE, NULL);
  gboolean is_packed = TRUE;

  for (guint i = 0; i < contents->len; i++) {
    packings[i].text = ((const BxContent *) contents->pdata[i])->text;
    g_thread_pool_push (pool, &packings[i], NULL);
  }
  g_thread_pool_free (pool, FALSE, TRUE);
  for (guint i = 0; i < contents->len; i++) {
    qpdf_oh page = qpdf_get_page_n (qpdf, i);

    is_packed &= packings[i].size > 0;
    qpdf_oh_replace_stream_data (qpdf, qpdf_oh_get_key (qpdf, page, "/Contents"),
                                 packings[i].packed, packings[i].size,
                                 qpdf_oh_new_name (qpdf, "/FlateDecode"), qpdf_oh_new_null (qpdf));
    g_free (packings[i].packed);
  }
  if (!is_packed)
    g_set_error (error, BX_ERROR, BX_ERROR_MACHINE, "zlib cannot deflate a page; free some memory");
  return is_packed;
}

static void
free_content (gpointer content)
{
  bx_content_clear (content);
  g_free (content);
}

GPtrArray *
bx_press_rewrite_pages (qpdf_data qpdf, const BxPressJob *job, const BxProfileRow *row,
                        GError **error)
{
  g_autoptr (GPtrArray) contents = g_ptr_array_new_with_free_func (free_content);
  int n_pages = qpdf_get_num_pages (qpdf);

  for (int i = 0; i < n_pages; i++) {
    g_ptr_array_add (contents, g_new0 (BxContent, 1));
    if (!rewrite_page (qpdf, job, row, i, contents->pdata[i], error))
      return NULL;
  }
  return put_contents (qpdf, contents, error) ? g_steal_pointer (&contents) : NULL;
}
