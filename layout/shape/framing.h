/* The frames of marks and ideographs. Private to this room. */
#ifndef BX_FRAMING_H
#define BX_FRAMING_H

#include "tokens.h"

/* What one cluster is framed with. */
typedef struct {
  BxFontset *fonts;
  BxHouse house;
  const BxTextStyle *type;
  BxGlyph *glyphs; /* the cluster's own; moved to where the class wants the ink */
} BxFraming;

/* A length of the font's, of which BX_FONT_EM are an em, in a size. */
static inline BxLen
bx_font_scale (BxLen size, hb_position_t value)
{
  return bx_len ((int32_t) (((gint64) value * size.u + BX_FONT_EM / 2) >> 16));
}

/* Sets before, body, after and full_before of a cluster whose glyphs take `advance` in the font.
 * FALSE, and nothing done, where its class has no frame: the glyphs decide. */
gboolean bx_frame_cluster (const BxFraming *framing, const BxToken *token, hb_position_t advance,
                           BxCluster *cluster);

#endif
