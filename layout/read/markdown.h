/* Markdown: what its readers share. Private to read/. */
#ifndef BX_MARKDOWN_H
#define BX_MARKDOWN_H

#include "build.h"

#include <cmark.h>

/* A stretch between ::: lines. */
typedef struct {
  int start; /* of its first line */
  int end;   /* of the line that closes it */
  BxSlice title;
  gboolean is_fine;
  int sidebar;      /* from 1; 0 where it is none */
  gboolean is_open; /* its title has become a block */
} BxFence;

typedef struct {
  BxBuild *build;
  char *masked;        /* the source as cmark is to see it, byte under byte */
  GArray *fences;      /* BxFence */
  GHashTable *notes;   /* id → its number */
  GArray *note_blocks; /* int: the block of each number, from 0; -1 while there is none */
  BxFollow follow;
  int depth; /* of quotations around */
  gboolean has_headline;
} BxMarkdown;

/* Stands in the masked text for the [ that opens the mark of a footnote. */
#define BX_NOTE_MASK '\x01'
/* And for a full-width mark beside an asterisk: CommonMark was made for words with blanks between
 * them, and takes **說：**她 for asterisks. Beside a letter it does not. */
#define BX_MARK_MASK 0xE000

/* The [^id] at a place: its length, 0 if there is none; *id gets the slice. */
int bx_note_mark (const char *source, int at, BxSlice *id);

/* Reads what a leaf of the tree says into blocks of a kind: one as a rule; more where a line ends
 * hard, or pictures stand in it. */
void bx_markdown_inlines (BxMarkdown *markdown, cmark_node *leaf, BxBlockKind kind);
/* The fence around a place, or NULL. */
const BxFence *bx_markdown_fence_at (const BxMarkdown *markdown, int place);

/* The front matter between --- lines at the start of the source: its length with both lines, 0
 * where there is none. */
int bx_front_matter_length (const char *source);
/* Whether it begins, and the line that ends it is missing. */
gboolean bx_front_matter_is_open (const char *source);
/* Reads it. Errors: BX_ERROR_INPUT with its place. */
gboolean bx_read_front_matter (BxBuild *build, int length, GError **error);

gboolean bx_read_markdown (BxBuild *build, GError **error);
/* Whether a text is written in Markdown. */
gboolean bx_is_markdown (const char *name, const char *source);

#endif
