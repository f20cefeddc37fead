#!/usr/bin/env python3
"""Are the three finished files what they claim to be? `exports.py BANXIN SOURCE_ROOT`.

Standards are judged by standards.py, plates by ghostscript, pages by poppler and mupdf, files inside by
qpdf. veraPDF has its say in tests/conformance.
"""
import csv
import hashlib
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import standards  # noqa: E402
import tap  # noqa: E402
from finished import output_of, squeeze  # noqa: E402
from objects import File  # noqa: E402
from plates import plates  # noqa: E402

BANXIN, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
os.environ.setdefault('SOURCE_DATE_EPOCH', '1700000000')  # as the suite has it, for who runs this alone
SAMPLE = ROOT / 'samples' / 'sora' / 'article.txt'
PROFILES = ('newsletter', 'print', 'archive')
_folder = tempfile.TemporaryDirectory(prefix='banxin-exports-')
FOLDER = pathlib.Path(_folder.name)

# A colour field under black words, a spot ink, links, and little text: what the sample does not have.
STYLE = '''
extends: feature
title: For this test
inks:
  cinnabar: {cmyk: [0, 88%, 90%, 6%], rgb: "#d4361f", spot: "Test Red 1 (C)"}
quote: {design: colour-field, field-ink: tint}
'''
ARTICLE = '''---
title: 試驗
author: 某甲
date: 2024-03-01
---

第一段說明這是一篇試驗的文章。張三說：“我們今天看到的文章都很好看，真的是很好看的文章，值得一看再看。”來信請寄 mail@example.org 。

第二段裏有一個[連結](https://example.com/a(b))，還有一個[不該連結的](javascript:alert(1))。張三又說：“這些文字必須足夠長才能排滿一欄，所以我們繼續寫下去，寫到足夠長爲止。”

''' + '\n\n'.join(f'{number}不是誰說的話，只是讓引文兩邊都有字可讀：一頁要是太短，引文就沒有地方可站了，而離它的'
                  '出處太近，讀者會把同一句話連着讀上兩遍。' for number in '三四五六七八九') + '\n'


def render(article, name, *options, ok=True):
    child = subprocess.run([BANXIN, 'render', str(article), '-o', str(FOLDER / name), *map(str, options)],
                           capture_output=True, text=True)
    assert (child.returncode == 0) == ok, child.stderr
    return child if not ok else FOLDER / name


def frames(article, *options):
    return json.loads(output_of(BANXIN, 'inspect', article, '--stage', 'frames', *options))


(FOLDER / 'style.yaml').write_text(STYLE, encoding='utf-8')
(FOLDER / 'small.md').write_text(ARTICLE, encoding='utf-8')
SMALL = FOLDER / 'small.md'
SMALL_STYLE = ('--style', FOLDER / 'style.yaml')
render(SAMPLE, 'sora.pdf', '--profile', ','.join(PROFILES), '--marks', 'all')
render(SMALL, 'small.pdf', '--profile', ','.join(PROFILES), *SMALL_STYLE)
SORA = {p: FOLDER / f'sora-{p}.pdf' for p in PROFILES}
FILES = {p: FOLDER / f'small-{p}.pdf' for p in PROFILES}


# --- standards ---

for which, files in (('the sample', SORA), ('the test', FILES)):
    @tap.case(f'{which}: print is PDF/X-4')
    def _(files=files):
        assert standards.faults('x4', files['print']) == {}

    for profile in ('newsletter', 'archive'):
        @tap.case(f'{which}: the {profile} is PDF/UA-1')
        def _(file=files[profile]):
            assert standards.faults('ua', file) == {}

    @tap.case(f'{which}: qpdf finds no fault, and the newsletter is linearized')
    def _(files=files):
        for profile, file in files.items():
            said = output_of('qpdf', '--check', file).decode()
            assert ('File is linearized' in said) == (profile == 'newsletter'), said


def broken(path, old, new):
    plain, copy = FOLDER / 'plain.pdf', FOLDER / 'broken.pdf'
    output_of('qpdf', '--qdf', '--object-streams=disable', path, plain)
    data = plain.read_bytes()
    assert old in data and len(old) == len(new)
    copy.write_bytes(data.replace(old, new))
    return copy


# Each check sees what it is there for, or it would be worth nothing.
for standard, profile, check, old, new in [
        ('x4', 'print', 'x4_claims', b'/Trapped', b'/Tropped'),
        ('x4', 'print', 'x4_intent', b'/GTS_PDFX\n', b'/GTS_PDFY\n'),
        ('x4', 'print', 'x4_boxes', b'/TrimBox', b'/TrimBux'),
        ('x4', 'print', 'x4_colours', b' 1 k\n', b' rg \n'),
        ('x4', 'print', 'x4_states', b'/BxKnock gs', b'/BxOver  gs'),
        ('x4', 'print', 'x4_fonts', b'/FontFile3', b'/FontFilex'),
        ('x4', 'print', 'x4_forbidden', b'/OPM 1', b'/HTP 1'),
        ('x4', 'newsletter', 'x4_header', b'DisplayDocTitle', b'DisplayDocTitlo'),
        ('ua', 'archive', 'ua_claims', b'/Marked true', b'/Marked null'),
        ('ua', 'archive', 'ua_content', b'/Artifact<</Type/Layout>>BDC', b' ' * 28),
        ('ua', 'archive', 'ua_tree', b'<</MCID 2>>BDC', b'<</MCID 1>>BDC'),
        ('ua', 'archive', 'ua_heads', b'/S /H1', b'/S /H3'),
        ('ua', 'archive', 'ua_links', b'/Contents (mailto', b'/Cantents (mailto')]:
    @tap.case(f'{check} sees {old.decode().strip()} gone')
    def _(standard=standard, profile=profile, check=check, old=old, new=new):
        found = standards.faults(standard, broken(FILES[profile], old, new))
        assert check in found or 'readable' in found, found


# --- reading ---

def blocks(article, *options):
    return [block['text'] for block in
            json.loads(output_of(BANXIN, 'inspect', article, '--stage', 'article', *options))['blocks']]


for profile in ('newsletter', 'archive'):
    @tap.case(f'{profile}: a screen reader reads the article once, in order, and nothing else')
    def _(file=SORA[profile]):
        said = output_of('pdfinfo', '-struct-text', file).decode('utf-8')
        read = squeeze(''.join(re.findall(r'^ *"(.*)"$', said, re.M)))
        assert read == squeeze(''.join(blocks(SAMPLE)))


@tap.case('headline, paragraphs and links are tagged as such')
def _():
    said = output_of('pdfinfo', '-struct', FILES['archive']).decode('utf-8')
    kinds = re.findall(r'^ *(\w+)', said, re.M)
    assert kinds[:2] == ['Document', 'H1'] and kinds.count('Link') == 2 and 'P' in kinds, said


@tap.case('links lead to the web and to mail, and to no script')
def _():
    for profile in ('newsletter', 'archive'):
        file = File(FILES[profile])
        found = {file.get(a, '/A', '/URI') for _, page in file.pages
                 for a in file.get(page, '/Annots', default=[])}
        assert found == {'u:mailto:mail@example.org', 'u:https://example.com/a(b)'}, found
    assert b'/Annots' not in FILES['print'].read_bytes()


def rect_of(annotation):
    return [float(x) for x in annotation['/Rect']]


for style in ('essay', 'phone'):
    @tap.case(f'{style}: the mark of a note leads to the note, and its number back')
    def _(style=style):
        file = File(render(ROOT / 'samples/signboards/article.md', f'notes-{style}.pdf', '-s', style))
        said = output_of('pdfinfo', '-struct-text', file.path).decode('utf-8')
        marks = re.findall(r'^ *Reference.*\n *Link.*\n *"(\d)"\n *Object', said, re.M)
        notes = re.findall(r'^ *Note.*\n *Lbl.*\n *Link.*\n *"(\d)"\n *Object.*\n *"(..)', said, re.M)
        assert marks == ['1', '2'] and notes == [('1', '北魏'), ('2', '根據')], said
        links = [(page, file.follow(a)) for page in file.pages for a in page[1].get('/Annots', [])]
        assert len(links) == 4
        for (number, page), link in links:
            assert rect_of(link)[2] - rect_of(link)[0] >= 7, link
            aim, _, _, top, _ = link['/Dest']
            back = [other for (_, there), other in links
                    if file.follow(aim) == there and abs(rect_of(other)[3] - top) < 0.1]
            assert any(file.follow(other['/Dest'][0]) == page
                       and abs(other['/Dest'][3] - rect_of(link)[3]) < 0.1 for other in back), link


# --- print ---

@tap.case('the page lies in its sheet with 3 mm of bleed')
def _():
    file = File(SORA['print'])
    size = frames(SAMPLE)
    for _, page in file.pages:
        trim, bleed = page['/TrimBox'], page['/BleedBox']
        assert abs(trim[2] - trim[0] - size['page_width'] / 1024) < 0.01
        assert abs(trim[0] - bleed[0] - 3 / 25.4 * 72) < 0.01


@tap.case('body text is on the black plate alone, marks are on every plate')
def _():
    found = plates(SORA['print'], page=2, dpi=72, folder=FOLDER)
    file = File(SORA['print'])
    trim = [round(n) for n in file.pages[1][1]['/TrimBox']]
    height = found['Black'].height
    line = next(line for line in frames(SAMPLE)['lines']
                if line['page'] == 2 and line['role'] == 'body')
    top = height - trim[3] + line['baseline'] // 1024 - 8
    left = trim[0] + line['x'] // 1024
    box = (left, top, left + line['measure'] // 1024, top + 9)
    assert found['Black'].darkest(box) > 128
    for plate in ('Cyan', 'Magenta', 'Yellow'):
        assert found[plate].darkest(box) == 0, plate
    for plate, image in found.items():
        assert image.darkest((0, 0, image.width, trim[1] - 12)) > 60, f'no mark on {plate}'


@tap.case('black words overprint: the field under them is whole on the other plates')
def _():
    found = plates(FILES['print'], page=1, dpi=100, folder=FOLDER)
    box = next(iter(frames(SMALL, *SMALL_STYLE)['boxes']))
    lines = [line for line in frames(SMALL, *SMALL_STYLE)['lines'] if line['role'] == 'quote']
    assert box and lines
    file = File(FILES['print'])
    trim, scale = file.pages[0][1]['/TrimBox'], 100 / 72
    height = found['Black'].height
    for line in lines:
        top = height - (trim[3] - line['baseline'] / 1024 + 12) * scale
        left = (trim[0] + line['x'] / 1024) * scale
        words = (round(left), round(top), round(left + 60 * scale), round(top + 12 * scale))
        assert found['Black'].darkest(words) > 128
        assert found['Yellow'].lightest(words) > 10, 'the words are cut out of the field'


@tap.case('a spot ink has a plate of its own')
def _():
    found = plates(FILES['print'], page=1, dpi=40, folder=FOLDER)
    spot = next(image for name, image in found.items() if name.startswith('Test Red 1'))
    assert spot.darkest((0, 0, spot.width, spot.height)) > 200
    assert found['Magenta'].darkest((22, 22, spot.width // 2, spot.height // 4)) == 0


def said_outside(file, page):
    """The words of a printed page that stand above its bleed, read by mupdf."""
    above = File(file).pages[page - 1][1]
    head = above['/MediaBox'][3] - above['/BleedBox'][3]
    found = xml.etree.ElementTree.fromstring(output_of('mutool', 'draw', '-q', '-F', 'stext', file, page))
    return ' '.join(''.join(char.get('c') for char in line.iter('char')) for line in found.iter('line')
                    if float(next(line.iter('char')).get('y')) <= head)


@tap.case('a slug names each page outside of its bleed, on every plate, and changes nothing inside')
def _():
    file = render(SAMPLE, 'slug.pdf', '--profile', 'print', '--slug', '--marks', 'all')
    assert standards.faults('x4', file) == {}
    headline = squeeze(blocks(SAMPLE)[2])
    for page in (1, 2):
        assert squeeze(said_outside(file, page)) == \
            f'{headline}{page}/2|print|feature|2023-11-14|article.txt', said_outside(file, page)
    with_slug = plates(file, page=2, dpi=72, folder=FOLDER)
    without = plates(SORA['print'], page=2, dpi=72, folder=FOLDER)
    height, (left, _, right, top) = without['Black'].height, File(file).pages[1][1]['/BleedBox']
    for name, plate in with_slug.items():
        above = (left + 20, 0, left + 120, height - top)
        assert plate.darkest(above) > 60 and without[name].darkest(above) == 0, name
        page = (left, height - top + 1, right, height)
        assert plate.part(page) == without[name].part(page), name


@tap.case('a slug in a booklet stands beside each of its pages; a long title is cut')
def _():
    article = FOLDER / 'slug.md'
    article.write_text('# ' + '一個長得不得了的標題' * 9 + '\n\n一段話就夠了。\n', encoding='utf-8')
    file = render(article, 'slug.pdf', '--profile', 'print', '--slug', '--marks', 'none', '--impose', 'booklet')
    said = said_outside(file, 1)
    assert '…' in said and '1/1 | print | feature | 2023-11-14 | slug.md' in said, said
    file = render(SAMPLE, 'slug.pdf', '--profile', 'print', '--slug', '--impose', 'booklet', '--style', 'phone')
    assert standards.faults('x4', file) == {}
    n = max(line['page'] for line in frames(SAMPLE, '--style', 'phone')['lines'])
    middle = len(File(file).pages)  # the last side holds two pages that follow each other
    for side, page in ((1, 1), (2, 2), (middle, middle), (middle, middle + 1)):
        assert f'{page}/{n} ' in said_outside(file, side), said_outside(file, side)


@tap.case('a booklet: last page beside the first, sheets of four')
def _():
    file = render(SAMPLE, 'booklet.pdf', '--profile', 'print', '--impose', 'booklet')
    assert standards.faults('x4', file) == {}
    sides = output_of('pdftotext', '-raw', file, '-').decode('utf-8').split('\f')[:-1]
    headline = squeeze(blocks(SAMPLE)[2])
    assert len(sides) == 2 and headline in squeeze(sides[0]) and headline not in squeeze(sides[1])[:60]


@tap.case('the profile of the press goes into the file')
def _():
    own = File(SORA['print'])
    intent = own.follow(own.get(own.root, '/OutputIntents')[0])
    icc = FOLDER / 'press.icc'
    icc.write_bytes(own.follow(intent['/DestOutputProfile']).data)
    file = File(render(SMALL, 'icc.pdf', '--profile', 'print', '--output-icc', icc,
                       '--output-condition', 'FOGRA39'))
    intent = file.follow(file.get(file.root, '/OutputIntents')[0])
    assert intent['/OutputConditionIdentifier'] == 'u:FOGRA39'
    assert file.follow(intent['/DestOutputProfile']).data == icc.read_bytes()


# --- archive ---

@tap.case('the archive holds the article as it came, byte for byte')
def _():
    held = output_of('qpdf', '--show-attachment=article.txt', SORA['archive'])
    assert held == SAMPLE.read_bytes()
    digest = hashlib.sha256(held).hexdigest()
    assert f'article.txt sha256:{digest}' in standards.metadata(File(SORA['archive']))


@tap.case('the record in the archive names program, arguments, and every file and font with its digest')
def _():
    file = File(SORA['archive'])
    xmp = standards.metadata(file)
    names = re.findall(r'^(.+) -> ', output_of('qpdf', '--list-attachments', SORA['archive']).decode(), re.M)
    assert {'article.txt', 'style/feature.yaml', 'record/manuscript.txt', 'record/edits.csv'} == set(names)
    for name in names:
        held = output_of('qpdf', f'--show-attachment={name}', SORA['archive'])
        assert f'{name} sha256:{hashlib.sha256(held).hexdigest()}' in xmp, name
    programs = [file.follow(font[key]) for _, font in standards.fonts(file)
                for key in ('/FontFile', '/FontFile2', '/FontFile3') if key in font]
    assert programs
    for program in programs:
        assert f'sha256:{hashlib.sha256(program.data).hexdigest()}' in xmp
    version = output_of(BANXIN, '--version').decode('utf-8').split()[-1]
    assert standards.said(xmp, 'banxin:program') == f'banxin {version}'
    assert '--lang zh-Hant' in standards.said(xmp, 'banxin:arguments')
    related = [file.follow(f)['/AFRelationship'] for f in file.get(file.root, '/AF')]
    assert sorted(related) == ['/Alternative', '/Data', '/Source', '/Supplement'], related


@tap.case('the source in the archive with the log of edits applied is the manuscript beside it')
def _():
    def held(name):
        return output_of('qpdf', f'--show-attachment={name}', SORA['archive'])
    source, text, at = held('article.txt'), b'', 0
    log = list(csv.DictReader(io.StringIO(held('record/edits.csv').decode('utf-8'), newline='')))
    assert len(log) > 100 and {edit['kind'] for edit in log} >= {'gloss', 'width', 'break'}
    for edit in log:
        start, end = int(edit['start']), int(edit['end'])
        assert start >= at and source[start:end].decode('utf-8') == edit['from'], edit
        before = source[:start].decode('utf-8')
        column = len(before) - (before.rfind('\n') + 1) + 1
        assert (int(edit['line']), int(edit['column'])) == (before.count('\n') + 1, column), edit
        text, at = text + source[at:start] + edit['to'].encode('utf-8'), end
    assert text + source[at:] == held('record/manuscript.txt')


@tap.case('what a font draws otherwise is read as it was written')
def _():
    article = FOLDER / 'substituted.md'
    text = '辦公室的office和fluffy文件，𠮷野家，葛\U000E0100城，他說——好……就這樣。'
    article.write_text(f'# 替換\n\n{text}\n', encoding='utf-8')
    file = render(article, 'substituted.pdf', '--profile', 'archive')
    said = output_of('pdfinfo', '-struct-text', file).decode('utf-8')
    assert text in squeeze(''.join(re.findall(r'^ *"(.*)"$', said, re.M))), said
    assert text in squeeze(output_of('pdftotext', '-raw', file, '-').decode('utf-8'))


@tap.case('each running head, its rule and the folio are pagination artifacts, and nothing else is')
def _():
    lines = frames(SAMPLE)['lines']
    file = File(SORA['archive'])
    for number, (_, page) in enumerate(file.pages, 1):
        roles = [line['role'] for line in lines if line['page'] == number]
        heads = roles.count('running-head')
        found = [file.content(page).count(b'/Subtype' + kind) for kind in (b'/Header', b'/Footer')]
        assert found == [heads + bool(heads), roles.count('folio')], f'page {number}: {found}'


@tap.case('verify finds an archive whole, and renders it again byte for byte')
def _():
    for file in (SORA['archive'], FILES['archive']):
        said = output_of(BANXIN, 'verify', file).decode('utf-8')
        assert 'WRONG' not in said and 'byte for byte' in said, said


MARGIN = min(line['x'] for line in frames(SAMPLE)['lines']) * 1000 // 1024  # 1/1000 pt, as it is drawn

for what, old, new in [('a changed article', b'\xe7\x94\xb3\xe6\xb3\xa2', b'\xe7\x94\xb2\xe4\xb9\x99'),
                       ('a changed page', *(b' %.3f' % (x / 1000) for x in (MARGIN, MARGIN - 1))),
                       ('a lost tag', b'/Artifact<</Type/Layout>>BDC', b' ' * 28)]:
    @tap.case(f'verify sees {what}')
    def _(old=old, new=new):
        child = subprocess.run([BANXIN, 'verify', broken(SORA['archive'], old, new)],
                               capture_output=True, text=True)
        assert child.returncode == 1 and 'WRONG' in child.stdout, child.stdout + child.stderr


def verify(file):
    child = subprocess.run([BANXIN, 'verify', file], capture_output=True, text=True)
    assert 'fault of the program' not in child.stderr and child.stderr.count('\n') <= 1, child.stderr
    return child


@tap.case('verify takes an archive that qpdf wrote anew, and says so of one by another version')
def _():
    for options in (('--object-streams=disable',), ('--linearize',)):
        output_of('qpdf', *options, SORA['archive'], FOLDER / 'anew.pdf')
        child = verify(FOLDER / 'anew.pdf')
        assert child.returncode == 0 and 'the pages are the same' in child.stdout, child.stdout
    version = output_of(BANXIN, '--version').split()[-1]
    other, made = FOLDER / 'other.pdf', b'<banxin:program>banxin '
    other.write_bytes(SORA['archive'].read_bytes().replace(made + version, made + b'9' * len(version)))
    child = verify(other)
    assert child.returncode == 0 and f'made by banxin {"9" * len(version)}' in child.stdout, child.stdout


@tap.case('verify sees a file inside that is gone, one that was added, and one that was put before its eyes')
def _():
    changed, stranger = FOLDER / 'changed.pdf', FOLDER / 'stranger.txt'
    stranger.write_text('not by banxin\n')
    name = 'record/manuscript.txt'
    for options, said in [((f'--remove-attachment={name}',), f'{name} is missing'),
                          (('--add-attachment', stranger, '--'), 'stranger.txt inside was put there by somebody'),
                          (('--add-attachment', stranger, f'--key={name}', f'--filename={name}', '--replace', '--'),
                           f'{name} inside is not what was put there')]:
        output_of('qpdf', SORA['archive'], *options, changed)
        child = verify(changed)
        assert child.returncode == 1 and f'WRONG: {said}' in child.stdout, child.stdout + child.stderr


@tap.case('verify sees any byte that is changed, and says of a damaged file that it is one')
def _():
    whole, damaged = SORA['archive'].read_bytes(), FOLDER / 'damaged.pdf'
    for at in [*range(200, len(whole) - 200, len(whole) // 24), len(whole) - 60, len(whole) - 300]:
        damaged.write_bytes(whole[:at] + bytes([whole[at] ^ 0x24]) + whole[at + 1:])
        child = verify(damaged)
        told = child.returncode == 1 and ('WRONG' in child.stdout or 'damaged' in child.stderr)
        # What no page, no font and no file inside hangs on may be another: a page's place in the outline.
        assert told or child.returncode == 0 and 'byte for byte' not in child.stdout, (at, child.stdout, child.stderr)


@tap.case('verify takes no other file for an archive')
def _():
    for file in (SORA['print'], SAMPLE):
        child = subprocess.run([BANXIN, 'verify', file], capture_output=True, text=True)
        assert child.returncode in (1, 3) and str(file) in child.stderr, child.stderr


# --- all of them ---

@tap.case('the same input gives the same bytes in every profile')
def _():
    render(SAMPLE, 'again.pdf', '--profile', ','.join(reversed(PROFILES)), '--marks', 'all')
    for profile, file in SORA.items():
        assert (FOLDER / f'again-{profile}.pdf').read_bytes() == file.read_bytes(), profile


def means(ppm, side=16):
    """Of squares of pixels: letters are smoothed in different ways."""
    width, height = (int(n) for n in ppm.split()[1:3])
    data = ppm[-3 * width * height:]
    return [sum(sum(data[3 * (y * width + x) + channel:3 * (y * width + x + side):3])
                for y in range(top, top + side)) / side ** 2
            for channel in range(3) for top in range(0, height - side, side)
            for x in range(0, width - side, side)]


def pixels(program, file, page):
    """At 40 dpi."""
    if program == 'poppler':
        output_of('pdftoppm', '-r', '40', '-f', page, '-l', page, '-singlefile', file, FOLDER / 'poppler')
    else:
        output_of('mutool', 'draw', '-q', '-c', 'rgb', '-r', '40', '-o', FOLDER / 'mupdf.ppm', file, page)
    return (FOLDER / f'{program}.ppm').read_bytes()


for which, files in (('the sample', SORA), ('the test', FILES)):
    for profile in PROFILES:
        @tap.case(f'{which}: poppler and mupdf draw the same pages, {profile}')
        def _(file=files[profile], allowed=48 if profile == 'print' else 24):
            # For inks each makes colours of its own; what stands where is the same.
            for page in range(1, len(File(file).pages) + 1):
                a, b = (means(pixels(program, file, page)) for program in ('poppler', 'mupdf'))
                assert len(a) == len(b) > 100
                far = max(abs(x - y) for x, y in zip(a, b))
                assert far < allowed, f'page {page}: {far}'


@tap.case('a character that no font has stops print and archive, with its place')
def _():
    article = FOLDER / 'missing.txt'
    article.write_text('標題\n\n這裏有一個字\U0001F9FF沒有字形。\n', encoding='utf-8')
    render(article, 'missing.pdf')
    for profile in ('print', 'archive'):
        child = render(article, f'missing-{profile}.pdf', '--profile', profile, ok=False)
        assert re.search(r'missing\.txt:3:\d+: no font has U\+1F9FF \S+ \(tried Noto Serif CJK .*others',
                         child.stderr), child.stderr
        assert not (FOLDER / f'missing-{profile}.pdf').exists()


@tap.case('a newsletter with a missing character does not claim PDF/UA')
def _():
    article = FOLDER / 'missing.txt'
    article.write_text('標題\n\n這裏有一個字\U0001F9FF沒有字形。\n', encoding='utf-8')
    assert 'pdfuaid' not in standards.metadata(File(render(article, 'missing.pdf')))
    assert 'pdfuaid' in standards.metadata(File(FILES['newsletter']))


@tap.case('a newsletter that cannot be as small as asked for is an error that says why')
def _():
    child = render(SAMPLE, 'tiny.pdf', '--max-size', '20k', ok=False)
    assert child.returncode == 1 and '--max-size allows 20000' in child.stderr, child.stderr
    assert not (FOLDER / 'tiny.pdf').exists()
    render(SAMPLE, 'tiny.pdf', '--max-size', '1M')


@tap.case('an ink that lays too much on the paper is reported for print')
def _():
    heavy = FOLDER / 'heavy.yaml'
    heavy.write_text('extends: feature\ntitle: Heavy\ninks:\n'
                     '  tint: {cmyk: [90%, 80%, 70%, 0], rgb: "#f8ede2"}\n', encoding='utf-8')
    for profile, found in (('print', True), ('newsletter', False)):
        render(SMALL, 'heavy.pdf', '--style', heavy, '--profile', profile, '--report',
               FOLDER / 'heavy.json')
        report = json.loads((FOLDER / 'heavy.json').read_text(encoding='utf-8'))
        assert any(f['code'] == 'ink-coverage' for f in report['findings']) == found, report


for options, said in [(('--profile', 'paper'), '--profile paper is not known'),
                      (('--marks', 'crop'), '--marks is for print'),
                      (('--profile', 'print', '--marks', 'many'), '--marks many is not known'),
                      (('--profile', 'print', '--impose', 'poster'), '--impose poster is not known'),
                      (('--slug',), '--slug is for print'),
                      (('--profile', 'print', '--output-condition', 'X'), '--output-icc'),
                      (('--max-size', 'much'), '--max-size much is not known'),
                      (('--profile', 'print', '--max-size', '1M'), '--max-size is for a newsletter'),
                      (('--profile', 'print', '--format', 'png'), '--profile is for PDF')]:
    @tap.case(f'{" ".join(options)} is refused')
    def _(options=options, said=said):
        child = render(SMALL, 'refused.pdf', *options, ok=False)
        assert child.returncode == 2 and said in child.stderr, child.stderr
        assert not (FOLDER / 'refused.pdf').exists()


tap.run()
