"""Pictures of an appraisal: who pays and who gains; the balance over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _plots
from ._errors import UnknownNameError
from ._plots import Label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ._appraisal import Appraisal

WORDS = {
    "actors": ("Who pays, who gains", "Wie betaalt, wie baat heeft"),
    "years": ("When it pays for itself", "Wanneer het zich terugverdient"),
    "pays": ("pays", "betaalt"),
    "gains": ("gains", "ontvangt"),
    "net": ("net", "saldo"),
    "pv": ("present value", "contante waarde"),
    "cumulative": ("cumulative net present value", "opgeteld saldo, contante waarde"),
    "level": ("price level", "prijspeil"),
    "pm": ("Pro memorie, in no figure: ", "Pro memorie, in geen bedrag: "),
}


def plot(
    appraisal: Appraisal, view: str, alternative: str | None, label: str | None, ax: Axes | None, language: str
) -> Axes:
    """See ``Appraisal.plot``."""
    say = _plots.words(language, WORDS)
    if view not in ("actors", "years"):
        raise UnknownNameError(f'view must be "actors" or "years", not {view!r}', status="unknown", where="view")
    chosen = _chosen(appraisal, alternative)
    if view == "years":
        made = _years(appraisal, chosen, label, _plots.axes(ax), language)
    else:
        made = _actors(appraisal, _plots.alternative_of(chosen, None, "the case has"), _plots.axes(ax), language)
    unvalued = ", ".join(appraisal._unvalued().values())
    if unvalued:
        _plots.note(made, say["pm"] + unvalued + ".")
    return made


def _chosen(appraisal: Appraisal, alternative: str | None) -> tuple[str, ...]:
    known = appraisal.alternatives
    return known if alternative is None else (_plots.alternative_of(known, alternative, "the case has"),)


def _actors(appraisal: Appraisal, alternative: str, ax: Axes, language: str) -> Axes:
    say = _plots.words(language, WORDS)
    table = appraisal.actors()
    table = table[table["alternative"] == alternative]
    costs, benefits, net = (table[name].to_numpy(dtype=float) for name in ("pv_costs", "pv_benefits", "net"))
    unit = _plots.money(max(abs(costs).max(initial=0), abs(benefits).max(initial=0)), language)
    names = [title if isinstance(title, str) else actor for actor, title in zip(table["actor"], table["title"])]
    rows = range(len(names))
    ax.barh(rows, -costs, height=0.62, color=_plots.PAYS, label=say["pays"])
    ax.barh(rows, benefits, height=0.62, color=_plots.GAINS, label=say["gains"])
    ax.plot(net, rows, "D", color=_plots.INK, markersize=5.5, markeredgecolor="white", label=say["net"])
    ax.set_yticks(rows, names, **_plots.LITERAL)
    ax.invert_yaxis()
    _plots.bare(ax, grid="x")
    _plots.zero(ax, "x")
    _plots.ticks(ax.xaxis, language, scale=unit.scale)
    ends = [max(-cost, benefit, value, 0.0) for cost, benefit, value in zip(costs, benefits, net)]
    _plots.label_ends(ax, [Label(end, row, f"◆ {_money(value, unit, language)}", _plots.INK)
                           for end, row, value in zip(ends, rows, net)])  # fmt: skip
    _plots.heading(ax, say["actors"], f"◆ {say['net']}; {_unit(appraisal, say['pv'], unit, say)}",
                   [(say["pays"], _plots.PAYS), (say["gains"], _plots.GAINS)])  # fmt: skip
    return ax


def _years(appraisal: Appraisal, chosen: tuple[str, ...], label: str | None, ax: Axes, language: str) -> Axes:
    say = _plots.words(language, WORDS)
    table = appraisal.years()
    for alternative in chosen:
        rows = table[table["alternative"] == alternative]
        before = len(_balances(ax))
        ax.plot(rows["year"].tolist(), rows["cumulative_pv_net"].tolist(),
                color=_plots.SERIES[before % len(_plots.SERIES)], linewidth=1.6 if before else 2.4,
                label=label or appraisal.scenario or alternative, gid="mkba-balance")  # fmt: skip
    ends = [(line.get_label(), float(line.get_ydata()[-1]), line) for line in _balances(ax)]
    unit = _plots.money(max(float(abs(value)) for _, _, line in ends for value in line.get_ydata()), language)
    _plots.bare(ax)
    _plots.zero(ax, "y")
    _plots.ticks(ax.yaxis, language, scale=unit.scale)
    _plots.whole_years(ax.xaxis)
    labels = [(line, value, f"{name} {_money(value, unit, language)}") for name, value, line in ends]
    _plots.label_ends(ax, [Label(line.get_xdata()[-1], value, text, line.get_color()) for line, value, text in labels])
    _plots.heading(ax, say["years"], _unit(appraisal, say["cumulative"], unit, say))
    return ax


def _balances(ax: Axes) -> list[Any]:
    """The lines of this call and of earlier ones for the same axes."""
    return [line for line in ax.lines if line.get_gid() == "mkba-balance"]


def _money(value: float, unit: _plots.Money, language: str) -> str:
    return _plots.number(value / unit.scale, language, unit.digits, signed=True)


def _unit(appraisal: Appraisal, what: str, unit: _plots.Money, say: dict[str, str]) -> str:
    return f"{what}, {unit.unit} ({say['level']} {appraisal._price_year})"
