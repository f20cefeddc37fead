/* Tables of words and the questions asked of them. Which word means what in a sentence is decided in
 * attribute.c; here a word only is or is not in a table. Sources: layout-algorithms §5.3 and common
 * lists of surnames. */
#include "lexicon.h"

#include <string.h>

static const char *const strong_cues[] = {
  "说道", "说", "表示", "指出", "认为", "称", "告诉", "介绍", "强调", "透露", "坦言", "直言",
  "坦承", "回忆", "解释", "补充", "回应", "回答", "反问", "追问", "感叹", "感慨", "总结", "分析",
  "评价", "形容", "承认", "否认", "呼吁", "建议", "提醒", "警告", "宣布", "披露", "讲述", "谈到",
  "提到", "写道", "笑言", "戏称", "调侃", "断言", "坚称", "声称", "重申", "转述", "笑称", "自嘲",
  "诉说", "谈及", "倾诉", "抱怨", "辩解", "反驳", "质问", "叮嘱", "嘱咐", "表明", "指", "补述",
  "阐述", "描述", "叙述", "直指", "点评", "判断", "预测", "推测", "主张", "自述", "自称", "喊道",
  NULL,
};

static const char *const weak_cues[] = {
  "看", "想", "问", "道", "讲", "聊", "谈", "笑", "叹", "觉得", "相信", "希望", "发现", "记得",
  "知道", "喊", "答", "骂", "嘀咕", "吐槽", "安慰", "交代", "话", NULL,
};

/* Words that hold a cue and are none. */
static const char *const false_cues[] = {
  "据说", "小说", "学说", "传说", "再说", "虽说", "难说", "可以说", "也就是说", "就是说", "按说",
  "听说", "照说", "应该说", "换句话说", "比如说", "譬如说", "例如说", "来说", "来讲", "不用说",
  "别说", "俗话说", "常言道", "说明", "说法", "说服", "说起来", "称为", "称作", "称呼", "职称",
  "名称", "俗称", "简称", "号称", "堪称", "人称", "统称", "被称", "被认为", "普遍认为", "对称",
  "指数", "指标", "指导", "指向", "指定", "指着", "手指", "是指", "特指", "看来", "看到", "看似",
  "看作", "看法", "道路", "道理", "知道了", "报道", "渠道", "街道", "味道", "道德", "频道",
  "管道", "通道", "讲究", "讲座", "谈判", "谈论", "笑容", "微笑", "问题", "问世", "访问", "疑问",
  "学问", "顾问", "提问", "想象", "想法", "思想", "理想", "梦想", "答案", "的话", "电话", "对话",
  "童话", "笑话", "神话", "分析师", "介绍信", "建议书", "评价体系", "演讲", "表示式", "解释权",
  "回忆录", "叫做", "一般来说", "总的来说", "总结会", "称得上", "称赞", NULL,
};

static const char *const compound_surnames[] = {
  "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛",
  "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容",
  "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "子车", "亓官", "司寇", "巫马",
  "公西", "颛孙", "壤驷", "公良", "漆雕", "乐正", "宰父", "谷梁", "拓跋", "夹谷", "轩辕", "令狐",
  "段干", "百里", "呼延", "东郭", "南门", "羊舌", "微生", "梁丘", "左丘", "东门", "西门", "第五",
  NULL,
};

static const char single_surnames[]
    = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛"
      "奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康"
      "伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵"
      "席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗"
      "丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄麴家封芮羿储靳汲邴糜松井段富巫乌"
      "焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿"
      "白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通"
      "边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇"
      "广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红"
      "游竺权逯盖益桓公肖付代闫岳覃邸佟楚迟亓句牟战原由邝揭佘佴幺揣补哈门初苟邬占练";

/* Words of everyday use that begin with a character that is also a surname. */
static const char *const common_words[] = {
  "那么", "那些", "那个", "那时", "那样", "那里", "那天", "那年", "于是", "于此", "任何", "任务",
  "任由", "方面", "方法", "方式", "方向", "方案", "高度", "高兴", "高级", "高端", "高校", "高速",
  "高达", "成为", "成功", "成立", "成员", "成果", "成本", "成都", "成长", "时间", "时候", "时代",
  "时而", "时任", "经过", "经济", "经历", "经常", "经营", "经验", "曾经", "曾任", "曾在", "程度",
  "程序", "国家", "国内", "国际", "国外", "国务", "万一", "安全", "安排", "安装", "平台", "平时",
  "平均", "平等", "常常", "常年", "常见", "向来", "向着", "连续", "连同", "空间", "空气", "温度",
  "温暖", "应该", "应用", "应对", "应当", "应届", "计算", "计划", "支持", "支付", "管理", "从而",
  "从此", "从前", "从小", "从事", "全国", "全部", "全球", "全新", "全身", "全面", "全家", "金融",
  "金额", "黄金", "马上", "白天", "白色", "水平", "水果", "石头", "项目", "强调", "强大", "强烈",
  "明天", "明年", "明确", "明显", "明星", "明白", "关于", "关注", "关系", "关键", "关心", "越来",
  "容易", "别人", "别的", "古代", "双方", "文章", "文化", "文明", "文字", "文学", "游戏", "游客",
  "广告", "广大", "广东", "广州", "东西", "东部", "通过", "通常", "通知", "包括", "左右", "严重",
  "严格", "尤其", "尤为", "何时", "何况", "许多", "许久", "席卷", "季节", "江南", "林业", "夏天",
  "田野", "党员", "解决", "解释", "单位", "单纯", "富有", "满足", "满意", "简单", "简直", "都是",
  "都会", "都有", "利用", "利益", "终于", "终究", "充满", "充分", "居民", "居然", "原来", "原因",
  "原本", "由于", "由此", "初期", "相关", "相信", "相比", "相对", "相较", "后来", "后者", "后续",
  "公司", "公众", "公开", "公里", "权利", "红色", "师傅", "师生", "和他", "和她", "和我", "家里",
  "家人", "家长", "家庭", "能够", "能力", "能否", "车辆", "车间", "班级", "班上", "路上", "路边",
  "花费", "花了", "元旦", "宁可", "宁愿", "乐观", "华为", "华人", "康复", "雷达", "毕竟", "毕业",
  "齐全", "余下", "元年", "云计", "云南", "章节", "代表", "代码", "代理", "步骤", "步入", "步伐",
  "易于", "农村", "农民", "农业", "边上", "边缘", "幸好", "幸福", "幸运", "山上", "山东", "山西",
  "巴西", "景区", "景象", "龙头", "司机", "印度", "印象", "查看", "查询", "查明", "养老", "养成",
  "须知", "空中", "沙漠", "丰富", "冷静", "融资", "融合", "隆重", "尚未", "尚且", "桑拿", "门口",
  "门票", "战争", "战略", "战士", "补充", "补贴", "迟早", "岳父", "岳母", "付出", "付费", "占据",
  "占比", "练习", "苏州", "江苏", "江西", "海外", "贵州", "杭州", "柏林", "汤姆", "钱包", "周末",
  "周一", "周二", "周三", "周四", "周五", "周六", "周日", "周围", "周边", "周年", "王国", "王牌",
  "王者", "黄昏", "金属", "石油", "项链", "顾客", "顾问", "管道", "支出", "童年", "梅雨", "盛大",
  "包装", "封面", "封闭", "储存", "富裕", "段落", "景观", "叶子", "武器", "符合", "祖国", "祖父",
  "祖母", "宫殿", "仰望", "全程", "侯门", "车站", "甘肃", "厉害", "郎中", "苗族", "方才", "俞允",
  "史上", "费用", "唐代", "雷声", "贺卡", "安静", "常规", "伍佰", "卜算", "孟加", "和平", "和谐",
  "毛病", "米饭", "贝壳", "计较", "伏击", "谈到", "谈及", "宋代", "纪录", "纪念", "舒服", "屈服",
  "祝福", "梁上", "蓝色", "麻烦", "路线", "危险", "危机", "江山", "徐徐", "高温", "莫非", "房子",
  "房间", "房屋", "干部", "干净", "宗教", "宣布", "宣传", "单独", "洪水", "诸多", "诸如", "左边",
  "吉林", "程式", "陆续", "荣誉", "惠及", "家属", "家乡", NULL,
};

static const char function_chars[]
    = "的了是在和与就都也还不没说你他她它我们这那个到从对向把被让给吗呢吧着过得很更其及或但因所会"
      "要能可以很则又再已将曾却便，。！？；：、“”‘’（）《》·…—";

static const char translit_chars[]
    = "阿埃艾爱安奥巴班邦贝本比彼宾波伯勃博布查达戴丹道德登迪蒂丁东杜顿多厄恩尔法范菲费芬丰佛弗夫"
      "福盖甘冈戈格葛贡古瓜哈海汉豪赫亨洪侯胡华怀惠霍基吉加贾杰金卡凯坎康考柯科克肯库夸拉莱赖兰朗"
      "劳勒雷黎里理利莉丽连林琳龙隆卢鲁路吕伦罗洛马玛迈麦曼梅蒙米密莫默木姆穆纳奈南内尼妮涅宁纽农"
      "努诺欧帕潘庞佩彭皮平坡珀普奇齐乔切丘屈让热日荣儒瑞若萨塞赛桑瑟森沙莎山尚舍申圣施史舒斯思索"
      "塔泰坦汤唐特滕提田廷图托瓦万旺威韦维卫温沃乌伍武西希锡夏香肖歇谢辛欣休雪逊雅亚延扬耶叶伊易"
      "因英尤于约扎詹珍治朱兹宗佐";

static const char *const titles[] = {
  "教授", "副教授", "研究员", "主任", "院长", "校长", "所长", "董事长", "总经理", "经理", "创始人",
  "合伙人", "创办人", "掌门人", "医生", "大夫", "律师", "导演", "作家", "诗人", "设计师", "工程师",
  "发言人", "负责人", "首席执行官", "总裁", "副总裁", "主席", "秘书长", "书记", "局长", "处长",
  "科长", "部长", "市长", "县长", "区长", "镇长", "村长", "省长", "厅长", "司长", "博士", "院士",
  "专家", "学者", "分析师", "经济学家", "科学家", "艺术家", "企业家", "画家", "摄影师", "演员",
  "歌手", "编剧", "制片人", "制作人", "厨师", "老师", "教师", "学生", "司机", "骑手", "店主",
  "老板", "店长", "员工", "顾问", "总监", "主管", "馆长", "会长", "理事长", "社长", "台长",
  "总编辑", "评论员", "建筑师", "护士", "志愿者", "村民", "居民", "市民", "投资人", "架构师",
  "农民", "工人", "队长", "教练", "运动员", "球员", "同事", "朋友", "妻子", "丈夫", "母亲", "父亲",
  "儿子", "女儿", "哥哥", "姐姐", "弟弟", "妹妹", "同学", "总工", "馆员", "讲师", "议员", "法官",
  "检察官", "警官", "军官", "先生", "女士", "小姐", "太太", "主理人", "策展人", "音乐人", "出品人",
  "发起人", "继承人", "传承人", "讲解员", "飞行员", "快递员", "外卖员", "程序员", "产品经理",
  "店员", "站长", "学家", "规划师", "矿工", "渔民", "牧民", "保安", "木匠", "裁缝", "船长", "机长",
  "警察", "消防员", "老兵", "主播", "博主", "舞者", "主人", "业主", "租客", "车主", "家长", "患者",
  "护工", "导游", "领队", "校友", "大学生", "研究生", "博士生", "修复师", "调查员", "主持人", "老人", "厂长", "组长", "班长", "委员", "理事", "董事", "监事", "会计师", "经纪人",
  "CEO", "CTO", "CIO", "COO", "CFO", "CMO", "VP", "CPO", "CSO", "总", NULL,
};

/* What may come between a name and its cue, by its first word. */
static const char *const followers[] = {
  "在", "对", "向", "还", "也", "又", "则", "曾", "就", "便", "却", "再", "都", "已", "将", "随后",
  "近日", "日前", "进一步", "笑着", "坦率", "坦然", "同时", "此前", "之后", "后来", "接着", "继续",
  "当时", "今年", "告诉", "是", "从", "于", "给", "这样", "如此", "多次", "反复", "经常", "常", "一",
  "没", "不", "很", "最", "最终", "终于", "毫不", "不无", "无奈", "耐心", "本人", "自己", "坚定",
  "明确", "特别", "尤其", "首先", "最后", "另外", "甚至", "仍", "依然", "始终", "一直", "现", "原",
  "以", "用", "把", "被", "有", "来自", "来到", "出生", "毕业", "担任", "开始", "和", "与", "等",
  "说", "的", "看", "想", "所", "长期", "早", "这", "那", "（", "(", "，", "、", "。", "：", "“",
  "「", "《", "—", NULL,
};

/* What may stand right before a name. */
static const char *const leaders[] = {
  "的", "在", "据", "和", "与", "而", "但", "对", "向", "用", "按", "照", "由", "让", "请", "问",
  "如", "像", "，", "、", "。", "；", "：", "！", "？", "》", "”", "」", "）", "’", "—", "时", "后",
  "此", "是", "叫", "为", "给", "跟", NULL,
};

static const char object_chars[] = "对向跟给被让把同问据请";

static const char *const pronouns[] = { "他", "她", "对方", "这位", "该名", "TA", NULL };

static const char *const askers[] = {
  "记者", "问", "提问", "主持人", "编辑", "采访者", "Q", "q", "本刊", "本报", "笔者", "观众",
  "读者", "网友", "听众", NULL,
};

static const char *const media_ends[] = { "周刊", "新闻", "记者", "日报", "晚报", "杂志", "报", "网",
                                          "刊", "在线", NULL };

static const char *const listeners[] = { "记者", "本报", "本刊", "媒体", "我们", "我", "大家", "观众",
                                         "听众", "读者", "笔者", "《", "他", "她", NULL };

static int
match_at (const char *p, const char *end, const char *const *words)
{
  int longest = 0;

  if (p >= end)
    return 0;
  for (int i = 0; words[i] != NULL; i++) {
    int len;

    if (words[i][0] != p[0])
      continue;
    len = (int) strlen (words[i]);
    if (len > longest && len <= end - p && memcmp (p, words[i], (gsize) len) == 0)
      longest = len;
  }
  return longest;
}

static int
match_before (const char *start, const char *p, const char *const *words)
{
  int longest = 0;

  if (p <= start)
    return 0;
  for (int i = 0; words[i] != NULL; i++) {
    int len = (int) strlen (words[i]);

    /* Most words are ruled out by their last byte, without a call. */
    if (words[i][len - 1] == p[-1] && len > longest && len <= p - start && memcmp (p - len, words[i], (gsize) len) == 0)
      longest = len;
  }
  return longest;
}

static gboolean
is_in (gunichar c, const char *list)
{
  return c != 0 && g_utf8_strchr (list, -1, c) != NULL;
}

int
bx_cue_at (const char *p, const char *end, gboolean *is_strong)
{
  int strong = match_at (p, end, strong_cues);
  int weak = match_at (p, end, weak_cues);

  *is_strong = strong >= weak && strong > 0;
  return MAX (strong, weak);
}

gboolean
bx_cue_is_false (const char *start, const char *p, int len, const char *end)
{
  for (int i = 0; false_cues[i] != NULL; i++) {
    const char *word = false_cues[i];
    int word_len = (int) strlen (word);

    for (const char *inside = word; inside + len <= word + word_len; inside += 3) {
      const char *from = p - (inside - word);

      if (memcmp (inside, p, (gsize) len) == 0 && from >= start && from + word_len <= end
          && memcmp (from, word, (gsize) word_len) == 0)
        return TRUE;
    }
  }
  return FALSE;
}

int
bx_surname_at (const char *p, const char *end)
{
  int compound = match_at (p, end, compound_surnames);

  if (compound > 0)
    return compound;
  if (end - p < 3 || !is_in (g_utf8_get_char (p), single_surnames))
    return 0;
  return 3;
}

gboolean
bx_is_common_word_at (const char *p, const char *end)
{
  return match_at (p, end, common_words) > 0;
}

gboolean
bx_is_function_char (gunichar c)
{
  return !bx_is_han (c) || is_in (c, function_chars);
}

gboolean
bx_is_translit_char (gunichar c)
{
  return is_in (c, translit_chars);
}

int
bx_title_at (const char *p, const char *end)
{
  return match_at (p, end, titles);
}

int
bx_title_before (const char *start, const char *p)
{
  return match_before (start, p, titles);
}

int
bx_follower_at (const char *p, const char *end)
{
  return match_at (p, end, followers);
}

int
bx_leader_before (const char *start, const char *p)
{
  return match_before (start, p, leaders);
}

gboolean
bx_is_object_word (gunichar c)
{
  return is_in (c, object_chars);
}

int
bx_pronoun_at (const char *p, const char *end)
{
  return match_at (p, end, pronouns);
}

gboolean
bx_is_asker (const char *label, int len)
{
  return match_at (label, label + len, askers) == len
         || match_before (label, label + len, media_ends) > 0;
}

int
bx_word_at (const char *p, const char *end, const char *const *words)
{
  return match_at (p, end, words);
}

gboolean
bx_holds_word (const char *p, const char *end, const char *word)
{
  return g_strstr_len (p, end - p, word) != NULL;
}

gboolean
bx_holds_listener (const char *p, const char *end)
{
  for (int i = 0; listeners[i] != NULL; i++)
    if (bx_holds_word (p, end, listeners[i]))
      return TRUE;
  return FALSE;
}
