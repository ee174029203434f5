"""Pictures of what-if tables: a tornado, and a two-way table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from . import _plots
from ._errors import ArgumentError

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

WORDS = {
    "tornado": ("What moves the balance", "Wat het saldo beweegt"),
    "bars": ("one parameter at a time", "telkens één parameter"),
    "low": ("low value", "lage waarde"),
    "high": ("high value", "hoge waarde"),
    "two_way": ("Where the balance turns", "Waar het saldo omslaat"),
    "line": ("the line is where it is 0", "op de lijn is het 0"),
    "joint": ("joint draws", "gezamenlijke trekkingen"),
}
LOW, HIGH = "#0072B2", "#D55E00"


def plot_tornado(
    table: pandas.DataFrame, alternative: str | None = None, *, most: int = 12, ax: Axes | None = None,
    language: str = "en",
) -> Axes:  # fmt: skip
    """Draws what ``Case.tornado`` gives, for one alternative: a bar per parameter, the longest on top.

    Args:
        table: as ``Case.tornado`` gives it.
        alternative: whose; may be left out where there is one.
        most: how many parameters, those with the largest swing.
        ax: Axes to draw on; without it those of a new figure.
        language: ``en`` or ``nl``.

    Raises:
        UnknownNameError: no such alternative or language. ArgumentError: several alternatives, or no outcomes.

    >>> axes = mkba.plot_tornado(mkba.example().tornado())
    >>> len(axes.get_yticks())
    7
    """
    say = _plots.words(language, WORDS)
    rows = _of(table, alternative).dropna(subset=["swing"])
    rows = rows[rows["swing"] > 0].head(most)
    if rows.empty:
        raise ArgumentError("no parameter has a swing", status="argument", where="table")
    axes = _plots.axes(ax, (7.0, 1.6 + 0.34 * len(rows)))
    unit = _plots.money(float(rows[["outcome_low", "outcome_high"]].abs().max().max()), language)
    money = table.attrs.get("units", {}).get("outcome", "EUR") == "EUR"
    scale = unit.scale if money else 1.0
    base = float(rows["outcome"].iloc[0])
    for at, row in enumerate(rows.to_dict("records")):
        for end, colour in (("outcome_low", LOW), ("outcome_high", HIGH)):
            axes.barh(at, row[end] - base, left=base, height=0.62, color=colour)
    axes.set_yticks(range(len(rows)), [_named(row, say, language) for row in rows.to_dict("records")], **_plots.LITERAL)
    axes.invert_yaxis()
    axes.axvline(base, color="white", linewidth=1.2)
    _plots.bare(axes, grid="x")
    if axes.get_xlim()[0] < 0 < axes.get_xlim()[1]:
        _plots.zero(axes, "x")
    _plots.ticks(axes.xaxis, language, scale=scale)
    _plots.heading(axes, say["tornado"], f"{unit.unit if money else 'bcr'}, {say['bars']}",
                   [(say["low"], LOW), (say["high"], HIGH)])  # fmt: skip
    return axes


def plot_two_way(
    table: pandas.DataFrame, alternative: str | None = None, *, ax: Axes | None = None, language: str = "en"
) -> Axes:
    """Draws what ``Case.two_way`` gives, for one alternative: the outcome by colour, and the line where it is 0.

    Args:
        table: as ``Case.two_way`` gives it.
        alternative: whose; may be left out where there is one.
        ax: Axes to draw on; without it those of a new figure.
        language: ``en`` or ``nl``.

    Raises:
        UnknownNameError: no such alternative or language. ArgumentError: several alternatives.

    >>> axes = mkba.plot_two_way(mkba.example().two_way("effect_jeugd", "kosten_jeugdhulp"))
    >>> axes.get_title(loc="left") != ""
    True
    """
    say = _plots.words(language, WORDS)
    rows = _of(table, alternative)
    grid = rows.pivot(index="second", columns="first", values="outcome")
    axes = _plots.axes(ax)
    unit = _plots.money(float(grid.abs().max().max()), language)
    largest = max(float(grid.abs().max().max()), 1e-300) / unit.scale
    mesh = axes.pcolormesh(grid.columns, grid.index, grid / unit.scale, cmap="PuOr", vmin=-largest, vmax=largest,
                           shading="nearest")  # fmt: skip
    turns = rows.dropna(subset=["zero"])
    if float(grid.min().min()) < 0 < float(grid.max().max()) and min(grid.shape) > 1:
        axes.contour(grid.columns, grid.index, grid, levels=[0.0], colors=[_plots.INK], linewidths=1.6)
    axes.plot(turns["first"], turns["zero"], "o", color=_plots.INK, markersize=4)
    figure = axes.get_figure()
    if figure is not None:
        _plots.ticks(figure.colorbar(mesh, ax=axes).ax.yaxis, language)
    _plots.bare(axes, grid="")
    axes.set_xlabel(str(table.attrs.get("first", "first")), **_plots.LITERAL)
    axes.set_ylabel(str(table.attrs.get("second", "second")), **_plots.LITERAL)
    _plots.ticks(axes.xaxis, language)
    _plots.ticks(axes.yaxis, language)
    _plots.heading(axes, say["two_way"], f"{unit.unit}; {say['line']}")
    return axes


def _of(table: pandas.DataFrame, alternative: str | None) -> pandas.DataFrame:
    """The rows of one alternative."""
    known = list(dict.fromkeys(table["alternative"]))
    return table[table["alternative"] == _plots.alternative_of(known, alternative, "the table has")]


def _named(row: Mapping[Any, Any], say: dict[str, str], language: str) -> str:
    """effect (0,05 to 0,16)"""
    low, high = row["low"], row["high"]
    if not isinstance(low, float) or low != low or not isinstance(high, float):
        return f"{row['parameter']} ({say['joint']})"
    shown = [f"{value:.3g}".replace(".", "," if language == "nl" else ".") for value in (low, high)]
    if max(abs(low), abs(high)) >= 1000:
        shown = [_plots.number(value, language) for value in (low, high)]
    return f"{row['parameter']} ({shown[0]} – {shown[1]})"
