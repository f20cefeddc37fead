/* Decides who is named at all: of the names proposed it keeps those that the text bears out by a title,
 * a cue, an act of people, a label (layout-algorithms §5.3). Precision before recall: a name met once
 * and without a title is not sure. */
#include "forms.h"

#include <string.h>

#define N_RANKS 4
#define MIN_UNKNOWN 3 /* times that a name without a known surname is met */

/* The reading that the whole text bears out. The longer wins unless the shorter is met more often,
 * or what it leaves is a word that follows names. */
static BxForm *
best_variant (const BxProposal *proposal)
{
  BxForm *best = NULL;
  gboolean is_sure = FALSE;

  for (int i = 0; i < proposal->n_variants; i++) {
    BxForm *form = proposal->variants[i];

    if (best == NULL || form->n > best->n
        || (form->n == best->n && proposal->is_followed_surely[i] && !is_sure)) {
      best = form;
      is_sure = proposal->is_followed_surely[i];
    }
  }
  return best;
}

/* 老王, 王女士, where somebody has the surname: it is one of those. */
static gboolean
is_of_somebody (const BxTalk *talk, const BxForm *form)
{
  const char *surname = form->surname_len > 0 ? form->text : form->text + 3;

  for (guint i = BX_N_GENDERS; i < talk->people->len; i++) {
    const BxPerson *person = bx_talk_person (talk, (int) i);

    if (!person->is_call && person->surname_len == 3
        && memcmp (talk->text + person->name.start, surname, 3) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_credited (const BxTalk *talk, const BxForm *form)
{
  for (int i = 0; i < talk->article->n_credits; i++) {
    BxSlice name = talk->article->credits[i].name;

    if (bx_slice_len (name) == form->len
        && memcmp (talk->text + name.start, form->text, (gsize) form->len) == 0)
      return TRUE;
  }
  return FALSE;
}

/* 阿爾特曼 or 薩姆, where there is a 薩姆·阿爾特曼; 明宏, where there is a 謝明宏. */
static gboolean
is_part_of_name (const BxTalk *talk, const BxForm *form)
{
  for (guint i = 0; i < talk->people->len; i++) {
    BxSlice name = bx_talk_person (talk, (int) i)->name;
    const char *tail = talk->text + name.end - form->len;
    int surname_len = bx_talk_person (talk, (int) i)->surname_len;

    if (bx_slice_len (name) <= form->len + 2)
      continue;
    if (bx_talk_starts_with (talk, name.start + form->len, "·")
        && memcmp (talk->text + name.start, form->text, (gsize) form->len) == 0)
      return TRUE;
    if (memcmp (tail, form->text, (gsize) form->len) != 0)
      continue;
    if (memcmp (tail - 2, "·", 2) == 0 || bx_slice_len (name) == surname_len + form->len)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_frequent (const BxForm *form)
{
  return form->n >= 2 && form->len >= 9 && !form->is_rare && !form->is_soft && !form->is_common
         && !form->is_call;
}

/* How often a form stands anywhere in the text. */
static int
count_in_text (const BxTalk *talk, const BxForm *form)
{
  const char *p = talk->text;
  const char *end = talk->text + talk->article->text_len;
  int count = 0;
  g_autofree char *key = g_strndup (form->text, (gsize) form->len);

  while ((p = g_strstr_len (p, end - p, key)) != NULL) {
    p += form->len;
    count++;
  }
  return count;
}

static gboolean
is_sure (const BxTalk *talk, const BxForm *form)
{
  if (form->is_label || form->n_titles > 0)
    return TRUE;
  if (form->is_rare || form->is_common || form->is_unknown)
    return form->n_cues + form->n_human >= 2
           || (form->len >= 9 && form->n_cues > 0 && count_in_text (talk, form) >= MIN_UNKNOWN);
  return form->n >= 2 && (form->n_cues + form->n_human > 0 || (form->n >= 3 && is_frequent (form)));
}

static gboolean
is_person (const BxTalk *talk, const BxForm *form)
{
  if (form->is_call)
    return form->is_label || form->n_cues > 0 || bx_is_anonymous_form (form)
           || (form->n >= 2 && form->n_titles + form->n_human > 0);
  if (form->is_unknown && count_in_text (talk, form) < MIN_UNKNOWN)
    return FALSE;
  if (form->is_rare || form->is_common)
    return is_sure (talk, form);
  return form->is_label || form->n_cues > 0 || form->n_human > 0 || is_frequent (form)
         || (form->n_titles > 0 && (form->n >= 2 || form->len >= 9));
}

/* 衛生院 begins like a name. */
static gboolean
is_place (const BxTalk *talk, const BxForm *form)
{
  return form->len >= 9 && !form->is_label && !form->is_call
         && bx_word_before (BX_WORDS_PLACE_END, form->text, form->text + form->len) > 0;
}

static void
settle_person (BxNameSearch *search, BxForm *form)
{
  BxTalk *talk = search->talk;
  int start = (int) (form->text - talk->text);
  BxPerson person = { .name = bx_slice (start, start + form->len),
                      .given = -1,
                      .surname_len = form->surname_len,
                      .is_call = form->is_call };

  if (form->person >= 0 || talk->people->len >= BX_MAX_PEOPLE || is_place (talk, form)
      || is_part_of_name (talk, form) || (form->is_call && !bx_is_anonymous_form (form) && is_of_somebody (talk, form))
      || !is_person (talk, form))
    return;
  person.is_sure = is_sure (talk, form);
  person.is_doubtful = !form->is_label && form->n_cues + form->n_human + form->n_titles == 0;
  person.is_asker = is_credited (talk, form);
  form->person = (int) talk->people->len;
  g_array_append_val (talk->people, person);
}

/* A given name, or a whole label, is a person without further question. */
static void
take_known (BxNameSearch *search, BxSlice name, int person)
{
  if (!bx_slice_is_empty (name) && bx_get_form (search, name)->person < 0)
    bx_get_form (search, name)->person = person;
}

static void
take_given (BxNameSearch *search)
{
  BxTalk *talk = search->talk;

  for (guint i = BX_N_GENDERS; i < talk->people->len; i++) {
    const BxPerson *person = bx_talk_person (talk, (int) i);
    const BxSpeaker *speaker = &talk->article->speakers[person->given];

    take_known (search, person->name, (int) i);
    for (int k = 0; k < speaker->n_aliases; k++)
      take_known (search, speaker->aliases[k], (int) i);
  }
}

/* Whole names are settled before what may be a part of one, what people are called last. */
static int
rank_of (const BxForm *form)
{
  if (form->is_call)
    return N_RANKS - 1;
  return g_strstr_len (form->text, form->len, "·") != NULL ? 0 : form->len > 6 ? 1 : 2;
}

static gboolean
is_searched (BxBlockKind kind)
{
  return kind == BX_BLOCK_PARAGRAPH || kind == BX_BLOCK_DECK || kind == BX_BLOCK_CAPTION
         || kind == BX_BLOCK_HEADLINE;
}

static void
propose_all (BxNameSearch *search)
{
  const BxArticle *article = search->talk->article;

  for (int i = 0; i < article->n_blocks; i++) {
    const BxBlock *block = &article->blocks[i];

    if (!is_searched (block->kind))
      continue;
    search->is_label = block->turn != BX_TURN_NONE;
    if (search->is_label)
      bx_propose_in (search,
                  bx_slice (block->label.start, bx_talk_prev (search->talk, block->label.end)));
    search->is_label = !bx_slice_is_empty (search->talk->signatures[i].name);
    if (search->is_label)
      bx_propose_in (search, search->talk->signatures[i].name);
    search->is_label = FALSE;
    bx_propose_in (search, bx_slice (MAX (block->label.end, block->text.start), block->text.end));
  }
}

/* A label that holds no known name is itself one: 小雨： CoCo：. A surname alone, 答 and A stand
 * for somebody who has a name. */
static void
settle_label (BxNameSearch *search, BxSlice label)
{
  BxTalk *talk = search->talk;
  const char *start = talk->text + label.start;
  BxPerson person = { .name = label, .given = -1, .is_sure = TRUE };
  BxForm *form = bx_get_form (search, label);

  if (form->person >= 0 || talk->people->len >= BX_MAX_PEOPLE || is_place (talk, form)
      || bx_talk_starts_with (talk, label.start, "答") || bx_slice_len (label) <= 3)
    return;
  for (guint i = BX_N_GENDERS; i < talk->people->len; i++) {
    BxSlice name = bx_talk_person (talk, (int) i)->name;
    g_autofree char *text = bx_slice_dup (talk->text, name);

    if (g_strstr_len (start, bx_slice_len (label), text) != NULL)
      return;
  }
  form->person = (int) talk->people->len;
  g_array_append_val (talk->people, person);
}

static void
settle_labels (BxNameSearch *search)
{
  const BxArticle *article = search->talk->article;

  for (int i = 0; i < article->n_blocks; i++) {
    if (article->blocks[i].turn == BX_TURN_ANSWER)
      settle_label (search, bx_slice (article->blocks[i].label.start,
                                      bx_talk_prev (search->talk, article->blocks[i].label.end)));
    if (!bx_slice_is_empty (search->talk->signatures[i].name))
      settle_label (search, search->talk->signatures[i].name);
  }
}

void
bx_find_names (BxTalk *talk)
{
  g_autoptr (GHashTable) forms = bx_new_forms ();
  g_autoptr (GArray) proposals = g_array_new (FALSE, FALSE, sizeof (BxProposal));
  BxNameSearch search = { talk, forms, proposals, { 0, 0 }, FALSE };

  take_given (&search);
  propose_all (&search);
  for (int rank = 0; rank < N_RANKS; rank++)
    for (guint i = 0; i < proposals->len; i++) {
      BxForm *form = best_variant (&g_array_index (proposals, BxProposal, i));

      if (rank_of (form) == rank)
        settle_person (&search, form);
    }
  settle_labels (&search);
}
