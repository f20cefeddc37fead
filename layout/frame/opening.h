/* The headline block while it is made. Private to opening*.c. */
#ifndef BX_OPENING_H
#define BX_OPENING_H

#include "caption.h"

/* How high the hero may be: `lines`, 0 where the style says; whether it is to fill them. What the rest
 * does for it. */
typedef struct {
  int lines;
  gboolean fills;
  gboolean is_plain; /* the headline is not enlarged */
  int percent;       /* of the headline's size; 0 for all of it */
} HeroRoom;

typedef struct {
  BxFeature *feature;
  const BxSpec *spec;
  BxPanel *panel;
  int deck; /* block that is set as deck, or -1 */
  BxLen y;
  BxLen field; /* height of the field of colour; 0 until it ends */
  HeroRoom room;
  int hero_lines; /* that it takes */
  BxCaption caption; /* of the hero */
  BxLen caption_x;
  BxLen caption_y; /* 0 where it has none */
} Opening;

/* Where a row stands: its own width, aligned within the columns. */
typedef struct {
  BxLen x;
  BxLen width;
} Place;

/* Puts a row of text under what stands there already. FALSE where the article has none for it. */
gboolean bx_opening_add_text (Opening *opening, const BxOpeningRow *row, Place place);

#endif
