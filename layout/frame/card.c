/* 人物小傳: who a speaker is, as the article's front matter says: portrait, name, description. */
#include "insert.h"

/* The portrait's size, and the white beside it, in ems of the body. */
#define PORTRAIT 5
#define GAP 1

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

void
bx_feature_add_cards (BxFeature *feature)
{
  const BxArticle *article = feature->article;

  for (int i = 0; feature->spec->panel.has_cards && i < article->n_speakers; i++) {
    const BxSpeaker *s = &article->speakers[i];
    int first = find_first (article, i);
    int box;

    if (first < 0 || s->portrait == NULL || !s->is_given)
      continue;
    box = bx_feature_add_box (feature, BX_BOX_CARD, i, first);
    for (int span = 1; span <= MIN (2, feature->spec->columns); span++)
      bx_feature_add_size (feature, box, make_panel (feature, i, span), span, (span - 1) * 20);
  }
}
