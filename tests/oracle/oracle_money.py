"""Discount schemes and price indices, read from the CSV files of the catalog; discount factors."""

import csv
from decimal import Decimal, localcontext
from functools import lru_cache
from pathlib import Path

from oracle_expression import Refused, nearest, number

TIMINGS = {"begin": Decimal(0), "mid": Decimal("0.5"), "end": Decimal(1)}


@lru_cache(maxsize=None)
def _rows(folder, name):
    with open(Path(folder) / name, encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


# --------------------------------------------------------------------------- indices


@lru_cache(maxsize=None)
def cpi(folder):
    """'I(y) = 1 / factor_to_2024 of the row with from = y, I(2024) = 1, unrounded, not chained': as fractions n / d."""
    levels = {
        int(row["from"]): (Decimal(1), Decimal(row["factor_to_2024"]))
        for row in _rows(folder, "cpi_83131ned_factors.csv")
    }
    levels[2024] = (Decimal(1), Decimal(1))
    return levels


@lru_cache(maxsize=None)
def ova_ppc(folder):
    """'the chain of the weighted yearly percentages (definitive where there is one, else provisional), 2022 = 1'."""
    level = Decimal(1)
    levels = {2022: (level, Decimal(1))}
    with localcontext(prec=60):
        for row in _rows(folder, "price_index_ova_ppc.csv"):
            percentage = Decimal(row["weighted_definitive"] or row["weighted_provisional"])
            level *= 1 + percentage / 100
            levels[int(row["year"])] = (level, Decimal(1))
    return levels


def own_index(levels, where):
    """An index of the case: '{"2022": 100, "2023": 103.8}' (levels)."""
    result = {int(year): (number(level, where), Decimal(1)) for year, level in levels.items()}
    if any(level <= 0 for level, _ in result.values()):
        raise Refused("the levels of an index must be positive", where)
    return result


class Indices:
    """The catalog's indices and the case's own (which go before one of the same name)."""

    def __init__(self, own, folder):
        self.own = own
        self.folder = folder

    def _levels(self, name, where):
        if name in self.own:
            return own_index(self.own[name], f"/indices/{name}")
        if name == "cpi":
            return cpi(self.folder)
        if name == "ova_ppc":
            return ova_ppc(self.folder)
        raise Refused(f"unknown index '{name}'{nearest(name, [*self.own, 'cpi', 'ova_ppc'])}", where)

    def factor(self, name, year, wanted, where):
        """I(wanted) / I(year); 'a year outside the index is an error naming it'."""
        levels = self._levels(name, where)
        for needed in (year, wanted):
            if needed not in levels:
                entry = f'"indices": {{"{name}": {{"{needed}": ...}}}}'
                raise Refused(f"index '{name}' has no year {needed}; add {entry}", where)
        (above, below), (above_from, below_from) = levels[wanted], levels[year]
        return above * below_from / (below * above_from)


# -------------------------------------------------------------------------- discounting


def scheme(name, folder, where):
    """The segments of '"NL-2026" (a scheme of the catalog, part `standard`), "NL-HTA-2024/effects" (another part)'."""
    wanted, _, part = name.partition("/")
    rows = [row for row in _rows(folder, "discount_schemes.csv") if row["scheme"] == wanted]
    if not rows:
        known = {row["scheme"] for row in _rows(folder, "discount_schemes.csv")}
        raise Refused(f"unknown discount scheme '{wanted}'{nearest(wanted, sorted(known))}", where)
    found = [row for row in rows if row["part"] == (part or "standard")]
    if not found:
        parts = ", ".join(sorted({row["part"] for row in rows}))
        raise Refused(f"scheme '{wanted}' has no part '{part or 'standard'}', but {parts}", where)
    return [(Decimal(row["from_tau"]), Decimal(row["rate"])) for row in found]


class Discount:
    """Forward rates: `segments` is a list of (from, rate), ascending, the first from 0."""

    def __init__(self, segments):
        self.segments = segments
        self.known = {}

    def factor(self, tau):
        """D(tau), computed once."""
        if tau not in self.known:
            self.known[tau] = self._factor(tau)
        return self.known[tau]

    def _factor(self, tau):
        """'D(tau) is the product over segments of (1 + rate)^-(length of [0, tau] inside the segment), tau a real
        number; for tau < 0 the first rate compounds upward, (1 + r)^-tau'."""
        if tau < 0:
            return (1 + self.segments[0][1]) ** -tau
        result = Decimal(1)
        for i, (start, rate) in enumerate(self.segments):
            end = self.segments[i + 1][0] if i + 1 < len(self.segments) else tau
            length = min(end, tau) - start
            if length > 0:
                result *= (1 + rate) ** -length
        return result


def read_discount(given, parameters, folder, where):
    """A discount of a case, a line or a scenario."""
    if isinstance(given, str):
        segments = scheme(given, folder, where)
    elif isinstance(given, dict) and set(given) == {"rate"}:
        segments = [(Decimal(0), parameters.constant(given["rate"], f"{where}/rate"))]
    elif isinstance(given, dict) and set(given) == {"segments"}:
        segments = _own_segments(given["segments"], parameters, f"{where}/segments")
    else:
        raise Refused('discount is a scheme, {"rate": ...} or {"segments": [...]}', where)
    if any(rate <= -1 for _, rate in segments):
        raise Refused("a discount rate must be above -1", where)
    return Discount(segments)


def _own_segments(given, parameters, where):
    """'the first `from` is 0, they ascend, a `from` is a tau and need not be whole'."""
    segments = [
        (number(segment["from"], where), parameters.constant(segment["rate"], f"{where}/{i}/rate"))
        for i, segment in enumerate(given)
    ]
    starts = [start for start, _ in segments]
    if not starts or starts[0] != 0 or any(a >= b for a, b in zip(starts, starts[1:])):
        raise Refused("segments start at 0 and ascend", where)
    return segments


def read_timing(name, where):
    """'begin (default), mid, end: tau = y - base_year + 0, 1/2, 1'."""
    if name not in TIMINGS:
        raise Refused(f"timing is begin, mid or end, not {name!r}", where)
    return TIMINGS[name]
