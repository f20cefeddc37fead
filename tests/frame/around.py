#!/usr/bin/env python3
"""What stands beside the text's own lines, read off the frames: `around.py BANXIN SOURCE_ROOT`.

Quotes over a gutter (CL-PUL-01 … 04): text at both sides of every one, in whole ems, on the grid, and
clear of it.
"""
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402

BANXIN, ROOT = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
BODY = ('body', 'question')
EM, MEASURE, CUT = 9728, 25, 9  # of weekly: its body's size in 1/1024 pt, and ems
STRADDLED = ['sora', 'seeds', 'river']


def frames(style, sample):
    article = next((ROOT / 'samples' / sample).glob('article.*'))
    out = subprocess.run([BANXIN, 'inspect', article, '--style', style, '--stage', 'frames'],
                         check=True, capture_output=True).stdout
    return json.loads(out)


def lines_beside(frame, box, column):
    return [line for line in frame['lines']
            if line['page'] == box['page'] and line['column'] == column
            and line['role'] in BODY
            and box['top'] <= line['grid_line'] < box['top'] + box['lines']]


for sample in STRADDLED:
    @tap.case(f'weekly, {sample}: text runs around quotes at both sides, in whole ems and clear of them')
    def _(sample=sample):
        frame = frames('weekly', sample)
        boxes = [box for box in frame['boxes'] if box['cuts_in']]
        assert boxes, 'no quote stands over the gutter'
        for box in boxes:
            for side in (0, 1):
                lines = lines_beside(frame, box, box['column'] + side)
                rows = {line['grid_line'] for line in lines}
                assert rows == set(range(box['top'], box['top'] + box['lines'])), (box, side, rows)
                for line in lines:
                    end = line['x'] + line['measure']
                    assert line['measure'] in ((MEASURE - CUT) * EM, (MEASURE - CUT - 2) * EM), line
                    assert end <= box['x'] - EM if side == 0 else line['x'] >= box['x'] + box['width'] + EM, line

    @tap.case(f'weekly, {sample}: lines that stand beside no quote have the whole measure')
    def _(sample=sample):
        frame = frames('weekly', sample)
        cut = {(line['page'], line['column'], line['grid_line'])
               for box in frame['boxes'] if box['cuts_in'] for side in (0, 1)
               for line in lines_beside(frame, box, box['column'] + side)}
        short = [line for line in frame['lines']
                 if line['role'] == 'body' and line['grid_line'] >= 0
                 and line['measure'] < (MEASURE - 5) * EM
                 and (line['page'], line['column'], line['grid_line']) not in cut]
        assert not short, short[:2]

tap.run()
