/* What the files of talk/ share while an article is read for speech. */
#ifndef BX_TALK_PRIVATE_H
#define BX_TALK_PRIVATE_H

#include "talk.h"
#include "words.h"

#include <string.h>

#define BX_MAX_PEOPLE 128
#define BX_PULL_CONFIDENCE 2 /* a quotation of less is never pulled */

typedef enum { BX_GENDER_UNKNOWN, BX_GENDER_WOMAN, BX_GENDER_MAN, BX_N_GENDERS } BxGender;

/* A quotation and what its shape says. */
typedef struct {
  BxQuote quote;
  BxSlice lead;       /* the sentence that leads to it, with its last mark */
  BxSlice tail;       /* the sentence after it, or the text up to the next speech */
  int n_han;          /* inside */
  gboolean is_whole;  /* nothing else stands in its paragraph */
  gboolean begins;    /* its paragraph begins with it */
  gboolean has_final; /* it ends in 。！？… or in the comma before a cue */
  gboolean is_open;   /* it has no closing mark; the next paragraph goes on */
  int last_speech;    /* index of the speech before it, -1 for none; known once that is told */
  gboolean is_turn;   /* the words of a turn, or a paragraph that goes on with one */
  BxSlice label;      /* of the turn, without the colon */
  gboolean is_question;
  gboolean is_asked;   /* by the author, who asks: 我問 */
  gboolean is_blocked; /* the words around it give it to somebody whom we do not know */
} BxSpan;

/* Someone whom the text names. */
typedef struct {
  BxSlice name;
  int given;            /* index of the speaker that front matter gives, or -1 */
  int surname_len;      /* bytes; 0 for foreign names */
  gboolean is_sure;     /* given, named with a title, by a label, or more than once */
  gboolean is_call;     /* 老周, 王女士: has no other name */
  gboolean is_asker;    /* wrote the article, or asks in it */
  gboolean is_doubtful; /* only met often: may stand in the way of a pronoun, never speaks */
  gboolean is_body;     /* 東區足球會: an organisation that speaks as one */
  gboolean is_stranger; /* stands for all who speak and have no name */
  BxGender gender;
  int n_mentions;
} BxPerson;

/* A place where a person is named. */
typedef struct {
  BxSlice text;
  int person;
  gboolean is_full; /* by the full name */
} BxMention;

/* ——林素英，館長: who says the words before it. */
typedef struct {
  BxSlice line; /* from its dash on */
  BxSlice name; /* empty where there is no line */
  BxSlice description;
  gboolean is_for_unmarked; /* the words are a quotation even without marks */
} BxSignature;

typedef struct _BxLexicon BxLexicon;

typedef struct {
  BxArticle *article;
  BxReport *report;
  const char *text;  /* folded, with the offsets of the article's text */
  GArray *spans;     /* BxSpan, in the order of the text */
  GArray *people;    /* BxPerson; the first BX_N_GENDERS are strangers */
  GArray *mentions;  /* BxMention, in the order of the text */
  int *turns;        /* by block: the block whose label governs it, -1 for none */
  int *block_before; /* the paragraph before each block, figures and tables read over; -1 where
                        there is none or a crosshead stands between */
  BxSignature *signatures; /* by block: the line that signs its words */
  BxLexicon *lexicon;      /* NULL until it is asked */
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
  const guchar *byte = (const guchar *) talk->text + at;

  if ((byte[0] & 0xF0) == 0xE0) /* three bytes, as nearly all are */
    return (gunichar) ((byte[0] & 0x0F) << 12 | (byte[1] & 0x3F) << 6 | (byte[2] & 0x3F));
  return g_utf8_get_char ((const char *) byte);
}

/* The character that ends before an offset, 0 at the start. */
static inline gunichar
bx_talk_char_before (const BxTalk *talk, int start, int at)
{
  return at > start ? bx_talk_char (talk, (int) (g_utf8_prev_char (talk->text + at) - talk->text))
                    : 0;
}

static inline int
bx_talk_next (const BxTalk *talk, int at)
{
  return (int) (g_utf8_next_char (talk->text + at) - talk->text);
}

static inline int
bx_talk_prev (const BxTalk *talk, int at)
{
  return (int) (g_utf8_prev_char (talk->text + at) - talk->text);
}

static inline int
bx_talk_word_at (const BxTalk *talk, BxWords table, int at, int end)
{
  return bx_word_at (table, talk->text + at, talk->text + end);
}

static inline int
bx_talk_word_before (const BxTalk *talk, BxWords table, int start, int at)
{
  return bx_word_before (table, talk->text + start, talk->text + at);
}

static inline gboolean
bx_talk_holds (const BxTalk *talk, BxWords table, BxSlice text)
{
  return bx_holds_word_of (table, talk->text + text.start, talk->text + text.end);
}

static inline gboolean
bx_talk_starts_with (const BxTalk *talk, int at, const char *word)
{
  return strncmp (talk->text + at, word, strlen (word)) == 0;
}

gboolean bx_is_sentence_end (gunichar c);
gboolean bx_is_clause_end (gunichar c);

/* quote.c */
gunichar bx_close_of (gunichar open); /* of a quotation mark; 0 for other characters */
void bx_find_spans (BxTalk *talk);
/* The quotation that an offset stands in, -1 for none. */
int bx_quotation_at (const BxTalk *talk, int offset);
void bx_add_span (BxTalk *talk, int block, BxSlice outer, BxSlice inner, gboolean is_open);

/* turns.c: the labels of a conversation, written into the blocks. */
void bx_find_turns (BxTalk *talk);
/* Adds the words of a turn as a span; FALSE where the block is no turn, or has marks of its own. */
gboolean bx_take_turn (BxTalk *talk, int block);

/* signature.c: names that stand under words. */
void bx_find_signatures (BxTalk *talk);
/* Adds the words of a block that is signed, and has no marks, as a span; FALSE where it is not so. */
gboolean bx_take_signed (BxTalk *talk, int block);
/* The line that signs a quotation, or NULL. Borrowed. */
const BxSignature *bx_signature_of (const BxTalk *talk, int span);

/* clause.c: the text before and after a quotation. */
/* Where a paragraph's own text begins: behind 【本報訊】, （記者…報導） or 新社台北九日電. */
int bx_text_start (const BxTalk *talk, int block);
BxSlice bx_lead_of (const BxTalk *talk, int span);
BxSlice bx_tail_of (const BxTalk *talk, int span);
/* The last clause of a slice; *rest gets what comes before it. */
BxSlice bx_last_clause (const BxTalk *talk, BxSlice text, BxSlice *rest);
/* The clause at the start of a slice, without its mark. */
BxSlice bx_first_clause (const BxTalk *talk, BxSlice text);
/* Where a cue stands: before a colon or a comma, behind the quotation, or in an earlier clause. */
typedef enum { BX_CUE_COLON, BX_CUE_PLAIN, BX_CUE_AFTER, BX_CUE_REPORT } BxCuePlace;
/* The cue that governs a clause, empty if none. */
BxSlice bx_find_cue (const BxTalk *talk, BxSlice clause, BxCuePlace place);
/* An act of speakers: 點頭, 攤了攤手. */
gboolean bx_holds_gesture (const BxTalk *talk, BxSlice text);
/* The cue at a place that is not part of another word; bytes, 0 for none. */
int bx_cue_at (const BxTalk *talk, int start, int at, int end, gboolean *is_strong);

/* lexicon.c: how ICU's dictionary parts the text into words where a name stands. */
typedef struct {
  gboolean begins; /* a word begins, or ends, where the name does */
  gboolean ends;
  int longest; /* characters of the longest word that the name holds */
} BxParting;

BxParting bx_part_words (BxTalk *talk, BxSlice name);
void bx_close_lexicon (BxLexicon *lexicon);

/* names.c: who is named at all. */
void bx_find_names (BxTalk *talk);
gboolean bx_can_follow_name (const BxTalk *talk, int at, int end);
gboolean bx_can_precede_name (const BxTalk *talk, int start, int at);
/* （12歲） stands there. */
gboolean bx_is_aged (const BxTalk *talk, int at, int end);

/* mention.c: every place that names one of them. */
void bx_find_mentions (BxTalk *talk);

/* role.c: what part they have in a clause. */
/* Index of the first mention at or after an offset. */
int bx_first_mention (const BxTalk *talk, int offset);
/* The mention that can be the subject of a clause: the last that is no object and owns nothing;
 * -1 for none. */
int bx_find_subject (const BxTalk *talk, BxSlice clause);
/* A person other than `person` is named in a slice. */
gboolean bx_names_another (const BxTalk *talk, BxSlice text, int person);
/* A pronoun in the place of a subject; -1 for none. */
int bx_find_pronoun (const BxTalk *talk, BxSlice clause);
/* Whether what stands at a place can be the subject of its clause. */
gboolean bx_is_subject (const BxTalk *talk, BxSlice clause, BxSlice word, gboolean is_name);
/* A title belongs to whoever has it by a full name: 教授 to 教授張三. Shares a character at the end. */
gboolean bx_bears_title (const BxTalk *talk, int person, BxSlice title);
/* Of several people with a surname, the one who bears a title; -1 for none, or several. */
int bx_choose_bearer (const BxTalk *talk, BxSlice surname, BxSlice title);

/* unnamed.c: at an offset, the words for somebody without a name as the subject of a clause. A clause, or
 * what its last mention leaves of it, begins at `start`. Returns their bytes; 0 for none. */
int bx_find_stranger (const BxTalk *talk, BxSlice block, int start, int at, BxMention *mention);
/* 老人說: the one old person, by what the text says, whom the paragraph names, or else the one before. */
gboolean bx_find_elder (const BxTalk *talk, BxSlice block, int at, BxMention *mention);

/* gender.c: of all people, when all mentions are found. */
void bx_tell_genders (BxTalk *talk);
BxGender bx_gender_of_words (const BxTalk *talk, BxSlice text);
BxGender bx_gender_of_pronoun (const BxTalk *talk, int at);

/* given.c: what front matter says. */
int bx_surname_of (const BxTalk *talk, BxSlice name); /* bytes, 0 where it begins with none */
void bx_take_given_speakers (BxTalk *talk);
void bx_place_given_pulls (BxTalk *talk);

/* attribute.c */
void bx_attribute (BxTalk *talk);

/* describe.c */
BxSlice bx_describe (const BxTalk *talk, int person);

/* pull.c: from the first paragraph to the end of the last. */
BxSlice bx_find_body (const BxArticle *article);

/* trust.c: the speaker of a quotation is certain enough for it to be pulled. */
gboolean bx_is_trusted (const BxTalk *talk, int span);

/* A candidate for a pull quote. */
typedef struct {
  BxSlice text;
  BxSlice gap; /* as in BxPull */
  int quote;
  int speaker;
  int score;
  gboolean is_given;
} BxCandidate;

/* pull.c: fills the pulls of an article whose speakers and quotations stand. */
void bx_choose_pulls (BxTalk *talk, int want);

/* choice.c: marks `want` candidates, which are in the order of the text. */
void bx_choose_candidates (const BxTalk *talk, const GArray *candidates, int want,
                           gboolean *is_chosen);

#endif
