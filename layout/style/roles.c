/* fonts/roles.yaml: which families answer a font role. Whether they are installed is shape's
 * question. */
#include "field.h"
#include "names.h"

#define MAX_FAMILIES 16

void
bx_font_roles_free (BxFontRoles *roles)
{
  if (roles == NULL)
    return;
  for (int r = 0; r < BX_N_FONT_ROLES; r++) {
    for (int l = 0; l < BX_N_LANGS; l++)
      g_strfreev (roles->role[r].families[l]);
    g_strfreev (roles->role[r].latin);
  }
  g_free (roles);
}

/* The names of a list, or NULL with an error. */
static char **
read_families (const BxNode *list, const char *key, int at_least, GError **error)
{
  g_autoptr (GPtrArray) families = g_ptr_array_new_with_free_func (g_free);
  int n = list->kind == BX_NODE_LIST ? (int) list->kids->len : -1;

  if (n < at_least || n > MAX_FAMILIES) {
    bx_error_at (error, BX_ERROR_INPUT, list->file, list->line, list->column,
                 "\"%s\" needs a list of %d to %d families; write it as in [Family One, Family "
                 "Two]",
                 key, at_least, MAX_FAMILIES);
    return NULL;
  }
  for (int i = 0; i < n; i++) {
    const BxNode *family = list->kids->pdata[i];

    if (family->kind != BX_NODE_SCALAR || family->text[0] == '\0') {
      bx_error_at (error, BX_ERROR_INPUT, family->file, family->line, family->column,
                   "\"%s\" needs family names; write each as one word or phrase", key);
      return NULL;
    }
    g_ptr_array_add (families, g_strdup (family->text));
  }
  g_ptr_array_set_free_func (families, NULL);
  g_ptr_array_add (families, NULL);
  return (char **) g_ptr_array_steal (families, NULL);
}

static gboolean
read_role (const BxNode *map, const char *where, BxFontFamilies *role, GError **error)
{
  const char *keys[BX_N_LANGS + 1];
  const BxNode *latin = bx_node_find (map, "latin");

  for (int l = 0; l < BX_N_LANGS; l++)
    keys[l] = bx_lang_name ((BxLang) l);
  keys[BX_N_LANGS] = "latin";
  if (!bx_check_keys (map, where, keys, BX_N_LANGS + 1, error))
    return FALSE;
  for (int l = 0; l < BX_N_LANGS; l++) {
    const BxNode *list = bx_node_find (map, keys[l]);

    if (list == NULL) {
      bx_error_at (error, BX_ERROR_INPUT, map->file, map->line, map->column,
                   "no \"%s\" in %s; add a list of families", keys[l], where);
      return FALSE;
    }
    role->families[l] = read_families (list, keys[l], 1, error);
    if (role->families[l] == NULL)
      return FALSE;
  }
  role->latin = latin != NULL ? read_families (latin, "latin", 0, error) : g_new0 (char *, 1);
  return role->latin != NULL;
}

BxFontRoles *
bx_font_roles_load (const char *file, GError **error)
{
  g_autoptr (BxNode) root = bx_tree_load (file, error);
  g_autoptr (BxFontRoles) roles = NULL;

  if (root == NULL
      || !bx_check_keys (root, "the font roles", bx_font_role_names, BX_N_FONT_ROLES, error))
    return NULL;
  roles = g_new0 (BxFontRoles, 1);
  for (int r = 0; r < BX_N_FONT_ROLES; r++) {
    const char *name = bx_font_role_names[r];
    const BxNode *map = bx_node_find (root, name);

    if (!bx_check_map (root, map, name, error) || !read_role (map, name, &roles->role[r], error))
      return NULL;
  }
  return g_steal_pointer (&roles);
}
