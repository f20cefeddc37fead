/* Random galleys, the same on every machine. */
#include "page-test.h"

int
dice_roll (Dice *dice, int from, int to)
{
  dice->seed = dice->seed * 1664525u + 1013904223u;
  return to <= from ? from : from + (int) ((dice->seed >> 8) % (guint32) (to - from + 1));
}

static BxItem
random_item (const GalleyKind *kind, Dice *dice, gboolean may_be_head)
{
  BxItem item = { .kind = BX_ITEM_PARAGRAPH, .n_variants = 1 };

  if (may_be_head && dice_roll (dice, 1, 100) <= kind->head_percent) {
    item.kind = BX_ITEM_HEAD;
    item.variants[0].lines = dice_roll (dice, 1, 2);
    item.space = dice_roll (dice, 0, 2);
    item.min_after = dice_roll (dice, 0, 1);
    return item;
  }
  item.variants[0].lines = dice_roll (dice, 1, kind->lines_to);
  if (dice_roll (dice, 1, 100) <= kind->varied_percent) {
    gboolean is_shorter = item.variants[0].lines > 1 && dice_roll (dice, 0, 3) == 0;

    item.variants[1].lines = item.variants[0].lines + (is_shorter ? -1 : 1);
    item.variants[1].cost = dice_roll (dice, 30, 120);
    item.n_variants = 2;
  }
  return item;
}

static int
compare_sources (const void *a, const void *b)
{
  const BxBox *x = a;
  const BxBox *y = b;

  return x->item != y->item ? x->item - y->item : x->line_permille - y->line_permille;
}

/* A paragraph beside a box, by dice thrown from the case: mostly some lines more, at times as many or
 * one way more, at times none. */
static int
wrap_item (void *data, int item, const BxWrap *wrap, BxVariant variants[BX_MAX_VARIANTS])
{
  const BxGalley *galley = data;
  Dice dice = { (guint32) (item * 7919 + wrap->measure * 104729 + wrap->first * 31 + wrap->end) };
  int lines = galley->items[item].variants[0].lines;
  int beside = MIN (wrap->end, lines) - wrap->first;
  int n;

  dice_roll (&dice, 0, 1);
  n = dice_roll (&dice, 0, 3);
  for (int v = 0; v < MIN (n, 2); v++)
    variants[v] = (BxVariant){ lines + v + dice_roll (&dice, 0, MIN (MAX (beside, 0), 2)),
                               v * dice_roll (&dice, 20, 90) };
  return MIN (n, 2);
}

/* Those that galley.h admits: they reach the box, as they would without it, and are longer by no more
 * than the lines there. */
int
galley_list_wrapped (const BxGalley *galley, int item, const BxWrap *wrap,
                     int numbers[BX_MAX_VARIANTS])
{
  const BxItem *it = &galley->items[item];
  BxVariant all[BX_MAX_VARIANTS];
  int n_all = galley->wrap (galley->data, item, wrap, all);
  int n = 0;

  for (int v = 0; v < n_all; v++) {
    int beside = MIN (all[v].lines, wrap->end) - wrap->first;
    int least = it->variants[0].lines, most = least;

    for (int o = 1; o < it->n_variants; o++) {
      least = MIN (least, it->variants[o].lines);
      most = MAX (most, it->variants[o].lines);
    }
    if (beside > 0 && wrap->first < most && all[v].lines >= least && all[v].lines <= most + beside)
      numbers[n++] = v;
  }
  return n;
}

BxVariant
galley_get_variant (const BxGalley *galley, const BxPlan *plan, int item)
{
  BxVariant variants[BX_MAX_VARIANTS];

  if (plan->wraps == NULL || plan->wraps[item].measure == 0)
    return galley->items[item].variants[plan->variants[item]];
  galley->wrap (galley->data, item, &plan->wraps[item], variants);
  return variants[plan->variants[item]];
}

BxLineRange
galley_get_source (const BxGalley *galley, int box, int lines)
{
  const BxBox *b = &galley->boxes[box];
  int first = MIN (lines * b->line_permille / 1000, lines - 1);

  return (BxLineRange){ first, MAX (first, MIN (lines * b->end_permille / 1000, lines - 1)) + 1 };
}

/* Marks stand as far from each other as from the ends of their item. */
static int
find_mark (void *data, int note, const BxWrap *wrap, int variant)
{
  const BxGalley *galley = data;
  int item = galley->notes[note].item;
  BxVariant variants[BX_MAX_VARIANTS];
  int rank = 1, n = 0;

  for (int o = 0; o < galley->n_notes; o++) {
    n += galley->notes[o].item == item;
    rank += galley->notes[o].item == item && o < note;
  }
  if (wrap == NULL)
    return galley->items[item].variants[variant].lines * rank / (n + 1);
  galley->wrap (galley->data, item, wrap, variants);
  return variants[variant].lines * rank / (n + 1);
}

int
galley_count_notes (const BxGalley *galley, const BxPlan *plan, int item, int line)
{
  int n = 0;

  for (int i = 0; i < galley->n_notes; i++) {
    const BxWrap *wrap = &plan->wraps[galley->notes[i].item];

    n += galley->notes[i].item < item
         || (galley->notes[i].item == item
             && find_mark (galley->data, i, wrap->measure > 0 ? wrap : NULL, plan->variants[item])
                    < line);
  }
  return n;
}

int
galley_measure_notes (const BxGalley *galley, int first, int end)
{
  int height = galley->note_space;

  for (int i = first; i < end; i++)
    height += galley->notes[i].height;
  return first < end ? (height + 1023) / 1024 : 0;
}

static void
add_notes (const GalleyKind *kind, Dice *dice, BxGalley *galley)
{
  if (kind->notes_to == 0 || galley->n_items == 0)
    return;
  galley->n_notes = dice_roll (dice, 1, kind->notes_to);
  galley->notes = g_new0 (BxNote, galley->n_notes);
  galley->note_space = dice_roll (dice, 0, 1024);
  for (int i = 0; i < galley->n_notes; i++)
    galley->notes[i] = (BxNote){ .item = dice_roll (dice, i > 0 ? galley->notes[i - 1].item : 0,
                                                    galley->n_items - 1),
                                 .height = dice_roll (dice, 300, 2200) };
}

static BxBox
random_box (const GalleyKind *kind, Dice *dice, const BxGalley *galley, gboolean is_block)
{
  BxBox box = { .kind = is_block ? dice_roll (dice, BX_BOX_FIGURE, BX_BOX_TABLE) : BX_BOX_QUOTE,
                .item = dice_roll (dice, 0, galley->n_items - 1),
                .line_permille = dice_roll (dice, 0, 1000),
                .speaker = dice_roll (dice, 0, 2),
                .is_needed = dice_roll (dice, 0, 1) == 1,
                .is_asked = dice_roll (dice, 0, 3) == 0,
                .n_sizes = dice_roll (dice, 1, kind->sizes_to) };

  box.end_permille = MIN (1000, box.line_permille + dice_roll (dice, 0, 500));
  for (int s = 0; s < box.n_sizes; s++) {
    int span = MIN (dice_roll (dice, 1, 3) == 3 ? 2 : 1, galley->columns);

    if (is_block)
      span = dice_roll (dice, 1, galley->columns);

    box.sizes[s] = (BxBoxSize){ .span = span,
                                .lines = dice_roll (dice, kind->box_from, kind->box_to),
                                .cost = s * dice_roll (dice, 5, 20) };
    if (!is_block && galley->columns > 1 && kind->cutting_percent > 0
        && dice_roll (dice, 1, 100) <= kind->cutting_percent) {
      box.sizes[s].span = 2;
      box.sizes[s].measure = dice_roll (dice, 1, 2);
    }
  }
  return box;
}

/* Now and then a quote is an alternative to the one before it. */
static void
join_quotes (const GalleyKind *kind, Dice *dice, BxGalley *galley)
{
  BxBox *last = NULL;

  for (int b = 0; b < galley->n_boxes; b++) {
    BxBox *box = &galley->boxes[b];

    if (box->kind != BX_BOX_QUOTE)
      continue;
    if (last != NULL && kind->choice_percent > 0
        && dice_roll (dice, 1, 100) <= kind->choice_percent) {
      box->group = last->group = last->group > 0 ? last->group : b + 1;
      box->cost = dice_roll (dice, 0, 60);
    }
    last = box;
  }
}

BxGalley *
galley_random (const GalleyKind *kind, Dice *dice)
{
  BxGalley *galley = g_new0 (BxGalley, 1);
  int n_quotes;

  galley->n_items = dice_roll (dice, kind->items_from, kind->items_to);
  galley->columns = dice_roll (dice, kind->columns_from, kind->columns_to);
  galley->wrap = wrap_item;
  galley->find_mark = find_mark;
  galley->data = galley;
  galley->column_lines = dice_roll (dice, kind->column_from, kind->column_to);
  galley->opening_lines = dice_roll (dice, 0, kind->opening_to);
  galley->closing_lines = dice_roll (dice, 0, kind->closing_to);
  galley->items = g_new0 (BxItem, galley->n_items + 1);
  for (int i = 0; i < galley->n_items; i++)
    galley->items[i]
        = random_item (kind, dice, i > 0 && galley->items[i - 1].kind != BX_ITEM_HEAD);
  if (galley->n_items > 0 && dice_roll (dice, 0, 2) == 0)
    galley->items[0].min_first = 3;
  n_quotes = galley->n_items > 0 ? dice_roll (dice, 0, kind->boxes_to) : 0;
  galley->n_boxes = n_quotes;
  if (kind->blocks_to > 0 && galley->n_items > 0)
    galley->n_boxes += dice_roll (dice, 0, kind->blocks_to);
  galley->boxes = g_new0 (BxBox, galley->n_boxes + 1);
  for (int b = 0; b < galley->n_boxes; b++)
    galley->boxes[b] = random_box (kind, dice, galley, b >= n_quotes);
  qsort (galley->boxes, (size_t) galley->n_boxes, sizeof (BxBox), compare_sources);
  join_quotes (kind, dice, galley);
  add_notes (kind, dice, galley);
  galley->opens_left = dice->seed & 0x10000;
  if (kind->opening_columns_percent > 0
      && dice_roll (dice, 1, 100) <= kind->opening_columns_percent)
    galley->opening_columns = dice_roll (dice, 1, galley->columns);
  return galley;
}

void
galley_free (BxGalley *galley)
{
  g_free (galley->items);
  g_free (galley->boxes);
  g_free (galley->notes);
  g_free (galley);
}
