/* The cost table. It decides nothing but numbers; where a cost falls due is said in run.c (text),
 * distance.c (a box and its source) and teaser.c and template.c (a box and its slot). */
#include "cost.h"

const BxCostRow bx_costs[BX_N_COSTS] = {
  /* Per line, by bx_short_points(), of white above a box that the box does not own: it has some. */
  [BX_COST_CUT_SHORT] = { "cut-short", 1500 },
  /* Pages with a quote less are greyer, … */
  [BX_COST_LEFT_OUT] = { "left-out", 4000 },
  /* … and a main speaker who has none is missed; on top. */
  [BX_COST_LEFT_OUT_NEEDED] = { "left-out-needed", 8000 },
  /* A line of the sentence that a quote repeats, read together with it. */
  [BX_COST_ECHO] = { "echo", 100000 },
  /* Per line, by bx_short_points(), that a page of one column ends above its foot: no other column
   * stands beside it. */
  [BX_COST_PAGE_SHORT] = { "page-short", 3000 },
  /* The same for a column among others. */
  [BX_COST_FOOT_SHORT] = { "foot-short", 120000 },
  [BX_COST_ORPHAN] = { "orphan", 350000 },
  /* A head with less text under it than it needs, or a head cut in two. */
  [BX_COST_HEAD_ALONE] = { "head-alone", 700000 },
  /* On top of left-out: what the manuscript asks for. */
  [BX_COST_LEFT_OUT_ASKED] = { "left-out-asked", 800000 },
  [BX_COST_WIDOW_COLUMN] = { "widow-column", 900000 },
  [BX_COST_WIDOW_PAGE] = { "widow-page", 2000000 },
  /* A figure, card, table or sidebar. */
  [BX_COST_AFTER_TEXT] = { "after-text", 7500000 },

  /* A second paragraph with a dearer variant that starts in the same column. */
  [BX_COST_TWO_LOOSENED] = { "two-loosened", 60 },
  /* A head in the last four lines above a column foot or a box. */
  [BX_COST_HEAD_LOW] = { "head-low", 40 },
  /* A box between two paragraphs is taken for a head. */
  [BX_COST_CUT_BETWEEN] = { "cut-between", 60 },
  /* Per line that the last page's columns lack beyond what rounding up explains. */
  [BX_COST_LAST_SHORT] = { "last-short", 200 },
  /* Per line, by bx_short_points(), that one of its columns ends above the others; not less than a line
   * that is missing, on which bounds of the search build. */
  [BX_COST_LAST_UNEVEN] = { "last-uneven", 200 },
  /* The last page is filled to less than an eighth, a third, or a half. A scrap is worse than a page of
   * one column that ends short by a line. */
  [BX_COST_LAST_SCRAP] = { "last-scrap", 4500 },
  [BX_COST_LAST_THIN] = { "last-thin", 1200 },
  [BX_COST_LAST_HALF] = { "last-half", 120 },

  /* At no distance; falls to 0 at 0.7 columns. */
  [BX_COST_NEAR] = { "near", 100 },
  /* Per column beyond two, on one page. */
  [BX_COST_FAR_COLUMN] = { "far-column", 30 },
  /* Per column between a box and a source on a later page. */
  [BX_COST_BETWEEN_COLUMN] = { "between-column", 15 },
  /* The reader turns a leaf between box and source. */
  [BX_COST_BEFORE_SPREAD] = { "before-spread", 250 },
  /* Per page that lies between. */
  [BX_COST_BEFORE_TURN] = { "before-turn", 600 },
  /* Per column that a box comes after its source. */
  [BX_COST_AFTER_COLUMN] = { "after-column", 120 },
  [BX_COST_AFTER_SPREAD] = { "after-spread", 400 },

  /* Figures, tables and sidebars are looked for after they have been named. */
  [BX_COST_BLOCK_BEFORE_COLUMN] = { "block-before-column", 10 },
  [BX_COST_BLOCK_BEFORE_SPREAD] = { "block-before-spread", 200 },
  [BX_COST_BLOCK_BEFORE_PAGE] = { "block-before-page", 300 },
  [BX_COST_BLOCK_AFTER_COLUMN] = { "block-after-column", 8 },
  [BX_COST_BLOCK_AFTER_SPREAD] = { "block-after-spread", 150 },
  /* A card belongs to the page or spread on which its speaker first speaks. */
  [BX_COST_CARD_COLUMN] = { "card-column", 5 },
  [BX_COST_CARD_SPREAD] = { "card-spread", 300 },
  [BX_COST_CARD_PAGE] = { "card-page", 400 },

  /* Per line away from the nearest preferred top. */
  [BX_COST_TOP_OFF] = { "top-off", 6 },
  /* A box over several columns may stand there; the middle is better. */
  [BX_COST_AT_HEAD] = { "at-head", 80 },
  [BX_COST_AT_FOOT] = { "at-foot", 30 },
  /* Skimming eyes keep to the outer edges. */
  [BX_COST_INNER_COLUMN] = { "inner-column", 20 },
  /* Too close under the headline block. */
  [BX_COST_OPENING_THIRD] = { "opening-third", 150 },
  /* Between the headline block and the text. */
  [BX_COST_OPENING_HEAD] = { "opening-head", 2500 },
  /* Per line of text that boxes leave too few of on the opening page (crowd.c), and between a teaser
   * and another box in its column. */
  [BX_COST_OPENING_STARVED] = { "opening-starved", 150 },
  [BX_COST_CLOSE] = { "close", 60 },
  /* Two blocks of one kind whose order is not that of their columns. */
  [BX_COST_DISORDER] = { "disorder", 200 },
  /* In the last fifth of the text a teaser teases nobody. */
  [BX_COST_LATE] = { "late", 200 },
  [BX_COST_SAME_SLOT] = { "same-slot", 150 },
  /* As a box on the facing page, or another one on this page. */
  [BX_COST_SAME_HEIGHT] = { "same-height", 100 },
  /* Each box of a page after the first. */
  [BX_COST_ANOTHER_BOX] = { "another-box", 120 },
  /* Two boxes in columns that touch share grid lines. */
  [BX_COST_SIDE_BY_SIDE] = { "side-by-side", 600 },
  /* Two boxes running on one page. */
  [BX_COST_SAME_SPEAKER] = { "same-speaker", 120 },
  [BX_COST_BLOCK_AT_HEAD] = { "block-at-head", 0 },
  /* Before the first words. */
  [BX_COST_BLOCK_BEFORE_TEXT] = { "block-before-text", 200 },
  [BX_COST_BLOCK_AT_FOOT] = { "block-at-foot", 15 },
  [BX_COST_CARD_AT_HEAD] = { "card-at-head", 30 },
  [BX_COST_CARD_AT_FOOT] = { "card-at-foot", 0 },
  /* Each figure, card, table or sidebar that is not alone on its page. */
  [BX_COST_CROWD] = { "crowd", 40 },
  /* A page of grey, and the next one too. The headline block and the fine print count as breaks. */
  [BX_COST_NO_BOX] = { "no-box", 60 },
  [BX_COST_NO_BOX_AGAIN] = { "no-box-again", 140 },
};
