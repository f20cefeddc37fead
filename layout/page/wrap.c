/* 繞排: items some of whose lines have another measure, as a memo. An item meets a box that cuts into
 * its column at some line of its own; how many lines it then has is asked of the galley's owner when
 * the search first comes upon the case, and kept with positions of its own. So a paragraph beside a
 * box is one more variant of it, and the optimum stays exact (layout-algorithms §2, "memoise per
 * paragraph and first intruded line"). Where text meets boxes is decided in run.c. */
#include "page-private.h"

static guint
hash_wrapped (const void *key)
{
  const BxWrapped *w = key;
  guint hash = (guint) w->item;

  hash = hash * 31 + (guint) w->wrap.measure;
  hash = hash * 1009 + (guint) w->wrap.first;
  return hash * 1009 + (guint) w->wrap.end;
}

static gboolean
is_same (const void *a, const void *b)
{
  const BxWrapped *x = a;
  const BxWrapped *y = b;

  return x->item == y->item && x->wrap.measure == y->wrap.measure
         && x->wrap.first == y->wrap.first && x->wrap.end == y->wrap.end;
}

/* What the bounds of the search build on: lines beside a box never make an item shorter, and longer by
 * no more than they are. One that does not reach the box is no new case. */
static gboolean
is_sound (const BxFlow *flow, const BxWrapped *w, int lines)
{
  const BxItem *item = &flow->galley.items[w->item];
  int least = item->variants[0].lines;
  int most = least;

  for (int v = 1; v < item->n_variants; v++) {
    least = MIN (least, item->variants[v].lines);
    most = MAX (most, item->variants[v].lines);
  }
  return lines > w->wrap.first && most > w->wrap.first && lines >= least
         && lines - most <= MIN (lines, w->wrap.end) - w->wrap.first;
}

static void
ask_owner (BxFlow *flow, BxWrapped *w)
{
  const BxGalley *galley = &flow->galley;
  BxVariant variants[BX_MAX_VARIANTS];
  int n = galley->wrap (galley->data, w->item, &w->wrap, variants);

  for (int v = 0; v < MIN (n, BX_MAX_VARIANTS); v++)
    if (is_sound (flow, w, variants[v].lines)) {
      w->numbers[w->n_variants] = v;
      w->variants[w->n_variants++] = variants[v];
    }
}

static BxWrapped *
make_wrapped (BxFlow *flow, const BxWrapped *key)
{
  BxWrapped *w = g_memdup2 (key, sizeof *key);

  w->id = (int) flow->wrapped->len;
  g_ptr_array_add (flow->wrapped, w);
  g_hash_table_add (flow->wrap_table, w);
  ask_owner (flow, w);
  for (int v = 0; v < w->n_variants; v++) {
    int variant = BX_MAX_VARIANTS * (w->id + 1) + v;

    w->variants[v].cost = MAX (w->variants[v].cost, 0);
    w->positions[v] = flow->n_positions;
    for (int line = 1; line < w->variants[v].lines; line++)
      bx_flow_add_position (flow, w->item, variant, line);
  }
  return w;
}

const BxWrapped *
bx_flow_wrap (BxFlow *flow, int item, BxWrap wrap)
{
  BxWrapped key = { .item = item, .wrap = wrap };
  const BxWrapped *known;

  if (flow->wrap_table == NULL) {
    flow->wrapped = g_ptr_array_new_with_free_func (g_free);
    flow->wrap_table = g_hash_table_new (hash_wrapped, is_same);
  }
  known = g_hash_table_lookup (flow->wrap_table, &key);
  return known != NULL ? known : make_wrapped (flow, &key);
}
