"""The command koers: the tables of a Koers, of its network, of the euros of its case, and of where it stands."""

from __future__ import annotations

from typing import Any

import click

from . import _raw
from ._cli_shared import SEED, format_of, mkba, result
from ._koers import Koers
from ._panel import Panel

DOCUMENT = ["opgaven", "programmes", "nodes", "edges", "profiles", "indicators", "measurements", "findings"]
COMPASS = {"compass": "indicators", "compass-comparisons": "comparisons", "compass-scores": "scores",
           "compass-peers": "peers", "compass-yardsticks": "yardsticks", "compass-phases": "phases",
           "compass-together": "together", "compass-rules": "rules", "compass-findings": "findings",
           "thermometer": "thermometer", "thermometer-weights": "weights"}  # fmt: skip
BENEFITS = {"benefits": "benefits", **{f"benefits-{view}": view for view in (
    "indicators", "targets", "paths", "progress", "costs", "next", "rules", "findings")}}  # fmt: skip
TABLES = [*DOCUMENT, "contributions", "euros", "euros-programmes", "euros-nodes", "euros-lines", *COMPASS, *BENEFITS]
CODES = "Separated by commas."


def panel_of(koers: Koers, counts: str | None) -> Panel | None:
    """The panel that a Koers names, with what is known of its indicators."""
    if koers.table("links").to_dict()["panel"] == [None]:
        return None
    panel = koers.panel().recognised()
    return panel if counts is None else panel.described({name: {"kind": "stock"} for name in counts.split(",")})


def table(
    koers: Koers, view: str, draws: int, seed: int, language: str, counts: str | None, look: dict[str, Any]
) -> _raw.Handle:
    """A table by the name that it has on the command line."""
    if view in COMPASS:
        return _raw.compass_table(koers.compass(panel_of(koers, counts), **look)._handle, COMPASS[view], language)
    if view in BENEFITS:
        links = koers.table("links").to_dict()
        case = None if links["case"] == [None] else koers.case()
        made = koers.benefits(panel_of(koers, counts), case, as_of=look["as_of"], draws=draws, seed=seed)
        return _raw.register_table(made._handle, BENEFITS[view], language)
    if view == "contributions":
        return _raw.koers_contributions(koers._handle)
    if not view.startswith("euros"):
        return _raw.koers_table(koers._handle, view)
    of = view.partition("-")[2] or "opgaven"
    return _raw.koers_allocate_case(koers._handle, koers.case()._handle, {"draws": draws, "seed": seed}, of)


@mkba.command()
@click.argument("koers", metavar="KOERS.json", type=click.Path())
@format_of("table", "json", "csv")
@click.option("--table", "--show", "view", type=click.Choice(TABLES), default="opgaven", show_default=True,
              help="Of the document, of its network, the euros of its case, where it stands, its benefits.")  # fmt: skip
@click.option("--draws", type=click.IntRange(0, 1_000_000), default=0, show_default=True,
              help="Of the uncertain parameters of the case, for the euros.")  # fmt: skip
@click.option("--seed", type=SEED, default=1, show_default=True, help="Of the random numbers.")
@click.option("--as-of", metavar="PERIOD", help="What has ended then is known: 2025, 2025HJ01. Without: all.")
@click.option("--scale", type=click.Choice(["target", "norm", "percentile", "z"]), default="target", show_default=True,
              help="Of the scores of compass and thermometer.")  # fmt: skip
@click.option("--peers", metavar="CODES", help=f"Comparable areas. {CODES}")
@click.option("--peers-by", metavar="NAMES", help=f"Characteristics by which they are chosen. {CODES}")
@click.option("--peers-year", metavar="PERIOD", help="Of these characteristics.")
@click.option("--peers-k", type=click.IntRange(2), default=15, show_default=True, help="How many are chosen.")
@click.option("--population", metavar="NAME", help="The indicator by which counts are divided before they are compared.")
@click.option("--counts", metavar="NAMES", help=f"Indicators of the panel that are counts and add up. {CODES}")
@click.option("--language", type=click.Choice(["en", "nl"]), default="nl", show_default=True, help="Of sentences.")
def koers(koers: str, form: str, view: str, draws: int, seed: int, language: str, counts: str | None,
          peers: str | None, peers_by: str | None, **look: Any) -> None:  # fmt: skip
    """Show a Koers: its opgaven, its network, what euros of its case each opgave or programme has, where it stands, and its
    register of benefits."""
    look["peers"] = None if peers is None else peers.split(",")
    look["peers_by"] = None if peers_by is None else peers_by.split(",")
    result(view, form, table(Koers.read(koers), view, draws, seed, language, counts, look))
