/* pages: everything that is drawn, at its absolute place, and the lines it came from.
 *
 * Coordinates are 1/1024 pt from the top left of the page, y down, baselines for text. Items of a
 * page are in drawing order, which is reading order for text (reading.h). draw/ walks the items and
 * knows nothing of how they came about.
 */
#ifndef BX_PAGES_H
#define BX_PAGES_H

#include "feature.h"

typedef enum {
  BX_DRAW_GLYPHS,   /* text: extracted as its characters */
  BX_DRAW_ORNAMENT, /* a glyph drawn as a shape: not text */
  BX_DRAW_RECT,
  BX_DRAW_WAVE, /* a wavy line from one side of the rectangle to the other */
  BX_DRAW_IMAGE,
} BxDrawKind;

typedef struct {
  guint32 id;
  BxLen x; /* of the origin on the page */
  BxLen y;
  int text; /* byte in the item's text where its characters begin */
} BxPlacedGlyph;

typedef struct {
  BxDrawKind kind;
  BxTextRole role;
  int ink;
  int block; /* of the article whose text it is; -1 for none */
  int pull;  /* of the article; -1 outside of pull quotes */
  int link;  /* of the pages, from 1, that its text belongs to; 0 for none */
  int slot;  /* on its page, from 0: items in a row with the same ink and meaning share one */
  /* GLYPHS, ORNAMENT */
  int face;
  BxLen size;
  int first_glyph; /* in pages->glyphs */
  int n_glyphs;
  const char *text; /* borrowed from the feature or the article */
  BxSlice slice;    /* characters of the run */
  /* RECT, WAVE, IMAGE */
  BxLen x, y, width, height;
  /* IMAGE: shows as much of the picture as lies in the rectangle */
  int picture; /* in pages->pictures */
} BxDrawItem;

/* A picture on a page. One item draws it, and one operator of the page's stream. */
typedef struct {
  const BxImage *image; /* borrowed from the feature */
  int figure;           /* of the article, whose caption and alternative text go with it; -1 for a
                           portrait, which only decorates the name beside it */
  gboolean is_round;    /* shown as the ellipse in the item's rectangle */
  BxLen x, y, width, height; /* where the whole of it would lie: never less than the rectangle */
} BxPlacedPicture;

/* A set line and where it stands: for dumps and metrics. */
typedef struct {
  int page;      /* from 0 */
  int column;    /* from 0; -1 outside the columns */
  int grid_line; /* from 0; -1 outside the grid */
  BxTextRole role;
  int block; /* of the article, or -1 */
  int pull;  /* of the article, or -1 */
  BxLen x;
  BxLen baseline;
  const BxShaped *shaped;
  const BxLine *line;
} BxFrameLine;

typedef struct {
  int first_item;
  int n_items;
} BxPage;

/* A stretch of the article's text that leads elsewhere. */
typedef struct {
  BxSlice text;
  char *address; /* of the web or of mail, in ASCII; NULL for a place of the text */
  int target;    /* that place: the first byte of the link that leads back; -1 for an address */
  char *description; /* for those who do not see where it leads */
} BxPageLink;

/* Where a piece of it stands: one for each line. */
typedef struct {
  int link; /* of the pages, from 0 */
  int page;
  BxLen x, y, width, height;
} BxPlacedLink;

typedef struct {
  int page;
  BxBoxKind kind;
  int subject; /* as in BxFeatureBox */
  int column;
  int span;
  int top; /* grid line */
  int lines;
  BxLen x;
  BxLen width;
  gboolean cuts_in; /* text runs around it in its columns */
} BxFrameBox;

typedef struct {
  BxFeature *feature;
  const BxPlan *plan;
  BxPage *pages;
  int n_pages;
  GArray *items;       /* of BxDrawItem */
  GArray *glyphs;      /* of BxPlacedGlyph */
  GArray *pictures;    /* of BxPlacedPicture */
  GArray *links;       /* of BxPageLink */
  GArray *link_places; /* of BxPlacedLink */
  GArray *lines;       /* of BxFrameLine */
  GArray *boxes;       /* of BxFrameBox */
} BxPages;

/* An item of the flow as its plan has it. Borrowed. */
const BxComposed *bx_pages_get_composed (const BxPages *pages, int item);
/* Puts the feature on its pages. Both must outlive the pages. Never fails. */
BxPages *bx_pages_new (BxFeature *feature, const BxPlan *plan);
void bx_pages_free (BxPages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxPages, bx_pages_free)

/* Stage "plan", "frames" and "metrics". Keys of the metrics: layout-algorithms §7. */
void bx_plan_dump (const BxFeature *feature, const BxPlan *plan, JsonBuilder *dump);
void bx_pages_dump (const BxPages *pages, JsonBuilder *dump);
void bx_pages_dump_metrics (const BxPages *pages, JsonBuilder *dump);

#endif
