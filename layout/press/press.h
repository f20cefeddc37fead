/* PDF bytes as cairo drew them → the finished file, through libqpdf's C API.
 *
 * cairo draws content; all that concerns the document as a whole is made here (pdf-export §0): its
 * inks, its tags, its links, who made it and when, its language, its outline, its page labels, its
 * identity. The same input gives the same bytes. */
#ifndef BX_PRESS_H
#define BX_PRESS_H

#include "base.h"

/* What a file is for. A row of a table in press.c says how it is finished. */
typedef enum {
  BX_PROFILE_NEWSLETTER, /* to read on screens and to send by mail: small, PDF/UA-1 */
  BX_PROFILE_PRINT,      /* for the printer: PDF/X-4 in CMYK, with bleed and marks */
  BX_PROFILE_ARCHIVE,    /* to keep: PDF/A-3a and PDF/UA-1, with what it was made from */
} BxProfile;
#define BX_N_PROFILES (BX_PROFILE_ARCHIVE + 1)

/* --- what the pages mean -------------------------------------------------------------------- */

/* What a piece of the document is to someone who hears it read (ISO 32000-1, 14.8.4). */
typedef enum {
  BX_TAG_H1,
  BX_TAG_H2,
  BX_TAG_P,
  BX_TAG_CAPTION,
  BX_TAG_FIGURE,
  BX_TAG_NOTE,
  BX_TAG_TABLE,
  BX_TAG_TR,
  BX_TAG_TH,
  BX_TAG_TD,
  BX_TAG_SECT, /* a box-out */
  BX_TAG_DIV,  /* a figure and its caption */
  /* Inside a line of their parents: */
  BX_TAG_LINK,
  BX_TAG_REFERENCE, /* the mark of a note */
  BX_TAG_LBL,       /* the number of a note */
} BxTag;
#define BX_N_TAGS (BX_TAG_LBL + 1)

typedef struct {
  BxTag tag;
  int parent;              /* an earlier node; -1 for the document */
  const char *alternative; /* of a figure */
} BxPressNode;

/* What is drawn but not read. */
typedef enum {
  BX_ARTIFACT_LAYOUT, /* rules, fields, ornaments; a pull quote, which repeats what the text says */
  BX_ARTIFACT_HEADER,
  BX_ARTIFACT_FOOTER,
} BxArtifact;
#define BX_N_ARTIFACTS (BX_ARTIFACT_FOOTER + 1)

typedef struct {
  int ink;  /* of the job */
  int node; /* of the job; -1 for an artifact */
  BxArtifact artifact;
  gboolean is_picture; /* an image, which has no ink */
  int picture;         /* of the job, where that has a smaller one; else not used */
} BxPressSlot;

/* A smaller picture for the place of one that was drawn, as bx_image_shrink makes it, or
 * bx_image_shrink_rows. Where it would take more bytes than that one it is left out. */
typedef struct {
  GBytes *bytes;    /* a JPEG or rows; NULL leaves the one that was drawn */
  gboolean is_rows; /* of PNG */
  GBytes *alpha;    /* its transparency, grey rows; NULL for none */
  int width;     /* pixels, as stored */
  int height;
  gboolean is_grey;
} BxPressPicture;

/* The slots of a page, by their numbers (base/slot.h). */
typedef struct {
  const BxPressSlot *slots;
  int n_slots;
} BxPressPage;

/* A printing ink by its CMYK build, with the RGB that shows it on a screen. */
typedef struct {
  const char *name;
  const char *spot; /* of a plate of its own, "PANTONE 485 C"; NULL for the four process inks */
  int cmyk_permille[4];
  guint32 rgb; /* 0xRRGGBB */
} BxPressInk;

/* A place of a page that leads elsewhere, from the top left of the page. */
typedef struct {
  int page; /* from 0 */
  int node; /* a BX_TAG_LINK */
  BxLen x, y, width, height;
  const char *uri;         /* NULL for a link to a place of the document … */
  int to_page;             /* … which is on this page, from 0 */
  BxLen to_top;            /* from its upper edge */
  const char *description; /* for those who do not see where it leads */
} BxPressLink;

/* A line of the outline that a reader shows beside the pages. */
typedef struct {
  const char *title;
  int level; /* 0 for the feature, 1 for what stands in it, and so on */
  int page;  /* from 0 */
  BxLen top; /* of the place, from the upper edge of the page */
} BxOutlineEntry;

/* What a file that is put into the archive copy has to do with it (PDF/A-3, annex E). */
typedef enum {
  BX_RELATION_SOURCE,      /* the pages were made from it */
  BX_RELATION_ALTERNATIVE, /* says the same in another form */
  BX_RELATION_DATA,        /* how it came about */
  BX_RELATION_SUPPLEMENT,  /* what else is needed to make the pages again */
} BxRelation;
#define BX_N_RELATIONS (BX_RELATION_SUPPLEMENT + 1)

/* A file as it goes into the archive copy, deflated and with its digest. Never changed; may be made in
 * any thread, beside other work, for that takes long. */
typedef struct _BxPacked BxPacked;

/* NULL where there is no memory to deflate it. (transfer full) */
BxPacked *bx_packed_new (GBytes *bytes);
void bx_packed_free (BxPacked *packed);

typedef struct {
  const char *name; /* unique */
  const char *mime;
  const char *description;
  BxRelation relation;
  const BxPacked *content;
} BxPressFile;

/* What stands around a printed page, outside of the bleed. */
typedef enum {
  BX_MARKS_NONE,
  BX_MARKS_CROP, /* crop marks and register marks */
  BX_MARKS_ALL,  /* also a colour bar */
} BxMarks;
#define BX_N_MARKS (BX_MARKS_ALL + 1)

/* Contents of pages that threads write anew while later pages are drawn. */
typedef struct _BxPressContents BxPressContents;

/* Texts are UTF-8; NULL or empty where unknown. Fields that are left zero ask for nothing, so a
 * later field changes no caller. */
typedef struct {
  BxProfile profile;
  const char *title;
  const char *author;
  const char *subject;           /* the deck, one or two sentences */
  const char *publication;       /* who published it */
  const char *language;          /* tag, as bx_lang_name gives it */
  gint64 created;                /* seconds since the epoch */
  const BxOutlineEntry *outline; /* in reading order */
  int n_outline;
  int first_folio; /* number printed on the first page; 0 for no page labels */

  gboolean claims_nothing; /* the pages do not keep what their profile claims: a glyph is missing */
  const BxPressInk *inks;
  int n_inks;
  const BxPressPage *pages; /* one for each; NULL leaves the content as it is */
  const BxPressNode *nodes; /* in reading order */
  int n_nodes;
  BxPressContents *contents; /* what was begun for these pages; NULL for nothing */
  const BxPressLink *links;
  int n_links;
  const BxPressPicture *pictures; /* by the slots; NULL for none */
  int n_pictures;

  /* print */
  BxLen bleed;
  BxMarks marks;
  GBytes *slug;                 /* a PDF with a page for each of ours, that names it; NULL for none */
  gboolean is_booklet;          /* pages two by two, as a saddle-stitched booklet is printed */
  GBytes *output_icc;           /* the printer's profile; NULL for the one that comes with us */
  const char *output_condition; /* what that profile is for; NULL asks the profile */

  /* archive */
  const BxPressFile *files;
  int n_files;
  const char *arguments; /* of the command that made the pages */
} BxPressJob;

/* Begins with the contents of a job, whose pages, nodes and inks must outlive them. NULL where a profile
 * must know the whole file first. (transfer full) */
BxPressContents *bx_press_contents_new (const BxPressJob *job);
/* A page, in their order, as the drawn file has got it. */
void bx_press_contents_take_page (BxPressContents *contents, const guint8 *bytes, gsize size);
void bx_press_contents_free (BxPressContents *contents);

/* Finishes a PDF. Errors: BX_ERROR_MACHINE where the bytes are not a good PDF. (transfer full) */
GBytes *bx_press_finish (GBytes *drawn, const BxPressJob *job, GError **error);

/* Opens a finished file and looks whether it keeps what its profile claims, as far as that is
 * quickly seen. Errors: BX_ERROR_INPUT where it does not, or is no good PDF. */
gboolean bx_press_check_file (GBytes *file, BxProfile profile, GError **error);

/* --- an archive copy, read back --- */

typedef struct {
  char *name;
  GBytes *bytes;
  gboolean is_recorded; /* the record has its name */
  gboolean is_intact;   /* and it is as the record says */
} BxArchivedFile;

typedef struct {
  char *program;           /* that made it: "banxin 0.1.0" */
  char *arguments;         /* as in BxPressJob; NULL for none */
  char *created;           /* ISO 8601 */
  GArray *files;           /* of BxArchivedFile: all that a reader would show */
  GPtrArray *file_records; /* "name sha256:…", the source first */
  GPtrArray *font_records;
  gboolean has_same_fonts; /* as the record says */
} BxArchive;

/* Opens an archive copy. Names of files are as they stand there: whoever writes them to a disk must
 * look at them. Errors: BX_ERROR_INPUT where there is no record, or it is no good PDF. */
BxArchive *bx_archive_open (GBytes *pdf, GError **error);
void bx_archive_free (BxArchive *archive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxArchive, bx_archive_free)

/* The pages, from 0, on which two files draw something else, as an array of int. (transfer full).
 * Errors: BX_ERROR_INPUT where one is no good PDF. */
GArray *bx_press_compare_pages (GBytes *a, GBytes *b, GError **error);

/* Whether bytes are an ICC profile that a CMYK press can be told by. Errors: BX_ERROR_INPUT, which
 * name `file`. */
gboolean bx_press_check_icc (const char *file, GBytes *bytes, GError **error);

/* "crop", and back. */
const char *bx_marks_name (BxMarks marks);
gboolean bx_marks_from_name (const char *name, BxMarks *marks);

const char *bx_profile_name (BxProfile profile); /* "newsletter" */
/* By name as above; FALSE for a name that is none of them. */
gboolean bx_profile_from_name (const char *name, BxProfile *profile);

#endif
