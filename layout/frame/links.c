/* Where the text of an article leads elsewhere: links of the manuscript, addresses that stand in the
 * text as they are, and notes: from the mark to the note, and from its number back. Only
 * the web and mail are live; what else a manuscript may link to (files, scripts) stays text. */
#include "links.h"

#include <string.h>

#define BACK "回到正文" /* in either script */

static const char *const schemes[] = { "https://", "http://", "mailto:" };

/* What an address in running text is made of; what is not ASCII ends it. */
static gboolean
is_address_char (char c)
{
  return g_ascii_isgraph (c) && strchr ("<>\"{}|\\^`", c) == NULL;
}

static gboolean
is_mail_char (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("._+-", c) != NULL);
}

static gboolean
is_live (const char *address)
{
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_ascii_strncasecmp (address, schemes[i], strlen (schemes[i])) == 0)
      return address[strlen (schemes[i])] != '\0';
  return FALSE;
}

/* Of two links over one text the first holds. */
static gboolean
is_free (const GArray *links, BxSlice text)
{
  for (guint i = 0; i < links->len; i++) {
    const BxPageLink *other = &g_array_index (links, BxPageLink, i);

    if (text.start < other->text.end && other->text.start < text.end)
      return FALSE;
  }
  return TRUE;
}

/* Takes the address. */
static void
add (GArray *links, BxSlice text, char *address)
{
  BxPageLink link = { .text = text, .target = -1 };

  if (is_free (links, text)) {
    link.address = g_uri_escape_string (address, "%:/?#[]@!$&'()*+,;=", FALSE);
    link.description = g_strdup (link.address);
    g_array_append_val (links, link);
  }
  g_free (address);
}

/* The description is taken. */
static void
add_inner (GArray *links, BxSlice text, int target, char *description)
{
  BxPageLink link = { .text = text, .target = target, .description = description };

  if (is_free (links, text))
    g_array_append_val (links, link);
  else
    g_free (description);
}

/* A note begins with its number, as the mark has it. It leads back to the first of its marks. */
static void
add_notes (GArray *links, const BxArticle *article)
{
  for (int i = 0; i < article->n_markups; i++) {
    const BxMarkup *mark = &article->markups[i];
    BxSlice note, number;

    if (mark->kind != BX_MARKUP_NOTE || mark->block < 0)
      continue;
    note = article->blocks[mark->block].text;
    number = bx_slice (note.start, note.start + mark->text.end - mark->text.start);
    if (number.end >= note.end)
      continue;
    add_inner (links, mark->text, note.start,
               bx_slice_dup (article->text, bx_slice (number.end, note.end)));
    add_inner (links, number, mark->text.start, g_strdup (BACK));
  }
}

static void
add_markups (GArray *links, const BxArticle *article)
{
  for (int i = 0; i < article->n_markups; i++) {
    const BxMarkup *m = &article->markups[i];

    if (m->kind == BX_MARKUP_LINK && m->value != NULL && is_live (m->value))
      add (links, m->text, g_strdup (m->value));
  }
}

/* A mark that ends the sentence, or a bracket that was opened before, is no part of an address. */
static int
trim_end (const char *text, int start, int end)
{
  while (end > start && strchr (".,;:!?)'*", text[end - 1]) != NULL)
    end--;
  return end;
}

static void
add_web_address (GArray *links, const BxArticle *article, int colon, BxSlice block)
{
  const char *text = article->text;
  int start = colon;
  int end = colon + 3;

  while (start > block.start && g_ascii_isalpha (text[start - 1]))
    start--;
  while (end < block.end && is_address_char (text[end]))
    end++;
  end = trim_end (text, start, end);
  if (end > colon + 3) {
    g_autofree char *address = bx_slice_dup (text, bx_slice (start, end));

    if (is_live (address))
      add (links, bx_slice (start, end), g_steal_pointer (&address));
  }
}

static void
add_mail_address (GArray *links, const BxArticle *article, int at, BxSlice block)
{
  const char *text = article->text;
  int start = at;
  int end = at + 1;

  while (start > block.start && is_mail_char (text[start - 1]))
    start--;
  while (end < block.end && is_mail_char (text[end]) && text[end] != '+' && text[end] != '_')
    end++;
  end = trim_end (text, at + 1, end);
  if (start < at && memchr (text + at, '.', (gsize) (end - at)) != NULL && text[at + 1] != '.') {
    g_autofree char *address = bx_slice_dup (text, bx_slice (start, end));

    add (links, bx_slice (start, end), g_strconcat ("mailto:", address, NULL));
  }
}

static void
add_addresses (GArray *links, const BxArticle *article, const BxBlock *block)
{
  const char *end = article->text + block->text.end;
  const char *p = article->text + block->text.start;

  for (; (p = memchr (p, ':', (gsize) (end - p))) != NULL; p++)
    if (end - p > 3 && p[1] == '/' && p[2] == '/')
      add_web_address (links, article, (int) (p - article->text), block->text);
  p = article->text + block->text.start;
  for (; (p = memchr (p, '@', (gsize) (end - p))) != NULL; p++)
    add_mail_address (links, article, (int) (p - article->text), block->text);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return ((const BxPageLink *) a)->text.start - ((const BxPageLink *) b)->text.start;
}

static void
clear (gpointer link)
{
  g_free (((BxPageLink *) link)->address);
  g_free (((BxPageLink *) link)->description);
}

GArray *
bx_links_find (const BxArticle *article)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (BxPageLink));

  g_array_set_clear_func (links, clear);
  add_markups (links, article);
  add_notes (links, article);
  for (int i = 0; i < article->n_blocks; i++)
    if (article->blocks[i].kind != BX_BLOCK_DATA)
      add_addresses (links, article, &article->blocks[i]);
  g_array_sort (links, compare);
  return links;
}

/* The first link that ends after a byte: links are in order and do not overlap. */
static guint
find_link (const GArray *links, int offset)
{
  guint low = 0;
  guint high = links->len;

  while (low < high) {
    guint middle = (low + high) / 2;

    if (g_array_index (links, BxPageLink, middle).text.end <= offset)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

int
bx_links_at (const BxPages *pages, const BxFrameLine *line, int offset)
{
  guint i;

  if (pages->links->len == 0 || line->block < 0 || line->pull >= 0
      || line->shaped->text != pages->feature->article->text)
    return -1;
  i = find_link (pages->links, offset);
  return i < pages->links->len && g_array_index (pages->links, BxPageLink, i).text.start <= offset
             ? (int) i
             : -1;
}

/* A line's share of a link is one place, whatever the clusters are. The face reaches from 0.88 em
 * over the baseline to 0.12 em under it. */
void
bx_links_place (BxPages *pages, const BxFrameLine *line, int link, BxLen x, BxLen width)
{
  BxLen size = line->shaped->size;
  BxPlacedLink place = { .link = link,
                         .page = line->page,
                         .x = x,
                         .y = bx_len (line->baseline.u - size.u * 88 / 100),
                         .width = width,
                         .height = size };
  BxPlacedLink *last = NULL;

  if (pages->link_places->len > 0)
    last = &g_array_index (pages->link_places, BxPlacedLink, pages->link_places->len - 1);
  if (last != NULL && last->link == link && last->page == place.page && last->y.u == place.y.u
      && last->x.u <= x.u)
    last->width.u = x.u + width.u - last->x.u;
  else
    g_array_append_val (pages->link_places, place);
}
