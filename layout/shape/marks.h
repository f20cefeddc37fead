/* Classes of characters and the geometry of punctuation: chinese-typography.md §1 (after clreq).
 *
 * A mark is a body with a blank before and a blank after it along the line, and all that is done
 * to its width is done to the two blanks. The class table decides widths; the font supplies ink.
 */
#ifndef BX_MARKS_H
#define BX_MARKS_H

#include "spec.h"

typedef enum {
  BX_CLASS_HAN,
  BX_CLASS_OPEN,      /* opening brackets and quotation marks */
  BX_CLASS_CLOSE,
  BX_CLASS_COMMA,     /* ， 、 */
  BX_CLASS_STOP,      /* 。 ． */
  BX_CLASS_COLON,     /* ： ； */
  BX_CLASS_EXCLAIM,   /* ！ ？ */
  BX_CLASS_DASH,      /* —— as one unit */
  BX_CLASS_ELLIPSIS,  /* …… as one unit */
  BX_CLASS_CONNECTOR, /* – — ～ between two things */
  BX_CLASS_MIDDLE,    /* 間隔號 · */
  BX_CLASS_SOLIDUS,
  BX_CLASS_NUMBER,    /* a number with its signs: ￥100, 50%, 12:30 */
  BX_CLASS_LATIN,     /* a word */
  BX_CLASS_SPACE,     /* U+0020 between Latin words */
  BX_CLASS_BLANK,     /* U+3000: an ideographic blank */
} BxClass;
#define BX_N_CLASSES (BX_CLASS_BLANK + 1)

/* Widths in 1/1024 em. */
typedef struct {
  int before;
  int body;
  int after;
} BxMarkWidths;

/* The class of a character that stands alone; tokens of several characters (DASH, NUMBER, LATIN)
 * are made in shape.c. Curly quotes are OPEN and CLOSE here. */
BxClass bx_class_of (gunichar c);

/* Signs that a number keeps before it (￥, #) and after it (%, ℃). */
gboolean bx_is_number_prefix (gunichar c);
gboolean bx_is_number_suffix (gunichar c);

/* Frame of a mark in horizontal setting. is_centred: its ink stands in the middle, as in Taiwan
 * and Hong Kong, whatever house asked for it. FALSE where the class has no frame of its own. */
gboolean bx_mark_widths (BxClass class, gunichar c, BxHouse house, gboolean is_centred,
                         BxMarkWidths *widths);

/* How much blank the pair gives up, 1/1024 em at the most (CL-PWA-01 … 08). */
int bx_pair_compression (BxClass left, BxClass right, BxHouse house);

/* Whether the house trims marks at line edges (CL-PWA-10, 11): blanks that go, 1/1024 em. */
int bx_line_end_trim (BxClass class, BxHouse house, BxMarkWidths widths);
int bx_line_start_trim (BxClass class, BxHouse house, BxMarkWidths widths);

/* Line-edge level "basic": CL-BRK-01 … 06. */
gboolean bx_may_start_line (BxClass class);
gboolean bx_may_end_line (BxClass class);
/* Whether a line may break between neighbours: edges of the level, and the pairs that hold together
 * at every level. */
gboolean bx_may_break_between (BxClass left, BxClass right, BxLineEdges edges);

#endif
