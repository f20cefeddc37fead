/* The names by which a user asks for what clean.h offers. */
#include "line.h"

#include <string.h>

static gboolean
find_name (const char *name, const char *const *names, gsize n, int *index)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp (names[i], name) == 0) {
      *index = (int) i;
      return TRUE;
    }
  return FALSE;
}

#define FIND(type, result, ...)                                                                    \
  static const char *const names[] = { __VA_ARGS__ };                                              \
  int index;                                                                                       \
                                                                                                   \
  if (!find_name (name, names, G_N_ELEMENTS (names), &index))                                      \
    return FALSE;                                                                                  \
  *result = (type)index;                                                                           \
  return TRUE

gboolean
bx_glosses_from_name (const char *name, BxGlosses *glosses)
{
  FIND (BxGlosses, glosses, "auto", "drop", "ruby", "keep");
}

gboolean
bx_quote_marks_from_name (const char *name, BxQuoteMarks *marks)
{
  FIND (BxQuoteMarks, marks, "keep", "curly", "corner", "locale");
}

gboolean
bx_script_from_name (const char *name, BxScript *script)
{
  FIND (BxScript, script, "keep", "hans", "hant-tw", "hant-hk");
}

gboolean
bx_mend_from_name (const char *name, BxMend *mend)
{
  FIND (BxMend, mend, "widths", "digits", "spaces", "quotes", "dots", "dashes", "doubled",
        "invisible", "breaks");
}
