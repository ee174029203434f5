"""What a panel is read from: files, texts, frames, and how the caller says they are to be read."""

from __future__ import annotations

import contextlib
import csv
import datetime
import operator
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias, TypedDict

from . import _documents, _raw, _tables
from ._errors import ArgumentError, CaseError, FileError, MkbaError, PanelError, UnknownNameError, file_error, why_unreadable

Names: TypeAlias = str | Iterable[str]
Period: TypeAlias = int | str | datetime.date
Periods: TypeAlias = Period | Iterable[Period]

_MOST_BYTES = 256 * 1024 * 1024 + 1  # the library refuses more than 256 MiB, in its own words

# A panel as `Panel.frame` gives it, read back.
_OWN = {"area": "area", "name": "name", "period": "period", "indicator": "indicator", "value": "value",
        "unit": "unit", "bron": "source", "status": "status"}  # fmt: skip
_OWN_SURELY = ("area", "period", "indicator", "value")
_LISTS = ("indicators", "skipped", "provisional", "area_codes", "area_names")


class FetchOptions(TypedDict, total=False):
    """What may be said of a table that is fetched."""

    chosen: Mapping[str, str] | Names
    kind: str
    skipped: Names
    area_prefix: str


class PanelOptions(TypedDict, total=False):
    """How a panel is read; what is not given is as usual for the format."""

    encoding: str
    separator: str
    decimal: str
    source: str
    area: str
    name: str
    period: str
    indicator: str
    value: str
    unit: str
    bron: str
    status: str
    split_units: bool
    fixed_area: str
    fixed_period: Period
    indicators: Names
    skipped: Names
    chosen: Mapping[str, str] | Names
    kind: str
    provisional: Periods
    area_prefix: str
    area_codes: Mapping[str, str] | Names
    area_names: Names
    report: str


# ---- arguments ----------------------------------------------------------------------------------------------


def names(given: Names) -> list[str]:
    """A list of names; a str is one of them.

    Raises:
        TypeError: something in it is no str: bytes would be a list of numbers, and None no name at all.
    """
    listed = [given] if isinstance(given, str) else list(given)
    for item in listed:
        if not isinstance(item, str):
            raise TypeError(f"a name is a str, not {type(item).__name__}: {item!r:.60}")
    return listed


def period(given: Period) -> str:
    """A period as text: a year may be a number, a reference date a date.

    Raises:
        TypeError: it is none of these.
    """
    if isinstance(given, str):
        return given
    if isinstance(given, datetime.datetime):
        return given.date().isoformat()
    if isinstance(given, datetime.date):
        return given.isoformat()
    try:
        return str(operator.index(given))
    except TypeError:
        raise TypeError(f"a period is a year, a str or a date, not {type(given).__name__}: {given!r:.60}") from None


def window(given: tuple[Period, Period] | None) -> tuple[str | None, str | None]:
    """The first and the last period of a study; None leaves both to the panel.

    Raises:
        TypeError: it is no pair of periods.
    """
    if given is None:
        return None, None
    if not isinstance(given, (tuple, list)) or len(given) != 2:
        raise TypeError(f"years is a pair, the first and the last: (2017, 2024), not {given!r:.60}")
    return period(given[0]), period(given[1])


def treated_options(
    treated: Names | Mapping[str, Period], indicator: str, start: Period | None, donors: Names | None,
    years: tuple[Period, Period] | None, options: Mapping[str, Any],
) -> dict[str, Any]:  # fmt: skip
    """Options with who is treated from when on, beside whom: a mapping of codes has each area's own start.

    Raises:
        ArgumentError: a start beside those of a mapping.
    """
    first, last = window(years)
    given: dict[str, Any] = {
        **options, "indicator": indicator, "donors": None if donors is None else names(donors), "first": first,
        "last": last,
    }  # fmt: skip
    if given.get("covariates") is not None:
        given["covariates"] = names(given["covariates"])
    if not isinstance(treated, Mapping):
        return {**given, "treated": names(treated), "start": None if start is None else period(start)}
    if start is not None:
        raise ArgumentError("start must be left out: treated has one of each area", status="argument", where="start")
    return {**given, "treated": list(treated), "starts": [period(each) for each in treated.values()]}


def periods(given: Periods) -> list[str]:
    """A list of periods as texts; one that stands alone is a list of one."""
    if isinstance(given, (str, datetime.date)) or hasattr(type(given), "__index__"):
        return [period(given)]  # type: ignore[arg-type]
    return [period(item) for item in given]  # type: ignore[union-attr]


def _plain(options: PanelOptions) -> dict[str, Any]:
    """Options as the raw layer takes them."""
    made: dict[str, Any] = {key: value for key, value in options.items() if value is not None}
    codes, chosen = made.get("area_codes"), made.get("chosen")
    if isinstance(codes, Mapping):
        made["area_names"], made["area_codes"] = list(codes), list(codes.values())
    if isinstance(chosen, Mapping):
        made["chosen"] = [f"{dimension}={key}" for dimension, key in chosen.items()]
    elif chosen is not None:
        made["chosen"] = names(chosen)
    if "fixed_period" in made:
        made["fixed_period"] = period(made["fixed_period"])
    if "provisional" in made:
        made["provisional"] = periods(made["provisional"])
    for key in _LISTS:
        if isinstance(made.get(key), Iterable):
            made[key] = names(made[key])
    return made


@contextlib.contextmanager
def panel_errors(source: object = None) -> Iterator[None]:
    """A text that breaks a rule is a refused panel, not a refused case; the file it comes from is named."""
    try:
        yield
    except MkbaError as error:
        if source is not None:
            error.source = error.source or os.fsdecode(source)  # type: ignore[arg-type]
        kind = {"syntax": PanelError, "unknown": UnknownNameError}.get(error.status)
        if kind is None or not isinstance(error, CaseError):
            raise
        made = kind(error.message)
        made.__dict__.update(error.__dict__)
        raise made from None


def has_name(text: bytes, name: str) -> bool:
    """Whether a text has a name as a column or a cell."""
    return re.search(rb"(?:^|[,;\t\"])" + re.escape(name.encode()) + rb"(?:[,;\t\"\r\n]|$)", text, re.MULTILINE) is not None


# ---- reading ------------------------------------------------------------------------------------------------


def read(data: Any, format: str | None, options: PanelOptions) -> _raw.Handle:
    """The panel of a path, a text or a frame."""
    given = _plain(options)
    path = _documents.rows_path(data)
    if path is not None:
        return _of_file(path, format, given)
    if isinstance(data, (str, bytes, bytearray, memoryview)):
        with panel_errors():
            return _of_text(data if isinstance(data, (str, bytes)) else bytes(data), format, given)
    with panel_errors():
        return _of_frame(data, format, given)


def _of_file(path: str | os.PathLike[str], format: str | None, given: dict[str, Any]) -> _raw.Handle:
    with panel_errors(path):
        if format is None:
            return _of_text(_documents.read(path, _MOST_BYTES), None, given)
        try:
            return _raw.panel_read(path, format, given)
        except FileError as error:
            raise file_error(why_unreadable(os.fspath(path)), os.fspath(path), error.message) from None


def _of_text(text: str | bytes, format: str | None, given: dict[str, Any]) -> _raw.Handle:
    if format is None:
        format, form = detected(text)
        given = {**form, **given}
    return _raw.panel_parse(text, format, given)


def detected(text: str | bytes) -> tuple[str, dict[str, Any]]:
    """The form that a text seems to have, and what follows from it."""
    header = text[:4000] if isinstance(text, str) else text[:4000].decode("latin-1")
    first = next(csv.reader(header.removeprefix("\ufeff").removeprefix("ï»¿").splitlines()[:1]), [])
    if _is_own(first):
        return "tidy", _own(first)
    format, encoding, separator, decimal = _raw.panel_detect(text)
    return format, {"encoding": encoding, "separator": separator, "decimal": decimal}


def _is_own(columns: Sequence[str]) -> bool:
    return all(name in columns for name in _OWN_SURELY)


def _own(columns: Sequence[str]) -> dict[str, Any]:
    """The options for it: a column that it lacks is none."""
    made = {option: name if name in columns else "" for option, name in _OWN.items()}
    if not made["status"]:
        del made["status"]  # none is what is usual
    return made


# ---- frames -------------------------------------------------------------------------------------------------


def _of_frame(data: Any, format: str | None, given: dict[str, Any]) -> _raw.Handle:
    frame = _with_index(_as_frame(data))
    table = _tables.Table.from_arrow(frame)
    if format is None:
        columns = table.columns
        if _is_own(columns):
            format, given = "tidy", {**_own(columns), **given}
        else:
            format = _raw.panel_detect_table(table._handle)
    return _raw.panel_from_table(table._handle, format, given)


def _as_frame(data: Any) -> Any:
    """A list of dicts, as cbsodata gives, is a frame too."""
    if isinstance(data, (list, tuple)) and data and all(isinstance(row, Mapping) for row in data):
        import pandas

        return pandas.DataFrame(list(data))
    return data


def _with_index(frame: Any) -> Any:
    """Of a DataFrame the index counts when it has a name, and an index that came back from CSV does not."""
    pandas = sys.modules.get("pandas")
    if pandas is None or not isinstance(frame, pandas.DataFrame):
        return frame
    if len(frame.columns) > 0 and frame.columns[0] == "Unnamed: 0":
        frame = frame.iloc[:, 1:]
    named = [name for name in frame.index.names if name is not None]
    return frame.reset_index(level=named) if named else frame
