"""A case: one municipal MKBA as a document."""

from __future__ import annotations

import contextlib
import os
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from . import _documents, _raw, _tables
from ._appraisal import Appraisal
from ._case_measures import CaseMeasures
from ._catalog import Catalog, handle_of
from ._effect import CaseEffect
from ._made import must_be
from ._simulation import Plan, Simulation
from ._errors import ArgumentError, FileError, MkbaError, UnknownNameError, file_error, why_unreadable
from ._what_if import Bounds, records

if TYPE_CHECKING:
    import pandas

_NEW: Mapping[str, Any] = MappingProxyType({"format": "mkba-case/1"})


class Case(CaseMeasures, CaseEffect):
    """A case in the format ``mkba-case/1`` that has passed every rule of its format.

    Args:
        document: a dict (or other mapping), or its JSON text as str or bytes. In a dict, numpy scalars and arrays,
            pandas Series, tuples, and years as whole-number keys are taken for what they stand for.
        parts: keys of the document, in the place of those that it has. Without a document they are the case, and
            ``format`` need not be given.
        catalog: where discount schemes and price indices are looked up; None is the shipped one.

    Raises:
        CaseError: a rule of the format is broken or the text is no strict JSON; ``where`` is the JSON pointer.
        UnitError, UnknownNameInCaseError, LimitError: kinds of CaseError.

    A case is immutable and may be used by any number of threads. It can be pickled, with its catalog.
    Two cases are equal when their documents say the same and they have one catalog, whatever the order of keys and the way numbers are written; equal ones have one hash.

    >>> import mkba
    >>> case = mkba.Case(
    ...     title="Een lijn", base_year=2026, price_year=2024, years=(2026, 2028), discount={"rate": 0.0225},
    ...     alternatives={"nul": {"null": True}, "plan": {}},
    ...     lines=[{"id": "inzet", "kind": "cost", "value": 1000, "payer": "gemeente"}],
    ... )
    >>> case.title
    'Een lijn'
    >>> round(case.appraise().npv["plan"], 2)
    -2934.47
    >>> mkba.Case(case.to_dict(), title="Anders").title
    'Anders'
    >>> mkba.Case(case.to_dict()) == case
    True
    """

    __slots__ = ("__weakref__", "_catalog", "_handle")
    _handle: _raw.Handle
    _catalog: Catalog | None

    def __init__(
        self,
        document: Mapping[str, Any] | str | bytes | bytearray | memoryview = _NEW,
        /,
        *,
        catalog: Catalog | None = None,
        **parts: Any,
    ) -> None:
        handle = handle_of(catalog)
        self._catalog = catalog
        if isinstance(document, Mapping):
            with without_place():
                text = _documents.as_text({**document, **parts} if parts else document)
                self._handle = _raw.case_parse(text, handle)
        elif parts:
            self._handle = _changed(_raw.draft_parse(_documents.as_text(document)), _pointers(parts), handle)
        else:
            self._handle = _raw.case_parse(_documents.as_text(document), handle)

    @classmethod
    def read(cls, path: _documents.Path, *, catalog: Catalog | None = None) -> Case:
        """Reads a case from a file.

        Raises:
            FileError: the file cannot be read; MissingFileError, which is also a FileNotFoundError, when it is not
                there.
            CaseError: as for ``Case``; ``source``, ``line`` and ``column`` say where.

        >>> mkba.Case.read("nergens.json")
        Traceback (most recent call last):
            ...
        mkba.MissingFileError: nergens.json: the file cannot be opened: No such file or directory
        """
        try:
            return cls._of(_raw.case_read(path, handle_of(catalog)), catalog)
        except FileError as error:
            name = os.fspath(path)
            raise file_error(why_unreadable(name), name, error.message) from None

    @classmethod
    def _of(cls, handle: _raw.Handle, catalog: Catalog | None) -> Case:
        made = cls.__new__(cls)
        made._handle = handle
        made._catalog = catalog
        return made

    @property
    def title(self) -> str:
        """The title of the case."""
        return _raw.case_title(self._handle)

    @property
    def catalog(self) -> Catalog | None:
        """The catalog that the case was read with; None is the shipped one.

        >>> mkba.example().catalog is None
        True
        """
        return self._catalog

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The names of the scenarios, in the order of the document.

        >>> "laag" in mkba.example().scenarios
        True
        """
        n = _raw.case_n_scenarios(self._handle)
        return tuple(_raw.case_scenario_name(self._handle, i) for i in range(n))

    @property
    def text(self) -> str:
        """The document as it was given, byte for byte."""
        return _raw.case_text(self._handle)

    def to_dict(self) -> dict[str, Any]:
        """The document as a dict, to look things up or to make another case of.

        >>> mkba.example().to_dict()["format"]
        'mkba-case/1'
        """
        import json

        document: dict[str, Any] = json.loads(self.text.removeprefix("\ufeff"))
        return document

    def write(self, path: _documents.Path) -> None:
        """Writes the document as it is, byte for byte. An existing file is replaced at once or not at all.

        Raises:
            FileError: the file cannot be written.
        """
        _documents.write(path, self.text)

    def edited(self, changes: Mapping[str, Any]) -> Case:
        """A case in which parts of the document are other; this one stays as it is.

        Args:
            changes: a value per JSON pointer, in the order in which they are made: ``"/lines/0/value"``, with ``~0`` for
                a ~ in a key and ``~1`` for a /. A value is whatever a dict for ``Case`` may hold. ``None`` takes out
                what is there, ``"/lines/-"`` appends, and objects above that are missing are made.

        Raises:
            ArgumentError: a text that is no pointer, or leads through a text or number, or beyond the end of a list.
            UnknownNameError: ``None`` for what is not there (the nearest key is named).
            CaseError: the result breaks a rule of the format.

        What is not touched keeps its meaning to the letter: the order of keys, the text of every number.

        >>> case = mkba.example()
        >>> other = case.edited({"/title": "Anders", "/lines/0/note": "nieuw", "/scenarios": None})
        >>> other.title, other.to_dict()["lines"][0]["note"], other.scenarios
        ('Anders', 'nieuw', ())
        """
        return type(self)._of(_changed(_raw.draft_of_case(self._handle), changes, None), self._catalog)

    def findings(self, scenario: str | None = None) -> pandas.DataFrame:
        """What the werkwijzers would say of the case: id, severity (richtlijn, advies), place, line, column,
        message, source. The rules are listed in ``docs/findings.md``.

        Raises:
            UnknownNameError: the case has no such scenario.

        >>> list(mkba.example().findings().columns)
        ['id', 'severity', 'place', 'line', 'column', 'message', 'source']
        """
        return _tables.frame(_raw.case_findings(self._handle, scenario))

    def with_parameters(self, /, **values: float) -> Case:
        """A case in which parameters have other values; this one stays as it is.

        A number is in the parameter's own unit, price year and VAT basis, and replaces ``value``, ``series`` and
        ``distribution`` for all years. The values hold beneath those of a scenario.

        Raises:
            UnknownNameError: a name that is no parameter (the nearest is named).
            ArgumentError: a value that is not finite. TypeError: a value that is no number.

        >>> case = mkba.example()
        >>> name = next(iter(case.to_dict()["parameters"]))
        >>> case.with_parameters(**{name: 1}).to_dict()["parameters"][name]["value"]
        1
        """
        numbers = array("d", bytes(8 * len(values)))
        for i, (name, value) in enumerate(values.items()):
            try:
                numbers[i] = value
            except TypeError:
                raise TypeError(f"{name} must be a number, not {type(value).__name__}") from None
            except OverflowError:
                raise ArgumentError(
                    "the number is beyond the range of a double", status="argument", where=name
                ) from None
        return type(self)._of(_raw.case_with_parameters(self._handle, list(values), numbers), self._catalog)

    def appraise(self, scenario: str | None = None) -> Appraisal:
        """Appraises the case: every policy alternative against the nulalternatief.

        Amount in year y = value(y) x ramp-up x decay x growth; overlap after that; pv = sum over the years of
        amount x D(tau); npv = pv of benefits - pv of costs, in EUR of the case's price year. Source:
        ``docs/case-format.md``; Algemene leidraad voor maatschappelijke kosten-batenanalyse (CPB/PBL 2013).

        Raises:
            UnknownNameError: the case has no such scenario.
            EvaluationError: a figure has no value; names line or stream, year and sub-expression.
            CaseError: a rule that only the scenario breaks.

        Any number of threads may appraise one case at once.

        >>> sorted(mkba.example().appraise(scenario="laag").npv)
        ['teams']
        """
        return Appraisal(_raw.case_appraise(self._handle, scenario), self, scenario)

    def simulate(
        self,
        draws: int = 10_000,
        seed: int = 1,
        plan: Plan = "random",
        threads: int = 0,
        progress: Callable[[int, int], object] | None = None,
        scenario: str | None = None,
        *,
        first: int = 0,
        count: int = 0,
        actors: bool = True,
        streams: bool = False,
        years: bool = False,
        keep: bool = False,
        block: int = 0,
        variant: str | None = None,
        replicates: int = 1,
    ) -> Simulation:
        """Simulates the case: draws its uncertain parameters and appraises it for each draw.

        Args:
            draws: how many there are in all.
            seed: of the random numbers. Draw i of a parameter depends on the seed, the plan, the parameter's name and i
                (under ``lhs`` also on ``draws``; where it is correlated, on its group): another parameter changes none.
            plan: ``random``; ``lhs``, a Latin hypercube; ``sobol``, a scrambled low-discrepancy sequence, whose means
                converge fastest.
            threads: 0 is as many as there are. Changes no figure, nor do block and variant.
            progress: called now and then with what is done and what there is to do; False, or an exception, stops the
                simulation. Ctrl-C stops it too.
            scenario: one of the case; a parameter that it gives a value is not drawn.
            first, count: only these draws, counted from 0, to be merged with others (``Simulation.merge``); count 0 is
                all from the first on.
            actors, streams, years: which figures are simulated beside those of the alternatives; with both of the last,
                the clients of each stream and year too.
            keep: keep every draw (``Simulation.draws``), 2 GiB at most; quantiles are then exact.
            block: draws computed side by side; 0 is what is fast.
            variant: of the vector instructions: ``plain``, ``avx2`` or ``avx512``; None is the widest there is.
            replicates: in how many equal parts the draws are done that are randomised independently of each other, at
                most 256. Of ``lhs`` and ``sobol`` with two and more, the standard errors of means and of p_positive
                follow from how far these lie apart; 16 to 32 are enough. ``draws`` is a multiple.

        Raises:
            UnknownNameError: no such scenario, plan or variant. ArgumentError: an argument out of range; ``where`` names
            it. EvaluationError: a draw has no outcome; names line or stream, year and draw. CaseError: a distribution or
            correlation cannot be drawn from. LimitError: more than fits. Cancelled: the callable answered False.

        >>> simulation = mkba.example().simulate(draws=2000, seed=7)
        >>> simulation == mkba.example().simulate(draws=2000, seed=7, threads=3)
        True
        >>> mkba.example().simulate(draws=4096, plan="sobol", replicates=16).summary().loc[0, ["measure", "se_is"]].tolist()
        ['npv', 'between replicates']
        """
        options = {
            "scenario": scenario, "draws": draws, "seed": seed, "plan": plan, "first": first, "count": count,
            "actors": actors, "streams": streams, "years": years, "keep": keep, "threads": threads, "block": block,
            "variant": variant, "replicates": replicates,
        }  # fmt: skip
        return Simulation(_raw.case_simulate(self._handle, options, progress))

    def compare_scenarios(self) -> pandas.DataFrame:
        """Scenarios side by side: the case as it stands (scenario missing) and each scenario, per alternative:
        pv_costs, pv_benefits, npv, bcr, annual_equivalent, irr, payback, and npv_difference, npv minus that of the
        case as it stands.

        Raises:
            EvaluationError, CaseError: as for ``appraise``; the message names the scenario.

        >>> table = mkba.example().compare_scenarios()
        >>> table["scenario"].tolist()[1:3]
        ['laag', 'hoog']
        """
        return _tables.frame(_raw.case_compare_scenarios(self._handle))

    def sensitivity(
        self,
        scenario: str | None = None,
        *,
        rate: float = 0.01,
        shorter: float = 0.5,
        longer: float = 1.5,
        effect: float = 0.25,
        price: float = 0.1,
        timing: bool = True,
    ) -> pandas.DataFrame:
        """The sensitivity set that every werkwijzer asks for: one change at a time.

        The defaults are conventions, not estimates: where an interval of the effect or the price is known, use it.

        Args:
            scenario: on top of which all is changed; without it the case as it stands.
            rate: added to and taken from every discount rate, those of lines too; a percentage point is more than
                the Dutch standard rate moved from 2021 to 2026. 0 leaves it out, and so for effect and price.
            shorter, longer: number of years times this; the first year stays. 0 and 1 leave them out. Does the
                outcome hang on late years? Do benefits go on that were cut off?
            effect: share by which all benefits, those of streams too, are lower and higher.
            price: share by which all costs are lower and higher, for budgets that overrun.
            timing: begin, mid and end of the year, but for lines with a timing of their own.

        Returns:
            A row per variant and alternative: group, variant, what (a sentence), alternative, pv_costs, pv_benefits,
            npv, bcr, npv_difference (npv minus that of the base), sign_changed (npv above, at or below 0).

        Raises:
            UnknownNameError: the case has no such scenario. ArgumentError: an option is out of range.
            EvaluationError, CaseError: a variant cannot be appraised, such as a rate at or below -1; it is named.

        >>> table = mkba.example().sensitivity()
        >>> table.loc[table["sign_changed"], ["group", "variant"]].values.tolist()
        [['horizon', 'shorter'], ['effect', 'lower']]
        """
        options = (scenario, rate, shorter, longer, effect, price, timing)
        return _tables.frame(_raw.case_sensitivity(self._handle, options))

    def tornado(
        self,
        scenario: str | None = None,
        *,
        measure: Literal["npv", "bcr"] = "npv",
        actor: str | None = None,
        low: float = 0.05,
        high: float = 0.95,
        bounds: Bounds | None = None,
    ) -> pandas.DataFrame:
        """Tornado: each uncertain parameter at its low and its high value, one at a time, the others at their own value.

        Correlation is left out of account. ``mkba.plot_tornado`` makes a picture of it.

        Args:
            scenario: on top of which parameters move; without it the case as it stands.
            measure: ``npv`` or ``bcr``.
            actor: whose npv; without it that of all.
            low, high: probabilities at which the quantiles of a distribution are taken.
            bounds: ``{parameter: (low, high)}`` in its own unit and price year, in place of quantiles; parameters without
                a distribution move too when they have bounds.

        Returns:
            A row per parameter and alternative, the largest swing first: alternative, parameter, unit, value, low, high,
            outcome (at the values), outcome_low, outcome_high, swing, share (of the sum of squared swings). Joint draws
            have no low and high; their outcomes are quantiles of those of the rows.

        Raises:
            UnknownNameError: scenario, actor, measure or parameter. ArgumentError: an option is out of range.
            CaseError: a parameter with bounds cannot move. EvaluationError: the case has no outcome at a value; it is named.

        >>> table = mkba.example().tornado(bounds={"tarief_begeleiding": (60, 80)})
        >>> table["parameter"].iloc[0], len(table)
        ('effect_jeugd', 8)
        """
        options = {
            "scenario": scenario, "measure": measure, "actor": actor, "low": low, "high": high, "bounds": records(bounds),
        }  # fmt: skip
        return _tables.frame(_raw.case_tornado(self._handle, options))

    def two_way(
        self,
        first: str,
        second: str,
        values: Mapping[str, Sequence[float]] | None = None,
        *,
        steps: int = 5,
        scenario: str | None = None,
        alternative: str | None = None,
        against: str | None = None,
        actor: str | None = None,
    ) -> pandas.DataFrame:
        """Two-way table: the npv over a grid of two parameters, and where its sign changes.

        Args:
            first, second: the parameters.
            values: ``{parameter: values}``, ascending, in its own unit; of one that is not there, ``steps`` values from
                the 5 % to the 95 % quantile of its distribution.
            steps: how many of those.
            scenario: on top of which they move; without it the case as it stands.
            alternative: a policy alternative; without it all.
            against: the outcome is the npv minus that of this policy alternative.
            actor: whose npv; without it that of all.

        Returns:
            A row per cell: alternative, first, second, outcome, zero: the value of the second, from this one to the
            next, at which the outcome is 0 (missing where its sign does not change).

        Raises:
            As ``tornado``; LimitError: more than a million cells.

        >>> table = mkba.example().two_way("tarief_begeleiding", "qaly_waarde", {
        ...     "tarief_begeleiding": [60, 80], "qaly_waarde": [50_000, 80_000]})
        >>> table[["first", "second"]].values.tolist()
        [[60.0, 50000.0], [60.0, 80000.0], [80.0, 50000.0], [80.0, 80000.0]]
        """
        given = dict(values or {})
        options = {
            "scenario": scenario, "alternative": alternative, "against": against, "actor": actor, "steps": steps,
            "first": given.pop(first, None), "second": given.pop(second, None),
        }  # fmt: skip
        if given:
            raise UnknownNameError(
                f"values are for {first!r} and {second!r}, not for {next(iter(given))!r}", status="unknown", where="values"
            )
        table = _tables.frame(_raw.case_two_way(self._handle, first, second, options))
        table.attrs.update(first=first, second=second)
        return table

    def break_even(
        self,
        parameter: str | None = None,
        *,
        scenario: str | None = None,
        alternative: str | None = None,
        against: str | None = None,
        actor: str | None = None,
        bounds: Bounds | None = None,
        draws: int = 0,
        seed: int = 1,
    ) -> pandas.DataFrame:
        """Break-even (switching) values: where the npv is 0 when one parameter moves.

        Every root is certain: it follows from the operations that the npv is linear in the parameter, or the sign changes
        between two neighbouring numbers. Of an npv that is not linear all roots in the range are sought at 1024 steps (64
        with draws); two within one step are not seen.

        Args:
            parameter: its name; without it every uncertain one, and every one with bounds, each with a row whether or not a
                value can be sought.
            scenario: on top of which it moves; without it the case as it stands.
            alternative: a policy alternative; without it all.
            against: the npv minus that of this policy alternative is to be 0.
            actor: whose npv; without it that of all.
            bounds: ``{parameter: (low, high)}``: the range; else the support of its distribution, of which an end without
                limit is cut at a probability of 1e-6 (of a normal 4.7534 standard deviations from the mean); without a
                distribution from 0 to ten times its value.
            draws: 0: the others at their own values. Else the npv is its mean over so many draws of the others, which
                differs where it is not linear in them.
            seed: of these draws.

        Returns:
            A row per root: alternative, parameter, unit, value, outcome (at it), low, high, outcome_low, outcome_high,
            found (``linear``, ``bracket``, ``jump``, ``flat``, ``none``, ``no effect`` or ``failed``), break_even, change,
            probability (that the parameter is at most break_even), in_range, possible (the case can be appraised there),
            residual, flat_low and flat_high (the ends of a stretch on which the npv is 0), why (it failed: a sentence, such as
            that the case cannot be appraised at an end of the range). Where there is no root, a row with break_even missing.

        Raises:
            As ``tornado``, but for what makes the row of one of all parameters fail; ArgumentError also for a ``parameter`` of
            value 0 without distribution and bounds.

        >>> found = mkba.example().break_even("effect_jeugd")
        >>> found["found"].tolist(), round(float(found["break_even"].iloc[0]), 4)
        (['bracket'], 0.0752)
        """
        options = {
            "scenario": scenario, "alternative": alternative, "against": against, "actor": actor,
            "bounds": records(bounds), "draws": draws, "seed": seed,
        }  # fmt: skip
        return _tables.frame(_raw.case_break_even(self._handle, parameter, options))

    def joint_break_even(
        self,
        parameters: Sequence[str] | None = None,
        *,
        relative: bool = False,
        scenario: str | None = None,
        alternative: str | None = None,
        against: str | None = None,
        actor: str | None = None,
    ) -> pandas.DataFrame:
        """The smallest joint change: the values nearest to the parameters' own, all together, at which the npv is 0.

        Nearest by the sum of squared changes, in standard deviations or relative to the values. Where the npv is linear in
        all that moves it is the nearest point there is (column ``linear``); otherwise a local optimum, another may be nearer.

        Args:
            parameters: which move, at least one; None is all with a distribution.
            relative: measure changes relative to the value.
            scenario, alternative, against, actor: as in ``break_even``.

        Returns:
            A row per parameter and alternative, the largest change first: alternative, parameter, unit, value, break_even,
            change, z, share, probability, distance, outcome, residual, angle, linear, found: ``least`` (nearest of all),
            ``local`` (a minimum, the nearest seen), ``boundary`` (the npv is 0, as at a kink, but it need not be a minimum) or
            ``none``: then break_even and what follows from it are missing.

        Raises:
            As ``tornado``; ArgumentError also for a parameter with nothing to measure its change by.

        >>> found = mkba.example().joint_break_even(["tarief_begeleiding", "qaly_waarde"], relative=True)
        >>> bool(abs(found["residual"]).max() < 1e-3)
        True
        """
        options = {
            "scenario": scenario, "alternative": alternative, "against": against, "actor": actor, "relative": relative,
            "parameters": parameters,
        }  # fmt: skip
        return _tables.frame(_raw.case_joint_break_even(self._handle, options))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Case):
            return NotImplemented
        if (self._catalog or Catalog()) != (other._catalog or Catalog()):
            return False
        return self.text == other.text or _documents.canonical(self.text) == _documents.canonical(other.text)

    def __hash__(self) -> int:
        return hash(_documents.canonical(self.text))

    def __repr__(self) -> str:
        return f"<mkba.Case {self.title!r}>"

    def __reduce__(self) -> tuple[Callable[..., Case], tuple[type[Case], str, Catalog | None]]:
        return _restored, (type(self), self.text, self._catalog)


def _restored(kind: type[Case], text: str, catalog: Catalog | None) -> Case:
    return kind(text, catalog=catalog)


# ---- documents that change ----------------------------------------------------------------------------------


@contextlib.contextmanager
def without_place() -> Iterator[None]:
    """Errors in a text that was made here, and that nobody sees, have no line and column."""
    try:
        yield
    except MkbaError as error:
        error.line = error.column = None
        raise


def _pointers(parts: Mapping[str, Any]) -> dict[str, Any]:
    return {_documents.pointer("", key): value for key, value in parts.items()}


def change_draft(draft: _raw.Handle, changes: Mapping[str, Any]) -> None:
    """Values at JSON pointers; None takes out what is there."""
    must_be("changes", changes, Mapping)
    for pointer, value in changes.items():
        if value is None:
            _raw.draft_remove(draft, pointer)
        else:
            _raw.draft_set_json(draft, pointer, _documents.fragment(value, pointer))


def _changed(draft: _raw.Handle, changes: Mapping[str, Any], catalog: _raw.Handle | None) -> _raw.Handle:
    """The case that a draft is after changes."""
    change_draft(draft, changes)
    with without_place():
        return _raw.draft_case(draft, catalog)
