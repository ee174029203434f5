"""What a panel tells of the effect of a treatment, by difference-in-differences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from . import _panel_read, _raw
from ._did import Did

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._panel_read import Names, Period


class DidOptions(TypedDict, total=False):
    """What difference-in-differences can be told, by keyword."""

    covariates: Names | None
    population: str | None
    weighted: bool
    method: str
    control: str
    base: str
    adjustment: str
    inference: str
    level: float
    replicates: int
    seed: int


def _options(
    treated: Names | Mapping[str, Period], indicator: str, start: Period | None, donors: Names | None,
    years: tuple[Period, Period] | None, given: DidOptions,
) -> dict[str, Any]:  # fmt: skip
    """The options of C."""
    options = _panel_read.treated_options(treated, indicator, start, donors, years, given)
    if "starts" in options:
        options.setdefault("method", "group-time")
    return options


class PanelDid:
    """The part of ``Panel`` about difference-in-differences."""

    __slots__ = ()
    _handle: _raw.Handle

    def did(
        self,
        treated: Names | Mapping[str, Period],
        indicator: str,
        start: Period | None = None,
        donors: Names | None = None,
        *,
        years: tuple[Period, Period] | None = None,
        **options: Unpack[DidOptions],
    ) -> Did:
        """The effect of a treatment on the treated areas: their change beside that of areas that were not treated. It
        assumes that without the treatment both would have changed alike. See ``docs/effect.md``.

        Args:
            treated: codes; or a mapping of codes to the first treated period of each (staggered adoption), which makes
                ``method`` ``"group-time"``.
            indicator: the outcome.
            start: the first treated period of all of them.
            donors: codes of the areas compared with; None is all others that hold no others.
            years: the first and the last that count; None is all.
            covariates: indicators on which the trend may depend, by their figures before the start.
            population: the indicator by which noise is scaled: small areas are noisier.
            weighted: areas weigh by population, else all the same.
            method: ``"two-way"``, or ``"group-time"`` (Callaway and Sant'Anna 2021), which never compares with areas that
                are treated already.
            control: ``"never-treated"`` or ``"not-yet-treated"``; base: ``"varying"`` or ``"universal"``; adjustment:
                ``"doubly-robust"`` or ``"regression"``: of group-time effects.
            inference: ``"auto"``, ``"placebo"``, ``"clustered"``, ``"cr1"``, ``"jackknife"`` or ``"wild"``; of group-time
                effects one of the first three. With fewer than five treated areas only placebo is offered, by either
                method; group-time effects with covariates then need ``adjustment`` ``"regression"``.
            level: of the intervals. replicates, seed: of placebos of several treated areas and of the bootstrap.

        Raises:
            PanelError: what cannot be estimated, with the reason: no period before the start, a treated area without a
                figure, fewer than two donors, an outcome that is the same everywhere, covariates of which one follows from
                others, an inference or adjustment that so few treated areas do not bear. UnknownNameError,
                ArgumentError, EvaluationError.

        >>> import mkba
        >>> panel = mkba.Panel.read("gm_code,jaar,x\\nA,2020,1\\nA,2021,5\\nB,2020,2\\nB,2021,3\\nC,2020,4\\nC,2021,6\\n"
        ...                         "D,2020,3\\nD,2021,4.5\\n", name="")
        >>> panel.did("A", "x", start=2021).summary()[["inference", "estimate", "p"]].round(4).values.tolist()[0]
        ['placebo', 2.5, 0.25]
        """
        made = _raw.panel_did(self._handle, _options(treated, indicator, start, donors, years, options))
        return Did._of(made, indicator, False, options.get("level", 0.95))

    def event_study(
        self,
        treated: Names | Mapping[str, Period],
        indicator: str,
        start: Period | None = None,
        donors: Names | None = None,
        *,
        years: tuple[Period, Period] | None = None,
        **options: Unpack[DidOptions],
    ) -> Did:
        """The effect per period since the start, and before it, where it should be zero. The last period before the start is
        the reference. See ``docs/effect.md``.

        Args: as of ``did``; ``inference`` is ``"auto"``, ``"placebo"`` or ``"clustered"``.

        Raises:
            PanelError: as ``did``; one period before the start, so that none is left to test. UnknownNameError,
                ArgumentError, EvaluationError.

        >>> import mkba
        >>> panel = mkba.Panel.read("gm_code,jaar,x\\n" + "".join(
        ...     f"{area},{2019 + t},{value}\\n" for area, values in {
        ...         "A": (1, 2, 9), "B": (2, 3, 4), "C": (4, 6, 7), "D": (3, 4.5, 6)}.items()
        ...     for t, value in enumerate(values)), name="")
        >>> study = panel.event_study("A", "x", start=2021)
        >>> study.effects()[["event", "estimate"]].round(4).values.tolist()
        [[-2.0, 0.5], [-1.0, 0.0], [0.0, 5.8333]]
        >>> float(study.tests().set_index("test")["p"]["pretrend"])
        0.75
        """
        made = _raw.panel_event_study(self._handle, _options(treated, indicator, start, donors, years, options))
        return Did._of(made, indicator, True, options.get("level", 0.95))
