"""Does a reader read the article once, and in its order? White space is not judged.

A reader of tags gives pieces of text. Words of the front matter ("data") stand in cards of some styles
and nowhere in others, so each of those may be read or not. Most readers know no tags and give the text
as it is drawn: with pull quotes and furniture, and with figures, tables, box-outs and notes where the
pages have room for them.
"""
import collections
import json

from finished import output_of, squeeze


def blocks_of(banxin, article):
    return json.loads(output_of(banxin, 'inspect', article, '--stage', 'article'))['blocks']


def faults(blocks, pages):
    """`pages` holds the pieces of each page in the order of their reading. On a page they must follow
    the order of the article, and in all make up each of its blocks."""
    left = [squeeze(block['text']) for block in blocks]
    found = []
    for number, pieces in enumerate(pages, 1):
        at = 0
        for piece in filter(None, map(squeeze, pieces)):
            here = next((i for i in range(at, len(left)) if left[i].startswith(piece)), None)
            if here is None:
                found.append(f'page {number}: "{piece[:40]}" is read out of its order, or is no text')
                continue
            at, left[here] = here, left[here][len(piece):]
    for block, rest in zip(blocks, left):
        if rest and not (block['kind'] == 'data' and rest == squeeze(block['text'])):
            found.append(f'"{rest[:40]}" is not read')
    return found


BESIDE = ('caption', 'table', 'note')  # what stands where there is room


def end_mark(blocks, lines):
    """What the style puts behind the last character of the text: one character or none."""
    last = [line for line in lines if line['role'] == 'body'][-1]
    drawn, text = squeeze(last['text']), squeeze(blocks[last['block']]['text'])
    return '' if drawn[-1] == text[-1] else drawn[-1]


def drawn_faults(blocks, lines, text):
    """`lines` are those of stage frames, `text` what the reader gives. The text that flows must stand
    there in its order, every block whole, and beside all that nothing but pull quotes, furniture and
    words of the front matter."""
    left, places, found = squeeze(text), [], []
    # The longest first: short words may stand within them, too.
    for number, block in sorted(enumerate(blocks), key=lambda pair: -len(pair[1]['text'])):
        words = squeeze(block['text'])
        here = left.find(words)
        if block['kind'] == 'data':
            continue
        if here < 0:
            found.append(f'"{words[:40]}" is not whole')
            continue
        left = left[:here] + '\0' * len(words) + left[here + len(words):]
        if block['kind'] not in BESIDE and 'sidebar' not in block:
            places.append((number, here))
    places.sort()
    found += [f'"{blocks[number]["text"][:40]}" is read too late' for (number, here), (_, following)
              in zip(places, places[1:]) if here > following]
    beside = collections.Counter(squeeze(''.join(
        line['text'] for line in lines
        if line['pull'] >= 0 or line['block'] < 0 or blocks[line['block']]['kind'] == 'data')))
    beside.update(end_mark(blocks, lines))
    rest = collections.Counter(left.replace('\0', ''))
    if rest != beside and not found:
        found.append(f'read twice: {rest - beside}, left out: {beside - rest}')
    return found
