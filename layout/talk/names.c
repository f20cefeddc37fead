/* Finds who is named at all: proposes names where the grammar expects one and keeps those that the
 * text bears out by a title, a cue, an act of people, a label (layout-algorithms §5.3). Precision
 * before recall: a name met once and without a title is not sure. */
#include "talk-private.h"

#include <string.h>

#define MAX_VARIANTS 4
#define MAX_FOREIGN_CHARS 12
#define MIN_FOREIGN_CHARS 3
#define MAX_PSEUDONYM_CHARS 4
#define DOT 0x00B7
#define MAX_TAKEN_UP 120 /* bytes */
#define MAX_AGE 15
#define N_RANKS 4
#define MIN_UNKNOWN 3 /* times that a name without a known surname is met */

/* A string that may be a name, and what speaks for it. */
typedef struct {
  const char *text; /* where it occurred first */
  int len;
  int surname_len;
  int n; /* occurrences where a name can stand */
  int n_titles;
  int n_cues;
  int n_human;         /* what only people do follows */
  gboolean is_soft;    /* has a word of every day behind the surname */
  gboolean is_rare;    /* begins with, or holds, a word of every day */
  gboolean is_unknown; /* does not begin with a surname that we know */
  gboolean is_call;    /* 老周 王女士 */
  gboolean is_label;
  gboolean is_pseudonym; /* 小川（化名） */
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

/* A place inside a word for people: 師|傅. */
static gboolean
is_inside_title (const BxTalk *talk, int start, int at)
{
  int from = at > start ? bx_talk_prev (talk, at) : at;

  return from < at
         && (from + bx_talk_word_at (talk, BX_WORDS_TITLE, from, talk->article->text_len) > at
             || from + bx_talk_word_at (talk, BX_WORDS_NOBODY, from, talk->article->text_len) > at);
}

gboolean
bx_can_precede_name (const BxTalk *talk, int start, int at)
{
  if (is_inside_title (talk, start, at))
    return FALSE;

  return at <= start || !bx_is_han (bx_talk_char_before (talk, start, at))
         || bx_is_char_of (BX_CHARS_POST_END, bx_talk_char_before (talk, start, at))
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
    hash = hash * 33 + (guchar) form->text[i];
  return hash;
}

static gboolean
equal_forms (const void *a, const void *b)
{
  const Form *one = a;
  const Form *other = b;

  return one->len == other->len && memcmp (one->text, other->text, (gsize) one->len) == 0;
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

/* A title, a profession or 叫 in front of a name. */
static gboolean
has_title_before (const BxTalk *talk, int start, int at)
{
  return bx_talk_word_before (talk, BX_WORDS_TITLE, start, at) > 0
         || bx_talk_word_before (talk, BX_WORDS_NOBODY, start, at) > 3
         || bx_is_char_of (BX_CHARS_POST_END, bx_talk_char_before (talk, start, at))
         || bx_talk_char_before (talk, start, at) == 0x53EB /* 叫 */
         || (at - start > 6 && bx_talk_starts_with (talk, at - 6, "岁的"));
}

/* ，十七歲 behind a name, or a clause that goes on with 他 or 她. */
static gboolean
is_taken_up (const BxTalk *talk, int at, int end)
{
  int limit = MIN (end, at + MAX_TAKEN_UP);

  for (int i = at; i < limit; i = bx_talk_next (talk, i)) {
    BxGender gender = bx_gender_of_pronoun (talk, i);

    if (bx_talk_starts_with (talk, i, "岁") && i - at <= MAX_AGE)
      return TRUE;
    if (gender != BX_GENDER_UNKNOWN && !bx_is_han (bx_talk_char_before (talk, at, i))
        && !bx_talk_starts_with (talk, bx_talk_next (talk, i), "们"))
      return TRUE;
    if (bx_close_of (bx_talk_char (talk, i)) != 0)
      return FALSE;
  }
  return FALSE;
}

/* One Latin word may be a brand, which may state, but never say. */
static gboolean
is_followed_by_saying (const BxTalk *talk, int at, int end)
{
  int cue = bx_talk_word_at (talk, BX_WORDS_CUE, at, end); /* 補充 in 補充說 */

  return bx_talk_word_at (talk, BX_WORDS_GESTURE, at, end) > 0
         || bx_talk_word_at (talk, BX_WORDS_PLAIN, at, end) > 0
         || (cue > 0 && bx_talk_word_at (talk, BX_WORDS_PLAIN, at + cue, end) > 0);
}

/* …。”張三: whoever is named behind a quotation that ends a sentence, or a clause, speaks. */
static gboolean
is_behind_speech (const BxTalk *talk, int start, int at)
{
  gunichar mark = bx_talk_char_before (talk, start, at);

  return (mark == 0x201D || mark == 0x300D)
         && bx_is_clause_end (bx_talk_char_before (talk, start, at - 3));
}

/* A name that begins a clause, or comes behind 是 and the like. */
static gboolean
is_introduced (const BxTalk *talk, int start, int at)
{
  gunichar before = bx_talk_char_before (talk, start, at);

  return !bx_is_han (before) || before == 0x662F || before == 0x7684
         || before == 0x95EE; /* 是的问 */
}

/* 陳姓居民 has no other name, and is nobody else. */
static gboolean
is_anonymous (const Form *form)
{
  return form->is_call && form->len > form->surname_len + 3
         && memcmp (form->text + form->surname_len, "姓", 3) == 0;
}

static void
weigh (Search *search, Form *form, BxSlice name)
{
  const BxTalk *talk = search->talk;
  int end = search->block.end;

  form->n++;
  form->is_label |= search->is_label || form->is_pseudonym;
  form->n_titles += is_anonymous (form)
                    || has_title_before (talk, search->block.start, name.start)
                    || bx_talk_word_at (talk, BX_WORDS_CALL, name.end, end) > 3;
  form->n_human += bx_talk_word_at (talk, BX_WORDS_HUMAN, name.end, end) > 0
                   || (form->len >= 9 && form->surname_len > 0
                       && is_introduced (talk, search->block.start, name.start)
                       && is_taken_up (talk, name.end, end));
  form->n_cues += form->is_common ? is_followed_by_saying (talk, name.end, end)
                                  : is_behind_speech (talk, search->block.start, name.start)
                                        || is_followed_by_act (talk, name.end, end)
                                        || has_cue_after (talk, name.end, end);
}

static void
add_variant (Search *search, Proposal *proposal, Form *form, BxSlice name)
{
  if (proposal->n_variants == MAX_VARIANTS
      || (!form->is_call && is_inside_title (search->talk, name.start, name.end)))
    return;
  weigh (search, form, name);
  proposal->variants[proposal->n_variants] = form;
  proposal->is_followed_surely[proposal->n_variants++] = is_followed_surely (search->talk, name.end,
                                                                             search->block.end);
}

static gboolean
can_follow (const Search *search, int at)
{
  return bx_can_follow_name (search->talk, at, search->block.end);
}

/* 王老師 is no name, and neither is 陳家; 陳家明 is. */
static gboolean
is_given_name (const BxTalk *talk, int name_start, int start, int end, int limit)
{
  int len = bx_talk_word_at (talk, BX_WORDS_NO_GIVEN, start, limit);
  int call = bx_talk_word_at (talk, BX_WORDS_CALL, start, end);

  if (bx_talk_word_at (talk, BX_WORDS_FOLLOWER, start, end) == 6
      || bx_talk_word_at (talk, BX_WORDS_BUT, start, end) == 6)
    return FALSE;
  if (bx_talk_word_at (talk, BX_WORDS_TITLE, name_start, end) == end - name_start
      || bx_talk_word_at (talk, BX_WORDS_NOBODY, name_start, end) == end - name_start)
    return FALSE; /* 官員 */
  if (call > 0 && (call == end - start || is_followed_by_act (talk, start + call, limit)))
    return FALSE; /* 陳生, 陳生說 */

  return len == 0 || (len != end - start && len <= 3);
}

/* The ends of the names that a surname may begin, the shorter first; returns how many. */
static int
find_ends (const Search *search, int at, int surname, int *ends)
{
  const BxTalk *talk = search->talk;
  int n = 0;

  for (int to = at + surname; n < 2 && to < search->block.end; n++) {
    gunichar c = bx_talk_char (talk, to);

    if (!bx_is_han (c) || bx_is_char_of (BX_CHARS_FUNCTION, c))
      break;
    ends[n] = to = bx_talk_next (talk, to);
  }
  return n;
}

static gboolean
is_soft (const BxTalk *talk, int start, int end)
{
  for (int i = start; i < end; i = bx_talk_next (talk, i))
    if (bx_is_char_of (BX_CHARS_SOFT, bx_talk_char (talk, i)))
      return TRUE;
  return FALSE;
}

/* Surname and one or two characters. Behind a title a name needs no word after it that can follow
 * names: the rest of the text tells where it ends. */
static void
propose_han (Search *search, int at, Proposal *proposal)
{
  const BxTalk *talk = search->talk;
  int end = search->block.end;
  int surname = bx_talk_word_at (talk, BX_WORDS_SURNAME, at, end);
  gboolean is_rare = FALSE;
  int ends[2] = { 0 };

  if (surname == 0 && bx_is_char_of (BX_CHARS_SURNAME, bx_talk_char (talk, at))) {
    surname = 3;
    is_rare = bx_is_char_of (BX_CHARS_RARE_SURNAME, bx_talk_char (talk, at));
  }
  if (surname == 0)
    return;
  for (int n = find_ends (search, at, surname, ends); n > 0; n--) {
    BxSlice name = { at, ends[n - 1] };
    gboolean is_led = !is_rare
                      && bx_talk_word_before (talk, BX_WORDS_TITLE, search->block.start, at) > 3;
    Form *form;

    if ((!(is_led && n == 2 && !is_rare) && bx_talk_word_at (talk, BX_WORDS_COMMON, at, end) > 0)
        || !is_given_name (talk, at, at + surname, name.end, end)
        || !(can_follow (search, name.end) || (is_led && !is_soft (talk, at + surname, name.end))))
      continue;
    form = get_form (search, name);
    form->surname_len = surname;
    form->is_rare = is_rare;
    form->is_soft = is_soft (talk, at + surname, name.end);
    add_variant (search, proposal, form, name);
  }
}

/* 普雲山說: three characters right before a cue may be a name even where the first is no surname we
 * know, if the text has them often. */
static void
propose_unknown (Search *search, int at, Proposal *proposal)
{
  const BxTalk *talk = search->talk;
  BxSlice name = { at, at };
  int limit = search->block.end;
  Form *form;

  if (bx_is_han (bx_talk_char_before (talk, search->block.start, at))
      || bx_talk_word_at (talk, BX_WORDS_COMMON, at, limit) > 0
      || bx_talk_word_at (talk, BX_WORDS_FOLLOWER, at, limit) > 0
      || bx_talk_word_at (talk, BX_WORDS_BUT, at, limit) > 0
      || bx_talk_word_at (talk, BX_WORDS_TITLE, at, limit) > 0)
    return;
  for (int n = 0; n < 3 && name.end < limit; n++) {
    gunichar c = bx_talk_char (talk, name.end);

    if (!bx_is_han (c) || bx_is_char_of (BX_CHARS_FUNCTION | BX_CHARS_SOFT, c))
      return;
    name.end = bx_talk_next (talk, name.end);
  }
  if (bx_slice_len (name) != 9 || !is_followed_by_act (talk, name.end, limit)
      || bx_talk_word_before (talk, BX_WORDS_TITLE, at, name.end) > 0
      || bx_talk_word_before (talk, BX_WORDS_NOBODY, at, name.end) > 0
      || bx_is_char_of (BX_CHARS_NOUN_END, bx_talk_char_before (talk, at, name.end)))
    return;
  form = get_form (search, name);
  form->is_unknown = TRUE;
  form->surname_len = 3;
  add_variant (search, proposal, form, name);
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
    add_variant (search, proposal, get_form (search, bx_slice (at, names)), bx_slice (at, names));
    return;
  }
  for (; n >= MAX (MIN_FOREIGN_CHARS, dot > 0 ? dot + 1 : 0) && proposal->n_variants < 2; n--) {
    BxSlice name = { at, ends[n - 1] };

    if (dot > 0 || can_follow (search, name.end))
      add_variant (search, proposal, get_form (search, name), name);
    if (dot > 0)
      return;
  }
}

/* Sam Altman: words with a capital. One word alone may be a brand, so it needs a title. */
static void
propose_latin (Search *search, int at, Proposal *proposal)
{
  const char *p = search->talk->text + at;
  const char *end = search->talk->text + search->block.end;
  BxSlice name = { at, at };
  Form *form;
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
  name.end = (int) (p - search->talk->text);
  if (!can_follow (search, name.end))
    return;
  form = get_form (search, name);
  form->is_common = n_words < 2;
  add_variant (search, proposal, form, name);
}

/* 陳姓居民: the bytes behind the surname, 0 where it is none. */
static int
anonymous_len (const BxTalk *talk, int at, int end)
{
  int noun;

  if (!bx_talk_starts_with (talk, at, "姓"))
    return 0;
  noun = MAX (bx_talk_word_at (talk, BX_WORDS_NOBODY, at + 3, end),
              bx_talk_word_at (talk, BX_WORDS_TITLE, at + 3, end));
  return noun > 3 ? 3 + noun : 0;
}

/* The end of what somebody may be called: 老周 小林 阿強, 王女士 陳師傅 陳姓居民, 忠叔 珍姐; the
 * offset itself for nothing. `surname_len` is that of the last kind but one. */
static int
find_call (const BxTalk *talk, int at, int end, int *surname_len)
{
  gunichar first = bx_talk_char (talk, at);
  gunichar second = at + 3 < end ? bx_talk_char (talk, at + 3) : 0;
  gboolean is_surname = bx_is_char_of (BX_CHARS_SURNAME, first);
  int call = is_surname ? MAX (bx_talk_word_at (talk, BX_WORDS_CALL, at + 3, end),
                               anonymous_len (talk, at + 3, end))
                        : 0;

  *surname_len = 0;
  if (!bx_is_han (first) || !bx_is_han (second) || bx_is_char_of (BX_CHARS_FUNCTION, second)
      || bx_talk_word_at (talk, BX_WORDS_COMMON, at, end) > 0)
    return at;
  if (bx_is_char_of (BX_CHARS_CALL, first)
      && (first == 0x963F || bx_is_char_of (BX_CHARS_SURNAME, second))) /* 阿 before any name */
    return at + 6;
  if (call > 0 && !bx_is_char_of (BX_CHARS_RARE_SURNAME, first)) {
    *surname_len = 3;
    return at + 3 + call;
  }
  if (bx_is_char_of (BX_CHARS_ELDER, second) && !bx_is_char_of (BX_CHARS_FUNCTION, first)
      && bx_talk_word_at (talk, BX_WORDS_TITLE, at, end) == 0
      && bx_talk_word_at (talk, BX_WORDS_KIN, at, end) == 0)
    return at + 6;
  return at;
}

static void
propose_call (Search *search, int at, Proposal *proposal)
{
  int surname_len;
  BxSlice name = { at, find_call (search->talk, at, search->block.end, &surname_len) };
  Form *form;

  if (bx_talk_starts_with (search->talk, at, "阿"))
    propose_foreign (search, at, proposal); /* 阿古拉 is not 阿古 */
  if (bx_slice_is_empty (name)
      || (bx_slice_len (name) < 9 && !can_follow (search, name.end)
          && !bx_is_char_of (BX_CHARS_ELDER, bx_talk_char_before (search->talk, at, name.end))))
    return;
  form = get_form (search, name);
  form->is_call = TRUE;
  form->surname_len = surname_len;
  add_variant (search, proposal, form, name);
}

/* 小川（化名）: whatever stands before the brackets is what somebody is called here. */
static void
propose_pseudonym (Search *search, int at, Proposal *proposal)
{
  const BxTalk *talk = search->talk;
  BxSlice name = { at, at };

  for (int n = 0; n < MAX_PSEUDONYM_CHARS && name.end < search->block.end; n++) {
    if (!bx_is_han (bx_talk_char (talk, name.end)))
      break;
    name.end = bx_talk_next (talk, name.end);
  }
  if (bx_slice_len (name) < 6 || !bx_talk_starts_with (talk, name.end, "（化名"))
    return;
  get_form (search, name)->is_pseudonym = TRUE;
  add_variant (search, proposal, get_form (search, name), name);
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

/* A name of which no part is another: 易卜拉欣·科內, 桑吉. */
static gboolean
is_written_whole (const BxTalk *talk, BxSlice block, int at)
{
  return begins_dotted (talk, block, at)
         || bx_talk_word_at (talk, BX_WORDS_NAME, at, block.end) > 0;
}

/* Returns the end of the longest reading, or the offset itself. */
static int
propose_at (Search *search, int at)
{
  typedef void (*Propose) (Search *, int, Proposal *);
  static const Propose ways[] = { propose_pseudonym, propose_han,   propose_call,
                                  propose_foreign,   propose_latin, propose_unknown };
  Proposal proposal = { .n_variants = 0 };

  if (is_written_whole (search->talk, search->block, at))
    propose_foreign (search, at, &proposal);
  for (gsize i = 0; i < G_N_ELEMENTS (ways) && proposal.n_variants == 0; i++)
    ways[i](search, at, &proposal);
  if (proposal.n_variants == 0)
    return at;
  g_array_append_val (search->proposals, proposal);
  return at + proposal.variants[0]->len;
}

/* A name, or a call, can begin at an offset. */
static gboolean
can_begin (const BxTalk *talk, int start, int at, int end)
{
  gunichar c = bx_talk_char (talk, at);
  int next = bx_talk_next (talk, at);

  if (c < 0x80)
    return g_ascii_isupper ((char) c);
  return bx_is_char_of (BX_CHARS_SURNAME | BX_CHARS_TRANSLIT | BX_CHARS_CALL, c)
         || bx_talk_word_at (talk, BX_WORDS_NAME, at, end) > 0
         || (bx_is_han (c) && next < end
             && bx_is_char_of (BX_CHARS_ELDER, bx_talk_char (talk, next)))
         || !bx_is_han (bx_talk_char_before (talk, start, at));
}

static void
propose_in (Search *search, BxSlice text)
{
  const BxTalk *talk = search->talk;

  search->block = text;
  for (int i = text.start; i < text.end;) {
    int next = bx_talk_next (talk, i);
    int named = i;

    if (can_begin (talk, text.start, i, text.end)
        && !bx_is_latin (bx_talk_char_before (talk, text.start, i))
        && (bx_can_precede_name (talk, text.start, i) || begins_dotted (talk, text, i)))
      named = propose_at (search, i);
    i = MAX (next, named);
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
    const BxPerson *person = bx_talk_person (talk, (int) i);

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
        && memcmp (talk->text + name.start, form->text, (gsize) form->len) == 0)
      return TRUE;
  }
  return FALSE;
}

/* 阿爾特曼 or 薩姆, where there is a 薩姆·阿爾特曼; 明宏, where there is a 謝明宏. */
static gboolean
is_part_of_name (const BxTalk *talk, const Form *form)
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
is_frequent (const Form *form)
{
  return form->n >= 2 && form->len >= 9 && !form->is_rare && !form->is_soft && !form->is_common
         && !form->is_call;
}

/* How often a form stands anywhere in the text. */
static int
count_in_text (const BxTalk *talk, const Form *form)
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
is_sure (const BxTalk *talk, const Form *form)
{
  if (form->is_label || form->n_titles > 0)
    return TRUE;
  if (form->is_rare || form->is_common || form->is_unknown)
    return form->n_cues + form->n_human >= 2
           || (form->len >= 9 && form->n_cues > 0 && count_in_text (talk, form) >= MIN_UNKNOWN);
  return form->n >= 2 && (form->n_cues + form->n_human > 0 || (form->n >= 3 && is_frequent (form)));
}

static gboolean
is_person (const BxTalk *talk, const Form *form)
{
  if (form->is_call)
    return form->is_label || form->n_cues > 0 || is_anonymous (form)
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
is_place (const BxTalk *talk, const Form *form)
{
  return form->len >= 9 && !form->is_label && !form->is_call
         && bx_word_before (BX_WORDS_PLACE_END, form->text, form->text + form->len) > 0;
}

static void
settle_person (Search *search, Form *form)
{
  BxTalk *talk = search->talk;
  int start = (int) (form->text - talk->text);
  BxPerson person = { .name = bx_slice (start, start + form->len),
                      .given = -1,
                      .surname_len = form->surname_len,
                      .is_call = form->is_call };

  if (form->person >= 0 || talk->people->len >= BX_MAX_PEOPLE || is_place (talk, form)
      || is_part_of_name (talk, form) || (form->is_call && !is_anonymous (form) && is_of_somebody (talk, form))
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
    const BxPerson *person = bx_talk_person (talk, (int) i);
    const BxSpeaker *speaker = &talk->article->speakers[person->given];

    take_known (search, person->name, (int) i);
    for (int k = 0; k < speaker->n_aliases; k++)
      take_known (search, speaker->aliases[k], (int) i);
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
    search->is_label = !bx_slice_is_empty (search->talk->signatures[i].name);
    if (search->is_label)
      propose_in (search, search->talk->signatures[i].name);
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
settle_labels (Search *search)
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
