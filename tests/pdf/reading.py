#!/usr/bin/env python3
"""What a screen reader reads: the tree of tags, by poppler. `reading.py BANXIN SOURCE_ROOT`.

Pull quotes repeat what the article says, so they are no part of the tree; readings, dots, hyphens and
furniture are no part of the article. What browsers read is held in tests/conformance.
"""
import pathlib
import re
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import order  # noqa: E402
import tap  # noqa: E402
from finished import output_of  # noqa: E402

BANXIN, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
SAMPLES = ROOT / 'samples'
folder = tempfile.TemporaryDirectory(prefix='banxin-reading-')
FOLDER = pathlib.Path(folder.name)

# Bopomofo, pinyin, dots, name lines, notes, words that are divided; and two who are quoted.
MARKED = FOLDER / 'marked.md'
MARKED.write_text('''# 行間標注

{饕餮|tāo tiè}和{莊子|Zhuāngzǐ}都寫進了<cite>山海經</cite>裡去，<u>孔子</u>*沒有說過*。[^1] 張三說：“我們今天看到的文章都很好看，真的是很好看的文章，值得一看再看。”

{媽|ㄇㄚ}{麻|ㄇㄚˊ}{馬|ㄇㄚˇ}，很長的internationalization與communication以及unbelievable的responsibility，看看transformation怎樣斷開。

[^1]: 注釋放在這裡。
''', encoding='utf-8')

ARTICLES = [SAMPLES / 'sora' / 'article.txt', SAMPLES / 'watches' / 'article.md',
            SAMPLES / 'river' / 'article.md', HERE.parent / 'conformance' / 'everything.md', MARKED]


def pieces(pdf):
    said = output_of('pdfinfo', '-struct-text', pdf).decode('utf-8')
    return re.findall(r'^ *"(.*)"$', said, re.M)


for article in ARTICLES:
    for style in ('feature', 'interview', 'phone'):
        @tap.case(f'{article.parent.name}/{article.name} in {style}: read once, in order, and nothing else')
        def _(article=article, style=style):
            pdf = FOLDER / 'read.pdf'
            output_of(BANXIN, 'render', article, '--style', style, '-o', pdf)
            found = order.faults(order.blocks_of(BANXIN, article), [pieces(pdf)])
            assert not found, '\n'.join(found)


@tap.case('text that is doubled, left out or moved is seen')
def _():
    blocks = [{'kind': 'paragraph', 'text': text} for text in ('甲乙丙', '丁戊')] + [{'kind': 'data', 'text': '己'}]
    assert order.faults(blocks, [['甲乙', '丙'], ['丁 戊']]) == []
    assert order.faults(blocks, [['甲乙丙', '丁戊', '己']]) == []
    for wrong in ([['甲乙', '丁戊']], [['甲乙丙', '甲乙丙', '丁戊']], [['丁戊', '甲乙丙']], [['甲乙丙', '丁-戊']]):
        assert order.faults(blocks, wrong), wrong


tap.run()
