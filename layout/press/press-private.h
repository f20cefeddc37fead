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
  gboolean is_linear; /* the first page shows before the rest has come */
  gboolean is_tagged; /* with its links, and PDF/UA-1 */
  gboolean is_cmyk;
  const char *claims; /* in XMP: the standards that the file keeps */
} BxProfileRow;

/* qpdf mends what it can and warns; a file that had to be mended is not what was written, so a
 * warning counts as a failure: BX_ERROR_MACHINE. */
gboolean bx_press_check (qpdf_data qpdf, GError **error);

/* Height of the upper page edge in the coordinates of the page. */
double bx_press_get_top (qpdf_data qpdf, qpdf_oh page);

/* The keys of a dictionary, for walks that change it. (transfer full) */
GPtrArray *bx_press_list_keys (qpdf_data qpdf, qpdf_oh dictionary);

/* Writes the content of all pages anew. Gives the node of each marked content of each page, as
 * arrays of int, or NULL with an error. (transfer full) */
GPtrArray *bx_press_rewrite_pages (qpdf_data qpdf, const BxPressJob *job, const BxProfileRow *row,
                                   GError **error);

/* Adds the structure tree over what bx_press_rewrite_pages marked, and the links. */
void bx_press_add_tree (qpdf_data qpdf, const BxPressJob *job, GPtrArray *page_nodes);

/* A text as metadata may hold it: control characters, which XML 1.0 cannot express, become
 * spaces. NULL where nothing is left. (transfer full) */
char *bx_press_clean_text (const char *text);

/* The date of the job, in UTC. (transfer full) */
char *bx_press_format_date (const BxPressJob *job, const char *format);

/* The job in XMP, with the same words and dates as the document information, and the claims of its
 * profile where the pages keep them. (transfer full) */
char *bx_press_make_xmp (const BxPressJob *job, const BxProfileRow *row, const char *document_id);

/* Claims, and what PDF/A wants to know of their schemas. */
#define BX_CLAIM_UA                                                                                \
  "<rdf:Description rdf:about=\"\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"          \
  "<pdfuaid:part>1</pdfuaid:part>\n</rdf:Description>\n"

/* Adds the outline to the catalog. */
void bx_press_add_outline (qpdf_data qpdf, const BxPressJob *job);

#endif
