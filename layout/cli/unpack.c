#include "unpack.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* A name in a file of strangers: only what stays below the folder, plainly written. */
static gboolean
is_safe_name (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", -1);

  for (int i = 0; parts[i] != NULL; i++)
    if (parts[i][0] == '\0' || g_str_equal (parts[i], ".") || g_str_equal (parts[i], "..")
        || strchr (parts[i], '\\') != NULL)
      return FALSE;
  return parts[0] != NULL;
}

/* The folders on the way to a file. */
static gboolean
make_folders (BxUnpacked *unpacked, const char *name)
{
  for (const char *slash = strchr (name, '/'); slash != NULL; slash = strchr (slash + 1, '/')) {
    char *path = g_strdup_printf ("%s/%.*s", unpacked->folder, (int) (slash - name), name);

    if (g_mkdir (path, 0700) == 0) {
      g_ptr_array_add (unpacked->made, path);
      continue;
    }
    g_free (path);
    if (errno != EEXIST)
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_file (BxUnpacked *unpacked, const BxArchivedFile *file, GError **error)
{
  g_autofree char *path = g_build_filename (unpacked->folder, file->name, NULL);
  g_autoptr (GError) why = NULL;
  gsize size;
  const char *data = g_bytes_get_data (file->bytes, &size);

  if (!is_safe_name (file->name)) {
    g_set_error (error, BX_ERROR, BX_ERROR_INPUT, "the name of a file inside leads out of it: %s",
                 file->name);
    return FALSE;
  }
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE; /* the first of a name stands for it */
  if (make_folders (unpacked, file->name)
      && g_file_set_contents (path, data, (gssize) size, &why)) {
    g_ptr_array_add (unpacked->made, g_steal_pointer (&path));
    return TRUE;
  }
  bx_error_at (error, BX_ERROR_MACHINE, path, 0, 0, "cannot be written (%s)",
               why != NULL ? why->message : g_strerror (errno));
  return FALSE;
}

gboolean
bx_unpack (BxUnpacked *unpacked, const BxArchive *archive, GError **error)
{
  g_autoptr (GError) why = NULL;

  unpacked->made = g_ptr_array_new_with_free_func (g_free);
  unpacked->folder = g_dir_make_tmp ("banxin-XXXXXX", &why);
  if (unpacked->folder == NULL) {
    g_set_error (error, BX_ERROR, BX_ERROR_MACHINE, "no temporary folder can be made: %s",
                 why->message);
    return FALSE;
  }
  for (guint i = 0; i < archive->files->len; i++) {
    const BxArchivedFile *file = &g_array_index (archive->files, BxArchivedFile, i);

    if (file->is_recorded && !write_file (unpacked, file, error))
      return FALSE;
  }
  return TRUE;
}

void
bx_unpacked_clear (BxUnpacked *unpacked)
{
  for (guint i = unpacked->made != NULL ? unpacked->made->len : 0; i-- > 0;)
    g_remove (unpacked->made->pdata[i]);
  if (unpacked->folder != NULL)
    g_rmdir (unpacked->folder);
  g_clear_pointer (&unpacked->made, g_ptr_array_unref);
  g_clear_pointer (&unpacked->folder, g_free);
}
