/* The faces of a feature: which font file answers which role, opened once and shared.
 *
 * Families are asked of fontconfig under banxin's own configuration, so a desktop's settings do
 * not change a page. A face is one (file, index); its number is its place in the set. Lengths of
 * glyphs are in 1/65536 em (BX_FONT_EM).
 */
#ifndef BX_FONTSET_H
#define BX_FONTSET_H

#include <hb.h>

#include "spec.h"

#define BX_FONT_EM 65536

typedef struct {
  char *file;
  int index;     /* in a collection */
  char *family;
  int weight;    /* OpenType, of the face; not always the one asked for */
  hb_face_t *hb_face;
  hb_font_t *hb_font; /* scaled to BX_FONT_EM */
  guint8 *known; /* a bit for each character below U+10000 that was found in it */
} BxFace;

typedef struct _BxFontset BxFontset;

/* Reads the configuration. Errors: BX_ERROR_MACHINE. `roles` must outlive the set. */
BxFontset *bx_fontset_new (const char *conf_file, const BxFontRoles *roles, BxLang lang,
                           GError **error);
void bx_fontset_free (BxFontset *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxFontset, bx_fontset_free)

BxLang bx_fontset_get_lang (const BxFontset *fonts);

/* The first family of the role that is installed, in the weight nearest to the one asked for; -1
 * with BX_ERROR_MACHINE where no family of the role is installed. */
int bx_fontset_get_face (BxFontset *fonts, BxFontRole role, int weight, GError **error);

/* The face of the role that has a glyph for a character; -1 where no font of this machine has. */
int bx_fontset_get_face_for (BxFontset *fonts, BxFontRole role, int weight, gunichar c);

gboolean bx_fontset_has_glyph (const BxFontset *fonts, int face, gunichar c);
/* The families that are asked for a character of the role before all others of the machine, with
 * commas between. (transfer full) */
char *bx_fontset_list_asked (BxFontset *fonts, BxFontRole role, int weight, gunichar c);
/* Whether a character that no font has is met for the first time. */
gboolean bx_fontset_is_new_gap (BxFontset *fonts, gunichar c);

/* Borrowed, for the life of the set. */
const BxFace *bx_fontset_peek_face (const BxFontset *fonts, int face);
int bx_fontset_get_n_faces (const BxFontset *fonts);

/* Ink of a glyph in 1/65536 em from its origin, y up. Remembered: marks come often. */
typedef struct {
  int left;
  int right;
  int top;
  int bottom;
} BxInkBox;

BxInkBox bx_fontset_get_ink (BxFontset *fonts, int face, guint32 glyph);

/* The font cut down to some glyphs: desubroutinised, without hints and layout tables, and numbered
 * anew from 1 on, which makes it a tenth of the work for whoever reads it. `*numbers` (transfer
 * full) maps the old glyph numbers to the new ones. (transfer full); NULL where HarfBuzz cannot. */
hb_blob_t *bx_face_subset (const BxFace *face, const hb_set_t *glyphs, hb_map_t **numbers);

#endif
