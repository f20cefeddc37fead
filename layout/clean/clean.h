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

/* 引號: which marks quote. */
typedef enum {
  BX_QUOTE_MARKS_KEEP,   /* those of the manuscript */
  BX_QUOTE_MARKS_CURLY,  /* “ ” and ‘ ’ */
  BX_QUOTE_MARKS_CORNER, /* 「 」 and 『 』 */
  BX_QUOTE_MARKS_LOCALE, /* curly in simplified Chinese, corner in traditional */
} BxQuoteMarks;

/* The characters that a text is to be written in. */
typedef enum {
  BX_SCRIPT_KEEP,
  BX_SCRIPT_HANS,
  BX_SCRIPT_HANT_TW,
  BX_SCRIPT_HANT_HK,
} BxScript;

/* What of a text is mended; each can be left as it is. Glosses have a choice of their own. */
typedef enum {
  BX_MEND_WIDTHS,    /* half-width marks between Han */
  BX_MEND_DIGITS,    /* full-width digits and letters, half-width forms */
  BX_MEND_SPACES,    /* blanks beside Han */
  BX_MEND_QUOTES,    /* ASCII quotation marks */
  BX_MEND_DOTS,      /* ... and 。。。 for …… */
  BX_MEND_DASHES,    /* -- for —— */
  BX_MEND_DOUBLED,   /* ，， for ， */
  BX_MEND_INVISIBLE, /* control characters, zero-width blanks */
  BX_MEND_BREAKS,    /* paragraphs broken into lines */
} BxMend;
#define BX_N_MENDS (BX_MEND_BREAKS + 1)

/* What a user may ask of cleaning; all zero but for the language is the default. */
typedef struct {
  BxLang lang; /* BX_LANG_AUTO asks the text */
  BxGlosses glosses;
  BxQuoteMarks marks;
  BxScript script;
  guint kept;               /* bits of BxMend: what is left as it is */
  gboolean has_no_boilerplate; /* legal lines and calls to follow are left out, not set as fine print */
  char **protected_words;   /* that a change of script leaves alone, besides those that the manuscript
                               protects; NULL for none */
} BxCleaning;

/* By name, as the options of the program say it. FALSE for a name that is none. */
gboolean bx_glosses_from_name (const char *name, BxGlosses *glosses);       /* "ruby" */
gboolean bx_quote_marks_from_name (const char *name, BxQuoteMarks *marks);  /* "corner" */
gboolean bx_script_from_name (const char *name, BxScript *script);          /* "hant-tw" */
gboolean bx_mend_from_name (const char *name, BxMend *mend);                /* "widths" */

/* The language that cleaning will most probably find, before it is run. */
BxLang bx_clean_guess_lang (const BxRaw *raw, const BxCleaning *how);

/* Always succeeds; doubts go to the report. `lang` BX_LANG_AUTO asks the text. The raw article is
 * left as it is; the result has its own copies. */
BxArticle *bx_clean (const BxRaw *raw, BxLang lang, BxReport *report);
/* The same, cleaned as asked. Fails only where a change of script is asked for and OpenCC is not
 * there: BX_ERROR_MACHINE. */
BxArticle *bx_clean_as (const BxRaw *raw, const BxCleaning *how, BxReport *report, GError **error);

#endif
