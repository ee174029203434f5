"""Test Anything Protocol: what the tests of this folder print."""

import sys

_count = 0
_failed = 0


def check(name, problems):
    """A test that passes when the list of problems is empty."""
    global _count, _failed
    problems = list(problems)
    _count += 1
    _failed += bool(problems)
    print(f"{'not ok' if problems else 'ok'} {_count} - {name}")
    for problem in problems:  # where meson shows it
        print(f"{name}: {problem}", file=sys.stderr)


def check_finds(name, problems):
    """A test of a check itself: passes when it did find a problem in something made to be wrong."""
    check("self-test: " + name, [] if list(problems) else ["nothing was found"])


def skip(name, reason):
    global _count
    _count += 1
    print(f"ok {_count} - {name} # SKIP {reason}")


def done():
    print(f"1..{_count}")
    sys.exit(1 if _failed else 0)
