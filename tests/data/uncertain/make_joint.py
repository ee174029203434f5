"""joint.tsv: the point nearest to (38, 54), in units of 3.8 and 2.7, at which x * y = 1140, by bisection on the multiplier of
Lagrange in 50 digits. H. O. Madsen, S. Krenk, N. C. Lind, Methods of Structural Safety (1986), treat such products.

    python3 make_joint.py
"""

from decimal import Decimal, getcontext
from pathlib import Path

getcontext().prec = 50
MEANS, SDS, LOAD = (Decimal(38), Decimal(54)), (Decimal("3.8"), Decimal("2.7")), Decimal(1140)


def other(u):
    """The second change at which the product is the load, given the first."""
    return (LOAD / (MEANS[0] + SDS[0] * u) - MEANS[1]) / SDS[1]


def slope(u):
    """Of u^2 + other(u)^2, halved."""
    v = other(u)
    return u + v * (-LOAD / (MEANS[0] + SDS[0] * u) ** 2 * SDS[0] / SDS[1])


def main():
    low, high = Decimal(-9), Decimal(0)
    while high - low > Decimal(10) ** -40:
        middle = (low + high) / 2
        low, high = (low, middle) if slope(middle) > 0 else (middle, high)
    u, v = low, other(low)
    lines = ["# z of sterkte, z of modulus, distance: see make_joint.py", f"{float(u)!r}\t{float(v)!r}\t{float((u * u + v * v).sqrt())!r}"]
    Path(__file__).with_name("joint.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
