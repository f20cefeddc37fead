#!/usr/bin/env python3
"""What is read in the order of drawing, of every sample in every style: `drawn.py BANXIN SOURCE_ROOT`.

This is what one gets who copies from a page, who searches, and from most programs that take text out of
PDF. What browsers read is held in tests/conformance, the tree of tags in reading.py.
"""
import concurrent.futures
import json
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import order  # noqa: E402
import tap  # noqa: E402
from finished import output_of  # noqa: E402

BANXIN, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
folder = tempfile.TemporaryDirectory(prefix='banxin-drawn-')
FOLDER = pathlib.Path(folder.name)
READERS = {'pdftotext -raw': lambda pdf: output_of('pdftotext', '-raw', '-enc', 'UTF-8', pdf, '-'),
           'mutool': lambda pdf: output_of('mutool', 'draw', '-q', '-F', 'txt', pdf)}
ARTICLES = [HERE.parent / 'conformance' / 'everything.md', *sorted((ROOT / 'samples').glob('*/article.*'))]
STYLES = [line.split()[0] for line in output_of(BANXIN, 'styles').decode('utf-8').splitlines() if line]


def read(article, style):
    """What stage frames says of the lines, and what each reader gives."""
    pdf = FOLDER / f'{article.parent.name}-{style}.pdf'
    output_of(BANXIN, 'render', article, '--style', style, '-o', pdf)
    frames = json.loads(output_of(BANXIN, 'inspect', article, '--style', style, '--stage', 'frames'))
    return frames['lines'], {name: reader(pdf).decode('utf-8') for name, reader in READERS.items()}


BLOCKS = {article: order.blocks_of(BANXIN, article) for article in ARTICLES}
PAIRS = [(article, style) for article in ARTICLES for style in STYLES]
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    READ = dict(zip(PAIRS, pool.map(lambda pair: read(*pair), PAIRS)))

for (article, style), (lines, texts) in READ.items():
    @tap.case(f'{article.parent.name} in {style}: the text is read through, whole and once')
    def _(article=article, lines=lines, texts=texts):
        for reader, text in texts.items():
            found = order.drawn_faults(BLOCKS[article], lines, text)
            assert not found, '\n'.join(f'{reader}: {fault}' for fault in found)


@tap.case('text that is doubled, left out, broken or moved is seen')
def _():
    blocks = [{'kind': 'paragraph', 'text': '甲乙丙'}, {'kind': 'caption', 'text': '圖'},
              {'kind': 'paragraph', 'text': '丁戊'}]
    lines = [{'role': 'quote', 'pull': 0, 'block': -1, 'text': '乙丙'},
             {'role': 'body', 'pull': -1, 'block': 2, 'text': '丁戊■'}]
    assert order.drawn_faults(blocks, lines, '圖甲乙\n丙 丁戊■乙丙') == []
    for wrong in ('甲乙丙丁戊■乙丙', '圖甲乙乙丙丙丁戊■', '圖丁戊■甲乙丙乙丙', '圖甲乙丙甲乙丙丁戊■乙丙', '圖甲乙丙丁戊■'):
        assert order.drawn_faults(blocks, lines, wrong), wrong


tap.run()
