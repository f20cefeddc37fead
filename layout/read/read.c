/* A file as a raw article: tells the format, and reads plain text itself, a raw block for every line
 * that is not blank. Refuses what cannot be an article before it costs time or memory. Encodings are
 * told in decode.c; what a block of plain text is in the feature is told by clean/. */
#include "read.h"

#include "decode.h"
#include "html.h"
#include "markdown.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
fail_too_large (GError **error, const char *name)
{
  bx_error_at (error, BX_ERROR_INPUT, name, 0, 0,
               "is larger than %d MiB; give one article, not an archive of them",
               BX_READ_MAX_BYTES / (1024 * 1024));
}

/* Refuses by what the file system says, before anything is read. Devices and pipes have no size;
 * those are held to the limit while reading. */
static gboolean
check_file (const char *path, int fd, GError **error)
{
  struct stat info;

  if (fstat (fd, &info) != 0) {
    bx_error_at (error, BX_ERROR_MACHINE, path, 0, 0, "cannot be read: %s; check the path",
                 g_strerror (errno));
    return FALSE;
  }
  if (S_ISDIR (info.st_mode)) {
    bx_error_at (error, BX_ERROR_INPUT, path, 0, 0, "is a directory; name the text in it");
    return FALSE;
  }
  if (S_ISREG (info.st_mode) && info.st_size > BX_READ_MAX_BYTES) {
    fail_too_large (error, path);
    return FALSE;
  }
  return TRUE;
}

/* Reads to the end, or to one byte more than an article may have. */
static GByteArray *
read_all (const char *path, int fd, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 chunk[64 * 1024];

  while (bytes->len <= BX_READ_MAX_BYTES) {
    gssize n = read (fd, chunk, sizeof chunk);

    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0) {
      bx_error_at (error, BX_ERROR_MACHINE, path, 0, 0, "cannot be read: %s; check the disk",
                   g_strerror (errno));
      return NULL;
    }
    if (n == 0)
      break;
    g_byte_array_append (bytes, chunk, (guint) n);
  }
  return g_steal_pointer (&bytes);
}

static BxRaw *
read_text (const char *name, const char *folder, const char *bytes, gsize length,
           const BxReading *how, GError **error);

BxRaw *
bx_read_file (const char *path, GError **error)
{
  BxReading how = { 0 };

  return bx_read_file_as (path, &how, error);
}

BxRaw *
bx_read_file_as (const char *path, const BxReading *how, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  g_autoptr (GByteArray) bytes = NULL;

  if (fd < 0) {
    bx_error_at (error, errno == ENOENT || errno == ENOTDIR ? BX_ERROR_INPUT : BX_ERROR_MACHINE,
                 path, 0, 0,
                 "cannot be opened: %s; check the path and its permissions", g_strerror (errno));
    return NULL;
  }
  if (check_file (path, fd, error))
    bytes = read_all (path, fd, error);
  close (fd);
  if (bytes == NULL)
    return NULL;
  return read_text (path, folder, (const char *) bytes->data, bytes->len, how, error);
}

static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || c == 0xFEFF || c == 0x200B;
}

/* The line without the blanks at its edges. */
static BxSlice
trim (const char *text, int start, int end)
{
  while (start < end && is_blank (g_utf8_get_char (text + start)))
    start = (int) (g_utf8_next_char (text + start) - text);
  while (end > start) {
    const char *last = g_utf8_prev_char (text + end);

    if (!is_blank (g_utf8_get_char (last)))
      break;
    end = (int) (last - text);
  }
  return bx_slice (start, end);
}

static void
fail_too_long (GError **error, const char *name, int line)
{
  bx_error_at (error, BX_ERROR_INPUT, name, line, 0,
               "the paragraph is longer than %d KiB; break it into paragraphs",
               BX_READ_MAX_PARAGRAPH / 1024);
}

static void
fail_empty (GError **error, const char *name)
{
  bx_error_at (error, BX_ERROR_INPUT, name, 0, 0,
               "is empty; give an article with at least one line of text");
}

#define STRONG "**"

/* A line that is strong as a whole, as crossheads of pasted texts are, without its marks. */
static BxSlice
strip_strong (const char *source, BxSlice line, GArray *edits)
{
  const int len = (int) strlen (STRONG);
  BxSlice inner = trim (source, line.start + len, line.end - len);
  BxRawEdit open = { .kind = BX_EDIT_MARKUP, .from = { line.start, inner.start } };
  BxRawEdit close = { .kind = BX_EDIT_MARKUP, .from = { inner.end, line.end } };

  if (bx_slice_len (line) <= 2 * len || strncmp (source + line.start, STRONG, (gsize) len) != 0
      || strncmp (source + line.end - len, STRONG, (gsize) len) != 0 || bx_slice_is_empty (inner)
      || memchr (source + inner.start, '*', (gsize) bx_slice_len (inner)) != NULL)
    return line;
  g_array_append_val (edits, open);
  g_array_append_val (edits, close);
  return inner;
}

static gboolean
split_lines (BxRaw *raw, GError **error)
{
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (BxRawBlock));
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (BxRawEdit));
  int line = 1;

  for (int start = 0; start < raw->source_len;) {
    int end = start + (int) strcspn (raw->source + start, "\r\n");
    BxRawBlock block = { .kind = BX_BLOCK_UNKNOWN, .text = trim (raw->source, start, end),
                         .line = line };

    if (bx_slice_len (block.text) > BX_READ_MAX_PARAGRAPH) {
      fail_too_long (error, raw->name, line);
      return FALSE;
    }
    block.text = strip_strong (raw->source, block.text, edits);
    if (!bx_slice_is_empty (block.text))
      g_array_append_val (blocks, block);
    start = end + 1 + (strncmp (raw->source + end, "\r\n", 2) == 0);
    line += end < raw->source_len && raw->source[start - 1] == '\n'; /* as the article counts */
  }
  if (blocks->len == 0) {
    fail_empty (error, raw->name);
    return FALSE;
  }
  raw->n_blocks = (int) blocks->len;
  raw->blocks = (BxRawBlock *) (void *) g_array_free (g_steal_pointer (&blocks), FALSE);
  raw->n_edits = (int) edits->len;
  raw->edits = (BxRawEdit *) (void *) g_array_free (g_steal_pointer (&edits), FALSE);
  return TRUE;
}

/* No block of any format may cost more than a paragraph may. */
static gboolean
check_blocks (const BxRaw *raw, GError **error)
{
  for (int i = 0; i < raw->n_blocks; i++)
    if (bx_slice_len (raw->blocks[i].text) > BX_READ_MAX_PARAGRAPH) {
      fail_too_long (error, raw->name, raw->blocks[i].line);
      return FALSE;
    }
  if (raw->n_blocks > 0)
    return TRUE;
  fail_empty (error, raw->name);
  return FALSE;
}

typedef gboolean (*ReadMarkup) (BxBuild *build, GError **error);

static gboolean
read_markup (BxRaw *raw, ReadMarkup read_format, BxReport *report, GError **error)
{
  g_autoptr (BxBuild) build = bx_build_new (raw, report);

  if (!read_format (build, error))
    return FALSE;
  bx_build_finish (build);
  return check_blocks (raw, error);
}

static BxRaw *
read_text (const char *name, const char *folder, const char *bytes, gsize length,
           const BxReading *how, GError **error)
{
  g_autoptr (BxRaw) raw = NULL;
  const char *encoding;
  char *source;
  ReadMarkup format;

  if (length > BX_READ_MAX_BYTES) {
    fail_too_large (error, name);
    return NULL;
  }
  source = bx_decode (name, how->encoding, length > 0 ? bytes : "", length, &encoding, error);
  if (source == NULL)
    return NULL;
  raw = g_new0 (BxRaw, 1);
  raw->name = g_strdup (name);
  raw->folder = g_strdup (folder);
  raw->source = source;
  raw->source_len = (int) strlen (source);
  raw->encoding = g_strdup (encoding);
  raw->lang = BX_LANG_AUTO;
  if (bx_front_matter_is_open (source)) {
    bx_error_at (error, BX_ERROR_INPUT, name, 1, 1,
                 "the front matter is never closed; write --- on a line behind it");
    return NULL;
  }
  format = bx_is_html (source) ? bx_read_html : bx_is_markdown (name, source) ? bx_read_markdown : NULL;
  if (format != NULL ? !read_markup (raw, format, how->report, error) : !split_lines (raw, error))
    return NULL;
  return g_steal_pointer (&raw);
}

BxRaw *
bx_read_bytes (const char *name, const char *bytes, gsize length, GError **error)
{
  BxReading how = { 0 };

  return bx_read_bytes_as (name, bytes, length, &how, error);
}

BxRaw *
bx_read_bytes_as (const char *name, const char *bytes, gsize length, const BxReading *how,
                  GError **error)
{
  return read_text (name, NULL, bytes, length, how, error);
}
