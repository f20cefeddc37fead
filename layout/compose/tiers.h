/* The steps of adjustment as amounts: how much each place of a row can give in each step. */
#ifndef BX_TIERS_H
#define BX_TIERS_H

#include "compose.h"

/* Prefix sums over the clusters, so that any candidate line is measured in O(1). Entry i sums the
 * clusters before i. */
typedef struct {
  int n;
  int *natural;             /* advances and gaps */
  int *tier[BX_N_TIERS];    /* room in each step; the last counts places, not lengths */
  int *han;                 /* ideographs, for lone last characters */
  int *words;               /* Latin words and numbers */
} BxSums;

void bx_sums_init (BxSums *sums, const BxShaped *shaped);
void bx_sums_clear (BxSums *sums);

/* A line of clusters [first, last) measured: edges trimmed, room of every step. */
typedef struct {
  BxLen natural;
  BxLen trim_start;
  BxLen trim_end;
  int room[BX_N_TIERS];
} BxFit;

void bx_sums_fit (const BxSums *sums, const BxShaped *shaped, int first, int last, BxFit *fit);

/* Spreads slack (positive: stretch) over the steps in order; what no step takes is left over.
 * used[] as in BxLine. Returns the rest: > 0 cannot happen unless there is no place at all. */
int bx_fit_adjust (const BxFit *fit, int slack, BxLen *used);

/* Room of one cluster in a step: in its before-blank, its after-blank and the gap after it. */
typedef struct {
  int before;
  int after;
  int gap;
} BxRoom;

BxRoom bx_cluster_room (const BxShaped *shaped, int i, BxTier tier);

#endif
