#!/usr/bin/env python3
"""Notes at the feet of columns, read off the frames: `notes.py BANXIN`. Each stands under the column of
its mark, under all its lines, once and in order; one that is too long stands at the end, and that is said.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import tap  # noqa: E402

BANXIN, ROOT = sys.argv[1], HERE.parent.parent
_folder = tempfile.TemporaryDirectory(prefix='banxin-notes-')
FOLDER = pathlib.Path(_folder.name)
MANY = HERE / 'notes.md'
LONG = FOLDER / 'long.md'
THIRD = '[^3]: '
LONG.write_text(MANY.read_text().replace(THIRD, THIRD + '這一條說的是謄寫的經過和紙的來歷，從造紙的人家說起。' * 40))
STYLES = ('feature', 'weekly', 'broadsheet', 'interview', 'essay', 'phone', 'report')
HARD = ('widows', 'orphans', 'lone_heads', 'offgrid', 'overlaps', 'missing_bytes', 'doubled_bytes',
        'forbidden_breaks', 'overfull_lines', 'unjustified_lines')


def stage(style, article, name):
    out = subprocess.run([BANXIN, 'inspect', article, '--style', style, '--stage', name],
                         check=True, capture_output=True).stdout
    return json.loads(out)


def sample(name):
    return next((ROOT / 'samples' / name).glob('article.*'))


def column_of(frame, line):
    """The column of the body whose lines start nearest to the left of a place."""
    starts = {(l['x'], l['column']) for l in frame['lines']
              if l['page'] == line['page'] and l['grid_line'] >= 0 and l['role'] == 'body'}
    return max((x, column) for x, column in starts if x <= line['x'])[1]


def first_lines(frame, role):
    """The first line of each note, by its number."""
    first = {}
    for line in frame['lines']:
        if line['role'] == role:
            first.setdefault(line['block'], line)
    return {int(re.match(r'\s*(\d+)', line['text'])[1]): line for line in first.values()}


def check_place(frame, number, note):
    column = column_of(frame, note)
    body = [l for l in frame['lines'] if l['page'] == note['page'] and l['column'] == column
            and l['role'] == 'body']
    assert all(l['baseline'] < note['baseline'] for l in body), note
    mark = re.compile(rf'[。，」”！？、\w]{number}(?!\d)')
    assert any(mark.search(l['text']) for l in body), (note['text'], [l['text'] for l in body])


def check_order(notes):
    places = [(notes[n]['page'], notes[n]['x'], notes[n]['baseline']) for n in sorted(notes)]
    assert places == sorted(places), places


for style, article, n in [('feature', sample('signboards'), 2), ('weekly', sample('river'), 3),
                          ('essay', sample('lighthouse'), 1), ('broadsheet', sample('river'), 3),
                          *((style, MANY, 7) for style in STYLES)]:
    @tap.case(f'{style}, {article.parent.name}: {n} notes stand under the columns of their marks, in order')
    def _(style=style, article=article, n=n):
        frame = stage(style, article, 'frames')
        notes = first_lines(frame, 'note')
        assert sorted(notes) == list(range(1, n + 1)), sorted(notes)
        for number, note in notes.items():
            check_place(frame, number, note)
        check_order(notes)
        metrics = stage(style, article, 'metrics')
        assert not {key: metrics[key] for key in HARD if metrics[key]}, metrics


@tap.case('numbers stand out beside the text of their notes, an empty one too')
def _():
    article = FOLDER / 'marks.md'
    article.write_text('---\ntitle: 試\n---\n\n一有註。[^1]二有。[^2]又有[^3]。\n\n[^1]:\n[^2]: 2024年的事。\n[^3]: '
                       + '有的長，有的短，長的要轉行。' * 4 + '\n')
    lines = [l for l in stage('feature', article, 'frames')['lines'] if l['role'] == 'note']
    numbers = [l for l in lines if re.fullmatch(r'\d', l['text'])]
    rest = [l for l in lines if l not in numbers]
    assert [l['text'] for l in numbers] == ['1', '2', '3'] and len(rest) > 2, lines
    assert len({l['baseline'] for l in numbers}) == 3 and len({l['x'] for l in numbers}) == 1
    assert {l['baseline'] for l in numbers[1:]} <= {l['baseline'] for l in rest}
    assert len({l['x'] for l in rest}) == 1 and rest[0]['x'] > numbers[0]['x'], lines


@tap.case('a lead that has notes is no deck')
def _():
    roles = {line['role'] for line in stage('feature', MANY, 'frames')['lines']}
    assert 'deck' not in roles and 'body' in roles, roles


for style in STYLES:
    @tap.case(f'{style}: a note that is too long stands at the end, and is named')
    def _(style=style):
        frame = stage(style, LONG, 'frames')
        notes = first_lines(frame, 'note')
        for number, note in notes.items():
            check_place(frame, number, note)
        report = FOLDER / 'report.json'
        subprocess.run([BANXIN, 'render', LONG, '--style', style, '--format', 'svg', '-o',
                        FOLDER / 'page.svg', '--report', report], check=True, capture_output=True)
        said = {f['line'] for f in json.loads(report.read_text())['findings']
                if f['code'] == 'note-at-end'}
        lines = LONG.read_text().split('\n')
        ended = [number for number in range(1, 8) if number not in notes]
        assert 3 in ended and said == {1 + next(i for i, text in enumerate(lines)
                                                if text.startswith(f'[^{number}]:')) for number in ended}
        assert set(first_lines(frame, 'fine')) == set(ended)
        metrics = stage(style, LONG, 'metrics')
        assert metrics['missing_bytes'] == metrics['doubled_bytes'] == metrics['overlaps'] == 0

tap.run()
