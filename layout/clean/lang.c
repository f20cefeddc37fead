/* Which Chinese a text is written in, by characters that only one script uses and by words that
 * only Hong Kong writes. A guess for texts that do not say; the caller may name the language. */
#include "line.h"

#include <string.h>

/* Frequent pairs, traditional and simplified, none of which stands in texts of the other script. */
static const char pairs[]
    = "國国們们這这來来時时說说對对會会學学經经發发種种實实現现過过還还進进開开關关長长問问間间"
      "個个為为與与從从後后點点產产業业場场員员電电話话視视頻频機机構构應应該该麼么樣样無无動动"
      "體体頭头見见記记讓让認认識识請请談谈誰谁師师報报導导圖图書书寫写錢钱買买賣卖車车東东"
      "華华萬万億亿歲岁邊边遠远運运連连選选達达適适鐘钟鐵铁銀银錯错陳陈陽阳際际難难風风飛飞"
      "馬马驗验題题類类顯显願愿觀观覺觉親亲計计訊讯訪访設设許许訴诉證证評评詞词試试詩诗調调"
      "論论讀读變变質质費费資资賽赛贏赢輕轻轉转農农遊游鄉乡醫医雙双離离雜杂層层歷历聲声聽听"
      "聯联職职腦脑興兴舊旧節节範范藝艺藥药處处號号術术衛卫裝装複复規规";

/* 後 aside, whose simplified form is a traditional character as well. */
static const char not_telling[] = "后复";

/* A few pages tell; the rest of a long text need not be read for it. */
#define TELLING_BYTES (24 * 1024)

/* Characters of written Cantonese. */
static const char cantonese[] = "嘅喺咗冇唔佢啲嗰嘢睇諗嚟搵攞";

static GHashTable *
collect (const char *list, int first, int step)
{
  GHashTable *set = g_hash_table_new (NULL, NULL);
  int n = 0;

  for (const char *p = list; *p != '\0'; p = g_utf8_next_char (p), n++)
    if (n % step == first)
      g_hash_table_add (set, GUINT_TO_POINTER (g_utf8_get_char (p)));
  for (const char *p = not_telling; *p != '\0'; p = g_utf8_next_char (p))
    g_hash_table_remove (set, GUINT_TO_POINTER (g_utf8_get_char (p)));
  return set;
}

BxLang
bx_clean_lang (const char *text, int len)
{
  g_autoptr (GHashTable) traditional = collect (pairs, 0, 2);
  g_autoptr (GHashTable) simplified = collect (pairs, 1, 2);
  g_autoptr (GHashTable) spoken = collect (cantonese, 0, 1);
  int n_traditional = 0;
  int n_simplified = 0;
  int n_spoken = 0;

  for (const char *p = text; p < text + MIN (len, TELLING_BYTES); p = g_utf8_next_char (p)) {
    void *c = GUINT_TO_POINTER (g_utf8_get_char (p));

    n_traditional += g_hash_table_contains (traditional, c);
    n_simplified += g_hash_table_contains (simplified, c);
    n_spoken += g_hash_table_contains (spoken, c);
  }
  if (n_traditional <= n_simplified)
    return BX_LANG_HANS;
  return n_spoken * 100 > n_traditional ? BX_LANG_HANT_HK : BX_LANG_HANT_TW;
}
