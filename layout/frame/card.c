/* 人物小傳: who a speaker is, as the article's front matter says: portrait, name, description. */
#include "insert.h"

/* The portrait's size, and the white beside it, in ems of the body. */
#define PORTRAIT 5
#define GAP 1
/* Lines that a card over two columns is lower, and points against it. */
#define LINES_SAVED 2
#define WIDER_COST 20

/* The block of data that holds what is said of a speaker, for the tags; or -1. */
static int
block_of (const BxArticle *article, BxSlice slice)
{
  int block = bx_article_get_block_at (article, slice.start);

  return block >= 0 && article->blocks[block].kind == BX_BLOCK_DATA ? block : -1;
}

static BxPanel *
make_panel (BxFeature *feature, int speaker, int span)
{
  const BxArticle *article = feature->article;
  const BxSpeaker *s = &article->speakers[speaker];
  BxInsert insert = bx_insert_begin (feature, span);
  int em = feature->spec->text[BX_TEXT_BODY].size.u;
  BxLen x = insert.x, y = insert.y, width = insert.width;
  BxLen size = bx_len (PORTRAIT * em);
  gboolean has_portrait = bx_feature_add_portrait (feature, insert.panel, speaker, x, y, size,
                                                   TRUE);

  insert.is_flush = TRUE; /* beside a portrait nothing stands on a middle axis */
  if (has_portrait) {
    x.u += size.u + GAP * em;
    width.u -= size.u + GAP * em;
  }
  y = bx_insert_add_display (&insert, BX_TEXT_SIDEBAR_HEAD, s->name, block_of (article, s->name), x,
                             y, width);
  y = bx_insert_add_display (&insert, BX_TEXT_SIDEBAR, s->description,
                             block_of (article, s->description), x, y, width);
  insert.y = has_portrait ? bx_len_max (y, bx_len_add (insert.y, size)) : y;
  return bx_insert_end (&insert);
}

/* Where a speaker first speaks, or is first named; -1 where neither. */
static int
find_first (const BxArticle *article, int speaker)
{
  for (int i = 0; i < article->n_quotes; i++)
    if (article->quotes[i].speaker == speaker && article->quotes[i].kind == BX_QUOTE_SPEECH)
      return article->quotes[i].outer.start;
  return -1;
}

/* Two columns only for somebody of whom so much is said that it saves lines: a card of a name alone would
 * be mostly white. */
static void
add_sizes (BxFeature *feature, int box, int speaker)
{
  BxPanel *narrow = make_panel (feature, speaker, 1);
  BxPanel *wide = feature->spec->columns > 1 ? make_panel (feature, speaker, 2) : NULL;

  if (wide != NULL && wide->n_lines_grid + LINES_SAVED > narrow->n_lines_grid)
    g_clear_pointer (&wide, bx_panel_free);
  bx_feature_add_size (feature, box, narrow, 1, 0);
  if (wide != NULL)
    bx_feature_add_size (feature, box, wide, 2, WIDER_COST);
}

void
bx_feature_add_cards (BxFeature *feature)
{
  const BxArticle *article = feature->article;

  for (int i = 0; feature->spec->panel.has_cards && i < article->n_speakers; i++) {
    const BxSpeaker *s = &article->speakers[i];
    int first = find_first (article, i);
    int box;

    if (first < 0 || s->portrait == NULL || !s->is_given || i == feature->opening_speaker)
      continue;
    box = bx_feature_add_box (feature, BX_BOX_CARD, i, first);
    add_sizes (feature, box, i);
  }
}
