"""Cash flows: net present value, rates of return, payback, annuities, depreciation, the time value of money."""

from __future__ import annotations

import numbers
from array import array
from typing import TYPE_CHECKING, Any, TypeAlias, overload

from . import _raw, _tables
from ._catalog import Catalog, handle_of
from ._errors import ArgumentError
from ._money import pairs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy
    import pandas
    from numpy.typing import ArrayLike, NDArray

    from ._money import Segments

    Rate: TypeAlias = float | str | Segments
    Flow: TypeAlias = Sequence[float]


@overload
def npv(rate: Rate, flows: Flow, tau: ArrayLike | None = None, *, catalog: Catalog | None = None) -> float: ...
@overload
def npv(rate: Rate, flows: ArrayLike, tau: ArrayLike | None = None, *, catalog: Catalog | None = None) -> Any: ...
def npv(rate: Rate, flows: Any, tau: Any = None, *, catalog: Catalog | None = None) -> Any:
    """Net present value: the sum over periods of amount x D(tau), with D as in ``discount_factor``.

    Args:
        rate: a yearly rate (``0.0225``), the name of a scheme (``"NL-2026"``), or segments, as in ``discount_factor``,
            which says on what schemes rest.
        flows: amounts, income above 0: one flow, or a flow per row (lists, arrays, a DataFrame).
        tau: the time of each period in years, ascending; 0, 1, 2, ... when left out.
        catalog: where the name is looked up; None is the shipped one.

    Returns:
        A float for one flow, an array for several.

    Raises:
        UnknownNameError: no such scheme. ArgumentError: what is not finite, lengths that differ, a rate of -1 or
        less; ``where`` names the element, such as ``"flows[3][2]"``. TypeError: what is no number.

    >>> round(mkba.npv(0.08, [-40000, 5000, 8000, 12000, 30000]), 8)
    3065.22266818
    >>> mkba.npv(0.25, [[-100, 125], [-100, 250]])
    array([  0., 100.])
    """
    given, single = _flows(flows)
    out, result = _room(given, single)
    _raw.npv(_segments(rate, catalog), _reals(tau, "tau"), given, out)
    return result()


@overload
def irr(flows: Flow, step: float = 1.0) -> list[float]: ...
@overload
def irr(flows: ArrayLike, step: float = 1.0) -> Any: ...
def irr(flows: Any, step: float = 1.0) -> Any:
    """Internal rates of return: every rate above -1 per year at which the net present value is 0.

    Args:
        flows: one flow, or a flow per row.
        step: years between periods: 0.5 for half years.

    Returns:
        For one flow a list of all rates, ascending: empty when there is none, which is certified, and more than one
        when the sign of the amounts changes more than once. A rate where the value only touches zero, or where rounding
        hides whether there are none, one or two, is in the list too: ``irr_table`` tells which those are. For several
        flows the table of ``irr_table``.

    Raises:
        ArgumentError: amounts that are all 0 (any rate is a root), what is not finite, a step of 0 or less, a rate
        beyond the range of a float.

    >>> [round(rate, 12) for rate in mkba.irr([-1000, 2300, -1320])]
    [0.1, 0.2]
    >>> mkba.irr([100, -300, 250])
    []
    """
    given, single = _flows(flows)
    table = _raw.irr(given, step)
    if not single:
        return _tables.frame(table)
    found = [(kind, rate) for _, kind, rate, _, _ in _tables.rows(table)]
    if found[0][0] == "every":
        raise ArgumentError("the amounts are all 0: any rate is a rate of return", status="argument", where="flows")
    return [rate for kind, rate in found if kind != "none"]


def irr_table(flows: ArrayLike, step: float = 1.0) -> pandas.DataFrame:
    """The same as a table, a row for each rate, with the bracket that holds it.

    Returns:
        flow (from 0), kind, rate, low, high. Kinds: ``root``: certified to be the only one in its bracket;
        ``multiple``: the value cannot be told from zero in the bracket, so that there may be no root, one, or several:
        it is at most 1.01 (2 n + 4) 2^-53 of the sum of the discounted amounts in size, n the number of periods;
        ``none``: no root; ``every``: all amounts are 0, any rate is a root.

    >>> mkba.irr_table([[-100, 110], [-100, -10], [-100, 220]])[["kind", "rate"]].round(6)
       kind  rate
    0  root   0.1
    1  none   NaN
    2  root   1.2
    """
    return _tables.frame(_raw.irr(_flows(flows)[0], step))


@overload
def mirr(flows: Flow, finance_rate: float, reinvest_rate: float) -> float: ...
@overload
def mirr(flows: ArrayLike, finance_rate: float, reinvest_rate: float) -> Any: ...
def mirr(flows: Any, finance_rate: float, reinvest_rate: float) -> Any:
    """Modified internal rate of return, as in Excel and numpy-financial:
    (future value of income at ``reinvest_rate`` / -present value of expenses at ``finance_rate``)^(1/n) - 1.

    Returns:
        A float for one flow, an array for several.

    Raises:
        ArgumentError: a flow without both income and expenses has no such rate (``where`` names it).

    >>> round(mkba.mirr([-100, 50, -60, 70], 0.10, 0.12), 12)
    -0.039093665944
    """
    given, single = _flows(flows)
    out, result = _room(given, single)
    _raw.mirr(given, finance_rate, reinvest_rate, out)
    return result()


@overload
def payback(
    flows: Flow, rate: Rate = 0.0, tau: ArrayLike | None = None, *, catalog: Catalog | None = None
) -> float | None: ...
@overload
def payback(
    flows: ArrayLike, rate: Rate = 0.0, tau: ArrayLike | None = None, *, catalog: Catalog | None = None
) -> Any: ...
def payback(flows: Any, rate: Rate = 0.0, tau: Any = None, *, catalog: Catalog | None = None) -> Any:
    """Payback: the first time after which the cumulative discounted balance stays at or above 0.

    Args:
        flows: one flow, or a flow per row.
        rate: as in ``npv``; 0, when left out, is the simple payback.
        tau, catalog: as in ``npv``.

    Returns:
        For one flow the time of the period, None when it is never paid back; for several an array, NaN where never.
        ``payback_table`` has every crossing of zero, and times interpolated within a period.

    >>> mkba.payback([-100, 40, 40, 40])
    3.0
    >>> mkba.payback([-100, 40, 40, 40], rate=0.1) is None
    True
    """
    given, single = _flows(flows)
    found = _raw.payback(_segments(rate, catalog), _reals(tau, "tau"), given)
    times = {flow: time for flow, _, time, _, _, is_payback in _tables.rows(found) if is_payback}
    if single:
        return times.get(0)
    import numpy

    return numpy.array([times.get(flow, numpy.nan) for flow in range(len(given))])


def payback_table(
    flows: ArrayLike, rate: Rate = 0.0, tau: ArrayLike | None = None, *, catalog: Catalog | None = None
) -> pandas.DataFrame:
    """Every moment at which the cumulative discounted balance crosses 0. Arguments as in ``payback``.

    Returns:
        flow (from 0), kind (``crossing``; ``never_negative``: paid back from the first moment; ``none``: a last row of
        a flow that is never paid back), tau, interpolated (the amount of the period spread evenly since the period
        before), direction (``up``, ``down``), is_payback.

    >>> mkba.payback_table([-100, 40, 40, 40])[["tau", "interpolated", "is_payback"]]
       tau  interpolated  is_payback
    0  3.0           2.5        True
    """
    return _tables.frame(_raw.payback(_segments(rate, catalog), _reals(tau, "tau"), _flows(flows)[0]))


@overload
def annuity(rate: Rate, years: float, timing: str = "end", *, catalog: Catalog | None = None) -> float: ...
@overload
def annuity(
    rate: Rate, years: ArrayLike, timing: str = "end", *, catalog: Catalog | None = None
) -> NDArray[numpy.float64]: ...
def annuity(rate: Rate, years: Any, timing: str = "end", *, catalog: Catalog | None = None) -> Any:
    """Annuity factor: the present value of 1 in each of so many years.

    Args:
        rate: as in ``npv``.
        years: whole; a number gives a float, anything array-like an array.
        timing: where in the year the amounts fall: ``"begin"``, ``"mid"`` or ``"end"``.
        catalog: as in ``npv``.

    >>> round(mkba.annuity("NL-2026", 10), 10)
    8.6179339257
    """
    single = isinstance(years, numbers.Real)
    given = _reals([years] if single else years, "years")
    out, result = _room([None] if single else given, single)
    _raw.annuity(_segments(rate, catalog), timing, given, out)
    return result()


def annual_equivalent(
    pv: float, rate: Rate, years: int, timing: str = "end", *, catalog: Catalog | None = None
) -> float:
    """The yearly amount of which so many years have the present value ``pv``: pv / annuity factor. Arguments
    as in ``annuity``.

    >>> round(mkba.annual_equivalent(1000, 0.0225, 10), 6)
    112.787683
    """
    return _raw.annual_equivalent(pv, _segments(rate, catalog), timing, years)


def equipment_annuity(value: float, residual: float, years: int, rate: float) -> float:
    """The yearly cost of equipment, depreciation and interest together: (V - R / (1 + i)^n) / a, a the annuity factor
    of n years at rate i (the costing manual of Zorginstituut Nederland).

    Args:
        value: V, purchase or replacement value. residual: R, value at the end, from 0 to V.
        years: n, life in whole years. rate: i, per year.

    >>> round(mkba.equipment_annuity(50000, 5000, 10, 0.025), 6)
    5266.644343
    """
    return _raw.equipment_annuity(value, residual, years, rate)


def depreciation(value: float, residual: float, years: int, rate: float, method: str = "linear") -> pandas.DataFrame:
    """The cost of a thing in each year of its life.

    Args:
        value, residual, years, rate: as in ``equipment_annuity``.
        method: ``"linear"``: the same depreciation every year; ``"annuity"``: the same total every year.

    Returns:
        year, depreciation, interest (over the book value at the begin of the year), total, book_value (at the end).

    >>> mkba.depreciation(1000, 200, 2, 0.05)
       year  depreciation  interest  total  book_value
    0     1         400.0      50.0  450.0       600.0
    1     2         400.0      30.0  430.0       200.0
    """
    return _tables.frame(_raw.depreciation(value, residual, years, rate, method))


def future_value(rate: float, n_periods: float, payment: float, present_value: float, timing: str = "end") -> float:
    """What a present value and regular payments have become after so many periods. What is received is above 0, what
    is paid below, as in numpy-financial and spreadsheets.

    Args:
        rate: per period. timing: payments at the ``"begin"`` or the ``"end"`` of a period.

    Raises:
        EvaluationError: there is no such value within the range of a float. So for the functions below.

    >>> round(mkba.future_value(0.05 / 12, 120, -100, -100), 6)
    15692.928894
    """
    return _raw.future_value(rate, n_periods, payment, present_value, timing)


def present_value(rate: float, n_periods: float, payment: float, future_value: float = 0.0, timing: str = "end") -> float:
    """What regular payments and a future value are worth now; signs as in ``future_value``.

    >>> round(mkba.present_value(0.05 / 12, 120, -100, 15692.93), 6)
    -100.000671
    """
    return _raw.present_value(rate, n_periods, payment, future_value, timing)


def payment(rate: float, n_periods: float, present_value: float, future_value: float = 0.0, timing: str = "end") -> float:
    """The payment per period that settles a present and a future value; signs as in ``future_value``.

    >>> round(mkba.payment(0.075 / 12, 180, 200000), 6)
    -1854.02472
    """
    return _raw.payment(rate, n_periods, present_value, future_value, timing)


def periods(rate: float, payment: float, present_value: float, future_value: float = 0.0, timing: str = "end") -> float:
    """The number of periods, not necessarily whole, in which payments settle the amounts; signs as in ``future_value``.

    >>> round(mkba.periods(0.07 / 12, -150, 8000), 6)
    64.073349
    """
    return _raw.periods(rate, payment, present_value, future_value, timing)


def rate(n_periods: int, payment: float, present_value: float, future_value: float, timing: str = "end") -> float:
    """The one rate per period that settles the amounts; signs as in ``future_value``.

    Raises:
        EvaluationError: no rate does, or more than one.

    >>> round(mkba.rate(10, 0, -3500, 10000), 8)
    0.11069085
    """
    return _raw.rate(n_periods, payment, present_value, future_value, timing)


# ---- arguments ----------------------------------------------------------------------------------------------------


def _segments(rate: Any, catalog: Catalog | None) -> Any:
    own = handle_of(catalog)
    if isinstance(rate, numbers.Real):
        return [(0.0, rate)]
    if isinstance(rate, str):
        return [(row[4], row[5]) for row in _tables.rows(_raw.catalog_scheme(own, rate))]  # from_tau, rate
    return pairs_of(rate, "rate", "a number, the name of a scheme or pairs (from, rate)")


def _flows(flows: Any) -> tuple[Any, bool]:
    """Float64 in one or two dimensions, not copied when it is so already; and whether it is one flow."""
    if isinstance(flows, (list, tuple)) and all(type(amount) in (int, float) for amount in flows):
        return _reals(flows, "flows"), True
    given = _array(flows, "flows")
    if given.ndim not in (1, 2):
        raise TypeError(f"flows must have one or two dimensions, not {given.ndim}")
    return given, given.ndim == 1


def _reals(values: Any, name: str) -> Any:
    """Float64 in one dimension, without numpy for lists; None stays."""
    if values is None:
        return None
    if isinstance(values, (list, tuple, range)) and all(isinstance(value, numbers.Real) for value in values):
        try:
            return array("d", values)
        except OverflowError:
            message = "a number is beyond the range of a double"
            raise ArgumentError(message, status="argument", where=name) from None
    import numpy

    given = numpy.ascontiguousarray(_array(values, name))
    if given.ndim != 1:
        raise TypeError(f"{name} must have one dimension, not {given.ndim}")
    return given


def _array(values: Any, name: str) -> Any:
    import numpy

    given = numpy.asarray(values)
    if given.dtype.kind == "O":
        if not all(hasattr(type(value), "__float__") and not isinstance(value, str) for value in given.flat):
            raise TypeError(f"{name} must be numbers")
        try:
            given = numpy.array([float(value) for value in given.flat]).reshape(given.shape)
        except OverflowError:
            message = "a number is beyond the range of a double"
            raise ArgumentError(message, status="argument", where=name) from None
    if given.dtype.kind not in "iuf":
        raise TypeError(f"{name} must be numbers, not {given.dtype}")
    return numpy.require(given, dtype=numpy.float64, requirements="A")


def _room(given: Any, single: bool) -> tuple[Any, Any]:
    """Where the results go, and what to make of them."""
    if single:
        one = array("d", [0.0])
        return one, lambda: one[0]
    import numpy

    many = numpy.empty(len(given))
    return many, lambda: many
