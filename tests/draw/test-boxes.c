/* What FreeType makes of a font that is opened for the text of a PDF: boxes with the font's own advances,
 * beside tables as they are. */
#include "boxes.h"
#include "draw.h"

#include FT_OUTLINE_H
#include FT_TRUETYPE_TABLES_H
#include <string.h>

typedef struct {
  BxFontRole role;
  FT_ULong outlines; /* the table */
} Case;

static BxFontset *fonts;

/* The subset of a text, and how many glyphs it has. (transfer full) */
static hb_blob_t *
cut_down (BxFontRole role, const char *text, int *n_glyphs)
{
  const BxFace *face = bx_fontset_peek_face (fonts, bx_fontset_get_face (fonts, role, 400, NULL));
  hb_set_t *glyphs = hb_set_create ();
  hb_map_t *numbers = NULL;
  hb_blob_t *blob;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    hb_codepoint_t glyph;

    g_assert_true (hb_font_get_nominal_glyph (face->hb_font, g_utf8_get_char (p), &glyph));
    hb_set_add (glyphs, glyph);
  }
  *n_glyphs = (int) hb_set_get_population (glyphs);
  blob = bx_face_subset (face, glyphs, &numbers);
  hb_set_destroy (glyphs);
  hb_map_destroy (numbers);
  return blob;
}

static GBytes *
load_table (FT_Face face, FT_ULong tag)
{
  FT_ULong length = 0;
  FT_Byte *bytes;

  g_assert_cmpint (FT_Load_Sfnt_Table (face, tag, 0, NULL, &length), ==, 0);
  bytes = g_malloc (length);
  g_assert_cmpint (FT_Load_Sfnt_Table (face, tag, 0, bytes, &length), ==, 0);
  return g_bytes_new_take (bytes, length);
}

static FT_BBox
load_extents (FT_Face face, int glyph)
{
  FT_BBox extents;

  g_assert_cmpint (FT_Load_Glyph (face, (FT_UInt) glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING), ==, 0);
  FT_Outline_Get_CBox (&face->glyph->outline, &extents);
  return extents;
}

static void
compare_glyph (FT_Face boxes, FT_Face whole, int glyph, gboolean is_cff)
{
  const FT_BBox box = { 256, 256, 512, 512 };
  FT_BBox found = load_extents (boxes, glyph);
  FT_BBox ink = load_extents (whole, glyph);
  const FT_BBox *expected = is_cff ? &box : &ink;

  g_assert_cmpint (boxes->glyph->metrics.horiAdvance, ==, whole->glyph->metrics.horiAdvance);
  g_assert_cmpint (boxes->glyph->linearHoriAdvance, ==, whole->glyph->linearHoriAdvance);
  g_assert_cmpmem (&found, sizeof found, expected, sizeof *expected);
}

static void
test_boxes (const void *data)
{
  const Case *test = data;
  gboolean is_cff = test->outlines == FT_MAKE_TAG ('C', 'F', 'F', ' ');
  int n_glyphs;
  hb_blob_t *blob = cut_down (test->role, "版心，i W", &n_glyphs);
  unsigned length;
  const FT_Byte *bytes = (const FT_Byte *) hb_blob_get_data (blob, &length);
  g_autoptr (GBytes) table = NULL;
  g_autoptr (GBytes) expected = NULL;
  FT_Library library;
  FT_Face boxes, whole;

  g_assert_cmpint (FT_Init_FreeType (&library), ==, 0);
  g_assert_cmpint (bx_boxes_open (library, bytes, (FT_Long) length, &boxes), ==, 0);
  g_assert_cmpint (FT_New_Memory_Face (library, bytes, (FT_Long) length, 0, &whole), ==, 0);
  g_assert_cmpint (boxes->num_glyphs, >=, n_glyphs);
  for (int glyph = 0; glyph < boxes->num_glyphs; glyph++)
    compare_glyph (boxes, whole, glyph, is_cff);
  table = load_table (boxes, test->outlines);
  expected = load_table (whole, test->outlines);
  g_assert_true (g_bytes_equal (table, expected));
  FT_Done_Face (boxes);
  FT_Done_Face (whole);
  FT_Done_FreeType (library);
  hb_blob_destroy (blob);
}

int
main (int argc, char **argv)
{
  static const Case ming = { BX_FONT_MING, FT_MAKE_TAG ('C', 'F', 'F', ' ') };
  static const Case kai = { BX_FONT_KAI, FT_MAKE_TAG ('g', 'l', 'y', 'f') };
  g_autofree char *path = g_build_filename (g_getenv ("BANXIN_DATA"), "fonts", "roles.yaml", NULL);
  g_autofree char *conf = g_build_filename (g_getenv ("BANXIN_DATA"), "fonts", "fonts.conf", NULL);
  g_autoptr (BxFontRoles) roles = bx_font_roles_load (path, NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  fonts = bx_fontset_new (conf, roles, BX_LANG_HANS, NULL);
  g_assert_nonnull (fonts);
  g_test_add_data_func ("/draw/boxes/cff", &ming, test_boxes);
  g_test_add_data_func ("/draw/boxes/glyf", &kai, test_boxes);
  status = g_test_run ();
  bx_fontset_free (fonts);
  return status;
}
