#!/usr/bin/env python3
"""The mark at the end of an article, and when it gives way: `end-mark.py BANXIN`."""
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402

BANXIN = sys.argv[1]
HAN = '天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏'
MARK = 1.25  # a blank and a square, em


def last_paragraph(text):
    """The lines of an article's last paragraph in `feature`: columns of 17 em, an indent of two."""
    article = '\n\n'.join(['---\nheadline: 千字文\nlang: zh-Hans\n---', HAN + '。', text]) + '\n'
    with tempfile.TemporaryDirectory(prefix='banxin-end-mark-') as folder:
        path = pathlib.Path(folder, 'article.md')
        path.write_text(article, encoding='utf-8')
        out = subprocess.run([BANXIN, 'inspect', path, '--stage', 'frames'], check=True,
                             capture_output=True).stdout
    lines = [line for line in json.loads(out)['lines'] if line['role'] == 'body']
    return [line for line in lines if line['block'] == lines[-1]['block']]


def natural(line):
    return line['natural'] / line['size']


@tap.case('it stands after the last character, a quarter em away')
def _():
    line, = last_paragraph(HAN[:10] + '。')
    assert abs(natural(line) - (10 + 1 + MARK)) < 0.005, natural(line)


@tap.case('where it fits on no line with two characters, it is left out')
def _():
    line, = last_paragraph(HAN[:14] + '。')  # with the mark, 荒。■ would stand alone
    assert abs(natural(line) - 14.5) < 0.005, natural(line)


@tap.case('two characters come down with it')
def _():
    first, second = last_paragraph(HAN[:16] + '。')
    assert abs(natural(second) - (2 + 1 + MARK)) < 0.005, (first['text'], second['text'])


tap.run()
