/* 繞排: paragraphs beside boxes that cut into their columns. The paginator asks how many lines a
 * paragraph has when some of them are shorter; what is composed for it is kept, and drawn from when
 * the pages are made. All lines are composed at their column's left; those of a right-hand column are
 * moved past the box when they are placed. */
#include "feature.h"

typedef struct {
  int item;
  BxWrap wrap;
  BxComposed *composed;
} Wrapped;

static guint
hash_wrapped (const void *key)
{
  const Wrapped *w = key;

  return (((guint) w->item * 31 + (guint) w->wrap.measure) * 1009 + (guint) w->wrap.first) * 1009
         + (guint) w->wrap.end;
}

static gboolean
is_same (const void *a, const void *b)
{
  const Wrapped *x = a;
  const Wrapped *y = b;

  return x->item == y->item && x->wrap.measure == y->wrap.measure
         && x->wrap.first == y->wrap.first && x->wrap.end == y->wrap.end;
}

static void
free_wrapped (void *data)
{
  Wrapped *w = data;

  bx_composed_free (w->composed);
  g_free (w);
}

static BxComposed *
compose_wrapped (const BxFeature *feature, int item, const BxWrap *wrap)
{
  const BxFlowBlock *block = &feature->blocks[item];
  BxColumn column = block->column;
  BxIntrusion beside = { .first_line = wrap->first,
                         .n_lines = wrap->end - wrap->first,
                         .measure = bx_spec_get_measure_beside (feature->spec) };

  column.intrusions = &beside;
  column.n_intrusions = 1;
  return bx_feature_compose_column (feature, block, &column);
}

const BxComposed *
bx_feature_get_wrapped (BxFeature *feature, int item, const BxWrap *wrap)
{
  Wrapped key = { .item = item, .wrap = *wrap };
  Wrapped *known;

  if (feature->wrapped == NULL)
    feature->wrapped = g_hash_table_new_full (hash_wrapped, is_same, free_wrapped, NULL);
  known = g_hash_table_lookup (feature->wrapped, &key);
  if (known == NULL) {
    known = g_memdup2 (&key, sizeof key);
    known->composed = compose_wrapped (feature, item, wrap);
    g_hash_table_add (feature->wrapped, known);
  }
  return known->composed;
}

int
bx_feature_wrap (void *data, int item, const BxWrap *wrap, BxVariant variants[BX_MAX_VARIANTS])
{
  BxFeature *feature = data;

  /* A drop cap and a quote would leave nothing between them. */
  if (feature->blocks[item].dropcap_clusters > 0)
    return 0;
  return bx_composed_list_variants (bx_feature_get_wrapped (feature, item, wrap), variants);
}
