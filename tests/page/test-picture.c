/* Plans as pictures: every file of tests/page/cases holds a galley and the picture of its plan.
 *
 *   page 3 columns, 20 lines, opening 6, closing 2
 *   text 9 7/8:60 H1+1 12^3      paragraph of 9 lines; of 7, or of 8 at cost 60; head of one line
 *                                with one of white; drop cap of 3 lines
 *   box 3 500 1x6 2x4:15         source in item 3, half way; sizes with their cost
 *
 * Run with a file's name, the test prints the picture that it would expect. */
#include "case-files.h"
#include "page-test.h"

#include <stdio.h>
#include <string.h>

static BxItem
read_item (const char *word)
{
  BxItem item = { .n_variants = 1 };
  BxVariant *v = item.variants;
  int used = 0;

  if (sscanf (word, "H%d+%d", &v[0].lines, &item.space) == 2) {
    item.kind = BX_ITEM_HEAD;
    return item;
  }
  g_assert_cmpint (sscanf (word, "%d%n", &v[0].lines, &used), ==, 1);
  if (sscanf (word + used, "/%d:%d", &v[1].lines, &v[1].cost) == 2)
    item.n_variants = 2;
  else if (word[used] != '\0')
    g_assert_cmpint (sscanf (word + used, "^%d", &item.min_first), ==, 1);
  return item;
}

static BxBox
read_box (char **words)
{
  BxBox box = { .item = atoi (words[0]), .line_permille = atoi (words[1]) };

  for (words += 2; *words && box.n_sizes < BX_MAX_BOX_SIZES; words++) {
    BxBoxSize *size = &box.sizes[box.n_sizes++];

    g_assert_cmpint (sscanf (*words, "%dx%d:%d", &size->span, &size->lines, &size->cost), >=, 2);
  }
  return box;
}

static void
read_line (BxGalley *galley, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  if (g_str_has_prefix (line, "page "))
    g_assert_cmpint (sscanf (line, "page %d columns, %d lines, opening %d, closing %d",
                             &galley->columns, &galley->column_lines, &galley->opening_lines,
                             &galley->closing_lines), ==, 4);
  for (char **w = words + 1; g_str_has_prefix (line, "text ") && *w; w++) {
    galley->items = g_renew (BxItem, galley->items, galley->n_items + 1);
    galley->items[galley->n_items++] = read_item (*w);
  }
  if (g_str_has_prefix (line, "box ")) {
    galley->boxes = g_renew (BxBox, galley->boxes, galley->n_boxes + 1);
    galley->boxes[galley->n_boxes] = read_box (words + 1);
    galley->boxes[galley->n_boxes].speaker = galley->n_boxes;
    galley->n_boxes++;
  }
}

/* The picture expected, after the first line that begins one. */
static const char *
read_case (const char *text, BxGalley *galley)
{
  const char *picture = strstr (text, "pages ");
  g_auto (GStrv) lines = NULL;
  g_autofree char *head = picture ? g_strndup (text, (gsize) (picture - text)) : g_strdup (text);

  lines = g_strsplit (head, "\n", -1);
  for (char **line = lines; *line; line++)
    read_line (galley, *line);
  return picture ? picture : "";
}

static char *
draw_case (const char *file, char **expected)
{
  g_autoptr (BxGalley) galley = g_new0 (BxGalley, 1);
  g_autoptr (BxPlan) plan = NULL;
  g_autofree char *text = case_file_read (file);

  *expected = g_strdup (read_case (text, galley));
  plan = bx_paginate (galley);
  return draw_plan (galley, plan);
}

static void
test_case (const void *data)
{
  g_autofree char *expected = NULL;
  g_autofree char *picture = draw_case (data, &expected);

  g_assert_cmpstr (picture, ==, expected);
}

int
main (int argc, char **argv)
{
  if (argc > 1 && g_str_has_suffix (argv[1], ".case")) {
    g_autofree char *expected = NULL;
    g_autofree char *picture = draw_case (argv[1], &expected);

    fputs (picture, stdout);
    return 0;
  }
  g_test_init (&argc, &argv, NULL);
  case_files_add_tests ("page/cases", "/page/picture", test_case);
  return g_test_run ();
}
