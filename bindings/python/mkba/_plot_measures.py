"""Pictures of measures: what drives the uncertainty, what knowing more is worth, how acceptable alternatives are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _plots
from ._errors import ArgumentError
from ._plots import Label

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

WORDS = {
    "sobol": ("What the uncertainty comes from", "Waar de onzekerheid vandaan komt"),
    "variance": ("share of the variance of {}", "aandeel in de variantie van {}"),
    "npv": ("the npv of {}", "de ncw van {}"),
    "first": ("alone", "alleen"),
    "total": ("with what it does together", "met wat het samen doet"),
    "evppi": ("What knowing more is worth", "Wat meer weten waard is"),
    "worth": ("expected gain of knowing it before choosing, {}", "verwachte winst van weten vóór de keuze, {}"),
    "accept": ("Which alternative is probably best", "Welk alternatief waarschijnlijk het beste is"),
    "chance": ("probability of being best, per cent", "kans de beste te zijn, procenten"),
    "interval": ("Lines: intervals.", "Lijnen: intervallen."),
    "least": ("Of {} the {} largest are shown.", "Van de {} staan de {} grootste er."),
    "frontier": ("Thick: the alternative with the highest mean.", "Dik: het alternatief met het hoogste gemiddelde."),
}
NARROW = (7.0, 1.2)  # inches: wide, and high without bars
BAR = 0.34  # inches per bar


def plot_sobol(
    table: pandas.DataFrame,
    alternative: str | None = None,
    *,
    most: int = 12,
    ax: Axes | None = None,
    language: str = "en",
) -> Axes:
    """Draws Sobol indices: a bar per parameter for the first order, a dot for the total, lines for their intervals.

    Args:
        table: what ``Case.sobol`` or ``sobol_indices`` gave. alternative: of several, which.
        most: parameters, those with the largest total. ax: a matplotlib Axes; a new figure without. language: ``en``, ``nl``.

    Raises:
        ArgumentError: another table, several alternatives and none chosen, none of that name.

    >>> import mkba
    >>> ax = mkba.plot_sobol(mkba.example().sobol(draws=128))
    """
    say = _plots.words(language, WORDS)
    rows = _of(_expect(table, "first", "total"), alternative)
    shown = rows.sort_values("total", ascending=False).head(most)[::-1]
    made = _plots.axes(ax, (NARROW[0], NARROW[1] + BAR * max(len(shown), 3)))
    places = range(len(shown))
    made.barh(places, shown["first"], height=0.6, color=_plots.REGION_BAND, gid="mkba-first")
    for kind, colour, shift in (("first", _plots.REGION, 0.12), ("total", _plots.NATION, -0.12)):
        made.hlines([place + shift for place in places], shown[f"{kind}_lower"], shown[f"{kind}_upper"], color=colour,
                    linewidth=1.4)  # fmt: skip
    made.plot(shown["total"], [place - 0.12 for place in places], "o", color=_plots.NATION, markersize=4, gid="mkba-total")
    made.set_yticks(list(places), list(shown["parameter"]), **_plots.LITERAL)
    _plots.bare(made, "x")
    _plots.zero(made, "x")
    _plots.ticks(made.xaxis, language)
    what = say["npv"].format(rows["alternative"].iloc[0]) if "alternative" in rows else "y"
    _plots.heading(made, say["sobol"], say["variance"].format(what),
                   [(say["first"], _plots.REGION), (say["total"], _plots.NATION)])  # fmt: skip
    _plots.note(made, say["interval"], _left_out(rows, shown, say))
    return made


def plot_evppi(
    table: pandas.DataFrame, *, most: int = 12, ax: Axes | None = None, language: str = "en"
) -> Axes:
    """Draws what perfect information about each parameter is worth, with its interval.

    Args:
        table: what ``Case.evppi`` or ``evppi`` gave. The others as in ``plot_sobol``.

    Raises:
        ArgumentError: another table.

    >>> import mkba
    >>> ax = mkba.plot_evppi(mkba.example().evppi(draws=500))
    """
    say = _plots.words(language, WORDS)
    rows = _expect(table, "evppi", "evppi_upper")
    shown = rows.sort_values("evppi", ascending=False).head(most)[::-1]
    made = _plots.axes(ax, (NARROW[0], NARROW[1] + BAR * max(len(shown), 3)))
    money = _plots.money(float(shown["evppi_upper"].max()), language)
    places = range(len(shown))
    made.barh(places, shown["evppi"] / money.scale, height=0.6, color=_plots.GAINS, gid="mkba-evppi")
    made.hlines(places, shown["evppi_lower"] / money.scale, shown["evppi_upper"] / money.scale, color=_plots.INK,
                linewidth=1.4)  # fmt: skip
    made.set_yticks(list(places), list(shown["parameter"]), **_plots.LITERAL)
    _plots.bare(made, "x")
    _plots.zero(made, "x")
    _plots.ticks(made.xaxis, language)
    _plots.heading(made, say["evppi"], say["worth"].format(money.unit))
    _plots.note(made, say["interval"], _left_out(rows, shown, say))
    return made


def plot_acceptability(table: pandas.DataFrame, *, ax: Axes | None = None, language: str = "en") -> Axes:
    """Draws acceptability curves: the probability that each alternative is the best, over the value of a parameter or a
    unit of effect; thick where its mean is the highest (the frontier).

    Args:
        table: what ``Case.acceptability`` or ``acceptability`` gave. The others as in ``plot_sobol``.

    Raises:
        ArgumentError: another table.

    >>> import mkba
    >>> ax = mkba.plot_acceptability(mkba.example().acceptability("qaly_waarde", [0, 50e3, 100e3], draws=200))
    """
    say = _plots.words(language, WORDS)
    over = "value" if "value" in table else "threshold"
    rows = _expect(table, over, "p_best", "frontier", "alternative")
    made = _plots.axes(ax)
    labels = []
    for position, name in enumerate(dict.fromkeys(rows["alternative"])):
        own = rows[rows["alternative"] == name].sort_values(over)
        chances = 100 * own["p_best"]
        colour = _plots.SERIES[position % len(_plots.SERIES)]
        made.plot(own[over], chances, color=colour, linewidth=1.2, gid=f"mkba-{name}")
        made.plot(own[over], chances.where(own["frontier"].astype(bool)), color=colour, linewidth=3.2)
        labels.append(Label(own[over].iloc[-1], float(chances.iloc[-1]), str(name), colour))
    made.set_ylim(-2, 102)
    _plots.bare(made)
    _plots.ticks(made.xaxis, language)
    _plots.ticks(made.yaxis, language, digits=0)
    _plots.label_ends(made, labels)
    if "parameter" in rows:
        made.set_xlabel(str(rows["parameter"].iloc[0]), color=_plots.INK, **_plots.LITERAL)
    _plots.heading(made, say["accept"], say["chance"])
    _plots.note(made, say["frontier"])
    return made


def _expect(table: pandas.DataFrame, *columns: str) -> pandas.DataFrame:
    missing = [column for column in columns if column not in getattr(table, "columns", ())]
    if missing:
        raise ArgumentError(f"table has no column {missing[0]}: it is of another kind", status="argument", where="table")
    return table


def _of(table: pandas.DataFrame, alternative: str | None) -> pandas.DataFrame:
    if "alternative" not in table:
        return table
    known = list(dict.fromkeys(table["alternative"]))
    if alternative is None and len(known) == 1:
        return table
    if alternative not in known:
        raise ArgumentError(f"alternative must be one of: {', '.join(known)}", status="argument", where="alternative")
    return table[table["alternative"] == alternative]


def _left_out(rows: pandas.DataFrame, shown: pandas.DataFrame, say: dict[str, str]) -> str:
    return say["least"].format(len(rows), len(shown)) if len(shown) < len(rows) else ""
