#!/usr/bin/env python3
"""How long finishing takes: `./run bench press`, or `press.py --banxin PROGRAM --work FOLDER`.

The sample, and its body so many times over that it fills eighty pages, are rendered in every profile;
of what `--timings` calls press, the least of some runs is printed, for whatever else a machine does
only adds to it. The bounds are those of the project: 60 ms for the sample, 150 ms for eighty pages.
"""
import argparse
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from bench import HERE, inspect, lengthen, pages  # noqa: E402

SAMPLE = HERE.parent / 'samples' / 'sora' / 'article.txt'
PROFILES = ('newsletter', 'print', 'archive')
BOUNDS = {1: 60, 80: 150}  # pages: milliseconds


def press_time(banxin, article, profile, pdf):
    said = subprocess.run([banxin, 'render', article, '--profile', profile, '--timings', '-o', pdf],
                          check=True, capture_output=True, text=True).stderr
    return float(re.search(r'^press +([\d.]+) ms', said, re.M).group(1))


def make_article(banxin, work, n_pages):
    """As many copies of the body as fill so many pages."""
    dump, pdf = inspect(banxin, SAMPLE, 'article'), work / 'press.pdf'
    times = max(1, n_pages // 2)
    while True:
        article = lengthen(SAMPLE, dump, times, work / f'article-{times}.txt')
        subprocess.run([banxin, 'render', article, '-o', pdf], check=True, capture_output=True)
        if int(pages(pdf)) >= n_pages:
            return article
        times += max(1, (n_pages - int(pages(pdf))) // 2)


def main():
    options = argparse.ArgumentParser(description='How long finishing takes.')
    options.add_argument('--banxin', required=True, type=pathlib.Path)
    options.add_argument('--work', required=True, type=pathlib.Path, help='folder for all files')
    options.add_argument('--runs', type=int, default=9)
    given = options.parse_args()
    work = given.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    print(f'Finishing, the least of {given.runs} runs.\n{"pages":>5}  {"profile":12}{"ms":>7}{"bound":>7}'
          f'{"PDF kB":>9}')
    for n_pages, bound in BOUNDS.items():
        article = make_article(given.banxin, work, n_pages)
        for profile in PROFILES:
            pdf = work / f'press-{n_pages}-{profile}.pdf'
            least = min(press_time(given.banxin, article, profile, pdf) for _ in range(given.runs))
            print(f'{pages(pdf):>5}  {profile:12}{least:7.1f}{bound:7}{pdf.stat().st_size / 1000:9.1f}')


if __name__ == '__main__':
    main()
