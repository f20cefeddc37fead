/* cairo's view of the faces of a feature: cut down to what is drawn, opened once, their glyphs loaded.
 * One cairo face for each face file, or cairo would embed it twice.
 *
 * This is a quarter of the work of a short render and needs nothing but glyph numbers, so it is done by other
 * threads while the pages are being made. */
#ifndef BX_FACES_H
#define BX_FACES_H

#include <cairo.h>

#include "draw.h"

/* Opens what `pages` draw, whole and at once: for pictures. Errors: BX_ERROR_MACHINE. */
BxCairoFaces *bx_cairo_faces_open (const BxPages *pages, GError **error);

/* Begins to prepare what some lines draw, as BxShaped. */
void bx_cairo_faces_begin_lines (BxCairoFaces *faces, const GPtrArray *lines);

/* Waits until everything can be drawn with. Errors: BX_ERROR_MACHINE. */
gboolean bx_cairo_faces_wait (BxCairoFaces *faces, GError **error);

/* Borrowed; of a face that something uses. For text: in a PDF its outlines are boxes (boxes.h). */
cairo_font_face_t *bx_cairo_faces_peek (const BxCairoFaces *faces, int face);
/* The same for paths. */
cairo_font_face_t *bx_cairo_faces_peek_outlines (const BxCairoFaces *faces, int face);

/* The number that a glyph of the pages has in cairo's face. */
guint32 bx_cairo_faces_get_glyph (const BxCairoFaces *faces, int face, guint32 glyph);

#endif
