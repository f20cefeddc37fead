/* A plan as text: one row per grid line, one field per column. "3.0" is the first line of item 3,
 * "H3" a head, "[A]" the first box; an accent marks a paragraph that is not in its best variant. */
#include "page-test.h"

static void
put (char **fields, const BxGalley *g, int page, int column, int line, char *text)
{
  char **field = &fields[(page * g->columns + column) * g->column_lines + line];

  g_free (*field);
  *field = text;
}

static char **
paint (const BxGalley *g, const BxPlan *plan)
{
  char **fields = g_new0 (char *, plan->n_pages * g->columns * g->column_lines + 1);

  for (int i = 0; i < plan->n_lines; i++) {
    const BxPlacedLines *l = &plan->lines[i];
    const BxItem *item = &g->items[l->item];
    const char *accent = item->variants[plan->variants[l->item]].cost > 0 ? "'" : "";

    for (int n = 0; n < l->n; n++)
      put (fields, g, l->page, l->column, l->top + n,
           item->kind == BX_ITEM_HEAD
               ? g_strdup_printf ("H%d", l->item)
               : g_strdup_printf ("%d%s.%d", l->item, accent, l->first + n));
  }
  for (int i = 0; i < plan->n_boxes; i++) {
    const BxPlacedBox *b = &plan->boxes[i];
    const BxBoxSize *size = &g->boxes[b->box].sizes[b->size];

    for (int c = 0; c < size->span; c++)
      for (int n = 0; n < size->lines; n++)
        put (fields, g, b->page, b->column + c, b->top + n,
             g_strdup_printf ("[%c]", 'A' + b->box % 26));
  }
  return fields;
}

char *
draw_plan (const BxGalley *g, const BxPlan *plan)
{
  GString *text = g_string_new (NULL);
  char **fields = paint (g, plan);

  g_string_append_printf (text, "pages %d, last page %d lines, cost %" G_GINT64_FORMAT
                          ", relaxed %x\n", plan->n_pages, plan->balanced_lines, plan->cost,
                          plan->relaxed);
  for (int page = 0; page < plan->n_pages; page++) {
    g_string_append_printf (text, "--- page %d\n", page + 1);
    for (int line = 0; line < g->column_lines; line++) {
      g_string_append_printf (text, "%2d", line);
      for (int column = 0; column < g->columns; column++) {
        char **field = &fields[(page * g->columns + column) * g->column_lines + line];

        g_string_append_printf (text, " | %-6s", *field ? *field : "");
        g_free (*field);
      }
      while (text->str[text->len - 1] == ' ')
        g_string_truncate (text, text->len - 1);
      g_string_append_c (text, '\n');
    }
  }
  g_free (fields);
  return g_string_free (text, FALSE);
}
