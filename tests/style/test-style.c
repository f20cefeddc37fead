/* Style files: the shipped style keeps the promises of spec.h, and every mistake is told with its
 * place and what to do. */
#include "spec.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
get_data_path (const char *name)
{
  return g_build_filename (g_getenv ("BANXIN_DATA"), name, NULL);
}

static BxSpec *
load_shipped (const char *name)
{
  g_autofree char *styles = get_data_path ("styles");
  g_autoptr (GError) error = NULL;
  BxSpec *spec = bx_spec_load (name, styles, &error);

  g_assert_no_error (error);
  return spec;
}

/* Loads bytes as a style; returns the spec or the message without the file's name. */
static BxSpec *
load_bytes (const char *bytes, char **message)
{
  g_autofree char *file = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("style-XXXXXX.yaml", &file, &error);
  BxSpec *spec;

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (file, bytes, -1, &error);
  g_assert_no_error (error);
  spec = bx_spec_load (file, "no-such-folder", &error);
  g_remove (file);
  if (spec == NULL) {
    g_assert_error (error, BX_ERROR, BX_ERROR_INPUT);
    g_assert_true (g_str_has_prefix (error->message, file));
    *message = g_strdup (error->message + strlen (file) + 1);
  }
  return spec;
}

/* --- what stands in a file of the corpus ---------------------------------------------------- */

static const struct {
  const char *name;
  const char *message;
} corpus[] = {
  { "alias", "2:7: anchors (&) and aliases (*) are not used here; write the value out" },
  { "anchor", "2:7: anchors (&) and aliases (*) are not used here; write the value out" },
  { "cmyk-bare", "3:19: \"cmyk\" has no unit in \"100\"; write %, as in 90%" },
  { "cmyk-nested", "3:19: \"cmyk\" needs four plain values; write them as in [0%, 90%, 85%, 5%]" },
  { "cmyk-over", "3:25: \"cmyk\" is out of range with \"100.1%\"; keep to 0% … 100%" },
  { "cmyk-three", "3:15: \"cmyk\" needs four values; write them as in [0%, 90%, 85%, 5%]" },
  { "comment-only", "1:1: no keys in this file; write \"key: value\" lines" },
  { "control",
    "1:11: not good YAML: control characters are not allowed; look at the indents and marks "
    "here" },
  { "deep", "1:15: nested too deeply; a style needs four levels" },
  { "empty", "1:1: no keys in this file; write \"key: value\" lines" },
  { "ink-name",
    "3:3: this is no name for an ink; use a to z, 0 to 9 and hyphens, and not \"none\"" },
  { "ink-none",
    "3:3: this is no name for an ink; use a to z, 0 to 9 and hyphens, and not \"none\"" },
  { "ink-same-rgb", "4:12: \"scarlet\" has the same rgb as \"red\"; change one a little" },
  { "ink-twice", "4:3: \"red\" is given twice; keep this or that of line 3" },
  { "inks-empty", "2:7: 0 inks; give 1 to 16" },
  { "inks-list", "2:7: \"inks\" has no keys; write \"key: value\" lines under it" },
  { "latin", "1:9: not UTF-8; save the file in that encoding" },
  { "list", "1:1: no keys in this file; write \"key: value\" lines" },
  { "map-as-key", "2:1: a map or a list cannot be a key; write a plain word" },
  { "merge", "3:7: anchors (&) and aliases (*) are not used here; write the value out" },
  { "no-inks", "1:1: no \"inks\" here; add \"inks:\" with its keys under it" },
  { "no-page", "1:1: no \"page\" here; add \"page:\" with its keys under it" },
  { "no-title", "1:1: no \"title\" in the style; add it" },
  { "repeated-key", "3:1: \"title\" is given twice; keep this or that of line 1" },
  { "rgb-comment",
    "5:9: \"rgb\" has no value; write one in quotation marks, because # begins a comment" },
  { "rgb-short",
    "3:40: \"rgb\" cannot be \"#f00\"; write six hexadecimal digits in quotation marks, as in "
    "\"#d4361f\"" },
  { "scalar", "1:1: no keys in this file; write \"key: value\" lines" },
  { "tab",
    "3:1: not good YAML: found character that cannot start any token; look at the indents and "
    "marks here" },
  { "tag", "1:8: tags (!) are not used here; leave the tag out" },
  { "title-map", "1:8: \"title\" has keys or a list in it; write one value" },
  { "title-two-lines",
    "1:8: \"title\" has a line end or a control character in it; write it in one line" },
  { "two-documents", "2:1: a second document begins here; give it a file of its own" },
  { "unclosed",
    "3:1: not good YAML: did not find expected ',' or ']'; look at the indents and marks here" },
  { "unknown-key", "2:1: unknown key \"pgae\" in the style; did you mean \"page\"?" },
  { "unknown-key-far",
    "1:1: unknown key \"標題\" in the style; choose among title, extends, page, grid, "
    "house, feature, inks, opening, furniture, quote, crosshead, panel, text" },
  { "utf16", "1:1: not UTF-8; save the file in that encoding" },
};

static void
test_corpus (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "style", "corpus", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (corpus); i++) {
    g_autofree char *base = g_strconcat (corpus[i].name, ".yaml", NULL);
    g_autofree char *file = g_build_filename (folder, base, NULL);
    g_autofree char *expected = g_strdup_printf ("%s:%s", file, corpus[i].message);
    g_autoptr (GError) error = NULL;
    BxSpec *spec = bx_spec_load (file, folder, &error);

    g_assert_null (spec);
    g_assert_error (error, BX_ERROR, BX_ERROR_INPUT);
    g_assert_cmpstr (error->message, ==, expected);
  }
}

/* A seed without an expected message would test nothing. */
static void
test_corpus_is_complete (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "style", "corpus", NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = bx_spec_list (folder, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (names), ==, G_N_ELEMENTS (corpus));
  for (gsize i = 0; i < G_N_ELEMENTS (corpus); i++)
    g_assert_cmpstr (names[i], ==, corpus[i].name);
}

/* --- one change in a good file -------------------------------------------------------------- */

static const struct {
  const char *from;
  const char *to;
  const char *message; /* NULL: still good */
} changes[] = {
  { "leading: 16pt", "leading: 16",
    "10:12: \"leading\" has no unit in \"16\"; write pt or mm, as in 9pt" },
  { "leading: 16pt", "leading: 16 em",
    "10:12: \"leading\" cannot have the unit of \"16 em\"; write pt or mm, as in 9pt" },
  { "leading: 16pt", "leading: wide",
    "10:12: \"leading\" cannot be \"wide\"; write pt or mm, as in 9pt" },
  { "leading: 16pt", "leading: 16..5pt",
    "10:12: \"leading\" cannot be \"16..5pt\"; write pt or mm, as in 9pt" },
  { "leading: 16pt", "leading: 16.00001pt",
    "10:12: \"leading\" cannot be \"16.00001pt\"; write pt or mm, as in 9pt" },
  { "leading: 16pt", "leading: 16.pt",
    "10:12: \"leading\" cannot be \"16.pt\"; write pt or mm, as in 9pt" },
  { "leading: 16pt", "leading: 99999999999pt",
    "10:12: \"leading\" cannot be \"99999999999pt\"; write pt or mm, as in 9pt" },
  { "leading: 16pt", "leading: 61pt",
    "10:12: \"leading\" is out of range with \"61pt\"; keep to 7pt … 60pt" },
  { "leading: 16pt", "leading: 16 pt", NULL },
  { "leading: 16pt", "leading: 14.5pt",
    "10:12: the gap between body lines is not within 0.5 … 1 em; choose a leading of 15pt … "
    "20pt" },
  { "leading: 16pt", "leading: 20.5pt",
    "10:12: the gap between body lines is not within 0.5 … 1 em; choose a leading of 15pt … "
    "20pt" },
  { "  width: 210mm", "  width: 2100mm",
    "4:10: \"width\" is out of range with \"2100mm\"; keep to 70mm … 1000mm" },
  { "  width: 210mm\n", "",
    "4:3: no \"width\" in page; add it" },
  { "  width: 210mm", "  width: 210mm\n  width: 211mm",
    "5:3: \"width\" is given twice; keep this or that of line 4" },
  { "margin-inner: 20mm", "margin-outer: 20mm",
    "7:3: unknown key \"margin-outer\" in page; choose among width, height, margin-top, "
    "margin-inner, min-ppi, bleed, paper" },
  { "margin-inner: 20mm", "inner-margin: 20mm",
    "7:3: unknown key \"inner-margin\" in page; choose among width, height, margin-top, "
    "margin-inner, min-ppi, bleed, paper" },
  { "margin-inner: 20mm", "margin-inner: 46mm",
    "13:12: columns and gutters take 460.0pt and leave 4.9pt for the outer margin, which needs "
    "5mm; make the measure or margin-inner smaller" },
  { "margin-top: 20mm", "margin-top: 46mm",
    "11:10: 44 lines take 704.0pt and leave 7.5pt for the lower margin, which needs 5mm; take "
    "fewer lines or a smaller margin-top" },
  { "margin-top: 20mm", "margin-top: -3mm",
    "6:15: \"margin-top\" is out of range with \"-3mm\"; keep to 5mm … 300mm" },
  { "lines: 44 lines", "lines: 44",
    "11:10: \"lines\" has no unit in \"44\"; write lines, as in 3 lines" },
  { "lines: 44 lines", "lines: 44.5 lines",
    "11:10: \"lines\" must be whole and is \"44.5 lines\"; leave out the fraction" },
  { "columns: 2", "columns: 2 columns",
    "12:12: \"columns\" cannot have the unit of \"2 columns\"; write a whole number without a "
    "unit, as in 3" },
  { "columns: 2", "columns: 9",
    "12:12: \"columns\" is out of range with \"9\"; keep to 1 … 8" },
  { "columns: 2", "columns: [2]",
    "12:12: \"columns\" has keys or a list in it; write one value" },
  { "measure: 22em", "measure: 22.5em",
    "13:12: \"measure\" must be whole and is \"22.5em\"; leave out the fraction" },
  { "measure: 22em", "measure: 198pt",
    "13:12: \"measure\" cannot have the unit of \"198pt\"; write em, as in 2em" },
  { "  rows: [masthead", "  columns: 7\n  rows: [masthead",
    "45:12: the opening has 7 columns of text, and the grid 2; take fewer, or leave it out" },
  { "gutter: 2em", "gutter: 0",
    "14:11: \"gutter\" is out of range with \"0\"; keep to 1em … 6em" },
  { "gutter: 2em", "gutter: 2em\n  rule: 0.5pt",
    "15:9: the column rule has no ink; add \"rule-ink\"" },
  { "gutter: 2em", "gutter: 2em\n  rule: 0.5pt\n  rule-ink: black", NULL },
  { "zh-Hant-TW: TW,", "zh-Hant-TW: TWC,",
    "16:34: \"zh-Hant-TW\" cannot be \"TWC\"; did you mean \"TWc\"?" },
  { "zh-Hant-HK: HK", "zh-Hant-MO: HK",
    "16:38: unknown key \"zh-Hant-MO\" in house; did you mean \"zh-Hant-TW\"?" },
  { "zh-Hant-HK: HK", "zh-Hant-HK: HK, han-latin-gap: 0.5em",
    "16:69: \"han-latin-gap\" is out of range with \"0.5em\"; keep to 0em … 0.25em" },
  { "zh-Hant-HK: HK", "han-latin-gap: 0.2em",
    "16:8: no \"zh-Hant-HK\" in house; add it" },
  { "accent: blue", "accent: bleu",
    "23:11: \"accent\" names no ink with \"bleu\"; did you mean \"blue\"?" },
  { "accent: blue", "accent: vermilion",
    "23:11: \"accent\" names no ink with \"vermilion\"; choose among black, blue" },
  { "accent: blue", "accent: none",
    "23:11: \"accent\" names no ink with \"none\"; choose among black, blue" },
  { "accent: blue", "accent:",
    "23:10: \"accent\" has no value; write one" },
  { "accent: blue", "accent: blue\n  dropcap: 1 line",
    "24:12: a drop cap of 1 line is no drop cap; write 0 or 2 lines and more" },
  { "accent: blue", "accent: blue\n  end-mark: the end",
    "24:13: \"end-mark\" has 7 characters; write 0 to 4" },
  { "accent: blue", "accent: blue\n  end-mark: ■", NULL },
  { "design: side-bar", "design: sidebar",
    "26:11: \"design\" cannot be \"sidebar\"; did you mean \"side-bar\"?" },
  { "design: side-bar", "design: circle",
    "26:11: \"design\" cannot be \"circle\"; choose among rule-above, large-mark, "
    "colour-field, side-bar, centred" },
  { "design: side-bar", "design: colour-field",
    "26:11: a colour-field has no colour; add \"field-ink\"" },
  { "design: side-bar", "design: colour-field\n  field-ink: black", NULL },
  { "design: side-bar", "design: side-bar\n  span: 3",
    "27:9: quotes are wider than the page has columns; keep to 1 … 2" },
  { "design: side-bar", "design: side-bar\n  place: straddle\n  cut: 8em", NULL },
  { "design: side-bar", "design: side-bar\n  place: straddle\n  cut: 15em",
    "28:8: beside a quote 7em of the column are left, and text needs 8em; make the cut smaller" },
  { "accent: blue", "accent: blue\n  notes: page",
    "24:10: \"notes\" cannot be \"page\"; choose among end, column" },
  { "design: side-bar", "design: side-bar\n  place: beside",
    "27:10: \"place\" cannot be \"beside\"; choose among columns, straddle" },
  { "size: 17pt", "size: 17mm",
    "37:43: lines of \"quote\" would overlap; choose a leading not under its size" },
  { "size: 10pt, leading: 1 line, indent", "size: 10pt, leading: 1.2 lines, indent",
    "30:43: the body is not set on the grid; write \"leading: 1 line\"" },
  { "indent: 2em", "indent: 1.5em",
    "30:59: \"indent\" must be whole and is \"1.5em\"; leave out the fraction" },
  { "align: justify", "align: left",
    "30:83: \"align\" cannot be \"left\"; choose among start, centre, end, justify" },
  { "size: 12pt, leading: 1 line", "size: 18pt, leading: 18pt",
    "35:32: crossheads are set on the grid, and theirs is higher than its lines; choose a size of up to "
    "16pt" },
  { "align: justify", "align: justify, marks: narrow",
    "30:99: \"marks\" cannot be \"narrow\"; choose among full, tight" },
  { "rows: [masthead,", "rows: [{part: mark, size: 9pt, when: no-hero}, masthead,",
    "45:40: \"when\" cannot be \"no-hero\"; choose among always, picture, no-picture, portrait, "
    "no-portrait" },
  { "font: kai, size: 14pt", "font: kaiti, size: 14pt",
    "33:16: \"font\" cannot be \"kaiti\"; choose among ming, hei, kai" },
  { "font: kai, size: 14pt", "fonts: kai, size: 14pt",
    "33:10: unknown key \"fonts\" in deck; did you mean \"font\"?" },
  { "size: 7.5pt", "size: 10pt",
    "40:27: fine print is not smaller than the body; choose a smaller size" },
  { "  folio: {font: hei, size: 9pt, leading: 1 line, ink: black}\n", "",
    "30:3: no \"folio\" here; add \"folio:\" with its keys under it" },
  { "  folio: {", "  page-number: {",
    "42:3: unknown key \"page-number\" in text; choose among body, kicker, headline, deck, "
    "byline, crosshead, dropcap, quote, attribution, description, fine, running-head, folio, "
    "masthead, question, label, caption, credit, sidebar, sidebar-head, table, table-head, note" },
  { "rows: [masthead, kicker,", "rows: [masthed, kicker,",
    "45:10: \"part\" cannot be \"masthed\"; did you mean \"masthead\"?" },
  { "rows: [masthead, kicker,", "rows: [{part: space, size: 1em}, kicker,",
    "45:30: \"size\" cannot have the unit of \"1em\"; write pt, mm or lines, as in 15pt" },
  { "rows: [masthead, kicker,", "rows: [masthead, {part: grow, size: 2 lines, usual: 3 lines}, kicker,",
    "45:9: row 2 is usually 3 lines high, and more than its size; make \"size\" larger" },
  { "rows: [masthead, kicker,", "rows: [masthead, {part: grow, size: 3 lines, usual: 3 lines}, kicker,",
    NULL },
  { "rows: [masthead, kicker,", "rows: [{size: 1pt}, kicker,",
    "45:10: no \"part\" in a row of the opening; add it" },
  { "rows: [masthead, kicker, headline, byline, deck]", "rows: headline",
    "45:9: \"rows\" needs a list of up to 32 rows; write it as in [kicker, headline, {part: space, "
    "size: 1 line}, deck]" },
  { "rows: [masthead, kicker, headline, byline, deck]", "field: none", NULL },
  { "{opening: {},", "{first: {},",
    "47:13: unknown key \"first\" in furniture; choose among opening, inner" },
  { "running-head: both", "running-head: both, folio: head",
    "47:61: the folio stands on the running head; choose another side or place" },
  { "running-head: both", "running-head: headline, running-head-side: inner, folio: head", NULL },
  { "running-head: both", "folio-form: page",
    "47:46: \"folio-form\" needs one % for the number; write it as in \"— % —\"" },
  { "running-head: both", "band: 3mm",
    "47:40: the band has no colour; add \"band-ink\"" },
  { "tracking: -0.05em", "tracking: -0.11em",
    "41:67: \"tracking\" is out of range with \"-0.11em\"; keep to -0.1em … 1em" },
};

static void
test_changes (void)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "style", "plain.yaml", NULL);
  g_autofree char *plain = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (file, &plain, NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autoptr (GString) text = g_string_new (plain);
    g_autofree char *message = NULL;
    g_autoptr (BxSpec) spec = NULL;

    g_assert_cmpuint (g_string_replace (text, changes[i].from, changes[i].to, 0), ==, 1);
    spec = load_bytes (text->str, &message);
    g_assert_cmpstr (message, ==, changes[i].message);
    g_assert_true ((spec == NULL) == (changes[i].message != NULL));
  }
}

/* --- one style extends another -------------------------------------------------------------- */

/* Each writes plain.yaml as base.yaml and these lines as own.yaml beside it. */
static const struct {
  const char *own;
  const char *message; /* after the folder; NULL: still good */
} extensions[] = {
  { "title: Own\nextends: base.yaml\n", NULL },
  { "title: Own\nextends: ./base.yaml\ngrid: {columns: 1}\n", NULL },
  { "extends: base.yaml\n", "own.yaml:1:1: no \"title\" in the style; add it" },
  { "title: Own\nextends: [base.yaml]\n",
    "own.yaml:2:10: \"extends\" names no style; write the name of one, or the path of its file" },
  { "title: Own\nextends: other.yaml\n",
    "own.yaml:2:10: there is no such file to extend; look at its name" },
  { "title: Own\nextends: other\n",
    "own.yaml:2:10: no style \"other\" here; there are base, own" },
  { "title: Own\nextends: own\n",
    "own.yaml:2:10: too many styles extend each other; is one of them its own ancestor?" },
  /* What the style says itself is told there, also where the fault shows in what it extends. */
  { "title: Own\nextends: base\ntext:\n  body: {sise: 9pt}\n",
    "own.yaml:4:10: unknown key \"sise\" in body; did you mean \"size\"?" },
  { "title: Own\nextends: base\ntext:\n  headline: {size: 50pt}\n",
    "own.yaml:4:20: lines of \"headline\" would overlap; choose a leading not under its size" },
  { "title: Own\nextends: base\npage:\n  margin-inner: 50mm\n",
    "own.yaml:4:17: columns and gutters take 460.0pt and leave -6.5pt for the outer margin, which "
    "needs 5mm; make the measure or margin-inner smaller" },
  { "title: Own\nextends: base\ngrid: {columns: 1}\nquote: {span: 2}\n",
    "own.yaml:4:15: quotes are wider than the page has columns; keep to 1 … 1" },
  { "title: Own\nextends: base\ngrid: {columns: 1}\nquote: {place: straddle}\n",
    "own.yaml:4:16: a page of one column has no gutter for quotes to stand over; write \"place: "
    "columns\"" },
  { "title: Own\nextends: base\nfeature: {dropcap: 2 lines}\nfeature: {}\n",
    "own.yaml:4:1: \"feature\" is given twice; keep this or that of line 3" },
  { "title: Own\nextends: base\ninks: {blue: {rgb: \"#000000\"}}\n",
    "own.yaml:3:14: \"blue\" has the same rgb as \"black\"; change one a little" },
};

static void
test_extends (void)
{
  g_autofree char *plain_file = g_test_build_filename (G_TEST_DIST, "style", "plain.yaml", NULL);
  g_autofree char *folder = g_dir_make_tmp ("styles-XXXXXX", NULL);
  g_autofree char *base = g_build_filename (folder, "base.yaml", NULL);
  g_autofree char *own = g_build_filename (folder, "own.yaml", NULL);
  g_autofree char *plain = NULL;

  g_assert_true (g_file_get_contents (plain_file, &plain, NULL, NULL)
                 && g_file_set_contents (base, plain, -1, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (extensions); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (BxSpec) spec = NULL;

    g_assert_true (g_file_set_contents (own, extensions[i].own, -1, NULL));
    spec = bx_spec_load ("own", folder, &error);
    if (extensions[i].message == NULL) {
      g_assert_no_error (error);
      g_assert_cmpstr (spec->title, ==, "Own");
      g_assert_cmpstr (spec->name, ==, "own");
      g_assert_cmpint (spec->leading.u, ==, 16 * 1024);
      continue;
    }
    g_assert_null (spec);
    g_assert_error (error, BX_ERROR, BX_ERROR_INPUT);
    g_assert_true (g_str_has_prefix (error->message, folder));
    g_assert_cmpstr (error->message + strlen (folder) + 1, ==, extensions[i].message);
  }
  g_remove (base);
  g_remove (own);
  g_rmdir (folder);
}

/* --- what a good file gives ----------------------------------------------------------------- */

static void
test_plain (void)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "style", "plain.yaml", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (BxSpec) spec = bx_spec_load (file, "no-such-folder", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (spec->name, ==, "plain");
  g_assert_cmpstr (spec->title, ==, "A plain style");
  g_assert_cmpstr (spec->file, ==, file);
  /* 210 mm = 595.2756 pt, 297 mm = 841.8898 pt, 20 mm = 56.6929 pt */
  g_assert_cmpint (spec->page_width.u, ==, 609562);
  g_assert_cmpint (spec->page_height.u, ==, 862095);
  g_assert_cmpint (spec->margin_inner.u, ==, 58054);
  g_assert_cmpint (spec->margin_outer.u, ==, 609562 - 58054 - 460 * 1024);
  g_assert_cmpint (spec->leading.u, ==, 16 * 1024);
  g_assert_cmpint (spec->lines, ==, 44);
  g_assert_cmpint (spec->columns, ==, 2);
  g_assert_cmpint (spec->measure.m, ==, 22 * 1024);
  g_assert_cmpint (spec->gutter.m, ==, 2 * 1024);
  g_assert_cmpint (spec->house[BX_LANG_HANS], ==, BX_HOUSE_CN);
  g_assert_cmpint (spec->house[BX_LANG_HANT_TW], ==, BX_HOUSE_TW);
  g_assert_cmpint (spec->house[BX_LANG_HANT_HK], ==, BX_HOUSE_HK);
  g_assert_cmpint (spec->n_inks, ==, 2);
  g_assert_cmpstr (spec->inks[1].name, ==, "blue");
  g_assert_cmpint (spec->inks[1].cmyk_permille[1], ==, 625);
  g_assert_cmphex (spec->inks[1].rgb, ==, 0x0a57a4);
  g_assert_cmpint (spec->text[BX_TEXT_BODY].align, ==, BX_ALIGN_JUSTIFY);
  g_assert_cmpint (spec->text[BX_TEXT_BODY].indent.m, ==, 2048);
  g_assert_cmpint (spec->text[BX_TEXT_BODY].ink, ==, 0);
  g_assert_cmpint (spec->text[BX_TEXT_HEADLINE].leading.u, ==, 40 * 1024);
  g_assert_cmpint (spec->text[BX_TEXT_DECK].font, ==, BX_FONT_KAI);
  g_assert_cmpint (spec->text[BX_TEXT_DECK].leading.u, ==, 24 * 1024);
  g_assert_cmpint (spec->text[BX_TEXT_QUOTE].leading.u, ==, 26124); /* 9 mm */
  g_assert_cmpint (spec->text[BX_TEXT_RUNNING_HEAD].tracking.m, ==, -51);
  g_assert_cmpint (spec->quote.design, ==, BX_QUOTE_SIDE_BAR);
}

/* What a style leaves out has the value that docs/style-format.md gives. */
static void
test_fallbacks (void)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "style", "plain.yaml", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (BxSpec) spec = bx_spec_load (file, "no-such-folder", &error);

  g_assert_no_error (error);
  g_assert_cmpint (spec->bleed.u, ==, 8708); /* 3 mm */
  g_assert_cmpint (spec->column_rule.u, ==, 0);
  g_assert_cmpint (spec->column_rule_ink, ==, -1);
  g_assert_cmpint (spec->han_latin_gap.m, ==, 256);
  g_assert_cmpint (spec->text[BX_TEXT_BODY].weight, ==, 400);
  g_assert_cmpint (spec->opening_field_ink, ==, -1);
  g_assert_cmpint (spec->headline_space_lines, ==, 2);
  g_assert_cmpint (spec->deck_max_han, ==, 0);
  g_assert_cmpint (spec->dropcap_lines, ==, 0);
  g_assert_cmpstr (spec->end_mark, ==, "");
  g_assert_cmpint (spec->quote.span_columns, ==, 1);
  g_assert_cmpint (spec->quote.field_ink, ==, -1);
  g_assert_cmpint (spec->quote.space_above.n, ==, 1);
  g_assert_cmpint (spec->quote.density, ==, 130);
  g_assert_cmpint (spec->paper_ink, ==, -1);
  g_assert_cmpint (spec->crosshead.design, ==, BX_CROSSHEAD_PLAIN);
  g_assert_cmpint (spec->crosshead.space.n, ==, 1);
  g_assert_cmpint (spec->furniture[BX_PAGE_OPENING].folio, ==, BX_FOLIO_FOOT);
  g_assert_cmpstr (spec->furniture[BX_PAGE_INNER].folio_form, ==, "%");
  /* A role that is left out is set as another. */
  g_assert_cmpint (spec->text[BX_TEXT_QUESTION].size.u, ==, spec->text[BX_TEXT_BODY].size.u);
  g_assert_cmpint (spec->text[BX_TEXT_MASTHEAD].ink, ==, spec->text[BX_TEXT_KICKER].ink);
}

/* CL-PAG-01, 02, 03, 05 and the promises of spec.h, for every style that is shipped. */
static void
test_promises (void)
{
  g_autofree char *styles = get_data_path ("styles");
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = bx_spec_list (styles, &error);

  g_assert_no_error (error);
  g_assert_true (g_strv_contains ((const char *const *) names, "feature"));
  for (int i = 0; names[i] != NULL; i++) {
    g_autoptr (BxSpec) spec = load_shipped (names[i]);
    BxTextStyle body = spec->text[BX_TEXT_BODY];

    g_assert_cmpstr (spec->name, ==, names[i]);
    g_assert_cmpint (spec->measure.m % 1024, ==, 0);
    g_assert_cmpint (spec->gutter.m % 1024, ==, 0);
    g_assert_cmpint (spec->gutter.m, >=, 2 * 1024);
    g_assert_cmpint (body.leading.u, ==, spec->leading.u);
    g_assert_cmpint (body.leading.u - body.size.u, >=, body.size.u / 2);
    g_assert_cmpint (body.leading.u - body.size.u, <=, body.size.u);
    g_assert_cmpint (spec->margin_inner.u + bx_spec_get_span (spec, spec->columns).u
                       + spec->margin_outer.u, ==, spec->page_width.u);
    g_assert_cmpint (spec->margin_top.u + spec->lines * spec->leading.u, <, spec->page_height.u);
    for (int t = 0; t < BX_N_TEXT_ROLES; t++) {
      g_assert_cmpint (spec->text[t].indent.m % 1024, ==, 0);
      g_assert_cmpint (spec->text[t].ink, >=, 0);
      g_assert_cmpint (spec->text[t].ink, <, spec->n_inks);
    }
  }
}

/* --- finding styles and fonts --------------------------------------------------------------- */

static void
assert_load_fails (const char *style, const char *styles_dir, BxErrorCode code,
                   const char *message)
{
  g_autoptr (GError) error = NULL;
  BxSpec *spec = bx_spec_load (style, styles_dir, &error);

  g_assert_null (spec);
  g_assert_error (error, BX_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_finding (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("styles-XXXXXX", &error);
  g_autofree char *two = g_build_filename (folder, "two.yaml", NULL);
  g_autofree char *one = g_build_filename (folder, "one.yaml", NULL);
  g_autofree char *other = g_build_filename (folder, "other.txt", NULL);
  g_autofree char *none = g_strdup_printf ("%s: no style \"three\" here; there are none", folder);
  g_autofree char *both = g_strdup_printf ("%s: no style \"three\" here; there are one, two",
                                           folder);
  g_auto (GStrv) names = NULL;

  g_assert_no_error (error);
  assert_load_fails ("three", folder, BX_ERROR_INPUT, none);
  g_assert_true (g_file_set_contents (two, "", 0, NULL) && g_file_set_contents (one, "", 0, NULL)
                 && g_file_set_contents (other, "", 0, NULL));
  names = bx_spec_list (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (names), ==, 2);
  g_assert_cmpstr (names[0], ==, "one");
  g_assert_cmpstr (names[1], ==, "two");
  assert_load_fails ("three", folder, BX_ERROR_INPUT, both);
  assert_load_fails ("no/such.yaml", folder, BX_ERROR_INPUT,
                     "no/such.yaml: there is no such file; look at its name");
  g_remove (one);
  g_remove (two);
  g_remove (other);
  g_rmdir (folder);
  g_assert_null (bx_spec_list (folder, &error));
  g_assert_error (error, BX_ERROR, BX_ERROR_MACHINE);
}

/* A folder in the place of a file cannot be read: not the style's fault. */
static void
test_unreadable (void)
{
  g_autofree char *styles = get_data_path ("styles/");
  g_autoptr (GError) error = NULL;

  g_assert_null (bx_spec_load (styles, styles, &error));
  g_assert_error (error, BX_ERROR, BX_ERROR_MACHINE);
}

static void
test_too_large (void)
{
  g_autoptr (GString) text = g_string_new ("title: One\n");
  g_autofree char *message = NULL;

  while (text->len <= 256 * 1024)
    g_string_append (text, "# a comment that goes on and on and on and on and on and on\n");
  g_assert_null (load_bytes (text->str, &message));
  g_assert_cmpstr (message, ==, " larger than 256 KiB; is this the right file?");
}

static void
test_font_roles (void)
{
  g_autofree char *file = get_data_path ("fonts/roles.yaml");
  g_autoptr (GError) error = NULL;
  g_autoptr (BxFontRoles) roles = bx_font_roles_load (file, &error);

  g_assert_no_error (error);
  for (int r = 0; r < BX_N_FONT_ROLES; r++)
    for (int l = 0; l < BX_N_LANGS; l++)
      g_assert_cmpuint (g_strv_length (roles->role[r].families[l]), >=, 2);
  g_assert_cmpstr (roles->role[BX_FONT_MING].families[BX_LANG_HANT_TW][0], ==,
                   "Noto Serif CJK TC");
  g_assert_cmpstr (roles->role[BX_FONT_KAI].families[BX_LANG_HANS][0], ==, "LXGW WenKai");
}

static const struct {
  const char *text;
  const char *message;
} broken_roles[] = {
  { "ming: {}\nsong: {}\n",
    ":2:1: unknown key \"song\" in the font roles; choose among ming, hei, kai" },
  { "ming: {}\n", ":1:7: no \"zh-Hans\" in ming; add a list of families" },
  { "ming: {zh-Hans: []}\n",
    ":1:17: \"zh-Hans\" needs a list of 1 to 16 families; write it as in [Family One, Family "
    "Two]" },
  { "ming: {zh-Hans: [One, {a: b}]}\n",
    ":1:23: \"zh-Hans\" needs family names; write each as one word or phrase" },
  { "ming: {zh-Hans: [A], zh-Hant-TW: [B], zh-Hant-HK: [C]}\nkai: {}\n",
    ":1:1: no \"hei\" here; add \"hei:\" with its keys under it" },
};

static void
test_broken_font_roles (void)
{
  g_autofree char *file = NULL;
  int fd = g_file_open_tmp ("roles-XXXXXX.yaml", &file, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (broken_roles); i++) {
    g_autofree char *expected = g_strconcat (file, broken_roles[i].message, NULL);
    g_autoptr (GError) error = NULL;

    g_assert_true (g_file_set_contents (file, broken_roles[i].text, -1, NULL));
    g_assert_null (bx_font_roles_load (file, &error));
    g_assert_error (error, BX_ERROR, BX_ERROR_INPUT);
    g_assert_cmpstr (error->message, ==, expected);
  }
  g_remove (file);
}

static void
test_names (void)
{
  g_assert_cmpstr (bx_font_role_name (BX_FONT_KAI), ==, "kai");
  g_assert_cmpstr (bx_text_role_name (BX_TEXT_DROPCAP), ==, "dropcap");
  g_assert_cmpstr (bx_text_role_name (BX_TEXT_RUNNING_HEAD), ==, "running-head");
  g_assert_cmpstr (bx_text_role_name (BX_TEXT_FOLIO), ==, "folio");
  g_assert_cmpstr (bx_house_name (BX_HOUSE_TWC), ==, "TWc");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/style/plain", test_plain);
  g_test_add_func ("/style/fallbacks", test_fallbacks);
  g_test_add_func ("/style/promises", test_promises);
  g_test_add_func ("/style/corpus", test_corpus);
  g_test_add_func ("/style/corpus-is-complete", test_corpus_is_complete);
  g_test_add_func ("/style/changes", test_changes);
  g_test_add_func ("/style/extends", test_extends);
  g_test_add_func ("/style/finding", test_finding);
  g_test_add_func ("/style/unreadable", test_unreadable);
  g_test_add_func ("/style/too-large", test_too_large);
  g_test_add_func ("/style/font-roles", test_font_roles);
  g_test_add_func ("/style/broken-font-roles", test_broken_font_roles);
  g_test_add_func ("/style/names", test_names);
  return g_test_run ();
}
