#include "report.h"

struct _BxReport {
  GArray *findings;
};

static void
clear_finding (void *data)
{
  g_free (((BxFinding *) data)->message);
}

BxReport *
bx_report_new (void)
{
  BxReport *report = g_new0 (BxReport, 1);

  report->findings = g_array_new (FALSE, FALSE, sizeof (BxFinding));
  g_array_set_clear_func (report->findings, clear_finding);
  return report;
}

void
bx_report_free (BxReport *report)
{
  if (report == NULL)
    return;
  g_array_unref (report->findings);
  g_free (report);
}

void
bx_report_add (BxReport *report, BxSeverity severity, const char *code, int line, int column,
               const char *format, ...)
{
  BxFinding finding = { .severity = severity, .code = code, .line = line, .column = column };
  va_list args;

  va_start (args, format);
  finding.message = g_strdup_vprintf (format, args);
  va_end (args);
  g_array_append_val (report->findings, finding);
}

void
bx_report_take (BxReport *report, BxReport *other)
{
  gsize n;
  g_autofree BxFinding *findings = g_array_steal (other->findings, &n);

  if (n > 0)
    g_array_append_vals (report->findings, findings, (guint) n);
}

int
bx_report_get_count (const BxReport *report, BxSeverity at_least)
{
  int count = 0;

  for (guint i = 0; i < report->findings->len; i++)
    count += g_array_index (report->findings, BxFinding, i).severity >= at_least;
  return count;
}

const BxFinding *
bx_report_get_findings (const BxReport *report, int *n_findings)
{
  *n_findings = (int) report->findings->len;
  return (const BxFinding *) (void *) report->findings->data;
}

const char *
bx_severity_name (BxSeverity severity)
{
  static const char *const names[] = { "note", "warning", "fault" };

  return names[severity];
}
