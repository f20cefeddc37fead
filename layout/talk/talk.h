/* Who says what: finds speakers and quotations in an article and ranks what may be pulled. Aims at
 * precision: a wrong speaker is worse than no quote. Rules: layout-algorithms §5. */
#ifndef BX_TALK_H
#define BX_TALK_H

#include "article.h"

/* Fills speakers, quotes and pulls of an article that has none yet. `want` is the number of pull
 * quotes to choose where the speakers allow it; every main speaker gets one before anyone gets a
 * second, whatever `want` is. Doubts go to the report. */
void bx_talk (BxArticle *article, int want, BxReport *report);

#endif
