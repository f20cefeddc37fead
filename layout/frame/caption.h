/* 圖說: a picture's words. Private to this room. */
#ifndef BX_CAPTION_H
#define BX_CAPTION_H

#include "feature.h"

/* Set for one width; everything in it is the feature's. */
typedef struct {
  BxFeature *feature;
  int block;
  BxLen width;
  const BxShaped *words; /* NULL for none */
  const BxSetting *lines;
  const BxShaped *credit; /* set apart from the words; NULL for none */
  const BxSetting *credit_lines;
  gboolean shares_line; /* the credit stands in the last line of the words */
} BxCaption;

void bx_caption_set (BxCaption *caption, BxFeature *feature, int figure, BxLen width);
/* With the white between picture and words; 0 where the picture has none. */
BxLen bx_caption_get_height (const BxCaption *caption);
/* The type of its last line; NULL where it has none. */
const BxTextStyle *bx_caption_get_last_type (const BxCaption *caption);
/* Under a picture whose foot is at y; in an ink of the surface, or -1 for the caption's own. */
void bx_caption_add (const BxCaption *caption, BxPanel *panel, BxLen x, BxLen y, int ink);

#endif
