#!/usr/bin/env python3
"""The same article, in the same page design, in banxin and in Typst: time, memory, file size.

Whole processes, run in turn (A B C A B C …), so that a change of the machine's mood meets all
alike; medians of wall time and of peak resident memory, and their ratios. Nothing passes or fails
here. How to read the figures: bench/README.md.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
REQUIREMENTS = HERE / 'requirements.txt'
TEMPLATE = HERE / 'peers' / 'feature.typ'
# Only the folders with the families that the template names: Typst need not read the others.
FONT_FOLDERS = ['/usr/share/fonts/opentype/noto', '/usr/share/fonts/truetype/lxgw-wenkai']
TYPST = ('import sys, json, typst; job = json.loads(sys.argv[1]); '
         'typst.compile(job["input"], output=job["output"], root="/", font_paths=job["fonts"], '
         'ignore_system_fonts=True, sys_inputs={"data": job["data"]}, pdf_tags=job["tags"])')


def install_typst(work):
    """A virtual environment in build/, made again when the pinned version changes."""
    venv, wanted = work / 'venv', REQUIREMENTS.read_text()
    python, stamp = venv / 'bin' / 'python', venv / 'requirements.txt'
    if not stamp.exists() or stamp.read_text() != wanted:
        print('installing into build/:', ' '.join(
            line for line in wanted.splitlines() if not line.startswith('#')), file=sys.stderr)
        subprocess.run([sys.executable, '-m', 'venv', '--clear', venv], check=True)
        subprocess.run([python, '-m', 'pip', 'install', '--quiet', '--requirement', REQUIREMENTS],
                       check=True)
        stamp.write_text(wanted)
    return python


def inspect(banxin, article, stage):
    answer = subprocess.run([banxin, 'inspect', article, '--stage', stage], check=True,
                            stdout=subprocess.PIPE)
    return json.loads(answer.stdout)


def lengthen(source, dump, times, target):
    """The article with its body so many times over, in its raw form."""
    lines = source.read_text(encoding='utf-8').splitlines()
    body = [block['line'] for block in dump['blocks'] if block['kind'] == 'paragraph']
    first, last = min(body) - 1, max(body)
    longer = lines[:first] + lines[first:last] * times + lines[last:]
    target.write_text('\n'.join(longer) + '\n', encoding='utf-8')
    return target


def typst_data(dump, talk):
    """What the template sets: the parts as banxin found them, and the pulls that it chose."""
    def texts(kind):
        return [block['text'] for block in dump['blocks'] if block['kind'] == kind]

    paragraphs, deck = texts('paragraph'), texts('deck')
    if not deck:  # the style takes the lead for the deck
        deck, paragraphs = paragraphs[:1], paragraphs[1:]
    people = {speaker['name']: speaker['description'] for speaker in talk['speakers']}
    quotes = []
    for n, pull in enumerate(pull for pull in talk['pulls'] if pull['chosen']):
        source = next((i for i, text in enumerate(paragraphs) if pull['text'] in text), n)
        quotes.append({'text': pull['text'], 'name': pull['speaker'],
                       'description': people.get(pull['speaker'], ''), 'before': source})
    publication = texts('publication') + texts('time')
    return {
        'lang': dump['lang'], 'kicker': ' '.join(texts('kicker')),
        'running': publication[0] if publication else '',
        'headline': ''.join(texts('headline')), 'deck': ''.join(deck),
        'byline': ' '.join(texts('byline')),
        'authors': [credit['name'] for credit in dump['credits']],
        'paragraphs': paragraphs, 'quotes': quotes, 'fine': texts('fine'),
    }


def run_once(command):
    """Wall seconds, and peak resident kB of the process."""
    start = time.perf_counter()
    child = subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f'bench: {command[0]} ended with status {child.returncode}')
    return time.perf_counter() - start, usage.ru_maxrss


def measure(commands, runs):
    """{name: (median seconds, median kB)}, after one run each that warms the file cache."""
    seen = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            sample = run_once(command)
            if turn:
                seen[name].append(sample)
    return {name: tuple(statistics.median(column) for column in zip(*samples))
            for name, samples in seen.items()}


def pages(pdf):
    answer = subprocess.run(['pdfinfo', pdf], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                            text=True)
    found = [line.split()[1] for line in answer.stdout.splitlines() if line.startswith('Pages:')]
    return found[0] if found else '?'


def print_table(title, rows, start_up):
    own_time, own_memory, _ = rows['banxin']
    print(f'\n{title}')
    print(f'{"":24}{"wall ms":>9}{"ratio":>8}{"less start":>12}{"peak MB":>9}{"ratio":>8}'
          f'{"PDF kB":>9}{"pages":>7}')
    for name, (seconds, memory, pdf) in rows.items():
        net = seconds if name == 'banxin' else seconds - start_up[0]
        print(f'{name:24}{seconds * 1000:9.1f}{own_time / seconds:8.2f}{own_time / net:12.2f}'
              f'{memory / 1024:9.1f}{own_memory / memory:8.2f}{pdf.stat().st_size / 1000:9.1f}'
              f'{pages(pdf):>7}')


def main():
    options = argparse.ArgumentParser(description='Compare banxin with Typst.')
    options.add_argument('--banxin', required=True, type=pathlib.Path)
    options.add_argument('--work', required=True, type=pathlib.Path, help='folder for all files')
    options.add_argument('--article', type=pathlib.Path,
                         default=HERE.parent / 'samples' / 'sora' / 'article.txt')
    options.add_argument('--runs', type=int, default=9)
    options.add_argument('--times', type=int, nargs='*', default=[1, 10])
    given = options.parse_args()
    work = given.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    python = install_typst(work)

    print(f'{given.runs} runs each, in turn; medians. A ratio is banxin / that row: '
          'below 1 banxin needs less.')
    dump = inspect(given.banxin, given.article, 'article')
    for times in given.times:
        article = lengthen(given.article, dump, times, work / f'article-{times}.txt')
        data = work / f'data-{times}.json'
        data.write_text(json.dumps(typst_data(
            inspect(given.banxin, article, 'article'), inspect(given.banxin, article, 'talk')),
            ensure_ascii=False), encoding='utf-8')
        pdf = {name: work / f'{name.replace(" ", "-").replace(",", "")}-{times}.pdf'
               for name in ('banxin', 'typst, tagged', 'typst, untagged')}
        commands = {'banxin': [given.banxin, 'render', article, '-o', pdf['banxin']]}
        for name, tags in (('typst, tagged', True), ('typst, untagged', False)):
            job = {'input': str(TEMPLATE), 'output': str(pdf[name]), 'fonts': FONT_FOLDERS,
                   'data': str(data), 'tags': tags}
            commands[name] = [python, '-I', '-c', TYPST, json.dumps(job)]
        commands['start of python + typst'] = [python, '-I', '-c', 'import typst']
        result = measure(commands, given.runs)
        start_up = result.pop('start of python + typst')
        print_table(f'{times} × the text of {given.article.name}',
                    {name: (*figures, pdf[name]) for name, figures in result.items()}, start_up)
        print(f'{"start of python + typst":24}{start_up[0] * 1000:9.1f}')


if __name__ == '__main__':
    main()
