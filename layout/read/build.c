/* Keeps what a format's reader finds until the raw article is whole, and follows its text in the
 * source. What is text and what is markup is decided by the readers. */
#include "build.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define MAX_WARNINGS 400 /* each costs a walk along its line */

BxBuild *
bx_build_new (BxRaw *raw, BxReport *report)
{
  BxBuild *build = g_new0 (BxBuild, 1);
  int start = 0;

  build->raw = raw;
  build->report = report;
  build->blocks = g_array_new (FALSE, TRUE, sizeof (BxRawBlock));
  build->edits = g_array_new (FALSE, TRUE, sizeof (BxRawEdit));
  build->markups = g_array_new (FALSE, TRUE, sizeof (BxMarkup));
  build->figures = g_array_new (FALSE, TRUE, sizeof (BxFigure));
  build->tables = g_array_new (FALSE, TRUE, sizeof (BxTable));
  build->speakers = g_array_new (FALSE, TRUE, sizeof (BxSpeaker));
  build->pulls = g_array_new (FALSE, TRUE, sizeof (BxRawPull));
  build->lines = g_array_new (FALSE, TRUE, sizeof (int));
  for (;;) {
    g_array_append_val (build->lines, start);
    start += (int) strcspn (raw->source + start, "\r\n");
    if (start >= raw->source_len)
      break;
    start += strncmp (raw->source + start, "\r\n", 2) == 0 ? 2 : 1;
  }
  return build;
}

static void *
steal (GArray **array, int *n)
{
  *n = (int) (*array)->len;
  return g_array_free (g_steal_pointer (array), FALSE);
}

/* Appends markup for what is written between two places, line ends and blanks apart. */
static void
cover_stretch (GArray *edits, const char *source, int start, int end)
{
  for (int at = start; at < end;) {
    BxRawEdit edit = { .kind = BX_EDIT_MARKUP };

    at += (int) strspn (source + at, " \t\r\n");
    edit.from = bx_slice (at, MIN (end, at + (int) strcspn (source + at, " \t\r\n")));
    if (!bx_slice_is_empty (edit.from))
      g_array_append_val (edits, edit);
    at = MAX (edit.from.end, at + 1);
  }
}

/* What stands outside of all blocks and edits. Both are in the order of the source. */
static void
cover (BxBuild *build)
{
  GArray *edits = g_array_new (FALSE, TRUE, sizeof (BxRawEdit));
  guint edit = 0;
  int at = 0;

  for (guint block = 0; block <= build->blocks->len; block++) {
    BxSlice text = { build->raw->source_len, build->raw->source_len };

    if (block < build->blocks->len)
      text = g_array_index (build->blocks, BxRawBlock, block).text;
    for (; edit < build->edits->len; edit++) {
      BxRawEdit *next = &g_array_index (build->edits, BxRawEdit, edit);

      if (next->from.start >= text.start)
        break;
      cover_stretch (edits, build->raw->source, at, next->from.start);
      g_array_append_val (edits, *next);
      at = MAX (at, next->from.end);
    }
    cover_stretch (edits, build->raw->source, at, text.start);
    for (; edit < build->edits->len; edit++) {
      BxRawEdit *next = &g_array_index (build->edits, BxRawEdit, edit);

      if (next->from.start >= text.end
          && !(next->from.start == text.end && next->to != 0 && bx_slice_is_empty (next->from)))
        break;
      g_array_append_val (edits, *next);
    }
    at = MAX (at, text.end);
  }
  g_array_unref (build->edits);
  build->edits = edits;
}

void
bx_build_finish (BxBuild *build)
{
  BxRaw *raw = build->raw;

  cover (build);
  raw->blocks = steal (&build->blocks, &raw->n_blocks);
  raw->edits = steal (&build->edits, &raw->n_edits);
  raw->markups = steal (&build->markups, &raw->n_markups);
  raw->figures = steal (&build->figures, &raw->n_figures);
  raw->tables = steal (&build->tables, &raw->n_tables);
  raw->speakers = steal (&build->speakers, &raw->n_speakers);
  raw->pulls = steal (&build->pulls, &raw->n_pulls);
}

/* A build that is given up hands over all the same, so that the raw article frees it. */
void
bx_build_free (BxBuild *build)
{
  if (build == NULL)
    return;
  if (build->blocks != NULL)
    bx_build_finish (build);
  g_array_unref (build->lines);
  g_free (build);
}

int
bx_build_line_start (const BxBuild *build, int line)
{
  if (line > (int) build->lines->len)
    return build->raw->source_len;
  return g_array_index (build->lines, int, MAX (line, 1) - 1);
}

int
bx_build_line_of (const BxBuild *build, int place)
{
  int low = 0;
  int high = (int) build->lines->len;

  while (low < high) {
    int middle = (low + high) / 2;

    if (g_array_index (build->lines, int, middle) <= place)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

int
bx_build_column_of (const BxBuild *build, int place)
{
  int start = bx_build_line_start (build, bx_build_line_of (build, place));

  return (int) g_utf8_strlen (build->raw->source + start, place - start) + 1;
}

void
bx_build_warn (BxBuild *build, BxSeverity severity, const char *code, int place, const char *format,
               ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  if (build->report == NULL || build->n_warnings > MAX_WARNINGS)
    return;
  if (build->n_warnings++ == MAX_WARNINGS)
    format = "more is wrong from here on; mend what is named first";
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  bx_report_add (build->report, severity, code, bx_build_line_of (build, place),
                 bx_build_column_of (build, place), "%s", message);
}

int
bx_build_add_block (BxBuild *build, BxBlockKind kind, BxSlice text)
{
  BxRawBlock block = { .kind = kind, .text = text, .line = bx_build_line_of (build, text.start) };

  g_array_append_val (build->blocks, block);
  return (int) build->blocks->len - 1;
}

static gboolean
is_outside (const char *folder, const char *path)
{
  char *real_folder = realpath (folder, NULL);
  char *real_path = realpath (path, NULL);
  gsize len = real_folder != NULL ? strlen (real_folder) : 0;
  gboolean is_inside = len > 0 && real_path != NULL && strncmp (real_path, real_folder, len) == 0
                       && (real_path[len] == '/' || len == 1);

  free (real_folder);
  free (real_path);
  return !is_inside;
}

gboolean
bx_build_check_file (const BxBuild *build, const char *file, const char **why)
{
  const char *folder = build->raw->folder;
  g_autofree char *path = NULL;

  *why = NULL;
  if (file[0] == '\0')
    *why = "has no name; write the picture's file";
  else if (strstr (file, "://") != NULL || g_str_has_prefix (file, "//")
           || g_str_has_prefix (file, "data:"))
    *why = "is not in the article's folder; save the picture beside the article";
  else if (g_path_is_absolute (file))
    *why = "is outside of the article's folder; move the picture into it";
  if (*why != NULL || folder == NULL)
    return *why == NULL;
  path = g_build_filename (folder, file, NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    *why = "does not exist; look at its name";
  else if (is_outside (folder, path))
    *why = "is outside of the article's folder; move the picture into it";
  else if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    *why = "is no file; name a picture";
  return *why == NULL;
}

void
bx_build_add_figure (BxBuild *build, BxFigure figure, int place)
{
  const char *why;

  if (bx_build_check_file (build, figure.file, &why)) {
    g_array_append_val (build->figures, figure);
    return;
  }
  bx_build_warn (build, BX_WARNING, "missing-picture", place, "the picture “%.80s” %s", figure.file,
                 why);
  g_array_index (build->blocks, BxRawBlock, figure.block).kind = BX_BLOCK_FINE;
  g_free (figure.file);
  g_free (figure.alternative);
}

/* The words that say who took a picture, at the end of a caption: （攝影：陳大文） 圖／新華社. */
BxSlice
bx_find_credit (const char *source, BxSlice caption)
{
  static const char *const words[] = { "攝影", "摄影", "供圖",  "供图",  "圖片", "图片", "圖／",
                                       "图／", "圖/",  "图/",   "圖：",  "图：", "插畫", "插画",
                                       "繪圖", "绘图", "Photo", "photo", "圖源", "图源",
                                       "製圖／", "制图／", "製圖：", "制图：" };
  static const char before[] = "（( 　。|｜";
  static const char *const after[] = { "）", ")" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    const char *start = source + caption.start;
    const char *found = g_strrstr_len (start, bx_slice_len (caption), words[i]);
    const char *previous = found != NULL ? g_utf8_find_prev_char (start, found) : NULL;
    BxSlice credit;

    if (found == NULL
        || (previous != NULL && g_utf8_strchr (before, -1, g_utf8_get_char (previous)) == NULL))
      continue;
    credit = bx_slice ((int) (found - source), caption.end);
    for (gsize k = 0; k < G_N_ELEMENTS (after); k++)
      if (bx_slice_len (credit) > (int) strlen (after[k])
          && strncmp (source + credit.end - strlen (after[k]), after[k], strlen (after[k])) == 0)
        credit.end -= (int) strlen (after[k]);
    return credit;
  }
  return bx_slice (0, 0);
}

static gboolean
is_named (const BxBuild *build, BxSlice slice, const char *name)
{
  return strlen (name) == (gsize) bx_slice_len (slice)
         && strncmp (build->raw->source + slice.start, name, strlen (name)) == 0;
}

int
bx_build_find_speaker (const BxBuild *build, const char *name)
{
  for (guint i = 0; i < build->speakers->len; i++) {
    const BxSpeaker *speaker = &g_array_index (build->speakers, BxSpeaker, i);

    if (is_named (build, speaker->name, name))
      return (int) i;
    for (int k = 0; k < speaker->n_aliases; k++)
      if (is_named (build, speaker->aliases[k], name))
        return (int) i;
  }
  return -1;
}

/* --- following ------------------------------------------------------------------------------ */

void
bx_follow_begin (BxFollow *follow)
{
  follow->first = -1;
  follow->last = -1;
}

static void
add_edit (BxFollow *follow, BxEditKind kind, int to, gunichar c)
{
  BxRawEdit edit = { kind, bx_slice (follow->at, to), c };
  GArray *edits = follow->build->edits;
  BxRawEdit *last = edits->len > 0 ? &g_array_index (edits, BxRawEdit, edits->len - 1) : NULL;

  if (c == 0 && last != NULL && last->to == 0 && last->kind == kind
      && last->from.end == edit.from.start)
    last->from.end = to;
  else
    g_array_append_val (edits, edit);
}

static void
mark_text (BxFollow *follow, int end)
{
  if (follow->first < 0)
    follow->first = follow->at;
  follow->last = end;
  follow->at = end;
}

void
bx_follow_skip (BxFollow *follow, int to)
{
  to = MIN (to, follow->end);
  if (to <= follow->at)
    return;
  add_edit (follow, BX_EDIT_MARKUP, to, 0);
  follow->at = to;
}

void
bx_follow_leave_out (BxFollow *follow, int n_bytes)
{
  add_edit (follow, BX_EDIT_LEFT_OUT, follow->at + n_bytes, 0);
  follow->at += n_bytes;
}

void
bx_follow_take (BxFollow *follow, int n_bytes)
{
  if (follow->is_silent)
    bx_follow_skip (follow, follow->at + n_bytes);
  else
    mark_text (follow, follow->at + n_bytes);
}

void
bx_follow_replace (BxFollow *follow, int n_bytes, gunichar c, BxEditKind kind)
{
  if (follow->is_silent || n_bytes > BX_RAW_MAX_SHORT) {
    bx_follow_skip (follow, follow->at + n_bytes);
    return;
  }
  add_edit (follow, kind, follow->at + n_bytes, c);
  mark_text (follow, follow->at + n_bytes);
}

void
bx_follow_line_end (BxFollow *follow, int depth)
{
  const char *source = follow->source;
  int at = follow->at + (int) strspn (source + follow->at, " \t\\");

  bx_follow_skip (follow, at);
  if (follow->at >= follow->end || (source[at] != '\n' && source[at] != '\r')) {
    follow->is_lost = TRUE;
    return;
  }
  at = strncmp (source + at, "\r\n", 2) == 0 ? 2 : 1;
  if (follow->first < 0)
    follow->at += at;
  else
    bx_follow_replace (follow, at, ' ', BX_EDIT_BREAK);
  for (at = follow->at; at < follow->end; at++)
    if (source[at] == '>' && depth > 0)
      depth--;
    else if (source[at] != ' ' && source[at] != '\t')
      break;
  bx_follow_skip (follow, at);
}

int
bx_follow_ruby (BxFollow *follow, const char *literal, const char *end)
{
  const char *source = follow->source + follow->at;
  BxMarkup ruby = { .kind = BX_MARKUP_RUBY, .block = -1 };
  int bar, length;

  if (source[0] != '{')
    return 0;
  bar = 1 + (int) strcspn (source + 1, BX_NOT_IN_RUBY);
  if (source[bar] != '|' || bar == 1)
    return 0;
  length = bar + 1 + (int) strcspn (source + bar + 1, BX_NOT_IN_RUBY);
  if (source[length] != '}' || length == bar + 1 || ++length > BX_MAX_RUBY
      || length > end - literal || follow->at + length > follow->end
      || memcmp (source, literal, (gsize) length) != 0)
    return 0;
  bx_follow_skip (follow, follow->at + 1);
  ruby.text = bx_slice (follow->at, follow->at + bar - 1);
  ruby.value = g_strndup (source + bar + 1, (gsize) (length - bar - 2));
  g_array_append_val (follow->build->markups, ruby);
  bx_follow_take (follow, bar - 1);
  bx_follow_skip (follow, follow->at + length - bar);
  return length;
}

int
bx_follow_entity (const BxFollow *follow, gunichar c)
{
  static const char *const ampersands[] = { "&amp;", "&AMP;", "&#38;", "&#x26;", "&#X26;" };
  const char *start = follow->source + follow->at;
  const char *p = start + 1;

  if (start[0] != '&')
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (ampersands); i++)
    if (g_str_has_prefix (start, ampersands[i]))
      return (int) strlen (ampersands[i]);
  if (c == '&')
    return 0;
  while (*p == '#' || g_ascii_isalnum (*p))
    p++;
  return p > start + 1 ? (int) (p - start) + (*p == ';') : 0;
}
