"""Proportions, means and medians of samples, such as client-experience surveys; sums of products taken apart."""

from __future__ import annotations

import numbers
import operator
from array import array
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from . import _raw, _tables
from ._errors import ArgumentError

if TYPE_CHECKING:
    import pandas

Numbers: TypeAlias = float | Iterable[float]
Method: TypeAlias = Literal["wilson", "wilson-corrected", "clopper-pearson", "jeffreys", "agresti-coull"]


def proportion_interval(
    successes: Numbers,
    trials: Numbers,
    population: Numbers | None = None,
    *,
    method: Method = "wilson",
    level: float = 0.95,
    design_effect: float = 1.0,
    small: float = 30,
) -> pandas.DataFrame:
    """Intervals around proportions of samples, a row each: successes, trials, proportion, lower, upper, effective (the
    sample size that counts; NaN of a whole population), small.

    Args:
        successes: how many of ``trials``: a number, or as many as there are samples.
        trials: sizes of the samples.
        population: the clients out of whom; None where they are not known. The finite population correction takes those
            who answered for a random part of them: that those who did not answer differ is in no interval.
        method: ``wilson`` (score), ``wilson-corrected`` (for continuity), ``clopper-pearson`` (exact, wide),
            ``jeffreys``, ``agresti-coull``. The normal interval is not among them: in small samples it covers far less
            than it says (Brown, Cai and DasGupta 2001).
        level: coverage. design_effect: a size counts as size / design_effect, as of weights: see ``effective_size``.
        small: a sample of fewer, or with fewer than five successes or failures, is flagged.

    Raises:
        ArgumentError: more successes than trials, more trials than population, lengths that differ, a level or design
            effect out of range; ``where`` is the element, ``"successes[2]"``. UnknownNameError: another method.

    >>> import mkba
    >>> mkba.proportion_interval([15, 81], [148, 263]).round(4)[["proportion", "lower", "upper"]].values.tolist()
    [[0.1014, 0.0624, 0.1605], [0.308, 0.2553, 0.3662]]
    """
    options = _options(method, level, design_effect, small)
    return _tables.frame(_raw.proportion_interval(
        reals(successes, "successes"), reals(trials, "trials"), _perhaps(population), options))  # fmt: skip


def proportion_difference(
    successes: Numbers,
    trials: Numbers,
    other_successes: Numbers,
    other_trials: Numbers,
    *,
    method: Method = "wilson",
    level: float = 0.95,
    design_effect: float = 1.0,
    small: float = 30,
) -> pandas.DataFrame:
    """Differences between independent proportions, by Newcombe's (1998) hybrid of their intervals, a row each: first,
    second, difference (first - second), lower, upper, small (one of the two is).

    Args:
        as for ``proportion_interval``. With ``wilson`` it is his method 10, with ``wilson-corrected`` method 11.

    Raises:
        as ``proportion_interval``.

    >>> import mkba
    >>> mkba.proportion_difference(56, 70, 48, 80).round(4)[["difference", "lower", "upper"]].values.tolist()
    [[0.2, 0.0524, 0.3339]]
    """
    options = _options(method, level, design_effect, small)
    return _tables.frame(_raw.proportion_difference(
        reals(successes, "successes"), reals(trials, "trials"), reals(other_successes, "other_successes"),
        reals(other_trials, "other_trials"), options))  # fmt: skip


def proportion_pooled(
    successes: Numbers,
    trials: Numbers,
    population: Numbers | None = None,
    *,
    method: Method = "wilson",
    level: float = 0.95,
    design_effect: float = 1.0,
    small: float = 30,
) -> pandas.DataFrame:
    """One proportion out of samples of several years, one row: samples, successes, trials, proportion, lower, upper,
    effective, small, and whether the years differ: chi_squared, df, p_value, i_squared (the share of the differences
    that chance does not explain). Where p_value is small, one figure for all years hides a change.

    Args:
        as for ``proportion_interval``, a sample per year.

    Raises:
        as ``proportion_interval``; ArgumentError: no sample.

    >>> import mkba
    >>> mkba.proportion_pooled([40, 60], [50, 90]).round(3)[["proportion", "p_value", "i_squared"]].values.tolist()
    [[0.714, 0.094, 0.643]]
    """
    options = _options(method, level, design_effect, small)
    return _tables.frame(_raw.proportion_pooled(
        reals(successes, "successes"), reals(trials, "trials"), _perhaps(population), options))  # fmt: skip


def effective_size(weights: Numbers) -> float:
    """The size of an unweighted sample that is as precise as a weighted one: (sum of w)^2 / sum of w^2 (Kish 1965).

    The size divided by it is the design effect of the weights.

    Raises:
        ArgumentError: a weight below 0, or none above 0.

    >>> import mkba
    >>> mkba.effective_size([1, 1, 1, 3])
    3.0
    """
    return _raw.effective_size(reals(weights, "weights"))


def mean_interval(
    means: Numbers,
    sds: Numbers,
    sizes: Numbers,
    population: Numbers | None = None,
    *,
    level: float = 0.95,
    design_effect: float = 1.0,
    small: float = 30,
) -> pandas.DataFrame:
    """Intervals (Student's t) around means of samples, such as waiting times or marks, a row each: mean, sd, n, lower,
    upper, small. A sample of one has none.

    Args:
        sds: standard deviations of the samples (divisor n - 1). sizes: how many answered. population: out of how many;
            None where that is not known. level, design_effect, small: as for ``proportion_interval``.

    Raises:
        ArgumentError: a standard deviation below 0, a size below 1 or above its population, lengths that differ.

    >>> import mkba
    >>> mkba.mean_interval(7.4, 1.2, 31).round(2)[["lower", "upper"]].values.tolist()
    [[6.96, 7.84]]
    """
    options = _options("wilson", level, design_effect, small)
    return _tables.frame(_raw.mean_interval(
        reals(means, "means"), reals(sds, "sds"), reals(sizes, "sizes"), _perhaps(population), options))  # fmt: skip


def median_interval(values: Numbers, level: float = 0.95) -> pandas.DataFrame:
    """The median of a sample, and an interval between two of its values, whatever its distribution, one row: n, median,
    lower, upper, coverage (what the interval has in truth), small. A sample that is too small (at 0.95 fewer than 6) has
    no interval.

    Raises:
        ArgumentError: no value, one that is not finite, a level out of range. LimitError: more than a million values.

    >>> import mkba
    >>> mkba.median_interval([3, 8, 1, 12, 5, 7, 9, 2, 6, 20]).round(3)[["median", "lower", "upper"]].values.tolist()
    [[6.5, 2.0, 12.0]]
    """
    return _tables.frame(_raw.median_interval(reals(values, "values"), level))


def lmdi(start: Any, end: Any) -> pandas.DataFrame:
    """What a change of a sum of products consists of, without a residual: LMDI-I (Ang 2005). A row per factor and one of
    the total: factor (from 1; missing for the total), contribution (they add up), multiplier (they multiply).

    Args:
        start: the factors of an item, or a row of factors for each of several items: lists, an array, a DataFrame.
        end: the same at the end.

    Raises:
        ArgumentError: a factor that is not above 0, shapes that differ.

    >>> import mkba
    >>> mkba.lmdi([[1, 10, 2], [4, 5, 3]], [[4, 5, 3], [5, 6, 4]])["contribution"].round(3).tolist()
    [69.79, -9.455, 39.665, 100.0]
    """
    first, n_factors = _rows(start, "start")
    second, n_others = _rows(end, "end")
    if n_factors != n_others:
        raise ArgumentError(f"start has {n_factors} factors and end {n_others}", status="argument", where="end")
    return _tables.frame(_raw.lmdi(first, second, n_factors))


def whole(value: Any, name: str, least: int, most: int) -> int:
    """A whole number from least to most."""
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be a whole number, not {type(value).__name__}") from None
    if not least <= number <= most:
        message = f"{name} must be at least {least} and at most {most}, not {number}"
        raise ArgumentError(message, status="argument", where=name)
    return number


def reals(values: Any, name: str) -> array[float]:
    """Doubles of a number or of what has several."""
    if isinstance(values, numbers.Real):
        values = [values]
    if isinstance(values, (str, bytes)):
        raise TypeError(f"{name} must be numbers, not {type(values).__name__}")
    try:
        return array("d", values)
    except TypeError:
        raise TypeError(f"{name} must be a number or a list of numbers") from None
    except OverflowError:
        raise ArgumentError("a number is beyond the range of a double", status="argument", where=name) from None


def _perhaps(values: Numbers | None) -> array[float] | None:
    return None if values is None else reals(values, "population")


def _options(method: str, level: float, design_effect: float, small: float) -> dict[str, Any]:
    return {"method": method, "level": level, "design_effect": design_effect, "small": small}


def _rows(given: Any, name: str) -> tuple[array[float], int]:
    """Rows one after another, and how long they are."""
    rows = list(getattr(given, "to_numpy", lambda: given)())
    if rows and isinstance(rows[0], numbers.Real):
        rows = [rows]
    made = [reals(row, name) for row in rows]
    lengths = {len(row) for row in made}
    if len(lengths) > 1:
        raise ArgumentError(f"the rows of {name} are not equally long", status="argument", where=name)
    return array("d", [value for row in made for value in row]), lengths.pop() if lengths else 1
