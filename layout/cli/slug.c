/* What is worth knowing first comes first: a line that is too long for its place loses its end. */
#include "slug.h"

#define GAP " | "

/* In local time no file would be the same twice. (transfer full) */
static char *
format_date (gint64 created)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (created);

  return created != 0 && date != NULL ? g_date_time_format (date, GAP "%Y-%m-%d") : g_strdup ("");
}

GBytes *
bx_slug_draw (BxRoad *road, const BxPressJob *job, GError **error)
{
  int n_pages = road->pages->n_pages;
  const char *condition = job->output_condition != NULL ? job->output_condition : "";
  g_autofree char *file = g_path_get_basename (road->article->name);
  g_autofree char *date = format_date (job->created);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (int page = 1; page <= n_pages; page++) {
    g_ptr_array_add (texts, g_strdup (job->title));
    g_ptr_array_add (texts, g_strdup_printf ("%d/%d" GAP "%s%s%s" GAP "%s%s" GAP "%s", page,
                                             n_pages, bx_profile_name (job->profile),
                                             condition[0] != '\0' ? " " : "", condition,
                                             road->spec->name, date, file));
  }
  g_ptr_array_add (texts, NULL);
  return bx_draw_slugs (road->fonts, road->spec, (char *const *) (void *) texts->pdata, road->report,
                        error);
}
