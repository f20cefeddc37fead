/* The words by which talk/ knows speech and people. Private to talk/.
 *
 * All words are simplified; ask with folded text (bx_fold_variants). Functions that return an int
 * give the bytes of the longest word found, 0 for none. */
#ifndef BX_LEXICON_H
#define BX_LEXICON_H

#include "article.h"

/* 說 表示 告訴 … at p. A weak cue — 看 想 問 — counts only right before or after a quotation. */
int bx_cue_at (const char *p, const char *end, gboolean *is_strong);
/* The cue of len bytes at p is a part of another word: 小說 據說 稱為. */
gboolean bx_cue_is_false (const char *start, const char *p, int len, const char *end);

int bx_surname_at (const char *p, const char *end);
/* A common word that begins like a name: 那麼 高興 成為. */
gboolean bx_is_common_word_at (const char *p, const char *end);
/* Never the second or third character of a name. */
gboolean bx_is_function_char (gunichar c);
/* A character that writes foreign names: 斯 克 曼 … */
gboolean bx_is_translit_char (gunichar c);

int bx_title_at (const char *p, const char *end);
int bx_title_before (const char *start, const char *p);
/* A word that may follow a subject: 在 還 曾 近日 …, or precede one: 的 據 … */
int bx_follower_at (const char *p, const char *end);
int bx_leader_before (const char *start, const char *p);
/* Turns the person after it into an object: 對 向 跟 … */
gboolean bx_is_object_word (gunichar c);

/* 他 她 對方 這位… at p. */
int bx_pronoun_at (const char *p, const char *end);
/* 記者 問 主持人 …: who asks does not count as a speaker. */
gboolean bx_is_asker (const char *label, int len);
/* Who is spoken to after a cue: 記者 媒體 我們 … somewhere in the text. */
gboolean bx_holds_listener (const char *p, const char *end);

int bx_word_at (const char *p, const char *end, const char *const *words);
gboolean bx_holds_word (const char *p, const char *end, const char *word);

#endif
