"""Pictures of who pays, and at which scale: Shapley bars, cost keys side by side, the frontier of levels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _plots

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

    from ._game import Game, Keys
    from ._scale import Scale

WORDS = {
    "shapley": ("What each pays together, by the Shapley value", "Wat ieder samen betaalt, volgens de Shapleywaarde"),
    "obtains": ("What each obtains together, by the Shapley value", "Wat ieder samen krijgt, volgens de Shapleywaarde"),
    "alone": ("alone", "alleen"),
    "together": ("together", "samen"),
    "sampled": ("Of {} orders; lines: intervals.", "Uit {} volgordes; lijnen: intervallen."),
    "whole": ("Together {}, alone {}.", "Samen {}, alleen {}."),
    "keys": ("What each saves against standing alone", "Wat ieder bespaart ten opzichte van alleen"),
    "leave": (
        "Hollow: some coalition would rather leave ({}).",
        "Open: een deelgroep vertrekt liever ({}).",
    ),
    "core": ("By none of these would any coalition rather leave.", "Bij geen van deze vertrekt een deelgroep liever."),
    "equal": ("equal", "gelijk"),
    "shapley key": ("Shapley", "Shapley"),
    "nucleolus": ("nucleolus", "nucleolus"),
    "frontier": ("What each scale gives, and how near it is", "Wat elke schaal oplevert, en hoe nabij"),
    "value": ("public value a year, {}", "publieke waarde per jaar, {}"),
    "cost": ("costs a year, {}; quality has no price", "kosten per jaar, {}; kwaliteit heeft geen prijs"),
    "distance": ("distance to the resident", "afstand tot de inwoner"),
    "beaten": ("Hollow: another is no worse in anything and better in something.",
               "Open: een andere is nergens slechter en ergens beter."),
    "quality": ("In brackets: quality.", "Tussen haakjes: kwaliteit."),
}
WIDTH, HEIGHT, ROW = 7.0, 1.4, 0.34


def _money(largest: float, language: str, unit: str) -> _plots.Money:
    return _plots.money(largest, language) if unit == "EUR" else _plots.Money(1.0, unit, 0)


def shapley(game: Game, table: pandas.DataFrame, ax: Axes | None, language: str, unit: str) -> Axes:
    """Bars of what each pays, a mark where it would be alone, an interval where it is sampled."""
    say = _plots.words(language, WORDS)
    shown = table.sort_values("amount")
    scale = _money(float(max(shown["alone"].abs().max(), shown["amount"].abs().max())), language, unit)
    made = _plots.axes(ax, (WIDTH, HEIGHT + ROW * max(len(shown), 3)))
    places = list(range(len(shown)))
    made.barh(places, shown["amount"], height=0.62, color=_plots.REGION_BAND, gid="mkba-amount")
    made.plot(shown["alone"], places, "|", color=_plots.NATION, markersize=14, markeredgewidth=2, gid="mkba-alone")
    sampled = bool((shown["se"] > 0).any())
    if sampled:
        made.hlines(places, shown["lower"], shown["upper"], color=_plots.REGION, linewidth=1.6, gid="mkba-interval")
    made.set_yticks(places, [str(name) for name in shown["player"]], **_plots.LITERAL)
    _plots.bare(made, "x")
    _plots.zero(made, "x")
    _plots.ticks(made.xaxis, language, scale=scale.scale)
    _plots.heading(made, say["shapley" if game.kind == "cost" else "obtains"], scale.unit,
                   [(say["together"], _plots.REGION), (say["alone"], _plots.NATION)])  # fmt: skip

    def number(value: float) -> str:
        return _plots.number(value / scale.scale, language, 1)

    _plots.note(made, say["whole"].format(number(float(shown["amount"].sum())), number(float(shown["alone"].sum()))),
                say["sampled"].format(_plots.number(float(shown["draws"].iloc[0]), language)) if sampled else "")  # fmt: skip
    return made


def keys(given: Keys, ax: Axes | None, language: str, unit: str) -> Axes:
    """A row per player, a dot per key: to the right of 0 who saves, to the left who would do better alone."""
    say = _plots.words(language, WORDS)
    table, summary = given.frame(), given.summary().set_index("key")
    players = list(dict.fromkeys(table["player"]))[::-1]
    names: list[Any] = list(summary.index)
    made = _plots.axes(ax, (WIDTH, HEIGHT + 0.5 * max(len(players), 3)))
    scale = _money(float(table["saving"].abs().max()), language, unit)
    said = {"equal": say["equal"], "shapley": say["shapley key"], "nucleolus": say["nucleolus"]}
    coloured = []
    for i, name in enumerate(names):
        colour = _plots.SERIES[i % len(_plots.SERIES)]
        rows = table[table["key"] == name].set_index("player").loc[players]
        shift = 0.5 * ((i + 0.5) / len(names) - 0.5)
        made.plot(rows["saving"], [place - shift for place in range(len(players))], "o", color=colour, markersize=6,
                  markerfacecolor=colour if summary.loc[name, "in_core"] else "white", gid=f"mkba-key-{name}")  # fmt: skip
        coloured.append((said.get(name, str(name)), colour))
    made.set_yticks(range(len(players)), players, **_plots.LITERAL)
    _plots.bare(made, "x")
    _plots.zero(made, "x")
    _plots.ticks(made.xaxis, language, scale=scale.scale, signed=True)
    _plots.heading(made, say["keys"], scale.unit, coloured)
    leaving = [said.get(name, str(name)) for name in names if not summary.loc[name, "in_core"]]
    _plots.note(made, say["leave"].format(", ".join(leaving)) if leaving else say["core"])
    return made


def frontier(task: Scale, ax: Axes | None, language: str) -> Axes:
    """Public value over distance; without a price of quality minus the costs, and quality in words."""
    say = _plots.words(language, WORDS)
    frame = task.frame()
    priced = bool(frame["quality_worth"].notna().all())
    scale = _plots.money(float(frame["public_value"].abs().max()), language)
    made = _plots.axes(ax)
    best = frame[frame["efficient"]].sort_values("distance", kind="stable")
    made.plot(best["distance"], best["public_value"], "-", color=_plots.REGION_BAND, linewidth=2, zorder=1, gid="mkba-frontier")
    for _, row in frame.iterrows():
        made.plot([row["distance"]], [row["public_value"]], "o", markersize=9, color=_plots.REGION,
                  markerfacecolor=_plots.REGION if row["efficient"] else "white", gid=f"mkba-level-{row['level']}")  # fmt: skip
        text = str(row["title"]) if priced else f"{row['title']} ({_plots.number(float(row['quality']), language, 1)})"
        made.annotate(text, (float(row["distance"]), float(row["public_value"])), xytext=(9, 6), textcoords="offset points",
                      fontsize="small", color=_plots.INK, **_plots.LITERAL)  # fmt: skip
    made.margins(x=0.15, y=0.15)
    _plots.bare(made, "both")
    _plots.ticks(made.yaxis, language, scale=scale.scale)
    _plots.ticks(made.xaxis, language)
    made.set_xlabel(say["distance"], color=_plots.PEERS_TEXT, fontsize="small")
    _plots.heading(made, say["frontier"], say["value" if priced else "cost"].format(scale.unit))
    _plots.note(made, "" if bool(frame["efficient"].all()) else say["beaten"], "" if priced else say["quality"])
    return made
