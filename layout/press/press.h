/* PDF bytes as cairo drew them → the finished file, through libqpdf's C API.
 *
 * cairo draws content; all that concerns the document as a whole is made here (pdf-export §0):
 * who made it and when, its language, its outline, its page labels, its identity. The same input
 * gives the same bytes. */
#ifndef BX_PRESS_H
#define BX_PRESS_H

#include "base.h"

/* What a file is for. A row of a table in press.c says how it is finished. */
typedef enum {
  BX_PROFILE_NEWSLETTER, /* to read on screens and to send by mail: small */
} BxProfile;
#define BX_N_PROFILES (BX_PROFILE_NEWSLETTER + 1)

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
  const char *subject;     /* the deck, one or two sentences */
  const char *publication; /* who published it */
  const char *language;    /* tag, as bx_lang_name gives it */
  gint64 created;          /* seconds since the epoch */
  const BxOutlineEntry *outline; /* in reading order */
  int n_outline;
  int first_folio;         /* number printed on the first page; 0 for no page labels */
} BxPressJob;

/* Finishes a PDF. Errors: BX_ERROR_MACHINE where the bytes are not a good PDF. (transfer full) */
GBytes *bx_press_finish (GBytes *drawn, const BxPressJob *job, GError **error);

const char *bx_profile_name (BxProfile profile); /* "newsletter" */
/* By name as above; FALSE for a name that is none of them. */
gboolean bx_profile_from_name (const char *name, BxProfile *profile);

#endif
