/* Small pictures made by the tests: four quarters, red and green over blue and white, so that a
 * picture that is turned, mirrored or negative shows it. */
#ifndef BX_TEST_PICTURES_H
#define BX_TEST_PICTURES_H

#include <glib.h>

typedef struct {
  int width;
  int height;
  int n_components; /* JPEG: 1 grey, 3 RGB, 4 CMYK as Adobe writes it */
  int orientation;  /* of EXIF; 0 for none */
  int ppi;          /* 0 for none */
  gboolean is_progressive;
  const char *profile; /* the words in its ICC profile; NULL for none */
  gboolean is_heavy;   /* CMYK: a quarter of the light, and solid black over it */
} BxTestJpeg;

GBytes *bx_test_jpeg (const BxTestJpeg *jpeg);

typedef struct {
  int width;
  int height;
  int bits;           /* 8 or 16 */
  gboolean has_alpha; /* the white quarter is clear then */
  gboolean is_grey;
} BxTestPng;

GBytes *bx_test_png (const BxTestPng *png);

/* A file whose header claims a size that its data does not have. */
GBytes *bx_test_jpeg_bomb (int width, int height);
GBytes *bx_test_png_bomb (int width, int height);

#endif
