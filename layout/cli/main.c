/* banxin: which command, and what its failure means to the shell. */
#include "commands.h"

#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdio.h>
#include <string.h>

#define PIECE (16 << 20) /* bytes */

static const BxCommand commands[] = {
  { "render", "Set an article: PDF, PNG or SVG", bx_command_render },
  { "import", "Write an article as Markdown with front matter, to be edited", bx_command_import },
  { "clean", "Print the clean text of an article, or what changed in it", bx_command_clean },
  { "inspect", "Print what a stage makes of an article, as JSON", bx_command_inspect },
  { "verify", "Look whether an archive copy is whole, and render it again", bx_command_verify },
  { "fonts", "Say which file answers each font role", bx_command_fonts },
  { "styles", "List the styles", bx_command_styles },
};

static void
print_help (void)
{
  printf ("Usage: banxin COMMAND [OPTIONS…]\n\n"
          "Sets Chinese magazine features: an article in which people speak becomes finished pages\n"
          "with pull quotes.\n\nCommands:\n");
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    printf ("  %-10s %s\n", commands[i].name, commands[i].summary);
  printf ("\n`banxin COMMAND --help` lists the options of a command. `banxin --version` prints the\n"
          "version.\n");
}

static const BxCommand *
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  return NULL;
}

gboolean
bx_options_parse_context (GOptionContext *context, const char *command, const char *summary, int argc,
               char **argv, int n_arguments, char **argument, GError **error)
{
  g_autofree char *program = g_strdup_printf ("banxin %s", command);
  GError *local = NULL;

  g_set_prgname (program);
  g_option_context_set_summary (context, summary);
  if (!g_option_context_parse (context, &argc, &argv, &local)) {
    g_set_error (error, BX_ERROR, BX_ERROR_USAGE, "%s; see `%s --help`", local->message, program);
    g_error_free (local);
    return FALSE;
  }
  /* GOption leaves the "--" that lets an INPUT begin with a dash. */
  if (argc > 1 && g_str_equal (argv[1], "--")) {
    argc--;
    argv++;
  }
  if (argc - 1 != n_arguments) {
    g_set_error (error, BX_ERROR, BX_ERROR_USAGE, "%s; see `%s --help`",
                 argc - 1 < n_arguments ? "no INPUT given" : "too many arguments", program);
    return FALSE;
  }
  if (argument != NULL)
    *argument = g_strdup (argv[1]);
  return TRUE;
}

gboolean
bx_options_parse (const char *command, const char *summary, const GOptionEntry *entries, int argc,
                  char **argv, int n_arguments, char **argument, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (n_arguments > 0 ? "INPUT" : NULL);

  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  return bx_options_parse_context (context, command, summary, argc, argv, n_arguments, argument, error);
}

gboolean
bx_options_get_pages (const char *option, int *pages, GError **error)
{
  gint64 number = 0;

  *pages = 0;
  if (option == NULL)
    return TRUE;
  if (g_str_equal (option, "even")) {
    *pages = BX_PAGES_EVEN;
    return TRUE;
  }
  if (!g_ascii_string_to_signed (option, 10, 1, BX_MAX_PAGES, &number, NULL)) {
    g_set_error (error, BX_ERROR, BX_ERROR_USAGE,
                 "--pages %s is no number of pages; use 1 … %d or even", option, BX_MAX_PAGES);
    return FALSE;
  }
  *pages = (int) number;
  return TRUE;
}

/* One line for a person; a message of several lines would break whoever reads a log. What is wrong
 * with the command line begins with our name; what concerns a file, with the file's, so that editors
 * can jump there. */
static void
print_error (const GError *error)
{
  g_autofree char *line = g_strdup (error->message);
  gboolean is_usage = g_error_matches (error, BX_ERROR, BX_ERROR_USAGE);

  g_strdelimit (line, "\n\r", ' ');
  fprintf (stderr, "%s%s\n", is_usage ? "banxin: " : "", line);
}

/* Memory is taken from the system, and given back, in large pieces. glibc lets the part of another
 * thread than the first grow by a page at a time, and all threads wait meanwhile. */
static void
take_large_pieces (void)
{
#ifdef __GLIBC__
  mallopt (M_TOP_PAD, PIECE);
  mallopt (M_TRIM_THRESHOLD, 4 * PIECE);
  mallopt (M_MMAP_THRESHOLD, PIECE);
#endif
}

int
main (int argc, char **argv)
{
  const BxCommand *command;
  GError *error = NULL;
  int status = 0;

  take_large_pieces ();

  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C");
  if (argc < 2) {
    fprintf (stderr, "banxin: no command given; see `banxin --help`\n");
    return BX_ERROR_USAGE;
  }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")
      || g_str_equal (argv[1], "help")) {
    print_help ();
    return 0;
  }
  if (g_str_equal (argv[1], "--version")) {
    printf ("banxin %s\n", BX_VERSION);
    return 0;
  }
  command = find_command (argv[1]);
  if (command == NULL) {
    fprintf (stderr, "banxin: %s is no command; see `banxin --help`\n", argv[1]);
    return BX_ERROR_USAGE;
  }
  if (command->run (argc - 1, argv + 1, &status, &error))
    return status;
  print_error (error);
  status = error->domain == BX_ERROR ? error->code : BX_ERROR_MACHINE;
  g_error_free (error);
  return status;
}
