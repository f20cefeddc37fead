#!/usr/bin/env python3
"""Headline blocks, read off the frames: `opening.py BANXIN SOURCE_ROOT`.

What a style's rows ask for: the portrait of the one who is asked, credits in a row, rows for features
with a picture or without, marks with half of their white; and what the block does for the pages.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import extremes  # noqa: E402
import tap  # noqa: E402

BANXIN, ROOT = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
FOLDER = tempfile.TemporaryDirectory(prefix='banxin-opening-')
EXTREME = extremes.write(pathlib.Path(FOLDER.name))


def frames(article, style):
    path = EXTREME.get(article) or next((ROOT / 'samples' / article).glob('article.*'))
    out = subprocess.run([BANXIN, 'inspect', path, '--style', str(style), '--stage', 'frames'],
                         check=True, capture_output=True).stdout
    return json.loads(out)


def own_style(name, rows):
    """A style that extends feature with other rows."""
    path = pathlib.Path(FOLDER.name) / f'{name}.yaml'
    path.write_text(f'title: {name}\nextends: feature\nopening:\n  rows:\n'
                    + ''.join(f'    - {row}\n' for row in rows), encoding='utf-8')
    return path


def lines(frame, role):
    return [line for line in frame['lines'] if line['role'] == role]


@tap.case('an interview opens with the portrait, and then has no card of that speaker')
def _():
    frame = frames('watches', 'interview')
    first = [picture for picture in frame['pictures'] if picture['page'] == 1 and picture['figure'] < 0]
    assert len(first) == 1 and first[0]['width'] == first[0]['height'], first
    assert first[0]['y'] + first[0]['height'] < lines(frame, 'headline')[0]['baseline']
    assert not [box for box in frame['boxes'] if box['kind'] == 'card']
    assert [box for box in frames('watches', 'weekly')['boxes'] if box['kind'] == 'card']


@tap.case('an opening may have fewer columns than the pages after it, and everything else holds')
def _():
    style = pathlib.Path(FOLDER.name) / 'fewer.yaml'
    style.write_text('title: fewer\nextends: feature\nopening: {columns: 2}\n', encoding='utf-8')
    for article in ('sora', 'orchestra'):
        frame = frames(article, style)
        columns = {page: {line['column'] for line in lines(frame, 'body') if line['page'] == page}
                   for page in (1, 2)}
        assert columns == {1: {1, 2}, 2: {1, 2, 3}}, columns
        path = next((ROOT / 'samples' / article).glob('article.*'))
        out = subprocess.run([BANXIN, 'inspect', path, '--style', str(style), '--stage', 'metrics'],
                             check=True, capture_output=True).stdout
        metrics = json.loads(out)
        faults = ('widows', 'orphans', 'offgrid', 'overlaps', 'missing_bytes', 'doubled_bytes',
                  'column_bottom_ragged', 'quote_echo')
        assert not any(metrics[fault] for fault in faults), metrics


@tap.case('two speakers with portraits: none opens the feature')
def _():
    text = EXTREME['portrait'].read_text(encoding='utf-8').replace(
        '    portrait: upright.png', '    portrait: upright.png\n  - name: 钱小满\n    portrait: upright.png')
    path = pathlib.Path(FOLDER.name) / 'two.md'
    path.write_text(text, encoding='utf-8')
    EXTREME['two'] = path
    frame = frames('two', 'interview')
    head = lines(frame, 'headline')[0]['baseline']
    assert not [p for p in frame['pictures'] if p['page'] == 1 and p['y'] < head]


@tap.case('credits stand one after the other, in as few lines as they need')
def _():
    rows = [line['baseline'] for line in lines(frames('bylines', 'weekly'), 'byline')]
    assert len(rows) > 4 and len(set(rows)) < len(rows) - 2, rows
    rows = [line['baseline'] for line in lines(frames('bylines', 'feature'), 'byline')]
    credits = rows[1:]  # the first is the date, in the masthead
    assert len(set(credits)) == len(credits), rows


@tap.case('rows with "when" stand where it holds, and white at a field’s foot stands always')
def _():
    style = own_style('when', ['{part: picture, size: 12 lines}', '{part: space, size: 6 lines, when: picture}',
                               '{part: space, size: 2 lines, when: no-picture}', 'headline'])
    top = {article: lines(frames(article, style), 'headline')[0]['baseline']
           for article in ('seeds', 'five-paragraphs')}
    plain = own_style('plain', ['headline'])
    without = lines(frames('five-paragraphs', plain), 'headline')[0]['baseline']
    leading = frames('five-paragraphs', plain)['leading']
    assert top['five-paragraphs'] == without + 2 * leading, (top, without)
    assert top['seeds'] > without + 15 * leading, (top, without)


@tap.case('a mark behind the headline takes no height')
def _():
    without = frames('five-paragraphs', own_style('without', ['headline', 'deck']))
    behind = frames('five-paragraphs', own_style(
        'behind', ['{part: mark, size: 90pt, behind: on, align: end}', 'headline', 'deck']))
    before = frames('five-paragraphs', own_style('before', ['{part: mark, size: 90pt}', 'headline', 'deck']))
    at = [lines(frame, 'headline')[0]['baseline'] for frame in (without, behind, before)]
    assert at[0] == at[1] < at[2] - 60 * 1024, at


@tap.case('marks: tight takes half of the white of a comma')
def _():
    loose = pathlib.Path(FOLDER.name) / 'loose.yaml'
    loose.write_text('title: loose\nextends: feature\ntext:\n  deck: {marks: full}\n', encoding='utf-8')
    # “河面结了冰，船停在对岸。…”: a comma and a stop inside the line, each half an em of white
    full, tight = (lines(frames('five-paragraphs', style), 'deck')[0] for style in (loose, 'feature'))
    assert full['text'] == tight['text'], (full['text'], tight['text'])
    inner = sum(full['text'][:-1].count(mark) for mark in '，。')
    assert inner > 0
    assert abs(full['natural'] - tight['natural'] - inner * full['size'] / 4) <= 8 + full['size'] / 4, (full, tight)


@tap.case('a note of a few words hangs low: the block takes the page’s white')
def _():
    frame = frames('one-paragraph', 'feature')
    body = [line for line in lines(frame, 'body')]
    assert frame['pages'] == 1
    assert min(line['baseline'] for line in body) > frame['page_height'] * 3 / 4


def capitals(n_characters):
    """Drop caps of a feature that begins with a paragraph so long."""
    first = ('河面结了冰船停在对岸' * 9)[:n_characters - 1] + '。'
    path = pathlib.Path(FOLDER.name) / f'first-{n_characters}.md'
    text = extremes.front() + '\n' + '\n\n'.join([first] + extremes.body(8)) + '\n'
    path.write_text(text, encoding='utf-8')
    EXTREME[path.stem] = path
    return lines(frames(path.stem, 'feature'), 'dropcap')


@tap.case('a drop cap of three lines stands where a fourth follows: from three measures of 17 em on')
def _():
    assert len(capitals(52)) == 1
    assert not capitals(51)


@tap.case('a kicker keeps clear of the masthead, however little white the page has')
def _():
    for style in ('weekly', 'report', 'broadsheet', 'interview', 'phone'):
        for article in ('signboards', 'orchestra', 'river'):
            frame = frames(article, style)
            masthead, kicker = (lines(frame, role)[0] for role in ('masthead', 'kicker'))
            clear = kicker['baseline'] - kicker['size'] - masthead['baseline']
            assert clear > kicker['size'], (style, article, clear, kicker['size'])


@tap.case('a box-out is as wide as its table asks for')
def _():
    box, = [box for box in frames('orchestra', 'broadsheet')['boxes'] if box['kind'] == 'sidebar']
    assert box['span'] > 1, box


@tap.case('two quotes beside each other have one size')
def _():
    for article in ('sora', 'signboards', 'shudian'):
        frame = frames(article, 'report')
        for page in range(1, frame['pages'] + 1):
            spans = {box['subject']: box['span'] for box in frame['boxes'] if box['page'] == page}
            sizes = {line['size'] for line in lines(frame, 'quote')
                     if line['page'] == page and spans.get(line['pull']) == 1}
            assert len(sizes) <= 1, (article, page, sizes)


tap.run()
