#include "output.h"
#include "temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where a path leads: links are followed, so that what they point to is replaced and not they. */
static char *
resolve (const char *path)
{
  char *real = realpath (path, NULL);
  char *copy = g_strdup (real != NULL ? real : path);

  free (real);
  return copy;
}

static gboolean
write_all (int fd, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  while (length > 0) {
    gssize n = write (fd, data, length);

    if (n < 0 && errno == EINTR)
      continue;
    if (n == 0)
      errno = EIO;
    if (n <= 0)
      return FALSE;
    data += n;
    length -= (gsize) n;
  }
  return TRUE;
}

/* A new file gets the rights that the user's mask leaves; an older one keeps its own. */
static void
set_rights (int fd, const char *path)
{
  struct stat old;
  mode_t mask = umask (0);

  umask (mask);
  if (fchmod (fd, stat (path, &old) == 0 ? old.st_mode & 0777 : 0666 & ~mask) != 0)
    return; /* some file systems have no rights to set: not worth a failure */
}

/* A pipe or a device cannot be replaced, only written to; a pipe that nobody reads is an error and
 * not a wait without end. */
static gboolean
is_stream (const char *path)
{
  struct stat info;

  return stat (path, &info) == 0 && !S_ISREG (info.st_mode) && !S_ISDIR (info.st_mode);
}

static gboolean
write_stream (const char *path, GBytes *bytes, GError **error)
{
  int fd = open (path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
  gboolean is_done = fd >= 0 && fcntl (fd, F_SETFL, 0) == 0 && write_all (fd, bytes);
  int failed = errno;

  if (fd >= 0)
    close (fd);
  if (!is_done)
    bx_error_at (error, BX_ERROR_MACHINE, path, 0, 0,
                 "cannot be written (%s); choose a file with -o", g_strerror (failed));
  return is_done;
}

/* --- together ------------------------------------------------------------------------------- */

/* A file that is written and not yet in its place. */
typedef struct {
  char *path; /* as it was named */
  char *target;
  BxTemporary temporary;
} Part;

struct _BxOutputs {
  GArray *parts;
};

static void
clear_part (void *data)
{
  Part *part = data;

  bx_temporary_clear (&part->temporary);
  g_free (part->path);
  g_free (part->target);
}

BxOutputs *
bx_outputs_new (void)
{
  BxOutputs *outputs = g_new0 (BxOutputs, 1);

  outputs->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_array_set_clear_func (outputs->parts, clear_part);
  return outputs;
}

void
bx_outputs_free (BxOutputs *outputs)
{
  if (outputs == NULL)
    return;
  g_array_unref (outputs->parts);
  g_free (outputs);
}

static gboolean
fail (const char *path, int failed, GError **error)
{
  bx_error_at (error, BX_ERROR_MACHINE, path, 0, 0,
               "cannot be written (%s); make room or choose another folder with -o",
               g_strerror (failed));
  return FALSE;
}

/* An older file goes only when the new one is safe on the disk; where there is none, nothing is lost
 * with the machine's power but what can be made again. */
static gboolean
write_temporary (BxTemporary *temporary, const char *target, GBytes *bytes)
{
  set_rights (temporary->fd, target);
  return write_all (temporary->fd, bytes)
         && bx_temporary_end (temporary, g_file_test (target, G_FILE_TEST_EXISTS));
}

gboolean
bx_outputs_add (BxOutputs *outputs, const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *target = resolve (path);
  g_autofree char *folder = g_path_get_dirname (target);
  Part part = { NULL };
  gboolean is_written;

  if (g_file_test (target, G_FILE_TEST_IS_DIR)) {
    bx_error_at (error, BX_ERROR_MACHINE, path, 0, 0,
                 "is a folder; name a file in it with -o");
    return FALSE;
  }
  if (is_stream (target))
    return write_stream (target, bytes, error);
  if (!bx_temporary_open (&part.temporary, folder)) {
    bx_error_at (error, BX_ERROR_MACHINE, path, 0, 0,
                 "cannot write there (%s); choose another folder with -o", g_strerror (errno));
    return FALSE;
  }
  is_written = write_temporary (&part.temporary, target, bytes) || fail (path, errno, error);
  part.path = g_strdup (path);
  part.target = g_steal_pointer (&target);
  g_array_append_val (outputs->parts, part);
  return is_written;
}

gboolean
bx_outputs_commit (BxOutputs *outputs, GError **error)
{
  for (guint i = 0; i < outputs->parts->len; i++) {
    Part *part = &g_array_index (outputs->parts, Part, i);

    if (!bx_temporary_put (&part->temporary, part->target))
      return fail (part->path, errno, error);
  }
  return TRUE;
}

gboolean
bx_output_write (const char *path, GBytes *bytes, GError **error)
{
  g_autoptr (BxOutputs) outputs = bx_outputs_new ();

  return bx_outputs_add (outputs, path, bytes, error) && bx_outputs_commit (outputs, error);
}

gboolean
bx_output_is_same_file (const char *a, const char *b)
{
  struct stat info_a, info_b;

  if (g_str_equal (a, b))
    return TRUE;
  return stat (a, &info_a) == 0 && stat (b, &info_b) == 0 && info_a.st_dev == info_b.st_dev
         && info_a.st_ino == info_b.st_ino;
}
