"""What the program finds in an article, held against the marks made by hand."""
import collections
import dataclasses
import json
import subprocess

import marks as marking


@dataclasses.dataclass
class Count:
    """Right and wrong answers out of all that there were to find."""
    right: int = 0
    wrong: int = 0
    wanted: int = 0

    def add(self, other):
        self.right += other.right
        self.wrong += other.wrong
        self.wanted += other.wanted

    @property
    def precision(self):
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def coverage(self):
        return self.right / self.wanted if self.wanted else 1.0


@dataclasses.dataclass
class Score:
    speech: Count = dataclasses.field(default_factory=Count)
    names: Count = dataclasses.field(default_factory=Count)
    descriptions: Count = dataclasses.field(default_factory=Count)
    pulls: Count = dataclasses.field(default_factory=Count)
    rules: dict = dataclasses.field(default_factory=lambda: collections.defaultdict(Count))
    notes: list = dataclasses.field(default_factory=list)  # what is wrong or missed, for a person

    def add(self, other):
        for field in ('speech', 'names', 'descriptions', 'pulls'):
            getattr(self, field).add(getattr(other, field))
        for rule, count in other.rules.items():
            self.rules[rule].add(count)
        self.notes += other.notes


def inspect(banxin, path):
    out = subprocess.run([banxin, 'inspect', path, '--stage', 'talk'], check=True,
                         capture_output=True).stdout
    return json.loads(out)


def pair(marks, quotes):
    """Which mark each quotation of the program stands for, or None: by line, then by its words."""
    left = collections.defaultdict(list)
    for quotation in marks.quotations:
        left[quotation.line].append(quotation)
    paired = []
    for quote in quotes:
        begin = marking.plain(quote['text'])[:8]
        mark = next((m for m in left[quote['line']]
                     if marking.plain(m.text)[:8] == begin), None)
        if mark:
            left[quote['line']].remove(mark)
        paired.append(mark)
    return paired


def owner(marks, quote, mark):
    """Whose words a quotation is: of a mark, or of the turn that it stands in."""
    if mark:
        return mark.who
    turn = next((m for m in marks.quotations
                 if m.kind == 'turn' and m.line == quote['line']), None)
    return turn.who if turn else ''


def is_right(marks, who, name):
    speaker = marks.find_speaker(name)
    if speaker:
        return speaker.name == who
    return who == '?' + name  # the label of a turn


def score_speech(score, marks, talk):
    """Also gives whether each quotation of the program has the right speaker."""
    answered, verdicts = set(), []
    for quote, mark in zip(talk['quotes'], pair(marks, talk['quotes'])):
        name = quote['speaker']
        who = owner(marks, quote, mark)
        right = name is not None and is_right(marks, who, name)
        verdicts.append(right)
        if name is None or (right and (mark is None or who[0] == '?')):
            continue
        one = Count(int(right), int(not right))
        score.rules[quote['rule']].add(one)
        score.speech.add(one)
        answered.add(id(mark))
        if not right:
            score.notes.append(f'{quote["line"]}: wrong, {name} by {quote["rule"]} '
                               f'(is {who or "nobody"}): {quote["text"][:20]}')
    for mark in marks.quotations:
        if mark.kind in ('speech', 'turn') and mark.who[0] != '?':
            score.speech.wanted += 1
            if id(mark) not in answered:
                score.notes.append(f'{mark.line}: missed, {mark.who}: {mark.text[:20]}')
    return verdicts


def score_speakers(score, marks, talk):
    talking = {q.who for q in marks.quotations}
    wanted = [s for s in marks.speakers if s.name in talking]
    score.names.wanted += len(wanted)
    score.descriptions.wanted += sum('' not in s.descriptions for s in wanted)
    for speaker in talk['speakers']:
        if not speaker['quotes']:
            continue
        mark = next((s for s in wanted if s.name == speaker['name']), None)
        if not mark:
            if f'?{speaker["name"]}' not in talking:
                score.names.wrong += 1
                score.notes.append(f'0: name, {speaker["name"]}')
            continue
        score.names.right += 1
        given = speaker['description']
        right = marking.plain(given) in map(marking.plain, mark.descriptions)
        if given:
            score.descriptions.wrong += not right
            score.descriptions.right += right and '' not in mark.descriptions
        if not right:
            score.notes.append(f'0: description, {mark.name}: "{given}" for '
                               f'{" / ".join(d or "-" for d in mark.descriptions)}')


def score_pulls(score, talk, verdicts):
    """Any candidate counts: the paginator may show it."""
    for pull in talk['pulls']:
        right = verdicts[pull['quote']]
        score.pulls.add(Count(int(right), int(not right)))
        if not right:
            score.notes.append(f'0: pulled, {pull["speaker"]}: {pull["text"][:24]}')


def score_article(banxin, path):
    marks = marking.load(path)
    talk = inspect(banxin, path)
    score = Score()
    verdicts = score_speech(score, marks, talk)
    score_speakers(score, marks, talk)
    score_pulls(score, talk, verdicts)
    return score
