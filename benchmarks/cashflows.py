"""Net present value and rates of return of 100,000 cash flows of 30 periods, one tenth of them with several changes of
sign."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy_financial
import pyxirr
from measure import compare, growth, heading

import mkba

FLOWS, PERIODS = 100_000, 30
SAMPLE = 500  # of which the time of the slow peer is scaled


def flows(count: int) -> Any:
    """An investment and yearly returns; every tenth also renews half-way and clears up at the end."""
    rng = np.random.default_rng(20260101)
    made = rng.uniform(20, 180, (count, PERIODS))
    made[:, 0] = -1000 * rng.uniform(0.5, 2, count)
    made[::10, 15] *= -5
    made[::10, -1] *= -3
    return made


def newton(values: Any) -> Any:
    """One rate per flow, as well as numpy can: Horner's rule on columns, value and derivative together, on those flows
    only that have not converged."""
    columns = np.ascontiguousarray(values.T)
    x = np.full(columns.shape[1], 1 / 1.1)
    active = np.arange(x.size)
    part, at = columns, x.copy()
    for _ in range(50):
        value, slope = part[-1].copy(), np.zeros_like(at)
        for column in part[-2::-1]:
            slope *= at
            slope += value
            value *= at
            value += column
        step = value / slope
        at -= step
        x[active] = at
        left = np.abs(step) > 1e-12 * np.abs(at)
        if not left.any():
            break
        if left.mean() < 0.7:  # a copy costs as much as it saves before
            active, at, part = active[left], at[left], np.ascontiguousarray(part[:, left])
    return 1 / x - 1


def main() -> None:
    many = flows(FLOWS)
    factors = 1.0225 ** -np.arange(PERIODS)
    few = many[:SAMPLE]
    lists = few.tolist()
    check(many, factors)
    heading()
    compare("npv: numpy, flows @ factors", lambda: mkba.npv(0.0225, many), lambda: many @ factors)
    compare("npv: numpy, einsum", lambda: mkba.npv(0.0225, many), lambda: np.einsum("ij,j->i", many, factors))
    compare("npv: numpy, columns in memory", lambda: mkba.npv(0.0225, many.T.copy().T), lambda: many.T.copy().T @ factors)
    compare("irr_table, all rates: numpy Newton, one rate", lambda: mkba.irr_table(many), lambda: newton(many))
    compare("irr_table: pyxirr.irr, one rate", lambda: mkba.irr_table(many),
            lambda: [pyxirr.irr(one) for one in lists], scale=FLOWS / SAMPLE)  # fmt: skip
    compare("irr_table: numpy_financial.irr, one rate", lambda: mkba.irr_table(many),
            lambda: [numpy_financial.irr(one) for one in few[:100]], scale=FLOWS / 100)  # fmt: skip
    one = lists[1]
    compare("irr of one flow: pyxirr.irr", lambda: mkba.irr(one), lambda: pyxirr.irr(one))
    growth("npv, per flow", lambda n: lambda part=flows(n): mkba.npv(0.0225, part), [1000, 10_000, 100_000])
    growth("irr_table, per flow", lambda n: lambda part=flows(n): mkba.irr_table(part), [1000, 10_000, 100_000])


def check(many: Any, factors: Any) -> None:
    """The same work: the same figures."""
    assert np.allclose(mkba.npv(0.0225, many), many @ factors, rtol=1e-12, atol=1e-9)
    plain = np.arange(FLOWS) % 10 != 0
    table = mkba.irr_table(many[plain])
    assert (table["kind"] == "root").all() and np.allclose(table["rate"], newton(many[plain]), rtol=0, atol=1e-11)


if __name__ == "__main__":
    main()
