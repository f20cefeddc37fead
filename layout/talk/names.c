/* Finds who is named at all: proposes names where the grammar expects one and keeps those that the
 * text bears out by a title, a cue, an act of people, a label (layout-algorithms §5.3). Precision
 * before recall: a name met once and without a title is not sure. */
#include "talk-private.h"

#include <string.h>

#define MAX_VARIANTS 4
#define MAX_FOREIGN_CHARS 12
#define MIN_FOREIGN_CHARS 3
#define DOT 0x00B7
#define N_RANKS 4

/* A string that may be a name, and what speaks for it. */
typedef struct {
  const char *text; /* where it occurred first */
  int len;
  int surname_len;
  int n; /* occurrences where a name can stand */
  int n_titles;
  int n_cues;
  int n_human; /* what only people do follows */
  gboolean is_rare;
  gboolean is_call; /* 老周 王女士 */
  gboolean is_label;
  gboolean is_common; /* one Latin word: may be a brand */
  int person;         /* or -1 */
} Form;

/* A place where a name was expected, with the readings that the grammar allows, longest first. */
typedef struct {
  Form *variants[MAX_VARIANTS];
  gboolean is_followed_surely[MAX_VARIANTS]; /* by more than one character that can follow names */
  int n_variants;
} Proposal;

typedef struct {
  BxTalk *talk;
  GHashTable *forms; /* of Form, owned */
  GArray *proposals;
  BxSlice block; /* where names are looked for now */
  gboolean is_label;
} Search;

/* --- what may stand beside a name ------------------------------------------------------------ */

/* What follows is a cue or an act of people. */
static gboolean
is_followed_by_act (const BxTalk *talk, int at, int end)
{
  gboolean is_strong;

  return bx_talk_word_at (talk, BX_WORDS_GESTURE, at, end) > 0
         || bx_cue_at (talk, at, at, end, &is_strong) > 0;
}

gboolean
bx_can_follow_name (const BxTalk *talk, int at, int end)
{
  return at >= end || talk->text[at] == '\n' || !bx_is_han (bx_talk_char (talk, at))
         || bx_talk_word_at (talk, BX_WORDS_FOLLOWER, at, end) > 0
         || bx_talk_word_at (talk, BX_WORDS_TITLE, at, end) > 0
         || bx_talk_word_at (talk, BX_WORDS_CALL, at, end) > 3
         || is_followed_by_act (talk, at, end);
}

gboolean
bx_can_precede_name (const BxTalk *talk, int start, int at)
{
  return at <= start || !bx_is_han (bx_talk_char_before (talk, start, at))
         || bx_talk_word_before (talk, BX_WORDS_LEADER, start, at) > 0
         || bx_talk_word_before (talk, BX_WORDS_TITLE, start, at) > 0;
}

static gboolean
is_followed_surely (const BxTalk *talk, int at, int end)
{
  return at >= end || !bx_is_han (bx_talk_char (talk, at))
         || bx_talk_word_at (talk, BX_WORDS_FOLLOWER, at, end) > 3
         || bx_talk_word_at (talk, BX_WORDS_TITLE, at, end) > 0
         || is_followed_by_act (talk, at, end);
}

/* --- forms ----------------------------------------------------------------------------------- */

static guint
hash_form (const void *key)
{
  const Form *form = key;
  guint hash = 5381;

  for (int i = 0; i < form->len; i++)
    hash = hash * 33 + (guchar)form->text[i];
  return hash;
}

static gboolean
equal_forms (const void *a, const void *b)
{
  const Form *one = a;
  const Form *other = b;

  return one->len == other->len && memcmp (one->text, other->text, (gsize)one->len) == 0;
}

static Form *
get_form (Search *search, BxSlice text)
{
  Form key = { .text = search->talk->text + text.start, .len = bx_slice_len (text) };
  Form *form = g_hash_table_lookup (search->forms, &key);

  if (form == NULL) {
    form = g_new0 (Form, 1);
    *form = (Form){ .text = key.text, .len = key.len, .person = -1 };
    g_hash_table_add (search->forms, form);
  }
  return form;
}

/* --- proposing ------------------------------------------------------------------------------- */

/* A cue governs the clause behind a name: 張三在接受採訪時表示. */
static gboolean
has_cue_after (const BxTalk *talk, int at, int end)
{
  BxSlice clause = bx_first_clause (talk, bx_slice (at, MIN (end, at + 120)));
  gunichar mark = clause.end < end ? bx_talk_char (talk, clause.end) : 0;

  return !bx_slice_is_empty (
      bx_find_cue (talk, clause, mark == 0xFF1A ? BX_CUE_COLON : BX_CUE_PLAIN));
}

static void
add_variant (Search *search, Proposal *proposal, BxSlice name, int surname_len)
{
  const BxTalk *talk = search->talk;
  int end = search->block.end;
  Form *form;

  if (proposal->n_variants == MAX_VARIANTS || !bx_can_follow_name (talk, name.end, end))
    return;
  form = get_form (search, name);
  form->n++;
  form->surname_len = surname_len;
  form->is_label |= search->is_label;
  form->n_titles += bx_talk_word_before (talk, BX_WORDS_TITLE, search->block.start, name.start) > 0
                    || bx_talk_word_at (talk, BX_WORDS_TITLE, name.end, end) > 0;
  form->n_human += bx_talk_word_at (talk, BX_WORDS_HUMAN, name.end, end) > 0;
  form->n_cues += is_followed_by_act (talk, name.end, end) || has_cue_after (talk, name.end, end);
  proposal->variants[proposal->n_variants] = form;
  proposal->is_followed_surely[proposal->n_variants++] = is_followed_surely (talk, name.end, end);
}

/* 王老師 is no name, and neither is 陳家; 陳家明 is. */
static gboolean
is_given_name (const BxTalk *talk, int name_start, int start, int end, int limit)
{
  int len = bx_talk_word_at (talk, BX_WORDS_NO_GIVEN, start, limit);

  if (bx_talk_word_at (talk, BX_WORDS_TITLE, name_start, end) == end - name_start
      || bx_talk_word_at (talk, BX_WORDS_NOBODY, name_start, end) == end - name_start)
    return FALSE; /* 官員 */

  return len == 0 || (len != end - start && len <= 3);
}

/* Surname and one or two characters. */
static void
propose_han (Search *search, int at, Proposal *proposal)
{
  const BxTalk *talk = search->talk;
  int end = search->block.end;
  gunichar first = bx_talk_char (talk, at);
  int surname = bx_talk_word_at (talk, BX_WORDS_SURNAME, at, end);
  gboolean is_rare = FALSE;
  int ends[2] = { 0 };
  int n = 0;

  if (surname == 0 && bx_is_char_of (BX_CHARS_SURNAME, first)) {
    surname = 3;
    is_rare = bx_is_char_of (BX_CHARS_RARE_SURNAME, first);
  }
  if (surname == 0 || bx_talk_word_at (talk, BX_WORDS_COMMON, at, end) > 0)
    return;
  for (int to = at + surname; n < 2 && to < end; n++) {
    gunichar c = bx_talk_char (talk, to);

    if (!bx_is_han (c) || bx_is_char_of (BX_CHARS_FUNCTION, c))
      break;
    to = bx_talk_next (talk, to);
    ends[n] = to;
  }
  while (n-- > 0)
    if (is_given_name (talk, at, at + surname, ends[n], end))
      add_variant (search, proposal, bx_slice (at, ends[n]), surname);
  for (int i = 0; i < proposal->n_variants; i++)
    proposal->variants[i]->is_rare = is_rare;
}

/* The end of one or two names of peoples without surnames: 扎西, 扎西多吉; 0 for none. */
static int
names_end (const BxTalk *talk, int at, int end)
{
  int first = bx_talk_word_at (talk, BX_WORDS_NAME, at, end);

  return first > 0 ? at + first + bx_talk_word_at (talk, BX_WORDS_NAME, at + first, end) : 0;
}

/* 薩姆·阿爾特曼, or three and more characters that write foreign names. */
static void
propose_foreign (Search *search, int at, Proposal *proposal)
{
  const BxTalk *talk = search->talk;
  int ends[MAX_FOREIGN_CHARS];
  int n = 0;
  int dot = 0;
  int names = names_end (talk, at, search->block.end);

  for (int to = at; to < search->block.end && n < MAX_FOREIGN_CHARS;) {
    gunichar c = bx_talk_char (talk, to);

    if (c == DOT && n > 0)
      dot = n + 1;
    else if (!bx_is_char_of (BX_CHARS_TRANSLIT, c))
      break;
    to = bx_talk_next (talk, to);
    ends[n++] = to;
  }
  if (dot == 0 && names > 0) {
    add_variant (search, proposal, bx_slice (at, names), 0);
    return;
  }
  for (; n >= MAX (MIN_FOREIGN_CHARS, dot > 0 ? dot + 1 : 0) && proposal->n_variants < 2; n--)
    add_variant (search, proposal, bx_slice (at, ends[n - 1]), 0);
}

/* Sam Altman: words with a capital. One word alone may be a brand, so it needs a title. */
static void
propose_latin (Search *search, int at, Proposal *proposal)
{
  const char *p = search->talk->text + at;
  const char *end = search->talk->text + search->block.end;
  int n_words = 0;

  while (p < end && g_ascii_isupper (*p)) {
    const char *word = p++;

    while (p < end && (g_ascii_islower (*p) || *p == '.'))
      p++;
    if (p - word < 2)
      return;
    n_words++;
    if (p + 1 >= end || *p != ' ' || !g_ascii_isupper (p[1]))
      break;
    p++;
  }
  if (n_words == 0 || (p < end && g_ascii_isalnum (*p)))
    return;
  add_variant (search, proposal, bx_slice (at, (int)(p - search->talk->text)), 0);
  if (proposal->n_variants > 0)
    proposal->variants[0]->is_common = n_words < 2;
}

/* 老周 小林 阿強 王女士 陳師傅: how people are called whose full name the text may keep back. */
static void
propose_call (Search *search, int at, Proposal *proposal)
{
  static const char *const prefixes[] = { "阿", "老", "小", "大" };
  const gsize any_char = 0; /* 阿 stands before given names too */
  const BxTalk *talk = search->talk;
  int end = search->block.end;
  int surname = bx_is_char_of (BX_CHARS_SURNAME, bx_talk_char (talk, at)) ? 3 : 0;
  int call;

  if (bx_talk_word_at (talk, BX_WORDS_COMMON, at, end) > 0)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++) {
    gunichar c = bx_talk_char (talk, at + 3);

    if (bx_talk_starts_with (talk, at, prefixes[i]) && at + 6 <= end && bx_is_han (c)
        && !bx_is_char_of (BX_CHARS_FUNCTION, c)
        && (i == any_char || bx_is_char_of (BX_CHARS_SURNAME, c)))
      add_variant (search, proposal, bx_slice (at, at + 6), 0);
  }
  call = surname > 0 ? bx_talk_word_at (talk, BX_WORDS_CALL, at + surname, end) : 0;
  if (call >= 3 && !bx_is_char_of (BX_CHARS_RARE_SURNAME, bx_talk_char (talk, at)))
    add_variant (search, proposal, bx_slice (at, at + surname + call), surname);
  for (int i = 0; i < proposal->n_variants; i++)
    proposal->variants[i]->is_call = TRUE;
}

/* Returns the end of the longest reading, or the offset itself. */
static int
propose_at (Search *search, int at)
{
  typedef void (*Propose) (Search *, int, Proposal *);
  static const Propose ways[] = { propose_han, propose_call, propose_foreign, propose_latin };
  Proposal proposal = { .n_variants = 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (ways) && proposal.n_variants == 0; i++)
    ways[i](search, at, &proposal);
  if (proposal.n_variants == 0)
    return at;
  g_array_append_val (search->proposals, proposal);
  return at + proposal.variants[0]->len;
}

/* A name, or a call, can begin at an offset. */
static gboolean
can_begin (const BxTalk *talk, int at, int end)
{
  gunichar c = bx_talk_char (talk, at);

  if (c < 0x80)
    return g_ascii_isupper ((char)c);
  return bx_is_char_of (BX_CHARS_SURNAME | BX_CHARS_TRANSLIT | BX_CHARS_CALL, c)
         || bx_talk_word_at (talk, BX_WORDS_NAME, at, end) > 0;
}

/* 登山家埃里克·漢森: the first of the characters that write a foreign name with a dot in it. What
 * stands before it may be anything. */
static gboolean
begins_dotted (const BxTalk *talk, BxSlice text, int at)
{
  if (bx_is_char_of (BX_CHARS_TRANSLIT, bx_talk_char_before (talk, text.start, at)))
    return FALSE;
  for (int n = 0; n < MAX_FOREIGN_CHARS && at < text.end; n++) {
    gunichar c = bx_talk_char (talk, at);

    if (c == DOT)
      return n > 0;
    if (!bx_is_char_of (BX_CHARS_TRANSLIT, c))
      return FALSE;
    at = bx_talk_next (talk, at);
  }
  return FALSE;
}

static void
propose_in (Search *search, BxSlice text)
{
  const BxTalk *talk = search->talk;

  search->block = text;
  for (int i = text.start; i < text.end;) {
    int next = bx_talk_next (talk, i);

    if (can_begin (talk, i, text.end) && !bx_is_latin (bx_talk_char_before (talk, text.start, i))
        && (bx_can_precede_name (talk, text.start, i) || begins_dotted (talk, text, i)))
      next = MAX (next, propose_at (search, i));
    i = next;
  }
}

/* --- deciding -------------------------------------------------------------------------------- */

/* The reading that the whole text bears out. The longer wins unless the shorter is met more often,
 * or what it leaves is a word that follows names. */
static Form *
best_variant (const Proposal *proposal)
{
  Form *best = NULL;
  gboolean is_sure = FALSE;

  for (int i = 0; i < proposal->n_variants; i++) {
    Form *form = proposal->variants[i];

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
is_of_somebody (const BxTalk *talk, const Form *form)
{
  const char *surname = form->surname_len > 0 ? form->text : form->text + 3;

  for (guint i = BX_N_GENDERS; i < talk->people->len; i++) {
    const BxPerson *person = bx_talk_person (talk, (int)i);

    if (!person->is_call && person->surname_len == 3
        && memcmp (talk->text + person->name.start, surname, 3) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_credited (const BxTalk *talk, const Form *form)
{
  for (int i = 0; i < talk->article->n_credits; i++) {
    BxSlice name = talk->article->credits[i].name;

    if (bx_slice_len (name) == form->len
        && memcmp (talk->text + name.start, form->text, (gsize)form->len) == 0)
      return TRUE;
  }
  return FALSE;
}

/* 阿爾特曼, where there is a 薩姆·阿爾特曼; 明宏, where there is a 謝明宏. */
static gboolean
is_part_of_name (const BxTalk *talk, const Form *form)
{
  for (guint i = 0; i < talk->people->len; i++) {
    BxSlice name = bx_talk_person (talk, (int)i)->name;
    const char *tail = talk->text + name.end - form->len;
    int surname_len = bx_talk_person (talk, (int)i)->surname_len;

    if (bx_slice_len (name) <= form->len + 2 || memcmp (tail, form->text, (gsize)form->len) != 0)
      continue;
    if (memcmp (tail - 2, "·", 2) == 0 || bx_slice_len (name) == surname_len + form->len)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_frequent (const Form *form)
{
  return form->n >= 3 && form->len >= 9 && !form->is_rare && !form->is_common && !form->is_call;
}

static gboolean
is_sure (const Form *form)
{
  if (form->is_label || form->n_titles > 0)
    return TRUE;
  if (form->is_rare || form->is_common)
    return form->n_cues + form->n_human >= 2 && !form->is_common;
  return (form->n >= 2 && form->n_cues + form->n_human > 0) || is_frequent (form);
}

static gboolean
is_person (const Form *form)
{
  if (form->is_call)
    return form->is_label || form->n_cues > 0;
  if (form->is_rare || form->is_common)
    return is_sure (form);
  return form->is_label || form->n_cues > 0 || form->n_human > 0 || is_frequent (form)
         || (form->n_titles > 0 && form->n >= 2);
}

static void
settle_person (Search *search, Form *form)
{
  BxTalk *talk = search->talk;
  int start = (int)(form->text - talk->text);
  BxPerson person = { .name = bx_slice (start, start + form->len),
                      .given = -1,
                      .surname_len = form->surname_len,
                      .is_call = form->is_call };

  if (form->person >= 0 || talk->people->len >= BX_MAX_PEOPLE || is_part_of_name (talk, form)
      || (form->is_call && is_of_somebody (talk, form)) || !is_person (form))
    return;
  person.is_sure = is_sure (form);
  person.is_asker = is_credited (talk, form);
  form->person = (int)talk->people->len;
  g_array_append_val (talk->people, person);
}

/* A given name, or a whole label, is a person without further question. */
static void
take_known (Search *search, BxSlice name, int person)
{
  if (!bx_slice_is_empty (name) && get_form (search, name)->person < 0)
    get_form (search, name)->person = person;
}

static void
take_given (Search *search)
{
  BxTalk *talk = search->talk;

  for (guint i = BX_N_GENDERS; i < talk->people->len; i++) {
    const BxPerson *person = bx_talk_person (talk, (int)i);
    const BxSpeaker *speaker = &talk->article->speakers[person->given];

    take_known (search, person->name, (int)i);
    for (int k = 0; k < speaker->n_aliases; k++)
      take_known (search, speaker->aliases[k], (int)i);
  }
}

/* Whole names are settled before what may be a part of one, what people are called last. */
static int
rank_of (const Form *form)
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
propose_all (Search *search)
{
  const BxArticle *article = search->talk->article;

  for (int i = 0; i < article->n_blocks; i++) {
    const BxBlock *block = &article->blocks[i];

    if (!is_searched (block->kind))
      continue;
    search->is_label = block->turn != BX_TURN_NONE;
    if (search->is_label)
      propose_in (search,
                  bx_slice (block->label.start, bx_talk_prev (search->talk, block->label.end)));
    search->is_label = FALSE;
    propose_in (search, bx_slice (MAX (block->label.end, block->text.start), block->text.end));
  }
}

/* A label that holds no known name is itself one: 小雨： CoCo：. A surname alone, 答 and A stand
 * for somebody who has a name. */
static void
settle_label (Search *search, BxSlice label)
{
  BxTalk *talk = search->talk;
  const char *start = talk->text + label.start;
  BxPerson person = { .name = label, .given = -1, .is_sure = TRUE };
  Form *form = get_form (search, label);

  if (form->person >= 0 || talk->people->len >= BX_MAX_PEOPLE
      || bx_talk_starts_with (talk, label.start, "答") || bx_slice_len (label) <= 3)
    return;
  for (guint i = BX_N_GENDERS; i < talk->people->len; i++) {
    BxSlice name = bx_talk_person (talk, (int)i)->name;
    g_autofree char *text = bx_slice_dup (talk->text, name);

    if (g_strstr_len (start, bx_slice_len (label), text) != NULL)
      return;
  }
  form->person = (int)talk->people->len;
  g_array_append_val (talk->people, person);
}

static void
settle_labels (Search *search)
{
  const BxArticle *article = search->talk->article;

  for (int i = 0; i < article->n_blocks; i++)
    if (article->blocks[i].turn == BX_TURN_ANSWER)
      settle_label (search, bx_slice (article->blocks[i].label.start,
                                      bx_talk_prev (search->talk, article->blocks[i].label.end)));
}

void
bx_find_names (BxTalk *talk)
{
  g_autoptr (GHashTable) forms = g_hash_table_new_full (hash_form, equal_forms, g_free, NULL);
  g_autoptr (GArray) proposals = g_array_new (FALSE, FALSE, sizeof (Proposal));
  Search search = { talk, forms, proposals, { 0, 0 }, FALSE };

  take_given (&search);
  propose_all (&search);
  for (int rank = 0; rank < N_RANKS; rank++)
    for (guint i = 0; i < proposals->len; i++) {
      Form *form = best_variant (&g_array_index (proposals, Proposal, i));

      if (rank_of (form) == rank)
        settle_person (&search, form);
    }
  settle_labels (&search);
}
