"""A Koers: the course of a region as a document, and its doelen-inspanningennetwerk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Literal, Unpack

from . import _documents, _raw, _samples, _tables
from ._case import Case, change_draft, without_place
from ._errors import ArgumentError, FileError, file_error, why_unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas
    from matplotlib.axes import Axes

    from ._compass import Compass, Looking, Scale, Thermometer
    from ._panel import Panel
    from ._panel_read import Names, Period
    from ._peers import Peers
    from ._plots import Language
    from ._register import Forecast, Register

Of = Literal["net", "benefits", "costs"]


class Koers:
    """Opgaven, the network of goals, benefits, capabilities and efforts that leads to them, and what is measured of it:
    a document of the format ``mkba-koers/1`` (``docs/koers-format.md``). Immutable; may be used by any number of threads.

    Args:
        document: a dict, or JSON text.

    Raises:
        KoersError: a rule of the format is broken; ``where`` is the place. CaseError: no strict JSON. LimitError.

    >>> koers = mkba.Koers({"format": "mkba-koers/1", "title": "Koers", "opgaven": {"gewoon": {"title": "Normaliseren"}},
    ...     "nodes": {"groei": {"level": "doel", "title": "Jeugd groeit gewoon op", "opgave": "gewoon"},
    ...               "minder": {"level": "baat", "title": "Minder zware hulp", "lines": {"hulp": 1}},
    ...               "training": {"level": "inspanning", "title": "Training"}},
    ...     "edges": [{"from": "training", "to": "minder", "share": 0.4}, {"from": "minder", "to": "groei", "share": 0.5}]})
    >>> koers
    <mkba.Koers 'Koers': 1 opgaven, 1 doelen, 1 baten, 0 vermogens, 1 inspanningen>
    >>> koers.din().hoe("groei")["contribution"].tolist()
    [0.2, 0.5, 1.0]
    """

    __slots__ = ("__weakref__", "_folder", "_handle")
    _handle: _raw.Handle
    _folder: str | None

    def __init__(self, document: Mapping[str, Any] | str | bytes | bytearray | memoryview) -> None:
        text = _documents.as_text(document)
        if isinstance(document, (str, bytes, bytearray, memoryview)):
            self._handle = _raw.koers_parse(text)
        else:
            with without_place():
                self._handle = _raw.koers_parse(text)
        self._folder = None

    @classmethod
    def read(cls, path: _documents.Path) -> Koers:
        """Reads a Koers from a file. The case and panel that it names are read by ``case()`` and ``panel()``.

        Raises:
            FileError, MissingFileError: the file cannot be read. KoersError, CaseError, LimitError: as for ``Koers``;
            ``source``, ``line`` and ``column`` say where.

        >>> mkba.Koers.read("nergens.json")
        Traceback (most recent call last):
            ...
        mkba.MissingFileError: nergens.json: the file cannot be opened: No such file or directory
        """
        name = os.fspath(path)
        try:
            made = cls._of(_raw.koers_read(path), os.path.dirname(os.path.abspath(os.fsdecode(path))))
        except FileError as error:
            raise file_error(why_unreadable(name), name, error.message) from None
        return made

    @classmethod
    def _of(cls, handle: _raw.Handle, folder: str | None) -> Koers:
        made = cls.__new__(cls)
        made._handle, made._folder = handle, folder
        return made

    # ---- the document ------------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """The title."""
        return _raw.koers_title(self._handle)

    @property
    def text(self) -> str:
        """The document as it was given, byte for byte."""
        return _raw.koers_text(self._handle)

    def to_dict(self) -> dict[str, Any]:
        """The document as a dict, to look things up or to make another Koers of."""
        import json

        document: dict[str, Any] = json.loads(self.text.removeprefix("\ufeff"))
        return document

    def write(self, path: _documents.Path) -> None:
        """Writes the document as it is, byte for byte. An existing file is replaced at once or not at all.

        Raises:
            FileError: the file cannot be written.
        """
        _documents.write(path, self.text)

    def edited(self, changes: Mapping[str, Any]) -> Koers:
        """A Koers in which parts of the document are other; this one stays as it is. As ``Case.edited``.

        Args:
            changes: a value per JSON pointer; ``None`` takes out what is there, ``"/edges/-"`` appends.

        Raises:
            ArgumentError, UnknownNameError: a pointer that leads nowhere. KoersError: the result breaks a rule.

        >>> koers = mkba.Koers({"format": "mkba-koers/1", "title": "Koers", "opgaven": {}, "nodes": {}})
        >>> koers.edited({"/title": "Anders"}).title
        'Anders'
        """
        draft = _raw.draft_parse(self.text)
        change_draft(draft, changes)
        with without_place():
            return type(self)._of(_raw.koers_of_draft(draft), self._folder)

    @staticmethod
    def check(document: Mapping[str, Any] | str | bytes | os.PathLike[str]) -> pandas.DataFrame:
        """Everything there is to say of what should be a Koers: its errors, or, when it has none, its findings.

        Args:
            document: a dict, JSON text or a path. A str that begins with a brace is text, any other a path.

        Returns:
            id, severity (``error``, ``richtlijn``, ``advies``), place (JSON pointer), line, column, message, source.

        >>> mkba.Koers.check({"format": "mkba-koers/1", "title": "t", "opgaven": {}})["message"].tolist()
        ['a Koers needs "nodes"']
        """
        if isinstance(document, os.PathLike) or (
            isinstance(document, str) and not _documents.looks_like_text(document)
        ):
            return _tables.frame(_raw.koers_check(_documents.read(document)))
        return _tables.frame(_raw.koers_check(_documents.as_text(document)))

    # ---- its tables --------------------------------------------------------------------------------------------------

    def table(self, view: str) -> _tables.Table:
        """A table for whatever knows Arrow, without pandas.

        Args:
            view: ``links``, ``opgaven``, ``programmes``, ``nodes``, ``edges``, ``profiles``, ``indicators``,
                ``measurements`` or ``findings``.

        Raises:
            UnknownNameError: there is no such view.
        """
        return _tables.Table(_raw.koers_table(self._handle, view))

    def opgaven(self) -> pandas.DataFrame:
        """opgave, title, description, n_goals, n_weights."""
        return self.table("opgaven").to_pandas()

    def programmes(self) -> pandas.DataFrame:
        """programme, title, description, owner, opgaven, n_efforts."""
        return self.table("programmes").to_pandas()

    def nodes(self) -> pandas.DataFrame:
        """node, level, title, description, owner, opgave, programme, state, from, to, budget, spent, n_up, n_down,
        indicators, lines, note."""
        return self.table("nodes").to_pandas()

    def edges(self) -> pandas.DataFrame:
        """from, to, share, split, split_given, source, evidence, note."""
        return self.table("edges").to_pandas()

    def profiles(self) -> pandas.DataFrame:
        """Per baat the thirteen fields of its batenprofiel."""
        return self.table("profiles").to_pandas()

    def indicators(self) -> pandas.DataFrame:
        """Indicators with norm, start, last target, place on the yardsticks, and how much was measured."""
        return self.table("indicators").to_pandas()

    def measurements(self) -> pandas.DataFrame:
        """Figures and words in time."""
        return self.table("measurements").to_pandas()

    def findings(self) -> pandas.DataFrame:
        """What breaks no rule and still is not right: id, severity, place, line, column, message, source."""
        return self.table("findings").to_pandas()

    # ---- what it is linked to ------------------------------------------------------------------------------------------

    def _link(self, what: str) -> str:
        (row,) = self.table("links").to_pandas().to_dict("records")
        path = row[what]
        if not isinstance(path, str):
            raise ArgumentError(f'the Koers names no {what}: it has no "{what}"', status="argument", where=what)
        return path if self._folder is None else os.path.join(self._folder, path)

    def case(self) -> Case:
        """The case that the Koers names, read from the folder of the Koers (of the process, when that is no file).

        Raises:
            ArgumentError: it names none. FileError, CaseError: as for ``Case.read``.
        """
        return Case.read(self._link("case"))

    def panel(self, **options: Any) -> Panel:
        """The panel that the Koers names, by ``Panel.read`` with these options.

        Raises:
            ArgumentError: it names none. FileError, PanelError: as for ``Panel.read``.
        """
        from ._panel import Panel

        return Panel.read(self._link("panel"), **options)

    def din(self) -> Din:
        """The doelen-inspanningennetwerk: what leads to what, and how much of it."""
        return Din(self)

    def benefits(
        self,
        panel: Panel | None = None,
        case: Case | None = None,
        *,
        as_of: Period | None = None,
        level: float = 0.9,
        certainty: float = 0.8,
        method: Forecast = "trend",
        alternative: str | None = None,
        scenario: str | None = None,
        draws: int = 1000,
        seed: int = 1,
    ) -> Register:
        """The batenregister: per benefit the planned against the realised path, a forecast with its interval, what is left to
        go, what it cost so far and brings per euro, a status by stated rules, progress over the network, and what to measure
        next. ``docs/koers.md`` has the formulas, ``Register.rules`` the rules with these numbers.

        Args:
            panel: figures of indicators with ``panel``; None is the document alone. As in ``koers.benefits(koers.panel())``.
            case: the benefits and costs of its lines; None is without. As in ``koers.benefits(case=koers.case())``.
            as_of: what has ended with this period is known and spent: ``2025``, ``"2025HJ01"``; None is the last figure.
            level: of all intervals.
            certainty: from which probability a status is said, at least 0.5.
            method: ``trend``, a straight line by least squares; ``drift``, a random walk on from the last figure.
            alternative, scenario: of the case; None is that of the Koers.
            draws, seed: of the uncertain parameters of the case; 0 draws, no intervals of euros.

        Raises:
            ArgumentError: an option out of range, an alternative or scenario without a case. UnknownNameError: what panel or case does not have; ``where`` is the place in
            the Koers. LimitError: amounts or draws that are too many. TypeError: a panel or case that is none.
        """
        from ._register import register

        options = {"level": level, "certainty": certainty, "method": method, "alternative": alternative,
                   "scenario": scenario, "draws": draws, "seed": seed}  # fmt: skip
        return register(self._handle, panel, case, as_of, options)

    # ---- where it stands ---------------------------------------------------------------------------------------------

    def compass(
        self,
        panel: Panel | None = None,
        *,
        as_of: Period | None = None,
        scale: Scale = "target",
        peers: Names | Peers | None = None,
        peers_by: Names | None = None,
        peers_year: Period | None = None,
        peers_k: int = 15,
        population: str | None = None,
        level: float = 0.95,
    ) -> Compass:
        """Where each indicator stands: against norm, planned path, target, peers and its own past, and on the two yardsticks.
        ``docs/koers.md`` has the formulas, ``Compass.rules`` the rules with these numbers.

        Args:
            panel: figures of indicators with ``panel``, and of the peers; None is the document alone.
            as_of: figures of periods that have ended with this one: ``2025``, ``"2025HJ01"``; None is all.
            scale: ``target`` or ``norm`` (part of the way from the nulmeting), ``percentile`` or ``z`` (among the peers).
            peers: comparable areas, codes or ``Peers``.
            peers_by: characteristics by which the `peers_k` nearest are chosen, in `peers_year`, as ``Panel.peers`` does.
            population: the indicator of the panel by which counts are divided before areas are compared.
            level: of the intervals, and of the verdicts.

        Raises:
            UnknownNameError: an indicator or area that the panel does not have, another scale. ArgumentError: options that
            contradict each other, a peer that is an area of the Koers. PanelError: a population that does not add up.
            TypeError: a panel that is none.
        """
        from ._compass import Compass, look

        return Compass._of(look(self._handle, panel, as_of, scale, peers, peers_by, peers_year, peers_k, population, level))

    def thermometer(self, panel: Panel | None = None, **options: Unpack[Looking]) -> Thermometer:
        """How warm each opgave is: the scores of its indicators, by the weights that the document states.

        Args:
            panel, options: as for ``compass``.

        Raises:
            UnknownNameError, ArgumentError, PanelError, TypeError: as for ``compass``.
        """
        return self.compass(panel, **options).thermometer()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Koers):
            return NotImplemented
        same: bool = _documents.canonical(self.text) == _documents.canonical(other.text)
        return same

    def __hash__(self) -> int:
        return hash(_documents.canonical(self.text))

    def __copy__(self) -> Koers:
        return self  # immutable

    def __deepcopy__(self, memo: object) -> Koers:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.text,)

    def __repr__(self) -> str:
        levels = [row[1] for row in self.table("nodes").rows()]
        counts = ", ".join(f"{levels.count(word)} {many}" for word, many in
                           (("doel", "doelen"), ("baat", "baten"), ("vermogen", "vermogens"), ("inspanning", "inspanningen")))  # fmt: skip
        return f"<mkba.Koers {self.title!r}: {len(self.table('opgaven'))} opgaven, {counts}>"


class Din:
    """The network of a Koers. Made by ``Koers.din``. ``docs/koers.md`` has the formulas."""

    __slots__ = ("_koers",)
    _koers: Koers

    def __init__(self, koers: Koers) -> None:
        self._koers = koers

    def hoe(self, node: str) -> pandas.DataFrame:
        """What leads to a node: node, level, title, distance, contribution (which part of `node` is due to it).

        Raises:
            UnknownNameError: there is no such node.
        """
        return _tables.frame(_raw.koers_walk(self._koers._handle, node, False))

    def waartoe(self, node: str) -> pandas.DataFrame:
        """What a node leads to: node, level, title, distance, contribution (which part of that is due to `node`).

        Raises:
            UnknownNameError: there is no such node.
        """
        return _tables.frame(_raw.koers_walk(self._koers._handle, node, True))

    def contributions(self) -> pandas.DataFrame:
        """What each effort contributes to each baat and doel; what no effort accounts for has no effort. Per node they sum
        to 1: effort, programme, node, level, opgave, contribution."""
        return _tables.frame(_raw.koers_contributions(self._koers._handle))

    def stop(self, effort: str) -> pandas.DataFrame:
        """What falls away when an effort stops: node, level, title, opgave, lost, left, unsupported.

        Raises:
            UnknownNameError: there is no such node. ArgumentError: it is no inspanning.
        """
        return _tables.frame(_raw.koers_stop(self._koers._handle, effort))

    def allocate(
        self,
        case: Case | Mapping[str, float] | None = None,
        view: Literal["opgaven", "programmes", "nodes", "lines"] = "opgaven",
        *,
        alternative: str | None = None,
        scenario: str | None = None,
        of: Of = "net",
        draws: int = 0,
        seed: int = 1,
        level: float = 0.9,
    ) -> pandas.DataFrame:
        """Euros over the network, to the cent: every table sums to the total.

        Args:
            case: a Case; or euros per line, as a dict; None is the case that the Koers names.
            view: ``opgaven`` (upward), ``programmes`` (downward), ``nodes`` (both) or ``lines``.
            alternative, scenario: of the case; None is that of the Koers.
            of: ``net`` (benefits minus costs), ``benefits`` or ``costs``.
            draws: of the uncertain parameters of the case: mean, sd, low, high and p_positive of each row; 0 for none.
            seed, level: of the draws, of their intervals.

        Raises:
            UnknownNameError: a line that nodes are linked to is not there, an alternative, scenario or view.
            ArgumentError: an option out of range, or one that is of a case beside euros per line. LimitError.
            EvaluationError: as for ``Case.appraise``.

        >>> koers = mkba.Koers({"format": "mkba-koers/1", "title": "Koers", "opgaven": {"gewoon": {"title": "Normaliseren"}},
        ...     "nodes": {"groei": {"level": "doel", "title": "Jeugd groeit gewoon op", "opgave": "gewoon"},
        ...               "minder": {"level": "baat", "title": "Minder zware hulp", "lines": {"hulp": 0.5}}},
        ...     "edges": [{"from": "minder", "to": "groei", "share": 0.5}]})
        >>> koers.din().allocate({"hulp": 100.01})[["kind", "euros"]].values.tolist()
        [['opgave', 50.01], ['not allocated', 0.0], ['not linked', 50.0]]
        """
        handle = self._koers._handle
        if case is None:
            case = self._koers.case()
        if isinstance(case, Case):
            options = {"alternative": alternative, "scenario": scenario, "of": of, "draws": draws, "seed": seed,
                       "level": level}  # fmt: skip
            return _tables.frame(_raw.koers_allocate_case(handle, case._handle, options, view))
        given = {"alternative": alternative, "scenario": scenario, "of": None if of == "net" else of, "draws": draws or None}
        for name, value in given.items():
            if value is not None:
                raise ArgumentError(f"{name} is of a case, and these are euros per line", status="argument", where=name)
        if not hasattr(case, "values"):
            raise TypeError(f"case must be a Case or a dict of euros per line, not {type(case).__name__}")
        euros = _samples.reals(list(case.values()), "the euros per line")
        return _tables.frame(_raw.koers_allocate(handle, list(case), euros, view))

    def dot(self) -> str:
        """The network in the DOT language of Graphviz, which lays it out: ``dot -Tsvg``, or
        ``graphviz.Source(koers.din().dot())`` of the package graphviz."""
        return _raw.koers_dot(self._koers._handle)

    def plot(self, *, ax: Axes | None = None, language: Language = "en") -> Axes:
        """The network as a picture, from left to right: programmes, efforts, capabilities, benefits, goals, opgaven. Lines are
        as thick as their share. igraph lays it out; ``ax.figure.savefig("din.svg")`` writes it, as SVG, PDF or PNG.

        Args:
            ax: the Axes to draw on; None makes a figure that is as large as the network asks.
            language: of the headings: ``en`` or ``nl``.

        Raises:
            ModuleNotFoundError: matplotlib or igraph is not installed. LimitError: too large to be read as a picture.
            ArgumentError: another language.
        """
        from . import _plot_network

        return _plot_network.network(self._koers, ax, language)

    def __repr__(self) -> str:
        return f"<mkba.Din of {self._koers!r}>"
