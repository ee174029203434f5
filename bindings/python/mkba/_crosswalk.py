"""Which areas became which."""

from __future__ import annotations

from collections.abc import Callable

from . import _documents, _raw
from ._documents import Rows
from ._panel_read import panel_errors

_YEARS = ("jaar_ingang", "jaar")


class Crosswalk:
    """Which areas became which (herindelingen), and which there were in each year.

    Args:
        steps: jaar_ingang, oud_code, oud_naam, nieuw_code, nieuw_naam, aandeel_adressen, soort: from 1 January of that
            year the old area is part of the new one, for that share of it; an empty share is not known. The shares of
            an area add up to 1 (within 0.005), or none is known.
        areas: jaar, gm_code, gemeente: the areas of each year, without gaps between the years.

    Each is CSV text, the path of a CSV file, or a DataFrame; a str with a line break is text. The two are held against
    each other: an area that ends without a step, or begins from nothing, is refused.

    Raises:
        PanelError: a step contradicts the areas, or the text is no strict CSV, with line and column.
        UnknownNameError: a column is not there. FileError, LimitError.

    Immutable; may be used by any number of threads, and can be pickled. ``Panel.merged`` uses it.

    >>> import mkba
    >>> crosswalk = mkba.Crosswalk(
    ...     "jaar_ingang,oud_code,oud_naam,nieuw_code,nieuw_naam,aandeel_adressen,soort\\n"
    ...     "2021,GM0001,Aa,GM0009,Aabee,1,samenvoeging\\n2021,GM0002,Bee,GM0009,Aabee,1,samenvoeging\\n",
    ...     "jaar,gm_code,gemeente\\n2020,GM0001,Aa\\n2020,GM0002,Bee\\n2021,GM0009,Aabee\\n")
    >>> crosswalk
    <mkba.Crosswalk>
    """

    __slots__ = ("__weakref__", "_handle", "_texts")

    def __init__(self, steps: Rows, areas: Rows) -> None:
        self._texts = _text(steps), _text(areas)
        with panel_errors(_documents.rows_path(steps)):
            self._handle = _raw.crosswalk_parse(*self._texts)

    def __repr__(self) -> str:
        return "<mkba.Crosswalk>"

    def __reduce__(self) -> tuple[Callable[..., Crosswalk], tuple[str | bytes, str | bytes]]:
        return type(self), self._texts


def _text(rows: Rows) -> str | bytes:
    path = _documents.rows_path(rows)
    return _documents.rows_text(rows, _YEARS) if path is None else _documents.read(path)


def handle_of(crosswalk: Crosswalk) -> _raw.Handle:
    """What the raw layer takes."""
    if not isinstance(crosswalk, Crosswalk):
        raise TypeError(f"crosswalk must be a mkba.Crosswalk, not {type(crosswalk).__name__}")
    return crosswalk._handle
