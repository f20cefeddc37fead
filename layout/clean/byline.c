/* The grammar of a byline: roles and names in turn — 記者 謝陶 編輯 唐元, 文/張三 攝影/李四, 作者：王五.
 * A text with anything else in it is no byline. Words are simplified; the text is folded. */
#include "line.h"

#include <string.h>

#define MAX_NAME_HAN 4
#define MAX_ROLE_CHARS 8
#define MAX_BYLINE_CHARS 80

/* A role is a word that ends in one of these: 首席记者, 每经编辑, 特约撰稿人. */
static const char *const role_ends[] = {
  "记者",   "编辑",   "作者",   "摄影",   "撰文",   "采写",   "采访",   "责编",   "主编",
  "撰稿人", "撰稿",   "实习生", "图片",   "插画",   "绘图",   "制图",   "供图",   "设计",
  "美编",   "校对",   "审校",   "翻译",   "译者",   "编译",   "监制",   "统筹",   "策划",
  "出品",   "剪辑",   "通讯员", "文字",   "评论员", "研究员", "整理",   "口述",   "运营",
  "特派员", "主持",
};

/* Roles of one character, which must stand alone. */
static const char *const short_roles[] = { "文", "图", "摄", "编", "译", "文图", "图文", "by", "By", "BY" };

/* Whose pictures they are where nobody is named. */
static const char *const nameless[] = { "受访者提供", "受访者供图", "资料图片" };

/* Where the report came from is no credit. */
static const char *const place_words[] = { "发自", "报道", "北京报道", "综合报道" };

static gboolean
is_separator (gunichar c)
{
  return c == ' ' || c == '|' || c == '/' || c == 0xFF5C || c == 0xFF0F || c == 0x3000
         || c == ':' || c == 0xFF1A || c == 0x3001 || c == 0xFF0C || c == 0xFF08 || c == 0xFF09
         || c == 0x4E28 || c == 0x25CE || c == 0x25CF || g_unichar_isspace (c);
}

static gboolean
is_one_of (const char *word, int len, const char *const *list, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if ((int) strlen (list[i]) == len && memcmp (list[i], word, (gsize) len) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_role (const char *word, int len)
{
  if (is_one_of (word, len, short_roles, G_N_ELEMENTS (short_roles)))
    return TRUE;
  if (g_utf8_strlen (word, len) > MAX_ROLE_CHARS)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (role_ends); i++) {
    int n = (int) strlen (role_ends[i]);

    if (n <= len && memcmp (word + len - n, role_ends[i], (gsize) n) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_name (const char *word, int len)
{
  int han = bx_count_han (word, len);
  int chars = (int) g_utf8_strlen (word, len);

  if (is_one_of (word, len, nameless, G_N_ELEMENTS (nameless)))
    return TRUE;
  for (const char *p = word; p < word + len; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!bx_is_han (c) && !bx_is_latin_letter (c) && c != 0x00B7 && c != '.' && c != '-')
      return FALSE;
  }
  if (strstr (word, "·") != NULL && strstr (word, "·") < word + len)
    return chars <= 16;
  return han == 0 ? chars >= 2 && chars <= 16 : han == chars && han >= 2 && han <= MAX_NAME_HAN;
}

/* Bytes of a role at the start of a word whose rest is a name: 记者谢陶. 0 where there is none. */
static int
find_glued_role (const char *word, int len)
{
  for (int n = 6; n < len && n <= 3 * MAX_ROLE_CHARS; n += 3)
    if (bx_count_han (word, n) == n / 3 && is_role (word, n) && is_name (word + n, len - n)
        && !is_role (word, len))
      return n;
  return 0;
}

typedef struct {
  GArray *credits;
  BxSlice role;
  gboolean expects_name;
  gboolean skips_next; /* a place */
  gboolean has_place;
} Parser;

static gboolean
take_word (Parser *parser, const char *text, int start, int end)
{
  const char *word = text + start;
  int len = end - start;
  int glued = 0;
  BxCredit credit;

  if (is_one_of (word, len, place_words, G_N_ELEMENTS (place_words)))
    return parser->skips_next = parser->has_place = TRUE;
  if (is_role (word, len)) {
    parser->role = bx_slice (start, end);
    return parser->expects_name = TRUE;
  }
  if (parser->skips_next) {
    parser->skips_next = FALSE;
    return TRUE;
  }
  if ((glued = find_glued_role (word, len)) > 0)
    parser->role = bx_slice (start, start + glued);
  else if (!is_name (word, len) || bx_slice_is_empty (parser->role))
    return FALSE;
  credit = (BxCredit){ parser->role, bx_slice (start + glued, end) };
  g_array_append_val (parser->credits, credit);
  parser->expects_name = FALSE;
  return TRUE;
}

gboolean
bx_byline_parse (const char *text, int len, GArray *credits)
{
  Parser parser = { .credits = credits };
  guint n_before = credits->len;
  int start = 0;

  if (g_utf8_strlen (text, len) > MAX_BYLINE_CHARS)
    return FALSE;
  for (int i = 0; i <= len;) {
    gboolean is_end = i == len || is_separator (g_utf8_get_char (text + i));
    int next = i < len ? (int) (g_utf8_next_char (text + i) - text) : len + 1;

    if (is_end && i > start && !take_word (&parser, text, start, i))
      break;
    if (is_end)
      start = next;
    i = next;
  }
  if (start <= len || parser.expects_name || (credits->len == n_before && !parser.has_place)) {
    g_array_set_size (credits, n_before);
    return FALSE;
  }
  return TRUE;
}
