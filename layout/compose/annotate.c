/* Where the marks between the lines stand: dots of emphasis, lines beside names and titles, readings.
 * What they look like is known by then; what draws them is not known here. */
#include "tiers.h"

/* All in 1/1024 em, from the baseline. */
#define DOT_DEPTH 230      /* of a dot's centre under the baseline */
#define DOT_UNDER_LINE 307 /* CL-DEC-06: the line is nearer to the text */
#define LINE_DEPTH 154     /* of the upper edge of a line */
#define LINE_WEIGHT 41
#define WAVE_HEIGHT 92
#define FRAME_HEIGHT 980  /* of a frame's upper edge over the baseline … */
#define FRAME_DEPTH 205   /* … and of its lower one under it */
#define FRAME_INSET 41    /* from the ends of the white that the name has at its sides */
#define LINE_INSET 61      /* at the ends of a name: two that touch show a break (CL-DEC-04) */
#define RUBY_HEIGHT 993    /* of the baseline of a reading above */

typedef struct {
  const BxShaped *shaped;
  const BxLine *line;
  BxLen *start; /* of the frame of each cluster of the line, from the line's start */
  BxLen *end;
  BxLen width; /* of the line */
  GArray *out;
} Annotator;

static BxLen
em (const Annotator *a, int em1024)
{
  return bx_len_from_em (bx_em (em1024), a->shaped->size);
}

/* Clips clusters [first, last) to the line; FALSE where none of them stands on it. Then they count
 * from the line's first. */
static gboolean
clip (const Annotator *a, int *first, int *last)
{
  *first = MAX (*first, a->line->first) - a->line->first;
  *last = MIN (*last, a->line->last) - a->line->first;
  return *first < *last;
}

static gboolean
is_underlined (const Annotator *a, int cluster)
{
  for (int i = 0; i < a->shaped->n_spans; i++) {
    const BxSpan *span = &a->shaped->spans[i];

    if ((span->markup->kind == BX_MARKUP_PROPER_NOUN || span->markup->kind == BX_MARKUP_BOOK_TITLE)
        && cluster >= span->first && cluster < span->last)
      return TRUE;
  }
  return FALSE;
}

/* CL-DEC-01, 02: a dot under the middle of each character, none under marks and blanks. */
static void
add_dots (Annotator *a, int first, int last)
{
  for (int i = first; i < last; i++) {
    int cluster = a->line->first + i;
    BxAnnotation dot = { .kind = BX_ANNOTATION_DOT };

    if (a->shaped->clusters[cluster].class != BX_CLASS_HAN || a->shaped->dot.face < 0)
      continue;
    dot.x = bx_len (a->start[i].u + (a->end[i].u - a->start[i].u) / 2);
    dot.y = em (a, is_underlined (a, cluster) ? -DOT_UNDER_LINE : -DOT_DEPTH);
    g_array_append_val (a->out, dot);
  }
}

/* CL-DEC-03, 04: one line for a name, across tracking, going on where the name goes on. */
static void
add_line (Annotator *a, const BxSpan *span, int first, int last)
{
  gboolean is_wave = span->markup->kind == BX_MARKUP_BOOK_TITLE;
  int inset = em (a, LINE_INSET).u;
  BxLen left = a->start[first];
  BxLen right = a->end[last - 1];
  BxAnnotation line = { .kind = is_wave ? BX_ANNOTATION_WAVE : BX_ANNOTATION_LINE,
                        .y = em (a, -LINE_DEPTH),
                        .height = em (a, is_wave ? WAVE_HEIGHT : LINE_WEIGHT) };

  if (a->line->first + first == span->first)
    left.u += inset;
  if (a->line->first + last == span->last)
    right.u -= inset;
  line.x = left;
  line.width = bx_len_sub (right, left);
  if (line.width.u > 0)
    g_array_append_val (a->out, line);
}

static void
add_rule (Annotator *a, int x, int y, int width, int height)
{
  BxAnnotation rule = { BX_ANNOTATION_LINE, bx_len (x), bx_len (y), bx_len (width), bx_len (height),
                        0 };

  g_array_append_val (a->out, rule);
}

/* CL-DEC-08: four rules, in the white that shaping left at the sides of the name. */
static void
add_frame (Annotator *a, int first, int last)
{
  int weight = em (a, LINE_WEIGHT).u;
  int inset = em (a, FRAME_INSET).u;
  int left = a->start[first].u + inset;
  int right = a->end[last - 1].u - inset;
  int top = em (a, FRAME_HEIGHT).u;
  int foot = em (a, -FRAME_DEPTH).u;

  add_rule (a, left, top, right - left, weight);
  add_rule (a, left, foot + weight, right - left, weight);
  add_rule (a, left, top, weight, top - foot);
  add_rule (a, right - weight, top, weight, top - foot);
}

static void
add_span (Annotator *a, const BxSpan *span)
{
  int first = span->first;
  int last = span->last;

  if (!clip (a, &first, &last))
    return;
  switch (span->markup->kind) {
  case BX_MARKUP_EMPHASIS:
    add_dots (a, first, last);
    break;
  case BX_MARKUP_PROPER_NOUN:
  case BX_MARKUP_BOOK_TITLE:
    add_line (a, span, first, last);
    break;
  case BX_MARKUP_DECEASED:
    add_frame (a, first, last);
    break;
  default:
    break;
  }
}

/* A reading has the middle of its base, and never passes the line's edges (CL-RUB-01, 02). */
static void
add_ruby (Annotator *a, int index)
{
  const BxRuby *ruby = &a->shaped->rubies[index];
  BxAnnotation reading = { .kind = BX_ANNOTATION_RUBY, .ruby = index, .width = ruby->width,
                           .height = ruby->size };
  int first = ruby->first;
  int last = ruby->last;

  if (!clip (a, &first, &last))
    return;
  if (ruby->is_beside) {
    reading.x = bx_len_sub (a->end[last - 1], ruby->width);
  } else {
    int middle = a->start[first].u + (a->end[last - 1].u - a->start[first].u) / 2;
    int most = MAX (0, a->width.u - ruby->width.u);

    reading.x = bx_len (CLAMP (middle - ruby->width.u / 2, 0, most));
    reading.y = em (a, RUBY_HEIGHT);
  }
  g_array_append_val (a->out, reading);
}

static void
find_frames (Annotator *a)
{
  int n = a->line->last - a->line->first;
  g_autofree BxLen *before = g_new (BxLen, 3 * (gsize) n);
  BxLen *after = before + n;
  BxLen *gap = after + n;
  int pen = 0;

  bx_line_adjust (a->shaped, a->line, before, after, gap);
  for (int i = 0; i < n; i++) {
    a->start[i] = bx_len (pen);
    pen += before[i].u + a->shaped->clusters[a->line->first + i].body.u + after[i].u;
    a->end[i] = bx_len (pen);
    pen += gap[i].u;
  }
  a->width = bx_len (pen - a->line->hang.u);
}

GArray *
bx_line_annotate (const BxShaped *shaped, const BxLine *line)
{
  int n = line->last - line->first;
  g_autofree BxLen *start = NULL;
  Annotator a = { .shaped = shaped, .line = line };

  if (n == 0 || (shaped->n_spans == 0 && shaped->n_rubies == 0))
    return NULL;
  start = g_new (BxLen, 2 * (gsize) n);
  a.start = start;
  a.end = start + n;
  a.out = g_array_new (FALSE, FALSE, sizeof (BxAnnotation));
  find_frames (&a);
  for (int i = 0; i < shaped->n_spans; i++)
    add_span (&a, &shaped->spans[i]);
  for (int i = 0; i < shaped->n_rubies; i++)
    add_ruby (&a, i);
  return a.out;
}
