#define _GNU_SOURCE /* O_TMPFILE */
#include "temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define HIDDEN ".banxin-"

/* Each holds a descriptor until it is in its place, of which a program has not many: PNG of more pages
 * than these get names. */
#define MAX_NAMELESS 16
static int n_nameless = 0;

static char *
name_of_descriptor (int fd)
{
  return g_strdup_printf ("/proc/self/fd/%d", fd);
}

#ifdef O_TMPFILE
static gboolean
open_nameless (BxTemporary *temporary, const char *folder)
{
  g_autofree char *descriptor = NULL;

  if (n_nameless == MAX_NAMELESS)
    return FALSE;
  temporary->fd = open (folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
  if (temporary->fd < 0)
    return FALSE;
  descriptor = name_of_descriptor (temporary->fd);
  if (access (descriptor, F_OK) == 0) {
    n_nameless++;
    return TRUE;
  }
  close (temporary->fd); /* without /proc nobody can name it later */
  return FALSE;
}
#else
static gboolean
open_nameless (BxTemporary *temporary, const char *folder)
{
  return FALSE;
}
#endif

gboolean
bx_temporary_open (BxTemporary *temporary, const char *folder)
{
  *temporary = (BxTemporary){ -1, NULL };
  if (open_nameless (temporary, folder))
    return TRUE;
  temporary->name = g_build_filename (folder, HIDDEN "XXXXXX", NULL);
  temporary->fd = g_mkstemp_full (temporary->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (temporary->fd < 0)
    g_clear_pointer (&temporary->name, g_free);
  return temporary->fd >= 0;
}

static gboolean
close_descriptor (BxTemporary *temporary)
{
  int fd = temporary->fd;

  temporary->fd = -1;
  n_nameless -= temporary->name == NULL;
  return close (fd) == 0;
}

gboolean
bx_temporary_end (BxTemporary *temporary, gboolean is_safe)
{
  if (is_safe && fsync (temporary->fd) != 0)
    return FALSE;
  return temporary->name == NULL || close_descriptor (temporary);
}

/* Gives it a hidden name beside its place: no call of the system replaces a file by one without. */
static gboolean
give_name (BxTemporary *temporary, const char *descriptor, const char *target)
{
  g_autofree char *folder = g_path_get_dirname (target);

  do {
    g_autofree char *last = g_strdup_printf (HIDDEN "%08x", g_random_int ());
    g_autofree char *name = g_build_filename (folder, last, NULL);

    if (linkat (AT_FDCWD, descriptor, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0) {
      close_descriptor (temporary);
      temporary->name = g_steal_pointer (&name);
      return TRUE;
    }
  } while (errno == EEXIST);
  return FALSE;
}

gboolean
bx_temporary_put (BxTemporary *temporary, const char *target)
{
  if (temporary->name == NULL) {
    g_autofree char *descriptor = name_of_descriptor (temporary->fd);

    if (linkat (AT_FDCWD, descriptor, AT_FDCWD, target, AT_SYMLINK_FOLLOW) == 0) {
      close_descriptor (temporary);
      return TRUE;
    }
    if (errno != EEXIST || !give_name (temporary, descriptor, target))
      return FALSE;
  }
  if (g_rename (temporary->name, target) != 0)
    return FALSE;
  g_clear_pointer (&temporary->name, g_free);
  return TRUE;
}

void
bx_temporary_clear (BxTemporary *temporary)
{
  if (temporary->fd >= 0)
    close_descriptor (temporary);
  if (temporary->name != NULL)
    g_unlink (temporary->name);
  g_clear_pointer (&temporary->name, g_free);
}
