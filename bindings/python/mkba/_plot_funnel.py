"""The picture of a funnel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _plots

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ._funnel import Funnel

WORDS = {
    "title": ("Who differs by more than chance", "Wie meer dan toevallig afwijkt"),
    "size": ("size of the area (denominator, or expected)", "omvang van het gebied (noemer, of verwacht)"),
    "value": ("figure", "cijfer"),
    "region": ("region", "regio"),
    "limits": ("Limits that chance alone crosses in {inner} and {outer} % of the areas",
               "Grenzen die toeval alleen bij {inner} en {outer} % van de gebieden overschrijdt"),
    "exact": (".", "."),
    "multiplicative": (", widened by the over-dispersion, phi {phi}.", ", verruimd met de overdispersie, phi {phi}."),
    "additive": (", widened by the spread between areas, tau squared {tau}.",
                 ", verruimd met de spreiding tussen gebieden, tau-kwadraat {tau}."),
    "beyond": ("Beyond the outer limits: {n}, by chance {chance}.", "Buiten de buitenste grenzen: {n}, door toeval {chance}."),
    "missing": ("Without a figure: {n}.", "Zonder cijfer: {n}."),
    "phi": ("More spread than chance gives: phi {phi}.", "Meer spreiding dan toeval geeft: phi {phi}."),
}  # fmt: skip
MOST_NAMES = 6  # of areas beyond the limits that are not of the region
WIDE = 20  # sizes that differ by more than this factor stand on a logarithmic axis


def plot(funnel: Funnel, region: list[str], ax: Axes | None, language: str) -> Axes:
    """See ``Funnel.plot``."""
    say = _plots.words(language, WORDS)
    made = _plots.axes(ax, (7.0, 4.6))
    areas, curve, summary = funnel.frame(), funnel.curve(), funnel.summary().iloc[0]
    areas = areas[areas["value"].notna()]
    sizes = curve["denominator"]
    made.fill_between(sizes, curve["lower_alarm"], curve["upper_alarm"], color=_plots.PEERS_BAND, alpha=0.6, zorder=1)
    made.fill_between(sizes, curve["lower_warning"], curve["upper_warning"], color=_plots.PEERS_BAND, zorder=1.1)
    made.plot(sizes, curve["target"], color=_plots.NATION, linewidth=1.2, zorder=1.6)
    ours = areas["area"].isin(region) if "area" in areas else areas["value"].isna()
    for chosen, colour, size, level in ((areas[~ours], _plots.PEERS_TEXT, 14, 2), (areas[ours], _plots.REGION, 46, 3)):
        made.scatter(chosen["denominator"], chosen["value"], s=size, color=colour, linewidths=0, zorder=level)
    if float(sizes.iloc[-1]) > WIDE * float(sizes.iloc[0]):
        made.set_xscale("log")
    made.set_xlim(float(sizes.iloc[0]), float(sizes.iloc[-1]))
    made.set_ylim(*_range(areas, curve))
    _plots.bare(made)
    _plots.ticks(made.xaxis, language)
    _plots.ticks(made.yaxis, language)
    made.set_xlabel(say["size"], color=_plots.PEERS_TEXT, fontsize="small")
    coloured = [(say["region"], _plots.REGION)] if ours.any() else []
    _plots.heading(made, say["title"], funnel._title or say["value"], coloured)
    if "area" in areas:
        extreme = areas[~ours & (areas["status"] == "alarm")]
        order = extreme["z_adjusted"].abs().sort_values(ascending=False).index[:MOST_NAMES]
        name_points(made, extreme.loc[order], _plots.INK, 0)
        name_points(made, areas[ours], _plots.REGION, 11)
    _plots.note(made, *_sentences(summary, say, language, _coverage(summary)))
    return made


def _range(areas: Any, curve: Any) -> tuple[float, float]:
    """All areas, and the limits as far as they do not squeeze them."""
    low, high = float(areas["value"].min()), float(areas["value"].max())
    reach = max(high - low, 1e-9 + abs(high) * 0.05)
    bottom = max(float(curve["lower_alarm"].min()), low - reach / 2)
    top = min(float(curve["upper_alarm"].max()), high + reach / 2)
    bottom, top = min(low, bottom), max(high, top)
    pad = 0.04 * (top - bottom)
    return max(bottom - pad, 0.0 if bottom >= 0 else bottom), top + pad


def name_points(ax: Axes, rows: Any, colour: str, gap: float) -> None:
    """Names beside points, moved up and down to be ``gap`` apart, on a white edge that keeps them readable."""
    from matplotlib.patheffects import withStroke

    low, high = ax.get_ylim()
    height = 72 * ax.get_window_extent().height / ax.figure.dpi
    points = [(float(value) - low) / (high - low) * height for value in rows["value"]]
    for (_, row), point, place in zip(rows.iterrows(), points, _plots.spread(points, gap)):
        ax.annotate(row["name"] or row["area"], (row["denominator"], row["value"]), xytext=(7, place - point),
                    textcoords="offset points", va="center", fontsize="small", color=colour, zorder=4,
                    path_effects=[withStroke(linewidth=2.5, foreground="white")], **_plots.LITERAL)  # fmt: skip


def _coverage(row: Any) -> tuple[float, float]:
    """How many in a hundred chance alone takes beyond each limit."""
    n = max(int(row["n"]), 1)
    return 100 * float(row["by_chance_warning"]) / n, 100 * float(row["by_chance_alarm"]) / n


def _sentences(summary: Any, say: dict[str, str], language: str, share: tuple[float, float]) -> list[str]:
    def number(value: float, digits: int) -> str:
        return _plots.number(float(value), language, digits)

    phi, tau = number(summary["phi"], 1), number(summary["tau_squared"], 3)
    first = say["limits"] + say[str(summary["limits"])]
    said = [first.format(inner=number(share[0], 0), outer=number(share[1], 1), phi=phi, tau=tau)]
    said.append(say["beyond"].format(n=int(summary["n_alarm"]), chance=number(summary["by_chance_alarm"], 1)))
    if summary["limits"] == "exact" and float(summary["phi"]) > 1.5:
        said.append(say["phi"].format(phi=phi))
    if int(summary["n_missing"]):
        said.append(say["missing"].format(n=int(summary["n_missing"])))
    return said
