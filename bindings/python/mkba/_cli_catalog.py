"""Commands about the catalog: schemes, indices, prices, classifications."""

from __future__ import annotations

import click

from . import _raw
from ._catalog import handle_of
from ._cli_shared import catalog_of, format_of, mkba, note, own_files, result


@mkba.command()
@format_of("table", "json", "csv")
@own_files("schemes")
def schemes(form: str, own_schemes: str | None) -> None:
    """Show the discount schemes that the library knows, each with its source."""
    result("schemes", form, _raw.catalog_table(handle_of(catalog_of(own_schemes)), "schemes"))


@mkba.command()
@format_of("table", "json", "csv")
@own_files("indices")
def indices(form: str, own_indices: str | None) -> None:
    """Show the price indices that the library knows, each with its source."""
    result("indices", form, _raw.catalog_table(handle_of(catalog_of(None, own_indices)), "indices"))


@mkba.command()
@click.argument("words", metavar="[SEARCH]...", nargs=-1)
@format_of("table", "json", "csv")
def prices(words: tuple[str, ...], form: str) -> None:
    """Show the reference prices, or those with all these words in id, domain, category or unit."""
    result("prices", form, _raw.catalog_find_prices(None, " ".join(words)), {"vintage", "evidence", "source"})
    if form == "table":
        note("Dutch Costing Manual 2024 (secondary: as collected in the R package tatooheene 1.0.0)")


@mkba.command()
@click.argument("name", required=False)
@format_of("table", "json", "csv")
def classifications(name: str | None, form: str) -> None:
    """Show the classifications that the library knows, or the codes of one of them."""
    if name is None or name == "taakvelden":
        result(name or "classifications", form, _raw.catalog_table(None, name or "classifications"))
    else:
        result(name, form, _raw.catalog_code(None, name, 0, None))
