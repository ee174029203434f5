"""What a panel tells of small numbers, of the growth of costs, and of use, cost and quality side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, Unpack

from . import _funnel, _panel_read, _raw, _tables

if TYPE_CHECKING:
    import pandas

    from ._funnel import Funnel, FunnelOptions
    from ._panel_read import Names, Period
    from ._samples import Method

    Missing = Literal["spreads", "left out"]


class PanelService:
    """The part of ``Panel`` about funnels, decomposition, learning potential and service."""

    __slots__ = ()
    _handle: _raw.Handle

    def funnel(
        self,
        indicator: str,
        year: Period,
        denominator: str | None = None,
        *,
        expected: str | None = None,
        areas: Names | None = None,
        region: Names | None = None,
        **options: Unpack[FunnelOptions],
    ) -> Funnel:
        """Counts of areas against what chance allows around a target: is a small municipality's figure out of line?

        Args:
            indicator: counts, such as clients; or a rate whose numerator and denominator are known. Euros are refused:
                they are no counts.
            denominator: what the counts are out of: inhabitants, clients; None is that of the rate.
            expected: instead, the counts that are expected; the target is then 1.
            areas: codes of those to compare; None is all of the panel, but regions made of others and the nation.
            region: codes of areas that ``plot`` highlights.
            options: as for ``mkba.funnel``; per is that of a rate unless it is given.

        Raises:
            PanelError: euros, a rate without its parts, a count that cannot be, no area with figures.
            UnknownNameError: a name. ArgumentError, EvaluationError: as ``mkba.funnel``.

        >>> import mkba
        >>> panel = mkba.Panel.read("gm_code,jaar,clienten,inwoners\\nA,2021,100,2000\\nB,2021,60,2000\\n"
        ...                         "C,2021,50,1000\\n", name="")
        >>> panel.funnel("clienten", 2021, "inwoners", per=1000).frame()[["area", "value", "status"]].values.tolist()
        [['A', 50.0, 'in'], ['B', 30.0, 'warning'], ['C', 50.0, 'in']]
        """
        chosen = None if areas is None else _panel_read.names(areas)
        given = {**options, "denominator": denominator, "expected": expected, "areas": chosen}
        period, handle = _panel_read.period(year), self._handle
        _raw.panel_funnel(handle, indicator, period, given, "summary")  # refused now rather than at the first look
        highlighted = [] if region is None else _panel_read.names(region)
        per = f" per {options['per']:g} {denominator or ''}".rstrip() if "per" in options else ""
        return _funnel.Funnel._of(
            lambda view: _raw.panel_funnel(handle, indicator, period, given, view), f"{indicator}{per}, {period}",
            highlighted)  # fmt: skip

    def decomposition(
        self,
        region: Names,
        costs: str,
        users: str,
        population: str,
        years: tuple[Period, Period],
        *,
        target: str | None = None,
        peers: Names | None = None,
        nation: str | None = None,
        missing: Missing = "spreads",
    ) -> pandas.DataFrame:
        """The growth of costs as that of its factors, without a residual (LMDI-I): population (inhabitants), demography
        (target population per inhabitant), volume (users per member of it) and price (costs per user).

        A row per group (region, peers, nation) and factor, then their total: group, factor, start, end, unit, growth
        (%), contribution (in the unit of costs), points (percentage points of the growth), multiplier, n_areas,
        n_missing, note. It says what costs consist of, not why they grew.

        Args:
            costs: a flow of money. users: persons with the provision, a flow or a stock. population: a stock.
            years: the first period and the last. target: persons for whom the provision is meant, such as those below
                18; None leaves demography out.
            peers: codes, or what ``Panel.peers`` gives; None is none. nation: an area that stands for it; None is the sum
                of all areas of the kind of the region.
            missing: a member of the region without a figure: ``spreads`` refuses, ``left out`` leaves it out of both.

        Raises:
            PanelError: definitions that do not match: a kind that is not known, a rate in place of a count, costs that
                are no money, a known break, a figure that is missing or not above 0. UnknownNameError, ArgumentError.

        >>> import mkba
        >>> panel = mkba.Panel.read("gm_code,jaar,kosten,gebruik,inwoners\\nA,2017,100,20,1000\\nA,2021,150,25,1100\\n",
        ...                         name="")
        >>> panel = panel.described({"kosten": {"kind": "flow", "unit": "1000 euro"}, "gebruik": "flow",
        ...                          "inwoners": "stock"})
        >>> made = panel.decomposition("A", "kosten", "gebruik", "inwoners", (2017, 2021))
        >>> made[made["group"] == "region"][["factor", "multiplier"]].round(3).values.tolist()
        [['population', 1.1], ['volume', 1.136], ['price', 1.2], ['total', 1.5]]
        """
        first, last = years
        return _tables.frame(_raw.panel_decomposition(self._handle, {
            "region": _panel_read.names(region), "costs": costs, "users": users, "population": population,
            "from": _panel_read.period(first), "to": _panel_read.period(last), "target": target,
            "peers": _names(peers), "nation": nation, "missing": missing}))  # fmt: skip

    def learning_potential(
        self,
        region: Names,
        indicator: str,
        year: Period,
        denominator: str | None = None,
        *,
        reference: Literal["mean", "median", "best-quartile", "best"] = "mean",
        peers: Names | None = None,
    ) -> pandas.DataFrame:
        """What it would come to if members whose costs per unit lie above a reference had that reference. It is
        arithmetic, no forecast of savings: not adjusted for need, and not every difference can be influenced.

        A row per member, the highest potential first, then the total: area, name, status, numerator, denominator,
        value, reference, difference, potential (EUR), share (of the member's costs, %), note.

        Args:
            indicator: costs, a flow of money, or a rate of them. denominator: inhabitants, young people; None is that of
                the rate.
            reference: ``mean`` (sum over sum), ``median``, ``best-quartile`` or ``best`` of the members.
            peers: the reference is that of these instead.

        Raises:
            PanelError: costs that are no money, a kind or parts that are not known, too few members with figures.
            UnknownNameError, ArgumentError.

        >>> import mkba
        >>> panel = mkba.Panel.read("gm_code,jaar,kosten,inwoners\\nA,2021,100,1000\\nB,2021,400,2000\\n", name="")
        >>> panel = panel.described({"kosten": {"kind": "flow", "unit": "1000 euro"}, "inwoners": "stock"})
        >>> made = panel.learning_potential(["A", "B"], "kosten", 2021, "inwoners", reference="best")
        >>> made[["name", "potential"]].values.tolist()[-1], made["note"].iloc[-1][:32]
        (['total', 200000.0], 'arithmetic, no forecast of savin')
        """
        return _tables.frame(_raw.panel_learning_potential(self._handle, {
            "region": _panel_read.names(region), "indicator": indicator, "period": _panel_read.period(year),
            "denominator": denominator, "reference": reference, "peers": _names(peers)}))  # fmt: skip

    def overview(
        self,
        region: Names,
        year: Period,
        items: Iterable[Mapping[str, Any]],
        *,
        peers: Names | None = None,
        nation: str | None = None,
        missing: Missing = "spreads",
        method: Method = "wilson",
        level: float = 0.95,
        design_effect: float = 1.0,
        small: float = 30,
    ) -> pandas.DataFrame:
        """Use, cost and quality of each domain for a region, its peers and the nation, so that no poor figure hides
        behind a good one: each domain has all three, absent ones too; there is no score over rows; the worst stands
        first. ``docs/compare.md`` has the columns and how figures and verdicts are made.

        Args:
            items: dicts: domain; aspect (``use``, ``cost``, ``quality``); indicator; better (``higher``, ``lower``,
                ``neither``), which has to be said; statistic: ``rate`` (everybody was counted; the default),
                ``proportion`` (so many of those who answered) or ``mean``; denominator: what it is per, or how many
                answered; population: the clients out of whom; sd: of a mean; per: 100 for per cent.
            peers: codes, or what ``Panel.peers`` gives; None is none. nation: an area that stands for it; None is the sum
                of all areas of the kind of the region.
            missing: a member of the region without a figure: ``spreads``: the region has none, ``left out``: it is the
                figure of the others, and the note says so.
            method, level, design_effect, small: of samples, as for ``mkba.proportion_interval``.

        Raises:
            ArgumentError: an item that does not fit; ``where`` is ``"items[2].better"``. PanelError: a kind that is not
                known, money as use, more answers than clients. UnknownNameError.

        >>> import mkba
        >>> panel = mkba.Panel.read("gm_code,jaar,tevreden,antwoorden\\nGM1,2021,40,50\\nGM2,2021,300,500\\n", name="")
        >>> panel = panel.described({"tevreden": "flow", "antwoorden": "flow"})
        >>> made = panel.overview("GM1", 2021, [{
        ...     "domain": "wmo", "aspect": "quality", "indicator": "tevreden", "denominator": "antwoorden",
        ...     "statistic": "proportion", "better": "higher", "per": 100}], peers="GM2")
        >>> made[["aspect", "region", "peers", "verdict_peers"]].fillna(0).values.tolist()
        [['use', 0.0, 0.0, 'absent'], ['cost', 0.0, 0.0, 'absent'], ['quality', 80.0, 60.0, 'better']]
        """
        return _tables.frame(_raw.panel_overview(self._handle, {
            "region": _panel_read.names(region), "period": _panel_read.period(year), "items": [dict(i) for i in items],
            "peers": _names(peers), "nation": nation, "missing": missing, "method": method, "level": level,
            "design_effect": design_effect, "small": small}))  # fmt: skip


def _names(given: Names | None) -> list[str] | None:
    return None if given is None else _panel_read.names(given)
