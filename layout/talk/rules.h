/* The rules of the attribution grammar, each of which says whose words a quotation is, or that it does not
 * know, or that somebody speaks whom nobody knows (subject.h). Private to talk/. */
#ifndef BX_RULES_H
#define BX_RULES_H

#include "subject.h"

static const BxFrame bx_no_frame = { .person = -1, .rule = "" };

/* Nothing was found, and weaker rules may be asked. */
static inline gboolean
bx_is_open_question (const BxFrame *frame)
{
  return frame->person < 0 && !frame->is_blocked;
}

/* lead.c: A1, A2, A5, A6, A7. */
BxFrame bx_read_lead (const BxTalk *talk, int span);
/* Whose view a clause tells of, 在張三看來, and whose words, 張三的回答是: a mention, or -1. */
int bx_find_view_holder (const BxTalk *talk, BxSlice clause);
int bx_find_verdict_holder (const BxTalk *talk, BxSlice clause);

/* tail.c: A3, A5. */
BxFrame bx_read_tail (const BxTalk *talk, int span);
/* Somebody else than a person does something in the words. */
gboolean bx_has_other_subject (const BxTalk *talk, BxSlice text, int person);

/* follow.c: C1, and C2 by the quotation before, the sentence before, the paragraph, its topic, the one
 * person whom it names. */
BxFrame bx_follow_open (const BxTalk *talk, int span);
BxFrame bx_follow_in_paragraph (const BxTalk *talk, int span);
BxFrame bx_follow_sentence (const BxTalk *talk, int span);
BxFrame bx_follow_paragraph (const BxTalk *talk, int span);
BxFrame bx_follow_topic (const BxTalk *talk, int span);
BxFrame bx_follow_sole_person (const BxTalk *talk, int span);

#endif
