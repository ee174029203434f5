"""The command koers: the tables of a Koers, of its network, and of the euros of its case."""

from __future__ import annotations

import click

from . import _raw
from ._cli_shared import SEED, format_of, mkba, result
from ._koers import Koers

DOCUMENT = ["opgaven", "programmes", "nodes", "edges", "profiles", "indicators", "measurements", "findings"]
TABLES = [*DOCUMENT, "contributions", "euros", "euros-programmes", "euros-nodes", "euros-lines"]


def table(koers: Koers, view: str, draws: int, seed: int) -> _raw.Handle:
    """A table by the name that it has on the command line."""
    if view == "contributions":
        return _raw.koers_contributions(koers._handle)
    if not view.startswith("euros"):
        return _raw.koers_table(koers._handle, view)
    of = view.partition("-")[2] or "opgaven"
    return _raw.koers_allocate_case(koers._handle, koers.case()._handle, {"draws": draws, "seed": seed}, of)


@mkba.command()
@click.argument("koers", metavar="KOERS.json", type=click.Path())
@format_of("table", "json", "csv")
@click.option("--table", "view", type=click.Choice(TABLES), default="opgaven", show_default=True,
              help="Of the document, of its network, or the euros of its case.")  # fmt: skip
@click.option("--draws", type=click.IntRange(0, 1_000_000), default=0, show_default=True,
              help="Of the uncertain parameters of the case, for the euros.")  # fmt: skip
@click.option("--seed", type=SEED, default=1, show_default=True, help="Of the random numbers.")
def koers(koers: str, form: str, view: str, draws: int, seed: int) -> None:
    """Show a Koers: its opgaven, its network, and what euros of its case each opgave or programme has."""
    result(view, form, table(Koers.read(koers), view, draws, seed))
