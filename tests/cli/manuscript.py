#!/usr/bin/env python3
"""An editor's round: `manuscript.py BANXIN SOURCE_ROOT`.

A saved page or a raw text is imported, the Markdown is edited, and the pages show it. What is imported
gives the pages that its source gives, and importing it again changes nothing.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402

BANXIN = pathlib.Path(sys.argv[1]).resolve()
ROOT = pathlib.Path(sys.argv[2]).resolve()
SAMPLES = sorted(ROOT.glob('samples/*/article.*'))
GOLD = sorted(ROOT.glob('tests/gold/*/*.txt'))
SAVED = pathlib.Path(__file__).resolve().parent / 'saved' / 'page.html'


def run(*arguments, cwd=None, status=0):
    child = subprocess.run([BANXIN, *map(str, arguments)], capture_output=True, cwd=cwd, timeout=120,
                           stdin=subprocess.DEVNULL)
    assert child.returncode == status, f'{arguments}: {child.returncode}: {child.stderr.decode()}'
    return child.stdout.decode(), child.stderr.decode()


def pages(article, folder, name):
    run('render', article, '-o', folder / f'{name}.png', '--dpi', '40', cwd=folder)
    return [p.read_bytes() for p in sorted(folder.glob(f'{name}-*.png'))]


def copy(sample, path):
    """The folder of a sample, with the pictures that its article names."""
    return pathlib.Path(shutil.copytree(sample.parent, pathlib.Path(path) / 'sample'))


def text_of(pdf):
    child = subprocess.run(['pdftotext', '-raw', pdf, '-'], capture_output=True, check=True)
    return ''.join(child.stdout.decode().split())


def fonts_of(pdf):
    """Their names, without the tag that tells one subset from another."""
    child = subprocess.run(['pdffonts', pdf], capture_output=True, check=True)
    return [line.split()[0].split('+')[1] for line in child.stdout.decode().splitlines()[2:]]


def inspect(article, stage):
    return json.loads(run('inspect', article, '--stage', stage)[0])


for article in GOLD:
    @tap.case(f'{article.stem}: what is imported gives the same pages, and is imported as it is')
    def _(article=article):
        with tempfile.TemporaryDirectory() as path:
            folder = pathlib.Path(path)
            run('import', article, '-o', folder / 'one.md')
            run('import', folder / 'one.md', '-o', folder / 'two.md')
            assert (folder / 'one.md').read_text() == (folder / 'two.md').read_text()
            assert pages(folder / 'one.md', folder, 'new') == pages(article, folder, 'old')


@tap.case('what is said of a speaker who is unsure is trusted less')
def _():
    with tempfile.TemporaryDirectory() as path:
        manuscript = pathlib.Path(path) / 'a.md'
        text = '---\nspeakers:\n  - name: 周麗芳\n%s---\n周麗芳說：「金魚店開了三十年，今天是最後一天。」\n'

        def confidence(line):
            manuscript.write_text(text % line, encoding='utf-8')
            return inspect(manuscript, 'talk')['quotes'][0]['confidence']
        assert confidence('') == confidence('    unsure: no\n') > confidence('    unsure: yes\n')


@tap.case('fonts opened ahead for a language that was guessed wrong are opened again')
def _():
    with tempfile.TemporaryDirectory() as path:
        folder = pathlib.Path(path)
        # Round the article, which is traditional, stands more simplified text than the guess looks at.
        menu = ''.join(f'<li>这个国家对会议来说还是经济问题{n}</li>' for n in range(600))
        body = ''.join(f'<p>第{n}年，店裡的書還是這樣擺著，會來的人說，對面的樓開了又關。{n}</p>' for n in range(30))
        (folder / 'a.html').write_text(f'<html><head><title>書店</title></head><body><nav><ul>{menu}</ul></nav>'
                                       f'<article><h1>書店</h1>{body}</article></body></html>', encoding='utf-8')
        assert inspect(folder / 'a.html', 'article')['lang'] == 'zh-Hant-TW'
        run('render', folder / 'a.html', '-o', folder / 'guessed.pdf')
        run('render', folder / 'a.html', '--lang', 'zh-Hant-TW', '-o', folder / 'said.pdf')
        assert text_of(folder / 'guessed.pdf') == text_of(folder / 'said.pdf')
        assert fonts_of(folder / 'guessed.pdf') == fonts_of(folder / 'said.pdf')


for page in sorted(SAVED.parent.glob('*.md')):
    @tap.case(f'{page.stem}: of a saved page the article is imported, and nothing that stands around it')
    def _(page=page):
        with tempfile.TemporaryDirectory() as path:
            folder = pathlib.Path(path)
            shutil.copy(page.with_suffix('.html'), folder / 'page.html')
            run('import', 'page.html', '-o', 'one.md', '--report', 'report.json', cwd=folder)
            assert (folder / 'one.md').read_text() == page.read_text(), (folder / 'one.md').read_text()
            findings = json.loads((folder / 'report.json').read_text())['findings']
            assert any(f['code'] == 'left-out' for f in findings), findings
            run('import', 'one.md', '-o', 'two.md', cwd=folder)
            assert (folder / 'two.md').read_text() == page.read_text()


@tap.case('the readings of a headline are imported with it')
def _():
    with tempfile.TemporaryDirectory() as path:
        folder = pathlib.Path(path)
        (folder / 'a.txt').write_text('饕餮（tāo tiè）的一天\n记者 林晓\n青铜器上的饕餮没有下巴。\n')
        run('import', folder / 'a.txt', '--glosses', 'ruby', '-o', folder / 'one.md')
        assert '\n# {饕餮|tāo tiè}的一天\n' in (folder / 'one.md').read_text()
        run('import', folder / 'one.md', '-o', folder / 'two.md')
        assert (folder / 'one.md').read_text() == (folder / 'two.md').read_text()
        assert inspect(folder / 'one.md', 'article')['blocks'][0]['kind'] == 'byline'


@tap.case('the readings of all parts are imported with them, and braces stay braces')
def _():
    with tempfile.TemporaryDirectory() as path:
        folder = pathlib.Path(path)
        (folder / 'rain.png').write_bytes((ROOT / 'samples/rain/rain.png').read_bytes())
        (folder / 'a.md').write_text('''---
publication: 測(cè)試週刊
kicker: "文{化|huà} {甲}"
headline: "一{日|rì}"
deck: '他說"不{行|xíng}"，於是走了。\\x7B甲|乙}'
hero: {file: rain.png, caption: "書(shū)店的門。"}
---

青銅器上的饕餮沒有下巴。
''')
        run('import', folder / 'a.md', '--glosses', 'ruby', '-o', folder / 'one.md')
        run('import', folder / 'one.md', '-o', folder / 'two.md')
        one = (folder / 'one.md').read_text()
        assert one == (folder / 'two.md').read_text()
        for line in ('publication: "{測|cè}試週刊"', 'kicker: "文{化|huà} \\x7B甲}"',
                     '# 一{日|rì}', 'deck: "他說“不{行|xíng}”，於是走了。\\\\x7B甲|乙}"',
                     '  caption: "{書|shū}店的門。"'):
            assert f'\n{line}\n' in one, (line, one)
        texts = [sorted(block['text'] for block in inspect(folder / name, 'article')['blocks'])
                 for name in ('a.md', 'one.md')]
        assert texts[0] == texts[1], texts


@tap.case('an interview is set the same way every time, though talk and type work side by side')
def _():
    article = ROOT / 'tests/gold/articles/market.txt'
    with tempfile.TemporaryDirectory() as path:
        folder = pathlib.Path(path)
        assert len({b''.join(pages(article, folder, 'same')) for _ in range(10)}) == 1


for sample in SAMPLES:
    name = sample.parent.name

    @tap.case(f'{name}: what is imported gives the same pages')
    def _(sample=sample):
        with tempfile.TemporaryDirectory() as path:
            folder = copy(sample, path)
            run('import', folder / sample.name, '-o', folder / 'feature.md')
            assert pages(folder / 'feature.md', folder, 'new') == pages(folder / sample.name, folder, 'old')

    @tap.case(f'{name}: importing what was imported changes nothing')
    def _(sample=sample):
        with tempfile.TemporaryDirectory() as path:
            folder = copy(sample, path)
            run('import', folder / sample.name, '-o', folder / 'one.md')
            run('import', folder / 'one.md', '-o', folder / 'two.md')
            assert (folder / 'one.md').read_text() == (folder / 'two.md').read_text()


@tap.case('a new user saves a page, imports it, corrects it, and the page shows it')
def _():
    with tempfile.TemporaryDirectory() as path:
        folder = pathlib.Path(path)
        page = folder / 'page.html'
        page.write_text(HTML)
        run('import', page, '-o', folder / 'feature.md', cwd=folder)
        manuscript = (folder / 'feature.md').read_text()
        assert 'headline: 山裡的圖書館' in manuscript and '首頁' not in manuscript
        assert '- name: 林素英' in manuscript and 'description: 館長' in manuscript, manuscript
        pulls = manuscript[manuscript.index('# Chosen'):manuscript.rindex('---')]
        other = next(words for words in QUOTES if words not in pulls)
        edited = manuscript.replace('description: 館長', 'description: 創辦圖書館的人').replace(
            pulls, f'pulls:\n  - text: {other}\n    speaker: 林素英\n')
        (folder / 'feature.md').write_text(edited)
        run('render', folder / 'feature.md', '-o', folder / 'feature.pdf', cwd=folder)
        drawn = text_of(folder / 'feature.pdf')
        assert '創辦圖書館的人' in drawn
        assert drawn.count(''.join(other.split())) >= 1
        chosen = [p['text'] for p in inspect(folder / 'feature.md', 'talk')['pulls'] if p['chosen']]
        assert other in chosen, chosen


@tap.case('the style that a manuscript names is the one that it is set in')
def _():
    with tempfile.TemporaryDirectory() as path:
        folder = pathlib.Path(path)
        (folder / 'page.html').write_text(HTML)
        run('import', folder / 'page.html', '-o', folder / 'feature.md', cwd=folder)
        manuscript = (folder / 'feature.md').read_text()
        widths = {}
        for style in ('', 'style: phone\n'):
            (folder / 'feature.md').write_text(manuscript.replace('---\n', '---\n' + style, 1))
            widths[style] = inspect(folder / 'feature.md', 'frames')['page_width']
        assert widths['style: phone\n'] < widths[''], widths


DIRTY = '標題\n\n他說:"今天　很\u200b好,我們去 Beijing 玩。。"然後--走了...Ａ１\n'
# Each switch, what it leaves, and what stands there without it.
KEPT = {
    'widths': ('好,我', '好，我'), 'digits': ('Ａ１', 'A1'), 'spaces': ('天　很', '天很'),
    'quotes': ('"今', '“今'), 'dots': ('了...', '了……'), 'dashes': ('後--走', '後——走'),
    'doubled': ('。。', '。”'), 'invisible': ('\u200b', ''),
}


@tap.case('what is cleaned is shown as a difference, and each switch leaves its kind')
def _():
    with tempfile.TemporaryDirectory() as path:
        article = pathlib.Path(path) / 'dirty.txt'
        article.write_text(DIRTY)
        clean = run('clean', article)[0]
        diff = run('clean', article, '--diff')[0]
        for old, new in (('--', '——'), ('...', '……'), (',', '，'), ('"', '“')):
            assert f'[-{old}-]{{+{new}+}}' in diff, diff
        assert '\x1b' not in diff, 'colours, and no terminal'
        for kind, (old, new) in KEPT.items():
            assert old not in clean and new in clean, f'{kind}: {clean}'
            kept = run('clean', article, '--keep', kind)[0]
            assert old in kept, f'--keep {kind}: {kept}'


@tap.case('on a terminal a difference has colours')
def _():
    with tempfile.TemporaryDirectory() as path:
        article = pathlib.Path(path) / 'dirty.txt'
        article.write_text(DIRTY)
        master, slave = os.openpty()
        child = subprocess.run([BANXIN, 'clean', article, '--diff'], stdout=slave, timeout=60,
                               stderr=subprocess.DEVNULL)
        os.close(slave)
        shown = os.read(master, 65536).decode()
        os.close(master)
        assert child.returncode == 0 and '\x1b[32m——\x1b[0m' in shown, repr(shown)


@tap.case('a manuscript with mistakes gives pages, and each mistake is named with its place')
def _():
    with tempfile.TemporaryDirectory() as path:
        outside = pathlib.Path(path) / 'outside.jpg'
        shutil.copy(next(ROOT.glob('samples/*/lamp.jpg')), outside)
        folder = pathlib.Path(path) / 'article'
        folder.mkdir()
        (folder / 'link.jpg').symlink_to(outside)
        (folder / 'feature.md').write_text(MISTAKES)
        run('render', 'feature.md', '-o', 'feature.pdf', '--report', 'report.json', cwd=folder)
        assert '第三段文字' in text_of(folder / 'feature.pdf')
        found = {(f['code'], f['line'], f['column']): f['message']
                 for f in json.loads((folder / 'report.json').read_text())['findings']}
        for place, advice in MISTAKES_NAMED.items():
            assert place in found, f'{place} is not among {found}'
            assert advice in found[place], found[place]


@tap.case('front matter that is no YAML stops the work at its place')
def _():
    with tempfile.TemporaryDirectory() as path:
        folder = pathlib.Path(path)
        (folder / 'feature.md').write_text('---\nspeakers:\n  - name: 王芳\n   description: 館長\n---\n文\n')
        err = run('render', 'feature.md', '-o', 'feature.pdf', cwd=folder, status=1)[1]
        assert err.startswith('feature.md:4:4: not good YAML') and '; ' in err, err
        assert not (folder / 'feature.pdf').exists()


MISTAKES = '''---
headline: 錯誤之書
speakers:
  - name: 王芳
---

第一段文字在這裡，說的是別的事情，與引語毫無關係，只是為了有一段正文，長一點也無妨。

王芳說：「書比人多，可是門一直開著。

第三段文字，王芳說：「路是走出來的，不是畫出來的。」她想了想。

![沒有的圖](nowhere.jpg)

![外面的圖](../outside.jpg)

![鏈接的圖](link.jpg)

> 「路是走出來的，不是畫出來的。」
> —— 王方
'''
MISTAKES_NAMED = {
    ('unpaired-quote', 9, 5): 'add it, or take this one out',
    ('missing-picture', 13, 1): 'does not exist; look at its name',
    ('missing-picture', 15, 1): 'is outside of the article\'s folder; move the picture into it',
    ('missing-picture', 17, 1): 'is outside of the article\'s folder; move the picture into it',
    ('unknown-speaker', 20, 6): 'add the name to speakers:',
}


def save_page(path):
    """A page as a browser saves it: its pictures in a folder beside it."""
    folder = pathlib.Path(path)
    (folder / 'saved_files').mkdir()
    for name in ('lamp.jpg', 'steam.jpg'):
        shutil.copy(next(ROOT.glob(f'samples/*/{name}')), folder / 'saved_files' / name)
    return pathlib.Path(shutil.copy(SAVED, folder / 'page.html')), folder


@tap.case('a saved page: the article is in the manuscript, what stands around it is named and left out')
def _():
    with tempfile.TemporaryDirectory() as path:
        page, folder = save_page(path)
        run('render', page, '-o', folder / 'page.pdf', '--report', folder / 'report.json', cwd=folder)
        run('import', page, '-o', folder / 'feature.md', cwd=folder)
        manuscript = (folder / 'feature.md').read_text()
        for part in SAVED_PARTS:
            assert part in manuscript, f'{part!r} is missing in {manuscript}'
        for word in ('热榜', '路过', '首页', '微博', '10342', '违法和不良', 'ads.example', '标签'):
            assert word not in manuscript, f'{word} is in {manuscript}'
        findings = json.loads((folder / 'report.json').read_text())['findings']
        left = ''.join(f['message'] for f in findings if f['code'] == 'left-out')
        for word in ('热榜', '路过', '首页', '微信', '广告', '标签', '相关阅读'):
            assert word in left, f'{word} is not among what was left out: {left}'


@tap.case('a saved page gives the pages that its manuscript gives')
def _():
    with tempfile.TemporaryDirectory() as path:
        page, folder = save_page(path)
        run('import', page, '-o', folder / 'feature.md', cwd=folder)
        assert pages(folder / 'feature.md', folder, 'new') == pages(page, folder, 'old')


SAVED_PARTS = [
    'publication: 来源：江北周刊\n', 'date: 2025-11-30 08:12\n', 'headline: 七十一岁修桥人：桥是有脾气的\n',
    'deck: 摘要：一座六百年的石桥，三个修它的人。\n', 'byline: 作者：温如意\n',
    'name: 骆芸\n    description: 县文物局文保科科长\n', 'lamp.jpg)\n清晨的石桥。摄影：温如意\n',
    'steam.jpg)\n配好的灰浆要醒七天。\n', '| 年份 | 事件 |\n| --- | --- |\n| 1421 | 始建 |\n', '**骆芸**',
]
QUOTES = ['一本書放在架上，總會等到要讀它的人。', '我們要做的只是把門開著，把燈點亮。',
          '如果有一天沒有人來了，我也會把書整理好，等下一個孩子推開這扇門。']
HTML = '''<!DOCTYPE html><html><head><meta charset="utf-8"><title>山裡的圖書館 - 山城週刊</title></head>
<body><nav><a href="/">首頁</a> <a href="/life">生活</a></nav>
<h1>山裡的圖書館</h1><div class="time">2026-03-08</div><div>記者 林曉</div>
<div class="article-content">
''' + ''.join(f'<p>{p}</p>\n' for p in [
    '圖書館建在山裡，是兩位老師用四年時間蓋起來的，書比人多，灰塵比書多，後來孩子們發現了這個地方。',
    '館長林素英說：「下雨天這裡最暖和，孩子們不肯回家，父母就到這裡來找他們，後來父母也坐下來了。」',
    '孩子們每個星期四都來，他們挑書很快，往往十分鐘就選好一摞，然後坐在靠窗的位置，一直坐到天黑。',
    '林素英說：「一本書放在架上，總會等到要讀它的人。我們要做的只是把門開著，把燈點亮。」',
    '冬天的時候，山路上結了冰，來的人少了，可是燈還是每天點著，從山下的村子裡就看得見那一點光。',
    '林素英表示：「如果有一天沒有人來了，我也會把書整理好，等下一個孩子推開這扇門。」',
    '天黑以後，最後一個孩子背著書包下山，她在門口站了很久，才把燈關上。',
]) + '</div><footer>版權所有 山城週刊</footer></body></html>'

tap.run()
