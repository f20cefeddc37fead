/* Stages "article" and "talk" as JSON. */
#include "article.h"

static void
dump_slice_range (JsonBuilder *dump, BxSlice slice)
{
  bx_dump_int (dump, "start", slice.start);
  bx_dump_int (dump, "end", slice.end);
}

static void
dump_blocks (const BxArticle *article, JsonBuilder *dump)
{
  bx_dump_open_list (dump, "blocks");
  for (int i = 0; i < article->n_blocks; i++) {
    const BxBlock *block = &article->blocks[i];

    bx_dump_open (dump, NULL);
    bx_dump_string (dump, "kind", bx_block_kind_name (block->kind));
    bx_dump_int (dump, "line", block->line);
    if (block->sidebar > 0)
      bx_dump_int (dump, "sidebar", block->sidebar);
    if (block->turn != BX_TURN_NONE) {
      bx_dump_string (dump, "turn", block->turn == BX_TURN_QUESTION ? "question" : "answer");
      bx_dump_slice (dump, "label", article->text, block->label);
    }
    dump_slice_range (dump, block->text);
    bx_dump_slice (dump, "text", article->text, block->text);
    bx_dump_close (dump);
  }
  bx_dump_close_list (dump);
}

static void
dump_markups (const BxArticle *article, JsonBuilder *dump)
{
  bx_dump_open_list (dump, "markups");
  for (int i = 0; i < article->n_markups; i++) {
    const BxMarkup *markup = &article->markups[i];

    bx_dump_open (dump, NULL);
    bx_dump_string (dump, "kind", bx_markup_kind_name (markup->kind));
    dump_slice_range (dump, markup->text);
    bx_dump_slice (dump, "text", article->text, markup->text);
    bx_dump_string (dump, "value", markup->value);
    bx_dump_int (dump, "block", markup->block);
    bx_dump_close (dump);
  }
  bx_dump_close_list (dump);
}

static void
dump_figures (const BxArticle *article, JsonBuilder *dump)
{
  bx_dump_open_list (dump, "figures");
  for (int i = 0; i < article->n_figures; i++) {
    const BxFigure *figure = &article->figures[i];

    bx_dump_open (dump, NULL);
    bx_dump_int (dump, "block", figure->block);
    bx_dump_string (dump, "file", figure->file);
    bx_dump_string (dump, "alternative", figure->alternative);
    bx_dump_slice (dump, "credit", article->text, figure->credit);
    bx_dump_bool (dump, "hero", figure->is_hero);
    bx_dump_close (dump);
  }
  bx_dump_close_list (dump);
}

static void
dump_tables (const BxArticle *article, JsonBuilder *dump)
{
  bx_dump_open_list (dump, "tables");
  for (int i = 0; i < article->n_tables; i++) {
    const BxTable *table = &article->tables[i];

    bx_dump_open (dump, NULL);
    bx_dump_int (dump, "block", table->block);
    bx_dump_int (dump, "columns", table->n_columns);
    bx_dump_bool (dump, "head", table->has_head);
    bx_dump_open_list (dump, "cells");
    for (int k = 0; k < table->n_rows * table->n_columns; k++)
      bx_dump_slice (dump, NULL, article->text, table->cells[k]);
    bx_dump_close_list (dump);
    bx_dump_close (dump);
  }
  bx_dump_close_list (dump);
}

static void
dump_credits (const BxArticle *article, JsonBuilder *dump)
{
  bx_dump_open_list (dump, "credits");
  for (int i = 0; i < article->n_credits; i++) {
    bx_dump_open (dump, NULL);
    bx_dump_slice (dump, "role", article->text, article->credits[i].role);
    bx_dump_slice (dump, "name", article->text, article->credits[i].name);
    bx_dump_close (dump);
  }
  bx_dump_close_list (dump);
}

static void
dump_edits (const BxArticle *article, JsonBuilder *dump)
{
  int counts[BX_N_EDIT_KINDS] = { 0 };

  for (int i = 0; i < article->n_edits; i++)
    counts[article->edits[i].kind]++;
  bx_dump_open (dump, "edit_counts");
  for (int kind = 0; kind < BX_N_EDIT_KINDS; kind++)
    bx_dump_int (dump, bx_edit_kind_name ((BxEditKind)kind), counts[kind]);
  bx_dump_close (dump);

  bx_dump_open_list (dump, "edits");
  for (int i = 0; i < article->n_edits; i++) {
    const BxEdit *edit = &article->edits[i];

    bx_dump_open (dump, NULL);
    bx_dump_string (dump, "kind", bx_edit_kind_name (edit->kind));
    bx_dump_int (dump, "line", edit->line);
    bx_dump_int (dump, "column", edit->column);
    bx_dump_slice (dump, "from", article->source, edit->from);
    bx_dump_slice (dump, "to", article->text, edit->to);
    bx_dump_close (dump);
  }
  bx_dump_close_list (dump);
}

void
bx_article_dump (const BxArticle *article, JsonBuilder *dump)
{
  g_autofree char *name = g_path_get_basename (article->name); /* a dump says nothing of our disks */

  bx_dump_open (dump, NULL);
  bx_dump_string (dump, "name", name);
  bx_dump_string (dump, "encoding", article->encoding);
  bx_dump_string (dump, "lang", bx_lang_name (article->lang));
  dump_blocks (article, dump);
  dump_markups (article, dump);
  dump_figures (article, dump);
  dump_tables (article, dump);
  dump_credits (article, dump);
  dump_edits (article, dump);
  bx_dump_close (dump);
}

static void
dump_speakers (const BxArticle *article, JsonBuilder *dump)
{
  bx_dump_open_list (dump, "speakers");
  for (int i = 0; i < article->n_speakers; i++) {
    const BxSpeaker *speaker = &article->speakers[i];

    bx_dump_open (dump, NULL);
    bx_dump_slice (dump, "name", article->text, speaker->name);
    bx_dump_slice (dump, "description", article->text, speaker->description);
    bx_dump_open_list (dump, "aliases");
    for (int k = 0; k < speaker->n_aliases; k++)
      bx_dump_slice (dump, NULL, article->text, speaker->aliases[k]);
    bx_dump_close_list (dump);
    bx_dump_int (dump, "mentions", speaker->n_mentions);
    bx_dump_int (dump, "quotes", speaker->n_quotes);
    bx_dump_bool (dump, "main", speaker->is_main);
    bx_dump_bool (dump, "given", speaker->is_given);
    bx_dump_bool (dump, "unsure", speaker->is_unsure);
    bx_dump_string (dump, "portrait", speaker->portrait);
    bx_dump_string (dump, "colour", speaker->colour);
    bx_dump_close (dump);
  }
  bx_dump_close_list (dump);
}

static void
dump_speaker_name (const BxArticle *article, JsonBuilder *dump, int speaker)
{
  if (speaker >= 0)
    bx_dump_slice (dump, "speaker", article->text, article->speakers[speaker].name);
  else
    bx_dump_string (dump, "speaker", NULL);
}

static void
dump_quotes (const BxArticle *article, JsonBuilder *dump)
{
  bx_dump_open_list (dump, "quotes");
  for (int i = 0; i < article->n_quotes; i++) {
    const BxQuote *quote = &article->quotes[i];

    bx_dump_open (dump, NULL);
    bx_dump_string (dump, "kind", quote->kind == BX_QUOTE_SPEECH ? "speech" : "term");
    bx_dump_int (dump, "block", quote->block);
    bx_dump_int (dump, "line", article->blocks[quote->block].line);
    dump_slice_range (dump, quote->outer);
    dump_speaker_name (article, dump, quote->speaker);
    bx_dump_string (dump, "rule", quote->rule);
    bx_dump_int (dump, "confidence", quote->confidence);
    bx_dump_int (dump, "continues", quote->continues);
    bx_dump_slice (dump, "text", article->text, quote->inner);
    bx_dump_close (dump);
  }
  bx_dump_close_list (dump);
}

static void
dump_pulls (const BxArticle *article, JsonBuilder *dump)
{
  bx_dump_open_list (dump, "pulls");
  for (int i = 0; i < article->n_pulls; i++) {
    const BxPull *pull = &article->pulls[i];
    g_autofree char *words = bx_article_dup_words (article, pull);

    bx_dump_open (dump, NULL);
    bx_dump_bool (dump, "chosen", pull->is_chosen);
    bx_dump_bool (dump, "given", pull->is_given);
    dump_speaker_name (article, dump, pull->speaker);
    bx_dump_int (dump, "quote", pull->quote);
    bx_dump_int (dump, "score", pull->score);
    bx_dump_string (dump, "text", words);
    bx_dump_close (dump);
  }
  bx_dump_close_list (dump);
}

void
bx_article_dump_talk (const BxArticle *article, JsonBuilder *dump)
{
  bx_dump_open (dump, NULL);
  dump_speakers (article, dump);
  dump_quotes (article, dump);
  dump_pulls (article, dump);
  bx_dump_close (dump);
}
