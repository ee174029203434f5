"""Pictures of difference-in-differences: effects with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _plots

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

    from ._did import Did

WORDS = {
    "events": ("{}: effect by periods since the start", "{}: effect naar perioden sinds de start"),
    "periods": ("{}: effect by period", "{}: effect per periode"),
    "overall": ("overall {}", "gemiddeld {}"),
    "reference": ("Hollow: the reference, 0 by definition.", "Open: de referentie, per definitie 0."),
    "assumed": (
        "Assumes parallel trends without the treatment.",
        "Neemt aan dat trends zonder de maatregel gelijk op zouden gaan.",
    ),
    "interval": ("Lines: {} % intervals.", "Lijnen: {} %-intervallen."),
    "none": ("No intervals: too few areas.", "Geen intervallen: te weinig gebieden."),
}


def _drawn(table: pandas.DataFrame, by: str, ax: Axes) -> None:
    for i, (_, group) in enumerate(table.groupby("group", dropna=False, sort=False)):
        colour = _plots.SERIES[(i + 1) % len(_plots.SERIES)]
        known = group[group["low"].notna()]
        at = group[by].astype(float)
        ax.vlines(known[by].astype(float), known["low"], known["high"], color=colour, linewidth=1.6, zorder=2,
                  gid="mkba-interval")  # fmt: skip
        ax.plot(at, group["estimate"], "o", color=colour, markersize=5, zorder=3, gid="mkba-effect")


def plot(did: Did, ax: Axes | None, language: str) -> Axes:
    """See ``Did.plot``."""
    say = _plots.words(language, WORDS)
    made = _plots.axes(ax)
    table = did.effects()
    by = "event" if did.is_event_study else "period"
    if by == "period" and not table["period"].str.fullmatch(r"\d{4}").all():
        table["period"] = table["period"].rank(method="dense") - 1
    _drawn(table, by, made)
    _plots.bare(made)
    _plots.zero(made, "y")
    _plots.ticks(made.yaxis, language)
    _plots.whole_years(made.xaxis)
    said = [say["assumed"]]
    said.append(say["interval"].format(_plots.number(100 * did._level, language))
                if table["low"].notna().any() else say["none"])  # fmt: skip
    if did.is_event_study:
        made.plot([-1], [0], "o", markerfacecolor="white", markeredgecolor=_plots.INK, markersize=6, zorder=4,
                  gid="mkba-reference")  # fmt: skip
        made.axvline(-0.5, color=_plots.PEERS, linewidth=1, linestyle="--", zorder=1)
        said.append(say["reference"])
    overall = next(did.table("summary").rows())[2]
    title = say["events" if did.is_event_study else "periods"].format(did.indicator)
    _plots.heading(made, title, say["overall"].format(_plots.number(overall, language, 2, signed=True)))
    _plots.note(made, *said)
    return made
