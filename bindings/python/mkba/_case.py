"""A case: one municipal MKBA as a document."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from . import _documents, _raw, _tables
from ._appraisal import Appraisal
from ._catalog import Catalog, handle_of
from ._errors import ArgumentError, FileError, MkbaError, file_error, why_unreadable

if TYPE_CHECKING:
    import pandas


class Case:
    """A case in the format ``mkba-case/1`` that has passed every rule of its format.

    Args:
        document: a dict (or other mapping), or its JSON text as str or bytes. In a dict, numpy scalars and arrays,
            pandas Series, tuples, and years as whole-number keys are taken for what they stand for.
        catalog: where discount schemes and price indices are looked up; None is the shipped one.

    Raises:
        CaseError: a rule of the format is broken or the text is no strict JSON; ``where`` is the JSON pointer.
        UnitError, UnknownNameInCaseError, LimitError: kinds of CaseError.

    A case is immutable and may be used by any number of threads. It can be pickled, with its
    catalog.

    >>> import mkba
    >>> case = mkba.Case({
    ...     "format": "mkba-case/1", "title": "Een lijn", "base_year": 2026, "price_year": 2024,
    ...     "years": (2026, 2028), "discount": {"rate": 0.0225}, "alternatives": {"nul": {"null": True}, "plan": {}},
    ...     "lines": [{"id": "inzet", "kind": "cost", "value": 1000, "payer": "gemeente"}],
    ... })
    >>> case.title
    'Een lijn'
    >>> round(case.appraise().npv["plan"], 2)
    -2934.47
    """

    __slots__ = ("__weakref__", "_catalog", "_handle")
    _handle: _raw.Handle
    _catalog: Catalog | None

    def __init__(
        self, document: Mapping[str, Any] | str | bytes | bytearray | memoryview, *, catalog: Catalog | None = None
    ) -> None:
        handle = handle_of(catalog)
        text = _documents.as_text(document)
        self._catalog = catalog
        try:
            self._handle = _raw.case_parse(text, handle)
        except MkbaError as error:
            if isinstance(document, Mapping):  # nobody sees the text that was made of it
                error.line = error.column = None
            raise

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
        return Appraisal(_raw.case_appraise(self._handle, scenario), self.title, scenario)

    def __repr__(self) -> str:
        return f"<mkba.Case {self.title!r}>"

    def __reduce__(self) -> tuple[Callable[..., Case], tuple[type[Case], str, Catalog | None]]:
        return _restored, (type(self), self.text, self._catalog)


def _restored(kind: type[Case], text: str, catalog: Catalog | None) -> Case:
    return kind(text, catalog=catalog)
