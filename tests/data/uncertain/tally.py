"""Writes tally.json: numbers, and their mean, standard deviation, skewness, third absolute moment in
standard deviations and kurtosis in exact fractions, rounded once.

Usage: python3 tally.py > tally.json
"""

import json
import random
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 60


def root(x):
    """The square root of a fraction."""
    return (Decimal(x.numerator) / Decimal(x.denominator)).sqrt()


def decimal(x):
    return Decimal(x.numerator) / Decimal(x.denominator)


def central(d, k):
    mean = sum(d) / len(d)
    return sum((a - mean) ** k for a in d) / len(d)


def entry(name, centre, values):
    d = [Fraction(float(x - centre)) for x in values]  # what a tally keeps: the distance, rounded once
    spread = sum((a - sum(d) / len(d)) ** 2 for a in d)
    made = {"name": name, "centre": centre, "values": values,
            "mean": float(Fraction(centre) + sum(d) / len(d)),
            "sd": float(root(spread / (len(d) - 1))) if len(d) > 1 else 0.0}
    m2 = central(d, 2)
    if m2 > 0:
        made["skewness"] = float(decimal(central(d, 3)) / root(m2) ** 3)
        made["third"] = float(decimal(sum(abs(a - sum(d) / len(d)) ** 3 for a in d) / len(d)) / root(m2) ** 3)
        made["kurtosis"] = float(decimal(central(d, 4) / m2 ** 2))
    return made


def main():
    r = random.Random(5)
    wide = [r.choice([-1, 1]) * 10.0 ** r.uniform(-300, 300) for _ in range(700)]
    large = [r.uniform(-1e300, 1e300) for _ in range(100)]
    tiny = [r.uniform(-1, 1) * 1e-310 for _ in range(100)]
    entries = [
        entry("normal", 8.1e7, [r.gauss(8e7, 1e7) for _ in range(1500)]),
        entry("one", 3.0, [5.5]),
        entry("constant", 1.0, [0.1] * 40),
        entry("two values", 0.0, [0.0, 1.0] * 300),
        entry("cancel", 0.0, [1e16, 1.0, -1e16, 1e-16] * 3 + [2.0 ** -60]),
        entry("wide", 0.0, wide),
        entry("wide and its opposite", 0.0, wide + [-x for x in wide] + [1.0]),
        entry("largest", 0.0, large),
        entry("subnormal", 0.0, tiny),
        entry("smallest", 0.0, [5e-324, -5e-324, 5e-324, 0.0]),
        entry("far from the centre", 0.0, [1e9 + r.random() for _ in range(600)]),
        entry("heavy tail", 0.0, [r.paretovariate(0.8) for _ in range(600)]),
        entry("lognormal", 1.5, [r.lognormvariate(0, 2) for _ in range(513)]),
        entry("negative", -7.0, [-r.expovariate(1) for _ in range(1024)]),
    ]
    print("[")
    print(",\n".join(json.dumps(e) for e in entries))
    print("]")


main()
