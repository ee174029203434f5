"""Pictures of a comparison: index lines of region, peers and nation; the growth of each area."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _plots
from ._errors import UnknownNameError
from ._plots import Label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ._compare import Comparison

WORDS = {
    "index": ("How {} grew", "Hoe {} groeide"),
    "ranking": ("{} among {} areas", "{} tussen {} gemeenten"),
    "grown": ("growth in per cent", "groei in procenten"),
    "peers": ("peers", "vergelijkbaar"),
    "nation": ("nation", "Nederland"),
    "interval": (
        "Band: interval of the peers, from drawing them anew.",
        "Band: interval van de vergelijkbare gemeenten, door ze telkens opnieuw te trekken.",
    ),
    "opposite": ("Rises otherwise than the whole: ", "Stijgt anders dan het geheel: "),
    "suspect": ("Hollow: with suspect figures.", "Open: met verdachte cijfers."),
    "current": ("Current prices.", "Lopende prijzen."),
    "copied": ("Copied return: ", "Gekopieerde opgave: "),
    "difference": ("A difference, not an effect of policy.", "Een verschil, geen effect van beleid."),
    "below": ("grew less: {} of {}", "minder gegroeid: {} van {}"),
}
GROUPS = ("peers", "nation", "region")


def plot(comparison: Comparison, view: str, indicator: str | None, ax: Axes | None, language: str) -> Axes:
    """See ``Comparison.plot``."""
    say = _plots.words(language, WORDS)
    if view not in ("index", "ranking"):
        raise UnknownNameError(f'view must be "index" or "ranking", not {view!r}', status="unknown", where="view")
    summary = comparison.summary()
    known = list(dict.fromkeys(summary["indicator"]))
    if indicator is not None and indicator not in known:
        raise UnknownNameError(
            f"the comparison has no indicator {indicator!r}; it has {', '.join(known)}", status="unknown",
            where="indicator",
        )  # fmt: skip
    chosen = comparison.indicators[0] if indicator is None else indicator
    if view == "index":
        made = _plots.axes(ax)
        own = _index(comparison, chosen, made, language, say)
    else:
        made, own = _ranking(comparison, chosen, ax, language, say)
    _plots.note(made, *own, *_said(comparison, chosen, say), say["difference"])
    return made


def _said(comparison: Comparison, indicator: str, say: dict[str, str]) -> list[str]:
    """What may not be missing under the picture."""
    findings = comparison.findings()
    of_this = findings[findings["indicator"] == indicator]
    said = [say["current"]] if (of_this["id"] == "current_prices").any() else []
    opposite = sorted(set(findings.loc[findings["id"] == "part_opposite", "indicator"]))
    if opposite and indicator in comparison.indicators:
        said.append(say["opposite"] + ", ".join(opposite) + ".")
    copied = findings[(findings["id"] == "copied_return") & findings["area"].notna()]
    if len(copied):
        said.append(say["copied"] + ", ".join(f"{area} {year}" for area, year in zip(copied["area"], copied["period"])) + ".")
    return said


def _name(comparison: Comparison, group: str, say: dict[str, str]) -> str:
    return comparison.region_name if group == "region" else say[group]


COLOURS = {"region": _plots.REGION, "peers": _plots.PEERS_TEXT, "nation": _plots.NATION}


def _index(
    comparison: Comparison, indicator: str, ax: Axes, language: str, say: dict[str, str]
) -> tuple[str, ...]:
    """Draws; what is to be said below."""
    table = comparison.years()
    table = table[(table["indicator"] == indicator) & table["index"].notna()]
    labels, banded = [], False
    for group in GROUPS:
        rows = table[table["group"] == group]
        if not len(rows):
            continue
        years, index = rows["year"].tolist(), rows["index"].to_numpy(dtype=float)
        low, high = (rows[f"index_{end}"].fillna(rows["index"]).to_numpy(dtype=float) for end in ("low", "high"))
        if (high > low).any() and group != "nation":
            ax.fill_between(years, low, high, color=_plots.PEERS_BAND if group == "peers" else _plots.REGION_BAND,
                            linewidth=0, zorder=1.2)  # fmt: skip
            banded = banded or group == "peers"
        width = _plots.WIDTHS["nation" if group == "peers" else group]
        ax.plot(years, index, color=COLOURS[group], linewidth=width, zorder=4 if group == "region" else 3,
                linestyle="--" if group == "peers" else "-", gid=f"mkba-{group}")  # fmt: skip
        weight = "bold" if group == "region" else "normal"
        text = f"{_name(comparison, group, say)} {_plots.number(index[-1], language, 1)}"
        labels.append(Label(years[-1], float(index[-1]), text, COLOURS[group], weight))
    _plots.bare(ax)
    _plots.ticks(ax.yaxis, language)
    _plots.whole_years(ax.xaxis)
    _plots.label_ends(ax, labels)
    first = int(table["year"].min()) if len(table) else 0
    _plots.heading(ax, say["index"].format(comparison.region_name), f"{_short(indicator)}, {first} = 100")
    return (say["interval"],) if banded else ()


def _short(indicator: str) -> str:
    """A name that fits above a picture."""
    return indicator if len(indicator) <= 80 else indicator[:77] + "..."


def _ranking(
    comparison: Comparison, indicator: str, given: Axes | None, language: str, say: dict[str, str]
) -> tuple[Axes, tuple[str, ...]]:
    """Draws; what is to be said below."""
    areas = comparison.areas()
    areas = areas[(areas["indicator"] == indicator) & areas["growth"].notna()]
    group = "peers" if (areas["group"] == "peers").any() else "nation"
    others = areas[(areas["group"] == group) & ~areas["area"].isin(comparison.region)]
    summary = comparison.summary().set_index(["indicator", "group"])["growth"]
    own, reference = float(summary[indicator, "region"]), float(summary[indicator, group])
    bars: list[tuple[float, str, bool, bool]] = [
        (float(growth), name or area, bool(suspect), False)
        for growth, name, area, suspect in zip(others["growth"], others["name"], others["area"], others["suspect"])
    ]
    bars.append((own, comparison.region_name, False, True))
    bars.sort(key=lambda bar: (-bar[0], bar[1]))
    named = len(bars) <= 45
    ax = _plots.axes(given, (7.0, max(3.2, 0.2 * len(bars) + 1.4) if named else 6.5))
    for row, (growth, name, suspect, is_region) in enumerate(bars):
        _bar(ax, row, growth, suspect, is_region, named)
    ax.axvline(reference, color=_plots.NATION, linewidth=1.2, linestyle="--", zorder=3)
    ax.set_ylim(len(bars) - 0.4, -0.6)
    if named:
        ax.set_yticks(range(len(bars)), [name for _, name, _, _ in bars], fontsize="small", **_plots.LITERAL)
        for tick, bar in zip(ax.get_yticklabels(), bars):
            tick.set_color(_plots.REGION if bar[3] else _plots.INK)
            tick.set_fontweight("bold" if bar[3] else "normal")
    else:
        ax.set_yticks([])
    _plots.bare(ax, grid="x")
    _plots.zero(ax, "x")
    _plots.ticks(ax.xaxis, language)
    at = next(row for row, bar in enumerate(bars) if bar[3])
    shown = _plots.number(own, language, 1, signed=True)
    if not named:
        shown = f"{comparison.region_name} {shown}"
    _plots.label_ends(ax, [Label(max(own, 0.0), at, shown, _plots.REGION, "bold")])
    less = sum(bar[0] < own for bar in bars)
    counted = say["below"].format(less, len(bars) - 1)
    _plots.heading(ax, say["ranking"].format(comparison.region_name, len(bars) - 1),
                   f"{say['grown']}; - - {say[group]} {_plots.number(reference, language, 1, signed=True)}; {counted}")  # fmt: skip
    said = (f"{indicator}.", *([say["suspect"]] if any(bar[2] for bar in bars) else []))
    return ax, said


def _bar(ax: Axes, row: int, growth: float, suspect: bool, is_region: bool, named: bool) -> None:
    colour = _plots.REGION if is_region else _plots.PEERS
    style: dict[str, Any] = {"color": colour} if is_region or not suspect else {
        "facecolor": "white", "edgecolor": colour, "linewidth": 0.8}  # fmt: skip
    height = 0.72 if named else 2.6 if is_region else 0.9
    ax.barh(row, growth, height=height, zorder=4 if is_region else 2, **style)
