/* The road: the calls of all rooms in order, with their products. One direction; a stage can be the
 * last. */
#ifndef BX_ROAD_H
#define BX_ROAD_H

#include "clean.h"
#include "draw.h"
#include "read.h"
#include "talk.h"

typedef enum {
  BX_STAGE_ARTICLE,
  BX_STAGE_TALK,
  BX_STAGE_GALLEY,
  BX_STAGE_PLAN,
  BX_STAGE_FRAMES,
  BX_STAGE_METRICS,
} BxStage;
#define BX_N_STAGES (BX_STAGE_METRICS + 1)

typedef struct {
  const char *name;
  gint64 microseconds;
} BxTiming;

typedef struct {
  BxReport *report;
  BxReport *talk_report; /* of the thread in which talk/ runs, until it ends */
  BxRaw *raw;
  struct _BxAhead *ahead; /* fonts that are opened meanwhile, or NULL */
  BxArticle *article;
  BxSpec *spec;
  BxFontRoles *roles;
  BxFontset *fonts;
  BxFeature *feature;
  BxPlan *plan;
  BxCairoFaces *faces; /* of a PDF, under way */
  BxPages *pages;
  GArray *timings; /* of BxTiming */
  gint64 lap;
} BxRoad;

/* What a user may ask of the road: NULL and FALSE are the defaults. */
typedef struct {
  const char *style;  /* NULL for what the article wishes */
  const char *styles; /* the folder of styles; NULL for those that come with us */
  const char *encoding; /* of the input; NULL asks the bytes */
  BxCleaning cleaning;
  BxStage last;          /* the walk ends with it */
  gboolean for_pdf;      /* prepare the fonts meanwhile */
  int pages;             /* as in BxWishes; 0 for what the article wishes */
  gboolean is_best;      /* search until the arrangement of the pages is proven best */
  gboolean is_thorough;  /* the report says why a quote is left out, which takes its time */
  gboolean is_first_fit; /* do not search: what lines and pages are measured by */
} BxWalk;

/* Walks up to and including a stage. Errors: those of the rooms. */
BxRoad *bx_road_walk (const char *input, const BxWalk *walk, GError **error);
void bx_road_free (BxRoad *road);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxRoad, bx_road_free)

/* Ends a lap of the clock under a name. */
void bx_road_time (BxRoad *road, const char *name);

/* Warnings and faults on standard error, the first few of them; notes are for a report file. */
void bx_road_print_findings (const BxRoad *road);
/* All findings as JSON. Errors: those of bx_output_write. */
gboolean bx_road_write_report (const BxRoad *road, const char *path, GError **error);
void bx_road_dump (const BxRoad *road, BxStage stage, JsonBuilder *dump);
const char *bx_stage_name (BxStage stage);

/* Where styles/ and fonts/ are: $BANXIN_DATA, or where banxin was installed or built. */
const char *bx_data_dir (void);
/* Loads fonts/roles.yaml and opens the set for a language; *roles, which may be NULL on errors, must
 * outlive it. (transfer full) */
BxFontset *bx_road_load_fonts (BxLang lang, BxFontRoles **roles, GError **error);
/* The same for a road. */
gboolean bx_road_open_fonts (BxRoad *road, BxLang lang, GError **error);
BxRoad *bx_road_new (void);

#endif
