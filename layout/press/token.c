#include "token.h"

#include <string.h>

typedef enum { REGULAR, SPACE, DELIMITER } CharacterClass;

/* ISO 32000-1, tables 1 and 2. */
static const guint8 classes[256] = {
  ['\0'] = SPACE,    ['\t'] = SPACE,    ['\n'] = SPACE,    ['\f'] = SPACE,    ['\r'] = SPACE,
  [' '] = SPACE,     ['('] = DELIMITER, [')'] = DELIMITER, ['<'] = DELIMITER, ['>'] = DELIMITER,
  ['['] = DELIMITER, [']'] = DELIMITER, ['{'] = DELIMITER, ['}'] = DELIMITER, ['/'] = DELIMITER,
  ['%'] = DELIMITER,
};

static CharacterClass
class_of (char c)
{
  return classes[(guchar) c];
}

static const char *
skip_regular (const char *p, const char *end)
{
  while (p < end && class_of (*p) == REGULAR)
    p++;
  return p;
}

/* Behind a string whose parenthesis is at p; NULL where it does not end. */
static const char *
skip_string (const char *p, const char *end)
{
  int depth = 0;

  for (; p < end; p++) {
    if (*p == '\\')
      p++;
    else if (*p == '(')
      depth++;
    else if (*p == ')' && --depth == 0)
      return p + 1;
  }
  return NULL;
}

static const char *
skip_to (const char *p, const char *end, char stop)
{
  p = p < end ? memchr (p, stop, (gsize) (end - p)) : NULL;
  return p != NULL ? p + 1 : NULL;
}

BxToken
bx_token_next (const char *p, const char *end)
{
  BxToken token = { BX_TOKEN_OPERAND, NULL, NULL };

  while (p < end && (class_of (*p) == SPACE || *p == '%'))
    p = *p == '%' && skip_to (p, end, '\n') != NULL ? skip_to (p, end, '\n') : p + 1;
  token.start = token.end = p;
  if (p == end)
    token.kind = BX_TOKEN_END;
  else if (*p == '(')
    token.end = skip_string (p, end);
  else if (*p == '/')
    token.end = skip_regular (p + 1, end);
  else if ((*p == '<' || *p == '>') && p + 1 < end && p[1] == *p)
    token.end = p + 2;
  else if (*p == '<')
    token.end = skip_to (p, end, '>');
  else if (class_of (*p) == DELIMITER)
    token.end = p + 1;
  else {
    token.end = skip_regular (p, end);
    if (!g_ascii_isdigit (*p) && strchr ("+-.", *p) == NULL)
      token.kind = BX_TOKEN_OPERATOR;
  }
  if (token.end == NULL)
    token.kind = BX_TOKEN_BROKEN;
  return token;
}

gboolean
bx_token_is (const BxToken *token, const char *name)
{
  gsize length = strlen (name);

  return (gsize) (token->end - token->start) == length && memcmp (token->start, name, length) == 0;
}
