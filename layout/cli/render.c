/* banxin render: article in, finished files out. */
#include "commands.h"
#include "export.h"
#include "output.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MIN_DPI 10
#define MAX_DPI 1200

typedef struct {
  char *output;
  char *style;
  char *format;
  BxTextOptions text;
  char *profiles;
  char *output_icc;
  char *output_condition;
  char *marks;
  char *impose;
  gboolean has_slug;
  char *max_size;
  char *report;
  int dpi;
  int picture_ppi;
  char *pages;
  gboolean is_best;
  gboolean is_first_fit;
  gboolean is_strict;
  gboolean shows_timings;
} Options;

/* The files of a PDF, as asked for. */
typedef struct {
  gboolean profiles[BX_N_PROFILES];
  int n_profiles;
  GBytes *source; /* the article's file as it came: for the archive */
  BxExport how;
} Exports;

static void
clear_exports (Exports *exports)
{
  g_clear_pointer (&exports->how.output_icc, g_bytes_unref);
  g_clear_pointer (&exports->source, g_bytes_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Exports, clear_exports)

typedef enum { FORMAT_PDF, FORMAT_PNG, FORMAT_SVG } Format;

static const char *const format_names[] = { "pdf", "png", "svg" };

static void
free_options (Options *o)
{
  g_free (o->output);
  g_free (o->style);
  g_free (o->pages);
  g_free (o->format);
  bx_text_options_clear (&o->text);
  g_free (o->profiles);
  g_free (o->output_icc);
  g_free (o->output_condition);
  g_free (o->marks);
  g_free (o->impose);
  g_free (o->max_size);
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
      "A style by name or file; the default is what INPUT names, or feature", "NAME|FILE" },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &o->format,
      "pdf, png or svg; PNG and SVG give a file for each page", "FORMAT" },
    { "profile", 'p', 0, G_OPTION_ARG_STRING, &o->profiles,
      "What the PDF is for: newsletter, print or archive, or several with commas", "LIST" },
    { "output-icc", 0, 0, G_OPTION_ARG_FILENAME, &o->output_icc,
      "The ICC profile of the press, for print", "FILE" },
    { "output-condition", 0, 0, G_OPTION_ARG_STRING, &o->output_condition,
      "What that profile is for, as FOGRA39", "NAME" },
    { "marks", 0, 0, G_OPTION_ARG_STRING, &o->marks,
      "Around a printed page: none, crop (the default) or all, with a colour bar", "WHICH" },
    { "impose", 0, 0, G_OPTION_ARG_STRING, &o->impose,
      "For print: booklet puts the pages side by side for saddle stitching", "HOW" },
    { "slug", 0, 0, G_OPTION_ARG_NONE, &o->has_slug,
      "For print: beside each page its title, number, file and style, outside of the trim", NULL },
    { "max-size", 0, 0, G_OPTION_ARG_STRING, &o->max_size,
      "Of a newsletter's file, as 500k or 2M: pictures are made smaller until it is kept", "SIZE" },
    { "picture-ppi", 0, 0, G_OPTION_ARG_INT, &o->picture_ppi,
      "Of a newsletter's pictures, at most: 150 by default, 0 leaves them as they are", "N" },
    { "dpi", 0, 0, G_OPTION_ARG_INT, &o->dpi, "Resolution of PNG, 144 by default", "N" },
    { "report", 0, 0, G_OPTION_ARG_FILENAME, &o->report, "Write all findings as JSON",
      "FILE.json" },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &o->is_strict,
      "Exit with status 1 where there are warnings, and write no pages", NULL },
    { "pages", 0, 0, G_OPTION_ARG_STRING, &o->pages, "So many pages, or an even number of them",
      "N|even" },
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

/* out/sora.png → out/sora-what.png */
static char *
name_beside (const char *output, const char *what)
{
  const char *dot = strrchr (output, '.');
  const char *slash = strrchr (output, '/');
  int stem = dot != NULL && (slash == NULL || dot > slash) ? (int) (dot - output)
                                                           : (int) strlen (output);

  return g_strdup_printf ("%.*s-%s%s", stem, output, what, output + stem);
}

/* out/sora.png → out/sora-1.png */
static char *
page_name (const char *output, int page)
{
  g_autofree char *number = g_strdup_printf ("%d", page);

  return name_beside (output, number);
}

/* Nothing may overwrite the article, and no output another one. */
static gboolean
check_distinct (const char *path, const char *other, const char *what, const char *option,
                GError **error)
{
  if (path == NULL || other == NULL || !bx_output_is_same_file (path, other))
    return TRUE;
  bx_error_at (error, BX_ERROR_USAGE, path, 0, 0, "is %s itself; name another file with %s", what,
               option);
  return FALSE;
}

static gboolean
write_pages (BxRoad *road, const Options *o, Format format, const char *output, const char *input,
             GError **error)
{
  g_autoptr (BxOutputs) outputs = bx_outputs_new ();

  for (int page = 0; page < road->pages->n_pages; page++) {
    g_autofree char *name = page_name (output, page + 1);
    g_autoptr (GBytes) bytes = NULL;

    if (!check_distinct (name, input, "the article", "-o", error))
      return FALSE;
    bytes = format == FORMAT_PNG ? bx_draw_png (road->pages, page, o->dpi, error)
                                 : bx_draw_svg (road->pages, page, error);
    if (bytes == NULL || !bx_outputs_add (outputs, name, bytes, error))
      return FALSE;
  }
  bx_road_time (road, "draw");
  return bx_outputs_commit (outputs, error);
}

/* --- PDF ------------------------------------------------------------------------------------ */

static gboolean
fail_usage (GError **error, const char *option, const char *value, const char *advice)
{
  g_set_error (error, BX_ERROR, BX_ERROR_USAGE, "%s %s is not known; use %s", option, value,
               advice);
  return FALSE;
}

/* A list with commas; each name once. */
static gboolean
find_profiles (const Options *o, Exports *exports, GError **error)
{
  g_auto (GStrv) names = g_strsplit (o->profiles != NULL ? o->profiles : "newsletter", ",", -1);

  for (int i = 0; names[i] != NULL; i++) {
    BxProfile profile;

    if (!bx_profile_from_name (g_strstrip (names[i]), &profile))
      return fail_usage (error, "--profile", names[i], "newsletter, print or archive");
    exports->n_profiles += !exports->profiles[profile];
    exports->profiles[profile] = TRUE;
  }
  return TRUE;
}

static GBytes *
load_icc (const char *file, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) why = NULL;
  char *data;
  gsize size;

  if (!g_file_get_contents (file, &data, &size, &why)) {
    bx_error_at (error, BX_ERROR_MACHINE, file, 0, 0, "cannot be read (%s)", why->message);
    return NULL;
  }
  bytes = g_bytes_new_take (data, size);
  return bx_press_check_icc (file, bytes, error) ? g_steal_pointer (&bytes) : NULL;
}

/* What a press asks for says nothing to the others. */
static gboolean
check_print_options (const Options *o, const Exports *exports, GError **error)
{
  const struct {
    const char *option;
    const char *value;
  } options[] = {
    { "--output-icc", o->output_icc },
    { "--output-condition", o->output_condition },
    { "--marks", o->marks },
    { "--impose", o->impose },
    { "--slug", o->has_slug ? "" : NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    if (options[i].value != NULL && !exports->profiles[BX_PROFILE_PRINT]) {
      g_set_error (error, BX_ERROR, BX_ERROR_USAGE, "%s is for print; add --profile print",
                   options[i].option);
      return FALSE;
    }
  if (o->output_condition == NULL || o->output_icc != NULL)
    return TRUE;
  g_set_error (error, BX_ERROR, BX_ERROR_USAGE,
               "--output-condition says what a profile is for; name one with --output-icc");
  return FALSE;
}

/* 500k, 2M, 250000: bytes, thousands or millions of them. */
static gboolean
find_max_size (const char *text, gint64 *bytes, GError **error)
{
  char *end;
  gint64 number = text != NULL ? g_ascii_strtoll (text, &end, 10) : 0;
  gint64 unit = 1;

  *bytes = 0;
  if (text == NULL)
    return TRUE;
  if (end > text && (*end == 'k' || *end == 'K' || *end == 'M'))
    unit = *end++ == 'M' ? 1000000 : 1000;
  if (end == text || *end != '\0' || number <= 0 || number > G_MAXINT)
    return fail_usage (error, "--max-size", text, "a size like 500k or 2M");
  *bytes = number * unit;
  return TRUE;
}

static gboolean
find_exports (const Options *o, Format format, Exports *exports, GError **error)
{
  if (format != FORMAT_PDF && o->profiles != NULL) {
    g_set_error (error, BX_ERROR, BX_ERROR_USAGE, "--profile is for PDF, not for %s; leave one out",
                 format_names[format]);
    return FALSE;
  }
  if (!find_profiles (o, exports, error) || !check_print_options (o, exports, error))
    return FALSE;
  exports->how.marks = BX_MARKS_CROP;
  if (o->marks != NULL && !bx_marks_from_name (o->marks, &exports->how.marks))
    return fail_usage (error, "--marks", o->marks, "none, crop or all");
  if (o->impose != NULL && !g_str_equal (o->impose, "booklet"))
    return fail_usage (error, "--impose", o->impose, "booklet");
  exports->how.is_booklet = o->impose != NULL;
  exports->how.has_slug = o->has_slug;
  if (!find_max_size (o->max_size, &exports->how.max_size, error))
    return FALSE;
  if (exports->how.max_size > 0 && !exports->profiles[BX_PROFILE_NEWSLETTER]) {
    g_set_error (error, BX_ERROR, BX_ERROR_USAGE,
                 "--max-size is for a newsletter; add --profile newsletter");
    return FALSE;
  }
  exports->how.picture_ppi = o->picture_ppi;
  exports->how.output_condition = o->output_condition;
  exports->how.text = &o->text;
  exports->how.pages = o->pages;
  exports->how.is_best = o->is_best;
  exports->how.is_first_fit = o->is_first_fit;
  if (o->output_icc != NULL)
    exports->how.output_icc = load_icc (o->output_icc, error);
  return o->output_icc == NULL || exports->how.output_icc != NULL;
}

/* The archive keeps the article as it came; so it is read before anything is made of it. */
static gboolean
load_source (Exports *exports, const char *input, GError **error)
{
  g_autoptr (GError) why = NULL;
  char *text;
  gsize size;

  if (!exports->profiles[BX_PROFILE_ARCHIVE])
    return TRUE;
  if (!g_file_get_contents (input, &text, &size, &why)) {
    bx_error_at (error, BX_ERROR_MACHINE, input, 0, 0, "cannot be read (%s)", why->message);
    return FALSE;
  }
  exports->source = g_bytes_new_take (text, size);
  return TRUE;
}

/* out/sora.pdf → out/sora-print.pdf, where there are others beside it. */
static char *
profile_name (const char *output, BxProfile profile, const Exports *exports)
{
  return exports->n_profiles > 1 ? name_beside (output, bx_profile_name (profile))
                                 : g_strdup (output);
}

static void
take_page (void *data, int page, const guint8 *bytes, gsize size)
{
  GPtrArray *under_way = data;

  for (guint i = 0; i < under_way->len; i++)
    bx_export_take_page (under_way->pdata[i], bytes, size);
}

/* Those files that were asked for. NULL with an error. (transfer full) */
static GPtrArray *
begin_pdfs (BxRoad *road, const Exports *exports, const BxExport *how, GError **error)
{
  g_autoptr (GPtrArray) under_way
      = g_ptr_array_new_with_free_func ((GDestroyNotify) bx_export_free);

  for (int i = 0; i < BX_N_PROFILES; i++)
    if (exports->profiles[i]) {
      BxExporting *exporting = bx_export_begin (road, (BxProfile) i, how, error);

      if (exporting == NULL)
        return NULL;
      g_ptr_array_add (under_way, exporting);
    }
  return g_steal_pointer (&under_way);
}

/* One drawing, as many files as were asked for. What the archive keeps is gathered beside it, and the
 * files begin with each page as it comes. (transfer full): of GBytes in the order of profiles. */
static GPtrArray *
finish_pdfs (BxRoad *road, const Exports *exports, GError **error)
{
  g_auto (BxArchiveFiles) files = { NULL };
  g_autoptr (GPtrArray) finished = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) under_way = NULL;
  g_autoptr (GBytes) drawn = NULL;
  BxExport how = exports->how;

  how.files = &files;
  if (exports->profiles[BX_PROFILE_ARCHIVE])
    bx_archive_files_begin (&files, road, exports->source);
  under_way = begin_pdfs (road, exports, &how, error);
  if (under_way == NULL)
    return NULL;
  drawn = bx_draw_pdf (road->pages, road->faces, &(BxPageListener){ take_page, under_way }, error);
  bx_road_time (road, "draw");
  for (guint i = 0; i < under_way->len && drawn != NULL; i++) {
    GBytes *file = bx_export_finish (under_way->pdata[i], drawn, error);

    if (file == NULL)
      return NULL;
    g_ptr_array_add (finished, file);
  }
  bx_road_time (road, "press");
  return drawn != NULL ? g_steal_pointer (&finished) : NULL;
}

/* All are finished before the first is written, and written before one takes its place. */
static gboolean
write_pdfs (BxRoad *road, const Exports *exports, const char *output, const char *input, GError **error)
{
  g_autoptr (BxOutputs) outputs = bx_outputs_new ();
  g_autoptr (GPtrArray) finished = finish_pdfs (road, exports, error);
  gboolean is_done = finished != NULL;
  guint file = 0;

  for (int i = 0; i < BX_N_PROFILES && is_done; i++)
    if (exports->profiles[i]) {
      g_autofree char *name = profile_name (output, (BxProfile) i, exports);

      is_done = check_distinct (name, input, "the article", "-o", error)
                && bx_outputs_add (outputs, name, finished->pdata[file++], error);
    }
  is_done = is_done && bx_outputs_commit (outputs, error);
  bx_road_time (road, "write");
  return is_done;
}

/* --- messages ------------------------------------------------------------------------------- */

/* A person at a terminal is told where the pages are; a script knows. */
static void
print_output (const BxRoad *road, Format format, const char *output, const Exports *exports)
{
  int n = road->pages->n_pages;

  if (!isatty (STDOUT_FILENO))
    return;
  for (int i = 0; i < BX_N_PROFILES && format == FORMAT_PDF; i++)
    if (exports->profiles[i]) {
      g_autofree char *name = profile_name (output, (BxProfile) i, exports);

      printf ("%s: %d page%s\n", name, n, n == 1 ? "" : "s");
    }
  if (format == FORMAT_PDF)
    return;
  for (int page = 1; page <= n; page++) {
    g_autofree char *name = page_name (output, page);

    printf ("%s\n", name);
  }
}

/* What the search for pages saw, and what proves its plan, or how far it may be from the best. */
static void
print_search (const BxPlan *plan)
{
  fprintf (stderr, "%-8s %8" G_GINT64_FORMAT "%s\n", "states", plan->states,
           plan->is_optimal ? ", proven best" : "");
  fprintf (stderr, "%-8s %8" G_GINT64_FORMAT "\n", "cost", plan->cost);
  fprintf (stderr, "%-8s %8" G_GINT64_FORMAT ", no plan by these rules costs less\n", "bound",
           plan->bound);
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
    print_search (road->plan);
}

static gboolean
check_dpi (const char *option, int dpi, GError **error)
{
  if (dpi >= MIN_DPI && dpi <= MAX_DPI)
    return TRUE;
  g_set_error (error, BX_ERROR, BX_ERROR_USAGE, "%s %d is out of range; use %d to %d", option, dpi,
               MIN_DPI, MAX_DPI);
  return FALSE;
}

/* GCC says so by a macro, Clang by a feature. */
#if defined __has_feature
#define IS_SANITIZED __has_feature (address_sanitizer)
#elif defined __SANITIZE_ADDRESS__
#define IS_SANITIZED 1
#else
#define IS_SANITIZED 0
#endif

/* Ends the process with all that it has: the system takes that back at once, in half of the time that
 * freeing takes. Returns where a sanitizer counts what is left. */
static void
leave (int status)
{
  if (IS_SANITIZED)
    return;
  fflush (NULL);
  quick_exit (status);
}

/* What is asked of the road. */
static gboolean
find_walk (Options *o, Format format, BxWalk *walk, GError **error)
{
  *walk = (BxWalk){ .last = BX_STAGE_FRAMES,
                    .style = o->style,
                    .for_pdf = format == FORMAT_PDF,
                    .is_best = o->is_best,
                    .is_thorough = o->report != NULL,
                    .is_first_fit = o->is_first_fit };
  return check_dpi ("--dpi", o->dpi, error)
         && (o->picture_ppi == 0 || check_dpi ("--picture-ppi", o->picture_ppi, error))
         && bx_text_options_get (&o->text, walk, error)
         && bx_options_get_pages (o->pages, &walk->pages, error);
}

gboolean
bx_command_render (int argc, char **argv, int *status, GError **error)
{
  g_auto (Options) o = { .dpi = 144, .picture_ppi = 150 };
  g_autofree char *input = NULL;
  g_autofree char *output = NULL;
  g_auto (Exports) exports = { { FALSE } };
  g_autoptr (BxRoad) road = NULL;
  BxWalk walk;
  Format format;

  if (!parse (&o, argc, argv, &input, error) || !find_format (&o, &format, error)
      || !find_walk (&o, format, &walk, error) || !find_exports (&o, format, &exports, error))
    return FALSE;
  output = make_output_name (&o, input, format);
  if (!check_distinct (output, input, "the article", "-o", error)
      || !check_distinct (o.report, input, "the article", "--report", error)
      || !check_distinct (o.report, output, "the output", "--report", error))
    return FALSE;
  if (!load_source (&exports, input, error))
    return FALSE;
  road = bx_road_walk (input, &walk, error);
  if (road == NULL)
    return FALSE;
  if (exports.profiles[BX_PROFILE_PRINT])
    bx_export_check_inks (road);
  if (o.report != NULL && !bx_road_write_report (road, o.report, error))
    return FALSE;
  if (o.is_strict && bx_report_get_count (road->report, BX_WARNING) > 0) {
    bx_road_print_findings (road);
    *status = BX_ERROR_INPUT;
    return TRUE;
  }
  if (!(format == FORMAT_PDF ? write_pdfs (road, &exports, output, input, error)
                             : write_pages (road, &o, format, output, input, error)))
    return FALSE;
  print_output (road, format, output, &exports);
  bx_road_print_findings (road);
  if (o.shows_timings)
    print_timings (road);
  leave (*status);
  return TRUE;
}
