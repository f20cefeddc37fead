"""Does a reader of the tags read the article once, and in its order?

A reader gives pieces of text; white space is not judged. Words of the front matter ("data") stand in
cards of some styles and nowhere in others, so each of those may be read or not.
"""
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
