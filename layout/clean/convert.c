/* Simplified and traditional characters, by OpenCC's phrases. Which words a phrase makes of which is
 * OpenCC's decision; here is what must not be touched, and how the log learns of every change.
 * OpenCC is loaded when it is asked for, and costs nothing where it is not. */
#include "line.h"

#include <dlfcn.h>
#include <string.h>

#define LIBRARY "libopencc.so.1.1"

typedef struct {
  void *library;
  void *converter;
  void *(*open) (const char *config);
  char *(*convert) (void *converter, const char *text, size_t len);
  void (*free_text) (char *text);
  int (*close) (void *converter);
} OpenCC;

#define MAX_STEPS 2

/* By what a text is in and what it is to be in; none where nothing need be done. A traditional text
 * may have simplified characters among its own, as converted pages do (那么), which the dictionaries
 * of Taiwan would take for others (幺): so they are made traditional first. */
static const char *const configs[BX_N_LANGS][BX_N_LANGS][MAX_STEPS] = {
  [BX_LANG_HANS] = { { NULL }, { "s2twp.json" }, { "s2hk.json" } },
  [BX_LANG_HANT_TW] = { { "s2t.json", "tw2sp.json" }, { NULL }, { "t2hk.json" } },
  [BX_LANG_HANT_HK] = { { "s2t.json", "hk2s.json" }, { "t2tw.json" }, { NULL } },
};

static BxLang
lang_of (BxScript script)
{
  static const BxLang langs[]
      = { BX_LANG_AUTO, BX_LANG_HANS, BX_LANG_HANT_TW, BX_LANG_HANT_HK };

  return langs[script];
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, BX_ERROR, BX_ERROR_MACHINE,
               "--script needs OpenCC, and %s; install libopencc1.1 and libopencc-data", what);
  return FALSE;
}

static gboolean
open_library (OpenCC *opencc, const char *config, GError **error)
{
  opencc->library = dlopen (LIBRARY, RTLD_NOW | RTLD_LOCAL);
  if (opencc->library == NULL)
    return fail (error, "it is not there");
  *(void **)&opencc->open = dlsym (opencc->library, "opencc_open");
  *(void **)&opencc->convert = dlsym (opencc->library, "opencc_convert_utf8");
  *(void **)&opencc->free_text = dlsym (opencc->library, "opencc_convert_utf8_free");
  *(void **)&opencc->close = dlsym (opencc->library, "opencc_close");
  if (opencc->open == NULL || opencc->convert == NULL || opencc->free_text == NULL
      || opencc->close == NULL)
    return fail (error, "another version of it is there");
  opencc->converter = opencc->open (config);
  if (opencc->converter == (void *)-1 || opencc->converter == NULL) {
    opencc->converter = NULL;
    return fail (error, "its dictionaries are not there");
  }
  return TRUE;
}

/* --- a line --------------------------------------------------------------------------------- */

/* The cells from first to last become the characters of a text. Equal ends stay as they are; between
 * them one character becomes one as long as there are both. */
static void
replace_cells (const BxLine *line, GArray *cells, int first, int last, const gunichar *to, int n)
{
  int n_old = last - first;
  int head = 0;
  int tail = 0;
  int n_middle;

  while (head < MIN (n, n_old) && line->cells[first + head].c == to[head])
    head++;
  while (tail < MIN (n, n_old) - head && line->cells[last - 1 - tail].c == to[n - 1 - tail])
    tail++;
  n_middle = MAX (n, n_old) - head - tail;
  g_array_append_vals (cells, line->cells + first, (guint)head);
  for (int i = head; i < head + n_middle; i++) {
    BxCell cell = line->cells[first + MIN (i, MAX (n_old - tail, 1) - 1)];

    if (i < n_old - tail && i < n - tail)
      bx_cell_change (&cell, to[i], BX_EDIT_SCRIPT);
    else if (i < n_old - tail)
      bx_cell_remove (&cell, BX_EDIT_SCRIPT);
    else
      cell = (BxCell){ .c = to[i], .from = cell.from + cell.len, .times = 1,
                       .kind = BX_EDIT_SCRIPT };
    g_array_append_val (cells, cell);
  }
  g_array_append_vals (cells, line->cells + last - tail, (guint)tail);
}

static gboolean
is_pause (gunichar c)
{
  return bx_is_chinese_mark (c) || bx_is_quote_mark (c) || c == ' ' || (c >= 0x300C && c <= 0x300F);
}

/* Goes through both texts clause by clause: the marks between them are the same in both. */
static void
convert_stretch (OpenCC *opencc, BxLine *line, GArray *cells, int first, int last)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree gunichar *to = NULL;
  char *converted;
  glong n = 0;
  glong at = 0;

  for (int i = first; i < last; i++)
    g_string_append_unichar (text, line->cells[i].c);
  converted = opencc->convert (opencc->converter, text->str, text->len);
  to = converted != NULL ? g_utf8_to_ucs4 (converted, -1, NULL, &n, NULL) : NULL;
  for (int start = first; start < last && to != NULL;) {
    int end = start;
    glong to_end = at;

    while (end < last && !is_pause (line->cells[end].c))
      end++;
    while (to_end < n && !is_pause (to[to_end]))
      to_end++;
    if (end > start)
      replace_cells (line, cells, start, end, to + at, (int)(to_end - at));
    if (end < last)
      g_array_append_val (cells, line->cells[end]);
    start = end + 1;
    at = MIN (to_end + 1, n);
  }
  if (to == NULL)
    g_array_append_vals (cells, line->cells + first, (guint)(last - first));
  if (converted != NULL)
    opencc->free_text (converted);
}

/* Cells of a protected word at an index, 0 where none begins. */
static int
protected_at (const BxLine *line, int at, char *const *words)
{
  for (; words != NULL && *words != NULL; words++) {
    const char *p = *words;
    int n = 0;

    while (*p != '\0' && bx_line_at (line, at + n) == g_utf8_get_char (p)) {
      p = g_utf8_next_char (p);
      n++;
    }
    if (*p == '\0' && n > 0)
      return n;
  }
  return 0;
}

static void
convert_line (OpenCC *opencc, const BxDraft *draft, BxLine *line)
{
  GArray *cells = g_array_sized_new (FALSE, FALSE, sizeof (BxCell), (guint)line->n_cells + 1);
  int first = 0;

  for (int i = 0; i < line->n_cells;) {
    int n = MAX (protected_at (line, i, draft->how->protected_words),
                 protected_at (line, i, draft->raw->protected_words));

    if (n > 0) {
      convert_stretch (opencc, line, cells, first, i);
      g_array_append_vals (cells, line->cells + i, (guint)n);
      first = i + n;
    }
    i += MAX (n, 1);
  }
  convert_stretch (opencc, line, cells, first, line->n_cells);
  g_free (line->cells);
  line->n_cells = (int) cells->len;
  line->cells = (BxCell *)(void *)g_array_free (cells, FALSE);
}

static gboolean
take_step (BxDraft *draft, const char *config, GError **error)
{
  OpenCC opencc = { 0 };
  gboolean is_open = open_library (&opencc, config, error);

  for (int i = 0; i < draft->n_lines && is_open; i++) {
    convert_line (&opencc, draft, &draft->lines[i]);
    bx_line_close_up (draft, &draft->lines[i]);
  }
  if (opencc.converter != NULL)
    opencc.close (opencc.converter);
  /* The library stays: its C++ runtime does not like to be unloaded. */
  return is_open;
}

gboolean
bx_clean_script (BxDraft *draft, BxLang *lang, GError **error)
{
  BxLang to = lang_of (draft->how->script);
  BxLang from;
  const char *const *steps;

  if (to == BX_LANG_AUTO)
    return TRUE;
  /* Only the text knows its script: --lang may name the one that is wanted. Which region a
   * traditional text comes from, whoever names it knows better. */
  from = bx_clean_lang (draft->raw->source, draft->raw->source_len);
  if (from != BX_LANG_HANS && *lang != BX_LANG_AUTO && *lang != BX_LANG_HANS && *lang != to)
    from = *lang;
  steps = configs[from][to];
  *lang = to;
  for (int i = 0; i < MAX_STEPS && steps[i] != NULL; i++)
    if (!take_step (draft, steps[i], error))
      return FALSE;
  return TRUE;
}
