/* How good lines are, in the numbers of layout-algorithms §7: shares and ems, over any number of
 * paragraphs. */
#ifndef QUALITY_H
#define QUALITY_H

#include "compose.h"

typedef BxComposed *(*Breaker) (const BxShaped *shaped, const BxColumn *column);

typedef struct {
  GArray *tracking; /* of int, 1/1024 em, of every line but the last ones */
  int n_lines;
  int squeezed;     /* lines with a blank of a mark squeezed */
  int jumps;        /* neighbours that differ by more than 0.05 em */
  int n_pairs;
  int lone;         /* last lines of one ideograph */
  int overfull;
  int divided;      /* lines that end with a hyphen */
  int variants;
} Quality;

/* Sets paragraphs at a measure and an indent in whole ems. (transfer full) */
Quality *quality_new (const GPtrArray *shaped, int n_paragraphs, int measure, int indent,
                      Breaker breaker);
void quality_free (Quality *quality);

double quality_get_mean (const Quality *quality);               /* em of tracking */
double quality_get_permille (const Quality *quality, int permille); /* the same, sorted */

#endif
