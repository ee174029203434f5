"""Commands about a panel: peers, compare."""

from __future__ import annotations

from typing import Any

import click

from . import _compare, _tables
from ._cli_shared import (
    PANEL,
    SEED,
    format_of,
    input_form,
    mkba,
    note,
    panel_of,
    result,
    show,
    weights_of,
    words_of,
    write,
    years_of,
)

PEERS_VIEWS = ["peers", "candidates", "profile", "stability", "variables"]


@mkba.command()
@PANEL
@click.option("--region", required=True, metavar="CODE[,CODE...]", help="The members of the region.")
@click.option("--by", required=True, metavar="IND[,IND...]", help="The indicators by which areas are compared.")
@click.option("--year", help="Their period; may be left out where the file has one.")
@click.option("-k", "k", type=click.IntRange(1), default=15, show_default=True, help="How many of the nearest.")
@click.option("--method", type=click.Choice(["euclidean", "mahalanobis", "class"]), default="euclidean",
              show_default=True, help="class: all areas with the same figures.")  # fmt: skip
@click.option("--scaling", type=click.Choice(["zscore", "robust"]), default="zscore", show_default=True,
              help="Mean and sd, or median and MAD.")  # fmt: skip
@click.option("--weights", metavar="IND=W[,IND=W...]", help="Weights of indicators; the others weigh 1.")
@click.option("--missing", type=click.Choice(["refused", "drops-area", "drops-variable"]), default="refused",
              show_default=True, help="What is done where an indicator has no figure.")  # fmt: skip
@click.option("--exclude", metavar="CODE[,CODE...]", help="Areas that shall be no peers.")
@click.option("--prefix", help="Only areas whose code begins so.")
@click.option("--outcomes", metavar="IND[,IND...]", help="What is going to be compared: never among --by.")
@click.option("--before", help="The period in which the comparison begins: --year lies before it.")
@click.option("--table", "view", type=click.Choice(PEERS_VIEWS), help="All of this table.")
@input_form
@format_of("table", "json", "csv")
def peers(
    panel: str, region: str, by: str, year: str | None, k: int, method: str, scaling: str, weights: str | None,
    missing: str, exclude: str | None, prefix: str | None, outcomes: str | None, before: str | None, view: str | None,
    input: str | None, form: str,
) -> None:  # fmt: skip
    """Find the areas that are comparable to a region: code, name, distance (the farthest is 1), rank."""
    wanted, also = words_of(by), words_of(outcomes) or []
    read = panel_of(panel, input, [*(wanted or []), *(name for name in also if name not in (wanted or []))])
    found = read.peers(
        words_of(region) or [], wanted, year, k, method, words_of(exclude), weights=weights_of(weights), scaling=scaling,
        missing=missing.replace("-", " "), prefix=prefix, outcomes=also, before=before,
    )  # fmt: skip
    if view is not None:
        result(view, form, found.table(view)._handle)
        return
    table = found.frame()[["area", "name", "rebased", "rank"]].set_axis(["code", "name", "distance", "rank"], axis=1)
    result("peers", form, _tables.Table.from_arrow(table, name="peers")._handle)


@mkba.command()
@PANEL
@click.option("--region", required=True, metavar="CODE[,CODE...]", help="The members of the region.")
@click.option("--indicator", required=True, metavar="IND[+IND...]", help="A rate, or counts that are added up.")
@click.option("--years", required=True, metavar="A,B", help="The first year and the last.")
@click.option("--at-end", help="The indicator at the end, when it has another name there: refused, with the reason.")
@click.option("--peers", "wanted", metavar="nearest|mahalanobis|class|CODE[,CODE...]", help="Without it: the nation only.")
@click.option("--by", metavar="IND[,IND...]", help="The indicators by which peers are looked for.")
@click.option("--year", help="Their period; the first year when not given.")
@click.option("-k", "k", type=click.IntRange(1), help="How many of the nearest; 15 when not given.")
@click.option("--per", default="inwoners", show_default=True, help="What counts are divided by.")
@click.option("--times", type=float, help="1000: per 1000.")
@click.option("--unit", help='Of what is counted ("1000 euro"), where the file does not say it.')
@click.option("--waterbed", metavar="IND[,IND...]", help="Where costs may have moved to; else taakveld 6.1 and 6.2.")
@click.option("--nation", help="The area that stands for the nation; else the sum of all.")
@click.option("--policy-date", help="From when a policy can have worked.")
@click.option("--missing", type=click.Choice(["spreads", "left-out"]), default="spreads", show_default=True,
              help="A member without a figure: refused, or left out.")  # fmt: skip
@click.option("--replicates", type=click.IntRange(100, 100_000), default=2000, show_default=True, help="Of the bootstrap.")
@click.option("--seed", type=SEED, default=1, show_default=True, help="Of the bootstrap.")
@click.option("--level", default=0.95, show_default=True, help="Of the intervals.")
@click.option("--table", "view", type=click.Choice(_compare.VIEWS), help="Only this table.")
@input_form
@format_of("table", "json", "csv")
def compare(
    panel: str, region: str, indicator: str, years: str, at_end: str | None, wanted: str | None, by: str | None,
    year: str | None, k: int | None, per: str, times: float | None, unit: str | None, waterbed: str | None,
    nation: str | None, policy_date: str | None, missing: str, replicates: int, seed: int, level: float,
    view: str | None, input: str | None, form: str,
) -> None:  # fmt: skip
    """Compare the growth of a region with that of its peers and of the nation, with the parts of a total and the
    waterbed set beside it, and what to know before believing it."""
    names = [name.strip() for name in indicator.split("+")]
    first, last = years_of(years)
    chosen: Any = wanted if wanted in _compare.METHODS else words_of(wanted)
    given = {"by": words_of(by), "k": k, "year": year}
    choice: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if choice and not isinstance(chosen, str):
        raise click.UsageError("--by, --year and -k go with --peers nearest, mahalanobis or class")
    needed = [*names, *([] if at_end is None else [at_end]), *(words_of(by) or []), *(words_of(waterbed) or [])]
    also = _compare.also_read(names, per, waterbed is None)
    read = panel_of(panel, input, needed, also)
    found = read.compare(
        words_of(region) or [], names, (first, last), chosen, per=per, times=times, unit=unit, waterbed=words_of(waterbed),
        nation=nation, policy_date=policy_date, at_end=at_end, missing=missing.replace("-", " "), replicates=replicates, seed=seed,
        level=level, **choice,
    )  # fmt: skip
    if view is not None or form == "csv":
        result(view or "summary", form, found.table(view or "summary")._handle)
    elif form == "json":
        tables = (f'"{name}": {found.table(name).to_json().rstrip()}' for name in ("summary", "findings"))
        write("{" + ",\n".join(tables) + "}\n")
    else:
        show(f"{', '.join(found.region)}: {first}-{last}, growth", found.table("summary")._handle, _compare.DETAIL)
        for row in found.table("findings").rows():
            note(f"{row[1]} {row[0]}: {_compare.sentence(row)}")
