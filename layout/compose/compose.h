/* clusters + measure → lines.
 *
 * Body text: total fit over the whole paragraph (Knuth & Plass), with a cost that is continuous in
 * the slack, squeezing before pushing down (CL-JST-01), clreq's seven steps of shrinking and three
 * of stretching served in order (CL-JST-02 … 12), and a lone last character (孤字, CL-ORP-01) all
 * but forbidden. Line counts L*-1, L*, L*+1 are kept as variants for the paginator.
 *
 * Display text (heads, decks, pull quotes): ragged lines of balanced length that break between
 * words (CL-PAG-13, CL-PUL-05).
 */
#ifndef BX_COMPOSE_H
#define BX_COMPOSE_H

#include "shape.h"

/* Steps of clreq, in the order in which they are served. Shrink step 1, the trimmed line end, is
 * fixed and not among them. */
typedef enum {
  BX_TIER_SHRINK_SPACE,    /* word spaces to 1/4 em */
  BX_TIER_SHRINK_MIDDLE,   /* interpuncts to 1/2 em */
  BX_TIER_SHRINK_BRACKET,  /* brackets and quotation marks to 1/2 em */
  BX_TIER_SHRINK_COMMA,    /* ，、；： to 1/2 em */
  BX_TIER_SHRINK_HAN_LATIN, /* Han–Latin gaps to 1/8 em */
  BX_TIER_SHRINK_STOP,     /* 。！？ to 1/2 em */
  BX_TIER_STRETCH_SPACE,   /* word spaces to 1/2 em */
  BX_TIER_STRETCH_HAN_LATIN, /* Han–Latin gaps to 1/3 em */
  BX_TIER_STRETCH_WIDE,      /* the same to 1/2 em, where tracking would show without it */
  BX_TIER_STRETCH_TRACKING, /* every other place, equally, without a limit */
} BxTier;
#define BX_N_SHRINK_TIERS 6
#define BX_N_TIERS 10

typedef struct {
  int first; /* clusters [first, last), no space at either end */
  int last;
  BxLen x;          /* of its start in the column: indent, drop cap */
  BxLen measure;    /* from x to where the line must end */
  BxLen natural;    /* width before adjusting, edges trimmed */
  BxLen trim_start; /* blanks taken off at the edges */
  BxLen trim_end;   /* < 0: a hyphen is added */
  BxLen hang;       /* of the last mark, past the measure (CL-HNG-02) */
  BxLen used[BX_N_TIERS]; /* what each step gave or took in all */
  BxEm tracking;    /* largest step-3 share of one place */
  gboolean is_last;
  gboolean is_hyphenated; /* ends with a piece of a word, and its hyphen */
  gboolean is_overfull; /* one unit wider than the measure: nothing could be done */
} BxLine;

/* A paragraph set in one number of lines. */
typedef struct {
  BxLine *lines;
  int n_lines;
  gint64 demerits;
  int cost; /* against the best: layout-algorithms §6.1 */
} BxSetting;

#define BX_MAX_SETTINGS 3

typedef struct {
  const BxShaped *shaped; /* whose clusters the lines count */
  BxShaped *own;          /* the same, where words had to be divided; otherwise NULL */
  BxSetting settings[BX_MAX_SETTINGS]; /* best first */
  int n_settings;
} BxComposed;

void bx_composed_free (BxComposed *composed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxComposed, bx_composed_free)

/* What stands in the way of some lines: a drop cap, a pull quote, a picture. The lines beside it keep
 * a place of their own, in whole ems (CL-PUL-01). */
typedef struct {
  int first_line; /* of the paragraph, from 0; may be negative, where it began before */
  int n_lines;
  BxLen start;   /* of these lines, from the column's left */
  BxLen measure; /* from there to where they end; > 0 */
} BxIntrusion;

/* The column as the paragraph meets it. */
typedef struct {
  BxLen measure;
  BxLen indent;                  /* of the first line, wherever that starts */
  const BxIntrusion *intrusions; /* borrowed; of several for one line the first holds */
  int n_intrusions;
  int first; /* cluster to begin with: those before it stand elsewhere (a drop cap) */
} BxColumn;

/* Justified body text. Never fails: a unit wider than the measure makes an overfull line. */
BxComposed *bx_compose (const BxShaped *shaped, const BxColumn *column);

/* Whether a paragraph comes out worse than another by a fault that nothing excuses: a lone last
 * character, or a line so loose that one would be preferred. FALSE of what first fit made. */
gboolean bx_composed_is_spoilt (const BxComposed *composed, const BxComposed *than);

/* Dividing Latin words. The patterns are read when the first word needs them. */
typedef struct _BxHyphenator BxHyphenator;

/* `language` as "en-US". (transfer full) */
BxHyphenator *bx_hyphenator_new (const char *language);
/* Only the patterns that may apply to the words of a text are read for them: a tenth of the work. May
 * be called before the first word is asked for, and for several texts; the answers are the same. */
void bx_hyphenator_foresee (BxHyphenator *hyphenator, const char *text, int len);
void bx_hyphenator_free (BxHyphenator *hyphenator);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxHyphenator, bx_hyphenator_free)
/* Whether patterns were wanted and are not there. */
gboolean bx_hyphenator_is_missing (const BxHyphenator *hyphenator);

/* As bx_compose. A paragraph that comes out with a loose line is set once more with its Latin words
 * divided, and kept so where that is better: a hyphen costs less than a visible fault, and more than
 * anything less. The lines may then count clusters of their own (composed->shaped). `hyphenator` may
 * be NULL. */
BxComposed *bx_compose_divided (const BxShaped *shaped, const BxColumn *column,
                                BxHyphenator *hyphenator);

/* The same lines by first fit, squeezing before pushing down: one setting, no look ahead. A
 * baseline to measure bx_compose by. */
BxComposed *bx_compose_first_fit (const BxShaped *shaped, const BxColumn *column);

/* Lines of balanced length, no wider than the measure. `keep` are slices of the text (names) that
 * no break may split; may be NULL. One setting. x of a line is 0: aligning is the caller's. */
BxComposed *bx_compose_display (const BxShaped *shaped, BxLen measure, const BxSlice *keep,
                                int n_keep);

/* One line of natural width with everything in it: furniture. */
BxLine bx_compose_line (const BxShaped *shaped);

/* Blanks and gaps of a line's clusters as they come to stand: arrays of last - first. */
void bx_line_adjust (const BxShaped *shaped, const BxLine *line, BxLen *before, BxLen *after,
                     BxLen *gap);

/* Where each glyph of a line stands: x[i - line->first] is the place from which the glyphs' own x of
 * cluster i counts, from the start of the line (line->x not included). Returns the width set, a
 * hanging mark left out. */
BxLen bx_line_place (const BxShaped *shaped, const BxLine *line, BxLen *x);

/* A mark between the lines, from the line's start and its baseline, y up. */
typedef enum {
  BX_ANNOTATION_DOT,  /* 著重號: (x, y) is the middle of shaped->dot */
  BX_ANNOTATION_LINE, /* 專名號, a side of 示亡號: (x, y) is its upper left corner */
  BX_ANNOTATION_WAVE, /* 書名號乙式: likewise */
  BX_ANNOTATION_RUBY, /* (x, y) is where the glyphs of the reading count from */
} BxAnnotationKind;

typedef struct {
  BxAnnotationKind kind;
  BxLen x, y, width, height;
  int ruby; /* of shaped->rubies */
} BxAnnotation;

/* Every mark beside a line: BxAnnotation, in the order of the article's markups, readings last.
 * (transfer full); NULL for none. */
GArray *bx_line_annotate (const BxShaped *shaped, const BxLine *line);

#endif
