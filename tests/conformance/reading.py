#!/usr/bin/env python3
"""Do browsers read the article? `reading.py BANXIN SOURCE_ROOT WORK`.

Every sample is rendered in every style and read by pdf.js, which Firefox and many sites show PDF with:
by its tree of tags, and in the order in which the pages are drawn.
"""
import hashlib
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / 'pdf'), str(HERE.parent)]
import order  # noqa: E402
import tap  # noqa: E402
from finished import output_of, squeeze  # noqa: E402

# The last one for Node.js 18. What npm brings must be this, to the byte.
PDFJS = 'pdfjs-dist@4.7.76'
SUMS = {'pdf.mjs': '9153cff2e786baf5d40a9d0e95547a62f2b6e3070f5e73122ed3035eb1834469',
        'pdf.worker.mjs': '15e21f983cf5ee1af360354766e5d8253630cf1bdf9e06df7d1e6da282e34369'}

BANXIN, ROOT, WORK = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]) / 'reading'
FOLDER = WORK / 'node_modules' / 'pdfjs-dist'


def fetch():
    if not FOLDER.exists():
        output_of('npm', 'install', '--prefix', WORK, '--no-save', '--omit=optional', '--ignore-scripts',
                  '--no-audit', '--no-fund', PDFJS)
    for name, digest in SUMS.items():
        data = (FOLDER / 'legacy' / 'build' / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest, f'{name} is not what was pinned'


def read(files):
    # Its own warnings stand before the last line.
    said = output_of('node', HERE / 'read.mjs', FOLDER, *files).decode('utf-8')
    return json.loads(said.splitlines()[-1])


def render():
    """file → article and style"""
    styles = [line.split()[0] for line in output_of(BANXIN, 'styles').decode('utf-8').splitlines() if line]
    articles = [HERE / 'everything.md', *sorted(p for p in (ROOT / 'samples').glob('*/article.*'))]
    found = {}
    for article in articles:
        for style in styles:
            file = WORK / f'{article.parent.name}-{style}.pdf'
            output_of(BANXIN, 'render', article, '--style', style, '-o', file)
            found[file] = article, style
    return found


os.makedirs(WORK, exist_ok=True)
fetch()
FILES = render()
READ = read(FILES)
BLOCKS = {article: order.blocks_of(BANXIN, article) for article, _ in FILES.values()}

for file, (article, style) in FILES.items():
    pages = READ[str(file)]

    @tap.case(f'{file.stem}: the tags read the article once, in its order')
    def _(pages=pages, article=article):
        found = order.faults(BLOCKS[article], [[text for _, text in page['tree']] for page in pages])
        assert not found, '\n'.join(found)

    @tap.case(f'{file.stem}: whatever is no artifact stands in the tree')
    def _(pages=pages):
        for page in pages:
            tagged = ''.join(text for _, text in page['tree'])
            assert sorted(squeeze(page['read'])) == sorted(squeeze(tagged))

    @tap.case(f'{file.stem}: as it is drawn the text is read through, whole and once')
    def _(pages=pages, article=article, style=style):
        frames = json.loads(output_of(BANXIN, 'inspect', article, '--style', style, '--stage', 'frames'))
        text = ''.join(page['text'] for page in pages)
        found = order.drawn_faults(BLOCKS[article], frames['lines'], text)
        assert not found, '\n'.join(found)
        for line in frames['lines']:
            if line['pull'] >= 0 and line['role'] == 'quote':
                page = pages[line['page'] - 1]
                quote = squeeze(line['text'])
                assert squeeze(page['text']).count(quote) > squeeze(page['read']).count(quote), quote

tap.run()
