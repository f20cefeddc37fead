/* Who says what: articles with the answers written under them by hand, and what must hold of the
 * pulls of any article. */
#include "case-files.h"
#include "clean.h"
#include "read.h"
#include "talk.h"

#include <string.h>

static BxArticle *
make_article (const char *text, int want)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BxReport) report = bx_report_new ();
  g_autoptr (BxRaw) raw = bx_read_bytes ("case", text, strlen (text), &error);
  BxArticle *article;

  g_assert_no_error (error);
  article = bx_clean (raw, BX_LANG_AUTO, report);
  bx_talk (article, want, report);
  g_assert_true (bx_article_check_edits (article));
  return article;
}

static char *
sample_path (void)
{
  return g_build_filename (g_getenv ("BANXIN_DATA"), "samples", "sora", "article.txt", NULL);
}

/* --- expectations ---------------------------------------------------------------------------- */

/* "speaker name | description | alias, alias" of the next speaker. */
static void
check_speaker (const BxArticle *article, int index, const char *expected)
{
  const BxSpeaker *speaker = &article->speakers[index];
  g_auto (GStrv) fields = g_strsplit (expected, "|", 3);
  g_autofree char *name = bx_slice_dup (article->text, speaker->name);
  g_autofree char *description = bx_slice_dup (article->text, speaker->description);
  g_autoptr (GString) aliases = g_string_new (NULL);

  g_assert_cmpint (g_strv_length (fields), ==, 3);
  for (int i = 0; i < speaker->n_aliases; i++) {
    g_autofree char *alias = bx_slice_dup (article->text, speaker->aliases[i]);

    g_string_append_printf (aliases, "%s%s", i > 0 ? ", " : "", alias);
  }
  g_assert_cmpstr (name, ==, g_strstrip (fields[0]));
  g_assert_cmpstr (description, ==, g_strstrip (fields[1]));
  g_assert_cmpstr (aliases->str, ==, g_strstrip (fields[2]));
}

static void
check_start (const BxArticle *article, const BxQuote *quote, const char *expected)
{
  g_autofree char *inner = bx_slice_dup (article->text, quote->inner);

  if (!g_str_has_prefix (inner, expected))
    g_assert_cmpstr (inner, ==, expected);
}

/* "speaker rule confidence | start": "?" for nobody, "*" for any rule, the confidence may be left
 * out. */
static void
check_speech (const BxArticle *article, int index, const char *expected)
{
  const BxQuote *quote = &article->quotes[index];
  g_auto (GStrv) fields = g_strsplit (expected, " | ", 2);
  g_autofree char *name = quote->speaker < 0
                              ? g_strdup ("?")
                              : bx_slice_dup (article->text,
                                              article->speakers[quote->speaker].name);
  const char *rest = fields[0] + strlen (name);

  check_start (article, quote, fields[1]);
  g_assert_cmpint (quote->kind, ==, BX_QUOTE_SPEECH);
  if (!g_str_has_prefix (fields[0], name))
    g_assert_cmpstr (name, ==, fields[0]);
  g_assert_cmpint (*rest, ==, ' ');
  if (rest[1] == '-')
    g_assert_cmpstr (quote->rule, ==, "");
  else if (rest[1] != '*')
    g_assert_true (g_str_has_prefix (rest + 1, quote->rule) && *quote->rule != '\0');
  if (strlen (rest) > 3)
    g_assert_cmpint (quote->confidence, ==, g_ascii_strtoll (rest + 4, NULL, 10));
}

static void
check_expected (const BxArticle *article, const char *expected)
{
  g_auto (GStrv) lines = g_strsplit (expected, "\n", -1);
  int speaker = 0;
  int quote = 0;

  for (int i = 0; lines[i] != NULL; i++) {
    if (g_str_has_prefix (lines[i], "speaker ")) {
      g_assert_cmpint (speaker, <, article->n_speakers);
      check_speaker (article, speaker++, lines[i] + strlen ("speaker "));
    } else if (g_str_has_prefix (lines[i], "speech ")) {
      g_assert_cmpint (quote, <, article->n_quotes);
      check_speech (article, quote++, lines[i] + strlen ("speech "));
    } else if (g_str_has_prefix (lines[i], "term ")) {
      g_assert_cmpint (quote, <, article->n_quotes);
      g_assert_cmpint (article->quotes[quote].kind, ==, BX_QUOTE_TERM);
      check_start (article, &article->quotes[quote++], lines[i] + strlen ("term "));
    } else
      g_assert_true (lines[i][0] == '\0' || lines[i][0] == '#');
  }
  g_assert_cmpint (speaker, ==, article->n_speakers);
  g_assert_cmpint (quote, ==, article->n_quotes);
}

static void
test_case (gconstpointer data)
{
  g_autofree char *text = case_file_read (data);
  char *expected = strstr (text, "---\n");
  g_autoptr (BxArticle) article = NULL;

  g_assert_nonnull (expected);
  *expected = '\0';
  article = make_article (text, 3);
  check_expected (article, expected + 4);
}

static void
test_sample_speakers (void)
{
  g_autofree char *path = sample_path ();
  g_autofree char *text = case_file_read (path);
  g_autofree char *answers = g_test_build_filename (G_TEST_DIST, "talk", "sora.expected", NULL);
  g_autofree char *expected = case_file_read (answers);
  g_autoptr (BxArticle) article = make_article (text, 3);

  check_expected (article, expected);
}

/* --- pulls ----------------------------------------------------------------------------------- */

static int
count_chosen (const BxArticle *article, int speaker)
{
  int count = 0;

  for (int i = 0; i < article->n_pulls; i++)
    count += article->pulls[i].is_chosen && (speaker < 0 || article->pulls[i].speaker == speaker);
  return count;
}

static gboolean
is_one_of (gunichar c, const char *list)
{
  return g_utf8_strchr (list, -1, c) != NULL;
}

/* Both halves are of one speech, from the first to its end. The other half. */
static const BxQuote *
check_gap (const BxArticle *article, const BxPull *pull)
{
  const BxQuote *quote = &article->quotes[pull->quote];
  const BxQuote *other = quote + 1;

  if (bx_slice_is_empty (pull->gap)) {
    g_assert_true (bx_slice_contains (quote->inner, pull->text));
    return quote;
  }
  g_assert_cmpint (pull->quote + 1, <, article->n_quotes);
  g_assert_cmpint (other->continues, ==, pull->quote);
  g_assert_cmpint (other->speaker, ==, pull->speaker);
  g_assert_cmpint (other->confidence, >=, 2);
  g_assert_cmpint (pull->gap.start, ==, quote->inner.end);
  g_assert_cmpint (pull->gap.end, ==, other->inner.start);
  g_assert_cmpint (pull->text.start, >=, quote->inner.start);
  g_assert_cmpint (pull->text.end, <=, other->inner.end);
  return other;
}

/* A pull is said by whom it is given to, ends where a sentence or the speech ends, and begins where
 * a sentence or a clause begins. */
static void
check_pull (const BxArticle *article, const BxPull *pull)
{
  const BxQuote *quote = &article->quotes[pull->quote];
  const BxQuote *end = check_gap (article, pull);
  g_autofree char *words = bx_article_dup_words (article, pull);
  gunichar last = g_utf8_get_char (g_utf8_prev_char (words + strlen (words)));
  gunichar first = g_utf8_get_char (words);
  int n_han = bx_count_han (words, (int) strlen (words));

  g_assert_cmpint (quote->kind, ==, BX_QUOTE_SPEECH);
  g_assert_cmpint (quote->speaker, ==, pull->speaker);
  g_assert_cmpint (quote->confidence, >=, 2);
  g_assert_cmpint (n_han, >=, 10);
  g_assert_cmpint (n_han, <=, 45);
  g_assert_false (is_one_of (first, "，。；、：！？”’）（也则并"));
  if (!is_one_of (last, "。！？…”’』」")) {
    g_assert_cmpint (end->inner.end - pull->text.end, <=, 3); /* but for a comma */
    g_assert_cmpint (last, !=, 0xFF0C);
  }
}

/* Pulls stand in the order of the text and do not overlap. */
static void
check_each_pull (const BxArticle *article)
{
  for (int i = 0; i < article->n_pulls; i++) {
    check_pull (article, &article->pulls[i]);
    if (i > 0)
      g_assert_cmpint (article->pulls[i - 1].text.end, <=, article->pulls[i].text.start);
  }
}

/* Every main speaker gets a pull, however few were wanted, if any were. */
static void
check_pulls (const BxArticle *article, int want)
{
  int n_silent = 0;
  int n_second = 0;
  int n_voiced = 0; /* main speakers who say anything that can be pulled */
  int n_main = 0;

  for (int i = 0; i < article->n_speakers; i++)
    n_main += article->speakers[i].is_main;
  check_each_pull (article);
  g_assert_cmpint (count_chosen (article, -1), ==,
                   want > 0 ? MIN (MAX (want, n_main), article->n_pulls) : 0);
  for (int i = 0; i < article->n_speakers; i++) {
    gboolean has_any = FALSE;

    for (int k = 0; k < article->n_pulls; k++)
      has_any |= article->pulls[k].speaker == i;
    n_voiced += article->speakers[i].is_main && has_any;
    n_silent += article->speakers[i].is_main && has_any && count_chosen (article, i) == 0;
    n_second += count_chosen (article, i) > 1;
  }
  g_assert_true (n_silent == 0 || want == 0);
  g_assert_true (MAX (want, n_main) > n_voiced || n_second == 0);
}

static void
test_sample_pulls (void)
{
  g_autofree char *path = sample_path ();
  g_autofree char *text = case_file_read (path);

  for (int want = 0; want <= 14; want++) {
    g_autoptr (BxArticle) article = make_article (text, want);

    check_pulls (article, want);
    for (int i = 0; want > 0 && i < article->n_speakers; i++) {
      g_assert_true (article->speakers[i].is_main);
      g_assert_cmpint (count_chosen (article, i), >=, 1);
    }
    for (int i = 0; want == 6 && i < article->n_speakers; i++)
      g_assert_cmpint (count_chosen (article, i), ==, 2);
  }
}

static void
test_case_pulls (gconstpointer data)
{
  g_autofree char *text = case_file_read (data);

  *strstr (text, "---\n") = '\0';
  for (int want = 0; want <= 6; want++) {
    g_autoptr (BxArticle) article = make_article (text, want);

    check_pulls (article, want);
  }
}

/* The pull of a speaker who says one good thing and several dull ones. */
static void
test_best_is_chosen (void)
{
  static const char text[] =
      "河\n"
      "作者：林木\n"
      "这条河从城中流过，两岸的房子换了三代，守河的人只有一个，他在岸边一住就是三十年，从没有离开过"
      "。\n"
      "守河人韩江月说：“2019年治理长度为12.5公里，投资3亿元。河道、堤岸、泵站、闸门等设施均已完工。"
      "我们守的不是河，是河边还没有出生的孩子。其中包括上游的三个乡镇和下游的两个开发区。”\n"
      "韩江月指出：“此外，下半年计划完成剩余的土方工程以及配套的绿化工程。”\n";
  g_autoptr (BxArticle) article = make_article (text, 1);
  g_autofree char *chosen = NULL;

  for (int i = 0; i < article->n_pulls; i++)
    if (article->pulls[i].is_chosen)
      chosen = bx_slice_dup (article->text, article->pulls[i].text);
  g_assert_cmpstr (chosen, ==, "我们守的不是河，是河边还没有出生的孩子。");
}

/* A speech that is parted to say whose it is, as it was said; NULL where nothing is pulled. */
static void
test_joined_pulls (void)
{
  static const struct {
    const char *speech;
    const char *pull;
  } cases[] = {
    { "“我去劝过，”韩江月说，“两个人都给我倒茶，就是不给我台阶下。”",
      "我去劝过，两个人都给我倒茶，就是不给我台阶下。" },
    { "“河要自己走路。”韩江月笑着说，“我只是跟在后面。”", "河要自己走路。我只是跟在后面。" },
    /* The mark between the halves is not the speaker's. */
    { "“我去劝过”，韩江月说，“两个人都给我倒茶。”", NULL },
    /* What was said meanwhile is not left out unseen. */
    { "“河要自己走路。”韩江月说，上游的三座水闸明年都要拆掉，下游的两座留着，“我只是跟在后面。”",
      NULL },
    /* The end is missing. */
    { "“我去劝过，”韩江月说，“两个人都给我倒茶，”她想了想，“河。”", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf (
        "河\n作者：林木\n这条河从城中流过，两岸的房子换了三代，守河的人只有一个，在岸边住了三十年。\n"
        "守河人韩江月今年六十岁。%s\n",
        cases[i].speech);
    g_autoptr (BxArticle) article = make_article (text, 1);
    g_autofree char *words = article->n_pulls > 0 ? bx_article_dup_words (article, &article->pulls[0])
                                                  : NULL;

    g_assert_cmpint (article->n_quotes, >=, 2);
    g_assert_cmpint (article->quotes[0].speaker, ==, 0);
    g_assert_cmpstr (words, ==, cases[i].pull);
  }
}

/* Words are pulled where nobody without a name has become the subject between the name and them. */
static void
test_rival_is_not_pulled (void)
{
  static const char format[] =
      "纽扣\n"
      "作者：林木\n"
      "镇上做纽扣的人家有三百多户，这个故事说的是其中的一户，从卖第一粒扣子说起，一直说到今天早上。\n"
      "董事长叶美娟守着铺子，%s，她说：“一粒扣子少一厘钱，一年就少一间铺子，这笔账我算了三十年。”\n"
      "叶美娟说起话来总是很慢。叶美娟从来不着急。\n";
  static const char *const between[] = { "三十年没有换过地方", "车间主任三十年没有离开过" };

  for (int i = 0; i < 2; i++) {
    g_autofree char *text = g_strdup_printf (format, between[i]);
    g_autoptr (BxArticle) article = make_article (text, 1);

    g_assert_cmpint (article->n_quotes, ==, 1);
    g_assert_cmpint (article->n_pulls, ==, i == 0);
  }
}

/* What must hold of any article, however odd its text. */
static void
check_invariants (const BxArticle *article)
{
  int end = 0;

  for (int i = 0; i < article->n_quotes; i++) {
    const BxQuote *quote = &article->quotes[i];

    g_assert_cmpint (quote->outer.start, >=, end);
    g_assert_true (bx_slice_contains (quote->outer, quote->inner));
    g_assert_true (bx_slice_contains (article->blocks[quote->block].text, quote->outer));
    g_assert_cmpint (quote->speaker, <, article->n_speakers);
    g_assert_cmpint (quote->continues, <, i);
    g_assert_true ((quote->speaker >= 0) == (*quote->rule != '\0'));
    g_assert_true (quote->kind == BX_QUOTE_SPEECH || quote->speaker < 0);
    g_assert_true (quote->confidence >= 0 && quote->confidence <= 3);
    end = quote->outer.end;
  }
  for (int i = 0; i < article->n_speakers; i++) {
    g_assert_false (bx_slice_is_empty (article->speakers[i].name));
    g_assert_true (g_utf8_validate (article->text + article->speakers[i].name.start,
                                    bx_slice_len (article->speakers[i].name), NULL));
    g_assert_true (g_utf8_validate (article->text + article->speakers[i].description.start,
                                    bx_slice_len (article->speakers[i].description), NULL));
  }
  for (int i = 0; i < article->n_blocks; i++)
    if (article->blocks[i].turn != BX_TURN_NONE)
      g_assert_true (bx_slice_contains (article->blocks[i].text, article->blocks[i].label));
}

/* --- what front matter says ------------------------------------------------------------------ */

static const char given_text[] =
    "---\n"
    "headline: 桥上的人\n"
    "speakers:\n"
    "  - name: 程素珍\n"
    "    description: 桥东的裁缝\n"
    "    aliases: [珍姨]\n"
    "  - name: 罗望\n"
    "pulls:\n"
    "  - 人胖了瘦了，我比他们自己先知道。\n"
    "---\n\n"
    "# 桥上的人\n\n"
    "桥东的铺子开了三十年，珍姨每天坐在门口。裁缝铺老板程素珍说，“我量过的腰，比这座桥还长。”"
    "珍姨又说，“人胖了瘦了，我比他们自己先知道。”\n\n"
    "报贩罗望在桥上卖了二十年的报纸。罗望说，“没有人看报了，可是有人来问路。”\n\n"
    "守桥的老人叫贺永年。贺永年告诉记者，“我数过，一天有两千三百个人从桥上走过去。”\n";

/* Names, descriptions and aliases are the given ones, in the given order; who is found comes after
 * them; what is not given is filled in. */
static void
test_given_speakers (void)
{
  g_autoptr (BxArticle) article = make_article (given_text, 2);

  g_assert_cmpint (article->n_speakers, ==, 3);
  check_speaker (article, 0, "程素珍 | 桥东的裁缝 | 珍姨");
  check_speaker (article, 1, "罗望 | 报贩 | ");
  check_speaker (article, 2, "贺永年 | 守桥的老人 | ");
  g_assert_true (article->speakers[0].is_given && article->speakers[1].is_given);
  g_assert_false (article->speakers[2].is_given);
  g_assert_cmpint (article->speakers[0].n_quotes, ==, 2);
  g_assert_cmpint (article->n_quotes, ==, 4);
  check_speech (article, 1, "程素珍 * | 人胖了瘦了");
  check_invariants (article);
}

static const char given_post_text[] =
    "---\n"
    "headline: 渡口\n"
    "speakers:\n"
    "  - name: 穆成\n"
    "    aliases: [老人]\n"
    "---\n\n"
    "# 渡口\n\n"
    "老人穆成在渡口住了四十年。几个老人坐在树下，“船还没有来。”\n\n"
    "老人说，“河比从前窄了。”\n";

/* A post that is given as an alias is its bearer's where it begins a clause and speaks, not elsewhere. */
static void
test_given_post (void)
{
  g_autoptr (BxArticle) article = make_article (given_post_text, 0);

  g_assert_cmpint (article->n_speakers, ==, 1);
  g_assert_cmpint (article->n_quotes, ==, 2);
  g_assert_cmpint (article->quotes[0].speaker, ==, -1);
  g_assert_cmpint (article->quotes[1].speaker, ==, 0);
  g_assert_cmpint (article->speakers[0].n_mentions, ==, 2);
}

/* A given pull is chosen whatever it is worth, even where none is wanted, and counts as one. */
static void
test_given_pulls (void)
{
  for (int want = 0; want <= 4; want++) {
    g_autoptr (BxArticle) article = make_article (given_text, want);
    int n_given = 0;

    for (int i = 0; i < article->n_pulls; i++) {
      const BxPull *pull = &article->pulls[i];
      g_autofree char *text = bx_slice_dup (article->text, pull->text);

      if (!pull->is_given)
        continue;
      n_given++;
      g_assert_true (pull->is_chosen);
      g_assert_cmpstr (text, ==, "人胖了瘦了，我比他们自己先知道。");
      g_assert_cmpint (pull->quote, ==, 1);
      g_assert_cmpint (pull->speaker, ==, 0);
    }
    g_assert_cmpint (n_given, ==, 1);
    g_assert_cmpint (count_chosen (article, -1), ==, MIN (MAX (want, 1), article->n_pulls));
  }
}

/* A pull may be asked for as it was said, though the article parts it. */
static void
test_given_joined_pull (void)
{
  static const char text[] = "---\nheadline: 桥上的人\npulls:\n  - 人胖了瘦了，我先知道。\n---\n\n# 桥上的人\n\n"
                             "裁缝程素珍坐在门口。“人胖了瘦了，”程素珍说，“我先知道。”\n";
  g_autoptr (BxArticle) article = make_article (text, 0);
  g_autofree char *words = NULL;

  g_assert_cmpint (article->n_pulls, ==, 1);
  words = bx_article_dup_words (article, &article->pulls[0]);
  g_assert_cmpstr (words, ==, "人胖了瘦了，我先知道。");
  g_assert_true (article->pulls[0].is_chosen);
  g_assert_cmpint (article->pulls[0].quote, ==, 0);
  g_assert_cmpint (article->pulls[0].gap.start, ==, article->quotes[0].inner.end);
  g_assert_cmpint (article->pulls[0].gap.end, ==, article->quotes[1].inner.start);
}

/* A turn knows its kind and its label; a paragraph that goes on with one has none. */
static void
test_turns (void)
{
  static const char text[] =
      "对谈\n\n"
      "本刊记者在桥头的茶馆里见到了裁缝程素珍，她刚刚收了铺子，手里还拿着尺。\n\n"
      "记者：您量过多少人？\n\n"
      "程素珍：数不清。我只记得那些量过两次的人。\n\n"
      "有的人隔了二十年再来，腰围变了，脾气没有变。\n\n"
      "记者：还会一直做下去吗？\n\n"
      "程素珍：做到看不见针眼为止。\n";
  static const BxTurn turns[] = { BX_TURN_NONE, BX_TURN_QUESTION, BX_TURN_ANSWER,
                                  BX_TURN_NONE, BX_TURN_QUESTION, BX_TURN_ANSWER };
  g_autoptr (BxArticle) article = make_article (text, 1);
  int n = 0;

  for (int i = 0; i < article->n_blocks; i++) {
    const BxBlock *block = &article->blocks[i];

    if (block->kind != BX_BLOCK_PARAGRAPH)
      continue;
    g_assert_cmpint (n, <, G_N_ELEMENTS (turns));
    g_assert_cmpint (block->turn, ==, turns[n++]);
    g_assert_cmpint (bx_slice_len (block->label), ==,
                     block->turn == BX_TURN_NONE     ? 0
                     : block->turn == BX_TURN_ANSWER ? 12
                                                     : 9);
  }
  g_assert_cmpint (n, ==, G_N_ELEMENTS (turns));
  g_assert_cmpint (article->n_quotes, ==, 5);
  check_speech (article, 2, "程素珍 A7 | 有的人隔了二十年再来");
}

/* --- limits ---------------------------------------------------------------------------------- */

/* Nothing to find is no failure. */
static void
test_no_speech (void)
{
  static const char *const texts[] = { "標題", "只有一段話，沒有人說話。", "“", "”“”“", "他说，“”",
                                       "：“" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (BxArticle) article = make_article (texts[i], 3);

    g_assert_cmpint (article->n_speakers, ==, 0);
    g_assert_cmpint (article->n_pulls, ==, 0);
  }
}

/* --- mutations ------------------------------------------------------------------------------- */

/* A character of the text is left out, doubled, moved, or replaced by a mark or a word that means
 * something here. */
static char *
mutate (GRand *random, const char *text)
{
  static const char *const pieces[] = { "“",    "”",    "「", "」", "‘",  "’",  "：", "，",
                                        "。",   "？",   "\n", "说", "他", "她", "的", "老",
                                        "记者", "问：", "·",  "（", "）", "A",  "" };
  g_autoptr (GString) mutant = g_string_new (text);

  for (int n = g_rand_int_range (random, 1, 40); n > 0; n--) {
    glong n_chars = g_utf8_strlen (mutant->str, -1);
    int at = (int) (g_utf8_offset_to_pointer (mutant->str,
                                              g_rand_int_range (random, 0, (int) n_chars))
                    - mutant->str);
    int next = (int) (g_utf8_next_char (mutant->str + at) - mutant->str);

    if (g_rand_boolean (random) && n_chars > 2)
      g_string_erase (mutant, at, next - at);
    g_string_insert (mutant, at, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
  }
  return g_string_free (g_steal_pointer (&mutant), FALSE);
}

static void
test_mutations (gconstpointer data)
{
  g_autofree char *text = case_file_read (data);
  g_autofree char *name = g_path_get_basename (data);
  g_autoptr (GRand) random = g_rand_new_with_seed (g_str_hash (name)); /* the same everywhere */
  char *end = strstr (text, "---\n");

  if (end != NULL)
    *end = '\0';
  for (int i = 0; i < 40; i++) {
    g_autofree char *mutant = mutate (random, text);
    g_autoptr (BxArticle) article = make_article (mutant, i % 5);

    check_invariants (article);
    check_each_pull (article);
  }
}

/* --- length ---------------------------------------------------------------------------------- */

/* Ten times the text takes about ten times the time, so that a large file is no trap. */
static void
test_is_linear (void)
{
  g_autofree char *path = sample_path ();
  g_autofree char *text = case_file_read (path);
  gint64 times[2] = { 0, 0 };

  for (int i = 0; i < 2; i++) {
    g_autoptr (GString) many = g_string_new (NULL);
    gint64 start;

    for (int n = 0; n < (i == 0 ? 4 : 40); n++)
      g_string_append (many, text);
    start = g_get_monotonic_time ();
    bx_article_free (make_article (many->str, 6));
    times[i] = g_get_monotonic_time () - start;
  }
  g_test_message ("4 copies %" G_GINT64_FORMAT " us, 40 copies %" G_GINT64_FORMAT " us", times[0],
                  times[1]);
  g_assert_cmpint (times[1], <, 40 * times[0]);
}

/* Twice the same pull quote on a page would be worse than none. */
static void
test_given_pull_stands_once (void)
{
  static const char text[] = "---\nheadline: 渡口\nspeakers: [吴江]\npulls:\n  - text: "
                             "船能等人。\n    speaker: 吴江\n---\n\n"
                             "吴江说：“江不会等人，船能等人。”他把缆绳系好，又解开了。\n\n"
                             "吴江说：“我在这里撑了四十年的船，见过的人比鱼还多。”\n";
  g_autoptr (BxArticle) article = make_article (text, 3);
  int n_given = 0;

  for (int i = 0; i < article->n_pulls; i++)
    n_given += article->pulls[i].is_given;
  g_assert_cmpint (n_given, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  case_files_add_tests ("talk/cases", "/talk/cases", test_case);
  case_files_add_tests ("talk/cases", "/talk/pulls", test_case_pulls);
  case_files_add_tests ("talk/cases", "/talk/mutations", test_mutations);
  g_test_add_func ("/talk/sample/speakers", test_sample_speakers);
  g_test_add_func ("/talk/sample/pulls", test_sample_pulls);
  g_test_add_func ("/talk/pulls/best", test_best_is_chosen);
  g_test_add_func ("/talk/pulls/joined", test_joined_pulls);
  g_test_add_func ("/talk/pulls/rival", test_rival_is_not_pulled);
  g_test_add_func ("/talk/given/speakers", test_given_speakers);
  g_test_add_func ("/talk/given/post", test_given_post);
  g_test_add_func ("/talk/given/pulls", test_given_pulls);
  g_test_add_func ("/talk/given/joined-pull", test_given_joined_pull);
  g_test_add_func ("/talk/turns", test_turns);
  g_test_add_func ("/talk/no-speech", test_no_speech);
  g_test_add_data_func_full ("/talk/mutations/sora", sample_path (), test_mutations, g_free);
  g_test_add_func ("/talk/linear", test_is_linear);
  g_test_add_func ("/talk/given-pull-stands-once", test_given_pull_stands_once);
  return g_test_run ();
}
