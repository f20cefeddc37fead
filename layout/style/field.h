/* Tables of fields: which keys a map may have, what their values mean and where they go in a
 * structure. Private to this room. */
#ifndef BX_FIELD_H
#define BX_FIELD_H

#include "spec.h"
#include "tree.h"

typedef enum {
  BX_FIELD_LENGTH,   /* 9pt, 210mm → BxLen */
  BX_FIELD_LEADING,  /* the same, or in grid lines: 1.5 lines → BxLen */
  BX_FIELD_EM,       /* 0.25em → BxEm */
  BX_FIELD_WHOLE_EM, /* 18em → BxEm */
  BX_FIELD_LINES,    /* 46 lines → int or BxLines */
  BX_FIELD_COUNT,    /* 3 → int */
  BX_FIELD_INK,      /* the name of an ink → int, -1 for "none" where that is the fallback */
  BX_FIELD_NAME,     /* one of field.names → int or an enum */
  BX_FIELD_TEXT,     /* one line; min and max count characters → char * */
  BX_FIELD_CMYK,     /* [0%, 90%, 85%, 5%] → int[4] */
  BX_FIELD_RGB,      /* "#d4361f" → guint32 */
} BxFieldKind;

typedef struct {
  const char *key;
  BxFieldKind kind;
  gsize offset;    /* in the structure */
  const char *min; /* smallest and largest value, as a style would write them */
  const char *max;
  const char *fallback; /* as a style would write it; NULL where the key is required */
  const char *const *names;
  int n_names;
} BxField;

/* Fills a structure from a map. `where` names the map in messages; `spec` has the inks and the
 * leading, where already known. */
gboolean bx_fields_read (const BxSpec *spec, const BxNode *map, const char *where,
                         const BxField *fields, int n_fields, void *structure, GError **error);

/* One field alone, for a map that also holds other things. */
gboolean bx_field_read (const BxSpec *spec, const BxNode *map, const char *where,
                        const BxField *field, void *structure, GError **error);

/* Whether a node is a map that has only these keys, each once. */
gboolean bx_check_keys (const BxNode *map, const char *where, const char *const *keys, int n_keys,
                        GError **error);
/* Whether each key of a map stands there once. */
gboolean bx_check_repeats (const BxNode *map, GError **error);
/* Whether a node is a map; says what is missing where there is none. */
gboolean bx_check_map (const BxNode *parent, const BxNode *node, const char *where, GError **error);

#endif
