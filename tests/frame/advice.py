#!/usr/bin/env python3
"""What the report says of the pages: `advice.py BANXIN SOURCE_ROOT`. Each finding stands at its paragraph;
the lines that it promises for some characters less or more come about when the text is changed so.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402

BANXIN, ROOT = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
_folder = tempfile.TemporaryDirectory(prefix='banxin-advice-')
FOLDER = pathlib.Path(_folder.name)
FILLING = '山水田人日月木石土火' * 4


def sample(name):
    return next((ROOT / 'samples' / name).glob('article.*'))


def report(article, style, *options):
    file = FOLDER / 'report.json'
    subprocess.run([BANXIN, 'render', article, '--style', style, '--format', 'svg', '--report', file,
                    '-o', FOLDER / 'page.svg', *options], check=True, capture_output=True)
    return json.loads(file.read_text())['findings']


def stage(article, style, name):
    return json.loads(subprocess.run([BANXIN, 'inspect', article, '--style', style, '--stage', name],
                                     check=True, capture_output=True).stdout)


def count_lines(article, style, block):
    return next(item['variants'][0]['lines'] for item in stage(article, style, 'galley')['items']
                if item['block'] == block)


def changed(text, characters, is_cut):
    """The paragraph with so many ideographs fewer in a row, or more; None where no row is so long."""
    rows = [row.span() for row in re.finditer('[一-鿿]{4,}', text)
            if not is_cut or row.end() - row.start() > characters + 2]
    if not rows:
        return None
    start = rows[-1][0] + 2
    return text[:start] + ('' if is_cut else FILLING[:characters]) + text[start + characters * is_cut:]


for name, style, pages in [('shudian', 'essay', '2'), ('rain', 'essay', 'even'), ('dumplings', 'phone', '2'),
                           ('shudian', 'feature', '2'), ('watches', 'phone', 'even')]:
    @tap.case(f'{name}, {style}: lines that are promised come about')
    def _(article=sample(name), style=style, pages=pages):
        findings = report(article, style, '--pages', pages)
        copyfit = [f for f in findings if f['code'] == 'copyfit']
        hints = [f for f in findings if f['code'] == 'copyfit-line']
        assert len(copyfit) == 1 and hints, findings
        lines = article.read_text().split('\n')
        blocks = {b['line']: i for i, b in enumerate(stage(article, style, 'article')['blocks'])}
        copy, tried = FOLDER / article.name, 0
        for hint in hints:
            characters, is_cut = int(re.search(r'about (\d+)', hint['message'])[1]), 'fewer' in hint['message']
            text = changed(lines[hint['line'] - 1], characters, is_cut)
            if text is None:
                continue
            copy.write_text('\n'.join(lines[:hint['line'] - 1] + [text] + lines[hint['line']:]))
            block, tried = blocks[hint['line']], tried + 1
            assert (count_lines(copy, style, block) - count_lines(article, style, block)
                    == (-1 if is_cut else 1)), (hint, text)
        assert tried, 'no hint could be tried'


@tap.case('a quote that is left out is named at its words, with the reason')
def _():
    article = sample('river')
    said = [f for f in report(article, 'feature') if f['code'] == 'quote-left-out']
    set_boxes = len([b for b in stage(article, 'feature', 'plan')['boxes']])
    assert set_boxes and said
    for finding in said:
        words = re.search(r'the pull quote (.*?)…?（', finding['message'])[1]
        assert words in article.read_text().split('\n')[finding['line'] - 1], finding
        assert re.search(r'is left out: (no place|with it|the places)', finding['message']), finding


@tap.case('without a report nobody waits for reasons, but the quote is named')
def _():
    said = subprocess.run([BANXIN, 'render', sample('shudian'), '--style', 'report', '--format', 'svg',
                           '-o', FOLDER / 'page.svg'], check=True, capture_output=True).stderr.decode()
    assert re.search(r':\d+:\d+: warning: the pull quote .* is left out: there was no good place', said), said


@tap.case('a broken rule is named at the paragraph where it breaks')
def _():
    article = sample('watches')
    found = [f for f in report(article, 'phone') if f['code'] == 'relaxed-rule']
    assert found, 'no rule is broken: take another sample'
    frame = stage(article, 'phone', 'frames')
    lines = {b['line']: i for i, b in enumerate(stage(article, 'phone', 'article')['blocks'])}
    for finding in found:
        page, column = map(int, re.match(r'page (\d+), column (\d+):', finding['message']).groups())
        last = [l for l in frame['lines'] if (l['page'], l['column']) == (page, column)
                and l['role'] == 'body'][-1]
        assert lines[finding['line']] == last['block'], (finding, last)


@tap.case('docs/report.md explains every code')
def _():
    told = set(re.findall(r'^\| `([a-z-]+)` \|', (ROOT / 'docs/report.md').read_text(), re.M))
    calls = re.compile(r'(?:BX_(?:NOTE|WARNING|FAULT),[^;"]*|\breport \(feature, )"([a-z]+(?:-[a-z]+)*)",')
    used = {code for file in (ROOT / 'layout').rglob('*.c') for code in calls.findall(file.read_text())}
    assert len(used) > 25 and used <= told, used - told

tap.run()
