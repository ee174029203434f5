"""Pictures of a Koers."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from . import _plots

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ._koers import Koers

LEVELS = ("inspanning", "vermogen", "baat", "doel")
COLOURS = {"doel": "#e3e9f7", "baat": "#dff0dd", "vermogen": "#fdf1d0", "inspanning": "#f7e0e0"}


def _places(koers: Koers) -> dict[str, tuple[float, int]]:
    """Where nodes stand: a row per level, in it by the mean place of what they hang on (one pass of Sugiyama's barycentres),
    spread evenly."""
    nodes, edges = koers.nodes(), koers.edges()
    places: dict[str, tuple[float, int]] = {}
    for y, level in enumerate(LEVELS):
        names = nodes.loc[nodes["level"] == level, "node"].tolist()
        wanted = {}
        for i, name in enumerate(names):
            below = [places[other][0] for other in edges.loc[edges["to"] == name, "from"] if other in places]
            wanted[name] = sum(below) / len(below) if below else (i + 0.5) / len(names)
        for i, name in enumerate(sorted(names, key=lambda name: wanted[name])):
            places[name] = ((i + 0.5) / len(names), y)
    return places


def network(koers: Koers, ax: Axes | None) -> Axes:
    nodes, edges = koers.nodes(), koers.edges()
    places = _places(koers)
    most = max([1, *nodes["level"].value_counts()])
    ax = _plots.axes(ax, (max(7.0, 2.1 * most), 7.0))
    for begin, end, share in edges[["from", "to", "share"]].itertuples(index=False):
        (x0, y0), (x1, y1) = places[begin], places[end]
        bend = "arc3,rad=0.3" if y0 == y1 else "arc3"
        ax.annotate("", (x1, y1 - 0.2 * (y0 != y1)), (x0, y0 + 0.2 * (y0 != y1)),
                    arrowprops={"arrowstyle": "-|>", "lw": 0.5 + 3 * share, "color": "#777777", "connectionstyle": bend})  # fmt: skip
        ax.text(0.6 * x0 + 0.4 * x1, 0.6 * y0 + 0.4 * y1, f"{share:.0%}", fontsize=7, ha="center", va="center",
                color="#444444", bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5})  # fmt: skip
    for name, level, title in nodes[["node", "level", "title"]].itertuples(index=False):
        x, y = places[name]
        ax.text(x, y, textwrap.fill(title or name, 20), ha="center", va="center", fontsize=8,
                bbox={"boxstyle": "round,pad=0.4", "facecolor": COLOURS[level], "edgecolor": "#888888"})  # fmt: skip
    ax.set_xlim(0, 1)
    ax.set_ylim(-0.5, 3.5)
    ax.set_yticks(range(4), ["inspanningen", "vermogens", "baten", "doelen"])
    ax.set_xticks([])
    for side in ax.spines.values():
        side.set_visible(False)
    ax.set_title(koers.title)
    return ax
