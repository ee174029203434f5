"""What the library knows of the field, compiled in: discount schemes and price indices, each with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _raw, _tables

if TYPE_CHECKING:
    import pandas

__all__ = ["indices", "schemes"]


def schemes() -> pandas.DataFrame:
    """Every discount scheme, a row per segment: scheme, part, applies_from, applies_to, from_tau, rate, evidence,
    source. Rates are forward, per year.

    >>> "NL-2026" in set(mkba.catalog.schemes()["scheme"])
    True
    """
    return _tables.frame(_raw.catalog_schemes())


def indices() -> pandas.DataFrame:
    """Every price index, a row per year: index, year, level, status (definitive, provisional), source.

    >>> sorted(set(mkba.catalog.indices()["index"]))
    ['cpi', 'ova_ppc']
    """
    return _tables.frame(_raw.catalog_indices())
