/* Text → tokens → glyphs → clusters. Decides what is one unbreakable unit, which face draws it,
 * and how wide its frame is. Does not know lines. */
#include "shape.h"

#include <string.h>

/* Longer Latin tokens (addresses, identifiers) are cut where a reader expects it. */
#define LONG_TOKEN_CHARS 20

typedef struct {
  BxSlice text;
  BxClass class;
  gunichar c;             /* its first character */
  int face;
  gboolean is_latin_mark; /* a mark of a Latin run: width of the font, no frame */
} Token;

typedef struct {
  BxFontset *fonts;
  const BxSpec *spec;
  const BxTextStyle *type;
  BxHouse house;
  const char *text;
  const BxArticle *article; /* may be NULL */
  BxReport *report;
  GArray *tokens; /* of Token */
  GArray *glyphs; /* of BxGlyph */
  BxShaped *shaped;
  hb_buffer_t *buffer;
} Shaper;

void
bx_shaped_free (BxShaped *shaped)
{
  if (shaped == NULL)
    return;
  g_free (shaped->clusters);
  g_free (shaped->glyphs);
  g_free (shaped);
}

/* --- tokens --------------------------------------------------------------------------------- */

static gunichar
char_at (const char *p, const char *end)
{
  return p < end ? g_utf8_get_char (p) : 0;
}

static gunichar
char_before (const char *p, const char *start)
{
  return p > start ? g_utf8_get_char (g_utf8_prev_char (p)) : 0;
}

static gboolean
is_number_prefix (gunichar c)
{
  return c == '$' || c == 0xA3 || c == 0xA5 || c == 0x20AC || c == '#' || c == 0x2116 || c == '+'
         || c == '-' || c == 0xFFE5 || c == 0xFF04;
}

static gboolean
is_number_suffix (gunichar c)
{
  return c == '%' || c == 0x2030 || c == 0xB0 || c == 0x2032 || c == 0x2033 || c == 0x2103
         || c == 0x2109 || c == 0xFF05;
}

/* Whether a mark between a and b holds a word or number together: 3.14, 12:30, GPT-4, don’t,
 * a@b.cn, https://. */
static gboolean
joins (gunichar a, gunichar mark, gunichar b)
{
  gboolean digits = bx_is_digit (a) && bx_is_digit (b);

  switch (mark) {
  case ',':
  case ':':
    return digits || (mark == ':' && b == '/');
  case 0x2019:
    return bx_is_latin_letter (a) && bx_is_latin_letter (b);
  case '/':
    return (bx_is_latin (a) || a == ':' || a == '/') && (bx_is_latin (b) || b == '/');
  case '.': case '-': case '\'': case '@': case '_': case '&': case '+': case '=': case '?':
  case '#': case '%': case '~':
    return bx_is_latin (a) && bx_is_latin (b);
  default:
    return FALSE;
  }
}

/* The end of the word or number that begins at p. */
static const char *
word_end (const char *p, const char *end)
{
  gunichar before = g_utf8_get_char (p);
  int n_chars = 1;

  p = g_utf8_next_char (p);
  while (p < end) {
    gunichar c = g_utf8_get_char (p);
    gunichar after = char_at (g_utf8_next_char (p), end);

    if (!bx_is_latin (c) && !joins (before, c, after))
      break;
    p = g_utf8_next_char (p);
    if (++n_chars >= LONG_TOKEN_CHARS && !bx_is_latin (c))
      return p;
    if (n_chars >= 2 * LONG_TOKEN_CHARS)
      return p;
    before = c;
  }
  while (p < end && bx_is_digit (before) && is_number_suffix (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

/* CL-CLS-02: a curly quote is Latin where letters stand inside and Latin stands outside. */
static gboolean
is_latin_quote (const char *p, const char *start, const char *end)
{
  gunichar c = g_utf8_get_char (p);
  const char *next = g_utf8_next_char (p);
  gunichar before = char_before (p, start);
  gunichar after = char_at (next, end);

  if (c != 0x201C && c != 0x201D && c != 0x2018 && c != 0x2019)
    return FALSE;
  if (before == ' ')
    before = char_before (g_utf8_prev_char (p), start);
  if (after == ' ')
    after = char_at (g_utf8_next_char (next), end);
  return before < 0x250 && after < 0x250 && bx_is_latin (before) && bx_is_latin (after);
}

/* The token that begins at p; returns its end. */
static const char *
next_token (const char *p, const char *start, const char *end, Token *token)
{
  gunichar c = g_utf8_get_char (p);
  const char *next = g_utf8_next_char (p);

  token->c = c;
  token->is_latin_mark = c < 0x80 || is_latin_quote (p, start, end);
  if (bx_is_latin (c) || (is_number_prefix (c) && bx_is_digit (char_at (next, end)))) {
    gunichar first = bx_is_latin (c) ? c : char_at (next, end);

    token->class = bx_is_digit (first) ? BX_CLASS_NUMBER : BX_CLASS_LATIN;
    return word_end (p, end);
  }
  token->class = bx_class_of (c);
  if ((c == 0x2014 || c == 0x2015 || token->class == BX_CLASS_ELLIPSIS)
      && char_at (next, end) == c) {
    token->class = token->class == BX_CLASS_ELLIPSIS ? BX_CLASS_ELLIPSIS : BX_CLASS_DASH;
    return g_utf8_next_char (next);
  }
  return next;
}

static void
report_missing_glyph (Shaper *shaper, gunichar c, int offset)
{
  int line = 0;
  int column = 0;
  char utf8[8] = "";

  if (shaper->report == NULL)
    return;
  if (shaper->article != NULL)
    bx_article_get_source_place (shaper->article, offset, &line, &column);
  g_unichar_to_utf8 (c, utf8);
  bx_report_add (shaper->report, BX_FAULT, "missing-glyph", line, column,
                 "no font has U+%04X %s; install one that has it or change the character", c,
                 g_unichar_isprint (c) ? utf8 : "");
}

/* A face that has all characters of the token, or at least the first. */
static int
find_token_face (Shaper *shaper, const Token *token)
{
  const BxTextStyle *type = shaper->type;
  int face = bx_fontset_get_face_for (shaper->fonts, type->font, type->weight, token->c);

  if (face >= 0)
    return face;
  report_missing_glyph (shaper, token->c, token->text.start);
  return bx_fontset_get_face (shaper->fonts, type->font, type->weight, NULL);
}

static void
tokenise (Shaper *shaper, BxSlice slice)
{
  const char *start = shaper->text + slice.start;
  const char *end = shaper->text + slice.end;
  const char *p = start;

  while (p < end) {
    Token token = { .face = -1 };
    const char *next = next_token (p, start, end, &token);

    token.text = bx_slice ((int) (p - shaper->text), (int) (next - shaper->text));
    token.face = find_token_face (shaper, &token);
    g_array_append_val (shaper->tokens, token);
    p = next;
  }
}

/* --- glyphs --------------------------------------------------------------------------------- */

static gboolean
is_latin_token (const Token *token)
{
  return token->class == BX_CLASS_LATIN || token->class == BX_CLASS_NUMBER
         || token->class == BX_CLASS_SPACE || token->is_latin_mark;
}

static BxLen
scale (const Shaper *shaper, hb_position_t value)
{
  return bx_len ((int32_t) (((gint64) value * shaper->type->size.u + BX_FONT_EM / 2) >> 16));
}

static hb_language_t
language_of (BxLang lang)
{
  static const char *const names[BX_N_LANGS] = { "zh-Hans", "zh-Hant", "zh-HK" };

  return hb_language_from_string (names[lang], -1);
}

/* Gives the token its frame: CL-CLS-01 … 05. advance is the font's, ink that of the glyph. */
static void
frame_cluster (Shaper *shaper, const Token *token, BxCluster *cluster, hb_position_t advance,
               guint32 glyph)
{
  BxMarkWidths w = { 0, 0, 0 };
  BxLen size = shaper->type->size;
  BxInkBox ink;
  int left, right, width, shift;
  gboolean is_centred;

  if (is_latin_token (token)
      || !bx_mark_widths (token->class, token->c, shaper->house, TRUE, &w)) {
    cluster->body = scale (shaper, advance);
    return;
  }
  if (token->class == BX_CLASS_HAN && advance == BX_FONT_EM) {
    cluster->body = size;
    return;
  }
  ink = bx_fontset_get_ink (shaper->fonts, token->face, glyph);
  is_centred = ink.left + ink.right > BX_FONT_EM * 7 / 10
               && ink.left + ink.right < BX_FONT_EM * 13 / 10;
  bx_mark_widths (token->class, token->c, shaper->house, is_centred, &w);
  width = w.before + w.body + w.after;

  /* A glyph whose own advance is another is put where the class wants it: quotation marks towards
   * the text they hold, everything else in the middle. */
  shift = width - (int) ((gint64) advance * 1024 / BX_FONT_EM);
  if (token->class == BX_CLASS_CLOSE || token->class == BX_CLASS_COMMA)
    shift = MIN (shift, 0);
  else if (token->class != BX_CLASS_OPEN)
    shift /= 2;
  for (int i = 0; i < cluster->n_glyphs; i++) {
    BxGlyph *g = &g_array_index (shaper->glyphs, BxGlyph, cluster->glyph + i);

    g->x = bx_len_add (g->x, bx_len_from_em (bx_em (shift), size));
  }
  /* Never trim into ink: odd fonts keep what they need. */
  left = ink.left * 1024 / BX_FONT_EM + shift;
  right = ink.right * 1024 / BX_FONT_EM + shift;
  w.before = CLAMP (w.before, 0, MAX (left, 0));
  w.after = CLAMP (w.after, 0, MAX (width - right, 0));
  cluster->before = bx_len_from_em (bx_em (w.before), size);
  cluster->after = bx_len_from_em (bx_em (w.after), size);
  cluster->body = bx_len_from_em (bx_em (width - w.before - w.after), size);
  cluster->full_before = cluster->before;
}

/* Hands the glyphs of the buffer to the tokens [first, last) by the bytes they come from. */
static void
collect_glyphs (Shaper *shaper, int first, int last)
{
  unsigned n_infos, k = 0;
  hb_glyph_info_t *infos = hb_buffer_get_glyph_infos (shaper->buffer, &n_infos);
  hb_glyph_position_t *positions = hb_buffer_get_glyph_positions (shaper->buffer, &n_infos);

  for (int i = first; i < last; i++) {
    const Token *token = &g_array_index (shaper->tokens, Token, i);
    BxCluster *cluster = &shaper->shaped->clusters[i];
    hb_position_t pen = 0;
    guint32 first_id = k < n_infos ? infos[k].codepoint : 0;

    cluster->text = token->text;
    cluster->class = (guint8) token->class;
    cluster->face = (gint16) token->face;
    cluster->glyph = (int) shaper->glyphs->len;
    for (; k < n_infos && (int) infos[k].cluster < token->text.end; k++) {
      BxGlyph glyph = { .id = infos[k].codepoint,
                        .x = scale (shaper, pen + positions[k].x_offset),
                        .y = scale (shaper, positions[k].y_offset),
                        .text = (int) infos[k].cluster };

      pen += positions[k].x_advance;
      g_array_append_val (shaper->glyphs, glyph);
    }
    cluster->n_glyphs = (int) shaper->glyphs->len - cluster->glyph;
    frame_cluster (shaper, token, cluster, pen, first_id);
  }
}

static void
shape_run (Shaper *shaper, int first, int last)
{
  const Token *head = &g_array_index (shaper->tokens, Token, first);
  const Token *tail = &g_array_index (shaper->tokens, Token, last - 1);
  const BxFace *face = bx_fontset_peek_face (shaper->fonts, head->face);

  hb_buffer_clear_contents (shaper->buffer);
  hb_buffer_set_direction (shaper->buffer, HB_DIRECTION_LTR);
  hb_buffer_set_script (shaper->buffer, is_latin_token (head) ? HB_SCRIPT_LATIN : HB_SCRIPT_HAN);
  hb_buffer_set_language (shaper->buffer, language_of (bx_fontset_get_lang (shaper->fonts)));
  hb_buffer_add_utf8 (shaper->buffer, shaper->text, tail->text.end, (unsigned) head->text.start,
                      tail->text.end - head->text.start);
  hb_shape (face->hb_font, shaper->buffer, NULL, 0);
  collect_glyphs (shaper, first, last);
}

static void
shape_runs (Shaper *shaper)
{
  int n = (int) shaper->tokens->len;

  for (int first = 0, last; first < n; first = last) {
    const Token *head = &g_array_index (shaper->tokens, Token, first);

    for (last = first + 1; last < n; last++) {
      const Token *token = &g_array_index (shaper->tokens, Token, last);

      if (token->face != head->face || is_latin_token (token) != is_latin_token (head))
        break;
    }
    shape_run (shaper, first, last);
  }
}

/* --- neighbours ----------------------------------------------------------------------------- */

static gboolean
is_word (BxClass class)
{
  return class == BX_CLASS_LATIN || class == BX_CLASS_NUMBER;
}

static gboolean
is_fixed_neighbour (BxClass class)
{
  return class == BX_CLASS_CONNECTOR || class == BX_CLASS_SOLIDUS || class == BX_CLASS_MIDDLE;
}

/* What two neighbours do to each other: compression, gap, break, stretch. Works on the finished
 * row, so a change of font or emphasis between them makes no difference (CL-PWA-13). */
static void
settle_pair (Shaper *shaper, const Token *left_token, BxCluster *left, const Token *right_token,
             BxCluster *right)
{
  BxLen cut = bx_len_from_em (
      bx_em (bx_pair_compression (left->class, right->class, shaper->house)),
      shaper->type->size);
  BxLen from_left = bx_len_min (cut, left->after);
  BxLen from_right = bx_len_min (bx_len_sub (cut, from_left), right->before);

  left->after = bx_len_sub (left->after, from_left);
  right->before = bx_len_sub (right->before, from_right);

  if ((left->class == BX_CLASS_HAN && is_word (right->class))
      || (is_word (left->class) && right->class == BX_CLASS_HAN)) {
    left->gap = bx_len_from_em (shaper->spec->han_latin_gap, shaper->type->size);
    left->flags |= BX_CLUSTER_HAN_LATIN_AFTER;
  }
  if (!bx_may_break_between (left->class, right->class))
    left->flags |= BX_CLUSTER_NO_BREAK_AFTER;
  /* A long token was cut at a mark: there, and only there, a word may break. */
  if (is_word (left->class) && is_word (right->class)
      && bx_slice_len (left->text) >= LONG_TOKEN_CHARS)
    left->flags &= (guint8) ~BX_CLUSTER_NO_BREAK_AFTER;
  if ((is_latin_token (left_token) && is_latin_token (right_token))
      || is_fixed_neighbour (left->class) || is_fixed_neighbour (right->class))
    left->flags |= BX_CLUSTER_NO_STRETCH_AFTER;
}

static void
settle_neighbours (Shaper *shaper)
{
  BxCluster *clusters = shaper->shaped->clusters;
  int n = shaper->shaped->n_clusters;
  BxLen tracking = bx_len_from_em (shaper->type->tracking, shaper->type->size);

  for (int i = 0; i + 1 < n; i++) {
    settle_pair (shaper, &g_array_index (shaper->tokens, Token, i), &clusters[i],
                 &g_array_index (shaper->tokens, Token, i + 1), &clusters[i + 1]);
    clusters[i].gap = bx_len_add (clusters[i].gap, tracking);
  }
}

BxShaped *
bx_shape (BxFontset *fonts, const BxSpec *spec, const BxTextStyle *type, const char *text,
          BxSlice slice, const BxArticle *article, BxReport *report)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  Shaper shaper = {
    .fonts = fonts, .spec = spec, .type = type, .text = text, .article = article,
    .report = report, .tokens = tokens, .house = spec->house[bx_fontset_get_lang (fonts)],
  };

  shaper.shaped = g_new0 (BxShaped, 1);
  shaper.shaped->text = text;
  shaper.shaped->size = type->size;
  shaper.shaped->house = shaper.house;
  shaper.glyphs = g_array_new (FALSE, FALSE, sizeof (BxGlyph));
  shaper.buffer = hb_buffer_create ();

  tokenise (&shaper, slice);
  shaper.shaped->n_clusters = (int) tokens->len;
  shaper.shaped->clusters = g_new0 (BxCluster, tokens->len + 1);
  shape_runs (&shaper);
  settle_neighbours (&shaper);

  hb_buffer_destroy (shaper.buffer);
  shaper.shaped->n_glyphs = (int) shaper.glyphs->len;
  shaper.shaped->glyphs = (BxGlyph *) (void *) g_array_free (shaper.glyphs, FALSE);
  return shaper.shaped;
}

void
bx_shaped_append_ornament (BxShaped *shaped, const BxShaped *ornament)
{
  BxCluster *last = &shaped->clusters[shaped->n_clusters - 1];
  BxCluster *added = last + 1; /* bx_shape leaves room for one */
  BxLen blank = bx_len_from_em (bx_em (256), shaped->size);

  *added = ornament->clusters[0];
  added->text = bx_slice (last->text.end, last->text.end);
  added->class = BX_CLASS_CLOSE;
  added->flags = BX_CLUSTER_ORNAMENT;
  added->glyph = shaped->n_glyphs;
  added->before = blank;
  added->full_before = bx_len (0);
  added->after = bx_len (0);
  added->gap = bx_len (0);
  last->flags |= BX_CLUSTER_NO_BREAK_AFTER | BX_CLUSTER_NO_STRETCH_AFTER;
  shaped->glyphs = g_renew (BxGlyph, shaped->glyphs, shaped->n_glyphs + 1);
  shaped->glyphs[shaped->n_glyphs] = ornament->glyphs[0];
  shaped->glyphs[shaped->n_glyphs].text = added->text.start;
  shaped->n_glyphs++;
  shaped->n_clusters++;
}
