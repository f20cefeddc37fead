/* Text → tokens → glyphs → clusters. Decides which face draws a token, and hands its glyphs to it.
 * What is a token is tokens.c, how wide its frame is framing.c, what neighbours do neighbours.c. */
#include "framing.h"
#include "neighbours.h"
#include "ruby.h"
#include "runs.h"

#include <string.h>

/* How high a raised cluster stands, 1/1024 em of its text. */
#define RAISE 350
/* Diameter of the dot of emphasis. */
#define DOT 164

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

/* --- faces ---------------------------------------------------------------------------------- */

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

    if (shaper->report != NULL && !bx_is_joiner (c)
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
    next = bx_token_read (p, start, end, shaper->text + shaper->run.end, &long_end, &token);
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

static hb_language_t
language_of (BxLang lang)
{
  static const char *const names[BX_N_LANGS] = { "zh-Hans", "zh-Hant", "zh-HK" };

  return hb_language_from_string (names[lang], -1);
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
  hyphen.advance = bx_font_scale (shaper->type->size,
                                  hb_font_get_glyph_h_advance (font, hyphen.glyph));
  shaped->hyphens = g_renew (BxHyphen, shaped->hyphens, shaped->n_hyphens + 1);
  shaped->hyphens[shaped->n_hyphens++] = hyphen;
}

/* What HarfBuzz made of a run, and how much of it has been handed to tokens. */
typedef struct {
  const hb_glyph_info_t *infos;
  const hb_glyph_position_t *positions;
  unsigned n;
  unsigned next;
} ShapedRun;

/* Appends the glyphs that come from before `end`, `size` large and so far up; returns what they take
 * in the font. */
static hb_position_t
append_glyphs (Shaper *shaper, ShapedRun *run, int end, BxLen size, BxLen up)
{
  hb_position_t pen = 0;

  for (; run->next < run->n && (int) run->infos[run->next].cluster < end; run->next++) {
    const hb_glyph_position_t *position = &run->positions[run->next];
    BxGlyph glyph = { .id = run->infos[run->next].codepoint,
                      .x = bx_font_scale (size, pen + position->x_offset),
                      .y = bx_len_add (up, bx_font_scale (size, position->y_offset)),
                      .text = (int) run->infos[run->next].cluster };

    pen += position->x_advance;
    g_array_append_val (shaper->glyphs, glyph);
  }
  return pen;
}

static void
make_cluster (Shaper *shaper, ShapedRun *run, const BxToken *token, BxCluster *cluster)
{
  BxFraming framing = { shaper->fonts, shaper->house, shaper->type, NULL };
  BxLen size = shaper->type->size;
  BxLen up = bx_len (0);
  hb_position_t advance;

  if (token->is_raised) {
    cluster->flags = BX_CLUSTER_RAISED;
    size = bx_cluster_get_size (shaper->shaped, cluster);
    up = bx_len_from_em (bx_em (RAISE), shaper->type->size);
  }
  cluster->text = token->text;
  cluster->class = (guint8) token->class;
  cluster->face = (gint16) token->face;
  cluster->glyph = (int) shaper->glyphs->len;
  advance = append_glyphs (shaper, run, token->text.end, size, up);
  cluster->n_glyphs = (int) shaper->glyphs->len - cluster->glyph;
  framing.glyphs = &g_array_index (shaper->glyphs, BxGlyph, cluster->glyph);
  if (!bx_frame_cluster (&framing, token, advance, cluster))
    cluster->body = bx_font_scale (size, advance);
  if (token->class == BX_CLASS_LATIN && bx_slice_len (token->text) >= BX_SHORTEST_DIVIDED)
    add_hyphen (shaper, token->face);
}

/* Hands the glyphs of the buffer to the tokens [first, last) by the bytes they come from. */
static void
collect_glyphs (Shaper *shaper, int first, int last)
{
  ShapedRun run = { 0 };

  run.infos = hb_buffer_get_glyph_infos (shaper->buffer, &run.n);
  run.positions = hb_buffer_get_glyph_positions (shaper->buffer, &run.n);
  for (int i = first; i < last; i++)
    make_cluster (shaper, &run, &g_array_index (shaper->tokens, BxToken, i),
                  &shaper->shaped->clusters[i]);
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
  dot->x = bx_font_scale (dot->size, -(ink.left + ink.right) / 2);
  dot->y = bx_font_scale (dot->size, -(ink.top + ink.bottom) / 2);
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
