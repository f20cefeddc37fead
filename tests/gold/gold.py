#!/usr/bin/env python3
"""Who says what, against marks made by hand.

    gold.py BANXIN            TAP: every mark fits its article; the sums are good enough
    gold.py BANXIN --table    the figures as a table, and those of each rule
    gold.py BANXIN --unseen   the sum of the articles that nothing was improved on
    gold.py BANXIN NAME…      what is wrong or missed in some articles (--all: in every one)
"""
import dataclasses
import functools
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import marks as marking  # noqa: E402
import score as scoring  # noqa: E402
import tap  # noqa: E402

UNSEEN = sorted((HERE / 'unseen').glob('*.txt'))


@dataclasses.dataclass(frozen=True)
class Target:
    """What is asked of a folder of articles."""
    paths: list
    precision: float
    coverage: float
    most_wrong_pulls: int


def target(folder, *asked):
    return Target(sorted((HERE / folder).glob('*.txt')), *asked)


# The articles that the grammar was improved on, and those that it learns from now.
TARGETS = {'articles': target('articles', 0.985, 0.885, 0), 'recent': target('recent', 0.965, 0.705, 0),
           'wide': target('wide', 0.96, 0.76, 0)}
KNOWN = [path for target in TARGETS.values() for path in target.paths]
COLUMNS = ('speech', 'names', 'descriptions')


def sum_up(banxin, paths):
    total = scoring.Score()
    for path in paths:
        total.add(scoring.score_article(banxin, path))
    return total


def row(name, score):
    cells = [f'{name:<16}', f'{score.speech.wanted:>6}', f'{score.speech.right:>6}',
             f'{score.speech.wrong:>6}']
    for column in COLUMNS:
        count = getattr(score, column)
        cells.append(f'{count.precision:>9.3f}{count.coverage:>7.3f}')
    cells.append(f'{score.pulls.right + score.pulls.wrong:>7}{score.pulls.wrong:>6}')
    return ' '.join(cells)


def print_head():
    print(f'{"":16} {"speech":>6} {"right":>6} {"wrong":>6} {"speech p":>9} {"c":>6} '
          f'{"names p":>9} {"c":>6} {"descr. p":>9} {"c":>6} {"pulls":>7} {"wrong":>5}')


def print_table(banxin):
    print_head()
    total = scoring.Score()
    for folder, target in TARGETS.items():
        part = scoring.Score()
        for path in target.paths:
            score = scoring.score_article(banxin, path)
            part.add(score)
            print(row(path.stem, score))
        print(row(f'{len(target.paths)} {folder}', part) + '\n')
        total.add(part)
    print('rule  right wrong')
    for rule, count in sorted(total.rules.items()):
        print(f'{rule:<5} {count.right:>5} {count.wrong:>5}')


def print_notes(banxin, names):
    known = {path.stem: path for path in KNOWN}
    for name in known if names == ['--all'] else names:
        if name not in known:
            sys.exit(f'gold: no article "{name}"; there are: {" ".join(known)}')
        path = known[name]
        for note in scoring.score_article(banxin, path).notes:
            print(f'{path.stem}:{note}')


def run_tests(banxin):
    for path in KNOWN + UNSEEN:
        @tap.case(f'{path.stem}: the marks fit the article')
        def _(path=path):
            marks = marking.load(path)
            assert marks.speakers and marks.quotations, 'nothing is marked'

    @tap.case('every marking file has an article')
    def _():
        alone = [m.name for m in HERE.glob('*/*.marks') if not m.with_suffix('.txt').is_file()]
        assert not alone, alone

    for wrong, text in WRONG_MARKS:
        @tap.case(f'a mark that is wrong is refused: {wrong}')
        def _(text=text):
            try:
                marking.fit(marking.parse(text), SMALL_ARTICLE)
            except marking.Mismatch:
                return
            raise AssertionError('it was taken')

    @tap.case('right marks are taken')
    def _():
        marking.fit(marking.parse(RIGHT_MARKS), SMALL_ARTICLE)

    @tap.case('straight marks are found, turns by a label that is no name, and what goes on with them')
    def _():
        marks = marking.parse('speaker 老何 | - |\nlabel 答\nspeech 老何 | 開船\nturn 老何 | 明天'
                              '\nturn 老何 | 船要修')
        marking.fit(marks, '老何說："開船了。"\n答：明天再說。\n船要修好，不能「帶病」。')

    @functools.cache
    def total(folder):
        return sum_up(banxin, TARGETS[folder].paths)

    for folder, asked in TARGETS.items():
        @tap.case(f'{folder}: of the speakers given to quotations at least {asked.precision:.1%} are right')
        def _(folder=folder, asked=asked):
            assert total(folder).speech.precision >= asked.precision, row('all', total(folder))

        @tap.case(f'{folder}: at least {asked.coverage:.1%} of the speech has its speaker')
        def _(folder=folder, asked=asked):
            assert total(folder).speech.coverage >= asked.coverage, row('all', total(folder))

        @tap.case(f'{folder}: at most {asked.most_wrong_pulls} candidates for a pull quote have a wrong speaker')
        def _(folder=folder, asked=asked):
            pulls = total(folder).pulls
            assert pulls.right > 40 and pulls.wrong <= asked.most_wrong_pulls, row('all', total(folder))

    tap.run()


SMALL_ARTICLE = '船長老何說：“開船了。”岸上的“木頭人”沒有動。'
RIGHT_MARKS = 'speaker 老何 | 船長 |\nspeech 老何 | 開船\nterm | 木頭人'
WRONG_MARKS = [(name, RIGHT_MARKS.replace(*change)) for name, change in {
    'other words': ('開船', '停船'),
    'a quotation too few': ('\nterm | 木頭人', ''),
    'a quotation too many': ('term | 木頭人', 'term | 木頭人\nterm | 岸'),
    'a speaker who is not declared': ('speech 老何', 'speech 老李'),
    'a name that is not in the article': ('老何', '老李'),
    'a description that is not in the article': ('船長', '大副'),
    'no description': ('船長', ''),
    'a field too few': ('船長 |', '船長'),
    'speech of nobody': ('speech 老何', 'speech'),
    'a term of somebody': ('term', 'term 老何'),
    'an unknown word': ('term', 'terms'),
}.items()]


if len(sys.argv) < 2:
    sys.exit(__doc__)
elif sys.argv[2:] == ['--table']:
    print_table(sys.argv[1])
elif sys.argv[2:] == ['--unseen']:
    print_head()
    print(row(f'{len(UNSEEN)} unseen', sum_up(sys.argv[1], UNSEEN)))
elif sys.argv[2:]:
    print_notes(sys.argv[1], sys.argv[2:])
else:
    run_tests(sys.argv[1])
