#include "work.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static void
free_work (BxWork *work)
{
  free (work->drawn);
  g_free (work->before);
  g_free (work->after);
  bx_content_clear (&work->content);
  g_free (work->packed);
  g_clear_error (&work->error);
  g_free (work);
}

BxWorks *
bx_works_new (void)
{
  BxWorks *works = g_new0 (BxWorks, 1);

  works->works = g_ptr_array_new ();
  g_mutex_init (&works->lock);
  g_cond_init (&works->done);
  return works;
}

static void
join (BxWorks *works)
{
  if (works->pool != NULL)
    g_thread_pool_free (g_steal_pointer (&works->pool), FALSE, TRUE);
}

void
bx_works_free (BxWorks *works)
{
  if (works == NULL)
    return;
  join (works);
  for (guint i = 0; i < works->works->len; i++) {
    BxWork *work = works->works->pdata[i];

    if (work->works == works)
      free_work (work);
  }
  g_ptr_array_unref (works->works);
  g_mutex_clear (&works->lock);
  g_cond_clear (&works->done);
  g_free (works);
}

BxWork *
bx_works_add (BxWorks *works, int object)
{
  BxWork *work = g_new0 (BxWork, 1);

  work->works = works;
  work->object = object;
  g_ptr_array_add (works->works, work);
  return work;
}

void
bx_works_take_begun (BxWorks *works, BxWork *begun)
{
  BxWork *last = g_ptr_array_steal_index (works->works, works->works->len - 1);

  g_assert (begun->is_begun && begun->works != works && !last->is_begun);
  begun->object = last->object;
  free_work (last);
  g_ptr_array_add (works->works, begun);
}

/* NULL where the bytes are no stream of zlib. (transfer full) */
static GByteArray *
unpack (unsigned char *bytes, size_t size)
{
  GByteArray *text = g_byte_array_new ();
  z_stream stream = { .next_in = bytes, .avail_in = (uInt) size };
  int status = inflateInit (&stream);

  while (status == Z_OK) {
    guint done = text->len;
    guint room = MAX (done, 1u << 16);

    g_byte_array_set_size (text, done + room);
    stream.next_out = text->data + done;
    stream.avail_out = room;
    status = inflate (&stream, Z_NO_FLUSH);
    g_byte_array_set_size (text, done + room - stream.avail_out);
  }
  inflateEnd (&stream);
  if (status == Z_STREAM_END)
    return text;
  g_byte_array_unref (text);
  return NULL;
}

static void
pack (BxWork *work, const void *bytes, gsize n_bytes)
{
  work->packed = bx_press_deflate (bytes, n_bytes, &work->packed_size);
  if (work->packed == NULL)
    g_set_error (&work->error, BX_ERROR, BX_ERROR_MACHINE,
                 "a page cannot be deflated; free some memory");
}

static void
rewrite (BxWork *work, const GByteArray *drawn)
{
  if (!bx_content_rewrite ((const char *) drawn->data, drawn->len, &work->job, &work->content,
                           &work->error))
    return;
  if (work->before != NULL)
    g_string_prepend (work->content.text, work->before);
  if (work->after != NULL)
    g_string_append (work->content.text, work->after);
  pack (work, work->content.text->str, work->content.text->len);
}

static void
do_work (void *data, void *unused)
{
  BxWork *work = data;
  g_autoptr (GByteArray) drawn = unpack (work->drawn, work->drawn_size);

  if (drawn == NULL)
    g_set_error (&work->error, BX_ERROR, BX_ERROR_MACHINE, "what cairo drew is broken");
  else if (work->is_content)
    rewrite (work, drawn);
  else
    pack (work, drawn->data, drawn->len);
  g_mutex_lock (&work->works->lock);
  work->is_done = TRUE;
  g_cond_broadcast (&work->works->done);
  g_mutex_unlock (&work->works->lock);
}

/* Pages first and in order, for the tree of tags waits for them; then the longest, so that the threads
 * end together. */
static int
compare_works (gconstpointer a, gconstpointer b, void *unused)
{
  const BxWork *first = a, *second = b;

  if (first->is_content || second->is_content)
    return first->is_content && second->is_content ? first->object - second->object
                                                   : second->is_content - first->is_content;
  return (first->drawn_size < second->drawn_size) - (first->drawn_size > second->drawn_size);
}

void
bx_works_begin (BxWorks *works)
{
  if (works->pool == NULL) {
    works->pool = g_thread_pool_new (do_work, NULL, (int) g_get_num_processors (), FALSE, NULL);
    g_thread_pool_set_sort_function (works->pool, compare_works, NULL);
  }
  for (guint i = 0; i < works->works->len; i++) {
    BxWork *work = works->works->pdata[i];

    if (work->is_begun)
      continue;
    work->is_begun = TRUE;
    g_thread_pool_push (works->pool, work, NULL);
  }
}

const BxWork *
bx_works_get (BxWorks *works, int number)
{
  const BxWork *work = g_ptr_array_index (works->works, number);

  g_mutex_lock (&work->works->lock);
  while (!work->is_done)
    g_cond_wait (&work->works->done, &work->works->lock);
  g_mutex_unlock (&work->works->lock);
  return work;
}

gboolean
bx_works_wait (BxWorks *works, GError **error)
{
  for (guint i = 0; i < works->works->len; i++) {
    const BxWork *work = bx_works_get (works, (int) i);

    if (work->error != NULL) {
      g_propagate_error (error, g_error_copy (work->error));
      return FALSE;
    }
  }
  return TRUE;
}
