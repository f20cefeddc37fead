/* Marks in the frames of their classes: CL-CLS-01 … 06. The class table decides how wide a frame is,
 * the font where its ink stands. Does not know neighbours. */
#include "framing.h"

/* The middle of the ideographic frame over the baseline, 1/1024 em. */
#define FRAME_MIDDLE 389

static BxLen
scale (const BxFraming *framing, hb_position_t value)
{
  return bx_font_scale (framing->type->size, value);
}

/* CL-CLS-05: a dash of two glyphs whose ink does not meet is one bar all the same. */
static void
join_dash (const BxFraming *framing, const BxToken *token, const BxCluster *cluster)
{
  BxGlyph *left = framing->glyphs;
  BxGlyph *right = left + 1;
  BxInkBox left_ink, right_ink;
  BxLen hole, overlap;

  if (cluster->n_glyphs != 2)
    return;
  left_ink = bx_fontset_get_ink (framing->fonts, token->face, left->id);
  right_ink = bx_fontset_get_ink (framing->fonts, token->face, right->id);
  hole = bx_len_sub (bx_len_add (right->x, scale (framing, right_ink.left)),
                     bx_len_add (left->x, scale (framing, left_ink.right)));
  if (hole.u < 0)
    return;
  overlap = bx_len_from_em (bx_em (16), framing->type->size);
  left->x = bx_len (left->x.u + hole.u / 2 + overlap.u);
  right->x = bx_len (right->x.u - hole.u / 2 - overlap.u);
}

/* The frame that the class table gives a token; FALSE where its glyphs decide. */
static gboolean
find_frame (const BxFraming *framing, const BxToken *token, gboolean is_centred, BxMarkWidths *w)
{
  if (bx_token_is_latin (token)
      || !bx_mark_widths (token->class, token->c, framing->house, is_centred, w))
    return FALSE;
  /* An ellipsis that stands alone is half a unit. */
  if (token->class == BX_CLASS_ELLIPSIS && token->is_single)
    w->body /= 2;
  return TRUE;
}

/* CL-CLS-06: where the house sets pauses in the middle and the font has them in the corner, whatever
 * the language (LXGW WenKai), they are moved. Returns whether the ink stands in the middle then. */
static gboolean
centre_pause (const BxFraming *framing, const BxToken *token, const BxCluster *cluster,
              BxInkBox *ink)
{
  gboolean is_pause = token->class == BX_CLASS_COMMA || token->class == BX_CLASS_STOP
                      || token->class == BX_CLASS_COLON;
  int right, up;

  if (ink->left + ink->right > BX_FONT_EM * 7 / 10 && ink->left + ink->right < BX_FONT_EM * 13 / 10)
    return TRUE;
  if (framing->house == BX_HOUSE_CN || !is_pause || cluster->n_glyphs != 1)
    return FALSE;
  right = BX_FONT_EM / 2 - (ink->left + ink->right) / 2;
  up = BX_FONT_EM / 1024 * FRAME_MIDDLE - (ink->top + ink->bottom) / 2;
  ink->left += right;
  ink->right += right;
  framing->glyphs[0].x.u += scale (framing, right).u;
  framing->glyphs[0].y.u += scale (framing, up).u;
  return TRUE;
}

/* How far, 1/1024 em, the glyphs of a mark are moved in a frame that is not as wide as they:
 * quotation marks towards the text they hold, everything else to the middle. */
static int
find_shift (BxClass class, int width, hb_position_t advance)
{
  int missing = width - (int) ((gint64) advance * 1024 / BX_FONT_EM);

  if (class == BX_CLASS_OPEN)
    return missing;
  return class == BX_CLASS_CLOSE || class == BX_CLASS_COMMA ? MIN (missing, 0) : missing / 2;
}

static void
shift_glyphs (const BxFraming *framing, const BxCluster *cluster, int shift)
{
  BxLen by = bx_len_from_em (bx_em (shift), framing->type->size);

  for (int i = 0; i < cluster->n_glyphs; i++)
    framing->glyphs[i].x = bx_len_add (framing->glyphs[i].x, by);
}

/* Halves the blanks of a mark in large type. Returns what it loses before its body. */
static int
tighten (BxMarkWidths *w)
{
  int before = w->before;

  w->before /= 2;
  w->after /= 2;
  return before - w->before;
}

/* A mark in the frame of its class: blanks, body, and the ink where the class wants it. */
static void
frame_mark (const BxFraming *framing, const BxToken *token, hb_position_t advance,
            BxCluster *cluster)
{
  BxLen size = framing->type->size;
  BxInkBox ink = bx_fontset_get_ink (framing->fonts, token->face,
                                     cluster->n_glyphs > 0 ? framing->glyphs[0].id : 0);
  gboolean is_centred = centre_pause (framing, token, cluster, &ink);
  BxMarkWidths w = { 0, 0, 0 };
  int width, shift;

  find_frame (framing, token, is_centred, &w);
  shift = find_shift (token->class, w.before + w.body + w.after, advance);
  if (framing->type->marks == BX_MARKS_TIGHT)
    shift -= tighten (&w);
  width = w.before + w.body + w.after;
  shift_glyphs (framing, cluster, shift);
  /* Never trim into ink: odd fonts keep what they need. */
  w.before = CLAMP (w.before, 0, MAX (ink.left * 1024 / BX_FONT_EM + shift, 0));
  w.after = CLAMP (w.after, 0, MAX (width - ink.right * 1024 / BX_FONT_EM - shift, 0));
  cluster->before = bx_len_from_em (bx_em (w.before), size);
  cluster->after = bx_len_from_em (bx_em (w.after), size);
  cluster->body = bx_len_from_em (bx_em (width - w.before - w.after), size);
  cluster->full_before = cluster->before;
  if (token->class == BX_CLASS_DASH)
    join_dash (framing, token, cluster);
}

gboolean
bx_frame_cluster (const BxFraming *framing, const BxToken *token, hb_position_t advance,
                  BxCluster *cluster)
{
  BxMarkWidths w;

  if (!find_frame (framing, token, TRUE, &w))
    return FALSE;
  if (token->class == BX_CLASS_HAN && advance == BX_FONT_EM)
    cluster->body = framing->type->size;
  else
    frame_mark (framing, token, advance, cluster);
  return TRUE;
}
