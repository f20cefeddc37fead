/* The suite must be able to fail: rules are switched off one at a time, and a case of the rule has
 * to notice.
 *
 * The product knows nothing of this. The linker (--wrap) puts the functions here between the rooms
 * and their tables, and each of them changes an answer when the mutant of the moment asks for it. */
#include "clreq.h"
#include "decorate.h"
#include "galley.h"
#include "neighbours.h"
#include "row.h"
#include "ruby.h"
#include "tiers.h"

typedef enum {
  MUTATE_NOTHING,
  MUTATE_CLASS,       /* character a has class b */
  MUTATE_EDGES,       /* level a counts as level b */
  MUTATE_PAIR,        /* class a before class b gives nothing */
  MUTATE_PAIR_HOUSE,  /* pairs of house a are those of house b */
  MUTATE_END_TRIM,
  MUTATE_START_TRIM,
  MUTATE_WIDTHS,      /* marks of class a have the body b */
  MUTATE_ROOM,        /* step a has no room */
  MUTATE_STRETCH,     /* step 3 takes places beside class a */
  MUTATE_ORDER,       /* step a comes in the place of step b */
  MUTATE_SUFFIX,      /* numbers have no signs after them */
  MUTATE_GAP,         /* Han–Latin gaps of a 1/1024 em */
  MUTATE_BREAKS,      /* every neighbour of class a may part from class b */
  MUTATE_HANGING,     /* marks hang, asked or not */
  MUTATE_CORNER,      /* marks of traditional Chinese hang as if they stood in the corner */
  MUTATE_SHIFT,       /* the ink of a trimmed mark stays where it was */
  MUTATE_DIVISION,    /* no word is divided */
  MUTATE_MARKS_X,     /* marks between the lines stand by a/10 em too far right */
  MUTATE_MARKS_Y,     /* they stand above where they should stand below */
  MUTATE_READINGS,    /* text has no readings */
  MUTATE_LINE_GAP,    /* nobody looks whether there is room between the lines */
  MUTATE_FIRST_FIT,   /* paragraphs are broken without looking ahead */
  MUTATE_PAGES,       /* so are pages */
  MUTATE_BESIDE,      /* lines beside an inset are as long as all others */
  MUTATE_INDENT,      /* every line is indented */
} Mutation;

typedef struct {
  const char *rule; /* that must fail */
  Mutation mutation;
  int a;
  int b;
} Mutant;

static const Mutant mutants[] = {
  { "CL-TXT-02", MUTATE_CLASS, ' ', BX_CLASS_LATIN },
  { "CL-CLS-01", MUTATE_WIDTHS, BX_CLASS_STOP, 600 },
  { "CL-CLS-02", MUTATE_CLASS, 0x201C, BX_CLASS_LATIN },
  { "CL-CLS-03", MUTATE_WIDTHS, BX_CLASS_MIDDLE, 335 },
  { "CL-CLS-04", MUTATE_WIDTHS, BX_CLASS_SOLIDUS, 1024 },
  { "CL-CLS-05", MUTATE_WIDTHS, BX_CLASS_DASH, 1732 },
  { "CL-BRK-01", MUTATE_CLASS, 0xFF0C, BX_CLASS_HAN },
  { "CL-BRK-02", MUTATE_CLASS, 0xFF09, BX_CLASS_HAN },
  { "CL-BRK-03", MUTATE_CLASS, 0xFF08, BX_CLASS_HAN },
  { "CL-BRK-04", MUTATE_CLASS, 0xB7, BX_CLASS_HAN },
  { "CL-BRK-05", MUTATE_CLASS, 0xFF5E, BX_CLASS_HAN },
  { "CL-BRK-06", MUTATE_CLASS, 0xFF0F, BX_CLASS_HAN },
  { "CL-BRK-07", MUTATE_EDGES, BX_EDGES_GB, BX_EDGES_BASIC },
  { "CL-BRK-08", MUTATE_EDGES, BX_EDGES_STRICT, BX_EDGES_GB },
  { "CL-BRK-09", MUTATE_EDGES, BX_EDGES_NONE, BX_EDGES_BASIC },
  { "CL-BRK-11", MUTATE_BREAKS, BX_CLASS_OPEN, BX_CLASS_HAN },
  { "CL-BRK-12", MUTATE_ROOM, BX_TIER_SHRINK_COMMA },
  { "CL-UNB-01", MUTATE_WIDTHS, BX_CLASS_DASH, 1732 },
  { "CL-UNB-03", MUTATE_SUFFIX },
  { "CL-UNB-05", MUTATE_BREAKS, BX_CLASS_LATIN, BX_CLASS_LATIN },
  { "CL-UNB-06", MUTATE_BREAKS, BX_CLASS_EXCLAIM, BX_CLASS_EXCLAIM },
  { "CL-UNB-07", MUTATE_BREAKS, BX_CLASS_COMMA, BX_CLASS_SPACE },
  { "CL-UNB-07", MUTATE_DIVISION },
  { "CL-UNB-08", MUTATE_BREAKS, BX_CLASS_HAN, BX_CLASS_OPEN },
  { "CL-PWA-01", MUTATE_PAIR, BX_CLASS_CLOSE, BX_CLASS_STOP },
  { "CL-PWA-02", MUTATE_PAIR, BX_CLASS_EXCLAIM, BX_CLASS_CLOSE },
  { "CL-PWA-03", MUTATE_PAIR, BX_CLASS_COLON, BX_CLASS_OPEN },
  { "CL-PWA-04", MUTATE_PAIR, BX_CLASS_OPEN, BX_CLASS_OPEN },
  { "CL-PWA-05", MUTATE_PAIR, BX_CLASS_CLOSE, BX_CLASS_OPEN },
  { "CL-PWA-07", MUTATE_WIDTHS, BX_CLASS_MIDDLE, 335 },
  { "CL-PWA-08", MUTATE_PAIR_HOUSE, BX_HOUSE_TWC, BX_HOUSE_TW },
  { "CL-PWA-09", MUTATE_PAIR_HOUSE, BX_HOUSE_TW, BX_HOUSE_CN },
  { "CL-PWA-10", MUTATE_END_TRIM },
  { "CL-PWA-11", MUTATE_START_TRIM },
  { "CL-PWA-12", MUTATE_START_TRIM },
  { "CL-PWA-13", MUTATE_PAIR, BX_CLASS_COLON, BX_CLASS_OPEN },
  { "CL-PWA-14", MUTATE_SHIFT },
  { "CL-HNG-01", MUTATE_HANGING },
  { "CL-HNG-03", MUTATE_CORNER },
  { "CL-SPC-01", MUTATE_GAP, 0 },
  { "CL-SPC-04", MUTATE_GAP, 0 },
  { "CL-SPC-03", MUTATE_CLASS, 0x201C, BX_CLASS_HAN },
  { "CL-JST-01", MUTATE_ROOM, BX_TIER_SHRINK_COMMA },
  { "CL-JST-02", MUTATE_END_TRIM },
  { "CL-JST-03", MUTATE_ROOM, BX_TIER_SHRINK_SPACE },
  { "CL-JST-04", MUTATE_ROOM, BX_TIER_SHRINK_MIDDLE },
  { "CL-JST-05", MUTATE_ROOM, BX_TIER_SHRINK_BRACKET },
  { "CL-JST-05", MUTATE_ORDER, BX_TIER_SHRINK_BRACKET, BX_TIER_SHRINK_COMMA },
  { "CL-JST-06", MUTATE_ROOM, BX_TIER_SHRINK_COMMA },
  { "CL-JST-07", MUTATE_ROOM, BX_TIER_SHRINK_HAN_LATIN },
  { "CL-JST-08", MUTATE_ROOM, BX_TIER_SHRINK_STOP },
  { "CL-JST-08", MUTATE_ORDER, BX_TIER_SHRINK_COMMA, BX_TIER_SHRINK_STOP },
  { "CL-JST-09", MUTATE_ROOM, BX_TIER_STRETCH_SPACE },
  { "CL-JST-10", MUTATE_ROOM, BX_TIER_STRETCH_HAN_LATIN },
  { "CL-JST-10", MUTATE_ROOM, BX_TIER_STRETCH_WIDE },
  { "CL-JST-11", MUTATE_ROOM, BX_TIER_STRETCH_TRACKING },
  { "CL-JST-12", MUTATE_STRETCH, BX_CLASS_CONNECTOR },
  { "CL-JST-12", MUTATE_STRETCH, BX_CLASS_SOLIDUS },
  { "CL-DEC-01", MUTATE_MARKS_X, 1 },
  { "CL-DEC-02", MUTATE_CLASS, 0xFF0C, BX_CLASS_HAN },
  { "CL-DEC-03", MUTATE_MARKS_Y },
  { "CL-DEC-04", MUTATE_MARKS_X, -1 },
  { "CL-DEC-05", MUTATE_LINE_GAP },
  { "CL-DEC-06", MUTATE_MARKS_Y },
  { "CL-DEC-07", MUTATE_CLASS, 0x3008, BX_CLASS_HAN },
  { "CL-RUB-01", MUTATE_MARKS_X, 1 },
  { "CL-RUB-02", MUTATE_READINGS },
  { "CL-RUB-03", MUTATE_READINGS },
  { "CL-RUB-04", MUTATE_MARKS_X, 1 },
  { "CL-RUB-05", MUTATE_READINGS },
  { "CL-RUB-06", MUTATE_READINGS },
  { "CL-PAR-04", MUTATE_INDENT },
  { "CL-ORP-01", MUTATE_FIRST_FIT },
  { "CL-ORP-02", MUTATE_PAGES },
  { "CL-ORP-03", MUTATE_PAGES },
  { "CL-PAG-12", MUTATE_PAGES },
  { "CL-PUL-01", MUTATE_BESIDE },
  { "CL-PUL-04", MUTATE_PAGES },
};

static const Mutant nothing;
static const Mutant *now = &nothing;

static gboolean
is_mutated (Mutation mutation)
{
  return now->mutation == mutation;
}

/* --- between the rooms and their tables ----------------------------------------------------- */

#define WRAP(type, name, ...)                                                                      \
  type __real_##name (__VA_ARGS__);                                                                \
  type __wrap_##name (__VA_ARGS__);                                                                \
  type __wrap_##name (__VA_ARGS__)

WRAP (BxClass, bx_class_of, gunichar c)
{
  return is_mutated (MUTATE_CLASS) && (gunichar) now->a == c ? (BxClass) now->b
                                                             : __real_bx_class_of (c);
}

WRAP (gboolean, bx_may_break_between, BxClass left, BxClass right, BxLineEdges edges)
{
  if (is_mutated (MUTATE_EDGES) && (int) edges == now->a)
    edges = (BxLineEdges) now->b;
  return __real_bx_may_break_between (left, right, edges);
}

WRAP (int, bx_hyphenator_find, BxHyphenator *hyphenator, const char *word, int length, int *points)
{
  return is_mutated (MUTATE_DIVISION)
             ? 0
             : __real_bx_hyphenator_find (hyphenator, word, length, points);
}

WRAP (GArray *, bx_line_annotate, const BxShaped *shaped, const BxLine *line)
{
  GArray *marks = __real_bx_line_annotate (shaped, line);

  for (guint i = 0; marks != NULL && i < marks->len; i++) {
    BxAnnotation *mark = &g_array_index (marks, BxAnnotation, i);

    if (is_mutated (MUTATE_MARKS_X))
      mark->x.u += now->a * shaped->size.u / 10;
    if (is_mutated (MUTATE_MARKS_Y))
      mark->y.u = -mark->y.u;
  }
  return marks;
}

WRAP (void, bx_shaped_add_rubies, BxShaped *shaped, BxFontset *fonts, const BxTextStyle *type)
{
  if (!is_mutated (MUTATE_READINGS))
    __real_bx_shaped_add_rubies (shaped, fonts, type);
}

WRAP (gboolean, bx_check_line_gap, BxReport *report, const BxShaped *shaped,
      const BxTextStyle *type)
{
  return is_mutated (MUTATE_LINE_GAP) || __real_bx_check_line_gap (report, shaped, type);
}

WRAP (int, bx_pair_compression, BxClass left, BxClass right, BxHouse house)
{
  if (is_mutated (MUTATE_PAIR) && (int) left == now->a && (int) right == now->b)
    return 0;
  if (is_mutated (MUTATE_PAIR_HOUSE) && (int) house == now->a)
    house = (BxHouse) now->b;
  return __real_bx_pair_compression (left, right, house);
}

WRAP (int, bx_line_end_trim, BxClass class, BxHouse house, BxMarkWidths widths)
{
  return is_mutated (MUTATE_END_TRIM) ? 0 : __real_bx_line_end_trim (class, house, widths);
}

WRAP (int, bx_line_start_trim, BxClass class, BxHouse house, BxMarkWidths widths)
{
  return is_mutated (MUTATE_START_TRIM) ? 0 : __real_bx_line_start_trim (class, house, widths);
}

WRAP (gboolean, bx_mark_widths, BxClass class, gunichar c, BxHouse house, gboolean is_centred,
      BxMarkWidths *widths)
{
  gboolean has_frame = __real_bx_mark_widths (class, c, house, is_centred, widths);

  if (is_mutated (MUTATE_WIDTHS) && (int) class == now->a)
    widths->body = now->b;
  return has_frame;
}

WRAP (gboolean, bx_is_number_suffix, gunichar c)
{
  return !is_mutated (MUTATE_SUFFIX) && __real_bx_is_number_suffix (c);
}

WRAP (BxTier, bx_cluster_blank_tier, const BxShaped *shaped, int i)
{
  BxTier tier = __real_bx_cluster_blank_tier (shaped, i);

  if (!is_mutated (MUTATE_ORDER))
    return tier;
  return (int) tier == now->a ? (BxTier) now->b : (int) tier == now->b ? (BxTier) now->a : tier;
}

WRAP (BxRoom, bx_cluster_room, const BxShaped *shaped, int i, BxTier tier)
{
  const BxCluster *c = &shaped->clusters[i];

  if (is_mutated (MUTATE_ORDER) && ((int) tier == now->a || (int) tier == now->b))
    tier = (int) tier == now->a ? (BxTier) now->b : (BxTier) now->a;
  if (is_mutated (MUTATE_ROOM) && (int) tier == now->a)
    return (BxRoom){ 0, 0, 0 };
  if (is_mutated (MUTATE_STRETCH) && tier == BX_TIER_STRETCH_TRACKING && c->class == now->a)
    return (BxRoom){ 0, 0, (c->flags & BX_CLUSTER_NO_STRETCH_AFTER) != 0 };
  return __real_bx_cluster_room (shaped, i, tier);
}

WRAP (void, bx_settle_neighbours, BxShaped *shaped, const BxToken *tokens, const BxSpec *spec,
      BxEm tracking)
{
  BxSpec changed = *spec;

  if (is_mutated (MUTATE_GAP))
    changed.han_latin_gap = bx_em (now->a);
  __real_bx_settle_neighbours (shaped, tokens, &changed, tracking);
  if (is_mutated (MUTATE_BREAKS))
    for (int i = 0; i + 1 < shaped->n_clusters; i++)
      if (shaped->clusters[i].class == now->a && shaped->clusters[i + 1].class == now->b)
        shaped->clusters[i].flags &= (guint8) ~BX_CLUSTER_NO_BREAK_AFTER;
  if (is_mutated (MUTATE_HANGING))
    shaped->hanging = BX_HANGING_ON;
  if (is_mutated (MUTATE_CORNER))
    for (int i = 0; i < shaped->n_clusters; i++) {
      shaped->house = BX_HOUSE_CN;
      shaped->clusters[i].full_before = bx_len (0);
    }
}

WRAP (BxComposed *, bx_compose, const BxShaped *shaped, const BxColumn *column)
{
  return is_mutated (MUTATE_FIRST_FIT) ? bx_compose_first_fit (shaped, column)
                                       : __real_bx_compose (shaped, column);
}

WRAP (BxPlan *, bx_paginate, const BxGalley *galley)
{
  return is_mutated (MUTATE_PAGES) ? bx_paginate_first_fit (galley) : __real_bx_paginate (galley);
}

WRAP (BxLen, bx_column_get_line, const BxColumn *column, int line, BxLen *width)
{
  BxColumn changed = *column;

  if (is_mutated (MUTATE_BESIDE))
    changed.n_intrusions = 0;
  return __real_bx_column_get_line (&changed, is_mutated (MUTATE_INDENT) ? 0 : line, width);
}

WRAP (BxLen, bx_line_place, const BxShaped *shaped, const BxLine *line, BxLen *x)
{
  BxLen width = __real_bx_line_place (shaped, line, x);

  if (is_mutated (MUTATE_SHIFT))
    x[0] = bx_len_add (x[0], line->trim_start);
  return width;
}

/* --- the test ------------------------------------------------------------------------------- */

static Bench *bench;
static Cases *cases;

/* How many cases fail; of one rule, or of all where `rule` is NULL. */
static int
count_failures (const char *rule)
{
  int n_failures = 0;

  for (guint i = 0; i < cases->cases->len; i++) {
    const Case *c = &g_array_index (cases->cases, Case, i);
    g_autofree char *fault = NULL;

    if (c->is_missing || c->is_elsewhere || (rule != NULL && !g_str_equal (c->rule->id, rule)))
      continue;
    fault = case_try (c, bench);
    n_failures += fault != NULL;
  }
  return n_failures;
}

static void
test_nothing (void)
{
  g_assert_cmpint (count_failures (NULL), ==, 0);
}

static void
test_mutant (const void *data)
{
  now = data;
  g_assert_cmpint (count_failures (now->rule), >, 0);
  now = &nothing;
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  folder = bench_get_data_path ("tests/clreq");
  cases = cases_load (folder);
  bench = bench_new ();
  g_test_add_func ("/mutants/none", test_nothing);
  for (gsize i = 0; i < G_N_ELEMENTS (mutants); i++) {
    g_autofree char *path = g_strdup_printf ("/mutants/%s/%d", mutants[i].rule, (int) i);

    g_test_add_data_func (path, &mutants[i], test_mutant);
  }
  status = g_test_run ();
  bench_free (bench);
  cases_free (cases);
  return status;
}
