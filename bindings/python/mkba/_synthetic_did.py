"""Synthetic difference-in-differences: weighted areas and weighted periods in one estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack

from . import _panel_read, _raw, _tables
from ._made import Made

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas
    from matplotlib.axes import Axes

    from ._panel_read import Names, Period


class SyntheticDidOptions(TypedDict, total=False):
    """How an effect is estimated: see ``Panel.synthetic_did``."""

    population: str
    covariates: Names
    form: Literal["synthetic-did", "synthetic-control", "did"]
    solver: Literal["exact", "frank-wolfe"]
    inference: Literal["placebo", "none", "jackknife", "bootstrap"]
    level: float
    replicates: int
    seed: int


class SyntheticDid(Made):
    """An effect estimated by synthetic difference-in-differences. Made by ``Panel.synthetic_did``; immutable.

    The estimate is an effect only where, without the treatment, the treated would have moved on like their weighted donors.
    ``findings`` says what to know before believing it.

    >>> import mkba
    >>> figures = {"T": (2, 4, 3, 10), "B": (1, 6, 2, 4), "C": (3, 2, 4, 8), "D": (9, 9, 0, 1)}
    >>> rows = [f"{code},{2016 + i},{x}" for code, own in figures.items() for i, x in enumerate(own)]
    >>> panel = mkba.Panel.read("gm_code,jaar,kosten\\n" + "\\n".join(rows) + "\\n", name="")
    >>> panel.synthetic_did("T", "kosten", 2019)
    <mkba.SyntheticDid of kosten from 2019: 4.408, placebo p 0.5; 1 treated, 3 donors>
    """

    __slots__ = ("__weakref__", "_handle", "_indicator", "_start")
    _who_makes_it = "an estimate is made by Panel.synthetic_did"
    _what_to_keep = "an estimate cannot be pickled: keep its tables"
    _handle: _raw.Handle
    _indicator: str
    _start: str

    @classmethod
    def _of(cls, handle: _raw.Handle, indicator: str, start: str) -> SyntheticDid:
        made = cls.__new__(cls)
        made._handle, made._indicator, made._start = handle, indicator, start
        return made

    @property
    def indicator(self) -> str:
        """The outcome."""
        return self._indicator

    @property
    def start(self) -> str:
        """The first period that is treated; of several starts the first of them."""
        return self._start

    def table(self, view: str) -> _tables.Table:
        """A table for whatever knows Arrow, without pandas.

        Args:
            view: ``summary``, ``path``, ``areas``, ``placebos``, ``findings``, ``starts``, ``events`` or ``covariates``.

        Raises:
            UnknownNameError: there is no such view.
        """
        return _tables.Table(_raw.synthetic_did_table(self._handle, view))

    def summary(self) -> pandas.DataFrame:
        """One row: estimate, std_error, p (a multiple of p_step), low, high, and what they rest on. Of several starts what each
        has for itself (noise, ridge, periods) is in ``starts``."""
        return self.table("summary").to_pandas()

    def frame(self) -> pandas.DataFrame:
        """Per start and period: after (from the start on), observed (the mean of the treated), counterfactual, gap, the weight
        of periods before the start, and the start."""
        return self.table("path").to_pandas()

    def areas(self) -> pandas.DataFrame:
        """Per start and area: role (treated, donor, left out), population, weight, note, start."""
        return self.table("areas").to_pandas()

    def placebos(self) -> pandas.DataFrame:
        """Per placebo and period from the start on, and of their mean (period None): area, gap, scale, rmspe_before, start."""
        return self.table("placebos").to_pandas()

    def starts(self) -> pandas.DataFrame:
        """Per start: treated (areas), weight (its share of the treated cells), estimate, how sure it is, and what it rests on."""
        return self.table("starts").to_pandas()

    def events(self) -> pandas.DataFrame:
        """Per period since the start, whenever that was: event (0 the first treated), treated (areas), estimate, and how sure
        it is."""
        return self.table("events").to_pandas()

    def covariates(self) -> pandas.DataFrame:
        """Per covariate the coefficient by which the outcome is adjusted."""
        return self.table("covariates").to_pandas()

    def findings(self) -> pandas.DataFrame:
        """What to know before believing it: id, severity (warning, note), area, period, text."""
        return self.table("findings").to_pandas()

    def plot(self, view: str = "path", *, ax: Axes | None = None, language: str = "en") -> Axes:
        """A picture of the path beside the counterfactual with the weights of periods, of the weights of areas, of the gaps
        of placebos, or of the effects by periods since the start with their intervals.

        Args:
            view: ``path``, ``areas``, ``placebos`` or ``events``.
            ax: the Axes to draw on; None makes a figure.
            language: ``"en"`` or ``"nl"``.

        Raises:
            UnknownNameError: another view. ArgumentError: another language; placebos where there are none; of several starts
                another view than events.
            ModuleNotFoundError: matplotlib is not installed.

        >>> figures = {"T": (2, 4, 3, 10), "B": (1, 6, 2, 4), "C": (3, 2, 4, 8), "D": (9, 9, 0, 1)}
        >>> rows = [f"{code},{2016 + i},{x}" for code, own in figures.items() for i, x in enumerate(own)]
        >>> panel = mkba.Panel.read("gm_code,jaar,kosten\\n" + "\\n".join(rows) + "\\n", name="")
        >>> axes = panel.synthetic_did("T", "kosten", 2019).plot("areas")
        """
        from . import _plot_synthetic_did

        return _plot_synthetic_did.plot(self, view, ax, language)

    def __repr__(self) -> str:
        table = _raw.synthetic_did_table(self._handle, "summary")
        row = dict(zip((column[0] for column in _raw.table_columns(table)), next(iter(_tables.Table(table).rows()))))
        p = "" if row["p"] is None else f", {row['inference']} p {row['p']:.3g}"
        starts = "" if row["starts"] == 1 else f" in {row['starts']} starts"
        return (f"<mkba.SyntheticDid of {self._indicator} from {self._start}{starts}: {row['estimate']:.4g}{p}; "
                f"{row['treated']} treated, {row['donors']} donors>")  # fmt: skip


class PanelSyntheticDid:
    """The part of ``Panel`` about synthetic difference-in-differences."""

    __slots__ = ()
    _handle: _raw.Handle

    def synthetic_did(
        self,
        treated: Names | Mapping[str, Period],
        indicator: str,
        start: Period | None = None,
        donors: Names | None = None,
        *,
        years: tuple[Period, Period] | None = None,
        **options: Unpack[SyntheticDidOptions],
    ) -> SyntheticDid:
        """The mean effect on treated areas from a start on, by synthetic difference-in-differences: see ``docs/effect.md``.

        Args:
            treated: codes of the treated areas; or a mapping, codes to the first treated period of each (several starts). A
                region made by ``region`` is one area.
            indicator: the outcome. start: the first period that is treated, of all of them.
            donors: codes; None is all areas of the sort of the treated that are never treated.
            years: the first and the last that count; None is all.
            population: an indicator by which the noise of placebos is scaled; small areas are noisier.
            covariates: indicators that the outcome is adjusted for, by their figures in every period; one that the treatment
                itself changes takes that part of the effect away.
            form: ``synthetic-did`` (default), ``synthetic-control`` or ``did``.
            solver: ``exact`` (default), or ``frank-wolfe``: where the search of the R package synthdid stops.
            inference: ``placebo`` (default), ``none``, or from five treated areas on ``jackknife`` or ``bootstrap``.
            level, replicates, seed: 0.95, 200 and 1.

        Raises:
            PanelError, ArgumentError: where the panel bears no estimate, with the reason. UnknownNameError.

        >>> import mkba
        >>> figures = {"T": (2, 4, 3, 10), "B": (1, 6, 2, 4), "C": (3, 2, 4, 8), "D": (9, 9, 0, 1)}
        >>> rows = [f"{code},{2016 + i},{x}" for code, own in figures.items() for i, x in enumerate(own)]
        >>> panel = mkba.Panel.read("gm_code,jaar,kosten\\n" + "\\n".join(rows) + "\\n", name="")
        >>> made = panel.synthetic_did("T", "kosten", 2019, form="did")
        >>> made.frame()[["period", "gap", "weight"]].round(4).values.tolist()[2:]
        [['2018', 2.0, 0.3333], ['2019', 6.6667, nan]]
        >>> made = panel.synthetic_did({"T": 2019, "B": 2018}, "kosten", form="did", inference="none")
        >>> made
        <mkba.SyntheticDid of kosten from 2018 in 2 starts: 3.667; 2 treated, 2 donors>
        >>> made.starts()[["start", "weight", "estimate"]].round(4).values.tolist()
        [['2018', 0.6667, 2.0], ['2019', 0.3333, 7.0]]
        >>> both = [f"{row},{3 * i * i % 7}" for i, row in enumerate(rows)]
        >>> panel = mkba.Panel.read("gm_code,jaar,kosten,ouderen\\n" + "\\n".join(both) + "\\n", name="")
        >>> made = panel.synthetic_did("T", "kosten", 2019, covariates="ouderen", form="did", inference="none")
        >>> made.covariates().round(4).values.tolist()
        [['ouderen', 0.5253]]
        """
        given = _panel_read.treated_options(treated, indicator, start, donors, years, options)
        made = _raw.panel_synthetic_did(self._handle, given)
        return SyntheticDid._of(made, indicator, given.get("start") or _first_start(made))


def _first_start(made: _raw.Handle) -> str:
    return str(next(iter(_tables.Table(_raw.synthetic_did_table(made, "starts")).rows()))[0])
