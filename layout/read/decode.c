/* Tells the encoding of a text and turns it into UTF-8.
 *
 * Decides by evidence in falling order: what the caller says; a byte order mark; whether the bytes are UTF-8; whether they
 * look like UTF-16 without a mark; what a page says of itself; ICU's detector, held to the two Chinese encodings. Every
 * conversion is strict, because a text with lost characters must not reach a page. Files of other
 * programs are named as what they are. What the text says is none of its business. */
#include "decode.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/ustring.h>

static const struct {
  const char *mark;
  gsize length;
  const char *encoding;
} byte_order_marks[] = {
  { "\xEF\xBB\xBF", 3, "UTF-8" },
  { "\xFF\xFE", 2, "UTF-16LE" },
  { "\xFE\xFF", 2, "UTF-16BE" },
};

/* How files that are no text begin, and what to do with them. */
static const struct {
  const char *start;
  gsize length;
  const char *advice;
} foreign_files[] = {
  { "PK\x03\x04", 4,
    "is a Word document or another archive; save it as a web page (HTML), as Markdown or as text" },
  { "\xD0\xCF\x11\xE0", 4,
    "is a Word document; save it as a web page (HTML), as Markdown or as text" },
  { "{\\rtf", 5, "is rich text; save it as a web page (HTML), as Markdown or as text" },
  { "%PDF-", 5, "is a PDF; give the text that it was made from" },
  { "\xFF\xFE\0\0", 4, "is in UTF-32; save the text as UTF-8" },
  { "\0\0\xFE\xFF", 4, "is in UTF-32; save the text as UTF-8" },
};

/* ICU's name of Big5 with the characters of Hong Kong. */
static const char hong_kong[] = "ibm-1375_P100-2008";

static const char *const legacy_encodings[] = { "GB18030", "Big5" };

#define MIN_TELLING_CHARS 4

/* NUL bytes never stand in a text, other control characters hardly ever. */
static gboolean
is_binary (const char *text, gsize length)
{
  gsize controls = 0;

  if (memchr (text, 0, length) != NULL)
    return TRUE;
  for (gsize i = 0; i < length; i++)
    controls += (guchar) text[i] < 0x20 && strchr ("\t\n\v\f\r", text[i]) == NULL;
  return controls > 4 && controls * 50 > length;
}

/* Strict conversion; NULL where a sequence of bytes is illegal or unassigned. */
static char *
convert (const char *encoding, const char *bytes, gsize length)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open (encoding, &status);
  g_autofree UChar *wide = g_new (UChar, 2 * length + 1);
  char *text = g_malloc (3 * 2 * length + 1);
  int wide_len;

  ucnv_setToUCallBack (converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
  wide_len = ucnv_toUChars (converter, wide, (int) (2 * length + 1), bytes, (int) length, &status);
  u_strToUTF8 (text, (int) (6 * length + 1), NULL, wide, wide_len, &status);
  ucnv_close (converter);
  if (U_FAILURE (status))
    g_clear_pointer (&text, g_free);
  return text;
}

/* Whether most units of a text, read as UTF-16, are what a Chinese article is made of. Pictures and
 * programs have digits beside NULs too, but not this. */
static gboolean
is_plausible_utf16 (const char *bytes, gsize length, gboolean is_big)
{
  gsize n_good = 0;

  for (gsize i = 0; i + 1 < length; i += 2) {
    guint high = (guint8) bytes[is_big ? i : i + 1];
    guint unit = high << 8 | (guint8) bytes[is_big ? i + 1 : i];

    n_good += bx_is_han (unit) || (unit >= 0x20 && unit < 0x250) || unit == '\n' || unit == '\r'
              || high == 0x20 || high == 0x30 || high == 0xFF;
  }
  return n_good > length / 2 * 3 / 4;
}

/* UTF-16 without a mark: a line feed, a blank or a digit has its NUL on one side. Other NULs tell
 * nothing, as half of a Chinese character may be one. */
static const char *
guess_utf16 (const char *bytes, gsize length)
{
  int n_little = 0;
  int n_big = 0;

  if (length % 2 != 0)
    return NULL;
  for (gsize i = 0; i < length; i += 2) {
    gboolean is_first_nul = bytes[i] == 0;
    char other = is_first_nul ? bytes[i + 1] : bytes[i];

    if ((is_first_nul || bytes[i + 1] == 0) && other != 0 && strchr ("\n\r 0123456789", other)) {
      n_big += is_first_nul;
      n_little += !is_first_nul;
    }
  }
  if (n_little == n_big || !is_plausible_utf16 (bytes, length, n_big > n_little))
    return NULL;
  return n_little > n_big ? "UTF-16LE" : "UTF-16BE";
}

/* Whether bytes that are not UTF-8 were meant to be: most of their sequences are. */
static gboolean
is_damaged_utf8 (const char *bytes, gsize length)
{
  gsize good = 0;
  gsize bad = 0;
  const char *end = bytes + length;

  for (const char *p = bytes; p < end;) {
    gunichar c = g_utf8_get_char_validated (p, end - p);

    if (c >= (gunichar) -2) {
      bad++;
      p++;
    } else {
      good += c >= 0x800; /* three bytes fall into place by chance less often than two */
      p = g_utf8_next_char (p);
    }
  }
  return good > 3 * bad;
}

static void
fail_at (GError **error, const char *name, const char *text, const char *at)
{
  int line = 1;
  const char *line_start = text;

  for (const char *p = text; p < at; p++)
    if (*p == '\n') {
      line++;
      line_start = p + 1;
    }
  bx_error_at (error, BX_ERROR_INPUT, name, line,
               (int) g_utf8_strlen (line_start, at - line_start) + 1,
               "byte 0x%02X is not UTF-8; save the text again as UTF-8", (guchar) *at);
}

/* The order in which ICU would try the two Chinese encodings. */
static gboolean
prefers_big5 (const char *bytes, gsize length)
{
  UErrorCode status = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open (&status);
  const UCharsetMatch **matches;
  int n_matches = 0;
  gboolean is_big5 = FALSE;

  ucsdet_setText (detector, bytes, (int) length, &status);
  matches = ucsdet_detectAll (detector, &n_matches, &status);
  for (int i = 0; U_SUCCESS (status) && i < n_matches; i++) {
    const char *match = ucsdet_getName (matches[i], &status);

    if (strcmp (match, "GB18030") == 0)
      break;
    if (strcmp (match, "Big5") == 0) {
      is_big5 = TRUE;
      break;
    }
  }
  ucsdet_close (detector);
  return is_big5;
}

static int
count_private (const char *text)
{
  int n_private = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    n_private += g_unichar_type (g_utf8_get_char (p)) == G_UNICODE_PRIVATE_USE;
  return n_private;
}

/* Both encodings map stray bytes to characters for private use; a text has hardly any. */
static gboolean
is_readable (const char *text)
{
  return count_private (text) * 20 <= g_utf8_strlen (text, -1);
}

/* Big5, or where that leaves characters without a meaning, Big5 as Hong Kong writes it: 埗 嘅 啲. */
static char *
convert_legacy (const char *bytes, gsize length, const char **encoding)
{
  char *text = convert (*encoding, bytes, length);
  g_autofree char *other = NULL;

  if (strcmp (*encoding, "Big5") != 0 || (text != NULL && count_private (text) == 0))
    return text;
  other = convert (hong_kong, bytes, length);
  if (other == NULL || (text != NULL && count_private (other) >= count_private (text)))
    return text;
  *encoding = "Big5-HKSCS";
  g_free (text);
  return g_steal_pointer (&other);
}

/* The encoding that the head of a page names, if it is one of the Chinese ones. */
static const char *
told_by_page (const char *bytes, gsize length)
{
  static const struct {
    const char *name;
    const char *encoding;
  } names[] = { { "gb", "GB18030" }, { "big5", "Big5" } };
  const char *end = bytes + MIN (length, 2048);

  for (const char *p = bytes; p + 16 < end; p++)
    if (g_ascii_strncasecmp (p, "charset=", 8) == 0)
      for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
        const char *name = p + 8 + (p[8] == '"' || p[8] == '\'');

        if (g_ascii_strncasecmp (name, names[i].name, strlen (names[i].name)) == 0)
          return names[i].encoding;
      }
  return NULL;
}

static char *
decode_legacy (const char *bytes, gsize length, const char **encoding)
{
  const char *told = told_by_page (bytes, length);
  int first = told != NULL ? strcmp (told, "Big5") == 0 : prefers_big5 (bytes, length);

  for (int i = 0; i < (int) G_N_ELEMENTS (legacy_encodings); i++) {
    const char *candidate = legacy_encodings[first ^ i];
    char *text = convert_legacy (bytes, length, &candidate);

    if (text != NULL && is_readable (text)) {
      *encoding = candidate;
      return text;
    }
    g_free (text);
  }
  return NULL;
}

/* A line is UTF-8 with several characters that take three bytes: no other encoding gives that by
 * chance. */
static gboolean
is_utf8_line (const char *line, gsize length)
{
  int n = 0;

  if (!g_utf8_validate (line, (gssize) length, NULL))
    return FALSE;
  for (const char *p = line; p < line + length; p = g_utf8_next_char (p))
    n += g_utf8_get_char (p) >= 0x800;
  return n >= MIN_TELLING_CHARS;
}

/* The first line in another encoding than what stands before it, in a text that is partly UTF-8; NULL
 * where there is none. */
static const char *
find_change (const char *bytes, gsize length)
{
  const char *end = bytes + length;
  const char *first_utf8 = NULL;
  const char *first_other = NULL;

  for (const char *line = bytes; line < end;) {
    const char *line_end = memchr (line, '\n', (gsize) (end - line));

    line_end = line_end != NULL ? line_end : end;
    if (first_utf8 == NULL && is_utf8_line (line, (gsize) (line_end - line)))
      first_utf8 = line;
    if (first_other == NULL && !g_utf8_validate (line, line_end - line, NULL))
      first_other = line;
    line = line_end + 1;
  }
  return first_utf8 != NULL && first_other != NULL ? MAX (first_utf8, first_other) : NULL;
}

static void
fail_mixed (GError **error, const char *name, const char *bytes, const char *at)
{
  int line = 1;

  for (const char *p = bytes; p < at; p++)
    line += *p == '\n';
  bx_error_at (error, BX_ERROR_INPUT, name, line, 1,
               "from here on the text is in another encoding than before; save all of it as UTF-8");
}

static gboolean
is_foreign (const char *name, const char *bytes, gsize length, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (foreign_files); i++)
    if (length >= foreign_files[i].length
        && memcmp (bytes, foreign_files[i].start, foreign_files[i].length) == 0) {
      bx_error_at (error, BX_ERROR_INPUT, name, 0, 0, "%s", foreign_files[i].advice);
      return TRUE;
    }
  return FALSE;
}

/* The encoding that can be told without statistics, or NULL. *skip gets the length of its mark. */
static const char *
tell_unicode (const char *bytes, gsize length, gsize *skip)
{
  *skip = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (byte_order_marks); i++)
    if (length >= byte_order_marks[i].length
        && memcmp (bytes, byte_order_marks[i].mark, byte_order_marks[i].length) == 0) {
      *skip = byte_order_marks[i].length;
      return byte_order_marks[i].encoding;
    }
  if (g_utf8_validate (bytes, (gssize) length, NULL))
    return "UTF-8";
  return guess_utf16 (bytes, length);
}

static char *
decode_utf8 (const char *name, const char *bytes, gsize length, GError **error)
{
  const char *end;

  if (!g_utf8_validate (bytes, (gssize) length, &end)) {
    fail_at (error, name, bytes, end);
    return NULL;
  }
  return g_strndup (bytes, length);
}

static char *
decode_as (const char *name, const char *asked, const char *bytes, gsize length, GError **error)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open (asked, &status);
  gsize skip = length >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  char *text;

  ucnv_close (converter);
  if (U_FAILURE (status)) {
    g_set_error (error, BX_ERROR, BX_ERROR_USAGE,
                 "--encoding %s is not known; use UTF-8, UTF-16, GB18030 or Big5", asked);
    return NULL;
  }
  if (ucnv_compareNames (asked, "UTF-8") == 0)
    return decode_utf8 (name, bytes + skip, length - skip, error);
  text = convert (asked, bytes, length);
  if (text == NULL || is_binary (text, strlen (text))) {
    g_clear_pointer (&text, g_free);
    bx_error_at (error, BX_ERROR_INPUT, name, 0, 0,
                 "is not a text in %s; leave --encoding out, or name another", asked);
  }
  return text;
}

char *
bx_decode (const char *name, const char *asked, const char *bytes, gsize length,
           const char **encoding, GError **error)
{
  gsize skip;
  char *text;
  const char *change;

  if (is_foreign (name, bytes, length, error))
    return NULL;
  if (asked != NULL) {
    *encoding = asked;
    return decode_as (name, asked, bytes, length, error);
  }
  *encoding = tell_unicode (bytes, length, &skip);
  if (*encoding != NULL && strcmp (*encoding, "UTF-8") != 0)
    text = convert (*encoding, bytes + skip, length - skip);
  else if (is_binary (bytes, length))
    text = NULL;
  else if (*encoding != NULL || is_damaged_utf8 (bytes, length)) {
    *encoding = "UTF-8";
    text = decode_utf8 (name, bytes + skip, length - skip, error);
    if (text == NULL)
      return NULL;
  } else if ((change = find_change (bytes, length)) != NULL) {
    fail_mixed (error, name, bytes, change);
    return NULL;
  } else
    text = decode_legacy (bytes, length, encoding);

  if (text == NULL || is_binary (text, strlen (text))) {
    g_free (text);
    bx_error_at (error, BX_ERROR_INPUT, name, 0, 0,
                 "is not a text; give a plain text in UTF-8, UTF-16, GB18030 or Big5");
    return NULL;
  }
  return text;
}
