/* What an editor should know of the arranged pages, and what would mend them: findings in the feature's
 * report, each at its paragraph in the source. A plan of first-fit gets the same. */
#ifndef BX_ADVICE_H
#define BX_ADVICE_H

#include "feature.h"

/* Where a rule is broken (relaxed-rule), which quotes are left out (quote-left-out), and what there is
 * too much or too little of (copyfit). `is_thorough` also says why each quote is left out: the pages are
 * arranged once more for it, as if the manuscript asked for it. */
void bx_feature_report_plan (BxFeature *feature, const BxPlan *plan, gboolean is_thorough);

/* 字數盈缺: a paragraph whose text would run to a line less or more by so few characters. */
typedef struct {
  int item;
  int characters; /* about */
} BxLineHint;

/* The paragraphs among items [first, end) that lose a line for the fewest characters, or take one;
 * those for the fewest first. Returns how many there are, `most` at most. */
int bx_copyfit_list_hints (const BxFeature *feature, int first, int end, gboolean is_cut,
                           BxLineHint *hints, int most);
/* How many lines there are too many or too few for the pages that were asked for, or, where none were,
 * for a last page that is not thin; and in which paragraphs. */
void bx_copyfit_report (BxFeature *feature, const BxPlan *plan);
/* A finding at a byte of the article. */
void bx_advice_add (BxFeature *feature, BxSeverity severity, const char *code, int offset,
                    const char *message);

#endif
