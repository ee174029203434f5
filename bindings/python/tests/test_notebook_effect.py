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
    assert sum(map(pictures, made["cells"])) == 2


def test_what_is_synthetic_says_so(made):
    first = next(cell for cell in made["cells"] if cell["cell_type"] == "code")
    assert "synthetic" in said(first)[0]
    assert "Peel" not in "".join("".join(said(cell)) for cell in made["cells"])


def test_an_effect_that_is_there_is_near_the_estimates(made):
    """Youth care costs 6 % less, which is some 20 euros, Wmo the same."""
    text = "".join("".join(said(cell)) for cell in made["cells"])
    found = re.findall(r"^jeugd, .*?([-+]\d+) +[-+]\d+ to +[-+]\d+ +\d\.\d\d$", text, re.MULTILINE)
    assert len(found) == 2 and all(-27 < int(euros) < -13 for euros in found)
    assert text.endswith("2022 to 2024: seen at 10 %: jeugd 30 peers.\n")


def test_the_text_has_no_figure_that_could_grow_old():
    text = " ".join(text for kind, text in notebook.cells(PROGRAM) if kind == "markdown")
    assert not re.search(r"\d\.\d", text) and not re.search(r"avoid|vermeden", PROGRAM)


@pytest.mark.skipif(not (REAL / "paneel_breed_2017_2024.csv").exists(),
                    reason="no real figures; MKBA_SHARED says where they are")  # fmt: skip
def test_on_the_real_figures_nothing_is_shown_and_the_time_before_is_refused():
    done = subprocess.run([sys.executable, EXAMPLES / "koers_effect.py", REAL], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "synthetic)" not in done.stdout
    assert done.stdout.endswith("Peel, 2022 to 2024: no effect can be told from chance.\n")
    assert "treated from 2017, and the first period used is 2017" in done.stdout
    ranges = re.findall(r"^ *(202[234])(?: +\S+){3} +(-\d+)\.0 +(\d+)\.0$", done.stdout, re.MULTILINE)
    assert [year for year, _, _ in ranges] == ["2022", "2023", "2024"]  # of either sign
