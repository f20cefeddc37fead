/* What stands under a picture: close enough to belong to it, justified as the text beside it is,
 * and who made it at the end of the last line where there is room. */
#include "caption.h"

#include <string.h>

/* White between picture and words, 1/1024 em of theirs. */
#define GAP 384
/* Least white between the words' end and the credit in the same line, likewise. */
#define CREDIT_GAP 1024

static const BxTextStyle *
type_of (const BxCaption *caption, BxTextRole role)
{
  return &caption->feature->spec->text[role];
}

/* --- what is the credit --------------------------------------------------------------------- */

/* The credit with the brackets around it. */
static BxSlice
with_brackets (const char *text, BxSlice whole, BxSlice credit)
{
  static const char *const pairs[][2] = { { "（", "）" }, { "(", ")" },   { "［", "］" },
                                          { "[", "]" },   { "〔", "〕" }, { "【", "】" } };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++) {
    int open = (int) strlen (pairs[i][0]);
    int close = (int) strlen (pairs[i][1]);

    if (credit.start - open >= whole.start && credit.end + close <= whole.end
        && memcmp (text + credit.start - open, pairs[i][0], (gsize) open) == 0
        && memcmp (text + credit.end, pairs[i][1], (gsize) close) == 0)
      return bx_slice (credit.start - open, credit.end + close);
  }
  return credit;
}

/* A credit that ends the caption is set apart; one amid the words stays there. */
static BxSlice
split (const BxArticle *article, BxSlice whole, BxSlice credit, BxSlice *words)
{
  *words = whole;
  if (!bx_slice_is_empty (credit))
    credit = with_brackets (article->text, whole, credit);
  if (bx_slice_is_empty (credit) || credit.end != whole.end)
    return bx_slice (whole.end, whole.end);
  words->end = credit.start;
  while (words->end > words->start && g_ascii_isspace (article->text[words->end - 1]))
    words->end--;
  return credit;
}

/* --- setting -------------------------------------------------------------------------------- */

/* Balanced lines where the style does not begin them at the left. */
static const BxSetting *
set_words (BxCaption *caption)
{
  const BxTextStyle *type = type_of (caption, BX_TEXT_CAPTION);
  BxColumn column = { .measure = bx_len (caption->width.u - caption->width.u % type->size.u) };
  BxComposed *composed;

  if (type->align == BX_ALIGN_CENTRE || type->align == BX_ALIGN_END)
    return bx_feature_set_display (caption->feature, caption->words, caption->width);
  composed = bx_compose (caption->words, &column);
  g_ptr_array_add (caption->feature->composed, composed);
  return &composed->settings[0];
}

static void
set_credit (BxCaption *caption, BxSlice slice)
{
  const BxTextStyle *type = type_of (caption, BX_TEXT_CAPTION);
  const BxSetting *lines = caption->lines;
  const BxSetting *own;

  caption->credit = bx_feature_shape (caption->feature, BX_TEXT_CREDIT,
                                      caption->feature->article->text, slice);
  own = bx_feature_set_display (caption->feature, caption->credit, caption->width);
  caption->credit_lines = own;
  caption->shares_line = lines != NULL && own->n_lines == 1 && type->align != BX_ALIGN_CENTRE
                         && type->align != BX_ALIGN_END
                         && lines->lines[lines->n_lines - 1].natural.u
                                    + bx_len_from_em (bx_em (CREDIT_GAP), type->size).u
                                    + own->lines[0].natural.u
                                <= caption->width.u;
}

void
bx_caption_set (BxCaption *caption, BxFeature *feature, int figure, BxLen width)
{
  const BxArticle *article = feature->article;
  const BxFigure *f = &article->figures[figure];
  BxSlice words;
  BxSlice credit = split (article, article->blocks[f->block].text, f->credit, &words);

  *caption = (BxCaption){ .feature = feature, .block = f->block, .width = width };
  if (!bx_slice_is_empty (words)) {
    caption->words = bx_feature_shape (feature, BX_TEXT_CAPTION, article->text, words);
    caption->lines = set_words (caption);
  }
  if (!bx_slice_is_empty (credit))
    set_credit (caption, credit);
}

/* --- placing -------------------------------------------------------------------------------- */

static BxLen
gap_of (const BxCaption *caption)
{
  return bx_len_from_em (bx_em (GAP), type_of (caption, BX_TEXT_CAPTION)->size);
}

BxLen
bx_caption_get_height (const BxCaption *caption)
{
  int height = 0;

  if (caption->lines != NULL)
    height += caption->lines->n_lines * type_of (caption, BX_TEXT_CAPTION)->leading.u;
  if (caption->credit != NULL && !caption->shares_line)
    height += caption->credit_lines->n_lines * type_of (caption, BX_TEXT_CREDIT)->leading.u;
  return bx_len (height > 0 ? height + gap_of (caption).u : 0);
}

const BxTextStyle *
bx_caption_get_last_type (const BxCaption *caption)
{
  if (caption->credit != NULL && !caption->shares_line)
    return type_of (caption, BX_TEXT_CREDIT);
  return caption->lines != NULL ? type_of (caption, BX_TEXT_CAPTION) : NULL;
}

/* The credit's baseline is the words' where they share a line. */
static void
add_credit (const BxCaption *caption, BxPanel *panel, BxTextStyle type, BxLen x, BxLen y)
{
  const BxTextStyle *words = type_of (caption, BX_TEXT_CAPTION);

  type.align = words->align == BX_ALIGN_CENTRE ? BX_ALIGN_CENTRE : BX_ALIGN_END;
  if (caption->shares_line) {
    BxLen last = g_array_index (panel->lines, BxPanelLine, panel->lines->len - 1).baseline;

    y = bx_len_sub (last, bx_baseline_in (bx_len (0), type.leading, type.size));
  }
  bx_panel_add_text (panel, caption->credit, caption->credit_lines, &type, BX_TEXT_CREDIT,
                     caption->block, x, y, caption->width);
}

void
bx_caption_add (const BxCaption *caption, BxPanel *panel, BxLen x, BxLen y, int ink)
{
  BxTextStyle words = *type_of (caption, BX_TEXT_CAPTION);
  BxTextStyle credit = *type_of (caption, BX_TEXT_CREDIT);

  if (ink >= 0)
    words.ink = credit.ink = ink;
  y = bx_len_add (y, gap_of (caption));
  if (caption->lines != NULL)
    y = bx_panel_add_text (panel, caption->words, caption->lines, &words, BX_TEXT_CAPTION,
                           caption->block, x, y, caption->width);
  if (caption->credit != NULL)
    add_credit (caption, panel, credit, x, y);
}
