/* Sets a text through the public functions of shape and compose, and measures the result. */
#include "specimen.h"

#include "decorate.h"
#include "tagged.h"
#include "tiers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FRAME_FOOT 0.12 /* the ideographic frame begins this far under the baseline */

static double
to_em (const Specimen *s, int units)
{
  return (double) units / s->shaped->size.u;
}

static BxLen
from_em (const Specimen *s, double em)
{
  return bx_len ((int) lround (em * s->shaped->size.u));
}

static void
spread_name (Specimen *s, double width)
{
  int i = 0;

  while (i < s->shaped->n_clusters && s->shaped->clusters[i].class != BX_CLASS_COLON)
    i++;
  bx_shaped_spread (s->shaped, 0, i, from_em (s, width));
}

Specimen *
specimen_new (Bench *bench, const Scope *scope, BxHouse house, BxFontRole font, const char *text)
{
  Specimen *s = g_new0 (Specimen, 1);
  BxLang lang = bench_get_lang (house);
  BxSpec spec = *bench->spec;
  BxTextStyle type = spec.text[BX_TEXT_BODY];

  spec.house[lang] = house;
  spec.line_edges = scope->edges;
  spec.hanging = scope->hanging;
  spec.shrinks_stops = !scope->keeps_stops;
  spec.is_on_grid = scope->is_on_grid;
  spec.relief = bx_em ((int) lround (scope->relief * 1024));
  s->turn = scope->turn;
  if (scope->han_latin_gap >= 0)
    spec.han_latin_gap = bx_em ((int) lround (scope->han_latin_gap * 1024));
  type.font = font;
  type.tracking = bx_em ((int) lround (scope->tracking * 1024));
  s->fonts = bench->fonts[lang];
  s->hyphenator = bench->hyphenator;
  s->article = tagged_new (text);
  s->text = s->article->text;
  s->shaped = bx_shape (s->fonts, &spec, &type, s->text, bx_slice (0, s->article->text_len),
                        s->article, NULL);
  if (scope->name > 0)
    spread_name (s, scope->name);
  return s;
}

static void
clear_lines (Specimen *s)
{
  for (int i = 0; i < s->n_lines; i++) {
    g_free (s->lines[i].frame);
    g_clear_pointer (&s->lines[i].marks, g_array_unref);
  }
  s->n_lines = 0;
}

void
specimen_free (Specimen *s)
{
  clear_lines (s);
  bx_shaped_free (s->shaped);
  bx_article_free (s->article);
  g_free (s);
}

double
specimen_measure (const Specimen *s)
{
  return to_em (s, bx_compose_line (s->shaped).natural.u);
}

double
specimen_get_natural (const Specimen *s)
{
  g_autofree BxSum *sums = bx_sums_new (s->shaped);
  BxFit fit;

  bx_sums_fit (sums, s->shaped, 0, s->shaped->n_clusters, &fit);
  return to_em (s, fit.natural.u);
}

/* --- setting -------------------------------------------------------------------------------- */

static void
add_line (Specimen *s, const BxLine *line)
{
  int n = line->last - line->first;
  SetLine *set = &s->lines[s->n_lines++];
  int pen = 0;

  g_assert_cmpint (s->n_lines, <, MAX_LINES);
  set->line = *line;
  set->frame = g_new (BxLen, 5 * (gsize) n);
  set->before = set->frame + n;
  set->after = set->before + n;
  set->gap = set->after + n;
  set->glyphs = set->gap + n;
  bx_line_adjust (s->shaped, line, set->before, set->after, set->gap);
  set->width = bx_line_place (s->shaped, line, set->glyphs);
  set->marks = bx_line_annotate (s->shaped, line);
  for (int i = 0; i < n; i++) {
    const BxCluster *c = &s->shaped->clusters[line->first + i];

    set->frame[i] = bx_len (pen);
    pen += set->before[i].u + c->body.u + set->after[i].u + set->gap[i].u;
  }
  g_assert_cmpint (pen, ==, set->width.u + line->hang.u);
}

/* Whether the last of several lines has but one ideograph. */
static gboolean
is_lone (const BxShaped *shaped, const BxSetting *setting)
{
  const BxLine *last = &setting->lines[setting->n_lines - 1];
  int han = 0;

  for (int i = last->first; i < last->last; i++)
    han += shaped->clusters[i].class == BX_CLASS_HAN;
  return setting->n_lines > 1 && han <= 1;
}

static void
add_lines (Specimen *s, BxComposed *composed)
{
  clear_lines (s);
  if (composed->own != NULL) {
    bx_shaped_free (s->shaped);
    s->shaped = g_steal_pointer (&composed->own);
  }
  s->n_lone = 0;
  for (int i = 0; i < composed->n_settings; i++)
    s->n_lone += is_lone (s->shaped, &composed->settings[i]);
  if (composed->n_settings > 0)
    for (int i = 0; i < composed->settings[0].n_lines; i++)
      add_line (s, &composed->settings[0].lines[i]);
  bx_composed_free (composed);
}

void
specimen_fit (Specimen *s, double measure)
{
  g_autofree BxSum *sums = bx_sums_new (s->shaped);
  int n = s->shaped->n_clusters;
  BxLine line = { .last = n, .measure = from_em (s, measure) };
  BxFit fit;
  int slack = bx_sums_fit_width (sums, s->shaped, 0, n, line.measure.u, &fit);

  clear_lines (s);
  line.natural = fit.natural;
  line.trim_start = fit.trim_start;
  line.trim_end = fit.trim_end;
  line.hang = fit.hang;
  s->is_feasible = bx_fit_adjust (&fit, slack, line.used) == 0;
  add_line (s, &line);
}

gboolean
specimen_is_tight (const Specimen *s, double gap)
{
  g_autoptr (BxReport) report = bx_report_new ();
  BxTextStyle type = { .size = s->shaped->size };

  type.leading = bx_len_add (type.size, from_em (s, gap));
  bx_check_line_gap (report, s->shaped, &type);
  return bx_report_get_count (report, BX_WARNING) > 0;
}

void
specimen_break (Specimen *s, double measure, double indent)
{
  BxColumn column = { .measure = from_em (s, measure), .indent = from_em (s, indent) };

  add_lines (s, bx_compose_first_fit (s->shaped, &column));
}

void
specimen_compose (Specimen *s, double measure, double indent)
{
  BxIntrusion turn = { 1, G_MAXINT, from_em (s, s->turn), from_em (s, measure - s->turn) };
  BxColumn column = { .measure = from_em (s, measure), .indent = from_em (s, indent),
                      .intrusions = &turn, .n_intrusions = s->turn > 0 };

  add_lines (s, bx_compose_divided (s->shaped, &column, s->hyphenator));
}

void
specimen_display (Specimen *s, double measure)
{
  add_lines (s, bx_compose_display (s->shaped, from_em (s, measure), NULL, 0));
}

/* --- texts ---------------------------------------------------------------------------------- */

static char *
end_list (GString *list)
{
  if (list->len > 0)
    g_string_truncate (list, list->len - 1);
  return g_string_free (list, FALSE);
}

char *
specimen_dup_lines (const Specimen *s)
{
  GString *list = g_string_new (NULL);

  for (int i = 0; i < s->n_lines; i++) {
    int start = s->shaped->clusters[s->lines[i].line.first].text.start;
    int end = s->shaped->clusters[s->lines[i].line.last - 1].text.end;

    g_string_append_len (list, s->text + start, end - start);
    g_string_append_c (list, '|');
  }
  return end_list (list);
}

char *
specimen_dup_breaks (const Specimen *s)
{
  GString *list = g_string_new (NULL);

  for (int i = 0; i < s->shaped->n_clusters; i++) {
    const BxCluster *c = &s->shaped->clusters[i];

    g_string_append_len (list, s->text + c->text.start, bx_slice_len (c->text));
    if ((c->flags & BX_CLUSTER_NO_BREAK_AFTER) == 0)
      g_string_append_c (list, '|');
  }
  if (list->len == 0 || list->str[list->len - 1] != '|')
    g_string_append_c (list, '|');
  return end_list (list);
}

/* --- properties ----------------------------------------------------------------------------- */

/* Index in the line of the cluster that holds a byte of the text; -1 for none. */
static int
find_cluster_at (const Specimen *s, const SetLine *set, int offset)
{
  for (int i = set->line.first; i < set->line.last; i++)
    if (s->shaped->clusters[i].text.start <= offset && offset < s->shaped->clusters[i].text.end)
      return i - set->line.first;
  return -1;
}

/* Offset in the text of the first `needle` that stands in the line; -1 for none. */
static int
find_text (const Specimen *s, const SetLine *set, const char *needle)
{
  int start = s->shaped->clusters[set->line.first].text.start;
  const char *found = strstr (s->text + start, needle);
  int offset = found == NULL ? -1 : (int) (found - s->text);

  return offset >= 0 && find_cluster_at (s, set, offset) >= 0 ? offset : -1;
}

/* Inside a cluster of several glyphs (a word), the advance of one character. */
static gboolean
get_glyph_advance (const Specimen *s, const BxCluster *c, int offset, double *value)
{
  int i = 0;

  while (i < c->n_glyphs && s->shaped->glyphs[c->glyph + i].text != offset)
    i++;
  if (i == c->n_glyphs)
    return FALSE;
  *value = to_em (s, (i + 1 < c->n_glyphs ? s->shaped->glyphs[c->glyph + i + 1].x.u : c->body.u)
                         - s->shaped->glyphs[c->glyph + i].x.u);
  return TRUE;
}

static gboolean
get_advance (const Specimen *s, const SetLine *set, const char *needle, double *value)
{
  int offset = find_text (s, set, needle);
  int i = offset < 0 ? -1 : find_cluster_at (s, set, offset);
  const BxCluster *c;

  if (i < 0)
    return FALSE;
  c = &s->shaped->clusters[set->line.first + i];
  if ((c->class == BX_CLASS_LATIN || c->class == BX_CLASS_NUMBER)
      && (int) strlen (needle) < bx_slice_len (c->text))
    return get_glyph_advance (s, c, offset, value);
  *value = to_em (s, set->before[i].u + c->body.u + set->after[i].u);
  return TRUE;
}

static gboolean
get_x (const Specimen *s, const SetLine *set, const char *needle, double *value)
{
  int offset = find_text (s, set, needle);

  if (offset < 0)
    return FALSE;
  *value = to_em (s, set->line.x.u + set->frame[find_cluster_at (s, set, offset)].u);
  return TRUE;
}

/* "a,b": what stands between the frames of a and of b right after it. */
static gboolean
get_gap (const Specimen *s, const SetLine *set, const char *pair, double *value)
{
  g_auto (GStrv) names = g_strsplit (pair, ",", 2);
  g_autofree char *both = g_strconcat (names[0], names[1], NULL);
  int offset = find_text (s, set, both);
  int i, k;

  if (offset < 0)
    return FALSE;
  i = find_cluster_at (s, set, offset + (int) strlen (names[0]) - 1);
  k = find_cluster_at (s, set, offset + (int) strlen (names[0]));
  *value = i == k ? 0 : to_em (s, set->gap[i].u);
  return k == i || k == i + 1;
}

/* All gaps of the line: their common size, NaN where they differ. */
static double
get_gaps (const Specimen *s, const SetLine *set)
{
  int n = set->line.last - set->line.first;

  for (int i = 1; i < n - 1; i++)
    if (ABS (set->gap[i].u - set->gap[0].u) > 1)
      return NAN;
  return n > 1 ? to_em (s, set->gap[0].u) : 0;
}

typedef struct {
  double left, right, top, bottom;
  double hole; /* the widest blank between two glyphs of it */
} Ink;

static Ink
measure_ink (const Specimen *s, const SetLine *set, int i)
{
  const BxCluster *c = &s->shaped->clusters[set->line.first + i];
  Ink all = { INFINITY, -INFINITY, -INFINITY, INFINITY, 0 };
  double scale = to_em (s, bx_cluster_get_size (s->shaped, c).u) / BX_FONT_EM;

  for (int k = 0; k < c->n_glyphs; k++) {
    const BxGlyph *glyph = &s->shaped->glyphs[c->glyph + k];
    BxInkBox box = bx_fontset_get_ink (s->fonts, c->face, glyph->id);
    double x = to_em (s, set->glyphs[i].u - set->frame[i].u + glyph->x.u);
    double y = to_em (s, glyph->y.u) + FRAME_FOOT;
    double left = x + box.left * scale;

    if (k > 0)
      all.hole = MAX (all.hole, left - all.right);
    all.left = MIN (all.left, left);
    all.right = MAX (all.right, x + box.right * scale);
    all.top = MAX (all.top, y + box.top * scale);
    all.bottom = MIN (all.bottom, y + box.bottom * scale);
  }
  return all;
}

static gboolean
get_ink (const Specimen *s, const SetLine *set, const char *what, const char *needle, double *value)
{
  int offset = find_text (s, set, needle);
  Ink ink;

  if (offset < 0)
    return FALSE;
  ink = measure_ink (s, set, find_cluster_at (s, set, offset));
  if (g_str_equal (what, "ink.left"))
    *value = ink.left;
  else if (g_str_equal (what, "ink.right"))
    *value = ink.right;
  else if (g_str_equal (what, "ink.top"))
    *value = ink.top;
  else if (g_str_equal (what, "ink.bottom"))
    *value = ink.bottom;
  else if (g_str_equal (what, "ink.centre"))
    *value = (ink.left + ink.right) / 2;
  else if (g_str_equal (what, "ink.middle"))
    *value = (ink.top + ink.bottom) / 2;
  else if (g_str_equal (what, "ink.hole"))
    *value = ink.hole;
  else
    return FALSE;
  return TRUE;
}

/* "mark.x(0)": of the first mark between the lines beside this one. "sign.y(1)": of the ink of the
 * second sign of the line's first reading, from the baseline. */
static gboolean
get_of_mark (const Specimen *s, const SetLine *set, const char *what, int index, double *value)
{
  const BxAnnotation *mark;

  if (set->marks == NULL || index >= (int) set->marks->len)
    return FALSE;
  mark = &g_array_index (set->marks, BxAnnotation, index);
  if (g_str_equal (what, "mark.x"))
    *value = to_em (s, mark->x.u);
  else if (g_str_equal (what, "mark.y"))
    *value = to_em (s, mark->y.u);
  else if (g_str_equal (what, "mark.width"))
    *value = to_em (s, mark->width.u);
  else if (g_str_equal (what, "mark.end"))
    *value = to_em (s, mark->x.u + mark->width.u);
  else if (g_str_equal (what, "mark.middle"))
    *value = to_em (s, mark->x.u + mark->width.u / 2);
  else if (g_str_equal (what, "mark.gap") && index + 1 < (int) set->marks->len)
    *value = to_em (s, mark[1].x.u - mark->x.u - mark->width.u);
  else if (g_str_equal (what, "mark.kind"))
    *value = mark->kind;
  else
    return FALSE;
  return TRUE;
}

static gboolean
get_of_sign (const Specimen *s, const SetLine *set, const char *what, int index, double *value)
{
  const BxRuby *ruby = s->shaped->rubies;
  const BxRubyGlyph *glyph;
  BxInkBox ink;
  double scale;

  if (s->shaped->n_rubies == 0 || index >= ruby->n_glyphs)
    return FALSE;
  glyph = &s->shaped->ruby_glyphs[ruby->glyph + index];
  ink = bx_fontset_get_ink (s->fonts, glyph->face, glyph->id);
  scale = to_em (s, ruby->size.u) / BX_FONT_EM;
  if (g_str_equal (what, "sign.x"))
    *value = to_em (s, glyph->x.u) + (ink.left + ink.right) / 2 * scale;
  else if (g_str_equal (what, "sign.y"))
    *value = to_em (s, glyph->y.u) + (ink.top + ink.bottom) / 2 * scale;
  else if (g_str_equal (what, "sign.size"))
    *value = to_em (s, ruby->size.u);
  else
    return FALSE;
  return TRUE;
}

static gboolean
get_of_character (const Specimen *s, const SetLine *set, const char *property, double *value)
{
  const char *open = strchr (property, '(');
  g_autofree char *name = g_strndup (property, (gsize) (open - property));
  g_autofree char *needle = g_strndup (open + 1, strlen (open + 1) - 1);

  if (needle[0] == '\0')
    return FALSE;
  if (g_str_has_prefix (name, "mark."))
    return get_of_mark (s, set, name, atoi (needle), value);
  if (g_str_has_prefix (name, "sign."))
    return get_of_sign (s, set, name, atoi (needle), value);
  if (g_str_equal (name, "adv"))
    return get_advance (s, set, needle, value);
  if (g_str_equal (name, "x"))
    return get_x (s, set, needle, value);
  if (g_str_equal (name, "gap"))
    return strchr (needle, ',') != NULL && get_gap (s, set, needle, value);
  return get_ink (s, set, name, needle, value);
}

gboolean
specimen_get (const Specimen *s, int line, const char *property, double *value)
{
  const SetLine *set = &s->lines[line];

  if (g_str_equal (property, "lines")) {
    *value = s->n_lines;
    return TRUE;
  }
  if (g_str_equal (property, "lone")) {
    *value = s->n_lone;
    return TRUE;
  }
  if (g_str_equal (property, "feasible")) {
    *value = s->is_feasible;
    return TRUE;
  }
  if (line >= s->n_lines)
    return FALSE;
  if (g_str_equal (property, "marks")) {
    *value = set->marks == NULL ? 0 : set->marks->len;
    return TRUE;
  }
  if (g_str_equal (property, "gaps"))
    *value = get_gaps (s, set);
  else if (g_str_equal (property, "width"))
    *value = to_em (s, set->width.u);
  else if (g_str_equal (property, "hang"))
    *value = to_em (s, set->line.hang.u);
  else if (g_str_equal (property, "overfull"))
    *value = set->line.is_overfull;
  else
    return g_str_has_suffix (property, ")") && strchr (property, '(') != NULL
           && get_of_character (s, set, property, value);
  return TRUE;
}
