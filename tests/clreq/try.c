/* Case lines: the call, its expected result, and the assertions behind it. */
#include "sheet.h"
#include "specimen.h"

#include "clean.h"
#include "read.h"

#include <math.h>
#include <string.h>

#define TOLERANCE 0.005

typedef struct {
  Bench *bench;
  const Scope *scope;
  BxHouse house;
  BxFontRole font;
  const char *p; /* what is left to read */
  Specimen *specimen;
  Sheet *sheet;
} Trial;

/* NULL while all is well; otherwise what is wrong. (transfer full) */
typedef char *Fault;

static void
skip_blanks (Trial *trial)
{
  while (*trial->p == ' ')
    trial->p++;
}

static gboolean
accept (Trial *trial, const char *word)
{
  skip_blanks (trial);
  if (!g_str_has_prefix (trial->p, word))
    return FALSE;
  trial->p += strlen (word);
  return TRUE;
}

/* "…" with C escapes, or NULL. (transfer full) */
static char *
read_string (Trial *trial)
{
  const char *start, *end;
  g_autofree char *raw = NULL;

  if (!accept (trial, "\""))
    return NULL;
  start = trial->p;
  for (end = start; *end != '\0' && *end != '"'; end++)
    if (*end == '\\')
      end++;
  if (*end == '\0')
    return NULL;
  trial->p = end + 1;
  raw = g_strndup (start, (gsize) (end - start));
  return g_strcompress (raw);
}

static Specimen *
shape (Trial *trial, const char *text)
{
  return specimen_new (trial->bench, trial->scope, trial->house, trial->font, text);
}

/* number, fraction, natural width of the call's own text, or the width of another text. */
static gboolean
read_term (Trial *trial, double *value)
{
  char *end;

  if (accept (trial, "nat")) {
    *value = specimen_get_natural (trial->specimen);
    return TRUE;
  }
  if (accept (trial, "measure(")) {
    g_autofree char *text = read_string (trial);
    Specimen *other;

    if (text == NULL || !accept (trial, ")"))
      return FALSE;
    other = shape (trial, text);
    *value = specimen_measure (other);
    specimen_free (other);
    return TRUE;
  }
  skip_blanks (trial);
  *value = g_ascii_strtod (trial->p, &end);
  if (end == trial->p)
    return FALSE;
  trial->p = end;
  if (*trial->p == '/') {
    double divisor = g_ascii_strtod (trial->p + 1, &end);

    trial->p = end;
    *value /= divisor;
  }
  return TRUE;
}

static gboolean
read_sum (Trial *trial, double *value)
{
  if (!read_term (trial, value))
    return FALSE;
  for (;;) {
    double term;
    double sign = accept (trial, "+") ? 1 : accept (trial, "-") ? -1 : 0;

    if (sign == 0)
      return TRUE;
    if (!read_term (trial, &term))
      return FALSE;
    *value += sign * term;
  }
}

/* "= 3.5", "<= 0.5", "> 0.1", "= 0.5 ±0.06" */
static Fault
check_number (Trial *trial, const char *what, double value)
{
  static const char *const relations[] = { "<=", ">=", "=", "<", ">" };
  gsize r = 0;
  double wanted, tolerance = TOLERANCE;
  gboolean holds;

  while (r < G_N_ELEMENTS (relations) && !accept (trial, relations[r]))
    r++;
  if (r == G_N_ELEMENTS (relations) || !read_sum (trial, &wanted)
      || (accept (trial, "±") && !read_term (trial, &tolerance)))
    return g_strdup_printf ("cannot read what is wanted of %s", what);
  switch (r) {
  case 0: holds = value <= wanted + tolerance; break;
  case 1: holds = value >= wanted - tolerance; break;
  case 2: holds = fabs (value - wanted) <= tolerance; break;
  case 3: holds = value < wanted; break;
  default: holds = value > wanted; break;
  }
  return holds ? NULL
               : g_strdup_printf ("%s is %.4f, not %s %.4f", what, value, relations[r], wanted);
}

/* What is wanted as a text reaches to the colon before the assertions. */
static Fault
check_text (Trial *trial, const char *text)
{
  const char *end;
  g_autofree char *wanted = NULL;

  if (!accept (trial, "="))
    return NULL;
  skip_blanks (trial);
  end = strstr (trial->p, ": ");
  wanted = g_strndup (trial->p, end == NULL ? strlen (trial->p) : (gsize) (end - trial->p));
  trial->p += strlen (wanted);
  return g_str_equal (wanted, text) ? NULL : g_strdup_printf ("%s, not %s", text, wanted);
}

static Fault
check_assertion (Trial *trial)
{
  int line = 0;
  const char *start;
  g_autofree char *property = NULL;
  double value;

  skip_blanks (trial);
  if (trial->p[0] == 'L' && g_ascii_isdigit (trial->p[1])) {
    char *end;

    line = (int) g_ascii_strtoll (trial->p + 1, &end, 10);
    trial->p = end + (*end == '.');
  }
  start = trial->p;
  while (*trial->p != '\0' && strchr (" =<>", *trial->p) == NULL && *trial->p != '(')
    trial->p++;
  if (*trial->p == '(') {
    trial->p = strchr (trial->p, ')');
    if (trial->p == NULL)
      return g_strdup ("no closing bracket");
    trial->p++;
  }
  property = g_strndup (start, (gsize) (trial->p - start));
  if (trial->sheet != NULL ? !sheet_get (trial->sheet, line, property, &value)
                           : !specimen_get (trial->specimen, line, property, &value))
    return g_strdup_printf ("there is no %s in line %d", property, line);
  return check_number (trial, property, value);
}

static Fault
check_assertions (Trial *trial)
{
  if (accept (trial, ":"))
    do {
      Fault fault = check_assertion (trial);

      if (fault != NULL)
        return fault;
    } while (accept (trial, ";"));
  skip_blanks (trial);
  return *trial->p == '\0' ? NULL : g_strdup_printf ("cannot read “%s”", trial->p);
}

/* What a paragraph of a manuscript becomes, the last but one. (transfer full) */
static char *
take_in (const char *manuscript)
{
  g_autofree char *bytes
      = g_strconcat ("# 题\n\n第一段。\n\n", manuscript, "\n\n第三段。\n", NULL);
  g_autoptr (BxRaw) raw = bx_read_bytes ("case.md", bytes, strlen (bytes), NULL);
  g_autoptr (BxReport) report = bx_report_new ();
  g_autoptr (BxArticle) article = NULL;

  if (raw == NULL)
    return NULL;
  article = bx_clean (raw, BX_LANG_HANS, report);
  return article->n_blocks < 2
             ? NULL
             : bx_slice_dup (article->text, article->blocks[article->n_blocks - 2].text);
}

static void
set_lines (Trial *trial, const char *call, double measure)
{
  double indent = trial->scope->indent;

  if (g_str_equal (call, "fit"))
    specimen_fit (trial->specimen, measure);
  else if (g_str_equal (call, "break"))
    specimen_break (trial->specimen, measure, indent);
  else if (g_str_equal (call, "compose"))
    specimen_compose (trial->specimen, measure, indent);
  else
    specimen_display (trial->specimen, measure);
}

static Fault
do_call (Trial *trial, const char *call)
{
  g_autofree char *text = NULL;
  double measure;
  Fault fault;

  if (g_str_equal (call, "measure")) {
    if (!accept (trial, ")"))
      return g_strdup ("no closing bracket");
    return check_number (trial, "the width", specimen_measure (trial->specimen));
  }
  if (g_str_equal (call, "breaks")) {
    text = specimen_dup_breaks (trial->specimen);
    return accept (trial, ")") ? check_text (trial, text) : g_strdup ("no closing bracket");
  }
  if (!accept (trial, ",") || !read_sum (trial, &measure) || !accept (trial, ")"))
    return g_strdup ("a text and a measure are wanted");
  if (g_str_equal (call, "tight"))
    return check_number (trial, "the warning", specimen_is_tight (trial->specimen, measure));
  set_lines (trial, call, measure);
  text = specimen_dup_lines (trial->specimen);
  fault = check_text (trial, text);
  return fault != NULL ? fault : check_assertions (trial);
}

/* page("6 h 4q", "grid: {lines: 12 lines}") */
static Fault
try_page (Trial *trial, const char *items)
{
  g_autofree char *overlay = accept (trial, ",") ? read_string (trial) : g_strdup ("");
  g_autofree char *columns = NULL;
  Fault fault;

  if (overlay == NULL || !accept (trial, ")"))
    return g_strdup ("a manuscript and a style are wanted");
  trial->sheet = sheet_new (trial->bench, trial->house, items, overlay);
  if (trial->sheet == NULL)
    return check_text (trial, "refused");
  columns = sheet_dup_columns (trial->sheet);
  fault = check_text (trial, columns);
  return fault != NULL ? fault : check_assertions (trial);
}

/* style("feature", "40 h 40"): what stands where is not asked. */
static Fault
try_style (Trial *trial, const char *style)
{
  g_autofree char *items = accept (trial, ",") ? read_string (trial) : NULL;

  if (items == NULL || !accept (trial, ")"))
    return g_strdup ("a style and a manuscript are wanted");
  trial->sheet = sheet_new_in_style (trial->bench, trial->house, items, style);
  return trial->sheet == NULL ? g_strdup ("no such style") : check_assertions (trial);
}

static Fault
try_line (Trial *trial)
{
  static const char *const calls[] = { "measure", "breaks", "fit", "break", "compose", "display", "tight",
                                       "intake", "page", "style" };

  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++) {
    g_autofree char *head = g_strconcat (calls[i], "(", NULL);
    g_autofree char *text = NULL;

    if (!accept (trial, head))
      continue;
    text = read_string (trial);
    if (text == NULL)
      break;
    if (g_str_equal (calls[i], "intake")) {
      g_autofree char *taken = take_in (text);

      return accept (trial, ")") && taken != NULL ? check_text (trial, taken)
                                                  : g_strdup ("no paragraph");
    }
    if (g_str_equal (calls[i], "page"))
      return try_page (trial, text);
    if (g_str_equal (calls[i], "style"))
      return try_style (trial, text);
    trial->specimen = shape (trial, text);
    return do_call (trial, calls[i]);
  }
  return g_strdup ("not a call");
}

char *
case_try (const Case *c, Bench *bench)
{
  for (int house = 0; house < BX_N_HOUSES; house++)
    for (int font = 0; font < BX_N_FONT_ROLES; font++) {
      Trial trial = { .bench = bench, .scope = &c->scope, .house = (BxHouse) house,
                      .font = (BxFontRole) font, .p = c->text };
      g_autofree char *fault = NULL;

      if (!c->scope.house[house] || !c->scope.font[font])
        continue;
      fault = try_line (&trial);
      g_clear_pointer (&trial.specimen, specimen_free);
      g_clear_pointer (&trial.sheet, sheet_free);
      if (fault != NULL)
        return g_strdup_printf ("%s:%d: %s %s %s: %s: %s", c->file, c->line, c->rule->id,
                                bx_house_name (trial.house), bx_font_role_name (trial.font),
                                c->text, fault);
    }
  return NULL;
}
