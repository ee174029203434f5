"""At which scale, and who pays: coalition games over municipalities, and options per level for one task.

A game is what every coalition costs or is worth. The Shapley value is exact to 20 players and sampled beyond; least core and
nucleolus go to 12 and need GLPK. docs/scale.md has the formulas and their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ._game import Game, Keys, Solution, can_solve
from ._scale import Scale, options

if TYPE_CHECKING:
    import pandas

    from ._game import Amounts, Worths
    from ._panel_read import Names

__all__ = ["Game", "Keys", "Scale", "Solution", "can_solve", "coalitions", "core", "nucleolus", "options", "shapley"]


def shapley(
    players: Names | Game, worths: Worths | None = None, *, kind: Literal["cost", "value"] = "cost", **options: Any
) -> pandas.DataFrame:
    """The Shapley value of a game: see ``Game.shapley``.

    Args:
        players: their names, with ``worths`` as of ``Game``; or a ``Game``.
        options: draws, seed, confidence, wanted, threads, progress.

    >>> import mkba
    >>> mkba.scale.shapley(["a", "b"], {"a": 11, "b": 7, ("a", "b"): 15})["amount"].tolist()
    [9.5, 5.5]
    """
    return _game(players, worths, kind).shapley(**options)


def core(
    players: Names | Game, worths: Worths | None = None, *, kind: Literal["cost", "value"] = "cost"
) -> Solution:
    """The least core of a game, and whether its core is empty: see ``Game.core``."""
    return _game(players, worths, kind).core()


def nucleolus(
    players: Names | Game, worths: Worths | None = None, *, kind: Literal["cost", "value"] = "cost"
) -> Solution:
    """The nucleolus of a game: see ``Game.nucleolus``."""
    return _game(players, worths, kind).nucleolus()


def coalitions(
    allocation: Amounts, players: Names | Game, worths: Worths | None = None, *,
    kind: Literal["cost", "value"] = "cost", most: int = 0,
) -> pandas.DataFrame:  # fmt: skip
    """What every coalition gains or loses by an allocation: see ``Game.coalitions``."""
    return _game(players, worths, kind).coalitions(allocation, most=most)


def _game(players: Names | Game, worths: Worths | None, kind: Literal["cost", "value"]) -> Game:
    if isinstance(players, Game):
        return players
    if worths is None:
        raise TypeError("worths are missing: give them beside the players, or a Game")
    return Game(players, worths, kind=kind)
