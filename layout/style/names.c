/* Names of roles, houses and designs. */
#include "names.h"

const char *const bx_font_role_names[BX_N_FONT_ROLES] = { "ming", "hei", "kai" };

const char *const bx_text_role_names[BX_N_TEXT_ROLES] = {
  "body",    "kicker",       "headline",    "deck",        "byline",  "crosshead",
  "dropcap", "quote",        "attribution", "description", "fine",    "running-head",
  "folio",   "masthead",     "question",    "label",       "caption", "credit",
  "sidebar", "sidebar-head", "table",       "table-head",  "note",
};

const char *const bx_house_names[BX_N_HOUSES] = { "CN", "HK", "TW", "TWc" };

const char *const bx_line_edges_names[BX_N_LINE_EDGES] = { "none", "basic", "gb", "strict" };

const char *const bx_hanging_names[BX_N_HANGINGS] = { "off", "on", "all" };

const char *const bx_switch_names[2] = { "off", "on" };

const char *const bx_quote_design_names[BX_N_QUOTE_DESIGNS] = {
  "rule-above", "large-mark", "colour-field", "side-bar", "centred",
};

const char *const bx_note_place_names[BX_N_NOTE_PLACES] = { "end", "column" };

const char *const bx_quote_place_names[BX_N_QUOTE_PLACES] = { "columns", "straddle" };

const char *const bx_mark_space_names[BX_N_MARK_SPACES] = { "full", "tight" };

const char *const bx_row_condition_names[BX_N_ROW_CONDITIONS] = {
  "always",
  "picture",
  "no-picture",
  "portrait",
  "no-portrait",
};

const char *const bx_credits_names[BX_N_CREDITS] = { "lines", "row" };

const char *const bx_align_names[BX_N_ALIGNS] = { "start", "centre", "end", "justify" };

const char *const bx_opening_part_names[BX_N_OPENING_PARTS] = {
  "masthead",        "publication", "time",     "kicker", "headline", "deck",  "byline",
  "deck-and-byline", "picture",     "portrait", "mark",   "rule",     "space", "field-end",
  "grow",
};

const char *const bx_running_head_names[BX_N_RUNNING_HEADS] = {
  "none",
  "headline",
  "publication",
  "both",
};

const char *const bx_side_names[BX_N_SIDES] = { "inner", "outer", "centre" };

const char *const bx_folio_place_names[BX_N_FOLIO_PLACES] = { "none", "foot", "head" };

const char *const bx_page_kind_names[BX_N_PAGE_KINDS] = { "opening", "inner" };

const char *const bx_crosshead_design_names[BX_N_CROSSHEAD_DESIGNS] = {
  "plain",
  "rule-above",
  "short-rule",
  "side-bar",
};

const char *
bx_font_role_name (BxFontRole role)
{
  return bx_font_role_names[role];
}

const char *
bx_text_role_name (BxTextRole role)
{
  return bx_text_role_names[role];
}

const char *
bx_house_name (BxHouse house)
{
  return bx_house_names[house];
}

const char *
bx_line_edges_name (BxLineEdges edges)
{
  return bx_line_edges_names[edges];
}
