/* bytes → raw article: encoding and paragraphs. Knows nothing of what a paragraph says. */
#ifndef BX_READ_H
#define BX_READ_H

#include "article.h"

#define BX_READ_MAX_BYTES (2 * 1024 * 1024) /* of an article */
#define BX_READ_MAX_PARAGRAPH (64 * 1024)   /* bytes of one paragraph */

/* What a caller may say of reading. All NULL is the default. */
typedef struct {
  const char *encoding; /* by its name, where the bytes do not tell it rightly */
  BxReport *report;     /* gets what is odd: an unknown key, a missing picture, what was left out */
} BxReading;

/* Reads an article. Its format is told by content: a saved web page, Markdown
 * (docs/manuscript.md), or plain text: UTF-8 (with or without BOM), UTF-16, GB18030 or Big5, told
 * apart by content (ICU). Of a plain text every non-empty line is a raw block. Errors:
 * BX_ERROR_MACHINE where the file cannot be read; BX_ERROR_INPUT where it does not exist, is a
 * directory, empty, too large, binary, holds a paragraph over the limit, does not decode, or has
 * front matter that is wrong. */
BxRaw *bx_read_file (const char *path, GError **error);

/* The same for bytes at hand; name is for messages. */
BxRaw *bx_read_bytes (const char *name, const char *bytes, gsize length, GError **error);

BxRaw *bx_read_file_as (const char *path, const BxReading *how, GError **error);
BxRaw *bx_read_bytes_as (const char *name, const char *bytes, gsize length, const BxReading *how,
                         GError **error);

/* The article as Markdown that these functions read (docs/manuscript.md): an article after talk, so
 * that speakers and pull quotes stand in the front matter. (transfer full) */
char *bx_write_manuscript (const BxArticle *article);

#endif
