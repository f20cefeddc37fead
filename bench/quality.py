#!/usr/bin/env python3
"""Writes docs/quality.md: what the searches for lines and pages are worth.

    quality.py --banxin BANXIN --root SOURCE_ROOT [--output docs/quality.md]

Every sample in every style, set as banxin sets it and once more by first fit (`--first-fit`), which
breaks each line and fills each page as it comes. The marked articles of tests/gold are set in every
style too, for the hard metrics. Nothing is timed, so the page is the same on every machine.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess

# What must be 0, and its name in the table of exceptions.
HARD = {'forbidden_breaks': 'forbidden line edge', 'overfull_lines': 'overfull line',
        'unjustified_lines': 'line that is not justified', 'widows': 'widow', 'orphans': 'orphan',
        'lone_heads': 'head with less than two lines under it',
        'lone_char_last_lines': 'last line of one character', 'offgrid': 'baseline off the grid',
        'overlaps': 'overlap', 'missing_bytes': 'lost byte', 'doubled_bytes': 'doubled byte',
        'quote_echo': 'quote beside its source', 'quote_turns': 'quote two pages from its source',
        'column_bottom_ragged': 'ragged column foot'}

# Soft metrics: heading, key, form, whether less is better.
SOFT = [('loose lines', 'emergency_lines', '{:d}', True),
        ('short last lines', 'short_last_lines', '{:d}', True),
        ('squeezed lines', 'squeezed_lines', '{:.0%}', True),
        ('tracking, 99 of 100', 'tracking_p99', '{:.3f}', True),
        ('sudden tracking', 'tracking_jump', '{:.1%}', True),
        ('pull quotes', 'quotes', '{:d}', False),
        ('speakers quoted', 'speaker_coverage', '{:.0%}', False),
        ('columns to the source', 'quote_distance_columns_mean', '{:.1f}', False),
        ('last page full', 'last_page_fill', '{:.0%}', False)]

Run = collections.namedtuple('Run', 'article style is_first_fit')


def measure(banxin, run):
    """The metrics, or a line that says why there are none."""
    command = [banxin, 'inspect', run.article, '--stage', 'metrics', '--style', run.style]
    done = subprocess.run(command + ['--first-fit'] * run.is_first_fit, capture_output=True, text=True,
                          env={**os.environ, 'G_DEBUG': 'fatal-criticals'})
    if done.returncode:
        said = (done.stderr.strip().splitlines() or [f'status {done.returncode}'])[-1]
        return re.sub(r'.*CRITICAL \*\*: [\d:.]+: ', '', said)  # without process and time
    return json.loads(done.stdout)


def measure_all(banxin, runs):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return dict(zip(runs, pool.map(lambda run: measure(banxin, run), runs)))


def faults(metrics):
    """The hard metrics that are not 0."""
    return {key: metrics[key] for key in HARD if metrics[key]}


def list_styles(banxin):
    out = subprocess.run([banxin, 'styles'], check=True, capture_output=True, text=True).stdout
    return [line.split()[0] for line in out.splitlines()]


def name_of(article):
    return article.parent.name if article.stem == 'article' else article.stem


def table(head, rows):
    lines = ['| ' + ' | '.join(head) + ' |', '|---' * len(head) + '|']
    return lines + ['| ' + ' | '.join(row) + ' |' for row in rows] + ['']


def count_characters(article):
    return sum(c.isalnum() for c in article.read_text(encoding='utf-8'))


# --- parts of the page ------------------------------------------------------------------------


def write_hard(results, samples, marked, styles):
    """The verdict first, then every exception, however small."""
    runs = [Run(a, s, False) for a in samples + marked for s in styles]
    wrong = []
    for run in runs:
        found = results[run]
        if isinstance(found, str):
            wrong.append((run, f'**not set**: {found}'))
        elif faults(found):
            wrong.append((run, ', '.join(f'{HARD[k]} {n}' for k, n in faults(found).items())))
    text = [f'{len(samples)} samples and {len(marked)} marked articles in {len(styles)} styles: '
            f'{len(runs)} settings.', '']
    if not wrong:
        return text + ['**Every hard metric is 0 in all of them.**', '']
    text += [f'**In {len(wrong)} of {len(runs)} settings a hard metric is not 0:**', '']
    return text + table(['article', 'style', 'what'],
                        [[name_of(run.article), run.style, what] for run, what in wrong])


def write_rival_faults(results, samples, styles):
    """Sums over the samples, style by style."""
    rows = []
    for style in styles:
        sums = []
        for is_first_fit in (False, True):
            found = [results[Run(a, style, is_first_fit)] for a in samples]
            total = collections.Counter()
            for metrics in found:
                total.update({} if isinstance(metrics, str) else faults(metrics))
            sums.append(total)
        here, rival = (', '.join(f'{HARD[k]} {n}' for k, n in c.most_common()) or '0' for c in sums)
        rows.append([style, here, rival])
    return table(['style', 'banxin', 'first fit'], rows)


def write_soft(results, samples, style):
    rows = []
    for article in samples:
        here, rival = (results[Run(article, style, f)] for f in (False, True))
        if isinstance(here, str) or isinstance(rival, str):
            rows.append([name_of(article), 'not set'] + [''] * len(SOFT))
            continue
        cells = [form.format(here[key]) + ' / ' + form.format(rival[key]) for _, key, form, _ in SOFT]
        rows.append([name_of(article), f'{here["pages"]} / {rival["pages"]}'] + cells)
    return table(['', 'pages'] + [head for head, *_ in SOFT], rows)


def write_verdicts(results, samples, styles):
    """How often the search is better, as good and worse, over all samples and styles."""
    rows = []
    for head, key, _, is_less_better in SOFT:
        if key in ('quotes', 'quote_distance_columns_mean', 'last_page_fill'):
            continue  # neither more nor less of them is better in itself
        tally = collections.Counter()
        for style in styles:
            for article in samples:
                here, rival = (results[Run(article, style, f)] for f in (False, True))
                if isinstance(here, str) or isinstance(rival, str):
                    continue
                gain = (rival[key] - here[key]) * (1 if is_less_better else -1)
                tally['better' if gain > 1e-9 else 'worse' if gain < -1e-9 else 'same'] += 1
        rows.append([head, *(str(tally[k]) for k in ('better', 'same', 'worse'))])
    return table(['', 'banxin better', 'the same', 'first fit better'], rows)


INTRODUCTION = '''# Quality of lines and pages

Written by `./run quality`; do not edit. Each sample is set in each style as banxin sets it, and
once more by **first fit**: every line takes what it holds, squeezed before anything is pushed down;
every page takes the next box where it goes and is cut where it ends. Type, measure, rules of line
edges and boxes are the same. The rival has no foresight, and that is all that differs.
'''

SOFT_HEAD = '''## Soft metrics, banxin / first fit

*Loose lines* have more space between characters than the rules like. *Tracking* is that space in
ems; *sudden* is the share of lines that differ by more than a shade from the one above. *Columns to
the source* is how far a pull quote stands from its own words: too near is an echo. First fit spreads
its lines a little less, because it squeezes two or three times as many.
'''


def make_page(results, samples, marked, styles):
    text = [INTRODUCTION, '## What must be 0', '']
    text += write_hard(results, samples, marked, styles)
    text += ['The same sums over the samples:', ''] + write_rival_faults(results, samples, styles)
    text += [SOFT_HEAD] + write_verdicts(results, samples, styles)
    for style in styles:
        text += [f'### {style}', ''] + write_soft(results, samples, style)
    text += ['## The samples', '']
    text += table(['', 'characters'], [[name_of(a), str(count_characters(a))] for a in samples])
    return '\n'.join(text)


def main():
    options = argparse.ArgumentParser()
    options.add_argument('--banxin', required=True)
    options.add_argument('--root', type=pathlib.Path, required=True)
    options.add_argument('--output', type=pathlib.Path)
    chosen = options.parse_args()
    samples = sorted(p for ending in ('md', 'txt')
                     for p in (chosen.root / 'samples').glob(f'*/article.{ending}'))
    samples.sort(key=count_characters)
    marked = sorted((chosen.root / 'tests' / 'gold' / 'articles').glob('*.txt'))
    styles = list_styles(chosen.banxin)
    runs = [Run(a, s, f) for a in samples for s in styles for f in (False, True)]
    runs += [Run(a, s, False) for a in marked for s in styles]
    page = make_page(measure_all(chosen.banxin, runs), samples, marked, styles)
    output = chosen.output or chosen.root / 'docs' / 'quality.md'
    aside = output.with_suffix('.tmp')
    aside.write_text(page, encoding='utf-8')
    aside.replace(output)


main()
