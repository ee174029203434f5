"""What the plots of the package share: colours, labels, numbers, the line with the source.

Every plot takes ``ax``, draws on one Axes and returns it; none changes ``matplotlib.rcParams``. matplotlib is imported
with the first plot. Sizes of text are relative to the user's own.

A plot is made of these in turn::

    say = _plots.words(language, WORDS)              # its words, in English or Dutch
    axes = _plots.axes(ax)                           # the user's Axes, or that of a new figure
    axes.plot(..., color=_plots.PEERS, zorder=2)     # peers muted, nation dark, the region on top
    _plots.bare(axes, grid="y")
    _plots.heading(axes, title, "euros per inhabitant, 2017 = 100", [(name, _plots.REGION)])
    _plots.ticks(axes.yaxis, language, digits=0)
    axes.set_xticks(places, names, **_plots.LITERAL) # names are text, never a formula
    _plots.label_ends(axes, labels)                  # in the place of a legend
    _plots.note(axes, "Source: ...", "Four cells are suspect.")
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ._errors import ArgumentError, UnknownNameError

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

Language = Literal["en", "nl"]
LANGUAGES = ("en", "nl")

# Of the palette of Okabe and Ito (2008), which people with any colour vision tell apart; in a grey print region, peers
# and nation still differ, by lightness and by width.
REGION = "#D55E00"
REGION_BAND = "#F6D2B8"
PEERS = "#A9B2BB"
PEERS_BAND = "#E4E7EA"
PEERS_TEXT = "#5F6973"
NATION = "#1F2D3A"
PAYS = "#D55E00"
GAINS = "#0072B2"
INK = "#1F2D3A"
GRID = "#E4E7EA"
SERIES = (NATION, REGION, "#0072B2", "#009E73", "#CC79A7", "#E69F00")  # where none is the region
WIDTHS = {"region": 2.6, "nation": 1.8, "peers": 0.9}
LITERAL: Any = {"parse_math": False}  # what a name or title of the user is drawn with: $5 is five dollars, not a formula


def axes(ax: Axes | None, size: tuple[float, float] = (7.0, 4.2)) -> Axes:
    """The Axes to draw on: the one given, or that of a new figure of ``size`` inches.

    Raises:
        ModuleNotFoundError: matplotlib is not installed.
    """
    if ax is not None:
        return ax
    try:
        from matplotlib import pyplot
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "matplotlib":
            raise
        raise ModuleNotFoundError("plots need matplotlib: pip install 'mkba[plot]'", name="matplotlib") from None
    made: Axes = pyplot.subplots(figsize=size, layout="constrained")[1]
    return made


def words(language: str, both: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """The words of a plot in one language, from pairs of English and Dutch.

    Raises:
        ArgumentError: another language.
    """
    if language not in LANGUAGES:
        raise ArgumentError(f'language must be "en" or "nl", not {language!r}', status="argument", where="language")
    return {key: pair[LANGUAGES.index(language)] for key, pair in both.items()}


def alternative_of(known: Sequence[str], wanted: str | None, holder: str) -> str:
    """The policy alternative to draw: that which is wanted, or the only one.

    Raises:
        ArgumentError: there are several, and none is wanted. UnknownNameError: `holder` does not have it.
    """
    if wanted is None and len(known) == 1:
        return known[0]
    if wanted is None:
        raise ArgumentError("alternative must be one of: " + ", ".join(known), status="argument", where="alternative")
    if wanted not in known:
        raise UnknownNameError(
            f"there is no policy alternative {wanted!r}; {holder} {', '.join(known)}", status="unknown",
            where="alternative",
        )  # fmt: skip
    return wanted


# ---- numbers ------------------------------------------------------------------------------------------------


def number(value: float, language: str = "en", digits: int = 0, *, signed: bool = False) -> str:
    """A number for people: 1,234.5 in English, 1.234,5 in Dutch, with a true minus sign.

    >>> from mkba import _plots
    >>> _plots.number(-1234.56, "nl", 1), _plots.number(0.04, "en", 1, signed=True), _plots.number(-0.04, digits=1)
    ('−1.234,6', '+0.0', '0.0')
    """
    text = f"{abs(value):,.{digits}f}"
    if language == "nl":
        text = text.translate(str.maketrans(",.", ".,"))
    if value < 0 and any(digit in text for digit in "123456789"):
        return "−" + text
    return "+" + text if signed and value > 0 else text


class Money(NamedTuple):
    """Euros in the unit that keeps their numbers short."""

    scale: float
    unit: str
    digits: int


def money(largest: float, language: str = "en") -> Money:
    """The unit for amounts up to ``largest`` euros.

    >>> from mkba import _plots
    >>> _plots.money(2.4e6, "nl").unit, _plots.money(900).unit
    ('mln euro', 'euros')
    """
    said = words(language, {"e6": ("million euros", "mln euro"), "e3": ("thousand euros", "duizend euro"),
                            "e0": ("euros", "euro")})  # fmt: skip
    if abs(largest) >= 1e6:
        return Money(1e6, said["e6"], 1)
    return Money(1e3, said["e3"], 0) if abs(largest) >= 1e4 else Money(1.0, said["e0"], 0)


def ticks(
    axis: Axis, language: str = "en", digits: int | None = None, *, scale: float = 1.0, signed: bool = False
) -> None:
    """Writes the numbers of an axis, divided by ``scale``, as ``number`` does; without ``digits`` with as many as its
    steps need. A logarithmic axis has 1, 2 and 5 of each power."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

    def text(value: float, _: object) -> str:
        return number(value / scale, language, _decimals(axis, scale) if digits is None else digits, signed=signed)

    if axis.get_scale() == "log":
        axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(text))


def whole_years(axis: Axis) -> None:
    """Ticks only at whole numbers, written without thousands."""
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins="auto", steps=[1, 2, 5, 10], integer=True))


def _decimals(axis: Axis, scale: float) -> int:
    places = [float(place) / scale for place in axis.get_majorticklocs()]
    for digits in range(6):
        if all(abs(place * 10**digits - round(place * 10**digits)) < 1e-6 for place in places):
            return digits
    return 6


# ---- the frame ----------------------------------------------------------------------------------------------


def bare(ax: Axes, grid: Literal["x", "y", "both", ""] = "y") -> None:
    """Only the lines that help reading: no frame, a faint grid behind the figures."""
    for side in ("top", "right", "left", *(("bottom",) if grid == "x" else ())):
        ax.spines[side].set_visible(False)
    ax.set_axisbelow(True)
    if grid:
        ax.grid(axis=grid, color=GRID, linewidth=0.8)
    ax.tick_params(length=0, colors=INK)


def zero(ax: Axes, axis: Literal["x", "y"]) -> None:
    """A line where the numbers of an axis are 0; once, however often it is called."""
    _renewed(ax, "mkba-zero")
    line = (ax.axvline if axis == "x" else ax.axhline)(0, color=INK, linewidth=0.8, zorder=1.5)
    line.set_gid("mkba-zero")


def heading(ax: Axes, title: str, subtitle: str = "", coloured: Iterable[tuple[str, str]] = ()) -> None:
    """A title at the left, and under it in lighter letters what is measured, with its unit.

    ``coloured`` are words with the colour that they name, before the subtitle: a legend that reads as a sentence.
    """
    from matplotlib.offsetbox import AnchoredOffsetbox, HPacker, TextArea
    from matplotlib.transforms import ScaledTranslation

    _renewed(ax, "mkba-heading")
    parts: list[Artist] = [
        TextArea(word, textprops={"color": colour, "fontsize": "small", "fontweight": "bold", **LITERAL})
        for word, colour in coloured
    ]
    if subtitle:
        parts.append(TextArea(subtitle, textprops={"color": PEERS_TEXT, "fontsize": "small", **LITERAL}))
    ax.set_title(title, loc="left", fontweight="bold", color=INK, pad=22 if parts else 8, **LITERAL)
    if parts:
        whole: Any = ax.figure
        above = ax.transAxes + ScaledTranslation(0, 6 / 72, whole.dpi_scale_trans)
        box = AnchoredOffsetbox("lower left", child=HPacker(children=parts, sep=8, pad=0, align="baseline"), pad=0,
                                borderpad=0, frameon=False, bbox_to_anchor=(0, 1), bbox_transform=above)  # fmt: skip
        box.set_gid("mkba-heading")
        ax.add_artist(box)


def note(ax: Axes, *sentences: str) -> None:
    """Small print under the axes, in the place of what it said before: the source, the price level, what the figure
    leaves out. Empty sentences are skipped."""
    import textwrap

    _renewed(ax, "mkba-note")
    said = " ".join(sentence for sentence in sentences if sentence)
    if said:
        inches = ax.get_window_extent().width / _dpi(ax)
        ax.annotate(textwrap.fill(said, max(40, int(17 * inches))), (0, 0),
                    xycoords=("axes fraction", ax.xaxis.label), xytext=(0, -8), textcoords="offset points",
                    va="top", fontsize="x-small", color=PEERS_TEXT, annotation_clip=False,
                    gid="mkba-note", **LITERAL)  # fmt: skip


def _renewed(ax: Axes, gid: str) -> None:
    """Takes away what an earlier call for the same axes drew."""
    for child in [child for child in ax.get_children() if child.get_gid() == gid]:
        child.remove()


def _dpi(ax: Axes) -> float:
    whole: Any = ax.figure  # or a SubFigure, which has the dpi of its figure
    return float(whole.dpi)


# ---- labels in the place of a legend ------------------------------------------------------------------------


class Label(NamedTuple):
    """A text at the end of what it names."""

    x: Any
    y: float
    text: str
    colour: str
    weight: str = "normal"


def label_ends(ax: Axes, labels: Iterable[Label]) -> None:
    """Writes each label to the right of its point, in the place of those of an earlier call; where two would overlap
    they are moved up and down. Call it when all is drawn."""
    from matplotlib.font_manager import FontProperties

    _renewed(ax, "mkba-label")
    wanted = list(labels)
    low, high = ax.get_ylim()
    height = ax.get_window_extent().height * 72 / _dpi(ax)
    points = [(label.y - low) / (high - low) * height for label in wanted]
    gap = 1.3 * FontProperties(size="small").get_size_in_points()
    for label, point, place in zip(wanted, points, spread(points, gap)):
        ax.annotate(label.text, (label.x, label.y), xytext=(6, place - point), textcoords="offset points",
                    va="center", fontsize="small", color=label.colour, fontweight=label.weight,
                    annotation_clip=False, gid="mkba-label", **LITERAL)  # fmt: skip


def spread(places: Sequence[float], gap: float) -> list[float]:
    """Places in any order, moved as little as needed to be ``gap`` apart: neighbours that are too near share their
    mean.

    >>> from mkba import _plots
    >>> _plots.spread([0, 1, 30], 10)
    [-4.5, 5.5, 30.0]
    """
    order = sorted(range(len(places)), key=lambda i: places[i])
    groups: list[tuple[float, int]] = []  # the mean of where members would begin, and how many there are
    for rank, i in enumerate(order):
        mean, n = places[i] - rank * gap, 1
        while groups and groups[-1][0] > mean:
            other, m = groups.pop()
            mean, n = (mean * n + other * m) / (n + m), n + m
        groups.append((mean, n))
    moved = [0.0] * len(places)
    starts = [mean for mean, n in groups for _ in range(n)]
    for rank, i in enumerate(order):
        moved[i] = float(starts[rank] + rank * gap)
    return moved
