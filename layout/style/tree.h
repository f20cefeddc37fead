/* A small YAML document as a tree of nodes that know their places. Private to this room. */
#ifndef BX_TREE_H
#define BX_TREE_H

#include "base.h"

typedef enum { BX_NODE_SCALAR, BX_NODE_LIST, BX_NODE_MAP } BxNodeKind;

typedef struct {
  BxNodeKind kind;
  const char *file; /* it stands in; interned */
  int line;         /* from 1 */
  int column;       /* in characters, from 1 */
  char *text;       /* of a scalar */
  GPtrArray *keys;  /* BxNode scalars of a map, in file order, repeated ones too */
  GPtrArray *kids;  /* BxNode values of a map or items of a list */
} BxNode;

void bx_node_free (BxNode *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxNode, bx_node_free)

/* The value of a key, or NULL. Borrowed. */
const BxNode *bx_node_find (const BxNode *map, const char *key);

/* Lays a map over another: what stands in `over` holds, maps in both are laid over each other key
 * by key, and everything keeps its place for messages. Takes both. (transfer full) */
BxNode *bx_node_lay_over (BxNode *over, BxNode *under);

/* Reads a file whose root is a map. Errors as bx_spec_load says. (transfer full) */
BxNode *bx_tree_load (const char *file, GError **error);

#endif
