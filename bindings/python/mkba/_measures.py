"""What drives the uncertainty of a figure, and what knowing more is worth: of draws that a caller holds."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from . import _raw, _tables
from ._errors import ArgumentError
from ._samples import reals, whole

if TYPE_CHECKING:
    import numpy
    import pandas
    from numpy.typing import ArrayLike, NDArray

Plan: TypeAlias = Literal["random", "lhs", "sobol"]
Names: TypeAlias = Iterable[str] | int


def sobol_design(names: Names, draws: int, seed: int = 1, plan: Plan = "random") -> NDArray[numpy.float64]:
    """The design of Saltelli: probabilities at which a figure is to be evaluated for ``sobol_indices``.

    Args:
        names: of the parameters, or how many there are: then they are x1, x2, ... A parameter's column is a function of
            seed, plan and name, and of no other parameter.
        draws: rows of each of the two samples A and B.
        plan: ``random``; ``lhs``, a Latin hypercube; ``sobol``, a scrambled low-discrepancy sequence.

    Returns:
        An array of draws x (parameters + 2) rows and a column per parameter, inside (0, 1): for each draw a row of A, one of
        A with the column of each parameter in turn out of B, and one of B; the order of SALib's ``saltelli.sample`` with
        ``calc_second_order=False``. Put each column through the quantile function of its parameter.

    Raises:
        ArgumentError: no draw or parameter, a name that comes twice. UnknownNameError: another plan.

    >>> import mkba
    >>> design = mkba.sobol_design(["a", "b"], 3)
    >>> design.shape, bool((design[1] == [design[3, 0], design[0, 1]]).all())
    ((12, 2), True)
    """
    import numpy

    known = _names(names)
    many = whole(draws, "draws", 1, 2**40)
    try:
        out = numpy.empty(many * (len(known) + 2) * len(known))
    except (MemoryError, ValueError):  # numpy's own names no argument
        message = f"a design of {many} draws of {len(known)} parameters does not fit in memory: take fewer draws"
        raise ArgumentError(message, status="argument", where="draws") from None
    _raw.sobol_design(known, many, whole(seed, "seed", 0, 2**64 - 1), plan, out)
    return out.reshape(-1, max(len(known), 1))


def sobol_indices(
    y: ArrayLike, names: Names, *, level: float = 0.95, resamples: int = 0, seed: int = 1
) -> pandas.DataFrame:
    """Sobol indices of a figure that was evaluated over a ``sobol_design``: the share of its variance that goes when a
    parameter is known (first order; Saltelli et al. 2010), and that stays when all others are (total; Jansen 1999).

    Args:
        y: the figures, in the order of the design. names: as given to the design.
        level: coverage of the intervals. resamples: of rows with replacement, for errors by bootstrap (seed is theirs); 0
            is the asymptotic formula (Janon et al. 2014), which covers as well and costs nothing.

    Returns:
        A row per parameter: parameter, first, first_error, first_lower, first_upper, total and its three, mean and sd of
        the figures (the same in every row). An index of nearly 0 may come out below 0: what is below is noise. Errors
        take rows for independent: under ``lhs`` and ``sobol`` indices are more precise than they say.

    Raises:
        ArgumentError: lengths that do not fit, figures that are not finite or do not vary; ``where`` names the element.

    >>> import mkba
    >>> design = mkba.sobol_design(["a", "b"], 4096)
    >>> table = mkba.sobol_indices(2 * design[:, 0] + design[:, 1], ["a", "b"])
    >>> table.round(1)[["parameter", "first", "total"]].values.tolist()
    [['a', 0.8, 0.8], ['b', 0.2, 0.2]]
    """
    options = {"level": level, "resamples": resamples, "seed": seed}
    return _tables.frame(_raw.sobol_indices(reals(y, "y"), _names(names), options))


def importance(x: ArrayLike, y: ArrayLike, names: Sequence[str] | None = None) -> pandas.DataFrame:
    """How strongly a figure goes together with each parameter: correlation, standardised regression coefficient, partial
    correlation, and the same of ranks, with errors.

    Args:
        x: draws of the parameters, a column each (a DataFrame names them). They may be correlated.
        y: the figure in the same draws.
        names: of the parameters; x1, x2, ... where nothing names them.

    Returns:
        A row per parameter: parameter, correlation, coefficient (standard deviations of y per standard deviation of the
        parameter), partial (NaN where the others leave nothing), rank (Spearman), partial_rank, each with its _error;
        tolerance (the part of the parameter that the others do not explain); r_squared and rank_r_squared (of all
        together, the same in every row): where these are far below 1 the rest of the table tells little. A parameter that
        does not vary goes together with nothing: coefficient 0, the others NaN.

    Raises:
        ArgumentError: lengths that do not fit, too few draws, a y that does not vary, a parameter that follows from those
            before it; ``where`` names it, ``"x[][2]"``.

    >>> import mkba
    >>> design = mkba.sobol_design(["a", "b"], 100)
    >>> table = mkba.importance(design, 3 * design[:, 0] - design[:, 1], ["a", "b"])
    >>> table.round(2)[["parameter", "partial", "r_squared"]].values.tolist()
    [['a', 1.0, 1.0], ['b', -1.0, 1.0]]
    """
    draws, known = _matrix(x, "x", names, "x")
    return _tables.frame(_raw.importance(draws, reals(y, "y"), known))


def evpi(
    net_benefits: ArrayLike, alternatives: Sequence[str] | None = None, *, level: float = 0.95
) -> pandas.DataFrame:
    """The expected value of perfect information: what is lost on average by choosing before anything is known.

    Args:
        net_benefits: draws, a column per alternative (a DataFrame names them); one column alone is held against 0, "nul".
        alternatives: names; a1, a2, ... where nothing names them.

    Returns:
        One row: draws, best (the alternative with the highest mean), value (that mean), value_error, p_best (the share of
        draws in which no other is better), evpi, evpi_error, evpi_lower, evpi_upper.

    Raises:
        ArgumentError: figures that are not finite, fewer than two draws; ``where`` names the element, ``"net[7][0]"``.

    >>> import mkba
    >>> mkba.evpi([[0, -1], [0, 3], [0, 1]], ["nul", "plan"]).round(3)[["best", "value", "evpi"]].values.tolist()
    [['plan', 1.0, 0.333]]
    """
    net, known = _matrix(net_benefits, "net", alternatives, "a")
    return _tables.frame(_raw.evpi(net, known, {"level": level}))


def evppi(
    net_benefits: ArrayLike,
    x: ArrayLike,
    names: Sequence[str] | None = None,
    *,
    joint: bool = False,
    level: float = 0.95,
) -> pandas.DataFrame:
    """The expected value of perfect information about parameters, by regression (Strong, Oakley and Brennan 2014).

    Args:
        net_benefits: draws, a column per alternative, as for ``evpi``.
        x: the same draws of the parameters, a column each. names: theirs.
        joint: of all of them together, one row, rather than of each.

    Returns:
        A row per parameter: parameter, evppi, evppi_error, evppi_lower, evppi_upper, bias, share (of the EVPI). bias is how
        much the noise of the regression is expected to have added: one of the size of evppi says that nothing is known.
        Of a parameter that does not vary evppi is 0.

    Raises:
        ArgumentError: lengths that do not fit, fewer than 20 draws.

    >>> import mkba
    >>> u = mkba.sobol_design(["a", "b"], 500)
    >>> table = mkba.evppi(10 * u[:, 0] - 4 + u[:, 1] - 0.5, u, ["a", "b"])
    >>> (table["evppi"] > [0.7, 0]).tolist(), (table["evppi"] < [0.9, 0.05]).tolist()
    ([True, False], [True, True])
    """
    net, known = _matrix(net_benefits, "net", None, "a")
    draws, parameters = _matrix(x, "x", names, "x")
    options = {"level": level, "joint": bool(joint)}
    return _tables.frame(_raw.evppi(net, draws, parameters, options))


def evsi(
    net_benefits: ArrayLike,
    x: ArrayLike,
    prior_sizes: float | Iterable[float],
    sizes: float | Iterable[float],
    names: Sequence[str] | None = None,
    *,
    level: float = 0.95,
) -> pandas.DataFrame:
    """The expected value of sample information: what a study of a parameter is worth before it is done.

    Args:
        net_benefits, x, names: as for ``evppi``.
        prior_sizes: as how many observations each parameter counts now: the variance of one observation divided by the
            variance of the parameter; of a beta distribution alpha + beta, where an observation is yes or no.
        sizes: how many observations the study makes; several are several rows.

    Returns:
        A row per parameter and size: parameter, size, part (of the variance of the parameter that the study takes away on
        average, size / (size + prior_size)), evsi, evsi_error, evsi_lower, evsi_upper, evppi. Exact where net benefits are
        straight in a normal parameter with normal observations; else an approximation (Heath et al. 2018, Jalal and
        Alarid-Escudero 2018). What the study costs is not in it.

    Raises:
        ArgumentError: as ``evppi``; sizes out of range.

    >>> import mkba
    >>> u = mkba.sobol_design(["a"], 500)
    >>> mkba.evsi(10 * u[:, 0] - 4, u, 10, [0, 30], ["a"])["part"].tolist()
    [0.0, 0.75]
    """
    net, _ = _matrix(net_benefits, "net", None, "a")
    draws, parameters = _matrix(x, "x", names, "x")
    known = (reals(prior_sizes, "prior_sizes"), reals(sizes, "sizes"))
    return _tables.frame(_raw.evsi(net, draws, parameters, *known, {"level": level}))


def acceptability(
    effects: ArrayLike,
    costs: ArrayLike,
    thresholds: float | Iterable[float],
    alternatives: Sequence[str] | None = None,
) -> pandas.DataFrame:
    """How acceptable alternatives are over what a unit of effect is worth (CEAC, CEAF).

    Args:
        effects, costs: draws, a column per alternative, at least two; doing nothing is a column of zeros.
        thresholds: values of a unit of effect.

    Returns:
        A row per threshold and alternative: threshold, alternative, net_benefit (the mean of threshold x effect - cost),
        net_benefit_error, increment (to the first alternative), p_best (the acceptability curve), frontier (True for the
        highest mean, whose p_best is the frontier), evpi, evpi_error.

    Raises:
        ArgumentError: shapes that differ, one alternative, what is not finite.

    >>> import mkba
    >>> table = mkba.acceptability([[0, 1], [0, 1]], [[0, 5], [0, 25]], [10, 20])
    >>> table[["threshold", "alternative", "net_benefit", "p_best"]].values.tolist()[1]
    [10.0, 'a2', -5.0, 0.5]
    """
    of_effects, known = _matrix(effects, "effects", alternatives, "a")
    of_costs, _ = _matrix(costs, "costs", None, "a")
    return _tables.frame(_raw.acceptability(of_effects, of_costs, known, reals(thresholds, "thresholds")))


def icer(effects: ArrayLike, costs: ArrayLike, alternatives: Sequence[str] | None = None) -> pandas.DataFrame:
    """Mean effects and costs, and what another unit of effect costs, a row per alternative in the order of rising cost.

    Args:
        effects, costs, alternatives: as for ``acceptability``.

    Returns:
        alternative, effect, cost, status (``frontier``; ``dominated``: another costs no more and does as much;
        ``extended``: a mix of two others beats it), against (the one before it on the frontier), increment_effect,
        increment_cost, icer. The last four are missing for the first and for what is not on the frontier.

    Raises:
        ArgumentError: as ``acceptability``.

    >>> import mkba
    >>> mkba.icer([[0, 3], [0, 3]], [[0, 110], [0, 130]])["icer"].tolist()[1]
    40.0
    """
    of_effects, known = _matrix(effects, "effects", alternatives, "a")
    of_costs, _ = _matrix(costs, "costs", None, "a")
    return _tables.frame(_raw.icer(of_effects, of_costs, known))


# ---- what a caller gives --------------------------------------------------------------------------------------


def _names(names: Names) -> list[str]:
    if isinstance(names, str):
        raise TypeError("names must be a list of texts, or how many there are")
    if isinstance(names, Iterable):  # also an Index, an array
        return [str(name) for name in names]
    return [f"x{j + 1}" for j in range(operator.index(names))]


def _matrix(given: Any, where: str, names: Iterable[str] | None, letter: str) -> tuple[Any, list[str]]:
    """Float64 with a row per draw, not copied when it is so already; and names of its columns."""
    import numpy

    if names is None:
        names = getattr(given, "columns", None)
    if isinstance(given, Mapping):
        raise TypeError(f"{where} must be a matrix or a DataFrame, not a {type(given).__name__}")
    made = numpy.asarray(given)
    if made.dtype.kind == "O":
        try:
            made = made.astype(float)
        except (TypeError, ValueError):
            raise TypeError(f"{where} must be numbers, in rows of equal length") from None
    if made.dtype.kind not in "iuf" or made.ndim not in (1, 2):
        raise TypeError(f"{where} must be numbers with one or two dimensions, not {made.dtype} with {made.ndim}")
    if 0 in made.shape:
        raise ArgumentError(f"{where} is empty", status="argument", where=where)
    made = numpy.require(made, dtype=numpy.float64, requirements="A")
    columns = made.shape[1] if made.ndim == 2 else 1
    return made, [f"{letter}{j + 1}" for j in range(columns)] if names is None else [str(name) for name in names]
