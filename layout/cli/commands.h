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
gboolean bx_command_inspect (int argc, char **argv, int *status, GError **error);
gboolean bx_command_fonts (int argc, char **argv, int *status, GError **error);
gboolean bx_command_styles (int argc, char **argv, int *status, GError **error);

/* Parses the options of a command that takes `n_arguments` others (0 or 1: INPUT); with the wrong
 * number of them, BX_ERROR_USAGE. (transfer full) the argument, or NULL. FALSE on failure. */
gboolean bx_options_parse (const char *command, const char *summary, const GOptionEntry *entries,
                           int argc, char **argv, int n_arguments, char **argument,
                           GError **error);
/* --lang; NULL is BX_LANG_AUTO. */
gboolean bx_options_get_lang (const char *name, BxLang *lang, GError **error);

#endif
