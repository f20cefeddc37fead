/* The rewriting of content: a function of bytes, tried with bytes. */
#include "content.h"

#include <math.h>
#include <string.h>

static const BxPressInk inks[] = {
  { "black", NULL, { 0, 0, 0, 1000 }, 0x000000 },
  { "cinnabar", NULL, { 0, 880, 900, 60 }, 0xd4361f },
  { "paper", NULL, { 0, 0, 0, 0 }, 0xffffff },
};

static const BxPressNode nodes[] = { { BX_TAG_H1, -1 }, { BX_TAG_P, -1 }, { BX_TAG_FIGURE, -1 } };

static const BxPressSlot slots[] = {
  { .ink = 1, .node = -1 },
  { .ink = 2, .node = 0 },
  { .ink = 0, .node = 1 },
  { .ink = 0, .node = 2, .is_picture = TRUE },
  { .ink = 0, .node = -1, .artifact = BX_ARTIFACT_FOOTER },
};

/* Content with $0 … $4 in the place of the colours that the drawing gives the slots. */
static char *
expand (const char *pattern)
{
  GString *text = g_string_new (NULL);

  for (const char *p = pattern; *p != '\0'; p++) {
    int shade[3];

    if (*p != '$') {
      g_string_append_c (text, *p);
      continue;
    }
    p++;
    bx_slot_shade (inks[slots[*p - '0'].ink].rgb, *p - '0', shade);
    g_string_append_printf (text, "%f %f %f", (double) shade[0] / BX_SHADE_ONE,
                            (double) shade[1] / BX_SHADE_ONE, (double) shade[2] / BX_SHADE_ONE);
  }
  return g_string_free (text, FALSE);
}

static gboolean
rewrite (const char *pattern, gboolean is_cmyk, gboolean is_tagged, char **result, GError **error)
{
  const BxContentJob job = { .inks = inks,
                             .page = { slots, G_N_ELEMENTS (slots) },
                             .nodes = nodes,
                             .is_cmyk = is_cmyk,
                             .is_tagged = is_tagged };
  g_autofree char *bytes = expand (pattern);
  g_auto (BxContent) content = { NULL };
  gboolean is_done = bx_content_rewrite (bytes, strlen (bytes), &job, &content, error);

  *result = is_done ? g_strdup (content.text->str) : NULL;
  return is_done;
}

static const struct {
  const char *name;
  const char *content;
  gboolean is_cmyk;
  gboolean is_tagged;
  const char *expected; /* NULL: comes back as it is */
} cases[] = {
  { "rgb", "q $0 rg 1 2 3 4 re f Q", FALSE, FALSE, "q .831 .212 .122 rg\n 1 2 3 4 re f Q" },
  { "grey", "$2 rg f $1 RG S", FALSE, FALSE, "0 g\n f 1 G\n S" },
  { "cmyk", "$0 rg f $1 rg f $2 RG S", TRUE, FALSE,
    "/BxKnock gs 0 .88 .9 .06 k\n f /BxKnock gs 0 0 0 0 k\n f /BxOver gs 0 0 0 1 K\n S" },
  { "tags", "q $0 rg f $1 rg BT (a) Tj ET $2 rg BT (b) Tj ET Q", FALSE, TRUE,
    "q /Artifact<</Type/Layout>>BDC\n.831 .212 .122 rg\n f EMC\n/H1<</MCID 0>>BDC\n1 g\n"
    " BT (a) Tj ET EMC\n/P<</MCID 1>>BDC\n0 g\n BT (b) Tj ET QEMC\n" },
  { "one mark for one slot", "$2 rg f q $2 rg f Q", FALSE, TRUE,
    "/P<</MCID 0>>BDC\n0 g\n f q 0 g\n f QEMC\n" },
  { "a picture between colours", "$2 rg f q 9 0 0 9 1 1 cm /x5 Do Q $4 rg f", FALSE, TRUE,
    "/P<</MCID 0>>BDC\n0 g\n f q 9 0 0 9 1 1 cm EMC\n/Figure<</MCID 1>>BDC\n/x5 Do\nEMC\n Q "
    "/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n0 g\n fEMC\n" },
  { "strings are not operators", "(\\) rg ((f)) Do) Tj <0072> Tj % 1 0 0 rg\n[(RG)-3(\\\\)]TJ",
    FALSE, FALSE, NULL },
  { "names and dictionaries are not", "/rg gs /Span <</ActualText <FEFF0072>>> BDC EMC", FALSE,
    FALSE, NULL },
};

static void
test_case (gconstpointer data)
{
  gsize i = (gsize) GPOINTER_TO_INT (data);
  const char *expected = cases[i].expected != NULL ? cases[i].expected : cases[i].content;
  g_autofree char *result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rewrite (cases[i].content, cases[i].is_cmyk, cases[i].is_tagged, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (result, ==, expected);
}

static void
test_failures (void)
{
  static const char *const broken[] = {
    "$0 rg (never ends",   /* a string */
    "$0 rg <0011",         /* another */
    "0.5 0.5018 0.5 rg f", /* a slot that the page does not have */
    "BI /W 1 ID x EI",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++) {
    g_autofree char *result = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_false (rewrite (broken[i], FALSE, TRUE, &result, &error));
    g_assert_error (error, BX_ERROR, BX_ERROR_MACHINE);
  }
}

/* Every slot comes back from the six decimals that cairo writes, whatever the colour. */
static void
test_shades (void)
{
  for (int colour = 0; colour < 256; colour++)
    for (int slot = colour; slot < BX_MAX_SLOTS; slot += 977) {
      int shade[3];

      bx_slot_shade ((guint32) (colour << 16 | (255 - colour) << 8 | colour / 2), slot, shade);
      for (int i = 0; i < 3; i++) {
        char number[32];

        g_assert_true (shade[i] >= 0 && shade[i] <= BX_SHADE_ONE);
        g_ascii_formatd (number, sizeof number, "%.6f", (double) shade[i] / BX_SHADE_ONE);
        shade[i] = (int) lround (g_ascii_strtod (number, NULL) * BX_SHADE_ONE);
      }
      g_assert_cmpint (bx_slot_read (shade), ==, slot);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/content/%s", cases[i].name);

    g_test_add_data_func (path, GINT_TO_POINTER ((int) i), test_case);
  }
  g_test_add_func ("/content/failures", test_failures);
  g_test_add_func ("/content/shades", test_shades);
  return g_test_run ();
}
