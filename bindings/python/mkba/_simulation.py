"""A simulation: what a case comes out at when its uncertain parameters are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypedDict, Unpack

from . import _raw, _tables
from ._samples import whole

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas
    from matplotlib.axes import Axes

Plan = Literal["random", "lhs", "sobol"]


class Figure(TypedDict, total=False):
    """Which figure is meant. Without any: the npv of the only policy alternative."""

    alternative: str
    measure: str
    actor: str
    stream: str
    compared_with: str
    year: int


class Estimate(NamedTuple):
    """A figure of the draws, and how far it may lie off: the draws themselves are only there when they were kept."""

    value: float
    error_bound: float


class Simulation:
    """What a simulation of a case found: distributions in the place of points. Made by ``Case.simulate``.

    Amounts are in EUR of the case's price year. Immutable, and independent of the case; may be used by any number of
    threads, pickled, sent as bytes, and merged with other parts of the same simulation. In a notebook it shows its
    summary.

    >>> import mkba
    >>> simulation = mkba.example().simulate(draws=2000, seed=1)
    >>> simulation
    <mkba.Simulation of 2000 draws, seed 1, plan random>
    >>> 0 < simulation.probability() <= 1
    True
    """

    __slots__ = ("__weakref__", "_handle")

    def __init__(self, handle: _raw.Handle) -> None:
        self._handle = handle

    # ---- what it is ------------------------------------------------------------------------------------------

    @property
    def n_draws(self) -> int:
        """How many draws it holds."""
        return _raw.simulation_n_draws(self._handle)

    def __repr__(self) -> str:
        _, _, seed, plan, *_ = self._about()
        return f"<mkba.Simulation of {self.n_draws} draws, seed {seed}, plan {plan}>"

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p>{escape(repr(self))}</p>{self.summary().to_html(index=False, na_rep='-', border=0)}"

    def _about(self) -> tuple[Any, ...]:
        return next(iter(_tables.rows(_raw.simulation_table(self._handle, "about"))))

    def __eq__(self, other: object) -> bool:
        return self.to_bytes() == other.to_bytes() if isinstance(other, Simulation) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.to_bytes())

    def __reduce__(self) -> tuple[Any, ...]:
        return Simulation.from_bytes, (self.to_bytes(),)

    # ---- tables ----------------------------------------------------------------------------------------------

    def table(self, view: str) -> _tables.Table:
        """One of the tables, to be handed to whatever knows Arrow, without pandas.

        Args:
            view: ``summary``, ``incremental``, ``actors``, ``streams``, ``years``, ``clients``, ``parameters``,
                ``draws``, ``about`` or ``findings``.

        Raises:
            UnknownNameError: no such table (the nearest is named). ArgumentError: it was not simulated; the message
            names the option that asks for it.

        >>> mkba.example().simulate(draws=100).table("actors").columns[:3]
        ('alternative', 'actor', 'measure')
        """
        return _tables.Table(_raw.simulation_table(self._handle, view))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The summary for Arrow, as ``table("summary")`` gives it: ``polars.DataFrame(simulation)``."""
        return self.table("summary").__arrow_c_stream__(requested_schema)

    def _frame(self, view: str) -> pandas.DataFrame:
        return _tables.frame(_raw.simulation_table(self._handle, view))

    def summary(self) -> pandas.DataFrame:
        """Per alternative and measure (npv, pv_costs, pv_benefits, bcr, annual_equivalent): point (in an appraisal,
        with every parameter at its value), mean, sd, se (of the mean), se_is, least, q05, q25, q50, q75, q95, most,
        quantile_error (how far the worst of the five may lie off the quantile of the draws; 0 when draws are kept),
        p_positive (share of draws above 0), n (draws in which there is a figure).

        ``se`` is sd / sqrt(draws). It is an ``estimate`` under plan ``random``; under ``lhs`` and ``sobol`` means vary
        less, as a rule much less, and it is an ``upper bound``. With replicates it is that ``between replicates``:
        an interval around the mean then takes Student's t with replicates - 1 degrees of freedom.

        >>> summary = mkba.example().simulate(draws=1000).summary()
        >>> summary["measure"].tolist()
        ['npv', 'pv_costs', 'pv_benefits', 'bcr', 'annual_equivalent']
        """
        return self._frame("summary")

    def incremental(self) -> pandas.DataFrame:
        """Npv of each alternative minus that of each one listed before it, draw by draw: columns as ``summary``.
        p_positive is how likely it is the better of the two."""
        return self._frame("incremental")

    def actors(self) -> pandas.DataFrame:
        """Per alternative, actor and measure (pv_costs, pv_benefits, net): columns as ``summary``.

        >>> actors = mkba.example().simulate(draws=1000).actors()
        >>> sorted(actors["actor"].unique())
        ['GR', 'gemeente', 'inwoner', 'mantelzorger']
        """
        return self._frame("actors")

    def streams(self) -> pandas.DataFrame:
        """Per alternative and stream the present value of the effect on it; simulate with ``streams=True``."""
        return self._frame("streams")

    def years(self) -> pandas.DataFrame:
        """Per alternative and year the net, undiscounted: bands over the years; simulate with ``years=True``."""
        return self._frame("years")

    def clients(self) -> pandas.DataFrame:
        """Per alternative (the nulalternatief too), stream and year the mean clients; simulate with ``years=True`` and
        ``streams=True``."""
        return self._frame("clients")

    def parameters(self) -> pandas.DataFrame:
        """What was drawn: parameter, what (value, factor, joint draws), distribution, mean and sd in the parameter's
        own unit and price year, correlated. A parameter that no figure hangs on is not drawn."""
        return self._frame("parameters")

    def draws(self) -> pandas.DataFrame:
        """Every draw, a row each: its number from 0, parameters, figures (``teams.npv``); simulate with ``keep=True``.

        >>> draws = mkba.example().simulate(draws=100, keep=True).draws()
        >>> len(draws), "teams.npv" in draws
        (100, True)
        """
        return self._frame("draws")

    def about(self) -> pandas.DataFrame:
        """One row with what is needed to repeat it: title, scenario, seed, plan, replicates, draws (meant in all), done
        (in this part), version of the library, fingerprint of the case, parameters (how many were drawn), kept."""
        return self._frame("about")

    def findings(self) -> pandas.DataFrame:
        """What is to be known of it: id, severity (richtlijn, advies), place, line, column, message, source."""
        return self._frame("findings")

    # ---- figures ---------------------------------------------------------------------------------------------

    def quantile(self, p: float, **of: Unpack[Figure]) -> float:
        """The value that a share ``p`` of the draws does not exceed.

        Args:
            p: from 0 to 1.
            alternative: may be left out where there is one policy alternative.
            measure: npv (when not given), pv_costs, pv_benefits, bcr, annual_equivalent; of an actor pv_costs,
                pv_benefits, net; effect (of a stream); net (of a year); clients (of a stream in a year).
            actor, stream, year: of which.
            compared_with: npv minus that of this alternative, which is listed before it.

        Raises:
            UnknownNameError: no such figure (the nearest is named). ArgumentError: it was not simulated, or p.

        >>> simulation = mkba.example().simulate(draws=1000)
        >>> simulation.quantile(0.05) < simulation.quantile(0.95)
        True
        """
        return self.quantile_estimate(p, **of).value

    def quantile_estimate(self, p: float, **of: Unpack[Figure]) -> Estimate:
        """The same, with how far it may lie off the quantile of the draws."""
        return Estimate(*_raw.simulation_quantile(self._handle, dict(of), p))

    def probability(self, above: float = 0.0, **of: Unpack[Figure]) -> float:
        """The share of the draws in which a figure (see ``quantile``) lies above a value; without arguments, how likely
        a positive balance is.

        >>> simulation = mkba.example().simulate(draws=1000)
        >>> simulation.probability(above=1e12)
        0.0
        """
        return self.probability_estimate(above, **of).value

    def probability_estimate(self, above: float = 0.0, **of: Unpack[Figure]) -> Estimate:
        """The same, with how far it may lie off the share of the draws."""
        return Estimate(*_raw.simulation_probability(self._handle, dict(of), above))

    def histogram(self, bins: int = 0, **of: Unpack[Figure]) -> pandas.DataFrame:
        """A figure (see ``quantile``) in bins of equal width: from, to, count, share.

        Args:
            bins: at most 1000; 0 is as many as suit the number of draws.

        >>> round(float(mkba.example().simulate(draws=1000).histogram(20)["share"].sum()), 9)
        1.0
        """
        return _tables.frame(_raw.simulation_histogram(self._handle, dict(of), whole(bins, "bins", 0, 1000)))

    def convergence(self, precision: float = 0.01) -> pandas.DataFrame:
        """How far figures may be off by chance: per alternative, measure and statistic (mean, sd, q05, ..., p_positive)
        its value and standard error, the half width of a 95 % interval that is wanted, whether it is reached, the draws
        that it takes in all, and how many more. With replicates the standard errors of the mean and of p_positive are
        those between them. Of one draw there are the values, and nothing is known of chance.

        Args:
            precision: what is wanted: a share of the figure's sd (not of its mean, which may be 0); of a probability,
                the probability itself.

        >>> table = mkba.example().simulate(draws=1000).convergence(precision=0.05)
        >>> set(table["statistic"]) >= {"mean", "sd", "q05", "p_positive"}
        True
        """
        return _tables.frame(_raw.simulation_convergence(self._handle, precision))

    # ---- parts -----------------------------------------------------------------------------------------------

    def merge(self, other: Simulation) -> Simulation:
        """Two parts of one simulation as one. In which order parts are merged makes no difference to a single bit.

        Raises:
            TypeError: other is no simulation. ArgumentError: they do not fit: other cases, scenarios, seeds, plans, figures or versions, or draws in both.

        >>> case = mkba.example()
        >>> half = case.simulate(draws=1000, count=500)
        >>> whole = half.merge(case.simulate(draws=1000, first=500))
        >>> whole == case.simulate(draws=1000)
        True
        """
        if not isinstance(other, Simulation):
            raise TypeError(f"other must be a Simulation, not {type(other).__name__}")
        return Simulation(_raw.simulation_merge(self._handle, other._handle))

    def to_bytes(self) -> bytes:
        """All of it as bytes, the same on every machine; ``from_bytes`` reads them."""
        return _raw.simulation_to_bytes(self._handle)

    @classmethod
    def from_bytes(cls, data: bytes | bytearray | memoryview) -> Simulation:
        """The simulation that ``to_bytes`` made the bytes of.

        Raises:
            CaseError: the bytes are cut, changed or of another origin.

        >>> simulation = mkba.example().simulate(draws=100)
        >>> mkba.Simulation.from_bytes(simulation.to_bytes()) == simulation
        True
        """
        return cls(_raw.simulation_from_bytes(data))

    # ---- out -------------------------------------------------------------------------------------------------

    def to_json(self) -> str:
        """The simulation as JSON: by alternative npv and bcr (mean, sd, se, q05, q25, q50, q75, q95), p_npv_positive,
        actors (the net of each), and what it was simulated with. Same case, same arguments: same text, whatever the
        threads."""
        return _raw.simulation_json(self._handle)

    def to_dict(self) -> dict[str, Any]:
        """The same as a dict.

        >>> sorted(mkba.example().simulate(draws=100).to_dict()["teams"])
        ['actors', 'bcr', 'npv', 'p_npv_positive', 'simulation']
        """
        import json

        made: dict[str, Any] = json.loads(self.to_json())
        return made

    def plot(
        self,
        view: str = "distribution",
        *,
        alternative: str | None = None,
        ax: Axes | None = None,
        language: Literal["en", "nl"] = "en",
    ) -> Axes:
        """A picture.

        Args:
            view: ``distribution`` of the npv, with the chance of a positive balance; ``actors``: who gains and who pays,
                with 90 % intervals; ``years``: the net of each year as bands of 50 % and 90 % (simulate with
                ``years=True``).
            alternative: may be left out where there is one.
            ax: matplotlib Axes to draw on; None makes a figure.
            language: of the words.

        Raises:
            UnknownNameError, ArgumentError: view or alternative. ModuleNotFoundError: matplotlib is not installed.

        >>> axes = mkba.example().simulate(draws=1000).plot()  # doctest: +SKIP
        """
        from ._plot_simulation import plot

        return plot(self, view, alternative, ax, language)
