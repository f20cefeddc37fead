/* The job of the press, filled in from the road. It decides which words of an article stand in
 * which field of a file's metadata, and what goes into the archive copy. */
#include "export.h"
#include "slug.h"
#include "small.h"
#include "tags.h"

#include <stdlib.h>
#include <string.h>

/* The article's own date, and its time of day where it gives one, taken as UTC; 0 where it has
 * none. */
static gint64
article_date (const BxArticle *article)
{
  const BxBlock *time = bx_article_find_block (article, BX_BLOCK_TIME);
  int numbers[6] = { 0, 1, 1, 0, 0, 0 };
  int n = 0;
  g_autoptr (GDateTime) date = NULL;

  if (time == NULL)
    return 0;
  for (int i = time->text.start; i < time->text.end && n < 6; i++)
    if (g_ascii_isdigit (article->text[i])) {
      char *end;

      numbers[n++] = (int) MIN (strtol (article->text + i, &end, 10), 9999);
      i = (int) (end - article->text);
    }
  date = g_date_time_new_utc (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4],
                              numbers[5]);
  return date != NULL ? g_date_time_to_unix (date) : 0;
}

/* The date in the file comes from outside only where someone says so; never from the clock. */
static gint64
creation_date (const BxArticle *article, const char *created)
{
  g_autoptr (GDateTime) given = created != NULL ? g_date_time_new_from_iso8601 (created, NULL)
                                                : NULL;
  const char *epoch = g_getenv ("SOURCE_DATE_EPOCH");
  gint64 seconds;

  if (given != NULL)
    return g_date_time_to_unix (given);
  if (epoch != NULL && g_ascii_string_to_signed (epoch, 10, 0, G_MAXINT64 / 2, &seconds, NULL))
    return seconds;
  return article_date (article);
}

static char *
dup_block (const BxArticle *article, BxBlockKind kind)
{
  const BxBlock *block = bx_article_find_block (article, kind);

  return block != NULL ? bx_slice_dup (article->text, block->text) : NULL;
}

static char *
join_authors (const BxArticle *article)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (int i = 0; i < article->n_credits; i++) {
    BxSlice name = article->credits[i].name;

    if (names->len > 0)
      g_string_append (names, ", ");
    g_string_append_len (names, article->text + name.start, bx_slice_len (name));
  }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* The headline, and the crossheads under it. (transfer full) */
static GArray *
make_outline (const BxRoad *road, GPtrArray *titles)
{
  GArray *outline = g_array_new (FALSE, FALSE, sizeof (BxOutlineEntry));
  const BxArticle *article = road->article;
  int last_block = -1;

  for (guint i = 0; i < road->pages->lines->len; i++) {
    const BxFrameLine *line = &g_array_index (road->pages->lines, BxFrameLine, i);
    BxOutlineEntry entry = { .level = line->role == BX_TEXT_HEADLINE ? 0 : 1, .page = line->page };

    if ((line->role != BX_TEXT_HEADLINE && line->role != BX_TEXT_CROSSHEAD)
        || line->block == last_block)
      continue;
    last_block = line->block;
    entry.title = bx_slice_dup (article->text, article->blocks[line->block].text);
    entry.top = bx_len_sub (line->baseline, line->shaped->size);
    g_ptr_array_add (titles, (char *) entry.title);
    g_array_append_val (outline, entry);
  }
  return outline;
}

static const BxFinding *
find_missing_glyph (const BxRoad *road)
{
  int n;
  const BxFinding *findings = bx_report_get_findings (road->report, &n);

  for (int i = 0; i < n; i++)
    if (g_str_equal (findings[i].code, "missing-glyph"))
      return &findings[i];
  return NULL;
}

/* A font without the character shows a box, which no file may have that is to be printed or kept.
 */
static gboolean
check_glyphs (const BxRoad *road, BxProfile profile, GError **error)
{
  const BxFinding *missing = find_missing_glyph (road);

  if (missing == NULL || profile == BX_PROFILE_NEWSLETTER)
    return TRUE;
  bx_error_at (error, BX_ERROR_INPUT, road->article->name, missing->line, missing->column,
               "%s (--profile %s bears no missing character)", missing->message,
               bx_profile_name (profile));
  return FALSE;
}

/* What makes the same pages again from the same files: options as on the command line, their values
 * escaped as in an address, for words to protect may hold blanks. */
static char *
describe_arguments (const BxRoad *road, const BxExport *how)
{
  const struct {
    const char *name;
    const char *value;
  } options[] = {
    { "--encoding", road->article->encoding },
    { "--lang", bx_lang_name (road->article->lang) },
    { "--glosses", how->text->glosses },
    { "--quotes", how->text->quotes },
    { "--script", how->text->script },
    { "--protect", how->text->protect },
    { "--boilerplate", how->text->boilerplate },
    { "--keep", how->text->keep },
    { "--pages", how->pages },
  };
  GString *arguments = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++) {
    g_autofree char *value = NULL;

    if (options[i].value == NULL)
      continue;
    value = g_uri_escape_string (options[i].value, NULL, TRUE);
    g_string_append_printf (arguments, "%s%s %s", i > 0 ? " " : "", options[i].name, value);
  }
  if (how->is_best)
    g_string_append (arguments, " --best");
  if (how->is_first_fit)
    g_string_append (arguments, " --first-fit");
  return g_string_free (arguments, FALSE);
}

/* --- ink ------------------------------------------------------------------------------------ */

/* Of four inks on each other, in permille: what coated paper takes (ISO 12647-2). */
#define MAX_INK 3000

/* Black lies over what other inks print: it overprints. */
static void
check_spec_inks (BxRoad *road)
{
  const BxSpec *spec = road->spec;

  for (int i = 0; i < spec->n_inks; i++) {
    const int *cmyk = spec->inks[i].cmyk_permille;
    int colours = cmyk[0] + cmyk[1] + cmyk[2];
    int most = colours > 0 ? colours + 1000 : cmyk[3];

    if (spec->inks[i].spot[0] == '\0' && most > MAX_INK)
      bx_report_add (
          road->report, BX_WARNING, "ink-coverage", 0, 0,
          "the ink \"%s\" lays %d %% of ink on the paper under black text, and a press takes "
          "%d %%; give it less",
          spec->inks[i].name, most / 10, MAX_INK / 10);
  }
}

/* What a picture in other colours lays on the paper is for the press's own profile to say. */
static void
check_picture (BxRoad *road, const BxPlacedPicture *picture)
{
  const BxArticle *article = road->article;
  int most = bx_image_find_most_ink (picture->image);
  int line = 0, column = 0;

  if (most <= MAX_INK)
    return;
  if (picture->figure >= 0)
    bx_article_get_source_place (
        article, article->blocks[article->figures[picture->figure].block].text.start, &line, &column);
  bx_report_add (road->report, BX_WARNING, "ink-coverage", line, column,
                 "%s: lays %d %% of ink on the paper in places, and a press takes %d %%; separate it "
                 "again for that press",
                 picture->image->file, most / 10, MAX_INK / 10);
}

void
bx_export_check_inks (BxRoad *road)
{
  const GArray *pictures = road->pages->pictures;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  check_spec_inks (road);
  for (guint i = 0; i < pictures->len; i++) {
    const BxPlacedPicture *picture = &g_array_index (pictures, BxPlacedPicture, i);

    if (g_hash_table_add (seen, (void *) picture->image))
      check_picture (road, picture);
  }
}

/* --- pictures ------------------------------------------------------------------------------- */

static GBytes *
finish_at (const BxRoad *road, GBytes *drawn, BxPressJob *job, int ppi, GError **error)
{
  g_auto (BxSmallPictures) small = { NULL };
  GBytes *finished;

  if (!bx_small_pictures_init (&small, road->pages, ppi, error))
    return NULL;
  job->pictures = (const BxPressPicture *) (const void *) small.pictures->data;
  job->n_pictures = (int) small.pictures->len;
  finished = bx_press_finish (drawn, job, error);
  job->pictures = NULL;
  job->n_pictures = 0;
  return finished;
}

/* Ever smaller pictures, until the file is no larger than asked for. */
static GBytes *
finish_newsletter (const BxRoad *road, GBytes *drawn, BxPressJob *job, const BxExport *how,
                   GError **error)
{
  static const int less[] = { 120, 96, 72, 50 };
  gboolean has_pictures = road->pages->pictures->len > 0;
  GBytes *finished = finish_at (road, drawn, job, how->picture_ppi, error);

  if (how->max_size == 0)
    return finished;
  for (gsize i = 0; i < G_N_ELEMENTS (less) && has_pictures && finished != NULL; i++) {
    if ((gint64) g_bytes_get_size (finished) <= how->max_size)
      return finished;
    if (how->picture_ppi != 0 && how->picture_ppi <= less[i])
      continue;
    g_bytes_unref (finished);
    finished = finish_at (road, drawn, job, less[i], error);
  }
  if (finished == NULL || (gint64) g_bytes_get_size (finished) <= how->max_size)
    return finished;
  bx_error_at (error, BX_ERROR_INPUT, road->article->name, 0, 0,
               "the newsletter has %" G_GSIZE_FORMAT
               " bytes, and --max-size allows %" G_GINT64_FORMAT "; %s",
               g_bytes_get_size (finished), how->max_size,
               has_pictures ? "its pictures are as small as they can be read"
                            : "it has no pictures, and the fonts carry only what is drawn");
  g_bytes_unref (finished);
  return NULL;
}

/* --- print ---------------------------------------------------------------------------------- */

/* The slug may name a file in characters that the article has not. */
static GBytes *
finish_print (BxRoad *road, GBytes *drawn, BxPressJob *job, const BxExport *how, GError **error)
{
  g_autoptr (GBytes) slug = NULL;

  if (!how->has_slug)
    return bx_press_finish (drawn, job, error);
  slug = bx_slug_draw (road, job, error);
  if (slug == NULL || !check_glyphs (road, job->profile, error))
    return NULL;
  job->slug = slug;
  return bx_press_finish (drawn, job, error);
}

/* --- the job -------------------------------------------------------------------------------- */

/* The words of the article that stand in the metadata of its files; the job points to them. */
typedef struct {
  char *name;
  char *title;
  char *publication;
  char *deck;
  char *author;
  char *arguments;
  GPtrArray *titles;
  GArray *outline;
} Words;

struct _BxExporting {
  BxRoad *road;
  const BxExport *how;
  Words words;
  BxTags tags;
  BxPressJob job; /* points to both */
};

static void
clear_words (Words *words)
{
  g_free (words->name);
  g_free (words->title);
  g_free (words->publication);
  g_free (words->deck);
  g_free (words->author);
  g_free (words->arguments);
  g_ptr_array_unref (words->titles);
  g_array_unref (words->outline);
}

static Words
find_words (const BxRoad *road, const BxExport *how)
{
  const BxArticle *article = road->article;
  Words words = { .name = g_path_get_basename (article->name),
                  .title = dup_block (article, BX_BLOCK_HEADLINE),
                  .publication = dup_block (article, BX_BLOCK_PUBLICATION),
                  .deck = dup_block (article, BX_BLOCK_DECK),
                  .author = join_authors (article),
                  .arguments = describe_arguments (road, how),
                  .titles = g_ptr_array_new_with_free_func (g_free) };

  words.outline = make_outline (road, words.titles);
  return words;
}

static BxPressJob
make_job (const BxRoad *road, BxProfile profile, const Words *words, const BxExport *how)
{
  return (BxPressJob){
    .profile = profile,
    .title = words->title != NULL ? words->title : words->name,
    .author = words->author,
    .subject = words->deck,
    .publication = words->publication,
    .language = bx_lang_name (road->article->lang),
    .created = creation_date (road->article, how->created),
    .outline = (const BxOutlineEntry *) (const void *) words->outline->data,
    .n_outline = (int) words->outline->len,
    .first_folio = 1,
    .claims_nothing = find_missing_glyph (road) != NULL,
    .bleed = road->spec->bleed,
    .marks = how->marks,
    .is_booklet = how->is_booklet,
    .output_icc = how->output_icc,
    .output_condition = how->output_condition,
    .arguments = words->arguments,
  };
}

BxExporting *
bx_export_begin (BxRoad *road, BxProfile profile, const BxExport *how, GError **error)
{
  BxExporting *exporting;

  if (!check_glyphs (road, profile, error))
    return NULL;
  exporting = g_new0 (BxExporting, 1);
  exporting->road = road;
  exporting->how = how;
  exporting->words = find_words (road, how);
  exporting->job = make_job (road, profile, &exporting->words, how);
  bx_tags_init (&exporting->tags, road->pages);
  bx_tags_fill (&exporting->tags, &exporting->job);
  exporting->job.contents = bx_press_contents_new (&exporting->job);
  return exporting;
}

void
bx_export_free (BxExporting *exporting)
{
  if (exporting == NULL)
    return;
  bx_press_contents_free (exporting->job.contents);
  bx_tags_clear (&exporting->tags);
  clear_words (&exporting->words);
  g_free (exporting);
}

void
bx_export_take_page (BxExporting *exporting, const guint8 *bytes, gsize size)
{
  if (exporting->job.contents != NULL)
    bx_press_contents_take_page (exporting->job.contents, bytes, size);
}

GBytes *
bx_export_finish (BxExporting *exporting, GBytes *drawn, GError **error)
{
  BxPressJob *job = &exporting->job;

  switch (job->profile) {
  case BX_PROFILE_NEWSLETTER:
    return finish_newsletter (exporting->road, drawn, job, exporting->how, error);
  case BX_PROFILE_PRINT:
    return finish_print (exporting->road, drawn, job, exporting->how, error);
  case BX_PROFILE_ARCHIVE:
    return bx_archive_files_fill (exporting->how->files, job, error)
                   ? bx_press_finish (drawn, job, error)
                   : NULL;
  }
  g_assert_not_reached ();
}
