/* What is done at the operators of a content stream that matter: colours, images, the end. All else is
 * copied as it stands. */
#include "content.h"
#include "token.h"

#include <math.h>
#include <string.h>

static const char *const tag_names[BX_N_TAGS] = {
  [BX_TAG_H1] = "H1",           [BX_TAG_H2] = "H2",         [BX_TAG_P] = "P",
  [BX_TAG_CAPTION] = "Caption", [BX_TAG_FIGURE] = "Figure", [BX_TAG_NOTE] = "Note",
  [BX_TAG_TABLE] = "Table",     [BX_TAG_TR] = "TR",         [BX_TAG_TH] = "TH",
  [BX_TAG_TD] = "TD",           [BX_TAG_SECT] = "Sect",     [BX_TAG_DIV] = "Div",
  [BX_TAG_LINK] = "Link",       [BX_TAG_REFERENCE] = "Reference", [BX_TAG_LBL] = "Lbl",
};

/* ISO 32000-1, 14.8.2.2. */
static const char *const artifact_marks[BX_N_ARTIFACTS] = {
  [BX_ARTIFACT_LAYOUT] = "/Artifact<</Type/Layout>>BDC\n",
  [BX_ARTIFACT_HEADER] = "/Artifact<</Type/Pagination/Subtype/Header>>BDC\n",
  [BX_ARTIFACT_FOOTER] = "/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n",
};

const char *
bx_tag_name (BxTag tag)
{
  return tag_names[tag];
}

/* --- the pass ------------------------------------------------------------------------------- */

typedef struct {
  const BxContentJob *job;
  BxContent *content;
  int slot;         /* whose mark is open; -1 for none */
  int next_picture; /* slots before it are drawn, or no pictures */
} Pass;

/* n / 1000, as short as it can be said. */
static void
add_permille (GString *text, int n)
{
  char digits[8];
  int length;

  if (n % 1000 == 0) {
    g_string_append_printf (text, "%d ", n / 1000);
    return;
  }
  length = g_snprintf (digits, sizeof digits, "%03d", n % 1000);
  while (digits[length - 1] == '0')
    length--;
  g_string_append_printf (text, ".%.*s ", length, digits);
}

/* Black overprints, so that no white shows where plates do not meet; all other inks knock out. An
 * ink without C, M and Y is black or a tint of it; paper is no ink. */
static void
add_cmyk (GString *text, const BxPressInk *ink, gboolean is_stroke)
{
  const int *cmyk = ink->cmyk_permille;
  gboolean is_black = cmyk[0] == 0 && cmyk[1] == 0 && cmyk[2] == 0 && cmyk[3] > 0;

  g_string_append (text, is_black ? BX_STATE_OVERPRINT " gs " : BX_STATE_KNOCKOUT " gs ");
  for (int i = 0; i < 4; i++)
    add_permille (text, cmyk[i]);
  g_string_append (text, is_stroke ? "K\n" : "k\n");
}

/* A plate of its own. */
static void
add_spot (GString *text, int ink, gboolean is_stroke)
{
  g_string_append_printf (text, BX_STATE_KNOCKOUT " gs " BX_SPACE_SPOT " %s\n", ink,
                          is_stroke ? "CS 1 SCN" : "cs 1 scn");
}

static void
add_rgb (GString *text, const BxPressInk *ink, gboolean is_stroke)
{
  int permille[3];

  for (int i = 0; i < 3; i++)
    permille[i] = (int) ((ink->rgb >> (16 - 8 * i) & 0xFF) * 2000 + 255) / 510;
  if (permille[0] == permille[1] && permille[1] == permille[2]) {
    add_permille (text, permille[0]);
    g_string_append (text, is_stroke ? "G\n" : "g\n");
    return;
  }
  for (int i = 0; i < 3; i++)
    add_permille (text, permille[i]);
  g_string_append (text, is_stroke ? "RG\n" : "rg\n");
}

static void
close_mark (Pass *pass)
{
  if (pass->slot >= 0 && pass->job->is_tagged)
    g_string_append (pass->content->text, "EMC\n");
  pass->slot = -1;
}

static void
open_mark (Pass *pass, int number)
{
  const BxPressSlot *slot = &pass->job->page.slots[number];

  if (number == pass->slot)
    return;
  close_mark (pass);
  pass->slot = number;
  if (!pass->job->is_tagged)
    return;
  if (slot->node < 0) {
    g_string_append (pass->content->text, artifact_marks[slot->artifact]);
    return;
  }
  g_string_append_printf (pass->content->text, "/%s<</MCID %u>>BDC\n",
                          tag_names[pass->job->nodes[slot->node].tag], pass->content->nodes->len);
  g_array_append_val (pass->content->nodes, slot->node);
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, BX_ERROR, BX_ERROR_MACHINE,
               "the PDF cannot be finished: %s; this is a fault of the program", what);
  return FALSE;
}

static gboolean
write_colour (Pass *pass, const char *operands, gboolean is_stroke, GError **error)
{
  int shade[3];
  char *end;
  int slot;
  int number;
  const BxPressInk *ink;

  for (int i = 0; i < 3; i++, operands = end) {
    double value = g_ascii_strtod (operands, &end);

    shade[i] = (int) lround (CLAMP (value, 0, 1) * BX_SHADE_ONE);
  }
  slot = bx_slot_read (shade);
  if (slot >= pass->job->page.n_slots)
    return fail (error, "a colour of the pages belongs to nothing that was drawn");
  open_mark (pass, slot);
  number = pass->job->page.slots[slot].ink;
  ink = &pass->job->inks[number];
  if (pass->job->is_cmyk && ink->spot != NULL)
    add_spot (pass->content->text, number, is_stroke);
  else if (pass->job->is_cmyk)
    add_cmyk (pass->content->text, ink, is_stroke);
  else
    add_rgb (pass->content->text, ink, is_stroke);
  return TRUE;
}

static void
note_image (Pass *pass, const char *start, const char *end, int picture)
{
  BxContentImage image = { .picture = picture };

  while (end > start && end[-1] != ' ')
    end--; /* the operator */
  while (end > start && end[-1] == ' ')
    end--;
  g_strlcpy (image.name, start, MIN (sizeof image.name, (gsize) (end - start) + 1));
  g_array_append_val (pass->content->images, image);
}

/* An image is drawn between the colours: it is the next picture of the page. */
static void
write_image (Pass *pass, const char *start, const char *end)
{
  const BxPressPage *page = &pass->job->page;
  gboolean is_picture;

  while (pass->next_picture < page->n_slots && !page->slots[pass->next_picture].is_picture)
    pass->next_picture++;
  is_picture = pass->next_picture < page->n_slots;
  if (is_picture) {
    note_image (pass, start, end, page->slots[pass->next_picture].picture);
    open_mark (pass, pass->next_picture++);
  }
  g_string_append_len (pass->content->text, start, end - start);
  g_string_append_c (pass->content->text, '\n');
  if (is_picture)
    close_mark (pass);
}

/* At the end of an operation: writes what takes its place and gives TRUE, or leaves it to be
 * copied. */
static gboolean
write_operation (Pass *pass, const char *operands, const BxToken *operator, gboolean * is_written,
                 GError **error)
{
  gboolean is_stroke = bx_token_is (operator, "RG");

  *is_written = TRUE;
  if (is_stroke || bx_token_is (operator, "rg"))
    return write_colour (pass, operands, is_stroke, error);
  if (bx_token_is (operator, "Do"))
    write_image (pass, operands, operator->end);
  else if (bx_token_is (operator, "BI"))
    return fail (error, "a page holds an inline image");
  else
    *is_written = FALSE;
  return TRUE;
}

static gboolean
walk (Pass *pass, const char *bytes, const char *end, GError **error)
{
  const char *copied = bytes;  /* up to here all is written */
  const char *operands = NULL; /* the first of the operation */
  BxToken token = bx_token_next (bytes, end);

  for (; token.kind == BX_TOKEN_OPERAND || token.kind == BX_TOKEN_OPERATOR;
       token = bx_token_next (token.end, end)) {
    gboolean is_written;

    if (operands == NULL)
      operands = token.start;
    if (token.kind == BX_TOKEN_OPERAND)
      continue;
    /* What comes before the operation is copied first, in case something takes its place. */
    if (strchr ("rRDB", *token.start) != NULL) {
      g_string_append_len (pass->content->text, copied, operands - copied);
      copied = operands;
      if (!write_operation (pass, operands, &token, &is_written, error))
        return FALSE;
      if (is_written)
        copied = token.end;
    }
    operands = NULL;
  }
  if (token.kind == BX_TOKEN_BROKEN)
    return fail (error, "the content of a page breaks off");
  g_string_append_len (pass->content->text, copied, end - copied);
  close_mark (pass);
  return TRUE;
}

gboolean
bx_content_rewrite (const char *bytes, gsize size, const BxContentJob *job, BxContent *content,
                    GError **error)
{
  Pass pass = { .job = job, .content = content, .slot = -1 };

  content->text = g_string_sized_new (size + size / 8);
  content->nodes = g_array_new (FALSE, FALSE, sizeof (int));
  content->images = g_array_new (FALSE, FALSE, sizeof (BxContentImage));
  return walk (&pass, bytes, bytes + size, error);
}

/* --- looking -------------------------------------------------------------------------------- */

/* Operators that leave something on the page (ISO 32000-1, table 51). */
static const char *const painters[] = { "f", "F",  "f*", "B",  "B*", "b", "b*", "s",
                                        "S", "sh", "Do", "Tj", "TJ", "'", "\"" };

static gboolean
is_painter (const BxToken *token)
{
  for (gsize i = 0; i < G_N_ELEMENTS (painters); i++)
    if (bx_token_is (token, painters[i]))
      return TRUE;
  return FALSE;
}

BxContentFacts
bx_content_inspect (const char *bytes, gsize size)
{
  BxContentFacts facts = { .is_balanced = TRUE };
  const char *end = bytes + size;
  int depth = 0;

  for (BxToken token = bx_token_next (bytes, end); token.kind != BX_TOKEN_END;
       token = bx_token_next (token.end, end)) {
    if (token.kind == BX_TOKEN_BROKEN || depth < 0) {
      facts.is_balanced = FALSE;
      return facts;
    }
    if (token.kind == BX_TOKEN_OPERAND) {
      facts.n_numbered += bx_token_is (&token, "/MCID");
      continue;
    }
    depth += bx_token_is (&token, "BDC") + bx_token_is (&token, "BMC")
             - bx_token_is (&token, "EMC");
    facts.n_rgb += bx_token_is (&token, "rg") + bx_token_is (&token, "RG");
    facts.n_unmarked += depth == 0 && is_painter (&token);
  }
  facts.is_balanced = depth == 0;
  return facts;
}

void
bx_content_clear (BxContent *content)
{
  if (content->text != NULL)
    g_string_free (content->text, TRUE);
  if (content->nodes != NULL)
    g_array_unref (content->nodes);
  if (content->images != NULL)
    g_array_unref (content->images);
}
