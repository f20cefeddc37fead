/* Finished PDF files of a road: what the article says of itself, for the press. */
#ifndef BX_EXPORT_H
#define BX_EXPORT_H

#include "commands.h"
#include "files.h"
#include "press.h"

/* What a user may ask of the files; all zero is the default. */
typedef struct {
  BxMarks marks;
  gboolean is_booklet;
  gboolean has_slug;
  gint64 max_size; /* of a newsletter, in bytes; 0 for no limit */
  int picture_ppi; /* of a newsletter's pictures, at most; 0 leaves them */
  GBytes *output_icc;
  const char *output_condition;
  BxArchiveFiles *files; /* begun; only the archive asks for them */
  const BxTextOptions *text; /* as they were asked for */
  const char *pages;         /* likewise; NULL for the default */
  gboolean is_best;
  gboolean is_first_fit;
  const char *created; /* in ISO 8601; NULL asks SOURCE_DATE_EPOCH and the article */
} BxExport;

/* The finished PDF of a drawing that bx_draw_pdf made of the road's pages. Errors: BX_ERROR_INPUT
 * where a profile does not bear what is on the pages; those of draw and press. (transfer full) */
GBytes *bx_export_finish (BxRoad *road, GBytes *drawn, BxProfile profile, const BxExport *how,
                          GError **error);

/* Reports inks, and pictures in CMYK, that lay more on the paper than a press takes. */
void bx_export_check_inks (BxRoad *road);

#endif
