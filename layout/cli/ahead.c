#include "ahead.h"

/* Marks that cleaning may write and that the raw text need not have. */
static const char mended_marks[]
    = "中，中。中：中；中？中！中、中“中”中‘中’中（中）中「中」中『中』中……中——中·中";

struct _BxAhead {
  GThread *thread; /* NULL when it has ended */
  const BxRaw *raw;
  const BxSpec *spec;
  gboolean for_pdf;
  BxLang lang;
  BxFontRoles *roles;
  BxFontset *fonts; /* NULL where they could not be opened */
  BxCairoFaces *faces;
};

static BxCairoFaces *
foresee (const BxAhead *ahead)
{
  g_autoptr (GString) text = g_string_new_len (ahead->raw->source, ahead->raw->source_len);

  g_string_append (text, mended_marks);
  return bx_cairo_faces_foresee (ahead->fonts, ahead->spec, text->str, (int) text->len);
}

static void *
run (void *data)
{
  BxAhead *ahead = data;

  ahead->fonts = bx_road_load_fonts (ahead->lang, &ahead->roles, NULL);
  if (ahead->fonts != NULL && ahead->for_pdf)
    ahead->faces = foresee (ahead);
  return NULL;
}

BxAhead *
bx_ahead_begin (const BxRaw *raw, const BxSpec *spec, const BxWalk *walk)
{
  BxAhead *ahead;

  if (walk->cleaning.script != BX_SCRIPT_KEEP)
    return NULL;
  ahead = g_new0 (BxAhead, 1);
  ahead->raw = raw;
  ahead->spec = spec;
  ahead->for_pdf = walk->for_pdf;
  ahead->lang = bx_clean_guess_lang (raw, &walk->cleaning);
  ahead->thread = g_thread_new ("fonts", run, ahead);
  return ahead;
}

static void
wait (BxAhead *ahead)
{
  if (ahead->thread != NULL)
    g_thread_join (g_steal_pointer (&ahead->thread));
}

gboolean
bx_ahead_take (BxAhead *ahead, BxLang lang, BxRoad *road)
{
  if (ahead == NULL)
    return FALSE;
  wait (ahead);
  if (ahead->fonts == NULL || ahead->lang != lang)
    return FALSE;
  road->roles = g_steal_pointer (&ahead->roles);
  road->fonts = g_steal_pointer (&ahead->fonts);
  road->faces = g_steal_pointer (&ahead->faces);
  return TRUE;
}

void
bx_ahead_free (BxAhead *ahead)
{
  if (ahead == NULL)
    return;
  wait (ahead);
  bx_cairo_faces_free (ahead->faces);
  bx_fontset_free (ahead->fonts);
  bx_font_roles_free (ahead->roles);
  g_free (ahead);
}
