#include "boxes.h"

#include FT_INCREMENTAL_H
#include FT_PARAMETER_TAGS_H
#include <string.h>

/* Within the em of every font, so that what stands on the page has its box there. 28 comes before a
 * number of two bytes. */
static const FT_Byte charstring[] = {
  28, 1, 0, 28, 1, 0, 21, /* rmoveto */
  28, 1, 0, 6,            /* hlineto */
  28, 1, 0, 7,            /* vlineto */
  28, 0xFF, 0, 6,         /* hlineto */
  14,                     /* endchar */
};

static FT_Error
get_box (FT_Incremental unused, FT_UInt glyph, FT_Data *data)
{
  *data = (FT_Data){ charstring, sizeof charstring };
  return 0;
}

static void
keep_box (FT_Incremental unused, FT_Data *data)
{
}

FT_Error
bx_boxes_open (FT_Library library, const FT_Byte *data, FT_Long length, FT_Face *face)
{
  static const FT_Incremental_FuncsRec functions = { get_box, keep_box, NULL };
  static FT_Incremental_InterfaceRec boxes = { &functions, NULL }; /* the face keeps it */
  FT_Parameter parameter = { FT_PARAM_TAG_INCREMENTAL, &boxes };
  FT_Open_Args how = { .flags = FT_OPEN_MEMORY, .memory_base = data, .memory_size = length };

  if (length >= 4 && memcmp (data, "OTTO", 4) == 0) {
    how.flags |= FT_OPEN_PARAMS;
    how.num_params = 1;
    how.params = &parameter;
  }
  return FT_Open_Face (library, &how, 0, face);
}
