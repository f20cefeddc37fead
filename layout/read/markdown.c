/* Markdown: which block is what. cmark reads the blocks; front matter, ::: fences and footnotes,
 * which it does not know, are masked for it first. The syntax is written down in
 * docs/manuscript.md. */
#include "markdown.h"

#include <string.h>

#define MAX_DEPTH 32
#define MAX_NOTES 999
#define MAX_FENCES 99
#define MAX_PULLS 99
#define MAX_ATTRIBUTION 120 /* bytes of the name under a quotation */

/* --- is it? --------------------------------------------------------------------------------- */

static gboolean
is_heading (const char *line)
{
  gsize n = strspn (line, "#");

  return n >= 1 && n <= 6 && line[n] == ' ' && line[n + 1] != '\0';
}

/* A line that plain text hardly ever has. */
static gboolean
is_telling (const char *line)
{
  const char *p;

  if (is_heading (line) || g_str_has_prefix (line, "![") || g_str_has_prefix (line, ":::")
      || g_str_has_prefix (line, "```"))
    return TRUE;
  p = strstr (line, "](");
  return p != NULL && memchr (line, '[', (gsize) (p - line)) != NULL && strchr (p, ')') != NULL;
}

gboolean
bx_is_markdown (const char *name, const char *source)
{
  const char *dot = strrchr (name, '.');

  if (bx_front_matter_length (source) > 0
      || (dot != NULL
          && (g_ascii_strcasecmp (dot, ".md") == 0 || g_ascii_strcasecmp (dot, ".markdown") == 0)))
    return TRUE;
  for (const char *line = source; *line != '\0';) {
    gsize len = strcspn (line, "\r\n");
    g_autofree char *copy = strchr ("#!:`", *line) != NULL || memchr (line, '[', len) != NULL
                                ? g_strndup (line, len)
                                : NULL;

    if (copy != NULL && is_telling (copy))
      return TRUE;
    line += len + (line[len] != '\0');
  }
  return FALSE;
}

/* --- what cmark is not to see --------------------------------------------------------------- */

static void
blank (BxMarkdown *markdown, int start, int end)
{
  for (int i = start; i < end; i++)
    if (markdown->masked[i] != '\n' && markdown->masked[i] != '\r')
      markdown->masked[i] = ' ';
}

static void
open_fence (BxMarkdown *markdown, int start, int end)
{
  const char *source = markdown->build->raw->source;
  int at = start + (int) strspn (source + start, ": \t");
  int word = at + (int) strcspn (source + at, " \t\r\n{");
  BxFence fence = { .start = start, .end = G_MAXINT };
  int n_sidebars = 0;

  for (guint i = 0; i < markdown->fences->len; i++)
    n_sidebars = MAX (n_sidebars, g_array_index (markdown->fences, BxFence, i).sidebar);
  fence.is_fine = word - at == 4 && strncmp (source + at, "fine", 4) == 0;
  if (word - at == 7 && strncmp (source + at, "sidebar", 7) == 0)
    fence.sidebar = n_sidebars + 1;
  else if (!fence.is_fine)
    bx_build_warn (markdown->build, BX_WARNING, "unknown-fence", start,
                   "“::: %.*s” is not known; write ::: sidebar or ::: fine", MIN (40, word - at),
                   source + at);
  word += (int) strspn (source + word, " \t");
  while (end > word && strchr (" \t:", source[end - 1]) != NULL)
    end--;
  fence.title = bx_slice (word, MAX (word, end));
  g_array_append_val (markdown->fences, fence);
}

/* The innermost fence that is open ends; FALSE where none is. */
static gboolean
close_fence (BxMarkdown *markdown, int at)
{
  for (int i = (int) markdown->fences->len - 1; i >= 0; i--) {
    BxFence *fence = &g_array_index (markdown->fences, BxFence, i);

    if (fence->end == G_MAXINT) {
      fence->end = at;
      return TRUE;
    }
  }
  return FALSE;
}

static void
mask_fence (BxMarkdown *markdown, int start, int end)
{
  const char *source = markdown->build->raw->source;
  int at = start + (int) strspn (source + start, ":");

  at += (int) strspn (source + at, " \t");
  if (at < end)
    open_fence (markdown, start, end);
  else if (!close_fence (markdown, start))
    bx_build_warn (markdown->build, BX_WARNING, "unknown-fence", start,
                   "::: closes nothing; take it out");
  blank (markdown, start, end);
}

static gboolean
is_wide_mark (gunichar c)
{
  return (c >= 0x2010 && c <= 0x2027) || (c > 0x3000 && c <= 0x301F) || (c > 0xFF00 && c < 0xFF10)
         || (c >= 0xFF1A && c <= 0xFF1F);
}

/* All of them take three bytes, as their mask does. What is blank already, as the title of a fence
 * is, stays so. */
static void
mask_mark (BxMarkdown *markdown, const char *mark)
{
  char *masked = markdown->masked + (mark - markdown->build->raw->source);

  if (*masked != ' ' && is_wide_mark (g_utf8_get_char (mark)))
    g_unichar_to_utf8 (BX_MARK_MASK, masked);
}

static void
mask_marks (BxMarkdown *markdown, int start)
{
  const char *source = markdown->build->raw->source;

  for (const char *p = strchr (source + start, '*'); p != NULL; p = strchr (p, '*')) {
    const char *end = p + strspn (p, "*");

    if (p > source)
      mask_mark (markdown, g_utf8_prev_char (p));
    if (*end != '\0')
      mask_mark (markdown, end);
    p = end;
  }
}

/* Numbers the marks of notes in the order of their coming, those of the notes themselves last. */
static void
mask_notes (BxMarkdown *markdown, int start, gboolean takes_notes)
{
  const char *source = markdown->build->raw->source;

  for (const char *p = strstr (source + start, "[^"); p != NULL; p = strstr (p + 2, "[^")) {
    int at = (int) (p - source);
    BxSlice id;
    int length = bx_note_mark (source, at, &id);
    gboolean is_note = length > 0 && p[length] == ':';
    int next = (int) g_hash_table_size (markdown->notes) + 1;
    int none = -1;
    char *name;

    if (length == 0 || (at > 0 && p[-1] == '\\') || next > MAX_NOTES
        || markdown->masked[at] == ' ')
      continue;
    markdown->masked[at] = BX_NOTE_MASK;
    name = bx_slice_dup (source, id);
    if (is_note == takes_notes && !g_hash_table_contains (markdown->notes, name)) {
      g_hash_table_insert (markdown->notes, name, GINT_TO_POINTER (next));
      g_array_append_val (markdown->note_blocks, none);
    } else
      g_free (name);
  }
}

static void
mask (BxMarkdown *markdown, int front)
{
  BxBuild *build = markdown->build;
  const char *source = build->raw->source;

  blank (markdown, 0, front);
  for (int line = bx_build_line_of (build, front); line <= (int) build->lines->len; line++) {
    int start = bx_build_line_start (build, line);
    int end = start + (int) strcspn (source + start, "\r\n");

    if (start >= front && strncmp (source + start, ":::", 3) == 0
        && markdown->fences->len < MAX_FENCES)
      mask_fence (markdown, start, end);
  }
  for (guint i = 0; i < markdown->fences->len; i++) {
    BxFence *fence = &g_array_index (markdown->fences, BxFence, i);

    if (fence->end == G_MAXINT)
      bx_build_warn (build, BX_WARNING, "unknown-fence", fence->start,
                     "this ::: is never closed; write ::: where it ends");
  }
  mask_marks (markdown, front);
  mask_notes (markdown, front, FALSE);
  mask_notes (markdown, front, TRUE);
}

const BxFence *
bx_markdown_fence_at (const BxMarkdown *markdown, int place)
{
  for (int i = (int) markdown->fences->len - 1; i >= 0; i--) {
    const BxFence *fence = &g_array_index (markdown->fences, BxFence, i);

    if (fence->start <= place && place < fence->end && (fence->is_fine || fence->sidebar > 0))
      return fence;
  }
  return NULL;
}

/* --- blocks --------------------------------------------------------------------------------- */

/* The titles of fences that open before a place become crossheads. */
static void
open_fences (BxMarkdown *markdown, int place)
{
  for (guint i = 0; i < markdown->fences->len; i++) {
    BxFence *fence = &g_array_index (markdown->fences, BxFence, i);

    if (fence->start >= place || fence->is_open)
      continue;
    fence->is_open = TRUE;
    if (!bx_slice_is_empty (fence->title))
      bx_build_add_block (markdown->build, fence->is_fine ? BX_BLOCK_FINE : BX_BLOCK_CROSSHEAD,
                          fence->title);
  }
}

/* Ends with the last line of a node; begins at its first byte, after the marks of what it is in. */
static void
follow_node (BxMarkdown *markdown, cmark_node *node)
{
  const BxBuild *build = markdown->build;
  BxFollow *follow = &markdown->follow;
  int start = bx_build_line_start (build, cmark_node_get_start_line (node))
              + MAX (cmark_node_get_start_column (node), 1) - 1;
  int end = bx_build_line_start (build, cmark_node_get_end_line (node) + 1);

  follow->at = MAX (follow->at, MIN (start, build->raw->source_len));
  follow->end = MAX (follow->at, end);
}

static BxBlockKind
kind_at (const BxMarkdown *markdown, BxBlockKind kind)
{
  const BxFence *fence = bx_markdown_fence_at (markdown, markdown->follow.at);

  return fence != NULL && fence->is_fine && kind == BX_BLOCK_PARAGRAPH ? BX_BLOCK_FINE : kind;
}

/* The first heading of the first level is the headline; all others stand in the text. */
static void
read_heading (BxMarkdown *markdown, cmark_node *node)
{
  BxFollow *follow = &markdown->follow;
  gboolean is_headline = cmark_node_get_heading_level (node) == 1 && !markdown->has_headline;

  follow_node (markdown, node);
  if (bx_follow_char (follow) == '#') {
    int at = follow->at + (int) strspn (follow->source + follow->at, "#");

    bx_follow_skip (follow, at + (int) strspn (follow->source + at, " \t"));
  }
  markdown->has_headline |= is_headline;
  bx_markdown_inlines (markdown, node, is_headline ? BX_BLOCK_HEADLINE : BX_BLOCK_CROSSHEAD);
}

/* Code, and HTML that stands alone: line by line, as it is. */
static void
read_lines (BxMarkdown *markdown, cmark_node *node, gboolean is_html)
{
  const BxBuild *build = markdown->build;
  const char *source = build->raw->source;
  int first = cmark_node_get_start_line (node);
  int last = cmark_node_get_end_line (node);
  gboolean is_comment = FALSE;

  for (int line = first; line <= last; line++) {
    int start = bx_build_line_start (build, line);
    int end = start + (int) strcspn (source + start, "\r\n");

    start += (int) strspn (source + start, " \t>");
    while (end > start && (source[end - 1] == ' ' || source[end - 1] == '\t'))
      end--;
    if (start >= end || start < markdown->follow.at || g_str_has_prefix (source + start, "```")
        || g_str_has_prefix (source + start, "~~~"))
      continue;
    markdown->follow.at = end;
    if (source[start] == ':' && markdown->masked[start] == ' ') {
      open_fences (markdown, end); /* it stands in HTML that is never closed */
      continue;
    }
    is_comment |= is_html && g_str_has_prefix (source + start, "<!--");
    if (is_comment) {
      g_autofree char *text = g_strndup (source + start, (gsize) (end - start));

      is_comment = strstr (text, "-->") == NULL;
      continue;
    }
    if (is_html && source[start] == '<' && source[end - 1] == '>'
        && memchr (source + start, '>', (gsize) (end - start - 1)) == NULL)
      continue; /* a tag and nothing else */
    bx_build_add_block (markdown->build, kind_at (markdown, BX_BLOCK_PARAGRAPH),
                        bx_slice (start, end));
  }
}

static void read_blocks (BxMarkdown *markdown, cmark_node *parent, int depth);

/* A point before an item, or its number. */
static void
read_item (BxMarkdown *markdown, cmark_node *item, int depth)
{
  BxFollow *follow = &markdown->follow;
  cmark_node *first = cmark_node_first_child (item);
  gboolean is_bullet = cmark_node_get_list_type (cmark_node_parent (item)) == CMARK_BULLET_LIST;
  int block = (int) markdown->build->blocks->len;
  BxSlice mark;

  follow_node (markdown, item);
  mark = bx_slice (follow->at, follow->at + 1);
  if (!is_bullet)
    mark.end = follow->at + (int) strspn (follow->source + follow->at, "0123456789") + 1;
  if (first == NULL || cmark_node_get_type (first) != CMARK_NODE_PARAGRAPH
      || mark.end > follow->end) {
    read_blocks (markdown, item, depth);
    return;
  }
  bx_follow_begin (follow);
  if (is_bullet)
    bx_follow_replace (follow, 1, 0x2022, BX_EDIT_MARKUP);
  else
    bx_follow_take (follow, bx_slice_len (mark));
  read_blocks (markdown, item, depth);
  if (block < (int) markdown->build->blocks->len) {
    BxRawBlock *b = &g_array_index (markdown->build->blocks, BxRawBlock, block);

    if (b->kind == BX_BLOCK_PARAGRAPH || b->kind == BX_BLOCK_FINE)
      b->text.start = mark.start;
  }
}

/* --- quotations ----------------------------------------------------------------------------- */

/* —— 張三 at the start of a line: bytes of the dashes, 0 where there are none. */
static int
dash_length (const char *line)
{
  static const char *const dashes[] = { "——", "—", "--", "－－", "─", "–" };

  for (gsize i = 0; i < G_N_ELEMENTS (dashes); i++)
    if (g_str_has_prefix (line, dashes[i]))
      return (int) strlen (dashes[i]) + (int) strspn (line + strlen (dashes[i]), " \t");
  return 0;
}

/* The line of a quotation that names its speaker: its last one, after a dash. */
static BxSlice
find_attribution (const BxMarkdown *markdown, cmark_node *quote)
{
  const BxBuild *build = markdown->build;
  int line = cmark_node_get_end_line (quote);
  int start = bx_build_line_start (build, line);
  int end = start + (int) strcspn (build->raw->source + start, "\r\n");
  int dash;

  start += (int) strspn (build->raw->source + start, " \t>");
  dash = dash_length (build->raw->source + start);
  if (dash == 0 || end - start > MAX_ATTRIBUTION || end <= start + dash)
    return bx_slice (0, 0);
  return bx_slice (start + dash, end);
}

/* The words of a quotation without the marks around them. */
static BxSlice
strip_marks (const char *source, BxSlice text)
{
  static const char *const pairs[][2] = {
    { "「", "」" }, { "“", "”" }, { "『", "』" }, { "\"", "\"" }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++) {
    int open = (int) strlen (pairs[i][0]);
    int close = (int) strlen (pairs[i][1]);

    if (bx_slice_len (text) > open + close
        && strncmp (source + text.start, pairs[i][0], (gsize) open) == 0
        && strncmp (source + text.end - close, pairs[i][1], (gsize) close) == 0)
      return bx_slice (text.start + open, text.end - close);
  }
  return text;
}

/* Whether words stand in the manuscript outside of a stretch of it. */
static gboolean
stands_elsewhere (const BxBuild *build, BxSlice words, BxSlice around)
{
  g_autofree char *wanted = bx_slice_dup (build->raw->source, words);
  const char *found = g_strstr_len (build->raw->source, around.start, wanted);

  return found != NULL || strstr (build->raw->source + around.end, wanted) != NULL;
}

/* The given speaker whom an attribution names: 林素英，館長 is 林素英. Who has no list of speakers
 * names none that is not in it. */
static int
find_attributed (const BxMarkdown *markdown, BxSlice attribution, gboolean is_pull)
{
  const char *source = markdown->build->raw->source;
  g_autofree char *name = bx_slice_dup (source, attribution);
  int speaker = bx_build_find_speaker (markdown->build, g_strstrip (name));
  const char *ends[] = { "，", ",", "（", "(", " ", "、" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends) && speaker < 0; i++) {
    g_autofree char *head = g_strdup (name);
    char *end = strstr (head, ends[i]);

    if (end != NULL) {
      *end = '\0';
      speaker = bx_build_find_speaker (markdown->build, g_strstrip (head));
    }
  }
  if (speaker < 0 && (is_pull || markdown->build->speakers->len > 0))
    bx_build_warn (markdown->build, BX_WARNING, "unknown-speaker", attribution.start,
                   "“%s” is none of the speakers; add the name to speakers: in the front matter",
                   name);
  return speaker;
}

/* A quotation whose words stand in the article is pulled out of it; any other is a part of it, and
 * the name stands after the words, where talk/ finds it. */
static void
read_quote (BxMarkdown *markdown, cmark_node *quote, int depth)
{
  BxBuild *build = markdown->build;
  BxSlice attribution = find_attribution (markdown, quote);
  int first = (int) build->blocks->len;
  BxSlice around = { bx_build_line_start (build, cmark_node_get_start_line (quote)),
                     bx_build_line_start (build, cmark_node_get_end_line (quote) + 1) };
  BxRawBlock *last;
  BxRawPull pull;
  gboolean is_pull;

  markdown->depth++;
  read_blocks (markdown, quote, depth);
  markdown->depth--;
  if (bx_slice_is_empty (attribution) || (int) build->blocks->len == first)
    return;
  last = &g_array_index (build->blocks, BxRawBlock, build->blocks->len - 1);
  pull.line = g_array_index (build->blocks, BxRawBlock, first).line;
  pull.text = g_array_index (build->blocks, BxRawBlock, first).text;
  if ((int) build->blocks->len - first > 2 || build->pulls->len >= MAX_PULLS)
    return;
  if (bx_slice_contains (pull.text, attribution)) {
    const char *source = build->raw->source;

    /* Words and name are one paragraph of Markdown: the words end before the line end. */
    pull.text.end = attribution.start;
    while (pull.text.end > pull.text.start && source[pull.text.end - 1] != '\n'
           && source[pull.text.end - 1] != '\r')
      pull.text.end--;
    while (pull.text.end > pull.text.start && strchr (" \t\r\n", source[pull.text.end - 1]) != NULL)
      pull.text.end--;
  }
  pull.text = strip_marks (build->raw->source, pull.text);
  is_pull = !bx_slice_is_empty (pull.text) && stands_elsewhere (build, pull.text, around);
  pull.speaker = find_attributed (markdown, attribution, is_pull);
  if (!is_pull)
    return;
  last->kind = BX_BLOCK_DATA;
  g_array_index (build->blocks, BxRawBlock, first).kind = BX_BLOCK_DATA;
  g_array_append_val (build->pulls, pull);
}

/* --- the tree ------------------------------------------------------------------------------- */

static void
read_block (BxMarkdown *markdown, cmark_node *node, int depth)
{
  open_fences (markdown, bx_build_line_start (markdown->build, cmark_node_get_start_line (node)));
  switch (cmark_node_get_type (node)) {
  case CMARK_NODE_HEADING:
    read_heading (markdown, node);
    break;
  case CMARK_NODE_PARAGRAPH:
    follow_node (markdown, node);
    bx_markdown_inlines (markdown, node, kind_at (markdown, BX_BLOCK_PARAGRAPH));
    break;
  case CMARK_NODE_BLOCK_QUOTE:
    read_quote (markdown, node, depth + 1);
    break;
  case CMARK_NODE_ITEM:
    read_item (markdown, node, depth + 1);
    break;
  case CMARK_NODE_CODE_BLOCK:
    read_lines (markdown, node, FALSE);
    break;
  case CMARK_NODE_HTML_BLOCK:
    read_lines (markdown, node, TRUE);
    break;
  default:
    read_blocks (markdown, node, depth + 1);
  }
}

static void
read_blocks (BxMarkdown *markdown, cmark_node *parent, int depth)
{
  if (depth > MAX_DEPTH) {
    bx_build_warn (markdown->build, BX_WARNING, "too-deep",
                   bx_build_line_start (markdown->build, cmark_node_get_start_line (parent)),
                   "quotations and lists are nested too deeply; what is inside is left out");
    return;
  }
  for (cmark_node *node = cmark_node_first_child (parent); node != NULL;
       node = cmark_node_next (node))
    read_block (markdown, node, depth);
}

/* --- what can be told only at the end ------------------------------------------------------- */

static void
resolve_notes (BxMarkdown *markdown)
{
  GArray *markups = markdown->build->markups;

  for (guint i = 0; i < markups->len; i++) {
    BxMarkup *markup = &g_array_index (markups, BxMarkup, i);

    if (markup->kind != BX_MARKUP_NOTE)
      continue;
    markup->block = g_array_index (markdown->note_blocks, int, markup->block);
    if (markup->block < 0)
      bx_build_warn (markdown->build, BX_WARNING, "missing-note", markup->text.start,
                     "there is no note for this mark; write [^…]: and its text on a line");
  }
}

static void
place_sidebars (BxMarkdown *markdown)
{
  for (guint i = 0; i < markdown->build->blocks->len; i++) {
    BxRawBlock *block = &g_array_index (markdown->build->blocks, BxRawBlock, i);
    const BxFence *fence = bx_markdown_fence_at (markdown, block->text.start);

    if (fence != NULL && block->kind != BX_BLOCK_NOTE && block->kind != BX_BLOCK_DATA)
      block->sidebar = fence->sidebar;
  }
}

/* --- turns ---------------------------------------------------------------------------------- */

static gboolean
is_colon (const char *text)
{
  return *text == ':' || g_str_has_prefix (text, "：");
}

static int
colon_length (const char *text)
{
  return *text == ':' ? 1 : (int) strlen ("：");
}

/* Who asks. */
static BxTurn
turn_of (const char *label)
{
  static const char *const askers[] = { "問",   "问",   "Q",    "q",    "記者", "记者",
                                        "本刊", "主持", "採訪", "采访", "編者", "编者" };

  for (gsize i = 0; i < G_N_ELEMENTS (askers); i++)
    if (strlen (askers[i]) > 1 ? strstr (label, askers[i]) != NULL : strcmp (label, askers[i]) == 0)
      return BX_TURN_QUESTION;
  return BX_TURN_ANSWER;
}

/* Where each bold stretch ends, by its start. */
static GHashTable *
collect_bold (const BxBuild *build)
{
  GHashTable *ends = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < build->markups->len; i++) {
    const BxMarkup *markup = &g_array_index (build->markups, BxMarkup, i);

    if (markup->kind == BX_MARKUP_STRONG)
      g_hash_table_insert (ends, GINT_TO_POINTER (markup->text.start),
                           GINT_TO_POINTER (markup->text.end));
  }
  return ends;
}

/* The bold name that a paragraph begins with, and the colon in it or after it. */
static BxSlice
find_label (const BxBuild *build, const BxRawBlock *block, GHashTable *bold)
{
  const char *source = build->raw->source;
  int end = GPOINTER_TO_INT (g_hash_table_lookup (bold, GINT_TO_POINTER (block->text.start)));
  int after = end + (int) strspn (source + end, "*_");

  if (end == 0)
    return bx_slice (0, 0);
  if (is_colon (g_utf8_prev_char (source + end)))
    return bx_slice (block->text.start, end);
  if (is_colon (source + after) && after < block->text.end)
    return bx_slice (block->text.start, after + colon_length (source + after));
  return bx_slice (0, 0);
}

/* Labels make a conversation only where somebody asks and somebody answers. */
static void
find_turns (BxBuild *build)
{
  int n_turns[BX_TURN_ANSWER + 1] = { 0 };
  g_autoptr (GHashTable) bold = collect_bold (build);

  for (guint i = 0; i < build->blocks->len; i++) {
    BxRawBlock *block = &g_array_index (build->blocks, BxRawBlock, i);
    g_autofree char *name = NULL;
    BxSlice label;

    if (block->kind != BX_BLOCK_PARAGRAPH)
      continue;
    label = find_label (build, block, bold);
    if (bx_slice_is_empty (label))
      continue;
    name = bx_slice_dup (build->raw->source, label);
    name[strcspn (name, ":*_")] = '\0';
    if (strstr (name, "：") != NULL)
      *strstr (name, "：") = '\0';
    block->label = label;
    block->turn = turn_of (name);
    n_turns[block->turn]++;
  }
  if (n_turns[BX_TURN_QUESTION] > 0 && n_turns[BX_TURN_ANSWER] > 0)
    return;
  for (guint i = 0; i < build->blocks->len; i++) {
    BxRawBlock *block = &g_array_index (build->blocks, BxRawBlock, i);

    block->turn = BX_TURN_NONE;
    block->label = bx_slice (0, 0);
  }
}

/* A manuscript without front matter and headline is as little settled as a plain text. */
static void
settle (BxMarkdown *markdown, gboolean has_front)
{
  BxBuild *build = markdown->build;

  build->raw->is_settled = has_front;
  for (guint i = 0; i < build->blocks->len && !has_front; i++) {
    BxRawBlock *block = &g_array_index (build->blocks, BxRawBlock, i);

    if (block->kind == BX_BLOCK_PARAGRAPH && block->sidebar == 0 && block->turn == BX_TURN_NONE)
      block->kind = BX_BLOCK_UNKNOWN;
  }
}

static void
read_body (BxMarkdown *markdown)
{
  cmark_node *document = cmark_parse_document (
      markdown->masked, (gsize) markdown->build->raw->source_len, CMARK_OPT_DEFAULT);

  read_blocks (markdown, document, 0);
  open_fences (markdown, G_MAXINT);
  cmark_node_free (document);
}

gboolean
bx_read_markdown (BxBuild *build, GError **error)
{
  int front = bx_front_matter_length (build->raw->source);
  BxMarkdown markdown = { .build = build };

  if (front > 0 && !bx_read_front_matter (build, front, error))
    return FALSE;
  for (guint i = 0; i < build->blocks->len; i++)
    markdown.has_headline |= g_array_index (build->blocks, BxRawBlock, i).kind == BX_BLOCK_HEADLINE;
  markdown.masked = g_strdup (build->raw->source);
  markdown.fences = g_array_new (FALSE, TRUE, sizeof (BxFence));
  markdown.notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  markdown.note_blocks = g_array_new (FALSE, TRUE, sizeof (int));
  markdown.follow = (BxFollow){ .build = build,
                                .source = build->raw->source,
                                .at = front,
                                .end = build->raw->source_len,
                                .first = -1,
                                .last = -1 };
  mask (&markdown, front);
  read_body (&markdown);
  resolve_notes (&markdown);
  place_sidebars (&markdown);
  find_turns (build);
  settle (&markdown, front > 0);
  g_free (markdown.masked);
  g_array_unref (markdown.fences);
  g_array_unref (markdown.note_blocks);
  g_hash_table_unref (markdown.notes);
  return TRUE;
}
