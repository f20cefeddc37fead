/* The structure tree (ISO 32000-1, 14.7): nodes of the job with the marked contents of the pages
 * below them, the way back from each content to its node, and the links, which hang in both. */
#include "work.h"

/* /F of an annotation: it is printed. PDF/A asks for it. */
#define ANNOTATION_PRINT 4

typedef struct {
  qpdf_data qpdf;
  const BxPressJob *job;
  qpdf_oh *elements; /* of each node */
  qpdf_oh *kids;     /* their /K */
  int *pages;        /* on which the first content of each stands, or -1 */
  qpdf_oh document;
  qpdf_oh document_kids;
  qpdf_oh parents; /* /Nums of the parent tree */
  int n_parents;
} Tree;

static void
clear_tree (Tree *tree)
{
  g_free (tree->elements);
  g_free (tree->kids);
  g_free (tree->pages);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tree, clear_tree)

static qpdf_oh
new_element (qpdf_data qpdf, const char *type, qpdf_oh kids)
{
  qpdf_oh element = qpdf_make_indirect_object (qpdf, qpdf_oh_new_dictionary (qpdf));
  g_autofree char *name = g_strconcat ("/", type, NULL);

  qpdf_oh_replace_key (qpdf, element, "/S", qpdf_oh_new_name (qpdf, name));
  qpdf_oh_replace_key (qpdf, element, "/K", kids);
  return element;
}

/* What a type must say of itself: PDF/UA-1 7.3, 7.5 and 7.9. */
static void
set_attributes (Tree *tree, int node)
{
  qpdf_data qpdf = tree->qpdf;
  const BxPressNode *n = &tree->job->nodes[node];

  if (n->tag == BX_TAG_FIGURE)
    qpdf_oh_replace_key (qpdf, tree->elements[node], "/Alt",
                         qpdf_oh_new_unicode_string (qpdf, n->alternative));
  if (n->tag == BX_TAG_TH)
    qpdf_oh_replace_key (qpdf, tree->elements[node], "/A",
                         qpdf_oh_parse (qpdf, "<< /O /Table /Scope /Column >>"));
  if (n->tag == BX_TAG_NOTE) {
    g_autofree char *id = g_strdup_printf ("note-%d", node);

    qpdf_oh_replace_key (qpdf, tree->elements[node], "/ID", qpdf_oh_new_string (qpdf, id));
  }
}

static void
attach (Tree *tree, int node)
{
  int parent = tree->job->nodes[node].parent;

  qpdf_oh_append_item (tree->qpdf, parent < 0 ? tree->document_kids : tree->kids[parent],
                       tree->elements[node]);
}

/* What stands inside a line of its parent comes where its first content does. */
static gboolean
is_inline (const BxPressNode *node)
{
  return node->tag == BX_TAG_LINK || node->tag == BX_TAG_REFERENCE || node->tag == BX_TAG_LBL;
}

/* The first content of a node stands on a page: so does that of an inline parent. */
static void
begin_node (Tree *tree, int node, int page)
{
  qpdf_data qpdf = tree->qpdf;
  int parent = tree->job->nodes[node].parent;

  tree->pages[node] = page;
  qpdf_oh_replace_key (qpdf, tree->elements[node], "/Pg", qpdf_get_page_n (qpdf, (size_t) page));
  if (!is_inline (&tree->job->nodes[node]))
    return;
  if (parent >= 0 && is_inline (&tree->job->nodes[parent]) && tree->pages[parent] < 0)
    begin_node (tree, parent, page);
  attach (tree, node);
}

static void
add_nodes (Tree *tree)
{
  qpdf_data qpdf = tree->qpdf;

  for (int i = 0; i < tree->job->n_nodes; i++) {
    const BxPressNode *node = &tree->job->nodes[i];

    g_assert (node->parent < i);
    tree->pages[i] = -1;
    tree->kids[i] = qpdf_oh_new_array (qpdf);
    tree->elements[i] = new_element (qpdf, bx_tag_name (node->tag), tree->kids[i]);
    qpdf_oh_replace_key (qpdf, tree->elements[i], "/P",
                         node->parent < 0 ? tree->document : tree->elements[node->parent]);
    set_attributes (tree, i);
    if (!is_inline (node))
      attach (tree, i);
  }
}

/* A content of the page on which the node begins is a plain number; others name their page. */
static void
add_content (Tree *tree, int node, int page, int number)
{
  qpdf_data qpdf = tree->qpdf;
  qpdf_oh content = qpdf_oh_new_integer (qpdf, number);
  qpdf_oh reference;

  if (tree->pages[node] < 0)
    begin_node (tree, node, page);
  if (tree->pages[node] == page) {
    qpdf_oh_append_item (qpdf, tree->kids[node], content);
    return;
  }
  reference = qpdf_oh_new_dictionary (qpdf);
  qpdf_oh_replace_key (qpdf, reference, "/Type", qpdf_oh_new_name (qpdf, "/MCR"));
  qpdf_oh_replace_key (qpdf, reference, "/Pg", qpdf_get_page_n (qpdf, (size_t) page));
  qpdf_oh_replace_key (qpdf, reference, "/MCID", content);
  qpdf_oh_append_item (qpdf, tree->kids[node], reference);
}

/* Returns the key. */
static int
add_parent (Tree *tree, qpdf_oh value)
{
  qpdf_oh_append_item (tree->qpdf, tree->parents,
                       qpdf_oh_new_integer (tree->qpdf, tree->n_parents));
  qpdf_oh_append_item (tree->qpdf, tree->parents, value);
  return tree->n_parents++;
}

static void
add_page (Tree *tree, int page, const GArray *nodes)
{
  qpdf_data qpdf = tree->qpdf;
  qpdf_oh owners = qpdf_oh_new_array (qpdf);
  qpdf_oh key;

  for (guint i = 0; i < nodes->len; i++) {
    int node = g_array_index (nodes, int, i);

    add_content (tree, node, page, (int) i);
    qpdf_oh_append_item (qpdf, owners, tree->elements[node]);
  }
  key = qpdf_oh_new_integer (qpdf, add_parent (tree, qpdf_make_indirect_object (qpdf, owners)));
  qpdf_oh_replace_key (qpdf, qpdf_get_page_n (qpdf, (size_t) page), "/StructParents", key);
}

/* --- links ---------------------------------------------------------------------------------- */

static qpdf_oh
new_rectangle (qpdf_data qpdf, qpdf_oh page, const BxPressLink *link)
{
  double top = bx_press_get_top (qpdf, page);
  const double corners[4] = { bx_len_to_pt (link->x),
                              top - bx_len_to_pt (bx_len_add (link->y, link->height)),
                              bx_len_to_pt (bx_len_add (link->x, link->width)),
                              top - bx_len_to_pt (link->y) };
  qpdf_oh rectangle = qpdf_oh_new_array (qpdf);

  for (int i = 0; i < 4; i++)
    qpdf_oh_append_item (qpdf, rectangle, qpdf_oh_new_real_from_double (qpdf, corners[i], 2));
  return rectangle;
}

static void
set_aim (qpdf_data qpdf, qpdf_oh annotation, const BxPressLink *link)
{
  qpdf_oh action;

  if (link->uri == NULL) {
    qpdf_oh_replace_key (qpdf, annotation, "/Dest",
                         bx_press_new_destination (qpdf, link->to_page, link->to_top));
    return;
  }
  action = qpdf_oh_parse (qpdf, "<< /S /URI >>");
  qpdf_oh_replace_key (qpdf, action, "/URI", qpdf_oh_new_string (qpdf, link->uri));
  qpdf_oh_replace_key (qpdf, annotation, "/A", action);
}

static qpdf_oh
new_annotation (qpdf_data qpdf, qpdf_oh page, const BxPressLink *link)
{
  qpdf_oh annotation = qpdf_make_indirect_object (
      qpdf, qpdf_oh_parse (qpdf, "<< /Type /Annot /Subtype /Link /Border [ 0 0 0 ] >>"));
  g_autofree char *description = bx_press_clean_text (link->description);

  set_aim (qpdf, annotation, link);
  qpdf_oh_replace_key (qpdf, annotation, "/F", qpdf_oh_new_integer (qpdf, ANNOTATION_PRINT));
  qpdf_oh_replace_key (qpdf, annotation, "/P", page);
  qpdf_oh_replace_key (qpdf, annotation, "/Rect", new_rectangle (qpdf, page, link));
  if (description != NULL)
    qpdf_oh_replace_key (qpdf, annotation, "/Contents",
                         qpdf_oh_new_unicode_string (qpdf, description));
  return annotation;
}

static void
add_to_page (qpdf_data qpdf, qpdf_oh page, qpdf_oh annotation)
{
  if (!qpdf_oh_has_key (qpdf, page, "/Annots")) {
    qpdf_oh_replace_key (qpdf, page, "/Annots", qpdf_oh_new_array (qpdf));
    qpdf_oh_replace_key (qpdf, page, "/Tabs", qpdf_oh_new_name (qpdf, "/S"));
  }
  qpdf_oh_append_item (qpdf, qpdf_oh_get_key (qpdf, page, "/Annots"), annotation);
}

static void
add_link (Tree *tree, const BxPressLink *link)
{
  qpdf_data qpdf = tree->qpdf;
  qpdf_oh page = qpdf_get_page_n (qpdf, (size_t) link->page);
  qpdf_oh annotation = new_annotation (qpdf, page, link);
  qpdf_oh reference = qpdf_oh_new_dictionary (qpdf);
  int key = add_parent (tree, tree->elements[link->node]);

  qpdf_oh_replace_key (qpdf, annotation, "/StructParent", qpdf_oh_new_integer (qpdf, key));
  qpdf_oh_replace_key (qpdf, reference, "/Type", qpdf_oh_new_name (qpdf, "/OBJR"));
  qpdf_oh_replace_key (qpdf, reference, "/Obj", annotation);
  qpdf_oh_replace_key (qpdf, reference, "/Pg", page);
  qpdf_oh_append_item (qpdf, tree->kids[link->node], reference);
  add_to_page (qpdf, page, annotation);
}

/* --- the whole ------------------------------------------------------------------------------ */

static void
add_root (Tree *tree)
{
  qpdf_data qpdf = tree->qpdf;
  qpdf_oh root = qpdf_make_indirect_object (qpdf, qpdf_oh_new_dictionary (qpdf));
  qpdf_oh numbers = qpdf_oh_new_dictionary (qpdf);
  qpdf_oh catalog = qpdf_get_root (qpdf);

  qpdf_oh_replace_key (qpdf, numbers, "/Nums", tree->parents);
  qpdf_oh_replace_key (qpdf, root, "/Type", qpdf_oh_new_name (qpdf, "/StructTreeRoot"));
  qpdf_oh_replace_key (qpdf, root, "/K", tree->document);
  qpdf_oh_replace_key (qpdf, root, "/ParentTree", qpdf_make_indirect_object (qpdf, numbers));
  qpdf_oh_replace_key (qpdf, root, "/ParentTreeNextKey",
                       qpdf_oh_new_integer (qpdf, tree->n_parents));
  qpdf_oh_replace_key (qpdf, tree->document, "/P", root);
  qpdf_oh_replace_key (qpdf, catalog, "/StructTreeRoot", root);
  qpdf_oh_replace_key (qpdf, catalog, "/MarkInfo", qpdf_oh_parse (qpdf, "<< /Marked true >>"));
}

void
bx_press_add_tree (qpdf_data qpdf, const BxPressJob *job, BxWorks *works)
{
  gsize n = (gsize) MAX (job->n_nodes, 1);
  g_auto (Tree) tree = { .qpdf = qpdf,
                         .job = job,
                         .elements = g_new (qpdf_oh, n),
                         .kids = g_new (qpdf_oh, n),
                         .pages = g_new (int, n) };

  tree.parents = qpdf_oh_new_array (qpdf);
  tree.document_kids = qpdf_oh_new_array (qpdf);
  tree.document = new_element (qpdf, "Document", tree.document_kids);
  add_nodes (&tree);
  for (int page = 0; page < works->n_pages; page++) {
    const BxWork *work = bx_works_get (works, page);

    if (work->error == NULL) /* or all is told when all are through */
      add_page (&tree, page, work->content.nodes);
  }
  for (int i = 0; i < job->n_links; i++)
    add_link (&tree, &job->links[i]);
  add_root (&tree);
}
