"""Synthetic control: what would have happened otherwise, as a weighted mean of other areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack

from . import _panel_read, _raw, _tables
from ._made import Made

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas
    from matplotlib.axes import Axes

    from ._panel_read import Names, Period
    from ._placebo import PlaceboOptions, Placebos

    Predictors = Sequence[tuple[str, Period] | tuple[str, Period, Period]]

VIEWS = ("path", "weights", "predictors", "summary", "findings")


class SyntheticOptions(TypedDict, total=False):
    """How a synthetic control is made: see ``Panel.synthetic_control``."""

    intercept: bool
    ridge: float
    v: Literal["optimised", "regression", "given"]
    given_v: Sequence[float]
    form: Literal["plain", "penalised", "augmented"]
    penalty: float
    starts: int
    seed: int
    population: str


class SyntheticControl(Made):
    """An area beside its synthetic control. Made by ``Panel.synthetic_control``; immutable.

    The gap is the effect of a policy only where the weighted mean is what would have happened otherwise. Where weights that
    fit equally well leave other gaps, their range (``gap_low`` to ``gap_high``) is the answer, and the point one of many.

    >>> import mkba
    >>> figures = {"T": (2, 4, 3, 10), "B": (1, 6, 2, 4), "C": (3, 2, 4, 8), "D": (9, 9, 0, 1)}
    >>> rows = [f"{code},{2016 + i},{x}" for code, own in figures.items() for i, x in enumerate(own)]
    >>> panel = mkba.Panel.read("gm_code,jaar,kosten\\n" + "\\n".join(rows) + "\\n", name="")
    >>> made = panel.synthetic_control("T", "kosten", 2019)
    >>> made
    <mkba.SyntheticControl of T, kosten from 2019: mean gap 4 (4 to 4), error before 0>
    >>> made.weights()[["donor", "weight"]].round(6).values.tolist()
    [['B', 0.5], ['C', 0.5], ['D', 0.0]]
    """

    __slots__ = ("__weakref__", "_handle", "_start")
    _who_makes_it = "a synthetic control is made by Panel.synthetic_control"
    _what_to_keep = "a synthetic control cannot be pickled: keep its tables"
    _handle: _raw.Handle
    _start: str

    @classmethod
    def _of(cls, handle: _raw.Handle, start: str) -> SyntheticControl:
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
            view: ``path``, ``weights``, ``predictors``, ``summary`` or ``findings``.

        Raises:
            UnknownNameError: there is no such view.
        """
        return _tables.Table(_raw.synthetic_table(self._handle, view))

    def frame(self) -> pandas.DataFrame:
        """Per period: after (from the start on), observed, synthetic, gap, and the least and the greatest gap of all weights
        that fit equally well."""
        return self.table("path").to_pandas()

    def weights(self) -> pandas.DataFrame:
        """Per donor its weight; of those left out the reason."""
        return self.table("weights").to_pandas()

    def predictors(self) -> pandas.DataFrame:
        """Per predictor: of the treated, of the synthetic control, the mean of the donors, and v."""
        return self.table("predictors").to_pandas()

    def summary(self) -> pandas.DataFrame:
        """One row: errors before and after, att with its range, donors, periods, unique, optimality."""
        return self.table("summary").to_pandas()

    def findings(self) -> pandas.DataFrame:
        """What to know before believing it: id, severity (warning, note), area, period, text."""
        return self.table("findings").to_pandas()

    def plot(self, view: str = "path", *, ax: Axes | None = None, language: str = "en") -> Axes:
        """A picture of the path beside its synthetic control, or of the gap, with the range of weights that fit equally well.

        Args:
            view: ``path`` or ``gap``.
            ax: the Axes to draw on; None makes a figure.
            language: ``"en"`` or ``"nl"``.

        Raises:
            UnknownNameError: another view. ArgumentError: another language. ModuleNotFoundError: matplotlib is not installed.

        >>> figures = {"T": (2, 4, 3, 10), "B": (1, 6, 2, 4), "C": (3, 2, 4, 8), "D": (9, 9, 0, 1)}
        >>> rows = [f"{code},{2016 + i},{x}" for code, own in figures.items() for i, x in enumerate(own)]
        >>> panel = mkba.Panel.read("gm_code,jaar,kosten\\n" + "\\n".join(rows) + "\\n", name="")
        >>> axes = panel.synthetic_control("T", "kosten", 2019).plot("gap")
        """
        from . import _plot_synthetic

        return _plot_synthetic.plot(self, view, ax, language)

    def placebo(self, **options: Unpack[PlaceboOptions]) -> Placebos:
        """How sure it is, by what the same method finds where nothing happened: see ``docs/effect.md``.

        Args:
            statistic: ``auto`` (default), ``ratio`` of the errors after and before the start, or ``standardised`` gap.
            side: ``two-sided`` (default), ``decrease`` or ``increase``: chosen before looking at the outcome.
            level: of intervals, 0.9. power: with which an effect is to be found to count as detectable, 0.8.
            noise: standard deviation that booking gives a gap, in the unit of the outcome, 0.
            in_time, leave_one_out, conformal: whether these are made too; True.
            least_before: periods that a placebo in time needs before its start, 3.
            threads: 1; 0 is as many as there are. Changes no figure.

        Raises:
            PanelError, ArgumentError: where nothing can be ranked, with the reason.

        >>> figures = {"T": (10, 20), "A": (10, 11), "B": (10, 9), "C": (10, 12), "D": (10, 8)}
        >>> rows = [f"{code},{2016 + i},{x}" for code, own in figures.items() for i, x in enumerate(own)]
        >>> panel = mkba.Panel.read("gm_code,jaar,kosten\\n" + "\\n".join(rows) + "\\n", name="")
        >>> panel.synthetic_control("T", "kosten", 2017).placebo(level=0.6)
        <mkba.Placebos of T: rank 1 of 5 by the standardised gap, p 0.2>
        """
        from ._placebo import Placebos

        return Placebos._of(_raw.synthetic_placebo(self._handle, dict(options)), self._start)

    def __repr__(self) -> str:
        table = self.table("summary")
        row = dict(zip((column[0] for column in _raw.table_columns(_raw.synthetic_table(self._handle, "summary"))),
                       next(iter(table.rows()))))  # fmt: skip
        span = "" if row["att_low"] is None else f" ({_short(row['att_low'])} to {_short(row['att_high'])})"
        return (f"<mkba.SyntheticControl of {row['treated']}, {row['indicator']} from {self._start}: mean gap "
                f"{_short(row['att'])}{span}, error before {_short(row['rmspe_before'])}>")  # fmt: skip


def _short(value: float) -> str:
    return f"{0.0 if abs(value) < 1e-9 else value:.4g}"


class PanelSynthetic:
    """The part of ``Panel`` about synthetic control."""

    __slots__ = ()
    _handle: _raw.Handle

    def synthetic_control(
        self,
        treated: str,
        indicator: str,
        start: Period,
        donors: Names | None = None,
        *,
        years: tuple[Period, Period] | None = None,
        predictors: Predictors = (),
        **options: Unpack[SyntheticOptions],
    ) -> SyntheticControl:
        """What would have happened to an area otherwise, as a weighted mean of donors: see ``docs/effect.md``.

        Args:
            treated: the code of the area; a region made by ``region`` is one.
            indicator: the outcome. start: the first period that is treated.
            donors: codes; None is all areas of the sort of the treated.
            years: the first and the last that count; None is all.
            predictors: (indicator, first, last) or (indicator, period): means over periods before the start that are matched
                instead of the outcomes; the outcome itself in one period is a lagged outcome.
            intercept: a constant difference is allowed. ridge: lambda of lambda |w|^2, 0.
            v: how much each predictor counts: ``optimised`` (default), ``regression``, or ``given`` with ``given_v``.
            form: ``plain`` (default), ``penalised`` (donors that differ from the treated weigh less) or ``augmented`` (ridge
                regression of what the weights leave; weights may be below 0), with a ``penalty``, or the one that foretells
                best.
            starts, seed: of the optimisation, 20 (fewer with more than 1000 donors x predictors, unless given) and 1.
            population: an indicator by which ``placebo`` allows for size; a donor without it is left out.

        Raises:
            PanelError, ArgumentError: where the panel bears no estimate, with the reason. UnknownNameError.

        >>> import mkba
        >>> rows = [f"{code},2016,{x}\\n{code},2017,{x * x}" for code, x in zip("TABCD", (1.5, 0, 1, 2, 3))]
        >>> panel = mkba.Panel.read("gm_code,jaar,kosten\\n" + "\\n".join(rows) + "\\n", name="")
        >>> made = panel.synthetic_control("T", "kosten", 2017)
        >>> made.frame()[["gap", "gap_low", "gap_high"]].round(6).values.tolist()[-1]
        [-1.25, -2.25, -0.25]
        """
        begin = _panel_read.period(start)
        given = _options(indicator, begin, donors, years, predictors)
        made = _raw.panel_synthetic_control(self._handle, {"treated": treated, **given, **options})
        return SyntheticControl._of(made, begin)

    def synthetic_controls(
        self,
        treated: Names,
        indicator: str,
        start: Period,
        donors: Names | None = None,
        *,
        years: tuple[Period, Period] | None = None,
        predictors: Predictors = (),
        **options: Unpack[SyntheticOptions],
    ) -> pandas.DataFrame:
        """Several treated areas, each beside its own synthetic control of the same donors, and their mean.

        Args: as of ``synthetic_control``, with several treated of one start; none of them is a donor.

        Returns:
            Per area (missing is the mean over areas) and period (missing is the mean from the start on): after, observed,
            synthetic, gap, gap_low, gap_high, and of each area rmspe_before. How sure the mean effect is,
            ``synthetic_did(..., form="synthetic-control")`` tells, which fits the mean of the treated.

        >>> import mkba
        >>> figures = {"S": (2, 4, 3, 9), "T": (2, 4, 3, 10), "B": (1, 6, 2, 4), "C": (3, 2, 4, 8), "D": (9, 9, 0, 1)}
        >>> rows = [f"{code},{2016 + i},{x}" for code, own in figures.items() for i, x in enumerate(own)]
        >>> panel = mkba.Panel.read("gm_code,jaar,kosten\\n" + "\\n".join(rows) + "\\n", name="")
        >>> made = panel.synthetic_controls(["S", "T"], "kosten", 2019)
        >>> made[made["period"].isna()]["gap"].round(6).tolist()
        [3.0, 4.0, 3.5]
        """
        given = _options(indicator, _panel_read.period(start), donors, years, predictors)
        made = _raw.panel_synthetic_controls(self._handle, {**given, **options}, _panel_read.names(treated))
        return _tables.Table(made).to_pandas()


def _options(indicator: str, start: str, donors: Names | None, years: tuple[Period, Period] | None,
             predictors: Predictors) -> dict[str, Any]:  # fmt: skip
    first, last = _panel_read.window(years)
    return {
        "indicator": indicator, "start": start, "first": first, "last": last,
        "donors": None if donors is None else _panel_read.names(donors),
        "predictors": predictors_of(predictors),
    }  # fmt: skip


def predictors_of(predictors: Predictors) -> list[dict[str, str]]:
    """As the library takes them: (indicator, first, last) or (indicator, period).

    Raises:
        TypeError: one of them is not so.
    """
    for one in [predictors] if isinstance(predictors, str) else predictors:
        if isinstance(one, str) or len(one) not in (2, 3):
            raise TypeError(f'a predictor is ("indicator", first, last) or ("indicator", period), not {one!r:.60}')
    return [{"indicator": one[0], "first": _panel_read.period(one[1]), "last": _panel_read.period(one[-1])}
            for one in predictors]  # fmt: skip
