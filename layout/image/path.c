/* Where a picture may be: in the article's folder or under it. Names that point elsewhere are
 * refused as they are written; links are followed, and refused where they lead out. */
#include "path.h"
#include "image-private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK (256 * 1024)

static gboolean
has_parent_step (const char *file)
{
  g_auto (GStrv) steps = g_strsplit (file, "/", -1);

  return g_strv_contains ((const char *const *) steps, "..");
}

static gboolean
check_name (const char *file, GError **error)
{
  const char *wrong = NULL;

  if (file[0] == '\0')
    wrong = "a picture has no file; name one in the article's folder";
  else if (strstr (file, "://") != NULL || g_str_has_prefix (file, "data:"))
    wrong = "is not fetched; save the picture in the article's folder and name it there";
  else if (g_path_is_absolute (file) || has_parent_step (file))
    wrong = "is outside the article's folder; put the picture beside the article";
  if (wrong == NULL)
    return TRUE;
  bx_error_at (error, BX_ERROR_INPUT, file[0] != '\0' ? file : "picture", 0, 0, "%s", wrong);
  return FALSE;
}

static gboolean
is_inside (const char *folder, const char *path)
{
  gsize n = strlen (folder);

  return strncmp (folder, path, n) == 0
         && (path[n] == '/' || path[n] == '\0' || g_str_equal (folder, "/"));
}

/* The picture's path without links, or NULL. (transfer full) */
static char *
resolve (const char *folder, const char *file, GError **error)
{
  g_autofree char *joined = g_build_filename (folder[0] != '\0' ? folder : ".", file, NULL);
  char *real_folder = realpath (folder[0] != '\0' ? folder : ".", NULL);
  char *real_path = realpath (joined, NULL);
  char *found = NULL;

  if (real_folder == NULL || real_path == NULL)
    bx_error_at (error, errno == EACCES ? BX_ERROR_MACHINE : BX_ERROR_INPUT, file, 0, 0,
                 "the picture cannot be opened: %s; check its name", g_strerror (errno));
  else if (!is_inside (real_folder, real_path))
    bx_error_at (error, BX_ERROR_INPUT, file, 0, 0,
                 "is a link out of the article's folder; put the picture itself there");
  else
    found = g_strdup (real_path);
  free (real_folder);
  free (real_path);
  return found;
}

static gboolean
check_file (int fd, const char *file, GError **error)
{
  struct stat info;

  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode) && info.st_size <= BX_IMAGE_MAX_BYTES)
    return TRUE;
  if (S_ISREG (info.st_mode))
    bx_error_at (error, BX_ERROR_INPUT, file, 0, 0,
                 "is larger than %d MiB; save the picture smaller",
                 BX_IMAGE_MAX_BYTES / (1024 * 1024));
  else
    bx_error_at (error, BX_ERROR_INPUT, file, 0, 0, "is not a file; name a JPEG or PNG picture");
  return FALSE;
}

/* Not mapped: a file that shrinks under a map ends the program. */
static GBytes *
read_all (int fd, const char *file, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gssize n = 1;

  while (n != 0 && bytes->len <= BX_IMAGE_MAX_BYTES) {
    guint end = bytes->len;

    g_byte_array_set_size (bytes, end + CHUNK);
    n = read (fd, bytes->data + end, CHUNK);
    g_byte_array_set_size (bytes, end + (guint) MAX (n, 0));
    if (n < 0 && errno != EINTR) {
      bx_error_at (error, BX_ERROR_MACHINE, file, 0, 0, "cannot be read: %s; check the disk",
                   g_strerror (errno));
      return NULL;
    }
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

GBytes *
bx_image_read_file (const char *folder, const char *file, GError **error)
{
  g_autofree char *path = NULL;
  GBytes *bytes = NULL;
  int fd;

  if (!check_name (file, error))
    return NULL;
  if (folder == NULL) {
    bx_error_at (error, BX_ERROR_INPUT, file, 0, 0,
                 "the article has no folder to look in; save it as a file beside its pictures");
    return NULL;
  }
  path = resolve (folder, file, error);
  if (path == NULL)
    return NULL;
  /* Without waiting: a pipe of that name would keep the program forever. */
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
  if (fd < 0) {
    bx_error_at (error, BX_ERROR_MACHINE, file, 0, 0,
                 "the picture cannot be opened: %s; check its permissions", g_strerror (errno));
    return NULL;
  }
  if (check_file (fd, file, error))
    bytes = read_all (fd, file, error);
  close (fd);
  return bytes;
}
