"""Effects: what would have happened otherwise, what speaks against it, a verdict, and the way into a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self, TypedDict, Unpack

from . import _panel_read, _raw, _tables
from ._made import Held, must_be
from ._synthetic import predictors_of

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

    from ._panel import Panel
    from ._panel_read import Names, Period
    from ._synthetic import Predictors

Shape = Literal["drawn", "normal", "student"]
Series = Literal["counterfactual", "gap", "observed"]
Language = Literal["en", "nl"]


class EffectOptions(TypedDict, total=False):
    """How an effect is estimated: see ``Panel.effect``."""

    method: Literal["auto", "did", "sc", "sdid"]
    separate: bool
    name: str
    peers_k: int
    population: str
    level: float
    seed: int
    form: Literal["plain", "penalised", "augmented"]
    penalty: float
    intercept: bool
    predictors: Predictors
    leave_out_suspects: bool


class Effect(Held):
    """An effect with its checks and verdict. Made by ``Panel.effect``; immutable.

    >>> import mkba
    >>> rows = [f"{code},{year},{10 * at + (year * (at + 3)) % 7 + (9 if code == 'T' and year > 2019 else 0)}"
    ...         for at, code in enumerate("TABCDEFGHIJKL") for year in range(2016, 2022)]
    >>> panel = mkba.Panel.read("gm_code,jaar,kosten\\n" + "\\n".join(rows) + "\\n", name="")
    >>> effect = panel.effect("T", "kosten", 2020)
    >>> effect
    <mkba.Effect on kosten of T from 2020: 9.099, supported>
    >>> effect.verdict
    'supported'
    """

    __slots__ = ()
    _who_makes_it = "an effect is made by Panel.effect"
    _what_to_keep = "an effect cannot be pickled: keep its tables"

    def table(self, view: str, language: Language = "en") -> _tables.Table:
        """A table for whatever knows Arrow, without pandas.

        Args:
            view: ``estimate``, ``path``, ``draws``, ``checks``, ``weights`` or ``findings``.
            language: of sentences of checks, findings and reasons.

        Raises:
            UnknownNameError: there is no such view or language.
        """
        return _tables.Table(_raw.effect_table(self._handle, view, language))

    def _one(self) -> dict[str, Any]:
        columns = self.table("estimate").to_dict()
        return {name: values[0] for name, values in columns.items()}

    @property
    def verdict(self) -> str:
        """``supported``, ``not shown`` or ``refused``."""
        return str(self._one()["verdict"])

    @property
    def estimate(self) -> float | None:
        """The mean gap from the start on; None where no estimate is possible."""
        found: float | None = self._one()["estimate"]
        return found

    def text(self, language: Language = "en") -> str:
        """The verdict in sentences: what may be said, what speaks against it, what noise hides.

        Raises:
            UnknownNameError: another language.
        """
        return _raw.effect_text(self._handle, language)

    def summary(self) -> pandas.DataFrame:
        """One row: estimate, std_error, p, interval, range over weights that fit equally well, detectable, verdict, and how
        it was estimated."""
        return self.table("estimate").to_pandas()

    def frame(self) -> pandas.DataFrame:
        """Per period: after, observed, counterfactual, gap, its interval and its range."""
        return self.table("path").to_pandas()

    def draws(self) -> pandas.DataFrame:
        """Joint draws of the gap: a row per draw, a column per period from the start on."""
        return self.table("draws").to_pandas()

    def checks(self, language: Language = "en") -> pandas.DataFrame:
        """What speaks for it and against it: id, outcome, counts (refuses, weakens, tells), figure, limit, unit, text."""
        return self.table("checks", language).to_pandas()

    def weights(self, language: Language = "en") -> pandas.DataFrame:
        """Per donor its weight; of those left out the reason."""
        return self.table("weights", language).to_pandas()

    def findings(self, language: Language = "en") -> pandas.DataFrame:
        """How it was estimated and what to know: id, severity, area, period, indicator, text."""
        return self.table("findings", language).to_pandas()

    def as_distribution(self, shape: Shape = "drawn", *, unit: str | None = None, factor: float = 1.0) -> dict[str, Any]:
        """A parameter of a case with the mean gap per period: value, distribution, evidence, origin with the verdict.

        Args:
            shape: ``drawn`` (the draws themselves), ``normal``, or ``student`` (quantiles of Student's t, as the format has
                no t).
            unit: of the case, such as ``EUR/inwoner/jaar``. factor: what one of the indicator's unit is of that unit.

        Raises:
            PanelError: there is no estimate or no standard error, with the reason. UnknownNameError, ArgumentError.

        >>> import mkba
        >>> rows = [f"{code},{year},{10 * at + (year * (at + 3)) % 7 + (9 if code == 'T' and year > 2019 else 0)}"
        ...         for at, code in enumerate("TABCDEFGHIJKL") for year in range(2016, 2022)]
        >>> panel = mkba.Panel.read("gm_code,jaar,kosten\\n" + "\\n".join(rows) + "\\n", name="")
        >>> made = panel.effect("T", "kosten", 2020).as_distribution("normal", unit="EUR/jaar")
        >>> sorted(made), made["origin"]["method"]
        (['distribution', 'evidence', 'origin', 'unit', 'value'], 'sdid')
        """
        return _parsed(_raw.effect_distribution(self._handle, shape, unit, factor))

    def as_path(
        self, series: Series = "counterfactual", *, unit: str | None = None, factor: float = 1.0
    ) -> dict[str, Any]:
        """A parameter of a case with a path over the years from the start on: series, joint draws, evidence, origin.

        Args:
            series: ``counterfactual`` (the nulalternatief), ``gap`` or ``observed`` (without draws).
            unit, factor: as in ``as_distribution``.

        Raises:
            PanelError: there is no estimate, or a year without a figure. UnknownNameError, ArgumentError.
        """
        return _parsed(_raw.effect_path(self._handle, series, unit, factor))

    def plot(self, view: str = "path", *, ax: Axes | None = None, language: str = "en") -> Axes:
        """A picture: the path beside the counterfactual, the gap with its interval and placebo draws, or the weights.

        Args:
            view: ``path``, ``gap`` or ``weights``.
            ax: the Axes to draw on; None makes a figure.
            language: ``"en"`` or ``"nl"``.

        Raises:
            UnknownNameError: another view. ArgumentError: another language. ModuleNotFoundError: matplotlib is not installed.
        """
        from . import _plot_effect

        return _plot_effect.plot(self, view, ax, language)

    def __repr__(self) -> str:
        one = self._one()
        figure = "no estimate" if one["estimate"] is None else f"{one['estimate']:.4g}"
        return (f"<mkba.Effect on {one['indicator']} of {one['name']} from {one['start']}: {figure}, "
                f"{one['verdict']}>")  # fmt: skip


def _parsed(text: str) -> dict[str, Any]:
    import json

    made: dict[str, Any] = json.loads(text)
    return made


def options_of(
    region: Names, indicator: str, start: Period, donors: Names | None, years: tuple[Period, Period] | None,
    peers_by: Names | None, peers_year: Period | None, options: Mapping[str, Any],
) -> dict[str, Any]:  # fmt: skip
    """The options of the library, from the arguments of ``Panel.effect``."""
    first, last = _panel_read.window(years)
    more = dict(options)
    if "predictors" in more:
        more["predictors"] = predictors_of(more["predictors"])
    return {
        "indicator": indicator, "region": _panel_read.names(region), "start": _panel_read.period(start),
        "first": first, "last": last, "donors": None if donors is None else _panel_read.names(donors),
        "peers_by": None if peers_by is None else _panel_read.names(peers_by),
        "peers_year": None if peers_year is None else _panel_read.period(peers_year), **more,
    }  # fmt: skip


class PanelEffect:
    """The part of ``Panel`` about effects."""

    __slots__ = ()
    _handle: _raw.Handle

    def effect(
        self,
        region: Names,
        indicator: str,
        start: Period,
        donors: Names | None = None,
        *,
        years: tuple[Period, Period] | None = None,
        peers_by: Names | None = None,
        peers_year: Period | None = None,
        **options: Unpack[EffectOptions],
    ) -> Effect:
        """What a policy did, and whether the figures bear it: see ``docs/effect.md``.

        Args:
            region: codes of the areas with the policy; several are one region, unless ``separate``. indicator: the outcome.
            start: the first period with the policy.
            donors: codes of the areas compared with; None is peers, or all of the sort of the region.
            years: the first and the last that count; None is all.
            peers_by: characteristics by which peers are chosen, never the outcome; peers_year: their period, before the
                start; None is the last before it. peers_k: how many, 19.
            method: ``auto``, ``did``, ``sc`` or ``sdid``.
            separate: the areas are treated units of their own. name: what to call the region.
            population: an indicator by which noise is scaled: small areas are noisier.
            level: of the intervals, 0.9. seed: of what is drawn, 1.
            form, penalty, intercept, predictors: of a synthetic control, as in ``synthetic_control``; with ``method="sc"``.
            leave_out_suspects: periods in which a figure of the region looks wrong count for nobody: copied and empty
                returns, declared suspects, and before the start jumps. Else they weaken the verdict.

        A policy without a period before its start is no error: the verdict is ``refused``, with that reason.

        Raises:
            PanelError, ArgumentError: where the panel bears no estimate, with the reason. UnknownNameError.

        >>> import mkba
        >>> panel = mkba.Panel.read("gm_code,jaar,kosten\\nA,2017,1\\nB,2017,2\\nC,2017,3\\n", name="")
        >>> print(panel.effect("A", "kosten", 2017).text("nl").partition(".")[0])
        Over kosten van A van 2017 tot en met 2017 kan geen uitspraak over oorzaak worden gedaan
        """
        given = options_of(region, indicator, start, donors, years, peers_by, peers_year, options)
        return Effect._of(_raw.panel_effect(self._handle, given))


class CaseEffect:
    """The part of ``Case`` about effects."""

    __slots__ = ()
    _handle: _raw.Handle

    @classmethod
    def _with(cls, case: Any, handle: _raw.Handle) -> Self:
        made: Self = cls._of(handle, case.catalog)  # type: ignore[attr-defined]
        return made

    def with_effect(
        self,
        effect: Effect,
        parameter: str,
        *,
        role: Literal["distribution", "gap", "path"] | None = None,
        stream: str | None = None,
        alternative: str | None = None,
        shape: Shape = "drawn",
        unit: str | None = None,
        factor: float = 1.0,
    ) -> Self:
        """A case with an effect in it; this one stays as it is.

        Args:
            parameter: the name of the parameter that is made, in the place of one of that name.
            role: ``distribution`` (the mean gap per period, the default without a stream), ``gap`` (the gap of each year,
                with joint draws) or ``path`` (the default with a stream): the stream's ``path`` becomes the counterfactual,
                and what the alternative does to its clients observed / counterfactual.
            stream, alternative: of a path; an only alternative need not be named.
            shape: of a distribution: see ``Effect.as_distribution``. unit, factor: as there.

        Each parameter keeps in ``origin`` where it came from; a verdict that is not ``supported`` is a finding of the case.

        Raises:
            PanelError: there is no estimate. CaseError: the case is none with it. UnknownNameError, ArgumentError.
            TypeError: it is no effect.

        >>> import mkba
        >>> rows = [f"{code},{year},{10 * at + (year * (at + 3)) % 7 + (9 if code == 'T' and year > 2019 else 0)}"
        ...         for at, code in enumerate("TABCDEFGHIJKL") for year in range(2016, 2022)]
        >>> panel = mkba.Panel.read("gm_code,jaar,kosten\\n" + "\\n".join(rows) + "\\n", name="")
        >>> case = mkba.Case(
        ...     title="Effect", base_year=2020, price_year=2020, years=(2020, 2021), discount={"rate": 0},
        ...     alternatives={"nul": {"null": True}, "plan": {}}, parameters={"besparing": 0},
        ...     lines=[{"id": "besparing", "kind": "benefit", "value": "-besparing", "receiver": "gemeente"}])
        >>> made = case.with_effect(panel.effect("T", "kosten", 2020), "besparing", role="gap")
        >>> made.to_dict()["parameters"]["besparing"]["origin"]["verdict"]
        'supported'
        """
        must_be("effect", effect, Effect)
        use = use_of(parameter, role, stream, alternative, shape, unit, factor)
        return self._with(self, _raw.case_with_effect(self._handle, effect._handle, use))

    def with_panel_effect(
        self,
        panel: Panel,
        parameter: str,
        region: Names,
        indicator: str,
        start: Period,
        donors: Names | None = None,
        *,
        use: Mapping[str, Any] | None = None,
        years: tuple[Period, Period] | None = None,
        peers_by: Names | None = None,
        peers_year: Period | None = None,
        **options: Unpack[EffectOptions],
    ) -> Self:
        """From a panel to a case in one call: ``Panel.effect``, then ``with_effect``.

        Args:
            panel: where the figures are. parameter: as in ``with_effect``; use: what else goes there, as a dict (role, stream,
                alternative, shape, unit, factor).
            region, indicator, start and the others: as in ``Panel.effect``.

        Raises:
            as these two. TypeError: a panel or a ``use`` that is none.
        """
        from ._panel import Panel

        must_be("panel", panel, Panel)
        must_be("use", {} if use is None else use, Mapping)
        given = options_of(region, indicator, start, donors, years, peers_by, peers_year, options)
        how = {"role": None, "stream": None, "alternative": None, "shape": "drawn", "unit": None, "factor": 1.0,
               **(use or {})}  # fmt: skip
        return self._with(
            self, _raw.case_with_panel_effect(self._handle, panel._handle, given, use_of(parameter, **how))
        )


def use_of(
    parameter: str, role: str | None, stream: str | None, alternative: str | None, shape: str, unit: str | None,
    factor: float,
) -> dict[str, Any]:  # fmt: skip
    """How a case uses an effect, for the library."""
    return {
        "parameter": parameter, "role": role or ("path" if stream is not None else "distribution"), "stream": stream,
        "alternative": alternative, "shape": shape, "unit": unit, "factor": factor,
    }  # fmt: skip
