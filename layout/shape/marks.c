/* The tables of chinese-typography.md §1: what class a character has and how wide its frame is.
 * Nothing here looks at a font. */
#include "marks.h"

#define HALF 512
#define QUARTER 256
#define FULL 1024

typedef struct {
  gunichar c;
  BxClass class;
} ClassEntry;

/* §1.1, sorted by code point; Han, Latin and digits are told by range. ASCII marks break like
 * their Chinese brothers but keep the width of the font. */
static const ClassEntry class_table[] = {
  { '!', BX_CLASS_EXCLAIM },    { '(', BX_CLASS_OPEN },       { ')', BX_CLASS_CLOSE },
  { ',', BX_CLASS_COMMA },      { '-', BX_CLASS_CONNECTOR },  { '.', BX_CLASS_STOP },
  { '/', BX_CLASS_SOLIDUS },
  { ':', BX_CLASS_COLON },      { ';', BX_CLASS_COLON },      { '?', BX_CLASS_EXCLAIM },
  { '[', BX_CLASS_OPEN },       { ']', BX_CLASS_CLOSE },      { '{', BX_CLASS_OPEN },
  { '}', BX_CLASS_CLOSE },      { '~', BX_CLASS_CONNECTOR },
  { 0x00B7, BX_CLASS_MIDDLE },  { 0x2013, BX_CLASS_CONNECTOR }, { 0x2014, BX_CLASS_CONNECTOR },
  { 0x2018, BX_CLASS_OPEN },    { 0x2019, BX_CLASS_CLOSE },   { 0x201C, BX_CLASS_OPEN },
  { 0x201D, BX_CLASS_CLOSE },   { 0x2022, BX_CLASS_MIDDLE },  { 0x2025, BX_CLASS_ELLIPSIS },
  { 0x2026, BX_CLASS_ELLIPSIS }, { 0x2027, BX_CLASS_MIDDLE }, { 0x203C, BX_CLASS_EXCLAIM },
  { 0x2047, BX_CLASS_EXCLAIM }, { 0x2048, BX_CLASS_EXCLAIM }, { 0x2049, BX_CLASS_EXCLAIM },
  { 0x22EF, BX_CLASS_ELLIPSIS }, { 0x2E3A, BX_CLASS_DASH },   { 0x3000, BX_CLASS_BLANK },
  { 0x3001, BX_CLASS_COMMA },   { 0x3002, BX_CLASS_STOP },    { 0x3008, BX_CLASS_OPEN },
  { 0x3009, BX_CLASS_CLOSE },   { 0x300A, BX_CLASS_OPEN },    { 0x300B, BX_CLASS_CLOSE },
  { 0x300C, BX_CLASS_OPEN },    { 0x300D, BX_CLASS_CLOSE },   { 0x300E, BX_CLASS_OPEN },
  { 0x300F, BX_CLASS_CLOSE },   { 0x3010, BX_CLASS_OPEN },    { 0x3011, BX_CLASS_CLOSE },
  { 0x3014, BX_CLASS_OPEN },    { 0x3015, BX_CLASS_CLOSE },   { 0x3016, BX_CLASS_OPEN },
  { 0x3017, BX_CLASS_CLOSE },   { 0x3018, BX_CLASS_OPEN },    { 0x3019, BX_CLASS_CLOSE },
  { 0x301A, BX_CLASS_OPEN },    { 0x301B, BX_CLASS_CLOSE },   { 0x301C, BX_CLASS_CONNECTOR },
  { 0x301D, BX_CLASS_OPEN },    { 0x301E, BX_CLASS_CLOSE },   { 0x301F, BX_CLASS_CLOSE },
  { 0x30FB, BX_CLASS_MIDDLE },  { 0xFF01, BX_CLASS_EXCLAIM }, { 0xFF08, BX_CLASS_OPEN },
  { 0xFF09, BX_CLASS_CLOSE },   { 0xFF0C, BX_CLASS_COMMA },   { 0xFF0D, BX_CLASS_CONNECTOR },
  { 0xFF0E, BX_CLASS_STOP },    { 0xFF0F, BX_CLASS_SOLIDUS }, { 0xFF1A, BX_CLASS_COLON },
  { 0xFF1B, BX_CLASS_COLON },   { 0xFF1F, BX_CLASS_EXCLAIM }, { 0xFF3B, BX_CLASS_OPEN },
  { 0xFF3D, BX_CLASS_CLOSE },   { 0xFF5B, BX_CLASS_OPEN },    { 0xFF5D, BX_CLASS_CLOSE },
  { 0xFF5E, BX_CLASS_CONNECTOR }, { 0xFF5F, BX_CLASS_OPEN },  { 0xFF60, BX_CLASS_CLOSE },
};

BxClass
bx_class_of (gunichar c)
{
  int low = 0;
  int high = (int) G_N_ELEMENTS (class_table) - 1;

  if (bx_is_han (c) && c != 0x30FB)
    return BX_CLASS_HAN;
  while (low <= high) {
    int middle = (low + high) / 2;

    if (class_table[middle].c == c)
      return class_table[middle].class;
    if (class_table[middle].c < c)
      low = middle + 1;
    else
      high = middle - 1;
  }
  if (bx_is_digit (c))
    return BX_CLASS_NUMBER;
  if (c == ' ' || c == 0x00A0)
    return BX_CLASS_SPACE;
  /* Enclosed forms, squares, arrows and other East Asian wide symbols are set like Han. */
  if (c == 0x203B || (c >= 0x2190 && c <= 0x21FF) || (c >= 0x2460 && c <= 0x27BF)
      || (c >= 0x3200 && c <= 0x33FF) || g_unichar_iswide (c))
    return BX_CLASS_HAN;
  return BX_CLASS_LATIN;
}

gboolean
bx_is_number_prefix (gunichar c)
{
  return c == '$' || c == 0xA3 || c == 0xA5 || c == 0x20AC || c == '#' || c == 0x2116 || c == '+'
         || c == '-' || c == 0xFFE5 || c == 0xFF04 || c == 0xFFE1 || c == 0xFF03;
}

gboolean
bx_is_number_suffix (gunichar c)
{
  return c == '%' || c == 0x2030 || c == 0x2031 || c == 0xB0 || c == 0x2032 || c == 0x2033
         || c == 0x2103 || c == 0x2109 || c == 0xFF05 || c == 0xA2 || c == 0xFFE0
         || (c >= 0x3300 && c <= 0x33FF);
}

/* §1.2, horizontal: corner marks of the mainland, then centred marks of Taiwan and Hong Kong. */
static const BxMarkWidths corner_widths[BX_N_CLASSES] = {
  [BX_CLASS_HAN] = { 0, FULL, 0 },         [BX_CLASS_OPEN] = { HALF, HALF, 0 },
  [BX_CLASS_CLOSE] = { 0, HALF, HALF },    [BX_CLASS_COMMA] = { 0, HALF, HALF },
  [BX_CLASS_STOP] = { 0, HALF, HALF },     [BX_CLASS_COLON] = { 0, HALF, HALF },
  [BX_CLASS_EXCLAIM] = { 0, HALF, HALF },  [BX_CLASS_DASH] = { 0, 2 * FULL, 0 },
  [BX_CLASS_ELLIPSIS] = { 0, 2 * FULL, 0 }, [BX_CLASS_CONNECTOR] = { 0, FULL, 0 },
  [BX_CLASS_MIDDLE] = { 0, HALF, 0 },      [BX_CLASS_SOLIDUS] = { 0, HALF, 0 },
  [BX_CLASS_BLANK] = { 0, FULL, 0 },
};

static const BxMarkWidths centred_widths[BX_N_CLASSES] = {
  [BX_CLASS_HAN] = { 0, FULL, 0 },         [BX_CLASS_OPEN] = { HALF, HALF, 0 },
  [BX_CLASS_CLOSE] = { 0, HALF, HALF },    [BX_CLASS_COMMA] = { QUARTER, HALF, QUARTER },
  [BX_CLASS_STOP] = { QUARTER, HALF, QUARTER }, [BX_CLASS_COLON] = { QUARTER, HALF, QUARTER },
  [BX_CLASS_EXCLAIM] = { 0, FULL, 0 },     [BX_CLASS_DASH] = { 0, 2 * FULL, 0 },
  [BX_CLASS_ELLIPSIS] = { 0, 2 * FULL, 0 }, [BX_CLASS_CONNECTOR] = { 0, FULL, 0 },
  [BX_CLASS_MIDDLE] = { QUARTER, HALF, QUARTER }, [BX_CLASS_SOLIDUS] = { 0, FULL, 0 },
  [BX_CLASS_BLANK] = { 0, FULL, 0 },
};

gboolean
bx_mark_widths (BxClass class, gunichar c, BxHouse house, gboolean is_centred,
                BxMarkWidths *widths)
{
  gboolean is_mainland = house == BX_HOUSE_CN;

  /* Fixed widths follow the house; where the blanks lie follows the ink. */
  *widths = (is_mainland || !is_centred) ? corner_widths[class] : centred_widths[class];
  if (!is_mainland && (class == BX_CLASS_MIDDLE || class == BX_CLASS_SOLIDUS))
    *widths = centred_widths[class];
  if (!is_mainland && class == BX_CLASS_EXCLAIM)
    *widths = centred_widths[class];
  if (c == 0x2013) /* CL-CLS-04: the short connector is half an em on the mainland */
    *widths = (BxMarkWidths){ 0, is_mainland ? HALF : FULL, 0 };
  return widths->before + widths->body + widths->after > 0;
}

static gboolean
is_bracket (BxClass class)
{
  return class == BX_CLASS_OPEN || class == BX_CLASS_CLOSE;
}

static gboolean
is_pause (BxClass class)
{
  return class == BX_CLASS_COMMA || class == BX_CLASS_STOP || class == BX_CLASS_COLON
         || class == BX_CLASS_EXCLAIM;
}

int
bx_pair_compression (BxClass left, BxClass right, BxHouse house)
{
  if (house == BX_HOUSE_TW)
    return 0;
  if (left == BX_CLASS_OPEN && right == BX_CLASS_OPEN)
    return HALF;
  if (left == BX_CLASS_CLOSE && (is_bracket (right) || is_pause (right)))
    return HALF;
  if (is_pause (left) && is_bracket (right))
    return HALF;
  return 0;
}

int
bx_line_end_trim (BxClass class, BxHouse house, BxMarkWidths widths)
{
  if (house == BX_HOUSE_TW || !(class == BX_CLASS_CLOSE || is_pause (class)))
    return 0;
  return widths.after;
}

int
bx_line_start_trim (BxClass class, BxHouse house, BxMarkWidths widths)
{
  return house != BX_HOUSE_TW && class == BX_CLASS_OPEN ? widths.before : 0;
}

gboolean
bx_may_start_line (BxClass class)
{
  switch (class) {
  case BX_CLASS_CLOSE:
  case BX_CLASS_COMMA:
  case BX_CLASS_STOP:
  case BX_CLASS_COLON:
  case BX_CLASS_EXCLAIM:
  case BX_CLASS_CONNECTOR:
  case BX_CLASS_MIDDLE:
  case BX_CLASS_SOLIDUS:
    return FALSE;
  default:
    return TRUE;
  }
}

gboolean
bx_may_end_line (BxClass class)
{
  return class != BX_CLASS_OPEN;
}

/* What the levels of §1.3 add to one another. */
static gboolean
are_edges_kept (BxClass left, BxClass right, BxLineEdges edges)
{
  gboolean is_long = right == BX_CLASS_DASH || right == BX_CLASS_ELLIPSIS;

  if (edges >= BX_EDGES_BASIC && (!bx_may_end_line (left) || !bx_may_start_line (right)))
    return FALSE;
  if (edges >= BX_EDGES_GB && left == BX_CLASS_SOLIDUS)
    return FALSE;
  /* A longer run may still break between its units (CL-UNB-02). */
  return edges < BX_EDGES_STRICT || !is_long || left == right;
}

gboolean
bx_may_break_between (BxClass left, BxClass right, BxLineEdges edges)
{
  if (!are_edges_kept (left, right, edges))
    return FALSE;
  if (left == BX_CLASS_EXCLAIM && right == BX_CLASS_EXCLAIM) /* CL-UNB-06 */
    return FALSE;
  /* A break beside a blank comes after it, so that the blank vanishes at the line's end. */
  if (right == BX_CLASS_SPACE || right == BX_CLASS_BLANK)
    return FALSE;
  /* Pieces of one word or number that shaping had to part. */
  return !((left == BX_CLASS_LATIN || left == BX_CLASS_NUMBER)
           && (right == BX_CLASS_LATIN || right == BX_CLASS_NUMBER));
}
