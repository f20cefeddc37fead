#!/usr/bin/env python3
"""The independent checker of Chinese typography, where it is at hand, as cases of this suite:
`shared-pdfcheck.py BANXIN SOURCE_ROOT PDFCHECK`.
"""
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import tap  # noqa: E402
from finished import output_of  # noqa: E402

# Every house style and both scripts.
SETTINGS = [('TWc', '--lang', 'zh-Hant-TW'), ('HK', '--lang', 'zh-Hant-HK'), ('CN', '--lang', 'zh-Hans'),
            ('simplified', '--script', 'hans')]
# A column that is narrow, and one that is wide.
STYLES = ('feature', 'report')
# 從技術架構上看，龔銀分析道，: a first line of 15 em, behind which “Transformer does not fit in 17, nor its
# first syllable; in CN the pause at its end is half a character.
KNOWN = {('feature CN', 'loose_lines'): 1, ('feature simplified', 'loose_lines'): 1}

banxin, root, pdfcheck = sys.argv[1:]
article = pathlib.Path(root) / 'samples' / 'sora' / 'article.txt'


def check(*options):
    with tempfile.TemporaryDirectory(prefix='banxin-pdfcheck-') as folder:
        pdf, source = pathlib.Path(folder, 'feature.pdf'), pathlib.Path(folder, 'source.txt')
        output_of(banxin, 'render', article, *options, '-o', pdf)
        blocks = json.loads(output_of(banxin, 'inspect', article, *options, '--stage', 'article'))['blocks']
        source.write_text(''.join(
            ('@p ' if block['kind'] == 'paragraph' else f'@{block["kind"]} ') + block['text'] + '\n'
            for block in blocks), encoding='utf-8')
        child = subprocess.run([sys.executable, pdfcheck, pdf, '--source', source, '--ink', 'yes'],
                               capture_output=True, text=True, timeout=300)
    assert child.returncode == 0, child.stderr
    return json.loads(child.stdout)


for style, (house, *options) in itertools.product(STYLES, SETTINGS):
    name = f'{style} {house}'
    found = check('--style', style, *options)
    for key in found['defects']:
        @tap.case(f'{name}: pdfcheck {key}')
        def _(name=name, key=key, found=found):
            wanted = KNOWN.get((name, key), 0)
            assert found['defects'][key] == wanted, \
                f'{found["defects"][key]}, not {wanted}: {found.get("details", {}).get(key)}'

    for reader in ('pdftotext_raw', 'mutool_txt'):
        @tap.case(f'{name}: pdfcheck text by {reader}')
        def _(reader=reader, found=found):
            text = found['text'][reader]
            assert text['radicals_or_pua'] == 0 and text['chars_missing'] == 0, text
            assert text['in_order'], text

tap.run()
