/* The rules of Chinese setting, tried one by one. As a test it speaks TAP, one case for each line of
 * a case file; with --report it prints what holds, rule by rule. */
#include "clreq.h"

#include <locale.h>
#include <string.h>

static Bench *bench;

static void
test_case (const void *data)
{
  const Case *c = data;
  g_autofree char *fault = NULL;

  if (c->is_missing) {
    g_test_skip (c->text);
    return;
  }
  fault = case_try (c, bench);
  if (fault != NULL) {
    g_test_message ("%s", fault);
    g_test_fail ();
  }
}

static void
add_tests (const Cases *cases)
{
  for (guint i = 0; i < cases->cases->len; i++) {
    const Case *c = &g_array_index (cases->cases, Case, i);
    g_autofree char *path = g_strdup_printf ("/clreq/%s/%s:%d", c->rule->id, c->file, c->line);

    if (!c->is_elsewhere)
      g_test_add_data_func (path, c, test_case);
  }
}

typedef enum { HOLDS, HOLDS_IN_PART, FAILS, MISSING, ELSEWHERE } Verdict;
#define N_VERDICTS 5

static const char *const verdict_names[N_VERDICTS]
    = { "pass", "in part", "FAIL", "not implemented", "elsewhere" };
static const char *const level_names[N_LEVELS] = { "MUST", "SHOULD", "MAY" };

static Verdict
report_rule (const Cases *cases, const Rule *rule)
{
  g_autoptr (GString) remarks = g_string_new (NULL);
  int n_cases = 0;
  int n_faults = 0;
  int n_missing = 0;
  int n_elsewhere = 0;
  Verdict verdict;

  for (guint i = 0; i < cases->cases->len; i++) {
    const Case *c = &g_array_index (cases->cases, Case, i);
    g_autofree char *fault = NULL;

    if (c->rule != rule)
      continue;
    fault = c->is_missing || c->is_elsewhere ? NULL : case_try (c, bench);
    n_cases += !c->is_missing && !c->is_elsewhere;
    n_missing += c->is_missing;
    n_elsewhere += c->is_elsewhere;
    n_faults += fault != NULL;
    if (c->is_missing || c->is_elsewhere || fault != NULL)
      g_string_append_printf (remarks, "            %s\n", fault != NULL ? fault : c->text);
  }
  verdict = n_faults > 0                      ? FAILS
            : n_cases == 0 && n_elsewhere > 0 ? ELSEWHERE
            : n_cases == 0                    ? MISSING
            : n_missing > 0                   ? HOLDS_IN_PART
                                              : HOLDS;
  g_print ("%-11s %-6s  %-15s %3d  %s\n%s", rule->id, level_names[rule->level],
           verdict_names[verdict], n_cases, rule->title, remarks->str);
  return verdict;
}

static int
report (const Cases *cases)
{
  int count[N_LEVELS][N_VERDICTS] = { { 0 } };
  int n_failed = 0;

  g_print ("%-11s %-6s  %-15s %s\n", "rule", "level", "", "cases");
  for (guint i = 0; i < cases->rules->len; i++) {
    const Rule *rule = g_ptr_array_index (cases->rules, i);
    Verdict verdict = report_rule (cases, rule);

    count[rule->level][verdict]++;
    n_failed += verdict == FAILS;
  }
  g_print ("\n%-8s", "");
  for (int v = 0; v < N_VERDICTS; v++)
    g_print ("%17s", verdict_names[v]);
  for (int level = 0; level < N_LEVELS; level++) {
    g_print ("\n%-8s", level_names[level]);
    for (int v = 0; v < N_VERDICTS; v++)
      g_print ("%17d", count[level][v]);
  }
  g_print ("\n");
  return n_failed > 0;
}

int
main (int argc, char **argv)
{
  gboolean is_report = argc > 1 && g_str_equal (argv[1], "--report");
  g_autofree char *folder = NULL;
  Cases *cases;
  int status;

  setlocale (LC_ALL, "");
  if (!is_report)
    g_test_init (&argc, &argv, NULL);
  folder = bench_get_data_path ("tests/clreq");
  cases = cases_load (folder);
  bench = bench_new ();
  if (is_report) {
    status = report (cases);
  } else {
    g_test_set_nonfatal_assertions (); /* the other rules are still worth knowing */
    add_tests (cases);
    status = g_test_run ();
  }
  bench_free (bench);
  cases_free (cases);
  return status;
}
