"""Reading and appraising a case of 1,000 lines over 60 years; that both are linear in lines and in years; and beside it,
for orientation, numpy doing the sums alone: it reads, checks and explains nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
from measure import compare, growth, heading

import mkba

LINES, YEARS = 1000, 60
FIRST, RATE, PARAMETERS = 2026, 0.0225, 40


def document(lines: int, years: int) -> dict[str, Any]:
    """Costs and benefits, each an expression of three parameters, with ramp-up and real growth, of six actors."""
    rng = np.random.default_rng(20260102)
    values = rng.uniform(0.5, 1.5, PARAMETERS)
    made = []
    for i in range(lines):
        kind, party = ("cost", "payer") if i % 3 == 0 else ("benefit", "receiver")
        a, b, c = rng.integers(0, PARAMETERS, 3)
        made.append({"id": f"regel {i}", "kind": kind, party: f"actor {i % 6}", "ramp_up": [0.25, 0.5],
                     "growth": round(float(rng.uniform(0, 0.02)), 4), "cash": True,
                     "value": f"{1000 + i} * p{a} * p{b} * (1 - 0.3 * p{c})"})  # fmt: skip
    return {"format": "mkba-case/1", "title": "Meting", "base_year": FIRST, "years": [FIRST, FIRST + years - 1],
            "price_year": 2024, "discount": {"rate": RATE}, "alternatives": {"nul": {"null": True}, "plan": {}},
            "parameters": {f"p{i}": float(value) for i, value in enumerate(values)}, "lines": made}  # fmt: skip


def arrays(case: dict[str, Any]) -> tuple[Any, ...]:
    """What numpy gets: positions and numbers, already taken out of the document."""
    values = np.array(list(case["parameters"].values()))
    parts = [line["value"].replace("*", " ").replace("(", " ").replace(")", " ").split() for line in case["lines"]]
    positions = np.array([[int(word[1:]) for word in part if word.startswith("p")] for part in parts])
    factors = np.array([float(part[0]) for part in parts])
    growths = np.array([line["growth"] for line in case["lines"]])
    signs = np.array([-1.0 if line["kind"] == "cost" else 1.0 for line in case["lines"]])
    years = np.arange(case["years"][1] - case["years"][0] + 1)
    return values, positions, factors, growths, signs, years


def sums(values: Any, positions: Any, factors: Any, growths: Any, signs: Any, years: Any) -> float:
    p = values[positions]
    value = factors * p[:, 0] * p[:, 1] * (1 - 0.3 * p[:, 2])
    ramp = np.ones(len(years))
    ramp[:2] = [0.25, 0.5][: len(years)]
    amounts = value[:, None] * ramp * (1 + growths)[:, None] ** years
    return float(signs @ amounts @ (1 + RATE) ** -years.astype(float))


def reading(lines: int, years: int) -> Callable[[], Any]:
    text = json.dumps(document(lines, years)).encode()
    return lambda: mkba.Case(text)


def appraising(lines: int, years: int) -> Callable[[], Any]:
    case = mkba.Case(document(lines, years))
    return lambda: case.appraise()


def main() -> None:
    case = document(LINES, YEARS)
    given = arrays(case)
    ours, theirs = mkba.Case(case).appraise().npv["plan"], sums(*given)
    assert abs(ours - theirs) <= 1e-10 * abs(theirs), (ours, theirs)
    text = json.dumps(case).encode()
    heading()
    compare(f"read {LINES} lines x {YEARS} years (peer: json)", reading(LINES, YEARS), lambda: json.loads(text))
    compare(f"appraise {LINES} lines x {YEARS} years (peer: numpy)", appraising(LINES, YEARS), lambda: sums(*given))
    print()
    growth(f"read, per line, {YEARS} years", lambda n: reading(n, YEARS), [250, 500, 1000, 2000, 4000])
    growth(f"appraise, per line, {YEARS} years", lambda n: appraising(n, YEARS), [250, 500, 1000, 2000, 4000])
    growth(f"appraise, per year, {LINES} lines", lambda n: appraising(LINES, n), [15, 30, 60, 120, 200])


if __name__ == "__main__":
    main()
