#!/usr/bin/env python3
"""What banxin does when something is wrong: `bad-input.py BANXIN SOURCE_ROOT`.

Every failure has to be one line for a person, the exit status that says who is at fault, and the
older output as it was, with nothing beside it. What is only poor input has to give pages. What is left
when the machine fails, or kills a run, is looked at in tests/pdf/faults.py.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402

BANXIN = pathlib.Path(sys.argv[1]).resolve()
SOURCE_ROOT = pathlib.Path(sys.argv[2]).resolve()
SAMPLE = SOURCE_ROOT / 'samples' / 'sora' / 'article.txt'
OLD = b'%PDF-1.4 an older file that must survive\n'
LIMIT = 120  # seconds: far above any run, so that a hang fails instead of hanging the suite
DONE, INPUT, USAGE, MACHINE = 0, 1, 2, 3

ONE_PARAGRAPH = '小鎮的圖書館\n\n傍晚的圖書館裏坐滿了人,誰也沒有說話,只聽見翻書的聲音。\n'
NO_SPEAKER = '河邊的集市\n' + '每逢初一,河邊就有集市,從清早一直開到日落,賣魚的、賣菜的、賣布的都來。\n' * 12
LONG_LINE = '標題\n' + '字' * 40000 + '\n'  # 120 kB in one paragraph


class Run:
    """One run in a folder of its own, with an older out.pdf in it."""

    def __init__(self, folder, arguments, environment=None, cwd=None):
        self.folder = folder
        before = sorted(p.name for p in folder.iterdir())
        child = subprocess.run(
            [BANXIN, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True,
            cwd=cwd or folder, timeout=LIMIT,
            env={**os.environ, **(environment or {})})
        self.status, self.out = child.returncode, child.stdout
        self.err = child.stderr.decode('utf-8', 'replace')
        self.new_files = sorted({p.name for p in folder.iterdir()} - set(before))

    def fails(self, status, *words):
        assert self.status == status, f'exit status {self.status}, not {status}: {self.err}'
        assert self.err.endswith('\n') and self.err.count('\n') == 1, f'not one line: {self.err!r}'
        assert not re.search(r'CRITICAL|WARNING \*\*|Sanitizer|assert|\(process:', self.err), self.err
        assert self.out == b'', f'wrote to stdout: {self.out[:80]}'
        for word in words:
            assert word in self.err, f'{word!r} is not said in: {self.err}'
        self.left_alone()

    def left_alone(self):
        assert self.new_files == [], f'left behind: {self.new_files}'
        old = self.folder / 'out.pdf'
        assert old.read_bytes() == OLD, 'the older file did not survive'

    def gives_pdf(self, name='out.pdf'):
        assert self.status == DONE, f'exit status {self.status}: {self.err}'
        bytes_ = (self.folder / name).read_bytes()
        assert bytes_.startswith(b'%PDF-') and bytes_.rstrip().endswith(b'%%EOF')
        assert [n for n in self.new_files if n != name] == [], f'left behind: {self.new_files}'
        return bytes_


class Folder(tempfile.TemporaryDirectory):
    """A fresh folder that holds the given files and an older out.pdf."""

    def __init__(self, **files):
        super().__init__(prefix='banxin-test-')
        self.path = pathlib.Path(self.name)
        (self.path / 'out.pdf').write_bytes(OLD)
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            (self.path / name.replace('__', '.')).write_bytes(data)

    def __enter__(self):
        return self.path


# --- bad articles ---

def big_file(path, megabytes):
    line = ('江上的船一艘接一艘地開過去,' * 20 + '\n').encode()
    with open(path, 'wb') as file:
        for _ in range(megabytes * 1024 * 1024 // len(line) + 1):
            file.write(line)


for name, content, words in [
        ('an empty file', b'', ['article.txt']),
        ('a file of blanks', b' \n\t\n\xe3\x80\x80\n', ['article.txt']),
        ('a binary file', bytes(range(256)) * 64, ['article.txt']),
        ('a PNG under the name of an article', b'\x89PNG\r\n\x1a\n' + b'\0\0\0\rIHDR' * 200,
         ['article.txt']),
        ('a paragraph beyond every limit', LONG_LINE, ['article.txt'])]:
    @tap.case(f'{name} is refused')
    def _(content=content, words=words):
        with Folder(article__txt=content) as folder:
            Run(folder, ['render', 'article.txt', '-o', 'out.pdf']).fails(INPUT, *words, '; ')


@tap.case('a directory is refused')
def _():
    with Folder() as folder:
        (folder / 'article').mkdir()
        Run(folder, ['render', 'article', '-o', 'out.pdf']).fails(INPUT, 'article')


@tap.case('a missing file is named')
def _():
    with Folder() as folder:
        Run(folder, ['render', 'nowhere.txt', '-o', 'out.pdf']).fails(INPUT, 'nowhere.txt')


@tap.case('a file of 50 MB is refused at once, without being read into memory')
def _():
    with Folder() as folder:
        big_file(folder / 'article.txt', 50)
        start = time.monotonic()
        Run(folder, ['render', 'article.txt', '-o', 'out.pdf']).fails(INPUT, 'article.txt', '; ')
        assert time.monotonic() - start < 10


@tap.case('every stage refuses an empty file')
def _():
    for stage in ('article', 'talk', 'galley', 'plan', 'frames', 'metrics'):
        with Folder(article__txt='') as folder:
            Run(folder, ['inspect', 'article.txt', '--stage', stage]).fails(INPUT, 'article.txt')


# --- poor articles: pages all the same ---

for name, content in [('a text in which nobody speaks', NO_SPEAKER),
                      ('a single paragraph', ONE_PARAGRAPH),
                      ('a headline alone', '只有標題\n')]:
    @tap.case(f'{name} gives pages')
    def _(content=content):
        with Folder(article__txt=content) as folder:
            Run(folder, ['render', 'article.txt', '-o', 'out.pdf']).gives_pdf()


# --- styles ---

def broken_style(pattern, replacement):
    """The first style with one place made wrong, and the number of its line."""
    text = (SOURCE_ROOT / 'styles' / 'feature.yaml').read_text(encoding='utf-8')
    broken, n = re.subn(pattern, replacement, text, count=1, flags=re.M)
    assert n == 1, f'the style has no {pattern!r} any more: mend this test'
    at = next(i for i, (a, b) in enumerate(zip(text, broken)) if a != b)
    return broken, text[:at].count('\n') + 1


@tap.case('an unknown style: the line lists those there are')
def _():
    with Folder() as folder:
        Run(folder, ['render', SAMPLE, '-o', 'out.pdf', '--style', 'nosuchstyle']) \
            .fails(INPUT, 'nosuchstyle', 'feature')


for name, pattern, replacement in [
        ('a length without its unit', r'(: \d+)mm', r'\1'),
        ('an unknown key', r'^  leading:', '  laeding:'),
        ('a count that is none', r'columns: \d+', 'columns: many'),
        ('an ink that nobody mixed', r'accent: \w+', 'accent: nosuchink'),
        ('no YAML', r'^inks:', 'inks: [')]:
    @tap.case(f'a broken style, {name}: file and line')
    def _(name=name, pattern=pattern, replacement=replacement):
        content, line = broken_style(pattern, replacement)
        with Folder(own__yaml=content) as folder:
            run = Run(folder, ['render', SAMPLE, '-o', 'out.pdf', '--style', './own.yaml'])
            run.fails(INPUT, 'own.yaml:')
            said = int(re.search(r'own\.yaml:(\d+):', run.err).group(1))
            # A parser may see an open bracket only on a later line.
            assert said == line or name == 'no YAML' and said >= line, f'line {line}: {run.err}'


@tap.case('an empty style')
def _():
    with Folder(own__yaml='') as folder:
        Run(folder, ['render', SAMPLE, '-o', 'out.pdf', '--style', './own.yaml']) \
            .fails(INPUT, 'own.yaml')


@tap.case('a style file that is not there')
def _():
    with Folder() as folder:
        run = Run(folder, ['render', SAMPLE, '-o', 'out.pdf', '--style', './nowhere.yaml'])
        assert run.status in (INPUT, MACHINE), run.status
        run.fails(run.status, 'nowhere.yaml')


# --- usage ---

for arguments in [
        [], ['paint'], ['render'], ['render', SAMPLE, SAMPLE], ['render', SAMPLE, '--nosuch'],
        ['render', SAMPLE, '--lang', 'tlh'], ['render', SAMPLE, '--format', 'docx'],
        ['render', SAMPLE, '--format', 'png', '--dpi', '0'],
        ['render', SAMPLE, '--format', 'png', '--dpi', 'many'],
        ['render', SAMPLE, '--format', 'png', '--dpi', '1000000'],
        ['inspect', SAMPLE], ['inspect', SAMPLE, '--stage', 'ghost'], ['inspect', '--stage', 'talk'],
        ['styles', 'extra'], ['fonts', '--nosuch']]:
    shown = ' '.join(getattr(a, 'name', a) for a in arguments) or '(nothing)'

    @tap.case(f'wrong usage: banxin {shown}')
    def _(arguments=arguments):
        with Folder() as folder:
            more = ['-o', 'out.pdf'] if arguments[:1] == ['render'] else []
            Run(folder, arguments + more).fails(USAGE)


@tap.case('--help works on every level')
def _():
    with Folder() as folder:
        for arguments in ([], ['render'], ['inspect'], ['fonts'], ['styles']):
            run = Run(folder, arguments + ['--help'])
            assert run.status == DONE and run.err == '', run.err
            assert '--help' in run.out.decode() or 'Usage' in run.out.decode()


# --- the machine ---

def data_without_fonts(folder):
    """The project's data, with a fonts.conf that leads nowhere."""
    data = folder / 'data'
    data.mkdir()
    for name in ('fonts', 'styles'):
        shutil.copytree(SOURCE_ROOT / name, data / name)
    (folder / 'no-fonts').mkdir()
    for conf in (data / 'fonts').glob('*.conf*'):
        conf.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
                        f'<fontconfig><dir>{folder}/no-fonts</dir>'
                        f'<cachedir>{folder}/no-fonts</cachedir></fontconfig>\n')
    return data


@tap.case('no font: status 3, and the line names what is missing')
def _():
    with Folder() as folder:
        data = data_without_fonts(folder)
        Run(folder, ['render', SAMPLE, '-o', 'out.pdf'], {'BANXIN_DATA': str(data)}) \
            .fails(MACHINE, 'font')


@tap.case('data folder missing: status 3')
def _():
    with Folder() as folder:
        Run(folder, ['render', SAMPLE, '-o', 'out.pdf'], {'BANXIN_DATA': str(folder / 'nowhere')}) \
            .fails(MACHINE)


@tap.case('an output whose folder is a file')
def _():
    with Folder() as folder:
        Run(folder, ['render', SAMPLE, '-o', 'out.pdf/out.pdf']).fails(MACHINE, 'out.pdf')


@tap.case('an output that is a folder')
def _():
    with Folder() as folder:
        (folder / 'pages').mkdir()
        run = Run(folder, ['render', SAMPLE, '-o', 'pages'])
        assert run.status in (USAGE, MACHINE), run.status
        run.fails(run.status, 'pages')
        assert list((folder / 'pages').iterdir()) == []


@tap.case('an output that is no plain file is not replaced')
def _():
    with Folder() as folder:
        os.mkfifo(folder / 'pipe')
        run = Run(folder, ['render', SAMPLE, '-o', 'pipe'])
        assert (folder / 'pipe').is_fifo(), 'the pipe was replaced by a file'
        assert run.status in (USAGE, MACHINE), run.status
        run.fails(run.status, 'pipe')


@tap.case('a report that cannot be written')
def _():
    with Folder() as folder:
        run = Run(folder, ['render', SAMPLE, '-o', 'new.pdf', '--report', 'nowhere/report.json'])
        assert run.status == MACHINE and run.err.count('\n') == 1, (run.status, run.err)
        assert 'nowhere' in run.err


@tap.case('an article whose name begins with a dash')
def _():
    with Folder() as folder:
        shutil.copy(SAMPLE, folder / '-a.txt')
        Run(folder, ['render', '-o', 'out.pdf', '--', '-a.txt']).gives_pdf()


# --- the output ---

@tap.case('the output may not be the input, under whatever name')
def _():
    for name in ('article.txt', './article.txt', '../{folder}/article.txt', 'link.txt'):
        with Folder(article__txt=SAMPLE.read_bytes()) as folder:
            (folder / 'link.txt').symlink_to('article.txt')
            run = Run(folder, ['render', 'article.txt', '-o', name.format(folder=folder.name)])
            assert run.status in (INPUT, USAGE), (name, run.status)
            run.fails(run.status, 'article.txt' if 'article' in name else 'link')
            assert (folder / 'article.txt').read_bytes() == SAMPLE.read_bytes()


@tap.case('the report may overwrite neither the input nor the output')
def _():
    for name in ('article.txt', 'new.pdf'):
        with Folder(article__txt=SAMPLE.read_bytes()) as folder:
            run = Run(folder, ['render', 'article.txt', '-o', 'new.pdf', '--report', name])
            run.fails(USAGE, name)
            assert (folder / 'article.txt').read_bytes() == SAMPLE.read_bytes()


@tap.case('a symbolic link as output stays one, and what it points to is replaced')
def _():
    with Folder() as folder:
        (folder / 'store').mkdir()
        (folder / 'store' / 'real.pdf').write_bytes(OLD)
        (folder / 'link.pdf').symlink_to('store/real.pdf')
        run = Run(folder, ['render', SAMPLE, '-o', 'link.pdf'])
        assert run.status == DONE, run.err
        assert (folder / 'link.pdf').is_symlink()
        assert (folder / 'store' / 'real.pdf').read_bytes().startswith(b'%PDF-')
        assert (folder / 'store' / 'real.pdf').read_bytes() != OLD
        assert [p.name for p in (folder / 'store').iterdir()] == ['real.pdf']


def render_bytes(cwd_name='.', extra=(), **environment):
    with Folder() as folder:
        (folder / 'deep').mkdir()
        run = Run(folder, ['render', SAMPLE, '-o', folder / 'out.pdf', *extra], environment,
                  cwd=folder / cwd_name)
        return run.gives_pdf()


@tap.case('two runs give the same bytes, wherever and whenever')
def _():
    once = render_bytes(SOURCE_DATE_EPOCH='1700000000')
    again = render_bytes('deep', SOURCE_DATE_EPOCH='1700000000', TZ='Asia/Taipei', LC_ALL='C',
                         HOME='/nonexistent', XDG_CONFIG_HOME='/nonexistent')
    assert once == again


@tap.case('SOURCE_DATE_EPOCH is the date in the file')
def _():
    assert render_bytes(SOURCE_DATE_EPOCH='1000000000') != \
        render_bytes(SOURCE_DATE_EPOCH='1700000000')
    with Folder() as folder:
        Run(folder, ['render', SAMPLE, '-o', 'out.pdf'], {'SOURCE_DATE_EPOCH': '1000000000'})
        info = subprocess.run(['pdfinfo', '-isodates', 'out.pdf'], cwd=folder, text=True,
                              capture_output=True, env={**os.environ, 'TZ': 'UTC'}).stdout
        assert re.search(r'CreationDate:\s+2001-09-09T01:46:40', info), info


@tap.case('without SOURCE_DATE_EPOCH two runs give the same bytes too')
def _():
    saved = os.environ.pop('SOURCE_DATE_EPOCH', None)
    try:
        once = render_bytes()
        time.sleep(1.1)
        assert once == render_bytes()
    finally:
        if saved is not None:
            os.environ['SOURCE_DATE_EPOCH'] = saved


tap.run()
