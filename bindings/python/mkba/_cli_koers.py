"""What ``mkba koers`` prints: the tables of a Koers, of its network, and of the euros of its case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _raw

if TYPE_CHECKING:
    from ._koers import Koers

DOCUMENT = ["opgaven", "programmes", "nodes", "edges", "profiles", "indicators", "measurements", "findings"]
TABLES = [*DOCUMENT, "contributions", "euros", "euros-programmes", "euros-nodes", "euros-lines"]


def table(koers: Koers, view: str, draws: int, seed: int) -> _raw.Handle:
    """A table by the name that it has on the command line."""
    if view == "contributions":
        return _raw.koers_contributions(koers._handle)
    if not view.startswith("euros"):
        return _raw.koers_table(koers._handle, view)
    of = view.partition("-")[2] or "opgaven"
    return _raw.koers_allocate_case(koers._handle, koers.case()._handle, {"draws": draws, "seed": seed}, of)
