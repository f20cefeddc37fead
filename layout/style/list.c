/* Which styles a folder holds. */
#include "spec.h"

#include <string.h>

static int
compare_names (const void *a, const void *b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

char **
bx_spec_list (const char *styles_dir, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (GDir) dir = g_dir_open (styles_dir, 0, &why);
  GPtrArray *names;
  const char *entry;

  if (dir == NULL) {
    bx_error_at (error, BX_ERROR_MACHINE, styles_dir, 0, 0, "%s", why->message);
    return NULL;
  }
  names = g_ptr_array_new ();
  while ((entry = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (entry, ".yaml") && entry[0] != '.')
      g_ptr_array_add (names, g_strndup (entry, strlen (entry) - strlen (".yaml")));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}
