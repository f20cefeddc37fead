/* Who says what: finds speakers and quotations in an article and ranks what may be pulled. Aims at
 * precision: a wrong speaker is worse than no quote. Rules: layout-algorithms §5. */
#ifndef BX_TALK_H
#define BX_TALK_H

#include "article.h"

/* Finds the turns of a conversation and writes them into the blocks. What decides how a paragraph is
 * set: whoever shapes the text while bx_talk works on it calls this before both. */
void bx_talk_turns (BxArticle *article);

/* Fills quotes, speakers and pulls, and the turns and labels of the blocks. Speakers and pulls that
 * front matter gives keep their places and what is said of them; a given pull is placed in the text
 * and chosen before any other. `want` is the number of pull quotes to choose where the speakers
 * allow it; every main speaker gets one before anyone gets a second, whatever `want` is. Doubts go
 * to the report.
 *
 * May run beside others that read the article's text and blocks, if bx_talk_turns came before: nothing
 * of the blocks is written then, and nothing outside of the article and the report. */
void bx_talk (BxArticle *article, int want, BxReport *report);

#endif
