/* A stream of the drawn file on its way through a thread: unpacked, written anew where it is the
 * content of a page, and packed. */
#ifndef BX_WORK_H
#define BX_WORK_H

#include "press-private.h"

typedef struct {
  int object;           /* number of the stream */
  unsigned char *drawn; /* as it was drawn, in the format of zlib; of malloc */
  size_t drawn_size;
  int level; /* of deflating */

  gboolean is_content; /* written anew for the job */
  BxContentJob job;
  BxContent content;
  char *before; /* content around it, or NULL */
  char *after;

  unsigned char *packed; /* as it is written, deflated */
  size_t packed_size;
  GError *error; /* BX_ERROR_MACHINE */
} BxWork;

/* All streams of a file, pages first and in their order. */
struct _BxWorks {
  GPtrArray *works; /* of BxWork */
  int n_pages;
};

BxWorks *bx_works_new (void);
void bx_works_free (BxWorks *works);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxWorks, bx_works_free)

const BxWork *bx_works_get (const BxWorks *works, int page);

/* Does all of them, in as many threads as there are processors. libqpdf would deflate one stream
 * after another, and twice where the file is linearized. */
void bx_works_do (const BxWorks *works);

#endif
