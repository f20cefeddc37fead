/* Runs every target over its corpus, over the seeds, and over patterns that make slow readers slow, in
 * the usual test run. Each input may take a second of the processor's time for 64 KiB, ten times that
 * under a sanitizer. */
#include "fuzz.h"

#include <string.h>
#include <time.h>

#if defined (__SANITIZE_ADDRESS__) || defined (__SANITIZE_THREAD__)
#define MAX_SECONDS 10
#else
#define MAX_SECONDS 1
#endif
#define LONG_BYTES 65536

/* Microseconds of all threads; other programs do not count. */
static gint64
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
run_timed (const BxFuzzTarget *target, const char *what, const char *bytes, gsize length)
{
  gint64 start = processor_time ();
  g_autofree char *named = g_strescape (what, NULL);

  target->run (bytes, length);
  start = processor_time () - start;
  if (start > MAX_SECONDS * G_USEC_PER_SEC * MAX (LONG_BYTES, (gint64) length) / LONG_BYTES)
    g_error ("%s: %s takes %" G_GINT64_FORMAT " ms", target->name, named,
             start / 1000);
  g_test_message ("%s: %" G_GINT64_FORMAT " ms", named, start / 1000);
}

static void
replay_folder (const BxFuzzTarget *target, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *bytes = NULL;
    gsize length = 0;

    if (g_file_get_contents (path, &bytes, &length, NULL))
      run_timed (target, name, bytes, length);
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

/* What is opened and never closed, nested, or looked for far ahead; each again and again. */
static void
test_patterns (gconstpointer data)
{
  static const char *const patterns[] = {
    "「",  "“",    "」",     "『「",   "（",      "\"",     "“甲說：",  "甲說：“乙。”", "他說",
    "老王", "王教授說，", "張三，",  "·阿·",  "（甲a）",  "……",     "——",    "一", "a", " ",
    "\n\n甲\n", "\n\n「甲。", "\n問：甲？\n",   "[",       "![",     "[^a]",  "[^a]: b\n", "*",   "**甲*", "_a",
    "`",   "```\n", "> ",     ">\n> ",  "- ",      "  - a\n", "1. ",  "#",  "# a\n", "::: sidebar\n",
    ":::\n", "| a ",  "|-|\n",  "{甲|",  "<ruby>",  "<b>",    "<div>", "<p>甲", "<a href=", "<!--", "&amp;",
    "&#",  "<table><tr><td>", "\\", "---\n", "a: ",   "- ",     "[",     "{", "*a", "&a ", "\x80", "\xff\xfe",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++) {
    g_autoptr (GString) text = g_string_sized_new (LONG_BYTES + 64);

    while (text->len < LONG_BYTES)
      g_string_append (text, patterns[i]);
    run_timed (data, patterns[i], text->str, text->len);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int i = 0; i < bx_n_fuzz_targets; i++) {
    g_autofree char *path = g_strdup_printf ("/fuzz/%s", bx_fuzz_targets[i].name);
    g_autofree char *long_path = g_strdup_printf ("/patterns/%s", bx_fuzz_targets[i].name);

    g_test_add_data_func (path, &bx_fuzz_targets[i], test_target);
    g_test_add_data_func (long_path, &bx_fuzz_targets[i], test_patterns);
  }
  return g_test_run ();
}
