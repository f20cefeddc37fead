/* A picture is made smaller once, for the largest place in which it shows. */
#include "small.h"

/* On libjpeg's scale: faults are seen only where one looks for them. */
#define QUALITY 80

static void
clear_picture (void *data)
{
  BxPressPicture *picture = data;

  g_clear_pointer (&picture->bytes, g_bytes_unref);
  g_clear_pointer (&picture->alpha, g_bytes_unref);
}

static const BxPlacedPicture *
get_placed (const BxPages *pages, guint i)
{
  return &g_array_index (pages->pictures, BxPlacedPicture, i);
}

/* The first place of the same picture, and the largest size of it anywhere. */
static guint
find_first (const BxPages *pages, guint of, BxLen *width, BxLen *height)
{
  const BxImage *image = get_placed (pages, of)->image;
  guint first = of;

  for (guint i = pages->pictures->len; i-- > 0;)
    if (get_placed (pages, i)->image == image) {
      *width = bx_len_max (*width, get_placed (pages, i)->width);
      *height = bx_len_max (*height, get_placed (pages, i)->height);
      first = i;
    }
  return first;
}

/* As a JPEG, which suits photographs. */
static gboolean
shrink (const BxImage *image, BxLen width, BxLen height, int ppi, BxPressPicture *picture,
        GError **error)
{
  g_autoptr (GError) broken = NULL;
  g_autoptr (BxImage) small = NULL;

  picture->bytes = bx_image_shrink (image, width, height, ppi, QUALITY, &broken);
  if (broken != NULL) {
    g_propagate_error (error, g_steal_pointer (&broken));
    return FALSE;
  }
  if (picture->bytes == NULL)
    return TRUE;
  small = bx_image_new (image->file, picture->bytes, error);
  if (small == NULL)
    return FALSE;
  picture->width = small->stored_width;
  picture->height = small->stored_height;
  picture->is_grey = small->space == BX_COLOUR_GREY;
  return TRUE;
}

/* Without loss, where that is not larger than a JPEG: drawings and lettering, and all that has
 * transparency. */
static gboolean
shrink_png (const BxImage *image, BxLen width, BxLen height, int ppi, BxPressPicture *picture,
            GError **error)
{
  g_auto (BxRows) rows = { 0 };

  if (!bx_image_shrink_rows (image, width, height, ppi, &rows, error))
    return FALSE;
  if (rows.colours == NULL
      || (picture->bytes != NULL
          && g_bytes_get_size (picture->bytes) < g_bytes_get_size (rows.colours)))
    return TRUE;
  g_clear_pointer (&picture->bytes, g_bytes_unref);
  *picture = (BxPressPicture){ .bytes = g_steal_pointer (&rows.colours),
                               .is_rows = TRUE,
                               .alpha = g_steal_pointer (&rows.alpha),
                               .width = rows.width,
                               .height = rows.height,
                               .is_grey = rows.is_grey };
  return TRUE;
}

gboolean
bx_small_pictures_init (BxSmallPictures *small, const BxPages *pages, int ppi, GError **error)
{
  small->pictures = g_array_new (FALSE, TRUE, sizeof (BxPressPicture));
  g_array_set_clear_func (small->pictures, clear_picture);
  g_array_set_size (small->pictures, pages->pictures->len);
  for (guint i = 0; ppi > 0 && i < pages->pictures->len; i++) {
    BxLen width = { 0 }, height = { 0 };
    const BxImage *image = get_placed (pages, i)->image;
    BxPressPicture *picture = &g_array_index (small->pictures, BxPressPicture, i);

    if (find_first (pages, i, &width, &height) != i)
      continue;
    if (!shrink (image, width, height, ppi, picture, error)
        || (image->kind == BX_IMAGE_PNG
            && !shrink_png (image, width, height, ppi, picture, error)))
      return FALSE;
  }
  return TRUE;
}

void
bx_small_pictures_clear (BxSmallPictures *small)
{
  g_clear_pointer (&small->pictures, g_array_unref);
}
