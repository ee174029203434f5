"""Did the Koers bend the curve? As a program, as a notebook, on synthetic and on real figures."""

import importlib.util
import json
import re
import subprocess
import sys

import pytest
from conftest import ROOT, SHARED

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("agg")

EXAMPLES = ROOT / "examples"
PROGRAM = (EXAMPLES / "koers_effect.py").read_text("utf-8")
REAL = SHARED / "data" / "gemeenten"

spec = importlib.util.spec_from_file_location("notebook", ROOT / "docs" / "notebook.py")
notebook = importlib.util.module_from_spec(spec)
spec.loader.exec_module(notebook)


@pytest.fixture(scope="module")
def kept():
    return json.loads((EXAMPLES / "koers_effect.ipynb").read_text("utf-8"))


@pytest.fixture(scope="module")
def made():
    """The cells of the notebook, run on the synthetic region without Jupyter."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MKBA_GEMEENTEN", raising=False)
        patch.setattr(sys, "argv", ["koers_effect.py"])
        return notebook.notebook(PROGRAM)


def said(cell):
    return ["".join(output["text"]) for output in cell.get("outputs", []) if output["output_type"] == "stream"]


def pictures(cell):
    return sum("image/png" in output.get("data", {}) for output in cell.get("outputs", []))


def test_the_notebook_is_the_program(kept):
    assert [(cell["cell_type"], "".join(cell["source"])) for cell in kept["cells"]] == notebook.cells(PROGRAM)


def test_its_output_is_what_the_cells_give(kept, made):
    for before, after in zip(kept["cells"], made["cells"], strict=True):
        assert said(before) == said(after), "".join(before["source"])
        assert pictures(before) == pictures(after)
    assert sum(map(pictures, made["cells"])) == 3


def test_what_is_synthetic_says_so(made):
    first = next(cell for cell in made["cells"] if cell["cell_type"] == "code")
    assert "synthetic" in said(first)[0]
    assert "Peel" not in "".join("".join(said(cell)) for cell in made["cells"])


def test_an_effect_that_is_there_is_near_the_estimates_and_not_shown(made):
    """Youth care costs 6 % less, Wmo the same; noise hides both."""
    text = "".join("".join(said(cell)) for cell in made["cells"])
    found = {row[0]: float(row[1]) for row in re.findall(r"^(.+?) +([-+]\d+\.\d)% ", text, re.MULTILINE)}
    youth = [effect for choice, effect in found.items() if choice.startswith("jeugd, ")]
    assert len(youth) == 6 and all(-9 < effect < -4 for effect in youth)
    assert text.endswith("2022 to 2024: wmo not shown; jeugd not shown; wmo en jeugd not shown.\n")


def test_the_verdict_goes_into_a_case_with_its_draws(made):
    text = "".join("".join(said(cell)) for cell in made["cells"])
    assert 'From sdid, verdict "not shown": 38 joint draws of 3 years.' in text  # each of 19 peers, of either sign
    assert 'its verdict is "not shown"' in text
    mean, low, high = map(float, re.search(r"value (\S+) million.* from (\S+) to (\S+) million", text).groups())
    assert low < 0 < mean < high


def test_the_text_has_no_figure_that_could_grow_old():
    text = " ".join(text for kind, text in notebook.cells(PROGRAM) if kind == "markdown")
    assert not re.search(r"\d\.\d", text) and not re.search(r"avoid|vermeden", PROGRAM)


@pytest.mark.skipif(not (REAL / "paneel_breed_2017_2024.csv").exists(),
                    reason="no real figures; MKBA_SHARED says where they are")  # fmt: skip
def test_on_the_real_figures_nothing_is_shown_and_the_time_before_is_refused():
    """Verdicts by domain with their reasons, the range of the fit by outcomes only, no verdict in favour by any choice."""
    done = subprocess.run([sys.executable, EXAMPLES / "koers_effect.py", REAL], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "synthetic)" not in done.stdout
    assert done.stdout.endswith("Peel, 2022 to 2024: wmo not shown; jeugd refused; wmo en jeugd refused.\n")
    assert "supported" not in done.stdout
    words = " ".join(done.stdout.split())
    assert "om gezien te worden moet het gemiddeld minstens 39,0 euro per inwoner zijn" in words
    for domain in "jeugd", "wmo en jeugd":  # the copied return of 2021 among the reasons
        assert (f"Over {domain} van Peel van 2022 tot en met 2024 kan geen uitspraak over oorzaak worden gedaan. Ook met een "
                "start vóór de echte wordt een effect gevonden") in words  # fmt: skip
    assert ("Over wmo en jeugd van Peel van 2017 tot en met 2021 kan geen uitspraak over oorzaak worden gedaan. Er is geen "
            "periode vóór 2017") in words  # fmt: skip
    ranges = re.findall(r"^ *(202[234])(?: +\S+){3} +(-\d+)\.0 +(\d+)\.0$", done.stdout, re.MULTILINE)
    assert [year for year, _, _ in ranges] == ["2022", "2023", "2024"]  # of either sign
