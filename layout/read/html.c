/* HTML: a saved web page as a raw article. libxml2 reads the page, extract.c finds the article in
 * it; here its text is followed through the source, and what is navigation or advertisement is left
 * out and said so. Nothing is fetched, and no entity is read from elsewhere. */
#include "html.h"

#include <stdlib.h>
#include <string.h>

#define MAX_LISTED 40 /* findings about what was left out */
#define MAX_STRAY 64  /* characters in a row that the parser dropped */

typedef struct {
  BxBuild *build;
  BxFollow follow;
  BxPageParts parts;
  BxBlockKind kind;    /* of the text that comes */
  gboolean is_article; /* between headline and the end of the article */
  gboolean is_over;
  int left_out; /* elements around that are left out */
  gboolean has_headline;
  gboolean has_blank; /* the text had one since its last character */
  GString *reading;   /* of a ruby; NULL outside of one */
  int ruby;           /* where its base begins */
  char *file;         /* of a picture that waits for its caption */
  char *alternative;
  int file_at;
  const xmlNode *line; /* the innermost element that begins a line */
  GArray *cells;       /* BxSlice, of a table that is being read; NULL outside of one */
  int cell;            /* where the text of its last cell begins; -1 while there is none */
  gboolean wants_blank; /* before the next character */
  int n_listed;
} Page;

static const struct {
  const char *name;
  BxMarkupKind kind;
} inline_elements[] = {
  { "b", BX_MARKUP_STRONG },    { "strong", BX_MARKUP_STRONG }, { "i", BX_MARKUP_EMPHASIS },
  { "em", BX_MARKUP_EMPHASIS }, { "u", BX_MARKUP_PROPER_NOUN }, { "cite", BX_MARKUP_BOOK_TITLE },
  { "a", BX_MARKUP_LINK },
};

/* --- is it? --------------------------------------------------------------------------------- */

gboolean
bx_is_html (const char *source)
{
  static const char *const starts[] = { "<!doctype html", "<html", "<head", "<body",
                                        "<article",       "<div",  "<p>",   "<section",
                                        "<meta",          "<h1",   "<?xml" };

  source += strspn (source, " \t\r\n");
  while (g_str_has_prefix (source, "<!--")) {
    const char *end = strstr (source, "-->");

    if (end == NULL)
      return FALSE;
    source = end + 3;
    source += strspn (source, " \t\r\n");
  }
  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_ascii_strncasecmp (source, starts[i], strlen (starts[i])) == 0)
      return TRUE;
  return FALSE;
}

/* --- following ------------------------------------------------------------------------------ */

/* The end of the tag, comment or declaration that begins at a place; 0 where none does. */
static int
tag_length (const char *p, const char *end)
{
  const char *close;
  char quote = 0;

  if (g_str_has_prefix (p, "<!--")) {
    close = strstr (p + 4, "-->");
    return (int) ((close != NULL ? close + 3 : end) - p);
  }
  if (p[0] != '<' || (!g_ascii_isalpha (p[1]) && strchr ("/!?", p[1]) == NULL) || p[1] == '\0')
    return 0;
  for (const char *q = p + 1; q < end; q++)
    if (quote != 0)
      quote = *q == quote ? 0 : quote;
    else if (*q == '>')
      return (int) (q + 1 - p);
    else if ((*q == '"' || *q == '\'') && q[-1] == '=')
      quote = *q;
  return (int) (end - p);
}

static gboolean
is_blank (gunichar c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* One blank of the source on the way to the next character: the first in a text stands for all. */
static void
pass_blank (Page *page)
{
  BxFollow *follow = &page->follow;
  gunichar c = bx_follow_char (follow);

  if (follow->first < 0 || page->has_blank || page->left_out > 0 || !page->is_article)
    follow->at++;
  else if (c == ' ')
    bx_follow_take (follow, 1);
  else
    bx_follow_replace (follow, 1, ' ', BX_EDIT_BREAK);
  page->has_blank = TRUE;
}

/* A tag that divides two cells stands for the blank between them, if there is none. */
static void
pass_tag (Page *page, int length)
{
  BxFollow *follow = &page->follow;

  if (page->wants_blank && !page->has_blank && follow->first >= 0 && length <= BX_RAW_MAX_SHORT) {
    bx_follow_replace (follow, length, ' ', BX_EDIT_MARKUP);
    page->has_blank = TRUE;
  } else
    bx_follow_skip (follow, follow->at + length);
}

/* Goes over tags and blanks to where the next character of the page stands. */
static gboolean
reach (Page *page, gunichar c)
{
  BxFollow *follow = &page->follow;
  const char *source = follow->source;
  int n_stray = 0;

  while (follow->at < follow->end && n_stray <= MAX_STRAY) {
    gunichar s = bx_follow_char (follow);
    int tag = s == '<' ? tag_length (source + follow->at, source + follow->end) : 0;

    if (tag > 0)
      pass_tag (page, tag);
    else if (is_blank (s))
      pass_blank (page);
    else if (s == c || (s == '&' && bx_follow_entity (follow, c) > 0))
      return TRUE;
    else { /* a control character, or what is no HTML: the parser dropped it */
      bx_follow_skip (follow, follow->at + g_unichar_to_utf8 (s, NULL));
      n_stray++;
    }
  }
  follow->is_lost = TRUE;
  return FALSE;
}

static gboolean
is_text (const Page *page)
{
  return page->is_article && page->left_out == 0;
}

static void
follow_text (Page *page, const char *text)
{
  BxFollow *follow = &page->follow;

  for (const char *p = text; *p != '\0' && !follow->is_lost; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gunichar s;
    int length;

    if (is_blank (c))
      continue;
    if (!reach (page, c))
      return;
    page->wants_blank = FALSE;
    if (page->cell < 0)
      page->cell = follow->at;
    s = bx_follow_char (follow);
    length = s == c && (s != '&' || bx_follow_entity (follow, c) == 0)
                 ? g_unichar_to_utf8 (c, NULL)
                 : bx_follow_entity (follow, c);
    if (!is_text (page))
      bx_follow_leave_out (follow, length);
    else if (s == c && length == g_unichar_to_utf8 (c, NULL))
      bx_follow_take (follow, length);
    else
      bx_follow_replace (follow, length, c, BX_EDIT_MARKUP);
    page->has_blank = FALSE;
    if (page->reading != NULL && follow->is_silent)
      g_string_append_unichar (page->reading, c);
  }
}

/* What a script or a style sheet says is no text at all. */
static void
skip_element (Page *page, const char *name)
{
  BxFollow *follow = &page->follow;
  g_autofree char *close = g_strdup_printf ("</%s", name);
  gsize open_len = strlen (name);

  for (int at = follow->at; at + 1 < follow->end; at++) {
    if (follow->source[at] != '<'
        || g_ascii_strncasecmp (follow->source + at + 1, name, open_len) != 0)
      continue;
    for (; at < follow->end; at++)
      if (follow->source[at] == '<'
          && g_ascii_strncasecmp (follow->source + at, close, strlen (close)) == 0)
        break;
    bx_follow_skip (follow, at);
    return;
  }
}

/* --- blocks --------------------------------------------------------------------------------- */

static void
add_figure (Page *page, int block)
{
  BxFigure figure = { .block = block,
                      .file = g_steal_pointer (&page->file),
                      .alternative = g_steal_pointer (&page->alternative) };

  figure.credit = bx_find_credit (page->build->raw->source,
                                  g_array_index (page->build->blocks, BxRawBlock, block).text);
  bx_build_add_figure (page->build, figure, page->file_at);
}

/* A picture that found no caption stands before the text that came instead of one. */
static void
place_picture (Page *page)
{
  int at = page->follow.first >= 0 ? page->follow.first : page->follow.at;

  if (page->file != NULL)
    add_figure (page, bx_build_add_block (page->build, BX_BLOCK_CAPTION, bx_slice (at, at)));
}

/* A page's title is the headline, and then the site's name after a dash or a bar. */
static BxSlice
split_title (Page *page, BxSlice title)
{
  static const char *const dividers[] = { "--", "——", " - ", " – ", " — ", " | ", "｜", "_", "|", "-" };
  const char *source = page->build->raw->source;

  for (gsize i = 0; i < G_N_ELEMENTS (dividers); i++) {
    const char *found = g_strrstr_len (source + title.start, bx_slice_len (title), dividers[i]);
    BxSlice site;

    if (found == NULL || found == source + title.start)
      continue;
    site = bx_slice ((int) (found - source + strlen (dividers[i])), title.end);
    title.end = (int) (found - source);
    bx_build_add_block (page->build, BX_BLOCK_HEADLINE, title);
    return site;
  }
  return title;
}

static void
end_block (Page *page)
{
  BxFollow *follow = &page->follow;
  BxBlockKind kind = page->kind;
  BxSlice text;
  int block;

  page->has_blank = FALSE;
  if (follow->first < 0)
    return;
  if (kind == BX_BLOCK_HEADLINE && page->has_headline)
    kind = BX_BLOCK_CROSSHEAD;
  page->has_headline |= kind == BX_BLOCK_HEADLINE;
  if (kind == BX_BLOCK_UNKNOWN && page->file != NULL && page->line != NULL
      && bx_html_is_caption (page->line))
    kind = BX_BLOCK_CAPTION;
  if (kind == BX_BLOCK_CAPTION && page->file == NULL)
    kind = BX_BLOCK_FINE; /* of a picture that is not there */
  else if (kind != BX_BLOCK_CAPTION)
    place_picture (page);
  text = bx_slice (follow->first, follow->last);
  if (kind == BX_BLOCK_HEADLINE && bx_html_is (page->parts.headline, "title")) {
    BxSlice site = split_title (page, text);

    kind = site.start != text.start ? BX_BLOCK_PUBLICATION : kind;
    text = site;
  }
  block = bx_build_add_block (page->build, kind, text);
  if (kind == BX_BLOCK_CAPTION)
    add_figure (page, block);
  bx_follow_begin (follow);
}

static BxBlockKind
kind_of (const Page *page, const xmlNode *node, BxBlockKind around)
{
  if (node == page->parts.headline)
    return BX_BLOCK_HEADLINE;
  if (bx_html_is (node, "figcaption"))
    return BX_BLOCK_CAPTION;
  if (bx_html_is_account (node))
    return BX_BLOCK_PUBLICATION;
  if (bx_html_is_author (node))
    return BX_BLOCK_BYLINE;
  if (bx_html_is (node, "caption"))
    return BX_BLOCK_CROSSHEAD;
  if (node->name[0] == 'h' && g_ascii_isdigit (node->name[1]) && node->name[2] == '\0')
    return BX_BLOCK_CROSSHEAD;
  return around;
}

/* Icons and counters are no pictures of the article. */
static gboolean
is_small (const xmlNode *node)
{
  const char *sizes[] = { bx_html_attribute (node, "width"), bx_html_attribute (node, "height") };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (sizes[i] != NULL && g_ascii_isdigit (sizes[i][0])
        && g_ascii_strtoll (sizes[i], NULL, 10) < 80 && strchr (sizes[i], '%') == NULL)
      return TRUE;
  return FALSE;
}

/* The file that an attribute names, as it is written on disk. (transfer full) */
static char *
file_of (const xmlNode *node, const char *attribute)
{
  const char *source = bx_html_attribute (node, attribute);
  char *file = source != NULL ? g_uri_unescape_string (source, NULL) : NULL;

  if (file != NULL && g_utf8_validate (file, -1, NULL))
    return file;
  g_free (file);
  return g_strdup (source);
}

/* Pages that load their pictures late name them elsewhere, and a stand-in in src. (transfer full) */
static char *
find_file (const Page *page, const xmlNode *node)
{
  static const char *const late[] = {
    "data-src", "data-original", "data-lazy-src", "data-lazyload", "data-actualsrc", "data-url",
  };
  g_autofree char *source = file_of (node, "src");
  const char *why;

  for (gsize i = 0; i < G_N_ELEMENTS (late); i++) {
    g_autofree char *file = file_of (node, late[i]);

    if (file != NULL
        && (source == NULL || g_str_has_prefix (source, "data:")
            || (page->build->raw->folder != NULL && bx_build_check_file (page->build, file, &why))))
      return g_steal_pointer (&file);
  }
  return g_steal_pointer (&source);
}

static void
take_picture (Page *page, const xmlNode *node)
{
  const char *alternative = bx_html_attribute (node, "alt");
  g_autofree char *file = is_text (page) && !is_small (node) ? find_file (page, node) : NULL;

  if (file == NULL)
    return;
  end_block (page);
  place_picture (page);
  page->file = g_steal_pointer (&file);
  page->alternative = g_strdup (alternative != NULL ? alternative : "");
  page->file_at = bx_build_line_start (page->build, (int) xmlGetLineNo ((xmlNode *) node));
}

/* --- what is left out ----------------------------------------------------------------------- */

static void
collect_words (const xmlNode *node, GString *words)
{
  if (node->type == XML_TEXT_NODE)
    for (const char *p = (const char *) node->content; *p != '\0' && words->len < 60;
         p = g_utf8_next_char (p)) {
      gboolean is_space = is_blank (g_utf8_get_char (p));

      if (!is_space)
        g_string_append_unichar (words, g_utf8_get_char (p));
      else if (words->len > 0 && words->str[words->len - 1] != ' ')
        g_string_append_c (words, ' ');
    }
  if (node->type != XML_ELEMENT_NODE || bx_html_is (node, "script") || bx_html_is (node, "style"))
    return;
  for (const xmlNode *child = node->children; child != NULL && words->len < 60; child = child->next)
    collect_words (child, words);
}

static void
list_left_out (Page *page, const xmlNode *node)
{
  g_autoptr (GString) words = g_string_new (NULL);

  collect_words (node, words);
  g_strchomp (words->str);
  if (words->str[0] == '\0' || page->build->report == NULL || page->n_listed++ >= MAX_LISTED)
    return;
  bx_report_add (page->build->report, BX_NOTE, "left-out", (int) xmlGetLineNo ((xmlNode *) node), 1,
                 "no part of the article, left out: <%s> “%s…”", (const char *) node->name,
                 words->str);
}

/* --- the walk ------------------------------------------------------------------------------- */

static void walk_node (Page *page, const xmlNode *node, int depth);
static void walk_children (Page *page, const xmlNode *node, int depth);

/* Not to a place in the page, and not to a program of it. */
static gboolean
leads_somewhere (const char *address)
{
  return address != NULL && address[0] != '#' && address[0] != '\0'
         && g_ascii_strncasecmp (address, "javascript:", strlen ("javascript:")) != 0;
}

static void
walk_marked (Page *page, const xmlNode *node, BxMarkupKind kind, int depth)
{
  const char *address = kind == BX_MARKUP_LINK ? bx_html_attribute (node, "href") : NULL;
  gboolean was_text = page->follow.first >= 0;
  int old = page->follow.last;
  int block = (int) page->build->blocks->len;
  BxMarkup markup = { .kind = kind, .block = -1 };

  walk_children (page, node, depth);
  /* The text began after the last character before it, and ended in the same block. */
  markup.text = bx_slice (was_text ? old : page->follow.first, page->follow.last);
  if (!is_text (page) || block != (int) page->build->blocks->len || bx_slice_is_empty (markup.text)
      || markup.text.start < 0
      || (kind == BX_MARKUP_LINK && !leads_somewhere (address)))
    return;
  markup.value = g_strdup (address);
  g_array_append_val (page->build->markups, markup);
}

static void
walk_ruby (Page *page, const xmlNode *ruby, int depth)
{
  BxFollow *follow = &page->follow;
  int start = follow->first < 0 ? -1 : follow->last;

  for (const xmlNode *child = ruby->children; child != NULL && !follow->is_lost;
       child = child->next) {
    BxMarkup markup = { .kind = BX_MARKUP_RUBY, .block = -1 };

    follow->is_silent = bx_html_is (child, "rt") || bx_html_is (child, "rp");
    if (bx_html_is (child, "rt"))
      page->reading = g_string_new (NULL);
    if (child->type == XML_TEXT_NODE)
      follow_text (page, (const char *) child->content);
    else
      walk_children (page, child, depth);
    follow->is_silent = FALSE;
    if (page->reading == NULL)
      continue;
    markup.text = bx_slice (start < 0 ? follow->first : start, follow->last);
    markup.value = g_string_free (g_steal_pointer (&page->reading), FALSE);
    if (is_text (page) && markup.text.start >= 0 && !bx_slice_is_empty (markup.text))
      g_array_append_val (page->build->markups, markup);
    else
      g_free (markup.value);
    start = follow->last;
  }
}

static void
walk_block (Page *page, const xmlNode *node, int depth)
{
  BxBlockKind around = page->kind;
  const xmlNode *line = page->line;

  end_block (page);
  page->kind = kind_of (page, node, around);
  page->line = node;
  walk_children (page, node, depth);
  end_block (page);
  page->kind = around;
  page->line = line;
  if (bx_html_is (node, "figure"))
    place_picture (page);
}

static void
walk_cell (Page *page, const xmlNode *node, int depth)
{
  BxSlice none = { 0, 0 };
  BxSlice cell;
  const char *columns = bx_html_attribute (node, "colspan");

  page->cell = -1;
  page->wants_blank = TRUE;
  walk_children (page, node, depth);
  cell = page->cell >= 0 ? bx_slice (page->cell, page->follow.last) : none;
  g_array_append_val (page->cells, cell);
  for (int i = columns != NULL ? atoi (columns) : 1; i > 1; i--)
    g_array_append_val (page->cells, none);
}

/* A part of a table: all its text is one block. A row has as many cells as the first. */
static void
walk_in_table (Page *page, const xmlNode *node, int n_columns, int depth)
{
  for (const xmlNode *child = node->children; child != NULL && !page->follow.is_lost;
       child = child->next)
    if (bx_html_is (child, "td") || bx_html_is (child, "th"))
      walk_cell (page, child, depth + 1);
    else if (bx_html_is (child, "tr") || bx_html_is (child, "tbody") || bx_html_is (child, "thead")
             || bx_html_is (child, "tfoot"))
      walk_in_table (page, child, n_columns, depth + 1);
    else if (!bx_html_is (child, "caption"))
      walk_node (page, child, depth + 1);
  if (bx_html_is (node, "tr"))
    g_array_set_size (page->cells,
                      (page->cells->len + (guint) n_columns - 1) / (guint) n_columns
                          * (guint) n_columns);
}

static void
walk_table (Page *page, const xmlNode *node, BxTable table, int depth)
{
  BxBlockKind around = page->kind;

  end_block (page);
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (bx_html_is (child, "caption"))
      walk_node (page, child, depth + 1);
  page->cells = g_array_new (FALSE, TRUE, sizeof (BxSlice));
  page->kind = BX_BLOCK_TABLE;
  walk_in_table (page, node, table.n_columns, depth);
  if (page->follow.first >= 0)
    place_picture (page);
  table.block = (int) page->build->blocks->len;
  table.n_rows = (int) page->cells->len / table.n_columns;
  if (page->follow.first >= 0) {
    table.cells = (BxSlice *) (void *) g_array_free (page->cells, FALSE);
    g_array_append_val (page->build->tables, table);
  } else
    g_array_unref (page->cells);
  page->cells = NULL;
  end_block (page);
  page->kind = around;
}

static void
walk_element (Page *page, const xmlNode *node, int depth)
{
  BxTable table = { 0 };

  if (bx_html_is (node, "script") || bx_html_is (node, "style")) {
    skip_element (page, (const char *) node->name);
    return;
  }
  if (bx_html_is (node, "img"))
    take_picture (page, node);
  if (bx_html_is (node, "ruby")) {
    walk_ruby (page, node, depth);
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (inline_elements); i++)
    if (bx_html_is (node, inline_elements[i].name)) {
      walk_marked (page, node, inline_elements[i].kind, depth);
      return;
    }
  if (page->cells != NULL) {
    page->wants_blank |= bx_html_is_block (node);
    walk_children (page, node, depth);
  } else if (is_text (page) && bx_html_measure_table (node, &table))
    walk_table (page, node, table, depth);
  else if (bx_html_is_block (node) || bx_html_is_info (node))
    walk_block (page, node, depth);
  else
    walk_children (page, node, depth);
}

static gboolean
holds (const xmlNode *node, const xmlNode *part)
{
  while (part != NULL && part != node)
    part = part->parent;
  return part == node;
}

/* Furniture, and what stands before the headline or after the article. */
static gboolean
is_left_out (const Page *page, const xmlNode *node)
{
  if (holds (node, page->parts.root) || holds (node, page->parts.headline))
    return FALSE;
  return bx_html_is_furniture (node)
         || (!page->is_article && bx_html_is_block (node) && !bx_html_is (node, "title"));
}

/* The article begins with its headline or with its first paragraph, and ends with the element that
 * holds it. */
static void
walk_node (Page *page, const xmlNode *node, int depth)
{
  gboolean is_title = node == page->parts.headline;
  gboolean is_out;

  if (depth > BX_HTML_MAX_DEPTH || page->follow.is_lost)
    return;
  if (node->type == XML_TEXT_NODE) {
    follow_text (page, (const char *) node->content);
    return;
  }
  if (node->type != XML_ELEMENT_NODE)
    return;
  is_out = page->left_out > 0 || is_left_out (page, node);
  if (is_out && page->left_out == 0)
    list_left_out (page, node);
  page->left_out += is_out;
  if (is_title || node == page->parts.root)
    page->is_article = !page->is_over;
  walk_element (page, node, depth);
  page->left_out -= is_out;
  if (is_title && bx_html_is (node, "title"))
    page->is_article = FALSE; /* far from the text */
  if (node == page->parts.root) {
    end_block (page);
    place_picture (page);
    page->is_article = FALSE;
    page->is_over = TRUE;
  }
}

static void
walk_children (Page *page, const xmlNode *node, int depth)
{
  for (const xmlNode *child = node->children; child != NULL && !page->follow.is_lost;
       child = child->next)
    walk_node (page, child, depth + 1);
}

static gboolean
fail_unread (const Page *page, GError **error)
{
  int at = MIN (page->follow.at, page->build->raw->source_len);

  bx_error_at (error, BX_ERROR_INPUT, page->build->raw->name, bx_build_line_of (page->build, at),
               bx_build_column_of (page->build, at),
               "this page cannot be read as HTML; save it again from the browser");
  return FALSE;
}

gboolean
bx_read_html (BxBuild *build, GError **error)
{
  BxRaw *raw = build->raw;
  Page page = { .build = build, .kind = BX_BLOCK_UNKNOWN };
  xmlDoc *document = htmlReadMemory (raw->source, raw->source_len, NULL, "UTF-8",
                                     HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET
                                         | HTML_PARSE_RECOVER);

  page.follow = (BxFollow){
    .build = build, .source = raw->source, .end = raw->source_len, .first = -1, .last = -1
  };
  raw->is_page = TRUE;
  if (document == NULL)
    return fail_unread (&page, error);
  page.parts = bx_html_find_article (document);
  if (page.parts.root != NULL)
    walk_node (&page, xmlDocGetRootElement (document), 0);
  end_block (&page);
  g_free (page.file);
  g_free (page.alternative);
  if (page.reading != NULL)
    g_string_free (page.reading, TRUE);
  xmlFreeDoc (document);
  return page.follow.is_lost ? fail_unread (&page, error) : TRUE;
}
