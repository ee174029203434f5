"""The command effect: what a policy did, and whether the figures bear it."""

from __future__ import annotations

from typing import Any

import click

from ._cli_shared import PANEL, SEED, input_form, mkba, note, panel_of, result, show, words_of, write

VIEWS = ["estimate", "path", "draws", "checks", "weights", "findings"]
# Of the estimate in a table for the eye: the others stand in its sentences, or with --table estimate.
WITHOUT = {"indicator", "unit", "region", "last", "df", "grid", "level", "range_low", "range_high", "verdict"}


@mkba.command()
@PANEL
@click.option("--region", required=True, metavar="CODE[,CODE...]", help="The areas with the policy: one region.")
@click.option("--indicator", required=True, help="The outcome.")
@click.option("--start", required=True, help="The first period with the policy.")
@click.option("--method", type=click.Choice(["auto", "did", "sc", "sdid"]), default="auto", show_default=True,
              help="did: difference-in-differences; sc: synthetic control; sdid: both in one.")  # fmt: skip
@click.option("--form", type=click.Choice(["plain", "penalised", "augmented"]), help="Of sc: what weights may be.")
@click.option("--penalty", type=float, help="Of the form; without it, chosen.")
@click.option("--intercept", is_flag=True, help="Of sc: a constant difference is allowed for.")
@click.option("--predictor", "predictors", multiple=True, metavar="IND,A[,B]",
              help="Of sc: matched on, its mean from A to B; may be repeated.")  # fmt: skip
@click.option("--leave-out-suspects", is_flag=True, help="Periods in which a figure of the region looks wrong do not count.")
@click.option("--years", metavar="A,B", help="The first period that counts and the last; without it, all.")
@click.option("--donors", metavar="CODE[,CODE...]", help="Who it is compared with; else peers, or all.")
@click.option("--by", metavar="IND[,IND...]", help="What peers are alike by; never the outcome.")
@click.option("--year", help="Their period, before the start; the last before it when not given.")
@click.option("-k", "k", type=click.IntRange(2), default=19, show_default=True, help="How many peers.")
@click.option("--per", help="The outcome is a count: divided by this, which adds up over the region and scales noise.")
@click.option("--times", type=float, default=1.0, show_default=True, help="1000: per 1000.")
@click.option("--population", help="By which noise is scaled: small areas are noisier.")
@click.option("--name", help="What to call the region.")
@click.option("--separate", is_flag=True, help="The areas are treated units of their own, not one region; did.")
@click.option("--level", default=0.9, show_default=True, help="Of the intervals, and 1 less that p may be.")
@click.option("--seed", type=SEED, default=1, show_default=True, help="Of what is drawn.")
@click.option("--language", type=click.Choice(["en", "nl"]), default="en", show_default=True, help="Of the verdict.")
@click.option("--table", "view", type=click.Choice(VIEWS), help="Only this table (csv: estimate when not given).")
@input_form
@click.option("--format", "shown", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
def effect(
    panel: str, region: str, indicator: str, start: str, method: Any, years: str | None, donors: str | None,
    by: str | None, year: str | None, k: int, per: str | None, times: float, population: str | None, name: str | None,
    separate: bool, level: float, seed: int, language: Any, view: str | None, input: str | None, shown: str,
    form: str | None, penalty: float | None, intercept: bool, predictors: tuple[str, ...], leave_out_suspects: bool,
) -> None:  # fmt: skip
    """What a policy did, what speaks against it, and a verdict in words: supported, not shown or refused.

    A refused claim is an answer: the exit status is 0.
    """
    if year is not None and by is None:
        raise click.UsageError("--year goes with --by")
    if per is None and not separate and len(words_of(region) or []) > 1:
        raise click.UsageError(
            "how the outcome adds up over several areas is not known: with --per it is a count, "
            "with --separate each area is a treated unit of its own"
        )
    matched = [_predictor(one) for one in predictors]
    needed = [indicator, *(one[0] for one in matched), *(one for one in (per, population) if one is not None)]
    read = panel_of(panel, input, list(dict.fromkeys([*needed, *(words_of(by) or [])])))
    if per is not None:
        kinds = {one: kind for one, kind in ((indicator, "flow"), (per, "stock"), (population, "stock")) if one is not None}
        read = read.described(kinds).rate(f"{indicator} per {per}", indicator, per, per=times)
        indicator, population = f"{indicator} per {per}", population or per
    options: dict[str, Any] = {
        "population": population, "name": name, "peers_k": k, "form": form, "penalty": penalty,
        "intercept": intercept or None, "predictors": matched or None, "leave_out_suspects": leave_out_suspects or None,
    }  # fmt: skip
    made = read.effect(
        words_of(region) or [], indicator, start, donors=words_of(donors), years=_periods(years), peers_by=words_of(by),
        peers_year=year, method=method, separate=separate, level=level, seed=seed,
        **{key: value for key, value in options.items() if value is not None},
    )  # fmt: skip
    if view is not None or shown == "csv":
        result(view or "estimate", shown, made.table(view or "estimate", language)._handle)
    elif shown == "json":
        import json

        tables = (f'"{one}": {made.table(one, language).to_json().rstrip()}' for one in VIEWS if one != "draws")
        write("{" + f'"text": {json.dumps(made.text(language), ensure_ascii=False)},\n' + ",\n".join(tables) + "}\n")
    else:
        note(made.text(language))
        show("estimate", made.table("estimate")._handle, WITHOUT)
        show("path", made.table("path")._handle)
        show("checks", made.table("checks", language)._handle, {"unit"})
        for row in made.table("findings", language).rows():
            about = ", ".join(str(part) for part in row[2:5] if part is not None)
            note(f"{row[1]} {row[0]}: {row[5]}" + (f" ({about})" if about else ""))


def _predictor(text: str) -> tuple[str, str, str]:
    words = [part.strip() for part in text.split(",")]
    if len(words) not in (2, 3) or not all(words):
        raise click.UsageError(f"--predictor takes an indicator and one period or two, kosten,2017,2020, not {text}")
    return words[0], words[1], words[-1]


def _periods(text: str | None) -> tuple[str, str] | None:
    if text is None:
        return None
    first, comma, last = (part.strip() for part in text.partition(","))
    if not (first and comma and last):
        raise click.UsageError(f"--years takes two periods, 2017,2024, not {text}")
    return first, last
