/* See case-files.h. */
#include "case-files.h"

#include <string.h>

char *
case_file_read (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static int
compare (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

GPtrArray *
case_files_list (const char *folder, const char *ending)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ending))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare);
  return paths;
}

void
case_files_add_tests (const char *folder, const char *name, GTestDataFunc function)
{
  g_autofree char *whole = g_test_build_filename (G_TEST_DIST, folder, NULL);
  g_autoptr (GPtrArray) paths = case_files_list (whole, "");

  for (guint i = 0; i < paths->len; i++) {
    const char *path = g_ptr_array_index (paths, i);
    g_autofree char *base = g_path_get_basename (path);
    g_autofree char *test = g_strdup_printf ("%s/%s", name, base);

    g_test_add_data_func_full (test, g_strdup (path), function, g_free);
  }
}
