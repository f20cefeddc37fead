#include "files.h"

#include "image.h"

#include <string.h>

static const struct {
  const char *ending;
  const char *mime;
} types[] = {
  { ".txt", "text/plain" },        { ".md", "text/markdown" }, { ".markdown", "text/markdown" },
  { ".html", "text/html" },        { ".htm", "text/html" },    { ".json", "application/json" },
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
unref_bytes (gpointer bytes)
{
  g_bytes_unref (bytes);
}

/* A name stands for one file: a picture that is shown twice is kept once. Takes the bytes. */
static void
add (BxArchiveFiles *files, const char *folder, const char *name, const char *description,
     BxRelation relation, GBytes *bytes)
{
  g_autofree char *path = g_strconcat (folder, name, NULL);
  BxPressFile file = { .name = g_intern_string (path),
                       .mime = find_type (name),
                       .description = description,
                       .relation = relation,
                       .bytes = bytes };

  g_ptr_array_add (files->own, bytes);
  for (guint i = 0; i < files->files->len; i++)
    if (g_str_equal (g_array_index (files->files, BxPressFile, i).name, file.name))
      return;
  g_array_append_val (files->files, file);
}

static gboolean
add_styles (BxArchiveFiles *files, const BxRoad *road, GError **error)
{
  for (char **file = road->spec->files; *file != NULL; file++) {
    g_autofree char *name = g_path_get_basename (*file);
    g_autoptr (GError) why = NULL;
    char *text;
    gsize size;

    if (!g_file_get_contents (*file, &text, &size, &why)) {
      bx_error_at (error, BX_ERROR_MACHINE, *file, 0, 0,
                   "the style cannot be read again for the archive (%s)", why->message);
      return FALSE;
    }
    add (files, BX_ARCHIVE_STYLES, name, "The style of the pages", BX_RELATION_SUPPLEMENT,
         g_bytes_new_take (text, size));
  }
  return TRUE;
}

static gboolean
add_picture (BxArchiveFiles *files, const BxArticle *article, const char *name, GError **error)
{
  g_autoptr (BxImage) image = bx_image_open (article->folder, name, error);

  if (image == NULL)
    return FALSE;
  add (files, "", name, "A picture of the article", BX_RELATION_SUPPLEMENT,
       g_bytes_ref (image->bytes));
  return TRUE;
}

/* A picture that could not be read was left out of the pages, and is so here. */
static void
add_pictures (BxArchiveFiles *files, const BxArticle *article)
{
  for (int i = 0; i < article->n_figures; i++)
    add_picture (files, article, article->figures[i].file, NULL);
  for (int i = 0; i < article->n_speakers; i++)
    if (article->speakers[i].portrait != NULL)
      add_picture (files, article, article->speakers[i].portrait, NULL);
}

static void
add_records (BxArchiveFiles *files, const BxArticle *article)
{
  g_autoptr (JsonBuilder) dump = json_builder_new ();
  char *text;

  add (files, BX_ARCHIVE_RECORDS, "manuscript.txt", "The text of the article as it was set",
       BX_RELATION_ALTERNATIVE, g_bytes_new (article->text, (gsize) article->text_len));
  bx_article_dump (article, dump);
  text = bx_dump_to_text (dump);
  add (files, BX_ARCHIVE_RECORDS, "edits.json",
       "Parts of the article, and every change that was made to its source", BX_RELATION_DATA,
       g_bytes_new_take (text, strlen (text)));
}

gboolean
bx_archive_files_init (BxArchiveFiles *files, const BxRoad *road, GBytes *source, GError **error)
{
  g_autofree char *name = g_path_get_basename (road->article->name);

  files->files = g_array_new (FALSE, FALSE, sizeof (BxPressFile));
  files->own = g_ptr_array_new_with_free_func (unref_bytes);
  add (files, "", name, "The article as it came", BX_RELATION_SOURCE, g_bytes_ref (source));
  if (!add_styles (files, road, error))
    return FALSE;
  add_pictures (files, road->article);
  add_records (files, road->article);
  return TRUE;
}

void
bx_archive_files_clear (BxArchiveFiles *files)
{
  g_clear_pointer (&files->files, g_array_unref);
  g_clear_pointer (&files->own, g_ptr_array_unref);
}

void
bx_archive_files_fill (const BxArchiveFiles *files, BxPressJob *job)
{
  if (files->files == NULL)
    return;
  job->files = (const BxPressFile *) (const void *) files->files->data;
  job->n_files = (int) files->files->len;
}
