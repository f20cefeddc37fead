/* Tells the parts of a text whose format does not: masthead, headline, deck and byline before the first paragraph,
 * crossheads between paragraphs, fine print at the end. Where a line could be several things it is a
 * paragraph; a text without a headline gets none. What the format says stands: a saved page names its
 * headline, but not its byline. Words are simplified; lines are folded. */
#include "line.h"

#include <string.h>

#define MAX_FRONT_LINES 10
#define MAX_HEADLINE_CHARS 45
#define MAX_CROSSHEAD_HAN 16
#define MAX_CROSSHEAD_CHARS 26
#define MAX_KICKER_HAN 8
#define LONG_PARAGRAPH_HAN 50
#define MAX_FINE_HAN 150
#define MAX_SOURCE_CHARS 24
#define MAX_CALL_HAN 30

typedef struct {
  char *text; /* folded */
  int len;
  int n_han;
  int n_chars;
} Look;

/* Line starts of fine print; the text after them does not matter. */
static const char *const fine_starts[] = {
  "本文作者",   "本文系",     "本文为",     "本文来自",   "本文来源",   "本文转自",   "本文由",
  "本文首发",   "本文刊",     "本文原",     "本文版权",   "本文仅",     "本文图",     "如需转载",
  "转载请",     "转载合作",   "转载须",     "转载自",     "未经",       "版权",       "读者热线",
  "热线",       "新闻热线",   "爆料",       "特别提醒",   "特别声明",   "免责声明",   "声明：",
  "责任编辑",   "责编",       "编辑：",     "编辑|",      "编辑｜",     "校对：",     "审核：",
  "审校：",     "监制：",     "值班",       "来源：",     "原标题",     "文章来源",   "图片来源",
  "图源：",     "题图",       "头图",       "配图",       "商务合作",   "广告合作",   "投稿",
  "联系邮箱",   "联系我们",   "联系电话",   "联系方式",   "邮箱：",     "微信：",     "电话：",
  "扫码",       "扫描",       "长按",       "点击阅读",   "点击下方",   "欢迎关注",   "欢迎转",
  "更多精彩",   "更多内容",   "推荐阅读",   "延伸阅读",   "延展阅读",   "（责任编辑", "（责编",
  "（编辑",     "（文中",     "（应",       "（完）",     "（本文",     "（来源",     "（原标题",
  "（实习生",   "（本报",     "文中人物",   "文中受访",   "为保护受访", "应受访者",   "注：文中",
  "END",        "—END—",      "- END -",    "©",          "Copyright",
};

/* Words that only fine print says, wherever they stand. */
static const char *const fine_words[] = {
  "严禁转载", "禁止转载", "谢绝转载", "不得转载", "违者必究", "版权所有", "保留所有权利",
  "请与作者联系", "撤下您的作品", "索取稿酬", "转载请注明", "侵权请联系", "如有侵权", "侵删",
  "关注公众号", "关注我们", "均为化名", "为化名）", "系化名）",
};

/* What asks the reader for something, at either end of a text. */
static const char *const calls[] = {
  "点击上方", "点击蓝字", "点击关注", "点击下方", "点上方", "戳上方", "点个“在看", "点个在看", "点亮在看", "点个赞",
  "点赞", "在看", "一键三连", "关注我们", "欢迎关注", "设为星标", "加星标", "长按", "扫码", "扫描", "喜欢这篇文章", "喜欢本文",
  "喜欢就", "转发给", "分享给", "阅读原文", "戳这里",
};

/* Words of a page's frame that say nothing without what stood beside them. */
static const char *const labels_only[] = {
  "发布于", "发表于", "发布时间", "更新于", "更新时间", "原创", "首发", "转载", "作者", "来源", "编辑", "浏览", "阅读",
  "字号", "大中小", "分享到", "分享", "评论", "收藏", "打印", "关闭窗口", "正文", "首页", "广告", "相关文章", "相关阅读",
  "相关新闻", "推荐阅读", "【发表评论】【打印】【关闭窗口】",
};

static const char *const publication_ends[] = {
  "日报", "晚报", "晨报", "早报", "周报", "时报", "商报", "都市报", "导报", "学报", "画报",
  "周刊", "月刊", "杂志", "新闻", "新闻网", "在线", "电视台", "通讯社", "新华社", "新华网",
  "人民网", "报", "刊",
};

static const char *const deck_starts[] = {
  "导语", "编者按", "摘要", "核心提示", "内容提要", "引言", "导读", "提要",
};

static const char *const kickers[] = {
  "特写", "专题", "封面", "封面故事", "封面报道", "人物", "专访", "深度", "深度报道", "观察",
  "对话", "特稿", "非虚构", "口述", "调查", "特别报道", "独家", "专栏", "文化", "科技", "财经",
  "社会", "报道",
};

static const char *const source_starts[] = {
  "来源：", "来源:", "稿源：", "稿源:", "文章来源", "信息来源",
};

static gboolean
starts_with_any (const Look *look, const char *const *list, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_has_prefix (look->text, list[i]))
      return TRUE;
  return FALSE;
}

static gboolean
holds_any (const Look *look, const char *const *list, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (strstr (look->text, list[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gunichar
last_char (const Look *look)
{
  return look->len > 0 ? g_utf8_get_char (g_utf8_prev_char (look->text + look->len)) : 0;
}

static gboolean
is_one_of (gunichar c, const char *list)
{
  return c != 0 && g_utf8_strchr (list, -1, c) != NULL;
}

/* Prose: a whole sentence, or too long for a line that is displayed. */
static gboolean
is_prose (const Look *look)
{
  if (look->n_han >= LONG_PARAGRAPH_HAN || strstr (look->text, "。") != NULL)
    return TRUE;
  return is_one_of (last_char (look), "；，：;") || strstr (look->text, "：“") != NULL;
}

/* — END —, （完）: dashes around it do not matter. */
static gboolean
is_end (const Look *look)
{
  static const char *const words[] = { "END", "THE END", "The End", "完", "全文完", "（完）" };
  const char *p = look->text;
  const char *end = look->text + look->len;

  while (p < end && is_one_of (g_utf8_get_char (p), "-—–=─━·* "))
    p = g_utf8_next_char (p);
  while (end > p && is_one_of (g_utf8_get_char (g_utf8_prev_char (end)), "-—–=─━·* "))
    end = g_utf8_prev_char (end);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if ((gsize) (end - p) == strlen (words[i]) && strncmp (p, words[i], strlen (words[i])) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_call (const Look *look)
{
  return look->n_han <= MAX_CALL_HAN && starts_with_any (look, calls, G_N_ELEMENTS (calls));
}

/* A label without what it is a label of. */
static gboolean
is_label_only (const Look *look)
{
  for (gsize i = 0; i < G_N_ELEMENTS (labels_only); i++) {
    gsize len = strlen (labels_only[i]);

    if (strncmp (look->text, labels_only[i], len) == 0
        && (look->text[len] == '\0' || strcmp (look->text + len, "：") == 0
            || strcmp (look->text + len, ":") == 0))
      return TRUE;
  }
  return FALSE;
}

/* --- masthead ------------------------------------------------------------------------------- */

static GRegex *
date_pattern (void)
{
  static GRegex *pattern;

  if (g_once_init_enter (&pattern)) {
    GRegex *made = g_regex_new ("(19|20)\\d\\d ?[-/.年] ?\\d{1,2} ?[-/.月] ?\\d{1,2} ?日?"
                                "( *(星期.|周.)?,? *([上下]午)? *\\d{1,2}[:：]\\d\\d([:：]\\d\\d)?)?",
                                G_REGEX_OPTIMIZE, 0, NULL);

    g_once_init_leave (&pattern, made);
  }
  return pattern;
}

static int
count_chars_before (const Look *look, int offset)
{
  return (int) g_utf8_strlen (look->text, offset);
}

static gboolean
names_credits (const char *text)
{
  g_autoptr (GArray) credits = g_array_new (FALSE, FALSE, sizeof (BxCredit));

  return bx_byline_parse (text, (int) strlen (text), credits);
}

/* Another block begins at an offset. */
static void
add_cut (BxLine *line, const Look *look, int offset, BxBlockKind kind)
{
  int n = line->cuts[0] > 0;

  line->cuts[n] = count_chars_before (look, offset);
  line->kinds_after[n] = kind;
}

/* Masthead and time, in either order, and who wrote it, on one line. The cut is a cell index; cells and characters
 * agree here, as a line with a doubled … is no masthead. */
static gboolean
take_date_line (BxLine *line, const Look *look)
{
  g_autoptr (GMatchInfo) match = NULL;
  int start, end;

  if (look->n_chars > 60 || strstr (look->text, "。") != NULL || strstr (look->text, "…") != NULL
      || !g_regex_match (date_pattern (), look->text, 0, &match)
      || !g_match_info_fetch_pos (match, 0, &start, &end) || look->n_han > 24)
    return FALSE;
  line->kind = BX_BLOCK_TIME;
  if (start > 0) {
    line->kind = BX_BLOCK_PUBLICATION;
    add_cut (line, look, start, BX_BLOCK_TIME);
  }
  while (g_unichar_isspace (g_utf8_get_char (look->text + end)))
    end = (int) (g_utf8_next_char (look->text + end) - look->text);
  if (end < look->len && names_credits (look->text + end))
    add_cut (line, look, end, BX_BLOCK_BYLINE);
  else if (end < look->len && start == 0)
    add_cut (line, look, end, BX_BLOCK_PUBLICATION);
  return TRUE;
}

/* 《南窗》月刊 2026年2月号: a paper with its name in title marks, an issue, or both. A title alone is
 * a headline as well as a paper. */
static GRegex *
issue_pattern (void)
{
  static GRegex *pattern;

  if (g_once_init_enter (&pattern)) {
    GRegex *made
        = g_regex_new ("^(?<paper>《[^《》]{1,12}》(双?[周月季年]刊|杂志|报)?)? ?"
                       "(?<issue>((19|20)\\d\\d|[〇零一二三四五六七八九]{4}) ?年"
                       "( ?(\\d{1,2}|[一二三四五六七八九十]{1,3}) ?月)?"
                       "( ?(\\d{1,2}|[一二三四五六七八九十廿卅]{1,3}) ?日)?"
                       "( ?[春夏秋冬]?季?[号刊])?( ?第 ?[\\d一二三四五六七八九十百]{1,4} ?期)?"
                       "|总?第 ?[\\d一二三四五六七八九十百]{1,4} ?期)?$",
                       G_REGEX_OPTIMIZE, 0, NULL);

    g_once_init_leave (&pattern, made);
  }
  return pattern;
}

static gboolean
take_issue_line (BxLine *line, const Look *look)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *paper = NULL;
  g_autofree char *issue = NULL;
  int start;

  if (look->n_chars < 3 || look->n_chars > 40
      || !g_regex_match (issue_pattern (), look->text, 0, &match))
    return FALSE;
  paper = g_match_info_fetch_named (match, "paper");
  issue = g_match_info_fetch_named (match, "issue");
  if (issue[0] == '\0' && g_str_has_suffix (paper, "》"))
    return FALSE;
  if (issue[0] == '\0') {
    line->kind = BX_BLOCK_PUBLICATION;
    return TRUE;
  }
  line->kind = paper[0] != '\0' ? BX_BLOCK_PUBLICATION : BX_BLOCK_TIME;
  g_match_info_fetch_named_pos (match, "issue", &start, NULL);
  if (start > 0) {
    add_cut (line, look, start, BX_BLOCK_TIME);
  }
  return TRUE;
}

static gboolean
is_publication (const Look *look)
{
  if (look->n_han < 2 || look->n_han > 8 || look->n_han != look->n_chars)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (publication_ends); i++)
    if (g_str_has_suffix (look->text, publication_ends[i]))
      return TRUE;
  return FALSE;
}

/* --- before the first paragraph ------------------------------------------------------------- */

static gboolean
is_kicker (const Look *look)
{
  g_autofree char *word = NULL;

  if (look->n_han > MAX_KICKER_HAN)
    return FALSE;
  if (g_str_has_prefix (look->text, "【") && g_str_has_suffix (look->text, "】"))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (kickers); i++)
    if (strcmp (look->text, kickers[i]) == 0)
      return TRUE;
  return FALSE;
}

/* 那口“锅” ends a headline; what somebody says does not. */
static gboolean
ends_with_speech (const Look *look)
{
  const char *open = NULL;

  if (!is_one_of (last_char (look), "”」"))
    return FALSE;
  for (const char *p = look->text; *p != '\0'; p = g_utf8_next_char (p))
    if (is_one_of (g_utf8_get_char (p), "“「"))
      open = p;
  return open == NULL || g_utf8_strlen (open, -1) > 8;
}

static gboolean
may_be_headline (const Look *look)
{
  return look->n_chars >= 2 && look->n_chars <= MAX_HEADLINE_CHARS && !is_prose (look)
         && look->n_han + 2 >= look->n_chars / 4 && !ends_with_speech (look);
}

/* What a line before the first paragraph says of itself, UNKNOWN where its place must tell. */
static void
take_marked_front_line (BxLine *line, const Look *look, gboolean is_first)
{
  if (take_date_line (line, look) || take_issue_line (line, look))
    return;
  if (is_call (look)) {
    line->kind = BX_BLOCK_FINE;
    return;
  }
  if (names_credits (look->text))
    line->kind = BX_BLOCK_BYLINE;
  else if (starts_with_any (look, deck_starts, G_N_ELEMENTS (deck_starts)))
    line->kind = BX_BLOCK_DECK;
  else if (is_kicker (look))
    line->kind = BX_BLOCK_KICKER;
  else if ((is_first && is_publication (look))
           || (look->n_chars <= MAX_SOURCE_CHARS
               && starts_with_any (look, source_starts, G_N_ELEMENTS (source_starts))))
    line->kind = BX_BLOCK_PUBLICATION;
}

/* The front ends at the first prose that no label marks as something else, and at a crosshead. */
static int
find_front_end (BxDraft *draft, const Look *looks)
{
  int i;

  for (i = 0; i < MIN (draft->n_lines, MAX_FRONT_LINES); i++) {
    BxLine *line = &draft->lines[i];

    if (line->kind == BX_BLOCK_CROSSHEAD || line->kind == BX_BLOCK_PARAGRAPH)
      break;
    if (line->kind != BX_BLOCK_UNKNOWN)
      continue;
    take_marked_front_line (line, &looks[i], i == 0);
    if (line->kind == BX_BLOCK_UNKNOWN && is_prose (&looks[i]))
      break;
  }
  return i;
}

/* The first line that may be one; but a word or two before a longer line are its kicker. */
static int
choose_headline (BxDraft *draft, const Look *looks, int front)
{
  for (int i = 0; i < draft->n_lines; i++)
    if (draft->lines[i].kind == BX_BLOCK_HEADLINE)
      return i;
  for (int i = 0; i < front; i++) {
    gboolean has_next = i + 1 < front && draft->lines[i + 1].kind == BX_BLOCK_UNKNOWN
                        && may_be_headline (&looks[i + 1]);

    if (draft->lines[i].kind != BX_BLOCK_UNKNOWN || !may_be_headline (&looks[i]))
      continue;
    if (has_next && looks[i].n_han <= 6 && looks[i + 1].n_han > 2 * looks[i].n_han
        && !g_str_has_prefix (looks[i + 1].text, "——")) {
      draft->lines[i].kind = BX_BLOCK_KICKER;
      continue;
    }
    return i;
  }
  return -1;
}

/* A line under the headline is its deck if a byline or the body follows; one that comes after the
 * byline heads the first section. */
static void
settle_front (BxDraft *draft, const Look *looks, int front, int headline)
{
  gboolean seen_byline = FALSE;

  for (int i = 0; i < front; i++) {
    BxLine *line = &draft->lines[i];
    gboolean follows = i == headline + 1 && headline >= 0;

    seen_byline |= line->kind == BX_BLOCK_BYLINE;
    if (line->kind == BX_BLOCK_KICKER && headline >= 0 && i > headline)
      line->kind = BX_BLOCK_PARAGRAPH;
    if (line->kind != BX_BLOCK_UNKNOWN)
      continue;
    if (i == headline)
      line->kind = BX_BLOCK_HEADLINE;
    else if (follows && !seen_byline && front < draft->n_lines && may_be_headline (&looks[i]))
      line->kind = BX_BLOCK_DECK;
    else if (i > headline && headline >= 0 && i == front - 1 && front < draft->n_lines
             && looks[i].n_han <= MAX_CROSSHEAD_HAN && may_be_headline (&looks[i]))
      line->kind = BX_BLOCK_CROSSHEAD;
    else
      line->kind = BX_BLOCK_PARAGRAPH;
  }
}

/* --- end and body --------------------------------------------------------------------------- */

static gboolean
is_fine (const Look *look)
{
  if (look->n_han > MAX_FINE_HAN)
    return FALSE;
  return is_end (look) || is_call (look) || names_credits (look->text)
         || starts_with_any (look, fine_starts, G_N_ELEMENTS (fine_starts))
         || holds_any (look, fine_words, G_N_ELEMENTS (fine_words));
}

/* The fine print is the run of such lines at the end; one short line of another kind may stand in
 * it, because page furniture gets copied along. */
static int
find_fine_print (const BxDraft *draft, const Look *looks, int front)
{
  int first = draft->n_lines;
  int strangers = 0;

  for (int i = draft->n_lines - 1; i >= front && strangers <= 1; i--) {
    if (is_fine (&looks[i])) {
      first = i;
      strangers = 0;
    } else if (looks[i].n_han > 30)
      break;
    else
      strangers++;
  }
  return first;
}

/* 「瞓廁所？」, "走！": a mark stands before a closing one, as it does where somebody speaks. */
static gboolean
closes_sentence (const Look *look)
{
  gunichar before = 0;

  for (const char *p = look->text; *p != '\0'; p = g_utf8_next_char (p)) {
    if (before != 0 && is_one_of (g_utf8_get_char (p), "”」』\"") && is_one_of (before, "。！？…，!?"))
      return TRUE;
    before = g_utf8_get_char (p);
  }
  return FALSE;
}

static gboolean
may_be_crosshead (const Look *look)
{
  return look->n_chars >= 1 && look->n_chars <= MAX_CROSSHEAD_CHARS
         && look->n_han <= MAX_CROSSHEAD_HAN && !is_prose (look)
         && !g_str_has_prefix (look->text, "——") /* who said what stands above */
         && !is_one_of (last_char (look), "。！？…；，：、.!?,:;）)")
         && !closes_sentence (look) && strstr (look->text, "：") == NULL;
}

/* A crosshead stands alone before a paragraph; short lines in a row are a list or a poem. */
static void
settle_body (BxDraft *draft, const Look *looks, int start, int end)
{
  for (int i = start; i < end; i++) {
    gboolean is_alone = i > start && i + 1 < end && may_be_crosshead (&looks[i])
                        && !may_be_crosshead (&looks[i - 1]) && !may_be_crosshead (&looks[i + 1]);

    if (draft->lines[i].kind == BX_BLOCK_UNKNOWN)
      draft->lines[i].kind = is_alone ? BX_BLOCK_CROSSHEAD : BX_BLOCK_PARAGRAPH;
  }
}

static Look *
look_at_lines (const BxDraft *draft)
{
  Look *looks = g_new0 (Look, draft->n_lines + 1);

  for (int i = 0; i < draft->n_lines; i++) {
    g_autofree char *text = bx_line_to_text (&draft->lines[i]);
    int len = (int) strlen (text);

    looks[i] = (Look){ bx_fold_variants (text, len), len, bx_count_han (text, len),
                       (int) g_utf8_strlen (text, len) };
  }
  return looks;
}

static void
leave_out (BxDraft *draft, BxLine *line)
{
  for (int i = 0; i < line->n_cells; i++)
    bx_cell_remove (&line->cells[i], BX_EDIT_LEFT_OUT);
  bx_line_close_up (draft, line);
}

static void
settle_as_paragraphs (BxDraft *draft)
{
  for (int i = 0; i < draft->n_lines; i++)
    if (draft->lines[i].kind == BX_BLOCK_UNKNOWN)
      draft->lines[i].kind = BX_BLOCK_PARAGRAPH;
}

/* What a page's frame left behind is no part of the article. */
static void
drop_labels (BxDraft *draft, Look *looks)
{
  for (int i = 0; i < draft->n_lines; i++)
    if (draft->lines[i].kind != BX_BLOCK_HEADLINE && is_label_only (&looks[i])) {
      leave_out (draft, &draft->lines[i]);
      looks[i].n_han = looks[i].n_chars = looks[i].len = 0;
      looks[i].text[0] = '\0';
    }
}

/* Decides by the looks of the lines. */
static void
tell_parts (BxDraft *draft)
{
  Look *looks = look_at_lines (draft);
  int front, headline, fine;

  if (draft->raw->is_page)
    drop_labels (draft, looks);
  front = find_front_end (draft, looks);
  headline = choose_headline (draft, looks, front);
  settle_front (draft, looks, front, headline);
  fine = find_fine_print (draft, looks, front);
  settle_body (draft, looks, front, fine);
  for (int i = fine; i < draft->n_lines; i++)
    if (draft->lines[i].kind == BX_BLOCK_UNKNOWN) {
      draft->lines[i].kind = BX_BLOCK_FINE;
      if (draft->how->has_no_boilerplate)
        leave_out (draft, &draft->lines[i]);
    }
  for (int i = 0; i < draft->n_lines; i++)
    if (draft->lines[i].kind == BX_BLOCK_FINE && i < front && draft->how->has_no_boilerplate)
      leave_out (draft, &draft->lines[i]);
  for (int i = 0; i < draft->n_lines; i++)
    g_free (looks[i].text);
  g_free (looks);
}

void
bx_clean_parts (BxDraft *draft)
{
  if (draft->raw->is_settled)
    settle_as_paragraphs (draft);
  else
    tell_parts (draft);
}
