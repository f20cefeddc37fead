/* The steps of adjustment as amounts: how much each place of a row can give in each step. */
#ifndef BX_TIERS_H
#define BX_TIERS_H

#include "compose.h"

/* Room of one cluster in a step: in its before-blank, its after-blank and the gap after it. The
 * last step counts places, not lengths. */
typedef struct {
  int before;
  int after;
  int gap;
} BxRoom;

BxRoom bx_cluster_room (const BxShaped *shaped, int i, BxTier tier);
/* The step in which the blanks of a mark shrink; BX_N_TIERS where they never do. */
BxTier bx_cluster_blank_tier (const BxShaped *shaped, int i);

/* Tracking that a line takes only where nothing else can be done (layout-algorithms §1.6). */
#define BX_EMERGENCY_TRACKING 128

/* Tracking that hardly shows, 1/20 em: beyond it the gaps beside Latin words open first. */
#define BX_PLAIN_TRACKING 51

/* Tracking of a line that is too loose to be left so, if anything can be done: CL-UNB-07. */
#define BX_POOR_TRACKING 40

/* Prefix sums over the clusters, so that any candidate line is measured in O(1). */
typedef struct {
  int natural;          /* advances and gaps */
  int room[BX_N_TIERS]; /* in each step */
  int widest;           /* natural, and stretched to the emergency */
  int han;              /* ideographs, for lone last characters */
  int words;            /* Latin words and numbers */
  int trim_start;       /* not sums: what the next cluster loses at a line's start, */
  int trim_end;         /* what the one before loses at a line's end (less than nothing: its hyphen), */
  int gap;              /* and its gap, which is nothing there */
} BxSum;

/* Entry i sums the clusters before i. (transfer full: g_free) */
BxSum *bx_sums_new (const BxShaped *shaped);

/* A line of clusters [first, last) measured: edges trimmed, room of every step. */
typedef struct {
  BxLen natural;
  BxLen trim_start;
  BxLen trim_end;
  BxLen hang;
  BxLen plain_tracking; /* BX_PLAIN_TRACKING of one place */
  int room[BX_N_TIERS];
} BxFit;

void bx_sums_fit (const BxSum *sums, const BxShaped *shaped, int first, int last, BxFit *fit);

/* The same for a line that must be `width` long; its last mark hangs where the style lets it and
 * the line would have to shrink. Returns the slack. */
int bx_sums_fit_width (const BxSum *sums, const BxShaped *shaped, int first, int last, int width,
                       BxFit *fit);

/* Spreads slack (positive: stretch) over the steps in order; what no step takes is left over.
 * used[] as in BxLine. Returns the rest, with the sign of the slack: < 0 where the line cannot shrink
 * so far, > 0 only where there is no place at all to stretch. */
int bx_fit_adjust (const BxFit *fit, int slack, BxLen *used);

#endif
