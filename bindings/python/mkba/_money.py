"""Discounting, price levels and units."""

from __future__ import annotations

import numbers
from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, overload

from . import _raw
from ._catalog import Catalog, handle_of
from ._errors import ArgumentError

if TYPE_CHECKING:
    import numpy
    from numpy.typing import ArrayLike, NDArray

Segments: TypeAlias = Sequence[tuple[float, float] | Mapping[str, float]]


@overload
def discount_factor(scheme: str | Segments, tau: float, *, catalog: Catalog | None = None) -> float: ...
@overload
def discount_factor(
    scheme: str | Segments, tau: ArrayLike, *, catalog: Catalog | None = None
) -> NDArray[numpy.float64]: ...
def discount_factor(scheme: str | Segments, tau: Any, *, catalog: Catalog | None = None) -> Any:
    """Discount factors D(tau) of a scheme.

    D(tau) is the product over segments of (1 + rate)^-(length of [0, tau] inside the segment), with forward rates as
    in the HM Treasury Green Book 2022, annex A6; for tau < 0 the first rate compounds upward.

    A number carries no finding: ``NL-2026`` rests on secondary sources and is read as forward rates, as the evidence
    in ``mkba.catalog.schemes`` says. A case that uses it has that among its findings.

    Args:
        scheme: name of a scheme, such as ``"NL-2026"`` (its part ``standard``) or ``"NL-HTA-2024/effects"`` (see
            ``mkba.catalog.schemes``), or segments: pairs ``(from, rate)``, from in years after the base year, the
            first 0, ascending, or the same as dicts ``{"from": 0, "rate": 0.028}``.
        tau: times in years from the base year, whole or not: a number gives a float, anything array-like an array of
            the same shape.
        catalog: where the name is looked up; None is the shipped one.

    Raises:
        UnknownNameError: no such scheme (the nearest is named).
        ArgumentError: segments or times that make no sense; ``where`` names the element.
        TypeError: what is no number.

    >>> round(mkba.discount_factor("NL-2021", 1), 12) == round(1 / 1.0225, 12)
    True
    >>> mkba.discount_factor([(0, 0.028), (35, 0.018)], [0, 1, 40]).round(6)
    array([1.      , 0.972763, 0.347938])
    """
    if isinstance(tau, numbers.Real):
        out = array("d", [0.0])
        _factors(scheme, catalog)(_one(tau, "tau"), out)
        return out[0]
    import numpy

    times = _reals(tau, "tau")
    factors = numpy.empty(times.size)
    _factors(scheme, catalog)(times.reshape(-1), factors)
    return float(factors[0]) if times.ndim == 0 else factors.reshape(times.shape)


@overload
def convert_price(
    amount: float, *, from_year: int, to_year: int, index: str = "cpi", catalog: Catalog | None = None
) -> float: ...
@overload
def convert_price(
    amount: ArrayLike, *, from_year: int, to_year: int, index: str = "cpi", catalog: Catalog | None = None
) -> NDArray[numpy.float64]: ...
def convert_price(
    amount: Any, *, from_year: int, to_year: int, index: str = "cpi", catalog: Catalog | None = None
) -> Any:
    """An amount of one year's price level in that of another: amount * I(to_year) / I(from_year).

    Args:
        amount: in EUR of ``from_year``: a number gives a float, anything array-like an array of the same shape.
        index: ``"cpi"`` (CBS 83131NED) or ``"ova_ppc"`` (VNG, 90 % OVA and 10 % PPC); see ``mkba.catalog.indices``.
        catalog: where the index is looked up; None is the shipped one.

    Raises:
        UnknownNameError: no such index. ArgumentError: a year outside it (the message names the years it holds), an
        amount that is not finite.

    >>> mkba.convert_price(100, from_year=2024, to_year=2024)
    100.0
    """
    for name, year in (("from_year", from_year), ("to_year", to_year)):
        if not isinstance(year, numbers.Integral):
            raise TypeError(f"{name} must be a whole number, not {type(year).__name__}")
    handle = handle_of(catalog)
    return _each(amount, "amount", lambda one: _raw.convert_price(handle, one, index, from_year, to_year))


@overload
def convert_unit(value: float, from_unit: str, to_unit: str) -> float: ...
@overload
def convert_unit(value: ArrayLike, from_unit: str, to_unit: str) -> NDArray[numpy.float64]: ...
def convert_unit(value: Any, from_unit: str, to_unit: str) -> Any:
    """A value in another unit. Units are products of symbols: ``"EUR/uur"``, ``"uur/client/jaar"``; 60 minuut = 1 uur,
    1 dagdeel = 4 uur, 1 week = 7 etmaal, 12 maand = 1 jaar, 1 % = 0.01.

    Args:
        value: a number gives a float, anything array-like an array of the same shape.

    Raises:
        UnitError: a unit cannot be read, or the two do not agree; the message shows both sides.

    >>> mkba.convert_unit(90, "EUR/uur", "EUR/minuut")
    1.5
    """
    return _each(value, "value", lambda one: _raw.convert_unit(one, from_unit, to_unit))


def _one(value: Any, name: str) -> array[float]:
    try:
        return array("d", [value])
    except TypeError:
        raise TypeError(f"{name} must be numbers, not {type(value).__name__}") from None
    except OverflowError:
        raise ArgumentError("the number is beyond the range of a double", status="argument", where=name) from None


def _reals(values: Any, name: str) -> NDArray[numpy.float64]:
    """Float64 in the shape of what is array-like."""
    import numpy

    given = numpy.asarray(values)
    if given.dtype.kind not in "iufO":
        raise TypeError(f"{name} must be numbers, not {given.dtype}")
    if given.dtype.kind == "O":  # numpy would read None as NaN, and texts
        given = numpy.array([_one(each, name)[0] for each in given.flat]).reshape(given.shape)
    return numpy.asarray(given, dtype=numpy.float64, order="C")


def _each(values: Any, name: str, convert: Callable[[float], float]) -> Any:
    """A float for a number, an array for what is array-like."""
    if isinstance(values, numbers.Real):
        return convert(_one(values, name)[0])
    import numpy

    given = _reals(values, name)
    made = numpy.array([convert(value) for value in given.flat]).reshape(given.shape)
    return float(made) if made.ndim == 0 else made


def _factors(scheme: str | Segments, catalog: Catalog | None) -> Callable[[Any, Any], None]:
    handle = handle_of(catalog)
    if isinstance(scheme, str):
        return lambda tau, out: _raw.discount_factor(handle, scheme, tau, out)
    segments = pairs_of(scheme, "scheme", "the name of a scheme or pairs (from, rate)")
    return lambda tau, out: _raw.segments_factor(segments, tau, out)


def pairs_of(scheme: Any, name: str, wanted: str) -> list[tuple[float, float]]:
    """Segments as pairs; ``name`` is the argument."""
    if not isinstance(scheme, Sequence):
        raise TypeError(f"{name} must be {wanted}, not {type(scheme).__name__}")
    return [_pair(segment) for segment in scheme]


def _pair(segment: Any) -> tuple[float, float]:
    if not isinstance(segment, Mapping):
        pair: tuple[float, float] = segment  # looked at in C
        return pair
    if set(segment) != {"from", "rate"}:
        raise ArgumentError('a segment has the keys "from" and "rate"', status="argument", where="segments")
    return segment["from"], segment["rate"]
