/* A pull quote as a panel: the words, who said them, and the ornament of the style's design. The
 * words are the text's own; the marks around them are the ornament's. */
#include "feature.h"

#include <string.h>

/* The large mark's ink is this wide, 1/1024 em of the words, whatever its font. */
#define MARK_WIDTH 1536
/* What the designs of a style file are made of. Insets in ems of the body. */
typedef struct {
  gboolean has_rule; /* over the words, and a hairline under them */
  gboolean has_mark;
  gboolean has_field;
  gboolean has_bar; /* along the left side */
  gboolean is_centred;
  int inset_left;
  int inset_right;
} Design;

static const Design designs[BX_N_QUOTE_DESIGNS] = {
  [BX_QUOTE_RULE_ABOVE] = { .has_rule = TRUE },
  [BX_QUOTE_LARGE_MARK] = { .has_rule = TRUE, .has_mark = TRUE },
  [BX_QUOTE_COLOUR_FIELD] = { .has_field = TRUE, .inset_left = 1, .inset_right = 1 },
  [BX_QUOTE_SIDE_BAR] = { .has_bar = TRUE, .inset_left = 1 },
  [BX_QUOTE_CENTRED] = { .is_centred = TRUE },
};

/* A portrait's size, ems of the body. */
#define PORTRAIT 6
/* White between ornament and words, 1/1024 em of the body. */
#define ORNAMENT_GAP 512

typedef struct {
  BxFeature *feature;
  const BxSpec *spec;
  const Design *design;
  BxPanel *panel;
  BxTextStyle type; /* of the words */
  int pull;
  BxLen x; /* left edge of the words */
  BxLen y;
  BxLen width;
} Quote;

static void
add_gap (Quote *quote, int em1024)
{
  quote->y = bx_len_add (quote->y,
                         bx_len_from_em (bx_em (em1024), quote->spec->text[BX_TEXT_BODY].size));
}

static BxLen
scale_ink (int ink, BxLen size)
{
  return bx_len ((int32_t) ((gint64) ink * size.u / BX_FONT_EM));
}

/* The same “ whatever marks the text has, so that all boxes of a feature look alike; a corner
 * bracket of this size is a hole in the page. */
BxLen
bx_feature_add_mark (BxFeature *feature, BxPanel *panel, int ink_index, BxLen width, BxLen x,
                     BxLen y)
{
  static const char mark[] = "“";
  BxPanelOrnament ornament = { .ink = ink_index };
  const BxShaped *shaped = bx_feature_shape (feature, BX_TEXT_DROPCAP, mark,
                                             bx_slice (0, (int) strlen (mark)));
  BxInkBox ink;

  if (shaped->n_glyphs != 1)
    return y;
  ornament.face = shaped->clusters[0].face;
  ornament.glyph = shaped->glyphs[0].id;
  ink = bx_fontset_get_ink (feature->fonts, ornament.face, ornament.glyph);
  if (ink.right <= ink.left)
    return y;
  ornament.size = bx_len ((int32_t) ((gint64) width.u * BX_FONT_EM / (ink.right - ink.left)));
  ornament.x = bx_len_sub (x, scale_ink (ink.left, ornament.size));
  ornament.top = y;
  ornament.baseline = bx_len_add (y, scale_ink (ink.top, ornament.size));
  g_array_append_val (panel->ornaments, ornament);
  return bx_len_add (y, scale_ink (ink.top - ink.bottom, ornament.size));
}

static void
add_mark (Quote *quote)
{
  if (!quote->design->has_mark)
    return;
  quote->y = bx_feature_add_mark (quote->feature, quote->panel, quote->spec->quote.ink,
                                  bx_len_from_em (bx_em (MARK_WIDTH), quote->type.size), quote->x,
                                  quote->y);
  add_gap (quote, ORNAMENT_GAP / 2);
}

/* Who speaks, round, over the words. */
static void
add_portrait (Quote *quote)
{
  BxLen em = quote->spec->text[BX_TEXT_BODY].size;
  BxLen size = bx_len (PORTRAIT * em.u);
  BxLen gap = bx_len_from_em (bx_em (ORNAMENT_GAP), em);
  int rest = quote->design->is_centred ? quote->width.u - size.u : 0;

  if (!quote->spec->quote.has_portrait
      || !bx_feature_add_portrait (quote->feature, quote->panel,
                                   quote->feature->article->pulls[quote->pull].speaker,
                                   bx_len (quote->x.u + rest / 2), bx_len_add (quote->y, gap),
                                   size, TRUE))
    return;
  quote->y = bx_len (quote->y.u + size.u + 2 * gap.u);
}

static void
add_words (Quote *quote)
{
  const BxArticle *article = quote->feature->article;
  const BxPull *pull = &article->pulls[quote->pull];
  const char *text = article->text;
  BxSlice words = pull->text;
  const BxShaped *shaped;

  if (!bx_slice_is_empty (pull->gap)) {
    text = bx_feature_keep_string (quote->feature, bx_article_dup_words (article, pull));
    words = bx_slice (0, (int) strlen (text));
  }
  shaped = bx_feature_shape_type (quote->feature, &quote->type, text, words);

  quote->y = bx_panel_add_text (quote->panel, shaped,
                                bx_feature_set_display (quote->feature, shaped, quote->width),
                                &quote->type, BX_TEXT_QUOTE, -1, quote->x, quote->y, quote->width);
}

static void
add_speaker_line (Quote *quote, BxTextRole role, BxSlice slice)
{
  BxTextStyle type = quote->spec->text[role];
  const BxShaped *shaped;

  if (bx_slice_is_empty (slice))
    return;
  type.align = quote->type.align;
  shaped = bx_feature_shape (quote->feature, role, quote->feature->article->text, slice);
  quote->y = bx_panel_add_text (quote->panel, shaped,
                                bx_feature_set_display (quote->feature, shaped, quote->width),
                                &type, role, -1, quote->x, quote->y, quote->width);
}

static void
mark_lines (Quote *quote)
{
  for (guint i = 0; i < quote->panel->lines->len; i++)
    g_array_index (quote->panel->lines, BxPanelLine, i).pull = quote->pull;
}

/* Rounds the height up to the grid and shares what is left above and below. */
static void
fit_to_grid (Quote *quote)
{
  const BxSpec *spec = quote->spec;
  BxLen leading = spec->leading;
  BxLines inner = bx_lines_for (quote->y, leading);
  int shift = (inner.n * leading.u - quote->y.u) / 2 + spec->quote.space_above.n * leading.u;
  BxPanel *panel = quote->panel;

  bx_panel_shift (panel, bx_len (shift));
  panel->n_lines_grid = inner.n + spec->quote.space_above.n + spec->quote.space_below.n;
}

/* A short rule over words on the middle axis, in ems of the body. */
#define SHORT_RULE 4

static void
start_design (Quote *quote)
{
  const BxQuoteStyle *style = &quote->spec->quote;
  int em = quote->spec->text[BX_TEXT_BODY].size.u;
  int left = quote->design->inset_left * em;
  int right = quote->design->inset_right * em;
  BxLen all = quote->panel->width;

  quote->x = bx_len (left);
  quote->width = bx_len (all.u - left - right);
  if (quote->design->has_rule)
    bx_panel_add_rect (quote->panel, style->ink, bx_len (0), quote->y, all, style->rule);
  if (quote->design->is_centred)
    bx_panel_add_rect (quote->panel, style->ink, bx_len ((all.u - SHORT_RULE * em) / 2), quote->y,
                       bx_len (SHORT_RULE * em), style->rule);
  if (quote->design->has_rule || quote->design->is_centred)
    quote->y = bx_len_add (quote->y, style->rule);
  if (!quote->design->has_bar)
    add_gap (quote, quote->design->has_field ? 2 * ORNAMENT_GAP : ORNAMENT_GAP);
}

/* What encloses the words is known when their height is. */
static void
finish_design (Quote *quote)
{
  const BxQuoteStyle *style = &quote->spec->quote;
  BxPanel *panel = quote->panel;
  BxLen zero = bx_len (0);

  if (quote->design->has_field || quote->design->has_rule)
    add_gap (quote, quote->design->has_field ? 2 * ORNAMENT_GAP : ORNAMENT_GAP);
  if (quote->design->has_field)
    bx_panel_add_rect (panel, style->field_ink, zero, zero, panel->width, quote->y);
  if (quote->design->has_field && style->rule.u > 0)
    bx_panel_add_rect (panel, style->ink, zero, zero, panel->width, style->rule);
  if (quote->design->has_bar)
    bx_panel_add_rect (panel, style->ink, zero, zero, style->rule, quote->y);
  if (quote->design->has_rule)
    bx_panel_add_rect (panel, style->ink, zero, quote->y, panel->width,
                       bx_len (BX_UNITS_PER_PT / 2));
}

BxPanel *
bx_quote_panel_new (BxFeature *feature, int pull, BxLen width, BxLen size)
{
  const BxSpec *spec = feature->spec;
  const BxSpeaker *speaker = &feature->article->speakers[feature->article->pulls[pull].speaker];
  Quote quote = { .feature = feature,
                  .spec = spec,
                  .pull = pull,
                  .design = &designs[spec->quote.design],
                  .type = spec->text[BX_TEXT_QUOTE] };

  quote.width = width;
  quote.panel = bx_panel_new (width);
  quote.type.leading = bx_len (
      (int32_t) ((gint64) quote.type.leading.u * size.u / quote.type.size.u));
  quote.type.size = size;
  if (quote.design->is_centred)
    quote.type.align = BX_ALIGN_CENTRE;

  start_design (&quote);
  add_portrait (&quote);
  add_mark (&quote);
  add_words (&quote);
  add_gap (&quote, 512);
  add_speaker_line (&quote, BX_TEXT_ATTRIBUTION, speaker->name);
  add_speaker_line (&quote, BX_TEXT_DESCRIPTION, speaker->description);
  mark_lines (&quote);
  finish_design (&quote);
  fit_to_grid (&quote);
  return quote.panel;
}
