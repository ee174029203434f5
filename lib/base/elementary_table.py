"""Makes elementary_table.c, by mpmath with fifty digits: see elementary_table.h.

    python3 elementary_table.py > elementary_table.c
"""
import re
import struct

from mpmath import log, mp, mpf, nint

mp.dps = 50
FROM = 0x3FE6A00000000000


def double(bits):
    return mpf(struct.unpack("d", struct.pack("Q", bits))[0])


def row(i):
    low, high = double(FROM + (i << 45)), double(FROM + ((i + 1) << 45))
    c = mpf(1) if 1 in (low, high) else nint(2 / (low + high) * 4096) / 4096
    assert max(abs(low * c - 1), abs(high * c - 1)) < 1.01 * mpf(2) ** -7
    first = nint(-log(c) * mpf(2) ** 42) / mpf(2) ** 42
    return float(c), float(first), float(-log(c) - first)


def text(number):
    return re.sub(r"\.?0+p", "p", number.hex()) if number else "0"


def main():
    print("/* Made by elementary_table.py. */\n#include \"base/elementary_table.h\"\n\n/* clang-format off */")
    for name, column in zip(["inverses", "highs", "lows"], zip(*map(row, range(128)))):
        print(f"const double mkba_i_log_{name}[128] = {{")
        for i in range(0, 128, 4):
            print("    " + " ".join(text(number) + "," for number in column[i:i + 4]))
        print("};")


main()
