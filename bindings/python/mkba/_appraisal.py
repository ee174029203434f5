"""The outcome of one appraisal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from . import _raw, _tables
from ._errors import ArgumentError, UnknownNameError

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

    from ._case import Case


class Appraisal:
    """The outcome of an appraisal: every policy alternative against the nulalternatief. Made by ``Case.appraise``.

    Amounts are in EUR of the case's price year; each table's ``attrs["units"]`` has the unit of each column.
    Immutable; may be used by any number of threads. In a notebook it shows its summary.

    >>> import mkba
    >>> appraisal = mkba.example().appraise()
    >>> appraisal.alternatives
    ('teams',)
    >>> appraisal.npv["teams"] == appraisal.summary()["npv"].item()
    True
    """

    __slots__ = ("_handle", "_case", "_scenario", "__weakref__")

    def __init__(self, handle: _raw.Handle, case: Case, scenario: str | None) -> None:
        self._handle = handle
        self._case = case
        self._scenario = scenario

    @property
    def title(self) -> str:
        """The title of the case."""
        return self._case.title

    @property
    def scenario(self) -> str | None:
        """The scenario that was appraised; None for the case as it stands."""
        return self._scenario

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The policy alternatives, in the order of the case."""
        n = _raw.appraisal_n_alternatives(self._handle)
        return tuple(_raw.appraisal_alternative(self._handle, i) for i in range(n))

    @property
    def npv(self) -> dict[str, float]:
        """Net present value (netto contante waarde) by alternative: pv of benefits - pv of costs, in EUR."""
        return {name: _raw.appraisal_npv(self._handle, name) for name in self.alternatives}

    @property
    def bcr(self) -> dict[str, float | None]:
        """Benefit-cost ratio by alternative: pv of benefits / pv of costs; None where pv of costs <= 0.

        >>> appraisal = mkba.example().appraise()
        >>> outcome = appraisal.to_dict()["teams"]
        >>> abs(appraisal.bcr["teams"] - outcome["pv_benefits"] / outcome["pv_costs"]) < 1e-9
        True
        """
        return {name: _raw.appraisal_bcr(self._handle, name) for name in self.alternatives}

    def table(self, view: str) -> _tables.Table:
        """One of the tables, to be handed to whatever knows Arrow, without pandas.

        Args:
            view: ``summary``, ``lines``, ``years``, ``actors``, ``streams``, ``budget``, ``amounts``, ``findings``,
                ``irr``, ``payback`` or ``incremental``.

        Raises:
            UnknownNameError: no such table (the nearest is named).

        >>> mkba.example().appraise().table("summary").columns[:3]
        ('alternative', 'title', 'pv_costs')
        """
        return _tables.Table(_raw.appraisal_table(self._handle, view))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The lines for Arrow, as ``table("lines")`` gives them: ``polars.DataFrame(appraisal)``."""
        return self.table("lines").__arrow_c_stream__(requested_schema)

    def _table(self, view: str) -> pandas.DataFrame:
        return _tables.frame(_raw.appraisal_table(self._handle, view))

    def summary(self) -> pandas.DataFrame:
        """Per alternative: pv_costs, pv_benefits, npv, bcr (NaN where there is none), annual_equivalent, pm (how
        many lines have no amount), irr (where there is exactly one rate of return, and it is certified), irr_roots (how many there are),
        payback (years after the base year), payback_year (on the calendar: 2031.5 is the middle of 2031, 2032 its
        end), discounted_payback."""
        return self._table("summary")

    def lines(self) -> pandas.DataFrame:
        """Per alternative and line: kind, undiscounted, pv, evidence, source. Streams after the lines, pm lines last
        and without amounts."""
        return self._table("lines")

    def years(self) -> pandas.DataFrame:
        """Per alternative and year: costs, benefits, net, the same discounted, cumulative, discount factor."""
        return self._table("years")

    def actors(self) -> pandas.DataFrame:
        """Per alternative and actor: who pays and who benefits. pv_costs and pv_benefits contain the transfers
        pv_paid and pv_received; net is pv_benefits - pv_costs.

        >>> appraisal = mkba.example().appraise()
        >>> bool(abs(appraisal.actors()["net"].sum() - appraisal.npv["teams"]) < 1e-6)
        True
        """
        return self._table("actors")

    def streams(self) -> pandas.DataFrame:
        """Per alternative (the nulalternatief too), stream and year: clients at begin, inflow, received, outflow,
        end, mean, users, and cost."""
        return self._table("streams")

    def budget(self, actor: str | None = None, year: int | None = None) -> pandas.DataFrame:
        """Undiscounted cash per alternative, actor and year: what an actor's budget notices.

        cash = cashable - paid. Of what is received only cashable can be taken out of the budget; the rest the actor
        is spared without seeing it in the books.

        Args:
            actor: only this actor.
            year: only this year.

        Raises:
            UnknownNameError: no cash line or stream names the actor. ArgumentError: a year outside the case's.

        >>> budget = mkba.example().appraise().budget(actor="gemeente", year=2026)
        >>> budget[["alternative", "actor", "year"]].values.tolist()
        [['teams', 'gemeente', 2026]]
        """
        table = self._table("budget")
        units = table.attrs
        if actor is not None:
            known = list(dict.fromkeys(table["actor"]))
            if actor not in known:
                raise UnknownNameError(_no_actor(actor, known), status="unknown", where="actor")
            table = table[table["actor"] == actor]
        if year is not None:
            if year not in set(table["year"]):
                raise ArgumentError(f"{year!r} is no year of this case", status="argument", where="year")
            table = table[table["year"] == year]
        table = table.reset_index(drop=True)
        table.attrs = units
        return table

    def amounts(self) -> pandas.DataFrame:
        """Per alternative, line and year: amount (undiscounted), discount factor, pv, volume and its unit."""
        return self._table("amounts")

    def irr(self) -> pandas.DataFrame:
        """Per alternative every internal rate of return of its undiscounted benefits - costs: rate within
        [low, high]. Kind, as in ``mkba.irr_table``: root (one simple root in the bracket, certified), multiple (the
        value cannot be told from zero in the bracket: no root, one, or several), none (certified), every (there is
        no flow).

        >>> mkba.example().appraise().irr()[["alternative", "kind"]].values.tolist()
        [['teams', 'root']]
        """
        return self._table("irr")

    def payback(self) -> pandas.DataFrame:
        """Per alternative and measure (simple, discounted) every moment at which the cumulative balance turns >= 0
        (up) or < 0 (down), in years after the base year: tau of the flow that does it, and interpolated as if that
        flow were spread evenly since the moment before. is_payback: from there on the balance stays >= 0.

        >>> table = mkba.example().appraise().payback()
        >>> table.loc[table["is_payback"], ["measure", "tau"]].values.tolist()
        [['simple', 6.5], ['discounted', 6.5]]
        """
        return self._table("payback")

    def incremental(self) -> pandas.DataFrame:
        """The nulalternatief and the alternatives against each other, ranked by pv_costs: compared_with, costs_added,
        benefits_added, npv_added, incremental_bcr, status (efficient, dominated, extendedly dominated).

        An alternative is dominated when one before it costs no more and yields no less; extendedly dominated when
        the next adds more benefit per euro than it does. Sources: Drummond et al., Methods for the Economic
        Evaluation of Health Care Programmes (2015), ch. 4; Sullivan et al., Engineering Economy, ch. 10.

        >>> mkba.example().appraise().incremental()[["alternative", "status"]].values.tolist()
        [['nul', 'efficient'], ['teams', 'efficient']]
        """
        return self._table("incremental")

    def explain(
        self, line: str | None = None, year: int | None = None, alternative: str | None = None
    ) -> pandas.DataFrame:
        """How a figure came about, step by step, parts before the whole that they make.

        Every value is the one that the appraisal itself worked with; doing what ``numbers`` says gives ``value``,
        but for rounding.

        Args:
            line: a line or stream; without it the totals.
            year: a year; without it all: the present values per year of a line, or the totals over all lines.
            alternative: may be left out where there is one policy alternative.

        Returns:
            Columns step, depth (how deep inside another), kind, name, formula (in symbols), numbers (the same with
            numbers), value, unit, source, place (JSON pointer).

        Raises:
            UnknownNameError: no such line, stream or alternative, or a pm line, which has no amount.
            ArgumentError: a year outside the case's; no alternative where there are several.

        >>> appraisal = mkba.example().appraise()
        >>> steps = appraisal.explain("wmo_begeleiding", 2028)
        >>> print(steps["numbers"].iloc[-1])
        206973.00694886036 * 0.9332912912578062
        >>> bool(appraisal.explain().set_index("name").loc["npv", "value"] == appraisal.npv["teams"])
        True
        """
        return _tables.frame(self._explanation(line, year, alternative))

    def _explanation(self, line: str | None, year: int | None, alternative: str | None) -> _raw.Handle:
        if alternative is None:
            names = self.alternatives
            if len(names) != 1:
                raise ArgumentError(
                    "alternative must be one of: " + ", ".join(names), status="argument", where="alternative"
                )
            alternative = names[0]
        if year == 0:  # the library's word for all years
            raise ArgumentError("0 is no year of this case", status="argument", where="year")
        return _raw.appraisal_explain(self._handle, alternative, line, 0 if year is None else year)

    def plot(
        self,
        view: Literal["actors", "years"] = "actors",
        *,
        alternative: str | None = None,
        label: str | None = None,
        ax: Axes | None = None,
        language: Literal["en", "nl"] = "en",
    ) -> Axes:
        """A picture of the appraisal, with matplotlib (``pip install 'mkba[plot]'``).

        Args:
            view: ``actors``, who pays and who gains, in present value; or ``years``, the balance of costs and benefits
                added up over the years, in present value: where its line crosses 0, the alternative has paid for
                itself.
            alternative: may be left out where there is one; ``years`` then draws all.
            label: of the line of ``years``; None is the scenario, or the alternative.
            ax: where to draw; None makes a new figure. ``years`` of several appraisals of one case may share one.
            language: of the words and numbers, English or Dutch.

        Returns:
            The Axes. What it shows is in euros, whatever the unit that its numbers are written in.

        Raises:
            UnknownNameError: no such view or alternative. ArgumentError: no alternative where there are several; no
                such language. ModuleNotFoundError: matplotlib is not installed.

        >>> from matplotlib.figure import Figure
        >>> axes = mkba.example().appraise().plot("years", ax=Figure().subplots(), language="nl")
        >>> axes.get_title(loc="left")
        'Wanneer het zich terugverdient'
        """
        from ._plot_appraisal import plot

        return plot(self, view, alternative, label, ax, language)

    @property
    def _price_year(self) -> int:
        return int(self._case.to_dict()["price_year"])

    def findings(self) -> pandas.DataFrame:
        """What the werkwijzers would say: id, severity (richtlijn, advies), place, line, column, message, source."""
        return self._table("findings")

    def to_json(self) -> str:
        """The appraisal as JSON (``docs/case-format.md``, "Results of an appraisal"). Same case, same text."""
        return _raw.appraisal_json(self._handle)

    def to_dict(self) -> dict[str, Any]:
        """The same as a dict, keyed by alternative.

        >>> sorted(mkba.example().appraise().to_dict()["teams"])  # doctest: +NORMALIZE_WHITESPACE
        ['actors', 'annual_equivalent', 'bcr', 'budget', 'clients', 'lines', 'net_by_year', 'npv', 'pm', 'pv_benefits',
         'pv_costs']
        """
        import json

        made: dict[str, Any] = json.loads(self.to_json())
        return made

    def to_csv(self, table: str = "lines") -> str:
        """One of the tables as CSV (RFC 4180), in which every number reads back as the same bits.

        Raises:
            UnknownNameError: no such table (the nearest is named).
        """
        return self.table(table).to_csv()

    def _unvalued(self) -> dict[str, str]:
        """The titles of the lines that have no amount."""
        lines = [dict(zip(LINE_KEYS, row)) for row in _tables.rows(_raw.appraisal_table(self._handle, "lines"))]
        return {line["line"]: line["title"] or line["line"] for line in lines if line["kind"] == "pm"}

    def _notes(self) -> list[str]:
        """What a summary must not leave unsaid: which lines have no amount, how many findings there are."""
        notes = []
        unvalued = self._unvalued()
        if unvalued:
            notes.append("PM, not in the figures: " + ", ".join(unvalued))
        findings = len(self.table("findings"))
        if findings:
            notes.append(f"{findings} findings: see .findings()")
        return notes

    def _heading(self) -> str:
        return self.title if self._scenario is None else f"{self.title} ({self._scenario})"

    def __repr__(self) -> str:
        figures = self.summary().drop(columns=["title", *DETAIL]).to_string(
            index=False, formatters=_FORMATS, na_rep="-"
        )
        return "\n".join([f"<mkba.Appraisal {self._heading()!r}>", figures, *self._notes()])

    def _repr_html_(self) -> str:
        from html import escape

        figures = self.summary().drop(columns=[*DETAIL]).to_html(index=False, formatters=_FORMATS, na_rep="-", border=0)
        notes = "".join(f"<p>{escape(note)}</p>" for note in self._notes())
        return f"<p><strong>{escape(self._heading())}</strong></p>{figures}{notes}"


# Of the summary, left out where it is shown at a glance.
DETAIL = ("irr_roots", "payback_year", "discounted_payback")
LINE_KEYS = ("alternative", "line", "title", "kind")


def _euro(value: float) -> str:
    return f"{value:,.0f}"


_FORMATS: dict[Any, Any] = {
    "pv_costs": _euro,
    "pv_benefits": _euro,
    "npv": _euro,
    "annual_equivalent": _euro,
    "bcr": "{:.2f}".format,
    "irr": "{:.1%}".format,
    "payback": "{:g}".format,
}


def _no_actor(actor: object, known: list[str]) -> str:
    import difflib

    near = difflib.get_close_matches(str(actor), known, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"{actor!r} is no actor in the budget of this case{hint}"
