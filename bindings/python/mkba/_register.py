"""The batenregister of a Koers: what was planned, what was realised, what is to come, what it costs, what to measure next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from . import _panel_read, _raw, _tables
from ._made import Held, handle_of

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

    from ._case import Case
    from ._panel import Panel
    from ._panel_read import Period

Forecast = Literal["trend", "drift"]
Language = Literal["en", "nl"]


class Register(Held):
    """The benefits (baten) of a Koers at a moment. Made by ``Koers.benefits``; immutable. No status stands without its rule,
    its figures and how sure it is; what is not known is missing, never 0. ``docs/koers.md`` has the formulas.

    >>> koers = mkba.Koers({"format": "mkba-koers/1", "title": "Koers", "opgaven": {},
    ...     "nodes": {"zelf": {"level": "baat", "title": "Langer zelfstandig", "indicators": ["eigen"]}},
    ...     "indicators": {"eigen": {"title": "Redt zich zelf", "unit": "%", "direction": "up", "frequency": "jaar",
    ...                              "start": {"period": 2021, "value": 40}, "targets": {"2027": 52}}},
    ...     "measurements": [{"indicator": "eigen", "period": 2022, "value": 41}, {"indicator": "eigen", "period": 2023, "value": 43},
    ...                      {"indicator": "eigen", "period": 2024, "value": 44}, {"indicator": "eigen", "period": 2025, "value": 45}]})
    >>> register = koers.benefits()
    >>> register
    <mkba.Register as of 2026: 1 baten, 1 indicators: 1 behind>
    >>> print(register.text())
    Redt zich zelf: behind. The forecast for 2027 is 47.8 (46.6 to 49.0), target 52: met with probability < 0.01 only.
    >>> register.benefits()[["status", "progress", "planned_progress"]].round(2).values.tolist()
    [['behind', 0.42, 0.67]]
    """  # noqa: E501

    __slots__ = ()
    _who_makes_it = "a register is made by Koers.benefits"
    _what_to_keep = "a register cannot be pickled: keep its tables"

    @property
    def as_of(self) -> float:
        """The moment, in years: 2026.0 is the end of 2025; 0 where there is no figure at all."""
        return _raw.register_as_of(self._handle)

    def table(self, view: str, language: Language = "en") -> _tables.Table:
        """A table for whatever knows Arrow, without pandas.

        Args:
            view: ``benefits``, ``indicators``, ``targets``, ``paths``, ``progress``, ``costs``, ``next``, ``rules`` or
                ``findings``.
            language: of sentences, rules and findings.

        Raises:
            UnknownNameError: there is no such view or language.
        """
        return _tables.Table(_raw.register_table(self._handle, view, language))

    def benefits(self) -> pandas.DataFrame:
        """Per baat: status, progress beside the plan, spent and budget, benefit and cost of the case, benefit per euro of
        cost, of budget and (as far as realised) of what was spent, with intervals."""
        return self.table("benefits").to_pandas()

    def indicators(self, language: Language = "en") -> pandas.DataFrame:
        """Per indicator: last figure beside the plan, forecast with prediction interval, probability that the target is
        met, status with its rule and why, what is left to the last target, part of the way."""
        return self.table("indicators", language).to_pandas()

    def targets(self) -> pandas.DataFrame:
        """Per indicator and target: the figure of that year or its forecast, with the probability that it is met."""
        return self.table("targets").to_pandas()

    def paths(self) -> pandas.DataFrame:
        """Points to draw: planned, realised, forecast, norm, with intervals."""
        return self.table("paths").to_pandas()

    def progress(self) -> pandas.DataFrame:
        """Per node and opgave: progress of its own indicators, of what leads to it (by shares) and of what it is for (by
        splits), each with the part that is measured."""
        return self.table("progress").to_pandas()

    def costs(self) -> pandas.DataFrame:
        """Where the euros are: per baat, elsewhere, not linked; the rows sum to the totals, to the cent."""
        return self.table("costs").to_pandas()

    def next(self, language: Language = "en") -> pandas.DataFrame:
        """What to measure next, first what resolves most, with the reason."""
        return self.table("next", language).to_pandas()

    def rules(self, language: Language = "en") -> pandas.DataFrame:
        """Each status rule with its numbers: rule, status, text."""
        return self.table("rules", language).to_pandas()

    def findings(self, language: Language = "en") -> pandas.DataFrame:
        """What to know before believing it: id, severity, period, indicator, text."""
        return self.table("findings", language).to_pandas()

    def plot(self, indicator: str | None = None, *, ax: Axes | None = None, language: Language = "en") -> Axes:
        """The path of an indicator: planned, measured with intervals, expected with its interval, and the norm.

        Args:
            indicator: one that a node names; None is the first. ax: the Axes to draw on; None makes a figure.
            language: ``en`` or ``nl``.

        Raises:
            UnknownNameError: it has no path. ModuleNotFoundError: matplotlib is not installed.
            ArgumentError: another language.
        """
        from . import _plot_koers

        return _plot_koers.path(self.paths(), indicator, ax, language)

    def text(self, language: Language = "en") -> str:
        """A line per indicator: its status, and why.

        Raises:
            UnknownNameError: another language.
        """
        rows = self.table("indicators", language).to_dict()
        return "\n".join(
            f"{title}: {status}. {why}" for title, status, why in zip(rows["title"], rows["status"], rows["why"], strict=True)
        )

    def __repr__(self) -> str:
        status = self.table("indicators").to_dict()["status"]
        counts = ", ".join(f"{status.count(word)} {word}" for word in sorted(set(status)))
        return (
            f"<mkba.Register as of {self.as_of:g}: {len(self.table('benefits'))} baten, {len(status)} indicators"
            f"{': ' if counts else ''}{counts}>"
        )


def register(
    koers: _raw.Handle, panel: Panel | None, case: Case | None, as_of: Period | None, options: dict[str, Any]
) -> Register:
    """What ``Koers.benefits`` gives."""
    from ._case import Case
    from ._panel import Panel

    options["as_of"] = None if as_of is None else _panel_read.period(as_of)
    panel_handle, case_handle = handle_of("panel", panel, Panel), handle_of("case", case, Case)
    return Register._of(_raw.koers_register(koers, panel_handle, case_handle, options))
