"""Tables of the library as DataFrames, and as plain rows where pandas would only cost time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _raw

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas

    from ._raw import Column, Handle


def frame(table: Handle) -> pandas.DataFrame:
    """A table as a DataFrame, whose ``attrs["units"]`` has the unit of each column that has one.

    Reals are float64 with NaN where a value is missing; whole numbers int64, or Int64 with <NA>; booleans bool,
    or boolean with <NA>; texts what pandas has for texts, with None or NaN.
    """
    return frame_of_columns(_raw.table_columns(table))


def frame_of_columns(columns: list[Column]) -> pandas.DataFrame:
    """The same of the columns of a table."""
    import pandas

    made = pandas.DataFrame({column[0]: _series(column) for column in columns}, copy=False)
    made.attrs["units"] = {name: unit for name, _, unit, _, _ in columns if unit}
    return made


def _series(column: Column) -> Any:
    import numpy
    import pandas

    _, kind, _, values, missing = column
    if isinstance(values, list):
        return pandas.Series(values, dtype="str" if int(pandas.__version__.split(".")[0]) >= 3 else object)
    mask = None if missing is None else numpy.frombuffer(missing, dtype=bool)
    if kind == "real":
        reals = numpy.frombuffer(values, dtype=numpy.float64)
        if mask is not None:
            reals[mask] = numpy.nan
        return reals
    whole = numpy.frombuffer(values, dtype=numpy.int64)
    if kind == "boolean":
        flags = whole != 0
        return flags if mask is None else pandas.arrays.BooleanArray(flags, mask)
    return whole if mask is None else pandas.arrays.IntegerArray(whole, mask)


def rows(table: Handle) -> Iterator[tuple[Any, ...]]:
    """The rows of a table as tuples of str, int, float, bool and None."""
    return rows_of_columns(_raw.table_columns(table))


def rows_of_columns(columns: list[Column]) -> Iterator[tuple[Any, ...]]:
    """The same of the columns of a table, or of some of them."""
    return zip(*(_items(column) for column in columns))


def _items(column: Column) -> list[Any]:
    _, kind, _, values, missing = column
    if isinstance(values, list):
        return values
    items: list[Any] = memoryview(values).cast("d" if kind == "real" else "q").tolist()
    if kind == "boolean":
        items = [bool(item) for item in items]
    if missing is None:
        return items
    return [None if absent else item for item, absent in zip(items, missing)]
