"""Growth of a region against its peers and the nation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _panel_read, _raw, _tables
from ._made import Made
from ._errors import ArgumentError, PanelError

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

    from ._panel import Panel
    from ._panel_read import Names
    from ._peers import Peers

VIEWS = ("summary", "years", "growth", "ranks", "differences", "variants", "areas", "findings")
# What the overview of the command leaves to its tables.
DETAIL = {"of", "unit", "from", "to", "level_to_low", "level_to_high", "index", "index_low", "index_high", "areas_from",
          "areas_to"}  # fmt: skip
# How peers are looked for, by the words of compare.
METHODS = {"nearest": "euclidean", "euclidean": "euclidean", "mahalanobis": "mahalanobis", "class": "class"}
_THOUSANDS = "1000 euro"
_BED = re.compile(r"(?:.*_)?6\.[12]")


class Comparison(Made):
    """Growth of a region against its peers and the nation. Made by ``Panel.compare``; immutable.

    No figure stands alone: where an indicator is a total, its parts are beside it (``role`` is ``part``), and with what
    its costs may have moved to (``waterbed``). ``findings`` says what to know before believing it. A difference with a
    reference is a difference: nothing here says that a policy caused it.

    >>> import mkba
    >>> panel = mkba.Panel.read("gm_code,jaar,kosten,inwoners\\nGM1,2020,10,1\\nGM1,2021,11,1\\nGM2,2020,20,2\\n"
    ...                         "GM2,2021,26,2\\nGM3,2020,30,3\\nGM3,2021,36,3\\n", name="")
    >>> panel = panel.described({"kosten": "flow", "inwoners": "stock"})
    >>> comparison = panel.compare("GM1", "kosten", (2020, 2021), peers=["GM2", "GM3"])
    >>> comparison
    <mkba.Comparison of GM1, kosten per inwoners, 2020-2021: +10.0 %; peers +24.0 %, nation +21.7 %>
    >>> comparison.summary()[["group", "growth", "difference"]].round(1).values.tolist()
    [['region', 10.0, nan], ['peers', 24.0, -14.0], ['nation', 21.7, -11.7]]
    """

    __slots__ = ("__weakref__", "_handle", "_indicators", "_peers", "_region", "_region_name")
    _who_makes_it = "a comparison is made by Panel.compare"
    _what_to_keep = "a comparison cannot be pickled: keep its tables"
    _handle: _raw.Handle
    _indicators: tuple[str, ...]
    _peers: Peers | None
    _region: tuple[str, ...]
    _region_name: str

    @classmethod
    def _of(
        cls, handle: _raw.Handle, region: list[str], name: str, indicators: list[str], peers: Peers | None
    ) -> Comparison:
        made = cls.__new__(cls)
        made._handle, made._region, made._region_name = handle, tuple(region), name
        made._indicators, made._peers = tuple(indicators), peers
        return made

    @property
    def region(self) -> tuple[str, ...]:
        """The codes of the members of the region."""
        return self._region

    @property
    def region_name(self) -> str:
        """The name of the region, for titles."""
        return self._region_name

    @property
    def peers(self) -> Peers | None:
        """The peers, where they were looked for or given as ``Peers``: how near they are, and why."""
        return self._peers

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators asked for; the tables have their parts and waterbed sets too."""
        return self._indicators

    def table(self, view: str) -> _tables.Table:
        """A table for whatever knows Arrow, without pandas.

        Args:
            view: ``summary``, ``years``, ``growth``, ``ranks``, ``differences``, ``variants``, ``areas`` or ``findings``.

        Raises:
            UnknownNameError: there is no such view.
        """
        return _tables.Table(_raw.comparison_table(self._handle, view))

    def summary(self) -> pandas.DataFrame:
        """Per indicator and group (region, peers, nation): level at first and last year, growth in per cent, index, and
        the difference of the region's growth with that of the group in percentage points; with intervals (``_low``,
        ``_high``), and how many areas."""
        return self.table("summary").to_pandas()

    def years(self) -> pandas.DataFrame:
        """Per indicator, group and year: level, index (first year = 100), numerator, denominator, areas."""
        return self.table("years").to_pandas()

    def growth(self) -> pandas.DataFrame:
        """Per indicator, group and every pair of years: growth, cagr (compound, per year), log_linear (least squares of
        log level on year, per year), and the difference of the region's growth with that of the group."""
        return self.table("growth").to_pandas()

    def ranks(self) -> pandas.DataFrame:
        """Per indicator, reference and measure (growth, level): rank of the region among the areas one by one (1 is
        lowest), out of how many, percentile."""
        return self.table("ranks").to_pandas()

    def differences(self) -> pandas.DataFrame:
        """Per indicator, year, reference and method: how much higher (or, below 0, lower) the region is than at the growth
        (``index``) or the level (``level``) of the reference, in per cent and as an amount. Never what was avoided."""
        return self.table("differences").to_pandas()

    def variants(self) -> pandas.DataFrame:
        """The figures of the summary as asked, without each member of the region, without areas with suspect figures, with
        the areas of the nation that have every year."""
        return self.table("variants").to_pandas()

    def areas(self) -> pandas.DataFrame:
        """Per indicator, group and area: takes_part, level at first and last, growth, suspect, and the reason why it does
        not take part, or not in every year."""
        return self.table("areas").to_pandas()

    def findings(self) -> pandas.DataFrame:
        """What to know before believing it: id, severity (warning, note), area, period, indicator, text."""
        return self.table("findings").to_pandas()

    def plot(
        self, view: str = "index", indicator: str | None = None, *, ax: Axes | None = None, language: str = "en"
    ) -> Axes:
        """A picture of the comparison.

        Args:
            view: ``index``: how the region, its peers and the nation grew, the first year being 100, with the interval
                of the peers. ``ranking``: the growth of each peer (without peers: of each area), and of the region.
            indicator: one of the tables; None is the first asked for.
            ax: the Axes to draw on; None makes a figure.
            language: ``"en"`` or ``"nl"``.

        Raises:
            UnknownNameError: another view, or an indicator that is not there. ArgumentError: another language.
            ModuleNotFoundError: matplotlib is not installed.

        >>> panel = mkba.Panel.read("gm_code,jaar,x\\nA,2017,1\\nB,2017,2\\nA,2018,3\\nB,2018,4\\n", name="")
        >>> axes = panel.described({"x": "flow"}).compare("A", "x", (2017, 2018), per=None).plot()
        """
        from . import _plot_compare

        return _plot_compare.plot(self, view, indicator, ax, language)

    def __repr__(self) -> str:
        rows = [row for row in self.table("summary").rows() if row[0] == self._indicators[0]]
        said = [f"{row[4]} {_per_cent(row[11])}" for row in rows if row[4] != "region"]
        own = next(row for row in rows if row[4] == "region")
        return (f"<mkba.Comparison of {self._region_name}, {self._indicators[0]}, {own[5]}-{own[6]}: "
                f"{_per_cent(own[11])}; {', '.join(said)}>")  # fmt: skip

    def _repr_html_(self) -> str:
        from html import escape

        table = self.summary()[["indicator", "role", "group", "level_from", "level_to", "growth", "growth_low",
                                "growth_high", "difference", "difference_low", "difference_high"]]  # fmt: skip
        findings = self.table("findings").rows()
        warned = "".join(f"<li>{escape(sentence(row))}</li>" for row in findings if row[1] == "warning")
        return (f"<p><strong>{escape(repr(self)[1:-1])}</strong></p>{table.to_html(index=False, border=0, na_rep='-')}"
                f"<ul>{warned}</ul>")  # fmt: skip


def _per_cent(value: float | None) -> str:
    return "not defined" if value is None else f"{value:+.1f} %"


def sentence(row: tuple[Any, ...]) -> str:
    """A finding as a sentence: "GM0743 2021 lasten: text"."""
    place = " ".join(str(part) for part in row[2:5] if part)
    return f"{place}: {row[5]}" if place else str(row[5])


# ---- the panel that is compared -----------------------------------------------------------------------------


class Known(NamedTuple):
    """What a panel knows of an indicator: the columns of its table of indicators, as far as they are needed."""

    unit: str
    kind: str
    numerator: str | None
    denominator: str | None
    per: float | None
    rounding: float | None
    breaks: str


def known_of(panel: Panel) -> dict[str, Known]:
    columns = {column[0]: i for i, column in enumerate(_raw.table_columns(_raw.panel_indicators(panel._handle)))}
    at = [columns[name] for name in ("unit", "kind", "numerator", "denominator", "per", "rounding", "breaks")]
    rows: Iterator[tuple[Any, ...]] = _tables.rows(_raw.panel_indicators(panel._handle))
    return {row[columns["indicator"]]: Known(*(row[i] for i in at)) for row in rows}


def _leaves(known: dict[str, Known], names: Iterable[str]) -> list[str]:
    """What is added up or divided by: of a rate its parts."""
    found: list[str] = []
    for name in names:
        it = known.get(name)
        parts = [name] if it is None or it.numerator is None else [it.numerator, it.denominator]
        found.extend(part for part in parts if part is not None)
    return list(dict.fromkeys(found))


def also_read(names: list[str], per: str, beds: bool) -> list[str]:
    """What a file may have that a comparison of these needs: what rates are made of, taakveld 6.1 and 6.2."""
    bases = [re.sub(r"_per_\w+$", "", name) for name in names]
    words = {name.rpartition("tv_")[0] or name.partition("_")[0] + "_" for name in bases}
    found = [f"{word}tv_{code}" for word in sorted(words) for code in ("6.1", "6.2")] if beds else []
    return list(dict.fromkeys([*bases, per, *found]))


def counted(panel: Panel, indicators: list[str]) -> list[str]:
    """The indicators, and what they count: no characteristic by which peers may be chosen."""
    known = known_of(panel)
    numerators = [known[name].numerator or name for name in indicators if name in known]
    return list(dict.fromkeys([*indicators, *numerators]))


def _beds(known: dict[str, Known], numerators: list[str]) -> list[str]:
    """Indicators of taakveld 6.1 and 6.2 of the same return, by their names."""
    words = {name.partition("_")[0] for name in numerators}
    return [name for name in known if _BED.fullmatch(name) and name.partition("_")[0] in words]


def _described(panel: Panel, adding: list[str], per: str | None, unit: str | None) -> Panel:
    """What the caller adds up or divides by does add up; its unit where the file does not say it."""
    known = known_of(panel)
    said: dict[str, dict[str, Any]] = {}
    for name in adding:
        it = known.get(name)
        missing_unit = unit is not None and it is not None and it.unit == "" and name != per
        if it is None or it.breaks or (it.kind != "unknown" and not missing_unit) or it.kind == "rate":
            continue  # what is not there, or cannot be said anew without loss, is refused further on
        kind = it.kind if it.kind != "unknown" else "stock" if name == per else "flow"
        said[name] = {"kind": kind, "rounding": it.rounding or 0.0}
        if missing_unit:
            said[name]["unit"] = unit
    return panel.described(said) if said else panel


def prepared(
    panel: Panel, indicator: Names, per: str | None, times: float | None, unit: str | None, name: str | None,
    waterbed: list[str] | None,
) -> tuple[Panel, list[str]]:  # fmt: skip
    """The panel with the one indicator that is compared, and the names of what it counts."""
    names = _panel_read.names(indicator)
    known = known_of(panel)
    if per is not None and per in known and any(known[n].kind == "unknown" for n in names if n in known):
        panel = panel.recognised(per)
        known = known_of(panel)
    rates = [n for n in names if n in known and known[n].numerator is not None]
    if rates and len(rates) < len(names):
        raise PanelError(f"{rates[0]!r} is a rate and others are not: add up what is of one kind", status="panel",
                         where="indicator")  # fmt: skip
    if rates:
        per, own = _shared(known, rates)
        if times is not None and times != own:
            raise ArgumentError(f"times must be left out: {rates[0]!r} is a rate per {own:g} already", status="argument",
                                where="times")  # fmt: skip
        times = own
    numerators = [_leaves(known, [n])[0] for n in names]
    beds = _beds(known, numerators) if waterbed is None else waterbed
    panel = _described(panel, [*numerators, *([] if per is None else [per]), *beds], per, unit)
    if len(names) == 1 and (rates or per is None):
        return panel, names
    panel, total = (panel, numerators[0]) if len(names) == 1 else _total(panel, numerators)
    if per is None:
        return panel, [total]
    counted_in = known_of(panel).get(total)
    thousands = counted_in is not None and counted_in.unit.startswith(_THOUSANDS)
    times = (1000.0 if thousands else 1.0) if times is None else times
    made = name or f"{total} per {f'{times:g} ' if times != 1 and not thousands else ''}{per}"
    said = f"euro per {per}" if thousands and times == 1000 else ""
    return panel.rate(made, total, per, times, said), [made]


def _total(panel: Panel, numerators: list[str]) -> tuple[Panel, str]:
    total = " + ".join(numerators)
    return panel if total in known_of(panel) else panel.total(total, numerators), total


def _shared(known: dict[str, Known], rates: list[str]) -> tuple[str, float]:
    """What rates that are added up are divided by."""
    first = known[rates[0]]
    for name in rates:
        if (known[name].denominator, known[name].per) != (first.denominator, first.per):
            raise PanelError(f"{rates[0]!r} and {name!r} are not divided by the same", status="panel", where="indicator")
    if first.denominator is None or first.per is None:
        raise ArgumentError(f"{rates[0]!r} is a rate of parts that are not known", status="argument", where="indicator")
    return first.denominator, first.per
