"""A panel: areas by periods by indicators, each cell a value with its status."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeAlias, Unpack

from . import _compare, _panel_read, _peers, _raw, _tables
from ._catalog import Catalog, handle_of
from ._compare import Comparison
from ._crosswalk import Crosswalk
from ._crosswalk import handle_of as handle_of_crosswalk
from ._errors import ArgumentError
from ._effect import PanelEffect
from ._expected import PanelExpected
from ._panel_did import PanelDid
from ._panel_read import FetchOptions, Names, PanelOptions, Period, Periods
from ._panel_service import PanelService
from ._panel_stream import PanelStream
from ._synthetic import PanelSynthetic
from ._synthetic_did import PanelSyntheticDid
from ._peers import Peers, Weights

if TYPE_CHECKING:
    import pandas

_UNITS = {"year": "years", "half-year": "half-years", "quarter": "quarters", "month": "months", "date": "dates"}
Cells: TypeAlias = "pandas.DataFrame | Iterable[tuple[str, Period, str]]"


class Cell(NamedTuple):
    """A cell of a panel: its value, None where it has none, and its status."""

    value: float | None
    status: str


class Panel(
    PanelDid, PanelService, PanelStream, PanelExpected, PanelSynthetic, PanelSyntheticDid, PanelEffect
):  # fmt: skip
    """Areas (municipalities, regions, neighbourhoods) by periods by indicators, each cell a value with its status.

    Made by ``Panel.read``, ``Panel.from_cbs`` and ``Panel.from_iv3``. Immutable; what changes a panel makes a new one,
    and ``notes`` tells what was done on the way and what was left out. May be used by any number of threads. Whatever
    knows Arrow takes it: ``polars.DataFrame(panel)``. Its length is the number of cells that are not absent.

    Statuses: measured, provisional, derived and suspect have a value; suppressed, impossible, not delivered, undefined
    and absent say why there is none. A figure computed from others has no value as soon as one of them has none.

    >>> import mkba
    >>> panel = mkba.Panel.read(
    ...     "gm_code,gemeente,jaar,indicator,waarde,eenheid\\n"
    ...     "GM0743,Asten,2021,clienten,10,\\nGM0762,Deurne,2021,clienten,40,\\n"
    ...     "GM0743,Asten,2021,inwoners,1000,\\nGM0762,Deurne,2021,inwoners,3000,\\n", bron="")
    >>> panel
    <mkba.Panel of 2 areas, 1 years (2021), 2 indicators>
    >>> panel = panel.described({"clienten": "flow", "inwoners": "stock"})
    >>> panel = panel.rate("clienten_per_1000", "clienten", "inwoners").region("Samen", ["GM0743", "GM0762"])
    >>> panel.cell("Samen", 2021, "clienten_per_1000")
    Cell(value=12.5, status='derived')
    """

    __slots__ = ("__weakref__", "_handle")
    _handle: _raw.Handle

    def __init__(self) -> None:
        raise TypeError("a panel is made by Panel.read, Panel.from_cbs or Panel.from_iv3")

    @classmethod
    def _of(cls, handle: _raw.Handle) -> Self:
        made = cls.__new__(cls)
        made._handle = handle
        return made

    # ---- reading --------------------------------------------------------------------------------------------

    @classmethod
    def read(cls, data: Any, /, format: str | None = None, **options: Unpack[PanelOptions]) -> Panel:
        """Reads a panel. Nothing is guessed: a cell that is neither figure nor sign, a second figure for a cell, a
        column that is not there, periods of two kinds, units that differ are refused, with the place.

        Args:
            data: the path of a file; its text as bytes, or as a str with a line break; or a table: a pandas or polars
                DataFrame, a pyarrow Table, whatever has the Arrow stream, a list of dicts. Of a DataFrame the index
                counts when it has a name. What ``cbsodata.get_data`` and ``cbsodata4.get_observations`` return is such
                a table.
            format: ``tidy`` (a row per figure), ``wide`` (a column per indicator), ``odata3-untyped``,
                ``odata3-typed``, ``odata4``, ``statline``, ``iv3`` or ``pdok``: see ``docs/panel.md``. None finds out,
                from the header; ``notes`` says as what it was read.

        Options, each with what is usual for the format when it is not given:

        - encoding (``utf-8``, ``latin1``), separator, decimal: of a text.
        - area, name, period: columns of codes, names and periods; indicator, value, unit, bron, status: those of a tidy
          table. ``""`` is none.
        - fixed_area, fixed_period: of a text without a column of them. source: of figures that do not name theirs.
        - indicators: those to read; skipped: columns (tidy: indicators) to leave out.
        - chosen: of each further dimension the one value to read, ``{"Type": "T001"}``.
        - kind: of periods to read, ``year``, ``half-year``, ``quarter``, ``month`` or ``date``; provisional: periods.
        - area_prefix: of the codes to read, ``"GM"``. area_codes: codes by name, where a text has names only.
        - split_units: an indicator in several units becomes one for each. report: of Iv3, ``X000`` to ``X005``.

        Raises:
            PanelError: the data break a rule; ``line`` and ``column``, or ``where`` (``"row 3, waarde"``) say where.
            UnknownNameError: a column, indicator or option that is not there, or a header of no known format.
            FileError, LimitError. TypeError: data of another kind.

        >>> import pandas
        >>> frame = pandas.DataFrame({"gm_code": ["GM0743"], "jaar": [2021], "inwoners": [16712]})
        >>> panel = mkba.Panel.read(frame, name="")
        >>> panel.cell("GM0743", 2021, "inwoners").value
        16712.0
        >>> panel.notes()["note"].tolist()
        ['figures are read as wide']
        """
        return cls._of(_panel_read.read(data, format, options))

    @classmethod
    def from_iv3(cls, data: Any, /, **options: Unpack[PanelOptions]) -> Panel:
        """Reads Iv3 dataderden: costs (``lasten_tv_6.71``) and revenues (``baten_tv_...``) per taakveld, in 1000 euro.

        The second placement replaces the first; a figure of the first is provisional; -99998 is not delivered.

        Args:
            data: as for ``read``.
            options: as for ``read``; report says which returns, ``"X000"`` (begroting) to ``"X005"`` (jaarrekening),
                and may be left out when there is one kind.

        Raises:
            as ``read``.

        >>> panel = mkba.Panel.from_iv3(
        ...     "ID,Gemeenten,Verslagsoort,TaakveldBalanspost,Categorie,k_1ePlaatsing_1,k_2ePlaatsing_2\\n"
        ...     "0,GM0743   ,2021X005,6.71a Hulp bij het huishouden,L3.8,100,110\\n")
        >>> panel.cell("GM0743", 2021, "lasten_tv_6.71a")
        Cell(value=110.0, status='derived')
        """
        return cls.read(data, "iv3", **options)

    @classmethod
    def from_cbs(
        cls,
        table: str,
        *,
        areas: Names | None = None,
        periods: Periods | None = None,
        indicators: Names | None = None,
        client: ModuleType | str | None = None,
        base_url: str | None = None,
        **options: Unpack[FetchOptions],
    ) -> Panel:
        """Fetches a table of CBS, with the client cbsodata (OData v3) or cbsodata4 (v4), which must be installed.

        Of v3 the untyped data are fetched, in which a secret figure and an impossible one differ. Names of areas,
        units, and which periods are provisional come from the tables beside the data.

        Args:
            table: its identifier, ``"83262NED"``.
            areas: codes, ``"GM0743"``. periods: 2021, ``"2021HJ01"``. indicators: topics, of v3 with or without the
                number of the edition (``WmoClienten``). None is all.
            client: the client, or its name; None is the first that is installed.
            base_url: another server: ``"dataderden.cbs.nl"`` for v3, an address for v4.
            options: as for ``read``: chosen for each further dimension, kind where there are periods of several.

        Raises:
            ImportError: no client is installed. FileError: no network, or no such table. PanelError, UnknownNameError:
                as for ``read``, and for an area, period, dimension or indicator that the table does not have.
        """
        from . import _cbs

        answer = _cbs.fetch(table, areas, periods, indicators, options.get("chosen"), client, base_url)
        given: Any = {**answer.options, **options}
        made = cls._of(_panel_read.read(answer.frame, answer.format, given))
        if areas is None and periods is None:
            return made
        return made.selected(areas, periods)  # a long list is not asked for, but taken out

    # ---- looking at it --------------------------------------------------------------------------------------

    @property
    def period_kind(self) -> str:
        """What the periods are: ``year``, ``half-year``, ``quarter``, ``month`` or ``date``."""
        return _raw.panel_period_kind(self._handle)

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods in order of time: ``"2021"``, ``"2021HJ01"``, ``"2021KW04"``, ``"2021MM12"``, ``"2021-01-31"``.

        >>> mkba.Panel.read(b"gm_code,gemeente,jaar,inwoners\\nGM0743,Asten,2021,16712\\n").periods
        ('2021',)
        """
        return tuple(row[0] for row in _tables.rows(_raw.panel_periods(self._handle)))

    @property
    def codes(self) -> dict[str, str]:
        """The name of each area by its code."""
        n = _raw.panel_n_areas(self._handle)
        return {
            str(_raw.panel_area_code(self._handle, i)): str(_raw.panel_area_name(self._handle, i)) for i in range(n)
        }

    def cell(self, area: str, period: Period, indicator: str) -> Cell:
        """A cell by its names.

        Args:
            area: a code. period: 2021, ``"2021HJ01"``, a date.

        Raises:
            UnknownNameError: a name that the panel does not have (the nearest is named). ArgumentError: no period.
        """
        return Cell(*_raw.panel_cell(self._handle, area, _panel_read.period(period), indicator))

    def table(self) -> _tables.Table:
        """Every cell that is not absent, as ``frame``, for whatever knows Arrow, without pandas."""
        return _tables.Table(_raw.panel_table(self._handle))

    def frame(self) -> pandas.DataFrame:
        """Every cell that is not absent, a row each: area, name, period, indicator, value (NaN where there is none),
        status, unit, source; sorted by indicator, area, period. ``Panel.read`` reads it back.

        Raises:
            LimitError: more than ten million rows.
        """
        return _tables.frame(_raw.panel_table(self._handle))

    def areas(self) -> pandas.DataFrame:
        """A row per area: area (its code), name, and a column per attribute."""
        return _tables.frame(_raw.panel_areas(self._handle))

    def indicators(self) -> pandas.DataFrame:
        """A row per indicator: indicator, unit, kind (unknown, flow, stock, rate), numerator, denominator, per, parts,
        rounding, breaks, and how many cells it has of each status."""
        return _tables.frame(_raw.panel_indicators(self._handle))

    def notes(self) -> pandas.DataFrame:
        """What was done to the data on the way and what was left out: step, area, period, indicator (None: all), n
        (cells, rows or areas), note. Nothing is dropped, merged or declared suspect without a row here."""
        return _tables.frame(_raw.panel_notes(self._handle))

    # ---- saying more of it ----------------------------------------------------------------------------------

    def described(self, indicators: Mapping[str, str | Mapping[str, Any]]) -> Panel:
        """The panel with more said of some of its indicators.

        Args:
            indicators: for each its kind (``"flow"``: counted over a period, ``"stock"``: counted at a moment,
                ``"rate"``), or a dict of kind, unit, numerator, denominator, per, parts, rounding (the source rounds to
                multiples of it) and breaks, a list of dicts of year, refuse (growth across it is refused) and note.
                What a dict leaves out is not known afterwards; the unit stays, and so do the parts of a sum.

        Raises:
            UnknownNameError: no such indicator, or key of a dict. ArgumentError: a rate without one of its parts.

        >>> text = "gm_code,gemeente,jaar,indicator,waarde\\nGM0743,Asten,2020,clienten,10\\n"
        >>> panel = mkba.Panel.read(text, unit="", bron="").described({"clienten": {
        ...     "kind": "flow", "unit": "client", "rounding": 5,
        ...     "breaks": [{"year": 2020, "refuse": True, "note": "alle voorzieningen, niet alleen hulp"}]}})
        >>> panel.indicators()[["unit", "breaks"]].values.tolist()
        [['client', '2020 (refuse): alle voorzieningen, niet alleen hulp']]
        """
        _mapping("indicators", indicators)
        given = [
            {"name": name, **({"kind": known} if isinstance(known, str) else known)}
            for name, known in indicators.items()
        ]
        return type(self)._of(_raw.panel_described(self._handle, given))

    def recognised(self, denominator: str | None = None) -> Panel:
        """The panel with those of its indicators described that are rates of others, as files have them: bare figures.

        A name such as ``lasten_per_inwoner``, ``clienten_per_1000`` or ``aandeel_0_14`` is believed only when every
        cell that has rate, numerator and denominator agrees within what they are rounded to. ``notes`` says in how many
        cells, or which is the first that does not.

        Args:
            denominator: None is ``inwoners``, where the panel has it.

        Raises:
            UnknownNameError: no such denominator. PanelError: it is a rate.
        """
        return type(self)._of(_raw.panel_recognised(self._handle, denominator))

    def with_attribute(self, attribute: str, values: Mapping[str, Any], unit: str = "") -> Panel:
        """The panel with an attribute of its areas, such as province or class of urbanity; one of that name is
        replaced.

        Args:
            values: a text or number by area code: a dict, or a Series. Areas that it leaves out, or for which it has
                None or NaN, have none.

        Raises:
            UnknownNameError: a code that the panel does not have. ArgumentError: infinity. TypeError: neither texts nor
                numbers.
        """
        _mapping("values", values)
        present = {str(code): value for code, value in values.items() if value is not None and value == value}
        return type(self)._of(_raw.panel_with_attribute(
            self._handle, attribute, unit, (list(present), list(present.values()))))  # fmt: skip

    def selected(
        self, areas: Names | None = None, periods: Periods | None = None, indicators: Names | None = None
    ) -> Panel:
        """The part of the panel that is named, in the order named; periods stay in order of time. None takes all.

        Raises:
            UnknownNameError: a name that the panel does not have. ArgumentError: one that comes twice.
        """
        return type(self)._of(_raw.panel_selected(
            self._handle, None if areas is None else _panel_read.names(areas),
            None if periods is None else _panel_read.periods(periods),
            None if indicators is None else _panel_read.names(indicators)))  # fmt: skip

    def joined(self, other: Panel) -> Panel:
        """Two panels as one: all areas, periods and indicators of both.

        Raises:
            PanelError: a cell that both have, or period kinds or units that differ.
        """
        return type(self)._of(_raw.panel_joined(self._handle, _handle(other)))

    # ---- over areas, over indicators, over time -------------------------------------------------------------

    def region(self, name: str, codes: Names, *, code: str | None = None, missing: str = "spreads") -> Panel:
        """The panel with one area more: the sum of others. A rate is per x sum of numerators / sum of denominators.

        A rate whose parts are not known, and an indicator of unknown kind, are undefined for the region, and noted:
        ``described`` says what they are.

        Args:
            name: of the region. code: None is the name.
            codes: of its members.
            missing: ``"spreads"``: where a member has no figure the region has none. ``"left out"``: the sum is that of
                the others, in numerator and denominator alike, and a note says how many are left out.

        Raises:
            UnknownNameError: no such member. ArgumentError: the code is there already, a member comes twice.
        """
        return type(self)._of(_raw.panel_region(
            self._handle, name if code is None else code, name, _panel_read.names(codes), missing))  # fmt: skip

    def total(self, name: str, parts: Names) -> Panel:
        """The panel with one indicator more: the sum of others, cell by cell, of one kind (flow or stock) and unit.

        Raises:
            UnknownNameError: no such part. PanelError: kinds or units that differ, or do not add up.
        """
        return type(self)._of(_raw.panel_total(self._handle, name, _panel_read.names(parts)))

    def rate(self, name: str, numerator: str, denominator: str, per: float = 1000, unit: str = "") -> Panel:
        """The panel with one indicator more: per x numerator / denominator, cell by cell; undefined where that is zero.
        Regions and mergers compute it anew from its parts.

        Raises:
            UnknownNameError: no such part. PanelError: a part is itself a rate. ArgumentError: per is not above 0.
        """
        return type(self)._of(_raw.panel_rate(self._handle, name, numerator, denominator, per, unit))

    def deflated(
        self, name: str, indicator: str, year: int, index: str = "cpi", catalog: Catalog | None = None
    ) -> Panel:
        """The panel with one indicator more: another in prices of one year, value x I(year) / I(year of the period).

        Args:
            index: ``cpi``, ``ova_ppc``, or an own one of the catalog.

        Raises:
            UnknownNameError: no such indicator or index. ArgumentError: a year that the index does not have.
        """
        return type(self)._of(_raw.panel_deflated(
            self._handle, handle_of(catalog), name, indicator, index, year))  # fmt: skip

    def merged(self, crosswalk: Crosswalk, year: int, map_year: int | None = None) -> Panel:
        """The panel on the map of one year. What cannot be mapped is undefined, and noted.

        Args:
            crosswalk: which areas became which.
            year: the map to go to.
            map_year: the map that the figures are on; None is that of each period's own year.

        Raises:
            ArgumentError: the crosswalk does not have the year. PanelError: a figure of an area that is not on the map
                it should be on.
        """
        if map_year == 0:  # the library's word for each period's own year
            raise ArgumentError("0 is no year of a map", status="argument", where="map_year")
        handle = handle_of_crosswalk(crosswalk)
        return type(self)._of(_raw.panel_merged(self._handle, handle, year, 0 if map_year is None else map_year))

    def taakveld(self, name: str, code: str, prefix: str = "lasten_tv_", catalog: Catalog | None = None) -> Panel:
        """The panel with one indicator more: a taakveld of 2017 (``"6.71"``) over all years in which it can be known,
        from the finer codes of 2023 and the other ones of 2025.

        Raises:
            UnknownNameError: 2017 has no such code. PanelError: a year in which it is not comparable: select the years
                first.
        """
        return type(self)._of(_raw.panel_taakveld(self._handle, handle_of(catalog), prefix, code, name))

    # ---- quality --------------------------------------------------------------------------------------------

    def suspects(
        self,
        indicators: Names | None = None,
        *,
        least: int = 3,
        jump: float = 0.35,
        shift: float = 0.1,
        steady: float = 0.1,
    ) -> pandas.DataFrame:
        """Cells that look wrong, a row each: rule, area, name, period, indicator, value, previous, note. Nothing is
        changed: pass the rows that you agree with to ``with_suspects``.

        Rules: copied_return (every figure of the return is that of the period before), zero_return, negative, jump,
        booking_shift (the total is steady, while one figure falls and another rises).

        Args:
            indicators: those of one return, such as all taakvelden; None is all.
            least: figures that a copied or zero return has at least.
            jump: change from one period to the next above this share.
            shift: share of the total that moves at least, steady: share by which the total changes at most, of a
                booking_shift.

        Raises:
            UnknownNameError: no such indicator. ArgumentError: an option out of range.
        """
        options = {"least": least, "jump": jump, "shift": shift, "steady": steady}
        chosen = None if indicators is None else _panel_read.names(indicators)
        return _tables.frame(_raw.panel_suspects(self._handle, {"indicators": chosen, **options}))

    def with_suspects(self, cells: Cells, reason: str | None = None) -> Panel:
        """The panel with cells suspect: their values stay, their status and that of whatever is computed from them is
        suspect. A note per cell says why.

        Args:
            cells: rows of ``suspects``, or another DataFrame of area, period and indicator, or tuples of the three.
            reason: None is the rule of each row, where it has one.

        Raises:
            UnknownNameError: a name that the panel does not have. PanelError: a cell without a figure. ArgumentError: a
                DataFrame without one of the three columns.
        """
        handle = self._handle
        for why, listed in _by_reason(cells, reason).items():
            areas, periods, indicators = zip(*dict.fromkeys(listed))
            handle = _raw.panel_with_suspects(handle, (areas, periods, indicators), why)
        return type(self)._of(handle)

    # ---- comparing ------------------------------------------------------------------------------------------

    def peers(
        self,
        region: Names,
        by: Names | None = None,
        year: Period | None = None,
        k: int = 15,
        method: str = "euclidean",
        exclude: Names | None = None,
        *,
        weights: Weights | None = None,
        scaling: str = "zscore",
        missing: str = "refused",
        as_one: bool = False,
        candidates: Names | None = None,
        prefix: str | None = None,
        outcomes: Names | None = None,
        before: Period | None = None,
    ) -> Peers:
        """The areas that are comparable to a region: see ``docs/compare.md``.

        Args:
            region: codes of its members. The distance of a candidate is the mean of its distances to the members.
            by: the characteristics: indicators, or attributes of areas (for distances those of numbers).
            year: the period of the indicators; None is the only one that the panel has.
            k: how many of the nearest.
            method: ``euclidean``: sqrt(sum of weight x difference^2), differences standardised; ``mahalanobis``: what
                varies together counts once; ``class``: all areas that are in the classes of a member by each of
                ``by``; ``list``: the candidates as they are.
            exclude: codes of areas that shall be no peers.
            weights: by characteristic (1 where a mapping leaves one out), or as long as ``by``; 0 leaves it out.
            scaling: ``zscore``: mean and sd (n - 1); ``robust``: median and MAD, without a factor.
            missing: what is done where a characteristic has no figure: ``refused``, ``drops area``, ``drops variable``.
            as_one: a region of several members as one area, sum over sum: what kind each indicator is must be known.
            candidates: codes of those that may be peers; None is all areas of the same sort.
            prefix: only areas whose code begins so.
            outcomes: the indicators that are going to be compared: they may not be among the characteristics.
            before: the period in which the comparison begins: ``year`` must lie before it.

        Raises:
            UnknownNameError: a name that the panel does not have. ArgumentError: options that contradict each other.
            PanelError: a figure that is missing (the cells are named), a characteristic that is the same everywhere, or
                one that follows from the others.

        >>> panel = mkba.Panel.read("gm_code,jaar,inwoners,klasse\\nGM1,2017,16,4\\nGM2,2017,30,4\\n"
        ...                         "GM3,2017,18,3\\n", name="")
        >>> panel.peers("GM1", by="inwoners", year=2017, k=1).codes
        ('GM3',)
        >>> panel.peers("GM1", by="klasse", year=2017, method="class").codes
        ('GM2',)
        """
        members = _panel_read.names(region)
        options = _peers.options(
            by, year, before, weights, method=method, k=k, scaling=scaling, missing=missing, as_one=as_one,
            candidates=candidates, prefix=prefix, exclude=exclude, outcomes=outcomes,
        )  # fmt: skip
        return Peers._of(_raw.panel_peers(self._handle, members, options), members, method)

    def all_peers(
        self,
        by: Names,
        year: Period | None = None,
        k: int = 15,
        method: str = "euclidean",
        exclude: Names | None = None,
        *,
        weights: Weights | None = None,
        scaling: str = "zscore",
        missing: str = "refused",
        candidates: Names | None = None,
        prefix: str | None = None,
        outcomes: Names | None = None,
        before: Period | None = None,
    ) -> pandas.DataFrame:
        """The k nearest of every area, as ``peers`` finds them of each alone: area, name, rank, peer, peer_name,
        distance, rebased (per area). Who is excluded is nobody's peer, and has peers.

        Args:
            by, year, ...: as for ``peers``; method is ``euclidean`` or ``mahalanobis``.

        Raises:
            as ``peers``; LimitError: more than ten million rows.

        >>> panel = mkba.Panel.read("gm_code,jaar,x\\nA,2017,1\\nB,2017,2\\nC,2017,4\\n", name="")
        >>> panel.all_peers("x", k=1)[["area", "peer"]].values.tolist()
        [['A', 'B'], ['B', 'A'], ['C', 'B']]
        """
        options = _peers.options(
            by, year, before, weights, method=method, k=k, scaling=scaling, missing=missing, candidates=candidates,
            prefix=prefix, exclude=exclude, outcomes=outcomes,
        )  # fmt: skip
        return _tables.frame(_raw.panel_all_peers(self._handle, options))

    def scores(self, indicators: Names | None = None, scaling: str = "zscore") -> pandas.DataFrame:
        """How far each area is from the middle of all, per period: area, name, period, indicator, value, status,
        centre, spread, score. Regions made of others and the nation get a score and count for nothing.

        Args:
            indicators: None is all.
            scaling: ``zscore``: mean and sd (n - 1); ``robust``: median and MAD, without a factor, as OFLOG has them.

        Raises:
            UnknownNameError: no such indicator or scaling. LimitError: more than ten million rows.

        >>> panel = mkba.Panel.read("gm_code,jaar,x\\nA,2017,1\\nB,2017,2\\nC,2017,6\\n", name="")
        >>> panel.scores("x", "robust")["score"].tolist()
        [-1.0, 0.0, 4.0]
        """
        chosen = None if indicators is None else _panel_read.names(indicators)
        return _tables.frame(_raw.panel_scores(self._handle, chosen, scaling))

    def classified(self, attribute: str, indicator: str, year: Period, bounds: Iterable[float]) -> Panel:
        """The panel with one attribute more: the class of each area by an indicator at a period, such as size classes.

        Args:
            attribute: its name. bounds: ascending; 20000 and 50000 make the classes ``below 20000``, ``20000 to 50000``
                and ``50000 and more``. An area without a figure has no class.

        Raises:
            UnknownNameError: no such indicator or period. ArgumentError: bounds that do not ascend, an attribute with
                the name of an indicator.

        >>> panel = mkba.Panel.read("gm_code,jaar,x\\nA,2017,1\\nB,2017,2\\nC,2017,6\\n", name="")
        >>> panel.classified("groot", "x", 2017, [2]).areas()["groot"].tolist()
        ['below 2', '2 and more', '2 and more']
        """
        limits = array("d", bounds)
        return type(self)._of(_raw.panel_classified(
            self._handle, attribute, indicator, _panel_read.period(year), limits))  # fmt: skip

    def compare(
        self,
        region: Names,
        indicator: Names,
        years: tuple[int, int],
        peers: str | Peers | Iterable[str] | None = None,
        *,
        per: str | None = "inwoners",
        times: float | None = None,
        unit: str | None = None,
        name: str | None = None,
        region_name: str | None = None,
        waterbed: Names | None = None,
        nation: str | None = None,
        policy_date: Period | None = None,
        at_end: str | None = None,
        missing: str = "spreads",
        centre_regions: bool = False,
        suppressed_most: float = 0.0,
        start_difference: float = 0.1,
        replicates: int = 2000,
        seed: int = 1,
        level: float = 0.95,
        peers_missing: str = "drops area",
        **choice: Any,
    ) -> Comparison:
        """Does a region grow less than its peers and than the nation? See ``docs/compare.md``.

        Levels are sums over sums, never means of rates. The parts of a total, and the indicator with what its costs may
        have moved to (the waterbed), are always beside it; intervals carry the drawing of peers, rounding and suppression.

        Args:
            region: codes of its members.
            indicator: a rate whose parts are known (or can be recognised); a flow or stock, which is divided by ``per``; or
                several that are added up. What is named here and not described is taken to add up.
            years: the first and the last.
            peers: codes, a ``Peers``, or ``"nearest"``, ``"mahalanobis"`` or ``"class"``, with ``by`` and what else
                ``Panel.peers`` takes: ``year`` is the first of ``years`` when it is not given. None is the nation only.
            peers_missing: as ``missing`` of ``Panel.peers``: what is done where a characteristic has no figure.
            per: what flows and stocks are divided by; None compares sums. times: 1000 for "per 1000"; None is 1, or makes
                euros of ``1000 euro``.
            unit: of what is counted, such as ``"1000 euro"``, where the file does not say it. name: of the rate.
            region_name: for titles.
            waterbed: the indicators to which costs may have moved; None looks for taakveld 6.1 and 6.2.
            nation: the code of an area that stands for it; None is the sum of all areas.
            policy_date: from when a policy can have worked.
            at_end: the name of the indicator at the end, when it has another: refused, with the reason.
            missing: a member of the region without a figure: ``"spreads"`` (refused) or ``"left out"``.
            centre_regions: the areas are whole centre regions, so that taakveld 6.81 may be compared.
            suppressed_most: a suppressed cell of a rounded indicator is between 0 and this; 0: it is no figure.
            start_difference: a start level that differs by more than this share is a finding.
            replicates, seed, level: of the intervals.

        Raises:
            PanelError: what cannot be compared, with the reason: a break between the years, another indicator at the end,
                a member without a figure, taakveld 6.81 for single municipalities. UnknownNameError, ArgumentError,
                EvaluationError.

        >>> panel = mkba.Panel.read("gm_code,jaar,wmo,jeugd,inwoners\\nGM1,2020,5,5,1\\nGM1,2021,8,4,1\\n"
        ...                         "GM2,2020,5,5,1\\nGM2,2021,6,8,1\\n", name="")
        >>> comparison = panel.compare("GM1", ["wmo", "jeugd"], (2020, 2021), peers=["GM2"])
        >>> summary = comparison.summary()
        >>> summary[summary["group"] == "peers"][["indicator", "difference"]].round(6).values.tolist()
        [['wmo + jeugd per inwoners', -20.0], ['wmo', 40.0], ['jeugd', -80.0]]
        >>> comparison.findings().query("id == 'part_opposite'")["indicator"].tolist()
        ['wmo', 'wmo']
        """
        members = _panel_read.names(region)
        try:
            first, last = years
        except (TypeError, ValueError):
            raise TypeError("years: a pair is expected, the first and the last, such as (2017, 2021)") from None
        beds = None if waterbed is None else _panel_read.names(waterbed)
        panel, indicators = _compare.prepared(self, indicator, per, times, unit, name, beds)
        if isinstance(peers, str) and peers in _compare.METHODS:
            outcomes = _compare.counted(panel, indicators)
            choice = {"year": first, "missing": peers_missing, "outcomes": outcomes, **choice}
            peers = panel.peers(members, method=_compare.METHODS[peers], **choice)
        elif choice:
            raise TypeError(f"{next(iter(choice))!r} goes with peers that are looked for: \"nearest\" or \"class\"")
        titled = region_name or ", ".join(members)
        options = {
            "region": members, "region_name": titled, "indicators": indicators,
            "indicators_at_end": None if at_end is None else [at_end], "first": first, "last": last,
            "peers": None if peers is None else _panel_read.names(peers), "nation": nation, "waterbed": beds,
            "policy_date": None if policy_date is None else _panel_read.period(policy_date), "missing": missing,
            "centre_regions": centre_regions, "suppressed_most": suppressed_most, "start_difference": start_difference,
            "replicates": replicates, "seed": seed, "level": level,
        }  # fmt: skip
        found = peers if isinstance(peers, Peers) else None
        return Comparison._of(_raw.panel_compare(panel._handle, options), members, titled, indicators, found)

    # ---- as any object --------------------------------------------------------------------------------------

    def __len__(self) -> int:
        """The number of cells that are not absent."""
        n = _raw.panel_n_areas(self._handle) * _raw.panel_n_periods(self._handle)
        columns = _raw.table_columns(_raw.panel_indicators(self._handle))
        absent = next(column for column in columns if column[0] == "absent")
        return sum(n - gone for (gone,) in _tables.rows_of_columns([absent]))

    def __bool__(self) -> bool:
        return True

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The cells for Arrow, as ``table`` gives them: ``polars.DataFrame(panel)``."""
        return self.table().__arrow_c_stream__(requested_schema)

    def __copy__(self) -> Panel:
        return self  # immutable

    def __deepcopy__(self, memo: object) -> Panel:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError("a panel cannot be pickled: write frame(), or what it was read from")

    def _heading(self) -> str:
        periods = self.periods
        span = f" ({periods[0]})" if len(periods) == 1 else f" ({periods[0]} to {periods[-1]})" if periods else ""
        areas, indicators = _raw.panel_n_areas(self._handle), _raw.panel_n_indicators(self._handle)
        unit = _UNITS.get(self.period_kind, "periods")
        return f"{areas} areas, {len(periods)} {unit}{span}, {indicators} indicators"

    def __repr__(self) -> str:
        return f"<mkba.Panel of {self._heading()}>"

    def _repr_html_(self) -> str:
        from html import escape

        shown = self.indicators().loc[:, ["indicator", "unit", "kind", "absent"]].head(20)
        return f"<p><strong>{escape(self._heading())}</strong></p>{shown.to_html(index=False, border=0)}"


def _handle(panel: Panel) -> _raw.Handle:
    if not isinstance(panel, Panel):
        raise TypeError(f"a mkba.Panel is wanted, not {type(panel).__name__}")
    return panel._handle


def _mapping(where: str, given: object) -> None:
    """Refuses what has no items: a list of names, a text."""
    if not hasattr(given, "items"):
        raise TypeError(f"{where}: a dict is expected, not {type(given).__name__}")


def _by_reason(cells: Cells, reason: str | None) -> dict[str | None, list[tuple[str, str, str]]]:
    """Cells by the reason why they are suspect."""
    columns: list[Iterable[Any]]
    frame: Any = cells
    if hasattr(frame, "columns"):
        lacking = [name for name in ("area", "period", "indicator") if name not in frame.columns]
        if lacking:
            raise ArgumentError(f"the rows have no column {lacking[0]}", status="argument", where="cells")
        rules = frame["rule"] if reason is None and "rule" in frame.columns else [reason] * len(frame)
        columns = [rules, frame["area"], frame["period"], frame["indicator"]]
    else:
        listed = list(cells)
        columns = [[reason] * len(listed), *zip(*listed)] if listed else [[], [], [], []]
    made: dict[str | None, list[tuple[str, str, str]]] = {}
    for why, area, period, indicator in zip(*columns):
        made.setdefault(why, []).append((area, _panel_read.period(period), indicator))
    return made
