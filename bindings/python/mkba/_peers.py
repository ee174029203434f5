"""Peers: the areas that a region is compared with, how near they are, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from . import _panel_read, _raw, _tables
from ._made import Made
from ._errors import ArgumentError

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes

    from ._panel_read import Names, Period

Weights: TypeAlias = Mapping[str, float] | Iterable[float]


class Peers(Made):
    """The peers of a region. Made by ``Panel.peers``; immutable. As a sequence it has their codes, nearest first.

    >>> import mkba
    >>> panel = mkba.Panel.read("gm_code,jaar,inwoners,ouderen\\nGM1,2017,16,20\\nGM2,2017,30,18\\n"
    ...                         "GM3,2017,18,21\\nGM4,2017,90,15\\nGM5,2017,25,24\\n", name="")
    >>> peers = panel.peers(region="GM1", by=["inwoners", "ouderen"], year=2017, k=2)
    >>> peers
    <mkba.Peers of GM1: GM3, GM2>
    >>> peers.frame()[["rank", "area", "rebased"]].round(3).values.tolist()
    [[1, 'GM3', 0.108], [2, 'GM2', 0.265]]
    >>> peers.stability()[["without", "remain", "leave", "come"]].values.tolist()
    [['inwoners', 2, '', ''], ['ouderen', 1, 'GM2', 'GM5']]
    """

    __slots__ = ("__weakref__", "_handle", "_method", "_region")
    _who_makes_it = "peers are made by Panel.peers"
    _what_to_keep = "peers cannot be pickled: keep frame() or codes"
    _handle: _raw.Handle
    _method: str
    _region: tuple[str, ...]

    @classmethod
    def _of(cls, handle: _raw.Handle, region: list[str], method: str) -> Peers:
        made = cls.__new__(cls)
        made._handle, made._region, made._method = handle, tuple(region), method
        return made

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the peers, nearest first; of a class or a list in order of code."""
        return tuple(row[1] for row in self.table("peers").rows())

    @property
    def region(self) -> tuple[str, ...]:
        """The codes of the members of the region."""
        return self._region

    @property
    def method(self) -> str:
        """``euclidean``, ``mahalanobis``, ``class`` or ``list``."""
        return self._method

    def table(self, view: str) -> _tables.Table:
        """A table for whatever knows Arrow, without pandas.

        Args:
            view: ``peers``, ``candidates``, ``profile``, ``stability`` or ``variables``.

        Raises:
            UnknownNameError: there is no such view.
        """
        return _tables.Table(_raw.peers_table(self._handle, view))

    def frame(self) -> pandas.DataFrame:
        """A row per peer, nearest first: rank, area, name, distance, rebased (the farthest candidate is 1), tied
        (another candidate is as far), stays (in how many of the sets of ``stability`` it is too), note (which figures
        are provisional or suspect). Of a class or a list there are only area, name and note."""
        return self.table("peers").to_pandas()

    def candidates(self) -> pandas.DataFrame:
        """A row per area of the panel, by rank, then by code: area, name, status (peer, candidate, excluded, missing: a
        figure is; region: it is a member; other: no candidate), rank, distance, rebased, tied, note (which figures are
        missing, provisional or suspect; why it is no candidate; of a class which it is in)."""
        return self.table("candidates").to_pandas()

    def profile(self, area: str | None = None) -> pandas.DataFrame:
        """Why is this one near: a row per peer and variable: rank, area, name, variable, unit, value, region (the mean
        of its members, or its value as one), difference (standardised; the mean over the members), weight, share (of
        the squared distance; with mahalanobis below 0 where the difference, given the others, makes it nearer).

        Args:
            area: the code of one peer; None is all.

        Raises:
            ArgumentError: the area is no peer.
        """
        frame = self.table("profile").to_pandas()
        if area is None:
            return frame
        if area not in self.codes:
            raise ArgumentError(f"{area!r} is none of the peers", status="argument", where="area")
        return frame[frame["area"] == area].reset_index(drop=True)

    def stability(self) -> pandas.DataFrame:
        """Leave one variable out: a row per variable: without, remain (peers that stay), k, leave and come (codes)."""
        return self.table("stability").to_pandas()

    def variables(self) -> pandas.DataFrame:
        """A row per characteristic: variable, unit, period, used, weight, n (areas with a figure), missing, provisional,
        suspect, centre and spread (of the areas that took part), region, note (why it is not used)."""
        return self.table("variables").to_pandas()

    def plot(self, view: str = "distances", *, ax: Axes | None = None, language: str = "en") -> Axes:
        """A picture of the peers.

        Args:
            view: ``distances``: how far each peer is, and under them all candidates. ``profile``: in which
                characteristics each differs from the region.
            ax: the Axes to draw on; None makes a figure.
            language: ``"en"`` or ``"nl"``.

        Raises:
            UnknownNameError: another view. ArgumentError: peers of a class or a list, which have no distances; another
            language. ModuleNotFoundError: matplotlib is not installed.

        >>> axes = mkba.Panel.read("gm_code,jaar,x\\nA,2017,1\\nB,2017,2\\nC,2017,4\\n", name="").peers(
        ...     "A", by="x", k=1).plot()
        """
        from . import _plot_peers

        return _plot_peers.plot(self, view, ax, language)

    def __len__(self) -> int:
        return _raw.table_n_rows(self.table("peers")._handle)

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(self.codes)

    def __getitem__(self, position: Any) -> Any:
        return self.codes[position]

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def __repr__(self) -> str:
        codes = self.codes
        more = f" and {len(codes) - 15} more" if len(codes) > 15 else ""
        return f"<mkba.Peers of {', '.join(self._region)}: {', '.join(codes[:15])}{more}>"

    def _repr_html_(self) -> str:
        from html import escape

        named = escape(", ".join(self._region))
        return f"<p><strong>Peers of {named}</strong></p>{self.frame().head(30).to_html(index=False, border=0)}"


def options(
    by: Names | None, year: Period | None, before: Period | None, weights: Weights | None, **given: Any
) -> dict[str, Any]:
    """Options as the raw layer takes them: lists of names, periods as text, weights in the order of `by`."""
    wanted = None if by is None else _panel_read.names(by)
    lists = ("candidates", "exclude", "outcomes")
    made = {name: _panel_read.names(value) if name in lists and value is not None else value for name, value in given.items()}
    return {
        "by": wanted,
        "year": None if year is None else _panel_read.period(year),
        "before": None if before is None else _panel_read.period(before),
        "weights": _weights(weights, wanted or []),
        **made,
    }


def _weights(given: Weights | None, by: list[str]) -> list[float] | None:
    """A weight per characteristic; those that a mapping leaves out weigh 1."""
    if given is None or not isinstance(given, Mapping):
        return None if given is None else [float(weight) for weight in given]
    for name in given:
        if name not in by:
            raise ArgumentError(f"{name!r} has a weight and is not in by", status="argument", where="weights")
    return [float(given.get(name, 1.0)) for name in by]
