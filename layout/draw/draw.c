/* Walks the items of a page. Only what cairo 1.16 does well is used: text with clusters, filled
 * paths, plain colours. */
#include "draw.h"
#include "faces.h"
#include "stored.h"
#include "surface.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <string.h>

typedef struct {
  const BxPages *pages;
  const BxSpec *spec;
  const BxCairoFaces *faces;
  BxCairoPictures *pictures;
  cairo_t *cr;
  gboolean tells_slots; /* to the press */
  int face; /* set in cr, or -1 */
  gboolean is_ornament; /* whether it is set for paths */
  BxLen size;
} Pen;

static void
set_ink (const Pen *pen, const BxDrawItem *item)
{
  int shade[3];

  bx_slot_shade (pen->spec->inks[item->ink].rgb, pen->tells_slots ? item->slot : 0, shade);
  cairo_set_source_rgb (pen->cr, (double) shade[0] / BX_SHADE_ONE, (double) shade[1] / BX_SHADE_ONE,
                        (double) shade[2] / BX_SHADE_ONE);
}

static void
set_font (Pen *pen, const BxDrawItem *item)
{
  gboolean is_ornament = item->kind == BX_DRAW_ORNAMENT;

  if (pen->face != item->face || pen->is_ornament != is_ornament) {
    cairo_set_font_face (pen->cr, is_ornament
                                          ? bx_cairo_faces_peek_outlines (pen->faces, item->face)
                                          : bx_cairo_faces_peek (pen->faces, item->face));
    pen->size = bx_len (0);
  }
  if (pen->size.u != item->size.u)
    cairo_set_font_size (pen->cr, bx_len_to_pt (item->size));
  pen->face = item->face;
  pen->is_ornament = is_ornament;
  pen->size = item->size;
}

/* cairo's clusters: which bytes a group of glyphs stands for. Glyphs come in text order; bytes
 * without a glyph of their own (ligatures) belong to the group before them. */
static int
make_clusters (const BxDrawItem *item, const BxPlacedGlyph *placed, cairo_text_cluster_t *clusters)
{
  int n = 0;
  int from = item->slice.start;

  for (int i = 0, next; i < item->n_glyphs; i = next) {
    int to;

    for (next = i + 1; next < item->n_glyphs && placed[next].text <= placed[i].text; next++)
      ;
    to = next < item->n_glyphs ? placed[next].text : item->slice.end;
    clusters[n++] = (cairo_text_cluster_t){ to - from, next - i };
    from = to;
  }
  return n;
}

static void
draw_glyphs (Pen *pen, const BxDrawItem *item)
{
  const BxPlacedGlyph *placed
      = &g_array_index (pen->pages->glyphs, BxPlacedGlyph, item->first_glyph);
  g_autofree cairo_glyph_t *glyphs = g_new (cairo_glyph_t, (gsize) MAX (item->n_glyphs, 1));
  g_autofree cairo_text_cluster_t *clusters
      = g_new (cairo_text_cluster_t, (gsize) MAX (item->n_glyphs, 1));
  int n_clusters;

  if (item->n_glyphs == 0)
    return;
  for (int i = 0; i < item->n_glyphs; i++)
    glyphs[i] = (cairo_glyph_t){ bx_cairo_faces_get_glyph (pen->faces, item->face, placed[i].id),
                                 bx_len_to_pt (placed[i].x), bx_len_to_pt (placed[i].y) };
  set_ink (pen, item);
  set_font (pen, item);
  if (item->kind == BX_DRAW_ORNAMENT) {
    cairo_glyph_path (pen->cr, glyphs, item->n_glyphs);
    cairo_fill (pen->cr);
    return;
  }
  n_clusters = make_clusters (item, placed, clusters);
  cairo_show_text_glyphs (pen->cr, item->text + item->slice.start, bx_slice_len (item->slice),
                          glyphs, item->n_glyphs, clusters, n_clusters, 0);
}

static void
draw_rect (Pen *pen, const BxDrawItem *item)
{
  set_ink (pen, item);
  cairo_rectangle (pen->cr, bx_len_to_pt (item->x), bx_len_to_pt (item->y),
                   bx_len_to_pt (item->width), bx_len_to_pt (item->height));
  cairo_fill (pen->cr);
}

/* One edge of a wavy line: half waves from x on, each `step` wide, up and down in turn. */
static void
trace_wave (cairo_t *cr, double x, double y, double step, double height, int n_steps)
{
  for (int i = 0; i < n_steps; i++, x += step) {
    int number = step > 0 ? i : n_steps - 1 - i;
    double peak = number % 2 == 0 ? -height : height;

    cairo_curve_to (cr, x + step / 3, y + peak, x + step * 2 / 3, y + peak, x + step, y);
  }
}

/* Filled between its two edges, since the press knows inks by what is filled. */
static void
draw_wave (Pen *pen, const BxDrawItem *item)
{
  double x = bx_len_to_pt (item->x);
  double width = bx_len_to_pt (item->width);
  double height = bx_len_to_pt (item->height);
  double y = bx_len_to_pt (item->y) + height / 2;
  double half_weight = height / 5;
  int n_steps = MAX (1, (int) (width / (height * 1.6) + 0.5));

  set_ink (pen, item);
  cairo_move_to (pen->cr, x, y - half_weight);
  trace_wave (pen->cr, x, y - half_weight, width / n_steps, height / 2, n_steps);
  cairo_line_to (pen->cr, x + width, y + half_weight);
  trace_wave (pen->cr, x + width, y + half_weight, -width / n_steps, height / 2, n_steps);
  cairo_close_path (pen->cr);
  cairo_fill (pen->cr);
}

static void
draw_item (Pen *pen, const BxDrawItem *item)
{
  switch (item->kind) {
  case BX_DRAW_GLYPHS:
  case BX_DRAW_ORNAMENT:
    draw_glyphs (pen, item);
    break;
  case BX_DRAW_RECT:
    draw_rect (pen, item);
    break;
  case BX_DRAW_WAVE:
    draw_wave (pen, item);
    break;
  case BX_DRAW_IMAGE:
    bx_cairo_pictures_draw (pen->pictures, pen->cr, pen->pages, item);
    break;
  }
}

static void
draw_page (const BxPages *pages, int page, const BxCairoFaces *faces, BxCairoPictures *pictures,
           cairo_t *cr, gboolean tells_slots)
{
  Pen pen = { .pages = pages, .spec = pages->feature->spec, .faces = faces, .pictures = pictures,
              .cr = cr, .tells_slots = tells_slots, .face = -1 };
  const BxPage *p = &pages->pages[page];

  pictures->page = page;
  for (int i = 0; i < p->n_items; i++)
    draw_item (&pen, &g_array_index (pages->items, BxDrawItem, p->first_item + i));
}

static gboolean
check_status (cairo_status_t status, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, BX_ERROR, BX_ERROR_MACHINE, "cairo cannot draw the pages: %s",
               cairo_status_to_string (status));
  return FALSE;
}

cairo_status_t
bx_surface_append (void *closure, const unsigned char *data, unsigned length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
bx_surface_finish (cairo_surface_t *surface, cairo_t *cr, GByteArray *bytes,
                   BxCairoPictures *pictures, GError **error)
{
  cairo_status_t status = cairo_status (cr);
  gboolean is_good;

  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  is_good = bx_cairo_pictures_finish (pictures, error) && check_status (status, error);
  if (!is_good) {
    g_byte_array_unref (bytes);
    return NULL;
  }
  return g_byte_array_free_to_bytes (bytes);
}

GBytes *
bx_draw_pdf (const BxPages *pages, BxCairoFaces *faces, const BxPageListener *listener,
             GError **error)
{
  const BxSpec *spec = pages->feature->spec;
  BxCairoPictures pictures = { .target = BX_TARGET_PDF };
  GByteArray *bytes;
  cairo_surface_t *surface;
  cairo_t *cr;
  GBytes *drawn;

  if (!bx_cairo_faces_wait (faces, error))
    return NULL;
  bytes = g_byte_array_new ();
  surface = cairo_pdf_surface_create_for_stream (bx_surface_append, bytes,
                                                 bx_len_to_pt (spec->page_width),
                                                 bx_len_to_pt (spec->page_height));
  /* cairo would stamp the time of day; press/ writes the date that counts. */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
  cr = cairo_create (surface);
  bx_stored_begin ();
  for (int page = 0; page < pages->n_pages; page++) {
    guint done = bytes->len;

    draw_page (pages, page, faces, &pictures, cr, TRUE);
    cairo_show_page (cr);
    if (listener != NULL)
      listener->take_page (listener->listener, page, bytes->data + done, bytes->len - done);
  }
  drawn = bx_surface_finish (surface, cr, bytes, &pictures, error);
  bx_stored_end ();
  return drawn;
}

GBytes *
bx_draw_png (const BxPages *pages, int page, int dpi, GError **error)
{
  const BxSpec *spec = pages->feature->spec;
  BxCairoPictures pictures = { .target = BX_TARGET_PNG, .scale = dpi / 72.0 };
  double scale = dpi / 72.0;
  int width = (int) (bx_len_to_pt (spec->page_width) * scale + 0.5);
  int height = (int) (bx_len_to_pt (spec->page_height) * scale + 0.5);
  GByteArray *bytes;
  cairo_surface_t *surface;
  cairo_font_options_t *options;
  cairo_t *cr;
  g_autoptr (BxCairoFaces) faces = bx_cairo_faces_open (pages, error);

  if (faces == NULL)
    return NULL;
  bytes = g_byte_array_new ();
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  options = cairo_font_options_create ();
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_set_font_options (cr, options);
  cairo_font_options_destroy (options);
  draw_page (pages, page, faces, &pictures, cr, FALSE);
  cairo_surface_flush (surface);
  cairo_surface_write_to_png_stream (surface, bx_surface_append, bytes);
  return bx_surface_finish (surface, cr, bytes, &pictures, error);
}

GBytes *
bx_draw_svg (const BxPages *pages, int page, GError **error)
{
  const BxSpec *spec = pages->feature->spec;
  BxCairoPictures pictures = { .target = BX_TARGET_SVG };
  GByteArray *bytes;
  cairo_surface_t *surface;
  cairo_t *cr;
  g_autoptr (BxCairoFaces) faces = bx_cairo_faces_open (pages, error);

  if (faces == NULL)
    return NULL;
  bytes = g_byte_array_new ();
  surface = cairo_svg_surface_create_for_stream (bx_surface_append, bytes,
                                                 bx_len_to_pt (spec->page_width),
                                                 bx_len_to_pt (spec->page_height));
  cr = cairo_create (surface);
  draw_page (pages, page, faces, &pictures, cr, FALSE);
  cairo_show_page (cr);
  return bx_surface_finish (surface, cr, bytes, &pictures, error);
}
