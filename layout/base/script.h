/* What kind of character a code point is, as far as Chinese setting asks. Line-breaking classes of
 * punctuation live in shape/; these are the coarse questions that several rooms ask. */
#ifndef BX_SCRIPT_H
#define BX_SCRIPT_H

#include <glib.h>

/* Ideographs and what is set like them: clreq's HAN (U+3005 々, U+3007 〇, kana, bopomofo too). */
gboolean bx_is_han (gunichar c);
/* Latin, Greek and Cyrillic letters and combining marks that go with them; no digits. */
gboolean bx_is_latin_letter (gunichar c);
/* European digits, ASCII only. */
gboolean bx_is_digit (gunichar c);
/* Letters or digits of a Latin run. */
gboolean bx_is_latin (gunichar c);
/* Han characters in a text of len bytes. */
int bx_count_han (const char *text, int len);

#endif
