/* Proposes names where the grammar expects one, each in all readings that it allows: surname and given
 * name, foreign names, what people are called. Which of them stand is decided in names.c. */
#include "forms.h"

#include <string.h>

#define MAX_FOREIGN_CHARS 12
#define MIN_FOREIGN_CHARS 3
#define MAX_PSEUDONYM_CHARS 4
#define MAX_TITLE_BYTES 24
#define DOT 0x00B7

static guint
hash_form (const void *key)
{
  const BxForm *form = key;
  guint hash = 5381;

  for (int i = 0; i < form->len; i++)
    hash = hash * 33 + (guchar) form->text[i];
  return hash;
}

static gboolean
equal_forms (const void *a, const void *b)
{
  const BxForm *one = a;
  const BxForm *other = b;

  return one->len == other->len && memcmp (one->text, other->text, (gsize) one->len) == 0;
}

GHashTable *
bx_new_forms (void)
{
  return g_hash_table_new_full (hash_form, equal_forms, g_free, NULL);
}

BxForm *
bx_get_form (BxNameSearch *search, BxSlice text)
{
  BxForm key = { .text = search->talk->text + text.start, .len = bx_slice_len (text) };
  BxForm *form = g_hash_table_lookup (search->forms, &key);

  if (form == NULL) {
    form = g_new0 (BxForm, 1);
    *form = (BxForm){ .text = key.text, .len = key.len, .person = -1 };
    g_hash_table_add (search->forms, form);
  }
  return form;
}


void
bx_add_variant (BxNameSearch *search, BxProposal *proposal, BxForm *form, BxSlice name)
{
  if (proposal->n_variants == BX_MAX_VARIANTS
      || (!form->is_call && bx_is_inside_title (search->talk, name.start, name.end)))
    return;
  bx_weigh_form (search, form, name);
  proposal->variants[proposal->n_variants] = form;
  proposal->is_followed_surely[proposal->n_variants++] = bx_is_followed_surely (search->talk, name.end,
                                                                             search->block.end);
}

static gboolean
can_follow (const BxNameSearch *search, int at)
{
  return bx_can_follow_name (search->talk, at, search->block.end);
}

/* The last character of a name begins a word that goes on behind it: 田薇|發問, 文|回答, 趙晶|如今. */
static gboolean
cuts_word (const BxTalk *talk, int at, int limit)
{
  static const BxWords words[] = { BX_WORDS_FOLLOWER, BX_WORDS_COMMON, BX_WORDS_CUE,
                                   BX_WORDS_GESTURE, BX_WORDS_HUMAN,  BX_WORDS_VIEW_END };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (bx_talk_word_at (talk, words[i], at, limit) >= 6)
      return TRUE;
  return FALSE;
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
  if (end - start == 3 && bx_is_char_of (BX_CHARS_FUNCTION, bx_talk_char (talk, start)))
    return FALSE; /* 陳道： */
  if (bx_talk_word_at (talk, BX_WORDS_NOBODY, start, end) == 6
      || bx_talk_word_at (talk, BX_WORDS_TITLE, start, end) == 6)
    return FALSE; /* 包單位, 岑導師 */
  if (bx_talk_word_at (talk, BX_WORDS_TITLE, name_start, end) == end - name_start
      || bx_talk_word_at (talk, BX_WORDS_NOBODY, name_start, end) == end - name_start)
    return FALSE; /* 官員 */
  if (call > 0
      && (call == end - start || bx_is_followed_by_act (talk, start + call, limit)
          || (bx_talk_word_at (talk, BX_WORDS_FOLLOWER, start + call, limit) > 0
              && bx_is_han (bx_talk_char (talk, end)))))
    return FALSE; /* 陳生, 陳生說, 譚太推, but 陳伯均。 */
  if (bx_talk_starts_with (talk, end - 3, "人")
      && bx_talk_char_before (talk, 0, name_start) == 0x662F) /* 是雲林人 */
    return FALSE;
  if (cuts_word (talk, end - 3, limit)
      || g_utf8_strchr ("替跟给被把让", -1, bx_talk_char (talk, end - 3)) != NULL)
    return FALSE;
  return len == 0 || (len != end - start && len <= 3);
}

/* 陳道明, 李會生: a particle all the same that is the first of two. */
static gboolean
may_lead_given (gunichar c)
{
  return c == 0x9053 || c == 0x4F1A;
}

/* The ends of the names that a surname may begin, the shorter first; returns how many. */
static int
find_ends (const BxNameSearch *search, int at, int surname, int *ends)
{
  const BxTalk *talk = search->talk;
  int n = 0;

  for (int to = at + surname; n < 3 && to < search->block.end; n++) {
    gunichar c = bx_talk_char (talk, to);

    if (n == 2 && (surname < 6 || g_utf8_strchr ("郎介助辅彦夫雄", -1, c) == NULL))
      break; /* 佐藤健一郎 */

    if (!bx_is_han (c) || (bx_is_char_of (BX_CHARS_FUNCTION, c) && !(n == 0 && may_lead_given (c)))
        || (n == 0 && g_utf8_strchr ("婶姨嫂婆爷姐哥", -1, c) != NULL)) /* 李婶 is a call */
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

/* A title stands before it; or the end of a profession, if the name is met again: 漁工張文彬. */
static gboolean
is_led_by_title (const BxNameSearch *search, BxSlice name, int surname)
{
  const BxTalk *talk = search->talk;
  BxSlice given = { name.start + surname, name.end };

  if (bx_talk_word_before (talk, BX_WORDS_TITLE, search->block.start, name.start) > 3
      || bx_is_of_post (talk, search->block.start, name.start))
    return TRUE;
  return bx_is_char_of (BX_CHARS_POST_END,
                        bx_talk_char_before (talk, search->block.start, name.start))
         && bx_slice_len (given) == 6
         && (bx_count_in_text (talk, name) >= 2 || bx_count_in_text (talk, given) >= 2);
}

/* 九十歲的詹彭桂妹: a wife's name with that of her family before two characters. So that nothing else is taken for
 * one, an age or a word for kin leads to it, or the text comes back to it. */
static gboolean
has_two_surnames (const BxNameSearch *search, int at)
{
  const BxTalk *talk = search->talk;
  int start = search->block.start;
  int end = at + 4 * 3;

  if (end > search->block.end || !bx_is_char_of (BX_CHARS_SURNAME, bx_talk_char (talk, at + 3)))
    return FALSE;
  for (int i = at; i < end; i += 3)
    if (!bx_is_han (bx_talk_char (talk, i))
        || bx_is_char_of (i < at + 6 ? BX_CHARS_RARE_SURNAME : BX_CHARS_FUNCTION | BX_CHARS_SOFT,
                          bx_talk_char (talk, i)))
      return FALSE;
  if (!can_follow (search, end) || bx_talk_word_at (talk, BX_WORDS_COMMON, at + 3, end) > 0)
    return FALSE;
  return bx_talk_starts_with (talk, MAX (start, at - 6), "岁的")
         || bx_talk_word_before (talk, BX_WORDS_KIN, start, at) > 3
         || bx_count_in_text (talk, bx_slice (at, end)) >= 2;
}

/* Surname and one or two characters. Behind a title a name needs no word after it that can follow
 * names: the rest of the text tells where it ends. */
static void
propose_han (BxNameSearch *search, int at, BxProposal *proposal)
{
  const BxTalk *talk = search->talk;
  int end = search->block.end;
  int surname = bx_talk_word_at (talk, BX_WORDS_SURNAME, at, end);
  gboolean is_rare = FALSE;
  int ends[3] = { 0 };

  if (surname == 0 && bx_is_char_of (BX_CHARS_SURNAME, bx_talk_char (talk, at))) {
    surname = 3;
    is_rare = bx_is_char_of (BX_CHARS_RARE_SURNAME, bx_talk_char (talk, at));
  }
  if (surname == 0)
    return;
  if (surname == 3 && !is_rare && has_two_surnames (search, at))
    surname = 6;
  for (int n = find_ends (search, at, surname, ends); n > 0; n--) {
    BxSlice name = { at, ends[n - 1] };
    gboolean is_led = is_led_by_title (search, name, surname)
                      && (!is_rare || (n == 2 && bx_count_in_text (talk, name) >= 2));
    BxForm *form;

    if ((!(is_led && n == 2) && bx_talk_word_at (talk, BX_WORDS_COMMON, at, end) > 0)
        || !is_given_name (talk, at, at + surname, name.end, end)
        || !(can_follow (search, name.end) || (is_led && !is_soft (talk, at + surname, name.end))))
      continue;
    form = bx_get_form (search, name);
    form->surname_len = surname;
    form->is_rare = is_rare;
    form->is_soft = is_soft (talk, at + surname, name.end);
    bx_add_variant (search, proposal, form, name);
  }
}

/* The end of one or two names of peoples without surnames: 扎西, 扎西多吉; 0 for none. */
static int
names_end (const BxTalk *talk, int at, int end)
{
  int first = bx_talk_word_at (talk, BX_WORDS_NAME, at, end);

  return first > 0 ? at + first + bx_talk_word_at (talk, BX_WORDS_NAME, at + first, end) : 0;
}

/* More characters write a name with a dot in it, which nothing else has: 讓-皮埃爾·杜邦. */
static gboolean
is_translit (gunichar c, gboolean is_dotted)
{
  if (c == '-' || c == 0x2010 || c == 0xFF0D)
    return is_dotted;
  return bx_is_char_of (is_dotted ? BX_CHARS_TRANSLIT | BX_CHARS_TRANSLIT_DOTTED : BX_CHARS_TRANSLIT,
                        c);
}

/* 登山家埃里克·漢森: the first of the characters that write a foreign name with a dot in it. What
 * stands before it may be anything. */
static gboolean
begins_dotted (const BxTalk *talk, BxSlice text, int at)
{
  if (bx_is_char_of (BX_CHARS_TRANSLIT, bx_talk_char_before (talk, text.start, at))
      || !bx_is_han (bx_talk_char (talk, at)))
    return FALSE;
  for (int n = 0; n < MAX_FOREIGN_CHARS && at < text.end; n++) {
    gunichar c = bx_talk_char (talk, at);

    if (c == DOT)
      return n > 0;
    if (!is_translit (c, TRUE))
      return FALSE;
    at = bx_talk_next (talk, at);
  }
  return FALSE;
}

/* A word that goes on behind `end` begins at a place. */
static gboolean
ends_in_word (const BxTalk *talk, int at, int end)
{
  static const BxWords words[] = { BX_WORDS_FOLLOWER, BX_WORDS_CUE, BX_WORDS_GESTURE,
                                   BX_WORDS_HUMAN };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (at + bx_talk_word_at (talk, words[i], at, talk->article->text_len) > end)
      return TRUE;
  return FALSE;
}

/* Where a dotted name ends that may have run on: 貝利 is met again, 貝利賽 is not; 提 in 拉吉·梅農提醒 and 通 in
 * 圖羅夫通過 begin another word. */
static int
trim_dotted (const BxTalk *talk, const int *ends, int dot, int n)
{
  int start = ends[dot - 1];
  int title = bx_talk_word_before (talk, BX_WORDS_CALL, start, ends[n - 1]);

  if (title >= 6 && n - title / 3 >= dot + 2)
    n -= title / 3; /* 史密斯博士 */
  for (int k = dot + 1; k < n; k++)
    if (ends_in_word (talk, ends[k - 1], ends[n - 1]))
      n = k;
  while (n > dot + 2
         && bx_count_in_text (talk, bx_slice (start, ends[n - 2]))
                > bx_count_in_text (talk, bx_slice (start, ends[n - 1])))
    n--;
  return n;
}

/* 牧民巴圖蒙和瞇著眼: a name goes on to where its bearer does something, by two characters. */
static int
end_before_act (const BxNameSearch *search, int end)
{
  int to = end;

  for (int n = 0; n < 2 && to < search->block.end && bx_is_han (bx_talk_char (search->talk, to)); n++) {
    to = bx_talk_next (search->talk, to);
    if (bx_talk_word_at (search->talk, BX_WORDS_GESTURE, to, search->block.end) >= 6)
      return to;
  }
  return end;
}

/* 阿依木: a name goes on to where something can follow it, by one character. */
static int
end_of_unknown (const BxNameSearch *search, int end)
{
  int next = end < search->block.end ? bx_talk_next (search->talk, end) : end;

  return !can_follow (search, end)
         && is_translit (bx_talk_char (search->talk, end), TRUE) && can_follow (search, next)
             ? next
             : end;
}

/* 薩姆·阿爾特曼, or three and more characters that write foreign names. */
static void
propose_foreign (BxNameSearch *search, int at, BxProposal *proposal)
{
  const BxTalk *talk = search->talk;
  int ends[MAX_FOREIGN_CHARS];
  int n = 0;
  int dot = 0;
  int names = names_end (talk, at, search->block.end);
  gboolean is_dotted = begins_dotted (talk, search->block, at);

  if (!is_dotted && bx_talk_word_at (talk, BX_WORDS_COMMON, at, search->block.end) >= 6)
    return; /* 保加利亞 */
  for (int to = at; to < search->block.end && n < MAX_FOREIGN_CHARS;) {
    gunichar c = bx_talk_char (talk, to);

    if (c == DOT && n > 0)
      dot = n + 1;
    else if (!is_translit (c, is_dotted) && !(n == dot && bx_is_char_of (BX_CHARS_SURNAME, c)))
      break; /* 黛博拉·阮 */
    to = bx_talk_next (talk, to);
    ends[n++] = to;
  }
  if (dot == 0 && names > 0) {
    names = end_of_unknown (search, names);
    if (bx_talk_word_before (talk, BX_WORDS_TITLE, search->block.start, at) > 3
        && !bx_is_followed_by_act (talk, names, search->block.end))
      names = end_before_act (search, names);
    bx_add_variant (search, proposal, bx_get_form (search, bx_slice (at, names)), bx_slice (at, names));
    return;
  }
  if (dot > 0)
    n = trim_dotted (talk, ends, dot, n);
  for (; n >= MAX (MIN_FOREIGN_CHARS, dot > 0 ? dot + 1 : 0) && proposal->n_variants < 2; n--) {
    BxSlice name = { at, ends[n - 1] };

    if (dot > 0 || can_follow (search, name.end))
      bx_add_variant (search, proposal, bx_get_form (search, name), name);
    if (dot > 0)
      return;
  }
}

/* Kevin陳, Lisa姐, Tony老師: what makes a name of one Latin word; bytes, 0 for none. */
static int
surname_behind (const BxNameSearch *search, int at)
{
  const BxTalk *talk = search->talk;
  int limit = search->block.end;
  gunichar c = at < limit ? bx_talk_char (talk, at) : 0;
  int polite = bx_talk_word_at (talk, BX_WORDS_POLITE, at, limit);

  if (polite >= 6)
    return polite;
  return (bx_is_char_of (BX_CHARS_SURNAME, c) || g_utf8_strchr ("姐哥叔姨", -1, c) != NULL)
                 && !bx_is_char_of (BX_CHARS_RARE_SURNAME, c) && bx_is_han (c)
                 && bx_is_followed_by_act (talk, at + 3, limit)
             ? 3
             : 0;
}

/* Sam Altman: words with a capital. One word alone may be a brand, so it needs a title. */
static void
propose_latin (BxNameSearch *search, int at, BxProposal *proposal)
{
  const char *p = search->talk->text + at;
  const char *end = search->talk->text + search->block.end;
  BxSlice name = { at, at };
  BxForm *form;
  int n_words = 0;
  int surname;

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
  surname = n_words == 1 ? surname_behind (search, name.end) : 0;
  name.end += surname;
  if (n_words < 2 && !can_follow (search, name.end))
    return;
  form = bx_get_form (search, name);
  form->is_common = n_words < 2 && surname == 0;
  bx_add_variant (search, proposal, form, name);
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

/* 女士 and the like are said of nobody but people. */
static gboolean
is_polite (const BxTalk *talk, int at, int call)
{
  return call > 0 && bx_talk_word_at (talk, BX_WORDS_POLITE, at, at + call) == call;
}

/* 新娘小潔, 小穗說: 小 before what is no surname, behind a title or as the subject of an act. */
static gboolean
is_called_fondly (const BxTalk *talk, int at, int end)
{
  int start = MAX (0, at - MAX_TITLE_BYTES);

  return bx_talk_starts_with (talk, at, "小") && bx_talk_word_at (talk, BX_WORDS_NO_GIVEN, at, end) <= 3
         && (bx_talk_word_before (talk, BX_WORDS_TITLE, start, at) > 3
             || bx_talk_starts_with (talk, MAX (0, at - 6), "岁的")
             || bx_talk_starts_with (talk, MAX (0, at - 6), "级的")
             || bx_is_char_of (BX_CHARS_POST_END, bx_talk_char_before (talk, 0, at))
             || (!bx_is_han (bx_talk_char_before (talk, 0, at))
                 && bx_is_followed_by_act (talk, at + 6, end)))
         && (bx_talk_starts_with (talk, MAX (0, at - 3), "的")
             || bx_count_in_text (talk, bx_slice (at, at + 6)) >= 2);
}

/* The end of what somebody may be called: 老周 小林 阿強, 王女士 陳師傅 陳姓居民, 忠叔 珍姐; the
 * offset itself for nothing. `surname_len` is that of the last kind but one. */
static int
find_call (const BxTalk *talk, int at, int end, int *surname_len)
{
  gunichar first = bx_talk_char (talk, at);
  gunichar second = at + 3 < end ? bx_talk_char (talk, at + 3) : 0;
  gboolean is_surname = bx_is_char_of (BX_CHARS_SURNAME, first);
  int title = is_surname && !bx_is_char_of (BX_CHARS_OBJECT, first) /* 向記者 */
                  ? bx_talk_word_at (talk, BX_WORDS_TITLE, at + 3, end)
                  : 0;
  int call = is_surname ? MAX (MAX (bx_talk_word_at (talk, BX_WORDS_CALL, at + 3, end), title > 3 ? title : 0),
                               anonymous_len (talk, at + 3, end))
                        : 0;

  *surname_len = 0;
  if (is_surname && bx_talk_starts_with (talk, at + 3, "某")) {
    *surname_len = 3;
    return at + (bx_talk_starts_with (talk, at + 6, "某") ? 9 : 6);
  }
  if (!bx_is_han (first) || !bx_is_han (second) || bx_is_char_of (BX_CHARS_FUNCTION, second)
      || bx_talk_word_at (talk, BX_WORDS_COMMON, at, end) > 0)
    return at;
  if (bx_is_char_of (BX_CHARS_CALL, first)
      && (first == 0x963F || bx_is_char_of (BX_CHARS_SURNAME, second) /* 阿 before any name */
          || bx_is_said_to_be_somebody (talk, at + 6, end)
          || is_called_fondly (talk, at, end)))
    return at + 6;
  if (call > 0
      && (!bx_is_char_of (BX_CHARS_RARE_SURNAME, first)
          || (call > 3 && is_polite (talk, at + 3, call)))) {
    *surname_len = 3;
    return at + 3 + call;
  }
  if (bx_is_char_of (BX_CHARS_ELDER, second) && !bx_is_char_of (BX_CHARS_FUNCTION, first)
      && bx_talk_word_at (talk, BX_WORDS_TITLE, at, end) == 0
      && bx_talk_word_at (talk, BX_WORDS_KIN, at, end) == 0)
    return at + 6;
  return at;
}

/* 阿Ken, 老K: the end of what is written so; the offset itself for nothing. */
static int
find_latin_call (const BxTalk *talk, int at, int end)
{
  int to = at + 3;

  if (to >= end || !bx_is_char_of (BX_CHARS_CALL, bx_talk_char (talk, at))
      || !g_ascii_isupper (talk->text[to]))
    return at;
  while (to < end && g_ascii_isalpha (talk->text[to]))
    to++;
  return to;
}

static void
propose_call (BxNameSearch *search, int at, BxProposal *proposal)
{
  int surname_len;
  BxSlice name = { at, find_call (search->talk, at, search->block.end, &surname_len) };
  BxForm *form;

  if (bx_slice_is_empty (name))
    name.end = find_latin_call (search->talk, at, search->block.end);

  if (bx_talk_starts_with (search->talk, at, "阿"))
    propose_foreign (search, at, proposal); /* 阿古拉 is not 阿古 */
  if (bx_slice_is_empty (name)
      || (bx_slice_len (name) < 9 && !can_follow (search, name.end)
          && !bx_talk_starts_with (search->talk, name.end - 3, "某")
          && !bx_is_char_of (BX_CHARS_ELDER, bx_talk_char_before (search->talk, at, name.end))))
    return;
  form = bx_get_form (search, name);
  form->is_call = TRUE;
  form->is_polite = surname_len > 0 && is_polite (search->talk, name.start + surname_len,
                                                  bx_slice_len (name) - surname_len);
  form->surname_len = surname_len;
  bx_add_variant (search, proposal, form, name);
}

/* 小川（化名）: whatever stands before the brackets is what somebody is called here. */
static void
propose_pseudonym (BxNameSearch *search, int at, BxProposal *proposal)
{
  const BxTalk *talk = search->talk;
  BxSlice name = { at, at };

  if (!search->has_pseudonyms)
    return;
  for (int n = 0; n < MAX_PSEUDONYM_CHARS && name.end < search->block.end; n++) {
    if (!bx_is_han (bx_talk_char (talk, name.end)))
      break;
    name.end = bx_talk_next (talk, name.end);
  }
  if (bx_slice_len (name) < 6 || !bx_talk_starts_with (talk, name.end, "（化名"))
    return;
  bx_get_form (search, name)->is_pseudonym = TRUE;
  bx_add_variant (search, proposal, bx_get_form (search, name), name);
}

/* A name of which no part is another: 易卜拉欣·科內, 桑吉. */
static gboolean
is_written_whole (const BxTalk *talk, BxSlice block, int at)
{
  return begins_dotted (talk, block, at)
         || bx_talk_word_at (talk, BX_WORDS_NAME, at, block.end) > 0;
}

/* Returns the end of the longest reading, or the offset itself where there is none, or only one that may be
 * any words. */
static int
propose_at (BxNameSearch *search, int at)
{
  typedef void (*Propose) (BxNameSearch *, int, BxProposal *);
  static const Propose ways[] = { propose_pseudonym, bx_propose_body, propose_han,   propose_call,
                                  propose_foreign,   propose_latin, bx_propose_unknown };
  BxProposal proposal = { .n_variants = 0 };

  if (is_written_whole (search->talk, search->block, at))
    propose_foreign (search, at, &proposal);
  for (gsize i = 0; i < G_N_ELEMENTS (ways) && proposal.n_variants == 0; i++)
    ways[i](search, at, &proposal);
  if (proposal.n_variants == 0)
    return at;
  g_array_append_val (search->proposals, proposal);
  return at + (proposal.variants[0]->is_unknown ? 0 : proposal.variants[0]->len);
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
         || bx_talk_word_before (talk, BX_WORDS_TITLE, start, at) > 3
         || bx_is_aged (talk, at + 6, end)
         || (bx_is_han (c) && next < end
             && bx_is_char_of (BX_CHARS_ELDER, bx_talk_char (talk, next)))
         || !bx_is_han (bx_talk_char_before (talk, start, at));
}

void
bx_propose_in (BxNameSearch *search, BxSlice text)
{
  const BxTalk *talk = search->talk;

  search->block = text;
  for (int i = text.start; i < text.end;) {
    int next = bx_talk_next (talk, i);
    int named = i;

    if (can_begin (talk, text.start, i, text.end)
        && !bx_is_latin (bx_talk_char_before (talk, text.start, i))
        && (bx_can_precede_name (talk, text.start, i) || begins_dotted (talk, text, i)
            || bx_is_aged (talk, i + 6, text.end) || bx_is_aged (talk, i + 9, text.end)))
      named = propose_at (search, i);
    i = MAX (next, named);
  }
}
