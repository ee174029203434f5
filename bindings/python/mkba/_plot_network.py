"""The picture of a doelen-inspanningennetwerk, read from left to right: what is done, and what it is for."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, NamedTuple

from . import _plots
from ._network_layout import Network, laid_out

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path

    from ._koers import Koers
    from ._network_layout import Box, Line

WORDS = {
    "programma": ("programmes", "programma's"),
    "inspanning": ("efforts", "inspanningen"),
    "vermogen": ("capabilities", "vermogens"),
    "baat": ("benefits", "baten"),
    "doel": ("goals", "doelen"),
    "opgave": ("opgaven", "opgaven"),
    "width": ("The thicker a line, the larger the part of what it leads to that is due to where it comes from.",
              "Hoe dikker een lijn, hoe groter het deel van waar zij heen gaat dat te danken is aan waar zij vandaan komt."),
    "judged": ("The shares are judgements.", "De aandelen zijn oordelen."),
}  # fmt: skip
# Light enough for dark letters, in a grey print as well; what frames the network is dark.
FILL = {"programma": _plots.NATION, "inspanning": "#F6D2B8", "vermogen": "#FBF0C4", "baat": "#CFE7DC", "doel": "#CFE2F1",
        "opgave": _plots.NATION}  # fmt: skip
LINE = "#8A949D"
MOST_LABELS = 40


class Style(NamedTuple):
    """Inches: width and height of a box, between columns, from row to row; letters on a line of a box, and their size."""

    wide: float
    high: float
    gap: float
    pitch: float
    letters: int
    size: float
    labels: bool  # shares beside the lines, where there is room, and words around the network


FULL = Style(1.45, 0.4, 0.75, 0.54, 21, 7.5, True)
SMALL = Style(0.92, 0.29, 0.33, 0.34, 18, 5.5, False)  # for a part of a page


def network(koers: Koers, ax: Axes | None, language: str, style: Style = FULL) -> Axes:
    """See ``Din.plot``."""
    say = _plots.words(language, WORDS)
    made = laid_out(koers)
    across = 1 + max((box.column for box in made.boxes), default=0)
    rows = [box.row for box in made.boxes] + [row for line in made.lines for row in line.rows]
    top, bottom = min(rows, default=0.0), max(rows, default=0.0)
    around = (0.3, 1.2) if style.labels else (0.1, 0.25)
    size = (across * (style.wide + style.gap) - style.gap + around[0], (bottom - top + 1) * style.pitch + around[1])
    axes = _plots.axes(ax, size)
    axes.set_xlim(-0.05, _left(across, style) - style.gap + 0.05)
    axes.set_ylim((bottom + 0.7) * style.pitch, (top - 1.1) * style.pitch)
    axes.set_xticks([])
    axes.set_yticks([])
    for side in axes.spines.values():
        side.set_visible(False)
    _draw_lines(axes, made, style, style.labels and len(koers.edges()) <= MOST_LABELS, language)
    for box in made.boxes:
        _draw_box(axes, box, style)
    for kind, first, last in made.columns:
        middle = (_left(first, style) + _left(last, style) + style.wide) / 2
        axes.text(middle, (top - 0.85) * style.pitch, say[kind], ha="center", color=_plots.PEERS_TEXT, fontweight="bold",
                  fontsize="small" if style.labels else style.size)  # fmt: skip
    if style.labels:
        axes.set_title(koers.title, loc="left", fontweight="bold", color=_plots.INK, **_plots.LITERAL)
        _plots.note(axes, say["width"], say["judged"])
    return axes


def _left(column: int, style: Style) -> float:
    return column * (style.wide + style.gap)


def _draw_box(axes: Axes, box: Box, style: Style) -> None:
    from matplotlib.patches import FancyBboxPatch

    left, middle = _left(box.column, style), box.row * style.pitch
    axes.add_patch(FancyBboxPatch((left, middle - style.high / 2), style.wide, style.high, zorder=3, linewidth=0.6,
                                  boxstyle="round,pad=0,rounding_size=0.06", facecolor=FILL[box.kind],
                                  edgecolor=_plots.PEERS_TEXT, gid=f"mkba-{box.kind}"))  # fmt: skip
    axes.text(left + style.wide / 2, middle, _short(box.title, style.letters), ha="center", va="center", fontsize=style.size,
              color="white" if box.kind in ("programma", "opgave") else _plots.INK, linespacing=1.05, zorder=4,
              **_plots.LITERAL)  # fmt: skip


def _short(title: str, letters: int) -> str:
    """At most three lines, with a sign where there was more."""
    lines = textwrap.wrap(" ".join(title.split()), letters) or [""]
    return "\n".join(lines if len(lines) <= 3 else [*lines[:2], lines[2][: letters - 1] + "…"])


def _draw_lines(axes: Axes, made: Network, style: Style, labelled: bool, language: str) -> None:
    """Where several lines leave or reach a box they stand apart, in the order of where they go to or come from."""
    from matplotlib.patches import PathPatch

    leaving, reaching = _ports(made, style, leaving=True), _ports(made, style, leaving=False)
    for line, begin, end in zip(made.lines, leaving, reaching):
        points = _points(made, style, line, begin, end)
        share = line.share
        axes.add_patch(PathPatch(_curve(points), facecolor="none", edgecolor=LINE, zorder=1, alpha=0.75,
                                 linewidth=0.5 + 5 * (share or 0), linestyle="-" if share else (0, (2, 2)),
                                 gid="mkba-share" if share else "mkba-belongs"))  # fmt: skip
        if share and labelled:
            x, y = points[-1]
            axes.text(x - 0.06, y, _plots.number(100 * share, language) + "%", ha="right", va="center", fontsize=6,
                      color=_plots.INK, zorder=2, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.3, "alpha": 0.85})  # fmt: skip


def _curve(points: list[tuple[float, float]]) -> Path:
    """Smooth between every two points: level where it leaves and where it arrives."""
    from matplotlib.path import Path

    corners, codes = [points[0]], [Path.MOVETO]
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        middle = (x0 + x1) / 2
        corners += [(middle, y0), (middle, y1), (x1, y1)]
        codes += [Path.CURVE4] * 3
    return Path(corners, codes)


def _points(made: Network, style: Style, line: Line, leaving: float, reaching: float) -> list[tuple[float, float]]:
    begin, end = made.boxes[line.begin], made.boxes[line.end]
    points = [(_left(begin.column, style) + style.wide, leaving)]
    for column, row in enumerate(line.rows, begin.column + 1):  # straight past the boxes of the columns in between
        left = _left(column, style)
        points += [(left, row * style.pitch), (left + style.wide, row * style.pitch)]
    return [*points, (_left(end.column, style), reaching)]


def _ports(made: Network, style: Style, *, leaving: bool) -> list[float]:
    """For each line how far down it leaves its box, or reaches it."""
    ends: dict[int, list[tuple[float, int]]] = {}
    for i, line in enumerate(made.lines):
        here = line.begin if leaving else line.end
        rows = [made.boxes[line.begin].row, *line.rows, made.boxes[line.end].row]
        ends.setdefault(here, []).append((rows[1] if leaving else rows[-2], i))
    places = [0.0] * len(made.lines)
    for box, there in ends.items():
        step = min(0.35 * style.high, 0.8 * style.high / len(there))
        for rank, (_, i) in enumerate(sorted(there)):
            places[i] = made.boxes[box].row * style.pitch + (rank - (len(there) - 1) / 2) * step
    return places
