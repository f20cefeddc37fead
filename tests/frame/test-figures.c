/* Pictures on finished pages: where they stand, what shows of them, what stands under them, and
 * what is said where one is missing or poor. */
#include "clean.h"
#include "draw.h"
#include "read.h"
#include "talk.h"
#include "test-pictures.h"

#include <glib/gstdio.h>
#include <string.h>

#define CAPTION "渡口的旧秤，如今只称书。"
#define CREDIT "（摄影：顾小满）"

typedef struct {
  char *folder;
  BxReport *report;
  BxArticle *article;
  BxSpec *spec;
  BxFontRoles *roles;
  BxFontset *fonts;
  BxFeature *feature;
  BxPlan *plan;
  BxPages *pages;
} Feature;

/* --- an article with pictures ----------------------------------------------------------------- */

static void
write_picture (const char *folder, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
}

static const struct {
  const char *name;
  BxTestJpeg jpeg;
} pictures[] = {
  { "wide.jpg", { 1800, 1200, 3 } }, { "upright.jpg", { 1000, 1500, 3 } },
  { "soft.jpg", { 150, 100, 3 } },   { "strip.jpg", { 4000, 200, 3 } },
  { "tower.jpg", { 300, 4000, 3 } },
};

static char *
make_folder (void)
{
  char *folder = g_dir_make_tmp ("banxin-figures-XXXXXX", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++) {
    g_autoptr (GBytes) bytes = bx_test_jpeg (&pictures[i].jpeg);

    write_picture (folder, pictures[i].name, bytes);
  }
  return folder;
}

/* Paragraphs, with the caption of a figure after every sixth. */
static char *
make_text (int n_paragraphs, int n_figures)
{
  GString *text = g_string_new ("渡口书店的第十个冬天\n\n");

  for (int i = 0; i < n_paragraphs; i++) {
    g_string_append_printf (
        text,
        "第%d个冬天，河面又结了薄冰，渡船停在对岸，书店的灯却一直亮到半夜。"
        "来的人不多，有的看书，有的只是坐着听风，谁也不催谁，茶凉了就再添一点热水。\n\n",
        i + 1);
    if (i % 6 == 2 && i / 6 < n_figures)
      g_string_append (text, CAPTION CREDIT "\n\n");
  }
  return g_string_free (text, FALSE);
}

static void
add_figures (BxArticle *article, const char *const *files, int n_figures, gboolean has_hero)
{
  g_free (article->figures);
  article->figures = g_new0 (BxFigure, (gsize) n_figures);
  for (int i = 0; i < article->n_blocks && article->n_figures < n_figures; i++) {
    BxBlock *block = &article->blocks[i];
    BxFigure *figure = &article->figures[article->n_figures];
    int end = block->text.end;

    if (!g_str_has_prefix (article->text + block->text.start, CAPTION))
      continue;
    block->kind = BX_BLOCK_CAPTION;
    figure->block = i;
    figure->file = g_strdup (files[article->n_figures]);
    figure->alternative = g_strdup ("四块颜色");
    figure->credit = bx_slice (end - (int) strlen (CREDIT) + 3, end - 3);
    figure->is_hero = has_hero && article->n_figures == 0;
    article->n_figures++;
  }
  g_assert_cmpint (article->n_figures, ==, n_figures);
}

static void
load_look (Feature *f, const char *style)
{
  g_autoptr (GError) error = NULL;
  const char *data = g_getenv ("BANXIN_DATA");
  g_autofree char *styles = g_build_filename (data, "styles", NULL);
  g_autofree char *roles = g_build_filename (data, "fonts", "roles.yaml", NULL);
  g_autofree char *conf = g_build_filename (data, "fonts", "fonts.conf", NULL);

  f->spec = bx_spec_load (style, styles, &error);
  g_assert_no_error (error);
  f->roles = bx_font_roles_load (roles, &error);
  f->fonts = bx_fontset_new (conf, f->roles, BX_LANG_HANS, &error);
  g_assert_no_error (error);
}

static Feature *
feature_of_length (const char *style, const char *const *files, gboolean has_hero, int n_paragraphs)
{
  Feature *f = g_new0 (Feature, 1);
  int n = (int) g_strv_length ((char **) files);
  g_autofree char *text = make_text (n_paragraphs, n);
  g_autoptr (BxRaw) raw = bx_read_bytes ("x", text, strlen (text), NULL);

  f->folder = make_folder ();
  f->report = bx_report_new ();
  f->article = bx_clean (raw, BX_LANG_HANS, f->report);
  f->article->folder = g_strdup (f->folder);
  add_figures (f->article, files, n, has_hero);
  bx_talk (f->article, 0, f->report);
  load_look (f, style);
  f->feature = bx_feature_new (f->article, f->spec, f->fonts, f->report, NULL);
  bx_feature_fill (f->feature);
  bx_feature_compose (f->feature);
  f->plan = bx_feature_paginate (f->feature);
  f->pages = bx_pages_new (f->feature, f->plan);
  return f;
}

static Feature *
feature_new (const char *style, const char *const *files, gboolean has_hero)
{
  return feature_of_length (style, files, has_hero, 30);
}

static void
remove_folder (const char *folder)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++) {
    g_autofree char *path = g_build_filename (folder, pictures[i].name, NULL);

    g_remove (path);
  }
  g_rmdir (folder);
}

static void
feature_free (Feature *f)
{
  bx_pages_free (f->pages);
  bx_plan_free (f->plan);
  bx_feature_free (f->feature);
  bx_fontset_free (f->fonts);
  bx_font_roles_free (f->roles);
  bx_spec_free (f->spec);
  bx_article_free (f->article);
  bx_report_free (f->report);
  remove_folder (f->folder);
  g_free (f->folder);
  g_free (f);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Feature, feature_free)

/* --- what is looked at ------------------------------------------------------------------------ */

/* The item that draws a figure, and its page; NULL where nothing does. */
static const BxDrawItem *
find_item (const Feature *f, int figure, int *page)
{
  const BxDrawItem *found = NULL;

  for (*page = 0; *page < f->pages->n_pages && found == NULL; ++*page) {
    const BxPage *p = &f->pages->pages[*page];

    for (int i = 0; i < p->n_items; i++) {
      const BxDrawItem *item = &g_array_index (f->pages->items, BxDrawItem, p->first_item + i);

      if (item->kind == BX_DRAW_IMAGE
          && g_array_index (f->pages->pictures, BxPlacedPicture, item->picture).figure == figure)
        found = item;
    }
  }
  --*page;
  return found;
}

static const BxFrameBox *
find_box (const Feature *f, int figure)
{
  for (guint i = 0; i < f->pages->boxes->len; i++) {
    const BxFrameBox *box = &g_array_index (f->pages->boxes, BxFrameBox, i);

    if (box->kind == BX_BOX_FIGURE && box->subject == figure)
      return box;
  }
  return NULL;
}

static const BxFrameLine *
find_line (const Feature *f, int figure, BxTextRole role)
{
  for (guint i = 0; i < f->pages->lines->len; i++) {
    const BxFrameLine *line = &g_array_index (f->pages->lines, BxFrameLine, i);

    if (line->role == role && line->block == f->article->figures[figure].block)
      return line;
  }
  return NULL;
}

static int
count_findings (const Feature *f, const char *code)
{
  int n, count = 0;
  const BxFinding *findings = bx_report_get_findings (f->report, &n);

  for (int i = 0; i < n; i++)
    count += g_str_equal (findings[i].code, code) && findings[i].line > 0;
  return count;
}

static gint64
metric (const Feature *f, const char *key)
{
  g_autoptr (JsonBuilder) dump = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  bx_pages_dump_metrics (f->pages, dump);
  root = json_builder_get_root (dump);
  g_assert_true (json_object_has_member (json_node_get_object (root), key));
  return json_object_get_int_member (json_node_get_object (root), key);
}

static void
check_hard_metrics (const Feature *f)
{
  static const char *const keys[] = { "missing_bytes",  "doubled_bytes", "overlaps", "offgrid",
                                      "overfull_lines", "widows",        "orphans" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (metric (f, keys[i]) != 0)
      g_error ("%s is %d", keys[i], (int) metric (f, keys[i]));
}

/* The picture covers its place and keeps its proportions. */
static void
check_cover (const Feature *f, const BxDrawItem *item)
{
  const BxPlacedPicture *p = &g_array_index (f->pages->pictures, BxPlacedPicture, item->picture);
  gint64 skew = (gint64) p->width.u * p->image->height - (gint64) p->height.u * p->image->width;

  g_assert_cmpint (p->x.u, <=, item->x.u);
  g_assert_cmpint (p->y.u, <=, item->y.u);
  g_assert_cmpint (p->x.u + p->width.u, >=, item->x.u + item->width.u);
  g_assert_cmpint (p->y.u + p->height.u, >=, item->y.u + item->height.u);
  g_assert_cmpint (ABS (skew), <=, MAX (p->image->width, p->image->height));
}

/* --- tests ------------------------------------------------------------------------------------ */

static const char *const four[] = { "wide.jpg", "upright.jpg", "wide.jpg", "upright.jpg", NULL };

static void
test_boxes (void)
{
  g_autoptr (Feature) f = feature_new ("feature", four, FALSE);
  BxLen leading = f->spec->leading;

  check_hard_metrics (f);
  g_assert_cmpint (count_findings (f, "no-picture"), ==, 0);
  for (int i = 0; i < 4; i++) {
    int page;
    const BxDrawItem *item = find_item (f, i, &page);
    const BxFrameBox *box = find_box (f, i);
    const BxFrameLine *caption = find_line (f, i, BX_TEXT_CAPTION);
    const BxFrameLine *credit = find_line (f, i, BX_TEXT_CREDIT);
    int top, foot, face;

    g_assert_nonnull (item);
    g_assert_nonnull (box);
    g_assert_nonnull (caption);
    g_assert_nonnull (credit);
    check_cover (f, item);
    g_assert_cmpint (box->page, ==, page);
    g_assert_cmpint (caption->page, ==, page);
    /* inside the box */
    top = f->spec->margin_top.u + box->top * leading.u;
    foot = top + box->lines * leading.u;
    g_assert_cmpint (item->y.u, >=, top);
    g_assert_cmpint (item->width.u, ==, bx_spec_get_span (f->spec, box->span).u);
    g_assert_cmpint (caption->baseline.u, <, foot);
    /* The words' faces begin less than a body's em under the picture: they belong to it. */
    face = caption->baseline.u - caption->shaped->size.u * 901 / 1024;
    g_assert_cmpint (face - (item->y.u + item->height.u), >, 2 * BX_UNITS_PER_PT);
    g_assert_cmpint (face - (item->y.u + item->height.u), <, f->spec->text[BX_TEXT_BODY].size.u);
    g_assert_cmpint (credit->x.u + credit->line->natural.u, ==, item->x.u + item->width.u);
  }
}

/* Of pictures of common shapes no more than half a line is cut off. */
static void
test_little_is_cut (void)
{
  g_autoptr (Feature) f = feature_new ("feature", four, FALSE);

  for (int i = 0; i < 4; i++) {
    int page;
    const BxDrawItem *item = find_item (f, i, &page);
    const BxPlacedPicture *p = &g_array_index (f->pages->pictures, BxPlacedPicture, item->picture);
    gint64 whole = (gint64) item->width.u * p->image->height / p->image->width;

    g_assert_cmpint (ABS (whole - item->height.u), <=, f->spec->leading.u / 2 + 1);
  }
}

/* However long or high a picture is, its panel has a sensible height. */
static void
test_extreme_shapes (void)
{
  static const char *const files[] = { "strip.jpg", "tower.jpg", NULL };
  g_autoptr (Feature) f = feature_new ("feature", files, FALSE);

  check_hard_metrics (f);
  for (int i = 0; i < 2; i++) {
    int page;
    const BxDrawItem *item = find_item (f, i, &page);

    check_cover (f, item);
    g_assert_cmpint (item->height.u, >=, 3 * f->spec->leading.u);
    g_assert_cmpint (item->height.u, <=, f->spec->lines * f->spec->leading.u * 3 / 4);
  }
}

static void
test_missing (void)
{
  static const char *const files[] = { "none.jpg", "wide.jpg", "../wide.jpg", NULL };
  g_autoptr (Feature) f = feature_new ("feature", files, FALSE);
  int page;

  check_hard_metrics (f); /* the words are there */
  g_assert_cmpint (count_findings (f, "no-picture"), ==, 2);
  g_assert_null (find_item (f, 0, &page));
  g_assert_nonnull (find_item (f, 1, &page));
  g_assert_null (find_item (f, 2, &page));
  g_assert_nonnull (find_line (f, 0, BX_TEXT_CAPTION));
}

static void
test_soft (void)
{
  static const char *const files[] = { "soft.jpg", "wide.jpg", NULL };
  g_autoptr (Feature) f = feature_new ("feature", files, FALSE);
  const BxFrameBox *box = find_box (f, 0);

  g_assert_cmpint (count_findings (f, "low-resolution"), ==, 1);
  g_assert_cmpint (box->span, ==, 1);
}

static void
test_hero (void)
{
  g_autoptr (Feature) f = feature_new ("feature", four, TRUE);
  int page;
  const BxDrawItem *item = find_item (f, 0, &page);
  const BxFrameLine *caption = find_line (f, 0, BX_TEXT_CAPTION);

  check_hard_metrics (f);
  g_assert_null (find_box (f, 0));
  g_assert_nonnull (find_box (f, 1));
  g_assert_nonnull (item);
  g_assert_cmpint (page, ==, 0);
  check_cover (f, item);
  /* over the page's edges at three sides */
  g_assert_cmpint (item->x.u, ==, -f->spec->bleed.u);
  g_assert_cmpint (item->y.u, ==, -f->spec->bleed.u);
  g_assert_cmpint (item->width.u, ==, f->spec->page_width.u + 2 * f->spec->bleed.u);
  g_assert_cmpint (caption->baseline.u, >, item->y.u + item->height.u);
  g_assert_cmpint (f->feature->galley.opening_lines, <=, f->spec->lines * 3 / 4 + 6);
}

/* Where the headline block has no room for a band, it has the page to itself, and the text begins on
 * the next; a picture of any size of headline is whole lines high. */
static void
test_hero_page (void)
{
  g_autoptr (Feature) f = feature_new ("interview", four, TRUE);
  int page;
  const BxDrawItem *item = find_item (f, 0, &page);

  check_hard_metrics (f);
  g_assert_nonnull (item);
  g_assert_cmpint (page, ==, 0);
  check_cover (f, item);
  g_assert_cmpint (f->feature->galley.opening_lines, <=, f->spec->lines);
}

/* Its height follows the pages: for some lengths of text it is lower, so that no page is begun for a few
 * lines; for some it has the first page to itself, where the last would be mostly white. */
static void
test_hero_height (void)
{
  static const char *const files[] = { "wide.jpg", NULL };
  int n_lower = 0, n_alone = 0, n_cases = 0;

  for (int n = 4; n < 64; n += 3) {
    g_autoptr (Feature) f = feature_of_length ("feature", files, TRUE, n);
    const BxGalley *galley = &f->feature->galley;
    int page;
    const BxDrawItem *item = find_item (f, 0, &page);
    const BxElastic *hero = &g_array_index (f->feature->opening->elastics, BxElastic, 0);
    gboolean is_alone = galley->opening_lines == galley->column_lines;

    check_cover (f, item);
    g_assert_cmpint (hero->taken, >=, -hero->shrinkage);
    g_assert_cmpint (hero->taken, <=, hero->growth);
    n_cases++;
    n_lower += hero->taken < 0;
    n_alone += is_alone;
    if (is_alone)
      g_assert_cmpint (f->plan->lines[0].page, ==, 1);
    else
      g_assert_cmpint (f->plan->lines[0].page, ==, 0);
  }
  g_assert_cmpint (n_lower, >, 0);
  g_assert_cmpint (n_alone, >, 0);
  g_assert_cmpint (n_lower + n_alone, <, n_cases);
}

/* A panel that was higher and lower is as it was: a picture and white, between lines and rules. */
static void
test_stretch (void)
{
  BxPanel *panel = bx_panel_new (bx_len (1000));
  BxPanelPicture picture = { .y = bx_len (100), .width = bx_len (1000), .height = bx_len (900) };
  const BxPanelPicture *p;
  const BxPanelRect *rect, *rule;
  static const int heights[] = { 5, -3, 9, -4, 1, 0 };

  bx_panel_add_picture (panel, &picture);
  bx_panel_add_rect (panel, 0, bx_len (0), bx_len (0), panel->width, bx_len (2000));
  bx_panel_add_rect (panel, 0, bx_len (0), bx_len (1500), panel->width, bx_len (10));
  bx_panel_add_elastic (panel, bx_len (699), 2, 3);
  bx_panel_add_elastic (panel, bx_len (1200), 7, 1);
  panel->n_lines_grid = 20;
  p = &g_array_index (panel->pictures, BxPanelPicture, 0);
  rect = &g_array_index (panel->rects, BxPanelRect, 0);
  rule = &g_array_index (panel->rects, BxPanelRect, 1);
  g_assert_cmpint (bx_panel_get_growth (panel), ==, 9);
  g_assert_cmpint (bx_panel_get_shrinkage (panel), ==, 4);
  for (gsize i = 0; i < G_N_ELEMENTS (heights); i++) {
    int h = heights[i];
    int of_picture = h > 0 ? MIN (h, 2) : MIN (0, h + 1);

    bx_panel_stretch (panel, h, bx_len (100));
    g_assert_cmpint (p->y.u, ==, 100);
    g_assert_cmpint (p->height.u, ==, 900 + of_picture * 100);
    g_assert_cmpint (rect->height.u, ==, 2000 + h * 100);
    g_assert_cmpint (rule->y.u, ==, 1500 + h * 100);
    g_assert_cmpint (panel->n_lines_grid, ==, 20 + h);
  }
  bx_panel_free (panel);
}

/* An upright picture opens nothing: it stands in the text instead. */
static void
test_upright_hero (void)
{
  static const char *const files[] = { "tower.jpg", "wide.jpg", NULL };
  g_autoptr (Feature) f = feature_new ("feature", files, TRUE);

  g_assert_nonnull (find_box (f, 0));
  check_hard_metrics (f);
}

static void
test_portrait (void)
{
  static const char *const none[] = { NULL };
  g_autoptr (Feature) f = feature_new ("feature", none, FALSE);
  BxPanel *panel = bx_panel_new (bx_len (100 * BX_UNITS_PER_PT));
  BxLen size = bx_len (40 * BX_UNITS_PER_PT);

  f->article->speakers = g_renew (BxSpeaker, f->article->speakers, f->article->n_speakers + 1);
  f->article->speakers[f->article->n_speakers++] = (BxSpeaker){ .portrait = NULL };
  g_assert_false (bx_feature_add_portrait (f->feature, panel, f->article->n_speakers - 1,
                                           bx_len (0), bx_len (0), size, TRUE));
  g_assert_null (panel->pictures);
  f->article->speakers[f->article->n_speakers - 1].portrait = g_strdup ("upright.jpg");
  g_assert_true (bx_feature_add_portrait (f->feature, panel, f->article->n_speakers - 1, bx_len (0),
                                          bx_len (0), size, TRUE));
  g_assert_cmpint (panel->pictures->len, ==, 1);
  bx_panel_free (panel);
}

/* A text without pictures opens nothing and has none. */
static void
test_none (void)
{
  static const char *const none[] = { NULL };
  g_autoptr (Feature) f = feature_new ("feature", none, FALSE);

  g_assert_null (f->feature->images);
  g_assert_cmpint (f->pages->pictures->len, ==, 0);
}

/* `test-figures --print STYLE FOLDER` writes the pages, for looking at them. */
static void
print_pages (const char *style, const char *folder)
{
  g_autoptr (Feature) f = feature_new (style, four, TRUE);

  for (int page = 0; page < f->pages->n_pages; page++) {
    g_autofree char *path = g_strdup_printf ("%s/%s-%d.png", folder, style, page + 1);
    g_autoptr (GBytes) png = bx_draw_png (f->pages, page, 100, NULL);

    g_file_set_contents (path, g_bytes_get_data (png, NULL), (gssize) g_bytes_get_size (png), NULL);
  }
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--print")) {
    print_pages (argv[2], argv[3]);
    return 0;
  }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame/figures/boxes", test_boxes);
  g_test_add_func ("/frame/figures/little-is-cut", test_little_is_cut);
  g_test_add_func ("/frame/figures/extreme-shapes", test_extreme_shapes);
  g_test_add_func ("/frame/figures/missing", test_missing);
  g_test_add_func ("/frame/figures/soft", test_soft);
  g_test_add_func ("/frame/figures/hero", test_hero);
  g_test_add_func ("/frame/figures/hero-page", test_hero_page);
  g_test_add_func ("/frame/figures/hero-height", test_hero_height);
  g_test_add_func ("/frame/figures/stretch", test_stretch);
  g_test_add_func ("/frame/figures/upright-hero", test_upright_hero);
  g_test_add_func ("/frame/figures/portrait", test_portrait);
  g_test_add_func ("/frame/figures/none", test_none);
  return g_test_run ();
}
