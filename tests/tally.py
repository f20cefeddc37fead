#!/usr/bin/env python3
"""Adds up single test cases of a meson run: `tally.py testlog.json`.

Meson counts programs; what says more is how many cases passed, and those stand in the TAP output
of each program. A program that fails as a whole although each of its cases passed (a leak found at
its end, a crash after the last case) counts as one failed case. The last line is the sum.
"""
import json
import re
import sys

CASE = re.compile(r'(ok|not ok)\b[ \t]*\d*[ \t]*-?[ \t]*([^#]*)(?:#[ \t]*(\w+))?')


def tally(log):
    """Counts; failures come with the diagnostics (# lines) that follow them."""
    passed, failed, skipped = 0, [], []
    for entry in log:
        program = json.loads(entry)
        name, failed_before = program['name'], len(failed)
        reason = None  # where diagnostics go: to the failed case they follow
        for line in (program.get('stdout') or '').splitlines():
            match = CASE.match(line)
            if not match:
                if reason is not None and line.startswith('#'):
                    reason.append(line)
                continue
            verdict, case, directive = match.groups()
            case, reason = f'{name}: {case.strip()}', None
            if (directive or '').upper() == 'SKIP':
                skipped.append(case)
            elif verdict == 'ok':
                passed += 1
            else:
                reason = []
                failed.append((case, reason))
        if program['result'] not in ('OK', 'SKIP') and len(failed) == failed_before:
            status = program.get('returncode')
            failed.append((f'{name}: {program["result"]} (exit status {status})', []))
    return passed, failed, skipped


def main():
    try:
        with open(sys.argv[1], encoding='utf-8') as log:
            passed, failed, skipped = tally(log)
    except FileNotFoundError:
        passed, failed, skipped = 0, [('no test was run', [])], []
    for case in skipped:
        print('skipped:', case)
    for case, reason in failed:
        print('FAILED:', case)
        for line in reason:
            print('   ', line)
    print(f'{passed} passed, {len(failed)} failed')
    return 1 if failed or passed == 0 else 0


if __name__ == '__main__':
    sys.exit(main())
