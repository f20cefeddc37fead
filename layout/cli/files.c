#include "files.h"

#include "image.h"

#include <string.h>

static const struct {
  const char *ending;
  const char *mime;
} types[] = {
  { ".txt", "text/plain" },        { ".md", "text/markdown" }, { ".markdown", "text/markdown" },
  { ".html", "text/html" },        { ".htm", "text/html" },    { ".csv", "text/csv" },
  { ".jpg", "image/jpeg" },        { ".jpeg", "image/jpeg" },  { ".png", "image/png" },
  { ".yaml", "application/yaml" },
};

static const char *
find_type (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (lower, types[i].ending))
      return types[i].mime;
  return "application/octet-stream";
}

static void
free_content (gpointer content)
{
  bx_packed_free (content);
}

/* A name stands for one file: a picture that is shown twice is kept once. Takes the bytes. */
static gboolean
add (BxArchiveFiles *files, const char *folder, const char *name, const char *description,
     BxRelation relation, GBytes *taken, GError **error)
{
  g_autoptr (GBytes) bytes = taken;
  g_autofree char *path = g_strconcat (folder, name, NULL);
  BxPressFile file = { .name = g_intern_string (path),
                       .mime = find_type (name),
                       .description = description,
                       .relation = relation };
  BxPacked *content;

  for (guint i = 0; i < files->files->len; i++)
    if (g_str_equal (g_array_index (files->files, BxPressFile, i).name, file.name))
      return TRUE;
  file.content = content = bx_packed_new (bytes);
  if (content == NULL) {
    g_set_error (error, BX_ERROR, BX_ERROR_MACHINE,
                 "zlib cannot deflate %s for the archive; free some memory", path);
    return FALSE;
  }
  g_ptr_array_add (files->contents, content);
  g_array_append_val (files->files, file);
  return TRUE;
}

static gboolean
add_styles (BxArchiveFiles *files, GError **error)
{
  for (char **file = files->road->spec->files; *file != NULL; file++) {
    g_autofree char *name = g_path_get_basename (*file);
    g_autoptr (GError) why = NULL;
    char *text;
    gsize size;

    if (!g_file_get_contents (*file, &text, &size, &why)) {
      bx_error_at (error, BX_ERROR_MACHINE, *file, 0, 0,
                   "the style cannot be read again for the archive (%s)", why->message);
      return FALSE;
    }
    if (!add (files, BX_ARCHIVE_STYLES, name, "The style of the pages", BX_RELATION_SUPPLEMENT,
              g_bytes_new_take (text, size), error))
      return FALSE;
  }
  return TRUE;
}

/* A picture that could not be read was left out of the pages, and is so here. */
static gboolean
add_picture (BxArchiveFiles *files, const char *name, GError **error)
{
  g_autoptr (BxImage) image = bx_image_open (files->road->article->folder, name, NULL);

  return image == NULL
         || add (files, "", name, "A picture of the article", BX_RELATION_SUPPLEMENT,
                 g_bytes_ref (image->bytes), error);
}

static gboolean
add_pictures (BxArchiveFiles *files, GError **error)
{
  const BxArticle *article = files->road->article;

  for (int i = 0; i < article->n_figures; i++)
    if (!add_picture (files, article->figures[i].file, error))
      return FALSE;
  for (int i = 0; i < article->n_speakers; i++)
    if (article->speakers[i].portrait != NULL
        && !add_picture (files, article->speakers[i].portrait, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_records (BxArchiveFiles *files, GError **error)
{
  const BxArticle *article = files->road->article;
  char *log = bx_article_write_edits (article);

  return add (files, BX_ARCHIVE_RECORDS, "edits.csv",
              "Every change that was made to the source of the article", BX_RELATION_DATA,
              g_bytes_new_take (log, strlen (log)), error)
         && add (files, BX_ARCHIVE_RECORDS, "manuscript.txt",
                 "The text of the article as it was set", BX_RELATION_ALTERNATIVE,
                 g_bytes_new_static (article->text, (gsize) article->text_len), error);
}

static gpointer
gather (gpointer data)
{
  BxArchiveFiles *files = data;
  g_autofree char *name = g_path_get_basename (files->road->article->name);

  if (add (files, "", name, "The article as it came", BX_RELATION_SOURCE,
           g_bytes_ref (files->source), &files->error)
      && add_styles (files, &files->error) && add_pictures (files, &files->error))
    add_records (files, &files->error);
  return NULL;
}

void
bx_archive_files_begin (BxArchiveFiles *files, const BxRoad *road, GBytes *source)
{
  files->road = road;
  files->source = source;
  files->files = g_array_new (FALSE, FALSE, sizeof (BxPressFile));
  files->contents = g_ptr_array_new_with_free_func (free_content);
  files->thread = g_thread_new ("files", gather, files);
}

static void
wait (BxArchiveFiles *files)
{
  if (files->thread != NULL)
    g_thread_join (g_steal_pointer (&files->thread));
}

void
bx_archive_files_clear (BxArchiveFiles *files)
{
  wait (files);
  g_clear_pointer (&files->files, g_array_unref);
  g_clear_pointer (&files->contents, g_ptr_array_unref);
  g_clear_error (&files->error);
}

gboolean
bx_archive_files_fill (BxArchiveFiles *files, BxPressJob *job, GError **error)
{
  wait (files);
  if (files->error != NULL) {
    g_propagate_error (error, g_steal_pointer (&files->error));
    return FALSE;
  }
  job->files = (const BxPressFile *) (const void *) files->files->data;
  job->n_files = (int) files->files->len;
  return TRUE;
}
