/* The pictures of a feature: each file is opened once, and what cannot be used of it is said once.
 * A page is set without a picture that is not there; only its pixels are looked at later, in draw.
 */
#include "feature.h"

static void
free_image (void *data)
{
  bx_image_free (data);
}

static void
report (BxFeature *feature, const char *code, int offset, const char *message)
{
  int line = 0, column = 0;

  if (offset >= 0)
    bx_article_get_source_place (feature->article, offset, &line, &column);
  bx_report_add (feature->report, BX_WARNING, code, line, column, "%s", message);
}

const BxImage *
bx_feature_get_image (BxFeature *feature, const char *file, int offset)
{
  g_autoptr (GError) error = NULL;
  void *image;

  if (feature->images == NULL)
    feature->images = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_image);
  if (g_hash_table_lookup_extended (feature->images, file, NULL, &image))
    return image;
  image = bx_image_open (feature->article->folder, file, &error);
  if (image == NULL)
    report (feature, "no-picture", offset, error->message);
  g_hash_table_insert (feature->images, (void *) file, image);
  return image;
}

void
bx_feature_check_resolution (BxFeature *feature, const BxImage *image, BxLen width, int offset)
{
  int ppi = bx_image_get_ppi (image->width, width);
  g_autofree char *message = NULL;

  if (ppi >= feature->spec->min_ppi)
    return;
  message = g_strdup_printf ("%s: has only %d pixels to the inch where it stands and prints soft; "
                             "give it %d pixels of width or more",
                             image->file, ppi,
                             (int) ((gint64) width.u * feature->spec->min_ppi / (72 * BX_UNITS_PER_PT)) + 1);
  report (feature, "low-resolution", offset, message);
}

gboolean
bx_feature_add_portrait (BxFeature *feature, BxPanel *panel, int speaker, BxLen x, BxLen y,
                         BxLen size, gboolean is_round)
{
  const BxSpeaker *s = &feature->article->speakers[speaker];
  BxPanelPicture picture = {
    .x = x, .y = y, .width = size, .height = size, .is_round = is_round, .figure = -1
  };

  if (s->portrait == NULL)
    return FALSE;
  picture.image = bx_feature_get_image (feature, s->portrait, s->name.start);
  if (picture.image == NULL)
    return FALSE;
  bx_panel_add_picture (panel, &picture);
  return TRUE;
}
