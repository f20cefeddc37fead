#!/usr/bin/env python3
"""Nothing is lost on the way: `conservation.py BANXIN SOURCE_ROOT`.

For every sample and every marked article: the source with the edit log applied is the text, and the
text is what mutool reads in the finished PDF, character by character and in its order, when what the
page adds (pull quotes, folios, running heads, the end mark) is set aside.
"""
import collections
import json
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / 'pdf')]
import tap  # noqa: E402
from finished import output_of, squeeze  # noqa: E402

BANXIN, ROOT = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
ARTICLES = sorted(HERE.glob('*/*.txt')) + sorted(
    p for p in (ROOT / 'samples').glob('*/article.*') if p.suffix in ('.txt', '.md'))


def inspect(article, stage):
    return json.loads(output_of(BANXIN, 'inspect', article, '--stage', stage))


def apply_edits(source, edits):
    """The source as the log changes it: every entry must be found where it says that it is."""
    starts, out, at = [0], [], 0
    for i, char in enumerate(source):
        if char == '\n':
            starts.append(i + 1)
    for edit in edits:
        place = starts[edit['line'] - 1] + edit['column'] - 1
        assert place >= at, f'{edit} goes back'
        found = source[place:place + len(edit['from'])]
        assert found == edit['from'], f'{edit} finds {found!r}'
        out += [source[at:place], edit['to']]
        at = place + len(edit['from'])
    return ''.join(out + [source[at:]])


def first_difference(said, found):
    at = next((i for i, (a, b) in enumerate(zip(said, found)) if a != b), min(len(said), len(found)))
    return f'character {at}: {said[max(0, at - 8):at + 16]!r} is {found[max(0, at - 8):at + 16]!r}'


def read_pdf(article):
    with tempfile.TemporaryDirectory(prefix='banxin-gold-') as folder:
        pdf = pathlib.Path(folder) / 'feature.pdf'
        output_of(BANXIN, 'render', article, '-o', pdf)
        return squeeze(output_of('mutool', 'draw', '-q', '-F', 'text', pdf).decode('utf-8'))


def set_texts(lines):
    """What the lines of each block say, joined in their order; pull quotes and furniture apart."""
    blocks = collections.defaultdict(str)
    for line in lines:
        if line['pull'] < 0 and line['block'] >= 0:
            blocks[line['block']] += squeeze(line['text'])
    return blocks


for path in ARTICLES:
    name = path.parent.name if path.stem == 'article' else path.stem

    @tap.case(f'{name}: the source with the edit log applied is the text')
    def _(path=path):
        article = inspect(path, 'article')
        text = ''.join(block['text'] + '\n' for block in article['blocks'])
        made = apply_edits(path.read_text(encoding='utf-8'), article['edits'])
        assert made == text, first_difference(text, made)

    @tap.case(f'{name}: the PDF says the whole text, and nothing else')
    def _(path=path):
        blocks = inspect(path, 'article')['blocks']
        lines = inspect(path, 'frames')['lines']
        drawn = set_texts(lines)
        last = max((n for n in drawn if blocks[n]['kind'] == 'paragraph'), default=None)
        end_mark = ''
        for number, block in enumerate(blocks):
            said = squeeze(block['text'])
            if number == last and drawn[number] != said:
                end_mark = drawn[number].removeprefix(said)
                assert len(end_mark) == 1, f'the text ends with {end_mark!r}'
            elif block['kind'] != 'data':
                assert drawn[number] == said, first_difference(said, drawn[number])
        found = collections.Counter(read_pdf(path))
        told = collections.Counter(squeeze(''.join(line['text'] for line in lines)))
        assert found == told, f'lost {told - found}, doubled {found - told}'

tap.run()
