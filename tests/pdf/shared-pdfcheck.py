#!/usr/bin/env python3
"""The independent checker of Chinese typography, where it is at hand, as cases of this suite:
`shared-pdfcheck.py BANXIN SOURCE_ROOT PDFCHECK`.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
import tap  # noqa: E402
from finished import output_of  # noqa: E402

ZERO = ('line_start_forbidden line_start_dash_ellipsis line_end_opening broken_pairs latin_broken '
        'hanlatin_unspaced single_han_last widows orphans offgrid_lines unjustified_lines big_gaps '
        'glyph_overlaps marks_touching').split()

banxin, root, pdfcheck = sys.argv[1:]
article = pathlib.Path(root) / 'samples' / 'sora' / 'article.txt'

with tempfile.TemporaryDirectory(prefix='banxin-pdfcheck-') as folder:
    pdf, source = pathlib.Path(folder, 'feature.pdf'), pathlib.Path(folder, 'source.txt')
    output_of(banxin, 'render', article, '-o', pdf)
    blocks = json.loads(output_of(banxin, 'inspect', article, '--stage', 'article'))['blocks']
    source.write_text(''.join(
        ('@p ' if block['kind'] == 'paragraph' else f'@{block["kind"]} ') + block['text'] + '\n'
        for block in blocks), encoding='utf-8')
    child = subprocess.run([sys.executable, pdfcheck, pdf, '--source', source, '--ink', 'yes'],
                           capture_output=True, text=True, timeout=300)
assert child.returncode == 0, child.stderr
found = json.loads(child.stdout)

for key in ZERO:
    @tap.case(f'pdfcheck {key}')
    def _(key=key):
        assert found['defects'][key] == 0, \
            f'{found["defects"][key]}: {found.get("details", {}).get(key)}'

for reader in ('pdftotext_raw', 'mutool_txt'):
    @tap.case(f'pdfcheck text by {reader}')
    def _(reader=reader):
        text = found['text'][reader]
        assert text['radicals_or_pua'] == 0 and text['chars_missing'] == 0, text
        assert text['in_order'], text

tap.run()
