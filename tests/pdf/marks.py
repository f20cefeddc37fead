#!/usr/bin/env python3
"""Readings, dots, lines and hyphens are drawn and are not text: `marks.py BANXIN SOURCE_ROOT`."""
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import tap  # noqa: E402
from finished import PT, Feature, output_of, squeeze  # noqa: E402

MARKED = ('他*著重地說*，{饕餮|tāo tiè}和{莊子|Zhuāngzǐ}都寫進了<cite>山海經</cite>裡去，<u>孔子</u>沒有說過；'
          '這一段還有**粗體的字**，和很長的internationalization與communication以及'
          'unbelievable的responsibility，看看transformation怎樣斷開characteristically。')
PLAIN = ('他著重地說，饕餮和莊子都寫進了山海經裡去，孔子沒有說過；'
         '這一段還有粗體的字，和很長的internationalization與communication以及'
         'unbelievable的responsibility，看看transformation怎樣斷開characteristically。')
BOPOMOFO = ('{媽|ㄇㄚ}{麻|ㄇㄚˊ}{馬|ㄇㄚˇ}{罵|ㄇㄚˋ}{嗎|˙ㄇㄚ}，這一段用注音符號。', '媽麻馬罵嗎，這一段用注音符號。')

DPI = 300
banxin = sys.argv[1]
folder = tempfile.TemporaryDirectory(prefix='banxin-marks-')


def write(name, paragraphs):
    article = pathlib.Path(folder.name, name)
    article.write_text('# 行間標注\n\n第一段話放在這裡，後面才是要試的。\n\n' + '\n\n'.join(paragraphs) + '\n',
                       encoding='utf-8')
    return Feature(banxin, article)


FEATURES = {'marked': (write('marked.md', [MARKED, BOPOMOFO[0]]), [PLAIN, BOPOMOFO[1]]),
            'plain': (write('plain.md', [PLAIN, BOPOMOFO[1]]), [PLAIN, BOPOMOFO[1]])}


@tap.case('poppler reads the text, and nothing of what stands between its lines')
def _():
    for feature, texts in FEATURES.values():
        read = squeeze(output_of('pdftotext', '-raw', feature.pdf, '-').decode('utf-8'))
        for text in texts:
            assert squeeze(text) in read, f'{text}\nnot in\n{read}'


def darkest(feature, page, box):
    """0 is black: of left, top, right, bottom in points, on a page from 1."""
    pgm = output_of('pdftoppm', '-gray', '-r', DPI, '-f', page, '-l', page, feature.pdf)
    width, height = (int(n) for n in pgm.split()[1:3])
    rows, scale = pgm[-width * height:], DPI / 72
    left, top, right, bottom = (round(n * scale) for n in box)
    return min(min(rows[y * width + left:y * width + right]) for y in range(top, bottom))


@tap.case('a word is divided, and its hyphen is drawn at the edge, but is no character')
def _():
    for feature, _texts in FEATURES.values():
        lines = [line for line in feature.frames['lines'] if line['role'] == 'body']
        divided = [line for line, after in zip(lines, lines[1:]) if line['text'][-1].isascii()
                   and line['text'][-1].isalpha() and after['text'][0].islower()]
        assert divided, lines
        assert '-' not in ''.join(glyph.char for page in feature.glyphs for glyph in page)
        for line in divided:
            em, end, baseline = line['size'] / PT, (line['x'] + line['measure']) / PT, line['baseline'] / PT
            hyphen = (end - em / 4, baseline - em / 2, end - em / 20, baseline - em / 10)
            assert darkest(feature, line['page'], hyphen) < 128, line['text']


@tap.case('the marks are there')
def _():
    marked, plain = (feature.pdf.stat().st_size for feature, _ in FEATURES.values())
    assert marked > plain + 1000, f'{marked} bytes with marks, {plain} without'


tap.run()
