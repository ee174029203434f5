"""A provision as a stream: estimated from the counts and costs of a panel, for the streams of a case."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, TypedDict

from . import _raw, _tables

if TYPE_CHECKING:
    import pandas


class StreamOptions(TypedDict, total=False):
    """Of which series a stream is made, and how; see ``Panel.stream``."""

    name: str
    stock: str
    stock_at: str
    inflow: str
    outflow: str
    users: str
    population: str
    cost: str
    cost_in: float
    cost_basis: str
    turnover: str
    gives_way: str
    assumed_outflow: float
    rates: str
    first: int
    last: int
    title: str
    domain: str
    cbs: str
    taakveld: str
    payer: str
    source: str


class Stream:
    """A provision of an area, year by year: what was observed, and the stream of a case that reproduces it.

    Made by ``Panel.stream``. Immutable. Whatever knows Arrow takes its years: ``polars.DataFrame(stream)``.

    >>> import mkba
    >>> panel = mkba.Panel.read(
    ...     "gm_code,jaar,stand,instroom,lasten\\n"
    ...     "GM0743,2020,200,60,410\\nGM0743,2021,210,50,500\\nGM0743,2022,190,,\\n", name="")
    >>> panel = panel.described({"stand": "stock", "instroom": "flow", "lasten": "flow"})
    >>> stream = panel.stream(
    ...     name="wmo", stock="stand", stock_at="begin", inflow="instroom", cost="lasten", cost_in=1000)
    >>> stream
    <mkba.Stream wmo of GM0743, 2020 to 2021>
    >>> years = stream.years().pivot(index="year", columns="quantity", values="estimated")
    >>> years[["begin", "outflow_rate", "mean", "unit_cost"]].loc[2020].tolist()
    [200.0, 0.25, 205.0, 2000.0]
    >>> stream.streams["wmo"]["unit_cost"], stream.parameters["wmo_stock"]["value"]
    ('wmo_unit_cost', 200)
    """

    __slots__ = ("__weakref__", "_findings", "_part", "_years")
    _years: _raw.Handle
    _findings: _raw.Handle
    _part: dict[str, dict[str, Any]]

    def __init__(self) -> None:
        raise TypeError("a stream is made by Panel.stream")

    @classmethod
    def _of(cls, panel: _raw.Handle, options: dict[str, Any]) -> Stream:
        import json  # slow to import

        made = cls.__new__(cls)
        made._years = _raw.panel_stream(panel, options)
        made._findings = _raw.panel_stream_findings(panel, options)
        made._part = json.loads(_raw.panel_stream_case(panel, options))
        return made

    @property
    def name(self) -> str:
        """The name of the stream."""
        return str(next(iter(self._part["streams"])))

    @property
    def area(self) -> str:
        """The code of its area."""
        return str(next(_tables.rows(self._years))[1])

    @property
    def parameters(self) -> dict[str, Any]:
        """What goes into the ``parameters`` of a case; each has its unit, source and origin."""
        parameters: dict[str, Any] = copy.deepcopy(self._part["parameters"])
        return parameters

    @property
    def streams(self) -> dict[str, Any]:
        """What goes into the ``streams`` of a case."""
        streams: dict[str, Any] = copy.deepcopy(self._part["streams"])
        return streams

    def to_dict(self) -> dict[str, Any]:
        """Both: the part of a case whose nulalternatief has the stocks, flows and costs of the years observed, when its
        first year is that of the stream."""
        return {"parameters": self.parameters, "streams": self.streams}

    def years(self) -> pandas.DataFrame:
        """A row per year and quantity (begin, inflow, outflow, end, mean, users, population, cost, inflow_rate,
        outflow_rate, unit_cost): stream, area, year, quantity, unit, observed, estimated, residual (observed - estimated),
        origin (observed, implied, assumed, fitted), indicator."""
        return _tables.frame(self._years)

    def findings(self) -> pandas.DataFrame:
        """What is to be known of it: id, severity (richtlijn, advies), year (missing: all), indicator, note."""
        return _tables.frame(self._findings)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return _raw.table_export_stream(self._years)

    def __repr__(self) -> str:
        years = [row[2] for row in _tables.rows(self._years)]
        return f"<mkba.Stream {self.name} of {self.area}, {years[0]} to {years[-1]}>"
