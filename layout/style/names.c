/* Names of roles, houses and designs. */
#include "names.h"

const char *const bx_font_role_names[BX_N_FONT_ROLES] = { "ming", "hei", "kai" };

const char *const bx_text_role_names[BX_N_TEXT_ROLES] = {
  "body",    "kicker", "headline",    "deck",        "byline", "crosshead",    "dropcap",
  "quote",   "attribution", "description", "fine", "running-head", "folio",
};

const char *const bx_house_names[BX_N_HOUSES] = { "CN", "HK", "TW", "TWc" };

const char *const bx_line_edges_names[BX_N_LINE_EDGES] = { "none", "basic", "gb", "strict" };

const char *const bx_switch_names[2] = { "off", "on" };

const char *const bx_quote_design_names[BX_N_QUOTE_DESIGNS] = {
  "rule-above", "large-mark", "colour-field", "side-bar",
};

const char *const bx_align_names[BX_N_ALIGNS] = { "start", "centre", "end", "justify" };

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
