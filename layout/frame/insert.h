/* 框: what box-outs, speaker cards and tables have in common: a rule at the head, a field of colour
 * where the style has one, and white around what stands in it. Private to this room. */
#ifndef BX_INSERT_H
#define BX_INSERT_H

#include "feature.h"

/* Points against a size in which cells of a table are broken over lines. */
#define BX_INSERT_BROKEN_COST 40

typedef struct {
  BxFeature *feature;
  const BxSpec *spec;
  BxPanel *panel;
  BxLen x; /* of what stands in it */
  BxLen width;
  BxLen y; /* under what stands there already */
  gboolean is_flush; /* its lines begin at the left, whatever the style has for them */
} BxInsert;

/* The width that a span leaves to what stands in an insert. */
BxLen bx_insert_get_width (const BxSpec *spec, int span);

BxInsert bx_insert_begin (BxFeature *feature, int span);
/* Balanced lines from x on, no wider than `width`. `block` is of the article, or -1 for what is not
 * part of its text. Returns the y under them. */
BxLen bx_insert_add_display (BxInsert *insert, BxTextRole role, BxSlice text, int block, BxLen x,
                             BxLen y, BxLen width);
/* A table of the article under what stands there; whether every cell has its words in one line. */
gboolean bx_insert_add_table (BxInsert *insert, int table);
/* Whether a table has room in a column. */
gboolean bx_table_is_box (BxFeature *feature, int table);
/* Rounds up to grid lines. (transfer full) */
BxPanel *bx_insert_end (BxInsert *insert);

/* The most grid lines that an insert may have: what is higher flows with the text. */
int bx_insert_get_max_lines (const BxSpec *spec);

#endif
