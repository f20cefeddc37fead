/* Case files → cases. Does not know what a call means. */
#include "clreq.h"

#include "case-files.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  Cases *cases;
  const char *file;
  int line;
  const Rule *rule; /* the one being read */
  Scope scope;
} Reader;

static const char *const level_names[N_LEVELS] = { "MUST", "SHOULD", "MAY" };
static const char *const edge_names[] = { "none", "basic", "gb", "strict" };

G_NORETURN static void
give_up (const Reader *reader, const char *what)
{
  g_printerr ("%s:%d: %s\n", reader->file, reader->line, what);
  exit (1);
}

static Scope
scope_default (void)
{
  Scope scope = { .edges = BX_EDGES_BASIC, .han_latin_gap = -1 };

  scope.house[BX_HOUSE_CN] = TRUE;
  scope.font[BX_FONT_MING] = TRUE;
  return scope;
}

/* Sets one of the options "name=value". */
static gboolean
read_option (Scope *scope, const char *word)
{
  const char *value = strchr (word, '=');

  if (value++ == NULL)
    return FALSE;
  if (g_str_has_prefix (word, "indent="))
    scope->indent = g_ascii_strtod (value, NULL);
  else if (g_str_has_prefix (word, "tracking="))
    scope->tracking = g_ascii_strtod (value, NULL);
  else if (g_str_has_prefix (word, "han-latin-gap="))
    scope->han_latin_gap = g_ascii_strtod (value, NULL);
  else if (g_str_equal (word, "hanging=on"))
    scope->hanging = BX_HANGING_ON;
  else if (g_str_equal (word, "hanging=all"))
    scope->hanging = BX_HANGING_ALL;
  else if (g_str_equal (word, "shrink-stops=off"))
    scope->keeps_stops = TRUE;
  else if (g_str_equal (word, "character-grid=on"))
    scope->is_on_grid = TRUE;
  else if (g_str_has_prefix (word, "relief="))
    scope->relief = g_ascii_strtod (value, NULL);
  else if (g_str_has_prefix (word, "name="))
    scope->name = g_ascii_strtod (value, NULL);
  else if (g_str_has_prefix (word, "turn="))
    scope->turn = g_ascii_strtod (value, NULL);
  else if (g_str_has_prefix (word, "edges=")) {
    for (gsize i = 0; i < G_N_ELEMENTS (edge_names); i++)
      if (g_str_equal (value, edge_names[i])) {
        scope->edges = (BxLineEdges) i;
        return TRUE;
      }
    return FALSE;
  } else
    return FALSE;
  return TRUE;
}

static gboolean
read_house_or_font (Scope *scope, const char *word, gboolean *has_house, gboolean *has_font)
{
  for (int i = 0; i < BX_N_HOUSES; i++)
    if (g_str_equal (word, bx_house_name ((BxHouse) i))) {
      if (!*has_house)
        memset (scope->house, 0, sizeof scope->house);
      return *has_house = scope->house[i] = TRUE;
    }
  for (int i = 0; i < BX_N_FONT_ROLES; i++)
    if (g_str_equal (word, bx_font_role_name ((BxFontRole) i))) {
      if (!*has_font)
        memset (scope->font, 0, sizeof scope->font);
      return *has_font = scope->font[i] = TRUE;
    }
  return FALSE;
}

static void
read_scope (Reader *reader, const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);
  gboolean has_house = FALSE;
  gboolean has_font = FALSE;

  reader->scope = scope_default ();
  for (int i = 0; list[i] != NULL; i++)
    if (list[i][0] != '\0' && !read_house_or_font (&reader->scope, list[i], &has_house, &has_font)
        && !read_option (&reader->scope, list[i]))
      give_up (reader, "not a house, a font role or an option");
}

static void
read_rule (Reader *reader, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  Rule *rule = g_new0 (Rule, 1);
  int level = 0;

  if (g_strv_length (words) != 3)
    give_up (reader, "a rule is an id, a level and a title");
  while (level < N_LEVELS && !g_str_equal (words[1], level_names[level]))
    level++;
  if (level == N_LEVELS)
    give_up (reader, "the level is none of MUST, SHOULD, MAY");
  rule->id = g_strdup (words[0]);
  rule->level = (Level) level;
  rule->title = g_strdup (g_strstrip (words[2]));
  g_ptr_array_add (reader->cases->rules, rule);
  reader->rule = rule;
  reader->scope = scope_default ();
}

static void
read_case (Reader *reader, const char *line)
{
  static const char missing[] = "not implemented: ";
  static const char elsewhere[] = "elsewhere: ";
  Case c = { .rule = reader->rule, .scope = reader->scope, .file = g_strdup (reader->file),
             .line = reader->line };

  if (reader->rule == NULL)
    give_up (reader, "a case before the first rule");
  c.is_missing = g_str_has_prefix (line, missing);
  c.is_elsewhere = g_str_has_prefix (line, elsewhere);
  c.text = g_strdup (c.is_missing     ? line + strlen (missing)
                     : c.is_elsewhere ? line + strlen (elsewhere)
                                      : line);
  g_array_append_val (reader->cases->cases, c);
}

static void
read_file (Cases *cases, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = case_file_read (path);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Reader reader = { .cases = cases, .file = name };

  for (int i = 0; lines[i] != NULL; i++) {
    char *line = g_strstrip (lines[i]);

    reader.line = i + 1;
    if (line[0] == '\0' || line[0] == '#')
      continue;
    if (g_str_has_prefix (line, "CL-"))
      read_rule (&reader, line);
    else if (g_str_has_prefix (line, "in "))
      read_scope (&reader, line + 3);
    else
      read_case (&reader, line);
  }
}

static void
free_rule (void *data)
{
  Rule *rule = data;

  g_free (rule->id);
  g_free (rule->title);
  g_free (rule);
}

static void
clear_case (void *data)
{
  Case *c = data;

  g_free (c->file);
  g_free (c->text);
}

Cases *
cases_load (const char *folder)
{
  Cases *cases = g_new0 (Cases, 1);
  g_autoptr (GPtrArray) paths = case_files_list (folder, ".case");

  cases->rules = g_ptr_array_new_with_free_func (free_rule);
  cases->cases = g_array_new (FALSE, FALSE, sizeof (Case));
  g_array_set_clear_func (cases->cases, clear_case);
  for (guint i = 0; i < paths->len; i++)
    read_file (cases, g_ptr_array_index (paths, i));
  return cases;
}

void
cases_free (Cases *cases)
{
  g_array_unref (cases->cases);
  g_ptr_array_unref (cases->rules);
  g_free (cases);
}
