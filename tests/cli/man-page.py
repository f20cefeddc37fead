#!/usr/bin/env python3
"""Do the man page and --help name the same commands and options? `man-page.py BANXIN SOURCE_ROOT`"""
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402

BANXIN, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
PAGE = (ROOT / 'docs' / 'banxin.1').read_text(encoding='utf-8')
COMMANDS = ['render', 'import', 'clean', 'inspect', 'verify', 'fonts', 'styles']


def said_by_help(*command):
    text = subprocess.run([BANXIN, *command, '--help'], capture_output=True, text=True,
                          check=True).stdout
    return set(re.findall(r'(?<![\w-])--([a-z][a-z-]*)', text)) - {'help'}


def said_by_page(command):
    section = re.search(rf'^\.Ss banxin {command}\n(.*?)(?=^\.S[sh] )', PAGE, re.M | re.S).group(1)
    items = re.findall(r'^\.It (Fl .*)$', section, re.M)
    return {name for item in items for name in re.findall(r'Fl -([a-z][a-z-]*)', item)}


@tap.case('banxin --help names the commands of the man page')
def _():
    text = subprocess.run([BANXIN, '--help'], capture_output=True, text=True, check=True).stdout
    in_page = re.findall(r'^\.Ss banxin (\w+)$', PAGE, re.M)
    assert in_page == COMMANDS, in_page
    assert all(re.search(rf'\b{name}\b', text) for name in COMMANDS), text


for command in COMMANDS:
    @tap.case(f'banxin {command}: the options of the man page and those of --help')
    def _(command=command):
        page, program = said_by_page(command), said_by_help(command)
        assert page == program, f'only in the page: {page - program}, only in --help: {program - page}'


tap.run()
