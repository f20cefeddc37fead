/* Between the files of this room. */
#ifndef BX_STYLE_PRIVATE_H
#define BX_STYLE_PRIVATE_H

#include "field.h"
#include "names.h"

/* extend.c: the tree of a style, laid over those it extends; adds the paths of all of them to `files`.
 * Errors as bx_spec_load says. (transfer full) */
BxNode *bx_style_load_tree (const char *style, const char *styles_dir, GPtrArray *files,
                            GError **error);

/* check.c: what must hold between keys. Sets the outer margin, which follows from the others. */
gboolean bx_spec_check (const BxNode *root, BxSpec *spec, GError **error);

#endif
