/* The feature composed: every block of the article as lines, panels for what stands outside the
 * flow, and the galley that the paginator works on. */
#ifndef BX_FEATURE_H
#define BX_FEATURE_H

#include "galley.h"
#include "panel.h"

/* A block that flows through the columns: one item of the galley. */
typedef struct {
  int block; /* of the article */
  BxTextRole role;
  const BxShaped *shaped;
  BxColumn column;            /* as the block meets it */
  BxIntrusion beside;         /* the lines beside its drop cap */
  BxComposed *composed; /* NULL until bx_feature_compose */
  int dropcap_clusters;       /* of shaped, drawn large beside the first lines; 0 for none */
  const BxShaped *dropcap;
  const BxLine *dropcap_line;
  BxLen dropcap_x;
} BxFlowBlock;

/* What stands outside the flow: one panel for each size in its galley box, which has its kind. */
typedef struct {
  int subject; /* of the article: the pull of a quote, the figure, the speaker of a card, the number
                  of the sidebar, the table */
  BxSlice source; /* of the article; may go on in a later block */
  BxPanel *sizes[BX_MAX_BOX_SIZES]; /* a size with more white has the panel of another */
  BxPanel *owned[BX_MAX_BOX_SIZES]; /* each panel once */
} BxFeatureBox;

/* A note, composed: at the foot of its mark's column, where it is one of the galley's, or at the end. */
typedef struct {
  int block; /* of the article */
  int mark;  /* byte of its mark, at a column's foot in the flow */
  const BxShaped *number; /* which its text begins with: it stands out to the left; may be empty */
  const BxSetting *number_line;
  BxLen hang; /* of the rest */
  const BxShaped *shaped;
  const BxSetting *setting;
} BxFeatureNote;

typedef struct {
  const BxArticle *article;
  const BxSpec *spec;
  BxFontset *fonts;
  BxReport *report;
  gboolean is_first_fit; /* lines are broken without looking ahead: what they are measured by */
  gboolean is_gap_told; /* marks between lines have been found too tight */
  BxHyphenator *hyphenator; /* owns: of Latin words; NULL where the style wants none divided */

  BxPanel *opening; /* the headline block */
  BxPanel *closing; /* the fine print; NULL for none */
  /* 書眉, set once for all pages; NULL where the article has none */
  const BxShaped *running_headline;
  const BxShaped *running_publication;
  BxShaped **paragraphs; /* by the block of the article, until taken; NULL for other blocks */
  BxFlowBlock *blocks;
  int n_blocks;
  gboolean *is_boxed;  /* of each block: it stands in a sidebar or is a table with a box of its own */
  GArray *notes;       /* of BxFeatureNote; NULL for none */
  BxFeatureBox *boxes; /* galley.n_boxes of them, in the same order */
  BxGalley galley;

  int hero;            /* the figure in the headline block, or -1 */
  int opening_speaker; /* whose portrait is there, or -1 */
  GHashTable *images; /* owns: of file names; NULL until one is asked for. NULL for a file that is
                         no picture */
  GPtrArray *shaped;   /* owns: every glyph that a page may need is in one of them */
  GPtrArray *composed; /* owns */
  GPtrArray *strings;  /* owns: texts that are not the article's, as the joined words of a quote */
  GThreadPool *composing; /* the flow, beside what is still to be shaped; or NULL */
  GHashTable *wrapped; /* owns: paragraphs beside boxes (wrap.c); NULL until one is asked for */
} BxFeature;

/* Shapes the paragraphs, which who speaks in them does not change: talk/ may still fill the article.
 * Errors: BX_ERROR_MACHINE where a role has no font. */
BxFeature *bx_feature_new (const BxArticle *article, const BxSpec *spec, BxFontset *fonts,
                           BxReport *report, GError **error);
/* Shapes everything else and makes the panels: after this no glyph is added. Threads begin to compose
 * what is shaped, so `is_first_fit` must be set before. */
void bx_feature_fill (BxFeature *feature);
/* Waits for what is composed of the flow, and fills the galley. */
void bx_feature_compose (BxFeature *feature);
void bx_feature_free (BxFeature *feature);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxFeature, bx_feature_free)

/* Shapes text in a type, or in that of a role, and keeps the result for the life of the feature. */
const BxShaped *bx_feature_shape_type (BxFeature *feature, const BxTextStyle *type,
                                       const char *text, BxSlice slice);
const BxShaped *bx_feature_shape (BxFeature *feature, BxTextRole role, const char *text,
                                  BxSlice slice);
/* Takes a string that what is shaped points into. Borrowed back. */
const char *bx_feature_keep_string (BxFeature *feature, char *string);
/* Balanced lines for it, kept likewise. */
const BxSetting *bx_feature_set_display (BxFeature *feature, const BxShaped *shaped, BxLen measure);
/* One line of natural width, kept likewise. */
const BxSetting *bx_feature_set_line (BxFeature *feature, const BxShaped *shaped);

/* Adds a box that belongs to a byte of the text (a figure's reference, a speaker's first words),
 * and returns its index. The paginator places it; whoever makes its panels adds them as sizes, the
 * one that looks best first. To be called when the flow is shaped (bx_feature_fill), in any order.
 */
int bx_feature_add_box (BxFeature *feature, BxBoxKind kind, int subject, int offset);
/* Takes the panel, which is `span` columns wide; `cost` in points says how much worse it looks than
 * the best (15 is a shade, 100 a visible fault). FALSE where the box has all sizes that it can have
 * or the page has not so many columns: the panel is freed. */
gboolean bx_feature_add_size (BxFeature *feature, int box, BxPanel *panel, int span, int cost);
/* The panel of a size of the box once more, in a place that is one line higher, with the white shared
 * above and below: for the paginator the cheapest way to make columns come out even. */
void bx_feature_add_taller_size (BxFeature *feature, int box, int size, int cost);
void bx_feature_add_quotes (BxFeature *feature);
/* The same with text running around it: it stands over the gutter of two columns (wrap.c). */
gboolean bx_feature_add_straddling_size (BxFeature *feature, int box, BxPanel *panel, int cost);
/* Which blocks stand in boxes; then those boxes. */
void bx_feature_find_boxed (BxFeature *feature);
void bx_feature_add_sidebars (BxFeature *feature);
void bx_feature_add_tables (BxFeature *feature);
void bx_feature_add_cards (BxFeature *feature);
void bx_feature_fill_galley (BxFeature *feature);
/* A block's lines in a column, as the style wants them broken. (transfer full) */
BxComposed *bx_feature_compose_column (const BxFeature *feature, const BxFlowBlock *block,
                                       const BxColumn *column);
/* A block of the flow some of whose lines stand beside a box. Composed once, and kept. */
const BxComposed *bx_feature_get_wrapped (BxFeature *feature, int item, const BxWrap *wrap);
/* The galley's question; `data` is the feature. */
/* The line of an item's variant, in one measure or in two, that holds a byte of the article; the first
 * one for what stands before it, the last for what stands after. */
int bx_feature_find_line (BxFeature *feature, int item, const BxWrap *wrap, int variant, int offset);
int bx_feature_wrap (void *data, int item, const BxWrap *wrap, BxVariant variants[BX_MAX_VARIANTS]);
int bx_composed_list_variants (const BxComposed *composed, BxVariant variants[BX_MAX_VARIANTS]);

/* Adds a large opening quotation mark as a shape, with its ink `width` wide from x and y on.
 * Returns the y under it. */
BxLen bx_feature_add_mark (BxFeature *feature, BxPanel *panel, int ink, BxLen width, BxLen x,
                           BxLen y);

/* Arranges the pages. Where the last page has lines to spare and the style lets the headline block
 * grow, it takes them. Never fails. (transfer full) */
BxPlan *bx_feature_paginate (BxFeature *feature);

/* The picture in a file, opened once; NULL where there is none, which is said in the report, at a
 * byte of the text. */
const BxImage *bx_feature_get_image (BxFeature *feature, const char *file, int offset);
/* Says in the report where a picture has too few pixels for its width. */
void bx_feature_check_resolution (BxFeature *feature, const BxImage *image, BxLen width,
                                  int offset);
/* Puts a speaker's portrait in a square, or in the circle in it. FALSE where there is none: then
 * the panel is as it was. */
gboolean bx_feature_add_portrait (BxFeature *feature, BxPanel *panel, int speaker, BxLen x, BxLen y,
                                  BxLen size, gboolean is_round);
/* The figure that the headline block shows: one marked so, where the style has a place for it; -1 for
 * none. All others become boxes. */
int bx_feature_find_hero (BxFeature *feature);
/* Puts it there, at most so many grid lines high, or just so many where it fills them. Returns how
 * many it takes; 0 where it does not suit the place. */
int bx_feature_add_hero (BxFeature *feature, BxPanel *panel, BxLen x, BxLen y, BxLen width,
                         int lines, gboolean fills);
void bx_feature_add_figures (BxFeature *feature);

/* Makers of the panels, each in a file of its own. */
BxPanel *bx_opening_new (BxFeature *feature, int deck_block);
/* Whether the headline block has no room on the page, however small its head. */
gboolean bx_opening_is_too_high (const BxFeature *feature, const BxPanel *panel);
BxPanel *bx_closing_new (BxFeature *feature);
/* Notes that the style wants at the feet of columns: those whose marks stand in the flow, and that are
 * not too long for it. After the flow has been shaped, and before the fine print. */
void bx_feature_find_notes (BxFeature *feature);
/* In whole ems of a role's type, as the fine print is. */
BxFeatureNote bx_feature_compose_note (BxFeature *feature, BxTextRole role, int block);
gboolean bx_feature_has_note (const BxFeature *feature, int block);
/* FALSE where the fine print leaves no room for them on the last page: then all belong to it, and it is
 * to be made anew. */
gboolean bx_feature_limit_notes (BxFeature *feature);
/* Where the article's paragraphs are composed already. */
void bx_feature_fill_notes (BxFeature *feature);
/* Height of the rule over a column's notes with its white. */
static inline BxLen
bx_note_get_space (const BxSpec *spec)
{
  return bx_len (spec->leading.u * 3 / 4);
}
BxPanel *bx_quote_panel_new (BxFeature *feature, int pull, BxLen width, BxLen size);

/* White between a quote over a gutter and the text at either side of it. */
static inline BxLen
bx_straddle_get_clearance (const BxSpec *spec)
{
  return spec->text[BX_TEXT_BODY].size;
}

/* How far a crosshead's words stand from the column's edge. */
static inline BxLen
bx_crosshead_get_inset (const BxSpec *spec)
{
  return spec->crosshead.design == BX_CROSSHEAD_SIDE_BAR
             ? bx_len (spec->text[BX_TEXT_CROSSHEAD].size.u * 3 / 4)
             : bx_len (0);
}

/* Stage "galley". */
void bx_feature_dump_galley (const BxFeature *feature, JsonBuilder *dump);

#endif
