#!/usr/bin/env python3
"""Adds up single test cases of a meson run: `tally.py testlog.json`.

Meson counts programs; what says more is how many cases passed, and those stand in the TAP output
of each program. A program that fails as a whole although each of its cases passed (a leak found at
its end, a crash after the last case) counts as one failed case. The last line is the sum.
"""
import json
import re
import sys

CASE = re.compile(r'^(ok|not ok)\b[ \t]*\d*[ \t]*-?[ \t]*([^#\n]*)(?:#[ \t]*(\w+))?', re.M)


def tally(log):
    passed, failed, skipped = 0, [], []
    for line in log:
        program = json.loads(line)
        name = program['name']
        failed_before = len(failed)
        for verdict, case, directive in CASE.findall(program.get('stdout') or ''):
            case = f'{name}: {case.strip()}'
            if (directive or '').upper() == 'SKIP':
                skipped.append(case)
            elif verdict == 'ok':
                passed += 1
            else:
                failed.append(case)
        if program['result'] not in ('OK', 'SKIP') and len(failed) == failed_before:
            failed.append(f'{name}: {program["result"]} (exit status {program.get("returncode")})')
    return passed, failed, skipped


def main():
    try:
        with open(sys.argv[1], encoding='utf-8') as log:
            passed, failed, skipped = tally(log)
    except FileNotFoundError:
        passed, failed, skipped = 0, ['no test was run'], []
    for case in skipped:
        print('skipped:', case)
    for case in failed:
        print('FAILED:', case)
    print(f'{passed} passed, {len(failed)} failed')
    return 1 if failed or passed == 0 else 0


if __name__ == '__main__':
    sys.exit(main())
