"""Pictures of a synthetic control: the path, the gap, and how far weights that fit equally well can move them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _plots
from ._errors import UnknownNameError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ._synthetic import SyntheticControl

WORDS = {
    "path": ("{} beside its synthetic control", "{} naast de synthetische controle"),
    "gap": ("{}: observed minus synthetic", "{}: waargenomen min synthetisch"),
    "observed": ("observed", "waargenomen"),
    "synthetic": ("synthetic", "synthetisch"),
    "range": ("Band: all weights that fit equally well before {start}; the line is one of them.",
              "Band: alle gewichten die voor {start} even goed passen; de lijn is er een van."),
    "claim": ("The gap is an effect only where the weighted mean is what would have happened otherwise.",
              "Het gat is alleen een effect als het gewogen gemiddelde is wat anders gebeurd zou zijn."),
}  # fmt: skip


def plot(made: SyntheticControl, view: str, ax: Axes | None, language: str) -> Axes:
    """See ``SyntheticControl.plot``."""
    say = _plots.words(language, WORDS)
    if view not in ("path", "gap"):
        raise UnknownNameError(f'view must be "path" or "gap", not {view!r}', status="unknown", where="view")
    frame, summary = made.frame(), made.summary().iloc[0]
    axes = _plots.axes(ax)
    at, seen = list(range(len(frame))), frame["observed"]
    legend = [(say["observed"], _plots.REGION)]
    if view == "path":
        low, high = seen - frame["gap_high"], seen - frame["gap_low"]
        axes.plot(at, frame["synthetic"], color=_plots.NATION, linewidth=_plots.WIDTHS["nation"], zorder=3)
        axes.plot(at, seen, color=_plots.REGION, linewidth=_plots.WIDTHS["region"], zorder=4)
        legend.append((say["synthetic"], _plots.NATION))
    else:
        low, high = frame["gap_low"], frame["gap_high"]
        axes.plot(at, frame["gap"], color=_plots.REGION, linewidth=_plots.WIDTHS["region"], zorder=4)
        _plots.zero(axes, "y")
        legend = []
    axes.fill_between(at, low.astype(float), high.astype(float), color=_plots.PEERS_BAND, linewidth=0, zorder=1)
    axes.axvline(frame["period"].tolist().index(made.start) - 0.5, color=_plots.PEERS_TEXT, linestyle=":", linewidth=1)
    step = max(1, len(at) // 10)
    axes.set_xticks(at[::step], frame["period"].tolist()[::step])
    _plots.bare(axes, grid="y")
    _plots.ticks(axes.yaxis, language)
    _plots.heading(axes, say[view].format(summary["treated"]), str(summary["indicator"]), legend)
    _plots.note(axes, say["range"].format(start=made.start), say["claim"])
    return axes
