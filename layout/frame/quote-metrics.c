/* Pull quotes in numbers, from the finished frames: how far they stand from their sources, whether they
 * repeat each other's places, and whose they are (layout-algorithms §3.1, §7). */
#include "metrics.h"

#include <stdlib.h>

#define ECHO 8        /* lines between a quote and its source */
#define SAME_HEIGHT 3 /* tops that differ by no more look the same */

static const BxFrameBox *
get_quote (const BxPages *pages, guint i)
{
  const BxFrameBox *box = &g_array_index (pages->boxes, BxFrameBox, i);

  return box->kind == BX_BOX_QUOTE ? box : NULL;
}

static int
count_on_page (const BxPages *pages, int page)
{
  int n = 0;

  for (guint i = 0; i < pages->boxes->len; i++)
    n += get_quote (pages, i) != NULL && get_quote (pages, i)->page == page;
  return n;
}

/* Whether a line of the body holds words of a quote. */
static gboolean
is_source (const BxPages *pages, const BxFrameLine *frame, const BxFrameBox *box)
{
  BxSlice source = pages->feature->article->pulls[box->subject].text;
  const BxCluster *clusters = frame->shaped->clusters;

  return bx_frame_is_body (frame) && clusters[frame->line->first].text.start < source.end
         && source.start < clusters[frame->line->last - 1].text.end;
}

/* The line of the body in which a quote's source begins, or NULL (it stands in the deck). */
static const BxFrameLine *
find_source (const BxPages *pages, const BxFrameBox *box)
{
  for (guint i = 0; i < pages->lines->len; i++) {
    const BxFrameLine *frame = &g_array_index (pages->lines, BxFrameLine, i);

    if (is_source (pages, frame, box))
      return frame;
  }
  return NULL;
}

/* Read together: within a few lines in one column, or side by side in two. */
static gboolean
is_near (const BxFrameLine *frame, const BxFrameBox *box)
{
  gboolean is_in = frame->column >= box->column && frame->column < box->column + box->span;
  gboolean is_beside = frame->column == box->column - 1 || frame->column == box->column + box->span;
  int margin = is_in ? ECHO : 0;

  return frame->page == box->page && (is_in || is_beside) && frame->grid_line >= box->top - margin
         && frame->grid_line < box->top + box->lines + margin;
}

static gboolean
is_echo (const BxPages *pages, const BxFrameBox *box)
{
  for (guint i = 0; i < pages->lines->len; i++) {
    const BxFrameLine *frame = &g_array_index (pages->lines, BxFrameLine, i);

    if (is_source (pages, frame, box) && is_near (frame, box))
      return TRUE;
  }
  return FALSE;
}

/* Main speakers with a quote on the pages, to all of them. */
static void
dump_speakers (const BxPages *pages, JsonBuilder *dump)
{
  const BxArticle *article = pages->feature->article;
  int main_speakers = 0, heard = 0;

  for (int s = 0; s < article->n_speakers; s++) {
    gboolean is_heard = FALSE;

    for (guint i = 0; i < pages->boxes->len; i++) {
      const BxFrameBox *box = &g_array_index (pages->boxes, BxFrameBox, i);

      is_heard |= box->kind == BX_BOX_QUOTE && article->pulls[box->subject].speaker == s;
    }
    main_speakers += article->speakers[s].is_main;
    heard += article->speakers[s].is_main && is_heard;
  }
  bx_dump_double (dump, "speaker_coverage",
                  main_speakers > 0 ? (double) heard / main_speakers : 1);
}

static void
dump_distances (const BxPages *pages, JsonBuilder *dump)
{
  int columns = pages->feature->spec->columns;
  int n = 0, echoes = 0, turns = 0;
  double distance = 0;

  for (guint i = 0; i < pages->boxes->len; i++) {
    const BxFrameBox *box = get_quote (pages, i);
    const BxFrameLine *source = box != NULL ? find_source (pages, box) : NULL;

    n += box != NULL;
    if (source == NULL)
      continue;
    turns += abs (source->page - box->page) > 1;
    distance += abs ((source->page - box->page) * columns + source->column - box->column);
    echoes += is_echo (pages, box);
  }
  bx_dump_int (dump, "quote_echo", echoes);
  bx_dump_int (dump, "quote_turns", turns);
  bx_dump_int (dump, "quotes", n);
  bx_dump_double (dump, "quote_distance_columns_mean", n > 0 ? distance / n : 0);
}

/* The reader sees a page and the next one at once. */
static gboolean
is_facing_next (const BxPages *pages, int page)
{
  return page % 2 == (pages->feature->galley.opens_left ? 0 : 1);
}

/* Quotes in the place of another one on the page before, and as high as one on the facing page. */
static void
dump_repeats (const BxPages *pages, JsonBuilder *dump)
{
  int repeats = 0, collisions = 0;

  for (guint i = 0; i < pages->boxes->len; i++)
    for (guint k = 0; k < pages->boxes->len; k++) {
      const BxFrameBox *box = get_quote (pages, i);
      const BxFrameBox *other = get_quote (pages, k);
      gboolean is_same_slot;

      if (box == NULL || other == NULL || other->page != box->page - 1
          || abs (other->top - box->top) > SAME_HEIGHT)
        continue;
      is_same_slot = other->column == box->column && other->span == box->span;
      repeats += is_same_slot;
      collisions += !is_same_slot && is_facing_next (pages, other->page);
    }
  bx_dump_int (dump, "quote_slot_repeat", repeats);
  bx_dump_int (dump, "facing_collision", collisions);
}

void
bx_pages_dump_quotes (const BxPages *pages, JsonBuilder *dump)
{
  int most = 0;

  for (int page = 0; page < pages->n_pages; page++)
    most = MAX (most, count_on_page (pages, page));
  dump_distances (pages, dump);
  bx_dump_int (dump, "quotes_per_page_max", most);
  dump_repeats (pages, dump);
  dump_speakers (pages, dump);
}
