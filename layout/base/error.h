/* Failures that stop the work. The code says who is at fault, and so the exit status. */
#ifndef BX_ERROR_H
#define BX_ERROR_H

#include <glib.h>

#define BX_ERROR bx_error_quark ()
GQuark bx_error_quark (void);

typedef enum {
  BX_ERROR_INPUT = 1,   /* the article, the style or a file they name */
  BX_ERROR_USAGE = 2,   /* the command line */
  BX_ERROR_MACHINE = 3, /* no font, disk full, not readable or writable */
} BxErrorCode;

/* Sets an error that reads "file:line:column: message". Line and column count from 1; a 0 leaves
 * the number out. The message says what is wrong and, after a semicolon, what to do. */
void bx_error_at (GError **error, BxErrorCode code, const char *file, int line, int column,
                  const char *format, ...) G_GNUC_PRINTF (6, 7);

#endif
