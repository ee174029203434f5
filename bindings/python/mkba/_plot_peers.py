"""Pictures of peers: how far each is, and in what it differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _plots
from ._errors import ArgumentError, UnknownNameError
from ._plots import Label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ._peers import Peers

WORDS = {
    "distances": ("Who is comparable, and how near", "Wie vergelijkbaar is, en hoe dichtbij"),
    "profile": ("In what peers differ from the region", "Waarin de vergelijkbare gemeenten verschillen"),
    "axis": ("distance, the farthest candidate = 1", "afstand, de verste kandidaat = 1"),
    "spread": ("difference, standardised", "verschil, gestandaardiseerd"),
    "peers": ("peers", "vergelijkbaar"),
    "all": ("all candidates", "alle kandidaten"),
    "of": ("of", "van"),
    "sets": (
        "Behind a dot: how often it stays when one variable at a time is left out.",
        "Achter een punt: hoe vaak de gemeente blijft als telkens één kenmerk wegvalt.",
    ),
    "beyond": ("Candidates farther than shown: ", "Kandidaten verder weg dan getoond: "),
    "excluded": ("Excluded: ", "Uitgesloten: "),
    "missing": ("Left out for want of a figure: ", "Weggelaten omdat een cijfer ontbreekt: "),
    "doubt": ("Some figures are provisional or suspect: ", "Sommige cijfers zijn voorlopig of verdacht: "),
    "less": ("less than the region", "minder dan de regio"),
    "more": ("more", "meer"),
}


def plot(peers: Peers, view: str, ax: Axes | None, language: str) -> Axes:
    """See ``Peers.plot``."""
    say = _plots.words(language, WORDS)
    if view not in ("distances", "profile"):
        raise UnknownNameError(f'view must be "distances" or "profile", not {view!r}', status="unknown", where="view")
    if peers.method in ("class", "list"):
        raise ArgumentError(f"peers of a {peers.method} have no distances", status="argument", where="view")
    high = max(3.0, 0.27 * len(peers) + 1.8)
    if view == "distances":
        made = _distances(peers, _plots.axes(ax, (7.0, high)), language, say)
    else:
        wide = max(6.0, 3.0 + 0.75 * len(peers.variables()))
        made = _profile(peers, _plots.axes(ax, (wide, high)), language, say)
    _plots.note(made, *(_about_distances(peers, made, say) if view == "distances" else []), *_left_out(peers, say))
    return made


def _candidates(peers: Peers) -> Any:
    table = peers.candidates()
    return table.loc[table["status"] == "candidate", "rebased"].to_numpy(dtype=float)


def _about_distances(peers: Peers, ax: Axes, say: dict[str, str]) -> list[str]:
    beyond = int((_candidates(peers) > ax.get_xlim()[1]).sum())
    return [say["sets"] if len(peers.stability()) else "", f"{say['beyond']}{beyond}." if beyond else ""]


def _names(frame: Any) -> list[str]:
    return [name or area for name, area in zip(frame["name"], frame["area"])]


def _left_out(peers: Peers, say: dict[str, str]) -> list[str]:
    """What a reader must know of who is not there."""
    table = peers.candidates()
    said = []
    excluded, missing = table[table["status"] == "excluded"], table[table["status"] == "missing"]
    doubtful = table[table["status"].isin(["peer", "region"]) & (table["note"] != "")]
    for key, rows in (("excluded", excluded), ("doubt", doubtful)):
        if len(rows):
            said.append(say[key] + ", ".join(_names(rows)) + ".")
    if len(missing):
        said.append(say["missing"] + f"{len(missing)}.")
    return said


def _distances(peers: Peers, ax: Axes, language: str, say: dict[str, str]) -> Axes:
    table = peers.frame()
    rows = list(range(len(table)))
    rebased = table["rebased"].to_numpy(dtype=float)
    strip = len(rows) + 0.9
    ax.hlines(rows, 0, rebased, color=_plots.REGION_BAND, linewidth=3, zorder=2)
    ax.plot(rebased, rows, "o", color=_plots.REGION, markersize=6, zorder=3, gid="mkba-peers")
    for places, colour in ((_candidates(peers), _plots.PEERS), (rebased, _plots.REGION)):
        ax.plot(places, [strip] * len(places), "|", color=colour, markersize=11, zorder=2)
    ax.set_yticks([*rows, strip], [*(f"{name}  {i + 1}" for i, name in enumerate(_names(table))), say["all"]], **_plots.LITERAL)
    ax.set_ylim(strip + 0.8, -0.7)
    ax.set_xlim(0, min(1.02, 4 * max(rebased.max(initial=0), 0.01)))  # one town far off should not squeeze all others
    _plots.bare(ax, grid="x")
    _plots.zero(ax, "x")
    _plots.ticks(ax.xaxis, language)
    trials = len(peers.stability())
    if trials:
        labels = [f"{int(n)} {say['of']} {trials}" for n in table["stays"]]
        _plots.label_ends(ax, [Label(x, y, text, _plots.PEERS_TEXT) for x, y, text in zip(rebased, rows, labels)])
    _plots.heading(ax, say["distances"], say["axis"], [(say["peers"], _plots.REGION)])
    return ax


def _profile(peers: Peers, ax: Axes, language: str, say: dict[str, str]) -> Axes:
    from matplotlib.colors import LinearSegmentedColormap

    profile, table = peers.profile(), peers.frame()
    variables = list(dict.fromkeys(profile["variable"]))
    figures = profile["difference"].to_numpy(dtype=float).reshape(len(table), len(variables))
    most = max(1.0, float(abs(figures).max()))
    colours = LinearSegmentedColormap.from_list("mkba", [_plots.GAINS, "white", _plots.PAYS])
    ax.imshow(figures, cmap=colours, vmin=-most, vmax=most, aspect="auto")
    ax.set_yticks(range(len(table)), [f"{name}  {i + 1}" for i, name in enumerate(_names(table))], **_plots.LITERAL)
    ax.set_xticks(range(len(variables)), [name.replace("_", " ") for name in variables], rotation=30, ha="right",
                  **_plots.LITERAL)  # fmt: skip
    for side in ax.spines.values():
        side.set_visible(False)
    ax.tick_params(length=0, colors=_plots.INK)
    for (row, column), value in _cells(figures):
        ax.text(column, row, _plots.number(value, language, 1), ha="center", va="center", fontsize="x-small",
                color="white" if abs(value) > 0.62 * most else _plots.INK)  # fmt: skip
    _plots.heading(ax, say["profile"], say["spread"], [(say["less"], _plots.GAINS), (say["more"], _plots.PAYS)])
    return ax


def _cells(figures: Any) -> Any:
    return (((i, j), float(value)) for i, row in enumerate(figures) for j, value in enumerate(row))
