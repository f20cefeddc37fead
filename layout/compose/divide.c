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
  piece.flags = BX_CLUSTER_NO_STRETCH_AFTER;
  if (divider->from->text[offset - 1] != '-') /* it has one of its own */
    piece.flags |= BX_CLUSTER_HYPHEN_AFTER;
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

static gboolean
is_closing (const BxCluster *c)
{
  return c->class == BX_CLASS_CLOSE || c->class == BX_CLASS_COMMA || c->class == BX_CLASS_STOP
         || c->class == BX_CLASS_COLON || c->class == BX_CLASS_EXCLAIM;
}

/* CL-BRK-10: of three closing marks and more the later ones may start a line. */
static void
relieve (BxShaped *shaped)
{
  for (int first = 0, last; first < shaped->n_clusters; first = last) {
    for (last = first; last < shaped->n_clusters && is_closing (&shaped->clusters[last]); last++)
      ;
    for (int i = first; last - first >= 3 && i < last - 1; i++)
      shaped->clusters[i].flags &= (guint8) ~BX_CLUSTER_NO_BREAK_AFTER;
    last = MAX (last, first + 1);
  }
}

BxShaped *
bx_divide (const BxShaped *shaped, BxHyphenator *hyphenator)
{
  BxShaped *to = bx_shaped_copy (shaped);
  g_autofree int *place = g_new (int, (gsize) shaped->n_clusters + 1);
  Divider divider = { shaped, to, g_array_new (FALSE, FALSE, sizeof (BxCluster)), place };

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
  g_free (to->clusters);
  to->is_divided = TRUE;
  to->n_clusters = (int) divider.clusters->len;
  to->clusters = (BxCluster *) (void *) g_array_free (divider.clusters, FALSE);
  if (to->n_clusters > shaped->n_clusters)
    return to;
  bx_shaped_free (to);
  return NULL;
}

/* Tracking of the loosest line, as 1/1024 em; more than any where one is too wide. */
static int
find_loosest (const BxComposed *composed)
{
  const BxSetting *setting = &composed->settings[0];
  int most = 0;

  for (int i = 0; composed->n_settings > 0 && i < setting->n_lines; i++)
    most = MAX (most, setting->lines[i].is_overfull ? G_MAXINT : setting->lines[i].tracking.m);
  return most;
}

/* The better of a setting and of what comes of the same text with other breaks. */
static BxComposed *
choose (BxComposed *composed, BxShaped *other, const BxColumn *column)
{
  BxComposed *tried = bx_compose (other, column);

  tried->own = other;
  if (tried->settings[0].demerits < composed->settings[0].demerits) {
    bx_composed_free (composed);
    return tried;
  }
  bx_composed_free (tried);
  return composed;
}

BxComposed *
bx_compose_divided (const BxShaped *shaped, const BxColumn *column, BxHyphenator *hyphenator)
{
  BxComposed *composed = bx_compose (shaped, column);
  int loosest = find_loosest (composed);
  BxShaped *pieces = NULL;

  if (loosest > BX_POOR_TRACKING && hyphenator != NULL && shaped->n_hyphens > 0)
    pieces = bx_divide (shaped, hyphenator);
  if (pieces != NULL) {
    composed = choose (composed, pieces, column);
    loosest = find_loosest (composed);
  }
  if (shaped->relief.m > 0 && loosest > shaped->relief.m) {
    BxShaped *relieved = bx_shaped_copy (composed->shaped);

    relieve (relieved);
    composed = choose (composed, relieved, column);
  }
  return composed;
}
