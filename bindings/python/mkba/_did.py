"""Effects by difference-in-differences."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import TYPE_CHECKING

from . import _raw, _tables
from ._made import Made

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes


class Did(Made):
    """Effects estimated by difference-in-differences. Made by ``Panel.did`` and ``Panel.event_study``; immutable.

    ``findings`` says what to know before believing it. That trends would have been parallel is assumed, not shown; an
    event study says how likely it was to see that they were not, and ``sensitivity`` how far they may have differed.

    >>> import mkba
    >>> rows = [(area, 2018 + t, base + t * step + 3 * (area == "A" and t > 2))
    ...         for base, step, area in [(9, 1, "A"), (5, 1, "B"), (7, 1.5, "C"), (6, 0.5, "D"), (8, 1.25, "E")]
    ...         for t in range(5)]
    >>> text = "gm_code,jaar,x\\n" + "".join(f"{a},{y},{v}\\n" for a, y, v in rows)
    >>> panel = mkba.Panel.read(text, name="")
    >>> did = panel.did("A", "x", start=2021)
    >>> did
    <mkba.Did of x: 2.84, placebo p 0.2; 1 treated, 4 donors>
    >>> did.effects()[["period", "estimate"]].round(4).values.tolist()
    [['2021', 2.875], ['2022', 2.8125]]
    """

    __slots__ = ("__weakref__", "_handle", "_indicator", "_is_event_study", "_level")
    _who_makes_it = "an estimate is made by Panel.did or Panel.event_study"
    _what_to_keep = "an estimate cannot be pickled: keep its tables"
    _handle: _raw.Handle
    _indicator: str
    _is_event_study: bool
    _level: float

    @classmethod
    def _of(cls, handle: _raw.Handle, indicator: str, is_event_study: bool, level: float) -> Did:
        made = cls.__new__(cls)
        made._handle, made._indicator, made._is_event_study, made._level = handle, indicator, is_event_study, level
        return made

    @property
    def indicator(self) -> str:
        """The outcome."""
        return self._indicator

    @property
    def is_event_study(self) -> bool:
        """Whether ``Panel.event_study`` made it."""
        return self._is_event_study

    def table(self, view: str) -> _tables.Table:
        """A table for whatever knows Arrow, without pandas.

        Args:
            view: ``summary``, ``effects``, ``aggregates``, ``tests``, ``areas`` or ``findings``.

        Raises:
            UnknownNameError: there is no such view.
        """
        return _tables.Table(_raw.did_table(self._handle, view))

    def summary(self) -> pandas.DataFrame:
        """The overall effect, a row per way to judge it (inference), that chosen first: estimate, std_error, statistic,
        df, p, low, high, areas, treated, and a note: of one that is refused the reason."""
        return self.table("summary").to_pandas()

    def effects(self) -> pandas.DataFrame:
        """A row per effect: group (the start), period, event (periods since the start), estimate, std_error, p, low, high,
        treated and controls (areas)."""
        return self.table("effects").to_pandas()

    def aggregates(self) -> pandas.DataFrame:
        """Means of group-time effects: aggregation (simple, group, calendar, dynamic), at (start, period, event; None is
        overall), estimate, std_error, p, low, high."""
        return self.table("aggregates").to_pandas()

    def tests(self) -> pandas.DataFrame:
        """Of an event study: test, value, df, p, note. Whether the events before the start are zero (pretrend), the slope
        of a line that explains the whole effect (trend_explains), how likely the test was to reject it (power_trend), and
        the slopes that it rejects with probability 0.5 and 0.8 (slope_half, slope_80)."""
        return self.table("tests").to_pandas()

    def areas(self) -> pandas.DataFrame:
        """A row per area: role (treated, donor, left out), start, population, weight, note."""
        return self.table("areas").to_pandas()

    def findings(self) -> pandas.DataFrame:
        """What to know before believing it: id, severity (warning, note), text."""
        return self.table("findings").to_pandas()

    def sensitivity(self, magnitudes: Iterable[float] | None = None, level: float = 0.95) -> pandas.DataFrame:
        """How far trends may have differed before the conclusion of an event study is lost.

        After the start treated and donors may drift apart, from one period to the next, by at most ``magnitude`` times the
        largest drift before it (Rambachan and Roth 2023). See ``docs/effect.md``.

        Args:
            magnitudes: None is 0, 0.5, 1, 1.5, 2.
            level: of the interval.

        Returns:
            A row per magnitude, then two with the smallest magnitudes at which the identified set and the interval hold 0:
            what, magnitude, set_low, set_high, low, high, holds_zero.

        Raises:
            ArgumentError: this is no event study; a magnitude below 0.

        >>> import mkba
        >>> rows = [(area, 2018 + t, base + t * step + 3 * (area == "A" and t > 2))
        ...         for base, step, area in [(9, 1, "A"), (5, 1, "B"), (7, 1.5, "C"), (6, 0.5, "D"), (8, 1.25, "E")]
        ...         for t in range(5)]
        >>> text = "gm_code,jaar,x\\n" + "".join(f"{a},{y},{v}\\n" for a, y, v in rows)
        >>> study = mkba.Panel.read(text, name="").event_study("A", "x", start=2021)
        >>> study.sensitivity([0, 1])[["what", "magnitude", "set_low", "set_high"]].round(4).values.tolist()[:2]
        [['magnitude', 0.0, 2.9062, 2.9062], ['magnitude', 1.0, 2.8125, 3.0]]
        """
        given = None if magnitudes is None else array("d", magnitudes)
        return _tables.Table(_raw.did_sensitivity(self._handle, given, level)).to_pandas()

    def plot(self, *, ax: Axes | None = None, language: str = "en") -> Axes:
        """The effects with their intervals: of an event study by periods since the start, else by period.

        Args:
            ax: the Axes to draw on; None makes a figure.
            language: ``"en"`` or ``"nl"``.

        Raises:
            ArgumentError: another language. ModuleNotFoundError: matplotlib is not installed.
        """
        from . import _plot_did

        return _plot_did.plot(self, ax, language)

    def __repr__(self) -> str:
        row = next(self.table("summary").rows())
        p = "not known" if row[6] is None else f"{row[6]:.2g}"
        return (f"<mkba.Did of {self._indicator}: {row[2]:.3g}, {row[0]} p {p}; {row[10]} treated, "
                f"{row[9] - row[10]} donors>")  # fmt: skip

    def _repr_html_(self) -> str:
        from html import escape

        warned = "".join(f"<li>{escape(row[2])}</li>" for row in self.table("findings").rows())
        table = self.summary().to_html(index=False, border=0, na_rep="-")
        return f"<p><strong>{escape(repr(self)[1:-1])}</strong></p>{table}<ul>{warned}</ul>"
