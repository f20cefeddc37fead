#include "road.h"
#include "advice.h"
#include "ahead.h"
#include "output.h"

#include <stdio.h>

/* Of findings, on the terminal. */
#define MAX_SHOWN_FINDINGS 5

static const char *const stage_names[BX_N_STAGES] = {
  "article", "talk", "galley", "plan", "frames", "metrics",
};

const char *
bx_stage_name (BxStage stage)
{
  return stage_names[stage];
}

const char *
bx_data_dir (void)
{
  const char *named = g_getenv ("BANXIN_DATA");

  if (named != NULL && named[0] != '\0')
    return named;
  return g_file_test (BX_SOURCE_DIR "/fonts/roles.yaml", G_FILE_TEST_EXISTS) ? BX_SOURCE_DIR
                                                                             : BX_DATA_DIR;
}

BxRoad *
bx_road_new (void)
{
  BxRoad *road = g_new0 (BxRoad, 1);

  road->report = bx_report_new ();
  road->talk_report = bx_report_new ();
  road->timings = g_array_new (FALSE, FALSE, sizeof (BxTiming));
  road->lap = g_get_monotonic_time ();
  return road;
}

void
bx_road_free (BxRoad *road)
{
  if (road == NULL)
    return;
  bx_ahead_free (road->ahead);
  bx_raw_free (road->raw);
  bx_pages_free (road->pages);
  bx_cairo_faces_free (road->faces);
  bx_plan_free (road->plan);
  bx_feature_free (road->feature);
  bx_fontset_free (road->fonts);
  bx_font_roles_free (road->roles);
  bx_spec_free (road->spec);
  bx_article_free (road->article);
  bx_report_free (road->report);
  bx_report_free (road->talk_report);
  g_array_unref (road->timings);
  g_free (road);
}

void
bx_road_time (BxRoad *road, const char *name)
{
  gint64 now = g_get_monotonic_time ();
  BxTiming timing = { name, now - road->lap };

  g_array_append_val (road->timings, timing);
  road->lap = now;
}

BxFontset *
bx_road_load_fonts (BxLang lang, BxFontRoles **roles, GError **error)
{
  g_autofree char *file = g_build_filename (bx_data_dir (), "fonts", "roles.yaml", NULL);
  g_autofree char *conf = g_build_filename (bx_data_dir (), "fonts", "fonts.conf", NULL);

  *roles = bx_font_roles_load (file, error);
  return *roles != NULL ? bx_fontset_new (conf, *roles, lang, error) : NULL;
}

gboolean
bx_road_open_fonts (BxRoad *road, BxLang lang, GError **error)
{
  road->fonts = bx_road_load_fonts (lang, &road->roles, error);
  return road->fonts != NULL;
}

/* How many pull quotes the length of the text asks for: one for so many body lines. */
static int
count_wanted_pulls (const BxArticle *article, const BxSpec *spec)
{
  int measure_em = spec->measure.m / 1024;
  int lines = 0;

  for (int i = 0; i < article->n_blocks; i++) {
    BxSlice text = article->blocks[i].text;

    if (article->blocks[i].kind == BX_BLOCK_PARAGRAPH)
      lines += 1 + bx_count_han (article->text + text.start, bx_slice_len (text)) / measure_em;
  }
  return MAX (1, (lines + spec->quote.density / 2) / spec->quote.density);
}

/* The style that is asked for, or that the manuscript names. */
static gboolean
open_style (BxRoad *road, const BxRaw *raw, const BxWalk *walk, GError **error)
{
  g_autofree char *styles = walk->styles != NULL
                                  ? g_strdup (walk->styles)
                                  : g_build_filename (bx_data_dir (), "styles", NULL);
  const char *named = walk->style != NULL ? walk->style : raw->wishes.style;

  road->spec = bx_spec_load (named != NULL ? named : "feature", styles, error);
  if (road->spec == NULL)
    return FALSE;
  bx_road_time (road, "style");
  return TRUE;
}

static gboolean
walk_text (BxRoad *road, const char *input, const BxWalk *walk, GError **error)
{
  BxReading how = { walk->encoding, road->report };

  road->raw = bx_read_file_as (input, &how, error);
  if (road->raw == NULL)
    return FALSE;
  bx_road_time (road, "read");
  if (!open_style (road, road->raw, walk, error))
    return FALSE;
  if (walk->last > BX_STAGE_TALK)
    road->ahead = bx_ahead_begin (road->raw, road->spec, walk);
  road->article = bx_clean_as (road->raw, &walk->cleaning, road->report, error);
  if (road->article == NULL)
    return FALSE;
  bx_road_time (road, "clean");
  return TRUE;
}

static void *
talk (void *data)
{
  BxRoad *road = data;

  bx_talk (road->article, count_wanted_pulls (road->article, road->spec), road->talk_report);
  return NULL;
}

static gboolean
open_fonts (BxRoad *road, const BxWalk *walk, GError **error)
{
  const BxArticle *article = road->article;

  if (bx_ahead_take (road->ahead, article->lang, road))
    return TRUE;
  if (!bx_road_open_fonts (road, article->lang, error))
    return FALSE;
  if (walk->for_pdf)
    road->faces = bx_cairo_faces_foresee (road->fonts, road->spec, article->text,
                                          article->text_len);
  return TRUE;
}

/* Has the fonts and shapes what talk/ does not change. */
static gboolean
open_feature (BxRoad *road, const BxWalk *walk, GError **error)
{
  if (!open_fonts (road, walk, error))
    return FALSE;
  bx_road_time (road, "fonts");
  road->feature = bx_feature_new (road->article, road->spec, road->fonts, road->report, error);
  return road->feature != NULL;
}

/* Another thread listens meanwhile. */
static gboolean
walk_talk (BxRoad *road, const BxWalk *walk, GError **error)
{
  GThread *talking;
  gboolean is_open;

  bx_talk_turns (road->article);
  talking = g_thread_new ("talk", talk, road);
  is_open = open_feature (road, walk, error);
  g_thread_join (talking);
  bx_report_take (road->report, road->talk_report);
  bx_road_time (road, "talk");
  return is_open;
}

static void
ask_for_pages (BxRoad *road, int pages)
{
  road->feature->galley.is_even_wanted = pages == BX_PAGES_EVEN;
  road->feature->galley.pages_wanted = MAX (0, pages);
}

static gboolean
walk_pages (BxRoad *road, const BxWalk *walk, GError **error)
{
  if (!walk_talk (road, walk, error))
    return FALSE;
  road->feature->is_first_fit = walk->is_first_fit;
  bx_feature_fill (road->feature);
  bx_road_time (road, "shape");
  if (walk->for_pdf)
    bx_cairo_faces_begin (road->faces, road->feature);
  bx_feature_compose (road->feature);
  bx_road_time (road, "compose");
  if (walk->last == BX_STAGE_GALLEY)
    return TRUE;
  ask_for_pages (road, walk->pages != 0 ? walk->pages : road->article->wishes.pages);
  road->feature->galley.max_work
      = walk->is_best ? 0 : bx_paginate_get_usual_work (&road->feature->galley);
  road->plan = bx_feature_paginate (road->feature);
  bx_road_time (road, "page");
  if (walk->last == BX_STAGE_PLAN)
    return TRUE;
  road->pages = bx_pages_new (road->feature, road->plan);
  bx_road_time (road, "frame");
  return TRUE;
}

BxRoad *
bx_road_walk (const char *input, const BxWalk *walk, GError **error)
{
  g_autoptr (BxRoad) road = bx_road_new ();

  if (!walk_text (road, input, walk, error))
    return NULL;
  if (walk->last == BX_STAGE_ARTICLE)
    return g_steal_pointer (&road);
  if (walk->last == BX_STAGE_TALK) {
    bx_talk (road->article, count_wanted_pulls (road->article, road->spec), road->report);
    bx_road_time (road, "talk");
    return g_steal_pointer (&road);
  }
  if (!walk_pages (road, walk, error))
    return NULL;
  if (road->plan != NULL)
    bx_feature_report_plan (road->feature, road->plan, walk->is_thorough);
  return g_steal_pointer (&road);
}

/* Warnings and faults, the first few of them; notes are for the report file. */
void
bx_road_print_findings (const BxRoad *road)
{
  int n, shown = 0;
  const BxFinding *findings = bx_report_get_findings (road->report, &n);
  int serious = bx_report_get_count (road->report, BX_WARNING);

  for (int i = 0; i < n && shown < MAX_SHOWN_FINDINGS; i++) {
    const BxFinding *f = &findings[i];

    if (f->severity < BX_WARNING)
      continue;
    if (f->line > 0)
      fprintf (stderr, "%s:%d:%d: %s: %s\n", road->article->name, f->line, f->column,
               bx_severity_name (f->severity), f->message);
    else
      fprintf (stderr, "%s: %s: %s\n", road->article->name, bx_severity_name (f->severity),
               f->message);
    shown++;
  }
  if (serious > shown)
    fprintf (stderr, "%s: %d more findings; --report FILE.json lists them all\n",
             road->article->name, serious - shown);
}

gboolean
bx_road_write_report (const BxRoad *road, const char *path, GError **error)
{
  g_autoptr (JsonBuilder) dump = json_builder_new ();
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  bx_dump_open (dump, NULL);
  bx_dump_report (dump, "findings", road->report);
  bx_dump_close (dump);
  text = bx_dump_to_text (dump);
  bytes = g_bytes_new_take (text, strlen (text));
  return bx_output_write (path, bytes, error);
}

void
bx_road_dump (const BxRoad *road, BxStage stage, JsonBuilder *dump)
{
  switch (stage) {
  case BX_STAGE_ARTICLE:
    bx_article_dump (road->article, dump);
    break;
  case BX_STAGE_TALK:
    bx_article_dump_talk (road->article, dump);
    break;
  case BX_STAGE_GALLEY:
    bx_feature_dump_galley (road->feature, dump);
    break;
  case BX_STAGE_PLAN:
    bx_plan_dump (road->feature, road->plan, dump);
    break;
  case BX_STAGE_FRAMES:
    bx_pages_dump (road->pages, dump);
    break;
  case BX_STAGE_METRICS:
    bx_pages_dump_metrics (road->pages, dump);
    break;
  }
}
