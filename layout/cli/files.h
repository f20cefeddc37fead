/* What the archive copy keeps of its making: the source as it came, its pictures, the style, the
 * cleaned manuscript and the log of every change. */
#ifndef BX_FILES_H
#define BX_FILES_H

#include "press.h"
#include "road.h"

typedef struct {
  const BxRoad *road;
  GBytes *source;
  GThread *thread;    /* that gathers them; NULL when it is done */
  GError *error;      /* that it met */
  GArray *files;      /* of BxPressFile: the source first, then the styles from the own one down */
  GPtrArray *contents; /* of BxPacked, that they point to */
} BxArchiveFiles;

/* Gathers the files in a thread, beside the drawing of the pages. The road must have been walked, and
 * both must outlive the files. `source` is the article's file as it came. */
void bx_archive_files_begin (BxArchiveFiles *files, const BxRoad *road, GBytes *source);
void bx_archive_files_clear (BxArchiveFiles *files);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BxArchiveFiles, bx_archive_files_clear)

/* Waits for them and points the job at them. Errors: BX_ERROR_MACHINE where the style cannot be read
 * again. */
gboolean bx_archive_files_fill (BxArchiveFiles *files, BxPressJob *job, GError **error);

/* Where files of a kind stand among the names: "style/feature.yaml". The source has no folder. */
#define BX_ARCHIVE_STYLES "style/"
#define BX_ARCHIVE_RECORDS "record/"

#endif
