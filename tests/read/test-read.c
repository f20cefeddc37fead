/* Reading: every encoding gives the same text, lines become blocks with their place, and what is no
 * article is refused with one line that says what to do. */
#include "read.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static const char traditional[]
    = "山裡的圖書館\n\n　　圖書館建在山裡，是兩位老師用四年時間蓋起來的。村民說：「下雨天這裡最暖和。」\n"
      "書比人多，灰塵比書多，後來孩子們發現了這個地方，他們的父母也來了。\n";

static const char cantonese[] = "深水埗的排檔\n客人要乜，佢閉埋眼都摸得到。\n「絲係凍嘅，嗰啲棉係暖嘅。」佢話。\n";
static const char simplified[]
    = "山里的图书馆\n图书馆建在山里，是两位老师用四年时间盖起来的。村民说：“下雨天这里最暖和。”\n"
      "书比人多，灰尘比书多，后来孩子们发现了这个地方，他们的父母也来了。\n";

static char *
encode (const char *text, const char *encoding, const char *mark, gsize *length)
{
  g_autoptr (GError) error = NULL;
  gsize n = 0;
  g_autofree char *bytes = g_convert (text, -1, encoding, "UTF-8", NULL, &n, &error);
  char *marked;

  g_assert_no_error (error);
  *length = strlen (mark) + n;
  marked = g_malloc (*length + 1);
  memcpy (marked, mark, strlen (mark));
  memcpy (marked + strlen (mark), bytes, n);
  return marked;
}

static void
test_encodings (void)
{
  static const struct {
    const char *text;
    const char *encoding;
    const char *mark;
    const char *told;
  } cases[] = {
    { traditional, "UTF-8", "", "UTF-8" },
    { traditional, "UTF-8", "\xEF\xBB\xBF", "UTF-8" },
    { traditional, "UTF-16LE", "\xFF\xFE", "UTF-16LE" },
    { traditional, "UTF-16BE", "\xFE\xFF", "UTF-16BE" },
    { traditional, "UTF-16LE", "", "UTF-16LE" },
    { traditional, "UTF-16BE", "", "UTF-16BE" },
    { traditional, "BIG5", "", "Big5" },
    { traditional, "GB18030", "", "GB18030" },
    { simplified, "GB18030", "", "GB18030" },
    { simplified, "GBK", "", "GB18030" },
    { simplified, "UTF-16LE", "", "UTF-16LE" },
    { cantonese, "BIG5-HKSCS", "", "Big5-HKSCS" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gsize length;
    g_autofree char *bytes = encode (cases[i].text, cases[i].encoding, cases[i].mark, &length);
    g_autoptr (BxRaw) raw = bx_read_bytes ("case", bytes, length, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (raw->source, ==, cases[i].text);
    g_assert_cmpint (raw->source_len, ==, strlen (cases[i].text));
    g_assert_cmpstr (raw->encoding, ==, cases[i].told);
    g_assert_cmpint (raw->n_blocks, ==, 3);
  }
}

/* "name: what is wrong; what to do", in one line. */
static void
check_error (const GError *error, int code, const char *name, const char *says)
{
  g_assert_error (error, BX_ERROR, code);
  g_assert_true (g_str_has_prefix (error->message, name));
  g_assert_nonnull (strstr (error->message, says));
  g_assert_nonnull (strstr (error->message, "; "));
  g_assert_null (strchr (error->message, '\n'));
}

/* What the caller says wins; a page says it itself. */
static void
test_told_encodings (void)
{
  gsize length;
  g_autofree char *bytes = encode (simplified, "GB18030", "", &length);
  g_autofree char *page = g_strdup_printf ("<meta charset=\"big5\"><p>%s</p>", traditional);
  gsize page_length;
  g_autofree char *page_bytes = encode (page, "BIG5", "", &page_length);
  g_autoptr (GError) error = NULL;
  BxReading how = { .encoding = "GBK" };
  g_autoptr (BxRaw) raw = bx_read_bytes_as ("case", bytes, length, &how, &error);
  g_autoptr (BxRaw) told = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (raw->source, ==, simplified);
  g_assert_cmpstr (raw->encoding, ==, "GBK");
  told = bx_read_bytes ("case", page_bytes, page_length, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told->source, ==, page);
  how.encoding = "UTF-8";
  g_assert_null (bx_read_bytes_as ("case", bytes, length, &how, &error));
  check_error (error, BX_ERROR_INPUT, "case:1:", "is not UTF-8");
  g_clear_error (&error);
  how.encoding = "Klingon";
  g_assert_null (bx_read_bytes_as ("case", bytes, length, &how, &error));
  check_error (error, BX_ERROR_USAGE, "--encoding", "Klingon is not known");
}

/* Two texts put together: the place where the second begins is named. */
static void
test_mixed_encodings (void)
{
  static const char *const others[] = { "GB18030", "UTF-8" };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    gsize first_length, second_length;
    g_autofree char *first = encode (simplified, others[1 - i], "", &first_length);
    g_autofree char *second = encode (simplified, others[i], "", &second_length);
    g_autoptr (GString) both = g_string_new_len (first, (gssize) first_length);
    g_autoptr (GError) error = NULL;

    g_string_append_len (both, second, (gssize) second_length);
    g_assert_null (bx_read_bytes ("case", both->str, both->len, &error));
    check_error (error, BX_ERROR_INPUT, "case:4:1:", "another encoding than before");
  }
}

static void
test_foreign_files (void)
{
  static const struct {
    const char *bytes;
    gsize length;
    const char *says;
  } cases[] = {
    { "PK\x03\x04\x14\0word/document.xml", 24, "is a Word document" },
    { "\xD0\xCF\x11\xE0\xA1\xB1", 6, "is a Word document" },
    { "{\\rtf1 \\ansi", 12, "is rich text" },
    { "%PDF-1.4\n", 9, "is a PDF" },
    { "\xFF\xFE\0\0\x00\x4E\0\0", 8, "is in UTF-32" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (bx_read_bytes ("case", cases[i].bytes, cases[i].length, &error));
    check_error (error, BX_ERROR_INPUT, "case: ", cases[i].says);
  }
}

static void
test_blocks (void)
{
  static const char text[] = "\n 一 \r\n\r\n　　二\xC2\xA0\t\n   \n三";
  static const struct {
    const char *text;
    int line;
  } expected[] = { { "一", 2 }, { "二", 4 }, { "三", 6 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (BxRaw) raw = bx_read_bytes ("case", text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpint (raw->n_blocks, ==, G_N_ELEMENTS (expected));
  for (int i = 0; i < raw->n_blocks; i++) {
    g_autofree char *block = bx_slice_dup (raw->source, raw->blocks[i].text);

    g_assert_cmpstr (block, ==, expected[i].text);
    g_assert_cmpint (raw->blocks[i].line, ==, expected[i].line);
    g_assert_cmpint (raw->blocks[i].kind, ==, BX_BLOCK_UNKNOWN);
  }
}

/* A pasted line that is strong as a whole loses its marks, and the log has them. */
static void
test_strong_lines (void)
{
  static const char text[] = "**小標**\n**\n** 二 **\n**甲**與**乙**\n****\n";
  static const char *const expected[] = { "小標", "**", "二", "**甲**與**乙**", "****" };
  g_autoptr (GError) error = NULL;
  g_autoptr (BxRaw) raw = bx_read_bytes ("case", text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpint (raw->n_blocks, ==, G_N_ELEMENTS (expected));
  for (int i = 0; i < raw->n_blocks; i++) {
    g_autofree char *block = bx_slice_dup (raw->source, raw->blocks[i].text);

    g_assert_cmpstr (block, ==, expected[i]);
  }
  g_assert_cmpint (raw->n_edits, ==, 4);
  for (int i = 0; i < raw->n_edits; i++)
    g_assert_cmpint (raw->edits[i].kind, ==, BX_EDIT_MARKUP);
}

static void
test_bad_bytes (void)
{
  static const struct {
    const char *bytes;
    gsize length;
    const char *says;
  } cases[] = {
    { "", 0, "is empty" },
    { "\xEF\xBB\xBF", 3, "is empty" },
    { " \n\t\r\n", 5, "is empty" },
    { "\x7F" "ELF\0\0\1\2", 8, "is not a text" },
    { "\x89PNG\r\n\x1A\n\1\2\3\4\5\6\7", 15, "is not a text" },
    { "山裡的圖書館\n圖書\xE9\xA4館", 0, "case:2:3: byte 0xE9" },
    { "\xFF\xFE\x41", 3, "is not a text" },
    { "\xFF\xFF\xFF\xFF\xFF\xFF", 6, "is not a text" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gsize length = cases[i].length > 0 ? cases[i].length : strlen (cases[i].bytes);
    g_autoptr (BxRaw) raw = bx_read_bytes ("case", cases[i].bytes, length, &error);

    g_assert_null (raw);
    check_error (error, BX_ERROR_INPUT, "case:", cases[i].says);
  }
}

static void
test_limits (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) long_error = NULL;
  g_autofree char *many = g_strnfill (BX_READ_MAX_BYTES + 1, 'a');
  g_autofree char *paragraph = g_strnfill (BX_READ_MAX_PARAGRAPH + 1, 'a');
  g_autofree char *text = g_strdup_printf ("a\n%s\n", paragraph);
  BxRaw *raw = bx_read_bytes ("case", many, BX_READ_MAX_BYTES + 1, &error);

  g_assert_null (raw);
  check_error (error, BX_ERROR_INPUT, "case:", "is larger than 2 MiB");
  g_assert_null (bx_read_bytes ("case", text, strlen (text), &long_error));
  check_error (long_error, BX_ERROR_INPUT, "case:2:", "is longer than 64 KiB");
  paragraph[BX_READ_MAX_PARAGRAPH] = '\0';
  raw = bx_read_bytes ("case", paragraph, BX_READ_MAX_PARAGRAPH, NULL);
  g_assert_nonnull (raw);
  bx_raw_free (raw);
}

static void
test_files (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("read-XXXXXX", &error);
  g_autofree char *large = g_build_filename (folder, "large.txt", NULL);
  g_autofree char *none = g_build_filename (folder, "none.txt", NULL);
  g_autofree char *sample
      = g_build_filename (g_getenv ("BANXIN_DATA"), "samples", "sora", "article.txt", NULL);
  g_autoptr (BxRaw) raw = NULL;
  gint64 start;

  g_assert_no_error (error);
  g_assert_null (bx_read_file (folder, &error));
  check_error (error, BX_ERROR_INPUT, folder, "is a directory");
  g_clear_error (&error);
  g_assert_null (bx_read_file (none, &error));
  check_error (error, BX_ERROR_INPUT, none, "cannot be opened");
  g_clear_error (&error);

  /* A sparse file of 50 MB, refused before it is read. */
  g_assert_true (g_file_set_contents (large, "a", 1, NULL));
  g_assert_cmpint (truncate (large, 50 * 1000 * 1000), ==, 0);
  start = g_get_monotonic_time ();
  g_assert_null (bx_read_file (large, &error));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20000);
  check_error (error, BX_ERROR_INPUT, large, "is larger than 2 MiB");
  g_clear_error (&error);
  g_assert_null (bx_read_file ("/dev/zero", &error)); /* has no size, and no end */
  check_error (error, BX_ERROR_INPUT, "/dev/zero", "is larger than 2 MiB");
  g_clear_error (&error);

  raw = bx_read_file (sample, &error);
  g_assert_no_error (error);
  g_assert_cmpint (raw->n_blocks, ==, 35);
  g_assert_cmpint (raw->blocks[34].line, ==, 35);
  g_unlink (large);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/read/encodings", test_encodings);
  g_test_add_func ("/read/told-encodings", test_told_encodings);
  g_test_add_func ("/read/mixed-encodings", test_mixed_encodings);
  g_test_add_func ("/read/foreign-files", test_foreign_files);
  g_test_add_func ("/read/blocks", test_blocks);
  g_test_add_func ("/read/strong-lines", test_strong_lines);
  g_test_add_func ("/read/bad-bytes", test_bad_bytes);
  g_test_add_func ("/read/limits", test_limits);
  g_test_add_func ("/read/files", test_files);
  return g_test_run ();
}
