/* The classes and frames of marks: chinese-typography §1.1 and §1.2, character by character. */
#include "marks.h"

static const struct {
  BxClass class;
  const char *characters;
} classes[] = {
  { BX_CLASS_HAN, "一龥㐀々〆〇〻あヶㄅ①㊣㎏※★あ" },
  { BX_CLASS_OPEN, "‘“〈《「『【〔〖〘〚〝（［｛｟([{" },
  { BX_CLASS_CLOSE, "’”〉》」』】〕〗〙〛〞〟）］｝｠)]}" },
  { BX_CLASS_COMMA, "、，," },
  { BX_CLASS_STOP, "。．." },
  { BX_CLASS_COLON, "：；:;" },
  { BX_CLASS_EXCLAIM, "！？‼⁇⁈⁉!?" },
  { BX_CLASS_DASH, "⸺" },
  { BX_CLASS_ELLIPSIS, "…⋯‥" },
  { BX_CLASS_CONNECTOR, "–—～〜~-－" },
  { BX_CLASS_MIDDLE, "·‧・•" },
  { BX_CLASS_SOLIDUS, "/／" },
  { BX_CLASS_NUMBER, "0123456789" },
  { BX_CLASS_LATIN, "AZazéßαжÅ" },
  { BX_CLASS_SPACE, " \u00a0" },
  { BX_CLASS_BLANK, "\u3000" },
};

static void
test_classes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    for (const char *p = classes[i].characters; *p != '\0'; p = g_utf8_next_char (p)) {
      gunichar c = g_utf8_get_char (p);

      if (bx_class_of (c) != classes[i].class) {
        g_test_message ("U+%04X is of class %d, not %d", c, bx_class_of (c), classes[i].class);
        g_test_fail ();
      }
    }
}

/* Frames in 1/1024 em, on the mainland and where marks are centred. */
static const struct {
  gunichar c;
  BxMarkWidths mainland;
  BxMarkWidths centred;
} frames[] = {
  { 0x300C, { 512, 512, 0 }, { 512, 512, 0 } },   /* 「 */
  { 0x300D, { 0, 512, 512 }, { 0, 512, 512 } },   /* 」 */
  { 0xFF0C, { 0, 512, 512 }, { 256, 512, 256 } }, /* ， */
  { 0x3002, { 0, 512, 512 }, { 256, 512, 256 } }, /* 。 */
  { 0xFF1A, { 0, 512, 512 }, { 256, 512, 256 } }, /* ： */
  { 0xFF01, { 0, 512, 512 }, { 0, 1024, 0 } },    /* ！ */
  { 0x00B7, { 0, 512, 0 }, { 256, 512, 256 } },   /* · */
  { 0x2013, { 0, 512, 0 }, { 0, 1024, 0 } },      /* – */
  { 0xFF5E, { 0, 1024, 0 }, { 0, 1024, 0 } },     /* ～ */
  { 0xFF0F, { 0, 512, 0 }, { 0, 1024, 0 } },      /* ／ */
  { 0x2E3A, { 0, 2048, 0 }, { 0, 2048, 0 } },     /* ⸺ */
};

static void
assert_frame (gunichar c, BxHouse house, BxMarkWidths wanted)
{
  BxMarkWidths w;

  g_assert_true (bx_mark_widths (bx_class_of (c), c, house, house != BX_HOUSE_CN, &w));
  g_assert_cmpint (w.before, ==, wanted.before);
  g_assert_cmpint (w.body, ==, wanted.body);
  g_assert_cmpint (w.after, ==, wanted.after);
}

static void
test_frames (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (frames); i++) {
    assert_frame (frames[i].c, BX_HOUSE_CN, frames[i].mainland);
    assert_frame (frames[i].c, BX_HOUSE_HK, frames[i].centred);
    assert_frame (frames[i].c, BX_HOUSE_TW, frames[i].centred);
    assert_frame (frames[i].c, BX_HOUSE_TWC, frames[i].centred);
  }
}

/* §1.4 at the level "basic": what may not part, by the classes of the row and the column. */
static void
test_matrix (void)
{
  static const BxClass never_first[] = {
    BX_CLASS_CLOSE, BX_CLASS_COMMA, BX_CLASS_STOP, BX_CLASS_COLON, BX_CLASS_EXCLAIM,
    BX_CLASS_CONNECTOR, BX_CLASS_MIDDLE, BX_CLASS_SOLIDUS, BX_CLASS_SPACE, BX_CLASS_BLANK,
  };

  for (int left = 0; left < BX_N_CLASSES; left++) {
    for (gsize i = 0; i < G_N_ELEMENTS (never_first); i++)
      g_assert_false (bx_may_break_between ((BxClass) left, never_first[i], BX_EDGES_BASIC));
    g_assert_false (bx_may_break_between (BX_CLASS_OPEN, (BxClass) left, BX_EDGES_BASIC));
    if (left != BX_CLASS_OPEN) {
      g_assert_true (bx_may_break_between ((BxClass) left, BX_CLASS_HAN, BX_EDGES_BASIC));
      g_assert_true (bx_may_break_between ((BxClass) left, BX_CLASS_OPEN, BX_EDGES_BASIC));
      g_assert_true (bx_may_break_between ((BxClass) left, BX_CLASS_DASH, BX_EDGES_BASIC));
    }
  }
  g_assert_false (bx_may_break_between (BX_CLASS_LATIN, BX_CLASS_NUMBER, BX_EDGES_BASIC));
  g_assert_true (bx_may_break_between (BX_CLASS_SPACE, BX_CLASS_LATIN, BX_EDGES_BASIC));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/marks/classes", test_classes);
  g_test_add_func ("/marks/frames", test_frames);
  g_test_add_func ("/marks/matrix", test_matrix);
  return g_test_run ();
}
