/* banxin verify: an archive copy against its own record, its claims, and its pages made again. */
#include "commands.h"
#include "export.h"
#include "files.h"
#include "unpack.h"

#include <stdio.h>
#include <string.h>

typedef struct {
  const char *path;
  GBytes *pdf;
  BxArchive *archive;
  int n_faults;
} Verification;

static void
clear_verification (Verification *v)
{
  g_clear_pointer (&v->pdf, g_bytes_unref);
  g_clear_pointer (&v->archive, bx_archive_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Verification, clear_verification)

static void G_GNUC_PRINTF (3, 4) say (Verification *v, gboolean is_good, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  printf ("%s: %s: ", v->path, is_good ? "good" : "WRONG");
  vprintf (format, args);
  putchar ('\n');
  va_end (args);
  v->n_faults += !is_good;
}

static gboolean
open_file (Verification *v, GError **error)
{
  g_autoptr (GError) why = NULL;
  char *data;
  gsize size;

  if (!g_file_get_contents (v->path, &data, &size, &why)) {
    bx_error_at (error, BX_ERROR_MACHINE, v->path, 0, 0, "cannot be read (%s)", why->message);
    return FALSE;
  }
  v->pdf = g_bytes_new_take (data, size);
  v->archive = bx_archive_open (v->pdf, &why);
  if (v->archive == NULL)
    bx_error_at (error, BX_ERROR_INPUT, v->path, 0, 0, "%s", why->message);
  return v->archive != NULL;
}

/* Name in a record, without the digest; NULL for none. (transfer full) */
static char *
name_of_record (const char *record)
{
  const char *digest = g_strrstr (record, " sha256:");

  return digest != NULL ? g_strndup (record, (gsize) (digest - record)) : NULL;
}

static const BxArchivedFile *
find_file (const BxArchive *archive, const char *name)
{
  for (guint i = 0; i < archive->files->len; i++) {
    const BxArchivedFile *file = &g_array_index (archive->files, BxArchivedFile, i);

    if (g_str_equal (file->name, name))
      return file;
  }
  return NULL;
}

static void
check_files (Verification *v)
{
  const GArray *files = v->archive->files;
  const GPtrArray *records = v->archive->file_records;

  for (guint i = 0; i < files->len; i++) {
    const BxArchivedFile *file = &g_array_index (files, BxArchivedFile, i);

    if (!file->is_intact)
      say (v, FALSE, "%s inside %s", file->name,
           file->is_recorded ? "is not what was put there" : "was put there by somebody else");
  }
  for (guint i = 0; i < records->len; i++) {
    g_autofree char *name = name_of_record (records->pdata[i]);

    if (name != NULL && find_file (v->archive, name) == NULL)
      say (v, FALSE, "%s is missing", name);
  }
  if (v->n_faults == 0)
    say (v, TRUE, "%u files inside, as they were put there", files->len);
  say (v, v->archive->has_same_fonts, "%u fonts%s", v->archive->font_records->len,
       v->archive->has_same_fonts ? ", as they were embedded"
                                  : " are not those that were embedded");
}

static void
check_claims (Verification *v)
{
  g_autoptr (GError) why = NULL;

  if (bx_press_check_file (v->pdf, BX_PROFILE_ARCHIVE, &why))
    say (v, TRUE, "tagged, with its language, colours and files (veraPDF can say more)");
  else
    say (v, FALSE, "%s", why->message);
}

/* --- the pages, made again ------------------------------------------------------------------ */

typedef struct {
  BxTextOptions text;
  char *pages;
  gboolean is_best;
  gboolean is_first_fit;
} Arguments;

static void
clear_arguments (Arguments *a)
{
  bx_text_options_clear (&a->text);
  g_free (a->pages);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, clear_arguments)

static void
read_arguments (Arguments *a, const char *arguments)
{
  g_auto (GStrv) words = g_strsplit (arguments != NULL ? arguments : "", " ", -1);
  const struct {
    const char *name;
    char **value;
  } options[] = {
    { "--encoding", &a->text.encoding },
    { "--lang", &a->text.lang },
    { "--glosses", &a->text.glosses },
    { "--quotes", &a->text.quotes },
    { "--script", &a->text.script },
    { "--protect", &a->text.protect },
    { "--boilerplate", &a->text.boilerplate },
    { "--keep", &a->text.keep },
    { "--pages", &a->pages },
  };

  for (int i = 0; words[i] != NULL; i++) {
    a->is_best |= g_str_equal (words[i], "--best");
    a->is_first_fit |= g_str_equal (words[i], "--first-fit");
    for (gsize k = 0; k < G_N_ELEMENTS (options); k++)
      if (g_str_equal (words[i], options[k].name) && words[i + 1] != NULL) {
        g_free (*options[k].value);
        *options[k].value = g_uri_unescape_string (words[i + 1], NULL);
      }
  }
}

/* Name of the first record with a prefix; NULL where there is none. (transfer full) */
static char *
find_recorded (const BxArchive *archive, const char *prefix)
{
  for (guint i = 0; i < archive->file_records->len; i++)
    if (g_str_has_prefix (archive->file_records->pdata[i], prefix))
      return name_of_record (archive->file_records->pdata[i]);
  return NULL;
}

static GBytes *
make_again (const BxArchive *archive, Arguments *a, const char *folder, const char *source,
            const char *style, GError **error)
{
  g_autofree char *input = g_build_filename (folder, source, NULL);
  g_autofree char *style_file = g_build_filename (folder, style, NULL);
  g_autofree char *styles = g_path_get_dirname (style_file);
  g_autoptr (BxRoad) road = NULL;
  g_autoptr (GBytes) drawn = NULL;
  g_auto (BxArchiveFiles) files = { NULL };
  g_autoptr (BxExporting) exporting = NULL;
  BxWalk walk = { .style = style_file,
                  .styles = styles,
                  .last = BX_STAGE_FRAMES,
                  .for_pdf = TRUE,
                  .is_best = a->is_best,
                  .is_first_fit = a->is_first_fit };
  const BxExport how = { .files = &files,
                         .text = &a->text,
                         .pages = a->pages,
                         .is_best = a->is_best,
                         .is_first_fit = a->is_first_fit,
                         .created = archive->created };

  if (!bx_text_options_get (&a->text, &walk, error)
      || !bx_options_get_pages (a->pages, &walk.pages, error))
    return NULL;
  road = bx_road_walk (input, &walk, error);
  if (road == NULL)
    return NULL;
  bx_archive_files_begin (&files, road, find_file (archive, source)->bytes);
  drawn = bx_draw_pdf (road->pages, road->faces, NULL, error);
  exporting = drawn != NULL ? bx_export_begin (road, BX_PROFILE_ARCHIVE, &how, error) : NULL;
  return exporting != NULL ? bx_export_finish (exporting, drawn, error) : NULL;
}

static gboolean
compare_pages (Verification *v, GBytes *again, GError **error)
{
  g_autoptr (GArray) differ = NULL;

  if (g_bytes_equal (v->pdf, again)) {
    say (v, TRUE, "rendered again, it is the same, byte for byte");
    return TRUE;
  }
  differ = bx_press_compare_pages (v->pdf, again, error);
  if (differ == NULL)
    return FALSE;
  if (differ->len == 0)
    say (v, TRUE, "rendered again by banxin " BX_VERSION " (made by %s), the pages are the same",
         v->archive->program);
  for (guint i = 0; i < differ->len; i++)
    say (v, FALSE, "page %d is another when rendered again by banxin " BX_VERSION " (made by %s)",
         g_array_index (differ, int, i) + 1, v->archive->program);
  return TRUE;
}

static gboolean
check_pages (Verification *v, GError **error)
{
  g_autofree char *source = find_recorded (v->archive, "");
  g_autofree char *style = find_recorded (v->archive, BX_ARCHIVE_STYLES);
  g_auto (Arguments) arguments = { { NULL } };
  g_auto (BxUnpacked) unpacked = { NULL };
  g_autoptr (GBytes) again = NULL;
  GError *local = NULL;

  if (source == NULL || style == NULL || find_file (v->archive, source) == NULL
      || find_file (v->archive, style) == NULL) {
    say (v, FALSE, "without its article and its style it cannot be rendered again");
    return TRUE;
  }
  if (!bx_unpack (&unpacked, v->archive, error))
    return FALSE;
  read_arguments (&arguments, v->archive->arguments);
  again = make_again (v->archive, &arguments, unpacked.folder, source, style, &local);
  if (again == NULL)
    say (v, FALSE, "cannot be rendered again: %s", local->message);
  else if (!compare_pages (v, again, &local))
    say (v, FALSE, "%s", local->message);
  g_clear_error (&local);
  return TRUE;
}

gboolean
bx_command_verify (int argc, char **argv, int *status, GError **error)
{
  g_autofree char *path = NULL;
  g_auto (Verification) v = { NULL };

  if (!bx_options_parse (
          "verify",
          "Looks whether an archive copy is whole: the files inside, what it claims, and "
          "its pages, which are made again from those files.",
          NULL, argc, argv, 1, &path, error))
    return FALSE;
  v.path = path;
  if (!open_file (&v, error))
    return FALSE;
  check_files (&v);
  check_claims (&v);
  if (!check_pages (&v, error))
    return FALSE;
  *status = v.n_faults > 0 ? BX_ERROR_INPUT : 0;
  return TRUE;
}
