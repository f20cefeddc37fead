/* Reading values by tables of fields. It decides how numbers, units, names and inks are written
 * and how a mistake is told; which keys there are stands in the tables of spec.c.
 *
 * A number is read as a whole number with a power of ten, so the same text gives the same length
 * on every machine. */
#include "field.h"

#include <string.h>

#define MAX_DECIMALS 4
#define MAX_DIGITS 9
#define MAX_NAME 64

/* Stored as 32 bits whatever the kind. */
G_STATIC_ASSERT (sizeof (BxLen) == sizeof (gint32) && sizeof (BxEm) == sizeof (gint32)
                 && sizeof (BxLines) == sizeof (gint32) && sizeof (int) == sizeof (gint32)
                 && sizeof (BxHouse) == sizeof (gint32) && sizeof (BxAlign) == sizeof (gint32));

typedef struct {
  const char *name;
  gint64 factor; /* of the stored whole number, as a fraction */
  gint64 divisor;
} Unit;

#define MAX_UNITS 5

/* The units of a kind of number, the one to recommend first. */
typedef struct {
  BxFieldKind kind;
  const char *hint;
  gboolean is_whole; /* no fraction of the first unit */
  Unit units[MAX_UNITS];
} NumberKind;

#define PT                                                                                         \
  {                                                                                                \
    "pt", BX_UNITS_PER_PT, 1                                                                       \
  }
#define MM                                                                                         \
  {                                                                                                \
    "mm", BX_UNITS_PER_PT * 720, 254                                                               \
  }

static const NumberKind number_kinds[] = {
  { BX_FIELD_LENGTH, "pt or mm, as in 9pt", FALSE, { PT, MM } },
  /* The factor of a line is the leading of the grid. */
  { BX_FIELD_LEADING,
    "pt, mm or lines, as in 15pt",
    FALSE,
    { PT, MM, { "lines", 0, 1 }, { "line", 0, 1 } } },
  { BX_FIELD_EM, "em, as in 2em", FALSE, { { "em", 1024, 1 } } },
  { BX_FIELD_WHOLE_EM, "em, as in 2em", TRUE, { { "em", 1024, 1 } } },
  { BX_FIELD_LINES, "lines, as in 3 lines", TRUE, { { "lines", 1, 1 }, { "line", 1, 1 } } },
  { BX_FIELD_COUNT, "a whole number without a unit, as in 3", TRUE, { { "", 1, 1 } } },
  { BX_FIELD_CMYK, "%, as in 90%", FALSE, { { "%", 10, 1 } } },
};

static gboolean G_GNUC_PRINTF (3, 4)
    fail (const BxNode *node, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  bx_error_at (error, BX_ERROR_INPUT, node->file, node->line, node->column, "%s", message);
  return FALSE;
}

/* --- keys ----------------------------------------------------------------------------------- */

static gboolean
is_same (char a, char b)
{
  return g_ascii_tolower (a) == g_ascii_tolower (b);
}

/* Single letters to change, add, drop or swap with their neighbour to come from a to b. Both are
 * at most MAX_NAME letters. */
static int
edit_distance (const char *a, const char *b)
{
  int rows[3][MAX_NAME + 2];
  int *before = rows[0], *above = rows[1], *row = rows[2];
  int n_a = (int) strlen (a);
  int n_b = (int) strlen (b);

  for (int j = 0; j <= n_b; j++)
    above[j] = j;
  for (int i = 1; i <= n_a; i++) {
    int *spare = before;

    row[0] = i;
    for (int j = 1; j <= n_b; j++) {
      row[j] = MIN (above[j - 1] + !is_same (a[i - 1], b[j - 1]), MIN (above[j], row[j - 1]) + 1);
      if (i > 1 && j > 1 && is_same (a[i - 1], b[j - 2]) && is_same (a[i - 2], b[j - 1]))
        row[j] = MIN (row[j], before[j - 2] + 1);
    }
    before = above;
    above = row;
    row = spare;
  }
  return above[n_b];
}

/* The name that somebody who wrote `text` may have meant, or NULL. */
static const char *
find_nearest (const char *text, const char *const *names, int n_names)
{
  const char *nearest = NULL;
  int least = G_MAXINT;

  if (strlen (text) > MAX_NAME)
    return NULL;
  for (int i = 0; i < n_names; i++) {
    int distance = edit_distance (text, names[i]);

    if (distance < least) {
      least = distance;
      nearest = names[i];
    }
  }
  /* Two slips in a long word, one in a short one; more is another word. */
  return nearest != NULL && least <= (strlen (nearest) >= 6 ? 2 : 1) ? nearest : NULL;
}

/* "; did you mean …?" or "; choose among …". */
static char *
make_advice (const char *text, const char *const *names, int n_names)
{
  const char *nearest = find_nearest (text, names, n_names);
  g_autoptr (GString) advice = NULL;

  if (nearest != NULL)
    return g_strdup_printf ("; did you mean \"%s\"?", nearest);
  advice = g_string_new ("; choose among ");
  for (int i = 0; i < n_names; i++)
    g_string_append_printf (advice, "%s%s", i > 0 ? ", " : "", names[i]);
  return g_string_free (g_steal_pointer (&advice), FALSE);
}

/* A word of the file for a message: no line ends, not endless. (transfer full) */
static char *
quote_word (const char *text)
{
  g_autofree char *head = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), 40));

  for (char *p = head; *p != '\0'; p++)
    if ((guchar) *p < ' ' || *p == 0x7f)
      *p = ' ';
  return g_steal_pointer (&head);
}

gboolean
bx_check_map (const BxNode *parent, const BxNode *node, const char *where, GError **error)
{
  if (node == NULL)
    return fail (parent, error, "no \"%s\" here; add \"%s:\" with its keys under it", where, where);
  if (node->kind != BX_NODE_MAP)
    return fail (node, error, "\"%s\" has no keys; write \"key: value\" lines under it", where);
  return TRUE;
}

gboolean
bx_check_repeats (const BxNode *map, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < map->keys->len; i++) {
    BxNode *key = map->keys->pdata[i];
    const BxNode *first = g_hash_table_lookup (seen, key->text);
    g_autofree char *word = quote_word (key->text);

    if (first != NULL)
      return fail (key, error, "\"%s\" is given twice; keep this or that of line %d", word,
                   first->line);
    g_hash_table_insert (seen, key->text, key);
  }
  return TRUE;
}

gboolean
bx_check_keys (const BxNode *map, const char *where, const char *const *keys, int n_keys,
               GError **error)
{
  for (guint i = 0; i < map->keys->len; i++) {
    const BxNode *key = map->keys->pdata[i];
    g_autofree char *word = quote_word (key->text);
    g_autofree char *advice = NULL;
    int k = 0;

    while (k < n_keys && !g_str_equal (keys[k], key->text))
      k++;
    if (k < n_keys)
      continue;
    advice = make_advice (key->text, keys, n_keys);
    return fail (key, error, "unknown key \"%s\" in %s%s", word, where, advice);
  }
  return bx_check_repeats (map, error);
}

/* --- numbers -------------------------------------------------------------------------------- */

static const NumberKind *
find_number_kind (BxFieldKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (number_kinds); i++)
    if (number_kinds[i].kind == kind)
      return &number_kinds[i];
  return NULL;
}

/* Reads digits with at most one point and a sign. Returns where they end, or NULL. */
static const char *
scan_decimal (const char *text, gint64 *mantissa, gint64 *scale)
{
  gboolean is_negative = *text == '-';
  const char *p = text + is_negative;
  gboolean has_point = FALSE;
  int digits = 0;

  *mantissa = 0;
  *scale = 1;
  for (; g_ascii_isdigit (*p) || (*p == '.' && !has_point); p++) {
    if (*p == '.') {
      has_point = TRUE;
      continue;
    }
    *mantissa = *mantissa * 10 + (*p - '0');
    if (has_point)
      *scale *= 10;
    if (++digits > MAX_DIGITS)
      return NULL;
  }
  if (digits == 0 || p[-1] == '.' || *scale > 10000)
    return NULL;
  if (is_negative)
    *mantissa = -*mantissa;
  return p;
}

typedef enum { NUMBER_GOOD, NUMBER_BAD, NUMBER_NO_UNIT, NUMBER_WRONG_UNIT, NUMBER_BROKEN } Verdict;

static Verdict
scan_number (const BxSpec *spec, const NumberKind *kind, const char *text, gint32 *value)
{
  gint64 mantissa, scale, factor, stored, half;
  const char *unit_name = scan_decimal (text, &mantissa, &scale);
  const Unit *unit = NULL;

  if (unit_name == NULL)
    return NUMBER_BAD;
  *value = 0;
  if (*unit_name == '\0' && mantissa == 0)
    return NUMBER_GOOD; /* nothing is nothing in every unit */
  while (*unit_name == ' ')
    unit_name++;
  for (int i = 0; i < MAX_UNITS && kind->units[i].name != NULL && unit == NULL; i++)
    if (g_str_equal (kind->units[i].name, unit_name))
      unit = &kind->units[i];
  if (unit == NULL)
    return *unit_name == '\0' ? NUMBER_NO_UNIT : NUMBER_WRONG_UNIT;
  if (kind->is_whole && mantissa % scale != 0)
    return NUMBER_BROKEN;
  factor = unit->factor != 0 ? unit->factor : spec->leading.u;
  scale *= unit->divisor;
  half = mantissa < 0 ? -scale / 2 : scale / 2;
  stored = (mantissa * factor + half) / scale;
  if (stored < -G_MAXINT32 || stored > G_MAXINT32)
    return NUMBER_BAD;
  *value = (gint32) stored;
  return NUMBER_GOOD;
}

/* A bound of a table: always well written. */
static gint32
read_bound (const BxSpec *spec, const NumberKind *kind, const char *text)
{
  gint32 value = 0;
  Verdict verdict = scan_number (spec, kind, text, &value);

  g_assert (verdict == NUMBER_GOOD);
  return value;
}

static gboolean
read_number (const BxSpec *spec, const BxNode *node, const BxField *field, gint32 *value,
             GError **error)
{
  const NumberKind *kind = find_number_kind (field->kind);
  Verdict verdict = scan_number (spec, kind, node->text, value);
  g_autofree char *word = quote_word (node->text);

  switch (verdict) {
  case NUMBER_BAD:
    return fail (node, error, "\"%s\" cannot be \"%s\"; write %s", field->key, word, kind->hint);
  case NUMBER_NO_UNIT:
    return fail (node, error, "\"%s\" has no unit in \"%s\"; write %s", field->key, word,
                 kind->hint);
  case NUMBER_WRONG_UNIT:
    return fail (node, error, "\"%s\" cannot have the unit of \"%s\"; write %s", field->key, word,
                 kind->hint);
  case NUMBER_BROKEN:
    return fail (node, error, "\"%s\" must be whole and is \"%s\"; leave out the fraction",
                 field->key, word);
  case NUMBER_GOOD:
    break;
  }
  if (*value >= read_bound (spec, kind, field->min)
      && *value <= read_bound (spec, kind, field->max))
    return TRUE;
  return fail (node, error, "\"%s\" is out of range with \"%s\"; keep to %s … %s", field->key, word,
               field->min, field->max);
}

/* --- other values --------------------------------------------------------------------------- */

static gboolean
read_ink (const BxSpec *spec, const BxNode *node, const BxField *field, gint32 *value,
          GError **error)
{
  g_autofree const char **names = g_new0 (const char *, spec->n_inks + 1);
  g_autofree char *word = quote_word (node->text);
  g_autofree char *advice = NULL;

  *value = -1;
  if (field->fallback != NULL && g_str_equal (node->text, "none"))
    return TRUE;
  for (int i = 0; i < spec->n_inks; i++) {
    names[i] = spec->inks[i].name;
    if (g_str_equal (names[i], node->text)) {
      *value = i;
      return TRUE;
    }
  }
  advice = make_advice (node->text, names, spec->n_inks);
  return fail (node, error, "\"%s\" names no ink with \"%s\"%s", field->key, word, advice);
}

static gboolean
read_name (const BxSpec *spec, const BxNode *node, const BxField *field, gint32 *value,
           GError **error)
{
  g_autofree char *word = quote_word (node->text);
  g_autofree char *advice = NULL;

  for (*value = 0; *value < field->n_names; (*value)++)
    if (g_str_equal (field->names[*value], node->text))
      return TRUE;
  advice = make_advice (node->text, field->names, field->n_names);
  return fail (node, error, "\"%s\" cannot be \"%s\"%s", field->key, word, advice);
}

static gboolean
read_text (const BxSpec *spec, const BxNode *node, const BxField *field, char **value,
           GError **error)
{
  glong length = g_utf8_strlen (node->text, -1);

  for (const char *p = node->text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return fail (node, error,
                   "\"%s\" has a line end or a control character in it; "
                   "write it in one line",
                   field->key);
  if (length < g_ascii_strtoll (field->min, NULL, 10)
      || length > g_ascii_strtoll (field->max, NULL, 10))
    return fail (node, error, "\"%s\" has %ld characters; write %s to %s", field->key, length,
                 field->min, field->max);
  *value = g_strdup (node->text);
  return TRUE;
}

static gboolean
read_cmyk (const BxSpec *spec, const BxNode *node, const BxField *field, int permille[4],
           GError **error)
{
  if (node->kind != BX_NODE_LIST || node->kids->len != 4)
    return fail (node, error,
                 "\"%s\" needs four values; write them as in "
                 "[0%%, 90%%, 85%%, 5%%]",
                 field->key);
  for (int i = 0; i < 4; i++) {
    const BxNode *part = node->kids->pdata[i];

    if (part->kind != BX_NODE_SCALAR)
      return fail (part, error,
                   "\"%s\" needs four plain values; write them as in "
                   "[0%%, 90%%, 85%%, 5%%]",
                   field->key);
    if (!read_number (spec, part, field, &permille[i], error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_rgb (const BxSpec *spec, const BxNode *node, const BxField *field, guint32 *value,
          GError **error)
{
  const char *digits = node->text + 1;
  g_autofree char *word = quote_word (node->text);

  if (node->text[0] == '#' && strlen (digits) == 6
      && strspn (digits, "0123456789abcdefABCDEF") == 6) {
    *value = (guint32) g_ascii_strtoull (digits, NULL, 16);
    return TRUE;
  }
  return fail (node, error,
               "\"%s\" cannot be \"%s\"; write six hexadecimal digits in "
               "quotation marks, as in \"#d4361f\"",
               field->key, word);
}

static gboolean
read_scalar (const BxSpec *spec, const BxNode *node, const BxField *field, char *place,
             GError **error)
{
  gint32 number;

  if (field->kind == BX_FIELD_TEXT)
    return read_text (spec, node, field, (char **) (void *) place, error);
  if (node->text[0] == '\0')
    return fail (node, error, "\"%s\" has no value; write one%s", field->key,
                 field->kind == BX_FIELD_RGB ? " in quotation marks, because # begins a comment"
                                             : "");
  if (field->kind == BX_FIELD_RGB)
    return read_rgb (spec, node, field, (guint32 *) (void *) place, error);
  if (!(field->kind == BX_FIELD_INK    ? read_ink (spec, node, field, &number, error)
        : field->kind == BX_FIELD_NAME ? read_name (spec, node, field, &number, error)
                                       : read_number (spec, node, field, &number, error)))
    return FALSE;
  memcpy (place, &number, sizeof number);
  return TRUE;
}

gboolean
bx_field_read (const BxSpec *spec, const BxNode *map, const char *where, const BxField *field,
               void *structure, GError **error)
{
  char *place = (char *) structure + field->offset;
  const BxNode *node = bx_node_find (map, field->key);
  BxNode fallback = {
    .kind = BX_NODE_SCALAR, .file = map->file, .line = map->line, .column = map->column
  };

  if (node == NULL) {
    if (field->fallback == NULL)
      return fail (map, error, "no \"%s\" in %s; add it", field->key, where);
    fallback.text = (char *) field->fallback;
    node = &fallback;
  }
  if (field->kind == BX_FIELD_CMYK)
    return read_cmyk (spec, node, field, (int *) (void *) place, error);
  if (node->kind != BX_NODE_SCALAR)
    return fail (node, error, "\"%s\" has keys or a list in it; write one value", field->key);
  return read_scalar (spec, node, field, place, error);
}

gboolean
bx_fields_read (const BxSpec *spec, const BxNode *map, const char *where, const BxField *fields,
                int n_fields, void *structure, GError **error)
{
  g_autofree const char **keys = g_new0 (const char *, n_fields + 1);

  for (int i = 0; i < n_fields; i++)
    keys[i] = fields[i].key;
  if (!bx_check_keys (map, where, keys, n_fields, error))
    return FALSE;
  for (int i = 0; i < n_fields; i++)
    if (!bx_field_read (spec, map, where, &fields[i], structure, error))
      return FALSE;
  return TRUE;
}
