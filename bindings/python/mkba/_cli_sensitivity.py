"""The command sensitivity: what changes do to npv."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from . import _raw
from ._cli_shared import CASE, DRAWS, SEED, catalog_of, format_of, mkba, own_files, progress_bar, read_case, result

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._raw import Handle

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


def check_options(context: click.Context, method: str) -> None:
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
@format_of("table", "json", "csv")
@own_files("schemes", "indices")
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
    check_options(context, method)
    handle = read_case(case, catalog_of(own_schemes, own_indices))._handle
    common = {"scenario": scenario, "actor": actor}
    of_one = {**common, "alternative": alternative, "against": against}
    if method == "set":
        options = (scenario, rate, shorter, longer, effect, price, timing)
        result("sensitivity", form, _raw.case_sensitivity(handle, options))
    elif method == "tornado":
        own = {**common, "measure": measure, "low": low, "high": high, "bounds": bounds_of(bounds)}
        result("tornado", form, _raw.case_tornado(handle, own))
    elif method == "two-way":
        if len(parameters) != 2:
            raise click.UsageError("two-way needs --parameter twice")
        result("two_way", form, _raw.case_two_way(handle, *parameters, {**of_one, "steps": steps}))
    elif method == "break-even":
        if len(parameters) > 1:
            raise click.UsageError("break-even takes one --parameter, or none for all")
        own = {**of_one, "bounds": bounds_of(bounds), "draws": draws or 0, "seed": seed}
        result("break_even", form, _raw.case_break_even(handle, parameters[0] if parameters else None, own))
    elif method in MEASURES:
        drawn = {"scenario": scenario, "draws": draws or 0, "seed": seed, "plan": plan, "threads": 0, "joint": together,
                 "parameters": list(parameters) or None}  # fmt: skip
        about: tuple[Any, ...] = ()
        if method == "evsi":
            about = (numbers("--prior-sizes", prior_sizes), numbers("--sizes", sizes))
        elif method == "acceptability":
            if len(parameters) != 1:
                raise click.UsageError("acceptability needs --parameter once")
            about = (parameters[0], numbers("--values", values))
            drawn["parameters"] = None
        with progress_bar() as progress:
            made = MEASURES[method](handle, *about, drawn, progress)
        result(method, form, made)
    else:
        joint = {**of_one, "relative": relative, "parameters": list(parameters) or None}
        result("joint_break_even", form, _raw.case_joint_break_even(handle, joint))


def numbers(option: str, text: str | None) -> array[float]:
    """N[,N...], which the method cannot do without."""
    if text is None:
        raise click.UsageError(f"this method needs {option}: one number, or several with commas between")
    try:
        return array("d", map(float, text.split(",")))
    except ValueError:
        raise click.UsageError(f"{option} is a number, or several with commas between, not {text!r}") from None


def bounds_of(given: tuple[str, ...]) -> list[dict[str, Any]]:
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
