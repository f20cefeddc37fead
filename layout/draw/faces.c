#include "faces.h"

#include <cairo-ft.h>
#include <ft2build.h>
#include FT_FREETYPE_H

typedef struct {
  const BxFace *face;
  hb_set_t *glyphs;
  hb_blob_t *blob;    /* of the subset, or NULL */
  hb_map_t *numbers;  /* of its glyphs, or NULL */
  hb_set_t *used;     /* glyphs drawn so far, by cairo's number */
  FT_Face ft_face;
  cairo_font_face_t *cairo_face;
} Entry;

struct _BxCairoFaces {
  FT_Library library;
  Entry *entries;
  int n_entries;
};

static void
collect_glyphs (const BxPages *pages, Entry *entries)
{
  for (guint i = 0; i < pages->items->len; i++) {
    const BxDrawItem *item = &g_array_index (pages->items, BxDrawItem, i);
    Entry *entry;

    if (item->kind == BX_DRAW_RECT)
      continue;
    entry = &entries[item->face];
    if (entry->glyphs == NULL)
      entry->glyphs = hb_set_create ();
    for (int k = 0; k < item->n_glyphs; k++)
      hb_set_add (entry->glyphs,
                  g_array_index (pages->glyphs, BxPlacedGlyph, item->first_glyph + k).id);
  }
}

/* Subsetting is the longest single step of a render, and faces do not depend on each other. */
static void
subset_entry (void *data, void *unused)
{
  Entry *entry = data;

  entry->blob = bx_face_subset (entry->face, entry->glyphs, &entry->numbers);
}

static void
subset_all (BxCairoFaces *faces)
{
  GThreadPool *pool = g_thread_pool_new (subset_entry, NULL, (int) g_get_num_processors (), FALSE,
                                         NULL);

  for (int i = 0; i < faces->n_entries; i++)
    if (faces->entries[i].glyphs != NULL)
      g_thread_pool_push (pool, &faces->entries[i], NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
}

static gboolean
open_entry (BxCairoFaces *faces, Entry *entry, GError **error)
{
  FT_Error status;

  if (entry->blob != NULL) {
    unsigned length;
    const char *data = hb_blob_get_data (entry->blob, &length);

    status = FT_New_Memory_Face (faces->library, (const FT_Byte *) data, (FT_Long) length, 0,
                                 &entry->ft_face);
  } else {
    status = FT_New_Face (faces->library, entry->face->file, entry->face->index, &entry->ft_face);
  }
  if (status != 0) {
    bx_error_at (error, BX_ERROR_MACHINE, entry->face->file, 0, 0,
                 "FreeType cannot open this font (error %d); reinstall its package", status);
    return FALSE;
  }
  entry->cairo_face = cairo_ft_font_face_create_for_ft_face (
      entry->ft_face, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP);
  return TRUE;
}

BxCairoFaces *
bx_cairo_faces_new (const BxPages *pages, gboolean is_subset, GError **error)
{
  g_autoptr (BxCairoFaces) faces = g_new0 (BxCairoFaces, 1);
  const BxFontset *fonts = pages->feature->fonts;

  faces->n_entries = bx_fontset_get_n_faces (fonts);
  faces->entries = g_new0 (Entry, (gsize) faces->n_entries);
  for (int i = 0; i < faces->n_entries; i++)
    faces->entries[i].face = bx_fontset_peek_face (fonts, i);
  FT_Init_FreeType (&faces->library);
  collect_glyphs (pages, faces->entries);
  if (is_subset)
    subset_all (faces);
  for (int i = 0; i < faces->n_entries; i++)
    if (faces->entries[i].glyphs != NULL && !open_entry (faces, &faces->entries[i], error))
      return NULL;
  return g_steal_pointer (&faces);
}

void
bx_cairo_faces_free (BxCairoFaces *faces)
{
  if (faces == NULL)
    return;
  for (int i = 0; i < faces->n_entries; i++) {
    Entry *entry = &faces->entries[i];

    /* In this order: cairo holds the FreeType face, which reads the blob. */
    if (entry->cairo_face != NULL)
      cairo_font_face_destroy (entry->cairo_face);
    if (entry->ft_face != NULL)
      FT_Done_Face (entry->ft_face);
    hb_blob_destroy (entry->blob);
    hb_map_destroy (entry->numbers);
    hb_set_destroy (entry->glyphs);
    hb_set_destroy (entry->used);
  }
  g_free (faces->entries);
  FT_Done_FreeType (faces->library);
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
  const Entry *entry = &faces->entries[face];

  return entry->numbers != NULL ? hb_map_get (entry->numbers, glyph) : glyph;
}

gboolean
bx_cairo_faces_is_first_use (BxCairoFaces *faces, int face, guint32 glyph)
{
  Entry *entry = &faces->entries[face];

  if (entry->used == NULL)
    entry->used = hb_set_create ();
  if (hb_set_has (entry->used, glyph))
    return FALSE;
  hb_set_add (entry->used, glyph);
  return TRUE;
}
