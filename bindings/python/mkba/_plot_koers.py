"""Pictures of where a Koers stands: thermometers of the opgaven, the compass rose, the path of an indicator."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING, Any

from . import _plots
from ._errors import UnknownNameError

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

WORDS = {
    "thermometer": ("How warm each opgave is", "Hoe warm elke opgave is"),
    "way": ("part of the way from nulmeting to target; line: interval", "deel van de weg van nulmeting naar streven; lijn: interval"),
    "plan": ("where the plan is", "waar het plan is"),
    "none": ("no figure", "geen cijfer"),
    "partly": ("{}% of the weight has a score", "{}% van het gewicht heeft een score"),
    "compass": ("The compass: two yardsticks", "Het kompas: twee maatlatten"),
    "residents": ("residents", "inwoners"),
    "administrative": ("administration", "bestuur"),
    "ring": ("Outer ring: the target. Filled: the lowest score; open: the highest.",
             "Buitenring: het streven. Gevuld: de laagste score; open: de hoogste."),
    "empty": ("Dashed: not measured.", "Gestreept: niet gemeten."),
    "planned": ("planned", "gepland"),
    "realised": ("measured", "gemeten"),
    "forecast": ("expected", "verwacht"),
    "norm": ("norm", "norm"),
}  # fmt: skip
WAY = "#8FB8D4"
MOST = 1.25  # how far past the target a picture goes


def has(value: object) -> bool:
    return isinstance(value, (int, float)) and value == value


def thermometer(table: pandas.DataFrame, ax: Axes | None, language: str) -> Axes:
    """A bar per opgave, from 0 (the nulmeting) to 1 (the last target)."""
    say = _plots.words(language, WORDS)
    rows = table.to_dict("records")
    axes = _plots.axes(ax, (7.0, 1.5 + 0.42 * max(len(rows), 1)))
    for place, row in enumerate(rows):
        axes.barh(place, 1, height=0.5, facecolor="white", edgecolor=_plots.PEERS, linewidth=0.8, zorder=1)
        if not has(row["score_scored"]):
            axes.text(0.5, place, say["none"], ha="center", va="center", fontsize="small", color=_plots.PEERS_TEXT)
            continue
        axes.barh(place, row["score_scored"], height=0.5, color=WAY, zorder=2, gid="mkba-score")
        if has(row["low"]):
            axes.hlines(place, row["low"], row["high"], color=_plots.INK, linewidth=1.6, zorder=3, gid="mkba-interval")
        if has(row["mark"]):
            axes.vlines(row["mark"], place - 0.34, place + 0.34, color=_plots.REGION, linewidth=3, zorder=4, gid="mkba-mark")
        if row["weight_not_scored"] > 1e-9:
            part = say["partly"].format(_plots.number(100 * row["weight_scored"], language))
            axes.text(1.02, place, part, va="center", fontsize="x-small", color=_plots.PEERS_TEXT)
    axes.set_yticks(range(len(rows)), [_wrapped(row["title"], 26) for row in rows], **_plots.LITERAL)
    axes.invert_yaxis()
    _plots.bare(axes, grid="")
    _plots.zero(axes, "x")
    _plots.ticks(axes.xaxis, language, 1)
    _plots.heading(axes, say["thermometer"], say["way"], [(say["plan"], _plots.REGION)])
    return axes


def compass(table: pandas.DataFrame, ax: Axes | None, language: str, *, alone: bool = True) -> Axes:
    """A petal per criterion: residents at the left, administration at the right. Without an average: there are no weights."""
    say = _plots.words(language, WORDS)
    axes = _plots.axes(ax, (6.4, 4.6))
    axes.set_aspect("equal")
    small = "small" if alone else 6.0
    for yardstick, first, turn in (("residents", 90.0, 1.0), ("administrative", 90.0, -1.0)):
        rows = table[table["yardstick"] == yardstick].to_dict("records")
        for i, row in enumerate(rows):
            begin = first + turn * 180 * i / len(rows)
            end = first + turn * 180 * (i + 1) / len(rows)
            _petal(axes, row, min(begin, end), max(begin, end), small)
        x = -1.9 if yardstick == "residents" else 1.9
        axes.text(x, 1.35, say[yardstick], ha="left" if x < 0 else "right", fontsize=small, fontweight="bold", color=_plots.PEERS_TEXT)
    axes.set_xlim(-2.0, 2.0)
    axes.set_ylim(-1.3, 1.5)
    axes.set_xticks([])
    axes.set_yticks([])
    for side in axes.spines.values():
        side.set_visible(False)
    if alone:
        _plots.heading(axes, say["compass"], say["way"], [(say["plan"], _plots.REGION)])
        _plots.note(axes, say["ring"], say["empty"])
    return axes


def _petal(axes: Axes, row: dict[Any, Any], begin: float, end: float, size: Any) -> None:
    from matplotlib.patches import Arc, Wedge

    measured = has(row["lowest"])
    axes.add_patch(Wedge((0, 0), 1, begin, end, facecolor="none", edgecolor=_plots.PEERS, linewidth=0.8,
                         linestyle="-" if measured else (0, (3, 2))))  # fmt: skip
    middle = math.radians((begin + end) / 2)
    if measured:
        low, high = (min(max(row[name], 0.0), MOST) for name in ("lowest", "highest"))
        axes.add_patch(Wedge((0, 0), low, begin + 2, end - 2, facecolor=WAY, edgecolor="none", gid="mkba-lowest"))
        if high > low:
            axes.add_patch(Wedge((0, 0), high, begin + 2, end - 2, facecolor="none", edgecolor=_plots.GAINS, linewidth=1.2))
        if has(row["lowest_low"]):
            ends = [min(max(row[name], 0.0), MOST) for name in ("lowest_low", "lowest_high")]
            axes.plot([r * math.cos(middle) for r in ends], [r * math.sin(middle) for r in ends], color=_plots.INK, linewidth=1.3)
        if has(row["lowest_mark"]):
            width = 2 * min(max(row["lowest_mark"], 0.0), MOST)
            axes.add_patch(Arc((0, 0), width, width, theta1=begin + 2, theta2=end - 2, color=_plots.REGION, linewidth=2.4))
    x, y = 1.1 * math.cos(middle), 1.1 * math.sin(middle)
    axes.text(x, y, _wrapped(row["criterion"], 16), ha="left" if x > 0.15 else "right" if x < -0.15 else "center",
              va="bottom" if y > 0.5 else "top" if y < -0.5 else "center", fontsize=size,
              color=_plots.INK if measured else _plots.PEERS_TEXT, **_plots.LITERAL)  # fmt: skip


def path(table: pandas.DataFrame, indicator: str | None, ax: Axes | None, language: str) -> Axes:
    """The planned path, what was measured with its intervals, and what is expected."""
    say = _plots.words(language, WORDS)
    known = list(dict.fromkeys(table["indicator"]))
    if indicator is None and known:
        indicator = known[0]
    if indicator not in known:
        raise UnknownNameError(f"indicator must be one of: {', '.join(known)}", status="unknown", where="indicator")
    rows = table[table["indicator"] == indicator]
    axes = _plots.axes(ax)
    coloured = []
    for kind, colour in (("planned", _plots.PEERS_TEXT), ("realised", _plots.NATION), ("forecast", _plots.REGION)):
        part = rows[rows["kind"] == kind].sort_values("time")
        if part.empty:
            continue
        _draw_path(axes, part, kind, colour)
        coloured.append((say[kind], colour))
    norm = rows[rows["kind"] == "norm"]["value"]
    if len(norm):
        axes.axhline(norm.iloc[0], color=_plots.GAINS, linestyle=":", linewidth=1.2)
        coloured.append((say["norm"], _plots.GAINS))
    _plots.bare(axes, grid="y")
    _plots.ticks(axes.yaxis, language)
    _plots.whole_years(axes.xaxis)
    _plots.heading(axes, str(rows["title"].iloc[0]), str(rows["unit"].iloc[0] or ""), coloured)
    return axes


def _draw_path(axes: Axes, part: pandas.DataFrame, kind: str, colour: str) -> None:
    times, values = part["time"].tolist(), part["value"].tolist()
    known = part.dropna(subset=["low", "high"])
    if kind == "planned":
        axes.plot(times, values, color=colour, linestyle=(0, (4, 3)), linewidth=1.4, gid="mkba-planned")
        return
    if kind == "forecast" and len(known) > 1:
        axes.fill_between(known["time"], known["low"], known["high"], color=_plots.REGION_BAND, alpha=0.7, linewidth=0)
    elif len(known):
        axes.vlines(known["time"], known["low"], known["high"], color=colour, linewidth=1.4)
    line = "-" if kind == "realised" else (0, (1, 1.5))
    axes.plot(times, values, color=colour, linestyle=line, linewidth=2, marker="o", markersize=4.5,
              markerfacecolor=colour if kind == "realised" else "white", gid=f"mkba-{kind}")  # fmt: skip


def _wrapped(text: str, letters: int) -> str:
    return "\n".join(textwrap.wrap(" ".join(text.split()), letters))
