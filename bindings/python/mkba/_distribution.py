"""Distributions of uncertain parameters by themselves: quantiles, mean and spread, and how to come by one."""

from __future__ import annotations

import numbers
from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from . import _raw, _tables
from ._errors import ArgumentError
from ._samples import Numbers, reals

if TYPE_CHECKING:
    import numpy
    import pandas
    from numpy.typing import ArrayLike, NDArray

Distribution: TypeAlias = Mapping[str, Any] | str
# What each family needs beside two quantiles.
_EXTRA = {"normal": None, "lognormal": None, "gamma": None, "beta": "bounds", "triangular": "mode", "pert": "mode"}
Family: TypeAlias = Literal["normal", "lognormal", "gamma", "beta", "triangular", "pert"]


@overload
def distribution_quantile(distribution: Distribution, p: float) -> float: ...
@overload
def distribution_quantile(distribution: Distribution, p: ArrayLike) -> NDArray[numpy.float64]: ...
def distribution_quantile(distribution: Distribution, p: Any) -> Any:
    """The values at most which a distribution has the probabilities p.

    Within 1e-9 of the value or of the standard deviation, whichever is larger, for p from 1e-12 to 1 - 1e-12; of counts
    and listed values the smallest with at least probability p. A truncation is counted with.

    Args:
        distribution: as in a case: a dict such as ``{"pert": [1, 2, 5], "truncate": [0, 4]}``, or that as JSON.
        p: above 0 and below 1: a number gives a float, anything array-like an array of the same shape.

    Raises:
        CaseError: no distribution. ArgumentError: a p that is none; ``where`` names the element.

    >>> import mkba
    >>> mkba.distribution_quantile({"normal": {"mean": 100, "sd": 15}}, [0.05, 0.5, 0.95]).round(3)
    array([ 75.327, 100.   , 124.673])
    """
    if isinstance(p, numbers.Real):
        out = array("d", [0.0])
        _raw.distribution_quantile(_text(distribution), reals(p, "p"), out)
        return out[0]
    import numpy

    given = numpy.asarray(p, dtype=numpy.float64)
    values = numpy.empty(given.size)
    _raw.distribution_quantile(_text(distribution), numpy.ascontiguousarray(given).reshape(-1), values)
    return values.reshape(given.shape)


def distribution_summary(distribution: Distribution) -> dict[str, float | None]:
    """Mean, standard deviation and range (low, high; None where there is no end) of a distribution after truncation.

    Args:
        distribution: as for ``distribution_quantile``. Its mean is the value that a deterministic appraisal uses.

    Raises:
        CaseError: no distribution, or one whose mean or standard deviation is beyond the range of a double.

    >>> import mkba
    >>> mkba.distribution_summary({"gamma": {"mean": 10, "sd": 2}})
    {'mean': 10.0, 'sd': 2.0, 'low': 0.0, 'high': None}
    """
    (found,) = _tables.rows(_raw.distribution_table(_text(distribution)))
    return dict(zip(("mean", "sd", "low", "high"), found))


def elicit_distribution(
    family: Family,
    values: Sequence[float],
    p: Sequence[float] = (0.05, 0.95),
    *,
    mode: float | None = None,
    bounds: Sequence[float] | None = None,
) -> dict[str, Any]:
    """The distribution that has two given quantiles: what somebody says who knows "between 10 and 20, nine times out of
    ten". It can be put in a case as it is.

    Args:
        family: ``normal``, ``lognormal``, ``gamma``, ``beta``, ``triangular`` or ``pert``.
        values: two, ascending; above 0 for lognormal and gamma.
        p: the probabilities of at most them; of triangular and pert ``(0, 1)`` makes them the ends.
        mode: of triangular and pert, between the values; others take none.
        bounds: of beta, around the values; others take none.

    Raises:
        UnknownNameError: another family. ArgumentError: values, p, mode or bounds that do not fit.
        CaseError: no distribution of the family with these quantiles was found.

    >>> import mkba
    >>> mkba.elicit_distribution("pert", [1, 5], (0, 1), mode=2)
    {'pert': [1, 2, 5]}
    >>> made = mkba.elicit_distribution("gamma", [10, 20])
    >>> mkba.distribution_quantile(made, [0.05, 0.95]).round(6)
    array([10., 20.])
    """
    import json

    wanted = _EXTRA.get(family)
    for name, given in (("mode", mode), ("bounds", bounds)):
        if given is not None and family in _EXTRA and name != wanted:
            raise ArgumentError(f"a {family} distribution takes no {name}", status="argument", where=name)
    extra = reals([mode], "mode") if mode is not None else None if bounds is None else reals(bounds, "bounds")
    table = _raw.distribution_fit_quantiles(family, reals(p, "p"), reals(values, "values"), extra)
    ((_, text, _, _),) = _tables.rows(table)
    made: dict[str, Any] = json.loads(text)
    return made


def fit_distribution(values: Numbers, bounds: Sequence[float] | None = None) -> pandas.DataFrame:
    """Distributions fitted to data by maximum likelihood, the best first: family, distribution (JSON that can be put in a
    case), mean, sd, log_likelihood, aic, kolmogorov, anderson.

    A row for normal, for lognormal and gamma where all values are above 0, for beta where bounds are given. ``aic`` orders
    them (Akaike 1974); ``kolmogorov`` is the largest distance between the distribution functions of data and fit,
    ``anderson`` is A^2 of Anderson and Darling (1952), to which tails count more.

    Args:
        values: at least three, not all equal.
        bounds: the lowest and the highest value of a beta distribution; all values are inside.

    Raises:
        ArgumentError: too few values, one that is not finite or not inside the bounds, bounds that are none; ``where``
            names it. CaseError: the values are spread too little or too widely, as beyond the range of a double.

    >>> import mkba
    >>> failures = [3, 5, 7, 18, 43, 85, 91, 98, 100, 130, 230, 487]
    >>> mkba.fit_distribution(failures)[["family", "mean", "sd"]].round(2).values.tolist()
    [['gamma', 108.08, 128.59], ['lognormal', 148.09, 453.23], ['normal', 108.08, 130.43]]
    """
    ends = None if bounds is None else reals(bounds, "bounds")
    return _tables.frame(_raw.distribution_fit_values(reals(values, "values"), ends))


def _text(distribution: Distribution) -> str:
    import json

    return distribution if isinstance(distribution, str) else json.dumps(distribution)
