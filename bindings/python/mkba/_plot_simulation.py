"""Pictures of a simulation: how the balance is spread, for whom, and over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _plots
from ._errors import UnknownNameError

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

    from ._simulation import Simulation

VIEWS = ("distribution", "actors", "years")
WORDS = {
    "distribution": ("How likely which balance is", "Hoe waarschijnlijk welk saldo is"),
    "actors": ("Who gains, who pays, and how surely", "Wie wint, wie betaalt, en hoe zeker"),
    "years": ("The balance of each year", "Het saldo per jaar"),
    "npv": ("net present value", "netto contante waarde"),
    "net": ("net present value, mean and 90 % interval", "netto contante waarde, gemiddelde en 90%-interval"),
    "nets": ("benefits minus costs, undiscounted, median", "baten min kosten, niet verdisconteerd, mediaan"),
    "half": ("50 %", "50%"),
    "most": ("90 %", "90%"),
    "positive": ("{} % of the draws above 0", "{}% van de trekkingen boven 0"),
    "negative": ("{} % below", "{}% eronder"),
    "mean": ("mean {}", "gemiddeld {}"),
    "draws": ("{} draws, plan {}, seed {}.", "{} trekkingen, plan {}, seed {}."),
    "interval": ("90 % of the draws lie between {} and {} {}.", "90% van de trekkingen ligt tussen {} en {} {}."),
}


def plot(simulation: Simulation, view: str, alternative: str | None, ax: Axes | None, language: str) -> Axes:
    """See ``Simulation.plot``."""
    say = _plots.words(language, WORDS)
    if view not in VIEWS:
        raise UnknownNameError(
            f"view must be one of {', '.join(VIEWS)}, not {view!r}", status="unknown", where="view"
        )
    known = list(dict.fromkeys(simulation.summary()["alternative"]))
    chosen = _plots.alternative_of(known, alternative, "there are")
    draw = {"distribution": _distribution, "actors": _actors, "years": _years}[view]
    return draw(simulation, chosen, ax, language, say)


def _made_with(simulation: Simulation, language: str, say: dict[str, str]) -> str:
    _, _, seed, plan, *_ = simulation._about()
    return say["draws"].format(_plots.number(simulation.n_draws, language), plan, seed)


def _of(table: pandas.DataFrame, alternative: str, measure: str | None = None) -> pandas.DataFrame:
    rows = table[table["alternative"] == alternative]
    return rows if measure is None else rows[rows["measure"] == measure]


def _distribution(
    simulation: Simulation, alternative: str, ax: Axes | None, language: str, say: dict[str, str]
) -> Axes:
    figures = _of(simulation.summary(), alternative, "npv").iloc[0]
    bins = simulation.histogram(alternative=alternative)
    # The tails of a skewed outcome would leave the rest no room.
    wide = figures["q95"] - figures["q05"]
    low, high = max(figures["least"], figures["q05"] - wide), min(figures["most"], figures["q95"] + wide)
    if high > low and (bins["from"].iloc[0] < low or bins["to"].iloc[-1] > high):
        bins = simulation.histogram(min(1000, round(60 * (figures["most"] - figures["least"]) / (high - low))),
                                    alternative=alternative)  # fmt: skip
        bins = bins[(bins["to"] > low) & (bins["from"] < high)]
    unit = _plots.money(max(abs(low), abs(high)), language)
    axes = _plots.axes(ax)
    for row in bins.itertuples(index=False):
        left, right, count = row[0], row[1], row[2]
        for start, end, colour in ((left, min(right, 0), _plots.PAYS), (max(left, 0), right, _plots.GAINS)):
            if end > start:
                axes.bar(start, count, width=end - start, align="edge", color=colour, edgecolor="white", linewidth=0.4)
        if left == right:  # every draw is the same
            axes.axvline(left, color=_plots.GAINS if left > 0 else _plots.PAYS, linewidth=6)
    _plots.bare(axes)
    _plots.zero(axes, "x")
    _plots.ticks(axes.xaxis, language, scale=unit.scale)
    axes.set_yticks([])
    axes.grid(False)
    top = axes.get_ylim()[1]
    axes.axvline(figures["mean"], color=_plots.INK, linewidth=1.6)
    axes.plot([figures["q05"], figures["q95"]], [-0.02 * top] * 2, color=_plots.INK, linewidth=1.2, clip_on=False)
    axes.plot([figures["q25"], figures["q75"]], [-0.02 * top] * 2, color=_plots.INK, linewidth=4, clip_on=False,
              solid_capstyle="butt")  # fmt: skip
    axes.set_ylim(-0.04 * top, 1.08 * top)
    axes.annotate(say["mean"].format(_in(figures["mean"], unit, language)), (figures["mean"], 1.03 * top), xytext=(5, 0),
                  textcoords="offset points", fontsize="small", color=_plots.INK)  # fmt: skip
    share = 100 * figures["p_positive"]
    coloured = [(say["positive"].format(_plots.number(share, language, 1)), _plots.GAINS)]
    if share < 100:
        coloured.append((say["negative"].format(_plots.number(100 - share, language, 1)), _plots.PAYS))
    _plots.heading(axes, say["distribution"], f"{alternative}: {say['npv']}, {unit.unit}", coloured)
    _plots.note(axes, say["interval"].format(_in(figures["q05"], unit, language), _in(figures["q95"], unit, language),
                                             unit.unit), _made_with(simulation, language, say))  # fmt: skip
    return axes


def _actors(simulation: Simulation, alternative: str, ax: Axes | None, language: str, say: dict[str, str]) -> Axes:
    rows = _of(simulation.actors(), alternative, "net")
    unit = _plots.money(float(rows[["q05", "q95"]].abs().to_numpy().max(initial=0)), language)
    axes = _plots.axes(ax)
    for place, (_, row) in enumerate(rows.iterrows()):
        colour = _plots.GAINS if row["mean"] >= 0 else _plots.PAYS
        axes.plot([row["q05"], row["q95"]], [place] * 2, color=colour, linewidth=2, solid_capstyle="butt")
        axes.plot([row["q25"], row["q75"]], [place] * 2, color=colour, linewidth=7, solid_capstyle="butt")
        axes.plot([row["mean"]], [place], "D", color=_plots.INK, markersize=5.5, markeredgecolor="white")
    axes.set_yticks(range(len(rows)), rows["actor"].tolist(), **_plots.LITERAL)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    _plots.bare(axes, grid="x")
    _plots.zero(axes, "x")
    _plots.ticks(axes.xaxis, language, scale=unit.scale)
    ends: list[Any] = [
        _plots.Label(row["q95"], place, _in(row["mean"], unit, language), _plots.INK)
        for place, (_, row) in enumerate(rows.iterrows())
    ]
    _plots.label_ends(axes, ends)
    _plots.heading(axes, say["actors"], f"{alternative}: {say['net']}, {unit.unit}")
    _plots.note(axes, _made_with(simulation, language, say))
    return axes


def _years(simulation: Simulation, alternative: str, ax: Axes | None, language: str, say: dict[str, str]) -> Axes:
    rows = _of(simulation.years(), alternative)
    years = rows["year"].tolist()
    unit = _plots.money(float(rows[["q05", "q95"]].abs().to_numpy().max(initial=0)), language)
    axes = _plots.axes(ax)
    axes.fill_between(years, rows["q05"].tolist(), rows["q95"].tolist(), color=_plots.GAINS, alpha=0.18, linewidth=0)
    axes.fill_between(years, rows["q25"].tolist(), rows["q75"].tolist(), color=_plots.GAINS, alpha=0.35, linewidth=0)
    axes.plot(years, rows["q50"].tolist(), color=_plots.INK, linewidth=2.2)
    _plots.bare(axes)
    _plots.zero(axes, "y")
    _plots.ticks(axes.yaxis, language, scale=unit.scale)
    _plots.whole_years(axes.xaxis)
    last = rows.iloc[-1]
    _plots.label_ends(axes, [
        _plots.Label(years[-1], last["q95"], say["most"], _plots.PEERS_TEXT),
        _plots.Label(years[-1], last["q75"], say["half"], _plots.PEERS_TEXT),
        _plots.Label(years[-1], last["q50"], _in(last["q50"], unit, language), _plots.INK),
    ])  # fmt: skip
    _plots.heading(axes, say["years"], f"{alternative}: {say['nets']}, {unit.unit}")
    _plots.note(axes, _made_with(simulation, language, say))
    return axes


def _in(value: float, unit: _plots.Money, language: str) -> str:
    return _plots.number(value / unit.scale, language, unit.digits)
