/* What a page has beside its feature: running heads and their rule, the folio, rules in the gutters, and
 * what lies under everything. */
#include "pages-private.h"

#include <string.h>

/* The furniture's kind of page. */
static const BxFurniture *
furniture_of (const Maker *maker)
{
  return &maker->spec->furniture[maker->page == 0 ? BX_PAGE_OPENING : BX_PAGE_INNER];
}

static BxLen
side_x (const Maker *maker, BxSide side, BxLen width)
{
  int rest = bx_spec_get_span (maker->spec, maker->spec->columns).u - width.u;
  gboolean is_recto = maker->page % 2 == 0;

  if (side == BX_SIDE_CENTRE)
    return bx_len (maker->left.u + rest / 2);
  return bx_len (maker->left.u + ((side == BX_SIDE_OUTER) == is_recto ? rest : 0));
}

static void
add_furniture_line (Maker *maker, BxTextRole role, const BxShaped *shaped, BxSide side, BxLen y)
{
  const BxTextStyle *type = &maker->spec->text[role];
  const BxSetting *setting = bx_feature_set_line (maker->feature, shaped);
  BxFrameLine line = { .page = maker->page,
                       .column = -1,
                       .grid_line = -1,
                       .role = role,
                       .block = -1,
                       .pull = -1,
                       .shaped = shaped };

  if (setting->n_lines == 0
      || setting->lines[0].natural.u > bx_spec_get_span (maker->spec, maker->spec->columns).u)
    return;
  line.line = &setting->lines[0];
  line.x = side_x (maker, side, line.line->natural);
  line.baseline = bx_baseline_in (y, maker->spec->leading, type->size);
  bx_maker_add_line (maker, &line, type->ink);
}

static int
natural_width (const BxShaped *shaped)
{
  return shaped != NULL ? bx_compose_line (shaped).natural.u : 0;
}

/* Where there is no room for both, the headline goes: the opening page has it. */
static gboolean
is_room_for_both (const Maker *maker)
{
  return natural_width (maker->feature->running_headline)
             + natural_width (maker->feature->running_publication)
             + 2 * maker->spec->text[BX_TEXT_RUNNING_HEAD].size.u
         <= bx_spec_get_span (maker->spec, maker->spec->columns).u;
}

/* 書眉: CL-PAG-14. Returns whether there is one. */
static gboolean
add_running_heads (Maker *maker, BxLen y)
{
  const BxFurniture *f = furniture_of (maker);
  gboolean is_both = f->running_head == BX_HEAD_BOTH;
  const BxShaped *headline = maker->feature->running_headline;
  const BxShaped *publication = maker->feature->running_publication;

  if (f->running_head == BX_HEAD_PUBLICATION || (is_both && !is_room_for_both (maker)))
    headline = NULL;
  if (f->running_head == BX_HEAD_HEADLINE)
    publication = NULL;
  if (f->running_head == BX_HEAD_NONE || (headline == NULL && publication == NULL))
    return FALSE;
  if (headline != NULL)
    add_furniture_line (maker, BX_TEXT_RUNNING_HEAD, headline,
                        is_both ? BX_SIDE_INNER : f->running_head_side, y);
  if (publication != NULL)
    add_furniture_line (maker, BX_TEXT_RUNNING_HEAD, publication,
                        is_both ? BX_SIDE_OUTER : f->running_head_side, y);
  return TRUE;
}

/* A field of colour that reaches over the foot of the page, where the folio would stand. */
static gboolean
has_poster_field (const Maker *maker)
{
  const GArray *rects = maker->feature->opening->rects;

  return rects->len > 0 && (g_array_index (rects, BxPanelRect, 0).bleed & BX_BLEED_FOOT) != 0;
}

/* 頁碼 */
static void
add_folio (Maker *maker, BxLen head_y)
{
  const BxFurniture *f = furniture_of (maker);
  g_auto (GStrv) around = g_strsplit (f->folio_form, "%", 2);
  g_autofree char *number = g_strdup_printf ("%s%d%s", around[0], maker->page + 1, around[1]);
  const char *folio = g_intern_string (
      number); /* lives as long as the program: runs point into it */

  if (f->folio == BX_FOLIO_NONE || (bx_maker_is_poster (maker) && has_poster_field (maker)))
    return;
  add_furniture_line (
      maker, BX_TEXT_FOLIO,
      bx_feature_shape (maker->feature, BX_TEXT_FOLIO, folio, bx_slice (0, (int) strlen (folio))),
      f->folio_side, f->folio == BX_FOLIO_HEAD ? head_y : bx_maker_get_grid_y (maker, maker->spec->lines + 1));
}

void
bx_maker_add_furniture (Maker *maker)
{
  const BxSpec *spec = maker->spec;
  const BxFurniture *f = furniture_of (maker);
  BxLen y = bx_len_sub (spec->margin_top, bx_len (spec->leading.u * 2));

  if (add_running_heads (maker, y) && f->rule.u > 0) {
    GArray *items = maker->pages->items;

    bx_maker_add_rect (maker, spec->text[BX_TEXT_RUNNING_HEAD].ink, maker->left,
              bx_len_add (y, spec->leading), bx_spec_get_span (spec, spec->columns), f->rule);
    g_array_index (items, BxDrawItem, items->len - 1).role = BX_TEXT_RUNNING_HEAD;
  }
  add_folio (maker, y);
}

/* What lies under everything: the paper's tint, and a band along the head. */
void
bx_maker_add_ground (Maker *maker)
{
  const BxSpec *spec = maker->spec;
  const BxFurniture *f = furniture_of (maker);
  int over = spec->bleed.u;
  BxLen edge = bx_len (-over);
  BxLen width = bx_len (spec->page_width.u + 2 * over);

  if (spec->paper_ink >= 0)
    bx_maker_add_rect (maker, spec->paper_ink, edge, edge, width, bx_len (spec->page_height.u + 2 * over));
  if (f->band.u > 0)
    bx_maker_add_rect (maker, f->band_ink, edge, edge, width, bx_len (f->band.u + over));
}

/* The grid lines of a page between which a gutter shows a rule: those with text at both sides. */
static gboolean
is_gutter_free (const Maker *maker, int gutter, int grid_line)
{
  const BxPlan *plan = maker->pages->plan;

  for (int i = 0; i < plan->n_boxes; i++) {
    const BxPlacedBox *b = &plan->boxes[i];
    const BxBoxSize *size = &maker->feature->galley.boxes[b->box].sizes[b->size];

    if (b->page == maker->page && b->column <= gutter && gutter < b->column + size->span - 1
        && b->top <= grid_line && grid_line < b->top + size->lines)
      return FALSE;
  }
  return TRUE;
}

/* The grid line under the last thing in a column of the page, or 0. */
int
bx_maker_find_column_foot (const Maker *maker, int column)
{
  const BxPlan *plan = maker->pages->plan;
  int foot = 0;

  for (int i = 0; i < plan->n_lines; i++)
    if (plan->lines[i].page == maker->page && plan->lines[i].column == column)
      foot = MAX (foot, plan->lines[i].top + plan->lines[i].n);
  for (int i = 0; i < plan->n_notes; i++)
    if (plan->notes[i].page == maker->page && plan->notes[i].column == column)
      foot = MAX (foot, plan->notes[i].top + plan->notes[i].lines);
  for (int i = 0; i < plan->n_boxes; i++) {
    const BxPlacedBox *b = &plan->boxes[i];
    const BxBoxSize *size = &maker->feature->galley.boxes[b->box].sizes[b->size];

    if (b->page == maker->page && b->column <= column && column < b->column + size->span)
      foot = MAX (foot, b->top + size->lines);
  }
  return foot;
}

static int
last_column (const Maker *maker)
{
  const BxPlan *plan = maker->pages->plan;
  int last = 0;

  for (int i = 0; i < plan->n_lines; i++)
    if (plan->lines[i].page == maker->page)
      last = MAX (last, plan->lines[i].column);
  return last;
}

void
bx_maker_add_column_rules (Maker *maker)
{
  const BxSpec *spec = maker->spec;
  int n_gutters = last_column (maker);
  int head = maker->page == 0 ? maker->feature->galley.opening_lines : 0;
  BxLen half_gutter = bx_len (bx_spec_get_gutter (spec).u / 2 + spec->column_rule.u / 2);

  if (spec->column_rule.u == 0)
    return;
  for (int gutter = 0; gutter < n_gutters; gutter++) {
    int foot = MAX (bx_maker_find_column_foot (maker, gutter), bx_maker_find_column_foot (maker, gutter + 1));

    for (int first = head, last; first < foot; first = last + 1) {
      for (last = first; last < foot && is_gutter_free (maker, gutter, last); last++)
        ;
      if (last > first)
        bx_maker_add_rect (
            maker, spec->column_rule_ink, bx_len_sub (bx_maker_get_column_x (maker, gutter + 1), half_gutter),
            bx_len_add (bx_maker_get_grid_y (maker, first), bx_len (spec->leading.u / 4)), spec->column_rule,
            bx_len ((last - first) * spec->leading.u - spec->leading.u / 2));
    }
  }
}
