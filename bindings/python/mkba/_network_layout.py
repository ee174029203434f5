"""Where the parts of a doelen-inspanningennetwerk stand in a picture: columns from programmes to opgaven, rows by igraph.

igraph lays out in layers (Sugiyama, Tagawa and Toda, Methods for Visual Understanding of Hierarchical System Structures,
1981): it orders each layer so that few lines cross. Its layers are our columns.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _plots
from ._errors import LimitError

if TYPE_CHECKING:
    from ._koers import Koers

LEVELS = ("inspanning", "vermogen", "baat", "doel")
KINDS = ("programma", *LEVELS, "opgave")
MOST_BOXES, MOST_LINES = 300, 1500  # beyond them nobody reads a picture, and ordering takes long


class Box(NamedTuple):
    """A programme, node or opgave; ``column`` from the left, ``row`` from the top."""

    kind: str
    title: str
    column: int
    row: float


class Line(NamedTuple):
    """What leads to what: positions of the boxes, the share (none to an opgave or from a programme), and the rows at which
    it passes the columns in between."""

    begin: int
    end: int
    share: float | None
    rows: tuple[float, ...]


class Network(NamedTuple):
    boxes: list[Box]
    lines: list[Line]
    columns: list[tuple[str, int, int]]  # kind, first column, last column


def laid_out(koers: Koers) -> Network:
    """Boxes and lines of a Koers, with their places.

    Raises:
        ModuleNotFoundError: igraph is not installed. LimitError: too many for a picture.
    """
    names, pairs = _parts(koers)
    if len(names) > MOST_BOXES or len(pairs) > MOST_LINES:
        raise LimitError(
            f"a picture has room for {MOST_BOXES} boxes and {MOST_LINES} lines, and this Koers has {len(names)} and "
            f"{len(pairs)}; take Din.dot() to a program for large networks", status="limit", where="koers",
        )  # fmt: skip
    columns, kinds = _columns(names, pairs)
    rows, between = _rows(columns, [(begin, end) for begin, end, _ in pairs])
    boxes = [Box(kind, title, column, row) for (kind, title), column, row in zip(names, columns, rows)]
    return Network(boxes, [Line(*pair, passed) for pair, passed in zip(pairs, between)], kinds)


def _parts(koers: Koers) -> tuple[list[tuple[str, str]], list[tuple[int, int, float | None]]]:
    """(kind, title) of all boxes, and lines between their positions."""
    boxes: list[tuple[str, str]] = []
    place: dict[tuple[str, str], int] = {}

    def put(kind: str, name: str, title: str) -> None:
        place["node" if kind in LEVELS else kind, name] = len(boxes)
        boxes.append((kind, title))

    nodes = koers.nodes().to_dict("records")
    for each in koers.programmes().to_dict("records"):
        put("programma", each["programme"], each["title"])
    for each in nodes:
        put(each["level"], each["node"], each["title"])
    for each in koers.opgaven().to_dict("records"):
        put("opgave", each["opgave"], each["title"])

    lines: list[tuple[int, int, float | None]] = [
        (place["node", begin], place["node", end], float(share))
        for begin, end, share in koers.edges()[["from", "to", "share"]].itertuples(index=False)
    ]
    for each in nodes:
        at = place["node", each["node"]]
        if isinstance(each["programme"], str):
            lines.append((place["programma", each["programme"]], at, None))
        if isinstance(each["opgave"], str):
            lines.append((at, place["opgave", each["opgave"]], None))
    return boxes, lines


def _columns(
    boxes: list[tuple[str, str]], lines: list[tuple[int, int, float | None]]
) -> tuple[list[int], list[tuple[str, int, int]]]:
    """The column of each box: kinds from left to right; a kind whose nodes lead to one another has several."""
    within = [0] * len(boxes)
    same = [(begin, end) for begin, end, _ in lines if boxes[begin][0] == boxes[end][0]]
    for vertex in _graph(len(boxes), same).topological_sorting():
        for begin, end in same:
            if begin == vertex:
                within[end] = max(within[end], within[begin] + 1)
    first: dict[str, int] = {}
    kinds: list[tuple[str, int, int]] = []
    for kind in KINDS:
        here = [depth for (other, _), depth in zip(boxes, within) if other == kind]
        if here:
            first[kind] = kinds[-1][2] + 1 if kinds else 0
            kinds.append((kind, first[kind], first[kind] + max(here)))
    return [first[kind] + depth for (kind, _), depth in zip(boxes, within)], kinds


def _rows(columns: list[int], lines: list[tuple[int, int]]) -> tuple[list[float], list[tuple[float, ...]]]:
    """Rows of the boxes, and of what stands for a line in the columns that it passes: releases of igraph hand those of
    their own making out in different ways."""
    layers, passed = list(columns), []
    edges: list[tuple[int, int]] = []
    for begin, end in lines:
        between = list(range(len(layers), len(layers) + columns[end] - columns[begin] - 1))
        layers += range(columns[begin] + 1, columns[end])
        chain = [begin, *between, end]
        edges += zip(chain, chain[1:])
        passed.append(between)
    if not layers:
        return [], []
    places = [float(place[0]) for place in _graph(len(layers), edges).layout_sugiyama(layers=layers, maxiter=200)]
    for layer in set(layers):  # now and then igraph leaves less than a row between two
        here = [i for i, other in enumerate(layers) if other == layer]
        for i, place in zip(here, _plots.spread([places[i] for i in here], 1.0)):
            places[i] = place
    return places[: len(columns)], [tuple(places[i] for i in between) for between in passed]


def _graph(size: int, edges: list[tuple[int, int]]) -> Any:
    try:
        igraph = importlib.import_module("igraph")  # it has no types
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "igraph":
            raise
        raise ModuleNotFoundError("pictures of a network need igraph: pip install 'mkba[plot]'", name="igraph") from None
    return igraph.Graph(n=size, edges=edges, directed=True)
