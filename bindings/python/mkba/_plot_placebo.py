"""Pictures of placebos: gaps of all areas, ranks, the gap without one donor, and the power."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _plots
from ._errors import UnknownNameError

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

    from ._placebo import Placebos

WORDS = {
    "gaps": ("{}: gap beside those of areas where nothing happened", "{}: gat naast dat van gebieden waar niets gebeurde"),
    "ranks": ("{}: rank {} of {}, p {:.3g}", "{}: rang {} van {}, p {:.3g}"),
    "without": ("{}: mean gap without one donor", "{}: gemiddeld gat zonder één donor"),
    "power": ("{}: which effect could have been found", "{}: welk effect gevonden had kunnen worden"),
    "ratio": ("Error after the start over that before it.", "Fout na de start gedeeld door die ervoor."),
    "standardised": ("Mean gap after the start over the noise of an area of its size.",
                     "Gemiddeld gat na de start gedeeld door de ruis van een gebied van zijn omvang."),
    "left_out": ("All with all donors: {}.", "Met alle donoren: {}."),
    "detectable": ("From {} on it is found with the power asked for; no figure of the treated after the start is used.",
                   "Vanaf {} wordt het met de gevraagde kans gevonden; zonder cijfers van het gebied zelf na de start."),
    "none": ("No effect, however large, is detected among so few areas.",
             "Geen enkel effect, hoe groot ook, is met zo weinig gebieden te vinden."),
    "claim": ("Exact where areas are exchangeable but for their size.",
              "Exact als gebieden op hun omvang na uitwisselbaar zijn."),
}  # fmt: skip
VIEWS = ("gaps", "ranks", "without", "power")


def _gaps(axes: Axes, made: Placebos) -> None:
    frame = made.gaps()
    periods = frame["period"].drop_duplicates().tolist()
    at = list(range(len(periods)))
    for _, own in frame.groupby("area", sort=False):
        treated = bool(own["treated"].iloc[0])
        colour, width = (_plots.REGION, _plots.WIDTHS["region"]) if treated else (_plots.PEERS_BAND, 0.7)
        axes.plot(at, own["gap"].astype(float), color=colour, linewidth=width, zorder=4 if treated else 2)
    _plots.zero(axes, "y")
    axes.axvline(periods.index(made.start) - 0.5, color=_plots.PEERS_TEXT, linestyle=":", linewidth=1)
    step = max(1, len(at) // 10)
    axes.set_xticks(at[::step], periods[::step])


def _dots(axes: Axes, names: list[str], values: pandas.Series, treated: list[bool]) -> None:
    at = list(range(len(names)))
    colours = [_plots.REGION if one else _plots.NATION for one in treated]
    axes.scatter(values, at, c=colours, s=18, zorder=3)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(at if len(names) <= 40 else [], names if len(names) <= 40 else [], **_plots.LITERAL)
    axes.tick_params(axis="y", labelsize=7 if len(names) > 15 else None)


def plot(made: Placebos, view: str, ax: Axes | None, language: str) -> Axes:
    """See ``Placebos.plot``."""
    say = _plots.words(language, WORDS)
    if view not in VIEWS:
        raise UnknownNameError(f'view must be "gaps", "ranks", "without" or "power", not {view!r}', status="unknown", where="view")
    summary = made.summary().iloc[0]
    axes = _plots.axes(ax)
    note = ""
    across = view in ("ranks", "without")
    if view == "gaps":
        _gaps(axes, made)
    elif view == "ranks":
        areas = made.areas()
        areas = areas[areas["rank"].notna()].sort_values("value", ascending=False, kind="stable")
        _dots(axes, areas["name"].tolist(), areas["value"].astype(float), areas["treated"].tolist())
        note = say[summary["statistic"]]
    elif view == "without":
        without = made.without().sort_values("att", kind="stable")
        _dots(axes, without["name"].tolist(), without["att"].astype(float), [False] * len(without))
        axes.axvline(float(summary["att"]), color=_plots.REGION, linewidth=1, zorder=2)
        note = say["left_out"].format(_plots.number(float(summary["att"]), language))
    else:
        power = made.power()
        axes.plot(power["effect"].astype(float), power["power"].astype(float), color=_plots.REGION, drawstyle="steps-post")
        axes.axhline(float(summary["power"]), color=_plots.PEERS_TEXT, linestyle=":", linewidth=1)
        axes.set_ylim(0, 1.02)
        note = say["none"] if len(power) == 0 else say["detectable"].format(_plots.number(float(summary["detectable"]), language))
    _plots.bare(axes, grid="x" if across else "y")
    _plots.ticks(axes.xaxis if across else axes.yaxis, language)
    _plots.heading(axes, say[view].format(summary["treated"], summary["rank"], summary["areas"], summary["p"]), str(summary["indicator"]), [])
    _plots.note(axes, *([note] if note else []), say["claim"])
    return axes
