/* The log of edits as a table for people and for other programs: CSV (RFC 4180). It is many lines long
 * for a long article, so it is written plainly and holds nothing that stands elsewhere. */
#include "article.h"

#include <string.h>

static const char head[] = "kind,line,column,start,end,from,to\r\n";

static void
add_number (GString *log, int number)
{
  char digits[16];

  g_snprintf (digits, sizeof digits, "%d,", number);
  g_string_append (log, digits);
}

/* Quoted where it must be; a quotation mark inside is doubled. */
static void
add_text (GString *log, const char *text, BxSlice slice)
{
  gboolean is_plain = TRUE;

  for (int i = slice.start; i < slice.end && is_plain; i++)
    is_plain = strchr (",\"\r\n", text[i]) == NULL;
  if (is_plain) {
    g_string_append_len (log, text + slice.start, bx_slice_len (slice));
    return;
  }
  g_string_append_c (log, '"');
  for (int i = slice.start; i < slice.end; i++) {
    if (text[i] == '"')
      g_string_append_c (log, '"');
    g_string_append_c (log, text[i]);
  }
  g_string_append_c (log, '"');
}

char *
bx_article_write_edits (const BxArticle *article)
{
  GString *log = g_string_new (head);

  for (int i = 0; i < article->n_edits; i++) {
    const BxEdit *edit = &article->edits[i];

    g_string_append (log, bx_edit_kind_name (edit->kind));
    g_string_append_c (log, ',');
    add_number (log, edit->line);
    add_number (log, edit->column);
    add_number (log, edit->from.start);
    add_number (log, edit->from.end);
    add_text (log, article->source, edit->from);
    g_string_append_c (log, ',');
    add_text (log, article->text, edit->to);
    g_string_append (log, "\r\n");
  }
  return g_string_free (log, FALSE);
}
