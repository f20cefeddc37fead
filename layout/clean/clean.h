/* raw article → article: takes out glosses, mends the widths of marks, tells the parts, and logs
 * every change with its place in the source. */
#ifndef BX_CLEAN_H
#define BX_CLEAN_H

#include "article.h"

/* 注音: what becomes of pinyin in brackets. */
typedef enum {
  BX_GLOSSES_AUTO, /* dropped where a text is full of them, as scraped pages are; ruby where an author
                      glosses a rare character */
  BX_GLOSSES_DROP,
  BX_GLOSSES_RUBY,
  BX_GLOSSES_KEEP,
} BxGlosses;

/* What a user may ask of cleaning; all zero but for the language is the default. */
typedef struct {
  BxLang lang; /* BX_LANG_AUTO asks the text */
  BxGlosses glosses;
} BxCleaning;

/* FALSE for a name that is none of auto, drop, ruby and keep. */
gboolean bx_glosses_from_name (const char *name, BxGlosses *glosses);

/* Always succeeds; doubts go to the report. `lang` BX_LANG_AUTO asks the text. The raw article is
 * left as it is; the result has its own copies. */
BxArticle *bx_clean (const BxRaw *raw, BxLang lang, BxReport *report);
/* The same, cleaned as asked. */
BxArticle *bx_clean_as (const BxRaw *raw, const BxCleaning *how, BxReport *report);

#endif
