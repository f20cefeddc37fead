/* Who is meant by the words around a quotation. Private to talk/. */
#ifndef BX_SUBJECT_H
#define BX_SUBJECT_H

#include "talk-private.h"

/* What the words around a quotation say. */
typedef struct {
  int person; /* or -1 */
  const char *rule;
  int confidence;
  gboolean is_blocked; /* somebody speaks, but nobody we know: no weaker rule may guess */
  gboolean is_direct;  /* cue or colon right before the quotation */
  gboolean is_reported; /* it completes what somebody is reported to have said */
  gboolean is_naming;  /* the cue may give a name to a thing: 稱 */
  gboolean is_plain;   /* the cue leaves no doubt of spoken words: 說, or a colon */
} BxFrame;

/* Somebody speaks, but nobody we know. */
extern const BxFrame bx_frame_blocked;

BxFrame bx_frame_of_mention (const BxTalk *talk, int mention, const char *rule, int confidence);
/* B1 for a pronoun at an offset, which is sure or not as the text before tells. */
BxFrame bx_frame_of_pronoun (const BxTalk *talk, int span, int offset, BxGender gender);
/* B1 for a cue in front of the quotation whose subject the whole sentence leaves out. */
BxFrame bx_frame_of_omitted (const BxTalk *talk, int span);
/* Who is the subject of a cue: `region` is its clause before it, `before` the clauses before that,
 * to which the subject may be left. */
BxFrame bx_find_speaker (const BxTalk *talk, int span, BxSlice region, BxSlice before,
                         const char *rule);
/* The same for an act: the subject stands anywhere in the clause. */
BxFrame bx_find_actor (const BxTalk *talk, int span, BxSlice clause, BxSlice before,
                       const char *rule);
/* 我, 記者: who asks is the subject of something in a slice. */
gboolean bx_names_asker (const BxTalk *talk, BxSlice text);
/* The same of what is told in it, and not said. */
gboolean bx_tells_of_asker (const BxTalk *talk, BxSlice text);


/* attribute.c */
void bx_take_frame (BxTalk *talk, int span, const BxFrame *frame);

/* follow.c */
/* The speech before a span, if it stands in the same paragraph or the one before; -1 for none. */
int bx_previous_speech (const BxTalk *talk, int span);

/* runs.c: once everything else that words tell has been told. */
void bx_attribute_runs (BxTalk *talk);

#endif
