/* 字數盈缺: how many lines the text has too many or too few for its pages, and which paragraphs lose or
 * take a line for a few characters. Lines are counted as the plan has them; how many characters a line
 * is worth is told by the last line of a paragraph, so an editor's words may come out a character
 * beside it. */
#include "advice.h"

/* Paragraphs that are named for one request. */
#define MOST_HINTS 8
/* More lines than these are no matter of single characters. */
#define MOST_LINES (3 * MOST_HINTS)
/* A last page that is filled to less than this part is thin: worth some lines less or more. */
#define THIN_PART 2 / 5
/* Characters that come to a new last line beyond those that fill the one before it: the marks of a
 * paragraph give way for some three, and one alone is no line (CL-ORP-01). */
#define LEAST_LAST 5

/* --- lines of a paragraph ------------------------------------------------------------------------ */

/* Characters, of the body's size, that must go for a line less, or come for a line more; 0 where the
 * paragraph has no line to lose. */
static int
count_characters (const BxFeature *feature, int item, gboolean is_cut)
{
  const BxSetting *setting = &feature->blocks[item].composed->settings[0];
  const BxLine *last = &setting->lines[setting->n_lines - 1];
  int em = feature->spec->text[BX_TEXT_BODY].size.u;

  if (is_cut && setting->n_lines < 2)
    return 0;
  return is_cut ? (last->natural.u + em - 1) / em
                : MAX (0, last->measure.u - last->natural.u) / em + LEAST_LAST;
}

int
bx_copyfit_list_hints (const BxFeature *feature, int first, int end, gboolean is_cut,
                       BxLineHint *hints, int most)
{
  int n = 0;

  for (int i = first; i < end; i++) {
    BxLineHint hint = { .item = i };
    int at;

    if (feature->galley.items[i].kind != BX_ITEM_PARAGRAPH)
      continue;
    hint.characters = count_characters (feature, i, is_cut);
    if (hint.characters == 0
        || (n == most && (most == 0 || hints[n - 1].characters <= hint.characters)))
      continue;
    for (at = n < most ? n++ : n - 1; at > 0 && hints[at - 1].characters > hint.characters; at--)
      hints[at] = hints[at - 1];
    hints[at] = hint;
  }
  return n;
}

/* --- requests ------------------------------------------------------------------------------------ */

static int
compare_items (const void *a, const void *b)
{
  return ((const BxLineHint *) a)->item - ((const BxLineHint *) b)->item;
}

static void
name_paragraph (BxFeature *feature, const BxLineHint *hint, gboolean is_cut)
{
  g_autofree char *message
      = g_strdup_printf ("about %d characters %s here %s a line", hint->characters,
                         is_cut ? "fewer" : "more", is_cut ? "save" : "take");
  int block = feature->blocks[hint->item].block;

  bx_advice_add (feature, BX_NOTE, "copyfit-line", feature->article->blocks[block].text.start,
                 message);
}

/* So many lines, and the paragraphs that are worth one, in the order of the text. */
static void
report_lines (BxFeature *feature, BxSeverity severity, const char *found, int lines,
              gboolean is_cut, const char *aim)
{
  BxLineHint hints[MOST_HINTS];
  int n = lines > MOST_LINES ? 0
                             : bx_copyfit_list_hints (feature, 0, feature->n_blocks, is_cut, hints,
                                                      MIN (lines, MOST_HINTS));
  g_autofree char *message
      = g_strdup_printf ("%s: %s %d %s %s%s", found, is_cut ? "cut" : "add", lines,
                         lines == 1 ? "line" : "lines", aim,
                         n > 0 ? "; the report names paragraphs where one costs least" : "");

  bx_advice_add (feature, severity, "copyfit", -1, message);
  qsort (hints, (size_t) n, sizeof (BxLineHint), compare_items);
  for (int i = 0; i < n; i++)
    name_paragraph (feature, &hints[i], is_cut);
}

/* (transfer full) */
static char *
name_pages (int n)
{
  return g_strdup_printf (n == 1 ? "%d page" : "%d pages", n);
}

/* Lines that end so many pages, begun by as many lines as there are columns. */
static int
count_under (const BxFeature *feature, const BxPlan *plan, int n_pages)
{
  return feature->galley.columns - bx_plan_count_over (&feature->galley, plan, n_pages - 1);
}

/* How else an even number of pages comes about. (transfer full) */
static char *
describe_aim (int pages, gboolean is_cut, int other_lines, int other_pages)
{
  return other_pages > 0 ? g_strdup_printf ("for %d, or %s %d for %d", pages,
                                            is_cut ? "add" : "cut", other_lines, other_pages)
                         : g_strdup_printf ("for %d", pages);
}

static void
report_odd (BxFeature *feature, const BxPlan *plan)
{
  int over = MAX (1, bx_plan_count_over (&feature->galley, plan, plan->n_pages - 1));
  int under = MAX (1, count_under (feature, plan, plan->n_pages + 1));
  gboolean is_cut = over <= under && plan->n_pages > 1;
  int step = is_cut ? -1 : 1;
  g_autofree char *pages = name_pages (plan->n_pages);
  g_autofree char *found = g_strdup_printf ("the text takes %s, not an even number", pages);
  g_autofree char *aim = describe_aim (plan->n_pages + step, is_cut, is_cut ? under : over,
                                       plan->n_pages - step);

  report_lines (feature, BX_WARNING, found, is_cut ? over : under, is_cut, aim);
}

static void
report_missed (BxFeature *feature, const BxPlan *plan)
{
  int wanted = feature->galley.pages_wanted;
  gboolean is_cut = plan->n_pages > wanted;
  int lines = is_cut ? bx_plan_count_over (&feature->galley, plan, wanted)
                     : count_under (feature, plan, wanted);
  g_autofree char *pages = name_pages (plan->n_pages);
  g_autofree char *found = g_strdup_printf ("the text takes %s, not the %d that were asked for",
                                            pages, wanted);
  g_autofree char *aim = describe_aim (wanted, is_cut, 0, 0);

  report_lines (feature, BX_WARNING, found, MAX (1, lines), is_cut, aim);
}

static void
report_met (BxFeature *feature, const BxPlan *plan)
{
  int room = MAX (0, -bx_plan_count_over (&feature->galley, plan, plan->n_pages));
  g_autofree char *pages = name_pages (plan->n_pages);
  g_autofree char *message = g_strdup_printf ("%s, with room for %d more %s", pages, room,
                                              room == 1 ? "line" : "lines");

  bx_advice_add (feature, BX_NOTE, "copyfit", -1, message);
}

/* What a thin last page asks for: a page less, or to be filled to a sensible part. */
static void
report_thin (BxFeature *feature, const BxPlan *plan)
{
  const BxGalley *galley = &feature->galley;
  int page = galley->columns * (galley->column_lines - galley->closing_lines);
  int used = bx_plan_count_over (galley, plan, plan->n_pages - 1)
             - galley->columns * galley->closing_lines;
  int aim = page * THIN_PART;
  g_autofree char *found = NULL;
  g_autofree char *or_add = NULL;

  used = MAX (1, used);
  if (plan->n_pages < 2 || used >= aim)
    return;
  found = g_strdup_printf ("the last page is %d %% full", 100 * used / page);
  or_add = g_strdup_printf ("for a page less, or add %d to fill two fifths of it", aim - used);
  report_lines (feature, BX_NOTE, found, used, TRUE, or_add);
}

void
bx_copyfit_report (BxFeature *feature, const BxPlan *plan)
{
  const BxGalley *galley = &feature->galley;

  gboolean is_met = galley->is_even_wanted ? plan->n_pages % 2 == 0
                                           : plan->n_pages == galley->pages_wanted;

  if (galley->pages_wanted == 0 && !galley->is_even_wanted)
    report_thin (feature, plan);
  else if (is_met)
    report_met (feature, plan);
  else if (galley->is_even_wanted)
    report_odd (feature, plan);
  else
    report_missed (feature, plan);
}
