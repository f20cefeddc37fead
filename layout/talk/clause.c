/* The words around a quotation: the sentence that leads to it, the sentence after it, clauses, and
 * the cue that governs a clause. Who is meant by a clause is found elsewhere. */
#include "talk-private.h"

#define MAX_LEAD_CHARS 80
#define MAX_TAIL_CHARS 60
#define MAX_CLAUSE_CHARS 50
#define MAX_LISTENER_CHARS 18

static gboolean
may_be_speech (const BxSpan *span)
{
  return span->has_final || span->n_han >= 7;
}

/* End of the quotation before a span that is long enough to be speech; terms are read over. Nothing
 * farther away than a lead can reach is looked at. */
static int
end_of_speech_before (const BxTalk *talk, int span)
{
  const BxQuote *self = &bx_talk_span (talk, span)->quote;
  int start = talk->article->blocks[self->block].text.start;
  int reach = MAX (start, self->outer.start - 4 * MAX_LEAD_CHARS);

  for (int i = span - 1; i >= 0 && bx_talk_span (talk, i)->quote.outer.end > reach; i--)
    if (may_be_speech (bx_talk_span (talk, i)))
      return bx_talk_span (talk, i)->quote.outer.end;
  return start;
}

/* Start of the quotation after a span that may be speech, or the end of the paragraph. */
static int
start_of_speech_after (const BxTalk *talk, int span)
{
  const BxQuote *self = &bx_talk_span (talk, span)->quote;
  int end = talk->article->blocks[self->block].text.end;
  int reach = MIN (end, self->outer.end + 4 * MAX_TAIL_CHARS);

  for (int i = span + 1; i < (int) talk->spans->len
                         && bx_talk_span (talk, i)->quote.outer.start < reach; i++)
    if (may_be_speech (bx_talk_span (talk, i)))
      return bx_talk_span (talk, i)->quote.outer.start;
  return end;
}

/* The text before a quotation, back to the sentence end before it. It keeps its last mark. */
BxSlice
bx_lead_of (const BxTalk *talk, int span)
{
  int end = bx_talk_span (talk, span)->quote.outer.start;
  int limit = end_of_speech_before (talk, span);
  int start = end;

  for (int n = 0; start > limit && n < MAX_LEAD_CHARS; n++) {
    int before = (int) (g_utf8_prev_char (talk->text + start) - talk->text);

    if (start < end && (bx_is_sentence_end (bx_talk_char (talk, before))
                        || bx_talk_char (talk, before) == 0xFF1B))
      break;
    start = before;
  }
  return bx_slice (start, end);
}

/* The text after a quotation, up to and with the mark that ends the sentence, or to the next
 * speech. */
BxSlice
bx_tail_of (const BxTalk *talk, int span)
{
  const BxSpan *self = bx_talk_span (talk, span);
  int limit = start_of_speech_after (talk, span);
  int end = self->quote.outer.end;

  for (int n = 0; end < limit && n < MAX_TAIL_CHARS; n++) {
    gunichar c = bx_talk_char (talk, end);

    end = (int) (g_utf8_next_char (talk->text + end) - talk->text);
    if (bx_is_sentence_end (c) || c == 0xFF1B)
      break;
  }
  return bx_slice (self->quote.outer.end, end);
}

BxSlice
bx_last_clause (const BxTalk *talk, BxSlice text, BxSlice *rest)
{
  int start = text.end;

  while (start > text.start) {
    int before = (int) (g_utf8_prev_char (talk->text + start) - talk->text);
    gunichar c = bx_talk_char (talk, before);

    if (bx_is_clause_end (c) || c == 0xFF1A) {
      *rest = bx_slice (text.start, before);
      return bx_slice (start, text.end);
    }
    start = before;
  }
  *rest = bx_slice (text.start, text.start);
  return text;
}

/* What may follow a cue before the quotation: a particle, and the one spoken to. */
static gboolean
is_complement (const BxTalk *talk, BxSlice rest, gboolean is_strong, gboolean has_colon)
{
  static const char *const particles[] = { "道", "说", "着", "了", "过", "到", "称", "起", NULL };
  const char *p = talk->text + rest.start;
  const char *end = talk->text + rest.end;

  while (bx_word_at (p, end, particles))
    p += 3;
  if (p == end)
    return TRUE;
  if (!is_strong || g_utf8_strlen (p, end - p) > MAX_LISTENER_CHARS)
    return FALSE;
  return has_colon || bx_holds_listener (p, end);
}

BxSlice
bx_find_cue (const BxTalk *talk, BxSlice clause, gboolean has_colon)
{
  const char *start = talk->text + clause.start;
  const char *end = talk->text + clause.end;
  const char *p = end;

  for (int n = 0; p > start && n < MAX_CLAUSE_CHARS; n++) {
    gboolean is_strong;
    int len;

    p = g_utf8_prev_char (p);
    len = bx_cue_at (p, end, &is_strong);
    if (len > 0 && !bx_cue_is_false (start, p, len, end)) {
      int at = (int) (p - talk->text);

      if (is_complement (talk, bx_slice (at + len, clause.end), is_strong, has_colon))
        return bx_slice (at, at + len);
    }
  }
  return bx_slice (clause.end, clause.end);
}
