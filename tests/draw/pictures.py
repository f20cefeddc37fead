#!/usr/bin/env python3
"""Few small pictures against what was looked at: `pictures.py BANXIN SOURCE_ROOT [--print DIR]`.

Renderers differ in the last bit, so pictures are compared with a tolerance: the share of pixels that
are far off. `--print DIR` writes new goldens there: open them before they are committed.
"""
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402

BANXIN, ROOT = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
GOLDEN = ROOT / 'tests' / 'draw' / 'golden'
# Style, sample, pages: openings with and without a picture or a portrait, and a few inner pages.
SHOWN = [('feature', 'sora', (1, 2)), ('weekly', 'seeds', (1,)), ('interview', 'watches', (1, 2)),
         ('broadsheet', 'rain', (1,)), ('phone', 'lighthouse', (1,))]
DPI = 14
FAR = 48          # of 255, in any channel
FAR_SHARE = 0.01  # of the pixels


def render(folder, form='png', dpi=DPI, style='feature', sample='sora'):
    """The pages, in their order."""
    article = next((ROOT / 'samples' / sample).glob('article.*'))
    name = f'{style}-{sample}'
    subprocess.run([BANXIN, 'render', article, '--style', style, '--format', form, '--dpi', str(dpi),
                    '-o', pathlib.Path(folder) / f'{name}.{form}'], check=True, capture_output=True)
    return sorted(pathlib.Path(folder).glob(f'{name}*.{form}'),
                  key=lambda p: int(p.stem[len(name) + 1:] or 1))


def golden_of(style, sample, page):
    return GOLDEN / f'{style}-{sample}-{page}.png'


def unfilter(kind, row, above, step):
    for i in range(len(row)):
        left = row[i - step] if i >= step else 0
        up = above[i]
        corner = above[i - step] if i >= step else 0
        if kind == 1:
            guess = left
        elif kind == 2:
            guess = up
        elif kind == 3:
            guess = (left + up) // 2
        elif kind == 4:
            p = left + up - corner
            guess = min((abs(p - left), 0, left), (abs(p - up), 1, up), (abs(p - corner), 2, corner))[2]
        else:
            return row
        row[i] = (row[i] + guess) & 255
    return row


def read_png(path):
    """Width, height and rows of an 8-bit RGB picture without interlace, as banxin writes them."""
    data = path.read_bytes()
    assert data[:8] == b'\x89PNG\r\n\x1a\n', 'not a PNG'
    width, height, depth, colour = struct.unpack('>IIBB', data[16:26])
    assert (depth, colour) == (8, 2), f'depth {depth}, colour type {colour}'
    packed, at = b'', 8
    while at < len(data):
        length, name = struct.unpack('>I4s', data[at:at + 8])
        if name == b'IDAT':
            packed += data[at + 8:at + 8 + length]
        at += 12 + length
    raw, rows, above = zlib.decompress(packed), [], bytearray(width * 3)
    for y in range(height):
        start = y * (width * 3 + 1)
        above = unfilter(raw[start], bytearray(raw[start + 1:start + 1 + width * 3]), above, 3)
        rows.append(above)
    return width, height, rows


def far_share(one, other):
    assert one[:2] == other[:2], f'{one[:2]} is not {other[:2]}'
    far = sum(any(abs(a[x + c] - b[x + c]) > FAR for c in range(3))
              for a, b in zip(one[2], other[2]) for x in range(0, len(a), 3))
    return far / (one[0] * one[1])


if '--print' in sys.argv:
    target = pathlib.Path(sys.argv[sys.argv.index('--print') + 1])
    for style, sample, shown in SHOWN:
        with tempfile.TemporaryDirectory() as folder:
            made = render(folder, style=style, sample=sample)
            for page in shown:
                (target / golden_of(style, sample, page).name).write_bytes(made[page - 1].read_bytes())
    sys.exit(0)

for style, sample, shown in SHOWN:
    @tap.case(f'{style}, {sample}: the pages look as they did')
    def _(style=style, sample=sample, shown=shown):
        with tempfile.TemporaryDirectory() as folder:
            made = render(folder, style=style, sample=sample)
            for page in shown:
                share = far_share(read_png(made[page - 1]), read_png(golden_of(style, sample, page)))
                assert share <= FAR_SHARE, f'page {page}: {share:.1%} of the pixels are far off'


@tap.case('every golden is compared with something')
def _():
    assert sorted(GOLDEN.glob('*.png')) == sorted(golden_of(style, sample, page)
                                                  for style, sample, shown in SHOWN for page in shown)


def shifted(picture, rows):
    """With everything so many rows lower, over white."""
    width, height, lines = picture
    return width, height, [bytearray(b'\xff' * len(lines[0])) for _ in range(rows)] + lines[:-rows]


@tap.case('the comparison sees a page without its ink, and text of one line lower')
def _():
    for golden in map(read_png, sorted(GOLDEN.glob('*.png'))):
        blank = (golden[0], golden[1], [bytearray(b'\xff' * len(row)) for row in golden[2]])
        assert far_share(golden, blank) > 4 * FAR_SHARE
        assert far_share(golden, shifted(golden, DPI * 15 // 72)) > 4 * FAR_SHARE


@tap.case('the comparison does not see what renderers differ by')
def _():
    for golden in map(read_png, sorted(GOLDEN.glob('*.png'))):
        soft = (golden[0], golden[1], [bytearray((a * 7 + b) // 8 for a, b in zip(row, row[3:] + row[-3:]))
                                       for row in golden[2]])
        assert far_share(golden, soft) <= FAR_SHARE


@tap.case('the resolution is what was asked for: 210 × 285 mm')
def _():
    with tempfile.TemporaryDirectory() as folder:
        for dpi, size in [(14, (116, 157)), (72, (595, 808))]:
            for page in render(folder, dpi=dpi):
                assert read_png(page)[:2] == size, (dpi, read_png(page)[:2])


@tap.case('SVG and PNG are the same bytes when they are made again')
def _():
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        for form in ('svg', 'png'):
            for a, b in zip(render(one, form), render(other, form)):
                assert a.read_bytes() == b.read_bytes(), a.name


@tap.case('every page of the SVG is one picture of the page’s size')
def _():
    with tempfile.TemporaryDirectory() as folder:
        for page in render(folder, 'svg'):
            head = page.read_text(encoding='utf-8')[:400]
            assert '<svg' in head and 'width="595.2' in head and 'height="807.8' in head, head


tap.run()
