/* Stages "galley", "plan" and "frames" as JSON: what stands where, in whole numbers, and nothing about
 * glyphs. */
#include "pages.h"

static const char *const tier_names[BX_N_TIERS] = {
  "shrink_space",     "shrink_middle", "shrink_bracket", "shrink_comma",     "shrink_han_latin",
  "shrink_stop",      "stretch_space", "stretch_han_latin", "stretch_wide", "stretch_tracking",
};

static void
dump_galley_items (const BxFeature *feature, JsonBuilder *dump)
{
  const BxGalley *galley = &feature->galley;

  bx_dump_open_list (dump, "items");
  for (int i = 0; i < galley->n_items; i++) {
    const BxItem *item = &galley->items[i];

    bx_dump_open (dump, NULL);
    bx_dump_string (dump, "kind", item->kind == BX_ITEM_HEAD ? "head" : "paragraph");
    bx_dump_int (dump, "block", feature->blocks[i].block);
    bx_dump_int (dump, "min_first", item->min_first);
    bx_dump_open_list (dump, "variants");
    for (int k = 0; k < item->n_variants; k++) {
      bx_dump_open (dump, NULL);
      bx_dump_int (dump, "lines", item->variants[k].lines);
      bx_dump_int (dump, "cost", item->variants[k].cost);
      bx_dump_close (dump);
    }
    bx_dump_close_list (dump);
    bx_dump_close (dump);
  }
  bx_dump_close_list (dump);
}

static void
dump_galley_boxes (const BxFeature *feature, JsonBuilder *dump)
{
  const BxGalley *galley = &feature->galley;

  bx_dump_open_list (dump, "boxes");
  for (int i = 0; i < galley->n_boxes; i++) {
    const BxBox *box = &galley->boxes[i];

    bx_dump_open (dump, NULL);
    bx_dump_string (dump, "kind", bx_box_kind_name (box->kind));
    bx_dump_int (dump, "subject", feature->boxes[i].subject);
    bx_dump_int (dump, "item", box->item);
    bx_dump_int (dump, "line_permille", box->line_permille);
    bx_dump_bool (dump, "needed", box->is_needed);
    bx_dump_int (dump, "group", box->group);
    bx_dump_int (dump, "cost", box->cost);
    bx_dump_open_list (dump, "sizes");
    for (int k = 0; k < box->n_sizes; k++) {
      bx_dump_open (dump, NULL);
      bx_dump_int (dump, "span", box->sizes[k].span);
      bx_dump_int (dump, "lines", box->sizes[k].lines);
      bx_dump_int (dump, "cost", box->sizes[k].cost);
      bx_dump_close (dump);
    }
    bx_dump_close_list (dump);
    bx_dump_close (dump);
  }
  bx_dump_close_list (dump);
}

void
bx_feature_dump_galley (const BxFeature *feature, JsonBuilder *dump)
{
  const BxGalley *galley = &feature->galley;

  bx_dump_open (dump, NULL);
  bx_dump_int (dump, "columns", galley->columns);
  bx_dump_int (dump, "column_lines", galley->column_lines);
  bx_dump_int (dump, "opening_lines", galley->opening_lines);
  bx_dump_int (dump, "closing_lines", galley->closing_lines);
  dump_galley_items (feature, dump);
  dump_galley_boxes (feature, dump);
  bx_dump_close (dump);
}

static void
dump_plan_lines (const BxPlan *plan, JsonBuilder *dump)
{
  bx_dump_open_list (dump, "lines");
  for (int i = 0; i < plan->n_lines; i++) {
    const BxPlacedLines *l = &plan->lines[i];

    bx_dump_open (dump, NULL);
    bx_dump_int (dump, "page", l->page + 1);
    bx_dump_int (dump, "column", l->column + 1);
    bx_dump_int (dump, "top", l->top);
    bx_dump_int (dump, "item", l->item);
    bx_dump_int (dump, "first", l->first);
    bx_dump_int (dump, "n", l->n);
    bx_dump_close (dump);
  }
  bx_dump_close_list (dump);
}

static void
dump_plan_boxes (const BxPlan *plan, JsonBuilder *dump)
{
  bx_dump_open_list (dump, "boxes");
  for (int i = 0; i < plan->n_boxes; i++) {
    const BxPlacedBox *b = &plan->boxes[i];

    bx_dump_open (dump, NULL);
    bx_dump_int (dump, "page", b->page + 1);
    bx_dump_int (dump, "column", b->column + 1);
    bx_dump_int (dump, "top", b->top);
    bx_dump_int (dump, "box", b->box);
    bx_dump_int (dump, "size", b->size);
    bx_dump_close (dump);
  }
  bx_dump_close_list (dump);
}

static void
dump_plan_notes (const BxPlan *plan, JsonBuilder *dump)
{
  bx_dump_open_list (dump, "notes");
  for (int i = 0; i < plan->n_notes; i++) {
    const BxPlacedNotes *notes = &plan->notes[i];

    bx_dump_open (dump, NULL);
    bx_dump_int (dump, "page", notes->page + 1);
    bx_dump_int (dump, "column", notes->column + 1);
    bx_dump_int (dump, "top", notes->top);
    bx_dump_int (dump, "lines", notes->lines);
    bx_dump_int (dump, "first", notes->first);
    bx_dump_int (dump, "n", notes->n);
    bx_dump_close (dump);
  }
  bx_dump_close_list (dump);
}

void
bx_plan_dump (const BxFeature *feature, const BxPlan *plan, JsonBuilder *dump)
{
  bx_dump_open (dump, NULL);
  bx_dump_int (dump, "pages", plan->n_pages);
  bx_dump_int (dump, "balanced_lines", plan->balanced_lines);
  bx_dump_int (dump, "relaxed", plan->relaxed);
  bx_dump_int (dump, "cost", plan->cost);
  bx_dump_int (dump, "states", plan->states);
  bx_dump_int (dump, "bound", plan->bound);
  bx_dump_bool (dump, "proven_best", plan->is_optimal);
  bx_dump_open_list (dump, "variants");
  for (int i = 0; i < feature->galley.n_items; i++)
    bx_dump_int (dump, NULL, plan->variants[i]);
  bx_dump_close_list (dump);
  dump_plan_lines (plan, dump);
  dump_plan_boxes (plan, dump);
  dump_plan_notes (plan, dump);
  bx_dump_close (dump);
}

static void
dump_tiers (JsonBuilder *dump, const BxLine *line)
{
  bx_dump_open (dump, "used");
  for (int t = 0; t < BX_N_TIERS; t++)
    if (line->used[t].u > 0)
      bx_dump_len (dump, tier_names[t], line->used[t]);
  bx_dump_close (dump);
}

static void
dump_line (JsonBuilder *dump, const BxFrameLine *frame)
{
  const BxLine *line = frame->line;
  const BxCluster *clusters = frame->shaped->clusters;
  BxSlice text = { clusters[line->first].text.start, clusters[line->last - 1].text.end };

  bx_dump_open (dump, NULL);
  bx_dump_string (dump, "role", bx_text_role_name (frame->role));
  bx_dump_int (dump, "page", frame->page + 1);
  bx_dump_int (dump, "column", frame->column + 1); /* 0: outside the columns */
  bx_dump_int (dump, "grid_line", frame->grid_line);
  bx_dump_int (dump, "block", frame->block);
  bx_dump_int (dump, "pull", frame->pull);
  bx_dump_len (dump, "x", frame->x);
  bx_dump_len (dump, "baseline", frame->baseline);
  bx_dump_len (dump, "size", frame->shaped->size);
  bx_dump_len (dump, "measure", line->measure);
  bx_dump_len (dump, "natural", line->natural);
  bx_dump_int (dump, "slack", line->measure.u - line->natural.u);
  bx_dump_len (dump, "trim_start", line->trim_start);
  bx_dump_len (dump, "trim_end", line->trim_end);
  bx_dump_int (dump, "tracking_em1024", line->tracking.m);
  bx_dump_bool (dump, "last", line->is_last);
  bx_dump_bool (dump, "overfull", line->is_overfull);
  dump_tiers (dump, line);
  bx_dump_slice (dump, "text", frame->shaped->text, text);
  bx_dump_close (dump);
}

static void
dump_picture (JsonBuilder *dump, const BxPages *pages, int page, const BxDrawItem *item)
{
  const BxPlacedPicture *placed = &g_array_index (pages->pictures, BxPlacedPicture, item->picture);

  bx_dump_open (dump, NULL);
  bx_dump_int (dump, "page", page + 1);
  bx_dump_string (dump, "file", placed->image->file);
  bx_dump_int (dump, "figure", placed->figure);
  bx_dump_len (dump, "x", item->x);
  bx_dump_len (dump, "y", item->y);
  bx_dump_len (dump, "width", item->width);
  bx_dump_len (dump, "height", item->height);
  bx_dump_int (dump, "ppi", bx_image_get_ppi (placed->image->width, placed->width));
  bx_dump_close (dump);
}

static void
dump_pictures (JsonBuilder *dump, const BxPages *pages)
{
  bx_dump_open_list (dump, "pictures");
  for (int page = 0; page < pages->n_pages; page++)
    for (int i = 0; i < pages->pages[page].n_items; i++) {
      const BxDrawItem *item = &g_array_index (pages->items, BxDrawItem,
                                               pages->pages[page].first_item + i);

      if (item->kind == BX_DRAW_IMAGE)
        dump_picture (dump, pages, page, item);
    }
  bx_dump_close_list (dump);
}

void
bx_pages_dump (const BxPages *pages, JsonBuilder *dump)
{
  const BxSpec *spec = pages->feature->spec;

  bx_dump_open (dump, NULL);
  bx_dump_len (dump, "page_width", spec->page_width);
  bx_dump_len (dump, "page_height", spec->page_height);
  bx_dump_len (dump, "leading", spec->leading);
  bx_dump_int (dump, "pages", pages->n_pages);
  bx_dump_open_list (dump, "boxes");
  for (guint i = 0; i < pages->boxes->len; i++) {
    const BxFrameBox *box = &g_array_index (pages->boxes, BxFrameBox, i);

    bx_dump_open (dump, NULL);
    bx_dump_int (dump, "page", box->page + 1);
    bx_dump_string (dump, "kind", bx_box_kind_name (box->kind));
    bx_dump_int (dump, "subject", box->subject);
    bx_dump_int (dump, "column", box->column + 1);
    bx_dump_int (dump, "span", box->span);
    bx_dump_int (dump, "top", box->top);
    bx_dump_int (dump, "lines", box->lines);
    bx_dump_len (dump, "x", box->x);
    bx_dump_len (dump, "width", box->width);
    bx_dump_bool (dump, "cuts_in", box->cuts_in);
    bx_dump_close (dump);
  }
  bx_dump_close_list (dump);
  dump_pictures (dump, pages);
  bx_dump_open_list (dump, "lines");
  for (guint i = 0; i < pages->lines->len; i++)
    dump_line (dump, &g_array_index (pages->lines, BxFrameLine, i));
  bx_dump_close_list (dump);
  bx_dump_close (dump);
}
