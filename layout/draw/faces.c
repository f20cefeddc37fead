#include "faces.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <ft2build.h>
#include FT_FREETYPE_H

/* One size of a face. Held until the end, so that cairo finds its glyphs loaded. */
typedef struct {
  BxLen size;
  hb_set_t *glyphs; /* by the font's own numbers */
  cairo_scaled_font_t *scaled;
} Size;

typedef struct {
  const BxFace *face;
  GArray *sizes;      /* of Size; empty for a face that nothing uses */
  hb_blob_t *blob;    /* of the subset, or NULL */
  hb_map_t *numbers;  /* of its glyphs, or NULL */
  FT_Library library; /* FreeType opens faces of one library one after another: each has its own */
  FT_Face ft_face;
  FT_Error status;
  cairo_font_face_t *cairo_face;
  cairo_scaled_font_t *unit; /* the size in which cairo measures what it embeds */
} Entry;

struct _BxCairoFaces {
  Entry *entries;
  int n_entries;
  GThreadPool *pool; /* NULL when nothing runs any more */
};

/* --- what is drawn -------------------------------------------------------------------------- */

static hb_set_t *
glyphs_of_size (Entry *entry, BxLen size)
{
  Size added = { .size = size };

  for (guint i = 0; i < entry->sizes->len; i++) {
    const Size *s = &g_array_index (entry->sizes, Size, i);

    if (s->size.u == size.u)
      return s->glyphs;
  }
  added.glyphs = hb_set_create ();
  g_array_append_val (entry->sizes, added);
  return added.glyphs;
}

static BxCairoFaces *
make_faces (const BxFontset *fonts)
{
  BxCairoFaces *faces = g_new0 (BxCairoFaces, 1);

  faces->n_entries = bx_fontset_get_n_faces (fonts);
  faces->entries = g_new0 (Entry, (gsize) faces->n_entries);
  for (int i = 0; i < faces->n_entries; i++) {
    faces->entries[i].face = bx_fontset_peek_face (fonts, i);
    faces->entries[i].sizes = g_array_new (FALSE, FALSE, sizeof (Size));
  }
  return faces;
}

static void
collect_from_feature (BxCairoFaces *faces, const BxFeature *feature)
{
  for (guint i = 0; i < feature->shaped->len; i++) {
    const BxShaped *shaped = g_ptr_array_index (feature->shaped, i);

    for (int k = 0; k < shaped->n_clusters; k++) {
      const BxCluster *c = &shaped->clusters[k];
      hb_set_t *glyphs = glyphs_of_size (&faces->entries[c->face],
                                         bx_cluster_get_size (shaped, c));

      for (int g = 0; g < c->n_glyphs; g++)
        hb_set_add (glyphs, shaped->glyphs[c->glyph + g].id);
    }
    for (int k = 0; k < shaped->n_hyphens; k++)
      hb_set_add (glyphs_of_size (&faces->entries[shaped->hyphens[k].face], shaped->size),
                  shaped->hyphens[k].glyph);
  }
}

static void
collect_from_pages (BxCairoFaces *faces, const BxPages *pages)
{
  for (guint i = 0; i < pages->items->len; i++) {
    const BxDrawItem *item = &g_array_index (pages->items, BxDrawItem, i);

    if (item->kind == BX_DRAW_GLYPHS || item->kind == BX_DRAW_ORNAMENT)
      glyphs_of_size (&faces->entries[item->face], item->size);
  }
}

/* --- work of the threads -------------------------------------------------------------------- */

static void
subset_entry (Entry *entry)
{
  hb_set_t *all = hb_set_create ();

  for (guint i = 0; i < entry->sizes->len; i++)
    hb_set_union (all, g_array_index (entry->sizes, Size, i).glyphs);
  entry->blob = bx_face_subset (entry->face, all, &entry->numbers);
  hb_set_destroy (all);
}

static void
open_entry (Entry *entry)
{
  FT_Init_FreeType (&entry->library);
  if (entry->blob != NULL) {
    unsigned length;
    const char *data = hb_blob_get_data (entry->blob, &length);

    entry->status = FT_New_Memory_Face (entry->library, (const FT_Byte *) data, (FT_Long) length,
                                        0, &entry->ft_face);
  } else {
    entry->status = FT_New_Face (entry->library, entry->face->file, entry->face->index,
                                 &entry->ft_face);
  }
  if (entry->status == 0)
    entry->cairo_face = cairo_ft_font_face_create_for_ft_face (
        entry->ft_face, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP);
}

static guint32
number_in (const Entry *entry, guint32 glyph)
{
  return entry->numbers != NULL ? hb_map_get (entry->numbers, glyph) : glyph;
}

/* The size with the most glyphs: the only one worth loading ahead. */
static Size *
find_main_size (const Entry *entry)
{
  Size *main_size = &g_array_index (entry->sizes, Size, 0);

  for (guint i = 1; i < entry->sizes->len; i++) {
    Size *size = &g_array_index (entry->sizes, Size, i);

    if (hb_set_get_population (size->glyphs) > hb_set_get_population (main_size->glyphs))
      main_size = size;
  }
  return main_size;
}

static cairo_scaled_font_t *
make_scaled (const Entry *entry, double size, const cairo_font_options_t *options)
{
  cairo_matrix_t identity, matrix;

  cairo_matrix_init_identity (&identity);
  cairo_matrix_init_scale (&matrix, size, size);
  return cairo_scaled_font_create (entry->cairo_face, &matrix, &identity, options);
}

/* cairo loads a glyph when it is shown, and again in the font's own units when that is embedded.
 * What is loaded here, beside the other work, need not be loaded then. The options must be those
 * with which cairo draws text in a PDF, and measures what it embeds. */
static void
load_glyphs (Entry *entry)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (NULL, NULL, 1, 1);
  cairo_font_options_t *drawing = cairo_font_options_create ();
  cairo_font_options_t *embedding = cairo_font_options_create ();
  Size *size = find_main_size (entry);
  hb_codepoint_t id = HB_SET_VALUE_INVALID;

  cairo_surface_get_font_options (surface, drawing);
  cairo_font_options_set_hint_style (embedding, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (embedding, CAIRO_HINT_METRICS_OFF);
  size->scaled = make_scaled (entry, bx_len_to_pt (size->size), drawing);
  entry->unit = make_scaled (entry, 1, embedding);
  while (hb_set_next (size->glyphs, &id)) {
    cairo_glyph_t glyph = { .index = number_in (entry, id) };
    cairo_text_extents_t ignored;

    cairo_scaled_font_glyph_extents (size->scaled, &glyph, 1, &ignored);
    cairo_scaled_font_glyph_extents (entry->unit, &glyph, 1, &ignored);
  }
  cairo_font_options_destroy (embedding);
  cairo_font_options_destroy (drawing);
  cairo_surface_destroy (surface);
}

static void
prepare_entry (void *data, void *unused)
{
  Entry *entry = data;

  subset_entry (entry);
  open_entry (entry);
  if (entry->status == 0)
    load_glyphs (entry);
}

/* --- for the others ------------------------------------------------------------------------- */

BxCairoFaces *
bx_cairo_faces_begin (const BxFeature *feature)
{
  BxCairoFaces *faces = make_faces (feature->fonts);

  collect_from_feature (faces, feature);
  faces->pool = g_thread_pool_new (prepare_entry, NULL, (int) g_get_num_processors (), FALSE, NULL);
  for (int i = 0; i < faces->n_entries; i++)
    if (faces->entries[i].sizes->len > 0)
      g_thread_pool_push (faces->pool, &faces->entries[i], NULL);
  return faces;
}

BxCairoFaces *
bx_cairo_faces_open (const BxPages *pages, GError **error)
{
  g_autoptr (BxCairoFaces) faces = make_faces (pages->feature->fonts);

  collect_from_pages (faces, pages);
  for (int i = 0; i < faces->n_entries; i++)
    if (faces->entries[i].sizes->len > 0)
      open_entry (&faces->entries[i]);
  return bx_cairo_faces_wait (faces, error) ? g_steal_pointer (&faces) : NULL;
}

gboolean
bx_cairo_faces_wait (BxCairoFaces *faces, GError **error)
{
  if (faces->pool != NULL)
    g_thread_pool_free (faces->pool, FALSE, TRUE);
  faces->pool = NULL;
  for (int i = 0; i < faces->n_entries; i++)
    if (faces->entries[i].status != 0) {
      bx_error_at (error, BX_ERROR_MACHINE, faces->entries[i].face->file, 0, 0,
                   "FreeType cannot open this font (error %d); reinstall its package",
                   faces->entries[i].status);
      return FALSE;
    }
  return TRUE;
}

static void
clear_entry (Entry *entry)
{
  for (guint i = 0; i < entry->sizes->len; i++) {
    Size *size = &g_array_index (entry->sizes, Size, i);

    if (size->scaled != NULL)
      cairo_scaled_font_destroy (size->scaled);
    hb_set_destroy (size->glyphs);
  }
  g_array_unref (entry->sizes);
  /* In this order: cairo holds the FreeType face, which reads the blob. */
  if (entry->unit != NULL)
    cairo_scaled_font_destroy (entry->unit);
  if (entry->cairo_face != NULL)
    cairo_font_face_destroy (entry->cairo_face);
  if (entry->ft_face != NULL)
    FT_Done_Face (entry->ft_face);
  if (entry->library != NULL)
    FT_Done_FreeType (entry->library);
  hb_blob_destroy (entry->blob);
  hb_map_destroy (entry->numbers);
}

void
bx_cairo_faces_free (BxCairoFaces *faces)
{
  if (faces == NULL)
    return;
  bx_cairo_faces_wait (faces, NULL);
  for (int i = 0; i < faces->n_entries; i++)
    clear_entry (&faces->entries[i]);
  g_free (faces->entries);
  g_free (faces);
}

cairo_font_face_t *
bx_cairo_faces_peek (const BxCairoFaces *faces, int face)
{
  return faces->entries[face].cairo_face;
}

guint32
bx_cairo_faces_get_glyph (const BxCairoFaces *faces, int face, guint32 glyph)
{
  return number_in (&faces->entries[face], glyph);
}
