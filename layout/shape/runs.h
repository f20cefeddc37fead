/* Runs: what the manuscript says of stretches of a text, and what it does to their type. Private to
 * this room. */
#ifndef BX_RUNS_H
#define BX_RUNS_H

#include "shape.h"

/* A stretch in which nothing changes, neither font nor what is said of it. */
typedef struct {
  int end; /* byte of the text where something changes */
  BxFontRole font;
  int weight;
  int latin_weight; /* of Latin words: no Chinese family has an italic, so they are emphasised by it */
  gboolean is_raised;
} BxRun;

/* The run that begins at `start` in a text that ends at `end`; `article` may be NULL. */
BxRun bx_run_at (const BxArticle *article, const BxSpec *spec, const BxTextStyle *type, int start,
                 int end);

/* Fills shaped->spans with what `article` says of the clusters, which stand in a block of it. */
void bx_shaped_add_spans (BxShaped *shaped, const BxArticle *article);

#endif
