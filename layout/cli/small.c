/* A picture is made smaller once, for the largest place in which it shows. */
#include "small.h"

/* On libjpeg's scale: faults are seen only where one looks for them. */
#define QUALITY 80

static void
clear_picture (void *data)
{
  g_clear_pointer (&((BxPressPicture *) data)->bytes, g_bytes_unref);
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

gboolean
bx_small_pictures_init (BxSmallPictures *small, const BxPages *pages, int ppi, GError **error)
{
  small->pictures = g_array_new (FALSE, TRUE, sizeof (BxPressPicture));
  g_array_set_clear_func (small->pictures, clear_picture);
  g_array_set_size (small->pictures, pages->pictures->len);
  for (guint i = 0; ppi > 0 && i < pages->pictures->len; i++) {
    BxLen width = { 0 }, height = { 0 };
    const BxImage *image = get_placed (pages, i)->image;

    if (image->kind == BX_IMAGE_JPEG && find_first (pages, i, &width, &height) == i
        && !shrink (image, width, height, ppi, &g_array_index (small->pictures, BxPressPicture, i),
                    error))
      return FALSE;
  }
  return TRUE;
}

void
bx_small_pictures_clear (BxSmallPictures *small)
{
  g_clear_pointer (&small->pictures, g_array_unref);
}
