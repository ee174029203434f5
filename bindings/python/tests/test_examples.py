"""The examples run, and the page that follows one figure through the code has the figures that the library gives."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import mkba

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "how-a-figure-comes-about.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def appraisal():
    return mkba.Case.read(ROOT / "examples" / "gebiedsteams.json").appraise()


def page_row(step):
    """The two figures of a row of the page's table."""
    cells = next(line for line in PAGE.splitlines() if line.startswith(f"| {step}")).split("|")
    return [float(cells[2]), float(cells[3])]


def stream(appraisal, column):
    """Wmo begeleiding in 2028, in the nulalternatief and in the policy alternative."""
    rows = appraisal.streams().query("stream == 'wmo_begeleiding' and year == 2028")
    return rows.set_index("alternative").loc[["nul", "teams"], column].tolist()


@pytest.mark.parametrize("step, column, digits", [
    ("begin", "begin", 6), ("inflow", "inflow", 6), ("outflow", "outflow", 6), ("end", "end", 6),
    ("mean clients", "mean", 6), ("cost", "cost", 2)])  # fmt: skip
def test_the_page_has_the_stream(appraisal, step, column, digits):
    assert page_row(step) == [round(value, digits) for value in stream(appraisal, column)]


def test_the_page_has_the_effect_and_its_present_value(appraisal):
    row = appraisal.amounts().query("line == 'wmo_begeleiding' and year == 2028").iloc[0]
    cash = 0.6 * row["amount"]
    assert f"**{row['amount']:.2f} EUR** in 2028" in PAGE
    assert f"D(2.5) = 1.028^-2.5 = {row['discount_factor']:.7f}" in PAGE
    assert re.search(rf"= {row['pv']:.2f} EUR", PAGE) and f"{cash:.2f} EUR of it in 2028" in PAGE


def test_the_readme_has_the_npv(appraisal):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{{'teams': {int(appraisal.npv['teams'] * 100) / 100:.2f}...}}" in readme


def test_the_example_program_runs():
    done = subprocess.run([sys.executable, ROOT / "examples" / "appraise.py"], capture_output=True, text=True, check=True)
    assert "Sterke gebiedsteams in de Peel" in done.stdout and "advies: " in done.stdout


def test_the_example_of_scale_runs_and_says_so_of_its_figures():
    done = subprocess.run([sys.executable, ROOT / "examples" / "scale.py"], capture_output=True, text=True, check=True)
    assert "made up" in (ROOT / "examples" / "scale.py").read_text("utf-8")
    assert "who pays, regional: 11 municipalities" in done.stdout
    assert done.stdout.count("net present value") == 7
