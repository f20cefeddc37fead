/* The content of a page written anew: colours become inks, stretches get their tags. A pure
 * function of bytes, which knows nothing of files. */
#ifndef BX_CONTENT_H
#define BX_CONTENT_H

#include "press.h"

typedef struct {
  const BxPressInk *inks;
  BxPressPage page;
  const BxPressNode *nodes;
  gboolean is_cmyk; /* inks as CMYK, black overprinting; otherwise as RGB */
  gboolean is_tagged;
} BxContentJob;

/* An image of the page, and the picture of the job that its slot names. */
typedef struct {
  char name[16]; /* of the resource: "/x5" */
  int picture;
} BxContentImage;

typedef struct {
  GString *text;
  GArray *nodes;  /* of int: the node of each marked content, by its number */
  GArray *images; /* of BxContentImage */
} BxContent;

/* Errors: BX_ERROR_MACHINE where the content is not what our drawing makes. The result must be
 * cleared in either case. */
gboolean bx_content_rewrite (const char *bytes, gsize size, const BxContentJob *job,
                             BxContent *content, GError **error);
void bx_content_clear (BxContent *content);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BxContent, bx_content_clear)

/* What a content stream holds. */
typedef struct {
  int n_numbered; /* marked contents with a number */
  int n_unmarked; /* painting operators outside of all marks */
  int n_rgb;      /* colours in RGB */
  gboolean is_balanced;
} BxContentFacts;

BxContentFacts bx_content_inspect (const char *bytes, gsize size);

/* The name of a tag in a file: "H1". */
const char *bx_tag_name (BxTag tag);

/* Names of the resources that the content of a printed page asks for: graphics states, the
 * registration colour, and a colour space for each spot ink, by its number in the job. */
#define BX_STATE_OVERPRINT "/BxOver"
#define BX_STATE_KNOCKOUT "/BxKnock"
#define BX_SPACE_ALL "/BxAll"
#define BX_SPACE_SPOT "/BxSpot%d"

#endif
