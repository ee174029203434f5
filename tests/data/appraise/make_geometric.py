"""geometric.tsv: a, n and 1 + a + ... + a^(n-1) for ratios that are exactly these doubles, in rational arithmetic, rounded to
the nearest double.

    python3 make_geometric.py
"""

from fractions import Fraction
from math import nextafter
from pathlib import Path

RATIOS = [
    0.0, 1e-300, 1e-17, 0.01, 0.25, 0.5, 0.7, 0.9, 0.97, 0.999, 0.999999, 1 - 1e-9, 1 - 1e-15, nextafter(1.0, 0.0), 1.0,
    nextafter(1.0, 2.0), 1 + 1e-15, 1 + 1e-9, 1.000001, 1.001, 1.02, 1.1, 1.5, 2.0, 7.25,
]  # fmt: skip
LENGTHS = [3, 4, 5, 6, 7, 8, 10, 15, 16, 17, 31, 64, 100, 127, 128, 257]


def total(ratio, n):
    """By the closed form, which is exact here."""
    a = Fraction(ratio)
    return Fraction(n) if a == 1 else (1 - a**n) / (1 - a)


def main():
    lines = ["# ratio, terms, sum: see make_geometric.py"]
    for ratio in RATIOS:
        for n in LENGTHS:
            lines.append(f"{ratio!r}\t{n}\t{float(total(ratio, n))!r}")
    Path(__file__).with_name("geometric.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
