/* The commands: each takes its own arguments, argv[0] being its name, and gives an exit status. */
#ifndef BX_COMMANDS_H
#define BX_COMMANDS_H

#include "road.h"

typedef struct {
  const char *name;
  const char *summary;
  gboolean (*run) (int argc, char **argv, int *status, GError **error);
} BxCommand;

gboolean bx_command_render (int argc, char **argv, int *status, GError **error);
gboolean bx_command_import (int argc, char **argv, int *status, GError **error);
gboolean bx_command_clean (int argc, char **argv, int *status, GError **error);
gboolean bx_command_inspect (int argc, char **argv, int *status, GError **error);
gboolean bx_command_verify (int argc, char **argv, int *status, GError **error);
gboolean bx_command_fonts (int argc, char **argv, int *status, GError **error);
gboolean bx_command_styles (int argc, char **argv, int *status, GError **error);

/* Parses the options of a command that takes `n_arguments` others (0 or 1: INPUT); with the wrong
 * number of them, BX_ERROR_USAGE. (transfer full) the argument, or NULL. FALSE on failure. */
gboolean bx_options_parse (const char *command, const char *summary, const GOptionEntry *entries,
                           int argc, char **argv, int n_arguments, char **argument,
                           GError **error);
/* The same with a context of one's own. */
gboolean bx_options_parse_context (GOptionContext *context, const char *command,
                                   const char *summary, int argc, char **argv, int n_arguments,
                                   char **argument, GError **error);

/* What every command that reads an article lets one say of reading and cleaning it. */
typedef struct {
  char *encoding;
  char *lang;
  char *glosses;
  char *quotes;
  char *script;
  char *protect;
  char *boilerplate;
  char *keep;
  char **words; /* of protect */
} BxTextOptions;

void bx_text_options_clear (BxTextOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BxTextOptions, bx_text_options_clear)

/* The same for a command that reads an article: its own options and those of the text. */
gboolean bx_options_parse_text (const char *command, const char *summary,
                                const GOptionEntry *entries, BxTextOptions *text, int argc,
                                char **argv, char **input, GError **error);
/* What they ask of a walk. Errors: BX_ERROR_USAGE. Strings of `walk` are the options'. */
gboolean bx_text_options_get (BxTextOptions *options, BxWalk *walk, GError **error);

/* The number of pages that an option asks for: NULL is 0, "even" BX_PAGES_EVEN. Errors: USAGE. */
gboolean bx_options_get_pages (const char *option, int *pages, GError **error);

#endif
