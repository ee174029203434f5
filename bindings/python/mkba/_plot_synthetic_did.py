"""Pictures of a synthetic difference-in-differences: the path with the weights of periods, those of areas, placebos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _plots
from ._errors import ArgumentError, UnknownNameError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ._synthetic_did import SyntheticDid

WORDS = {
    "path": ("Treated beside their counterfactual", "Behandeld naast wat anders gebeurd zou zijn"),
    "areas": ("The weights of donors", "De gewichten van vergelijkingsgebieden"),
    "placebos": ("The effect among placebos", "Het effect tussen placebo's"),
    "events": ("The effect by periods since the start", "Het effect naar perioden sinds de start"),
    "sure": ("Lines: intervals of {level}.", "Lijnen: intervallen van {level}."),
    "unsure": ("There is no inference.", "Er is geen inferentie."),
    "observed": ("observed", "waargenomen"),
    "counterfactual": ("counterfactual", "zonder behandeling"),
    "treated": ("treated", "behandeld"),
    "others": ("donors in their place", "andere gebieden op hun plaats"),
    "bars": ("Bars: the weights of the periods before {start}, with which later ones are compared.",
             "Staven: de gewichten van de perioden voor {start}, waarmee latere vergeleken worden."),
    "most": ("The {n} largest of {all}.", "De {n} grootste van {all}."),
    "claim": ("It is an effect only where the treated would have moved on like their weighted donors.",
              "Het is alleen een effect als behandelde gebieden anders als hun gewogen donoren waren gegaan."),
}  # fmt: skip
BARS = 20


def plot(made: SyntheticDid, view: str, ax: Axes | None, language: str) -> Axes:
    """See ``SyntheticDid.plot``."""
    say = _plots.words(language, WORDS)
    drawers = {"path": _path, "areas": _areas, "placebos": _placebos, "events": _events}
    if view not in drawers:
        raise UnknownNameError(f"view must be one of {', '.join(drawers)}, not {view!r}", status="unknown", where="view")
    if view != "events" and len(made.starts()) > 1:
        raise ArgumentError("there are several starts: draw events, or estimate one start by itself", status="argument",
                            where="view")  # fmt: skip
    return drawers[view](made, ax, language, say)


def _periods(axes: Axes, periods: list[str]) -> None:
    step = max(1, len(periods) // 10)
    axes.set_xticks(range(0, len(periods), step), periods[::step])


def _path(made: SyntheticDid, ax: Axes | None, language: str, say: dict[str, str]) -> Axes:
    axes, frame = _plots.axes(ax), made.frame()
    at, periods = list(range(len(frame))), frame["period"].tolist()
    axes.plot(at, frame["counterfactual"], color=_plots.NATION, linewidth=_plots.WIDTHS["nation"], zorder=3)
    axes.plot(at, frame["observed"], color=_plots.REGION, linewidth=_plots.WIDTHS["region"], zorder=4)
    low, high = axes.get_ylim()
    weights = frame["weight"].fillna(0.0)
    axes.bar(at, weights * (high - low) / 4, bottom=low, width=0.8, color=_plots.PEERS_BAND, zorder=1)
    axes.set_ylim(low, high)
    axes.axvline(periods.index(made.start) - 0.5, color=_plots.PEERS_TEXT, linestyle=":", linewidth=1)
    _periods(axes, periods)
    _plots.bare(axes, grid="y")
    _plots.ticks(axes.yaxis, language)
    _plots.heading(axes, say["path"], made.indicator,
                   [(say["observed"], _plots.REGION), (say["counterfactual"], _plots.NATION)])  # fmt: skip
    _plots.note(axes, say["bars"].format(start=made.start), say["claim"])
    return axes


def _areas(made: SyntheticDid, ax: Axes | None, language: str, say: dict[str, str]) -> Axes:
    areas = made.areas()
    donors = areas[(areas["role"] == "donor") & (areas["weight"] > 0)].sort_values("weight", kind="stable").iloc[-BARS:]
    names = [name or area for name, area in zip(donors["name"], donors["area"])]
    axes = _plots.axes(ax, (7.0, 1.2 + 0.24 * len(donors)))
    axes.barh(range(len(donors)), donors["weight"], height=0.62, color=_plots.NATION)
    axes.set_yticks(range(len(donors)), names, **_plots.LITERAL)
    _plots.bare(axes, grid="x")
    _plots.ticks(axes.xaxis, language)
    _plots.heading(axes, say["areas"], made.indicator)
    _plots.note(axes, say["most"].format(n=len(donors), all=int((areas["role"] == "donor").sum())), say["claim"])
    return axes


def _placebos(made: SyntheticDid, ax: Axes | None, language: str, say: dict[str, str]) -> Axes:
    placebos, frame = made.placebos(), made.frame()
    if len(placebos) == 0:
        raise ArgumentError("there are no placebos: estimate with inference placebo", status="argument", where="view")
    axes, after = _plots.axes(ax), frame[frame["after"] & frame["gap"].notna()]
    at = list(range(len(after)))
    for _, one in placebos[placebos["period"].notna()].groupby("placebo"):
        axes.plot(at, one["gap"], color=_plots.PEERS, linewidth=_plots.WIDTHS["peers"], alpha=0.6, zorder=2)
    axes.plot(at, after["gap"], color=_plots.REGION, linewidth=_plots.WIDTHS["region"], marker="o" if len(at) == 1 else "",
              zorder=4)  # fmt: skip
    _plots.zero(axes, "y")
    _periods(axes, after["period"].tolist())
    _plots.bare(axes, grid="y")
    _plots.ticks(axes.yaxis, language)
    _plots.heading(axes, say["placebos"], made.indicator,
                   [(say["treated"], _plots.REGION), (say["others"], _plots.PEERS_TEXT)])  # fmt: skip
    _plots.note(axes, say["claim"])
    return axes


def _events(made: SyntheticDid, ax: Axes | None, language: str, say: dict[str, str]) -> Axes:
    axes, level = _plots.axes(ax), made.summary()["level"].iloc[0]
    events = made.events().dropna(subset=["estimate"])
    axes.vlines(events["event"], events["low"], events["high"], color=_plots.REGION, linewidth=1.2, zorder=3)
    axes.plot(events["event"], events["estimate"], color=_plots.REGION, marker="o", linestyle="", zorder=4)
    _plots.zero(axes, "y")
    axes.set_xticks(events["event"])
    _plots.bare(axes, grid="y")
    _plots.ticks(axes.yaxis, language)
    _plots.heading(axes, say["events"], made.indicator)
    sure = say["unsure"] if level is None or level != level else say["sure"].format(level=f"{100 * level:g} %")
    _plots.note(axes, sure, say["claim"])
    return axes
