/* Fonts for the text of a PDF, of which FreeType reads no outlines. */
#ifndef BX_BOXES_H
#define BX_BOXES_H

#include <ft2build.h>
#include FT_FREETYPE_H

/* Opens a font in memory. Where its outlines are of CFF, all glyphs are one box to FreeType; advances and
 * tables are the font's own. cairo writes text into a PDF by the numbers of glyphs and embeds the table
 * of outlines as it stands. It has FreeType read each outline twice all the same, to see that it can be
 * read and what lies off the page, and FreeType takes 70 thousand instructions for an ideograph: together
 * a sixth of the time of a short feature. Not for what is drawn as a path. `data` must outlive the face. */
FT_Error bx_boxes_open (FT_Library library, const FT_Byte *data, FT_Long length, FT_Face *face);

#endif
