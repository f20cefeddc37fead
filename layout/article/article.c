/* The article model: lookups and life cycle. What a block, an edit or a quotation means is decided
 * by the rooms that make them. */
#include "article.h"

#include <string.h>

static const char *const block_kind_names[BX_N_BLOCK_KINDS] = {
  "unknown",   "publication", "time", "kicker",  "headline", "deck", "byline",
  "paragraph", "crosshead",   "fine", "caption", "table",    "note", "data",
};

static const char *const edit_kind_names[BX_N_EDIT_KINDS] = {
  "gloss", "width", "space", "quote-mark", "mark", "break", "markup", "left-out", "script",
};

static const char *const markup_kind_names[BX_N_MARKUP_KINDS] = {
  "strong", "emphasis", "link", "ruby", "proper-noun", "book-title", "deceased", "note",
};

static const char *const lang_names[BX_N_LANGS] = { "zh-Hans", "zh-Hant-TW", "zh-Hant-HK" };

static void
free_markups (BxMarkup *markups, int n)
{
  for (int i = 0; i < n; i++)
    g_free (markups[i].value);
  g_free (markups);
}

static void
free_figures (BxFigure *figures, int n)
{
  for (int i = 0; i < n; i++) {
    g_free (figures[i].file);
    g_free (figures[i].alternative);
  }
  g_free (figures);
}

static void
free_tables (BxTable *tables, int n)
{
  for (int i = 0; i < n; i++)
    g_free (tables[i].cells);
  g_free (tables);
}

static void
free_speakers (BxSpeaker *speakers, int n)
{
  for (int i = 0; i < n; i++) {
    g_free (speakers[i].aliases);
    g_free (speakers[i].portrait);
    g_free (speakers[i].colour);
  }
  g_free (speakers);
}

void
bx_raw_free (BxRaw *raw)
{
  if (raw == NULL)
    return;
  free_markups (raw->markups, raw->n_markups);
  free_figures (raw->figures, raw->n_figures);
  free_tables (raw->tables, raw->n_tables);
  free_speakers (raw->speakers, raw->n_speakers);
  g_free (raw->name);
  g_free (raw->folder);
  g_free (raw->source);
  g_free (raw->encoding);
  g_free (raw->blocks);
  g_free (raw->edits);
  g_free (raw->pulls);
  g_strfreev (raw->protected_words);
  g_free (raw->wishes.style);
  g_free (raw);
}

void
bx_article_free (BxArticle *article)
{
  if (article == NULL)
    return;
  free_markups (article->markups, article->n_markups);
  free_figures (article->figures, article->n_figures);
  free_tables (article->tables, article->n_tables);
  free_speakers (article->speakers, article->n_speakers);
  g_free (article->name);
  g_free (article->folder);
  g_free (article->source);
  g_free (article->encoding);
  g_free (article->text);
  g_free (article->blocks);
  g_free (article->edits);
  g_free (article->credits);
  g_free (article->quotes);
  g_free (article->pulls);
  g_free (article->wishes.style);
  g_free (article);
}

const BxBlock *
bx_article_find_block (const BxArticle *article, BxBlockKind kind)
{
  for (int i = 0; i < article->n_blocks; i++)
    if (article->blocks[i].kind == kind)
      return &article->blocks[i];
  return NULL;
}

int
bx_article_get_block_at (const BxArticle *article, int offset)
{
  int low = 0;
  int high = article->n_blocks - 1;

  while (low <= high) {
    int middle = (low + high) / 2;
    BxSlice text = article->blocks[middle].text;

    if (offset < text.start)
      high = middle - 1;
    else if (offset >= text.end)
      low = middle + 1;
    else
      return middle;
  }
  return -1;
}

/* The byte of the source from which a byte of the text came. */
static int
source_offset (const BxArticle *article, int offset)
{
  int low = 0;
  int high = article->n_edits;
  const BxEdit *last;

  while (low < high) {
    int middle = (low + high) / 2;

    if (article->edits[middle].to.start <= offset)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == 0)
    return offset;
  last = &article->edits[low - 1];
  if (offset < last->to.end)
    return last->from.start;
  return last->from.end + (offset - last->to.end);
}

void
bx_article_get_source_place (const BxArticle *article, int offset, int *line, int *column)
{
  int place = MIN (source_offset (article, offset), article->source_len);
  const char *line_start = article->source;
  const char *p = article->source;
  const char *end = article->source + place;

  *line = 1;
  while ((p = memchr (p, '\n', (gsize)(end - p))) != NULL) {
    p++;
    line_start = p;
    (*line)++;
  }
  *column = (int) g_utf8_strlen (line_start, end - line_start) + 1;
}

gboolean
bx_article_check_edits (const BxArticle *article)
{
  int from = 0;
  int to = 0;

  for (int i = 0; i <= article->n_edits; i++) {
    BxEdit end = { .from = { article->source_len, article->source_len },
                   .to = { article->text_len, article->text_len } };
    const BxEdit *edit = i < article->n_edits ? &article->edits[i] : &end;
    int kept = edit->from.start - from;

    if (kept < 0 || kept != edit->to.start - to || edit->from.end < edit->from.start
        || edit->to.end < edit->to.start
        || memcmp (article->source + from, article->text + to, (gsize)kept) != 0)
      return FALSE;
    from = edit->from.end;
    to = edit->to.end;
  }
  return from == article->source_len && to == article->text_len;
}

const char *
bx_block_kind_name (BxBlockKind kind)
{
  return block_kind_names[kind];
}

const char *
bx_edit_kind_name (BxEditKind kind)
{
  return edit_kind_names[kind];
}

const char *
bx_markup_kind_name (BxMarkupKind kind)
{
  return markup_kind_names[kind];
}

const char *
bx_lang_name (BxLang lang)
{
  return lang == BX_LANG_AUTO ? "auto" : lang_names[lang];
}

gboolean
bx_lang_from_name (const char *name, BxLang *lang)
{
  for (int i = 0; i < BX_N_LANGS; i++)
    if (g_ascii_strcasecmp (name, lang_names[i]) == 0) {
      *lang = (BxLang)i;
      return TRUE;
    }
  *lang = BX_LANG_AUTO;
  return FALSE;
}
