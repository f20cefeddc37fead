/* HTML: what its readers share. Private to read/. */
#ifndef BX_HTML_H
#define BX_HTML_H

#include "build.h"

#include <libxml/HTMLparser.h>

/* Nesting that a page of an article does not have. */
#define BX_HTML_MAX_DEPTH 256

/* Which part of a page is the article. */
typedef struct {
  const xmlNode *root;     /* holds its paragraphs */
  const xmlNode *headline; /* an h1 before root or in it, or the page's title */
} BxPageParts;

gboolean bx_html_is (const xmlNode *node, const char *name);
/* An attribute, or NULL. Borrowed. */
const char *bx_html_attribute (const xmlNode *node, const char *name);
/* Whether an element begins a line of its own. */
gboolean bx_html_is_block (const xmlNode *node);
/* Whether what an element says is no part of an article: navigation, advertisements, forms. */
gboolean bx_html_is_furniture (const xmlNode *node);
/* A part of the line under a headline, which says who wrote it, and when. */
gboolean bx_html_is_info (const xmlNode *node);
/* In that line: the name of the account that published a page, and a name that nothing else explains. */
gboolean bx_html_is_account (const xmlNode *node);
gboolean bx_html_is_author (const xmlNode *node);
/* What a paragraph under a picture looks like if it is a caption. */
gboolean bx_html_is_caption (const xmlNode *node);
/* Whether a table holds facts, and does not lay out the page: its columns, rows and head. */
gboolean bx_html_measure_table (const xmlNode *node, BxTable *table);
/* Han and other characters, blanks apart, in an element; those in links go to *n_linked. */
int bx_html_count (const xmlNode *node, int *n_linked);

BxPageParts bx_html_find_article (xmlDoc *page);

gboolean bx_is_html (const char *source);
gboolean bx_read_html (BxBuild *build, GError **error);

#endif
