#include "script.h"

typedef struct {
  gunichar first;
  gunichar last;
} Range;

static const Range han_ranges[] = {
  { 0x2E80, 0x2FDF },   { 0x3005, 0x3007 },   { 0x3021, 0x3029 },   { 0x3038, 0x303B },
  { 0x3041, 0x30FA },   { 0x30FC, 0x30FF },   { 0x3105, 0x312F },   { 0x31A0, 0x31BF },
  { 0x31F0, 0x31FF },   { 0x3400, 0x4DBF },   { 0x4E00, 0x9FFF },   { 0xF900, 0xFAFF },
  { 0x20000, 0x3FFFF },
};

static const Range latin_ranges[] = {
  { 'A', 'Z' },         { 'a', 'z' },       { 0x00AA, 0x00AA }, { 0x00BA, 0x00BA },
  { 0x00C0, 0x00D6 },   { 0x00D8, 0x00F6 }, { 0x00F8, 0x02AF }, { 0x0300, 0x036F },
  { 0x0370, 0x03FF },   { 0x0400, 0x052F }, { 0x1E00, 0x1FFF }, { 0x2C60, 0x2C7F },
  { 0xA720, 0xA7FF },
};

static gboolean
is_in (const Range *ranges, gsize n_ranges, gunichar c)
{
  for (gsize i = 0; i < n_ranges; i++)
    if (c >= ranges[i].first && c <= ranges[i].last)
      return TRUE;
  return FALSE;
}

gboolean
bx_is_han (gunichar c)
{
  if (c >= 0x4E00 && c <= 0x9FFF)
    return TRUE;
  return c >= 0x2E80 && is_in (han_ranges, G_N_ELEMENTS (han_ranges), c);
}

gboolean
bx_is_latin_letter (gunichar c)
{
  return is_in (latin_ranges, G_N_ELEMENTS (latin_ranges), c);
}

gboolean
bx_is_digit (gunichar c)
{
  return c >= '0' && c <= '9';
}

gboolean
bx_is_latin (gunichar c)
{
  return bx_is_digit (c) || bx_is_latin_letter (c);
}

int
bx_count_han (const char *text, int len)
{
  int count = 0;

  for (const char *p = text; p < text + len; p = g_utf8_next_char (p))
    count += bx_is_han (g_utf8_get_char (p));
  return count;
}
