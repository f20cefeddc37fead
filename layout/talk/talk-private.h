/* What the files of talk/ share while an article is read for speech. */
#ifndef BX_TALK_PRIVATE_H
#define BX_TALK_PRIVATE_H

#include "lexicon.h"
#include "talk.h"

#define BX_MAX_PEOPLE 128

/* A quotation and what its shape says. */
typedef struct {
  BxQuote quote;
  int n_han;           /* inside */
  gboolean is_whole;   /* nothing else stands in its paragraph */
  gboolean begins;     /* its paragraph begins with it */
  gboolean has_final;  /* it ends in 。！？… or in the comma before a cue */
  gboolean is_open;    /* it has no closing mark; the next paragraph goes on */
  int last_speech;     /* index of the speech before it, -1 for none; known once that is told */
  gboolean is_label;   /* a paragraph of a dialogue, by its label */
  BxSlice label;
} BxSpan;

/* Someone whom the text names. */
typedef struct {
  BxSlice name;
  int surname_len;    /* bytes; 0 for foreign names */
  gboolean has_title; /* a title stands by the name somewhere */
  gboolean is_sure;   /* named more than once, or with a title, or by a label */
  gboolean is_asker;  /* wrote the article */
  int n_mentions;
} BxPerson;

/* A place where a person is named. */
typedef struct {
  BxSlice text;
  int person;
  gboolean is_full; /* by the full name */
} BxMention;

typedef struct {
  BxArticle *article;
  BxReport *report;
  const char *text; /* folded, with the offsets of the article's text */
  GArray *spans;    /* BxSpan, in the order of the text */
  GArray *people;   /* BxPerson */
  GArray *mentions; /* BxMention, in the order of the text */
} BxTalk;

static inline BxSpan *
bx_talk_span (const BxTalk *talk, int i)
{
  return &g_array_index (talk->spans, BxSpan, i);
}

static inline BxPerson *
bx_talk_person (const BxTalk *talk, int i)
{
  return &g_array_index (talk->people, BxPerson, i);
}

static inline BxMention *
bx_talk_mention (const BxTalk *talk, int i)
{
  return &g_array_index (talk->mentions, BxMention, i);
}

static inline gunichar
bx_talk_char (const BxTalk *talk, int at)
{
  return g_utf8_get_char (talk->text + at);
}

/* The character that ends before an offset, 0 at the start. */
static inline gunichar
bx_talk_char_before (const BxTalk *talk, int start, int at)
{
  return at > start ? g_utf8_get_char (g_utf8_prev_char (talk->text + at)) : 0;
}

gboolean bx_is_sentence_end (gunichar c);
gboolean bx_is_clause_end (gunichar c);

/* quote.c */
void bx_find_spans (BxTalk *talk);

/* clause.c: the text before and after a quotation. */
BxSlice bx_lead_of (const BxTalk *talk, int span);
BxSlice bx_tail_of (const BxTalk *talk, int span);
/* The last clause of a slice; *rest gets what comes before it. */
BxSlice bx_last_clause (const BxTalk *talk, BxSlice text, BxSlice *rest);
/* The cue that governs a clause, empty if none. `has_colon`: the quotation follows after a colon. */
BxSlice bx_find_cue (const BxTalk *talk, BxSlice clause, gboolean has_colon);

/* mention.c */
void bx_find_people (BxTalk *talk);
/* Index of the first mention at or after an offset. */
int bx_first_mention (const BxTalk *talk, int offset);
/* The mention that can be the subject of a clause: the last that is no object and owns nothing;
 * -1 for none. */
int bx_find_subject (const BxTalk *talk, BxSlice clause);
/* A pronoun in the place of a subject; -1 for none. */
int bx_find_pronoun (const BxTalk *talk, BxSlice clause);

/* attribute.c */
void bx_attribute (BxTalk *talk);

/* describe.c */
BxSlice bx_describe (const BxTalk *talk, int person);

/* pull.c: fills the pulls of an article whose speakers and quotations stand. */
void bx_choose_pulls (BxTalk *talk, int want);

#endif
