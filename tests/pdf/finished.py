"""A finished feature, seen from both ends: what banxin says of its pages (inspect), and what other
people's tools find in the file (mutool, poppler, qpdf). Decides nothing; the tests compare.
"""
import json
import os
import pathlib
import re
import subprocess
import tempfile
import xml.etree.ElementTree

PT = 1024  # units of the dumps in a point


def output_of(*command):
    child = subprocess.run([str(word) for word in command], capture_output=True, timeout=300)
    assert child.returncode == 0, f'{command[0]}: {child.stderr.decode("utf-8", "replace")}'
    return child.stdout


def squeeze(text):
    """Without white space: where lines break and spaces fall is judged elsewhere."""
    return re.sub(r'\s+', '', text)


class Glyph:
    def __init__(self, char, x, y, width, size):
        self.char, self.x, self.y, self.width, self.size = char, x, y, width, size

    @property
    def end(self):
        return self.x + self.width


def read_glyphs(pdf):
    """Glyphs of each page in the order of the file, with their origins and advances in points."""
    document = xml.etree.ElementTree.fromstring(output_of('mutool', 'draw', '-q', '-F', 'stext', pdf))
    pages = []
    for page in document.iter('page'):
        glyphs = []
        for font in page.iter('font'):
            for char in font.iter('char'):
                quad = [float(number) for number in char.get('quad').split()]
                if char.get('c').strip():
                    glyphs.append(Glyph(char.get('c'), float(char.get('x')), float(char.get('y')),
                                        quad[2] - quad[0], float(font.get('size'))))
        pages.append(glyphs)
    return pages


class Feature:
    def __init__(self, banxin, article, *options):
        self.banxin, self.article_file = banxin, article
        self._folder = tempfile.TemporaryDirectory(prefix='banxin-pdf-')
        self.folder = pathlib.Path(self._folder.name)
        self.pdf = self.folder / 'feature.pdf'
        self.options = options
        output_of(banxin, 'render', article, '-o', self.pdf, *options)
        self.article = self.inspect('article')
        self.talk = self.inspect('talk')
        self.frames = self.inspect('frames')
        self.glyphs = read_glyphs(self.pdf)
        self.end_mark = self._find_end_mark()

    def inspect(self, stage):
        options = self.options if stage not in ('article', 'talk') else ()
        return json.loads(output_of(self.banxin, 'inspect', self.article_file, '--stage', stage,
                                    *options))

    def _find_end_mark(self):
        """What the style puts behind the last character of the text: one character or none."""
        line = [line for line in self.frames['lines'] if line['role'] == 'body'][-1]
        drawn, text = line['text'].strip(), self.article['blocks'][line['block']]['text']
        return '' if drawn[-1] == text[-1] else drawn[-1]

    def info(self):
        lines = output_of('pdfinfo', self.pdf).decode('utf-8').splitlines()
        return {key.strip(): value.strip() for key, value in
                (line.split(':', 1) for line in lines if ':' in line)}

    def size_in_bytes(self):
        return os.path.getsize(self.pdf)
