/* Words with their speaker's name under them, or behind them: …。——林素英，館長. Decides where such a
 * line stands, which part of it is the name and which the description. It says outright what the grammar
 * of speech has to guess, so whose words they are is sure. */
#include "talk-private.h"

#include <string.h>

#define MAX_LINE_BYTES 150
#define MAX_NAME_HAN 4
#define MAX_UNMARKED_HAN 200 /* of words that only the line says to be somebody's */

static const char dash[] = "——";

static int
skip_blanks (const BxTalk *talk, int at, int end)
{
  return at + (int) strspn (talk->text + at, " ") < end
             ? at + (int) strspn (talk->text + at, " ")
             : end;
}

/* The first place from which on one of some characters stands; the end where none does. */
static int
find_any (const BxTalk *talk, BxSlice text, const char *chars)
{
  int at = text.start;

  while (at < text.end && g_utf8_strchr (chars, -1, bx_talk_char (talk, at)) == NULL)
    at = bx_talk_next (talk, at);
  return at;
}

static gboolean
is_given (const BxTalk *talk, BxSlice name)
{
  g_autofree char *wanted = bx_slice_dup (talk->text, name);

  for (int i = 0; i < talk->article->n_speakers; i++) {
    const BxSpeaker *speaker = &talk->article->speakers[i];

    for (int k = -1; k < speaker->n_aliases; k++) {
      BxSlice known = k < 0 ? speaker->name : speaker->aliases[k];

      if (bx_slice_len (known) == bx_slice_len (name)
          && g_str_has_prefix (talk->text + known.start, wanted))
        return TRUE;
    }
  }
  return FALSE;
}

/* A name by its shape: 林素英, 薩姆·阿爾特曼, Kevin Zhao. */
static gboolean
is_name (const BxTalk *talk, BxSlice name)
{
  const char *start = talk->text + name.start;
  int n_han = bx_count_han (start, bx_slice_len (name));

  if (bx_slice_is_empty (name))
    return FALSE;
  if (is_given (talk, name))
    return TRUE;
  if (g_ascii_isupper (*start))
    return strspn (start, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz .-'")
           >= (gsize) bx_slice_len (name);
  if (g_strstr_len (start, bx_slice_len (name), "·") != NULL)
    return 3 * n_han + 2 == bx_slice_len (name);
  return 3 * n_han == bx_slice_len (name) && n_han >= 2 && n_han <= MAX_NAME_HAN
         && bx_talk_word_at (talk, BX_WORDS_COMMON, name.start, name.end) == 0
         && (bx_is_char_of (BX_CHARS_SURNAME, bx_talk_char (talk, name.start))
             || bx_talk_word_at (talk, BX_WORDS_SURNAME, name.start, name.end) > 0);
}

/* 中學教師羅小川: where the name begins behind the last title; the end where it does not. */
static int
find_titled (const BxTalk *talk, BxSlice head)
{
  int found = head.end;

  for (int i = head.start; i < head.end; i = bx_talk_next (talk, i))
    if (bx_talk_word_before (talk, BX_WORDS_TITLE, head.start, i) > 0
        && is_name (talk, bx_slice (skip_blanks (talk, i, head.end), head.end)))
      found = i;
  return found;
}

/* 林素英，館長; 林素英（館長）; 館長林素英; 林素英. */
static gboolean
read_line (const BxTalk *talk, BxSlice rest, BxSignature *signature)
{
  int mark = find_any (talk, rest, "，（(,、/｜|");
  BxSlice head = { rest.start, mark };

  signature->description = bx_slice (mark < rest.end ? bx_talk_next (talk, mark) : rest.end, rest.end);
  if (signature->description.end > signature->description.start
      && g_utf8_strchr ("）)", -1, bx_talk_char_before (talk, rest.start, rest.end)) != NULL
      && g_utf8_strchr ("（(", -1, bx_talk_char (talk, mark)) != NULL)
    signature->description.end = bx_talk_prev (talk, rest.end);
  signature->description.start
      = skip_blanks (talk, signature->description.start, signature->description.end);
  signature->name = head;
  if (is_name (talk, head))
    return TRUE;
  signature->description = bx_slice (head.start, find_titled (talk, head));
  signature->name = bx_slice (skip_blanks (talk, signature->description.end, head.end), head.end);
  return mark == rest.end && !bx_slice_is_empty (signature->name);
}

/* The line at the end of a block, if one stands there; FALSE where none does. */
static gboolean
find_line (const BxTalk *talk, int block, BxSignature *signature)
{
  BxSlice text = talk->article->blocks[block].text;
  int from = MAX (text.start, text.end - MAX_LINE_BYTES);
  const char *found = g_strrstr_len (talk->text + from, text.end - from, dash);
  BxSlice rest;
  gunichar before;

  if (found == NULL || talk->article->blocks[block].turn != BX_TURN_NONE)
    return FALSE;
  signature->line = bx_slice ((int) (found - talk->text), text.end);
  rest = bx_slice (skip_blanks (talk, signature->line.start + (int) strlen (dash), text.end), text.end);
  before = bx_talk_char_before (talk, text.start, signature->line.start);
  if (before == ' ')
    before = bx_talk_char_before (talk, text.start, signature->line.start - 1);
  if (before != 0 && !bx_is_sentence_end (before) && before != 0x201D && before != 0x300D)
    return FALSE;
  return find_any (talk, rest, "。！？；：“”「」") == rest.end && read_line (talk, rest, signature);
}

/* Words without marks are somebody's only where the line says more than a word that may be a name. */
static gboolean
signs_unmarked (const BxTalk *talk, BxSlice words, const BxSignature *signature)
{
  return bx_count_han (talk->text + words.start, bx_slice_len (words)) <= MAX_UNMARKED_HAN
         && (!bx_slice_is_empty (signature->description) || is_given (talk, signature->name));
}

void
bx_find_signatures (BxTalk *talk)
{
  const BxArticle *article = talk->article;

  for (int i = 0; i < article->n_blocks; i++) {
    BxSignature signature = { 0 };
    int signed_block = i;
    BxSlice words;

    if (article->blocks[i].kind != BX_BLOCK_PARAGRAPH || !find_line (talk, i, &signature))
      continue;
    if (signature.line.start == article->blocks[i].text.start)
      signed_block = talk->block_before[i];
    if (signed_block < 0)
      continue;
    words = article->blocks[signed_block].text;
    words.end = MIN (words.end, signature.line.start);
    signature.is_for_unmarked = signs_unmarked (talk, words, &signature);
    talk->signatures[signed_block] = signature;
  }
}

/* The words of a block without marks that a line gives to somebody: a quotation all the same. */
gboolean
bx_take_signed (BxTalk *talk, int block)
{
  const BxSignature *signature = &talk->signatures[block];
  BxSlice words = talk->article->blocks[block].text;

  if (!signature->is_for_unmarked)
    return FALSE;
  words.end = MIN (words.end, signature->line.start);
  for (int i = words.start; i < words.end; i = bx_talk_next (talk, i))
    if (bx_close_of (bx_talk_char (talk, i)) != 0)
      return FALSE;
  while (words.end > words.start && talk->text[words.end - 1] == ' ')
    words.end--;
  if (!bx_slice_is_empty (words))
    bx_add_span (talk, block, words, words, FALSE);
  return !bx_slice_is_empty (words);
}

/* The line that signs a quotation: it is the last of its paragraph. */
const BxSignature *
bx_signature_of (const BxTalk *talk, int span)
{
  const BxQuote *quote = &bx_talk_span (talk, span)->quote;
  const BxSignature *signature = &talk->signatures[quote->block];
  int end = MIN (talk->article->blocks[quote->block].text.end, signature->line.start);

  if (bx_slice_is_empty (signature->name))
    return NULL;
  return skip_blanks (talk, quote->outer.end, end) >= end ? signature : NULL;
}
