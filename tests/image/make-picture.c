/* Writes one of the pictures of test-pictures.h: `make-picture KIND WIDTH HEIGHT FILE`, for the
 * tests that run the whole program. */
#include "test-pictures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
  const char *name;
  gboolean is_bomb;
  BxTestJpeg jpeg;
  BxTestPng png;
} kinds[] = {
  { "jpeg", .jpeg = { .n_components = 3, .ppi = 300 } },
  { "grey-jpeg", .jpeg = { .n_components = 1 } },
  { "cmyk-jpeg", .jpeg = { .n_components = 4 } },
  { "heavy-jpeg", .jpeg = { .n_components = 4, .is_heavy = TRUE } },
  { "turned-jpeg", .jpeg = { .n_components = 3, .orientation = 6 } },
  { "progressive-jpeg", .jpeg = { .n_components = 3, .is_progressive = TRUE } },
  { "jpeg-bomb", .is_bomb = TRUE, .jpeg = { .n_components = 3 } },
  { "png", .png = { .bits = 8 } },
  { "png-alpha-16", .png = { .bits = 16, .has_alpha = TRUE } },
  { "png-bomb", .is_bomb = TRUE, .png = { .bits = 8 } },
};

static GBytes *
make (const char *name, int width, int height)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    BxTestJpeg jpeg = kinds[i].jpeg;
    BxTestPng png = kinds[i].png;

    if (!g_str_equal (kinds[i].name, name))
      continue;
    jpeg.width = png.width = width;
    jpeg.height = png.height = height;
    if (kinds[i].is_bomb)
      return png.bits > 0 ? bx_test_png_bomb (width, height) : bx_test_jpeg_bomb (width, height);
    return png.bits > 0 ? bx_test_png (&png) : bx_test_jpeg (&jpeg);
  }
  return NULL;
}

int
main (int argc, char **argv)
{
  g_autoptr (GBytes) bytes = NULL;

  if (argc == 5)
    bytes = make (argv[1], atoi (argv[2]), atoi (argv[3]));
  if (bytes == NULL) {
    fprintf (stderr, "make-picture KIND WIDTH HEIGHT FILE; kinds:");
    for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
      fprintf (stderr, " %s", kinds[i].name);
    fprintf (stderr, "\n");
    return 2;
  }
  return g_file_set_contents (argv[4], g_bytes_get_data (bytes, NULL),
                              (gssize) g_bytes_get_size (bytes), NULL)
             ? 0
             : 1;
}
