#!/usr/bin/env python3
"""Who says what, against marks made by hand.

    gold.py BANXIN            TAP: every mark fits its article; the sums are good enough
    gold.py BANXIN --table    the figures as a table, and those of each rule
    gold.py BANXIN --unseen   the sum of the articles that nothing was improved on
    gold.py BANXIN NAME…      what is wrong or missed in some articles (--all: in every one)
"""
import functools
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import marks as marking  # noqa: E402
import score as scoring  # noqa: E402
import tap  # noqa: E402

ARTICLES = sorted((HERE / 'articles').glob('*.txt'))
UNSEEN = sorted((HERE / 'unseen').glob('*.txt'))
LEAST_PRECISION, LEAST_COVERAGE = 0.97, 0.85
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
    for path in ARTICLES:
        score = scoring.score_article(banxin, path)
        total.add(score)
        print(row(path.stem, score))
    print(row(f'{len(ARTICLES)} articles', total))
    print('\nrule  right wrong')
    for rule, count in sorted(total.rules.items()):
        print(f'{rule:<5} {count.right:>5} {count.wrong:>5}')


def print_notes(banxin, names):
    paths = ARTICLES if names == ['--all'] else [HERE / 'articles' / f'{n}.txt' for n in names]
    for path in paths:
        if not path.is_file():
            sys.exit(f'gold: no article "{path.stem}"; there are: '
                     f'{" ".join(p.stem for p in ARTICLES)}')
        for note in scoring.score_article(banxin, path).notes:
            print(f'{path.stem}:{note}')


def run_tests(banxin):
    for path in ARTICLES + UNSEEN:
        @tap.case(f'{path.stem}: the marks fit the article')
        def _(path=path):
            marks = marking.load(path)
            assert marks.speakers and marks.quotations, 'nothing is marked'

    @tap.case('every marking file has an article')
    def _():
        alone = [m.name for m in (HERE / 'articles').glob('*.marks')
                 if not m.with_suffix('.txt').is_file()]
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
    def total():
        return sum_up(banxin, ARTICLES)

    @tap.case(f'of the speakers given to quotations at least {LEAST_PRECISION:.0%} are right')
    def _():
        assert total().speech.precision >= LEAST_PRECISION, row('all', total())

    @tap.case(f'at least {LEAST_COVERAGE:.0%} of the speech has its speaker')
    def _():
        assert total().speech.coverage >= LEAST_COVERAGE, row('all', total())

    @tap.case('no candidate for a pull quote has a wrong speaker')
    def _():
        assert total().pulls.right > 100 and total().pulls.wrong == 0, row('all', total())

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
