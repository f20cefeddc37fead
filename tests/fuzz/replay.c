/* Runs every target over its corpus, and over the seeds, in the usual test run. Each input may take a
 * second for 64 KiB, ten times that where other programs or a sanitizer slow it down. */
#include "fuzz.h"

#define MAX_SECONDS 10

static void
replay_folder (const BxFuzzTarget *target, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *bytes = NULL;
    gsize length = 0;
    gint64 start = g_get_monotonic_time ();

    if (!g_file_get_contents (path, &bytes, &length, NULL))
      continue;
    target->run (bytes, length);
    g_assert_cmpint (g_get_monotonic_time () - start, <,
                     MAX_SECONDS * G_USEC_PER_SEC * (1 + length / 65536));
  }
}

/* The seeds are the cases of the rooms. */
static void
test_target (gconstpointer data)
{
  static const char *const seeds[] = { "clean/lines",   "clean/parts", "read/markdown",
                                       "read/html",     "talk/cases",  "../styles" };
  const BxFuzzTarget *target = data;
  g_autofree char *corpus
      = g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", target->name, NULL);

  replay_folder (target, corpus);
  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++) {
    g_autofree char *folder = g_test_build_filename (G_TEST_DIST, seeds[i], NULL);

    g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
    replay_folder (target, folder);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int i = 0; i < bx_n_fuzz_targets; i++) {
    g_autofree char *path = g_strdup_printf ("/fuzz/%s", bx_fuzz_targets[i].name);

    g_test_add_data_func (path, &bx_fuzz_targets[i], test_target);
  }
  return g_test_run ();
}
