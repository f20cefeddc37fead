/* What the files of this room share. */
#ifndef BX_PRESS_PRIVATE_H
#define BX_PRESS_PRIVATE_H

#include "press.h"

#include <qpdf/qpdf-c.h>

#define BX_CREATOR "banxin"
#define BX_PRODUCER "banxin " BX_VERSION

/* A text as metadata may hold it: control characters, which XML 1.0 cannot express, become
 * spaces. NULL where nothing is left. (transfer full) */
char *bx_press_clean_text (const char *text);

/* The date of the job, in UTC. (transfer full) */
char *bx_press_format_date (const BxPressJob *job, const char *format);

/* The job in XMP, with the same words and dates as the document information. (transfer full) */
char *bx_press_make_xmp (const BxPressJob *job, const char *document_id);

/* Adds the outline to the catalog. */
void bx_press_add_outline (qpdf_data qpdf, const BxPressJob *job);

#endif
