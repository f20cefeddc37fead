/* Markup → runs of one type, and spans of clusters. Decides what strong and emphasised text is set
 * in. Where an article has no markup nothing is looked up here. */
#include "runs.h"

/* Latin has no italic beside Han, and no dots under it: emphasis is a little more weight. */
#define EMPHASIS_WEIGHT 200
#define MAX_WEIGHT 900
/* At either side of a framed name, 1/1024 em. */
#define FRAME_ROOM 154

/* The start of the block that a byte stands in: each ends with a line feed. */
static int
find_block_start (const BxArticle *article, int offset)
{
  while (offset > 0 && article->text[offset - 1] != '\n')
    offset--;
  return offset;
}

/* The first markup that starts at a byte of the text or after it. */
static int
find_markup (const BxArticle *article, int offset)
{
  int low = 0;
  int high = article->n_markups;

  while (low < high) {
    int middle = low + (high - low) / 2;

    if (article->markups[middle].text.start < offset)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void
apply (BxRun *run, const BxSpec *spec, BxMarkupKind kind)
{
  switch (kind) {
  case BX_MARKUP_STRONG:
    run->font = spec->strong_font;
    run->weight = run->latin_weight = spec->strong_weight;
    break;
  case BX_MARKUP_EMPHASIS:
    run->latin_weight = MIN (run->weight + EMPHASIS_WEIGHT, MAX_WEIGHT);
    break;
  case BX_MARKUP_NOTE:
    run->is_raised = TRUE;
    break;
  default:
    break;
  }
}

/* The name that begins a turn of a conversation has a type of its own. */
static void
apply_label (BxRun *run, const BxArticle *article, const BxSpec *spec, int start)
{
  const BxTextStyle *type = &spec->text[BX_TEXT_LABEL];
  int block = bx_article_get_block_at (article, start);
  BxSlice label = block >= 0 ? article->blocks[block].label : bx_slice (0, 0);

  if (start < label.start || start >= label.end)
    return;
  run->end = MIN (run->end, label.end);
  run->font = type->font;
  run->weight = run->latin_weight = type->weight;
}

BxRun
bx_run_at (const BxArticle *article, const BxSpec *spec, const BxTextStyle *type, int start,
           int end)
{
  BxRun run = { end, type->font, type->weight, type->weight, FALSE };

  if (article == NULL)
    return run;
  apply_label (&run, article, spec, start);
  for (int i = find_markup (article, find_block_start (article, start));
       i < article->n_markups && article->markups[i].text.start < end; i++) {
    const BxMarkup *markup = &article->markups[i];

    if (markup->text.start > start)
      run.end = MIN (run.end, markup->text.start);
    else if (markup->text.end > start) {
      run.end = MIN (run.end, markup->text.end);
      apply (&run, spec, markup->kind);
    }
  }
  return run;
}

/* The first cluster that ends behind a byte of the text. */
static int
find_cluster (const BxShaped *shaped, int offset)
{
  int low = 0;
  int high = shaped->n_clusters;

  while (low < high) {
    int middle = low + (high - low) / 2;

    if (shaped->clusters[middle].text.end <= offset)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* CL-DEC-08: a framed name stands on one line, and has room for the frame's sides. */
static void
make_room_for_frame (BxShaped *shaped, const BxSpan *span)
{
  BxCluster *head = &shaped->clusters[span->first];
  BxCluster *tail = &shaped->clusters[span->last - 1];
  BxLen room = bx_len_from_em (bx_em (FRAME_ROOM), shaped->size);

  head->before = bx_len_add (head->before, room);
  tail->after = bx_len_add (tail->after, room);
  for (BxCluster *c = head; c < tail; c++)
    c->flags |= BX_CLUSTER_NO_BREAK_AFTER;
}

void
bx_shaped_add_spans (BxShaped *shaped, const BxArticle *article)
{
  GArray *spans;
  int start, end;

  if (article == NULL || article->n_markups == 0 || shaped->n_clusters == 0)
    return;
  spans = g_array_new (FALSE, FALSE, sizeof (BxSpan));
  start = shaped->clusters[0].text.start;
  end = shaped->clusters[shaped->n_clusters - 1].text.end;
  for (int i = find_markup (article, find_block_start (article, start));
       i < article->n_markups && article->markups[i].text.start < end; i++) {
    const BxMarkup *markup = &article->markups[i];
    BxSpan span = { markup, find_cluster (shaped, markup->text.start),
                    find_cluster (shaped, markup->text.end - 1) + 1 };

    if (markup->text.end <= start || span.first >= span.last)
      continue;
    g_array_append_val (spans, span);
    if (markup->kind == BX_MARKUP_DECEASED)
      make_room_for_frame (shaped, &span);
  }
  shaped->n_spans = (int) spans->len;
  shaped->spans = (BxSpan *) (void *) g_array_free (spans, FALSE);
}
