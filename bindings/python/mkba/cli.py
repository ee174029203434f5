"""The command line ``mkba``. Results go to stdout, messages to stderr.

Exit status: 0 done, 1 the input is refused, 2 wrong usage, 3 a fault of ours or of the system.
"""

from __future__ import annotations

import errno
import os
import sys
from array import array
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from click.core import ParameterSource

from . import __version__, _cli_koers, _compare, _documents, _panel_read, _raw, _tables
from ._appraisal import DETAIL, Appraisal
from ._case import Case
from ._catalog import Catalog, handle_of
from ._errors import FileError, InternalError, MkbaError
from ._koers import Koers
from ._panel import Panel

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from ._raw import Column, Handle

VIEWS = ["summary", "lines", "years", "actors", "streams", "budget", "amounts", "findings", "irr", "payback",
         "incremental"]  # fmt: skip
SIMULATION_VIEWS = ["summary", "incremental", "actors", "streams", "years", "clients", "parameters", "draws", "about",
                    "findings"]  # fmt: skip
FORMATS = ["tidy", "wide", "odata3-untyped", "odata3-typed", "odata4", "statline", "iv3", "pdok"]
PEERS_VIEWS = ["peers", "candidates", "profile", "stability", "variables"]
DRAWS = click.IntRange(1, 2**40)
SEED = click.IntRange(0, 2**64 - 1)
NARROWEST = 10  # a column of text is not made narrower than this
# What makes figures provisional is said beside them.
PROVISIONAL = {"scheme-unconfirmed", "scheme-secondary", "index-provisional"}


class _ReaderLeft(Exception):
    """Whoever read our output has seen enough. (click would end with status 1.)"""


def main() -> NoReturn:
    """Runs the command line and leaves with its exit status."""
    try:
        status = mkba.main(standalone_mode=False)
    except click.ClickException as error:  # wrong usage
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        status = 130
    except _ReaderLeft:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        status = 0
    except InternalError as error:
        status = _say(f"{error}; please report this", 3)
    except MkbaError as error:
        status = _say(str(error), 1)
    except MemoryError:
        status = _say("there is not enough memory", 3)
    except OSError as error:
        status = _say(f"the output cannot be written: {os.strerror(error.errno or errno.EIO)}", 3)
    except Exception as error:
        status = _say(f"{type(error).__name__}: {error}; please report this", 3)
    sys.exit(status)


def _say(message: str, status: int) -> int:
    click.echo(f"mkba: {_safe(message)}", err=True)
    return status


def _safe(text: str) -> str:
    """Text of a case for a terminal, which must not obey what a case says."""
    return text if text.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


# ---- commands --------------------------------------------------------------------------------------------------

CASE = click.argument("case", metavar="CASE.json", type=click.Path(allow_dash=True))


def _format(*names: str) -> Callable[[Any], Any]:
    return click.option("--format", "form", type=click.Choice(names), default="table", show_default=True)


def _own(*kinds: str) -> Callable[[Any], Any]:
    """Options for files of own schemes and indices."""

    def decorate(command: Any) -> Any:
        for kind in reversed(kinds):
            text = f"CSV file of own {kind}, with the columns of: mkba {kind} --format csv"
            command = click.option(f"--{kind}", f"own_{kind}", metavar="FILE.csv", type=click.Path(), help=text)(command)
        return command

    return decorate


def _catalog_of(own_schemes: str | None = None, own_indices: str | None = None) -> Catalog:
    catalog = Catalog()
    if own_schemes is not None:
        catalog = catalog.with_schemes(Path(own_schemes))
    if own_indices is not None:
        catalog = catalog.with_indices(Path(own_indices))
    return catalog


PANEL = click.argument("panel", metavar="PANEL.csv", type=click.Path(allow_dash=True))


def _input(command: Any) -> Any:
    text = "The form of the file, see docs/panel.md; without it, the one it seems to have, which is said on stderr."
    return click.option("--input", type=click.Choice(FORMATS), help=text)(command)


@click.group(no_args_is_help=False, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mkba")
def mkba() -> None:
    """Social cost-benefit analysis (MKBA) of Dutch municipal provisions."""


@mkba.command()
@CASE
@click.option("--scenario", help="A scenario of the case; without it, the case as it stands.")
@_format("table", "json", "csv")
@click.option("--table", "view", type=click.Choice(VIEWS), help="Only this table (csv: lines when not given).")
@click.option("--threads", type=click.IntRange(0), default=1, help="Accepted; has no influence on any figure.")
@_own("schemes", "indices")
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
    appraisal = _read(case, _catalog_of(own_schemes, own_indices)).appraise(scenario)
    if form == "json":
        _write(appraisal.to_json())
    elif form == "csv":
        _write(appraisal.to_csv(view or "lines"))
    elif view is not None:
        _show(view, _raw.appraisal_table(appraisal._handle, view))
    else:
        _overview(appraisal, case)


@mkba.command()
@CASE
@_format("table", "json")
@_own("schemes", "indices")
def check(case: str, form: str, own_schemes: str | None, own_indices: str | None) -> int:
    """Check a case: its errors or, when it has none, its findings. Exit status 1 when there is an error."""
    found = _raw.case_check(_text(case), handle_of(_catalog_of(own_schemes, own_indices)))
    if form == "json":
        _write(_raw.table_json(found))
    else:
        _findings(found)
    return 1 if any(severity == "error" for _, severity, *_ in _tables.rows(found)) else 0


@mkba.command()
def schema() -> None:
    """Print the JSON Schema of a case, with which an editor completes and checks one."""
    _write(_raw.case_schema())


@mkba.command()
@click.argument("koers", metavar="KOERS.json", type=click.Path())
@_format("table", "json", "csv")
@click.option("--table", "view", type=click.Choice(_cli_koers.TABLES), default="opgaven", show_default=True,
              help="Of the document, of its network, or the euros of its case.")  # fmt: skip
@click.option("--draws", type=click.IntRange(0, 1_000_000), default=0, show_default=True,
              help="Of the uncertain parameters of the case, for the euros.")  # fmt: skip
@click.option("--seed", type=SEED, default=1, show_default=True, help="Of the random numbers.")
def koers(koers: str, form: str, view: str, draws: int, seed: int) -> None:
    """Show a Koers: its opgaven, its network, and what euros of its case each opgave or programme has."""
    _result(view, form, _cli_koers.table(Koers.read(koers), view, draws, seed))


@mkba.command()
@CASE
@_format("table", "json", "csv")
@_own("schemes", "indices")
def scenarios(case: str, form: str, own_schemes: str | None, own_indices: str | None) -> None:
    """Show the scenarios of a case side by side, and what each changes in npv."""
    _result("scenarios", form, _raw.case_compare_scenarios(_read(case, _catalog_of(own_schemes, own_indices))._handle))


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
@_format("table", "json", "csv")
@_own("schemes", "indices")
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
    read = _read(case, _catalog_of(own_schemes, own_indices))
    with _progress() as progress:
        simulation = read.simulate(draws, seed, plan, threads, progress, scenario, streams=streams, years=years, keep=keep,
                                   replicates=replicates)  # fmt: skip
    if form == "json":
        _write(simulation.to_json())
    elif form == "csv":
        _write(_raw.table_csv(_raw.simulation_table(simulation._handle, view or "summary")))
    elif view is not None:
        _show(view, _raw.simulation_table(simulation._handle, view))
    else:
        title = read.title if scenario is None else f"{read.title} ({scenario})"
        _show(f"{title}: {draws} draws, plan {plan}, seed {seed}", _raw.simulation_table(simulation._handle, "summary"),
              {"se_is", "least", "most", "quantile_error", "n"})  # fmt: skip
        _show("net present value of actors", _raw.simulation_table(simulation._handle, "actors"),
              {"se_is", "least", "most", "quantile_error", "n"})  # fmt: skip
        for finding in _tables.rows(_raw.simulation_table(simulation._handle, "findings")):
            _note(f"{finding[1]} {finding[0]}: {finding[5]}")


MEASURES: dict[str, Callable[..., Handle]] = {
    "sobol": _raw.case_sobol,
    "importance": _raw.case_importance,
    "evpi": _raw.case_evpi,
    "evppi": _raw.case_evppi,
    "evsi": _raw.case_evsi,
    "acceptability": _raw.case_acceptability,
}
DRAWN = ("break-even", *MEASURES)
OF_ONE = ("two-way", "break-even", "joint")
# Which option goes with which method; what is not here goes with all.
METHODS_OF = {
    "rate": ("set",), "shorter": ("set",), "longer": ("set",), "effect": ("set",), "price": ("set",), "timing": ("set",),
    "low": ("tornado",), "high": ("tornado",), "measure": ("tornado",), "bounds": ("tornado", "break-even"),
    "actor": ("tornado", *OF_ONE), "alternative": OF_ONE, "against": OF_ONE, "parameters": (*OF_ONE, "evppi", "evsi", "acceptability"),
    "steps": ("two-way",), "relative": ("joint",), "draws": DRAWN, "seed": DRAWN, "plan": tuple(MEASURES),
    "together": ("evppi",), "prior_sizes": ("evsi",), "sizes": ("evsi",), "values": ("acceptability",),
}  # fmt: skip


def _check_options(context: click.Context, method: str) -> None:
    """Refuses an option that the method would not heed: its figures would not be those that were asked for."""
    for option in context.command.params:
        methods = METHODS_OF.get(option.name or "", (method,))
        given = context.get_parameter_source(option.name or "") is not ParameterSource.DEFAULT
        if given and method not in methods:
            names = "/".join((*option.opts, *option.secondary_opts))
            raise click.UsageError(f"{names} does not go with --method {method}, but with {', '.join(methods)}")


@mkba.command()
@CASE
@click.option("--method", type=click.Choice(["set", "tornado", "two-way", "break-even", "joint", *MEASURES]), default="set",
              show_default=True, help="set: one change at a time; tornado: each parameter low and high; two-way: a grid of two; "
              "break-even: where npv is 0; joint: the smallest change of all together; sobol, importance: what the uncertainty "
              "comes from; evpi, evppi: what knowing more is worth; evsi: what a study is; acceptability: how likely each "
              "alternative is the best, over values of a parameter.")  # fmt: skip
@click.option("--parameter", "parameters", multiple=True, metavar="NAME", help="Which move: two for two-way, one or none for "
              "break-even, any for joint; of evppi: which are known; of evsi: which are studied; one for acceptability.")  # fmt: skip
@click.option("--bounds", multiple=True, metavar="NAME=LOW,HIGH", help="Of tornado and break-even: own bounds.")
@click.option("--low", default=0.05, show_default=True, help="Of tornado: probability of the low value.")
@click.option("--high", default=0.95, show_default=True, help="Of tornado: probability of the high value.")
@click.option("--measure", type=click.Choice(["npv", "bcr"]), default="npv", show_default=True, help="Of tornado.")
@click.option("--steps", type=click.IntRange(2, 200), default=5, show_default=True, help="Of two-way: values per parameter.")
@click.option("--draws", type=DRAWS, help="Of break-even: the mean of npv over draws of the others; without it, the others "
              "at their own value. Of sobol, importance, evpi, evppi, evsi, acceptability: how many; without it, 10 000 (sobol: "
              "4096 rows).")  # fmt: skip
@click.option("--seed", type=SEED, default=1, show_default=True, help="Of these draws.")
@click.option("--plan", type=click.Choice(["random", "lhs", "sobol"]), default="random", show_default=True,
              help="Of sobol, importance, evpi, evppi, evsi, acceptability: how draws are spread.")  # fmt: skip
@click.option("--together", is_flag=True, help="Of evppi: all parameters known together, one row.")
@click.option("--prior-sizes", metavar="N[,N...]", help="Of evsi: as how many observations what is known of each parameter "
              "counts now, in the order of --parameter.")  # fmt: skip
@click.option("--sizes", metavar="N[,N...]", help="Of evsi: how many observations the study makes; several are several rows.")
@click.option("--values", metavar="V[,V...]", help="Of acceptability: at which the parameter is fixed, in its own unit.")
@click.option("--relative", is_flag=True, help="Of joint: changes relative to the value, not in standard deviations.")
@click.option("--alternative", help="Of two-way, break-even and joint: a policy alternative; without it, all.")
@click.option("--against", help="Of the same: npv minus that of this policy alternative.")
@click.option("--actor", help="Of the same and tornado: whose npv; without it, that of all.")
@click.option("--scenario", help="The scenario that is changed; without it, the case as it stands.")
@click.option("--rate", default=0.01, show_default=True, help="Of set: added to and taken from every discount rate.")
@click.option("--shorter", default=0.5, show_default=True, help="Of set: number of years times this.")
@click.option("--longer", default=1.5, show_default=True, help="Of set: number of years times this.")
@click.option("--effect", default=0.25, show_default=True, help="Of set: share by which benefits are lower and higher.")
@click.option("--price", default=0.1, show_default=True, help="Of set: share by which costs are lower and higher.")
@click.option("--timing/--no-timing", default=True, show_default=True, help="Of set: begin, mid and end of the year.")
@_format("table", "json", "csv")
@_own("schemes", "indices")
@click.pass_context
def sensitivity(
    context: click.Context, case: str, method: str, scenario: str | None, rate: float, shorter: float, longer: float, effect: float,
    price: float, timing: bool, form: str, own_schemes: str | None, own_indices: str | None, parameters: tuple[str, ...],
    bounds: tuple[str, ...], low: float, high: float, measure: str, steps: int, draws: int | None, seed: int, relative: bool,
    alternative: str | None, against: str | None, actor: str | None, plan: str, together: bool, prior_sizes: str | None,
    sizes: str | None, values: str | None,
) -> None:  # fmt: skip
    """Show what changes do to npv: discount rate, horizon, effect, price, timing (set), or parameters (other methods).

    An option that does not go with the method is refused.
    """
    _check_options(context, method)
    handle = _read(case, _catalog_of(own_schemes, own_indices))._handle
    common = {"scenario": scenario, "actor": actor}
    of_one = {**common, "alternative": alternative, "against": against}
    if method == "set":
        options = (scenario, rate, shorter, longer, effect, price, timing)
        _result("sensitivity", form, _raw.case_sensitivity(handle, options))
    elif method == "tornado":
        own = {**common, "measure": measure, "low": low, "high": high, "bounds": _bounds(bounds)}
        _result("tornado", form, _raw.case_tornado(handle, own))
    elif method == "two-way":
        if len(parameters) != 2:
            raise click.UsageError("two-way needs --parameter twice")
        _result("two_way", form, _raw.case_two_way(handle, *parameters, {**of_one, "steps": steps}))
    elif method == "break-even":
        if len(parameters) > 1:
            raise click.UsageError("break-even takes one --parameter, or none for all")
        own = {**of_one, "bounds": _bounds(bounds), "draws": draws or 0, "seed": seed}
        _result("break_even", form, _raw.case_break_even(handle, parameters[0] if parameters else None, own))
    elif method in MEASURES:
        drawn = {"scenario": scenario, "draws": draws or 0, "seed": seed, "plan": plan, "threads": 0, "joint": together,
                 "parameters": list(parameters) or None}  # fmt: skip
        about: tuple[Any, ...] = ()
        if method == "evsi":
            about = (_numbers("--prior-sizes", prior_sizes), _numbers("--sizes", sizes))
        elif method == "acceptability":
            if len(parameters) != 1:
                raise click.UsageError("acceptability needs --parameter once")
            about = (parameters[0], _numbers("--values", values))
            drawn["parameters"] = None
        with _progress() as progress:
            made = MEASURES[method](handle, *about, drawn, progress)
        _result(method, form, made)
    else:
        joint = {**of_one, "relative": relative, "parameters": list(parameters) or None}
        _result("joint_break_even", form, _raw.case_joint_break_even(handle, joint))


def _numbers(option: str, text: str | None) -> array[float]:
    """N[,N...], which the method cannot do without."""
    if text is None:
        raise click.UsageError(f"this method needs {option}: one number, or several with commas between")
    try:
        return array("d", map(float, text.split(",")))
    except ValueError:
        raise click.UsageError(f"{option} is a number, or several with commas between, not {text!r}") from None


def _bounds(given: tuple[str, ...]) -> list[dict[str, Any]]:
    """NAME=LOW,HIGH, each."""
    made = []
    for text in given:
        name, equals, pair = text.rpartition("=")
        try:
            low, high = (float(number) for number in pair.split(","))
        except ValueError:
            equals = ""
        if not equals:
            raise click.UsageError(f"--bounds is NAME=LOW,HIGH, not {text!r}")
        made.append({"parameter": name, "low": low, "high": high})
    return made


@mkba.command()
@CASE
@click.option("--line", help="A line or stream; without it, the totals.")
@click.option("--year", type=int, help="A year; without it, all years.")
@click.option("--alternative", help="A policy alternative; may be left out where there is one.")
@click.option("--scenario", help="A scenario of the case; without it, the case as it stands.")
@_format("table", "json", "csv")
@_own("schemes", "indices")
def explain(
    case: str, line: str | None, year: int | None, alternative: str | None, scenario: str | None, form: str,
    own_schemes: str | None, own_indices: str | None,
) -> None:  # fmt: skip
    """Show how a figure came about, step by step, from the parameters to the present value."""
    appraisal = _read(case, _catalog_of(own_schemes, own_indices)).appraise(scenario)
    _result("explanation", form, appraisal._explanation(line, year, alternative))


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
@_input
@_format("table", "json", "csv")
def peers(
    panel: str, region: str, by: str, year: str | None, k: int, method: str, scaling: str, weights: str | None,
    missing: str, exclude: str | None, prefix: str | None, outcomes: str | None, before: str | None, view: str | None,
    input: str | None, form: str,
) -> None:  # fmt: skip
    """Find the areas that are comparable to a region: code, name, distance (the farthest is 1), rank."""
    wanted, also = _words(by), _words(outcomes) or []
    read = _panel(panel, input, [*(wanted or []), *(name for name in also if name not in (wanted or []))])
    found = read.peers(
        _words(region) or [], wanted, year, k, method, _words(exclude), weights=_weights(weights), scaling=scaling,
        missing=missing.replace("-", " "), prefix=prefix, outcomes=also, before=before,
    )  # fmt: skip
    if view is not None:
        _result(view, form, found.table(view)._handle)
        return
    table = found.frame()[["area", "name", "rebased", "rank"]].set_axis(["code", "name", "distance", "rank"], axis=1)
    _result("peers", form, _tables.Table.from_arrow(table, name="peers")._handle)


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
@_input
@_format("table", "json", "csv")
def compare(
    panel: str, region: str, indicator: str, years: str, at_end: str | None, wanted: str | None, by: str | None,
    year: str | None, k: int | None, per: str, times: float | None, unit: str | None, waterbed: str | None,
    nation: str | None, policy_date: str | None, missing: str, replicates: int, seed: int, level: float,
    view: str | None, input: str | None, form: str,
) -> None:  # fmt: skip
    """Compare the growth of a region with that of its peers and of the nation, with the parts of a total and the
    waterbed set beside it, and what to know before believing it."""
    names = [name.strip() for name in indicator.split("+")]
    first, last = _years(years)
    chosen: Any = wanted if wanted in _compare.METHODS else _words(wanted)
    given = {"by": _words(by), "k": k, "year": year}
    choice: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if choice and not isinstance(chosen, str):
        raise click.UsageError("--by, --year and -k go with --peers nearest, mahalanobis or class")
    needed = [*names, *([] if at_end is None else [at_end]), *(_words(by) or []), *(_words(waterbed) or [])]
    also = _compare.also_read(names, per, waterbed is None)
    read = _panel(panel, input, needed, also)
    found = read.compare(
        _words(region) or [], names, (first, last), chosen, per=per, times=times, unit=unit, waterbed=_words(waterbed),
        nation=nation, policy_date=policy_date, at_end=at_end, missing=missing.replace("-", " "), replicates=replicates, seed=seed,
        level=level, **choice,
    )  # fmt: skip
    if view is not None or form == "csv":
        _result(view or "summary", form, found.table(view or "summary")._handle)
    elif form == "json":
        tables = (f'"{name}": {found.table(name).to_json().rstrip()}' for name in ("summary", "findings"))
        _write("{" + ",\n".join(tables) + "}\n")
    else:
        _show(f"{', '.join(found.region)}: {first}-{last}, growth", found.table("summary")._handle, _compare.DETAIL)
        for row in found.table("findings").rows():
            _note(f"{row[1]} {row[0]}: {_compare.sentence(row)}")


@mkba.command()
@_format("table", "json", "csv")
@_own("schemes")
def schemes(form: str, own_schemes: str | None) -> None:
    """Show the discount schemes that the library knows, each with its source."""
    _result("schemes", form, _raw.catalog_table(handle_of(_catalog_of(own_schemes)), "schemes"))


@mkba.command()
@_format("table", "json", "csv")
@_own("indices")
def indices(form: str, own_indices: str | None) -> None:
    """Show the price indices that the library knows, each with its source."""
    _result("indices", form, _raw.catalog_table(handle_of(_catalog_of(None, own_indices)), "indices"))


@mkba.command()
@click.argument("words", metavar="[SEARCH]...", nargs=-1)
@_format("table", "json", "csv")
def prices(words: tuple[str, ...], form: str) -> None:
    """Show the reference prices, or those with all these words in id, domain, category or unit."""
    _result("prices", form, _raw.catalog_find_prices(None, " ".join(words)), {"vintage", "evidence", "source"})
    if form == "table":
        _note("Dutch Costing Manual 2024 (secondary: as collected in the R package tatooheene 1.0.0)")


@mkba.command()
@click.argument("name", required=False)
@_format("table", "json", "csv")
def classifications(name: str | None, form: str) -> None:
    """Show the classifications that the library knows, or the codes of one of them."""
    if name is None or name == "taakvelden":
        _result(name or "classifications", form, _raw.catalog_table(None, name or "classifications"))
    else:
        _result(name, form, _raw.catalog_code(None, name, 0, None))


def _result(name: str, form: str, table: Handle, without: Collection[str] = ()) -> None:
    if form == "csv":
        _write(_raw.table_csv(table))
    elif form == "json":
        _write(_raw.table_json(table))
    else:
        _show(name, table, without)


# ---- input -----------------------------------------------------------------------------------------------------


def _read(path: str, catalog: Catalog) -> Case:
    if path != "-":
        return Case.read(path, catalog=catalog)
    try:
        return Case(_text(path), catalog=catalog)
    except MkbaError as error:
        error.source = error.source or "-"
        raise


def _text(path: str) -> bytes:
    if path != "-":
        return _documents.read(path)
    if sys.stdin is None:
        raise FileError("standard input is closed", status="file", source="-")
    try:
        return sys.stdin.buffer.read(_documents.MOST_BYTES)
    except OSError as error:
        reason = os.strerror(error.errno or errno.EIO)
        raise FileError(f"standard input cannot be read: {reason}", status="file", source="-") from None


def _panel(path: str, format: str | None, indicators: list[str], also: Collection[str] = ()) -> Panel:
    """A panel of a file, with these indicators only, and those of `also` that it has. What form it seems to have is
    said."""
    text = _text(path)
    there = [name for name in also if name not in indicators and _panel_read.has_name(text, name)]
    indicators = list(dict.fromkeys([*indicators, *there]))
    options: dict[str, Any] = {}
    with _panel_read.panel_errors(path):
        if format is None:
            format, options = _panel_read.detected(text)
            _say(f"{path} is read as {format}", 0)
        return Panel.read(text, format, **{**options, "indicators": indicators})


def _words(text: str | None) -> list[str] | None:
    """What stands between commas."""
    if text is None:
        return None
    words = [word.strip() for word in text.split(",") if word.strip()]
    if not words:
        raise click.UsageError("an option that takes names has none: leave it out, or give at least one")
    return words


def _years(text: str) -> tuple[int, int]:
    try:
        first, last = (int(year) for year in text.split(","))
    except ValueError:
        raise click.UsageError(f"--years takes two years, 2017,2021, not {text}") from None
    return first, last


def _weights(text: str | None) -> dict[str, float] | None:
    if text is None:
        return None
    try:
        pairs = [word.split("=") for word in _words(text) or []]
        return {name.strip(): float(weight) for name, weight in pairs}
    except ValueError:
        raise click.UsageError(f"--weights takes IND=W[,IND=W...], not {text}") from None


# ---- output ----------------------------------------------------------------------------------------------------


def _write(text: str, encoding: str = "utf-8") -> None:
    """JSON and CSV are UTF-8 wherever they go, byte for byte; tables are for the terminal at hand."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    try:
        sys.stdout.buffer.write(text.encode(encoding, "replace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise _ReaderLeft from None


def _overview(appraisal: Appraisal, case: str) -> None:
    """Summary, lines and actors, and what a reader of the figures must know."""
    tables = {
        view: _raw.appraisal_table(appraisal._handle, view) for view in ("summary", "lines", "actors", "findings")
    }
    title = appraisal.title if appraisal.scenario is None else f"{appraisal.title} ({appraisal.scenario})"
    for view in ("summary", "lines", "actors"):
        _show(f"{title}: {view}" if view == "summary" else view, tables[view], {"evidence", "source", "pm", *DETAIL})
    lines = list(_tables.rows(tables["lines"]))
    unvalued = dict.fromkeys(f"{line[1]} ({line[2]})" if line[2] else line[1] for line in lines if line[3] == "pm")
    if unvalued:
        _note("PM, not in the figures: " + ", ".join(unvalued))
    findings = list(_tables.rows(tables["findings"]))
    for finding in findings:
        if finding[0] in PROVISIONAL:
            _note(f"Provisional: {finding[5]}")
    if findings:
        counts = {severity: sum(f[1] == severity for f in findings) for severity in ("richtlijn", "advies")}
        named = ", ".join(f"{n} {severity}" for severity, n in counts.items() if n)
        _note(f"Findings: {named}; see: mkba check {case}")


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """What tells how far a long call is: a bar on a terminal, nothing elsewhere."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("simulating", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _console() -> Any:
    """On a terminal as wide as it is; in a pipe as wide as the text, so that no line is broken."""
    from rich.console import Console

    wide = sys.stdout is None or not sys.stdout.isatty()
    return Console(width=10_000 if wide else None, highlight=False, markup=False, emoji=False)


def _print(thing: Any, **options: Any) -> None:
    """rich lays out, we write: it would end the program itself when the reader has left.

    No digit is cut off: where the terminal is too narrow for the figures, its lines run on.
    """
    from rich.measure import Measurement

    console = _console()
    if not options:
        console.width = max(console.width, Measurement.get(console, console.options.update(width=10_000), thing).minimum)
    with console.capture() as captured:
        console.print(thing, **options)
    _write(captured.get(), console.encoding)


def _note(text: str) -> None:
    _print("\n".join(map(_safe, text.split("\n"))), soft_wrap=True)


def _show(title: str, shown: Handle, without: Collection[str] = ()) -> None:
    """A table for the eye, perhaps without some columns: numbers to the right, rounded."""
    from rich.table import Table
    from rich.text import Text

    columns = [column for column in _raw.table_columns(shown) if column[0] not in without]
    table = Table(title=Text(_safe(title)), title_justify="left")
    for name, kind, unit, _, _ in columns:
        heading = f"{name}\n[{unit}]" if unit not in ("", "1", "jaar") else name
        if kind in ("text", "boolean"):
            table.add_column(Text(heading), min_width=min(len(name), NARROWEST), overflow="fold")
        else:
            table.add_column(Text(heading), justify="right", no_wrap=True)
    for row in _tables.rows_of_columns(columns):
        table.add_row(*(Text(_cell(value, column)) for value, column in zip(row, columns)))
    _print(table)


def _findings(table: Handle) -> None:
    """A block per finding: what it is and where, then the sentence."""
    found = list(_tables.rows(table))
    for rule, severity, place, line, column, message, source in found:
        where = f"{place or 'the whole document'}" + (f" (line {line}, column {column})" if line is not None else "")
        _note(f"{severity} {rule}: {where}\n    {_safe(message)}\n    [{source}]")
    if not found:
        _note("nothing to say of this case")


def _cell(value: Any, column: Column) -> str:
    _, kind, unit, _, _ = column
    if value is None:
        return ""
    if kind != "real":
        return _safe(str(value))
    if unit.startswith("EUR"):
        return f"{value:,.0f}"
    if unit.startswith("%"):
        return f"{value:,.1f}"
    if unit == "client":
        return f"{value:,.1f}"
    return f"{value:,.0f}" if abs(value) >= 1e6 else f"{value:.6g}"
