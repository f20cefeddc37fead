/* What the pages had to give up, for an editor: where a rule is broken and what would mend it, and which
 * quotes are left out and why. Lines too many or too few for the pages are copyfit.c's. */
#include "advice.h"

#include <string.h>

/* A paragraph that is named beside a broken rule changes by so many characters at most. */
#define MOST_CHARACTERS 6
/* Quotes whose absence is looked into: each asks for all pages once more. */
#define MOST_TRIED 12
/* Characters of a quote that name it. */
#define NAME_CHARACTERS 12

/* What may be broken in a place of the text; the same where setting a quote would do it. */
static const struct {
  BxRelax rule;
  gboolean is_of_lines; /* another line before the place mends it */
  const char *message;
  const char *with_quote;
} rules[] = {
  { BX_RELAX_CUT, TRUE, "a line of white stands over a pull quote or a box",
    "a line of white would stand over a box" },
  { BX_RELAX_ECHO, FALSE, "a pull quote stands close to its own words",
    "it would stand within eight lines of its own words" },
  { BX_RELAX_FAR, FALSE, "a pull quote stands two pages from its own words", NULL },
  { BX_RELAX_FOOT, TRUE, "the column ends short of the others",
    "a column would end short of the others" },
  { BX_RELAX_ORPHAN, TRUE, "the first line of this paragraph stands alone at the foot of the column",
    "a first line would stand alone at the foot of a column" },
  { BX_RELAX_WIDOW, TRUE, "the last line of this paragraph stands alone at the head of the next column",
    "a last line would stand alone at the head of a column" },
};

void
bx_advice_add (BxFeature *feature, BxSeverity severity, const char *code, int offset,
               const char *message)
{
  int line = 0, column = 0;

  if (offset >= 0)
    bx_article_get_source_place (feature->article, offset, &line, &column);
  bx_report_add (feature->report, severity, code, line, column, "%s", message);
}

static int
get_start (const BxFeature *feature, int item)
{
  return feature->article->blocks[feature->blocks[item].block].text.start;
}

/* --- broken rules -------------------------------------------------------------------------------- */

/* The items that begin on a page and before the end of an item. */
static void
find_items (const BxPlan *plan, const BxBroken *broken, int *first, int *end)
{
  *end = broken->item + 1;
  *first = *end;
  for (int i = 0; i < plan->n_lines; i++)
    if (plan->lines[i].page == broken->page && plan->lines[i].first == 0
        && plan->lines[i].item < *first)
      *first = plan->lines[i].item;
}

static void
add_hint (const BxFeature *feature, int first, int end, gboolean is_cut, GString *message)
{
  BxLineHint hint;
  int line, column;

  if (bx_copyfit_list_hints (feature, first, end, is_cut, &hint, 1) == 0
      || hint.characters > MOST_CHARACTERS)
    return;
  bx_article_get_source_place (feature->article, get_start (feature, hint.item), &line, &column);
  g_string_append_printf (message, "; about %d characters %s in line %d %s a line", hint.characters,
                          is_cut ? "fewer" : "more", line, is_cut ? "save" : "take");
}

static void
report_broken (BxFeature *feature, const BxPlan *plan, const BxBroken *broken, gsize rule)
{
  g_autoptr (GString) message = g_string_new (NULL);
  int first, end;

  g_string_append_printf (message, "page %d", broken->page + 1);
  if (broken->column >= 0)
    g_string_append_printf (message, ", column %d", broken->column + 1);
  g_string_append_printf (message, ": %s", rules[rule].message);
  if (rules[rule].is_of_lines && broken->item >= 0) {
    find_items (plan, broken, &first, &end);
    add_hint (feature, first, end, TRUE, message);
    add_hint (feature, first, end, FALSE, message);
  }
  bx_advice_add (feature, BX_WARNING, "relaxed-rule",
                 broken->item >= 0 ? get_start (feature, broken->item) : -1, message->str);
}

static void
report_relaxed (BxFeature *feature, const BxPlan *plan)
{
  for (int i = 0; i < plan->n_broken; i++)
    for (gsize r = 0; r < G_N_ELEMENTS (rules); r++)
      if (rules[r].rule == plan->broken[i].rule)
        report_broken (feature, plan, &plan->broken[i], r);
  if ((plan->relaxed & BX_RELAX_BOX) != 0)
    bx_advice_add (feature, BX_WARNING, "relaxed-rule", -1,
                   "a picture or box stands after the text: there was no place for it");
}

/* --- quotes left out ----------------------------------------------------------------------------- */

/* Whether a plan has a quote, or another of its choice by the same speaker. */
static gboolean
has_choice (const BxGalley *galley, const BxPlan *plan, int box)
{
  for (int b = 0; b < galley->n_boxes; b++)
    if (galley->boxes[b].kind == BX_BOX_QUOTE && bx_plan_has_box (plan, b)
        && (b == box || (galley->boxes[box].group != 0
                         && galley->boxes[b].group == galley->boxes[box].group
                         && galley->boxes[b].speaker == galley->boxes[box].speaker)))
      return TRUE;
  return FALSE;
}

/* The best of each choice stands for it. */
static gboolean
is_best_choice (const BxGalley *galley, int box)
{
  for (int b = 0; b < galley->n_boxes; b++)
    if (galley->boxes[b].group == galley->boxes[box].group && galley->boxes[b].cost == 0)
      return galley->boxes[box].group == 0 ? TRUE : b == box;
  return TRUE;
}

/* (transfer full) */
static char *
name_speaker (const BxFeature *feature, int box)
{
  const BxArticle *article = feature->article;
  int speaker = article->pulls[feature->boxes[box].subject].speaker;

  return bx_slice_dup (article->text, article->speakers[speaker].name);
}

/* The first words of a quote and who says them. (transfer full) */
static char *
name_quote (const BxFeature *feature, int box)
{
  const BxPull *pull = &feature->article->pulls[feature->boxes[box].subject];
  g_autofree char *words = bx_article_dup_words (feature->article, pull);
  g_autofree char *speaker = name_speaker (feature, box);
  char *end = words;
  gboolean is_whole;

  for (int i = 0; i < NAME_CHARACTERS && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  is_whole = *end == '\0';
  *end = '\0';
  return g_strdup_printf ("%s%s（%s）", words, is_whole ? "" : "…", speaker);
}

/* The pages as they would be if the manuscript asked for a quote. (transfer full) */
static BxPlan *
paginate_with (const BxFeature *feature, int box)
{
  BxGalley galley = feature->galley;
  g_autofree BxBox *boxes = g_memdup2 (galley.boxes, sizeof (BxBox) * (gsize) galley.n_boxes);

  galley.boxes = boxes;
  boxes[box].is_asked = TRUE;
  return bx_paginate (&galley);
}

/* Another quote that its place is taken from; -1 for none. */
static int
find_displaced (const BxGalley *galley, const BxPlan *plan, const BxPlan *with)
{
  for (int b = 0; b < galley->n_boxes; b++)
    if (galley->boxes[b].kind == BX_BOX_QUOTE && bx_plan_has_box (plan, b) && !has_choice (galley, with, b))
      return b;
  return -1;
}

/* What setting a quote would cost the pages. (transfer full) */
static char *
find_reason (const BxFeature *feature, const BxPlan *plan, int box)
{
  const BxGalley *galley = &feature->galley;
  g_autoptr (BxPlan) with = paginate_with (feature, box);
  int displaced = find_displaced (galley, plan, with);

  if (!bx_plan_has_box (with, box))
    return g_strdup ("no place on the page of its words or the next one is far enough from them");
  for (gsize r = 0; r < G_N_ELEMENTS (rules); r++)
    if (rules[r].rule > BX_RELAX_CUT && (with->relaxed & ~plan->relaxed & rules[r].rule) != 0)
      return g_strdup_printf ("with it, %s", rules[r].with_quote);
  if (displaced >= 0) {
    g_autofree char *other = name_quote (feature, displaced);

    return g_strdup_printf ("with it, there would be no place for %s", other);
  }
  if (with->n_pages > plan->n_pages)
    return g_strdup_printf ("with it, there would be %d pages", with->n_pages);
  if ((with->relaxed & ~plan->relaxed & BX_RELAX_CUT) != 0)
    return g_strdup_printf ("with it, %s", rules[0].with_quote);
  return g_strdup ("the places that are left for it crowd or thin out the pages");
}

/* A main speaker whom no quote shows is missed. */
static gboolean
is_missed (const BxFeature *feature, const BxPlan *plan, int box)
{
  const BxGalley *galley = &feature->galley;

  for (int b = 0; b < galley->n_boxes; b++)
    if (galley->boxes[b].kind == BX_BOX_QUOTE && bx_plan_has_box (plan, b)
        && galley->boxes[b].speaker == galley->boxes[box].speaker)
      return FALSE;
  return galley->boxes[box].is_needed;
}

static void
report_left_out (BxFeature *feature, const BxPlan *plan, int box, gboolean is_tried)
{
  g_autofree char *name = name_quote (feature, box);
  g_autofree char *reason = is_tried ? find_reason (feature, plan, box)
                                     : g_strdup ("there was no good place for it");
  g_autofree char *message
      = g_strdup_printf ("the pull quote %s is left out: %s%s", name, reason,
                         is_missed (feature, plan, box) ? "; no other shows this main speaker" : "");

  bx_advice_add (feature, BX_WARNING, "quote-left-out",
                 feature->article->pulls[feature->boxes[box].subject].text.start, message);
}

static void
report_quotes (BxFeature *feature, const BxPlan *plan, gboolean is_thorough)
{
  const BxGalley *galley = &feature->galley;
  int n_tried = 0;

  for (int b = 0; b < galley->n_boxes; b++)
    if (galley->boxes[b].kind == BX_BOX_QUOTE && is_best_choice (galley, b)
        && !has_choice (galley, plan, b))
      report_left_out (feature, plan, b, is_thorough && n_tried++ < MOST_TRIED);
}

void
bx_feature_report_plan (BxFeature *feature, const BxPlan *plan, gboolean is_thorough)
{
  report_relaxed (feature, plan);
  report_quotes (feature, plan, is_thorough);
  bx_copyfit_report (feature, plan);
}
