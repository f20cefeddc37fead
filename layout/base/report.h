/* Findings: what an editor should know about an article or its pages, although the work went on.
 * Rooms append; only cli prints. */
#ifndef BX_REPORT_H
#define BX_REPORT_H

#include <glib.h>

typedef enum {
  BX_NOTE,    /* worth knowing: a lead set as deck, a term in quotation marks */
  BX_WARNING, /* look at it: an uncertain speaker, a relaxed rule */
  BX_FAULT,   /* the page is wrong: a missing glyph, an unclosed quotation */
} BxSeverity;

typedef struct {
  BxSeverity severity;
  const char *code; /* static string in kebab case, stable for scripts */
  char *message;
  int line; /* in the source, from 1; 0 where the finding has no place there */
  int column;
} BxFinding;

typedef struct _BxReport BxReport;

BxReport *bx_report_new (void);
void bx_report_free (BxReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxReport, bx_report_free)

void bx_report_add (BxReport *report, BxSeverity severity, const char *code, int line, int column,
                    const char *format, ...) G_GNUC_PRINTF (6, 7);

/* Appends the findings of another report, which loses them. */
void bx_report_take (BxReport *report, BxReport *other);

int bx_report_get_count (const BxReport *report, BxSeverity at_least);
/* Borrowed, in the order of their coming, until the next addition. */
const BxFinding *bx_report_get_findings (const BxReport *report, int *n_findings);
const char *bx_severity_name (BxSeverity severity);

#endif
