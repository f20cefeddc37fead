"""Marking files: what a person says of an article, and whether it fits the article.

A marking file is read line by line; `#` begins a comment.

    speaker NAME | DESCRIPTION / ANOTHER | ALIAS, ALIAS
    speech WHO | opening words
    term | opening words
    head | opening words
    turn WHO | opening words
    label WORD

The format is explained in README.md. What stands between marks of quotation is found here without
the program, so that the program is measured against something else than itself.
"""
import dataclasses
import re
import unicodedata

CLOSING = {'“': '”', '「': '」', '"': '"'}
LABEL = re.compile(r'[\s　]*([^：:]{1,12})[：:](?=.)')
KINDS = ('speech', 'term', 'head', 'turn')


class Mismatch(AssertionError):
    """A marking file that cannot be read, or that says something else than its article."""


@dataclasses.dataclass
class Speaker:
    name: str
    descriptions: list  # any of them is right; '' where none is right too
    aliases: list


@dataclasses.dataclass
class Quotation:
    kind: str
    who: str  # a speaker's name; '?…' for somebody whom the article does not name; '' of a term
    opening: str
    place: int  # line in the marking file
    line: int = 0  # in the article
    text: str = ''  # in the article


@dataclasses.dataclass
class Marks:
    speakers: list
    quotations: list
    labels: list  # words other than names before the colon of a turn

    def find_speaker(self, name):
        """The speaker whom a name, or another way of naming him, means; or None."""
        return next((s for s in self.speakers if name in (s.name, *s.aliases)), None)


def plain(text):
    """Letters, ideographs and digits alone: cleaning changes the rest."""
    return ''.join(c for c in unicodedata.normalize('NFKC', text) if c.isalnum())


def split(text, separator):
    return [part.strip() for part in text.split(separator)] if text.strip() else []


def parse_speaker(rest, place):
    fields = split(rest + ' ', '|')
    if len(fields) != 3 or not fields[0]:
        raise Mismatch(f'line {place}: a speaker has three fields: name | descriptions | aliases')
    descriptions = ['' if d == '-' else d for d in split(fields[1], '/')]
    if not descriptions:
        raise Mismatch(f'line {place}: write "-" where the article does not describe a speaker')
    return Speaker(fields[0], descriptions, split(fields[2], ','))


def parse_quotation(kind, rest, place):
    who, bar, opening = rest.partition('|')
    quotation = Quotation(kind, who.strip(), opening.strip(), place)
    if not bar or not plain(quotation.opening):
        raise Mismatch(f'line {place}: the opening words stand behind "|"')
    if (kind in ('speech', 'turn')) != bool(quotation.who):
        raise Mismatch(f'line {place}: speech and turns have a speaker, nothing else has')
    return quotation


def parse(text):
    marks = Marks([], [], [])
    for place, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith('#'):
            continue
        kind, _, rest = line.partition(' ')
        if kind == 'speaker':
            marks.speakers.append(parse_speaker(rest, place))
        elif kind == 'label' and rest.strip():
            marks.labels.append(rest.strip())
        elif kind in KINDS:
            marks.quotations.append(parse_quotation(kind, rest, place))
        else:
            raise Mismatch(f'line {place}: unknown word "{kind}"')
    return marks


def quoted(line):
    """The outermost quotations of a line; one that is not closed goes to its end."""
    found, start, depth, opening = [], 0, 0, ''
    for i, char in enumerate(line):
        if depth == 0 and char in CLOSING:
            start, depth, opening = i + 1, 1, char
        elif depth and char == CLOSING[opening]:
            depth -= 1
            if depth == 0:
                found.append(line[start:i])
        elif depth and char == opening:
            depth += 1
    if depth:
        found.append(line[start:])
    return found


def find_quotations(article, labels, turns):
    """(line, text) of all quotations. A paragraph that begins with a label is one as a whole, and so is
    one that begins with the opening words of a turn: it goes on with the turn before."""
    for number, line in enumerate(article.splitlines(), 1):
        label = LABEL.match(line)
        if label and label[1].strip() in labels:
            yield number, line[label.end():]
        elif plain(line).startswith(turns):
            yield number, line
        else:
            for text in quoted(line):
                yield number, text


def turn_labels(marks):
    labels = set(marks.labels)
    for quotation in marks.quotations:
        if quotation.kind == 'turn':
            speaker = marks.find_speaker(quotation.who)
            labels.update([speaker.name, *speaker.aliases] if speaker else [quotation.who[1:]])
    return labels


def check_names(marks, article):
    for speaker in marks.speakers:
        for said in (speaker.name, *speaker.aliases, *speaker.descriptions):
            if plain(said) not in article:
                raise Mismatch(f'speaker {speaker.name}: the article does not say "{said}"')
    for quotation in marks.quotations:
        who = quotation.who
        if who and who[0] != '?' and not any(s.name == who for s in marks.speakers):
            raise Mismatch(f'line {quotation.place}: {who} is not among the speakers')


def fit(marks, article):
    """Gives every marked quotation its place and text in the article, or raises Mismatch."""
    check_names(marks, plain(article))
    turns = tuple(plain(q.opening) for q in marks.quotations if q.kind == 'turn')
    found = list(find_quotations(article, turn_labels(marks), turns))
    for quotation, (line, text) in zip(marks.quotations, found):
        if not plain(text).startswith(plain(quotation.opening)):
            raise Mismatch(f'line {quotation.place}: "{quotation.opening}" is marked, but line '
                           f'{line} of the article goes on with "{text[:16]}"')
        quotation.line, quotation.text = line, text
    if len(found) != len(marks.quotations):
        rest = [text[:16] for _, text in found[len(marks.quotations):]]
        rest += [q.opening for q in marks.quotations[len(found):]]
        raise Mismatch(f'{len(found)} quotations, {len(marks.quotations)} marks; left: {rest}')


def load(path):
    """The marks beside an article, fitted to it."""
    marks = parse(path.with_suffix('.marks').read_text(encoding='utf-8'))
    fit(marks, path.read_text(encoding='utf-8'))
    return marks
