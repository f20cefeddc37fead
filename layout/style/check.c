/* What must hold between the keys of a style.
 *
 * The measure is whole ems and the type area whole grid lines; inner and upper margins are given,
 * and the outer and the lower one take what is left (CL-PAG-01: margins follow the measure, not
 * the other way round). */
#include "style-private.h"

#include <string.h>

#define SMALLEST_BODY (BX_UNITS_PER_PT * 63 / 8) /* CL-PAG-04 */
#define MIN_BESIDE_EM 8 /* of text beside a quote */
#define MIN_MARGIN_MM 5

typedef struct {
  const BxNode *root;
  const BxSpec *spec;
  GError **error;
} Check;

/* The node of a path like "grid/measure", or the nearest map above it. */
static const BxNode *
find_place (const BxNode *root, const char *path)
{
  g_auto (GStrv) keys = g_strsplit (path, "/", -1);
  const BxNode *place = root;

  for (int i = 0; keys[i] != NULL; i++) {
    const BxNode *next = bx_node_find (place, keys[i]);

    if (next == NULL)
      break;
    place = next;
  }
  return place;
}

/* Tells that a rule does not hold, at the first of the paths that the style gives itself: what it
 * extends held the rule before. */
static gboolean G_GNUC_PRINTF (4, 5)
    require (const Check *check, gboolean holds, const char *paths, const char *format, ...)
{
  g_auto (GStrv) path = g_strsplit (paths, " ", -1);
  const BxNode *place = find_place (check->root, path[0]);
  g_autofree char *message = NULL;
  va_list args;

  if (holds)
    return TRUE;
  for (int i = 0; path[i] != NULL && place->file != check->root->file; i++)
    place = find_place (check->root, path[i]);
  if (place->file != check->root->file || place == check->root)
    place = find_place (check->root, path[0]);
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  bx_error_at (check->error, BX_ERROR_INPUT, place->file, place->line, place->column, "%s",
               message);
  return FALSE;
}

/* The type area must leave margins on all sides. Sets the outer one. */
static gboolean
resolve_margins (const Check *check, BxSpec *spec)
{
  gint64 least = (gint64) MIN_MARGIN_MM * 720 * BX_UNITS_PER_PT / 254;
  gint64 pitch = bx_spec_get_column_pitch (spec).u;
  gint64 width = pitch * spec->columns - bx_spec_get_gutter (spec).u;
  gint64 height = (gint64) spec->leading.u * spec->lines;
  gint64 outer = (gint64) spec->page_width.u - spec->margin_inner.u - width;
  gint64 lower = (gint64) spec->page_height.u - spec->margin_top.u - height;

  if (!require (check, outer >= least,
                "grid/measure grid/columns grid/gutter page/margin-inner page/width text/body/size",
                "columns and gutters take %.1fpt and leave %.1fpt for the outer margin, which "
                "needs %dmm; make the measure or margin-inner smaller",
                width / (double) BX_UNITS_PER_PT, outer / (double) BX_UNITS_PER_PT, MIN_MARGIN_MM)
      || !require (check, lower >= least, "grid/lines grid/leading page/margin-top page/height",
                   "%d lines take %.1fpt and leave %.1fpt for the lower margin, which needs %dmm; "
                   "take fewer lines or a smaller margin-top",
                   spec->lines, height / (double) BX_UNITS_PER_PT, lower / (double) BX_UNITS_PER_PT,
                   MIN_MARGIN_MM))
    return FALSE;
  spec->margin_outer = bx_len ((gint32) outer);
  return TRUE;
}

static gboolean
check_grid (const Check *check)
{
  const BxSpec *spec = check->spec;
  const BxTextStyle *text = spec->text;
  gint32 size = text[BX_TEXT_BODY].size.u;

  return require (check, text[BX_TEXT_BODY].leading.u == spec->leading.u, "text/body/leading",
                  "the body is not set on the grid; write \"leading: 1 line\"")
         && require (check, text[BX_TEXT_QUESTION].leading.u == spec->leading.u,
                     "text/question/leading",
                     "questions are not set on the grid; write \"leading: 1 line\"")
         && require (check, text[BX_TEXT_CROSSHEAD].size.u <= spec->leading.u,
                     "text/crosshead/size grid/leading",
                     "crossheads are set on the grid, and theirs is higher than its lines; choose a "
                     "size of up to %.5gpt",
                     spec->leading.u / (double) BX_UNITS_PER_PT)
         && require (check, size >= SMALLEST_BODY, "text/body/size",
                     "the body is smaller than 7.875pt (六號), which nobody likes to read; choose a "
                     "larger size")
         /* CL-PAG-03: a line gap of 1/2 to 1 em. */
         && require (check, spec->leading.u * 2 >= size * 3 && spec->leading.u <= size * 2,
                     "grid/leading text/body/size",
                     "the gap between body lines is not within 0.5 … 1 em; choose a leading of "
                     "%.5gpt … %.5gpt",
                     size * 1.5 / BX_UNITS_PER_PT, size * 2.0 / BX_UNITS_PER_PT)
         && require (check, spec->opening_columns <= spec->columns, "opening/columns grid/columns",
                     "the opening has %d columns of text, and the grid %d; take fewer, or leave it out",
                     spec->opening_columns, spec->columns)
         && require (check, spec->column_rule.u == 0 || spec->column_rule_ink >= 0, "grid/rule",
                     "the column rule has no ink; add \"rule-ink\"")
         && require (check, text[BX_TEXT_FINE].size.u < size, "text/fine/size text/body/size",
                     "fine print is not smaller than the body; choose a smaller size");
}

static gboolean
check_feature (const Check *check)
{
  const BxSpec *spec = check->spec;
  BxQuoteDesign design = spec->quote.design;

  return require (check, spec->dropcap_lines != 1, "feature/dropcap",
                  "a drop cap of 1 line is no drop cap; write 0 or 2 lines and more")
         && require (check, spec->quote.span_columns <= spec->columns, "quote/span grid/columns",
                     "quotes are wider than the page has columns; keep to 1 … %d", spec->columns)
         && require (check, spec->quote.place == BX_PLACE_COLUMNS || spec->columns > 1,
                     "quote/place grid/columns",
                     "a page of one column has no gutter for quotes to stand over; write \"place: "
                     "columns\"")
         /* CL-PUL-02 */
         && require (check,
                     spec->quote.place == BX_PLACE_COLUMNS
                         || spec->measure.m - spec->quote.cut.m >= MIN_BESIDE_EM * 1024,
                     "quote/cut grid/measure",
                     "beside a quote %dem of the column are left, and text needs %dem; make the cut "
                     "smaller",
                     (spec->measure.m - spec->quote.cut.m) / 1024, MIN_BESIDE_EM)
         && require (check, design != BX_QUOTE_COLOUR_FIELD || spec->quote.field_ink >= 0,
                     "quote/design quote/field-ink",
                     "a colour-field has no colour; add \"field-ink\"");
}

/* Furniture must not stand on furniture. */
static gboolean
check_furniture (const Check *check, BxPageKind kind)
{
  const BxFurniture *f = &check->spec->furniture[kind];
  g_autofree char *folio = g_strdup_printf ("furniture/%s/folio furniture/%s/folio-side",
                                            bx_page_kind_names[kind], bx_page_kind_names[kind]);
  g_autofree char *band = g_strdup_printf ("furniture/%s/band", bx_page_kind_names[kind]);
  g_autofree char *form = g_strdup_printf ("furniture/%s/folio-form", bx_page_kind_names[kind]);
  const char *number = strchr (f->folio_form, '%');

  return require (check, number != NULL && strchr (number + 1, '%') == NULL, form,
                  "\"folio-form\" needs one %% for the number; write it as in \"— %% —\"")
         && require (check, f->band.u == 0 || f->band_ink >= 0, band,
                     "the band has no colour; add \"band-ink\"")
         && require (
             check,
             f->folio != BX_FOLIO_HEAD || f->running_head == BX_HEAD_NONE
                 || (f->running_head != BX_HEAD_BOTH && f->running_head_side != f->folio_side),
             folio, "the folio stands on the running head; choose another side or place");
}

/* White that grows is never more than its size. */
static gboolean
check_rows (const Check *check)
{
  const BxOpeningStyle *opening = &check->spec->opening;

  for (int i = 0; i < opening->n_rows; i++) {
    const BxOpeningRow *row = &opening->rows[i];

    if (!require (check,
                  row->part != BX_OPENING_GROW
                      || (gint64) row->usual.n * check->spec->leading.u <= row->size.u,
                  "opening/rows grid/leading",
                  "row %d is usually %d lines high, and more than its size; make \"size\" larger",
                  i + 1, row->usual.n))
      return FALSE;
  }
  return TRUE;
}

static gboolean
check_texts (const Check *check)
{
  for (int i = 0; i < BX_N_TEXT_ROLES; i++) {
    g_autofree char *paths = g_strdup_printf ("text/%s/leading text/%s/size", bx_text_role_names[i],
                                              bx_text_role_names[i]);

    if (!require (check, check->spec->text[i].leading.u >= check->spec->text[i].size.u, paths,
                  "lines of \"%s\" would overlap; choose a leading not under its size",
                  bx_text_role_names[i]))
      return FALSE;
  }
  return TRUE;
}

gboolean
bx_spec_check (const BxNode *root, BxSpec *spec, GError **error)
{
  Check check = { root, spec, error };

  return check_texts (&check) && check_grid (&check) && check_feature (&check)
         && check_rows (&check) && check_furniture (&check, BX_PAGE_OPENING) && check_furniture (&check, BX_PAGE_INNER)
         && resolve_margins (&check, spec);
}
