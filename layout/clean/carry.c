/* Carries over what a manuscript says of its text: markups, figures, tables, labels, speakers,
 * pulls. In the raw article they are slices of the source; here they become slices of the clean
 * text, by the edit log. Their meaning was decided by read/. */
#include "line.h"

#include <stdlib.h>

/* The last edit that begins before a place of the source, or at it where `at` says so; -1 if none.
 */
static int
last_edit (const BxArticle *article, int place, gboolean at)
{
  int low = 0;
  int high = article->n_edits;

  while (low < high) {
    int middle = (low + high) / 2;

    if (article->edits[middle].from.start < place + at)
      low = middle + 1;
    else
      high = middle;
  }
  return low - 1;
}

/* Where the character at a place of the source begins in the text. */
static int
carry_start (const BxArticle *article, int place)
{
  int i = last_edit (article, place, TRUE);
  const BxEdit *edit = &article->edits[MAX (i, 0)];

  if (i < 0)
    return place;
  return place < edit->from.end ? edit->to.start : edit->to.end + (place - edit->from.end);
}

/* Where the character before a place of the source ends in the text. */
static int
carry_end (const BxArticle *article, int place)
{
  int i = last_edit (article, place, FALSE);
  const BxEdit *edit = &article->edits[MAX (i, 0)];

  if (i < 0)
    return place;
  return place <= edit->from.end ? edit->to.end : edit->to.end + (place - edit->from.end);
}

static BxSlice
carry_slice (const BxArticle *article, BxSlice slice)
{
  int start;

  if (bx_slice_is_empty (slice))
    return bx_slice (0, 0);
  start = carry_start (article, slice.start);
  return bx_slice (start, MAX (start, carry_end (article, slice.end)));
}

static int
carry_block (const BxDraft *draft, int block)
{
  return block >= 0 ? draft->lines[block].block : -1;
}

static void
carry_blocks (BxArticle *article, const BxDraft *draft)
{
  for (int i = 0; i < draft->n_lines; i++) {
    const BxRawBlock *raw = &draft->raw->blocks[i];
    BxBlock *block;

    if (draft->lines[i].block < 0)
      continue;
    block = &article->blocks[draft->lines[i].block];
    block->sidebar = raw->sidebar;
    block->turn = raw->turn;
    block->label = carry_slice (article, raw->label);
  }
}

static int
compare_markups (const void *a, const void *b)
{
  const BxMarkup *first = a;
  const BxMarkup *second = b;

  if (first->text.start != second->text.start)
    return first->text.start < second->text.start ? -1 : 1;
  if (first->text.end != second->text.end)
    return first->text.end > second->text.end ? -1 : 1;
  return (int) first->kind - (int) second->kind;
}

/* How headline, deck and byline look is the style's, and front matter says them without marks: bold
 * and links of a page are not carried into them, nor what makes the whole of a crosshead bold. */
static gboolean
is_for_display (const BxArticle *article, const BxMarkup *markup)
{
  int block = bx_article_get_block_at (article, markup->text.start);

  if (block >= 0 && article->blocks[block].kind == BX_BLOCK_CROSSHEAD
      && (markup->kind == BX_MARKUP_STRONG || markup->kind == BX_MARKUP_EMPHASIS))
    return markup->text.start == article->blocks[block].text.start
           && markup->text.end == article->blocks[block].text.end;
  return (markup->kind == BX_MARKUP_STRONG || markup->kind == BX_MARKUP_EMPHASIS
          || markup->kind == BX_MARKUP_LINK)
         && block >= 0 && article->blocks[block].kind >= BX_BLOCK_PUBLICATION
         && article->blocks[block].kind <= BX_BLOCK_BYLINE;
}

/* What is left of a markup that cleaning emptied says nothing. */
static void
carry_markups (BxArticle *article, const BxDraft *draft)
{
  const BxRaw *raw = draft->raw;
  int n_rubies = (int) draft->rubies->len;
  int n = 0;

  article->markups = g_new0 (BxMarkup, raw->n_markups + n_rubies + 1);
  for (int i = 0; i < raw->n_markups + n_rubies; i++) {
    const BxMarkup *from = i < raw->n_markups
                               ? &raw->markups[i]
                               : &g_array_index (draft->rubies, BxMarkup, i - raw->n_markups);
    BxMarkup *to = &article->markups[n];

    *to = (BxMarkup){ from->kind, carry_slice (article, from->text), NULL,
                      carry_block (draft, from->block) };
    if (bx_slice_is_empty (to->text) || (to->kind == BX_MARKUP_NOTE && to->block < 0)
        || is_for_display (article, to))
      continue;
    to->value = g_strdup (from->value);
    n++;
  }
  article->n_markups = n;
  qsort (article->markups, (gsize) n, sizeof (BxMarkup), compare_markups);
}

static void
carry_figures (BxArticle *article, const BxDraft *draft)
{
  const BxRaw *raw = draft->raw;

  article->figures = g_new0 (BxFigure, raw->n_figures + 1);
  for (int i = 0; i < raw->n_figures; i++) {
    BxFigure *to = &article->figures[article->n_figures];

    *to = raw->figures[i];
    to->block = carry_block (draft, to->block);
    if (to->block < 0)
      continue;
    to->file = g_strdup (to->file);
    to->alternative = g_strdup (to->alternative);
    to->credit = carry_slice (article, to->credit);
    article->n_figures++;
  }
}

static void
carry_tables (BxArticle *article, const BxDraft *draft)
{
  const BxRaw *raw = draft->raw;

  article->tables = g_new0 (BxTable, raw->n_tables + 1);
  for (int i = 0; i < raw->n_tables; i++) {
    BxTable *to = &article->tables[article->n_tables];

    *to = raw->tables[i];
    to->block = carry_block (draft, to->block);
    if (to->block < 0)
      continue;
    to->cells = g_new (BxSlice, to->n_rows * to->n_columns + 1);
    for (int k = 0; k < to->n_rows * to->n_columns; k++)
      to->cells[k] = carry_slice (article, raw->tables[i].cells[k]);
    article->n_tables++;
  }
}

static void
carry_speakers (BxArticle *article, const BxDraft *draft)
{
  const BxRaw *raw = draft->raw;

  if (raw->n_speakers == 0)
    return;
  article->n_speakers = raw->n_speakers;
  article->speakers = g_new0 (BxSpeaker, raw->n_speakers);
  for (int i = 0; i < raw->n_speakers; i++) {
    BxSpeaker *to = &article->speakers[i];

    *to = raw->speakers[i];
    to->name = carry_slice (article, to->name);
    to->description = carry_slice (article, to->description);
    to->aliases = g_new (BxSlice, to->n_aliases + 1);
    for (int k = 0; k < to->n_aliases; k++)
      to->aliases[k] = carry_slice (article, raw->speakers[i].aliases[k]);
    to->portrait = g_strdup (to->portrait);
    to->colour = g_strdup (to->colour);
  }
}

static int
compare_pulls (const void *a, const void *b)
{
  return ((const BxPull *) a)->text.start - ((const BxPull *) b)->text.start;
}

static gboolean
is_pulled (const BxArticle *article, BxSlice words)
{
  for (int i = 0; i < article->n_pulls; i++)
    if (article->pulls[i].text.start == words.start && article->pulls[i].text.end == words.end)
      return TRUE;
  return FALSE;
}

/* A pull quote repeats the article: words that are not in it are no quote of it. */
static void
carry_pulls (BxArticle *article, const BxDraft *draft, BxReport *report)
{
  const BxRaw *raw = draft->raw;

  if (raw->n_pulls == 0)
    return;
  article->pulls = g_new0 (BxPull, raw->n_pulls);
  for (int i = 0; i < raw->n_pulls; i++) {
    BxPull pull = { .quote = -1, .speaker = raw->pulls[i].speaker, .is_given = TRUE };

    if (!bx_article_find_words (article, carry_slice (article, raw->pulls[i].text), &pull))
      bx_report_add (
          report, BX_WARNING, "unknown-pull", raw->pulls[i].line, 1,
          "these words do not stand in the article; copy a sentence of it, mark for mark");
    else if (!is_pulled (article, pull.text))
      article->pulls[article->n_pulls++] = pull;
  }
  qsort (article->pulls, (gsize) article->n_pulls, sizeof (BxPull), compare_pulls);
}

void
bx_clean_carry (BxArticle *article, const BxDraft *draft, BxReport *report)
{
  carry_blocks (article, draft);
  carry_markups (article, draft);
  carry_figures (article, draft);
  carry_tables (article, draft);
  carry_speakers (article, draft);
  carry_pulls (article, draft, report);
}
