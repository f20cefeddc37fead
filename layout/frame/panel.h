/* A panel: lines, rules, pictures and ornaments at fixed places inside a rectangle that is put on a
 * page as a whole. The headline block, every size of a pull quote or a figure and the fine print are panels. */
#ifndef BX_PANEL_H
#define BX_PANEL_H

#include "compose.h"
#include "image.h"

typedef struct {
  const BxShaped *shaped; /* borrowed from the feature */
  const BxLine *line;
  BxTextRole role;
  int ink;
  int block; /* of the article, or -1 */
  int pull;  /* of the article, or -1 */
  BxLen x;
  BxLen baseline;
} BxPanelLine;

/* Edges of the page that a rectangle reaches over. */
typedef enum {
  BX_BLEED_NONE = 0,
  BX_BLEED_SIDES = 1 << 0, /* left and right */
  BX_BLEED_HEAD = 1 << 1,
  BX_BLEED_FOOT = 1 << 2, /* where nothing stands under it on its page */
} BxBleed;

typedef struct {
  int ink;
  BxLen x, y, width, height;
  BxBleed bleed;
} BxPanelRect;

/* A picture. It covers its place: what is too much of it is cut off at both sides or, because heads
 * are nearer to the top, a third of it above and the rest below. */
typedef struct {
  const BxImage *image; /* borrowed from the feature */
  BxLen x, y, width, height;
  BxBleed bleed;
  gboolean is_round; /* the ellipse in its place */
  int figure;        /* of the article; -1 for a portrait, which only decorates a name */
} BxPanelPicture;

/* A glyph as a shape. */
typedef struct {
  int ink;
  int face;
  guint32 glyph;
  BxLen size;
  BxLen x;
  BxLen top; /* of its ink: a quotation mark's baseline is far below it */
  BxLen baseline;
} BxPanelOrnament;

/* A height at which a panel may become higher or lower: the head of some white, or where a picture ends
 * that is as low as it may be. */
typedef struct {
  BxLen y;
  int growth;    /* by up to so many grid lines … */
  int shrinkage; /* … or by so many lower */
  int taken;     /* lines by which it is higher now; negative for lower */
} BxElastic;

typedef struct {
  BxLen width;
  int n_lines_grid;   /* height in grid lines, white included */
  BxLen spare;        /* white in it that is under everything at the head of a column, over
                         everything at its foot, and shared between the two elsewhere */
  GArray *rects;      /* of BxPanelRect: drawn first */
  GArray *pictures;   /* of BxPanelPicture; NULL for none */
  GArray *ornaments;  /* of BxPanelOrnament */
  GArray *lines;      /* of BxPanelLine, in reading order */
  GArray *elastics;   /* of BxElastic, from the top down; NULL for none */
} BxPanel;

BxPanel *bx_panel_new (BxLen width);
void bx_panel_free (BxPanel *panel);

/* Puts the lines of a setting below y, with the type's leading and alignment, in a measure of
 * `width` that starts at x. Returns the y under the last line. */
BxLen bx_panel_add_text (BxPanel *panel, const BxShaped *shaped, const BxSetting *setting,
                         const BxTextStyle *type, BxTextRole role, int block, BxLen x, BxLen y,
                         BxLen width);
void bx_panel_add_rect (BxPanel *panel, int ink, BxLen x, BxLen y, BxLen width, BxLen height);

/* (transfer none): the picture is copied. */
void bx_panel_add_picture (BxPanel *panel, const BxPanelPicture *picture);

/* Moves everything down. */
void bx_panel_shift (BxPanel *panel, BxLen by);

/* Lets a panel become higher or lower at y, by so many grid lines: what stands under it will move, what
 * reaches over it is stretched. Heights are added from the top down. */
void bx_panel_add_elastic (BxPanel *panel, BxLen y, int growth, int shrinkage);
/* By how many grid lines the panel can be higher, or lower, than it was made. */
int bx_panel_get_growth (const BxPanel *panel);
int bx_panel_get_shrinkage (const BxPanel *panel);
/* Makes it `lines` higher than it was made, or lower where they are negative, whatever it is now: the
 * uppermost places take the first lines, the lowest give the first. */
void bx_panel_stretch (BxPanel *panel, int lines, BxLen leading);

/* Baseline of a line whose box of height `leading` starts at y: the ideographic em box stands in
 * the middle of it. */
BxLen bx_baseline_in (BxLen y, BxLen leading, BxLen size);

#endif
