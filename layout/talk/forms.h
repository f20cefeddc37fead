/* What the files that look for names share: strings that may be names, and the places where they were
 * proposed. Private to talk/. */
#ifndef BX_FORMS_H
#define BX_FORMS_H

#include "talk-private.h"

#define BX_MAX_VARIANTS 4

/* A string that may be a name, and what speaks for it. */
typedef struct {
  const char *text; /* where it occurred first */
  int len;
  int surname_len;
  int n; /* occurrences where a name can stand */
  int n_text;   /* anywhere in the text; 0 while that is not counted */
  int n_starts; /* of those, where it begins a clause */
  int n_titles;
  int n_cues;
  int n_human;         /* what only people do follows */
  gboolean is_soft;    /* has a word of every day behind the surname */
  gboolean is_rare;    /* begins with, or holds, a word of every day */
  gboolean is_unknown; /* does not begin with a surname that we know */
  gboolean is_led;     /* and stands behind a title */
  gboolean is_call;    /* 老周 王女士 */
  gboolean is_polite;  /* 王女士 */
  gboolean is_body;    /* 東區足球會 */
  gboolean is_given;   /* 秀枝: a call that is a given name alone */
  gboolean is_label;
  gboolean is_byline; /* （記者 張三） */
  gboolean is_pseudonym; /* 小川（化名） */
  gboolean is_common; /* one Latin word: may be a brand */
  gboolean is_settled; /* it has been asked whether it is a person */
  int person;         /* or -1 */
} BxForm;

/* A place where a name was expected, with the readings that the grammar allows, longest first. */
typedef struct {
  BxForm *variants[BX_MAX_VARIANTS];
  gboolean is_followed_surely[BX_MAX_VARIANTS]; /* by more than one character that can follow names */
  int n_variants;
} BxProposal;

#define BX_MIN_STARTS 3 /* clauses that begin with a name of unknown kind */

typedef struct {
  BxTalk *talk;
  GHashTable *forms; /* of BxForm, owned */
  GArray *proposals;
  BxSlice block; /* where names are looked for now */
  gboolean is_label;
  gboolean has_pseudonyms; /* （化名） stands anywhere */
} BxNameSearch;

/* evidence.c: what the words beside a place say of it. */
gboolean bx_is_followed_by_act (const BxTalk *talk, int at, int end);
/* 身為車間主任的 stands before a place. */
gboolean bx_is_of_post (const BxTalk *talk, int start, int at);
/* A cue governs the clause behind a name: 張三在接受採訪時表示. */
gboolean bx_has_cue_after (const BxTalk *talk, int at, int end);
/* By more than one character that can follow names. */
gboolean bx_is_followed_surely (const BxTalk *talk, int at, int end);
/* A place inside a word for people: 師|傅. */
gboolean bx_is_inside_title (const BxTalk *talk, int start, int at);
/* 陳姓居民 has no other name, and is nobody else. */
gboolean bx_is_anonymous_form (const BxForm *form);
/* 是一家創業公司的技術負責人 follows: who is something that only people are. */
gboolean bx_is_said_to_be_somebody (const BxTalk *talk, int at, int end);
/* How often something stands anywhere in the text. */
int bx_count_in_text (const BxTalk *talk, BxSlice text);
/* The same of a form, which remembers it. */
int bx_count_form (const BxTalk *talk, BxForm *form);
/* Counts what speaks for a form at one more of its places. */
void bx_weigh_form (BxNameSearch *search, BxForm *form, BxSlice name);

/* propose.c */
/* (transfer full) */
GHashTable *bx_new_forms (void);
/* The form of a text, new if need be. Owned by the search. */
BxForm *bx_get_form (BxNameSearch *search, BxSlice text);
void bx_propose_in (BxNameSearch *search, BxSlice text);
void bx_add_variant (BxNameSearch *search, BxProposal *proposal, BxForm *form, BxSlice name);

/* body.c */
void bx_propose_body (BxNameSearch *search, int at, BxProposal *proposal);

/* unknown.c: names that begin with no surname that we know. */
void bx_propose_unknown (BxNameSearch *search, int at, BxProposal *proposal);

#endif
