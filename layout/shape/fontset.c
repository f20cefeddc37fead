/* Finds and opens faces. What a glyph means to a line is decided in shape.c. */
#include "fontset.h"

#include <fontconfig/fontconfig.h>
#include <hb-subset.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>

#define KNOWN_CHARS 0x10000

/* What a role and weight resolve to: the families that are installed, best first. */
typedef struct {
  BxFontRole role;
  int weight;
  GArray *faces; /* of int */
  GArray *latin; /* of int: the companions for Latin letters and digits */
} Choice;

struct _BxFontset {
  FcConfig *config;
  gboolean is_current; /* fontconfig's own, for all who ask no other */
  const BxFontRoles *roles;
  BxLang lang;
  GPtrArray *faces;     /* of BxFace */
  GArray *choices;      /* of Choice */
  GHashTable *fallback; /* gunichar → face + 2, for characters that no role family has */
  GHashTable *gaps;     /* characters that no font has, once met */
  GHashTable *ink;      /* face << 16 | glyph → BxInkBox, for marks */
  PangoContext *pango;  /* made when first needed */
};

static void
free_face (void *data)
{
  BxFace *face = data;

  hb_font_destroy (face->hb_font);
  hb_face_destroy (face->hb_face);
  g_free (face->file);
  g_free (face->family);
  g_free (face->known);
  g_free (face);
}

static void
clear_choice (void *data)
{
  g_array_unref (((Choice *) data)->faces);
  g_array_unref (((Choice *) data)->latin);
}

BxFontset *
bx_fontset_new (const char *conf_file, const BxFontRoles *roles, BxLang lang, GError **error)
{
  g_autoptr (BxFontset) fonts = g_new0 (BxFontset, 1);

  fonts->roles = roles;
  fonts->lang = lang;
  fonts->faces = g_ptr_array_new_with_free_func (free_face);
  fonts->choices = g_array_new (FALSE, FALSE, sizeof (Choice));
  g_array_set_clear_func (fonts->choices, clear_choice);
  fonts->fallback = g_hash_table_new (NULL, NULL);
  fonts->ink = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  fonts->gaps = g_hash_table_new (NULL, NULL);
  fonts->config = FcConfigCreate ();
  if (!FcConfigParseAndLoad (fonts->config, (const FcChar8 *) conf_file, FcTrue)
      || !FcConfigBuildFonts (fonts->config)) {
    bx_error_at (error, BX_ERROR_MACHINE, conf_file, 0, 0,
                 "fontconfig cannot read this configuration; reinstall banxin's data files");
    return NULL;
  }
  /* cairo asks for the current configuration, and would read the desktop's. */
  fonts->is_current = FcConfigSetCurrent (fonts->config);
  return g_steal_pointer (&fonts);
}

void
bx_fontset_free (BxFontset *fonts)
{
  if (fonts == NULL)
    return;
  g_clear_object (&fonts->pango);
  g_hash_table_unref (fonts->gaps);
  g_hash_table_unref (fonts->ink);
  g_hash_table_unref (fonts->fallback);
  g_array_unref (fonts->choices);
  g_ptr_array_unref (fonts->faces);
  if (fonts->is_current)
    FcConfigSetCurrent (NULL);
  FcConfigDestroy (fonts->config);
  g_free (fonts);
}

BxLang
bx_fontset_get_lang (const BxFontset *fonts)
{
  return fonts->lang;
}

/* Opens (file, index), or finds it among the open ones. */
static int
open_face (BxFontset *fonts, const char *file, int index, const char *family, int weight)
{
  hb_blob_t *blob;
  BxFace *face;

  for (guint i = 0; i < fonts->faces->len; i++) {
    const BxFace *open = g_ptr_array_index (fonts->faces, i);

    if (open->index == index && g_str_equal (open->file, file))
      return (int) i;
  }
  blob = hb_blob_create_from_file_or_fail (file);
  if (blob == NULL)
    return -1;
  face = g_new0 (BxFace, 1);
  face->file = g_strdup (file);
  face->index = index;
  face->family = g_strdup (family);
  face->weight = weight;
  face->known = g_malloc0 (KNOWN_CHARS / 8);
  face->hb_face = hb_face_create (blob, (unsigned) index);
  face->hb_font = hb_font_create (face->hb_face);
  hb_font_set_scale (face->hb_font, BX_FONT_EM, BX_FONT_EM);
  hb_face_make_immutable (face->hb_face); /* other threads read it */
  hb_font_make_immutable (face->hb_font);
  hb_blob_destroy (blob);
  g_ptr_array_add (fonts->faces, face);
  return (int) fonts->faces->len - 1;
}

/* The upright face of a family whose weight is nearest; -1 where the family is not installed. */
static int
find_in_family (BxFontset *fonts, const char *family, int weight)
{
  FcPattern *wanted = FcPatternBuild (NULL, FC_FAMILY, FcTypeString, family, NULL);
  FcObjectSet *objects = FcObjectSetBuild (FC_FILE, FC_INDEX, FC_WEIGHT, FC_SLANT, NULL);
  FcFontSet *found = FcFontList (fonts->config, wanted, objects);
  const char *best_file = NULL;
  int best_index = 0;
  int best_distance = G_MAXINT;
  int best_weight = 0;
  int face = -1;

  for (int i = 0; found != NULL && i < found->nfont; i++) {
    FcChar8 *file;
    int index, slant = FC_SLANT_ROMAN;
    double fc_weight;
    int distance, open_type;

    FcPatternGetInteger (found->fonts[i], FC_SLANT, 0, &slant);
    if (FcPatternGetString (found->fonts[i], FC_FILE, 0, &file) != FcResultMatch
        || FcPatternGetInteger (found->fonts[i], FC_INDEX, 0, &index) != FcResultMatch
        || FcPatternGetDouble (found->fonts[i], FC_WEIGHT, 0, &fc_weight) != FcResultMatch
        || slant != FC_SLANT_ROMAN || index >> 16 != 0) /* an instance of a variable font */
      continue;
    open_type = (int) FcWeightToOpenTypeDouble (fc_weight);
    distance = ABS (open_type - weight);
    /* Equal distances are settled by the file name: the set's order is not ours to trust. */
    if (distance < best_distance
        || (distance == best_distance && g_strcmp0 ((char *) file, best_file) < 0)) {
      best_distance = distance;
      best_file = (const char *) file;
      best_index = index;
      best_weight = open_type;
    }
  }
  if (best_file != NULL)
    face = open_face (fonts, best_file, best_index, family, best_weight);
  if (found != NULL)
    FcFontSetDestroy (found);
  FcObjectSetDestroy (objects);
  FcPatternDestroy (wanted);
  return face;
}

static GArray *
find_families (BxFontset *fonts, char **families, int weight)
{
  GArray *faces = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; families != NULL && families[i] != NULL; i++) {
    int face = find_in_family (fonts, families[i], weight);

    if (face >= 0)
      g_array_append_val (faces, face);
  }
  return faces;
}

static const Choice *
choose (BxFontset *fonts, BxFontRole role, int weight)
{
  Choice choice = { .role = role, .weight = weight };

  for (guint i = 0; i < fonts->choices->len; i++) {
    const Choice *made = &g_array_index (fonts->choices, Choice, i);

    if (made->role == role && made->weight == weight)
      return made;
  }
  choice.faces = find_families (fonts, fonts->roles->role[role].families[fonts->lang], weight);
  choice.latin = find_families (fonts, fonts->roles->role[role].latin, weight);
  g_array_append_val (fonts->choices, choice);
  return &g_array_index (fonts->choices, Choice, fonts->choices->len - 1);
}

int
bx_fontset_get_face (BxFontset *fonts, BxFontRole role, int weight, GError **error)
{
  const GArray *faces = choose (fonts, role, weight)->faces;
  g_autofree char *wanted = NULL;

  if (faces->len > 0)
    return g_array_index (faces, int, 0);
  wanted = g_strjoinv (", ", fonts->roles->role[role].families[fonts->lang]);
  g_set_error (error, BX_ERROR, BX_ERROR_MACHINE,
               "no font for the role %s (%s); install one of %s, see fonts/README.md",
               bx_font_role_name (role), bx_lang_name (fonts->lang), wanted);
  return -1;
}

gboolean
bx_fontset_has_glyph (const BxFontset *fonts, int face, gunichar c)
{
  const BxFace *f = bx_fontset_peek_face (fonts, face);
  hb_codepoint_t glyph;

  /* Every character of every text is asked for, and a text says the same few hundred. */
  if (c < KNOWN_CHARS && (f->known[c / 8] & 1 << c % 8) != 0)
    return TRUE;
  if (!hb_font_get_nominal_glyph (f->hb_font, c, &glyph))
    return FALSE;
  if (c < KNOWN_CHARS)
    f->known[c / 8] |= (guint8) (1 << c % 8);
  return TRUE;
}

/* Characters outside the role's families go to Pango, which knows scripts and all other fonts of
 * the machine. Rare, so nothing of Pango is loaded before. */
static int
ask_pango (BxFontset *fonts, gunichar c)
{
  char text[8] = "";
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GList *items;
  int face = -1;

  if (fonts->pango == NULL) {
    g_autoptr (PangoFontMap) map = pango_ft2_font_map_new ();

    pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (map), fonts->config);
    fonts->pango = pango_font_map_create_context (map);
    pango_context_set_language (fonts->pango,
                                pango_language_from_string (bx_lang_name (fonts->lang)));
  }
  g_unichar_to_utf8 (c, text);
  items = pango_itemize (fonts->pango, text, 0, (int) strlen (text), attributes, NULL);
  if (items != NULL) {
    PangoFont *font = ((PangoItem *) items->data)->analysis.font;
    FcPattern *pattern = PANGO_IS_FC_FONT (font) ? pango_fc_font_get_pattern (PANGO_FC_FONT (font))
                                                 : NULL;
    FcChar8 *file, *family;
    int index = 0;

    if (pattern != NULL && FcPatternGetString (pattern, FC_FILE, 0, &file) == FcResultMatch
        && FcPatternGetString (pattern, FC_FAMILY, 0, &family) == FcResultMatch) {
      FcPatternGetInteger (pattern, FC_INDEX, 0, &index);
      face = open_face (fonts, (const char *) file, index, (const char *) family, 400);
    }
  }
  g_list_free_full (items, (GDestroyNotify) pango_item_free);
  return face >= 0 && bx_fontset_has_glyph (fonts, face, c) ? face : -1;
}

static int
find_face_with (const BxFontset *fonts, const GArray *faces, gunichar c)
{
  for (guint i = 0; i < faces->len; i++)
    if (bx_fontset_has_glyph (fonts, g_array_index (faces, int, i), c))
      return g_array_index (faces, int, i);
  return -1;
}

int
bx_fontset_get_face_for (BxFontset *fonts, BxFontRole role, int weight, gunichar c)
{
  const Choice *choice = choose (fonts, role, weight);
  int known;
  int face = bx_is_latin (c) ? find_face_with (fonts, choice->latin, c) : -1;

  if (face < 0)
    face = find_face_with (fonts, choice->faces, c);
  if (face >= 0)
    return face;
  known = GPOINTER_TO_INT (g_hash_table_lookup (fonts->fallback, GUINT_TO_POINTER (c)));
  if (known != 0)
    return known - 2;
  face = ask_pango (fonts, c);
  g_hash_table_insert (fonts->fallback, GUINT_TO_POINTER (c), GINT_TO_POINTER (face + 2));
  return face;
}

const BxFace *
bx_fontset_peek_face (const BxFontset *fonts, int face)
{
  return g_ptr_array_index (fonts->faces, face);
}

int
bx_fontset_get_n_faces (const BxFontset *fonts)
{
  return (int) fonts->faces->len;
}

char *
bx_fontset_list_asked (BxFontset *fonts, BxFontRole role, int weight, gunichar c)
{
  const Choice *choice = choose (fonts, role, weight);
  const GArray *asked[] = { bx_is_latin (c) ? choice->latin : NULL, choice->faces };
  GString *list = g_string_new (NULL);

  for (gsize k = 0; k < G_N_ELEMENTS (asked); k++)
    for (guint i = 0; asked[k] != NULL && i < asked[k]->len; i++)
      g_string_append_printf (
          list, "%s%s", list->len > 0 ? ", " : "",
          bx_fontset_peek_face (fonts, g_array_index (asked[k], int, i))->family);
  return g_string_free (list, FALSE);
}

gboolean
bx_fontset_is_new_gap (BxFontset *fonts, gunichar c)
{
  return g_hash_table_add (fonts->gaps, GUINT_TO_POINTER (c));
}

BxInkBox
bx_fontset_get_ink (BxFontset *fonts, int face, guint32 glyph)
{
  gpointer key = GUINT_TO_POINTER ((guint) face << 16 | (glyph & 0xFFFF));
  BxInkBox *known = g_hash_table_lookup (fonts->ink, key);
  hb_glyph_extents_t ink = { 0 };

  if (known != NULL)
    return *known;
  hb_font_get_glyph_extents (bx_fontset_peek_face (fonts, face)->hb_font, glyph, &ink);
  known = g_new (BxInkBox, 1);
  *known = (BxInkBox){ ink.x_bearing, ink.x_bearing + ink.width, ink.y_bearing,
                       ink.y_bearing + ink.height };
  g_hash_table_insert (fonts->ink, key, known);
  return *known;
}

/* Tables that a page does not draw with. Without cmap among them HarfBuzz would read the mapping of
 * all 40,000 characters first: that is most of a subset's time. */
static hb_blob_t *
reference_drawing_table (hb_face_t *unused, hb_tag_t tag, void *data)
{
  static const hb_tag_t drawing[] = {
    HB_TAG ('C', 'F', 'F', ' '), HB_TAG ('C', 'F', 'F', '2'), HB_TAG ('O', 'S', '/', '2'),
    HB_TAG ('g', 'l', 'y', 'f'), HB_TAG ('h', 'e', 'a', 'd'), HB_TAG ('h', 'h', 'e', 'a'),
    HB_TAG ('h', 'm', 't', 'x'), HB_TAG ('l', 'o', 'c', 'a'), HB_TAG ('m', 'a', 'x', 'p'),
    HB_TAG ('n', 'a', 'm', 'e'), HB_TAG ('p', 'o', 's', 't'),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (drawing); i++)
    if (drawing[i] == tag)
      return hb_face_reference_table (data, tag);
  return hb_blob_get_empty ();
}

hb_blob_t *
bx_face_subset (const BxFace *face, const hb_set_t *glyphs, hb_map_t **numbers)
{
  hb_face_t *bare = hb_face_create_for_tables (reference_drawing_table, face->hb_face, NULL);
  hb_subset_input_t *input = hb_subset_input_create_or_fail ();
  hb_subset_plan_t *plan;
  hb_face_t *subset;
  hb_blob_t *blob = NULL;

  hb_set_union (hb_subset_input_glyph_set (input), glyphs);
  hb_subset_input_set_flags (input, HB_SUBSET_FLAGS_DESUBROUTINIZE | HB_SUBSET_FLAGS_NO_HINTING
                                      | HB_SUBSET_FLAGS_NAME_LEGACY);
  plan = hb_subset_plan_create_or_fail (bare, input);
  subset = plan != NULL ? hb_subset_plan_execute_or_fail (plan) : NULL;
  if (subset != NULL) {
    *numbers = hb_map_copy (hb_subset_plan_old_to_new_glyph_mapping (plan));
    blob = hb_face_reference_blob (subset);
  }
  hb_face_destroy (subset);
  hb_subset_plan_destroy (plan);
  hb_subset_input_destroy (input);
  hb_face_destroy (bare);
  return blob;
}
