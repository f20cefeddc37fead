"""The plates of a page, as ghostscript's tiffsep makes them: 0 is no ink, 255 is solid."""
import re
import struct

from finished import output_of


class Plate:
    def __init__(self, data):
        """A grey TIFF without compression."""
        order = '<' if data[:2] == b'II' else '>'
        at = struct.unpack_from(order + 'I', data, 4)[0]
        tags = {}
        for i in range(struct.unpack_from(order + 'H', data, at)[0]):
            tag, kind, count, value = struct.unpack_from(order + 'HHII', data, at + 2 + 12 * i)
            size = {3: 'H', 4: 'I'}.get(kind)
            if size:
                length = struct.calcsize(size) * count
                start = at + 2 + 12 * i + 8 if length <= 4 else value
                tags[tag] = struct.unpack_from(order + size * count, data, start)
        assert tags[259] == (1,) and tags[258] == (8,), 'not 8 bits without compression'
        self.width, self.height = tags[256][0], tags[257][0]
        rows = b''.join(data[o:o + n] for o, n in zip(tags[273], tags[279]))
        # 0 is black in what tiffsep writes.
        self.ink = rows if tags.get(262) == (0,) else bytes(255 - b for b in rows)

    def _inside(self, box):
        left, top, right, bottom = (max(0, int(n)) for n in box)
        assert left < min(right, self.width) and top < min(bottom, self.height), (box, self.width, self.height)
        for y in range(top, min(bottom, self.height)):
            yield from self.ink[y * self.width + left:y * self.width + min(right, self.width)]

    def part(self, box):
        return bytes(self._inside(box))

    def darkest(self, box):
        """Of left, top, right, bottom in pixels."""
        return max(self._inside(box))

    def lightest(self, box):
        return min(self._inside(box))


def plates(pdf, page, dpi, folder):
    """name → Plate"""
    for old in folder.glob('plate*.tif'):
        old.unlink()
    output_of('gs', '-q', '-dNOPAUSE', '-dBATCH', '-dSAFER', '-sDEVICE=tiffsep', '-sCompression=none',
              f'-r{dpi}', f'-dFirstPage={page}', f'-dLastPage={page}',
              f'-sOutputFile={folder / "plate.tif"}', pdf)
    return {re.search(r'\((.*)\)', file.name, re.S).group(1): Plate(file.read_bytes())
            for file in folder.glob('plate*(*).tif')}
