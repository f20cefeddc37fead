"""TAP for tests written in Python: a case is a function, a failed assertion fails it.

    @tap.case('an empty file is refused')
    def _(): assert …

    tap.run()
"""
import sys
import traceback

_cases = []


def case(name):
    def keep(function):
        _cases.append((name, function))
        return function
    return keep


def run():
    """Runs the cases in the order of their definition and ends the program."""
    failed = 0
    print(f'1..{len(_cases)}')
    for number, (name, function) in enumerate(_cases, 1):
        try:
            function()
        except Exception as error:  # anything at all fails the case and no other
            failed += 1
            print(f'not ok {number} - {name}')
            text = str(error) if isinstance(error, AssertionError) and str(error) \
                else traceback.format_exc()
            for line in text.splitlines():
                print('#', line)
        else:
            print(f'ok {number} - {name}')
        sys.stdout.flush()
    sys.exit(1 if failed else 0)
