/* Where a style stands, and how it extends another: its keys are laid over those of the other, map
 * by map. The title is never inherited, because it is what a list of styles shows. */
#include "style-private.h"

#include <string.h>

#define MAX_ANCESTORS 4

static const char title[] = "title";
static const char extends[] = "extends";

static gboolean
is_path (const char *style)
{
  return strchr (style, '/') != NULL || g_str_has_suffix (style, ".yaml");
}

/* Says which styles there are. `node` named the style, or NULL where a user did. */
static void
set_unknown_style (const char *style, const char *styles_dir, const BxNode *node, GError **error)
{
  g_auto (GStrv) names = bx_spec_list (styles_dir, error);
  g_autofree char *list = NULL;

  if (names == NULL)
    return;
  list = g_strjoinv (", ", names);
  bx_error_at (error, BX_ERROR_INPUT, node != NULL ? node->file : styles_dir,
               node != NULL ? node->line : 0, node != NULL ? node->column : 0,
               "no style \"%s\" here; there %s %s", style,
               names[0] == NULL   ? "are"
               : names[1] == NULL ? "is"
                                  : "are",
               names[0] != NULL ? list : "none");
}

/* The file of a style, or NULL with an error. A path in a file counts from that file. */
static char *
find_file (const char *style, const char *styles_dir, const BxNode *node, GError **error)
{
  g_autofree char *base = g_strconcat (style, ".yaml", NULL);
  g_autofree char *file = g_build_filename (styles_dir, base, NULL);
  g_autofree char *folder = node != NULL ? g_path_get_dirname (node->file) : NULL;

  if (is_path (style))
    return folder == NULL || g_path_is_absolute (style) ? g_strdup (style)
                                                        : g_build_filename (folder, style, NULL);
  if (g_file_test (file, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&file);
  set_unknown_style (style, styles_dir, node, error);
  return NULL;
}

static void
drop_title (BxNode *map)
{
  for (guint i = map->keys->len; i-- > 0;)
    if (g_str_equal (((const BxNode *) map->keys->pdata[i])->text, title)) {
      g_ptr_array_remove_index (map->keys, i);
      g_ptr_array_remove_index (map->kids, i);
    }
}

/* The tree of the style that a node names. */
static BxNode *
load_ancestor (const BxNode *node, const char *styles_dir, int depth, GError **error)
{
  g_autofree char *file = NULL;
  const char *fault = NULL;

  if (node->kind != BX_NODE_SCALAR || node->text[0] == '\0')
    fault = "\"extends\" names no style; write the name of one, or the path of its file";
  else if (depth > MAX_ANCESTORS)
    fault = "too many styles extend each other; is one of them its own ancestor?";
  else if ((file = find_file (node->text, styles_dir, node, error)) == NULL)
    return NULL;
  else if (!g_file_test (file, G_FILE_TEST_EXISTS))
    fault = "there is no such file to extend; look at its name";
  if (fault == NULL)
    return bx_tree_load (file, error);
  bx_error_at (error, BX_ERROR_INPUT, node->file, node->line, node->column, "%s", fault);
  return NULL;
}

/* Takes the tree. */
static BxNode *
extend (BxNode *own, const char *styles_dir, int depth, GPtrArray *files, GError **error)
{
  const BxNode *name = bx_node_find (own, extends);
  BxNode *ancestor = NULL;

  g_ptr_array_add (files, g_strdup (own->file));
  if (name == NULL)
    return own;
  ancestor = load_ancestor (name, styles_dir, depth, error);
  if (ancestor != NULL)
    ancestor = extend (ancestor, styles_dir, depth + 1, files, error);
  if (ancestor == NULL) {
    bx_node_free (own);
    return NULL;
  }
  drop_title (ancestor);
  return bx_node_lay_over (own, ancestor);
}

BxNode *
bx_style_load_tree (const char *style, const char *styles_dir, GPtrArray *files, GError **error)
{
  g_autofree char *file = find_file (style, styles_dir, NULL, error);
  BxNode *own = file != NULL ? bx_tree_load (file, error) : NULL;

  return own != NULL ? extend (own, styles_dir, 1, files, error) : NULL;
}
