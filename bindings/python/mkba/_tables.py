"""Tables of the library: as objects, as DataFrames, and as plain rows where pandas would only cost time."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from . import _raw

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas


class Table:
    """A table of named columns: texts, whole numbers, real numbers or booleans, each perhaps with missing values.

    Made by ``Appraisal.table`` and ``Table.from_arrow``. Immutable; may be used by any number of threads. Whatever
    knows Arrow takes it as it is: ``polars.DataFrame(table)``, ``pyarrow.table(table)``, a query of DuckDB. Numbers
    are not copied on that way.

    >>> import mkba
    >>> table = mkba.example().appraise().table("actors")
    >>> table.columns[:3]
    ('alternative', 'actor', 'title')
    >>> table.units["net"], len(table) == len(list(table.rows()))
    ('EUR', True)
    """

    __slots__ = ("_handle", "__weakref__")

    def __init__(self, handle: _raw.Handle) -> None:
        self._handle = handle

    @classmethod
    def from_arrow(cls, data: Any, *, name: str | None = None) -> Table:
        """A table of what another package holds. Everything is copied.

        Args:
            data: what has ``__arrow_c_stream__`` or ``__arrow_c_array__`` (of polars, pyarrow, DuckDB, nanoarrow), or
                a pandas DataFrame, with or without pyarrow installed. Of a DataFrame the index is left out, and units
                are taken from ``attrs["units"]``; of Arrow data from the metadata ``unit`` of each column.
            name: of the table; None takes that of the data, which is mostly empty.

        Texts, categories of texts, whole and real numbers, booleans, dates and times (as ISO 8601 text) are taken.
        NaN is a missing value.

        Raises:
            ArgumentError: a column of another kind, infinity, a whole number beyond 64 bits, two columns of one name;
                ``where`` is the column, and the message names the row, from 0. LimitError: more than 10000 columns or
                2**31 - 1 rows. TypeError: no such data.

        >>> import pandas
        >>> frame = pandas.DataFrame({"uren": [7.5, None], "soort": ["begeleiding", None]})
        >>> list(mkba.Table.from_arrow(frame, name="uren").rows())
        [(7.5, 'begeleiding'), (None, None)]
        """
        pandas = sys.modules.get("pandas")  # who has a DataFrame has imported it
        if pandas is not None and isinstance(data, pandas.DataFrame):
            from ._pandas import columns_of

            return cls(_raw.table_of_buffers(columns_of(data), len(data), "" if name is None else name))
        if hasattr(data, "__arrow_c_stream__"):
            return cls(_raw.table_import_stream(data.__arrow_c_stream__(), name))
        if hasattr(data, "__arrow_c_array__"):
            schema, array = data.__arrow_c_array__()
            return cls(_raw.table_import(schema, array, name))
        raise TypeError(f"data must be a DataFrame or other Arrow data, not {type(data).__name__}")

    @property
    def name(self) -> str:
        """The name of the table, such as ``lines``."""
        return _raw.table_name(self._handle)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(_raw.table_column_name(self._handle, i) for i in range(_raw.table_n_columns(self._handle)))

    @property
    def units(self) -> dict[str, str]:
        """The unit of each column that has one."""
        units = ((name, _raw.table_column_unit(self._handle, i)) for i, name in enumerate(self.columns))
        return {name: unit for name, unit in units if unit}

    def __len__(self) -> int:
        """The number of rows."""
        return _raw.table_n_rows(self._handle)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows as tuples of str, int, float, bool and None.

        >>> next(mkba.example().appraise().table("summary").rows())[0]
        'teams'
        """
        return rows(self._handle)

    def to_dict(self) -> dict[str, list[Any]]:
        """The values by column.

        >>> mkba.example().appraise().table("summary").to_dict()["alternative"]
        ['teams']
        """
        return {column[0]: _items(column) for column in _raw.table_columns(self._handle)}

    def to_pandas(self) -> pandas.DataFrame:
        """The table as a DataFrame, whose ``attrs["units"]`` has the units.

        >>> mkba.example().appraise().table("summary").to_pandas()["npv"].dtype
        dtype('float64')
        """
        return frame(self._handle)

    def to_csv(self) -> str:
        """The table as CSV (RFC 4180), in which every number reads back as the same bits. A text that a spreadsheet
        would run as a formula has an apostrophe before it.

        >>> mkba.example().appraise().table("summary").to_csv().partition(",")[0]
        'alternative'
        """
        return _raw.table_csv(self._handle)

    def to_json(self) -> str:
        """The table as JSON: an array with an object per row, in which every number reads back as the same bits.

        >>> import json
        >>> table = mkba.example().appraise().table("summary")
        >>> [tuple(row.values()) for row in json.loads(table.to_json())] == list(table.rows())
        True
        """
        return _raw.table_json(self._handle)

    def __arrow_c_schema__(self) -> object:
        """The schema for Arrow (a PyCapsule); each column's metadata has its ``unit``."""
        return _raw.table_schema(self._handle)

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        """Schema and values for Arrow (PyCapsules). A requested schema is not heeded, as Arrow allows."""
        return _raw.table_export(self._handle)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The table as a stream of one chunk for Arrow (a PyCapsule). A requested schema is not heeded."""
        return _raw.table_export_stream(self._handle)

    def _heading(self) -> str:
        return f"{self.name!r}: {len(self)} rows, {_raw.table_n_columns(self._handle)} columns"

    def __repr__(self) -> str:
        return f"<mkba.Table {self._heading()}>\n{self.to_pandas().to_string(max_rows=10, na_rep='-')}"

    def _repr_html_(self) -> str:
        from html import escape

        values = self.to_pandas().to_html(max_rows=20, na_rep="-", border=0)
        return f"<p><strong>{escape(self._heading())}</strong></p>{values}"


def frame(table: _raw.Handle) -> pandas.DataFrame:
    """A table as a DataFrame, whose ``attrs["units"]`` has the unit of each column that has one.

    Reals are float64 with NaN where a value is missing; whole numbers int64, or Int64 with <NA>; booleans bool,
    or boolean with <NA>; texts what pandas has for texts, with None or NaN.
    """
    import pandas

    columns = _raw.table_columns(table)
    made = pandas.DataFrame({column[0]: _series(column) for column in columns}, copy=False)
    made.attrs["units"] = {name: unit for name, _, unit, _, _ in columns if unit}
    return made


def _series(column: _raw.Column) -> Any:
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


def rows(table: _raw.Handle) -> Iterator[tuple[Any, ...]]:
    """The rows of a table as tuples of str, int, float, bool and None."""
    return rows_of_columns(_raw.table_columns(table))


def rows_of_columns(columns: list[_raw.Column]) -> Iterator[tuple[Any, ...]]:
    """The same of the columns of a table, or of some of them."""
    return zip(*(_items(column) for column in columns))


def _items(column: _raw.Column) -> list[Any]:
    _, kind, _, values, missing = column
    if isinstance(values, list):
        return values
    items: list[Any] = memoryview(values).cast("d" if kind == "real" else "q").tolist()
    if kind == "boolean":
        items = [bool(item) for item in items]
    if missing is None:
        return items
    return [None if absent else item for item, absent in zip(items, missing)]
