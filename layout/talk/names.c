/* Decides who is named at all: of the names proposed it keeps those that the text bears out by a title,
 * a cue, an act of people, a label (layout-algorithms §5.3). Precision before recall: a name met once
 * and without a title is not sure. */
#include "forms.h"

#include <string.h>

#define N_RANKS 4
#define MAX_BRACKET 60 /* bytes */
#define MAX_GROWTH 2  /* characters by which a name is longer than its place told */
#define MAX_ASKED 3   /* places of a name that are held against the dictionary */
#define MIN_UNKNOWN 3 /* times that a name without a known surname is met */

/* 鄒麗 is met nowhere without the 紅 of 鄒麗紅. */
static gboolean
goes_on_everywhere (const BxTalk *talk, BxForm *form, BxForm *longer)
{
  int n;

  if (form->len >= longer->len || memcmp (form->text, longer->text, (gsize) form->len) != 0)
    return FALSE;
  n = bx_count_form (talk, form);
  return n >= 2 && n == bx_count_form (talk, longer);
}

/* The reading that the whole text bears out. The longer wins unless the shorter is met more often,
 * or what it leaves is a word that follows names. */
static BxForm *
best_variant (const BxTalk *talk, const BxProposal *proposal)
{
  BxForm *best = NULL;
  gboolean is_sure = FALSE;

  for (int i = 0; i < proposal->n_variants; i++) {
    BxForm *form = proposal->variants[i];

    if (best != NULL && goes_on_everywhere (talk, form, best))
      continue;
    if (best == NULL || form->n > best->n
        || (form->n == best->n && proposal->is_followed_surely[i] && !is_sure)) {
      best = form;
      is_sure = proposal->is_followed_surely[i];
    }
  }
  return best;
}

/* 老王, 王女士, where somebody has the surname: it is one of those. 芬姐 where somebody is called 桂芬. */
static gboolean
is_of_somebody (const BxTalk *talk, const BxForm *form)
{
  const char *surname = form->surname_len > 0 ? form->text : form->text + 3;
  gboolean is_by_given
      = form->len == 6
        && bx_is_char_of (BX_CHARS_ELDER, g_utf8_get_char (form->text + 3));
  gboolean is_by_last = form->len == 6 && memcmp (form->text, "阿", 3) == 0;

  for (guint i = BX_N_GENDERS; i < talk->people->len; i++) {
    const BxPerson *person = bx_talk_person (talk, (int) i);

    if (!person->is_call && person->surname_len == 3
        && (memcmp (talk->text + person->name.start, surname, 3) == 0
            || (is_by_given && memcmp (talk->text + person->name.end - 3, form->text, 3) == 0)
            || (is_by_last && memcmp (talk->text + person->name.end - 3, form->text + 3, 3) == 0)))
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

/* 扎西頓珠 */
static gboolean
is_two_names (const BxTalk *talk, BxSlice name, int first_len)
{
  int first = bx_talk_word_at (talk, BX_WORDS_NAME, name.start, name.end);

  return first == first_len
         && first + bx_talk_word_at (talk, BX_WORDS_NAME, name.start + first, name.end)
                == bx_slice_len (name);
}

/* 瑪格麗特·奧爾蒂斯（Margaret Ortiz）: the same person in Latin letters, or the last word of them. */
static gboolean
is_in_brackets_of (const BxTalk *talk, const BxForm *form, BxSlice name)
{
  const char *open = talk->text + name.end;
  const char *close = g_str_has_prefix (open, "（")
                          ? g_strstr_len (open, MIN (MAX_BRACKET, talk->article->text_len - name.end), "）")
                          : NULL;

  return close != NULL && close - form->len >= open + 3
         && memcmp (close - form->len, form->text, (gsize) form->len) == 0
         && !g_ascii_isalpha (close[-form->len - 1]);
}

/* 阿爾特曼 or 薩姆, where there is a 薩姆·阿爾特曼; 明宏, where there is a 謝明宏. */
static gboolean
is_part_of_name (const BxTalk *talk, BxForm *form)
{
  for (guint i = 0; i < talk->people->len; i++) {
    BxSlice name = bx_talk_person (talk, (int) i)->name;
    const char *tail = talk->text + name.end - form->len;
    int surname_len = bx_talk_person (talk, (int) i)->surname_len;

    if (bx_is_latin_letter (g_utf8_get_char (form->text)) && is_in_brackets_of (talk, form, name))
      return TRUE;
    if (bx_slice_len (name) <= form->len + 2)
      continue;
    if (form->surname_len > 0 && !form->is_call /* 沈雁 is met nowhere without the 回 of 沈雁回 */
        && memcmp (talk->text + name.start, form->text, (gsize) form->len) == 0
        && bx_count_in_text (talk, name) >= bx_count_form (talk, form))
      return TRUE;
    if ((bx_talk_starts_with (talk, name.start + form->len, "·")
         || bx_talk_starts_with (talk, name.start + form->len, " ")
         || is_two_names (talk, name, form->len))
        && memcmp (talk->text + name.start, form->text, (gsize) form->len) == 0)
      return TRUE;
    if (memcmp (tail, form->text, (gsize) form->len) != 0)
      continue;
    if (memcmp (tail - 2, "·", 2) == 0 || tail[-1] == ' '
        || bx_slice_len (name) == surname_len + form->len)
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

/* It begins a clause somewhere, and does something there. */
static gboolean
does_something (const BxTalk *talk, const char *name, int len)
{
  g_autofree char *key = g_strndup (name, (gsize) len);

  for (const char *p = talk->text; (p = strstr (p, key)) != NULL; p += len) {
    int at = (int) (p - talk->text);

    if (!bx_is_han (bx_talk_char_before (talk, 0, at))
        && (bx_is_followed_by_act (talk, at + len, talk->article->text_len)
            || bx_has_cue_after (talk, at + len, talk->article->text_len)))
      return TRUE;
  }
  return FALSE;
}

/* The given name alone does something: 小虎 for 寧小虎. */
static gboolean
is_borne_out_by_given_name (const BxTalk *talk, const BxForm *form)
{
  return !form->is_call && !form->is_unknown && !form->is_rare && form->surname_len > 0
         && form->len - form->surname_len == 6
         && does_something (talk, form->text + form->surname_len, 6);
}

/* Three characters that no everyday word is among, by the first place where they stand. */
static gboolean
holds_no_word (BxTalk *talk, const BxForm *form)
{
  int start = (int) (form->text - talk->text);
  BxParting parting = bx_part_words (talk, bx_slice (start, start + form->len));

  return form->len >= 9 && parting.begins && parting.ends && parting.longest == 1
         && g_strstr_len (form->text, form->len, "人") == NULL; /* 連人帶被 */
}

/* Clause after clause begins with such, and they do what people do. */
static gboolean
heads_clauses (BxTalk *talk, const BxForm *form)
{
  return form->len >= 9 && form->n_starts >= BX_MIN_STARTS && !form->is_common
         && (form->is_rare || form->n_cues + form->n_human + form->n_titles > 0
             || does_something (talk, form->text + 3, form->len - 3)
             || does_something (talk, form->text, form->len))
         && holds_no_word (talk, form);
}

static gboolean
is_sure (BxTalk *talk, BxForm *form)
{
  if (form->is_label || form->is_polite || g_strstr_len (form->text, form->len, "·") != NULL)
    return TRUE;
  if (form->n_titles > 0) /* 把老人連人帶被: a word of every day may stand behind a title */
    return !form->is_rare || form->is_call || form->n_cues + form->n_human > 0
           || bx_count_form (talk, form) >= 2 || holds_no_word (talk, form);
  if (form->is_rare || form->is_common || form->is_unknown)
    return form->n_cues + form->n_human >= 2
           || ((form->len >= 9 || form->is_common) && form->n_cues > 0
               && bx_count_form (talk, form) >= MIN_UNKNOWN)
           || heads_clauses (talk, form);
  if (is_borne_out_by_given_name (talk, form))
    return TRUE;
  return form->n >= 2
         && (form->n_cues + form->n_human > 0 || (form->n >= 3 && is_frequent (form))
             || (is_frequent (form) && bx_count_form (talk, form) >= 3 && holds_no_word (talk, form)));
}

/* 老王 at the head of a clause: enough to stand in the way of a pronoun. */
static gboolean
is_old_acquaintance (const BxForm *form)
{
  return form->n_starts > 0 && form->surname_len == 0
         && (memcmp (form->text, "老", 3) == 0 || memcmp (form->text, "阿", 3) == 0);
}

/* 外送員阿翔: a title stands before it where it is met first, and not 叫 alone. */
static gboolean
is_led_at_first (const BxTalk *talk, const BxForm *form)
{
  int start = (int) (form->text - talk->text);

  return form->surname_len == 0
         && (bx_talk_word_before (talk, BX_WORDS_TITLE, 0, start) > 3
             || bx_is_char_of (BX_CHARS_POST_END, bx_talk_char_before (talk, 0, start)));
}

static gboolean
is_person (BxTalk *talk, BxForm *form)
{
  if (form->is_body || g_strstr_len (form->text, form->len, "·") != NULL)
    return TRUE;
  if (form->is_given)
    return form->is_led ? form->n_human > 0 || does_something (talk, form->text, form->len)
                        : form->n_cues >= 2;
  if (form->is_call)
    return form->is_label || form->n_cues > 0 || bx_is_anonymous_form (form) || form->is_polite
           || (form->n >= 2 && form->n_titles + form->n_human > 0)
           || (form->n_titles > 0
               && (is_led_at_first (talk, form) || form->n_starts + form->n_human > 0
                   || bx_count_form (talk, form) >= 2))
           || (form->n_human > 0 && memcmp (form->text, "阿", 3) == 0) || is_old_acquaintance (form);
  if (form->is_unknown && !form->is_led && bx_count_form (talk, form) < MIN_UNKNOWN)
    return FALSE;
  if (form->is_rare || form->is_common || (form->is_unknown && !form->is_led))
    return is_sure (talk, form);
  return form->is_label || form->n_cues > 0 || form->n_human > 0 || is_frequent (form)
         || form->n_titles > 0
         || is_borne_out_by_given_name (talk, form);
}

/* 衛生院 begins like a name. */
static gboolean
is_place (const BxTalk *talk, const BxForm *form)
{
  if (form->len < 9 || form->is_label || form->is_call || form->is_body)
    return FALSE;
  return bx_word_before (BX_WORDS_PLACE_END, form->text, form->text + form->len) > 0
         || (form->n_titles + form->n_cues + form->n_human == 0 /* 段小樓 speaks, 東莒島 does not */
             && g_utf8_strchr ("岛湾寺巷街楼港桥塔", -1,
                               g_utf8_get_char (form->text + form->len - 3)) != NULL);
}

/* Marks or a title part a form from the words around it, so that no dictionary need be asked. */
static gboolean
stands_apart (BxTalk *talk, const BxForm *form, int at)
{
  gunichar before = bx_talk_char_before (talk, 0, at);

  if (form->is_unknown)
    return FALSE;
  if (form->is_call)
    return !bx_is_han (before) && !bx_is_han (bx_talk_char (talk, at + form->len));
  return !bx_is_han (before) || bx_talk_word_before (talk, BX_WORDS_TITLE, 0, at) > 3;
}

/* Everyday words are not cut where a form begins; and a name that begins with no surname is none itself. */
static gboolean
stands_between_words (BxTalk *talk, const BxForm *form, int at)
{
  int most = bx_is_char_of (BX_CHARS_CALL, g_utf8_get_char (form->text)) ? 2 : 1; /* 老|胡子 */
  BxParting parting = bx_part_words (talk, bx_slice (at, at + form->len));

  if (form->is_unknown)
    return parting.begins && parting.ends && parting.longest <= most;
  return parting.begins && (parting.ends || !form->is_call);
}

/* 中|文搶先, 主|張拆, 有|限公|司: a word goes over the place where the name would begin, or end. */
static gboolean
is_cut_out_of_words (BxTalk *talk, const BxForm *form)
{
  typedef gboolean (*Stands) (BxTalk *, const BxForm *, int);
  static const Stands ways[] = { stands_apart, stands_between_words };
  g_autofree char *key = g_strndup (form->text, (gsize) form->len);

  if (form->is_body || form->is_label || (form->surname_len == 0 && !form->is_call && !form->is_unknown))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++) {
    const char *p = form->text;

    for (int n = 0; n < MAX_ASKED && (p = strstr (p, key)) != NULL; n++, p += form->len)
      if (ways[i](talk, form, (int) (p - talk->text)))
        return FALSE;
  }
  return TRUE;
}

/* 談起, and 文中 in 他在文中寫道: a word, and not a name that is one, like 高峰. */
static gboolean
is_word (BxTalk *talk, const BxForm *form)
{
  static const BxWords words[] = { BX_WORDS_CUE, BX_WORDS_ABOUT, BX_WORDS_GESTURE, BX_WORDS_FOLLOWER };
  int start = (int) (form->text - talk->text);

  if (form->is_call || form->is_body || form->is_label)
    return FALSE;
  if (form->surname_len > 0 && form->surname_len < form->len /* 向本報說 */
      && bx_word_at (BX_WORDS_LISTENER, form->text + form->surname_len, form->text + form->len)
             == form->len - form->surname_len)
    return TRUE;
  if (form->len != 6)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (bx_word_at (words[i], form->text, form->text + form->len) == form->len)
      return TRUE;
  return form->n == 1 && form->n_starts + form->n_titles == 0
         && bx_part_words (talk, bx_slice (start, start + form->len)).longest == 2;
}

/* 沈逸 is met by itself, and 沈逸舉 but once: the last character is of the next word. */
static gboolean
runs_on (BxNameSearch *search, BxForm *form)
{
  BxForm key = { .text = form->text, .len = form->len - 3 };
  const BxForm *shorter = g_hash_table_lookup (search->forms, &key);

  return !form->is_call && !form->is_label && form->len - form->surname_len == 6 && shorter != NULL
         && form->surname_len > 0 && shorter->n >= 2 && bx_count_form (search->talk, form) == 1;
}

/* The bytes of the character by which a name goes on wherever it is met, and which cannot follow names; 0 for
 * none. */
static int
growth_of (const BxTalk *talk, const char *name, int len)
{
  g_autofree char *key = g_strndup (name, (gsize) len);
  gunichar next = 0;
  int count = 0;

  for (const char *p = name; (p = strstr (p, key)) != NULL; count++) {
    int at = (int) (p - talk->text) + len;
    gunichar c = bx_talk_char (talk, at);

    if (!bx_is_han (c) || (next != 0 && c != next) || bx_is_char_of (BX_CHARS_FUNCTION, c)
        || bx_can_follow_name (talk, at, talk->article->text_len))
      return 0;
    next = c;
    p += len;
  }
  return count >= 2 ? 3 : 0;
}

/* 米蘭奴 is 米蘭奴域, 古麗 is 古麗娜爾. Gives its length. */
static int
grown_len (const BxTalk *talk, const BxForm *form)
{
  int len = form->len;
  int growth = growth_of (talk, form->text, len);

  for (int n = 0; n < MAX_GROWTH && growth > 0; n++) {
    len += growth;
    growth = growth_of (talk, form->text, len);
  }
  return len;
}

/* A surname and two characters, between which and the words around them the dictionary knows no other word. */
static gboolean
may_be_full_name (BxTalk *talk, const BxForm *form)
{
  int start = (int) (form->text - talk->text);
  BxSlice name = { start, start + form->len };

  return form->person < 0 && form->len == 9 && form->surname_len == 3
         && !(form->is_call || form->is_rare || form->is_soft || form->is_unknown || form->is_byline)
         && !is_place (talk, form) && bx_part_words (talk, name).begins
         && bx_part_words (talk, bx_slice (start + 3, name.end)).begins
         && bx_part_words (talk, name).ends;
}

/* 岑導師 where 岑麗薇 was named without any title: the one name that has the surname; NULL for none. */
static BxForm *
find_full_form (BxNameSearch *search, const BxForm *call)
{
  GHashTableIter iter;
  BxForm *form;
  BxForm *found = NULL;

  if (!call->is_call || call->surname_len != 3 || call->len < 9 || bx_is_anonymous_form (call))
    return NULL;
  g_hash_table_iter_init (&iter, search->forms);
  while (g_hash_table_iter_next (&iter, NULL, (void **) &form)) {
    if (memcmp (form->text, call->text, 3) != 0 || form == call || form->text > call->text
        || !may_be_full_name (search->talk, form))
      continue;
    if (found != NULL)
      return NULL;
    found = form;
  }
  return found;
}

static void
settle_person (BxNameSearch *search, BxForm *form)
{
  BxTalk *talk = search->talk;
  int start = (int) (form->text - talk->text);
  BxPerson person = { .given = -1, .is_call = form->is_call };
  BxForm *full;
  int len;

  if (form->is_settled || form->person >= 0 || talk->people->len >= BX_MAX_PEOPLE)
    return;
  form->is_settled = TRUE;
  if (is_place (talk, form) || is_part_of_name (talk, form) || (form->is_call && !bx_is_anonymous_form (form) && is_of_somebody (talk, form))
      || !is_person (talk, form) || runs_on (search, form) || is_word (talk, form) || is_cut_out_of_words (talk, form))
    return;
  full = find_full_form (search, form);
  if (full != NULL) {
    form = full;
    start = (int) (full->text - talk->text);
    person.is_call = FALSE;
    form->n_titles++;
  }
  len = form->is_call ? form->len : grown_len (talk, form);
  person.name = bx_slice (start, start + len);
  person.surname_len = len == form->len ? form->surname_len : 0;
  person.is_body = form->is_body;
  person.is_sure = form->is_body || is_sure (talk, form);
  person.is_doubtful = !form->is_label && !form->is_polite && !person.is_sure
                       && form->n_cues + form->n_human + form->n_titles == 0;
  person.is_sure &= !form->is_unknown; /* by how it is used alone */
  person.is_asker = form->is_byline || is_credited (talk, form);
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
  if (form->is_call || form->is_body)
    return N_RANKS - 1;
  return g_strstr_len (form->text, form->len, "·") != NULL ? 0 : form->len > 6 ? 1 : 2;
}

static gboolean
is_searched (BxBlockKind kind)
{
  return kind == BX_BLOCK_PARAGRAPH || kind == BX_BLOCK_CROSSHEAD || kind == BX_BLOCK_DECK
         || kind == BX_BLOCK_CAPTION
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
  BxNameSearch search = { .talk = talk,
                          .forms = forms,
                          .proposals = proposals,
                          .has_pseudonyms = strstr (talk->text, "（化名") != NULL };

  take_given (&search);
  propose_all (&search);
  for (int rank = 0; rank < N_RANKS; rank++)
    for (guint i = 0; i < proposals->len; i++) {
      BxForm *form = best_variant (talk, &g_array_index (proposals, BxProposal, i));

      if (rank_of (form) == rank)
        settle_person (&search, form);
    }
  settle_labels (&search);
}
