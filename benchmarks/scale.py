"""Coalition games: the Shapley value and the nucleolus, beside coopgt (pure Python) and coopgame-py (Rust)."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import coopgame
import numpy as np
from coopgt.shapley_value import calculate as coopgt_shapley
from measure import compare, growth, heading

import mkba

SLOW, FAST, SOLVED = 7, 20, 12


def worths(n: int) -> list[float]:
    """A value of every coalition: that of working together grows with the pairs, and by chance."""
    rng = np.random.default_rng(20260101)
    sizes = np.array([bin(s).count("1") for s in range(1 << n)])
    made = sizes**2 * (1 + 0.2 * rng.random(1 << n))
    made[0] = 0
    return [float(value) for value in made]


def ours(n: int) -> mkba.scale.Game:
    return mkba.scale.Game([f"p{i}" for i in range(n)], worths(n), kind="value")


def named(n: int) -> dict[tuple[int, ...], float]:
    """The form of coopgt: coalitions as tuples of players from 1 on."""
    values = worths(n)
    return {
        coalition: values[sum(1 << (player - 1) for player in coalition)]
        for size in range(n + 1)
        for coalition in itertools.combinations(range(1, n + 1), size)
    }


def amounts(frame: Any) -> list[float]:
    return [float(value) for value in frame["amount"]]


def check() -> None:
    """All agree before anything is timed."""
    small = coopgame.Game(worths(SLOW)[1:])
    np.testing.assert_allclose(amounts(ours(SLOW).shapley()), coopgt_shapley(named(SLOW)), rtol=1e-9)
    np.testing.assert_allclose(amounts(ours(SLOW).shapley()), coopgame.shapley(small), rtol=1e-9)
    for n in range(2, SOLVED + 1):
        peer = coopgame.prenucleolus(coopgame.Game(worths(n)[1:]))["allocation"]
        np.testing.assert_allclose(amounts(ours(n).nucleolus().frame()), peer, rtol=1e-7)


def main() -> None:
    check()
    heading()
    slow, fast, solved = ours(SLOW), ours(FAST), ours(SOLVED)
    by_name, large = named(SLOW), coopgame.Game(worths(FAST)[1:])
    medium = coopgame.Game(worths(SOLVED)[1:])
    compare(f"Shapley value of {SLOW} players, coopgt", lambda: slow.shapley(), lambda: coopgt_shapley(by_name), pairs=3)
    compare(f"Shapley value of {FAST} players, coopgame-py", lambda: fast.shapley(), lambda: coopgame.shapley(large))
    compare(f"nucleolus of {SOLVED} players, coopgame-py", lambda: solved.nucleolus().frame(),
            lambda: coopgame.prenucleolus(medium))  # fmt: skip

    def exact(n: int) -> Callable[[], Any]:
        game = ours(n)
        return lambda: game.shapley()

    print("\nexact Shapley value: per player")
    growth("Shapley value of n players", exact, [8, 12, 16, 20])


if __name__ == "__main__":
    main()
