/* A style, resolved: everything the later rooms ask about the look of a feature, in whole numbers.
 *
 * The resolver keeps these promises (CL-PAG-01, 02, 05): the measure and the gutter are whole ems
 * of the body, the type area is a whole number of grid lines, and what is left over goes to the
 * margins. Lengths are absolute; ems remain only where they belong to a type size.
 */
#ifndef BX_SPEC_H
#define BX_SPEC_H

#include "article.h"

/* 字體角色: fonts are asked for by role, and fonts/roles.yaml says which families answer. */
typedef enum {
  BX_FONT_MING, /* 宋體、明體: body */
  BX_FONT_HEI,  /* 黑體: heads, furniture */
  BX_FONT_KAI,  /* 楷體: pull quotes */
} BxFontRole;
#define BX_N_FONT_ROLES (BX_FONT_KAI + 1)

/* The places where text stands, each with a type of its own. */
typedef enum {
  BX_TEXT_BODY,
  BX_TEXT_KICKER,
  BX_TEXT_HEADLINE,
  BX_TEXT_DECK,
  BX_TEXT_BYLINE,
  BX_TEXT_CROSSHEAD,
  BX_TEXT_DROPCAP,
  BX_TEXT_QUOTE,       /* the words of a pull quote */
  BX_TEXT_ATTRIBUTION, /* the speaker's name under it */
  BX_TEXT_DESCRIPTION, /* who that is */
  BX_TEXT_FINE,
  BX_TEXT_RUNNING_HEAD,
  BX_TEXT_FOLIO,
  /* A style may leave these out: they are set as another role then. */
  BX_TEXT_MASTHEAD, /* the publication's name over the headline */
  BX_TEXT_QUESTION, /* a paragraph that asks, in an interview */
  BX_TEXT_LABEL,    /* the name that begins a turn; face and ink alone, the size is its text's */
  BX_TEXT_CAPTION,
  BX_TEXT_CREDIT,  /* of a picture */
  BX_TEXT_SIDEBAR, /* the text of a box-out */
  BX_TEXT_SIDEBAR_HEAD,
  BX_TEXT_TABLE,
  BX_TEXT_TABLE_HEAD,
  BX_TEXT_NOTE, /* a footnote */
} BxTextRole;
#define BX_N_TEXT_ROLES (BX_TEXT_NOTE + 1)
#define BX_N_REQUIRED_TEXT_ROLES (BX_TEXT_FOLIO + 1)

/* A printing ink by its CMYK build, with the RGB that shows it on a screen. */
typedef struct {
  char *name;
  char *spot; /* a plate of its own in print, "PANTONE 485 C"; empty for the process inks */
  int cmyk_permille[4];
  guint32 rgb; /* 0xRRGGBB */
} BxInk;

typedef enum { BX_ALIGN_START, BX_ALIGN_CENTRE, BX_ALIGN_END, BX_ALIGN_JUSTIFY } BxAlign;

/* How much white the marks of a role have. */
typedef enum {
  BX_MARKS_FULL,  /* as the house has it */
  BX_MARKS_TIGHT, /* half of it: large type has holes otherwise (CL-PWA-01 is for text) */
} BxMarkSpace;
#define BX_N_MARK_SPACES (BX_MARKS_TIGHT + 1)

typedef struct {
  BxFontRole font;
  int weight; /* OpenType: 400 regular, 700 bold, 900 black */
  BxLen size;
  BxLen leading; /* distance of baselines */
  BxEm tracking; /* added after every character; display type only */
  BxEm indent;   /* first line; whole ems */
  int ink;       /* index into inks */
  BxAlign align;
  BxMarkSpace marks;
} BxTextStyle;

/* 標點 house styles: see chinese-typography §1.5. */
typedef enum { BX_HOUSE_CN, BX_HOUSE_HK, BX_HOUSE_TW, BX_HOUSE_TWC } BxHouse;
#define BX_N_HOUSES (BX_HOUSE_TWC + 1)

/* How strictly marks are kept from the edges of a line (避頭尾): chinese-typography §1.3. */
typedef enum {
  BX_EDGES_NONE,
  BX_EDGES_BASIC,
  BX_EDGES_GB,     /* nor does a line end in a solidus */
  BX_EDGES_STRICT, /* nor does it begin with a dash or an ellipsis */
} BxLineEdges;
#define BX_N_LINE_EDGES (BX_EDGES_STRICT + 1)

/* Which marks may hang past the end of a line (CL-HNG-02). */
typedef enum {
  BX_HANGING_OFF,
  BX_HANGING_ON,  /* ，、。 */
  BX_HANGING_ALL, /* and ：；？！ */
} BxHanging;
#define BX_N_HANGINGS (BX_HANGING_ALL + 1)

typedef enum {
  BX_QUOTE_RULE_ABOVE,   /* a rule over the words */
  BX_QUOTE_LARGE_MARK,   /* a large opening mark over the words */
  BX_QUOTE_COLOUR_FIELD, /* words on a field of colour */
  BX_QUOTE_SIDE_BAR,     /* a bar along the side */
  BX_QUOTE_CENTRED,      /* everything on the middle axis, under a portrait where there is one */
} BxQuoteDesign;
#define BX_N_QUOTE_DESIGNS (BX_QUOTE_CENTRED + 1)

/* Where notes stand. */
typedef enum {
  BX_NOTES_END,    /* with the fine print, at the end of the feature */
  BX_NOTES_COLUMN, /* at the foot of the column that has the mark */
} BxNotePlace;
#define BX_N_NOTE_PLACES (BX_NOTES_COLUMN + 1)

/* Where a pull quote stands. */
typedef enum {
  BX_PLACE_COLUMNS,  /* it takes whole columns */
  BX_PLACE_STRADDLE, /* over a gutter, and text runs around it at both sides (CL-PUL-04) */
} BxQuotePlace;
#define BX_N_QUOTE_PLACES (BX_PLACE_STRADDLE + 1)

typedef struct {
  BxQuoteDesign design;
  BxQuotePlace place;
  BxEm cut;            /* whole ems that it then takes from either column, white included */
  int span_columns;    /* 1 … columns; also where it finds no place over a gutter */
  int ink;             /* of the ornament */
  int field_ink;       /* of the colour field, or -1 */
  BxLen rule;          /* thickness */
  BxLines space_above; /* white inside the box, over and under the ornament and the words */
  BxLines space_below;
  int density;      /* body lines for each quote: one quote per so many */
  int has_portrait; /* shows the speaker's portrait where there is one */
} BxQuoteStyle;

/* What stands in a row of the headline block. */
typedef enum {
  BX_OPENING_MASTHEAD, /* publication at the left, date at the right */
  BX_OPENING_PUBLICATION,
  BX_OPENING_TIME,
  BX_OPENING_KICKER,
  BX_OPENING_HEADLINE,
  BX_OPENING_DECK,
  BX_OPENING_BYLINE,
  BX_OPENING_DECK_AND_BYLINE, /* the byline in the last column */
  BX_OPENING_PICTURE,         /* the hero */
  BX_OPENING_PORTRAIT,        /* of the one speaker who has one */
  BX_OPENING_MARK,            /* a large quotation mark, a shape */
  BX_OPENING_RULE,
  BX_OPENING_SPACE,
  BX_OPENING_FIELD_END, /* the field of colour ends here and not under the last row */
  BX_OPENING_GROW, /* white that takes lines which the last page has to spare, and gives some that it
                      lacks */
} BxOpeningPart;
#define BX_N_OPENING_PARTS (BX_OPENING_GROW + 1)

/* Which features have a row. */
typedef enum {
  BX_WHEN_ALWAYS,
  BX_WHEN_PICTURE, /* those whose headline block shows a picture */
  BX_WHEN_NO_PICTURE,
  BX_WHEN_PORTRAIT, /* those with one speaker who has a portrait */
  BX_WHEN_NO_PORTRAIT,
} BxRowCondition;
#define BX_N_ROW_CONDITIONS (BX_WHEN_NO_PORTRAIT + 1)

/* How the names of a byline stand. */
typedef enum {
  BX_CREDITS_LINES, /* one under the other */
  BX_CREDITS_ROW,   /* one after the other, as many to a line as it has room for */
} BxCredits;
#define BX_N_CREDITS (BX_CREDITS_ROW + 1)

typedef struct {
  BxOpeningPart part;
  BxRowCondition when;
  BxCredits credits; /* of a byline */
  int is_behind;     /* a mark that takes no height: what follows stands on it */
  BxLen size; /* height of a space or a mark, thickness of a rule, largest size of a headline that
                 is enlarged to fill its line, most of what may grow; 0 for none */
  BxLines usual; /* height of what may grow where nothing asks for more or less */
  BxEm width; /* ems of the body; 0 for all columns */
  BxAlign align; /* of a row that is narrower than the columns */
  int ink;       /* of a rule or a mark; -1 for the accent */
} BxOpeningRow;

typedef struct {
  BxOpeningRow *rows;
  int n_rows;
} BxOpeningStyle;

typedef enum {
  BX_HEAD_NONE,
  BX_HEAD_HEADLINE,
  BX_HEAD_PUBLICATION,
  BX_HEAD_BOTH, /* headline inside, publication outside */
} BxRunningHead;
#define BX_N_RUNNING_HEADS (BX_HEAD_BOTH + 1)

/* Where furniture stands in its row: at the binding, at the outer edge, in the middle. */
typedef enum { BX_SIDE_INNER, BX_SIDE_OUTER, BX_SIDE_CENTRE } BxSide;
#define BX_N_SIDES (BX_SIDE_CENTRE + 1)

typedef enum { BX_FOLIO_NONE, BX_FOLIO_FOOT, BX_FOLIO_HEAD } BxFolioPlace;
#define BX_N_FOLIO_PLACES (BX_FOLIO_HEAD + 1)

/* The furniture of the opening page, and of all others. */
typedef enum { BX_PAGE_OPENING, BX_PAGE_INNER } BxPageKind;
#define BX_N_PAGE_KINDS (BX_PAGE_INNER + 1)

typedef struct {
  BxRunningHead running_head;
  BxSide running_head_side; /* where it is not both */
  BxLen rule;               /* thickness of the rule under it, in its ink */
  BxFolioPlace folio;
  BxSide folio_side;
  char *folio_form; /* a % stands for the number */
  BxLen band;       /* height of a band of colour along the page's head */
  int band_ink;     /* or -1 */
} BxFurniture;

typedef enum {
  BX_CROSSHEAD_PLAIN,
  BX_CROSSHEAD_RULE_ABOVE, /* a rule over the column */
  BX_CROSSHEAD_SHORT_RULE, /* a short rule over the first characters */
  BX_CROSSHEAD_SIDE_BAR,   /* a bar before the words */
} BxCrossheadDesign;
#define BX_N_CROSSHEAD_DESIGNS (BX_CROSSHEAD_SIDE_BAR + 1)

typedef struct {
  BxCrossheadDesign design;
  int ink;       /* of the rule or the bar; -1 for the accent */
  BxLen rule;    /* thickness */
  BxLines space; /* white above */
} BxCrossheadStyle;

/* Box-outs, speaker cards and tables. */
typedef struct {
  int field_ink; /* or -1 */
  int ink;       /* of the rules; -1 for the accent */
  BxLen rule;    /* thickness at its head */
  int has_cards; /* speakers with a portrait have one */
} BxPanelStyle;

typedef struct {
  char *name;
  char *title; /* one line for `banxin styles` */
  char *file;  /* it came from, for messages */
  char **files; /* that one, and those that it extends; NULL-terminated */

  BxLen page_width;
  BxLen page_height;
  BxLen margin_top;   /* to the top of the first line's box */
  BxLen margin_inner; /* at the binding */
  BxLen margin_outer;
  BxLen bleed;
  int min_ppi;         /* pictures with fewer pixels to the inch are reported; 0 for none */
  int paper_ink; /* of a tint under the whole page, or -1 */
  BxFurniture furniture[BX_N_PAGE_KINDS];

  BxLen leading; /* of the body: one line of the baseline grid */
  int lines;     /* of the grid in a full column */
  int columns;
  BxEm measure;        /* whole ems of the body */
  BxEm gutter;         /* whole ems of the body */
  BxLen column_rule;   /* thickness of the rule in the gutters; 0 for none */
  int column_rule_ink; /* or -1 where there is no rule */

  BxHouse house[BX_N_LANGS];
  BxEm han_latin_gap;     /* CL-SPC-01: 1/8 … 1/4 em */
  BxLineEdges line_edges; /* CL-BRK-09 */
  BxHanging hanging;      /* CL-HNG: marks in the corner that may hang past the measure */
  int shrinks_stops;      /* CL-JST-08: whether 。？！ give in the last step of shrinking */
  BxEm relief;            /* CL-BRK-10: tracking that a run of closing marks may be parted for; 0: never */
  int is_on_grid;         /* CL-SPC-07: Latin runs are padded to whole ems */
  BxFontRole strong_font; /* of what the manuscript calls strong, in any text */
  int strong_weight;
  char *hyphenation;   /* language of Latin words that may be divided, "en-US"; empty for none */

  BxInk *inks;
  int n_inks;
  BxTextStyle text[BX_N_TEXT_ROLES];

  int accent_ink;           /* the feature's own colour: rules, marks, drop cap field */
  int opening_field_ink;    /* of the field of colour under the headline block, or -1 */
  int opening_columns;      /* of text on the opening page, from the left; 0 for all of the grid's */
  int headline_space_lines; /* grid lines of white between the headline block and the text */
  int deck_max_han;         /* a lead paragraph up to this long becomes the deck; 0 for never */
  int dropcap_lines;        /* 0 for none */
  BxNotePlace notes;
  BxLines question_space; /* white above a question, in an interview */
  char *end_mark;           /* glued to the last character; empty for none */
  BxOpeningStyle opening;
  BxQuoteStyle quote;
  BxCrossheadStyle crosshead;
  BxPanelStyle panel;
} BxSpec;

void bx_spec_free (BxSpec *spec);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxSpec, bx_spec_free)

static inline BxLen
bx_spec_get_measure (const BxSpec *spec)
{
  return bx_len_from_em (spec->measure, spec->text[BX_TEXT_BODY].size);
}

static inline BxLen
bx_spec_get_gutter (const BxSpec *spec)
{
  return bx_len_from_em (spec->gutter, spec->text[BX_TEXT_BODY].size);
}

/* An ink that may be left to the feature's own colour. */
static inline int
bx_spec_get_ink (const BxSpec *spec, int ink)
{
  return ink >= 0 ? ink : spec->accent_ink;
}

/* Of a column beside a quote that stands over its gutter. */
static inline BxLen
bx_spec_get_measure_beside (const BxSpec *spec)
{
  return bx_len_from_em (bx_em (spec->measure.m - spec->quote.cut.m),
                         spec->text[BX_TEXT_BODY].size);
}

/* Distance from one column's start to the next. */
static inline BxLen
bx_spec_get_column_pitch (const BxSpec *spec)
{
  return bx_len_add (bx_spec_get_measure (spec), bx_spec_get_gutter (spec));
}

/* Width of `span` columns with the gutters between them. */
static inline BxLen
bx_spec_get_span (const BxSpec *spec, int span)
{
  return bx_len_sub (bx_len (bx_spec_get_column_pitch (spec).u * span), bx_spec_get_gutter (spec));
}

/* The families that may answer a font role, best first, for each language; `latin` families are
 * tried first for Latin letters and digits where given. All strings are owned by the table. */
typedef struct {
  char **families[BX_N_LANGS]; /* NULL-terminated */
  char **latin;                /* NULL-terminated, may be empty */
} BxFontFamilies;

typedef struct {
  BxFontFamilies role[BX_N_FONT_ROLES];
} BxFontRoles;

void bx_font_roles_free (BxFontRoles *roles);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxFontRoles, bx_font_roles_free)

const char *bx_font_role_name (BxFontRole role);    /* "ming" */
const char *bx_text_role_name (BxTextRole role);    /* "running-head" */
const char *bx_house_name (BxHouse house);          /* "TWc" */
const char *bx_line_edges_name (BxLineEdges edges); /* "basic" */

/* Reads a style, laid over the one it extends. `style` is a name, looked up as
 * <styles_dir>/<style>.yaml, or the path of a file (it has a slash or ends in .yaml). Errors:
 * BX_ERROR_INPUT as "file:line:column: …; …" for an unknown style (the message lists those there
 * are), an unknown or repeated key, a missing unit, a value out of range, a missing required key;
 * BX_ERROR_MACHINE where the file cannot be read. */
BxSpec *bx_spec_load (const char *style, const char *styles_dir, GError **error);

/* Reads fonts/roles.yaml. Errors as above. */
BxFontRoles *bx_font_roles_load (const char *file, GError **error);

/* Names of the styles in a folder, sorted. (transfer full) */
char **bx_spec_list (const char *styles_dir, GError **error);

#endif
