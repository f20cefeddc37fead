#!/usr/bin/env python3
"""Is the file itself what a reader, a search engine and a printer need?
`file.py BANXIN SOURCE_ROOT`. How the pages are set is judged in pages.py.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import tap  # noqa: E402
from finished import PT, Feature, output_of, squeeze  # noqa: E402

MAX_BYTES = 300_000  # of the sample

FEATURE = Feature(sys.argv[1], pathlib.Path(sys.argv[2]) / 'samples' / 'sora' / 'article.txt')
LINES = FEATURE.frames['lines']
N_PAGES = max(line['page'] for line in LINES)

READERS = {
    'pdftotext -raw': lambda page: output_of('pdftotext', '-raw', '-enc', 'UTF-8', '-f', page,
                                             '-l', page, FEATURE.pdf, '-'),
    'mutool': lambda page: output_of('mutool', 'draw', '-q', '-F', 'txt', FEATURE.pdf, page),
}


def block_text(kind):
    return ''.join(b['text'] for b in FEATURE.article['blocks'] if b['kind'] == kind)


def strange(char):
    """Radicals, compatibility and presentation forms, private use, the replacement character."""
    return ('\u2e80' <= char <= '\u2fdf' or '\uf900' <= char <= '\ufaff' or
            '\ue000' <= char <= '\uf8ff' or '\ufb00' <= char <= '\ufb06' or
            '\ufe10' <= char <= '\ufe4f' or char in '\ufffd\xad')


for reader, read in READERS.items():
    @tap.case(f'{reader} reads the lines of each page in their order, each once')
    def _(read=read):
        for page in range(1, N_PAGES + 1):
            said = squeeze(''.join(line['text'] for line in LINES if line['page'] == page))
            found = squeeze(read(page).decode('utf-8'))
            at = next((i for i, (a, b) in enumerate(zip(said, found)) if a != b),
                      min(len(said), len(found)))
            assert said == found, f'p. {page}, character {at}: ' \
                f'{said[at - 5:at + 15]!r} is read as {found[at - 5:at + 15]!r}'

    @tap.case(f'{reader} finds the clean source whole, quotes and furniture apart')
    def _(read=read):
        found = collections.Counter(squeeze(''.join(read(page).decode('utf-8')
                                                    for page in range(1, N_PAGES + 1))))
        extra = collections.Counter(squeeze(''.join(
            line['text'] for line in LINES if line['pull'] >= 0 or line['block'] < 0)))
        extra.update(FEATURE.end_mark)
        source = collections.Counter(squeeze(''.join(b['text'] for b in FEATURE.article['blocks'])))
        assert found - extra == source, f'lost {source - found}, doubled {found - extra - source}'

    @tap.case(f'{reader} finds every paragraph whole, over columns and pages, in the order of the article')
    def _(read=read):
        found = squeeze(''.join(read(page).decode('utf-8') for page in range(1, N_PAGES + 1)))
        at = 0
        for block in FEATURE.article['blocks']:
            if block['kind'] == 'paragraph':
                next_at = found.find(squeeze(block['text']), at)
                assert next_at >= 0, f'{block["text"][:20]}… is broken or out of order'
                at = next_at + 1

    @tap.case(f'{reader} finds no radicals and no presentation forms')
    def _(read=read):
        text = ''.join(read(page).decode('utf-8') for page in range(1, N_PAGES + 1))
        bad = {c for c in text if strange(c)}
        assert not bad, sorted(map(ascii, bad))


@tap.case('all fonts are embedded, subset and searchable, none is Type 3')
def _():
    rows = output_of('pdffonts', FEATURE.pdf).decode('utf-8').splitlines()[2:]
    assert rows
    for row in rows:
        # name, type, encoding, then emb sub uni object ID
        assert re.search(r'\byes yes yes +\d+ +\d+$', row) and 'Type 3' not in row, row


@tap.case('title, author and language are those of the article')
def _():
    info = FEATURE.info()
    assert squeeze(info['Title']) == squeeze(block_text('headline')), info['Title']
    for credit in FEATURE.article['credits']:
        assert squeeze(credit['name']) in squeeze(info['Author']), info.get('Author')
    catalogue = [entry['value'] for entry in objects() if isinstance(entry.get('value'), dict)
                 and entry['value'].get('/Type') == '/Catalog']
    assert catalogue[0]['/Lang'] == 'u:' + FEATURE.article['lang']


def objects():
    return json.loads(output_of('qpdf', '--json=2', FEATURE.pdf))['qpdf'][1].values()


@tap.case('the outline leads to the headline')
def _():
    tree = json.loads(output_of('qpdf', '--json=2', '--json-key=outlines', FEATURE.pdf))['outlines']
    assert tree, 'no outline'
    assert squeeze(tree[0]['title']) == squeeze(block_text('headline'))
    assert tree[0]['destpageposfrom1'] == 1


@tap.case('pages: as many and as large as the frames say')
def _():
    info = FEATURE.info()
    assert int(info['Pages']) == N_PAGES
    width, height = (float(n) for n in re.findall(r'[\d.]+', info['Page size'])[:2])
    assert abs(width - FEATURE.frames['page_width'] / PT) < 0.1
    assert abs(height - FEATURE.frames['page_height'] / PT) < 0.1


@tap.case('qpdf finds no fault in the structure of the file')
def _():
    child = subprocess.run(['qpdf', '--check', FEATURE.pdf], capture_output=True, text=True)
    assert child.returncode == 0, child.stdout + child.stderr


@tap.case('poppler and mupdf have nothing to complain of')
def _():
    for command in (['pdftotext', FEATURE.pdf, '/dev/null'], ['pdfinfo', FEATURE.pdf],
                    ['mutool', 'draw', '-q', '-F', 'txt', '-o', '/dev/null', FEATURE.pdf]):
        child = subprocess.run(command, capture_output=True, text=True)
        said = child.stderr.replace('warning: ICC support is not available\n', '')
        assert child.returncode == 0 and said == '', said


@tap.case(f'the file is smaller than {MAX_BYTES} bytes')
def _():
    assert FEATURE.size_in_bytes() <= MAX_BYTES, FEATURE.size_in_bytes()


@tap.case('PNG and SVG: one file for each page, of the size asked for')
def _():
    for suffix, start in (('png', b'\x89PNG\r\n\x1a\n'), ('svg', b'<?xml')):
        folder = FEATURE.folder / suffix
        folder.mkdir()
        output_of(FEATURE.banxin, 'render', FEATURE.article_file, '--format', suffix, '--dpi', '72',
                  '-o', folder / f'page.{suffix}')
        files = sorted(folder.iterdir())
        assert len(files) == N_PAGES, files
        assert all(file.read_bytes().startswith(start) for file in files)
        if suffix == 'png':
            width = int.from_bytes(files[0].read_bytes()[16:20], 'big')
            assert abs(width - FEATURE.frames['page_width'] / PT) <= 1, width


tap.run()
