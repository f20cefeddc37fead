#include "error.h"

G_DEFINE_QUARK (bx-error-quark, bx_error)

void
bx_error_at (GError **error, BxErrorCode code, const char *file, int line, int column,
             const char *format, ...)
{
  g_autoptr (GString) text = g_string_new (file);
  va_list args;

  if (line > 0)
    g_string_append_printf (text, ":%d", line);
  if (line > 0 && column > 0)
    g_string_append_printf (text, ":%d", column);
  g_string_append (text, ": ");
  va_start (args, format);
  g_string_append_vprintf (text, format, args);
  va_end (args);
  g_set_error_literal (error, BX_ERROR, code, text->str);
}
