"""Pictures of an effect: the path, the gap among its draws, the weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _plots
from ._errors import UnknownNameError

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

    from ._effect import Effect

WORDS = {
    "path": ("{}: observed, and without the policy", "{}: waargenomen, en zonder het beleid"),
    "gap": ("{}: observed minus counterfactual", "{}: waargenomen min zonder beleid"),
    "weights": ("{}: what the comparison rests on", "{}: waar de vergelijking op rust"),
    "observed": ("observed", "waargenomen"),
    "counterfactual": ("without the policy", "zonder het beleid"),
    "supported": ("Verdict: the figures support an effect.", "Oordeel: de cijfers ondersteunen een effect."),
    "not shown": ("Verdict: an effect is not shown.", "Oordeel: een effect is niet aangetoond."),
    "refused": ("Verdict: no causal claim can be made.", "Oordeel: geen uitspraak over oorzaak mogelijk."),
    "draws": ("Thin lines: what the method finds where nothing happened, around the estimate.",
              "Dunne lijnen: wat de methode vindt waar niets gebeurde, rond de schatting."),
}  # fmt: skip
MOST_LINES = 200  # draws in a picture
MOST_BARS = 20


def plot(made: Effect, view: str, ax: Axes | None, language: str) -> Axes:
    """See ``Effect.plot``."""
    say = _plots.words(language, WORDS)
    if view not in ("path", "gap", "weights"):
        raise UnknownNameError(
            f'view must be "path", "gap" or "weights", not {view!r}', status="unknown", where="view"
        )
    one = made.summary().iloc[0]
    axes = _plots.axes(ax)
    if view == "weights":
        _bars(axes, made.weights(), language)
    else:
        _lines(axes, made, view, str(one["start"]), language)
    legend = [(say["observed"], _plots.REGION), (say["counterfactual"], _plots.NATION)] if view == "path" else []
    under = f"{one['indicator']}, {one['unit']}" if one["unit"] else str(one["indicator"])
    _plots.heading(axes, say[view].format(one["name"]), under, legend)
    _plots.note(axes, say[str(one["verdict"])], *([say["draws"]] if view == "gap" and len(made.draws()) > 0 else []))
    return axes


def _lines(axes: Axes, made: Effect, view: str, start: str, language: str) -> None:
    frame = made.frame()
    at = list(range(len(frame)))
    if view == "path":
        low, high = frame["observed"] - frame["high"], frame["observed"] - frame["low"]
        axes.plot(at, frame["counterfactual"].astype(float), color=_plots.NATION, linewidth=_plots.WIDTHS["nation"], zorder=3)
        axes.plot(at, frame["observed"].astype(float), color=_plots.REGION, linewidth=_plots.WIDTHS["region"], zorder=4)
    else:
        low, high = frame["low"], frame["high"]
        draws = made.draws().drop(columns="draw")
        places = [frame["period"].tolist().index(period) for period in draws.columns]
        for _, row in draws.iloc[:: max(1, len(draws) // MOST_LINES)].iterrows():
            axes.plot(places, row.tolist(), color=_plots.PEERS, linewidth=_plots.WIDTHS["peers"], zorder=2)
        axes.plot(at, frame["gap"].astype(float), color=_plots.REGION, linewidth=_plots.WIDTHS["region"], zorder=4)
        _plots.zero(axes, "y")
    axes.fill_between(at, low.astype(float), high.astype(float), color=_plots.PEERS_BAND, linewidth=0, zorder=1)
    periods = frame["period"].tolist()
    if start in periods:
        axes.axvline(periods.index(start) - 0.5, color=_plots.PEERS_TEXT, linestyle=":", linewidth=1)
    step = max(1, len(at) // 10)
    axes.set_xticks(at[::step], periods[::step])
    _plots.bare(axes, grid="y")
    _plots.ticks(axes.yaxis, language)


def _bars(axes: Axes, weights: pandas.DataFrame, language: str) -> None:
    """The donors that weigh most, the heaviest on top."""
    heavy = weights[weights["weight"] > 0].sort_values(["weight", "donor"], ascending=[False, True]).head(MOST_BARS)
    at = list(range(len(heavy)))[::-1]
    axes.barh(at, heavy["weight"], color=_plots.NATION, height=0.6)
    axes.set_yticks(at, [name or code for code, name in zip(heavy["donor"], heavy["name"], strict=True)],
                    **_plots.LITERAL)  # fmt: skip
    _plots.bare(axes, grid="x")
    _plots.ticks(axes.xaxis, language, digits=2)
