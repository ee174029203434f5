"""The outcome of one appraisal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _raw, _tables
from ._errors import ArgumentError, UnknownNameError

if TYPE_CHECKING:
    import pandas


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

    __slots__ = ("_handle", "_title", "_scenario", "__weakref__")

    def __init__(self, handle: _raw.Handle, title: str, scenario: str | None) -> None:
        self._handle = handle
        self._title = title
        self._scenario = scenario

    @property
    def title(self) -> str:
        """The title of the case."""
        return self._title

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

    def _table(self, view: str) -> pandas.DataFrame:
        return _tables.frame(_raw.appraisal_table(self._handle, view))

    def summary(self) -> pandas.DataFrame:
        """Per alternative: pv_costs, pv_benefits, npv, bcr (NaN where there is none), annual_equivalent, pm (how
        many lines have no amount)."""
        return self._table("summary")

    def lines(self) -> pandas.DataFrame:
        """Per alternative and line: kind, undiscounted, pv, evidence, source. Streams after the lines, pm lines last
        and without amounts."""
        return self._table("lines")

    def years(self) -> pandas.DataFrame:
        """Per alternative and year: costs, benefits, net, the same discounted, cumulative, discount factor."""
        return self._table("years")

    def actors(self) -> pandas.DataFrame:
        """Per alternative and actor: pv_costs, pv_benefits, net: who pays and who benefits.

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
        return _raw.table_csv(_raw.appraisal_table(self._handle, table))

    def _notes(self) -> list[str]:
        """What a summary must not leave unsaid: which lines have no amount, how many findings there are."""
        notes = []
        lines = [dict(zip(LINE_KEYS, row)) for row in _tables.rows(_raw.appraisal_table(self._handle, "lines"))]
        unvalued = dict.fromkeys(line["line"] for line in lines if line["kind"] == "pm")
        if unvalued:
            notes.append("PM, not in the figures: " + ", ".join(unvalued))
        findings = _raw.table_n_rows(_raw.appraisal_table(self._handle, "findings"))
        if findings:
            notes.append(f"{findings} findings: see .findings()")
        return notes

    def _heading(self) -> str:
        return self._title if self._scenario is None else f"{self._title} ({self._scenario})"

    def __repr__(self) -> str:
        figures = self.summary().drop(columns="title").to_string(index=False, formatters=_FORMATS, na_rep="-")
        return "\n".join([f"<mkba.Appraisal {self._heading()!r}>", figures, *self._notes()])

    def _repr_html_(self) -> str:
        from html import escape

        figures = self.summary().to_html(index=False, formatters=_FORMATS, na_rep="-", border=0)
        notes = "".join(f"<p>{escape(note)}</p>" for note in self._notes())
        return f"<p><strong>{escape(self._heading())}</strong></p>{figures}{notes}"


LINE_KEYS = ("alternative", "line", "title", "kind")


def _euro(value: float) -> str:
    return f"{value:,.0f}"


_FORMATS: dict[Any, Any] = {
    "pv_costs": _euro,
    "pv_benefits": _euro,
    "npv": _euro,
    "annual_equivalent": _euro,
    "bcr": "{:.2f}".format,
}


def _no_actor(actor: object, known: list[str]) -> str:
    import difflib

    near = difflib.get_close_matches(str(actor), known, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"{actor!r} is no actor in the budget of this case{hint}"
