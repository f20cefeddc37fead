/* A file on its way to its place. Where the system can, it has no name before: whatever ends the
 * program, nothing of it is left. Elsewhere it has a hidden name beside its place. */
#ifndef BX_TEMPORARY_H
#define BX_TEMPORARY_H

#include <glib.h>

typedef struct {
  int fd;     /* to write to; -1 when it is closed */
  char *name; /* NULL for none */
} BxTemporary;

/* Opens one that will stand in `folder`. FALSE with errno. */
gboolean bx_temporary_open (BxTemporary *temporary, const char *folder);

/* When all is written: looks whether it was, and closes the file where it has a name. With `is_safe`
 * it is on the disk first. FALSE with errno. */
gboolean bx_temporary_end (BxTemporary *temporary, gboolean is_safe);

/* Puts it in its place, whatever stood there. FALSE with errno. */
gboolean bx_temporary_put (BxTemporary *temporary, const char *target);

/* Takes away what was not put in its place. */
void bx_temporary_clear (BxTemporary *temporary);

#endif
