"""One task at several levels: what each costs and gives, how far it is from the resident, as a table and as a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from . import _raw, _samples, _tables
from ._errors import ArgumentError, UnknownNameError
from ._game import Game

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

    from ._case import Case

VIEWS = ("levels", "coalitions", "break-even")
FIGURES = ("fixed", "unit_cost", "elasticity", "coordination", "quality", "distance")
KEYS = ("title", *FIGURES, "groups", "other_volume", "other_partners")


class Scale:
    """A task and its levels. Made by ``mkba.scale.options``; immutable."""

    __slots__ = ("__weakref__", "_options", "_volumes")
    _options: dict[str, Any]
    _volumes: dict[str, float]

    def __init__(self) -> None:
        raise TypeError("levels are set side by side by mkba.scale.options")

    @classmethod
    def _of(cls, options: dict[str, Any], volumes: dict[str, float]) -> Scale:
        made = cls.__new__(cls)
        made._options, made._volumes = options, volumes
        made.table("levels")  # refuses what is wrong now
        return made

    @property
    def levels(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(level["name"] for level in self._options["levels"])

    @property
    def members(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(self._volumes)

    def table(self, view: str) -> _tables.Table:
        """A table for whatever knows Arrow, without pandas.

        Args:
            view: ``levels``, ``coalitions`` or ``break-even``.

        Raises:
            UnknownNameError: there is no such view.
        """
        return _tables.Table(_raw.scale_table(self._options, view))

    def frame(self) -> pandas.DataFrame:
        """A row per level: level, title, coalitions, partners, cost, fixed, volume_cost, coordination, cost_per_client,
        quality, quality_worth (NaN without a price), public_value, distance, efficient, dominated_by. Distance is never in
        euros."""
        return self.table("levels").to_pandas()

    def frontier(self) -> pandas.DataFrame:
        """The levels that no other beats in everything, nearest first."""
        frame = self.frame()
        return frame[frame["efficient"]].sort_values("distance", kind="stable").reset_index(drop=True)

    def coalitions(self) -> pandas.DataFrame:
        """A row per level and coalition: level, coalition, members, volume, partners, cost, cost_of_members,
        cost_per_client."""
        return self.table("coalitions").to_pandas()

    def break_even(self) -> pandas.DataFrame:
        """Where two levels cost the same: first, second, factor (of every member's volume), volume, below and above (which
        is cheaper on either side); a pair that does not cross has one row without a factor."""
        return self.table("break-even").to_pandas()

    def case(self) -> Case:
        """The levels as the alternatives of a case, so that net present values, uncertainty and everything else come from
        the appraisal. Every figure is a parameter: ``volume_1``, ``fixed_peel``, ``unit_cost_peel``, ...; give one a
        distribution with ``Case.edited``. Distance is in no line.

        Raises:
            ArgumentError: a single level, or no years. UnknownNameError: no such null level.
        """
        from ._case import Case

        return Case(_raw.scale_case(self._options))

    def game(self, level: str, coalition: str | None = None) -> Game:
        """What every group of members would pay at a level, on its own: the game over who shares the costs there.

        Args:
            level: its name. coalition: of several, which members play; None: all.

        Raises:
            UnknownNameError: no such level, no such coalition. ArgumentError: a level with partners from outside, who would
                be players too.
        """
        found = next((each for each in self._options["levels"] if each["name"] == level), None)
        if found is None:
            raise UnknownNameError(f"there is no level {level!r}; there are {', '.join(self.levels)}", status="unknown",
                                   where="level")  # fmt: skip
        if found.get("other_partners"):
            raise ArgumentError(f"partners from outside would be players of {level!r} too", status="argument", where="level")
        names = list(self._volumes)
        groups = names if found["alone"] else found["groups"]
        if coalition is not None and groups:
            names = [name for name, group in zip(names, groups) if group == coalition]
        if not names or (coalition is not None and not groups):
            raise UnknownNameError(f"{level!r} has no coalition {coalition!r}", status="unknown", where="coalition")
        return Game.of_scale({name: self._volumes[name] for name in names}, fixed=found["fixed"],
                             unit_cost=found["unit_cost"], elasticity=found["elasticity"],
                             coordination=found["coordination"])  # fmt: skip

    def plot(self, *, ax: Axes | None = None, language: str = "en") -> Axes:
        """Public value over distance: a point per level, a line through those that no other beats.

        Args:
            ax: the Axes to draw on; None makes a figure. language: ``"en"`` or ``"nl"``.
        """
        from . import _plot_scale

        return _plot_scale.frontier(self, ax, language)

    def __repr__(self) -> str:
        return f"<mkba.scale.Scale of {len(self._volumes)} members, levels {', '.join(self.levels)}>"

    def __reduce__(self) -> Any:
        raise TypeError("a task cannot be pickled: keep what it was made of")


def options(
    volumes: Mapping[str, float],
    levels: Mapping[str, Mapping[str, Any]],
    *,
    title: str = "task",
    quality_value: float = 0.0,
    null_level: str | None = None,
    years: tuple[int, int] = (2026, 2035),
    price_year: int = 2024,
    discount: str = "NL-2026",
    source: str | None = None,
) -> Scale:
    """One task at several levels, side by side.

    Args:
        volumes: of each member, such as clients a year.
        levels: a dict per level, by name (letters a to z, digits and _): title, fixed, unit_cost, elasticity (default 1),
            coordination, quality, distance, groups (``"together"``, the default; ``"alone"``; or the coalition of each
            member, a dict or a list), other_volume and other_partners (from outside, in each coalition).
        quality_value: what a point of quality is worth, EUR a year for a volume of 1; 0 gives it no price, and quality is an
            axis of its own.
        null_level, years, price_year, discount, source: of the case; null_level None is the first.

    Raises:
        ArgumentError: a volume that is not above 0, a cost below 0, an elasticity that is not from 0 to 4, groups that are
            not those of the members; ``where`` is ``"levels[1]/fixed"``. UnknownNameError: a key of a level that does not
            exist.

    >>> import mkba
    >>> made = mkba.scale.options({"a": 10, "b": 30}, {
    ...     "local": {"fixed": 100, "unit_cost": 9, "distance": 1, "groups": "alone"},
    ...     "region": {"fixed": 100, "unit_cost": 8, "coordination": 20, "distance": 5},
    ... })
    >>> made.frame()[["level", "cost", "efficient"]].values.tolist()
    [['local', 560.0, True], ['region', 440.0, True]]
    >>> round(made.case().appraise().npv["region"] / 120, 4)
    8.8592
    """
    members = {str(name): float(volume) for name, volume in dict(volumes).items()}
    return Scale._of(
        {
            "title": title, "members": list(members), "volumes": _samples.reals(list(members.values()), "volumes"),
            "levels": [_level(str(name), level, list(members)) for name, level in levels.items()],
            "quality_value": float(quality_value), "null_level": null_level, "first_year": years[0], "last_year": years[1],
            "price_year": price_year, "discount": discount, "source": source,
        },
        members,
    )  # fmt: skip


def _level(name: str, given: Mapping[str, Any], members: Sequence[str]) -> dict[str, Any]:
    for key in given:
        if key not in KEYS:
            raise UnknownNameError(f"a level has no {key!r}; it has {', '.join(KEYS)}", status="unknown", where="levels")
    groups = given.get("groups", "together")
    if isinstance(groups, Mapping):
        missing = [member for member in members if member not in groups]
        if missing:
            raise ArgumentError(f"{name!r} has no group of {missing[0]!r}", status="argument", where="groups")
        groups = [groups[member] for member in members]
    if isinstance(groups, str) and groups not in ("together", "alone"):
        raise ArgumentError('groups are "together", "alone", or one per member', status="argument", where="groups")
    made: dict[str, Any] = {key: float(given.get(key, 1.0 if key == "elasticity" else 0.0)) for key in FIGURES}
    made |= {"name": name, "title": given.get("title"), "alone": groups == "alone",
             "groups": None if isinstance(groups, str) else [str(group) for group in groups],
             "other_volume": float(given.get("other_volume", 0.0)), "other_partners": given.get("other_partners", 0)}  # fmt: skip
    return made
