#!/usr/bin/env python3
"""Are the pages of the sample set as Chinese should be? `pages.py BANXIN SOURCE_ROOT`.

Every count here must be 0. Lines are judged by what stage "frames" says of them, and the file is
then held against the frames glyph by glyph, so that a fault in drawing shows as well. The rules are
those of clreq (標點禁則, 孤字, 行首行尾); what other things a file must have is in file.py.
"""
import itertools
import pathlib
import statistics
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import tap  # noqa: E402
from finished import PT, Feature, squeeze  # noqa: E402

NOT_FIRST = set('，。、；：？！…—·”’）》〉」』】〕〗｝］,.;:?!)]}%‰℃')
NOT_LAST = set('“‘（《〈「『【〔〖｛［([{')
MARKS = NOT_FIRST | NOT_LAST | set('"\'-–')
OVER = 0.02  # em: rounding of the file against whole units


def is_han(char):
    return '\u3400' <= char <= '\u9fff' or '\U00020000' <= char <= '\U0003ffff' or char in '〇々'


def is_latin(char):
    return char.isascii() and char.isalnum() or '\u00c0' <= char <= '\u024f'


def none(faults, limit=8):
    faults = list(faults)
    assert not faults, f'{len(faults)}:\n' + '\n'.join(map(str, faults[:limit]))


def show(line):
    return f'p. {line["page"]} column {line["column"]}: {line["text"]}'


FEATURE = Feature(sys.argv[1], pathlib.Path(sys.argv[2]) / 'samples' / 'sora' / 'article.txt')
LINES = FEATURE.frames['lines']
BODY = [line for line in LINES if line['role'] == 'body']
PARAGRAPHS = [list(lines) for _, lines in itertools.groupby(BODY, key=lambda line: line['block'])]
COLUMNS = [list(lines) for _, lines in
           itertools.groupby(BODY, key=lambda line: (line['page'], line['column']))]


def pairs():
    """Neighbouring lines of one paragraph."""
    return [(a, b) for lines in PARAGRAPHS for a, b in zip(lines, lines[1:])]


@tap.case('there is something to judge')
def _():
    assert len(BODY) > 100 and len(PARAGRAPHS) > 10 and len(COLUMNS) > 3
    assert len({line['block'] for line in BODY}) == len(PARAGRAPHS), 'a paragraph stands twice'


# --- text ---

@tap.case('no line starts with a mark that may not')
def _():
    none(show(line) for line in LINES if line['text'].strip()[:1] in NOT_FIRST)


@tap.case('no line ends with an opening mark')
def _():
    none(show(line) for line in LINES if line['text'].strip()[-1:] in NOT_LAST)


@tap.case('no dash or ellipsis is split')
def _():
    none(show(a) for a, b in pairs() if a['text'][-1:] + b['text'][:1] in ('——', '……'))


@tap.case('no Latin word and no number is split')
def _():
    blocks = FEATURE.article['blocks']

    def split(a, b):
        if not (is_latin(a['text'][-1:]) and is_latin(b['text'][:1])):
            return False
        return a['text'][-6:] + b['text'][:6] in blocks[a['block']]['text']
    none(show(a) for a, b in pairs() if split(a, b))


@tap.case('no last line holds a lone character')
def _():
    def is_lone(text):
        return sum(map(is_han, text)) < 2 and not any(map(is_latin, text))
    none(show(lines[-1]) for lines in PARAGRAPHS if len(lines) > 1 and is_lone(lines[-1]['text']))


@tap.case('no widow at a column head, no orphan at a column foot')
def _():
    firsts = {id(lines[0]) for lines in PARAGRAPHS if len(lines) > 1}
    lasts = {id(lines[-1]) for lines in PARAGRAPHS if len(lines) > 1}
    none([show(column[0]) for column in COLUMNS if id(column[0]) in lasts] +
         [show(column[-1]) for column in COLUMNS if id(column[-1]) in firsts])


# --- places ---

@tap.case('every body line is on the grid')
def _():
    phase = {(line['baseline'] - line['grid_line'] * FEATURE.frames['leading']) for line in BODY}
    assert len(phase) == 1, f'{len(phase)} grids'


@tap.case('no line is overfull, and none but a last one is short')
def _():
    def is_set_wrong(line):
        given = sum(v if name.startswith('stretch') else -v for name, v in line['used'].items())
        return line['overfull'] or (given > 0 if line['last'] else given != line['slack'])
    none(show(line) for line in BODY if is_set_wrong(line))


@tap.case('columns of a full page end at the foot, those of the last page together')
def _():
    feet = {}
    boxes = [(box['page'], column, box['top'] + box['lines'])
             for box in FEATURE.frames['boxes']
             for column in range(box['column'], box['column'] + box['span'])]
    for page, column, foot in boxes + [(line['page'], line['column'], line['grid_line'] + 1)
                                       for line in BODY]:
        feet.setdefault(page, {}).setdefault(column, []).append(foot)
    last_page = max(feet)
    for page, columns in feet.items():
        ends = [max(ends) for ends in columns.values()]
        allowed = 1 if page == last_page else 0
        assert max(ends) - min(ends) <= allowed, f'p. {page}: columns end at {ends}'


# --- nothing lost, everything said ---

@tap.case('every character of the article stands on the pages once, in reading order')
def _():
    for number, block in enumerate(FEATURE.article['blocks']):
        lines = [line['text'] for line in LINES if line['block'] == number and line['pull'] < 0]
        drawn = squeeze(''.join(lines))
        if number == BODY[-1]['block']:
            drawn = drawn.removesuffix(FEATURE.end_mark)
        assert drawn == squeeze(block['text']), f'block {number}: {block["text"][:30]}'
    order = [line['block'] for line in BODY]
    assert order == sorted(order)


@tap.case('the pull quotes are the chosen ones or their reserves, word for word, one for every main '
          'speaker')
def _():
    pulls = FEATURE.talk['pulls']
    on_pages = sorted({line['pull'] for line in LINES if line['pull'] >= 0})
    assert on_pages, 'there is no pull quote'
    for number in on_pages:
        words = squeeze(''.join(line['text'] for line in LINES
                                if line['pull'] == number and line['role'] == 'quote'))
        assert words == squeeze(pulls[number]['text']), words
        name = [line['text'] for line in LINES
                if line['pull'] == number and line['role'] == 'attribution']
        assert pulls[number]['speaker'] in squeeze(''.join(name)), name
    # A reserve stands for the chosen quote of its speaker next to it: as many of each as were chosen.
    wanted = sorted(pull['speaker'] for pull in pulls if pull['chosen'])
    assert sorted(pulls[number]['speaker'] for number in on_pages) == wanted
    main = {speaker['name'] for speaker in FEATURE.talk['speakers'] if speaker['main']}
    silent = main - {pulls[number]['speaker'] for number in on_pages}
    assert not silent, f'no pull quote of {", ".join(sorted(silent))}'


# --- the file against the frames ---

def glyphs_of(line):
    """Glyphs of the file on the baseline of a line, inside its measure, in the file's order."""
    em = line['size'] / PT
    start, end = line['x'] / PT, (line['x'] + line['measure']) / PT
    return [g for g in FEATURE.glyphs[line['page'] - 1]
            if abs(g.y - line['baseline'] / PT) < 0.25 and abs(g.size - em) < 0.05
            and start - em < g.x < end + 0.5 * em]


DRAWN = [(line, glyphs_of(line)) for line in BODY]


def neighbours():
    for line, glyphs in DRAWN:
        em = line['size'] / PT
        for a, b in zip(glyphs, glyphs[1:]):
            yield line, a, b, (b.x - a.end) / em


@tap.case('each line is drawn where the frames say, with its own characters')
def _():
    none(show(line) + ' / ' + ''.join(g.char for g in glyphs) for line, glyphs in DRAWN
         if ''.join(g.char for g in glyphs) != squeeze(line['text']))


@tap.case('justified lines end at the right edge')
def _():
    def miss(line, glyphs):
        em, edge = line['size'] / PT, (line['x'] + line['measure']) / PT
        last = glyphs[-1]
        # A trimmed mark keeps its full box in the font, half of which then hangs over the edge.
        beyond = 0.55 if last.char in MARKS else OVER
        return not -OVER <= (last.end - edge) / em <= beyond
    none(show(line) for line, glyphs in DRAWN if not line['last'] and miss(line, glyphs))


@tap.case('no glyph stands on another')
def _():
    def closest(a, b):  # kerning brings Latin letters together
        return -0.15 if is_latin(a.char) and is_latin(b.char) else -OVER
    none(f'{a.char}{b.char} {gap:.2f} em, {show(line)}' for line, a, b, gap in neighbours()
         if gap < closest(a, b) and not (a.char in MARKS or b.char in MARKS))


@tap.case('no hole in a line')
def _():
    none(f'{a.char}{b.char} {gap:.2f} em, {show(line)}' for line, a, b, gap in neighbours()
         if gap > 0.6 and not (a.char in MARKS or b.char in MARKS))


@tap.case('Han and Latin keep a gap')
def _():
    none(f'{a.char}{b.char} {gap:.2f} em, {show(line)}' for line, a, b, gap in neighbours()
         if (is_han(a.char) and is_latin(b.char) or is_latin(a.char) and is_han(b.char))
         and gap < 0.1)


def tracking():
    """(line, mean gap between its ideographs in em), of lines that have two that meet."""
    for line, glyphs in DRAWN:
        gaps = [(b.x - a.end) / (line['size'] / PT) for a, b in zip(glyphs, glyphs[1:])
                if is_han(a.char) and is_han(b.char)]
        if gaps:
            yield line, statistics.mean(gaps)


@tap.case('ideographs are never squeezed together')
def _():
    none(f'{mean:.3f} em, {show(line)}' for line, mean in tracking() if mean < -OVER)


@tap.case('no line is loose')
def _():
    none(f'{mean:.3f} em, {show(line)}' for line, mean in tracking() if mean > 0.10)


tap.run()
