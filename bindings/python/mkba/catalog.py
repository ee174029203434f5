"""What the library knows of the field, compiled in, each figure with its source: discount schemes, price indices,
reference prices, classifications. ``evidence`` is ``official`` (read in the primary source), ``secondary`` (read in a
source that cites it) or ``unconfirmed`` (to be confirmed before anything uses it as a default).

With ``catalog=`` those about schemes and indices look into a ``mkba.Catalog``, which holds own ones too."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from . import _raw, _tables
from ._catalog import Catalog, handle_of
from ._errors import ArgumentError

if TYPE_CHECKING:
    import pandas

__all__ = [
    "classifications",
    "code",
    "codes",
    "index",
    "indices",
    "mapping",
    "breaks",
    "notes",
    "price",
    "prices",
    "scheme",
    "scheme_in_force",
    "schemes",
    "taakvelden",
    "values",
]


def _table(view: str, catalog: Catalog | None = None) -> pandas.DataFrame:
    return _tables.frame(_raw.catalog_table(handle_of(catalog), view))


def schemes(catalog: Catalog | None = None) -> pandas.DataFrame:
    """Every discount scheme, a row per segment: scheme, part, applies_from, applies_to, from_tau, rate, evidence,
    source. Rates are forward, per year. Own ones come last.

    >>> "NL-2026" in set(mkba.catalog.schemes()["scheme"])
    True
    """
    return _table("schemes", catalog)


def indices(catalog: Catalog | None = None) -> pandas.DataFrame:
    """Every price index, a row per year: index, year, level, status (definitive, provisional), source.

    >>> sorted(set(mkba.catalog.indices()["index"]))
    ['cpi', 'ova_ppc']
    """
    return _table("indices", catalog)


def prices(words: str = "") -> pandas.DataFrame:
    """The reference prices of the Dutch Costing Manual 2024: id, domain, category, unit, eur_2022, eur_2023, eur_2024,
    vintage, evidence, source. With words, those of which every word stands in id, domain, category or unit.

    >>> len(mkba.catalog.prices())
    160
    >>> mkba.catalog.prices("nursing intensive")["eur_2022"].tolist()
    [2727.0]
    """
    return _tables.frame(_raw.catalog_find_prices(None, words))


def values() -> pandas.DataFrame:
    """What a QALY is worth, by whom: id, label, value, unit, vintage, evidence, source, note.

    >>> mkba.catalog.values()["value"].tolist()
    [50000.0, 100000.0, 80000.0]
    """
    return _table("values")


def classifications() -> pandas.DataFrame:
    """The lists of codes: classification, vintage, codes (how many), title, evidence, source, note.

    >>> mkba.catalog.classifications()["classification"].unique().tolist()[:3]
    ['taakvelden', 'wmo_type', 'wmo_measure']
    """
    return _table("classifications")


def taakvelden() -> pandas.DataFrame:
    """The Iv3 taakvelden of the social domain, vintages 2017, 2023 and 2025, of which the last two hold what changed:
    vintage, code, name, domain, parent, maps_to_prev, mapping. Codes are text.

    >>> taakvelden = mkba.catalog.taakvelden().set_index(["vintage", "code"])
    >>> taakvelden.loc[(2025, "6.60"), "name"]
    'Hulpmiddelen en diensten (Wmo)'
    """
    return _table("taakvelden")


def codes(classification: str | None = None, vintage: int | None = None) -> pandas.DataFrame:
    """The codes of one classification: classification, code, label, note; of taakvelden the columns of ``taakvelden``.
    Without a classification those of all but the taakvelden.

    Args:
        vintage: 2017, 2023 or 2025 for taakvelden; None for other classifications.

    Raises:
        UnknownNameError: no such classification (the nearest is named). ArgumentError: the vintage.

    >>> mkba.catalog.codes("tariff_unit")["label"].tolist()[:3]
    ['minuut', 'uur', 'etmaal']
    >>> mkba.catalog.codes("taakvelden", 2025)["code"].tolist()[:2]
    ['6.21', '6.22']
    """
    if classification is None:
        if vintage is not None:
            raise ArgumentError("a vintage goes with a classification", status="argument", where="vintage")
        return _table("codes")
    return _tables.frame(_raw.catalog_code(None, classification, _vintage(vintage), None))


def breaks() -> pandas.DataFrame:
    """Known breaks in series: code, year (the first of what comes after), action (refuse or warn), indicators (how the
    names of those begin that it holds for), note, evidence, source.

    >>> known = mkba.catalog.breaks().set_index("code").loc["wmo-2020"]
    >>> int(known["year"]), known["action"]
    (2021, 'refuse')
    """
    return _table("breaks")


def notes() -> pandas.DataFrame:
    """How figures of the catalog are to be read: about, note, evidence, source.

    >>> "ova_ppc" in set(mkba.catalog.notes()["about"])
    True
    """
    return _table("notes")


def scheme(name: str, catalog: Catalog | None = None) -> pandas.DataFrame:
    """The segments of one scheme, with evidence and source.

    Raises:
        UnknownNameError: no such scheme (the nearest is named).

    >>> mkba.catalog.scheme("NL-2026")[["from_tau", "rate", "evidence"]].values.tolist()
    [[0.0, 0.028, 'secondary'], [35.0, 0.018, 'secondary']]
    """
    return _tables.frame(_raw.catalog_scheme(handle_of(catalog), name))


def index(name: str, catalog: Catalog | None = None) -> pandas.DataFrame:
    """The levels of one price index, with status and source.

    Raises:
        UnknownNameError: no such index (the nearest is named).

    >>> mkba.catalog.index("ova_ppc")["status"].tolist()[-1]
    'provisional'
    """
    return _tables.frame(_raw.catalog_index(handle_of(catalog), name))


def scheme_in_force(year: int, catalog: Catalog | None = None) -> str:
    """The name of the Dutch discount scheme for an MKBA that is started in ``year``.

    Raises:
        ArgumentError: a year for which the catalog has none.

    >>> mkba.catalog.scheme_in_force(2026)
    'NL-2026'
    """
    return _raw.catalog_scheme_in_force(handle_of(catalog), operator.index(year))


def price(id: str, year: int) -> float:
    """A reference price in EUR of ``year``: 2022, 2023 or 2024; for others convert it with ``mkba.convert_price``.
    What it is the price of stands in ``prices()``, column ``unit``.

    Raises:
        UnknownNameError: no such id (the nearest is named). ArgumentError: a year that the prices are not of.

    >>> mkba.catalog.price("nursingday_excl_personnel", 2022)
    537.0
    """
    return _raw.catalog_price(None, id, operator.index(year))


def code(classification: str, code: str, vintage: int | None = None) -> pandas.DataFrame:
    """What a code means: its row. Codes are text: "6.60" is not "6.6".

    Args:
        vintage: 2017, 2023 or 2025 for taakvelden; None for other classifications.

    Raises:
        UnknownNameError: no such classification or code (the nearest is named). ArgumentError: the vintage.

    >>> mkba.catalog.code("tariff_unit", "04")["label"].item()
    'uur'
    """
    return _tables.frame(_raw.catalog_code(None, classification, _vintage(vintage), code))


def _vintage(vintage: int | None) -> int:
    return 0 if vintage is None else operator.index(vintage)  # 0: the list has none


def mapping(code: str, vintage: int, to_vintage: int) -> pandas.DataFrame:
    """What a taakveld became in the vintage after, or was in the one before, a row each: code, vintage, name, to_code,
    to_vintage, to_name, mapping (from the newer to the older), one_to_one, note.

    Raises:
        UnknownNameError: no such code. ArgumentError: vintages that do not follow one another.

    >>> mkba.catalog.mapping("6.71", 2017, 2023)["to_code"].tolist()
    ['6.71a', '6.71b', '6.71c', '6.71d']
    """
    return _tables.frame(_raw.catalog_mapping(None, code, operator.index(vintage), operator.index(to_vintage)))
