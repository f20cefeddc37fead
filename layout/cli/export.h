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

/* A file that is under way. */
typedef struct _BxExporting BxExporting;

/* Begins with a file of the road's pages, before they are drawn. Road and `how` must outlive it. Errors:
 * BX_ERROR_INPUT where the profile does not bear what is on the pages. (transfer full) */
BxExporting *bx_export_begin (BxRoad *road, BxProfile profile, const BxExport *how, GError **error);
/* What the drawing has got by its next page. */
void bx_export_take_page (BxExporting *exporting, const guint8 *bytes, gsize size);
/* The finished PDF of the drawing. Errors: those of draw and press. (transfer full) */
GBytes *bx_export_finish (BxExporting *exporting, GBytes *drawn, GError **error);
void bx_export_free (BxExporting *exporting);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxExporting, bx_export_free)

/* Reports inks, and pictures in CMYK, that lay more on the paper than a press takes. */
void bx_export_check_inks (BxRoad *road);

#endif
