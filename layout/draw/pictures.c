/* Pictures by cairo: which bytes or pixels it gets, and how they are turned, placed and cut. */
#include "pictures.h"

#include <math.h>

/* From the unit square of the file's rows to that of the eye, for EXIF's orientations 1 … 8. */
static const cairo_matrix_t turns[] = {
  { 1, 0, 0, 1, 0, 0 }, { -1, 0, 0, 1, 1, 0 }, { -1, 0, 0, -1, 1, 1 }, { 1, 0, 0, -1, 0, 1 },
  { 0, 1, 1, 0, 0, 0 }, { 0, 1, -1, 0, 1, 0 }, { 0, -1, -1, 0, 1, 1 }, { 0, -1, 1, 0, 0, 1 },
};

static void
free_pixels (void *data)
{
  bx_pixels_free (data);
}

static void
free_bytes (void *data)
{
  g_bytes_unref (data);
}

static void
free_surface (void *data)
{
  cairo_surface_destroy (data);
}

static cairo_surface_t *
make_from_pixels (const BxImage *image, int width, int height, GError **error)
{
  static const cairo_user_data_key_t key;
  BxPixels *pixels = bx_image_decode (image, width, height, error);
  cairo_surface_t *surface;

  if (pixels == NULL)
    return NULL;
  surface = cairo_image_surface_create_for_data (
      (guint8 *) pixels->pixels, image->has_alpha ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24,
      pixels->width, pixels->height, pixels->width * 4);
  cairo_surface_set_user_data (surface, &key, pixels, free_pixels);
  return surface;
}

/* A surface that has the file beside its pixels. cairo writes the file and never looks at the
 * pixels, but copies them along: for PDF, where nothing depends on their kind, they have one bit. */
static cairo_surface_t *
make_from_file (const BxImage *image, BxTarget target)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (image->bytes, &size);
  cairo_surface_t *surface = cairo_image_surface_create (
      target == BX_TARGET_PDF ? CAIRO_FORMAT_A1 : CAIRO_FORMAT_RGB24, image->stored_width,
      image->stored_height);

  cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, data, (unsigned long) size,
                               free_bytes, g_bytes_ref (image->bytes));
  return surface;
}

static gboolean
goes_as_file (const BxCairoPictures *pictures, const BxImage *image)
{
  return image->kind == BX_IMAGE_JPEG
         && (pictures->target == BX_TARGET_PDF
             || (pictures->target == BX_TARGET_SVG && image->space != BX_COLOUR_CMYK));
}

static const cairo_user_data_key_t page_key;

/* The page on which a surface was drawn last, from 1. cairo 1.16 names one that is drawn twice on a
 * page twice among its resources, which is no good PDF, so that the second needs its own. */
static gboolean
is_on_page (cairo_surface_t *surface, int page)
{
  return GPOINTER_TO_INT (cairo_surface_get_user_data (surface, &page_key)) == page + 1;
}

/* Kept until the file is finished: cairo reads a picture when it writes it. A PNG's is painted at
 * once, and shown in one size. */
static cairo_surface_t *
keep_surface (BxCairoPictures *pictures, const BxImage *image)
{
  cairo_surface_t *surface;

  if (pictures->surfaces == NULL)
    pictures->surfaces = g_hash_table_new_full (NULL, NULL, NULL, free_surface);
  surface = g_hash_table_lookup (pictures->surfaces, image);
  if (surface != NULL && !is_on_page (surface, pictures->page)) {
    cairo_surface_set_user_data (surface, &page_key, GINT_TO_POINTER (pictures->page + 1), NULL);
    return cairo_surface_reference (surface);
  }
  surface = goes_as_file (pictures, image) ? make_from_file (image, pictures->target)
                                           : make_from_pixels (image, 0, 0, &pictures->error);
  if (surface == NULL)
    return NULL;
  cairo_surface_set_user_data (surface, &page_key, GINT_TO_POINTER (pictures->page + 1), NULL);
  g_hash_table_insert (pictures->surfaces, (void *) image, surface);
  return cairo_surface_reference (surface);
}

static cairo_surface_t *
make_surface (BxCairoPictures *pictures, const BxPlacedPicture *placed)
{
  gboolean lies = placed->image->orientation >= 5;
  int width = (int) ceil (bx_len_to_pt (placed->width) * pictures->scale);
  int height = (int) ceil (bx_len_to_pt (placed->height) * pictures->scale);

  if (pictures->target != BX_TARGET_PNG)
    return keep_surface (pictures, placed->image);
  return make_from_pixels (placed->image, lies ? height : width, lies ? width : height,
                           &pictures->error);
}

static gboolean
is_whole_shown (const BxDrawItem *item, const BxPlacedPicture *placed)
{
  return !placed->is_round && item->width.u == placed->width.u
         && item->height.u == placed->height.u;
}

static void
clip (cairo_t *cr, const BxDrawItem *item, gboolean is_round)
{
  cairo_matrix_t upright;

  if (!is_round) {
    cairo_rectangle (cr, bx_len_to_pt (item->x), bx_len_to_pt (item->y), bx_len_to_pt (item->width),
                     bx_len_to_pt (item->height));
  } else {
    cairo_get_matrix (cr, &upright);
    cairo_translate (cr, bx_len_to_pt (item->x), bx_len_to_pt (item->y));
    cairo_scale (cr, bx_len_to_pt (item->width), bx_len_to_pt (item->height));
    cairo_new_sub_path (cr);
    cairo_arc (cr, 0.5, 0.5, 0.5, 0, 2 * G_PI);
    cairo_set_matrix (cr, &upright);
  }
  cairo_clip (cr);
}

/* A picture's edge must not fade into the paper where it is made of pixels; and PDF/A wants no
 * smoothing of what is enlarged, which this filter says to cairo. */
static void
set_filter (const BxCairoPictures *pictures, cairo_t *cr)
{
  if (pictures->target == BX_TARGET_PNG)
    cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  if (pictures->target == BX_TARGET_PDF)
    cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
}

static void
paint (const BxCairoPictures *pictures, cairo_t *cr, const BxPlacedPicture *placed,
       cairo_surface_t *surface)
{
  cairo_translate (cr, bx_len_to_pt (placed->x), bx_len_to_pt (placed->y));
  cairo_scale (cr, bx_len_to_pt (placed->width), bx_len_to_pt (placed->height));
  cairo_transform (cr, &turns[placed->image->orientation - 1]);
  if (pictures->target == BX_TARGET_PNG) {
    cairo_rectangle (cr, 0, 0, 1, 1);
    cairo_clip (cr);
  }
  cairo_scale (cr, 1.0 / cairo_image_surface_get_width (surface),
               1.0 / cairo_image_surface_get_height (surface));
  cairo_set_source_surface (cr, surface, 0, 0);
  set_filter (pictures, cr);
  cairo_paint (cr);
}

void
bx_cairo_pictures_draw (BxCairoPictures *pictures, cairo_t *cr, const BxPages *pages,
                        const BxDrawItem *item)
{
  const BxPlacedPicture *placed = &g_array_index (pages->pictures, BxPlacedPicture, item->picture);
  cairo_surface_t *surface;

  if (pictures->error != NULL)
    return;
  surface = make_surface (pictures, placed);
  if (surface == NULL)
    return;
  cairo_save (cr);
  if (!is_whole_shown (item, placed))
    clip (cr, item, placed->is_round);
  paint (pictures, cr, placed, surface);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

gboolean
bx_cairo_pictures_finish (BxCairoPictures *pictures, GError **error)
{
  g_clear_pointer (&pictures->surfaces, g_hash_table_unref);
  if (pictures->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&pictures->error));
  return FALSE;
}
