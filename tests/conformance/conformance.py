#!/usr/bin/env python3
"""Do the finished files keep the standards that they claim? `conformance.py BANXIN SOURCE_ROOT WORK`.

Every sample is rendered in every style and profile. veraPDF judges the archive as PDF/A-3a and
PDF/UA-1 and the newsletter as PDF/UA-1; it knows no PDF/X, so print is judged by standards.py, which
the suite of every day uses too. Each judge is first shown files that were broken on purpose: one that
lets them pass could not be believed.
"""
import hashlib
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / 'pdf'), str(HERE.parent)]
import tap  # noqa: E402
import standards  # noqa: E402
from objects import File  # noqa: E402

JAR_SUM = '687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6'
MAIN = 'org.verapdf.apps.GreenfieldCliWrapper'
PROFILES = ('newsletter', 'print', 'archive')

BANXIN, ROOT, WORK = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
JAR = WORK / 'verapdf.jar'


def output_of(*command, ok=(0,)):
    child = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    assert child.returncode in ok, f'{command}: {child.stderr}'
    return child.stdout


def fetch():
    if not JAR.exists():
        output_of('mvn', '-B', '-q', '-f', HERE / 'pom.xml', f'-Dfolder={WORK}', 'validate')
    assert hashlib.sha256(JAR.read_bytes()).hexdigest() == JAR_SUM, f'{JAR} is not what was pinned'


def verapdf(flavour, files):
    """The verdict on each file: '' or the clauses that it does not keep."""
    said = output_of('java', '-cp', JAR, MAIN, '-f', flavour, '--format', 'text', '-v', *files,
                     ok=(0, 1))
    verdicts, current = {}, None
    for line in said.splitlines():
        word, _, rest = line.strip().partition(' ')
        if line.startswith(('PASS ', 'FAIL ')):
            current = pathlib.Path(rest.rsplit(' ', 1)[0]).name
            verdicts[current] = '' if word == 'PASS' else 'FAIL'
        elif word == 'FAIL' and current:
            verdicts[current] += ' ' + rest
    assert len(verdicts) == len(files), said
    return verdicts


def articles():
    return [HERE / 'everything.md'] + sorted(p for p in (ROOT / 'samples').glob('*/article.*') if p.suffix in ('.txt', '.md'))


def render():
    """name of the pair → profile → file"""
    styles = [line.split()[0] for line in output_of(BANXIN, 'styles').splitlines() if line]
    found = {}
    for article in articles():
        for style in styles:
            name = f'{article.parent.name}-{style}'
            output_of(BANXIN, 'render', article, '--style', style, '--profile', ','.join(PROFILES),
                      '-o', WORK / f'{name}.pdf')
            found[name] = {p: WORK / f'{name}-{p}.pdf' for p in PROFILES}
    return found


def break_file(path, name, old, new):
    """A copy with something replaced by as many bytes, streams and objects laid open."""
    plain, broken = WORK / 'plain.pdf', WORK / name
    output_of('qpdf', '--qdf', '--object-streams=disable', path, plain)
    data = plain.read_bytes()
    assert old in data and len(old) == len(new)
    broken.write_bytes(data.replace(old, new))
    return broken


# An independent checker of PDF/X-4, PDF/A and PDF/UA, in checkouts that stand beside one.
PDFCONFORM = ROOT / '..' / 'shared' / 'tools' / 'pdfconform.py'


# It counts two running heads or feet for each page. ISO 14289-1, 7.8, asks for no such number: those that
# a page has must be pagination artifacts, of the kind Header or Footer, and that each of ours is one is
# held in tests/pdf/exports.py. A feature of a single page, and one whose opening page has not even a
# folio (a poster, an essay, a telephone's), has fewer.
UNASKED = 'FAIL UA 7.8'


def has_few_heads(file):
    pages = [page for _, page in File(file).pages]
    return len(pages) == 1 or b'/Subtype/Footer' not in File(file).content(pages[0])


def pdfconform(file, standard='x4'):
    """What it says, and how many of its checks failed; one that it breaks off at is a failure."""
    child = subprocess.run(['/usr/bin/python3', PDFCONFORM, file, standard], capture_output=True, text=True)
    found = re.search(r'(\d+) failed$', child.stdout.strip())
    unasked = sum(line.startswith(UNASKED) for line in child.stdout.splitlines()) if has_few_heads(file) else 0
    return child.stdout + child.stderr, int(found.group(1)) - unasked if found else 1


os.makedirs(WORK, exist_ok=True)
fetch()
FILES = render()
FIRST = next(iter(FILES.values()))
# What is broken, how, and the standards that must not pass any more.
BREAKS = [
    ('untagged', 'archive', b'/Artifact<</Type/Layout>>BDC', b'/Artifect<</Type/Layout>>BDC', ('3a', 'ua1')),
    ('untitled', 'newsletter', b'/DisplayDocTitle true', b'/DisplayDocTitle null', ('ua1',)),
    ('unlinked', 'archive', b'/AFRelationship', b'/XFRelationship', ('3a',)),
    ('nameless', 'archive', b'<pdfaid:part>3', b'<pdfaid:part>7', ('3a',)),
]
BROKEN = [(break_file(FIRST[profile], f'broken-{name}.pdf', old, new), flavours)
          for name, profile, old, new, flavours in BREAKS]
VERDICTS = {flavour: verapdf(flavour, files) for flavour, files in {
    '3a': [f['archive'] for f in FILES.values()] + [b for b, flavours in BROKEN if '3a' in flavours],
    'ua1': [f[p] for f in FILES.values() for p in ('archive', 'newsletter')] +
           [b for b, flavours in BROKEN if 'ua1' in flavours],
}.items()}

for broken, flavours in BROKEN:
    for flavour in flavours:
        @tap.case(f'veraPDF sees that {broken.name} is no {flavour}')
        def _(broken=broken, flavour=flavour):
            assert VERDICTS[flavour][broken.name].startswith('FAIL')

for old, new in [(b'/GTS_PDFX\n', b'/GTS_PDFY\n'), (b'/TrimBox', b'/TrimBux'), (b' 1 k\n', b' rg \n'),
                 (b'/Trapped', b'/Tropped'), (b'/DeviceCMYK', b'/DeviceRGB ')]:
    @tap.case(f'the check of PDF/X-4 sees {old.decode().strip()} gone')
    def _(old=old, new=new):
        broken = break_file(FIRST['print'], 'broken-print.pdf', old, new)
        assert standards.faults('x4', broken)
        if PDFCONFORM.exists():
            assert pdfconform(broken)[1] != 0

for name, files in FILES.items():
    @tap.case(f'{name}: the archive is PDF/A-3a')
    def _(files=files):
        assert VERDICTS['3a'][files['archive'].name] == '', VERDICTS['3a'][files['archive'].name]

    for profile in ('archive', 'newsletter'):
        @tap.case(f'{name}: the {profile} is PDF/UA-1')
        def _(file=files[profile]):
            assert VERDICTS['ua1'][file.name] == '', VERDICTS['ua1'][file.name]

    @tap.case(f'{name}: print is PDF/X-4')
    def _(files=files):
        assert not standards.faults('x4', files['print'])

    @tap.case(f'{name}: qpdf finds no fault in any of the three')
    def _(files=files):
        for file in files.values():
            output_of('qpdf', '--check', file)

if PDFCONFORM.exists():
    for name, files in FILES.items():
        @tap.case(f'{name}: pdfconform passes print')
        def _(files=files):
            said, failed = pdfconform(files['print'])
            assert failed == 0, said

        for profile, standard in (('archive', 'a'), ('archive', 'ua'), ('newsletter', 'ua')):
            @tap.case(f'{name}: pdfconform passes the {profile} for {standard}')
            def _(file=files[profile], standard=standard):
                said, failed = pdfconform(file, standard)
                assert failed == 0, said

tap.run()
