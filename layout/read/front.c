/* Front matter: what an editor says about an article before its text. libyaml tells the values;
 * each is followed in the source, so that a headline of front matter is text of the article like
 * any other. What a key means to the page is decided by the later rooms. */
#include "markdown.h"

#include <string.h>
#include <yaml.h>

#define MAX_FRONT (64 * 1024)
#define MAX_SPEAKERS 99

typedef struct {
  BxBuild *build;
  yaml_document_t yaml;
  int start; /* of the YAML in the source */
  int at;    /* a place that is known, and how many characters lie before it there */
  gsize index;
  BxFollow follow;
} Front;

int
bx_front_matter_length (const char *source)
{
  const char *line = source;
  gsize len = strcspn (line, "\r\n");

  if (strncmp (line, "---", 3) != 0 || strspn (line + 3, " \t") + 3 != len)
    return 0;
  for (line += len; *line != '\0'; line += strcspn (line, "\r\n")) {
    line += strncmp (line, "\r\n", 2) == 0 ? 2 : 1;
    len = strcspn (line, "\r\n");
    if ((strncmp (line, "---", 3) == 0 || strncmp (line, "...", 3) == 0)
        && strspn (line + 3, " \t") + 3 == len)
      return (int) (line + len - source);
  }
  return 0;
}

/* A first line of --- and a key under it. */
gboolean
bx_front_matter_is_open (const char *source)
{
  gsize len = strcspn (source, "\r\n");
  const char *key = source + len + strspn (source + len, "\r\n");

  return strncmp (source, "---", 3) == 0 && strspn (source + 3, " \t") + 3 == len
         && strspn (key, "abcdefghijklmnopqrstuvwxyz") > 1
         && key[strspn (key, "abcdefghijklmnopqrstuvwxyz")] == ':'
         && bx_front_matter_length (source) == 0;
}

/* --- places --------------------------------------------------------------------------------- */

/* libyaml counts characters; values are asked for in the order of the source as a rule. */
static int
place_of (Front *front, const yaml_mark_t *mark)
{
  const char *source = front->build->raw->source;

  if (mark->index < front->index) {
    front->at = front->start;
    front->index = 0;
  }
  front->at = (int) (g_utf8_offset_to_pointer (source + front->at,
                                               (glong) (mark->index - front->index))
                     - source);
  front->index = mark->index;
  return front->at;
}

static gboolean G_GNUC_PRINTF (4, 5)
    fail (Front *front, GError **error, const yaml_mark_t *mark, const char *format, ...)
{
  int place = MIN (place_of (front, mark), front->follow.end);
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  bx_error_at (error, BX_ERROR_INPUT, front->build->raw->name,
               bx_build_line_of (front->build, place), bx_build_column_of (front->build, place),
               "%s", message);
  return FALSE;
}

static yaml_node_t *
node_at (Front *front, int index)
{
  return yaml_document_get_node (&front->yaml, index);
}

static const char *
text_of (const yaml_node_t *node)
{
  return node->type == YAML_SCALAR_NODE ? (const char *) node->data.scalar.value : "";
}

/* The plain value of a node; an error where it is a list or a map. */
static gboolean
want_text (Front *front, const yaml_node_t *node, const char *key, GError **error)
{
  if (node->type == YAML_SCALAR_NODE)
    return TRUE;
  return fail (front, error, &node->start_mark, "“%s” is a list or a map; write one value", key);
}

/* --- following a value ---------------------------------------------------------------------- */

/* Length of an escape in double quotation marks. */
static int
escape_length (char c)
{
  return c == 'x' ? 4 : c == 'u' ? 6 : c == 'U' ? 10 : 2;
}

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == '\r';
}

/* A blank of the value: one blank, or a line end with the blanks around it. */
static void
follow_blank (BxFollow *follow)
{
  int blanks = (int) strspn (follow->source + follow->at, " \t");

  if (!is_line_end ((guchar) follow->source[follow->at + blanks])) {
    if (blanks > 0)
      bx_follow_take (follow, 1);
    else
      follow->is_lost = TRUE;
    return;
  }
  bx_follow_line_end (follow, 0);
  bx_follow_skip (follow, follow->at + (int) strspn (follow->source + follow->at, " \t\r\n"));
}

static void
follow_value_char (BxFollow *follow, gunichar c, yaml_scalar_style_t style)
{
  gunichar s = bx_follow_char (follow);

  if (style == YAML_DOUBLE_QUOTED_SCALAR_STYLE && s == '\\') {
    while (s == '\\' && is_line_end ((guchar) follow->source[follow->at + 1])) {
      bx_follow_skip (follow, follow->at + 1);
      bx_follow_skip (follow, follow->at + (int) strspn (follow->source + follow->at, " \t\r\n"));
      s = bx_follow_char (follow);
    }
    if (s == '\\') {
      bx_follow_replace (follow, escape_length (follow->source[follow->at + 1]),
                         c == '\n' || c == '\t' ? ' ' : c, BX_EDIT_MARKUP);
      return;
    }
  }
  if (c == ' ' || c == '\n') {
    follow_blank (follow);
    return;
  }
  if (is_line_end (s)) /* of a block, before its first line */
    bx_follow_skip (follow, follow->at + (int) strspn (follow->source + follow->at, " \t\r\n"));
  s = bx_follow_char (follow);
  if (s != c)
    follow->is_lost = TRUE;
  else if (s == '\'' && style == YAML_SINGLE_QUOTED_SCALAR_STYLE) {
    bx_follow_skip (follow, follow->at + 1);
    bx_follow_take (follow, 1);
  } else
    bx_follow_take (follow, g_unichar_to_utf8 (c, NULL));
}

static void
skip_opening (BxFollow *follow, yaml_scalar_style_t style)
{
  const char *start = follow->source + follow->at;
  int length = 0;

  if (style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
    length = 1;
  else if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE) {
    length = (int) strcspn (start, "\r\n");
    length += (int) strspn (start + length, " \t\r\n");
  }
  bx_follow_skip (follow, follow->at + length);
}

/* A value becomes a block of the article, with its readings if it is no name and the like. Index of the
 * block, -1 for an empty value. */
static int
add_value (Front *front, const yaml_node_t *node, BxBlockKind kind)
{
  BxFollow *follow = &front->follow;
  g_autofree char *value = g_strdup (text_of (node));

  g_strstrip (value);
  if (value[0] == '\0')
    return -1;
  follow->at = MAX (follow->at, place_of (front, &node->start_mark));
  bx_follow_begin (follow);
  skip_opening (follow, node->data.scalar.style);
  bx_follow_skip (follow, follow->at + (int) strspn (follow->source + follow->at, " \t"));
  for (const char *p = value, *end = value + strlen (value); *p != '\0' && !follow->is_lost;) {
    int line = bx_build_line_of (front->build, follow->at);
    int ruby = kind != BX_BLOCK_DATA ? bx_follow_ruby (follow, p, end) : 0;

    p += ruby;
    if (ruby > 0)
      continue;
    follow_value_char (follow, g_utf8_get_char (p), node->data.scalar.style);
    p = g_utf8_next_char (p);
    if (bx_build_line_of (front->build, follow->at) > line)
      p += strspn (p, " \n"); /* of which the line end was all */
  }
  if (follow->is_lost)
    bx_build_warn (front->build, BX_WARNING, "unread-markup", MIN (follow->at, follow->end),
                   "this value could not be read to its end; write it on one line");
  follow->is_lost = FALSE;
  return follow->first < 0
             ? -1
             : bx_build_add_block (front->build, kind, bx_slice (follow->first, follow->last));
}

static BxSlice
block_slice (const Front *front, int block)
{
  return block < 0 ? bx_slice (0, 0) : g_array_index (front->build->blocks, BxRawBlock, block).text;
}

/* --- speakers ------------------------------------------------------------------------------- */

static char *
dup_picture (Front *front, const yaml_node_t *node)
{
  const char *why;

  if (bx_build_check_file (front->build, text_of (node), &why))
    return g_strdup (text_of (node));
  bx_build_warn (front->build, BX_WARNING, "missing-picture", place_of (front, &node->start_mark),
                 "the picture “%.80s” %s", text_of (node), why);
  return NULL;
}

static gboolean
read_aliases (Front *front, yaml_node_t *node, BxSpeaker *speaker, GError **error)
{
  g_autoptr (GArray) aliases = g_array_new (FALSE, TRUE, sizeof (BxSlice));

  if (node->type == YAML_SEQUENCE_NODE) {
    for (yaml_node_item_t *item = node->data.sequence.items.start;
         item < node->data.sequence.items.top; item++) {
      BxSlice alias;

      if (!want_text (front, node_at (front, *item), "aliases", error))
        return FALSE;
      alias = block_slice (front, add_value (front, node_at (front, *item), BX_BLOCK_DATA));
      if (!bx_slice_is_empty (alias))
        g_array_append_val (aliases, alias);
    }
  } else if (node->type == YAML_SCALAR_NODE) {
    BxSlice alias = block_slice (front, add_value (front, node, BX_BLOCK_DATA));

    if (!bx_slice_is_empty (alias))
      g_array_append_val (aliases, alias);
  } else
    return fail (front, error, &node->start_mark, "“aliases” is a map; write a list of names");
  g_free (speaker->aliases);
  speaker->n_aliases = (int) aliases->len;
  speaker->aliases = (BxSlice *) (void *) g_array_free (g_steal_pointer (&aliases), FALSE);
  return TRUE;
}

static gboolean
read_unsure (Front *front, yaml_node_t *node, BxSpeaker *speaker, GError **error)
{
  const char *text = text_of (node);

  speaker->is_unsure = g_str_equal (text, "yes") || g_str_equal (text, "true");
  if (speaker->is_unsure || g_str_equal (text, "no") || g_str_equal (text, "false"))
    return TRUE;
  return fail (front, error, &node->start_mark, "“%.40s” is neither yes nor no; write unsure: yes",
               text);
}

static gboolean
read_speaker_key (Front *front, yaml_node_t *key, yaml_node_t *value, BxSpeaker *speaker,
                  GError **error)
{
  const char *name = text_of (key);

  if (g_str_equal (name, "aliases"))
    return read_aliases (front, value, speaker, error);
  if (!want_text (front, value, name, error))
    return FALSE;
  if (g_str_equal (name, "name"))
    speaker->name = block_slice (front, add_value (front, value, BX_BLOCK_DATA));
  else if (g_str_equal (name, "description"))
    speaker->description = block_slice (front, add_value (front, value, BX_BLOCK_DATA));
  else if (g_str_equal (name, "portrait") && speaker->portrait == NULL)
    speaker->portrait = dup_picture (front, value);
  else if ((g_str_equal (name, "colour") || g_str_equal (name, "color")) && speaker->colour == NULL)
    speaker->colour = g_strdup (text_of (value));
  else if (g_str_equal (name, "unsure"))
    return read_unsure (front, value, speaker, error);
  else
    bx_build_warn (front->build, BX_WARNING, "unknown-key", place_of (front, &key->start_mark),
                   "“%.40s” is not used in a speaker; use name, description, aliases, portrait, "
                   "colour, unsure",
                   name);
  return TRUE;
}

static gboolean
read_speaker (Front *front, yaml_node_t *node, GError **error)
{
  BxSpeaker speaker = { .is_given = TRUE };
  gboolean is_good = TRUE;

  if (node->type == YAML_SCALAR_NODE)
    speaker.name = block_slice (front, add_value (front, node, BX_BLOCK_DATA));
  else if (node->type == YAML_MAPPING_NODE)
    for (yaml_node_pair_t *pair = node->data.mapping.pairs.start;
         is_good && pair < node->data.mapping.pairs.top; pair++)
      is_good = read_speaker_key (front, node_at (front, pair->key), node_at (front, pair->value),
                                  &speaker, error);
  if (is_good && bx_slice_is_empty (speaker.name))
    is_good = fail (front, error, &node->start_mark, "a speaker has no name; write - name: …");
  g_array_append_val (front->build->speakers, speaker); /* which frees it, too */
  return is_good;
}

static gboolean
read_speakers (Front *front, yaml_node_t *node, GError **error)
{
  if (node->type != YAML_SEQUENCE_NODE)
    return fail (front, error, &node->start_mark,
                 "“speakers” is a list of people; write each as - name: …");
  for (yaml_node_item_t *item = node->data.sequence.items.start;
       item < node->data.sequence.items.top; item++) {
    if (front->build->speakers->len == MAX_SPEAKERS)
      return fail (front, error, &node_at (front, *item)->start_mark,
                   "more than %d speakers; name those who matter", MAX_SPEAKERS);
    if (!read_speaker (front, node_at (front, *item), error))
      return FALSE;
  }
  return TRUE;
}

/* --- pulls ---------------------------------------------------------------------------------- */

static gboolean
read_pull (Front *front, yaml_node_t *node, GError **error)
{
  BxRawPull pull = { .speaker = -1 };
  yaml_node_t *text = node->type == YAML_SCALAR_NODE ? node : NULL;
  int block;

  for (yaml_node_pair_t *pair =
           text == NULL && node->type == YAML_MAPPING_NODE ? node->data.mapping.pairs.start : NULL;
       pair != NULL && pair < node->data.mapping.pairs.top; pair++) {
    const yaml_node_t *key = node_at (front, pair->key);
    yaml_node_t *value = node_at (front, pair->value);

    if (!want_text (front, value, text_of (key), error))
      return FALSE;
    if (g_str_equal (text_of (key), "text"))
      text = value;
    else if (g_str_equal (text_of (key), "speaker")) {
      pull.speaker = bx_build_find_speaker (front->build, text_of (value));
      if (pull.speaker < 0)
        bx_build_warn (front->build, BX_WARNING, "unknown-speaker",
                       place_of (front, &value->start_mark),
                       "“%.80s” is none of the speakers; add the name to speakers: before pulls:",
                       text_of (value));
    } else
      bx_build_warn (front->build, BX_WARNING, "unknown-key", place_of (front, &key->start_mark),
                     "“%.40s” is not used in a pull quote; use text and speaker", text_of (key));
  }
  if (text == NULL)
    return fail (front, error, &node->start_mark, "a pull quote has no words; write - text: …");
  block = add_value (front, text, BX_BLOCK_DATA);
  pull.text = block_slice (front, block);
  pull.line = bx_build_line_of (front->build, place_of (front, &text->start_mark));
  if (block >= 0)
    g_array_append_val (front->build->pulls, pull);
  return TRUE;
}

static gboolean
read_pulls (Front *front, yaml_node_t *node, GError **error)
{
  if (node->type != YAML_SEQUENCE_NODE)
    return fail (front, error, &node->start_mark,
                 "“pulls” is a list; write each pull quote as - text: …");
  for (yaml_node_item_t *item = node->data.sequence.items.start;
       item < node->data.sequence.items.top; item++)
    if (!read_pull (front, node_at (front, *item), error))
      return FALSE;
  return TRUE;
}

/* --- the other keys ------------------------------------------------------------------------- */

/* hero: a file, or a map of file, alternative, caption. */
static gboolean
read_hero (Front *front, yaml_node_t *node, GError **error)
{
  BxFigure figure = { .is_hero = TRUE };
  yaml_node_t *file = node->type == YAML_SCALAR_NODE ? node : NULL;
  yaml_node_t *caption = NULL;
  yaml_node_t *alternative = NULL;

  for (yaml_node_pair_t *pair = node->type == YAML_MAPPING_NODE ? node->data.mapping.pairs.start
                                                                : NULL;
       pair != NULL && pair < node->data.mapping.pairs.top; pair++) {
    const char *key = text_of (node_at (front, pair->key));
    yaml_node_t *value = node_at (front, pair->value);

    if (!want_text (front, value, key, error))
      return FALSE;
    if (g_str_equal (key, "file"))
      file = value;
    else if (g_str_equal (key, "caption"))
      caption = value;
    else if (g_str_equal (key, "alternative") || g_str_equal (key, "alt"))
      alternative = value;
    else
      bx_build_warn (front->build, BX_WARNING, "unknown-key",
                     place_of (front, &node_at (front, pair->key)->start_mark),
                     "“%.40s” is not used in hero; use file, caption, alternative", key);
  }
  if (file == NULL)
    return fail (front, error, &node->start_mark, "“hero” names no picture; write its file");
  figure.block = caption != NULL ? add_value (front, caption, BX_BLOCK_CAPTION) : -1;
  if (figure.block >= 0)
    figure.credit = bx_find_credit (front->follow.source, block_slice (front, figure.block));
  if (figure.block < 0) {
    int place = MAX (front->follow.at, place_of (front, &file->start_mark));

    front->follow.at = place;
    figure.block = bx_build_add_block (front->build, BX_BLOCK_CAPTION, bx_slice (place, place));
  }
  figure.file = g_strdup (text_of (file));
  figure.alternative = g_strdup (alternative != NULL ? text_of (alternative) : "");
  bx_build_add_figure (front->build, figure, place_of (front, &file->start_mark));
  return TRUE;
}

static gboolean
read_lang (Front *front, yaml_node_t *node, GError **error)
{
  if (!want_text (front, node, "lang", error))
    return FALSE;
  if (bx_lang_from_name (text_of (node), &front->build->raw->lang))
    return TRUE;
  return fail (front, error, &node->start_mark,
               "the language “%.40s” is not known; use zh-Hans, zh-Hant-TW or zh-Hant-HK",
               text_of (node));
}

static gboolean
read_pages (Front *front, yaml_node_t *node, GError **error)
{
  gint64 pages;

  if (!want_text (front, node, "pages", error))
    return FALSE;
  if (g_str_equal (text_of (node), "even"))
    pages = BX_PAGES_EVEN;
  else if (!g_ascii_string_to_signed (text_of (node), 10, 1, BX_MAX_PAGES, &pages, NULL))
    return fail (front, error, &node->start_mark,
                 "“pages” is “%.40s”; write a number from 1 to %d, or even",
                 text_of (node), BX_MAX_PAGES);
  front->build->raw->wishes.pages = (int) pages;
  return TRUE;
}

static gboolean
read_style (Front *front, yaml_node_t *node, GError **error)
{
  BxWishes *wishes = &front->build->raw->wishes;

  if (!want_text (front, node, "style", error))
    return FALSE;
  if (strchr (text_of (node), '/') != NULL)
    return fail (front, error, &node->start_mark,
                 "“style” is a name and no file here; name a file with --style");
  g_free (wishes->style);
  wishes->style = g_strdup (text_of (node));
  return TRUE;
}

static gboolean
read_protect (Front *front, yaml_node_t *node, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (node->type != YAML_SEQUENCE_NODE)
    return fail (front, error, &node->start_mark, "“protect” is a list of words; write [甲, 乙]");
  for (yaml_node_item_t *item = node->data.sequence.items.start;
       item < node->data.sequence.items.top; item++) {
    if (!want_text (front, node_at (front, *item), "protect", error))
      return FALSE;
    g_ptr_array_add (words, g_strdup (text_of (node_at (front, *item))));
  }
  g_ptr_array_add (words, NULL);
  g_strfreev (front->build->raw->protected_words);
  front->build->raw->protected_words
      = (char **)g_ptr_array_free (g_steal_pointer (&words), FALSE);
  return TRUE;
}

/* Keys whose value, or each value of a list, is a part of the article. */
static const struct {
  const char *key;
  BxBlockKind kind;
} parts[] = {
  { "publication", BX_BLOCK_PUBLICATION }, { "date", BX_BLOCK_TIME },
  { "kicker", BX_BLOCK_KICKER },           { "headline", BX_BLOCK_HEADLINE },
  { "title", BX_BLOCK_HEADLINE },          { "deck", BX_BLOCK_DECK },
  { "byline", BX_BLOCK_BYLINE },           { "author", BX_BLOCK_BYLINE },
};

static const struct {
  const char *key;
  gboolean (*read) (Front *front, yaml_node_t *node, GError **error);
} other_keys[] = {
  { "speakers", read_speakers }, { "pulls", read_pulls }, { "hero", read_hero },
  { "lang", read_lang },         { "pages", read_pages }, { "style", read_style },
  { "protect", read_protect },
};

static gboolean
read_part (Front *front, const char *key, yaml_node_t *node, BxBlockKind kind, GError **error)
{
  if (node->type == YAML_SEQUENCE_NODE) {
    for (yaml_node_item_t *item = node->data.sequence.items.start;
         item < node->data.sequence.items.top; item++) {
      if (!want_text (front, node_at (front, *item), key, error))
        return FALSE;
      add_value (front, node_at (front, *item), kind);
    }
    return TRUE;
  }
  if (!want_text (front, node, key, error))
    return FALSE;
  add_value (front, node, kind);
  return TRUE;
}

static gboolean
read_key (Front *front, yaml_node_t *key, yaml_node_t *value, GError **error)
{
  const char *name = text_of (key);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i].key, name))
      return read_part (front, name, value, parts[i].kind, error);
  for (gsize i = 0; i < G_N_ELEMENTS (other_keys); i++)
    if (g_str_equal (other_keys[i].key, name))
      return other_keys[i].read (front, value, error);
  bx_build_warn (
      front->build, BX_WARNING, "unknown-key", place_of (front, &key->start_mark),
      "“%.40s” is not used; known are publication, date, kicker, headline, deck, byline, "
      "lang, speakers, pulls, hero, pages, style, protect",
      name);
  return TRUE;
}

static gboolean
read_root (Front *front, GError **error)
{
  yaml_node_t *root = yaml_document_get_root_node (&front->yaml);

  if (root == NULL || (root->type == YAML_SCALAR_NODE && text_of (root)[0] == '\0'))
    return TRUE;
  if (root->type != YAML_MAPPING_NODE)
    return fail (front, error, &root->start_mark,
                 "front matter is a list of keys; write each as headline: …");
  for (yaml_node_pair_t *pair = root->data.mapping.pairs.start; pair < root->data.mapping.pairs.top;
       pair++)
    if (!read_key (front, node_at (front, pair->key), node_at (front, pair->value), error))
      return FALSE;
  return TRUE;
}

static gboolean
load (Front *front, yaml_parser_t *yaml, GError **error)
{
  yaml_mark_t mark;

  if (yaml_parser_load (yaml, &front->yaml))
    return TRUE;
  mark = yaml->error == YAML_READER_ERROR ? (yaml_mark_t){ 0 } : yaml->problem_mark;
  return fail (front, error, &mark, "not good YAML: %s; look at the indents and marks here",
               yaml->problem != NULL ? yaml->problem : "it cannot be read");
}

gboolean
bx_read_front_matter (BxBuild *build, int length, GError **error)
{
  const char *source = build->raw->source;
  int start = bx_build_line_start (build, 2);
  int end = bx_build_line_start (build, bx_build_line_of (build, length));
  Front front = { .build = build, .start = start, .at = start };
  yaml_parser_t yaml;
  gboolean is_good;

  front.follow = (BxFollow){
    .build = build, .source = source, .at = start, .end = end, .first = -1, .last = -1
  };
  if (end - start > MAX_FRONT) {
    bx_error_at (error, BX_ERROR_INPUT, build->raw->name, 1, 1,
                 "the front matter is larger than %d KiB; put the text after it", MAX_FRONT / 1024);
    return FALSE;
  }
  if (!yaml_parser_initialize (&yaml))
    g_error ("out of memory");
  yaml_parser_set_encoding (&yaml, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string (&yaml, (const guchar *) source + start, (gsize) (end - start));
  is_good = load (&front, &yaml, error);
  if (is_good) {
    is_good = read_root (&front, error);
    yaml_document_delete (&front.yaml);
  }
  yaml_parser_delete (&yaml);
  return is_good;
}
