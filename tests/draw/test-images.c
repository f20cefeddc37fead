/* Pictures on a page, judged by the pixels that come out: which way up, in which colours, cut
 * where; and that a JPEG stands in a PDF and an SVG as it came. */
#define _GNU_SOURCE /* memmem */
#include "draw.h"
#include "test-pictures.h"

#include <string.h>

#define RED 0xFFFF0000u
#define GREEN 0xFF00FF00u
#define BLUE 0xFF0000FFu
#define WHITE 0xFFFFFFFFu
#define PAPER WHITE

static BxFontset *fonts; /* none of which is drawn */

/* A page of 100 × 100 pt with one picture. */
typedef struct {
  BxSpec spec;
  BxFeature feature;
  BxPage page;
  BxPages pages;
  BxImage *image;
} Fixture;

static Fixture *
fixture_new (GBytes *bytes, const BxDrawItem *place, const BxPlacedPicture *whole)
{
  Fixture *fixture = g_new0 (Fixture, 1);
  BxPlacedPicture placed = *whole;

  fixture->spec.page_width = fixture->spec.page_height = bx_len (100 * BX_UNITS_PER_PT);
  fixture->feature.spec = &fixture->spec;
  fixture->feature.fonts = fonts;
  fixture->feature.shaped = g_ptr_array_new ();
  fixture->image = bx_image_new ("x", bytes, NULL);
  placed.image = fixture->image;
  fixture->page.n_items = 1;
  fixture->pages = (BxPages){ .feature = &fixture->feature, .pages = &fixture->page, .n_pages = 1 };
  fixture->pages.items = g_array_new (FALSE, FALSE, sizeof (BxDrawItem));
  fixture->pages.pictures = g_array_new (FALSE, FALSE, sizeof (BxPlacedPicture));
  g_array_append_vals (fixture->pages.items, place, 1);
  g_array_append_val (fixture->pages.pictures, placed);
  return fixture;
}

static void
fixture_free (Fixture *fixture)
{
  g_ptr_array_unref (fixture->feature.shaped);
  g_array_unref (fixture->pages.items);
  g_array_unref (fixture->pages.pictures);
  bx_image_free (fixture->image);
  g_free (fixture);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

#define PT(n)                                                                                      \
  {                                                                                                \
    (n) * BX_UNITS_PER_PT                                                                          \
  }

/* The picture fills 20 … 80 pt of the page both ways. */
static const BxDrawItem middle = {
  .kind = BX_DRAW_IMAGE, .x = PT (20), .y = PT (20), .width = PT (60), .height = PT (60)
};
static const BxPlacedPicture whole = {
  .x = PT (20), .y = PT (20), .width = PT (60), .height = PT (60)
};

static BxPixels *
draw (const Fixture *fixture, int dpi)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = bx_draw_png (&fixture->pages, 0, dpi, &error);
  g_autoptr (BxImage) image = NULL;

  g_assert_no_error (error);
  image = bx_image_new ("page", png, &error);
  return bx_image_decode (image, 0, 0, &error);
}

static void
check_pixel (const BxPixels *pixels, int x, int y, guint32 want)
{
  guint32 have = pixels->pixels[y * pixels->width + x];

  for (int shift = 0; shift < 24; shift += 8)
    if (ABS ((int) (have >> shift & 0xFF) - (int) (want >> shift & 0xFF)) > 10)
      g_error ("pixel %d, %d is %08x, not %08x", x, y, have, want);
}

/* Upper left, upper right, lower left, lower right. */
static void
check_quarters (const BxPixels *pixels, const guint32 *want)
{
  for (int quarter = 0; quarter < 4; quarter++)
    check_pixel (pixels, quarter % 2 ? 65 : 35, quarter / 2 ? 65 : 35, want[quarter]);
}

/* --- which way up --------------------------------------------------------------------------- */

static const guint32 turned[][4] = {
  { RED, GREEN, BLUE, WHITE }, { GREEN, RED, WHITE, BLUE }, { WHITE, BLUE, GREEN, RED },
  { BLUE, WHITE, RED, GREEN }, { RED, BLUE, GREEN, WHITE }, { BLUE, RED, WHITE, GREEN },
  { WHITE, GREEN, BLUE, RED }, { GREEN, WHITE, RED, BLUE },
};

static void
test_orientation (const void *data)
{
  int orientation = GPOINTER_TO_INT (data);
  g_autoptr (GBytes) bytes = bx_test_jpeg (&(BxTestJpeg){ 64, 64, 3, orientation });
  g_autoptr (Fixture) fixture = fixture_new (bytes, &middle, &whole);
  g_autoptr (BxPixels) pixels = draw (fixture, 72);

  check_quarters (pixels, turned[orientation - 1]);
  check_pixel (pixels, 18, 50, PAPER);
  check_pixel (pixels, 50, 82, PAPER);
}

/* --- colours -------------------------------------------------------------------------------- */

static void
test_cmyk (void)
{
  g_autoptr (GBytes) bytes = bx_test_jpeg (&(BxTestJpeg){ 64, 64, 4 });
  g_autoptr (Fixture) fixture = fixture_new (bytes, &middle, &whole);
  g_autoptr (BxPixels) pixels = draw (fixture, 72);

  check_quarters (pixels, turned[0]);
}

static void
test_alpha (void)
{
  g_autoptr (GBytes) bytes = bx_test_png (&(BxTestPng){ 64, 64, 16, TRUE });
  g_autoptr (Fixture) fixture = fixture_new (bytes, &middle, &whole);
  g_autoptr (BxPixels) pixels = draw (fixture, 72);

  check_quarters (pixels, (guint32[]){ RED, GREEN, BLUE, PAPER });
}

/* --- cutting -------------------------------------------------------------------------------- */

/* Only the upper half of the picture shows, and its edges are sharp. */
static void
test_cut (void)
{
  BxDrawItem item = middle;
  g_autoptr (GBytes) bytes = bx_test_jpeg (&(BxTestJpeg){ 64, 64, 3 });
  g_autoptr (Fixture) fixture = NULL;
  g_autoptr (BxPixels) pixels = NULL;

  item.height = bx_len (28 * BX_UNITS_PER_PT);
  fixture = fixture_new (bytes, &item, &whole);
  pixels = draw (fixture, 72);
  check_pixel (pixels, 20, 20, RED);
  check_pixel (pixels, 79, 20, GREEN);
  check_pixel (pixels, 25, 47, RED);
  check_pixel (pixels, 25, 48, PAPER);
  check_pixel (pixels, 19, 30, PAPER);
}

static void
test_round (void)
{
  BxPlacedPicture round = whole;
  g_autoptr (GBytes) bytes = bx_test_jpeg (&(BxTestJpeg){ 64, 64, 3 });
  g_autoptr (Fixture) fixture = NULL;
  g_autoptr (BxPixels) pixels = NULL;

  round.is_round = TRUE;
  fixture = fixture_new (bytes, &middle, &round);
  pixels = draw (fixture, 72);
  check_pixel (pixels, 22, 22, PAPER);
  check_pixel (pixels, 77, 22, PAPER);
  check_pixel (pixels, 22, 45, RED);
  check_pixel (pixels, 45, 22, RED);
}

/* Many times as many pixels as are shown: none of them is lost at the edges. */
static void
test_small (void)
{
  g_autoptr (GBytes) bytes = bx_test_jpeg (&(BxTestJpeg){ 1200, 1200, 3 });
  g_autoptr (Fixture) fixture = fixture_new (bytes, &middle, &whole);
  g_autoptr (BxPixels) pixels = draw (fixture, 72);

  check_quarters (pixels, turned[0]);
  check_pixel (pixels, 20, 20, RED);
  check_pixel (pixels, 79, 20, GREEN);
}

/* --- files ---------------------------------------------------------------------------------- */

static gboolean
holds (GBytes *file, const void *data, gsize size)
{
  gsize n;
  const char *bytes = g_bytes_get_data (file, &n);

  return memmem (bytes, n, data, size) != NULL;
}

static GBytes *
draw_pdf (const Fixture *fixture, GError **error)
{
  g_autoptr (BxCairoFaces) faces = bx_cairo_faces_new (fixture->feature.fonts);

  bx_cairo_faces_begin (faces, &fixture->feature);
  return bx_draw_pdf (&fixture->pages, faces, NULL, error);
}

static void
test_pdf_untouched (const void *data)
{
  int n_components = GPOINTER_TO_INT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = bx_test_jpeg (&(BxTestJpeg){ 64, 64, n_components, 8 });
  g_autoptr (Fixture) fixture = fixture_new (bytes, &middle, &whole);
  g_autoptr (GBytes) pdf = draw_pdf (fixture, &error);
  g_autoptr (GBytes) again = draw_pdf (fixture, &error);
  gsize size;
  const void *jpeg = g_bytes_get_data (bytes, &size);

  g_assert_no_error (error);
  g_assert_true (holds (pdf, jpeg, size));
  g_assert_false (holds (pdf, "/Interpolate true", 17));
  g_assert_true (g_bytes_equal (pdf, again));
}

static void
test_svg_untouched (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = bx_test_jpeg (&(BxTestJpeg){ 64, 64, 3 });
  g_autoptr (Fixture) fixture = fixture_new (bytes, &middle, &whole);
  g_autoptr (GBytes) svg = bx_draw_svg (&fixture->pages, 0, &error);

  g_assert_no_error (error);
  g_assert_true (holds (svg, "data:image/jpeg;base64,", 23));
}

/* A browser would show Adobe's CMYK as a negative, so that goes in as pixels. */
static void
test_svg_cmyk (void)
{
  g_autoptr (GBytes) bytes = bx_test_jpeg (&(BxTestJpeg){ 64, 64, 4 });
  g_autoptr (Fixture) fixture = fixture_new (bytes, &middle, &whole);
  g_autoptr (GBytes) svg = bx_draw_svg (&fixture->pages, 0, NULL);

  g_assert_true (holds (svg, "data:image/png;base64,", 22));
  g_assert_false (holds (svg, "data:image/jpeg", 15));
}

static void
test_broken (void)
{
  g_autoptr (GBytes) bytes = bx_test_png_bomb (400, 300);
  g_autoptr (Fixture) fixture = fixture_new (bytes, &middle, &whole);

  for (int target = 0; target < 3; target++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) file = target == 0   ? draw_pdf (fixture, &error)
                              : target == 1 ? bx_draw_png (&fixture->pages, 0, 72, &error)
                                            : bx_draw_svg (&fixture->pages, 0, &error);

    g_assert_null (file);
    g_assert_error (error, BX_ERROR, BX_ERROR_INPUT);
    g_assert_true (g_str_has_prefix (error->message, "x: is a broken PNG"));
  }
}

static BxFontset *
open_fonts (BxFontRoles **roles)
{
  g_autofree char *file = g_build_filename (g_getenv ("BANXIN_DATA"), "fonts", "roles.yaml", NULL);
  g_autofree char *conf = g_build_filename (g_getenv ("BANXIN_DATA"), "fonts", "fonts.conf", NULL);

  *roles = bx_font_roles_load (file, NULL);
  return bx_fontset_new (conf, *roles, BX_LANG_HANS, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (BxFontRoles) roles = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  fonts = open_fonts (&roles);
  for (int i = 1; i <= 8; i++) {
    g_autofree char *path = g_strdup_printf ("/draw/images/orientation/%d", i);

    g_test_add_data_func (path, GINT_TO_POINTER (i), test_orientation);
  }
  g_test_add_func ("/draw/images/cmyk", test_cmyk);
  g_test_add_func ("/draw/images/alpha", test_alpha);
  g_test_add_func ("/draw/images/cut", test_cut);
  g_test_add_func ("/draw/images/round", test_round);
  g_test_add_func ("/draw/images/small", test_small);
  g_test_add_data_func ("/draw/images/pdf/grey", GINT_TO_POINTER (1), test_pdf_untouched);
  g_test_add_data_func ("/draw/images/pdf/rgb", GINT_TO_POINTER (3), test_pdf_untouched);
  g_test_add_data_func ("/draw/images/pdf/cmyk", GINT_TO_POINTER (4), test_pdf_untouched);
  g_test_add_func ("/draw/images/svg", test_svg_untouched);
  g_test_add_func ("/draw/images/svg-cmyk", test_svg_cmyk);
  g_test_add_func ("/draw/images/broken", test_broken);
  status = g_test_run ();
  bx_fontset_free (fonts);
  return status;
}
