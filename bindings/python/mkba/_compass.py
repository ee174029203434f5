"""Where a Koers stands: the Koerskompas of two yardsticks, and the thermometer of each opgave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict

from . import _panel_read, _raw, _tables
from ._made import Held, handle_of

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

    from ._panel import Panel
    from ._panel_read import Names, Period
    from ._peers import Peers

Scale = Literal["target", "norm", "percentile", "z"]
Language = Literal["en", "nl"]


class Looking(TypedDict, total=False):
    """The options of ``Koers.compass``, which has their meaning."""

    as_of: Period | None
    scale: Scale
    peers: Names | Peers | None
    peers_by: Names | None
    peers_year: Period | None
    peers_k: int
    population: str | None
    level: float


class _Look(Held):
    """What a compass and a thermometer share: the handle of both."""

    __slots__ = ()

    def table(self, view: str, language: Language = "en") -> _tables.Table:
        """A table for whatever knows Arrow, without pandas.

        Args:
            view: ``indicators``, ``comparisons``, ``scores``, ``peers``, ``yardsticks``, ``phases``, ``thermometer``,
                ``weights``, ``together``, ``rules`` or ``findings``.
            language: of sentences, rules and findings.

        Raises:
            UnknownNameError: there is no such view or language.
        """
        return _tables.Table(_raw.compass_table(self._handle, view, language))

    def rules(self, language: Language = "en") -> pandas.DataFrame:
        """Each rule with its numbers: id, text, source."""
        return self.table("rules", language).to_pandas()

    def findings(self, language: Language = "en") -> pandas.DataFrame:
        """What to know before believing it: id, severity, area, period, indicator, text."""
        return self.table("findings", language).to_pandas()

    def _sentences(self, view: str, language: Language) -> str:
        return "\n".join(self.table(view, language).to_dict()["sentence"])


class Compass(_Look):
    """Where each indicator of a Koers stands against norm, planned path, target, peers and its own past. Made by
    ``Koers.compass``; immutable.

    >>> koers = mkba.Koers({"format": "mkba-koers/1", "title": "Koers", "opgaven": {}, "nodes": {}, "indicators": {
    ...     "eigen": {"title": "Redt zich zelf", "unit": "%", "direction": "up", "criterion": "maatwerk",
    ...               "start": {"period": 2023, "value": 44}, "targets": {"2027": 56}}},
    ...     "measurements": [{"indicator": "eigen", "period": 2025, "value": 53, "low": 51, "high": 55}]})
    >>> compass = koers.compass()
    >>> compass
    <mkba.Compass of 1 indicators, 1 measured>
    >>> compass.indicators()[["score", "mark", "plan"]].values.tolist()
    [[0.75, 0.5, 'met']]
    >>> print(compass.text())
    Redt zich zelf: 53 % in 2025 (51 to 55 %). Planned for then was 50 %: on course. The target of 56 % for 2027 is not reached. Of the way from 44 % to 56 % it has covered 75 % (58 % to 92 %); 50 % was planned. Since 2023 it became better (+9 percentage points).
    """  # noqa: E501

    __slots__ = ()
    _who_makes_it = "a compass is made by Koers.compass"
    _what_to_keep = "a compass cannot be pickled: keep its tables"

    def indicators(self, language: Language = "en") -> pandas.DataFrame:
        """Per indicator: its last figure with interval, the verdict on norm, plan, target, start, year before and peers, its
        score and mark on the scale of the compass, and a sentence."""
        return self.table("indicators", language).to_pandas()

    def comparisons(self) -> pandas.DataFrame:
        """Per indicator and what it is held against: reference, difference with interval, verdict, basis, or why not."""
        return self.table("comparisons").to_pandas()

    def scores(self) -> pandas.DataFrame:
        """Per indicator and scale: score with interval, mark, basis, or why there is none."""
        return self.table("scores").to_pandas()

    def peers(self) -> pandas.DataFrame:
        """Per indicator with a panel: what is compared, the figure of the region, spread of the peers, rank, percentile, z."""
        return self.table("peers").to_pandas()

    def yardsticks(self) -> pandas.DataFrame:
        """The compass rose: per criterion of the residents and per result area the lowest and highest score, how many
        indicators there are, and are measured. No average."""
        return self.table("yardsticks").to_pandas()

    def phases(self) -> pandas.DataFrame:
        """The residents' yardstick along the inwonersreis: per phase and criterion."""
        return self.table("phases").to_pandas()

    def together(self, language: Language = "en") -> pandas.DataFrame:
        """Data, plaatje, praatje: per indicator the sentence, the points to draw, the quotes and stories."""
        return self.table("together", language).to_pandas()

    def plot(self, *, ax: Axes | None = None, language: Language = "en") -> Axes:
        """The compass rose: a petal per criterion of the residents (left) and per result area (right), filled to the lowest
        score; lines are intervals, marks the plan. What is not measured is dashed.

        Args:
            ax: the Axes to draw on; None makes a figure. language: ``en`` or ``nl``.

        Raises:
            ModuleNotFoundError: matplotlib is not installed. ArgumentError: another language.
        """
        from . import _plot_koers

        return _plot_koers.compass(self.yardsticks(), ax, language)

    def thermometer(self) -> Thermometer:
        """The thermometers of the opgaven, of the same scores."""
        return Thermometer._of(self._handle)

    def text(self, language: Language = "en") -> str:
        """A line per indicator: where it stands.

        Raises:
            UnknownNameError: another language.
        """
        return self._sentences("indicators", language)

    def __repr__(self) -> str:
        origins = self.table("indicators").to_dict()["origin"]
        measured = sum(origin in ("measurement", "panel") for origin in origins)
        return f"<mkba.Compass of {len(origins)} indicators, {measured} measured>"


class Thermometer(_Look):
    """The score of each opgave, by the weights that its document states. Made by ``Koers.thermometer``; immutable.

    >>> koers = mkba.Koers({"format": "mkba-koers/1", "title": "Koers", "nodes": {},
    ...     "opgaven": {"gewoon": {"title": "Normaliseren", "weights": {"eigen": 0.75, "hulp": 0.25}},
    ...                 "zakelijk": {"title": "Zakelijk"}}, "indicators": {
    ...     "eigen": {"title": "Redt zich zelf", "direction": "up", "start": {"period": 2023, "value": 40}, "targets": {"2027": 60}},
    ...     "hulp": {"title": "Zware hulp", "direction": "down", "start": {"period": 2023, "value": 100}, "targets": {"2027": 80}}},
    ...     "measurements": [{"indicator": "eigen", "period": 2025, "value": 56},
    ...                      {"indicator": "hulp", "period": 2025, "value": 104}]})
    >>> thermometer = koers.thermometer()
    >>> print(thermometer.text())
    Normaliseren: 55 % of the way to the targets; planned was 50 %. From -20 % (Zware hulp) to 80 % (Redt zich zelf).
    Zakelijk: no figure, because nobody said how its indicators weigh.
    >>> [text.partition(" as a whole")[0] for text in thermometer.findings().query("id == 'compensated'")["text"]]
    ['opgave "gewoon"']
    """

    __slots__ = ()
    _who_makes_it = "a thermometer is made by Koers.thermometer"
    _what_to_keep = "a thermometer cannot be pickled: keep its tables"

    def frame(self, language: Language = "en") -> pandas.DataFrame:
        """Per opgave: score, score_scored with low and high, mark, ahead and behind (what is compensated), lowest and highest
        indicator, weight_scored and weight_not_scored, sentence, note."""
        return self.table("thermometer", language).to_pandas()

    def weights(self) -> pandas.DataFrame:
        """Per opgave and indicator: weight, score, mark, contribution; also those that lead to its goals without a weight."""
        return self.table("weights").to_pandas()

    def plot(self, *, ax: Axes | None = None, language: Language = "en") -> Axes:
        """A thermometer per opgave, from the nulmeting to the last target, with its interval and where the plan is.

        Args:
            ax: the Axes to draw on; None makes a figure. language: ``en`` or ``nl``.

        Raises:
            ModuleNotFoundError: matplotlib is not installed. ArgumentError: another language.
        """
        from . import _plot_koers

        return _plot_koers.thermometer(self.frame(), ax, language)

    def text(self, language: Language = "en") -> str:
        """A line per opgave.

        Raises:
            UnknownNameError: another language.
        """
        return self._sentences("thermometer", language)

    def __repr__(self) -> str:
        scores = self.table("thermometer").to_dict()["score_scored"]
        return f"<mkba.Thermometer of {len(scores)} opgaven, {sum(score is not None for score in scores)} with a figure>"


def look(
    koers: _raw.Handle, panel: Panel | None, as_of: Period | None, scale: Scale, peers: Names | Peers | None,
    peers_by: Names | None, peers_year: Period | None, peers_k: int, population: str | None, level: float,
) -> _raw.Handle:  # fmt: skip
    """The compass that ``Koers.compass`` and ``Koers.thermometer`` show."""
    from ._panel import Panel

    options: dict[str, Any] = {
        "as_of": None if as_of is None else _panel_read.period(as_of), "scale": scale, "level": level,
        "peers": None if peers is None else _panel_read.names(peers),
        "peers_by": None if peers_by is None else _panel_read.names(peers_by),
        "peers_year": None if peers_year is None else _panel_read.period(peers_year), "peers_k": peers_k,
        "population": population,
    }  # fmt: skip
    return _raw.koers_compass(koers, handle_of("panel", panel, Panel), options)
