"""The command report: a case, and a Koers and a panel beside it, as one page to send to a council."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from . import _report, _report_panel
from ._cli_shared import CASE, SEED, catalog_of, input_form, mkba, read_case, words_of, years_of
from ._koers import Koers
from ._panel import Panel
from ._report_text import Text

if TYPE_CHECKING:
    from ._compare import Comparison


@mkba.command()
@CASE
@click.option("--koers", "koers", metavar="KOERS.json", type=click.Path(), help="Its page comes first.")
@click.option("--panel", "panel", metavar="PANEL.csv", type=click.Path(), help="Sets the region beside others.")
@input_form
@click.option("--indicator", "indicators", multiple=True, metavar="IND[+IND...]",
              help="What to compare; without it what the Koers names, and the taakvelden of the case.")  # fmt: skip
@click.option("--region", metavar="CODE[,CODE...]", help="Without it that of the Koers or the case.")
@click.option("--years", metavar="A,B", help="The first year and the last; without it those of the panel.")
@click.option("--peers", metavar="nearest|mahalanobis|class|CODE[,CODE...]", help="Without it: the whole panel only.")
@click.option("--by", metavar="IND[,IND...]", help="The indicators by which peers are looked for.")
@click.option("--per", help="What counts are divided by; without it they are compared as they are.")
@click.option("--alternative", help="Of which the euros of the Koers are.")
@click.option("--scenario", help="Of the case.")
@click.option("--draws", type=click.IntRange(2, 1_000_000), default=4000, show_default=True, help="Of the uncertain parameters.")
@click.option("--seed", type=SEED, default=1, show_default=True, help="Of the draws.")
@click.option("--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Of the report.")
@click.option("-o", "--output", "output", required=True, metavar="REPORT.html", type=click.Path(), help="Is replaced.")
def report(case: str, koers: str | None, panel: str | None, input: str | None, indicators: tuple[str, ...],
           region: str | None, years: str | None, peers: str | None, by: str | None, per: str | None, alternative: str | None,
           scenario: str | None, draws: int, seed: int, language: Any, output: str) -> None:  # fmt: skip
    """Make a report with pictures, in one HTML file that needs nothing else."""
    read = read_case(case, catalog_of())
    course = None if koers is None else Koers.read(koers)
    table = None
    comparisons: list[Comparison] = []
    refused: list[str] = []
    if panel is not None:
        table = Panel.read(panel, input)
        options: dict[str, Any] = {"region": words_of(region), "years": years and years_of(years), "per": per}
        if peers is not None:
            options["peers"] = peers if peers in ("nearest", "mahalanobis", "class") else words_of(peers)
        if by is not None:
            options["by"] = words_of(by)
        comparisons, refused = _report_panel.comparisons(table, read, course, indicators, Text(language), options)
    elif indicators or region or years or peers or by or per:
        raise click.UsageError("--indicator, --region, --years, --peers, --by and --per are of a --panel")
    made = _report.made(read, course, table, comparisons, refused, alternative, scenario, draws, seed, language)
    made.write(output)
