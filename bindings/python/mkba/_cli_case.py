"""Commands about a case: appraise, check, simulate, explain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from . import _raw, _tables
from ._appraisal import DETAIL, Appraisal
from ._catalog import handle_of
from ._cli_shared import (
    CASE,
    DRAWS,
    SEED,
    catalog_of,
    format_of,
    mkba,
    note,
    own_files,
    progress_bar,
    read_case,
    result,
    safe,
    show,
    text_of,
    write,
)

if TYPE_CHECKING:
    from ._raw import Handle

VIEWS = ["summary", "lines", "years", "actors", "streams", "budget", "amounts", "findings", "irr", "payback",
         "incremental"]  # fmt: skip
SIMULATION_VIEWS = ["summary", "incremental", "actors", "streams", "years", "clients", "parameters", "draws", "about",
                    "findings"]  # fmt: skip
# What makes figures provisional is said beside them.
PROVISIONAL = {"scheme-unconfirmed", "scheme-secondary", "index-provisional"}


@mkba.command()
@CASE
@click.option("--scenario", help="A scenario of the case; without it, the case as it stands.")
@format_of("table", "json", "csv")
@click.option("--table", "view", type=click.Choice(VIEWS), help="Only this table (csv: lines when not given).")
@click.option("--threads", type=click.IntRange(0), default=1, help="Accepted; has no influence on any figure.")
@own_files("schemes", "indices")
def appraise(
    case: str,
    scenario: str | None,
    form: str,
    view: str | None,
    threads: int,
    own_schemes: str | None,
    own_indices: str | None,
) -> None:
    """Appraise a case: costs, benefits, who bears them, and when. "-" reads standard input.

    Without --table it shows summary, lines and actors, without their details.
    """
    if form == "json" and view is not None:
        raise click.UsageError("--table goes with the formats table and csv; json holds the whole appraisal")
    appraisal = read_case(case, catalog_of(own_schemes, own_indices)).appraise(scenario)
    if form == "json":
        write(appraisal.to_json())
    elif form == "csv":
        write(appraisal.to_csv(view or "lines"))
    elif view is not None:
        show(view, _raw.appraisal_table(appraisal._handle, view))
    else:
        overview(appraisal, case)


@mkba.command()
@CASE
@format_of("table", "json")
@own_files("schemes", "indices")
def check(case: str, form: str, own_schemes: str | None, own_indices: str | None) -> int:
    """Check a case: its errors or, when it has none, its findings. Exit status 1 when there is an error."""
    found = _raw.case_check(text_of(case), handle_of(catalog_of(own_schemes, own_indices)))
    if form == "json":
        write(_raw.table_json(found))
    else:
        show_findings(found)
    return 1 if any(severity == "error" for _, severity, *_ in _tables.rows(found)) else 0


@mkba.command()
def schema() -> None:
    """Print the JSON Schema of a case, with which an editor completes and checks one."""
    write(_raw.case_schema())


@mkba.command()
@CASE
@format_of("table", "json", "csv")
@own_files("schemes", "indices")
def scenarios(case: str, form: str, own_schemes: str | None, own_indices: str | None) -> None:
    """Show the scenarios of a case side by side, and what each changes in npv."""
    result("scenarios", form, _raw.case_compare_scenarios(read_case(case, catalog_of(own_schemes, own_indices))._handle))


@mkba.command()
@CASE
@click.option("--draws", type=DRAWS, default=10_000, show_default=True, help="How many.")
@click.option("--seed", type=SEED, default=1, show_default=True, help="Of the random numbers.")
@click.option("--plan", type=click.Choice(["random", "lhs", "sobol"]), default="random", show_default=True,
              help="Pseudo-random, Latin hypercube, or scrambled low-discrepancy.")  # fmt: skip
@click.option("--scenario", help="A scenario of the case; without it, the case as it stands.")
@click.option("--threads", type=click.IntRange(0), default=0, show_default=True,
              help="0: as many as there are. Has no influence on any figure.")  # fmt: skip
@click.option("--replicates", type=click.IntRange(1, 256), default=1, show_default=True,
              help="Independent parts of the draws, for standard errors under plans lhs and sobol: 16, say.")  # fmt: skip
@click.option("--streams", is_flag=True, help="The effect on each stream too.")
@click.option("--years", is_flag=True, help="The net of each year too.")
@click.option("--keep", is_flag=True, help="Keep every draw, for --table draws; quantiles are then exact.")
@click.option("--table", "view", type=click.Choice(SIMULATION_VIEWS), help="Only this table (csv: summary when not given).")
@format_of("table", "json", "csv")
@own_files("schemes", "indices")
def simulate(
    case: str,
    draws: int,
    seed: int,
    plan: Any,
    scenario: str | None,
    threads: int,
    replicates: int,
    streams: bool,
    years: bool,
    keep: bool,
    view: str | None,
    form: str,
    own_schemes: str | None,
    own_indices: str | None,
) -> None:
    """Simulate a case: how likely which outcome is. "-" reads standard input.

    On a terminal a bar shows how far it is; Ctrl-C stops it.
    """
    if form == "json" and view is not None:
        raise click.UsageError("--table goes with the formats table and csv; json holds the whole simulation")
    read = read_case(case, catalog_of(own_schemes, own_indices))
    with progress_bar() as progress:
        simulation = read.simulate(draws, seed, plan, threads, progress, scenario, streams=streams, years=years, keep=keep,
                                   replicates=replicates)  # fmt: skip
    if form == "json":
        write(simulation.to_json())
    elif form == "csv":
        write(_raw.table_csv(_raw.simulation_table(simulation._handle, view or "summary")))
    elif view is not None:
        show(view, _raw.simulation_table(simulation._handle, view))
    else:
        title = read.title if scenario is None else f"{read.title} ({scenario})"
        show(f"{title}: {draws} draws, plan {plan}, seed {seed}", _raw.simulation_table(simulation._handle, "summary"),
              {"se_is", "least", "most", "quantile_error", "n"})  # fmt: skip
        show("net present value of actors", _raw.simulation_table(simulation._handle, "actors"),
              {"se_is", "least", "most", "quantile_error", "n"})  # fmt: skip
        for finding in _tables.rows(_raw.simulation_table(simulation._handle, "findings")):
            note(f"{finding[1]} {finding[0]}: {finding[5]}")


@mkba.command()
@CASE
@click.option("--line", help="A line or stream; without it, the totals.")
@click.option("--year", type=int, help="A year; without it, all years.")
@click.option("--alternative", help="A policy alternative; may be left out where there is one.")
@click.option("--scenario", help="A scenario of the case; without it, the case as it stands.")
@format_of("table", "json", "csv")
@own_files("schemes", "indices")
def explain(
    case: str, line: str | None, year: int | None, alternative: str | None, scenario: str | None, form: str,
    own_schemes: str | None, own_indices: str | None,
) -> None:  # fmt: skip
    """Show how a figure came about, step by step, from the parameters to the present value."""
    appraisal = read_case(case, catalog_of(own_schemes, own_indices)).appraise(scenario)
    result("explanation", form, appraisal._explanation(line, year, alternative))


def overview(appraisal: Appraisal, case: str) -> None:
    """Summary, lines and actors, and what a reader of the figures must know."""
    tables = {
        view: _raw.appraisal_table(appraisal._handle, view) for view in ("summary", "lines", "actors", "findings")
    }
    title = appraisal.title if appraisal.scenario is None else f"{appraisal.title} ({appraisal.scenario})"
    for view in ("summary", "lines", "actors"):
        show(f"{title}: {view}" if view == "summary" else view, tables[view], {"evidence", "source", "pm", *DETAIL})
    lines = list(_tables.rows(tables["lines"]))
    unvalued = dict.fromkeys(f"{line[1]} ({line[2]})" if line[2] else line[1] for line in lines if line[3] == "pm")
    if unvalued:
        note("PM, not in the figures: " + ", ".join(unvalued))
    findings = list(_tables.rows(tables["findings"]))
    for finding in findings:
        if finding[0] in PROVISIONAL:
            note(f"Provisional: {finding[5]}")
    if findings:
        counts = {severity: sum(f[1] == severity for f in findings) for severity in ("richtlijn", "advies")}
        named = ", ".join(f"{n} {severity}" for severity, n in counts.items() if n)
        note(f"Findings: {named}; see: mkba check {case}")


def show_findings(table: Handle) -> None:
    """A block per finding: what it is and where, then the sentence."""
    found = list(_tables.rows(table))
    for rule, severity, place, line, column, message, source in found:
        where = f"{place or 'the whole document'}" + (f" (line {line}, column {column})" if line is not None else "")
        note(f"{severity} {rule}: {where}\n    {safe(message)}\n    [{source}]")
    if not found:
        note("nothing to say of this case")
