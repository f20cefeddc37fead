"""Articles at the ends of what can be, made by rule: heads of two characters and of sixty, an article
of one paragraph, pictures of every shape, more boxes and notes than any page has room for."""
import struct
import zlib

SENTENCES = ['渡口的冬天很长，河面结了冰，船停在对岸。', '书店的灯一直亮到半夜，来的人不多。',
             '有的看书，有的只是坐着听风，谁也不催谁。', '茶凉了就再添一点热水，天亮前总要有人先走。',
             '他说那一年雪下得早，路上没有一个脚印。', '后来的人都记得那盏灯，不记得店的名字。']
SURNAMES = '赵钱孙李周吴郑王冯'


def png(width, height):
    """A picture of two colours, so that an edge shows."""
    top, foot = bytes((46, 94, 120)), bytes((214, 180, 120))
    rows = b''.join(b'\0' + (top if y < height / 2 else foot) * width for y in range(height))

    def chunk(kind, data):
        return (struct.pack('>I', len(data)) + kind + data
                + struct.pack('>I', zlib.crc32(kind + data)))
    return (b'\x89PNG\r\n\x1a\n'
            + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0))
            + chunk(b'IDAT', zlib.compress(rows, 9)) + chunk(b'IEND', b''))


PICTURES = {'wide.png': (1800, 1100), 'upright.png': (900, 1350), 'panorama.png': (2400, 400),
            'tower.png': (200, 2000), 'dot.png': (20, 20)}


def paragraph(n):
    return ''.join(SENTENCES[(n * 5 + i * (1 + n % 3)) % len(SENTENCES)] for i in range(2 + n % 4))


def body(n):
    return [paragraph(i) for i in range(n)]


def front(**keys):
    usual = {'publication': '《渡口》', 'date': '2026年1月', 'kicker': '特稿', 'headline': '渡口书店的冬天',
             'deck': '河面结了冰，船停在对岸。书店的灯一直亮到半夜。', 'byline': '文 顾小满　摄影 何平'}
    usual.update(keys)
    rows = [f'{key}: {value}' for key, value in usual.items() if value is not None]
    return '---\n' + '\n'.join(rows) + '\n---\n'


def hero(file):
    return f'\n  file: {file}\n  caption: 渡口的旧秤，如今只称书。摄影／何平\n  alternative: 两块颜色'


def figure(file, caption='渡口的旧秤，如今只称书。'):
    return f'![两块颜色]({file} "{caption}")' if caption else f'![两块颜色]({file})'


def with_between(paragraphs, extra):
    """The extra blocks, one after each paragraph as long as there are any."""
    rows = []
    for i, text in enumerate(paragraphs):
        rows.append(text)
        rows += extra[i:i + 1]
    return rows + extra[len(paragraphs):]


def speakers(n):
    names = [surname + '小满' for surname in SURNAMES[:n]]
    return names, '\n' + '\n'.join(f'  - name: {name}\n    description: 渡口书店的第{i + 1}位常客'
                                   for i, name in enumerate(names))


def said(names):
    return [f'{name}说：“{SENTENCES[(3 * i) % 6][:-1]}，这是我第{i + 1}次来，也不是最后一次。”{paragraph(i)}'
            for i, name in enumerate(names)]


def table(columns, rows=6):
    def row(i):
        return '| ' + ' | '.join('一段很长的话写在格子里' if (i + c) % 5 == 1 else f'{i}{c}' for c in range(columns)) + ' |'
    return '\n'.join([row(0), '|' + '---|' * columns] + [row(i) for i in range(1, rows)])


def articles():
    """Label: the text of a manuscript."""
    def join(head, rows):
        return head + '\n' + '\n\n'.join(rows) + '\n'

    nine, given = speakers(9)
    notes = [f'{paragraph(i)}[^{i}]' for i in range(40)]
    notes_text = [f'[^{i}]: 第{i}条注，说的是渡口的旧事，见县志第{i}卷。' for i in range(40)]
    heads = [f'## 第{i}节\n\n{paragraph(i)}' for i in range(20)]
    box = '::: sidebar 渡口小档案\n' + '\n\n'.join(body(4)) + '\n:::'
    return {
        'head-2': join(front(headline='雪夜'), body(20)),
        'head-60': join(front(headline='那一年冬天河面结了冰船停在对岸书店的灯一直亮到半夜来的人不多有的看书'
                                       '有的只是坐着听风谁也不催谁茶凉了就再添一点热水天亮前总要'), body(20)),
        'head-latin': join(front(headline='The Ferryman’s Bookshop and the Long Winter of 1963'), body(20)),
        'head-word': join(front(headline='Llanfairpwllgwyngyllgogerychwyrndrobwll'), body(12)),
        'words-long': join(front(deck='他把 https://example.org/a-very-long-address/of-a-page/that-nobody-reads.html 抄在墙上。'),
                           with_between(said(['赵小满']) + ['见 https://example.org/a-very-long-address/of-a-page/that-nobody-reads.html'
                                                          ' 一页。'] + body(8),
                                        [figure('wide.png', '据 https://example.org/a-very-long-address/of-a-page/that-nobody-reads.html')])),
        'head-only': join(front(publication=None, date=None, kicker=None, deck=None, byline=None), body(12)),
        'deck-long': join(front(deck=''.join(SENTENCES)), body(20)),
        'deck-endless': join(front(deck=''.join(SENTENCES) * 25), body(12)),
        'head-600': join(front(headline='那一年冬天河面结了冰船停在对岸书店的灯一直亮到半夜' * 24, hero=hero('wide.png')), body(12)),
        'bylines': join(front(byline='文 顾小满　摄影 何平　编辑 林晓　设计 卫南　地图 闻一笔　校对 易水寒　翻译 安然　统筹 古月明'),
                        body(16)),
        'one-paragraph': join(front(), body(1)),
        'few-words': join(front(deck=None), ['雪停了。']),
        'five-paragraphs': join(front(), body(5)),
        'speakers-9': join(front(speakers=given), said(nine) + body(8) + said(nine[::-1])),
        'hero-upright': join(front(hero=hero('upright.png')), body(20)),
        'hero-panorama': join(front(hero=hero('panorama.png')), body(20)),
        'hero-tower': join(front(hero=hero('tower.png')), body(20)),
        'hero-dot': join(front(hero=hero('dot.png')), body(20)),
        'hero-head-60': join(front(headline='那一年冬天河面结了冰船停在对岸书店的灯一直亮到半夜来的人不多有的看书'
                                            '有的只是坐着听风谁也不催谁茶凉了就再添一点热水天亮前总要',
                                   hero=hero('wide.png')), body(20)),
        'portrait': join(front(speakers='\n  - name: 赵小满\n    description: 渡口书店店主\n    portrait: upright.png'),
                         said(['赵小满']) + body(12) + said(['赵小满'])),
        'figures-30': join(front(), with_between(
            body(30), [figure(list(PICTURES)[i % 4]) for i in range(30)])),
        'no-captions': join(front(), with_between(body(12), [figure('wide.png', ''), figure('upright.png', ''),
                                                             figure('dot.png', '')])),
        'table-12': join(front(), with_between(body(12), [table(12), table(3, 60)])),
        'notes-40': join(front(), notes + notes_text),
        'crossheads': join(front(), heads),
        'sidebars': join(front(), with_between(body(12), [box, box])),
    }


def write(folder):
    """Writes them with their pictures. Label: path."""
    for name, size in PICTURES.items():
        (folder / name).write_bytes(png(*size))
    paths = {}
    for label, text in articles().items():
        paths[label] = folder / f'{label}.md'
        paths[label].write_text(text, encoding='utf-8')
    return paths
