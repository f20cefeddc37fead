/* Writing a product as JSON: thin words over json-glib, so that a dump reads like its shape.
 * Keys are stable; lengths are integers in 1/1024 pt. A NULL key adds an array element. */
#ifndef BX_DUMP_H
#define BX_DUMP_H

#include <json-glib/json-glib.h>

#include "len.h"
#include "report.h"
#include "slice.h"

void bx_dump_open (JsonBuilder *dump, const char *key);       /* { */
void bx_dump_close (JsonBuilder *dump);                       /* } */
void bx_dump_open_list (JsonBuilder *dump, const char *key);  /* [ */
void bx_dump_close_list (JsonBuilder *dump);                  /* ] */
void bx_dump_int (JsonBuilder *dump, const char *key, gint64 value);
void bx_dump_len (JsonBuilder *dump, const char *key, BxLen value);
void bx_dump_bool (JsonBuilder *dump, const char *key, gboolean value);
void bx_dump_double (JsonBuilder *dump, const char *key, double value);
void bx_dump_string (JsonBuilder *dump, const char *key, const char *value); /* NULL gives null */
void bx_dump_slice (JsonBuilder *dump, const char *key, const char *text, BxSlice slice);
void bx_dump_report (JsonBuilder *dump, const char *key, const BxReport *report);

/* The finished text, indented, with a line end. (transfer full) */
char *bx_dump_to_text (JsonBuilder *dump);

#endif
