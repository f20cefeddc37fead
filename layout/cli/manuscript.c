/* banxin import and clean: an article as an editor's manuscript, and what cleaning changed in it.
 */
#include "commands.h"
#include "output.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static gboolean
print_bytes (const char *text, GError **error)
{
  if (fputs (text, stdout) >= 0 && fflush (stdout) == 0)
    return TRUE;
  g_set_error (error, BX_ERROR, BX_ERROR_MACHINE, "cannot write to standard output");
  return FALSE;
}

/* Pictures are named from the folder of the article; in another folder their names lead nowhere. */
static void
warn_of_pictures (const BxRoad *road, const char *output)
{
  g_autofree char *folder = g_path_get_dirname (output);

  if (road->article->n_figures == 0 || bx_output_is_same_file (folder, road->article->folder))
    return;
  fprintf (stderr, "%s: warning: the pictures are in %s; copy them beside the manuscript\n", output,
           road->article->folder);
}

/* Of a pull quote and its reserve the pages chose one: that is the editor's to change. */
static void
choose_set_pulls (BxRoad *road)
{
  BxArticle *article = road->article;

  for (int i = 0; i < article->n_pulls; i++)
    article->pulls[i].is_chosen = FALSE;
  for (guint i = 0; i < road->pages->lines->len; i++) {
    const BxFrameLine *line = &g_array_index (road->pages->lines, BxFrameLine, i);

    if (line->pull >= 0)
      article->pulls[line->pull].is_chosen = TRUE;
  }
}

static gboolean
check_is_other_file (const char *file, const char *input, const char *option, GError **error)
{
  if (file == NULL || !bx_output_is_same_file (file, input))
    return TRUE;
  bx_error_at (error, BX_ERROR_USAGE, file, 0, 0, "is the article itself; name another file with %s",
               option);
  return FALSE;
}

/* To a file, or to standard output where none is named. */
static gboolean
write_manuscript (const BxRoad *road, const char *output, GError **error)
{
  g_autofree char *text = bx_write_manuscript (road->article);
  g_autoptr (GBytes) bytes = NULL;

  if (output == NULL)
    return print_bytes (text, error);
  bytes = g_bytes_new (text, strlen (text));
  if (!bx_output_write (output, bytes, error))
    return FALSE;
  warn_of_pictures (road, output);
  return TRUE;
}

gboolean
bx_command_import (int argc, char **argv, int *status, GError **error)
{
  g_auto (BxTextOptions) options = { 0 };
  g_autofree char *style = NULL;
  g_autofree char *input = NULL;
  g_autofree char *output = NULL;
  g_autofree char *report = NULL;
  g_autoptr (BxRoad) road = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      "Where to write the Markdown; the default is standard output", "FILE.md" },
    { "style", 's', 0, G_OPTION_ARG_STRING, &style,
      "The style for which pull quotes are chosen, by name or file", "NAME|FILE" },
    { "report", 0, 0, G_OPTION_ARG_FILENAME, &report, "Write all findings as JSON", "FILE.json" },
    { NULL },
  };
  BxWalk walk = { .last = BX_STAGE_FRAMES };

  if (!bx_options_parse_text ("import",
                              "Writes an article as Markdown with front matter, to be edited.",
                              entries, &options, argc, argv, &input, error)
      || !bx_text_options_get (&options, &walk, error))
    return FALSE;
  if (!check_is_other_file (output, input, "-o", error)
      || !check_is_other_file (report, input, "--report", error))
    return FALSE;
  walk.style = style;
  road = bx_road_walk (input, &walk, error);
  if (road == NULL)
    return FALSE;
  choose_set_pulls (road);
  if (!write_manuscript (road, output, error)
      || (report != NULL && !bx_road_write_report (road, report, error)))
    return FALSE;
  bx_road_print_findings (road);
  return TRUE;
}

/* --- clean ---------------------------------------------------------------------------------- */

typedef struct {
  GString *out;
  const char *old; /* before what is taken out, and so on: marks, or colours of a terminal */
  const char *old_end;
  const char *new;
  const char *new_end;
} Diff;

/* Line ends inside of a change are shown, not made. */
static void
add_change (Diff *diff, const char *start, const char *end, const char *text, BxSlice slice)
{
  if (bx_slice_is_empty (slice))
    return;
  g_string_append (diff->out, start);
  for (int i = slice.start; i < slice.end; i++)
    if (text[i] == '\n')
      g_string_append (diff->out, "⏎");
    else if (text[i] != '\r')
      g_string_append_c (diff->out, text[i]);
  g_string_append (diff->out, end);
}

/* Whether an edit touches a block's text, or only what stands between blocks. */
static gboolean
is_between (const BxArticle *article, const BxEdit *edit)
{
  return edit->kind == BX_EDIT_BREAK || edit->kind == BX_EDIT_MARKUP
         || (edit->kind == BX_EDIT_LEFT_OUT && edit->from.start == 0 && article->n_blocks == 0);
}

/* The changes of one block, in its text. FALSE where nothing changed. */
static gboolean
add_block (Diff *diff, const BxArticle *article, const BxBlock *block, int *edit)
{
  int at = block->text.start;
  gboolean has_change = FALSE;
  gsize start = diff->out->len;

  while (*edit < article->n_edits && article->edits[*edit].to.start < block->text.start)
    (*edit)++;
  g_string_append_printf (diff->out, "%s:%d: ", article->name, block->line);
  for (; *edit < article->n_edits && article->edits[*edit].to.end <= block->text.end; (*edit)++) {
    const BxEdit *e = &article->edits[*edit];

    g_string_append_len (diff->out, article->text + at, e->to.start - at);
    at = e->to.end;
    if (is_between (article, e)) {
      g_string_append_len (diff->out, article->text + e->to.start, bx_slice_len (e->to));
      continue;
    }
    has_change = TRUE;
    add_change (diff, diff->old, diff->old_end, article->source, e->from);
    add_change (diff, diff->new, diff->new_end, article->text, e->to);
  }
  g_string_append_len (diff->out, article->text + at, block->text.end - at);
  g_string_append_c (diff->out, '\n');
  if (!has_change)
    g_string_truncate (diff->out, start);
  return has_change;
}

static char *
make_diff (const BxArticle *article, gboolean has_colour)
{
  Diff plain = { .old = "[-", .old_end = "-]", .new = "{+", .new_end = "+}" };
  Diff coloured = {
    .old = "\033[31;9m", .old_end = "\033[0m", .new = "\033[32m", .new_end = "\033[0m"
  };
  Diff diff = has_colour ? coloured : plain;
  int edit = 0;

  diff.out = g_string_new (NULL);
  for (int i = 0; i < article->n_blocks; i++)
    add_block (&diff, article, &article->blocks[i], &edit);
  return g_string_free (diff.out, FALSE);
}

gboolean
bx_command_clean (int argc, char **argv, int *status, GError **error)
{
  g_auto (BxTextOptions) options = { 0 };
  g_autofree char *input = NULL;
  g_autofree char *text = NULL;
  g_autoptr (BxRoad) road = NULL;
  gboolean shows_diff = FALSE;
  const GOptionEntry entries[] = {
    { "diff", 0, 0, G_OPTION_ARG_NONE, &shows_diff,
      "Show each change in its line, in colours on a terminal", NULL },
    { NULL },
  };
  BxWalk walk = { .last = BX_STAGE_ARTICLE };

  if (!bx_options_parse_text ("clean", "Prints the clean text of an article.", entries, &options,
                              argc, argv, &input, error)
      || !bx_text_options_get (&options, &walk, error))
    return FALSE;
  road = bx_road_walk (input, &walk, error);
  if (road == NULL)
    return FALSE;
  text = shows_diff ? make_diff (road->article, isatty (STDOUT_FILENO))
                    : g_strdup (road->article->text);
  return print_bytes (text, error);
}
