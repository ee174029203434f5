"""Pictures of need adjustment: a caterpillar of what areas differ from what is expected of them, and a funnel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _plots
from ._errors import ArgumentError, UnknownNameError
from ._plot_funnel import name_points

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

    from ._expected import Expectation

WORDS = {
    "caterpillar": ("{} beside what its need explains", "{} naast wat de behoefte verklaart"),
    "funnel": ("{} beside what its need explains, by size", "{} naast wat de behoefte verklaart, naar omvang"),
    "difference": ("{}: observed minus expected", "{}: waargenomen min verwacht"),
    "share": ("{}: observed minus expected, in per cent of expected", "{}: waargenomen min verwacht, in procenten van verwacht"),
    "ratio": ("{}: observed / expected", "{}: waargenomen / verwacht"),
    "size": ("size of the area", "omvang van het gebied"),
    "region": ("region", "regio"),
    "line": ("Line: {level} prediction interval of an area with such needs, the area itself not in the fit.",
             "Lijn: {level} voorspellingsinterval van een gebied met die behoefte, het gebied zelf telt niet mee."),
    "beyond": ("Interval without 0: {n} of {of}.", "Interval zonder 0: {n} van {of}."),
    "outside": ("Outside its interval: {n} of {of}.", "Buiten het eigen interval: {n} van {of}."),
    "out": ("Left out for lack of figures: {n}.", "Weggelaten, cijfers ontbreken: {n}."),
    "descriptive": ("What need does not explain is not the effect of a policy.",
                    "Wat de behoefte niet verklaart is geen effect van beleid."),
}  # fmt: skip
NAMED = 45  # so many areas at most have their names on the axis


def plot(expectation: Expectation, view: str, period: str | None, ax: Axes | None, language: str) -> Axes:
    """See ``Expectation.plot``."""
    say = _plots.words(language, WORDS)
    if view not in ("caterpillar", "funnel"):
        raise UnknownNameError(
            f'view must be "caterpillar" or "funnel", not {view!r}', status="unknown", where="view"
        )
    areas = expectation.areas()
    known = list(dict.fromkeys(areas["period"]))
    if period is not None and period not in known:
        raise UnknownNameError(
            f"the expectation has no period {period!r}; it has {', '.join(known)}", status="unknown", where="period"
        )
    of_period = areas[areas["period"] == (max(known) if period is None else period)]
    shown = of_period[of_period["low"].notna()].copy()
    draw = _caterpillar if view == "caterpillar" else _funnel
    made, said = draw(expectation, shown, ax, language, say)
    left = int((of_period["role"] == "left out").sum())
    _plots.note(made, *said, *([say["out"].format(n=left)] if left else []), say["descriptive"])
    return made


def _title(expectation: Expectation) -> str:
    name = expectation.indicator
    return name if len(name) <= 60 else name[:57] + "..."


def _region_name(expectation: Expectation, shown: pandas.DataFrame) -> str:
    if len(expectation.region) == 1:
        rows = shown[shown["area"] == expectation.region[0]]
        if len(rows) and rows["name"].iloc[0]:
            return str(rows["name"].iloc[0])
    return expectation.region_name


def _caterpillar(
    expectation: Expectation, shown: pandas.DataFrame, given: Axes | None, language: str, say: dict[str, str]
) -> tuple[Axes, list[str]]:
    counts = str(expectation.summary()["method"].iloc[0]) in ("poisson", "negbin")
    scale = shown["expected"] / 100 if counts else 1.0
    shown = shown.assign(at=shown["difference"] / scale, least=(shown["observed"] - shown["high"]) / scale,
                         most=(shown["observed"] - shown["low"]) / scale)  # fmt: skip
    shown = shown.sort_values(["at", "area"])
    named = len(shown) <= NAMED
    made = _plots.axes(given, (7.0, max(3.2, 0.2 * len(shown) + 1.4) if named else 6.5))
    ours = (shown["role"] == "region").tolist()
    beyond = ((shown["least"] > 0) | (shown["most"] < 0)).tolist()
    for row, (_, area) in enumerate(shown.iterrows()):
        colour = _plots.REGION if ours[row] else _plots.INK if beyond[row] else _plots.PEERS
        level = 4 if ours[row] else 3 if beyond[row] else 2
        width = 2.2 if ours[row] else 1.6 if named else 0.7
        made.plot([area["least"], area["most"]], [row, row], color=colour, linewidth=width, zorder=level, alpha=0.9)
        made.plot([area["at"]], [row], "o", color=colour, markersize=5 if ours[row] else 4 if named else 2, zorder=level)
    made.set_ylim(-0.8, len(shown) - 0.2)
    names = [str(name or code) for name, code in zip(shown["name"], shown["area"])]
    if named:
        made.set_yticks(range(len(shown)), names, fontsize="small", **_plots.LITERAL)
        for tick, own in zip(made.get_yticklabels(), ours):
            tick.set_color(_plots.REGION if own else _plots.INK)
            tick.set_fontweight("bold" if own else "normal")
    else:
        made.set_yticks([])
    _plots.bare(made, grid="x")
    _plots.zero(made, "x")
    _plots.ticks(made.xaxis, language)
    if not named:
        ends = shown["most"].tolist()
        _plots.label_ends(made, [_plots.Label(ends[row], row, names[row], _plots.REGION, "bold")
                                 for row in range(len(shown)) if ours[row]])  # fmt: skip
    _plots.heading(made, say["caterpillar"].format(_region_name(expectation, shown)),
                   say["share" if counts else "difference"].format(_title(expectation)))  # fmt: skip
    return made, [say["line"].format(level=_level(expectation)), say["beyond"].format(n=sum(beyond), of=len(shown))]


def _funnel(
    expectation: Expectation, shown: pandas.DataFrame, given: Axes | None, language: str, say: dict[str, str]
) -> tuple[Axes, list[str]]:
    if not shown["size"].notna().any():
        raise ArgumentError("a funnel needs the size of areas: give population", status="argument", where="view")
    growth = not shown["ratio"].notna().any()
    scale: Any = 1.0 if growth else shown["expected"]
    centre = 0.0 if growth else 1.0
    shift = shown["expected"] if growth else 0.0
    shown = shown.assign(at=(shown["observed"] - shift) / scale, least=(shown["low"] - shift) / scale,
                         most=(shown["high"] - shift) / scale)  # fmt: skip
    made = _plots.axes(given, (7.0, 4.6))
    ours = shown["role"] == "region"
    made.vlines(shown["size"], shown["least"], shown["most"], color=_plots.PEERS_BAND, linewidth=1.2, zorder=1)
    made.axhline(centre, color=_plots.NATION, linewidth=1.2, zorder=1.6)
    outside = shown["position"] != "within"
    for chosen, colour, size, level in (
        (~ours & ~outside, _plots.PEERS, 12, 2.0), (~ours & outside, _plots.PEERS_TEXT, 16, 2.5), (ours, _plots.REGION, 46, 4.0),
    ):  # fmt: skip
        made.scatter(shown["size"][chosen], shown["at"][chosen], s=size, color=colour, linewidths=0, zorder=level)
    if float(shown["size"].max()) > 20 * float(shown["size"].min()):
        made.set_xscale("log")
    _plots.bare(made)
    _plots.ticks(made.xaxis, language)
    _plots.ticks(made.yaxis, language)
    made.set_xlabel(say["size"], color=_plots.PEERS_TEXT, fontsize="small")
    name_points(made, shown[ours].assign(denominator=shown["size"], value=shown["at"]), _plots.REGION, 11)
    _plots.heading(made, say["funnel"].format(_region_name(expectation, shown)),
                   say["difference" if growth else "ratio"].format(_title(expectation)), [(say["region"], _plots.REGION)])  # fmt: skip
    return made, [say["line"].format(level=_level(expectation)), say["outside"].format(n=int(outside.sum()), of=len(shown))]


def _level(expectation: Expectation) -> str:
    return f"{100 * expectation.level:g} %"
