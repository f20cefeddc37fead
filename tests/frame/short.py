#!/usr/bin/env python3
"""Miniature articles in every style: `short.py BANXIN SOURCE_ROOT`.

With little text there is little to choose from, and nothing may go wrong for that: of one paragraph to
eight, with up to two crossheads and three speakers, no line stands alone, no head without its text, no
quote beside its source, and the columns of the last page end on about one line, but for the last of them.
"""
import collections
import json
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402

BANXIN, ROOT = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
HARD = ['forbidden_breaks', 'overfull_lines', 'unjustified_lines', 'widows', 'orphans', 'lone_heads',
        'offgrid', 'overlaps', 'missing_bytes', 'doubled_bytes', 'quote_echo', 'quote_turns',
        'column_bottom_ragged']
N_ARTICLES = 12
MOST_UNEVEN = 2  # lines

SPEAKERS = ['陳阿滿', '王志明', '楊心怡']
SAYINGS = ['我賣了四十年，從來沒有人問過我累不累', '合約到期就是到期，可是你看，誰捨得',
           '我們這一代人，只在照片裡看過熱鬧的夜市', '燈關掉以後，大家還站著，不知道要去哪裡',
           '人走了味道還在，所以我每天都把鐵板擦乾淨']
SENTENCES = ['十一月的最後一個星期六，夜市熄燈。', '鐵板擦了三遍，收進一輛借來的小貨車。',
             '入口的傳單發完了，沒有人再來拿。', '隔壁賣糖葫蘆的老人把剩下的都送給了孩子。',
             '市場後面的水溝還在響，像有人在說話。', '雨停了，地上映著最後一排燈泡。']


def make_article(number):
    dice = random.Random(number)
    n_paragraphs = dice.randint(1, 8)
    heads = set(dice.sample(range(1, n_paragraphs), min(dice.randint(0, 2), n_paragraphs - 1)))
    n_speakers = dice.randint(1, 3)
    sayings = dice.sample(SAYINGS, len(SAYINGS))
    lines = ['---', 'headline: 夜市最後一晚', '---', '']
    for i in range(n_paragraphs):
        if i in heads:
            lines += ['## 收攤', '']
        words = ''.join(dice.sample(SENTENCES, dice.randint(1, 4)))
        if sayings and dice.random() < 0.6:
            words += f'{SPEAKERS[dice.randrange(n_speakers)]}說：「{sayings.pop()}。」'
        lines += [words, '']
    return '\n'.join(lines)


def styles():
    return sorted(p.stem for p in (ROOT / 'styles').glob('*.yaml'))


def inspect(article, style, stage):
    with tempfile.TemporaryDirectory() as path:
        file = pathlib.Path(path) / 'short.md'
        file.write_text(article, encoding='utf-8')
        out = subprocess.run([BANXIN, 'inspect', file, '--style', style, '--stage', stage],
                             check=True, capture_output=True).stdout
    return json.loads(out)


def last_feet(frames):
    """The last line of each column of the last page that has text or a box."""
    feet = collections.defaultdict(int)
    for line in frames['lines']:
        if line['page'] == frames['pages'] and line['grid_line'] >= 0:
            feet[line['column']] = max(feet[line['column']], line['grid_line'] + 1)
    for box in frames['boxes']:
        for column in range(box['column'], box['column'] + box['span']):
            if box['page'] == frames['pages']:
                feet[column] = max(feet[column], box['top'] + box['lines'])
    return [feet[column] for column in sorted(feet)]


for style in styles():
    @tap.case(f'{style}: miniature articles have no fault that must not be')
    def _(style=style):
        for number in range(N_ARTICLES):
            metrics = inspect(make_article(number), style, 'metrics')
            wrong = {key: metrics[key] for key in HARD if metrics[key] != 0}
            assert not wrong, (number, wrong)
            feet = last_feet(inspect(make_article(number), style, 'frames'))
            assert max(feet) - min(feet[:-1] or feet) <= MOST_UNEVEN, (number, feet)

tap.run()
