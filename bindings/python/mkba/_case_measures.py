"""What drives the uncertainty of a case, and what knowing more is worth: methods of ``Case``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from . import _raw, _tables
from ._samples import reals, whole

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

    from ._measures import Plan

    Progress = Callable[[int, int], object] | None


class CaseMeasures:
    """Every method draws as ``Case.simulate`` does, and takes what it takes:

    draws: how many. seed: of the random numbers. plan: ``random``, ``lhs``, ``sobol``. threads: 0 is as many as there are;
    changes no figure. progress: called with what is done and what there is to do; False stops. scenario: one of the case.
    level: coverage of the intervals, which take draws for independent: under ``lhs`` and ``sobol`` they are too wide.
    """

    __slots__ = ()
    _handle: Any

    def sobol(
        self,
        draws: int = 4096,
        seed: int = 1,
        plan: Plan = "random",
        threads: int = 0,
        progress: Progress = None,
        scenario: str | None = None,
        *,
        level: float = 0.95,
        resamples: int = 0,
    ) -> pandas.DataFrame:
        """Sobol indices of the npv of every policy alternative: which share of its variance goes when a parameter is known
        (first), and which stays when all others are (total).

        Args:
            draws: rows of each of the two samples; the case is appraised draws x (parameters + 2) times.
            resamples: errors by bootstrap; 0 is the asymptotic formula. The others as in ``simulate``.

        Returns:
            As ``mkba.sobol_indices``, with alternative before it.

        Raises:
            ArgumentError: correlated parameters, of which no indices exist that share out the variance: use
            ``importance`` or ``evppi``. Nothing is uncertain. What ``simulate`` raises.

        >>> table = mkba.example().sobol(draws=256)
        >>> table.sort_values("total")["parameter"].iloc[-1]
        'effect_jeugd'
        """
        options = _options(draws, seed, plan, threads, scenario, level=level, resamples=resamples)
        return _tables.frame(_raw.case_sobol(self._handle, options, progress))

    def importance(
        self,
        draws: int = 10_000,
        seed: int = 1,
        plan: Plan = "random",
        threads: int = 0,
        progress: Progress = None,
        scenario: str | None = None,
    ) -> pandas.DataFrame:
        """Correlation and regression of the npv of every policy alternative on the uncertain parameters, also correlated
        ones. Joint draws over years count by their mean over the years.

        Args:
            as in ``simulate``.

        Returns:
            As ``mkba.importance``, with alternative before it.

        Raises:
            as ``sobol``, but for correlated parameters.

        >>> table = mkba.example().importance(draws=500)
        >>> set(table["alternative"]) == {"teams"} and bool((table["r_squared"] > 0.5).all())
        True
        """
        options = _options(draws, seed, plan, threads, scenario)
        return _tables.frame(_raw.case_importance(self._handle, options, progress))

    def evpi(
        self,
        draws: int = 10_000,
        seed: int = 1,
        plan: Plan = "random",
        threads: int = 0,
        progress: Progress = None,
        scenario: str | None = None,
        *,
        level: float = 0.95,
    ) -> pandas.DataFrame:
        """The expected value of perfect information for the choice between the nulalternatief, whose npv is 0, and the
        policy alternatives.

        Args:
            as in ``simulate``.

        Returns:
            As ``mkba.evpi``: one row.

        Raises:
            what ``simulate`` raises.

        >>> bool(mkba.example().evpi(draws=500)["evpi"].iloc[0] >= 0)
        True
        """
        options = _options(draws, seed, plan, threads, scenario, level=level)
        return _tables.frame(_raw.case_evpi(self._handle, options, progress))

    def evppi(
        self,
        parameters: Sequence[str] | None = None,
        draws: int = 10_000,
        seed: int = 1,
        plan: Plan = "random",
        threads: int = 0,
        progress: Progress = None,
        scenario: str | None = None,
        *,
        joint: bool = False,
        level: float = 0.95,
    ) -> pandas.DataFrame:
        """The expected value of perfect information about parameters, for the choice of ``evpi``.

        Args:
            parameters: of each of which, at least one; None is every uncertain one. joint: of all of them together, one row.
                The others as in ``simulate``.

        Returns:
            As ``mkba.evppi``. Joint draws over years count by their mean over the years.

        Raises:
            UnknownNameError: no such parameter. ArgumentError: one that is not uncertain, or that no npv hangs on. What
            ``simulate`` raises.

        >>> table = mkba.example().evppi(draws=500)
        >>> bool((table["evppi"] >= 0).all())
        True
        """
        options = _options(draws, seed, plan, threads, scenario, level=level, joint=joint, parameters=parameters)
        return _tables.frame(_raw.case_evppi(self._handle, options, progress))

    def evsi(
        self,
        prior_sizes: float | Iterable[float],
        sizes: float | Iterable[float],
        parameters: Sequence[str] | None = None,
        draws: int = 10_000,
        seed: int = 1,
        plan: Plan = "random",
        threads: int = 0,
        progress: Progress = None,
        scenario: str | None = None,
        *,
        level: float = 0.95,
    ) -> pandas.DataFrame:
        """The expected value of sample information: what a study of a parameter is worth before it is done.

        Args:
            prior_sizes: as how many observations each parameter counts now, see ``mkba.evsi``.
            sizes: how many observations the study makes; several are several rows.
            parameters: which, at least one; None is every uncertain one. The others as in ``simulate``.

        Returns:
            As ``mkba.evsi``.

        Raises:
            as ``evppi``; ArgumentError for sizes out of range.

        >>> table = mkba.example().evsi(90, [0, 200], ["effect_jeugd"], draws=500)
        >>> bool(table["evsi"].iloc[0] <= table["evsi"].iloc[1])
        True
        """
        options = _options(draws, seed, plan, threads, scenario, level=level, parameters=parameters)
        known = (reals(prior_sizes, "prior_sizes"), reals(sizes, "sizes"))
        return _tables.frame(_raw.case_evsi(self._handle, *known, options, progress))

    def acceptability(
        self,
        parameter: str,
        values: float | Iterable[float],
        draws: int = 10_000,
        seed: int = 1,
        plan: Plan = "random",
        threads: int = 0,
        progress: Progress = None,
        scenario: str | None = None,
    ) -> pandas.DataFrame:
        """How acceptable the alternatives are over the value of a parameter, such as what a QALY is worth or the discount
        rate. The same draws of all else serve every value.

        Args:
            parameter: one with a value, which is fixed at each of the values whatever its distribution.
            values: in its own unit and price year. The others as in ``simulate``.

        Returns:
            A row per value and alternative, the nulalternatief too: parameter, value, alternative, npv, npv_error, p_positive
            (the share of draws with an npv above 0), p_best (in which it is the best), frontier (the highest mean), evpi,
            evpi_error.

        Raises:
            UnknownNameError: no such parameter. ArgumentError: one that is derived, a series, or correlated. What
            ``simulate`` raises.

        >>> table = mkba.example().acceptability("qaly_waarde", [0, 50e3, 100e3], draws=500)
        >>> teams = table[table["alternative"] == "teams"]
        >>> bool(teams["p_positive"].is_monotonic_increasing)
        True
        """
        options = _options(draws, seed, plan, threads, scenario)
        return _tables.frame(
            _raw.case_acceptability(self._handle, parameter, reals(values, "values"), options, progress)
        )


def _options(
    draws: int, seed: int, plan: str, threads: int, scenario: str | None, **more: Any
) -> dict[str, Any]:
    # In C 0 draws are the default; who gives 0 here did not mean that.
    draws, seed = whole(draws, "draws", 1, 2**40), whole(seed, "seed", 0, 2**64 - 1)
    return {"draws": draws, "seed": seed, "plan": plan, "threads": threads, "scenario": scenario, **more}
