/* Words → pieces, for a paragraph that whole words set badly. Which pieces a line then ends with is
 * decided in paragraph.c like any other break. */
#include "divide.h"
#include "tiers.h"

typedef struct {
  const BxShaped *from;
  BxShaped *to;
  GArray *clusters; /* of BxCluster */
  int *place;       /* of each old cluster among the new ones */
} Divider;

/* The first glyph of a cluster that shows the characters from `offset` on; -1 where they share one
 * with those before (a ligature). */
static int
find_glyph (const BxShaped *shaped, const BxCluster *c, int offset)
{
  for (int i = c->glyph; i < c->glyph + c->n_glyphs; i++)
    if (shaped->glyphs[i].text >= offset)
      return shaped->glyphs[i].text == offset ? i : -1;
  return -1;
}

/* Cuts the piece before `offset` off a word and returns what is left of it. */
static BxCluster
cut_piece (Divider *divider, BxCluster rest, int offset, int glyph)
{
  BxCluster piece = rest;
  BxLen width = divider->to->glyphs[glyph].x;

  piece.text.end = offset;
  piece.n_glyphs = glyph - rest.glyph;
  piece.body = width;
  piece.after = bx_len (0);
  piece.gap = bx_len (0);
  piece.flags = BX_CLUSTER_HYPHEN_AFTER | BX_CLUSTER_NO_STRETCH_AFTER;
  g_array_append_val (divider->clusters, piece);

  rest.text.start = offset;
  rest.glyph = glyph;
  rest.n_glyphs -= piece.n_glyphs;
  rest.body = bx_len_sub (rest.body, width);
  for (int i = glyph; i < glyph + rest.n_glyphs; i++)
    divider->to->glyphs[i].x = bx_len_sub (divider->to->glyphs[i].x, width);
  return rest;
}

static void
divide_cluster (Divider *divider, const BxCluster *c, BxHyphenator *hyphenator)
{
  int points[BX_LONGEST_DIVIDED];
  int n = c->class == BX_CLASS_LATIN && bx_shaped_find_hyphen (divider->from, c->face) != NULL
              ? bx_hyphenator_find (hyphenator, divider->from->text + c->text.start,
                                    bx_slice_len (c->text), points)
              : 0;
  BxCluster rest = *c;

  for (int i = 0; i < n; i++) {
    int offset = c->text.start + points[i];
    int glyph = find_glyph (divider->from, &rest, offset);

    if (glyph > rest.glyph)
      rest = cut_piece (divider, rest, offset, glyph);
  }
  g_array_append_val (divider->clusters, rest);
}

static void *
copy (const void *data, int n, gsize size)
{
  return g_memdup2 (data, (gsize) n * size);
}

BxShaped *
bx_divide (const BxShaped *shaped, BxHyphenator *hyphenator)
{
  BxShaped *to = copy (shaped, 1, sizeof *shaped);
  g_autofree int *place = g_new (int, (gsize) shaped->n_clusters + 1);
  Divider divider = { shaped, to, g_array_new (FALSE, FALSE, sizeof (BxCluster)), place };

  to->glyphs = copy (shaped->glyphs, shaped->n_glyphs, sizeof *to->glyphs);
  to->spans = copy (shaped->spans, shaped->n_spans, sizeof *to->spans);
  to->hyphens = copy (shaped->hyphens, shaped->n_hyphens, sizeof *to->hyphens);
  to->rubies = copy (shaped->rubies, shaped->n_rubies, sizeof *to->rubies);
  to->ruby_glyphs = copy (shaped->ruby_glyphs, shaped->n_ruby_glyphs, sizeof *to->ruby_glyphs);
  for (int i = 0; i < shaped->n_clusters; i++) {
    place[i] = (int) divider.clusters->len;
    divide_cluster (&divider, &shaped->clusters[i], hyphenator);
  }
  place[shaped->n_clusters] = (int) divider.clusters->len;
  for (int i = 0; i < to->n_spans; i++) {
    to->spans[i].first = place[to->spans[i].first];
    to->spans[i].last = place[to->spans[i].last];
  }
  for (int i = 0; i < to->n_rubies; i++) {
    to->rubies[i].first = place[to->rubies[i].first];
    to->rubies[i].last = place[to->rubies[i].last];
  }
  to->n_clusters = (int) divider.clusters->len;
  to->clusters = (BxCluster *) (void *) g_array_free (divider.clusters, FALSE);
  if (to->n_clusters > shaped->n_clusters)
    return to;
  bx_shaped_free (to);
  return NULL;
}

/* Whether lines came out so loose, or so wide, that a divided word would be better. */
static gboolean
is_poor (const BxSetting *setting)
{
  for (int i = 0; i < setting->n_lines; i++)
    if (setting->lines[i].is_overfull || setting->lines[i].tracking.m > BX_POOR_TRACKING)
      return TRUE;
  return FALSE;
}

BxComposed *
bx_compose_divided (const BxShaped *shaped, const BxColumn *column, BxHyphenator *hyphenator)
{
  BxComposed *whole = bx_compose (shaped, column);
  BxComposed *divided;
  BxShaped *pieces;

  if (hyphenator == NULL || shaped->n_hyphens == 0 || whole->n_settings == 0
      || !is_poor (&whole->settings[0]))
    return whole;
  pieces = bx_divide (shaped, hyphenator);
  if (pieces == NULL)
    return whole;
  divided = bx_compose (pieces, column);
  divided->own = pieces;
  if (divided->settings[0].demerits < whole->settings[0].demerits) {
    bx_composed_free (whole);
    return divided;
  }
  bx_composed_free (divided);
  return whole;
}
