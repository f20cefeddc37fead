/* A text set as a call asks, and what can be measured on it. */
#ifndef SPECIMEN_H
#define SPECIMEN_H

#include "clreq.h"

#define MAX_LINES 64

/* A set line: for each cluster where its frame stands, and what is left of its blanks. */
typedef struct {
  BxLine line;
  BxLen *frame;  /* its start, from the start of the line */
  BxLen *before;
  BxLen *after;
  BxLen *gap;
  BxLen *glyphs; /* from where the glyphs' own x count */
  BxLen width;
  GArray *marks; /* of BxAnnotation; NULL for none */
} SetLine;

typedef struct {
  BxFontset *fonts;
  BxHyphenator *hyphenator;
  double turn; /* em that lines after the first start further in */
  BxArticle *article;
  const char *text; /* its own */
  BxShaped *shaped;
  SetLine lines[MAX_LINES];
  int n_lines;
  int n_lone; /* of its settings with any number of lines: those that end with a lone character */
  gboolean is_feasible; /* of `fit`: the slack went where it may go */
} Specimen;

Specimen *specimen_new (Bench *bench, const Scope *scope, BxHouse house, BxFontRole font,
                        const char *text);
void specimen_free (Specimen *specimen);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Specimen, specimen_free)

double specimen_measure (const Specimen *specimen); /* with everything in it */
double specimen_get_natural (const Specimen *specimen); /* its edges trimmed */

void specimen_fit (Specimen *specimen, double measure);
void specimen_break (Specimen *specimen, double measure, double indent);
void specimen_compose (Specimen *specimen, double measure, double indent);
void specimen_display (Specimen *specimen, double measure);

/* Whether lines this far apart are too near for what stands between them. */
gboolean specimen_is_tight (const Specimen *specimen, double gap);

/* Texts of the lines, or of the pieces between which a line may break, with a bar between them.
 * (transfer full) */
char *specimen_dup_lines (const Specimen *specimen);
char *specimen_dup_breaks (const Specimen *specimen);

/* A property by its name as a case writes it: "adv(，)", "gap(字,A)", "ink.left(。)", "gaps",
 * "width". FALSE where there is no such property or no such character. */
gboolean specimen_get (const Specimen *specimen, int line, const char *property, double *value);

#endif
