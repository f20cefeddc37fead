/* Lists every place that names a person: by the full name, a part of it, or a surname with a title.
 * Words for somebody without a name are read in unnamed.c, who is a woman or a man is told in gender.c. */
#include "talk-private.h"

#include <string.h>

#define N_BUCKETS 256
#define MAX_NICKNAME_BYTES 360 /* between a name and what its bearer is called */
#define MIN_WORD_LETTERS 3 /* of a part of a Latin name that stands for it */
#define AMBIGUOUS (-1)

typedef enum {
  KNOWN_FULL,    /* the name */
  KNOWN_LAST,    /* 阿爾特曼, Neil: as good as the name */
  KNOWN_GIVEN,   /* 樹人 for 陳樹人: only between words that can stand by a name */
  KNOWN_SURNAME, /* with 老 before or a title behind */
  KNOWN_TITLE,   /* 店主, where one person is called so */
  KNOWN_ALIAS,   /* what else front matter gives: sure, but no name */
} KnownKind;

typedef struct {
  const char *text;
  int len;
  int person; /* or AMBIGUOUS */
  KnownKind kind;
  int next; /* of the bucket; -1 ends it */
} Known;

typedef struct {
  BxTalk *talk;
  GArray *known;
  int buckets[N_BUCKETS];
  GStringChunk *strings;
} Search;

/* --- how people may be named ----------------------------------------------------------------- */

static guint
bucket_of (const char *text)
{
  const guchar *p = (const guchar *) text;

  return *p < 0x80 ? *p : (p[1] * 7u + p[2]) % N_BUCKETS;
}

static void
add_known (Search *search, const char *text, int len, int person, KnownKind kind)
{
  guint bucket = bucket_of (text);
  Known known = { text, len, person, kind, search->buckets[bucket] };

  if (len < 2)
    return;
  for (int i = search->buckets[bucket]; i >= 0;) {
    Known *other = &g_array_index (search->known, Known, i);

    if (other->len == len && memcmp (other->text, text, (gsize) len) == 0) {
      if (other->kind > KNOWN_FULL && other->person != person)
        other->person = AMBIGUOUS;
      return;
    }
    i = other->next;
  }
  search->buckets[bucket] = (int) search->known->len;
  g_array_append_val (search->known, known);
}

static void
add_slice (Search *search, BxSlice text, int person, KnownKind kind)
{
  add_known (search, search->talk->text + text.start, bx_slice_len (text), person, kind);
}

/* 龔銀（Neil）: a name in brackets behind the name. */
static void
add_bracket_alias (Search *search, int index)
{
  const BxTalk *talk = search->talk;
  BxSlice name = bx_talk_person (talk, index)->name;
  int start = name.end + 3;
  int end = start;

  if (!bx_talk_starts_with (talk, name.end, "（"))
    return;
  while (bx_is_latin_letter (bx_talk_char (talk, end)) || bx_talk_char (talk, end) == ' ')
    end = bx_talk_next (talk, end);
  if (end - start >= 3 && g_ascii_isupper (talk->text[start])
      && bx_talk_starts_with (talk, end, "）")) {
    const char *space = g_strrstr_len (talk->text + start, end - start, " ");

    add_slice (search, bx_slice (start, end), index, KNOWN_LAST);
    if (space != NULL)
      add_slice (search, bx_slice ((int) (space + 1 - talk->text), end), index, KNOWN_LAST);
  }
}

/* 阿爾特曼 and 薩姆 for 薩姆·阿爾特曼, Cole and Freeman for Freeman Cole. */
static void
add_name_parts (Search *search, int index)
{
  const BxTalk *talk = search->talk;
  BxSlice name = bx_talk_person (talk, index)->name;
  const char *start = talk->text + name.start;
  const char *dot = g_strrstr_len (start, bx_slice_len (name), "·");
  const char *first = g_strstr_len (start, bx_slice_len (name), "·");
  const char *space = g_strrstr_len (start, bx_slice_len (name), " ");
  const char *word = g_strstr_len (start, bx_slice_len (name), " "); /* ends the first */

  if (first != NULL && first - start >= 6)
    add_known (search, start, (int) (first - start), index, KNOWN_LAST);
  if (dot != NULL && talk->text + name.end - dot >= 8)
    add_known (search, dot + 2, (int) (talk->text + name.end - dot - 2), index, KNOWN_LAST);
  else if (space != NULL) {
    add_known (search, space + 1, (int) (talk->text + name.end - space - 1), index, KNOWN_LAST);
    if (word - start >= MIN_WORD_LETTERS)
      add_known (search, start, (int) (word - start), index, KNOWN_LAST);
  }
}

/* 扎西 and 頓珠 for 扎西頓珠. */
static void
add_two_names (Search *search, int index)
{
  const BxTalk *talk = search->talk;
  BxSlice name = bx_talk_person (talk, index)->name;
  int first = bx_talk_word_at (talk, BX_WORDS_NAME, name.start, name.end);

  if (first == 0 || name.start + first == name.end)
    return;
  add_slice (search, bx_slice (name.start, name.start + first), index, KNOWN_LAST);
  add_slice (search, bx_slice (name.start + first, name.end), index, KNOWN_LAST);
}

/* A given name's last character with a word before or behind it. */
static void
call_by (char text[2 * 3 + 1], const char *pattern, const char *last)
{
  gboolean is_before = *pattern != '%';

  memcpy (text + (is_before ? 3 : 0), last, 3);
  memcpy (text + (is_before ? 0 : 3), is_before ? pattern : pattern + strlen (pattern) - 3, 3);
  text[6] = '\0';
}

/* 樹人, 阿人 and 人叔 for 陳樹人, unless it is a word of every day. */
static void
add_given_name (Search *search, int index)
{
  const BxTalk *talk = search->talk;
  const BxPerson *person = bx_talk_person (talk, index);
  BxSlice given = { person->name.start + person->surname_len, person->name.end };

  if (bx_slice_len (given) == 6
      && bx_talk_word_at (talk, BX_WORDS_FOLLOWER, given.start, given.end) < 6
      && bx_talk_word_at (talk, BX_WORDS_TITLE, given.start, given.end) < 6)
    add_slice (search, given, index, KNOWN_GIVEN);
  if (bx_slice_len (given) >= 3) {
    const char *last = talk->text + given.end - 3;

    static const char *const patterns[] = { "阿%", "小%", "%叔", "%姐", "%哥", "%姨",
                                            "%嫂", "%婶", "%伯", "%婆", "%爷" };

    for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++) {
      char text[2 * 3 + 1];

      call_by (text, patterns[i], last);
      if (bx_word_at (BX_WORDS_COMMON, text, text + 6) == 0
          && bx_word_at (BX_WORDS_KIN, text, text + 6) == 0)
        add_known (search, g_string_chunk_insert (search->strings, text), 6, index, KNOWN_GIVEN);
    }
  }
}

/* The title that stands by a full name names its bearer where nobody else has it: 店主. */
static void
add_title (Search *search, int index)
{
  const BxTalk *talk = search->talk;
  BxSlice name = bx_talk_person (talk, index)->name;
  int block = bx_article_get_block_at (talk->article, name.start);
  int len;

  if (block < 0 || talk->article->blocks[block].kind == BX_BLOCK_DATA)
    return;
  len = bx_talk_word_before (talk, BX_WORDS_TITLE, talk->article->blocks[block].text.start,
                             name.start);
  if (len > 3)
    add_slice (search, bx_slice (name.start - len, name.start), index, KNOWN_TITLE);
  len = bx_talk_word_at (talk, BX_WORDS_TITLE, name.end, talk->article->blocks[block].text.end);
  if (len > 3)
    add_slice (search, bx_slice (name.end, name.end + len), index, KNOWN_TITLE);
  if (bx_talk_starts_with (talk, name.end, "是")) { /* Agnes是菲律賓籍修女 */
    BxSlice clause = bx_first_clause (
        talk, bx_slice (name.end + 3, talk->article->blocks[block].text.end));

    len = bx_talk_word_before (talk, BX_WORDS_TITLE, clause.start, clause.end);
    if (len > 3)
      add_slice (search, bx_slice (clause.end - len, clause.end), index, KNOWN_TITLE);
  }
}

/* A post is never more than a title, though front matter gives it: 老人 are many, where one is meant. */
static void
add_alias (Search *search, BxSlice alias, int index)
{
  gboolean is_title
      = bx_talk_word_at (search->talk, BX_WORDS_TITLE, alias.start, alias.end) == bx_slice_len (alias);

  add_slice (search, alias, index, is_title ? KNOWN_TITLE : KNOWN_ALIAS);
}

/* Last, so that what the text would tell without front matter is told in the same way with it. */
static void
collect_aliases (Search *search)
{
  const BxTalk *talk = search->talk;

  for (int i = BX_N_GENDERS; i < (int) talk->people->len; i++) {
    int given = bx_talk_person (talk, i)->given;

    for (int k = 0; given >= 0 && k < talk->article->speakers[given].n_aliases; k++)
      add_alias (search, talk->article->speakers[given].aliases[k], i);
  }
}

/* The person whose name begins, or ends, at an offset; -1 for none. */
static int
find_person_at (const BxTalk *talk, int offset, gboolean ends_there)
{
  for (int i = BX_N_GENDERS; i < (int) talk->people->len; i++) {
    BxSlice name = bx_talk_person (talk, i)->name;
    int start = ends_there ? offset - bx_slice_len (name) : offset;

    if (start >= 0 && strncmp (talk->text + start, talk->text + name.start,
                               (gsize) bx_slice_len (name)) == 0)
      return i;
  }
  return -1;
}

/* Jason Wei本名魏紹安: what a person is called besides the name. */
static void
collect_real_names (Search *search)
{
  static const char *const links[] = { "本名叫", "本名", "原名", "真名", "大名" };
  const BxTalk *talk = search->talk;

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    for (const char *p = talk->text; (p = strstr (p, links[i])) != NULL; p += strlen (links[i])) {
      int at = (int) (p - talk->text);
      int called = find_person_at (talk, at, TRUE);
      int real = find_person_at (talk, at + (int) strlen (links[i]), FALSE);

      if (called < 0 || real < 0 || bx_talk_person (talk, called)->given >= 0)
        continue;
      add_slice (search, bx_talk_person (talk, called)->name, real, KNOWN_FULL);
      bx_talk_person (talk, real)->is_sure |= bx_talk_person (talk, called)->is_sure;
      bx_talk_person (talk, real)->is_doubtful = FALSE;
    }
}

/* The person whose full name stands last before an offset, not far away; -1 for none. */
static int
find_person_before (const BxTalk *talk, int offset)
{
  for (int at = offset; at > MAX (0, offset - MAX_NICKNAME_BYTES);) {
    int person = find_person_at (talk, at, TRUE);

    if (person >= 0)
      return bx_talk_person (talk, person)->is_call ? -1 : person;
    at = bx_talk_prev (talk, at);
  }
  return -1;
}

/* 售貨員陳桂芬，同事叫她芬姐: a call is of whom the text has just named. */
static void
collect_nicknames (Search *search)
{
  static const char *const links[] = { "叫她", "叫他", "喊她", "喊他", "称她", "称他", "人称" };
  const BxTalk *talk = search->talk;

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    for (const char *p = talk->text; (p = strstr (p, links[i])) != NULL; p += strlen (links[i])) {
      int at = (int) (p - talk->text);
      int start = at + (int) strlen (links[i]);
      int called = find_person_at (talk, start, FALSE);
      int real = find_person_before (talk, at);

      if (called < 0 || real < 0 || !bx_talk_person (talk, called)->is_call
          || bx_talk_person (talk, called)->given >= 0
          || bx_talk_person (talk, called)->surname_len > 0)
        continue;
      add_slice (search, bx_talk_person (talk, called)->name, real, KNOWN_FULL);
    }
}

static void
collect_known (Search *search)
{
  const BxTalk *talk = search->talk;

  collect_real_names (search);
  collect_nicknames (search);
  for (int i = BX_N_GENDERS; i < (int) talk->people->len; i++) {
    const BxPerson *person = bx_talk_person (talk, i);

    add_slice (search, person->name, i, person->is_call ? KNOWN_GIVEN : KNOWN_FULL);
  }
  for (int i = BX_N_GENDERS; i < (int) talk->people->len; i++) {
    const BxPerson *person = bx_talk_person (talk, i);

    add_bracket_alias (search, i);
    add_title (search, i);
    if (person->is_call)
      continue;
    if (person->surname_len == 0)
      add_name_parts (search, i), add_two_names (search, i);
    else {
      add_given_name (search, i);
      add_slice (search, bx_slice (person->name.start, person->name.start + person->surname_len), i,
                 KNOWN_SURNAME);
    }
  }
  collect_aliases (search);
}

/* --- finding them ---------------------------------------------------------------------------- */

static gboolean
is_between_words (const BxTalk *talk, BxSlice block, BxSlice text)
{
  return bx_can_precede_name (talk, block.start, text.start)
         && bx_can_follow_name (talk, text.end, block.end);
}

/* 盧女士, 陳姓居民 end in a word that no name goes on from. */
static gboolean
ends_surely (const BxTalk *talk, const BxPerson *person)
{
  return person->is_call && person->surname_len > 0
         && (bx_slice_len (person->name) >= 9
             || bx_talk_starts_with (talk, person->name.end - 3, "某"));
}

static gboolean
is_wife (const BxTalk *talk, BxSlice call)
{
  static const char *const words[] = { "太太", "太", "夫人" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (bx_slice_len (call) == (int) strlen (words[i])
        && bx_talk_starts_with (talk, call.start, words[i]))
      return TRUE;
  return FALSE;
}

/* 張教授: with a title, or what else follows a surname. */
static gboolean
extend_by_call (const BxTalk *talk, BxSlice block, const Known *known, BxMention *mention)
{
  BxSlice surname = mention->text;
  int title = bx_talk_word_at (talk, BX_WORDS_TITLE, surname.end, block.end);
  int call = MAX (bx_talk_word_at (talk, BX_WORDS_CALL, surname.end, block.end), title > 3 ? title : 0);
  BxMention called = *mention;

  called.text.end += call;
  if (call == 0 || is_wife (talk, bx_slice (surname.end, called.text.end)) /* 譚太 is not 譚有光 */
      || !(call > 3 ? bx_can_precede_name (talk, block.start, called.text.start)
                    : is_between_words (talk, block, called.text)))
    return FALSE;
  if (known->person == AMBIGUOUS)
    called.person = bx_choose_bearer (talk, surname, bx_slice (surname.end, called.text.end));
  *mention = called;
  return TRUE;
}

/* 張教授, 老張; 老閻總要 is 老閻. */
static gboolean
extend_surname (const BxTalk *talk, BxSlice block, const Known *known, BxMention *mention)
{
  static const char *const prefixes[] = { "老", "小", "大", "阿" };
  BxSlice surname = mention->text;

  if (extend_by_call (talk, block, known, mention))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (surname.start - 3 >= block.start
        && bx_talk_starts_with (talk, surname.start - 3, prefixes[i])) {
      mention->text.start -= 3;
      return is_between_words (talk, block, mention->text);
    }
  return FALSE;
}

/* 周供稱: reports of courts name people by the surname alone, at the head of a clause and before a cue. */
static gboolean
is_bare_surname (const BxTalk *talk, BxSlice block, BxSlice surname)
{
  int adverb = bx_talk_word_at (talk, BX_WORDS_BUT, surname.end, block.end);
  int cue = surname.end + (adverb == 3 ? adverb : 0);

  return !bx_is_han (bx_talk_char_before (talk, block.start, surname.start))
         && !bx_is_char_of (BX_CHARS_RARE_SURNAME, bx_talk_char (talk, surname.start))
         && (bx_talk_word_at (talk, BX_WORDS_CUE, cue, block.end) > 0
             || (bx_talk_starts_with (talk, cue, "的") /* 喬的答覆 */
                 && bx_talk_word_at (talk, BX_WORDS_VERDICT, cue + 3, block.end) > 0))
         && bx_talk_word_at (talk, BX_WORDS_BUT, surname.start, block.end) == 0
         && bx_talk_word_at (talk, BX_WORDS_FALSE_CUE, cue, block.end) == 0
         && bx_talk_word_at (talk, BX_WORDS_COMMON, surname.start, block.end) == 0;
}

/* A title stands for its bearer only where it begins a clause and does something. */
static gboolean
is_title_subject (const BxTalk *talk, BxSlice block, BxSlice text)
{
  gboolean is_strong;

  if (bx_is_han (bx_talk_char_before (talk, block.start, text.start)))
    return FALSE;
  return bx_talk_word_at (talk, BX_WORDS_GESTURE, text.end, block.end) > 0
         || bx_talk_word_at (talk, BX_WORDS_BUT, text.end, block.end) > 0
         || bx_cue_at (talk, text.end, text.end, block.end, &is_strong) > 0;
}

/* 小郝, 老周 */
static gboolean
is_by_surname (const BxTalk *talk, BxSlice text)
{
  return bx_is_char_of (BX_CHARS_CALL, bx_talk_char (talk, text.start))
         && bx_is_char_of (BX_CHARS_SURNAME, bx_talk_char (talk, text.start + 3));
}

static gboolean
is_mention (const BxTalk *talk, BxSlice block, const Known *known, BxMention *mention)
{
  if (known->kind <= KNOWN_LAST || known->kind == KNOWN_ALIAS)
    return TRUE;
  if (known->kind == KNOWN_SURNAME && extend_surname (talk, block, known, mention))
    return TRUE;
  if (known->kind == KNOWN_SURNAME && known->len == 3)
    return known->person != AMBIGUOUS && is_bare_surname (talk, block, mention->text);
  if (known->kind == KNOWN_SURNAME) /* 佐藤 alone means its bearer */
    return known->person != AMBIGUOUS && is_between_words (talk, block, mention->text);
  if (known->person == AMBIGUOUS)
    return known->kind == KNOWN_GIVEN && is_between_words (talk, block, mention->text);
  if (known->kind == KNOWN_TITLE)
    return is_title_subject (talk, block, mention->text);
  if (bx_is_han (bx_talk_char_before (talk, block.start, mention->text.start))
      && bx_talk_word_at (talk, BX_WORDS_COMMON, mention->text.start, mention->text.end) > 0)
    return FALSE; /* a word of every day is a name only where it begins a clause */
  if (bx_is_aged (talk, mention->text.end, block.end))
    return TRUE;
  if (ends_surely (talk, bx_talk_person (talk, known->person)))
    return bx_can_precede_name (talk, block.start, mention->text.start);
  if (known->kind == KNOWN_GIVEN && known->len == 6
      && (is_by_surname (talk, mention->text)
          || (bx_talk_person (talk, known->person)->is_sure
              && bx_talk_person (talk, known->person)->surname_len > 0))
      && !bx_is_han (bx_talk_char_before (talk, block.start, mention->text.start))
      && bx_talk_word_at (talk, BX_WORDS_COMMON, mention->text.start, block.end) == 0)
    return TRUE; /* 小虎躺在床上, 小郝學着老人的樣子 */
  return (bx_talk_person (talk, known->person)->is_call
          || mention->text.start > bx_talk_person (talk, known->person)->name.start)
         && is_between_words (talk, block, mention->text);
}

/* Of several with a name, the one whom the paragraph has named in full; a stranger where that is
 * nobody, or more than one: nobody may be guessed. */
static int
find_recent_bearer (const BxTalk *talk, BxSlice block, BxSlice part)
{
  g_autofree char *key = bx_slice_dup (talk->text, part);
  int found = BX_GENDER_UNKNOWN;

  for (int i = (int) talk->mentions->len - 1; i >= 0; i--) {
    const BxMention *mention = bx_talk_mention (talk, i);
    BxSlice name = bx_talk_person (talk, mention->person)->name;

    if (mention->text.start < block.start)
      break;
    if (!mention->is_full || mention->person == found
        || bx_talk_person (talk, mention->person)->is_stranger
        || g_strstr_len (talk->text + name.start, bx_slice_len (name), key) == NULL)
      continue;
    if (found != BX_GENDER_UNKNOWN)
      return BX_GENDER_UNKNOWN;
    found = mention->person;
  }
  return found;
}

/* The longest way of naming a person that begins at an offset. */
static gboolean
mention_at (const Search *search, BxSlice block, int at, BxMention *best)
{
  const BxTalk *talk = search->talk;
  gboolean is_found = FALSE;

  for (int i = search->buckets[bucket_of (talk->text + at)]; i >= 0;) {
    const Known *known = &g_array_index (search->known, Known, i);
    BxMention mention = { bx_slice (at, at + known->len), known->person,
                          known->kind <= KNOWN_LAST };

    i = known->next;
    if (mention.text.end > block.end
        || memcmp (talk->text + at, known->text, (gsize) known->len) != 0
        || (is_found && mention.text.end < best->text.end + (known->kind == KNOWN_FULL ? 0 : 1))
        || !is_mention (talk, block, known, &mention))
      continue;
    if (mention.person == AMBIGUOUS) {
      mention.is_full = FALSE;
      mention.person = find_recent_bearer (talk, block, bx_slice (at, at + known->len));
    } else if (bx_talk_person (talk, mention.person)->is_call)
      mention.is_full = TRUE;
    *best = mention;
    is_found = TRUE;
  }
  return is_found;
}

/* --- the pass over the text ------------------------------------------------------------------ */

static void
add_mention (BxTalk *talk, const BxMention *mention)
{
  BxMention *last = talk->mentions->len > 0 ? bx_talk_mention (talk, (int) talk->mentions->len - 1)
                                            : NULL;

  /* 網友小陳 is 小陳. */
  if (last != NULL && mention->text.start <= last->text.end
      && bx_talk_person (talk, last->person)->is_stranger) {
    bx_talk_person (talk, last->person)->n_mentions--;
    g_array_set_size (talk->mentions, talk->mentions->len - 1);
  } else if (last != NULL && mention->text.start < last->text.end)
    return;
  g_array_append_val (talk->mentions, *mention);
  bx_talk_person (talk, mention->person)->n_mentions++;
}

static void
find_in_block (Search *search, BxSlice block)
{
  BxTalk *talk = search->talk;
  int clause = block.start;
  gboolean has_subject = FALSE; /* in the clause: who comes then is an object */

  for (int i = block.start; i < block.end;) {
    BxMention mention;
    int next = bx_talk_next (talk, i);
    gboolean is_owned = bx_talk_starts_with (talk, MAX (block.start, i - 3), "的");

    if (mention_at (search, block, i, &mention) || bx_find_elder (talk, block, i, &mention)) {
      add_mention (talk, &mention);
      clause = next = mention.text.end;
      has_subject = !bx_talk_person (talk, mention.person)->is_body; /* 文旅局一位副局長 */
    } else if ((!has_subject || is_owned) && bx_find_stranger (talk, block, clause, i, &mention) > 0) {
      add_mention (talk, &mention);
      clause = next = mention.text.end;
      has_subject = TRUE;
    } else if (!bx_is_han (bx_talk_char (talk, i))) {
      clause = next;
      has_subject = FALSE;
    } else
      has_subject |= bx_gender_of_pronoun (talk, i) != BX_GENDER_UNKNOWN;
    i = next;
  }
}

static gboolean
may_name (BxBlockKind kind)
{
  return kind >= BX_BLOCK_KICKER && kind <= BX_BLOCK_NOTE && kind != BX_BLOCK_BYLINE
         && kind != BX_BLOCK_FINE;
}

void
bx_find_mentions (BxTalk *talk)
{
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (Known));
  g_autoptr (GStringChunk) strings = g_string_chunk_new (1024);
  Search search = { .talk = talk, .known = known, .strings = strings };

  for (int i = 0; i < N_BUCKETS; i++)
    search.buckets[i] = -1;
  collect_known (&search);
  for (int i = 0; i < talk->article->n_blocks; i++)
    if (may_name (talk->article->blocks[i].kind))
      find_in_block (&search, talk->article->blocks[i].text);
  bx_tell_genders (talk);
}
