/* How the drawing tells the press which slot of a page a stretch of content belongs to.
 *
 * cairo has no place for a note to whoever reads its pages: its tags are few, lose text and can
 * crash (pdf-export §1.3). But it writes every colour that is set, with six decimals, and a colour
 * of 8 bits leaves most of them free. So each slot is drawn in a shade of its ink that no eye and
 * no screen tells from it, and the press, which writes all colours anew, reads the number there. */
#ifndef BX_SLOT_H
#define BX_SLOT_H

#include <glib.h>

/* A shade is told in millionths: the decimals that cairo writes. */
#define BX_SHADE_ONE 1000000
/* cairo takes two colours for one where they are equal in 16 bits; this is more than one step. */
#define BX_SLOT_STEP 20
/* Steps that a channel has room for: half of 1/255, with some to spare. */
#define BX_SLOT_BASE 90
#define BX_MAX_SLOTS (BX_SLOT_BASE * BX_SLOT_BASE * BX_SLOT_BASE)

/* A channel of 8 bits as a shade. */
static inline int
bx_shade_of (int value)
{
  return (value * BX_SHADE_ONE + 127) / 255;
}

/* The shades, 0 … BX_SHADE_ONE, of a colour 0xRRGGBB for a slot. */
static inline void
bx_slot_shade (guint32 rgb, int slot, int shade[3])
{
  for (int i = 0; i < 3; i++, slot /= BX_SLOT_BASE) {
    int value = (int) (rgb >> (16 - 8 * i) & 0xFF);

    shade[i] = bx_shade_of (value) + (value < 128 ? 1 : -1) * (slot % BX_SLOT_BASE) * BX_SLOT_STEP;
  }
}

/* The slot that a shade tells. */
static inline int
bx_slot_read (const int shade[3])
{
  int slot = 0;

  for (int i = 2; i >= 0; i--) {
    int value = (shade[i] * 255 + BX_SHADE_ONE / 2) / BX_SHADE_ONE;
    int away = shade[i] - bx_shade_of (value);

    slot = slot * BX_SLOT_BASE + (ABS (away) + BX_SLOT_STEP / 2) / BX_SLOT_STEP;
  }
  return slot;
}

#endif
