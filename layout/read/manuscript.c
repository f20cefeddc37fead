/* Writes an article as the Markdown that read/ reads (docs/manuscript.md): its clean text, with
 * what is known of it in the front matter. What is written is read again as the same article, so
 * writing it a second time changes nothing. */
#include "build.h"

#include <string.h>

typedef struct {
  const BxArticle *article;
  GString *out;
  int sidebar;      /* that is open, 0 for none */
  gboolean is_fine; /* a fence of fine print is open */
} Writer;

/* --- front matter --------------------------------------------------------------------------- */

/* Whether YAML reads a value as it stands. */
static gboolean
is_plain (const char *value)
{
  if (value[0] == '\0' || strchr ("-?:,[]{}#&*!|>'\"%@` ", value[0]) != NULL
      || g_str_has_suffix (value, " ") || g_str_has_suffix (value, ":"))
    return FALSE;
  return strstr (value, ": ") == NULL && strstr (value, " #") == NULL
         && strpbrk (value, "\t\r\n") == NULL && strcmp (value, "~") != 0;
}

static void
write_string (Writer *writer, const char *value)
{
  if (is_plain (value)) {
    g_string_append (writer->out, value);
    return;
  }
  g_string_append_c (writer->out, '"');
  for (const char *p = value; *p != '\0'; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_c (writer->out, '\\');
    g_string_append_c (writer->out, *p);
  }
  g_string_append_c (writer->out, '"');
}

static void
write_slice (Writer *writer, BxSlice slice)
{
  g_autofree char *value = bx_slice_dup (writer->article->text, slice);

  write_string (writer, value);
}

static void
write_key (Writer *writer, const char *key, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (writer->out, "%s: ", key);
  write_string (writer, value);
  g_string_append_c (writer->out, '\n');
}

static void
write_key_slice (Writer *writer, const char *key, BxSlice slice)
{
  if (bx_slice_is_empty (slice))
    return;
  g_string_append_printf (writer->out, "%s: ", key);
  write_slice (writer, slice);
  g_string_append_c (writer->out, '\n');
}

/* The parts that stand before the text. One of a kind is a value, several are a list. */
static const struct {
  const char *key;
  BxBlockKind kind;
} parts[] = {
  { "publication", BX_BLOCK_PUBLICATION }, { "date", BX_BLOCK_TIME }, { "kicker", BX_BLOCK_KICKER },
  { "headline", BX_BLOCK_HEADLINE },       { "deck", BX_BLOCK_DECK }, { "byline", BX_BLOCK_BYLINE },
};

/* A headline with readings or other marks: the front matter would lose them. */
static gboolean
is_marked_headline (const BxArticle *article, const BxBlock *block)
{
  for (int i = 0; block->kind == BX_BLOCK_HEADLINE && i < article->n_markups; i++)
    if (article->markups[i].text.start >= block->text.start
        && article->markups[i].text.end <= block->text.end)
      return TRUE;
  return FALSE;
}

/* Whether {字|zì} can say it. */
static gboolean
is_short_ruby (const BxArticle *article, const BxMarkup *ruby)
{
  g_autofree char *base = bx_slice_dup (article->text, ruby->text);
  gsize length;

  if (ruby->kind != BX_MARKUP_RUBY || base[0] == '\0')
    return FALSE;
  length = strlen (base) + strlen (ruby->value);
  return ruby->value[0] != '\0' && length + 3 <= BX_MAX_RUBY
         && strpbrk (base, BX_NOT_IN_RUBY "\"") == NULL
         && strpbrk (ruby->value, BX_NOT_IN_RUBY "\"") == NULL;
}

static void
write_quoted (Writer *writer, int start, int end)
{
  for (const char *p = writer->article->text + start; p < writer->article->text + end; p++)
    if (*p == '{')
      g_string_append (writer->out, "\\x7B"); /* it begins no reading */
    else {
      if (*p == '"' || *p == '\\')
        g_string_append_c (writer->out, '\\');
      g_string_append_c (writer->out, *p);
    }
}

/* A text with its readings. */
static void
write_read_slice (Writer *writer, BxSlice slice)
{
  const BxArticle *article = writer->article;
  const char *text = article->text;
  int at = slice.start;
  gsize before = writer->out->len;

  g_string_append_c (writer->out, '"');
  for (int i = 0; i < article->n_markups; i++) {
    const BxMarkup *ruby = &article->markups[i];

    if (ruby->text.start < at || ruby->text.end > slice.end || !is_short_ruby (article, ruby))
      continue;
    write_quoted (writer, at, ruby->text.start);
    g_string_append_printf (writer->out, "{%.*s|%s}", bx_slice_len (ruby->text),
                            text + ruby->text.start, ruby->value);
    at = ruby->text.end;
  }
  write_quoted (writer, at, slice.end);
  g_string_append_c (writer->out, '"');
  if (at > slice.start || memchr (text + at, '{', (gsize) (slice.end - at)) != NULL)
    return;
  g_string_truncate (writer->out, before);
  write_slice (writer, slice);
}

static void
write_part (Writer *writer, const char *key, BxBlockKind kind)
{
  const BxArticle *article = writer->article;
  int n = 0;

  for (int i = 0; i < article->n_blocks; i++)
    n += article->blocks[i].kind == kind && !is_marked_headline (article, &article->blocks[i]);
  if (n > 1)
    g_string_append_printf (writer->out, "%s:\n", key);
  for (int i = 0; i < article->n_blocks; i++) {
    if (article->blocks[i].kind != kind || is_marked_headline (article, &article->blocks[i]))
      continue;
    g_string_append (writer->out, n > 1 ? "  - " : key);
    g_string_append (writer->out, n > 1 ? "" : ": ");
    write_read_slice (writer, article->blocks[i].text);
    g_string_append_c (writer->out, '\n');
  }
}

static void
write_speaker (Writer *writer, const BxSpeaker *speaker)
{
  write_key_slice (writer, "  - name", speaker->name);
  write_key_slice (writer, "    description", speaker->description);
  for (int i = 0; i < speaker->n_aliases; i++) {
    g_string_append (writer->out, i == 0 ? "    aliases:\n      - " : "      - ");
    write_slice (writer, speaker->aliases[i]);
    g_string_append_c (writer->out, '\n');
  }
  write_key (writer, "    portrait", speaker->portrait);
  write_key (writer, "    colour", speaker->colour);
  write_key (writer, "    unsure", speaker->is_unsure ? "yes" : NULL);
}

/* Who was only guessed to have said something is left to be told again: what the front matter says is
 * taken for certain. */
static void
write_speakers (Writer *writer)
{
  const BxArticle *article = writer->article;
  gboolean is_first = TRUE;

  for (int i = 0; i < article->n_speakers; i++) {
    const BxSpeaker *speaker = &article->speakers[i];

    if (!speaker->is_given && speaker->n_quotes == 0)
      continue;
    if (is_first)
      g_string_append (writer->out, "speakers:\n");
    is_first = FALSE;
    write_speaker (writer, speaker);
  }
}

static gboolean
has_given_pull (const BxArticle *article)
{
  for (int i = 0; i < article->n_pulls; i++)
    if (article->pulls[i].is_given)
      return TRUE;
  return FALSE;
}

/* What an editor asked for is a list. What was chosen stands there as a comment: to be changed where
 * it should be, and else to be chosen again together with the pages. */
static void
write_pulls (Writer *writer)
{
  const BxArticle *article = writer->article;
  const char *mark = has_given_pull (article) ? "" : "# ";
  gboolean is_first = TRUE;

  for (int i = 0; i < article->n_pulls; i++) {
    const BxPull *pull = &article->pulls[i];
    g_autofree char *words = bx_article_dup_words (article, pull);

    if (!pull->is_chosen && !pull->is_given)
      continue;
    if (is_first)
      g_string_append_printf (writer->out, "%s%spulls:\n",
                              mark[0] != '\0' ? "# Chosen; to have others, change them and take "
                                                "the marks away:\n"
                                              : "",
                              mark);
    is_first = FALSE;
    g_string_append (writer->out, mark);
    write_key (writer, "  - text", words);
    g_string_append (writer->out, mark);
    if (pull->speaker >= 0)
      write_key_slice (writer, "    speaker", article->speakers[pull->speaker].name);
  }
}

static const BxFigure *
figure_of (const BxArticle *article, int block)
{
  for (int i = 0; i < article->n_figures; i++)
    if (article->figures[i].block == block)
      return &article->figures[i];
  return NULL;
}

static void
write_caption (Writer *writer, BxSlice caption)
{
  if (bx_slice_is_empty (caption))
    return;
  g_string_append (writer->out, "  caption: ");
  write_read_slice (writer, caption);
  g_string_append_c (writer->out, '\n');
}

static void
write_hero (Writer *writer)
{
  const BxArticle *article = writer->article;

  for (int i = 0; i < article->n_figures; i++) {
    const BxFigure *figure = &article->figures[i];

    if (!figure->is_hero)
      continue;
    g_string_append (writer->out, "hero:\n");
    write_key (writer, "  file", figure->file);
    write_caption (writer, article->blocks[figure->block].text);
    if (figure->alternative != NULL && figure->alternative[0] != '\0')
      write_key (writer, "  alternative", figure->alternative);
    return; /* there is one */
  }
}

static void
write_front (Writer *writer)
{
  const BxArticle *article = writer->article;

  g_string_append (writer->out, "---\n");
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    write_part (writer, parts[i].key, parts[i].kind);
  write_key (writer, "lang", bx_lang_name (article->lang));
  write_key (writer, "style", article->wishes.style);
  if (article->wishes.pages > 0)
    g_string_append_printf (writer->out, "pages: %d\n", article->wishes.pages);
  else if (article->wishes.pages == BX_PAGES_EVEN)
    g_string_append (writer->out, "pages: even\n");
  write_hero (writer);
  write_speakers (writer);
  write_pulls (writer);
  g_string_append (writer->out, "---\n");
}

/* --- text ----------------------------------------------------------------------------------- */

/* Characters that Markdown, or this reader of it, would take for marks. */
static const char marks[] = "\\`*_{}[]<>&|~";

static void
write_text (Writer *writer, int start, int end)
{
  for (const char *p = writer->article->text + start; p < writer->article->text + end; p++) {
    if (strchr (marks, *p) != NULL && *p != '\0')
      g_string_append_c (writer->out, '\\');
    g_string_append_c (writer->out, *p);
  }
}

/* The first character of a line may make it a heading, a list or a fence. */
static void
protect_line_start (Writer *writer, BxSlice text)
{
  const char *p = writer->article->text + text.start;
  gsize digits = strspn (p, "0123456789");

  if (bx_slice_is_empty (text))
    return;
  if (strchr ("#+-:=", *p) != NULL)
    g_string_append_c (writer->out, '\\');
  else if (digits > 0 && (p[digits] == '.' || p[digits] == ')')) {
    g_string_append_len (writer->out, p, (gssize) digits);
    g_string_append_c (writer->out, '\\');
  }
}

/* Whether asterisks beside a character are read as marks: not beside ASCII's own marks. */
static gboolean
takes_asterisks (const BxArticle *article, BxSlice text)
{
  gunichar first = g_utf8_get_char (article->text + text.start);
  gunichar last = g_utf8_get_char (g_utf8_prev_char (article->text + text.end));

  return (g_unichar_isalnum (first) || first >= 0x2010)
         && (g_unichar_isalnum (last) || last >= 0x2010) && !g_unichar_isspace (first)
         && !g_unichar_isspace (last);
}

/* What stands before and after a marked stretch. */
static void
find_marks (const BxArticle *article, const BxMarkup *markup, gboolean beside, const char **before,
            const char **after)
{
  gboolean by_tag = beside || !takes_asterisks (article, markup->text);

  *before = *after = "";
  switch (markup->kind) {
  case BX_MARKUP_STRONG:
    *before = by_tag ? "<b>" : "**";
    *after = by_tag ? "</b>" : "**";
    break;
  case BX_MARKUP_EMPHASIS:
    *before = by_tag ? "<em>" : "*";
    *after = by_tag ? "</em>" : "*";
    break;
  case BX_MARKUP_PROPER_NOUN:
    *before = "<u>";
    *after = "</u>";
    break;
  case BX_MARKUP_BOOK_TITLE:
    *before = "<cite>";
    *after = "</cite>";
    break;
  case BX_MARKUP_DECEASED:
    *before = "<mark>";
    *after = "</mark>";
    break;
  case BX_MARKUP_NOTE:
    *before = "[^";
    *after = "]";
    break;
  case BX_MARKUP_LINK:
    *before = "[";
    *after = "]";
    break;
  case BX_MARKUP_RUBY:
    *before = "<ruby>";
    *after = "<rt>";
  }
}

static void
write_address (Writer *writer, const char *address)
{
  g_string_append_c (writer->out, '(');
  for (const char *p = address; *p != '\0'; p++)
    if ((guchar) *p <= ' ')
      g_string_append_printf (writer->out, "%%%02X", (guint) (guchar) *p);
    else {
      if (strchr ("\\()<>&*_[]", *p) != NULL)
        g_string_append_c (writer->out, '\\');
      g_string_append_c (writer->out, *p);
    }
  g_string_append_c (writer->out, ')');
}

static void
write_ruby (Writer *writer, const BxMarkup *markup)
{
  static const char special[] = "|{}\r\n*_`[]<>&\\";
  g_autofree char *base = bx_slice_dup (writer->article->text, markup->text);

  if (strpbrk (base, special) == NULL && strpbrk (markup->value, special) == NULL
      && markup->value[0] != '\0' && strlen (base) + strlen (markup->value) < 100) {
    g_string_append_printf (writer->out, "{%s|%s}", base, markup->value);
    return;
  }
  g_string_append (writer->out, "<ruby>");
  write_text (writer, markup->text.start, markup->text.end);
  g_string_append (writer->out, "<rt>");
  for (const char *p = markup->value; *p != '\0'; p++) {
    if (strchr (marks, *p) != NULL)
      g_string_append_c (writer->out, '\\');
    g_string_append_c (writer->out, *p == '\n' || *p == '\r' ? ' ' : *p);
  }
  g_string_append (writer->out, "</rt></ruby>");
}

/* The text between two places and the markups that begin in it, from the one at *next on. Marks
 * that touch those of another stretch are written as tags. */
static void
write_marked (Writer *writer, int start, int end, int *next)
{
  const BxArticle *article = writer->article;
  int beside = -1; /* where the last marked stretch ended */

  while (*next < article->n_markups && article->markups[*next].text.start < end) {
    const BxMarkup *markup = &article->markups[(*next)++];
    const char *before, *after;

    if (markup->text.start < start || markup->text.end > end)
      continue; /* across another one: no format writes that */
    write_text (writer, start, markup->text.start);
    start = markup->text.end;
    if (markup->kind == BX_MARKUP_RUBY) {
      write_ruby (writer, markup);
      while (*next < article->n_markups && article->markups[*next].text.start < start)
        (*next)++;
      continue;
    }
    find_marks (article, markup, beside == markup->text.start, &before, &after);
    g_string_append (writer->out, before);
    write_marked (writer, markup->text.start, markup->text.end, next);
    g_string_append (writer->out, after);
    if (markup->kind == BX_MARKUP_LINK)
      write_address (writer, markup->value);
    beside = markup->text.end;
  }
  write_text (writer, start, end);
}

static void
write_slice_marked (Writer *writer, BxSlice text)
{
  const BxArticle *article = writer->article;
  int next = 0;
  int high = article->n_markups;

  while (next < high) {
    int middle = (next + high) / 2;

    if (article->markups[middle].text.start < text.start)
      next = middle + 1;
    else
      high = middle;
  }
  write_marked (writer, text.start, text.end, &next);
}

static void
write_line (Writer *writer, BxSlice text)
{
  const char *p = writer->article->text + text.start;
  gsize digits = strspn (p, "0123456789");

  protect_line_start (writer, text);
  if (digits > 0 && (p[digits] == '.' || p[digits] == ')'))
    text.start += (int) digits;
  write_slice_marked (writer, text);
}

/* --- blocks --------------------------------------------------------------------------------- */

static void
write_figure (Writer *writer, const BxFigure *figure, BxSlice caption)
{
  g_string_append (writer->out, "![");
  for (const char *p = figure->alternative; *p != '\0'; p++) {
    if (strchr ("\\[]`*_<>&", *p) != NULL)
      g_string_append_c (writer->out, '\\');
    g_string_append_c (writer->out, *p);
  }
  g_string_append_c (writer->out, ']');
  write_address (writer, figure->file);
  if (bx_slice_is_empty (caption))
    return;
  g_string_append_c (writer->out, '\n');
  write_line (writer, caption);
}

static void
write_dashes (Writer *writer, int n_columns)
{
  g_string_append (writer->out, "\n|");
  for (int i = 0; i < n_columns; i++)
    g_string_append (writer->out, " --- |");
}

/* Where the columns have no names, the first row is empty: Markdown wants one. */
static void
write_table (Writer *writer, int block)
{
  const BxArticle *article = writer->article;
  const BxTable *table = NULL;

  for (int i = 0; i < article->n_tables; i++)
    if (article->tables[i].block == block)
      table = &article->tables[i];
  if (table == NULL) {
    write_line (writer, article->blocks[block].text);
    return;
  }
  for (int row = table->has_head ? 0 : -1; row < table->n_rows; row++) {
    gboolean is_first = row == (table->has_head ? 0 : -1);

    g_string_append (writer->out, is_first ? "|" : "\n|");
    for (int i = 0; i < table->n_columns; i++) {
      g_string_append_c (writer->out, ' ');
      if (row >= 0)
        write_slice_marked (writer, table->cells[row * table->n_columns + i]);
      g_string_append (writer->out, " |");
    }
    if (is_first)
      write_dashes (writer, table->n_columns);
  }
}

/* 1註文 → [^1]: 註文 */
static void
write_note (Writer *writer, BxSlice text)
{
  const char *p = writer->article->text + text.start;
  int digits = (int) strspn (p, "0123456789");

  g_string_append_printf (writer->out, "[^%.*s]: ", digits, p);
  text.start += digits;
  text.start += (int) strspn (p + digits, " ");
  write_slice_marked (writer, text);
}

static void
close_fence (Writer *writer)
{
  if (writer->sidebar > 0 || writer->is_fine)
    g_string_append (writer->out, "\n:::\n");
  writer->sidebar = 0;
  writer->is_fine = FALSE;
}

/* Opens and closes fences before a block. TRUE where the block was the fence's title. */
static gboolean
write_fence (Writer *writer, const BxBlock *block)
{
  gboolean is_fine = block->kind == BX_BLOCK_FINE;

  if (writer->sidebar == block->sidebar && writer->is_fine == is_fine)
    return FALSE;
  close_fence (writer);
  writer->sidebar = block->sidebar;
  writer->is_fine = is_fine;
  if (is_fine)
    g_string_append (writer->out, "\n::: fine\n");
  else if (block->sidebar > 0) {
    gboolean has_title = block->kind == BX_BLOCK_CROSSHEAD;
    g_autofree char *title = bx_slice_dup (writer->article->text, block->text);

    g_string_append_printf (writer->out, "\n::: sidebar%s%s\n", has_title ? " " : "",
                            has_title ? title : "");
    return has_title;
  }
  return FALSE;
}

static void
write_block (Writer *writer, int index)
{
  const BxArticle *article = writer->article;
  const BxBlock *block = &article->blocks[index];
  const BxFigure *figure = figure_of (article, index);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].kind == block->kind && !is_marked_headline (article, block))
      return;
  if (block->kind == BX_BLOCK_DATA || (figure != NULL && figure->is_hero)
      || write_fence (writer, block))
    return;
  g_string_append_c (writer->out, '\n');
  if (block->kind == BX_BLOCK_CROSSHEAD || block->kind == BX_BLOCK_HEADLINE)
    g_string_append (writer->out, block->kind == BX_BLOCK_CROSSHEAD ? "## " : "# ");
  if (figure != NULL)
    write_figure (writer, figure, block->text);
  else if (block->kind == BX_BLOCK_TABLE)
    write_table (writer, index);
  else if (block->kind == BX_BLOCK_NOTE)
    write_note (writer, block->text);
  else if (block->kind == BX_BLOCK_CROSSHEAD || block->kind == BX_BLOCK_HEADLINE)
    write_slice_marked (writer, block->text);
  else
    write_line (writer, block->text);
  g_string_append_c (writer->out, '\n');
}

char *
bx_write_manuscript (const BxArticle *article)
{
  Writer writer = { .article = article, .out = g_string_new (NULL) };

  write_front (&writer);
  for (int i = 0; i < article->n_blocks; i++)
    write_block (&writer, i);
  close_fence (&writer);
  return g_string_free (writer.out, FALSE);
}
