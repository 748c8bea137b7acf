"""What the checks count."""

import sys

failures = []


def expect(condition, what):
    if not condition:
        failures.append(what)
        print("FAILED:", what)


def finish(what):
    """Says how it went and ends the program."""
    print(f"{what}: {len(failures)} failures")
    sys.exit(1 if failures else 0)
