/* pages → cairo: the same items as PDF, PNG and SVG. Floating point begins here. */
#ifndef BX_DRAW_H
#define BX_DRAW_H

#include "pages.h"

/* The fonts of a feature as cairo needs them for a PDF. */
typedef struct _BxCairoFaces BxCairoFaces;

/* `fonts` must outlive them. */
BxCairoFaces *bx_cairo_faces_new (BxFontset *fonts);
/* The same, and begins to prepare the body's fonts in other threads for the characters of a text: those
 * that an article has or is expected to have. May be called before anything is shaped. */
BxCairoFaces *bx_cairo_faces_foresee (BxFontset *fonts, const BxSpec *spec, const char *text,
                                      int len);
/* Begins to prepare all that the feature draws: call it as soon as everything is shaped, and compose
 * and make the pages meanwhile. */
void bx_cairo_faces_begin (BxCairoFaces *faces, const BxFeature *feature);
void bx_cairo_faces_free (BxCairoFaces *faces);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxCairoFaces, bx_cairo_faces_free)

/* Is told, after each page of a PDF, what the file has got by it: content, and what else cairo writes
 * then. The bytes are gone afterwards. */
typedef struct {
  void (*take_page) (void *listener, int page, const guint8 *bytes, gsize size);
  void *listener;
} BxPageListener;

/* All pages as one PDF, as cairo writes it: fonts embedded and subset, JPEG as it came, nothing at
 * document level (that is press/'s). Waits for the faces. `listener` may be NULL. (transfer full). Errors: BX_ERROR_MACHINE,
 * and BX_ERROR_INPUT for a picture that is broken where its header did not show it; so below. */
GBytes *bx_draw_pdf (const BxPages *pages, BxCairoFaces *faces, const BxPageListener *listener,
                     GError **error);

/* Pairs of short lines, each pair a page of its own: what stands beside a printed page and names it,
 * no wider than half of it. Long ones are cut. `texts` ends with NULL; characters that no font has
 * are reported. (transfer full). Errors: BX_ERROR_MACHINE. */
GBytes *bx_draw_slugs (BxFontset *fonts, const BxSpec *spec, char *const *texts, BxReport *report,
                       GError **error);

/* One page, from 0, as a picture. (transfer full). Errors as above. */
GBytes *bx_draw_png (const BxPages *pages, int page, int dpi, GError **error);
GBytes *bx_draw_svg (const BxPages *pages, int page, GError **error);

#endif
