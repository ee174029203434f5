"""A catalog: what is shipped, with own discount schemes and price indices beside it."""

from __future__ import annotations

import os
from collections.abc import Callable

from . import _documents, _raw, _tables
from ._documents import Rows
from ._errors import MkbaError

YEARS = ("applies_from", "applies_to", "year")  # whole, though pandas makes floats of them where one is missing


class Catalog:
    """The shipped catalog; with own discount schemes and price indices by ``with_schemes`` and ``with_indices``.

    A catalog is immutable, may be used by any number of threads, and can be pickled; two are equal when the
    same was added to them. It is given as ``catalog=`` wherever a scheme or an index is named: to ``Case``,
    ``Case.read``, ``mkba.check``, ``mkba.discount_factor``, ``mkba.convert_price``, ``mkba.npv``, ``mkba.payback``,
    ``mkba.payback_table``, ``mkba.annuity``, ``mkba.annual_equivalent``, and the functions of ``mkba.catalog`` that
    are about schemes and indices.

    >>> own = mkba.Catalog().with_schemes(
    ...     "scheme,applies_from,applies_to,part,from_tau,rate,evidence,source\\n"
    ...     "Peel-2026,2026,2030,standard,0,0.03,official,Besluit GR\\n")
    >>> round(mkba.discount_factor("Peel-2026", 1, catalog=own) * 1.03, 12)
    1.0
    """

    __slots__ = ("_added", "_handle")
    _handle: _raw.Handle | None
    _added: tuple[tuple[str, str | bytes], ...]

    def __init__(self) -> None:
        self._handle = None
        self._added = ()

    def with_schemes(self, rows: Rows) -> Catalog:
        """A catalog with own discount schemes too; this one stays as it is.

        Args:
            rows: CSV text, the path of a CSV file, or a DataFrame, with the columns of ``mkba.catalog.schemes``, in any
                order: scheme, applies_from, applies_to, part, from_tau, rate, evidence, source. A row is a segment:
                from ``from_tau`` years after the base year the forward rate holds. A str with a line break is text.

        Raises:
            CaseError: what is no strict CSV, or a row that breaks a rule, also where the name exists already; ``where``
                is as ``"row 3, rate"``. LimitError, FileError.

        >>> columns = "scheme,applies_from,applies_to,part,from_tau,rate,evidence,source"
        >>> mkba.Catalog().with_schemes(f"{columns}\\nE,2026,,standard,0,2.8,official,Raad\\n")
        Traceback (most recent call last):
            ...
        mkba.CaseError: line:2:20: rate must be from -0.2 to 0.2 a year: 2.8 % is 0.028; it is "2.8"
        """
        return self._with("schemes", rows)

    def with_indices(self, rows: Rows) -> Catalog:
        """The same with own price indices: index, year, level, status (definitive, provisional), source.

        >>> own = mkba.Catalog().with_indices(
        ...     "index,year,level,status,source\\nloon,2024,100,definitive,CAO\\nloon,2025,104,provisional,CAO\\n")
        >>> mkba.convert_price(50, from_year=2024, to_year=2025, index="loon", catalog=own)
        52.0
        """
        return self._with("indices", rows)

    def _with(self, kind: str, rows: Rows) -> Catalog:
        path = _documents.rows_path(rows)
        try:
            text = _documents.rows_text(rows, YEARS) if path is None else _documents.read(path)
            return self._plus(kind, text)
        except MkbaError as error:
            if path is not None:
                error.source = error.source or os.fsdecode(path)
            elif not isinstance(rows, (str, bytes)):  # nobody sees the text that was made of it
                error.line = error.column = None
            raise

    def _plus(self, kind: str, text: str | bytes) -> Catalog:
        made = Catalog.__new__(Catalog)
        made._handle = _ADDERS[kind](self._handle, text)
        made._added = (*self._added, (kind, text))
        return made

    def __repr__(self) -> str:
        names: dict[str, None] = {}
        for view in ("schemes", "indices"):
            shipped = {row[0] for row in _tables.rows(_raw.catalog_table(None, view))}
            names |= dict.fromkeys(
                row[0] for row in _tables.rows(_raw.catalog_table(self._handle, view)) if row[0] not in shipped
            )
        return f"<mkba.Catalog with {', '.join(names)}>" if names else "<mkba.Catalog>"

    def __eq__(self, other: object) -> bool:
        return self._added == other._added if isinstance(other, Catalog) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._added)

    def __reduce__(self) -> tuple[Callable[..., Catalog], tuple[tuple[tuple[str, str | bytes], ...]]]:
        return _restored, (self._added,)


_ADDERS = {"schemes": _raw.catalog_with_schemes, "indices": _raw.catalog_with_indices}


def handle_of(catalog: Catalog | None) -> _raw.Handle | None:
    """What the raw layer takes: None is the shipped catalog."""
    if catalog is None:
        return None
    if not isinstance(catalog, Catalog):
        raise TypeError(f"catalog must be a mkba.Catalog or None, not {type(catalog).__name__}")
    return catalog._handle


def _restored(added: tuple[tuple[str, str | bytes], ...]) -> Catalog:
    made = Catalog()
    for kind, text in added:
        made = made._plus(kind, text)
    return made
