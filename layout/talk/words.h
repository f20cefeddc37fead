/* Tables of words, and the index by which all of them are asked at once. Private to talk/.
 *
 * All words are in simplified characters; ask with folded text (bx_fold_variants). The index is
 * built once in a process, by whichever thread asks first. */
#ifndef BX_WORDS_H
#define BX_WORDS_H

#include "article.h"

typedef enum {
  /* speech */
  BX_WORDS_CUE,       /* 說 表示 告訴: strong */
  BX_WORDS_WEAK_CUE,  /* 看 想 問: only right before or after a quotation */
  BX_WORDS_NAMING,    /* of the cues, those that may give a name to a thing: 稱 形容 */
  BX_WORDS_PLAIN,     /* of the cues, those that leave no doubt of spoken words: 說 問 喊 */
  BX_WORDS_FALSE_CUE, /* hold a cue and are none: 小說 據說 */
  BX_WORDS_PARTICLE,  /* between a cue and the quotation: 道 著 過 */
  BX_WORDS_AFTER_CUE, /* of a cue that looks back on a quotation: 說完 說這話時 */
  BX_WORDS_GESTURE,   /* what people do between two halves of a speech */
  BX_WORDS_LISTEN,    /* what is done by who does not speak: 聽完 沒有回答 */
  BX_WORDS_INSCRIBED, /* words that are read, not said: 寫着 收到 */
  BX_WORDS_WRITE,     /* what is written by somebody all the same: 寫下 留下 */
  BX_WORDS_VIEW_START,
  BX_WORDS_VIEW_END,
  BX_WORDS_VERDICT,
  /* people */
  BX_WORDS_SURNAME,  /* of two characters */
  BX_WORDS_NAME,     /* of peoples who have no surnames: 扎西 古麗 */
  BX_WORDS_COMMON,   /* words of every day that begin like a name */
  BX_WORDS_NO_GIVEN, /* never the part of a name after the surname */
  BX_WORDS_TITLE,
  BX_WORDS_CALL,  /* titles that follow a bare surname: 張總 張女士 */
  BX_WORDS_POLITE, /* of those, what is said of nobody but people: 女士 */
  BX_WORDS_KIN,   /* 父親 妻子: behind a name they speak of somebody else */
  BX_WORDS_WOMAN, /* words that tell */
  BX_WORDS_MAN,
  BX_WORDS_FOLLOWER, /* may come between a name and its cue */
  BX_WORDS_ABOUT,    /* begin a clause that says what is spoken of, and not who speaks: 至於 談到 */
  BX_WORDS_OLD,      /* 老人 老太太: stand for somebody whose age was told */
  BX_WORDS_HUMAN,    /* only people do: 出生 今年 辭職 */
  BX_WORDS_LEADER,   /* may stand right before a name */
  BX_WORDS_PRONOUN,
  BX_WORDS_ASKER,    /* who asks does not count as a speaker */
  BX_WORDS_MEDIA,    /* ends of the names of papers */
  BX_WORDS_ASK,      /* whoever is asked answers: 問 採訪 */
  BX_WORDS_LISTENER, /* who is spoken to after a cue */
  BX_WORDS_SOMEBODY, /* before a noun: 一位 某 有 */
  BX_WORDS_NOBODY,   /* speakers without a name: 網友 知情人士 */
  BX_WORDS_BUT,      /* an adverb or phrase before a cue that leaves out its subject */
  BX_WORDS_BODY,     /* ends of the names of bodies that speak as one: 協會 法院 署 */
  /* descriptions */
  BX_WORDS_POST_LEAD, /* words that lead to a post and do not belong to it */
  BX_WORDS_POST_VERB, /* a verb that ends a clause before a post: 是 有 叫 */
  BX_WORDS_POST_SAFE, /* words that only look like those: 有限 共和 */
  BX_WORDS_PLACE_END, /* ends of organisations and places */
  /* pulls */
  BX_WORDS_TIE,       /* tie a sentence to the one before */
  BX_WORDS_DROPPABLE, /* of those, what may be left out without loss */
  BX_WORDS_DANGLER,   /* speak of what was said before */
  BX_WORDS_FRAGMENT,  /* start in the middle of a thought */
  BX_WORDS_SOUND,     /* sound starts that begin like one of the former */
  BX_WORDS_STARTER,   /* a clause that begins so can stand alone */
  BX_WORDS_CONDITION, /* begins a clause that the next one needs: 如果 只要 */
  BX_WORDS_RESULT,    /* begins a clause that needs the one before: 就 才 那麼 */
  BX_WORDS_TURN,      /* a thought that turns */
  BX_WORDS_VOICE,     /* 我 你 */
  BX_WORDS_DENIAL,
  BX_WORDS_IS,
  BX_WORDS_ORG,
  BX_WORDS_UNIT,
  BX_WORDS_LISTING, /* 等等 之類 例如 */
  BX_WORDS_FILLER,  /* talk about talking: 我覺得 怎麼說呢 */
  BX_N_WORDS,
} BxWords;

typedef enum {
  BX_CHARS_SURNAME = 1 << 0,
  BX_CHARS_RARE_SURNAME = 1 << 1, /* also a word of every day: 曾 常 時 */
  BX_CHARS_FUNCTION = 1 << 2,     /* never in a given name */
  BX_CHARS_TRANSLIT = 1 << 3,     /* writes foreign names */
  BX_CHARS_OBJECT = 1 << 4,       /* turns the person after it into an object: 對 向 跟 */
  BX_CHARS_NOUN_END = 1 << 5,     /* ends a noun for people or bodies: 者 員 們 司 */
  BX_CHARS_POST_END = 1 << 6,     /* ends the name of a profession: 師 家 匠 */
  BX_CHARS_CALL = 1 << 7,         /* 老周 小林 阿強 */
  BX_CHARS_WOMAN = 1 << 8,        /* ends the names of women */
  BX_CHARS_SOFT = 1 << 9,         /* rare in a given name: 以 可 如 */
  BX_CHARS_ELDER = 1 << 10,       /* 忠叔 珍姐 */
  BX_CHARS_DURING = 1 << 11,      /* 着, and as it is folded */
  BX_CHARS_TRANSLIT_DOTTED = 1 << 12, /* more of them, where a name has a dot: 卡門·羅哈斯 */
} BxChars;

/* Bytes of the longest word of a table at p, or that ends at p; 0 for none. */
int bx_word_at (BxWords table, const char *p, const char *end);
int bx_word_before (BxWords table, const char *start, const char *p);
/* Whether a word of the table stands anywhere in a text, and how many do. */
gboolean bx_holds_word_of (BxWords table, const char *p, const char *end);
int bx_count_words (BxWords table, const char *p, const char *end);
static inline guint64
bx_table_bit (int table)
{
  return G_GUINT64_CONSTANT (1) << table;
}

/* Those of some tables that have a word anywhere in a text; one bit each. */
guint64 bx_tables_in (guint64 asked, const char *p, const char *end);
/* FALSE where no word of some tables can begin at p. */
gboolean bx_may_begin (guint64 asked, const char *p);
gboolean bx_is_char_of (BxChars set, gunichar c);

#endif
