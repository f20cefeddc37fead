#include "sheet.h"

#include "clean.h"
#include "pages.h"
#include "read.h"
#include "talk.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define SPOKEN "我们今天说的这些话都要算数。"

struct _Sheet {
  BxSpec *spec;
  BxArticle *article;
  BxReport *report;
  BxFeature *feature;
  BxPlan *plan;
  BxPages *pages;
};

/* --- a manuscript ------------------------------------------------------------------------------ */

static void
append_han (GString *text, int n)
{
  static const char han[] = "天地玄黄宇宙洪荒日月盈昃辰宿列张";

  for (int i = 0; i < n; i++)
    g_string_append_len (text, han + 3 * (i % 16), 3);
}

/* So many lines, the last of them a third as long as the others: up to 13 of them have no variant. */
static void
append_paragraph (GString *text, int lines, gboolean is_spoken, const BxSpec *spec)
{
  int measure = spec->measure.m / 1024;
  int n = measure * lines - spec->text[BX_TEXT_BODY].indent.m / 1024 - measure * 2 / 3;

  if (is_spoken) { /* 17 characters and five marks, two of them half a character each */
    g_string_append (text, "张三说：“" SPOKEN "”");
    n -= 20;
  }
  append_han (text, n - 1);
  g_string_append (text, "。\n\n");
}

static char *
make_manuscript (const char *items, const BxSpec *spec)
{
  g_auto (GStrv) list = g_strsplit (items, " ", -1);
  GString *text = g_string_new ("---\ntitle: 题目\n");

  if (strchr (items, 'q') != NULL)
    g_string_append (text, "pulls:\n  - {text: " SPOKEN ", speaker: 张三}\n");
  else
    g_string_append (text, "pulls: []\n");
  g_string_append (text, "---\n\n");
  for (int i = 0; list[i] != NULL; i++)
    if (g_str_equal (list[i], "h"))
      g_string_append (text, "## 小标题\n\n");
    else
      append_paragraph (text, atoi (list[i]), g_str_has_suffix (list[i], "q"), spec);
  return g_string_free (text, FALSE);
}

/* --- from there to pages ----------------------------------------------------------------------- */

static BxSpec *
load_spec (const char *overlay)
{
  g_autofree char *base = bench_get_data_path ("tests/clreq/clreq.yaml");
  g_autofree char *absolute = g_canonicalize_filename (base, NULL);
  g_autofree char *folder = g_dir_make_tmp ("banxin-clreq-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "sheet.yaml", NULL);
  g_autofree char *yaml
      = g_strdup_printf ("title: A sheet\nextends: %s\n"
                         "opening: {space-below: 0 lines, rows: [kicker]}\n%s\n", absolute, overlay);
  BxSpec *spec;

  g_assert_true (g_file_set_contents (path, yaml, -1, NULL));
  spec = bx_spec_load (path, ".", NULL);
  g_remove (path);
  g_rmdir (folder);
  return spec;
}

static Sheet *
make_sheet (Bench *bench, BxHouse house, const char *items, BxSpec *spec)
{
  BxLang lang = bench_get_lang (house);
  Sheet *sheet = g_new0 (Sheet, 1);
  g_autofree char *manuscript = NULL;
  g_autoptr (BxRaw) raw = NULL;

  sheet->spec = spec;
  spec->house[lang] = house;
  manuscript = make_manuscript (items, spec);
  raw = bx_read_bytes ("sheet.md", manuscript, strlen (manuscript), NULL);
  sheet->report = bx_report_new ();
  sheet->article = bx_clean (raw, lang, sheet->report);
  bx_talk (sheet->article, 0, sheet->report);
  sheet->feature = bx_feature_new (sheet->article, spec, bench->fonts[lang], sheet->report,
                                   NULL);
  bx_feature_fill (sheet->feature);
  bx_feature_compose (sheet->feature);
  sheet->plan = bx_feature_paginate (sheet->feature);
  sheet->pages = bx_pages_new (sheet->feature, sheet->plan);
  return sheet;
}

Sheet *
sheet_new (Bench *bench, BxHouse house, const char *items, const char *overlay)
{
  BxSpec *spec = load_spec (overlay);

  return spec == NULL ? NULL : make_sheet (bench, house, items, spec);
}

Sheet *
sheet_new_in_style (Bench *bench, BxHouse house, const char *items, const char *style)
{
  g_autofree char *folder = bench_get_data_path ("styles");
  g_autofree char *name = g_strconcat (style, ".yaml", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  BxSpec *spec = bx_spec_load (path, folder, NULL);

  return spec == NULL ? NULL : make_sheet (bench, house, items, spec);
}

void
sheet_free (Sheet *sheet)
{
  bx_pages_free (sheet->pages);
  bx_plan_free (sheet->plan);
  bx_feature_free (sheet->feature);
  bx_article_free (sheet->article);
  bx_report_free (sheet->report);
  bx_spec_free (sheet->spec);
  g_free (sheet);
}

/* --- columns as text --------------------------------------------------------------------------- */

static const BxFrameLine *
line_at (const Sheet *sheet, int page, int column, int row)
{
  for (guint i = 0; i < sheet->pages->lines->len; i++) {
    const BxFrameLine *line = &g_array_index (sheet->pages->lines, BxFrameLine, i);

    if (line->page == page && line->column == column && line->grid_line == row
        && (line->role == BX_TEXT_BODY || line->role == BX_TEXT_CROSSHEAD))
      return line;
  }
  return NULL;
}

/* A box that takes the whole column from a row on: those that cut in leave room for lines. */
static const BxFrameBox *
box_at (const Sheet *sheet, int page, int column, int row)
{
  for (guint i = 0; i < sheet->pages->boxes->len; i++) {
    const BxFrameBox *box = &g_array_index (sheet->pages->boxes, BxFrameBox, i);

    if (!box->cuts_in && box->page == page && box->top == row && column >= box->column
        && column < box->column + box->span)
      return box;
  }
  return NULL;
}

/* The part of a column from `row` on that is one thing; returns the row after it. */
static int
append_part (const Sheet *sheet, GString *text, int page, int column, int row)
{
  const BxFrameBox *box = box_at (sheet, page, column, row);
  const BxFrameLine *line = line_at (sheet, page, column, row);
  const BxFrameLine *next;
  int n = 1;

  if (box != NULL) {
    g_string_append_printf (text, "[%d]", box->lines);
    return row + box->lines;
  }
  if (line == NULL) {
    g_string_append_c (text, '_');
    return row + 1;
  }
  if (line->role == BX_TEXT_CROSSHEAD) {
    g_string_append_c (text, 'h');
    return row + 1;
  }
  while ((next = line_at (sheet, page, column, row + n)) != NULL && next->block == line->block)
    n++;
  g_string_append_printf (text, "%d", n);
  return row + n;
}

static void
append_column (const Sheet *sheet, GString *text, int page, int column)
{
  gsize foot = text->len;

  for (int row = 0; row < sheet->spec->lines;) {
    row = append_part (sheet, text, page, column, row);
    if (text->str[text->len - 1] != '_')
      foot = text->len; /* white at its foot is nothing */
    if (row < sheet->spec->lines)
      g_string_append_c (text, '+');
  }
  g_string_truncate (text, foot);
}

char *
sheet_dup_columns (const Sheet *sheet)
{
  GString *text = g_string_new (NULL);

  for (int page = 0; page < sheet->pages->n_pages; page++)
    for (int column = 0; column < sheet->spec->columns; column++) {
      if (page + column > 0)
        g_string_append_c (text, column == 0 ? '|' : '/');
      append_column (sheet, text, page, column);
    }
  return g_string_free (text, FALSE);
}

/* --- properties -------------------------------------------------------------------------------- */

static const BxFrameLine *
body_line (const Sheet *sheet, int wanted)
{
  for (guint i = 0; i < sheet->pages->lines->len; i++) {
    const BxFrameLine *line = &g_array_index (sheet->pages->lines, BxFrameLine, i);

    if (line->role == BX_TEXT_BODY && wanted-- == 0)
      return line;
  }
  return NULL;
}

/* Baselines that stand between the lines of the grid. */
static int
count_off_grid (const Sheet *sheet)
{
  const BxFrameLine *first = body_line (sheet, 0);
  const BxFrameLine *line;
  int n = 0;

  for (int i = 1; (line = body_line (sheet, i)) != NULL; i++)
    n += (line->baseline.u - first->baseline.u) % sheet->spec->leading.u != 0;
  return n;
}

/* --- furniture --------------------------------------------------------------------------------- */

static gboolean
is_furniture (const BxFrameLine *line)
{
  return line->page > 0 && (line->role == BX_TEXT_RUNNING_HEAD || line->role == BX_TEXT_FOLIO);
}

/* In the same place: at its start, its end or its middle, as the style aligns it. */
static gboolean
is_at (const BxFrameLine *line, const BxFrameLine *other)
{
  int start = line->x.u - other->x.u;
  int longer = line->line->natural.u - other->line->natural.u;

  return line->role == other->role && line->baseline.u == other->baseline.u
         && (start == 0 || start + longer == 0 || abs (2 * start + longer) <= 1);
}

/* Furniture of inner pages, or of those the pieces that stand where none of two pages before does. */
static int
count_furniture (const Sheet *sheet, gboolean is_moved)
{
  const GArray *lines = sheet->pages->lines;
  int n = 0;

  for (guint i = 0; i < lines->len; i++) {
    const BxFrameLine *line = &g_array_index (lines, BxFrameLine, i);
    gboolean stays = line->page <= 2;

    for (guint k = 0; k < i && !stays; k++) {
      const BxFrameLine *other = &g_array_index (lines, BxFrameLine, k);

      stays = other->page == line->page - 2 && is_furniture (other) && is_at (line, other);
    }
    n += is_furniture (line) && !(is_moved && stays);
  }
  return n;
}

/* From the furniture of inner pages to the type area, where it is least. */
static double
find_clearance (const Sheet *sheet)
{
  int top = sheet->spec->margin_top.u;
  int foot = top + sheet->spec->lines * sheet->spec->leading.u;
  int least = G_MAXINT;

  for (guint i = 0; i < sheet->pages->lines->len; i++) {
    const BxFrameLine *line = &g_array_index (sheet->pages->lines, BxFrameLine, i);
    int baseline = line->baseline.u;

    if (is_furniture (line))
      least = MIN (least, baseline < top ? top - baseline
                                         : baseline - line->shaped->size.u * 9 / 10 - foot);
  }
  return least;
}

static gboolean
get_of_line (const Sheet *sheet, const BxFrameLine *line, const char *property, double *value)
{
  double em = sheet->spec->text[BX_TEXT_BODY].size.u;
  BxLen left;

  if (line == NULL)
    return FALSE;
  left = line->page % 2 == 0 ? sheet->spec->margin_inner : sheet->spec->margin_outer;
  if (g_str_equal (property, "x")) /* from its column's left */
    *value = (line->x.u - left.u
              - line->column * bx_spec_get_column_pitch (sheet->spec).u) / em;
  else if (g_str_equal (property, "measure"))
    *value = line->line->measure.u / em;
  else if (g_str_equal (property, "row"))
    *value = line->grid_line;
  else
    return FALSE;
  return TRUE;
}

gboolean
sheet_get (const Sheet *sheet, int line, const char *property, double *value)
{
  const BxSpec *spec = sheet->spec;
  double em = spec->text[BX_TEXT_BODY].size.u;

  if (g_str_equal (property, "off-grid"))
    *value = count_off_grid (sheet);
  else if (g_str_equal (property, "furniture"))
    *value = count_furniture (sheet, FALSE);
  else if (g_str_equal (property, "moved"))
    *value = count_furniture (sheet, TRUE);
  else if (g_str_equal (property, "clearance"))
    *value = find_clearance (sheet) / em;
  else if (g_str_equal (property, "head-size"))
    *value = spec->text[BX_TEXT_CROSSHEAD].size.u / em;
  else if (g_str_equal (property, "relaxed"))
    *value = sheet->plan->relaxed;
  else if (g_str_equal (property, "block")) /* of a full column, from the faces of its first line to the last's */
    *value = (spec->lines * spec->leading.u - (spec->leading.u - em)) / em;
  else if (g_str_has_prefix (property, "span("))
    *value = bx_spec_get_span (spec, atoi (property + strlen ("span("))).u / em;
  else
    return get_of_line (sheet, body_line (sheet, line), property, value);
  return TRUE;
}
