/* Conversations: paragraphs that begin with the label of who speaks, 記者： 問： 張三：, and those
 * that go on with such a turn. Decides where turns are and which of them ask; whom a label names is
 * told like any other speaker. */
#include "talk-private.h"

#include <string.h>

#define MAX_LABEL_UNITS 24 /* half-width columns */
#define MIN_LABELS 3
#define COLON 0xFF1A
#define COLON_BYTES 3

/* What the paragraphs with one label have in common. */
typedef struct {
  int n;
  int n_questions; /* that end in a question mark */
  gboolean asks;   /* by its own words */
  gboolean is_person;
} Label;

static gboolean
is_label_char (gunichar c)
{
  return bx_is_han (c) || bx_is_latin (c) || c == 0x00B7 || c == ' ' || c == '.' || c == 0xFF08
         || c == 0xFF09 || c == 0x2014;
}

/* The label that a paragraph begins with, without its colon; empty if none. */
static BxSlice
find_label (const BxTalk *talk, int block)
{
  BxSlice text = talk->article->blocks[block].text;
  int units = 0;

  for (int i = text.start; i < text.end && units <= MAX_LABEL_UNITS; i = bx_talk_next (talk, i)) {
    gunichar c = bx_talk_char (talk, i);

    if (c == COLON)
      return bx_slice (text.start, i);
    if (!is_label_char (c))
      break;
    units += c < 0x80 ? 1 : 2;
  }
  return bx_slice (text.start, text.start);
}

/* 記者 問 Q 三聯生活週刊 記者林曉: the words of a label that asks. */
static gboolean
is_asker (const BxTalk *talk, BxSlice label)
{
  static const char *const roles[] = { "记者", "主持人", "采访者", "提问" };
  const char *start = talk->text + label.start;
  const char *end = talk->text + label.end;
  int len = bx_word_at (BX_WORDS_ASKER, start, end);

  if (len > 0)
    while (start + len < end && g_ascii_isdigit (start[len]))
      len++; /* Q1 */
  if (len > 0 && start + len == end)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_has_prefix (start, roles[i]))
      return TRUE;
  return bx_word_before (BX_WORDS_MEDIA, start, end) > 0;
}

/* A name by its shape, perhaps with a title: who has one can hold a conversation. */
static gboolean
is_person (const BxTalk *talk, BxSlice label)
{
  const char *start = talk->text + label.start;
  const char *end = talk->text + label.end;
  gunichar first = g_utf8_get_char (start);
  int n_han = bx_count_han (start, bx_slice_len (label));

  if (strncmp (start, "答", 3) == 0 || (first == 'A' && label.end - label.start == 1))
    return TRUE;
  if (bx_word_at (BX_WORDS_COMMON, start, end) > 0)
    return FALSE;
  if (bx_is_char_of (BX_CHARS_SURNAME, first) && n_han <= 4)
    return TRUE;
  return bx_word_at (BX_WORDS_TITLE, start, end) > 0
         || bx_word_before (BX_WORDS_CALL, start, end) > 0
         || bx_is_char_of (BX_CHARS_TRANSLIT, first) || g_ascii_isupper (*start);
}

static gboolean
is_given_name (const BxTalk *talk, BxSlice label)
{
  for (int i = 0; i < talk->article->n_speakers; i++) {
    const BxSpeaker *speaker = &talk->article->speakers[i];

    for (int k = -1; k < speaker->n_aliases; k++) {
      BxSlice name = k < 0 ? speaker->name : speaker->aliases[k];

      if (bx_slice_len (name) == bx_slice_len (label)
          && memcmp (talk->text + name.start, talk->text + label.start, (gsize) bx_slice_len (name))
                 == 0)
        return TRUE;
    }
  }
  return FALSE;
}

/* 他說： is no label, 問： is one. */
static gboolean
can_be_label (const BxTalk *talk, BxSlice label)
{
  gboolean is_strong;
  int cue = MAX (bx_talk_word_before (talk, BX_WORDS_CUE, label.start, label.end),
                 bx_talk_word_before (talk, BX_WORDS_WEAK_CUE, label.start, label.end));

  if (bx_slice_is_empty (label))
    return FALSE;
  if (is_asker (talk, label) || is_given_name (talk, label))
    return TRUE;
  if (cue > 0 && cue < bx_slice_len (label)
      && bx_cue_at (talk, label.start, label.end - cue, label.end, &is_strong) > 0)
    return FALSE;
  return bx_talk_word_at (talk, BX_WORDS_PRONOUN, label.start, label.end) == 0
         && !bx_talk_holds (talk, BX_WORDS_INSCRIBED, label);
}

/* The labels of the article and how they are used. (transfer full) */
static GHashTable *
collect_labels (const BxTalk *talk)
{
  GHashTable *labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (int i = 0; i < talk->article->n_blocks; i++) {
    BxSlice text = talk->article->blocks[i].text;
    BxSlice slice = find_label (talk, i);
    g_autofree char *key = NULL;
    Label *label;

    if (talk->article->blocks[i].kind != BX_BLOCK_PARAGRAPH || !can_be_label (talk, slice))
      continue;
    key = bx_slice_dup (talk->text, slice);
    label = g_hash_table_lookup (labels, key);
    if (label == NULL) {
      label = g_new0 (Label, 1);
      label->asks = is_asker (talk, slice);
      label->is_person = is_person (talk, slice) || is_given_name (talk, slice);
      g_hash_table_insert (labels, g_steal_pointer (&key), label);
    }
    label->n++;
    label->n_questions += bx_talk_char_before (talk, text.start, text.end) == 0xFF1F;
  }
  return labels;
}

/* At least three paragraphs with labels that come back, one of them somebody's. */
static gboolean
is_conversation (GHashTable *labels)
{
  GHashTableIter iter;
  Label *label;
  int n = 0;
  gboolean has_person = FALSE;

  g_hash_table_iter_init (&iter, labels);
  while (g_hash_table_iter_next (&iter, NULL, (void **) &label)) {
    n += label->n >= 2 || label->asks ? label->n : 0;
    has_person |= label->asks || (label->is_person && label->n >= 2);
  }
  return n >= MIN_LABELS && has_person;
}

/* Some label in an article that is no interview: 編輯林小滿： asks if what it says mostly does. */
static BxTurn
turn_of (const Label *label)
{
  if (label->asks || (label->n >= 2 && 3 * label->n_questions >= 2 * label->n))
    return BX_TURN_QUESTION;
  return BX_TURN_ANSWER;
}

/* Writes only what is not so already: the text may be read meanwhile (bx_talk_turns). */
static gboolean
mark_turn (BxTalk *talk, int block, GHashTable *labels)
{
  BxBlock *self = &talk->article->blocks[block];
  BxSlice slice = find_label (talk, block);
  g_autofree char *key = bx_slice_dup (talk->text, slice);
  const Label *label = g_hash_table_lookup (labels, key);

  if (label == NULL || (label->n < 2 && !label->asks && !label->is_person)
      || slice.end + COLON_BYTES >= self->text.end)
    return FALSE;
  slice.end += COLON_BYTES;
  if (self->turn != turn_of (label) || self->label.end != slice.end) {
    self->turn = turn_of (label);
    self->label = slice;
  }
  return TRUE;
}

/* Who speaks does not tell of himself by name: such a paragraph is the author's. */
static gboolean
tells_of_label (const BxTalk *talk, int block, BxSlice text)
{
  const BxBlock *turn = &talk->article->blocks[talk->turns[talk->block_before[block]]];
  int end = bx_talk_prev (talk, turn->label.end);
  int start = MAX (turn->label.start, end - 6);
  g_autofree char *name = g_strndup (talk->text + start, (gsize) (end - start));

  return end - start == 6
         && g_strstr_len (talk->text + text.start, bx_slice_len (text), name) != NULL;
}

/* 我 stands in it, outside of marks. */
static gboolean
speaks_of_itself (const BxTalk *talk, BxSlice text)
{
  for (int i = text.start; i < text.end; i = bx_talk_next (talk, i)) {
    gunichar close = bx_close_of (bx_talk_char (talk, i));

    if (bx_talk_word_at (talk, BX_WORDS_VOICE, i, text.end) > 0)
      return TRUE;
    while (close != 0 && i < text.end && bx_talk_char (talk, i) != close)
      i = bx_talk_next (talk, i);
  }
  return FALSE;
}

/* …得很。「不是一句，是兩句。」他糾正道: words in marks begin a sentence, as the author writes and nobody
 * talks. */
static gboolean
quotes_as_author (const BxTalk *talk, BxSlice text)
{
  for (int i = text.start; i < text.end; i = bx_talk_next (talk, i))
    if (bx_close_of (bx_talk_char (talk, i)) != 0
        && bx_is_sentence_end (bx_talk_char_before (talk, text.start, i)))
      return TRUE;
  return FALSE;
}

/* （烘衣機停了，她起身去投幣。）, 這個字寫起來，她停了很久。: what happens meanwhile, as the author tells it. */
static gboolean
tells_of_scene (const BxTalk *talk, BxSlice text)
{
  if (bx_talk_starts_with (talk, text.start, "（")
      && bx_talk_char_before (talk, text.start, text.end) == 0xFF09)
    return TRUE;
  while (text.start < text.end && !speaks_of_itself (talk, text)) {
    BxSlice clause = bx_first_clause (talk, text);

    if (bx_gender_of_pronoun (talk, clause.start) != BX_GENDER_UNKNOWN
        && bx_holds_gesture (talk, clause))
      return TRUE;
    text.start = MIN (clause.end + 3, text.end);
  }
  return FALSE;
}

/* A paragraph without a label goes on with the turn before it where another turn follows, or where
 * it speaks of itself. */
static gboolean
goes_on (const BxTalk *talk, int block, int last_turn)
{
  BxSlice text = talk->article->blocks[block].text;

  if (bx_close_of (bx_talk_char (talk, text.start)) != 0 || tells_of_label (talk, block, text)
      || tells_of_scene (talk, text))
    return FALSE;
  return block < last_turn || (speaks_of_itself (talk, text) && !quotes_as_author (talk, text));
}

void
bx_find_turns (BxTalk *talk)
{
  const BxArticle *article = talk->article;
  g_autoptr (GHashTable) labels = collect_labels (talk);
  int last_turn = -1;

  for (int i = 0; i < article->n_blocks; i++)
    talk->turns[i] = -1;
  if (!is_conversation (labels))
    return;
  for (int i = 0; i < article->n_blocks; i++)
    if (article->blocks[i].kind == BX_BLOCK_PARAGRAPH && mark_turn (talk, i, labels))
      talk->turns[last_turn = i] = i;
  for (int i = 0; i < article->n_blocks; i++) {
    int before = talk->block_before[i];

    if (article->blocks[i].kind == BX_BLOCK_PARAGRAPH && talk->turns[i] < 0 && before >= 0
        && talk->turns[before] >= 0 && goes_on (talk, i, last_turn))
      talk->turns[i] = talk->turns[before];
  }
}

gboolean
bx_take_turn (BxTalk *talk, int block)
{
  const BxBlock *self = &talk->article->blocks[block];
  const BxBlock *turn;
  BxSlice text = self->text;
  BxSpan *span;

  if (talk->turns[block] < 0)
    return FALSE;
  turn = &talk->article->blocks[talk->turns[block]];
  if (turn == self)
    text.start = self->label.end;
  if (bx_slice_is_empty (text) || bx_close_of (bx_talk_char (talk, text.start)) != 0)
    return FALSE; /* 張三：“…” is found by its marks */
  bx_add_span (talk, block, text, text, FALSE);
  span = bx_talk_span (talk, (int) talk->spans->len - 1);
  span->is_turn = TRUE;
  span->label = bx_slice (turn->label.start, turn->label.end - COLON_BYTES);
  span->is_question = turn->turn == BX_TURN_QUESTION;
  return TRUE;
}
