/* Marks between the lines → items. Nothing of them is text: what is extracted from a page stays the
 * text that they stand beside. */
#include "decorate.h"

/* Least gap between lines with marks, 1/1024 em. */
#define ONE_SIDE 512
#define BOTH_SIDES 640

typedef struct {
  BxPages *pages;
  const BxFrameLine *line;
  BxDrawItem blank; /* what all items of the line have in common */
} Decorator;

static void
add_glyph (Decorator *d, int face, guint32 id, BxLen size, BxLen x, BxLen y)
{
  BxDrawItem item = d->blank;
  BxPlacedGlyph glyph = { id, x, y, 0 };

  item.kind = BX_DRAW_ORNAMENT;
  item.face = face;
  item.size = size;
  item.first_glyph = (int) d->pages->glyphs->len;
  item.n_glyphs = 1;
  g_array_append_val (d->pages->glyphs, glyph);
  g_array_append_val (d->pages->items, item);
}

static void
add_ruby (Decorator *d, int index, BxLen x, BxLen y)
{
  const BxShaped *shaped = d->line->shaped;
  const BxRuby *ruby = &shaped->rubies[index];

  for (int i = ruby->glyph; i < ruby->glyph + ruby->n_glyphs; i++) {
    const BxRubyGlyph *glyph = &shaped->ruby_glyphs[i];

    add_glyph (d, glyph->face, glyph->id, ruby->size, bx_len_add (x, glyph->x),
               bx_len_sub (y, glyph->y));
  }
}

static void
add_annotation (Decorator *d, const BxAnnotation *a)
{
  const BxDot *dot = &d->line->shaped->dot;
  BxLen x = bx_len_add (d->line->x, a->x);
  BxLen y = bx_len_sub (d->line->baseline, a->y);
  BxDrawItem item = d->blank;

  switch (a->kind) {
  case BX_ANNOTATION_DOT:
    add_glyph (d, dot->face, dot->glyph, dot->size, bx_len_add (x, dot->x),
               bx_len_sub (y, dot->y));
    return;
  case BX_ANNOTATION_RUBY:
    add_ruby (d, a->ruby, x, y);
    return;
  case BX_ANNOTATION_LINE:
  case BX_ANNOTATION_WAVE:
    item.kind = a->kind == BX_ANNOTATION_LINE ? BX_DRAW_RECT : BX_DRAW_WAVE;
    item.x = x;
    item.y = y;
    item.width = a->width;
    item.height = a->height;
    g_array_append_val (d->pages->items, item);
    return;
  }
}

void
bx_decorate_line (BxPages *pages, const BxFrameLine *line, int ink)
{
  Decorator d = { pages, line,
                  { .role = line->role, .ink = ink, .block = -1, .pull = line->pull } };
  GArray *annotations = bx_line_annotate (line->shaped, line->line);

  if (annotations == NULL)
    return;
  for (guint i = 0; i < annotations->len; i++)
    add_annotation (&d, &g_array_index (annotations, BxAnnotation, i));
  g_array_unref (annotations);
}

/* --- room ----------------------------------------------------------------------------------- */

static gboolean
has_marks_below (const BxShaped *shaped)
{
  for (int i = 0; i < shaped->n_spans; i++) {
    BxMarkupKind kind = shaped->spans[i].markup->kind;

    if (kind == BX_MARKUP_EMPHASIS || kind == BX_MARKUP_PROPER_NOUN
        || kind == BX_MARKUP_BOOK_TITLE)
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_readings_above (const BxShaped *shaped)
{
  for (int i = 0; i < shaped->n_rubies; i++)
    if (!shaped->rubies[i].is_beside)
      return TRUE;
  return FALSE;
}

gboolean
bx_check_line_gap (BxReport *report, const BxShaped *shaped, const BxTextStyle *type)
{
  gboolean is_below, is_above;
  BxLen gap = bx_len_sub (type->leading, type->size);
  int least;

  if (shaped->n_spans == 0)
    return TRUE;
  is_below = has_marks_below (shaped);
  is_above = has_readings_above (shaped) || shaped->lacks_readings;
  least = is_below && is_above ? BOTH_SIDES : ONE_SIDE;
  if ((!is_below && !is_above) || gap.u >= bx_len_from_em (bx_em (least), type->size).u)
    return TRUE;
  bx_report_add (report, BX_WARNING, "tight-lines", 0, 0,
                 "“%.*s…” has marks between its lines, which stand %.2f em apart and should stand "
                 "%.3g em%s; choose a larger leading",
                 shaped->clusters[0].text.end - shaped->clusters[0].text.start,
                 shaped->text + shaped->clusters[0].text.start, (double) gap.u / type->size.u,
                 least / 1024.0,
                 shaped->lacks_readings ? ", so that its readings were left out" : "");
  return FALSE;
}
