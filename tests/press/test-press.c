#define _GNU_SOURCE /* memmem */
/* Finishing, judged by reading the finished file again with qpdf. */
#include "press.h"

#include <cairo-pdf.h>
#include <qpdf/qpdf-c.h>
#include <string.h>

#define PAGE_WIDTH 300
#define PAGE_HEIGHT 400

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* A PDF of some pages, as cairo writes it. With `extras` also things in the catalog that the press
 * makes anew. */
static GBytes *
draw_pages (int n_pages, gboolean extras)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface
    = cairo_pdf_surface_create_for_stream (append_bytes, bytes, PAGE_WIDTH, PAGE_HEIGHT);
  cairo_t *cr = cairo_create (surface);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "2001-02-03T04:05:06Z");
  if (extras) {
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_KEYWORDS, "left over");
    cairo_pdf_surface_set_page_label (surface, "xiv");
    cairo_pdf_surface_add_outline (surface, CAIRO_PDF_OUTLINE_ROOT, "left over", "page=1", 0);
  }
  for (int page = 0; page < n_pages; page++) {
    for (int i = 0; i < 200; i++)
      cairo_rectangle (cr, i, page + (i * 7) % 300, 5, 5);
    cairo_fill (cr);
    cairo_show_page (cr);
  }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

/* A finished file, opened again. */
typedef struct {
  GBytes *bytes;
  qpdf_data qpdf;
} Finished;

static void
finished_clear (Finished *finished)
{
  qpdf_cleanup (&finished->qpdf);
  g_bytes_unref (finished->bytes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Finished, finished_clear)

static Finished
finish (int n_pages, const BxPressJob *job)
{
  g_autoptr (GBytes) drawn = draw_pages (n_pages, TRUE);
  g_autoptr (GError) error = NULL;
  Finished finished = { .bytes = bx_press_finish (drawn, job, &error) };
  const char *data;
  gsize size;

  g_assert_no_error (error);
  data = g_bytes_get_data (finished.bytes, &size);
  finished.qpdf = qpdf_init ();
  qpdf_set_attempt_recovery (finished.qpdf, QPDF_FALSE);
  g_assert_cmpint (qpdf_read_memory (finished.qpdf, "finished", data, size, NULL), ==,
                   QPDF_SUCCESS);
  g_assert_cmpint (qpdf_check_pdf (finished.qpdf), ==, QPDF_SUCCESS);
  g_assert_cmpint (qpdf_get_num_pages (finished.qpdf), ==, n_pages);
  return finished;
}

/* The object at a path of keys. */
static qpdf_oh
follow (qpdf_data qpdf, qpdf_oh object, const char *path)
{
  g_auto (GStrv) keys = g_strsplit (path, " ", -1);

  for (int i = 0; keys[i] != NULL; i++) {
    g_assert_true (qpdf_oh_is_dictionary (qpdf, object));
    object = qpdf_oh_get_key (qpdf, object, keys[i]);
  }
  return object;
}

static void
assert_text (qpdf_data qpdf, qpdf_oh object, const char *path, const char *expected)
{
  g_assert_cmpstr (qpdf_oh_get_utf8_value (qpdf, follow (qpdf, object, path)), ==, expected);
}

static char *
get_xmp (qpdf_data qpdf)
{
  qpdf_oh stream = qpdf_oh_get_key (qpdf, qpdf_get_root (qpdf), "/Metadata");
  unsigned char *data = NULL;
  size_t size = 0;
  char *xmp;

  g_assert_true (qpdf_oh_is_stream (qpdf, stream));
  /* Readers of metadata look for the plain packet. */
  g_assert_false (qpdf_oh_has_key (qpdf, qpdf_oh_get_dict (qpdf, stream), "/Filter"));
  g_assert_cmpint (qpdf_oh_get_stream_data (qpdf, stream, qpdf_dl_all, NULL, &data, &size), ==,
                   QPDF_SUCCESS);
  xmp = g_strndup ((const char *) data, size);
  free (data);
  return xmp;
}

static int
count_dictionary_keys (qpdf_data qpdf, qpdf_oh dictionary)
{
  int count = 0;

  qpdf_oh_begin_dict_key_iter (qpdf, dictionary);
  for (; qpdf_oh_dict_more_keys (qpdf); count++)
    qpdf_oh_dict_next_key (qpdf);
  return count;
}

/* --- metadata ------------------------------------------------------------------------------- */

static const BxPressJob full_job = {
  .title = "標題(一)〈A & B〉\\",
  .author = "文\x01／某人",
  .subject = "One \"line\" <b>𠮷</b>",
  .publication = "某刊 & Co",
  .language = "zh-Hant-TW",
  .created = 1700000000, /* 2023-11-14 22:13:20 UTC */
  .first_folio = 12,
};

static void
test_info (void)
{
  g_auto (Finished) finished = finish (2, &full_job);
  qpdf_data qpdf = finished.qpdf;
  qpdf_oh info = follow (qpdf, qpdf_get_trailer (qpdf), "/Info");

  assert_text (qpdf, info, "/Title", "標題(一)〈A & B〉\\");
  assert_text (qpdf, info, "/Author", "文 ／某人");
  assert_text (qpdf, info, "/Subject", "One \"line\" <b>𠮷</b>");
  assert_text (qpdf, info, "/Creator", "banxin");
  assert_text (qpdf, info, "/Producer", "banxin " BX_VERSION);
  assert_text (qpdf, info, "/CreationDate", "D:20231114221320Z");
  assert_text (qpdf, info, "/ModDate", "D:20231114221320Z");
  g_assert_cmpint (count_dictionary_keys (qpdf, info), ==, 7); /* nothing of cairo's */
}

static void
test_xmp (void)
{
  static const char *const parts[] = {
    "<dc:format>application/pdf</dc:format>",
    "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">標題(一)〈A &amp; B〉\\</rdf:li></rdf:Alt>"
    "</dc:title>",
    "<dc:creator><rdf:Seq><rdf:li>文 ／某人</rdf:li></rdf:Seq></dc:creator>",
    "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">One &quot;line&quot; "
    "&lt;b&gt;𠮷&lt;/b&gt;</rdf:li></rdf:Alt></dc:description>",
    "<dc:publisher><rdf:Bag><rdf:li>某刊 &amp; Co</rdf:li></rdf:Bag></dc:publisher>",
    "<dc:language><rdf:Bag><rdf:li>zh-Hant-TW</rdf:li></rdf:Bag></dc:language>",
    "<pdf:Producer>banxin " BX_VERSION "</pdf:Producer>",
    "<xmp:CreatorTool>banxin</xmp:CreatorTool>",
    "<xmp:CreateDate>2023-11-14T22:13:20Z</xmp:CreateDate>",
    "<xmp:ModifyDate>2023-11-14T22:13:20Z</xmp:ModifyDate>",
    "<xmpMM:DocumentID>uuid:",
  };
  g_auto (Finished) finished = finish (1, &full_job);
  g_autofree char *xmp = get_xmp (finished.qpdf);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (xmp, parts[i]) == NULL)
      g_error ("no %s in %s", parts[i], xmp);
}

static void
test_catalog (void)
{
  g_auto (Finished) finished = finish (1, &full_job);
  qpdf_data qpdf = finished.qpdf;
  qpdf_oh catalog = qpdf_get_root (qpdf);
  qpdf_oh labels = follow (qpdf, catalog, "/PageLabels /Nums");

  assert_text (qpdf, catalog, "/Lang", "zh-Hant-TW");
  g_assert_cmpstr (qpdf_oh_get_name (qpdf, follow (qpdf, catalog, "/PageMode")), ==, "/UseNone");
  g_assert_true (qpdf_oh_get_bool_value (
    qpdf, follow (qpdf, catalog, "/ViewerPreferences /DisplayDocTitle")));
  g_assert_cmpint (qpdf_oh_get_array_n_items (qpdf, labels), ==, 2);
  g_assert_cmpint (qpdf_oh_get_int_value_as_int (
                     qpdf, follow (qpdf, qpdf_oh_get_array_item (qpdf, labels, 1), "/St")),
                   ==, 12);
  g_assert_false (qpdf_oh_has_key (qpdf, catalog, "/Outlines")); /* cairo's is gone */
}

/* What is not known is not there, rather than empty. */
static void
test_empty_job (void)
{
  const BxPressJob job = { .title = "", .author = " \n " };
  g_auto (Finished) finished = finish (1, &job);
  qpdf_data qpdf = finished.qpdf;
  qpdf_oh info = follow (qpdf, qpdf_get_trailer (qpdf), "/Info");
  g_autofree char *xmp = get_xmp (qpdf);

  g_assert_cmpint (count_dictionary_keys (qpdf, info), ==, 4);
  assert_text (qpdf, info, "/CreationDate", "D:19700101000000Z");
  g_assert_null (strstr (xmp, "dc:title>"));
  g_assert_null (strstr (xmp, "dc:creator>"));
  g_assert_false (qpdf_oh_has_key (qpdf, qpdf_get_root (qpdf), "/PageLabels"));
  g_assert_false (qpdf_oh_has_key (qpdf, qpdf_get_root (qpdf), "/ViewerPreferences"));
  g_assert_false (qpdf_oh_has_key (qpdf, qpdf_get_root (qpdf), "/Lang"));
}

/* --- outline -------------------------------------------------------------------------------- */

static const BxOutlineEntry entries[] = {
  { "標題(一", 0, 0, { 50 * BX_UNITS_PER_PT } },
  { "小標題）\\", 1, 0, { 100 * BX_UNITS_PER_PT } },
  { "Deeper", 2, 1, { 0 } },
  { "小標題二", 1, 1, { 25 * BX_UNITS_PER_PT + 512 } },
  { "末", 0, 2, { 400 * BX_UNITS_PER_PT } },
};

/* One line of text for each item below a parent: its depth, title, page, height and count. */
static void
print_items (qpdf_data qpdf, qpdf_oh parent, int depth, GString *text)
{
  qpdf_oh item = qpdf_oh_get_key (qpdf, parent, "/First");
  int id_before = 0;

  while (!qpdf_oh_is_null (qpdf, item)) {
    qpdf_oh dest = qpdf_oh_get_key (qpdf, item, "/Dest");
    qpdf_oh next = qpdf_oh_get_key (qpdf, item, "/Next");
    qpdf_oh before = qpdf_oh_get_key (qpdf, item, "/Prev");

    g_assert_cmpint (qpdf_oh_get_object_id (qpdf, qpdf_oh_get_key (qpdf, item, "/Parent")), ==,
                     qpdf_oh_get_object_id (qpdf, parent));
    g_assert_cmpint (qpdf_oh_get_object_id (qpdf, before), ==, id_before);
    g_string_append_printf (
      text, "%d %s %d %.1f", depth,
      qpdf_oh_get_utf8_value (qpdf, qpdf_oh_get_key (qpdf, item, "/Title")),
      qpdf_find_page_by_oh (qpdf, qpdf_oh_get_array_item (qpdf, dest, 0)),
      qpdf_oh_get_numeric_value (qpdf, qpdf_oh_get_array_item (qpdf, dest, 3)));
    if (qpdf_oh_has_key (qpdf, item, "/Count"))
      g_string_append_printf (
        text, " +%d",
        qpdf_oh_get_int_value_as_int (qpdf, qpdf_oh_get_key (qpdf, item, "/Count")));
    g_string_append_c (text, '\n');
    print_items (qpdf, item, depth + 1, text);
    id_before = qpdf_oh_get_object_id (qpdf, item);
    if (qpdf_oh_is_null (qpdf, next))
      g_assert_cmpint (qpdf_oh_get_object_id (qpdf, qpdf_oh_get_key (qpdf, parent, "/Last")), ==,
                       id_before);
    item = next;
  }
}

static void
test_outline (void)
{
  const BxPressJob job
    = { .title = "T", .outline = entries, .n_outline = (int) G_N_ELEMENTS (entries) };
  g_auto (Finished) finished = finish (3, &job);
  qpdf_data qpdf = finished.qpdf;
  qpdf_oh outline = follow (qpdf, qpdf_get_root (qpdf), "/Outlines");
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_cmpint (qpdf_oh_get_int_value_as_int (qpdf, follow (qpdf, outline, "/Count")), ==, 5);
  print_items (qpdf, outline, 0, text);
  g_assert_cmpstr (text->str, ==,
                   "0 標題(一 0 350.0 +3\n"
                   "1 小標題）\\ 0 300.0 +1\n"
                   "2 Deeper 1 400.0\n"
                   "1 小標題二 1 374.5\n"
                   "0 末 2 0.0\n");
}

/* --- bytes ---------------------------------------------------------------------------------- */

static void
test_same_bytes (void)
{
  BxPressJob job = full_job;
  g_auto (Finished) one = finish (2, &job);
  g_auto (Finished) two = finish (2, &job);
  g_auto (Finished) other = (job.title = "Another", finish (2, &job));
  qpdf_oh id_one = follow (one.qpdf, qpdf_get_trailer (one.qpdf), "/ID");
  qpdf_oh id_other = follow (other.qpdf, qpdf_get_trailer (other.qpdf), "/ID");

  g_assert_true (g_bytes_equal (one.bytes, two.bytes));
  g_assert_cmpint (qpdf_oh_get_array_n_items (one.qpdf, id_one), ==, 2);
  g_assert_cmpstr (qpdf_oh_unparse (one.qpdf, id_one), !=,
                   qpdf_oh_unparse (other.qpdf, id_other));
}

/* The content of a page as it will be drawn. */
static GBytes *
get_content (GBytes *file)
{
  qpdf_data qpdf = qpdf_init ();
  unsigned char *data = NULL;
  size_t size = 0;
  gsize file_size;
  const char *bytes = g_bytes_get_data (file, &file_size);
  GBytes *content;

  g_assert_cmpint (qpdf_read_memory (qpdf, "file", bytes, file_size, NULL), ==, QPDF_SUCCESS);
  g_assert_cmpint (qpdf_oh_get_page_content_data (qpdf, qpdf_get_page_n (qpdf, 0), &data, &size),
                   ==, QPDF_SUCCESS);
  content = g_bytes_new (data, size);
  free (data);
  qpdf_cleanup (&qpdf);
  return content;
}

static void
test_content_is_kept (void)
{
  g_autoptr (GBytes) drawn = draw_pages (1, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) finished = bx_press_finish (drawn, &full_job, &error);
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  g_assert_no_error (error);
  before = get_content (drawn);
  after = get_content (finished);
  g_assert_cmpuint (g_bytes_get_size (before), >, 1000);
  g_assert_true (g_bytes_equal (before, after));
}

/* The file with its contents begun from these pieces, one a page. */
static GBytes *
finish_begun (GBytes *drawn, BxPressJob *job, const char *const pieces[], const gsize sizes[])
{
  g_autoptr (GError) error = NULL;
  GBytes *finished;

  job->contents = bx_press_contents_new (job);
  for (int page = 0; page < 2; page++)
    bx_press_contents_take_page (job->contents, (const guint8 *) pieces[page], sizes[page]);
  finished = bx_press_finish (drawn, job, &error);
  bx_press_contents_free (g_steal_pointer (&job->contents));
  g_assert_no_error (error);
  return finished;
}

/* What was begun while pages were drawn is taken where it is theirs, and makes no difference. */
static void
test_begun_contents (void)
{
  static const char nonsense[] = "<<>>\nstream\nnot of zlib\nendstream";
  static const BxPressInk black = { .name = "text", .cmyk_permille = { 0, 0, 0, 1000 } };
  static const BxPressSlot slot = { .node = -1, .picture = -1 };
  static const BxPressPage pages[2] = { { &slot, 1 }, { &slot, 1 } };
  g_autoptr (GBytes) drawn = draw_pages (2, FALSE);
  g_autoptr (GError) error = NULL;
  BxPressJob job = { .profile = BX_PROFILE_NEWSLETTER, .pages = pages, .inks = &black, .n_inks = 1 };
  g_autoptr (GBytes) plain = bx_press_finish (drawn, &job, &error);
  gsize size;
  const char *first = g_bytes_get_data (drawn, &size);
  const char *second = memmem (first + 100, size - 100, "/FlateDecode", 12);
  const gsize first_size = (gsize) (second - first), second_size = size - first_size;

  const struct {
    const char *pieces[2];
    gsize sizes[2];
  } cases[] = {
    { { first, second }, { first_size, second_size } },
    { { second, first }, { second_size, first_size } },
    { { first, nonsense }, { first_size, sizeof nonsense } },
    { { first, "" }, { first_size, 0 } },
    { { first, second }, { 200, second_size } },
  };

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) begun = finish_begun (drawn, &job, cases[i].pieces, cases[i].sizes);

    g_assert_true (g_bytes_equal (begun, plain));
  }
}

/* A press needs the whole file. */
static void
test_print_is_not_begun (void)
{
  const BxPressJob job = { .profile = BX_PROFILE_PRINT };

  g_assert_null (bx_press_contents_new (&job));
}

/* Many small objects: object streams must more than pay for the metadata. */
static void
test_size (void)
{
  g_autoptr (GBytes) drawn = draw_pages (40, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) finished = bx_press_finish (drawn, &full_job, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (finished), <, g_bytes_get_size (drawn));
}

/* --- failures ------------------------------------------------------------------------------- */

static void
assert_fails (const char *bytes, gsize size)
{
  g_autoptr (GBytes) drawn = g_bytes_new (bytes, size);
  g_autoptr (GError) error = NULL;

  g_assert_null (bx_press_finish (drawn, &full_job, &error));
  g_assert_error (error, BX_ERROR, BX_ERROR_MACHINE);
  g_assert_true (g_str_has_prefix (error->message, "the PDF cannot be finished: "));
}

/* A damaged file fails, also where qpdf could mend it with a warning. */
static void
test_failures (void)
{
  g_autoptr (GBytes) drawn = draw_pages (2, FALSE);
  gsize size;
  const char *bytes = g_bytes_get_data (drawn, &size);
  g_autofree char *damaged = g_memdup2 (bytes, size);
  char *length = g_strstr_len (damaged, (gssize) size, "/Length");

  assert_fails ("", 0);
  assert_fails ("not a PDF", 9);
  assert_fails (bytes, size / 2);
  assert_fails (bytes, size - 40);
  g_assert_nonnull (length);
  memcpy (length, "/Lemgth", 7);
  assert_fails (damaged, size);
}

static void
test_profiles (void)
{
  BxProfile profile;

  for (int i = 0; i < BX_N_PROFILES; i++) {
    g_assert_true (bx_profile_from_name (bx_profile_name ((BxProfile) i), &profile));
    g_assert_cmpint (profile, ==, i);
  }
  g_assert_true (bx_profile_from_name ("newsletter", &profile));
  g_assert_false (bx_profile_from_name ("Newsletter", &profile));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/press/info", test_info);
  g_test_add_func ("/press/xmp", test_xmp);
  g_test_add_func ("/press/catalog", test_catalog);
  g_test_add_func ("/press/empty-job", test_empty_job);
  g_test_add_func ("/press/outline", test_outline);
  g_test_add_func ("/press/same-bytes", test_same_bytes);
  g_test_add_func ("/press/content-is-kept", test_content_is_kept);
  g_test_add_func ("/press/begun-contents", test_begun_contents);
  g_test_add_func ("/press/print-is-not-begun", test_print_is_not_begun);
  g_test_add_func ("/press/size", test_size);
  g_test_add_func ("/press/failures", test_failures);
  g_test_add_func ("/press/profiles", test_profiles);
  return g_test_run ();
}
