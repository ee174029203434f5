"""Coalition games: what municipalities that work together owe or gain, and whether any of them would rather leave."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from . import _panel_read, _raw, _samples, _tables
from ._made import Made
from ._errors import ArgumentError, LimitError

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

    from ._panel_read import Names

Worths: TypeAlias = Sequence[float] | Mapping[Any, float] | Callable[[tuple[str, ...]], float]
Amounts: TypeAlias = Mapping[str, float] | Iterable[float]  # a pandas Series counts by its labels

# As in mkba/koers_coalition.h.
MOST_PLAYERS = 20


class Game:
    """What every coalition of players costs or is worth. Immutable.

    Args:
        players: their names.
        worths: a number per coalition, in one of three forms: a function of a tuple of names, asked for each of the
            2^n - 1 coalitions; a dict from names (a tuple, a frozenset, or the name of one player) to numbers; or 2^n
            numbers, the one at position s being of the players i for which bit i of s is set.
        kind: ``"cost"`` (less is better) or ``"value"`` (more is better).

    Raises:
        ArgumentError: a coalition without a number, a number that is not finite; ``where`` is ``"worths[5]"``. LimitError:
            more than 20 players; see ``Game.of_scale``. UnknownNameError: a name that is no player's.

    >>> import mkba
    >>> gloves = mkba.scale.Game(["left", "right 1", "right 2"], lambda names: "left" in names and len(names) > 1, kind="value")
    >>> gloves.shapley()[["player", "amount"]].round(4).values.tolist()
    [['left', 0.6667], ['right 1', 0.1667], ['right 2', 0.1667]]
    >>> gloves.coalitions({"left": 0.5, "right 1": 0.25, "right 2": 0.25}, most=2)[["coalition", "excess", "leaves"]].values.tolist()
    [['left + right 1', 0.25, True], ['left + right 2', 0.25, True]]
    """

    __slots__ = ("__weakref__", "_handle", "_kind", "_players")
    _handle: _raw.Handle
    _kind: str
    _players: tuple[str, ...]

    def __init__(self, players: Names, worths: Worths, *, kind: Literal["cost", "value"] = "cost") -> None:
        names = _panel_read.names(players)
        if len(names) > MOST_PLAYERS:
            raise LimitError(
                f"every coalition is given to {MOST_PLAYERS} players, here are {len(names)}", status="limit", where="players"
            )
        self._handle = _raw.game_new(names, _listed(names, worths), kind)
        self._kind, self._players = kind, tuple(names)

    @classmethod
    def of_scale(
        cls,
        volumes: Mapping[str, float],
        *,
        fixed: float = 0.0,
        unit_cost: float,
        elasticity: float = 1.0,
        coordination: float = 0.0,
    ) -> Game:
        """The cost of working together: C(S) = fixed + unit_cost x V(S)^elasticity + coordination x (|S| - 1), V(S) the
        volume of the members. To 1000 players; beyond 20 only ``shapley`` with draws.

        Raises:
            ArgumentError: a volume that is not above 0, a cost below 0, an elasticity that is not from 0 to 4.

        >>> game = mkba.scale.Game.of_scale({"a": 10, "b": 20, "c": 30}, fixed=90, unit_cost=5, coordination=3)
        >>> game.shapley()["amount"].round(6).tolist()
        [82.0, 132.0, 182.0]
        """
        made = cls.__new__(cls)
        names = [str(name) for name in dict(volumes)]
        made._handle = _raw.game_of_scale(names, _samples.reals(list(dict(volumes).values()), "volumes"), float(fixed),
                                          float(unit_cost), float(elasticity), float(coordination))  # fmt: skip
        made._kind, made._players = "cost", tuple(names)
        return made

    @property
    def players(self) -> tuple[str, ...]:
        """Their names."""
        return self._players

    @property
    def kind(self) -> str:
        """``"cost"`` or ``"value"``."""
        return self._kind

    def shapley(
        self,
        draws: int = 0,
        *,
        seed: int = 1,
        confidence: float = 0.95,
        wanted: float = 0.0,
        threads: int = 1,
        progress: Callable[[int, int], object] | None = None,
    ) -> pandas.DataFrame:
        """The Shapley value: what each adds, on the mean of all orders in which they can join. A row per player: player,
        amount, se, lower, upper, bound, alone, last (what it adds as the last), saving, needed, draws.

        Args:
            draws: 0 is exact, to 20 players; else so many orders, an even number: pairs of an order and its reverse.
            seed: of the orders. confidence: of lower, upper and bound; ``bound`` holds whatever the distribution, and of
                an exact value it is that of rounding. wanted: a standard error: ``needed`` says the draws that it takes.
            threads: the figures are the same. progress: called with done and total; False stops.

        Raises:
            ArgumentError: an option out of range. LimitError: more than 20 players without draws. Cancelled.
        """
        options = {"draws": draws, "seed": seed, "confidence": confidence, "wanted": wanted, "threads": threads}
        return _tables.frame(_raw.game_shapley(self._handle, options, progress))

    def coalitions(self, allocation: Amounts, *, most: int = 0) -> pandas.DataFrame:
        """What every coalition gains or loses by an allocation, those that would rather leave first: coalition, position,
        size, worth, allocated, excess, per_member, leaves.

        Args:
            allocation: an amount per player, by name or in their order. most: rows; 0 is all 2^n - 1.

        Raises:
            ArgumentError: another number of amounts. UnknownNameError: no such player. LimitError: more than 20 players.
        """
        return _tables.frame(_raw.game_coalitions(self._handle, self._amounts(allocation, "allocation"), most))

    def in_core(self, allocation: Amounts) -> bool:
        """Whether all of it is allocated and no coalition would rather leave.

        >>> mkba.scale.Game(["a", "b"], {"a": 11, "b": 7, ("a", "b"): 15}).in_core({"a": 9.5, "b": 5.5})
        True
        """
        rows = self.coalitions(allocation)
        whole = rows[rows["size"] == len(self._players)].iloc[0]
        scale = max(1e-300, float(rows["worth"].abs().max()))
        return not bool(rows["leaves"].any()) and abs(float(whole["excess"])) <= 1e-9 * scale

    def properties(self) -> pandas.DataFrame:
        """What kind of game it is: property (essential, monotone, additive together, convex, shapley in core), holds,
        margin (the least by which it holds), first and second (the coalitions where that is).

        Raises:
            LimitError: more than 20 players.
        """
        return _tables.frame(_raw.game_properties(self._handle))

    def sizes(self) -> pandas.DataFrame:
        """How large a coalition should be, a row per size: best (the coalition that gains most), worth, gain,
        gain_per_member, gain_mean, gain_least, adding (share of steps to a member more that gain), next (mean gain of
        such a step), adds (some coalition of the size gains).

        Raises:
            LimitError: more than 20 players.

        >>> game = mkba.scale.Game.of_scale(dict.fromkeys("abcd", 10), fixed=100, unit_cost=1, coordination=40)
        >>> game.sizes()[["size", "gain", "next", "adds"]].values.tolist()[:2]
        [[1, 0.0, 60.0, False], [2, 60.0, 60.0, True]]
        """
        return _tables.frame(_raw.game_sizes(self._handle))

    def core(self) -> Solution:
        """The least core: whether the core is empty, an allocation whose largest excess is least, and the coalitions that
        prove it. To 12 players; needs GLPK.

        Raises:
            LimitError: more than 12 players. UnsupportedError: the library was built without GLPK. EvaluationError: figures
                so different in size that the outcome cannot be certified.
        """
        return Solution._of(self, "least core")

    def nucleolus(self) -> Solution:
        """The nucleolus: the one allocation whose largest excess is least, then its second largest, and so on. To 12
        players; needs GLPK.

        Raises:
            as ``core``.
        """
        return Solution._of(self, "nucleolus")

    def keys(
        self,
        keys: Mapping[str, Amounts] | None = None,
        *,
        equal: bool = True,
        shapley: bool = True,
        nucleolus: bool | None = None,
    ) -> Keys:
        """Cost keys in use, set beside the Shapley value and the nucleolus.

        Args:
            keys: weights per player by the name of the key: inhabitants, clients, use.
            equal: also equal parts. shapley: also the Shapley value. nucleolus: also the nucleolus; None: where it can be
                found.

        Raises:
            ArgumentError: weights below 0, or that add up to 0. As ``core``, with ``nucleolus=True``.

        >>> made = mkba.scale.Game(["a", "b"], {"a": 11, "b": 7, ("a", "b"): 15}).keys({"per client": {"a": 4, "b": 1}})
        >>> next(made.table("summary").rows())[:5]
        ('per client', False, 1, 'a', 1.0)
        """
        if nucleolus is None:
            nucleolus = can_solve() and len(self._players) <= 12
        options = {
            "keys": [{"name": name, "weights": self._amounts(weights, "weights")} for name, weights in (keys or {}).items()],
            "equal": equal, "shapley": shapley, "nucleolus": nucleolus,
        }  # fmt: skip
        return Keys._of(self, options)

    def plot(self, *, ax: Axes | None = None, language: str = "en", unit: str = "EUR", **options: Any) -> Axes:
        """Bars: what each player pays by the Shapley value, beside what it costs alone.

        Args:
            ax: the Axes to draw on; None makes a figure. language: ``"en"`` or ``"nl"``. unit: of the worths; euros are
                written in thousands or millions. options: of ``shapley``.

        >>> axes = mkba.scale.Game(["a", "b"], {"a": 11, "b": 7, ("a", "b"): 15}).plot(language="nl")
        """
        from . import _plot_scale

        return _plot_scale.shapley(self, self.shapley(**options), ax, language, unit)

    def _amounts(self, given: Amounts, where: str) -> array[float]:
        """In the order of the players."""
        items = getattr(given, "to_dict", None) if not isinstance(given, Mapping) else None
        if items is not None:
            given = items()
        if not isinstance(given, Mapping):
            return _samples.reals(given, where)
        _known(self._players, given)
        missing = [name for name in self._players if name not in given]
        if missing:
            raise ArgumentError(f"there is no amount of {missing[0]!r}", status="argument", where=where)
        return _samples.reals([given[name] for name in self._players], where)

    def __repr__(self) -> str:
        return f"<mkba.scale.Game of {self._kind}, {len(self._players)} players>"

    def __reduce__(self) -> Any:
        raise TypeError("a game cannot be pickled: keep what it was made of")


class Solution(Made):
    """A least core or nucleolus. Made by ``Game.core`` and ``Game.nucleolus``; immutable."""

    __slots__ = ("__weakref__", "_concept", "_game", "_row")
    _who_makes_it = "a solution is made by Game.core and Game.nucleolus"
    _what_to_keep = "a solution cannot be pickled: keep its tables"
    _game: Game
    _concept: str
    _row: dict[str, Any]

    @classmethod
    def _of(cls, game: Game, concept: str) -> Solution:
        made = cls.__new__(cls)
        made._game, made._concept = game, concept
        summary = _tables.Table(_raw.game_solve(game._handle, concept, "summary"))
        made._row = dict(zip(summary.columns, next(iter(summary.rows()))))
        return made

    @property
    def core_empty(self) -> bool:
        """Whether some coalition would rather leave, whatever the allocation."""
        return bool(self._row["core_empty"])

    @property
    def epsilon(self) -> float:
        """The least largest excess: below 0 each coalition gains at least so much by staying. 0 of a single player."""
        return float(self._row["epsilon"] or 0.0)

    def table(self, view: str) -> _tables.Table:
        """A table for whatever knows Arrow, without pandas.

        Args:
            view: ``amounts``, ``coalitions`` or ``summary``.

        Raises:
            UnknownNameError: there is no such view.
        """
        return _tables.Table(_raw.game_solve(self._game._handle, self._concept, view))

    def frame(self) -> pandas.DataFrame:
        """A row per player: player, amount, alone, saving."""
        return self.table("amounts").to_pandas()

    def deciding(self) -> pandas.DataFrame:
        """The coalitions that decide, level by level: level, epsilon, coalition, position, size, worth, weight. The weights
        of level 1 are balanced, and prove that no largest excess is smaller."""
        return self.table("coalitions").to_pandas()

    def summary(self) -> pandas.DataFrame:
        """One row: concept, core_empty, epsilon, gap (how much less it could be at most), levels, programmes."""
        return self.table("summary").to_pandas()

    def __repr__(self) -> str:
        return f"<mkba.scale.Solution, {self._concept}: core {'empty' if self.core_empty else 'not empty'}>"


class Keys(Made):
    """Cost keys side by side. Made by ``Game.keys``; immutable."""

    __slots__ = ("__weakref__", "_game", "_options")
    _who_makes_it = "keys are made by Game.keys"
    _what_to_keep = "keys cannot be pickled: keep their tables"
    _game: Game
    _options: dict[str, Any]

    @classmethod
    def _of(cls, game: Game, options: dict[str, Any]) -> Keys:
        made = cls.__new__(cls)
        made._game, made._options = game, options
        made.table("summary")  # refuses what is wrong now
        return made

    def table(self, view: str) -> _tables.Table:
        """A table for whatever knows Arrow, without pandas.

        Args:
            view: ``amounts``, ``summary`` or ``leaving``.

        Raises:
            UnknownNameError: there is no such view.
        """
        return _tables.Table(_raw.game_keys(self._game._handle, self._options, view))

    def frame(self) -> pandas.DataFrame:
        """A row per key and player: key, player, amount, share, alone, saving."""
        return self.table("amounts").to_pandas()

    def summary(self) -> pandas.DataFrame:
        """A row per key: key, in_core, leaving (coalitions that would rather leave), worst, excess (of the worst),
        from_shapley (what would change hands)."""
        return self.table("summary").to_pandas()

    def leaving(self) -> pandas.DataFrame:
        """A row per key and coalition that would rather leave, worst first; the columns of ``Game.coalitions``."""
        return self.table("leaving").to_pandas()

    def plot(self, *, ax: Axes | None = None, language: str = "en", unit: str = "EUR") -> Axes:
        """What each player saves or loses by each key, against standing alone: a row of dots per player.

        Args:
            ax: the Axes to draw on; None makes a figure. language: ``"en"`` or ``"nl"``. unit: of the worths.
        """
        from . import _plot_scale

        return _plot_scale.keys(self, ax, language, unit)

    def __repr__(self) -> str:
        return f"<mkba.scale.Keys, {len(self.table('summary'))} of {len(self._game.players)} players>"


def can_solve() -> bool:
    """Whether the library was built with GLPK, which finds least core and nucleolus."""
    return bool(_raw.game_can_solve())


# ---- worths -----------------------------------------------------------------------------------------------------------


def _known(players: Sequence[str], given: Iterable[Any]) -> None:
    from ._errors import UnknownNameError

    for name in given:
        if name not in players:
            raise UnknownNameError(
                f"there is no player {name!r}; there are {', '.join(players)}", status="unknown", where="players"
            )


def _listed(players: Sequence[str], worths: Worths) -> array[float]:
    if not callable(worths) and not isinstance(worths, Mapping):
        return _samples.reals(worths, "worths")
    members = [tuple(name for i, name in enumerate(players) if s >> i & 1) for s in range(1, 1 << len(players))]
    if callable(worths):
        return _samples.reals([0.0, *(float(worths(each)) for each in members)], "worths")
    given: dict[frozenset[str], float] = {}
    for coalition, worth in worths.items():
        names = frozenset([coalition] if isinstance(coalition, str) else coalition)
        _known(players, names)
        given[names] = worth
    for each in members:
        if frozenset(each) not in given:
            raise ArgumentError(f"there is no worth of {' + '.join(each)}", status="argument", where="worths")
    return _samples.reals([0.0, *(given[frozenset(each)] for each in members)], "worths")
