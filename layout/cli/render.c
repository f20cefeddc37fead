/* banxin render: article in, finished files out. */
#include "commands.h"
#include "output.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_SHOWN_FINDINGS 5
#define MIN_DPI 10
#define MAX_DPI 1200

typedef struct {
  char *output;
  char *style;
  char *format;
  BxTextOptions text;
  char *report;
  int dpi;
  gboolean is_best;
  gboolean is_first_fit;
  gboolean is_strict;
  gboolean shows_timings;
} Options;

typedef enum { FORMAT_PDF, FORMAT_PNG, FORMAT_SVG } Format;

static const char *const format_names[] = { "pdf", "png", "svg" };

static void
free_options (Options *o)
{
  g_free (o->output);
  g_free (o->style);
  g_free (o->format);
  bx_text_options_clear (&o->text);
  g_free (o->report);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, free_options)

static gboolean
parse (Options *o, int argc, char **argv, char **input, GError **error)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output,
      "Where to write; the default is INPUT's name with the format's ending", "FILE" },
    { "style", 's', 0, G_OPTION_ARG_STRING, &o->style,
      "A style by name or file; see `banxin styles`", "NAME|FILE" },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &o->format,
      "pdf, png or svg; PNG and SVG give a file for each page", "FORMAT" },
    { "dpi", 0, 0, G_OPTION_ARG_INT, &o->dpi, "Resolution of PNG, 144 by default", "N" },
    { "report", 0, 0, G_OPTION_ARG_FILENAME, &o->report, "Write all findings as JSON",
      "FILE.json" },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &o->is_strict,
      "Exit with status 1 where there are warnings, and write no pages", NULL },
    { "best", 0, 0, G_OPTION_ARG_NONE, &o->is_best,
      "Search until the arrangement of the pages is proven best, however long it takes", NULL },
    { "first-fit", 0, 0, G_OPTION_ARG_NONE, &o->is_first_fit,
      "Do not search: break lines and fill pages as they come, to compare with", NULL },
    { "timings", 0, 0, G_OPTION_ARG_NONE, &o->shows_timings, "Print how long each stage took",
      NULL },
    { NULL },
  };

  return bx_options_parse_text ("render", "Sets an article and writes its pages.", entries,
                                &o->text, argc, argv, input, error);
}

/* The format that was asked for, or that the output's ending tells. */
static gboolean
find_format (const Options *o, Format *format, GError **error)
{
  g_autofree char *base = o->output != NULL ? g_path_get_basename (o->output) : NULL;
  const char *dot = base != NULL ? strrchr (base, '.') : NULL;
  const char *name = o->format != NULL ? o->format : dot != NULL ? dot + 1 : "pdf";

  for (gsize i = 0; i < G_N_ELEMENTS (format_names); i++)
    if (g_ascii_strcasecmp (name, format_names[i]) == 0) {
      *format = (Format) i;
      return TRUE;
    }
  *format = FORMAT_PDF;
  if (o->format == NULL)
    return TRUE;
  g_set_error (error, BX_ERROR, BX_ERROR_USAGE, "--format %s is not known; use pdf, png or svg",
               name);
  return FALSE;
}

static char *
make_output_name (const Options *o, const char *input, Format format)
{
  g_autofree char *base = g_path_get_basename (input);
  char *dot = strrchr (base, '.');

  if (o->output != NULL)
    return g_strdup (o->output);
  if (dot != NULL && dot != base)
    *dot = '\0';
  return g_strdup_printf ("%s.%s", base, format_names[format]);
}

/* out/sora.png → out/sora-1.png */
static char *
page_name (const char *output, int page)
{
  const char *dot = strrchr (output, '.');
  const char *slash = strrchr (output, '/');
  int stem = dot != NULL && (slash == NULL || dot > slash) ? (int) (dot - output) : (int) strlen (output);

  return g_strdup_printf ("%.*s-%d%s", stem, output, page, output + stem);
}

static gboolean
is_same_file (const char *a, const char *b)
{
  struct stat info_a, info_b;

  if (g_str_equal (a, b))
    return TRUE;
  return stat (a, &info_a) == 0 && stat (b, &info_b) == 0 && info_a.st_dev == info_b.st_dev
         && info_a.st_ino == info_b.st_ino;
}

/* Nothing may overwrite the article, and no output another one. */
static gboolean
check_distinct (const char *path, const char *other, const char *what, const char *option,
                GError **error)
{
  if (path == NULL || other == NULL || !is_same_file (path, other))
    return TRUE;
  bx_error_at (error, BX_ERROR_USAGE, path, 0, 0, "is %s itself; name another file with %s", what,
               option);
  return FALSE;
}

static gboolean
write_pages (BxRoad *road, const Options *o, Format format, const char *output, const char *input,
             GError **error)
{
  for (int page = 0; page < road->pages->n_pages; page++) {
    g_autofree char *name = page_name (output, page + 1);
    g_autoptr (GBytes) bytes = NULL;

    if (!check_distinct (name, input, "the article", "-o", error))
      return FALSE;
    bytes = format == FORMAT_PNG ? bx_draw_png (road->pages, page, o->dpi, error)
                                 : bx_draw_svg (road->pages, page, error);
    if (bytes == NULL || !bx_output_write (name, bytes, error))
      return FALSE;
  }
  bx_road_time (road, "draw");
  return TRUE;
}

static gboolean
write_output (BxRoad *road, const Options *o, Format format, const char *output,
              const char *input, GError **error)
{
  g_autoptr (GBytes) pdf = NULL;

  if (format != FORMAT_PDF)
    return write_pages (road, o, format, output, input, error);
  pdf = bx_road_make_pdf (road, error);
  if (pdf == NULL || !bx_output_write (output, pdf, error))
    return FALSE;
  bx_road_time (road, "write");
  return TRUE;
}

static gboolean
write_report (const BxRoad *road, const char *path, GError **error)
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

/* Warnings and faults, the first few of them; notes are for the report file. */
static void
print_findings (const BxRoad *road)
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

/* A person at a terminal is told where the pages are; a script knows. */
static void
print_output (const BxRoad *road, Format format, const char *output)
{
  int n = road->pages->n_pages;

  if (!isatty (STDOUT_FILENO))
    return;
  if (format == FORMAT_PDF) {
    printf ("%s: %d page%s\n", output, n, n == 1 ? "" : "s");
    return;
  }
  for (int page = 1; page <= n; page++) {
    g_autofree char *name = page_name (output, page);

    printf ("%s\n", name);
  }
}

static void
print_timings (const BxRoad *road)
{
  gint64 sum = 0;

  for (guint i = 0; i < road->timings->len; i++) {
    const BxTiming *t = &g_array_index (road->timings, BxTiming, i);

    fprintf (stderr, "%-8s %8.2f ms\n", t->name, (double) t->microseconds / 1000);
    sum += t->microseconds;
  }
  fprintf (stderr, "%-8s %8.2f ms\n", "in all", (double) sum / 1000);
  if (road->plan != NULL)
    fprintf (stderr, "%-8s %8" G_GINT64_FORMAT "%s\n", "states", road->plan->states,
             road->plan->is_optimal ? ", proven best" : "");
}

static gboolean
check_dpi (int dpi, GError **error)
{
  if (dpi >= MIN_DPI && dpi <= MAX_DPI)
    return TRUE;
  g_set_error (error, BX_ERROR, BX_ERROR_USAGE, "--dpi %d is out of range; use %d to %d", dpi,
               MIN_DPI, MAX_DPI);
  return FALSE;
}

gboolean
bx_command_render (int argc, char **argv, int *status, GError **error)
{
  g_auto (Options) o = { .dpi = 144 };
  g_autofree char *input = NULL;
  g_autofree char *output = NULL;
  g_autoptr (BxRoad) road = NULL;
  BxWalk walk = { .last = BX_STAGE_FRAMES };
  Format format;

  if (!parse (&o, argc, argv, &input, error) || !find_format (&o, &format, error)
      || !check_dpi (o.dpi, error) || !bx_text_options_get (&o.text, &walk.cleaning, error))
    return FALSE;
  output = make_output_name (&o, input, format);
  if (!check_distinct (output, input, "the article", "-o", error)
      || !check_distinct (o.report, input, "the article", "--report", error)
      || !check_distinct (o.report, output, "the output", "--report", error))
    return FALSE;
  walk.style = o.style;
  walk.for_pdf = format == FORMAT_PDF;
  walk.is_best = o.is_best;
  walk.is_first_fit = o.is_first_fit;
  road = bx_road_walk (input, &walk, error);
  if (road == NULL)
    return FALSE;
  if (o.report != NULL && !write_report (road, o.report, error))
    return FALSE;
  if (o.is_strict && bx_report_get_count (road->report, BX_WARNING) > 0) {
    print_findings (road);
    *status = BX_ERROR_INPUT;
    return TRUE;
  }
  if (!write_output (road, &o, format, output, input, error))
    return FALSE;
  print_output (road, format, output);
  print_findings (road);
  if (o.shows_timings)
    print_timings (road);
  return TRUE;
}
