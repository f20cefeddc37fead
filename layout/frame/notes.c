/* 註: notes at the feet of columns, as the galley has them. A note is composed in its own type, whole;
 * the paginator is told its height and where its mark stands, and keeps it under the mark's column. */
#include "feature.h"

/* Notes of one paragraph that take more of a column than this part stand at the end of the feature. */
#define MOST_OF_COLUMN 3
/* The white after a number: this part of an em, or more. */
#define NUMBER_GAP 4

static gboolean
is_flowing (const BxFeature *feature, int block)
{
  for (int i = 0; i < feature->n_blocks; i++)
    if (feature->blocks[i].block == block)
      return TRUE;
  return FALSE;
}

static int
block_at (const BxArticle *article, int offset)
{
  for (int i = 0; i < article->n_blocks; i++)
    if (article->blocks[i].text.start <= offset && offset < article->blocks[i].text.end)
      return i;
  return -1;
}

gboolean
bx_feature_has_note (const BxFeature *feature, int block)
{
  for (guint i = 0; feature->notes != NULL && i < feature->notes->len; i++)
    if (g_array_index (feature->notes, BxFeatureNote, i).block == block)
      return TRUE;
  return FALSE;
}

/* Whole ems that the number takes with its white. */
static BxLen
find_hang (BxLen number, BxLen em)
{
  int ems = (number.u + em.u / NUMBER_GAP + em.u - 1) / em.u;

  return bx_len (ems * em.u);
}

/* The mark that leads to a note: its text begins with the same number. */
static const BxMarkup *
find_mark_of (const BxArticle *article, int block)
{
  for (int i = 0; i < article->n_markups; i++)
    if (article->markups[i].kind == BX_MARKUP_NOTE && article->markups[i].block == block)
      return &article->markups[i];
  return NULL;
}

BxFeatureNote
bx_feature_compose_note (BxFeature *feature, BxTextRole role, int block)
{
  const BxTextStyle *type = &feature->spec->text[role];
  const char *article = feature->article->text;
  const BxMarkup *mark = find_mark_of (feature->article, block);
  BxSlice text = feature->article->blocks[block].text;
  int start = text.start + (mark != NULL ? bx_slice_len (mark->text) : 0);
  BxColumn column = { .measure = bx_spec_get_measure (feature->spec) };
  BxFeatureNote note = { .block = block, .mark = mark != NULL ? mark->text.start : -1 };
  BxComposed *composed;

  if (start >= text.end)
    start = text.start; /* an empty note is its number */
  note.number = bx_feature_shape (feature, role, article, bx_slice (text.start, start));
  note.number_line = bx_feature_set_line (feature, note.number);
  if (start > text.start)
    note.hang = find_hang (note.number_line->lines[0].natural, type->size);
  column.measure.u -= column.measure.u % type->size.u + note.hang.u;
  note.shaped = bx_feature_shape (feature, role, article, bx_slice (start, text.end));
  composed = bx_compose (note.shaped, &column);
  g_ptr_array_add (feature->composed, composed);
  note.setting = &composed->settings[0];
  return note;
}

static int
note_height (const BxFeature *feature, const BxFeatureNote *note)
{
  return note->setting->n_lines * feature->spec->text[BX_TEXT_NOTE].leading.u;
}

/* A note that has a place under no column, although the style wants it there. */
static void
report_end (const BxFeature *feature, int block, const char *why)
{
  const BxArticle *article = feature->article;
  int line, column;

  bx_article_get_source_place (article, article->blocks[block].text.start, &line, &column);
  bx_report_add (feature->report, BX_NOTE, "note-at-end", line, column,
                 "this note stands with the fine print at the end: %s", why);
}

/* Takes out the notes of a paragraph, those from `first` on, if they are too long. */
static void
limit_notes (BxFeature *feature, guint first)
{
  int height = bx_note_get_space (feature->spec).u;

  for (guint i = first; i < feature->notes->len; i++)
    height += note_height (feature, &g_array_index (feature->notes, BxFeatureNote, i));
  if (height <= feature->spec->lines * feature->spec->leading.u / MOST_OF_COLUMN)
    return;
  for (guint i = first; i < feature->notes->len; i++)
    report_end (feature, g_array_index (feature->notes, BxFeatureNote, i).block,
                "with the others of its paragraph it takes more than a third of a column");
  g_array_set_size (feature->notes, first);
}

static void
report_outside (const BxFeature *feature)
{
  const BxArticle *article = feature->article;

  for (int i = 0; i < article->n_markups; i++) {
    const BxMarkup *markup = &article->markups[i];

    if (markup->kind == BX_MARKUP_NOTE && markup->block >= 0
        && !is_flowing (feature, block_at (article, markup->text.start))
        && !bx_feature_has_note (feature, markup->block))
      report_end (feature, markup->block, "its mark is in no column");
  }
}

void
bx_feature_find_notes (BxFeature *feature)
{
  const BxArticle *article = feature->article;
  guint first = 0;
  int last_block = -1;

  if (feature->spec->notes != BX_NOTES_COLUMN)
    return;
  feature->notes = g_array_new (FALSE, FALSE, sizeof (BxFeatureNote));
  for (int i = 0; i < article->n_markups; i++) {
    const BxMarkup *markup = &article->markups[i];
    int block = markup->kind == BX_MARKUP_NOTE ? block_at (article, markup->text.start) : -1;
    BxFeatureNote note;

    if (block < 0 || markup->block < 0 || !is_flowing (feature, block)
        || bx_feature_has_note (feature, markup->block))
      continue;
    if (block != last_block) {
      limit_notes (feature, first);
      first = feature->notes->len;
      last_block = block;
    }
    note = bx_feature_compose_note (feature, BX_TEXT_NOTE, markup->block);
    note.mark = markup->text.start;
    g_array_append_val (feature->notes, note);
  }
  limit_notes (feature, first);
  report_outside (feature);
}

/* The most grid lines that the notes of one paragraph take. */
static int
count_most_lines (const BxFeature *feature)
{
  BxLen leading = feature->spec->leading;
  int height = 0, most = 0, last_block = -1;

  for (guint i = 0; i < feature->notes->len; i++) {
    const BxFeatureNote *note = &g_array_index (feature->notes, BxFeatureNote, i);
    int block = block_at (feature->article, note->mark);

    height = (block == last_block ? height : bx_note_get_space (feature->spec).u)
             + note_height (feature, note);
    most = MAX (most, height);
    last_block = block;
  }
  return bx_lines_for (bx_len (most), leading).n;
}

gboolean
bx_feature_limit_notes (BxFeature *feature)
{
  int closing = feature->closing != NULL ? feature->closing->n_lines_grid : 0;

  if (feature->notes == NULL || feature->notes->len == 0
      || closing + count_most_lines (feature) < feature->spec->lines)
    return TRUE;
  for (guint i = 0; i < feature->notes->len; i++)
    report_end (feature, g_array_index (feature->notes, BxFeatureNote, i).block,
                "the fine print leaves no room for notes over it");
  g_array_set_size (feature->notes, 0);
  return FALSE;
}

static int
item_of (const BxFeature *feature, int mark)
{
  for (int i = 0; i < feature->n_blocks; i++)
    if (bx_slice_contains (feature->article->blocks[feature->blocks[i].block].text,
                           bx_slice (mark, mark + 1)))
      return i;
  g_assert_not_reached (); /* only marks of the flow are kept */
}

/* The galley's question. */
static int
find_mark (void *data, int note, const BxWrap *wrap, int variant)
{
  BxFeature *feature = data;
  int item = feature->galley.notes[note].item;
  int mark = g_array_index (feature->notes, BxFeatureNote, note).mark;

  return bx_feature_find_line (feature, item, wrap, variant, mark);
}

void
bx_feature_fill_notes (BxFeature *feature)
{
  const BxSpec *spec = feature->spec;
  BxGalley *galley = &feature->galley;

  if (feature->notes == NULL || feature->notes->len == 0)
    return;
  galley->n_notes = (int) feature->notes->len;
  galley->notes = g_new0 (BxNote, (gsize) galley->n_notes);
  galley->note_space = (int) ((gint64) bx_note_get_space (spec).u * 1024 / spec->leading.u);
  galley->find_mark = find_mark;
  for (int i = 0; i < galley->n_notes; i++) {
    const BxFeatureNote *note = &g_array_index (feature->notes, BxFeatureNote, i);

    galley->notes[i].item = item_of (feature, note->mark);
    galley->notes[i].height
        = (int) (((gint64) note_height (feature, note) * 1024 + spec->leading.u - 1)
                 / spec->leading.u);
  }
}
