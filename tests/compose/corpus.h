/* Paragraphs in any number, the same for the same seed: the sentences of the sample article and of
 * texts of our own, shuffled. */
#ifndef CORPUS_H
#define CORPUS_H

#include "article.h"

/* What is mixed with our own prose. */
typedef enum {
  CORPUS_PROSE = 0,
  CORPUS_ARTICLE = 1 << 0, /* full of Latin names */
  CORPUS_MARKS = 1 << 1,   /* everything that is hard on a line */
  CORPUS_SAMPLES = 1 << 2, /* all sample articles instead of it, in the script that each has */
} CorpusParts;

typedef struct {
  char *text;
  BxSlice *paragraphs;
  int n_paragraphs;
  int n_chars;
} Corpus;

/* A file of the repository. (transfer full) */
char *corpus_get_data_path (const char *name);

/* At least n_chars characters in paragraphs of 30 to 280 and more, about 170 on average. `lang`
 * chooses the script of our own text. */
Corpus *corpus_new (BxLang lang, CorpusParts parts, int n_chars);
void corpus_free (Corpus *corpus);

#endif
