/* cairo's view of the faces that the pages use. One cairo face for each face file, or cairo would
 * embed it twice. */
#ifndef BX_FACES_H
#define BX_FACES_H

#include <cairo.h>

#include "pages.h"

typedef struct _BxCairoFaces BxCairoFaces;

/* With is_subset the fonts are cut down to the glyphs on the pages first: cairo then embeds less
 * than half, and sooner. Errors: BX_ERROR_MACHINE. */
BxCairoFaces *bx_cairo_faces_new (const BxPages *pages, gboolean is_subset, GError **error);
void bx_cairo_faces_free (BxCairoFaces *faces);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxCairoFaces, bx_cairo_faces_free)

/* Borrowed; NULL for a face that no item uses. */
cairo_font_face_t *bx_cairo_faces_peek (const BxCairoFaces *faces, int face);

/* The number that a glyph of the pages has in cairo's face. */
guint32 bx_cairo_faces_get_glyph (const BxCairoFaces *faces, int face, guint32 glyph);

/* Whether this is the first time that a glyph, by cairo's number, is asked for. */
gboolean bx_cairo_faces_is_first_use (BxCairoFaces *faces, int face, guint32 glyph);

#endif
