/* The text of a paragraph of Markdown, with what its marks say of it. cmark tells what is emphasis,
 * a link or a picture; this follows it through the source and adds what Markdown has no marks for:
 * footnotes, ruby, tables, turns of a conversation. */
#include "markdown.h"

#include <string.h>

#define MAX_CELLS 4096

/* Elements of HTML that say something which Markdown cannot. */
static const struct {
  const char *name;
  BxMarkupKind kind;
} elements[] = {
  { "u", BX_MARKUP_PROPER_NOUN }, { "cite", BX_MARKUP_BOOK_TITLE }, { "b", BX_MARKUP_STRONG },
  { "strong", BX_MARKUP_STRONG }, { "i", BX_MARKUP_EMPHASIS },      { "em", BX_MARKUP_EMPHASIS },
  { "mark", BX_MARKUP_DECEASED },   { "ruby", BX_MARKUP_RUBY },
};

typedef struct {
  BxMarkupKind kind;
  int start; /* where its text begins */
  char *value;
} Open;

typedef struct {
  BxMarkdown *markdown;
  BxFollow *follow;
  BxBlockKind kind;
  GArray *open;     /* Open */
  GString *reading; /* of a ruby; NULL outside of one */
  BxFigure figure;  /* whose caption is being read; file NULL for none */
  int figure_at;
  BxTable *table; /* that is being read, or NULL */
  GArray *cells;  /* BxSlice: of its row */
  GArray *rows;   /* BxSlice: of all rows */
  int row;
  int cell;              /* where the text of the cell begins, -1 before it */
  gboolean is_quiet_row; /* the row of dashes */
} Inline;

static void
add_markup (Inline *in, BxMarkupKind kind, int start, int end, char *value, int block)
{
  BxMarkup markup = { kind, bx_slice (start, end), value, block };

  if (start < end)
    g_array_append_val (in->follow->build->markups, markup);
  else
    g_free (value);
}

static void
open_markup (Inline *in, BxMarkupKind kind, char *value)
{
  Open open = { kind, in->follow->at, value };

  g_array_append_val (in->open, open);
}

/* Closes the innermost open markup of a kind, if there is one. */
static void
close_markup (Inline *in, BxMarkupKind kind)
{
  for (int i = (int) in->open->len - 1; i >= 0; i--) {
    Open open = g_array_index (in->open, Open, i);

    if (open.kind != kind)
      continue;
    g_array_remove_index (in->open, (guint) i);
    if (kind == BX_MARKUP_RUBY)
      g_free (open.value);
    else
      add_markup (in, kind, open.start, in->follow->last, open.value, -1);
    return;
  }
}

/* A block ends inside of markup: it goes on in the next one. */
static void
split_markups (Inline *in)
{
  for (guint i = 0; i < in->open->len; i++) {
    Open *open = &g_array_index (in->open, Open, i);

    if (open->kind != BX_MARKUP_RUBY)
      add_markup (in, open->kind, open->start, in->follow->last, g_strdup (open->value), -1);
    open->start = G_MAXINT;
  }
}

static void
resume_markups (Inline *in)
{
  for (guint i = 0; i < in->open->len; i++)
    g_array_index (in->open, Open, i).start = in->follow->at;
}

/* --- blocks --------------------------------------------------------------------------------- */

static void
end_block (Inline *in)
{
  BxFollow *follow = in->follow;
  BxSlice text = { follow->first, follow->last };
  int block;

  split_markups (in);
  if (follow->first < 0) {
    if (in->figure.file == NULL)
      return;
    text = bx_slice (follow->at, follow->at);
  }
  block = bx_build_add_block (follow->build, in->kind, text);
  if (in->figure.file == NULL)
    return;
  in->figure.block = block;
  in->figure.credit = bx_find_credit (follow->source, text);
  bx_build_add_figure (follow->build, in->figure, in->figure_at);
  in->figure = (BxFigure){ 0 };
}

static void
begin_block (Inline *in, BxBlockKind kind)
{
  in->kind = kind;
  bx_follow_begin (in->follow);
  resume_markups (in);
}

/* --- footnotes ------------------------------------------------------------------------------ */

int
bx_note_mark (const char *source, int at, BxSlice *id)
{
  int end = at + 2;

  if (strncmp (source + at, "[^", 2) != 0)
    return 0;
  while (source[end] != '\0' && strchr ("] \t\r\n[^", source[end]) == NULL)
    end++;
  *id = bx_slice (at + 2, end);
  return source[end] == ']' && !bx_slice_is_empty (*id) && bx_slice_len (*id) < BX_RAW_MAX_SHORT
             ? end + 1 - at
             : 0;
}

/* The id of a note becomes its number, in the order of the marks. */
static void
write_number (Inline *in, BxSlice id, int number)
{
  g_autofree char *digits = g_strdup_printf ("%d", number);
  g_autofree char *name = bx_slice_dup (in->follow->source, id);

  if (strcmp (digits, name) == 0) {
    bx_follow_take (in->follow, bx_slice_len (id));
    return;
  }
  for (int i = 0; digits[i] != '\0'; i++)
    bx_follow_replace (in->follow, i == 0 ? bx_slice_len (id) : 0, (gunichar) digits[i],
                       BX_EDIT_MARKUP);
}

/* A mark in the text, or at its start the number of the note itself. FALSE where none stands here.
 */
static gboolean
take_note (Inline *in, int *length)
{
  BxFollow *follow = in->follow;
  BxMarkdown *markdown = in->markdown;
  BxSlice id;
  int number, start;
  g_autofree char *name = NULL;

  *length = bx_note_mark (follow->source, follow->at, &id);
  if (*length == 0)
    return FALSE;
  name = bx_slice_dup (follow->source, id);
  number = GPOINTER_TO_INT (g_hash_table_lookup (markdown->notes, name));
  if (number == 0)
    return FALSE;
  start = follow->at;
  bx_follow_skip (follow, id.start);
  if (follow->first < 0 && follow->source[start + *length] == ':') {
    in->kind = BX_BLOCK_NOTE;
    g_array_index (markdown->note_blocks, int, number - 1) = (int) follow->build->blocks->len;
    write_number (in, id, number);
    bx_follow_skip (follow, start + *length + 1);
    *length += 1;
    return TRUE;
  }
  write_number (in, id, number);
  add_markup (in, BX_MARKUP_NOTE, id.start, id.end, NULL, number - 1);
  bx_follow_skip (follow, start + *length);
  return TRUE;
}

/* --- tables --------------------------------------------------------------------------------- */

static void
end_cell (Inline *in)
{
  BxSlice cell = { 0, 0 };

  if (in->cell >= 0 && in->follow->last > in->cell)
    cell = bx_slice (in->cell, in->follow->last);
  g_array_append_val (in->cells, cell);
  in->cell = -1;
}

/* All rows are as long as the first; what a row has too much belongs to its last cell. */
static void
end_row (Inline *in)
{
  int n_columns;

  if (in->is_quiet_row)
    in->is_quiet_row = in->follow->is_silent = FALSE;
  else {
    if (in->cell >= 0)
      end_cell (in);
    if (in->table->n_columns == 0)
      in->table->n_columns = (int) in->cells->len;
    n_columns = in->table->n_columns;
    for (int i = n_columns; i < (int) in->cells->len; i++) {
      BxSlice *last = &g_array_index (in->cells, BxSlice, n_columns - 1);
      BxSlice more = g_array_index (in->cells, BxSlice, i);

      if (!bx_slice_is_empty (more))
        *last = bx_slice (bx_slice_is_empty (*last) ? more.start : last->start, more.end);
    }
    g_array_set_size (in->cells, (guint) n_columns);
    g_array_append_vals (in->rows, in->cells->data, in->cells->len);
    g_array_set_size (in->cells, 0);
    in->table->n_rows++;
  }
  in->cell = -1;
  if (in->row++ == 0)
    in->is_quiet_row = in->follow->is_silent = TRUE;
}

/* Nothing but blanks, and marks of quotation, stands before a place in its line. */
static gboolean
begins_line (const BxFollow *follow, int at)
{
  while (at > 0 && strchr (" \t>", follow->source[at - 1]) != NULL)
    at--;
  return at == 0 || follow->source[at - 1] == '\n' || follow->source[at - 1] == '\r';
}

/* The bar between two cells; that at the edges of a row is only drawn. */
static void
take_bar (Inline *in)
{
  BxFollow *follow = in->follow;
  const char *rest = follow->source + follow->at + 1;
  gboolean is_edge = in->cell < 0 && in->cells->len == 0 && begins_line (follow, follow->at);
  gboolean is_last = strchr ("\r\n", rest[strspn (rest, " \t")]) != NULL;

  if (in->is_quiet_row || is_edge) {
    bx_follow_skip (follow, follow->at + 1);
    return;
  }
  end_cell (in);
  if (is_last || follow->first < 0)
    bx_follow_skip (follow, follow->at + 1);
  else
    bx_follow_replace (follow, 1, ' ', BX_EDIT_MARKUP);
}

static void
end_table_line (Inline *in)
{
  BxFollow *follow = in->follow;
  gboolean was_quiet = in->is_quiet_row;
  int at = follow->at + (int) strspn (follow->source + follow->at, " \t");

  end_row (in);
  bx_follow_skip (follow, at);
  at = strncmp (follow->source + at, "\r\n", 2) == 0 ? 2 : 1;
  if (was_quiet || follow->first < 0)
    bx_follow_skip (follow, follow->at + at);
  else {
    follow->is_silent = FALSE;
    bx_follow_replace (follow, at, ' ', BX_EDIT_BREAK);
    follow->is_silent = in->is_quiet_row;
  }
  bx_follow_skip (follow, follow->at + (int) strspn (follow->source + follow->at, " \t>"));
}

/* --- text ----------------------------------------------------------------------------------- */

static void
take_char (Inline *in, gunichar c)
{
  BxFollow *follow = in->follow;
  gunichar s = bx_follow_char (follow);
  int entity = s == '&' ? bx_follow_entity (follow, c) : 0;

  if (s == '\\' && follow->at + 1 < follow->end && g_ascii_ispunct (follow->source[follow->at + 1])
      && c == (guchar) follow->source[follow->at + 1]) {
    bx_follow_skip (follow, follow->at + 1);
    bx_follow_take (follow, 1);
  } else if (entity > 0)
    bx_follow_replace (follow, entity, c, BX_EDIT_MARKUP);
  else if (s == c)
    bx_follow_take (follow, g_unichar_to_utf8 (c, NULL));
  else if (c == BX_NOTE_MASK && s == '[')
    bx_follow_take (follow, 1);
  else if (c == BX_MARK_MASK && s != 0)
    bx_follow_take (follow, g_unichar_to_utf8 (s, NULL));
  else
    follow->is_lost = TRUE;
}

static void
take_text (Inline *in, const char *literal)
{
  BxFollow *follow = in->follow;
  const char *end = literal + strlen (literal);

  for (const char *p = literal; p < end && !follow->is_lost;) {
    int length = 0;

    if (*p == BX_NOTE_MASK && take_note (in, &length)) {
      p += length;
      continue;
    }
    if (*p == '|' && in->table != NULL && follow->source[follow->at] == '|') {
      take_bar (in);
      p++;
      continue;
    }
    if (in->table != NULL && follow->first < 0 && (*p == ' ' || *p == '\t')) {
      bx_follow_skip (follow, follow->at + 1); /* in cells without words before the first */
      p++;
      continue;
    }
    if (in->table != NULL && !in->is_quiet_row && in->cell < 0 && *p != ' ' && *p != '\t')
      in->cell = follow->at;
    if (*p == '{' && in->reading == NULL && (length = bx_follow_ruby (in->follow, p, end)) > 0) {
      p += length;
      continue;
    }
    if (in->reading != NULL)
      g_string_append_unichar (in->reading, g_utf8_get_char (p));
    take_char (in, g_utf8_get_char (p));
    p = g_utf8_next_char (p);
  }
}

static void
end_line (Inline *in, gboolean is_hard)
{
  BxFollow *follow = in->follow;
  BxSlice id;
  int next;

  if (in->table != NULL) {
    end_table_line (in);
    return;
  }
  next = follow->at + (int) strcspn (follow->source + follow->at, "\r\n");
  next += strncmp (follow->source + next, "\r\n", 2) == 0 ? 2 : 1;
  if (next < follow->end
      && ((is_hard && in->kind == BX_BLOCK_PARAGRAPH && in->figure.file == NULL)
          || (bx_note_mark (follow->source, next, &id) > 0 && follow->source[id.end + 1] == ':'))) {
    int first = follow->first;

    end_block (in);
    bx_follow_begin (follow);
    bx_follow_line_end (follow, in->markdown->depth);
    begin_block (in, first < 0                   ? in->kind
                     : in->kind == BX_BLOCK_NOTE ? BX_BLOCK_PARAGRAPH
                                                 : in->kind);
  } else
    bx_follow_line_end (follow, in->markdown->depth);
}

static void
take_code (Inline *in, const char *literal)
{
  BxFollow *follow = in->follow;
  int ticks = (int) strspn (follow->source + follow->at, "`");

  bx_follow_skip (follow, follow->at + ticks);
  if (bx_follow_char (follow) == ' ' && *literal != ' ')
    bx_follow_skip (follow, follow->at + 1);
  for (const char *p = literal; *p != '\0' && !follow->is_lost; p = g_utf8_next_char (p)) {
    gunichar s = bx_follow_char (follow);

    if (*p == ' ' && (s == '\n' || s == '\r'))
      bx_follow_line_end (follow, in->markdown->depth);
    else if (s == g_utf8_get_char (p) || (*p == BX_NOTE_MASK && s == '[')
             || (g_utf8_get_char (p) == BX_MARK_MASK && s != 0))
      bx_follow_take (follow, g_unichar_to_utf8 (s, NULL));
    else
      follow->is_lost = TRUE;
  }
  bx_follow_skip (follow, follow->at + (int) strcspn (follow->source + follow->at, "`"));
  bx_follow_skip (follow, follow->at + ticks);
}

/* --- links and pictures --------------------------------------------------------------------- */

static int
skip_blanks (const char *source, int at)
{
  return at + (int) strspn (source + at, " \t\r\n>");
}

/* The end of what stands between two marks, a backslash protecting the next byte; -1 if none. */
static int
find_close (const char *source, int at, char close, int end)
{
  for (; at < end; at++)
    if (source[at] == '\\' && at + 1 < end)
      at++;
    else if (source[at] == close)
      return at;
  return -1;
}

/* The address of a link: <…>, or without blanks and with its brackets in pairs. */
static int
skip_address (const char *source, int at, int end)
{
  int depth = 0;

  if (source[at] == '<')
    return find_close (source, at + 1, '>', end) + 1;
  for (; at < end && (guchar) source[at] > ' '; at++)
    if (source[at] == '\\' && at + 1 < end && g_ascii_ispunct (source[at + 1]))
      at++;
    else if (source[at] == '(')
      depth++;
    else if (source[at] == ')' && depth-- == 0)
      break;
  return at;
}

/* Where a link ends whose ] is at a place; *title gets the slice of its title. */
static int
find_link_end (const char *source, int at, int end, BxSlice *title)
{
  int p;

  *title = bx_slice (0, 0);
  if (at + 1 < end && source[at + 1] == '(') {
    p = skip_address (source, skip_blanks (source, at + 2), end);
    p = p > 0 ? skip_blanks (source, p) : end;
    if (p < end && strchr ("\"'(", source[p]) != NULL) {
      int close = find_close (source, p + 1, source[p] == '(' ? ')' : source[p], end);

      *title = bx_slice (p + 1, MAX (close, p + 1));
      p = close >= 0 ? skip_blanks (source, close + 1) : end;
    }
    if (p < end && source[p] == ')')
      return p + 1;
    *title = bx_slice (0, 0);
  }
  if (at + 1 < end && source[at + 1] == '[') {
    p = find_close (source, at + 2, ']', end);
    if (p >= 0)
      return p + 1;
  }
  return at + 1;
}

static void
begin_link (Inline *in, cmark_node *node)
{
  BxFollow *follow = in->follow;
  gunichar c = bx_follow_char (follow);

  if (c != '[' && c != '<') {
    follow->is_lost = TRUE;
    return;
  }
  bx_follow_skip (follow, follow->at + 1);
  open_markup (in, BX_MARKUP_LINK, g_strdup (cmark_node_get_url (node)));
}

static void
end_link (Inline *in)
{
  BxFollow *follow = in->follow;
  gunichar c = bx_follow_char (follow);
  BxSlice title;

  close_markup (in, BX_MARKUP_LINK);
  if (c == '>')
    bx_follow_skip (follow, follow->at + 1);
  else if (c == ']')
    bx_follow_skip (follow, find_link_end (follow->source, follow->at, follow->end, &title));
  else
    follow->is_lost = TRUE;
}

/* What stands between the brackets of a picture, as it is read. */
static char *
dup_alternative (const char *source, int start, int end)
{
  GString *text = g_string_new (NULL);

  for (int i = start; i < end; i++)
    if (source[i] == '\n' || source[i] == '\r')
      g_string_append_c (text, ' ');
    else if (source[i] != '\\' || !g_ascii_ispunct (source[i + 1]))
      g_string_append_c (text, source[i]);
    else
      g_string_append_c (text, source[++i]);
  return g_string_free (text, FALSE);
}

/* The ] of a picture, over the brackets inside it. */
static int
find_bracket (const char *source, int at, int end)
{
  int depth = 0;

  for (; at < end; at++)
    if (source[at] == '\\' && at + 1 < end)
      at++;
    else if (source[at] == '[')
      depth++;
    else if (source[at] == ']' && depth-- == 0)
      return at;
  return -1;
}

/* The title of a picture is its caption, or the beginning of it. */
static void
take_caption (Inline *in, cmark_node *node, BxSlice slice)
{
  const char *title = cmark_node_get_title (node);

  if (title == NULL || title[0] == '\0' || bx_slice_is_empty (slice))
    return;
  bx_follow_skip (in->follow, slice.start);
  for (const char *p = title; *p != '\0' && !in->follow->is_lost; p = g_utf8_next_char (p)) {
    gunichar s = bx_follow_char (in->follow);

    if (s == '\n' || s == '\r')
      bx_follow_line_end (in->follow, in->markdown->depth);
    else
      take_char (in, g_utf8_get_char (p));
  }
}

static void
take_image (Inline *in, cmark_node *node)
{
  BxFollow *follow = in->follow;
  int at = follow->at;
  int bracket = find_bracket (follow->source, at + 2, follow->end);
  BxSlice title = { 0, 0 };
  int end;

  if (bx_follow_char (follow) != '!' || bracket < 0) {
    follow->is_lost = TRUE;
    return;
  }
  end = find_link_end (follow->source, bracket, follow->end, &title);
  if ((follow->first >= 0 && in->figure.file == NULL) || in->table != NULL
      || (in->kind != BX_BLOCK_PARAGRAPH && in->kind != BX_BLOCK_CAPTION
          && in->kind != BX_BLOCK_FINE)) {
    bx_build_warn (follow->build, BX_WARNING, "picture-in-text", at,
                   "a picture inside of a paragraph is left out; give it a paragraph of its own");
    bx_follow_skip (follow, end);
    return;
  }
  end_block (in);
  begin_block (in, BX_BLOCK_CAPTION);
  in->figure.file = g_strdup (cmark_node_get_url (node));
  in->figure.alternative = dup_alternative (follow->source, at + 2, bracket);
  in->figure_at = at;
  take_caption (in, node, title);
  bx_follow_skip (follow, end);
}

/* --- HTML inside of a paragraph ------------------------------------------------------------- */

static gboolean
is_tag (const char *literal, const char *name, gboolean is_closing)
{
  gsize len = strlen (name);

  literal += 1 + is_closing;
  return literal[-1 - is_closing] == '<' && (!is_closing || literal[-1] == '/')
         && g_ascii_strncasecmp (literal, name, len) == 0 && !g_ascii_isalnum (literal[len]);
}

/* The base of a ruby ends where its reading begins; after that comes the next base. */
static void
begin_reading (Inline *in)
{
  if (in->reading == NULL)
    in->reading = g_string_new (NULL);
  in->follow->is_silent = TRUE;
}

static void
end_reading (Inline *in)
{
  if (in->reading == NULL)
    return;
  for (int i = (int) in->open->len - 1; i >= 0; i--) {
    Open *open = &g_array_index (in->open, Open, i);

    if (open->kind != BX_MARKUP_RUBY)
      continue;
    add_markup (in, BX_MARKUP_RUBY, open->start, in->follow->last, g_strdup (in->reading->str), -1);
    open->start = in->follow->at;
    break;
  }
  g_string_free (in->reading, TRUE);
  in->reading = NULL;
  in->follow->is_silent = FALSE;
}

static void
take_tag (Inline *in, const char *literal)
{
  BxFollow *follow = in->follow;
  int len = (int) strlen (literal);

  if (strncmp (follow->source + follow->at, literal, (gsize) len) != 0) {
    follow->is_lost = TRUE;
    return;
  }
  bx_follow_skip (follow, follow->at + len);
  if (is_tag (literal, "rt", FALSE))
    begin_reading (in);
  else if (is_tag (literal, "rt", TRUE))
    end_reading (in);
  else if (is_tag (literal, "rp", FALSE) || is_tag (literal, "rp", TRUE))
    follow->is_silent = literal[1] != '/';
  for (gsize i = 0; i < G_N_ELEMENTS (elements); i++)
    if (is_tag (literal, elements[i].name, FALSE))
      open_markup (in, elements[i].kind, NULL);
    else if (is_tag (literal, elements[i].name, TRUE))
      close_markup (in, elements[i].kind);
}

/* --- the walk ------------------------------------------------------------------------------- */

static void
take_marks (Inline *in, int n)
{
  char mark = in->follow->source[in->follow->at];

  if (mark != '*' && mark != '_')
    in->follow->is_lost = TRUE;
  bx_follow_skip (in->follow, in->follow->at + n);
}

static void
take_span (Inline *in, BxMarkupKind kind, gboolean is_start, int n_marks)
{
  if (is_start) {
    take_marks (in, n_marks);
    open_markup (in, kind, NULL);
  } else {
    close_markup (in, kind);
    take_marks (in, n_marks);
  }
}

static void
take_event (Inline *in, cmark_iter *iter, cmark_event_type event)
{
  cmark_node *node = cmark_iter_get_node (iter);
  gboolean is_start = event == CMARK_EVENT_ENTER;

  switch (cmark_node_get_type (node)) {
  case CMARK_NODE_TEXT:
    take_text (in, cmark_node_get_literal (node));
    break;
  case CMARK_NODE_SOFTBREAK:
  case CMARK_NODE_LINEBREAK:
    end_line (in, cmark_node_get_type (node) == CMARK_NODE_LINEBREAK);
    break;
  case CMARK_NODE_CODE:
    take_code (in, cmark_node_get_literal (node));
    break;
  case CMARK_NODE_HTML_INLINE:
    take_tag (in, cmark_node_get_literal (node));
    break;
  case CMARK_NODE_EMPH:
    take_span (in, BX_MARKUP_EMPHASIS, is_start, 1);
    break;
  case CMARK_NODE_STRONG:
    take_span (in, BX_MARKUP_STRONG, is_start, 2);
    break;
  case CMARK_NODE_LINK:
    if (is_start)
      begin_link (in, node);
    else
      end_link (in);
    break;
  case CMARK_NODE_IMAGE:
    if (is_start)
      take_image (in, node);
    cmark_iter_reset (iter, node, CMARK_EVENT_EXIT);
    break;
  default:
    break;
  }
}

/* Whether the second line of a paragraph is the row of dashes of a table. */
static gboolean
is_table (const BxFollow *follow)
{
  const char *start = follow->source + follow->at;
  const char *second = start + strcspn (start, "\r\n");
  gsize len;

  if (memchr (start, '|', (gsize) (second - start)) == NULL)
    return FALSE;
  second += strncmp (second, "\r\n", 2) == 0 ? 2 : *second != '\0';
  len = strcspn (second, "\r\n");
  return second + len <= follow->source + follow->end && strspn (second, "|:- \t>") == len
         && memchr (second, '-', len) != NULL && memchr (second, '|', len) != NULL;
}

/* A first row without a word says that the columns have no names. */
static gboolean
has_empty_head (const Inline *in)
{
  for (int i = 0; i < in->table->n_columns; i++)
    if (!bx_slice_is_empty (g_array_index (in->rows, BxSlice, i)))
      return FALSE;
  return (int) in->rows->len > in->table->n_columns;
}

static void
finish_table (Inline *in)
{
  BxTable *table = in->table;

  end_row (in);
  table->has_head = !has_empty_head (in);
  if (!table->has_head)
    g_array_remove_range (in->rows, 0, (guint) table->n_columns);
  table->block = (int) in->follow->build->blocks->len;
  table->n_rows = table->n_columns > 0 ? (int) in->rows->len / table->n_columns : 0;
  table->cells = g_new0 (BxSlice, in->rows->len + 1);
  memcpy (table->cells, in->rows->data, in->rows->len * sizeof (BxSlice));
}

static void
walk (Inline *in, cmark_node *leaf)
{
  cmark_iter *iter = cmark_iter_new (leaf);
  cmark_event_type event;

  while (!in->follow->is_lost && (event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    if (cmark_iter_get_node (iter) != leaf)
      take_event (in, iter, event);
  cmark_iter_free (iter);
}

static void
clear_inline (Inline *in)
{
  for (guint i = 0; i < in->open->len; i++)
    g_free (g_array_index (in->open, Open, i).value);
  g_array_unref (in->open);
  g_array_unref (in->cells);
  g_array_unref (in->rows);
  if (in->reading != NULL)
    g_string_free (in->reading, TRUE);
  g_free (in->figure.file);
  g_free (in->figure.alternative);
  in->follow->is_silent = FALSE;
}

void
bx_markdown_inlines (BxMarkdown *markdown, cmark_node *leaf, BxBlockKind kind)
{
  BxFollow *follow = &markdown->follow;
  BxTable table = { 0 };
  int start = follow->at;
  Inline in = { .markdown = markdown,
                .follow = follow,
                .cell = -1,
                .open = g_array_new (FALSE, FALSE, sizeof (Open)),
                .cells = g_array_new (FALSE, TRUE, sizeof (BxSlice)),
                .rows = g_array_new (FALSE, TRUE, sizeof (BxSlice)) };

  if (kind == BX_BLOCK_PARAGRAPH && is_table (follow))
    in.table = &table;
  begin_block (&in, in.table != NULL ? BX_BLOCK_TABLE : kind);
  walk (&in, leaf);
  if (follow->is_lost) {
    /* A mistake of ours: the words are kept as they stand. */
    bx_build_warn (follow->build, BX_WARNING, "unread-markup", follow->at,
                   "the marks of this paragraph could not be read; they stand in the text");
    follow->is_lost = follow->is_silent = FALSE;
    if (follow->first < 0)
      follow->first = MAX (follow->at, start);
    follow->last = follow->at = MAX (follow->at, follow->end);
  }
  if (in.table != NULL && follow->first >= 0) {
    finish_table (&in);
    g_array_append_val (follow->build->tables, table);
  }
  end_block (&in);
  clear_inline (&in);
}
