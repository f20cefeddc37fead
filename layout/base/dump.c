#include "dump.h"

static void
set_key (JsonBuilder *dump, const char *key)
{
  if (key != NULL)
    json_builder_set_member_name (dump, key);
}

void
bx_dump_open (JsonBuilder *dump, const char *key)
{
  set_key (dump, key);
  json_builder_begin_object (dump);
}

void
bx_dump_close (JsonBuilder *dump)
{
  json_builder_end_object (dump);
}

void
bx_dump_open_list (JsonBuilder *dump, const char *key)
{
  set_key (dump, key);
  json_builder_begin_array (dump);
}

void
bx_dump_close_list (JsonBuilder *dump)
{
  json_builder_end_array (dump);
}

void
bx_dump_int (JsonBuilder *dump, const char *key, gint64 value)
{
  set_key (dump, key);
  json_builder_add_int_value (dump, value);
}

void
bx_dump_len (JsonBuilder *dump, const char *key, BxLen value)
{
  bx_dump_int (dump, key, value.u);
}

void
bx_dump_bool (JsonBuilder *dump, const char *key, gboolean value)
{
  set_key (dump, key);
  json_builder_add_boolean_value (dump, value);
}

void
bx_dump_double (JsonBuilder *dump, const char *key, double value)
{
  set_key (dump, key);
  json_builder_add_double_value (dump, value);
}

void
bx_dump_string (JsonBuilder *dump, const char *key, const char *value)
{
  set_key (dump, key);
  if (value != NULL)
    json_builder_add_string_value (dump, value);
  else
    json_builder_add_null_value (dump);
}

void
bx_dump_slice (JsonBuilder *dump, const char *key, const char *text, BxSlice slice)
{
  g_autofree char *copy = bx_slice_dup (text, slice);

  bx_dump_string (dump, key, copy);
}

void
bx_dump_report (JsonBuilder *dump, const char *key, const BxReport *report)
{
  int n_findings;
  const BxFinding *findings = bx_report_get_findings (report, &n_findings);

  bx_dump_open_list (dump, key);
  for (int i = 0; i < n_findings; i++) {
    bx_dump_open (dump, NULL);
    bx_dump_string (dump, "severity", bx_severity_name (findings[i].severity));
    bx_dump_string (dump, "code", findings[i].code);
    bx_dump_string (dump, "message", findings[i].message);
    bx_dump_int (dump, "line", findings[i].line);
    bx_dump_int (dump, "column", findings[i].column);
    bx_dump_close (dump);
  }
  bx_dump_close_list (dump);
}

char *
bx_dump_to_text (JsonBuilder *dump)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (dump);
  g_autofree char *text = NULL;

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_indent (generator, 1);
  text = json_generator_to_data (generator, NULL);
  return g_strconcat (text, "\n", NULL);
}
