/* Pictures: what a file is told to be, what is refused and in which words, and that pixels come out
 * as they went in. */
#include "image.h"
#include "test-pictures.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define RED 0xFFFF0000u
#define GREEN 0xFF00FF00u
#define BLUE 0xFF0000FFu
#define WHITE 0xFFFFFFFFu

/* --- headers -------------------------------------------------------------------------------- */

static const struct {
  const char *name;
  BxTestJpeg jpeg; /* where it has components */
  BxTestPng png;
  BxImage want;
} headers[] = {
  { "jpeg", .jpeg = { 40, 24, 3, 0, 300 },
    .want = { .kind = BX_IMAGE_JPEG,
              .width = 40,
              .height = 24,
              .orientation = 1,
              .ppi = 300,
              .space = BX_COLOUR_RGB,
              .n_components = 3,
              .bits = 8 } },
  { "jpeg-grey", .jpeg = { 40, 24, 1 },
    .want = { .kind = BX_IMAGE_JPEG,
              .width = 40,
              .height = 24,
              .orientation = 1,
              .space = BX_COLOUR_GREY,
              .n_components = 1,
              .bits = 8 } },
  { "jpeg-cmyk", .jpeg = { 40, 24, 4 },
    .want = { .kind = BX_IMAGE_JPEG,
              .width = 40,
              .height = 24,
              .orientation = 1,
              .space = BX_COLOUR_CMYK,
              .n_components = 4,
              .bits = 8,
              .is_inverted = TRUE } },
  { "jpeg-progressive", .jpeg = { 40, 24, 3, .is_progressive = TRUE },
    .want = { .kind = BX_IMAGE_JPEG,
              .width = 40,
              .height = 24,
              .orientation = 1,
              .space = BX_COLOUR_RGB,
              .n_components = 3,
              .bits = 8 } },
  { "jpeg-turned", .jpeg = { 40, 24, 3, 6 },
    .want = { .kind = BX_IMAGE_JPEG,
              .width = 24,
              .height = 40,
              .orientation = 6,
              .space = BX_COLOUR_RGB,
              .n_components = 3,
              .bits = 8 } },
  { "jpeg-upside-down", .jpeg = { 40, 24, 3, 3 },
    .want = { .kind = BX_IMAGE_JPEG,
              .width = 40,
              .height = 24,
              .orientation = 3,
              .space = BX_COLOUR_RGB,
              .n_components = 3,
              .bits = 8 } },
  { "jpeg-nonsense-orientation", .jpeg = { 40, 24, 3, 77 },
    .want = { .kind = BX_IMAGE_JPEG,
              .width = 40,
              .height = 24,
              .orientation = 1,
              .space = BX_COLOUR_RGB,
              .n_components = 3,
              .bits = 8 } },
  { "png", .png = { 31, 17, 8 },
    .want = { .kind = BX_IMAGE_PNG,
              .width = 31,
              .height = 17,
              .orientation = 1,
              .space = BX_COLOUR_RGB,
              .n_components = 3,
              .bits = 8 } },
  { "png-alpha-16", .png = { 31, 17, 16, TRUE },
    .want = { .kind = BX_IMAGE_PNG,
              .width = 31,
              .height = 17,
              .orientation = 1,
              .space = BX_COLOUR_RGB,
              .n_components = 4,
              .bits = 16,
              .has_alpha = TRUE } },
  { "png-grey", .png = { 31, 17, 8, FALSE, TRUE },
    .want = { .kind = BX_IMAGE_PNG,
              .width = 31,
              .height = 17,
              .orientation = 1,
              .space = BX_COLOUR_GREY,
              .n_components = 1,
              .bits = 8 } },
};

static GBytes *
make_bytes (int i)
{
  return headers[i].jpeg.n_components > 0 ? bx_test_jpeg (&headers[i].jpeg)
                                          : bx_test_png (&headers[i].png);
}

static void
test_header (const void *data)
{
  int i = GPOINTER_TO_INT (data);
  const BxImage *want = &headers[i].want;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = make_bytes (i);
  g_autoptr (BxImage) image = bx_image_new ("x.gif", bytes, &error); /* the name says nothing */

  g_assert_no_error (error);
  g_assert_cmpint (image->kind, ==, want->kind);
  g_assert_cmpint (image->width, ==, want->width);
  g_assert_cmpint (image->height, ==, want->height);
  g_assert_cmpint (image->stored_width * image->stored_height, ==, want->width * want->height);
  g_assert_cmpint (image->orientation, ==, want->orientation);
  g_assert_cmpint (image->ppi, ==, want->ppi);
  g_assert_cmpint (image->space, ==, want->space);
  g_assert_cmpint (image->n_components, ==, want->n_components);
  g_assert_cmpint (image->bits, ==, want->bits);
  g_assert_cmpint (image->has_alpha, ==, want->has_alpha);
  g_assert_cmpint (image->is_inverted, ==, want->is_inverted);
  g_assert_false (image->has_profile);
}

/* --- pixels --------------------------------------------------------------------------------- */

static int
distance (guint32 one, guint32 other)
{
  int most = 0;

  for (int shift = 0; shift < 32; shift += 8)
    most = MAX (most, ABS ((int) (one >> shift & 0xFF) - (int) (other >> shift & 0xFF)));
  return most;
}

/* The middle of each quarter, as stored. JPEG may be off by a little. */
static void
check_quarters (const BxPixels *pixels, const guint32 *want)
{
  for (int quarter = 0; quarter < 4; quarter++) {
    int x = pixels->width * (1 + 2 * (quarter % 2)) / 4;
    int y = pixels->height * (1 + 2 * (quarter / 2)) / 4;
    guint32 have = pixels->pixels[y * pixels->width + x];

    if (distance (have, want[quarter]) > 8)
      g_error ("quarter %d is %08x, not %08x", quarter, have, want[quarter]);
  }
}

static void
test_decode (const void *data)
{
  int i = GPOINTER_TO_INT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = make_bytes (i);
  g_autoptr (BxImage) image = bx_image_new ("x", bytes, &error);
  g_autoptr (BxPixels) pixels = bx_image_decode (image, 0, 0, &error);
  guint32 want[4] = { RED, GREEN, BLUE, headers[i].png.has_alpha ? 0 : WHITE };

  g_assert_no_error (error);
  g_assert_cmpint (pixels->width, ==, image->stored_width);
  g_assert_cmpint (pixels->height, ==, image->stored_height);
  if (headers[i].jpeg.n_components == 1)
    memcpy (want, (guint32[]){ 0xFF4C4C4C, 0xFF959595, 0xFF1C1C1C, WHITE }, sizeof want);
  if (headers[i].png.is_grey)
    memcpy (want, (guint32[]){ 0xFF000000, WHITE, 0xFF000000, WHITE }, sizeof want);
  check_quarters (pixels, want);
}

static void
test_decode_smaller (void)
{
  static const struct {
    int width, height, want_width;
  } cases[] = { { 0, 0, 160 },  { 100, 50, 160 }, { 81, 48, 160 },
                { 80, 48, 80 }, { 21, 11, 40 },   { 1, 1, 20 } };
  g_autoptr (GBytes) bytes = bx_test_jpeg (&(BxTestJpeg){ 160, 96, 3 });
  g_autoptr (BxImage) image = bx_image_new ("x", bytes, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (BxPixels) pixels = bx_image_decode (image, cases[i].width, cases[i].height, NULL);

    g_assert_cmpint (pixels->width, ==, cases[i].want_width);
    check_quarters (pixels, (guint32[]){ RED, GREEN, BLUE, WHITE });
  }
}

static void
test_shrink (const void *data)
{
  int i = GPOINTER_TO_INT (data);
  BxTestJpeg jpeg = headers[i].jpeg;
  guint32 want[4] = { RED, GREEN, BLUE, WHITE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) small = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (BxImage) image = NULL;
  g_autoptr (BxImage) smaller = NULL;
  g_autoptr (BxPixels) pixels = NULL;

  jpeg.width = 700;
  jpeg.height = 420;
  bytes = bx_test_jpeg (&jpeg);
  image = bx_image_new ("x", bytes, &error);
  small = bx_image_shrink (image, bx_len (72 * image->width / 7 * BX_UNITS_PER_PT / 100),
                           bx_len (72 * image->height / 7 * BX_UNITS_PER_PT / 100), 100, 80,
                           &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_bytes_get_size (small), <, g_bytes_get_size (bytes));
  smaller = bx_image_new ("x", small, &error);
  g_assert_no_error (error);
  g_assert_cmpint (smaller->stored_width, ==, 100);
  g_assert_cmpint (smaller->stored_height, ==, 60);
  g_assert_cmpint (smaller->space, !=, BX_COLOUR_CMYK);
  pixels = bx_image_decode (smaller, 0, 0, &error);
  if (jpeg.n_components == 1)
    memcpy (want, (guint32[]){ 0xFF4C4C4C, 0xFF959595, 0xFF1C1C1C, WHITE }, sizeof want);
  check_quarters (pixels, want);
  again = bx_image_shrink (image, bx_len (72 * image->width / 7 * BX_UNITS_PER_PT / 100),
                           bx_len (72 * image->height / 7 * BX_UNITS_PER_PT / 100), 100, 80, NULL);
  g_assert_true (g_bytes_equal (small, again));
}

/* A picture that is made smaller keeps its colours; sRGB needs no profile. */
static void
test_shrink_profile (void)
{
  static const struct {
    const char *words;
    gboolean is_kept;
  } cases[] = { { "wide gamut", TRUE }, { "sRGB IEC61966-2.1", FALSE } };
  BxLen inch = bx_len (72 * BX_UNITS_PER_PT);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes)
        bytes = bx_test_jpeg (&(BxTestJpeg){ 400, 400, 3, .profile = cases[i].words });
    g_autoptr (BxImage) image = bx_image_new ("x", bytes, NULL);
    g_autoptr (GBytes) small = bx_image_shrink (image, inch, inch, 100, 80, NULL);
    g_autoptr (BxImage) smaller = bx_image_new ("x", small, NULL);

    g_assert_true (image->has_profile);
    g_assert_cmpint (smaller->has_profile, ==, cases[i].is_kept);
  }
}

static void
test_shrink_is_no_use (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) jpeg = bx_test_jpeg (&(BxTestJpeg){ 64, 64, 3 });
  g_autoptr (GBytes) png = bx_test_png (&(BxTestPng){ 64, 64, 8, TRUE });
  g_autoptr (BxImage) opaque = bx_image_new ("x", jpeg, NULL);
  g_autoptr (BxImage) clear = bx_image_new ("x", png, NULL);
  BxLen inch = bx_len (72 * BX_UNITS_PER_PT);

  g_assert_null (bx_image_shrink (opaque, inch, inch, 64, 80, &error));
  g_assert_no_error (error);
  g_assert_null (bx_image_shrink (clear, inch, inch, 16, 80, &error));
  g_assert_no_error (error);
}

/* --- what is refused ------------------------------------------------------------------------ */

static const struct {
  const char *name;
  const char *bytes;
  gsize size;
  const char *says;
} others[] = {
  { "empty", "", 0, "is empty" },
  { "text", "not a picture", 13, "is not a picture; save it as JPEG or PNG" },
  { "gif", "GIF89a..........", 16, "is GIF, which is not read" },
  { "webp", "RIFF....WEBPVP8 ", 16, "is WebP" },
  { "heif",
    "\0\0\0\x18"
    "ftypheic....",
    16, "is HEIF" },
  { "tiff", "II*\0............", 16, "is TIFF" },
  { "pdf", "%PDF-1.7........", 16, "is PDF" },
  { "svg", "<svg xmlns=\"x\"/>", 16, "is SVG" },
  { "jpeg-start", "\xFF\xD8\xFF\xE0", 4, "is a broken JPEG" },
  { "jpeg-empty", "\xFF\xD8\xFF\xD9", 4, "is a broken JPEG" },
  { "png-start", "\x89PNG\r\n\x1a\n", 8, "is cut off" },
  { "png-long-chunk", "\x89PNG\r\n\x1a\n\xFF\xFF\xFF\xFFIHDR\0\0\0\0", 20, "is cut off" },
  { "png-no-header", "\x89PNG\r\n\x1a\n\0\0\0\0IEND\xAE\x42\x60\x82", 20, "has no pixels" },
};

static void
check_refused (GBytes *bytes, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BxImage) image = bx_image_new ("pictures/x.jpg", bytes, &error);

  g_assert_null (image);
  g_assert_error (error, BX_ERROR, BX_ERROR_INPUT);
  if (!g_str_has_prefix (error->message, "pictures/x.jpg: ")
      || strstr (error->message, says) == NULL || strstr (error->message, "; ") == NULL)
    g_error ("“%s” does not say “%s” and what to do", error->message, says);
}

static void
test_refused (const void *data)
{
  int i = GPOINTER_TO_INT (data);
  g_autoptr (GBytes) bytes = g_bytes_new_static (others[i].bytes, others[i].size);

  check_refused (bytes, others[i].says);
}

/* Wherever a file is cut, it is refused or decodes: it never crashes, and without its end it is
 * never taken for whole. */
static void
test_cut (const void *data)
{
  g_autoptr (GBytes) whole = make_bytes (GPOINTER_TO_INT (data));
  gsize size = g_bytes_get_size (whole);

  for (gsize n = 16; n < size; n += 1 + size / 97) {
    g_autoptr (GBytes) part = g_bytes_new_from_bytes (whole, 0, n);
    g_autoptr (BxImage) image = bx_image_new ("x", part, NULL);

    g_assert_null (image);
  }
}

/* One byte wrong anywhere: refused or decoded, never a crash. */
static void
test_spoilt (const void *data)
{
  g_autoptr (GBytes) whole = make_bytes (GPOINTER_TO_INT (data));
  gsize size = g_bytes_get_size (whole);

  for (gsize i = 0; i < size; i += 1 + size / 400) {
    g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (whole, NULL), size);
    g_autoptr (GBytes) spoilt = NULL;
    g_autoptr (BxImage) image = NULL;
    g_autoptr (GError) error = NULL;

    copy[i] ^= 0x55;
    spoilt = g_bytes_new (copy, size);
    image = bx_image_new ("x", spoilt, &error);
    /* A spoilt size is decoded too: what is missing is grey. Not where it would take long. */
    if (image != NULL && image->stored_width * (gint64) image->stored_height < 1000 * 1000) {
      g_autoptr (BxPixels) pixels = bx_image_decode (image, 0, 0, &error);

      g_assert_true ((pixels == NULL) == (error != NULL));
    } else {
      g_assert_true ((image == NULL) == (error != NULL));
    }
  }
}

static void
test_bombs (void)
{
  g_autoptr (GBytes) jpeg = bx_test_jpeg_bomb (31000, 31000);
  g_autoptr (GBytes) wide = bx_test_jpeg_bomb (60000, 8);
  g_autoptr (GBytes) png = bx_test_png_bomb (30000, 30000);
  g_autoptr (GBytes) huge = bx_test_png_bomb (2147483647, 2147483647);

  check_refused (jpeg, "31000 × 31000 pixels, more than 128 million");
  check_refused (wide, "60000 × 8 pixels");
  check_refused (png, "30000 × 30000 pixels, more than 40 million");
  check_refused (huge, "2147483647 × 2147483647 pixels");
}

/* A size within the limits that the data does not bear out: an error when it is decoded, or pixels
 * that libjpeg makes up; no crash. */
static void
test_lies (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = bx_test_png_bomb (400, 300);
  g_autoptr (GBytes) jpeg = bx_test_jpeg_bomb (400, 300);
  g_autoptr (BxImage) lying = bx_image_new ("x.png", png, NULL);
  g_autoptr (BxImage) short_one = bx_image_new ("x.jpg", jpeg, NULL);
  g_autoptr (BxPixels) pixels = bx_image_decode (lying, 0, 0, &error);
  g_autoptr (BxPixels) made_up = bx_image_decode (short_one, 0, 0, NULL);

  g_assert_null (pixels);
  g_assert_error (error, BX_ERROR, BX_ERROR_INPUT);
  g_assert_true (g_str_has_prefix (error->message, "x.png: is a broken PNG"));
  g_assert_nonnull (made_up);
}

/* --- files ---------------------------------------------------------------------------------- */

typedef struct {
  char *top;    /* has outside.jpg */
  char *folder; /* top/article: has a.jpg, in/b.jpg, links, a folder, a pipe */
} Place;

static void
write_at (const char *folder, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
}

static void
link_at (const char *folder, const char *name, const char *to)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (symlink (to, path), ==, 0);
}

static Place *
make_place (void)
{
  Place *place = g_new0 (Place, 1);
  g_autoptr (GBytes) bytes = bx_test_jpeg (&(BxTestJpeg){ 16, 8, 3 });
  g_autofree char *inner = NULL;
  g_autofree char *pipe_path = NULL;

  place->top = g_dir_make_tmp ("banxin-image-XXXXXX", NULL);
  place->folder = g_build_filename (place->top, "article", NULL);
  inner = g_build_filename (place->folder, "in", NULL);
  pipe_path = g_build_filename (place->folder, "pipe.jpg", NULL);
  g_assert_cmpint (g_mkdir_with_parents (inner, 0700), ==, 0);
  write_at (place->top, "outside.jpg", bytes);
  write_at (place->folder, "a.jpg", bytes);
  write_at (inner, "b.jpg", bytes);
  link_at (place->folder, "near.jpg", "in/b.jpg");
  link_at (place->folder, "far.jpg", "../outside.jpg");
  link_at (place->folder, "up", "..");
  link_at (place->folder, "loop.jpg", "loop.jpg");
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  return place;
}

static void
remove_all (const char *path)
{
  GDir *dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);

  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    remove_all (inner);
  }
  g_clear_pointer (&dir, g_dir_close);
  g_remove (path);
}

static const struct {
  const char *file;
  const char *says; /* NULL: it opens */
} files[] = {
  { "a.jpg", NULL },
  { "in/b.jpg", NULL },
  { "./in/b.jpg", NULL },
  { "near.jpg", NULL },
  { "up/article/a.jpg", NULL }, /* leads out and in again: it is inside */
  { "far.jpg", "is a link out of the article's folder" },
  { "up/outside.jpg", "is a link out of the article's folder" },
  { "../outside.jpg", "is outside the article's folder" },
  { "in/../../outside.jpg", "is outside the article's folder" },
  { "/etc/hostname", "is outside the article's folder" },
  { "https://example.org/a.jpg", "is not fetched" },
  { "data:image/png;base64,AA", "is not fetched" },
  { "", "a picture has no file" },
  { "none.jpg", "the picture cannot be opened: No such file" },
  { "a.jpg/b.jpg", "the picture cannot be opened: Not a directory" },
  { "loop.jpg", "the picture cannot be opened" },
  { "in", "is not a file" },
  { ".", "is not a file" },
  { "pipe.jpg", "is not a file" },
};

static void
test_files (void)
{
  Place *place = make_place ();

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (BxImage) image = bx_image_open (place->folder, files[i].file, &error);

    if ((image != NULL) != (files[i].says == NULL)
        || (error != NULL && strstr (error->message, files[i].says) == NULL))
      g_error ("“%s”: %s", files[i].file, error != NULL ? error->message : "opened");
    if (image != NULL)
      g_assert_cmpstr (image->file, ==, files[i].file);
  }
  remove_all (place->top);
  g_free (place->top);
  g_free (place->folder);
  g_free (place);
}

static void
test_no_folder (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (bx_image_open (NULL, "a.jpg", &error));
  g_assert_error (error, BX_ERROR, BX_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, "has no folder"));
}

static void
test_too_large (void)
{
  g_autofree char *folder = g_dir_make_tmp ("banxin-image-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "large.jpg", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (truncate (path, (off_t) BX_IMAGE_MAX_BYTES + 1), ==, 0); /* a hole, no bytes */
  g_assert_null (bx_image_open (folder, "large.jpg", &error));
  g_assert_error (error, BX_ERROR, BX_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, "is larger than 64 MiB"));
  remove_all (folder);
}

/* Red of two inks; a quarter of its light, over black, of three and three quarters. */
static void
test_most_ink (void)
{
  static const struct {
    BxTestJpeg jpeg;
    int most; /* in percent */
  } cases[] = {
    { { 64, 64, 4 }, 200 },
    { { 64, 64, 4, .is_heavy = TRUE }, 375 },
    { { 64, 64, 3 }, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) bytes = bx_test_jpeg (&cases[i].jpeg);
    g_autoptr (BxImage) image = bx_image_new ("a.jpg", bytes, NULL);

    g_assert_cmpint (ABS (bx_image_find_most_ink (image) - cases[i].most * 10), <, 40);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int i = 0; i < (int) G_N_ELEMENTS (headers); i++) {
    static const struct {
      const char *name;
      void (*test) (const void *);
    } tests[] = { { "header", test_header },
                  { "decode", test_decode },
                  { "cut", test_cut },
                  { "spoilt", test_spoilt } };

    for (gsize k = 0; k < G_N_ELEMENTS (tests); k++) {
      g_autofree char *path = g_strdup_printf ("/image/%s/%s", tests[k].name, headers[i].name);

      g_test_add_data_func (path, GINT_TO_POINTER (i), tests[k].test);
    }
    if (headers[i].jpeg.n_components > 0) {
      g_autofree char *path = g_strdup_printf ("/image/shrink/%s", headers[i].name);

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_shrink);
    }
  }
  for (int i = 0; i < (int) G_N_ELEMENTS (others); i++) {
    g_autofree char *path = g_strdup_printf ("/image/refused/%s", others[i].name);

    g_test_add_data_func (path, GINT_TO_POINTER (i), test_refused);
  }
  g_test_add_func ("/image/decode-smaller", test_decode_smaller);
  g_test_add_func ("/image/shrink-profile", test_shrink_profile);
  g_test_add_func ("/image/shrink-is-no-use", test_shrink_is_no_use);
  g_test_add_func ("/image/most-ink", test_most_ink);
  g_test_add_func ("/image/bombs", test_bombs);
  g_test_add_func ("/image/lies", test_lies);
  g_test_add_func ("/image/files", test_files);
  g_test_add_func ("/image/no-folder", test_no_folder);
  g_test_add_func ("/image/too-large", test_too_large);
  return g_test_run ();
}
