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

/* Without loss where that is not larger than a JPEG: drawings and lettering, and all that has
 * transparency. */
static void
encode (const BxImage *image, const BxPixels *small, BxPressPicture *picture)
{
  g_auto (BxRows) rows = { FALSE };

  *picture = (BxPressPicture){ .bytes = bx_image_encode_jpeg (image, small, QUALITY),
                               .width = small->width,
                               .height = small->height,
                               .is_grey = image->space == BX_COLOUR_GREY };
  if (image->kind == BX_IMAGE_JPEG)
    return;
  bx_image_encode_rows (image, small, &rows);
  if (picture->bytes != NULL
      && g_bytes_get_size (picture->bytes) < g_bytes_get_size (rows.colours))
    return;
  g_clear_pointer (&picture->bytes, g_bytes_unref);
  picture->is_rows = TRUE;
  picture->bytes = g_steal_pointer (&rows.colours);
  picture->alpha = g_steal_pointer (&rows.alpha);
}

static gboolean
shrink (const BxImage *image, BxLen width, BxLen height, int ppi, BxPressPicture *picture,
        GError **error)
{
  g_autoptr (GError) broken = NULL;
  g_autoptr (BxPixels) small = bx_image_scale (image, width, height, ppi, &broken);

  if (small != NULL)
    encode (image, small, picture);
  if (broken == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&broken));
  return FALSE;
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

    if (find_first (pages, i, &width, &height) == i
        && !shrink (image, width, height, ppi, picture, error))
      return FALSE;
  }
  return TRUE;
}

void
bx_small_pictures_clear (BxSmallPictures *small)
{
  g_clear_pointer (&small->pictures, g_array_unref);
}
