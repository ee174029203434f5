"""A DataFrame as Arrow buffers, made with numpy alone: pyarrow may not be installed, and what is taken must not hang
on whether it is."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

import numpy

from ._errors import ArgumentError

if TYPE_CHECKING:
    import pandas

    from ._raw import Buffers

TICKS = {"s": "tss:", "ms": "tsm:", "us": "tsu:", "ns": "tsn:"}


def columns_of(frame: pandas.DataFrame) -> list[Buffers]:
    """The columns as the raw layer takes them. The index is left out."""
    units = frame.attrs.get("units")
    units = units if isinstance(units, Mapping) else {}
    return [_column(label, units.get(label), frame.iloc[:, i]) for i, label in enumerate(frame.columns)]


def _refuse(name: str, message: str) -> NoReturn:
    raise ArgumentError(f"column {name!r}{message}", status="argument", where=name)


def _column(name: Any, unit: Any, series: pandas.Series[Any]) -> Buffers:
    if not isinstance(name, str):
        _refuse(str(name), f" has a name of type {type(name).__name__}; the names of columns must be str")
    _encoded(name, name, " has a name")
    if "\0" in name:
        _refuse(name, " has a name with a NUL character")
    missing = series.isna().to_numpy(dtype=bool)
    form, values, characters = _values(name, series, missing)
    validity = numpy.packbits(~missing, bitorder="little") if missing.any() else None
    return name, form, _metadata(name, unit), validity, values, characters


def _metadata(name: str, unit: Any) -> bytes:
    """The unit as Arrow has metadata: the number of pairs, each text after its length."""
    if unit is None or unit == "":
        return b""
    if not isinstance(unit, str):
        _refuse(name, f" has a unit of type {type(unit).__name__}; units must be str")
    value = _encoded(name, unit, " has a unit")
    return struct.pack(f"=ii4si{len(value)}s", 1, 4, b"unit", len(value), value)


def _values(name: str, series: pandas.Series[Any], missing: Any) -> tuple[str, Any, Any]:
    """The Arrow format, the values (or offsets) and the characters of a column."""
    import pandas

    dtype = series.dtype
    kind = "O" if isinstance(dtype, pandas.CategoricalDtype) else getattr(dtype, "kind", "O")
    if kind == "b":
        return "b", numpy.packbits(_numbers(series, missing, bool, False), bitorder="little"), None
    if kind == "i":
        return "l", _numbers(series, missing, numpy.int64, 0), None
    if kind == "u":
        return "L", _numbers(series, missing, numpy.uint64, 0), None
    if kind == "f":
        return "g", _numbers(series, missing, numpy.float64, numpy.nan), None
    if kind == "M":
        return *_times(series), None
    if kind in "OU":
        return "U", *_texts(name, series, missing)
    _refuse(name, f" has the type {dtype}, which no table holds; give text, numbers, booleans or times")


def _numbers(series: pandas.Series[Any], missing: Any, dtype: Any, instead: Any) -> Any:
    """A contiguous array of the type; what stands where a value is missing is not looked at."""
    values = series.to_numpy(dtype=dtype, na_value=instead) if missing.any() else series.to_numpy(dtype=dtype)
    return numpy.ascontiguousarray(values)


def _times(series: pandas.Series[Any]) -> tuple[str, Any]:
    zoned = getattr(series.dt, "tz", None) is not None
    if zoned:
        series = series.dt.tz_convert("UTC").dt.tz_localize(None)
    own = isinstance(series.dtype, numpy.dtype)  # else pyarrow's
    values = numpy.ascontiguousarray(series.to_numpy(dtype=None if own else "datetime64[ns]"))
    ticks = TICKS[numpy.datetime_data(values.dtype)[0]]
    return f"{ticks}UTC" if zoned else ticks, values.view(numpy.int64)


def _texts(name: str, series: pandas.Series[Any], missing: Any) -> tuple[Any, bytes]:
    pieces = []
    for row, (item, absent) in enumerate(zip(series.tolist(), missing.tolist())):
        if absent:
            pieces.append(b"")
        elif isinstance(item, str):
            pieces.append(_encoded(name, item, f", row {row} (from 0): the text"))
        else:
            _refuse(name, f", row {row} (from 0): a column of objects must hold only str and missing values, not "
                          f"{type(item).__name__}; convert_dtypes() may tell what it is")  # fmt: skip
    offsets = numpy.zeros(len(pieces) + 1, dtype=numpy.int64)
    numpy.cumsum([len(piece) for piece in pieces], out=offsets[1:])
    return offsets, b"".join(pieces)


def _encoded(name: str, text: str, what: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        shown = name.encode("ascii", "backslashreplace").decode()
        _refuse(shown, f"{what} with a lone surrogate, which is no character")
