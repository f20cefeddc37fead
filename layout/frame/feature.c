/* Composes the article in the style's types. What a panel looks like is decided in opening.c,
 * quote.c and closing.c, what the paginator is told of it all in galley.c. */
#include "decorate.h"

#include <string.h>

/* Height of the ideographic face, 1/1024 em: what a drop cap must span to stand level with the
 * characters beside it (CL: the Latin cap-height formula fails for Han). */
#define FACE_HEIGHT 942
/* Least white between a drop cap and its text, 1/1024 em of the body. */
#define DROPCAP_GAP 256
/* A lead is made the deck only where enough text follows it. */
#define LEAD_MIN_PARAGRAPHS 4

static void
free_shaped (void *data)
{
  bx_shaped_free (data);
}

static void
free_composed (void *data)
{
  bx_composed_free (data);
}

static void
end_composing (BxFeature *feature)
{
  if (feature->composing == NULL)
    return;
  g_thread_pool_free (g_steal_pointer (&feature->composing), FALSE, TRUE);
  for (int i = 0; i < feature->n_blocks; i++)
    if (feature->blocks[i].composed != NULL)
      g_ptr_array_add (feature->composed, feature->blocks[i].composed);
}

void
bx_feature_free (BxFeature *feature)
{
  if (feature == NULL)
    return;
  end_composing (feature);
  bx_panel_free (feature->opening);
  bx_panel_free (feature->closing);
  for (int i = 0; i < feature->galley.n_boxes; i++)
    for (int k = 0; k < BX_MAX_BOX_SIZES; k++)
      bx_panel_free (feature->boxes[i].owned[k]);
  g_free (feature->boxes);
  for (int i = 0; feature->paragraphs != NULL && i < feature->article->n_blocks; i++)
    bx_shaped_free (feature->paragraphs[i]);
  g_free (feature->paragraphs);
  g_free (feature->blocks);
  g_free (feature->is_boxed);
  g_clear_pointer (&feature->notes, g_array_unref);
  g_free (feature->galley.notes);
  g_free (feature->galley.items);
  g_free (feature->galley.boxes);
  g_clear_pointer (&feature->images, g_hash_table_unref);
  g_ptr_array_unref (feature->shaped);
  g_ptr_array_unref (feature->composed);
  g_ptr_array_unref (feature->strings);
  g_clear_pointer (&feature->wrapped, g_hash_table_unref);
  bx_hyphenator_free (feature->hyphenator);
  g_free (feature);
}

/* A speaker's name and description are set apart from where they were found, without the marks that
 * they have there: whether the manuscript says them or the text must not show. */
static gboolean
is_of_speaker (const BxArticle *article, BxSlice slice)
{
  for (int i = 0; i < article->n_speakers; i++)
    if (article->speakers[i].name.start == slice.start
        || article->speakers[i].description.start == slice.start)
      return TRUE;
  return FALSE;
}

static gboolean
is_role_of_speakers (const BxSpec *spec, const BxTextStyle *type)
{
  return type == &spec->text[BX_TEXT_ATTRIBUTION] || type == &spec->text[BX_TEXT_DESCRIPTION]
         || type == &spec->text[BX_TEXT_SIDEBAR_HEAD] || type == &spec->text[BX_TEXT_SIDEBAR];
}

const BxShaped *
bx_feature_shape_type (BxFeature *feature, const BxTextStyle *type, const char *text, BxSlice slice)
{
  gboolean is_plain = text != feature->article->text
                      || (is_role_of_speakers (feature->spec, type)
                          && is_of_speaker (feature->article, slice));
  const BxArticle *article = is_plain ? NULL : feature->article;
  BxShaped *shaped = bx_shape (feature->fonts, feature->spec, type, text, slice, article,
                               feature->report);

  if (!feature->is_gap_told) /* once is enough */
    feature->is_gap_told = !bx_check_line_gap (feature->report, shaped, type);
  g_ptr_array_add (feature->shaped, shaped);
  return shaped;
}

const BxShaped *
bx_feature_shape (BxFeature *feature, BxTextRole role, const char *text, BxSlice slice)
{
  return bx_feature_shape_type (feature, &feature->spec->text[role], text, slice);
}

const char *
bx_feature_keep_string (BxFeature *feature, char *string)
{
  g_ptr_array_add (feature->strings, string);
  return string;
}

static const BxSetting *
keep_composed (BxFeature *feature, BxComposed *composed)
{
  g_ptr_array_add (feature->composed, composed);
  return &composed->settings[0];
}

/* Wherever a text names a speaker. (transfer full) */
static GArray *
find_names (const BxArticle *article, const BxShaped *shaped)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (BxSlice));
  int n = shaped->n_clusters;

  for (int i = 0; i < article->n_speakers && n > 0; i++) {
    g_autofree char *name = bx_slice_dup (article->text, article->speakers[i].name);
    const char *end = shaped->text + shaped->clusters[n - 1].text.end;
    const char *p = shaped->text + shaped->clusters[0].text.start;

    while (*name != '\0' && (p = g_strstr_len (p, end - p, name)) != NULL) {
      int start = (int) (p - shaped->text);
      BxSlice slice = bx_slice (start, start + (int) strlen (name));

      g_array_append_val (found, slice);
      p += strlen (name);
    }
  }
  return found;
}

const BxSetting *
bx_feature_set_display (BxFeature *feature, const BxShaped *shaped, BxLen measure)
{
  g_autoptr (GArray) names = find_names (feature->article, shaped);
  BxComposed *composed = bx_compose_display (shaped, measure, (const BxSlice *) (void *) names->data,
                                             (int) names->len);

  if (composed->n_settings > 0 && composed->settings[0].lines[0].is_overfull)
    bx_report_add (feature->report, BX_FAULT, "overfull-line", 0, 0,
                   "“%.*s” is wider than its place; shorten it or set it smaller",
                   MIN (60, shaped->clusters[0].text.end - shaped->clusters[0].text.start),
                   shaped->text + shaped->clusters[0].text.start);
  return keep_composed (feature, composed);
}

const BxSetting *
bx_feature_set_line (BxFeature *feature, const BxShaped *shaped)
{
  BxComposed *composed = g_new0 (BxComposed, 1);

  composed->n_settings = 1;
  composed->settings[0].n_lines = shaped->n_clusters > 0;
  composed->settings[0].lines = g_new (BxLine, 1);
  composed->settings[0].lines[0] = bx_compose_line (shaped);
  return keep_composed (feature, composed);
}

/* --- the flow ------------------------------------------------------------------------------- */

/* Somebody speaks in this block. A deck sums up; voices belong to the text. */
static gboolean
has_speech (const BxArticle *article, int block)
{
  for (int i = 0; i < article->n_quotes; i++)
    if (article->quotes[i].block == block && article->quotes[i].kind == BX_QUOTE_SPEECH)
      return TRUE;
  return FALSE;
}

/* A note belongs to a place of the text. */
static gboolean
has_note_mark (const BxArticle *article, int block)
{
  for (int i = 0; i < article->n_markups; i++)
    if (article->markups[i].kind == BX_MARKUP_NOTE
        && bx_slice_contains (article->blocks[block].text, article->markups[i].text))
      return TRUE;
  return FALSE;
}

/* The block that is set as deck: one marked so, or a lead short enough; -1 for none. */
static int
find_deck (const BxArticle *article, const BxSpec *spec)
{
  int lead = -1;
  int n_paragraphs = 0;

  for (int i = 0; i < article->n_blocks; i++) {
    if (article->blocks[i].kind == BX_BLOCK_DECK)
      return i;
    if (article->blocks[i].kind != BX_BLOCK_PARAGRAPH)
      continue;
    lead = lead < 0 ? i : lead;
    n_paragraphs++;
  }
  if (n_paragraphs <= LEAD_MIN_PARAGRAPHS || has_speech (article, lead)
      || has_note_mark (article, lead)
      || bx_count_han (article->text + article->blocks[lead].text.start,
                       bx_slice_len (article->blocks[lead].text))
             > spec->deck_max_han)
    return -1;
  return lead;
}

/* How many clusters of a paragraph its drop cap takes: an ideograph, with the opening mark before
 * it where there is one; none before Latin or digits. */
static int
count_dropcap_clusters (const BxShaped *shaped)
{
  int i = 0;

  if (shaped->n_clusters > 0 && shaped->clusters[0].class == BX_CLASS_OPEN)
    i++;
  return i < shaped->n_clusters - 1 && shaped->clusters[i].class == BX_CLASS_HAN ? i + 1 : 0;
}

/* The drop cap's type: as large as its face must be to span the lines. */
static BxTextStyle
dropcap_type (const BxSpec *spec)
{
  const BxTextStyle *body = &spec->text[BX_TEXT_BODY];
  BxTextStyle type = spec->text[BX_TEXT_DROPCAP];
  gint64 face = (gint64) (spec->dropcap_lines - 1) * spec->leading.u
                + bx_len_from_em (bx_em (FACE_HEIGHT), body->size).u;

  type.size = bx_len ((int32_t) (face * 1024 / FACE_HEIGHT));
  return type;
}

static void
set_dropcap (BxFeature *feature, BxFlowBlock *block)
{
  const BxSpec *spec = feature->spec;
  BxTextStyle type = dropcap_type (spec);
  BxSlice slice = feature->article->blocks[block->block].text;
  int n = count_dropcap_clusters (block->shaped);
  int em = spec->text[BX_TEXT_BODY].size.u;
  int width;

  slice.end = block->shaped->clusters[n - 1].text.end;
  block->dropcap_clusters = n;
  block->dropcap = bx_feature_shape_type (feature, &type, feature->article->text, slice);
  block->dropcap_line = &bx_feature_set_line (feature, block->dropcap)->lines[0];
  /* The text restarts on a whole em (CL-PUL-01), and what is left over stands at the drop cap's
   * right, where its own side bearing is. */
  width = block->dropcap_line->natural.u + bx_len_from_em (bx_em (DROPCAP_GAP), bx_len (em)).u;
  if (width > block->column.measure.u / 2) {
    block->dropcap_clusters = 0;
    return;
  }
  block->beside.start = bx_len ((width + em - 1) / em * em);
  block->beside.n_lines = spec->dropcap_lines;
  block->beside.measure = bx_len_sub (block->column.measure, block->beside.start);
  block->column.indent = bx_len (0);
  block->column.intrusions = &block->beside;
  block->column.n_intrusions = 1;
  block->column.first = n;
}

BxComposed *
bx_feature_compose_column (const BxFeature *feature, const BxFlowBlock *block,
                           const BxColumn *column)
{
  if (feature->is_first_fit)
    return bx_compose_first_fit (block->shaped, column);
  return bx_compose_divided (block->shaped, column, feature->hyphenator);
}

static void
compose_block (void *data, void *user_data)
{
  BxFlowBlock *block = data;

  block->composed = bx_feature_compose_column (user_data, block, &block->column);
}

/* Whether the last paragraph bears an end mark: one that leaves a lone last character before it, or a
 * hole in the line above, is left out. */
static gboolean
bears_mark (const BxFeature *feature, const BxFlowBlock *block, const BxShaped *mark)
{
  g_autoptr (BxShaped) marked = bx_shaped_copy (block->shaped);
  g_autoptr (BxComposed) with = NULL;
  g_autoptr (BxComposed) without = bx_feature_compose_column (feature, block, &block->column);
  BxFlowBlock trial = *block;

  bx_shaped_append_ornament (marked, mark);
  trial.shaped = marked;
  with = bx_feature_compose_column (feature, &trial, &block->column);
  return !bx_composed_is_spoilt (with, without);
}

/* The end mark is one more cluster of the last paragraph, glued to its last character: it finds its
 * place when the lines are broken. It is drawn as a shape, so it is not in the text. */
static void
add_end_mark (BxFeature *feature, const BxFlowBlock *block, BxShaped *shaped)
{
  const BxSpec *spec = feature->spec;
  const BxShaped *mark;

  if (spec->end_mark[0] == '\0' || shaped->n_clusters == 0)
    return;
  mark = bx_feature_shape (feature, BX_TEXT_BODY, spec->end_mark,
                           bx_slice (0, (int) strlen (spec->end_mark)));
  if (mark->n_clusters == 1 && mark->n_glyphs == 1 && bears_mark (feature, block, mark))
    bx_shaped_append_ornament (shaped, mark);
}

static void
shape_block (BxFeature *feature, BxFlowBlock *block, gboolean is_first, gboolean is_last)
{
  const BxSpec *spec = feature->spec;
  const BxTextStyle *type = &spec->text[block->role];
  BxSlice slice = feature->article->blocks[block->block].text;
  BxShaped *shaped;

  if (block->role == BX_TEXT_BODY && feature->paragraphs[block->block] != NULL) {
    block->shaped = feature->paragraphs[block->block];
    g_ptr_array_add (feature->shaped, g_steal_pointer (&feature->paragraphs[block->block]));
  } else
    block->shaped = bx_feature_shape (feature, block->role, feature->article->text, slice);
  shaped = g_ptr_array_index (feature->shaped, feature->shaped->len - 1);
  block->column.measure = bx_spec_get_measure (spec);
  if (block->role == BX_TEXT_CROSSHEAD)
    return;
  block->column.indent = bx_len_from_em (type->indent, type->size);
  if (block->shaped->is_beside) /* CL-RUB-06: the indent has its room for bopomofo too */
    block->column.indent.u += block->column.indent.u / 2;
  /* It takes room of the lines beside it, so one more follows under it. */
  if (is_first && spec->dropcap_lines > 0 && count_dropcap_clusters (block->shaped) > 0
      && block->shaped->n_clusters * type->size.u
             > spec->dropcap_lines * block->column.measure.u)
    set_dropcap (feature, block);
  if (is_last)
    add_end_mark (feature, block, shaped);
}

static void
begin_composing (BxFeature *feature, BxFlowBlock *block)
{
  if (feature->composing == NULL)
    feature->composing = g_thread_pool_new (compose_block, feature, (int) g_get_num_processors (),
                                            FALSE, NULL);
  g_thread_pool_push (feature->composing, block, NULL);
}

static void
set_crosshead (BxFeature *feature, BxFlowBlock *block)
{
  bx_feature_set_display (
      feature, block->shaped,
      bx_len_sub (block->column.measure, bx_crosshead_get_inset (feature->spec)));
  block->composed = g_ptr_array_index (feature->composed, feature->composed->len - 1);
}

/* The headline block shows one block of each kind and all bylines, the fine print all of its own and the notes, a
 * figure its caption; everything else flows, whatever it was taken for: nothing may be lost. */
static gboolean
is_flowing (const BxFeature *feature, int block, int deck)
{
  const BxArticle *article = feature->article;
  const BxBlock *b = &article->blocks[block];

  switch (b->kind) {
  case BX_BLOCK_FINE:
  case BX_BLOCK_NOTE:
  case BX_BLOCK_DATA:
  case BX_BLOCK_CAPTION:
  case BX_BLOCK_BYLINE:
    return FALSE;
  case BX_BLOCK_PUBLICATION:
  case BX_BLOCK_TIME:
  case BX_BLOCK_KICKER:
  case BX_BLOCK_HEADLINE:
    return bx_article_find_block (article, b->kind) != b;
  default:
    return block != deck && !feature->is_boxed[block] && !bx_slice_is_empty (b->text);
  }
}

static void
shape_flow (BxFeature *feature, int deck)
{
  const BxArticle *article = feature->article;
  int last_paragraph = -1;

  feature->blocks = g_new0 (BxFlowBlock, (gsize) article->n_blocks + 1);
  for (int i = 0; i < article->n_blocks; i++)
    if (article->blocks[i].kind != BX_BLOCK_CROSSHEAD && is_flowing (feature, i, deck))
      last_paragraph = i;
  for (int i = 0; i < article->n_blocks; i++) {
    BxBlockKind kind = article->blocks[i].kind;
    BxFlowBlock *block = &feature->blocks[feature->n_blocks];

    if (!is_flowing (feature, i, deck))
      continue;
    block->block = i;
    block->role = kind == BX_BLOCK_CROSSHEAD                    ? BX_TEXT_CROSSHEAD
                  : article->blocks[i].turn == BX_TURN_QUESTION ? BX_TEXT_QUESTION
                                                                : BX_TEXT_BODY;
    shape_block (feature, block, feature->n_blocks == 0, i == last_paragraph);
    if (block->role != BX_TEXT_CROSSHEAD)
      begin_composing (feature, block);
    feature->n_blocks++;
  }
}

void
bx_feature_compose (BxFeature *feature)
{
  end_composing (feature);
  for (int i = 0; i < feature->n_blocks; i++)
    if (feature->blocks[i].role == BX_TEXT_CROSSHEAD)
      set_crosshead (feature, &feature->blocks[i]);
  if (feature->hyphenator != NULL && bx_hyphenator_is_missing (feature->hyphenator))
    bx_report_add (feature->report, BX_WARNING, "no-hyphenation", 0, 0,
                   "no patterns for %s, so that lines with long words stay loose; install "
                   "hyphen-%s or set another \"hyphenation\" in the style",
                   feature->spec->hyphenation, feature->spec->hyphenation);
  bx_feature_fill_galley (feature);
  bx_feature_fill_notes (feature);
}

/* Every role that will be drawn must have a font, or no page is made. */
static gboolean
check_fonts (BxFeature *feature, GError **error)
{
  for (int role = 0; role < BX_N_TEXT_ROLES; role++) {
    const BxTextStyle *type = &feature->spec->text[role];

    if (bx_fontset_get_face (feature->fonts, type->font, type->weight, error) < 0)
      return FALSE;
  }
  return TRUE;
}

/* What stands on every page is shaped here, so that after this no new glyph can turn up. */
static void
shape_furniture (BxFeature *feature)
{
  static const char digits[] = "0123456789";
  const BxArticle *article = feature->article;
  const BxBlock *headline = bx_article_find_block (article, BX_BLOCK_HEADLINE);
  const BxBlock *publication = bx_article_find_block (article, BX_BLOCK_PUBLICATION);

  bx_feature_shape (feature, BX_TEXT_FOLIO, digits, bx_slice (0, (int) strlen (digits)));
  for (int i = 0; i < BX_N_PAGE_KINDS; i++) {
    const char *form = feature->spec->furniture[i].folio_form;

    bx_feature_shape (feature, BX_TEXT_FOLIO, form, bx_slice (0, (int) strlen (form)));
  }
  if (headline != NULL)
    feature->running_headline = bx_feature_shape (feature, BX_TEXT_RUNNING_HEAD, article->text,
                                                  headline->text);
  if (publication != NULL)
    feature->running_publication = bx_feature_shape (feature, BX_TEXT_RUNNING_HEAD, article->text,
                                                     publication->text);
}

static void
shape_paragraphs (BxFeature *feature)
{
  const BxArticle *article = feature->article;
  const BxTextStyle *body = &feature->spec->text[BX_TEXT_BODY];

  feature->paragraphs = g_new0 (BxShaped *, (gsize) article->n_blocks + 1);
  for (int i = 0; i < article->n_blocks; i++)
    if (article->blocks[i].kind == BX_BLOCK_PARAGRAPH)
      feature->paragraphs[i] = bx_shape (feature->fonts, feature->spec, body, article->text,
                                         article->blocks[i].text, article, feature->report);
}

/* NULL where the style wants no word divided. (transfer full) */
static BxHyphenator *
open_hyphenator (const BxArticle *article, const BxSpec *spec)
{
  BxHyphenator *hyphenator;

  if (spec->hyphenation[0] == '\0')
    return NULL;
  hyphenator = bx_hyphenator_new (spec->hyphenation);
  bx_hyphenator_foresee (hyphenator, article->text, article->text_len);
  return hyphenator;
}

BxFeature *
bx_feature_new (const BxArticle *article, const BxSpec *spec, BxFontset *fonts,
                BxReport *report, GError **error)
{
  g_autoptr (BxFeature) feature = g_new0 (BxFeature, 1);

  feature->article = article;
  feature->spec = spec;
  feature->fonts = fonts;
  feature->report = report;
  feature->hyphenator = open_hyphenator (article, spec);
  feature->strings = g_ptr_array_new_with_free_func (g_free);
  feature->shaped = g_ptr_array_new_with_free_func (free_shaped);
  feature->composed = g_ptr_array_new_with_free_func (free_composed);
  if (!check_fonts (feature, error))
    return NULL;
  shape_paragraphs (feature);
  return g_steal_pointer (&feature);
}

void
bx_feature_fill (BxFeature *feature)
{
  int deck = find_deck (feature->article, feature->spec);

  feature->hero = bx_feature_find_hero (feature);
  feature->opening_speaker = -1;
  feature->opening = bx_opening_new (feature, deck);
  if (deck >= 0 && bx_opening_is_too_high (feature, feature->opening)) {
    deck = -1; /* it is longer than a page: it flows with the text */
    bx_panel_free (feature->opening);
    feature->hero = bx_feature_find_hero (feature);
    feature->opening = bx_opening_new (feature, deck);
  }
  bx_feature_find_boxed (feature);
  shape_flow (feature, deck);
  bx_feature_find_notes (feature);
  feature->closing = bx_closing_new (feature);
  if (!bx_feature_limit_notes (feature)) {
    bx_panel_free (feature->closing);
    feature->closing = bx_closing_new (feature);
  }
  bx_feature_add_quotes (feature);
  bx_feature_add_figures (feature);
  bx_feature_add_sidebars (feature);
  bx_feature_add_tables (feature);
  bx_feature_add_cards (feature);
  shape_furniture (feature);
}
