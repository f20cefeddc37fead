/* From the path that the search found to the plan: every page of it is filled once more, now with
 * a record of where lines went. Nothing is decided here. */
#include "page-private.h"

typedef struct {
  const BxFlow *flow;
  BxFill *fill;
  BxPlan *plan;
  GArray *lines;
  GArray *boxes;
  GArray *broken;
  GArray *notes;
  int *variants; /* of the flow */
  gboolean is_first_fit;
} Tracer;

static void
trace_broken (Tracer *tracer, const BxNode *node, int page)
{
  guint first = tracer->broken->len;

  while (first > 0 && g_array_index (tracer->broken, BxBroken, first - 1).page == page)
    first--;
  for (unsigned rule = 1; rule <= node->relaxed; rule <<= 1) {
    BxBroken broken = { .rule = rule, .page = page,
                        .column = node->lines.n > 0 ? node->lines.column : -1,
                        .item = node->lines.n > 0 ? node->lines.item : -1 };

    if (node->relaxed & rule)
      g_array_insert_val (tracer->broken, first, broken);
  }
}

static void
trace_variant (Tracer *tracer, int item, int variant)
{
  const BxWrapped *wrapped = bx_flow_wrapped (tracer->flow, variant);

  tracer->variants[item] = variant;
  tracer->plan->variants[item]
      = wrapped != NULL ? wrapped->numbers[variant % BX_MAX_VARIANTS] : variant;
  if (wrapped != NULL)
    tracer->plan->wraps[item] = wrapped->wrap;
}

/* The nodes of a page run from its last lines to its first. */
static void
trace_nodes (Tracer *tracer, int last, int page)
{
  guint first = tracer->lines->len;
  const BxNode *node;

  for (int n = last; (node = bx_fill_get_node (tracer->fill, n)) != NULL; n = node->parent) {
    tracer->plan->relaxed |= node->relaxed;
    trace_broken (tracer, node, page);
    if (node->lines.n == 0)
      continue;
    trace_variant (tracer, node->lines.item, node->variant);
    g_array_insert_val (tracer->lines, first, node->lines);
  }
}

static void
trace_boxes (Tracer *tracer, const BxLayout *layout, int page)
{
  for (int r = 0; r < layout->n_rects; r++) {
    const BxRect *rect = &layout->rects[r];
    BxPlacedBox box = { .page = page,
                        .column = rect->column,
                        .top = rect->top,
                        .box = tracer->flow->box_ids[rect->box],
                        .size = rect->size };

    g_array_append_val (tracer->boxes, box);
  }
}

static void
trace_page (Tracer *tracer, const BxState *previous, const BxState *state)
{
  BxPageStart start = { .page = state->page,
                        .position = previous ? previous->position : 0,
                        .is_recorded = TRUE,
                        .may_wait = tracer->is_first_fit };
  int n = 0;
  const BxCell *ends;

  if (previous != NULL)
    start.n_pending = bx_layout_list_pending (tracer->flow, previous->layout, previous->position,
                                              start.pending);
  bx_fill_start_page (tracer->fill, &start);
  ends = bx_fill_page (tracer->fill, state->layout, BX_NO_BOUND, &n);
  for (int e = 0; e < n; e++)
    if (ends[e].position == state->position) {
      trace_nodes (tracer, ends[e].node, state->page);
      break;
    }
  trace_boxes (tracer, state->layout, state->page);
  bx_layout_place_notes (tracer->flow, state->layout, state->page, tracer->lines,
                         tracer->variants, tracer->notes);
}

/* Units that no page has. */
static void
trace_left_out (Tracer *tracer)
{
  const BxFlow *flow = tracer->flow;
  int n[BX_N_STREAMS] = { 0 };

  for (guint i = 0; i < tracer->boxes->len; i++) {
    int id = g_array_index (tracer->boxes, BxPlacedBox, i).box;
    int box = 0;

    while (flow->box_ids[box] != id)
      box++;
    n[bx_flow_kind (flow, box)->stream]++;
  }
  if (n[BX_TEASERS] < flow->streams[BX_TEASERS].n_units + flow->n_left_out[BX_TEASERS])
    tracer->plan->relaxed |= BX_RELAX_QUOTE;
  if (n[BX_BLOCKS] < flow->streams[BX_BLOCKS].n_units + flow->n_left_out[BX_BLOCKS])
    tracer->plan->relaxed |= BX_RELAX_BOX;
}

BxPlan *
bx_plan_from_path (BxFlow *flow, const BxRules *rules,
                   const BxPath *path)
{
  BxPlan *plan = g_new0 (BxPlan, 1);
  const BxState *last = &path->pages[path->n_pages - 1];
  g_autoptr (BxFill) fill = bx_fill_new (flow, rules);
  Tracer tracer = { .flow = flow,
                    .fill = fill,
                    .plan = plan,
                    .lines = g_array_new (FALSE, FALSE, sizeof (BxPlacedLines)),
                    .boxes = g_array_new (FALSE, FALSE, sizeof (BxPlacedBox)),
                    .broken = g_array_new (FALSE, FALSE, sizeof (BxBroken)),
                    .notes = g_array_new (FALSE, FALSE, sizeof (BxPlacedNotes)) };
  g_autofree int *variants = g_new0 (int, flow->galley.n_items + 1);

  tracer.variants = variants;
  tracer.is_first_fit = rules->is_first_fit;
  plan->variants = g_new0 (int, flow->galley.n_items + 1);
  plan->wraps = g_new0 (BxWrap, flow->galley.n_items + 1);
  for (int page = 0; page < path->n_pages; page++)
    trace_page (&tracer, page > 0 ? &path->pages[page - 1] : NULL, &path->pages[page]);
  trace_left_out (&tracer);
  plan->n_lines = (int) tracer.lines->len;
  plan->lines = (BxPlacedLines *) (void *) g_array_free (tracer.lines, FALSE);
  plan->n_boxes = (int) tracer.boxes->len;
  plan->boxes = (BxPlacedBox *) (void *) g_array_free (tracer.boxes, FALSE);
  plan->n_broken = (int) tracer.broken->len;
  plan->broken = (BxBroken *) (void *) g_array_free (tracer.broken, FALSE);
  plan->n_notes = (int) tracer.notes->len;
  plan->notes = (BxPlacedNotes *) (void *) g_array_free (tracer.notes, FALSE);
  plan->n_pages = path->n_pages;
  plan->balanced_lines = last->layout->area.bottom - last->layout->area.top;
  plan->cost = (last->cost >> BX_COST_SHIFT) + flow->left_out_points;
  plan->states = path->visited;
  plan->is_optimal = path->is_exact;
  return plan;
}

int
bx_plan_find_last_foot (const BxGalley *galley, const BxPlan *plan)
{
  int last = plan->n_pages - 1;
  int foot = 0;

  for (int i = plan->n_lines - 1; i >= 0 && plan->lines[i].page == last; i--)
    foot = MAX (foot, plan->lines[i].top + plan->lines[i].n);
  for (int i = 0; i < plan->n_boxes; i++) {
    const BxPlacedBox *box = &plan->boxes[i];

    if (box->page == last)
      foot = MAX (foot, box->top + galley->boxes[box->box].sizes[box->size].lines);
  }
  return foot;
}

gboolean
bx_plan_has_box (const BxPlan *plan, int box)
{
  for (int i = 0; i < plan->n_boxes; i++)
    if (plan->boxes[i].box == box)
      return TRUE;
  return FALSE;
}

/* The first size that fits a page, or the first of all; -1 where there is none. */
static int
find_size (const BxGalley *galley, const BxBox *box)
{
  for (int s = 0; s < box->n_sizes; s++)
    if (box->sizes[s].span <= galley->columns && box->sizes[s].measure == 0
        && box->sizes[s].lines <= galley->column_lines - galley->closing_lines)
      return s;
  return box->n_sizes > 0 ? 0 : -1;
}

/* Row by row, from left to right. The fine print goes to the last page, whichever that is. */
void
bx_plan_append_boxes (BxPlan *plan, const BxGalley *galley)
{
  int room = galley->column_lines - galley->closing_lines;
  int column = 0, top = 0, under = 0, page = plan->n_pages;

  for (int b = 0; b < galley->n_boxes; b++) {
    const BxBox *box = &galley->boxes[b];
    int s = find_size (galley, box);
    BxPlacedBox placed;

    if (box->kind == BX_BOX_QUOTE || s < 0 || bx_plan_has_box (plan, b))
      continue;
    if (column + box->sizes[s].span > galley->columns) {
      column = 0;
      top = under;
    }
    if (top > 0 && top + box->sizes[s].lines > room) {
      column = top = under = 0;
      page++;
    }
    placed = (BxPlacedBox){ .page = page, .column = column, .top = top, .box = b, .size = s };
    plan->boxes = g_renew (BxPlacedBox, plan->boxes, plan->n_boxes + 1);
    plan->boxes[plan->n_boxes++] = placed;
    plan->n_pages = page + 1;
    plan->relaxed |= BX_RELAX_BOX;
    column += box->sizes[s].span;
    under = MAX (under, top + box->sizes[s].lines);
  }
}

int
bx_plan_count_over (const BxGalley *galley, const BxPlan *plan, int n_pages)
{
  int opening_columns
      = galley->opening_columns > 0 ? galley->opening_columns : galley->columns;
  int room = n_pages * galley->columns * galley->column_lines
             - opening_columns * galley->opening_lines
             - (galley->columns - opening_columns) * galley->column_lines
             - galley->columns * galley->closing_lines;
  int used = 0;

  for (int i = 0; i < plan->n_lines; i++)
    used += plan->lines[i].n + plan->lines[i].space;
  for (int i = 0; i < plan->n_notes; i++)
    used += plan->notes[i].lines;
  for (int i = 0; i < plan->n_boxes; i++) {
    const BxBoxSize *size = &galley->boxes[plan->boxes[i].box].sizes[plan->boxes[i].size];

    if (size->measure == 0) /* what one that cuts in takes shows in the text's lines */
      used += size->span * size->lines;
  }
  return used - room;
}

void
bx_plan_free (BxPlan *plan)
{
  if (plan == NULL)
    return;
  g_free (plan->variants);
  g_free (plan->wraps);
  g_free (plan->lines);
  g_free (plan->boxes);
  g_free (plan->broken);
  g_free (plan->notes);
  g_free (plan);
}
