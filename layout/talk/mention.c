/* Finds people: proposes names where the grammar expects a subject, keeps those that the text
 * confirms, and lists every place that names them, by full name or otherwise (layout-algorithms
 * §5.3). Precision before recall: a name met once and without a title is not sure. */
#include "talk-private.h"

#include <string.h>

#define MAX_VARIANTS 3
#define MAX_FORM_LENGTHS 64 /* bytes of the longest form */
#define MAX_FOREIGN_CHARS 12

/* --- forms: a set of strings that is looked for in one pass over the text -------------------- */

typedef struct {
  const char *text;
  int len;
  int person; /* or -1 while names are only proposed */
  int count;
  gboolean is_full;
  gboolean needs_end; /* 老王: what follows must be able to follow a name */
  BxSlice first;      /* where it occurred first */
} Form;

typedef struct {
  GHashTable *set; /* of Form, owned */
  gboolean has_length[MAX_FORM_LENGTHS + 1];
  guint8 is_first_byte[256][256]; /* of the second and third byte: tells most places at once */
} Forms;

static guint
hash_form (const void *key)
{
  const Form *form = key;
  guint hash = 5381;

  for (int i = 0; i < form->len; i++)
    hash = hash * 33 + (guchar) form->text[i];
  return hash;
}

static gboolean
equal_forms (const void *a, const void *b)
{
  const Form *one = a;
  const Form *other = b;

  return one->len == other->len && memcmp (one->text, other->text, (gsize) one->len) == 0;
}

static Forms *
forms_new (void)
{
  Forms *forms = g_new0 (Forms, 1);

  forms->set = g_hash_table_new_full (hash_form, equal_forms, g_free, NULL);
  return forms;
}

static void
forms_free (Forms *forms)
{
  g_hash_table_unref (forms->set);
  g_free (forms);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Forms, forms_free)

static Form *
forms_lookup (Forms *forms, const char *text, int len)
{
  Form key = { .text = text, .len = len };

  return g_hash_table_lookup (forms->set, &key);
}

static Form *
forms_add (Forms *forms, const char *text, int len, int person)
{
  Form *form = forms_lookup (forms, text, len);

  if (len < 2 || len > MAX_FORM_LENGTHS)
    return NULL;
  if (form != NULL)
    return form;
  form = g_new0 (Form, 1);
  *form = (Form){ .text = text, .len = len, .person = person };
  g_hash_table_add (forms->set, form);
  forms->has_length[len] = TRUE;
  forms->is_first_byte[(guchar) text[0]][(guchar) text[1]] = TRUE;
  return form;
}

typedef gboolean (*FormFound) (BxTalk *talk, Form *form, int at);

/* Calls `found` for the forms at every character, longest first. Where it takes one, the search
 * goes on behind it. */
static void
forms_scan (Forms *forms, BxTalk *talk, FormFound found)
{
  const char *text = talk->text;
  const char *end = text + talk->article->text_len;

  for (const char *p = text; p + 1 < end;) {
    const char *next = g_utf8_next_char (p);

    if (!forms->is_first_byte[(guchar) p[0]][(guchar) p[1]]) {
      p = next;
      continue;
    }
    for (int len = (int) MIN (MAX_FORM_LENGTHS, end - p); len > 1; len--) {
      Form *form = forms->has_length[len] ? forms_lookup (forms, p, len) : NULL;

      if (form != NULL && found (talk, form, (int) (p - text))) {
        next = p + len;
        break;
      }
    }
    p = next;
  }
}

/* --- proposing names ------------------------------------------------------------------------- */

/* A place where a name was expected, with the readings that the grammar allows, longest first. */
typedef struct {
  BxSlice variants[MAX_VARIANTS];
  int n_variants;
  int surname_len;
  gboolean has_title;
  gboolean is_sure;
  gboolean is_by_quote; /* proposed beside a quotation, not only as some subject */
} Proposal;

/* What a search for names shares. */
typedef struct {
  BxTalk *talk;
  GArray *proposals;
  Forms *forms;
  gboolean is_by_quote;
} Search;

static gboolean
can_follow (const BxTalk *talk, int at, int end)
{
  const char *p = talk->text + at;
  gboolean is_strong;

  if (at >= end || *p == '\n')
    return TRUE;
  return bx_follower_at (p, talk->text + end) > 0 || bx_title_at (p, talk->text + end) > 0
         || bx_cue_at (p, talk->text + end, &is_strong) > 0;
}

static gboolean
can_precede (const BxTalk *talk, int start, int at)
{
  const char *p = talk->text + at;

  return at <= start || bx_leader_before (talk->text + start, p) > 0
         || bx_title_before (talk->text + start, p) > 0;
}

static gboolean
has_title_beside (const BxTalk *talk, BxSlice clause, BxSlice name)
{
  const char *text = talk->text;

  return bx_title_before (text + clause.start, text + name.start) > 0
         || bx_title_at (text + name.end, text + clause.end) > 0;
}

static void
add_variant (Search *search, Proposal *proposal, BxSlice clause, BxSlice name)
{
  if (proposal->n_variants == MAX_VARIANTS || !can_follow (search->talk, name.end, clause.end))
    return;
  proposal->variants[proposal->n_variants++] = name;
  proposal->has_title |= has_title_beside (search->talk, clause, name);
}

/* Surname and one or two characters. */
static void
propose_han (Search *search, BxSlice clause, int at, Proposal *proposal)
{
  const BxTalk *talk = search->talk;
  const char *end = talk->text + clause.end;
  int surname = bx_surname_at (talk->text + at, end);
  int ends[3] = { 0 };
  int n = 0;

  if (surname == 0 || bx_is_common_word_at (talk->text + at, end))
    return;
  for (int to = at + surname; n < 2 && to < clause.end; n++) {
    if (bx_is_function_char (bx_talk_char (talk, to)))
      break;
    to = (int) (g_utf8_next_char (talk->text + to) - talk->text);
    ends[n] = to;
  }
  proposal->surname_len = surname;
  while (n-- > 0)
    if (bx_title_at (talk->text + at + surname, end) == 0)
      add_variant (search, proposal, clause, bx_slice (at, ends[n]));
}

/* 萨姆·阿尔特曼, or three and more characters that write foreign names. */
static void
propose_foreign (Search *search, BxSlice clause, int at, Proposal *proposal)
{
  const BxTalk *talk = search->talk;
  int n = 0;
  int to = at;
  gboolean has_dot = FALSE;

  while (to < clause.end && n < MAX_FOREIGN_CHARS) {
    gunichar c = bx_talk_char (talk, to);

    has_dot |= c == 0x00B7 && n > 0;
    if (c != 0x00B7 && (!bx_is_translit_char (c)))
      break;
    to = (int) (g_utf8_next_char (talk->text + to) - talk->text);
    n++;
  }
  if (n >= (has_dot ? 4 : 3))
    add_variant (search, proposal, clause, bx_slice (at, to));
}

/* Sam Altman: words with a capital. One word alone may be a brand, so it needs a title. */
static void
propose_latin (Search *search, BxSlice clause, int at, Proposal *proposal)
{
  const BxTalk *talk = search->talk;
  const char *p = talk->text + at;
  const char *end = talk->text + clause.end;
  int n_words = 0;

  while (p < end && g_ascii_isupper (*p)) {
    const char *word = p++;

    while (p < end && (g_ascii_islower (*p) || *p == '.'))
      p++;
    if (p - word < 2)
      return;
    n_words++;
    if (p + 1 >= end || *p != ' ' || !g_ascii_isupper (p[1]))
      break;
    p++;
  }
  if (n_words == 0 || (p < end && g_ascii_isalnum (*p)))
    return;
  add_variant (search, proposal, clause, bx_slice (at, (int) (p - talk->text)));
  if (n_words < 2 && !proposal->has_title)
    proposal->n_variants = 0;
}

static gboolean
propose_at (Search *search, BxSlice clause, int at)
{
  Proposal proposal = { .is_by_quote = search->is_by_quote };

  if (at > clause.start && bx_is_latin (bx_talk_char_before (search->talk, clause.start, at))
      && !bx_title_before (search->talk->text + clause.start, search->talk->text + at))
    return FALSE;
  propose_han (search, clause, at, &proposal);
  if (proposal.n_variants == 0) {
    proposal.surname_len = 0;
    propose_foreign (search, clause, at, &proposal);
  }
  if (proposal.n_variants == 0)
    propose_latin (search, clause, at, &proposal);
  if (proposal.n_variants == 0)
    return FALSE;
  for (int i = 0; i < proposal.n_variants; i++)
    forms_add (search->forms, search->talk->text + proposal.variants[i].start,
               bx_slice_len (proposal.variants[i]), -1);
  g_array_append_val (search->proposals, proposal);
  return TRUE;
}

/* Names in a clause, where something that may lead to a name stands before them. */
static void
propose_in (Search *search, BxSlice clause)
{
  const BxTalk *talk = search->talk;

  for (int at = clause.start; at < clause.end;) {
    if (can_precede (talk, clause.start, at) && propose_at (search, clause, at))
      at = search->proposals->len > 0
               ? g_array_index (search->proposals, Proposal, search->proposals->len - 1)
                     .variants[0].end
               : clause.end;
    else
      at = (int) (g_utf8_next_char (talk->text + at) - talk->text);
  }
}

/* Around a quotation names are expected before the cue, and after the quotation. */
static void
propose_around (Search *search, int span)
{
  const BxTalk *talk = search->talk;
  const BxSpan *self = bx_talk_span (talk, span);

  if (self->is_label) {
    guint before = search->proposals->len;

    propose_in (search, self->label);
    if (search->proposals->len > before)
      g_array_index (search->proposals, Proposal, before).is_sure = TRUE;
    return;
  }
  if (!self->has_final && self->n_han < 7)
    return;
  propose_in (search, bx_lead_of (talk, span));
  propose_in (search, bx_tail_of (talk, span));
}

/* The subject of a sentence: who comes up without being quoted must be known too, so that "he" is
 * not taken for somebody else. */
static void
propose_subjects (Search *search, int block)
{
  const BxTalk *talk = search->talk;
  BxSlice text = talk->article->blocks[block].text;
  gboolean is_start = TRUE;

  for (int i = text.start; i < text.end;) {
    gunichar c = bx_talk_char (talk, i);

    if (is_start && c != 0x201C && c != 0x300C)
      propose_at (search, bx_slice (i, text.end), i);
    is_start = bx_is_clause_end (c);
    i = (int) (g_utf8_next_char (talk->text + i) - talk->text);
  }
}

static gboolean
count_form (BxTalk *talk, Form *form, int at)
{
  if (form->count++ == 0)
    form->first = bx_slice (at, at + form->len);
  return FALSE;
}

/* --- deciding -------------------------------------------------------------------------------- */

/* The reading that the whole text bears out. A longer one wins where it is as frequent as the
 * shorter; where both stand only once or twice, and the difference is a word that follows names,
 * it is that word. */
static Form *
best_variant (Search *search, const Proposal *proposal)
{
  Form *best = NULL;

  for (int i = 0; i < proposal->n_variants; i++) {
    BxSlice variant = proposal->variants[i];
    Form *form = forms_lookup (search->forms, search->talk->text + variant.start,
                               bx_slice_len (variant));

    if (form == NULL)
      continue;
    if (best == NULL || form->count > best->count || best->count <= 2)
      best = form;
  }
  return best;
}

static gboolean
is_credited (const BxTalk *talk, const Form *form)
{
  for (int i = 0; i < talk->article->n_credits; i++) {
    BxSlice name = talk->article->credits[i].name;

    if (bx_slice_len (name) == form->len
        && memcmp (talk->text + name.start, form->text, (gsize) form->len) == 0)
      return TRUE;
  }
  return FALSE;
}

/* 阿爾特曼, where there is a 薩姆·阿爾特曼. */
static gboolean
is_last_name (const BxTalk *talk, const Form *form)
{
  for (int i = 0; i < (int) talk->people->len; i++) {
    BxSlice name = bx_talk_person (talk, i)->name;
    const char *tail = talk->text + name.end - form->len;

    if (bx_slice_len (name) > form->len + 2 && memcmp (tail, form->text, (gsize) form->len) == 0
        && memcmp (tail - 2, "·", 2) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_dot (const BxTalk *talk, const Proposal *proposal)
{
  BxSlice longest = proposal->variants[0];

  return g_strstr_len (talk->text + longest.start, bx_slice_len (longest), "·") != NULL;
}

/* Makes a proposal a person, or confirms the one it names. */
static void
settle_person (Search *search, const Proposal *proposal)
{
  BxTalk *talk = search->talk;
  Form *form = best_variant (search, proposal);
  BxPerson person = { .has_title = proposal->has_title, .surname_len = proposal->surname_len };

  if (form == NULL)
    return;
  if (form->person >= 0) {
    bx_talk_person (talk, form->person)->has_title |= proposal->has_title;
    bx_talk_person (talk, form->person)->is_sure |= proposal->is_sure || proposal->has_title;
    return;
  }
  if (talk->people->len >= BX_MAX_PEOPLE || is_last_name (talk, form))
    return;
  person.name = form->first;
  person.is_sure = proposal->is_sure || proposal->has_title || form->count >= 2;
  if (!person.is_sure && !proposal->is_by_quote)
    return;
  person.is_asker = is_credited (talk, form);
  form->person = (int) talk->people->len;
  g_array_append_val (talk->people, person);
}

/* --- mentions -------------------------------------------------------------------------------- */

static void
add_alias (Forms *forms, GStringChunk *strings, int person, const char *before, const char *name,
           int name_len, const char *after)
{
  g_autofree char *text = g_strdup_printf ("%s%.*s%s", before, name_len, name, after);
  int len = (int) strlen (text);
  Form *form = forms_add (forms, g_string_chunk_insert_const (strings, text), len, person);

  if (form != NULL && *before != '\0')
    form->needs_end = TRUE;
}

/* 老張 張總 張教授, where nobody else has the surname. */
static void
add_surname_aliases (const BxTalk *talk, Forms *forms, GStringChunk *strings, int index)
{
  static const char *const prefixes[] = { "老", "小" };
  static const char *const suffixes[] = {
    "先生", "女士", "小姐", "太太", "总", "教授", "老师", "医生", "博士", "院士", "主任", "院长",
    "校长", "所长", "导演", "律师", "经理", "董事长", "局长", "书记", "师傅", "老板", "大夫", "教练",
  };
  const BxPerson *person = bx_talk_person (talk, index);
  const char *name = talk->text + person->name.start;

  for (int i = 0; i < (int) talk->people->len; i++) {
    const BxPerson *other = bx_talk_person (talk, i);

    if (i != index && other->surname_len == person->surname_len
        && memcmp (talk->text + other->name.start, name, (gsize) person->surname_len) == 0)
      return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    add_alias (forms, strings, index, prefixes[i], name, person->surname_len, "");
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    add_alias (forms, strings, index, "", name, person->surname_len, suffixes[i]);
}

/* A name that is as good as the full one. */
static void
add_other_name (Forms *forms, const char *text, int len, int person)
{
  Form *form = forms_add (forms, text, len, person);

  if (form != NULL)
    form->is_full = TRUE;
}

/* 龔銀（Neil）: a name in brackets behind the name. */
static void
add_bracket_alias (const BxTalk *talk, Forms *forms, int index)
{
  BxSlice name = bx_talk_person (talk, index)->name;
  int start = name.end + 3;
  int end = start;

  if (strncmp (talk->text + name.end, "（", 3) != 0)
    return;
  while (bx_is_latin_letter (bx_talk_char (talk, end)) || bx_talk_char (talk, end) == ' ')
    end = (int) (g_utf8_next_char (talk->text + end) - talk->text);
  if (end - start >= 3 && g_ascii_isupper (talk->text[start])
      && strncmp (talk->text + end, "）", 3) == 0)
    add_other_name (forms, talk->text + start, end - start, index);
}

/* 阿爾特曼 for 薩姆·阿爾特曼. */
static void
add_last_name (const BxTalk *talk, Forms *forms, int index)
{
  BxSlice name = bx_talk_person (talk, index)->name;
  const char *dot = g_strrstr_len (talk->text + name.start, bx_slice_len (name), "·");

  if (dot != NULL && talk->text + name.end - dot >= 8)
    add_other_name (forms, dot + 2, (int) (talk->text + name.end - dot - 2), index);
}

static Forms *
collect_forms (BxTalk *talk, GStringChunk *strings)
{
  Forms *forms = forms_new ();

  for (int i = 0; i < (int) talk->people->len; i++) {
    BxSlice name = bx_talk_person (talk, i)->name;
    Form *form = forms_add (forms, talk->text + name.start, bx_slice_len (name), i);

    if (form != NULL)
      form->is_full = TRUE;
  }
  for (int i = 0; i < (int) talk->people->len; i++) {
    add_bracket_alias (talk, forms, i);
    if (bx_talk_person (talk, i)->surname_len > 0)
      add_surname_aliases (talk, forms, strings, i);
    else
      add_last_name (talk, forms, i);
  }
  return forms;
}

static gboolean
take_mention (BxTalk *talk, Form *form, int at)
{
  BxMention mention = { bx_slice (at, at + form->len), form->person, form->is_full };

  if (form->needs_end && !can_follow (talk, mention.text.end, talk->article->text_len))
    return FALSE;
  g_array_append_val (talk->mentions, mention);
  bx_talk_person (talk, form->person)->n_mentions++;
  return TRUE;
}

void
bx_find_people (BxTalk *talk)
{
  g_autoptr (GArray) proposals = g_array_new (FALSE, FALSE, sizeof (Proposal));
  g_autoptr (Forms) proposed = forms_new ();
  g_autoptr (Forms) known = NULL;
  g_autoptr (GStringChunk) strings = g_string_chunk_new (1024);
  Search search = { talk, proposals, proposed, TRUE };

  for (int i = 0; i < (int) talk->spans->len; i++)
    propose_around (&search, i);
  search.is_by_quote = FALSE;
  for (int i = 0; i < talk->article->n_blocks; i++)
    if (talk->article->blocks[i].kind == BX_BLOCK_PARAGRAPH)
      propose_subjects (&search, i);
  forms_scan (proposed, talk, count_form);
  for (int pass = 0; pass < 2; pass++) /* full foreign names first, their parts are aliases */
    for (int i = 0; i < (int) proposals->len; i++) {
      const Proposal *proposal = &g_array_index (proposals, Proposal, i);

      if (has_dot (talk, proposal) == (pass == 0))
        settle_person (&search, proposal);
    }
  known = collect_forms (talk, strings);
  forms_scan (known, talk, take_mention);
}

/* --- asking ---------------------------------------------------------------------------------- */

int
bx_first_mention (const BxTalk *talk, int offset)
{
  int low = 0;
  int high = (int) talk->mentions->len;

  while (low < high) {
    int middle = (low + high) / 2;

    if (bx_talk_mention (talk, middle)->text.start < offset)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Whether what stands at a place can be the subject of its clause: 對他 is no subject, and neither
 * is the owner in 他的朋友. */
static gboolean
is_subject (const BxTalk *talk, BxSlice clause, BxSlice word)
{
  if (bx_is_object_word (bx_talk_char_before (talk, clause.start, word.start)))
    return FALSE;
  return strncmp (talk->text + word.end, "的", 3) != 0
         && strncmp (talk->text + word.end, "们", 3) != 0;
}

int
bx_find_subject (const BxTalk *talk, BxSlice clause)
{
  int found = -1;

  for (int i = bx_first_mention (talk, clause.start); i < (int) talk->mentions->len; i++) {
    const BxMention *mention = bx_talk_mention (talk, i);

    if (mention->text.end > clause.end)
      break;
    if (is_subject (talk, clause, mention->text))
      found = i;
  }
  return found;
}

int
bx_find_pronoun (const BxTalk *talk, BxSlice clause)
{
  for (int i = clause.start; i < clause.end;) {
    int len = bx_pronoun_at (talk->text + i, talk->text + clause.end);

    if (len > 0 && is_subject (talk, clause, bx_slice (i, i + len))
        && bx_talk_char_before (talk, clause.start, i) != 0x5176) /* 其他 */
      return i;
    i = (int) (g_utf8_next_char (talk->text + i) - talk->text);
  }
  return -1;
}
