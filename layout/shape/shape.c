/* Text → tokens → glyphs → clusters. Decides what is one unbreakable unit, which face draws it,
 * and how wide its frame is. Does not know lines. */
#include "neighbours.h"
#include "ruby.h"
#include "runs.h"

#include <string.h>

/* How high a raised cluster stands, 1/1024 em of its text. */
#define RAISE 350
/* The middle of the ideographic frame over the baseline. */
#define FRAME_MIDDLE 389
/* Diameter of the dot of emphasis. */
#define DOT 164

/* Latin tokens that are longer (addresses, identifiers) are cut where a reader expects it. */
#define LONG_TOKEN_CHARS 20
#define SHORTEST_PIECE_CHARS 4

/* How far a quotation mark is judged by what stands around it. */
#define CONTEXT_CHARS 16
#define QUOTATION_CHARS 400

typedef struct {
  BxFontset *fonts;
  const BxSpec *spec;
  const BxTextStyle *type;
  BxHouse house;
  const char *text;
  const BxArticle *article; /* may be NULL */
  BxReport *report;
  BxRun run;      /* that tokens are being made of */
  GArray *tokens; /* of BxToken */
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
  g_free (shaped->spans);
  g_free (shaped->hyphens);
  g_free (shaped->rubies);
  g_free (shaped->ruby_glyphs);
  g_free (shaped);
}

BxShaped *
bx_shaped_copy (const BxShaped *shaped)
{
  BxShaped *copy = g_memdup2 (shaped, sizeof *shaped);

#define COPY(array, n) copy->array = g_memdup2 (shaped->array, (gsize) shaped->n * sizeof *copy->array)
  COPY (clusters, n_clusters);
  COPY (glyphs, n_glyphs);
  COPY (spans, n_spans);
  COPY (hyphens, n_hyphens);
  COPY (rubies, n_rubies);
  COPY (ruby_glyphs, n_ruby_glyphs);
#undef COPY
  return copy;
}

/* --- tokens --------------------------------------------------------------------------------- */

static gunichar
char_at (const char *p, const char *end)
{
  return p < end ? g_utf8_get_char (p) : 0;
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

/* The end of the word or number that begins at p, however long. */
static const char *
whole_word_end (const char *p, const char *end, int *n_chars)
{
  gunichar before = g_utf8_get_char (p);

  p = g_utf8_next_char (p);
  for (*n_chars = 1; p < end; ++*n_chars) {
    gunichar c = g_utf8_get_char (p);

    if (!bx_is_latin (c) && !joins (before, c, char_at (g_utf8_next_char (p), end)))
      break;
    p = g_utf8_next_char (p);
    before = c;
  }
  for (; p < end && bx_is_digit (before) && bx_is_number_suffix (g_utf8_get_char (p)); ++*n_chars)
    p = g_utf8_next_char (p);
  return p;
}

/* What is nothing without the character before it: combining marks, selectors of variants, and what
 * joins two characters to one. */
static gboolean
is_joiner (gunichar c)
{
  return g_unichar_ismark (c) || c == 0x200D;
}

/* Where a long token (an address, a path) may be cut: behind a mark that is not a point, and not
 * within a number. */
static gboolean
may_cut_after (gunichar before, gunichar mark, gunichar after)
{
  if (bx_is_latin (mark) || mark == '.' || mark == 0x2019 || mark == '\'')
    return FALSE;
  return !(bx_is_digit (before) && bx_is_digit (after)) && bx_is_latin (after);
}

/* The end of the token that begins at p: of the word, or where a long one is cut. `*long_end` is
 * the end of the long word that pieces are being cut from. */
static const char *
word_end (const char *p, const char *end, const char **long_end, gboolean *is_cut)
{
  int n_chars = 0;
  const char *word = p < *long_end ? *long_end : whole_word_end (p, end, &n_chars);
  gunichar before = 0;
  int n = 0;

  if (p >= *long_end && n_chars <= LONG_TOKEN_CHARS)
    return word;
  *long_end = word;
  for (; p < word; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    const char *next = g_utf8_next_char (p);

    *is_cut = next < word
              && ((++n >= SHORTEST_PIECE_CHARS && may_cut_after (before, c, g_utf8_get_char (next)))
                  || (n >= 2 * LONG_TOKEN_CHARS && bx_is_latin (g_utf8_get_char (next))
                      && !is_joiner (g_utf8_get_char (next))));
    if (*is_cut)
      return next;
    before = c;
  }
  return word;
}

/* The nearest character to one side that is no blank, ASCII mark or curly quote; 0 where there is
 * none near by. */
static gunichar
find_context (const char *p, const char *start, const char *end, gboolean is_backward)
{
  for (int n = 0; n < CONTEXT_CHARS && (is_backward ? p > start : p < end); n++) {
    gunichar c;

    if (is_backward)
      p = g_utf8_prev_char (p);
    c = g_utf8_get_char (p);
    if (bx_is_latin (c) || (c >= 0x80 && !(c >= 0x2018 && c <= 0x201D)))
      return c;
    if (!is_backward)
      p = g_utf8_next_char (p);
  }
  return 0;
}

/* The other mark of a pair of curly quotes, or NULL where it is not in sight. */
static const char *
find_partner (const char *p, const char *start, const char *end)
{
  gunichar c = g_utf8_get_char (p);
  gboolean is_opening = c == 0x201C || c == 0x2018;
  gunichar wanted = is_opening ? c + 1 : c - 1;

  if (is_opening) {
    p = g_utf8_next_char (p);
    for (int n = 0; n < QUOTATION_CHARS && p < end; n++, p = g_utf8_next_char (p))
      if (g_utf8_get_char (p) == wanted)
        return p;
    return NULL;
  }
  for (int n = 0; n < QUOTATION_CHARS && p > start; n++) {
    p = g_utf8_prev_char (p);
    if (g_utf8_get_char (p) == wanted)
      return p;
  }
  return NULL;
}

static gboolean
is_latin_context (gunichar c)
{
  return c != 0 && (bx_is_latin (c) || c < 0x250);
}

/* CL-CLS-02: curly quotes are Latin where letters stand inside and Latin stands outside; the two of
 * a pair are judged together. At the edge of the text the other side decides. */
static gboolean
is_latin_quote (const char *p, const char *start, const char *end)
{
  gunichar c = g_utf8_get_char (p);
  const char *partner, *open, *close;
  gunichar left, right;

  if (c != 0x201C && c != 0x201D && c != 0x2018 && c != 0x2019)
    return FALSE;
  left = find_context (p, start, end, TRUE);
  right = find_context (g_utf8_next_char (p), start, end, FALSE);
  /* Most quotes have an ideograph at one side or the other, and need no second look. */
  if ((left != 0 && !is_latin_context (left)) || (right != 0 && !is_latin_context (right)))
    return FALSE;
  partner = find_partner (p, start, end);
  if (partner == NULL)
    return left != 0 && right != 0;
  open = MIN (p, partner);
  close = MAX (p, partner);
  left = find_context (open, start, end, TRUE);
  right = find_context (g_utf8_next_char (close), start, end, FALSE);
  return (left == 0 || is_latin_context (left)) && (right == 0 || is_latin_context (right))
         && is_latin_context (find_context (g_utf8_next_char (open), start, end, FALSE))
         && is_latin_context (find_context (close, start, end, TRUE));
}

static const char *
skip_joiners (const char *p, const char *end)
{
  while (p < end && is_joiner (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

/* The token that begins at p and ends before the run does; returns its end. What it is for its
 * neighbours is told by all of the text, from `start` to `text_end`. */
static const char *
next_token (const char *p, const char *start, const char *text_end, const char *end,
            const char **long_end, BxToken *token)
{
  gunichar c = g_utf8_get_char (p);
  const char *next = g_utf8_next_char (p);

  token->c = c;
  token->is_single = TRUE;
  token->is_latin_mark = c < 0x80 || is_latin_quote (p, start, text_end);
  if (bx_is_latin (c) || (bx_is_number_prefix (c) && bx_is_digit (char_at (next, end)))) {
    gunichar first = bx_is_latin (c) ? c : char_at (next, end);

    token->class = bx_is_digit (first) ? BX_CLASS_NUMBER : BX_CLASS_LATIN;
    token->is_single = FALSE;
    return word_end (p, end, long_end, &token->is_cut);
  }
  token->class = bx_class_of (c);
  if ((c == 0x2014 || c == 0x2015 || token->class == BX_CLASS_ELLIPSIS)
      && char_at (next, end) == c) {
    token->class = token->class == BX_CLASS_ELLIPSIS ? BX_CLASS_ELLIPSIS : BX_CLASS_DASH;
    token->is_single = FALSE;
    return g_utf8_next_char (next);
  }
  token->is_single = skip_joiners (next, end) == next;
  return skip_joiners (next, end);
}

static void
report_missing_glyph (Shaper *shaper, gunichar c, int offset)
{
  int line = 0;
  int column = 0;
  char utf8[8] = "";
  g_autofree char *asked = bx_fontset_list_asked (shaper->fonts, shaper->run.font,
                                                  shaper->run.weight, c);

  if (shaper->article != NULL)
    bx_article_get_source_place (shaper->article, offset, &line, &column);
  g_unichar_to_utf8 (c, utf8);
  bx_report_add (shaper->report, BX_FAULT, "missing-glyph", line, column,
                 "no font has U+%04X%s%s (tried %s, and all others that are installed); install one "
                 "that has it or change the character",
                 c, g_unichar_isprint (c) ? " " : "", g_unichar_isprint (c) ? utf8 : "", asked);
}

static gboolean
has_all (const Shaper *shaper, int face, BxSlice text)
{
  const char *end = shaper->text + text.end;

  for (const char *p = shaper->text + text.start; p < end; p = g_utf8_next_char (p))
    if (!bx_fontset_has_glyph (shaper->fonts, face, g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

/* A face that has all characters of the token; where there is none, the first character's, and what
 * that lacks is reported. A selector of variants needs no glyph of its own. */
static int
find_token_face (Shaper *shaper, const BxToken *token)
{
  const BxTextStyle *type = shaper->type;
  BxFontRole font = shaper->run.font;
  int weight = bx_token_is_latin (token) ? shaper->run.latin_weight : shaper->run.weight;
  const char *end = shaper->text + token->text.end;
  int first = bx_fontset_get_face_for (shaper->fonts, font, weight, token->c);

  if (first >= 0 && (token->is_single || has_all (shaper, first, token->text)))
    return first;
  for (const char *p = shaper->text + token->text.start; p < end; p = g_utf8_next_char (p)) {
    int face = bx_fontset_get_face_for (shaper->fonts, font, weight, g_utf8_get_char (p));

    if (face >= 0 && has_all (shaper, face, token->text))
      return face;
  }
  if (first < 0)
    first = bx_fontset_get_face (shaper->fonts, type->font, type->weight, NULL);
  for (const char *p = shaper->text + token->text.start; p < end; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (shaper->report != NULL && !is_joiner (c)
        && !bx_fontset_has_glyph (shaper->fonts, first, c)
        && bx_fontset_is_new_gap (shaper->fonts, c))
      report_missing_glyph (shaper, c, (int) (p - shaper->text));
  }
  return first;
}

static void
tokenise (Shaper *shaper, BxSlice slice)
{
  const char *start = shaper->text + slice.start;
  const char *end = shaper->text + slice.end;
  const char *long_end = start;
  const char *p = start;

  shaper->run.end = slice.start;
  while (p < end) {
    BxToken token = { .face = -1 };
    int offset = (int) (p - shaper->text);
    const char *next;

    if (offset >= shaper->run.end)
      shaper->run = bx_run_at (shaper->article, shaper->spec, shaper->type, offset, slice.end);
    next = next_token (p, start, end, shaper->text + shaper->run.end, &long_end, &token);
    token.text = bx_slice (offset, (int) (next - shaper->text));
    token.is_raised = shaper->run.is_raised;
    if (token.is_raised) /* ① and [1] alike */
      token.class = BX_CLASS_NUMBER;
    token.face = find_token_face (shaper, &token);
    g_array_append_val (shaper->tokens, token);
    p = next;
  }
}

/* --- glyphs --------------------------------------------------------------------------------- */

static BxLen
scale_to (BxLen size, hb_position_t value)
{
  return bx_len ((int32_t) (((gint64) value * size.u + BX_FONT_EM / 2) >> 16));
}

static BxLen
scale (const Shaper *shaper, hb_position_t value)
{
  return scale_to (shaper->type->size, value);
}

static hb_language_t
language_of (BxLang lang)
{
  static const char *const names[BX_N_LANGS] = { "zh-Hans", "zh-Hant", "zh-HK" };

  return hb_language_from_string (names[lang], -1);
}

/* CL-CLS-05: a dash of two glyphs whose ink does not meet is one bar all the same. */
static void
join_dash (Shaper *shaper, const BxToken *token, const BxCluster *cluster)
{
  BxGlyph *left = &g_array_index (shaper->glyphs, BxGlyph, cluster->glyph);
  BxGlyph *right = left + 1;
  BxLen hole, overlap;

  if (cluster->n_glyphs != 2)
    return;
  hole = bx_len_sub (
      bx_len_add (right->x,
                  scale (shaper, bx_fontset_get_ink (shaper->fonts, token->face, right->id).left)),
      bx_len_add (left->x,
                  scale (shaper, bx_fontset_get_ink (shaper->fonts, token->face, left->id).right)));
  if (hole.u < 0)
    return;
  overlap = bx_len_from_em (bx_em (16), shaper->type->size);
  left->x = bx_len (left->x.u + hole.u / 2 + overlap.u);
  right->x = bx_len (right->x.u - hole.u / 2 - overlap.u);
}

/* The frame that the class table gives a token; FALSE where its glyphs decide. */
static gboolean
find_frame (const Shaper *shaper, const BxToken *token, gboolean is_centred, BxMarkWidths *w)
{
  if (bx_token_is_latin (token)
      || !bx_mark_widths (token->class, token->c, shaper->house, is_centred, w))
    return FALSE;
  /* An ellipsis that stands alone is half a unit. */
  if (token->class == BX_CLASS_ELLIPSIS && token->is_single)
    w->body /= 2;
  return TRUE;
}

/* CL-CLS-06: where the house sets pauses in the middle and the font has them in the corner, whatever
 * the language (LXGW WenKai), they are moved. Returns whether the ink stands in the middle then. */
static gboolean
centre_pause (Shaper *shaper, const BxToken *token, const BxCluster *cluster, BxInkBox *ink)
{
  gboolean is_pause = token->class == BX_CLASS_COMMA || token->class == BX_CLASS_STOP
                      || token->class == BX_CLASS_COLON;
  int right, up;

  if (ink->left + ink->right > BX_FONT_EM * 7 / 10 && ink->left + ink->right < BX_FONT_EM * 13 / 10)
    return TRUE;
  if (shaper->house == BX_HOUSE_CN || !is_pause || cluster->n_glyphs != 1)
    return FALSE;
  right = BX_FONT_EM / 2 - (ink->left + ink->right) / 2;
  up = BX_FONT_EM / 1024 * FRAME_MIDDLE - (ink->top + ink->bottom) / 2;
  ink->left += right;
  ink->right += right;
  g_array_index (shaper->glyphs, BxGlyph, cluster->glyph).x.u += scale (shaper, right).u;
  g_array_index (shaper->glyphs, BxGlyph, cluster->glyph).y.u += scale (shaper, up).u;
  return TRUE;
}

/* How far, 1/1024 em, the glyphs of a mark are moved in a frame that is not as wide as they: quotation
 * marks towards the text they hold, everything else to the middle. */
static int
find_shift (BxClass class, int width, hb_position_t advance)
{
  int missing = width - (int) ((gint64) advance * 1024 / BX_FONT_EM);

  if (class == BX_CLASS_OPEN)
    return missing;
  return class == BX_CLASS_CLOSE || class == BX_CLASS_COMMA ? MIN (missing, 0) : missing / 2;
}

static void
shift_glyphs (Shaper *shaper, const BxCluster *cluster, int shift)
{
  BxLen by = bx_len_from_em (bx_em (shift), shaper->type->size);

  for (int i = 0; i < cluster->n_glyphs; i++) {
    BxGlyph *glyph = &g_array_index (shaper->glyphs, BxGlyph, cluster->glyph + i);

    glyph->x = bx_len_add (glyph->x, by);
  }
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
frame_mark (Shaper *shaper, const BxToken *token, BxCluster *cluster, hb_position_t advance,
            guint32 glyph)
{
  BxLen size = shaper->type->size;
  BxInkBox ink = bx_fontset_get_ink (shaper->fonts, token->face, glyph);
  gboolean is_centred = centre_pause (shaper, token, cluster, &ink);
  BxMarkWidths w = { 0, 0, 0 };
  int width, shift;

  find_frame (shaper, token, is_centred, &w);
  shift = find_shift (token->class, w.before + w.body + w.after, advance);
  if (shaper->type->marks == BX_MARKS_TIGHT)
    shift -= tighten (&w);
  width = w.before + w.body + w.after;
  shift_glyphs (shaper, cluster, shift);
  /* Never trim into ink: odd fonts keep what they need. */
  w.before = CLAMP (w.before, 0, MAX (ink.left * 1024 / BX_FONT_EM + shift, 0));
  w.after = CLAMP (w.after, 0, MAX (width - ink.right * 1024 / BX_FONT_EM - shift, 0));
  cluster->before = bx_len_from_em (bx_em (w.before), size);
  cluster->after = bx_len_from_em (bx_em (w.after), size);
  cluster->body = bx_len_from_em (bx_em (width - w.before - w.after), size);
  cluster->full_before = cluster->before;
  if (token->class == BX_CLASS_DASH)
    join_dash (shaper, token, cluster);
}

/* Gives the token its frame: CL-CLS-01 … 05. advance is the font's; glyph, its first. */
static void
frame_cluster (Shaper *shaper, const BxToken *token, BxCluster *cluster, hb_position_t advance,
               guint32 glyph)
{
  BxMarkWidths w;

  if (!find_frame (shaper, token, TRUE, &w))
    cluster->body = scale_to (bx_cluster_get_size (shaper->shaped, cluster), advance);
  else if (token->class == BX_CLASS_HAN && advance == BX_FONT_EM)
    cluster->body = shaper->type->size;
  else
    frame_mark (shaper, token, cluster, advance, glyph);
}

const BxHyphen *
bx_shaped_find_hyphen (const BxShaped *shaped, int face)
{
  for (int i = 0; i < shaped->n_hyphens; i++)
    if (shaped->hyphens[i].face == face)
      return &shaped->hyphens[i];
  return NULL;
}

/* The hyphen is found with the other glyphs, although few lines will want it: after shaping no new
 * glyph turns up. */
static void
add_hyphen (Shaper *shaper, int face)
{
  BxShaped *shaped = shaper->shaped;
  hb_font_t *font = bx_fontset_peek_face (shaper->fonts, face)->hb_font;
  BxHyphen hyphen = { .face = face };

  if (bx_shaped_find_hyphen (shaped, face) != NULL
      || !hb_font_get_nominal_glyph (font, '-', &hyphen.glyph))
    return;
  hyphen.advance = scale (shaper, hb_font_get_glyph_h_advance (font, hyphen.glyph));
  shaped->hyphens = g_renew (BxHyphen, shaped->hyphens, shaped->n_hyphens + 1);
  shaped->hyphens[shaped->n_hyphens++] = hyphen;
}

/* Hands the glyphs of the buffer to the tokens [first, last) by the bytes they come from. */
static void
collect_glyphs (Shaper *shaper, int first, int last)
{
  unsigned n_infos, k = 0;
  hb_glyph_info_t *infos = hb_buffer_get_glyph_infos (shaper->buffer, &n_infos);
  hb_glyph_position_t *positions = hb_buffer_get_glyph_positions (shaper->buffer, &n_infos);

  for (int i = first; i < last; i++) {
    const BxToken *token = &g_array_index (shaper->tokens, BxToken, i);
    BxCluster *cluster = &shaper->shaped->clusters[i];
    hb_position_t pen = 0;
    guint32 first_id = k < n_infos ? infos[k].codepoint : 0;
    BxLen size = shaper->type->size;
    BxLen raise = bx_len (0);

    if (token->is_raised) {
      cluster->flags = BX_CLUSTER_RAISED;
      size = bx_cluster_get_size (shaper->shaped, cluster);
      raise = bx_len_from_em (bx_em (RAISE), shaper->type->size);
    }
    cluster->text = token->text;
    cluster->class = (guint8) token->class;
    cluster->face = (gint16) token->face;
    cluster->glyph = (int) shaper->glyphs->len;
    for (; k < n_infos && (int) infos[k].cluster < token->text.end; k++) {
      BxGlyph glyph = { .id = infos[k].codepoint,
                        .x = scale_to (size, pen + positions[k].x_offset),
                        .y = bx_len_add (raise, scale_to (size, positions[k].y_offset)),
                        .text = (int) infos[k].cluster };

      pen += positions[k].x_advance;
      g_array_append_val (shaper->glyphs, glyph);
    }
    cluster->n_glyphs = (int) shaper->glyphs->len - cluster->glyph;
    frame_cluster (shaper, token, cluster, pen, first_id);
    if (token->class == BX_CLASS_LATIN && bx_slice_len (token->text) >= BX_SHORTEST_DIVIDED)
      add_hyphen (shaper, token->face);
  }
}

/* In Chinese fonts the quotation marks that Latin shares with Chinese are full width first. */
static const hb_feature_t proportional
    = { HB_TAG ('p', 'w', 'i', 'd'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END };

static void
shape_run (Shaper *shaper, int first, int last)
{
  const BxToken *head = &g_array_index (shaper->tokens, BxToken, first);
  const BxToken *tail = &g_array_index (shaper->tokens, BxToken, last - 1);
  const BxFace *face = bx_fontset_peek_face (shaper->fonts, head->face);

  hb_buffer_clear_contents (shaper->buffer);
  hb_buffer_set_direction (shaper->buffer, HB_DIRECTION_LTR);
  /* A selector that a font does not know leaves no empty glyph, which readers show as an unknown
   * character. */
  hb_buffer_set_flags (shaper->buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
  hb_buffer_set_script (shaper->buffer, bx_token_is_latin (head) ? HB_SCRIPT_LATIN : HB_SCRIPT_HAN);
  hb_buffer_set_language (shaper->buffer, language_of (bx_fontset_get_lang (shaper->fonts)));
  hb_buffer_add_utf8 (shaper->buffer, shaper->text, tail->text.end, (unsigned) head->text.start,
                      tail->text.end - head->text.start);
  hb_shape (face->hb_font, shaper->buffer, &proportional, bx_token_is_latin (head));
  collect_glyphs (shaper, first, last);
}

static void
shape_runs (Shaper *shaper)
{
  int n = (int) shaper->tokens->len;

  for (int first = 0, last; first < n; first = last) {
    const BxToken *head = &g_array_index (shaper->tokens, BxToken, first);

    for (last = first + 1; last < n; last++) {
      const BxToken *token = &g_array_index (shaper->tokens, BxToken, last);

      if (token->face != head->face || token->is_raised != head->is_raised
          || bx_token_is_latin (token) != bx_token_is_latin (head))
        break;
    }
    shape_run (shaper, first, last);
  }
}

/* ● made as small as the dot shall be. */
static void
add_dot (Shaper *shaper)
{
  BxDot *dot = &shaper->shaped->dot;
  BxInkBox ink;
  int diameter;

  dot->face = -1;
  for (int i = 0; i < shaper->shaped->n_spans && dot->face < 0; i++)
    if (shaper->shaped->spans[i].markup->kind == BX_MARKUP_EMPHASIS)
      dot->face = bx_fontset_get_face_for (shaper->fonts, shaper->type->font, shaper->type->weight,
                                           0x25CF);
  if (dot->face < 0)
    return;
  hb_font_get_nominal_glyph (bx_fontset_peek_face (shaper->fonts, dot->face)->hb_font, 0x25CF,
                             &dot->glyph);
  ink = bx_fontset_get_ink (shaper->fonts, dot->face, dot->glyph);
  diameter = MAX (ink.right - ink.left, 1);
  dot->size = bx_len ((int32_t) ((gint64) bx_len_from_em (bx_em (DOT), shaper->type->size).u
                                 * BX_FONT_EM / diameter));
  dot->x = scale_to (dot->size, -(ink.left + ink.right) / 2);
  dot->y = scale_to (dot->size, -(ink.top + ink.bottom) / 2);
}

BxShaped *
bx_shape (BxFontset *fonts, const BxSpec *spec, const BxTextStyle *type, const char *text,
          BxSlice slice, const BxArticle *article, BxReport *report)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (BxToken));
  Shaper shaper = {
    .fonts = fonts, .spec = spec, .type = type, .text = text, .article = article,
    .report = report, .tokens = tokens, .house = spec->house[bx_fontset_get_lang (fonts)],
  };

  shaper.shaped = g_new0 (BxShaped, 1);
  shaper.shaped->text = text;
  shaper.shaped->size = type->size;
  shaper.shaped->house = shaper.house;
  shaper.shaped->hanging = spec->hanging;
  shaper.shaped->keeps_stops = !spec->shrinks_stops;
  shaper.shaped->relief = spec->relief;
  shaper.glyphs = g_array_new (FALSE, FALSE, sizeof (BxGlyph));
  shaper.buffer = hb_buffer_create ();

  tokenise (&shaper, slice);
  shaper.shaped->n_clusters = (int) tokens->len;
  shaper.shaped->clusters = g_new0 (BxCluster, tokens->len);
  shape_runs (&shaper);
  bx_settle_neighbours (shaper.shaped, (const BxToken *) (const void *) tokens->data, spec,
                        type->tracking);

  hb_buffer_destroy (shaper.buffer);
  shaper.shaped->n_glyphs = (int) shaper.glyphs->len;
  shaper.shaped->glyphs = (BxGlyph *) (void *) g_array_free (shaper.glyphs, FALSE);
  bx_shaped_add_spans (shaper.shaped, article);
  bx_shaped_add_rubies (shaper.shaped, fonts, type);
  add_dot (&shaper);
  return shaper.shaped;
}

void
bx_shaped_spread (BxShaped *shaped, int first, int last, BxLen width)
{
  int places = last - first - 1;
  int missing = width.u;

  for (int i = first; i < last; i++)
    missing -= bx_cluster_get_advance (&shaped->clusters[i]).u
               + (i + 1 < last ? shaped->clusters[i].gap.u : 0);
  for (int i = 0; i < places && missing > 0; i++) {
    BxCluster *c = &shaped->clusters[first + i];

    c->gap.u += missing * (i + 1) / places - missing * i / places;
    c->flags |= BX_CLUSTER_NO_STRETCH_AFTER | BX_CLUSTER_NO_BREAK_AFTER;
  }
}

void
bx_shaped_append_ornament (BxShaped *shaped, const BxShaped *ornament)
{
  BxLen blank = bx_len_from_em (bx_em (256), shaped->size);
  BxCluster *last, *added;

  shaped->clusters = g_renew (BxCluster, shaped->clusters, shaped->n_clusters + 1);
  last = &shaped->clusters[shaped->n_clusters - 1];
  added = last + 1;
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
