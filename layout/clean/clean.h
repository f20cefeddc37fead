/* raw article → article: takes out glosses, mends the widths of marks, tells the parts, and logs
 * every change with its place in the source. */
#ifndef BX_CLEAN_H
#define BX_CLEAN_H

#include "article.h"

/* Always succeeds; doubts go to the report. `lang` BX_LANG_AUTO asks the text. The raw article is
 * left as it is; the result has its own copies. */
BxArticle *bx_clean (const BxRaw *raw, BxLang lang, BxReport *report);

#endif
