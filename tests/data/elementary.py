"""Makes elementary.csv: exp, log and the like at doubles, by mpmath with sixty digits.

    python3 elementary.py > elementary.csv

Arguments and the double nearest to the value are hexadecimal; `rest` is what the value is above that double, in ulps of it.
"""
import math
import random

import mpmath
from mpmath import mp, mpf

mp.dps = 60
random.seed(20260101)
uniform = random.uniform


def size(low, high):
    """Of any size: the exponent of 2 is uniform."""
    return 2.0 ** uniform(low, high)


def either(x):
    return random.choice([-1, 1]) * x


def near_one():
    return 1 + either(size(-52, -2))


def pair():
    """A base and a power of which the result is a double, of any size."""
    base = random.choice([lambda: size(-1074, 1023), near_one, lambda: uniform(0.5, 2), lambda: size(-1074, -1022)])()
    return (base, uniform(-744, 709) / math.log(base)) if base != 1 else (2.0, 0.5)


def growth():
    return uniform(0.9, 1.2), uniform(-100, 100)


FUNCTIONS = {
    "exp": (mpmath.exp, [lambda: uniform(-708, 709.7), lambda: uniform(-1, 1), lambda: either(size(-60, 0)),
                         lambda: uniform(-745, -708)]),
    "expm1": (mpmath.expm1, [lambda: uniform(-40, 709.7), lambda: uniform(-1, 1), lambda: either(size(-60, 0)),
                             lambda: either(size(-1074, -40))]),
    "log": (mpmath.log, [lambda: size(-1022, 1023), lambda: uniform(0.5, 2), near_one, lambda: size(-1074, -1022)]),
    "log1p": (mpmath.log1p, [lambda: size(-60, 1023), lambda: uniform(-1, 2), lambda: either(size(-60, -1)),
                             lambda: -1 + size(-53, -1), lambda: either(size(-1074, -40))]),
    "pow": (mpmath.power, [pair, pair, pair, growth]),
    "erf": (mpmath.erf, [lambda: uniform(-6, 6), lambda: uniform(-1.2, 1.2), lambda: either(size(-60, 0))]),
    "erfc": (mpmath.erfc, [lambda: uniform(-6, 6), lambda: uniform(0.4, 1.2), lambda: uniform(1, 26),
                           lambda: uniform(26, 27)]),
    "sin": (mpmath.sin, [lambda: uniform(-1.5707, 1.5707), lambda: either(size(-60, 0))]),
    "asin": (mpmath.asin, [lambda: uniform(-1, 1), lambda: either(size(-60, 0))]),
}


def parts(value):
    nearest = float(value)
    ulp = mpf(2) ** (max(math.frexp(nearest)[1] - 53, -1074))
    return nearest.hex(), f"{float((value - mpf(nearest)) / ulp):.6f}"


def main():
    print("function,x,y,nearest,rest")
    for name, (function, makers) in FUNCTIONS.items():
        for maker in makers:
            for _ in range(50):
                made = maker()
                x = made if isinstance(made, tuple) else (made,)
                y = x[1].hex() if len(x) == 2 else "0"
                print(",".join([name, x[0].hex(), y, *parts(function(*map(mpf, x)))]))


main()
