/* The lines that name a printed page, beside it on the sheet: text, with fonts cut down to what it
 * says. Where they stand and in which ink they are printed is the press's to choose. */
#include "faces.h"
#include "surface.h"

#include <cairo-pdf.h>
#include <string.h>

/* Large enough for whoever stands at the press, small enough for the edge of a sheet. */
#define SIZE bx_len (BX_UNITS_PER_PT * 11 / 2)
#define LEADING bx_len (BX_UNITS_PER_PT * 15 / 2)
#define WEIGHT 400

/* The corners of a page are its crop marks', and the middle of its side a register mark's. */
#define ROOM_FOR_MARK bx_len (BX_UNITS_PER_PT * 24)

static BxShaped *
shape_line (BxFontset *fonts, const BxSpec *spec, const char *text, BxReport *report)
{
  const BxTextStyle type = { .font = spec->text[BX_TEXT_FOLIO].font,
                             .weight = WEIGHT,
                             .size = SIZE,
                             .leading = LEADING };

  return bx_shape (fonts, spec, &type, text, bx_slice (0, (int) strlen (text)), NULL, report);
}

/* A text that is too long loses its end. The texts that were tried go to `texts`: lines borrow them. */
static BxShaped *
shape_cut (BxFontset *fonts, const BxSpec *spec, const char *text, BxLen width, GPtrArray *texts,
           BxReport *report)
{
  glong length = g_utf8_strlen (text, -1);
  BxShaped *shaped;

  g_ptr_array_add (texts, g_strdup (text));
  for (;;) {
    g_autofree char *start = NULL;
    int natural;

    shaped = shape_line (fonts, spec, texts->pdata[texts->len - 1], report);
    natural = bx_compose_line (shaped).natural.u;
    if (natural <= width.u || length <= 1)
      return shaped;
    bx_shaped_free (shaped);
    length = MIN (length - 1, length * width.u / natural);
    start = g_utf8_substring (text, 0, length);
    g_ptr_array_add (texts, g_strconcat (start, "…", NULL));
  }
}

static void
show_cluster (cairo_t *cr, const BxCairoFaces *faces, const BxShaped *shaped, const BxCluster *c,
              BxLen x, double baseline)
{
  const cairo_text_cluster_t cluster = { bx_slice_len (c->text), c->n_glyphs };
  g_autofree cairo_glyph_t *glyphs = g_new (cairo_glyph_t, (gsize) MAX (c->n_glyphs, 1));

  for (int i = 0; i < c->n_glyphs; i++) {
    const BxGlyph *glyph = &shaped->glyphs[c->glyph + i];

    glyphs[i] = (cairo_glyph_t){ bx_cairo_faces_get_glyph (faces, c->face, glyph->id),
                                 bx_len_to_pt (bx_len_add (x, glyph->x)),
                                 baseline - bx_len_to_pt (glyph->y) };
  }
  if (c->n_glyphs == 0)
    return;
  cairo_set_font_face (cr, bx_cairo_faces_peek (faces, c->face));
  cairo_set_font_size (cr, bx_len_to_pt (SIZE));
  cairo_show_text_glyphs (cr, shaped->text + c->text.start, cluster.num_bytes, glyphs, c->n_glyphs,
                          &cluster, 1, 0);
}

static void
show_line (cairo_t *cr, const BxCairoFaces *faces, const BxShaped *shaped, double baseline)
{
  const BxLine line = bx_compose_line (shaped);
  g_autofree BxLen *x = g_new (BxLen, (gsize) MAX (shaped->n_clusters, 1));

  bx_line_place (shaped, &line, x);
  for (int i = 0; i < shaped->n_clusters; i++)
    show_cluster (cr, faces, shaped, &shaped->clusters[i], x[i], baseline);
}

static GBytes *
draw_lines (const BxCairoFaces *faces, const GPtrArray *lines, BxLen width, GError **error)
{
  BxCairoPictures no_pictures = { .target = BX_TARGET_PDF };
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (
      bx_surface_append, bytes, bx_len_to_pt (width), 2 * bx_len_to_pt (LEADING));
  cairo_t *cr = cairo_create (surface);
  int shade[3];

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
  bx_slot_shade (0, 0, shade);
  cairo_set_source_rgb (cr, (double) shade[0] / BX_SHADE_ONE, (double) shade[1] / BX_SHADE_ONE,
                        (double) shade[2] / BX_SHADE_ONE);
  for (guint i = 0; i < lines->len; i += 2) {
    show_line (cr, faces, lines->pdata[i], bx_len_to_pt (SIZE));
    show_line (cr, faces, lines->pdata[i + 1], bx_len_to_pt (bx_len_add (SIZE, LEADING)));
    cairo_show_page (cr);
  }
  return bx_surface_finish (surface, cr, bytes, &no_pictures, error);
}

static void
free_shaped (void *data)
{
  bx_shaped_free (data);
}

GBytes *
bx_draw_slugs (BxFontset *fonts, const BxSpec *spec, char *const *texts, BxReport *report,
               GError **error)
{
  BxLen width = bx_len_sub (bx_len (spec->page_width.u / 2), ROOM_FOR_MARK);
  g_autoptr (GPtrArray) cut = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (free_shaped);
  g_autoptr (BxCairoFaces) faces = bx_cairo_faces_new (fonts);

  for (int i = 0; texts[i] != NULL; i++)
    g_ptr_array_add (lines, shape_cut (fonts, spec, texts[i], width, cut, report));
  bx_cairo_faces_begin_lines (faces, lines);
  if (!bx_cairo_faces_wait (faces, error))
    return NULL;
  return draw_lines (faces, lines, width, error);
}
