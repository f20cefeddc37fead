/* Texts of cases with markup in them: 字<strong>“字</>: the tags are named like the markup, a reading
 * stands behind a blank (<ruby zhuàng>), and </> ends the innermost. */
#ifndef TAGGED_H
#define TAGGED_H

#include "article.h"

/* An article of one block. A tag that is none ends the program. (transfer full) */
BxArticle *tagged_new (const char *tagged);

#endif
