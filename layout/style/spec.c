/* The keys of a style file, and what must hold between them. It decides the ranges a style may
 * use; how values are written is field.c's, what they look like on the page is frame's and
 * draw's.
 *
 * The measure is whole ems and the type area whole grid lines; inner and upper margins are given,
 * and the outer and the lower one take what is left (CL-PAG-01: margins follow the measure, not
 * the other way round). */
#include "field.h"
#include "names.h"

#include <string.h>

#define MAX_INKS 16
#define MIN_MARGIN_MM 5

#define NAMES(list) .names = (list), .n_names = (int) G_N_ELEMENTS (list)
#define RANGE(least, most) .min = (least), .max = (most)
#define OR(value) .fallback = (value)
#define REQUIRED .fallback = NULL
#define AT(member) offsetof (BxSpec, member)

static const BxField page_fields[] = {
  { "width", BX_FIELD_LENGTH, AT (page_width), RANGE ("70mm", "1000mm"), REQUIRED },
  { "height", BX_FIELD_LENGTH, AT (page_height), RANGE ("70mm", "1400mm"), REQUIRED },
  { "margin-top", BX_FIELD_LENGTH, AT (margin_top), RANGE ("5mm", "300mm"), REQUIRED },
  { "margin-inner", BX_FIELD_LENGTH, AT (margin_inner), RANGE ("5mm", "300mm"), REQUIRED },
  { "bleed", BX_FIELD_LENGTH, AT (bleed), RANGE ("0mm", "20mm"), OR ("3mm") },
};

static const BxField grid_fields[] = {
  { "leading", BX_FIELD_LENGTH, AT (leading), RANGE ("7pt", "60pt"), REQUIRED },
  { "lines", BX_FIELD_LINES, AT (lines), RANGE ("12 lines", "200 lines"), REQUIRED },
  { "columns", BX_FIELD_COUNT, AT (columns), RANGE ("1", "8"), REQUIRED },
  { "measure", BX_FIELD_WHOLE_EM, AT (measure), RANGE ("8em", "60em"), REQUIRED },
  { "gutter", BX_FIELD_WHOLE_EM, AT (gutter), RANGE ("1em", "6em"), REQUIRED },
  { "rule", BX_FIELD_LENGTH, AT (column_rule), RANGE ("0pt", "4pt"), OR ("0pt") },
  { "rule-ink", BX_FIELD_INK, AT (column_rule_ink), OR ("none") },
};

static const BxField house_fields[] = {
  { "zh-Hans", BX_FIELD_NAME, AT (house[BX_LANG_HANS]), NAMES (bx_house_names), REQUIRED },
  { "zh-Hant-TW", BX_FIELD_NAME, AT (house[BX_LANG_HANT_TW]), NAMES (bx_house_names), REQUIRED },
  { "zh-Hant-HK", BX_FIELD_NAME, AT (house[BX_LANG_HANT_HK]), NAMES (bx_house_names), REQUIRED },
  { "han-latin-gap", BX_FIELD_EM, AT (han_latin_gap), RANGE ("0em", "0.25em"), OR ("0.25em") },
  { "line-edges", BX_FIELD_NAME, AT (line_edges), NAMES (bx_line_edges_names), OR ("basic") },
  { "hanging", BX_FIELD_NAME, AT (hanging), NAMES (bx_switch_names), OR ("off") },
  { "strong-font", BX_FIELD_NAME, AT (strong_font), NAMES (bx_font_role_names), OR ("hei") },
  { "strong-weight", BX_FIELD_COUNT, AT (strong_weight), RANGE ("100", "900"), OR ("500") },
};

static const BxField feature_fields[] = {
  { "accent", BX_FIELD_INK, AT (accent_ink), REQUIRED },
  { "opening-field", BX_FIELD_INK, AT (opening_field_ink), OR ("none") },
  { "headline-space", BX_FIELD_LINES, AT (headline_space_lines), RANGE ("0 lines", "20 lines"),
    OR ("2 lines") },
  { "deck-max-han", BX_FIELD_COUNT, AT (deck_max_han), RANGE ("0", "400"), OR ("0") },
  { "dropcap", BX_FIELD_LINES, AT (dropcap_lines), RANGE ("0 lines", "6 lines"), OR ("0 lines") },
  { "end-mark", BX_FIELD_TEXT, AT (end_mark), RANGE ("0", "4"), OR ("") },
};

static const BxField quote_fields[] = {
  { "design", BX_FIELD_NAME, AT (quote.design), NAMES (bx_quote_design_names), REQUIRED },
  { "span", BX_FIELD_COUNT, AT (quote.span_columns), RANGE ("1", "8"), OR ("1") },
  { "ink", BX_FIELD_INK, AT (quote.ink), REQUIRED },
  { "field-ink", BX_FIELD_INK, AT (quote.field_ink), OR ("none") },
  { "rule", BX_FIELD_LENGTH, AT (quote.rule), RANGE ("0pt", "20pt"), OR ("0pt") },
  { "space-above", BX_FIELD_LINES, AT (quote.space_above), RANGE ("0 lines", "10 lines"),
    OR ("1 line") },
  { "space-below", BX_FIELD_LINES, AT (quote.space_below), RANGE ("0 lines", "10 lines"),
    OR ("1 line") },
  { "density", BX_FIELD_LINES, AT (quote.density), RANGE ("20 lines", "2000 lines"),
    OR ("130 lines") },
};

static const BxField title_field
  = { "title", BX_FIELD_TEXT, AT (title), RANGE ("1", "100"), REQUIRED };

#undef AT
#define AT(member) offsetof (BxTextStyle, member)

static const BxField text_fields[] = {
  { "font", BX_FIELD_NAME, AT (font), NAMES (bx_font_role_names), REQUIRED },
  { "weight", BX_FIELD_COUNT, AT (weight), RANGE ("100", "900"), OR ("400") },
  { "size", BX_FIELD_LENGTH, AT (size), RANGE ("5pt", "200pt"), REQUIRED },
  { "leading", BX_FIELD_LEADING, AT (leading), RANGE ("5pt", "300pt"), REQUIRED },
  { "tracking", BX_FIELD_EM, AT (tracking), RANGE ("-0.1em", "1em"), OR ("0em") },
  { "indent", BX_FIELD_WHOLE_EM, AT (indent), RANGE ("0em", "4em"), OR ("0em") },
  { "ink", BX_FIELD_INK, AT (ink), REQUIRED },
  { "align", BX_FIELD_NAME, AT (align), NAMES (bx_align_names), OR ("start") },
};

#undef AT
#define AT(member) offsetof (BxInk, member)

static const BxField ink_fields[] = {
  { "cmyk", BX_FIELD_CMYK, AT (cmyk_permille), RANGE ("0%", "100%"), REQUIRED },
  { "rgb", BX_FIELD_RGB, AT (rgb), REQUIRED },
};

#undef AT

/* The maps of a style whose keys go straight into BxSpec, in the order of reading: a leading in
 * lines needs the grid. */
static const struct {
  const char *name;
  const BxField *fields;
  int n_fields;
} sections[] = {
  { "page", page_fields, G_N_ELEMENTS (page_fields) },
  { "grid", grid_fields, G_N_ELEMENTS (grid_fields) },
  { "house", house_fields, G_N_ELEMENTS (house_fields) },
  { "feature", feature_fields, G_N_ELEMENTS (feature_fields) },
  { "quote", quote_fields, G_N_ELEMENTS (quote_fields) },
};

static const char *const top_keys[] = {
  "title", "page", "grid", "house", "feature", "quote", "inks", "text",
};

void
bx_spec_free (BxSpec *spec)
{
  if (spec == NULL)
    return;
  for (int i = 0; i < spec->n_inks; i++)
    g_free (spec->inks[i].name);
  g_free (spec->inks);
  g_free (spec->name);
  g_free (spec->title);
  g_free (spec->file);
  g_free (spec->end_mark);
  g_free (spec);
}

/* --- inks and texts ------------------------------------------------------------------------- */

static gboolean
is_ink_name (const char *name)
{
  return g_ascii_islower (name[0]) && strlen (name) <= 32 && !g_str_equal (name, "none")
         && strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (name);
}

static gboolean
read_ink (const BxContext *context, const BxNode *key, const BxNode *map, BxSpec *spec,
          GError **error)
{
  BxInk *ink = &spec->inks[spec->n_inks];

  if (!is_ink_name (key->text)) {
    bx_error_at (error, BX_ERROR_INPUT, context->file, key->line, key->column,
                 "this is no name for an ink; use a to z, 0 to 9 and hyphens, and not \"none\"");
    return FALSE;
  }
  if (!bx_check_map (context, key, map, key->text, error)
      || !bx_fields_read (context, map, key->text, ink_fields, G_N_ELEMENTS (ink_fields), ink,
                          error))
    return FALSE;
  /* In the drawing an ink is known by its preview colour. */
  for (int i = 0; i < spec->n_inks; i++)
    if (spec->inks[i].rgb == ink->rgb) {
      bx_error_at (error, BX_ERROR_INPUT, context->file, map->line, map->column,
                   "\"%s\" has the same rgb as \"%s\"; change one a little", key->text,
                   spec->inks[i].name);
      return FALSE;
    }
  ink->name = g_strdup (key->text);
  spec->n_inks++;
  return TRUE;
}

static gboolean
read_inks (const BxContext *context, const BxNode *root, BxSpec *spec, GError **error)
{
  const BxNode *map = bx_node_find (root, "inks");

  if (!bx_check_map (context, root, map, "inks", error) || !bx_check_repeats (context, map, error))
    return FALSE;
  if (map->keys->len == 0 || map->keys->len > MAX_INKS) {
    bx_error_at (error, BX_ERROR_INPUT, context->file, map->line, map->column,
                 "%u inks; give 1 to %d", map->keys->len, MAX_INKS);
    return FALSE;
  }
  spec->inks = g_new0 (BxInk, map->keys->len);
  for (guint i = 0; i < map->keys->len; i++)
    if (!read_ink (context, map->keys->pdata[i], map->kids->pdata[i], spec, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_texts (const BxContext *context, const BxNode *root, BxSpec *spec, GError **error)
{
  const BxNode *texts = bx_node_find (root, "text");

  if (!bx_check_map (context, root, texts, "text", error)
      || !bx_check_keys (context, texts, "text", bx_text_role_names, BX_N_TEXT_ROLES, error))
    return FALSE;
  for (int i = 0; i < BX_N_TEXT_ROLES; i++) {
    const char *name = bx_text_role_names[i];
    const BxNode *map = bx_node_find (texts, name);

    if (!bx_check_map (context, texts, map, name, error)
        || !bx_fields_read (context, map, name, text_fields, G_N_ELEMENTS (text_fields),
                            &spec->text[i], error))
      return FALSE;
  }
  return TRUE;
}

/* --- what must hold between keys ------------------------------------------------------------ */

/* Where a key of a section stands, or else the section. */
static const BxNode *
find_place (const BxNode *section, const char *key)
{
  const BxNode *node = bx_node_find (section, key);

  return node != NULL ? node : section;
}

static gboolean G_GNUC_PRINTF (6, 7)
require (const BxContext *context, gboolean holds, const BxNode *section, const char *key,
         GError **error, const char *format, ...)
{
  const BxNode *place = find_place (section, key);
  g_autofree char *message = NULL;
  va_list args;

  if (holds)
    return TRUE;
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  bx_error_at (error, BX_ERROR_INPUT, context->file, place->line, place->column, "%s", message);
  return FALSE;
}

/* The type area must leave margins on all sides. Sets the outer one. */
static gboolean
resolve_margins (const BxContext *context, const BxNode *root, BxSpec *spec, GError **error)
{
  const BxNode *grid = bx_node_find (root, "grid");
  gint64 least = (gint64) MIN_MARGIN_MM * 720 * BX_UNITS_PER_PT / 254;
  gint64 pitch = bx_spec_get_column_pitch (spec).u;
  gint64 width = pitch * spec->columns - bx_spec_get_gutter (spec).u;
  gint64 height = (gint64) spec->leading.u * spec->lines;
  gint64 outer = (gint64) spec->page_width.u - spec->margin_inner.u - width;
  gint64 lower = (gint64) spec->page_height.u - spec->margin_top.u - height;

  if (!require (context, outer >= least, grid, "measure", error,
                "columns and gutters take %.1fpt and leave %.1fpt for the outer margin, which "
                "needs %dmm; make the measure or margin-inner smaller",
                width / (double) BX_UNITS_PER_PT, outer / (double) BX_UNITS_PER_PT, MIN_MARGIN_MM)
      || !require (context, lower >= least, grid, "lines", error,
                   "%d lines take %.1fpt and leave %.1fpt for the lower margin, which needs %dmm; "
                   "take fewer lines or a smaller margin-top",
                   spec->lines, height / (double) BX_UNITS_PER_PT,
                   lower / (double) BX_UNITS_PER_PT, MIN_MARGIN_MM))
    return FALSE;
  spec->margin_outer = bx_len ((gint32) outer);
  return TRUE;
}

static gboolean
check_grid (const BxContext *context, const BxNode *root, const BxSpec *spec, GError **error)
{
  const BxNode *grid = bx_node_find (root, "grid");
  const BxNode *body = bx_node_find (bx_node_find (root, "text"), "body");
  gint32 size = spec->text[BX_TEXT_BODY].size.u;

  return require (context, spec->text[BX_TEXT_BODY].leading.u == spec->leading.u, body, "leading",
                  error, "the body is not set on the grid; write \"leading: 1 line\"")
         /* CL-PAG-03: a line gap of 1/2 to 1 em. */
         && require (context, spec->leading.u * 2 >= size * 3 && spec->leading.u <= size * 2, grid,
                     "leading", error,
                     "the gap between body lines is not within 0.5 … 1 em; choose a leading of "
                     "%.5gpt … %.5gpt",
                     size * 1.5 / BX_UNITS_PER_PT, size * 2.0 / BX_UNITS_PER_PT)
         && require (context, spec->column_rule.u == 0 || spec->column_rule_ink >= 0, grid, "rule",
                     error, "the column rule has no ink; add \"rule-ink\"")
         && require (context, spec->text[BX_TEXT_FINE].size.u < size,
                     bx_node_find (bx_node_find (root, "text"), "fine"), "size", error,
                     "fine print is not smaller than the body; choose a smaller size");
}

static gboolean
check_feature (const BxContext *context, const BxNode *root, const BxSpec *spec, GError **error)
{
  const BxNode *feature = bx_node_find (root, "feature");
  const BxNode *quote = bx_node_find (root, "quote");

  return require (context, spec->dropcap_lines != 1, feature, "dropcap", error,
                  "a drop cap of 1 line is no drop cap; write 0 or 2 lines and more")
         && require (context, spec->quote.span_columns <= spec->columns, quote, "span", error,
                     "quotes are wider than the page has columns; keep to 1 … %d", spec->columns)
         && require (context,
                     spec->quote.design != BX_QUOTE_COLOUR_FIELD || spec->quote.field_ink >= 0,
                     quote, "design", error, "a colour-field has no colour; add \"field-ink\"");
}

static gboolean
check_texts (const BxContext *context, const BxNode *root, const BxSpec *spec, GError **error)
{
  const BxNode *texts = bx_node_find (root, "text");

  for (int i = 0; i < BX_N_TEXT_ROLES; i++)
    if (!require (context, spec->text[i].leading.u >= spec->text[i].size.u,
                  bx_node_find (texts, bx_text_role_names[i]), "leading", error,
                  "lines of \"%s\" would overlap; choose a leading not under its size",
                  bx_text_role_names[i]))
      return FALSE;
  return TRUE;
}

/* --- loading -------------------------------------------------------------------------------- */

static gboolean
resolve (const BxContext *context, const BxNode *root, BxSpec *spec, GError **error)
{
  if (!bx_check_keys (context, root, "the style", top_keys, G_N_ELEMENTS (top_keys), error)
      || !bx_field_read (context, root, "the style", &title_field, spec, error)
      || !read_inks (context, root, spec, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++) {
    const BxNode *map = bx_node_find (root, sections[i].name);

    if (!bx_check_map (context, root, map, sections[i].name, error)
        || !bx_fields_read (context, map, sections[i].name, sections[i].fields,
                            sections[i].n_fields, spec, error))
      return FALSE;
  }
  return read_texts (context, root, spec, error) && check_texts (context, root, spec, error)
         && check_grid (context, root, spec, error) && check_feature (context, root, spec, error)
         && resolve_margins (context, root, spec, error);
}

static void
set_unknown_style (const char *style, const char *styles_dir, GError **error)
{
  g_auto (GStrv) names = bx_spec_list (styles_dir, error);
  g_autofree char *list = NULL;

  if (names == NULL)
    return;
  list = g_strjoinv (", ", names);
  bx_error_at (error, BX_ERROR_INPUT, styles_dir, 0, 0, "no style \"%s\" here; there %s %s", style,
               names[0] == NULL ? "are" : names[1] == NULL ? "is" : "are",
               names[0] != NULL ? list : "none");
}

/* The file of a style, or NULL with an error. */
static char *
find_file (const char *style, const char *styles_dir, GError **error)
{
  g_autofree char *base = g_strconcat (style, ".yaml", NULL);
  g_autofree char *file = g_build_filename (styles_dir, base, NULL);

  if (strchr (style, '/') != NULL || g_str_has_suffix (style, ".yaml"))
    return g_strdup (style);
  if (g_file_test (file, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&file);
  set_unknown_style (style, styles_dir, error);
  return NULL;
}

BxSpec *
bx_spec_load (const char *style, const char *styles_dir, GError **error)
{
  g_autofree char *file = find_file (style, styles_dir, error);
  g_autoptr (BxNode) root = file != NULL ? bx_tree_load (file, error) : NULL;
  g_autoptr (BxSpec) spec = NULL;
  BxContext context = { .file = file };

  if (root == NULL)
    return NULL;
  spec = g_new0 (BxSpec, 1);
  context.spec = spec;
  spec->file = g_strdup (file);
  spec->name = g_path_get_basename (file);
  if (g_str_has_suffix (spec->name, ".yaml"))
    spec->name[strlen (spec->name) - strlen (".yaml")] = '\0';
  return resolve (&context, root, spec, error) ? g_steal_pointer (&spec) : NULL;
}
