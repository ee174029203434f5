"""The random numbers under dieharder (R. G. Brown's collection of Marsaglia's, NIST's and own tests of generators).

Usage: battery.py STREAM     STREAM is the program of stream.c; TAP comes out

One stream alone, and the streams of many names of which draws are taken in turn, as a simulation takes them. A test fails
where dieharder says FAILED (a p-value beyond 1e-6); WEAK (beyond 0.005) is to be expected once in a hundred.
"""

import shutil
import subprocess
import sys

NAMES = (1, 60)  # in turn
TESTS = (
    0, 1, 2, 3, 4,  # birthdays, permutations of five, ranks of matrices, bit stream
    8, 9, 10, 11, 12, 13, 15, 16,  # ones in bytes, parking lot, spheres, squeeze, runs, craps (gcd takes minutes)
    100, 101, 102,  # NIST's monobit, runs, serial
    202, 204, 205, 206, 209,  # permutations, Kolmogorov and Smirnov, bytes, cosines, bits
)  # fmt: skip
# Nearest points need a number of dimensions: left to itself dieharder takes none, and fails every generator there is.
CALLS = [(str(test),) for test in TESTS] + [("201", "-n", "2"), ("201", "-n", "3")]


def run(stream, names, call):
    """What dieharder prints of one of its tests."""
    with subprocess.Popen([stream, str(names)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as source:
        command = ["dieharder", "-g", "200", "-d", *call]
        done = subprocess.run(command, stdin=source.stdout, capture_output=True, text=True, check=True)
        source.stdout.close()
        source.kill()
    return [line for line in done.stdout.splitlines() if line.rstrip().endswith(("PASSED", "WEAK", "FAILED"))]


def main(stream):
    if shutil.which("dieharder") is None:
        print("1..0 # SKIP dieharder is not installed")
        return 0
    failed = 0
    print(f"1..{len(NAMES) * len(CALLS)}")
    for i, (names, call) in enumerate([(n, c) for n in NAMES for c in CALLS], start=1):
        lines = run(stream, names, call)
        bad = not lines or any("FAILED" in line for line in lines)
        failed += bad
        print(f"{'not ok' if bad else 'ok'} {i} - dieharder {' '.join(call)} of {names} stream{'s' if names > 1 else ''}")
        for line in lines:
            print("#", line)
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
