#!/usr/bin/env python3
"""Articles with pictures through the whole program: `articles.py BANXIN MAKE_PICTURE`.

What is wrong with a picture is said in one line with its place, and the pages are made without it;
what cannot be seen before it is drawn leaves the older file alone. Pictures that are good stand on the
page the right way up and in their own colours, whichever program shows them.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'pdf'))
import tap  # noqa: E402
from objects import File, Stream  # noqa: E402

BANXIN, MAKE_PICTURE = (str(pathlib.Path(a).resolve()) for a in sys.argv[1:3])
OLD = b'%PDF-1.4 an older file that must survive\n'
TEXT = '河边的集市每逢初一就有，从清早一直开到日落，卖鱼的、卖菜的、卖布的都来，谁也不着急回家。'
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def make(folder, kind, name, width=600, height=400):
    subprocess.run([MAKE_PICTURE, kind, str(width), str(height), folder / name], check=True)


def write_article(folder, *files, front=''):
    figures = [f'![四块颜色]({name})\n集市上的第{i}张照片。（摄影：顾小满）' for i, name in
               enumerate(files, 1)]
    parts = ['# 河边的集市', *[TEXT] * 4, *figures, *[TEXT] * 12]
    (folder / 'article.md').write_text(front + '\n\n'.join(parts) + '\n', encoding='utf-8')


class Run:
    def __init__(self, folder, *options):
        (folder / 'out.pdf').write_bytes(OLD)
        child = subprocess.run([BANXIN, 'render', 'article.md', '-o', 'out.pdf', *options],
                               cwd=folder, capture_output=True, timeout=60)
        self.folder, self.status = folder, child.returncode
        self.err = child.stderr.decode('utf-8', 'replace')

    def makes_pages(self):
        assert self.status == 0, f'status {self.status}: {self.err}'
        assert (self.folder / 'out.pdf').read_bytes() != OLD, 'no pages were made'

    def warns(self, picture, words):
        line = rf'^article\.md:\d+:\d+: warning: .*{re.escape(picture)}.*{re.escape(words)}.*; .+$'
        assert re.search(line, self.err, re.M), f'{picture}: “{words}” is not said in: {self.err}'


def in_folder(function):
    def run():
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name) / 'article'
            folder.mkdir()
            function(folder)
    return run


def images_of(pdf):
    """Kind, width, height, colour space and encoding of every image: what pdfimages lists."""
    rows = subprocess.run(['pdfimages', '-list', pdf], check=True, capture_output=True,
                          text=True).stdout.splitlines()[2:]
    return [(r[2], int(r[3]), int(r[4]), r[5], r[8]) for r in map(str.split, rows)]


def read_ppm(data):
    head = re.match(rb'P6\s+(\d+)\s+(\d+)\s+255\s', data)
    width, height = int(head[1]), int(head[2])
    return width, height, data[head.end():]


def pages_as_pixels(pdf, program):
    with tempfile.TemporaryDirectory() as name:
        if program == 'poppler':
            subprocess.run(['pdftoppm', '-r', '36', pdf, f'{name}/p'], check=True,
                           capture_output=True)
        else:
            subprocess.run(['mutool', 'draw', '-q', '-r', '36', '-c', 'rgb', '-o', f'{name}/p%d.ppm',
                            pdf], check=True, capture_output=True)
        return [read_ppm(p.read_bytes()) for p in sorted(pathlib.Path(name).glob('*.ppm'))]


def has_quarters(page, colours, least=12):
    """Whether somewhere on the page the four colours meet as in the picture: that many pixels of each
    around a point. Print colours may be duller: a channel is on or off."""
    width, height, data = page

    def matches(x, y, colour):
        pixel = data[3 * (y * width + x):3 * (y * width + x) + 3]
        return all((value > 127) == (want > 127) for value, want in zip(pixel, colour))

    corners = [(-least, -least), (least, -least), (-least, least), (least, least)]
    return any(all(matches(x + dx, y + dy, colour) for (dx, dy), colour in zip(corners, colours))
               for y in range(least, height - least, 3) for x in range(least, width - least, 3))


# --- good pictures ---

GOOD = {
    'jpeg': (RED, GREEN, BLUE, WHITE),
    'progressive-jpeg': (RED, GREEN, BLUE, WHITE),
    'cmyk-jpeg': (RED, GREEN, BLUE, WHITE),
    'turned-jpeg': (BLUE, RED, WHITE, GREEN),
    'png': (RED, GREEN, BLUE, WHITE),
    'png-alpha-16': (RED, GREEN, BLUE, WHITE),
}

PROFILES = ('newsletter', 'print', 'archive')

for kind, colours in GOOD.items():
    for profile in PROFILES:
        @tap.case(f'{kind}: the right way up and in its colours, for {profile}')
        @in_folder
        def _(folder, kind=kind, colours=colours, profile=profile):
            make(folder, kind, 'a.x', 1200, 1200)
            write_article(folder, 'a.x')
            run = Run(folder, '--profile', profile)
            run.makes_pages()
            assert 'warning' not in run.err, run.err
            for program in ('poppler', 'mupdf'):
                pages = pages_as_pixels(folder / 'out.pdf', program)
                assert any(has_quarters(page, colours) for page in pages), f'not so by {program}'


@tap.case('a picture goes to print and into the archive as it came')
@in_folder
def _(folder):
    make(folder, 'cmyk-jpeg', 'a.jpg', 1200, 1200)
    write_article(folder, 'a.jpg')
    for profile in ('print', 'archive'):
        Run(folder, '--profile', profile).makes_pages()
        assert (folder / 'a.jpg').read_bytes() in (folder / 'out.pdf').read_bytes(), profile


@tap.case('a picture that lays too much ink on the paper is told of for print, where it stands')
@in_folder
def _(folder):
    make(folder, 'heavy-jpeg', 'heavy.jpg', 1200, 1200)
    make(folder, 'cmyk-jpeg', 'light.jpg', 1200, 1200)
    write_article(folder, 'light.jpg', 'heavy.jpg', 'heavy.jpg')
    run = Run(folder, '--profile', 'print')
    run.warns('heavy.jpg', 'of ink on the paper')
    assert run.err.count('of ink on the paper') == 1 and run.status == 0, run.err
    assert 'of ink' not in Run(folder).err


def resolutions(pdf):
    """Of every image, mask or not."""
    rows = subprocess.run(['pdfimages', '-list', pdf], check=True, capture_output=True,
                          text=True).stdout.splitlines()[2:]
    return [int(row.split()[12]) for row in rows]


for kind, n_images in (('jpeg', 1), ('png', 1), ('png-alpha-16', 2)):
    @tap.case(f'a newsletter carries as many pixels of a picture as it is asked to: {kind}')
    @in_folder
    def _(folder, kind=kind, n_images=n_images):
        make(folder, kind, 'a.x', 2400, 1600)
        write_article(folder, 'a.x')
        for options, low, high in [((), 145, 155), (('--picture-ppi', '72'), 70, 75)]:
            Run(folder, *options).makes_pages()
            found = resolutions(folder / 'out.pdf')
            assert len(found) == n_images and all(low <= ppi <= high for ppi in found), found
            for program in ('poppler', 'mupdf'):
                assert any(has_quarters(page, GOOD[kind])
                           for page in pages_as_pixels(folder / 'out.pdf', program)), program
        Run(folder, '--picture-ppi', '0').makes_pages()
        assert min(resolutions(folder / 'out.pdf')) > 200
        if kind == 'jpeg':
            assert (folder / 'a.x').read_bytes() in (folder / 'out.pdf').read_bytes()


@tap.case('colours in print are told by profiles, and nothing is smoothed')
@in_folder
def _(folder):
    make(folder, 'jpeg', 'a.jpg', 1200, 800)
    make(folder, 'png-alpha-16', 'b.png', 600, 400)
    write_article(folder, 'a.jpg', 'b.png')
    Run(folder, '--profile', 'print').makes_pages()
    kinds = sorted((kind, space) for kind, _, _, space, _ in images_of(folder / 'out.pdf'))
    assert kinds == [('image', 'icc'), ('image', 'icc'), ('smask', 'gray')], kinds
    qdf = subprocess.run(['qpdf', '--qdf', '--object-streams=disable', folder / 'out.pdf', '-'],
                         check=True, capture_output=True).stdout
    assert b'/Interpolate true' not in qdf and b'/DeviceRGB' not in qdf


def profile_of_image(pdf):
    """The ICC profile that tells the colours of the one image."""
    file = File(pdf)
    spaces = [file.follow(value.dict['/ColorSpace']) for value in file.objects.values()
              if isinstance(value, Stream) and value.dict.get('/Subtype') == '/Image']
    assert len(spaces) == 1 and spaces[0][0] == '/ICCBased', spaces
    return file.follow(spaces[0][1]).data


def with_profile(jpeg, profile):
    chunk = b'ICC_PROFILE\0\1\1' + profile
    return jpeg[:2] + b'\xff\xe2' + (len(chunk) + 2).to_bytes(2, 'big') + chunk + jpeg[2:]


@tap.case("a JPEG's own profile goes with it to print and into the archive; one that cannot be its own does not")
@in_folder
def _(folder):
    make(folder, 'jpeg', 'a.jpg', 1200, 800)
    plain = (folder / 'a.jpg').read_bytes()
    write_article(folder, 'a.jpg')
    Run(folder, '--profile', 'print').makes_pages()
    ours = profile_of_image(folder / 'out.pdf')
    own = ours[:24] + bytes(12) + ours[36:]  # of another day
    (folder / 'a.jpg').write_bytes(with_profile(plain, own))
    for profile in ('print', 'archive'):
        Run(folder, '--profile', profile).makes_pages()
        assert profile_of_image(folder / 'out.pdf') == own != ours
    (folder / 'a.jpg').write_bytes(with_profile(plain, own[:16] + b'CMYK' + own[20:]))
    Run(folder, '--profile', 'print').makes_pages()
    assert profile_of_image(folder / 'out.pdf') == ours


@tap.case('a reader who cannot see the pictures is told of them, in their place')
@in_folder
def _(folder):
    make(folder, 'jpeg', 'a.jpg', 1200, 800)
    write_article(folder, 'a.jpg')
    Run(folder).makes_pages()
    tree = subprocess.run(['pdfinfo', '-struct', folder / 'out.pdf'], check=True,
                          capture_output=True, text=True).stdout
    assert re.search(r'  Div\n    Figure\n    Caption', tree), tree
    qdf = subprocess.run(['qpdf', '--qdf', '--object-streams=disable', folder / 'out.pdf', '-'],
                         check=True, capture_output=True).stdout
    assert '四块颜色'.encode('utf-16-be').hex() in qdf.decode('latin-1')


@tap.case('the hero of the front matter opens the feature')
@in_folder
def _(folder):
    make(folder, 'jpeg', 'hero.jpg', 1800, 1200)
    front = '---\nhero:\n  file: hero.jpg\n  caption: 集市的早晨。\n---\n\n'
    write_article(folder, front=front)
    run = Run(folder)
    run.makes_pages()
    width, _, data = pages_as_pixels(folder / 'out.pdf', 'poppler')[0]
    assert data[0] > 127 and data[1] < 127, 'the first pixel of the page is not the picture’s'


@tap.case('a pull quote shows who speaks, where the style has it so')
@in_folder
def _(folder):
    make(folder, 'jpeg', 'face.jpg', 300, 400)
    write_article(folder, front='---\nspeakers:\n  - name: 周明远\n    portrait: face.jpg\n'
                  'pulls:\n  - text: 谁也不着急回家。\n    speaker: 周明远\n---\n\n')
    (folder / 'centred.yaml').write_text(
        'title: with portraits\nextends: feature\n'
        'quote: {design: centred, portrait: on}\n', encoding='utf-8')
    Run(folder, '--style', './centred.yaml').makes_pages()
    with_face = len(images_of(folder / 'out.pdf'))
    Run(folder).makes_pages()
    assert with_face == len(images_of(folder / 'out.pdf')) + 1, with_face


@tap.case('a picture that stands twice on a page makes a good file')
@in_folder
def _(folder):
    make(folder, 'jpeg', 'a.jpg', 1200, 400)
    write_article(folder, 'a.jpg', 'a.jpg', 'a.jpg')
    Run(folder).makes_pages()
    assert len(images_of(folder / 'out.pdf')) == 3


@tap.case('the same article twice gives the same bytes')
@in_folder
def _(folder):
    make(folder, 'jpeg', 'a.jpg')
    make(folder, 'png-alpha-16', 'b.png')
    write_article(folder, 'a.jpg', 'b.png')
    Run(folder).makes_pages()
    first = (folder / 'out.pdf').read_bytes()
    Run(folder).makes_pages()
    assert first == (folder / 'out.pdf').read_bytes()


# --- bad ones ---

def cut(path, part=2):
    data = path.read_bytes()
    path.write_bytes(data[:len(data) // part])


def bad_jpeg(folder):
    make(folder, 'jpeg', 'a.jpg')
    cut(folder / 'a.jpg')


def bad_png(folder):
    make(folder, 'png', 'a.jpg')
    cut(folder / 'a.jpg')


def linked(folder):
    make(folder.parent, 'jpeg', 'outside.jpg')
    (folder / 'a.jpg').symlink_to('../outside.jpg')


def secret(folder):
    (folder / 'a.jpg').symlink_to('/etc/hostname')


BAD = {
    'a cut JPEG': (bad_jpeg, 'is cut off before its end'),
    'a cut PNG': (bad_png, 'is cut off before its end'),
    'a JPEG bomb': (lambda f: make(f, 'jpeg-bomb', 'a.jpg', 31000, 31000), 'million'),
    'a PNG bomb': (lambda f: make(f, 'png-bomb', 'a.jpg', 30000, 30000), 'million'),
    'no file': (lambda f: None, 'does not exist'),
    'a folder': (lambda f: (f / 'a.jpg').mkdir(), 'is no file'),
    'a pipe': (lambda f: os.mkfifo(f / 'a.jpg'), 'is no file'),
    'an empty file': (lambda f: (f / 'a.jpg').write_bytes(b''), 'is empty'),
    'a text': (lambda f: (f / 'a.jpg').write_text('not a picture'), 'is not a picture'),
    'another format': (lambda f: (f / 'a.jpg').write_bytes(b'GIF89a' + bytes(64)), 'is GIF'),
    'a link out of the folder': (linked, "outside of the article's folder"),
    'a link to a file of the system': (secret, "outside of the article's folder"),
}

for name, (prepare, words) in BAD.items():
    @tap.case(f'{name}: said in a line, the pages are made without it, whatever they are for')
    @in_folder
    def _(folder, prepare=prepare, words=words):
        prepare(folder)
        make(folder, 'jpeg', 'good.jpg', 1200, 800)
        write_article(folder, 'a.jpg', 'good.jpg')
        for profile in PROFILES:
            run = Run(folder, '--profile', profile)
            run.makes_pages()
            run.warns('a.jpg', words)
            assert len(images_of(folder / 'out.pdf')) == 1
        text = subprocess.run(['pdftotext', '-raw', 'out.pdf', '-'], cwd=folder, check=True,
                              capture_output=True, text=True).stdout
        assert re.sub(r'\s', '', text).count('集市上的第1张照片') == 1, 'its words are not there'


@tap.case('a PNG whose data is broken: an error, and the older file stays')
@in_folder
def _(folder):
    make(folder, 'png-bomb', 'a.png', 400, 300)
    write_article(folder, 'a.png')
    for options in [(), *(('--profile', profile) for profile in PROFILES), ('--format', 'svg')]:
        run = Run(folder, *options)
        assert run.status == 1, run.err
        assert run.err.count('\n') == 1 and 'a.png: is a broken PNG' in run.err, run.err
        assert (folder / 'out.pdf').read_bytes() == OLD
    assert sorted(p.name for p in folder.iterdir()) == ['a.png', 'article.md', 'out.pdf']


@tap.case('--strict makes no pages where a picture is missing')
@in_folder
def _(folder):
    write_article(folder, 'a.jpg')
    run = Run(folder, '--strict')
    assert run.status == 1, run.err
    assert (folder / 'out.pdf').read_bytes() == OLD


@tap.case('a picture with few pixels is set in one column, and said')
@in_folder
def _(folder):
    make(folder, 'jpeg', 'a.jpg', 120, 80)
    write_article(folder, 'a.jpg')
    run = Run(folder)
    run.makes_pages()
    run.warns('a.jpg', 'pixels to the inch')


tap.run()
