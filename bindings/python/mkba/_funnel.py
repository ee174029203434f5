"""Funnels: which areas differ from a target by more than chance allows, where numbers are small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict

from . import _panel_read, _raw, _samples, _tables
from ._made import Made

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas
    from matplotlib.axes import Axes

    from ._panel_read import Names
    from ._samples import Numbers


class FunnelOptions(TypedDict, total=False):
    """How a funnel is made: see ``funnel``."""

    family: Literal["poisson", "binomial"]
    limits: Literal["quantile", "interval"]
    overdispersion: Literal["none", "multiplicative", "additive"]
    scale: Literal["log", "root", "identity"]
    trim: Literal["winsorise", "truncate"]
    share: float
    target: float
    warning: float
    alarm: float
    per: float
    points: int


class Funnel(Made):
    """A funnel: areas, the limits of chance, what was estimated. Made by ``Panel.funnel`` and ``mkba.funnel``.

    >>> import mkba
    >>> made = mkba.funnel([100, 150, 180, 80, 120, 225], [108, 112, 165, 95, 100, 220], target=1, share=0)
    >>> made
    <mkba.Funnel of 6, 2 beyond a limit>
    >>> round(float(made.summary()["phi"].iloc[0]), 6)
    2.948033
    """

    __slots__ = ("_make", "_region", "_title")
    _who_makes_it = "a funnel is made by Panel.funnel or mkba.funnel"
    _what_to_keep = "a funnel cannot be pickled: keep its tables"
    _make: Callable[[str], _raw.Handle]
    _region: list[str]
    _title: str

    @classmethod
    def _of(cls, make: Callable[[str], _raw.Handle], title: str, region: list[str]) -> Funnel:
        made = cls.__new__(cls)
        made._make, made._title, made._region = make, title, region
        return made

    def table(self, view: str) -> _tables.Table:
        """A table for whatever knows Arrow, without pandas.

        Args:
            view: ``areas``, ``curve`` or ``summary``.

        Raises:
            UnknownNameError: there is no such view.
        """
        return _tables.Table(self._make(view))

    def frame(self) -> pandas.DataFrame:
        """A row per area: area and name (of a panel), observed, denominator, expected (target x denominator), value,
        ratio (observed / expected), z, z_adjusted (with the over-dispersion of the limits), lower_warning,
        upper_warning, lower_alarm, upper_alarm, status (in, warning, alarm), side (above, below), and of a panel cell
        (why there is no figure) and rounding_decides (the status could be another within the rounding of the source)."""
        return self.table("areas").to_pandas()

    def curve(self) -> pandas.DataFrame:
        """The limits over a range of sizes, to draw: denominator, expected, target, and the four limits."""
        return self.table("curve").to_pandas()

    def summary(self) -> pandas.DataFrame:
        """One row: n, n_missing, target, phi, tau_squared, limits (exact, multiplicative, additive), n_warning and
        n_alarm (areas beyond), by_chance_warning and by_chance_alarm (how many that would be by chance alone)."""
        return self.table("summary").to_pandas()

    def plot(self, *, region: Names | None = None, ax: Axes | None = None, language: str = "en") -> Axes:
        """The funnel, its areas as points; those beyond the outer limits and those of ``region`` are named.

        Args:
            region: codes of areas to highlight; None is those given to ``Panel.funnel``.
            ax: the Axes to draw on; None makes a figure.
            language: ``"en"`` or ``"nl"``.

        Raises:
            ArgumentError: another language. ModuleNotFoundError: matplotlib is not installed.

        >>> axes = mkba.funnel([12, 30, 18, 50], [15, 20, 20, 40]).plot(language="nl")
        """
        from . import _plot_funnel

        return _plot_funnel.plot(self, self._region if region is None else _panel_read.names(region), ax, language)

    def __repr__(self) -> str:
        row = dict(zip(self.table("summary").columns, next(iter(self.table("summary").rows()))))
        return f"<mkba.Funnel of {row['n']}, {row['n_warning']} beyond a limit>"

    def _repr_html_(self) -> str:
        return f"<p>{repr(self)[1:-1]}</p>{self.frame().to_html(index=False, border=0)}"


def funnel(observed: Numbers, sizes: Numbers, **options: Any) -> Funnel:
    """Counts against what chance allows around a target (Spiegelhalter 2005), without a panel: see ``Panel.funnel``.

    Args:
        observed: counts. sizes: what each is out of: expected (with ``target=1``), inhabitants, clients.

    Options:

    - family: ``poisson`` (counts over expected or inhabitants) or ``binomial`` (so many out of so many).
    - target: observed / size to compare with; left out it is that of all together.
    - limits: ``quantile`` (of the count itself, interpolated) or ``interval`` (as FunnelPlotR has them: smooth, but too
      narrow below where little is expected: a count of 0 is always beyond them).
    - overdispersion: ``none``, ``multiplicative`` (standard errors times sqrt(phi)) or ``additive`` (random effects,
      tau squared), where there is any; scale (``log``, ``root``, ``identity``) on which; trim (``winsorise``,
      ``truncate``) and share (0.1 at either end) of extreme z-scores before it is estimated.
    - warning, alarm: coverage of the limits, 0.95 and 0.998. per: figures are per so many. points: of the curve.

    Raises:
        ArgumentError: a count below 0 or (binomial) above its size, a size of 0, options out of range; ``where`` is the
            element. EvaluationError: nothing was observed, and no target is given. UnknownNameError: no such option.

    >>> import mkba
    >>> mkba.funnel([15, 20, 30], [15, 20, 30], target=1, limits="interval").frame()["lower_warning"].round(6).tolist()
    [0.559692, 0.610826, 0.674696]
    """
    first, second = _samples.reals(observed, "observed"), _samples.reals(sizes, "sizes")
    _raw.funnel(first, second, options, "summary")  # refused now rather than at the first look
    return Funnel._of(lambda view: _raw.funnel(first, second, options, view), "", [])
