/* YAML to a tree with places, through libyaml's events. It decides what of YAML a style may use:
 * maps, lists and scalars, one document, few levels; no anchors, aliases or tags, because a style
 * is to be read by people from top to bottom. What the keys mean is not decided here. */
#include "tree.h"

#include <string.h>
#include <yaml.h>

#define MAX_BYTES (256 * 1024)
#define MAX_DEPTH 8

typedef struct {
  yaml_parser_t yaml;
  const char *file;
  const char *bytes;
  gsize len;
} Loader;

void
bx_node_free (BxNode *node)
{
  if (node == NULL)
    return;
  g_free (node->text);
  g_clear_pointer (&node->keys, g_ptr_array_unref);
  g_clear_pointer (&node->kids, g_ptr_array_unref);
  g_free (node);
}

static void
free_node (void *data)
{
  bx_node_free (data);
}

static BxNode *
node_new (const Loader *loader, BxNodeKind kind, const yaml_mark_t *mark)
{
  BxNode *node = g_new0 (BxNode, 1);

  node->kind = kind;
  node->file = loader->file;
  node->line = (int) mark->line + 1;
  node->column = (int) mark->column + 1;
  if (kind == BX_NODE_MAP)
    node->keys = g_ptr_array_new_with_free_func (free_node);
  if (kind != BX_NODE_SCALAR)
    node->kids = g_ptr_array_new_with_free_func (free_node);
  return node;
}

const BxNode *
bx_node_find (const BxNode *map, const char *key)
{
  if (map->kind != BX_NODE_MAP)
    return NULL;
  for (guint i = 0; i < map->keys->len; i++)
    if (g_str_equal (((const BxNode *) map->keys->pdata[i])->text, key))
      return map->kids->pdata[i];
  return NULL;
}

BxNode *
bx_node_lay_over (BxNode *over, BxNode *under)
{
  for (guint i = 0; i < under->keys->len; i++) {
    BxNode *key = under->keys->pdata[i];
    BxNode **kid = (BxNode **) &under->kids->pdata[i];
    BxNode *same = (BxNode *) bx_node_find (over, key->text);

    /* A key that the file itself gives twice stays twice, to be told. */
    if (same == NULL || same->file == (*kid)->file) {
      g_ptr_array_add (over->keys, key);
      g_ptr_array_add (over->kids, *kid);
      under->keys->pdata[i] = *kid = NULL;
    } else if (same->kind == BX_NODE_MAP && (*kid)->kind == BX_NODE_MAP) {
      bx_node_lay_over (same, *kid);
      *kid = NULL;
    }
  }
  bx_node_free (under);
  return over;
}

/* Sets an error at a byte of the file. */
static void
error_at_byte (const Loader *loader, gsize byte, GError **error, const char *message)
{
  const char *line_start = loader->bytes;
  int line = 1;

  for (const char *p = loader->bytes; p < loader->bytes + byte; p++)
    if (*p == '\n') {
      line++;
      line_start = p + 1;
    }
  bx_error_at (error, BX_ERROR_INPUT, loader->file, line,
               (int) g_utf8_strlen (line_start, loader->bytes + byte - line_start) + 1, "%s",
               message);
}

static void
error_at_mark (const Loader *loader, const yaml_mark_t *mark, GError **error, const char *message)
{
  bx_error_at (error, BX_ERROR_INPUT, loader->file, (int) mark->line + 1, (int) mark->column + 1,
               "%s", message);
}

static void
set_syntax_error (const Loader *loader, GError **error)
{
  const yaml_parser_t *yaml = &loader->yaml;
  g_autofree char *message = g_strdup_printf (
      "not good YAML: %s; look at the indents and marks here",
      yaml->problem != NULL ? yaml->problem : "it cannot be read");

  /* The reader knows only bytes; the scanner and the parser know lines. */
  if (yaml->error == YAML_READER_ERROR)
    error_at_byte (loader, MIN (yaml->problem_offset, loader->len), error, message);
  else
    error_at_mark (loader, &yaml->problem_mark, error, message);
}

/* The next event, refusing what a style may not use. */
static gboolean
next_event (Loader *loader, yaml_event_t *event, GError **error)
{
  gboolean has_anchor;
  gboolean has_tag;

  if (!yaml_parser_parse (&loader->yaml, event)) {
    set_syntax_error (loader, error);
    return FALSE;
  }
  has_anchor = event->type == YAML_ALIAS_EVENT
               || (event->type == YAML_SCALAR_EVENT && event->data.scalar.anchor != NULL)
               || (event->type == YAML_MAPPING_START_EVENT
                   && event->data.mapping_start.anchor != NULL)
               || (event->type == YAML_SEQUENCE_START_EVENT
                   && event->data.sequence_start.anchor != NULL);
  has_tag = (event->type == YAML_SCALAR_EVENT && event->data.scalar.tag != NULL)
            || (event->type == YAML_MAPPING_START_EVENT && event->data.mapping_start.tag != NULL)
            || (event->type == YAML_SEQUENCE_START_EVENT && event->data.sequence_start.tag != NULL);
  if (!has_anchor && !has_tag)
    return TRUE;
  error_at_mark (loader, &event->start_mark, error,
                 has_anchor ? "anchors (&) and aliases (*) are not used here; write the value out"
                            : "tags (!) are not used here; leave the tag out");
  yaml_event_delete (event);
  return FALSE;
}

static BxNode *load_node (Loader *loader, yaml_event_t *event, int depth, GError **error);

/* Loads what stands between the start and the end of a map or a list. */
static gboolean
load_kids (Loader *loader, BxNode *node, yaml_event_type_t end, int depth, GError **error)
{
  for (;;) {
    gboolean is_key = node->kind == BX_NODE_MAP && node->keys->len == node->kids->len;
    yaml_event_t event;
    BxNode *kid;

    if (!next_event (loader, &event, error))
      return FALSE;
    if (event.type == end) {
      yaml_event_delete (&event);
      return TRUE;
    }
    kid = load_node (loader, &event, depth + 1, error);
    if (kid == NULL)
      return FALSE;
    g_ptr_array_add (is_key ? node->keys : node->kids, kid);
    if (is_key && kid->kind != BX_NODE_SCALAR) {
      bx_error_at (error, BX_ERROR_INPUT, loader->file, kid->line, kid->column,
                   "a map or a list cannot be a key; write a plain word");
      return FALSE;
    }
  }
}

/* The node that an event begins. Takes the event's memory. */
static BxNode *
load_node (Loader *loader, yaml_event_t *event, int depth, GError **error)
{
  gboolean is_map = event->type == YAML_MAPPING_START_EVENT;
  yaml_mark_t mark = event->start_mark;
  g_autoptr (BxNode) node = NULL;

  if (event->type == YAML_SCALAR_EVENT) {
    node = node_new (loader, BX_NODE_SCALAR, &mark);
    node->text = g_strndup ((const char *) event->data.scalar.value, event->data.scalar.length);
    yaml_event_delete (event);
    return g_steal_pointer (&node);
  }
  yaml_event_delete (event);
  if (depth > MAX_DEPTH) {
    error_at_mark (loader, &mark, error, "nested too deeply; a style needs four levels");
    return NULL;
  }
  node = node_new (loader, is_map ? BX_NODE_MAP : BX_NODE_LIST, &mark);
  if (!load_kids (loader, node, is_map ? YAML_MAPPING_END_EVENT : YAML_SEQUENCE_END_EVENT, depth,
                  error))
    return NULL;
  return g_steal_pointer (&node);
}

/* Passes the events of stream and document around the one root. */
static BxNode *
load_document (Loader *loader, GError **error)
{
  g_autoptr (BxNode) root = NULL;

  for (;;) {
    yaml_event_t event;
    yaml_event_type_t type;

    if (!next_event (loader, &event, error))
      return NULL;
    type = event.type;
    if (type == YAML_DOCUMENT_START_EVENT && root != NULL) {
      error_at_mark (loader, &event.start_mark, error,
                     "a second document begins here; give it a file of its own");
      yaml_event_delete (&event);
      return NULL;
    }
    if (type == YAML_SCALAR_EVENT || type == YAML_MAPPING_START_EVENT
        || type == YAML_SEQUENCE_START_EVENT) {
      root = load_node (loader, &event, 1, error);
      if (root == NULL)
        return NULL;
      continue;
    }
    yaml_event_delete (&event);
    if (type == YAML_STREAM_END_EVENT)
      break;
  }
  if (root == NULL || root->kind != BX_NODE_MAP) {
    bx_error_at (error, BX_ERROR_INPUT, loader->file, 1, 1,
                 "no keys in this file; write \"key: value\" lines");
    return NULL;
  }
  return g_steal_pointer (&root);
}

static gboolean
check_bytes (const Loader *loader, GError **error)
{
  const char *end;

  if (loader->len > MAX_BYTES) {
    bx_error_at (error, BX_ERROR_INPUT, loader->file, 0, 0,
                 "larger than %d KiB; is this the right file?", MAX_BYTES / 1024);
    return FALSE;
  }
  if (!g_utf8_validate (loader->bytes, (gssize) loader->len, &end)) {
    error_at_byte (loader, (gsize) (end - loader->bytes), error,
                   "not UTF-8; save the file in that encoding");
    return FALSE;
  }
  return TRUE;
}

BxNode *
bx_tree_load (const char *file, GError **error)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) why = NULL;
  Loader loader = { .file = g_intern_string (file) };
  BxNode *root;

  if (!g_file_get_contents (file, &bytes, &loader.len, &why)) {
    gboolean is_missing = g_error_matches (why, G_FILE_ERROR, G_FILE_ERROR_NOENT);

    bx_error_at (error, is_missing ? BX_ERROR_INPUT : BX_ERROR_MACHINE, file, 0, 0, "%s",
                 is_missing ? "there is no such file; look at its name" : why->message);
    return NULL;
  }
  loader.bytes = bytes;
  if (!check_bytes (&loader, error))
    return NULL;
  if (!yaml_parser_initialize (&loader.yaml))
    g_error ("out of memory");
  yaml_parser_set_input_string (&loader.yaml, (const unsigned char *) bytes, loader.len);
  root = load_document (&loader, error);
  yaml_parser_delete (&loader.yaml);
  return root;
}
