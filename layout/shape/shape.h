/* A piece of text in one type → clusters, the atoms of a line.
 *
 * A cluster is an ideograph, a mark, a whole Latin word or number, a space, a dash or an ellipsis:
 * what a line never splits. Its width is before + body + after; punctuation widths are settled here,
 * before any break is searched (CL-BRK-12), including what neighbouring marks give up.
 */
#ifndef BX_SHAPE_H
#define BX_SHAPE_H

#include "fontset.h"
#include "marks.h"

typedef struct {
  guint32 id;
  BxLen x;     /* of its origin, from the start of the cluster's frame with all blanks there */
  BxLen y;     /* up from the baseline */
  int text;    /* byte in the text where its characters begin */
} BxGlyph;

typedef enum {
  BX_CLUSTER_NO_BREAK_AFTER = 1 << 0,
  BX_CLUSTER_NO_STRETCH_AFTER = 1 << 1, /* CL-JST-11, 12 */
  BX_CLUSTER_HAN_LATIN_AFTER = 1 << 2,  /* the gap after it is a Han–Latin gap */
  BX_CLUSTER_ORNAMENT = 1 << 3,         /* drawn as a shape, not part of the text */
  BX_CLUSTER_RAISED = 1 << 4,           /* the mark of a note: small and high */
  BX_CLUSTER_HYPHEN_AFTER = 1 << 5,     /* a piece of a word: a line that ends here adds a hyphen */
} BxClusterFlags;

/* Size of raised clusters, 1/1024 em of their text. */
#define BX_RAISED_SIZE 640

typedef struct {
  BxSlice text;
  guint8 class; /* BxClass */
  guint8 flags; /* BxClusterFlags */
  gint16 face;
  int glyph; /* first of its glyphs */
  int n_glyphs;
  BxLen full_before; /* before-blank that the glyphs' x counts from */
  BxLen before;      /* what is left of the blanks */
  BxLen body;
  BxLen after;
  BxLen gap;         /* natural gap to the next cluster, nothing at a line's end */
} BxCluster;

/* What the manuscript says of some of its clusters. */
typedef struct {
  const BxMarkup *markup; /* borrowed from the article */
  int first;              /* clusters [first, last) */
  int last;
} BxSpan;

/* What divides words set in a face. */
typedef struct {
  int face;
  guint32 glyph;
  BxLen advance;
} BxHyphen;

/* Words of fewer letters are never divided. */
#define BX_SHORTEST_DIVIDED 6

/* A reading of some clusters. Its glyphs count from its left edge and the baseline of the base text
 * where it stands at the right, from its own baseline where it stands above. */
typedef struct {
  int first; /* clusters [first, last) */
  int last;
  gboolean is_beside; /* bopomofo at the right of its base, not pinyin above it */
  BxLen size;
  BxLen width;
  int glyph; /* first of its glyphs, in ruby_glyphs */
  int n_glyphs;
} BxRuby;

typedef struct {
  int face;
  guint32 id;
  BxLen x;
  BxLen y; /* up */
} BxRubyGlyph;

/* The dot of emphasis: a glyph in a size of its own, whose ink has its centre at -x, -y from where
 * the dot shall be. */
typedef struct {
  int face; /* -1 where the text has no emphasis */
  guint32 glyph;
  BxLen size;
  BxLen x;
  BxLen y; /* up */
} BxDot;

typedef struct {
  const char *text; /* borrowed: the slices point into it */
  BxLen size;
  BxHouse house;
  BxHanging hanging; /* single corner marks may hang past the measure */
  gboolean keeps_stops; /* 。？！ never shrink */
  BxEm relief;          /* tracking that closing marks may be parted for; 0 for never */
  BxCluster *clusters;
  int n_clusters;
  BxGlyph *glyphs;
  int n_glyphs;
  BxSpan *spans; /* in the order of the article's markups; NULL where there are none */
  int n_spans;
  BxHyphen *hyphens; /* of the faces that have words long enough to be divided */
  int n_hyphens;
  gboolean is_divided; /* words stand in pieces: bx_compose_divided */
  BxRuby *rubies;
  int n_rubies;
  BxRubyGlyph *ruby_glyphs;
  int n_ruby_glyphs;
  gboolean lacks_readings; /* some were left out: the lines stand too close */
  gboolean is_beside; /* every character has half an em at its right, for bopomofo (CL-RUB-06) */
  BxDot dot;
} BxShaped;

void bx_shaped_free (BxShaped *shaped);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxShaped, bx_shaped_free)

/* (transfer full) */
BxShaped *bx_shaped_copy (const BxShaped *shaped);

/* Shapes one slice in the type of a text role, and what the article's markup makes of it: strong and
 * emphasised words, note marks. What two neighbours do to each other is told by the text, across
 * all changes of type (CL-PWA-13, CL-SPC-04). A character that no font has is drawn as the
 * font's .notdef and reported as BX_FAULT "missing-glyph" with its place in `article` (which may be
 * NULL where the text is not the article's). Never fails otherwise. */
BxShaped *bx_shape (BxFontset *fonts, const BxSpec *spec, const BxTextStyle *type, const char *text,
                    BxSlice slice, const BxArticle *article, BxReport *report);

/* Glues the one glyph of `ornament` (an end mark) to the end of a text: a cluster without
 * characters, after a blank of 1/4 em, that cannot start a line. */
void bx_shaped_append_ornament (BxShaped *shaped, const BxShaped *ornament);

/* Spreads clusters [first, last) evenly until they take `width`, as the name of a speaker is spread
 * to whole ems (CL-PAR-05). They stay on one line. Nothing where they are wider already. */
void bx_shaped_spread (BxShaped *shaped, int first, int last, BxLen width);

/* NULL where no word of the face is long enough. */
const BxHyphen *bx_shaped_find_hyphen (const BxShaped *shaped, int face);

/* The size in which a cluster's glyphs are drawn. */
static inline BxLen
bx_cluster_get_size (const BxShaped *shaped, const BxCluster *c)
{
  return (c->flags & BX_CLUSTER_RAISED) != 0 ? bx_len_from_em (bx_em (BX_RAISED_SIZE), shaped->size)
                                             : shaped->size;
}

/* A word or a number: company for a last character, which the mark of a note is not (CL-ORP-01). */
static inline gboolean
bx_cluster_is_word (const BxCluster *c)
{
  return (c->class == BX_CLASS_LATIN || c->class == BX_CLASS_NUMBER)
         && (c->flags & BX_CLUSTER_RAISED) == 0;
}

/* Width of a cluster as it stands, without its gap. */
static inline BxLen
bx_cluster_get_advance (const BxCluster *c)
{
  return bx_len (c->before.u + c->body.u + c->after.u);
}

#endif
