"""The objects of a PDF file, as qpdf's JSON gives them, and the operators of its pages."""
import base64
import json
import re
import subprocess


class Stream:
    def __init__(self, entry):
        self.dict = entry['dict']
        self._data = entry.get('data')

    @property
    def data(self):
        return base64.b64decode(self._data) if self._data else b''


class File:
    """Objects by "obj:1 0 R"; `get` follows references and paths of keys."""

    def __init__(self, path):
        # 3: the file has warnings, which the suites judge elsewhere.
        child = subprocess.run(['qpdf', '--json=2', '--json-stream-data=inline',
                                '--decode-level=generalized', str(path)], capture_output=True)
        assert child.returncode in (0, 3), child.stderr.decode('utf-8', 'replace')
        self.path = path
        self.raw = path.read_bytes()
        self.objects = {}
        for name, entry in json.loads(child.stdout)['qpdf'][1].items():
            self.objects[name] = Stream(entry['stream']) if 'stream' in entry else entry['value']
        self.trailer = self.objects.pop('trailer')
        self.root = self.follow(self.trailer['/Root'])
        self.pages = list(self._walk_pages(self.root['/Pages']))

    def follow(self, value):
        while isinstance(value, str) and re.fullmatch(r'\d+ \d+ R', value):
            value = self.objects.get(f'obj:{value}')
        return value

    def get(self, value, *keys, default=None):
        value = self.follow(value)
        for key in keys:
            value = value.dict if isinstance(value, Stream) else value
            value = self.follow(value.get(key)) if isinstance(value, dict) else None
        return default if value is None else value

    def _walk_pages(self, reference):
        node = self.follow(reference)
        if node.get('/Type') == '/Pages':
            for kid in self.follow(node['/Kids']):
                yield from self._walk_pages(kid)
        else:
            yield reference, node

    def content(self, page):
        streams = self.follow(page['/Contents'])
        streams = streams if isinstance(streams, list) else [page['/Contents']]
        return b'\n'.join(self.follow(stream).data for stream in streams)

    def values(self):
        """Every (path, value) below the objects of the file; streams by their dictionaries."""
        def walk(path, value):
            value = value.dict if isinstance(value, Stream) else value
            yield path, value
            if isinstance(value, dict):
                for key, below in value.items():
                    yield from walk(path + key, below)
            elif isinstance(value, list):
                for below in value:
                    yield from walk(path, below)
        for name, value in self.objects.items():
            yield from walk(name, value)


def text_of(value):
    """A text string of qpdf's JSON."""
    return value[2:] if isinstance(value, str) and value.startswith('u:') else value


TOKEN = re.compile(rb'''\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)|<<|>>|<[0-9A-Fa-f\s]*>|\[|\]
                        |/[^\s()<>\[\]{}/%]*|[^\s()<>\[\]{}/%]+''', re.S | re.X)


def operations(content):
    """(operator, operands) of a content stream, as bytes."""
    operands = []
    for match in TOKEN.finditer(content):
        token = match.group()
        if re.match(rb"[A-Za-z'\"]", token) and token not in (b'true', b'false', b'null'):
            yield token.decode('ascii'), operands
            operands = []
        else:
            operands.append(token)
