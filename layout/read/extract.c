/* Finds the article in a saved web page: the element whose children hold the prose, and its
 * headline. Judges by the names that pages give to their parts, by length and marks of the text,
 * and by how much of it is links. What the prose says is none of its business. */
#include "html.h"

#include <stdlib.h>
#include <string.h>

/* Points of a paragraph: one, one for each pause, one for each so many characters up to three. */
#define CHARS_A_POINT 40
#define LEAST_CHARS 12
#define NAME_POINTS 20
#define MAX_INFO_CHARS 40
#define MAX_AUTHOR_BYTES 24
#define MAX_TITLE_CHARS 80
#define LEAST_TITLE_BYTES 12
#define MAX_CAPTION_CHARS 80
/* A table of facts is smaller than a paragraph may be. */
#define MAX_ROWS 40
#define MAX_COLUMNS 8
#define MAX_CELL_CHARS 60

static const char *const block_names[] = {
  "address", "article", "aside",  "blockquote", "body",    "br",       "caption",
  "center",  "dd",      "details", "div",    "dl",         "dt",      "fieldset", "figcaption",
  "figure",  "footer",  "form",   "h1",         "h2",      "h3",       "h4",
  "h5",      "h6",      "header", "hr",         "html",    "li",       "main",
  "nav",     "ol",      "p",      "pre",        "section", "summary",  "table",
  "tbody",   "td",      "tfoot",  "th",         "thead",   "title",    "tr",
  "ul",
};

/* Elements that are never text of an article. */
static const char *const furniture_names[] = {
  "nav",    "aside",    "footer", "form",     "button", "select", "noscript",
  "iframe", "template", "svg",    "video",    "audio",  "object", "embed",
  "map",    "dialog",   "input",  "textarea", "label",  "menu",
};

/* Words in the class, id or role of an element. */
static const char *const furniture_words[] = {
  "nav",           "navbar",         "navigation", "menu",     "breadcrumb", "breadcrumbs",
  "crumb",         "share",          "sharing",    "social",   "related",    "recommend",
  "recommended",   "recommendation", "comment",    "comments", "footer",     "foot",
  "sidebar",       "aside",          "banner",     "ad",       "ads",        "adv",
  "advert",        "advertisement",  "sponsor",    "promo",    "promotion",  "subscribe",
  "subscription",  "newsletter",     "toolbar",    "tool",     "tools",      "pagination",
  "pager",         "popup",          "modal",      "cookie",   "login",      "search",
  "hot",           "rank",           "ranking",    "qrcode",   "download",   "app",
  "complementary", "contentinfo",    "copyright",  "tags",     "skip",       "topbar",
  "count",         "counts",         "hits",       "readnum",  "reward",     "likes",
  "adsbygoogle",   "adsense",        "sharedaddy", "relatedposts", "jp-relatedposts", "wording",
  "print",         "disclaimer",     "signup",     "paywall",  "vote",       "like",
};

/* The parts of the line under a headline. */
static const char *const info_words[] = {
  "author", "byline", "source",  "writer",    "reporter", "editor",
  "date",   "time",   "pubdate", "published", "pubtime",  "origin",
  "meta",   "posted", "nickname", "account",
};

static const char *const caption_words[] = {
  "caption", "desc", "description", "pic", "photo", "img", "image", "picture", "note",
};

static const char *const article_words[] = {
  "article", "articlebody", "content", "entry", "post",   "story",
  "text",    "body",        "main",    "rich",  "detail",
};

static gboolean
is_in (const char *word, gsize len, const char *const *list, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (strlen (list[i]) == len && g_ascii_strncasecmp (list[i], word, len) == 0)
      return TRUE;
  return FALSE;
}

gboolean
bx_html_is (const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE
         && g_ascii_strcasecmp ((const char *) node->name, name) == 0;
}

const char *
bx_html_attribute (const xmlNode *node, const char *name)
{
  for (const xmlAttr *a = node->type == XML_ELEMENT_NODE ? node->properties : NULL; a != NULL;
       a = a->next)
    if (g_ascii_strcasecmp ((const char *) a->name, name) == 0)
      return a->children != NULL && a->children->content != NULL
                 ? (const char *) a->children->content
                 : "";
  return NULL;
}

static gboolean
has_name (const xmlNode *node, const char *const *list, gsize n)
{
  return node->type == XML_ELEMENT_NODE
         && is_in ((const char *) node->name, strlen ((const char *) node->name), list, n);
}

gboolean
bx_html_is_block (const xmlNode *node)
{
  return has_name (node, block_names, G_N_ELEMENTS (block_names));
}

/* Whether a word of a list stands in class, id, role or itemprop. */
static gboolean
has_word (const xmlNode *node, const char *const *list, gsize n)
{
  static const char *const attributes[] = { "class", "id", "role", "itemprop" };

  for (gsize i = 0; i < G_N_ELEMENTS (attributes); i++) {
    const char *value = bx_html_attribute (node, attributes[i]);

    while (value != NULL && *value != '\0') {
      gsize len = strcspn (value, " -_\t\r\n");

      if (is_in (value, len, list, n))
        return TRUE;
      value += len + (value[len] != '\0');
    }
  }
  return FALSE;
}

static gboolean
is_hidden (const xmlNode *node)
{
  const char *style = bx_html_attribute (node, "style");
  const char *aria = bx_html_attribute (node, "aria-hidden");

  return bx_html_attribute (node, "hidden") != NULL || (aria != NULL && strcmp (aria, "true") == 0)
         || (style != NULL
             && (strstr (style, "display:none") != NULL
                 || strstr (style, "display: none") != NULL));
}

int
bx_html_count (const xmlNode *node, int *n_linked)
{
  int n = 0;

  if (node->type == XML_TEXT_NODE)
    for (const char *p = (const char *) node->content; *p != '\0'; p = g_utf8_next_char (p))
      n += !g_unichar_isspace (g_utf8_get_char (p));
  if (node->type != XML_ELEMENT_NODE || bx_html_is (node, "script") || bx_html_is (node, "style"))
    return n;
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    n += bx_html_count (child, n_linked);
  if (bx_html_is (node, "a"))
    *n_linked += n;
  return n;
}

/* What an element says, without blanks. (transfer full) */
static char *
text_of (const xmlNode *node)
{
  xmlChar *content = xmlNodeGetContent (node);
  GString *text = g_string_new (NULL);

  for (const char *p = (const char *) content; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (text, g_utf8_get_char (p));
  xmlFree (content);
  return g_string_free (text, FALSE);
}

/* Several links and hardly anything else: a list of other articles. */
static gboolean
is_list_of_links (const xmlNode *node)
{
  int n_linked = 0;
  int n;

  if (!bx_html_is (node, "ul") && !bx_html_is (node, "ol") && !bx_html_is (node, "dl"))
    return FALSE;
  n = bx_html_count (node, &n_linked);
  return n_linked * 10 > n * 8;
}

gboolean
bx_html_is_furniture (const xmlNode *node)
{
  if (node->type != XML_ELEMENT_NODE || bx_html_is (node, "body") || bx_html_is (node, "html")
      || bx_html_is (node, "article") || bx_html_is (node, "main"))
    return FALSE;
  return has_name (node, furniture_names, G_N_ELEMENTS (furniture_names)) || is_hidden (node)
         || has_word (node, furniture_words, G_N_ELEMENTS (furniture_words))
         || is_list_of_links (node);
}

gboolean
bx_html_is_info (const xmlNode *node)
{
  static const char *const running[] = { "p", "li", "td", "th", "h1", "h2", "h3", "a" };
  int n_linked = 0;

  return !bx_html_is_block (node) && node->parent != NULL
         && !has_name (node->parent, running, G_N_ELEMENTS (running))
         && (bx_html_is (node, "time") || has_word (node, info_words, G_N_ELEMENTS (info_words)))
         && bx_html_count (node, &n_linked) <= MAX_INFO_CHARS;
}

gboolean
bx_html_is_account (const xmlNode *node)
{
  static const char *const words[] = { "nickname", "account" };

  return bx_html_is_info (node) && has_word (node, words, G_N_ELEMENTS (words));
}

gboolean
bx_html_is_author (const xmlNode *node)
{
  const char *class = bx_html_attribute (node, "class");
  g_autofree char *text = NULL;

  if (!bx_html_is_info (node) || class == NULL || strstr (class, "meta_text") == NULL
      || bx_html_attribute (node, "id") != NULL)
    return FALSE;
  text = text_of (node);
  return strlen (text) <= MAX_AUTHOR_BYTES && strpbrk (text, "0123456789") == NULL;
}

gboolean
bx_html_is_caption (const xmlNode *node)
{
  const char *style = bx_html_attribute (node, "style");
  const char *align = bx_html_attribute (node, "align");
  int n_linked = 0;

  return bx_html_count (node, &n_linked) <= MAX_CAPTION_CHARS
         && (has_word (node, caption_words, G_N_ELEMENTS (caption_words))
             || bx_html_is (node, "center")
             || (align != NULL && g_ascii_strcasecmp (align, "center") == 0)
             || (style != NULL
                 && (strstr (style, "text-align:center") != NULL
                     || strstr (style, "text-align: center") != NULL)));
}

/* --- tables --------------------------------------------------------------------------------- */

static int
span_of (const xmlNode *cell, const char *attribute)
{
  const char *value = bx_html_attribute (cell, attribute);

  return value != NULL ? CLAMP (atoi (value), 1, MAX_COLUMNS + 1) : 1;
}

/* What only lays a page out holds more than words. */
static gboolean
holds_words_only (const xmlNode *node)
{
  static const char *const others[] = {
    "table", "img", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "figure", "iframe", "form",
  };

  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (has_name (child, others, G_N_ELEMENTS (others)) || bx_html_is_furniture (child)
        || !holds_words_only (child))
      return FALSE;
  return TRUE;
}

static gboolean
measure_row (const xmlNode *row, BxTable *table)
{
  gboolean is_head = TRUE;
  int n = 0;

  for (const xmlNode *cell = row->children; cell != NULL; cell = cell->next) {
    int n_linked = 0;

    if (!bx_html_is (cell, "td") && !bx_html_is (cell, "th"))
      continue;
    if (span_of (cell, "rowspan") > 1 || !holds_words_only (cell)
        || bx_html_count (cell, &n_linked) > MAX_CELL_CHARS)
      return FALSE;
    is_head = is_head && bx_html_is (cell, "th");
    n += span_of (cell, "colspan");
  }
  if (table->n_rows++ == 0) {
    table->has_head = is_head;
    table->n_columns = n;
  }
  return n <= table->n_columns;
}

static gboolean
measure_rows (const xmlNode *node, BxTable *table)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (bx_html_is (child, "tr") ? !measure_row (child, table)
        : bx_html_is (child, "tbody") || bx_html_is (child, "thead") || bx_html_is (child, "tfoot")
            ? !measure_rows (child, table)
            : bx_html_is (child, "caption") && table->n_rows > 0)
      return FALSE;
  return TRUE;
}

gboolean
bx_html_measure_table (const xmlNode *node, BxTable *table)
{
  return bx_html_is (node, "table") && measure_rows (node, table) && table->n_rows >= 2
         && table->n_rows <= MAX_ROWS && table->n_columns >= 2 && table->n_columns <= MAX_COLUMNS;
}

/* --- scores --------------------------------------------------------------------------------- */

typedef struct {
  GHashTable *scores; /* element → points */
  const xmlNode *h1;
  const xmlNode *title;
} Search;

/* Characters and pauses that stand in an element itself or in what stands in its lines. */
static void
count_own (const xmlNode *node, int *n_chars, int *n_pauses)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE && !bx_html_is_block (child) && !bx_html_is (child, "a")
        && !bx_html_is (child, "script") && !bx_html_is (child, "style"))
      count_own (child, n_chars, n_pauses);
    else if (child->type == XML_TEXT_NODE)
      for (const char *p = (const char *) child->content; *p != '\0'; p = g_utf8_next_char (p)) {
        gunichar c = g_utf8_get_char (p);

        *n_chars += !g_unichar_isspace (c);
        *n_pauses += c == 0xFF0C || c == ',' || c == 0x3002 || c == 0x3001;
      }
}

static void
add_points (Search *search, const xmlNode *node, int points)
{
  int old;

  if (node == NULL || node->type != XML_ELEMENT_NODE)
    return;
  old = GPOINTER_TO_INT (g_hash_table_lookup (search->scores, node));
  if (old == 0
      && (has_word (node, article_words, G_N_ELEMENTS (article_words))
          || bx_html_is (node, "article") || bx_html_is (node, "main")))
    points += NAME_POINTS;
  g_hash_table_insert (search->scores, (void *) node, GINT_TO_POINTER (old + points));
}

static void
score (Search *search, const xmlNode *node, int depth)
{
  int n_chars = 0;
  int n_pauses = 0;

  if (node->type != XML_ELEMENT_NODE || depth > BX_HTML_MAX_DEPTH || bx_html_is (node, "script")
      || bx_html_is (node, "style"))
    return;
  if (bx_html_is (node, "title") && search->title == NULL)
    search->title = node;
  if (bx_html_is_furniture (node))
    return;
  if (bx_html_is (node, "h1") && search->h1 == NULL)
    search->h1 = node;
  if (bx_html_is_block (node) && node->parent != NULL && !bx_html_is (node, "title")) {
    count_own (node, &n_chars, &n_pauses);
    if (n_chars >= LEAST_CHARS) {
      int points = 2 * (1 + n_pauses + MIN (n_chars / CHARS_A_POINT, 3));

      /* Lines that only br divides are paragraphs of the element itself. */
      add_points (search, bx_html_is (node, "p") ? node->parent : node, points);
      if (node->parent->parent != NULL)
        add_points (search, bx_html_is (node, "p") ? node->parent->parent : node->parent,
                    points / 2);
    }
  }
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    score (search, child, depth + 1);
}

static const xmlNode *
find_best (const Search *search, const xmlNode *otherwise)
{
  const xmlNode *best = otherwise;
  int most = 0;
  GHashTableIter iter;
  void *key, *value;

  g_hash_table_iter_init (&iter, search->scores);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    int n_linked = 0;
    int n = MAX (1, bx_html_count (key, &n_linked));
    int points = (int) ((gint64) GPOINTER_TO_INT (value) * (n - n_linked) * 100 / n);

    /* Of two that are as good, the one that comes first in the page. */
    if (points > most
        || (points == most && best != NULL
            && xmlGetLineNo ((xmlNode *) key) < xmlGetLineNo ((xmlNode *) best))) {
      most = points;
      best = key;
    }
  }
  return best;
}

/* The innermost element that begins a line and says what a title begins with, before a mark: the headline
 * of a page without h1. */
static const xmlNode *
find_in (const xmlNode *node, const char *title, int depth)
{
  g_autofree char *text = NULL;
  int n_linked = 0;
  gsize len;

  if (node->type != XML_ELEMENT_NODE || depth > BX_HTML_MAX_DEPTH || bx_html_is (node, "head")
      || bx_html_is_furniture (node))
    return NULL;
  for (const xmlNode *child = node->children; child != NULL; child = child->next) {
    const xmlNode *found = find_in (child, title, depth + 1);

    if (found != NULL)
      return found;
  }
  if (!bx_html_is_block (node) || bx_html_count (node, &n_linked) > MAX_TITLE_CHARS)
    return NULL;
  text = text_of (node);
  len = strlen (text);
  return len >= LEAST_TITLE_BYTES && strncmp (title, text, len) == 0
                 && (title[len] == '\0' || g_utf8_strchr ("-_|｜—–·", -1, g_utf8_get_char (title + len)))
             ? node
             : NULL;
}

static const xmlNode *
find_titled (const xmlNode *top, const xmlNode *title)
{
  g_autofree char *text = title != NULL ? text_of (title) : NULL;

  return text != NULL ? find_in (top, text, 0) : NULL;
}

BxPageParts
bx_html_find_article (xmlDoc *page)
{
  g_autoptr (GHashTable) scores = g_hash_table_new (NULL, NULL);
  Search search = { .scores = scores };
  const xmlNode *top = xmlDocGetRootElement (page);
  BxPageParts parts = { 0 };

  if (top == NULL)
    return parts;
  score (&search, top, 0);
  parts.root = find_best (&search, top);
  parts.headline = search.h1 != NULL ? search.h1 : find_titled (top, search.title);
  if (parts.headline == NULL)
    parts.headline = search.title;
  return parts;
}
