"""The cases of tests/data/cases and what they must give are as make_expected.py makes them."""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[1] / "data" / "cases" / "make_expected.py"


def test_expected_results_are_those_of_the_oracle():
    made = subprocess.run([sys.executable, str(SCRIPT), "--check"], capture_output=True, text=True)
    assert made.returncode == 0, made.stdout + made.stderr
