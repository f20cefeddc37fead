#!/usr/bin/env python3
"""What is left when something fails under an export? `faults.py BANXIN SOURCE_ROOT`.

Whatever happens, under each name stands the older file or the whole new one, a failure is one line for
a person that names the place, and nothing else is left behind. Faults of articles, styles and options
are in tests/cli, those of pictures in tests/image.
"""
import concurrent.futures
import os
import pathlib
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import tap  # noqa: E402
from finished import output_of  # noqa: E402
from objects import File  # noqa: E402

BANXIN, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
ARTICLE = ROOT / 'tests' / 'conformance' / 'everything.md'
OLD = b'%PDF-1.4 an older file that must survive\n'
PROFILES = ('newsletter', 'print', 'archive')
ALL = ('--profile', ','.join(PROFILES), '--slug')
MACHINE = 3
KILLS = 200
SEED = 20240222
_folder = tempfile.TemporaryDirectory(prefix='banxin-faults-')
FOLDER = pathlib.Path(_folder.name)

EXPORTS = {
    'newsletter': ('--profile', 'newsletter'),
    'print': ('--profile', 'print'),
    'a booklet with a slug': ('--profile', 'print', '--impose', 'booklet', '--slug'),
    'archive': ('--profile', 'archive'),
    'all three': ALL,
    'png': ('--format', 'png', '--dpi', '60'),
    'svg': ('--format', 'svg'),
}


def command(options, folder='.'):
    name = 'out' if '--format' in options else 'out.pdf'
    return [str(BANXIN), 'render', str(ARTICLE), *options, '-o', f'{folder}/{name}']


def whole(options):
    """The files of a run that nothing disturbs: name → bytes."""
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        output_of(*command(options, folder))
        return {path.name: path.read_bytes() for path in pathlib.Path(folder).iterdir()}


def put_old(folder, names):
    for path in folder.iterdir():
        path.unlink()
    for name in names:
        (folder / name).write_bytes(OLD)


def holds(folder, names):
    """Whether all that stands there is as it was."""
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert found == dict.fromkeys(names, OLD), {name: len(data) for name, data in found.items()}


def is_one_line(said):
    assert said.count('\n') == 1 and said.endswith('\n') and '; ' in said, said


# --- killed ---

def has_nameless_files(folder):
    """Whether this file system knows files without a name, of which a killed run leaves nothing."""
    try:
        os.close(os.open(folder, os.O_TMPFILE | os.O_WRONLY))
    except OSError:
        return False
    return True


class Killer:
    """Kills renders at moments of their whole length; looks at what each leaves."""

    def __init__(self):
        self.new = whole(ALL)
        self.moments = random.Random(SEED)
        self.is_clean = has_nameless_files(FOLDER)
        self.n_killed = self.n_hidden = self.n_done = 0

    def run(self, folder, seconds, has_old):
        put_old(folder, self.new if has_old else ())
        child = subprocess.Popen(command(ALL, folder), stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        child.kill()
        self.n_killed += child.wait() == -signal.SIGKILL
        found = {path.name: path.read_bytes() for path in folder.iterdir()}
        self.n_done += any(found.get(name) == data for name, data in self.new.items())
        hidden = {name for name in found if name.startswith('.banxin-')}
        self.n_hidden += bool(hidden)
        for name in hidden:
            # An older file is replaced by way of a name, which is given when all is written.
            assert not self.is_clean or has_old and found[name] in self.new.values(), \
                f'{name}, a part of a file, is left after {seconds} s'
        assert found.keys() - hidden <= self.new.keys(), sorted(found)
        for name, data in self.new.items():
            assert found.get(name) in (OLD if has_old else None, data), f'{name} is half a file after {seconds} s'

    def measure(self, folder):
        start = time.monotonic()
        subprocess.run(command(ALL, folder), check=True, capture_output=True)
        return time.monotonic() - start

    def run_all(self, n):
        folders = [pathlib.Path(tempfile.mkdtemp(dir=FOLDER)) for _ in range(2)]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            length = max(pool.map(self.measure, folders * 2))
            moments = [self.moments.uniform(0, length) for _ in range(n)]
            halves = [pool.submit(lambda f, m, h: [self.run(f, s, h) for s in m], folder, moments[i::2], i == 0)
                      for i, folder in enumerate(folders)]
            for half in halves:
                half.result()


@tap.case(f'killed at {KILLS} random moments, exports leave the old files or the new ones, and nothing else')
def _():
    killer = Killer()
    killer.run_all(KILLS)
    print(f'# {killer.n_killed} were killed in their course, {killer.n_done} had put a file in its place, '
          f'{killer.n_hidden} left one with a hidden name')
    assert killer.n_killed > KILLS // 4, 'most runs were over before they were killed'


@tap.case('a folder takes more pages than a program may have open files')
def _():
    article = ROOT / 'samples' / 'river' / 'article.md'
    for has_old in (False, True):
        folder = pathlib.Path(tempfile.mkdtemp(dir=FOLDER))
        if has_old:
            (folder / 'out-3.png').write_bytes(OLD)
        child = subprocess.run([BANXIN, 'render', article, '--style', 'phone', '--format', 'png', '--dpi', '10',
                                '-o', folder / 'out.png'], capture_output=True, text=True,
                               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40)))
        assert child.returncode == 0, child.stderr
        names = {path.name for path in folder.iterdir()}
        assert len(names) > 60 and names == {f'out-{n}.png' for n in range(1, len(names) + 1)}, names
        assert all(path.read_bytes().startswith(b'\x89PNG') for path in folder.iterdir())


# --- a full disk, and one that is read-only ---

def in_own_mounts(script):
    """A shell script with mounts that vanish with it; None where this machine lets nobody mount."""
    # In a changed root "/" is no mount point, and its propagation cannot be changed.
    child = subprocess.run(['unshare', '--mount', '--propagation', 'unchanged', 'sh', '-c', script],
                           capture_output=True, text=True, timeout=300)
    return None if os.geteuid() != 0 or child.returncode == 99 else child


def on_disk(folder, options, names, size, last=''):
    """Runs on a disk of so many bytes that holds the old files; gives what was said and what is left."""
    (folder / 'disk').mkdir(exist_ok=True)
    quoted = ' '.join(f"'{word}'" for word in command(options))
    return in_own_mounts(f'''
mount -t tmpfs -o size={size} tmpfs '{folder}/disk' || exit 99
cd '{folder}/disk' && for name in {' '.join(names)}; do cp ../old $name || exit 98; done
{last}
{quoted}; echo "status $?"
for name in $(ls -A); do cmp -s $name ../old && echo "$name old" || echo "$name new"; done
cd .. && umount disk
''')


def limit_files(size):
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that write () fails as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return limit


def fails_within(folder, options, names, sizes):
    """A run that finds no room for the last of its files."""
    put_old(folder, names)
    child = subprocess.run(command(options, folder), capture_output=True, text=True,
                           preexec_fn=limit_files(max(sizes) - 1), restore_signals=False)
    assert child.returncode == MACHINE, (child.returncode, child.stderr)
    is_one_line(child.stderr)
    holds(folder, names)


def old_folder():
    folder = pathlib.Path(tempfile.mkdtemp(dir=FOLDER))
    (folder / 'old').write_bytes(OLD)
    return folder


def left_as_it_was(child, names):
    expected = ''.join(f'{name} old\n' for name in sorted(names))
    assert child.stdout == f'status {MACHINE}\n{expected}', child.stdout + child.stderr
    is_one_line(child.stderr)


for name, options in EXPORTS.items():
    @tap.case(f'a disk that is full before the last byte: {name}')
    def _(options=options):
        files = whole(options)
        sizes = [len(data) for data in files.values()]
        page = os.sysconf('SC_PAGE_SIZE')
        # A tmpfs counts pages: room for all but the last one of them, and for the old files.
        room = sum(-(-size // page) for size in sizes) + len(files) - 1
        child = on_disk(old_folder(), options, files, room * page)
        if child is not None:
            left_as_it_was(child, files)
        fails_within(pathlib.Path(tempfile.mkdtemp(dir=FOLDER)), options, files, sizes)

    @tap.case(f'a folder that may only be read: {name}')
    def _(options=options):
        names = sorted(whole(options))
        child = on_disk(old_folder(), options, names, '1m', last='mount -o remount,ro . || exit 99')
        if child is not None:
            left_as_it_was(child, names)
            return
        folder = pathlib.Path(tempfile.mkdtemp(dir=FOLDER))
        put_old(folder, names)
        folder.chmod(0o555)
        # Rights do not bind root, and where root may not mount nothing does: then only /proc refuses.
        target = '/proc' if os.geteuid() == 0 else folder
        child = subprocess.run(command(options, target), capture_output=True, text=True)
        assert child.returncode == MACHINE and str(target) in child.stderr, (child.returncode, child.stderr)
        is_one_line(child.stderr)
        holds(folder, names)
        folder.chmod(0o755)


@tap.case('a folder that is not there is an error, and is not made')
def _():
    for options in EXPORTS.values():
        child = subprocess.run(command(options, FOLDER / 'gone'), capture_output=True, text=True)
        assert child.returncode == MACHINE and not (FOLDER / 'gone').exists(), child.stderr
        assert str(FOLDER / 'gone') in child.stderr, child.stderr
        is_one_line(child.stderr)


# --- profiles of presses ---

def own_profile():
    file = File(next(iter(FOLDER.glob('icc/out.pdf'))))
    return file.follow(file.follow(file.get(file.root, '/OutputIntents')[0])['/DestOutputProfile']).data


def changed(data, at, new):
    return data[:at] + new + data[at + len(new):]


(FOLDER / 'icc').mkdir()
output_of(*command(('--profile', 'print'), FOLDER / 'icc'))
GOOD = own_profile()
WRONG = {
    'of a screen': changed(GOOD, 12, b'mntr'),
    'of a scanner': changed(GOOD, 12, b'scnr'),
    'that links two devices': changed(GOOD, 12, b'link'),
    'of a press in RGB': changed(GOOD, 16, b'RGB '),
    'of a version to come': changed(GOOD, 8, b'\x09'),
    'without its mark': changed(GOOD, 36, b'xxxx'),
    'cut short': GOOD[:-1],
    'that is only a head': GOOD[:128],
    'that is empty': b'',
    'that is a picture': b'\x89PNG\r\n\x1a\n' + bytes(400),
}

for name, data in WRONG.items():
    @tap.case(f'a profile {name} is refused for print, and the old files stay')
    def _(data=data):
        folder = pathlib.Path(tempfile.mkdtemp(dir=FOLDER))
        names = [f'out-{profile}.pdf' for profile in PROFILES]
        put_old(folder, names)
        wrong = FOLDER / 'wrong.icc'
        wrong.write_bytes(data)
        child = subprocess.run([*command(ALL, folder), '--output-icc', wrong], capture_output=True, text=True)
        assert child.returncode == 1 and str(wrong) in child.stderr, child.stderr
        is_one_line(child.stderr)
        holds(folder, names)


tap.run()
