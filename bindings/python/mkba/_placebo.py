"""How sure a synthetic control is: placebos in space and in time, without one donor, conformal, and what is detectable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

from . import _raw, _tables
from ._made import Made

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

VIEWS = ("summary", "areas", "gaps", "periods", "time", "without", "power", "findings")


class PlaceboOptions(TypedDict, total=False):
    """What is done: see ``SyntheticControl.placebo``."""

    statistic: Literal["auto", "ratio", "standardised"]
    side: Literal["two-sided", "decrease", "increase"]
    level: float
    power: float
    noise: float
    in_time: bool
    leave_one_out: bool
    conformal: bool
    least_before: int
    threads: int


class Placebos(Made):
    """What placebos say of a synthetic control. Made by ``SyntheticControl.placebo``; immutable.

    >>> import mkba
    >>> figures = {"T": (10, 20), "A": (10, 11), "B": (10, 9), "C": (10, 12), "D": (10, 8)}
    >>> rows = [f"{code},{2016 + i},{x}" for code, own in figures.items() for i, x in enumerate(own)]
    >>> panel = mkba.Panel.read("gm_code,jaar,kosten\\n" + "\\n".join(rows) + "\\n", name="")
    >>> made = panel.synthetic_control("T", "kosten", 2017).placebo(level=0.6)
    >>> made.summary()[["p", "low", "high", "detectable"]].round(4).values.tolist()
    [[0.2, 7.3333, 12.6667, 5.3333]]
    """

    __slots__ = ("__weakref__", "_handle", "_start")
    _who_makes_it = "placebos are made by SyntheticControl.placebo"
    _what_to_keep = "placebos cannot be pickled: keep their tables"
    _handle: _raw.Handle
    _start: str

    @classmethod
    def _of(cls, handle: _raw.Handle, start: str) -> Placebos:
        made = cls.__new__(cls)
        made._handle, made._start = handle, start
        return made

    @property
    def start(self) -> str:
        """The first period that is treated."""
        return self._start

    def table(self, view: str) -> _tables.Table:
        """A table for whatever knows Arrow, without pandas.

        Args:
            view: ``summary``, ``areas``, ``gaps``, ``periods``, ``time``, ``without``, ``power`` or ``findings``.

        Raises:
            UnknownNameError: there is no such view.
        """
        return _tables.Table(_raw.placebo_table(self._handle, view))

    def summary(self) -> pandas.DataFrame:
        """One row: statistic and why, rank, p, att with its standard error and interval, floor of noise, detectable effect."""
        return self.table("summary").to_pandas()

    def areas(self) -> pandas.DataFrame:
        """Per area, the treated first: errors before and after, ratio, att, noise, value and rank."""
        return self.table("areas").to_pandas()

    def frame(self) -> pandas.DataFrame:
        """Per period from the start on: gap, p and interval by placebos, range without one donor, conformal p and interval."""
        return self.table("periods").to_pandas()

    def gaps(self) -> pandas.DataFrame:
        """Per area and period the gap."""
        return self.table("gaps").to_pandas()

    def time(self) -> pandas.DataFrame:
        """Per start before the start: errors and mean gap, or why it is refused."""
        return self.table("time").to_pandas()

    def without(self) -> pandas.DataFrame:
        """Per donor with weight: the error before and the mean gap without it."""
        return self.table("without").to_pandas()

    def power(self) -> pandas.DataFrame:
        """Per effect: with which power it is detected, as a decrease, as an increase, and for the side chosen."""
        return self.table("power").to_pandas()

    def findings(self) -> pandas.DataFrame:
        """What to know before believing it: id, severity (warning, note), area, period, text."""
        return self.table("findings").to_pandas()

    def plot(self, view: str = "gaps", *, ax: Axes | None = None, language: str = "en") -> Axes:
        """A picture of the gaps of all areas, of their ranks, of the gap without one donor, or of the power.

        Args:
            view: ``gaps``, ``ranks``, ``without`` or ``power``.
            ax: the Axes to draw on; None makes a figure.
            language: ``"en"`` or ``"nl"``.

        Raises:
            UnknownNameError: another view. ArgumentError: another language. ModuleNotFoundError: matplotlib is not installed.

        >>> figures = {"T": (10, 20), "A": (10, 11), "B": (10, 9), "C": (10, 12), "D": (10, 8)}
        >>> rows = [f"{code},{2016 + i},{x}" for code, own in figures.items() for i, x in enumerate(own)]
        >>> panel = mkba.Panel.read("gm_code,jaar,kosten\\n" + "\\n".join(rows) + "\\n", name="")
        >>> axes = panel.synthetic_control("T", "kosten", 2017).placebo(level=0.6).plot("ranks")
        """
        from . import _plot_placebo

        return _plot_placebo.plot(self, view, ax, language)

    def __repr__(self) -> str:
        handle = _raw.placebo_table(self._handle, "summary")
        row = dict(zip((column[0] for column in _raw.table_columns(handle)), next(iter(self.table("summary").rows()))))
        by = "ratio" if row["statistic"] == "ratio" else "standardised gap"
        return f"<mkba.Placebos of {row['treated']}: rank {row['rank']} of {row['areas']} by the {by}, p {row['p']:.3g}>"
