"""Writes tally.json: numbers, and what is true of them in exact fractions, rounded once.

Usage: python3 tally.py > tally.json

Of d, the distance of each number from the centre, rounded to a double: mean (with the centre), sd (divisor n - 1), skewness,
third (absolute moment of standardised d), kurtosis; sum and squares (of d) as mantissa and exponent of 2, because squares may
lie outside the range of a double; sd_error, the standard error of the sd: its variance is that of the sample variance over
(2 sd)^2 (Casella and Berger, Statistical Inference, 2nd edition, exercise 5.8: (m4 - (n - 3) / (n - 1) sd^4) / n).
"""

import json
import random
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 60


def decimal(x):
    return Decimal(x.numerator) / Decimal(x.denominator)


def scaled(x):
    """[mantissa, exponent], 0.5 <= |mantissa| < 1, rounded once."""
    if x == 0:
        return [0.0, 0]
    exponent = abs(x.numerator).bit_length() - x.denominator.bit_length()
    while abs(x) >= Fraction(2) ** exponent:
        exponent += 1
    mantissa = float(x / Fraction(2) ** exponent)
    return [mantissa / 2, exponent + 1] if abs(mantissa) == 1 else [mantissa, exponent]


def moment(d, k):
    mean = sum(d) / len(d)
    return sum(abs(a - mean) ** k for a in d) / len(d)


def entry(name, centre, values):
    d = [Fraction(float(x - centre)) for x in values]
    n, mean, m2 = len(d), sum(d) / len(d), moment(d, 2)
    made = {"name": name, "centre": centre, "values": values, "mean": float(Fraction(centre) + mean),
            "sd": float(decimal(m2 * n / (n - 1)).sqrt()) if n > 1 else 0.0,
            "sum": scaled(sum(d)), "squares": scaled(sum(a ** 2 for a in d))}
    if m2 > 0:
        root = decimal(m2).sqrt()
        made["skewness"] = float(decimal(sum((a - mean) ** 3 for a in d) / n) / root ** 3)
        made["third"] = float(decimal(moment(d, 3)) / root ** 3)
        made["kurtosis"] = float(decimal(moment(d, 4) / m2 ** 2))
        s2 = m2 * n / (n - 1)
        made["sd_error"] = float((decimal((moment(d, 4) - Fraction(n - 3, n - 1) * m2 ** 2) / n) / decimal(4 * s2)).sqrt())
    return made


def main():
    r = random.Random(5)
    wide = [r.choice([-1, 1]) * 10.0 ** r.uniform(-300, 300) for _ in range(700)]
    entries = [
        entry("normal", 8.1e7, [r.gauss(8e7, 1e7) for _ in range(1500)]),
        entry("one", 3.0, [5.5]),
        entry("constant", 1.0, [0.1] * 40),
        entry("two values", 0.0, [0.0, 1.0] * 300),
        entry("cancel", 0.0, [1e16, 1.0, -1e16, 1e-16] * 3 + [2.0 ** -60]),
        entry("wide", 0.0, wide),
        entry("wide and its opposite", 0.0, wide + [-x for x in wide] + [1.0]),
        entry("largest", 0.0, [r.uniform(-1e300, 1e300) for _ in range(100)]),
        entry("subnormal", 0.0, [r.uniform(-1, 1) * 1e-310 for _ in range(100)]),
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
