"""Cash flows whose rates of return are known: polynomials multiplied out in fractions, then rounded to doubles.

x = 1 / (1 + r). The roots are chosen; whatever else the polynomial has comes from factors with positive coefficients,
which have no root above 0.
"""

from __future__ import annotations

import random
from fractions import Fraction


def times(a: list[Fraction], b: list[Fraction]) -> list[Fraction]:
    made = [Fraction(0)] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            made[i + j] += x * y
    return made


def flow(rates: list[Fraction], other: list[Fraction]) -> list[float]:
    """Amounts, as doubles, of which exactly `rates` are the rates of return; `other` is positive throughout."""
    made = [Fraction(x) for x in other]
    for rate in rates:
        made = times(made, [Fraction(1), -(1 + rate)])
    return [float(x) for x in made]


def rate(rng: random.Random) -> Fraction:
    """A rate as people have them, or a wild one."""
    if rng.random() < 0.8:
        return Fraction(rng.randint(-400, 1500), 1000)
    return Fraction(10) ** rng.randint(-4, 4) * Fraction(rng.randint(1, 999), 1000) - Fraction(rng.randint(0, 999), 1000)


def random_flow(rng: random.Random) -> tuple[list[Fraction], list[float]]:
    """Known rates, ascending with repetition, and the amounts: up to six rates, some near each other or equal."""
    rates = [rate(rng) for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 4, 6]))]
    if rates and rng.random() < 0.3:
        rates.append(rates[0] + Fraction(rng.choice([0, 0, 1, -1]), 10 ** rng.randint(2, 12)))
    rates = sorted(r for r in rates if r > Fraction(-999, 1000))
    length = rng.choice([1, 1, 2, 5, 20, 60, rng.choice([60, 396])])
    other = [Fraction(rng.randint(1, 1000), rng.choice([1, 7, 100])) for _ in range(length)]
    scale = Fraction(10) ** rng.choice([0, 0, 0, 2, -200, 200])
    sign = rng.choice([-1, 1])
    return rates, flow(rates, [sign * scale * x for x in other])
