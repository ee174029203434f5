"""Figures from CBS, by the clients of others: cbsodata (OData v3) and cbsodata4 (v4). They are imported when asked for.

Of v3 the untyped data are fetched: the typed ones have lost why a figure is missing.
"""

from __future__ import annotations

import contextlib
import difflib
import importlib
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType
from typing import Any, NamedTuple

from . import _panel_read
from ._errors import FileError, UnknownNameError
from ._panel_read import Names, Periods

CLIENTS = ("cbsodata", "cbsodata4")
_NETWORKS = ("requests", "urllib3", "httpx", "httpcore")
_MOST_ASKED = 40  # values of a filter; the address of a request has an end
_FINAL = ("", "definitief")
_switch = threading.Lock()  # whether cbsodata uses https is the same for all threads


class Answer(NamedTuple):
    """What CBS gave: a frame, its form, and what the tables beside it say."""

    frame: Any
    format: str
    options: dict[str, Any]


class Wanted(NamedTuple):
    """What of a table is asked for; None is all."""

    areas: list[str] | None
    periods: list[str] | None
    indicators: list[str] | None
    chosen: dict[str, str]


def fetch(
    table: str,
    areas: Names | None,
    periods: Periods | None,
    indicators: Names | None,
    chosen: Mapping[str, str] | Names | None,
    client: ModuleType | str | None,
    base_url: str | None,
) -> Answer:
    """The data of a table of CBS."""
    wanted = Wanted(
        None if areas is None else _panel_read.names(areas),
        None if periods is None else [_key(period) for period in _panel_read.periods(periods)],
        None if indicators is None else _panel_read.names(indicators),
        _choices(chosen),
    )
    module = _client(client)
    with _network(table):
        if hasattr(module, "get_meta"):
            return _of_v3(module, table, wanted, base_url)
        if hasattr(module, "get_observations"):
            return _of_v4(module, table, wanted, base_url)
    raise TypeError(f"client must be cbsodata or cbsodata4, not {module!r}")


def _client(client: ModuleType | str | None) -> Any:
    if client is not None and not isinstance(client, str):
        return client
    for name in CLIENTS if client is None else (client,):
        with contextlib.suppress(ModuleNotFoundError):
            return importlib.import_module(name)
    wanted = client or " or ".join(CLIENTS)
    raise ImportError(f"figures of CBS come by {wanted}, which is not installed: pip install {client or CLIENTS[0]}")


@contextlib.contextmanager
def _network(table: str) -> Iterator[None]:
    """A failure of the network is a FileError."""
    try:
        yield
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in _NETWORKS:
            raise
        made = FileError(
            f"the table cannot be fetched from CBS: {error or type(error).__name__}", status="file", source=table
        )
        made.errno, made.filename = getattr(error, "errno", None), table
        raise made from error


# ---- arguments ----------------------------------------------------------------------------------------------


def _key(period: str) -> str:
    """A period as the tables of CBS have it."""
    if len(period) == 4 and period.isdecimal():
        return f"{period}JJ00"
    return period.replace("-", "")


def _choices(chosen: Mapping[str, str] | Names | None) -> dict[str, str]:
    if chosen is None or isinstance(chosen, Mapping):
        return dict(chosen or {})
    return {dimension: key for dimension, _, key in (item.partition("=") for item in _panel_read.names(chosen))}


def _found(wanted: Iterable[str], known: Mapping[str, str], what: str, table: str) -> list[str]:
    """Keys as the table has them, which may be padded, by what somebody wrote."""
    found = []
    for name in wanted:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f'; did you mean "{near[0]}"?' if near else ""
            raise UnknownNameError(f'table {table} has no {what} "{name}"{hint}', status="unknown", where=f"{what}s")
        found.append(known[name])
    return found


def _names(topic: str) -> tuple[str, str]:
    """What a topic may be called: whole, and without the number of the edition."""
    return topic.rpartition("_")[0], topic


# ---- OData v3 -----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _host(module: Any, base_url: str | None) -> Iterator[str | None]:
    """The host without http:// or https://, which cbsodata has as a setting of its own."""
    scheme, separator, host = (base_url or "").rpartition("://")
    if not separator:
        yield base_url
        return
    with _switch:
        before = module.options.use_https
        module.options.use_https = scheme != "http"
        try:
            yield host.rstrip("/")
        finally:
            module.options.use_https = before


def _of_v3(module: Any, table: str, wanted: Wanted, base_url: str | None) -> Answer:
    import pandas

    with _host(module, base_url) as host:

        def get(name: str, **query: Any) -> list[dict[str, Any]]:
            rows: list[dict[str, Any]] = module.get_meta(table, name, catalog_url=host, **query)
            return rows

        properties = get("DataProperties")
        dimensions = {row["Type"]: row["Key"] for row in properties if row["Type"].endswith("Dimension")}
        area, time = dimensions.get("GeoDimension"), dimensions.get("TimeDimension")
        regions = {row["Key"].strip(): row for row in (get(area) if area else [])}
        moments = {row["Key"].strip(): row for row in (get(time) if time else [])}
        topics = {row["Key"]: row for row in properties if row["Type"] == "Topic"}
        asked = _asked_v3(table, wanted, area, time, regions, moments, properties, get)
        rows = get("UntypedDataSet", **_query_v3(table, wanted, asked, properties))
    frame = _taken(pandas.DataFrame(rows), asked)
    options: dict[str, Any] = {"source": f"CBS {table}"}
    if area is not None and area in frame:
        options["area"] = area
        frame[f"{area}_label"] = [regions.get(key.strip(), {}).get("Title", "") for key in frame[area]]
    if time is not None:
        options["period"] = time
        options["provisional"] = [key for key, row in moments.items() if _is_provisional(row)]
    for key, row in topics.items():
        if key in frame:
            frame[f"{key}_unit"] = (row.get("Unit") or "").strip()
    if wanted.indicators is not None:
        options["indicators"] = wanted.indicators
    return Answer(frame, "odata3-untyped", options)


def _is_provisional(row: Mapping[str, Any]) -> bool:
    return str(row.get("Status") or "").strip().lower() not in _FINAL


def _taken(frame: Any, asked: Mapping[str, list[str]]) -> Any:
    """The rows that were asked for: a long list is no filter of the server."""
    for column, keys in asked.items():
        if column in frame:
            frame = frame[frame[column].isin(keys)]
    return frame.reset_index(drop=True)


def _asked_v3(
    table: str,
    wanted: Wanted,
    area: str | None,
    time: str | None,
    regions: Mapping[str, Any],
    moments: Mapping[str, Any],
    properties: list[dict[str, Any]],
    get: Any,
) -> dict[str, list[str]]:
    """Of each dimension the keys that are wanted, as the table has them."""
    asked: dict[str, list[str]] = {}
    if wanted.areas is not None and area is not None:
        asked[area] = _found(wanted.areas, {key: row["Key"] for key, row in regions.items()}, "area", table)
    if wanted.periods is not None and time is not None:
        asked[time] = _found(wanted.periods, {key: row["Key"] for key, row in moments.items()}, "period", table)
    dimensions = [row["Key"] for row in properties if row["Type"].endswith("Dimension")]
    for dimension, key in wanted.chosen.items():
        _found([dimension], {name: name for name in dimensions}, "dimension", table)
        known = {row["Key"].strip(): row["Key"] for row in get(dimension)}
        asked[dimension] = _found([key], known, f"value of {dimension}", table)
    return asked


def _query_v3(
    table: str, wanted: Wanted, asked: Mapping[str, list[str]], properties: list[dict[str, Any]]
) -> dict[str, Any]:
    """What to ask for, so that no more comes than is wanted."""
    query: dict[str, Any] = {}
    clauses = [
        "(" + " or ".join(f"{dimension} eq '{key}'" for key in keys) + ")"
        for dimension, keys in asked.items()
        if 0 < len(keys) <= _MOST_ASKED
    ]
    if clauses:
        query["filters"] = " and ".join(clauses)
    if wanted.indicators is not None:
        keys = [row["Key"] for row in properties if row["Type"] == "Topic"]
        _found(wanted.indicators, {name: name for key in keys for name in _names(key)}, "indicator", table)
        dimensions = [row["Key"] for row in properties if row["Type"].endswith("Dimension")]
        query["select"] = dimensions + [key for key in keys if {*_names(key)} & {*wanted.indicators}]
    return query


# ---- OData v4 -----------------------------------------------------------------------------------------------


def _identifiers(codes: list[dict[str, Any]]) -> dict[str, str]:
    return {row["Identifier"].strip(): row["Identifier"] for row in codes}


def _of_v4(module: Any, table: str, wanted: Wanted, base_url: str | None) -> Answer:
    place: dict[str, Any] = {} if base_url is None else {"base_url": base_url.rstrip("/")}
    known = module.get_metadata(table, **place).meta_dict
    kinds = {row.get("Kind"): row["Identifier"] for row in known["Dimensions"]}
    area, time = kinds.get("GeoDimension"), kinds.get("TimeDimension")
    moments = {row["Identifier"].strip(): row for row in known.get(f"{time}Codes", [])}
    filters = {
        column: _found(names, _identifiers(known.get(f"{column}Codes", [])), what, table)
        for column, names, what in (
            (area, wanted.areas, "area"),
            (time, wanted.periods, "period"),
            ("Measure", wanted.indicators, "indicator"),
            *((dimension, [key], f"value of {dimension}") for dimension, key in wanted.chosen.items()),
        )
        if column is not None and names is not None
    }
    with tempfile.TemporaryDirectory() as folder:
        short = {column: keys for column, keys in filters.items() if 0 < len(keys) <= _MOST_ASKED}
        frame = module.get_observations(table, download_dir=folder, overwrite=True, **place, **short)
    attributes = frame.attrs
    frame = _taken(frame, filters)
    frame.attrs = attributes  # the metadata, of which labels and units are made
    frame = module.add_unit_column(module.add_label_columns(frame))
    frame.attrs = {}
    options: dict[str, Any] = {
        "source": f"CBS {table}",
        "provisional": [key for key, row in moments.items() if _is_provisional(row)],
    }
    if area is not None:
        options["area"] = area
    if time is not None:
        options["period"] = time
    return Answer(frame, "odata4", options)
