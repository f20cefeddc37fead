/* What the pages mean, for the press: slots and their inks, and the tree that a screen reader
 * walks. */
#ifndef BX_TAGS_H
#define BX_TAGS_H

#include "pages.h"
#include "press.h"

typedef struct {
  GArray *nodes; /* of BxPressNode */
  GArray *slots; /* of BxPressSlot */
  GArray *links; /* of BxPressLink */
  BxPressPage *pages;
  BxPressInk *inks;
  int n_inks;
} BxTags;

void bx_tags_init (BxTags *tags, const BxPages *pages);
void bx_tags_clear (BxTags *tags);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BxTags, bx_tags_clear)

/* Points the job at them. */
void bx_tags_fill (const BxTags *tags, BxPressJob *job);

#endif
