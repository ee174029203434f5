"""Need adjustment: what an indicator of an area is expected to be, given the need of its inhabitants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack

from . import _panel_read, _raw, _tables
from ._made import Made

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

    from ._panel_read import Names, Period

VIEWS = ("region", "coefficients", "areas", "summary", "findings")


class ExpectedOptions(TypedDict, total=False):
    """How need adjustment is done: see ``Panel.expected``."""

    method: Literal["ols", "wls", "huber", "bisquare", "ridge", "poisson", "negbin"]
    errors: Literal["default", "classical", "hc1", "hc2", "hc3", "clustered"]
    weights: str
    population: str
    penalty_by: Literal["gcv", "loo", "given"]
    penalty: float
    include_region: bool
    level: float
    region_name: str


class Expectation(Made):
    """What areas have, beside what areas of their need have. Made by ``Panel.expected``; immutable.

    What the factors do not explain may be policy, other needs, prices, booking or chance: it is not the effect of a policy.

    >>> import mkba
    >>> rows = [f"GM{i},2020,{100 + 3 * i + (-1) ** i},{i}" for i in range(1, 10)]
    >>> panel = mkba.Panel.read("gm_code,jaar,kosten,ouderen\\n" + "\\n".join(rows) + "\\n", name="")
    >>> made = panel.expected("GM5", "kosten", "ouderen", errors="classical")
    >>> made
    <mkba.Expectation of GM5, kosten by 1 factors: observed 114, expected 115 (112 to 118): within>
    >>> made.coefficients()[["term", "estimate"]].round(2).values.tolist()
    [['constant', 100.0], ['ouderen', 3.0]]
    """

    __slots__ = ("__weakref__", "_handle", "_indicator", "_level", "_n_factors", "_region", "_region_name")
    _who_makes_it = "an expectation is made by Panel.expected"
    _what_to_keep = "an expectation cannot be pickled: keep its tables"
    _handle: _raw.Handle
    _indicator: str
    _level: float
    _n_factors: int
    _region: tuple[str, ...]
    _region_name: str

    @classmethod
    def _of(cls, handle: _raw.Handle, options: dict[str, Any]) -> Expectation:
        made = cls.__new__(cls)
        made._handle, made._indicator = handle, options["indicator"]
        made._region, made._region_name = tuple(options["region"]), options["region_name"]
        made._n_factors, made._level = len(options["factors"]), float(options["level"])
        return made

    @property
    def region(self) -> tuple[str, ...]:
        """The codes of the areas that ask."""
        return self._region

    @property
    def region_name(self) -> str:
        """The name of the members together, for titles."""
        return self._region_name

    @property
    def indicator(self) -> str:
        """What is explained."""
        return self._indicator

    @property
    def level(self) -> float:
        """Of the intervals."""
        return self._level

    def table(self, view: str) -> _tables.Table:
        """A table for whatever knows Arrow, without pandas.

        Args:
            view: ``region``, ``coefficients``, ``areas``, ``summary`` or ``findings``.

        Raises:
            UnknownNameError: there is no such view.
        """
        return _tables.Table(_raw.expectation_table(self._handle, view))

    def frame(self) -> pandas.DataFrame:
        """Per period each area of the region, and all together (without a code): observed, expected, difference, ratio, the
        prediction interval (``low``, ``high``), the interval of the expectation itself (``mean_low``, ``mean_high``),
        position (above, below, within), leverage, extrapolates."""
        return self.table("region").to_pandas()

    def coefficients(self) -> pandas.DataFrame:
        """Per constant and factor: estimate, error, statistic, low, high, vif, least, most; of counts the rate ratio."""
        return self.table("coefficients").to_pandas()

    def areas(self) -> pandas.DataFrame:
        """Per area and period: role (fit, region, left out), observed, what is expected of it without itself, difference,
        ratio, low, high, position, size, leverage, studentised, cook, dffits, weight, flag, reason."""
        return self.table("areas").to_pandas()

    def summary(self) -> pandas.DataFrame:
        """One row: method, errors, how many, degrees of freedom, fit, and what the method estimated."""
        return self.table("summary").to_pandas()

    def findings(self) -> pandas.DataFrame:
        """What to know before believing it: id, severity (warning, note), area, period, indicator, text."""
        return self.table("findings").to_pandas()

    def plot(
        self, view: str = "caterpillar", period: Period | None = None, *, ax: Axes | None = None, language: str = "en"
    ) -> Axes:
        """A picture of the expectation.

        Args:
            view: ``caterpillar``: observed minus expected of each area with its prediction interval, sorted; ``funnel``:
                observed / expected (of growth: observed minus expected) over the size of areas.
            period: of several; None is the last.
            ax: the Axes to draw on; None makes a figure.
            language: ``"en"`` or ``"nl"``.

        Raises:
            UnknownNameError: another view, or a period that is not there. ArgumentError: another language, or a funnel
                without a population. ModuleNotFoundError: matplotlib is not installed.

        >>> rows = [f"GM{i},2020,{100 + 3 * i + (-1) ** i},{i}" for i in range(1, 10)]
        >>> panel = mkba.Panel.read("gm_code,jaar,kosten,ouderen\\n" + "\\n".join(rows) + "\\n", name="")
        >>> axes = panel.expected("GM5", "kosten", "ouderen").plot()
        """
        from . import _plot_expected

        return _plot_expected.plot(self, view, None if period is None else _panel_read.period(period), ax, language)

    def __repr__(self) -> str:
        table = _raw.expectation_table(self._handle, "region")
        *_, last = _tables.rows(table)
        row = dict(zip((column[0] for column in _raw.table_columns(table)), last))
        said = f"observed {_short(row['observed'])}, expected {_short(row['expected'])}"
        if row["low"] is not None:
            said += f" ({_short(row['low'])} to {_short(row['high'])}): {row['position']}"
        name = row["area"] if row["area"] is not None else row["name"]
        return f"<mkba.Expectation of {name}, {self._indicator} by {self._n_factors} factors: {said}>"

    def _repr_html_(self) -> str:
        from html import escape

        from ._compare import sentence

        columns = ["area", "name", "period", "observed", "expected", "difference", "low", "high", "position"]
        warned = "".join(
            f"<li>{escape(sentence(row))}</li>" for row in self.table("findings").rows() if row[1] == "warning"
        )
        return (f"<p><strong>{escape(repr(self)[1:-1])}</strong></p>"
                f"{self.frame()[columns].to_html(index=False, border=0, na_rep='-')}<ul>{warned}</ul>")  # fmt: skip


def _short(value: float | None) -> str:
    return "not known" if value is None else f"{value:.4g}" if abs(value) < 1e4 else f"{value:,.0f}"


class PanelExpected:
    """The part of ``Panel`` about need adjustment."""

    __slots__ = ()
    _handle: _raw.Handle

    def expected(
        self,
        region: Names,
        indicator: str,
        factors: Names,
        years: Period | list[Period] | None = None,
        *,
        start: Period | None = None,
        factor_year: Period | None = None,
        areas: Names | None = None,
        **options: Unpack[ExpectedOptions],
    ) -> Expectation:
        """What areas of such need have, beside what the region has: see ``docs/effect.md``.

        Descriptive: what the factors do not explain is not the effect of a policy.

        Args:
            region: codes of the areas that ask; each is judged, and together as far as a population adds them up. By
                default none of them is in the fit.
            indicator: a figure per inhabitant; with ``poisson`` and ``negbin`` a count.
            factors: indicators of need; the indicator itself, and what it is made of, are refused.
            years: of the indicator; several get a level each, with errors clustered by area. None is the only one.
            start: explains the growth since this year, in per cent, by the factors at its start.
            factor_year: of the factors, where it is not that of the figure.
            areas: codes of those that may be in the fit; None is all of the kind of the region.
            method: ``ols`` (default), ``wls`` with ``weights``, ``huber``, ``bisquare``, ``ridge``, ``poisson``, ``negbin``.
            errors: of the coefficients: ``classical``, ``hc1``, ``hc2``, ``hc3``, ``clustered``; ``default`` is hc3, of
                several years clustered, of huber, bisquare and ridge their own.
            weights: indicator by which areas weigh. population: indicator of inhabitants: the exposure of counts, and by
                what the region is added up.
            penalty_by, penalty: of ridge: ``gcv``, ``loo`` or ``given``.
            include_region: the region takes part in the fit. level: of intervals, 0.95. region_name: for titles.

        Raises:
            PanelError: what cannot be explained, with the reason: too few areas, factors that follow from each other, a
                member of the region without a figure. UnknownNameError, ArgumentError, EvaluationError.

        >>> import mkba
        >>> rows = [f"GM{i},2020,{20 + i + i % 3},{1000 + 100 * i},{i % 4}" for i in range(1, 13)]
        >>> panel = mkba.Panel.read("gm_code,jaar,clienten,inwoners,nood\\n" + "\\n".join(rows) + "\\n", name="")
        >>> made = panel.expected(["GM3", "GM4"], "clienten", "nood", method="poisson", population="inwoners")
        >>> made.frame()[["name", "observed", "expected", "low", "high"]].round(1).values.tolist()[-1]
        ['GM3, GM4', 48.0, 44.5, 32.0, 58.0]
        """
        members = _panel_read.names(region)
        given: dict[str, Any] = {
            "region": members, "region_name": ", ".join(members), "indicator": indicator,
            "factors": _panel_read.names(factors), "periods": None if years is None else _panel_read.periods(years),
            "start": None if start is None else _panel_read.period(start),
            "factor_period": None if factor_year is None else _panel_read.period(factor_year),
            "areas": None if areas is None else _panel_read.names(areas), "level": 0.95, **options,
        }  # fmt: skip
        return Expectation._of(_raw.panel_expected(self._handle, given), given)
