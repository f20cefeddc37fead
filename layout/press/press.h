/* PDF bytes as cairo drew them → the finished file, through libqpdf's C API.
 *
 * cairo draws content; all that concerns the document as a whole is made here (pdf-export §0): its
 * inks, its tags, its links, who made it and when, its language, its outline, its page labels, its
 * identity. The same input gives the same bytes. */
#ifndef BX_PRESS_H
#define BX_PRESS_H

#include "base.h"

/* What a file is for. A row of a table in press.c says how it is finished. */
typedef enum {
  BX_PROFILE_NEWSLETTER, /* to read on screens and to send by mail: small, PDF/UA-1 */
} BxProfile;
#define BX_N_PROFILES (BX_PROFILE_NEWSLETTER + 1)

/* --- what the pages mean -------------------------------------------------------------------- */

/* What a piece of the document is to someone who hears it read (ISO 32000-1, 14.8.4). */
typedef enum {
  BX_TAG_H1,
  BX_TAG_H2,
  BX_TAG_P,
  BX_TAG_CAPTION,
  BX_TAG_FIGURE,
  BX_TAG_NOTE,
  BX_TAG_TABLE,
  BX_TAG_TR,
  BX_TAG_TH,
  BX_TAG_TD,
  BX_TAG_SECT, /* a box-out */
  BX_TAG_DIV,  /* a figure and its caption */
  BX_TAG_LINK,
} BxTag;
#define BX_N_TAGS (BX_TAG_LINK + 1)

typedef struct {
  BxTag tag;
  int parent;              /* an earlier node; -1 for the document */
  const char *alternative; /* of a figure */
} BxPressNode;

/* What is drawn but not read. */
typedef enum {
  BX_ARTIFACT_LAYOUT, /* rules, fields, ornaments; a pull quote, which repeats what the text says */
  BX_ARTIFACT_HEADER,
  BX_ARTIFACT_FOOTER,
} BxArtifact;
#define BX_N_ARTIFACTS (BX_ARTIFACT_FOOTER + 1)

typedef struct {
  int ink;  /* of the job */
  int node; /* of the job; -1 for an artifact */
  BxArtifact artifact;
  gboolean is_picture; /* an image, which has no ink */
} BxPressSlot;

/* The slots of a page, by their numbers (base/slot.h). */
typedef struct {
  const BxPressSlot *slots;
  int n_slots;
} BxPressPage;

/* A printing ink by its CMYK build, with the RGB that shows it on a screen. */
typedef struct {
  const char *name;
  int cmyk_permille[4];
  guint32 rgb; /* 0xRRGGBB */
} BxPressInk;

/* A place of a page that leads elsewhere, from the top left of the page. */
typedef struct {
  int page; /* from 0 */
  int node; /* a BX_TAG_LINK */
  BxLen x, y, width, height;
  const char *uri;
} BxPressLink;

/* A line of the outline that a reader shows beside the pages. */
typedef struct {
  const char *title;
  int level; /* 0 for the feature, 1 for what stands in it, and so on */
  int page;  /* from 0 */
  BxLen top; /* of the place, from the upper edge of the page */
} BxOutlineEntry;

/* Texts are UTF-8; NULL or empty where unknown. Fields that are left zero ask for nothing, so a
 * later field changes no caller. */
typedef struct {
  BxProfile profile;
  const char *title;
  const char *author;
  const char *subject;           /* the deck, one or two sentences */
  const char *publication;       /* who published it */
  const char *language;          /* tag, as bx_lang_name gives it */
  gint64 created;                /* seconds since the epoch */
  const BxOutlineEntry *outline; /* in reading order */
  int n_outline;
  int first_folio; /* number printed on the first page; 0 for no page labels */

  const BxPressInk *inks;
  const BxPressPage *pages; /* one for each; NULL leaves the content as it is */
  const BxPressNode *nodes; /* in reading order */
  int n_nodes;
  const BxPressLink *links;
  int n_links;
} BxPressJob;

/* Finishes a PDF. Errors: BX_ERROR_MACHINE where the bytes are not a good PDF. (transfer full) */
GBytes *bx_press_finish (GBytes *drawn, const BxPressJob *job, GError **error);

const char *bx_profile_name (BxProfile profile); /* "newsletter" */
/* By name as above; FALSE for a name that is none of them. */
gboolean bx_profile_from_name (const char *name, BxProfile *profile);

#endif
