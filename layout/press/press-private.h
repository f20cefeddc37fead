/* What the files of this room share. */
#ifndef BX_PRESS_PRIVATE_H
#define BX_PRESS_PRIVATE_H

#include "content.h"

#include <qpdf/qpdf-c.h>

#define BX_CREATOR "banxin"
#define BX_PRODUCER "banxin " BX_VERSION

/* How a profile is finished. */
typedef struct {
  const char *name;
  const char *version; /* of PDF, at least */
  enum qpdf_object_stream_e object_streams;
  gboolean is_linear;  /* the first page shows before the rest has come */
  gboolean is_tagged;  /* with its links, and PDF/UA-1 */
  gboolean is_cmyk;    /* with bleed and marks, for a press */
  gboolean is_checked; /* after it was written */
  gboolean has_files;  /* what it was made from, and the record of it */
  const char *intent;  /* kind of output intent; NULL for none */
  const char *claims;  /* in XMP: the standards that the file keeps */
} BxProfileRow;

const BxProfileRow *bx_press_get_row (BxProfile profile);

/* qpdf mends what it can and warns; a file that had to be mended is not what was written, so a
 * warning counts as a failure: BX_ERROR_MACHINE. */
gboolean bx_press_check (qpdf_data qpdf, GError **error);
/* The same of a file that somebody gave us: BX_ERROR_INPUT. */
gboolean bx_press_check_foreign (qpdf_data qpdf, GError **error);

/* Opens a file, which must be checked then. */
void bx_press_open (qpdf_data qpdf, GBytes *file);
/* Cleans up after qpdf, which would print what it had to say and nobody asked. */
void bx_press_close (qpdf_data *qpdf);

/* A number of a page's box, -1 where it has none: left, bottom, right, top. */
double bx_press_get_corner (qpdf_data qpdf, qpdf_oh page, const char *key, int corner);

/* Height of the upper page edge in the coordinates of the page. */
double bx_press_get_top (qpdf_data qpdf, qpdf_oh page);

/* The keys of a dictionary, for walks that change it. (transfer full) */
GPtrArray *bx_press_list_keys (qpdf_data qpdf, qpdf_oh dictionary);

typedef struct _BxWorks BxWorks;

/* Begins to write the contents of the pages anew, where the job has any, and to pack all streams: in
 * threads, which leave the file alone (work.h). NULL with an error. (transfer full) */
BxWorks *bx_press_begin_streams (qpdf_data qpdf, const BxPressJob *job, const BxProfileRow *row,
                                 GError **error);

/* Waits for what was begun and puts it into the file; also mends its images. */
gboolean bx_press_take_streams (qpdf_data qpdf, const BxPressJob *job, const BxProfileRow *row,
                                BxWorks *works, GError **error);

/* Adds the structure tree over the marks of the contents, as these come from the threads, and the
 * links. */
void bx_press_add_tree (qpdf_data qpdf, const BxPressJob *job, BxWorks *works);

/* What cairo leaves out of its fonts. */
void bx_press_mend_fonts (qpdf_data qpdf);

/* The dictionary of resources of a kind, of a page or a form; made where there is none. */
qpdf_oh bx_press_get_resources (qpdf_data qpdf, qpdf_oh page, const char *kind);

/* Where the pages of a sheet's side stand in the booklet, from 0; beyond the last page is blank. */
void bx_press_find_pair (int side, int n_places, int pair[2]);
/* Puts the sheets of a booklet in the place of the pages. */
void bx_press_impose (qpdf_data qpdf, const BxPressJob *job, BxWorks *works);

/* A text as metadata may hold it: control characters, which XML 1.0 cannot express, become
 * spaces. NULL where nothing is left. (transfer full) */
char *bx_press_clean_text (const char *text);

/* The date of the job, in UTC. (transfer full) */
char *bx_press_format_date (const BxPressJob *job, const char *format);

/* The job in XMP, with the same words and dates as the document information, the claims of its
 * profile where the pages keep them, and the record of what they were made from. `fonts` is NULL
 * where the profile keeps none. (transfer full) */
char *bx_press_make_xmp (const BxPressJob *job, const BxProfileRow *row, GPtrArray *fonts,
                         const char *document_id);

/* Identifications of standards in XMP (xmp.c). */
extern const char bx_claims_ua[];
extern const char bx_claims_x4[];
extern const char bx_claims_a3_ua[];

/* Adds a text where there is one. */
void bx_press_set_text (qpdf_data qpdf, qpdf_oh dictionary, const char *key, const char *value);

/* --- colour --- */

qpdf_oh bx_press_new_srgb (qpdf_data qpdf);
qpdf_oh bx_press_new_press_profile (qpdf_data qpdf, const BxPressJob *job);
/* Adds the output intent to the catalog. */
void bx_press_add_intent (qpdf_data qpdf, const BxPressJob *job, const BxProfileRow *row);

/* The images of a page: their colours told as the profile wants them, smaller ones put in their
 * place where the job has any. `images` are BxContentImage. */
void bx_press_mend_images (qpdf_data qpdf, qpdf_oh page, const BxPressJob *job,
                           const BxProfileRow *row, const GArray *images);

/* A stream with an ICC profile. */
qpdf_oh bx_press_new_profile (qpdf_data qpdf, const void *bytes, gsize size, int n_components);

/* --- the sheet of a printed page --- */

/* Points from the bleed to the marks, so that no cut shows one. */
#define BX_MARK_GAP 3.0

/* Points. */
typedef struct {
  double width; /* of the trimmed page, or of two of them */
  double height;
  double bleed;
  double margin; /* from the trimmed page to the edge of the sheet */
} BxSheet;

/* The sheet for so many pages of this size side by side. */
BxSheet bx_press_get_sheet (qpdf_data qpdf, const BxPressJob *job, qpdf_oh page, int n_abreast);
/* The resources that content for print asks for by the names of content.h. */
void bx_press_add_print_resources (qpdf_data qpdf, qpdf_oh page, const BxPressJob *job);
void bx_press_set_boxes (qpdf_data qpdf, qpdf_oh page, const BxSheet *sheet);
/* Content that draws the marks. (transfer full) */
char *bx_press_draw_marks (const BxSheet *sheet, BxMarks marks);

/* Puts the job's slug beside the finished pages. */
gboolean bx_press_add_slugs (qpdf_data qpdf, const BxPressJob *job, GError **error);

/* --- files and their record --- */

void bx_press_add_files (qpdf_data qpdf, const BxPressJob *job);
/* "name sha256:…" of each file; of each embedded font, sorted. (transfer full) */
GPtrArray *bx_press_record_files (const BxPressJob *job);
GPtrArray *bx_press_record_fonts (qpdf_data qpdf);
char *bx_press_record_bytes (const char *name, GBytes *bytes);

/* In the format of zlib; NULL where memory runs out. (transfer full) */
guchar *bx_press_deflate (const void *bytes, gsize n_bytes, gsize *size);

/* A place of a page, from its upper edge: the reader's left edge and magnification stay. */
qpdf_oh bx_press_new_destination (qpdf_data qpdf, int page, BxLen top);
/* Adds the outline to the catalog. */
void bx_press_add_outline (qpdf_data qpdf, const BxPressJob *job);

#endif
