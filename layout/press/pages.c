#define _GNU_SOURCE /* memmem */
/* What is done to the pages themselves: their content is written anew, and what cairo leaves out of
 * its fonts is put in. */
#include "work.h"

#include <string.h>

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

/* One more than there are: they are numbered from 1. */
static int
count_objects (qpdf_data qpdf)
{
  return qpdf_oh_get_int_value_as_int (
      qpdf, qpdf_oh_get_key (qpdf, qpdf_get_trailer (qpdf), "/Size"));
}

/* cairo leaves out that glyphs of a TrueType font are numbered as they stand in it, which PDF/A and
 * PDF/UA want said (pdf-export §1.1). */
void
bx_press_mend_fonts (qpdf_data qpdf)
{
  int n_objects = count_objects (qpdf);

  for (int i = 1; i < n_objects; i++) {
    qpdf_oh font = qpdf_get_object_by_id (qpdf, i, 0);

    if (qpdf_oh_is_dictionary_of_type (qpdf, font, "/Font", "/CIDFontType2"))
      qpdf_oh_replace_key (qpdf, font, "/CIDToGIDMap", qpdf_oh_new_name (qpdf, "/Identity"));
  }
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
put_on_sheet (qpdf_data qpdf, qpdf_oh page, const BxPressJob *job, BxWork *work)
{
  BxSheet sheet = bx_press_get_sheet (qpdf, job, page, 1);
  g_autofree char *marks = bx_press_draw_marks (&sheet, job->marks);

  work->before = g_strdup_printf ("q 1 0 0 1 %.3f %.3f cm\n", sheet.margin, sheet.margin);
  work->after = g_strconcat ("Q\n", marks, NULL);
  bx_press_set_boxes (qpdf, page, &sheet);
}

static void
prepare_print (qpdf_data qpdf, qpdf_oh page, const BxPressJob *job, BxWork *work)
{
  bx_press_add_print_resources (qpdf, page, job);
  qpdf_oh_replace_key (qpdf, qpdf_oh_get_key (qpdf, page, "/Group"), "/CS",
                       qpdf_oh_new_name (qpdf, "/DeviceCMYK"));
  if (!job->is_booklet)
    put_on_sheet (qpdf, page, job, work);
}

/* --- while pages are drawn ------------------------------------------------------------------ */

static void
set_content_job (BxWork *work, const BxPressJob *job, const BxProfileRow *row, int number)
{
  work->is_content = TRUE;
  work->job = (BxContentJob){ .inks = job->inks,
                              .page = job->pages[number],
                              .nodes = job->nodes,
                              .is_cmyk = row->is_cmyk,
                              .is_tagged = row->is_tagged };
}

struct _BxPressContents {
  const BxPressJob *job;
  BxWorks *works; /* of the pages so far */
};

/* What stands around the content of a printed page is told by the whole file. */
BxPressContents *
bx_press_contents_new (const BxPressJob *job)
{
  BxPressContents *contents;

  if (bx_press_get_row (job->profile)->is_cmyk)
    return NULL;
  contents = g_new0 (BxPressContents, 1);
  contents->job = job;
  contents->works = bx_works_new ();
  return contents;
}

void
bx_press_contents_free (BxPressContents *contents)
{
  if (contents == NULL)
    return;
  bx_works_free (contents->works);
  g_free (contents);
}

/* The first stream of what cairo writes with a page is its content. Were it another one, the press would
 * see that it is, and begin anew. */
void
bx_press_contents_take_page (BxPressContents *contents, const guint8 *bytes, gsize size)
{
  static const char head[] = "stream\n", foot[] = "\nendstream";
  BxWork *work = bx_works_add (contents->works, 0);
  const guint8 *start = memmem (bytes, size, head, strlen (head));
  const guint8 *end;

  set_content_job (work, contents->job, bx_press_get_row (contents->job->profile),
                   (int) contents->works->works->len - 1);
  start = start != NULL ? start + strlen (head) : bytes + size;
  end = memmem (start, (gsize) (bytes + size - start), foot, strlen (foot));
  if (end != NULL) {
    work->drawn_size = (gsize) (end - start);
    work->drawn = g_memdup2 (start, work->drawn_size);
  }
  bx_works_begin (contents->works);
}

/* --- all of it ------------------------------------------------------------------------------ */

/* What a thread needs of a stream, or NULL where it is not deflated. */
static BxWork *
collect_stream (qpdf_data qpdf, BxWorks *works, qpdf_oh stream)
{
  qpdf_oh dictionary = qpdf_oh_get_dict (qpdf, stream);
  QPDF_BOOL is_filtered = QPDF_FALSE;
  BxWork *work;

  if (!qpdf_oh_is_name_and_equals (qpdf, qpdf_oh_get_key (qpdf, dictionary, "/Filter"),
                                   "/FlateDecode"))
    return NULL;
  work = bx_works_add (works, qpdf_oh_get_object_id (qpdf, stream));
  qpdf_oh_get_stream_data (qpdf, stream, qpdf_dl_none, &is_filtered, &work->drawn,
                           &work->drawn_size);
  return work;
}

/* Whether a page was begun with, and with the very bytes that its content turned out to be. */
static gboolean
is_begun (const BxPressContents *contents, int number, const BxWork *work)
{
  const BxWork *begun;

  if (contents == NULL || number >= (int) contents->works->works->len)
    return FALSE;
  begun = g_ptr_array_index (contents->works->works, number);
  return begun->drawn_size == work->drawn_size
         && memcmp (begun->drawn, work->drawn, work->drawn_size) == 0;
}

static gboolean
collect_page (qpdf_data qpdf, const BxPressJob *job, const BxProfileRow *row, int number,
              BxWorks *works)
{
  qpdf_oh page = qpdf_get_page_n (qpdf, (size_t) number);
  BxWork *work = collect_stream (qpdf, works, qpdf_oh_get_key (qpdf, page, "/Contents"));

  if (work == NULL)
    return FALSE;
  if (is_begun (job->contents, number, work)) {
    bx_works_take_begun (works, g_ptr_array_index (job->contents->works->works, number));
    return TRUE;
  }
  set_content_job (work, job, row, number);
  if (row->is_cmyk)
    prepare_print (qpdf, page, job, work);
  return TRUE;
}

/* Fonts and images. */
static void
collect_others (qpdf_data qpdf, BxWorks *works)
{
  int n_objects = count_objects (qpdf);
  g_autoptr (GHashTable) pages = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < works->works->len; i++)
    g_hash_table_add (pages, GINT_TO_POINTER (((BxWork *) works->works->pdata[i])->object));
  for (int i = 1; i < n_objects; i++) {
    qpdf_oh object = qpdf_get_object_by_id (qpdf, i, 0);

    if (qpdf_oh_is_stream (qpdf, object) && !g_hash_table_contains (pages, GINT_TO_POINTER (i)))
      collect_stream (qpdf, works, object);
  }
}

BxWorks *
bx_press_begin_streams (qpdf_data qpdf, const BxPressJob *job, const BxProfileRow *row,
                        GError **error)
{
  g_autoptr (BxWorks) works = bx_works_new ();

  works->n_pages = job->pages != NULL ? qpdf_get_num_pages (qpdf) : 0;
  for (int i = 0; i < works->n_pages; i++)
    if (!collect_page (qpdf, job, row, i, works)) {
      g_set_error (error, BX_ERROR, BX_ERROR_MACHINE, "page %d has no content of cairo's", i + 1);
      return NULL;
    }
  collect_others (qpdf, works);
  bx_press_mend_fonts (qpdf);
  bx_works_begin (works);
  return g_steal_pointer (&works);
}

gboolean
bx_press_take_streams (qpdf_data qpdf, const BxPressJob *job, const BxProfileRow *row,
                       BxWorks *works, GError **error)
{
  if (!bx_works_wait (works, error))
    return FALSE;
  for (guint i = 0; i < works->works->len; i++) {
    const BxWork *work = works->works->pdata[i];

    qpdf_oh_replace_stream_data (qpdf, qpdf_get_object_by_id (qpdf, work->object, 0), work->packed,
                                 work->packed_size, qpdf_oh_new_name (qpdf, "/FlateDecode"),
                                 qpdf_oh_new_null (qpdf));
  }
  for (int i = 0; i < works->n_pages; i++)
    bx_press_mend_images (qpdf, qpdf_get_page_n (qpdf, (size_t) i), job, row,
                          bx_works_get (works, i)->content.images);
  return TRUE;
}
