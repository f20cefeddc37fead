/* What the archive copy keeps of its making: the source as it came, its pictures, the style, the
 * cleaned manuscript and the log of every change. */
#ifndef BX_FILES_H
#define BX_FILES_H

#include "press.h"
#include "road.h"

typedef struct {
  GArray *files;  /* of BxPressFile: the source first, then the styles from the own one down */
  GPtrArray *own; /* bytes and names that they point to */
} BxArchiveFiles;

/* `source` is the article's file as it came. Errors: BX_ERROR_INPUT, BX_ERROR_MACHINE where a
 * picture or the style cannot be read again. */
gboolean bx_archive_files_init (BxArchiveFiles *files, const BxRoad *road, GBytes *source,
                                GError **error);
void bx_archive_files_clear (BxArchiveFiles *files);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BxArchiveFiles, bx_archive_files_clear)

/* Points the job at them; at none where there are none. */
void bx_archive_files_fill (const BxArchiveFiles *files, BxPressJob *job);

/* Where files of a kind stand among the names: "style/feature.yaml". The source has no folder. */
#define BX_ARCHIVE_STYLES "style/"
#define BX_ARCHIVE_RECORDS "record/"

#endif
