/* A stream of the drawn file on its way through a thread: unpacked, written anew where it is the
 * content of a page, and packed. */
#ifndef BX_WORK_H
#define BX_WORK_H

#include "press-private.h"

typedef struct {
  BxWorks *works;       /* it was begun by */
  int object;           /* number of the stream */
  unsigned char *drawn; /* as it was drawn, in the format of zlib; of malloc */
  size_t drawn_size;

  gboolean is_content; /* written anew for the job */
  BxContentJob job;
  BxContent content;
  char *before; /* content around it, or NULL */
  char *after;

  unsigned char *packed; /* as it is written, deflated */
  size_t packed_size;
  GError *error; /* BX_ERROR_MACHINE */
  gboolean is_begun; /* a thread has it, or had */
  gboolean is_done; /* under the lock: a thread is through with it */
} BxWork;

/* All streams of a file, pages first and in their order; or of pages alone, which another takes over. */
struct _BxWorks {
  GPtrArray *works; /* of BxWork, some of them begun by another, to whom they belong */
  int n_pages;
  GThreadPool *pool; /* NULL before and after */
  GMutex lock;
  GCond done; /* one of them is */
};

BxWorks *bx_works_new (void);
void bx_works_free (BxWorks *works);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxWorks, bx_works_free)

/* Adds a work for a stream. (transfer none) */
BxWork *bx_works_add (BxWorks *works, int object);

/* Puts one that another has begun, and that must outlive these, in the place of the last. */
void bx_works_take_begun (BxWorks *works, BxWork *begun);

/* Begins all that is not begun, in as many threads as there are processors. libqpdf would deflate one
 * stream after another, and twice where the file is linearized. May be called again. */
void bx_works_begin (BxWorks *works);

/* One of them, when it is done. */
const BxWork *bx_works_get (BxWorks *works, int number);

/* Returns when all are done, with the first error that one met. */
gboolean bx_works_wait (BxWorks *works, GError **error);

#endif
