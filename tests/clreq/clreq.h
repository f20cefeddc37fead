/* The table of rules for Chinese setting as a test: what a case is, and how its calls are done.
 *
 * A case file is a list of rules. Each begins with a line
 *
 *     CL-PWA-01 MUST  a closing mark before a pause: 1.5 em for both
 *
 * and is followed by lines that say where it holds (`in CN HK ming kai`: house styles and font
 * roles, then options such as `indent=2`) and by cases in the notation of the table:
 *
 *     measure("字」。字") = 3.5
 *     fit("天地玄黄宇宙洪荒日", 10): gaps = 0.125
 *     break("天地玄黄宇宙洪荒日月，盈昃", 10) = 天地玄黄宇宙洪荒日|月，盈昃: L1.x(，) = 1
 *
 * or, of whole pages (sheet.h), `page("6 6", "grid: {lines: 12 lines}") = 6+6`. `not implemented: why`
 * stands where the engine has no word for a rule yet, `elsewhere: where` where a rule is no matter of
 * text and other tests hold the engine to it. Lengths are in em.
 */
#ifndef CLREQ_H
#define CLREQ_H

#include "compose.h"

typedef enum { LEVEL_MUST, LEVEL_SHOULD, LEVEL_MAY } Level;
#define N_LEVELS 3

typedef struct {
  char *id;
  char *title;
  Level level;
} Rule;

/* Where a case is tried: every house with every font. */
typedef struct {
  gboolean house[BX_N_HOUSES];
  gboolean font[BX_N_FONT_ROLES];
  BxLineEdges edges;
  BxHanging hanging;
  gboolean keeps_stops;
  gboolean is_on_grid;
  double relief;
  double name; /* what stands before the first colon is spread to so many em */
  double turn; /* lines after the first start so far in */
  double indent;
  double tracking;
  double han_latin_gap; /* negative: the style's own */
} Scope;

typedef struct {
  const Rule *rule;
  Scope scope;
  char *file;
  int line;
  char *text;      /* the case as it is written */
  gboolean is_missing;   /* text says why the rule is not implemented */
  gboolean is_elsewhere; /* text says which tests know of the rule */
} Case;

/* All cases of a folder, files in the order of their names. A fault in a file ends the program:
 * a case that is not understood must not pass. */
typedef struct {
  GPtrArray *rules; /* of Rule */
  GArray *cases;    /* of Case */
} Cases;

Cases *cases_load (const char *folder);
void cases_free (Cases *cases);

/* The machine: fonts of each language, and one style that cases vary. */
typedef struct {
  BxSpec *spec;
  BxFontRoles *roles;
  BxFontset *fonts[BX_N_LANGS];
  BxHyphenator *hyphenator;
} Bench;

Bench *bench_new (void);
void bench_free (Bench *bench);
/* A file of the repository. (transfer full) */
char *bench_get_data_path (const char *name);
BxLang bench_get_lang (BxHouse house);

/* Tries a case in each of its houses and fonts. NULL if it holds, or what went wrong where.
 * (transfer full) */
char *case_try (const Case *c, Bench *bench);

#endif
