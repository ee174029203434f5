"""What a simulation takes of memory: the peak of a process of its own, whatever the number of draws."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SHARED

STATUS = Path("/proc/self/status")
MOST = 60  # MiB, of the whole process

# Says the peak (MiB) of a process that reads the case and simulates it. Not ru_maxrss: that begins with what the
# process that started this one has.
PEAK = f"""
import re, sys
import mkba
case = mkba.Case(sys.stdin.read())
case.simulate(draws=int(sys.argv[1]), plan=sys.argv[2], replicates=int(sys.argv[3]), threads=2)
print(int(re.search(r"VmHWM:\\s*(\\d+) kB", open({str(STATUS)!r}).read())[1]) / 1024)
"""


def made_case():
    """Forty effects over twenty years with sixty-one uncertain parameters, as effects40x20.json of the reference."""
    effect = {"distribution": {"beta": {"alpha": 2.5, "beta": 4, "min": 0.2, "max": 0.7}}}
    price = {"distribution": {"lognormal": {"mean": 3000, "sd": 800}}}
    parameters = {"rate": {"distribution": {"triangular": [0.01, 0.0225, 0.04]}}}
    parameters |= {f"effect_{i}": effect for i in range(40)} | {f"price_{i}": price for i in range(20)}
    lines = [
        {"id": f"e{i}", "kind": "benefit", "value": f"1000 * effect_{i} * price_{i % 20}", "receiver": f"actor {i % 4}"}
        for i in range(40)
    ]
    return {
        "format": "mkba-case/1", "title": "Forty effects (made, synthetic)", "base_year": 2026, "price_year": 2024,
        "years": [2026, 2045], "discount": {"rate": "rate"}, "parameters": parameters, "lines": lines,
        "alternatives": {"nul": {"null": True}, "pakket": {}},
    }  # fmt: skip


def given_case():
    path = SHARED / "reference" / "uncertainty" / "effects40x20.json"
    if not path.exists():
        pytest.skip("MKBA_SHARED names no folder that has reference/uncertainty/effects40x20.json")
    return json.loads(path.read_text("utf-8"))


def peak(case, draws, plan, replicates):
    arguments = [sys.executable, "-c", PEAK, str(draws), plan, str(replicates)]
    return float(subprocess.run(arguments, input=json.dumps(case), check=True, text=True, capture_output=True).stdout)


@pytest.mark.skipif(not STATUS.exists(), reason="this system does not say what a process took at most")
@pytest.mark.parametrize(("plan", "replicates"), [("random", 1), ("lhs", 1), ("sobol", 32)])
@pytest.mark.parametrize("made", [made_case, given_case])
def test_memory_does_not_grow_with_the_draws(made, plan, replicates):
    case = made()
    few, many = peak(case, 96_000, plan, replicates), peak(case, 1_920_000, plan, replicates)
    assert few < MOST and many < MOST
    assert many < few + 4  # one figure of each of so many draws would take 14.6 MiB
