/* The road from raw lines to the article: runs the passes, then writes text and edit log together.
 * What a pass changes is its own decision; here is only the order of the passes, and why the log
 * can be trusted: it is made by comparing what is left with the source. */
#include "line.h"

#include <string.h>

typedef struct {
  const BxDraft *draft;
  GString *text;
  GArray *edits;
  int at;     /* in the source: all before is accounted for */
  int line;   /* of that place, and column in characters */
  int column;
} Writer;

static void
advance (Writer *writer, int to)
{
  const char *source = writer->draft->raw->source;

  for (const char *p = source + writer->at; p < source + to; p = g_utf8_next_char (p)) {
    writer->column++;
    if (*p == '\n') {
      writer->line++;
      writer->column = 1;
    }
  }
  writer->at = to;
}

/* Logs that the source up to `to` became `text`. Characters mended together are one edit. */
static void
write_edit (Writer *writer, BxEditKind kind, int to, const char *text, gsize len)
{
  BxEdit edit = { kind, bx_slice (writer->at, to),
                  bx_slice ((int) writer->text->len, (int) (writer->text->len + len)),
                  writer->line, writer->column };
  BxEdit *last = writer->edits->len > 0
                     ? &g_array_index (writer->edits, BxEdit, writer->edits->len - 1)
                     : NULL;

  if (last != NULL && kind == BX_EDIT_MARK && last->kind == kind
      && last->from.end == edit.from.start && last->to.end == edit.to.start) {
    last->from.end = edit.from.end;
    last->to.end = edit.to.end;
  } else
    g_array_append_val (writer->edits, edit);
  g_string_append_len (writer->text, text, (gssize) len);
  advance (writer, to);
}

/* Accounts for what was taken out before a place; where a block ends, its line feed is put there. */
static void
write_gap (Writer *writer, int to, gboolean ends_block)
{
  const BxRaw *raw = writer->draft->raw;
  const guint8 *why = writer->draft->why;

  while (writer->at < to) {
    int end = writer->at + 1;
    gboolean is_break;

    while (end < to && why[end] == why[writer->at])
      end++;
    is_break = ends_block && why[writer->at] == BX_EDIT_BREAK;
    if (is_break && end == writer->at + 1 && raw->source[writer->at] == '\n') {
      g_string_append_c (writer->text, '\n');
      advance (writer, end);
    } else
      write_edit (writer, (BxEditKind) why[writer->at], end, "\n", is_break ? 1 : 0);
    ends_block &= !is_break;
  }
  if (ends_block)
    write_edit (writer, BX_EDIT_BREAK, writer->at, "\n", 1);
}

static void
write_cell (Writer *writer, const BxCell *cell)
{
  char text[16];
  int len = 0;

  for (int i = 0; i < cell->times; i++)
    len += g_unichar_to_utf8 (cell->c, text + len);
  if (len == cell->len && memcmp (text, writer->draft->raw->source + cell->from, (gsize) len) == 0) {
    g_string_append_len (writer->text, text, len);
    advance (writer, cell->from + cell->len);
  } else
    write_edit (writer, (BxEditKind) cell->kind, cell->from + cell->len, text, (gsize) len);
}

static void
write_block (Writer *writer, const BxLine *line, BxBlockKind kind, int first, int end,
             GArray *blocks)
{
  BxBlock block = { .kind = kind, .line = line->number };

  write_gap (writer, line->cells[first].from, blocks->len > 0);
  block.text.start = (int) writer->text->len;
  for (int i = first; i < end; i++) {
    write_gap (writer, line->cells[i].from, FALSE);
    write_cell (writer, &line->cells[i]);
  }
  block.text.end = (int) writer->text->len;
  g_array_append_val (blocks, block);
}

/* A picture without a caption has a block all the same: its place in the article. */
static void
write_empty_block (Writer *writer, const BxLine *line, GArray *blocks)
{
  BxBlock block = { .kind = line->kind, .line = line->number };

  write_gap (writer, line->start, blocks->len > 0);
  block.text = bx_slice ((int) writer->text->len, (int) writer->text->len);
  g_array_append_val (blocks, block);
}

static void
write_line (Writer *writer, BxLine *line, GArray *blocks)
{
  BxBlockKind kind = line->kind;
  int start = 0;

  line->block = -1;
  if (line->n_cells == 0 && line->kind != BX_BLOCK_CAPTION)
    return;
  line->block = (int) blocks->len;
  if (line->n_cells == 0) {
    write_empty_block (writer, line, blocks);
    return;
  }
  for (int i = 0; i < BX_MAX_CUTS && line->cuts[i] > 0 && line->cuts[i] < line->n_cells; i++) {
    write_block (writer, line, kind, start, line->cuts[i], blocks);
    kind = line->kinds_after[i];
    start = line->cuts[i];
  }
  write_block (writer, line, kind, start, line->n_cells, blocks);
}

/* Hands the data of an array over to the article. */
static void *
steal (GArray *array, int *n)
{
  *n = (int) array->len;
  return g_array_free (array, FALSE);
}

static void
write_article (BxArticle *article, BxDraft *draft)
{
  GArray *blocks = g_array_new (FALSE, FALSE, sizeof (BxBlock));
  Writer writer = { .draft = draft, .line = 1, .column = 1 };

  writer.text = g_string_sized_new ((gsize) draft->raw->source_len + 1);
  writer.edits = g_array_new (FALSE, FALSE, sizeof (BxEdit));
  for (int i = 0; i < draft->n_lines; i++)
    write_line (&writer, &draft->lines[i], blocks);
  write_gap (&writer, draft->raw->source_len, blocks->len > 0);

  article->text_len = (int) writer.text->len;
  article->text = g_string_free (writer.text, FALSE);
  article->edits = steal (writer.edits, &article->n_edits);
  article->blocks = steal (blocks, &article->n_blocks);
}

static void
find_credits (BxArticle *article)
{
  GArray *credits = g_array_new (FALSE, FALSE, sizeof (BxCredit));

  for (int i = 0; i < article->n_blocks; i++) {
    BxSlice block = article->blocks[i].text;
    guint first = credits->len;
    g_autofree char *folded = NULL;

    if (article->blocks[i].kind != BX_BLOCK_BYLINE)
      continue;
    folded = bx_fold_variants (article->text + block.start, bx_slice_len (block));
    bx_byline_parse (folded, bx_slice_len (block), credits);
    for (guint k = first; k < credits->len; k++) {
      BxCredit *credit = &g_array_index (credits, BxCredit, k);

      credit->role = bx_slice (block.start + credit->role.start, block.start + credit->role.end);
      credit->name = bx_slice (block.start + credit->name.start, block.start + credit->name.end);
    }
  }
  article->credits = steal (credits, &article->n_credits);
}

static void
mend_marks (BxDraft *draft, BxReport *report)
{
  /* Only a plain text has paragraphs broken into lines that nothing else tells. */
  if (draft->raw->n_edits == 0 && bx_mends (draft, BX_MEND_BREAKS))
    bx_clean_breaks (draft, report);
  for (int i = 0; i < draft->n_lines; i++) {
    bx_clean_marks (draft, &draft->lines[i]);
    draft->has_glosses |= bx_clean_has_glosses (&draft->lines[i]);
  }
  bx_clean_choose_glosses (draft, report);
  for (int i = 0; i < draft->n_lines && draft->glosses != BX_GLOSSES_KEEP; i++)
    bx_clean_glosses (draft, &draft->lines[i]);
  for (int i = 0; i < draft->n_lines; i++) {
    bx_clean_quotes (draft, i, report);
    bx_clean_widths (draft, &draft->lines[i]);
    bx_clean_doubled (draft, &draft->lines[i]);
  }
}

/* Runs all passes; *lang is what the manuscript or the caller says, and then what the text is in as
 * far as a pass had to know it. */
static gboolean
run_passes (BxDraft *draft, BxLang *lang, BxReport *report, GError **error)
{
  mend_marks (draft, report);
  if (!bx_clean_script (draft, lang, error))
    return FALSE;
  if (draft->how->marks == BX_QUOTE_MARKS_LOCALE && *lang == BX_LANG_AUTO)
    *lang = bx_clean_lang (draft->raw->source, draft->raw->source_len);
  for (int i = 0; i < draft->n_lines && draft->how->marks != BX_QUOTE_MARKS_KEEP; i++)
    bx_clean_quote_style (draft, &draft->lines[i], *lang);
  bx_clean_parts (draft);
  for (int i = 0; i < draft->n_lines; i++)
    bx_clean_spaces (draft, &draft->lines[i]);
  return TRUE;
}

/* What the caller says, or else the manuscript. */
static BxLang
get_said_lang (const BxRaw *raw, const BxCleaning *how)
{
  return how->lang != BX_LANG_AUTO ? how->lang : raw->lang;
}

BxLang
bx_clean_guess_lang (const BxRaw *raw, const BxCleaning *how)
{
  BxLang lang = get_said_lang (raw, how);

  return lang != BX_LANG_AUTO ? lang : bx_clean_lang (raw->source, raw->source_len);
}

BxArticle *
bx_clean_as (const BxRaw *raw, const BxCleaning *how, BxReport *report, GError **error)
{
  g_autoptr (BxDraft) draft = bx_draft_new (raw, how);
  BxLang lang = get_said_lang (raw, how);
  BxArticle *article;

  if (!run_passes (draft, &lang, report, error))
    return NULL;
  article = g_new0 (BxArticle, 1);
  article->name = g_strdup (raw->name);
  article->folder = g_strdup (raw->folder);
  article->source = g_memdup2 (raw->source, (gsize) raw->source_len + 1);
  article->source_len = raw->source_len;
  article->encoding = g_strdup (raw->encoding);
  article->wishes = (BxWishes){ raw->wishes.pages, g_strdup (raw->wishes.style) };
  write_article (article, draft);
  article->lang = lang == BX_LANG_AUTO ? bx_clean_lang (article->text, article->text_len) : lang;
  find_credits (article);
  bx_clean_carry (article, draft, report);
  return article;
}

BxArticle *
bx_clean (const BxRaw *raw, BxLang lang, BxReport *report)
{
  BxCleaning how = { .lang = lang };

  return bx_clean_as (raw, &how, report, NULL);
}
