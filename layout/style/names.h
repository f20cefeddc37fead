/* The words of a style file for the enums of spec.h, in their order. Private to this room. */
#ifndef BX_NAMES_H
#define BX_NAMES_H

#include "spec.h"

#define BX_N_ALIGNS (BX_ALIGN_JUSTIFY + 1)

extern const char *const bx_font_role_names[BX_N_FONT_ROLES];
extern const char *const bx_text_role_names[BX_N_TEXT_ROLES];
extern const char *const bx_house_names[BX_N_HOUSES];
extern const char *const bx_line_edges_names[BX_N_LINE_EDGES];
extern const char *const bx_hanging_names[BX_N_HANGINGS];
extern const char *const bx_switch_names[2];
extern const char *const bx_quote_design_names[BX_N_QUOTE_DESIGNS];
extern const char *const bx_note_place_names[BX_N_NOTE_PLACES];
extern const char *const bx_quote_place_names[BX_N_QUOTE_PLACES];
extern const char *const bx_mark_space_names[BX_N_MARK_SPACES];
extern const char *const bx_row_condition_names[BX_N_ROW_CONDITIONS];
extern const char *const bx_credits_names[BX_N_CREDITS];
extern const char *const bx_align_names[BX_N_ALIGNS];
extern const char *const bx_opening_part_names[BX_N_OPENING_PARTS];
extern const char *const bx_running_head_names[BX_N_RUNNING_HEADS];
extern const char *const bx_side_names[BX_N_SIDES];
extern const char *const bx_folio_place_names[BX_N_FOLIO_PLACES];
extern const char *const bx_page_kind_names[BX_N_PAGE_KINDS];
extern const char *const bx_crosshead_design_names[BX_N_CROSSHEAD_DESIGNS];

#endif
