"""What a panel knows of breaks in its series, its periods as years, and a provision as a stream of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, Unpack

from . import _panel_read, _raw, _tables
from ._stream import Stream

if TYPE_CHECKING:
    import pandas

    from ._panel_read import Names
    from ._stream import StreamOptions


class PanelStream:
    """The part of ``Panel`` about breaks, years and streams."""

    __slots__ = ()
    _handle: _raw.Handle

    if TYPE_CHECKING:

        @classmethod
        def _of(cls, handle: _raw.Handle) -> Self: ...

    def with_breaks(self, codes: Names | None = None, indicators: Names | None = None) -> Self:
        """The panel with the breaks that the catalog knows (``catalog.breaks()``) given to its indicators.

        Args:
            codes: of breaks, ``"wmo-2020"``; None is all.
            indicators: to which they are given; None: by name, each to those whose name begins as the catalog says.

        Raises:
            UnknownNameError: no such break or indicator.
        """
        return type(self)._of(_raw.panel_with_breaks(
            self._handle, None if codes is None else _panel_read.names(codes),
            None if indicators is None else _panel_read.names(indicators)))  # fmt: skip

    def breaks(self) -> pandas.DataFrame:
        """The breaks of the indicators: indicator, year (the first of what comes after), action (refuse, warn), areas (how
        many have figures on both sides), note."""
        return _tables.frame(_raw.panel_breaks(self._handle))

    def yearly(self, stock: str | None = None, half_years: str = "refused") -> Self:
        """Quarters or months as years: flows are added up, where all periods of the year are there; rates are computed
        anew; what is of unknown kind is undefined, and noted.

        Args:
            stock: what a stock of a year is: ``"begin"`` (of its first period), ``"end"`` or ``"mean"``; None when the
                panel has no stocks.
            half_years: ``"add up"`` when the source allows it; who is there in both is counted twice.

        Raises:
            PanelError: years, dates, or half-years. ArgumentError: stocks, and it was not said what becomes of them.
        """
        return type(self)._of(_raw.panel_yearly(self._handle, stock, half_years))

    def stream(self, region: Names | None = None, **options: Unpack[StreamOptions]) -> Stream:
        """Estimates a provision as a stream of a case: stock, inflow, outflow, users and unit cost per year.

        In a year end = begin + inflow - outflow and users = begin + inflow; what was not observed follows. Series that do
        not count the same (users in a year are no clients at a moment) are refused: ``described`` says what they are.

        Args:
            region: code of an area, or several, which are added up; None when the panel has one.
            options: name (of the stream) and cost (indicator of euros) are needed. stock with stock_at (``"begin"``,
                ``"end"``), inflow, outflow, users, population: indicators. cost_in: 1 or 1000 euro, where the unit does
                not say it. cost_basis: ``"clients"`` or ``"users"``. turnover: ``"discrete"`` or ``"continuous"``.
                gives_way: ``"outflow"`` or ``"inflow"``, when more is observed than is needed. assumed_outflow: share per
                year, where no series says it. rates: ``"per-year"`` reproduces the years, ``"constant"`` fits one rate
                for all. first, last: years. title, domain, cbs, taakveld, payer, source go into the case.

        Raises:
            PanelError: figures that make no stream. UnknownNameError: no such area, indicator or option.
            ArgumentError: an option out of range.
        """
        panel: Any = self
        area = region
        if not isinstance(region, str) and region is not None:
            codes = _panel_read.names(region)
            area = codes[0] if len(codes) == 1 else "+".join(codes)
            panel = panel if len(codes) == 1 else panel.region(area, codes)
        given = {key: value for key, value in options.items() if value is not None}
        return Stream._of(panel._handle, {**given, "area": area})
