#include "faces.h"
#include "boxes.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <string.h>

/* One size of a face. Held until the end, so that cairo finds its glyphs loaded. */
typedef struct {
  BxLen size;
  hb_set_t *glyphs; /* by the font's own numbers */
  cairo_scaled_font_t *scaled;
} Size;

/* A font as FreeType has it. cairo may hold on to its font faces longer than we do, and they to this. */
typedef struct {
  FT_Library library; /* FreeType opens faces of one library one after another: each has its own */
  hb_blob_t *blob;    /* of the subset, or NULL: the faces read it */
  FT_Face face;
  FT_Face outlines; /* the same with its outlines, or NULL where the one above has them */
} Font;

typedef struct {
  BxCairoFaces *faces; /* it is one of */
  const BxFace *face;
  GArray *sizes;       /* of Size */
  hb_set_t *glyphs;    /* of all sizes, when begun */
  hb_map_t *numbers;   /* of the glyphs of its subset, or NULL */
  Font *font;          /* a box that is counted */
  FT_Error status;
  cairo_font_face_t *cairo_face;
  cairo_font_face_t *cairo_outlines;
  cairo_scaled_font_t *unit; /* the size in which cairo measures what it embeds */
  gboolean is_begun;   /* a thread has it: nobody else may read more than `glyphs` … */
  gboolean is_open;    /* … until this is set, under the lock: cairo may draw with it */
} Entry;

struct _BxCairoFaces {
  BxFontset *fonts;
  GPtrArray *entries; /* of Entry by the number of the face, or NULL where nothing uses it */
  GPtrArray *wrong;   /* of Entry: begun with too few glyphs, and begun again */
  GThreadPool *pool;  /* NULL where nothing was begun */
  GMutex lock;
  GCond opened;       /* an entry is open */
  int is_drawn;       /* atomic: nobody needs glyphs any more */
};

/* --- what is drawn -------------------------------------------------------------------------- */

static void
clear_font (void *data)
{
  Font *font = data;

  if (font->face != NULL)
    FT_Done_Face (font->face);
  if (font->outlines != NULL)
    FT_Done_Face (font->outlines);
  if (font->library != NULL)
    FT_Done_FreeType (font->library);
  hb_blob_destroy (font->blob);
}

static void
release_font (void *font)
{
  g_atomic_rc_box_release_full (font, clear_font);
}

static void
free_entry (void *data)
{
  Entry *entry = data;

  if (entry == NULL)
    return;
  for (guint i = 0; i < entry->sizes->len; i++) {
    Size *size = &g_array_index (entry->sizes, Size, i);

    if (size->scaled != NULL)
      cairo_scaled_font_destroy (size->scaled);
    hb_set_destroy (size->glyphs);
  }
  g_array_unref (entry->sizes);
  hb_set_destroy (entry->glyphs);
  if (entry->unit != NULL)
    cairo_scaled_font_destroy (entry->unit);
  if (entry->cairo_face != NULL)
    cairo_font_face_destroy (entry->cairo_face);
  if (entry->cairo_outlines != NULL)
    cairo_font_face_destroy (entry->cairo_outlines);
  release_font (entry->font);
  hb_map_destroy (entry->numbers);
  g_free (entry);
}

BxCairoFaces *
bx_cairo_faces_new (BxFontset *fonts)
{
  BxCairoFaces *faces = g_new0 (BxCairoFaces, 1);

  g_mutex_init (&faces->lock);
  g_cond_init (&faces->opened);
  faces->fonts = fonts;
  faces->entries = g_ptr_array_new_with_free_func (free_entry);
  faces->wrong = g_ptr_array_new_with_free_func (free_entry);
  return faces;
}

static Entry *
get_entry (BxCairoFaces *faces, GPtrArray *entries, int face)
{
  Entry *entry;

  if (face >= (int) entries->len)
    g_ptr_array_set_size (entries, face + 1);
  entry = g_ptr_array_index (entries, face);
  if (entry == NULL) {
    entry = g_new0 (Entry, 1);
    entry->faces = faces;
    entry->face = bx_fontset_peek_face (faces->fonts, face);
    entry->sizes = g_array_new (FALSE, FALSE, sizeof (Size));
    entry->font = g_atomic_rc_box_new0 (Font);
    g_ptr_array_index (entries, face) = entry;
  }
  return entry;
}

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

/* All that is drawn with an entry. (transfer full) */
static hb_set_t *
glyphs_of_entry (const Entry *entry)
{
  hb_set_t *all = hb_set_create ();

  for (guint i = 0; i < entry->sizes->len; i++)
    hb_set_union (all, g_array_index (entry->sizes, Size, i).glyphs);
  return all;
}

static void
collect_from_shaped (BxCairoFaces *faces, GPtrArray *entries, const BxShaped *shaped)
{
  for (int k = 0; k < shaped->n_clusters; k++) {
    const BxCluster *c = &shaped->clusters[k];
    hb_set_t *glyphs = glyphs_of_size (get_entry (faces, entries, c->face),
                                       bx_cluster_get_size (shaped, c));

    for (int g = 0; g < c->n_glyphs; g++)
      hb_set_add (glyphs, shaped->glyphs[c->glyph + g].id);
  }
  for (int k = 0; k < shaped->n_ruby_glyphs; k++)
    hb_set_add (glyphs_of_size (get_entry (faces, entries, shaped->ruby_glyphs[k].face),
                                shaped->size),
                shaped->ruby_glyphs[k].id);
  if (shaped->dot.face >= 0)
    hb_set_add (glyphs_of_size (get_entry (faces, entries, shaped->dot.face), shaped->size),
                shaped->dot.glyph);
  for (int k = 0; k < shaped->n_hyphens; k++)
    hb_set_add (glyphs_of_size (get_entry (faces, entries, shaped->hyphens[k].face), shaped->size),
                shaped->hyphens[k].glyph);
}

static void
collect_from_pages (BxCairoFaces *faces, const BxPages *pages)
{
  for (guint i = 0; i < pages->items->len; i++) {
    const BxDrawItem *item = &g_array_index (pages->items, BxDrawItem, i);

    if (item->kind == BX_DRAW_GLYPHS || item->kind == BX_DRAW_ORNAMENT)
      glyphs_of_size (get_entry (faces, faces->entries, item->face), item->size);
  }
}

/* The characters of a text: each ideograph once, and once each what stands between them, as it
 * stands, for there neighbours may decide which glyph is drawn. (transfer full) */
static GString *
collect_characters (const char *text, int len)
{
  GString *characters = g_string_new (NULL);
  g_autoptr (GHashTable) ideographs = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *end = text + len;

  for (const char *p = text, *next; p < end; p = next) {
    gunichar c = g_utf8_get_char (p);
    char *run;

    next = g_utf8_next_char (p);
    if (bx_is_han (c)) {
      if (g_hash_table_add (ideographs, GUINT_TO_POINTER (c)))
        g_string_append_len (characters, p, next - p);
      continue;
    }
    while (next < end && !bx_is_han (g_utf8_get_char (next)))
      next = g_utf8_next_char (next);
    run = g_strndup (p, (gsize) (next - p));
    if (g_hash_table_add (others, run))
      g_string_append (characters, run);
  }
  return characters;
}

/* --- work of the threads -------------------------------------------------------------------- */

static void
subset_entry (Entry *entry)
{
  entry->font->blob = bx_face_subset (entry->face, entry->glyphs, &entry->numbers);
}

static FT_Error
open_subset (Font *font)
{
  unsigned length;
  const FT_Byte *data = (const FT_Byte *) hb_blob_get_data (font->blob, &length);
  FT_Error status = bx_boxes_open (font->library, data, (FT_Long) length, &font->face);

  return status != 0 ? status
                     : FT_New_Memory_Face (font->library, data, (FT_Long) length, 0,
                                           &font->outlines);
}

static cairo_font_face_t *
make_cairo_face (Font *font, FT_Face face)
{
  static const cairo_user_data_key_t key;
  cairo_font_face_t *made
      = cairo_ft_font_face_create_for_ft_face (face, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP);

  if (cairo_font_face_set_user_data (made, &key, g_atomic_rc_box_acquire (font), release_font)
      != CAIRO_STATUS_SUCCESS)
    release_font (font); /* no memory: cairo says so when it draws */
  return made;
}

static void
open_entry (Entry *entry)
{
  Font *font = entry->font;

  FT_Init_FreeType (&font->library);
  entry->status = font->blob != NULL ? open_subset (font)
                                     : FT_New_Face (font->library, entry->face->file,
                                                    entry->face->index, &font->face);
  if (entry->status == 0) {
    entry->cairo_face = make_cairo_face (font, font->face);
    entry->cairo_outlines = font->outlines != NULL
                                    ? make_cairo_face (font, font->outlines)
                                    : cairo_font_face_reference (entry->cairo_face);
  }
  g_mutex_lock (&entry->faces->lock);
  entry->is_open = TRUE;
  g_cond_broadcast (&entry->faces->opened);
  g_mutex_unlock (&entry->faces->lock);
}

static guint32
number_in (const Entry *entry, guint32 glyph)
{
  return entry->numbers != NULL ? hb_map_get (entry->numbers, glyph) : glyph;
}

/* The size with the most glyphs: the only one worth loading ahead, for in which of its sizes a pull
 * quote will stand is not known yet. */
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

/* With `cr`, outlines too: cairo asks for them when it shows a glyph for the first time. */
static void
load_glyphs (const Entry *entry, const hb_set_t *glyphs, cairo_scaled_font_t *scaled, cairo_t *cr)
{
  hb_codepoint_t id = HB_SET_VALUE_INVALID;

  if (cr != NULL)
    cairo_set_scaled_font (cr, scaled);
  while (g_atomic_int_get (&entry->faces->is_drawn) == 0 && hb_set_next (glyphs, &id)) {
    cairo_glyph_t glyph = { .index = number_in (entry, id) };
    cairo_text_extents_t ignored;

    if (cr == NULL) {
      cairo_scaled_font_glyph_extents (scaled, &glyph, 1, &ignored);
      continue;
    }
    cairo_glyph_path (cr, &glyph, 1);
    cairo_new_path (cr);
  }
}

/* cairo loads a glyph when it is shown, and again in the font's own units when that is embedded.
 * What is loaded here, beside the other work, need not be loaded then; drawing may begin meanwhile,
 * for cairo locks its fonts. The options must be those
 * with which cairo draws text in a PDF, and measures what it embeds. */
static void
load_sizes (Entry *entry)
{
  Size *size = find_main_size (entry);
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (NULL, NULL, 1, 1);
  cairo_t *cr = cairo_create (surface);
  cairo_font_options_t *drawing = cairo_font_options_create ();
  cairo_font_options_t *embedding = cairo_font_options_create ();

  cairo_surface_get_font_options (surface, drawing);
  cairo_font_options_set_hint_style (embedding, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (embedding, CAIRO_HINT_METRICS_OFF);
  size->scaled = make_scaled (entry, bx_len_to_pt (size->size), drawing);
  load_glyphs (entry, size->glyphs, size->scaled, cr);
  entry->unit = make_scaled (entry, 1, embedding);
  load_glyphs (entry, entry->glyphs, entry->unit, NULL);
  cairo_destroy (cr);
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
    load_sizes (entry);
}

/* --- for the others ------------------------------------------------------------------------- */

/* Hands what is not under way to the threads. */
static void
begin_entries (BxCairoFaces *faces)
{
  if (faces->pool == NULL)
    faces->pool = g_thread_pool_new (prepare_entry, NULL, (int) g_get_num_processors (), FALSE,
                                     NULL);
  for (guint i = 0; i < faces->entries->len; i++) {
    Entry *entry = g_ptr_array_index (faces->entries, i);

    if (entry == NULL || entry->is_begun)
      continue;
    entry->is_begun = TRUE;
    entry->glyphs = glyphs_of_entry (entry);
    g_thread_pool_push (faces->pool, entry, NULL);
  }
}

BxCairoFaces *
bx_cairo_faces_foresee (BxFontset *fonts, const BxSpec *spec, const char *text, int len)
{
  const BxTextStyle *body = &spec->text[BX_TEXT_BODY];
  BxCairoFaces *faces = bx_cairo_faces_new (fonts);
  g_autoptr (GString) characters = NULL;
  BxShaped *shaped;

  if (bx_fontset_get_face (fonts, body->font, body->weight, NULL) < 0)
    return faces;
  characters = collect_characters (text, len);
  g_string_append (characters, spec->end_mark);
  shaped = bx_shape (fonts, spec, body, characters->str,
                     bx_slice (0, (int) characters->len), NULL, NULL);
  collect_from_shaped (faces, faces->entries, shaped);
  bx_shaped_free (shaped);
  begin_entries (faces);
  return faces;
}

void
bx_cairo_faces_begin_lines (BxCairoFaces *faces, const GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    collect_from_shaped (faces, faces->entries, lines->pdata[i]);
  begin_entries (faces);
}

/* A face that lacks a glyph, which only a neighbour unheard of can have called for, is done again.
 */
void
bx_cairo_faces_begin (BxCairoFaces *faces, const BxFeature *feature)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();

  for (guint i = 0; i < feature->shaped->len; i++)
    collect_from_shaped (faces, wanted, g_ptr_array_index (feature->shaped, i));
  g_ptr_array_set_size (faces->entries, MAX ((int) wanted->len, (int) faces->entries->len));
  for (guint i = 0; i < wanted->len; i++) {
    Entry *entry = g_ptr_array_index (wanted, i);
    Entry *begun = g_ptr_array_index (faces->entries, i);

    if (entry != NULL && begun != NULL) {
      hb_set_t *all = glyphs_of_entry (entry);
      gboolean is_enough = hb_set_is_subset (all, begun->glyphs);

      hb_set_destroy (all);
      if (is_enough) {
        free_entry (entry);
        continue;
      }
      g_ptr_array_add (faces->wrong, begun);
    }
    if (entry != NULL)
      g_ptr_array_index (faces->entries, i) = entry;
  }
  begin_entries (faces);
}

BxCairoFaces *
bx_cairo_faces_open (const BxPages *pages, GError **error)
{
  g_autoptr (BxCairoFaces) faces = bx_cairo_faces_new (pages->feature->fonts);

  collect_from_pages (faces, pages);
  for (guint i = 0; i < faces->entries->len; i++)
    if (g_ptr_array_index (faces->entries, i) != NULL)
      open_entry (g_ptr_array_index (faces->entries, i));
  return bx_cairo_faces_wait (faces, error) ? g_steal_pointer (&faces) : NULL;
}

gboolean
bx_cairo_faces_wait (BxCairoFaces *faces, GError **error)
{
  for (guint i = 0; i < faces->entries->len; i++) {
    const Entry *entry = g_ptr_array_index (faces->entries, i);

    if (entry == NULL)
      continue;
    g_mutex_lock (&faces->lock);
    while (!entry->is_open)
      g_cond_wait (&faces->opened, &faces->lock);
    g_mutex_unlock (&faces->lock);
    if (entry->status == 0)
      continue;
    bx_error_at (error, BX_ERROR_MACHINE, entry->face->file, 0, 0,
                 "FreeType cannot open this font (error %d); reinstall its package",
                 entry->status);
    return FALSE;
  }
  return TRUE;
}

void
bx_cairo_faces_free (BxCairoFaces *faces)
{
  if (faces == NULL)
    return;
  g_atomic_int_set (&faces->is_drawn, 1);
  if (faces->pool != NULL)
    g_thread_pool_free (faces->pool, FALSE, TRUE);
  g_ptr_array_unref (faces->entries);
  g_ptr_array_unref (faces->wrong);
  g_cond_clear (&faces->opened);
  g_mutex_clear (&faces->lock);
  g_free (faces);
}

static const Entry *
peek_entry (const BxCairoFaces *faces, int face)
{
  return g_ptr_array_index (faces->entries, face);
}

cairo_font_face_t *
bx_cairo_faces_peek (const BxCairoFaces *faces, int face)
{
  return peek_entry (faces, face)->cairo_face;
}

cairo_font_face_t *
bx_cairo_faces_peek_outlines (const BxCairoFaces *faces, int face)
{
  return peek_entry (faces, face)->cairo_outlines;
}

guint32
bx_cairo_faces_get_glyph (const BxCairoFaces *faces, int face, guint32 glyph)
{
  return number_in (peek_entry (faces, face), glyph);
}
