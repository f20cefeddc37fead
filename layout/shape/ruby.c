/* 注音: pinyin over the characters, bopomofo at their right. Decides how large readings are, where
 * their letters stand from one another, and how much room the base gives them. Where a reading comes
 * to stand on a line is annotate.c. */
#include "ruby.h"

#include <string.h>

/* All in 1/1024 em of the base. */
#define PINYIN_SIZE 512  /* CL-RUB-01 */
#define ASIDE_SIZE 307   /* CL-RUB-04: 0.30 em a symbol */
#define ASIDE_WIDTH 512  /* of the block, its tone included */
#define NEUTRAL_HEIGHT 68 /* CL-RUB-05: 1/15 em over the stack */
#define READING_WEIGHT 400 /* OpenType, whatever the base has */
#define BETWEEN 256      /* least distance of two readings */
#define OVERHANG 256     /* over a neighbour that has none: at a line's edge it is pushed back by as
                            much, and still keeps its distance from the next but one */
#define BETWEEN_WORDS 512 /* CL-RUB-03 */
#define LINE_GAP 512     /* least distance of lines that a reading stands between (CL-DEC-05) */
#define FRAME_TOP 901    /* of the ideographic frame over the baseline … */
#define FRAME_FOOT 123   /* … and under it */

typedef struct {
  BxShaped *shaped;
  BxFontset *fonts;
  const BxTextStyle *type;
  GArray *rubies; /* of BxRuby */
  GArray *glyphs; /* of BxRubyGlyph */
} Setter;

static BxLen
em (const Setter *setter, int em1024)
{
  return bx_len_from_em (bx_em (em1024), setter->shaped->size);
}

/* --- letters -------------------------------------------------------------------------------- */

static BxLen
add_glyph (Setter *setter, int face, guint32 id, BxLen size, BxLen x, BxLen y)
{
  hb_font_t *font = bx_fontset_peek_face (setter->fonts, face)->hb_font;
  BxRubyGlyph glyph = { face, id, x, y };

  g_array_append_val (setter->glyphs, glyph);
  return bx_len ((int32_t) ((gint64) hb_font_get_glyph_h_advance (font, id) * size.u / BX_FONT_EM));
}

static int
find_glyph (const Setter *setter, BxFontRole font, gunichar c, guint32 *id)
{
  int face = bx_fontset_get_face_for (setter->fonts, font, READING_WEIGHT, c);

  if (face >= 0)
    hb_font_get_nominal_glyph (bx_fontset_peek_face (setter->fonts, face)->hb_font, c, id);
  return face;
}

/* Pinyin is sans (CL-RUB-01), letter after letter: nothing in it is kerned at this size. */
static void
set_pinyin (Setter *setter, BxRuby *ruby, const char *reading, int len)
{
  BxLen pen = bx_len (0);

  ruby->size = em (setter, PINYIN_SIZE);
  for (const char *p = reading; p < reading + len; p = g_utf8_next_char (p)) {
    guint32 id = 0;
    int face = find_glyph (setter, BX_FONT_HEI, g_utf8_get_char (p), &id);

    if (face >= 0)
      pen = bx_len_add (pen, add_glyph (setter, face, id, ruby->size, pen, bx_len (0)));
  }
  ruby->width = pen;
}

typedef enum { SYMBOL, TONE, NEUTRAL, CHECKED } Sign;

static Sign
sign_of (gunichar c)
{
  if (c == 0x02D9)
    return NEUTRAL;
  if (c >= 0x31B4 && c <= 0x31B7)
    return CHECKED;
  return c == 0x02C7 || c == 0x02CA || c == 0x02CB || c == 0x02C9 || c == 0x02EA || c == 0x02EB
             ? TONE
             : SYMBOL;
}

static gboolean
is_bopomofo (const char *reading)
{
  gunichar c = g_utf8_get_char (reading);

  return (c >= 0x3105 && c <= 0x312F) || (c >= 0x31A0 && c <= 0x31BF) || sign_of (c) != SYMBOL;
}

/* A sign whose ink has its centre at (x, y). */
static void
add_sign (Setter *setter, gunichar c, BxLen size, int x, int y)
{
  guint32 id = 0;
  int face = find_glyph (setter, setter->type->font, c, &id);
  BxInkBox ink;

  if (face < 0)
    return;
  ink = bx_fontset_get_ink (setter->fonts, face, id);
  x -= (int) ((gint64) (ink.left + ink.right) * size.u / (2 * BX_FONT_EM));
  y -= (int) ((gint64) (ink.top + ink.bottom) * size.u / (2 * BX_FONT_EM));
  add_glyph (setter, face, id, size, bx_len (x), bx_len (y));
}

/* CL-RUB-04, 05: symbols in a stack beside the middle of the character, the tone at the upper right
 * of the last, half outside it; the neutral tone over the stack. */
static void
set_bopomofo (Setter *setter, BxRuby *ruby, const char *reading, int len)
{
  int size = em (setter, ASIDE_SIZE).u;
  int height = 0;
  int y, right, last;

  ruby->size = bx_len (size);
  ruby->width = em (setter, ASIDE_WIDTH);
  for (const char *p = reading; p < reading + len; p = g_utf8_next_char (p))
    switch (sign_of (g_utf8_get_char (p))) {
    case SYMBOL: height += size; break;
    case NEUTRAL: height += em (setter, NEUTRAL_HEIGHT).u; break;
    default: break;
    }
  y = em (setter, (FRAME_TOP - FRAME_FOOT) / 2).u + height / 2;
  right = em (setter, 16).u + size;
  last = y - size / 2;
  for (const char *p = reading; p < reading + len; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    switch (sign_of (c)) {
    case NEUTRAL:
      y -= em (setter, NEUTRAL_HEIGHT).u;
      add_sign (setter, c, ruby->size, right - size / 2, y + em (setter, NEUTRAL_HEIGHT).u / 2);
      break;
    case TONE: add_sign (setter, c, ruby->size, right + size / 4, last + size / 2); break;
    case CHECKED: add_sign (setter, c, ruby->size, right + size / 4, last - size / 4); break;
    case SYMBOL:
      last = y - size / 2;
      add_sign (setter, c, ruby->size, right - size / 2, last);
      y -= size;
      break;
    }
  }
}

/* --- readings and their bases --------------------------------------------------------------- */

static void
add_ruby (Setter *setter, int first, int last, const char *reading, int len)
{
  BxRuby ruby = { .first = first, .last = last, .glyph = (int) setter->glyphs->len,
                  .is_beside = is_bopomofo (reading) };

  if (ruby.is_beside)
    set_bopomofo (setter, &ruby, reading, len);
  else
    set_pinyin (setter, &ruby, reading, len);
  ruby.n_glyphs = (int) setter->glyphs->len - ruby.glyph;
  g_array_append_val (setter->rubies, ruby);
}

static void
hold_together (Setter *setter, int first, int last)
{
  for (int i = first; i < last - 1; i++)
    setter->shaped->clusters[i].flags |= BX_CLUSTER_NO_BREAK_AFTER;
}

/* One reading for each character where there are as many, otherwise one for all of them. A text that
 * holds only some of the characters has no reading. */
static void
add_span (Setter *setter, const BxSpan *span)
{
  const BxCluster *clusters = setter->shaped->clusters;
  g_auto (GStrv) words = g_strsplit (span->markup->value, " ", -1);
  int n = (int) g_strv_length (words);

  if (clusters[span->first].text.start > span->markup->text.start
      || clusters[span->last - 1].text.end < span->markup->text.end)
    return;
  for (int i = 0; i < n; i++)
    if (words[i][0] == '\0') /* a blank reading, or two blanks in a row */
      return;
  if (n == span->last - span->first) {
    for (int i = 0; i < n; i++)
      add_ruby (setter, span->first + i, span->first + i + 1, words[i], (int) strlen (words[i]));
    return;
  }
  add_ruby (setter, span->first, span->last, span->markup->value,
            (int) strlen (span->markup->value));
  hold_together (setter, span->first, span->last);
}

/* How far reading `i` may reach over the cluster beside its base; less than nothing where that has a
 * reading of its own. */
static int
overhang (const Setter *setter, guint i, gboolean is_before)
{
  const BxRuby *rubies = &g_array_index (setter->rubies, BxRuby, 0);
  const BxShaped *shaped = setter->shaped;
  int cluster = is_before ? rubies[i].first - 1 : rubies[i].last;
  gboolean has_own = is_before ? i > 0 && rubies[i - 1].last == rubies[i].first
                               : i + 1 < setter->rubies->len
                                     && rubies[i + 1].first == rubies[i].last;

  if (cluster < 0 || cluster >= shaped->n_clusters)
    return 0;
  if (has_own)
    return -BETWEEN / 2;
  return shaped->clusters[cluster].class == BX_CLASS_HAN ? OVERHANG : 0;
}

static void
widen (BxShaped *shaped, BxCluster *c, BxLen by)
{
  c->body = bx_len_add (c->body, by);
  for (int i = c->glyph; i < c->glyph + c->n_glyphs; i++)
    shaped->glyphs[i].x.u += by.u / 2;
}

/* Pinyin that is wider than its base, and may not reach over what is beside it, spreads it. */
static void
make_room (Setter *setter, guint index)
{
  const BxRuby *ruby = &g_array_index (setter->rubies, BxRuby, index);
  BxShaped *shaped = setter->shaped;
  int before = overhang (setter, index, TRUE);
  int after = overhang (setter, index, FALSE);
  int over = MIN (before, after);
  int n = ruby->last - ruby->first;
  int missing = ruby->width.u - 2 * em (setter, over).u;

  for (int i = ruby->first; i < ruby->last; i++)
    missing -= bx_cluster_get_advance (&shaped->clusters[i]).u
               + (i + 1 < ruby->last ? shaped->clusters[i].gap.u : 0);
  for (int i = 0; i < n && missing > 0; i++)
    widen (shaped, &shaped->clusters[ruby->first + i],
           bx_len (missing * (i + 1) / n - missing * i / n));
  /* Words that are read as wholes stand apart. */
  if (n > 1 && after < 0)
    shaped->clusters[ruby->last - 1].gap
        = bx_len_max (shaped->clusters[ruby->last - 1].gap, em (setter, BETWEEN_WORDS));
}

/* CL-RUB-06: every character has the room at its right, marks and words too. */
static void
make_room_beside (Setter *setter)
{
  for (int i = 0; i < setter->shaped->n_clusters; i++) {
    BxCluster *c = &setter->shaped->clusters[i];
    int n = c->class == BX_CLASS_DASH || c->class == BX_CLASS_ELLIPSIS ? 2 : 1;

    if (c->class != BX_CLASS_SPACE && (c->flags & BX_CLUSTER_RAISED) == 0)
      c->body = bx_len_add (c->body, em (setter, n * ASIDE_WIDTH));
  }
  setter->shaped->is_beside = TRUE;
}

/* A reading above needs a gap between the lines. Heads and decks that stand closer do without. */
static gboolean
has_room (const BxShaped *shaped, const BxTextStyle *type, const BxMarkup *markup)
{
  return is_bopomofo (markup->value)
         || type->leading.u - type->size.u >= bx_len_from_em (bx_em (LINE_GAP), shaped->size).u;
}

void
bx_shaped_add_rubies (BxShaped *shaped, BxFontset *fonts, const BxTextStyle *type)
{
  Setter setter = { .shaped = shaped, .fonts = fonts, .type = type };
  gboolean is_beside = FALSE;

  for (int i = 0; i < shaped->n_spans; i++) {
    const BxSpan *span = &shaped->spans[i];

    if (span->markup->kind != BX_MARKUP_RUBY || span->markup->value == NULL)
      continue;
    if (!has_room (shaped, type, span->markup)) {
      shaped->lacks_readings = TRUE;
      continue;
    }
    if (setter.rubies == NULL) {
      setter.rubies = g_array_new (FALSE, FALSE, sizeof (BxRuby));
      setter.glyphs = g_array_new (FALSE, FALSE, sizeof (BxRubyGlyph));
    }
    add_span (&setter, span);
  }
  if (setter.rubies == NULL)
    return;
  for (guint i = 0; i < setter.rubies->len; i++) {
    const BxRuby *ruby = &g_array_index (setter.rubies, BxRuby, i);

    is_beside |= ruby->is_beside;
    if (!ruby->is_beside)
      make_room (&setter, i);
  }
  if (is_beside)
    make_room_beside (&setter);
  shaped->n_rubies = (int) setter.rubies->len;
  shaped->rubies = (BxRuby *) (void *) g_array_free (setter.rubies, FALSE);
  shaped->n_ruby_glyphs = (int) setter.glyphs->len;
  shaped->ruby_glyphs = (BxRubyGlyph *) (void *) g_array_free (setter.glyphs, FALSE);
}
