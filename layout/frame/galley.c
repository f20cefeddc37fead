/* What the paginator is told of a feature: its flow as items, its panels as boxes with their
 * sources. How a panel looks is decided where it is made; where it stands is decided in the page
 * room. */
#include "feature.h"

#include <stdlib.h>
#include <string.h>

/* A chosen quote and its reserves are so many at most, in a short feature and in a long one. A short one has
 * so few chosen quotes. */
#define MAX_MEMBERS 4
#define MAX_MEMBERS_LONG 2
#define MAX_OF_SHORT 2
/* A reserve may be weaker by so much, 1/1000 points of layout-algorithms §5.4, … */
#define MAX_RESERVE_GAP 1500
/* … and costs so much, in points of the page room: 40 for each, and a little for being second. */
#define SCORE_TO_COST 25
#define RESERVE_COST 30
/* What somebody else says in its stead: less than leaving a main speaker out, and more than any slot. */
#define OTHER_VOICE_COST 7500

/* --- boxes ---------------------------------------------------------------------------------- */

/* The galley item that holds a place of the text, or the next one (the deck's are before all). */
static int
item_at (const BxFeature *feature, int offset)
{
  for (int i = 0; i < feature->n_blocks; i++)
    if (feature->article->blocks[feature->blocks[i].block].text.end > offset)
      return i;
  return MAX (0, feature->n_blocks - 1);
}

int
bx_feature_add_box (BxFeature *feature, BxBoxKind kind, int subject, int offset)
{
  BxGalley *galley = &feature->galley;
  int index = galley->n_boxes++;
  BxBox *box;

  galley->boxes = g_renew (BxBox, galley->boxes, galley->n_boxes);
  feature->boxes = g_renew (BxFeatureBox, feature->boxes, galley->n_boxes);
  feature->boxes[index] = (BxFeatureBox){ .subject = subject,
                                          .source = bx_slice (offset, offset + 1) };
  box = &galley->boxes[index];
  *box = (BxBox){ .kind = kind,
                  .item = item_at (feature, offset),
                  .speaker = kind == BX_BOX_CARD ? subject : -1,
                  .is_needed = kind != BX_BOX_QUOTE };
  if (feature->n_blocks > 0) {
    BxSlice block = feature->article->blocks[feature->blocks[box->item].block].text;

    if (offset >= block.start && offset < block.end)
      box->line_permille = (offset - block.start) * 1000 / bx_slice_len (block);
  }
  return index;
}

int
bx_feature_find_line (BxFeature *feature, int item, const BxWrap *wrap, int variant, int offset)
{
  const BxComposed *composed = wrap != NULL ? bx_feature_get_wrapped (feature, item, wrap)
                                            : feature->blocks[item].composed;
  const BxSetting *setting = &composed->settings[variant];
  int line = 0;

  while (line < setting->n_lines - 1
         && composed->shaped->clusters[setting->lines[line].last - 1].text.end <= offset)
    line++;
  return line;
}

/* The galley's question. */
static BxLineRange
find_source (void *data, int box, const BxWrap *wrap, int variant)
{
  BxFeature *feature = data;
  BxSlice source = feature->boxes[box].source;
  int item = feature->galley.boxes[box].item;

  return (BxLineRange){ bx_feature_find_line (feature, item, wrap, variant, source.start),
                        bx_feature_find_line (feature, item, wrap, variant, source.end - 1) + 1 };
}

gboolean
bx_feature_add_size (BxFeature *feature, int box, BxPanel *panel, int span, int cost)
{
  BxBox *b = &feature->galley.boxes[box];

  if (b->n_sizes == BX_MAX_BOX_SIZES || span > feature->spec->columns) {
    bx_panel_free (panel);
    return FALSE;
  }
  feature->boxes[box].sizes[b->n_sizes] = feature->boxes[box].owned[b->n_sizes] = panel;
  b->sizes[b->n_sizes++] = (BxBoxSize){ span, panel->n_lines_grid, cost, 0 };
  return TRUE;
}

/* There is one measure beside quotes. */
#define BESIDE_QUOTE 1

gboolean
bx_feature_add_straddling_size (BxFeature *feature, int box, BxPanel *panel, int cost)
{
  BxBox *b = &feature->galley.boxes[box];

  if (!bx_feature_add_size (feature, box, panel, 2, cost))
    return FALSE;
  b->sizes[b->n_sizes - 1].measure = BESIDE_QUOTE;
  return TRUE;
}

void
bx_feature_add_taller_size (BxFeature *feature, int box, int size, int cost)
{
  BxBox *b = &feature->galley.boxes[box];

  if (b->n_sizes == BX_MAX_BOX_SIZES || size >= b->n_sizes)
    return;
  feature->boxes[box].sizes[b->n_sizes] = feature->boxes[box].sizes[size];
  b->sizes[b->n_sizes] = b->sizes[size];
  b->sizes[b->n_sizes].lines++;
  b->sizes[b->n_sizes++].cost = cost;
}

/* --- pull quotes ---------------------------------------------------------------------------- */

/* Lines of a question that is kept whole. */
#define MAX_QUESTION 6
/* A narrower quote holds so many characters at least. */
#define LEAST_QUOTE_EM 9

static void
add_quote_size (BxFeature *feature, int box, int span, BxLen size, int cost)
{
  if (span <= feature->spec->columns)
    bx_feature_add_size (feature, box,
                         bx_quote_panel_new (feature, feature->boxes[box].subject,
                                             bx_spec_get_span (feature->spec, span), size),
                         span, cost);
}

static void
add_straddling_size (BxFeature *feature, int box, BxLen size, int cost)
{
  const BxSpec *spec = feature->spec;
  BxLen cut = bx_len_sub (bx_len_from_em (spec->quote.cut, spec->text[BX_TEXT_BODY].size),
                          bx_straddle_get_clearance (spec));
  BxLen width = bx_len (bx_spec_get_gutter (spec).u + 2 * cut.u);

  bx_feature_add_straddling_size (
      feature, box, bx_quote_panel_new (feature, feature->boxes[box].subject, width, size), cost);
}

static int
add_quote (BxFeature *feature, int pull)
{
  const BxPull *p = &feature->article->pulls[pull];
  int box = bx_feature_add_box (feature, BX_BOX_QUOTE, pull, p->text.start);

  feature->galley.boxes[box].speaker = p->speaker;
  feature->boxes[box].source = p->text;
  if (feature->spec->quote.place == BX_PLACE_STRADDLE)
    add_straddling_size (feature, box, feature->spec->text[BX_TEXT_QUOTE].size, 0);
  else
    add_quote_size (feature, box, feature->spec->quote.span_columns,
                    feature->spec->text[BX_TEXT_QUOTE].size, 0);
  bx_feature_add_taller_size (feature, box, 0, 10);
  return box;
}

/* A quote that finds no place over a gutter, as on an opening page with little text, takes columns. */
#define IN_COLUMNS_COST 300

static void
add_sizes_in_columns (BxFeature *feature, int box)
{
  BxLen size = bx_len (feature->spec->text[BX_TEXT_QUOTE].size.u * 7 / 8);
  int first = feature->galley.boxes[box].n_sizes;

  add_quote_size (feature, box, feature->spec->quote.span_columns, size, IN_COLUMNS_COST);
  add_quote_size (feature, box, 1, bx_len (size.u * 3 / 4), IN_COLUMNS_COST + 60);
  bx_feature_add_taller_size (feature, box, first, IN_COLUMNS_COST + 10);
}

/* Smaller words in the same width: beside a quote of full size the step is seen. */
#define SMALLER_COST 90

/* Another width lets the paginator choose. Wider boxes carry larger words; narrower ones smaller words,
 * and a style that wants wide quotes has them only where there is no room. Smaller words in the
 * first width help where lines are scarce. */
static void
add_other_sizes (BxFeature *feature, int box)
{
  BxLen size = feature->spec->text[BX_TEXT_QUOTE].size;
  int span = feature->spec->quote.span_columns;

  if (feature->spec->quote.place == BX_PLACE_STRADDLE) {
    add_straddling_size (feature, box, bx_len (size.u * 7 / 8), 30);
    add_sizes_in_columns (feature, box);
    return;
  }
  if (span < feature->spec->columns)
    add_quote_size (feature, box, span + 1, bx_len (size.u * 5 / 4), 15);
  else if (span > 1
           && bx_spec_get_span (feature->spec, span - 1).u >= LEAST_QUOTE_EM * size.u * 3 / 4)
    add_quote_size (feature, box, span - 1, bx_len (size.u * 3 / 4), 60);
  add_quote_size (feature, box, span, bx_len (size.u * 7 / 8), SMALLER_COST);
}

static int
compare_ints (const void *a, const void *b)
{
  return *(const int *) a - *(const int *) b;
}

/* Candidates from one on and before another that may stand for a chosen one: of the same speaker and
 * not much weaker. Writes the best of them and the chosen one in the order of the text, and returns
 * how many there are. */
static int
list_group (const BxArticle *article, int chosen, int from, int to, int most, int *members)
{
  const BxPull *pulls = article->pulls;
  int n = 1;

  members[0] = chosen;
  for (int i = from; i < to && !pulls[chosen].is_given; i++) {
    int worst = 0;

    if (i == chosen || pulls[i].speaker != pulls[chosen].speaker
        || pulls[i].score < pulls[chosen].score - MAX_RESERVE_GAP)
      continue;
    for (int m = 1; m < n; m++)
      if (members[m] != chosen && (worst == 0 || pulls[members[m]].score < pulls[members[worst]].score))
        worst = m;
    if (n < most)
      members[n++] = i;
    else if (pulls[i].score > pulls[members[worst]].score)
      members[worst] = i;
  }
  qsort (members, (size_t) n, sizeof (int), compare_ints);
  return n;
}

/* In a short feature a quote may find no place. Then another voice is better than none: the best candidate
 * of somebody who has no chosen one, or -1. */
static int
find_other_voice (const BxArticle *article, int from, int to)
{
  const BxPull *pulls = article->pulls;
  g_autofree gboolean *is_heard = g_new0 (gboolean, (gsize) article->n_speakers + 1);
  int best = -1;

  for (int i = 0; i < article->n_pulls; i++)
    if (pulls[i].is_chosen)
      is_heard[pulls[i].speaker] = TRUE;
  for (int i = from; i < to; i++)
    if (!is_heard[pulls[i].speaker] && (best < 0 || pulls[i].score > pulls[best].score))
      best = i;
  return best;
}

static gboolean
is_short_feature (const BxArticle *article)
{
  int n_chosen = 0;

  for (int i = 0; i < article->n_pulls; i++)
    n_chosen += article->pulls[i].is_chosen;
  return n_chosen <= MAX_OF_SHORT;
}

static int
find_chosen (const BxArticle *article, int from)
{
  while (from < article->n_pulls && !article->pulls[from].is_chosen)
    from++;
  return from;
}

/* A chosen quote, and with it its reserves: which of them is set is the paginator's choice. What the
 * manuscript asks for has none. Returns the first candidate that the next group may have. */
static int
add_group (BxFeature *feature, int chosen, int from, gboolean is_needed)
{
  const BxArticle *article = feature->article;
  int members[MAX_MEMBERS + 1];
  int to = find_chosen (article, chosen + 1);
  gboolean is_short = is_short_feature (article);
  int n = list_group (article, chosen, from, to, is_short ? MAX_MEMBERS : MAX_MEMBERS_LONG, members);
  int other = is_short && !article->pulls[chosen].is_given ? find_other_voice (article, from, to) : -1;

  if (other >= 0) {
    members[n++] = other;
    qsort (members, (size_t) n, sizeof (int), compare_ints);
  }
  for (int m = 0; m < n; m++) {
    int box = add_quote (feature, members[m]);
    BxBox *b = &feature->galley.boxes[box];

    b->is_needed = is_needed;
    b->is_asked = article->pulls[members[m]].is_given;
    b->group = n > 1 ? chosen + 1 : 0;
    if (members[m] == chosen || feature->spec->quote.place == BX_PLACE_STRADDLE)
      add_other_sizes (feature, box);
    if (members[m] == other)
      b->cost = OTHER_VOICE_COST;
    else if (members[m] != chosen)
      b->cost = RESERVE_COST
                + (article->pulls[chosen].score - article->pulls[members[m]].score) / SCORE_TO_COST;
  }
  return members[n - 1] + 1;
}

void
bx_feature_add_quotes (BxFeature *feature)
{
  const BxArticle *article = feature->article;
  g_autofree gboolean *is_heard = g_new0 (gboolean, (gsize) article->n_speakers + 1);
  int from = 0;

  if (feature->n_blocks == 0)
    return;
  for (int i = find_chosen (article, 0); i < article->n_pulls;
       i = find_chosen (article, i + 1)) {
    int speaker = article->pulls[i].speaker;

    from = add_group (feature, i, from,
                      article->speakers[speaker].is_main && !is_heard[speaker]);
    is_heard[speaker] = TRUE;
  }
}

/* --- the flow ------------------------------------------------------------------------------- */

/* A question is never parted from its answer, unless it is a speech. */
static gboolean
is_head (const BxFlowBlock *block)
{
  return block->role == BX_TEXT_CROSSHEAD
         || (block->role == BX_TEXT_QUESTION
             && block->composed->settings[0].n_lines <= MAX_QUESTION);
}

int
bx_composed_list_variants (const BxComposed *composed, BxVariant variants[BX_MAX_VARIANTS])
{
  for (int i = 0; i < composed->n_settings; i++)
    variants[i] = (BxVariant){ composed->settings[i].n_lines, composed->settings[i].cost };
  return composed->n_settings;
}

/* White over a head. A question right behind a crosshead shares that one's. */
static int
get_space (const BxFeature *feature, const BxFlowBlock *block)
{
  gboolean is_behind_head = block > feature->blocks && block[-1].role == BX_TEXT_CROSSHEAD;

  if (block->role == BX_TEXT_CROSSHEAD)
    return feature->spec->crosshead.space.n;
  return block->role == BX_TEXT_QUESTION && !is_behind_head ? feature->spec->question_space.n : 0;
}

static void
fill_item (const BxFeature *feature, const BxFlowBlock *block, BxItem *item)
{
  item->kind = is_head (block) ? BX_ITEM_HEAD : BX_ITEM_PARAGRAPH;
  item->space = get_space (feature, block);
  item->min_after = block->role == BX_TEXT_QUESTION ? 1 : 0;
  item->min_first = block->dropcap_clusters > 0 ? feature->spec->dropcap_lines : 0;
  item->n_variants = bx_composed_list_variants (block->composed, item->variants);
}

void
bx_feature_fill_galley (BxFeature *feature)
{
  BxGalley *galley = &feature->galley;

  galley->columns = feature->spec->columns;
  galley->column_lines = feature->spec->lines;
  galley->opening_columns = feature->spec->opening_columns;
  galley->opening_lines = MIN (feature->opening->n_lines_grid, galley->column_lines);
  galley->closing_lines = feature->closing != NULL ? feature->closing->n_lines_grid : 0;
  galley->wrap = bx_feature_wrap;
  galley->find_source = find_source;
  galley->data = feature;
  galley->items = g_new0 (BxItem, (gsize) feature->n_blocks + 1);
  for (int i = 0; i < feature->n_blocks; i++)
    fill_item (feature, &feature->blocks[i], &galley->items[galley->n_items++]);
}
