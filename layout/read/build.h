/* A raw article while a format is being read. Private to read/.
 *
 * The parsers of Markdown, HTML and YAML say what a text means, but not from which bytes of the
 * source it came. So what they say is followed in the source, character by character: what is equal
 * is text, and everything between is markup. That is what keeps the law of conservation, and it
 * does not depend on a parser's idea of places. */
#ifndef BX_BUILD_H
#define BX_BUILD_H

#include "read.h"

typedef struct {
  BxRaw *raw;
  BxReport *report;
  GArray *blocks;   /* BxRawBlock */
  GArray *edits;    /* BxRawEdit */
  GArray *markups;  /* BxMarkup */
  GArray *figures;  /* BxFigure */
  GArray *tables;   /* BxTable */
  GArray *speakers; /* BxSpeaker */
  GArray *pulls;    /* BxRawPull */
  GArray *lines;    /* int: where each line of the source begins */
  int n_warnings;
} BxBuild;

BxBuild *bx_build_new (BxRaw *raw, BxReport *report);
/* Hands everything over to the raw article. What no block says and no edit names is markup. */
void bx_build_finish (BxBuild *build);
void bx_build_free (BxBuild *build);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxBuild, bx_build_free)

/* Where a line begins, from 1; the end of the source for lines after the last. */
int bx_build_line_start (const BxBuild *build, int line);
int bx_build_line_of (const BxBuild *build, int place);
/* Characters before a place in its line, from 1. */
int bx_build_column_of (const BxBuild *build, int place);
void bx_build_warn (BxBuild *build, BxSeverity severity, const char *code, int place,
                    const char *format, ...) G_GNUC_PRINTF (5, 6);

/* Index of the new block. */
int bx_build_add_block (BxBuild *build, BxBlockKind kind, BxSlice text);
/* Adds a figure if its file is a picture of the article's folder; else says why not and makes its
 * caption fine print. Takes the strings. `place` is for messages. */
void bx_build_add_figure (BxBuild *build, BxFigure figure, int place);
/* The path of a file in the article's folder, or a reason for its refusal in *why. The folder NULL
 * has no files to look at: only the form of the name is looked at. */
gboolean bx_build_check_file (const BxBuild *build, const char *file, const char **why);
/* The words at the end of a caption that say who took the picture; empty where none do. */
BxSlice bx_find_credit (const char *source, BxSlice caption);
/* Index of the given speaker of a name or alias, -1 for none. */
int bx_build_find_speaker (const BxBuild *build, const char *name);

/* --- following ------------------------------------------------------------------------------ */

typedef struct {
  BxBuild *build;
  const char *source;
  int at;             /* all before is accounted for */
  int end;            /* the text ends before it */
  int first;          /* of the text since bx_follow_begin; -1 while there is none */
  int last;           /* its end */
  gboolean is_silent; /* what follows is markup, whatever it says */
  gboolean is_lost;   /* the parser says what the source does not */
} BxFollow;

/* The text of a new block begins. */
void bx_follow_begin (BxFollow *follow);
/* All up to a place is markup. */
void bx_follow_skip (BxFollow *follow, int to);
/* The next bytes are the text, as they are. */
void bx_follow_take (BxFollow *follow, int n_bytes);
/* The next bytes stand for a character. */
void bx_follow_replace (BxFollow *follow, int n_bytes, gunichar c, BxEditKind kind);
/* The next bytes are no part of the article. */
void bx_follow_leave_out (BxFollow *follow, int n_bytes);
/* A line end inside a text: a blank, which cleaning takes out between Han. Blanks around it and
 * `depth` marks of quotation after it are markup. */
void bx_follow_line_end (BxFollow *follow, int depth);

/* {字|zì} at the place of the source: the character is taken with its reading, all else of it is markup.
 * What the parser has read goes from `literal` to `end`. Its length, or 0 where it is none. */
int bx_follow_ruby (BxFollow *follow, const char *literal, const char *end);
/* What neither a character with a reading nor the reading may hold, if they are to be written so. */
#define BX_NOT_IN_RUBY "|{}\r\n*_`[]<>&\\"
#define BX_MAX_RUBY 120 /* bytes of all of it */

/* Length of an entity at a place of the source, or 0. Where the parser read the character as &,
 * only an entity that says so is one. */
int bx_follow_entity (const BxFollow *follow, gunichar c);

static inline gunichar
bx_follow_char (const BxFollow *follow)
{
  return follow->at < follow->end ? g_utf8_get_char (follow->source + follow->at) : 0;
}

#endif
