/* The keys of a style file and the ranges a style may use. How values are written is field.c's, how
 * one style extends another extend.c's, what must hold between keys check.c's; what they look like
 * on the page is frame's and draw's. */
#include "style-private.h"

#include <string.h>

#define MAX_INKS 16
#define MAX_OPENING_ROWS 32

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
  { "min-ppi", BX_FIELD_COUNT, AT (min_ppi), RANGE ("0", "1200"), OR ("200") },
  { "bleed", BX_FIELD_LENGTH, AT (bleed), RANGE ("0mm", "20mm"), OR ("3mm") },
  { "paper", BX_FIELD_INK, AT (paper_ink), OR ("none") },
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
  { "hanging", BX_FIELD_NAME, AT (hanging), NAMES (bx_hanging_names), OR ("off") },
  { "shrink-stops", BX_FIELD_NAME, AT (shrinks_stops), NAMES (bx_switch_names), OR ("on") },
  { "relief", BX_FIELD_EM, AT (relief), RANGE ("0em", "0.5em"), OR ("0em") },
  { "character-grid", BX_FIELD_NAME, AT (is_on_grid), NAMES (bx_switch_names), OR ("off") },
  { "strong-font", BX_FIELD_NAME, AT (strong_font), NAMES (bx_font_role_names), OR ("hei") },
  { "hyphenation", BX_FIELD_TEXT, AT (hyphenation), RANGE ("0", "20"), OR ("en-US") },
  { "strong-weight", BX_FIELD_COUNT, AT (strong_weight), RANGE ("100", "900"), OR ("500") },
};

static const BxField feature_fields[] = {
  { "accent", BX_FIELD_INK, AT (accent_ink), REQUIRED },
  { "deck-max-han", BX_FIELD_COUNT, AT (deck_max_han), RANGE ("0", "400"), OR ("0") },
  { "dropcap", BX_FIELD_LINES, AT (dropcap_lines), RANGE ("0 lines", "6 lines"), OR ("0 lines") },
  { "notes", BX_FIELD_NAME, AT (notes), NAMES (bx_note_place_names), OR ("end") },
  { "question-space", BX_FIELD_LINES, AT (question_space), RANGE ("0 lines", "4 lines"),
    OR ("0 lines") },
  { "end-mark", BX_FIELD_TEXT, AT (end_mark), RANGE ("0", "4"), OR ("") },
};

static const BxField quote_fields[] = {
  { "design", BX_FIELD_NAME, AT (quote.design), NAMES (bx_quote_design_names), REQUIRED },
  { "place", BX_FIELD_NAME, AT (quote.place), NAMES (bx_quote_place_names), OR ("columns") },
  { "cut", BX_FIELD_WHOLE_EM, AT (quote.cut), RANGE ("2em", "30em"), OR ("6em") },
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
  { "portrait", BX_FIELD_NAME, AT (quote.has_portrait), NAMES (bx_switch_names), OR ("off") },
};

static const BxField crosshead_fields[] = {
  { "design", BX_FIELD_NAME, AT (crosshead.design), NAMES (bx_crosshead_design_names),
    OR ("plain") },
  { "ink", BX_FIELD_INK, AT (crosshead.ink), OR ("none") },
  { "rule", BX_FIELD_LENGTH, AT (crosshead.rule), RANGE ("0pt", "20pt"), OR ("0pt") },
  { "space", BX_FIELD_LINES, AT (crosshead.space), RANGE ("0 lines", "4 lines"), OR ("1 line") },
};

static const BxField panel_fields[] = {
  { "field", BX_FIELD_INK, AT (panel.field_ink), OR ("none") },
  { "ink", BX_FIELD_INK, AT (panel.ink), OR ("none") },
  { "rule", BX_FIELD_LENGTH, AT (panel.rule), RANGE ("0pt", "20pt"), OR ("1pt") },
  { "cards", BX_FIELD_NAME, AT (panel.has_cards), NAMES (bx_switch_names), OR ("on") },
};

/* Those of the headline block beside its rows. */
static const BxField opening_fields[] = {
  { "field", BX_FIELD_INK, AT (opening_field_ink), OR ("none") },
  { "columns", BX_FIELD_COUNT, AT (opening_columns), RANGE ("0", "8"), OR ("0") },
  { "space-below", BX_FIELD_LINES, AT (headline_space_lines), RANGE ("0 lines", "20 lines"),
    OR ("2 lines") },
};

static const BxField title_field = { "title", BX_FIELD_TEXT, AT (title), RANGE ("1", "100"),
                                     REQUIRED };

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
  { "marks", BX_FIELD_NAME, AT (marks), NAMES (bx_mark_space_names), OR ("full") },
};

#undef AT
#define AT(member) offsetof (BxOpeningRow, member)

static const BxField row_fields[] = {
  { "part", BX_FIELD_NAME, AT (part), NAMES (bx_opening_part_names), REQUIRED },
  { "size", BX_FIELD_LEADING, AT (size), RANGE ("0pt", "1000pt"), OR ("0pt") },
  { "usual", BX_FIELD_LINES, AT (usual), RANGE ("0 lines", "100 lines"), OR ("0 lines") },
  { "width", BX_FIELD_WHOLE_EM, AT (width), RANGE ("0em", "200em"), OR ("0em") },
  { "align", BX_FIELD_NAME, AT (align), NAMES (bx_align_names), OR ("start") },
  { "ink", BX_FIELD_INK, AT (ink), OR ("none") },
  { "when", BX_FIELD_NAME, AT (when), NAMES (bx_row_condition_names), OR ("always") },
  { "behind", BX_FIELD_NAME, AT (is_behind), NAMES (bx_switch_names), OR ("off") },
  { "credits", BX_FIELD_NAME, AT (credits), NAMES (bx_credits_names), OR ("lines") },
};

#undef AT
#define AT(member) offsetof (BxFurniture, member)

static const BxField furniture_fields[] = {
  { "running-head", BX_FIELD_NAME, AT (running_head), NAMES (bx_running_head_names), OR ("none") },
  { "running-head-side", BX_FIELD_NAME, AT (running_head_side), NAMES (bx_side_names),
    OR ("outer") },
  { "rule", BX_FIELD_LENGTH, AT (rule), RANGE ("0pt", "20pt"), OR ("0pt") },
  { "folio", BX_FIELD_NAME, AT (folio), NAMES (bx_folio_place_names), OR ("foot") },
  { "folio-side", BX_FIELD_NAME, AT (folio_side), NAMES (bx_side_names), OR ("outer") },
  { "folio-form", BX_FIELD_TEXT, AT (folio_form), RANGE ("1", "20"), OR ("%") },
  { "band", BX_FIELD_LENGTH, AT (band), RANGE ("0mm", "60mm"), OR ("0mm") },
  { "band-ink", BX_FIELD_INK, AT (band_ink), OR ("none") },
};

#undef AT
#define AT(member) offsetof (BxInk, member)

static const BxField ink_fields[] = {
  { "cmyk", BX_FIELD_CMYK, AT (cmyk_permille), RANGE ("0%", "100%"), REQUIRED },
  { "rgb", BX_FIELD_RGB, AT (rgb), REQUIRED },
  { "spot", BX_FIELD_TEXT, AT (spot), RANGE ("0", "60"), OR ("") },
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
  { "crosshead", crosshead_fields, G_N_ELEMENTS (crosshead_fields) },
  { "panel", panel_fields, G_N_ELEMENTS (panel_fields) },
};

static const char *const top_keys[] = {
  "title",   "extends",   "page",  "grid",      "house", "feature", "inks",
  "opening", "furniture", "quote", "crosshead", "panel", "text",
};

/* What the roles that a style may leave out are set as. */
static const BxTextRole role_fallbacks[BX_N_TEXT_ROLES] = {
  [BX_TEXT_MASTHEAD] = BX_TEXT_KICKER,
  [BX_TEXT_QUESTION] = BX_TEXT_BODY,
  [BX_TEXT_LABEL] = BX_TEXT_ATTRIBUTION,
  [BX_TEXT_CAPTION] = BX_TEXT_DESCRIPTION,
  [BX_TEXT_CREDIT] = BX_TEXT_FINE,
  [BX_TEXT_SIDEBAR] = BX_TEXT_DESCRIPTION,
  [BX_TEXT_SIDEBAR_HEAD] = BX_TEXT_CROSSHEAD,
  [BX_TEXT_TABLE] = BX_TEXT_DESCRIPTION,
  [BX_TEXT_TABLE_HEAD] = BX_TEXT_ATTRIBUTION,
  [BX_TEXT_NOTE] = BX_TEXT_FINE,
};

void
bx_spec_free (BxSpec *spec)
{
  if (spec == NULL)
    return;
  for (int i = 0; i < spec->n_inks; i++) {
    g_free (spec->inks[i].name);
    g_free (spec->inks[i].spot);
  }
  g_free (spec->inks);
  g_free (spec->name);
  g_free (spec->title);
  g_free (spec->file);
  g_strfreev (spec->files);
  g_free (spec->end_mark);
  g_free (spec->opening.rows);
  for (int i = 0; i < BX_N_PAGE_KINDS; i++)
    g_free (spec->furniture[i].folio_form);
  g_free (spec->hyphenation);
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
read_ink (const BxNode *key, const BxNode *map, BxSpec *spec, GError **error)
{
  BxInk *ink = &spec->inks[spec->n_inks];

  if (!is_ink_name (key->text)) {
    bx_error_at (error, BX_ERROR_INPUT, key->file, key->line, key->column,
                 "this is no name for an ink; use a to z, 0 to 9 and hyphens, and not \"none\"");
    return FALSE;
  }
  if (!bx_check_map (key, map, key->text, error))
    return FALSE;
  spec->n_inks++; /* what is read of it is freed with the others, also where the rest fails */
  if (!bx_fields_read (spec, map, key->text, ink_fields, G_N_ELEMENTS (ink_fields), ink, error))
    return FALSE;
  /* In the drawing an ink is known by its preview colour. */
  for (int i = 0; i < spec->n_inks - 1; i++)
    if (spec->inks[i].rgb == ink->rgb) {
      bx_error_at (error, BX_ERROR_INPUT, map->file, map->line, map->column,
                   "\"%s\" has the same rgb as \"%s\"; change one a little", key->text,
                   spec->inks[i].name);
      return FALSE;
    }
  ink->name = g_strdup (key->text);
  return TRUE;
}

static gboolean
read_inks (const BxNode *root, BxSpec *spec, GError **error)
{
  const BxNode *map = bx_node_find (root, "inks");

  if (!bx_check_map (root, map, "inks", error) || !bx_check_repeats (map, error))
    return FALSE;
  if (map->keys->len == 0 || map->keys->len > MAX_INKS) {
    bx_error_at (error, BX_ERROR_INPUT, map->file, map->line, map->column, "%u inks; give 1 to %d",
                 map->keys->len, MAX_INKS);
    return FALSE;
  }
  spec->inks = g_new0 (BxInk, map->keys->len);
  /* Those that the style inherits come first, so that a clash is told of its own. */
  for (int is_own = 0; is_own < 2; is_own++)
    for (guint i = 0; i < map->keys->len; i++) {
      const BxNode *key = map->keys->pdata[i];

      if ((key->file == root->file) == is_own && !read_ink (key, map->kids->pdata[i], spec, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_texts (const BxNode *root, BxSpec *spec, GError **error)
{
  const BxNode *texts = bx_node_find (root, "text");

  if (!bx_check_map (root, texts, "text", error)
      || !bx_check_keys (texts, "text", bx_text_role_names, BX_N_TEXT_ROLES, error))
    return FALSE;
  for (int i = 0; i < BX_N_TEXT_ROLES; i++) {
    const char *name = bx_text_role_names[i];
    const BxNode *map = bx_node_find (texts, name);

    if (map == NULL && i >= BX_N_REQUIRED_TEXT_ROLES) {
      spec->text[i] = spec->text[role_fallbacks[i]];
      continue;
    }
    if (!bx_check_map (texts, map, name, error)
        || !bx_fields_read (spec, map, name, text_fields, G_N_ELEMENTS (text_fields),
                            &spec->text[i], error))
      return FALSE;
  }
  return TRUE;
}

/* --- the headline block and the furniture --------------------------------------------------- */

static gboolean
read_row (const BxSpec *spec, const BxNode *node, BxOpeningRow *row, GError **error)
{
  BxNode key = { .kind = BX_NODE_SCALAR, .text = (char *) "part" };
  BxNode *keys[] = { &key };
  BxNode *kids[] = { (BxNode *) node };
  GPtrArray key_array = { .pdata = (gpointer *) keys, .len = 1 };
  GPtrArray kid_array = { .pdata = (gpointer *) kids, .len = 1 };
  BxNode map = { .kind = BX_NODE_MAP,
                 .file = node->file,
                 .line = node->line,
                 .column = node->column,
                 .keys = &key_array,
                 .kids = &kid_array };

  /* "headline" is short for {part: headline}. */
  return bx_fields_read (spec, node->kind == BX_NODE_SCALAR ? &map : node, "a row of the opening",
                         row_fields, G_N_ELEMENTS (row_fields), row, error);
}

/* What a headline block shows where a style says nothing. */
static const BxOpeningRow plain_rows[] = {
  { .part = BX_OPENING_MASTHEAD, .ink = -1 }, { .part = BX_OPENING_KICKER, .ink = -1 },
  { .part = BX_OPENING_HEADLINE, .ink = -1 }, { .part = BX_OPENING_BYLINE, .ink = -1 },
  { .part = BX_OPENING_DECK, .ink = -1 },
};

static gboolean
read_rows (const BxNode *list, BxSpec *spec, GError **error)
{
  if (list == NULL) {
    spec->opening.rows = g_memdup2 (plain_rows, sizeof plain_rows);
    spec->opening.n_rows = G_N_ELEMENTS (plain_rows);
    return TRUE;
  }
  if (list->kind != BX_NODE_LIST || list->kids->len > MAX_OPENING_ROWS) {
    bx_error_at (error, BX_ERROR_INPUT, list->file, list->line, list->column,
                 "\"rows\" needs a list of up to %d rows; write it as in [kicker, headline, {part: "
                 "space, size: 1 line}, deck]",
                 MAX_OPENING_ROWS);
    return FALSE;
  }
  spec->opening.rows = g_new0 (BxOpeningRow, MAX (1, list->kids->len));
  for (guint i = 0; i < list->kids->len; i++)
    if (!read_row (spec, list->kids->pdata[i], &spec->opening.rows[spec->opening.n_rows++], error))
      return FALSE;
  return TRUE;
}

/* The map under a key, or an empty one in its place: for sections that a style may leave out. */
typedef struct {
  GPtrArray nothing;
  BxNode empty;
} Section;

static const BxNode *
find_section (Section *section, const BxNode *parent, const char *name)
{
  const BxNode *map = bx_node_find (parent, name);

  section->empty = (BxNode){ .kind = BX_NODE_MAP,
                             .file = parent->file,
                             .line = parent->line,
                             .column = parent->column,
                             .keys = &section->nothing,
                             .kids = &section->nothing };
  return map != NULL ? map : &section->empty;
}

static gboolean
read_opening (const BxNode *root, BxSpec *spec, GError **error)
{
  Section section = { { NULL, 0 }, { 0 } };
  const BxNode *map = find_section (&section, root, "opening");
  const char *keys[G_N_ELEMENTS (opening_fields) + 1] = { "rows" };

  for (gsize i = 0; i < G_N_ELEMENTS (opening_fields); i++)
    keys[i + 1] = opening_fields[i].key;
  if (!bx_check_map (root, map, "opening", error)
      || !bx_check_keys (map, "opening", keys, G_N_ELEMENTS (keys), error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (opening_fields); i++)
    if (!bx_field_read (spec, map, "opening", &opening_fields[i], spec, error))
      return FALSE;
  return read_rows (bx_node_find (map, "rows"), spec, error);
}

static gboolean
read_furniture (const BxNode *root, BxSpec *spec, GError **error)
{
  Section section = { { NULL, 0 }, { 0 } };
  const BxNode *map = find_section (&section, root, "furniture");

  if (!bx_check_map (root, map, "furniture", error)
      || !bx_check_keys (map, "furniture", bx_page_kind_names, BX_N_PAGE_KINDS, error))
    return FALSE;
  for (int i = 0; i < BX_N_PAGE_KINDS; i++) {
    Section of_kind = { { NULL, 0 }, { 0 } };
    const BxNode *kind = find_section (&of_kind, map, bx_page_kind_names[i]);

    if (!bx_check_map (map, kind, bx_page_kind_names[i], error)
        || !bx_fields_read (spec, kind, bx_page_kind_names[i], furniture_fields,
                            G_N_ELEMENTS (furniture_fields), &spec->furniture[i], error))
      return FALSE;
  }
  return TRUE;
}

/* --- loading -------------------------------------------------------------------------------- */

/* Reads a section; one that may be left out altogether has the values for what is left out. */
static gboolean
read_section (const BxNode *root, int section, BxSpec *spec, GError **error)
{
  const char *name = sections[section].name;
  Section absent = { { NULL, 0 }, { 0 } };
  const BxNode *map = bx_node_find (root, name);
  gboolean is_needed = FALSE;

  for (int i = 0; i < sections[section].n_fields; i++)
    is_needed |= sections[section].fields[i].fallback == NULL;
  if (!is_needed)
    map = find_section (&absent, root, name);
  return bx_check_map (root, map, name, error)
         && bx_fields_read (spec, map, name, sections[section].fields, sections[section].n_fields,
                            spec, error);
}

static gboolean
resolve (const BxNode *root, BxSpec *spec, GError **error)
{
  if (!bx_check_keys (root, "the style", top_keys, G_N_ELEMENTS (top_keys), error)
      || !bx_field_read (spec, root, "the style", &title_field, spec, error)
      || !read_inks (root, spec, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    if (!read_section (root, (int) i, spec, error))
      return FALSE;
  return read_opening (root, spec, error) && read_furniture (root, spec, error)
         && read_texts (root, spec, error) && bx_spec_check (root, spec, error);
}

BxSpec *
bx_spec_load (const char *style, const char *styles_dir, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BxNode) root = bx_style_load_tree (style, styles_dir, files, error);
  g_autoptr (BxSpec) spec = NULL;

  if (root == NULL)
    return NULL;
  spec = g_new0 (BxSpec, 1);
  g_ptr_array_add (files, NULL);
  spec->files = g_strdupv ((char **) files->pdata);
  spec->file = g_strdup (root->file);
  spec->name = g_path_get_basename (root->file);
  if (g_str_has_suffix (spec->name, ".yaml"))
    spec->name[strlen (spec->name) - strlen (".yaml")] = '\0';
  return resolve (root, spec, error) ? g_steal_pointer (&spec) : NULL;
}
