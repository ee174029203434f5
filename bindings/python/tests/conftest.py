"""What the tests share: the reference results, the oracle, a small case."""

import json
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("MKBA_SHARED") or ROOT.parent / "shared")
ORACLE = ROOT / "tests" / "oracle"

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def no_figures_left():
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


@pytest.fixture
def document():
    """A small case with each kind of line, two streams, two alternatives and a scenario; fresh for each test."""
    return small()


def small():
    return {
        "format": "mkba-case/1", "title": "Kléin geval", "base_year": 2026, "price_year": 2024,
        "years": [2026, 2029], "timing": "mid", "discount": "NL-2026", "price_basis": "market",
        "actors": {"gemeente": {"public": True}, "GR": {"public": True}, "inwoner": {}},
        "alternatives": {"nul": {"null": True}, "plan": {"title": "Plan"}, "groot": {"title": "Groot plan"}},
        "parameters": {
            "uren": {"value": 3, "unit": "uur/client/jaar"},
            "tarief": {"value": 60, "unit": "EUR/uur"},
            "effect": {"value": 0.1, "unit": "1", "evidence": "aanname"},
            "inzet": {"series": {"2026": 1000, "2027": 1100, "2028": 1200, "2029": 1300}, "unit": "EUR/jaar"},
        },
        "streams": {
            "hulp": {"stock": 100, "inflow": 20, "outflow": 0.2, "unit_cost": "uren * tarief", "payer": "gemeente",
                     "changes": {"plan": {"inflow": "1 - effect"}, "groot": {"inflow": "1 - 2 * effect"}}},
            "licht": {"stock": 10, "inflow": 2, "outflow": 0.2, "unit_cost": 50, "payer": "GR",
                      "changes": {"groot": {"shift": {"to": "hulp", "share": 0.05}}}},
        },
        "lines": [
            {"id": "inzet", "kind": "cost", "value": "inzet", "payer": {"gemeente": 0.75, "GR": 0.25}},
            {"id": "baat", "kind": "benefit", "value": "-hulp.change * uren * tarief / 2", "receiver": "inwoner"},
            {"id": "bijdrage", "kind": "transfer", "value": 400, "payer": "inwoner", "receiver": "gemeente"},
            {"id": "cohesie", "kind": "pm", "receiver": "inwoner"},
        ],
        "scenarios": {"laag": {"effect": 0.02}, "duur": {"discount": {"rate": 0.05}}},
    }  # fmt: skip


@pytest.fixture
def case(document):
    import mkba

    return mkba.Case(document)


def references():
    """(case file, scenario, expected) of every reference appraisal; a skipped one when they are not there."""
    expected = sorted(SHARED.glob("reference/expected-*.json"))
    if not expected:
        reason = "no reference results; MKBA_SHARED says where they are"
        return [pytest.param(None, None, None, marks=pytest.mark.skip(reason=reason))]
    made = []
    for file in expected:
        name, _, scenario = file.stem.removeprefix("expected-").partition(".")
        case = SHARED / "reference" / "cases" / f"{name}.json"
        made.append(pytest.param(case, scenario or None, json.loads(file.read_text("utf-8")), id=file.stem[9:]))
    return made


def oracle():
    """The modules of the independent second computation."""
    if not (ORACLE / "mkba_oracle.py").exists():
        pytest.skip("no oracle in tests/oracle")
    if str(ORACLE) not in sys.path:
        sys.path.insert(0, str(ORACLE))
    import mkba_oracle
    import random_case

    return mkba_oracle, random_case


def differences(found, expected, where=""):
    """Where two appraisals differ by more than case-format.md allows."""
    if isinstance(expected, dict):
        if not isinstance(found, dict) or set(found) != set(expected):
            return [f"{where}: {found!r} has not the keys of {expected!r}"]
        return [each for key in expected for each in differences(found[key], expected[key], f"{where}/{key}")]
    if isinstance(expected, bool) or not isinstance(expected, (int, float)) or not isinstance(found, (int, float)):
        return [] if found == expected else [f"{where}: {found!r}, not {expected!r}"]
    absolute = 1e-9 if "/clients/" in where or where.endswith("/bcr") else 1e-6
    near = abs(found - expected) <= max(1e-10 * abs(expected), absolute)
    return [] if near else [f"{where}: {found!r}, not {expected!r}"]
