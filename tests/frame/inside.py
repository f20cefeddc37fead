#!/usr/bin/env python3
"""Nothing stands over a page's edge, and nothing on anything else: `inside.py BANXIN SOURCE_ROOT`.

Read off the frames: all lines of text, all pictures and all boxes, of every sample and of articles at
the ends of what can be (extremes.py), in every style. `--write DIR` writes those articles, to be looked
at.
"""
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import extremes  # noqa: E402
import tap  # noqa: E402

if '--write' in sys.argv:
    extremes.write(pathlib.Path(sys.argv[sys.argv.index('--write') + 1]))
    sys.exit(0)

BANXIN, ROOT = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
# Faces of lines: from 0.8 em over the baseline to 0.08 em under it. The em box is a little more, and
# lines of one paragraph may be set solid.
ABOVE, BELOW = 0.8, 0.08
HAIR = 64  # 1/1024 pt


def frames(article, style):
    out = subprocess.run([BANXIN, 'inspect', article, '--style', style, '--stage', 'frames'],
                         check=True, capture_output=True).stdout
    return json.loads(out)


def width_of(line):
    """What a line takes: one that is set to a measure ends there, one too long for it does not."""
    return line['natural'] if line['overfull'] else min(line['natural'], line['measure'])


def of_line(line):
    return (line['x'], line['baseline'] - ABOVE * line['size'],
            line['x'] + width_of(line) - HAIR, line['baseline'] + BELOW * line['size'])


def of_picture(picture):
    return (picture['x'] + HAIR, picture['y'] + HAIR, picture['x'] + picture['width'] - HAIR,
            picture['y'] + picture['height'] - HAIR)


def meet(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def name(line):
    return f'{line["role"]} “{line["text"][:12]}”'


def check(frame):
    faults = []
    for page in range(1, frame['pages'] + 1):
        lines = [line for line in frame['lines'] if line['page'] == page]
        things = [(name(line), of_line(line)) for line in lines]
        things += [(picture['file'], of_picture(picture))
                   for picture in frame['pictures'] if picture['page'] == page]
        for what, (left, top, right, foot) in things[:len(lines)]:
            if left < 0 or top < 0 or right > frame['page_width'] or foot > frame['page_height']:
                faults.append(f'page {page}: {what} leaves the page')
        for (one, a), (other, b) in itertools.combinations(sorted(things, key=lambda t: t[1][1]), 2):
            if meet(a, b):
                faults.append(f'page {page}: {one} stands on {other}')
    return faults


def styles():
    return sorted(p.stem for p in (ROOT / 'styles').glob('*.yaml'))


folder = tempfile.TemporaryDirectory(prefix='banxin-inside-')
articles = {p.parent.name: p for p in sorted((ROOT / 'samples').glob('*/article.*'))}
articles.update(extremes.write(pathlib.Path(folder.name)))

for label, article in articles.items():
    @tap.case(f'{label}: in every style all stands on its page, and alone')
    def _(article=article):
        faults = {style: check(frames(article, style)) for style in styles()}
        assert not any(faults.values()), '\n'.join(
            f'{style}: {fault}' for style in faults for fault in faults[style][:3])


@tap.case('two lines in one place, and a line over the edge, are found')
def _():
    frame = frames(articles['shudian'], 'feature')
    lines = frame['lines']
    lines[-1].update(x=lines[0]['x'], baseline=lines[0]['baseline'], page=lines[0]['page'])
    assert any('stands on' in fault for fault in check(frame))
    lines[-2]['x'] = frame['page_width'] - lines[-2]['natural'] // 2
    assert any('leaves the page' in fault for fault in check(frame))


tap.run()
