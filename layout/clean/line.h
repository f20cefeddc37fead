/* A line of the source while it is being cleaned. Private to clean/.
 *
 * A line is an array of cells, one for every character that is still there. Each cell knows the
 * bytes of the source that it stands for, so the edit log needs no bookkeeping while the passes
 * run: what no cell stands for was taken out, and what a cell says differently was changed. */
#ifndef BX_LINE_H
#define BX_LINE_H

#include "clean.h"

typedef struct {
  gunichar c;    /* what it says now; 0 while it waits to be taken out */
  int from;      /* in the source */
  guint8 len;    /* bytes there */
  guint8 times;  /* how often it says it: one … may have to be two */
  guint8 kind;   /* BxEditKind of its change, if it was changed */
  guint8 is_chinese; /* a quotation mark or bracket that belongs to Chinese text */
} BxCell;

#define BX_MAX_CUTS 2 /* of a line */

typedef struct {
  BxCell *cells;
  int n_cells;
  int number; /* of the line in the source */
  int start;  /* its first byte there */
  BxBlockKind kind;
  /* Cells before which further blocks begin, 0 for none: masthead, time and byline on one line. */
  int cuts[BX_MAX_CUTS];
  BxBlockKind kinds_after[BX_MAX_CUTS];
  gboolean has_unpaired; /* a quotation mark without a partner was reported */
  int block; /* that it became in the article, the first of several; -1 for none. Known once written */
} BxLine;

typedef struct {
  const BxRaw *raw;
  const BxCleaning *how;
  guint8 *why;  /* BxEditKind by byte of the source, for what was taken out */
  BxLine *lines;
  int n_lines;
  gboolean has_glosses;
  BxGlosses glosses; /* what becomes of them: never AUTO */
  GArray *rubies;    /* BxMarkup, slices of the source: glosses that became ruby */
} BxDraft;

BxDraft *bx_draft_new (const BxRaw *raw, const BxCleaning *how);
void bx_draft_free (BxDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxDraft, bx_draft_free)

void bx_cell_change (BxCell *cell, gunichar c, BxEditKind kind);
void bx_cell_remove (BxCell *cell, BxEditKind kind);
/* Closes the ranks after a pass that removed cells. */
void bx_line_close_up (BxDraft *draft, BxLine *line);
/* What the line says. (transfer full) */
char *bx_line_to_text (const BxLine *line);

/* The character at an index, 0 outside of the line. */
static inline gunichar
bx_line_at (const BxLine *line, int i)
{
  return i >= 0 && i < line->n_cells ? line->cells[i].c : 0;
}

gboolean bx_is_blank (gunichar c);
/* A full-width mark of Chinese setting, quotation marks and brackets of any kind apart. */
gboolean bx_is_chinese_mark (gunichar c);
gboolean bx_is_quote_mark (gunichar c);

/* Whether a kind of mending is asked for. */
static inline gboolean
bx_mends (const BxDraft *draft, BxMend mend)
{
  return (draft->how->kept & 1u << mend) == 0;
}

/* The passes, in the order in which they run. */
void bx_clean_breaks (BxDraft *draft, BxReport *report);
void bx_clean_marks (BxDraft *draft, BxLine *line);
gboolean bx_clean_has_glosses (const BxLine *line);
/* Chooses what becomes of the glosses where the caller leaves it open. */
void bx_clean_choose_glosses (BxDraft *draft, BxReport *report);
void bx_clean_glosses (BxDraft *draft, BxLine *line);
void bx_clean_quotes (BxDraft *draft, int index, BxReport *report);
void bx_clean_widths (BxDraft *draft, BxLine *line);
void bx_clean_doubled (BxDraft *draft, BxLine *line);
/* Turns quotation marks into the style asked for. */
void bx_clean_quote_style (BxDraft *draft, BxLine *line, BxLang lang);
/* Changes the script where that is asked for; *lang is what the text is in, and what it is in then. */
gboolean bx_clean_script (BxDraft *draft, BxLang *lang, GError **error);
void bx_clean_parts (BxDraft *draft);
void bx_clean_spaces (BxDraft *draft, BxLine *line);

/* Carries what the manuscript says of its text over into a written article: markups, figures, tables,
 * labels, speakers, pulls. */
void bx_clean_carry (BxArticle *article, const BxDraft *draft, BxReport *report);

/* The language of a text by the characters that only one script has. */
BxLang bx_clean_lang (const char *text, int len);

/* Role and name pairs of a byline, as slices of it; FALSE where the text is no byline. `text` is in
 * simplified characters. */
gboolean bx_byline_parse (const char *text, int len, GArray *credits);

#endif
