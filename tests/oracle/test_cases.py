"""The cases of tests/data/cases and what they must give are as make_expected.py makes them."""

import subprocess
import sys
from pathlib import Path

import mkba_oracle
import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data"


@pytest.mark.parametrize("script", ["cases/make_expected.py", "appraise/make_results.py"])
def test_expected_results_are_those_of_the_oracle(script):
    made = subprocess.run([sys.executable, str(DATA / script), "--check"], capture_output=True, text=True)
    assert made.returncode == 0, made.stdout + made.stderr


def test_the_example_comes_out_as_the_readme_says():
    """The figures that README and page show are the oracle's; the library is held against the same texts."""
    case = mkba_oracle.read(ROOT / "examples" / "gebiedsteams.json")
    made = mkba_oracle.appraise(case)["teams"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "how-a-figure-comes-about.md").read_text(encoding="utf-8")
    assert f"'teams': {int(float(made['npv']) * 100) / 100:.2f}" in readme
    assert f"{float(made['clients']['wmo_begeleiding']['2028']):.6f}" in page
