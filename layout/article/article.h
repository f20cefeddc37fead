/* The model of an article: one text, and everything said about it as slices of that text.
 *
 * read/ makes a BxRaw, clean/ turns it into a BxArticle, talk/ fills in speakers, quotations and
 * pulls; after that the article is immutable. No room copies text: cross references are slices
 * and indexes, so an article can be dumped, compared and loaded.
 *
 * The law of conservation: applying the edit log to the source gives the text, byte for byte
 * (bx_article_check_edits). Nothing is lost, and nothing comes in, without an entry.
 */
#ifndef BX_ARTICLE_H
#define BX_ARTICLE_H

#include "base.h"

/* What a block of text is in the feature. A raw block may still be BX_BLOCK_UNKNOWN; a block of an
 * article never is. */
typedef enum {
  BX_BLOCK_UNKNOWN,
  BX_BLOCK_PUBLICATION, /* 刊名 masthead: who published it */
  BX_BLOCK_TIME,        /* when */
  BX_BLOCK_KICKER,      /* 眉題 */
  BX_BLOCK_HEADLINE,    /* 主標題 */
  BX_BLOCK_DECK,        /* 引題、導語 */
  BX_BLOCK_BYLINE,      /* who wrote, edited, photographed it */
  BX_BLOCK_PARAGRAPH,
  BX_BLOCK_CROSSHEAD, /* 小標題 */
  BX_BLOCK_FINE,      /* legal tail, credits, set small at the end */
  BX_BLOCK_CAPTION,   /* 圖說: of a figure; may be empty */
  BX_BLOCK_TABLE,     /* a table of facts; its cells are slices of the text */
  BX_BLOCK_NOTE,      /* 註文: of a footnote, its mark before it */
  BX_BLOCK_DATA,      /* said about the article, not part of it: a speaker's description from front
                         matter. Drawn only where something refers to it */
} BxBlockKind;
#define BX_N_BLOCK_KINDS (BX_BLOCK_DATA + 1)

/* Whose turn of a conversation a paragraph begins. */
typedef enum { BX_TURN_NONE, BX_TURN_QUESTION, BX_TURN_ANSWER } BxTurn;

typedef enum {
  BX_LANG_HANS,    /* zh-Hans */
  BX_LANG_HANT_TW, /* zh-Hant-TW */
  BX_LANG_HANT_HK, /* zh-Hant-HK */
  BX_LANG_AUTO,    /* ask the text */
} BxLang;
#define BX_N_LANGS BX_LANG_AUTO

typedef struct {
  BxBlockKind kind;
  BxSlice text; /* in article->text, without the line feed that ends each block there */
  int line;     /* in the source */
  int sidebar;  /* the box-out that it belongs to, from 1; 0 for the main text. The blocks of one
                   follow each other, a crosshead first where it has a title */
  BxTurn turn;
  BxSlice label; /* the name and colon that begin a turn; empty where there is none */
} BxBlock;

/* What the manuscript, or a rule of cleaning, says of a stretch of text inside one block. */
typedef enum {
  BX_MARKUP_STRONG,
  BX_MARKUP_EMPHASIS,    /* 着重號 under Han, italic for Latin */
  BX_MARKUP_LINK,        /* value: where to */
  BX_MARKUP_RUBY,        /* value: the reading of the whole stretch; one reading for each Han where
                            spaces divide it into as many */
  BX_MARKUP_PROPER_NOUN, /* 專名號 */
  BX_MARKUP_BOOK_TITLE,  /* 書名號乙式, the wavy line */
  BX_MARKUP_DECEASED,    /* 示亡號, a black frame around a name */
  BX_MARKUP_NOTE,        /* the mark of a footnote; block: that of its text */
} BxMarkupKind;
#define BX_N_MARKUP_KINDS (BX_MARKUP_NOTE + 1)

typedef struct {
  BxMarkupKind kind;
  BxSlice text;
  char *value; /* NULL where the kind has none */
  int block;   /* of a note; -1 for the others */
} BxMarkup;

/* 圖片. The file is relative to the article's folder and never outside it. */
typedef struct {
  int block; /* its caption's: where it stands in the article */
  char *file;
  char *alternative; /* what a reader who cannot see it is told; empty for decoration */
  BxSlice credit;    /* inside the caption; empty where it names none */
  gboolean is_hero;  /* asks for the head of the feature */
} BxFigure;

typedef struct {
  int block;
  int n_columns;
  int n_rows;
  gboolean has_head; /* the first row names the columns */
  BxSlice *cells;    /* row after row; an empty cell is an empty slice */
} BxTable;

typedef enum {
  BX_EDIT_GLOSS,      /* a pinyin gloss taken out */
  BX_EDIT_WIDTH,      /* a half-width mark between Han made full width, or the other way round */
  BX_EDIT_SPACE,      /* a space taken out or folded */
  BX_EDIT_QUOTE_MARK, /* a quotation mark paired or curled */
  BX_EDIT_MARK,       /* a doubled, misspelt or invisible mark mended */
  BX_EDIT_BREAK,      /* line ends and what stands between two blocks */
  BX_EDIT_MARKUP,     /* what the format writes around the text: Markdown's marks, HTML's tags */
  BX_EDIT_LEFT_OUT,   /* no part of the article: a page's navigation, its advertisements */
  BX_EDIT_SCRIPT,     /* simplified made traditional, or the other way round */
} BxEditKind;
#define BX_N_EDIT_KINDS (BX_EDIT_SCRIPT + 1)

/* source[from] became text[to]; either may be empty. Edits are in source order and do not touch
 * characters twice; between two edits source and text are equal byte for byte. */
typedef struct {
  BxEditKind kind;
  BxSlice from; /* in the source */
  BxSlice to;   /* in the text */
  int line;     /* of from.start in the source, from 1 */
  int column;   /* in characters, from 1 */
} BxEdit;

typedef struct {
  BxSlice role; /* 記者, 編輯, 文, 攝影 …; empty where the byline gives none */
  BxSlice name;
} BxCredit;

typedef struct {
  BxSlice name;        /* the first full mention in the text */
  BxSlice description; /* as the text gives it; empty where it gives none */
  BxSlice *aliases;    /* other ways in which the text names the speaker */
  int n_aliases;
  int n_mentions;
  int n_quotes;      /* attributed quotations */
  gboolean is_main;  /* has enough to say to deserve a pull quote */
  gboolean is_given; /* by front matter, which always wins: name and description stand in a block
                        of data, aliases may */
  gboolean is_unsure; /* it may be no name at all; front matter may say so too */
  char *portrait;    /* a picture's file, as in BxFigure; NULL for none */
  char *colour;      /* an ink's name or "#rrggbb"; NULL for none */
} BxSpeaker;

typedef enum {
  BX_QUOTE_SPEECH,
  BX_QUOTE_TERM, /* scare quotes, nicknames, titles: not speech */
} BxQuoteKind;

typedef struct {
  BxQuoteKind kind;
  BxSlice outer;    /* with its marks, in the text */
  BxSlice inner;    /* without them */
  int block;        /* index of the block it stands in */
  int speaker;      /* index, or -1 */
  const char *rule; /* of layout-algorithms §5.3: "A1" … "C2"; "" where none held */
  int confidence;   /* 0 none … 3 sure */
  int continues;    /* index of the quotation that this one goes on with (A4, several
                       paragraphs), or -1 */
} BxQuote;

/* A pull quote that the manuscript asks for: its words as it gives them, to be found in the text. */
typedef struct {
  BxSlice text;
  int speaker; /* index, or -1 where it names none */
  int line;
} BxRawPull;

/* A candidate for a pull quote: one or two whole sentences or a clause, verbatim. Where the article
 * parts a sentence to say whose it is (“甲，”某人說，“乙。”), it is set as it was said. */
typedef struct {
  BxSlice text; /* from its first word to its last */
  BxSlice gap;  /* in it, from the closing mark of the first half to the opening one of the second: left out
                   of the words; empty for most */
  int quote;   /* index */
  int speaker; /* index */
  int score;   /* in 1/1000 points of layout-algorithms §5.4 */
  gboolean is_chosen;
  gboolean is_given; /* the manuscript asks for it */
} BxPull;

#define BX_MAX_PAGES 400   /* that may be asked for */
#define BX_PAGES_EVEN (-1) /* an even number of pages */

/* What the manuscript asks of the work beyond its text; a command line may say otherwise. */
typedef struct {
  int pages;   /* as many pages as this, or BX_PAGES_EVEN; 0 for as many as it takes */
  char *style; /* a style by name; NULL for none */
} BxWishes;

/* --- raw: what read/ gives ------------------------------------------------------------------ */

typedef struct {
  BxBlockKind kind; /* UNKNOWN where the format does not say */
  BxSlice text;     /* in the source, without line ends at its edges; empty only for a caption */
  int line;         /* of its first character, from 1 */
  int sidebar;      /* as in BxBlock, and so are the next two */
  BxTurn turn;
  BxSlice label;
} BxRawBlock;

/* A stretch of the source that says something other than what it reads: markup, an entity, a line
 * end inside a paragraph. */
typedef struct {
  BxEditKind kind;
  BxSlice from; /* in the source; empty for the second character of one entity */
  gunichar to;  /* what stands for it; 0 for nothing. A stretch that becomes something is short:
                   at most BX_RAW_MAX_SHORT bytes */
} BxRawEdit;
#define BX_RAW_MAX_SHORT 64

/* Here all slices are of the source, and block numbers those of raw blocks. */
typedef struct {
  char *name;   /* of the file, for messages */
  char *folder; /* as in BxArticle */
  char *source; /* decoded to UTF-8, otherwise as it came; line ends as they came */
  int source_len;
  char *encoding;     /* that it came in, by its IANA name */
  BxLang lang;        /* that it says it is in, or BX_LANG_AUTO */
  BxRawBlock *blocks; /* in source order, not overlapping */
  int n_blocks;
  BxRawEdit *edits; /* in source order, not overlapping */
  int n_edits;
  BxMarkup *markups; /* as in BxArticle, and so are the next four */
  int n_markups;
  BxFigure *figures;
  int n_figures;
  BxTable *tables;
  int n_tables;
  BxSpeaker *speakers; /* the given ones */
  int n_speakers;
  BxRawPull *pulls; /* the given ones */
  int n_pulls;
  BxWishes wishes;
  char **protected_words; /* that a change of script leaves alone; NULL for none */
  gboolean is_page;    /* a saved web page: labels of its frame may stand between its lines */
  gboolean is_settled; /* the manuscript names its parts itself: none need be told by their looks */
} BxRaw;

void bx_raw_free (BxRaw *raw);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxRaw, bx_raw_free)

/* --- article -------------------------------------------------------------------------------- */

typedef struct {
  char *name;
  char *folder; /* the article's, from which pictures are read; NULL where it has none */
  char *source;
  int source_len;
  char *encoding;
  BxLang lang;

  char *text; /* the clean text: every block ended by a line feed */
  int text_len;
  BxBlock *blocks;
  int n_blocks;
  BxMarkup *markups; /* by their start, the outer before the inner */
  int n_markups;
  BxFigure *figures;
  int n_figures;
  BxTable *tables;
  int n_tables;
  BxEdit *edits;
  int n_edits;
  BxCredit *credits;
  int n_credits;

  BxSpeaker *speakers;
  int n_speakers;
  BxQuote *quotes;
  int n_quotes;
  BxPull *pulls; /* in the order of their source */
  int n_pulls;
  BxWishes wishes;
} BxArticle;

void bx_article_free (BxArticle *article);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BxArticle, bx_article_free)

/* The first block of a kind, or NULL. Borrowed. */
const BxBlock *bx_article_find_block (const BxArticle *article, BxBlockKind kind);
/* Index of the block that holds a byte of the text, or -1. */
int bx_article_get_block_at (const BxArticle *article, int offset);
/* Where a byte of the text came from: line and column in the source, from 1. */
void bx_article_get_source_place (const BxArticle *article, int offset, int *line, int *column);
/* What a pull quote says: its text without the gap. (transfer full) */
char *bx_article_dup_words (const BxArticle *article, const BxPull *pull);
/* Where words stand in the paragraphs, in one piece or parted once by who says them: fills the text
 * and the gap of `pull`. FALSE where they do not. */
gboolean bx_article_find_words (const BxArticle *article, BxSlice words, BxPull *pull);
/* Whether the edit log accounts for every byte of source and text. */
gboolean bx_article_check_edits (const BxArticle *article);

/* The edit log as a table, CSV with a line of names: kind, line and column of each edit, the first byte
 * of what it takes the place of and the one behind it, in the source as UTF-8, and the two texts. The
 * source with the log applied is the text, to the byte. (transfer full) */
char *bx_article_write_edits (const BxArticle *article);

/* The whole of stage "article": blocks, credits, edit log and counts. */
void bx_article_dump (const BxArticle *article, JsonBuilder *dump);
/* Stage "talk": speakers, quotations, pulls. */
void bx_article_dump_talk (const BxArticle *article, JsonBuilder *dump);

const char *bx_block_kind_name (BxBlockKind kind);   /* "headline" */
const char *bx_edit_kind_name (BxEditKind kind);     /* "gloss" */
const char *bx_markup_kind_name (BxMarkupKind kind); /* "strong" */
const char *bx_lang_name (BxLang lang);              /* "zh-Hant-TW" */
/* By name as above; BX_LANG_AUTO with FALSE for a name that is none of them. */
gboolean bx_lang_from_name (const char *name, BxLang *lang);

#endif
